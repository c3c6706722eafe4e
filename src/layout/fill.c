/* fill.c - the plan that fills the pages asked for: first as much as they hold, then leading and
 * type opened until they are full, then boxes in another order where columns end unevenly.
 *
 * More content, larger type and fewer lines a page never take fewer pages but for boxes, which no
 * column divides: so each is halved, and what an undivided box keeps out is tried again in smaller
 * parts.
 *
 * Invariant: the plan returned fits; extracts leave in order of rank, boxes row by row; the layouts
 * tried are bounded by constants and the logarithm of what is halved. */
#include "layout/fit.h"

enum {
  LEADING_MOST = 108, /* hundredths of the template's: more looks like another template */
  PLANS_FIRST = 16,   /* that a page holds in any case, or nearly */
  PLANS_MORE = 2,     /* than the room left is likely to hold: doubled each time it held them */
  CHARACTER_EMS = 30, /* hundredths: no text's characters are narrower in the mean */
  EXTRAS_MAX = 24,    /* plans tried beyond the first that does not fit */
  ORDERS_MAX = 24,    /* of boxes */
  EMPTY_SHARE = 5,    /* of a page: less than one part is as good as nothing */
  ROWS_LEAST = 2,     /* of a box that gives up a row */
  GROWS_MAX = 16,     /* extracts tried once boxes have changed places */
  NOTE_LINES = 2,     /* that the notes of those extracts may take of the columns */
  LEADINGS_TRIED = 3, /* from the most open one on */
  SPREADS_TRIED = 16, /* ways to share boxes out */
  NEARLY_FULL = 60    /* hundredths of the last page: with less there is not enough to fill it */
};

static bool fits(struct setter *setter, const struct plan *plan, uint32_t page_count)
{
  return try_plan(setter, plan, page_count).fits;
}

/* --- content
 * -------------------------------------------------------------------------------------- */

/* Cells of the columns, all pages together; those of the last page stand for each. */
static int64_t cells_used(const struct attempt *attempt)
{
  int64_t before = (int64_t)attempt->pages.page_count - 1;
  return before * attempt->pages.last_room + attempt->pages.last_used;
}

/* What is left of so many pages; less than none where the plan takes more. */
static int64_t cells_left(const struct attempt *attempt, uint32_t page_count)
{
  return (int64_t)page_count * attempt->pages.last_room - cells_used(attempt);
}

/* How many plans more are likely to fill the pages, where so many leave the room they do. */
static uint32_t plans_more(const struct attempt *attempt, uint32_t fitting, uint32_t page_count)
{
  int64_t used = cells_used(attempt), left = cells_left(attempt, page_count);
  int64_t more = used > 0 && left > 0 ? left * fitting / used : 0;
  return more < fitting ? (uint32_t)more : fitting;
}

/* How many of the plans fit in their type's size. Sought from below, in steps of what the room left
 * is likely to hold: a plan far too large would shape words that no page has room for. */
