/* flow.c - paragraphs into blocks; text boxes and notes wait until their place comes.
 *
 * Invariant: the body goes straight to the builder; what stands beside it is kept in buffers, and
 * only whole paragraphs of it wait. */
#include "read/flow.h"

#include "read/steps.h"

void flow_init(struct flow *flow, struct builder *builder, struct arena *scratch)
{
  *flow = (struct flow){.builder = builder, .scratch = scratch};
  for (uint32_t i = 0; i < FLOW_SIDES_MAX; i++)
    buffer_init(&flow->beside[i].text, arena_heap(scratch));
}

void flow_clear(struct flow *flow)
{
  for (uint32_t i = 0; i < FLOW_SIDES_MAX; i++) {
    if (flow->beside[i].text.is_short)
      arena_fail(flow->scratch);
    buffer_clear(&flow->beside[i].text);
  }
}

/* Where text goes now; NULL: to the body. */
static struct flow_beside *beside_of(struct flow *flow)
{
  uint32_t depth = flow->sides < FLOW_SIDES_MAX ? flow->sides : FLOW_SIDES_MAX;
  return depth ? &flow->beside[depth - 1] : NULL;
}

void flow_paragraph(struct flow *flow, struct paragraph paragraph)
{
  struct flow_beside *beside = beside_of(flow);
  if (beside) {
    beside->paragraph = paragraph;
    return;
  }
  bool goes_on = flow->is_started && !flow->tables; /* the mark between both was deleted */
  if (goes_on && flow->builder->open.kind == BLOCK_CODE)
    return; /* only code has rows */
  flow->paragraph = paragraph;
  if (goes_on) {
    flow->builder->open.kind = paragraph.kind;
    flow->builder->open.level = paragraph.level;
    flow->builder->open.furniture = paragraph.furniture;
  }
}

static void close_code(struct flow *flow)
{
  if (flow->is_code)
    builder_close(flow->builder);
  flow->is_code = false;
}

static void start(struct flow *flow)
{
  if (flow->is_started || flow->tables)
    return;
  flow->is_started = true;
  if (flow->is_code && flow->paragraph.kind == BLOCK_CODE) {
    builder_row(flow->builder);
    return;
  }
  close_code(flow);
  builder_open(flow->builder, flow->paragraph.kind, flow->paragraph.level);
  flow->builder->open.furniture = flow->paragraph.furniture;
}

void flow_text(struct flow *flow, str text)
{
  struct flow_beside *beside = beside_of(flow);
  if (beside) {
    buffer_add(&beside->text, text);
    return;
  }
  start(flow);
  builder_text(flow->builder, text, 0);
}

void flow_raised(struct flow *flow, str text)
{
  struct flow_beside *beside = beside_of(flow);
  if (beside) {
    flow_text(flow, raised_text(flow->scratch, buffer_str(&beside->text), text));
    return;
  }
  start(flow);
  flow->builder->is_raised = true;
  flow_text(flow, text);
  flow->builder->is_raised = false;
}

void flow_blank(struct flow *flow)
{
  struct flow_beside *beside = beside_of(flow);
  if (beside)
    buffer_byte(&beside->text, ' ');
  else if (flow->is_started || flow->tables)
    builder_blank(flow->builder);
}

void flow_line(struct flow *flow)
{
  if (!beside_of(flow) && flow->is_started && flow->paragraph.kind == BLOCK_CODE)
    builder_row(flow->builder);
  else
    flow_blank(flow);
}

/* All that waits on one side, in order. */
static void emit_waiting(struct flow *flow, enum flow_side side)
{
  if (flow->waiting[side].count)
    close_code(flow);
  for (uint32_t i = 0; i < flow->waiting[side].count; i++) {
    const struct flow_waiting *waiting = &flow->waiting[side].at[i];
    builder_open(flow->builder, waiting->paragraph.kind, waiting->paragraph.level);
    flow->builder->open.furniture =
        side == FLOW_NOTE ? FURNITURE_NOTE : waiting->paragraph.furniture;
    builder_text(flow->builder, waiting->text, 0);
    builder_close(flow->builder);
  }
  flow->waiting[side].count = 0;
}

