/* appendix.c - pages behind the briefing's own: each extract with the sentences round it, or the
 * whole text of the sources with the numbers of its lines.
 *
 * Invariants: what is printed of a source is marked in it; a note leads to its place here, and the
 * place back to the note; the pages asked for do not count these. */
#include "layout/set.h"

enum {
  INDENT_EMS = 260, /* hundredths of an em: the column of numbers beside the text */
  NUMBER_STEP = 5   /* inside a paragraph each fifth line is numbered, as in editions of texts */
};

struct appendix {
  struct setter *setter;
  struct flow *flow;
  struct brief_cutter cutter;
  unit indent;
};

/* --- a stretch with its marks --- */

typedef VEC(struct fragment) fragment_list;

/* Blanks of all kinds as blanks, for they all part words here. */
static str with_blanks(struct setter *setter, str text)
{
  str copy = arena_str(setter->arena, text);
  char *bytes = (char *)copy.data;
  for (size_t i = 0; i < copy.len; i++)
    if (bytes[i] == '\n' || bytes[i] == '\t')
      bytes[i] = ' ';
  return copy;
}

/* What is marked in bold, what is round it in grey; the paragraph of the first mark. */
static uint32_t add_pieces(struct appendix *a, str text, uint32_t node, fragment_list *ret)
{
  struct brief_piece piece;
  uint32_t start = a->cutter.place.at.at, paragraph = NONE;
  if (text.len != a->cutter.place.at.len) /* memory is short */
    return NONE;
  bool has_blank = true; /* before the piece */
  while (brief_next_piece(&a->cutter, &piece)) {
    str part = str_sub(text, piece.at.at - start, piece.at.len);
    struct fragment fragment = {.text = part,
                                .style = piece.is_marked ? SET_BOX_STRONG : SET_BOX_PALE,
                                .node = node,
                                .tongue = tongue_of(a->setter, a->cutter.place.document),
                                .is_glued = !has_blank && part.len && part.data[0] != ' '};
    paragraph = paragraph == NONE ? piece.paragraph : paragraph;
    if (!str_trim(part).len) {
      has_blank = true;
      continue;
    }
    has_blank = part.data[part.len - 1] == ' ';
    vec_push(a->setter->arena, ret, fragment);
  }
  return paragraph;
}

/* The number of a paragraph's note; 0: it has none here. */
static uint32_t note_of(const struct appendix *a, uint32_t paragraph)
{
  uint32_t number = brief_note_of(&a->flow->notes, paragraph);
  return number <= a->flow->note_nodes.count ? number : 0;
}

/* The number as a link to the note. */
static uint32_t add_number(struct appendix *a, uint32_t number, uint32_t parent)
{
  struct flow *flow = a->flow;
  if (!number)
    return NONE;
  uint32_t node = flow_node(a->setter, flow, NODE_LINK, parent);
  vec_push(a->setter->arena, &flow->links, (struct flow_link){.node = node, .note = number - 1});
  return node;
}

static struct paragraph *set_number(struct appendix *a, uint32_t number, uint8_t style,
                                    uint32_t node)
{
  return set_text(a->setter, arena_format(a->setter->arena, "%u", number), style, node,
                  (struct measure){.width = a->indent});
}

/* --- in context --- */

static void flow_passage(struct appendix *a, const struct brief_passage *passage)
{
  struct setter *setter = a->setter;
  struct flow *flow = a->flow;
  uint32_t number = note_of(a, passage->place.paragraph);
  uint32_t node = flow_node(setter, flow, NODE_P, flow->section);
  uint32_t link = add_number(a, number, node);
  uint32_t text = flow_node(setter, flow, NODE_SPAN, node);
  fragment_list parts = {0};
  a->cutter.place = passage->place;
  a->cutter.mark = passage->first_mark;
  add_pieces(a, with_blanks(setter, passage->text), text, &parts);
  struct paragraph *set =
      paragraph_set(setter, parts.at, parts.count,
                    (struct measure){.width = setter->grid.column_width - a->indent});
  if (!set || link == NONE)
    return;
  if (!flow->note_nodes.at[number - 1].source)
    flow->note_nodes.at[number - 1].source = text;
  struct frame *block = flow_block(
      setter, flow, flow->into,
      (struct frame){
          .kind = FRAME_TEXT, .slot = SLOT_SOURCES, .splits = true, .gap = flow->into->count > 1});
  flow_cells(setter, flow, block, set_number(a, number, SET_NOTE_NUMBER, link), 0, 0);
  block->cells = flow_cells(setter, flow, block, set, a->indent, 0);
}

