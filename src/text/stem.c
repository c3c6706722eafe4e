/* stem.c - Snowball. A stemmer holds the word it works on, so each thread makes its own. */
#include <libstemmer.h>

#include <stdlib.h>

#include "text/text.h"

/* No word of a language is longer; a run of letters without blanks stems to itself. */
enum { WORD_MAX = 128 };

struct stemmer {
  struct sb_stemmer *snowball;
};

struct stemmer *stemmer_new(const char *algorithm)
{
  if (!algorithm || !*algorithm)
    return NULL;
  struct stemmer *stemmer = calloc(1, sizeof *stemmer);
  if (!stemmer)
    return NULL;
  stemmer->snowball = sb_stemmer_new(algorithm, NULL);
  if (stemmer->snowball)
    return stemmer;
  free(stemmer);
  return NULL;
}

void stemmer_free(struct stemmer *stemmer)
{
  if (!stemmer)
    return;
  sb_stemmer_delete(stemmer->snowball);
  free(stemmer);
}

/* Snowball's rules for "'s" know the typewriter apostrophe only. */
static size_t straighten(char out[WORD_MAX], str word)
{
  size_t used = 0;
  for (size_t at = 0; at < word.len; at++) {
    if (str_starts(str_sub(word, at, word.len - at), STR("\u2019"))) {
      out[used++] = '\'';
      at += sizeof "\u2019" - 2;
    } else {
      out[used++] = word.data[at];
    }
  }
  return used;
}

str stem_word(struct stemmer *stemmer, struct arena *arena, str word)
{
  if (!stemmer || word.len > WORD_MAX)
    return arena_str(arena, word);
  char straight[WORD_MAX];
  size_t len = straighten(straight, word);
  const sb_symbol *stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)straight, (int)len);
  if (!stem) {
    arena_fail(arena);
    return STR("");
  }
  return arena_str(arena, (str){(const char *)stem, (size_t)sb_stemmer_length(stemmer->snowball)});
}
