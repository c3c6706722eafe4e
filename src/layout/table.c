/* table.c - fact boxes: rows on a tint, each row a header cell and a text cell.
 *
 * Invariants: a box never divides, so it is cut to rows that fill at most two thirds of a column;
 * every baseline in it stands on the grid; its outer height is whole cells; rules and tints are
 * artifacts. */
#include "layout/box.h"

enum {
  CELL_GAP = 8,         /* points between a row's two cells */
  FIGURE_SHARE = 52,    /* hundredths of the row that a large figure or a name may take */
  TIMELINE_SHARE = 34,  /* and a date or a short form; */
  FIGURE_LEADING = 110, /* hundredths of its size: of one that takes two lines */
  DATE_SHARE = 45,      /* a date where the text beside it keeps its width */
  RAIL_INSET = 12,      /* points from the timeline's rail to its dates */
  DOT = 4,              /* points: the mark of a date on the rail */
  TEXT_EMS_MIN = 10,    /* text narrower than this goes below its header cell, */
  EVENT_EMS_MIN = 14,   /* and whole sentences sooner */
  TERMS_MAX = 24,
  EVENT_BYTES_MAX = 400
};

/* A row before it is set. */
struct row {
  str head, text;
  struct place place; /* of the words that its note tells */
  str words;          /* empty: it has no note */
};

/* The header column may take a share of the row; a figure or a name all that a wide row has to
 * spare, a date some of it. */
static unit head_room(const struct box *box, int32_t share)
{
  unit row = box_row_width(box), most = row * share / 100;
  unit roomy = row - air_of(box->setter, CELL_GAP) -
               box->setter->styles[STYLE_BOX].face.size * EVENT_EMS_MIN;
  if (box->has_rail && roomy > row * DATE_SHARE / 100)
    roomy = row * DATE_SHARE / 100;
  return (share == FIGURE_SHARE || box->has_rail) && roomy > most ? roomy : most;
}

/* Of the texts that have names or short forms before them, with their notes' numbers. */
static unit widest_text(const struct box *box, const struct row *rows, uint32_t count)
{
  unit widest = 0;
  for (uint32_t i = 0; i < count; i++) {
    struct paragraph *text = paragraph_of(box->setter, rows[i].text, STYLE_BOX, 0);
    unit width = text ? paragraph_natural_width(text) : 0;
    widest = width > widest ? width : widest;
  }
  return widest + box->setter->styles[STYLE_BOX].face.size;
}

/* As wide as its widest text. Figures and dates stand above their text where one would be divided:
 * "three / minutes". */
static void measure_columns(struct box *box, const struct row *rows, uint32_t count, int32_t share)
{
  unit widest = 0, most = head_room(box, share);
  for (uint32_t i = 0; i < count; i++) {
    struct paragraph *head = paragraph_of(box->setter, rows[i].head, box->head_style, 0);
    unit width = head ? paragraph_natural_width(head) : 0;
    widest = width > widest ? width : widest;
  }
  box->head_width = (widest > most ? most : widest) + UNIT_POINT;
  box->text_width = box_row_width(box) - box->head_width - air_of(box->setter, CELL_GAP);
  int32_t ems = box->has_rail ? EVENT_EMS_MIN : TEXT_EMS_MIN;
  unit least = box->setter->styles[STYLE_BOX].face.size * ems;
  bool is_broken = widest > most && (box->head_style == STYLE_BOX_FIGURE || box->has_rail);
  if (box->text_width < least && box->head_style == SET_BOX_STRONG && !box->has_rail) {
    unit all = widest_text(box, rows, count);
    least = all < least ? all : least; /* short ones need no more */
  }
  box->is_stacked = box->text_width < least || is_broken;
  if (box->is_stacked)
    box->head_width = box->text_width = box_row_width(box);
}

/* Lining figures are as tall as capitals. */
static unit figure_height(const struct set_style *style)
{
  return face_length(&style->face, style->face.face->cap_height);
}

/* From the letters that go down in the line above a row to the tops of its large figure, where no
 * cell parts them; what stands below the first cell's top of it. */
struct row_air {
  unit height, below;
};

static struct row_air air_over(const struct box *box, uint32_t head_cells)
{
  const struct setter *setter = box->setter;
  unit cell = setter->grid.baseline;
  unit tall = figure_height(&setter->styles[box->head_style]);
  const struct style_face *text = &setter->styles[STYLE_BOX].face;
  unit below = (unit)(head_cells - 1) * cell + cell_baseline(setter) - tall;
  return (struct row_air){
      below + cell - cell_baseline(setter) - face_length(text, text->face->depth), below};
}

