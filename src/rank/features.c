/* features.c - what speaks for a sentence, weighted by genre. No feature reads a name, a path or an
 * id. */
#include <assert.h>
#include <math.h>

#include "rank/model.h"

/* A sentence of this many words is full; shorter ones lose in proportion. */
static const float LENGTH_FULL = 28;
/* Under this many a sentence is a fragment, whatever its terms. */
static const uint32_t FRAGMENT_WORDS = 6;
static const float FRAGMENT_LOSS = 1.5f;
/* Over this many it crowds out others. */
static const uint32_t CROWDING_WORDS = 60;

const char *score_part_name(uint32_t part)
{
  static const char *const names[PART_COUNT] = {
      [PART_POSITION] = "position",     [PART_EARLY] = "early",       [PART_LENGTH] = "length",
      [PART_FREQUENCY] = "frequency",   [PART_COVERAGE] = "coverage", [PART_CENTROID] = "centroid",
      [PART_CENTRALITY] = "centrality", [PART_TITLE] = "title",       [PART_ABOUT] = "about",
      [PART_FIGURES] = "figures",       [PART_OPENING] = "opening",   [PART_SPEECH] = "speech"};
  return part < PART_COUNT ? names[part] : NULL;
}

static_assert(PART_COUNT == SCORE_PARTS, "rank.h shows every part");

static const struct sentence *sentence_of(const struct model *m, const struct ranked *r)
{
  return &m->analyses[r->document]->sentences.at[r->sentence];
}

/* Place among the ranked sentences of its document, and how many it has. */
static void set_positions(struct model *m)
{
  struct ranked *all = m->ranking->sentences.at;
  uint32_t count = m->ranking->sentences.count;
  for (uint32_t i = 0; i < count;) {
    uint32_t end = i;
    while (end < count && all[end].document == all[i].document)
      end++;
    for (uint32_t k = i; k < end; k++) {
      all[k].parts[PART_POSITION] = 1.0f / (float)(k - i + 1);
      all[k].parts[PART_EARLY] = 1.0f - (float)(k - i) / (float)(end - i);
    }
    i = end;
  }
}

static void set_terms(struct model *m, uint32_t i)
{
  struct ranked *r = &m->ranking->sentences.at[i];
  struct vector v = m->vectors.at[i];
  double sum = 0;
  for (uint32_t k = 0; k < v.count; k++)
    sum += m->term_weight[m->postings.at[v.first + k].term];
  r->parts[PART_COVERAGE] = (float)sum;
  r->parts[PART_FREQUENCY] = v.count ? (float)(sum / v.count) : 0;
}

/* Share of the words' vector that the sentence holds. */
static float overlap(const struct model *m, struct vector words, uint32_t sentence)
{
  struct vector v = m->vectors.at[sentence];
  uint32_t shared = 0;
  for (uint32_t i = 0; i < words.count; i++)
    for (uint32_t k = 0; k < v.count; k++)
      shared += m->postings.at[words.first + i].term == m->postings.at[v.first + k].term;
  return words.count ? (float)shared / (float)words.count : 0;
}

static void set_centroid(struct model *m)
{
  float *centroid = arena_array(m->arena, float, m->term_count + 1);
  double square = 0;
  for (uint32_t i = 0; centroid && i < m->vectors.count; i++)
    for (uint32_t k = 0; k < m->vectors.at[i].count; k++) {
      const struct posting *p = &m->postings.at[m->vectors.at[i].first + k];
      centroid[p->term] += p->weight;
    }
  for (uint32_t t = 0; centroid && t < m->term_count; t++)
    square += (double)centroid[t] * centroid[t];
  for (uint32_t i = 0; centroid && square > 0 && i < m->vectors.count; i++) {
    double dot = 0;
    for (uint32_t k = 0; k < m->vectors.at[i].count; k++) {
      const struct posting *p = &m->postings.at[m->vectors.at[i].first + k];
      dot += p->weight * centroid[p->term];
    }
    m->ranking->sentences.at[i].parts[PART_CENTROID] = (float)(dot / sqrt(square));
  }
}

