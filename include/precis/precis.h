/* precis.h - read documents, make a brief, print it.
 *
 *     bytes -> document -> brief -> pages -> PDF
 *
 * Rules that hold for every function here unless its comment says otherwise:
 *
 *   Text      UTF-8 in a precis_str; not NUL-terminated, may be empty.
 *   Lengths   PostScript points (1/72 inch).
 *   Owning    _new, _read, _make, _load and _lay_out give the caller an
 *             object to release with the matching _free.  Everything else
 *             that is returned is borrowed from the object it came from.
 *             _free(NULL) does nothing.
 *   Errors    PRECIS_OK or the reason.  *ret is written only on PRECIS_OK,
 *             *err only otherwise.  err may be NULL.
 *   Memory    No call aborts.  Running out is PRECIS_NO_MEMORY; but while
 *             Markdown is parsed, cmark ends the process.
 *   Threads   Objects never change once made: any number of threads may
 *             use one at the same time, one thread may free it.
 */
#ifndef PRECIS_H
#define PRECIS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PRECIS_API __attribute__((visibility("default")))
#else
#define PRECIS_API
#endif

typedef struct precis_engine precis_engine;     /* languages, fonts, limits */
typedef struct precis_document precis_document; /* one source, read and analyzed */
typedef struct precis_brief precis_brief;       /* what was chosen, and why */
typedef struct precis_template precis_template; /* how a brief looks on paper */
typedef struct precis_pages precis_pages;       /* a brief set in a template */

typedef struct {
  const char *data;
  size_t len; /* bytes */
} precis_str;

typedef enum {
  PRECIS_OK = 0,
  PRECIS_NO_MEMORY,
  PRECIS_BAD_ARGUMENT,
  PRECIS_IO,            /* a file could not be read or written */
  PRECIS_BAD_INPUT,     /* not text, or not the media type it claims */
  PRECIS_BAD_TEMPLATE,  /* a template, language or face-set file is wrong */
  PRECIS_NO_FONT,       /* a style names a face that is not there */
  PRECIS_OVER_LIMIT,    /* the input is larger than the engine's limits */
  PRECIS_NOTHING_FOUND, /* no sentence in the input can be used */
  PRECIS_CANNOT_FIT,    /* the content does not fill or fit the pages asked for */
  PRECIS_STOPPED,       /* the sink asked to stop */
  PRECIS_NOT_VERBATIM   /* a text is not what its source says: never to be printed */
} precis_status;

/* What went wrong and where; no part of it needs freeing. */
typedef struct {
  precis_status status;
  char message[256]; /* one English sentence, NUL-terminated, no newline */
  char hint[160];    /* what to do about it; empty if nothing is known */
  char where[128];   /* file or source name; empty if none */
  uint32_t line;     /* 1-based; 0 if not about a line */
  uint32_t column;   /* 1-based, in characters; 0 if not about a column */
} precis_error;

/* Receives output.  Returning non-zero stops the call with PRECIS_STOPPED. */
typedef struct {
  int (*write)(void *user, const void *data, size_t len);
  void *user;
} precis_sink;

PRECIS_API const char *precis_version(void);                     /* "1.2.3", static */
PRECIS_API const char *precis_status_name(precis_status status); /* static */

/* --- engine ------------------------------------------------------------ */

typedef struct {
  const char *data_dir;   /* NULL: the installed fonts, templates, languages */
  size_t max_input_bytes; /* per document; 0: 256 MiB */
  size_t max_heap_bytes;  /* per object made; 0: 4 GiB */
  void *(*realloc)(void *user, void *block, size_t size); /* NULL: libc's */
  void *realloc_user; /* size 0 frees, as Lua's allocator does */
  /* Told that a step is done ("read", "tokens", ..., "rank"; static names) and
   * how many bytes its result holds by now; to measure with.  Called in the
   * thread that works.  May be NULL. */
  void (*step_done)(void *user, const char *step, size_t bytes);
  void *step_user;
} precis_engine_options;

/* Finds the data directory; languages, faces and templates are loaded when
 * first asked for and then shared.  options may be NULL.  The engine must
 * outlive all that is made with it. */
