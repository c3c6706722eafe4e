/* people.c - words and phrases of the document as the language file's lists know them; and the
 * order of the passes over names, quotations and speakers. */
#include "analyze/people.h"

/* Folded keys are built in place; longer phrases and names are never looked up. */
#define KEY_BYTES 160

bool token_is_apostrophe(const struct people *p, uint32_t i)
{
  str text = token_text(p, i);
  return str_eq(text, STR("'")) || str_eq(text, STR("’"));
}

str token_folded(const struct people *p, uint32_t i)
{
  return p->a->words.at[p->a->tokens.at[i].word].folded;
}

bool token_listed(const struct people *p, uint32_t i, const char *section, const char *key)
{
  return token_is_word(p, i) && language_has(p->a->language, section, key, token_folded(p, i));
}

bool token_is_possessive(const struct people *p, uint32_t i)
{
  if (token_is_apostrophe(p, i))
    return !token_has(p, i, TOKEN_SPACE_BEFORE);
  str text = token_text(p, i);
  if (text.len < 2 || text.len > 4 || token_has(p, i, TOKEN_SPACE_BEFORE))
    return false;
  str s = text.data[0] == '\''         ? str_sub(text, 1, text.len - 1)
          : str_starts(text, STR("’")) ? str_sub(text, 3, text.len - 3)
                                       : (str){"", 0};
  return s.len == 1 && (s.data[0] == 's' || s.data[0] == 'S');
}

/* Brendan “Darkie” Hughes: marks about what somebody is called are all the same. */
static bool is_nickname_mark(const struct people *p, uint32_t i)
{
  uint32_t m = p->quote_at[i];
  return m != NONE && p->a->tokens.at[i].kind == TOKEN_MARK &&
         (p->marked.at[m].first == i || p->marked.at[m].end == i + 1);
}

/* The folded token behind a key, the blank that stands before it included; 0 when it does not fit.
 */
static size_t append(const struct people *p, uint32_t i, char *key, size_t len)
{
  str folded = is_nickname_mark(p, i) ? STR("\"") : p->a->words.at[p->a->tokens.at[i].word].folded;
  bool blank = len && token_has(p, i, TOKEN_SPACE_BEFORE);
  if (len + blank + folded.len > KEY_BYTES)
    return 0;
  if (blank)
    key[len++] = ' ';
  memcpy(key + len, folded.data, folded.len);
  return len + folded.len;
}

/* The folded text of tokens with the blanks that stand between them; 0 when it does not fit. */
static size_t fold_tokens(const struct people *p, uint32_t first, uint32_t end, char *key)
{
  size_t len = 0;
  for (uint32_t i = first; i < end; i++) {
    len = append(p, i, key, len);
    if (!len)
      return 0;
  }
  return len;
}

uint64_t phrase_bits(const struct people *p, uint32_t first, uint32_t end)
{
  if (end == first + 1)
    return token_bits(p, first);
  char key[KEY_BYTES];
  size_t len = fold_tokens(p, first, end, key);
  return len ? cues_of(p->cues, (str){key, len}) : 0;
}

uint32_t phrase_end_long(const struct people *p, uint32_t first, uint64_t wanted)
{
  uint64_t bits = token_bits(p, first);
  uint32_t best = bits & wanted ? first + 1 : first, limit = first + CUE_PHRASE_WORDS;
  char key[KEY_BYTES];
  size_t len = append(p, first, key, 0);
  for (uint32_t i = first + 1; i < limit && i < p->a->tokens.count; i++) {
    len = len ? append(p, i, key, len) : 0;
    bits = len ? cues_of(p->cues, (str){key, len}) : 0;
    if (bits & wanted)
      best = i + 1;
    if (!(bits & CUE(PHRASE)))
      break;
  }
  return best;
}

str tokens_key(const struct people *p, uint32_t first, uint32_t end)
{
  char key[KEY_BYTES];
  size_t len = fold_tokens(p, first, end, key);
  return arena_str(p->scratch, (str){key, len});
}

struct span tokens_span(const struct people *p, uint32_t first, uint32_t end)
{
  uint32_t at = p->a->tokens.at[first].at;
  return (struct span){at, token_end(p, end - 1) - at};
}
