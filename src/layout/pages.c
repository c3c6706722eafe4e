/* pages.c - atoms into the columns of pages; the last page's columns are balanced.
 *
 * Invariants: the head stands over the first page's columns, the foot under the last page's; every
 * atom is placed once, in order; columns of the last page differ by as little as the costs allow.
 */
#include "layout/set.h"

enum {
  PAGES_MAX = 2000,  /* layout stops with an error; PDF readers and people stop sooner */
  BALANCE_SPAN = 6,  /* cells above the least height that are tried for a better end */
  AIR_PER_BLOCK = 2, /* cells that a gap may grow by to fill a column */
  COLUMNS_MAX = 8
};

struct page_filler {
  struct setter *setter;
  const struct flow *flow;
  atom_list atoms;
  struct page_break_result *ret;
  uint32_t columns;
};

/* Where each column of a page ends. */
struct page_ends {
  uint32_t end[COLUMNS_MAX];
};

static struct page_ends fill_page(const struct page_filler *filler, uint32_t start, uint32_t room)
{
  struct page_ends ends;
  for (uint32_t c = 0; c < COLUMNS_MAX; c++) {
    if (c < filler->columns)
      start = column_fill(&filler->atoms, start, room);
    ends.end[c] = start;
  }
  return ends;
}

/* How uneven the columns are, and what their ends cost. */
static uint64_t page_cost(const struct page_filler *filler, uint32_t start, struct page_ends ends)
{
  uint32_t highest = 0, lowest = UINT32_MAX;
  uint64_t cost = 0;
  for (uint32_t c = 0; c < filler->columns; c++) {
    uint32_t height = column_height(&filler->atoms, start, ends.end[c]);
    highest = height > highest ? height : highest;
    lowest = height < lowest ? height : lowest;
    if (ends.end[c] > start && ends.end[c] < filler->atoms.count)
      cost += filler->atoms.at[ends.end[c] - 1].cost;
    start = ends.end[c];
  }
  uint64_t uneven = highest - lowest;
  return cost + uneven * uneven * 40 + (uint64_t)highest * 20;
}

/* The last page with its columns as even as they go; false when the rest needs more room. */
static bool balance_page(const struct page_filler *filler, uint32_t start, uint32_t room,
                         struct page_ends *ret)
{
  uint32_t count = filler->atoms.count;
  *ret = fill_page(filler, start, room);
  if (ret->end[filler->columns - 1] < count)
    return false;
  uint32_t total = column_height(&filler->atoms, start, count);
  uint32_t height = total / filler->columns;
  uint64_t least = page_cost(filler, start, *ret);
  uint32_t tried = 0;
  for (; height < room && tried < BALANCE_SPAN; height++) {
    struct page_ends ends = fill_page(filler, start, height);
    if (ends.end[filler->columns - 1] < count)
      continue;
    uint64_t cost = page_cost(filler, start, ends);
    if (cost < least) {
      least = cost;
      *ret = ends;
    }
    tried++;
  }
  return true;
}

static void place(struct page_filler *filler, struct placement placement)
{
  placement.x =
      filler->setter->grid.left +
      (unit)placement.column * (filler->setter->grid.column_width + filler->setter->grid.gutter);
  vec_push(filler->setter->arena, &filler->ret->placements, placement);
}

/* Atoms [start, end) of one column; `air` more cells are shared out among the gaps. */
static void place_column(struct page_filler *filler, uint32_t start, uint32_t end,
                         struct placement at, uint32_t air)
{
  for (uint32_t i = start; i < end;) {
    const struct atom *atom = &filler->atoms.at[i];
    const struct frame *block = &filler->flow->column.at[atom->block];
    if (i > start) {
      at.cell += atom->gap;
      bool is_gap = atom->gap > 0 || block->kind == FRAME_BOX || block->kind == FRAME_QUOTE;
      if (is_gap && air) {
        at.cell++;
        air--;
      }
    }
    uint32_t next = i + 1;
    at.block = atom->block;
    at.from = atom->cell;
    at.to = atom->cell + atom->cells;
    while (next < end && filler->atoms.at[next].block == atom->block) {
      at.to = filler->atoms.at[next].cell + filler->atoms.at[next].cells;
      next++;
    }
    place(filler, at);
    at.cell += at.to - at.from;
    i = next;
  }
}

