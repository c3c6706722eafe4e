/* even.c - columns that end at one height: boxes in another order, or with a row less, where none
 * of them divides.
 *
 * Invariant: the plan that is left fits, and ends as near the foot as the one given, or near
 * enough; the layouts tried are bounded by constants. */
#include "layout/fit.h"

enum {
  ORDERS_MAX = 24,    /* of boxes */
  ROWS_LEAST = 2,     /* of a box that gives up a row */
  GROWS_MAX = 16,     /* extracts tried once boxes have changed places, */
  FAILS_MAX = 5,      /* and that in a row had no room */
  NOTE_LINES = 2,     /* that the notes of those extracts may take of the columns */
  LEADINGS_TRIED = 3, /* from the most open one on */
  SPREADS_TRIED = 16, /* ways to share boxes out */
  STRAIN_MAX = 2,     /* cells of air that are not worth another look */
  NEARLY_FULL = 60    /* hundredths of the last page: with less there is not enough to fill it */
};

/* --- order of the boxes --- */

/* The next order of the first `count` in the alphabet of their template's order (Knuth 7.2.1.2,
 * L). */
static bool next_order(uint8_t *order, uint32_t count)
{
  uint32_t i = count, k = count;
  while (i > 1 && order[i - 2] >= order[i - 1])
    i--;
  if (i < 2)
    return false;
  while (order[k - 1] <= order[i - 2])
    k--;
  uint8_t held = order[i - 2];
  order[i - 2] = order[k - 1];
  order[k - 1] = held;
  for (uint32_t a = i - 1, b = count - 1; a < b; a++, b--) {
    held = order[a];
    order[a] = order[b];
    order[b] = held;
  }
  return true;
}

static bool has_rows(const struct plan *plan, enum block_id box)
{
  return box < SLOT_COUNT && plan->rows[box] > 0;
}

/* A column at least ends as far from the foot as all do in the mean, whatever stands in which. */
static uint32_t best_gap(const struct setter *setter, const struct attempt *attempt)
{
  uint32_t columns = setter->grid.columns;
  uint32_t room = attempt->pages.last_room, used = attempt->pages.last_used;
  uint32_t empty = room > used ? room - used : 0;
  return (empty + columns - 1) / columns;
}

void even_columns(struct setter *setter, struct plan *plan, uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, plan, page_count);
  uint32_t least = attempt.fits ? attempt.pages.hole : UINT32_MAX, count = 0;
  enum block_id shown[BOXES_MAX];
  uint8_t order[BOXES_MAX];
  for (uint32_t i = 0; i < BOXES_MAX; i++)
    if (has_rows(plan, plan->boxes[i])) {
      order[count] = (uint8_t)count;
      shown[count++] = plan->boxes[i];
    }
  struct plan turned = *plan;
  for (uint32_t i = count; i < BOXES_MAX; i++)
    turned.boxes[i] = SLOT_COUNT;
  uint32_t enough = best_gap(setter, &attempt);
  enough = enough > GAP_MAX ? enough : GAP_MAX;
  for (uint32_t tries = 0; least > enough && tries < ORDERS_MAX && next_order(order, count);
       tries++) {
    for (uint32_t i = 0; i < count; i++)
      turned.boxes[i] = shown[order[i]];
    attempt = try_plan(setter, &turned, page_count);
    if (!attempt.fits || attempt.pages.hole >= least)
      continue;
    least = attempt.pages.hole;
    *plan = turned;
  }
}

/* --- a row less --- */

/* What a plan may give up so that its columns come out even; first what is missed least. */
static const struct loss {
  enum block_id block;
  uint32_t rows; /* of a box; else the block goes whole */
} losses[] = {
    {SLOT_FIGURES, 1},  {SLOT_FIGURES, 2},       {SLOT_WHO, 1},           {SLOT_WHO, 2},
    {SLOT_TIMELINE, 1}, {SLOT_TIMELINE, 2},      {SLOT_ABBREVIATIONS, 1}, {SLOT_ABBREVIATIONS, 2},
    {SLOT_TERMS, 0},    {SLOT_ABBREVIATIONS, 0}, {SLOT_PULL_QUOTE, 0},    {SLOT_FIGURES, 3},
    {SLOT_TIMELINE, 3}, {SLOT_FIGURES, 0},
};

