/* amounts.c - currencies before and behind a number, percent signs, units.
 *
 * Invariant: an amount is read left to right from its first token; nothing before it is looked at.
 */
#include <math.h>

#include "analyze/amounts.h"

static str text_of(const struct facts *f, uint32_t first, uint32_t end)
{
  uint32_t at = fact_start(f, first);
  return str_sub(f->text, at, fact_stop(f, end) - at);
}

static void set_end(const struct facts *f, struct amount *a, uint32_t end)
{
  a->end = end;
  a->stop = fact_stop(f, end);
}

static str coded_unit(const struct facts *f, const struct fact_word *word, uint32_t first,
                      uint32_t end)
{
  return word->code.len ? word->code : text_of(f, first, end);
}

/* --- currencies --- */

/* MUSD, MEUR: the code with an M before it. */
static bool is_in_millions(const struct facts *f, uint32_t i, uint32_t end,
                           const struct fact_word *word)
{
  uint32_t at = fact_start(f, i);
  return f->text.data[at] == 'M' && fact_stop(f, end) - at == 4 && word->code.len == 3 &&
         str_eq_nocase(str_sub(f->text, at + 1, 3), word->code);
}

/* "15 dollars 50", "10 $ 30 cents": hundredths behind the currency. */
static void add_hundredths(const struct facts *f, struct amount *a)
{
  uint32_t i = a->end, digits = 0, end = 0;
  if (a->number.flags & (NUMBER_SCALED | NUMBER_DECIMALS) || fact_starts_block(f, i))
    return;
  i += fact_has(f, i, ROLE(NUMBER_AND) | ROLE(TENS_AND));
  int value = number_plain(f, i, &digits);
  if (digits != 2 || value <= 0 || !fact_spaced(f, i))
    return;
  const struct fact_word *word = fact_phrase(f, i + 1, ROLE(CURRENCY), &end);
  bool is_minor = word && !word->code.len && !(word->roles & ROLE(CURRENCY_BEFORE));
  bool is_last = i + 1 >= fact_count(f) || fact_starts_block(f, i + 1) ||
                 (fact_mark(f, i + 1) == '.' && fact_spaced(f, i + 2));
  if (!is_minor && !is_last)
    return;
  a->value += value / 100.0;
  set_end(f, a, is_minor ? end : i + 1);
}

static bool has_capital_currency(const struct facts *f, uint32_t i, const struct fact_word *word)
{
  const struct token *token = &f->a->tokens.at[i];
  return !(word->roles & ROLE(CURRENCY_BEFORE)) || token->kind != TOKEN_WORD ||
         token->flags & TOKEN_CAPITAL || token->len >= 3;
}

/* "cost", "€"; not "rub", which may be of none. */
static bool is_money_cue(const struct facts *f, uint32_t i)
{
  bool is_currency =
      fact_has(f, i, ROLE(CURRENCY_BEFORE)) &&
      ((f->a->tokens.at[i].flags & TOKEN_CAPITAL) || !fact_listed(f, i, "figures", "money.words"));
  return is_currency || fact_listed(f, i, "figures", "money.cue");
}

/* A word of money stands in the same sentence, before token `first` or behind token `end`. */
static bool has_money_near(const struct facts *f, uint32_t first, uint32_t end)
{
  enum { BACK = 12, AHEAD = 8 };

  for (uint32_t n = 1; n <= BACK && n <= first; n++) {
    if (f->a->tokens.at[first - n + 1].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START))
      break;
    if (fact_listed(f, first - n, "figures", "weight.cue"))
      return false;
    if (is_money_cue(f, first - n))
      return true;
  }
  for (uint32_t i = end; i < end + AHEAD && i < fact_count(f); i++) {
    if (f->a->tokens.at[i].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START))
      break;
    if (is_money_cue(f, i))
      return true;
  }
  return false;
}

/* "a 12-pound trout", "20 pounds of rice": what is a weight as well is money only where money is
 * spoken of, or millions. */
static bool is_weight(const struct facts *f, const struct amount *a, const struct fact_word *word,
                      uint32_t end)
{
  uint64_t both = ROLE(UNIT) | ROLE(CURRENCY_BEFORE) | ROLE(UNIT_SHORT);
  if ((word->roles & both) != ROLE(UNIT))
    return false;
  if (a->number.flags & NUMBER_SCALED && a->number.scale >= 1e6)
    return fact_listed(f, a->first - (a->first > 0), "figures", "weight.cue");
  return (fact_has(f, end, ROLE(OF)) && !fact_starts_block(f, end)) ||
         !has_money_near(f, a->first, end);
}

