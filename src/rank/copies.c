/* copies.c - documents that are nearly copies of a fuller one: agency copies, resends, versions.
 *
 * A document is known by a sample of its runs of three words (sample.c). The fullest go first, and
 * each is held only against those kept so far; an index from hash to documents makes that linear.
 *
 * Invariant: a document is a copy of one that is itself none. */
#include <stdlib.h>

#include "rank/model.h"

/* A hash that stands in more documents than this is boilerplate. */
enum { CHAIN_MAX = 64 };

/* Sketches and index take some 60 MB for so many; the fullest are looked at. */
enum { DOCUMENTS_MAX = 10000 };

/* Of warnings that name a copy. */
enum { TOLD_MAX = 20 };

/* Among 299 reports of 100 events, none but true copies shared more than 0.53 of their runs of
 * three words; those shared all. A copy with a word in ten changed shares 0.73. */
static const double COPY_SHARE = 0.7;

struct sketch {
  uint64_t *at; /* ascending */
  uint32_t count;
};

struct entry {
  uint32_t document;
  uint32_t next; /* entry; NONE */
};

struct slot {
  uint64_t hash;
  uint32_t first; /* entry + 1; 0: free */
  uint32_t length;
};

struct copies {
  struct arena *arena;
  struct ranking *ranking;
  struct sketch *sketches; /* by document */
  struct slot *slots;
  uint64_t mask;
  VEC(struct entry) entries;
  uint32_t *shared; /* by document: hashes shared with the one in hand; zero between uses */
  uint32_t *met;    /* documents that share any */
  uint32_t met_count;
  uint32_t told, untold;
};

/* splitmix64's finalizer (Steele et al. 2014). */
static uint64_t mixed(uint64_t x)
{
  x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
  return x ^ (x >> 31);
}

static uint64_t hash_of_run(const uint64_t run[RUN_WORDS])
{
  return mixed(mixed(mixed(run[0]) + run[1]) + run[2]);
}

static void sketch_document(struct copies *c, const struct analysis *a, struct sketch *ret)
{
  uint64_t sample[SAMPLE_MAX];
  ret->count = sample_runs(a, hash_of_run, SAMPLE_MAX, sample);
  ret->at = arena_array(c->arena, uint64_t, ret->count + 1);
  if (ret->at)
    memcpy(ret->at, sample, ret->count * sizeof *sample);
}

/* --- index --- */

static struct slot *slot_of(const struct copies *c, uint64_t hash)
{
  uint64_t at = hash & c->mask;
  while (c->slots[at].first && c->slots[at].hash != hash)
    at = (at + 1) & c->mask;
  return &c->slots[at];
}

static void add_to_index(struct copies *c, uint32_t document)
{
  const struct sketch *sketch = &c->sketches[document];
  for (uint32_t i = 0; i < sketch->count; i++) {
    struct slot *slot = slot_of(c, sketch->at[i]);
    if (slot->length == CHAIN_MAX)
      continue;
    struct entry entry = {document, slot->first ? slot->first - 1 : NONE};
    vec_push(c->arena, &c->entries, entry);
    *slot = (struct slot){sketch->at[i], c->entries.count, slot->length + 1};
  }
}

static void count_shared(struct copies *c, uint32_t document)
{
  const struct sketch *sketch = &c->sketches[document];
  c->met_count = 0;
  for (uint32_t i = 0; i < sketch->count; i++) {
    uint32_t first = slot_of(c, sketch->at[i])->first;
    for (uint32_t e = first ? first - 1 : NONE; e != NONE; e = c->entries.at[e].next)
      if (c->shared[c->entries.at[e].document]++ == 0)
        c->met[c->met_count++] = c->entries.at[e].document;
  }
}

/* Share of the document in hand that stands in another: of its hashes, those that the other's
 * sample would hold too. */
static double share_in(const struct copies *c, uint32_t document, uint32_t other)
{
  const struct sketch *mine = &c->sketches[document], *its = &c->sketches[other];
  uint32_t sampled = mine->count;
  if (its->count == SAMPLE_MAX)
    while (sampled && mine->at[sampled - 1] > its->at[its->count - 1])
      sampled--;
  return sampled < SAMPLE_MIN ? 0 : (double)c->shared[other] / sampled;
}

/* --- copies --- */