PRECIS_API precis_status precis_engine_new(const precis_engine_options *options,
                                           precis_engine **ret, precis_error *err);
PRECIS_API void precis_engine_free(precis_engine *engine);

/* --- document ---------------------------------------------------------- */

typedef enum {
  PRECIS_MEDIA_GUESS = 0,
  PRECIS_MEDIA_TEXT,
  PRECIS_MEDIA_MARKDOWN,
  PRECIS_MEDIA_HTML,
  PRECIS_MEDIA_DOCX,
  PRECIS_MEDIA_ODT,
  PRECIS_MEDIA_EPUB,
  PRECIS_MEDIA_EML
} precis_media;

/* How to read the bytes.  Zero means: find out. */
typedef struct {
  precis_media media;
  const char *charset;  /* IANA name; NULL: BOM, else UTF-8, else the best fit */
  const char *language; /* BCP 47; NULL: detect */
  const char *name;     /* for errors and attributions; NULL: "input" */
  const char *title;    /* NULL: the document's own */
  const char *author;   /* NULL: the document's own */
  const char *date;     /* YYYY-MM-DD, the date of the document; NULL: its own */
  /* Where the bytes are the text that a converter made of another file: that
   * file's bytes, which are hashed and counted, and its media type.  Such a
   * text has no lines of a source.  Empty and NULL: the bytes are the source. */
  precis_str original;
  const char *original_media;
  const char *original_reader; /* name of the converter, for people; NULL */
} precis_source;

/* Reads and analyzes.  bytes are copied.  source may be NULL. */
PRECIS_API precis_status precis_document_read(const precis_engine *engine, precis_str bytes,
                                              const precis_source *source, precis_document **ret,
                                              precis_error *err);
PRECIS_API precis_status precis_document_read_file(const precis_engine *engine, const char *path,
                                                   const precis_source *source,
                                                   precis_document **ret, precis_error *err);
/* How far it could be read: "W101: 3 characters could not be decoded ...".  A
 * brief has the warnings of its documents as well. */
PRECIS_API size_t precis_document_warning_count(const precis_document *document);
PRECIS_API precis_error precis_document_warning(const precis_document *document, size_t index);
PRECIS_API void precis_document_free(precis_document *document);
/* What making a brief needs of a document, as bytes: its text and what was found
 * in it.  They are for this version of the library, on any machine. */
PRECIS_API precis_status precis_document_save(const precis_document *document, precis_sink sink,
                                              precis_error *err);
/* A brief made from it is the brief made from the saved document, byte for byte.
 * The bytes are checked, and not needed afterwards.  PRECIS_BAD_INPUT: they are
 * damaged, or another version's. */
PRECIS_API precis_status precis_document_load(const precis_engine *engine, precis_str bytes,
                                              precis_document **ret, precis_error *err);
PRECIS_API precis_str precis_document_text(const precis_document *document);
PRECIS_API precis_str precis_document_title(const precis_document *document);
PRECIS_API const char *precis_document_language(const precis_document *document);

/* --- brief ------------------------------------------------------------- */

/* The parts of a brief, for precis_brief_options.fields and the writer. */
enum {
  PRECIS_FIELD_SUMMARY = 1 << 0,
  PRECIS_FIELD_QUOTES = 1 << 1,
  PRECIS_FIELD_FIGURES = 1 << 2,
  PRECIS_FIELD_DATES = 1 << 3,
  PRECIS_FIELD_NAMES = 1 << 4,
  PRECIS_FIELD_ABBREVIATIONS = 1 << 5,
  PRECIS_FIELD_TERMS = 1 << 6,
  PRECIS_FIELD_TEXT = 1 << 7,      /* only when named */
  PRECIS_FIELD_SENTENCES = 1 << 8, /* only when named */
  PRECIS_FIELDS_DEFAULT = (1 << 7) - 1
};

