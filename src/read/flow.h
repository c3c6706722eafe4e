/* flow.h - the paragraphs of an office document on their way to the builder. Private to the room.
 *
 * Text boxes and notes stand inside the paragraph that they hang on; they wait beside it and become
 * blocks of their own: a text box behind its paragraph (or table), a note at the end of the
 * document, in the order of the references. Notes are paragraphs with FURNITURE_NOTE. */
#pragma once

#include "base/buffer.h"
#include "read/builder.h"

struct paragraph {
  enum block_kind kind;
  uint8_t level;
  enum furniture furniture;
};

enum flow_side { FLOW_BOX, FLOW_NOTE, FLOW_SIDE_COUNT };

/* Text boxes within notes within text boxes; what is nested deeper goes into the deepest. */
enum { FLOW_SIDES_MAX = 4 };

struct flow_waiting {
  struct paragraph paragraph;
  str text;
};

struct flow_beside {
  struct paragraph paragraph;
  enum flow_side side;
  struct buffer text;
};

struct flow {
  struct builder *builder;
  struct arena *scratch;
  struct paragraph paragraph; /* of the body */
  bool is_started;            /* it has been opened at the builder */
  bool is_code;               /* a block of code may go on */
  uint32_t tables;            /* nesting in the body */
  struct flow_beside beside[FLOW_SIDES_MAX];
  uint32_t sides; /* nesting */
  VEC(struct flow_waiting) waiting[FLOW_SIDE_COUNT];
};

void flow_init(struct flow *flow, struct builder *builder, struct arena *scratch);
void flow_clear(struct flow *flow);
/* The next text begins or goes on with a paragraph of this kind. */
void flow_paragraph(struct flow *flow, struct paragraph paragraph);
void flow_text(struct flow *flow, str text);
/* A superscript. */
void flow_raised(struct flow *flow, str text);
void flow_blank(struct flow *flow); /* a tab, white space */
void flow_line(struct flow *flow);  /* a line break */
void flow_end(struct flow *flow);   /* of the paragraph */
/* The paragraph that ended last is bold from end to end: a heading, if the document has none by
 * style and its words look like one. */
void flow_mark_bold(struct flow *flow);
/* Tables: rows hold cells, cells hold paragraphs. */
void flow_table(struct flow *flow);
void flow_cell_end(struct flow *flow);
void flow_row_end(struct flow *flow);
void flow_table_end(struct flow *flow);
void flow_side(struct flow *flow, enum flow_side side);
void flow_side_end(struct flow *flow);
/* The end of the document: the notes come, the builder is finished, headings are settled. */
void flow_finish(struct flow *flow);
