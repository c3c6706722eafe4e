/* near.c - the last means against a page that ends too high: plans near the one that was found.
 *
 * Lines cross a page's end by two or three (no widow, no orphan), boxes whole; so a page can end
 * further above its foot than it may although there is more to say. A step of type breaks all lines
 * anew, and a sentence more, less, or another one, leaves another room. They are looked at in the
 * order of what a reader would miss; type stays within the template's limits.
 *
 * Invariant: a plan is taken only where it ends the page at its foot, and no more than TRIES_MAX
 * are laid out; else the one that was found stays. */
#include "layout/fit.h"

enum {
  TRIES_MAX = 128,
  SIZES_NEAR = 2, /* steps of type: a quarter of a point, which no reader sees, */
  SIZES_FAR = 4,  /* and half a point for what nothing else helps */
  OTHERS_MAX = 3, /* sentences that one is exchanged for, or that are added */
  LESS_MAX = 3,
  CONTENTS_MAX = 1 + 2 * OTHERS_MAX + LESS_MAX
};

struct search {
  struct setter *setter;
  uint32_t page_count, tries;
  struct plan found;
  bool is_found;
};

/* --- content --- */

/* What is passed over at the end need not be told. */
static void trim(struct plan *plan)
{
  while (plan->skip_count && plan->skipped[plan->skip_count - 1] == plan->extracts - 1) {
    plan->skip_count--;
    plan->extracts--;
  }
}

static void take_last_out(struct plan *plan)
{
  plan->extracts -= plan->extracts > 0;
  trim(plan);
}

/* The index-th of the ranks that are not set, most needed first; false where there are so many no
 * more, or too many would be passed over. */
static bool put_in(struct plan *plan, uint32_t index, uint32_t most)
{
  if (index < plan->skip_count) {
    for (uint32_t i = index; i + 1 < plan->skip_count && i + 1 < SKIPS_MAX; i++)
      plan->skipped[i] = plan->skipped[i + 1];
    plan->skip_count--;
    return true;
  }
  uint32_t over = index - plan->skip_count;
  if (plan->skip_count + over > SKIPS_MAX || plan->extracts + over >= most)
    return false;
  for (uint32_t i = 0; i < over; i++)
    plan->skipped[plan->skip_count++] = plan->extracts++;
  plan->extracts++;
  return true;
}

/* The plan's own, then more, less, and the last sentence exchanged; how many they are. */
static uint32_t contents_of(const struct plan *plan, uint32_t most, struct plan *ret)
{
  uint32_t count = 0;
  struct plan own = *plan, less = *plan;
  trim(&own);
  less = own;
  take_last_out(&less);
  ret[count++] = own;
  for (uint32_t i = 0; i < OTHERS_MAX; i++) {
    ret[count] = own;
    count += put_in(&ret[count], i, most);
  }
  if (less.extracts)
    ret[count++] = less;
  for (uint32_t i = 1; i <= OTHERS_MAX && less.extracts; i++) {
    ret[count] = less;
    count += put_in(&ret[count], less.skip_count + i, most);
  }
  for (uint32_t i = 1; i < LESS_MAX && less.extracts; i++) {
    take_last_out(&less);
    ret[count++] = less;
  }
  return count;
}

/* --- type --- */

static struct attempt attempt_with(struct search *search, struct plan *plan, uint32_t cells)
{
  plan->cells = cells;
  search->tries++;
  struct attempt attempt = try_plan(search->setter, plan, search->page_count);
  if (attempt.fits && attempt.pages.page_count == search->page_count &&
      attempt.pages.hole <= GAP_MAX) {
    search->found = *plan;
    search->is_found = true;
  }
  return attempt;
}

static bool goes_on(const struct search *search)
{
  return !search->is_found && search->tries < TRIES_MAX && search->setter->status == PRECIS_OK;
}

enum size_answer { SIZE_NEAR, SIZE_TOO_LARGE, SIZE_TOO_SMALL };

/* A size in each leading, the template's first. */
static enum size_answer try_size(struct search *search, struct plan plan)
{
  struct cell_range range = cells_at(search->setter, plan.body_size);
  if (!attempt_with(search, &plan, range.most).fits)
    return SIZE_TOO_LARGE;
  for (uint32_t cells = range.most; cells > range.least && goes_on(search); cells--)
    if (!attempt_with(search, &plan, cells - 1).fits)
      return SIZE_NEAR;
  return SIZE_TOO_SMALL;
}

/* Sizes from the plan's own on, a step more each time; those beyond one that is too large, or too
 * small, are left out. */
static void try_content(struct search *search, const struct plan *plan, int32_t each_way)
{
  const struct page_template *t = search->setter->page_template;
  unit least = t->size_min ? t->size_min : plan->body_size;
  unit most = t->size_max > plan->body_size ? t->size_max : plan->body_size;
  for (int32_t i = 0; i <= 2 * each_way && goes_on(search); i++) {
    int32_t steps = i % 2 ? (i + 1) / 2 : -i / 2;
    struct plan sized = *plan;
    sized.body_size += steps * SIZE_STEP;
    if (sized.body_size < least || sized.body_size > most)
      continue;
    enum size_answer answer = try_size(search, sized);
    if (answer == SIZE_TOO_LARGE)
      most = sized.body_size - 1;
    else if (answer == SIZE_TOO_SMALL)
      least = sized.body_size + 1;
  }
}

void close_gap(struct setter *setter, struct plan *plan, uint32_t most, uint32_t page_count)
{
  struct plan contents[CONTENTS_MAX];
  struct search search = {.setter = setter, .page_count = page_count};
  uint32_t count = contents_of(plan, most, contents);
  if (tells_stories(setter)) /* each has its sentences: type alone is changed */
    count = 1;
  for (uint32_t i = 0; i < count && goes_on(&search); i++)
    try_content(&search, &contents[i], SIZES_NEAR);
  if (goes_on(&search))
    try_content(&search, &contents[0], SIZES_FAR);
  if (search.is_found)
    *plan = search.found;
}
