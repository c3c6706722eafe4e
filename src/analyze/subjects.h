/* subjects.h - who does what a verb says: a name, a noun with its article, a pronoun. */
#pragma once

#include "analyze/people.h"

enum subject_kind {
  SUBJECT_NONE,
  SUBJECT_NAME,
  SUBJECT_NOUN, /* "the minister", "camp leaders" */
  SUBJECT_PRONOUN,
  SUBJECT_OTHER /* somebody or something that is no speaker of ours: "I", "someone", "the offer" */
};

struct subject {
  enum subject_kind kind;
  uint32_t first, end; /* tokens */
  uint32_t name;       /* of a name; NONE */
  bool is_sure;        /* the verb stands right beside it, or an apposition between */
};

#define NO_SUBJECT ((struct subject){.kind = SUBJECT_NONE, .name = NONE})

/* The subject that starts at token i, before end. */
struct subject subject_from(const struct people *p, uint32_t i, uint32_t end);
/* The same, where a verb of speech stands right beside it and the words before them both: any noun
 * with an article may speak there. */
struct subject subject_beside(const struct people *p, uint32_t i, uint32_t end);
/* The subject that ends right before the verb at token v; words from start on belong to the clause.
 */
struct subject subject_before(const struct people *p, uint32_t v, uint32_t start);
/* The first subject of the clause [start, end). */
struct subject subject_first(const struct people *p, uint32_t start, uint32_t end);
/* Behind adverbs and auxiliaries that may stand between subject and verb. */
uint32_t skip_adverbs(const struct people *p, uint32_t i, uint32_t end);
/* A word before whom something is said to. */
bool leads_to_hearer(const struct people *p, uint32_t i);
bool is_speech_verb(const struct people *p, uint32_t i);
