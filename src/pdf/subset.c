/* subset.c - faces cut down to the glyphs that a document uses, and those that were made before.
 *
 * To cut and pack the faces is a third of the work of a PDF. A briefing set again, or a face of
 * which every briefing shows the same few words, needs the subset that was made the last time.
 *
 * Invariant of struct subsets: what is found is copied out under its lock; so all of it may go when
 * it is full. */
#include <pthread.h>

#include "pdf/write.h"

/* Some forty briefings' subsets: those of the last ones at least are there. */
enum { KEPT_BYTES_MAX = 1 << 20 };

struct kept_subset {
  struct subset subset;
  uint32_t code_count;
};

struct subsets {
  struct heap heap;
  pthread_mutex_t lock;
  struct arena *arena; /* NULL: nothing is kept, for there was no memory */
  struct map keys;
  VEC(struct kept_subset) kept; /* by entry of the map */
};

struct subsets *subsets_new(const struct heap *heap)
{
  struct subsets *subsets = heap->realloc(heap->user, NULL, sizeof *subsets);
  if (!subsets)
    return NULL;
  *subsets = (struct subsets){.heap = *heap};
  pthread_mutex_init(&subsets->lock, NULL);
  return subsets;
}

void subsets_free(struct subsets *subsets)
{
  if (!subsets)
    return;
  arena_free(subsets->arena);
  pthread_mutex_destroy(&subsets->lock);
  subsets->heap.realloc(subsets->heap.user, subsets, 0);
}

/* Of the face and the glyphs. */
str subset_key(struct arena *arena, const struct used_face *used)
{
  uint32_t *key = arena_array(arena, uint32_t, used->glyphs.count + 1);
  if (!key)
    return (str){0};
  key[0] = used->face->id;
  for (uint32_t i = 0; i < used->glyphs.count; i++)
    key[i + 1] = used->glyphs.at[i].id;
  return (str){(const char *)key, (used->glyphs.count + 1) * sizeof *key};
}

static const uint32_t *copied(struct arena *arena, const uint32_t *codes, uint32_t count)
{
  uint32_t *copy = arena_array(arena, uint32_t, count);
  if (copy)
    memcpy(copy, codes, count * sizeof *codes);
  return copy;
}

static void copy_subset(struct arena *arena, const struct kept_subset *from,
                        struct kept_subset *ret)
{
  *ret = *from;
  ret->subset.codes = copied(arena, from->subset.codes, from->code_count);
  ret->subset.file = arena_str(arena, from->subset.file);
}

bool subsets_find(struct subsets *subsets, str key, struct arena *arena, struct subset *ret)
{
  if (!subsets)
    return false;
  struct kept_subset found;
  pthread_mutex_lock(&subsets->lock);
  uint32_t entry = subsets->arena ? map_find(&subsets->keys, key) : MAP_NONE;
  if (entry != MAP_NONE)
    copy_subset(arena, &subsets->kept.at[entry], &found);
  pthread_mutex_unlock(&subsets->lock);
  if (entry == MAP_NONE || arena_short(arena))
    return false;
  *ret = found.subset;
  return true;
}

/* The lock is held. */
static bool make_room(struct subsets *subsets)
{
  if (subsets->arena && !arena_short(subsets->arena) &&
      arena_bytes(subsets->arena) < KEPT_BYTES_MAX)
    return true;
  arena_free(subsets->arena);
  subsets->arena = arena_new(&subsets->heap);
  subsets->kept.at = NULL;
  subsets->kept.count = subsets->kept.room = 0;
  map_init(&subsets->keys, subsets->arena);
  return subsets->arena;
}

void subsets_add(struct subsets *subsets, str key, const struct subset *subset, uint32_t count)
{
  if (!subsets)
    return;
  pthread_mutex_lock(&subsets->lock);
  if (make_room(subsets) && map_find(&subsets->keys, key) == MAP_NONE) {
    struct kept_subset kept;
    copy_subset(subsets->arena, &(struct kept_subset){*subset, count}, &kept);
    key = arena_str(subsets->arena, key);
    vec_push(subsets->arena, &subsets->kept, kept);
    if (!arena_short(subsets->arena))
      map_add(&subsets->keys, key, NULL);
  }
  pthread_mutex_unlock(&subsets->lock);
}

