/* make.h - the steps of making a brief. Private to brief/. */
#pragma once

#include "brief/brief.h"

/* An extract by where it stands; ordered by document and place. */
struct extract_place {
  uint32_t document;
  struct span at;
  uint32_t index; /* in brief.summary */
};

struct maker {
  struct brief *brief;
  const struct ranking *ranking;
  const precis_brief_options *options;
  uint32_t **paragraphs;          /* by document and block: index in brief.paragraphs, and 1 */
  double **sentence_scores;       /* by document and sentence: the ranking's, 0 where it has none */
  bool **is_told;                 /* by document and sentence: another one names who speaks */
  struct extract_place *extracts; /* one for each of brief.summary; made with the quotations */
  bool *opens_turn;               /* by ranked sentence: a pick has its speaker from it */
  struct arena *scratch;
};

static inline const struct analysis *maker_analysis(const struct maker *m, uint32_t document)
{
  return m->ranking->analyses[document];
}

/* The document is nearly a copy of another: what it says is told from that one. */
static inline bool maker_is_copy(const struct maker *m, uint32_t document)
{
  return m->ranking->copy_of[document] != NONE;
}

/* Of several documents, the one that tells most of what most are about. */
static inline uint32_t maker_main_document(const struct maker *m)
{
  return m->ranking->stories.count ? m->ranking->stories.at[0].fullest : 0;
}

/* All of the text is printed: boxes and pull quotes would only say it again. */
static inline bool maker_prints_all(const struct maker *m)
{
  return m->ranking->is_whole;
}

static inline bool has_class(const struct analysis *a, uint32_t token, enum word_class class)
{
  return a->words.at[a->tokens.at[token].word].classes & CLASS_BIT(class);
}

static inline str word_at(const struct analysis *a, uint32_t token) /* folded */
{
  return a->words.at[a->tokens.at[token].word].folded;
}

/* A token is a word of the language's list, or ends in one of it. */
static inline bool is_listed(const struct analysis *a, uint32_t token, const char *section,
                             const char *key)
{
  return language_has(a->language, section, key, word_at(a, token));
}

static inline bool ends_listed(const struct analysis *a, uint32_t token, const char *section,
                               const char *key)
{
  return language_ends(a->language, section, key, word_at(a, token));
}

/* The bytes of a span, copied into the brief. */
str copy_span(struct maker *m, uint32_t document, struct span at);
struct place place_of(const struct maker *m, uint32_t document, struct span at);
/* True if a list was asked for. */
bool wants(const struct maker *m, uint32_t field);

/* labels.c: the first document in the language that most of the words are in. */
uint32_t maker_native(const struct maker *m);
void make_labels(struct maker *m);
void make_title(struct maker *m);  /* title.c; after the summary */
/* The sentence or a clause of it that serves as a head, else the name of what the document is about
 * or a sentence or term of it; empty if none does. */
struct span title_phrase(const struct analysis *a, struct span sentence);
void make_stories(struct maker *m);       /* stories.c; after the summary */
void make_sections(struct maker *m);      /* sections.c; after the stories */
void make_summary(struct maker *m);       /* roles.c */
void find_items(struct maker *m);         /* items.c: of the summary in its order */
void make_quotes(struct maker *m);        /* quotes.c */
void make_figures(struct maker *m);       /* facts.c */
void make_disagreements(struct maker *m); /* facts.c */
void make_dates(struct maker *m);         /* facts.c */
void make_names(struct maker *m);         /* people.c: names, abbreviations, terms */
void make_abbreviations(struct maker *m);
void make_terms(struct maker *m);
/* passages.c; after all that is printed: surroundings, or whole texts, as the options ask. */
void make_passages(struct maker *m);
/* choices.c; after the summary. */
void make_choices(struct maker *m);

/* clause.c: the clause of a sentence around a stretch of it, bounded by punctuation; empty if it is
 * too long for any print. */
struct span clause_around(const struct analysis *a, struct span sentence, struct span inside);
/* commas.c: the comma at a byte ends no clause: it stands in a date, a name or a list. `is_before`:
 * it stands before what the clause is sought round. */
bool comma_is_inner(const struct analysis *a, uint32_t at, bool is_before);
bool is_joint(const struct analysis *a, uint32_t token); /* commas.c: "and", "or" */
/* "Levin, 1993) and semantic": words torn from what stands in brackets. */
bool cuts_bracket(str text, struct span words);
/* A verb of speech, an auxiliary or one of the list, which holds few. */
bool is_verb(const struct analysis *a, uint32_t token);
/* A verb between tokens, or what shows one. */
bool has_verb(const struct analysis *a, uint32_t first, uint32_t end);
/* "where she won", "was sold for £20": a clause with what it is about, which stands before it;
 * empty if that is not found. */
struct span with_antecedent(const struct analysis *a, struct span sentence, struct span clause);
/* "By the late 1980s" says nothing: with the clause behind its comma. */
struct span with_main_clause(const struct analysis *a, struct span sentence, struct span clause);
/* Whether words are a piece of what somebody is quoted with, or hold one: without its marks or
 * with one of them they say what the source does not. */
bool cuts_quotation(const struct analysis *a, struct span words);
/* Words without the mark of their list: "- ", "2. ", "(iii) ". What is left still stands in the
 * text. */
struct span without_list_mark(const struct analysis *a, struct span words);
/* A clause without the "and" that joins it to the one before, or the "and", "or", "which" that
 * leads on to the one behind. */
struct span without_joint(const struct analysis *a, struct span clause);
/* "The two have also agreed to": up to `end`, tokens that add to what was told before; "a yard
 * (also called" tells a name. */
bool adds_to_another(const struct analysis *a, uint32_t first, uint32_t end);
uint32_t words_in(str text);
/* At most so many words, told without reading on in a text that is too long for them. */
bool has_words(str text, uint32_t most);

/* pull.c: how fit a quotation is to be set large; about 4 the best, 0 nothing speaks for it.
 * is_first: nothing of its speaker's stands before it. */
double pull_worth(const struct analysis *a, const struct quote *q, bool is_first);
/* By quotation; NULL with a short arena. */
bool *first_of_speakers(struct arena *arena, const struct analysis *a);
