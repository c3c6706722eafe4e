/* shapes.c - a number and its surroundings into a figure: age, ratio, range, amount, count.
 *
 * Invariant: the first shape that fits wins, from the most to the least special. */
#include "analyze/shapes.h"

static str unit_text(const struct facts *f, const struct noun *noun)
{
  uint32_t at = fact_start(f, noun->first);
  return noun->end > noun->first ? str_sub(f->text, at, fact_stop(f, noun->end) - at) : STR("");
}

static void from_amount(const struct amount *a, struct draft *d)
{
  *d = (struct draft){.kind = a->kind, .value = a->value, .first = a->first, .end = a->end};
  d->at = a->at;
  d->stop = a->stop;
  d->unit = a->unit;
  d->number = (struct span){a->at, a->stop - a->at};
}

static void from_range(const struct facts *f, const struct range *r, struct draft *d)
{
  from_amount(&r->low, d);
  d->is_range = true;
  d->to = r->high.value;
  d->end = r->end;
  d->stop = r->stop;
  d->number.len = r->stop - r->at;
  if (r->high.kind != FIGURE_COUNT) {
    d->kind = r->high.kind;
    d->unit = r->high.unit;
  }
  uint32_t from = 0;
  if (d->first && !fact_starts_block(f, d->first) &&
      fact_phrase_before(f, d->first, ROLE(BETWEEN) | ROLE(FROM), &from)) {
    d->first = from;
    d->at = fact_start(f, from);
  }
}

/* "rose from 14% to 9%": two figures; "ranges from £139 to £172": one. */
static bool is_change(const struct facts *f, uint32_t first, bool has_unit)
{
  enum { BACK = 9 };

  uint32_t from = 0;
  if (!first || fact_starts_block(f, first))
    return false;
  if (has_unit && (fact_listed(f, first - 1, "figures", "change.by") ||
                   (fact_has(f, first - 1, ROLE(CHANGE)) && !fact_has(f, first - 1, ROLE(TO)))))
    return true; /* fell by £19m to £84m, rose $2 to $84 */
  if (!fact_phrase_before(f, first, ROLE(FROM), &from))
    return false;
  for (uint32_t n = 0; n < BACK && from > n; n++) {
    uint32_t i = from - n - 1;
    if (fact_has(f, i, ROLE(CHANGE)))
      return n > 0 || !fact_has(f, i, ROLE(TO));
    if (fact_starts_sentence(f, i))
      break;
  }
  return false;
}

/* A word that may have a number of its own: no small one, and no noun where all have capitals. */
static bool is_name_of_number(const struct facts *f, uint32_t i)
{
  const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION);
  const struct token *token = &f->a->tokens.at[i];
  return token->flags & (TOKEN_ALL_CAPS | TOKEN_MIXED_CASE) ||
         (!f->words->has_capital_nouns && !(f->a->words.at[token->word].classes & small));
}

/* "Local 88", "Camp 2": a capital before it, nothing counted behind it. */
static bool is_named(const struct facts *f, const struct amount *a, const struct draft *d)
{
  enum { LETTERS_MAX = 2 }; /* "U.S. 285", not the end of a sentence */

  uint32_t i = a->first;
  if (!i || fact_starts_block(f, i) || d->kind != FIGURE_COUNT || d->unit.len ||
      !(a->number.flags & NUMBER_DIGITS) || a->number.flags & (NUMBER_SCALED | NUMBER_GROUPED))
    return false;
  i -= i > 1 && fact_mark(f, i - 1) == '.' && !fact_spaced(f, i - 1) && fact_is_word(f, i - 2) &&
       f->a->tokens.at[i - 2].len <= LETTERS_MAX;
  if (!fact_is_word(f, i - 1))
    return false;
  const struct token *token = &f->a->tokens.at[i - 1];
  if (a->number.flags & NUMBER_DECIMALS) /* iOS 17.2, Ferrule 3.0, Ann Lee 1,2 */
    return token->flags & (TOKEN_ALL_CAPS | TOKEN_MIXED_CASE | TOKEN_CAPITAL) &&
           is_name_of_number(f, i - 1) &&
           !fact_has(f, i - 1, ROLE(MONTH) | ROLE(ABOUT) | ROLE(MIN) | ROLE(MAX));
  return token->flags & TOKEN_CAPITAL &&
         !(token->flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START)) &&
         !fact_has(f, i - 1, ROLE(MONTH) | ROLE(ABOUT) | ROLE(MIN) | ROLE(MAX) | ROLE(THE));
}