/* What a briefing tells of where its extracts stand. */
typedef enum {
  PRECIS_SOURCES_LIST = 0, /* numbered notes: document, line, first words */
  PRECIS_SOURCES_NONE,
  PRECIS_SOURCES_CONTEXT, /* and each extract with the sentences round it */
  PRECIS_SOURCES_FULL     /* and the whole text of the sources, with line numbers */
} precis_sources;

typedef struct {
  uint32_t max_words;     /* of the summary; all four sizes 0: 250 words */
  uint32_t max_sentences; /* of the summary */
  double ratio;           /* share of the source's words, 0 to 1 */
  uint32_t pages;         /* content for this many pages, most needed first */
  uint32_t max_quotes;    /* 0: those of the briefing */
  uint32_t max_facts;     /* figures, dates, each; 0: those of the briefing */
  uint32_t fields;        /* PRECIS_FIELD_*; 0: PRECIS_FIELDS_DEFAULT */
  const char *genre;      /* weights for "news", "report", ...; NULL: guess */
  precis_str title;       /* empty: the first document's */
  precis_str about;       /* words to favour; may be empty */
  precis_str date;        /* to print, YYYY-MM-DD; empty: the first document's */
  precis_str author;      /* to print; empty: the first document's */
  precis_str banner;      /* handling marking, head and foot; empty: none */
  int explain;            /* tell why each sentence was chosen, in all but Markdown; and keep
                           * what precis_brief_explain() tells */
  precis_sources sources;
  precis_str date_if_none; /* to print where neither date nor a document tells one */
} precis_brief_options;

typedef enum {
  PRECIS_ITEM_SENTENCE = 0,
  PRECIS_ITEM_QUOTE,
  PRECIS_ITEM_FIGURE,
  PRECIS_ITEM_DATE
} precis_item_kind;

/* One extract: bytes [offset, offset + length) of the document's text, which
 * is the source decoded to UTF-8 without markup, white space folded. */
typedef struct {
  precis_str text;
  precis_str speaker; /* quotes only; empty if not attributed */
  double score;       /* 0..1 within its kind */
  uint32_t document;  /* index into the docs the brief was made from */
  uint32_t line;      /* 1-based, in the source */
  size_t offset;      /* bytes */
  size_t length;      /* bytes */
} precis_item;

typedef enum {
  PRECIS_FORMAT_TEXT = 0,
  PRECIS_FORMAT_MARKDOWN,
  PRECIS_FORMAT_JSON,
  PRECIS_FORMAT_HTML /* one page that needs no other file */
} precis_format;

/* docs may be freed before the brief.  options may be NULL.  Documents without a
 * sentence give a brief whose summary is empty, with a warning. */
PRECIS_API precis_status precis_brief_make(const precis_engine *engine,
                                           const precis_document *const *docs, size_t doc_count,
                                           const precis_brief_options *options, precis_brief **ret,
                                           precis_error *err);
PRECIS_API void precis_brief_free(precis_brief *brief);
PRECIS_API precis_str precis_brief_title(const precis_brief *brief);

/* --- collection -------------------------------------------------------- */

/* Documents for one brief that are too many to be held in memory: of each about
 * half a kilobyte is kept; what is saved of it lies with the caller. */
typedef struct precis_collection precis_collection;

/* Where the caller keeps what precis_document_save() gave, by the number of the
 * document, from 0 in the order in which they were added.  get hands those bytes
 * to the sink, in one piece or several; non-zero stops the call with PRECIS_IO. */
typedef struct {
  int (*get)(void *user, uint64_t number, precis_sink sink);
  void *user;
} precis_store;

/* The engine must outlive it.  Unlike other objects it changes while documents are
 * added: one thread at a time. */
PRECIS_API precis_status precis_collection_new(const precis_engine *engine, precis_store store,
                                               precis_collection **ret, precis_error *err);
/* The document may be freed at once.  Its number is the count before the call. */
PRECIS_API precis_status precis_collection_add(precis_collection *collection,
                                               const precis_document *document, precis_error *err);
PRECIS_API size_t precis_collection_count(const precis_collection *collection);
/* precis_brief_make() over all of them.  Up to a few hundred documents (more for
 * more pages) it is the same brief; of more, those are fetched that stand for the
 * largest stories, and a warning (W206) says how many there were.  `document` in
 * the brief counts the fetched ones, in the order of their numbers. */
