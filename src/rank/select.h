/* select.h - what selection knows while it takes one sentence after the other. Private to rank/. */
#pragma once

#include "rank/model.h"

struct candidate {
  uint32_t ranked;
  float likeness;     /* greatest to what was taken */
  uint32_t uncovered; /* worth of its concepts that stand in nothing that was taken */
  double step;        /* makes that deviations of what candidates add, their length allowed for */
  bool is_out;        /* taken, or a copy of what was */
};

/* Words and pairs of words of the candidates, and who holds which. */
struct concepts {
  uint32_t count;
  uint32_t *worth;                  /* by concept; 0 once it stands in what was taken */
  uint32_t *held, *held_from;       /* by candidate, and one more: concepts */
  uint32_t *holders, *holders_from; /* by concept, and one more: candidates */
};

/* A sentence and what it leans on. */
enum { GROUP_MAX = 3 };

struct group {
  uint32_t members[GROUP_MAX]; /* ranked ids in text order; the one that counts is last */
  uint32_t count;
  uint32_t words;
};

struct selector {
  struct model *m;
  const struct genre_weights *weights;
  const float *scores; /* by ranked sentence, deviations */
  double score;        /* what a deviation of them counts beside one of what a sentence adds */
  uint32_t max_words, max_sentences; /* 0: no bound */
  bool is_alone;                     /* so few sentences that each must stand alone */
  uint32_t words, sentences;         /* taken */
  struct candidate *candidates;
  uint32_t candidate_count;
  struct concepts concepts;
  bool *taken;       /* by ranked sentence */
  bool takes_scraps; /* nothing better is left */
  bool takes_over;   /* the first sentence may have more words than were asked for */
  bool *is_colour;   /* by ranked sentence, where each must stand alone: mostly quoted, or holds a
                        quotation that is no whole   thought */
  float *newest;     /* by term: the pick that was taken last; zero between uses */
  uint32_t story;    /* whose turn it is; past the last: each takes what is best */
  uint32_t turns;    /* of that story, taken */
  bool opens_story;  /* what is looked for */
  double mean_words; /* of a document */
};

/* candidates.c: which sentences are looked at; what is known of them before anything is taken. */
void choose_candidates(struct selector *s);
void find_colour(struct selector *s);
/* scraps.c: says nothing by itself. */
bool is_scrap(const struct selector *s, uint32_t ranked);
/* groups.c: false where it may not be taken, because it is a scrap, or what it leans on may not be.
 */
bool make_group(const struct selector *s, uint32_t ranked, struct group *ret);
/* Leans on nothing before it, and leads to nothing behind it. */
bool stands_by_itself(const struct model *m, uint32_t ranked);
/* concepts.c: what each candidate says; needs the candidates. */
void find_concepts(struct selector *s);
/* A sentence is taken: what it says is worth nothing to the others any more. Gives what it added,
 * in deviations. */
float cover_concepts(struct selector *s, uint32_t ranked);
