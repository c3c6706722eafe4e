/* graph.c - how sentences are like each other: to the whole, to what comes before and after, to the
 * other documents.
 *
 * A sum of likenesses to many sentences is the likeness to their sum, so everything here is linear
 * in the text: no pair of sentences is ever looked at. Directed centrality: Zheng and Lapata 2019.
 * TextRank over BM25: Barrios et al. 2016. */
#include <math.h>

#include "rank/model.h"

static void add(const struct model *m, uint32_t sentence, float factor, float *sum)
{
  struct vector v = m->vectors.at[sentence];
  for (uint32_t i = v.first; i < v.first + v.count; i++)
    sum[m->postings.at[i].term] += factor * m->postings.at[i].weight;
}

static float dot(const struct model *m, uint32_t sentence, const float *sum)
{
  struct vector v = m->vectors.at[sentence];
  float product = 0;
  for (uint32_t i = v.first; i < v.first + v.count; i++)
    product += m->postings.at[i].weight * sum[m->postings.at[i].term];
  return product;
}

static double length_of(const float *sum, uint32_t count)
{
  double square = 0;
  for (uint32_t i = 0; i < count; i++)
    square += (double)sum[i] * sum[i];
  return square > 0 ? sqrt(square) : 1;
}

static void clear(const struct model *m, struct stretch stretch, float *sum)
{
  for (uint32_t i = stretch.first; i < stretch.first + stretch.count; i++) {
    struct vector v = m->vectors.at[i];
    for (uint32_t k = v.first; k < v.first + v.count; k++)
      sum[m->postings.at[k].term] = 0;
  }
}

/* sum holds nothing before and after. */
static void set_directions(struct model *m, struct stretch stretch, float *sum)
{
  float *backward = m->columns[FEATURE_BACKWARD], *forward = m->columns[FEATURE_FORWARD];
  uint32_t end = stretch.first + stretch.count;
  for (uint32_t i = stretch.first; i < end; i++) {
    forward[i] = dot(m, i, sum);
    add(m, i, 1, sum);
  }
  clear(m, stretch, sum);
  for (uint32_t i = end; i-- > stretch.first;) {
    backward[i] = dot(m, i, sum);
    add(m, i, 1, sum);
  }
  clear(m, stretch, sum);
}

static void set_first(struct model *m, struct stretch stretch, float *sum)
{
  struct stretch first = {stretch.first, stretch.count ? 1 : 0};
  if (first.count)
    add(m, first.first, 1, sum);
  for (uint32_t i = stretch.first; i < stretch.first + stretch.count; i++)
    m->columns[FEATURE_FIRST_LIKENESS][i] = dot(m, i, sum);
  clear(m, first, sum);
}

static void set_lead(struct model *m, struct stretch stretch, float *sum)
{
  struct stretch lead = {stretch.first, stretch.count < LEAD ? stretch.count : LEAD};
  double square = 0;
  for (uint32_t i = lead.first; i < lead.first + lead.count; i++)
    add(m, i, 1, sum);
  for (uint32_t i = lead.first; i < lead.first + lead.count; i++)
    square += dot(m, i, sum);
  float length = square > 0 ? (float)sqrt(square) : 1;
  for (uint32_t i = stretch.first; i < stretch.first + stretch.count; i++)
    m->columns[FEATURE_LEAD_LIKENESS][i] = dot(m, i, sum) / length;
  clear(m, lead, sum);
}

/* Likeness to all, and to all but the sentence's own document. whole is the sum of all. */
static void set_whole(struct model *m, const float *whole, float *sum)
{
  float length = (float)length_of(whole, m->term_count);
  for (uint32_t d = 0; d < m->analysis_count; d++) {
    struct stretch s = m->stretches[d];
    for (uint32_t i = s.first; i < s.first + s.count; i++)
      m->columns[FEATURE_CENTROID][i] = dot(m, i, whole) / length;
    if (m->analysis_count == 1)
      break;
    for (uint32_t i = s.first; i < s.first + s.count; i++)
      add(m, i, 1, sum);
    for (uint32_t i = s.first; i < s.first + s.count; i++)
      m->columns[FEATURE_SHARED][i] = (dot(m, i, whole) - dot(m, i, sum)) / length;
    clear(m, s, sum);
  }
}

/* --- BM25-TextRank --- */

/* Robertson and Zaragoza 2009. */
static const float K1 = 1.2f, B = 0.75f;
/* Brin and Page 1998; after so many rounds the order of sentences does not change any more. */
static const float DAMPING = 0.85f;

enum { ROUNDS = 8 };

struct walk {
  const struct model *m;
  float *match;  /* by posting: what the sentence is worth to a query of the term */
  float *self;   /* by sentence: its worth to itself, left out */
  float *spread; /* by sentence: its worth to all others together */
  float *sum;    /* by term: what the sentences that hold it hand on */
  float *next;   /* the same of the round after */
};

/* By term: what it says of a sentence that holds it, before the sentence's length. NULL without
 * memory. */
