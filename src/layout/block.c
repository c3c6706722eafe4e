/* block.c - blocks of the flow and the lines and rects in them.
 *
 * Invariant: a block's items are one run of the flow's items; each lies in a cell of the block. */
#include "layout/set.h"

uint32_t flow_node(struct setter *setter, struct flow *flow, enum node_role role, uint32_t parent)
{
  vec_push(setter->arena, &flow->nodes, (struct node){.role = role, .parent = parent});
  return flow->nodes.count ? flow->nodes.count - 1 : 0;
}

uint32_t flow_list(struct setter *setter, struct flow *flow, uint32_t parent,
                   enum list_labels labels)
{
  uint32_t list = flow_node(setter, flow, NODE_L, parent);
  if (list < flow->nodes.count)
    flow->nodes.at[list].labels = labels;
  return list;
}

static unit list_width(const struct setter *setter, const struct flow *flow, const frame_list *list)
{
  const struct page_grid *grid = &setter->grid;
  if (list == &flow->head)
    return setter->frame.head_width;
  if (list == &flow->foot)
    return grid->width;
  return list == &flow->over ? 2 * grid->column_width + grid->gutter : grid->column_width;
}

struct frame *flow_block(struct setter *setter, struct flow *flow, frame_list *list,
                         struct frame block)
{
  uint32_t before = list->count;
  block.first_item = flow->items.count;
  block.item_count = 0;
  block.width = list_width(setter, flow, list);
  vec_push(setter->arena, list, block);
  struct frame *added = list->count > before ? vec_last(list) : &setter->spare;
  if (flow->side_head && list == &flow->column && added != &setter->spare)
    flow_side_head(setter, flow, added);
  return added;
}

struct flow_mark flow_mark(const struct flow *flow)
{
  return (struct flow_mark){flow->nodes.count,      flow->into->count,     flow->items.count,
                            flow->outline.count,    flow->side_head_block, flow->notes.notes.count,
                            flow->note_nodes.count, flow->links.count};
}

void flow_go_back(struct flow *flow, struct flow_mark mark)
{
  flow->nodes.count = mark.nodes;
  flow->into->count = mark.blocks;
  flow->items.count = mark.items;
  flow->outline.count = mark.outline;
  flow->side_head_block = mark.side_head_block;
  brief_notes_cut(&flow->notes, mark.notes);
  flow->note_nodes.count = mark.note_nodes;
  flow->links.count = mark.links;
  flow->side_head = NULL;
}

static void push_item(struct setter *setter, struct flow *flow, struct frame *block,
                      struct item item)
{
  uint32_t before = flow->items.count;
  vec_push(setter->arena, &flow->items, item);
  block->item_count += flow->items.count - before;
}

void flow_rect(struct setter *setter, struct flow *flow, struct frame *block, struct item item)
{
  item.kind = ITEM_RECT;
  push_item(setter, flow, block, item);
}

void flow_target(struct setter *setter, struct flow *flow, struct frame *block, struct item item)
{
  item.kind = ITEM_TARGET;
  push_item(setter, flow, block, item);
}

uint32_t flow_cells(struct setter *setter, struct flow *flow, struct frame *block,
                    const struct paragraph *paragraph, unit x, uint32_t cell)
{
  for (uint32_t i = 0; paragraph && i < paragraph->lines.count; i++)
    push_item(setter, flow, block,
              (struct item){.kind = ITEM_LINE,
                            .cell = cell++,
                            .x = x,
                            .y = cell_baseline(setter),
                            .paragraph = paragraph,
                            .line = i});
  return cell;
}

void flow_lines_above(struct setter *setter, struct flow *flow, struct frame *block,
                      const struct paragraph *paragraph, struct item last)
{
  uint32_t count = paragraph ? paragraph->lines.count : 0;
  for (uint32_t i = 0; i < count; i++)
    push_item(setter, flow, block,
              (struct item){.kind = ITEM_LINE,
                            .cell = last.cell,
                            .x = last.x,
                            .y = cell_baseline(setter) - (unit)(count - 1 - i) * last.height,
                            .paragraph = paragraph,
                            .line = i});
}

uint32_t flow_head_cells(struct setter *setter, struct flow *flow, struct frame *block,
                         const struct paragraph *head, unit x, uint32_t cell)
{
  unit apart = setter->grid.baseline;
  if (!head || !head->lines.count)
    return cell;
  apart = head->leading > apart ? head->leading : apart;
  cell += cells_for(setter, (unit)(head->lines.count - 1) * apart);
  flow_lines_above(setter, flow, block, head, (struct item){.cell = cell, .x = x, .height = apart});
  return cell + 1;
}

/* Eight tenths of the size stand above the baseline, in the middle of the leading. */
unit stack_baseline(const struct set_style *style)
{
  unit size = style->face.size;
  return (style->leading - size) / 2 + size * 8 / 10;
}

