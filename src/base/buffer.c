/* buffer.c - a growing run of bytes outside any arena, for what is sent or read whole. */
#include "base/buffer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"

enum { ROOM_MIN = 4096 };

void buffer_init(struct buffer *buffer, const struct heap *heap)
{
  *buffer = (struct buffer){.heap = *heap};
}

void buffer_clear(struct buffer *buffer)
{
  if (buffer->data)
    buffer->heap.realloc(buffer->heap.user, buffer->data, 0);
  *buffer = (struct buffer){.heap = buffer->heap};
}

static bool has_room(struct buffer *buffer, size_t more)
{
  if (buffer->is_short || more > buffer->heap.object_limit - buffer->len)
    return false;
  size_t need = buffer->len + more;
  if (need <= buffer->room)
    return true;
  size_t room = buffer->room ? buffer->room : ROOM_MIN;
  while (room < need)
    room = room > SIZE_MAX / 2 ? need : room * 2;
  if (room > buffer->heap.object_limit)
    room = buffer->heap.object_limit;
  char *data = buffer->heap.realloc(buffer->heap.user, buffer->data, room);
  if (!data)
    return false;
  buffer->data = data;
  buffer->room = room;
  return true;
}

bool buffer_reserve(struct buffer *buffer, size_t more)
{
  buffer->is_short = !has_room(buffer, more);
  return !buffer->is_short;
}

void buffer_add_growing(struct buffer *buffer, str bytes)
{
  if (!buffer_reserve(buffer, bytes.len))
    return;
  memcpy(buffer->data + buffer->len, bytes.data, bytes.len);
  buffer->len += bytes.len;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  if (len < 0 || !buffer_reserve(buffer, (size_t)len + 1)) {
    buffer->is_short = true;
  } else {
    vsnprintf(buffer->data + buffer->len, (size_t)len + 1, format, again);
    buffer->len += (size_t)len;
  }
  va_end(again);
  va_end(args);
}

void buffer_uint(struct buffer *buffer, uint64_t value)
{
  enum { UINT64_DIGITS = 20 };

  char digits[UINT64_DIGITS];
  size_t first = UINT64_DIGITS;
  do
    digits[--first] = (char)('0' + value % 10);
  while (value /= 10);
  buffer_add(buffer, (str){digits + first, UINT64_DIGITS - first});
}

/* Past 2^53 a double has no fraction, and no figure of a text is as large as this. */
static const double NUMBER_MAX = 9e18;
static const uint32_t POWERS[] = {1,      10,      100,      1000,      10000,
                                  100000, 1000000, 10000000, 100000000, 1000000000};

void buffer_number(struct buffer *buffer, double value, int decimals)
{
  if (!(fabs(value) < NUMBER_MAX)) { /* NaN too */
    buffer_format(buffer, "%d", 0);
    return;
  }
  bool negative = value < 0;
  double size = fabs(value), whole = floor(size);
  uint64_t units = (uint64_t)whole;
  uint32_t power = POWERS[decimals];
  uint32_t fraction = (uint32_t)((size - whole) * power + 0.5);
  if (fraction >= power && decimals) {
    units++;
    fraction = 0;
  } else if (!decimals && size - whole >= 0.5) {
    units++;
    fraction = 0;
  } else if (!decimals) {
    fraction = 0;
  }
  if (negative && (units || fraction))
    buffer_byte(buffer, '-');
  buffer_uint(buffer, units);
  if (!fraction)
    return;
  while (fraction % 10 == 0) {
    fraction /= 10;
    decimals--;
  }
  buffer_format(buffer, ".%0*u", decimals, fraction);
}

bool buffer_markup(struct buffer *buffer, uint32_t c)
{
  str reference = c == '<'   ? STR("&lt;")
                  : c == '>' ? STR("&gt;")
                  : c == '&' ? STR("&amp;")
                  : c == '"' ? STR("&quot;")
                             : STR("");
  buffer_add(buffer, reference);
  return reference.len > 0;
}

str buffer_str(const struct buffer *buffer)
{
  return (str){buffer->data ? buffer->data : "", buffer->len};
}

precis_status buffer_send(const struct buffer *buffer, precis_sink sink, precis_error *err)
{
  if (buffer->is_short)
    return fail_no_memory(err);
  if (buffer->len && sink.write(sink.user, buffer->data, buffer->len))
    return fail(err, PRECIS_STOPPED, "the receiver of the output stopped");
  return PRECIS_OK;
}
