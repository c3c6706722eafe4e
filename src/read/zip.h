/* zip.h - a ZIP container in memory, its entries by exact name. Private to the room.
 *
 * Invariant: nothing is ever written to the file system, so a name is only something to compare;
 * no name stands twice, and none is read past its budget. */
#pragma once

#include "base/map.h"
#include "doc/doc.h"

struct zip {
  struct arena *arena;
  str bytes;
  struct map names; /* of all entries */
  size_t inflated;  /* bytes of the entries read so far */
};

/* Lists the entries. PRECIS_BAD_INPUT: no ZIP container or a damaged one, a name that stands twice,
 * more entries than the budget, encrypted. The bytes are borrowed. */
precis_status zip_open(struct zip *zip, struct arena *arena, str bytes, precis_error *err);

static inline bool zip_has(const struct zip *zip, str name)
{
  return map_find(&zip->names, name) != MAP_NONE;
}

struct zip_want {
  str name;
  str bytes; /* out, in the arena; data is NULL when there is no such entry */
};

/* Reads the wanted entries in one pass over the container. PRECIS_BAD_INPUT: damaged, larger than
 * the budgets of an entry, of all, or of what so few bytes may inflate to. */
precis_status zip_fetch(struct zip *zip, struct zip_want *wants, size_t count, precis_error *err);
/* One entry; its data is NULL when there is none. */
precis_status zip_fetch_one(struct zip *zip, str name, str *ret, precis_error *err);