bool unit_is_name(const struct facts *f, uint32_t i)
{
  uint8_t flags = f->a->tokens.at[i].flags;
  return !f->words->has_capital_nouns && fact_is_word(f, i) && flags & TOKEN_CAPITAL &&
         !(flags & TOKEN_ALL_CAPS);
}

/* "the 2 rub halls", "3 won the relay", "dos marcos": what is another word as well is money only
 * where money is spoken of, or thousands. */
static bool is_other_word(const struct facts *f, const struct amount *a, uint32_t i, uint32_t end)
{
  return end == i + 1 && !(f->a->tokens.at[i].flags & TOKEN_CAPITAL) &&
         !(a->number.flags & NUMBER_SCALED) && fact_listed(f, i, "figures", "money.words") &&
         !has_money_near(f, a->first, end);
}

static bool read_currency_after(const struct facts *f, struct amount *a)
{
  uint32_t i = a->end, end = 0;
  i += fact_mark(f, i) == '-' && !fact_spaced(f, i) && !fact_spaced(f, i + 1);
  if (fact_starts_block(f, i))
    return false;
  uint32_t of = fact_has(f, i, ROLE(OF)) && a->number.flags & NUMBER_SCALED ? 1 : 0;
  uint64_t roles = ROLE(CURRENCY) | ROLE(CURRENCY_BEFORE);
  const struct fact_word *word = fact_phrase(f, i + of, roles, &end);
  bool is_symbol =
      word && word->roles & ROLE(CURRENCY_BEFORE) && fact_is_digits(f, end) && !fact_spaced(f, end);
  if (!word || is_symbol || !has_capital_currency(f, i + of, word))
    return false;
  if ((!word->code.len && of && !(word->roles & ROLE(CURRENCY))) || is_weight(f, a, word, end) ||
      is_other_word(f, a, i + of, end) || (!word->code.len && unit_is_name(f, i + of)))
    return false;
  a->kind = FIGURE_MONEY;
  a->unit = coded_unit(f, word, i + of, end);
  a->value *= is_in_millions(f, i + of, end, word) ? 1e6 : 1;
  set_end(f, a, end);
  uint32_t scale_end;
  const struct fact_word *scale = fact_phrase(f, end, ROLE(SCALE), &scale_end);
  if (scale && scale->scale >= 1000 && !(a->number.flags & NUMBER_SCALED)) {
    a->value *= scale->scale; /* 75 USD million */
    set_end(f, a, scale_end);
  }
  add_hundredths(f, a);
  return true;
}

/* 50p, 6.1p */
static bool read_symbol_after(const struct facts *f, struct amount *a)
{
  const struct fact_word *word = fact_at(f, a->end);
  /* "46P" is a comet. */
  if (!(word->roles & ROLE(MINOR_SYMBOL)) || fact_spaced(f, a->end) ||
      f->a->tokens.at[a->end].flags & TOKEN_CAPITAL)
    return false;
  a->kind = FIGURE_MONEY;
  a->value /= 100;
  a->unit = word->code;
  set_end(f, a, a->end + 1);
  return true;
}

/* The letters of "Z$" and "E£", which no list has: the symbol alone would be another currency. */
static bool has_letters_before(const struct facts *f, uint32_t i)
{
  enum { LETTERS_MAX = 3 };

  if (!i || fact_spaced(f, i) || fact_is_word(f, i) || !fact_is_word(f, i - 1))
    return false;
  const struct token *token = &f->a->tokens.at[i - 1];
  return token->len == 1 ? token->flags & TOKEN_CAPITAL
                         : token->flags & TOKEN_ALL_CAPS && token->len <= LETTERS_MAX;
}

/* "an Audi RS6": two capitals and one digit in one are a model more often than money. */
static bool is_model(const struct facts *f, uint32_t i, uint32_t n)
{
  enum { LETTERS = 2 };

  const struct token *letters = &f->a->tokens.at[i], *digits = &f->a->tokens.at[n];
  return n == i + 1 && letters->flags & TOKEN_ALL_CAPS && letters->len == LETTERS &&
         digits->len == 1 && !fact_spaced(f, n);
}

