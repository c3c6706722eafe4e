/* model.h - what ranking knows of the sentences while it works. Private to rank/. */
#pragma once

#include "base/vec.h"
#include "rank/rank.h"

/* What is measured on a sentence; features.c names each. z: mean 0, deviation 1 over all that may
 * be chosen. */
enum feature {
  /* places.c */
  FEATURE_POSITION, /* 1 / (place in its document + 1) */
  FEATURE_DEPTH,    /* log(1 + place) */
  FEATURE_EARLY,    /* share of the document that comes after it */
  FEATURE_LEAD,     /* among the first three */
  FEATURE_CLOSING,  /* 1 / (sentences to the end + 1) */
  FEATURE_SECTION,  /* 1 / (place under its heading + 1); 0 where nothing is headed */
  FEATURE_MAIN,     /* under a heading that sums up: abstract, conclusions */
  FEATURE_ASIDE,    /* under one that lists: references, acknowledgements */
  FEATURE_ITEM,     /* of a list */
  /* shape.c */
  FEATURE_LENGTH, /* words to LENGTH_FULL */
  FEATURE_LOG_LENGTH,
  FEATURE_SHORT,   /* words that it has less than SHORT_WORDS */
  FEATURE_LONG,    /* words over LONG_WORDS */
  FEATURE_DENSITY, /* terms a word */
  FEATURE_NUMBERS, /* numbers, up to four */
  FEATURE_NAMES,   /* words with a capital inside the sentence, a word */
  FEATURE_AMOUNTS, /* money and shares among its figures, up to three */
  FEATURE_FIGURES, /* figures, up to three */
  FEATURE_DATES,   /* up to two */
  FEATURE_SPEECH,  /* share that is quoted */
  FEATURE_SAYING,  /* holds a verb of speech */
  FEATURE_LEANING, /* opens with what points elsewhere */
  FEATURE_QUESTION,
  FEATURE_OPEN_END,
  FEATURE_TALK,    /* holds I, we, you */
  FEATURE_PERSONS, /* he, she, they, a word */
  FEATURE_BRACKETS,
  FEATURE_COLON,
  FEATURE_SYMBOLS, /* signs of formulas and programs, a word, up to one */
  FEATURE_PURPOSE, /* says what the document is for: "this paper", "we propose" */
  FEATURE_OUTCOME, /* says what came out: results, revenue, guidance */
  FEATURE_CUES,    /* levels of the genre's words, added up */
  /* words.c */
  FEATURE_FREQUENCY, /* z of the mean share of its terms in the document */
  FEATURE_COVERAGE,  /* z of the sum of them, each once */
  FEATURE_WEIGHT,    /* z of the mean of frequency x rarity */
  FEATURE_RARITY,    /* z of the mean rarity */
  FEATURE_KEYS,      /* share of its terms that are among the document's best */
  FEATURE_PAIRS,     /* z of the pairs of terms that stand elsewhere too */
  FEATURE_TITLE,     /* share of the title's terms that it holds */
  FEATURE_ABOUT,     /* about.c: what was asked for */
  /* graph.c */
  FEATURE_CENTROID,       /* z of the likeness to the whole */
  FEATURE_BACKWARD,       /* z of the likeness to what follows */
  FEATURE_FORWARD,        /* z of the likeness to what went before */
  FEATURE_RANK,           /* z of BM25-TextRank */
  FEATURE_LEAD_LIKENESS,  /* to the first three sentences together */
  FEATURE_FIRST_LIKENESS, /* to the first */
  FEATURE_SHARED,         /* to the other documents together */
  FEATURE_COUNT
};

/* A term of a sentence. */
struct posting {
  uint32_t term;
  float weight; /* unit length over the sentence */
};

struct vector {
  uint32_t first, count; /* in postings, ascending by term */
};

/* All that ranking asks of a word, so that a token costs one place in memory. */
struct word_cue {
  uint32_t term;
  int8_t level; /* [cues.GENRE] */
  uint8_t bits; /* enum cue_bit */
};

