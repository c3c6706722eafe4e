/* dates_relative.c - what only the document's own date can resolve: "yesterday", "last spring",
 * "Tuesday", "three years ago", and the year of "3 February".
 *
 * Invariant: without the document's date nothing is resolved. A day of the week or a month without
 * a year is the nearest one that lies on the side of the date of which its sentence speaks. */
#include "analyze/moments.h"

bool document_day(const struct document *document, struct moment *ret)
{
  str rest = document->date, piece;
  uint32_t part[3] = {0}, n = 0;
  while (n < 3 && str_split(&rest, '-', &piece))
    if (!str_to_uint(piece, &part[n++]))
      return false;
  if (n != 3 || part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31)
    return false;
  *ret = NO_MOMENT;
  ret->year = (int32_t)part[0];
  ret->month = (uint8_t)part[1];
  ret->day = (uint8_t)part[2];
  return true;
}

static int32_t number_of(const struct moment *m)
{
  return day_number(m->year, m->month, m->day);
}

bool speaks_of_future(const struct facts *f, uint32_t first, uint32_t end)
{
  enum { BACK = 24, AHEAD = 8 };

  uint32_t i = first > BACK ? first - BACK : 0, stop;
  if (first && !fact_starts_block(f, first) && fact_has(f, first - 1, ROLE(UNTIL)))
    return true;
  for (uint32_t n = i; n < first; n++)
    if (fact_starts_block(f, n + 1) || (f->a->tokens.at[n].flags & TOKEN_SENTENCE_START))
      i = fact_starts_block(f, n + 1) && n + 1 <= first ? n + 1 : n;
  for (; i < end + AHEAD && i < fact_count(f); i++) {
    if (i >= end && (f->a->tokens.at[i].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START)))
      break;
    if (fact_phrase(f, i, ROLE(FUTURE), &stop))
      return true;
  }
  return false;
}

/* --- spans of the calendar --- */

static void set_span(struct moment *m, int32_t from, int32_t to)
{
  struct moment a, b;
  day_civil(from, &a);
  day_civil(to, &b);
  *m = a;
  m->is_span = true;
  m->to_year = b.year;
  m->to_month = b.month;
  m->to_day = b.day;
}

static void add_months(struct moment *m, int32_t count)
{
  int32_t months = m->year * 12 + m->month - 1 + count;
  m->year = months / 12;
  m->month = (uint8_t)(months % 12 + 1);
}

static void take_step(const struct moment *today, enum step step, int32_t count, struct moment *m)
{
  int32_t day = number_of(today);
  *m = NO_MOMENT;
  m->year = today->year;
  switch (step) {
  case STEP_DAY:
    day_civil(day + count, m);
    break;
  case STEP_WEEK: { /* from Monday; 1970-01-01 was a Thursday */
    int32_t monday = day - (day + 3) % 7 + 7 * count;
    set_span(m, monday, monday + 6);
    break;
  }
  case STEP_MONTH:
    m->month = today->month;
    add_months(m, count);
    break;
  case STEP_QUARTER: {
    int32_t quarters = today->year * 4 + (today->month - 1) / 3 + count;
    m->year = quarters / 4;
    m->month = (uint8_t)(33 + quarters % 4);
    break;
  }
  case STEP_YEAR:
    m->year = today->year + count;
    break;
  case STEP_DECADE:
    m->year = (today->year / 10 + count) * 10;
    m->year_loose = 1;
    break;
  default:
    break;
  }
}

/* --- names: Tuesday, spring --- */

/* The weekday that `side` names: -1 the last, 1 the next, 0 this week's nearest. */
static void take_weekday(const struct moment *today, unsigned weekday, int side, struct moment *m)
{
  int32_t day = number_of(today);
  int32_t now = (day + 3) % 7 + 1;
  int32_t back = ((int32_t)now - (int32_t)weekday + 7) % 7;
  if (side < 0)
    day_civil(day - back, m);
  else
    day_civil(back == 0 ? day : day + 7 - back, m);
}

static unsigned season_month(unsigned season)
{
  return season == 21 ? 3 : season == 22 ? 6 : season == 23 ? 9 : 12;
}

