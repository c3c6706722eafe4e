/* box.c - the frame of a box: rule, label and tint.
 *
 * Invariant: a tint is painted before what stands on it; a box's outer height is whole cells. */
#include "layout/box.h"

enum { BOX_PAD = 8 /* points left and right inside a tint */ };

struct box box_new(struct setter *setter, struct flow *flow, enum block_id slot)
{
  const struct page_template *t = setter->page_template;
  bool in_side = flow->into == &flow->side;
  struct box box = {.setter = setter, .flow = flow, .slot = slot, .head_style = SET_BOX_STRONG};
  box.has_tint = t->box_tint && !in_side;
  box.pad = box.has_tint || (in_side && t->side_tint) ? air_of(setter, BOX_PAD) : 0;
  return box;
}

unit box_row_width(const struct box *box)
{
  return box->setter->grid.column_width - box->pad - box->inset;
}

static void add_label(struct box *box, struct frame *block, str label)
{
  struct setter *setter = box->setter;
  struct paragraph *head = NULL;
  if (label.len)
    head = set_text(
        setter, label, STYLE_LABEL,
        flow_node(setter, box->flow, box->is_of_story ? NODE_H3 : NODE_H2, box->flow->section),
        (struct measure){.width = setter->grid.column_width - 2 * box->pad});
  block->cells = flow_cells(setter, box->flow, block, head, box->pad, 1);
}

struct frame *box_begin(struct box *box, const char *label_key)
{
  struct setter *setter = box->setter;
  struct flow *flow = box->flow;
  str label = layout_label(setter, label_key);
  flow->section = flow_node(setter, flow, NODE_SECTION, box->is_of_story ? flow->section : 0);
  bool is_beside = setter->page_template->heads_in_side && flow->into == &flow->column;
  if (is_beside)
    flow_heading(setter, flow, box->slot, label);
  struct frame *block =
      flow_block(setter, flow, flow->into, (struct frame){.kind = FRAME_BOX, .slot = box->slot});
  box->tint_item = flow->items.count;
  flow_rect(setter, flow, block, (struct item){.color = setter->page_template->second_tint});
  if (is_beside) {
    block->gap = block->gap > 1 ? block->gap : 1;
    return block;
  }
  flow_rect(setter, flow, block,
            (struct item){.y = cell_part(setter, BOX_RULE_AT),
                          .width = setter->grid.column_width,
                          .height = setter->page_template->rule_thick,
                          .color = setter->page_template->accent});
  add_label(box, block, label);
  block->cells = block->cells > 1 ? block->cells : 1;
  if (!box->is_of_story)
    flow_outline(setter, flow, 1, label, flow->into->count - 1);
  return block;
}

void box_end(struct box *box, struct frame *block)
{
  struct setter *setter = box->setter;
  unit top = cell_part(setter, BOX_RULE_AT);
  unit bottom = (unit)block->cells * setter->grid.baseline + cell_part(setter, 300);
  bool is_beside = setter->page_template->heads_in_side && box->flow->into == &box->flow->column;
  block->cells += is_beside ? 0 : 1;
  if (setter->status != PRECIS_OK || box->tint_item >= box->flow->items.count || !box->has_tint)
    return;
  struct item *tint = &box->flow->items.at[box->tint_item];
  tint->y = top;
  tint->width = setter->grid.column_width;
  tint->height = bottom - top;
}
