/* digits.h - a run of digits with its marks into a value; fractions in digits. */
#pragma once

#include "analyze/facts.h"

struct digits {
  double value;
  size_t stop;
  uint32_t whole; /* digits before the decimal mark */
  bool has_decimals, is_grouped, is_spoilt;
};

/* The digits at a byte of the text, as the language writes numbers. */
struct digits digits_read(const struct facts *f, size_t at);
/* How many digits stand at a byte; counted no further than any number goes. */
uint32_t digit_run(str s, size_t at);
/* A mark and one more digit: part of a list, a version, a time. */
bool digits_go_on(str s, size_t at);
/* The value of ½ and the like; 0 for other characters. */
double vulgar_fraction(str s, size_t at, size_t *ret_stop);
/* "3/4" at a byte: both short, the lower one not zero. */
bool read_slash(str s, size_t at, double *ret, size_t *ret_stop);
/* "3 / 4" */
bool read_spaced_slash(str s, size_t at, double *ret, size_t *ret_stop);
