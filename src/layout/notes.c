/* notes.c - the sources, and a note for each number of the text: at the last page's foot over all
 * columns, or in the columns where they are many.
 *
 * Invariant: a note is one line, so that a reader runs down the numbers: its first words are cut to
 * what the line holds; every source that a note names is listed, over several by its number. */
#include "layout/set.h"

enum {
  NUMBER_WIDTH = 200, /* hundredths of an em from a note's number to the note; more for three
                         digits */
  NUMBER_WIDER = 60,
  FOOT_SHARE = 3,       /* of a page's height, one part at most for the foot */
  ALL_MAX = 30,         /* of more sources only those that are told from are listed */
  NOTE_EMS = 20,        /* a column of notes is at least so wide */
  NOTE_COLUMNS_MAX = 4, /* on landscape pages */
  LINES_PER_GROUP = 4,  /* of notes in the columns: they take three cells */
  LETTER_EMS = 48,      /* hundredths of an em that a byte of text takes in the mean */
  LETTERS_OVER = 4      /* more may fit than the mean width of those before says */
};

static str make_source_text(struct setter *setter, const struct brief_source *source)
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

static str source_text(struct setter *setter, uint32_t index)
{
  if (!setter->source_texts)
    setter->source_texts = arena_array(setter->arena, str, setter->brief->sources.count + 1);
  if (!setter->source_texts)
    return STR("");
  str *text = &setter->source_texts[index];
  if (!text->len)
    *text = make_source_text(setter, &setter->brief->sources.at[index]);
  return *text;
}

static bool has_several(const struct setter *setter)
{
  return setter->brief->sources.count > 1;
}

static unit number_width(const struct setter *setter, uint32_t most)
{
  int32_t ems = most > 99 ? NUMBER_WIDTH + NUMBER_WIDER : NUMBER_WIDTH;
  return setter->styles[STYLE_NOTE].face.size * ems / 100;
}

/* A number, or none, and what stands behind it. */
struct note {
  struct paragraph *number, *text;
};

/* Numbered; its node, or none where nothing is to stand in it. */
static uint32_t list_if(struct setter *setter, struct flow *flow, bool has_items)
{
  return has_items ? flow_list(setter, flow, flow->section, LABELS_DECIMAL) : NONE;
}

/* A source, with its number where there are several: one alone makes no list. */
static struct note set_source(struct setter *setter, struct flow *flow, uint32_t list,
                              uint32_t index, unit width)
{
  struct note note = {NULL, NULL};
  struct measure measure = {.width = width, .is_listed = true};
  uint32_t body;
  if (has_several(setter)) {
    uint32_t item = flow_node(setter, flow, NODE_LI, list);
    uint32_t label = flow_node(setter, flow, NODE_LBL, item);
    measure.width -= number_width(setter, setter->brief->sources.count);
    note.number = set_text(setter, arena_format(setter->arena, "[%u]", index + 1), STYLE_NOTE,
                           label, measure);
    body = flow_node(setter, flow, NODE_LBODY, item);
  } else {
    body = flow_node(setter, flow, NODE_P, flow->section);
  }
  note.text = set_text(setter, source_text(setter, index), STYLE_NOTE, body, measure);
  return note;
}

/* --- one note --- */

static unit width_of(struct setter *setter, str text)
{
  struct paragraph *set = paragraph_of(setter, text, STYLE_NOTE, 0);
  return set ? paragraph_natural_width(set) : 0;
}

str place_words(struct setter *setter, const struct place *place)
{
  struct brief_where where = brief_where(setter->brief, place);
  str what = layout_label(setter, where_label(where.kind)), colon = layout_label(setter, "colon");
  if (has_several(setter))
    return arena_format(setter->arena, "[%u] %.*s %u%.*s", place->document + 1, STR_ARG(what),
                        where.number, STR_ARG(colon));
  return arena_format(setter->arena, "%.*s %u%.*s", STR_ARG(what), where.number, STR_ARG(colon));
}

/* What is cut ends in no comma before its ellipsis. */
static str quoted(struct setter *setter, str words, bool is_cut)
{
  bool has_marks = brief_opens_quoted(words);
  struct quote_marks marks = quote_marks_of(setter->brief->language);
  while (is_cut && words.len > 1 && memchr(",;:", words.data[words.len - 1], 3))
    words.len--;
  return arena_format(setter->arena, "%s%.*s%s%s", has_marks ? "" : marks.open, STR_ARG(words),
                      is_cut ? "\xE2\x80\xA6" : "", has_marks ? "" : marks.close);
}

/* Of the words quoted and cut, but for what is kerned with the marks: they are shaped without them,
 * as other notes have them too. */
