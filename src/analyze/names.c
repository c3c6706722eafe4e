/* names.c - the pass over names. */
#include "analyze/passes.h"

precis_status names_rules_new(const struct heap *heap, const struct language *language,
                              struct names_rules **ret, precis_error *err)
{
  (void)heap;
  (void)language;
  (void)err;
  *ret = NULL;
  return PRECIS_OK;
}

void names_rules_free(struct names_rules *rules)
{
  (void)rules;
}

void find_names(struct analysis *a, const struct analyzer *analyzer)
{
  (void)a;
  (void)analyzer;
}
