/* pdf.h - a display list into the bytes of a PDF: tagged, PDF/UA-1, and PDF/A-3a with a file
 * attached, PDF/A-2a without. */
#pragma once

#include "paint/paint.h"

/* What faces were cut down to, for the next pages that use the same of them; pages written at the
 * same time share it. The bytes of a PDF are the same with and without. */
struct subsets;

struct subsets *subsets_new(const struct heap *heap); /* NULL without memory */
void subsets_free(struct subsets *subsets);
DEFINE_AUTO(subsets)
/* subsets may be NULL. The same display gives the same bytes. PRECIS_NO_MEMORY; PRECIS_BAD_ARGUMENT
 * for a display with a glyph 0, a node without its parent, or a length that PDF cannot hold. */
precis_status pdf_make(const struct heap *heap, struct subsets *subsets,
                       const struct display *display, struct buffer *ret, precis_error *err);
