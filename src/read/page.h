/* page.h - an HTML page as a flat tree, and the steps from it to blocks, a file each. Private to
 * the room.
 *
 * Invariant: nodes stand in document order; the subtree of node i is [i, nodes.at[i].end), so that
 * a walk down is a walk through the array and a walk up follows the parents. Node 0 is the root. */
#pragma once

#include "read/html.h"

/* The elements that mean something here; all others are TAG_OTHER. */
enum page_tag {
  TAG_OTHER,
  TAG_TEXT,
  TAG_A,
  TAG_ABBR,
  TAG_ADDRESS,
  TAG_ARTICLE,
  TAG_ASIDE,
  TAG_B,
  TAG_BLOCKQUOTE,
  TAG_BODY,
  TAG_BR,
  TAG_BUTTON,
  TAG_CAPTION,
  TAG_CENTER,
  TAG_CODE,
  TAG_COL,
  TAG_DD,
  TAG_DEL,
  TAG_DIALOG,
  TAG_DIV,
  TAG_DL,
  TAG_DT,
  TAG_EMBED,
  TAG_FIELDSET,
  TAG_FIGCAPTION,
  TAG_FIGURE,
  TAG_FOOTER,
  TAG_FORM,
  TAG_H1,
  TAG_H2,
  TAG_H3,
  TAG_H4,
  TAG_H5,
  TAG_H6,
  TAG_HEAD,
  TAG_HEADER,
  TAG_HR,
  TAG_HTML,
  TAG_IFRAME,
  TAG_IMG,
  TAG_INPUT,
  TAG_KBD,
  TAG_LI,
  TAG_LINK,
  TAG_MAIN,
  TAG_META,
  TAG_NAV,
  TAG_NOSCRIPT,
  TAG_OL,
  TAG_OPTION,
  TAG_P,
  TAG_PRE,
  TAG_Q,
  TAG_SAMP,
  TAG_SCRIPT,
  TAG_SECTION,
  TAG_SPAN,
  TAG_STYLE,
  TAG_SUP,
  TAG_TABLE,
  TAG_TBODY,
  TAG_TD,
  TAG_TH,
  TAG_THEAD,
  TAG_TIME,
  TAG_TITLE,
  TAG_TR,
  TAG_UL
};

enum page_trait {
  TRAIT_BLOCK = 1,  /* text before, in and after it are different blocks */
  TRAIT_UNREAD = 2, /* what it holds is not shown as text */
  TRAIT_VOID = 4    /* has no content and no end tag */
};

enum page_attribute_name {
  ATTRIBUTE_NONE,
  ATTRIBUTE_ARIA_HIDDEN,
  ATTRIBUTE_ARIA_MODAL,
  ATTRIBUTE_CLASS,
  ATTRIBUTE_COLSPAN,
  ATTRIBUTE_CONTENT,
  ATTRIBUTE_DATETIME,
  ATTRIBUTE_HIDDEN,
  ATTRIBUTE_HREF,
  ATTRIBUTE_HTTP_EQUIV,
  ATTRIBUTE_ID,
  ATTRIBUTE_ITEMPROP,
  ATTRIBUTE_LANG,
  ATTRIBUTE_NAME,
  ATTRIBUTE_PROPERTY,
  ATTRIBUTE_PUBDATE,
  ATTRIBUTE_REL,
  ATTRIBUTE_ROLE,
  ATTRIBUTE_STYLE,
  ATTRIBUTE_SUMMARY,
  ATTRIBUTE_TYPE
};

struct page_attribute {
  enum page_attribute_name name;
  str value;
};

struct page_node {
  uint32_t parent;
  uint32_t end;
  uint32_t line;  /* 1-based, of the page */
  uint32_t first; /* text: its place in page.text; element: its first attribute */
  uint32_t count; /* bytes; attributes */
  uint16_t tag;   /* enum page_tag */
  uint8_t traits;
  bool is_hidden; /* it and all in it */
};

struct page {
  struct arena *arena;
  VEC(struct page_node) nodes;
  VEC(struct page_attribute) attributes;
  char *text; /* of all text nodes, one after the other */
  size_t len, room;
};

/* Where a page was cut; told as one warning. */
struct page_cuts {
  uint32_t places;
  uint32_t line;    /* of the first, 1-based */
  const char *what; /* of the first: "attributes past 256 of a tag"; static */
};

static inline bool page_is(const struct page *page, uint32_t i, enum page_tag tag)
{
  return page->nodes.at[i].tag == tag;
}

static inline bool page_is_block(const struct page *page, uint32_t i)
{
  return (page->nodes.at[i].traits & TRAIT_BLOCK) != 0;
}