static void add_noun(const struct facts *f, const struct number *n, struct draft *d)
{
  struct noun noun;
  if (d->kind != FIGURE_COUNT || !noun_read(f, d->end, n, &noun))
    return;
  d->unit = unit_text(f, &noun);
  d->end = noun.stop_token;
  d->stop = fact_stop(f, d->end);
}

/* "earthquake of magnitude 7.1" */
static void add_unit_before(const struct facts *f, struct draft *d)
{
  uint32_t i = d->first;
  if (d->kind != FIGURE_COUNT || i == 0 || fact_starts_block(f, i) ||
      !fact_has(f, i - 1, ROLE(UNIT_BEFORE)))
    return;
  d->kind = FIGURE_MEASURE;
  d->unit = str_sub(f->text, fact_start(f, i - 1), fact_stop(f, i) - fact_start(f, i - 1));
  d->first = i - 1;
  d->at = fact_start(f, i - 1);
}

/* "one" counts only with a noun; so does an article ("a hundred"). */
static bool is_bare_one(const struct facts *f, const struct amount *a, const struct draft *d)
{
  bool is_article = fact_has(f, a->number.first, ROLE(ARTICLE)); /* ein Haus, un homme */
  return d->kind == FIGURE_COUNT && (!d->unit.len || is_article) &&
         !(a->number.flags & NUMBER_DIGITS) && a->value == 1;
}

static bool is_lone_fraction(const struct amount *a, const struct draft *d)
{
  return a->number.flags & NUMBER_FRACTION && d->kind == FIGURE_COUNT;
}

/* "a third of a per cent": a part of what is no whole. */
static bool is_of_percent(const struct facts *f, uint32_t i)
{
  uint32_t end;
  i += fact_has(f, i, ROLE(OF));
  if (fact_starts_block(f, i) || fact_starts_block(f, i + 1) || !fact_has(f, i, ROLE(ARTICLE)))
    return false;
  return fact_phrase(f, i + 1, ROLE(PERCENT), &end) != NULL;
}

/* "half of one percent" */
static bool take_part_of_percent(const struct facts *f, struct draft *d)
{
  struct amount whole;
  uint32_t i = d->end;
  i += fact_has(f, i, ROLE(OF));
  if (fact_starts_block(f, i) || !amount_read(f, i, &whole) || whole.kind != FIGURE_PERCENT ||
      whole.first != i)
    return false;
  d->kind = FIGURE_PERCENT;
  d->unit = whole.unit;
  d->value *= whole.value;
  d->end = whole.end;
  d->stop = whole.stop;
  d->number.len = d->stop - d->number.at;
  return true;
}

/* "season 23/24": a year and the next one. */
static bool is_season(const struct facts *f, const struct amount *a)
{
  enum { BYTES = 5, TENS = 10 };

  str text = str_sub(f->text, a->number.at, a->number.stop - a->number.at);
  if (text.len != BYTES || text.data[2] != '/' || !char_is_digit((unsigned char)text.data[1]) ||
      !char_is_digit((unsigned char)text.data[3]))
    return false;
  int first = (text.data[0] - '0') * TENS + text.data[1] - '0';
  int next = (text.data[3] - '0') * TENS + text.data[4] - '0';
  return next == first + 1 && !fact_has(f, a->end, ROLE(OF));
}

