/* hours.c - "between 0600 and 2100", "at 1821": four digits that are a time of day, not a year.
 *
 * Invariant: only a fixed number of tokens round the digits is looked at. */
#include "analyze/amounts.h"

/* 0600, 2115: hours and minutes in one. */
static bool is_hour_digits(const struct facts *f, uint32_t i)
{
  enum { DIGITS = 4, DAY_END = 2400, HOUR = 100, MINUTES = 60 };

  uint32_t digits = 0;
  int value = number_plain(f, i, &digits);
  return digits == DIGITS && value >= 0 && value <= DAY_END && value % HOUR < MINUTES;
}

static bool is_early_hour(const struct facts *f, uint32_t i)
{
  return is_hour_digits(f, i) && f->text.data[fact_start(f, i)] == '0';
}

static bool joins_hours(const struct facts *f, uint32_t i)
{
  return !fact_starts_block(f, i) && !fact_starts_block(f, i + 1) &&
         (fact_mark(f, i) == '-' || fact_has(f, i, ROLE(TO) | ROLE(AND) | ROLE(UNTIL)));
}

static bool is_clock_at(const struct facts *f, uint32_t i)
{
  uint32_t end;
  return !fact_starts_block(f, i) &&
         (fact_phrase(f, i, ROLE(CLOCK), &end) || fact_listed(f, i, "figures", "hour"));
}

/* "the 1455 to Leeds", not "the 1914 to 1918 war", "the 2008 to mid-2010 slump" */
static bool is_departure(const struct facts *f, uint32_t i)
{
  return i && !fact_starts_block(f, i) && fact_has(f, i - 1, ROLE(THE)) &&
         !fact_starts_sentence(f, i + 1) && fact_has(f, i + 1, ROLE(TO) | ROLE(FROM)) &&
         fact_is_word(f, i + 2) && !fact_starts_sentence(f, i + 2) &&
         f->a->tokens.at[i + 2].flags & TOKEN_CAPITAL && !fact_has(f, i + 2, ROLE(MONTH)) &&
         !fact_has(f, i + 1, ROLE(AND));
}

bool hour_in_digits(const struct facts *f, uint32_t i)
{
  struct noun noun;
  struct number many = {.value = 2};
  if (!is_hour_digits(f, i))
    return false;
  if (i > 1 && joins_hours(f, i - 1) && is_early_hour(f, i - 2))
    return true;
  if (joins_hours(f, i + 1) &&
      (is_early_hour(f, i + 2) || (is_hour_digits(f, i + 2) && is_clock_at(f, i + 3))))
    return true;
  if (f->words->has_plural_s && is_departure(f, i))
    return true;
  return i && !fact_starts_block(f, i) && fact_listed(f, i - 1, "dates", "hour.before") &&
         !noun_read(f, i + 1, &many, &noun);
}

/* "23 May 2024 2214 hrs": a date ends before token i. */
static bool has_date_before(const struct facts *f, uint32_t i)
{
  uint32_t stop = fact_stop(f, i - (fact_mark(f, i - 1) == ','));
  uint32_t next = analysis_date(f->a, stop);
  return next && span_end(f->a->dates.at[next - 1].at) == stop;
}

bool hour_with_unit(const struct facts *f, const struct number *n)
{
  struct qualifier q;
  uint32_t i = n->first;
  if (n->flags != NUMBER_DIGITS || !is_hour_digits(f, i) ||
      !fact_listed(f, n->end, "figures", "hour") || fact_has(f, n->end + 1, ROLE(OF)))
    return false;
  if (is_early_hour(f, i))
    return true;
  if (qualifier_before(f, i, &q))
    i = q.first;
  if (!i || fact_starts_block(f, i))
    return false;
  bool is_upper = i > 1 && joins_hours(f, i - 1) && is_hour_digits(f, i - 2);
  return is_upper || has_date_before(f, i) || fact_listed(f, i - 1, "figures", "clock.before") ||
         fact_has(f, i - 1, ROLE(BETWEEN));
}
