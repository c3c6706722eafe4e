/* rejects.c - numbers that say nothing in a fact box: years, pages, times, list marks, idioms.
 *
 * Invariant: only a fixed number of tokens round the number is looked at. */
#include "analyze/amounts.h"

enum { YEAR_OF_FIRST = 1000, YEAR_FIRST = 1500, YEAR_LAST = 2100, CENTURY = 100 };

/* "less than 2008" compares with the year; round numbers are counts. */
static bool is_recent(const struct facts *f, uint32_t i)
{
  enum { FIRST = 1900, LAST = 2050, ROUND = 50 };

  uint32_t digits = 0;
  int value = number_plain(f, i, &digits);
  return value > FIRST && value < LAST && value % ROUND != 0;
}

/* "more than 2000", "up to 1900 birds": what bounds it does not bound a time as well. */
static bool is_bounded(const struct facts *f, uint32_t i, bool has_noun)
{
  uint32_t from = 0;
  const struct fact_word *word =
      fact_phrase_before(f, i, ROLE(ABOUT) | ROLE(MIN) | ROLE(MAX), &from);
  if (!word)
    return false;
  uint64_t times = ROLE(YEAR_BEFORE) | ROLE(SINCE) | (f->words->has_plural_s ? 0 : ROLE(UNTIL));
  bool is_time = (word->roles & times) != 0;
  bool is_long = i - from > 1 && !(word->roles & (ROLE(ABOUT) | ROLE(UNTIL)));
  return !is_time && (has_noun || (is_long && !is_recent(f, i)));
}

/* "1500 or 2000 people": what is counted stands behind the upper end. */
static uint32_t counted_end(const struct facts *f, uint32_t i)
{
  uint32_t digits = 0, next = i + 1;
  if (fact_starts_block(f, next) || !(fact_mark(f, next) == '-' || fact_has(f, next, ROLE(TO))))
    return i;
  return !fact_starts_block(f, next + 1) && number_plain(f, next + 1, &digits) > 0 && digits == 4
             ? next + 1
             : i;
}

bool year_is_counted(const struct facts *f, uint32_t i)
{
  enum {
    LATE = 1900
  }; /* "the 1988 quarter", "2019 results": later ones often stand before nouns */

  struct noun noun = {0};
  uint32_t digits = 0, end = counted_end(f, i);
  struct number many = {.value = number_plain(f, i, &digits), .flags = NUMBER_DIGITS};
  bool has_noun = fact_spaced(f, end + 1) && noun_read(f, end + 1, &many, &noun);
  bool has_before = i && !fact_starts_block(f, i);
  bool is_round = (int)many.value % CENTURY == 0; /* "by c. 1000 authors" */
  if (year_is_about(f, i) && !(has_noun && is_round))
    return false;
  if (has_before && is_bounded(f, i, has_noun))
    return true;
  if (!has_noun || (has_before && fact_listed(f, i - 1, "dates", "year.in")))
    return false;
  /* "1953 erhielten Frauen das Wahlrecht": capitals alone show no noun phrase */
  bool is_next = noun.end == end + 2 || !f->words->has_capital_nouns;
  if (is_next && fact_listed(f, noun.end - 1, "figures", "counted"))
    return true;
  /* "a crowd of 1200 soldiers", not "a charter of 1237 fixes the due" */
  return f->words->has_plural_s && many.value < LATE && has_before &&
         fact_has(f, i - 1, ROLE(OF)) && !fact_has(f, noun.end, ROLE(THE));
}

static bool is_year(const struct facts *f, const struct amount *a)
{
  const struct number *n = &a->number;
  if (a->kind != FIGURE_COUNT || n->flags != NUMBER_DIGITS || n->digits != 4)
    return false;
  bool is_of = n->first && fact_has(f, n->first - 1, ROLE(OF)) && f->words->has_plural_s &&
               (int)n->value % CENTURY != 0; /* "a charter of 1237" */
  return n->value >= (is_of ? YEAR_OF_FIRST : YEAR_FIRST) && n->value <= YEAR_LAST &&
         n->end == n->first + 1 && fact_start(f, n->first) == n->at &&
         !year_is_counted(f, n->first);
}