static uint32_t longest_that_fits(struct setter *setter, const plan_list *plans,
                                  uint32_t page_count)
{
  uint32_t low = 0, high = 0; /* plans below low fit, plan `high` does not */
  uint32_t step = PLANS_FIRST * page_count;
  for (uint32_t least = PLANS_MORE; high < plans->count; least *= 2) {
    high = step > plans->count - low ? plans->count : low + step;
    struct attempt attempt = try_plan(setter, &plans->at[high - 1], page_count);
    if (!attempt.fits || setter->status != PRECIS_OK)
      break;
    low = high;
    step = plans_more(&attempt, low, page_count) + least;
  }
  if (low == plans->count)
    return low;
  for (high--; low < high && setter->status == PRECIS_OK;) {
    uint32_t middle = low + (high - low) / 2;
    if (fits(setter, &plans->at[middle], page_count))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* What `to` holds more than `from`, less `fewer` rows of it, put on top of `plan`. False: that is
 * nothing. */
static bool add_step(struct plan *plan, const struct plan *from, const struct plan *to,
                     uint32_t fewer)
{
  static const enum block_id boxes[] = {SLOT_FIGURES, SLOT_DISAGREEMENTS, SLOT_TIMELINE, SLOT_WHO,
                                        SLOT_ABBREVIATIONS};

  for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
    uint32_t *own = &plan->rows[boxes[i]];
    uint32_t before = from->rows[boxes[i]], after = to->rows[boxes[i]];
    if (after <= before)
      continue;
    *own = after > fewer ? after - fewer : 0;
    return *own > before;
  }
  plan->extracts += to->extracts - from->extracts;
  if (to->rows[SLOT_TERMS] > plan->rows[SLOT_TERMS])
    plan->rows[SLOT_TERMS] = to->rows[SLOT_TERMS];
  plan->has_quote = plan->has_quote || to->has_quote;
  plan->rows[SLOT_CHART] = plan->rows[SLOT_CHART] || to->rows[SLOT_CHART];
  return fewer == 0;
}

/* Where a step of one extract failed, the next are tried without it; but no story is left out. */
static void skip_step(const struct setter *setter, struct plan *plan, const struct plan *from,
                      const struct plan *to)
{
  if (tells_stories(setter) || to->extracts != from->extracts + 1 || plan->skip_count >= SKIPS_MAX)
    return;
  plan->skipped[plan->skip_count++] = plan->extracts;
  plan->extracts++;
}

static bool is_nearly_full(const struct setter *setter, const struct attempt *attempt,
                           uint32_t page_count)
{
  return attempt->pages.page_count == page_count &&
         attempt->pages.last_room - attempt->pages.last_used <= setter->grid.columns;
}

/* Whether an extract surely takes more lines than are left: its text is cut and shaped for nothing.
 * It may begin on a line that is there. */
static bool is_too_long(const struct setter *setter, uint32_t rank, int64_t left)
{
  const struct brief *brief = setter->brief;
  int64_t width = (int64_t)setter->grid.column_width * 100;
  int64_t least = setter->page_template->styles[STYLE_BODY].size * CHARACTER_EMS;
  for (uint32_t i = 0; i < brief->summary.count; i++) {
    const struct brief_extract *extract = &brief->summary.at[i];
    if (extract->rank == rank && extract->role != ROLE_BOTTOM_LINE)
      return (int64_t)utf8_count(extract->text) * least / width > left;
  }
  return false;
}

struct extras {
  struct setter *setter;
  struct plan plan, fitted; /* what is passed over since may take with it what leans on it */
  int64_t left;             /* cells */
  uint32_t page_count, tries;
};

/* What `to` holds more than `from`, or as much of it as has room; a sentence that has none is
 * passed over. */
static void add_extra(struct extras *extras, const struct plan *from, const struct plan *to)
{
  struct setter *setter = extras->setter;
  struct plan more = extras->plan;
  for (uint32_t fewer = 0; extras->tries < EXTRAS_MAX && add_step(&more, from, to, fewer);
       fewer++, more = extras->plan) {
    if (to->extracts > from->extracts && is_too_long(setter, extras->plan.extracts, extras->left))
      break;
    struct attempt attempt = try_plan(setter, &more, extras->page_count);
    extras->tries++;
    if (!attempt.fits)
      continue;
    extras->plan = extras->fitted = more;
    extras->left = is_nearly_full(setter, &attempt, extras->page_count)
                       ? 0
                       : cells_left(&attempt, extras->page_count);
    return;
  }
  skip_step(setter, &extras->plan, from, to);
}

/* Beyond the first step that does not fit, those that do: a sentence has room where a box has not,
 * and a box in fewer rows where it has none in all. */
static void add_extras(struct setter *setter, const plan_list *plans, uint32_t fitting,
                       struct plan *plan, uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, plan, page_count);
  struct extras extras = {.setter = setter,
                          .plan = *plan,
                          .fitted = *plan,
                          .left = cells_left(&attempt, page_count),
                          .page_count = page_count};
  for (uint32_t i = fitting; i < plans->count && extras.tries < EXTRAS_MAX && extras.left > 0; i++)
    add_extra(&extras, &plans->at[i - 1], &plans->at[i]);
  *plan = extras.fitted;
}

/* --- type
 * ----------------------------------------------------------------------------------------- */

struct cell_range cells_at(const struct setter *setter, unit size)
{
  const struct page_template *t = setter->page_template;
  int64_t height = t->page_height - t->margin_top - t->margin_bottom;
  int64_t baseline = (int64_t)t->baseline * size / t->styles[STYLE_BODY].size;
  struct cell_range range = {1, 1};
  if (baseline > 0 && height > baseline) {
    range.most = (uint32_t)(height / baseline);
    range.least =
        (uint32_t)((height * 100 + baseline * LEADING_MOST - 1) / (baseline * LEADING_MOST));
  }
  return range;
}

