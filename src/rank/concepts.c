/* concepts.c - the words and the pairs of words of which a summary should hold many.
 *
 * What one is worth, the chance that a summary holds it, is learned from summaries that people
 * wrote (bench/fit_weights.py): by where and how often it stands, and by the scores of the
 * sentences that hold it. It counts once, however often it is said (Gillick and Favre 2009); what a
 * sentence adds is weighed against its length (Lin and Bilmes 2011). */
#include <math.h>

#include "base/map.h"
#include "rank/select.h"

/* Of one sentence; what is longer is a list. */
enum { CONCEPTS_MAX = 256 };

/* Worth is counted in whole steps, so that sums are exact whatever their order. */
static const float STEPS = 1 << 20;
/* A sentence of thousands tells no more by a score of ten deviations than by one of four. */
static const float SCORE_MAX = 4;
/* exp(score - this) adds up over the sentences that hold it. */
static const float SCORE_USUAL = 2;

/* Shorter sentences than this would be had for nothing. */
enum { WORDS_MIN = 4 };

/* Among so many sentences what one adds counts half. */
enum { FEW = 10 };

/* What a sentence adds is divided by its words to this power. */
static const double LENGTH_POWER = 0.9;

struct concept {
  uint32_t first, last; /* candidates that hold it */
  uint32_t sentences, documents;
  uint32_t document; /* that held it last */
  float best, sum, mass;
  float empty; /* share of its words that mean nothing by themselves */
  bool is_pair, has_number;
};

struct finder {
  struct selector *s;
  struct map ids; /* of two terms, each + 1 */
  VEC(struct concept) found;
  VEC(uint32_t) held;
  float mass; /* of the sentence at hand */
};

/* A word at its place. */
struct place {
  uint64_t term; /* + 1 */
  bool is_empty, is_number;
};

static void hold(struct finder *f, uint32_t candidate, struct place before, struct place word)
{
  bool is_new, is_pair = before.term > 0;
  uint32_t id = map_add_short(&f->ids, before.term << 32 | word.term, 8, &is_new);
  const struct ranking *r = f->s->m->ranking;
  uint32_t ranked = f->s->candidates[candidate].ranked, document = r->sentences.at[ranked].document;
  if (id == MAP_NONE)
    return;
  if (is_new) {
    float empty = is_pair ? (float)(before.is_empty + word.is_empty) / 2 : word.is_empty;
    struct concept new = {.first = candidate,
                          .last = NONE,
                          .document = NONE,
                          .best = -SCORE_MAX,
                          .empty = empty,
                          .is_pair = is_pair,
                          .has_number = word.is_number || before.is_number};
    vec_push(f->s->m->arena, &f->found, new);
  }
  if (arena_short(f->s->m->arena) || f->found.at[id].last == candidate)
    return;
  struct concept *c = &f->found.at[id];
  float score = f->s->scores[ranked];
  c->last = candidate;
  c->documents += c->document != document;
  c->document = document;
  c->sentences++;
  c->best = score > c->best ? score : c->best;
  c->sum += score;
  c->mass += f->mass;
  vec_push(f->s->m->arena, &f->held, id);
}

static void find_in_sentence(struct finder *f, uint32_t candidate)
{
  const struct model *m = f->s->m;
  uint32_t ranked = f->s->candidates[candidate].ranked;
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  const struct analysis *a = m->analyses[r->document];
  const struct sentence *s = &a->sentences.at[r->sentence];
  const struct word_cue *cues = m->cues[r->document];
  uint32_t start = f->held.count;
  struct place before = {0};
  f->mass = expf(fminf(f->s->scores[ranked], SCORE_MAX) - SCORE_USUAL);
  for (uint32_t i = 0; i < s->token_count && f->held.count - start < CONCEPTS_MAX; i++) {
    const struct token *t = &a->tokens.at[s->first_token + i];
    if (t->kind == TOKEN_MARK)
      continue;
    struct word_cue cue = cues[t->word];
    struct place word = {.term = (uint64_t)cue.term + 1,
                         .is_empty = cue.bits & CUE_EMPTY,
                         .is_number = t->kind == TOKEN_NUMBER};
    hold(f, candidate, (struct place){0}, word);
    if (before.term)
      hold(f, candidate, before, word);
    before = word;
  }
}