/* "Plenarprotokoll 7/83", "Paper 7/83": the number of a thing; "Rund 1/3", "Of 7/10" are shares. */
static bool is_filed(const struct facts *f, const struct amount *a)
{
  enum { HALF_OF_HUNDRED = 50 }; /* nobody tells of 83rds */

  uint32_t i = a->number.first;
  const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION);
  str text = str_sub(f->text, a->number.at, a->number.stop - a->number.at);
  size_t slash = str_find(text, STR("/"), 0);
  uint32_t parts = 0;
  if (!i || fact_starts_block(f, i) || slash == SIZE_MAX || !fact_is_word(f, i - 1) ||
      !str_to_uint(str_sub(text, slash + 1, text.len - slash - 1), &parts))
    return false;
  const struct token *token = &f->a->tokens.at[i - 1];
  return token->flags & TOKEN_CAPITAL && parts > HALF_OF_HUNDRED &&
         !(f->a->words.at[token->word].classes & small) && !fact_has(f, a->end, ROLE(OF));
}

static void take_fraction(const struct facts *f, const struct amount *a, struct draft *d)
{
  struct qualifier q;
  if (take_part_of_percent(f, d))
    return;
  bool is_digits = a->number.flags & NUMBER_DIGITS;
  uint32_t before = a->first;
  bool is_many = a->number.end > a->number.first + 1 && !fact_has(f, a->first, ROLE(ARTICLE));
  bool is_measured = fact_has(f, d->end, ROLE(OF)) || qualifier_before(f, d->first, &q) ||
                     (before && fact_has(f, before - 1, ROLE(OF) | ROLE(CHANGE))) || is_digits ||
                     is_many;
  char next = fact_mark(f, d->end);
  bool ends =
      fact_has(f, a->first, ROLE(ARTICLE)) && next && next != '-' && !fact_starts_block(f, d->end);
  bool is_by = before && fact_is_word(f, before - 1) &&
               fact_stop(f, before) - fact_start(f, before - 1) == 2 &&
               str_eq_nocase(str_sub(f->text, fact_start(f, before - 1), 2), STR("by"));
  /* "edad media", "heure et demie": what makes halves of numbers is no share alone */
  bool is_adjective = a->number.end == a->number.first + 1 &&
                      fact_listed(f, a->number.first, "figures", "half.behind");
  d->kind = FIGURE_RATIO;
  bool is_part_of_time = before && !fact_starts_block(f, before) &&
                         fact_has(f, before - 1, ROLE(ORDINAL)); /* second half */
  /* "it roughly halves the time": several parts, of which nobody says how many */
  bool is_verb = f->words->has_plural_s && !is_digits && a->number.end == a->number.first + 1 &&
                 f->text.data[a->number.stop - 1] == 's';
  d->is_none = is_season(f, a) || is_filed(f, a) || is_verb || is_adjective ||
               !(is_measured || ends || is_by) || next == '-' || is_part_of_time ||
               is_of_percent(f, d->end);
}

/* "two-state", "19-time": words that describe, and count nothing. */
static bool is_compound(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->end;
  bool is_name = !f->words->has_capital_nouns && fact_is_word(f, i + 1) && /* 7-Eleven */
                 f->a->tokens.at[i + 1].flags & TOKEN_CAPITAL;
  return a->kind == FIGURE_COUNT && fact_mark(f, i) == '-' && !fact_spaced(f, i) &&
         fact_is_word(f, i + 1) && !fact_spaced(f, i + 1) &&
         (!(a->number.flags & NUMBER_DIGITS) || is_name ||
          fact_listed(f, i + 1, "figures", "hyphen.never"));
}