PRECIS_API precis_status precis_collection_brief_make(const precis_collection *collection,
                                                      const precis_brief_options *options,
                                                      precis_brief **ret, precis_error *err);
PRECIS_API void precis_collection_free(precis_collection *collection);

/* --- what a brief holds ------------------------------------------------- */

PRECIS_API size_t precis_brief_count(const precis_brief *brief, precis_item_kind kind);
/* Items come in reading order.  index must be below precis_brief_count(). */
PRECIS_API precis_item precis_brief_item(const precis_brief *brief, precis_item_kind kind,
                                         size_t index);
/* Things the reader of the brief should know: what could not be decoded, what
 * was cut at a limit.  index must be below the count. */
PRECIS_API size_t precis_brief_warning_count(const precis_brief *brief);
PRECIS_API precis_error precis_brief_warning(const precis_brief *brief, size_t index);
PRECIS_API precis_status precis_brief_write(const precis_brief *brief, precis_format format,
                                            precis_sink sink, precis_error *err);
/* Why each sentence was chosen: its score parts and the runner-up it beat.
 * Empty unless the options asked for it. */
PRECIS_API precis_status precis_brief_explain(const precis_brief *brief, precis_sink sink,
                                              precis_error *err);

/* --- template and pages ------------------------------------------------ */

/* name is that of an installed template, or a path if it has a '/' or ends in
 * ".ini".  settings are "section.key=value", applied last; may be NULL. */
PRECIS_API precis_status precis_template_load(const precis_engine *engine, const char *name,
                                              const char *const *settings, size_t setting_count,
                                              precis_template **ret, precis_error *err);
PRECIS_API void precis_template_free(precis_template *tmpl);
/* Of its file, those it is based on, the settings and the logo: another, when one of
 * them is. */
PRECIS_API uint64_t precis_template_digest(const precis_template *tmpl);

/* brief and tmpl must outlive the pages.  page_count is the pages to fill;
 * 0: as many as the brief's content takes. */
PRECIS_API precis_status precis_pages_lay_out(const precis_engine *engine,
                                              const precis_brief *brief,
                                              const precis_template *tmpl, uint32_t page_count,
                                              precis_pages **ret, precis_error *err);
PRECIS_API void precis_pages_free(precis_pages *pages);
PRECIS_API size_t precis_pages_count(const precis_pages *pages);
/* Things a person would want to fix: overfull lines, missing glyphs. */
PRECIS_API size_t precis_pages_warning_count(const precis_pages *pages);
PRECIS_API precis_error precis_pages_warning(const precis_pages *pages, size_t index);
/* Same pages, same bytes: no clock, no randomness, no host name goes in.  The
 * brief's JSON is attached: PDF/A-3a. */
PRECIS_API precis_status precis_pages_write_pdf(const precis_pages *pages, precis_sink sink,
                                                precis_error *err);
/* The same without the attachment: PDF/A-2a. */
PRECIS_API precis_status precis_pages_write_bare_pdf(const precis_pages *pages, precis_sink sink,
                                                     precis_error *err);

/* --- index ------------------------------------------------------------- */

/* A document of an index; what is empty is left out. */
typedef struct {
  precis_str folder; /* it stands under; entries of one folder follow each other */
  precis_str title, name;
  precis_str text;   /* what it says, or why there is no briefing */
  precis_str status; /* a word */
  int is_failed;     /* the status is to be seen */
  precis_str link;   /* a URI reference, from where the index lies; ASCII */
} precis_index_entry;

typedef struct {
  precis_str title, deck; /* the deck stands below the title */
  precis_str note;        /* below that: what the index leaves out */
  precis_str banner;      /* handling marking, head and foot; empty: none */
  precis_str date;        /* to print, YYYY-MM-DD; empty: none */
  const char *language;   /* of the index's own words; NULL: "en" */
  const precis_index_entry *entries;
  size_t count;
} precis_index;

