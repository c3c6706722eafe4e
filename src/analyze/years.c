/* years.c - the year of a date, and a year that stands alone: "2019", "'98", "FY18".
 *
 * Invariant: two digits are a year only where their writing says so, and the number of a thing
 * ("No. 2024-17") is none. */
#include "analyze/moments.h"

#include "analyze/amounts.h"

static bool is_glued(const struct facts *f, uint32_t i)
{
  return !fact_spaced(f, i);
}

static bool is_letter_behind(const struct facts *f, uint32_t i)
{
  return fact_is_word(f, i) && is_glued(f, i);
}

int32_t year_read(const struct facts *f, uint32_t i, uint32_t *ret_end)
{
  uint32_t digits = 0;
  int value = number_plain(f, i, &digits);
  if (digits != 4 || value < YEAR_FIRST || value > YEAR_LAST || is_letter_behind(f, i + 1))
    return YEAR_UNKNOWN;
  *ret_end = i + 1;
  return value;
}

static bool is_apostrophe(const struct facts *f, uint32_t i)
{
  if (fact_mark(f, i) == '\'')
    return true;
  if (fact_mark(f, i) != '"')
    return false;
  size_t at = fact_start(f, i);
  uint32_t c = utf8_next(f->text, &at);
  return c == 0x2019 || c == 0x2018;
}

/* A mark without blanks, as between the parts of 24-Jul-23. */
static char glued_mark(const struct facts *f, uint32_t i)
{
  char mark = fact_mark(f, i);
  bool is_joint = mark == '-' || mark == '/' || mark == '.';
  return is_joint && is_glued(f, i) && is_glued(f, i + 1) ? mark : 0;
}

/* "10 Aug 88", "Aug 88" is all of its block. */
static bool is_alone(const struct facts *f, uint32_t i)
{
  uint32_t digits = 0;
  bool is_no_day = number_plain(f, i, &digits) > 31;
  if (is_no_day && i > 0 && fact_starts_block(f, i + 1) && fact_starts_block(f, i - 1) &&
      fact_has(f, i - 1, ROLE(MONTH)))
    return true;
  return i > 1 && fact_starts_block(f, i + 1) && fact_starts_block(f, i - 2) &&
         fact_has(f, i - 1, ROLE(MONTH)) && fact_is_digits(f, i - 2);
}

/* '87 and 24-Jul-23: of this century up to 49; behind an apostrophe up to 35, as "'44" is told of
 * the war, and nobody says "'44" of a year to come. Any other two digits ("July 24-25", "December
 * to 38") are a day or no part of the date. */
static int32_t short_year(const struct facts *f, uint32_t i, bool is_code, uint32_t *ret_end)
{
  enum { TURN_WRITTEN = 50, TURN_SPOKEN = 36 };

  uint32_t digits = 0;
  bool has_apostrophe = is_apostrophe(f, i) && is_glued(f, i + 1);
  uint32_t n = i + has_apostrophe;
  int value = has_apostrophe || is_code || is_alone(f, i) ? number_plain(f, n, &digits) : -1;
  if (value < 0 || digits != 2 || is_letter_behind(f, n + 1) || fact_mark(f, n + 1) == ':' ||
      fact_has(f, n + 1, ROLE(CLOCK)))
    return YEAR_UNKNOWN;
  *ret_end = n + 1;
  return value + (value < (has_apostrophe ? TURN_SPOKEN : TURN_WRITTEN) ? 2000 : 1900);
}

/* "of", or a short preposition: "den 3. Mai im Jahr 2019", but "from June to 2015" joins two. */
static bool is_word_joint(const struct facts *f, uint32_t i)
{
  const uint64_t others = ROLE(TO) | ROLE(UNTIL) | ROLE(SINCE) | ROLE(AND) | ROLE(ABOUT);
  return fact_has(f, i, ROLE(YEAR_BEFORE)) && !fact_has(f, i, others) &&
         !fact_listed(f, i, "grammar", "by") && fact_stop(f, i + 1) - fact_start(f, i) == 2;
}

