/* ends.h - private to layout/: what a line that ends behind a piece of a word shows and costs. */
#pragma once

#include "base/str.h"

/* What may follow a piece when a line ends there. */
enum piece_end {
  END_NEVER,  /* glued to the next piece */
  END_BLANK,  /* a blank follows, or nothing */
  END_TIED,   /* the same inside a figure, a date or a name */
  END_HYPHEN, /* a hyphen is set */
  END_RARE,   /* the same where it had better not be: a compound's part; a word wider than a line */
  END_WHOLE,  /* the same in capitals and in what a number is of: better than a gap, and no more */
  END_DASH,   /* ends in a hyphen or dash of its own; in a head, in "the" */
  END_PLAIN,  /* nothing is set: ideographs, addresses */
  END_BARE,   /* the same inside what reads on: before the capitals of a program's name */
  END_FORCED  /* inside a word that fits no line */
};

static inline bool sets_hyphen(uint8_t end)
{
  return end == END_HYPHEN || end == END_RARE || end == END_WHOLE;
}

/* A rung of a ladder: a hyphen that is set, or one of the word's own. */
static inline bool shows_hyphen(uint8_t end)
{
  return sets_hyphen(end) || end == END_DASH;
}
