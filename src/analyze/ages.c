/* ages.c - "54-year-old", "aged 22 to 64", "Joan Whitlock, 58, said": numbers that are ages.
 *
 * An age between commas needs a capitalised word before it; anything else there is a count. */
#include "analyze/shapes.h"

enum { AGE_MAX = 120, ADULT = 16, HOURS = 12 };

static bool is_age(const struct amount *a)
{
  return a->value >= 0 && a->value <= AGE_MAX &&
         !(a->number.flags & (NUMBER_SCALED | NUMBER_FRACTION)) &&
         (a->kind == FIGURE_COUNT || a->is_time);
}

static void set_age(const struct facts *f, const struct amount *a, uint32_t first, uint32_t end,
                    struct draft *d)
{
  *d = (struct draft){.kind = FIGURE_AGE, .value = a->value, .first = first, .end = end};
  d->at = fact_start(f, first);
  d->stop = fact_stop(f, end);
  d->number = (struct span){a->number.at, a->number.stop - a->number.at};
  d->unit = a->is_time ? a->unit : STR("years");
}

/* 54-year-old, 140 years old, 20-to-25-year-old */
static bool read_old(const struct facts *f, const struct amount *a, const struct range *range,
                     struct draft *d)
{
  uint32_t end = 0, behind = range ? range->high.number.end : a->number.end;
  if (fact_starts_block(f, behind) || !fact_phrase(f, behind, ROLE(AGE_AFTER), &end) ||
      (a->number.flags | (range ? range->high.number.flags : 0u)) & NUMBER_SCALED)
    return false;
  struct amount bare = *a;
  bare.is_time = false;
  set_age(f, &bare, a->number.first, end, d);
  if (range) {
    uint32_t from;
    d->is_range = true;
    d->to = range->high.value;
    d->number.len = range->high.number.stop - d->number.at;
    if (d->first && !fact_starts_block(f, d->first) &&
        fact_phrase_before(f, d->first, ROLE(BETWEEN) | ROLE(FROM), &from)) {
      d->first = from;
      d->at = fact_start(f, from);
    }
  }
  for (uint32_t i = behind; i < end; i++) /* 7-month-old */
    if (fact_has(f, i, ROLE(UNIT_TIME)) && fact_at(f, i)->measure != STEP_YEAR)
      d->unit = str_sub(f->text, fact_start(f, i), fact_stop(f, i + 1) - fact_start(f, i));
  return true;
}

static bool read_aged(const struct facts *f, const struct amount *a, const struct range *range,
                      struct draft *d)
{
  uint32_t from = 0, first = a->first;
  if (!first || fact_starts_block(f, first))
    return false;
  if (!fact_phrase_before(f, first, ROLE(AGE_BEFORE), &from))
    return false;
  set_age(f, a, from, range ? range->end : a->end, d);
  if (range) {
    d->is_range = true;
    d->to = range->high.value;
  }
  return true;
}

/* "The conductor, 63,": so many years are said of a person. */
static bool is_role(const struct facts *f, uint32_t i)
{
  return fact_is_word(f, i) &&
         (fact_listed(f, i, "people", "roles") || fact_listed(f, i, "people", "roles_male") ||
          fact_listed(f, i, "people", "roles_female") ||
          fact_listed(f, i, "figures", "age.person"));
}

/* "Grace A., 31": a letter that shortens a name. */
static bool is_initial(const struct facts *f, uint32_t i)
{
  return i > 1 && fact_mark(f, i) == '.' && fact_is_word(f, i - 1) &&
         f->a->tokens.at[i - 1].len == 1 && f->a->tokens.at[i - 1].flags & TOKEN_CAPITAL &&
         !fact_spaced(f, i);
}

static bool is_name_word(const struct facts *f, uint32_t i)
{
  uint64_t never = ROLE(MONTH) | ROLE(WEEKDAY) | ROLE(NUMBER) | ROLE(CURRENCY);
  return fact_is_word(f, i) && f->a->tokens.at[i].flags & TOKEN_CAPITAL && !fact_has(f, i, never) &&
         f->a->tokens.at[i].len > 1;
}

/* "Tom Ladd, 71, whose", "Ladd, then 26,", "the driver, 63,": the comma before, a capital or a role
 * before that, a mark behind. */
