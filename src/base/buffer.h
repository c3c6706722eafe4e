/* buffer.h - bytes that grow, up to the heap's object limit. Sticky: once short, always short. */
#pragma once

#include "base/arena.h"

struct buffer {
  char *data;
  size_t len;
  size_t room;
  struct heap heap;
  bool is_short;
};

void buffer_init(struct buffer *buffer, const struct heap *heap);
void buffer_clear(struct buffer *buffer); /* frees; may be used again */
/* Room for so many bytes behind data + len; else short, and false. */
bool buffer_reserve(struct buffer *buffer, size_t more);
/* buffer_add() where there is no room yet. */
void buffer_add_growing(struct buffer *buffer, str bytes);

/* Most of a PDF is put together of some bytes at a time: a call for each was a fourteenth of its
 * work. */
static inline void buffer_add(struct buffer *buffer, str bytes)
{
  if (!bytes.len)
    return;
  if (bytes.len > buffer->room - buffer->len) {
    buffer_add_growing(buffer, bytes);
    return;
  }
  memcpy(buffer->data + buffer->len, bytes.data, bytes.len);
  buffer->len += bytes.len;
}

static inline void buffer_byte(struct buffer *buffer, char byte)
{
  buffer_add(buffer, (str){&byte, 1});
}

void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_uint(struct buffer *buffer, uint64_t value); /* decimal */
/* Decimal without exponent or locale, at most `decimals` (0 to 9) places, no trailing zeros. */
void buffer_number(struct buffer *buffer, double value, int decimals);
/* The reference that HTML and XML have for '<', '>', '&' and '"'; false: c is none of them. */
bool buffer_markup(struct buffer *buffer, uint32_t c);
str buffer_str(const struct buffer *buffer);
/* Hands the whole content to the sink. */
precis_status buffer_send(const struct buffer *buffer, precis_sink sink, precis_error *err);

#define AUTO_BUFFER __attribute__((cleanup(buffer_clear))) struct buffer
