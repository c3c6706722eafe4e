/* pdf_keys.h - what else a briefing's PDF may hold, beside what its pages say. Private to verify/.
 */
#pragma once

#include "verify/pdf_file.h"
#include "verify/qpdf.h"

struct pdf_keys {
  struct pdf_file *file;
  const struct qpdf_calls *lib;
  qpdf_data qpdf;
};

/* Trailer, catalog, the file inside and the outline. */
void pdf_check_catalog(const struct pdf_keys *keys, qpdf_oh root);
/* The page, what it takes over from above, and its links. */
void pdf_check_page(const struct pdf_keys *keys, qpdf_oh page, uint32_t index);
/* An element of the structure tree. */
void pdf_check_element(const struct pdf_keys *keys, qpdf_oh element);
