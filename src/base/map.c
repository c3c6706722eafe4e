/* map.c - open addressing with linear probing; the slots hold indices into the ordered entries, so
 * that growing never moves an index. Load stays at or below one half. */
#include "base/map.h"

#include "base/load.h"

enum { SLOTS_MIN = 16 };

void map_init(struct map *map, struct arena *arena)
{
  static const uint64_t none[SECRETS] = {0};
  const uint64_t *secrets = arena ? arena_secrets(arena) : none; /* who asks for it later fails */
  /* Odd factors: what is multiplied by them can be divided again. */
  *map =
      (struct map){.arena = arena, .start = secrets[0], .steps = {secrets[1] | 1, secrets[2] | 1}};
}

/* For one start and one length no two numbers have the same result: each step can be undone. */
static inline uint64_t mixed(const struct map *map, uint64_t hash, uint64_t bytes)
{
  hash ^= bytes;
  hash = (hash ^ hash >> 32) * map->steps[0];
  hash = (hash ^ hash >> 29) * map->steps[1];
  return hash ^ hash >> 32;
}

static inline uint64_t key_hash(const struct map *map, str key)
{
  uint64_t hash = map->start ^ key.len;
  if (key.len <= MAP_SHORT_KEY)
    return mixed(map, hash, load_short(key.data, key.len));
  for (size_t at = 0; at + 8 < key.len; at += 8)
    hash = mixed(map, hash, load_8(key.data + at));
  return mixed(map, hash, load_8(key.data + key.len - 8));
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

uint32_t map_find(const struct map *map, str key)
{
  if (!map->slot_count)
    return MAP_NONE;
  uint32_t index = map->slots[slot_of(map, key, key_hash(map, key))].index;
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
  uint64_t hash = key_hash(map, key);
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
  uint64_t hash = mixed(map, map->start ^ len, bytes);
  return settle(map, &map->slots[slot_of(map, key, hash)],
                (struct map_slot){.hash = hash, .len = (uint32_t)len}, ret_fresh);
}
