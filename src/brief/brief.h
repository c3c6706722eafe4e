/* brief.h - the content model: what a briefing says, copied out, self-contained. JSON is its face.
 *
 * Every text here but titles from metadata, names and terms is verbatim: the bytes of its span. */
#pragma once

#include "base/json.h"
#include "rank/rank.h"

enum role { ROLE_BOTTOM_LINE, ROLE_KEY_POINT, ROLE_BODY };

const char *role_name(enum role role); /* "bottom-line", ... */

enum title_origin { TITLE_METADATA, TITLE_HEADING, TITLE_SENTENCE, TITLE_FILE, TITLE_USER };

const char *title_origin_name(enum title_origin origin);

/* Where an item stands. */
struct place {
  uint32_t document;
  struct span at;
  uint32_t line;
  uint32_t paragraph; /* in brief.paragraphs */
  uint32_t page;      /* 0: not known */
};

/* A block of a source from which something is told: what a note points at. */
struct brief_paragraph {
  uint32_t document;
  uint32_t number; /* from 1, among the document's blocks: for a source without lines */
};

struct brief_title {
  str text;
  enum title_origin origin;
  struct place place; /* at.len 0: it has none */
};

struct brief_source {
  str name;
  const char *media;
  const char *charset;
  char sha256[65];
  const char *reader;     /* program that it was read through; NULL */
  char reader_sha256[65]; /* of what that wrote; empty: it was read without */
  size_t bytes;
  struct doc_given given;
  str title, author, date;
  const char *language;
  uint32_t words, sentences;
};

/* Of a list of the source. */
struct brief_item {
  uint32_t list; /* from 1; 0: it is in none */
  uint8_t level; /* depth from 1 */
  str mark;      /* "3.", a bullet; empty: it has none, or the text begins with one ("[x]") */
};

struct brief_extract {
  str text;
  struct place place;
  double score;
  enum role role;
  uint32_t rank;    /* order of need over key points and body: a smaller page keeps the low ranks */
  uint32_t block;   /* of the document: neighbours of one block make one paragraph */
  uint32_t section; /* index in headings that it stands under; NONE */
  uint32_t story;   /* of those its document was grouped into, the largest first */
  bool is_lead;     /* opens its story: what is needed first of it */
  bool is_point;    /* a key point of its story */
  bool is_next;     /* it follows the extract before it in its text: nothing is left out between */
  bool is_spoken;   /* holds a quotation */
  struct brief_item item;
};

/* A document of a story. */
struct brief_member {
  uint32_t document;
  uint32_t copy_of; /* the document that it nearly copies; NONE */
};

/* Documents about one thing, the largest group first. */
struct brief_story {
  str head;              /* its lead document's title; where it has none, words of the story */
  struct place place;    /* of the head; at.len 0: it has none */
  uint32_t lead;         /* the document that tells most of it */
  uint32_t first, count; /* in members: reports, then the copies of them */
  uint32_t reports;
  uint32_t behind; /* more reports that were not looked at closely */
};

/* A heading of the source under which extracts stand, for the body's short heads; over several
 * stories the headline of each. */
struct brief_heading {
  str text;
  struct place place;
};

struct brief_speaker {
  str name; /* empty: no speaker */
  str title;
  str mention;
  struct span at;
  bool title_leads; /* written before the name: "Dr Idris Kane"; of quotations to pull only */
};

struct brief_quote {
  str text; /* parts joined by one blank, without the marks */
  struct brief_speaker speaker;
  const struct span *parts;
  uint32_t part_count;
  struct place place;
  double score;
  uint32_t extract; /* in summary that holds it; NONE */
  bool is_pull;
  bool is_spare; /* may stand in the place of one that is pulled but has none on the page */
  bool is_printed;
};

struct brief_figure {
  enum figure_kind kind;
  enum figure_bound bound;
  str text;
  str number; /* the part to set large: "100", "$4.2 million" */
  str label;  /* verbatim words that say what it counts; may be empty */
  struct place label_place;
  double value, to;
  bool is_range;
  bool is_change; /* by how much something rose or fell */
  str unit, qualifier;
  struct place place;
  struct span sentence;
  str sentence_text;
  double score;
  bool is_printed;
};

