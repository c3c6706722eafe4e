/* attempt.c - plans laid out to see what the pages hold, each once.
 *
 * The search asks for the same plan up to five times, and more often for plans that differ in
 * nothing that is set: in the place of a box that has no rows, in rows that the brief has not.
 *
 * Invariant: plans with the same key are given to flow_make() as the same blocks in the same order,
 * by the same styles and grid; so they have the same pages, and the first one's serve all. An
 * attempt leaves the setter's styles in any size. */
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
  const struct brief *brief = setter->brief;
  uint32_t differing = brief->differing.count;
  struct attempt_key key = {
      .differing_rows = plan->differing_rows < differing ? plan->differing_rows : differing,
      .extracts = plan->extracts,
      .skip_count = plan->skip_count,
      .has_chart = setter->chart.count && flow_has_chart(setter, plan),
      .has_quote = plan->has_quote && pull_quote(brief),
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

struct attempt try_plan(struct setter *setter, const struct plan *plan, uint32_t page_count)
{
  struct attempt_list *list = attempts_of(setter);
  struct attempt_key key = key_of(setter, plan);
  uint32_t found = list ? map_find(&list->keys, (str){(const char *)&key, sizeof key}) : MAP_NONE;
  struct attempt attempt = found == MAP_NONE ? lay_out(setter, plan) : list->all.at[found];
  if (found == MAP_NONE && list && list->keys.count < ATTEMPTS_MAX && setter->status == PRECIS_OK)
    keep(setter, list, &key, &attempt);
  attempt.fits =
      setter->status == PRECIS_OK && attempt.is_possible && attempt.pages.page_count <= page_count;
  return attempt;
}
