/* attribution.h - what is known of who says what stands between one pair of marks. */
#pragma once

#include "analyze/subjects.h"

enum place_of_cue {
  CUE_NOWHERE,
  CUE_AFTER,  /* “…,” said X */
  CUE_BEFORE, /* X said that it was “…” */
  CUE_COLON,  /* X said: “…”, also at the end of the paragraph before */
  CUE_CONTINUED
};

struct attribution {
  enum place_of_cue place;
  struct subject subject;
  uint32_t verb;     /* token; NONE */
  uint32_t next;     /* pair that is a further part of this quotation; NONE */
  bool is_further;   /* itself a further part */
  bool is_quotation; /* judged: somebody's words */
  bool is_same;      /* the text says no more than that the speaker goes on */
  bool is_denied;    /* "did not say": nobody's, as far as the text knows */
  struct speaker speaker;
};

struct attributing {
  struct people *p;
  struct attribution *at; /* by pair */
  struct map titles;      /* the head word of a person's title -> name */
  str *folded_titles;     /* by name */
  uint32_t *same_title;   /* by name: next with the same head word */
};

/* cues_around.c: the attribution that stands in the text round a pair. */
void cue_after(struct attributing *w, uint32_t m);
void cue_before(struct attributing *w, uint32_t m);
/* Where nothing else tells whose words they are. */
void cue_told(struct attributing *w, uint32_t m);

/* inversions.c: a verb that a hyphen joins to the pronoun behind it: "dit-elle", "a-t-il ajouté".
 */
struct inversion {
  uint32_t verb;    /* of speech where there is one */
  uint32_t pronoun; /* NONE where there is no such verb */
};

struct inversion inversion_at(const struct people *p, uint32_t i, uint32_t end);
/* The attribution between commas inside the marks, where the language sets it there: « Qui,
 * a-t-elle demandé, le croit ? » */
void cue_inside(struct attributing *w, uint32_t m);
/* asides.c: behind the small pronouns before the verb of speech ("lui a répondu"), i if there are
 * none; behind one that a hyphen joins to it ("respondeu-lhe"). */
uint32_t behind_clitics(const struct people *p, uint32_t i, uint32_t end);
uint32_t behind_joined_clitic(const struct people *p, uint32_t i, uint32_t end);
/* The last word of several that say it together, "fait savoir"; NONE. */
uint32_t said_phrase(const struct people *p, uint32_t i, uint32_t end);
/* "s'", "si": what a verb has that is of whom it is done to; is no passive with "be". */
bool is_reflexive(const struct people *p, uint32_t i);
/* Behind adverbs and what names a day: "ce mardi soir". */
uint32_t behind_day(const struct people *p, uint32_t i, uint32_t end);
/* Who speaks behind to whom or where it was said, from token i on: "à l'AFP Jan Reed". */
struct subject subject_behind_aside(const struct people *p, uint32_t i, uint32_t end);
/* Whether the verb, whose clause goes from token i to end, has no subject where the language may
 * leave it out: "ha añadido". */
bool drops_subject(const struct people *p, uint32_t i, uint32_t verb, uint32_t end);
/* The verb of a clause from token i to the colon that only says that somebody goes on, "Y añade:",
 * "Et d'ajouter :"; NONE. */
uint32_t goes_on_saying(const struct people *p, uint32_t i, uint32_t colon);
/* Where more is named, nobody is the only one. */
enum { CAST = 256 };

/* role_persons.c */
void index_titles(struct attributing *w);
/* The one person whose title a definite noun repeats; NONE if none; *ret_many if several. */
uint32_t person_of_role(const struct attributing *w, struct subject s, bool *ret_many);
/* coreference.c: a name or words to print for a subject; mention.len 0 when not certain. */
struct speaker speaker_of(struct attributing *w, uint32_t m, struct subject s);
/* quotations.c: whether the marks hold somebody's words, and a whole thought. */
bool is_quotation(const struct attributing *w, uint32_t m);
bool is_complete(const struct attributing *w, uint32_t m);
