/* lines.c - a text into its lines, whatever ends them.
 *
 * Invariant: one pass; only lines with a character are kept, what was between them is in their
 * flags. */
#include "read/steps.h"

enum { TAB_STOP = 8 };

static void measure(struct line *line, str raw)
{
  uint32_t column = 0;
  size_t from = 0, to = raw.len;
  for (; from < to && (raw.data[from] == ' ' || raw.data[from] == '\t'); from++)
    column += raw.data[from] == '\t' ? TAB_STOP - column % TAB_STOP : 1;
  while (to > from && (raw.data[to - 1] == ' ' || raw.data[to - 1] == '\t'))
    to--;
  line->indent = column < UINT16_MAX ? (uint16_t)column : UINT16_MAX;
  for (size_t i = from; i < to; i++)
    column += ((unsigned char)raw.data[i] & 0xC0) != 0x80;
  line->width = column;
  line->at += (uint32_t)from;
  line->len = (uint32_t)(to - from);
}

/* Nothing but white space that is not a blank or tab: no-break spaces, zero-width characters. */
static bool is_void(str s)
{
  for (size_t at = 0; at < s.len;) {
    if (s.data[at] > ' ')
      return false;
    uint32_t c = utf8_next(s, &at);
    if (!char_is_space(c) && !char_is_invisible(c) && c >= ' ')
      return false;
  }
  return true;
}

static bool ends_line(char c)
{
  return c == '\n' || c == '\r' || c == '\f';
}

static size_t line_end(str text, size_t at, bool only_feeds)
{
  if (only_feeds) {
    const char *feed = memchr(text.data + at, '\n', text.len - at);
    return feed ? (size_t)(feed - text.data) : text.len;
  }
  while (at < text.len && !ends_line(text.data[at]))
    at++;
  return at;
}

void lines_split(struct lines *lines)
{
  str text = lines->text;
  bool only_feeds = !memchr(text.data, '\r', text.len) && !memchr(text.data, '\f', text.len);
  uint32_t number = 1;
  uint8_t flags = 0;
  for (size_t at = 0; at < text.len;) {
    size_t end = line_end(text, at, only_feeds);
    struct line line = {.at = (uint32_t)at, .number = number, .flags = flags};
    measure(&line, str_sub(text, at, end - at));
    if (line.len && !is_void(str_sub(text, line.at, line.len))) {
      vec_push(lines->arena, &lines->all, line);
      flags = 0;
    } else if (end < text.len && text.data[end] != '\f') {
      flags |= LINE_AFTER_BLANK;
    }
    if (end < text.len && text.data[end] == '\f')
      flags |= LINE_AFTER_PAGE;
    else
      number++;
    at = end + 1;
    if (end + 1 < text.len && text.data[end] == '\r' && text.data[end + 1] == '\n')
      at++;
  }
}
