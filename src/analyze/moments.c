/* moments.c - dates in words: "24 July 2023", "the third quarter", "the 1990s", "Boxing Day",
 * "2019".
 *
 * Invariant: nothing is filled in here; a moment holds what the words say. */
#include "analyze/moments.h"

#include "analyze/amounts.h"

/* --- parts --- */

static bool is_glued(const struct facts *f, uint32_t i)
{
  return !fact_spaced(f, i);
}

static bool is_letter_behind(const struct facts *f, uint32_t i)
{
  return fact_is_word(f, i) && is_glued(f, i);
}

uint32_t day_read(const struct facts *f, uint32_t i, uint32_t *ret_end)
{
  uint32_t digits = 0, end = i + 1;
  int value = number_plain(f, i, &digits);
  if (value < 0) {
    const struct fact_word *word = fact_phrase(f, i, ROLE(ORDINAL), &end);
    value = word ? word->ordinal : -1;
    digits = 2;
  } else if (is_glued(f, end) && fact_has(f, end, ROLE(DAY_SUFFIX))) {
    end++;
  } else if (fact_mark(f, end) == '.' && is_glued(f, end) && is_glued(f, end + 1) &&
             fact_has(f, end + 1, ROLE(DAY_SUFFIX))) {
    end += 2; /* 1.º */
  } else if (fact_mark(f, end) == '.' && is_glued(f, end) && f->words->is_day_dotted) {
    end++;
  }
  if (value < 1 || value > 31 || digits > 2)
    return 0;
  *ret_end = end;
  return (uint32_t)value;
}

/* "3 de mar de 2021", "dez. 2021": a day before it or a year behind. */
static bool is_beside_digits(const struct facts *f, uint32_t i, uint32_t end)
{
  if (i && !fact_starts_block(f, i)) {
    bool is_joint = fact_has(f, i - 1, ROLE(OF)) || (fact_mark(f, i - 1) && is_glued(f, i));
    if (fact_is_digits(f, i - 1) ||
        (is_joint && i > 1 && !fact_starts_block(f, i - 1) && fact_is_digits(f, i - 2)))
      return true;
  }
  end += fact_mark(f, end) == '.' && is_glued(f, end);
  bool is_joint =
      fact_has(f, end, ROLE(OF)) || fact_mark(f, end) == '-' || fact_mark(f, end) == '/';
  end += !fact_starts_block(f, end) && is_joint;
  return !fact_starts_block(f, end) && fact_is_digits(f, end);
}

uint32_t month_read(const struct facts *f, uint32_t i, uint32_t *ret_end)
{
  const struct fact_word *word = fact_phrase(f, i, ROLE(MONTH), ret_end);
  if (!word || !fact_is_word(f, i))
    return 0;
  /* "dez navios", "o mar": where months are small, a short one is a word like any other. */
  bool may_be_other = word->is_month_short && f->words->has_small_months;
  return may_be_other && !is_beside_digits(f, i, *ret_end) ? 0 : word->month;
}

/* --- with a month's name --- */

/* In English and German a month is a capital; "may" and "march" are other words besides. */
static bool is_month_sure(const struct facts *f, uint32_t i, uint32_t end)
{
  const struct token *token = &f->a->tokens.at[i];
  if (f->words->has_small_months)
    return true;
  if (!(token->flags & TOKEN_CAPITAL))
    return false;
  str word = f->a->words.at[token->word].folded;
  bool is_other_word = str_eq(word, STR("may")) || str_eq(word, STR("march")) || token->len <= 3;
  if (!is_other_word)
    return true;
  if (i == 0 || fact_starts_block(f, i))
    return end >= fact_count(f) || fact_starts_block(f, end);
  uint32_t stop;
  bool is_joined =
      f->a->words.at[f->a->tokens.at[i - 1].word].classes & CLASS_BIT(CLASS_CONNECTIVE);
  if (fact_is_word(f, i - 1) && is_joined && (i < 2 || !month_read(f, i - 2, &stop)))
    return false; /* "he came and MAY be gone" */
  return fact_has(f, i - 1,
                  ROLE(YEAR_BEFORE) | ROLE(SINCE) | ROLE(UNTIL) | ROLE(RELATIVE) | ROLE(OF) |
                      ROLE(START_OF) | ROLE(MIDDLE_OF) | ROLE(END_OF));
}

