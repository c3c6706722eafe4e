/* names.c - the path of a briefing in the output folder, and the shard of a document.
 *
 * Invariant: different paths of documents give different paths of briefings. A document "d/a.md"
 * gives "d/a.md.pdf". Where that would be too long, or be read as another name of this scheme, the
 * name becomes its beginning, '~' and a hash of all of it; names that look like that already are
 * treated so too. */
#include <nettle/sha2.h>

#include "base/hex.h"
#include "batch/parts.h"

enum { NAME_BYTES_MAX = 255 };

/* 128 bits: no two names of a folder share them. */
enum { HASH_KEPT = 16, HASH_HEX = 2 * HASH_KEPT };

/* With '~', the hash and the longest ending it stays under the limit. */
enum { HEAD_BYTES = 200 };

int order_names(struct ordered x, struct ordered y)
{
  size_t shorter = x.name.len < y.name.len ? x.name.len : y.name.len;
  int order = shorter ? memcmp(x.name.data, y.name.data, shorter) : 0;
  if (order)
    return order;
  int next_x = x.name.len > shorter ? (unsigned char)x.name.data[shorter] : x.is_folder ? '/' : -1;
  int next_y = y.name.len > shorter ? (unsigned char)y.name.data[shorter] : y.is_folder ? '/' : -1;
  return (next_x > next_y) - (next_x < next_y);
}

static bool looks_hashed(str name)
{
  if (name.len < HASH_HEX + 1 || name.data[name.len - HASH_HEX - 1] != '~')
    return false;
  for (size_t i = name.len - HASH_HEX; i < name.len; i++)
    if (!strchr("0123456789abcdef", name.data[i]))
      return false;
  return true;
}

/* What the run itself writes at the top, and what its briefings end with. */
static bool may_be_a_product(str name)
{
  static const char *const endings[] = {".pdf", ".json", ".jsonl", ".md", ".txt", ".html"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (str_ends(name, str_of(endings[i])))
      return true;
  return false;
}

static void add_hashed(str name, struct buffer *ret)
{
  struct sha256_ctx hash;
  uint8_t digest[HASH_BYTES];
  sha256_init(&hash);
  sha256_update(&hash, name.len, (const uint8_t *)name.data);
  sha256_digest(&hash, sizeof digest, digest);
  size_t kept = name.len < HEAD_BYTES ? name.len : HEAD_BYTES;
  while (kept && kept < name.len && ((unsigned char)name.data[kept] & 0xC0) == 0x80)
    kept--;
  buffer_add(ret, str_sub(name, 0, kept));
  buffer_byte(ret, '~');
  hex_add(ret, digest, HASH_KEPT);
}

void output_name(str path, str ending, struct buffer *ret)
{
  str rest = path;
  bool is_top = true;
  for (const char *slash; (slash = memchr(rest.data, '/', rest.len)); is_top = false) {
    str folder = str_sub(rest, 0, (size_t)(slash - rest.data));
    if (looks_hashed(folder) || may_be_a_product(folder))
      add_hashed(folder, ret);
    else
      buffer_add(ret, folder);
    buffer_byte(ret, '/');
    rest = str_sub(rest, folder.len + 1, rest.len - folder.len - 1);
  }
  bool is_index = is_top && str_eq(rest, STR("index")); /* index.pdf is the run's own */
  if (is_index || looks_hashed(rest) || rest.len + ending.len > NAME_BYTES_MAX)
    add_hashed(rest, ret);
  else
    buffer_add(ret, rest);
  buffer_add(ret, ending);
}

uint32_t shard_of(str path, uint32_t shards)
{
  uint64_t hash = str_hash(path);
  return (uint32_t)((hash ^ hash >> 32) % shards) + 1;
}
