/* json.c - JSON text, in the order it is called. Invariant: needs_comma says that a value was
 * written at this depth since the last bracket or key. */
#include "base/json.h"

static void separate(struct json *json)
{
  if (json->needs_comma)
    buffer_byte(json->out, ',');
  json->needs_comma = true;
}

void json_open(struct json *json, char bracket)
{
  separate(json);
  buffer_byte(json->out, bracket);
  json->needs_comma = false;
}

void json_close(struct json *json, char bracket)
{
  buffer_byte(json->out, bracket);
  json->needs_comma = true;
}

static void escape(struct buffer *out, unsigned char c)
{
  switch (c) {
  case '"':
    buffer_add(out, STR("\\\""));
    break;
  case '\\':
    buffer_add(out, STR("\\\\"));
    break;
  case '\n':
    buffer_add(out, STR("\\n"));
    break;
  case '\t':
    buffer_add(out, STR("\\t"));
    break;
  default:
    buffer_format(out, "\\u%04x", c);
  }
}

static bool is_plain(unsigned char c)
{
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* A byte, eight times. */
#define EIGHT UINT64_C(0x0101010101010101)

/* The high bit of a byte is set where it is c: c taken away leaves zero, and one less borrows. */
static uint64_t without(uint64_t bytes, unsigned char c)
{
  return (bytes ^ c * EIGHT) - EIGHT;
}

/* As many bytes from `at` on as are plain for certain, eight at a time: nearly all of a text is.
 * A byte borrows from the next one only when it is none itself. */
static size_t plain_from(str text, size_t at)
{
  size_t from = at;
  for (uint64_t bytes; at + sizeof bytes <= text.len; at += sizeof bytes) {
    memcpy(&bytes, text.data + at, sizeof bytes);
    uint64_t odd = bytes | (bytes - ' ' * EIGHT) | without(bytes, '"') | without(bytes, '\\') |
                   without(bytes, 0x7F);
    if (odd & 0x80 * EIGHT)
      break;
  }
  return at - from;
}

static void quoted(struct buffer *out, str text)
{
  buffer_byte(out, '"');
  size_t plain = 0;
  for (size_t i = plain_from(text, 0); i < text.len;) {
    unsigned char c = (unsigned char)text.data[i];
    size_t len = is_plain(c) ? 1 : str_character(str_sub(text, i, text.len - i));
    if (len > 1 || is_plain(c)) {
      i += len;
      continue;
    }
    buffer_add(out, str_sub(text, plain, i - plain));
    if (len)
      escape(out, c);
    else
      buffer_add(out, STR("\xEF\xBF\xBD"));
    plain = ++i;
    i += plain_from(text, i);
  }
  buffer_add(out, str_sub(text, plain, text.len - plain));
  buffer_byte(out, '"');
}

void json_key(struct json *json, const char *key)
{
  separate(json);
  quoted(json->out, str_of(key));
  buffer_byte(json->out, ':');
  json->needs_comma = false;
}

void json_str(struct json *json, str text)
{
  separate(json);
  quoted(json->out, text);
}

void json_uint(struct json *json, uint64_t value)
{
  separate(json);
  buffer_uint(json->out, value);
}

void json_number(struct json *json, double value, int decimals)
{
  separate(json);
  buffer_number(json->out, value, decimals);
}

void json_bool(struct json *json, bool value)
{
  separate(json);
  buffer_add(json->out, value ? STR("true") : STR("false"));
}

void json_pair_str(struct json *json, const char *key, str text)
{
  if (!text.len)
    return;
  json_key(json, key);
  json_str(json, text);
}

void json_pair_uint(struct json *json, const char *key, uint64_t value)
{
  json_key(json, key);
  json_uint(json, value);
}

void json_pair_number(struct json *json, const char *key, double value, int decimals)
{
  json_key(json, key);
  json_number(json, value, decimals);
}

void json_pair_true(struct json *json, const char *key, bool value)
{
  if (!value)
    return;
  json_key(json, key);
  json_bool(json, true);
}
