/* columns.h - private: the flow as atoms, which no column end divides, for pages.c. */
#pragma once

#include "layout/set.h"

struct atom {
  uint32_t block, cell;
  uint32_t cells, gap;
  uint32_t cost; /* of ending a column after it */
};

typedef VEC(struct atom) atom_list;
void atoms_of(struct setter *setter, const struct flow *flow, atom_list *atoms);
/* One past the last atom of a column that starts at `start`. */
uint32_t column_fill(const atom_list *atoms, uint32_t start, uint32_t room);
uint32_t column_height(const atom_list *atoms, uint32_t start, uint32_t end);
