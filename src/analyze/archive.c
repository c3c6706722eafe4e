/* archive.c - numbers, text and lists to bytes and back. */
#include "analyze/archive.h"

#include "text/text.h"

enum { MORE = 0x80, BITS = 7, UINT64_BYTES = 10 };

static void put_uint64(struct buffer *out, uint64_t value)
{
  while (value >= MORE) {
    buffer_byte(out, (char)(value | MORE));
    value >>= BITS;
  }
  buffer_byte(out, (char)value);
}

static uint64_t take_uint64(struct archive *archive)
{
  uint64_t value = 0;
  for (unsigned i = 0; i < UINT64_BYTES && i < archive->in.len && !archive->is_bad; i++) {
    uint8_t byte = (uint8_t)archive->in.data[i];
    value |= (uint64_t)(byte & (MORE - 1)) << (BITS * i);
    if (byte & MORE)
      continue;
    archive->in = str_sub(archive->in, i + 1, archive->in.len - i - 1);
    return value;
  }
  archive->is_bad = true;
  return 0;
}

void archive_uint64(struct archive *archive, uint64_t *value)
{
  if (archive->out)
    put_uint64(archive->out, *value);
  else
    *value = take_uint64(archive);
}

void archive_uint(struct archive *archive, uint32_t *value)
{
  uint64_t wide = archive->out ? *value : 0;
  archive_uint64(archive, &wide);
  if (archive->out)
    return;
  archive->is_bad |= wide > UINT32_MAX;
  *value = archive->is_bad ? 0 : (uint32_t)wide;
}

void archive_double(struct archive *archive, double *value)
{
  uint64_t bits = 0;
  if (archive->out)
    memcpy(&bits, value, sizeof bits);
  archive_uint64(archive, &bits);
  if (!archive->out)
    memcpy(value, &bits, sizeof bits);
}

static bool is_of_text(const struct archive *archive, str value)
{
  uintptr_t from = (uintptr_t)archive->text.data, at = (uintptr_t)value.data;
  return value.len && at >= from && at - from <= archive->text.len &&
         value.len <= archive->text.len - (at - from);
}

/* The length, twice; odd where the text's own place follows instead of bytes. */
static void save_str(struct archive *archive, str value)
{
  bool is_place = is_of_text(archive, value);
  put_uint64(archive->out, (uint64_t)value.len << 1 | is_place);
  if (is_place)
    put_uint64(archive->out, (uint64_t)(value.data - archive->text.data));
  else
    buffer_add(archive->out, value);
}

static str load_str(struct archive *archive)
{
  uint64_t head = take_uint64(archive), len = head >> 1;
  bool is_place = head & 1;
  uint64_t at = is_place ? take_uint64(archive) : 0;
  str from = is_place ? archive->text : archive->in;
  archive->is_bad |= at > from.len || len > from.len - at;
  if (archive->is_bad)
    return STR("");
  str value = str_sub(from, (size_t)at, (size_t)len);
  if (is_place)
    return value;
  archive->in = str_sub(archive->in, value.len, archive->in.len - value.len);
  return arena_str(archive->arena, value);
}

void archive_bytes(struct archive *archive, str *value)
{
  if (archive->out)
    save_str(archive, *value);
  else
    *value = load_str(archive);
}

void archive_str(struct archive *archive, str *value)
{
  archive_bytes(archive, value);
  if (archive->out || utf8_valid(*value))
    return;
  archive->is_bad = true;
  *value = STR("");
}

void archive_span(struct archive *archive, struct span *value)
{
  archive_uint(archive, &value->at);
  archive_uint(archive, &value->len);
}

void archive_list(struct archive *archive, void **at, uint32_t *count, size_t size)
{
  archive_uint(archive, count);
  if (archive->out)
    return;
  archive->is_bad |= *count > archive->in.len;
  if (archive->is_bad)
    *count = 0;
  else
    *at = arena_alloc_array(archive->arena, size, *count ? *count : 1);
  if (arena_short(archive->arena))
    *count = 0;
}
