/* date_ranges.c - moments with what stands before them, and ranges of two: "from 4 to 8 August".
 *
 * Invariant: the ends of a range lend each other only what their words leave out; a number that
 * counts something ends no range. */
#include "analyze/moments.h"

/* --- a moment with what stands before it: "early", "the end of" --- */

/* "the year" behind "the end of": the current one. */
bool moment_read_current(const struct facts *f, uint32_t i, const struct moment *today,
                         struct moment *m, uint32_t *ret_end)
{
  const struct fact_word *unit = fact_at(f, i + 1);
  if (!fact_has(f, i, ROLE(THE)) || fact_starts_block(f, i + 1) ||
      !(unit->roles & ROLE(UNIT_TIME)) ||
      (unit->measure != STEP_YEAR && unit->measure != STEP_MONTH))
    return false;
  *m = NO_MOMENT;
  m->is_relative = true;
  *ret_end = i + 2;
  if (!today)
    return true;
  m->year = today->year;
  m->month = unit->measure == STEP_MONTH ? today->month : 0;
  return true;
}

static bool read_any(const struct facts *f, uint32_t i, const struct moment *today,
                     struct moment *m, uint32_t *ret_end)
{
  if (!moment_read(f, i, m, ret_end))
    return moment_read_relative(f, i, today, m, ret_end);
  if (!year_read_relative(f, today, m, ret_end))
    named_read_behind(f, today, m, ret_end);
  return true;
}

/* "early 2019" goes with the year; "the start of the year" with its first month. */
static void take_part(struct stretch *s)
{
  struct moment *m = &s->moment;
  bool is_whole_year = m->year != YEAR_UNKNOWN && !m->month && !m->year_loose && !m->is_span;
  if (is_whole_year && s->part == ROLE(START_OF))
    m->month = 1;
  else if (is_whole_year && s->part == ROLE(END_OF) && m->is_relative)
    m->month = 12;
}

bool stretch_read(const struct facts *f, uint32_t i, const struct moment *today,
                  struct stretch *ret)
{
  uint32_t n = i, end = 0;
  uint64_t roles = ROLE(START_OF) | ROLE(MIDDLE_OF) | ROLE(END_OF);
  const struct fact_word *part = fact_phrase(f, i, roles, &end);
  *ret = (struct stretch){.first = i};
  if (part && !fact_starts_block(f, end)) {
    n = end + (fact_mark(f, end) == '-');
    ret->part = part->roles & ROLE(START_OF) ? ROLE(START_OF)
                : part->roles & ROLE(END_OF) ? ROLE(END_OF)
                                             : ROLE(MIDDLE_OF);
    if (read_any(f, n, today, &ret->moment, &ret->end) ||
        moment_read_current(f, n, today, &ret->moment, &ret->end)) {
      if (fact_stop(f, end) - fact_start(f, i) > 5 || ret->moment.is_relative)
        take_part(ret);
      return true;
    }
  }
  ret->part = 0;
  if (!read_any(f, i, today, &ret->moment, &ret->end))
    return false;
  /* "Thursday 21 September 2023": the date says it all; so does "this Friday (15 June)" */
  uint32_t behind = ret->end + (fact_mark(f, ret->end) == ',' || fact_mark(f, ret->end) == '-' ||
                                fact_mark(f, ret->end) == '.' || fact_mark(f, ret->end) == '(');
  struct moment m;
  while (behind < ret->end + 4 && fact_has(f, behind, ROLE(THE) | ROLE(ARTICLE)))
    behind++;
  uint32_t day = ret->end - 1;
  day -= day >= i + 2 && fact_mark(f, day - 1) == '-' ? 2 : 0; /* segunda-feira */
  const struct fact_word *weekday =
      ret->moment.is_relative ? fact_phrase(f, day, ROLE(WEEKDAY), &end) : NULL;
  if (weekday && !fact_starts_block(f, behind) && moment_read(f, behind, &m, &end) && m.day) {
    ret->first = behind;
    ret->moment = m;
    ret->moment.weekday = weekday->weekday;
    ret->end = end;
  }
  return true;
}

/* --- ranges --- */

bool moment_is_unknown(const struct moment *m)
{
  return m->is_relative && m->year == YEAR_UNKNOWN;
}

/* The upper end gives the lower one the year, and the month, that it lacks. */
static void share(struct moment *low, const struct moment *high)
{
  if (low->year == YEAR_UNKNOWN && !low->is_relative)
    low->year = high->year;
  if (!low->month && low->day)
    low->month = high->month;
  if (low->year != YEAR_UNKNOWN && low->year == high->year && low->month > high->month &&
      low->month <= 12 && high->month)
    low->year--;
}