/* A passage of which nothing is printed here tells nothing. */
static bool is_told(const struct appendix *a, const struct brief_passage *passage)
{
  struct brief_cutter cutter = a->cutter;
  struct brief_piece piece;
  cutter.place = passage->place;
  cutter.mark = passage->first_mark;
  while (brief_next_piece(&cutter, &piece))
    if (piece.is_marked)
      return note_of(a, passage->place.paragraph) > 0;
  return false;
}

/* By paragraph its first passage, and by passage the next of the same paragraph, each and 1: notes
 * stand in the order of their numbers, passages in that of their places. */
static uint32_t *passages_by_paragraph(struct appendix *a)
{
  const struct brief *brief = a->setter->brief;
  uint32_t paragraphs = brief->paragraphs.count;
  uint32_t *next =
      arena_array(a->setter->arena, uint32_t, (size_t)paragraphs + brief->passages.count + 1);
  for (uint32_t i = brief->passages.count; next && i-- > 0;) {
    uint32_t *first = &next[brief->passages.at[i].place.paragraph];
    next[paragraphs + i + 1] = *first;
    *first = i + 1;
  }
  return next;
}

static void flow_context(struct appendix *a)
{
  const struct brief *brief = a->setter->brief;
  flow_heading(a->setter, a->flow, SLOT_SOURCES, layout_label(a->setter, "context"));
  uint32_t *next = passages_by_paragraph(a);
  for (uint32_t n = 0; next && n < a->flow->notes.notes.count; n++) {
    uint32_t at = next[a->flow->notes.notes.at[n].paragraph];
    for (; at && a->setter->status == PRECIS_OK; at = next[brief->paragraphs.count + at])
      if (is_told(a, &brief->passages.at[at - 1]))
        flow_passage(a, &brief->passages.at[at - 1]);
  }
}

/* --- the whole text --- */

/* A source line's place in the text of a block, in bytes that print. */
struct line_start {
  uint32_t printed;
  uint32_t number;
};

typedef VEC(struct line_start) line_starts;

static uint32_t printed_bytes(str text)
{
  uint32_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    count += text.data[i] != ' ' && text.data[i] != '\n' && text.data[i] != '\t';
  return count;
}

/* The number of the source's line that begins in each line as it is set, where it is to be told. */
static void add_line_numbers(struct appendix *a, struct frame *block, const struct paragraph *set,
                             const line_starts *starts)
{
  uint32_t printed = 0, next = 0, piece = 0;
  for (uint32_t i = 0; i < set->lines.count; i++) {
    for (; piece < set->lines.at[i].end; piece++)
      printed += set->pieces.at[piece].to - set->pieces.at[piece].from;
    uint32_t told = 0;
    for (; next < starts->count && (starts->at[next].printed < printed || !next); next++)
      if (!next || (!told && starts->at[next].number % NUMBER_STEP == 0))
        told = starts->at[next].number;
    if (!told)
      continue;
    struct paragraph *number = set_number(a, told, STYLE_NOTE, NODE_ARTIFACT);
    if (number)
      flow_cells(a->setter, a->flow, block, number, 0, i);
  }
}

