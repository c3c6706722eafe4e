/* hex.c - bytes as hexadecimal digits. */
#include "base/hex.h"

static const char digits[] = "0123456789abcdef";

void hex_write(char *to, const uint8_t *bytes, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    to[2 * i] = digits[bytes[i] >> 4];
    to[2 * i + 1] = digits[bytes[i] & 15];
  }
}

void hex_write_number(char *to, uint64_t value, size_t count)
{
  for (size_t i = count; i-- > 0; value >>= 4)
    to[i] = digits[value & 15];
}

void hex_add(struct buffer *out, const uint8_t *bytes, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    char pair[2];
    hex_write(pair, bytes + i, 1);
    buffer_add(out, (str){pair, sizeof pair});
  }
}