/* "18 and 19 June" */
static bool is_next_day(const struct facts *f, uint32_t i)
{
  uint32_t low = 0, high = 0;
  uint32_t next = i + 1 + fact_has(f, i + 1, ROLE(THE));
  return i && number_plain(f, i - 1, &low) > 0 && low <= 2 &&
         number_plain(f, next, &high) == number_plain(f, i - 1, &low) + 1 &&
         fact_has(f, next + 1, ROLE(MONTH) | ROLE(OF));
}

static bool is_joined(const struct facts *f, uint32_t i, bool is_between, uint32_t *ret_next)
{
  uint32_t end;
  if (fact_starts_block(f, i))
    return false;
  if (fact_mark(f, i) == '-' || fact_mark(f, i) == '~') {
    *ret_next = i + 1;
    return !fact_starts_block(f, i + 1);
  }
  if ((is_between || is_next_day(f, i)) && fact_has(f, i, ROLE(AND))) {
    *ret_next = i + 1;
    return !fact_starts_block(f, i + 1);
  }
  if (!fact_phrase(f, i, ROLE(TO) | ROLE(UNTIL), &end) || fact_has(f, i, ROLE(AND)) ||
      fact_starts_block(f, end))
    return false;
  *ret_next = end;
  return true;
}

/* A day alone, the lower end of "4 to 8 August". */
bool moment_read_day(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t n = i + (fact_has(f, i, ROLE(THE)) && !fact_starts_block(f, i + 1));
  *m = NO_MOMENT;
  m->day = (uint8_t)day_read(f, n, ret_end);
  return m->day != 0;
}

/* What stands behind "June 5 to 12" counts something: "percent", "people". */
bool day_is_counted(const struct facts *f, uint32_t i)
{
  if (fact_starts_block(f, i))
    return false;
  if (fact_has(f, i, ROLE(PERCENT) | ROLE(CURRENCY) | ROLE(SCALE) | ROLE(UNIT)))
    return true;
  uint64_t classes = f->a->words.at[f->a->tokens.at[i].word].classes;
  return fact_is_word(f, i) && !(classes & CLASS_BIT(CLASS_STOP)) &&
         !fact_has(f, i, ROLE(MONTH) | ROLE(YEAR_WORD));
}

/* "rose from 9 on June 5 to 12": the number before the date begins what this one ends. */
static bool ends_change(const struct facts *f, uint32_t first)
{
  enum { BACK = 6 };

  for (uint32_t n = 1; n <= BACK && n < first && !fact_starts_block(f, first - n + 1); n++)
    if (fact_has(f, first - n - 1, ROLE(FROM)) &&
        (fact_is_digits(f, first - n) || fact_has(f, first - n, ROLE(NUMBER))))
      return true;
  return false;
}

/* A day behind its month's name: "November 19", not "19 November" or "1/10". */
static bool ends_in_day(const struct facts *f, const struct stretch *s)
{
  uint32_t last = s->end - 1;
  for (uint32_t i = s->first; i < last; i++)
    if (fact_has(f, i, ROLE(MONTH)))
      return !fact_has(f, last, ROLE(MONTH));
  return false;
}

/* "November 19-20", "April 9th through 17th": the upper end is only a day. */
static bool read_day_behind(const struct facts *f, uint32_t i, const struct stretch *start,
                            struct moment *high, uint32_t *ret_end)
{
  const struct moment *low = &start->moment;
  if (!low->day || !low->month || low->month > 12 || low->year != YEAR_UNKNOWN ||
      !ends_in_day(f, start) || !moment_read_day(f, i, high, ret_end))
    return false;
  if (fact_has(f, *ret_end, ROLE(MONTH)) || high->day <= low->day)
    return false;
  high->month = low->month;
  uint32_t end = *ret_end;
  high->year = year_read_behind(f, end, ret_end);
  bool is_glued = i == start->end + 1 && !fact_spaced(f, i);
  return is_glued || high->year != YEAR_UNKNOWN ||
         (!day_is_counted(f, end) && !ends_change(f, start->first));
}

static bool read_high(const struct facts *f, uint32_t i, const struct moment *today,
                      const struct stretch *low, struct stretch *high)
{
  uint32_t end;
  if (read_day_behind(f, i, low, &high->moment, &end)) {
    high->end = end;
    return true;
  }
  /* "tra il 1990 e il 1995" */
  uint32_t behind = i + fact_has(f, i, ROLE(THE));
  return stretch_read(f, i, today, high) ||
         (behind > i && fact_is_digits(f, behind) && !fact_starts_block(f, behind) &&
          stretch_read(f, behind, today, high));
}

