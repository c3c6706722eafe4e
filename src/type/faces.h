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
  struct face *face;           /* NULL until loaded, or if it cannot be */
  hb_tag_t old_one, superiors; /* of its family */
};

struct family {
  str name, package, folder, path; /* path: of the set */
  uint32_t fallback;               /* place among the fallbacks; 0: none */
  /* Features: the 1 among old-style figures that does not read as a Roman one; superior figures
   * better than those of sups. 0: none. */
  hb_tag_t old_one, superiors;
  VEC(struct face_file) files;
};

/* A face set that the folder holds. */
struct set_file {
  str path;
  bool was_read;
};

struct fontset {
  struct arena *arena;
  pthread_mutex_t lock;
  VEC(struct set_file) files;
  VEC(struct family) families; /* once all were read: fallbacks in their order, then by name */
  bool has_all;
  precis_error fault; /* of the first set that cannot be read */
  uint32_t face_count;
  struct arena *kept_arena; /* its own: without memory there no face is missed */
  struct map kept_keys;
  VEC(struct shaped) kept; /* by entry of the map */
};

/* Fills a face from its file; NULL when the file is missing or no font. */
struct face *face_load(struct arena *arena, const struct face_file *file, uint32_t id);
void face_unload(struct face *face);
bool face_has_glyph(const struct face *face, uint32_t c);

/* shape.c: what a style asks of HarfBuzz, where that face serves it. */
struct feature_list {
  hb_feature_t at[8];
  unsigned count;
};

struct feature_list features_of_style(const struct style_face *style, const struct face *face);
/* Joiners, soft hyphens, variation selectors: they steer shaping, and HarfBuzz hides them. */
bool is_unseen(uint32_t c);
/* Shapes what is in the buffer as a run of the style. */
void buffer_shape(hb_buffer_t *buffer, const struct face *face, const struct style_face *style,
                  hb_script_t script, bool is_rtl, const struct feature_list *features);
/* Font units as a length in that size. */
unit face_scaled(const struct face *face, unit size, int32_t v);
/* A glyph of that buffer at the style's size; its cluster is the buffer's. */
struct glyph glyph_taken(const struct face *face, const struct style_face *style,
                         const hb_glyph_info_t *info, const hb_glyph_position_t *place,
                         bool ends_cluster);

/* kept.c: a word as it was shaped before in that style, lent; false: it was not. */
bool kept_find(struct fontset *fontset, str text, const struct style_face *style,
               struct shaped *ret);
void kept_add(struct fontset *fontset, str text, const struct style_face *style,
              const struct shaped *shaped);
/* That the word is not kept, and would be. */
bool kept_lacks(struct fontset *fontset, str text, const struct style_face *style);

/* pairs.c: what the build asked HarfBuzz of that file; NULL: nothing. */
const struct face_pairs *pairs_of(const char *postscript_name, uint32_t checksum);
/* The word as its pairs make it; false: HarfBuzz is to be asked. Without memory it lacks glyphs. */
bool pairs_shape(struct arena *arena, str text, const struct style_face *style, struct shaped *ret);
bool pairs_have(str text, const struct style_face *style);
