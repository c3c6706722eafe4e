/* odt.h - the styles of an OpenDocument text, for its walk. Private to the room. */
#pragma once

#include "read/looks.h"
#include "read/office.h"

/* Adds the styles of styles.xml, or the automatic ones of content.xml. */
precis_status odt_read_styles(struct document *document, const struct zip_want *part,
                              struct style_sheet *sheet, precis_error *err);
/* The look of a paragraph's or a span's style (names are those of the family). */
struct look odt_paragraph_look(const struct style_sheet *sheet, str name);
struct look odt_span_look(const struct style_sheet *sheet, str name);
