/* ranges.c - two amounts as one figure: "5 to 7 metres", "between 5 and 7", "€3–4m"; or the unit of
 * the second for the first where they are two: "from 3.2 to 4.1 million".
 *
 * Invariant: both ends are of one unit; what has two units is two figures. */
#include "analyze/amounts.h"

#include <math.h>

enum join { JOIN_NONE, JOIN_DASH, JOIN_TO, JOIN_AND };

/* "between the 20 and the 30", "entre un 10 y un 15 por ciento" */
static uint32_t past_article(const struct facts *f, uint32_t i)
{
  if (fact_has(f, i, ROLE(ARTICLE)) && fact_is_digits(f, i + 1) && !fact_starts_block(f, i + 1))
    return i + 1;
  bool is_number = fact_is_digits(f, i + 1) || fact_has(f, i + 1, ROLE(NUMBER) | ROLE(SCALE));
  return i + (fact_has(f, i, ROLE(THE)) && is_number && !fact_starts_block(f, i + 1));
}

/* What joins the number that ends at token i to the next one, which may begin at *ret_next. */
static enum join join_read(const struct facts *f, uint32_t i, uint32_t *ret_next)
{
  uint32_t end = 0;
  if (fact_starts_block(f, i))
    return JOIN_NONE;
  if (fact_mark(f, i) == '-' || fact_mark(f, i) == '~') {
    bool is_to = fact_has(f, i + 1, ROLE(TO)) && fact_mark(f, i + 2) == '-' &&
                 !fact_spaced(f, i + 1) && !fact_spaced(f, i + 3); /* 20-to-25-year-old */
    if (is_to && fact_is_word(f, i + 1)) {
      *ret_next = i + 3;
      return JOIN_TO;
    }
    bool is_suspended = fact_spaced(f, i + 1) && !fact_spaced(f, i); /* 8- to 16-metre */
    *ret_next = i + 1;
    if (!is_suspended)
      return JOIN_DASH;
    i++;
  }
  if (fact_has(f, i, ROLE(AND)) && !fact_starts_block(f, i + 1)) {
    *ret_next = past_article(f, i + 1);
    return JOIN_AND;
  }
  if (!fact_phrase(f, i, ROLE(TO), &end) || fact_starts_block(f, end))
    return JOIN_NONE;
  *ret_next = end;
  return fact_has(f, end - 1, ROLE(AND)) ? JOIN_AND : JOIN_TO;
}

static bool begins_between(const struct facts *f, uint32_t first)
{
  uint32_t from;
  return first && !fact_starts_block(f, first) &&
         fact_phrase_before(f, first, ROLE(BETWEEN), &from);
}

/* "year" and "years", "Jahr" and "Jahren"; never "m" and "mm", "mW" and "MW". */
static bool is_same_unit(const struct amount *a, const struct amount *b)
{
  enum { ENDING_MAX = 2 };

  str low = a->unit, high = b->unit;
  if (str_eq(low, high))
    return true;
  size_t same = 0, least = a->is_time && b->is_time ? 2 : 3;
  while (same < low.len && same < high.len && low.data[same] == high.data[same])
    same++;
  size_t longest = low.len > high.len ? low.len : high.len;
  return same >= least && longest - same <= ENDING_MAX;
}

/* "from $15 to $12 million", not "from $900 to $1.2 million": the two are of one size. */
static bool is_of_size(const struct amount *a, const struct amount *high)
{
  enum { TIMES_MAX = 20 };

  double size = high->value / high->number.scale;
  return a->value * TIMES_MAX >= size && a->value <= size * TIMES_MAX;
}

/* "drei- bis viertausend": what the upper end is so many of. */
static double joined_scale(const struct facts *f, const struct number *low,
                           const struct number *high)
{
  bool is_suspended = fact_mark(f, low->end) == '-' && !fact_spaced(f, low->end) &&
                      fact_spaced(f, low->end + 1) && high->end == high->first + 1;
  return !is_suspended                  ? 1
         : fmod(high->value, 1000) == 0 ? 1000
         : fmod(high->value, 100) == 0  ? 100
                                        : 1;
}

/* "two or three hundred": the hundred, or dozen, of the upper end, which ends in it; 1 for none. */
static double small_scale(const struct facts *f, const struct number *low,
                          const struct number *high)
{
  const struct fact_word *last = fact_at(f, high->end - 1);
  if ((low->flags | high->flags) & NUMBER_DIGITS || low->end != low->first + 1)
    return 1;
  bool is_short = high->end == high->first + 2 && last->roles & ROLE(SCALE) && last->scale < 1000;
  return is_short ? last->scale : joined_scale(f, low, high);
}

/* The unit and the scale of the upper end hold for the lower one too. */
static bool share_unit(const struct facts *f, struct amount *low, const struct amount *high)
{
  if (low->kind == FIGURE_COUNT) {
    low->kind = high->kind;
    low->unit = high->unit;
    low->is_time = high->is_time;
  }
  if (high->kind != FIGURE_COUNT && (low->kind != high->kind || !is_same_unit(low, high)))
    return false;
  bool is_scaled = low->number.flags & NUMBER_SCALED;
  if (high->number.flags & NUMBER_SCALED && !is_scaled && low->value < 1000 &&
      (low->value * high->number.scale < high->value * (1 + 1e-9) || is_of_size(low, high)))
    low->value *= high->number.scale;
  double small = small_scale(f, &low->number, &high->number);
  if (low->value * small < high->value)
    low->value *= small;
  return true;
}

static bool has_noun(const struct facts *f, const struct amount *a)
{
  struct noun noun;
  return noun_read(f, a->end, &a->number, &noun);
}

