/* read.h - bytes into a document: sniff, decode, parse, drop page furniture. */
#pragma once

#include "doc/doc.h"
#include "text/text.h"

struct read_options {
  precis_media media;   /* GUESS: by a container, the name's ending, the content */
  const char *charset;  /* NULL: detect */
  const char *language; /* NULL: detect among tags */
  const char *name;     /* NULL: "input" */
  const char *title;    /* these three: NULL: the document's own */
  const char *author;
  const char *date;
  str original; /* these three: as in precis_source */
  const char *original_media, *original_reader;
  const char *const *tags; /* languages there are files for */
  size_t tag_count;
  struct detector *detector; /* NULL: nothing is detected */
  /* The words of a language for bylines, datelines and months, asked once with the tag that was
   * settled ("" if none); NULL, or its answer NULL: only shapes count. */
  const struct language *(*language_of)(void *user, const char *tag);
  void *language_user;
};

/* Warnings: W101 characters that could not be decoded, W102 control and W103 bidi characters left
 * out, W104 Markdown or HTML cut at a budget, W105 C1 controls read as Windows-1252, W106 no
 * language file fits, W110 a part of a container or a mail not read ("partial"), W111 symbols of
 * fonts and W112 attachments left out, W113 mails of a mailbox not read.
 *
 * PRECIS_BAD_INPUT: NULs, a binary signature, an unknown charset; PRECIS_NO_MEMORY. A document
 * without text is no error here. */
precis_status read_document(const struct heap *heap, str bytes, const struct read_options *options,
                            struct document **ret, precis_error *err);
