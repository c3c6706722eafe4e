/* pages.c - atoms into the columns of pages; the last page's columns are balanced.
 *
 * A lane is what a column has above or below a quotation that straddles it; a column without one
 * is one lane.
 *
 * Invariants: the head stands over the first page's columns, the foot under the last page's; every
 * atom is placed once, in order; columns of the last page differ by as little as the costs allow;
 * no atom meets the quotation. */
#include "layout/columns.h"

enum {
  PAGES_MAX = 2000,   /* layout stops with an error; PDF readers and people stop sooner */
  BALANCE_SPAN = 6,   /* cells above the least height that are tried for a better end */
  AIR_PER_GAP = 2,    /* cells that a gap may grow by to fill a column */
  SHORT_MAX = 2,      /* cells that a column may end above the longest when its gaps have grown */
  WORTH_FILLING = 80, /* hundredths of a last page from which on it is spread to its foot */
  COLUMNS_MAX = 8,
  LANES_MAX = COLUMNS_MAX + 2,
  LANE_LEAST = 4,    /* cells of text that a quotation has above and below it */
  PASSAGE_BELOW = 8, /* cells at least from it to the passage it quotes, in its own columns */
  OVER_HOLE = 2,     /* cells that its place may leave empty */
  EARLY_HOLE = 4 /* cells that a page before the last may leave empty for the sake of its ends */
};

/* Cells from the top of the columns. */
struct lane {
  uint32_t column, top;
  uint32_t bottom; /* NONE: where the page's does */
};

struct page_filler {
  struct setter *setter;
  const struct flow *flow;
  const atom_list *atoms;
  struct page_break_result *ret;
  uint32_t columns, page;
  struct over over; /* cells 0: no quotation over columns */
  struct lane lanes[LANES_MAX];
  uint32_t lane_count; /* of the page in work */
};

/* Where a lane may take air; in lists nowhere if another lane has one, or part of it, that might
 * not: stories have one each. */
struct gaps {
  uint32_t count, in_lists;
};

/* Where each lane of a page ends. */
struct page_ends {
  uint32_t end[LANES_MAX];
};

/* The page's lanes, as they are read: what stands above the quotation in both of its columns comes
 * before what stands below it. Its cells count from the top of the columns. */
static void ready_lanes(struct page_filler *filler, uint32_t page)
{
  filler->page = page;
  const struct over *over = &filler->over;
  bool is_here = over->cells && over->page == page;
  filler->lane_count = 0;
  for (uint32_t c = 0; c < filler->columns; c++) {
    bool is_over = is_here && (c == over->column || c == over->column + 1);
    struct lane lane = {.column = c, .bottom = is_over ? over->cell : NONE};
    filler->lanes[filler->lane_count++] = lane;
    for (uint32_t u = over->column; is_here && c == over->column + 1 && u <= c; u++)
      filler->lanes[filler->lane_count++] =
          (struct lane){.column = u, .top = over->cell + over->cells, .bottom = NONE};
  }
}

/* Of a lane, on a page whose columns have `room` cells. */
static uint32_t lane_room(const struct lane *lane, uint32_t room)
{
  uint32_t bottom = lane->bottom < room ? lane->bottom : room;
  return bottom > lane->top ? bottom - lane->top : 0;
}

/* Below the quotation a head keeps the gap before it: it would stand on the rule. */
static uint32_t first_gap(const struct page_filler *filler, uint32_t lane, uint32_t start)
{
  return filler->lanes[lane].top && start < filler->atoms->count ? filler->atoms->at[start].gap : 0;
}

static struct page_ends fill_page(const struct page_filler *filler, uint32_t start, uint32_t room)
{
  struct page_ends ends;
  for (uint32_t l = 0; l < filler->lane_count; l++) {
    uint32_t cells = lane_room(&filler->lanes[l], room), gap = first_gap(filler, l, start);
    start = column_fill(filler->atoms, start, cells > gap ? cells - gap : 0);
    ends.end[l] = start;
  }
  return ends;
}

static uint32_t last_end(const struct page_filler *filler, const struct page_ends *ends)
{
  return ends->end[filler->lane_count - 1];
}

/* Down to where the lane is filled, from the top of the columns. */
static uint32_t lane_depth(const struct page_filler *filler, uint32_t lane, uint32_t start,
                           uint32_t end)
{
  uint32_t gap = end > start ? first_gap(filler, lane, start) : 0;
  return filler->lanes[lane].top + gap + column_height(filler->atoms, start, end);
}

