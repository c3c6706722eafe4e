/* select.c - which sentences are taken, and in which order: greedy, unlike what was taken, never
 * dangling.
 *
 * Invariant: picks are nested: the first k of them are the summary of a smaller page. Sentences
 * that only make sense together are one pick's group and share its rank. */
#include <math.h>

#include "base/map.h"
#include "rank/model.h"

/* What likeness to a picked sentence costs (Carbonell and Goldstein 1998); fitted over .1 to .5. */
static const double LIKENESS_COST = 0.35;
/* Word budgets pay for words: score / words^e; e over .3 to 1.1 was flat around this. */
static const double LENGTH_EXPONENT = 0.35;
/* What leaning on another sentence costs. */
static const double LEANING_COST = 0.12;
/* Texts shorter than this have nothing to leave out. */
static const uint32_t SHORT_WORDS = 120;
/* With so few sentences each must stand alone. */
static const uint32_t ALONE_MAX = 3;

/* A sentence and what it leans on. */
enum { GROUP_MAX = 3 };

struct group {
  uint32_t members[GROUP_MAX]; /* ranked ids in text order; the one that counts is last */
  uint32_t count;
  uint32_t words;
};

struct selector {
  struct model *m;
  const struct rank_options *options;
  uint32_t max_words, max_sentences; /* 0: no bound */
  uint32_t words, sentences;         /* taken */
  float *likeness;                   /* greatest to what was taken, by ranked sentence */
  float *fresh;                      /* to the newest pick */
  bool *taken;
  bool *refused;
};

static const struct sentence *sentence_of(const struct model *m, uint32_t ranked)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  return &m->analyses[r->document]->sentences.at[r->sentence];
}

static bool ends_in_colon(const struct model *m, uint32_t ranked)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  str text = str_span(m->analyses[r->document]->document->text, sentence_of(m, ranked)->at);
  return text.len && text.data[text.len - 1] == ':';
}

/* The sentence right before it in its document, if it may be taken. */
static uint32_t before(const struct model *m, uint32_t ranked)
{
  const struct ranked *all = m->ranking->sentences.at;
  bool follows = ranked > 0 && all[ranked - 1].document == all[ranked].document &&
                 all[ranked - 1].sentence + 1 == all[ranked].sentence;
  return follows ? ranked - 1 : NONE;
}

static bool stands_alone(const struct model *m, uint32_t ranked)
{
  return !(sentence_of(m, ranked)->flags & (SENTENCE_DANGLING | SENTENCE_QUOTATION)) &&
         !ends_in_colon(m, ranked);
}

/* The sentence with what it leans on; false if it cannot be taken at all. */
static bool make_group(const struct selector *s, uint32_t ranked, struct group *ret)
{
  const struct model *m = s->m;
  uint32_t chain[GROUP_MAX], count = 0;
  /* A colon promises what follows; it is taken only along with it. */
  if (ends_in_colon(m, ranked))
    return false;
  for (uint32_t at = ranked;;) {
    chain[count++] = at;
    bool leans = sentence_of(m, at)->flags & (SENTENCE_DANGLING | SENTENCE_QUOTATION);
    if (!leans)
      break;
    if (s->max_sentences && s->max_sentences <= ALONE_MAX)
      return false;
    /* A quotation without its speaker is for the pull quote. */
    bool quotation = sentence_of(m, at)->flags & SENTENCE_QUOTATION;
    at = before(m, at);
    if (at == NONE)
      return false;
    bool same_block = sentence_of(m, at)->block == sentence_of(m, chain[count - 1])->block;
    if (!same_block || ends_in_colon(m, at) || quotation)
      return false;
    if (s->taken[at])
      break;
    if (count == GROUP_MAX)
      return false;
  }
  *ret = (struct group){.count = count};
  for (uint32_t i = 0; i < count; i++) {
    ret->members[i] = chain[count - 1 - i];
    ret->words += sentence_of(m, chain[i])->words;
  }
  return true;
}

static bool fits(const struct selector *s, const struct group *g)
{
  if (s->max_sentences && s->sentences + g->count > s->max_sentences)
    return false;
  /* The first is always taken: a summary of nothing helps nobody. */
  return !s->max_words || !s->words || s->words + g->words <= s->max_words;
}