/* "2. Minutes", "(3)", "iv" at the start of a block. */
static bool is_list_mark(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first;
  bool is_start = fact_starts_block(f, i) ||
                  (i < fact_count(f) && f->a->tokens.at[i].flags & TOKEN_SENTENCE_START);
  if (!(a->number.flags & NUMBER_DIGITS) || !is_start)
    return false;
  char mark = fact_mark(f, a->number.end);
  if (a->number.flags & (NUMBER_DECIMALS | NUMBER_SCALED))
    return false;
  return (mark == '.' || mark == ')') && !fact_starts_block(f, a->number.end) &&
         !fact_starts_block(f, a->number.end + 1) && fact_spaced(f, a->number.end + 1);
}

static bool has_noun(const struct facts *f, const struct amount *a)
{
  struct noun noun;
  return noun_read(f, a->number.end, &a->number, &noun);
}

/* The first of "3, 4 and 7", where nothing is counted behind the last of them. */
static uint32_t row_start(const struct facts *f, const struct amount *a)
{
  enum { ROW_MAX = 8 };

  uint32_t i = a->number.first;
  for (int n = 0; n < ROW_MAX && i > 2 && fact_is_digits(f, i - 2); n++) {
    bool is_joined = fact_mark(f, i - 1) == ',' || fact_mark(f, i - 1) == '-' ||
                     fact_has(f, i - 1, ROLE(AND) | ROLE(TO));
    if (!is_joined || fact_starts_block(f, i) || fact_starts_block(f, i - 1))
      break;
    i -= 2;
  }
  return i < a->number.first && has_noun(f, a) ? a->number.first : i;
}

/* "12 rue de Rivoli", "12 High Street", "42 U.S.C.": what makes it a name stands behind it. */
static bool is_labelled_behind(const struct facts *f, const struct amount *a)
{
  enum { NAME_MAX = 3 };

  uint32_t stop = 0;
  if (a->kind != FIGURE_COUNT || a->number.flags != NUMBER_DIGITS)
    return false;
  uint32_t first = a->number.end; /* "12, rue de la Paix" */
  first += fact_mark(f, first) == ',' && !fact_starts_block(f, first) &&
           fact_has(f, first + 1, ROLE(LABEL_AFTER));
  for (uint32_t i = first; i <= first + NAME_MAX; i++) {
    if (fact_starts_block(f, i) || !fact_is_word(f, i))
      return false;
    bool is_end = i > first && (i + 1 >= fact_count(f) || fact_starts_block(f, i + 1) ||
                                !fact_is_word(f, i + 1));
    if (fact_phrase(f, i, ROLE(LABEL_AFTER), &stop) ||
        (is_end && fact_listed(f, i, "figures", "label.end")) ||
        (fact_listed(f, i, "figures", "label.of") && fact_has(f, i + 1, ROLE(OF))))
      return true;
    if (!(f->a->tokens.at[i].flags & TOKEN_CAPITAL))
      return false;
  }
  return false;
}

/* "calle de Alcalá, 45": a street's number. */
bool number_in_address(const struct facts *f, const struct amount *a)
{
  enum { BACK = 5 };

  uint32_t i = a->first;
  if (i < 2 || fact_starts_block(f, i) || fact_mark(f, i - 1) != ',')
    return false;
  i -= 2;
  for (uint32_t n = 0; n < BACK && n <= i && !fact_starts_block(f, i - n + 1); n++) {
    uint32_t word = i - n;
    if (fact_has(f, word, ROLE(LABEL) | ROLE(LABEL_AFTER)))
      return !fact_listed(f, word, "figures", "age.person");
    if (!fact_is_word(f, word) ||
        !(f->a->tokens.at[word].flags & TOKEN_CAPITAL || fact_has(f, word, ROLE(OF) | ROLE(THE))))
      return false;
  }
  return false;
}

