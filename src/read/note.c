/* note.c - lines about the report, not of it: when it was published, whom to call. */
#include "read/front.h"

enum { NOTE_BYTES = 200, TELEPHONE_DIGITS = 7 };

static bool is_mark(char c)
{
  return c == '#' || c == '*' || c == '-' || c == ' ' || c == ':' || c == '.';
}

/* Without the marks that an end mark is dressed with: "- ENDS -", "-30-". */
static str bare(str line)
{
  while (line.len && is_mark(line.data[0]))
    line = str_sub(line, 1, line.len - 1);
  while (line.len && is_mark(line.data[line.len - 1]))
    line.len--;
  return line;
}

/* "###", "# # #", "-30-". */
static bool is_end_mark(str line)
{
  str inside = bare(line);
  return line.len >= 3 && ((!inside.len && memchr(line.data, '#', line.len)) ||
                           (str_eq(inside, STR("30")) && line.data[0] == '-'));
}

bool note_is(struct arena *arena, const struct language *language, str line)
{
  if (line.len > NOTE_BYTES || !line.len)
    return false;
  if (is_end_mark(line))
    return true;
  if (!language)
    return false;
  struct word_list words = language_list(language, "reading", "note");
  str inside = bare(line);
  for (uint32_t i = 0; i < words.count; i++) {
    str word = words.words[i];
    if (inside.len < word.len || !str_eq_nocase(str_sub(inside, 0, word.len), word))
      continue;
    char next = inside.len > word.len ? inside.data[word.len] : '\0';
    if (!next || next == ':' || (next == ' ' && moment_find(arena, language, inside).len))
      return true;
  }
  return false;
}

bool note_has_telephone(str line)
{
  uint32_t digits = 0;
  for (size_t i = 0; i < line.len; i++) {
    char c = line.data[i];
    if (c >= '0' && c <= '9')
      digits++;
    else if (!strchr(" -.()+", c) || !c)
      digits = 0;
    if (digits >= TELEPHONE_DIGITS)
      return true;
  }
  return false;
}
