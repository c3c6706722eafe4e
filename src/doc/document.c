/* document.c - the document's own queries: which block, which source line, what was odd.
 *
 * Invariant: blocks and line marks are ascending, so both look-ups are binary searches. */
#include "doc/doc.h"

#include <stdarg.h>
#include <stdio.h>

const char *block_kind_name(enum block_kind kind)
{
  switch (kind) {
  case BLOCK_HEADING:
    return "heading";
  case BLOCK_PARAGRAPH:
    return "paragraph";
  case BLOCK_ITEM:
    return "item";
  case BLOCK_QUOTE:
    return "quote";
  case BLOCK_TABLE:
    return "table";
  case BLOCK_CODE:
    return "code";
  case BLOCK_CAPTION:
    return "caption";
  }
  return "unknown";
}

const char *media_name(enum media media)
{
  switch (media) {
  case MEDIA_TEXT:
    return "text/plain";
  case MEDIA_MARKDOWN:
    return "text/markdown";
  case MEDIA_HTML:
    return "text/html";
  case MEDIA_DOCX:
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  case MEDIA_ODT:
    return "application/vnd.oasis.opendocument.text";
  case MEDIA_EPUB:
    return "application/epub+zip";
  case MEDIA_EML:
    return "message/rfc822";
  }
  return "application/octet-stream";
}

struct document *document_new(const struct heap *heap)
{
  struct arena *arena = arena_new(heap);
  if (!arena)
    return NULL;
  struct document *document = arena_make(arena, struct document);
  if (!document) {
    arena_free(arena);
    return NULL;
  }
  document->arena = arena;
  document->name = STR("input");
  document->text = STR("");
  document->title = document->author = document->date = STR("");
  document->charset = "utf-8";
  document->language = "";
  document->headline = UINT32_MAX;
  return document;
}

void document_free(struct document *document)
{
  if (document)
    arena_free(document->arena);
}

/* Bisection over marks ascending in at. */
static uint32_t mark_at(const struct line_mark *marks, uint32_t count, uint32_t at)
{
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (marks[middle].at <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? marks[low - 1].line : 0;
}

uint32_t document_line(const struct document *document, uint32_t at)
{
  return mark_at(document->lines.at, document->lines.count, at);
}

uint32_t document_page(const struct document *document, uint32_t at)
{
  return mark_at(document->pages.at, document->pages.count, at);
}

uint32_t document_block(const struct document *document, uint32_t at)
{
  uint32_t low = 0, high = document->blocks.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (document->blocks.at[middle].at.at <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? low - 1 : UINT32_MAX;
}

/* Longest warning; what is longer is cut by vsnprintf and stays readable. */
enum { MESSAGE_ROOM = 256 };

void document_warn(struct document *document, const char *code, uint32_t line, const char *format,
                   ...)
{
  char draft[MESSAGE_ROOM], safe[MESSAGE_ROOM];
  va_list args;
  va_start(args, format);
  int len = vsnprintf(draft, sizeof draft, format, args);
  va_end(args);
  size_t kept = len < 0 ? 0 : (size_t)len < sizeof draft ? (size_t)len : sizeof draft - 1;
  copy_quoted(safe, sizeof safe, (str){draft, kept});
  struct doc_warning warning = {.line = line};
  size_t code_len = strnlen(code, sizeof warning.code - 1);
  memcpy(warning.code, code, code_len);
  warning.message = arena_str(document->arena, str_of(safe));
  vec_push(document->arena, &document->warnings, warning);
}