static bool read_currency_before(const struct facts *f, uint32_t i, struct amount *a)
{
  uint32_t end = 0;
  const struct fact_word *word = fact_phrase(f, i, ROLE(CURRENCY_BEFORE), &end);
  if (!word || fact_starts_block(f, end) || !has_capital_currency(f, i, word))
    return false;
  if (!fact_is_digits(f, end) && fact_mark(f, end) != '-')
    return false;
  uint32_t n = end + (fact_mark(f, end) == '-');
  if (is_model(f, i, n) || !number_read(f, n, NUMBER_OF_MONEY, &a->number))
    return false;
  a->kind = FIGURE_MONEY;
  a->value = a->number.value * (is_in_millions(f, i, end, word) ? 1e6 : 1);
  a->unit = word->code;
  bool is_negative = a->value > 0 && number_is_negative(f, i, a->value);
  a->value = is_negative ? -a->value : a->value;
  a->first = i - is_negative;
  if (!is_negative && has_letters_before(f, i)) {
    a->first = i - 1;
    a->unit = text_of(f, i - 1, i + 1);
  }
  a->at = fact_start(f, a->first);
  set_end(f, a, a->number.end);
  a->stop = a->number.stop;
  return true;
}

/* --- percent and measures --- */

/* "km/h", "miles per hour", "W/min": a second unit behind the first. */
static void add_per(const struct facts *f, struct amount *a)
{
  uint32_t i = a->end, end = 0;
  if (fact_mark(f, i) != '/' || fact_spaced(f, i) || fact_spaced(f, i + 1))
    return;
  if (fact_phrase(f, i + 1, ROLE(UNIT), &end))
    set_end(f, a, end);
}

static bool is_year_like(const struct number *n)
{
  enum { FIRST = 1900, LAST = 2099 };

  return n->flags == NUMBER_DIGITS && n->digits == 4 && n->value >= FIRST && n->value <= LAST;
}

/* "Chiang et al. (2008b)": the second of a year that is cited. */
static bool is_cited_year(const struct facts *f, const struct amount *a, uint32_t i)
{
  char letter = f->text.data[f->a->tokens.at[i].at];
  return !fact_spaced(f, i) && f->a->tokens.at[i].len == 1 && letter >= 'a' && letter <= 'f' &&
         is_year_like(&a->number);
}

/* "an F-score of 0.849 F": nobody gives hundredths of a degree. */
static bool has_hundredths(double value)
{
  double tenths = value * 10;
  return fabs(tenths - round(tenths)) > 1e-6;
}

/* "m" or "in" must touch the digits or stand before a mark, others may stand apart; 5G is no
 * weight, and 5b no bytes. */
static bool is_short_unit_right(const struct facts *f, const struct amount *a, uint32_t i,
                                uint32_t end)
{
  if (!(a->number.flags & NUMBER_DIGITS) || a->number.flags & NUMBER_SCALED)
    return false;
  bool is_capital = f->a->tokens.at[i].flags & TOKEN_CAPITAL;
  bool is_abbreviation = fact_mark(f, end) == '.' && !fact_spaced(f, end) &&
                         fact_is_word(f, end + 1) && !fact_spaced(f, end + 1); /* 28 C.F.R. */
  if (is_abbreviation || is_cited_year(f, a, i) ||
      (is_capital && !fact_listed(f, i, "units", "capital")) ||
      (a->value < 1000 && fact_listed(f, i, "units", "large")) ||
      (is_capital && has_hundredths(a->value) && fact_listed(f, i, "units", "degrees")))
    return false;
  if (!fact_spaced(f, i))
    return true;
  bool is_closed = end >= fact_count(f) || fact_starts_block(f, end) || fact_mark(f, end);
  return is_closed || fact_listed(f, i, "units", "apart");
}

/* So many of a smaller unit make one of a larger one. */
static const struct parts {
  const char *section, *key;
  const char *part_section, *part_key;
  double count;
} parts[] = {
    {"figures", "foot", "figures", "inch", 12},   {"durations", "year", "durations", "month", 12},
    {"durations", "week", "durations", "day", 7}, {"durations", "day", "figures", "hour", 24},
    {"figures", "hour", "figures", "minute", 60}, {"figures", "minute", "figures", "second", 60},
};

