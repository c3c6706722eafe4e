/* fit.c - how much of the brief is set and how large, so that the pages asked for are filled.
 *
 * What a brief holds is put in one order of need; a plan is a head of that order. More of it never
 * takes fewer pages, so the longest head that fits is found by halving; then type is opened the
 * same way.
 *
 * Invariant: the plan returned fits; extracts leave in order of rank, boxes row by row. */
#include "layout/fit.h"

enum {
  ROWS_FIRST = 3, /* rows of a box before the body has had its share */
  SIZE_STEP = UNIT_POINT / 16,
  STEPS_MAX = 4096,
  EMPTY_SHARE = 5 /* of a page: less than one part is as good as nothing */
};

/* After how many extracts of the body a box, or the rest of it, is worth more than the next. */
enum {
  NEED_NAMES = 4,
  NEED_CHART = 5,
  NEED_DATES = 7,
  NEED_ABBREVIATIONS = 9,
  NEED_FIGURES_ALL = 11,
  NEED_NAMES_ALL = 13,
  NEED_DATES_ALL = 15,
  NEED_TERMS = 17,
  NEED_LAST = 18
};

struct need {
  uint32_t key_points, extracts; /* extracts: both */
  uint32_t rows_max;
};

static struct need count_need(const struct setter *setter)
{
  struct need need = {.rows_max = setter->page_template->box_rows_max};
  const struct brief *brief = setter->brief;
  for (uint32_t i = 0; i < brief->summary.count; i++) {
    const struct brief_extract *extract = &brief->summary.at[i];
    if (extract->role == ROLE_BOTTOM_LINE)
      continue;
    need.key_points += extract->role == ROLE_KEY_POINT;
    if (extract->rank != NONE && extract->rank + 1 > need.extracts)
      need.extracts = extract->rank + 1;
  }
  if (!need.rows_max)
    need.rows_max = 6;
  if (need.extracts > brief->summary.count)
    need.extracts = brief->summary.count;
  return need;
}

static void add_box(struct plan *plan, uint32_t after, uint32_t rows_max)
{
  uint32_t first = rows_max < ROWS_FIRST ? rows_max : ROWS_FIRST;
  switch (after) {
  case NEED_NAMES:
    plan->name_rows = first;
    break;
  case NEED_CHART:
    plan->has_chart = true;
    break;
  case NEED_DATES:
    plan->date_rows = first;
    break;
  case NEED_ABBREVIATIONS:
    plan->abbreviation_rows = rows_max;
    break;
  case NEED_FIGURES_ALL:
    plan->figure_rows = rows_max;
    break;
  case NEED_NAMES_ALL:
    plan->name_rows = rows_max;
    break;
  case NEED_DATES_ALL:
    plan->date_rows = rows_max;
    break;
  case NEED_TERMS:
    plan->term_count = UINT32_MAX;
    break;
  default: /* the other places in the order add an extract only */
    break;
  }
}

static bool same_plan(const struct plan *a, const struct plan *b)
{
  return a->extracts == b->extracts && a->figure_rows == b->figure_rows &&
         a->differing_rows == b->differing_rows && a->date_rows == b->date_rows &&
         a->name_rows == b->name_rows && a->abbreviation_rows == b->abbreviation_rows &&
         a->term_count == b->term_count && a->has_quote == b->has_quote &&
         a->has_chart == b->has_chart;
}

static void push_plan(struct setter *setter, plan_list *plans, const struct plan *plan)
{
  if (plans->count < STEPS_MAX && (!plans->count || !same_plan(vec_last(plans), plan)))
    vec_push(setter->arena, plans, *plan);
}

/* Boxes for the rest of the room; what several stories have in common says less than their text. */
static void add_boxes(struct setter *setter, plan_list *plans, struct plan *plan, uint32_t rows_max)
{
  plan->figure_rows = rows_max;
  push_plan(setter, plans, plan);
  for (uint32_t after = 1; after < NEED_LAST; after++) {
    add_box(plan, after, rows_max);
    push_plan(setter, plans, plan);
  }
}

/* Each story's lead before any story's more; where sources differ comes with its story. */
static void story_plans(struct setter *setter, plan_list *plans)
{
  struct need need = count_need(setter);
  struct plan plan = {.body_size = setter->page_template->styles[STYLE_BODY].size};
  uint32_t leads = 0;
  for (uint32_t i = 0; i < setter->brief->summary.count; i++) {
    const struct brief_extract *extract = &setter->brief->summary.at[i];
    if (extract->is_lead && extract->rank + 1 > leads)
      leads = extract->rank + 1;
  }
  for (; plan.extracts < leads && plan.extracts < need.extracts; plan.extracts++)
    push_plan(setter, plans, &plan);
  push_plan(setter, plans, &plan);
  plan.differing_rows = setter->brief->differing.count;
  push_plan(setter, plans, &plan);
  plan.has_quote = setter->page_template->shows[SLOT_PULL_QUOTE];
  for (; plan.extracts < need.extracts; plan.extracts++)
    push_plan(setter, plans, &plan);
  push_plan(setter, plans, &plan);
  add_boxes(setter, plans, &plan, need.rows_max);
}

