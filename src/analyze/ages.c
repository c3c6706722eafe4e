/* ages.c - "54-year-old", "aged 22 to 64", "Joan Whitlock, 58, said": numbers that are ages.
 *
 * An age between commas needs a capitalised word before it; anything else there is a count. */
#include "analyze/shapes.h"

enum { AGE_MAX = 120 };

static bool is_age(const struct amount *a)
{
  return a->value >= 0 && a->value <= AGE_MAX &&
         !(a->number.flags & (NUMBER_SCALED | NUMBER_FRACTION)) &&
         (a->kind == FIGURE_COUNT || a->is_time);
}

static void set_age(const struct facts *f, const struct amount *a, uint32_t first, uint32_t end,
                    struct draft *d)
{
  *d = (struct draft){.kind = FIGURE_AGE, .value = a->value, .first = first, .end = end};
  d->at = fact_start(f, first);
  d->stop = fact_stop(f, end);
  d->number = (struct span){a->number.at, a->number.stop - a->number.at};
  d->unit = a->is_time ? a->unit : STR("years");
}

/* 54-year-old, 140 years old */
static bool read_old(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t end = 0;
  if (fact_starts_block(f, a->number.end) ||
      !fact_phrase(f, a->number.end, ROLE(AGE_AFTER), &end) || a->number.flags & NUMBER_SCALED)
    return false;
  struct amount bare = *a;
  bare.is_time = false;
  set_age(f, &bare, a->number.first, end, d);
  for (uint32_t i = a->number.end; i < end; i++) /* 7-month-old */
    if (fact_has(f, i, ROLE(UNIT_TIME)) && fact_at(f, i)->measure != STEP_YEAR)
      d->unit = str_sub(f->text, fact_start(f, i), fact_stop(f, i + 1) - fact_start(f, i));
  return true;
}

static bool read_aged(const struct facts *f, const struct amount *a, const struct range *range,
                      struct draft *d)
{
  uint32_t from = 0, first = a->first;
  if (!first || fact_starts_block(f, first))
    return false;
  if (!fact_phrase_before(f, first, ROLE(AGE_BEFORE), &from))
    return false;
  set_age(f, a, from, range ? range->end : a->end, d);
  if (range) {
    d->is_range = true;
    d->to = range->high.value;
  }
  return true;
}

static bool is_name_word(const struct facts *f, uint32_t i)
{
  uint64_t never = ROLE(MONTH) | ROLE(WEEKDAY) | ROLE(NUMBER) | ROLE(CURRENCY);
  return fact_is_word(f, i) && f->a->tokens.at[i].flags & TOKEN_CAPITAL && !fact_has(f, i, never) &&
         f->a->tokens.at[i].len > 1;
}

/* "Tom Ladd, 71, whose": the comma before, a capital before that, a mark behind. */
static bool read_apposed(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t i = a->first;
  if (i < 2 || fact_starts_block(f, i) || fact_mark(f, i - 1) != ',' || !is_name_word(f, i - 2) ||
      a->kind != FIGURE_COUNT || !(a->number.flags & NUMBER_DIGITS) ||
      a->number.flags & NUMBER_DECIMALS || a->value < 1 || a->number.digits > 3)
    return false;
  uint32_t end = a->end;
  char next = fact_mark(f, end);
  bool is_closed = fact_starts_block(f, end) || next == ',' || next == '.' || next == ')' ||
                   next == ';' || next == ':' || next == '"' || next == '-';
  if (!is_closed || (next == '-' && !fact_spaced(f, end)) || number_in_address(f, a))
    return false;
  set_age(f, a, i, a->end, d);
  return true;
}

/* "boy of nine", "She is 68,", "older than 70": a word before it says that it is an age. */
static bool read_cued(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t i = a->first, from = 0;
  if (!i || fact_starts_block(f, i) || a->kind != FIGURE_COUNT || a->value < 1)
    return false;
  bool is_open = fact_is_word(f, a->end) && !fact_starts_block(f, a->end);
  if (is_open && !fact_listed(f, a->end, "figures", "age.stop"))
    return false;
  if (!fact_phrase_before(f, i, ROLE(AGE_CUE) | ROLE(AGE_BOUND), &from) ||
      fact_mark(f, a->end) == '-')
    return false;
  set_age(f, a, i, a->end, d);
  return true;
}

bool age_read(const struct facts *f, const struct amount *a, const struct range *range,
              struct draft *d)
{
  if (read_old(f, a, d))
    return true;
  if (!is_age(a))
    return false;
  return read_aged(f, a, range, d) || (!range && (read_apposed(f, a, d) || read_cued(f, a, d)));
}
