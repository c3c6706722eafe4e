/* choices.c - a page behind the briefing's own: why each sentence was chosen, and what had no room.
 *
 * Invariants: one table a list, as wide as the page; a row stays whole where it is not higher than
 * half a page; what is told is the sentence's own words, with the line where it stands. */
#include "layout/set.h"

enum {
  NUMBER_EMS = 240,  /* hundredths of an em: the column of numbers, */
  GAP_EMS = 180,     /* and what parts the others */
  SCORE_SHARE = 32,  /* hundredths of the page for the score and its parts */
  SCORE_EMS_MIN = 12 /* narrower than this the score stands below the sentence */
};

struct sheet {
  struct setter *setter;
  struct flow *flow;
  uint32_t table;
  unit number_width, text_width, score_x, score_width;
  bool is_stacked;
};

/* Pieces of one paragraph, each a node of its own. */
struct words {
  struct fragment at[8];
  uint32_t count;
};

static void add_words(struct sheet *s, struct words *words, str text, uint8_t style,
                      uint32_t parent)
{
  if (!text.len || words->count == sizeof words->at / sizeof *words->at)
    return;
  words->at[words->count++] = (struct fragment){
      .text = text, .style = style, .node = flow_node(s->setter, s->flow, NODE_SPAN, parent)};
}

static str label(const struct sheet *s, const char *key)
{
  return layout_label(s->setter, key);
}

static struct paragraph *set_words(struct sheet *s, const struct words *words, unit width)
{
  return words->count
             ? paragraph_set(s->setter, words->at, words->count, (struct measure){.width = width})
             : NULL;
}

/* The grid becomes one column over text and side column; heads that stand beside keep theirs. */
static void widen_grid(struct setter *setter)
{
  struct page_grid *grid = &setter->grid;
  if (!setter->page_template->heads_in_side) {
    grid->left = setter->frame.left;
    grid->width = setter->frame.width;
  }
  grid->columns = 1;
  grid->column_width = grid->width;
}

static void measure_sheet(struct sheet *s)
{
  unit em = s->setter->styles[STYLE_BOX].face.size, width = s->setter->grid.column_width;
  unit gap = em * GAP_EMS / 100;
  s->number_width = em * NUMBER_EMS / 100;
  s->score_width = width * SCORE_SHARE / 100;
  s->score_x = width - s->score_width;
  s->text_width = s->score_x - gap - s->number_width;
  s->is_stacked = s->score_width < em * SCORE_EMS_MIN;
  if (!s->is_stacked)
    return;
  s->score_x = s->number_width;
  s->score_width = s->text_width = width - s->number_width;
}

/* --- rows --- */

static struct frame *begin_row(struct sheet *s, bool has_line)
{
  struct setter *setter = s->setter;
  struct frame *block = flow_block(setter, s->flow, s->flow->into,
                                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_SOURCES});
  if (has_line)
    flow_rect(setter, s->flow, block,
              (struct item){.width = setter->grid.column_width,
                            .height = setter->page_template->rule_thin,
                            .color = hairline_color(setter)});
  return block;
}

/* What stands in a row, set. */
struct row {
  struct paragraph *number, *text, *reason, *score;
};

static void add_row(struct sheet *s, struct row row, bool has_line)
{
  struct setter *setter = s->setter;
  struct flow *flow = s->flow;
  if (setter->status != PRECIS_OK || !row.text)
    return;
  struct frame *block = begin_row(s, has_line);
  flow_cells(setter, flow, block, row.number, 0, 0);
  uint32_t below = flow_cells(setter, flow, block, row.text, s->number_width, 0);
  below = flow_cells(setter, flow, block, row.reason, s->number_width, below);
  uint32_t end = flow_cells(setter, flow, block, row.score, s->score_x, s->is_stacked ? below : 0);
  block->cells = below > end ? below : end;
  block->splits = block->cells > setter->grid.cells / 2;
}

