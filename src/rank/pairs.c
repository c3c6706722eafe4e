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

uint32_t pairs_of(const struct model *m, uint32_t ranked, uint32_t ret[PAIRS_MAX])
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  const struct analysis *a = m->analyses[r->document];
  const struct sentence *s = &a->sentences.at[r->sentence];
  uint32_t count = 0, before = NONE;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count && count < PAIRS_MAX; i++) {
    if (!model_counts(a, &a->tokens.at[i]))
      continue;
    uint32_t term = m->terms[r->document][a->words.at[a->tokens.at[i].word].stem];
    if (before != NONE)
      count += add_once(ret, count, slot_of(m, before, term));
    before = term;
  }
  return count;
}

void model_pairs(struct model *m)
{
  uint32_t slots = SLOTS_MIN;
  while (slots < SLOTS_MAX && slots / SLOTS_A_POSTING < m->postings.count)
    slots *= 2;
  m->pair_mask = slots - 1;
  m->pair_counts = arena_array(m->arena, uint16_t, slots);
  m->pair_documents = arena_array(m->arena, uint16_t, slots);
  uint16_t *newest = arena_array(m->arena, uint16_t, slots); /* document that was counted last */
  if (arena_short(m->arena))
    return;
  for (uint32_t i = 0; i < m->vectors.count; i++) {
    uint32_t found[PAIRS_MAX], count = pairs_of(m, i, found);
    uint16_t document = (uint16_t)(m->ranking->sentences.at[i].document + 1);
    for (uint32_t k = 0; k < count; k++) {
      uint32_t slot = found[k];
      count_up(&m->pair_counts[slot]);
      if (newest[slot] != document)
        count_up(&m->pair_documents[slot]);
      newest[slot] = document;
    }
  }
}