/* Over what may stand between a date and its year: a comma, "of", a hyphen, a slash. */
static uint32_t over_joint(const struct facts *f, uint32_t i)
{
  uint32_t first = i;
  if (fact_starts_block(f, i))
    return i;
  char mark = fact_mark(f, i);
  if (mark == ',' || mark == '/' || mark == '.' || (mark == '-' && is_glued(f, i)))
    i++;
  if (fact_starts_sentence(f, i))
    return first; /* "on May 3. In 2021 he was back" */
  /* "if they do not fall, by 2100": a clause of its own */
  for (int n = 0; n < 2 && !fact_starts_block(f, i); n++)
    i += fact_has(f, i, ROLE(OF)) || (n == 0 && mark != ',' && is_word_joint(f, i));
  return i;
}

/* "of fiscal 2022", "of the financial year 2022" */
static uint32_t over_year_word(const struct facts *f, uint32_t i)
{
  uint32_t n = i + (fact_has(f, i, ROLE(THE)) && !fact_starts_block(f, i + 1)), end = n;
  bool is_worded = fact_phrase(f, n, ROLE(YEAR_WORD), &end) && !fact_starts_block(f, end);
  if (is_worded && fact_has(f, end, ROLE(YEAR_WORD)) && !fact_starts_block(f, end + 1))
    end++;
  bool is_year = is_worded && (fact_is_digits(f, end) || is_apostrophe(f, end));
  return is_year ? end : i;
}

int32_t year_read_behind(const struct facts *f, uint32_t i, uint32_t *ret_end)
{
  uint32_t joint = over_joint(f, i), end = 0;
  if (fact_starts_block(f, joint))
    return YEAR_UNKNOWN;
  uint32_t worded = over_year_word(f, joint);
  bool is_coded =
      worded > joint && is_glued(f, worded) && fact_listed(f, worded - 1, "dates", "year.code");
  joint = worded;
  int32_t year = year_read(f, joint, &end);
  if (year == YEAR_UNKNOWN && fact_mark(f, i) != ',') {
    char mark = joint == i + 1 ? glued_mark(f, i) : 0;
    bool is_code = is_coded || (mark && i > 1 && glued_mark(f, i - 2) == mark);
    year = short_year(f, joint, is_code, &end);
  }
  if (year != YEAR_UNKNOWN)
    *ret_end = end;
  return year;
}

/* "2900 BC" is not the year 2900, and no date is better than another one. "300 AD" is the year 300;
 * of "v. Chr." and "n. Chr." both are left out. */
bool era_is_behind(const struct facts *f, uint32_t end)
{
  if (!end || !fact_is_digits(f, end - 1) || fact_starts_block(f, end))
    return false;
  bool has_letter = fact_is_word(f, end) && f->a->tokens.at[end].len == 1 &&
                    fact_mark(f, end + 1) == '.' && !fact_starts_block(f, end + 2);
  if (has_letter)
    return fact_listed(f, end + 2, "figures", "era");
  return fact_listed(f, end, "figures", "era-before");
}

/* "BC", "v. Chr.", "a. C." behind a year; *ret_end behind it. -1 before Christ, 1 after, 0 none. */
static int era_read(const struct facts *f, uint32_t i, uint32_t *ret_end)
{
  enum { PARTS_MAX = 6, LETTERS_MAX = 3 };

  if (fact_starts_block(f, i))
    return 0;
  *ret_end = i + 1;
  if (fact_listed(f, i, "dates", "era.before"))
    return -1;
  if (fact_listed(f, i, "dates", "era.after"))
    return 1;
  int side = fact_listed(f, i, "dates", "era.before.cut")  ? -1
             : fact_listed(f, i, "dates", "era.after.cut") ? 1
                                                           : 0;
  bool has_rest = false;
  uint32_t n = i + 1;
  if (!side || fact_mark(f, n) != '.')
    return 0;
  for (; n < i + PARTS_MAX && !fact_starts_block(f, n); n++) {
    char mark = fact_mark(f, n);
    bool is_letters = fact_is_word(f, n) && f->a->tokens.at[n].len <= LETTERS_MAX;
    has_rest |= fact_listed(f, n, "dates", "era.rest");
    if (mark != '.' && mark != '-' && (!is_letters || (has_rest && fact_spaced(f, n) && mark)))
      break;
    if (is_letters && has_rest && !fact_listed(f, n, "dates", "era.rest"))
      break;
  }
  *ret_end = n;
  return has_rest ? side : 0;
}