/* "rue du 4 septembre", "a barragem 14 de Julho": a day that something is called after. The noun
 * stands before it, or the month has a capital where months have none. */
static bool names_thing(const struct facts *f, uint32_t first, uint32_t month)
{
  enum { JOINTS_MAX = 2, SHORT_WORD = 3 };

  if (!first || fact_starts_block(f, first))
    return false;
  uint32_t i = first - 1;
  for (int n = 0; n < JOINTS_MAX && i && !fact_starts_block(f, i); n++)
    i -= fact_has(f, i, ROLE(OF) | ROLE(THE));
  if (fact_listed(f, i, "dates", "named"))
    return true;
  const struct token *token = &f->a->tokens.at[month];
  bool is_capital = token->flags & TOKEN_CAPITAL && !(token->flags & TOKEN_ALL_CAPS);
  const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION) |
                         CLASS_BIT(CLASS_WEEKDAY) | CLASS_BIT(CLASS_CONNECTIVE);
  return is_capital && f->words->has_small_months && fact_is_word(f, first - 1) &&
         f->a->tokens.at[first - 1].len > SHORT_WORD &&
         !fact_listed(f, first - 1, "dates", "day.before") &&
         !(f->a->words.at[f->a->tokens.at[first - 1].word].classes & small);
}

/* "Karl August", "Mme Avril": a given name before a month that is one too, or a courtesy. */
static bool is_second_name(const struct facts *f, uint32_t i)
{
  if (!i || fact_starts_block(f, i) || !(f->a->tokens.at[i - 1].flags & TOKEN_CAPITAL))
    return false;
  uint64_t classes = f->a->words.at[f->a->tokens.at[i - 1].word].classes;
  if (fact_listed(f, i - 1, "people", "courtesy"))
    return true;
  return fact_is_word(f, i - 1) && classes & CLASS_BIT(CLASS_GIVEN_NAME) &&
         !fact_has(f, i - 1, ROLE(MONTH) | ROLE(YEAR_BEFORE) | ROLE(WEEKDAY));
}

/* "Dr June", "April Jones": of a person's name, where no word before it makes it a date. */
static bool is_in_name(const struct facts *f, uint32_t i)
{
  return fact_is_of_person(f, i) &&
         !(i && !fact_starts_block(f, i) && fact_has(f, i - 1, ROLE(YEAR_BEFORE)));
}

/* "Rio de Janeiro": a capital where months have none, behind another one. */
static bool ends_place(const struct facts *f, uint32_t i)
{
  return f->words->has_small_months && f->a->tokens.at[i].flags & TOKEN_CAPITAL && i > 1 &&
         !fact_starts_sentence(f, i) && !fact_starts_sentence(f, i - 1) &&
         fact_has(f, i - 1, ROLE(OF)) && fact_is_word(f, i - 2) &&
         f->a->tokens.at[i - 2].flags & TOKEN_CAPITAL;
}

static bool may_be_verb(const struct facts *f, uint32_t i)
{
  const struct token *token = &f->a->tokens.at[i];
  if (i && !fact_starts_block(f, i) &&
      f->a->words.at[f->a->tokens.at[i - 1].word].classes & CLASS_BIT(CLASS_PREPOSITION))
    return false; /* on may 19 */
  return !(token->flags & TOKEN_CAPITAL) && fact_listed(f, i, "dates", "month.verbs");
}

/* Skips the stop of "Sept." and a hyphen or slash before digits; "closed in May. 20 workers left"
 * has the stop of a sentence. */
static uint32_t behind_month(const struct facts *f, uint32_t i, uint32_t end)
{
  bool is_cut =
      fact_spaced(f, end) ? fact_is_digits(f, end + 1) : !fact_starts_sentence(f, end + 1);
  if (fact_mark(f, end) == '.' && is_cut && fact_stop(f, end) - fact_start(f, i) <= 5)
    end++;
  char mark = fact_mark(f, end);
  if ((mark == '-' || mark == '/') && fact_is_digits(f, end + 1) && !fact_spaced(f, end + 1))
    end++;
  return end;
}