/* The same thing counted differently by several sources. */
struct brief_disagreement {
  str unit;
  uint32_t first, count; /* in differing */
};

struct brief_date {
  enum date_kind kind;
  str text;
  char iso[32];
  bool is_resolved;
  struct place place;
  struct span sentence;
  str event;                /* the clause or sentence that says what happened, verbatim */
  struct place event_place; /* that of the date where there is no event */
  double score;
  bool is_printed;
};

struct brief_name {
  enum name_kind kind;
  str name, title;
  const str *aliases;
  uint32_t alias_count;
  uint32_t count;
  uint32_t document;
  const struct span *mentions;
  uint32_t mention_count;
  struct place title_place; /* of the title beside a mention; at.len 0: not told there */
  struct place told_place;  /* from the one to the other: what a note has of it */
  str told;
  bool is_printed;
};

struct brief_abbreviation {
  str short_form, long_form;
  bool is_from_table;
  struct place place;
  struct place long_place; /* at.len 0: the paragraph does not say it */
  bool is_printed;
};

struct brief_term {
  str text;
  double score;
  uint32_t count;
  bool is_printed;
};

/* Something printed, where it stands; for showing it in its surroundings. */
struct brief_mark {
  struct place place;
  uint32_t extract; /* of summary; NONE: a fact or a quotation */
};

/* A feature of a sentence and what it adds to the score. */
struct brief_part {
  const char *name;
  double worth;
};

/* More than these tell a reader little; the others are one sum. */
enum { BRIEF_PARTS_MAX = 6 };

/* A sentence that was chosen, and why. */
struct brief_choice {
  str text;
  struct place place;
  double score;
  uint32_t extract; /* of summary; NONE: it leans on what the pages do not have */
  bool is_along;    /* taken because the next one leans on it */
  struct brief_part parts[BRIEF_PARTS_MAX];
  uint32_t part_count;
  double rest; /* of the parts not told */
  str beaten;  /* what it was taken before; empty: nothing else could be taken */
  struct place beaten_place;
  double beaten_score;
  uint32_t beaten_choice; /* which that became later; NONE */
};

/* A stretch of a source around the marks of one paragraph: from the sentence before to the one
 * after; only with PRECIS_SOURCES_CONTEXT. */
struct brief_passage {
  struct place place; /* paragraph: that of its marks */
  uint32_t first_mark;
  str text;
};

/* A block of a source's text, and where its lines begin; only with PRECIS_SOURCES_FULL. */
struct brief_block {
  uint32_t document;
  struct span at;
  bool is_heading;
};

struct brief_line {
  uint32_t document;
  uint32_t at, line;
};

/* A word of the language file's [labels]. */
struct brief_label {
  str key, text;
};

struct brief_sentence { /* only with PRECIS_FIELD_SENTENCES */
  str text;
  struct place place;
  uint32_t block;
  bool is_furniture;
};

/* What was asked for; borrowed from the brief. */
struct brief_asked {
  precis_sources sources;
  uint32_t max_words, max_sentences, pages, max_quotes, max_facts;
  double ratio;
  str genre, title, about, date, author, banner;
};

/* What the pages had no room for: so many of all are set. */
struct brief_cut {
  const char *what; /* static */
  uint32_t set, all;
  bool is_most; /* the template allows no more, whatever room there is */
};

/* What is told of the pages in the evidence that a PDF carries. All of it borrowed. */
struct brief_page_text {
  const char *role; /* "P", ...; "Artifact": furniture */
  uint32_t page;    /* from 0 */
  str text;
};

struct brief_face {
  str name;
  uint32_t checksum;
};

struct brief_evidence {
  str template_name;
  const str *settings;
  uint32_t setting_count;
  uint32_t page_count; /* asked for; 0: as many as the content took */
  const str *labels;   /* the words that pages may add, in the brief's language */
  uint32_t label_count;
  const struct brief_face *faces;
  uint32_t face_count;
  const struct brief_page_text *texts;
  uint32_t text_count;
  const bool *extracts_printed; /* by summary */
  const struct brief_cut *cuts; /* told only with the choices */
  uint32_t cut_count;
  bool has_logo;
  bool is_lossy;  /* the pages lack characters that no face has */
  uint64_t maker; /* of programs, data and faces that set the pages */
};