/* The parts that the unit before token `end` has; NULL if there are none. */
static const struct parts *parts_before(const struct facts *f, uint32_t end)
{
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (fact_listed(f, end - 1, parts[i].section, parts[i].key))
      return &parts[i];
  return NULL;
}

/* "5 feet 2 inches", "5 ft 2 in", "two hours, 14 minutes and 3 seconds": one measure in the largest
 * unit; not "between 1 hour and 30 minutes". */
static void add_parts(const struct facts *f, struct amount *a)
{
  double share = 1;
  bool is_range = a->first && !fact_starts_block(f, a->first) &&
                  fact_has(f, a->first - 1, ROLE(BETWEEN) | ROLE(FROM));
  const struct parts *of;
  while ((of = parts_before(f, a->end)) && !fact_starts_block(f, a->end)) {
    struct number number;
    uint32_t i = a->end;
    i += fact_mark(f, i) == ',';
    i += fact_has(f, i, ROLE(NUMBER_AND));
    if (is_range || fact_starts_block(f, i) || !number_read(f, i, NUMBER_PLAIN, &number) ||
        number.first != i || number.value < 0 || number.value >= of->count ||
        fact_starts_block(f, number.end) ||
        !fact_listed(f, number.end, of->part_section, of->part_key))
      return;
    share /= of->count;
    a->value += number.value * share;
    a->end = number.end + 1;
    a->stop = fact_stop(f, a->end);
  }
}

/* "the 2021 weekend", not "a 2000 year old": where plurals end in s, a week without it is one. */
bool unit_is_singular(const struct facts *f, const struct fact_word *word, uint32_t end)
{
  return f->words->has_plural_s && word->roles & ROLE(UNIT_TIME) && word->measure == STEP_WEEK &&
         f->text.data[fact_stop(f, end) - 1] != 's';
}

/* "um segundo turno", "une seconde chance": the second of something, no time. */
static bool is_second_of(const struct facts *f, const struct amount *a, uint32_t end)
{
  const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION);
  if (a->number.flags & NUMBER_DIGITS || a->value != 1 || fact_starts_block(f, end) ||
      !fact_is_word(f, end) || !fact_listed(f, end - 1, "figures", "second"))
    return false;
  return !(f->a->words.at[f->a->tokens.at[end].word].classes & small);
}

/* What the text explains, "machine translation (MT)", it does not measure in. */
static bool is_explained(const struct facts *f, str sign)
{
  enum { MOST = 256 }; /* of a text that explains more, the first */

  for (uint32_t i = 0; i < f->a->abbreviations.count && i < MOST; i++)
    if (str_eq(f->a->abbreviations.at[i].short_form, sign) &&
        !f->a->abbreviations.at[i].is_from_table)
      return true;
  return false;
}

/* "two MT models": behind a number in letters a sign in capitals is an acronym. */
static bool is_acronym(const struct facts *f, const struct amount *a, uint32_t i, uint32_t end)
{
  enum { SIGN_BYTES = 3 };

  const struct token *token = &f->a->tokens.at[i];
  if (end != i + 1 || token->len > SIGN_BYTES || !(token->flags & TOKEN_ALL_CAPS))
    return false;
  return !(a->number.flags & NUMBER_DIGITS) || is_explained(f, text_of(f, i, end));
}

static bool read_unit(const struct facts *f, struct amount *a)
{
  uint32_t i = a->end, end = 0;
  bool has_hyphen = fact_mark(f, i) == '-' && !fact_spaced(f, i) && !fact_spaced(f, i + 1);
  i += has_hyphen;
  i += a->number.flags & NUMBER_SCALED && fact_has(f, i, ROLE(OF)); /* 3 millions de tonnes */
  if (fact_starts_block(f, i))
    return false;
  const struct fact_word *word = fact_phrase(f, i, ROLE(UNIT), &end);
  if (!word || (has_hyphen && !fact_is_word(f, i)) || is_second_of(f, a, end) ||
      is_acronym(f, a, i, end))
    return false;
  if (!has_hyphen && is_year_like(&a->number) && unit_is_singular(f, word, end))
    return false;
  bool is_short = end == i + 1 && fact_has(f, i, ROLE(UNIT_SHORT));
  if (is_short && !is_short_unit_right(f, a, i, end))
    return false;
  a->kind = FIGURE_MEASURE;
  a->is_time = (word->roles & ROLE(UNIT_TIME)) != 0;
  a->has_hyphen = has_hyphen;
  set_end(f, a, end);
  if (!has_hyphen)
    add_per(f, a);
  a->unit = text_of(f, i, a->end);
  if (!has_hyphen && !(a->number.flags & (NUMBER_SCALED | NUMBER_DECIMALS | NUMBER_FRACTION)))
    add_parts(f, a);
  return true;
}

