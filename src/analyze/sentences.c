/* sentences.c - stub */
#include "analyze/passes.h"

struct sentence_rules {
  int none;
};

const struct sentence_rules *sentence_rules_new(struct arena *arena,
                                                const struct language *language)
{
  (void)language;
  return arena_make(arena, struct sentence_rules);
}

void find_sentences(struct analysis *a, const struct analyzer *analyzer)
{
  (void)a;
  (void)analyzer;
}
