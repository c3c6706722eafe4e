/* dates_relative.c - what only the document's own date can resolve: "yesterday", "last spring",
 * "Tuesday", "three years ago", and the year of "3 February".
 *
 * Invariant: without the document's date nothing is resolved. A day of the week or a month without
 * a year is the nearest one that lies on the side of the date of which its clause speaks; where the
 * clause speaks of neither, it stays as the words give it. */
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

/* "ce lundi", "este lunes" in a report of another day: the last one where the clause tells of what
 * was; where it tells nothing, neither, as "this Monday" is no other than the next only in English.
 */
static bool take_this_weekday(const struct facts *f, uint32_t first, uint32_t end,
                              const struct moment *today, unsigned weekday, struct moment *m)
{
  bool is_today = (number_of(today) + 3) % 7 + 1 == (int32_t)weekday;
  int side = is_today ? 1 : date_side(f, first, end);
  if (side == SIDE_TOLD || (side == 0 && f->words->has_near_behind))
    return false;
  take_weekday(today, weekday, side < 0 ? -1 : 1, m);
  return true;
}

/* "I left in 1998 and came back the next autumn": the next from a time in the text. */
static bool is_next_of_tale(const struct facts *f, uint32_t next, uint32_t end)
{
  return next && !fact_starts_sentence(f, next) && fact_listed(f, next - 1, "dates", "next.told") &&
         date_side(f, next, end) == -1;
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
  /* "This may be so", "last march" */
  if (word->roles & ROLE(MONTH) && !(f->a->tokens.at[i].flags & TOKEN_CAPITAL) &&
      fact_listed(f, i, "dates", "month.verbs"))
    return false;
  *ret_end = end;
  *m = NO_MOMENT;
  m->is_relative = true;
  if (!today || (side > 0 && is_next_of_tale(f, i - 1, end)))
    return true;
  if (word->roles & ROLE(WEEKDAY)) {
    int32_t day = number_of(today), now = (day + 3) % 7 + 1;
    if (side == 0 && !take_this_weekday(f, i, end, today, word->weekday, m))
      return true;
    if (side != 0)
      take_weekday(today, word->weekday, side, m);
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

/* So many of a unit of time. */
struct lapse {
  int32_t count;
  enum step step; /* STEP_SMALLER where the parts have no one unit */
  uint32_t end;
};

/* "week", or "d" and "hr" behind digits. */
static enum step read_step(const struct facts *f, uint32_t i, bool is_digits, uint32_t *ret_end)
{
  if (fact_starts_block(f, i))
    return STEP_NONE;
  const struct fact_word *word = fact_phrase(f, i, ROLE(UNIT_TIME), ret_end);
  if (word)
    return (enum step)word->measure;
  *ret_end = i + 1;
  return is_digits && fact_is_word(f, i) ? (enum step)fact_at(f, i)->brief : STEP_NONE;
}

static bool read_count(const struct facts *f, uint32_t i, struct lapse *ret)
{
  enum { COUNT_MAX = 200, DECADES_MAX = 20 }; /* "66 Ma ago" is told for its size */

  struct number n = {.value = 1, .first = i, .end = i + 1};
  bool is_one = fact_has(f, i, ROLE(ARTICLE)) && fact_has(f, i + 1, ROLE(UNIT_TIME)); /* a week */
  if (!is_one && !number_read(f, i, NUMBER_PLAIN, &n))
    return false;
  bool has_unit_before = n.first + 1 == i && n.value < 0; /* 3 min 49 sec: no "minus 49" in Dutch */
  n.value = has_unit_before ? -n.value : n.value;
  if ((n.first != i && !has_unit_before) || n.value > COUNT_MAX || n.value <= 0)
    return false;
  enum step step = read_step(f, n.end, n.flags & NUMBER_DIGITS, &ret->end);
  if (step == STEP_NONE || (step == STEP_DECADE && n.value > DECADES_MAX))
    return false;
  bool is_whole = n.value == (double)(int32_t)n.value;
  ret->count = (int32_t)n.value;
  ret->step = is_whole ? step : STEP_SMALLER;
  uint32_t end = 0;
  if (half_behind(f, ret->end, &end) > 0) { /* hace dos años y medio */
    ret->end = end;
    ret->step = STEP_SMALLER;
  }
  return true;
}

/* "3 weeks", "1 hour, 5 minutes and 30 seconds", "1d 21h". */
static bool read_lapse(const struct facts *f, uint32_t i, struct lapse *ret)
{
  enum { PARTS_MAX = 4 };

  if (fact_starts_block(f, i) && i > 0 && !fact_is_digits(f, i) && !fact_is_word(f, i))
    return false;
  if (!read_count(f, i, ret))
    return false;
  for (int parts = 1; parts < PARTS_MAX; parts++) {
    struct lapse next;
    uint32_t n = ret->end;
    n += !fact_starts_block(f, n) && fact_mark(f, n) == ',';
    n += !fact_starts_block(f, n) && fact_has(f, n, ROLE(AND));
    if (fact_starts_block(f, n) || !read_count(f, n, &next))
      break;
    ret->end = next.end;
    ret->step = STEP_SMALLER;
  }
  return true;
}

static void take_lapse(const struct moment *today, const struct lapse *lapse, int side,
                       struct moment *m)
{
  *m = NO_MOMENT;
  if (today && side && lapse->step != STEP_SMALLER && lapse->step != STEP_DECADE)
    step_back(today, lapse->step, side * lapse->count, m);
  m->is_relative = true;
}

/* Nothing but a mark behind it in its block. */
static bool ends_block(const struct facts *f, uint32_t end)
{
  return fact_starts_block(f, end) ||
         (!fact_is_word(f, end) && !fact_is_digits(f, end) && fact_starts_block(f, end + 1));
}

static bool read_ago(const struct facts *f, uint32_t i, const struct moment *today,
                     struct moment *m, uint32_t *ret_end)
{
  uint32_t start = i, stop = 0;
  struct lapse lapse = {0};
  bool is_before = fact_phrase(f, i, ROLE(AGO_BEFORE), &start) != NULL;
  if (!is_before)
    start = i;
  if ((fact_starts_block(f, start) && start > i) || !read_lapse(f, start, &lapse))
    return false;
  if (is_before) {
    *ret_end = lapse.end;
    take_lapse(today, &lapse, -1, m);
    return true;
  }
  const struct fact_word *word =
      fact_starts_block(f, lapse.end) ? NULL : fact_phrase(f, lapse.end, ROLE(AGO_AFTER), &stop);
  if (!word)
    return false;
  int side = word->roles & ROLE(FUTURE) ? 1 : fact_listed(f, stop - 1, "dates", "ago.now") ? -1 : 0;
  /* "two hours later" counts from a time in the text, that of no date */
  if (!side && !(fact_starts_block(f, i) && ends_block(f, stop)))
    return false;
  *ret_end = stop;
  take_lapse(today, &lapse, side, m);
  return true;
}

/* "in five days" may say how long something takes: it lies ahead where it is all that is said,
 * where it opens a sentence about what will be, and as "in two days' time". */
static bool is_ahead(const struct facts *f, const struct fact_word *word, uint32_t i,
                     uint32_t *ret_end)
{
  bool opens = f->a->tokens.at[i].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START);
  bool is_sure = word->roles & ROLE(AHEAD), is_open = word->roles & ROLE(MAYBE_AHEAD);
  uint32_t end = *ret_end, behind = end + (fact_mark(f, end) == '"' || fact_mark(f, end) == '\'');
  if (!fact_starts_block(f, behind) && fact_listed(f, behind, "dates", "ahead.after")) {
    *ret_end = behind + 1;
    return true;
  }
  if (fact_has(f, end, ROLE(OF)) && !fact_starts_sentence(f, end))
    return false; /* "in 40 years of farming" */
  if (is_sure)
    return opens || !is_open;
  return opens && (ends_block(f, end) || tense_round(f, i, end) == TENSE_FUTURE);
}

static bool read_ahead(const struct facts *f, uint32_t i, const struct moment *today,
                       struct moment *m, uint32_t *ret_end)
{
  uint32_t start = 0;
  struct lapse lapse;
  const struct fact_word *word = fact_phrase(f, i, ROLE(AHEAD) | ROLE(MAYBE_AHEAD), &start);
  if (!word || fact_starts_block(f, start) || !read_lapse(f, start, &lapse))
    return false;
  bool is_between = fact_phrase(f, i, ROLE(BETWEEN), &start) && fact_has(f, lapse.end, ROLE(AND)) &&
                    fact_is_digits(f, lapse.end + 1); /* tra 3 m e 40 cm */
  if (is_between || !is_ahead(f, word, i, &lapse.end))
    return false;
  *ret_end = lapse.end;
  take_lapse(today, &lapse, 1, m);
  return true;
}

/* --- all of them --- */

int date_side(const struct facts *f, uint32_t first, uint32_t end)
{
  if (is_narrated(f, first, end))
    return SIDE_TOLD;
  if (fact_listed(f, first, "dates", "past")) /* since, seit */
    return SURELY_PAST;
  enum tense tense = tense_round(f, first, end);
  if (tense != TENSE_UNCLEAR)
    return tense == TENSE_PAST ? -1 : 1;
  uint32_t before = first && !fact_starts_block(f, first) ? first - 1 : first;
  bool is_until = fact_has(f, first, ROLE(UNTIL)) || fact_has(f, before, ROLE(UNTIL));
  return is_until ? 1 : 0;
}

/* The week that a weekday before token `end` is of: "Monday last week", "lundi de la semaine
 * dernière". NULL if none is named. */
static const struct fact_word *week_behind(const struct facts *f, uint32_t end, uint32_t *ret_end)
{
  enum { JOINTS_MAX = 2 };

  for (uint32_t i = end; i <= end + JOINTS_MAX && !fact_starts_sentence(f, i); i++) {
    const struct fact_word *word = fact_phrase(f, i, ROLE(RELATIVE), ret_end);
    if (word)
      return word->step == STEP_WEEK ? word : NULL;
    if (!fact_has(f, i, ROLE(OF) | ROLE(THE)))
      break;
  }
  return NULL;
}

/* "last week on Monday", "vorige week woensdag"; behind a comma ("last week, Monday's vote") it may
 * be of another. */
static const struct fact_word *week_before(const struct facts *f, uint32_t i, bool *ret_is_sure)
{
  enum { JOINTS_MAX = 2 };

  uint32_t from;
  *ret_is_sure = true;
  for (int n = 0; n <= JOINTS_MAX && i && !fact_starts_sentence(f, i); n++, i--) {
    const struct fact_word *word = fact_phrase_before(f, i, ROLE(RELATIVE), &from);
    if (word)
      return word->step == STEP_WEEK ? word : NULL;
    bool is_comma = fact_mark(f, i - 1) == ',';
    bool is_owner = str_eq(f->a->words.at[f->a->tokens.at[i - 1].word].folded, STR("'s"));
    bool is_joint = fact_listed(f, i - 1, "dates", "day.before") &&
                    !fact_has(f, i - 1, ROLE(UNTIL) | ROLE(SINCE) | ROLE(FROM));
    *ret_is_sure &= !is_comma;
    if (!is_comma && !is_owner && !is_joint)
      break;
  }
  return NULL;
}

/* Weeks begin on Monday or on Sunday: which Sunday is of a week, is anybody's guess. */
static void take_day_of_week(const struct moment *today, uint8_t weekday, int offset,
                             struct moment *m)
{
  enum { DAYS = 7 };

  int32_t now = number_of(today), since_monday = (now + 3) % DAYS;
  if (weekday < DAYS)
    day_civil(now - since_monday + DAYS * offset + weekday - 1, m);
}

/* "a Friday in May", "on a wet Thursday", "un jeudi": one of many. */
static bool is_any_weekday(const struct facts *f, uint32_t i)
{
  enum { WORDS_MAX = 2 };

  for (uint32_t n = 1; n <= WORDS_MAX + 1 && n <= i && !fact_starts_sentence(f, i - n + 1); n++) {
    uint32_t before = i - n;
    if (fact_has(f, before, ROLE(ARTICLE)))
      return n == 1 || (before && !fact_starts_sentence(f, before) &&
                        fact_listed(f, before - 1, "dates", "day.before"));
    if (!fact_is_word(f, before) || f->a->tokens.at[before].flags & TOKEN_CAPITAL)
      return false;
  }
  return false;
}

/* "called a strike for Thursday": planned then, which may be to come. */
static bool is_meant_for(const struct facts *f, uint32_t i)
{
  i -= i && !fact_starts_sentence(f, i) && fact_has(f, i - 1, ROLE(THE));
  return i && !fact_starts_sentence(f, i) && fact_listed(f, i - 1, "dates", "meant.for");
}

static bool read_weekday(const struct facts *f, uint32_t i, const struct moment *today,
                         struct moment *m, uint32_t *ret_end)
{
  const struct fact_word *word = fact_phrase(f, i, ROLE(WEEKDAY), ret_end);
  const struct token *token = &f->a->tokens.at[i];
  if (!word || (token->len <= 3 && !(token->flags & TOKEN_CAPITAL)) ||
      (token->flags & TOKEN_ALL_CAPS && token->len <= 3) || fact_is_of_person(f, i) ||
      (i && !fact_starts_block(f, i) &&
       (fact_listed(f, i - 1, "dates", "weekday.names") ||
        fact_listed(f, i - 1, "dates", "repeated")))) /* every Saturday */
    return false;
  *m = NO_MOMENT;
  today = is_any_weekday(f, i) ? NULL : today;
  uint32_t end;
  const struct fact_word *week = week_behind(f, *ret_end, &end);
  *ret_end = week ? end : *ret_end;
  bool is_sure = true;
  week = week ? week : week_before(f, i, &is_sure);
  if (week) {
    if (today && is_sure)
      take_day_of_week(today, word->weekday, week->offset, m);
    m->is_relative = true;
    return true;
  }
  const struct fact_word *behind =
      fact_starts_block(f, *ret_end) ? NULL : fact_phrase(f, *ret_end, ROLE(RELATIVE), &end);
  int side = 0;
  if (behind && behind->step == STEP_NAMED && end == *ret_end + 1 && f->words->has_near_behind &&
      behind->offset != 0) {
    side = behind->offset;
    *ret_end = end;
  }
  if (today && !side)
    side = date_side(f, i, *ret_end);
  bool is_until = i && !fact_starts_block(f, i) && fact_has(f, i - 1, ROLE(UNTIL));
  if (side == SIDE_TOLD || ((is_until || is_meant_for(f, i)) && side < 0))
    side = 0; /* "it was open until Sunday" */
  if (today && side)
    take_weekday(today, word->weekday, side, m);
  m->is_relative = true;
  return true;
}

bool weekday_is_open(const struct facts *f, uint32_t first, uint32_t end,
                     const struct moment *today)
{
  uint32_t stop = 0;
  const struct fact_word *word = fact_phrase(f, first, ROLE(WEEKDAY), &stop);
  return today && word && stop == end && (number_of(today) + 3) % 7 + 1 == word->weekday &&
         date_side(f, first, end) > 0;
}

bool year_read_relative(const struct facts *f, const struct moment *today, struct moment *m,
                        uint32_t *end)
{
  uint32_t i = *end, stop = 0;
  if (m->year != YEAR_UNKNOWN || !m->month)
    return false;
  for (int n = 0; n < 2 && !fact_starts_block(f, i); n++)
    i += fact_has(f, i, ROLE(OF) | ROLE(THE)) && !fact_phrase(f, i, ROLE(RELATIVE), &stop);
  const struct fact_word *word =
      fact_starts_block(f, i) ? NULL : fact_phrase(f, i, ROLE(RELATIVE), &stop);
  if (!word || word->step != STEP_YEAR || (fact_mark(f, stop) == '-' && !fact_spaced(f, stop)))
    return false;
  m->is_relative = true;
  if (today)
    m->year = today->year + word->offset;
  *end = stop;
  return true;
}

void named_read_behind(const struct facts *f, const struct moment *today, struct moment *m,
                       uint32_t *end)
{
  enum { MONTHS = 12, SEASON_LAST = 24 };

  uint32_t stop = 0, month = m->month;
  if (!f->words->has_near_behind || m->year != YEAR_UNKNOWN || m->day || !month ||
      month > SEASON_LAST || fact_starts_sentence(f, *end))
    return;
  const struct fact_word *word = fact_phrase(f, *end, ROLE(RELATIVE), &stop);
  if (!word || word->step != STEP_NAMED || !word->offset)
    return;
  *m = NO_MOMENT;
  if (today && month > MONTHS)
    take_season(today, month, word->offset, m);
  else if (today)
    take_month(today, month, word->offset, m);
  m->is_relative = true;
  *end = stop;
}

/* "the Today programme", "USA Today": with a capital behind an article or another one, a name. */
static bool is_named_so(const struct facts *f, uint32_t i)
{
  const struct token *t = &f->a->tokens.at[i];
  if (!i || !(t->flags & TOKEN_CAPITAL) || t->flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START))
    return false;
  return fact_has(f, i - 1, ROLE(THE)) || f->a->tokens.at[i - 1].flags & TOKEN_CAPITAL;
}

