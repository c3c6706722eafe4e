/* speech.c - which words are verbs of speech, and what may stand between one and who speaks. */
#include "analyze/subjects.h"

bool is_speech_verb(const struct people *p, uint32_t i)
{
  if (!token_is_word(p, i) || !(token_bits(p, i) & (CUE(SAY) | CUE(CALL))) ||
      p->mention_at[i] != NONE || p->quote_at[i] != NONE || token_has(p, i, TOKEN_ALL_CAPS))
    return false;
  bool is_noun = token_has(p, i, TOKEN_CAPITAL) && i > 0 && (token_bits(p, i - 1) & CUE(OF));
  return !is_noun; /* the Secretary of State */
}

uint32_t skip_adverbs(const struct people *p, uint32_t i, uint32_t end)
{
  while (i < end && (token_bits(p, i) & (CUE(ADVERB) | CUE(AUXILIARY))) && !is_speech_verb(p, i))
    i++;
  return i;
}