static void flow_source_block(struct appendix *a, struct place place, const line_starts *starts,
                              bool is_heading)
{
  struct setter *setter = a->setter;
  struct flow *flow = a->flow;
  uint32_t node = flow_node(setter, flow, NODE_P, flow->section);
  fragment_list parts = {0};
  str text = with_blanks(setter, brief_text_at(setter->brief, place.document, place.at));
  a->cutter.place = place;
  uint32_t paragraph = add_pieces(a, text, node, &parts);
  for (uint32_t i = 0; is_heading && i < parts.count; i++)
    parts.at[i].style = STYLE_LABEL;
  uint32_t note = note_of(a, paragraph);
  uint32_t link = add_number(a, note, node);
  if (link != NONE) {
    flow->note_nodes.at[note - 1].source = node;
    struct fragment number = {.text = arena_format(setter->arena, "%u", note),
                              .style = SET_BOX_REFERENCE,
                              .node = link,
                              .is_glued = true};
    vec_push(setter->arena, &parts, number);
  }
  struct paragraph *set =
      paragraph_set(setter, parts.at, parts.count,
                    (struct measure){.width = setter->grid.column_width - a->indent});
  if (!set || !set->lines.count)
    return;
  struct frame *block = flow_block(setter, flow, flow->into,
                                   (struct frame){.kind = is_heading ? FRAME_HEAD : FRAME_TEXT,
                                                  .slot = SLOT_SOURCES,
                                                  .splits = !is_heading,
                                                  .gap = is_heading});
  add_line_numbers(a, block, set, starts);
  block->cells = flow_cells(setter, flow, block, set, a->indent, 0);
}

static void flow_document_head(struct appendix *a, uint32_t document)
{
  str words = layout_label(a->setter, "full");
  str name = a->setter->brief->sources.at[document].name;
  a->flow->section = flow_node(a->setter, a->flow, NODE_SECTION, 0);
  flow_heading(a->setter, a->flow, SLOT_SOURCES,
               arena_format(a->setter->arena, "%.*s \xC2\xB7 %.*s", STR_ARG(words), STR_ARG(name)));
}

static void flow_full(struct appendix *a)
{
  struct brief_reader reader = {.brief = a->setter->brief};
  struct brief_source_line line;
  struct place place = {.at = {0, 0}};
  line_starts starts = {0};
  uint32_t printed = 0; /* of the block, before the line */
  bool is_heading = false, goes_on = true;
  while (goes_on && a->setter->status == PRECIS_OK) {
    goes_on = brief_next_line(&reader, &line);
    if (starts.count && (!goes_on || line.begins_block)) {
      flow_source_block(a, place, &starts, is_heading);
      starts.count = 0;
    }
    if (!goes_on)
      break;
    if (line.begins_document)
      flow_document_head(a, line.place.document);
    if (line.begins_block) {
      place = line.place;
      is_heading = line.is_heading;
      printed = 0;
    }
    place.at.len = span_end(line.place.at) - place.at.at;
    vec_push(a->setter->arena, &starts, (struct line_start){printed, line.number});
    printed += printed_bytes(brief_text_at(a->setter->brief, place.document, line.place.at));
  }
}

/* --- all --- */

bool has_appendix(const struct brief *brief)
{
  return brief->passages.count || brief->blocks.count;
}

void flow_begin_behind(struct flow *flow)
{
  flow->head.count = flow->column.count = flow->foot.count = flow->side.count = 0;
  flow->over.count = flow->outline.count = flow->side_places.count = 0;
  flow->side_pages = flow->story_count = 0;
  flow->side_head = NULL;
  flow->side_head_block = NONE;
  flow->over_passage = NONE;
  flow->into = &flow->column;
}

void flow_appendix(struct setter *setter, struct flow *flow, uint32_t ranks)
{
  struct appendix a = {.setter = setter,
                       .flow = flow,
                       .cutter = {.brief = setter->brief, .ranks = ranks},
                       .indent = setter->styles[STYLE_NOTE].face.size * INDENT_EMS / 100};
  flow_begin_behind(flow);
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  if (setter->brief->passages.count)
    flow_context(&a);
  else
    flow_full(&a);
  if (setter->status == PRECIS_OK && arena_short(setter->arena))
    setter->status = fail_no_memory(&setter->err);
}
