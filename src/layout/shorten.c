/* shorten.c - a text cut to what a line or a head holds, with an ellipsis.
 *
 * Invariant: what is left is a beginning of the text that ends in a letter, a figure or a mark that
 * closes, and in no word that only leads on to the next. */
#include "layout/set.h"

/* Words like "of the" at the end; more in a row is a text of its own kind. */
enum { LEADING_ON_MAX = 3 };

/* Looks for a blank in the second half. Where there is none, words are not parted by blanks, but
 * those among them in Latin letters are whole. */
static size_t last_word_end(str text, size_t limit)
{
  size_t cut = limit, character = 0, run = 0;
  bool was_ascii = false;
  for (size_t at = 0; at < limit;) {
    bool is_ascii = text.data[at] > ' ' && text.data[at] <= '~';
    character = at;
    run = is_ascii && was_ascii ? run : at;
    was_ascii = is_ascii;
    utf8_next(text, &at);
  }
  while (cut > limit / 2 && text.data[cut] != ' ')
    cut--;
  if (text.data[cut] == ' ')
    return cut;
  return run > limit / 2 ? run : character;
}

static bool may_end(uint32_t c, uint32_t before)
{
  if (c == '"' || c == '\'')
    return !char_is_space(before);
  return char_is_letter(c) || char_is_digit(c) || char_is_mark(c) || char_is_close_quote(c) ||
         c == ')' || c == '%' || c == '!' || c == '?';
}

/* Less the stops, dashes and marks that open, at its end. */
static str without_marks(str text)
{
  while (text.len) {
    size_t at = text.len;
    uint32_t last = utf8_previous(text, &at);
    size_t from = at;
    uint32_t before = at ? utf8_previous(text, &from) : ' ';
    if (may_end(last, before))
      break;
    text.len = at;
  }
  return text;
}

static str without_str_last_word(str text)
{
  while (text.len && text.data[text.len - 1] != ' ')
    text.len--;
  return without_marks(text);
}

str text_shortened(struct setter *setter, str text, size_t limit)
{
  if (text.len <= limit)
    return text;
  const struct language *language = setter->context->language;
  str whole = without_marks(str_sub(text, 0, last_word_end(text, limit)));
  str cut = whole;
  for (int i = 0; i < LEADING_ON_MAX && language && cut.len; i++) {
    if (!language_has(language, "words", "stop", text_fold(setter->arena, str_last_word(cut))))
      break;
    cut = without_str_last_word(cut);
  }
  if (!cut.len)
    cut = whole;
  return arena_format(setter->arena, "%.*s\xE2\x80\xA6", STR_ARG(cut));
}