static void tell(struct copies *c, uint32_t document, uint32_t original, double share)
{
  str copy = c->ranking->analyses[document]->document->name;
  str first = c->ranking->analyses[original]->document->name;
  unsigned percent = (unsigned)(100 * share + 0.5);
  if (c->told++ >= TOLD_MAX) {
    c->untold++;
    return;
  }
  struct arena *arena = c->ranking->arena;
  rank_warn(c->ranking, "W203",
            str_eq(copy, first)
                ? arena_format(arena, "document %u is nearly a copy of document %u (%u %%)",
                               document + 1, original + 1, percent)
                : arena_format(arena, "%.*s is nearly a copy of %.*s (%u %%)", STR_ARG(copy),
                               STR_ARG(first), percent));
}

static void place_document(struct copies *c, uint32_t document)
{
  uint32_t best = NONE;
  double most = 0;
  count_shared(c, document);
  for (uint32_t i = 0; i < c->met_count; i++) {
    double share = share_in(c, document, c->met[i]);
    bool better = share > most || (best != NONE && share >= most && c->met[i] < best);
    if (share >= COPY_SHARE && better) {
      best = c->met[i];
      most = share;
    }
  }
  for (uint32_t i = 0; i < c->met_count; i++)
    c->shared[c->met[i]] = 0;
  if (best == NONE) {
    add_to_index(c, document);
    return;
  }
  c->ranking->copy_of[document] = best;
  tell(c, document, best, most);
}

struct fullness {
  uint32_t words, document;
};

static int by_fullness(const void *a, const void *b)
{
  const struct fullness *x = a, *y = b;
  if (x->words != y->words)
    return x->words > y->words ? -1 : 1;
  return (x->document > y->document) - (x->document < y->document);
}

static bool open_copies(struct copies *c, uint32_t count)
{
  uint64_t hashes = 0, slots = 1;
  for (uint32_t d = 0; d < count; d++)
    hashes += c->sketches[d].count;
  while (slots < 2 * hashes + 1)
    slots *= 2;
  c->mask = slots - 1;
  c->slots = arena_array(c->arena, struct slot, slots);
  c->shared = arena_array(c->arena, uint32_t, count);
  c->met = arena_array(c->arena, uint32_t, count);
  return !arena_short(c->arena);
}

/* What copies a copy copies its original. */
static void follow_copies(struct ranking *ranking)
{
  for (uint32_t d = 0; d < ranking->analysis_count; d++) {
    uint32_t original = ranking->copy_of[d];
    if (original != NONE && ranking->copy_of[original] != NONE)
      ranking->copy_of[d] = ranking->copy_of[original];
  }
}

void find_copies(struct ranking *ranking, const uint32_t *known, struct arena *scratch)
{
  uint32_t count = ranking->analysis_count;
  uint32_t looked_at = count < DOCUMENTS_MAX ? count : DOCUMENTS_MAX;
  struct copies c = {.arena = scratch, .ranking = ranking};
  ranking->copy_of = arena_array(ranking->arena, uint32_t, count);
  c.sketches = arena_array(scratch, struct sketch, count);
  struct fullness *order = arena_array(scratch, struct fullness, count);
  if (!ranking->copy_of || arena_short(scratch))
    return;
  for (uint32_t d = 0; d < count; d++) {
    ranking->copy_of[d] = known ? known[d] : NONE;
    order[d] = (struct fullness){ranking->analyses[d]->word_total, d};
  }
  if (count == 1)
    return;
  qsort(order, count, sizeof *order, by_fullness);
  for (uint32_t i = 0; i < looked_at && !arena_short(scratch); i++)
    sketch_document(&c, ranking->analyses[order[i].document], &c.sketches[order[i].document]);
  if (arena_short(scratch) || !open_copies(&c, count))
    return;
  for (uint32_t i = 0; i < looked_at; i++)
    if (ranking->copy_of[order[i].document] == NONE)
      place_document(&c, order[i].document);
  follow_copies(ranking);
  if (c.untold)
    rank_warn(ranking, "W203",
              arena_format(ranking->arena, "%u more documents are nearly copies", c.untold));
  if (looked_at < count)
    rank_warn(ranking, "W205",
              arena_format(ranking->arena, "only the fullest %u documents were compared for copies",
                           looked_at));
}
