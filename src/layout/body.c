/* body.c - the extracts of the body as paragraphs under their heads, and among them the pull
 * quotation.
 *
 * Invariants: paragraphs stand in the order of the brief; the quotation stands before the passage
 * it quotes where there is text before it, never beside it, and only once. */
#include "layout/set.h"

struct body {
  struct setter *setter;
  struct flow *flow;
  const struct plan *plan;
  const struct brief_quote *quote; /* not yet set */
  uint32_t quote_lines;            /* of text beside it when it is inset; 0: it is not */
  uint32_t heading;                /* that the text stands under */
  bool has_heading;                /* one was set since the last paragraph */
  uint32_t paragraphs;
  uint32_t passage; /* extract that the quotation already set is of; NONE */

  /* Text beside the inset quotation goes into its block. */
  struct beside {
    uint32_t block; /* of flow->into */
    uint32_t lines; /* that are narrower still to come */
    uint32_t cell;  /* for the next line */
  } beside;
};

/* One past the last extract of the paragraph that starts at `first`: planned neighbours of one
 * block. */
static uint32_t paragraph_end(const struct body *body, uint32_t first)
{
  const struct brief *brief = body->setter->brief;
  const struct brief_extract *start = &brief->summary.at[first];
  uint32_t end = first + 1;
  while (end < brief->summary.count && brief->summary.at[end].role == ROLE_BODY &&
         brief->summary.at[end].place.document == start->place.document &&
         brief->summary.at[end].block == start->block)
    end++;
  return end;
}

/* Lines beside the quotation go on in its block; those below it as well, to the paragraph's end. */
static void put_beside(struct body *body, const struct fragment *parts, uint32_t count,
                       struct measure measure)
{
  struct setter *setter = body->setter;
  struct flow *flow = body->flow;
  struct run_round round = {body->beside.lines, inset_width(setter)};
  struct paragraph *set = paragraph_set_round(setter, parts, count, measure, round);
  if (!set)
    return;
  struct frame *block = &flow->into->at[body->beside.block];
  body->beside.cell = flow_cells(setter, flow, block, set, 0, body->beside.cell);
  block->cells = block->cells > body->beside.cell ? block->cells : body->beside.cell;
  uint32_t lines = set->lines.count;
  body->beside.lines -= lines < body->beside.lines ? lines : body->beside.lines;
}

static void put_paragraph(struct body *body, const struct fragment *parts, uint32_t count,
                          struct measure measure)
{
  struct setter *setter = body->setter;
  struct flow *flow = body->flow;
  if (body->beside.lines) {
    put_beside(body, parts, count, measure);
    return;
  }
  struct paragraph *set = paragraph_set(setter, parts, count, measure);
  if (!set)
    return;
  /* The first paragraph stands off from the key points where no head parts them. */
  uint32_t gap = body->paragraphs == 0 && !body->has_heading;
  struct frame *block =
      flow_block(setter, flow, flow->into,
                 (struct frame){.kind = FRAME_TEXT, .slot = SLOT_BODY, .splits = true, .gap = gap});
  block->cells = flow_cells(setter, flow, block, set, 0, 0);
}

static void set_paragraph(struct body *body, uint32_t first, uint32_t end)
{
  struct setter *setter = body->setter;
  struct flow *flow = body->flow;
  struct fragment *parts = arena_array(setter->arena, struct fragment, (size_t)(end - first) + 1);
  if (!parts)
    return;
  uint32_t count = 0, node = flow_node(setter, flow, NODE_P, flow->section);
  const struct brief_extract *opening = NULL;
  for (uint32_t i = first; i < end; i++) {
    const struct brief_extract *extract = &setter->brief->summary.at[i];
    if (!is_planned(body->plan, extract))
      continue;
    parts[count++] = (struct fragment){extract->text, STYLE_BODY, node, false};
    opening = opening ? opening : extract;
  }
  if (opening) {
    struct reference reference = {opening->place, opening->text, SET_REFERENCE, node};
    count += add_reference(setter, flow, &parts[count], reference);
  }
  bool is_flush = body->has_heading || body->paragraphs == 0;
  struct measure measure = {.width = setter->grid.column_width,
                            .first_indent = is_flush ? 0 : setter->styles[STYLE_BODY].indent};
  put_paragraph(body, parts, count, measure);
  body->paragraphs++;
  body->has_heading = false;
}

