/* ties.h - private to layout/: what a word may be tied to its neighbours by. */
#pragma once

#include "base/str.h"

struct setter;
struct shaped_word;

enum word_sign {
  SIGN_NUMBER = 1 << 0,
  SIGN_UNIT = 1 << 1,
  SIGN_LONE = 1 << 2,    /* a dash or a dot, or marks that close: French sets them apart */
  SIGN_SECTION = 1 << 3, /* the sign for one */
  SIGN_DASH_LAST = 1 << 4,
  SIGN_AMOUNT = 1 << 5,    /* "£2.4" */
  SIGN_SCALE = 1 << 6,     /* "million" */
  SIGN_COUNTED = 1 << 7,   /* "metres", "hours", "percent", "euros" */
  SIGN_MONTH = 1 << 8,     /* "May" */
  SIGN_TITLE = 1 << 9,     /* "Dr" */
  SIGN_NUMBERED = 1 << 10, /* "No." */
  SIGN_DIGIT_FIRST = 1 << 11,
  SIGN_CAPITAL = 1 << 12,
  SIGN_OPENS = 1 << 13,     /* an opening mark alone: "« Non »" */
  SIGN_FEW = 1 << 14,       /* "52", "€310", "000": a number of three figures at most, */
  SIGN_THOUSANDS = 1 << 15, /* and three figures that may go on with it: "000", "500,25" */
  SIGN_INITIAL = 1 << 16,   /* "J.", "(z." */
  SIGN_ROMAN = 1 << 17,     /* "II" */
  SIGN_RELATION = 1 << 18,  /* "<" */
  SIGN_PERSON = 1 << 19     /* of a name of the brief's: "Kowalski" */
};

/* How a word is tied to the one before it. */
enum tie {
  TIE_NONE,
  TIE_LOOSE, /* a line had better not end between them */
  TIE_FAST   /* none does */
};

/* Of enum word_sign. */
uint32_t word_signs(struct setter *setter, str text);
enum tie words_tie(const struct shaped_word *before, const struct shaped_word *own);
