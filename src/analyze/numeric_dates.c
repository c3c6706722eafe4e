/* numeric_dates.c - dates in digits: 2024-11-14, 14.11.2024, 11/14/24, 14/11.
 *
 * Invariant: the order of day and month is the language's, or the one that the numbers leave; where
 * neither says (8/10/2012 in English) both stay unknown. */
#include "analyze/moments.h"

#include "analyze/amounts.h"

struct fields {
  uint32_t value[3], digits[3];
  uint32_t count;
  char mark;
  size_t stop;
};

static size_t take_field(str s, size_t at, struct fields *d)
{
  uint32_t value = 0, n = 0;
  while (at + n < s.len && s.data[at + n] >= '0' && s.data[at + n] <= '9' && n < 5) {
    value = value * 10 + (uint32_t)(s.data[at + n] - '0');
    n++;
  }
  d->value[d->count] = value;
  d->digits[d->count] = n;
  d->count += n > 0;
  return at + n;
}

/* Up to three runs of digits joined by one mark, or by single blanks. */
static void take_fields(str s, size_t at, struct fields *d)
{
  *d = (struct fields){0};
  size_t end = take_field(s, at, d);
  d->stop = end;
  while (d->count < 3 && end + 1 < s.len) {
    char mark = s.data[end];
    if ((mark != '-' && mark != '/' && mark != '.' && mark != ' ') || (d->mark && mark != d->mark))
      break;
    uint32_t before = d->count;
    size_t next = take_field(s, end + 1, d);
    if (d->count == before)
      break;
    d->mark = mark;
    end = next;
    d->stop = end;
  }
}

static bool sets_day(struct moment *m, uint32_t month, uint32_t day)
{
  if (month < 1 || month > 12 || day < 1 || day > 31)
    return false;
  m->month = (uint8_t)month;
  m->day = (uint8_t)day;
  return true;
}

static int32_t full_year(uint32_t value, uint32_t digits)
{
  if (digits == 4)
    return (int32_t)value;
  return (int32_t)value + (value < 50 ? 2000 : 1900);
}

/* a and b are day and month in some order. */
static bool sort_day(const struct facts *f, struct moment *m, uint32_t a, uint32_t b)
{
  bool is_day_first = f->words->is_day_first;
  if (a > 12 && b <= 12)
    return sets_day(m, b, a);
  if (b > 12 && a <= 12)
    return sets_day(m, a, b);
  if (a == b || is_day_first)
    return sets_day(m, b, a);
  if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12))
    return false;
  m->is_unsorted = true;
  return true;
}

static bool is_year(uint32_t value, uint32_t digits)
{
  return digits == 4 && value >= YEAR_FIRST && value <= YEAR_LAST;
}

static bool is_plain_year(uint32_t value, uint32_t digits)
{
  return digits == 4 && value >= PLAIN_FIRST && value <= PLAIN_LAST;
}

/* "2016 03 14", but "2222 2 2" of a table: without a mark only what is written in full. */
static bool is_row(const struct fields *d)
{
  if (d->mark != ' ')
    return false;
  uint32_t year = d->digits[0] == 4 ? 0 : 2;
  return !is_plain_year(d->value[year], d->digits[year]) || d->digits[1] != 2 ||
         d->digits[2 - year] != 2;
}

static bool read_three(const struct facts *f, const struct fields *d, struct moment *m)
{
  const uint32_t *v = d->value, *n = d->digits;
  if (is_row(d))
    return false;
  if (is_year(v[0], n[0]) && n[1] <= 2 && n[2] <= 2) {
    m->year = (int32_t)v[0];
    return sets_day(m, v[1], v[2]);
  }
  bool is_year_right = n[2] == 4 ? is_year(v[2], n[2]) : n[2] == 2 && d->mark != ' ';
  if (n[0] > 2 || n[1] > 2 || !is_year_right || (n[2] == 2 && n[0] + n[1] < 2))
    return false;
  m->year = full_year(v[2], n[2]);
  return sort_day(f, m, v[0], v[1]);
}

