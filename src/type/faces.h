/* faces.h - the face sets as fontset.c reads them and face.c fills them. Private to type/. */
#pragma once

#include <pthread.h>

#include "base/map.h"
#include "type/type.h"

/* One file of a family. Its face is loaded under the set's lock when first asked for. */
struct face_file {
  str path;
  uint16_t weight;
  bool italic;
  bool was_tried;
  struct face *face; /* NULL until loaded, or if it cannot be */
};

struct family {
  str name, package, folder;
  uint32_t fallback; /* place among the fallbacks; 0: none */
  VEC(struct face_file) files;
};

struct fontset {
  struct arena *arena;
  pthread_mutex_t lock;
  VEC(struct family) families; /* fallbacks in their order, then the others by name */
  uint32_t face_count;
  struct arena *kept_arena; /* its own: without memory there no face is missed */
  struct map kept_keys;
  VEC(struct shaped) kept; /* by entry of the map */
};

/* Fills a face from its file; NULL when the file is missing or no font. */
struct face *face_load(struct arena *arena, const struct face_file *file, uint32_t id);
void face_unload(struct face *face);

/* kept.c: a word as it was shaped before in that style, lent; false: it was not. */
bool kept_find(struct fontset *fontset, str text, const struct style_face *style,
               struct shaped *ret);
void kept_add(struct fontset *fontset, str text, const struct style_face *style,
              const struct shaped *shaped);