static void set_shape(struct model *m, uint32_t i)
{
  struct ranked *r = &m->ranking->sentences.at[i];
  const struct sentence *s = sentence_of(m, r);
  float length = (float)s->words / LENGTH_FULL;
  r->parts[PART_LENGTH] = length > 1 ? 1 : length;
  if (s->words < FRAGMENT_WORDS)
    r->parts[PART_LENGTH] -= FRAGMENT_LOSS;
  if (s->words > CROWDING_WORDS)
    r->parts[PART_LENGTH] -= (float)(s->words - CROWDING_WORDS) / LENGTH_FULL;
  r->parts[PART_OPENING] = (s->flags & (SENTENCE_DANGLING | SENTENCE_QUESTION) ? 1.0f : 0) +
                           (s->flags & SENTENCE_OPEN_END ? 0.5f : 0);
}

/* Figures and quoted bytes of each sentence; both lists stand in text order. */
static void set_findings(struct model *m)
{
  struct ranked *all = m->ranking->sentences.at;
  for (uint32_t i = 0; i < m->ranking->sentences.count;) {
    const struct analysis *a = m->analyses[all[i].document];
    uint32_t document = all[i].document, figure = 0, part = 0;
    for (; i < m->ranking->sentences.count && all[i].document == document; i++) {
      struct span at = a->sentences.at[all[i].sentence].at;
      while (figure < a->figures.count && a->figures.at[figure].at.at < at.at)
        figure++;
      uint32_t found = 0, quoted = 0;
      for (uint32_t k = figure; k < a->figures.count && a->figures.at[k].at.at < span_end(at); k++)
        found++;
      while (part < a->parts.count && span_end(a->parts.at[part]) <= at.at)
        part++;
      for (uint32_t k = part; k < a->parts.count && a->parts.at[k].at < span_end(at); k++)
        quoted += a->parts.at[k].len;
      all[i].parts[PART_FIGURES] = found > 2 ? 1 : (float)found / 2;
      all[i].parts[PART_SPEECH] =
          at.len ? (float)(quoted < at.len ? quoted : at.len) / (float)at.len : 0;
    }
  }
}

/* Mean 0, deviation 1: parts that have no scale of their own. */
static void normalize_part(struct model *m, enum part part)
{
  struct ranked *all = m->ranking->sentences.at;
  uint32_t count = m->ranking->sentences.count;
  double sum = 0, square = 0;
  for (uint32_t i = 0; i < count; i++)
    sum += all[i].parts[part];
  for (uint32_t i = 0; i < count; i++)
    square += (all[i].parts[part] - sum / count) * (all[i].parts[part] - sum / count);
  double deviation = sqrt(square / count);
  for (uint32_t i = 0; i < count; i++)
    all[i].parts[part] =
        deviation > 1e-9 ? (float)((all[i].parts[part] - sum / count) / deviation) : 0;
}

static void add_up(struct model *m)
{
  struct ranked *all = m->ranking->sentences.at;
  uint32_t count = m->ranking->sentences.count;
  double low = 1e30, high = -1e30;
  for (uint32_t i = 0; i < count; i++) {
    double score = 0;
    for (int part = 0; part < PART_COUNT; part++) {
      all[i].parts[part] *= rank_weights[m->ranking->genre][part];
      score += all[i].parts[part];
    }
    all[i].score = score;
    low = score < low ? score : low;
    high = score > high ? score : high;
  }
  for (uint32_t i = 0; i < count; i++)
    all[i].score = high > low ? (all[i].score - low) / (high - low) : 1;
}

void model_scores(struct model *m)
{
  uint32_t count = m->ranking->sentences.count;
  float *centrality = arena_array(m->arena, float, count + 1);
  if (!centrality || !count)
    return;
  model_centrality(m, centrality);
  set_positions(m);
  for (uint32_t i = 0; i < count; i++) {
    set_terms(m, i);
    set_shape(m, i);
    struct ranked *r = &m->ranking->sentences.at[i];
    r->parts[PART_CENTRALITY] = centrality[i];
    r->parts[PART_TITLE] = overlap(m, m->title.at[0], i);
    r->parts[PART_ABOUT] = overlap(m, m->about.at[0], i);
  }
  set_centroid(m);
  set_findings(m);

  static const enum part scaleless[] = {PART_FREQUENCY, PART_COVERAGE, PART_CENTROID};

  for (size_t i = 0; i < sizeof scaleless / sizeof *scaleless; i++)
    normalize_part(m, scaleless[i]);
  add_up(m);
}
