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

/* --- one date --- */

/* "not passed until May 3", "it was not until the 1920s": the day that it begins, no end. */
static bool is_turned(const struct facts *f, uint32_t i)
{
  enum { BACK = 8 };

  if (!fact_listed(f, i, "dates", "until.turned"))
    return false;
  for (uint32_t n = 0; n < BACK && n < i && !fact_starts_block(f, i - n); n++) {
    uint32_t before = i - n - 1;
    if ((!fact_is_word(f, before) && fact_mark(f, before) != '\'') ||
        fact_listed(f, before, "grammar", "links") ||
        fact_listed(f, before, "grammar", "relatives"))
      return false; /* "does not apply to what happened before 1 May" */
    if (fact_listed(f, before, "dates", "until.not"))
      return true;
  }
  return false;
}

/* "until the October election", "before tomorrow's vote": of a date that stands for what follows
 * only itself is told. */
static bool is_adjective(const struct facts *f, const struct stretch *s)
{
  if (fact_starts_block(f, s->end))
    return false;
  bool is_owner = fact_is_word(f, s->end) && !fact_spaced(f, s->end);
  bool is_hyphened = !s->moment.year_loose && fact_mark(f, s->end) == '-' &&
                     !fact_spaced(f, s->end) && fact_is_word(f, s->end + 1) &&
                     !fact_spaced(f, s->end + 1);
  bool has_article =
      fact_has(f, s->first, ROLE(THE)) || (s->first && fact_has(f, s->first - 1, ROLE(THE)));
  bool is_season = s->moment.month > 20 && s->moment.month < 30; /* "before the summer ends" */
  bool is_before_noun = f->words->has_dates_before_nouns && has_article && !is_season &&
                        !s->moment.year_loose && !s->moment.is_span && fact_is_word(f, s->end) &&
                        day_is_counted(f, s->end);
  return is_owner || is_hyphened || is_before_noun;
}

static bool has_superlative_end(const struct facts *f, uint32_t i)
{
  enum { LETTERS_MIN = 6 };

  const struct token *token = &f->a->tokens.at[i];
  str word = f->a->words.at[token->word].folded;
  return word.len >= LETTERS_MIN && !(token->flags & TOKEN_CAPITAL) &&
         !fact_has(f, i, ROLE(ORDINAL)) && fact_ends(f, i, f->words->most_ends) &&
         !fact_listed(f, i, "dates", "most.never");
}

