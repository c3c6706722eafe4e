/* notes.c - the sources, numbered: at the last page's foot over all columns, or in the columns
 * where they are many.
 *
 * Invariant: note n is the n-th source of the brief, the number that references in the text show.
 */
#include "layout/set.h"

enum {
  NUMBER_WIDTH = 160, /* hundredths of an em from the number to the note */
  FOOT_SHARE = 4      /* of a page's height, one part at most for the foot */
};

static void add_part(struct setter *setter, str *text, str part)
{
  if (part.len)
    *text = text->len
                ? arena_format(setter->arena, "%.*s \xC2\xB7 %.*s", STR_ARG(*text), STR_ARG(part))
                : part;
}

static str note_text(struct setter *setter, const struct brief_source *source)
{
  str text = {0};
  add_part(setter, &text, source->title);
  add_part(setter, &text, source->author);
  add_part(setter, &text, source->date);
  if (!str_eq(source->name, source->title))
    add_part(setter, &text, source->name);
  str words = layout_label(setter, "words");
  if (words.len && source->words)
    add_part(setter, &text, arena_format(setter->arena, "%u %.*s", source->words, STR_ARG(words)));
  return text;
}

static unit number_width(const struct setter *setter)
{
  return setter->styles[STYLE_NOTE].face.size * NUMBER_WIDTH / 100;
}

struct note {
  struct paragraph *number, *text;
};

static struct note set_note(struct setter *setter, struct flow *flow, uint32_t list, uint32_t index,
                            unit width)
{
  uint32_t item = flow_node(setter, flow, NODE_LI, list);
  uint32_t label = flow_node(setter, flow, NODE_LBL, item);
  uint32_t body = flow_node(setter, flow, NODE_LBODY, item);
  struct measure measure = {.width = width - number_width(setter)};
  str number = arena_format(setter->arena, "%u", index + 1);
  return (struct note){
      set_text(setter, number, STYLE_NOTE, label, measure),
      set_text(setter, note_text(setter, &setter->brief->sources.at[index]), STYLE_NOTE, body,
               measure),
  };
}

/* The head stands beside the notes where heads do. */
static unit head_x(const struct setter *setter)
{
  return setter->page_template->heads_in_side ? setter->side_grid.left - setter->grid.left : 0;
}

static void flow_notes_in_foot(struct setter *setter, struct flow *flow, uint32_t list,
                               struct paragraph *head)
{
  struct frame *block = flow_block(setter, flow, &flow->foot,
                                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES});
  unit y = cell_part(setter, 500);
  flow_rect(setter, flow, block,
            (struct item){.y = y,
                          .width = setter->grid.width,
                          .height = setter->page_template->rule_thin,
                          .color = hairline_color(setter)});
  y += cell_part(setter, 300);
  unit below_head = flow_stack(setter, flow, block, head, head_x(setter), y);
  y = setter->page_template->heads_in_side ? y : below_head;
  for (uint32_t i = 0; i < setter->brief->sources.count && setter->status == PRECIS_OK; i++) {
    struct note note = set_note(setter, flow, list, i, setter->grid.width);
    flow_stack(setter, flow, block, note.number, 0, y);
    unit after = flow_stack(setter, flow, block, note.text, number_width(setter), y);
    y = after > y ? after : y + setter->styles[STYLE_NOTE].leading;
  }
  block->cells = cells_for(setter, y);
  unit spare = (unit)block->cells * setter->grid.baseline - y;
  for (uint32_t i = 0; i < block->item_count; i++)
    flow->items.at[block->first_item + i].y += spare;
}

static void flow_notes_in_columns(struct setter *setter, struct flow *flow, uint32_t list)
{
  for (uint32_t i = 0; i < setter->brief->sources.count && setter->status == PRECIS_OK; i++) {
    struct note note = set_note(setter, flow, list, i, setter->grid.column_width);
    struct frame *block =
        flow_block(setter, flow, flow->into,
                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES, .splits = true});
    uint32_t cells = flow_cells(setter, flow, block, note.number, 0, 0);
    block->cells = flow_cells(setter, flow, block, note.text, number_width(setter), 0);
    block->cells = block->cells > cells ? block->cells : cells;
  }
}

void flow_sources(struct setter *setter, struct flow *flow)
{
  uint32_t count = setter->brief->sources.count;
  if (!count)
    return;
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  str label = layout_label(setter, "sources");
  unit leading = setter->styles[STYLE_NOTE].leading;
  bool is_short = (int64_t)leading * (count + 2) <
                  (int64_t)setter->grid.cells * setter->grid.baseline / FOOT_SHARE;
  if (!is_short) {
    flow_heading(setter, flow, SLOT_SOURCES, label);
    flow_notes_in_columns(setter, flow, flow_node(setter, flow, NODE_L, flow->section));
    return;
  }
  struct paragraph *head = NULL;
  if (label.len)
    head = set_text(setter, label, STYLE_LABEL, flow_node(setter, flow, NODE_H2, flow->section),
                    (struct measure){.width = setter->grid.width});
  uint32_t list = flow_node(setter, flow, NODE_L, flow->section);
  flow_notes_in_foot(setter, flow, list, head);
}
