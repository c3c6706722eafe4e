/* write.h - the steps from a display list to PDF objects. Private to pdf/. */
#pragma once

#include <hb-subset.h>

#include "base/map.h"
#include "base/vec.h"
#include "pdf/low.h"
#include "pdf/pdf.h"
#include "pdf/values.h"

/* A glyph as this document uses it. */
struct used_glyph {
  uint32_t id;    /* in the face */
  uint32_t code;  /* in the subset */
  char digits[UNIT_DIGITS]; /* of the code */
  int32_t width;  /* half thousandths of the em, as W has it */
  str text;       /* what its first use says; data NULL: nothing yet */
};

/* One face as this document uses it. */
struct used_face {
  const struct face *face;
  uint32_t *index;               /* by id: in glyphs, + 1; 0: not used */
  VEC(struct used_glyph) glyphs; /* in the order of their first use; by id once they are subset */
  uint32_t glyph_count;          /* of the face */
  low_object *font;
  char name[12]; /* "F1" */
};

/* A face with those glyphs only. */
struct subset {
  const uint32_t *codes; /* of the glyphs by id */
  str file;              /* the stream */
  enum low_packing packing;
  size_t file_len; /* unpacked */
  uint64_t hash;   /* of the packed file */
};

/* What stands under a node of the structure tree. */
struct node_kid {
  uint32_t page;
  int32_t mcid; /* -1: a link annotation */
  low_object *annotation;
};

struct node_use {
  VEC(struct node_kid) kids;
  low_object *element;
};

struct page_use {
  low_object *page;
  VEC(uint32_t) nodes; /* by MCID */
  VEC(low_object *) links;
};

struct writer {
  struct arena *arena;
  const struct heap *heap;
  const struct display *display;
  struct subsets *subsets; /* NULL: none are kept */
  struct low *low;
  hb_subset_input_t *input; /* of the subsets; NULL until one is made */
  VEC(struct used_face) faces;
  struct node_use *nodes; /* by display node */
  struct page_use *pages;
  struct buffer content; /* of the page that is written */
  low_object *logo;      /* NULL: none */
  low_object *tree;      /* of the structure */
  uint64_t hash[2];      /* of the streams as they are written, for the file's ID */
};

struct used_face *writer_face(struct writer *w, const struct face *face);

/* A glyph that collect_faces() has seen. */
static inline const struct used_glyph *used_glyph(const struct used_face *used, uint32_t id)
{
  return &used->glyphs.at[used->index[id] - 1];
}

/* font.c */
precis_status collect_faces(struct writer *w, precis_error *err);
precis_status write_faces(struct writer *w, precis_error *err);
/* subset.c: glyphs are by id. Their blob, which ret borrows from and the caller destroys, with
 * `file` and `codes`; NULL when HarfBuzz could not. */
hb_blob_t *subset_make(struct writer *w, const struct used_face *used, struct subset *ret);
str subset_key(struct arena *arena, const struct used_face *used); /* empty without memory */
/* Into the arena; false: there is none, or no memory. */
bool subsets_find(struct subsets *subsets, str key, struct arena *arena, struct subset *ret);
/* With so many codes; a copy, or nothing without memory. */
void subsets_add(struct subsets *subsets, str key, const struct subset *subset, uint32_t count);
/* image.c: before the pages, which name them. */
void write_images(struct writer *w);
/* content.c */
void write_content(struct writer *w, uint32_t page);
/* structure.c: after the content, which hands out the MCIDs. */
void write_links(struct writer *w);
void write_structure(struct writer *w);
void write_outline(struct writer *w);
/* metadata.c: after all else, which the catalog names. */
void write_metadata(struct writer *w);
/* icc.c: an sRGB profile, a few hundred bytes. */
void icc_srgb(struct buffer *out);