/* "28013 Madrid", ", 1012 Amsterdam" */
static bool is_postcode(const struct facts *f, const struct amount *a)
{
  enum { DIGITS = 5 };

  uint32_t i = a->number.first, next = a->number.end;
  uint32_t digits = a->number.digits;
  bool is_long = digits == DIGITS || (digits == DIGITS - 1 && !f->words->has_plural_s);
  if (a->kind != FIGURE_COUNT || a->number.flags != NUMBER_DIGITS || !is_long ||
      !fact_is_word(f, next) || fact_starts_block(f, next) ||
      !(f->a->tokens.at[next].flags & TOKEN_CAPITAL))
    return false;
  uint64_t classes = f->a->words.at[f->a->tokens.at[next].word].classes;
  if (classes & CLASS_BIT(CLASS_PLACE))
    return true;
  return i && !fact_starts_block(f, i) && fact_mark(f, i - 1) == ',' && !f->words->has_plural_s &&
         !f->words->has_capital_nouns && !(classes & CLASS_BIT(CLASS_NATIONALITY));
}

/* "several hundred", "mehrere 100": nobody says how many. */
static bool is_vague(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first;
  double v = a->value;
  bool is_round = v == 12 || v == 100 || v == 1e3 || v == 1e4 || v == 1e5 || v == 1e6 || v == 1e9;
  return is_round && i && !fact_starts_block(f, i) && fact_listed(f, i - 1, "figures", "vague");
}

/* "a 5-gram model", "the 30-best list": the name of a kind; "10-gram" may be a weight. */
static bool is_order(const struct facts *f, const struct amount *a)
{
  enum { WEIGHT = 10 };

  uint32_t hyphen = a->number.end;
  return fact_mark(f, hyphen) == '-' && !fact_starts_block(f, hyphen) && !fact_spaced(f, hyphen) &&
         !fact_spaced(f, hyphen + 1) && fact_listed(f, hyphen + 1, "figures", "orders") &&
         (a->value < WEIGHT || a->kind != FIGURE_MEASURE);
}

/* A cross with digits on its other side. */
static bool is_product(const struct facts *f, uint32_t cross, uint32_t digits)
{
  enum { CROSS_BYTES = 2 };

  uint32_t behind = cross > digits ? cross : digits;
  return fact_is_digits(f, digits) && f->a->tokens.at[cross].len <= CROSS_BYTES &&
         !fact_starts_block(f, cross) && !fact_starts_block(f, behind) &&
         fact_listed(f, cross, "figures", "product");
}

/* "2 x 500 mg", "210 x 297 mm": what has the unit counts, the last of them. */
static bool is_factor(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.end, first = a->number.first;
  return a->kind == FIGURE_COUNT &&
         (is_product(f, i, i + 1) || (first > 1 && is_product(f, first - 1, first - 2)));
}

/* "les années 80", "años ochenta", "in his 50s", "the 480s" */
static bool is_decade(const struct facts *f, const struct amount *a)
{
  enum { LAST = 90, DIGITS_MAX = 3 };

  uint32_t i = a->kind == FIGURE_COUNT ? row_start(f, a) : a->number.first, from = 0;
  uint32_t digits = a->number.digits;
  bool is_word = !a->number.flags && a->value >= 10;
  if (!(is_word || (a->number.flags == NUMBER_DIGITS && digits >= 2 && digits <= DIGITS_MAX)) ||
      (int)a->value % 10 || !i || fact_starts_block(f, i))
    return false;
  if (a->kind == FIGURE_COUNT)
    return a->value <= LAST && fact_listed(f, i - 1, "figures", "decade");
  bool has_s = f->words->has_plural_s && str_eq(a->unit, STR("s")) && !fact_spaced(f, a->end - 1);
  uint64_t parts = ROLE(START_OF) | ROLE(MIDDLE_OF) | ROLE(END_OF);
  i -= fact_mark(f, i - 1) == '-';
  return has_s && i && (fact_has(f, i - 1, ROLE(THE)) || fact_phrase_before(f, i, parts, &from));
}

/* "im 19. Jahrhundert": where days are written so, digits with a stop are an ordinal unless they
 * end the sentence. */
static bool is_dotted_ordinal(const struct facts *f, const struct amount *a)
{
  uint32_t dot = a->number.end, next = dot + 1;
  return f->words->is_day_dotted && a->kind == FIGURE_COUNT && a->number.flags == NUMBER_DIGITS &&
         a->number.digits <= 3 && fact_mark(f, dot) == '.' && !fact_spaced(f, dot) &&
         fact_spaced(f, next) && fact_is_word(f, next) && !fact_starts_block(f, next) &&
         !(f->a->tokens.at[next].flags & TOKEN_SENTENCE_START);
}