/* Gaps of a column that may take a cell of air each. */
static uint32_t count_gaps(const struct page_filler *filler, uint32_t start, uint32_t end)
{
  uint32_t gaps = 0;
  for (uint32_t i = start + 1; i < end; i++) {
    const struct atom *atom = &filler->atoms.at[i];
    const struct frame *block = &filler->flow->column.at[atom->block];
    bool is_first = atom->cell == 0 || !block->splits;
    gaps += is_first && (atom->gap > 0 || block->kind == FRAME_BOX || block->kind == FRAME_QUOTE);
  }
  return gaps;
}

/* Air brings shorter columns down to the longest one, or to the room when the page is to be filled.
 */
static void place_page(struct page_filler *filler, uint32_t start, struct page_ends ends,
                       struct placement at, uint32_t aim)
{
  for (uint32_t c = 0; c < filler->columns; c++) {
    uint32_t height = column_height(&filler->atoms, start, ends.end[c]);
    uint32_t gaps = count_gaps(filler, start, ends.end[c]);
    uint32_t air = aim > height && aim - height <= gaps ? aim - height : 0;
    at.column = c;
    place_column(filler, start, ends.end[c], at, air);
    start = ends.end[c];
  }
}

static uint32_t tallest(const struct page_filler *filler, uint32_t start, struct page_ends ends)
{
  uint32_t most = 0;
  for (uint32_t c = 0; c < filler->columns; c++) {
    uint32_t height = column_height(&filler->atoms, start, ends.end[c]);
    most = height > most ? height : most;
    start = ends.end[c];
  }
  return most;
}

static bool can_all_grow(const struct page_filler *filler, uint32_t start, struct page_ends ends,
                         uint32_t aim)
{
  for (uint32_t c = 0; c < filler->columns; c++) {
    uint32_t height = column_height(&filler->atoms, start, ends.end[c]);
    if (aim > height && aim - height > count_gaps(filler, start, ends.end[c]))
      return false;
    start = ends.end[c];
  }
  return true;
}

static uint32_t cells_of(const frame_list *list)
{
  uint32_t cells = 0;
  for (uint32_t i = 0; i < list->count; i++)
    cells += list->at[i].cells + list->at[i].gap;
  return cells;
}

static void end_pages(struct page_filler *filler, uint32_t start, struct page_ends ends,
                      struct placement at, uint32_t room, bool fills)
{
  struct page_break_result *ret = filler->ret;
  uint32_t height = tallest(filler, start, ends), aim = height;
  if (fills)
    for (uint32_t more = room; more > height; more--)
      if (can_all_grow(filler, start, ends, more)) {
        aim = more;
        break;
      }
  place_page(filler, start, ends, at, aim);
  uint32_t used = 0;
  for (uint32_t c = 0; c < filler->columns; c++) {
    used += column_height(&filler->atoms, start, ends.end[c]);
    start = ends.end[c];
  }
  ret->last_used = used;
  ret->last_room = room * filler->columns;
  ret->foot_page = at.page;
  ret->page_count = at.page + 1;
}

void pages_break(struct setter *setter, const struct flow *flow, bool fills,
                 struct page_break_result *ret)
{
  *ret = (struct page_break_result){0};
  struct page_filler filler = {.setter = setter, .flow = flow, .ret = ret};
  filler.columns = setter->grid.columns < COLUMNS_MAX ? setter->grid.columns : COLUMNS_MAX;
  atoms_of(setter, flow, &filler.atoms);
  ret->head_cells = cells_of(&flow->head);
  ret->foot_cells = cells_of(&flow->foot);
  uint32_t cells = setter->grid.cells, start = 0;
  if (ret->head_cells >= cells || ret->foot_cells >= cells) {
    setter->status = fail(&setter->err, PRECIS_CANNOT_FIT, "the title does not fit a page");
    return;
  }
  for (uint32_t page = 0; setter->status == PRECIS_OK; page++) {
    uint32_t top = page == 0 ? ret->head_cells : 0;
    uint32_t room = cells - top;
    uint32_t last_room = room > ret->foot_cells ? room - ret->foot_cells : 0;
    struct placement at = {.page = page, .cell = top};
    struct page_ends ends;
    if (balance_page(&filler, start, last_room, &ends)) {
      end_pages(&filler, start, ends, at, last_room, fills);
      return;
    }
    ends = fill_page(&filler, start, room);
    uint32_t end = ends.end[filler.columns - 1];
    if ((end == start && page > 0) || page >= PAGES_MAX) {
      setter->status = fail(
          &setter->err, PRECIS_CANNOT_FIT,
          page >= PAGES_MAX ? "more than %d pages" : "a block is higher than a page", PAGES_MAX);
      return;
    }
    place_page(&filler, start, ends, at, tallest(&filler, start, ends));
    start = end;
  }
}
