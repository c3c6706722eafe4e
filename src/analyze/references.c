/* references.c - numbers that point to a place: notes, law reports, volumes, headings, days.
 *
 * Invariant: only a fixed number of tokens round the number is looked at. */
#include "analyze/amounts.h"

enum { REACH_MAX = 8 };

static bool is_bare(const struct amount *a)
{
  uint32_t shaped = NUMBER_SCALED | NUMBER_GROUPED | NUMBER_FRACTION;
  return a->number.flags & NUMBER_DIGITS && !(a->number.flags & shaped);
}

static bool touches(const struct facts *f, uint32_t i, const char *marks)
{
  char mark = fact_mark(f, i);
  return mark && strchr(marks, mark) && !fact_starts_block(f, i);
}

/* "[3]", "[1, 2]", "[904812]": nothing but numbers between the brackets. */
static bool is_in_brackets(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first, end = a->number.end, n = 0;
  for (; n < REACH_MAX && i && !fact_starts_block(f, i); n++, i--)
    if (!fact_is_digits(f, i - 1) && !touches(f, i - 1, ",-"))
      break;
  if (!i || n == REACH_MAX || fact_starts_block(f, i) || fact_mark(f, i - 1) != '[')
    return false;
  for (n = 0; n < REACH_MAX && !fact_starts_block(f, end); n++, end++)
    if (!fact_is_digits(f, end) && !touches(f, end, ",-"))
      break;
  return touches(f, end, "]");
}

/* "14 App Cas 337", "31 F. 4th 1102", "541 U. S. 88, 97": the volume, short words in capitals, the
 * pages. */
static uint32_t report_end(const struct facts *f, uint32_t i)
{
  enum { WORDS_MAX = 4, LETTERS_MAX = 4 };

  uint64_t never = ROLE(MONTH) | ROLE(WEEKDAY) | ROLE(CURRENCY) | ROLE(CLOCK);
  uint32_t words = 0, end = i + 1;
  if (!fact_is_digits(f, i) || f->words->has_capital_nouns || !fact_spaced(f, i + 1))
    return i;
  for (; end < i + 2 * WORDS_MAX && !fact_starts_block(f, end); end++) {
    const struct token *token = &f->a->tokens.at[end];
    bool is_word = token->kind == TOKEN_WORD && token->flags & TOKEN_CAPITAL &&
                   token->len <= LETTERS_MAX && !fact_has(f, end, never) &&
                   (token->len == 1 || !fact_has(f, end, ROLE(UNIT))); /* F. */
    if ((!is_word && fact_mark(f, end) != '.') || token->flags & TOKEN_SENTENCE_START)
      break;
    words += is_word;
  }
  if (!words || !fact_spaced(f, end) || fact_starts_block(f, end) || !fact_is_digits(f, end) ||
      f->a->tokens.at[end].flags & TOKEN_SENTENCE_START)
    return i;
  struct noun noun;
  struct number many = {.value = 2};
  if (noun_read(f, end + 1, &many, &noun))
    return i; /* 500 TREC 10 questions */
  bool is_series = fact_is_word(f, end + 1) && !fact_spaced(f, end + 1);
  end += 1 + is_series + (is_series && fact_is_digits(f, end + 2));
  bool goes_on = fact_mark(f, end) == ',' && fact_is_digits(f, end + 1) &&
                 !fact_is_word(f, end + 2) && !fact_starts_block(f, end + 1);
  return end + (goes_on ? 2 : 0);
}

/* "543 (7645): 12" */
static uint32_t volume_end(const struct facts *f, uint32_t i)
{
  bool is_volume = fact_is_digits(f, i) && touches(f, i + 1, "(") && fact_is_digits(f, i + 2) &&
                   touches(f, i + 3, ")") && touches(f, i + 4, ":");
  return is_volume ? i + 4 + (fact_is_digits(f, i + 5) ? 2u : 0u) : i;
}

