/* sample.c - what a document is known by among others: of its runs of three words those with the
 * least hashes (bottom-k sketches: Broder 1997, Cohen and Kaplan 2007). Two documents draw alike,
 * so that what share of one stands in the other can be told from their samples. */
#include <stdlib.h>

#include "rank/model.h"

static int by_hash(const void *a, const void *b)
{
  const uint64_t *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

/* Sorted, each once, the least `most`. */
static uint32_t settle(uint64_t *pool, uint32_t count, uint32_t most)
{
  uint32_t kept = 0;
  if (count)
    qsort(pool, count, sizeof *pool, by_hash);
  for (uint32_t i = 0; i < count && kept < most; i++)
    if (!kept || pool[kept - 1] != pool[i])
      pool[kept++] = pool[i];
  return kept;
}

uint32_t sample_runs(const struct analysis *a, run_hash *hash_of, uint32_t most, uint64_t *ret)
{
  enum { POOL = 4 * SAMPLE_MAX };

  uint64_t pool[POOL], run[RUN_WORDS] = {0}, end = UINT64_MAX;
  uint32_t count = 0, words = 0;
  for (uint32_t s = 0; s < a->sentences.count; s++) {
    const struct sentence *sentence = &a->sentences.at[s];
    for (uint32_t i = 0; is_choosable(sentence) && i < sentence->token_count; i++) {
      const struct token *t = &a->tokens.at[sentence->first_token + i];
      if (t->kind == TOKEN_MARK)
        continue;
      memmove(run, run + 1, sizeof run - sizeof *run);
      run[RUN_WORDS - 1] = str_hash(a->words.at[t->word].folded);
      uint64_t hash = hash_of(run);
      if (++words < RUN_WORDS || hash >= end)
        continue;
      pool[count++] = hash;
      if (count == POOL) {
        count = settle(pool, count, most);
        end = count == most ? pool[count - 1] : UINT64_MAX;
      }
    }
  }
  count = settle(pool, count, most);
  memcpy(ret, pool, count * sizeof *ret);
  return count;
}