/* Whether a head stands over the text of this section, and not yet over the text before. */
static bool is_new_heading(const struct body *body, uint32_t index)
{
  const struct brief *brief = body->setter->brief;
  if (index == body->heading || index >= brief->headings.count)
    return false;
  str text = brief->headings.at[index].text;
  bool is_under_title = body->paragraphs == 0 || brief->sources.count == 1;
  return text.len && !(is_under_title && str_eq(text, brief->title.text));
}

static void set_heading(struct body *body, uint32_t index)
{
  const struct brief *brief = body->setter->brief;
  bool is_shown = is_new_heading(body, index);
  if (index < brief->headings.count)
    body->heading = index;
  if (!is_shown)
    return;
  body->beside.lines = 0;
  body->flow->section = flow_node(body->setter, body->flow, NODE_SECTION, 0);
  flow_heading(body->setter, body->flow, SLOT_BODY, brief->headings.at[index].text);
  body->has_heading = true;
}

/* --- the quotation
 * -------------------------------------------------------------------------------- */

enum {
  QUOTE_GAP = 160, /* bytes, three lines of a narrow column, between it and its own passage */
  NARROW_EM = 40,  /* hundredths of an em that a letter takes at least: more than it does */
  LINES_BELOW = 3  /* of text that an inset one wants below it in its section */
};

enum quote_turn { QUOTE_NOT_YET, QUOTE_HERE_INSET, QUOTE_HERE_FULL };

/* Bytes of text set from `first` on before the passage that is quoted: 0 when it is behind,
 * SIZE_MAX when it is not in the body at all. */
static size_t bytes_to_passage(const struct body *body, uint32_t first)
{
  const struct brief *brief = body->setter->brief;
  uint32_t passage = body->quote->extract;
  if (passage >= brief->summary.count || brief->summary.at[passage].role != ROLE_BODY ||
      !is_planned(body->plan, &brief->summary.at[passage]))
    return SIZE_MAX;
  size_t bytes = 0;
  for (uint32_t i = first; i < passage; i++)
    if (brief->summary.at[i].role == ROLE_BODY && is_planned(body->plan, &brief->summary.at[i]))
      bytes += brief->summary.at[i].text.len + 1;
  return bytes;
}

/* Bytes of text from `first` to the next head. */
static size_t bytes_of_section(const struct body *body, uint32_t first)
{
  const struct brief *brief = body->setter->brief;
  size_t bytes = 0;
  for (uint32_t i = first; i < brief->summary.count; i++) {
    const struct brief_extract *extract = &brief->summary.at[i];
    if (extract->role != ROLE_BODY || !is_planned(body->plan, extract))
      continue;
    if (bytes && extract->section != brief->summary.at[first].section)
      break;
    bytes += extract->text.len + 1;
  }
  return bytes;
}

/* Bytes that the lines beside an inset quotation hold at most. */
static size_t bytes_beside(const struct body *body)
{
  const struct setter *setter = body->setter;
  unit letter = setter->styles[STYLE_BODY].face.size * NARROW_EM / 100;
  unit line = setter->grid.column_width - inset_width(setter);
  return (size_t)body->quote_lines * (size_t)(line > letter ? line / letter : 1);
}

static bool inset_suits(const struct body *body, uint32_t first)
{
  if (!body->quote_lines || first >= body->setter->brief->summary.count)
    return false;
  size_t beside = bytes_beside(body);
  return bytes_to_passage(body, first) > beside &&
         bytes_of_section(body, first) >
             beside * (body->quote_lines + LINES_BELOW) / body->quote_lines;
}

static bool full_suits(const struct body *body, uint32_t first)
{
  return bytes_to_passage(body, first) >= QUOTE_GAP;
}

/* As near to its passage as may be, before it; a quotation whose passage is not in the body comes
 * after the first paragraph. */
