/* lexicon.h - which lists of the language file a folded word stands in, and the words of one
 * document.
 *
 * The lexicon is made once a language and immutable; a vocabulary belongs to one analysis. */
#pragma once

#include "analyze/analyze.h"

struct lexicon;

/* In the arena, which is short afterwards if memory ran out (the answer is NULL then). */
const struct lexicon *lexicon_new(struct arena *arena, const struct language *language);
/* enum word_class bits of a folded word, apostrophes typewriter ones; 0 for a word in no list. */
uint64_t lexicon_classes(const struct lexicon *lexicon, str folded);
/* "l" of l'eau: a word of its own with the apostrophe. */
bool lexicon_is_elision(const struct lexicon *lexicon, str folded);
/* "s" of it's, "ll" of we'll: a word of its own from the apostrophe on. */
bool lexicon_is_contraction(const struct lexicon *lexicon, str folded);

/* Gives folded words their ids; fills analysis->words and stem_count. */
struct vocabulary {
  struct analysis *analysis;
  const struct lexicon *lexicon;
  struct arena *scratch; /* the maps; the words themselves stand in the analysis' arena */
  struct stemmer *stemmer;
  struct map words;     /* entry index == word id */
  struct map stems;     /* entry index == stem id */
  VEC(uint32_t) counts; /* by word id: packed here, the counts of common words stay in the cache */
};

void vocabulary_open(struct vocabulary *v, struct analysis *analysis, const struct lexicon *lexicon,
                     struct arena *scratch);
/* Id of a word as written; 0 with a short arena when there is no memory. */
uint32_t vocabulary_add(struct vocabulary *v, str written);
/* The same for letters from A to Z, at most MAP_SHORT_KEY of them, given as map_add_short() wants
 * them, folded. */
uint32_t vocabulary_add_short(struct vocabulary *v, str written, uint64_t folded);
void vocabulary_close(struct vocabulary *v);
