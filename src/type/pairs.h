/* pairs.h - what the build asked HarfBuzz of faces: each plain character, and every two of them side
 * by side (ask_pairs.c, make_pairs.py). */
#pragma once

#include <stdint.h>

/* The characters asked for, a column each: printing ASCII and Latin-1, dashes and quotation marks. */
enum {
  PAIR_FIRST = 0x21,
  PAIR_LAST = 0xFF,
  PAIR_MARKS_FIRST = 0x2010,
  PAIR_MARKS_LAST = 0x2026,
  PAIR_COLUMNS = PAIR_LAST - PAIR_FIRST + 1 + PAIR_MARKS_LAST - PAIR_MARKS_FIRST + 1,
  PAIR_NONE = PAIR_COLUMNS
};

static inline uint32_t pair_column(uint32_t c)
{
  if (c >= PAIR_FIRST && c <= PAIR_LAST)
    return c - PAIR_FIRST;
  if (c >= PAIR_MARKS_FIRST && c <= PAIR_MARKS_LAST)
    return c - PAIR_MARKS_FIRST + PAIR_LAST - PAIR_FIRST + 1;
  return PAIR_NONE;
}

/* Two that are more than two glyphs side by side: joined, replaced, out of their places. */
#define PAIR_NOT_PLAIN INT16_MIN

struct face_pairs {
  const char *name; /* PostScript name and checksum are those of the file that was asked */
  uint32_t checksum;
  const char *languages; /* BCP 47, each with a blank before and behind: those shaped alike */
  const uint16_t *glyphs;
  const int16_t *advances; /* font units */
  /* Rows and columns of `kerns` by character; 0: it is not plain. */
  const uint8_t *rows, *columns;
  /* What is added to the first one's advance, times two, and 1 where they may not be parted. */
  const int16_t *kerns;
  uint32_t column_count;
};

/* Ends with one that has no name. */
extern const struct face_pairs face_pairs[];
