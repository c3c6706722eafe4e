/* notes.c - the sources, numbered: at the last page's foot over all columns, or in the columns
 * where they are many.
 *
 * Invariant: note n is the n-th source of the brief, the number that references in the text show;
 * every source that the text refers to has its note.
 */
#include "layout/set.h"

enum {
  NUMBER_WIDTH = 160, /* hundredths of an em from the number to the note */
  FOOT_SHARE = 4,     /* of a page's height, one part at most for the foot */
  ALL_MAX = 30        /* of more sources only those that are told from have notes */
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

/* Which sources have notes, in their order. */
typedef VEC(uint32_t) note_list;

static void find_notes(struct setter *setter, const struct plan *plan, note_list *ret)
{
  const struct brief *brief = setter->brief;
  bool *is_cited = arena_array(setter->arena, bool, brief->sources.count + 1);
  for (uint32_t i = 0; is_cited && i < brief->summary.count; i++)
    if (is_planned(plan, &brief->summary.at[i]))
      is_cited[brief->summary.at[i].place.document] = true;
  for (uint32_t i = 0; is_cited && i < brief->differing.count && i < plan->differing_rows; i++)
    is_cited[brief->differing.at[i].place.document] = true;
  for (uint32_t i = 0; is_cited && i < brief->sources.count; i++)
    if (is_cited[i] || brief->sources.count <= ALL_MAX)
      vec_push(setter->arena, ret, i);
}

/* "Further documents · 85": what verify knows how to read. */
static str rest_text(struct setter *setter, const note_list *notes)
{
  str label = layout_label(setter, "more-sources");
  uint32_t rest = setter->brief->sources.count - notes->count;
  return rest && label.len ? arena_format(setter->arena, "%.*s \xC2\xB7 %u", STR_ARG(label), rest)
                           : STR("");
}

/* Columns of the foot: short notes leave a wide page empty. */
static uint32_t foot_columns(const struct setter *setter, uint32_t notes)
{
  return setter->grid.columns > 2 && notes > 2 ? setter->grid.columns : 1;
}

static void flow_notes_in_foot(struct setter *setter, struct flow *flow, uint32_t list,
                               const note_list *notes, struct paragraph *head)
{
  struct frame *block = flow_block(setter, flow, &flow->foot,
                                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES});
  uint32_t columns = foot_columns(setter, notes->count);
  uint32_t rows = (notes->count + columns - 1) / columns;
  unit width = columns > 1 ? setter->grid.column_width : setter->grid.width;
  unit y = cell_part(setter, 500), deepest = 0;
  flow_rect(setter, flow, block,
            (struct item){.y = y,
                          .width = setter->grid.width,
                          .height = setter->page_template->rule_thin,
                          .color = hairline_color(setter)});
  unit top = y + cell_part(setter, 300);
  unit below_head = flow_stack(setter, flow, block, head, head_x(setter), top);
  y = top = setter->page_template->heads_in_side ? top : below_head;
  for (uint32_t i = 0; i < notes->count && setter->status == PRECIS_OK; i++) {
    unit x = (unit)(i / rows) * (width + setter->grid.gutter);
    y = i % rows ? y : top;
    struct note note = set_note(setter, flow, list, notes->at[i], width);
    flow_stack(setter, flow, block, note.number, x, y);
    unit after = flow_stack(setter, flow, block, note.text, x + number_width(setter), y);
    y = after > y ? after : y + setter->styles[STYLE_NOTE].leading;
    deepest = y > deepest ? y : deepest;
  }
  block->cells = cells_for(setter, deepest);
  unit spare = (unit)block->cells * setter->grid.baseline - deepest;
  for (uint32_t i = 0; i < block->item_count; i++)
    flow->items.at[block->first_item + i].y += spare;
}

static void flow_notes_in_columns(struct setter *setter, struct flow *flow, uint32_t list,
                                  const note_list *notes)
{
  for (uint32_t i = 0; i < notes->count && setter->status == PRECIS_OK; i++) {
    struct note note = set_note(setter, flow, list, notes->at[i], setter->grid.column_width);
    struct frame *block =
        flow_block(setter, flow, flow->into,
                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES, .splits = true});
    uint32_t cells = flow_cells(setter, flow, block, note.number, 0, 0);
    block->cells = flow_cells(setter, flow, block, note.text, number_width(setter), 0);
    block->cells = block->cells > cells ? block->cells : cells;
  }
  str rest = rest_text(setter, notes);
  if (!rest.len)
    return;
  uint32_t node = flow_node(setter, flow, NODE_P, flow->section);
  struct measure measure = {.width = setter->grid.column_width - number_width(setter)};
  struct paragraph *set = set_text(setter, rest, STYLE_NOTE, node, measure);
  struct frame *block = flow_block(setter, flow, flow->into,
                                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES});
  block->cells = flow_cells(setter, flow, block, set, number_width(setter), 0);
}

void flow_sources(struct setter *setter, struct flow *flow, const struct plan *plan)
{
  note_list notes = {0};
  find_notes(setter, plan, &notes);
  if (!notes.count)
    return;
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  str label = layout_label(setter, "sources");
  unit leading = setter->styles[STYLE_NOTE].leading;
  uint32_t rows = notes.count / foot_columns(setter, notes.count) + 2;
  bool is_short =
      notes.count == setter->brief->sources.count &&
      (int64_t)leading * rows < (int64_t)setter->grid.cells * setter->grid.baseline / FOOT_SHARE;
  if (!is_short) {
    flow_heading(setter, flow, SLOT_SOURCES, label);
    flow_notes_in_columns(setter, flow, flow_node(setter, flow, NODE_L, flow->section), &notes);
    return;
  }
  struct paragraph *head = NULL;
  if (label.len)
    head = set_text(setter, label, STYLE_LABEL, flow_node(setter, flow, NODE_H2, flow->section),
                    (struct measure){.width = setter->grid.width});
  uint32_t list = flow_node(setter, flow, NODE_L, flow->section);
  flow_notes_in_foot(setter, flow, list, &notes, head);
}