/* "65 S 189/21": the docket of a court. */
static uint32_t docket_end(const struct facts *f, uint32_t i)
{
  enum { LETTERS_MAX = 4 };

  bool is_word = fact_is_digits(f, i) && fact_spaced(f, i + 1) && fact_is_word(f, i + 1) &&
                 !fact_starts_block(f, i + 1) && f->a->tokens.at[i + 1].flags & TOKEN_CAPITAL &&
                 f->a->tokens.at[i + 1].len <= LETTERS_MAX;
  return is_word && fact_is_digits(f, i + 2) && touches(f, i + 3, "/") && !fact_spaced(f, i + 3) &&
                 fact_is_digits(f, i + 4) && !fact_spaced(f, i + 4)
             ? i + 5
             : i;
}

uint32_t reference_end(const struct facts *f, uint32_t i)
{
  uint32_t end = report_end(f, i);
  end = end > i ? end : docket_end(f, i);
  return end > i ? end : volume_end(f, i);
}

/* A capital at token i, over the mark of a quotation. */
static bool has_capital_behind(const struct facts *f, uint32_t i)
{
  i += fact_mark(f, i) == '"' && !fact_starts_block(f, i);
  return !fact_starts_block(f, i) && fact_is_word(f, i) && f->a->tokens.at[i].flags & TOKEN_CAPITAL;
}

/* "3.1 Lessons learned", "1.2 "Goods" means", "1 Department of Physics": the number of a heading, a
 * clause or an address, where not every noun has a capital. */
static bool numbers_block(const struct facts *f, const struct amount *a)
{
  uint32_t i = a->number.first, end = a->number.end;
  bool is_part = a->number.flags & NUMBER_DECIMALS && a->value < 100;
  end += is_part && fact_mark(f, end) == '.' && !fact_spaced(f, end); /* 2.1. Methods */
  if (!fact_starts_block(f, i) || f->words->has_capital_nouns || a->kind != FIGURE_COUNT ||
      !fact_spaced(f, end) || !has_capital_behind(f, end))
    return false;
  return is_part || (a->value < 10 && fact_has(f, end + 1, ROLE(OF)));
}

/* A block that begins "14 Appeals", or with another number behind another one. */
static bool block_has_number(const struct document *d, uint32_t block, uint32_t number)
{
  str text = document_block_text(d, block);
  size_t at = 0;
  while (at < text.len && char_is_digit((unsigned char)text.data[at]))
    at++;
  uint32_t value = 0;
  if (!at || at + 1 >= text.len || text.data[at] != ' ' ||
      !str_to_uint(str_sub(text, 0, at), &value))
    return false;
  at++;
  return value == number && char_is_upper(utf8_next(text, &at));
}

/* "13 Penalties" with "12 Duties" before it or "14 Appeals" behind, and "2 School of Health" behind
 * "1 Institute of Health;": one of a row of heads. */
static bool is_of_heads(const struct facts *f, const struct amount *a)
{
  enum { BLOCKS = 40 };

  uint32_t i = a->number.first, end = a->number.end;
  const struct document *d = f->a->document;
  if (a->kind != FIGURE_COUNT || a->number.flags != NUMBER_DIGITS || !fact_spaced(f, end) ||
      !has_capital_behind(f, end))
    return false;
  if (!fact_starts_block(f, i))
    return !f->words->has_capital_nouns && touches(f, i - 1, ";");
  uint32_t sentence = analysis_sentence(f->a, fact_start(f, i));
  uint32_t block = sentence < f->a->sentences.count ? f->a->sentences.at[sentence].block : 0;
  uint32_t number = (uint32_t)a->value, first = block > BLOCKS ? block - BLOCKS : 0;
  for (uint32_t n = first; n < d->blocks.count && n <= block + BLOCKS; n++)
    if (n < block ? block_has_number(d, n, number - 1) : block_has_number(d, n, number + 1))
      return true;
  return false;
}

static uint64_t classes_of(const struct facts *f, uint32_t i)
{
  return f->a->words.at[f->a->tokens.at[i].word].classes;
}