/* "a fortnight today", "two weeks tomorrow", "a week on Friday": so long from it, one way or the
 * other. */
static bool is_counted_from(const struct facts *f, uint32_t i)
{
  uint32_t end;
  const struct fact_word *word = fact_phrase(f, i, ROLE(RELATIVE) | ROLE(WEEKDAY), &end);
  if (!word || (!(word->roles & ROLE(WEEKDAY)) && word->step != STEP_DAY))
    return false;
  i -= i && !fact_starts_sentence(f, i) && fact_listed(f, i - 1, "dates", "day.before");
  return i > 1 && !fact_starts_sentence(f, i) && !fact_starts_sentence(f, i - 1) &&
         fact_at(f, i - 1)->measure == STEP_WEEK &&
         (fact_has(f, i - 2, ROLE(ARTICLE) | ROLE(NUMBER)) || fact_is_digits(f, i - 2));
}

/* "de morgen", "seit dem frühen Morgen": the morning, where tomorrow is called so too. */
static bool is_morning(const struct facts *f, uint32_t i)
{
  if (!i || fact_starts_sentence(f, i) || !fact_listed(f, i, "dates", "day.noun"))
    return false;
  return f->words->has_capital_nouns ? (f->a->tokens.at[i].flags & TOKEN_CAPITAL) != 0
                                     : fact_listed(f, i - 1, "dates", "day.noun.before");
}

