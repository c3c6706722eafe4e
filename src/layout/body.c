/* body.c - the extracts of the body as paragraphs under their heads, and among them the pull
 * quotation.
 *
 * Invariants: paragraphs stand in the order of the brief; the quotation stands before the passage
 * it quotes, with lines of text between them, and only once, or not at all. */
#include "layout/set.h"

struct body {
  struct setter *setter;
  struct flow *flow;
  const struct plan *plan;
  const struct brief_quote *quote; /* not yet set */
  uint32_t quote_lines;            /* of text beside it when it is inset; 0: it is not */

  uint32_t full_lines; /* of its own where it is not */

  struct spot {
    uint32_t first; /* extract before whose paragraph it stands; NONE: behind the text */
    bool is_inset;
  } spot;

  size_t *bytes;    /* [i]: of the body before extract i */
  uint32_t heading; /* that the text stands under */
  bool has_heading; /* one was set since the last paragraph */
  uint32_t paragraphs;
  uint32_t passage; /* extract that the quotation already set is of; NONE */

  /* Text beside the inset quotation goes into its block. */
  struct beside {
    uint32_t block; /* of flow->into */
    uint32_t lines; /* that are narrower still to come */
    uint32_t cell;  /* for the next line */
  } beside;
};

/* One past the last extract of the paragraph that starts at `first`: those of it that are planned,
 * and others among them. */
static uint32_t paragraph_end(const struct body *body, uint32_t first)
{
  const struct brief *brief = body->setter->brief;
  const struct brief_extract *last = &brief->summary.at[first];
  bool is_last_set = is_planned(body->plan, last);
  uint32_t end = first + 1;
  for (; end < brief->summary.count && is_last_set; end++) {
    const struct brief_extract *next = &brief->summary.at[end];
    if (!is_planned(body->plan, next))
      continue;
    if (!brief_goes_on(last, next))
      break;
    last = next;
  }
  return end;
}

/* Lines beside the quotation go on in its block; those below it as well, to the paragraph's end. */
static void put_beside(struct body *body, const struct fragment *parts, uint32_t count,
                       struct measure measure, const struct list_item *item)
{
  struct setter *setter = body->setter;
  struct flow *flow = body->flow;
  struct run_round round = {body->beside.lines, inset_width(setter)};
  struct paragraph *set = paragraph_set_round(setter, parts, count, measure, round);
  if (!set)
    return;
  struct frame *block = &flow->into->at[body->beside.block];
  body->beside.cell = item_cells(setter, flow, block, item, set, body->beside.cell);
  block->cells = block->cells > body->beside.cell ? block->cells : body->beside.cell;
  uint32_t lines = set->lines.count;
  body->beside.lines -= lines < body->beside.lines ? lines : body->beside.lines;
}

