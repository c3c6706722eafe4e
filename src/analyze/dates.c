/* dates.c - the pass over dates: moments, ranges of two, since, until; resolved by the document's
 * date.
 *
 * Invariant: dates stand in text order and never overlap; no digit of an iso comes from anywhere
 * but the words or the document's date. One walk over the tokens, a bounded look-around at each
 * date. */
#include "analyze/moments.h"

bool date_covers(const struct analysis *a, uint32_t at, uint32_t *cursor)
{
  while (*cursor < a->dates.count && span_end(a->dates.at[*cursor].at) <= at)
    ++*cursor;
  return *cursor < a->dates.count && a->dates.at[*cursor].at.at <= at;
}

/* One date as it is put together. */
struct draft_date {
  enum date_kind kind;
  struct moment from, to;
  uint32_t first, end; /* tokens */
  bool is_resolved, is_relative;
  uint8_t months_back; /* the range is given by its end and its length */
};

/* --- a moment with what stands before it: "early", "the end of" --- */

struct stretch {
  struct moment moment;
  uint32_t first, end;
  uint64_t part; /* ROLE(START_OF), ROLE(END_OF), ... or 0 */
};

/* "the year" behind "the end of": the current one. */
static bool read_current(const struct facts *f, uint32_t i, const struct moment *today,
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
  year_read_relative(f, today, m, ret_end);
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

static bool stretch_read(const struct facts *f, uint32_t i, const struct moment *today,
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
        read_current(f, n, today, &ret->moment, &ret->end)) {
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
  const struct fact_word *weekday =
      ret->moment.is_relative ? fact_phrase(f, ret->end - 1, ROLE(WEEKDAY), &end) : NULL;
  if (weekday && !fact_starts_block(f, behind) && moment_read(f, behind, &m, &end) && m.day) {
    ret->first = behind;
    ret->moment = m;
    ret->moment.weekday = weekday->weekday;
    ret->end = end;
  }
  return true;
}

/* --- ranges --- */

static bool is_unknown(const struct moment *m)
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
static bool read_lone_day(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t n = i + (fact_has(f, i, ROLE(THE)) && !fact_starts_block(f, i + 1));
  *m = NO_MOMENT;
  m->day = (uint8_t)day_read(f, n, ret_end);
  return m->day != 0;
}

/* What stands behind "June 5 to 12" counts something: "percent", "people". */
static bool is_counted(const struct facts *f, uint32_t i)
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
      !ends_in_day(f, start) || !read_lone_day(f, i, high, ret_end))
    return false;
  if (fact_has(f, *ret_end, ROLE(MONTH)) || high->day <= low->day)
    return false;
  high->month = low->month;
  uint32_t end = *ret_end;
  high->year = year_read_behind(f, end, ret_end);
  bool is_glued = i == start->end + 1 && !fact_spaced(f, i);
  return is_glued || high->year != YEAR_UNKNOWN ||
         (!is_counted(f, end) && !ends_change(f, start->first));
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

/* "1914-18", "2023/24": two digits of the year are left out. */
static bool read_year_span(const struct facts *f, const struct stretch *start, struct draft_date *d)
{
  enum { CENTURY = 100 };

  const struct moment *low = &start->moment;
  uint32_t i = start->end, digits = 0;
  char mark = fact_mark(f, i);
  if (low->year == YEAR_UNKNOWN || low->month || low->year_loose || low->is_span ||
      low->is_relative || (mark != '-' && mark != '/') || fact_spaced(f, i) ||
      fact_spaced(f, i + 1))
    return false;
  int value = number_plain(f, i + 1, &digits);
  char behind = fact_spaced(f, i + 2) ? ' ' : fact_mark(f, i + 2);
  if (value < 0 || digits != 2 || behind == '-' || behind == '/')
    return false;
  bool is_next = value == (low->year + 1) % CENTURY;
  if (!is_next && (mark == '/' || value <= low->year % CENTURY))
    return false;
  d->kind = DATE_RANGE;
  d->from = d->to = *low;
  d->to.year = is_next ? low->year + 1 : low->year / CENTURY * CENTURY + value;
  d->first = start->first;
  d->end = i + 2;
  return true;
}