static void wait(struct flow *flow, struct flow_beside *beside)
{
  str text = str_trim(buffer_str(&beside->text));
  if (text.len) {
    struct flow_waiting waiting = {.paragraph = beside->paragraph};
    waiting.text = arena_str(flow->scratch, text);
    vec_push(flow->scratch, &flow->waiting[beside->side], waiting);
  }
  beside->text.len = 0;
}

void flow_end(struct flow *flow)
{
  struct flow_beside *beside = beside_of(flow);
  if (beside) {
    wait(flow, beside);
    return;
  }
  if (flow->tables) {
    builder_blank(flow->builder);
    return;
  }
  if (flow->is_started && flow->paragraph.kind == BLOCK_CODE)
    flow->is_code = true;
  else if (flow->is_started)
    builder_close(flow->builder);
  flow->is_started = false;
  emit_waiting(flow, FLOW_BOX);
}

void flow_mark_bold(struct flow *flow)
{
  struct document *document = flow->builder->document;
  if (beside_of(flow) || flow->tables || !document->blocks.count)
    return;
  struct block *block = vec_last(&document->blocks);
  block->is_bold = block->kind == BLOCK_PARAGRAPH && !flow->is_started;
}

void flow_table(struct flow *flow)
{
  if (beside_of(flow)) {
    flow_end(flow);
    return;
  }
  if (!flow->tables) {
    flow_end(flow);
    close_code(flow);
    builder_open(flow->builder, BLOCK_TABLE, 0);
  }
  flow->tables++;
}

/* A table within a cell, or beside the body, is the words of its cells. */
void flow_cell_end(struct flow *flow)
{
  if (!beside_of(flow) && flow->tables == 1)
    builder_cell(flow->builder);
  else
    flow_blank(flow);
}

void flow_row_end(struct flow *flow)
{
  if (!beside_of(flow) && flow->tables == 1)
    builder_row(flow->builder);
  else
    flow_end(flow);
}

void flow_table_end(struct flow *flow)
{
  if (beside_of(flow) || !flow->tables)
    return;
  if (--flow->tables)
    return;
  builder_close(flow->builder);
  emit_waiting(flow, FLOW_BOX);
}

void flow_side(struct flow *flow, enum flow_side side)
{
  flow->sides++;
  if (flow->sides > FLOW_SIDES_MAX)
    return;
  struct flow_beside *beside = beside_of(flow);
  beside->side = side;
  beside->paragraph = (struct paragraph){.kind = BLOCK_PARAGRAPH};
  beside->text.len = 0;
}

void flow_side_end(struct flow *flow)
{
  if (!flow->sides)
    return;
  flow_end(flow);
  flow->sides--;
}

/* Longest bold paragraph, in characters, that may be a heading, and the level of all of them. */
enum { HEADING_CHARS = 100, HEADING_LEVEL = 2 };

static void settle_headings(struct flow *flow)
{
  struct document *document = flow->builder->document;
  uint8_t *levels = arena_array(flow->scratch, uint8_t, document->blocks.count);
  if (arena_short(flow->scratch) || arena_short(document->arena))
    return;
  for (uint32_t i = 0; i < document->blocks.count; i++)
    if (document->blocks.at[i].kind == BLOCK_HEADING)
      return;
  for (uint32_t i = 0; i < document->blocks.count; i++) {
    bool is_one = document->blocks.at[i].is_bold &&
                  is_headingish(document_block_text(document, i), HEADING_CHARS);
    levels[i] = is_one ? HEADING_LEVEL : 0;
  }
  outline_settle(document, levels);
}

void flow_finish(struct flow *flow)
{
  while (flow->sides)
    flow_side_end(flow);
  while (flow->tables)
    flow_table_end(flow);
  flow_end(flow);
  close_code(flow);
  emit_waiting(flow, FLOW_NOTE);
  builder_finish(flow->builder);
  settle_headings(flow);
}