static void take_year(const struct facts *f, struct moment *m, uint32_t *end)
{
  bool has_comma = !fact_starts_block(f, *end) && fact_mark(f, *end) == ','; /* March 15, 44 BC */
  m->year = year_read_era(f, *end + has_comma, end);
  if (m->year != YEAR_UNKNOWN)
    return;
  m->year = year_read_behind(f, *end, end);
}

/* The month of a day that something is called after. */
static bool is_in_named_day(const struct facts *f, uint32_t i)
{
  uint32_t day = i, end = 0;
  if (i > 1 && fact_mark(f, i - 1) == '.' && !fact_starts_block(f, i))
    day--;
  for (int n = 0; n < 2 && day && !fact_starts_block(f, day); n++)
    if (fact_has(f, --day, ROLE(OF)) == 0)
      break;
  return day < i && !fact_starts_block(f, day) && fact_is_digits(f, day) &&
         day_read(f, day, &end) && names_thing(f, day, i);
}

/* "July 24, 2023", "July the 24th", "July 2023", "July" */
static bool month_first(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t end = 0, next = 0;
  m->month = (uint8_t)month_read(f, i, &end);
  if (!m->month || ends_place(f, i))
    return false;
  uint32_t n = behind_month(f, i, end);
  if (!fact_starts_block(f, n) && fact_has(f, n, ROLE(THE)) && n == end)
    n++;
  *ret_end = end;
  m->year = year_read_era(f, n, ret_end); /* March 14 BC */
  if (m->year != YEAR_UNKNOWN)
    return true;
  uint32_t day = fact_starts_block(f, n) ? 0 : day_read(f, n, &next);
  bool is_count = day && fact_mark(f, next) == '%';
  if (day && !is_count && !is_letter_behind(f, next) && fact_mark(f, next) != ':') {
    bool is_verb = may_be_verb(f, i) && next == n + 1;
    m->day = (uint8_t)day;
    *ret_end = next;
    take_year(f, m, ret_end);
    return m->year != YEAR_UNKNOWN || (!is_verb && !has_early_year(f, *ret_end, true));
  }
  if (i && !fact_starts_block(f, i) && fact_listed(f, i - 1, "dates", "repeated"))
    return false; /* every December */
  *ret_end = end;
  uint32_t behind = n;
  m->year = fact_starts_block(f, n) ? YEAR_UNKNOWN : year_read(f, n, &behind);
  if (m->year != YEAR_UNKNOWN)
    *ret_end = behind;
  else
    take_year(f, m, ret_end);
  uint32_t before = i - (i && fact_mark(f, i - 1) == '.');
  bool has_day = before && !fact_starts_block(f, i) && fact_is_digits(f, before - 1);
  return m->year != YEAR_UNKNOWN ||
         (is_month_sure(f, i, end) && !is_in_name(f, i) && !is_second_name(f, i) &&
          !has_early_year(f, *ret_end, has_day) && !is_in_named_day(f, i));
}

/* "24 July 2023", "the 24th of July", "24-Jul-23" */
static bool day_first(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t end = 0, next = 0;
  uint32_t day = day_read(f, i, &end);
  if (!day || fact_starts_block(f, end))
    return false;
  char mark = fact_mark(f, end);
  bool is_joined = (mark == '-' || mark == '/' || mark == '.') && is_glued(f, end);
  uint32_t n = end + is_joined;
  if (!is_joined && fact_has(f, end, ROLE(OF))) {
    n++;
    n += fact_has(f, n, ROLE(OF)) || fact_has(f, n, ROLE(THE));
  }
  if (fact_starts_block(f, n))
    return false;
  m->month = (uint8_t)month_read(f, n, &next);
  if (!m->month || (may_be_verb(f, n) && n == i + 1))
    return false;
  m->day = (uint8_t)day;
  *ret_end = next;
  uint32_t behind = behind_month(f, n, next), stop = behind;
  take_year(f, m, ret_end);
  bool is_open = m->year == YEAR_UNKNOWN && !fact_starts_block(f, behind);
  int32_t year = is_open ? year_read(f, behind, &stop) : YEAR_UNKNOWN;
  if (year != YEAR_UNKNOWN) {
    m->year = year;
    *ret_end = stop;
  }
  return m->year != YEAR_UNKNOWN || (!has_early_year(f, *ret_end, true) && !names_thing(f, i, n));
}

