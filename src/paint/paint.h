/* paint.h - the display list: what stands where on each page, and what it is.
 *
 * Integers in 1/1024 pt from the page's top left corner, y down. Every mark belongs to a node of
 * the structure tree or is an artifact. Reading order is the order of nodes' children. */
#pragma once

#include "base/buffer.h"
#include "template/template.h"

enum mark_kind {
  MARK_GLYPHS, /* one line's piece of text in one face */
  MARK_RECT,   /* filled: rules, tints, bars */
  MARK_IMAGE   /* the display's logo */
};

/* A picture in sRGB, rows from the top. */
struct image {
  struct arena *arena;
  uint32_t width, height;
  uint8_t *pixels; /* three bytes each */
  uint8_t *alpha;  /* one byte each; NULL: opaque */
};

/* PNG or JPEG. PRECIS_BAD_TEMPLATE with a remedy for what is neither, damaged, or in CMYK;
 * PRECIS_OVER_LIMIT past 4 million pixels. */
precis_status image_decode(const struct heap *heap, str bytes, struct image **ret,
                           precis_error *err);
void image_make_grey(struct image *image);
void image_free(struct image *image);
DEFINE_AUTO(image)

/* One glyph set at its place. */
struct set_glyph {
  uint32_t id;
  uint32_t cluster; /* byte in the mark's text */
  unit x;           /* from the mark's x, after justification and tracking, before stretch */
  unit y;           /* up from the baseline */
};

#define NODE_ARTIFACT UINT32_MAX

struct mark {
  enum mark_kind kind;
  uint32_t node; /* NODE_ARTIFACT: pagination or layout, not content */
  struct color color;
  unit x, y;          /* glyphs: start of the baseline; rect: top left */
  unit width, height; /* glyphs: set width after stretch, and size; rect: its size */
  /* MARK_GLYPHS only: */
  const struct face *face;
  unit size;
  uint32_t stretch; /* Tz: 1000 is 100 % (a thousandth a step) */
  unit tracking;    /* Tc: what most glyphs' places have after the glyph before; x holds anyway */
  str text; /* what the glyphs say, for ToUnicode and ActualText; a trailing blank belongs to it */
  const struct set_glyph *glyphs;
  uint32_t glyph_count;
  bool ends_in_hyphen; /* the last glyph is a line-end hyphen that is not in the text */
};

enum node_role {
  NODE_DOCUMENT,
  NODE_SECTION,
  NODE_H1,
  NODE_H2,
  NODE_H3,
  NODE_P,
  NODE_L,
  NODE_LI,
  NODE_LBL,
  NODE_LBODY,
  NODE_TABLE,
  NODE_TR,
  NODE_TH,
  NODE_TD,
  NODE_BLOCKQUOTE,
  NODE_FIGURE,
  NODE_CAPTION,
  NODE_NOTE,
  NODE_LINK,
  NODE_SPAN,
  NODE_TOC,
  NODE_TOCI
};

const char *node_role_name(enum node_role role); /* PDF's name: "LBody" */

/* How the items of a list are marked. */
enum list_labels { LABELS_NONE, LABELS_DISC, LABELS_DECIMAL };

struct node {
  enum node_role role;
  uint32_t parent;         /* NONE-like UINT32_MAX for the root, which is node 0 */
  str alt;                 /* figures */
  str language;            /* empty: the document's */
  bool is_row_header;      /* TH: scope Row, else Column */
  enum list_labels labels; /* L */
};

struct link {
  uint32_t page;
  uint32_t node; /* a NODE_LINK */
  unit x, y, width, height;
  str uri; /* http, https, mailto, or "./" and a file beside; empty: goes to target */
  uint32_t target_page;
  unit target_y;
  str contents; /* what a reader says for it */
};

struct outline_item {
  uint32_t level; /* from 0 */
  str text;
  uint32_t page;
  unit y;
};

struct display_page {
  VEC(struct mark) marks;
};

/* A file that the pages carry with them; bytes empty: none. */
struct attachment {
  str name, media, description;
  str bytes;
};

struct display {
  struct arena *arena;
  unit page_width, page_height;
  VEC(struct display_page) pages;
  VEC(struct node) nodes; /* parents before children; children in reading order by index */
  VEC(struct link) links;
  VEC(struct outline_item) outline;
  const struct image *logo; /* borrowed: outlives the display; may be NULL */
  /* Metadata. */
  str title, author, subject, language, keywords;
  str date;       /* YYYY-MM-DD; empty if unknown */
  uint8_t id[16]; /* hash of input, options, version */
  struct attachment attachment;
};

/* What a node says, or a mark of an artifact: the texts of its glyphs as they are drawn, with the
 * blanks at line ends, without the hyphens there. */
struct display_text {
  const char *role; /* PDF's name, "P"; "Artifact"; static */
  uint32_t node;    /* NODE_ARTIFACT */
  uint32_t page;    /* where it starts, from 0 */
  str text;
};

typedef VEC(struct display_text) display_texts;

struct display *display_new(const struct heap *heap);
void display_free(struct display *display);
DEFINE_AUTO(display)
/* The text of the cluster that the glyph at *at begins, *at moved behind its glyphs. */
str cluster_text(const struct mark *mark, uint32_t *at);
/* The texts of the nodes in reading order, then the artifacts' page by page; in the arena, which is
 * short when there was no memory. */
void display_read(const struct display *display, struct arena *arena, display_texts *ret);
/* Every mark a line: for tests and `inspect --stage display`. */
const char *mark_kind_name(enum mark_kind kind); /* "glyphs", ... */
void display_dump(const struct display *display, struct buffer *out);