static bool is_round(const struct amount *a)
{
  return a->value >= 10 && a->value < 1e6 && (uint32_t)a->value % 10 == 0;
}

/* "23-456" may be a file or a law; "1000-5000", "1.5-2", "10-12 boats", "40-100x" and "about 10-12"
 * are ranges. */
static bool is_dash_right(const struct facts *f, const struct amount *low,
                          const struct amount *high)
{
  struct qualifier q;
  uint32_t next = high->end, from;
  bool goes_on = fact_mark(f, next) == '-' && !fact_spaced(f, next);
  if (goes_on || high->kind != FIGURE_COUNT)
    return !goes_on;
  uint32_t shaped = NUMBER_GROUPED | NUMBER_DECIMALS | NUMBER_SCALED;
  return (low->number.flags | high->number.flags) & shaped || has_noun(f, high) ||
         (is_round(low) && is_round(high)) || qualifier_before(f, low->first, &q) ||
         fact_phrase(f, next, ROLE(TIMES), &from) ||
         (low->first && !fact_starts_block(f, low->first) &&
          fact_phrase_before(f, low->first,
                             ROLE(FROM) | ROLE(BETWEEN) | ROLE(OF) | ROLE(AGE_BEFORE), &from));
}

static bool is_range_right(const struct facts *f, const struct amount *low,
                           const struct amount *high, enum join join)
{
  bool is_bare = high->kind == FIGURE_COUNT;
  if (join == JOIN_AND)
    return true;
  if (low->number.scale > 1 && high->number.scale > low->number.scale)
    return false; /* 10 billion or 10 trillion */
  if (low->value >= high->value && !(low->value < 0 && !is_bare))
    return false;
  bool has_decimals = low->number.flags & high->number.flags & NUMBER_DECIMALS; /* 0.1 to 0.2 */
  return join == JOIN_DASH ? is_dash_right(f, low, high)
                           : !is_bare || high->value >= 2 || has_decimals;
}

/* "5 km to 10", "3 euros auf 10", "£5 to 10 people": the second counts something else. */
static bool is_bare_apart(const struct facts *f, const struct amount *low,
                          const struct amount *high, enum join join)
{
  if (high->kind != FIGURE_COUNT || low->kind == FIGURE_COUNT)
    return false;
  bool has_unit_behind = low->end > low->number.end;
  return has_unit_behind || (join == JOIN_TO && has_noun(f, high));
}

bool range_read(const struct facts *f, const struct amount *low, struct range *ret)
{
  uint32_t i = 0;
  enum join join = join_read(f, low->end, &i);
  bool is_between = begins_between(f, low->first);
  struct range r = {.low = *low};
  if (join == JOIN_NONE || (join == JOIN_AND && !is_between))
    return false;
  if (join == JOIN_TO && is_between && !fact_is_word(f, low->end))
    return false;
  if (join == JOIN_TO && fact_listed(f, low->end, "figures", "to.change"))
    return false; /* "stieg um 5 auf 30 Euro" */
  i += fact_mark(f, i) == '+' && low->value < 0 && !fact_spaced(f, i + 1); /* -3 to +2 */
  if (low->number.flags & NUMBER_FRACTION || !amount_read(f, i, &r.high))
    return false;
  if (r.high.first < i || r.high.number.flags & NUMBER_FRACTION)
    return false;
  if (is_bare_apart(f, low, &r.high, join) || !share_unit(f, &r.low, &r.high) ||
      !is_range_right(f, &r.low, &r.high, join))
    return false;
  r.first = low->first;
  r.at = low->at;
  r.end = r.high.end;
  r.stop = r.high.stop;
  *ret = r;
  return true;
}

static bool is_shareable(const struct amount *a, const struct amount *high, enum join join)
{
  bool is_alike = (a->number.flags & NUMBER_DIGITS) == (high->number.flags & NUMBER_DIGITS);
  bool is_scaled = high->number.flags & NUMBER_SCALED;
  if (!is_alike || high->has_hyphen || high->number.flags & NUMBER_FRACTION)
    return false;
  if (is_scaled && !is_of_size(a, high))
    return false;
  if (a->kind == FIGURE_MONEY)
    return join == JOIN_TO && is_scaled && high->kind == FIGURE_MONEY &&
           str_eq(a->unit, high->unit);
  return high->first == high->number.first && (high->kind != FIGURE_COUNT || is_scaled);
}

bool range_share(const struct facts *f, struct amount *a, struct noun *ret)
{
  uint32_t i = 0, mixed = NUMBER_SCALED | NUMBER_FRACTION | NUMBER_GROUPED;
  struct amount high;
  *ret = (struct noun){0};
  bool is_open = a->kind == FIGURE_COUNT || (a->kind == FIGURE_MONEY && a->end == a->number.end);
  if (!is_open || a->number.flags & mixed || a->value >= 1000 || a->value < 0)
    return false;
  enum join join = join_read(f, a->end, &i);
  if ((join != JOIN_TO && join != JOIN_AND) || !amount_read(f, i, &high) || high.first != i)
    return false;
  bool is_letter = fact_stop(f, high.number.end) - fact_start(f, high.number.end - 1) == 1 &&
                   fact_is_word(f, high.number.end - 1); /* USB 3.0 and 4K */
  if (is_letter || !is_shareable(a, &high, join))
    return false;
  if (a->kind == FIGURE_COUNT) {
    a->kind = high.kind;
    a->unit = high.unit;
    a->is_time = high.is_time;
  }
  a->value *= high.number.flags & NUMBER_SCALED ? high.number.scale : 1;
  if (a->kind == FIGURE_COUNT)
    noun_read(f, high.end, &high.number, ret);
  return true;
}