/* "2017 April", "2020/Sep/23", "2020-23-September" */
static bool year_first(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t end = 0, next = 0;
  m->year = year_read(f, i, &end);
  if (m->year == YEAR_UNKNOWN || fact_starts_block(f, end))
    return false;
  char mark = fact_mark(f, end);
  bool is_joined = (mark == '-' || mark == '/') && is_glued(f, end);
  uint32_t n = end + is_joined;
  m->month = (uint8_t)month_read(f, n, &next);
  if (!m->month)
    return false;
  *ret_end = next;
  uint32_t at = behind_month(f, n, next), stop = 0;
  uint32_t day = is_joined && !fact_starts_block(f, at) ? day_read(f, at, &stop) : 0;
  if (day) {
    m->day = (uint8_t)day;
    *ret_end = stop;
  }
  return true;
}

/* --- parts of a year --- */

static uint32_t with_the(const struct facts *f, uint32_t i)
{
  return fact_has(f, i, ROLE(THE)) && !fact_starts_block(f, i + 1) ? i + 1 : i;
}

/* "first quarter of 2015", "fourth-quarter", "the last quarter of the year" */
static bool read_quarter(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t n = with_the(f, i), end = 0;
  const struct fact_word *word = fact_phrase(f, n, ROLE(ORDINAL) | ROLE(END_OF), &end);
  uint32_t digits = 0;
  int plain = number_plain(f, n, &digits);
  uint32_t ordinal = word ? word->ordinal : 0;
  if (!word && plain >= 1 && plain <= 4 && digits == 1) {
    ordinal = (uint32_t)plain;
    end = n + 1;
    end += is_letter_behind(f, end) || (fact_mark(f, end) == '.' && is_glued(f, end));
  }
  if (!ordinal || fact_starts_block(f, end))
    return false;
  end += fact_mark(f, end) == '-';
  bool is_quarter = fact_has(f, end, ROLE(QUARTER)), is_half = fact_has(f, end, ROLE(HALF_YEAR));
  if ((!is_quarter || ordinal > 4) && (!is_half || ordinal > 2))
    return false;
  m->month = (uint8_t)(is_quarter ? 32 + ordinal : 39 + ordinal);
  *ret_end = end + 1;
  m->year = year_read_behind(f, *ret_end, ret_end);
  /* a match has halves as well */
  bool is_hyphened = fact_mark(f, *ret_end - 2) == '-';
  bool is_year = fact_has(f, *ret_end, ROLE(OF)) && fact_has(f, *ret_end + 1, ROLE(THE)) &&
                 fact_has(f, *ret_end + 2, ROLE(YEAR_WORD));
  return is_quarter || m->year != YEAR_UNKNOWN || is_hyphened || is_year;
}

/* The part of a year that a letter and a digit stand for: Q3, and H2 or T3 beside a year. */
static uint8_t read_year_part(const struct facts *f, uint32_t i, bool has_year)
{
  uint32_t digits = 0;
  int part = number_plain(f, i + 1, &digits);
  if (!fact_is_word(f, i) || f->a->tokens.at[i].len != 1 || fact_spaced(f, i + 1) || digits != 1)
    return 0;
  bool is_quarter = (f->text.data[fact_start(f, i)] | 0x20) == 'q' ||
                    (has_year && fact_listed(f, i, "dates", "quarter.letter"));
  bool is_half = has_year && fact_listed(f, i, "dates", "half.letter");
  if (is_quarter && part >= 1 && part <= 4)
    return (uint8_t)(32 + part);
  return is_half && part >= 1 && part <= 2 ? (uint8_t)(39 + part) : 0;
}

