/* open.c - type and leading opened until a plan fills the pages.
 *
 * Invariant: the plan fits in the size and the lines a page that it is left with; those tried are
 * bounded by the sizes of the template and the logarithm of the lines. */
#include "layout/fit.h"

enum { LEADING_MOST = 108 }; /* hundredths of the template's: more looks like another template */

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
    if (plan_fits(setter, plan, page_count))
      high = middle;
    else
      low = middle + 1;
  }
  plan->cells = high;
  if (!plan_fits(setter, plan, page_count)) /* in more lines the notes may take more of them */
    plan->cells = range.least;
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

void open_type(struct setter *setter, struct plan *plan, uint32_t page_count)
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
  if (low > 0 && !plan_fits(setter, &probe, page_count))
    probe.body_size -= SIZE_STEP; /* fits, wide open */
  plan->body_size = probe.body_size;
  open_leading(setter, plan, page_count);
}
