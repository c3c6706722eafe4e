/* pdf_file.h - a briefing's PDF read back: what it carries and what its pages say. Private to
 * verify/. */
#pragma once

#include "verify/verify.h"

/* Things of a page that a briefing of ours never has. */
struct oddity {
  uint32_t page; /* from 0; NONE: of the file */
  str what;
};

struct pdf_file {
  struct arena *arena;
  str evidence;        /* the attached JSON; empty: none */
  display_texts texts; /* in reading order, then the artifacts' page by page */
  VEC(struct oddity) oddities;
  uint32_t page_count;
  uint32_t images; /* drawn, on all pages */
  size_t left;     /* bytes that may still be unpacked */
};

/* bytes must outlive the call only. PRECIS_BAD_INPUT: not a sound PDF, or past a budget;
 * PRECIS_IO: no libqpdf to read it with. */
precis_status pdf_file_read(struct arena *arena, str bytes, struct pdf_file *ret,
                            precis_error *err);
void pdf_file_note(struct pdf_file *file, uint32_t page, str what);

/* --- content_read.c --- */

/* What a face's codes say; made from its ToUnicode map. */
struct code_map {
  char name[16];
  uint32_t *index; /* by code: in texts, + 1; 0: none */
  VEC(str) texts;
};

/* A piece of marked content of a page. */
struct content_piece {
  int32_t mcid; /* -1: artifact */
  str text;
  bool is_used; /* by the structure tree */
};

struct content {
  struct pdf_file *file;
  uint32_t page;
  const struct code_map *maps;
  uint32_t map_count;
  VEC(struct content_piece) pieces;
  uint32_t *by_mcid; /* in pieces, + 1 */
  uint32_t mcid_count;
};

/* Reads a ToUnicode map; false and an oddity when it is not of the form that precis writes. */
bool code_map_read(struct pdf_file *file, str bytes, struct code_map *map);
/* Interprets a page's operators. */
void content_read(struct content *content, str bytes);
