/* select.h - what selection knows while it takes one sentence after the other. Private to rank/. */
#pragma once

#include "rank/model.h"

struct candidate {
  uint32_t ranked;
  float likeness;     /* greatest to what was taken */
  uint32_t uncovered; /* worth of its pairs that stand in nothing that was taken */
  bool is_out;        /* taken, or a copy of what was */
};

/* A pair of a candidate. */
struct held_pair {
  uint32_t slot;
  uint32_t candidate;
};

struct selector {
  struct model *m;
  const struct genre_weights *weights;
  const float *scores;               /* by ranked sentence, deviations */
  uint32_t max_words, max_sentences; /* 0: no bound */
  uint32_t words, sentences;         /* taken */
  struct candidate *candidates;
  uint32_t candidate_count;
  struct held_pair *held; /* ascending by slot; none where pairs are worth nothing */
  uint32_t held_count;
  bool *taken;       /* by ranked sentence */
  bool *is_covered;  /* by slot: a pair that stands in what was taken */
  bool takes_scraps; /* nothing better is left */
  bool *is_fragment; /* by ranked sentence: holds a quotation that is no whole thought */
  float *newest;     /* by term: the pick that was taken last; zero between uses */
  uint32_t story;    /* whose turn it is; past the last: each takes what is best */
  uint32_t turns;    /* of that story, taken */
  double mean_words; /* of a document */
};

/* candidates.c: which sentences are looked at; what is known of them before anything is taken. */
void choose_candidates(struct selector *s);
/* The candidates that hold each pair, with what those are worth; needs the candidates. */
void hold_pairs(struct selector *s);
void find_fragments(struct selector *s);
/* A pair is worth the documents (of one document: the sentences) that hold it beside this one. */
uint32_t pair_worth(const struct model *m, uint32_t slot);
