/* verify.h - is what a briefing says what its sources say, and what its pages say what it says? */
#pragma once

#include "brief/brief.h"
#include "paint/paint.h"

/* --- before a briefing gets its name ------------------------------------------------------------
 */

/* Every text of the brief that has a place is the bytes that stand there. docs are the brief's, in
 * their order. PRECIS_NOT_VERBATIM names the text. */
precis_status verify_brief(const struct brief *brief, const struct document *const *docs,
                           uint32_t count, precis_error *err);

struct page_check {
  const struct brief *brief;
  const display_texts *texts;
  const str *labels; /* the words that layout may add */
  uint32_t label_count;
  const bool *is_set;             /* by summary: it is to stand on the pages */
  bool shows_role[ROLE_BODY + 1]; /* the template has room for extracts of that role */
  bool is_lossy;                  /* characters are missing, with a warning */
  bool *extracts_printed;         /* by summary; filled in */
};

/* Every text of the pages is made of the brief's texts and the labels, and every extract
 * that was to be set is there. PRECIS_NOT_VERBATIM, PRECIS_NO_MEMORY. */
precis_status verify_pages(const struct heap *heap, const struct page_check *check,
                           precis_error *err);

/* --- long after -----------------------------------------------------------------------------
 */

/* One thing that is not as it should be. */
struct verify_difference {
  str where;     /* "summary[2].text", "page[4]", "documents[0]", "seal", "file" */
  str what;      /* a sentence without its stop */
  str printed;   /* what the briefing says; may be empty */
  str found;     /* what its source, or its page, says; may be empty */
  str file;      /* the source's path; may be empty */
  uint32_t line; /* of the source; 0: none */
};

/* A source that is at hand, but cannot be read as it was: its converter is not. */
struct verify_unread {
  str source, why;
};

struct verify_report {
  struct arena *arena;
  uint32_t spans;   /* texts compared with their source */
  uint32_t texts;   /* texts of pages compared */
  uint32_t sources; /* found */
  bool is_remade;   /* the briefing was made again and compared whole */
  bool is_page_remade;
  bool is_signed;   /* by the signer that was asked for */
  VEC(str) missing; /* names of sources that were not found */
  VEC(struct verify_unread) unread;
  VEC(struct verify_difference) differences;
  uint32_t omitted; /* differences beyond those kept */
};

/* Adds what differs; its texts are copied. Past a thousand they are only counted. */
void verify_note(struct verify_report *report, struct verify_difference difference);

/* A briefing as it came: its evidence, and its pages where it has any. */
struct verify_briefing {
  struct arena *arena;
  void *json; /* json_t */
  bool has_pages;
  uint32_t images;     /* drawn on the pages */
  display_texts texts; /* as the PDF says them */
};

/* PDF or JSON. What is wrong with the file itself goes into the report; a file that is no briefing
 * at all has json NULL then. */
precis_status verify_open(struct arena *arena, str bytes, struct verify_report *report,
                          struct verify_briefing *ret, precis_error *err);
void verify_close(struct verify_briefing *briefing);

/* How a source was read, borrowed from the briefing. */
struct verify_source {
  str name, sha256;
  size_t bytes;
  precis_media media;
  const char *charset, *language, *title, *author, *date; /* as given; NULL */
  const char *converted;     /* media type of one that was read through a converter; NULL */
  str reader, reader_sha256; /* the converter, and what it wrote */
};

uint32_t verify_source_count(const struct verify_briefing *briefing);
struct verify_source verify_source_at(const struct verify_briefing *briefing, uint32_t index);

/* A source that was found: its document, and whether it is the file of that hash. */
struct verify_found {
  const struct document *document; /* NULL: missing */
  str path;
  bool is_same;
};

/* Every text with a place is compared with the source's text there. */
void verify_spans(const struct verify_briefing *briefing, const struct verify_found *found,
                  struct verify_report *report);
/* The pages say what the evidence tells of them, and that is made of the brief's texts. */
void verify_texts(const struct verify_briefing *briefing, const struct verify_found *found,
                  struct verify_report *report);

/* The options the briefing was made with; false: they cannot be read. The strings are borrowed. */
bool verify_options(const struct verify_briefing *briefing, precis_brief_options *ret);

struct verify_template {
  const char *name; /* NULL: not of pages */
  const char **settings;
  size_t setting_count;
  uint32_t page_count;
};

struct verify_template verify_template_of(const struct verify_briefing *briefing);
/* Of what made the brief, or of what set its pages ("template"); empty: not told. */
str verify_maker(const struct verify_briefing *briefing, bool of_pages);
/* The JSON of the briefing made again is compared, with what it tells of its pages or without. */
precis_status verify_remade(const struct verify_briefing *briefing, str json, bool with_pages,
                            struct verify_report *report, precis_error *err);
/* True if the pages of the briefing were set by what set those of the JSON. */
bool verify_is_page_maker(const struct verify_briefing *briefing, str json);
/* The same PDF, byte for byte. */
void verify_same_file(str given, str remade, struct verify_report *report);

/* --- sources.c: where a briefing's sources lie --- */

struct verify_places {
  const char *briefing;     /* path; files beside it are looked at; NULL */
  const char *const *paths; /* files, and folders with all below them */
  size_t count;
  size_t max_bytes; /* of a file */
};

struct verify_candidate {
  str path, name;
  size_t bytes;
  bool is_named; /* by the caller, as a file */
  bool is_hashed;
  char sha256[65];
};

/* Paths of files that may be sources, in the order in which they are tried. */
typedef VEC(struct verify_candidate) verify_candidates;

void verify_look(struct arena *arena, const struct verify_places *places, verify_candidates *ret);
/* The file of the source's hash, else one of its name; NULL. */
const struct verify_candidate *verify_find(verify_candidates *candidates,
                                           const struct verify_source *source, size_t max_bytes);

/* --- sign.c: Ed25519 --- */

/* A line of text each; the secret one is for its owner's eyes. */
precis_status verify_make_keys(struct buffer *secret, struct buffer *public_key, precis_error *err);
/* PRECIS_BAD_INPUT: not a secret key. */
precis_status verify_sign(str briefing, str secret, struct buffer *out, precis_error *err);
/* What is wrong with the signature goes into the report. */
precis_status verify_signature(str briefing, str signature, str signer,
                               struct verify_report *report, precis_error *err);

/* For people, one line a check, or JSON. */
void verify_write_text(const struct verify_report *report, struct buffer *out);
void verify_write_json(const struct verify_report *report, struct buffer *out);
