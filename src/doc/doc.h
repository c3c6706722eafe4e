/* doc.h - the document: one text, its blocks, and the way back to the source's lines.
 *
 * Invariants: the text is valid NFC UTF-8 without control characters but '\n' and '\t'; white space
 * inside a block is folded to one blank; blocks stand in order, never overlap, and are separated by
 * "\n\n"; cells of a table's row are separated by '\t', its rows by '\n' inside the one block. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/vec.h"

enum block_kind {
  BLOCK_HEADING,
  BLOCK_PARAGRAPH,
  BLOCK_ITEM,  /* of a list; in plain text its mark stays in it */
  BLOCK_QUOTE, /* a paragraph of a block quotation */
  BLOCK_TABLE,
  BLOCK_CODE,
  BLOCK_CAPTION
};

const char *block_kind_name(enum block_kind kind); /* "heading", ...; static */

enum furniture {
  FURNITURE_NONE,
  FURNITURE_BYLINE,
  FURNITURE_DATELINE, /* "WASHINGTON (AP) -": may lead a paragraph, see block.lead_in */
  FURNITURE_NOTE,     /* "PUBLISHED: ...", "Media contact: ...", "###", page furniture kept */
  FURNITURE_HEADLINE  /* the document's own headline: a heading, also its title; its second line */
};

/* An item's paragraphs behind its first. */
#define ITEM_GOES_ON UINT32_MAX

struct block {
  enum block_kind kind;
  uint8_t level;   /* headings: 1 to 6; items: depth from 1 */
  uint32_t number; /* items of numbered lists whose marks are not in the text; 0: none */
  enum furniture furniture;
  struct span at;
  uint32_t lead_in;  /* bytes at the start that are a dateline, not part of the first sentence */
  uint32_t lead_out; /* bytes at a headline's end that say when it was made known */
  bool is_bold;      /* from end to end; not saved: readers go by it */
};

/* From text offset at (until the next mark) the source stands on line. */
struct line_mark {
  uint32_t at;
  uint32_t line; /* 1-based; 0 where the source has no lines */
};

struct doc_warning {
  char code[8]; /* "W101" */
  str message;
  uint32_t line; /* 0 if about no line */
};

enum media { MEDIA_TEXT, MEDIA_MARKDOWN, MEDIA_HTML, MEDIA_DOCX, MEDIA_ODT, MEDIA_EPUB, MEDIA_EML };

const char *media_name(enum media media); /* "text/plain", ...; static */

/* What the caller laid down when it was read; empty: found out. */
struct doc_given {
  precis_media media;
  str charset, language, title, author, date;
};

struct document {
  struct arena *arena;
  str name; /* as given: a file name, or "input" */
  str text;
  VEC(struct block) blocks;
  VEC(struct line_mark) lines; /* ascending in at */
  VEC(struct line_mark) pages; /* the same with pages, where a converter has told of them */
  VEC(struct doc_warning) warnings;

  enum media media;
  const char *original_media; /* of a file that was converted into the source's text; or NULL */
  const char *reader;         /* the converter's name, where it is known; or NULL */
  uint8_t reader_sha256[32];  /* of what the converter wrote; only with original_media */
  const char *charset;
  const char *language; /* BCP 47 of the file that serves it, static or in the arena; "" if none */
  uint8_t sha256[32];   /* of the source's bytes */
  size_t bytes;

  struct doc_given given;
  str title;         /* from metadata or the caller; empty if none */
  str author;        /* from metadata, the caller or a byline */
  str date;          /* YYYY-MM-DD, from metadata, the caller or a dateline */
  uint32_t headline; /* block that is the document's headline; UINT32_MAX if none */
};

struct document *document_new(const struct heap *heap);
void document_free(struct document *document);
DEFINE_AUTO(document)

/* The media type of the file that the reader of a briefing knows. */
static inline const char *document_media(const struct document *document)
{
  return document->original_media ? document->original_media : media_name(document->media);
}

/* Of a document that has one, less what leads in and out. */
static inline struct span document_headline(const struct document *document)
{
  const struct block *block = &document->blocks.at[document->headline];
  return (struct span){block->at.at + block->lead_in,
                       block->at.len - block->lead_in - block->lead_out};
}

/* Borrowed, as the document's text is. */
static inline str document_block_text(const struct document *document, uint32_t block)
{
  return str_span(document->text, document->blocks.at[block].at);
}

/* Line of the source where the text at an offset stands. */
uint32_t document_line(const struct document *document, uint32_t at);
/* Page of the source, which then has no lines; 0 where that is not known. */
uint32_t document_page(const struct document *document, uint32_t at);
/* Index of the block that holds the offset, or the one before it; UINT32_MAX before the first. */
uint32_t document_block(const struct document *document, uint32_t at);
void document_warn(struct document *document, const char *code, uint32_t line, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));