static bool read_percent(const struct facts *f, struct amount *a)
{
  uint32_t end = 0, i = a->end;
  i += fact_mark(f, i) == '-' && !fact_spaced(f, i) && !fact_spaced(f, i + 1);
  const struct fact_word *word =
      fact_starts_block(f, i) ? NULL : fact_phrase(f, i, ROLE(PERCENT), &end);
  if (!word)
    return false;
  a->kind = FIGURE_PERCENT;
  a->unit = coded_unit(f, word, i, end); /* "%", but "basis points" */
  set_end(f, a, end);
  return true;
}

/* "two years and a half", "dos años y medio", "une heure et demie". */
static void add_half_unit(const struct facts *f, struct amount *a)
{
  uint32_t end = 0;
  double half = half_behind(f, a->end, &end);
  bool is_apart = half > 0 && fact_has(f, end - 2, ROLE(ARTICLE)) && fact_has(f, end, ROLE(OF));
  if (half == 0 || is_apart || a->has_hyphen ||
      a->number.flags & (NUMBER_SCALED | NUMBER_DECIMALS | NUMBER_FRACTION))
    return;
  a->value += half;
  set_end(f, a, end);
}

/* "3.4 ± 0.2 mm": the unit stands behind the tolerance. */
static bool read_tolerance(const struct facts *f, struct amount *a)
{
  uint32_t i = a->end;
  struct amount behind = {.kind = FIGURE_COUNT};
  if (fact_is_word(f, i) || fact_starts_block(f, i) || !fact_listed(f, i, "figures", "tolerance") ||
      !fact_is_digits(f, i + 1) || !number_read(f, i + 1, NUMBER_PLAIN, &behind.number))
    return false;
  set_end(f, &behind, behind.number.end);
  set_end(f, a, behind.end);
  if (!read_percent(f, &behind) && !read_unit(f, &behind))
    return true;
  a->kind = behind.kind;
  a->unit = behind.unit;
  a->is_time = behind.is_time;
  set_end(f, a, behind.end);
  return true;
}

/* "half an hour", "half a mile", "a quarter of an hour": a part of one. */
static bool read_part_of_unit(const struct facts *f, struct amount *a)
{
  uint32_t i = a->end, end = 0;
  if (!(a->number.flags & NUMBER_FRACTION) || a->number.flags & NUMBER_DIGITS)
    return false;
  i += fact_has(f, i, ROLE(OF)) && !fact_starts_block(f, i);
  if (fact_starts_block(f, i) || fact_starts_block(f, i + 1) || !fact_has(f, i, ROLE(ARTICLE)) ||
      !fact_is_word(f, i + 1))
    return false;
  const struct fact_word *word = fact_phrase(f, i + 1, ROLE(UNIT), &end);
  if (!word || word->roles & ROLE(UNIT_SHORT) || fact_mark(f, end) == '\'')
    return false;
  a->kind = FIGURE_MEASURE;
  a->is_time = (word->roles & ROLE(UNIT_TIME)) != 0;
  a->unit = text_of(f, i + 1, end);
  set_end(f, a, end);
  return true;
}

/* "12 degrees below zero", "12 degrés au-dessous de zéro" */
static void add_below_zero(const struct facts *f, struct amount *a)
{
  enum { BEFORE_MAX = 2, SHORT_BYTES = 2 };

  uint32_t i = a->end;
  while (i < a->end + BEFORE_MAX && !fact_starts_sentence(f, i) &&
         f->a->tokens.at[i].len <= SHORT_BYTES && !fact_listed(f, i, "figures", "below"))
    i++;
  if (fact_starts_sentence(f, i) || !fact_listed(f, i, "figures", "below"))
    return;
  i++;
  i += fact_has(f, i, ROLE(OF)) && !fact_starts_sentence(f, i);
  if (fact_starts_sentence(f, i) || !fact_has(f, i, ROLE(NUMBER)) || fact_at(f, i)->number > 0)
    return;
  a->value = -a->value;
  set_end(f, a, i + 1);
}