/* "the lowest since 1989", "the first rise since May": what it is compared with, no beginning. */
static bool is_compared(const struct facts *f, uint32_t since)
{
  enum { BACK = 8 };

  if (!fact_listed(f, since, "dates", "since.measured"))
    return false; /* "ab", "a partir de" */
  for (uint32_t n = 1; n <= BACK && n <= since && !fact_starts_sentence(f, since - n + 1); n++) {
    uint32_t i = since - n;
    bool is_clause = fact_has(f, i, ROLE(AND)) && fact_listed(f, i + 1, "speech", "auxiliaries");
    bool is_apart = !fact_is_word(f, i) && !fact_is_digits(f, i) && fact_mark(f, i) != '-';
    if (is_apart || is_clause || fact_listed(f, i, "grammar", "links") ||
        fact_listed(f, i, "grammar", "relatives"))
      return false;
    bool is_listed = fact_listed(f, i, "dates", "since.compared");
    bool is_most = fact_listed(f, i, "dates", "since.most") &&
                   !fact_has(f, i + 1, ROLE(OF) | ROLE(NUMBER)) && !fact_is_digits(f, i + 1);
    if (is_listed || is_most || has_superlative_end(f, i))
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
  uint32_t whole = 0;                        /* "antes de ayer" */
  bool is_day = word && fact_phrase(f, i, ROLE(RELATIVE), &whole) && whole > end;
  if (!word || is_part || is_day || fact_starts_block(f, end))
    return false;
  uint32_t n = end;
  n += fact_has(f, n, ROLE(THE)) && !stretch_read(f, n, today, &s) ? 1 : 0;
  struct moment day;
  uint32_t stop = 0;
  if (!stretch_read(f, n, today, &s)) {
    bool is_nth = fact_has(f, end, ROLE(THE)) && moment_read_day(f, end, &day, &stop) &&
                  stop > end + 2 && word->roles & ROLE(UNTIL) && !day_is_counted(f, stop);
    if (!is_nth)
      return false;
    s = (struct stretch){.moment = day, .end = stop};
  }
  bool is_until = word->roles & ROLE(UNTIL);
  if ((is_until && is_turned(f, i)) || (!is_until && is_compared(f, i)) || is_adjective(f, &s))
    return false;
  d->from = d->to = s.moment;
  d->end = s.end;
  range_of_years(f, &s, d); /* "since 2003-04" */
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
  if (!word || end < i + 3 || !moment_read_current(f, end, today, &m, &d->end))
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

/* "en mai et juin 2023", "le 3 mai et le 4 juin 2023": the year behind the second is of both. */
static int32_t year_of_next(const struct facts *f, uint32_t i)
{
  enum { DIGITS = 4 };

  uint32_t digits = 0;
  if (fact_starts_block(f, i) || !fact_has(f, i, ROLE(AND)))
    return YEAR_UNKNOWN;
  i++;
  i += fact_has(f, i, ROLE(THE) | ROLE(TO));
  i += fact_is_digits(f, i) && !fact_has(f, i, ROLE(MONTH));
  i += fact_has(f, i, ROLE(OF));
  if (fact_starts_sentence(f, i) || !fact_has(f, i, ROLE(MONTH)))
    return YEAR_UNKNOWN;
  i++;
  i += fact_has(f, i, ROLE(OF));
  int32_t year = fact_starts_sentence(f, i) ? 0 : number_plain(f, i, &digits);
  return digits == DIGITS && year <= YEAR_LAST ? year : YEAR_UNKNOWN;
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
  if (s.moment.month && s.moment.month <= 12 && s.moment.year == YEAR_UNKNOWN &&
      !s.moment.is_relative)
    s.moment.year = year_of_next(f, s.end);
  d->from = s.moment;
  if (weekday_is_open(f, s.first, s.end, today)) {
    d->from = NO_MOMENT;
    d->from.is_relative = true;
  }
  d->first = s.first;
  d->end = s.end;
  return true;
}

/* "since measurements began in 1911": the word stands some way before its date. Not so in "homes
 * used since the war were sold in May", where the verb may be of another clause. */
static void find_since_before(const struct facts *f, struct draft_date *d)
{
  enum { BACK = 8 };

  struct stretch date = {.moment = d->from, .first = d->first, .end = d->end};
  if (d->kind != DATE_DATE || d->from.is_span || is_adjective(f, &date))
    return;
  for (uint32_t n = 1; n <= BACK && n <= d->first; n++) {
    uint32_t i = d->first - n;
    if (fact_starts_block(f, i + 1) || !(fact_is_word(f, i) || fact_is_digits(f, i)) ||
        fact_listed(f, i, "speech", "auxiliaries"))
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

static void push_date(struct facts *f, const struct moment *today, struct draft_date *d)
{
  if (era_is_behind(f, d->end))
    return;
  drop_impossible_day(&d->from);
  drop_impossible_day(&d->to);
  if (d->kind != DATE_DATE) {
    take_end(&d->from, false);
    take_end(&d->to, true);
  }
  /* "del lunes al martes": one day alone would be a guess */
  bool has_open_end = d->kind == DATE_RANGE && moment_is_unknown(&d->to);
  if (has_open_end && d->from.is_relative && d->from.day)
    d->from = d->to;
  if (has_open_end && !moment_is_unknown(&d->from)) {
    d->kind = DATE_SINCE; /* "from 2019 to today" */
    d->to = d->from;
  }
  resolve(f, today, d);
  if (d->months_back)
    take_start(d);
  if (moment_is_unknown(&d->from) || (d->kind == DATE_RANGE && moment_is_unknown(&d->to)))
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

/* "Q. Did the alarm sound?", "A. It never did.": who is asked under oath tells of another time, and
 * does not say of which year. */
static bool is_testimony(const struct document *d)
{
  enum { EACH_LEAST = 2 };

  uint32_t asked = 0, answered = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    str text = document_block_text(d, i);
    asked += str_starts(text, STR("Q. "));
    answered += str_starts(text, STR("A. "));
  }
  return asked >= EACH_LEAST && answered >= EACH_LEAST;
}

/* What a passage quotes, as an answer does the mail it is to, was written on another day. */
static const struct moment *day_of(const struct facts *f, uint32_t i, const struct moment *today,
                                   uint32_t *block)
{
  const struct document *d = f->a->document;
  while (*block + 1 < d->blocks.count && d->blocks.at[*block + 1].at.at <= fact_start(f, i))
    (*block)++;
  return d->blocks.at[*block].kind == BLOCK_QUOTE ? NULL : today;
}

/* A byte of a quotation in marks; a turn of a transcript has none. */
static bool is_in_marks(const struct facts *f, uint32_t at)
{
  uint32_t n = analysis_part(f->a, at);
  if (n >= f->a->parts.count || f->a->parts.at[n].at > at)
    return false;
  size_t before = f->a->parts.at[n].at;
  uint32_t c = ' ';
  while (before && char_is_space(c))
    c = utf8_previous(f->text, &before);
  return c == '"' || c == '\'' || char_is_open_quote(c);
}

/* "We leave tomorrow," he said on Monday: the day of what is said is that of the document only
 * where the text round the marks says so: "The crew was freed this morning. The minister said:
 * ...". */
static bool is_said_today(const struct facts *f, uint32_t i, const struct moment *today)
{
  enum { BACK = 64, AHEAD = 40 };

  uint32_t end;
  unsigned weekday = (unsigned)(day_number(today->year, today->month, today->day) + 3) % 7 + 1;
  for (uint32_t n = i > BACK ? i - BACK : 0; n < i + AHEAD && (n <= i || !fact_starts_block(f, n));
       n++) {
    const struct fact_word *word = fact_phrase(f, n, ROLE(RELATIVE) | ROLE(WEEKDAY), &end);
    bool is_weekday = word && word->roles & ROLE(WEEKDAY) && word->weekday == weekday;
    bool is_today = word && word->step == STEP_DAY && word->offset == 0;
    if ((is_weekday || is_today) && !is_in_marks(f, fact_start(f, n)))
      return true;
  }
  return false;
}

void find_dates(struct analysis *a, const struct analyzer *analyzer)
{
  struct facts f;
  struct moment day;
  bool is_known = document_day(a->document, &day) && !is_testimony(a->document);
  if (!facts_open(&f, a, analyzer->facts))
    return;
  uint32_t past = 0, block = 0;
  for (uint32_t i = 0; i < fact_count(&f);) {
    struct draft_date d;
    const struct moment *today = is_known ? day_of(&f, i, &day, &block) : NULL;
    if (!may_begin(&f, i) || !date_read(&f, i, today, &d)) {
      i++;
      continue;
    }
    bool is_by_day = today && d.from.is_relative && (d.from.day || d.to.day);
    if (is_by_day && is_in_marks(&f, fact_start(&f, i)) && !is_said_today(&f, i, today)) {
      today = NULL;
      date_read(&f, i, today, &d);
    }
    find_since_before(&f, &d);
    if (d.first < past)
      d.first = i;
    push_date(&f, today, &d);
    past = d.end;
    i = d.end > i ? d.end : i + 1;
  }
}
