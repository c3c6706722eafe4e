/* analyze.h - what a document says: sentences, terms, names, quotations, figures, dates.
 *
 * Everything is a span of document.text; ids are indices into the arrays here. */
#pragma once

#include "base/buffer.h"
#include "base/watch.h"
#include "doc/doc.h"
#include "text/text.h"

#define NONE UINT32_MAX /* no id */

/* --- tokens.c: words, numbers, marks --------------------------------------------------------- */

enum token_kind {
  TOKEN_WORD, /* letters, inner apostrophes and hyphens' parts apart: "Blinken’s" is two: Blinken,
                 ’s */
  TOKEN_NUMBER,   /* "1,234.5", "24", "3rd" is NUMBER + WORD */
  TOKEN_MARK,     /* one character of punctuation or symbol; "..." is one */
  TOKEN_IDEOGRAPH /* one character of a script without blanks */
};

enum token_flag {
  TOKEN_SPACE_BEFORE = 1 << 0,
  TOKEN_CAPITAL = 1 << 1,     /* first letter is upper case */
  TOKEN_ALL_CAPS = 1 << 2,    /* two or more letters, all upper case */
  TOKEN_BLOCK_START = 1 << 3, /* first of its block, or of a row of it */
  TOKEN_SENTENCE_START = 1 << 4,
  TOKEN_MIXED_CASE = 1 << 5 /* A to Z behind the first letter, and small letters: iPhone, PDFs */
};

struct token {
  uint32_t at;
  uint16_t len; /* longer ones are cut into several */
  uint8_t kind;
  uint8_t flags;
  uint32_t word; /* id of its folded form in words */
};

/* One distinct folded form. */
struct word {
  str folded;
  uint32_t stem; /* id shared by words of one stem */
  uint32_t count;
  uint64_t classes; /* enum word_class bits, from the language file */
};

/* Which lists of the language file a folded word stands in; bit numbers. The table in lexicon.c
 * maps each to its section and key. */
enum word_class {
  CLASS_STOP,
  CLASS_ABBREVIATION,        /* written with a stop, may end a sentence only before a clear start */
  CLASS_ABBREVIATION_TITLE,  /* always before a name: Mr. Dr. Gen. */
  CLASS_ABBREVIATION_NUMBER, /* before a number: No. p. Fig. */
  CLASS_MONTH,
  CLASS_WEEKDAY,
  CLASS_NUMBER, /* one, two, ... hundred */
  CLASS_SCALE,  /* thousand, million */
  CLASS_UNIT,
  CLASS_CURRENCY,
  CLASS_SPEECH_VERB,
  CLASS_PERSON_TITLE, /* president, secretary, mr */
  CLASS_GIVEN_NAME,
  CLASS_ORGANISATION_END, /* council, ministry, inc */
  CLASS_PLACE,
  CLASS_PRONOUN_HE,
  CLASS_PRONOUN_SHE,
  CLASS_PRONOUN_THEY,
  CLASS_PRONOUN_OTHER, /* I, we, it, you */
  CLASS_DEMONSTRATIVE,
  CLASS_CONNECTIVE, /* but, however, moreover */
  CLASS_PREPOSITION,
  CLASS_NATIONALITY,
  CLASS_COLLECTIVE, /* ministers, officials: groups that speak */
  CLASS_SURNAME,
  CLASS_GREETING,    /* before a name in mail: dear, thanks, regards */
  CLASS_MAIL_FIELD,  /* before a colon and a name: from, to, cc */
  CLASS_BEHIND_TOWN, /* KS, Calif */
  CLASS_STORM,       /* a given name behind it is not a person's */
  CLASS_COMMON,      /* its capital is a heading's before it is a name's: service, great */
  CLASS_RELATION,    /* what one is to another: daughter, friend */
  CLASS_DEGREE,      /* before a name, behind a role: dr, prof */
  CLASS_ALSO,        /* before a role, none of it: also */
  CLASS_GENERATION,  /* behind a name: jr, sr */
  CLASS_FIRM,        /* behind a comma or "and", ends a firm's name: inc, partners */
  CLASS_STREET,      /* road: beside it, a name is a street's */
  CLASS_AT_STREET,   /* on, off: before a street or a square */
  CLASS_NUMBERED,    /* behind a number and a name, a street: court */
  CLASS_SURE_END,    /* with a capital, the end of a firm's or a place's name: securities, airport */
  CLASS_SYLLABLE,    /* behind a hyphen, of a given name: un */
  CLASS_OBLIQUE,     /* articles of no subject: dem, einen */
  CLASS_NEGATION,    /* before a verb of speech: not, never */
  CLASS_ONLY,        /* behind one, it denies nothing: only */
  CLASS_REPLY,       /* replied, answered */
  CLASS_RELATIVE,    /* opens a clause about what stands before it: where, whose */
  CLASS_OF_THINGS,   /* a relative of no person: which */
  CLASS_COUNT
};