static bool read_apposed(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t i = a->first;
  i -= i > 2 && !fact_starts_block(f, i) && fact_listed(f, i - 1, "figures", "age.then");
  bool is_told = i > 1 && (is_name_word(f, i - 2) || is_initial(f, i - 2) ||
                           (is_role(f, i - 2) && a->value >= ADULT && a->value <= AGE_MAX));
  if (i < 2 || fact_starts_block(f, i) || fact_mark(f, i - 1) != ',' || !is_told ||
      a->kind != FIGURE_COUNT || !(a->number.flags & NUMBER_DIGITS) ||
      a->number.flags & NUMBER_DECIMALS || a->value < 1 || a->number.digits > 3)
    return false;
  uint32_t end = a->end;
  char next = fact_mark(f, end);
  bool is_closed = fact_starts_block(f, end) || next == ',' || next == '.' || next == ')' ||
                   next == ';' || next == ':' || next == '"' || next == '-';
  if (!is_closed || (next == '-' && !fact_spaced(f, end)) || number_in_address(f, a))
    return false;
  set_age(f, a, a->first, a->end, d);
  return true;
}

/* "Erika Lang (67)", "Jean Petit (56 ans)", "the driver (34)"; behind a name of one word it may be
 * a goal's minute. */
static bool read_enclosed(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t i = a->first;
  bool is_in_years = a->is_time && fact_at(f, a->end - 1)->measure == STEP_YEAR;
  if (i < 3 || (a->kind != FIGURE_COUNT && !is_in_years) || a->number.flags != NUMBER_DIGITS ||
      a->value < ADULT || fact_mark(f, i - 1) != '(' || fact_mark(f, a->end) != ')')
    return false;
  for (uint32_t k = i - 2; k <= a->end; k++)
    if (fact_starts_block(f, k))
      return false;
  bool is_full_name = fact_is_of_person(f, i - 2) && fact_is_of_person(f, i - 3);
  if (!is_full_name && !is_role(f, i - 2))
    return false;
  set_age(f, a, i, a->end, d);
  return true;
}

static bool is_end(const struct facts *f, uint32_t end)
{
  return fact_starts_block(f, end) ||
         (fact_mark(f, end) && strchr(",.;:)\"", fact_mark(f, end)) != NULL);
}

static bool is_person_before(const struct facts *f, uint32_t end)
{
  return end && !fact_starts_block(f, end) && fact_is_of_person(f, end - 1);
}

/* "Jonas Reed is 34.", "At 14 he wrote", "At eighty-one, she sings" */
static bool read_told(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t i = a->first, next = a->end;
  uint32_t whole = NUMBER_DECIMALS | NUMBER_GROUPED;
  if (!i || fact_starts_block(f, i) || a->kind != FIGURE_COUNT || a->value < 1 ||
      a->number.flags & whole)
    return false;
  bool is_state = i > 1 && fact_listed(f, i - 1, "figures", "age.is") && is_end(f, next) &&
                  is_person_before(f, i - 1);
  next += fact_mark(f, next) == ',' && !fact_starts_block(f, next);
  /* "At 14, he wrote", but "it closed at 14, he said"; "at 5 she wakes" is an hour. */
  bool is_first = f->a->tokens.at[i - 1].flags & (TOKEN_SENTENCE_START | TOKEN_BLOCK_START) ||
                  (i > 1 && fact_mark(f, i - 2));
  bool is_time = a->value > HOURS && (is_first || next == a->end) &&
                 fact_listed(f, i - 1, "figures", "age.at") && !fact_starts_block(f, next) &&
                 (fact_listed(f, next, "people", "pronoun_he") ||
                  fact_listed(f, next, "people", "pronoun_she"));
  if (!is_state && !is_time)
    return false;
  set_age(f, a, i, a->end, d);
  return true;
}