unit flow_stack(struct setter *setter, struct flow *flow, struct frame *block,
                const struct paragraph *paragraph, unit x, unit y)
{
  for (uint32_t i = 0; paragraph && i < paragraph->lines.count; i++) {
    push_item(setter, flow, block,
              (struct item){.kind = ITEM_LINE,
                            .x = x,
                            .y = y + stack_baseline(paragraph->style),
                            .paragraph = paragraph,
                            .line = i});
    y += paragraph->leading;
  }
  return y;
}

struct color hairline_color(const struct setter *setter)
{
  struct color grey = setter->page_template->grey;
  return (struct color){(uint8_t)((grey.r + 2 * 255) / 3), (uint8_t)((grey.g + 2 * 255) / 3),
                        (uint8_t)((grey.b + 2 * 255) / 3)};
}

uint32_t cells_for(const struct setter *setter, unit height)
{
  unit cell = setter->grid.baseline;
  return height <= 0 ? 0 : (uint32_t)((height + cell - 1) / cell);
}

uint32_t line_cells(const struct setter *setter, uint8_t style)
{
  unit baseline = setter->grid.baseline;
  uint32_t cells = (uint32_t)((setter->styles[style].leading + baseline / 2) / baseline);
  return cells ? cells : 1;
}

unit cell_part(const struct setter *setter, int32_t thousandths)
{
  return (unit)((int64_t)setter->grid.baseline * thousandths / 1000);
}

unit air_of(const struct setter *setter, int32_t points)
{
  enum { LARGE = 18, USUAL = 10 }; /* points that text has */

  unit air = points * UNIT_POINT;
  return setter->page_template->large_print ? air * LARGE / USUAL : air;
}

str layout_label(const struct setter *setter, const char *key)
{
  struct label_list *known = setter->labels;
  for (uint32_t i = 0; i < known->all.count; i++)
    if (known->all.at[i].key == key)
      return known->all.at[i].text;
  const char *tag = setter->brief->language ? setter->brief->language : "";
  str text = page_template_label(setter->page_template, key, tag, setter->context->language);
  vec_push(setter->arena, &known->all, (struct label){key, text});
  return text;
}

void add_part(struct setter *setter, str *text, str part)
{
  if (part.len)
    *text = text->len
                ? arena_format(setter->arena, "%.*s \xC2\xB7 %.*s", STR_ARG(*text), STR_ARG(part))
                : part;
}

str number_text(struct setter *setter, uint32_t number)
{
  enum { KEPT = 1000 };

  if (number >= KEPT)
    return arena_format(setter->arena, "%u", number);
  while (setter->numbers.count <= number && !arena_short(setter->arena)) {
    str text = arena_format(setter->arena, "%u", setter->numbers.count);
    vec_push(setter->arena, &setter->numbers, text);
  }
  return number < setter->numbers.count ? setter->numbers.at[number] : STR("");
}

struct fragment extract_fragment(const struct setter *setter, const struct brief_extract *extract,
                                 uint8_t style, uint32_t node)
{
  return (struct fragment){.text = extract->text,
                           .style = style,
                           .node = node,
                           .tongue = tongue_of(setter, extract->place.document)};
}

struct paragraph *set_text(struct setter *setter, str text, uint8_t style, uint32_t node,
                           struct measure measure)
{
  if (!text.len)
    return NULL;
  return paragraph_set(setter, &(struct fragment){.text = text, .style = style, .node = node}, 1,
                       measure);
}

void flow_heading(struct setter *setter, struct flow *flow, enum block_id slot, str text)
{
  flow_passage_heading(setter, flow, slot, text, 0);
}

void flow_passage_heading(struct setter *setter, struct flow *flow, enum block_id slot, str text,
                          uint8_t tongue)
{
  if (!text.len)
    return;
  uint32_t node = flow_node(setter, flow, NODE_H2, flow->section);
  bool is_beside = setter->page_template->heads_in_side;
  unit width = is_beside ? setter->side_grid.column_width : setter->grid.column_width;
  struct measure measure = {.width = width, .is_balanced = true};
  struct fragment words = {.text = text, .style = STYLE_HEADING, .node = node, .tongue = tongue};
  struct paragraph *head = paragraph_set(setter, &words, 1, measure);
  if (is_beside) { /* the next block takes it */
    flow->side_head = head;
    flow_outline(setter, flow, 1, text, flow->into->count);
    return;
  }
  struct frame *block = flow_block(setter, flow, flow->into,
                                   (struct frame){.kind = FRAME_HEAD, .slot = slot, .gap = 1});
  block->cells = flow_head_cells(setter, flow, block, head, 0, 0);
  flow_outline(setter, flow, 1, text, flow->into->count - 1);
}

void flow_outline(struct setter *setter, struct flow *flow, uint32_t level, str text,
                  uint32_t block)
{
  struct outline_entry entry = {.item = {.level = level, .text = text}, .block = block};
  entry.in_side = level > 0 && flow->into == &flow->side;
  vec_push(setter->arena, &flow->outline, entry);
}
