/* tokens.c - words, numbers and marks of every block, in one walk over its characters.
 *
 * Invariants: tokens stand in text order, never overlap, never cross a block, and cover every
 * character that is no white space and no list mark. A character is looked at once, or twice at an
 * apostrophe. */
#include "analyze/lexicon.h"
#include "analyze/passes.h"

/* Longer runs are cut: token.len has 16 bits, and no look-up profits from more. */
enum { TOKEN_MAX = 4096 };

/* "qu'", "dell'", "'ll": no elided or contracted part of a word is longer. */
enum { PART_MAX = 16 };

enum char_kind { KIND_SPACE, KIND_LETTER, KIND_DIGIT, KIND_IDEOGRAPH, KIND_OTHER };

struct walk {
  struct analysis *a;
  const struct analyzer *analyzer;
  struct vocabulary vocabulary;
  str text; /* up to the end of the block */
  size_t at;
  unsigned flags; /* of the next token */
};

static enum char_kind kind_of_wide(uint32_t c)
{
  if (char_is_cjk(c))
    return KIND_IDEOGRAPH;
  if (char_is_letter(c) || char_is_mark(c))
    return KIND_LETTER;
  if (char_is_digit(c))
    return KIND_DIGIT;
  return char_is_space(c) ? KIND_SPACE : KIND_OTHER;
}

static inline enum char_kind kind_of(uint32_t c)
{
  if (c < 0x80) {
    unsigned classes = char_classes[c];
    return classes & (CHAR_UPPER | CHAR_LOWER) ? KIND_LETTER
           : classes & CHAR_SPACE              ? KIND_SPACE
           : classes & CHAR_DIGIT              ? KIND_DIGIT
                                               : KIND_OTHER;
  }
  return kind_of_wide(c);
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

/* The token [w->at, end) with its word's id. */
static void push_known(struct walk *w, size_t end, enum token_kind kind, unsigned flags,
                       uint32_t word)
{
  struct token token = {
      .at = (uint32_t)w->at,
      .len = (uint16_t)(end - w->at),
      .kind = (uint8_t)kind,
      .flags = (uint8_t)(w->flags | flags),
      .word = word,
  };
  vec_push(w->a->arena, &w->a->tokens, token);
  w->flags = 0;
  w->at = end;
}

static void push(struct walk *w, size_t end, enum token_kind kind, unsigned flags)
{
  str written = str_sub(w->text, w->at, end - w->at);
  push_known(w, end, kind, flags, vocabulary_add(&w->vocabulary, written));
}

/* --- words --- */

static size_t letters_end(const struct walk *w, size_t at, size_t limit)
{
  while (at < w->text.len && at < limit) {
    unsigned char byte = (unsigned char)w->text.data[at];
    if (byte < 0x80) {
      if (!(char_classes[byte] & (CHAR_UPPER | CHAR_LOWER)))
        break;
      at++;
      continue;
    }
    size_t next;
    if (kind_of(peek(w, at, &next)) != KIND_LETTER)
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
  bool starts_upper = char_is_upper(utf8_next(word, &at)), has_lower = false, has_inner = false;
  unsigned letters = 1;
  while (at < word.len) {
    uint32_t c = utf8_next(word, &at);
    bool is_upper = char_is_upper(c);
    has_lower |= char_is_lower(c);
    has_inner |= is_upper && c < 0x80;
    letters += is_upper;
  }
  bool is_all_caps = starts_upper && !has_lower && letters >= 2;
  return (starts_upper ? TOKEN_CAPITAL : 0) | (is_all_caps ? TOKEN_ALL_CAPS : 0) |
         (has_inner && !is_all_caps ? TOKEN_MIXED_CASE : 0);
}

/* --- words of a few letters from A to Z, eight bytes at once, without a loop --- */

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Bit 7 of each byte that is a letter. In folded bytes of ASCII, adding what 'a' lacks to 0x80 sets
 * it from 'a' on, and what '{' lacks from '{' on; no sum carries. */
static uint64_t ascii_letters(uint64_t eight)
{
  uint64_t folded = (eight | EACH_BYTE(0x20)) & EACH_BYTE(0x7F);
  uint64_t from_a = folded + EACH_BYTE(0x80 - 'a'), past_z = folded + EACH_BYTE(0x7F - 'z');
  return from_a & ~past_z & ~eight & EACH_BYTE(0x80);
}

/* Pushes a word of up to seven letters; false, and nothing done, for all others and where what
 * stands behind may belong to it. */
static bool push_short_word(struct walk *w)
{
  if (w->a->document->text.len - w->at < sizeof(uint64_t)) /* a block ends in no letter */
    return false;
  uint64_t eight = 0;
  const unsigned char *s = (const unsigned char *)w->text.data + w->at;
  for (unsigned i = 0; i < 8; i++) /* one load: the first byte is the lowest */
    eight |= (uint64_t)s[i] << i * 8;
  uint64_t others = ~ascii_letters(eight) & EACH_BYTE(0x80);
  if (!others)
    return false;
  size_t len = (size_t)__builtin_ctzll(others) / 8;
  if (s[len] >= 0x80 || s[len] == '\'')
    return false;
  uint64_t mask = (UINT64_C(1) << len * 8) - 1;
  uint64_t capitals = ~eight & EACH_BYTE(0x20) & mask, inner = capitals & ~UINT64_C(0xFF);
  unsigned flags = capitals & 0xFF ? TOKEN_CAPITAL : 0;
  if (inner)
    flags |= len > 1 && capitals == (EACH_BYTE(0x20) & mask) ? TOKEN_ALL_CAPS : TOKEN_MIXED_CASE;
  str written = {(const char *)s, len};
  push_known(w, w->at + len, TOKEN_WORD, flags,
             vocabulary_add_short(&w->vocabulary, written, (eight | EACH_BYTE(0x20)) & mask));
  return true;
}

static void push_word(struct walk *w)
{
  if (push_short_word(w))
    return;
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
    if (end >= w->text.len || kind_of(c) != KIND_DIGIT)
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

static void walk_block(struct walk *w, struct span block, uint32_t mark)
{
  w->at = block.at + mark;
  w->text = str_sub(w->a->document->text, 0, span_end(block));
  w->flags = TOKEN_BLOCK_START;
  while (w->at < w->text.len) {
    size_t next;
    uint32_t c = peek(w, w->at, &next);
    switch (kind_of(c)) {
    case KIND_SPACE:
      w->flags |= TOKEN_SPACE_BEFORE | (c == '\n' ? TOKEN_BLOCK_START : 0); /* a row of a table */
      w->at = next;
      break;
    case KIND_LETTER:
      push_word(w);
      break;
    case KIND_DIGIT:
      push_number(w);
      break;
    case KIND_IDEOGRAPH:
      push(w, next, TOKEN_IDEOGRAPH, 0);
      break;
    case KIND_OTHER:
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
  struct list_marks marks;
  list_marks_open(&marks, a->document, analyzer->lexicon, scratch);
  for (uint32_t i = 0; i < a->document->blocks.count; i++)
    walk_block(&w, a->document->blocks.at[i].at, list_mark_len(&marks, i));
  vocabulary_close(&w.vocabulary);
  if (arena_short(scratch))
    arena_fail(a->arena);
}
