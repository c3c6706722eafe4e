/* byline.c - "By Jane Doe": the line that names the author. */
#include "read/front.h"

enum { BYLINE_BYTES = 120, NAME_WORDS_MAX = 6, TAIL_WORDS_MAX = 3, PARTICLE_BYTES = 3 };

static str next_word(str line, size_t *at)
{
  while (*at < line.len && line.data[*at] == ' ')
    (*at)++;
  size_t from = *at;
  while (*at < line.len && line.data[*at] != ' ')
    (*at)++;
  return str_sub(line, from, *at - from);
}

static bool is_name_word(str word)
{
  return word.len && starts_upper(word) && !str_has_digit(word);
}

/* "in", "at": behind it, where the author is. */
static bool leads_to_place(const struct language *language, str word)
{
  struct word_list words = language_list(language, "reading", "byline.places");
  for (uint32_t i = 0; i < words.count; i++)
    if (str_eq_nocase(word, words.words[i]))
      return true;
  return false;
}

/* Words of a name from *at on: capitals first, short particles between them. Moves *at behind it.
 */
static uint32_t name_words(const struct language *language, str line, size_t *at, bool *ret_comma)
{
  uint32_t words = 0;
  size_t end = *at, look = *at;
  *ret_comma = false;
  while (words <= NAME_WORDS_MAX) {
    str word = next_word(line, &look);
    if (!word.len || (words && leads_to_place(language, word)))
      break;
    if (!is_name_word(word)) {
      size_t after = look;
      if (!words || word.len > PARTICLE_BYTES || !starts_lower(word) ||
          !is_name_word(next_word(line, &after)))
        break;
      continue;
    }
    words++;
    end = look;
    if (word.data[word.len - 1] == ',') {
      end--;
      *ret_comma = true;
      break;
    }
  }
  *at = end;
  return words;
}

static uint32_t words_left(str line, size_t at)
{
  uint32_t words = 0;
  while (next_word(line, &at).len)
    words++;
  return words;
}

/* "of the Knoxville News Sentinel" */
static bool is_tail_of_names(str line, size_t at)
{
  for (str word; (word = next_word(line, &at)).len;)
    if (!is_name_word(word) && word.len > PARTICLE_BYTES)
      return false;
  return true;
}

static str name_after(const struct language *language, str line, size_t from, bool must_end)
{
  size_t end = from;
  while (from < line.len && line.data[from] == ' ')
    from++;
  bool has_comma;
  end = from;
  uint32_t words = name_words(language, line, &end, &has_comma);
  uint32_t left = words_left(line, end);
  str name = str_sub(line, from, end - from);
  if (must_end)
    return words >= 2 && !left ? name : STR("");
  if (words >= 2 && words <= NAME_WORDS_MAX &&
      (has_comma || left <= TAIL_WORDS_MAX || is_tail_of_names(line, end)))
    return name;
  return words == 1 && !left && is_all_capitals(name) ? name : STR("");
}

static bool starts_with_word(str line, str word)
{
  return line.len > word.len && line.data[word.len] == ' ' &&
         str_eq_nocase(str_sub(line, 0, word.len), word);
}

str byline_name(const struct language *language, str line)
{
  if (!language || line.len > BYLINE_BYTES || ends_with_stop(line))
    return STR("");
  struct word_list words = language_list(language, "reading", "byline");
  for (uint32_t i = 0; i < words.count; i++) {
    str word = words.words[i];
    if (starts_with_word(line, word))
      return name_after(language, line, word.len, false);
    for (size_t at = 1; starts_upper(line) && at < line.len; at++) {
      if (line.data[at - 1] != ' ' || !starts_with_word(str_sub(line, at, line.len - at), word) ||
          !starts_lower(str_sub(line, at, line.len - at)))
        continue;
      str name = name_after(language, line, at + word.len, true);
      if (name.len && words_left(str_sub(line, 0, at), 0) <= TAIL_WORDS_MAX)
        return name;
    }
  }
  return STR("");
}