int32_t year_read_era(const struct facts *f, uint32_t i, uint32_t *ret_end)
{
  uint32_t digits = 0, end = 0;
  if (fact_starts_block(f, i) || !fact_spaced(f, i))
    return YEAR_UNKNOWN;
  bool is_led = f->a->tokens.at[i].flags & TOKEN_ALL_CAPS && !fact_starts_block(f, i + 1) &&
                fact_listed(f, i, "dates", "era.after"); /* "19 August AD 14" */
  if (is_led && number_plain(f, i + 1, &digits) > 0) {
    *ret_end = i + 2;
    return number_plain(f, i + 1, &digits);
  }
  int32_t value = number_plain(f, i, &digits);
  int side = value > 0 ? era_read(f, i + 1, &end) : 0;
  if (!side)
    return YEAR_UNKNOWN;
  *ret_end = end;
  return side < 0 ? 1 - value : value; /* ISO 8601: the year 0 is 1 BC */
}

/* "November 146", "24 August 271": a year that this does not read, and the date is none without it.
 * What is counted is no year: "In May 120 people came". */
bool has_early_year(const struct facts *f, uint32_t end, bool has_day)
{
  enum { EARLY_DIGITS = 3 };

  uint32_t digits = 0, next = end + 1;
  if (fact_starts_block(f, end) || !fact_spaced(f, end) || number_plain(f, end, &digits) < 0 ||
      digits != EARLY_DIGITS)
    return false;
  return has_day || fact_starts_block(f, next) || !fact_is_word(f, next) ||
         fact_has(f, next, ROLE(TO) | ROLE(AND) | ROLE(UNTIL));
}

/* "FY18", "FY 2018" */
bool year_read_code(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  if (!fact_has(f, i, ROLE(YEAR_WORD)) || fact_starts_block(f, i + 1) ||
      !fact_is_digits(f, i + 1) || !fact_listed(f, i, "dates", "year.code"))
    return false;
  m->year = year_read(f, i + 1, ret_end);
  if (m->year == YEAR_UNKNOWN && is_glued(f, i + 1))
    m->year = short_year(f, i + 1, true, ret_end);
  return m->year != YEAR_UNKNOWN;
}

/* --- a year alone --- */

static bool is_unit_behind(const struct facts *f, uint32_t end)
{
  uint32_t stop;
  if (fact_starts_block(f, end))
    return false;
  uint64_t roles = ROLE(PERCENT) | ROLE(CURRENCY) | ROLE(SCALE) | ROLE(CLOCK) | ROLE(TIMES);
  const struct fact_word *word = fact_phrase(f, end, roles, &stop);
  if (word)
    return true;
  if (fact_listed(f, end, "dates", "year.measured") &&
      !(f->a->tokens.at[end].flags & TOKEN_CAPITAL))
    return true; /* "1400 m", but "1990 M. Reid" */
  word = fact_phrase(f, end, ROLE(UNIT), &stop);
  return word && !fact_has(f, end, ROLE(UNIT_SHORT)) && !unit_is_singular(f, word, stop);
}

/* "from 1300 to 1400 m": the first of two that are measured alike. */
static bool is_measured_range(const struct facts *f, uint32_t end)
{
  return !fact_starts_block(f, end) && fact_has(f, end, ROLE(TO) | ROLE(UNTIL)) &&
         fact_is_digits(f, end + 1) && is_unit_behind(f, end + 2);
}

/* "EIP-1820", "Model-1999", "RFC 1918": the number of a thing; "mid-1990" and "post-1945" are
 * years. */