enum cue_bit {
  CUE_PURPOSE = 1 << 0, /* [ranking] */
  CUE_OUTCOME = 1 << 1,
  CUE_EMPTY = 1 << 2, /* means nothing by itself */
  CUE_TALK = 1 << 3,
  CUE_PERSON = 1 << 4,
  CUE_SAYING = 1 << 5
};

/* The sentences that open a document. */
enum { LEAD = 3 };

/* Sentences of one document among the ranked ones. */
struct stretch {
  uint32_t first, count;
};

struct model {
  struct arena *arena; /* scratch, freed with the model */
  const struct analysis *const *analyses;
  uint32_t analysis_count;
  uint32_t document_count; /* that are no copies */
  const uint32_t *behind;  /* rank_options */
  struct ranking *ranking;
  struct stretch *stretches; /* by document */
  uint32_t **terms;          /* by document and stem: the term */
  struct word_cue **cues;    /* by document and word */
  uint32_t term_count;
  VEC(struct posting) postings;
  VEC(struct vector) vectors;    /* by ranked sentence */
  struct vector title;           /* the titles' terms */
  float *rarity;                 /* by term: log of documents a document that holds it */
  float *frequency;              /* by term: share of all terms */
  uint32_t *sentences_with;      /* by term */
  bool *is_key;                  /* by term: among the best by frequency x rarity */
  uint16_t *pair_counts;         /* by slot: sentences that hold the pair */
  uint32_t pair_mask;            /* slots - 1; a power of two */
  VEC(uint32_t) pair_slots;      /* of each sentence after another */
  uint32_t *pairs_from;          /* by ranked sentence, and one more: in pair_slots */
  float *columns[FEATURE_COUNT]; /* by ranked sentence; NULL: measured one by one */
};

/* What tells whether a summary will hold a word or a pair of words; concepts.c measures it. */
enum concept_feature {
  CONCEPT_BIAS,
  CONCEPT_SENTENCES, /* log of those that hold it */
  CONCEPT_SENTENCES_SQUARE,
  CONCEPT_DOCUMENTS, /* log of those that hold it */
  CONCEPT_PLACE,     /* share of the sentences before the first that holds it */
  CONCEPT_OPENING,   /* 1 / (their number + 1) */
  CONCEPT_OPENING_SQUARE,
  CONCEPT_SPREAD,           /* share of the sentences from the first to the last that holds it */
  CONCEPT_SPREAD_SENTENCES, /* that, times the log of those that hold it */
  CONCEPT_EMPTY,            /* share of its words that mean nothing by themselves */
  CONCEPT_NUMBER,           /* holds a number */
  CONCEPT_BEST,             /* best score of a sentence that holds it */
  CONCEPT_BEST_SQUARE,
  CONCEPT_MEAN, /* of their scores */
  CONCEPT_MASS, /* sum of exp(score) of them, scaled */
  CONCEPT_MASS_SQUARE,
  CONCEPT_FEATURES
};

struct genre_weights {
  float feature[FEATURE_COUNT];
  float word[CONCEPT_FEATURES], pair[CONCEPT_FEATURES];
  float score;         /* what a deviation of it counts beside one of what a sentence adds */
  float likeness_cost; /* of likeness to what was taken, in deviations of what a sentence adds */
  int sharpness;       /* what a word is worth is its chance to this power */
};

/* The means of these features over a text tell its genre; shape.c measures them. */
enum { SIGN_FIRST = FEATURE_LENGTH, SIGN_COUNT = FEATURE_OUTCOME - FEATURE_LENGTH + 1 };

struct genre_signs {
  float feature[SIGN_COUNT];
  float log_sentences, bias;
};

/* weights.c, written by bench/fit_weights.py */
extern const struct genre_signs rank_signs[GENRE_COUNT];
extern const struct genre_weights rank_weights[GENRE_COUNT];

/* rank.c: the sentence may be chosen. */
bool is_choosable(const struct sentence *sentence);

