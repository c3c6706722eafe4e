/* shapes.h - the shapes a figure can have, from one token on. */
#pragma once

#include "analyze/amounts.h"

struct draft {
  enum figure_kind kind;
  bool is_none; /* a number, but no figure: goes no further */
  bool is_range;
  double value, to;
  uint32_t first, end; /* tokens, without the qualifier */
  uint32_t at, stop;   /* bytes */
  struct span number;
  str unit;
  struct qualifier qualifier;
};

/* The figure (or number that is none) that begins at token i. */
bool shape_read(const struct facts *f, uint32_t i, struct draft *ret);

/* --- ratios.c, ages.c: each takes what its shape has --- */

bool ratio_read(const struct facts *f, const struct amount *low, struct draft *ret);
bool age_read(const struct facts *f, const struct amount *low, const struct range *range,
              struct draft *ret);
