/* head.c - what stands over all columns of the first page: title, deck, bottom line.
 *
 * Invariant: the head never takes more than two thirds of a page; what would, is set smaller, cut
 * with a warning (titles), or goes into the columns (the bottom line). */
#include "layout/set.h"

enum {
  TITLE_LINES_MAX = 3,   /* in its full size */
  TITLE_BYTES_MAX = 320, /* in the smaller size this is seven lines */
  DECK_BYTES_MAX = 240,
  BOX_PAD = 9 /* points left and right of text on a tint */
};

str layout_title(const struct setter *setter)
{
  const struct brief *brief = setter->brief;
  if (brief->title.text.len)
    return brief->title.text;
  return brief->sources.count ? brief->sources.at[0].name : layout_label(setter, "masthead");
}

/* The last line's: its face's, so that it is the same for every title, but for letters of other
 * scripts that reach farther. */
static unit depth_of(const struct paragraph *set)
{
  unit depth = face_length(&set->style->face, set->style->face.face->depth);
  return set->depth > depth + set->style->face.size / 12 ? set->depth : depth;
}

/* Where a title begins in its cells: what they have to spare stands above it, so that the line
 * below is always as near; and no nearer than a twelfth of its size to letters that go down, as
 * far as its capitals leave room above. */
static unit title_top(const struct setter *setter, const struct paragraph *set, uint32_t cells)
{
  const struct set_style *style = set->style;
  unit size = style->face.size;
  unit height = paragraph_height(set);
  unit baseline = stack_baseline(style);
  unit lacks = baseline + depth_of(set) + size / 12 - style->leading;
  unit spare = (unit)cells * setter->grid.baseline - height;
  unit room = spare + baseline - size * 7 / 10; /* capitals are seven tenths of the size */
  lacks = lacks < 0 ? 0 : lacks > room ? room : lacks;
  return spare - lacks;
}

static void flow_title(struct setter *setter, struct flow *flow)
{
  str whole = layout_title(setter);
  str title = text_shortened(setter, whole, TITLE_BYTES_MAX);
  setter->title_was_cut = title.len != whole.len;
  uint32_t node = flow_node(setter, flow, NODE_H1, 0);
  struct measure measure = {.width = setter->frame.head_width, .is_balanced = true};
  const struct place *place = &setter->brief->title.place;
  struct fragment words = {.text = title, .style = STYLE_TITLE, .node = node};
  words.tongue = place->at.len ? tongue_of(setter, place->document) : 0;
  struct paragraph *set = paragraph_set(setter, &words, 1, measure);
  words.style = SET_TITLE_SMALL;
  if (set && (set->lines.count > TITLE_LINES_MAX || paragraph_divides_word(set)))
    set = paragraph_set(setter, &words, 1, measure);
  struct frame *block =
      flow_block(setter, flow, &flow->head, (struct frame){.kind = FRAME_HEAD, .slot = SLOT_TITLE});
  if (set) {
    block->cells = cells_for(setter, paragraph_height(set));
    flow_stack(setter, flow, block, set, 0, title_top(setter, set, block->cells));
  }
  flow_outline(setter, flow, 0, title, flow->head.count - 1);
}

/* "8 reports"; at least two, so the plural serves. */
static str counted(struct setter *setter, uint32_t count, const char *label)
{
  str words = layout_label(setter, label);
  return words.len ? arena_format(setter->arena, "%u %.*s", count, STR_ARG(words)) : words;
}

/* Date, author and where it comes from, in one line. */
static str deck_text(struct setter *setter)
{
  const struct brief *brief = setter->brief;
  str text = {0};
  add_part(setter, &text, brief->date);
  add_part(setter, &text, brief->author);
  if (tells_stories(setter)) {
    add_part(setter, &text, counted(setter, reports_in_all(setter), "reports"));
    add_part(setter, &text, counted(setter, stories_in_all(setter), "stories"));
    return text;
  }
  if (setter->page_template->shows[SLOT_STORIES] && brief->stories.count == 1) {
    add_part(setter, &text, story_credit(setter, &brief->stories.at[0]));
    return text;
  }
  for (uint32_t i = 0; i < brief->sources.count && i < DECK_SOURCES_MAX; i++) {
    const struct brief_source *source = &brief->sources.at[i];
    bool says_title = source->title.len && !str_eq(source->title, brief->title.text);
    add_part(setter, &text, says_title ? source->title : source->name);
  }
  if (brief->sources.count > DECK_SOURCES_MAX)
    add_part(setter, &text, STR("\xE2\x80\xA6"));
  return text_shortened(setter, text, DECK_BYTES_MAX);
}

static void flow_deck(struct setter *setter, struct flow *flow, str text)
{
  struct frame *block =
      flow_block(setter, flow, &flow->head, (struct frame){.kind = FRAME_TEXT, .slot = SLOT_TITLE});
  if (text.len) {
    uint32_t node = flow_node(setter, flow, NODE_P, 0);
    struct measure measure = {.width = setter->frame.head_width, .is_listed = true};
    struct paragraph *deck = set_text(setter, text, STYLE_DECK, node, measure);
    block->cells = flow_cells(setter, flow, block, deck, 0, 0);
  }
  flow_rect(setter, flow, block,
            (struct item){.cell = block->cells,
                          .y = cell_part(setter, 350),
                          .width = setter->frame.head_width,
                          .height = setter->page_template->rule_medium,
                          .color = setter->page_template->accent});
  block->cells++;
}

