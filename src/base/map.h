/* map.h - a map from strings to numbers that remembers the order of insertion, in an arena.
 *
 * Open addressing over an array of entries kept in insertion order; iterate entries[0..count).
 * Where a key's slot lies is the arena's secret, so that no text can be made whose words all fall
 * on one. Keys are borrowed: they must live as long as the map. */
#pragma once

#include "base/arena.h"

struct map_entry {
  str key;
  uint32_t value;
};

/* index: of the entry, + 1; 0: free. hash and len are its key's: of up to eight bytes they say all,
 * so that most look-ups touch nothing but a slot. */
struct map_slot {
  uint64_t hash;
  uint32_t index;
  uint32_t len;
};

struct map {
  struct arena *arena;
  uint64_t start, steps[2]; /* of the hash */
  struct map_entry *entries;
  uint32_t count;
  uint32_t room;
  struct map_slot *slots; /* power-of-two count */
  uint32_t slot_count;
};

#define MAP_NONE UINT32_MAX

/* Keys that their length and their hash tell apart. */
enum { MAP_SHORT_KEY = 8 };

void map_init(struct map *map, struct arena *arena);
/* Room for so many entries in all at once; false and a short arena without memory. */
bool map_reserve(struct map *map, uint32_t count);
/* Index of the key's entry; MAP_NONE if absent. */
uint32_t map_find(const struct map *map, str key);
/* Index of the key's entry, new ones with value 0; MAP_NONE without memory. *ret_fresh may be NULL.
 */
uint32_t map_add(struct map *map, str key, bool *ret_fresh);
/* The same for a key of up to MAP_SHORT_KEY bytes as one number, its first byte lowest; who finds
 * it fresh puts the key itself into its entry. */
uint32_t map_add_short(struct map *map, uint64_t bytes, size_t len, bool *ret_fresh);