/* False where the plan has it not, or where too few rows would be left. */
static bool lose(struct setter *setter, struct plan *plan, struct loss loss)
{
  uint32_t *rows = &plan->rows[loss.block];
  if (is_beside(setter->page_template, loss.block)) /* it takes none of the columns */
    return false;
  if (loss.block == SLOT_PULL_QUOTE) {
    bool had = plan->has_quote && pull_quote(setter->brief, NULL);
    plan->has_quote = false;
    return had;
  }
  if (loss.block == SLOT_TERMS) {
    bool had = *rows > 0;
    *rows = 0;
    return had;
  }
  uint32_t set = box_rows(setter, plan, loss.block);
  *rows = loss.rows ? set - loss.rows : 0;
  return loss.rows ? set >= loss.rows + ROWS_LEAST : set > 0;
}

/* Extracts that have room once the boxes have changed places, those passed over before among them.
 */
static void grow_text(struct setter *setter, struct plan *plan, uint32_t most, uint32_t page_count)
{
  if (plan->skip_count) {
    plan->extracts = plan->skipped[0];
    plan->skip_count = 0;
  }
  uint32_t fails = 0;
  for (uint32_t tries = 0; tries < GROWS_MAX && fails < FAILS_MAX && plan->extracts < most;
       tries++) {
    struct plan more = *plan;
    more.extracts++;
    struct attempt attempt = try_plan(setter, &more, page_count);
    fails = attempt.fits ? 0 : fails + 1;
    if (attempt.fits)
      *plan = more;
    else if (tells_stories(setter) || plan->skip_count >= SKIPS_MAX)
      return;
    else
      plan->skipped[plan->skip_count++] = plan->extracts++;
    if (attempt.fits && is_nearly_full(setter, &attempt, page_count) &&
        attempt.pages.hole <= GAP_MAX)
      return;
  }
}

/* Full, and not by air. */
static bool is_even(const struct setter *setter, const struct attempt *attempt)
{
  return attempt->pages.hole <= GAP_MAX &&
         (setter->grid.columns < 2 || attempt->pages.strain <= STRAIN_MAX);
}

/* Of two full pages the one with more on it, to a line of each column, that is less strained. */
static bool is_denser(const struct setter *setter, const struct page_break_result *pages,
                      const struct page_break_result *than)
{
  return pages->strain + pages->hole < than->strain + than->hole &&
         pages->last_used + setter->grid.columns >= than->last_used;
}

static void take_if_better(struct setter *setter, struct plan *plan, struct attempt *best,
                           const struct plan *candidate, uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, candidate, page_count);
  uint32_t gap = attempt.pages.hole, least = best->pages.hole;
  bool is_fuller = gap == least && attempt.pages.last_used > best->pages.last_used;
  bool is_better = least <= GAP_MAX
                       ? gap <= GAP_MAX && is_denser(setter, &attempt.pages, &best->pages)
                       : gap < least || is_fuller;
  if (attempt.fits && is_better && attempt.pages.page_count >= best->pages.page_count) {
    *best = attempt;
    *plan = *candidate;
  }
}

/* Takes the candidate where its columns end nearer the foot, as it is or opened: more air lets a
 * box no longer stand where it did. */
static void take_if_even(struct setter *setter, struct plan *plan, struct attempt *best,
                         struct plan *candidate, uint32_t page_count)
{
  take_if_better(setter, plan, best, candidate, page_count);
  if (is_even(setter, best))
    return;
  open_type(setter, candidate, page_count);
  uint32_t most = cells_at(setter, candidate->body_size).most;
  if (candidate->cells == most && candidate->body_size == plan->body_size) /* nothing was opened */
    return;
  for (uint32_t i = 0; i < LEADINGS_TRIED && candidate->cells + i <= most; i++) {
    struct plan closer = *candidate;
    closer.cells += i;
    take_if_better(setter, plan, best, &closer, page_count);
    if (is_even(setter, best))
      return;
  }
}

/* The same boxes in the same places as in a plan before it. */
static bool is_told(const struct plan *orders, uint32_t index)
{
  for (uint32_t i = 0; i < index; i++)
    if (memcmp(orders[i].boxes, orders[index].boxes, sizeof orders->boxes) == 0)
      return true;
  return false;
}