static void put_paragraph(struct body *body, const struct fragment *parts, uint32_t count,
                          struct measure measure, const struct list_item *item)
{
  struct setter *setter = body->setter;
  struct flow *flow = body->flow;
  if (body->beside.lines) {
    put_beside(body, parts, count, measure, item);
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
  block->cells = item_cells(setter, flow, block, item, set, 0);
}

/* The first of them that is planned; NULL: none. */
static const struct brief_extract *first_planned(const struct body *body, uint32_t first,
                                                 uint32_t end)
{
  for (uint32_t i = first; i < end; i++)
    if (is_planned(body->plan, &body->setter->brief->summary.at[i]))
      return &body->setter->brief->summary.at[i];
  return NULL;
}

static void set_paragraph(struct body *body, uint32_t first, uint32_t end)
{
  struct setter *setter = body->setter;
  const struct brief_extract *opening = first_planned(body, first, end);
  struct fragment *parts = arena_array(setter->arena, struct fragment, (size_t)(end - first) + 1);
  if (!parts || !opening)
    return;
  bool is_flush = body->has_heading || body->paragraphs == 0;
  struct list_item item =
      begin_text(setter, body->flow, opening, is_flush ? 0 : setter->styles[STYLE_BODY].indent);
  uint32_t count = 0;
  for (uint32_t i = first; i < end; i++) {
    const struct brief_extract *extract = &setter->brief->summary.at[i];
    if (!is_planned(body->plan, extract))
      continue;
    parts[count++] = extract_fragment(setter, extract, STYLE_BODY, item.node);
  }
  struct reference reference = {opening->place, opening->text, SET_REFERENCE, item.node};
  count += add_reference(setter, body->flow, &parts[count], reference);
  struct measure measure = {.width = setter->grid.column_width - item.indent,
                            .first_indent = item.first_indent};
  put_paragraph(body, parts, count, measure, &item);
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
  bool is_under_title = brief->sources.count == 1; /* of several, each has its own head */
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
  const struct brief_heading *heading = &brief->headings.at[index];
  flow_passage_heading(body->setter, body->flow, SLOT_BODY, heading->text,
                       tongue_of(body->setter, heading->place.document));
  body->has_heading = true;
}

/* --- the quotation
 * -------------------------------------------------------------------------------- */

enum {
  LINES_TO_PASSAGE = 10, /* at least, from its top to its passage: nearer, the eye reads it twice */
  LINES_BETWEEN = 3,     /* at least, from its foot */
  NARROW_EM = 40,        /* hundredths of an em that a letter takes at least: more than it does */
  LINES_BELOW = 3        /* of text that an inset one wants below it in its section */
};

/* Bytes of the body that are set before each extract. */
static bool count_bytes(struct body *body)
{
  const struct brief *brief = body->setter->brief;
  body->bytes = arena_array(body->setter->arena, size_t, (size_t)brief->summary.count + 1);
  for (uint32_t i = 0; body->bytes && i < brief->summary.count; i++) {
    const struct brief_extract *extract = &brief->summary.at[i];
    bool is_set = extract->role == ROLE_BODY && is_planned(body->plan, extract);
    body->bytes[i + 1] = body->bytes[i] + (is_set ? extract->text.len + 1 : 0);
  }
  return body->bytes != NULL;
}

/* The passage that is quoted is not in the body. */
static bool is_elsewhere(const struct body *body)
{
  const struct brief *brief = body->setter->brief;
  uint32_t passage = body->quote->extract;
  return passage >= brief->summary.count || brief->summary.at[passage].role != ROLE_BODY ||
         !is_planned(body->plan, &brief->summary.at[passage]);
}

/* Bytes of text set from `first` on before the passage that is quoted: 0 when it is behind,
 * SIZE_MAX when it is not in the body at all. */
static size_t bytes_to_passage(const struct body *body, uint32_t first)
{
  if (is_elsewhere(body))
    return SIZE_MAX;
  uint32_t passage = body->quote->extract;
  return passage > first ? body->bytes[passage] - body->bytes[first] : 0;
}

/* Bytes that lines of a width hold at most. */
static size_t bytes_in(const struct body *body, unit width, uint32_t lines)
{
  unit letter = body->setter->styles[STYLE_BODY].face.size * NARROW_EM / 100;
  return lines * (size_t)(width > letter ? width / letter : 1);
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

/* Lines from its foot to its passage. */
static uint32_t lines_between(uint32_t own)
{
  return own + LINES_BETWEEN < LINES_TO_PASSAGE ? LINES_TO_PASSAGE - own : LINES_BETWEEN;
}

static bool inset_suits(const struct body *body, uint32_t first)
{
  unit width = body->setter->grid.column_width;
  if (!body->quote_lines)
    return false;
  size_t beside = bytes_in(body, width - inset_width(body->setter), body->quote_lines);
  return bytes_to_passage(body, first) >
             beside + bytes_in(body, width, lines_between(body->quote_lines)) &&
         bytes_of_section(body, first) >
             beside * (body->quote_lines + LINES_BELOW) / body->quote_lines;
}

static bool full_suits(const struct body *body, uint32_t first)
{
  unit width = body->setter->grid.column_width;
  return bytes_to_passage(body, first) >= bytes_in(body, width, lines_between(body->full_lines));
}

/* Before the paragraph at `first`, of which so many have text before them: as near to its passage
 * as may be, but not right at it; a quotation whose passage is not in the body comes after the
 * first paragraph. True: there is no better place further on. */
static bool weigh_spot(struct body *body, uint32_t first, uint32_t paragraphs)
{
  struct spot *spot = &body->spot;
  bool is_first = paragraphs == 0 && is_elsewhere(body);
  if (is_first)
    return false;
  bool is_free = spot->first == NONE || !is_elsewhere(body);
  if (inset_suits(body, first) && (is_free || !spot->is_inset)) {
    *spot = (struct spot){first, true};
    return is_elsewhere(body);
  }
  bool has_text = paragraphs > 0 || body->flow->into->count > 0;
  if (has_text && is_free && !spot->is_inset && full_suits(body, first))
    *spot = (struct spot){first, false};
  return !is_elsewhere(body) && bytes_to_passage(body, first) == 0;
}

/* Where the body has a place for the quotation. */
static bool find_spot(struct body *body)
{
  const struct brief *brief = body->setter->brief;
  body->spot = (struct spot){.first = NONE};
  for (uint32_t i = 0, paragraphs = 0, end; i < brief->summary.count; i = end) {
    end = i + 1;
    if (brief->summary.at[i].role != ROLE_BODY)
      continue;
    end = paragraph_end(body, i);
    if (body->bytes[end] == body->bytes[i])
      continue;
    if (weigh_spot(body, i, paragraphs++))
      break;
  }
  return body->spot.first != NONE || is_elsewhere(body);
}

static void put_inset(struct body *body)
{
  struct flow *flow = body->flow;
  struct frame *block = flow_inset_quote(body->setter, flow, body->quote);
  body->beside = (struct beside){.block = flow->into->count - 1, .lines = block->cells};
  body->quote = NULL;
}

/* Of one that is not inset; more than a column's: it straddles two. */
static unit full_width(const struct body *body)
{
  const struct setter *setter = body->setter;
  const struct page_grid *grid = &setter->grid;
  bool straddles = setter->page_template->quote_place == QUOTE_STRADDLE && grid->columns > 1 &&
                   !body->plan->quote_in_column;
  return grid->column_width + (straddles ? grid->column_width + grid->gutter : 0);
}

static void put_full(struct body *body)
{
  struct setter *setter = body->setter;
  unit width = full_width(body);
  body->flow->section = flow_node(setter, body->flow, NODE_SECTION, 0);
  body->beside.lines = 0;
  if (width > setter->grid.column_width && pull_quote_cells(setter, body->quote, width))
    flow_over_quote(setter, body->flow, body->quote);
  else
    flow_pull_quote(setter, body->flow, body->quote);
  body->passage = body->quote->extract;
  body->quote = NULL;
}

/* --- all
 * ------------------------------------------------------------------------------------------ */

/* Text without a head of its own would seem to go on with the key points. */
static void begin_body(struct body *body, uint32_t section)
{
  struct flow *flow = body->flow;
  flow->section = flow_node(body->setter, flow, NODE_SECTION, 0);
  str label = layout_label(body->setter, "body");
  if (label.len && !is_new_heading(body, section)) {
    flow_heading(body->setter, flow, SLOT_BODY, label);
    body->has_heading = true;
  }
}

static void put_passage(struct body *body, uint32_t first, uint32_t end, bool *is_begun)
{
  bool is_here = body->quote && body->spot.first == first;
  if (is_here && !body->spot.is_inset)
    put_full(body);
  uint32_t section = body->setter->brief->summary.at[first].section;
  if (!*is_begun)
    begin_body(body, section);
  *is_begun = true;
  set_heading(body, section);
  if (is_here && body->spot.is_inset)
    put_inset(body);
  uint32_t block = body->flow->into->count;
  set_paragraph(body, first, end);
  if (first <= body->passage && body->passage < end)
    body->flow->over_passage = block;
}

/* The first of those to be pulled that the body has a place for. */
static void ready_quote(struct body *body)
{
  struct setter *setter = body->setter;
  const struct page_template *t = setter->page_template;
  bool is_inset =
      t->quote_place == QUOTE_INSET && setter->grid.column_width >= 2 * inset_width(setter);
  body->quote = body->plan->has_quote ? pull_quote(setter->brief, NULL) : NULL;
  for (; body->quote; body->quote = pull_quote(setter->brief, body->quote)) {
    body->full_lines = pull_quote_cells(setter, body->quote, full_width(body));
    body->quote_lines = is_inset ? pull_quote_cells(setter, body->quote, t->quote_width) : 0;
    if ((body->full_lines || body->quote_lines) && find_spot(body))
      return;
  }
}

void flow_body(struct setter *setter, struct flow *flow, const struct plan *plan)
{
  struct body body = {
      .setter = setter, .flow = flow, .plan = plan, .heading = NONE, .passage = NONE};
  if (!count_bytes(&body))
    return;
  ready_quote(&body);
  bool is_begun = false;
  for (uint32_t i = 0; i < setter->brief->summary.count && setter->status == PRECIS_OK;) {
    uint32_t end = i + 1;
    if (setter->brief->summary.at[i].role == ROLE_BODY) {
      end = paragraph_end(&body, i);
      if (body.bytes[end] > body.bytes[i])
        put_passage(&body, i, end, &is_begun);
    }
    i = end;
  }
  if (body.quote && setter->status == PRECIS_OK)
    put_full(&body);
}
