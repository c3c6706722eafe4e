/* map.c - open addressing with linear probing; the slots hold indices into the ordered entries, so
 * that growing never moves an index. Load stays at or below one half. */
#include "base/map.h"

enum { SLOTS_MIN = 16 };

void map_init(struct map *map, struct arena *arena)
{
  *map = (struct map){.arena = arena};
}

static uint64_t load_8(const char *at)
{
  uint64_t bytes;
  memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

static uint32_t load_4(const char *at)
{
  uint32_t bytes;
  memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

/* No two pairs (hash, bytes) with the same hash have the same result: each step can be undone. */
static uint64_t mixed(uint64_t hash, uint64_t bytes)
{
  static const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 over the golden ratio */
  hash = (hash ^ bytes) * odd;
  return hash ^ hash >> 32;
}

/* Keys that their length and their hash tell apart. */
enum { SHORT_KEY = 8 };

/* Up to SHORT_KEY bytes as one number, different for different keys of one length. */
static uint64_t short_key(const char *s, size_t len)
{
  if (len >= 4)
    return load_4(s) | (uint64_t)load_4(s + len - 4) << 32;
  if (!len)
    return 0;
  unsigned char first = (unsigned char)s[0], middle = (unsigned char)s[len / 2],
                last = (unsigned char)s[len - 1];
  return (uint64_t)(first | middle << 8 | last << 16);
}

/* Eight bytes at a time. Machines may differ in it: it decides about places in the table alone,
 * never about an order that anybody sees. */
static uint64_t key_hash(str key)
{
  uint64_t hash = key.len;
  if (key.len <= SHORT_KEY)
    return mixed(hash, short_key(key.data, key.len));
  for (size_t at = 0; at + 8 < key.len; at += 8)
    hash = mixed(hash, load_8(key.data + at));
  return mixed(hash, load_8(key.data + key.len - 8));
}

static uint32_t slot_of(const struct map *map, str key, uint64_t hash)
{
  uint32_t slot = (uint32_t)hash & (map->slot_count - 1);
  for (;; slot = (slot + 1) & (map->slot_count - 1)) {
    const struct map_slot *taken = &map->slots[slot];
    if (!taken->index)
      return slot;
    if (taken->hash == hash && taken->len == (uint32_t)key.len &&
        (key.len <= SHORT_KEY || str_eq(map->entries[taken->index - 1].key, key)))
      return slot;
  }
}

uint32_t map_find(const struct map *map, str key)
{
  if (!map->slot_count)
    return MAP_NONE;
  uint32_t index = map->slots[slot_of(map, key, key_hash(key))].index;
  return index ? index - 1 : MAP_NONE;
}

static bool map_grow(struct map *map)
{
  uint32_t wider = map->slot_count ? map->slot_count * 2 : SLOTS_MIN;
  struct map_slot *slots = wider ? arena_array(map->arena, struct map_slot, wider) : NULL;
  struct map_entry *entries =
      slots ? arena_grow(map->arena, map->entries, map->room * sizeof *entries,
                         wider / 2 * sizeof *entries)
            : NULL;
  if (!entries) {
    arena_fail(map->arena);
    return false;
  }
  for (uint32_t i = 0; i < map->slot_count; i++) {
    if (!map->slots[i].index)
      continue;
    uint32_t slot = (uint32_t)map->slots[i].hash & (wider - 1);
    while (slots[slot].index)
      slot = (slot + 1) & (wider - 1);
    slots[slot] = map->slots[i];
  }
  map->entries = entries;
  map->room = wider / 2;
  map->slots = slots;
  map->slot_count = wider;
  return true;
}

uint32_t map_add(struct map *map, str key, bool *ret_fresh)
{
  if (map->count == map->room && !map_grow(map))
    return MAP_NONE;
  uint64_t hash = key_hash(key);
  struct map_slot *slot = &map->slots[slot_of(map, key, hash)];
  bool fresh = !slot->index;
  if (fresh) {
    map->entries[map->count] = (struct map_entry){.key = key};
    *slot = (struct map_slot){hash, ++map->count, (uint32_t)key.len};
  }
  if (ret_fresh)
    *ret_fresh = fresh;
  return slot->index - 1;
}
