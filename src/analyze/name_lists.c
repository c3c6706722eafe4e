/* name_lists.c - what stands in one list is of one kind: "in Mosul, Baiji and Tuz" names three
 * towns if the first is one.
 *
 * Invariant: a list is a stretch of candidates with nothing but commas and one "and" between them;
 * it shares its kind only where the members that are sure agree on it. */
#include "analyze/people.h"

/* Longer lists are cut; their parts are lists again. */
#define LIST_NAMES 16
/* Evidence of a member that is sure, of one that asks, and what it then gets. */
#define SURE 6
#define UNSURE 3
#define SHARE 3

static int32_t best_of(const struct candidate *c)
{
  int32_t best = c->person > c->organisation ? c->person : c->organisation;
  return best > c->place ? best : c->place;
}

static bool is_and(const struct people *p, uint32_t i)
{
  return (token_bits(p, i) & CUE(AND)) != 0;
}

/* Whether only a comma, "and" or both stand between the candidates i and i + 1. */
static bool is_listed(const struct people *p, uint32_t i, bool *has_and)
{
  const struct candidate *c = &p->candidates.at[i], *next = c + 1;
  if (c->first == c->end || next->first == next->end || next->lead <= c->end ||
      next->lead > c->end + 2 || token_has(p, next->lead, TOKEN_BLOCK_START))
    return false;
  uint32_t last = next->lead - 1;
  bool is_link = is_and(p, last) || token_is(p, last, ',');
  if (!is_link || (last > c->end && !(token_is(p, c->end, ',') && is_and(p, last))))
    return false;
  *has_and = *has_and || is_and(p, last);
  return true;
}

static void share_kind(struct people *p, uint32_t from, uint32_t to)
{
  uint32_t people = 0, bodies = 0, places = 0;
  for (uint32_t i = from; i < to; i++) {
    const struct candidate *c = &p->candidates.at[i];
    int32_t best = best_of(c);
    people += best >= SURE && c->person == best;
    bodies += best >= SURE && c->organisation == best;
    places += best >= SURE && c->place == best;
  }
  if ((people > 0) + (bodies > 0) + (places > 0) != 1)
    return;
  for (uint32_t i = from; i < to; i++) {
    struct candidate *c = &p->candidates.at[i];
    bool is_common = (token_classes(p, c->end - 1) & CLASS_BIT(CLASS_COMMON)) != 0;
    bool is_acronym = c->end == c->first + 1 && token_has(p, c->first, TOKEN_ALL_CAPS);
    if (best_of(c) >= UNSURE || is_common || (is_acronym && bodies == 0))
      continue;
    *(people > 0 ? &c->person : bodies > 0 ? &c->organisation : &c->place) += SHARE;
  }
}

void names_share(struct people *p)
{
  for (uint32_t i = 0; i < p->candidates.count;) {
    bool has_and = false;
    uint32_t end = i + 1;
    while (end < p->candidates.count && end - i < LIST_NAMES && is_listed(p, end - 1, &has_and))
      end++;
    if (has_and)
      share_kind(p, i, end);
    i = end;
  }
}
