/* collect.c - which of very many documents a briefing looks at: of each the little that tells
 * copies and stories apart is kept, the documents themselves are not.
 *
 * The fullest go first. Each is held against those before it that share a hash with it: a copy if
 * most of its sample of runs stands in the other's, of one story if their terms are alike (leader
 * clustering: Hartigan 1975). Chains are bounded, so that all is linear.
 *
 * Invariant: what is chosen depends on the memos and their order alone. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "rank/model.h"

enum {
  CHAIN_MAX = 64,   /* a hash that more documents hold tells nothing */
  RUNS_SHARED = 2,  /* of those indexed, that a copy shares: fewer once in 2,500 times */
  RUNS_INDEXED = 8, /* of a document: its least */
  SLOTS_MIN = 1 << 10,
  SLOTS_MAX = 1 << 24, /* to begin with */
  REPORTS_MAX = 5,     /* of one story */
  COPIES_OF_ONE = 32   /* names that a reader takes in, and then some */
};

/* As in copies.c, and a deviation of a sample of 64 above it: what is dropped here is not looked at
 * again. */
static const double COPY_SHARE = 0.75;

/* Of two dozen terms; reports of one event share 0.2 to 0.6, of two 0.05. */
static const double STORY_LIKENESS = 0.2;

/* --- memos --- */

static uint32_t mixed(uint32_t x)
{
  x = (x ^ (x >> 16)) * UINT32_C(0x7FEB352D);
  x = (x ^ (x >> 15)) * UINT32_C(0x846CA68B);
  return x ^ (x >> 16);
}

/* A memo has half of a word's hash. */
static uint32_t halved(uint64_t hash)
{
  return (uint32_t)(hash ^ (hash >> 32));
}

static uint64_t hash_of_run(const uint64_t run[RUN_WORDS])
{
  uint32_t hash = 0;
  for (uint32_t i = 0; i < RUN_WORDS; i++)
    hash = mixed(hash + halved(run[i]));
  return hash;
}

static void keep_runs(const struct analysis *a, struct memo *ret)
{
  uint64_t sample[MEMO_RUNS];
  ret->run_count = (uint16_t)sample_runs(a, hash_of_run, MEMO_RUNS, sample);
  for (uint32_t i = 0; i < ret->run_count; i++)
    ret->runs[i] = (uint32_t)sample[i];
}

struct weighted {
  uint32_t hash;
  float weight;
};

/* The heaviest stay, the lightest first; of equal ones those of the least hash. */
static void keep_term(struct weighted *kept, uint32_t *count, struct weighted term)
{
  uint32_t at = *count;
  if (*count == MEMO_TERMS) {
    if (kept[0].weight > term.weight ||
        (kept[0].weight >= term.weight && kept[0].hash <= term.hash))
      return;
    memmove(kept, kept + 1, (MEMO_TERMS - 1) * sizeof *kept);
    at = MEMO_TERMS - 1;
  } else {
    ++*count;
  }
  while (at > 0 && (kept[at - 1].weight > term.weight ||
                    (kept[at - 1].weight >= term.weight && kept[at - 1].hash <= term.hash))) {
    kept[at] = kept[at - 1];
    at--;
  }
  kept[at] = term;
}

static int by_term(const void *a, const void *b)
{
  const struct weighted *x = a, *y = b;
  return (x->hash > y->hash) - (x->hash < y->hash);
}

static void weigh_terms(const struct analysis *a, struct memo *ret)
{
  struct background background = background_of(a->language);
  struct weighted kept[MEMO_TERMS] = {{0}};
  uint32_t count = 0;
  double square = 0;
  for (uint32_t w = 0; w < a->words.count; w++) {
    const struct word *word = &a->words.at[w];
    if (word->classes & CLASS_BIT(CLASS_STOP) || word->folded.len < 3 || !word->count)
      continue;
    float rarity = background.words ? background_rarity(&background, word->folded) : 1;
    struct weighted term = {halved(str_hash(word->folded)),
                            rarity * (1 + logf((float)word->count))};
    keep_term(kept, &count, term);
  }
  if (count)
    qsort(kept, count, sizeof *kept, by_term);
  for (uint32_t i = 0; i < count; i++)
    square += (double)kept[i].weight * kept[i].weight;
  for (uint32_t i = 0; i < count; i++) {
    ret->terms[i].hash = kept[i].hash;
    ret->terms[i].weight = square > 0 ? (float)(kept[i].weight / sqrt(square)) : 0;
  }
  ret->term_count = (uint16_t)count;
}