/* Cells that the quotation takes of the page. */
static uint32_t cells_over(const struct page_filler *filler, uint32_t page)
{
  return filler->over.page == page ? 2 * filler->over.cells : 0;
}

/* How uneven the columns are, and what their ends cost. */
static uint64_t page_cost(const struct page_filler *filler, uint32_t start, struct page_ends ends)
{
  uint32_t highest = 0, lowest = UINT32_MAX;
  uint64_t cost = 0;
  for (uint32_t l = 0; l < filler->lane_count; l++) {
    uint32_t depth = lane_depth(filler, l, start, ends.end[l]), bottom = filler->lanes[l].bottom;
    if (bottom == NONE) {
      highest = depth > highest ? depth : highest;
      lowest = depth < lowest ? depth : lowest;
    } else {
      cost += (uint64_t)(bottom - depth) * (bottom - depth) * 40;
    }
    if (ends.end[l] > start && ends.end[l] < filler->atoms->count)
      cost += filler->atoms->at[ends.end[l] - 1].cost;
    start = ends.end[l];
  }
  uint64_t uneven = highest - lowest;
  return cost + uneven * uneven * 40 + (uint64_t)highest * 20;
}

/* The last page with its columns as even as they go; false when the rest needs more room. */
static bool balance_page(const struct page_filler *filler, uint32_t start, uint32_t room,
                         struct page_ends *ret)
{
  uint32_t count = filler->atoms->count;
  *ret = fill_page(filler, start, room);
  if (last_end(filler, ret) < count)
    return false;
  uint32_t total = column_height(filler->atoms, start, count);
  uint32_t height = (total + cells_over(filler, filler->page)) / filler->columns;
  uint64_t least = page_cost(filler, start, *ret);
  uint32_t tried = 0;
  for (; height < room && tried < BALANCE_SPAN; height++) {
    struct page_ends ends = fill_page(filler, start, height);
    if (last_end(filler, &ends) < count)
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
  placement.x = column_left(filler->setter, placement.column);
  vec_push(filler->setter->arena, &filler->ret->placements, placement);
}

static const struct frame *block_of(const struct page_filler *filler, uint32_t atom)
{
  return &filler->flow->column.at[filler->atoms->at[atom].block];
}

/* One that the text runs round belongs to its passage. */
static bool is_quote(const struct frame *block)
{
  return block->kind == FRAME_QUOTE && !block->splits;
}

/* A gap that may take air: before a head or a box, on both sides of a quotation; none parts a head
 * from what it stands over. */
static bool is_gap(const struct page_filler *filler, uint32_t index)
{
  const struct atom *atom = &filler->atoms->at[index];
  const struct frame *block = block_of(filler, index);
  bool is_first = atom->cell == 0 || !block->splits;
  bool is_headed = block_of(filler, index - 1)->kind == FRAME_HEAD;
  return is_first && !is_headed &&
         (atom->gap > 0 || block->kind == FRAME_BOX || is_quote(block) ||
          is_quote(block_of(filler, index - 1)));
}

static bool is_point(const struct frame *block)
{
  return block->slot == SLOT_KEY_POINTS && block->kind == FRAME_TEXT;
}

/* Between two points of a list, of which each may take a cell of air. */
static bool is_in_list(const struct page_filler *filler, uint32_t index)
{
  if (index == 0 || index >= filler->atoms->count)
    return false;
  const struct atom *atom = &filler->atoms->at[index];
  return atom->cell == 0 && atom->gap == 0 && is_point(block_of(filler, index)) &&
         is_point(block_of(filler, index - 1));
}

static struct gaps count_gaps(const struct page_filler *filler, uint32_t start, uint32_t end)
{
  struct gaps gaps = {0};
  for (uint32_t i = start + 1; i < end; i++) {
    gaps.count += is_gap(filler, i);
    gaps.in_lists += is_in_list(filler, i);
  }
  bool is_divided = is_in_list(filler, start) || is_in_list(filler, end);
  gaps.in_lists = is_divided || tells_stories(filler->setter) ? 0 : gaps.in_lists;
  return gaps;
}

/* All lists are opened before any gap takes a second cell, but none where a gap has not its first:
 * a list is closer than what it stands among. */
static bool opens_lists(struct gaps gaps, uint32_t air)
{
  return gaps.in_lists && air >= gaps.count + gaps.in_lists;
}

/* Atoms [start, end) of one lane; `air` more cells are shared out among the gaps, evenly, the first
 * ones getting what is left over. */
static void place_column(struct page_filler *filler, uint32_t start, uint32_t end,
                         struct placement at, struct gaps all, uint32_t air)
{
  bool is_open = opens_lists(all, air);
  uint32_t gaps = air ? all.count : 0;
  air -= is_open ? all.in_lists : 0;
  for (uint32_t i = start; i < end;) {
    const struct atom *atom = &filler->atoms->at[i];
    if (i > start)
      at.cell += atom->gap;
    if (i > start && is_open && is_in_list(filler, i))
      at.cell++;
    if (i > start && gaps && is_gap(filler, i)) {
      uint32_t share = (air + gaps - 1) / gaps;
      gaps--;
      at.cell += share;
      air -= share;
    }
    uint32_t next = i + 1;
    at.block = atom->block;
    at.from = atom->cell;
    at.to = atom->cell + atom->cells;
    while (next < end && filler->atoms->at[next].block == atom->block) {
      at.to = filler->atoms->at[next].cell + filler->atoms->at[next].cells;
      next++;
    }
    place(filler, at);
    at.cell += at.to - at.from;
    i = next;
  }
}

/* Cells of air that bring a lane of atoms [start, end) from its depth down to the aim, or nearly; 0
 * where its gaps cannot. */
static uint32_t air_for(struct gaps gaps, uint32_t missing)
{
  uint32_t most = gaps.count * AIR_PER_GAP + (opens_lists(gaps, missing) ? gaps.in_lists : 0);
  if (missing > most + SHORT_MAX)
    return 0;
  return missing < most ? missing : most;
}

/* Cells from where a lane's text ends to where it should. */
static uint32_t missing_cells(const struct page_filler *filler, uint32_t l, uint32_t start,
                              uint32_t end, uint32_t aim)
{
  uint32_t depth = lane_depth(filler, l, start, end);
  uint32_t bottom = filler->lanes[l].bottom == NONE ? aim : filler->lanes[l].bottom;
  return bottom > depth ? bottom - depth : 0;
}

/* Air brings shorter columns down to the longest one, or to the room when the page is to be filled.
 * Returns how far above the aim the shortest column ends, or above the quotation over it. */
static uint32_t place_page(struct page_filler *filler, uint32_t start, struct page_ends ends,
                           struct placement at, uint32_t aim)
{
  uint32_t top = at.cell, most = 0;
  for (uint32_t l = 0; l < filler->lane_count; l++) {
    const struct lane *lane = &filler->lanes[l];
    uint32_t missing = missing_cells(filler, l, start, ends.end[l], aim);
    struct gaps gaps = missing ? count_gaps(filler, start, ends.end[l]) : (struct gaps){0};
    uint32_t air = air_for(gaps, missing);
    if (missing - air > most)
      most = missing - air;
    filler->ret->strain += air > gaps.count ? air - gaps.count : 0;
    at.column = lane->column;
    at.cell = top + lane->top + first_gap(filler, l, start);
    place_column(filler, start, ends.end[l], at, gaps, air);
    start = ends.end[l];
  }
  return most;
}

static uint32_t tallest(const struct page_filler *filler, uint32_t start, struct page_ends ends)
{
  uint32_t most = 0;
  for (uint32_t l = 0; l < filler->lane_count; l++) {
    uint32_t depth = lane_depth(filler, l, start, ends.end[l]);
    most = depth > most ? depth : most;
    start = ends.end[l];
  }
  return most;
}

/* Whether every column ends at the aim or nearly, with air in its gaps. */
static bool can_all_grow(const struct page_filler *filler, uint32_t start, struct page_ends ends,
                         const struct gaps *gaps, uint32_t aim)
{
  for (uint32_t l = 0; l < filler->lane_count; l++) {
    uint32_t missing = missing_cells(filler, l, start, ends.end[l], aim);
    bool is_open = filler->lanes[l].bottom == NONE;
    if (is_open && missing > air_for(gaps[l], missing) + SHORT_MAX)
      return false;
    start = ends.end[l];
  }
  return true;
}

/* The lowest end of the page, from its own height on, to which all columns grow. */
static uint32_t lowest_aim(const struct page_filler *filler, uint32_t start, struct page_ends ends,
                           struct span heights)
{
  struct gaps gaps[LANES_MAX];
  for (uint32_t l = 0, from = start; l < filler->lane_count; from = ends.end[l++])
    gaps[l] = count_gaps(filler, from, ends.end[l]);
  for (uint32_t aim = (uint32_t)span_end(heights); aim > heights.at; aim--)
    if (can_all_grow(filler, start, ends, gaps, aim))
      return aim;
  return heights.at;
}

static uint32_t used_cells(const struct page_filler *filler, uint32_t start,
                           const struct page_ends *ends)
{
  uint32_t used = 0;
  for (uint32_t l = 0; l < filler->lane_count; l++) {
    used += column_height(filler->atoms, start, ends->end[l]);
    start = ends->end[l];
  }
  return used;
}

static void end_pages(struct page_filler *filler, uint32_t start, struct page_ends ends,
                      struct placement at, uint32_t room, bool fills)
{
  struct page_break_result *ret = filler->ret;
  uint32_t height = tallest(filler, start, ends), aim = height;
  ret->last_used = used_cells(filler, start, &ends) + cells_over(filler, at.page);
  ret->last_room = room * filler->columns;
  if (fills && (uint64_t)ret->last_used * 100 >= (uint64_t)ret->last_room * WORTH_FILLING)
    aim = lowest_aim(filler, start, ends, (struct span){height, room - height});
  ret->last_gap = room - aim + place_page(filler, start, ends, at, aim);
  ret->hole += ret->last_gap;
  ret->foot_page = at.page;
  ret->page_count = at.page + 1;
}

/* A page before the last: full, but for what no column's end divides. */
static void place_early(struct page_filler *filler, uint32_t start, struct page_ends ends,
                        struct placement at, uint32_t room)
{
  uint32_t aim = tallest(filler, start, ends);
  uint32_t hole = place_page(filler, start, ends, at, aim) + (room > aim ? room - aim : 0);
  if (hole > EARLY_HOLE)
    filler->ret->hole += hole;
}

/* Every atom at its place, with the quotation at its own. */
static void break_all(struct page_filler *filler, bool fills)
{
  struct setter *setter = filler->setter;
  struct page_break_result *ret = filler->ret;
  uint32_t cells = setter->grid.cells, start = 0;
  for (uint32_t page = 0; setter->status == PRECIS_OK; page++) {
    uint32_t top = page == 0 ? ret->head_cells : 0;
    uint32_t room = cells - top;
    uint32_t last_room = room > ret->foot_cells ? room - ret->foot_cells : 0;
    struct placement at = {.page = page, .cell = top};
    struct page_ends ends;
    ready_lanes(filler, page);
    if (balance_page(filler, start, last_room, &ends)) {
      end_pages(filler, start, ends, at, last_room, fills);
      return;
    }
    ends = fill_page(filler, start, room);
    uint32_t end = last_end(filler, &ends);
    if ((end == start && page > 0) || page >= PAGES_MAX) {
      setter->status = fail(
          &setter->err, PRECIS_CANNOT_FIT,
          page >= PAGES_MAX ? "more than %d pages" : "a block is higher than a page", PAGES_MAX);
      return;
    }
    place_early(filler, start, ends, at, room);
    start = end;
  }
}

/* --- a quotation over two columns
 * ----------------------------------------------------------------- */

/* Cells of text in the column that stand wholly above, or below, the quotation. */
static uint32_t text_cells(const struct page_filler *filler, uint32_t column, bool is_above)
{
  const struct over *over = &filler->over;
  uint32_t cells = 0, top = over->page == 0 ? filler->ret->head_cells : 0;
  for (uint32_t i = 0; i < filler->ret->placements.count; i++) {
    const struct placement *p = &filler->ret->placements.at[i];
    if (p->page == over->page && p->column == column && (p->cell < top + over->cell) == is_above)
      cells += p->to - p->from;
  }
  return cells;
}

/* Where a person reads the passage: after the quotation, and not beside it. */
static bool is_before_passage(const struct page_filler *filler)
{
  const struct over *over = &filler->over;
  uint32_t passage = filler->flow->over_passage;
  uint32_t top = over->page == 0 ? filler->ret->head_cells : 0;
  for (uint32_t i = 0; i < filler->ret->placements.count; i++) {
    const struct placement *p = &filler->ret->placements.at[i];
    if (p->block != passage)
      continue;
    if (p->page != over->page)
      return p->page > over->page;
    uint32_t above = top + over->cell, below = above + over->cells;
    bool is_below = p->cell >= below + PASSAGE_BELOW;
    bool is_beside = p->cell < below && p->cell + (p->to - p->from) > above;
    return p->column > over->column + 1 ? !is_beside : p->column >= over->column && is_below;
  }
  return true;
}

/* In that column the list of key points goes on below it: a reader would take it for ended. */
static bool divides_list(const struct page_filler *filler, uint32_t column)
{
  const struct over *over = &filler->over;
  uint32_t top = (over->page == 0 ? filler->ret->head_cells : 0) + over->cell;
  bool is_above = false, is_below = false;
  for (uint32_t i = 0; i < filler->ret->placements.count; i++) {
    const struct placement *p = &filler->ret->placements.at[i];
    const struct frame *block = &filler->flow->column.at[p->block];
    if (p->page != over->page || p->column != column || block->slot != SLOT_KEY_POINTS)
      continue;
    is_above = is_above || p->cell < top;
    is_below = is_below || p->cell >= top;
  }
  return is_above && is_below;
}

static bool stands_well(const struct page_filler *filler)
{
  for (uint32_t c = filler->over.column; c < filler->over.column + 2; c++)
    if (text_cells(filler, c, true) < LANE_LEAST || text_cells(filler, c, false) < LANE_LEAST ||
        divides_list(filler, c))
      return false;
  return is_before_passage(filler);
}

/* Where the quotation has been found to stand with the least hole in the columns. */
struct over_search {
  struct page_break_result empty; /* before any page is broken */
  bool fills;
  uint32_t cells;
  struct over best; /* cells 0: nowhere */
  uint32_t hole;
};

static void break_with(struct page_filler *filler, struct over over,
                       const struct over_search *search)
{
  filler->over = over;
  *filler->ret = search->empty;
  break_all(filler, search->fills);
  filler->ret->over = over;
}

/* In two columns of a page; false once it stands well without a hole, or at an error. */
static bool try_heights(struct page_filler *filler, struct over over, struct over_search *search)
{
  static const uint8_t heights[] = {35, 25, 45, 55, 50, 15, 65, 40, 60}; /* hundredths of them */
  uint32_t room = filler->setter->grid.cells - (over.page == 0 ? search->empty.head_cells : 0);
  for (uint32_t i = 0; i < sizeof heights; i++) {
    over.cell = room * heights[i] / 100;
    break_with(filler, over, search);
    if (filler->setter->status != PRECIS_OK)
      return false;
    if (!stands_well(filler) || (search->best.cells && filler->ret->hole >= search->hole))
      continue;
    search->best = over;
    search->hole = filler->ret->hole;
    if (search->hole <= OVER_HOLE)
      return false;
  }
  return true;
}

/* The first place where the quotation stands well without a hole in the columns, from the later
 * columns of the first page on; else the one with the least. */
static void break_round(struct page_filler *filler, bool fills)
{
  enum { PAGES_TRIED = 2 };

  struct over_search search = {
      .empty = *filler->ret, .fills = fills, .cells = filler->flow->over.at[0].cells};
  bool goes_on = true;
  for (uint32_t page = 0; page < PAGES_TRIED && goes_on; page++) {
    for (uint32_t column = filler->columns - 1; column-- > 0 && goes_on;)
      goes_on = try_heights(
          filler, (struct over){.page = page, .column = column, .cells = search.cells}, &search);
    goes_on = goes_on && page < filler->ret->page_count;
  }
  if (filler->setter->status == PRECIS_OK)
    break_with(filler, search.best, &search);
}

void pages_break(struct setter *setter, const struct flow *flow, bool fills,
                 struct page_break_result *ret)
{
  *ret = (struct page_break_result){0};
  atom_list atoms = {0};
  struct page_filler filler = {.setter = setter, .flow = flow, .atoms = &atoms, .ret = ret};
  filler.columns = setter->grid.columns < COLUMNS_MAX ? setter->grid.columns : COLUMNS_MAX;
  atoms_of(setter, flow, &atoms);
  ret->head_cells = frames_cells(&flow->head);
  ret->foot_cells = frames_cells(&flow->foot);
  uint32_t cells = setter->grid.cells;
  if (ret->head_cells >= cells || ret->foot_cells >= cells) {
    setter->status = fail(&setter->err, PRECIS_CANNOT_FIT, "the title does not fit a page");
    return;
  }
  if (flow->over.count && filler.columns > 1)
    break_round(&filler, fills);
  else
    break_all(&filler, fills);
}
