/* phrases.h - what a page may say: the texts of a brief, and whether a text of the page is made of
 * them. Private to verify/.
 *
 * Invariant: texts are compared without blanks, soft hyphens and other characters that print
 * nothing, because lines end where layout likes. */
#pragma once

#include "base/map.h"
#include "base/vec.h"
#include "verify/verify.h"

struct phrase {
  str squeezed;
  uint32_t next; /* with the same head; NONE */
  bool is_seen;
};

struct phrases {
  struct arena *arena;
  size_t left;             /* bytes that may still be searched through */
  struct map known;        /* squeezed texts of the brief, but for extracts */
  struct map heads;        /* first bytes of a phrase -> the last one added that starts so */
  VEC(struct phrase) list; /* the extracts, which are added first, and all known */
  VEC(str) labels;         /* squeezed; digits of {page} and {pages} as '#' */
  VEC(str) sources;        /* squeezed texts in which any passage is verbatim */
};

/* Without what prints nothing; in the arena. */
str squeeze(struct arena *arena, str text);

void phrases_init(struct phrases *phrases, struct arena *arena);
void phrases_add(struct phrases *phrases, str text);
/* Before all others: the n-th of the brief is the n-th of the list. */
void phrases_add_extract(struct phrases *phrases, str text);
/* Every way in which a speaker may be named under words of theirs. */
void phrases_add_speaker(struct phrases *phrases, str name, str title);
void phrases_add_label(struct phrases *phrases, str label);
void phrases_add_source(struct phrases *phrases, str text);
/* Takes bytes off the budget of searching; false: it is used up. */
bool phrases_spend(struct phrases *phrases, size_t bytes);

/* What a text of the page is of, by its role. */
enum phrase_place {
  PHRASE_NODE,
  PHRASE_FIGURE,  /* all its texts stand in one row, passages of the source among them */
  PHRASE_ARTIFACT /* a line of several faces comes in as many pieces */
};

enum phrase_place phrase_place_of(str role);
/* True if the text is made of nothing but phrases and labels; marks phrases seen. */
bool phrases_explain(struct phrases *phrases, str text, enum phrase_place place);
