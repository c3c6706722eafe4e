/* docx.h - the parts, styles and symbols of a DOCX, for its walk. Private to the room. */
#pragma once

#include "read/looks.h"
#include "read/office.h"

precis_status docx_read_styles(struct document *document, struct arena *scratch,
                               const struct zip_want *part, struct style_sheet *ret,
                               precis_error *err);
/* A value that is on when it stands without one: "w:b", "w:vanish". */
bool docx_is_on(const struct xml_tag *tag);
bool docx_is_raised(const struct xml_tag *tag); /* of w:vertAlign */
/* The number in w:val; STYLE_UNSET if it is none or large. */
uint8_t docx_small_number(const struct xml_tag *tag);

/* The character of w:sym; 0 for an ornament that Unicode does not have there. */
uint32_t docx_symbol(str font, str code);

enum docx_part { DOCX_BODY, DOCX_STYLES, DOCX_FOOTNOTES, DOCX_ENDNOTES, DOCX_CORE, DOCX_PARTS };

/* Reads the parts; those a document does not have stay without data. PRECIS_BAD_INPUT: another kind
 * of document. */
precis_status docx_find_parts(struct document *document, struct arena *scratch, struct zip *zip,
                              struct zip_want *parts, precis_error *err);