/* "n° 49": the label is more than the token before the number. */
bool label_is_before(const struct facts *f, uint32_t i)
{
  uint32_t from;
  return i && !fact_starts_block(f, i) &&
         (fact_has(f, i - 1, ROLE(LABEL)) || fact_phrase_before(f, i, ROLE(LABEL), &from));
}

static bool is_labelled(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->kind == FIGURE_COUNT ? row_start(f, a) : a->number.first;
  bool has_letter = a->kind == FIGURE_MEASURE && a->unit.len == 1 &&
                    fact_spaced(f, a->number.end); /* p. 366 f. */
  if (i == 0 || fact_starts_block(f, i) || (a->kind != FIGURE_COUNT && !has_letter))
    return false;
  uint32_t before = i - 1;
  if (fact_mark(f, before) == '.' && f->a->tokens.at[i].flags & TOKEN_SENTENCE_START)
    return false; /* It broke the rules. Two boats sank. */
  if (fact_mark(f, before) == '.' && before && !fact_starts_block(f, before))
    before--;
  if (before && fact_is_word(f, before) && fact_is_word(f, before - 1) && !fact_spaced(f, before))
    before--; /* pagina's 3 */
  if (fact_mark(f, i - 1) == '#')
    return true;
  return (fact_has(f, before, ROLE(LABEL)) || label_is_before(f, i)) &&
         !(a->number.flags & NUMBER_SCALED);
}

/* "(3)": a note or a clause; "Kane (67)", "Kane (67.)", "Peru (12)": a goal's minute, a number on
 * a list. */
static bool is_in_parentheses(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first, end = a->end;
  if (a->kind != FIGURE_COUNT || a->number.flags != NUMBER_DIGITS || !i ||
      fact_mark(f, i - 1) != '(')
    return false;
  bool is_minute =
      (fact_mark(f, end) == '.' || fact_mark(f, end) == '\'') && !fact_starts_block(f, end);
  end += is_minute;
  return (a->value < 10 || is_minute || (i > 1 && f->a->tokens.at[i - 2].flags & TOKEN_CAPITAL)) &&
         fact_mark(f, end) == ')' && !fact_starts_block(f, end);
}

/* "on 60 Minutes", "the film Thirteen Days": among small words a unit with a capital is a title's;
 * "within 30 Days", "for 30 Days" are a contract's. */
static bool is_titled_time(const struct facts *f, const struct amount *a)
{
  enum { WORD_BYTES = 3 }; /* "66 Ma" */

  struct qualifier q;
  uint32_t before = a->first - 1, unit = a->number.end;
  unit += fact_mark(f, unit) == '-';
  if (a->kind != FIGURE_MEASURE || !a->is_time || !a->first || fact_starts_sentence(f, a->first) ||
      !unit_is_name(f, unit) || f->a->tokens.at[unit].len < WORD_BYTES ||
      !fact_is_word(f, before) || qualifier_before(f, a->first, &q))
    return false;
  const struct token *token = &f->a->tokens.at[before];
  bool is_preposition = f->a->words.at[token->word].classes & CLASS_BIT(CLASS_PREPOSITION);
  bool is_show =
      fact_listed(f, unit, "figures", "hour") || fact_listed(f, unit, "figures", "minute");
  return !(token->flags & TOKEN_CAPITAL) && (is_show || !is_preposition);
}

/* "95% CI", "95-%-Konfidenzintervall", "IC del 95 %": how sure another number is. */
static bool is_confidence(const struct facts *f, const struct amount *a)
{
  enum { BACK = 3, SHORT_BYTES = 3 };

  uint32_t i = a->first, end = a->end;
  if (a->kind != FIGURE_PERCENT)
    return false;
  end += fact_mark(f, end) == '-' && !fact_spaced(f, end);
  if (!fact_starts_block(f, end) && fact_listed(f, end, "figures", "confidence"))
    return true;
  for (uint32_t n = 1; n <= BACK && n <= i && !fact_starts_block(f, i - n + 1); n++) {
    if (fact_listed(f, i - n, "figures", "confidence"))
      return true;
    if (!fact_is_word(f, i - n) || f->a->tokens.at[i - n].len > SHORT_BYTES)
      return false;
  }
  return false;
}

