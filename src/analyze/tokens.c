/* tokens.c - words, numbers and marks of every block, in one walk over its characters.
 *
 * Invariants: tokens stand in text order, never overlap, never cross a block, and cover every
 * character that is no white space. A character is looked at once, or twice at an apostrophe. */
#include "analyze/lexicon.h"
#include "analyze/passes.h"

/* Longer runs are cut: token.len has 16 bits, and no look-up profits from more. */
enum { TOKEN_MAX = 4096 };

/* "qu'", "dell'", "'ll": no elided or contracted part of a word is longer. */
enum { PART_MAX = 16 };

enum char_kind { CHAR_SPACE, CHAR_LETTER, CHAR_DIGIT, CHAR_IDEOGRAPH, CHAR_OTHER };

struct walk {
  struct analysis *a;
  const struct analyzer *analyzer;
  struct vocabulary vocabulary;
  str text; /* up to the end of the block */
  size_t at;
  unsigned flags; /* of the next token */
};

static enum char_kind kind_of(uint32_t c)
{
  if (c < 0x80) {
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
      return CHAR_LETTER;
    if (c >= '0' && c <= '9')
      return CHAR_DIGIT;
    return c == ' ' || (c >= '\t' && c <= '\r') ? CHAR_SPACE : CHAR_OTHER;
  }
  if (char_is_cjk(c))
    return CHAR_IDEOGRAPH;
  if (char_is_letter(c) || char_is_mark(c))
    return CHAR_LETTER;
  if (char_is_digit(c))
    return CHAR_DIGIT;
  return char_is_space(c) ? CHAR_SPACE : CHAR_OTHER;
}

static uint32_t peek(const struct walk *w, size_t at, size_t *ret_next)
{
  *ret_next = at;
  return at < w->text.len ? utf8_next(w->text, ret_next) : 0;
}

static bool is_apostrophe(uint32_t c)
{
  return c == '\'' || c == 0x2019;
}

static void push(struct walk *w, size_t end, enum token_kind kind, unsigned flags)
{
  str written = str_sub(w->text, w->at, end - w->at);
  struct token token = {
      .at = (uint32_t)w->at,
      .len = (uint16_t)written.len,
      .kind = (uint8_t)kind,
      .flags = (uint8_t)(w->flags | flags),
      .word = vocabulary_add(&w->vocabulary, written),
  };
  vec_push(w->a->arena, &w->a->tokens, token);
  w->flags = 0;
  w->at = end;
}

/* --- words --- */

static size_t letters_end(const struct walk *w, size_t at, size_t limit)
{
  while (at < w->text.len && at < limit) {
    unsigned char byte = (unsigned char)w->text.data[at];
    if (byte < 0x80) {
      if ((byte | 0x20) < 'a' || (byte | 0x20) > 'z')
        break;
      at++;
      continue;
    }
    size_t next;
    if (kind_of(peek(w, at, &next)) != CHAR_LETTER)
      break;
    at = next;
  }
  return at;
}