void memo_of(const struct analysis *analysis, struct memo *ret)
{
  *ret =
      (struct memo){.words = analysis->word_total, .bytes = (uint32_t)analysis->document->text.len};
  keep_runs(analysis, ret);
  weigh_terms(analysis, ret);
}

/* --- who stands near whom --- */

struct holder {
  uint32_t document;
  uint32_t next; /* holder + 1 */
  float weight;
};

struct held {
  uint32_t hash;
  uint32_t first; /* holder + 1; 0: free */
  uint32_t length;
};

/* From hash to the documents that hold it, newest first. */
struct index {
  struct held *slots;
  uint32_t mask, used;
  VEC(struct holder) entries;
};

struct collecting {
  struct arena *arena;
  const struct memo *memos;
  uint32_t count;
  struct index runs, terms;
  float *score;  /* by document: zero between uses */
  uint32_t *met; /* documents with a score */
  uint32_t met_count;
  uint32_t *copy_of; /* by document; NONE */
  uint32_t *leader;  /* by document: that of its story */
  uint32_t *reports; /* by leader */
};

static struct held *slot_of(const struct index *index, uint32_t hash)
{
  uint32_t at = mixed(hash) & index->mask;
  while (index->slots[at].first && index->slots[at].hash != hash)
    at = (at + 1) & index->mask;
  return &index->slots[at];
}

/* For so many hashes; more make it grow. */
static bool open_index(struct collecting *c, struct index *index, uint64_t hashes)
{
  uint64_t slots = SLOTS_MIN;
  while (slots < 2 * hashes && slots < SLOTS_MAX)
    slots *= 2;
  index->slots = arena_array(c->arena, struct held, slots);
  index->mask = (uint32_t)(slots - 1);
  return index->slots != NULL;
}

/* Twice the slots; the old ones are left to the arena. */
static void grow_index(struct collecting *c, struct index *index)
{
  struct index grown = {.mask = 2 * index->mask + 1};
  grown.slots = arena_array(c->arena, struct held, (size_t)grown.mask + 1);
  if (!grown.slots)
    return;
  for (uint32_t i = 0; i <= index->mask; i++)
    if (index->slots[i].first)
      *slot_of(&grown, index->slots[i].hash) = index->slots[i];
  index->slots = grown.slots;
  index->mask = grown.mask;
}

static void add_to(struct collecting *c, struct index *index, uint32_t hash, struct holder entry)
{
  if (2 * index->used > index->mask)
    grow_index(c, index);
  struct held *slot = slot_of(index, hash);
  if (slot->length == CHAIN_MAX || arena_short(c->arena))
    return;
  index->used += !slot->first;
  entry.next = slot->first;
  vec_push(c->arena, &index->entries, entry);
  *slot = (struct held){hash, index->entries.count, slot->length + 1};
}

/* A document has its place in met from its first score on; scores are above zero. */
static void meet(struct collecting *c, uint32_t document, float worth)
{
  if (!(c->score[document] > 0))
    c->met[c->met_count++] = document;
  c->score[document] += worth;
}

static void forget(struct collecting *c)
{
  for (uint32_t i = 0; i < c->met_count; i++)
    c->score[c->met[i]] = 0;
  c->met_count = 0;
}

/* Share of a document's sample that stands in another: of what the other's sample would hold. */
static double share_in(const struct memo *mine, const struct memo *its)
{
  uint32_t sampled = mine->run_count, shared = 0;
  if (its->run_count == MEMO_RUNS)
    while (sampled && mine->runs[sampled - 1] > its->runs[MEMO_RUNS - 1])
      sampled--;
  for (uint32_t i = 0, k = 0; i < sampled; i++) {
    while (k < its->run_count && its->runs[k] < mine->runs[i])
      k++;
    shared += k < its->run_count && its->runs[k] == mine->runs[i];
  }
  return sampled < SAMPLE_MIN ? 0 : (double)shared / sampled;
}

