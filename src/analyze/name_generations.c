/* name_generations.c - what stands behind a name and tells its bearer from a father or forebear:
 * numerals, "Jr.", a letter with its stop. */
#include "analyze/people.h"

bool names_is_numeral(const struct people *p, uint32_t i)
{
  enum { LETTERS_MAX = 5 };

  str text = token_text(p, i);
  if (!token_has(p, i, TOKEN_ALL_CAPS) || text.len > LETTERS_MAX)
    return false;
  for (size_t at = 0; at < text.len; at++)
    if (text.data[at] != 'I' && text.data[at] != 'V' && text.data[at] != 'X')
      return false;
  return true;
}

/* "Hawa S., a teacher": the stop is of the letter where the sentence goes on. */
static bool ends_in_letter(const struct people *p, uint32_t end)
{
  return end > 1 && end + 1 < p->a->tokens.count && token_text(p, end - 1).len == 1 &&
         token_has(p, end - 1, TOKEN_CAPITAL) && !token_has(p, end - 1, TOKEN_BLOCK_START) &&
         token_is(p, end, '.') && !token_has(p, end, TOKEN_SPACE_BEFORE) &&
         !token_has(p, end + 1, TOKEN_SENTENCE_START | TOKEN_BLOCK_START);
}

uint32_t names_generation_end(const struct people *p, uint32_t end)
{
  if (ends_in_letter(p, end))
    return end + 1;
  uint32_t i = end, count = p->a->tokens.count;
  i += i + 1 < count && token_is(p, i, ',') && !token_has(p, i, TOKEN_BLOCK_START);
  bool is_generation = i < count && !token_has(p, i, TOKEN_BLOCK_START) &&
                       token_has(p, i, TOKEN_CAPITAL) &&
                       token_classes(p, i) & CLASS_BIT(CLASS_GENERATION);
  bool is_ordinal =
      i == end && i < count && !token_has(p, i, TOKEN_BLOCK_START) && names_is_numeral(p, i);
  if (!is_generation && !is_ordinal)
    return end;
  /* "Friedrich IV." where nouns have capitals: as in German, ordinals have a stop. */
  bool has_stop = i + 1 < count && token_is(p, i + 1, '.') &&
                  !token_has(p, i + 1, TOKEN_SPACE_BEFORE | TOKEN_BLOCK_START);
  return i + 1 + (has_stop && (is_generation || cues_capital_nouns(p->cues)));
}
