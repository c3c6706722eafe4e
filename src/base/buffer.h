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
void buffer_add(struct buffer *buffer, str bytes);
void buffer_byte(struct buffer *buffer, char byte);
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