static const float *rate_terms(const struct model *m)
{
  float n = (float)m->vectors.count;
  float *rates = arena_array(m->arena, float, m->term_count + 1);
  for (uint32_t t = 0; rates && t < m->term_count; t++) {
    float with = (float)m->sentences_with[t];
    rates[t] = with > 0 ? logf(1 + (n - with + 0.5f) / (with + 0.5f)) * (K1 + 1) : 0;
  }
  return rates;
}

static void set_matches(struct walk *w, const float *rates)
{
  const struct model *m = w->m;
  float n = (float)m->vectors.count, mean = (float)m->postings.count / n;
  for (uint32_t i = 0; i < m->vectors.count; i++) {
    struct vector v = m->vectors.at[i];
    float norm = 1 + K1 * (1 - B + B * (float)v.count / (mean > 0 ? mean : 1));
    for (uint32_t k = v.first; k < v.first + v.count; k++) {
      w->match[k] = rates[m->postings.at[k].term] / norm;
      w->self[i] += w->match[k];
      w->sum[m->postings.at[k].term] += w->match[k];
    }
  }
  for (uint32_t i = 0; i < m->vectors.count; i++) {
    struct vector v = m->vectors.at[i];
    for (uint32_t k = v.first; k < v.first + v.count; k++)
      w->spread[i] += w->sum[m->postings.at[k].term];
    w->spread[i] -= w->self[i];
  }
}

static float share_of(const struct walk *w, uint32_t i, float rank)
{
  return w->spread[i] > 1e-6f ? rank / w->spread[i] : 0;
}

static void hand_on(const struct walk *w, uint32_t i, float rank, float *sum)
{
  struct vector v = w->m->vectors.at[i];
  float share = share_of(w, i, rank);
  for (uint32_t k = v.first; k < v.first + v.count; k++)
    sum[w->m->postings.at[k].term] += share;
}

/* One way through the postings: what a sentence finds makes its rank, which it hands on at once to
 * the sums of the next round. */
static void walk_once(struct walk *w, float *rank)
{
  const struct model *m = w->m;
  memset(w->next, 0, m->term_count * sizeof *w->next);
  for (uint32_t i = 0; i < m->vectors.count; i++) {
    struct vector v = m->vectors.at[i];
    float share = share_of(w, i, rank[i]), found = 0;
    for (uint32_t k = v.first; k < v.first + v.count; k++)
      found += w->match[k] * w->sum[m->postings.at[k].term];
    rank[i] = 1 - DAMPING + DAMPING * (found - share * w->self[i]);
    hand_on(w, i, rank[i], w->next);
  }
  float *sum = w->sum;
  w->sum = w->next;
  w->next = sum;
}

static void set_rank(struct model *m, float *sum)
{
  struct walk w = {.m = m, .sum = sum};
  uint32_t count = m->vectors.count;
  const float *rates = rate_terms(m);
  w.match = arena_array(m->arena, float, m->postings.count + 1);
  w.self = arena_array(m->arena, float, count + 1);
  w.spread = arena_array(m->arena, float, count + 1);
  w.next = arena_array(m->arena, float, m->term_count + 1);
  float *rank = m->columns[FEATURE_RANK];
  if (arena_short(m->arena))
    return;
  set_matches(&w, rates);
  memset(w.sum, 0, m->term_count * sizeof *w.sum);
  for (uint32_t i = 0; i < count; i++) {
    rank[i] = 1;
    hand_on(&w, i, 1, w.sum);
  }
  for (int round = 0; round < ROUNDS; round++)
    walk_once(&w, rank);
}

void model_graph(struct model *m)
{
  static const enum feature mine[] = {
      FEATURE_CENTROID,       FEATURE_BACKWARD, FEATURE_FORWARD, FEATURE_LEAD_LIKENESS,
      FEATURE_FIRST_LIKENESS, FEATURE_SHARED,   FEATURE_RANK};

  for (size_t i = 0; i < sizeof mine / sizeof *mine; i++)
    model_column(m, mine[i]);
  float *whole = arena_array(m->arena, float, m->term_count + 1);
  float *sum = arena_array(m->arena, float, m->term_count + 1);
  if (arena_short(m->arena))
    return;
  for (uint32_t i = 0; i < m->vectors.count; i++)
    add(m, i, 1, whole);
  set_whole(m, whole, sum);
  for (uint32_t d = 0; d < m->analysis_count; d++) {
    set_directions(m, m->stretches[d], sum);
    set_first(m, m->stretches[d], sum);
    set_lead(m, m->stretches[d], sum);
  }
  set_rank(m, sum);

  static const enum feature scaleless[] = {FEATURE_CENTROID, FEATURE_BACKWARD, FEATURE_FORWARD,
                                           FEATURE_RANK};

  for (size_t i = 0; i < sizeof scaleless / sizeof *scaleless; i++)
    to_z(m->columns[scaleless[i]], m->vectors.count);
}
