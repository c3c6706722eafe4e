/* language.h - a language file in memory: sections, keys, lists. Private to the room. */
#pragma once

#include "base/vec.h"
#include "text/text.h"

/* Folded words, apostrophes all typewriter ones. */
struct word_set {
  struct map words;
  size_t longest; /* bytes of the longest word */
};

struct language_key {
  str name;
  str text; /* first line */
  struct word_list words;
  struct word_set set;
  double number;
  bool is_number; /* the value is one number */
};

struct language_section {
  struct map names; /* as written -> index into keys */
  struct word_set folded;
  VEC(struct language_key) keys;
};

struct language {
  struct arena *arena;
  uint64_t digest; /* of the file's bytes */
  struct map names;
  VEC(struct language_section) sections;
};

/* NULL if absent. */
const struct language_section *language_section_of(const struct language *language,
                                                   const char *section);