bool amount_add_unit(const struct facts *f, struct amount *a)
{
  if (read_part_of_unit(f, a))
    return true;
  if (read_tolerance(f, a) || read_percent(f, a) || read_symbol_after(f, a))
    return true;
  if (!read_currency_after(f, a) && !read_unit(f, a))
    return false;
  if (a->kind == FIGURE_MEASURE && !a->is_time)
    add_below_zero(f, a);
  add_half_unit(f, a);
  return true;
}

/* "fourteen (14) days": the number once more in digits. */
static void add_echo(const struct facts *f, struct number *n)
{
  uint32_t digits = 0, i = n->end;
  if (n->flags & NUMBER_DIGITS || fact_starts_block(f, i) || fact_mark(f, i) != '(' ||
      fact_mark(f, i + 2) != ')' || fact_starts_block(f, i + 1) || fact_starts_block(f, i + 2))
    return;
  int value = number_plain(f, i + 1, &digits);
  if (value < 0 || (double)value < n->value || (double)value > n->value)
    return;
  n->end = i + 3;
  n->stop = fact_stop(f, n->end);
}

bool amount_read_bare(const struct facts *f, uint32_t i, struct amount *ret)
{
  struct amount a = {.kind = FIGURE_COUNT};
  if (!number_read(f, i, NUMBER_PLAIN, &a.number))
    return false;
  add_echo(f, &a.number);
  a.first = a.number.first;
  a.at = a.number.at;
  a.end = a.number.end;
  a.stop = a.number.stop;
  a.value = a.number.value;
  *ret = a;
  return true;
}

/* "10m euros": the letter is a scale after all. */
static bool read_money_behind_letter(const struct facts *f, uint32_t i, struct amount *a)
{
  struct amount money = {.kind = FIGURE_COUNT};
  if (!fact_is_digits(f, i) || !number_read(f, i, NUMBER_OF_MONEY, &money.number))
    return false;
  if (!(money.number.flags & NUMBER_SCALED))
    return false;
  money.first = money.number.first;
  money.at = money.number.at;
  money.value = money.number.value;
  set_end(f, &money, money.number.end);
  if (!read_currency_after(f, &money))
    return false;
  *a = money;
  return true;
}

/* "about a foot", "an hour and a half": one of a unit, where a word says that it is measured. */
static bool read_single(const struct facts *f, uint32_t i, struct amount *a)
{
  struct qualifier q;
  uint32_t end = 0, half_end = 0;
  if (!fact_has(f, i, ROLE(ARTICLE)) || fact_starts_block(f, i + 1) || !fact_is_word(f, i + 1))
    return false;
  const struct fact_word *word = fact_phrase(f, i + 1, ROLE(UNIT), &end);
  if (!word || word->roles & ROLE(UNIT_SHORT))
    return false;
  bool has_half = half_behind(f, end, &half_end) > 0 && !fact_has(f, half_end, ROLE(OF));
  if (!has_half && (word->roles & ROLE(UNIT_TIME) || !qualifier_before(f, i, &q)))
    return false;
  a->number = (struct number){.value = 1, .scale = 1, .first = i, .end = i + 1};
  a->number.at = fact_start(f, i);
  a->number.stop = fact_stop(f, i + 1);
  a->kind = FIGURE_MEASURE;
  a->value = 1;
  a->first = i;
  a->at = a->number.at;
  a->is_time = (word->roles & ROLE(UNIT_TIME)) != 0;
  set_end(f, a, end);
  a->unit = text_of(f, i + 1, end);
  add_half_unit(f, a);
  return true;
}

bool amount_read(const struct facts *f, uint32_t i, struct amount *ret)
{
  struct amount a = {.kind = FIGURE_COUNT};
  if (read_currency_before(f, i, &a) || read_single(f, i, &a)) {
    *ret = a;
    return true;
  }
  if (!amount_read_bare(f, i, &a))
    return false;
  if (!amount_add_unit(f, &a) || a.kind == FIGURE_MEASURE)
    read_money_behind_letter(f, i, &a);
  *ret = a;
  return true;
}