/* --- sample.c ----------------------------------------------------------------------------------
 */

/* Two per cent of deviation between documents of one length; what holds less than ten words says
 * nothing by being found elsewhere. */
enum { SAMPLE_MAX = 256, SAMPLE_MIN = 8 };

enum { RUN_WORDS = 3 };

/* Of the hashes of a run's words one that is even over all its bits. */
typedef uint64_t run_hash(const uint64_t run[RUN_WORDS]);

/* The least `most` hashes of a document's runs of three words, at most SAMPLE_MAX, ascending, each
 * once; how many they are. Of what may be chosen: headlines and bylines differ where all else is
 * the same. */
uint32_t sample_runs(const struct analysis *a, run_hash *hash_of, uint32_t most, uint64_t *ret);
void rank_warn(struct ranking *ranking, const char *code, str message);

/* Texts shorter than this have nothing to leave out. */
enum { SHORT_TEXT_WORDS = 120 };

/* copies.c: which documents are nearly copies; before the sentences are collected. */
void find_copies(struct ranking *ranking, const uint32_t *known, struct arena *scratch);
/* turns.c: which sentences are told by another one's label, or under a heading that names who
 * speaks. */
void find_turns(struct ranking *ranking, struct arena *scratch);
/* stories.c: the documents in groups; needs the terms. */
void model_stories(struct model *m);
/* disagree.c: figures of several documents that differ; needs terms and stories. */
void find_disagreements(struct model *m);
/* cues.c: the cues of every word; terms and levels once they are known. */
void model_cues(struct model *m);
void model_cue_terms(struct model *m);
void model_levels(struct model *m);
/* terms.c: terms, vectors, frequencies. */
void model_terms(struct model *m, const struct rank_options *options);

/* pairs.c: how often two terms stand side by side. Slots of a table by hash: pairs that meet in one
 * count together, which only blurs. */
enum { PAIRS_MAX = 64 }; /* of one sentence; what is longer is a list */

void model_pairs(struct model *m);
/* graph.c, words.c, places.c: columns of what needs all sentences. */
void model_graph(struct model *m);
void model_words(struct model *m);
void model_places(struct model *m);
/* about.c: the column of what was asked for; none where nothing was. */
void model_about(struct model *m, str about);
/* The features of one sentence that have no column; each writes its own only. */
void place_of_sentence(const struct model *m, uint32_t ranked, float *ret);
void shape_of_sentence(const struct model *m, uint32_t ranked, float *ret);
void words_of_sentence(const struct model *m, uint32_t ranked, float *ret);
/* features.c: every feature of one sentence. */
void model_features(const struct model *m, uint32_t ranked, float ret[FEATURE_COUNT]);
/* Scores of all sentences: mean 0, deviation 1 in ret, 0 to 1 in the ranking. */
void model_scores(struct model *m, float *ret);
/* A column of zeros for a feature, kept in the model; NULL without memory. */
float *model_column(struct model *m, enum feature feature);
/* Mean 0, deviation 1. */
void to_z(float *column, uint32_t count);
/* genre.c */
enum genre guess_genre(const struct model *m);
/* select.c: the picks. */
void select_sentences(struct model *m, const float *scores, const struct rank_options *options);

/* The token is a word that means something by itself. */
static inline bool model_counts(const struct token *t, struct word_cue cue)
{
  return t->kind != TOKEN_MARK && !(cue.bits & CUE_EMPTY) && (t->len > 1 || t->kind != TOKEN_WORD);
}

/* Slots of a sentence's pairs, each once. */
static inline const uint32_t *pairs_of(const struct model *m, uint32_t ranked, uint32_t *ret_count)
{
  *ret_count = m->pairs_from[ranked + 1] - m->pairs_from[ranked];
  return *ret_count ? m->pair_slots.at + m->pairs_from[ranked] : NULL;
}

static inline const struct sentence *model_sentence(const struct model *m, uint32_t ranked)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  return &m->analyses[r->document]->sentences.at[r->sentence];
}