static unit quoted_width(struct setter *setter, str words)
{
  return width_of(setter, words) + width_of(setter, quoted(setter, STR(""), true));
}

/* As many of the first words as that width holds, sought from either side. */
static str words_within(struct setter *setter, str text, unit room)
{
  unit letter = setter->styles[STYLE_NOTE].face.size * LETTER_EMS / 100;
  str kept = {text.data, 0};
  size_t too_many = text.len + 1, most = (size_t)(room > letter ? room / letter : 1);
  for (;;) {
    str words = brief_first_words(text, most < too_many ? most : too_many - 1);
    if (words.len <= kept.len || words.len >= too_many)
      return kept;
    unit needed = quoted_width(setter, words);
    if (needed <= room) {
      kept = words;
      most = words.len + (size_t)((room - needed) / letter) + LETTERS_OVER;
    } else {
      too_many = words.len;
      most = room > 0 ? words.len * (size_t)room / (size_t)needed + LETTERS_OVER : 1;
    }
  }
}

/* As many of the first words as stand behind the place in that width; found once for a paragraph,
 * as notes do not grow with the body. */
static str note_words(struct setter *setter, const struct brief_note *note, str place, unit width)
{
  if (!setter->note_cuts)
    setter->note_cuts =
        arena_array(setter->arena, struct note_cut, setter->brief->paragraphs.count + 1);
  if (!setter->note_cuts)
    return STR("");
  struct note_cut *cut = &setter->note_cuts[note->paragraph];
  if (cut->text.len && cut->words == note->words.data && cut->width == width)
    return cut->text;
  unit room = width - width_of(setter, place) - setter->styles[STYLE_NOTE].space;
  str words = words_within(setter, note->words, room);
  str text = quoted(setter, words, words.len < note->words.len);
  while (words.len > 1 && width_of(setter, text) > room) {
    words = brief_first_words(note->words, words.len - 1);
    text = quoted(setter, words, true);
  }
  *cut = (struct note_cut){note->words.data, width, text};
  return text;
}

static struct note set_note(struct setter *setter, struct flow *flow, uint32_t list, uint32_t index,
                            unit width)
{
  if (setter->is_trial)
    return (struct note){NULL, NULL};
  const struct brief_note *note = &flow->notes.notes.at[index];
  uint32_t item = flow_node(setter, flow, NODE_LI, list);
  uint32_t label = flow_node(setter, flow, NODE_LINK, flow_node(setter, flow, NODE_LBL, item));
  uint32_t node = flow_node(setter, flow, NODE_NOTE, flow_node(setter, flow, NODE_LBODY, item));
  flow->note_nodes.at[index].label = label;
  vec_push(setter->arena, &flow->links,
           (struct flow_link){.node = label, .note = index, .goal = LINK_BACK});
  struct measure measure = {.width = width - number_width(setter, flow->notes.notes.count)};
  str place = place_words(setter, &note->place);
  bool leads_on = has_appendix(setter->brief);
  uint32_t where = flow_node(setter, flow, leads_on ? NODE_LINK : NODE_SPAN, node);
  if (leads_on)
    vec_push(setter->arena, &flow->links,
             (struct flow_link){.node = where, .note = index, .goal = LINK_SOURCE});
  struct fragment parts[2] = {
      {.text = place, .style = STYLE_NOTE, .node = where},
      {.text = note_words(setter, note, place, measure.width),
       .style = STYLE_NOTE,
       .node = flow_node(setter, flow, NODE_SPAN, node),
       .is_isolated = true,
       .tongue = tongue_of(setter, note->place.document)},
  };
  return (struct note){
      set_text(setter, number_text(setter, index + 1), SET_NOTE_NUMBER, label, measure),
      paragraph_set(setter, parts, 2, measure),
  };
}

/* --- which --- */

/* The head stands beside the notes where heads do. */
static unit head_x(const struct setter *setter)
{
  return setter->page_template->heads_in_side ? side_x(setter) : 0;
}

/* Which sources are listed, in their order. */
typedef VEC(uint32_t) source_list;

static void find_sources(struct setter *setter, const struct flow *flow, source_list *ret)
{
  const struct brief *brief = setter->brief;
  bool *is_cited = arena_array(setter->arena, bool, brief->sources.count + 1);
  for (uint32_t i = 0; is_cited && i < flow->notes.notes.count; i++)
    is_cited[flow->notes.notes.at[i].place.document] = true;
  for (uint32_t i = 0; is_cited && i < brief->sources.count; i++)
    if (is_cited[i] || brief->sources.count <= ALL_MAX)
      vec_push(setter->arena, ret, i);
}