/* Words that make "5.12" or "10/1" a date. */
static bool is_day_expected(const struct facts *f, uint32_t i)
{
  if (i == 0 || fact_starts_block(f, i))
    return false;
  bool is_upper = i > 2 && fact_has(f, i - 1, ROLE(TO)) && fact_is_digits(f, i - 2) &&
                  fact_mark(f, i - 3) == '/';
  return is_upper || fact_has(f, i - 1, ROLE(WEEKDAY) | ROLE(SINCE) | ROLE(UNTIL)) ||
         (fact_is_word(f, i - 1) &&
          language_has(f->a->language, "dates", "day.before",
                       f->a->words.at[f->a->tokens.at[i - 1].word].folded));
}

/* "next 12/05", not "the last 3/4 mile" */
static bool is_named_day(const struct facts *f, uint32_t i, uint32_t end)
{
  if (i == 0 || fact_starts_block(f, i))
    return false;
  const struct fact_word *word = fact_at(f, i - 1);
  return word->roles & ROLE(RELATIVE) && word->step == STEP_NAMED &&
         (fact_starts_block(f, end) || !fact_has(f, end, ROLE(UNIT) | ROLE(OF)));
}

static bool is_range_partner(const struct facts *f, size_t stop)
{
  return stop + 1 < f->text.len && f->text.data[stop] == '-' && f->text.data[stop + 1] >= '0' &&
         f->text.data[stop + 1] <= '9';
}

static uint32_t end_token(const struct facts *f, uint32_t i, size_t stop)
{
  uint32_t end = i + 1;
  while (end < fact_count(f) && fact_start(f, end) < stop)
    end++;
  return end;
}

/* "bis 10.12 Uhr", "ab 3.10 Franken", "bis 3.12 Punkte": a time or an amount with a point. */
static bool is_amount_behind(const struct facts *f, uint32_t i)
{
  uint32_t end;
  uint64_t roles = ROLE(CLOCK) | ROLE(PERCENT) | ROLE(CURRENCY) | ROLE(SCALE) | ROLE(UNIT);
  if (fact_starts_sentence(f, i))
    return false;
  bool is_noun =
      f->words->has_capital_nouns && fact_is_word(f, i) && f->a->tokens.at[i].flags & TOKEN_CAPITAL;
  return is_noun || fact_phrase(f, i, roles, &end);
}

/* "Ley 3/2018", "Nr. 5/2022", "(EU) 2/2019": a law or an issue by its number and its year, not by a
 * month. */
static bool is_number_of(const struct facts *f, uint32_t i)
{
  if (!i || fact_starts_block(f, i))
    return false;
  char mark = fact_mark(f, i - 1);
  if (mark == ')')
    return i > 2 && fact_mark(f, i - 3) == '(' && f->a->tokens.at[i - 2].flags & TOKEN_ALL_CAPS;
  if (label_is_before(f, i) ||
      (mark == '.' && i > 1 && !fact_starts_block(f, i - 1) && fact_has(f, i - 2, ROLE(LABEL))))
    return !fact_has(f, i - 1, ROLE(YEAR_BEFORE) | ROLE(UNTIL) | ROLE(SINCE));
  const struct token *token = &f->a->tokens.at[i - 1];
  return fact_is_word(f, i - 1) && token->flags & TOKEN_CAPITAL &&
         !fact_starts_sentence(f, i - 1) && !f->words->has_capital_nouns &&
         !fact_has(f, i - 1, ROLE(MONTH) | ROLE(WEEKDAY));
}

