/* verify.h - is what a briefing says what its sources say, and what its pages say what it says? */
#pragma once

#include "brief/brief.h"
#include "paint/paint.h"

/* --- before a briefing gets its name ------------------------------------------------------------
 */

/* Every text of the brief that has a place is the bytes that stand there. docs are the brief's, in
 * their order. PRECIS_NOT_VERBATIM names the text. */
precis_status verify_brief(const struct brief *brief, const struct document *const *docs,
                           uint32_t count, precis_error *err);

struct page_check {
  const struct brief *brief;
  const display_texts *texts;
  const str *labels; /* the template's words */
  uint32_t label_count;
  uint32_t ranks_set;             /* extracts of lower rank stand on the pages */
  bool shows_role[ROLE_BODY + 1]; /* the template has room for extracts of that role */
  bool is_lossy;                  /* characters are missing, with a warning */
  bool *extracts_printed;         /* by summary; filled in */
};

/* Every text of the pages is made of the brief's texts and the template's words, and every extract
 * that was to be set is there. PRECIS_NOT_VERBATIM, PRECIS_NO_MEMORY. */
precis_status verify_pages(const struct heap *heap, const struct page_check *check,
                           precis_error *err);
