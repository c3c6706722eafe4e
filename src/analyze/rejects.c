/* rejects.c - numbers that say nothing in a fact box: years, pages, times, list marks, idioms.
 *
 * Invariant: only a fixed number of tokens round the number is looked at. */
#include "analyze/amounts.h"

enum { YEAR_FIRST = 1500, YEAR_LAST = 2100 };

static bool is_year(const struct facts *f, const struct amount *a)
{
  const struct number *n = &a->number;
  if (a->kind != FIGURE_COUNT || n->flags != NUMBER_DIGITS || n->digits != 4)
    return false;
  return n->value >= YEAR_FIRST && n->value <= YEAR_LAST && n->end == n->first + 1 &&
         fact_start(f, n->first) == n->at;
}

/* "2. Minutes", "(3)", "iv" at the start of a block. */
static bool is_list_mark(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first;
  if (!(a->number.flags & NUMBER_DIGITS) || !fact_starts_block(f, i))
    return false;
  char mark = fact_mark(f, a->number.end);
  return (mark == '.' || mark == ')') && !fact_starts_block(f, a->number.end) &&
         !fact_starts_block(f, a->number.end + 1) && fact_spaced(f, a->number.end + 1);
}

static bool is_labelled(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first;
  if (i == 0 || fact_starts_block(f, i) || a->kind != FIGURE_COUNT)
    return false;
  uint32_t before = i - 1;
  if (fact_mark(f, before) == '.' && before && !fact_starts_block(f, before))
    before--;
  if (fact_mark(f, i - 1) == '#')
    return true;
  return fact_has(f, before, ROLE(LABEL)) && !(a->number.flags & NUMBER_SCALED);
}

static bool is_clock(const struct facts *f, const struct amount *a)
{
  uint32_t end;
  if (a->kind != FIGURE_COUNT || fact_starts_block(f, a->number.end))
    return false;
  return fact_phrase(f, a->number.end, ROLE(CLOCK), &end) != NULL;
}

/* "A417", "COVID-19", "1111-2222", "14/02": parts of a name or of a longer code. */
static bool is_in_code(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first;
  if (!(a->number.flags & NUMBER_DIGITS))
    return false;
  if (i && !fact_starts_block(f, i) && !fact_spaced(f, i)) {
    char mark = fact_mark(f, i - 1);
    bool is_glued = fact_is_word(f, i - 1) && a->kind != FIGURE_MONEY;
    bool is_hyphened = mark == '-' && i > 1 && !fact_spaced(f, i - 1) &&
                       (fact_is_word(f, i - 2) || fact_is_digits(f, i - 2));
    if (is_glued || is_hyphened || mark == '/' || mark == ':' || mark == '@' || mark == '_' ||
        mark == '.')
      return true;
  }
  uint32_t end = a->end;
  if (fact_starts_block(f, end) || fact_spaced(f, end) || end >= fact_count(f))
    return false;
  char mark = fact_mark(f, end);
  bool is_followed =
      !fact_spaced(f, end + 1) && end + 1 < fact_count(f) && fact_is_digits(f, end + 1);
  if ((mark == '-' && is_followed) || mark == ':' || mark == '_' || mark == '/')
    return mark != ':' || is_followed;
  return a->kind == FIGURE_COUNT && fact_is_word(f, end) && fact_start(f, end) == a->stop &&
         !fact_has(f, end, ROLE(UNIT) | ROLE(SHORT_SCALE)) && f->text.data[a->stop] != '\'' &&
         (unsigned char)f->text.data[a->stop] != 0xE2;
}

static bool is_idiom(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first, end, from;
  if (a->number.flags & NUMBER_DIGITS)
    return false;
  const struct fact_word *word = fact_phrase(f, i, ROLE(IDIOM), &end);
  if (word && end > i)
    return true;
  if (a->number.end <= fact_count(f) && fact_phrase_before(f, a->number.end, ROLE(IDIOM), &from) &&
      from < i)
    return true;
  return false;
}

/* "at 12": an hour. */
static bool is_hour(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first;
  char mark = fact_mark(f, a->end);
  if (a->kind != FIGURE_COUNT || !(a->number.flags & NUMBER_DIGITS) || mark != ':' ||
      fact_starts_block(f, a->end))
    return false;
  return fact_is_digits(f, a->end + 1) && !fact_spaced(f, a->end + 1) && i < fact_count(f);
}

bool number_is_none(const struct facts *f, const struct amount *a)
{
  return is_year(f, a) || is_list_mark(f, a) || is_labelled(f, a) || is_clock(f, a) ||
         is_in_code(f, a) || is_idiom(f, a) || is_hour(f, a);
}