/* The last year of "1914-18", "2023/24", "1756-1763"; YEAR_UNKNOWN if that is no span. */
static int32_t last_year(const struct facts *f, const struct stretch *start, char mark)
{
  enum { DECADE = 10, CENTURY = 100, DIGITS = 4 };

  int32_t low = start->moment.year;
  uint32_t i = start->end, digits = 0;
  int32_t value = number_plain(f, i + 1, &digits);
  char behind = fact_spaced(f, i + 2) ? ' ' : fact_mark(f, i + 2);
  if (value < 0 || behind == '-' || behind == '/')
    return YEAR_UNKNOWN;
  if (digits == DIGITS)
    return mark == '-' && value > low && value <= YEAR_LAST ? value : YEAR_UNKNOWN;
  if (digits == 1) /* 1996-7 */
    return mark == '-' && value == (low + 1) % DECADE ? low + 1 : YEAR_UNKNOWN;
  bool is_next = value == (low + 1) % CENTURY;
  if (digits != 2 || (!is_next && (mark == '/' || value <= low % CENTURY)))
    return YEAR_UNKNOWN;
  return is_next ? low + 1 : low / CENTURY * CENTURY + value;
}

bool range_of_years(const struct facts *f, const struct stretch *start, struct draft_date *d)
{
  const struct moment *low = &start->moment;
  uint32_t i = start->end;
  char mark = fact_mark(f, i);
  bool is_life = start->first && !fact_starts_block(f, start->first) && mark == '-' &&
                 fact_mark(f, start->first - 1) == '(' && fact_mark(f, i + 2) == ')';
  bool is_spaced = fact_spaced(f, i) || fact_spaced(f, i + 1);
  if (low->year == YEAR_UNKNOWN || low->month || low->year_loose || low->is_span ||
      low->is_relative || (mark != '-' && mark != '/') || (is_spaced && !is_life))
    return false;
  int32_t high = last_year(f, start, mark);
  if (high == YEAR_UNKNOWN)
    return false;
  d->kind = DATE_RANGE;
  d->from = d->to = *low;
  d->to.year = high;
  d->first = start->first;
  d->end = i + 2;
  return true;
}

/* "lundi 3": at the day; i where no weekday stands before one. */
static uint32_t behind_weekday(const struct facts *f, uint32_t i)
{
  uint32_t end = i;
  bool is_weekday = fact_phrase(f, i, ROLE(WEEKDAY), &end) && !fact_starts_block(f, end);
  return is_weekday && fact_is_digits(f, end) ? end : i;
}

/* The range that begins at token i; start is the stretch that does, NULL if none. */
bool range_from(const struct facts *f, uint32_t i, bool is_between, const struct moment *today,
                const struct stretch *start, struct draft_date *d)
{
  struct stretch low = {.first = i}, high = {0};
  uint32_t next = 0;
  if (start && range_of_years(f, start, d))
    return true;
  bool is_lone = moment_read_day(f, behind_weekday(f, i), &low.moment, &low.end);
  bool is_right = is_lone && is_joined(f, low.end, is_between, &next);
  next = is_right ? behind_weekday(f, next) : next;
  is_right = is_right && stretch_read(f, next, today, &high) && high.moment.day &&
             high.moment.month && high.moment.day > low.moment.day && high.first == next;
  if (!is_right) {
    if (!start || !is_joined(f, start->end, is_between, &next) ||
        !read_high(f, next, today, start, &high))
      return false;
    low = *start;
  }
  if (moment_is_unknown(&low.moment) && !low.moment.month && !moment_is_unknown(&high.moment))
    return false;
  /* "from June to 2015": the year is not June's */
  if (low.moment.month && low.moment.year == YEAR_UNKNOWN && !high.moment.month && !high.part)
    return false;
  share(&low.moment, &high.moment);
  d->kind = DATE_RANGE;
  d->from = low.moment;
  d->to = high.moment;
  d->first = is_right ? i : low.first;
  d->end = high.end;
  return true;
}

bool range_at(const struct facts *f, uint32_t i, bool is_between, const struct moment *today,
              struct draft_date *d)
{
  struct stretch start;
  bool has_start = stretch_read(f, i, today, &start);
  return range_from(f, i, is_between, today, has_start ? &start : NULL, d);
}