/* The year a season stands under: that of its first month. */
static void take_season(const struct moment *today, unsigned season, int side, struct moment *m)
{
  unsigned start = season_month(season);
  int32_t year = today->year;
  bool has_begun = today->month >= start;
  bool is_in_it = (season == 24 && (today->month == 12 || today->month < 3)) ||
                  (season != 24 && has_begun && today->month < start + 3);
  int32_t latest = has_begun ? year : year - 1;
  int32_t shift = side < 0 ? (is_in_it ? -1 : 0) : side == 0 ? (is_in_it || !has_begun ? 0 : 0) : 1;
  *m = NO_MOMENT;
  m->month = (uint8_t)season;
  m->year = side == 0 && !is_in_it && !has_begun ? year : latest + shift;
}

static void take_month(const struct moment *today, unsigned month, int side, struct moment *m)
{
  *m = NO_MOMENT;
  m->month = (uint8_t)month;
  if (side < 0)
    m->year = today->year - (month >= today->month);
  else if (side > 0)
    m->year = today->year + (month <= today->month);
  else
    m->year = today->year;
}

/* "last Tuesday", "next spring", "mardi dernier": the word for the side at either end. */
static bool read_named(const struct facts *f, uint32_t i, int side, const struct moment *today,
                       struct moment *m, uint32_t *ret_end)
{
  uint32_t end = 0;
  const struct fact_word *word =
      fact_phrase(f, i, ROLE(WEEKDAY) | ROLE(SEASON) | ROLE(MONTH), &end);
  if (!word || !fact_is_word(f, i) || fact_starts_block(f, i))
    return false;
  *ret_end = end;
  *m = NO_MOMENT;
  m->is_relative = true;
  if (!today)
    return true;
  if (word->roles & ROLE(WEEKDAY)) {
    int32_t day = number_of(today), now = (day + 3) % 7 + 1;
    take_weekday(today, word->weekday, side == 0 ? 1 : side, m);
    if (now == word->weekday && side != 0)
      day_civil(day + 7 * side, m);
  } else if (word->roles & ROLE(SEASON)) {
    take_season(today, word->season, side, m);
  } else {
    take_month(today, word->month, side, m);
  }
  m->is_relative = true;
  return true;
}

/* --- "three years ago", "il y a trois ans" --- */

static void step_back(const struct moment *today, enum step step, int32_t count, struct moment *m)
{
  *m = NO_MOMENT;
  if (step == STEP_WEEK) {
    day_civil(number_of(today) + 7 * count, m);
    return;
  }
  take_step(today, step, count, m);
}

static bool read_count(const struct facts *f, uint32_t i, int32_t *ret_count, enum step *ret_step,
                       uint32_t *ret_end)
{
  struct number n;
  uint32_t end = 0;
  if (!number_read(f, i, NUMBER_PLAIN, &n) || n.first != i || n.value > 200 || n.value < 1)
    return false;
  uint32_t at = n.end;
  const struct fact_word *word =
      fact_starts_block(f, at) ? NULL : fact_phrase(f, at, ROLE(UNIT_TIME), &end);
  if (!word)
    return false;
  *ret_count = (int32_t)n.value;
  *ret_step = (enum step)word->measure;
  *ret_end = end;
  return true;
}

static bool read_ago(const struct facts *f, uint32_t i, const struct moment *today,
                     struct moment *m, uint32_t *ret_end)
{
  uint32_t start = i, end = 0, stop = 0;
  int32_t count;
  enum step step;
  bool is_before = fact_phrase(f, i, ROLE(AGO_BEFORE), &start) != NULL;
  if (!is_before)
    start = i;
  if (fact_starts_block(f, start) && start > i)
    return false;
  if (!read_count(f, start, &count, &step, &end))
    return false;
  if (!is_before && (fact_starts_block(f, end) || !fact_phrase(f, end, ROLE(AGO_AFTER), &stop)))
    return false;
  *ret_end = is_before ? end : stop;
  *m = NO_MOMENT;
  str last = f->a->words.at[f->a->tokens.at[*ret_end - 1].word].folded;
  bool is_from_today = is_before || str_eq(last, STR("ago"));
  if (today && is_from_today && step != STEP_SMALLER && step != STEP_DECADE)
    step_back(today, step, -count, m);
  m->is_relative = true;
  return true;
}

