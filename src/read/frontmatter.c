/* frontmatter.c - the head between "---" lines that Markdown tools write: title, author, date,
 * lang.
 *
 * Not YAML, but its forms that people write there: "key: value" with or without quotes, a comment
 * behind it, text that goes on in indented lines, behind ">" or "|" as well, and lists, of names or
 * of what has a name. A block with any other line in it is text, not a head. */
#include "read/steps.h"

enum { HEAD_LINES_MAX = 200 };

/* One past a quoted value that begins s; 0 if none does. */
static size_t quoted_end(str s)
{
  char quote = s.len ? s.data[0] : 0;
  if (quote != '"' && quote != '\'')
    return 0;
  for (size_t at = 1; at < s.len; at++) {
    bool is_pair =
        s.data[at] == quote && quote == '\'' && at + 1 < s.len && s.data[at + 1] == quote;
    if (is_pair || (s.data[at] == '\\' && quote == '"'))
      at++;
    else if (s.data[at] == quote)
      return at + 1;
  }
  return 0;
}

/* Without " # a comment"; "#" inside quotes is none. */
static str without_comment(str value)
{
  value = str_trim(value);
  size_t mark = str_find(value, STR(" #"), quoted_end(value));
  bool is_whole = str_starts(value, STR("#"));
  return is_whole ? STR("") : str_trim(str_sub(value, 0, mark < value.len ? mark : value.len));
}

/* "It''s" in single quotes and "\"A\"" in double ones say one of the two. */
static str unquoted(struct arena *arena, str value)
{
  if (!value.len || quoted_end(value) != value.len)
    return value;
  char quote = value.data[0], escape = quote == '"' ? '\\' : quote;
  char *out = arena_array(arena, char, value.len);
  size_t len = 0;
  for (size_t at = 1; out && at + 1 < value.len; at++) {
    at += value.data[at] == escape && at + 2 < value.len;
    out[len++] = value.data[at];
  }
  return out ? (str){out, len} : STR("");
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

/* A key and what has been read of its value. */
struct entry {
  struct arena *arena;
  str key, value;

  enum { PLAIN, TEXT_BLOCK, LIST } form;
};

/* What grows past any title or list of authors is neither. */
static void append(struct entry *e, str separator, str more)
{
  enum { VALUE_BYTES_MAX = 4096 };

  if (e->value.len + more.len > VALUE_BYTES_MAX)
    e->key = STR("too long");
  else if (more.len)
    e->value = e->value.len ? arena_format(e->arena, "%.*s%.*s%.*s", STR_ARG(e->value),
                                           STR_ARG(separator), STR_ARG(more))
                            : arena_str(e->arena, more);
}

static void add_item(struct entry *e, str item)
{
  e->form = LIST;
  append(e, STR(", "), unquoted(e->arena, without_comment(item)));
}

/* "[Ann Lee, 'Bo, the second']" */
static void add_items(struct entry *e, str list)
{
  for (size_t from = 0, at = 0; at <= list.len; at++) {
    str rest = str_sub(list, at, list.len - at);
    bool is_first = !str_trim(str_sub(list, from, at - from)).len;
    at += is_first ? quoted_end(rest) : 0;
    if (at < list.len && list.data[at] != ',')
      continue;
    add_item(e, str_sub(list, from, at - from));
    from = at + 1;
  }
}

/* ">" or "|", with what it says of the last line and the indent: ">-", "|2". */
static bool is_block_mark(str value)
{
  bool is_one = value.len && (value.data[0] == '>' || value.data[0] == '|');
  for (size_t i = 1; is_one && i < value.len; i++)
    is_one = strchr("+-123456789", value.data[i]) && value.data[i];
  return is_one;
}

/* The line of a key: "title: A wall", "title: >-", "authors:". */
static struct entry begin(struct arena *arena, str key, str value)
{
  struct entry e = {.arena = arena, .key = key, .value = STR("")};
  value = without_comment(value);
  if (is_block_mark(value))
    e.form = TEXT_BLOCK;
  else if (value.len > 1 && value.data[0] == '[' && value.data[value.len - 1] == ']')
    add_items(&e, str_sub(value, 1, value.len - 2));
  else
    e.value = value;
  return e;
}

/* An indented line, or one of a list. Of what is no text only names are taken: "- name: Ann Lee",
 * with "affiliation: Docks" in its next line. */
static void go_on(struct entry *e, str line)
{
  str key, value;
  bool is_item = e->form != TEXT_BLOCK && str_starts(line, STR("- "));
  if (is_item)
    line = str_trim(str_sub(line, 2, line.len - 2));
  bool is_text = e->form == TEXT_BLOCK || (e->form == PLAIN && e->value.len);
  bool is_pair = !is_text && cut_key(line, &key, &value);
  if (is_text || (!is_pair && !is_item))
    append(e, STR(" "), line);
  else if (!is_pair)
    add_item(e, line);
  else if (str_eq_nocase(key, STR("name")))
    add_item(e, value);
}

static void take(struct front_matter *front, const struct entry *e)
{
  str value = e->form == PLAIN ? unquoted(e->arena, without_comment(e->value)) : e->value;
  if (!value.len)
    return;
  if (str_eq_nocase(e->key, STR("title")))
    front->title = arena_str(e->arena, value);
  else if (str_eq_nocase(e->key, STR("author")) || str_eq_nocase(e->key, STR("authors")))
    front->author = arena_str(e->arena, value);
  else if (str_eq_nocase(e->key, STR("date")))
    front->date = arena_str(e->arena, value);
  else if (str_eq_nocase(e->key, STR("lang")) || str_eq_nocase(e->key, STR("language")))
    front->language = arena_str(e->arena, value);
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
  struct entry entry = {.arena = arena, .key = STR(""), .value = STR("")};
  for (uint32_t number = 2; number <= HEAD_LINES_MAX && at < text.len; number++) {
    line = line_at(text, at, &at);
    if (is_fence(line)) {
      take(&front, &entry);
      front.len = at;
      front.lines = number;
      return entry.key.len ? front : none;
    }
    if (line.len && strchr(" \t-", line.data[0])) {
      go_on(&entry, str_trim(line));
    } else if (line.len && line.data[0] != '#') {
      if (!cut_key(line, &key, &value))
        return none;
      take(&front, &entry);
      entry = begin(arena, key, value);
    }
  }
  return none;
}
