/* speech.c - which words are verbs of speech, and what may stand between one and who speaks. */
#include "analyze/subjects.h"

/* "the Amnesty report found", "a police report": no verb, but what somebody wrote. */
static bool is_paper(const struct people *p, uint32_t i)
{
  if (!(token_bits(p, i) & CUE(BODY)) || i < 2 || token_has(p, i, TOKEN_BLOCK_START))
    return false;
  uint32_t before = i - 1;
  bool is_named = p->mention_at[before] != NONE &&
                  !(before > 1 && p->mention_at[before - 1] == NONE &&
                    token_bits(p, before - 1) & CUE(AND)); /* "Reed and Hale report" */
  bool is_one = token_bits(p, before - 1) & CUE(DETERMINER) &&
                !(token_bits(p, before - 1) & (CUE(DEFINITE) | CUE(POSSESSIVE)));
  bool is_singular = token_bits(p, before) & CUE(ROLE) && !(token_bits(p, before) & CUE(GROUP));
  return is_named || (token_is_word(p, before) && (is_one || is_singular));
}

/* "co-wrote": said by nobody. */
static bool is_joined(const struct people *p, uint32_t i)
{
  return i > 1 && token_is_inner_hyphen(p, i - 1);
}

bool is_speech_verb(const struct people *p, uint32_t i)
{
  if (!token_is_word(p, i) || !(token_bits(p, i) & (CUE(SAY) | CUE(CALL))) ||
      p->mention_at[i] != NONE || p->quote_at[i] != NONE || token_has(p, i, TOKEN_ALL_CAPS))
    return false;
  bool is_noun = token_has(p, i, TOKEN_CAPITAL) && i > 0 && (token_bits(p, i - 1) & CUE(OF));
  return !is_noun && !is_paper(p, i) && !is_joined(p, i); /* the Secretary of State */
}

uint32_t skip_adverbs(const struct people *p, uint32_t i, uint32_t end)
{
  while (i < end && (token_bits(p, i) & (CUE(ADVERB) | CUE(AUXILIARY))) && !is_speech_verb(p, i))
    i++;
  return i;
}
