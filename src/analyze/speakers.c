/* speakers.c - the pass over quotations and who says them. */
#include "analyze/passes.h"

precis_status quotes_rules_new(const struct heap *heap, const struct language *language,
                               struct quotes_rules **ret, precis_error *err)
{
  (void)heap;
  (void)language;
  (void)err;
  *ret = NULL;
  return PRECIS_OK;
}

void quotes_rules_free(struct quotes_rules *rules)
{
  (void)rules;
}

void find_quotes(struct analysis *a, const struct analyzer *analyzer)
{
  (void)a;
  (void)analyzer;
}
