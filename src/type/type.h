/* type.h - faces, shaped text, hyphens. Lengths are integers in 1/1024 pt. */
#pragma once

#include <hb.h>

#include "base/vec.h"
#include "text/text.h"

typedef int32_t unit; /* 1/1024 pt */
#define UNIT_POINT 1024
#define UNIT_MM(mm) ((unit)((mm)*72.0 / 25.4 * UNIT_POINT + 0.5))

static inline unit unit_of(double points)
{
  return (unit)(points * UNIT_POINT + (points < 0 ? -0.5 : 0.5));
}

/* Widths of hostile words are held here; nothing that is set is as wide. */
#define UNIT_WIDEST (INT32_MAX / 4)

static inline unit unit_held(int64_t width)
{
  return width < UNIT_WIDEST ? (unit)width : UNIT_WIDEST;
}

/* --- fontset.c: the face sets in fonts/, which file serves which family, weight, slope and script
 * ---------- */

/* One face of one file; made once, immutable, shared. */
struct face {
  uint32_t id; /* in its set, stable for a run */
  const char *path;
  char postscript_name[64];
  uint32_t checksum; /* of the whole file, as its head table tells */
  hb_face_t *hb_face;
  hb_font_t *hb_font; /* scaled to upem: advances are font units */
  int32_t upem;
  int32_t ascender, descender, cap_height;           /* font units; descender is negative */
  int32_t depth;                                     /* how far its p reaches below the baseline */
  int32_t italic_angle;                              /* 16.16 degrees */
  int32_t bbox[4];                                   /* font units */
  uint16_t weight;
  bool is_italic, is_cff;
  hb_tag_t old_one, superiors;           /* features; old_one may be 0 */
  bool has_ascii[128];                   /* a glyph for that character */
  uint32_t space_glyph, hyphen_glyph;    /* 0: the face has none */
  int32_t space_advance, hyphen_advance; /* font units */
  const struct face_pairs *pairs;        /* NULL: it was not there where precis was built */
};

/* Whether it draws figures of its own above the line: it has a feature for them, of which the 1 is
 * one. */
bool face_has_superiors(const struct face *face);

struct fontset;

struct face_query {
  str family;      /* "Vollkorn" */
  uint16_t weight; /* 100 to 900 */
  bool italic;
};

/* folder holds the face-set files, which are read, and faces load, when first asked for
 * (thread-safe). */
precis_status fontset_new(const struct heap *heap, const char *folder, struct fontset **ret,
                          precis_error *err);
void fontset_free(struct fontset *fontset);
DEFINE_AUTO(fontset)
/* The nearest weight of the family. PRECIS_NO_FONT names the family and the package that has it. */
precis_status fontset_find(struct fontset *fontset, struct face_query query,
                           const struct face **ret, precis_error *err);
/* The face to use for a character that `face` lacks; NULL if no face has it. */
const struct face *fontset_fallback(struct fontset *fontset, const struct face *face, uint32_t c);
/* A line a family for `precis list fonts`; then what is wrong with a set that has none. */
precis_status fontset_list(struct fontset *fontset,
                           void (*found)(void *user, const char *family, const char *what,
                                         const char *path),
                           void *user, precis_error *err);

/* --- shape.c: text into glyphs -------------------------------------------------------------- */

enum shape_features {
  FEATURE_OLD_STYLE = 1 << 0,  /* onum, pnum, and the 1 that is no Roman one */
  FEATURE_LINING = 1 << 1,     /* lnum */
  FEATURE_TABULAR = 1 << 2,    /* tnum */
  FEATURE_SMALL_CAPS = 1 << 3, /* smcp */
  FEATURE_SUPERIOR = 1 << 4,   /* sups, or what the face has instead */
  FEATURE_NO_LIGATURE = 1 << 5 /* tracked text */
};

struct glyph {
  uint32_t id;
  uint32_t cluster; /* byte in the run's text where its cluster starts */
  unit advance;
  unit x, y;      /* offset, y up */
  bool is_unsafe; /* breaking before it changes shapes */
};

/* A stretch of one face: glyphs in visual order. */
struct glyph_run {
  const struct face *face;
  unit size;
  uint32_t features;
  bool is_rtl;
  struct span at; /* of the text that was shaped */
  uint32_t first_glyph, glyph_count;
};

/* Of the marks on one letter so many are set: HarfBuzz is quadratic in them (20 s for 100,000).
 */
enum { MARKS_MAX = 30 };

struct shaped {
  VEC(struct glyph_run) runs;
  VEC(struct glyph) glyphs; /* clusters are bytes of the text given to shape() */
  VEC(uint32_t) missing;    /* characters that no face has */
  bool dropped_marks;       /* more stood on one letter than are kept */
  unit width;
};

struct style_face {
  const struct face *face;
  unit size;
  uint32_t features;
  unit tracking;        /* added to each advance */
  const char *language; /* BCP 47 */
  /* BASE_AUTO: by the characters; else the direction of all of it, as the line's runs have it. */
  enum text_base direction;
};

/* So many font units at its size. */
static inline unit face_length(const struct style_face *face, int32_t units)
{
  return (unit)((int64_t)units * face->size / face->face->upem);
}

/* Shapes one line or paragraph of text, itemized by script, direction and face with fallback. What
 * ret points to may be the set's own: it is not written to.
 * Offsets of runs and clusters are relative to `text`. At most 30 marks a base are kept. */
precis_status shape(struct fontset *fontset, struct arena *arena, str text, struct style_face style,
                    struct shaped *ret, precis_error *err);

/* ahead.c: shapes those of the words that were not shaped before all at once, which costs less than
 * one by one; shape() then finds them. Only for the time it takes: without memory nothing is lost.
 */
void shape_ahead(struct fontset *fontset, struct arena *arena, const str *words, uint32_t count,
                 const struct style_face *style);

/* --- hyphenate.c: Liang's patterns
 * ----------------------------------------------------------------- */

struct hyphenator; /* a language's patterns */

/* Serves a BCP 47 tag. NULL: the file of the language names no dictionary, or there is no file, or
 * the dictionary was not installed where precis was built. */
const struct hyphenator *hyphenator_of(const char *tag);
/* Tells other patterns from these; 0 for NULL. */
uint64_t hyphenator_digest(const struct hyphenator *hyphenator);
/* Sets allowed[i] where a hyphen may stand before byte i of the word (two letters left, three
 * right); allowed holds word.len bytes. */
void hyphenate(const struct hyphenator *hyphenator, str word, bool *allowed);