/* --- all of them --- */

static bool read_weekday(const struct facts *f, uint32_t i, const struct moment *today,
                         struct moment *m, uint32_t *ret_end)
{
  const struct fact_word *word = fact_phrase(f, i, ROLE(WEEKDAY), ret_end);
  const struct token *token = &f->a->tokens.at[i];
  if (!word || (token->len <= 3 && !(token->flags & TOKEN_CAPITAL)) ||
      (token->flags & TOKEN_ALL_CAPS && token->len <= 3))
    return false;
  *m = NO_MOMENT;
  uint32_t end;
  const struct fact_word *behind =
      fact_starts_block(f, *ret_end) ? NULL : fact_phrase(f, *ret_end, ROLE(RELATIVE), &end);
  int side = 0;
  if (behind && behind->step == STEP_NAMED && end == *ret_end + 1 &&
      !str_eq(str_of(language_tag(f->a->language)), STR("en")) && behind->offset != 0) {
    side = behind->offset;
    *ret_end = end;
  }
  if (today) {
    bool is_ahead = side > 0 || (side == 0 && speaks_of_future(f, i, *ret_end));
    take_weekday(today, word->weekday, is_ahead ? 1 : -1, m);
  }
  m->is_relative = true;
  return true;
}

bool moment_read_relative(const struct facts *f, uint32_t i, const struct moment *today,
                          struct moment *ret, uint32_t *ret_end)
{
  uint32_t end = 0;
  if (read_weekday(f, i, today, ret, ret_end) || read_ago(f, i, today, ret, ret_end))
    return true;
  const struct fact_word *word = fact_phrase(f, i, ROLE(RELATIVE), &end);
  if (!word)
    return false;
  if (word->step == STEP_NAMED)
    return read_named(f, end, word->offset, today, ret, ret_end);
  *ret = NO_MOMENT;
  *ret_end = end;
  if (today)
    take_step(today, (enum step)word->step, word->offset, ret);
  ret->is_relative = true;
  return true;
}

/* --- the year of a date without one --- */

static unsigned first_month(unsigned month)
{
  if (month <= 12)
    return month;
  if (month <= 24)
    return season_month(month);
  return month <= 36 ? (month - 33) * 3 + 1 : (month - 40) * 6 + 1;
}

static unsigned last_month(unsigned month)
{
  if (month <= 12)
    return month;
  unsigned length = month <= 36 ? 2 : 5;
  return first_month(month) + length;
}

static void resolve_year(const struct moment *today, bool is_ahead, struct moment *m)
{
  enum {
    FAR = 6,
    NEAR = 3
  }; /* months; the year of a date is the nearest that its sentence allows */

  int32_t now = today->month, first = (int32_t)first_month(m->month),
          last = (int32_t)last_month(m->month);
  bool is_part = m->month > 12;
  m->year = today->year;
  if (is_ahead && now - last > NEAR)
    m->year++;
  else if (!is_ahead && is_part && last >= now)
    m->year--;
  else if (!is_ahead && first - now > FAR)
    m->year--;
}

bool moment_resolve(const struct facts *f, uint32_t first, uint32_t end, const struct moment *today,
                    struct moment *m)
{
  if (!today || m->year != YEAR_UNKNOWN || m->is_repeated || m->is_unsorted)
    return false;
  if (m->is_relative && !m->month) { /* Easter */
    uint32_t stop;
    const struct fact_word *word = NULL;
    for (uint32_t i = first; i < end && !word; i++)
      word = fact_phrase(f, i, ROLE(HOLIDAY), &stop);
    if (!word)
      return false;
    int32_t day = easter_day(today->year) + word->holiday_easter;
    bool is_ahead = speaks_of_future(f, first, end);
    if (!is_ahead && day > number_of(today))
      day = easter_day(today->year - 1) + word->holiday_easter;
    day_civil(day, m);
    return true;
  }
  if (!m->month)
    return false;
  resolve_year(today, speaks_of_future(f, first, end), m);
  if (m->is_span && m->to_year == YEAR_UNKNOWN)
    m->to_year = m->year;
  return true;
}
