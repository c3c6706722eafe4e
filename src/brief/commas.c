/* commas.c - commas that end no clause: in a date, in a name, between places, in a list.
 *
 * Invariant: only a fixed number of tokens round the comma is looked at. */
#include "brief/make.h"

static char mark_at(const struct analysis *a, uint32_t i)
{
  bool is_mark = i < a->tokens.count && a->tokens.at[i].kind == TOKEN_MARK;
  return is_mark ? a->document->text.data[a->tokens.at[i].at] : 0;
}

static bool is_word(const struct analysis *a, uint32_t i)
{
  return i < a->tokens.count && a->tokens.at[i].kind == TOKEN_WORD;
}

static bool is_capital(const struct analysis *a, uint32_t i)
{
  return is_word(a, i) && a->tokens.at[i].flags & TOKEN_CAPITAL;
}

bool is_joint(const struct analysis *a, uint32_t i)
{
  return is_word(a, i) && (is_listed(a, i, "grammar", "and") || is_listed(a, i, "grammar", "or"));
}

static bool is_in_date(const struct analysis *a, uint32_t at)
{
  uint32_t next = analysis_date(a, at);
  return next && at < span_end(a->dates.at[next - 1].at);
}

/* "the April 15, 2013, blasts": the date tells which, and what they are stands behind it. */
static bool closes_attribute(const struct analysis *a, uint32_t at)
{
  uint32_t next = analysis_date(a, at);
  if (!next || span_end(a->dates.at[next - 1].at) != at)
    return false;
  struct span date = a->dates.at[next - 1].at;
  uint32_t first = analysis_token(a, date.at);
  return first && is_word(a, first - 1) &&
         str_find(str_span(a->document->text, date), STR(","), 0) != SIZE_MAX &&
         is_listed(a, first - 1, "figures", "the");
}

/* "between Fatah, which rules the one, and Hamas": the second is still to come. */
static bool is_in_pair(const struct analysis *a, uint32_t comma)
{
  enum { BACK = 8 };

  for (uint32_t n = 1; n <= BACK && n < comma; n++) {
    uint32_t i = comma - n;
    if (is_joint(a, i) || a->tokens.at[i + 1].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START))
      return false;
    if (is_word(a, i) && is_listed(a, i, "grammar", "pairs"))
      return true;
  }
  return false;
}

/* "Austin, Texas", "Hale, Burton & Drew", "Texas, and Boston": capitals on both sides, where not
 * every noun has one. */
static bool is_between_capitals(const struct analysis *a, uint32_t comma)
{
  if (!comma || language_capital_nouns(a->language))
    return false;
  uint32_t before = comma - 1, behind = comma + 1;
  before -= before && mark_at(a, before) == '.'; /* Jr., */
  behind += is_joint(a, behind);
  return is_capital(a, before) && is_capital(a, behind);
}

/* The second comma of "Paris, Texas, on Monday". */
static bool closes_place(const struct analysis *a, uint32_t comma)
{
  enum { PLACE_MAX = 3 };

  for (uint32_t n = 1; n <= PLACE_MAX + 1 && n <= comma; n++) {
    if (mark_at(a, comma - n) == ',')
      return n > 1 && is_between_capitals(a, comma - n);
    if (!is_capital(a, comma - n))
      return false;
  }
  return false;
}

/* Words from token i on before a mark that ends a clause or the sentence; stops counting above
 * `most`. */
static uint32_t words_to_mark(const struct analysis *a, uint32_t i, uint32_t most)
{
  uint32_t words = 0;
  for (; words <= most && i < a->tokens.count; i++) {
    char mark = mark_at(a, i);
    if (a->tokens.at[i].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START) ||
        (mark && strchr(",;:().", mark)))
      break;
    words += !mark;
  }
  return words;
}

/* "in 1999", "including two boys": no item of a list begins so, what goes on with the clause does.
 */
static bool is_preposition(const struct analysis *a, uint32_t i)
{
  return is_word(a, i) && has_class(a, i, CLASS_PREPOSITION);
}

/* "two boats, three trains and a bus", "Texas, Ohio, and Maine": items of a few words, before the
 * last of them an "and". */
static bool is_in_list(const struct analysis *a, uint32_t comma)
{
  enum { ITEMS_MAX = 8, ITEM_WORDS = 3, WORDS_BEFORE_AND = 2, LAST_WORDS = 4 };

  uint32_t i = comma + 1;
  for (uint32_t items = 0; items < ITEMS_MAX; items++, i++) {
    if (is_preposition(a, i + is_joint(a, i)))
      return false;
    if (is_joint(a, i))
      return words_to_mark(a, i + 1, LAST_WORDS) <= LAST_WORDS;
    uint32_t words = 0;
    for (; words <= ITEM_WORDS && i < a->tokens.count; i++) {
      char mark = mark_at(a, i);
      if (is_joint(a, i))
        return words <= WORDS_BEFORE_AND;
      if (a->tokens.at[i].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START) ||
          (mark && strchr(",;:().", mark)))
        break;
      words += !mark;
    }
    if (!words || words > ITEM_WORDS || mark_at(a, i) != ',')
      return false;
  }
  return false;
}

bool comma_is_inner(const struct analysis *a, uint32_t at, bool is_before)
{
  uint32_t comma = analysis_token(a, at);
  if (comma >= a->tokens.count || a->tokens.at[comma].at != at)
    return false;
  return is_in_date(a, at) || closes_attribute(a, at) || is_in_pair(a, comma) ||
         analysis_mention(a, at) < a->mentions.count || is_between_capitals(a, comma) ||
         is_in_list(a, comma) || (is_before && closes_place(a, comma));
}