static str folded_part(char room[PART_MAX], str part)
{
  for (size_t i = 0; i < part.len; i++) {
    char c = part.data[i];
    room[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
  }
  return (str){room, part.len};
}

/* Where a word that has run up to an apostrophe at `at` ends: behind it (l’), at it (Blinken), or
 * behind the letters that follow (O’Brien). */
static size_t apostrophe_end(const struct walk *w, size_t at)
{
  char room[PART_MAX];
  size_t behind;
  peek(w, at, &behind);
  size_t tail = letters_end(w, behind, w->at + TOKEN_MAX);
  if (tail == behind)
    return at;
  const struct lexicon *lexicon = w->analyzer->lexicon;
  str head = str_sub(w->text, w->at, at - w->at);
  if (head.len <= PART_MAX && lexicon_is_elision(lexicon, folded_part(room, head)))
    return behind;
  str rest = str_sub(w->text, behind, tail - behind);
  if (rest.len <= PART_MAX && lexicon_is_contraction(lexicon, folded_part(room, rest)))
    return at;
  return tail;
}

static unsigned case_flags(str word)
{
  size_t at = 0;
  if (!char_is_upper(utf8_next(word, &at)))
    return 0;
  unsigned letters = 1;
  while (at < word.len) {
    uint32_t c = utf8_next(word, &at);
    if (char_is_lower(c))
      return TOKEN_CAPITAL;
    letters += char_is_upper(c);
  }
  return letters >= 2 ? TOKEN_CAPITAL | TOKEN_ALL_CAPS : TOKEN_CAPITAL;
}

static void push_word(struct walk *w)
{
  size_t end = letters_end(w, w->at, w->at + TOKEN_MAX), next;
  if (is_apostrophe(peek(w, end, &next)))
    end = apostrophe_end(w, end);
  push(w, end, TOKEN_WORD, case_flags(str_sub(w->text, w->at, end - w->at)));
}

/* ’s and ’ll behind a word are a word; the apostrophe belongs to it. */
static bool push_contraction(struct walk *w)
{
  char room[PART_MAX];
  size_t behind;
  peek(w, w->at, &behind);
  size_t end = letters_end(w, behind, behind + PART_MAX);
  if (w->flags || end == behind || !w->a->tokens.count)
    return false;
  const struct token *last = vec_last(&w->a->tokens);
  str rest = str_sub(w->text, behind, end - behind);
  if (last->kind == TOKEN_MARK || rest.len > PART_MAX ||
      !lexicon_is_contraction(w->analyzer->lexicon, folded_part(room, rest)))
    return false;
  push(w, end, TOKEN_WORD, 0);
  return true;
}

/* --- numbers and marks --- */

static bool joins_digits(uint32_t c)
{
  return c == '.' || c == ',' || c == 0x066B || c == 0x066C;
}

static void push_number(struct walk *w)
{
  size_t end = w->at, next;
  while (end < w->at + TOKEN_MAX) {
    uint32_t c = peek(w, end, &next);
    size_t digit = next, behind;
    if (joins_digits(c) && next < w->text.len)
      c = peek(w, digit, &behind);
    else
      behind = next;
    if (end >= w->text.len || kind_of(c) != CHAR_DIGIT)
      break;
    end = behind;
  }
  push(w, end, TOKEN_NUMBER, 0);
}

static void push_mark(struct walk *w, size_t next)
{
  while (w->text.data[w->at] == '.' && next < w->text.len && w->text.data[next] == '.' &&
         next < w->at + TOKEN_MAX)
    next++;
  push(w, next, TOKEN_MARK, 0);
}

static void walk_block(struct walk *w, struct span block)
{
  w->at = block.at;
  w->text = str_sub(w->a->document->text, 0, span_end(block));
  w->flags = TOKEN_BLOCK_START;
  while (w->at < w->text.len) {
    size_t next;
    uint32_t c = peek(w, w->at, &next);
    switch (kind_of(c)) {
    case CHAR_SPACE:
      w->flags |= TOKEN_SPACE_BEFORE;
      w->at = next;
      break;
    case CHAR_LETTER:
      push_word(w);
      break;
    case CHAR_DIGIT:
      push_number(w);
      break;
    case CHAR_IDEOGRAPH:
      push(w, next, TOKEN_IDEOGRAPH, 0);
      break;
    case CHAR_OTHER:
      if (!is_apostrophe(c) || !push_contraction(w))
        push_mark(w, next);
      break;
    }
  }
}

void find_tokens(struct analysis *a, const struct analyzer *analyzer)
{
  AUTO(arena) scratch = arena_new(&analyzer->heap);
  if (!scratch) {
    arena_fail(a->arena);
    return;
  }
  struct walk w = {.a = a, .analyzer = analyzer};
  vocabulary_open(&w.vocabulary, a, analyzer->lexicon, scratch);
  for (uint32_t i = 0; i < a->document->blocks.count; i++)
    walk_block(&w, a->document->blocks.at[i].at);
  vocabulary_close(&w.vocabulary);
  if (arena_short(scratch))
    arena_fail(a->arena);
}
