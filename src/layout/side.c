/* side.c - what stands beside the text: boxes one below the other in a column of their own, or the
 * heads of the text.
 *
 * Invariants: the column has a grid of its own whose first baseline is the text's; a box that no
 * page of it holds leaves no trace; a head never runs into the one below it. */
#include "layout/set.h"

enum {
  RULE_ABOVE = 350, /* thousandths of a cell that the first box's rule may stand over the text */
  ROWS_ALL = 12,    /* rows of a box where none of the text must give way to it */
  WORTH_A_PANEL = 3 /* as much of it at least holds boxes, where its tint goes down to the foot */
};

uint32_t frames_cells(const frame_list *list)
{
  uint32_t cells = 0;
  for (uint32_t i = 0; i < list->count; i++)
    cells += list->at[i].cells + list->at[i].gap;
  return cells;
}

/* --- heads
 * ---------------------------------------------------------------------------------------- */

/* Cells that the last head reaches below what has been set since. */
static uint32_t head_overhang(const struct flow *flow, uint32_t block)
{
  if (flow->side_head_block >= block)
    return 0;
  uint32_t reach = flow->column.at[flow->side_head_block].whole, below = 0;
  for (uint32_t i = flow->side_head_block; i < block; i++)
    below += flow->column.at[i].cells + (i > flow->side_head_block ? flow->column.at[i].gap : 0);
  return reach > below ? reach - below : 0;
}

void flow_side_head(struct setter *setter, struct flow *flow, struct frame *block)
{
  const struct paragraph *head = flow->side_head;
  uint32_t index = flow->column.count - 1;
  flow->side_head = NULL;
  uint32_t overhang = head_overhang(flow, index);
  uint32_t gap = 1 + overhang;
  block->gap = block->gap > gap ? block->gap : gap;
  /* On the baseline of what stands first beside it. */
  uint32_t first = block->slot == SLOT_FIGURES ? line_cells(setter, STYLE_BOX_FIGURE) - 1 : 0;
  block->whole = flow_head_cells(setter, flow, block, head, side_x(setter), first);
  flow->side_head_block = index;
}

/* --- boxes
 * ---------------------------------------------------------------------------------------- */

/* Where the next box goes. */
struct shelf {
  struct setter *setter;
  struct flow *flow;
  struct plan plan;
  uint32_t page, cell;
};

/* First free cell of a page: on the first, below the head where that stands over the column. A box
 * is empty down to its rule, which is to stand beside the top of the text's first line. */
static uint32_t first_cell(const struct setter *setter, const struct flow *flow,
                           const struct page_grid *text, uint32_t page)
{
  if (page > 0 || !setter->page_template->head_over_side)
    return 0;
  unit height = (unit)frames_cells(&flow->head) * text->baseline;
  return cells_for(setter, height - cell_part(setter, BOX_RULE_AT + RULE_ABOVE));
}

static void place_blocks(struct shelf *shelf, uint32_t first)
{
  struct flow *flow = shelf->flow;
  for (uint32_t i = first; i < flow->side.count; i++) {
    struct placement at = {.block = i,
                           .to = flow->side.at[i].cells,
                           .page = shelf->page,
                           .column = SIDE_COLUMN,
                           .cell = shelf->cell + flow->side.at[i].gap,
                           .x = shelf->setter->grid.left};
    vec_push(shelf->setter->arena, &flow->side_places, at);
    shelf->cell = at.cell + at.to;
  }
  flow->side_pages = shelf->page + 1;
}

/* False when the rest of the page has no room for it. */
static bool put_slot(struct shelf *shelf, enum block_id slot)
{
  struct flow *flow = shelf->flow;
  uint32_t cells = shelf->setter->grid.cells;
  struct flow_mark mark = flow_mark(flow);
  flow->room = cells > shelf->cell ? cells - shelf->cell : 0;
  flow_slot(shelf->setter, flow, &shelf->plan, slot);
  uint32_t taken = 0;
  for (uint32_t i = mark.blocks; i < flow->side.count; i++)
    taken += flow->side.at[i].cells + flow->side.at[i].gap;
  if (!taken || taken > flow->room) {
    flow_go_back(flow, mark);
    return false;
  }
  place_blocks(shelf, mark.blocks);
  return true;
}

static bool turn_page(struct shelf *shelf)
{
  if (shelf->cell == 0 ||
      (shelf->setter->page_limit && shelf->page + 1 >= shelf->setter->page_limit))
    return false;
  shelf->page++;
  shelf->cell = 0;
  return true;
}

/* What a box takes of a page that it has to itself; leaves no trace. */
static uint32_t slot_cells(struct shelf *shelf, enum block_id slot)
{
  struct flow *flow = shelf->flow;
  struct flow_mark mark = flow_mark(flow);
  uint32_t rows_set = flow->rows_set[slot], cells = 0;
  flow->room = shelf->setter->grid.cells;
  flow_slot(shelf->setter, flow, &shelf->plan, slot);
  for (uint32_t i = mark.blocks; i < flow->side.count; i++)
    cells += flow->side.at[i].cells + flow->side.at[i].gap;
  flow_go_back(flow, mark);
  flow->rows_set[slot] = rows_set;
  return cells;
}

