/* map.c - open addressing with linear probing; the slots hold indices into the ordered entries, so
 * that growing never moves an index. Load stays at or below one half. */
#include "base/map.h"

enum { SLOTS_MIN = 16 };

void map_init(struct map *map, struct arena *arena)
{
  *map = (struct map){.arena = arena};
}

static uint32_t slot_of(const struct map *map, str key, uint64_t hash)
{
  uint32_t slot = (uint32_t)hash & (map->slot_count - 1);
  for (;; slot = (slot + 1) & (map->slot_count - 1)) {
    uint32_t index = map->slots[slot];
    if (!index)
      return slot;
    const struct map_entry *entry = &map->entries[index - 1];
    if (entry->hash == hash && str_eq(entry->key, key))
      return slot;
  }
}

/* FNV's low bits are weak for short keys: fold the high half in. */
static uint64_t key_hash(str key)
{
  uint64_t hash = str_hash(key);
  return hash ^ hash >> 32;
}

uint32_t map_find(const struct map *map, str key)
{
  if (!map->slot_count)
    return MAP_NONE;
  uint32_t index = map->slots[slot_of(map, key, key_hash(key))];
  return index ? index - 1 : MAP_NONE;
}

static bool map_grow(struct map *map)
{
  uint32_t wider = map->slot_count ? map->slot_count * 2 : SLOTS_MIN;
  uint32_t *slots = wider ? arena_array(map->arena, uint32_t, wider) : NULL;
  struct map_entry *entries = slots ? arena_array(map->arena, struct map_entry, wider / 2) : NULL;
  if (!entries) {
    arena_fail(map->arena);
    return false;
  }
  if (map->count)
    memcpy(entries, map->entries, map->count * sizeof *entries);
  map->entries = entries;
  map->room = wider / 2;
  map->slots = slots;
  map->slot_count = wider;
  for (uint32_t i = 0; i < map->count; i++)
    slots[slot_of(map, entries[i].key, entries[i].hash)] = i + 1;
  return true;
}

uint32_t map_add(struct map *map, str key, bool *ret_fresh)
{
  if (map->count == map->room && !map_grow(map))
    return MAP_NONE;
  uint64_t hash = key_hash(key);
  uint32_t slot = slot_of(map, key, hash);
  bool fresh = !map->slots[slot];
  if (fresh) {
    map->entries[map->count] = (struct map_entry){.key = key, .hash = hash};
    map->slots[slot] = ++map->count;
  }
  if (ret_fresh)
    *ret_fresh = fresh;
  return map->slots[slot] - 1;
}
