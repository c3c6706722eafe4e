/* hex.h - bytes as hexadecimal digits, and digits read. */
#pragma once

#include "base/buffer.h"

/* Value of a digit of either case; -1 for what is none. */
static inline int hex_digit(char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  char lower = (char)(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Two digits a byte, in lower case; 2 x count characters, no NUL. */
void hex_write(char *to, const uint8_t *bytes, size_t count);
/* A number's lowest digits, the highest of them first. */
void hex_write_number(char *to, uint64_t value, size_t count);
void hex_add(struct buffer *out, const uint8_t *bytes, size_t count);
