/* set_pages.c - placed blocks into marks: the display list of every page.
 *
 * Invariant: marks are written in reading order, each block's tints before its text; the nodes of
 * the display are those of the flow, so that structure and reading order are one. */
#include "layout/set.h"

/* Where a head of the contents has come to stand: its page's number, right-aligned, and a link over
 * the entry. */
static void paint_target(struct setter *setter, const struct flow *flow, const struct item *item,
                         struct line_place place, struct layout *layout)
{
  uint32_t block = item->target < flow->story_count ? flow->story_blocks[item->target] : NONE;
  bool is_placed = block < flow->column.count;
  struct block_place to = is_placed ? flow->places[block] : (struct block_place){0, 0};
  struct paragraph *number =
      set_text(setter, arena_format(setter->arena, "%u", to.page + 1), SET_BOX_STRONG, item->number,
               (struct measure){.width = item->width});
  if (!number)
    return;
  struct paragraph placed = *number; /* as wide as it is: it stands at the far edge in any case */
  placed.measure = paragraph_natural_width(number);
  struct line_place at = {place.page, place.x + (setter->is_rtl ? 0 : item->width - placed.measure),
                          place.baseline};
  line_paint(setter, layout, &placed, 0, at);
  unit y = setter->grid.top + (unit)to.cell * setter->grid.baseline;
  struct link link = {
      .page = place.page,
      .node = item->node,
      .x = place.x,
      .y = place.baseline - item->height + setter->grid.baseline - cell_baseline(setter),
      .width = item->width,
      .height = item->height,
      .target_page = to.page,
      .target_y = y > setter->grid.baseline ? y - setter->grid.baseline : 0,
      .contents = arena_str(layout->display->arena, item->text),
  };
  vec_push(layout->display->arena, &layout->display->links, link);
}

void paint_rect(struct layout *layout, uint32_t page, const struct item *item, unit x, unit y)
{
  if (!item->width || !item->height) /* the tint of a box without one */
    return;
  struct mark mark = {.kind = MARK_RECT,
                      .node = item->node ? item->node : NODE_ARTIFACT,
                      .color = item->color,
                      .x = x,
                      .y = y,
                      .width = item->width,
                      .height = item->height};
  vec_push(layout->display->arena, &layout->display->pages.at[page].marks, mark);
}

/* The cells [from, to) of a block; its first cell stands at cell `at.cell` of the page. */
void paint_block(struct setter *setter, const struct flow *flow, const struct frame *block,
                 struct placement at, struct layout *layout)
{
  for (uint32_t i = 0; i < block->item_count && setter->status == PRECIS_OK; i++) {
    const struct item *item = &flow->items.at[block->first_item + i];
    if (item->cell < at.from || item->cell >= at.to)
      continue;
    uint32_t cell = at.cell + item->cell - at.from;
    unit y = setter->grid.top + (unit)cell * setter->grid.baseline + item->y;
    unit width = item->kind == ITEM_LINE ? item->paragraph->measure : item->width;
    unit x = at.x + (setter->is_rtl ? block->width - item->x - width : item->x);
    switch (item->kind) {
    case ITEM_LINE:
      line_paint(setter, layout, item->paragraph, item->line, (struct line_place){at.page, x, y});
      break;
    case ITEM_RECT:
      paint_rect(layout, at.page, item, x, y);
      break;
    case ITEM_TARGET:
      paint_target(setter, flow, item, (struct line_place){at.page, x, y}, layout);
      break;
    }
  }
  struct layout_block noted = {block_name(block->slot), at.page, at.column, at.cell,
                               at.to - at.from};
  vec_push(layout->arena, &layout->blocks, noted);
}

/* Blocks over all columns, one below the other from cell `at.cell` on. */
static void paint_list(struct setter *setter, const struct flow *flow, const frame_list *list,
                       struct placement at, struct layout *layout)
{
  for (uint32_t i = 0; i < list->count; i++) {
    at.cell += list->at[i].gap;
    at.to = list->at[i].cells;
    paint_block(setter, flow, &list->at[i], at, layout);
    at.cell += at.to;
  }
}