/* "the Thirty Years' War", "la guerre de Cent Ans": its unit has a capital, too. */
static bool is_named_measure(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first, unit = a->number.end;
  unit += a->has_hyphen;
  return a->kind == FIGURE_MEASURE && !(a->number.flags & NUMBER_DIGITS) && fact_is_word(f, unit) &&
         f->a->tokens.at[i].flags & f->a->tokens.at[unit].flags & TOKEN_CAPITAL &&
         !(f->a->tokens.at[i].flags & TOKEN_ALL_CAPS) &&
         !(f->words->has_capital_nouns && fact_starts_sentence(f, i));
}

/* "Three Rivers Water District", "Four into Five": number words in capitals are a name's. */
static bool is_name_part(const struct facts *f, const struct amount *a)
{
  const struct token *token = &f->a->tokens.at[a->number.first];
  uint32_t next = a->number.end;
  if (a->number.flags & NUMBER_DIGITS || !(token->flags & TOKEN_CAPITAL) ||
      a->kind != FIGURE_COUNT || token->flags & TOKEN_ALL_CAPS)
    return false;
  bool is_start = token->flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START);
  bool is_quoted = !is_start && fact_mark(f, a->number.first - 1) == '"';
  bool is_capital_behind = fact_is_word(f, next) && !fact_starts_block(f, next) &&
                           f->a->tokens.at[next].flags & TOKEN_CAPITAL &&
                           !(f->a->tokens.at[next].flags & TOKEN_ALL_CAPS);
  return (is_capital_behind && !f->words->has_capital_nouns) || !(is_start || is_quoted);
}

/* "two days later": a time that the text counts from another, not how long something took; "for two
 * days before" is. */
static bool is_lapse(const struct facts *f, const struct amount *a)
{
  enum { COUNT_MAX = 200 }; /* "10,000 years earlier" is told for its size */

  uint32_t end, from = 0, first = a->first;
  if (!a->is_time || a->value > COUNT_MAX || fact_starts_block(f, a->end) ||
      !fact_phrase(f, a->end, ROLE(AGO_AFTER), &end) || fact_listed(f, end - 1, "dates", "ago.now"))
    return false;
  if (first && !fact_starts_block(f, first) &&
      fact_phrase_before(f, first, ROLE(ABOUT) | ROLE(MIN) | ROLE(MAX), &from))
    first = from;
  return !first || fact_starts_block(f, first) || !fact_listed(f, first - 1, "figures", "lasting");
}

bool shape_read(const struct facts *f, uint32_t i, struct draft *ret)
{
  struct amount a;
  struct range r;
  struct noun noun;
  if (!amount_read(f, i, &a))
    return false;
  if (number_is_idiom(f, i)) {
    from_amount(&a, ret);
    ret->is_none = true;
    return true;
  }
  bool is_range = !is_change(f, a.first, a.kind != FIGURE_COUNT) && range_read(f, &a, &r);
  if (age_read(f, &a, is_range ? &r : NULL, ret) || ratio_read(f, &a, ret))
    return true;
  bool is_none = !is_range && number_is_none(f, &a);
  bool is_shared = !is_range && !is_none && range_share(f, &a, &noun);
  from_amount(&a, ret);
  ret->is_none = is_none;
  if (is_range) {
    from_range(f, &r, ret);
    ret->is_none = range_is_none(f, &r);
  }
  if (ret->is_none)
    return true;
  if (is_lone_fraction(&a, ret) && !is_range) {
    take_fraction(f, &a, ret);
    return true;
  }
  if (!is_range && (is_name_part(f, &a) || is_named_measure(f, &a) || is_compound(f, &a))) {
    ret->is_none = true;
    return true;
  }
  if (is_lapse(f, is_range ? &r.high : &a)) {
    ret->is_none = true;
    return true;
  }
  if (is_shared && ret->kind == FIGURE_COUNT) {
    ret->unit = unit_text(f, &noun);
    return true;
  }
  add_unit_before(f, ret);
  add_noun(f, is_range ? &r.high.number : &a.number, ret);
  ret->is_none = !is_range && (is_bare_one(f, &a, ret) || is_named(f, &a, ret));
  return true;
}