/* Sets what a folder's briefings are, folder by folder.  The index is not needed
 * afterwards.  Nothing is attached to such pages.  An entry of usual length takes
 * some 30 KB until they are written: bound their number. */
PRECIS_API precis_status precis_index_lay_out(const precis_engine *engine,
                                              const precis_index *index,
                                              const precis_template *tmpl, precis_pages **ret,
                                              precis_error *err);

/* --- verifying ---------------------------------------------------------- */

typedef struct precis_report precis_report; /* what was checked, and what differs */

typedef struct {
  const char *path;           /* the briefing's own: sources may lie beside it; NULL */
  const char *const *sources; /* files, and folders with all below them; may be NULL */
  size_t source_count;
  int quick;            /* compare texts and pages; do not make the briefing again */
  precis_str signer;    /* public key that must have signed it; data NULL: none is asked for */
  precis_str signature; /* of the briefing, for the signer */
  /* Reads a source as it was read for the briefing, where that took more than
   * precis_document_read_file(), which NULL stands for. */
  /* original_media is set where the source was read through a converter, and
   * NULL where it was not. */
  precis_status (*read)(void *user, const char *path, const precis_source *source,
                        precis_document **ret, precis_error *err);
  void *read_user;
} precis_verify_options;

typedef enum {
  PRECIS_EXACT = 0,
  PRECIS_DIFFERS,       /* something is not as it was made, or not as the source says */
  PRECIS_SOURCE_MISSING /* all else is exact */
} precis_verdict;

/* Holds a briefing (the bytes of a PDF or JSON that precis made; anybody's) against
 * its sources: every text with its place, every text of the pages with the brief,
 * and, where the programs and data that made it are those at hand, the whole with
 * the briefing made again.  A damaged briefing is no error: the report says so. */
PRECIS_API precis_status precis_verify(const precis_engine *engine, precis_str briefing,
                                       const precis_verify_options *options, precis_report **ret,
                                       precis_error *err);
PRECIS_API void precis_report_free(precis_report *report);
PRECIS_API precis_verdict precis_report_verdict(const precis_report *report);
/* TEXT for people; JSON. */
PRECIS_API precis_status precis_report_write(const precis_report *report, precis_format format,
                                             precis_sink sink, precis_error *err);

/* Ed25519; keys and signatures are a line of text each.  The secret key signs. */
PRECIS_API precis_status precis_key_make(precis_sink secret, precis_sink public_key,
                                         precis_error *err);
/* Signs the bytes of a briefing as they are.  PRECIS_BAD_INPUT: no secret key. */
PRECIS_API precis_status precis_sign(precis_str briefing, precis_str secret, precis_sink signature,
                                     precis_error *err);

/* --- looking inside ---------------------------------------------------- */

typedef struct {
  const char *stage;                   /* one of precis_stage() */
  precis_format format;                /* TEXT: a table for people; JSON */
  const precis_brief_options *options; /* for stages from "scores" on; may be NULL */
  const precis_template *tmpl;         /* for stages from "lines" on; else NULL */
} precis_dump_options;

/* Writes the result of one stage, for people and for tests.  The table may
 * change in any release, the JSON is that of the documented interface.
 * Stages before "scores" are those of one document: several are
 * PRECIS_BAD_ARGUMENT there. */
PRECIS_API precis_status precis_dump(const precis_engine *engine,
                                     const precis_document *const *docs, size_t doc_count,
                                     const precis_dump_options *options, precis_sink sink,
                                     precis_error *err);
/* The stages' names in order; NULL past the last. */
PRECIS_API const char *precis_stage(size_t index);
/* 1 for stages from "lines" on, 0 for others and what is no stage. */
PRECIS_API int precis_stage_has_pages(const char *name);

/* What is installed: "templates", "languages", "fonts" or "formats"; a line
 * each: name, a tab, what it is, a tab, where it lies.  "stages": names alone. */
PRECIS_API precis_status precis_list(const precis_engine *engine, const char *what,
                                     precis_sink sink, precis_error *err);

#ifdef __cplusplus
}
#endif
#endif