static bool is_code(const struct facts *f, uint32_t n)
{
  if (!n || fact_starts_block(f, n))
    return false;
  bool is_hyphened = fact_mark(f, n - 1) == '-' && !fact_spaced(f, n);
  uint32_t name = n - 1 - (is_hyphened && n > 1);
  if (!fact_is_word(f, name) || (is_hyphened && fact_spaced(f, n - 1)))
    return false;
  uint8_t flags = f->a->tokens.at[name].flags;
  bool is_date_word =
      fact_has(f, name, ROLE(MONTH) | ROLE(YEAR_BEFORE) | ROLE(SEASON) | ROLE(HOLIDAY));
  return !is_date_word && flags & (is_hyphened ? TOKEN_CAPITAL : TOKEN_ALL_CAPS);
}

/* "les années 1990", "década de 1980" */
static bool is_decade_before(const struct facts *f, uint32_t n)
{
  uint32_t word = n - 1 - (n > 1 && fact_has(f, n - 1, ROLE(OF)));
  return !fact_starts_block(f, n) && fact_listed(f, word, "dates", "decade");
}

/* "a concentrated form of 1080", "heavy use of 1080", but "the treaty of 1648", "the Act of 1534":
 * early numbers of something that is not one. */
static bool is_of_any(const struct facts *f, uint32_t n)
{
  enum { BACK = 5 };

  if (!f->words->has_plural_s || n < 2 || fact_starts_block(f, n) || !fact_has(f, n - 1, ROLE(OF)))
    return false;
  if (f->a->tokens.at[n - 2].flags & TOKEN_CAPITAL)
    return false;
  for (uint32_t k = 2; k <= BACK && k <= n && !fact_starts_sentence(f, n - k + 1); k++)
    if (fact_has(f, n - k, ROLE(THE)) || fact_mark(f, n - k))
      return !fact_has(f, n - k, ROLE(THE));
  return true;
}

/* "a cost of 2400 gas", "a population of 1900", "set size 2000". */
static bool is_amount(const struct facts *f, uint32_t n)
{
  if (n && !fact_starts_block(f, n) && fact_listed(f, n - 1, "figures", "amounts.before"))
    return true;
  return n > 1 && !fact_starts_block(f, n) && !fact_starts_block(f, n - 1) &&
         fact_has(f, n - 1, ROLE(OF)) && fact_listed(f, n - 2, "figures", "amounts");
}

/* "(EU) 2016/679", "No. 2024-17", "2014/24/EU": the number goes on, and not as a span does. */
static bool goes_on(const struct facts *f, uint32_t end, int32_t year)
{
  enum { DECADE = 10, CENTURY = 100 };

  char mark = glued_mark(f, end);
  uint32_t digits = 0;
  if ((mark != '-' && mark != '/') || fact_starts_block(f, end) || !fact_is_digits(f, end + 1))
    return false;
  int32_t next = number_plain(f, end + 1, &digits);
  char behind = fact_spaced(f, end + 2) ? ' ' : fact_mark(f, end + 2);
  if (behind == '/' || behind == '-')
    return true;
  if (digits == 4)
    return next <= year || next > PLAIN_LAST;
  if (digits == 1)
    return mark != '-' || next != (year + 1) % DECADE;
  if (digits != 2)
    return true;
  return mark == '-' && next != (year + 1) % CENTURY && next <= year % CENTURY;
}

/* The upper end of "492-1831", whose lower one is no year: a half of something else. */
static bool ends_number(const struct facts *f, uint32_t n)
{
  enum { SHORT_DIGITS = 2 }; /* 12-2015 */

  return n > 1 && fact_mark(f, n - 1) == '-' && is_glued(f, n) && is_glued(f, n - 1) &&
         !fact_starts_block(f, n - 1) && fact_is_digits(f, n - 2) &&
         f->a->tokens.at[n - 2].len > SHORT_DIGITS;
}

static bool is_capital(const struct facts *f, uint32_t i)
{
  return fact_is_word(f, i) && !fact_starts_block(f, i) && f->a->tokens.at[i].flags & TOKEN_CAPITAL;
}