/* In the middle of the air between two rows. */
static void add_separator(struct box *box, struct frame *block, uint32_t head_cells, uint32_t cells)
{
  struct setter *setter = box->setter;
  struct row_air air = air_over(box, head_cells);
  unit more = (unit)cells * setter->grid.baseline;
  flow_rect(setter, box->flow, block,
            (struct item){.cell = block->cells,
                          .x = box->pad,
                          .y = air.below + more - (air.height + more) / 2,
                          .width = setter->grid.column_width - 2 * box->pad,
                          .height = setter->page_template->rule_thin,
                          .color = hairline_color(setter)});
}

static bool is_room(const struct box *box, const struct frame *block, uint32_t cells)
{
  return block->cells + cells + 1 <= box->flow->room;
}

/* The header cell of a row. */
struct row_head {
  struct paragraph *set;
  uint32_t cells;
  unit leading; /* of its lines */
};

/* A large figure on one line, smaller where it must be; what no size holds on one line is divided
 * between words, and no figure ever is. */
static struct paragraph *set_figure(struct box *box, str text, uint32_t node)
{
  static const uint8_t sizes[] = {STYLE_BOX_FIGURE, SET_FIGURE_MIDDLE, SET_FIGURE_SMALL};

  enum { SIZES = sizeof sizes / sizeof *sizes };

  struct setter *setter = box->setter;
  struct measure measure = {.width = box->head_width, .is_balanced = true};
  struct paragraph *set = NULL;
  for (int i = 0; i < SIZES && (!set || set->lines.count > 1); i++)
    set = set_text(setter, text, sizes[i], node, measure);
  return set && paragraph_divides_word(set) ? set_text(setter, text, SET_BOX_STRONG, node, measure)
                                            : set;
}

static struct row_head set_head(struct box *box, str text, uint32_t node)
{
  struct setter *setter = box->setter;
  struct measure measure = {.width = box->head_width, .is_balanced = true};
  struct row_head head = {.cells = line_cells(setter, box->head_style)};
  bool is_figure = box->head_style == STYLE_BOX_FIGURE;
  head.set = is_figure ? set_figure(box, text, node)
                       : set_text(setter, text, box->head_style, node, measure);
  if (!head.set)
    return head;
  head.leading =
      is_figure ? head.set->style->face.size * FIGURE_LEADING / 100 : setter->grid.baseline;
  unit more = (unit)(head.set->lines.count - 1) * head.leading;
  if (is_figure) /* its cells are for a large one; a point closer is close enough */
    more += figure_height(head.set->style) - figure_height(&setter->styles[box->head_style]) -
            UNIT_POINT;
  head.cells += more > 0 ? cells_for(setter, more) : 0;
  return head;
}

/* Cells that a row's text stands below its first: below the header cell, or beside it so that a
 * text no higher ends on the baseline of a large figure. */
static uint32_t text_drop(const struct box *box, const struct row_head *head, uint32_t text_lines)
{
  if (box->is_stacked)
    return head->cells;
  uint32_t first = line_cells(box->setter, box->head_style);
  return text_lines && text_lines < first ? first - text_lines : 0;
}

static uint32_t row_cells(const struct box *box, const struct row_head *head, uint32_t text_lines)
{
  uint32_t text = text_drop(box, head, text_lines) + text_lines;
  return head->cells > text ? head->cells : text;
}

static void add_dot(struct box *box, struct frame *block)
{
  flow_rect(
      box->setter, box->flow, block,
      (struct item){.cell = block->cells,
                    .x = box->pad,
                    .y = cell_baseline(box->setter) - air_of(box->setter, DOT) - UNIT_POINT / 2,
                    .width = air_of(box->setter, DOT),
                    .height = air_of(box->setter, DOT),
                    .color = box->setter->page_template->accent,
                    .node = box->figure});
  box->last_dot = block->cells;
}

static struct paragraph *set_row_text(struct box *box, const struct row *row, uint32_t node)
{
  struct setter *setter = box->setter;
  struct measure measure = {.width = box->text_width, .is_balanced = true};
  struct fragment parts[2] = {{.text = row->text, .style = STYLE_BOX, .node = node}};
  struct reference reference = {row->place, row->words, SET_BOX_REFERENCE, node};
  if (!row->text.len)
    return NULL;
  uint32_t count = 1;
  if (row->words.len) {
    parts[0].tongue = tongue_of(setter, row->place.document);
    count += add_reference(setter, box->flow, &parts[1], reference);
  }
  return paragraph_set(setter, parts, count, measure);
}