/* Fewest lines a page that hold the plan in its size. */
static void open_leading(struct setter *setter, struct plan *plan, uint32_t page_count)
{
  struct cell_range range = cells_at(setter, plan->body_size);
  uint32_t low = range.least, high = range.most; /* high holds it */
  while (low < high && setter->status == PRECIS_OK) {
    uint32_t middle = low + (high - low) / 2;
    plan->cells = middle;
    if (fits(setter, plan, page_count))
      high = middle;
    else
      low = middle + 1;
  }
  plan->cells = high;
}

static struct attempt try_wide_open(struct setter *setter, struct plan plan, uint32_t page_count)
{
  plan.cells = cells_at(setter, plan.body_size).least;
  return try_plan(setter, &plan, page_count);
}

/* Steps of type that the pages are likely to hold more, or less: lines grow in number and height.
 */
static int32_t steps_more(const struct attempt *attempt, unit size, uint32_t page_count)
{
  int64_t used = cells_used(attempt);
  return used > 0 ? (int32_t)(cells_left(attempt, page_count) * size / (2 * used * SIZE_STEP)) : 0;
}

/* The smallest size that fills the pages when leading is opened as well: bodies of like size from
 * one briefing to the next. Each size breaks all lines anew, so that few are tried. */
static void open_type(struct setter *setter, struct plan *plan, uint32_t page_count)
{
  unit limit = setter->page_template->size_max, given = plan->body_size;
  struct plan probe = *plan;
  int32_t low = 0, high = limit > given ? (limit - given) / SIZE_STEP : 0;
  for (int32_t steps = 0; low < high && setter->status == PRECIS_OK;) {
    steps = steps < low ? low : steps >= high ? high - 1 : steps;
    probe.body_size = given + steps * SIZE_STEP;
    struct attempt attempt = try_wide_open(setter, probe, page_count);
    if (attempt.fits)
      low = steps + 1;
    else
      high = steps;
    steps += steps_more(&attempt, probe.body_size, page_count);
  }
  probe.body_size = given + low * SIZE_STEP;
  probe.cells = cells_at(setter, probe.body_size).most;
  if (low > 0 && !fits(setter, &probe, page_count))
    probe.body_size -= SIZE_STEP; /* fits, wide open */
  plan->body_size = probe.body_size;
  open_leading(setter, plan, page_count);
}

/* --- order of the boxes
 * --------------------------------------------------------------------------- */

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
  uint32_t columns = setter->grid.columns ? setter->grid.columns : 1;
  uint32_t room = attempt->pages.last_room, used = attempt->pages.last_used;
  uint32_t empty = room > used ? room - used : 0;
  return (empty + columns - 1) / columns;
}

/* Boxes in the order that lets the last page's columns end nearest its foot; the template's where
 * that is near enough. */
static void even_columns(struct setter *setter, struct plan *plan, uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, plan, page_count);
  uint32_t least = attempt.fits ? attempt.pages.last_gap : UINT32_MAX, count = 0;
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
  uint32_t enough = best_gap(setter, &attempt) > GAP_MAX ? best_gap(setter, &attempt) : GAP_MAX;
  for (uint32_t tries = 0; least > enough && tries < ORDERS_MAX && next_order(order, count);
       tries++) {
    for (uint32_t i = 0; i < count; i++)
      turned.boxes[i] = shown[order[i]];
    attempt = try_plan(setter, &turned, page_count);
    if (!attempt.fits || attempt.pages.last_gap >= least)
      continue;
    least = attempt.pages.last_gap;
    *plan = turned;
  }
}

/* --- a row less
 * ------------------------------------------------------------------------------------- */

/* What a plan may give up so that its columns come out even; first what is missed least. */
static const struct loss {
  enum block_id block;
  uint32_t rows; /* of a box; else the block goes whole */
} losses[] = {
    {SLOT_FIGURES, 1},  {SLOT_FIGURES, 2},       {SLOT_WHO, 1},           {SLOT_WHO, 2},
    {SLOT_TIMELINE, 1}, {SLOT_TIMELINE, 2},      {SLOT_ABBREVIATIONS, 1}, {SLOT_ABBREVIATIONS, 2},
    {SLOT_TERMS, 0},    {SLOT_ABBREVIATIONS, 0}, {SLOT_PULL_QUOTE, 0},
};

