/* rank.h - which sentences matter, over all documents, and in which order to take them. */
#pragma once

#include "analyze/analyze.h"

enum genre {
  GENRE_NEWS,
  GENRE_REPORT,     /* specifications, memoranda, minutes */
  GENRE_PAPER,      /* research */
  GENRE_REFERENCE,  /* encyclopaedias, handbooks */
  GENRE_TRANSCRIPT, /* people talking of results */
  GENRE_REVIEWS,    /* many voices on one thing */
  GENRE_MANY,       /* several documents */
  GENRE_COUNT
};

const char *genre_name(enum genre genre);
/* GENRE_COUNT for a name that is none. */
enum genre genre_find(str name);

struct rank_options {
  uint32_t max_words; /* of what is picked; 0: no bound */
  uint32_t max_sentences;
  double ratio;     /* of the words of all documents; 0: no bound */
  enum genre genre; /* GENRE_COUNT: guess */
  bool keep_parts;  /* for --explain and the stages */
  str about;        /* query focus */
  str title;        /* of the briefing, for title overlap; empty: the documents' own */
};

/* A sentence of one of the documents. */
struct ranked {
  uint32_t document;
  uint32_t sentence;
  double score; /* 0 to 1 over all */
};

/* A feature of a sentence and what it adds to the score by the genre's weight. */
struct score_part {
  float feature, worth;
};

enum pick_reason {
  PICK_SCORE,
  PICK_ANTECEDENT /* taken along because the next pick leans on it */
};

struct pick {
  uint32_t ranked; /* index */
  uint32_t rank;   /* 0 is picked first; picks that belong together share it */
  uint32_t beaten; /* ranked index of the runner-up; NONE */
  enum pick_reason reason;
};

struct ranking {
  struct arena *arena;
  const struct analysis *const *analyses;
  uint32_t analysis_count;
  enum genre genre;
  VEC(struct ranked) sentences; /* all that may be chosen, by document and place */
  struct score_part *parts; /* score_part_count() a sentence; NULL unless they are kept */
  VEC(struct pick) picks;       /* in the order they were taken; a prefix is a smaller summary */
  VEC(struct doc_warning) warnings;
};

uint32_t score_part_count(void);
const char *score_part_name(uint32_t part); /* "position", ...; NULL past the last */

/* Borrows the analyses for as long as the ranking lives. No sentence anywhere gives no
 * picks and a warning. */
precis_status rank(const struct heap *heap, const struct analysis *const *analyses, uint32_t count,
                   const struct rank_options *options, struct ranking **ret, precis_error *err);
void ranking_free(struct ranking *ranking);
DEFINE_AUTO(ranking)
