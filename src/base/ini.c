/* ini.c - inih behind a line reader of our own, which counts lines and refuses what inih would cut.
 *
 * inih's buffers hold 199 bytes a line and 49 a section; it drops the rest without a word. */
#include "base/ini.h"

#include <ini.h>

#include "base/error.h"

enum { LINE_MAX_BYTES = 190 };

enum { SECTION_MAX_BYTES = 45 };

struct reader {
  str rest;
  str name;
  uint32_t line;
  bool has_key; /* an indented line would continue a value */
  ini_visitor *handler;
  void *user;
  precis_error *err;
  precis_status status;
};

static precis_status refuse(struct reader *r, const char *why, const char *hint)
{
  r->status = fail(r->err, PRECIS_BAD_TEMPLATE, "%s", why);
  fail_hint(r->err, r->status, "%s", hint);
  return fail_at(r->err, r->status, r->name, r->line, 0);
}

static precis_status check_section(struct reader *r, str trimmed)
{
  size_t end = str_find(trimmed, STR("]"), 0);
  if (end == SIZE_MAX)
    return refuse(r, "a section without its closing bracket", "write [name]");
  return end - 1 > SECTION_MAX_BYTES ? refuse(r, "a section name over 45 bytes", "shorten it")
                                     : PRECIS_OK;
}

/* inih takes a semicolon behind any blank for the start of a comment. */
static bool has_comment(str line)
{
  for (size_t at = str_find(line, STR(";"), 0); at != SIZE_MAX;
       at = str_find(line, STR(";"), at + 1))
    if (at && strchr(" \t\f\v\r", line.data[at - 1]))
      return true;
  return false;
}

static precis_status check_line(struct reader *r, str line)
{
  str trimmed = str_trim(line);
  bool continues =
      r->has_key && line.len && (line.data[0] == ' ' || line.data[0] == '\t') && trimmed.len;
  if (line.len > LINE_MAX_BYTES)
    return refuse(r, "a line over 190 bytes", "go on in an indented line");
  if (memchr(line.data, '\0', line.len))
    return refuse(r, "a NUL byte", "this is not a text file");
  if (!trimmed.len)
    return PRECIS_OK;
  bool comment = trimmed.data[0] == '#' || trimmed.data[0] == ';';
  if (!comment && !str_is_ascii(trimmed) && !str_is_utf8(trimmed))
    return refuse(r, "not UTF-8", "save the file as UTF-8");
  if (continues)
    return comment ? refuse(r, "a comment inside a value", "put it before the key, unindented")
                   : PRECIS_OK;
  if (comment)
    return PRECIS_OK;
  if (trimmed.data[0] == '[') {
    r->has_key = false;
    return check_section(r, trimmed);
  }
  if (has_comment(trimmed))
    return refuse(r, "' ;' inside a value would end it", "leave the blank or the semicolon out");
  r->has_key = true;
  return PRECIS_OK;
}

/* inih's fgets: the next line, NUL-terminated. */
static char *next_line(char *out, int room, void *stream)
{
  struct reader *r = stream;
  str line;
  if (r->status != PRECIS_OK || !r->rest.len || !str_split(&r->rest, '\n', &line))
    return NULL;
  r->line++;
  if (line.len && line.data[line.len - 1] == '\r')
    line.len--;
  if (check_line(r, line) != PRECIS_OK || line.len + 2 > (size_t)room)
    return NULL;
  memcpy(out, line.data, line.len);
  memcpy(out + line.len, "\n", 2);
  return out;
}

static int found(void *user, const char *section, const char *key, const char *value)
{
  struct reader *r = user;
  if (r->status == PRECIS_OK)
    r->status = r->handler(r->user, str_of(section), str_of(key), str_of(value), r->line, r->err);
  if (r->status != PRECIS_OK)
    fail_at(r->err, r->status, r->name, r->line, 0);
  return r->status == PRECIS_OK;
}

precis_status ini_read(str bytes, str name, ini_visitor *handler, void *user, precis_error *err)
{
  if (str_starts(bytes, STR("\xEF\xBB\xBF")))
    bytes = str_sub(bytes, 3, bytes.len - 3);
  struct reader r = {.rest = bytes, .name = name, .handler = handler, .user = user, .err = err};
  int bad_line = ini_parse_stream(next_line, &r, found, &r);
  if (r.status != PRECIS_OK || bad_line == 0)
    return r.status;
  r.line = bad_line > 0 ? (uint32_t)bad_line : 0;
  return refuse(&r, "neither a [section] nor key = value", "write key = value");
}
