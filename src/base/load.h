/* load.h - bytes as numbers, the first byte lowest, on every machine. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Compilers know this for one load. */
static inline uint64_t load_4(const char *at)
{
  const unsigned char *b = (const unsigned char *)at;
  return b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24;
}

static inline uint64_t load_8(const char *at)
{
  return load_4(at) | load_4(at + 4) << 32;
}

/* Up to eight bytes, by loads that overlap. */
static inline uint64_t load_short(const char *s, size_t len)
{
  if (len >= 4)
    return load_4(s) | load_4(s + len - 4) << (len - 4) * 8;
  if (!len)
    return 0;
  const unsigned char *b = (const unsigned char *)s;
  return b[0] | (uint64_t)b[len / 2] << len / 2 * 8 | (uint64_t)b[len - 1] << (len - 1) * 8;
}