bool moment_read_relative(const struct facts *f, uint32_t i, const struct moment *today,
                          struct moment *ret, uint32_t *ret_end)
{
  uint32_t end = 0;
  today = is_counted_from(f, i) ? NULL : today;
  if (read_weekday(f, i, today, ret, ret_end) || read_ago(f, i, today, ret, ret_end) ||
      read_ahead(f, i, today, ret, ret_end))
    return true;
  const struct fact_word *word = fact_phrase(f, i, ROLE(RELATIVE), &end);
  if (!word || word->step == STEP_NONE ||
      (word->step == STEP_DAY && (is_named_so(f, i) || (end == i + 1 && is_morning(f, i)))))
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

/* The year that a date without one has on its side of today. One that the sentence puts on the
 * other side (a plan made for a day to come, a day just gone that is still called due) stays open
 * within half a year. */
static bool resolve_year(const struct moment *today, int side, struct moment *m)
{
  enum { FAR = 6, NEAR = 3 }; /* months */

  int32_t now = today->month, first = (int32_t)first_month(m->month),
          last = (int32_t)last_month(m->month);
  bool is_part = m->month > 12, is_now = first == now && !is_part && m->day;
  bool is_ahead = is_part ? last >= now : first > now || (is_now && m->day > today->day);
  bool is_over = last < now || (is_now && m->day < today->day);
  if (side == -1 && is_ahead && first - now <= FAR)
    return false;
  if (side > 0 && is_over && now - last <= NEAR)
    return false;
  m->year = today->year + (side < 0 ? -(int32_t)is_ahead : (int32_t)is_over);
  return true;
}

enum { FIRST_QUARTER = 33 };

/* A date whose clause has no clear tense: a day next to today, a quarter or half that has just
 * ended, as it is reported on. */
static bool resolve_near(const struct moment *today, struct moment *m)
{
  enum { NEAR_DAYS = 45, NEAR_MONTHS = 3 };

  if (!m->day && m->month < FIRST_QUARTER)
    return false;
  for (int32_t year = today->year - 1; year <= today->year + 1; year++) {
    int32_t away = m->day ? day_number(year, m->month, m->day) - number_of(today) : 0;
    int32_t since = 12 * (today->year - year) + today->month - (int32_t)last_month(m->month);
    if (m->day ? away >= -NEAR_DAYS && away <= NEAR_DAYS : since > 0 && since <= NEAR_MONTHS) {
      m->year = year;
      return true;
    }
  }
  return false;
}

/* "Thursday 5 September": the year next to today's that has it so; false if none or two have. */
static bool year_by_weekday(const struct moment *today, int side, struct moment *m)
{
  int32_t found = YEAR_UNKNOWN, count = 0;
  for (int32_t year = today->year - 1; year <= today->year + 1; year++)
    if ((day_number(year, m->month, m->day) + 3) % 7 + 1 == m->weekday) {
      found = year;
      count++;
    }
  int32_t ahead = count == 1 ? day_number(found, m->month, m->day) - number_of(today) : 0;
  if (count != 1 || (side < 0 && ahead > 0) || (side > 0 && ahead < 0))
    return false;
  m->year = found;
  return true;
}

bool moment_resolve(const struct facts *f, uint32_t first, uint32_t end, const struct moment *today,
                    int side, struct moment *m)
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
  bool is_weekday_known = m->weekday && m->day && m->month <= 12;
  bool is_resolved = side == SIDE_TOLD  ? false
                     : is_weekday_known ? year_by_weekday(today, side, m)
                     : side             ? resolve_year(today, side, m)
                                        : resolve_near(today, m);
  bool is_reported = side > 0 && side != SIDE_TOLD && m->month >= FIRST_QUARTER;
  if (!is_resolved && !(is_reported && resolve_near(today, m)))
    return false;
  if (m->is_span && m->to_year == YEAR_UNKNOWN)
    m->to_year = m->year;
  return true;
}
