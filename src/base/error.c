/* error.c - what went wrong, in fields of fixed size, cut at a character and safe for a terminal.
 */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/hex.h"

/* Controls of C1 (U+0080-9F), line separators and bidi controls (U+061C, 200E-F, 2028-2E, 2066-9).
 */
static bool is_unsafe(str s, size_t len)
{
  const unsigned char *c = (const unsigned char *)s.data;
  if (len == 1)
    return c[0] < 0x20 || c[0] == 0x7F;
  if (len == 2)
    return (c[0] == 0xC2 && c[1] < 0xA0) || (c[0] == 0xD8 && c[1] == 0x9C);
  if (len != 3 || c[0] != 0xE2)
    return false;
  return (c[1] == 0x80 && (c[2] == 0x8E || c[2] == 0x8F || (c[2] >= 0xA8 && c[2] <= 0xAE))) ||
         (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9);
}

void copy_quoted(char *field, size_t room, str text)
{
  size_t used = 0;
  for (size_t i = 0; i < text.len;) {
    str rest = str_sub(text, i, text.len - i);
    size_t len = str_character(rest);
    bool quote = !len || is_unsafe(rest, len);
    size_t source = len ? len : 1;
    if (used + (quote ? 4 * source : len) >= room)
      break;
    for (size_t k = 0; k < source; k++) {
      unsigned char c = (unsigned char)rest.data[k];
      if (quote) {
        field[used++] = '\\';
        field[used++] = 'x';
        hex_write(field + used, &c, 1);
        used += 2;
      } else {
        field[used++] = (char)c;
      }
    }
    i += source;
  }
  field[used] = '\0';
}

/* Long enough for every message of ours with a cut file name in it. */
enum { DRAFT_ROOM = 1024 };

static void format_field(char *field, size_t room, const char *format, va_list args)
{
  char draft[DRAFT_ROOM];
  int len = vsnprintf(draft, sizeof draft, format, args);
  size_t kept = len < 0 ? 0 : (size_t)len < sizeof draft ? (size_t)len : sizeof draft - 1;
  copy_quoted(field, room, (str){draft, kept});
}

precis_status fail(precis_error *err, precis_status status, const char *format, ...)
{
  if (!err)
    return status;
  *err = (precis_error){.status = status};
  va_list args;
  va_start(args, format);
  format_field(err->message, sizeof err->message, format, args);
  va_end(args);
  return status;
}

precis_status fail_no_memory(precis_error *err)
{
  return fail(err, PRECIS_NO_MEMORY, "out of memory");
}

precis_status fail_at(precis_error *err, precis_status status, str where, uint32_t line,
                      uint32_t column)
{
  if (err && !err->where[0]) {
    copy_quoted(err->where, sizeof err->where, where);
    err->line = line;
    err->column = column;
  }
  return status;
}

precis_status fail_hint(precis_error *err, precis_status status, const char *format, ...)
{
  if (!err || err->hint[0])
    return status;
  va_list args;
  va_start(args, format);
  format_field(err->hint, sizeof err->hint, format, args);
  va_end(args);
  return status;
}
