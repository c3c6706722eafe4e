/* layout.h - a brief and a template into pages. */
#pragma once

#include "brief/brief.h"
#include "paint/paint.h"

struct layout_warning {
  char code[8];
  str message;
};

/* A line as it was set, for layout_dump_lines(). */
struct layout_line {
  str text;
  uint32_t page;
  unit x, baseline, width;
  uint32_t stretch; /* thousandths */
  unit tracking, gap;
  bool has_hyphen;
};

/* A block, or the part of one that stands in a column, for layout_dump_pages(). */
struct layout_block {
  const char *name;      /* static */
  uint32_t page, column; /* column NONE: over all of them; NONE - 1: beside */
  uint32_t cell, cells;  /* of the grid, from the top of the page */
};

/* A brief set: the display list, and what a person should know about it. */
struct layout {
  struct arena *arena;
  struct display *display; /* owned */
  VEC(struct layout_warning) warnings;
  uint32_t page_count;
  uint32_t extracts_set;           /* how many of brief.summary stand on the pages */
  const bool *is_set;              /* by brief.summary: it stands there */
  bool is_lossy;                   /* characters are missing that no face has */
  double fill;                     /* of the last page's text area, 0 to 1 */
  uint32_t gap;                    /* lines that its highest column ends above its foot */
  unit baseline;                   /* height of a cell of the grid, as the type was opened */
  VEC(struct layout_line) lines;   /* in the order they were painted */
  VEC(struct layout_block) blocks; /* in reading order */
  VEC(struct brief_cut) cuts;      /* what had no room, or no place in the template */
  unit body_size, body_size_given, baseline_given; /* as set, and as the template has them */
};

struct layout_context {
  const struct heap *heap;
  struct fontset *fontset;
  const struct hyphenator *hyphenator; /* of the brief's language; may be NULL */
  const struct language *language;     /* its words; NULL: the template's labels alone */
  const struct image *logo;            /* for the first page's head; may be NULL */
};

/* page_count 0: as many pages as it takes; else content is cut, least needed first, so that it
 * fits, and type and boxes are opened within the template's limits so that it fills.
 * PRECIS_CANNOT_FIT: not even the least content fits. */
precis_status layout_make(const struct layout_context *context, const struct brief *brief,
                          const struct page_template *page_template, uint32_t page_count,
                          struct layout **ret, precis_error *err);

/* A document of a listing; empty strings are left out. */
struct listing_entry {
  str folder; /* entries of one folder stand together */
  str title, name, text;
  str status;     /* a word */
  bool is_failed; /* the status is to be seen */
  str link;       /* a URI reference */
};

/* What a folder's briefings are, set as pages of its own. All of it borrowed. */
struct listing {
  str title, deck, note; /* the note stands below the deck: what is not listed */
  str banner, date;
  const char *language; /* of the listing's own words */
  const struct listing_entry *entries;
  uint32_t count;
};

/* As many pages as it takes, at most 2000. */
precis_status layout_listing(const struct layout_context *context, const struct listing *listing,
                             const struct page_template *page_template, struct layout **ret,
                             precis_error *err);
void layout_free(struct layout *layout);
DEFINE_AUTO(layout)
/* The lines of every paragraph with their stretch and breaks; the blocks of every page. */
void layout_dump_lines(const struct layout *layout, struct buffer *out);
void layout_dump_pages(const struct layout *layout, struct buffer *out);
