/* html_charset.c - the charset that a page declares, where its bytes do not belie it.
 *
 * HTML Living Standard, 13.2.3.2 (prescan) without its limit of 1,024 bytes: saved pages have
 * licences and scripts in front. A byte order mark wins over it; text/text.h sees to that. */
#include "read/html.h"
#include "read/steps.h"

enum { PRESCAN_BYTES = 16384, CHARSET_BYTES_MAX = 40 };

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Offset of a word in any case; SIZE_MAX if it is not there. */
static size_t find_nocase(str text, str word, size_t from)
{
  for (size_t at = from; at + word.len <= text.len; at++) {
    size_t i = 0;
    while (i < word.len && lower(text.data[at + i]) == word.data[i])
      i++;
    if (i == word.len)
      return at;
  }
  return SIZE_MAX;
}

static bool is_name_byte(char c)
{
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == ':' || c == '.';
}

/* The name behind "charset" or "encoding", "=" and a quote, inside one tag. */
static str name_after(str tag, str word)
{
  size_t at = find_nocase(tag, word, 0);
  if (at == SIZE_MAX)
    return STR("");
  at += word.len;
  while (at < tag.len && strchr(" =\"'\t\n\r", tag.data[at]))
    at++;
  size_t from = at;
  while (at < tag.len && is_name_byte(tag.data[at]))
    at++;
  return str_sub(tag, from, at - from);
}

static str declared_in(str head)
{
  if (str_starts(head, STR("<?xml"))) {
    size_t end = str_find(head, STR("?>"), 0);
    str name = name_after(str_sub(head, 0, end == SIZE_MAX ? 0 : end), STR("encoding"));
    if (name.len)
      return name;
  }
  for (size_t at = 0; (at = find_nocase(head, STR("<meta"), at)) != SIZE_MAX;) {
    const char *close = memchr(head.data + at, '>', head.len - at);
    size_t end = close ? (size_t)(close - head.data) : head.len;
    str name = name_after(str_sub(head, at, end - at), STR("charset"));
    if (name.len)
      return name;
    at = end;
  }
  return STR("");
}

/* Characters of several bytes that are good UTF-8, with no bad one: nothing else looks so. */
static bool is_surely_utf8(str bytes)
{
  enum { SEQUENCES_MIN = 3 };

  size_t sequences = 0;
  for (size_t at = 0; at < bytes.len;) {
    size_t from = at;
    bool is_high = (unsigned char)bytes.data[at] & 0x80;
    utf8_next(bytes, &at);
    if (is_high && at - from == 1)
      return false;
    sequences += is_high;
  }
  return sequences >= SEQUENCES_MIN;
}

/* UTF-16 cannot be declared in ASCII: browsers take such a page as UTF-8, we look at the bytes. */
static bool says_nothing(str name)
{
  return name.len >= 3 && str_eq_nocase(str_sub(name, 0, 3), STR("utf"));
}

const char *html_charset(struct arena *arena, str bytes)
{
  str head = str_sub(bytes, 0, bytes.len < PRESCAN_BYTES ? bytes.len : PRESCAN_BYTES);
  str name = declared_in(head);
  if (!name.len || name.len > CHARSET_BYTES_MAX || says_nothing(name) || is_surely_utf8(bytes))
    return NULL;
  const char *charset = arena_str(arena, name).data;
  return charset_is_known(charset) ? charset : NULL;
}
