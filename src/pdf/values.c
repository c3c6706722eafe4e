/* values.c - PDF's values as text: names, numbers, strings, and what holds them. */
#include "pdf/values.h"

#include "text/text.h"

/* Bytes of a name (ISO 32000-1 Annex C) and of a string: some readers hold no more. ISO
 * 19005-2 6.1.13 has half of it; what may be long is cut where the pages are laid out. */
enum { NAME_MAX_BYTES = 127, STRING_MAX_BYTES = 65535 };

static void check_length(struct buffer *out, size_t len, size_t max)
{
  out->is_short = out->is_short || len > max;
}

static void add_key(struct buffer *out, const char *key)
{
  if (!key)
    return;
  buffer_byte(out, '/');
  buffer_add(out, str_of(key));
  buffer_byte(out, ' ');
}

static const char DIGITS[] = "0123456789ABCDEF";

static void add_byte(struct buffer *out, uint8_t byte)
{
  const char digits[] = {DIGITS[byte >> 4], DIGITS[byte & 15]};
  buffer_add(out, (str){digits, sizeof digits});
}

/* ISO 32000-1 7.2.2: neither white space nor a delimiter; nor the sign of an escape. */
static bool is_regular(char c)
{
  switch (c) {
  case '(':
  case ')':
  case '<':
  case '>':
  case '[':
  case ']':
  case '{':
  case '}':
  case '/':
  case '%':
  case '#':
    return false;
  default:
    return c > ' ' && c < 0x7F;
  }
}

/* ISO 32000-1 7.3.5: what is no regular character stands as its number. */
static void add_name(struct buffer *out, const char *name)
{
  buffer_byte(out, '/');
  while (*name) {
    size_t len = 0;
    while (is_regular(name[len]))
      len++;
    buffer_add(out, (str){name, len});
    name += len;
    if (*name) {
      buffer_byte(out, '#');
      add_byte(out, (uint8_t)*name++);
    }
  }
}

void put_name(struct buffer *out, const char *key, const char *name)
{
  check_length(out, strlen(name), NAME_MAX_BYTES);
  add_key(out, key);
  add_name(out, name);
  buffer_byte(out, '\n');
}

void put_int(struct buffer *out, const char *key, int64_t value)
{
  add_key(out, key);
  if (value < 0)
    buffer_byte(out, '-');
  buffer_uint(out, (uint64_t)(value < 0 ? -value : value));
  buffer_byte(out, '\n');
}

void put_bool(struct buffer *out, const char *key, bool value)
{
  add_key(out, key);
  buffer_add(out, value ? STR("true\n") : STR("false\n"));
}

void put_null(struct buffer *out, const char *key)
{
  add_key(out, key);
  buffer_add(out, STR("null\n"));
}

static bool is_plain(char c)
{
  return c >= ' ' && c < 0x7F;
}

void put_string(struct buffer *out, const char *key, str bytes)
{
  check_length(out, bytes.len, STRING_MAX_BYTES);
  add_key(out, key);
  buffer_byte(out, '(');
  for (size_t i = 0; i < bytes.len; i++) {
    char c = bytes.data[i];
    if (c == '(' || c == ')' || c == '\\')
      buffer_byte(out, '\\');
    if (is_plain(c))
      buffer_byte(out, c);
    else
      buffer_format(out, "\\%03o", (uint8_t)c);
  }
  buffer_add(out, STR(")\n"));
}

void unit_digits(uint32_t unit, char ret[UNIT_DIGITS])
{
  for (int i = UNIT_DIGITS; i-- > 0; unit >>= 4)
    ret[i] = DIGITS[unit & 15];
}

static void add_unit(struct buffer *out, uint32_t unit)
{
  char digits[UNIT_DIGITS];
  unit_digits(unit, digits);
  buffer_add(out, (str){digits, sizeof digits});
}

void add_utf16(struct buffer *out, str text)
{
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_next(text, &at);
    if (c >= 0x10000) {
      add_unit(out, 0xD800 | (c - 0x10000) >> 10);
      c = 0xDC00 | (c & 0x3FF);
    }
    add_unit(out, c);
  }
}

/* ASCII says the same in the encoding that a text string without a mark has, in half the bytes. */
void put_text(struct buffer *out, const char *key, str utf8)
{
  size_t plain = 0;
  while (plain < utf8.len && is_plain(utf8.data[plain]))
    plain++;
  if (plain == utf8.len) {
    put_string(out, key, utf8);
    return;
  }
  add_key(out, key);
  buffer_add(out, STR("<FEFF"));
  size_t before = out->len;
  add_utf16(out, utf8);
  check_length(out, (out->len - before) / 2, STRING_MAX_BYTES);
  buffer_add(out, STR(">\n"));
}

void put_hexadecimal(struct buffer *out, const char *key, const uint8_t *bytes, size_t len)
{
  add_key(out, key);
  buffer_byte(out, '<');
  for (size_t i = 0; i < len; i++)
    add_byte(out, bytes[i]);
  buffer_add(out, STR(">\n"));
}

void put_reference(struct buffer *out, const char *key, uint32_t number)
{
  add_key(out, key);
  out->is_short = out->is_short || !number;
  buffer_uint(out, number);
  buffer_add(out, STR(" 0 R\n"));
}

void open_array(struct buffer *out, const char *key)
{
  add_key(out, key);
  buffer_byte(out, '[');
}

void close_array(struct buffer *out)
{
  buffer_add(out, STR("]\n"));
}

void open_dict(struct buffer *out, const char *key)
{
  add_key(out, key);
  buffer_add(out, STR("<<"));
}

void close_dict(struct buffer *out)
{
  buffer_add(out, STR(">>\n"));
}

void add_decimal(struct buffer *out, int64_t value, int decimals)
{
  enum { NUMBER_BYTES = 32, ONE = 1024 };

  static const uint32_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  bool negative = value < 0;
  uint64_t parts = ((uint64_t)(negative ? -value : value) * powers[decimals] + ONE / 2) / ONE;
  uint64_t whole = parts / powers[decimals], fraction = parts % powers[decimals];
  char text[NUMBER_BYTES];
  size_t at = sizeof text;
  text[--at] = ' ';
  if (fraction) {
    for (; fraction % 10 == 0; decimals--)
      fraction /= 10;
    for (; decimals > 0; decimals--, fraction /= 10)
      text[--at] = (char)('0' + fraction % 10);
    text[--at] = '.';
  }
  do
    text[--at] = (char)('0' + whole % 10);
  while (whole /= 10);
  if (negative && parts)
    text[--at] = '-';
  buffer_add(out, (str){text + at, sizeof text - at});
}

void add_length(struct buffer *out, int64_t units)
{
  enum { DECIMALS = 3 };

  add_decimal(out, units, DECIMALS);
}

void put_length(struct buffer *out, const char *key, int64_t units)
{
  add_key(out, key);
  add_length(out, units);
}