/* "1950 Main Street", "from 1850 Oak Avenue", "the 1600 block of Main Street"; "in 1950 Main
 * Street" is a year. */
static bool is_address(const struct facts *f, uint32_t n, uint32_t end)
{
  enum { WORDS_MAX = 3 };

  if (fact_listed(f, end, "figures", "label.of") && fact_has(f, end + 1, ROLE(OF)))
    return true;
  if (n && !fact_starts_block(f, n) && fact_listed(f, n - 1, "dates", "year.in"))
    return false;
  for (uint32_t i = end; i <= end + WORDS_MAX && is_capital(f, i); i++)
    if (i > end && fact_has(f, i, ROLE(LABEL_AFTER)))
      return true;
  return false;
}

/* "a 2048-bit key", "2000-Meter-Lauf", but "1990-built", "2020-era". */
static bool is_measuring(const struct facts *f, uint32_t end)
{
  uint32_t i = end + 1;
  if (fact_mark(f, end) != '-' || !is_glued(f, end) || !is_letter_behind(f, i) ||
      fact_starts_block(f, i))
    return false;
  str word = f->a->words.at[f->a->tokens.at[i].word].folded;
  for (uint32_t n = 0; n < f->words->past_ends.count; n++)
    if (str_ends(word, f->words->past_ends.words[n]))
      return false;
  return !fact_listed(f, i, "dates", "past") && !fact_listed(f, i, "dates", "year.joined");
}

/* "Natura 2000", "No. 2015" */
static bool is_numbered(const struct facts *f, uint32_t n)
{
  if (!n || fact_starts_block(f, n) || f->a->tokens.at[n].flags & TOKEN_SENTENCE_START)
    return false;
  bool is_short = n > 1 && fact_mark(f, n - 1) == '.' && f->a->tokens.at[n - 2].len > 1 &&
                  is_glued(f, n - 1) && !fact_starts_block(f, n - 1) &&
                  fact_has(f, n - 2, ROLE(LABEL)) &&
                  !fact_has(f, n - 2, ROLE(MONTH) | ROLE(YEAR_BEFORE) | ROLE(ABOUT));
  return is_short || (fact_listed(f, n - 1, "dates", "year.names") && is_capital(f, n - 1));
}

/* "(1756-1831)", "c. 1790-1862": a year of any century where a later one ends the span. */
static bool opens_span(const struct facts *f, uint32_t n, uint32_t end, int32_t year)
{
  enum { LIFE_MAX = 150 };

  uint32_t digits = 0;
  bool is_in_brackets = n && !fact_starts_block(f, n) && fact_mark(f, n - 1) == '(';
  uint32_t before = n;
  bool is_about = n && !fact_starts_block(f, n) && fact_phrase_before(f, n, ROLE(ABOUT), &before);
  if (fact_starts_block(f, end + 1) || fact_mark(f, end) != '-' || (!is_in_brackets && !is_about))
    return false;
  int32_t last = number_plain(f, end + 1, &digits);
  bool is_glued_span = is_glued(f, end) && is_glued(f, end + 1);
  bool is_closed = fact_mark(f, end + 2) == ')';
  return digits == 4 && last > year && last - year <= LIFE_MAX && (is_glued_span || is_closed) &&
         (is_closed || !day_is_counted(f, end + 2));
}

/* "the Hijri year 1446", "1446 AH", "l'an 1446 de l'hégire": counted from another day. */
static bool is_of_other_calendar(const struct facts *f, uint32_t i, uint32_t end)
{
  enum { LETTERS_MAX = 2 };

  i -= i && !fact_starts_sentence(f, i) && fact_has(f, i - 1, ROLE(YEAR_WORD));
  if (i && !fact_starts_sentence(f, i) && fact_listed(f, i - 1, "dates", "calendar"))
    return true;
  if (fact_starts_sentence(f, end))
    return false;
  const struct token *token = &f->a->tokens.at[end];
  if (token->flags & TOKEN_ALL_CAPS && token->len <= LETTERS_MAX)
    return fact_listed(f, end, "dates", "calendar");
  uint32_t n = end + 1;
  n += fact_has(f, n, ROLE(THE)) && !fact_starts_sentence(f, n);
  return fact_has(f, end, ROLE(OF)) && !fact_starts_sentence(f, n) &&
         fact_listed(f, n, "dates", "calendar");
}