/* "Further documents · 85": what verify knows how to read. */
static str rest_text(struct setter *setter, const source_list *sources)
{
  str label = layout_label(setter, "more-sources");
  uint32_t rest = setter->brief->sources.count - sources->count;
  return rest && label.len ? arena_format(setter->arena, "%.*s \xC2\xB7 %u", STR_ARG(label), rest)
                           : STR("");
}

/* --- at the foot --- */

static uint32_t note_columns(const struct setter *setter, unit width)
{
  unit least = setter->styles[STYLE_NOTE].face.size * NOTE_EMS;
  unit columns = least > 0 ? width / least : 1;
  return columns < 1 ? 1 : columns > NOTE_COLUMNS_MAX ? NOTE_COLUMNS_MAX : (uint32_t)columns;
}

/* Columns of equal notes, each of one line. */
struct note_grid {
  uint32_t columns, rows;
  unit width, step; /* of a column; from one to the next */
};

static struct note_grid grid_of(const struct setter *setter, uint32_t count, uint32_t columns)
{
  unit gutter =
      setter->grid.gutter > 0 ? setter->grid.gutter : setter->styles[STYLE_NOTE].face.size * 2;
  if (columns > count)
    columns = count ? count : 1;
  unit width = (setter->grid.width - (unit)(columns - 1) * gutter) / (unit)columns;
  return (struct note_grid){columns, (count + columns - 1) / columns, width, width + gutter};
}

/* Short lists of sources stand in the columns of the page where it has many. */
static uint32_t source_columns(const struct setter *setter, uint32_t sources)
{
  return setter->grid.columns > 2 && sources > 2 ? setter->grid.columns : 1;
}

/* Where lines are stacked in the foot. */
struct foot {
  struct frame *block;
  unit y, deepest;
};

static void stack_note(struct setter *setter, struct flow *flow, struct foot *foot,
                       struct note note, unit x, unit indent)
{
  flow_stack(setter, flow, foot->block, note.number, x, foot->y);
  unit after = flow_stack(setter, flow, foot->block, note.text, x + indent, foot->y);
  unit least = foot->y + setter->styles[STYLE_NOTE].leading;
  foot->y = after > least ? after : least;
  foot->deepest = foot->y > foot->deepest ? foot->y : foot->deepest;
}

static void stack_sources(struct setter *setter, struct flow *flow, const source_list *sources,
                          struct foot *foot)
{
  uint32_t list = list_if(setter, flow, has_several(setter));
  struct note_grid grid = grid_of(setter, sources->count, source_columns(setter, sources->count));
  unit top = foot->y;
  unit indent = has_several(setter) ? number_width(setter, setter->brief->sources.count) : 0;
  for (uint32_t i = 0; i < sources->count && setter->status == PRECIS_OK; i++) {
    foot->y = i % grid.rows ? foot->y : top;
    struct note source = set_source(setter, flow, list, sources->at[i], grid.width);
    stack_note(setter, flow, foot, source, (unit)(i / grid.rows) * grid.step, indent);
  }
  foot->y = foot->deepest;
}

static void stack_notes(struct setter *setter, struct flow *flow, struct foot *foot)
{
  uint32_t count = flow->notes.notes.count;
  struct note_grid grid = grid_of(setter, count, note_columns(setter, setter->grid.width));
  unit top = foot->y + (count ? setter->styles[STYLE_NOTE].leading / 4 : 0);
  uint32_t list = list_if(setter, flow, count && !setter->is_trial);
  for (uint32_t i = 0; i < count && setter->status == PRECIS_OK; i++) {
    foot->y = i % grid.rows ? foot->y : top;
    stack_note(setter, flow, foot, set_note(setter, flow, list, i, grid.width),
               (unit)(i / grid.rows) * grid.step, number_width(setter, count));
  }
}

static void flow_foot(struct setter *setter, struct flow *flow, const source_list *sources,
                      str label)
{
  struct paragraph *head = NULL;
  if (label.len)
    head = set_text(setter, label, STYLE_LABEL, flow_node(setter, flow, NODE_H2, flow->section),
                    (struct measure){.width = setter->grid.width});
  struct frame *block = flow_block(setter, flow, &flow->foot,
                                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES});
  struct foot foot = {.block = block, .y = cell_part(setter, 500)};
  flow_rect(setter, flow, block,
            (struct item){.y = foot.y,
                          .width = setter->grid.width,
                          .height = setter->page_template->rule_thin,
                          .color = hairline_color(setter)});
  foot.y += cell_part(setter, 300);
  bool is_beside = setter->page_template->heads_in_side;
  unit level = is_beside ? stack_baseline(&setter->styles[STYLE_NOTE]) -
                               stack_baseline(&setter->styles[STYLE_LABEL])
                         : 0; /* on one line with what it stands beside */
  unit below_head = flow_stack(setter, flow, block, head, head_x(setter), foot.y + level);
  foot.y = is_beside ? foot.y : below_head;
  stack_sources(setter, flow, sources, &foot);
  stack_notes(setter, flow, &foot);
  block->cells = cells_for(setter, foot.deepest);
  unit spare = (unit)block->cells * setter->grid.baseline - foot.deepest;
  for (uint32_t i = 0; i < block->item_count; i++)
    flow->items.at[block->first_item + i].y += spare;
}