/* The first cell of each block of the columns. */
static void note_places(struct setter *setter, struct flow *flow,
                        const struct page_break_result *pages)
{
  flow->places = arena_array(setter->arena, struct block_place, flow->column.count + 1);
  for (uint32_t i = pages->placements.count; flow->places && i-- > 0;)
    flow->places[pages->placements.at[i].block] =
        (struct block_place){pages->placements.at[i].page, pages->placements.at[i].cell};
}

/* Those that the display has not yet. */
static void copy_nodes(const struct flow *flow, struct display *display)
{
  for (uint32_t i = display->nodes.count; i < flow->nodes.count; i++) {
    struct node node = flow->nodes.at[i];
    node.alt = arena_str(display->arena, node.alt);
    vec_push(display->arena, &display->nodes, node);
  }
}

/* Where the heads of the outline have come to stand. */
static void copy_outline(struct setter *setter, const struct flow *flow,
                         const struct page_break_result *pages, struct display *display,
                         uint32_t first_page)
{
  for (uint32_t i = 0; i < flow->outline.count; i++) {
    struct outline_item item = flow->outline.at[i].item;
    item.text = arena_str(display->arena, item.text);
    uint32_t cell = 0;
    bool is_placed = item.level == 0;
    bool in_side = flow->outline.at[i].in_side;
    const struct placement *places = in_side ? flow->side_places.at : pages->placements.at;
    uint32_t count = in_side ? flow->side_places.count : pages->placements.count;
    for (uint32_t p = 0; p < count && !is_placed; p++)
      if (places[p].block == flow->outline.at[i].block) {
        item.page = first_page + places[p].page;
        cell = places[p].cell;
        is_placed = true;
      }
    const struct page_grid *grid = in_side ? &setter->side_grid : &setter->grid;
    item.y = grid->top + (unit)cell * grid->baseline;
    if (is_placed && item.text.len)
      vec_push(display->arena, &display->outline, item);
  }
}

static void paint_over(struct setter *setter, const struct flow *flow,
                       const struct page_break_result *pages, struct layout *layout)
{
  const struct over *over = &pages->over;
  struct placement at = {
      .to = over->cells,
      .page = over->page,
      .column = over->column,
      .cell = over->cell + (over->page == 0 ? pages->head_cells : 0),
      .x = column_left(setter, over->column + (setter->is_rtl ? 1 : 0)),
  };
  paint_block(setter, flow, &flow->over.at[0], at, layout);
}

void pages_paint(struct setter *setter, struct flow *flow, const struct page_break_result *pages,
                 struct layout *layout)
{
  struct display *display = layout->display;
  for (uint32_t i = 0; i < pages->page_count; i++)
    vec_push(display->arena, &display->pages, (struct display_page){0});
  note_places(setter, flow, pages);
  if (arena_short(display->arena) || !flow->places) {
    setter->status = fail_no_memory(&setter->err);
    return;
  }
  copy_nodes(flow, display);
  struct placement whole = {.column = NONE, .x = setter->frame.head_left};
  side_paint_tint(setter, flow, layout);
  paint_list(setter, flow, &flow->head, whole, layout);
  for (uint32_t i = 0; i < pages->placements.count; i++) {
    const struct placement *at = &pages->placements.at[i];
    paint_block(setter, flow, &flow->column.at[at->block], *at, layout);
  }
  if (pages->over.cells)
    paint_over(setter, flow, pages, layout);
  side_paint(setter, flow, layout);
  whole.x = setter->grid.left;
  whole.page = pages->foot_page;
  whole.cell = setter->grid.cells - pages->foot_cells;
  paint_list(setter, flow, &flow->foot, whole, layout);
  copy_outline(setter, flow, pages, display, 0);
}

void pages_paint_more(struct setter *setter, struct flow *flow,
                      const struct page_break_result *pages, struct layout *layout)
{
  struct display *display = layout->display;
  uint32_t first = display->pages.count;
  for (uint32_t i = 0; i < pages->page_count; i++)
    vec_push(display->arena, &display->pages, (struct display_page){0});
  if (arena_short(display->arena)) {
    setter->status = fail_no_memory(&setter->err);
    return;
  }
  copy_nodes(flow, display);
  for (uint32_t i = 0; i < pages->placements.count; i++) {
    struct placement at = pages->placements.at[i];
    at.page += first;
    paint_block(setter, flow, &flow->column.at[at.block], at, layout);
  }
  copy_outline(setter, flow, pages, display, first);
}