bool year_is_about(const struct facts *f, uint32_t i)
{
  uint32_t from = 0;
  return i && !fact_starts_block(f, i) && fact_phrase_before(f, i, ROLE(ABOUT), &from) && from &&
         !fact_starts_sentence(f, from) && fact_listed(f, from, "dates", "circa") &&
         fact_listed(f, from - 1, "dates", "year.in") && !fact_has(f, from - 1, ROLE(THE));
}

/* "a 2011 Corolla", "a 2008 Oscar": what is called after its year; "a 2019 Supreme Court ruling" is
 * of it. */
static bool is_of_model(const struct facts *f, uint32_t n, uint32_t end)
{
  const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION) |
                         CLASS_BIT(CLASS_CONNECTIVE) | CLASS_BIT(CLASS_MONTH);
  if (!f->words->has_dates_before_nouns || !n || fact_starts_block(f, n) ||
      !fact_has(f, n - 1, ROLE(ARTICLE)) || !is_capital(f, end) || fact_has(f, end, ROLE(SEASON)))
    return false;
  uint32_t i = end;
  while (is_capital(f, i))
    i++;
  return fact_starts_sentence(f, i) || !fact_is_word(f, i) ||
         f->a->words.at[f->a->tokens.at[i].word].classes & small;
}

bool year_read_alone(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end)
{
  uint32_t n = i, end = 0;
  if (fact_has(f, i, ROLE(YEAR_WORD)) && !fact_starts_block(f, i + 1))
    n++;
  n += n > i && fact_has(f, n, ROLE(OF));
  int32_t year = year_read(f, n, &end);
  if (year == YEAR_UNKNOWN || is_unit_behind(f, end) || is_measured_range(f, end) ||
      is_code(f, n) || goes_on(f, end, year) || ends_number(f, n) ||
      (n == i && (is_amount(f, n) || year_is_counted(f, n) || number_is_of_year(f, n) ||
                  is_of_model(f, n, end))))
    return false;
  bool is_named = n > i ||
                  (n && !fact_starts_block(f, n) && fact_has(f, n - 1, ROLE(YEAR_BEFORE))) ||
                  year_is_about(f, n);
  bool is_compared =
      n && !fact_has(f, n - 1, ROLE(YEAR_BEFORE)) &&
      (fact_has(f, n - 1, ROLE(ABOUT) | ROLE(CURRENCY_BEFORE)) || label_is_before(f, n));
  if (n && !fact_starts_block(f, n) && !fact_spaced(f, n)) {
    char mark = fact_mark(f, n - 1);
    if (mark != '(' && mark != '-' && mark != '"' && mark != '\'' && mark != '/' && mark != '~' &&
        mark != '[')
      return false;
    if (mark == '/' && glued_mark(f, end) == '/')
      return false;
  }
  if (hour_in_digits(f, n) || is_measuring(f, end) || (n == i && is_address(f, n, end)) ||
      is_of_other_calendar(f, i, end))
    return false;
  bool is_far =
      year > PLAIN_LAST && (!is_named || (n == i && fact_has(f, n - 1, ROLE(OF) | ROLE(THE))));
  if (is_far || (!is_named && is_numbered(f, n)) || (year < PLAIN_FIRST && n && is_of_any(f, n)))
    return false;
  if (!is_named && (is_compared || year < PLAIN_FIRST) && !opens_span(f, n, end, year))
    return false;
  if (n > i && n == i + 1 && !fact_has(f, i, ROLE(YEAR_WORD)))
    return false;
  m->year = year;
  m->year_loose = year % 10 == 0 && n && is_decade_before(f, n);
  *ret_end = end;
  return true;
}
