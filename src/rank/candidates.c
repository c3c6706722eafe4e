/* candidates.c - the sentences that selection looks at: the best by score, and of each story its
 * own.
 */
#include <stdlib.h>

#include "rank/select.h"

/* Only so many of the best are looked at, whatever the text's size: no summary holds more. */
enum { CANDIDATES_MAX = 3000 };

/* Of each story among them, as long as there is room: the best may not fit. */
enum { STORY_CANDIDATES = 3 };

struct scored {
  float score;
  uint32_t ranked;
};

/* Better scores come first; of equal ones, the earlier sentence. */
static int by_score(const void *a, const void *b)
{
  const struct scored *x = a, *y = b;
  if (x->score < y->score || x->score > y->score)
    return x->score > y->score ? -1 : 1;
  return (x->ranked > y->ranked) - (x->ranked < y->ranked);
}

static int by_place(const void *a, const void *b)
{
  const struct candidate *x = a, *y = b;
  return (x->ranked > y->ranked) - (x->ranked < y->ranked);
}

/* The best of each story before others: they are wanted, whatever their score. Stable. */
static void put_stories_first(const struct selector *s, struct scored *all, uint32_t count)
{
  const struct ranking *r = s->m->ranking;
  uint8_t *seen = arena_array(s->m->arena, uint8_t, r->stories.count + 1);
  struct scored *rest = arena_array(s->m->arena, struct scored, count + 1);
  uint32_t first = 0, left = 0;
  if (!seen || !rest)
    return;
  for (uint32_t i = 0; i < count; i++) {
    uint8_t *had = &seen[r->story_of[r->sentences.at[all[i].ranked].document]];
    if (*had < STORY_CANDIDATES && first < CANDIDATES_MAX / 2) {
      ++*had;
      all[first++] = all[i];
    } else {
      rest[left++] = all[i];
    }
  }
  memcpy(all + first, rest, left * sizeof *rest);
}

/* The best by score, in text order. */
void choose_candidates(struct selector *s)
{
  uint32_t count = s->m->ranking->sentences.count;
  struct scored *all = arena_array(s->m->arena, struct scored, count + 1);
  s->candidate_count = count < CANDIDATES_MAX ? count : CANDIDATES_MAX;
  s->candidates = arena_array(s->m->arena, struct candidate, s->candidate_count + 1);
  if (arena_short(s->m->arena))
    return;
  for (uint32_t i = 0; i < count; i++)
    all[i] = (struct scored){s->scores[i], i};
  if (count > CANDIDATES_MAX) {
    qsort(all, count, sizeof *all, by_score);
    if (s->m->ranking->stories.count > 1)
      put_stories_first(s, all, count);
  }
  for (uint32_t i = 0; i < s->candidate_count; i++)
    s->candidates[i] = (struct candidate){.ranked = all[i].ranked};
  qsort(s->candidates, s->candidate_count, sizeof *s->candidates, by_place);
}

/* A sentence that is quoted for so large a share speaks for its speaker: editors choose none of
 * those for a summary of three, and refuse half. */
static const float QUOTED_SHARE = 0.3f;

/* Quotations and ranked sentences are both in the order of the text. */
void find_colour(struct selector *s)
{
  const struct ranking *r = s->m->ranking;
  uint32_t document = NONE, quote = 0;
  for (uint32_t i = 0; i < r->sentences.count; i++) {
    const struct ranked *at = &r->sentences.at[i];
    const struct analysis *a = s->m->analyses[at->document];
    if (at->document != document)
      quote = 0;
    document = at->document;
    while (quote < a->quotes.count && a->quotes.at[quote].sentence < at->sentence)
      quote++;
    for (uint32_t k = quote; k < a->quotes.count && a->quotes.at[k].sentence == at->sentence; k++)
      s->is_colour[i] |= !a->quotes.at[k].is_complete;
    s->is_colour[i] |= analysis_share_quoted(a, a->sentences.at[at->sentence].at) >= QUOTED_SHARE;
  }
}