static uint32_t worth_of(const struct selector *s, const struct concept *c)
{
  float often = logf((float)c->sentences);
  float opening = 1 / (1 + (float)c->first);
  float spread = (float)(c->last - c->first) / (float)s->candidate_count;
  const float measured[CONCEPT_FEATURES] = {
      [CONCEPT_BIAS] = 1,
      [CONCEPT_SENTENCES] = often,
      [CONCEPT_SENTENCES_SQUARE] = often * often,
      [CONCEPT_DOCUMENTS] = logf((float)c->documents),
      [CONCEPT_PLACE] = (float)c->first / (float)s->candidate_count,
      [CONCEPT_OPENING] = opening,
      [CONCEPT_OPENING_SQUARE] = opening * opening,
      [CONCEPT_SPREAD] = spread,
      [CONCEPT_SPREAD_SENTENCES] = spread * often,
      [CONCEPT_EMPTY] = c->empty,
      [CONCEPT_NUMBER] = c->has_number,
      [CONCEPT_BEST] = c->best,
      [CONCEPT_BEST_SQUARE] = c->best * c->best,
      [CONCEPT_MEAN] = c->sum / (float)c->sentences,
      [CONCEPT_MASS] = c->mass,
      [CONCEPT_MASS_SQUARE] = c->mass * c->mass,
  };
  const float *weights = c->is_pair ? s->weights->pair : s->weights->word;
  float sum = 0;
  for (int i = 0; i < CONCEPT_FEATURES; i++)
    sum += weights[i] * measured[i];
  float chance = fminf(fmaxf(sum, 0), 1), worth = 1;
  for (int i = 0; i < s->weights->sharpness; i++)
    worth *= chance;
  return (uint32_t)(worth * STEPS);
}

/* By concept, who holds it: what is held by candidate, turned round. */
static void turn_round(struct concepts *c, uint32_t candidates, const struct concept *found)
{
  for (uint32_t k = 0; k < c->count; k++)
    c->holders_from[k + 1] = c->holders_from[k] + found[k].sentences;
  for (uint32_t i = 0; i < candidates; i++)
    for (uint32_t h = c->held_from[i]; h < c->held_from[i + 1]; h++)
      c->holders[c->holders_from[c->held[h]]++] = i;
  for (uint32_t k = c->count; k > 0; k--)
    c->holders_from[k] = c->holders_from[k - 1];
  c->holders_from[0] = 0;
}

/* What each candidate adds while nothing is taken, and the step that makes it deviations. */
static void weigh_candidates(struct selector *s)
{
  struct concepts *c = &s->concepts;
  double sum = 0, square = 0, n = s->candidate_count;
  for (uint32_t i = 0; i < s->candidate_count; i++) {
    struct candidate *at = &s->candidates[i];
    uint32_t words = model_sentence(s->m, at->ranked)->words;
    at->step = 1 / pow(words > WORDS_MIN ? words : WORDS_MIN, LENGTH_POWER);
    for (uint32_t h = c->held_from[i]; h < c->held_from[i + 1]; h++)
      at->uncovered += c->worth[c->held[h]];
    double value = at->uncovered * at->step;
    sum += value;
    square += value * value;
  }
  /* Of few sentences the deviation says little. */
  double variance = n > 0 ? square / n - sum / n * (sum / n) : 0;
  for (uint32_t i = 0; i < s->candidate_count; i++)
    s->candidates[i].step *= variance > 0 ? n / (n + FEW) / sqrt(variance) : 0;
}

void find_concepts(struct selector *s)
{
  struct arena *arena = s->m->arena;
  struct concepts *c = &s->concepts;
  struct finder f = {.s = s};
  map_init(&f.ids, arena);
  c->held_from = arena_array(arena, uint32_t, (size_t)s->candidate_count + 1);
  for (uint32_t i = 0; i < s->candidate_count && !arena_short(arena); i++) {
    find_in_sentence(&f, i);
    c->held_from[i + 1] = f.held.count;
  }
  c->worth = arena_array(arena, uint32_t, (size_t)f.found.count + 1);
  c->holders = arena_array(arena, uint32_t, (size_t)f.held.count + 1);
  c->holders_from = arena_array(arena, uint32_t, (size_t)f.found.count + 1);
  if (arena_short(arena))
    return;
  c->held = f.held.at;
  c->count = f.found.count;
  for (uint32_t k = 0; k < c->count; k++)
    c->worth[k] = worth_of(s, &f.found.at[k]);
  turn_round(c, s->candidate_count, f.found.at);
  weigh_candidates(s);
}

/* The candidate of a ranked sentence; they ascend. */
static uint32_t candidate_of(const struct selector *s, uint32_t ranked)
{
  uint32_t low = 0, high = s->candidate_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (s->candidates[middle].ranked < ranked)
      low = middle + 1;
    else
      high = middle;
  }
  return low < s->candidate_count && s->candidates[low].ranked == ranked ? low : NONE;
}

float cover_concepts(struct selector *s, uint32_t ranked)
{
  struct concepts *c = &s->concepts;
  uint32_t candidate = candidate_of(s, ranked);
  if (candidate == NONE)
    return 0;
  float added = (float)(s->candidates[candidate].uncovered * s->candidates[candidate].step);
  for (uint32_t h = c->held_from[candidate]; h < c->held_from[candidate + 1]; h++) {
    uint32_t k = c->held[h];
    for (uint32_t i = c->holders_from[k]; c->worth[k] && i < c->holders_from[k + 1]; i++)
      s->candidates[c->holders[i]].uncovered -= c->worth[k];
    c->worth[k] = 0;
  }
  return added;
}