/* Boxes in their order. */
struct side_boxes {
  uint32_t count;
  enum block_id slots[SLOT_COUNT];
  uint32_t cells[SLOT_COUNT]; /* 0: not known */
};

/* Where the next box is higher than the rest of the page, another that is not stands before it: a
 * reader finds the boxes together. */
static void bring_fitting(struct side_boxes *boxes, uint32_t first, uint32_t left)
{
  uint32_t i = first;
  while (i < boxes->count && (!boxes->cells[i] || boxes->cells[i] > left))
    i++;
  if (i == boxes->count)
    return;
  enum block_id slot = boxes->slots[i];
  uint32_t cells = boxes->cells[i];
  for (; i > first; i--) {
    boxes->slots[i] = boxes->slots[i - 1];
    boxes->cells[i] = boxes->cells[i - 1];
  }
  boxes->slots[first] = slot;
  boxes->cells[first] = cells;
}

static void put_boxes(struct shelf *shelf, struct side_boxes *boxes)
{
  uint32_t cells = shelf->setter->grid.cells;
  for (uint32_t i = 0; i < boxes->count && shelf->setter->status == PRECIS_OK; i++) {
    uint32_t left = cells > shelf->cell ? cells - shelf->cell : 0;
    if (boxes->cells[i] > left)
      bring_fitting(boxes, i, left);
    if (boxes->cells[i] > left)
      turn_page(shelf);
    struct shelf before = *shelf;
    if (!put_slot(shelf, boxes->slots[i]) && turn_page(shelf) && !put_slot(shelf, boxes->slots[i]))
      *shelf = before; /* the block is empty, or higher than a page */
  }
}

void flow_side_column(struct setter *setter, struct flow *flow)
{
  const struct page_template *t = setter->page_template;
  struct page_grid text = setter->grid;
  uint32_t rows = t->box_rows_max > ROWS_ALL ? t->box_rows_max : ROWS_ALL;
  rows = setter->side_rows ? setter->side_rows : rows;
  struct shelf shelf = {.setter = setter, .flow = flow};
  shelf.plan = (struct plan){.rows = {[SLOT_FIGURES] = rows,
                                      [SLOT_CHART] = 1,
                                      [SLOT_DISAGREEMENTS] = setter->brief->differing.count,
                                      [SLOT_TIMELINE] = rows,
                                      [SLOT_WHO] = rows,
                                      [SLOT_ABBREVIATIONS] = rows,
                                      [SLOT_TERMS] = UINT32_MAX}};
  setter->grid = setter->side_grid;
  flow->into = &flow->side;
  shelf.cell = first_cell(setter, flow, &text, 0);
  struct side_boxes boxes = {0};
  for (uint32_t i = 0; i < t->side_count; i++)
    if (t->shows[t->side_order[i]])
      boxes.slots[boxes.count++] = t->side_order[i];
  for (uint32_t i = 0; setter->page_limit != 1 && i < boxes.count; i++)
    boxes.cells[i] = slot_cells(&shelf, boxes.slots[i]);
  put_boxes(&shelf, &boxes);
  flow->into = &flow->column;
  setter->grid = text;
  flow->room = text.cells * 2 / 3;
}

/* --- paint
 * ---------------------------------------------------------------------------------------- */

/* Where the last box of a page ends, in cells of the column. */
static uint32_t side_depth(const struct flow *flow, uint32_t page)
{
  uint32_t depth = 0;
  for (uint32_t i = 0; i < flow->side_places.count; i++) {
    const struct placement *at = &flow->side_places.at[i];
    if (at->page == page && at->cell + at->to > depth)
      depth = at->cell + at->to;
  }
  return depth;
}

/* From head to foot; behind a box or two it would be an empty panel, and ends below them. */
static unit tint_height(const struct setter *setter, const struct flow *flow, uint32_t page)
{
  const struct page_grid *side = &setter->side_grid;
  uint32_t depth = side_depth(flow, page);
  if (depth * WORTH_A_PANEL < side->cells)
    return (unit)depth * side->baseline;
  return (unit)setter->grid.cells * setter->grid.baseline;
}

void side_paint_tint(struct setter *setter, const struct flow *flow, struct layout *layout)
{
  const struct page_template *t = setter->page_template;
  const struct page_grid *side = &setter->side_grid;
  if (!t->side_tint)
    return;
  for (uint32_t page = 0; page < flow->side_pages; page++) {
    unit above = setter->grid.baseline / 2;
    struct item tint = {.kind = ITEM_RECT,
                        .width = side->width,
                        .height = tint_height(setter, flow, page) + above,
                        .color = t->second_tint};
    paint_rect(layout, page, &tint, side->left, setter->grid.top - above);
  }
}

void side_paint(struct setter *setter, const struct flow *flow, struct layout *layout)
{
  struct page_grid text = setter->grid;
  setter->grid = setter->side_grid;
  for (uint32_t i = 0; i < flow->side_places.count; i++) {
    const struct placement *at = &flow->side_places.at[i];
    paint_block(setter, flow, &flow->side.at[at->block], *at, layout);
  }
  setter->grid = text;
}
