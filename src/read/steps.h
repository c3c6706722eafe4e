/* steps.h - the steps of reading, each a file of its name. Private to the room. */
#pragma once

#include "read/builder.h"
#include "read/mapped.h"
#include "read/read.h"

/* --- signature.c ---------------------------------------------------------------------------- */

/* PRECIS_BAD_INPUT with the kind of file for what is not text. */
precis_status refuse_binary(str bytes, precis_error *err);
precis_status refuse_controls(str text, precis_error *err);
/* PRECIS_BAD_INPUT with what the bytes are, which no reader of containers can open. what: "DOCX".
 */
precis_status refuse_container(str bytes, const char *what, precis_error *err);

/* --- entities.c ----------------------------------------------------------------------------- */

/* A plain text that went through an HTML escaper, with its references decoded; else itself. Line
 * ends stay where they are. */
str entities_decode(struct arena *arena, str text);
/* The character of the reference that starts at *at ("&#8220;", "&amp;"), and *at moves behind it;
 * 0 if there is none. */
uint32_t entity_next(str text, size_t *at);

/* --- references.c --------------------------------------------------------------------------- */

/* The character of a reference in HTML text that starts at *at, as browsers read it: without its
 * semicolon, by a name of HTML 5, a C1 control as Windows-1252; *at moves behind it. 0 for what is
 * none, or one that every parser reads right; U+FFFF for one that means no character. */
uint32_t reference_next(str text, size_t *at);

/* --- asked.c -------------------------------------------------------------------------------- */

/* Bold paragraphs of an interview, at least two of which ask, become headings. Before what stands
 * above the text is marked. */
void asked_mark(struct document *document);

/* --- lines.c -------------------------------------------------------------------------------- */

enum line_flags {
  LINE_AFTER_BLANK = 1, /* an empty line before */
  LINE_AFTER_PAGE = 2,  /* a form feed before */
  LINE_DROPPED = 4,     /* page furniture, mail head, signature */
  LINE_AFTER_CUT = 8,   /* only page furniture and blanks between this and the line before */
  LINE_RULE = 16,       /* nothing but - = _ * ~ */
  LINE_FRONT = 32       /* byline, dateline: never joined with its neighbours */
};

/* A line that is not empty; blanks at its ends are not in [at, at + len). */
struct line {
  uint32_t at, len;
  uint32_t number; /* 1-based, of the source */
  uint32_t width;  /* characters up to the last, tabs to multiples of 8 */
  uint16_t indent; /* the same up to the first */
  uint8_t quote;   /* depth of "> " taken off */
  uint8_t flags;
};

struct lines {
  struct arena *arena;
  str text;
  const struct mapped *source; /* whose text this is, line numbers from its marks; NULL: counted */
  VEC(struct line) all;
};

static inline str line_str(const struct lines *lines, uint32_t i)
{
  return str_sub(lines->text, lines->all.at[i].at, lines->all.at[i].len);
}

void lines_split(struct lines *lines);

/* --- shapes.c: what a line looks like ------------------------------------------------------- */

bool is_rule(str line);
/* Bytes of a list mark with its blank: "- ", "1. ", "a) "; 0 if there is none. */
size_t item_mark(str line);
/* Bytes of a heading's number with its blank: "1. ", "2.3 ", "IV. "; *depth counts its parts. */
size_t heading_number(str line, uint32_t *ret_depth);
/* Ends in the stop of a sentence, closing marks after it not counted. */
bool ends_with_stop(str line);
/* Ends in any punctuation that a heading would not have. */
bool ends_open(str line);
/* "MAYOR STONE: Good evening": capitals that name who speaks. */
bool starts_label(str line);
bool starts_lower(str line);
bool starts_upper(str line);
bool is_all_capitals(str line);
uint32_t first_word_width(str line);
/* Short, without a stop, capital first: may be a heading if its neighbours allow. */
bool is_headingish(str line, uint32_t max_chars);

/* --- mailhead.c ----------------------------------------------------------------------------- */

/* Takes a mail's head (title, author, date), the marks of quoted lines and the signature off. */
void mail_strip(struct lines *lines, struct document *document, const struct language *language);
/* "Re: Fwd: statement" is about "statement". */
str mail_subject(str subject);
/* The name of "Jane Doe <jane@example.org>" or "jane@example.org (Jane Doe)"; the address when
 * there is no name. */
str mail_sender(str from);

/* --- pages.c -------------------------------------------------------------------------------- */

/* Marks page numbers and running heads as dropped, rules as rules. */
void pages_strip(struct lines *lines);

/* --- wrap.c --------------------------------------------------------------------------------- */

/* How the text was broken into lines. */
struct wrapping {
  bool is_wrapped;
  uint32_t width;
  uint16_t indent; /* of the lines that go on from the one before */
};

struct wrapping wrap_detect(const struct lines *lines);
/* Whether line i goes on in line i + 1, in the same paragraph or item. */
bool wrap_joins(const struct lines *lines, const struct wrapping *wrapping, uint32_t first,
                uint32_t i);

/* --- hyphens.c ------------------------------------------------------------------------------ */

enum line_end {
  LINE_END_BLANK,  /* a blank between the lines */
  LINE_END_TIGHT,  /* nothing between them: the hyphen stays */
  LINE_END_HYPHEN, /* the hyphen goes as well */
};