static void add_column_heads(struct sheet *s)
{
  struct setter *setter = s->setter;
  uint32_t tr = flow_node(setter, s->flow, NODE_TR, s->table);
  flow_node(setter, s->flow, NODE_TH, tr); /* numbers need no head */
  uint32_t text = flow_node(setter, s->flow, NODE_TH, tr);
  uint32_t score = flow_node(setter, s->flow, NODE_TH, tr);
  struct row row = {
      .text = set_text(setter, label(s, "explain-text"), SET_BOX_STRONG, text,
                       (struct measure){.width = s->text_width}),
      .score = set_text(setter, label(s, "explain-score"), SET_BOX_STRONG, score,
                        (struct measure){.width = s->score_width}),
  };
  add_row(s, row, false);
  if (!s->flow->into->count)
    return;
  vec_last(s->flow->into)->kind = FRAME_HEAD;
  vec_last(s->flow->into)->gap = 1;
}

/* "before 4", "before line 31: ...", "taken along: ...". */
static struct paragraph *set_reason(struct sheet *s, const struct brief_choice *c, uint32_t parent)
{
  struct arena *arena = s->setter->arena;
  struct words words = {.count = 0};
  if (!c->is_along && !c->beaten.len)
    return NULL;
  uint32_t node = flow_node(s->setter, s->flow, NODE_P, parent);
  if (c->is_along) {
    add_words(s, &words, label(s, "explain-along"), SET_BOX_PALE, node);
    return set_words(s, &words, s->text_width);
  }
  add_words(s, &words, label(s, "explain-before"), SET_BOX_PALE, node);
  if (c->beaten_choice != NONE) {
    add_words(s, &words, arena_format(arena, "%u", c->beaten_choice + 1), SET_BOX_PALE, node);
  } else {
    add_words(s, &words, place_words(s->setter, &c->beaten_place), SET_BOX_PALE, node);
    add_words(s, &words, c->beaten, SET_BOX_PALE, node);
    add_words(s, &words, brief_score_text(arena, c->beaten_score), SET_BOX_PALE, node);
  }
  return set_words(s, &words, s->text_width);
}

/* The place leads: it is what a reader looks the sentence up by. */
static void flow_choice(struct sheet *s, uint32_t index, bool is_set)
{
  struct setter *setter = s->setter;
  const struct brief_choice *c = &setter->brief->choices.at[index];
  struct words words = {.count = 0}, score = {.count = 0};
  uint32_t tr = flow_node(setter, s->flow, NODE_TR, s->table);
  uint32_t th = flow_node(setter, s->flow, NODE_TH, tr);
  vec_last(&s->flow->nodes)->is_row_header = true;
  uint32_t td = flow_node(setter, s->flow, NODE_TD, tr);
  uint32_t told = flow_node(setter, s->flow, NODE_P, td);
  struct row row = {.number =
                        set_text(setter, arena_format(setter->arena, "%u", index + 1),
                                 SET_BOX_STRONG, th, (struct measure){.width = s->number_width})};
  add_words(s, &words, place_words(setter, &c->place), SET_BOX_PALE, told);
  add_words(s, &words, c->text, STYLE_BOX, told);
  row.text = set_words(s, &words, s->text_width);
  row.reason = is_set ? set_reason(s, c, td) : NULL;
  td = flow_node(setter, s->flow, NODE_TD, tr);
  add_words(s, &score, brief_score_text(setter->arena, c->score), SET_BOX_STRONG, td);
  if (is_set)
    add_words(s, &score, brief_parts_text(setter->arena, c->parts, c->part_count, c->rest),
              SET_BOX_PALE, td);
  row.score = set_words(s, &score, s->score_width);
  add_row(s, row, true);
}

/* --- all --- */

