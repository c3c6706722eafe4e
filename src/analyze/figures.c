/* figures.c - the pass over figures. */
#include "analyze/passes.h"

precis_status figures_rules_new(const struct heap *heap, const struct language *language,
                              struct figures_rules **ret, precis_error *err)
{
  (void)heap;
  (void)language;
  (void)err;
  *ret = NULL;
  return PRECIS_OK;
}

void figures_rules_free(struct figures_rules *rules)
{
  (void)rules;
}

void find_figures(struct analysis *a, const struct analyzer *analyzer)
{
  (void)a;
  (void)analyzer;
}
