/* box.h - private: what the boxes of layout share. */
#pragma once

#include "layout/set.h"

struct box {
  struct setter *setter;
  struct flow *flow;
  enum block_id slot;
  uint8_t head_style;
  bool has_rail;    /* timeline */
  bool is_of_story; /* its head stands below the story's */
  bool has_tint;    /* of its own */
  bool is_stacked;  /* each row's text below its header cell */
  unit pad;         /* left and right of what stands in it */
  unit inset;       /* of the header cells, from the box's edge */
  unit head_width, text_width;
  uint32_t table, figure;        /* nodes; figure 0: nothing is drawn */
  str alt;                       /* of the figure */
  uint32_t tint_item;            /* of the flow */
  uint32_t rows_set, last_cells; /* of the last of them */
  uint32_t last_dot;             /* cell */
};

struct box box_new(struct setter *setter, struct flow *flow, enum block_id slot);
/* Width of what stands in it, from the inset on. */
unit box_row_width(const struct box *box);
/* The rule over the box and its label; block->cells is the first cell for rows. */
struct frame *box_begin(struct box *box, const char *label_key);
/* The tint, now that its height is known, and the cell of air below it. */
void box_end(struct box *box, struct frame *block);