/* What a reader is told of the timeline's drawing. */
static void add_to_alt(struct box *box, str date)
{
  struct arena *arena = box->setter->arena;
  str label = layout_label(box->setter, "timeline"), colon = layout_label(box->setter, "colon");
  box->alt = box->alt.len ? arena_format(arena, "%.*s; %.*s", STR_ARG(box->alt), STR_ARG(date))
                          : arena_format(arena, "%.*s%.*s %.*s", STR_ARG(label), STR_ARG(colon),
                                         STR_ARG(date));
}

static void add_row(struct box *box, struct frame *block, struct row row, uint32_t head_cells)
{
  struct setter *setter = box->setter;
  struct flow *flow = box->flow;
  struct flow_mark mark = flow_mark(flow);
  uint32_t node = flow_node(setter, flow, NODE_TR, box->table);
  uint32_t th = flow_node(setter, flow, NODE_TH, node);
  if (flow->nodes.count > th)
    flow->nodes.at[th].is_row_header = true;
  uint32_t td = flow_node(setter, flow, NODE_TD, node);
  struct row_head head = set_head(box, row.head, th);
  struct paragraph *text = set_row_text(box, &row, td);
  uint32_t text_lines = text ? text->lines.count : 0;
  uint32_t cells = row_cells(box, &head, text_lines);
  bool has_line = box->rows_set && head_cells > 1;
  /* Between the line and a large figure, between what stands below its name and the next name,
   * between an event and the next date. */
  bool is_apart = box->is_stacked || (box->has_rail && box->last_cells > 1);
  uint32_t air = box->rows_set && (has_line || is_apart);
  if (!head.set || !is_room(box, block, cells + air)) {
    flow_go_back(flow, mark);
    return;
  }
  if (has_line)
    add_separator(box, block, head_cells, air);
  block->cells += air;
  if (box->has_rail)
    add_dot(box, block);
  if (box->has_rail && !setter->is_trial)
    add_to_alt(box, row.head);
  struct item last = {
      .x = box->inset, .cell = block->cells + head.cells - 1, .height = head.leading};
  flow_lines_above(setter, flow, block, head.set, last);
  unit text_x =
      box->inset + (box->is_stacked ? 0 : box->head_width + air_of(box->setter, CELL_GAP));
  uint32_t drop = text_drop(box, &head, text_lines);
  flow_cells(setter, flow, block, text, text_x, block->cells + drop);
  block->cells += cells;
  box->last_cells = cells;
  box->rows_set++;
}

static void add_rail(struct box *box, struct frame *block, uint32_t first_cell)
{
  struct setter *setter = box->setter;
  flow_rect(setter, box->flow, block,
            (struct item){.cell = first_cell,
                          .x = box->pad + air_of(box->setter, DOT) / 2 -
                               setter->page_template->rule_thin / 2,
                          .y = cell_part(setter, 450),
                          .width = setter->page_template->rule_thin,
                          .height = (unit)(box->last_dot - first_cell) * setter->grid.baseline,
                          .color = setter->page_template->accent});
}

/* A box's label, and the share of its rows that the header cells may take. */
struct box_shape {
  const char *label;
  int32_t share;
};

/* Where nothing fitted below the heading there is no box. */
static void end_or_drop(struct box *box, struct frame *block, struct flow_mark mark)
{
  box->flow->rows_set[box->slot] += box->rows_set;
  if (box->rows_set)
    box_end(box, block);
  else
    flow_go_back(box->flow, mark);
}

static void set_box(struct box *box, const struct row *rows, uint32_t count, struct box_shape shape)
{
  struct flow *flow = box->flow;
  if (!count || box->setter->status != PRECIS_OK)
    return;
  box->inset = box->pad + (box->has_rail ? air_of(box->setter, RAIL_INSET) : 0);
  measure_columns(box, rows, count, shape.share);
  struct flow_mark mark = flow_mark(flow);
  struct frame *block = box_begin(box, shape.label);
  uint32_t first_cell = block->cells;
  if (box->has_rail)
    box->figure = flow_node(box->setter, flow, NODE_FIGURE, flow->section);
  box->table = flow_node(box->setter, flow, NODE_TABLE, flow->section);
  uint32_t head_cells = line_cells(box->setter, box->head_style);
  for (uint32_t i = 0; i < count && box->setter->status == PRECIS_OK; i++)
    add_row(box, block, rows[i], head_cells);
  if (box->has_rail && box->rows_set > 1)
    add_rail(box, block, first_cell);
  if (box->has_rail && box->figure < flow->nodes.count)
    flow->nodes.at[box->figure].alt = box->alt;
  end_or_drop(box, block, mark);
}

