/* qualifiers.c - "at least", "an estimated", "or so": the words that bound a figure.
 *
 * Invariant: a qualifier stands directly before or behind the figure, in the same block. */
#include "analyze/amounts.h"

static enum figure_bound bound_of(const struct fact_word *word, uint64_t about, uint64_t min)
{
  return word->roles & about ? BOUND_ABOUT : word->roles & min ? BOUND_MIN : BOUND_MAX;
}

/* "an average of 47": told with the number, but it bounds nothing. */
static bool is_mean(const struct facts *f, uint32_t from, uint32_t end)
{
  for (uint32_t i = from; i < end; i++)
    if (fact_listed(f, i, "figures", "mean"))
      return true;
  return false;
}

/* How many words may stand between what denies and the bound that it denies. */
enum { DENIAL_REACH = 3 };

/* "not larger than": a denied bound holds from the other side. Where the denial stands apart, as in
 * "did not last longer than", what is bounded is anybody's guess: false. */
static bool deny(const struct facts *f, uint32_t *from, enum figure_bound *bound)
{
  if (*bound == BOUND_ABOUT || fact_listed(f, *from, "figures", "negation"))
    return true;
  for (uint32_t n = 1; n <= DENIAL_REACH + 1 && n <= *from; n++) {
    uint32_t i = *from - n;
    if (!fact_is_word(f, i) || fact_starts_block(f, i + 1))
      return true;
    if (!fact_listed(f, i, "figures", "negation"))
      continue;
    if (n > 1)
      return false;
    *from = i;
    *bound = *bound == BOUND_MIN ? BOUND_MAX : BOUND_MIN;
    return true;
  }
  return true;
}

/* "is closed when the tide exceeds 2 metres": what something depends on, not how much there was. */
static bool is_threshold(const struct facts *f, uint32_t verb)
{
  enum { BACK = 8 };

  if (!fact_listed(f, verb, "figures", "min.verbs"))
    return false;
  for (uint32_t n = 1; n <= BACK && n <= verb && !fact_starts_sentence(f, verb - n + 1); n++)
    if (fact_listed(f, verb - n, "figures", "threshold"))
      return true;
  return false;
}

/* "handed over £35,000": a part of the verb, and no bound. */
static bool is_particle(const struct facts *f, uint32_t i)
{
  return i > 0 && fact_listed(f, i, "figures", "particles") && !fact_starts_sentence(f, i) &&
         fact_listed(f, i - 1, "figures", "handing");
}

/* "mit 47 gegen 38 Stimmen": one number against another. */
static bool is_against(const struct facts *f, uint32_t i)
{
  return i && !fact_starts_sentence(f, i) && fact_listed(f, i, "figures", "about.against") &&
         (fact_is_digits(f, i - 1) || fact_has(f, i - 1, ROLE(NUMBER)));
}

bool qualifier_before(const struct facts *f, uint32_t first, struct qualifier *ret)
{
  uint32_t from = 0;
  if (first == 0 || fact_starts_block(f, first))
    return false;
  uint64_t roles = ROLE(ABOUT) | ROLE(MIN) | ROLE(MAX);
  const struct fact_word *word = fact_phrase_before(f, first, roles, &from);
  if (!word || (from + 1 == first && is_particle(f, from)) || is_against(f, from) ||
      is_threshold(f, from))
    return false;
  enum figure_bound bound = bound_of(word, ROLE(ABOUT), ROLE(MIN));
  bound = is_mean(f, from, first) ? BOUND_NONE : bound;
  if (!deny(f, &from, &bound))
    return false;
  uint32_t at = fact_start(f, from);
  ret->at = (struct span){at, fact_stop(f, first) - at};
  ret->first = from;
  ret->bound = bound;
  return true;
}

bool qualifier_after(const struct facts *f, uint32_t end, struct qualifier *ret, uint32_t *ret_end)
{
  uint64_t roles = ROLE(AFTER_ABOUT) | ROLE(AFTER_MIN) | ROLE(AFTER_MAX);
  if (fact_starts_block(f, end))
    return false;
  const struct fact_word *word = fact_phrase(f, end, roles, ret_end);
  if (!word)
    return false;
  /* "200 or more people": fine; "at least" behind belongs to a figure that follows it */
  if (fact_is_digits(f, *ret_end) || fact_has(f, *ret_end, ROLE(NUMBER) | ROLE(CURRENCY_BEFORE)))
    return false;
  /* "$450 plus VAT", "$2 billion plus or minus": what adds bounds nothing unless it is the last
   * word
   */
  if (fact_listed(f, end, "figures", "adding") && fact_spaced(f, end) &&
      fact_is_word(f, *ret_end) && !fact_starts_sentence(f, *ret_end) &&
      !(f->a->words.at[f->a->tokens.at[*ret_end].word].classes & CLASS_BIT(CLASS_PREPOSITION)))
    return false;
  uint32_t at = fact_start(f, end);
  ret->at = (struct span){at, fact_stop(f, *ret_end) - at};
  ret->bound = bound_of(word, ROLE(AFTER_ABOUT), ROLE(AFTER_MIN));
  return true;
}
