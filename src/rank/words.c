/* words.c - what a sentence's terms say: how often they stand here, how rare they are elsewhere. */
#include "rank/model.h"

static void set_term_columns(struct model *m, uint32_t ranked)
{
  struct vector v = m->vectors.at[ranked];
  float frequency = 0, weight = 0, rarity = 0;
  for (uint32_t i = v.first; i < v.first + v.count; i++) {
    uint32_t term = m->postings.at[i].term;
    frequency += m->frequency[term];
    rarity += m->rarity[term];
    weight += m->frequency[term] * m->rarity[term];
  }
  float count = v.count ? (float)v.count : 1;
  m->columns[FEATURE_FREQUENCY][ranked] = frequency / count;
  m->columns[FEATURE_COVERAGE][ranked] = frequency;
  m->columns[FEATURE_RARITY][ranked] = rarity / count;
  m->columns[FEATURE_WEIGHT][ranked] = weight / count;
}

static void set_pair_column(struct model *m, uint32_t ranked)
{
  uint32_t count;
  const uint32_t *found = pairs_of(m, ranked, &count);
  float elsewhere = 0;
  for (uint32_t i = 0; i < count; i++)
    elsewhere += (float)(m->pair_counts[found[i]] - 1);
  m->columns[FEATURE_PAIRS][ranked] = elsewhere;
}

void model_words(struct model *m)
{
  static const enum feature mine[] = {FEATURE_FREQUENCY, FEATURE_COVERAGE, FEATURE_RARITY,
                                      FEATURE_WEIGHT, FEATURE_PAIRS};

  for (size_t i = 0; i < sizeof mine / sizeof *mine; i++)
    model_column(m, mine[i]);
  if (arena_short(m->arena))
    return;
  for (uint32_t i = 0; i < m->vectors.count; i++) {
    set_term_columns(m, i);
    set_pair_column(m, i);
  }
  for (size_t i = 0; i < sizeof mine / sizeof *mine; i++)
    to_z(m->columns[mine[i]], m->vectors.count);
}

/* Share of the words' terms that the sentence holds; both ascend by term. */
static float share_held(const struct model *m, struct vector words, struct vector v)
{
  uint32_t shared = 0;
  for (uint32_t i = words.first, k = v.first; i < words.first + words.count;) {
    uint32_t wanted = m->postings.at[i].term;
    while (k < v.first + v.count && m->postings.at[k].term < wanted)
      k++;
    shared += k < v.first + v.count && m->postings.at[k].term == wanted;
    i++;
  }
  return words.count ? (float)shared / (float)words.count : 0;
}

void words_of_sentence(const struct model *m, uint32_t ranked, float *ret)
{
  struct vector v = m->vectors.at[ranked];
  uint32_t keys = 0;
  for (uint32_t i = v.first; i < v.first + v.count; i++)
    keys += m->is_key[m->postings.at[i].term];
  ret[FEATURE_KEYS] = v.count ? (float)keys / (float)v.count : 0;
  ret[FEATURE_TITLE] = share_held(m, m->title, v);
  ret[FEATURE_ABOUT] = 0; /* where it was asked for, about.c has a column of it */
}
