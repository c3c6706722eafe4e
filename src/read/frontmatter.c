/* frontmatter.c - the head between "---" lines that Markdown tools write: title, author, date,
 * lang.
 *
 * Not YAML: one "key: value" a line, quotes taken off; lists and nested values are passed over. A
 * block with any other line in it is text, not a head. */
#include "read/steps.h"

enum { HEAD_LINES_MAX = 200 };

static str unquoted(str value)
{
  value = str_trim(value);
  if (value.len >= 2 && (value.data[0] == '"' || value.data[0] == '\'') &&
      value.data[value.len - 1] == value.data[0])
    return str_sub(value, 1, value.len - 2);
  if (value.len >= 2 && value.data[0] == '[' && value.data[value.len - 1] == ']')
    return str_trim(str_sub(value, 1, value.len - 2));
  return value;
}

static bool cut_key(str line, str *ret_key, str *ret_value)
{
  size_t at = 0;
  while (at < line.len && ((line.data[at] | 0x20) >= 'a' && (line.data[at] | 0x20) <= 'z'))
    at++;
  while (at < line.len && (line.data[at] == '-' || line.data[at] == '_' ||
                           ((line.data[at] | 0x20) >= 'a' && (line.data[at] | 0x20) <= 'z') ||
                           (at && line.data[at] >= '0' && line.data[at] <= '9')))
    at++;
  if (!at || at >= line.len || line.data[at] != ':' ||
      (at + 1 < line.len && line.data[at + 1] != ' '))
    return false;
  *ret_key = str_sub(line, 0, at);
  *ret_value = str_sub(line, at + 1, line.len - at - 1);
  return true;
}

static void take(struct arena *arena, struct front_matter *front, str key, str value)
{
  value = unquoted(value);
  if (!value.len)
    return;
  if (str_eq_nocase(key, STR("title")))
    front->title = arena_str(arena, value);
  else if (str_eq_nocase(key, STR("author")) || str_eq_nocase(key, STR("authors")))
    front->author = arena_str(arena, value);
  else if (str_eq_nocase(key, STR("date")))
    front->date = arena_str(arena, value);
  else if (str_eq_nocase(key, STR("lang")) || str_eq_nocase(key, STR("language")))
    front->language = arena_str(arena, value);
}

static str line_at(str text, size_t at, size_t *ret_next)
{
  size_t end = at;
  while (end < text.len && text.data[end] != '\n' && text.data[end] != '\r')
    end++;
  size_t next = end < text.len ? end + 1 : end;
  if (next < text.len && text.data[end] == '\r' && text.data[next] == '\n')
    next++;
  *ret_next = next;
  return str_sub(text, at, end - at);
}

static bool is_fence(str line)
{
  line = str_trim(line);
  return str_eq(line, STR("---")) || str_eq(line, STR("..."));
}

struct front_matter front_matter_read(struct arena *arena, str text)
{
  struct front_matter front = {
      .title = STR(""), .author = STR(""), .date = STR(""), .language = STR("")};
  const struct front_matter none = front;
  size_t at;
  str line = line_at(text, 0, &at), key, value;
  if (!str_eq(str_trim(line), STR("---")) || line.data[0] != '-')
    return none;
  bool has_key = false;
  for (uint32_t number = 2; number <= HEAD_LINES_MAX && at < text.len; number++) {
    line = line_at(text, at, &at);
    if (is_fence(line)) {
      front.len = at;
      front.lines = number;
      return has_key ? front : none;
    }
    if (!line.len || line.data[0] == '#' || line.data[0] == ' ' || line.data[0] == '\t' ||
        line.data[0] == '-')
      continue;
    if (!cut_key(line, &key, &value))
      return none;
    has_key = true;
    take(arena, &front, key, value);
  }
  return none;
}
