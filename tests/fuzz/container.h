/* container.h - a fuzzer's bytes as one part of a sound ZIP container, so that they reach the
 * readers of parts instead of failing at a checksum. */
#pragma once

#include <zlib.h>

#include "base/buffer.h"

struct entry {
  str name, bytes;
};

static inline void put16(struct buffer *out, unsigned value)
{
  buffer_byte(out, (char)(value & 0xFF));
  buffer_byte(out, (char)(value >> 8 & 0xFF));
}

static inline void put32(struct buffer *out, uint32_t value)
{
  put16(out, value & 0xFFFF);
  put16(out, value >> 16);
}

/* The fields that a local head and a record of the directory have in common (APPNOTE.TXT 4.3.7). */
static inline void put_entry(struct buffer *out, const struct entry *entry)
{
  uint32_t sum = (uint32_t)crc32(0, (const Bytef *)entry->bytes.data, (uInt)entry->bytes.len);
  put16(out, 20); /* version */
  put16(out, 0);  /* flags */
  put16(out, 0);  /* stored */
  put32(out, 0x21 << 16);
  put32(out, sum);
  put32(out, (uint32_t)entry->bytes.len);
  put32(out, (uint32_t)entry->bytes.len);
  put16(out, (unsigned)entry->name.len);
  put16(out, 0);
}

static inline void put_container(struct buffer *out, const struct entry *entries, uint32_t count)
{
  struct buffer directory;
  buffer_init(&directory, &heap_default);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = (uint32_t)out->len;
    buffer_add(out, STR("PK\3\4"));
    put_entry(out, &entries[i]);
    buffer_add(out, entries[i].name);
    buffer_add(out, entries[i].bytes);
    buffer_add(&directory, STR("PK\1\2"));
    put16(&directory, 20);
    put_entry(&directory, &entries[i]);
    for (int k = 0; k < 5; k++)
      put16(&directory, 0); /* comment, disk, attributes */
    put32(&directory, at);
    buffer_add(&directory, entries[i].name);
  }
  uint32_t start = (uint32_t)out->len, len = (uint32_t)directory.len;
  buffer_add(out, buffer_str(&directory));
  buffer_clear(&directory);
  buffer_add(out, STR("PK\5\6"));
  put32(out, 0);
  put16(out, count);
  put16(out, count);
  put32(out, len);
  put32(out, start);
  put16(out, 0);
}

/* The next piece of the input, up to a line of "%%"; for targets that fuzz several parts. */
static inline str next_part(str *rest)
{
  static const str mark = {"\n%%\n", 4};
  size_t at = str_find(*rest, mark, 0);
  str part = at == SIZE_MAX ? *rest : str_sub(*rest, 0, at);
  size_t used = at == SIZE_MAX ? rest->len : at + mark.len;
  *rest = str_sub(*rest, used, rest->len - used);
  return part;
}