static void flow_line(struct sheet *s, const struct words *words)
{
  struct paragraph *set = set_words(s, words, s->setter->grid.column_width);
  if (!set)
    return;
  struct frame *block = flow_block(s->setter, s->flow, s->flow->into,
                                   (struct frame){.kind = FRAME_HEAD, .slot = SLOT_SOURCES});
  block->cells = flow_cells(s->setter, s->flow, block, set, 0, 0);
}

static void flow_about(struct sheet *s)
{
  struct setter *setter = s->setter;
  struct words words = {.count = 0};
  uint32_t node = flow_node(setter, s->flow, NODE_P, s->flow->section);
  add_words(s, &words, label(s, "explain-about"), STYLE_BOX, node);
  add_words(s, &words, label(s, "explain-range"), STYLE_BOX, node);
  add_words(s, &words, arena_format(setter->arena, "%.*s:", STR_ARG(label(s, "explain-weights"))),
            STYLE_BOX, node);
  add_words(s, &words, str_of(genre_name(setter->brief->genre)), SET_BOX_STRONG, node);
  flow_line(s, &words);
}

/* Label for what was cut. */
static const char *cut_label(const char *what)
{
  return strcmp(what, "extracts") == 0 ? "explain-text" : what;
}

/* "Set, of all chosen: Sentences 22/45", a line each. */
static void flow_cuts(struct sheet *s, const struct layout *layout)
{
  struct setter *setter = s->setter;
  for (uint32_t i = 0; i < layout->cuts.count; i++) {
    const struct brief_cut *cut = &layout->cuts.at[i];
    struct words words = {.count = 0};
    uint32_t node = flow_node(setter, s->flow, NODE_P, s->flow->section);
    add_words(s, &words, label(s, cut_label(cut->what)), STYLE_BOX, node);
    add_words(s, &words, arena_format(setter->arena, "%u/%u", cut->set, cut->all), SET_BOX_STRONG,
              node);
    if (i == 0)
      add_words(s, &words, label(s, "explain-set"), SET_BOX_PALE, node);
    flow_line(s, &words);
  }
}

static bool stands(const struct layout *layout, const struct brief_choice *c)
{
  return c->extract != NONE && layout->is_set && layout->is_set[c->extract];
}

/* Those that stand on the pages, or those that do not. */
static void flow_table(struct sheet *s, const struct layout *layout, bool is_set)
{
  const struct brief *brief = s->setter->brief;
  s->table = NONE;
  for (uint32_t i = 0; i < brief->choices.count && s->setter->status == PRECIS_OK; i++) {
    if (stands(layout, &brief->choices.at[i]) != is_set)
      continue;
    if (s->table == NONE) {
      s->table = flow_node(s->setter, s->flow, NODE_TABLE, s->flow->section);
      if (is_set && !s->is_stacked) /* else each row tells what it holds */
        add_column_heads(s);
    }
    flow_choice(s, i, is_set);
  }
}

static bool has_rest(const struct brief *brief, const struct layout *layout)
{
  bool has = layout->cuts.count > 0;
  for (uint32_t i = 0; i < brief->choices.count && !has; i++)
    has = !stands(layout, &brief->choices.at[i]);
  return has;
}

void flow_choices(struct setter *setter, struct flow *flow, const struct layout *layout)
{
  struct sheet s = {.setter = setter, .flow = flow};
  flow_begin_behind(flow);
  widen_grid(setter);
  measure_sheet(&s);
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  flow_heading(setter, flow, SLOT_SOURCES, layout_label(setter, "explain"));
  flow_about(&s);
  flow_table(&s, layout, true);
  if (has_rest(setter->brief, layout)) {
    flow->section = flow_node(setter, flow, NODE_SECTION, 0);
    flow_heading(setter, flow, SLOT_SOURCES, layout_label(setter, "explain-cut"));
    flow_cuts(&s, layout);
    flow_table(&s, layout, false);
  }
  if (setter->status == PRECIS_OK && arena_short(setter->arena))
    setter->status = fail_no_memory(&setter->err);
}