static struct row *new_rows(struct setter *setter, uint32_t count)
{
  return arena_array(setter->arena, struct row, count ? count : 1);
}

/* --- the boxes
 * ------------------------------------------------------------------------------------ */

/* The figure's bar stands in no box. */
static bool is_figure_row(const struct setter *setter, uint32_t index, bool has_chart)
{
  const struct brief_figure *figure = &setter->brief->figures.at[index];
  bool has_bar = has_chart && chart_has(&setter->chart, index);
  return figure->is_printed && (figure->number.len || figure->text.len) && !has_bar;
}

static bool is_date_row(const struct brief_date *date)
{
  return date->is_printed && date->text.len && date->event.len <= EVENT_BYTES_MAX;
}

/* A name alone says nothing. */
static bool is_name_row(const struct brief_name *name)
{
  return name->is_printed && name->name.len;
}

static bool is_abbreviation_row(const struct brief_abbreviation *short_of)
{
  return short_of->is_printed && short_of->short_form.len && short_of->long_form.len;
}

static bool is_term_row(const struct brief_term *term)
{
  return term->is_printed && term->text.len;
}

void flow_figures(struct setter *setter, struct flow *flow, uint32_t most)
{
  struct row *rows = new_rows(setter, most);
  uint32_t count = 0;
  for (uint32_t i = 0; rows && i < setter->brief->figures.count && count < most; i++) {
    const struct brief_figure *figure = &setter->brief->figures.at[i];
    str number = figure->number.len ? figure->number : figure->text;
    if (is_figure_row(setter, i, flow->has_chart))
      rows[count++] = (struct row){number, figure->label, figure->label_place, figure->label};
  }
  struct box box = box_new(setter, flow, SLOT_FIGURES);
  box.head_style = STYLE_BOX_FIGURE;
  set_box(&box, rows, count, (struct box_shape){"figures", FIGURE_SHARE});
}

/* What one source says below what another does. */
void flow_disagreements(struct setter *setter, struct flow *flow, uint32_t story, uint32_t most)
{
  struct row *rows = new_rows(setter, most);
  uint32_t count = 0;
  for (uint32_t i = 0; rows && i < setter->brief->differing.count && count < most; i++) {
    const struct brief_figure *figure = &setter->brief->differing.at[i];
    if (story != NONE && (!setter->story_of || setter->story_of[figure->place.document] != story))
      continue;
    rows[count++] = (struct row){figure->text, figure->label, figure->label_place, figure->label};
  }
  struct box box = box_new(setter, flow, SLOT_DISAGREEMENTS);
  box.is_of_story = story != NONE;
  set_box(&box, rows, count, (struct box_shape){"disagreements", TIMELINE_SHARE});
}

void flow_timeline(struct setter *setter, struct flow *flow, uint32_t most)
{
  struct row *rows = new_rows(setter, most);
  uint32_t count = 0;
  for (uint32_t i = 0; rows && i < setter->brief->dates.count && count < most; i++) {
    const struct brief_date *date = &setter->brief->dates.at[i];
    if (is_date_row(date))
      rows[count++] = (struct row){date->text, date->event, date->event_place, date->event};
  }
  struct box box = box_new(setter, flow, SLOT_TIMELINE);
  box.has_rail = true;
  set_box(&box, rows, count, (struct box_shape){"timeline", TIMELINE_SHARE});
}

void flow_names(struct setter *setter, struct flow *flow, uint32_t most)
{
  struct row *rows = new_rows(setter, most);
  uint32_t count = 0;
  for (uint32_t i = 0; rows && i < setter->brief->names.count && count < most; i++) {
    const struct brief_name *name = &setter->brief->names.at[i];
    if (is_name_row(name))
      rows[count++] = (struct row){name->name, name->title, name->told_place, name->told};
  }
  struct box box = box_new(setter, flow, SLOT_WHO);
  set_box(&box, rows, count, (struct box_shape){"who", FIGURE_SHARE});
}

void flow_abbreviations(struct setter *setter, struct flow *flow, uint32_t most)
{
  struct row *rows = new_rows(setter, most);
  uint32_t count = 0;
  for (uint32_t i = 0; rows && i < setter->brief->abbreviations.count && count < most; i++) {
    const struct brief_abbreviation *short_of = &setter->brief->abbreviations.at[i];
    if (is_abbreviation_row(short_of))
      rows[count++] = (struct row){short_of->short_form, short_of->long_form, short_of->long_place,
                                   short_of->long_place.at.len ? short_of->long_form : STR("")};
  }
  struct box box = box_new(setter, flow, SLOT_ABBREVIATIONS);
  set_box(&box, rows, count, (struct box_shape){"abbreviations", TIMELINE_SHARE});
}

