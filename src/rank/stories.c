/* stories.c - documents grouped by what they are about.
 *
 * Average linkage over the likeness of whole documents, by chains of nearest neighbours (Benzécri
 * 1982; Murtagh 1983): quadratic in the documents, and the same tree as by repeated search for the
 * nearest pair.
 *
 * Invariant: stories stand largest first, of those as large talks behind others, for which the
 * first gives title and bottom line, and the slight ones last, ties by their first document; a copy
 * belongs to the story of its original. */
#include <math.h>
#include <stdlib.h>

#include "rank/model.h"

/* A document is about its weightiest terms; more of them add noise and time. */
enum { TERMS_MAX = 100 };

/* 16 MB of likenesses; what comes behind is a story by itself. */
enum { GROUPED_MAX = 2000 };

/* Who and where tells one story from another: reports of quarters share their words, not their
 * names. Of pairs of 8 stories' reports among 36 other texts, 86 of 100 that are joined are of one
 * story, and 81 of 100 that are of one are joined. */
static const float SAME_STORY = 0.25f, NAME_WEIGHT = 4;

struct grouping {
  struct model *m;
  uint32_t *members; /* documents that are grouped */
  uint32_t count;
  float *likeness;  /* count x count */
  uint32_t *sizes;  /* documents of a group; 0: it went into another */
  uint32_t *parent; /* by member */
  bool *is_final;   /* nothing like it is left */
};

/* --- likeness --- */

static int by_weight(const void *a, const void *b)
{
  const struct posting *x = a, *y = b;
  if (x->weight > y->weight || x->weight < y->weight)
    return x->weight > y->weight ? -1 : 1;
  return (x->term > y->term) - (x->term < y->term);
}

/* For terms of the document's names. */
static void weigh_names(struct model *m, uint32_t document, float weight, float *ret)
{
  const struct analysis *a = m->analyses[document];
  for (uint32_t i = 0; i < a->mentions.count; i++) {
    struct span at = a->mentions.at[i].at;
    uint32_t t = analysis_token(a, at.at);
    for (; t < a->tokens.count && a->tokens.at[t].at < span_end(at); t++)
      if (a->tokens.at[t].kind == TOKEN_WORD)
        ret[m->cues[document][a->tokens.at[t].word].term] = weight;
  }
}

/* By term: zero before and after. */
struct sums {
  float *weight, *more; /* of a name's term, times this */
};

/* The document's weightiest terms, of unit length. */
static uint32_t terms_of(struct model *m, uint32_t document, struct sums sums, struct posting *ret)
{
  float *sum = sums.weight;
  struct stretch s = m->stretches[document];
  uint32_t count = 0;
  double square = 0;
  for (uint32_t i = s.first; i < s.first + s.count; i++) {
    struct vector v = m->vectors.at[i];
    for (uint32_t k = v.first; k < v.first + v.count; k++) {
      const struct posting *p = &m->postings.at[k];
      if (!(sum[p->term] > 0) && p->weight > 0)
        ret[count++].term = p->term;
      sum[p->term] += p->weight;
    }
  }
  weigh_names(m, document, NAME_WEIGHT, sums.more);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t term = ret[i].term;
    ret[i].weight = sum[term] * (sums.more[term] > 0 ? sums.more[term] : 1);
    sum[term] = 0;
  }
  weigh_names(m, document, 0, sums.more);
  if (count)
    qsort(ret, count, sizeof *ret, by_weight);
  count = count < TERMS_MAX ? count : TERMS_MAX;
  for (uint32_t i = 0; i < count; i++)
    square += (double)ret[i].weight * ret[i].weight;
  for (uint32_t i = 0; square > 0 && i < count; i++)
    ret[i].weight = (float)(ret[i].weight / sqrt(square));
  return count;
}

/* A member that holds a term; the last one found with it. */
struct holder {
  uint32_t member;
  float weight;
  uint32_t next; /* holder; NONE */
};