/* "un homme de 34 ans", "een man van 34 jaar": a person stands before the "of". */
static bool read_of(const struct facts *f, const struct amount *a, struct draft *d)
{
  enum { BACK = 3 };

  uint32_t i = a->first;
  if (f->words->has_plural_s || f->words->has_capital_nouns || i < 2 || fact_starts_block(f, i) ||
      !fact_has(f, i - 1, ROLE(OF)) || !a->is_time || a->number.flags & NUMBER_SCALED ||
      fact_at(f, a->end - 1)->measure != STEP_YEAR)
    return false;
  for (uint32_t n = 2; n < 2 + BACK && n <= i && fact_is_word(f, i - n); n++) {
    if (fact_starts_block(f, i - n + 1))
      return false;
    if (is_role(f, i - n) || is_person_before(f, i - n + 1)) {
      set_age(f, a, i, a->end, d);
      d->unit = a->unit;
      return true;
    }
  }
  return false;
}

/* A person, a role or a pronoun of one, a few words before token `end`. */
static bool has_person_near(const struct facts *f, uint32_t end)
{
  enum { BACK = 3 };

  for (uint32_t n = 1; n <= BACK + (fact_mark(f, end - 1) == ',') && n <= end; n++) {
    uint32_t i = end - n;
    if (fact_starts_block(f, i + 1))
      return false;
    if (is_role(f, i) || is_person_before(f, i + 1) || fact_listed(f, i, "people", "pronoun_he") ||
        fact_listed(f, i, "people", "pronoun_she"))
      return true;
    if (fact_starts_sentence(f, i))
      return false;
  }
  return false;
}

/* "Now 26, he" */
static bool has_pronoun_behind(const struct facts *f, uint32_t end)
{
  uint32_t i = end + 1;
  return fact_mark(f, end) == ',' && !fact_starts_block(f, i) &&
         (fact_listed(f, i, "people", "pronoun_he") || fact_listed(f, i, "people", "pronoun_she"));
}

/* "boy of nine", "She is 68,", "older than 70": a word before it says that it is an age. */
static bool read_cued(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t i = a->first, from = 0;
  if (!i || fact_starts_block(f, i) || a->kind != FIGURE_COUNT || a->value < 1)
    return false;
  bool is_open = (fact_is_word(f, a->end) || fact_is_digits(f, a->end)) &&
                 !fact_starts_block(f, a->end); /* "wurde ein 28 Jahre alter Mann" */
  if (is_open && !fact_listed(f, a->end, "figures", "age.stop"))
    return false;
  if (!fact_phrase_before(f, i, ROLE(AGE_CUE) | ROLE(AGE_BOUND), &from) ||
      fact_mark(f, a->end) == '-')
    return false;
  /* "the toll is now 30", "gewann mit 30", "tiene 30" */
  if (fact_listed(f, i - 1, "figures", "age.weak") && !has_person_near(f, i - 1) &&
      !has_pronoun_behind(f, a->end))
    return false;
  set_age(f, a, i, a->end, d);
  return true;
}

/* "elle a 34 ans", "María tiene 30 años", not "il a 34 ans d'expérience". */
static bool read_having(const struct facts *f, const struct amount *a, struct draft *d)
{
  uint32_t i = a->first;
  bool is_right = i && !fact_starts_block(f, i) && a->is_time && !a->has_hyphen &&
                  fact_at(f, a->end - 1)->measure == STEP_YEAR && !fact_has(f, a->end, ROLE(OF)) &&
                  fact_listed(f, i - 1, "figures", "age.having") && has_person_near(f, i - 1);
  if (!is_right)
    return false;
  set_age(f, a, i, a->end, d);
  return true;
}

/* "At my age one thinks about falling": somebody. */
static bool is_anybody(const struct facts *f, const struct amount *a)
{
  return a->value < 2 && !(a->number.flags & NUMBER_DIGITS) && fact_is_word(f, a->end) &&
         !fact_starts_block(f, a->end) && !fact_listed(f, a->end, "figures", "age.stop");
}

bool age_read(const struct facts *f, const struct amount *a, const struct range *range,
              struct draft *d)
{
  if (read_old(f, a, range, d))
    return true;
  if (!is_age(a) || is_anybody(f, a))
    return false;
  return read_aged(f, a, range, d) ||
         (!range && (read_having(f, a, d) || read_apposed(f, a, d) || read_enclosed(f, a, d) ||
                     read_cued(f, a, d) || read_told(f, a, d) || read_of(f, a, d)));
}