static double worth(const struct selector *s, uint32_t ranked, const struct group *g)
{
  double score = s->m->ranking->sentences.at[ranked].score - LIKENESS_COST * s->likeness[ranked];
  score -= LEANING_COST * (g->count - 1);
  if (s->max_words && score > 0)
    score /= pow(g->words / 20.0 + 0.2, LENGTH_EXPONENT);
  return score;
}

/* A copy of a sentence already taken, but for a few words. */
static const float COPY_LIKENESS = 0.8f;

/* Best group that fits; the second best in *ret_beaten. */
static bool best_group(struct selector *s, struct group *ret, uint32_t *ret_beaten)
{
  double best = -1e30, second = -1e30;
  uint32_t best_at = NONE;
  *ret_beaten = NONE;
  for (uint32_t i = 0; i < s->m->ranking->sentences.count; i++) {
    struct group g;
    if (s->taken[i] || s->refused[i])
      continue;
    if (s->likeness[i] > COPY_LIKENESS || !make_group(s, i, &g)) {
      /* A leaning sentence may fit later, when its antecedent has been taken. */
      s->refused[i] = s->likeness[i] > COPY_LIKENESS;
      continue;
    }
    if (!fits(s, &g))
      continue;
    double value = worth(s, i, &g);
    if (value > best) {
      second = best;
      *ret_beaten = best_at;
      best = value;
      best_at = i;
      *ret = g;
    } else if (value > second) {
      second = value;
      *ret_beaten = i;
    }
  }
  return best_at != NONE;
}

static void take(struct selector *s, const struct group *g, uint32_t rank, uint32_t beaten)
{
  struct model *m = s->m;
  for (uint32_t i = 0; i < g->count; i++) {
    uint32_t ranked = g->members[i];
    struct pick pick = {.ranked = ranked,
                        .rank = rank,
                        .beaten = i + 1 == g->count ? beaten : NONE,
                        .reason = i + 1 == g->count ? PICK_SCORE : PICK_ANTECEDENT};
    vec_push(m->ranking->arena, &m->ranking->picks, pick);
    s->taken[ranked] = true;
    memset(s->fresh, 0, m->ranking->sentences.count * sizeof *s->fresh);
    model_likeness(m, m->vectors.at[ranked], s->fresh);
    for (uint32_t k = 0; k < m->ranking->sentences.count; k++)
      s->likeness[k] = s->fresh[k] > s->likeness[k] ? s->fresh[k] : s->likeness[k];
  }
  s->words += g->words;
  s->sentences += g->count;
}

/* Over documents of any size: more picks than this no page holds. */
enum { PICKS_MAX = 4000 };

void select_sentences(struct model *m, const struct rank_options *options)
{
  uint32_t count = m->ranking->sentences.count, total = 0;
  for (uint32_t d = 0; d < m->analysis_count; d++)
    total += m->analyses[d]->word_total;
  struct selector s = {.m = m,
                       .options = options,
                       .max_words = options->max_words,
                       .max_sentences = options->max_sentences};
  if (options->ratio > 0)
    s.max_words = (uint32_t)(total * options->ratio + 0.5);
  if (total < SHORT_WORDS && !options->max_sentences)
    s.max_words = 0;
  s.likeness = arena_array(m->arena, float, count + 1);
  s.fresh = arena_array(m->arena, float, count + 1);
  s.taken = arena_array(m->arena, bool, count + 1);
  s.refused = arena_array(m->arena, bool, count + 1);
  if (arena_short(m->arena))
    return;
  struct group g;
  uint32_t beaten;
  for (uint32_t rank = 0; rank < PICKS_MAX && best_group(&s, &g, &beaten); rank++)
    take(&s, &g, rank, beaten);
  /* A text in which every sentence leans on another still has a first one. */
  for (uint32_t i = 0; !s.sentences && i < count; i++)
    if (stands_alone(m, i) || i + 1 == count)
      take(&s, &(struct group){{i}, 1, sentence_of(m, i)->words}, 0, NONE);
}
