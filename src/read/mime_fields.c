/* mime_fields.c - the fields of a head: unfolding, parameters, encoded words. */
#include "read/mime.h"

#include "base/hex.h"
#include "read/steps.h"

static bool is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static size_t line_end(str text, size_t at)
{
  const char *end = memchr(text.data + at, '\n', text.len - at);
  return end ? (size_t)(end - text.data) + 1 : text.len;
}

/* No field that is looked at is longer. */
enum { FIELD_MAX_BYTES = 16384 };

/* Folds out: a line end before a blank is nothing (RFC 5322, 2.2.3). */
static str unfold(struct arena *arena, str value)
{
  value = str_trim(value);
  value.len = value.len < FIELD_MAX_BYTES ? value.len : FIELD_MAX_BYTES;
  str copy = arena_str(arena, value);
  char *out = (char *)(uintptr_t)copy.data;
  size_t len = 0;
  for (size_t i = 0; i < copy.len; i++)
    if (copy.data[i] != '\r' && copy.data[i] != '\n')
      out[len++] = copy.data[i];
  return (str){copy.data, len};
}

str mime_field(struct arena *arena, str head, const char *name)
{
  str wanted = str_of(name);
  for (size_t at = 0; at < head.len;) {
    size_t end = line_end(head, at);
    while (end < head.len && (head.data[end] == ' ' || head.data[end] == '\t'))
      end = line_end(head, end);
    str field = str_sub(head, at, end - at);
    if (field.len > wanted.len && field.data[wanted.len] == ':' &&
        str_eq_nocase(str_sub(field, 0, wanted.len), wanted))
      return unfold(arena, str_sub(field, wanted.len + 1, field.len - wanted.len - 1));
    at = end;
  }
  return (str){0};
}

str mime_type(struct arena *arena, str field)
{
  const char *end = memchr(field.data, ';', field.len);
  str type = str_trim(end ? str_sub(field, 0, (size_t)(end - field.data)) : field);
  str copy = arena_str(arena, type);
  char *out = (char *)(uintptr_t)copy.data;
  for (size_t i = 0; i < copy.len; i++)
    out[i] = lower(copy.data[i]);
  return copy;
}

/* --- parameters --- */

struct parameter {
  str name, value;
};

/* Up to the closing mark; a quoted string may hold it behind a backslash. */
static str raw_value(str field, size_t from, char closing)
{
  size_t at = from;
  while (at < field.len && field.data[at] != closing)
    at += closing == '"' && field.data[at] == '\\' && at + 1 < field.len ? 2 : 1;
  return str_sub(field, from, (at < field.len ? at : field.len) - from);
}

/* The next "name=value" behind a ';'; quotes are taken off, "\x" is x. */
static bool next_parameter(struct arena *arena, str field, size_t *at, struct parameter *ret)
{
  while (*at < field.len && (field.data[*at] == ';' || is_blank(field.data[*at])))
    ++*at;
  size_t from = *at;
  while (*at < field.len && field.data[*at] != '=' && field.data[*at] != ';')
    ++*at;
  ret->name = str_trim(str_sub(field, from, *at - from));
  ret->value = STR("");
  if (*at >= field.len)
    return ret->name.len > 0;
  if (field.data[*at] == ';')
    return true;
  ++*at;
  while (*at < field.len && is_blank(field.data[*at]))
    ++*at;
  bool is_quoted = *at < field.len && field.data[*at] == '"';
  *at += is_quoted;
  str raw = raw_value(field, *at, is_quoted ? '"' : ';');
  *at += raw.len;
  while (*at < field.len && field.data[*at] != ';')
    ++*at;
  str copy = arena_str(arena, raw);
  char *out = (char *)(uintptr_t)copy.data;
  size_t len = 0;
  for (size_t i = 0; i < copy.len; i++) {
    i += is_quoted && copy.data[i] == '\\' && i + 1 < copy.len;
    out[len++] = copy.data[i];
  }
  ret->value = is_quoted ? (str){copy.data, len} : str_trim((str){copy.data, len});
  return true;
}

static void add_percent(struct mapped *out, str text)
{
  for (size_t at = 0; at < text.len;) {
    int high = text.data[at] == '%' && at + 2 < text.len ? hex_digit(text.data[at + 1]) : -1;
    int low = high >= 0 ? hex_digit(text.data[at + 2]) : -1;
    bool is_code = high >= 0 && low >= 0;
    char byte = is_code ? (char)(high << 4 | low) : text.data[at];
    mapped_add(out, (str){&byte, 1});
    at += is_code ? 3 : 1;
  }
}

/* "utf-8'en'" before an extended value (RFC 2231, 4). */
static str take_charset(struct arena *arena, str *value)
{
  const char *first = memchr(value->data, '\'', value->len);
  if (!first)
    return STR("");
  size_t at = (size_t)(first - value->data);
  const char *second = memchr(first + 1, '\'', value->len - at - 1);
  if (!second)
    return STR("");
  str charset = arena_str(arena, str_sub(*value, 0, at));
  at = (size_t)(second - value->data) + 1;
  *value = str_sub(*value, at, value->len - at);
  return charset;
}

/* Whether it is a piece of the parameter: "name", "name*", "name*0", "name*0*". */
static bool is_piece(str name, str wanted, bool *ret_is_extended)
{
  if (name.len < wanted.len || !str_eq_nocase(str_sub(name, 0, wanted.len), wanted))
    return false;
  str rest = str_sub(name, wanted.len, name.len - wanted.len);
  *ret_is_extended = rest.len && rest.data[rest.len - 1] == '*';
  return !rest.len || rest.data[0] == '*';
}