void plans_of(struct setter *setter, plan_list *plans)
{
  if (tells_stories(setter)) {
    story_plans(setter, plans);
    return;
  }
  struct need need = count_need(setter);
  struct plan plan = {.body_size = setter->page_template->styles[STYLE_BODY].size};
  push_plan(setter, plans, &plan);
  for (uint32_t i = 0; i < need.key_points && i < need.extracts; i++) {
    plan.extracts = i + 1;
    push_plan(setter, plans, &plan);
  }
  plan.has_quote = setter->page_template->shows[SLOT_PULL_QUOTE];
  push_plan(setter, plans, &plan);
  plan.differing_rows = setter->brief->differing.count;
  push_plan(setter, plans, &plan);
  plan.figure_rows = need.rows_max < ROWS_FIRST ? need.rows_max : ROWS_FIRST;
  push_plan(setter, plans, &plan);
  for (uint32_t body = 1; plan.extracts < need.extracts || body < NEED_LAST; body++) {
    if (plan.extracts < need.extracts)
      plan.extracts++;
    push_plan(setter, plans, &plan);
    add_box(&plan, body, need.rows_max);
    push_plan(setter, plans, &plan);
  }
}

/* --- search
 * --------------------------------------------------------------------------------------- */

struct attempt {
  struct flow flow;
  struct page_break_result pages;
  bool fits;
};

static struct attempt try_plan(struct setter *setter, const struct plan *plan, uint32_t page_count)
{
  struct attempt attempt = {0};
  setter_ready_styles(setter, plan->body_size);
  if (setter->status == PRECIS_OK)
    flow_pages(setter, plan, &attempt.flow, false, &attempt.pages);
  if (setter->status == PRECIS_CANNOT_FIT) { /* an answer, not the end of the search */
    setter->status = PRECIS_OK;
    return attempt;
  }
  attempt.fits = setter->status == PRECIS_OK && attempt.pages.page_count <= page_count;
  return attempt;
}

static uint32_t longest_that_fits(struct setter *setter, const plan_list *plans,
                                  uint32_t page_count)
{
  uint32_t low = 0, high = plans->count; /* plans below low fit, from high on they do not */
  if (try_plan(setter, &plans->at[high - 1], page_count).fits)
    return high;
  high--;
  while (low < high && setter->status == PRECIS_OK) {
    uint32_t middle = low + (high - low) / 2;
    if (try_plan(setter, &plans->at[middle], page_count).fits)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The largest body that still fits, in sixteenths of a point. */
static void open_type(struct setter *setter, struct plan *plan, uint32_t page_count)
{
  unit limit = setter->page_template->size_max, given = plan->body_size;
  int32_t low = 0, high = limit > given ? (limit - given) / SIZE_STEP + 1 : 1;
  while (high - low > 1 && setter->status == PRECIS_OK) {
    int32_t middle = low + (high - low) / 2;
    plan->body_size = given + middle * SIZE_STEP;
    if (try_plan(setter, plan, page_count).fits)
      low = middle;
    else
      high = middle;
  }
  plan->body_size = given + low * SIZE_STEP;
}

/* A last page with nothing on it but the notes is no page; nor, over several documents, is one with
 * a box. Where the text fits without it, boxes give way. */
static void drop_empty_page(struct setter *setter, const plan_list *plans, uint32_t page_count,
                            struct plan *plan)
{
  if (page_count < 2 || setter->status != PRECIS_OK)
    return;
  struct attempt attempt = try_plan(setter, plan, page_count);
  uint32_t used = attempt.pages.last_used, room = attempt.pages.last_room;
  bool is_empty = !used || (setter->brief->sources.count > 1 && used < room / EMPTY_SHARE);
  if (!attempt.fits || attempt.pages.page_count < page_count || !is_empty)
    return;
  uint32_t fitting = longest_that_fits(setter, plans, page_count - 1);
  if (!fitting || plans->at[fitting - 1].extracts < plan->extracts)
    return;
  *plan = plans->at[fitting - 1];
  open_type(setter, plan, page_count - 1);
}

precis_status fit_plan(struct setter *setter, uint32_t page_count, struct plan *ret)
{
  plan_list plans = {0};
  plans_of(setter, &plans);
  if (arena_short(setter->arena) || !plans.count)
    return fail_no_memory(&setter->err);
  struct plan plan = plans.at[plans.count - 1];
  if (page_count) {
    uint32_t fitting = longest_that_fits(setter, &plans, page_count);
    if (setter->status != PRECIS_OK)
      return setter->status;
    plan = plans.at[fitting ? fitting - 1 : 0];
    if (fitting) {
      open_type(setter, &plan, page_count);
      drop_empty_page(setter, &plans, page_count, &plan);
    } else {
      plan.body_size = setter->page_template->size_min;
      if (!plan.body_size || !try_plan(setter, &plan, page_count).fits) {
        fail(&setter->err, PRECIS_CANNOT_FIT, "not even title and bottom line fit %u page%s",
             page_count, page_count == 1 ? "" : "s");
        return fail_hint(&setter->err, PRECIS_CANNOT_FIT, "ask for more pages");
      }
    }
  }
  *ret = plan;
  return setter->status;
}