/* The plan's own order, and those in which its boxes can be shared out among the columns. */
static uint32_t orders_of(struct setter *setter, const struct plan *plan, struct plan *orders,
                          uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, plan, page_count);
  uint32_t room = attempt.pages.last_room / setter->grid.columns, count = 0;
  for (uint32_t notes = 0; attempt.fits && notes <= NOTE_LINES && notes < room; notes++)
    count += spread_orders(setter, &attempt.flow, room - notes, plan, orders + count);
  if (attempt.fits)
    orders[count++] = *plan;
  return count;
}

/* What is looked for an even page with. */
struct spreading {
  struct setter *setter;
  struct plan *plan;
  struct attempt best;
  uint32_t most, page_count;
  uint32_t tried;
};

static bool is_spread(const struct spreading *s)
{
  return is_even(s->setter, &s->best) || s->tried == SPREADS_TRIED ||
         s->setter->status != PRECIS_OK;
}

/* No row is given up where there is only air to be won. */
static bool is_worth_a_loss(const struct spreading *s)
{
  return s->best.pages.hole > GAP_MAX && !is_spread(s);
}

/* The plan with the boxes shared out among the columns and text in what room that leaves. */
static void spread_plan(struct spreading *s, const struct plan *closed)
{
  struct plan orders[SPREADS_MAX * (NOTE_LINES + 1) + 1];
  uint32_t count = orders_of(s->setter, closed, orders, s->page_count);
  for (uint32_t k = 0; k < count && !is_spread(s); k++) {
    if (is_told(orders, k) || !plan_fits(s->setter, &orders[k], s->page_count))
      continue;
    s->tried++;
    grow_text(s->setter, &orders[k], s->most, s->page_count);
    take_if_even(s->setter, s->plan, &s->best, &orders[k], s->page_count);
  }
}

static struct spreading begin_spreading(struct setter *setter, struct plan *plan, uint32_t most,
                                        uint32_t page_count)
{
  return (struct spreading){.setter = setter,
                            .plan = plan,
                            .best = try_plan(setter, plan, page_count),
                            .most = most,
                            .page_count = page_count};
}

void spread_boxes(struct setter *setter, struct plan *plan, const struct plan *closed,
                  uint32_t most, uint32_t page_count)
{
  struct spreading s = begin_spreading(setter, plan, most, page_count);
  bool is_worth =
      plan->extracts < most || s.best.pages.hole > s.best.pages.last_gap ||
      (uint64_t)s.best.pages.last_used * 100 >= (uint64_t)s.best.pages.last_room * NEARLY_FULL;
  if (!is_worth || is_spread(&s))
    return;
  spread_plan(&s, closed);
  for (uint32_t i = 0; i < sizeof losses / sizeof *losses && is_worth_a_loss(&s); i++) {
    struct plan less = *closed;
    if (lose(setter, &less, losses[i]))
      spread_plan(&s, &less);
  }
}

void spread_pairs(struct setter *setter, struct plan *plan, const struct plan *closed,
                  uint32_t most, uint32_t page_count)
{
  enum { COUNT = sizeof losses / sizeof *losses };

  struct plan even = *plan;
  struct spreading s = begin_spreading(setter, &even, most, page_count);
  for (uint32_t i = 0; i < COUNT * COUNT && is_worth_a_loss(&s); i++) {
    const struct loss *first = &losses[i % COUNT], *second = &losses[i / COUNT];
    struct plan less = *closed;
    if (first < second && first->block != second->block && lose(setter, &less, *first) &&
        lose(setter, &less, *second))
      spread_plan(&s, &less);
  }
  if (s.best.pages.hole <= GAP_MAX)
    *plan = even;
}

void swap_boxes(struct setter *setter, struct plan *plan, const struct plan *closed, uint32_t most,
                uint32_t page_count)
{
  struct spreading s = begin_spreading(setter, plan, most, page_count);
  for (uint32_t i = 0; i < BOXES_MAX * BOXES_MAX && is_worth_a_loss(&s); i++) {
    struct plan swapped = *closed;
    enum block_id *first = &swapped.boxes[i / BOXES_MAX], *second = &swapped.boxes[i % BOXES_MAX];
    if (first >= second || !has_rows(closed, *first) || !has_rows(closed, *second))
      continue;
    enum block_id held = *first;
    *first = *second;
    *second = held;
    if (!plan_fits(setter, &swapped, page_count))
      continue;
    s.tried++;
    grow_text(setter, &swapped, most, page_count);
    take_if_even(setter, plan, &s.best, &swapped, page_count);
  }
}