/* The tables that a face inside a PDF is drawn by (ISO 32000 9.9): layout has done its work, names
 * and hints are not printed, and to look through a whole character map, which codes go past, was
 * most of the work of making a subset. NULL without memory. */
static hb_face_t *drawn_part(const struct face *face)
{
  static const hb_tag_t kept[] = {HB_TAG('C', 'F', 'F', ' '), HB_TAG('g', 'l', 'y', 'f'),
                                  HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
                                  HB_TAG('h', 'm', 't', 'x'), HB_TAG('l', 'o', 'c', 'a'),
                                  HB_TAG('m', 'a', 'x', 'p')};
  hb_face_t *part = hb_face_builder_create();
  bool is_whole = part != hb_face_get_empty();
  for (size_t i = 0; i < sizeof kept / sizeof *kept && is_whole; i++) {
    hb_blob_t *table = hb_face_reference_table(face->hb_face, kept[i]);
    if (hb_blob_get_length(table))
      is_whole = hb_face_builder_add_table(part, kept[i], table);
    hb_blob_destroy(table);
  }
  if (is_whole)
    return part;
  hb_face_destroy(part);
  return NULL;
}

/* One for all faces of the document: to make it is a tenth of the work of a subset. NULL without
 * memory. */
static hb_subset_input_t *subset_input(struct writer *w, const struct used_face *used)
{
  w->input = w->input ? w->input : hb_subset_input_create_or_fail();
  if (!w->input)
    return NULL;
  hb_set_t *glyphs = hb_subset_input_glyph_set(w->input);
  hb_set_clear(glyphs);
  hb_set_add(glyphs, 0);
  for (uint32_t i = 0; i < used->glyphs.count; i++)
    hb_set_add(glyphs, used->glyphs.at[i].id);
  /* CID-keyed CFF maps codes through its own charset, which keeps the old ids. */
  unsigned keep = used->face->is_cff ? HB_SUBSET_FLAGS_RETAIN_GIDS : 0;
  hb_subset_input_set_flags(w->input,
                            HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE | keep);
  return w->input;
}

/* NULL without memory. */
static const uint32_t *codes_of(struct arena *arena, const struct used_face *used,
                                const hb_map_t *by_id)
{
  uint32_t *codes = arena_array(arena, uint32_t, used->glyphs.count);
  for (uint32_t i = 0; codes && i < used->glyphs.count; i++) {
    uint32_t id = used->glyphs.at[i].id;
    codes[i] = used->face->is_cff ? id : hb_map_get(by_id, id);
  }
  return codes;
}

hb_blob_t *subset_make(struct writer *w, const struct used_face *used, struct subset *ret)
{
  hb_subset_input_t *input = subset_input(w, used);
  hb_face_t *part = drawn_part(used->face);
  hb_subset_plan_t *plan = input && part ? hb_subset_plan_create_or_fail(part, input) : NULL;
  hb_face_t *made = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
  hb_blob_t *blob = NULL;
  if (made) {
    ret->codes = codes_of(w->arena, used, hb_subset_plan_old_to_new_glyph_mapping(plan));
    blob = used->face->is_cff ? hb_face_reference_table(made, HB_TAG('C', 'F', 'F', ' '))
                              : hb_face_reference_blob(made);
    unsigned len = 0;
    const char *data = hb_blob_get_data(blob, &len);
    ret->file = (str){data, len};
    ret->file_len = len;
  }
  hb_face_destroy(made);
  hb_subset_plan_destroy(plan);
  hb_face_destroy(part);
  if (ret->file_len && ret->codes)
    return blob;
  hb_blob_destroy(blob);
  return NULL;
}
