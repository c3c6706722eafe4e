/* pairs.c - terms side by side: what comes back as a pair is what a text is about. */
#include "rank/model.h"

/* Slots a posting; at four, one pair in eight shares its slot with another. */
enum { SLOTS_A_POSTING = 4 };

/* 8 MiB of counts serve texts of any size. */
enum { SLOTS_MIN = 1 << 10, SLOTS_MAX = 1 << 22 };

static uint32_t slot_of(const struct model *m, uint32_t first, uint32_t second)
{
  uint64_t key = ((uint64_t)first << 32 | second) * UINT64_C(0x9E3779B97F4A7C15);
  return (uint32_t)(key >> 40) & m->pair_mask;
}

static void count_up(uint16_t *count)
{
  if (*count < UINT16_MAX)
    (*count)++;
}

static bool add_once(uint32_t *slots, uint32_t count, uint32_t slot)
{
  for (uint32_t i = 0; i < count; i++)
    if (slots[i] == slot)
      return false;
  slots[count] = slot;
  return true;
}

/* Pushes the slots of a sentence's pairs. */
static void find_pairs(struct model *m, uint32_t ranked)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  const struct analysis *a = m->analyses[r->document];
  const struct sentence *s = &a->sentences.at[r->sentence];
  const struct word_cue *cues = m->cues[r->document];
  uint32_t slots[PAIRS_MAX], count = 0, before = NONE;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count && count < PAIRS_MAX; i++) {
    const struct token *t = &a->tokens.at[i];
    struct word_cue cue = cues[t->word];
    if (!model_counts(t, cue))
      continue;
    if (before != NONE)
      count += add_once(slots, count, slot_of(m, before, cue.term));
    before = cue.term;
  }
  for (uint32_t i = 0; i < count; i++)
    vec_push(m->arena, &m->pair_slots, slots[i]);
}

void model_pairs(struct model *m)
{
  uint32_t slots = SLOTS_MIN;
  while (slots < SLOTS_MAX && slots / SLOTS_A_POSTING < m->postings.count)
    slots *= 2;
  m->pair_mask = slots - 1;
  m->pair_counts = arena_array(m->arena, uint16_t, slots);
  m->pairs_from = arena_array(m->arena, uint32_t, (size_t)m->vectors.count + 1);
  for (uint32_t i = 0; !arena_short(m->arena) && i < m->vectors.count; i++) {
    find_pairs(m, i);
    m->pairs_from[i + 1] = m->pair_slots.count;
    for (uint32_t k = m->pairs_from[i]; k < m->pair_slots.count; k++)
      count_up(&m->pair_counts[m->pair_slots.at[k]]);
  }
}
