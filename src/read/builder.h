/* builder.h - the one place that appends characters to document.text. Private to the room. */
#pragma once

#include "doc/doc.h"
#include "text/text.h"

/* What was left out or replaced while building; told as warnings at the end. */
struct builder_tally {
  uint32_t controls, bidi, mended;
  uint32_t first_control_line, first_bidi_line, first_mended_line;
};

struct builder {
  struct document *document;
  struct arena *scratch; /* freed by the caller after builder_finish() */
  char *text;
  size_t len, room;
  struct block open;
  bool is_open;
  bool has_text;    /* the open block has a character */
  bool wants_blank; /* white space was seen since the last character */
  bool wants_row;   /* a row of a table or a line of code begins with the next character */
  uint32_t cells;   /* tabs owed before the next character */
  bool is_raised;   /* what comes is a superscript; off with each block that opens */
  bool is_wide;     /* the open block holds characters beyond ASCII */
  uint32_t last_line;
  struct builder_tally tally;
};

/* room: about how many bytes of text will come; more is taken when needed. */
void builder_init(struct builder *builder, struct document *document, struct arena *scratch,
                  size_t room);
void builder_open(struct builder *builder, enum block_kind kind, uint8_t level);
/* White space is folded, invisible characters and controls left out. Valid UTF-8 only. */
void builder_text(struct builder *builder, str piece, uint32_t line);
/* raised.c: a superscript as it is to stand behind the text before; in the arena, or itself. */
str raised_text(struct arena *arena, str before, str run);
void builder_blank(struct builder *builder);
void builder_cell(struct builder *builder);
void builder_row(struct builder *builder);
/* Ends the block; one without a character vanishes. Returns whether it stayed. */
bool builder_close(struct builder *builder);
void builder_finish(struct builder *builder);
/* Windows-1252 that was taken for Latin-1 on its way into Unicode: what a C1 control was meant as;
 * 0 for what is none or meant nothing. */
uint32_t c1_meaning(uint32_t control);