static void compare_members(struct grouping *g)
{
  struct model *m = g->m;
  VEC(struct holder) holders = {0};
  struct sums sums = {.weight = arena_array(m->arena, float, m->term_count + 1),
                      .more = arena_array(m->arena, float, m->term_count + 1)};
  uint32_t *first = arena_array(m->arena, uint32_t, m->term_count + 1); /* holder + 1 */
  struct posting *terms = arena_array(m->arena, struct posting, m->term_count + 1);
  if (arena_short(m->arena))
    return;
  for (uint32_t i = 0; i < g->count; i++) {
    uint32_t count = terms_of(m, g->members[i], sums, terms);
    for (uint32_t k = 0; k < count; k++) {
      uint32_t *head = &first[terms[k].term];
      for (uint32_t h = *head ? *head - 1 : NONE; h != NONE; h = holders.at[h].next) {
        uint32_t other = holders.at[h].member;
        g->likeness[i * g->count + other] += terms[k].weight * holders.at[h].weight;
      }
      struct holder mine = {i, terms[k].weight, *head ? *head - 1 : NONE};
      vec_push(m->arena, &holders, mine);
      *head = holders.count;
    }
    for (uint32_t k = 0; k < i; k++)
      g->likeness[k * g->count + i] = g->likeness[i * g->count + k];
  }
}

/* --- linkage --- */

static bool is_open(const struct grouping *g, uint32_t group)
{
  return g->sizes[group] && !g->is_final[group];
}

/* The group most like it, the preferred one where none is more so; NONE if all are unlike. */
static uint32_t nearest(const struct grouping *g, uint32_t group, uint32_t preferred)
{
  const float *row = g->likeness + (size_t)group * g->count;
  uint32_t best = preferred;
  float most = preferred == NONE ? -1 : row[preferred];
  for (uint32_t i = 0; i < g->count; i++)
    if (i != group && is_open(g, i) && row[i] > most) {
      most = row[i];
      best = i;
    }
  return most >= SAME_STORY ? best : NONE;
}

static void merge(struct grouping *g, uint32_t into, uint32_t from)
{
  float mine = (float)g->sizes[into], its = (float)g->sizes[from];
  for (uint32_t i = 0; i < g->count; i++) {
    float *row = g->likeness + (size_t)i * g->count;
    row[into] = (mine * row[into] + its * row[from]) / (mine + its);
    g->likeness[(size_t)into * g->count + i] = row[into];
  }
  g->sizes[into] += g->sizes[from];
  g->sizes[from] = 0;
  g->parent[from] = into;
}

/* Each step ends a group, merges two or lengthens the chain, which likeness bounds: it never falls
 * along it. */
static void link_members(struct grouping *g)
{
  uint32_t *chain = arena_array(g->m->arena, uint32_t, g->count + 1), length = 0, first = 0;
  if (!chain)
    return;
  for (;;) {
    while (!length && first < g->count && !is_open(g, first))
      first++;
    if (!length && first == g->count)
      return;
    if (!length)
      chain[length++] = first;
    uint32_t top = chain[length - 1], before = length > 1 ? chain[length - 2] : NONE;
    uint32_t next = nearest(g, top, before);
    if (next == NONE) {
      g->is_final[top] = true;
      length--;
    } else if (next == before) {
      merge(g, top < before ? top : before, top < before ? before : top);
      length -= 2;
    } else {
      chain[length++] = next;
    }
  }
}

/* --- stories --- */