/* False where the plan has it not, or where too few rows would be left. */
static bool lose(struct setter *setter, struct plan *plan, struct loss loss)
{
  uint32_t *rows = &plan->rows[loss.block];
  if (is_beside(setter->page_template, loss.block)) /* it takes none of the columns */
    return false;
  if (loss.block == SLOT_PULL_QUOTE) {
    bool had = plan->has_quote && pull_quote(setter->brief);
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
  for (uint32_t tries = 0; tries < GROWS_MAX && plan->extracts < most; tries++) {
    struct plan more = *plan;
    more.extracts++;
    struct attempt attempt = try_plan(setter, &more, page_count);
    if (attempt.fits)
      *plan = more;
    else if (tells_stories(setter) || plan->skip_count >= SKIPS_MAX)
      return;
    else
      plan->skipped[plan->skip_count++] = plan->extracts++;
    if (attempt.fits && is_nearly_full(setter, &attempt, page_count) &&
        attempt.pages.last_gap <= GAP_MAX)
      return;
  }
}

static void take_if_better(struct setter *setter, struct plan *plan, struct attempt *best,
                           const struct plan *candidate, uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, candidate, page_count);
  uint32_t gap = attempt.pages.last_gap, least = best->pages.last_gap;
  bool is_fuller = gap == least && attempt.pages.last_used > best->pages.last_used;
  if (attempt.fits && (gap < least || is_fuller) &&
      attempt.pages.page_count >= best->pages.page_count) {
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
  if (best->pages.last_gap <= GAP_MAX)
    return;
  open_type(setter, candidate, page_count);
  uint32_t most = cells_at(setter, candidate->body_size).most;
  for (uint32_t i = 0; i < LEADINGS_TRIED && candidate->cells + i <= most; i++) {
    struct plan closer = *candidate;
    closer.cells += i;
    take_if_better(setter, plan, best, &closer, page_count);
    if (best->pages.last_gap <= GAP_MAX)
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
  return s->best.pages.last_gap <= GAP_MAX || s->tried == SPREADS_TRIED ||
         s->setter->status != PRECIS_OK;
}

/* The plan with the boxes shared out among the columns and text in what room that leaves. */
static void spread_plan(struct spreading *s, const struct plan *closed)
{
  struct plan orders[SPREADS_MAX * (NOTE_LINES + 1) + 1];
  uint32_t count = orders_of(s->setter, closed, orders, s->page_count);
  for (uint32_t k = 0; k < count && !is_spread(s); k++) {
    if (is_told(orders, k) || !fits(s->setter, &orders[k], s->page_count))
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

/* A page that is nearly full but uneven, because its boxes do not divide: comes out even with the
 * boxes shared out, or with a little less of one of them. */
static void spread_boxes(struct setter *setter, struct plan *plan, const struct plan *closed,
                         uint32_t most, uint32_t page_count)
{
  struct spreading s = begin_spreading(setter, plan, most, page_count);
  bool is_worth = plan->extracts < most || (uint64_t)s.best.pages.last_used * 100 >=
                                               (uint64_t)s.best.pages.last_room * NEARLY_FULL;
  for (uint32_t i = 0; i <= sizeof losses / sizeof *losses && is_worth && !is_spread(&s); i++) {
    struct plan less = *closed;
    if (!i || lose(setter, &less, losses[i - 1]))
      spread_plan(&s, &less);
  }
}

/* Two high boxes that share no column may share one with less of both; taken only where that brings
 * the columns to the foot. */
static void spread_pairs(struct setter *setter, struct plan *plan, const struct plan *closed,
                         uint32_t most, uint32_t page_count)
{
  enum { COUNT = sizeof losses / sizeof *losses };

  struct plan even = *plan;
  struct spreading s = begin_spreading(setter, &even, most, page_count);
  for (uint32_t i = 0; i < COUNT * COUNT && !is_spread(&s); i++) {
    const struct loss *first = &losses[i % COUNT], *second = &losses[i / COUNT];
    struct plan less = *closed;
    if (first < second && first->block != second->block && lose(setter, &less, *first) &&
        lose(setter, &less, *second))
      spread_plan(&s, &less);
  }
  if (s.best.pages.last_gap <= GAP_MAX)
    *plan = even;
}

static precis_status fail_too_much(struct setter *setter, uint32_t page_count)
{
  precis_status s =
      fail(&setter->err, PRECIS_CANNOT_FIT, "not even title and bottom line fit %u page%s",
           page_count, page_count == 1 ? "" : "s");
  return fail_hint(&setter->err, s, "ask for more pages");
}

/* A last page with nothing on it but the notes is no page; nor, over several documents, is one with
 * a box. Where the text fits without it, boxes give way. Returns the pages that are left. */
static uint32_t without_empty_page(struct setter *setter, const plan_list *plans,
                                   uint32_t page_count, struct plan *plan)
{
  if (page_count < 2 || setter->status != PRECIS_OK)
    return page_count;
  struct attempt attempt = try_plan(setter, plan, page_count);
  uint32_t used = attempt.pages.last_used, room = attempt.pages.last_room;
  bool is_empty = !used || (setter->brief->sources.count > 1 && used < room / EMPTY_SHARE);
  if (!attempt.fits || attempt.pages.page_count < page_count || !is_empty)
    return page_count;
  uint32_t fitting = longest_that_fits(setter, plans, page_count - 1);
  if (!fitting || plans->at[fitting - 1].extracts < plan->extracts)
    return page_count;
  struct plan closed = plans->at[fitting - 1];
  *plan = closed;
  open_type(setter, plan, page_count - 1);
  if (!fits(setter, plan, page_count - 1))
    *plan = closed;
  return page_count - 1;
}

/* More air may leave a box no place, or bring the notes out of the columns to the foot. */
static bool is_as_full(struct setter *setter, const struct plan *opened, const struct plan *closed,
                       uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, opened, page_count);
  if (!attempt.fits || attempt.pages.last_gap <= GAP_MAX)
    return attempt.fits;
  struct attempt before = try_plan(setter, closed, page_count);
  return !before.fits || before.pages.page_count < attempt.pages.page_count ||
         before.pages.last_gap >= attempt.pages.last_gap;
}

/* Though there is more to say, or larger type to say it in. */
static bool is_too_high(struct setter *setter, const struct plan *plan, uint32_t most,
                        uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, plan, page_count);
  bool has_more = plan->extracts < most || plan->skip_count ||
                  plan->body_size + SIZE_STEP <= setter->page_template->size_max;
  return attempt.fits && attempt.pages.page_count == page_count && has_more &&
         attempt.pages.last_gap > GAP_MAX;
}

precis_status fit_plan(struct setter *setter, uint32_t page_count, struct plan *ret)
{
  plan_list plans = {0};
  plans_of(setter, &plans);
  if (arena_short(setter->arena) || !plans.count)
    return fail_no_memory(&setter->err);
  *ret = plans.at[plans.count - 1];
  if (!page_count)
    return setter->status;
  uint32_t fitting = longest_that_fits(setter, &plans, page_count);
  unit least = setter->page_template->size_min;
  if (!fitting && least && setter->status == PRECIS_OK) {
    for (uint32_t i = 0; i < plans.count; i++)
      plans.at[i].body_size = least;
    fitting = longest_that_fits(setter, &plans, page_count);
  }
  if (setter->status != PRECIS_OK)
    return setter->status;
  if (!fitting)
    return fail_too_much(setter, page_count);
  *ret = plans.at[fitting - 1];
  add_extras(setter, &plans, fitting, ret, page_count);
  struct plan closed = *ret;
  open_type(setter, ret, page_count);
  if (!is_as_full(setter, ret, &closed, page_count))
    *ret = closed;
  if (without_empty_page(setter, &plans, page_count, ret) < page_count)
    return setter->status;
  even_columns(setter, ret, page_count);
  uint32_t most = vec_last(&plans)->extracts;
  spread_boxes(setter, ret, &closed, most, page_count);
  if (is_too_high(setter, ret, most, page_count))
    close_gap(setter, ret, most, page_count);
  if (is_too_high(setter, ret, most, page_count))
    spread_pairs(setter, ret, &closed, most, page_count);
  return setter->status;
}
