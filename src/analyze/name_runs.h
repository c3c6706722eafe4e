/* name_runs.h - what runs of capitalised words are made of. Private to name_runs.c and
 * name_firms.c. */
#pragma once

#include "analyze/people.h"

/* "the", "of", "he": a word that begins no name, whatever its capital. */
bool names_is_function_word(const struct people *p, uint32_t i);
/* Token i goes on with what token i - 1 belongs to: no block, sentence or quotation begins there.
 */
bool names_same_stretch(const struct people *p, uint32_t i);
/* Behind the capitalised words from token i on. */
uint32_t names_plain_end(const struct people *p, uint32_t i);
/* name_firms.c: a suffix that is written with a stop. */
bool names_is_short_suffix(const struct people *p, uint32_t i);
/* "Inc." behind a name, with its stop; i if nothing of the kind is there. */
uint32_t names_firm_word_end(const struct people *p, uint32_t i);
/* Surnames with commas that are one firm; `first` if what starts there is none. */
uint32_t names_firm_end(const struct people *p, uint32_t first);
