/* ratios.c - "one in six claims", "three out of four", "3 to 1", "1.4 times". */
#include "analyze/shapes.h"

/* A sign before the upper number is the fraction's: "minus one over 20". */
static bool is_whole(double v)
{
  v = v < 0 ? -v : v;
  return v >= 1 && v <= 1e9 && v == (double)(uint32_t)v;
}

static void set_ratio(const struct facts *f, const struct amount *a, uint32_t end, double value,
                      struct draft *d)
{
  *d = (struct draft){.kind = FIGURE_RATIO, .value = value, .first = a->first, .end = end};
  d->at = a->at;
  d->stop = fact_stop(f, end);
  d->number = (struct span){d->at, d->stop - d->at};
}

static void add_counted(const struct facts *f, struct draft *d)
{
  struct noun noun;
  struct number many = {.value = 2};
  if (!noun_read(f, d->end, &many, &noun))
    return;
  uint32_t at = fact_start(f, noun.first);
  if (noun.end > noun.first)
    d->unit = str_sub(f->text, at, fact_stop(f, noun.end) - at);
  d->end = noun.stop_token;
  d->stop = fact_stop(f, d->end);
}

/* "three times as much", not "three times as president". */
static bool is_compared(const struct facts *f, uint32_t i)
{
  enum { AHEAD = 3 };

  if (fact_starts_block(f, i) || !fact_listed(f, i, "figures", "times.than"))
    return false;
  if (!fact_listed(f, i, "grammar", "as") || fact_listed(f, i + 1, "figures", "times.as"))
    return true;
  for (uint32_t n = i + 1; n <= i + AHEAD && !fact_starts_sentence(f, n); n++)
    if (fact_listed(f, n, "grammar", "as"))
      return true;
  return false;
}

/* "three times as often"; what was done three times is no figure. */
static bool read_times(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t end = 0;
  if (a->kind != FIGURE_COUNT || fact_starts_block(f, a->end) || a->number.flags & NUMBER_SCALED ||
      !fact_phrase(f, a->end, ROLE(TIMES), &end))
    return false;
  bool is_letter = fact_stop(f, end) - fact_start(f, a->end) == 1; /* 30x faster, not 5 x 6 */
  if (is_letter && fact_spaced(f, a->end))
    return false;
  set_ratio(f, a, end, a->value, d);
  d->is_none = (is_letter || !(a->number.flags & NUMBER_DECIMALS)) && !is_compared(f, end);
  d->unit = str_sub(f->text, fact_start(f, a->end), fact_stop(f, end) - fact_start(f, a->end));
  return true;
}

/* "deux frères", but not "cinque vive": where verbs end as nouns do, the ending must be a plural's.
 */
static bool is_noun_behind(const struct facts *f, uint32_t i)
{
  struct noun noun;
  struct number many = {.value = 2};
  const struct word_set *ends = language_set(f->a->language, "figures", "ratio.plural");
  if (!noun_read(f, i, &many, &noun))
    return false;
  str word = f->a->words.at[f->a->tokens.at[noun.first].word].folded;
  return !word_set_count(ends) || language_ends(f->a->language, "figures", "ratio.plural", word);
}

/* "un film sur deux frères", "eine Trennung in zwei Typen": what stands behind is counted by
 * itself; so is a time: "12 in 18 months". */
static bool counts_others(const struct facts *f, const struct amount *low, bool has_noun)
{
  return (fact_has(f, low->end, ROLE(UNIT_TIME)) && !fact_starts_block(f, low->end)) ||
         (has_noun && is_noun_behind(f, low->end));
}

/* "one household in five", "three in ten of whom" */
bool ratio_read(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t i = a->end, end = 0, stop = 0;
  struct noun noun = {0};
  struct amount low;
  if (read_times(f, a, d))
    return true;
  if (a->kind != FIGURE_COUNT || !is_whole(a->value) || fact_starts_block(f, i) ||
      (a->number.flags & NUMBER_DIGITS && number_ends_code(f, a)))
    return false;
  bool is_hyphened = fact_mark(f, i) == '-' && !fact_spaced(f, i + 1);
  if (is_hyphened)
    i++;
  else if (!fact_has(f, i, ROLE(RATIO)) && noun_read(f, i, &a->number, &noun))
    i = noun.stop_token;
  const struct fact_word *word = fact_phrase(f, i, ROLE(RATIO), &end);
  if (!word || fact_starts_block(f, end))
    return false;
  bool is_to = fact_has(f, i, ROLE(TO)) && end == i + 1;
  bool is_over = fact_has(f, i, ROLE(MIN)) && end == i + 1; /* 1 over 3, not 3 over 3 years */
  bool is_phrase = end > i + 1;                             /* 18 boys out of 52 children */
  if (is_to != is_hyphened)
    return false;
  end += is_hyphened && fact_mark(f, end) == '-';
  /* "eine Gruppe von 30 Kindern", "a speed of 120 km": no "one of six" */
  if (fact_has(f, i, ROLE(OF)) && end == i + 1 && noun.stop_token)
    return false;
  if (!amount_read_bare(f, end, &low) || !is_whole(low.value) || low.first != end ||
      (!is_to && !is_over && low.value <= a->value) || low.number.digits > 3 ||
      fact_phrase(f, low.end, ROLE(AGE_AFTER), &stop)) /* 20-to-25-year-old */
    return false;
  if (is_over) {
    set_ratio(f, a, low.end, a->value / low.value, d);
    struct noun behind;
    struct amount whole;
    return !noun.stop_token && !noun_read(f, low.end, &low.number, &behind) &&
           amount_read(f, end, &whole) && whole.kind == FIGURE_COUNT;
  }
  if (!is_over && a->number.flags & NUMBER_DIGITS && !(low.number.flags & NUMBER_DIGITS))
    return false;
  /* "one child in five lives alone", but "33 goals in 35 games" */
  bool has_noun = noun.stop_token && !is_phrase && !(f->words->has_plural_s && a->value < 2);
  if (!is_to && counts_others(f, &low, has_noun))
    return false;
  set_ratio(f, a, low.end, a->value / low.value, d);
  if (noun.stop_token)
    d->unit = str_sub(f->text, fact_start(f, noun.first),
                      fact_stop(f, noun.end) - fact_start(f, noun.first));
  else if (!is_to)
    add_counted(f, d);
  return true;
}
