/* item.h - private to layout/: items of the source's lists in the body (item.c). */
#pragma once

#include "brief/brief.h"
#include "paint/paint.h"

struct flow;
struct frame;
struct paragraph;
struct setter;

/* Lists in lists. */
enum { LISTS_MAX = 4 };

/* The source's list that the last item of the body is in, and those round it. */
struct open_lists {
  uint32_t list;    /* brief_item.list */
  uint32_t section; /* node that it stands in */
  uint32_t depth;

  struct open_list {
    uint32_t node, body; /* L, LBody of its last item */
    uint32_t level;
    unit indent, room; /* of its marks; from them to the text */
  } at[LISTS_MAX];
};

struct list_item {
  uint32_t node;                /* of its text: LBody, P */
  const struct paragraph *mark; /* NULL: it has none */
  unit x, indent;               /* of the mark, of the text */
  unit first_indent;
};

/* Of the paragraph that an extract begins: of a list's item its part of the structure, else a
 * paragraph's, with that indent. */
struct list_item begin_text(struct setter *setter, struct flow *flow,
                            const struct brief_extract *extract, unit first_indent);
/* Its mark and its text, from a cell of the block; one past the last. */
uint32_t item_cells(struct setter *setter, struct flow *flow, struct frame *block,
                    const struct list_item *item, struct paragraph *set, uint32_t cell);
