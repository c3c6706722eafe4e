/* centrality.c - directed TF-IDF centrality: a sentence matters if what follows comes back to it,
 * and less if it only repeats what went before (Zheng and Lapata 2019), with a budget of pairs. */
#include <math.h>

#include "rank/model.h"

/* Postings a term may have to count, and all pairs together for one sentence of the text: work
 * stays linear. */
enum { TERM_SENTENCES_MAX = 400 };

static const uint64_t PAIRS_A_SENTENCE = 600;

/* Beyond this many sentences a likeness says more about vocabulary than about the argument. */
enum { WINDOW = 400 };

static const float FORWARD_SHARE = 0.3f;

static void to_z(float *values, uint32_t count)
{
  double sum = 0, square = 0;
  for (uint32_t i = 0; i < count; i++)
    sum += values[i];
  double mean = sum / count;
  for (uint32_t i = 0; i < count; i++)
    square += (values[i] - mean) * (values[i] - mean);
  double deviation = sqrt(square / count);
  for (uint32_t i = 0; i < count; i++)
    values[i] = deviation > 1e-9 ? (float)((values[i] - mean) / deviation) : 0;
}

static float weight_of(const struct model *m, uint32_t sentence, uint32_t term)
{
  const struct vector *v = &m->vectors.at[sentence];
  uint32_t low = v->first, high = v->first + v->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (m->postings.at[middle].term < term)
      low = middle + 1;
    else
      high = middle;
  }
  return low < v->first + v->count && m->postings.at[low].term == term ? m->postings.at[low].weight
                                                                       : 0;
}

void model_centrality(struct model *m, float *ret)
{
  uint32_t count = m->vectors.count;
  float *forward = arena_array(m->arena, float, count + 1);
  if (!forward)
    return;
  uint64_t budget = PAIRS_A_SENTENCE * count;
  for (uint32_t term = 0; term < m->term_count && budget; term++) {
    uint32_t from = m->inverted_start[term], to = m->inverted_start[term + 1];
    if (to - from < 2 || to - from > TERM_SENTENCES_MAX)
      continue;
    for (uint32_t i = from; i < to; i++) {
      uint32_t a = m->inverted[i];
      float weight = weight_of(m, a, term);
      for (uint32_t k = i + 1; k < to && m->inverted[k] - a <= WINDOW && budget; k++, budget--) {
        uint32_t b = m->inverted[k];
        float product = weight * weight_of(m, b, term);
        ret[a] += product;
        forward[b] += product;
      }
    }
  }
  if (!count)
    return;
  to_z(ret, count);
  to_z(forward, count);
  for (uint32_t i = 0; i < count; i++)
    ret[i] -= FORWARD_SHARE * forward[i];
}
