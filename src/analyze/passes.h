/* passes.h - the passes of one analysis, in their order, and what a language prepares for them.
 *
 * Each pass reads what stands before it in this list and fills only its own arrays of the analysis.
 * Memory comes from analysis->arena, whose shortness analyze() asks about once, after the last
 * pass. Rules are made once with the analyzer and immutable after: many threads read them. */
#pragma once

#include "analyze/analyze.h"

struct lexicon;
struct sentence_rules;
struct abbreviation_rules;
struct term_rules;
struct names_rules;
struct fact_words;

struct analyzer {
  struct heap heap;
  struct arena *arena; /* what has no _free of its own: the lexicon, the core's rules */
  const struct language *language;
  const struct lexicon *lexicon;
  const struct sentence_rules *sentences;
  const struct abbreviation_rules *abbreviations;
  const struct fact_words *facts; /* of figures and dates */
  const struct term_rules *terms;
  struct names_rules *names;
};

/* The core's, in the analyzer's arena; NULL and a short arena without memory. */
const struct sentence_rules *sentence_rules_new(struct arena *arena,
                                                const struct language *language);
const struct abbreviation_rules *abbreviation_rules_new(struct arena *arena,
                                                        const struct language *language);
const struct fact_words *fact_words_new(struct arena *arena, const struct language *language);
const struct term_rules *term_rules_new(struct arena *arena, const struct language *language);

/* _new sets ret on success only; _free takes NULL. */
precis_status names_rules_new(const struct heap *heap, const struct language *language,
                              struct names_rules **ret, precis_error *err);
void names_rules_free(struct names_rules *rules);

/* list_marks.c: the numbered blocks of a document, and which comes next. */
struct list_number {
  uint32_t block, value;
};

struct list_marks {
  const struct document *document;
  VEC(struct list_number) numbers;
  uint32_t next;
};

void list_marks_open(struct list_marks *marks, const struct document *document,
                     const struct lexicon *lexicon, struct arena *scratch);
/* Bytes of the block's list mark with its blank, no part of what it says; 0 for none. Blocks are
 * asked in order. */
uint32_t list_mark_len(struct list_marks *marks, uint32_t block);

/* The passes, in the order analyze() runs them. */
void find_tokens(struct analysis *a, const struct analyzer *analyzer); /* tokens, words */
void find_sentences(struct analysis *a,
                    const struct analyzer *analyzer); /* sentences, word_total */
void find_abbreviations(struct analysis *a, const struct analyzer *analyzer); /* abbreviations */
void find_names(struct analysis *a, const struct analyzer *analyzer); /* names, mentions, aliases */
void find_quotes(struct analysis *a, const struct analyzer *analyzer);  /* quotes, parts */
void find_dates(struct analysis *a, const struct analyzer *analyzer);   /* dates */
void find_figures(struct analysis *a, const struct analyzer *analyzer); /* figures */
void find_terms(struct analysis *a, const struct analyzer *analyzer);   /* terms, best first */
