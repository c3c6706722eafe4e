/* fill.c - the plan that fills the pages asked for: as much as they hold, then leading and type
 * opened until they are full, then boxes shared out where columns end unevenly; pages less where
 * the last would have next to nothing.
 *
 * More content, larger type and fewer lines a page never take fewer pages but for boxes, which no
 * column divides: so the largest plan is sought from both sides, and what an undivided box keeps
 * out is tried again in smaller parts.
 *
 * Invariant: the plan returned fits; extracts leave in order of rank, boxes row by row; the layouts
 * tried are bounded by constants and the logarithm of what is halved. */
#include "layout/fit.h"

enum {
  PLANS_FIRST = 16,   /* that a page holds in any case, or nearly */
  PLANS_MORE = 2,     /* than the room left is likely to hold: doubled each time it held them */
  CHARACTER_EMS = 30, /* hundredths: no text's characters are narrower in the mean */
  EXTRAS_MAX = 24,    /* plans tried beyond the first that does not fit */
  QUOTE_WORTH = 2,    /* cells that a hole must be less without the quotation */
  POOR_SHARE = 3,     /* of a last page: with less than one part all is set closer, on one less; */
  EMPTY_SHARE = 5     /* less than one part is as good as nothing */
};

/* --- content --- */

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
    if (plan_fits(setter, &plans->at[middle], page_count))
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

/* --- all --- */

static precis_status fail_too_much(struct setter *setter, uint32_t page_count)
{
  precis_status s =
      fail(&setter->err, PRECIS_CANNOT_FIT, "not even title and bottom line fit %u page%s",
           page_count, page_count == 1 ? "" : "s");
  return fail_hint(&setter->err, s, "ask for more pages");
}

/* More air may leave a box no place, or bring the notes out of the columns to the foot. */
static bool is_as_full(struct setter *setter, const struct plan *opened, const struct plan *closed,
                       uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, opened, page_count);
  if (!attempt.fits || attempt.pages.hole <= GAP_MAX)
    return attempt.fits;
  struct attempt before = try_plan(setter, closed, page_count);
  return !before.fits || before.pages.page_count < attempt.pages.page_count ||
         before.pages.hole >= attempt.pages.hole;
}

/* Though there is more to say, or larger type to say it in. */
static bool is_too_high(struct setter *setter, const struct plan *plan, uint32_t most,
                        uint32_t page_count)
{
  struct attempt attempt = try_plan(setter, plan, page_count);
  bool has_more = plan->extracts < most || plan->skip_count ||
                  plan->body_size + SIZE_STEP <= setter->page_template->size_max;
  return attempt.fits && attempt.pages.page_count == page_count && has_more &&
         attempt.pages.hole > GAP_MAX;
}

/* The plan with its type opened, where that leaves it as full, and its boxes in the best order. */
static void open_plan(struct setter *setter, const struct plan *closed, uint32_t page_count,
                      struct plan *ret)
{
  *ret = *closed;
  open_type(setter, ret, page_count);
  if (!is_as_full(setter, ret, closed, page_count))
    *ret = *closed;
  even_columns(setter, ret, page_count);
}

/* The same with its boxes shared out. */
static void fill_pages(struct setter *setter, const struct plan *closed, uint32_t most,
                       uint32_t page_count, struct plan *ret)
{
  open_plan(setter, closed, page_count, ret);
  spread_boxes(setter, ret, closed, most, page_count);
  if (is_too_high(setter, ret, most, page_count))
    close_gap(setter, ret, most, page_count);
  if (is_too_high(setter, ret, most, page_count))
    spread_pairs(setter, ret, closed, most, page_count);
  if (is_too_high(setter, ret, most, page_count))
    swap_boxes(setter, ret, closed, most, page_count);
  even_columns(setter, ret, page_count); /* of what is left of them */
}

static void size_plans(plan_list *plans, unit body_size)
{
  for (uint32_t i = 0; i < plans->count; i++)
    plans->at[i].body_size = body_size;
}

/* The fullest of the plans in their size. False: none fits. */
static bool fit_in_size(struct setter *setter, const plan_list *plans, uint32_t page_count,
                        struct plan *ret)
{
  uint32_t fitting = longest_that_fits(setter, plans, page_count);
  if (setter->status != PRECIS_OK || !fitting)
    return false;
  struct plan closed = plans->at[fitting - 1];
  add_extras(setter, plans, fitting, &closed, page_count);
  fill_pages(setter, &closed, vec_last(plans)->extracts, page_count, ret);
  return setter->status == PRECIS_OK;
}

