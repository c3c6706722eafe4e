/* spread.c - boxes shared out among the last page's columns so that all of them end at its foot.
 *
 * No column divides a box. What stands before the boxes is text, which fills any room; so the
 * columns behind the text's end must be filled by whole boxes. There are few of them: every way to
 * share them out is looked at, by heights alone. */
#include "layout/fit.h"

enum {
  OWN_MAX = 2,       /* columns that boxes have to themselves */
  SLACK_MAX = 2,     /* cells that such a column may be short by, */
  SLACK_PER_GAP = 2, /* and more for each gap between boxes, which takes air */
  TURN_COST = 1      /* of two boxes that stand the other way round than in the template */
};

struct share {
  uint32_t cost;
  uint8_t group[BOXES_MAX]; /* 0: behind the text; from 1 on a column of their own, from the left */
};

struct sharing {
  uint32_t count, room;
  uint32_t cells[BOXES_MAX], gaps[BOXES_MAX];
  struct share best[SPREADS_MAX];
  uint32_t best_count;
};

/* Cells of the boxes of a group, one below the other; how many they are. */
static uint32_t group_cells(const struct sharing *s, const uint8_t *groups, uint8_t group,
                            uint32_t *ret_count)
{
  uint32_t cells = 0, count = 0;
  for (uint32_t i = 0; i < s->count; i++)
    if (groups[i] == group) {
      cells += s->cells[i] + (count ? s->gaps[i] : 0);
      count++;
    }
  *ret_count = count;
  return cells;
}

/* False: a column is too full, or too short for air to fill it. */
static bool price(const struct sharing *s, struct share *share, uint8_t own)
{
  uint32_t count;
  share->cost = 0;
  if (group_cells(s, share->group, 0, &count) > s->room)
    return false;
  for (uint8_t group = 1; group <= own; group++) {
    uint32_t cells = group_cells(s, share->group, group, &count);
    if (!count || cells > s->room)
      return false;
    uint32_t slack = s->room - cells;
    if (slack > SLACK_MAX + SLACK_PER_GAP * (count - 1))
      return false;
    share->cost += slack * slack;
  }
  for (uint32_t i = 0; i < s->count; i++)
    for (uint32_t k = i + 1; k < s->count; k++)
      share->cost += share->group[k] < share->group[i] ? TURN_COST : 0;
  return true;
}

/* Among the best, behind those that cost as much. */
static void keep(struct sharing *s, const struct share *share)
{
  uint32_t at = s->best_count;
  while (at > 0 && s->best[at - 1].cost > share->cost)
    at--;
  if (at == SPREADS_MAX)
    return;
  s->best_count += s->best_count < SPREADS_MAX;
  for (uint32_t i = s->best_count - 1; i > at; i--)
    s->best[i] = s->best[i - 1];
  s->best[at] = *share;
}

/* Counts up in base own + 1; false once all have been. */
static bool next_share(struct share *share, uint32_t count, uint8_t own)
{
  for (uint32_t i = 0; i < count && i < BOXES_MAX; i++) {
    if (share->group[i]++ < own)
      return true;
    share->group[i] = 0;
  }
  return false;
}

/* The boxes of the flow in the plan's order. */
static void measure(const struct flow *flow, const struct plan *plan, struct sharing *s,
                    enum block_id *slots)
{
  for (uint32_t i = 0; i < BOXES_MAX && plan->boxes[i] != SLOT_COUNT; i++)
    for (uint32_t b = 0; b < flow->column.count; b++) {
      const struct frame *frame = &flow->column.at[b];
      if (frame->kind != FRAME_BOX || frame->slot != plan->boxes[i] || s->count == BOXES_MAX)
        continue;
      slots[s->count] = frame->slot;
      s->cells[s->count] = frame->cells;
      s->gaps[s->count++] = frame->gap;
      break;
    }
}

uint32_t spread_orders(const struct setter *setter, const struct flow *flow, uint32_t room,
                       const struct plan *plan, struct plan *ret)
{
  uint32_t columns = setter->grid.columns;
  struct sharing s = {.room = room};
  enum block_id slots[BOXES_MAX];
  measure(flow, plan, &s, slots);
  for (uint8_t own = 0; own <= OWN_MAX && own < columns; own++) {
    struct share share = {0};
    do {
      if (price(&s, &share, own))
        keep(&s, &share);
    } while (next_share(&share, s.count, own));
  }
  for (uint32_t i = 0; i < s.best_count; i++) {
    uint32_t at = 0;
    ret[i] = *plan;
    for (uint8_t group = 0; group <= OWN_MAX; group++)
      for (uint32_t b = 0; b < s.count; b++)
        if (s.best[i].group[b] == group)
          ret[i].boxes[at++] = slots[b];
    while (at < BOXES_MAX)
      ret[i].boxes[at++] = SLOT_COUNT;
  }
  return s.best_count;
}