#define CLASS_BIT(class) (UINT64_C(1) << (class))

/* he, she, they: who that is was told before */
#define CLASSES_PERSON                                                                             \
  (CLASS_BIT(CLASS_PRONOUN_HE) | CLASS_BIT(CLASS_PRONOUN_SHE) | CLASS_BIT(CLASS_PRONOUN_THEY))

/* --- findings ----------------------------------------------------------------------------- */

enum sentence_flag {
  SENTENCE_FURNITURE = 1 << 0, /* byline, dateline, headline: never chosen, never counted */
  SENTENCE_HEADING = 1 << 1,
  SENTENCE_DANGLING = 1 << 2,  /* opens with what needs the sentence before */
  SENTENCE_OPEN_END = 1 << 3,  /* ends in a colon, or without a stop */
  SENTENCE_QUOTATION = 1 << 4, /* nothing but a quotation, its speaker outside */
  SENTENCE_QUESTION = 1 << 5,
  SENTENCE_TABULAR = 1 << 6, /* of a table or code: never chosen */
  SENTENCE_NOTICE =
      1 << 7, /* of the occasion, not of the matter: "the meeting closed at"; a caption */
  SENTENCE_LABELLED = 1 << 8, /* "Lucky escape: Mrs Reed got out": in news, below a picture */
  SENTENCE_TORN = 1 << 9,     /* opens a quotation that goes on in the next sentence */
  SENTENCE_STOP_PUT = 1 << 10 /* its stop is not its own: a heading's, a link's, behind a hole */
};

struct sentence {
  struct span at;
  uint32_t block;
  uint32_t first_token, token_count;
  uint32_t words; /* as `wc -w` counts */
  uint32_t flags;
};

enum name_kind { NAME_PERSON, NAME_ORGANISATION, NAME_PLACE };

const char *name_kind_name(enum name_kind kind); /* "person", ... */

struct mention {
  struct span at;
  uint32_t name;
};

struct name {
  enum name_kind kind;
  str name;                          /* fullest form, a slice of the text where it stands there */
  str title;                         /* "Secretary of State"; empty if none */
  uint32_t first_alias, alias_count; /* in aliases */
  uint32_t count;                    /* mentions */
};

struct speaker {
  uint32_t name; /* NONE for a group or a role without a name */
  str label;     /* what to print: the name, or the group's own words */
  str title;
  struct span mention; /* len 0: no speaker */
};

struct quote {
  uint32_t first_part, part_count; /* in parts: spans without the marks */
  struct speaker speaker;          /* mention.len 0: not certain, so none */
  uint32_t sentence;               /* that holds its start */
  bool is_complete;                /* a whole thought, fit to be pulled */
};

enum figure_kind {
  FIGURE_COUNT,
  FIGURE_MONEY,
  FIGURE_PERCENT,
  FIGURE_MEASURE,
  FIGURE_AGE,
  FIGURE_RATIO
};

const char *figure_kind_name(enum figure_kind kind);

enum figure_bound { BOUND_NONE, BOUND_ABOUT, BOUND_MIN, BOUND_MAX };

const char *figure_bound_name(enum figure_bound bound);

struct figure {
  enum figure_kind kind;
  enum figure_bound bound;
  struct span at;     /* qualifier and noun included */
  struct span number; /* the digits or number words, with currency or percent sign */
  double value;
  double to; /* upper end of a range */
  bool is_range;
  str unit;      /* noun, currency code ("USD") or unit; empty if none */
  str qualifier; /* the text's own words; empty if none */
  uint32_t sentence;
};

