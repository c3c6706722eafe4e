/* attempt.c - plans laid out to see what the pages hold, each once.
 *
 * The search asks for the same plan up to five times, and more often for plans that differ in
 * nothing that is set: in the place of a box that has no rows, in rows that the brief has not.
 *
 * Invariant: plans with the same key are given to flow_make() as the same blocks in the same order,
 * by the same styles and grid; so they have the same pages, and the first one's serve all. An
 * attempt leaves the setter's styles in any size. Sanitized builds look whether it holds. */
#include "base/sanitized.h"
#include "layout/fit.h"

/* The search tries some dozens, of a plan with many boxes some hundreds. */
enum { ATTEMPTS_MAX = 1024 };

/* All that flow_make() and setter_ready_styles() ask of a plan. Without holes: its bytes are
 * compared. */
struct attempt_key {
  uint32_t order[SLOT_COUNT], rows[SLOT_COUNT]; /* of what is shown */
  uint32_t differing_rows;                      /* of the stories */
  uint32_t extracts, skip_count, skipped[SKIPS_MAX];
  uint32_t has_chart, has_quote, quote_in_column;
  uint32_t body_size, cells;
};

struct attempt_list {
  struct map keys;
  VEC(struct attempt) all; /* by entry of the map */
};

static struct attempt_key key_of(const struct setter *setter, const struct plan *plan)
{
  struct attempt_key key = {
      .differing_rows = box_rows(setter, plan, SLOT_DISAGREEMENTS),
      .extracts = plan->extracts,
      .skip_count = plan->skip_count,
      .has_chart = setter->chart.count && flow_has_chart(setter, plan),
      .has_quote = plan->has_quote && pull_quote(setter->brief, NULL),
      .quote_in_column = plan->quote_in_column,
      .body_size = (uint32_t)plan->body_size,
      .cells = plan->cells,
  };
  enum block_id order[SLOT_COUNT];
  uint32_t count = flow_order(setter, plan, order);
  for (uint32_t i = 0; i < count; i++) {
    key.order[i] = order[i] + 1u;
    key.rows[i] = box_rows(setter, plan, order[i]);
  }
  for (uint32_t i = 0; i < plan->skip_count; i++)
    key.skipped[i] = plan->skipped[i];
  return key;
}

static struct attempt lay_out(struct setter *setter, const struct plan *plan)
{
  struct attempt attempt = {0};
  setter_ready_styles(setter, plan->body_size, plan->cells);
  setter->is_trial = true;
  if (setter->status == PRECIS_OK)
    flow_pages(setter, plan, &attempt.flow, true, &attempt.pages);
  setter->is_trial = false;
  attempt.is_possible = setter->status == PRECIS_OK;
  if (setter->status == PRECIS_CANNOT_FIT) { /* an answer, not the end of the search */
    setter->status = PRECIS_OK;
    return (struct attempt){0};
  }
  return attempt;
}

static struct attempt_list *attempts_of(struct setter *setter)
{
  if (!setter->attempts) {
    setter->attempts = arena_make(setter->arena, struct attempt_list);
    if (setter->attempts)
      map_init(&setter->attempts->keys, setter->arena);
  }
  return setter->attempts;
}

static void keep(struct setter *setter, struct attempt_list *list, const struct attempt_key *key,
                 const struct attempt *attempt)
{
  str bytes = arena_str(setter->arena, (str){(const char *)key, sizeof *key});
  vec_push(setter->arena, &list->all, *attempt);
  if (!arena_short(setter->arena))
    map_add(&list->keys, bytes, NULL);
  if (arena_short(setter->arena))
    setter->status = fail_no_memory(&setter->err);
}

#ifdef IS_SANITIZED
static bool is_same(const struct attempt *a, const struct attempt *b)
{
  const struct page_break_result *x = &a->pages, *y = &b->pages;
  bool is_alike = a->is_possible == b->is_possible && x->page_count == y->page_count &&
                  x->head_cells == y->head_cells && x->foot_cells == y->foot_cells &&
                  x->last_used == y->last_used && x->last_gap == y->last_gap &&
                  x->hole == y->hole && x->placements.count == y->placements.count &&
                  a->flow.column.count == b->flow.column.count &&
                  a->flow.items.count == b->flow.items.count;
  for (uint32_t i = 0; is_alike && i < x->placements.count; i++)
    is_alike = memcmp(&x->placements.at[i], &y->placements.at[i], sizeof *x->placements.at) == 0;
  for (uint32_t i = 0; is_alike && i < a->flow.column.count; i++)
    is_alike = a->flow.column.at[i].slot == b->flow.column.at[i].slot &&
               a->flow.column.at[i].cells == b->flow.column.at[i].cells;
  return is_alike;
}

/* What is found is made again, and must be the same. */
static void check_found(struct setter *setter, const struct plan *plan, const struct attempt *found)
{
  struct attempt fresh = lay_out(setter, plan);
  if (setter->status == PRECIS_OK && !is_same(found, &fresh))
    setter->status = fail(&setter->err, PRECIS_BAD_ARGUMENT, "a plan taken for another");
}
#else
static void check_found(struct setter *setter, const struct plan *plan, const struct attempt *found)
{
  (void)setter, (void)plan, (void)found;
}
#endif

struct attempt try_plan(struct setter *setter, const struct plan *plan, uint32_t page_count)
{
  struct attempt_list *list = attempts_of(setter);
  struct attempt_key key = key_of(setter, plan);
  uint32_t found = list ? map_find(&list->keys, (str){(const char *)&key, sizeof key}) : MAP_NONE;
  struct attempt attempt = found == MAP_NONE ? lay_out(setter, plan) : list->all.at[found];
  if (found != MAP_NONE)
    check_found(setter, plan, &attempt);
  if (found == MAP_NONE && list && list->keys.count < ATTEMPTS_MAX && setter->status == PRECIS_OK)
    keep(setter, list, &key, &attempt);
  attempt.fits =
      setter->status == PRECIS_OK && attempt.is_possible && attempt.pages.page_count <= page_count;
  return attempt;
}

bool plan_fits(struct setter *setter, const struct plan *plan, uint32_t page_count)
{
  return try_plan(setter, plan, page_count).fits;
}

int64_t cells_used(const struct attempt *attempt)
{
  int64_t before = (int64_t)attempt->pages.page_count - 1;
  return before * attempt->pages.last_room + attempt->pages.last_used;
}

int64_t cells_left(const struct attempt *attempt, uint32_t page_count)
{
  return (int64_t)page_count * attempt->pages.last_room - cells_used(attempt);
}

bool is_nearly_full(const struct setter *setter, const struct attempt *attempt, uint32_t page_count)
{
  return cells_left(attempt, page_count) <= setter->grid.columns;
}
