/* shapes.c - what a line looks like by itself: a rule, a list mark, a heading's number, a stop.
 *
 * Only shapes, no words: these hold for every language. */
#include "read/steps.h"

/* "* * *", "-----", a table's "+---+---+". Shorter runs are dashes and ellipses of the text. */
enum { RULE_MIN = 3 };

bool is_rule(str line)
{
  bool is_frame = line.len && (line.data[0] == '+' || line.data[0] == '|');
  const char *allowed = is_frame ? "+|-=: " : "-=_*~ ";
  size_t marks = 0;
  for (size_t i = 0; i < line.len; i++) {
    if (!strchr(allowed, line.data[i]) || !line.data[i])
      return false;
    marks += line.data[i] != ' ';
  }
  return marks >= RULE_MIN;
}

/* Longest number of a list: "1972. " begins a sentence, not an item. */
enum { ITEM_DIGITS = 3, ROMAN_MAX = 5 };

static size_t digits_at(str line, size_t at)
{
  size_t from = at;
  while (at < line.len && line.data[at] >= '0' && line.data[at] <= '9')
    at++;
  return at - from;
}

static bool blank_at(str line, size_t at)
{
  return at + 1 < line.len && (line.data[at] == ' ' || line.data[at] == '\t');
}

static size_t bullet_len(str line)
{
  static const str bullets[] = {{"-", 1},      {"*", 1},      {"+", 1},      {"\u2022", 3},
                                {"\u2023", 3}, {"\u25E6", 3}, {"\u25AA", 3}, {"\u25CF", 3},
                                {"\u2043", 3}, {"\u00B7", 2}, {"\u2013", 3}, {"\u2014", 3},
                                {"o", 1}};
  for (size_t i = 0; i < sizeof bullets / sizeof *bullets - 1; i++)
    if (str_starts(line, bullets[i]))
      return bullets[i].len;
  return 0;
}

size_t item_mark(str line)
{
  size_t bullet = bullet_len(line);
  if (bullet)
    return blank_at(line, bullet) ? bullet + 1 : 0;
  size_t at = line.len && line.data[0] == '(' ? 1 : 0;
  size_t digits = digits_at(line, at);
  if (digits && digits <= ITEM_DIGITS)
    at += digits;
  else if (!digits && at < line.len && line.data[at] >= 'a' && line.data[at] <= 'z')
    at++;
  else
    return 0;
  bool is_closed = at < line.len && (line.data[at] == ')' || (line.data[at] == '.' && digits));
  return is_closed && blank_at(line, at + 1) ? at + 2 : 0;
}

static size_t roman_at(str line)
{
  size_t at = 0;
  while (at < line.len && at <= ROMAN_MAX && strchr("IVX", line.data[at]) && line.data[at])
    at++;
  return at <= ROMAN_MAX ? at : 0;
}

bool starts_label(str line)
{
  enum { LABEL_BYTES = 40 };

  uint32_t letters = 0;
  for (size_t at = 0; at < line.len && at < LABEL_BYTES;) {
    uint32_t c = utf8_next(line, &at);
    if (c == ':')
      return letters > 1 && at < line.len && line.data[at] == ' ';
    if (!char_is_upper(c) && c != ' ' && c != '.' && c != '-' && c != '\'' && c != 0x2019)
      return false;
    letters += char_is_upper(c);
  }
  return false;
}

size_t heading_number(str line, uint32_t *ret_depth)
{
  size_t at = digits_at(line, 0);
  uint32_t depth = 1;
  if (at && at <= ITEM_DIGITS) {
    for (size_t more; at + 1 < line.len && line.data[at] == '.' &&
                      (more = digits_at(line, at + 1)) > 0 && more <= ITEM_DIGITS;
         depth++)
      at += 1 + more;
    if (at < line.len && line.data[at] == '.')
      at++;
    else if (depth == 1)
      return 0;
  } else {
    at = roman_at(line);
    if (!at || at >= line.len || line.data[at] != '.')
      return 0;
    at++;
  }
  if (!blank_at(line, at))
    return 0;
  *ret_depth = depth;
  return at + 1;
}

static bool is_closer(uint32_t c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == '*' || char_is_close_quote(c) ||
         char_is_open_quote(c);
}

/* The last character, closing marks left aside; 0 for none. */
static uint32_t last_mark(str line)
{
  for (size_t at = line.len; at > 0;) {
    uint32_t c = utf8_previous(line, &at);
    if (!is_closer(c) && !char_is_space(c) && !char_is_invisible(c))
      return c;
  }
  return 0;
}

bool ends_with_stop(str line)
{
  uint32_t c = last_mark(line);
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0x061F || c == 0x0964;
}

bool ends_open(str line)
{
  uint32_t c = last_mark(line);
  return ends_with_stop(line) || c == ',' || c == ';' || c == ':' || c == 0xFF0C || c == 0x3001 ||
         c == 0 || char_is_dash(c);
}

/* The first letter or digit behind opening marks, which French sets a blank after. */
static uint32_t first_character(str line)
{
  for (size_t at = 0; at < line.len;) {
    uint32_t c = utf8_next(line, &at);
    if (char_is_letter(c) || char_is_digit(c))
      return c;
    if (c == 0xAB && at < line.len) {
      size_t next = at;
      if (char_is_space(utf8_next(line, &next)))
        at = next;
    }
    if (!is_closer(c) && c != '(' && c != '[' && c != '`' && c != '$')
      return 0;
  }
  return 0;
}

bool starts_lower(str line)
{
  return char_is_lower(first_character(line));
}

bool starts_upper(str line)
{
  return char_is_upper(first_character(line));
}

/* Fewer capitals may be an abbreviation. */
enum { CAPITALS_MIN = 4 };

bool is_all_capitals(str line)
{
  uint32_t capitals = 0;
  for (size_t at = 0; at < line.len;) {
    uint32_t c = utf8_next(line, &at);
    if (char_is_lower(c))
      return false;
    capitals += char_is_upper(c);
  }
  return capitals >= CAPITALS_MIN;
}

uint32_t first_word_width(str line)
{
  uint32_t width = 0;
  for (size_t i = 0; i < line.len && line.data[i] != ' ' && line.data[i] != '\t'; i++)
    width += ((unsigned char)line.data[i] & 0xC0) != 0x80;
  return width;
}

bool is_headingish(str line, uint32_t max_chars)
{
  if (line.len > (size_t)max_chars * 4 || utf8_count(line) > max_chars || ends_open(line))
    return false;
  uint32_t c = first_character(line);
  return char_is_digit(c) || (char_is_letter(c) && !char_is_lower(c));
}