/* --- in the columns --- */

static void column_sources(struct setter *setter, struct flow *flow, const source_list *sources)
{
  uint32_t list = list_if(setter, flow, has_several(setter));
  unit indent = has_several(setter) ? number_width(setter, setter->brief->sources.count) : 0;
  for (uint32_t i = 0; i < sources->count && setter->status == PRECIS_OK; i++) {
    struct note note = set_source(setter, flow, list, sources->at[i], setter->grid.column_width);
    struct frame *block =
        flow_block(setter, flow, flow->into,
                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES, .splits = true});
    uint32_t cells = flow_cells(setter, flow, block, note.number, 0, 0);
    block->cells = flow_cells(setter, flow, block, note.text, indent, 0);
    block->cells = block->cells > cells ? block->cells : cells;
  }
  str rest = rest_text(setter, sources);
  if (!rest.len)
    return;
  uint32_t node = flow_node(setter, flow, NODE_P, flow->section);
  struct measure measure = {.width = setter->grid.column_width - indent};
  struct paragraph *set = set_text(setter, rest, STYLE_NOTE, node, measure);
  struct frame *block = flow_block(setter, flow, flow->into,
                                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES});
  block->cells = flow_cells(setter, flow, block, set, indent, 0);
}

/* Notes closer than the grid: four lines to three cells, where their type is small enough. */
static void column_notes(struct setter *setter, struct flow *flow)
{
  uint32_t count = flow->notes.notes.count, cells = LINES_PER_GROUP - 1;
  unit size = setter->styles[STYLE_NOTE].face.size;
  unit step = setter->grid.baseline * (unit)cells / LINES_PER_GROUP;
  bool is_small = size + size / 8 <= step;
  uint32_t group = is_small ? LINES_PER_GROUP : 1;
  uint32_t list = list_if(setter, flow, count && !setter->is_trial);
  if (count && flow->into->count) /* they stand below their sources, whatever air a column takes */
    vec_last(flow->into)->kind = FRAME_HEAD;
  for (uint32_t i = 0; i < count && setter->status == PRECIS_OK; i += group) {
    struct note notes[LINES_PER_GROUP] = {{NULL, NULL}};
    uint32_t lines = count - i < group ? count - i : group;
    for (uint32_t k = 0; k < lines; k++)
      notes[k] = set_note(setter, flow, list, i + k, setter->grid.column_width);
    struct frame *block =
        flow_block(setter, flow, flow->into,
                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES, .gap = i == 0});
    for (uint32_t k = 0; k < lines; k++) {
      unit y = is_small ? (unit)k * step : 0;
      flow_stack(setter, flow, block, notes[k].number, 0, y);
      flow_stack(setter, flow, block, notes[k].text, number_width(setter, count), y);
    }
    block->cells = is_small ? cells_for(setter, (unit)lines * step) : 1;
  }
}

/* --- all --- */

void flow_sources(struct setter *setter, struct flow *flow)
{
  source_list sources = {0};
  find_sources(setter, flow, &sources);
  if (!sources.count || setter->brief->asked.sources == PRECIS_SOURCES_NONE)
    return;
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  str label = layout_label(setter, "sources");
  uint32_t notes = flow->notes.notes.count;
  uint32_t rows = grid_of(setter, notes, note_columns(setter, setter->grid.width)).rows + 3 +
                  sources.count / source_columns(setter, sources.count);
  bool is_short = sources.count == setter->brief->sources.count &&
                  (int64_t)setter->styles[STYLE_NOTE].leading * rows <
                      (int64_t)setter->grid.cells * setter->grid.baseline / FOOT_SHARE;
  if (is_short) {
    flow_foot(setter, flow, &sources, label);
    return;
  }
  flow_heading(setter, flow, SLOT_SOURCES, label);
  column_sources(setter, flow, &sources);
  column_notes(setter, flow);
}