/* "12 per 1,000", "3 pro 100.000 Einwohner": what is measured against, no figure of its own. */
static bool is_measured_against(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first;
  double v = a->value;
  bool is_round = v == 100 || v == 1e3 || v == 1e4 || v == 1e5 || v == 1e6;
  return a->kind == FIGURE_COUNT && is_round && i && !fact_starts_block(f, i) &&
         fact_listed(f, i - 1, "figures", "per");
}

/* 7, 7.30 and 19.30, not 2.1. */
static bool is_hour_value(const struct facts *f, const struct number *n)
{
  if (!(n->flags & NUMBER_DIGITS))
    return n->value <= 12 && !(n->flags & NUMBER_DECIMALS) && n->value == (double)(int)n->value;
  if (!(n->flags & NUMBER_DECIMALS))
    return n->value >= 0 && n->value <= 2400 && n->end == n->first + 1;
  uint32_t minutes = n->stop - fact_start(f, n->first) - n->digits;
  return n->value < 24 && minutes == 3 && f->text.data[n->stop - 2] < '6';
}

/* "à 14 heures", not "à 3 heures de Paris"; "alle 15", "dalle 15 alle 18": i is where it begins. */
static bool is_hour_of_day(const struct facts *f, uint32_t i, const struct amount *a)
{
  if (!i || fact_starts_block(f, i) || a->value > 24 || a->value < 0)
    return false;
  if (a->kind == FIGURE_COUNT)
    return fact_listed(f, i - 1, "figures", "hour.before") && !has_noun(f, a);
  return a->is_time && fact_listed(f, i - 1, "figures", "clock.before") &&
         fact_listed(f, a->number.end, "figures", "clock.unit") && !fact_has(f, a->end, ROLE(OF)) &&
         !fact_listed(f, a->end, "figures", "per");
}

/* "las tres y media" */
static bool is_half_hour(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first;
  return i && !fact_starts_block(f, i) && a->kind == FIGURE_COUNT && a->value < 13 &&
         a->number.flags & NUMBER_HALF && !(a->number.flags & NUMBER_SCALED) &&
         (fact_has(f, i - 1, ROLE(THE)) || fact_listed(f, i - 1, "figures", "clock.before"));
}

static bool is_small_number(const struct facts *f, uint32_t i)
{
  return !fact_starts_block(f, i) && (fact_has(f, i, ROLE(NUMBER)) || fact_is_digits(f, i));
}

/* "at ten past five", "half past six"; "half drie", "halb acht": hours, and what is said of them.
 */
static bool is_spoken_hour(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first, end = a->number.end;
  if (a->value > 60 || (a->kind != FIGURE_COUNT && a->kind != FIGURE_RATIO))
    return false;
  bool is_hour = i > 1 && !fact_starts_block(f, i) && !fact_starts_block(f, i - 1);
  bool is_past = (is_hour && fact_listed(f, i - 1, "figures", "clock.past") &&
                  (is_small_number(f, i - 2) || fact_listed(f, i - 2, "figures", "clock.parts"))) ||
                 (!fact_starts_block(f, end) && fact_listed(f, end, "figures", "clock.past") &&
                  is_small_number(f, end + 1));
  bool is_half = (i && !fact_starts_block(f, i) && a->value < 13 &&
                  fact_listed(f, i - 1, "figures", "clock.half")) ||
                 (fact_listed(f, end - 1, "figures", "clock.half") && is_small_number(f, end) &&
                  !fact_has(f, end, ROLE(SCALE)));
  return is_past || is_half;
}

/* "7.30pm", "1130 GMT", "at 7.14," */
static bool is_clock(const struct facts *f, const struct amount *a)
{
  const struct number *n = &a->number;
  uint32_t end, i = n->first;
  if (is_half_hour(f, a) || hour_with_unit(f, &a->number) || is_spoken_hour(f, a) ||
      (a->kind == FIGURE_COUNT && hour_in_digits(f, i)))
    return true;
  if (a->kind == FIGURE_MONEY || a->kind == FIGURE_PERCENT || !is_hour_value(f, n))
    return is_hour_of_day(f, n->first, a);
  if (!fact_starts_block(f, n->end) && fact_phrase(f, n->end, ROLE(CLOCK), &end))
    return true;
  if (is_hour_of_day(f, n->first, a))
    return true;
  return a->kind == FIGURE_COUNT && n->flags & NUMBER_DIGITS && n->flags & NUMBER_DECIMALS && i &&
         !fact_starts_block(f, i) && fact_listed(f, i - 1, "figures", "clock.before");
}

