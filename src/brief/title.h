/* title.h - what a title may be made of. Private to title.c and title_words.c. */
#pragma once

#include "brief/make.h"

enum { TITLE_WORDS_MIN = 4, TITLE_WORDS_MAX = 12 };

/* The words that a title may have at most: as a whole sentence, as a clause of one. */
struct title_limits {
  uint32_t sentence, clause;
};

/* The words of a sentence that make a title; len 0: none do. `at`: the sentence without its list
 * mark. */
struct span title_of_sentence(const struct analysis *a, const struct sentence *s, struct span at,
                              struct title_limits limits);
/* All of the sentence, if it has so many words. */
struct span title_of_few_words(const struct analysis *a, struct span sentence, uint32_t least,
                               uint32_t most);

/* --- tokens --- */

/* The token is a word of a list of [titles]; behind the last one none is. */
bool title_lists(const struct analysis *a, uint32_t token, const char *key);
bool title_opens_date(const struct analysis *a, uint32_t token);
/* Tokens up to `end` that tell half of something: "Less than a week before the owner". */
bool title_holds_half(const struct analysis *a, uint32_t first, uint32_t end);
