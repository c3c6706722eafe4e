/* model.h - what ranking knows of the sentences while it works. Private to rank/. */
#pragma once

#include "base/vec.h"
#include "rank/rank.h"

/* Weighted parts of a score, in the order of ranked.parts. */
enum part {
  PART_POSITION,   /* 1 / (place in its document + 1) */
  PART_EARLY,      /* share of the document that comes after it */
  PART_LENGTH,     /* fullness, to LENGTH_FULL words */
  PART_FREQUENCY,  /* mean weight of its terms in the document */
  PART_COVERAGE,   /* sum of them */
  PART_CENTROID,   /* likeness to the whole */
  PART_CENTRALITY, /* likeness to what follows, less to what went before */
  PART_TITLE,      /* title words it holds */
  PART_ABOUT,      /* words of the query focus, or what stands with them */
  PART_FIGURES,    /* figures it holds */
  PART_OPENING,    /* opens with what points elsewhere, or asks */
  PART_SPEECH,     /* share that is quoted */
  PART_COUNT
};

/* A term of a sentence. */
struct posting {
  uint32_t term;
  float weight; /* unit length over the sentence */
};

struct vector {
  uint32_t first, count; /* in postings, ascending by term */
};

struct model {
  struct arena *arena; /* scratch, freed with the model */
  const struct analysis *const *analyses;
  uint32_t analysis_count;
  struct ranking *ranking;
  uint32_t term_count;
  VEC(struct posting) postings;
  VEC(struct vector) vectors;   /* by ranked sentence */
  VEC(struct vector) title;     /* one: the titles' terms */
  VEC(struct vector) about;     /* one: the query's */
  uint32_t *document_frequency; /* by term: sentences that hold it */
  float *term_weight;           /* by term: frequency x rarity over the documents */
  uint32_t *inverted_start;     /* by term, term_count + 1: into inverted */
  uint32_t *inverted;           /* ranked sentences */
};

extern const float rank_weights[GENRE_COUNT][PART_COUNT]; /* weights.c */

/* terms.c: vectors, frequencies and the inverted index. */
void model_terms(struct model *m, const struct rank_options *options);
/* Adds weight x likeness of each sentence to `from` onto likeness[0..sentences). */
void model_likeness(const struct model *m, struct vector from, float *likeness);
/* centrality.c: z(backward) - 0.3 z(forward) for every sentence. */
void model_centrality(struct model *m, float *ret);
/* features.c: parts and scores of every sentence. */
void model_scores(struct model *m);
/* genre.c */
enum genre guess_genre(const struct analysis *const *analyses, uint32_t count);
/* select.c: the picks. */
void select_sentences(struct model *m, const struct rank_options *options);