static enum quote_turn quote_turn(const struct body *body, uint32_t first, uint32_t end)
{
  if (!body->quote)
    return QUOTE_NOT_YET;
  bool has_text = body->paragraphs > 0 || body->flow->into->count > 0;
  bool is_elsewhere = bytes_to_passage(body, first) == SIZE_MAX;
  if (inset_suits(body, first)) {
    bool is_last = is_elsewhere ? body->paragraphs > 0 : !inset_suits(body, end);
    return is_last ? QUOTE_HERE_INSET : QUOTE_NOT_YET;
  }
  if (inset_suits(body, end) || !has_text)
    return QUOTE_NOT_YET;
  if (is_elsewhere)
    return body->paragraphs > 0 ? QUOTE_HERE_FULL : QUOTE_NOT_YET;
  return full_suits(body, end) ? QUOTE_NOT_YET : QUOTE_HERE_FULL;
}

static void put_inset(struct body *body)
{
  struct flow *flow = body->flow;
  struct frame *block = flow_inset_quote(body->setter, flow, body->quote);
  body->beside = (struct beside){.block = flow->into->count - 1, .lines = block->cells};
  body->quote = NULL;
}

static void put_full(struct body *body)
{
  struct setter *setter = body->setter;
  const struct page_grid *grid = &setter->grid;
  bool straddles = setter->page_template->quote_place == QUOTE_STRADDLE && grid->columns > 1 &&
                   !body->plan->quote_in_column;
  body->flow->section = flow_node(setter, body->flow, NODE_SECTION, 0);
  body->beside.lines = 0;
  if (straddles && pull_quote_cells(setter, body->quote, 2 * grid->column_width + grid->gutter))
    flow_over_quote(setter, body->flow, body->quote);
  else
    flow_pull_quote(setter, body->flow, body->quote);
  body->passage = body->quote->extract;
  body->quote = NULL;
}

/* --- all
 * ------------------------------------------------------------------------------------------ */

static bool has_planned(const struct body *body, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++)
    if (is_planned(body->plan, &body->setter->brief->summary.at[i]) &&
        body->setter->brief->summary.at[i].text.len)
      return true;
  return false;
}

static void begin_body(struct body *body)
{
  struct flow *flow = body->flow;
  flow->section = flow_node(body->setter, flow, NODE_SECTION, 0);
  str label = layout_label(body->setter, "body");
  if (label.len && body->setter->brief->headings.count == 0) {
    flow_heading(body->setter, flow, SLOT_BODY, label);
    body->has_heading = true;
  }
}

static void put_passage(struct body *body, uint32_t first, uint32_t end, bool *is_begun)
{
  enum quote_turn turn = quote_turn(body, first, end);
  if (turn == QUOTE_HERE_FULL)
    put_full(body);
  if (!*is_begun)
    begin_body(body);
  *is_begun = true;
  set_heading(body, body->setter->brief->summary.at[first].section);
  if (turn == QUOTE_HERE_INSET)
    put_inset(body);
  uint32_t block = body->flow->into->count;
  set_paragraph(body, first, end);
  if (first <= body->passage && body->passage < end)
    body->flow->over_passage = block;
}

static void ready_quote(struct body *body)
{
  struct setter *setter = body->setter;
  const struct page_template *t = setter->page_template;
  body->quote = body->plan->has_quote ? pull_quote(setter->brief) : NULL;
  bool has_room = setter->grid.column_width >= 2 * inset_width(setter);
  if (body->quote && t->quote_place == QUOTE_INSET && has_room)
    body->quote_lines = pull_quote_cells(setter, body->quote, t->quote_width);
}

void flow_body(struct setter *setter, struct flow *flow, const struct plan *plan)
{
  struct body body = {
      .setter = setter, .flow = flow, .plan = plan, .heading = NONE, .passage = NONE};
  ready_quote(&body);
  bool is_begun = false;
  for (uint32_t i = 0; i < setter->brief->summary.count && setter->status == PRECIS_OK;) {
    uint32_t end = i + 1;
    if (setter->brief->summary.at[i].role == ROLE_BODY) {
      end = paragraph_end(&body, i);
      if (has_planned(&body, i, end))
        put_passage(&body, i, end, &is_begun);
    }
    i = end;
  }
  if (body.quote && setter->status == PRECIS_OK)
    put_full(&body);
}
