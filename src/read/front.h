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

/* "Madrid, 27 de abril de 2023.", "Nordheide, den 28.11.2023": the date of a line that is a place
 * and a date and nothing else, as YYYY-MM-DD; empty where it is none. */
str dateline_date(struct arena *arena, const struct language *language, str line);

/* --- note.c --------------------------------------------------------------------------------- */

/* "PUBLISHED: ...", "FOR IMMEDIATE RELEASE", "###", "Media contact: ...". */
bool note_is(struct arena *arena, const struct language *language, str line);
/* Where in a line a note of the list begins, with its date, "Ring found Posted: Monday, 23 June
 * 2014"; the line's length if none does. */
size_t note_start(const struct language *language, const char *key, str line);
/* "Born 23 January 1928", "Time of the accident: 3 May 2023": a date of whom or what the text is
 * about, not of the text. */
bool note_is_of_other(const struct language *language, str line);
/* "Pressemitteilung Nr. 48/2024": what stands over it is who sends it, not what it says. */
bool note_is_release(const struct language *language, str line);
/* "Image caption Fans at the gate", "The gate at noon. (AP Photo/Ann Lee)": the words below a
 * picture. */
bool note_is_of_picture(struct arena *arena, const struct language *language, str line);
/* Seven digits or more with nothing but blanks, hyphens, dots and brackets between them. */
bool note_has_telephone(str line);

/* --- back.c --------------------------------------------------------------------------------- */

/* Marks lists of sources and links, what the sender says of itself, signatures. */
void back_mark(struct document *document, const struct language *language);

/* --- letter.c ------------------------------------------------------------------------------- */

/* One of words opens the folded line, more stands behind it. */
bool opens_with_listed(struct word_list words, str folded);

/* The block with the salutation of a letter, among the first `most`; UINT32_MAX where the document
 * is no letter, or has nothing before it or behind it. */
uint32_t letter_salutation(const struct document *document, const struct language *language,
                           uint32_t most);
/* Whether a block up to the one behind the salutation says what the letter is about: "Re: Elm
 * Street". */
bool letter_is_subject(const struct document *document, const struct language *language,
                       uint32_t salutation, uint32_t i);
/* Bytes of "Re: " before the subject; 0 if there is no label, or nothing else. */
uint32_t letter_subject_label(const struct document *document, const struct language *language,
                              uint32_t i);