struct brief {
  struct arena *arena;
  struct brief_asked asked;
  uint64_t maker; /* of the programs and data that made it: the same make the same again */
  struct brief_title title;
  const char *language;
  VEC(struct brief_label) labels; /* in the language, or in English where that has no file */
  str about, author, date, banner;
  uint32_t fields; /* PRECIS_FIELD_*: what was computed and is written */
  enum genre genre;
  VEC(struct brief_source) sources;
  VEC(struct brief_story) stories; /* only over several documents */
  VEC(struct brief_member) members;
  uint32_t stories_behind;                /* more, of documents that were not looked at closely */
  VEC(struct brief_paragraph) paragraphs; /* in the order in which they were first told from */
  VEC(struct brief_extract) summary; /* bottom line, key points, body; each by story and place */
  VEC(struct brief_heading) headings;
  VEC(struct brief_quote) quotes;   /* in source order */
  VEC(struct brief_figure) figures; /* in source order */
  VEC(struct brief_disagreement) disagreements;
  VEC(struct brief_figure) differing; /* each disagreement's in source order */
  VEC(struct brief_date) dates;       /* in source order, the printed ones in the order of time */
  VEC(struct brief_name) names;
  VEC(struct brief_abbreviation) abbreviations;
  VEC(struct brief_term) terms;
  VEC(struct doc_warning) warnings;
  bool is_explained;                  /* choices were asked for */
  VEC(struct brief_choice) choices;   /* in the order in which they were taken */
  VEC(struct brief_mark) marks;       /* by document and place, with either of the next two */
  VEC(struct brief_passage) passages; /* by document and place of their marks */
  VEC(struct brief_block) blocks;     /* in order */
  VEC(struct brief_line) lines;       /* in order */
  /* With PRECIS_FIELD_TEXT, _SENTENCES or PRECIS_SOURCES_FULL, one a document. */
  VEC(str) texts;
  VEC(struct brief_sentence) sentences;
};

/* options may not be NULL; zero values as precis_brief_options says. The brief copies what it
 * needs: ranking, analyses and documents may go before it. */
precis_status brief_make(const struct heap *heap, const struct ranking *ranking,
                         const precis_brief_options *options, struct brief **ret,
                         precis_error *err);
void brief_free(struct brief *brief);
/* What it says is read from right to left, whatever its language is called. */
bool brief_is_rtl(const struct brief *brief);
DEFINE_AUTO(brief)

/* --- notes.c: numbers in the text, and what they point at ---------------------------------------
 */

struct brief_note {
  uint32_t paragraph; /* of brief.paragraphs; no two notes have the same */
  struct place place; /* of the first extract that was noted */
  str words;          /* what that says; borrowed */
  uint32_t uses;      /* how often it was referred to */
};

/* The notes of one page or file, numbered from 1 as they are first referred to. */
struct brief_notes {
  struct arena *arena;
  uint32_t *number_of; /* by paragraph; 0: none yet */
  uint32_t paragraphs;
  VEC(struct brief_note) notes;
};

void brief_notes_init(struct brief_notes *notes, struct arena *arena, const struct brief *brief);
/* The number of the note for what stands at a place; 0 where notes are off, or memory short. */
uint32_t brief_refer(struct brief_notes *notes, struct place place, str words);
/* The number of a paragraph's note; 0: it has none, or is none. */
uint32_t brief_note_of(const struct brief_notes *notes, uint32_t paragraph);
/* Takes back the last references, down to a count of notes. */
void brief_notes_cut(struct brief_notes *notes, uint32_t count);
/* The first words of a text, at most so many bytes; shorter than the text where it was cut. */
str brief_first_words(str text, size_t most);

/* What tells a reader where a place is: its line, else its page, else its paragraph. */
enum where_kind { WHERE_LINE, WHERE_PAGE, WHERE_PARAGRAPH };

struct brief_where {
  enum where_kind kind;
  uint32_t number;
};

struct brief_where brief_where(const struct brief *brief, const struct place *place);
const char *where_label(enum where_kind kind); /* its label: "line", "source-page", "paragraph" */
/* labels.c: the word for a label; the key where the brief has none. */
str brief_label(const struct brief *brief, const char *key);
/* Of two extracts of the body that are printed one after the other, the second goes on in the
 * paragraph of the first. Behind a gap no quotation does: it would be taken for the words of whom
 * the first one quotes. */
