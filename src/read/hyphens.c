/* hyphens.c - a hyphen at a line's end: did the wrapping put it there, or the writer?
 *
 * The text itself is the dictionary: the hyphen goes when the joined word occurs elsewhere, stays
 * when the hyphenated one does, when the language file knows the first half ("well-") or when both
 * halves are words of the text, and goes otherwise.
 *
 * Invariant: the words are hashed once, in one pass, when the first such line end is met. */
#include "read/steps.h"

/* Words kept of a text; more of them hardly bring new ones, and 4 Mi slots are 32 MiB. */
enum { WORDS_MAX = 1 << 21, SLOTS_MIN = 1 << 10 };

/* Shorter halves ("re-", "co-") are words by accident. */
enum { HALF_MIN = 4 };

/* Letters of ASCII and all beyond it but Latin-1 signs (C2) and general punctuation (E2). */
static bool is_letter_byte(char c)
{
  unsigned char u = (unsigned char)c;
  return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= 0x80 && u != 0xC2 && u != 0xE2);
}

static bool is_tail_byte(char c)
{
  return ((unsigned char)c & 0xC0) == 0x80;
}

static uint64_t add_hash(uint64_t hash, str part)
{
  for (size_t i = 0; i < part.len; i++) {
    char c = part.data[i];
    hash = (hash ^ (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c)) * 0x100000001B3u;
  }
  return hash;
}

static const uint64_t HASH_SEED = 0xCBF29CE484222325u; /* FNV-1a */

static uint64_t *slot_of(const struct hyphens *hyphens, uint64_t hash)
{
  hash |= 1; /* 0 is a free slot */
  uint32_t i = (uint32_t)(hash >> 20) & (hyphens->room - 1);
  while (hyphens->words[i] && hyphens->words[i] != hash)
    i = (i + 1) & (hyphens->room - 1);
  return &hyphens->words[i];
}

static uint32_t insert(struct hyphens *hyphens, uint64_t hash)
{
  uint64_t *slot = slot_of(hyphens, hash);
  if (*slot)
    return 0;
  *slot = hash | 1;
  return 1;
}

/* Words of a line: runs of letters, and such runs with the hyphens between them. Those cut by the
 * line's end are not words. */
static uint32_t insert_line(struct hyphens *hyphens, str line)
{
  uint32_t fresh = 0;
  for (size_t at = 0; at < line.len;) {
    if (!is_letter_byte(line.data[at]) || is_tail_byte(line.data[at])) {
      at++;
      continue;
    }
    size_t from = at, part = at;
    while (at < line.len && (is_letter_byte(line.data[at]) || line.data[at] == '-')) {
      if (line.data[at] == '-') {
        if (at + 1 == line.len)
          return fresh;
        fresh += insert(hyphens, add_hash(HASH_SEED, str_sub(line, part, at - part)));
        part = at + 1;
      }
      at++;
    }
    if (part < line.len) {
      fresh += insert(hyphens, add_hash(HASH_SEED, str_sub(line, part, at - part)));
      fresh += part > from && insert(hyphens, add_hash(HASH_SEED, str_sub(line, from, at - from)));
    }
  }
  return fresh;
}

static str after_word(str line)
{
  size_t at = 0;
  while (at < line.len && is_letter_byte(line.data[at]))
    at++;
  return str_sub(line, at, line.len - at);
}

static void build(struct hyphens *hyphens)
{
  const struct lines *lines = hyphens->lines;
  hyphens->is_built = true;
  uint32_t room = SLOTS_MIN;
  while (room < 2 * WORDS_MAX && room < lines->text.len / 2)
    room *= 2;
  hyphens->words = arena_array(lines->arena, uint64_t, room);
  hyphens->room = room;
  if (!hyphens->words)
    return;
  uint32_t count = 0;
  bool was_cut = false; /* the line before ended in a hyphen */
  for (uint32_t i = 0; i < lines->all.count && count < room / 2; i++) {
    str line = line_str(lines, i);
    if (was_cut)
      line = after_word(line);
    was_cut = line.len > 0 && line.data[line.len - 1] == '-';
    if (line.len < room / 4)
      count += insert_line(hyphens, line);
  }
}

static bool has(const struct hyphens *hyphens, str a, const char *between, str b)
{
  uint64_t hash = add_hash(add_hash(add_hash(HASH_SEED, a), str_of(between)), b);
  return *slot_of(hyphens, hash) != 0;
}

static bool keeps_hyphen(const struct hyphens *hyphens, str head)
{
  return hyphens->language && language_has(hyphens->language, "reading", "halves",
                                           text_fold(hyphens->lines->arena, head));
}

static enum line_end by_words(struct hyphens *hyphens, str head, str tail)
{
  if (!hyphens->is_built)
    build(hyphens);
  if (!hyphens->words)
    return LINE_END_TIGHT;
  if (has(hyphens, head, "", tail))
    return LINE_END_HYPHEN;
  if (has(hyphens, head, "-", tail))
    return LINE_END_TIGHT;
  if (keeps_hyphen(hyphens, head))
    return LINE_END_TIGHT;
  bool are_words = head.len >= HALF_MIN && tail.len >= HALF_MIN &&
                   has(hyphens, head, "", STR("")) && has(hyphens, tail, "", STR(""));
  return are_words ? LINE_END_TIGHT : LINE_END_HYPHEN;
}

enum line_end hyphens_end(struct hyphens *hyphens, uint32_t i, uint32_t next)
{
  str line = line_str(hyphens->lines, i), after = line_str(hyphens->lines, next);
  if (str_ends(line, STR("\u00AD")))
    return LINE_END_TIGHT; /* the builder leaves soft hyphens out */
  if (str_ends(line, STR("\u2014")) && line.len > 3 && line.data[line.len - 4] != ' ')
    return LINE_END_TIGHT;
  bool is_hyphen = line.len > 1 && line.data[line.len - 1] == '-';
  if (!is_hyphen || line.data[line.len - 2] == ' ' || line.data[line.len - 2] == '-')
    return LINE_END_BLANK;
  if (!is_letter_byte(line.data[line.len - 2]) || !starts_lower(after) ||
      !is_letter_byte(after.data[0]))
    return LINE_END_TIGHT;
  size_t from = line.len - 1, to = 0;
  while (from > 0 && is_letter_byte(line.data[from - 1]))
    from--;
  while (is_tail_byte(line.data[from]))
    from++; /* of a quotation mark */
  while (to < after.len && is_letter_byte(after.data[to]))
    to++;
  /* "mother-in-" + "law": a word that has hyphens already. */
  if (from > 0 && line.data[from - 1] == '-')
    return LINE_END_TIGHT;
  return by_words(hyphens, str_sub(line, from, line.len - 1 - from), str_sub(after, 0, to));
}