/* Pieces are joined as they stand: nobody is known to write them out of order. */
str mime_parameter(struct arena *arena, str field, const char *name)
{
  const char *start = memchr(field.data, ';', field.len);
  size_t at = start ? (size_t)(start - field.data) : field.len;
  str wanted = str_of(name), charset = STR("");
  struct mapped value = {.arena = arena};
  struct parameter parameter;
  bool is_extended = false;
  while (next_parameter(arena, field, &at, &parameter)) {
    bool is_percent = false;
    if (!is_piece(parameter.name, wanted, &is_percent))
      continue;
    if (is_percent && !is_extended)
      charset = take_charset(arena, &parameter.value);
    is_extended |= is_percent;
    if (is_percent)
      add_percent(&value, parameter.value);
    else
      mapped_add(&value, parameter.value);
  }
  struct decoded decoded;
  if (!is_extended)
    return mime_words(arena, mapped_str(&value));
  precis_status s = mapped_decode(&value, charset.len ? charset.data : NULL, &decoded, NULL);
  return s == PRECIS_OK ? mapped_str(&value) : STR("");
}

/* --- encoded words --- */

struct word {
  str charset, text;
  char encoding; /* 'b' or 'q' */
};

/* "=?utf-8?q?caf=C3=A9?=" at a place (RFC 2047, 2); 0 if there is none, else its bytes. */
static size_t encoded_word(str field, size_t at, struct word *ret)
{
  str rest = str_sub(field, at, field.len - at);
  if (!str_starts(rest, STR("=?")))
    return 0;
  const char *charset_end = memchr(rest.data + 2, '?', rest.len - 2);
  size_t mark = charset_end ? (size_t)(charset_end - rest.data) : rest.len;
  if (mark + 3 >= rest.len || rest.data[mark + 2] != '?')
    return 0;
  ret->charset = str_sub(rest, 2, mark - 2);
  const char *language = memchr(ret->charset.data, '*', ret->charset.len); /* RFC 2231, 5 */
  if (language)
    ret->charset.len = (size_t)(language - ret->charset.data);
  ret->encoding = lower(rest.data[mark + 1]);
  size_t end = str_find(rest, STR("?="), mark + 3);
  if (end == SIZE_MAX || (ret->encoding != 'b' && ret->encoding != 'q') || !ret->charset.len)
    return 0;
  ret->text = str_sub(rest, mark + 3, end - mark - 3);
  return memchr(ret->text.data, ' ', ret->text.len) && ret->encoding == 'b' ? 0 : end + 2;
}

static void add_word(struct mapped *out, const struct word *word)
{
  struct mime_part part = {.body = word->text, .line = 1};
  if (word->encoding == 'b') {
    part.head = STR("content-transfer-encoding: base64\n");
    mime_decode(out, &part);
    return;
  }
  for (size_t at = 0; at < word->text.len;) {
    char c = word->text.data[at];
    int high = c == '=' && at + 2 < word->text.len ? hex_digit(word->text.data[at + 1]) : -1;
    int low = high >= 0 ? hex_digit(word->text.data[at + 2]) : -1;
    bool is_code = high >= 0 && low >= 0;
    char byte = is_code ? (char)(high << 4 | low) : c == '_' ? ' ' : c;
    mapped_add(out, (str){&byte, 1});
    at += is_code ? 3 : 1;
  }
}

/* The words of one charset in a row, decoded together: programs break characters between them. */
static void flush(struct mapped *out, struct mapped *run, str charset)
{
  struct decoded decoded;
  str name = arena_str(out->arena, charset);
  if (!charset.len && str_is_ascii(mapped_str(run)))
    mapped_add(out, mapped_str(run));
  else if (run->len && mapped_decode(run, name.len ? name.data : NULL, &decoded, NULL) == PRECIS_OK)
    mapped_add(out, mapped_str(run));
  *run = (struct mapped){.arena = out->arena};
}

static size_t blanks_end(str field, size_t at)
{
  while (at < field.len && is_blank(field.data[at]))
    at++;
  return at;
}

str mime_words(struct arena *arena, str field)
{
  struct mapped out = {.arena = arena}, run = {.arena = arena};
  str charset = STR("");
  struct word word;
  for (size_t at = 0; at < field.len;) {
    size_t start = charset.len ? blanks_end(field, at) : at; /* none between encoded words */
    size_t len = start < field.len ? encoded_word(field, start, &word) : 0;
    if (len) {
      if (!str_eq_nocase(charset, word.charset) || !charset.len)
        flush(&out, &run, charset);
      charset = word.charset;
      add_word(&run, &word);
      at = start + len;
      continue;
    }
    if (charset.len) {
      flush(&out, &run, charset);
      charset = STR("");
      continue;
    }
    /* Up to the next place where one may begin; bytes beyond ASCII are decoded as a run. */
    const char *mark = memchr(field.data + at + 1, '=', field.len - at - 1);
    size_t end = mark ? (size_t)(mark - field.data) : field.len;
    mapped_add(&run, str_sub(field, at, end - at));
    flush(&out, &run, STR(""));
    at = end;
  }
  flush(&out, &run, charset);
  return mapped_str(&out);
}