bool brief_goes_on(const struct brief_extract *first, const struct brief_extract *second);
/* One past the last extract of the paragraph that the extract begins. */
uint32_t brief_paragraph_end(const struct brief *brief, uint32_t first);
/* "[x] Paint the gate": the box of a task stands where other items have their mark. */
bool brief_opens_with_box(str text);
/* "1.", "(b)", "iv)": a mark of an item that a page may show; not "-", "II.1.4)". */
bool brief_is_item_mark(str mark);
/* printable.c: control bytes, bidi controls and what is no UTF-8 quoted. */
str brief_printable(struct arena *arena, str text);

/* Sources named below a title; an ellipsis stands for the others. */
enum { DECK_SOURCES_MAX = 3 };

/* "2024-01-15 · Carla Innes": date and author as they stand below a title; may be empty. */
str brief_deck(struct arena *arena, const struct brief *brief);
/* They need no quotation mark before them: they have one. */
bool brief_opens_quoted(str words);

/* --- stretch.c: the sources' own text, with what is printed of it marked
 * --------------------------
 */

/* A walk over a stretch of a source, piece by piece. */
struct brief_cutter {
  const struct brief *brief;
  struct place place; /* what is left of the stretch; paragraph: only its marks, NONE: all */
  uint32_t ranks;     /* extracts from this rank on are not printed and so not marked */
  uint32_t mark;      /* the first of brief.marks that may reach into it */
};

struct brief_piece {
  struct span at;
  bool is_marked;
  uint32_t paragraph; /* of its mark; NONE */
  uint32_t line;      /* where it starts; 0: not known */
};

/* False at the end. Where place is set anew further on, the marks go on; else mark is set too. */
bool brief_next_piece(struct brief_cutter *cutter, struct brief_piece *ret);

/* A walk over the lines of all sources. */
struct brief_reader {
  const struct brief *brief;
  uint32_t block, line; /* the next of brief.blocks and brief.lines */
  uint32_t at;          /* where the next line begins, inside the block before; 0: in none */
  uint32_t number;      /* of the block in its document */
};

/* One line of a source, or what a block has of it. */
struct brief_source_line {
  struct place place;
  uint32_t number; /* of the line; of the block, where the source has no lines */
  bool begins_document, begins_block, is_heading;
};

bool brief_next_line(struct brief_reader *reader, struct brief_source_line *ret);
/* Its text, or a part of it; the source's texts must be in the brief. */
str brief_text_at(const struct brief *brief, uint32_t document, struct span at);

/* choices.c: "0.83"; "lead +0.93, length −0.72, rest +0.10" */
str brief_score_text(struct arena *arena, double score);
str brief_parts_text(struct arena *arena, const struct brief_part *parts, uint32_t count,
                     double rest);

/* What a page shows of a quotation: its words without the comma before "said". */
str brief_quote_words(const struct brief_quote *quote);
/* "Idris Kane, head teacher", "Dr Idris Kane"; in the arena where it is not the name alone. */
str brief_speaker_words(struct arena *arena, const struct brief_speaker *speaker);

const char *sources_name(precis_sources sources); /* "list", as the evidence has it */
bool sources_find(str name, precis_sources *ret);

/* Of the JSON; goes up when what reads the old one would misread the new. */
enum { BRIEF_SCHEMA = 1 };

/* The object ends in a seal: the SHA-256 of all before it, by which a single change shows. */
precis_status brief_write_json(const struct brief *brief, struct buffer *out);
/* The same with what is told of the pages. */
precis_status brief_write_evidence(const struct brief *brief, const struct brief_evidence *evidence,
                                   struct buffer *out);
/* Ends the object that starts at `from` and lacks its last bracket by its seal. */
void brief_write_seal(struct buffer *out, size_t from);
/* The items of one list (a single PRECIS_FIELD_*), without its brackets. */
void brief_write_list(const struct brief *brief, uint32_t field, struct json *json);
/* One page that needs no other file. */
precis_status brief_write_html(const struct brief *brief, struct buffer *out);
precis_status brief_write_markdown(const struct brief *brief, struct buffer *out);
/* 72 columns. */
precis_status brief_write_text(const struct brief *brief, struct buffer *out);