static inline bool page_is_heading(const struct page *page, uint32_t i)
{
  return page->nodes.at[i].tag >= TAG_H1 && page->nodes.at[i].tag <= TAG_H6;
}

/* --- page_tags.c: what names mean ----------------------------------------------------------- */

struct page_element {
  const char *name;
  enum page_tag tag;
  unsigned traits;
};

/* The element of a name in lower case; one of TAG_OTHER without traits for an unknown one. */
const struct page_element *page_element(const char *name);
enum page_attribute_name page_attribute_name(const char *name);

/* --- page_caps.c: budgets before the parser --------------------------------------------------- */

/* The page with what makes a parser slow or silent taken out: nesting, attributes and tags past the
 * budgets, NULs. Line count kept; in the arena. Control characters are counted, not kept. */
str page_cap(struct arena *arena, str html, struct builder_tally *tally, struct page_cuts *cuts);

/* --- page.c: the parser ----------------------------------------------------------------------- */

/* Parses into an empty page, whose arena is set. PRECIS_NO_MEMORY. */
precis_status page_parse(struct page *page, str html, struct page_cuts *cuts, precis_error *err);
/* Value of an attribute; the empty slice when it is absent or empty. */
str page_value(const struct page *page, uint32_t node, enum page_attribute_name name);
bool page_has(const struct page *page, uint32_t node, enum page_attribute_name name);
str page_text(const struct page *page, uint32_t node); /* of a text node */
/* The text of a subtree, white space folded, at most max bytes, in the page's arena. */
str page_text_of(const struct page *page, uint32_t node, size_t max);
/* White space folded, as in a text. */
str text_folded(struct arena *arena, str text);

/* --- page_hide.c: what a browser would not show ------------------------------------------------
 */

void page_hide(struct page *page);

/* --- page_notes.c ----------------------------------------------------------------------------- */

/* Notes, one or all of them, by their role. */
bool page_is_notes(const struct page *page, uint32_t i);
/* A link to a note, or from it back. */
bool page_is_note_link(const struct page *page, uint32_t i);

/* --- page_table.c ------------------------------------------------------------------------------
 */

/* Whether a table holds data; others only place things on the page. */
bool table_is_data(const struct page *page, uint32_t table);
void table_emit(struct builder *builder, const struct page *page, uint32_t table,
                const bool *is_out, uint32_t first_line);

/* --- page_prose.c ------------------------------------------------------------------------------
 */

/* Whether a <pre> holds prose as a mail archive has it, not code. */
bool prose_is(const struct page *page, uint32_t pre);
/* Read as plain text is: wrapped lines joined, headings, lists, quoted lines. */
void prose_emit(struct builder *builder, const struct page *page, uint32_t pre,
                uint32_t first_line);

/* --- page_blocks.c: the tree into blocks --------------------------------------------------------
 */

/* is_out may be NULL: nothing is left out but what is hidden. */
void page_emit(struct builder *builder, const struct page *page, uint32_t root, const bool *is_out,
               uint32_t first_line);

/* Line of the source for a line of the page; 0 where it has none. */
static inline uint32_t page_line(uint32_t first_line, uint32_t line)
{
  return first_line ? first_line - 1 + line : 0;
}

/* A text node; what its line ends are is the caller's: blanks, or rows of code. */
struct text_lines {
  uint32_t node, first_line;
  void (*end_line)(struct builder *builder);
};

void text_emit(struct builder *builder, const struct page *page, struct text_lines lines);
/* "[12]" set small, with a link to its note on the same page. */
bool page_is_note_mark(const struct page *page, uint32_t i);

/* --- page_facts.c, page_json.c: what a page says about itself ------------------------------------
 */

struct page_facts {
  struct html_facts facts; /* in the page's arena */
  str article_body;        /* of JSON-LD; empty if there is none */
};

struct page_facts page_facts(const struct page *page);

/* The same from one JSON-LD script; what is already found stays. */
struct json_facts {
  str headline, author, date, language, body;
};

void json_facts_read(struct arena *arena, str json, struct json_facts *facts);

/* --- mail_frame.c: what stands round a letter to many -------------------------------------------
 */

/* Sets is_out[i] as article_find() does, for what leads to a browser or ends the subscription. */
void page_drop_frame(const struct page *page, bool *is_out);

/* --- article.c: the article among the furniture ------------------------------------------------
 */

/* Sets is_out[i] for the roots of what does not belong to the article (their subtrees go with them)
 * and gives the nodes whose subtrees are it, in order. is_out has a byte a node, zero. */
struct article {
  const uint32_t *roots;
  uint32_t count;
  uint32_t chars; /* in it, white space folded */
};

/* Bylines are left out where the page names its author elsewhere. */
struct article article_find(const struct page *page, const struct html_facts *facts, bool *is_out);