/* "Q3: Who paid?", "Q4 Chair: Who paid?": the number of a question; it opens its block. */
static bool is_question(const struct facts *f, uint32_t i, uint32_t end)
{
  enum { NAME_WORDS = 4 };

  if (i && !fact_starts_block(f, i))
    return false;
  if (fact_starts_block(f, end))
    return true;
  for (uint32_t n = end; n <= end + NAME_WORDS && !fact_starts_block(f, n); n++) {
    char mark = fact_mark(f, n);
    if (mark == ':' || ((mark == '.' || mark == ')' || mark == '-') && n == end))
      return true;
    if (mark != '.' && !(fact_is_word(f, n) && f->a->tokens.at[n].flags & TOKEN_CAPITAL))
      return false;
  }
  return false;
}

/* "Q3 2019", "2019-Q3", "2019 H2" */
static bool read_short_quarter(const struct facts *f, uint32_t i, struct moment *m,
                               uint32_t *ret_end)
{
  uint32_t end = i, stop = 0;
  m->year = year_read(f, i, &end);
  bool has_year = m->year != YEAR_UNKNOWN;
  end += has_year && fact_mark(f, end) == '-';
  if (end >= fact_count(f) || (has_year && fact_starts_block(f, end)))
    return false;
  uint32_t joint = end + 2 + (fact_mark(f, end + 2) == '-' && is_glued(f, end + 2));
  int32_t behind = has_year ? YEAR_UNKNOWN : year_read_behind(f, joint, &stop);
  m->month = read_year_part(f, end, has_year || behind != YEAR_UNKNOWN);
  if (!has_year && behind == YEAR_UNKNOWN && is_question(f, i, end + 2))
    return false;
  /* "the first quartile, Q1, is" */
  char before = i && !fact_starts_block(f, i) ? fact_mark(f, i - 1) : 0;
  char after = fact_starts_block(f, end + 2) ? 0 : fact_mark(f, end + 2);
  bool is_aside = !has_year && behind == YEAR_UNKNOWN && (before == ',' || before == '(') &&
                  (after == ',' || after == ')');
  if (!m->month || is_aside)
    return false;
  *ret_end = behind != YEAR_UNKNOWN ? stop : end + 2;
  m->year = has_year ? m->year : behind;
  return true;
}

/* "the winter of 1942-43", "winter 2023/24": the year that it ends in; i without one. */
static uint32_t behind_next_year(const struct facts *f, uint32_t i, int32_t year)
{
  enum { CENTURY = 100, DIGITS = 4 };

  uint32_t digits = 0;
  char mark = fact_mark(f, i);
  bool is_joined = (mark == '-' || mark == '/') && is_glued(f, i) && is_glued(f, i + 1);
  int32_t next = is_joined ? number_plain(f, i + 1, &digits) : 0;
  bool is_next =
      (digits == 2 && next == (year + 1) % CENTURY) || (digits == DIGITS && next == year + 1);
  return is_next ? i + 2 : i;
}

/* "the summer recess", "the autumn statement": says what is told of, not when; "before the summer
 * ends" says when. */
static bool is_season_adjective(const struct facts *f, uint32_t end)
{
  const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION) |
                         CLASS_BIT(CLASS_CONNECTIVE) | CLASS_BIT(CLASS_SPEECH_VERB);
  return f->words->has_dates_before_nouns && fact_is_word(f, end) &&
         !fact_starts_sentence(f, end) && !fact_listed(f, end, "dates", "season.before") &&
         !fact_listed(f, end, "dates", "past") &&
         !(f->a->words.at[f->a->tokens.at[end].word].classes & small);
}

/* "spring 2024", "the autumn"; a bare "fall" may be another word. */
static bool read_season(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t n = with_the(f, i), end = 0;
  const struct fact_word *word = fact_phrase(f, n, ROLE(SEASON), &end);
  if (!word || !fact_is_word(f, n))
    return false;
  m->month = word->season;
  *ret_end = end;
  /* "prices fall in 2024" */
  bool may_be_verb = fact_listed(f, n, "dates", "season.verbs") && !fact_is_digits(f, end) &&
                     !fact_has(f, end, ROLE(OF)) && fact_is_word(f, end);
  m->year = may_be_verb ? YEAR_UNKNOWN : year_read_behind(f, end, ret_end);
  if (m->year != YEAR_UNKNOWN) {
    *ret_end = behind_next_year(f, *ret_end, m->year);
    return true;
  }
  if (fact_has(f, end, ROLE(RELATIVE)) && f->words->has_near_behind)
    return true; /* "verão passado" */
  bool has_article = n > i || (n && fact_has(f, n - 1, ROLE(THE)));
  bool is_word = fact_is_word(f, end) && !fact_starts_block(f, end);
  if (f->words->has_capital_nouns && is_word)
    return has_article;
  /* "the Winter Olympics" */
  bool is_named =
      is_word && !fact_starts_sentence(f, end) && f->a->tokens.at[end].flags & TOKEN_CAPITAL;
  bool goes_on =
      !fact_starts_block(f, end) &&
      (fact_has(f, end, ROLE(OF) | ROLE(FROM) | ROLE(YEAR_BEFORE)) || fact_mark(f, end) == '-');
  return has_article && !goes_on && !is_named && !is_season_adjective(f, end);
}

