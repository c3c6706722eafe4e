/* patterns.h - hyphenation patterns as the build makes them of dictionaries (make_patterns.py). */
#ifndef PRECIS_TYPE_PATTERNS_H
#define PRECIS_TYPE_PATTERNS_H

#include <stdint.h>

/* A run of bytes that patterns begin with. Nodes stand in the order of their depth: the children of
 * a node, by their letters, are those from its `first` up to the `first` of the node behind it. */
struct pattern_node {
  uint32_t first;
  uint32_t letter : 8;  /* the last of the run */
  uint32_t values : 24; /* where the values of the pattern that is the run stand; 0: it is none */
};

enum { PATTERN_LEVELS = 2 };

struct hyphenator {
  const char *language;
  const struct pattern_node *levels[PATTERN_LEVELS]; /* of joined words; of syllables; or NULL */
  const uint8_t *values; /* before each byte of a pattern, and behind the last */
  uint64_t digest;       /* of the dictionary */
};

/* Ends with one that has no language. */
extern const struct hyphenator hyphenators[];

#endif