/* "18 h 10", "18 Uhr 30", "1 h 15 min" */
static bool is_minutes(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first, digits = 0;
  bool is_alone = a->kind == FIGURE_COUNT && a->number.digits == 2;
  if (!(is_alone || a->is_time) || a->number.flags != NUMBER_DIGITS || a->value >= 60 || i < 2 ||
      fact_starts_block(f, i) || fact_starts_block(f, i - 1) || !fact_has(f, i - 1, ROLE(CLOCK)))
    return false;
  int hour = number_plain(f, i - 2, &digits);
  return hour >= 0 && hour <= 24 && digits <= 2;
}

/* "44 BC", "44 v. Chr." */
static bool is_of_era(const struct facts *f, const struct amount *a)
{
  uint32_t end = a->number.end;
  if (a->kind != FIGURE_COUNT || !(a->number.flags & NUMBER_DIGITS) || fact_starts_block(f, end))
    return false;
  bool has_letter = fact_is_word(f, end) && f->a->tokens.at[end].len == 1 &&
                    fact_mark(f, end + 1) == '.' && !fact_starts_block(f, end + 2);
  return fact_listed(f, has_letter ? end + 2 : end, "figures", "era");
}

/* The digits of a token alone, with what stands round them a telephone number: +45 33 55 01 20. */
static uint32_t phone_end(const struct facts *f, uint32_t i)
{
  enum { GROUPS_MAX = 10 };

  uint32_t digits = 0, end = i, groups = 0, leading = 0;
  str s = f->text;
  uint32_t at = fact_start(f, i);
  leading = s.data[at] == '0' && at + 1 < s.len && s.data[at + 1] >= '0' && s.data[at + 1] <= '9';
  bool has_plus = i && !fact_starts_block(f, i) && fact_mark(f, i - 1) == '+';
  bool is_split = false;
  while (groups < GROUPS_MAX && fact_is_digits(f, end) &&
         (end == i || !fact_starts_block(f, end))) {
    int value = number_plain(f, end, &digits);
    if (value < 0 && digits != f->a->tokens.at[end].len)
      break;
    is_split |= groups > 0 && digits != 3;
    groups++;
    end++;
    bool is_joined = fact_mark(f, end) == '-' && !fact_spaced(f, end) &&
                     fact_is_digits(f, end + 1) && !fact_spaced(f, end + 1);
    bool is_code = end == i + 1 && fact_mark(f, end) == ')' && i && fact_mark(f, i - 1) == '(' &&
                   fact_is_digits(f, end + 1); /* (617) 555-0143 */
    end += is_joined || is_code;
  }
  bool is_phone = has_plus  ? groups > 1 || digits > 6
                  : leading ? groups > 1 || digits > 4
                            : groups > 2 && is_split;
  return is_phone ? end : i;
}

/* "A417", "COVID-19", "18:10", "12(3)", "devp2p": the end of a name or of a longer code; not
 * "EUR5", where the amount has begun before. */
bool number_ends_code(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first;
  if (!i || fact_starts_block(f, i) || fact_spaced(f, i))
    return false;
  char mark = fact_mark(f, i - 1);
  str degree = STR("\u00b0"); /* 1°55′ */
  uint32_t before = fact_start(f, i - 1);
  if (str_starts(str_sub(f->text, before, f->text.len - before), degree))
    return true;
  bool is_glued = fact_is_word(f, i - 1) && a->first == i;
  bool is_clause = mark == '(' && i > 1 && !fact_spaced(f, i - 1) && !fact_starts_block(f, i - 1);
  bool is_hyphened = mark == '-' && i > 1 && !fact_spaced(f, i - 1) &&
                     (fact_is_word(f, i - 2) || fact_is_digits(f, i - 2));
  return is_glued || is_hyphened || mark == '/' || mark == ':' || mark == '@' || mark == '_' ||
         mark == '+' || mark == '\'' || mark == '.' || is_clause;
}