static bool read_two(const struct facts *f, uint32_t i, const struct fields *d, struct moment *m)
{
  const uint32_t *v = d->value, *n = d->digits;
  bool is_next_year = (n[1] == 2 && v[1] == (v[0] + 1) % 100) || /* the 2008-09 season, 1996-7 */
                      (n[1] == 1 && d->mark == '-' && v[1] == (v[0] + 1) % 10);
  if (is_plain_year(v[0], n[0]) && n[1] <= 2 && v[1] >= 1 && v[1] <= 12 &&
      (d->mark == '-' || d->mark == '/') && !is_next_year) {
    m->year = (int32_t)v[0];
    m->month = (uint8_t)v[1];
    return true;
  }
  if (is_plain_year(v[1], n[1]) && n[0] <= 2 && v[0] >= 1 && v[0] <= 12 &&
      (d->mark == '/' || d->mark == '.') && !is_number_of(f, i)) {
    m->year = (int32_t)v[1];
    m->month = (uint8_t)v[0];
    return true;
  }
  uint32_t end = end_token(f, i, d->stop);
  if (n[0] > 2 || n[1] > 2 || d->mark == ' ' || (d->mark == '.' && is_amount_behind(f, end)))
    return false;
  bool is_closed = d->mark == '.' && f->words->is_day_dotted && d->stop < f->text.len &&
                   f->text.data[d->stop] == '.';
  bool is_expected =
      is_day_expected(f, i) && (d->mark != '.' || (f->words->is_day_dotted && n[1] == 2) ||
                                is_closed || fact_has(f, i - 1, ROLE(WEEKDAY)));
  bool has_stop = is_closed && n[1] == 2;
  bool is_range = d->mark == '/' && is_range_partner(f, d->stop);
  bool is_named = d->mark == '/' && n[1] == 2 && is_named_day(f, i, end);
  bool is_alone = d->mark == '/' && fact_starts_block(f, i) && v[0] > 2;
  if (!is_expected && !has_stop && !is_range && !is_named && !is_alone)
    return false;
  return sort_day(f, m, v[0], v[1]);
}

/* "version 1.2.24", "moved to 4.5.20": dates are not written so where days have no stops, but for
 * "on 4.5.20". */
static bool is_version(const struct facts *f, uint32_t i, const struct fields *d)
{
  if (d->count != 3 || d->mark != '.' || !i || fact_starts_block(f, i))
    return false;
  bool is_foreign = !f->words->is_day_dotted && d->digits[2] == 2 && !is_day_expected(f, i);
  return is_foreign || label_is_before(f, i);
}

/* A letter or digit right behind it, or a further group: part of a longer code. */
static bool is_open(const struct facts *f, const struct fields *d, uint32_t end)
{
  if (fact_stop(f, end) != d->stop)
    return true;
  if (d->stop >= f->text.len || fact_spaced(f, end))
    return false;
  char c = f->text.data[d->stop];
  bool is_digit_behind = d->stop + 1 < f->text.len && f->text.data[d->stop + 1] >= '0' &&
                         f->text.data[d->stop + 1] <= '9';
  bool is_letter_behind = d->stop + 1 < f->text.len && (f->text.data[d->stop + 1] | 0x20) >= 'a' &&
                          (f->text.data[d->stop + 1] | 0x20) <= 'z';
  if (((c == '.' || c == '/' || c == ',') && is_digit_behind) || (c == '/' && is_letter_behind))
    return true; /* 1999/5/EC */
  return fact_is_word(f, end) && c != 'T' && c != 't' && c != '\'';
}

bool moment_read_numeric(const struct facts *f, uint32_t i, struct moment *ret, uint32_t *ret_end)
{
  struct fields d;
  struct moment m = NO_MOMENT;
  if (!fact_is_digits(f, i))
    return false;
  bool is_inside =
      i && !fact_spaced(f, i) &&
      (fact_is_word(f, i - 1) || fact_mark(f, i - 1) == '.' || fact_mark(f, i - 1) == '/');
  if (is_inside)
    return false;
  take_fields(f->text, fact_start(f, i), &d);
  if (d.count < 2)
    return false;
  if (is_version(f, i, &d))
    return false;
  uint32_t end = end_token(f, i, d.stop);
  bool is_right = d.count == 3 ? read_three(f, &d, &m) : read_two(f, i, &d, &m);
  if (!is_right || is_open(f, &d, end))
    return false;
  /* 2014-2018 and 10-22 are ranges of their own kind */
  *ret = m;
  *ret_end = end;
  return true;
}
