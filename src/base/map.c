/* map.c - open addressing with linear probing; the slots hold indices into the ordered entries, so
 * that growing never moves an index. Load stays at or below one half. */
#include "base/map.h"

enum { SLOTS_MIN = 16 };

void map_init(struct map *map, struct arena *arena)
{
  *map = (struct map){.arena = arena};
}

/* The first byte lowest, on every machine; compilers know this for one load. */
static uint64_t load_4(const char *at)
{
  const unsigned char *b = (const unsigned char *)at;
  return b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24;
}

static uint64_t load_8(const char *at)
{
  return load_4(at) | load_4(at + 4) << 32;
}

/* No two pairs (hash, bytes) with the same hash have the same result: each step can be undone. */
static inline uint64_t mixed(uint64_t hash, uint64_t bytes)
{
  static const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 over the golden ratio */
  hash = (hash ^ bytes) * odd;
  return hash ^ hash >> 32;
}

/* Up to MAP_SHORT_KEY bytes as one number, by loads that overlap. */
static uint64_t short_key(const char *s, size_t len)
{
  if (len >= 4)
    return load_4(s) | load_4(s + len - 4) << (len - 4) * 8;
  if (!len)
    return 0;
  const unsigned char *b = (const unsigned char *)s;
  return b[0] | (uint64_t)b[len / 2] << len / 2 * 8 | (uint64_t)b[len - 1] << (len - 1) * 8;
}

/* Eight bytes at a time. */
static inline uint64_t key_hash(str key)
{
  uint64_t hash = key.len;
  if (key.len <= MAP_SHORT_KEY)
    return mixed(hash, short_key(key.data, key.len));
  for (size_t at = 0; at + 8 < key.len; at += 8)
    hash = mixed(hash, load_8(key.data + at));
  return mixed(hash, load_8(key.data + key.len - 8));
}

static inline uint32_t slot_of(const struct map *map, str key, uint64_t hash)
{
  uint32_t slot = (uint32_t)hash & (map->slot_count - 1);
  for (;; slot = (slot + 1) & (map->slot_count - 1)) {
    const struct map_slot *taken = &map->slots[slot];
    if (!taken->index)
      return slot;
    if (taken->hash == hash && taken->len == (uint32_t)key.len &&
        (key.len <= MAP_SHORT_KEY || str_eq(map->entries[taken->index - 1].key, key)))
      return slot;
  }
}

uint64_t map_hash(str key)
{
  return key_hash(key);
}

uint32_t map_find(const struct map *map, str key)
{
  if (!map->slot_count)
    return MAP_NONE;
  uint32_t index = map->slots[slot_of(map, key, key_hash(key))].index;
  return index ? index - 1 : MAP_NONE;
}

/* To a power of two of slots, more than there are. */
static bool widen(struct map *map, uint32_t wider)
{
  struct map_slot *slots = wider ? arena_array(map->arena, struct map_slot, wider) : NULL;
  struct map_entry *entries =
      slots ? arena_grow_unset(map->arena, map->entries, map->room * sizeof *entries,
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
  arena_spare(map->arena, map->slots, map->slot_count * sizeof *slots);
  map->entries = entries;
  map->room = wider / 2;
  map->slots = slots;
  map->slot_count = wider;
  return true;
}

static bool map_grow(struct map *map)
{
  return widen(map, map->slot_count ? map->slot_count * 2 : SLOTS_MIN);
}

bool map_reserve(struct map *map, uint32_t count)
{
  uint32_t wider = SLOTS_MIN;
  while (wider && wider / 2 < count)
    wider *= 2;
  return map->room >= count || widen(map, wider);
}

/* Index of the entry of a slot; a free one gets one. */
static uint32_t settle(struct map *map, struct map_slot *slot, struct map_slot key, bool *ret_fresh)
{
  bool fresh = !slot->index;
  if (fresh) {
    map->entries[map->count] = (struct map_entry){0};
    *slot = key;
    slot->index = ++map->count;
  }
  if (ret_fresh)
    *ret_fresh = fresh;
  return slot->index - 1;
}

uint32_t map_add(struct map *map, str key, bool *ret_fresh)
{
  if (map->count == map->room && !map_grow(map))
    return MAP_NONE;
  uint64_t hash = key_hash(key);
  bool fresh;
  uint32_t entry = settle(map, &map->slots[slot_of(map, key, hash)],
                          (struct map_slot){.hash = hash, .len = (uint32_t)key.len}, &fresh);
  if (fresh)
    map->entries[entry].key = key;
  if (ret_fresh)
    *ret_fresh = fresh;
  return entry;
}

uint32_t map_add_short(struct map *map, uint64_t bytes, size_t len, bool *ret_fresh)
{
  if (map->count == map->room && !map_grow(map))
    return MAP_NONE;
  str key = {NULL, len}; /* its bytes are in the hash */
  uint64_t hash = mixed(len, bytes);
  return settle(map, &map->slots[slot_of(map, key, hash)],
                (struct map_slot){.hash = hash, .len = (uint32_t)len}, ret_fresh);
}