#define TERM_BETWEEN " \xC2\xB7 "

/* The first `count` of the terms in a row: a part of all of them in a row, which is made once. */
static str joined(struct setter *setter, const str *terms, uint32_t count)
{
  size_t len = 0;
  for (uint32_t i = 0; i < count; i++)
    len += terms[i].len + (i ? sizeof TERM_BETWEEN - 1 : 0);
  str *all = &setter->joined_terms;
  for (uint32_t i = 0; i < count && all->len < len; i++)
    *all = i ? arena_format(setter->arena, "%.*s" TERM_BETWEEN "%.*s", STR_ARG(*all),
                            STR_ARG(terms[i]))
             : terms[0];
  return all->len < len ? STR("") : str_sub(*all, 0, len); /* without memory */
}

/* As many as there is room for. */
static void join_terms(struct box *box, struct frame *block, const str *terms, uint32_t count)
{
  struct setter *setter = box->setter;
  uint32_t node = flow_node(setter, box->flow, NODE_P, box->flow->section);
  struct measure measure = {.width = box_row_width(box), .is_balanced = true, .is_listed = true};
  struct paragraph *set = NULL;
  for (; count && !set && setter->status == PRECIS_OK; count--) {
    set = set_text(setter, joined(setter, terms, count), STYLE_BOX, node, measure);
    if (set && !is_room(box, block, set->lines.count))
      set = NULL;
  }
  if (!set)
    return;
  block->cells = flow_cells(setter, box->flow, block, set, box->inset, block->cells);
  box->rows_set++;
}

void flow_terms(struct setter *setter, struct flow *flow, uint32_t most)
{
  str terms[TERMS_MAX];
  uint32_t count = 0;
  most = most < TERMS_MAX ? most : TERMS_MAX;
  for (uint32_t i = 0; i < setter->brief->terms.count && count < most; i++) {
    const struct brief_term *term = &setter->brief->terms.at[i];
    if (is_term_row(term))
      terms[count++] = term->text;
  }
  if (!count || setter->status != PRECIS_OK)
    return;
  struct box box = box_new(setter, flow, SLOT_TERMS);
  box.inset = box.pad;
  struct flow_mark mark = flow_mark(flow);
  struct frame *block = box_begin(&box, "terms");
  join_terms(&box, block, terms, count);
  end_or_drop(&box, block, mark);
}

/* What the brief has for a box. */
static uint32_t entries_for(const struct brief *brief, enum block_id box)
{
  switch (box) {
  case SLOT_FIGURES:
    return brief->figures.count;
  case SLOT_DISAGREEMENTS:
    return brief->differing.count;
  case SLOT_TIMELINE:
    return brief->dates.count;
  case SLOT_WHO:
    return brief->names.count;
  case SLOT_ABBREVIATIONS:
    return brief->abbreviations.count;
  case SLOT_TERMS:
    return brief->terms.count;
  default: /* no box of rows */
    return 0;
  }
}

static bool is_row(const struct setter *setter, enum block_id box, uint32_t index, bool has_chart)
{
  const struct brief *brief = setter->brief;
  switch (box) {
  case SLOT_FIGURES:
    return is_figure_row(setter, index, has_chart);
  case SLOT_TIMELINE:
    return is_date_row(&brief->dates.at[index]);
  case SLOT_WHO:
    return is_name_row(&brief->names.at[index]);
  case SLOT_ABBREVIATIONS:
    return is_abbreviation_row(&brief->abbreviations.at[index]);
  case SLOT_TERMS:
    return is_term_row(&brief->terms.at[index]);
  default: /* where sources differ, every entry */
    return true;
  }
}

uint32_t box_rows(const struct setter *setter, const struct plan *plan, enum block_id box)
{
  uint32_t most = plan->rows[box], all = entries_for(setter->brief, box), count = 0;
  if (box == SLOT_CHART)
    return most ? setter->chart.count : 0;
  if (box == SLOT_TERMS && most > TERMS_MAX)
    most = TERMS_MAX;
  bool has_chart = flow_has_chart(setter, plan);
  for (uint32_t i = 0; i < all && count < most; i++)
    count += is_row(setter, box, i, has_chart);
  return count;
}