/* "the 1990s", "1990's", "1990 s" */
static bool read_decade(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t n = with_the(f, i), digits = 0;
  int value = number_plain(f, n, &digits);
  if (value < YEAR_FIRST || digits != 4 || value % 10 != 0 || n + 1 >= fact_count(f))
    return false;
  const struct token *behind = &f->a->tokens.at[n + 1];
  str word = f->a->words.at[behind->word].folded;
  bool is_suffix = str_eq(word, STR("s")) || str_eq(word, STR("'s")) || str_eq(word, STR("er"));
  /* "the 1990's", "early 1990's", but "2020's earnings" */
  const uint64_t before = ROLE(THE) | ROLE(START_OF) | ROLE(MIDDLE_OF) | ROLE(END_OF);
  bool is_owner = str_eq(word, STR("'s")) && n == i && !(n && fact_has(f, n - 1, before));
  if (!is_suffix || is_owner || behind->flags & TOKEN_BLOCK_START)
    return false;
  m->year = value;
  m->year_loose = value % 100 == 0 && !str_eq(word, STR("er")) && value < 2000 ? 2 : 1;
  *ret_end = n + 2;
  return true;
}

static bool read_holiday(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t end = 0;
  const struct fact_word *word = fact_phrase(f, i, ROLE(HOLIDAY), &end);
  if (!word)
    return false;
  *ret_end = end;
  m->year = year_read_behind(f, end, ret_end);
  m->month = word->holiday_month;
  m->day = word->holiday_day;
  if (!m->month && m->year != YEAR_UNKNOWN) {
    int32_t year = m->year;
    day_civil(easter_day(year) + word->holiday_easter, m);
    m->year = year;
  }
  m->is_relative = !m->month;
  return true;
}

/* Digits, one letter (Q3), or a word that begins one of the forms. */
static bool may_open(const struct facts *f, uint32_t i)
{
  const uint64_t opening = ROLE(ORDINAL) | ROLE(END_OF) | ROLE(MONTH) | ROLE(SEASON) |
                           ROLE(HOLIDAY) | ROLE(YEAR_WORD) | ROLE(QUARTER) | ROLE(HALF_YEAR);
  const struct fact_word *word = fact_at(f, i);
  return (word->roles | word->leads) & opening || fact_is_digits(f, i) ||
         (fact_is_word(f, i) && f->a->tokens.at[i].len == 1);
}

bool moment_read(const struct facts *f, uint32_t i, struct moment *ret, uint32_t *ret_end)
{
  if (!may_open(f, i) && !(fact_has(f, i, ROLE(THE)) && may_open(f, i + 1)))
    return false;
  typedef bool reader(const struct facts *, uint32_t, struct moment *, uint32_t *);
  static reader *const readers[] = {moment_read_numeric, day_first,      month_first,
                                    read_quarter,        year_first,     read_short_quarter,
                                    read_season,         read_decade,    read_holiday,
                                    year_read_code,      year_read_alone};
  uint32_t n = i;
  if (fact_has(f, i, ROLE(THE)) && !fact_starts_block(f, i + 1)) {
    struct moment m = NO_MOMENT;
    if (day_first(f, i + 1, &m, ret_end) && moment_is_valid(&m)) {
      *ret = m;
      return true;
    }
  }
  for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
    struct moment m = NO_MOMENT;
    if (readers[k](f, n, &m, ret_end)) {
      *ret = m;
      return true;
    }
  }
  return false;
}
