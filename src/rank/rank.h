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
  /* Of a choice among many, by document; NULL: there are no others. */
  const uint32_t *copy_of; /* one that is known to copy another; else NONE */
  const uint32_t *behind;  /* reports of its story that were not chosen */
};

/* A sentence of one of the documents. */
struct ranked {
  uint32_t document;
  uint32_t sentence;
  double score;         /* 0 to 1 over all */
  uint32_t opening;     /* ranked index of the first of its turn, which names who speaks, itself or
                           one before it; NONE */
  uint32_t label_words; /* of what names who speaks, at its start */
  bool is_headed;       /* a heading above it names who speaks */
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
  float added;     /* what it says that was not yet said, in deviations; concepts.c */
  enum pick_reason reason;
};

/* Documents about one thing. */
struct story {
  uint32_t documents; /* copies not counted, those that were not chosen are */
  uint32_t behind;    /* of them, not chosen */
  uint32_t first;     /* of them */
  uint32_t fullest;
  bool is_slight; /* even that is a short text: a page that was not found, a notice */
  bool is_talk;   /* most of that needs to be told who says it */
};

/* A figure of a document. */
struct differing {
  uint32_t document;
  uint32_t figure; /* index in its analysis */
};

/* The same thing counted differently by several documents. */
struct disagreement {
  uint32_t first, count; /* in differing */
};

struct ranking {
  struct arena *arena;
  const struct analysis *const *analyses;
  uint32_t analysis_count;
  enum genre genre;
  uint32_t *copy_of;            /* by document: the fuller one that it nearly copies; NONE */
  uint32_t *story_of;           /* by document: index in stories */
  VEC(struct story) stories;    /* largest first; none where there is no sentence */
  VEC(struct ranked) sentences; /* all that may be chosen, by document and place */
  struct score_part *parts;     /* score_part_count() a sentence; NULL unless they are kept */
  bool is_whole;                /* so short that all of it is picked */
  VEC(struct pick) picks;       /* in the order they were taken; a prefix is a smaller summary */
  VEC(struct disagreement) disagreements;
  VEC(struct differing) differing;
  VEC(struct doc_warning) warnings;
};

uint32_t score_part_count(void);
const char *score_part_name(uint32_t part); /* "position", ...; NULL past the last */

/* Borrows the analyses for as long as the ranking lives. No sentence anywhere gives no
 * picks and a warning. Warnings: W201 no sentence, W202 too short to leave anything out, W203 a
 * document is nearly a copy of another, W204 nothing about what was asked for, W205 more documents
 * than are compared, W207 no sentence within the size, W208 more documents than are grouped into
 * stories. (W206 is of a collection.) */
precis_status rank(const struct heap *heap, const struct analysis *const *analyses, uint32_t count,
                   const struct rank_options *options, struct ranking **ret, precis_error *err);
void ranking_free(struct ranking *ranking);

/* --- collect.c: which of many documents a briefing looks at ---------------------------------- */

/* What is kept of a document, so that many can be held side by side. */
enum { MEMO_RUNS = 64, MEMO_TERMS = 24 };

struct memo {
  uint32_t words;
  uint32_t bytes; /* of its text */
  uint16_t run_count, term_count;
  uint32_t runs[MEMO_RUNS]; /* the least hashes of its runs of three words, ascending */

  struct {
    uint32_t hash;
    float weight;      /* unit length over the document */
  } terms[MEMO_TERMS]; /* ascending by hash */
};

void memo_of(const struct analysis *analysis, struct memo *ret);

/* Indices of memos. */
struct choice {
  VEC(uint32_t) chosen;  /* ascending: the fullest reports of the largest stories, and copies */
  VEC(uint32_t) copy_of; /* by chosen: the chosen one that it copies; NONE */
  VEC(uint32_t) behind;  /* by chosen: reports of its story that are not chosen */
  uint32_t stories;      /* in all */
  uint32_t told;         /* those with a chosen report */
  uint32_t copies;       /* in all */
};

/* At most; bytes of text, all together, but for the first report. */
struct budget {
  uint32_t reports, copies;
  uint64_t bytes;
};

/* ret in the arena; false when there was no memory. */
bool choose_documents(struct arena *arena, const struct memo *memos, uint32_t count,
                      struct budget budget, struct choice *ret);

DEFINE_AUTO(ranking)