static uint32_t indexed_runs(const struct memo *memo)
{
  return memo->run_count < RUNS_INDEXED ? memo->run_count : RUNS_INDEXED;
}

static uint32_t find_original(struct collecting *c, uint32_t document)
{
  const struct memo *memo = &c->memos[document];
  uint32_t best = NONE;
  double most = COPY_SHARE;
  float least = indexed_runs(memo) == RUNS_INDEXED ? RUNS_SHARED : 1;
  for (uint32_t i = 0; i < indexed_runs(memo); i++)
    for (uint32_t e = slot_of(&c->runs, memo->runs[i])->first; e;
         e = c->runs.entries.at[e - 1].next)
      meet(c, c->runs.entries.at[e - 1].document, 1);
  for (uint32_t i = 0; i < c->met_count; i++) {
    if (c->score[c->met[i]] < least)
      continue;
    double share = share_in(memo, &c->memos[c->met[i]]);
    if (share > most || (share >= most && (best == NONE || c->met[i] < best))) {
      best = c->met[i];
      most = share;
    }
  }
  forget(c);
  return best;
}

static uint32_t find_leader(struct collecting *c, uint32_t document)
{
  const struct memo *memo = &c->memos[document];
  uint32_t best = NONE;
  float most = (float)STORY_LIKENESS;
  for (uint32_t i = 0; i < memo->term_count; i++)
    for (uint32_t e = slot_of(&c->terms, memo->terms[i].hash)->first; e;
         e = c->terms.entries.at[e - 1].next) {
      const struct holder *holder = &c->terms.entries.at[e - 1];
      meet(c, holder->document, memo->terms[i].weight * holder->weight + FLT_MIN);
    }
  for (uint32_t i = 0; i < c->met_count; i++) {
    float score = c->score[c->met[i]];
    if (score > most || (score >= most && (best == NONE || c->met[i] < best))) {
      best = c->met[i];
      most = score;
    }
  }
  forget(c);
  return best;
}

static void place_document(struct collecting *c, uint32_t document)
{
  const struct memo *memo = &c->memos[document];
  c->copy_of[document] = find_original(c, document);
  if (c->copy_of[document] != NONE)
    return;
  for (uint32_t i = 0; i < indexed_runs(memo); i++)
    add_to(c, &c->runs, memo->runs[i], (struct holder){.document = document});
  uint32_t leader = find_leader(c, document);
  c->leader[document] = leader == NONE ? document : leader;
  c->reports[c->leader[document]]++;
  for (uint32_t i = 0; leader == NONE && i < memo->term_count; i++)
    add_to(c, &c->terms, memo->terms[i].hash,
           (struct holder){.document = document, .weight = memo->terms[i].weight});
}

/* --- choosing --- */

struct sized {
  uint32_t size, document;
};

static int by_size(const void *a, const void *b)
{
  const struct sized *x = a, *y = b;
  if (x->size != y->size)
    return x->size > y->size ? -1 : 1;
  return (x->document > y->document) - (x->document < y->document);
}

static struct sized *order_by_words(struct collecting *c)
{
  struct sized *order = arena_array(c->arena, struct sized, c->count + 1);
  for (uint32_t i = 0; order && i < c->count; i++)
    order[i] = (struct sized){c->memos[i].words, i};
  if (order)
    qsort(order, c->count, sizeof *order, by_size);
  return order;
}

/* The leaders, the largest story first. */
static uint32_t order_stories(struct collecting *c, struct sized *ret)
{
  uint32_t count = 0;
  for (uint32_t i = 0; i < c->count; i++)
    if (c->reports[i])
      ret[count++] = (struct sized){c->reports[i], i};
  if (count)
    qsort(ret, count, sizeof *ret, by_size);
  return count;
}

/* By document: taken, and what is left of the budget. */
struct taking {
  struct budget left;
  bool *taken;
  uint8_t *had; /* reports of a leader, copies of an original */
};

static bool take(const struct collecting *c, struct taking *t, uint32_t document, uint32_t near)
{
  uint32_t bytes = c->memos[document].bytes;
  if (bytes > t->left.bytes)
    return false;
  t->left.bytes -= bytes;
  t->had[near]++;
  return t->taken[document] = true;
}