/* The range that begins at token i; start is the stretch that does, NULL if none. */
static bool range_from(const struct facts *f, uint32_t i, bool is_between,
                       const struct moment *today, const struct stretch *start,
                       struct draft_date *d)
{
  struct stretch low = {.first = i}, high = {0};
  uint32_t next = 0;
  if (start && read_year_span(f, start, d))
    return true;
  bool is_lone = read_lone_day(f, i, &low.moment, &low.end);
  bool is_right = is_lone && is_joined(f, low.end, is_between, &next) &&
                  stretch_read(f, next, today, &high) && high.moment.day && high.moment.month &&
                  high.moment.day > low.moment.day && high.first == next;
  if (!is_right) {
    if (!start || !is_joined(f, start->end, is_between, &next) ||
        !read_high(f, next, today, start, &high))
      return false;
    low = *start;
  }
  if (is_unknown(&low.moment) && !low.moment.month)
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

static bool range_at(const struct facts *f, uint32_t i, bool is_between, const struct moment *today,
                     struct draft_date *d)
{
  struct stretch start;
  bool has_start = stretch_read(f, i, today, &start);
  return range_from(f, i, is_between, today, has_start ? &start : NULL, d);
}

/* --- one date --- */

/* "not passed until May 3", "it was not until the 1920s": the day that it begins, no end. */
static bool is_turned(const struct facts *f, uint32_t i)
{
  enum { BACK = 8 };

  if (!fact_listed(f, i, "dates", "until.turned"))
    return false;
  for (uint32_t n = 0; n < BACK && n < i && !fact_starts_block(f, i - n); n++) {
    uint32_t before = i - n - 1;
    if (!fact_is_word(f, before) && fact_mark(f, before) != '\'')
      return false;
    if (fact_listed(f, before, "dates", "until.not"))
      return true;
  }
  return false;
}

static bool read_since(const struct facts *f, uint32_t i, const struct moment *today,
                       struct draft_date *d)
{
  uint32_t end = 0;
  struct stretch s;
  const struct fact_word *word = fact_phrase(f, i, ROLE(SINCE) | ROLE(UNTIL), &end);
  bool is_part = i && !fact_starts_block(f, i) && !fact_spaced(f, i) &&
                 fact_mark(f, i - 1) == '-'; /* "the run-up to 28 March" */
  if (!word || is_part || fact_starts_block(f, end))
    return false;
  uint32_t n = end;
  n += fact_has(f, n, ROLE(THE)) && !stretch_read(f, n, today, &s) ? 1 : 0;
  struct moment day;
  uint32_t stop = 0;
  if (!stretch_read(f, n, today, &s)) {
    bool is_nth = fact_has(f, end, ROLE(THE)) && read_lone_day(f, end, &day, &stop) &&
                  stop > end + 2 && word->roles & ROLE(UNTIL);
    if (!is_nth)
      return false;
    s = (struct stretch){.moment = day, .end = stop};
  }
  bool is_until = word->roles & ROLE(UNTIL);
  if (is_until && is_turned(f, i))
    return false;
  d->from = d->to = s.moment;
  d->end = s.end;
  read_year_span(f, &s, d); /* "since 2003-04" */
  d->kind = is_until ? DATE_UNTIL : DATE_SINCE;
  d->first = i;
  str by_end = STR("end");
  bool has_end = is_until && end > i + 2 &&
                 str_find(str_sub(f->text, fact_start(f, i), fact_stop(f, end) - fact_start(f, i)),
                          by_end, 0) != SIZE_MAX;
  if (has_end && s.moment.is_relative && s.moment.year != YEAR_UNKNOWN && !s.moment.month)
    d->to.month = 12;
  return true;
}

/* "by the end of the year": the phrase eats "the end of", "the year" is left. */
static bool read_until_current(const struct facts *f, uint32_t i, const struct moment *today,
                               struct draft_date *d)
{
  uint32_t end = 0;
  struct moment m;
  const struct fact_word *word = fact_phrase(f, i, ROLE(UNTIL), &end);
  if (!word || end < i + 3 || !read_current(f, end, today, &m, &d->end))
    return false;
  if (m.year != YEAR_UNKNOWN && !m.month)
    m.month = 12;
  d->kind = DATE_UNTIL;
  d->to = d->from = m;
  d->first = i;
  return true;
}

/* "the year to 31 March", "the six months to June": a stretch by its end. */
static bool read_stretch_to(const struct facts *f, uint32_t i, const struct moment *today,
                            struct draft_date *d)
{
  uint32_t n = i + fact_has(f, i, ROLE(THE)), digits = 0;
  if (n == i || fact_starts_block(f, n))
    return false;
  int months = number_plain(f, n, &digits);
  if (months < 0 && fact_has(f, n, ROLE(NUMBER)))
    months = (int)fact_at(f, n)->number;
  n += months > 0;
  const struct fact_word *unit = fact_at(f, n);
  bool is_year = months < 0 && unit->measure == STEP_YEAR;
  bool is_months = months > 0 && months < 24 && unit->measure == STEP_MONTH;
  struct stretch s;
  if ((!is_year && !is_months) || !fact_has(f, n + 1, ROLE(TO)) || fact_starts_block(f, n + 2) ||
      !stretch_read(f, n + 2, today, &s) || !s.moment.month || s.moment.month > 12)
    return false;
  *d = (struct draft_date){
      .kind = DATE_RANGE, .from = s.moment, .to = s.moment, .first = i, .end = s.end};
  d->months_back = is_year ? 12 : (uint8_t)months;
  return true;
}

/* The start of a stretch whose end is known: the day, or month, behind it so many months before. */
static void take_start(struct draft_date *d)
{
  struct moment *m = &d->from;
  *m = d->to;
  if (m->year == YEAR_UNKNOWN) {
    m->month = 0;
    m->day = 0;
    return;
  }
  int32_t behind = m->year * 12 + m->month - d->months_back;
  if (m->day && m->day < month_days(m->year, m->month)) {
    behind--;
    m->day++;
  } else if (m->day) {
    m->day = 1;
  }
  m->year = behind / 12;
  m->month = (uint8_t)(behind % 12 + 1);
}

static bool date_read(const struct facts *f, uint32_t i, const struct moment *today,
                      struct draft_date *d)
{
  uint32_t end = 0;
  struct stretch s;
  *d = (struct draft_date){.first = i};
  if (day_time_alone(f, i, &d->from, &d->to, &d->end)) {
    bool is_range = d->to.hour != d->from.hour || d->to.minute != d->from.minute;
    d->kind = is_range ? DATE_RANGE : DATE_DATE;
    return true;
  }
  if (fact_phrase(f, i, ROLE(BETWEEN), &end) && range_at(f, end, true, today, d)) {
    d->first = i;
    return true;
  }
  if (fact_phrase(f, i, ROLE(FROM), &end) && range_at(f, end, false, today, d)) {
    d->first = i;
    return true;
  }
  if (read_until_current(f, i, today, d) || read_since(f, i, today, d) ||
      read_stretch_to(f, i, today, d))
    return true;
  bool has_start = stretch_read(f, i, today, &s);
  if (range_from(f, i, false, today, has_start ? &s : NULL, d))
    return true;
  if (!has_start)
    return false;
  d->kind = DATE_DATE;
  d->from = s.moment;
  d->first = s.first;
  d->end = s.end;
  return true;
}

/* "since measurements began in 1911": the word stands some way before its date. */
static void find_since_before(const struct facts *f, struct draft_date *d)
{
  enum { BACK = 8 };

  if (d->kind != DATE_DATE || d->from.is_span)
    return;
  for (uint32_t n = 1; n <= BACK && n <= d->first; n++) {
    uint32_t i = d->first - n;
    if (fact_starts_block(f, i + 1) || !(fact_is_word(f, i) || fact_is_digits(f, i)))
      return;
    if (n > 1 && fact_has(f, i, ROLE(SINCE)) && fact_is_digits(f, i + 1))
      return; /* from 200 to 300 litres in 2008 */
    if (n > 1 && fact_has(f, i, ROLE(SINCE))) {
      d->kind = DATE_SINCE;
      d->first = i;
      return;
    }
  }
}

/* --- writing it down --- */

static void print_iso(const struct draft_date *d, char iso[32])
{
  char from[28], to[28];
  moment_print(&d->from, from, sizeof from);
  moment_print(&d->to, to, sizeof to);
  str parts[4] = {0};
  switch (d->kind) {
  case DATE_DATE:
    parts[0] = str_of(from);
    break;
  case DATE_RANGE:
    parts[0] = str_of(from);
    parts[1] = STR("/");
    parts[2] = str_of(to);
    break;
  case DATE_SINCE:
    parts[0] = str_of(from);
    parts[1] = STR("/..");
    break;
  case DATE_UNTIL:
    parts[0] = STR("../");
    parts[1] = str_of(to);
    break;
  }
  size_t used = 0;
  for (size_t i = 0; i < 4; i++)
    for (size_t n = 0; n < parts[i].len && used < 31; n++)
      iso[used++] = parts[i].data[n];
  iso[used] = '\0';
}

/* A span inside a range, "since last week": its near or far end. */
static void take_end(struct moment *m, bool is_far)
{
  if (!m->is_span)
    return;
  if (is_far) {
    m->year = m->to_year;
    m->month = m->to_month;
    m->day = m->to_day;
  }
  m->is_span = false;
}

static void resolve(const struct facts *f, const struct moment *today, struct draft_date *d)
{
  if (d->kind == DATE_RANGE && d->from.year == YEAR_UNKNOWN && d->from.month <= 12 &&
      d->from.month > d->to.month && d->to.year == YEAR_UNKNOWN)
    d->from.is_repeated = d->to.is_repeated = true;
  bool has_from = d->from.year != YEAR_UNKNOWN, has_to = d->to.year != YEAR_UNKNOWN;
  bool was_relative = d->from.is_relative || d->to.is_relative;
  struct moment from = d->from, to = d->to;
  int side = today && !(has_from && has_to) ? date_side(f, d->first, d->end) : 0;
  side -= !side && d->months_back; /* "the year to 31 March" has been told */
  bool is_new = moment_resolve(f, d->first, d->end, today, side, &d->from);
  bool is_to_new = d->kind != DATE_DATE && moment_resolve(f, d->first, d->end, today, side, &d->to);
  if (d->kind == DATE_RANGE && is_new != is_to_new && !has_from && !has_to) {
    d->from = from; /* one end alone would be a guess */
    d->to = to;
    is_new = is_to_new = false;
  }
  is_new |= is_to_new;
  d->is_resolved = is_new || (was_relative && today && (has_from || has_to));
  d->is_relative = was_relative;
}

/* 30 February: the month is all that can be meant. */
static void drop_impossible_day(struct moment *m)
{
  if (!moment_is_valid(m))
    m->day = 0;
}

/* "2900 BC" is not the year 2900, and no date is better than another one. "300 AD" is the year 300;
 * of "v. Chr." and "n. Chr." both are left out. */
static bool is_of_era(const struct facts *f, uint32_t end)
{
  if (!end || !fact_is_digits(f, end - 1) || fact_starts_block(f, end))
    return false;
  bool has_letter = fact_is_word(f, end) && f->a->tokens.at[end].len == 1 &&
                    fact_mark(f, end + 1) == '.' && !fact_starts_block(f, end + 2);
  if (has_letter)
    return fact_listed(f, end + 2, "figures", "era");
  return fact_listed(f, end, "figures", "era-before");
}

static void push_date(struct facts *f, const struct moment *today, struct draft_date *d)
{
  if (is_of_era(f, d->end))
    return;
  drop_impossible_day(&d->from);
  drop_impossible_day(&d->to);
  if (d->kind != DATE_DATE) {
    take_end(&d->from, false);
    take_end(&d->to, true);
  }
  if (d->kind == DATE_RANGE && is_unknown(&d->to) && !is_unknown(&d->from)) {
    d->kind = DATE_SINCE; /* "from 2019 to today" */
    d->to = d->from;
  }
  resolve(f, today, d);
  if (d->months_back)
    take_start(d);
  if (is_unknown(&d->from) || (d->kind == DATE_RANGE && is_unknown(&d->to)))
    d->is_resolved = false;
  if (d->kind == DATE_DATE && d->from.month >= 40 && d->from.year == YEAR_UNKNOWN)
    return; /* a half of no known year says nothing */
  uint32_t at = fact_start(f, d->first);
  struct date date = {
      .kind = d->kind == DATE_DATE && d->from.is_span ? DATE_RANGE : d->kind,
      .at = {at, fact_stop(f, d->end) - at},
      .is_resolved = d->is_resolved,
      .is_relative = d->is_relative,
      .sentence = analysis_sentence(f->a, at),
  };
  print_iso(d, date.iso);
  vec_push(f->a->arena, &f->a->dates, date);
}

/* "the", "from", "at the end of" begin a date only where one follows soon. */
static bool has_core_ahead(const struct facts *f, uint32_t i)
{
  enum { AHEAD = 7 };

  uint64_t core = ROLE(MONTH) | ROLE(WEEKDAY) | ROLE(SEASON) | ROLE(HOLIDAY) | ROLE(RELATIVE) |
                  ROLE(QUARTER) | ROLE(HALF_YEAR) | ROLE(UNIT_TIME);
  for (uint32_t n = i + 1; n < i + AHEAD && n < fact_count(f); n++)
    if (fact_is_digits(f, n) || fact_has(f, n, core))
      return true;
  return false;
}

/* "pt1 August", but "l'11 août": a number that ends a word is no day. */
static bool ends_word(const struct facts *f, uint32_t i)
{
  if (!i || !fact_is_digits(f, i) || fact_spaced(f, i) || fact_starts_block(f, i) ||
      !fact_is_word(f, i - 1))
    return false;
  uint32_t stop = fact_start(f, i);
  char last = f->text.data[stop - 1];
  return last != '\'' && (unsigned char)last < 0x80;
}

static bool may_begin(const struct facts *f, uint32_t i)
{
  if (ends_word(f, i))
    return false;
  uint64_t core = ROLE(MONTH) | ROLE(WEEKDAY) | ROLE(SEASON) | ROLE(HOLIDAY) | ROLE(RELATIVE);
  uint64_t opening = ROLE(ORDINAL) | ROLE(SINCE) | ROLE(UNTIL) | ROLE(START_OF) | ROLE(MIDDLE_OF) |
                     ROLE(END_OF) | ROLE(BETWEEN) | ROLE(FROM) | ROLE(NUMBER) | ROLE(THE) |
                     ROLE(AGO_BEFORE) | ROLE(AHEAD) | ROLE(MAYBE_AHEAD) | ROLE(YEAR_WORD) |
                     ROLE(ARTICLE);
  const struct fact_word *word = fact_at(f, i);
  uint64_t roles = word->roles | word->leads;
  if (fact_is_digits(f, i) || roles & core)
    return true;
  if (fact_starts_block(f, i) && (fact_is_digits(f, i + 1) || fact_is_digits(f, i + 2)))
    return true;                                                      /* at 9:00 */
  bool is_letter = fact_is_word(f, i) && f->a->tokens.at[i].len == 1; /* Q3 */
  return (roles & opening || is_letter) && has_core_ahead(f, i);
}

void find_dates(struct analysis *a, const struct analyzer *analyzer)
{
  struct facts f;
  struct moment today;
  bool is_known = document_day(a->document, &today);
  if (!facts_open(&f, a, analyzer->facts))
    return;
  for (uint32_t i = 0, past = 0; i < fact_count(&f);) {
    struct draft_date d;
    if (!may_begin(&f, i) || !date_read(&f, i, is_known ? &today : NULL, &d)) {
      i++;
      continue;
    }
    find_since_before(&f, &d);
    if (d.first < past)
      d.first = i;
    push_date(&f, is_known ? &today : NULL, &d);
    past = d.end;
    i = d.end > i ? d.end : i + 1;
  }
}
