/* fit.c - what a brief holds in one order of need, as plans of which each holds a little more than
 * the one before it; fill.c searches them. */
#include "layout/fit.h"

enum {
  ROWS_FIRST = 3, /* rows of a box before the body has had its share */
  ROWS_GIVEN = 6, /* and then, where the template does not say */
  STEPS_MAX = 4096
};

/* After how many extracts of the body a box, or the rest of it, is worth more than the next. */
enum {
  NEED_NAMES = 4,
  NEED_CHART = 5,
  NEED_FIGURES = 6, /* where text stands alone; else they come before the body */
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

uint32_t box_rows_most(const struct page_template *t)
{
  return t->box_rows_max ? t->box_rows_max : ROWS_GIVEN;
}

static struct need count_need(const struct setter *setter)
{
  struct need need = {.rows_max = box_rows_most(setter->page_template)};
  const struct brief *brief = setter->brief;
  for (uint32_t i = 0; i < brief->summary.count; i++) {
    const struct brief_extract *extract = &brief->summary.at[i];
    if (extract->role == ROLE_BOTTOM_LINE)
      continue;
    need.key_points += extract->role == ROLE_KEY_POINT;
    if (extract->rank != NONE && extract->rank + 1 > need.extracts)
      need.extracts = extract->rank + 1;
  }
  /* Ranks may leave out numbers: there can be more of them than extracts. */
  if (need.extracts > STEPS_MAX)
    need.extracts = STEPS_MAX;
  return need;
}

static void add_box(struct plan *plan, uint32_t after, uint32_t rows_max)
{
  uint32_t first = rows_max < ROWS_FIRST ? rows_max : ROWS_FIRST;
  switch (after) {
  case NEED_NAMES:
    plan->rows[SLOT_WHO] = first;
    break;
  case NEED_CHART:
    plan->rows[SLOT_CHART] = 1;
    break;
  case NEED_FIGURES:
    plan->rows[SLOT_FIGURES] = plan->rows[SLOT_FIGURES] ? plan->rows[SLOT_FIGURES] : first;
    break;
  case NEED_DATES:
    plan->rows[SLOT_TIMELINE] = first;
    break;
  case NEED_ABBREVIATIONS:
    plan->rows[SLOT_ABBREVIATIONS] = rows_max;
    break;
  case NEED_FIGURES_ALL:
    plan->rows[SLOT_FIGURES] = rows_max;
    break;
  case NEED_NAMES_ALL:
    plan->rows[SLOT_WHO] = rows_max;
    break;
  case NEED_DATES_ALL:
    plan->rows[SLOT_TIMELINE] = rows_max;
    break;
  case NEED_TERMS:
    plan->rows[SLOT_TERMS] = UINT32_MAX;
    break;
  default: /* the other places in the order add an extract only */
    break;
  }
}

static bool same_plan(const struct plan *a, const struct plan *b)
{
  return a->extracts == b->extracts && a->has_quote == b->has_quote &&
         memcmp(a->rows, b->rows, sizeof a->rows) == 0;
}

static void push_plan(struct setter *setter, plan_list *plans, const struct plan *plan)
{
  if (plans->count < STEPS_MAX && (!plans->count || !same_plan(vec_last(plans), plan)))
    vec_push(setter->arena, plans, *plan);
}

/* The template's own order. */
static void order_boxes(const struct setter *setter, struct plan *plan)
{
  const struct page_template *t = setter->page_template;
  uint32_t count = 0;
  for (uint32_t i = 0; i < t->order_count && count < BOXES_MAX; i++)
    if (is_box(t->order[i]))
      plan->boxes[count++] = t->order[i];
  while (count < BOXES_MAX)
    plan->boxes[count++] = SLOT_COUNT;
  plan->summary = setter->brief->summary.at;
}

/* Boxes for the rest of the room; what several stories have in common says less than their text. */
static void add_boxes(struct setter *setter, plan_list *plans, struct plan *plan, uint32_t rows_max)
{
  plan->rows[SLOT_FIGURES] = rows_max;
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
  order_boxes(setter, &plan);
  for (uint32_t i = 0; i < setter->brief->summary.count; i++) {
    const struct brief_extract *extract = &setter->brief->summary.at[i];
    if (extract->is_lead && extract->rank + 1 > leads)
      leads = extract->rank + 1;
  }
  for (; plan.extracts < leads && plan.extracts < need.extracts; plan.extracts++)
    push_plan(setter, plans, &plan);
  push_plan(setter, plans, &plan);
  plan.rows[SLOT_DISAGREEMENTS] = setter->brief->differing.count;
  push_plan(setter, plans, &plan);
  plan.has_quote = setter->page_template->shows[SLOT_PULL_QUOTE];
  for (; plan.extracts < need.extracts; plan.extracts++)
    push_plan(setter, plans, &plan);
  push_plan(setter, plans, &plan);
  add_boxes(setter, plans, &plan, need.rows_max);
}

/* One column with nothing beside it is for text first: a box takes the whole of its width. */
static bool stands_alone(const struct page_template *t)
{
  return t->columns == 1 && t->side == SIDE_NONE && !t->large_print;
}

void plans_of(struct setter *setter, plan_list *plans)
{
  if (tells_stories(setter)) {
    story_plans(setter, plans);
    return;
  }
  struct need need = count_need(setter);
  struct plan plan = {.body_size = setter->page_template->styles[STYLE_BODY].size};
  order_boxes(setter, &plan);
  push_plan(setter, plans, &plan);
  for (uint32_t i = 0; i < need.key_points && i < need.extracts; i++) {
    plan.extracts = i + 1;
    push_plan(setter, plans, &plan);
  }
  plan.has_quote = setter->page_template->shows[SLOT_PULL_QUOTE];
  push_plan(setter, plans, &plan);
  plan.rows[SLOT_DISAGREEMENTS] = setter->brief->differing.count;
  push_plan(setter, plans, &plan);
  if (!stands_alone(setter->page_template))
    add_box(&plan, NEED_FIGURES, need.rows_max);
  push_plan(setter, plans, &plan);
  for (uint32_t body = 1; plan.extracts < need.extracts || body < NEED_LAST; body++) {
    if (plan.extracts < need.extracts)
      plan.extracts++;
    push_plan(setter, plans, &plan);
    add_box(&plan, body, need.rows_max);
    push_plan(setter, plans, &plan);
  }
}