/* "1111-2222", "14/02", "860BOX": more of it follows. */
static bool begins_code(const struct facts *f, const struct amount *a)
{
  uint32_t end = a->end;
  if (fact_starts_block(f, end) || fact_spaced(f, end) || end >= fact_count(f))
    return false;
  char mark = fact_mark(f, end);
  bool is_followed =
      !fact_spaced(f, end + 1) && end + 1 < fact_count(f) && fact_is_digits(f, end + 1);
  if ((mark == '-' || mark == '/' || mark == ':') && is_followed)
    return true;
  bool is_height = f->text.data[a->stop] == '\'' && fact_start(f, end) == a->stop; /* 5'11" */
  bool is_clause = mark == '(' && a->kind == FIGURE_COUNT;                         /* 401(k) */
  bool is_ordinal = mark == '.' && a->kind == FIGURE_COUNT && !fact_spaced(f, end + 1) &&
                    fact_has(f, end + 1, ROLE(DAY_SUFFIX)); /* 3.º */
  if (mark == '_' || is_clause || is_ordinal || (is_height && is_followed))
    return true;
  bool is_glued = fact_start(f, end) == a->stop;
  bool is_scaled = a->number.flags & NUMBER_SCALED; /* 2K14 */
  if (((a->kind != FIGURE_COUNT || is_scaled) && is_glued && fact_is_digits(f, end)) ||
      (a->kind == FIGURE_MONEY && is_glued && fact_is_word(f, end) &&
       !fact_has(f, end, ROLE(CURRENCY) | ROLE(CURRENCY_BEFORE) | ROLE(SCALE))))
    return true; /* 16m32s, $3x$ */
  return a->kind == FIGURE_COUNT && fact_is_word(f, end) && is_glued &&
         !fact_has(f, end, ROLE(TIMES)) && f->text.data[a->stop] != '\'' &&
         (unsigned char)f->text.data[a->stop] != 0xE2;
}

/* "0317": the number of a thing, whatever it is. */
static bool has_leading_zero(const struct facts *f, const struct amount *a)
{
  const struct number *n = &a->number;
  return a->kind == FIGURE_COUNT && a->value > 0 && n->digits > 1 &&
         !(n->flags & NUMBER_DECIMALS) && f->text.data[fact_start(f, n->first)] == '0';
}

static bool is_in_code(const struct facts *f, const struct amount *a)
{
  return a->number.flags & NUMBER_DIGITS &&
         (number_ends_code(f, a) || begins_code(f, a) || has_leading_zero(f, a));
}

/* "the smallest power of $2$": mathematics as TeX has it. */
static bool is_formula(const struct facts *f, const struct amount *a)
{
  return a->kind == FIGURE_MONEY && a->stop < f->text.len && f->text.data[a->stop] == '$' &&
         f->text.data[a->at] == '$';
}

/* "non-zero", "zero/non-zero"; "two real-world applications" is no money. */
static bool is_in_compound(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->first, end = a->end;
  bool is_behind = i > 1 && !fact_starts_block(f, i) && !fact_spaced(f, i) &&
                   fact_mark(f, i - 1) == '-' && !fact_spaced(f, i - 1) && fact_is_word(f, i - 2);
  bool goes_on = !fact_starts_block(f, end) && !fact_spaced(f, end) && !fact_spaced(f, end + 1) &&
                 fact_is_word(f, end + 1);
  bool is_word = !(a->number.flags & NUMBER_DIGITS);
  bool is_adjective = a->kind == FIGURE_MONEY && a->number.first == i && fact_mark(f, end) == '-';
  return (is_word && is_behind) || (goes_on && is_adjective) ||
         (goes_on && is_word && fact_mark(f, end) == '/');
}

/* "1790–1862": years, where nothing is counted. */
static bool is_year_range(const struct facts *f, const struct range *r)
{
  return r->low.kind == FIGURE_COUNT && is_year(f, &r->low) && is_year(f, &r->high) &&
         !has_noun(f, &r->high);
}

