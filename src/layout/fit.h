/* fit.h - private: plans in order of need, and the one that fills the pages. */
#pragma once

#include "layout/set.h"

typedef VEC(struct plan) plan_list;

/* Every plan the brief allows, each holding a little more than the one before it. */
void plans_of(struct setter *setter, plan_list *plans);
/* Rows that the template lets a box have in the columns. */
uint32_t box_rows_most(const struct page_template *page_template);

/* attempt.c: a plan's blocks and pages, their notes counted but not set. */
struct attempt {
  struct page_break_result pages;
  struct flow flow;
  bool is_possible; /* on however many pages */
  bool fits;        /* on those asked for */
};

/* Where setter->status stays good; an attempt may be an earlier one's, whose flow's paragraphs have
 * the styles of their own size no more. */
struct attempt try_plan(struct setter *setter, const struct plan *plan, uint32_t page_count);
bool plan_fits(struct setter *setter, const struct plan *plan, uint32_t page_count);
/* Cells of the columns that an attempt fills, all pages together, and that it leaves of so many
 * pages; less than none where it takes more. The last page's columns stand for each page's. */
int64_t cells_used(const struct attempt *attempt);
int64_t cells_left(const struct attempt *attempt, uint32_t page_count);
/* To a line of each column. */
bool is_nearly_full(const struct setter *setter, const struct attempt *attempt,
                    uint32_t page_count);

/* spread.c: orders of the plan's boxes, cheapest first, in which columns of so many cells can end
 * at the page's foot whatever the text before the boxes comes to; how many were found. */
enum { SPREADS_MAX = 3 };

uint32_t spread_orders(const struct setter *setter, const struct flow *flow, uint32_t room,
                       const struct plan *plan, struct plan *ret);

enum {
  SIZE_STEP = UNIT_POINT / 8,
  GAP_MAX = 2 /* cells: a page that ends so near its foot is full */
};

/* open.c: lines of a page at a body size, in the template's leading and in the most open one. */
struct cell_range {
  uint32_t most, least;
};

struct cell_range cells_at(const struct setter *setter, unit size);
/* The smallest size that fills the pages when leading is opened as well, and its leading: bodies of
 * like size from one briefing to the next. */
void open_type(struct setter *setter, struct plan *plan, uint32_t page_count);

/* even.c: the order of the boxes in which the last page's columns end nearest its foot; the
 * template's where that is near enough. */
void even_columns(struct setter *setter, struct plan *plan, uint32_t page_count);
/* A page that is nearly full but uneven, because its boxes do not divide: boxes shared out among
 * the columns, or a little less of one of them; `closed` is the plan before its type was opened,
 * `most` the extracts there are. */
void spread_boxes(struct setter *setter, struct plan *plan, const struct plan *closed,
                  uint32_t most, uint32_t page_count);
/* Two high boxes that share no column may share one with less of both: only where that brings the
 * columns to the foot. */
void spread_pairs(struct setter *setter, struct plan *plan, const struct plan *closed,
                  uint32_t most, uint32_t page_count);
/* Two boxes in each other's place, and text in what room that leaves: for pages that nothing else
 * brings to their foot. */
void swap_boxes(struct setter *setter, struct plan *plan, const struct plan *closed, uint32_t most,
                uint32_t page_count);

/* near.c: the plan, or one near it that holds no more than `most` extracts and ends the last page
 * at its foot. Leaves the setter's styles in any size. */
void close_gap(struct setter *setter, struct plan *plan, uint32_t most, uint32_t page_count);
/* fill.c: page_count 0: everything. Leaves the setter's styles in any size. */
precis_status fit_plan(struct setter *setter, uint32_t page_count, struct plan *ret);
