/* alternation.c - lists of a language file as pieces of patterns.
 *
 * Invariant: an alternation always stands for one piece of a pattern; that of an absent or empty
 * list is (?!), which never matches, where an empty one would match everywhere. */
#include <stdlib.h>

#include "base/buffer.h"
#include "text/language.h"

static const char never[] = "(?!)";

/* Longest first, so that "more than" wins over "more"; then by bytes, for the same pattern always.
 */
static int compare_words(const void *a, const void *b)
{
  const str *left = a, *right = b;
  size_t left_count = utf8_count(*left), right_count = utf8_count(*right);
  if (left_count != right_count)
    return left_count < right_count ? 1 : -1;
  return str_compare(*left, *right);
}

/* One \s+ for a run of blanks: several in a row would try every way to share them out. */
static void add_word(struct buffer *out, str word)
{
  bool after_blank = false;
  for (size_t at = 0; at < word.len;) {
    size_t start = at;
    uint32_t c = utf8_next(word, &at);
    bool is_blank = char_is_space(c);
    if (is_blank && !after_blank)
      buffer_add(out, STR("\\s+"));
    after_blank = is_blank;
    if (is_blank)
      continue;
    if (c == '\'' || c == 0x2019)
      buffer_add(out, STR("['\u2019]"));
    else if (c > ' ' && c < 128 && !char_is_letter(c) && !char_is_digit(c))
      buffer_format(out, "\\%c", (char)c);
    else
      buffer_add(out, str_sub(word, start, at - start));
  }
}

static void add_alternation(struct buffer *out, struct arena *arena, const str *words,
                            uint32_t count)
{
  str *sorted = arena_array(arena, str, count);
  if (!count || !sorted) {
    buffer_add(out, str_of(never));
    return;
  }
  memcpy(sorted, words, count * sizeof *sorted);
  qsort(sorted, count, sizeof *sorted, compare_words);
  bool first = true;
  for (uint32_t i = 0; i < count; i++) {
    if (i && str_eq(sorted[i], sorted[i - 1]))
      continue;
    if (!first)
      buffer_byte(out, '|');
    add_word(out, sorted[i]);
    first = false;
  }
}

static bool is_name_byte(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* Reads "{section.key}" or "{section.*}" at s; 0 if it is something else, such as \p{L} or {2,3}.
 */
static size_t placeholder(struct arena *arena, str s, const char **ret_section,
                          const char **ret_key)
{
  size_t dot = 1, end;
  while (dot < s.len && is_name_byte(s.data[dot]))
    dot++;
  if (dot == 1 || dot >= s.len || s.data[dot] != '.')
    return 0;
  end = dot + 1;
  if (end < s.len && s.data[end] == '*')
    end++;
  else
    while (end < s.len && is_name_byte(s.data[end]))
      end++;
  if (end == dot + 1 || end >= s.len || s.data[end] != '}')
    return 0;
  *ret_section = arena_str(arena, str_sub(s, 1, dot - 1)).data;
  *ret_key = arena_str(arena, str_sub(s, dot + 1, end - dot - 1)).data;
  return end + 1;
}

static void add_keys(struct buffer *out, const struct language *language, struct arena *arena,
                     const char *section)
{
  uint32_t count = language_keys(language, section);
  str *keys = arena_array(arena, str, count);
  for (uint32_t i = 0; keys && i < count; i++)
    keys[i] = language_key(language, section, i);
  add_alternation(out, arena, keys, keys ? count : 0);
}

str language_pattern(const struct language *language, struct arena *arena, str source)
{
  AUTO_BUFFER out;
  buffer_init(&out, arena_heap(arena));
  for (size_t at = 0; at < source.len;) {
    const char *section = "", *key = "";
    str rest = str_sub(source, at, source.len - at);
    size_t len = rest.data[0] == '{' ? placeholder(arena, rest, &section, &key) : 0;
    if (!len) {
      buffer_byte(&out, rest.data[0]);
      at++;
      continue;
    }
    buffer_add(&out, STR("(?:"));
    if (key[0] == '*') {
      add_keys(&out, language, arena, section);
    } else {
      struct word_list list = language_list(language, section, key);
      add_alternation(&out, arena, list.words, list.count);
    }
    buffer_byte(&out, ')');
    at += len;
  }
  if (out.is_short)
    arena_fail(arena);
  return arena_str(arena, buffer_str(&out));
}
