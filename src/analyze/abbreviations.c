/* abbreviations.c - stub */
#include "analyze/passes.h"

struct abbreviation_rules {
  int none;
};

const struct abbreviation_rules *abbreviation_rules_new(struct arena *arena,
                                                        const struct language *language)
{
  (void)language;
  return arena_make(arena, struct abbreviation_rules);
}

void find_abbreviations(struct analysis *a, const struct analyzer *analyzer)
{
  (void)a;
  (void)analyzer;
}