/* "4 Das Gericht hat", "12 The court holds": the number of a paragraph. */
static bool numbers_paragraph(const struct facts *f, const struct amount *a)
{
  enum { PARAGRAPHS_MAX = 1000 };

  uint32_t i = a->number.first, end = a->number.end;
  return a->kind == FIGURE_COUNT && fact_starts_block(f, i) && !fact_starts_block(f, end) &&
         a->value < PARAGRAPHS_MAX && !(a->number.flags & NUMBER_DECIMALS) &&
         fact_is_word(f, end) && fact_spaced(f, end) &&
         f->a->tokens.at[end].flags & TOKEN_CAPITAL && classes_of(f, end) & CLASS_BIT(CLASS_STOP);
}

/* "NJW-RR 2021, 76 Rn. 26": the page, behind which the paragraph is named. */
static bool is_page(const struct facts *f, const struct amount *a)
{
  uint32_t end = a->number.end;
  return a->kind == FIGURE_COUNT && fact_is_word(f, end) && !fact_starts_block(f, end) &&
         classes_of(f, end) & CLASS_BIT(CLASS_ABBREVIATION_NUMBER) &&
         fact_mark(f, end + 1) == '.' && !fact_spaced(f, end + 1) && fact_is_digits(f, end + 2);
}

/* The day of a date begins at token i, or a weekday or month ends before it. */
static bool is_day_at(const struct facts *f, uint32_t i)
{
  uint32_t next = analysis_date(f->a, fact_start(f, i));
  return next < f->a->dates.count && f->a->dates.at[next].at.at == fact_start(f, i);
}

static bool joins_days(const struct facts *f, uint32_t i)
{
  return !fact_starts_block(f, i) &&
         (fact_mark(f, i) == ',' || fact_has(f, i, ROLE(AND) | ROLE(TO)));
}

/* "3, 4, 5 and 9 October", "June 3, 4 and 5", "Monday (29)" */
static bool is_day(const struct facts *f, const struct amount *a)
{
  enum { DAYS = 31 };

  uint32_t i = a->number.first, end = a->number.end, from;
  struct noun noun;
  if (a->kind != FIGURE_COUNT || a->number.flags != NUMBER_DIGITS || a->value < 1 ||
      a->value > DAYS || a->number.digits > 2 || noun_read(f, end, &a->number, &noun))
    return false;
  if (i > 1 && touches(f, i - 1, "(") && touches(f, end, ")") &&
      fact_phrase_before(f, i - 1, ROLE(WEEKDAY), &from))
    return true;
  for (uint32_t n = 0; n < REACH_MAX && joins_days(f, end) && fact_is_digits(f, end + 1);
       n++, end += 2)
    if (is_day_at(f, end + 1))
      return true;
  for (uint32_t n = 0; n < REACH_MAX && i > 2 && joins_days(f, i - 1) && fact_is_digits(f, i - 2);
       n++) {
    i -= 2;
    if (!fact_starts_block(f, i) && fact_has(f, i - 1, ROLE(MONTH)))
      return true;
  }
  return false;
}

/* "(2008)" behind token i. */
static bool has_year_in_brackets(const struct facts *f, uint32_t i)
{
  enum { DIGITS = 4 };

  uint32_t digits = 0;
  return touches(f, i + 1, "(") && !fact_starts_block(f, i + 2) &&
         number_plain(f, i + 2, &digits) > 0 && digits == DIGITS && touches(f, i + 3, ")");
}

bool number_is_of_year(const struct facts *f, uint32_t i)
{
  if (!has_year_in_brackets(f, i))
    return false;
  for (uint32_t n = 0; n < REACH_MAX && i && !fact_starts_block(f, i); n++) {
    if (label_is_before(f, i))
      return true;
    i--;
    i -= i && fact_has(f, i, ROLE(AND));
    i -= i && fact_mark(f, i) == ',';
    if (i < 3 || !has_year_in_brackets(f, i - 3))
      return false;
    i -= 3;
  }
  return false;
}

bool number_refers(const struct facts *f, const struct amount *a)
{
  if (number_is_of_year(f, a->number.first))
    return true;
  return is_bare(a) && (is_in_brackets(f, a) || numbers_block(f, a) || is_of_heads(f, a) ||
                        is_day(f, a) || numbers_paragraph(f, a) || is_page(f, a));
}
