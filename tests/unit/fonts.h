/* fonts.h - the face sets of fonts/, for a group of tests. */
#pragma once

#include "unit.h"

#include "type/type.h"

#define FONTS PRECIS_SOURCE_DIR "/fonts"

static struct fontset *fontset;

static inline int open_fonts(void **state)
{
  (void)state;
  precis_error e;
  return fontset_new(&heap_default, FONTS, &fontset, &e) != PRECIS_OK;
}

static inline int close_fonts(void **state)
{
  (void)state;
  fontset_free(fontset);
  return 0;
}

/* The same glyphs in the same places. */
static inline bool is_shaped_alike(const struct shaped *a, const struct shaped *b)
{
  bool is_alike = a->width == b->width && a->glyphs.count == b->glyphs.count &&
                  a->runs.count == b->runs.count && a->missing.count == b->missing.count;
  for (uint32_t i = 0; is_alike && i < a->glyphs.count; i++) {
    const struct glyph *left = &a->glyphs.at[i], *right = &b->glyphs.at[i];
    is_alike = left->id == right->id && left->cluster == right->cluster &&
               left->advance == right->advance && left->x == right->x && left->y == right->y &&
               left->is_unsafe == right->is_unsafe;
  }
  return is_alike;
}