enum date_kind { DATE_DATE, DATE_RANGE, DATE_SINCE, DATE_UNTIL };

const char *date_kind_name(enum date_kind kind);

struct date {
  enum date_kind kind;
  struct span at;
  char iso[32];     /* EDTF */
  bool is_resolved; /* by the document's own date */
  bool is_relative; /* "last week": kept out of lists when not resolved */
  uint32_t sentence;
};

struct abbreviation {
  str short_form;
  str long_form;
  bool is_from_table;
  struct span at; /* of the definition, or of the first use */
};

struct term {
  str text; /* as it stands at its first place */
  struct span at;
  double score; /* 0 to 1, 1 the first */
  uint32_t count;
};

struct people;

struct analysis {
  struct arena *arena;
  const struct document *document;
  const struct language *language;
  VEC(struct token) tokens;
  VEC(struct word) words;
  uint32_t stem_count;
  VEC(struct sentence) sentences;
  VEC(struct name) names;
  VEC(struct mention) mentions; /* in text order */
  VEC(str) aliases;
  VEC(struct quote) quotes;
  VEC(struct span) parts;
  VEC(struct figure) figures;
  VEC(struct date) dates;
  VEC(struct abbreviation) abbreviations;
  VEC(struct term) terms; /* best first */
  VEC(struct doc_warning) warnings;
  uint64_t made_with;    /* of one that was loaded: digest of its language */
  uint32_t word_total;   /* of sentences that are not furniture */
  struct people *people; /* scratch of the passes over names and quotations; NULL after them */
};

/* A language's lists and patterns made ready; immutable, shared between threads. */
struct analyzer;

/* language borrowed; it must outlive the analyzer. */
precis_status analyzer_new(const struct heap *heap, const struct language *language,
                           struct analyzer **ret, precis_error *err);
void analyzer_free(struct analyzer *analyzer);
DEFINE_AUTO(analyzer)

void analysis_free(struct analysis *analysis);
DEFINE_AUTO(analysis)

/* Borrows document and analyzer for as long as the analysis lives. A document without a sentence
 * gives an analysis without sentences. */
precis_status analyze(const struct heap *heap, const struct analyzer *analyzer,
                      const struct document *document, struct analysis **ret, precis_error *err);
/* The same; watch is told of each pass, under the name of what it finds. */
precis_status analyze_watched(const struct heap *heap, const struct analyzer *analyzer,
                              const struct document *document, const struct watch *watch,
                              struct analysis **ret, precis_error *err);

/* saved.c: the document and what was found in it, as bytes that this version alone reads again. */
void analysis_save(const struct analysis *analysis, struct buffer *out);
/* What comes back is equal to what was saved, but for the language: the caller sets that of
 * (*ret_document)->language. The document must outlive the analysis. PRECIS_BAD_INPUT for bytes of
 * another version, damaged ones, and those that no save wrote: nothing in them is trusted. */
precis_status analysis_load(const struct heap *heap, str bytes, struct document **ret_document,
                            struct analysis **ret, precis_error *err);
/* The sum that ends saved bytes, over all before it; low byte first. */
uint64_t saved_sum(str bytes);

/* The sentence that holds or precedes an offset; NONE before the first. */
uint32_t analysis_sentence(const struct analysis *analysis, uint32_t at);
/* First token at or after an offset; tokens.count past the last. */
uint32_t analysis_token(const struct analysis *analysis, uint32_t at);
/* First part of a quotation that ends behind an offset; parts.count past the last. */
uint32_t analysis_part(const struct analysis *analysis, uint32_t at);
/* Where the text says who speaks the quotation that stands in a sentence, the first of them if
 * there are more; len 0: nowhere, or there is none. */
struct span analysis_told(const struct analysis *analysis, uint32_t sentence);
/* Share of a stretch that is quoted, 0 to 1. */
float analysis_share_quoted(const struct analysis *analysis, struct span at);
/* The same as of tokens for figures and dates. */
uint32_t analysis_figure(const struct analysis *analysis, uint32_t at);
uint32_t analysis_date(const struct analysis *analysis, uint32_t at);
/* The mention that a byte is part of; NONE if there is none. */
uint32_t analysis_mention(const struct analysis *analysis, uint32_t at);
