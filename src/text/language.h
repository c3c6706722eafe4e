/* language.h - a language file in memory: sections, keys, lists. Private to the room. */
#pragma once

#include "base/vec.h"
#include "text/text.h"

/* place: in the list, + 1; 0: free. */
struct word_slot {
  uint32_t hash, place;
};

/* The words of a list folded, apostrophes all typewriter ones, and where each stands first: a slot
 * of eight bytes a word and one more, as most sets are only walked through. */
struct word_set {
  const str *words; /* the list's own, where that is folded */
  struct word_slot *slots;
  uint32_t count, slot_count; /* a power of two of slots, at least twice the words */
  size_t longest;             /* bytes of the longest word */
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
  struct map names;  /* as written -> index into keys */
  struct map folded; /* the same of the folded names */
  VEC(struct language_key) keys;
};

struct language {
  struct arena *arena;
  uint64_t digest; /* of the file's bytes */
  struct map names;
  VEC(struct language_section) sections;
  struct pattern *lines; /* [reading] lines; NULL: there are none */
};

/* NULL if absent. */
const struct language_section *language_section_of(const struct language *language,
                                                   const char *section);