/* Leaders first, then the other reports of those stories, the fullest first. A document too large
 * for what is left of the budget is passed over, but for the first. */
static void take_reports(struct collecting *c, const struct sized *order, struct taking *t,
                         struct choice *ret)
{
  struct sized *stories = arena_array(c->arena, struct sized, c->count + 1);
  if (!stories)
    return;
  ret->stories = order_stories(c, stories);
  if (ret->stories && c->memos[stories[0].document].bytes > t->left.bytes)
    t->left.bytes = c->memos[stories[0].document].bytes;
  for (uint32_t i = 0; i < ret->stories && ret->told < t->left.reports; i++)
    ret->told += take(c, t, stories[i].document, stories[i].document);
  uint32_t left = t->left.reports - ret->told;
  for (uint32_t i = 0; i < c->count && left; i++) {
    uint32_t d = order[i].document, leader = c->leader[d];
    bool may =
        !t->taken[d] && c->copy_of[d] == NONE && t->had[leader] > 0 && t->had[leader] < REPORTS_MAX;
    left -= may && take(c, t, d, leader);
  }
}

static void take_copies(struct collecting *c, const struct sized *order, struct taking *t,
                        struct choice *ret)
{
  memset(t->had, 0, c->count);
  for (uint32_t i = 0; i < c->count; i++) {
    uint32_t d = order[i].document, original = c->copy_of[d];
    if (original == NONE)
      continue;
    ret->copies++;
    bool may = t->left.copies && t->taken[original] && t->had[original] < COPIES_OF_ONE;
    t->left.copies -= may && take(c, t, d, original);
  }
}

static void list_chosen(struct collecting *c, struct arena *arena, const bool *taken,
                        struct choice *ret)
{
  uint32_t *at = arena_array(c->arena, uint32_t, c->count + 1);
  uint32_t *of_story = arena_array(c->arena, uint32_t, c->count + 1); /* by leader: chosen */
  for (uint32_t d = 0; at && of_story && d < c->count; d++) {
    if (!taken[d])
      continue;
    at[d] = ret->chosen.count;
    vec_push(arena, &ret->chosen, d);
    if (c->copy_of[d] == NONE)
      of_story[c->leader[d]]++;
  }
  for (uint32_t i = 0; at && of_story && i < ret->chosen.count; i++) {
    uint32_t d = ret->chosen.at[i];
    bool is_copy = c->copy_of[d] != NONE, leads = !is_copy && c->leader[d] == d;
    vec_push(arena, &ret->copy_of, is_copy ? at[c->copy_of[d]] : NONE);
    vec_push(arena, &ret->behind, leads ? c->reports[d] - of_story[d] : 0);
  }
}

static bool open_collecting(struct collecting *c)
{
  size_t room = (size_t)c->count + 1;
  c->score = arena_array(c->arena, float, room);
  c->met = arena_array(c->arena, uint32_t, room);
  c->copy_of = arena_array(c->arena, uint32_t, room);
  c->leader = arena_array(c->arena, uint32_t, room);
  c->reports = arena_array(c->arena, uint32_t, room);
  return open_index(c, &c->runs, (uint64_t)RUNS_INDEXED * c->count) &&
         open_index(c, &c->terms, 0) && !arena_short(c->arena);
}

/* What it works with is freed before the documents are loaded. */
bool choose_documents(struct arena *arena, const struct memo *memos, uint32_t count,
                      struct budget budget, struct choice *ret)
{
  AUTO(arena) scratch = arena_new(arena_heap(arena));
  if (!scratch)
    return false;
  struct collecting c = {.arena = scratch, .memos = memos, .count = count};
  *ret = (struct choice){0};
  struct taking t = {.left = budget,
                     .taken = arena_array(scratch, bool, count + 1),
                     .had = arena_array(scratch, uint8_t, count + 1)};
  struct sized *order = order_by_words(&c);
  if (!open_collecting(&c))
    return false;
  for (uint32_t i = 0; i < count && !arena_short(scratch); i++)
    place_document(&c, order[i].document);
  if (arena_short(scratch))
    return false;
  take_reports(&c, order, &t, ret);
  take_copies(&c, order, &t, ret);
  list_chosen(&c, arena, t.taken, ret);
  return !arena_short(scratch) && !arena_short(arena);
}