bool range_is_none(const struct facts *f, const struct range *r)
{
  bool is_from_hour = r->high.kind == FIGURE_COUNT && hour_in_digits(f, r->high.number.first);
  if (is_year_range(f, r) || hour_with_unit(f, &r->low.number) ||
      hour_with_unit(f, &r->high.number) || is_from_hour)
    return true;
  bool has_label = r->high.kind == FIGURE_COUNT && is_labelled(f, &r->low);
  if (has_label || is_clock(f, &r->high) || is_hour_of_day(f, r->low.first, &r->high))
    return true;
  return r->low.number.flags & NUMBER_DIGITS && r->high.number.flags & NUMBER_DIGITS &&
         (number_ends_code(f, &r->low) ||
          (r->high.kind == FIGURE_COUNT && begins_code(f, &r->high)));
}

/* "one missile launch after another", "one other hull", "the present one" */
static bool is_one_of_many(const struct facts *f, const struct amount *a)
{
  enum { AHEAD = 4 };

  uint32_t first = a->number.first;
  if (a->value != 1)
    return false;
  bool has_word = first > 1 && f->words->has_plural_s && fact_is_word(f, first - 1) &&
                  !fact_starts_block(f, first) && !fact_starts_block(f, first - 1);
  if (has_word && fact_has(f, first - 2, ROLE(THE)) &&
      !(f->a->words.at[f->a->tokens.at[first - 1].word].classes & CLASS_BIT(CLASS_PREPOSITION)))
    return true;
  for (uint32_t i = a->number.end; i < a->number.end + AHEAD && fact_is_word(f, i); i++)
    if (!fact_starts_block(f, i) && fact_listed(f, i, "figures", "one.never"))
      return true;
  return false;
}

bool number_is_idiom(const struct facts *f, uint32_t i)
{
  uint32_t end = 0;
  return fact_is_digits(f, i) && fact_phrase(f, i, ROLE(IDIOM), &end);
}

static bool is_idiom(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first, end, from;
  if (a->number.flags & NUMBER_DIGITS)
    return number_is_idiom(f, i);
  if (is_one_of_many(f, a))
    return true;
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

uint32_t code_end(const struct facts *f, uint32_t i)
{
  uint32_t end = fact_is_digits(f, i) ? phone_end(f, i) : i;
  return end > i ? end : reference_end(f, i);
}

/* "Straße des 17. Juni", "24 August 271": of a date that none was read from. */
static bool is_beside_month(const struct facts *f, const struct amount *a)
{
  uint32_t first = a->number.first, end = a->number.end;
  if (a->kind != FIGURE_COUNT || a->number.flags & NUMBER_DECIMALS)
    return false;
  bool has_small_value = a->number.flags & NUMBER_DIGITS && a->number.value <= 31;
  end += fact_mark(f, end) == '.' && !fact_spaced(f, end);
  end += !fact_starts_block(f, end) && fact_has(f, end, ROLE(OF));
  if (has_small_value && !fact_starts_block(f, end) && fact_has(f, end, ROLE(MONTH)))
    return true;
  bool is_behind = first && !fact_starts_block(f, first) && fact_spaced(f, first) &&
                   fact_has(f, first - 1, ROLE(MONTH)) && a->number.flags & NUMBER_DIGITS;
  bool has_day = first > 1 && !fact_starts_block(f, first - 1) && fact_is_digits(f, first - 2);
  return is_behind && (has_day || !has_noun(f, a));
}

bool number_is_none(const struct facts *f, const struct amount *a)
{
  return is_year(f, a) || is_list_mark(f, a) || is_labelled(f, a) || is_clock(f, a) ||
         is_of_era(f, a) || is_in_code(f, a) || is_in_compound(f, a) || is_formula(f, a) ||
         is_idiom(f, a) || is_hour(f, a) || is_minutes(f, a) || is_labelled_behind(f, a) ||
         is_postcode(f, a) || is_vague(f, a) || is_factor(f, a) || is_decade(f, a) ||
         is_in_parentheses(f, a) || is_titled_time(f, a) || is_order(f, a) || is_measured_against(f, a) ||
         is_confidence(f, a) || is_beside_month(f, a) || is_dotted_ordinal(f, a) ||
         number_refers(f, a) ||
         (a->kind == FIGURE_COUNT && number_in_address(f, a) && !has_noun(f, a));
}
