/* facts.c - the view of the tokens that figures and dates walk.
 *
 * Invariant: each distinct word is looked up once; a phrase has at most PHRASE_TOKENS tokens and
 * never reaches over a block's end. */
#include "analyze/facts.h"

static const struct fact_word no_word = {0};

enum { PHRASE_BYTES = 64 }; /* longest phrase of the language files, and some */

bool facts_open(struct facts *f, struct analysis *a, const struct fact_words *words)
{
  *f = (struct facts){.a = a, .text = a->document->text, .words = words};
  f->of_word = arena_array(a->arena, const struct fact_word *, a->words.count + 1);
  if (!f->of_word)
    return false;
  for (uint32_t i = 0; i < a->words.count; i++) {
    uint32_t index = map_find(&words->index, a->words.at[i].folded);
    f->of_word[i] =
        index == MAP_NONE ? &no_word : &words->words.at[words->index.entries[index].value];
  }
  return true;
}

uint32_t fact_count(const struct facts *f)
{
  return f->a->tokens.count;
}

const struct fact_word *fact_at(const struct facts *f, uint32_t i)
{
  return i < f->a->tokens.count ? f->of_word[f->a->tokens.at[i].word] : &no_word;
}

bool fact_has(const struct facts *f, uint32_t i, uint64_t roles)
{
  return (fact_at(f, i)->roles & roles) != 0;
}

bool fact_starts_block(const struct facts *f, uint32_t i)
{
  return i >= f->a->tokens.count || f->a->tokens.at[i].flags & TOKEN_BLOCK_START;
}

bool fact_spaced(const struct facts *f, uint32_t i)
{
  return i >= f->a->tokens.count ||
         f->a->tokens.at[i].flags & (TOKEN_BLOCK_START | TOKEN_SPACE_BEFORE);
}

bool fact_is_word(const struct facts *f, uint32_t i)
{
  return i < f->a->tokens.count && f->a->tokens.at[i].kind == TOKEN_WORD;
}

bool fact_is_digits(const struct facts *f, uint32_t i)
{
  return i < f->a->tokens.count && f->a->tokens.at[i].kind == TOKEN_NUMBER;
}

uint32_t fact_start(const struct facts *f, uint32_t i)
{
  return i < f->a->tokens.count ? f->a->tokens.at[i].at : (uint32_t)f->text.len;
}

uint32_t fact_stop(const struct facts *f, uint32_t end)
{
  if (end == 0 || end > f->a->tokens.count)
    return 0;
  const struct token *token = &f->a->tokens.at[end - 1];
  return token->at + token->len;
}

bool fact_listed(const struct facts *f, uint32_t i, const char *section, const char *key)
{
  return fact_is_word(f, i) &&
         language_has(f->a->language, section, key, f->a->words.at[f->a->tokens.at[i].word].folded);
}

char fact_mark(const struct facts *f, uint32_t i)
{
  if (i >= f->a->tokens.count || f->a->tokens.at[i].kind != TOKEN_MARK)
    return 0;
  const struct token *token = &f->a->tokens.at[i];
  unsigned char byte = (unsigned char)f->text.data[token->at];
  if (byte < 0x80)
    return token->len == 1 ? (char)byte : 0;
  size_t at = token->at;
  uint32_t c = utf8_next(f->text, &at);
  if (char_is_dash(c) || c == 0x2212)
    return '-';
  if (char_is_open_quote(c) || char_is_close_quote(c))
    return '"';
  return 0;
}

/* The folded token behind what is in the room, a blank between them where the text has one. */
static size_t append(const struct facts *f, uint32_t i, char room[PHRASE_BYTES], size_t used)
{
  const struct token *token = &f->a->tokens.at[i];
  str folded = f->a->words.at[token->word].folded;
  bool has_blank = used && token->flags & TOKEN_SPACE_BEFORE;
  if (used + has_blank + folded.len > PHRASE_BYTES)
    return 0;
  if (has_blank)
    room[used++] = ' ';
  memcpy(room + used, folded.data, folded.len);
  return used + folded.len;
}

const struct fact_word *fact_phrase(const struct facts *f, uint32_t i, uint64_t roles,
                                    uint32_t *ret_end)
{
  const struct fact_word *first = fact_at(f, i), *best = NULL;
  if (first->roles & roles) {
    best = first;
    *ret_end = i + 1;
  }
  if (!(first->leads & roles))
    return best;
  char room[PHRASE_BYTES];
  size_t used = 0;
  for (uint32_t n = i; n < fact_count(f) && n < i + PHRASE_TOKENS; n++) {
    if (n > i && fact_starts_block(f, n))
      break;
    used = append(f, n, room, used);
    if (!used)
      break;
    uint32_t index = n > i ? map_find(&f->words->index, (str){room, used}) : MAP_NONE;
    if (index == MAP_NONE)
      continue;
    const struct fact_word *word = &f->words->words.at[f->words->index.entries[index].value];
    if (word->roles & roles) {
      best = word;
      *ret_end = n + 1;
    }
  }
  return best;
}

const struct fact_word *fact_phrase_before(const struct facts *f, uint32_t end, uint64_t roles,
                                           uint32_t *ret_first)
{
  const struct fact_word *best = NULL;
  for (uint32_t n = 1; n <= PHRASE_TOKENS && n <= end; n++) {
    uint32_t first = end - n, stop = 0;
    if (end < fact_count(f) && fact_starts_block(f, first + 1) && n > 0 && first + 1 <= end)
      break;
    const struct fact_word *word = fact_phrase(f, first, roles, &stop);
    if (word && stop == end) {
      best = word;
      *ret_first = first;
    }
  }
  return best;
}
