/* background.h - how rare a word is in a language at large, from the language file's [frequencies].
 */
#pragma once

#include "text/text.h"

struct background {
  const struct word_set *words; /* from the commonest on; NULL: the language has none */
  struct word_list below;       /* how many of them are commoner than each step of rarity */
};

struct background background_of(const struct language *language);
/* log of documents a document that holds the folded word; more than any listed one's for a word
 * that is not listed. */
float background_rarity(const struct background *background, str folded);