static bool open_grouping(struct grouping *g)
{
  struct model *m = g->m;
  g->members = arena_array(m->arena, uint32_t, m->analysis_count);
  for (uint32_t d = 0; g->members && d < m->analysis_count && g->count < GROUPED_MAX; d++)
    if (m->ranking->copy_of[d] == NONE)
      g->members[g->count++] = d;
  g->likeness = arena_array(m->arena, float, (size_t)g->count * g->count + 1);
  g->sizes = arena_array(m->arena, uint32_t, g->count + 1);
  g->parent = arena_array(m->arena, uint32_t, g->count + 1);
  g->is_final = arena_array(m->arena, bool, g->count + 1);
  if (arena_short(m->arena))
    return false;
  for (uint32_t i = 0; i < g->count; i++) {
    g->sizes[i] = 1;
    g->parent[i] = i;
  }
  return true;
}

static bool is_talk(const struct model *m, uint32_t document)
{
  struct stretch s = m->stretches[document];
  uint32_t spoken = 0;
  for (uint32_t i = s.first; i < s.first + s.count; i++)
    spoken += m->ranking->sentences.at[i].opening != NONE;
  return spoken * 2 > s.count;
}

static void add_document(struct model *m, uint32_t document, struct story *story)
{
  uint32_t words = m->analyses[document]->word_total;
  if (!story->documents || words > m->analyses[story->fullest]->word_total)
    story->fullest = document;
  if (!story->documents)
    story->first = document;
  story->behind += m->behind ? m->behind[document] : 0;
  story->documents += 1 + (m->behind ? m->behind[document] : 0);
}

static int by_size(const void *a, const void *b)
{
  const struct story *x = a, *y = b;
  if (x->documents != y->documents)
    return x->documents > y->documents ? -1 : 1;
  if (x->is_slight != y->is_slight)
    return x->is_slight - y->is_slight;
  if (x->is_talk != y->is_talk)
    return x->is_talk - y->is_talk;
  return (x->first > y->first) - (x->first < y->first);
}

/* story_of holds a member's group, then its story. */
static void set_stories(struct model *m, const struct grouping *g)
{
  struct ranking *r = m->ranking;
  struct story *by_document = arena_array(m->arena, struct story, m->analysis_count);
  uint32_t *index = arena_array(m->arena, uint32_t, m->analysis_count);
  if (arena_short(m->arena))
    return;
  for (uint32_t d = 0, i = 0; d < m->analysis_count; d++) {
    r->story_of[d] = d;
    if (i < g->count && g->members[i] == d) {
      uint32_t root = i++;
      while (g->parent[root] != root)
        root = g->parent[root];
      r->story_of[d] = g->members[root];
    }
    if (r->copy_of[d] == NONE)
      add_document(m, d, &by_document[r->story_of[d]]);
  }
  for (uint32_t d = 0; d < m->analysis_count; d++) {
    struct story *story = &by_document[d];
    if (!story->documents)
      continue;
    story->is_slight = m->analyses[story->fullest]->word_total < SHORT_TEXT_WORDS;
    story->is_talk = is_talk(m, story->fullest);
    vec_push(r->arena, &r->stories, *story);
  }
  if (arena_short(r->arena))
    return;
  qsort(r->stories.at, r->stories.count, sizeof *r->stories.at, by_size);
  for (uint32_t i = 0; i < r->stories.count; i++)
    index[r->story_of[r->stories.at[i].first]] = i;
  for (uint32_t d = 0; d < m->analysis_count; d++)
    if (r->copy_of[d] == NONE)
      r->story_of[d] = index[r->story_of[d]];
  for (uint32_t d = 0; d < m->analysis_count; d++)
    if (r->copy_of[d] != NONE)
      r->story_of[d] = r->story_of[r->copy_of[d]];
}

void model_stories(struct model *m)
{
  struct grouping g = {.m = m};
  if (!open_grouping(&g))
    return;
  if (g.count > 1) {
    compare_members(&g);
    if (arena_short(m->arena))
      return;
    link_members(&g);
  }
  if (g.count < m->document_count)
    rank_warn(m->ranking, "W208",
              arena_format(m->ranking->arena,
                           "only the first %u documents were grouped into stories", g.count));
  set_stories(m, &g);
}
