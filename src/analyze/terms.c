/* terms.c - stub */
#include "analyze/passes.h"

void find_terms(struct analysis *a, const struct analyzer *analyzer)
{
  (void)a;
  (void)analyzer;
}
