/* write.h - the steps from a display list to PDF objects. Private to pdf/. */
#pragma once

#include "base/vec.h"
#include "pdf/low.h"
#include "pdf/pdf.h"

/* One face as this document uses it. */
struct used_face {
  const struct face *face;
  hb_set_t *glyphs; /* old ids */
  str *texts;       /* by old id: what its first use says; data NULL: none yet */
  uint32_t glyph_count;
  hb_map_t *new_ids; /* old to new; NULL: the same */
  low_object *font;
  char name[12]; /* "F1" */
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
  struct buffer content;
};

struct writer {
  struct arena *arena;
  const struct heap *heap;
  const struct display *display;
  struct low *low;
  VEC(struct used_face) faces;
  struct node_use *nodes; /* by display node */
  struct page_use *pages;
  low_object *logo; /* NULL: none */
  uint64_t hash[2]; /* of what was written, for the file's ID */
};

struct used_face *writer_face(struct writer *w, const struct face *face);

/* font.c */
precis_status collect_faces(struct writer *w, precis_error *err);
precis_status write_faces(struct writer *w, precis_error *err);
/* image.c: before the pages, which name them. */
void write_images(struct writer *w);
/* content.c */
void write_content(struct writer *w, uint32_t page);
/* structure.c: after the content, which hands out the MCIDs. */
void write_links(struct writer *w);
void write_structure(struct writer *w);
/* metadata.c */
void write_metadata(struct writer *w);
void write_outline(struct writer *w);
/* icc.c: an sRGB profile, a few hundred bytes. */
void icc_srgb(struct buffer *out);