static bool holds_text_of(const struct setter *setter, const struct plan *plan,
                          const struct plan *other)
{
  bool holds = true;
  for (uint32_t i = 0; i < setter->brief->summary.count && holds; i++)
    holds = is_planned(plan, &setter->brief->summary.at[i]) ||
            !is_planned(other, &setter->brief->summary.at[i]);
  return holds;
}

/* If in fewer rows; but for the key terms, which say least. */
static bool holds_boxes_of(const struct setter *setter, const struct plan *plan,
                           const struct plan *other)
{
  bool holds = plan->has_quote || !other->has_quote;
  for (enum block_id slot = 0; slot < SLOT_COUNT && holds; slot++)
    holds = !is_box(slot) || slot == SLOT_TERMS || box_rows(setter, plan, slot) ||
            !box_rows(setter, other, slot);
  return holds;
}

/* The plan itself, in type of that size or more. False: it does not fit. */
static bool close_type(struct setter *setter, unit body_size, uint32_t page_count,
                       struct plan *plan)
{
  struct plan closed = *plan;
  closed.body_size = body_size;
  closed.cells = 0;
  if (!plan_fits(setter, &closed, page_count))
    return false;
  open_plan(setter, &closed, page_count, plan);
  return setter->status == PRECIS_OK;
}

/* A poor last page is none where all of it has room on one less, in closer type: full, or else as
 * it is, sooner without its quotation, which says nothing new, than with that page. One with
 * nothing on it but the notes is none in any case, nor, over several documents, one with a box:
 * where the text fits without it, boxes give way. */
static void leave_poor_page(struct setter *setter, plan_list *plans, uint32_t page_count,
                            struct plan *plan)
{
  unit sizes[] = {plans->at[0].body_size, setter->page_template->size_min};
  struct attempt attempt = try_plan(setter, plan, page_count);
  uint32_t used = attempt.pages.last_used, room = attempt.pages.last_room;
  bool is_empty = !used || (setter->brief->sources.count > 1 && used < room / EMPTY_SHARE);
  uint32_t fewer = attempt.fits ? attempt.pages.page_count - 1 : 0;
  bool is_poor = fewer && used < room / POOR_SHARE;
  struct plan closer = *plan;
  for (uint32_t i = 0; i < 2 && is_poor && sizes[i]; i++) {
    size_plans(plans, sizes[i]);
    is_poor = !fit_in_size(setter, plans, fewer, &closer) ||
              !holds_text_of(setter, &closer, plan) ||
              !(is_empty || holds_boxes_of(setter, &closer, plan));
  }
  for (uint32_t i = 0; i < 4 && is_poor; i++) {
    closer = *plan;
    closer.has_quote = plan->has_quote && i < 2;
    is_poor = !sizes[i % 2] || !close_type(setter, sizes[i % 2], fewer, &closer);
  }
  if (!is_poor)
    *plan = closer;
  size_plans(plans, sizes[0]);
}

/* The fullest of the plans, in the template's size where that holds any. False: none fits. */
static bool fit_plans(struct setter *setter, plan_list *plans, uint32_t page_count,
                      struct plan *ret)
{
  bool fits = fit_in_size(setter, plans, page_count, ret);
  unit least = setter->page_template->size_min;
  if (!fits && least && setter->status == PRECIS_OK) {
    size_plans(plans, least);
    fits = fit_in_size(setter, plans, page_count, ret);
  }
  if (fits)
    leave_poor_page(setter, plans, page_count, ret);
  return fits;
}

/* A quotation over two columns may leave their boxes no place: the page had better be without. */
static void try_without_quote(struct setter *setter, plan_list *plans, uint32_t page_count,
                              struct plan *plan)
{
  struct attempt with = try_plan(setter, plan, page_count);
  bool is_wanted = plan->has_quote && pull_quote(setter->brief, NULL) &&
                   setter->page_template->quote_place == QUOTE_STRADDLE;
  if (!is_wanted || !with.fits || with.pages.hole <= GAP_MAX)
    return;
  struct plan without;
  for (uint32_t i = 0; i < plans->count; i++)
    plans->at[i].has_quote = false;
  if (!fit_plans(setter, plans, page_count, &without) || setter->status != PRECIS_OK)
    return;
  struct attempt attempt = try_plan(setter, &without, page_count);
  bool has_early_hole = with.pages.hole > with.pages.last_gap; /* sooner a page less than that */
  if (attempt.fits && attempt.pages.hole + QUOTE_WORTH < with.pages.hole &&
      (has_early_hole || attempt.pages.page_count == with.pages.page_count))
    *plan = without;
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
  bool fits = fit_plans(setter, &plans, page_count, ret);
  if (setter->status != PRECIS_OK)
    return setter->status;
  if (!fits)
    return fail_too_much(setter, page_count);
  try_without_quote(setter, &plans, page_count, ret);
  return setter->status;
}