struct hyphens {
  const struct lines *lines;
  const struct language *language; /* first halves of words that keep their hyphen; may be NULL */
  uint64_t *words;                 /* hashes of the words of the text, open addressing; 0 is free */
  uint32_t room;                   /* power of two */
  bool is_built;
};

enum line_end hyphens_end(struct hyphens *hyphens, uint32_t i, uint32_t next);

/* --- columns.c ------------------------------------------------------------------------------ */

/* Lines from i on that are rows of one table; 0 if line i starts none. */
uint32_t columns_rows(const struct lines *lines, uint32_t i);
void columns_emit(struct builder *builder, const struct lines *lines, uint32_t i, uint32_t rows);

/* --- outline.c ------------------------------------------------------------------------------ */

/* Which of the blocks that may be headings are; candidates[i] for block i. */
void outline_settle(struct document *document, const uint8_t *candidates);

/* --- front.c: bylines, datelines, notes ------------------------------------------------------ */

/* A line at the document's start that stands for itself; language may be NULL. */
bool front_is_line(struct arena *arena, const struct language *language, str line);
void front_mark(struct document *document, const struct language *language, str authors);

/* --- moment.c ------------------------------------------------------------------------------- */

/* The only whole date in a short text, as YYYY-MM-DD in the arena; empty if there is none or two.
 * language gives the months; NULL: only ISO dates. */
str moment_find(struct arena *arena, const struct language *language, str text);
bool moment_is_month(struct arena *arena, const struct language *language, str word);
/* The date that a field of a head states: also in digits where it is certain which is the day, and
 * a month alone, as YYYY-MM. */
str moment_stated(struct arena *arena, const struct language *language, str text);
/* The same for the Date field of a mail (RFC 5322: months are English). */
str moment_of_mail(struct arena *arena, str text);

/* --- frontmatter.c -------------------------------------------------------------------------- */

struct front_matter {
  size_t len; /* bytes, with both fences; 0 if there is none */
  uint32_t lines;
  str title, author, language;
  str date; /* as it is written */
};

struct front_matter front_matter_read(struct arena *arena, str text);

/* --- caps.c --------------------------------------------------------------------------------- */

/* The Markdown with what makes cmark quadratic cut down; *ret_cut counts the places. Line count
 * kept. */
str caps_apply(struct arena *arena, str text, uint32_t *ret_cut, uint32_t *ret_line);

/* --- tags.c --------------------------------------------------------------------------------- */

/* "td" of "</td>". */
str tag_name(str tag);
/* A raw HTML block: tags, comments, scripts and styles out, each run of text a paragraph. */
void tags_emit(struct builder *builder, str html, uint32_t line, enum block_kind kind);

/* --- media.c: what bytes are ----------------------------------------------------------------- */

/* By what the caller says, the name's ending, or the first bytes; MEDIA_TEXT if none of them tells.
 */
enum media media_of_bytes(const struct read_options *options, str bytes);
/* Whether one of the three told. */
bool media_is_told(const struct read_options *options, str bytes);
/* Text, Markdown or HTML, by a decoded text alone. */
enum media media_of_text(struct arena *arena, str text);

/* --- plain.c, markdown.c: the readers ------------------------------------------------------- */

void plain_read(struct document *document, struct arena *scratch, str text,
                const struct language *language);
/* The same for text that was decoded from other lines. */
void plain_read_mapped(struct document *document, struct arena *scratch,
                       const struct mapped *source, const struct language *language);
precis_status markdown_read(struct document *document, struct arena *scratch, str text,
                            uint32_t first_line, precis_error *err);
/* A page: its article, and its title, author and date. *ret_language: BCP 47 as the page has it,
 * empty if it has none. */
precis_status html_read(struct document *document, struct arena *scratch, str text,
                        str *ret_language, precis_error *err);
/* The charset that the bytes of a page declare, in the arena; NULL: none, an unknown one, or one
 * that the bytes contradict. */
const char *html_charset(struct arena *arena, str bytes);

/* --- the readers of containers ---------------------------------------------------------------- */

/* What the metadata says that weighs less than what the text itself says: a file was saved under an
 * account on a day, but the byline and the dateline are the author's own words. */
struct own_facts {
  str author, date;      /* taken where neither the reader nor the text gives one */
  str language;          /* BCP 47 */
  bool is_language_sure; /* told by a person, not by the program that saved the file */
};

/* They take bytes, as they came. Each makes its builder itself (builder_init to builder_finish),
 * and sets what is certain of title, author and date of the document. */
precis_status docx_read(struct document *document, struct arena *scratch, str bytes,
                        const struct read_options *options, struct own_facts *ret,
                        precis_error *err);
precis_status odt_read(struct document *document, struct arena *scratch, str bytes,
                       const struct read_options *options, struct own_facts *ret,
                       precis_error *err);
precis_status epub_read(struct document *document, struct arena *scratch, str bytes,
                        const struct read_options *options, struct own_facts *ret,
                        precis_error *err);
precis_status mail_read(struct document *document, struct arena *scratch, str bytes,
                        const struct read_options *options, struct own_facts *ret,
                        precis_error *err);

/* --- read.c: the language, for a reader that needs its words while reading ----------------------
 */

/* The tag that serves a text: the caller's, its own (may be empty), or the detected one. */
const char *language_of_text(const struct read_options *options, str own, str text);
const struct language *words_of_language(const struct read_options *options, const char *tag);
