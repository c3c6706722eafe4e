/* read_checks.h - what holds for every document, whatever was read. */
#pragma once

#include <stdlib.h>

#include "read/read.h"

static inline void expect(bool holds)
{
  if (!holds)
    abort();
}

/* No control but the separators, never two blanks, no blank beside a separator. */
static inline void check_block(const struct document *document, const struct block *block)
{
  str text = str_span(document->text, block->at);
  expect(text.len > 0 && block->lead_in <= text.len);
  expect(text.data[0] != ' ' && text.data[text.len - 1] != ' ');
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    uint32_t c = utf8_next(text, &at);
    bool is_separator =
        (c == '\n' || c == '\t') && (block->kind == BLOCK_TABLE || block->kind == BLOCK_CODE);
    expect(is_separator || (c >= ' ' && (c < 0x7F || c >= 0xA0)));
    expect(c == ' ' || is_separator || !char_is_space(c));
    expect(!char_is_invisible(c) && !char_is_bidi_control(c));
    expect(c != ' ' || text.data[from + 1] != ' ');
  }
}

static inline void check_document(const struct document *document)
{
  expect(utf8_valid(document->text));
  AUTO(arena) arena = arena_new(&heap_default);
  expect(str_eq(text_nfc(arena, document->text), document->text));
  uint32_t end = 0;
  for (uint32_t i = 0; i < document->blocks.count; i++) {
    const struct block *block = &document->blocks.at[i];
    expect(block->at.at == (i ? end + 2 : 0));
    expect(i == 0 || str_eq(str_sub(document->text, end, 2), STR("\n\n")));
    end = span_end(block->at);
    check_block(document, block);
  }
  expect(end == document->text.len);
  bool has_lines = document->media < MEDIA_DOCX || document->media == MEDIA_EML;
  for (uint32_t i = 0; i < document->lines.count; i++)
    expect(document->lines.at[i].at < document->text.len &&
           (document->lines.at[i].line > 0) == has_lines &&
           (i == 0 || document->lines.at[i].at >= document->lines.at[i - 1].at));
  expect(document->headline == UINT32_MAX || document->headline < document->blocks.count);
  expect(document->date.len == 0 || document->date.len == 10);
}

/* English, so that bylines, notes and months are looked for as well. */
static inline const struct language *english(void *user, const char *tag)
{
  static struct language *language;
  (void)user;
  (void)tag;
  if (!language)
    expect(language_load(&heap_default, PRECIS_SOURCE_DIR "/languages/en.ini", &language, NULL) ==
           PRECIS_OK);
  return language;
}

/* Reads as one media type; a refusal must say why. */
static inline void check_reading(str bytes, precis_media media)
{
  struct document *document = NULL;
  precis_error err = {0};
  struct read_options options = {.media = media, .language_of = english};
  precis_status s = read_document(&heap_default, bytes, &options, &document, &err);
  if (s == PRECIS_OK)
    check_document(document);
  else
    expect(s == PRECIS_BAD_INPUT && err.message[0]);
  document_free(document);
}
