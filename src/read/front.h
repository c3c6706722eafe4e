/* front.h - the shapes that front.c looks for, a file each. Private to the room. */
#pragma once

#include "read/steps.h"

/* --- byline.c ------------------------------------------------------------------------------- */

/* The name in "By Jane Doe, science editor" or "A profile by Jane Doe"; empty if the line is no
 * byline. */
str byline_name(const struct language *language, str line);

/* --- dateline.c ----------------------------------------------------------------------------- */

/* Bytes of "WASHINGTON (AP) - " before the sentence that it leads; 0 if there is none. */
uint32_t dateline_lead(struct arena *arena, const struct language *language, str paragraph);
/* "PORT ALDER, Wash.", "HOBART -- Monday": a place in capitals that stands for itself. */
bool dateline_alone(str line);

/* --- note.c --------------------------------------------------------------------------------- */

/* "PUBLISHED: ...", "FOR IMMEDIATE RELEASE", "###", "Media contact: ...". */
bool note_is(struct arena *arena, const struct language *language, str line);
/* "Born 23 January 1928": a date of whom the text is about, not of the text. */
bool note_is_of_life(const struct language *language, str line);
/* Seven digits or more with nothing but blanks, hyphens, dots and brackets between them. */
bool note_has_telephone(str line);