void flow_head_of(struct setter *setter, struct flow *flow, str deck)
{
  flow_title(setter, flow);
  flow_deck(setter, flow, deck);
}

void flow_head(struct setter *setter, struct flow *flow)
{
  flow_head_of(setter, flow, deck_text(setter));
}

/* --- bottom line
 * ---------------------------------------------------------------------------------- */

/* The extracts of the bottom line, each with its number. */
struct line_parts {
  struct fragment *at;
  uint32_t count;
};

static uint32_t count_bottom_line(const struct brief *brief)
{
  uint32_t count = 0;
  for (uint32_t i = 0; i < brief->summary.count; i++)
    count += brief->summary.at[i].role == ROLE_BOTTOM_LINE && brief->summary.at[i].text.len > 0;
  return count;
}

/* Behind what is there; text and number apart in the structure, so that it is read in order. */
static void add_bottom_line(struct setter *setter, struct flow *flow, struct line_parts *parts,
                            uint8_t style)
{
  const struct brief *brief = setter->brief;
  uint32_t node = flow_node(setter, flow, NODE_P, flow->section), count = count_bottom_line(brief);
  uint8_t number = style == STYLE_BODY ? SET_REFERENCE : SET_LINE_REFERENCE;
  for (uint32_t i = 0; i < brief->summary.count; i++) {
    const struct brief_extract *extract = &brief->summary.at[i];
    if (extract->role != ROLE_BOTTOM_LINE || !extract->text.len)
      continue;
    uint32_t text = count > 1 ? flow_node(setter, flow, NODE_SPAN, node) : node;
    struct reference reference = {extract->place, extract->text, number, node};
    parts->at[parts->count++] = extract_fragment(setter, extract, style, text);
    parts->count += add_reference(setter, flow, &parts->at[parts->count], reference);
  }
}

/* A bottom line too long for a box, or with its label beside it: a section in the columns. */
static void flow_open_bottom_line(struct setter *setter, struct flow *flow, str label,
                                  struct line_parts parts)
{
  bool is_beside = setter->page_template->heads_in_side;
  flow_heading(setter, flow, SLOT_BOTTOM_LINE, label);
  parts.count = 0;
  add_bottom_line(setter, flow, &parts, is_beside ? STYLE_BOTTOM_LINE : STYLE_BODY);
  struct measure measure = {.width = setter->grid.column_width};
  struct paragraph *set = paragraph_set(setter, parts.at, parts.count, measure);
  struct frame *block =
      flow_block(setter, flow, flow->into,
                 (struct frame){.kind = FRAME_TEXT, .slot = SLOT_BOTTOM_LINE, .splits = true});
  block->cells = flow_cells(setter, flow, block, set, 0, 0);
}

static void flow_boxed_bottom_line(struct setter *setter, struct flow *flow,
                                   const struct paragraph *set)
{
  unit inner = (unit)set->lines.count * set->style->leading;
  uint32_t cells = cells_for(setter, inner + cell_part(setter, 2150));
  unit height = (unit)cells * setter->grid.baseline - cell_part(setter, 1050);
  unit top = cell_part(setter, 250);
  struct frame *block =
      flow_block(setter, flow, &flow->head,
                 (struct frame){.kind = FRAME_BOX, .slot = SLOT_BOTTOM_LINE, .cells = cells});
  flow_rect(setter, flow, block,
            (struct item){.y = top,
                          .width = setter->frame.head_width,
                          .height = height,
                          .color = setter->page_template->tint});
  flow_stack(setter, flow, block, set, air_of(setter, BOX_PAD), top + (height - inner) / 2);
}

void flow_bottom_line(struct setter *setter, struct flow *flow)
{
  uint32_t count = count_bottom_line(setter->brief);
  struct line_parts parts = {arena_array(setter->arena, struct fragment, (size_t)count * 2 + 1), 0};
  if (!count || !parts.at)
    return;
  str label = layout_label(setter, "bottom-line");
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  if (setter->page_template->heads_in_side) {
    flow_open_bottom_line(setter, flow, label, parts);
    return;
  }
  struct flow_mark mark = flow_mark(flow);
  if (label.len)
    parts.at[parts.count++] =
        (struct fragment){.text = arena_format(setter->arena, "%.*s.", STR_ARG(label)),
                          .style = SET_BOTTOM_LABEL,
                          .is_isolated = true,
                          .node = flow_node(setter, flow, NODE_H2, flow->section)};
  add_bottom_line(setter, flow, &parts, STYLE_BOTTOM_LINE);
  struct measure measure = {setter->frame.head_width - 2 * air_of(setter, BOX_PAD)};
  struct paragraph *set = paragraph_set(setter, parts.at, parts.count, measure);
  if (!set)
    return;
  unit height = (unit)set->lines.count * set->style->leading;
  if (cells_for(setter, height) <= setter->grid.cells / 3) {
    flow_boxed_bottom_line(setter, flow, set);
    return;
  }
  flow_go_back(flow, mark);
  flow_open_bottom_line(setter, flow, label, parts);
}
