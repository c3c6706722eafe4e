/* markdown.c - Markdown through cmark, with pipe tables and footnotes recognised on top of it.
 *
 * Invariant: the tree is walked by an iterator, never by recursion; a leaf block of the tree is a
 * block of the document, its kind settled by the containers it stands in. Images leave no text. */
#include <cmark.h>

#include "read/steps.h"

enum { LEVEL_MAX = 6 };

struct walk {
  struct builder builder;
  struct arena *scratch;
  uint32_t first_line; /* lines of front matter before the text */
  uint32_t quotes, lists;
  uint32_t next[LEVEL_MAX + 1]; /* by depth of lists: number of the next item; 0: they have none */
  uint32_t number;              /* of the item whose paragraph comes next */
  struct map notes; /* labels of the footnotes that are defined */
  bool in_table, at_row_start;
  uint32_t row;
};

static void free_tree(cmark_node **root)
{
  if (*root)
    cmark_node_free(*root);
}

static void free_iterator(cmark_iter **iterator)
{
  if (*iterator)
    cmark_iter_free(*iterator);
}

static str literal_of(cmark_node *node)
{
  return str_of(cmark_node_get_literal(node));
}

static uint32_t line_of(const struct walk *walk, cmark_node *node)
{
  int line = cmark_node_get_start_line(node);
  return walk->first_line + (line > 0 ? (uint32_t)line : 1);
}

/* "[^label]" at a place; the label, empty if there is none. */
static str note_label(str text, size_t at)
{
  if (at + 3 >= text.len || text.data[at] != '[' || text.data[at + 1] != '^')
    return STR("");
  const char *close = memchr(text.data + at, ']', text.len - at);
  str label = close ? str_sub(text, at + 2, (size_t)(close - text.data) - at - 2) : STR("");
  return memchr(label.data, ' ', label.len) ? STR("") : label;
}

/* Bytes of "[^label]:" with which a footnote begins; 0 if none does. */
static size_t note_opening(cmark_node *node, str *ret_label)
{
  if (!node || cmark_node_get_type(node) != CMARK_NODE_TEXT)
    return 0;
  str text = literal_of(node);
  *ret_label = note_label(text, 0);
  size_t end = ret_label->len + 3;
  return ret_label->len && end < text.len && text.data[end] == ':' ? end + 1 : 0;
}

static bool starts_line(cmark_node *node)
{
  cmark_node *previous = cmark_node_previous(node);
  return !previous || cmark_node_get_type(previous) == CMARK_NODE_SOFTBREAK;
}

static bool in_paragraph(cmark_node *node)
{
  cmark_node *parent = cmark_node_parent(node);
  return parent && cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH;
}

static void collect_notes(struct walk *walk, cmark_node *root)
{
  __attribute__((cleanup(free_iterator))) cmark_iter *iterator = cmark_iter_new(root);
  while (cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iterator);
    str label;
    if (note_opening(node, &label) && starts_line(node) && in_paragraph(node))
      map_add(&walk->notes, arena_str(walk->scratch, label), NULL);
  }
}

/* The text of a paragraph's row from a node on, up to the break, has only what a delimiter row has.
 */
static bool is_delimiter_row(cmark_node *node)
{
  bool has_dash = false, has_bar = false;
  for (; node && cmark_node_get_type(node) == CMARK_NODE_TEXT; node = cmark_node_next(node)) {
    str text = literal_of(node);
    for (size_t i = 0; i < text.len; i++) {
      if (!strchr("|-: \t", text.data[i]))
        return false;
      has_dash |= text.data[i] == '-';
      has_bar |= text.data[i] == '|';
    }
  }
  return has_dash && has_bar && (!node || cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK);
}

static bool is_table(cmark_node *paragraph)
{
  bool has_bar = false;
  cmark_node *node = cmark_node_first_child(paragraph);
  for (; node && cmark_node_get_type(node) != CMARK_NODE_SOFTBREAK; node = cmark_node_next(node))
    if (cmark_node_get_type(node) == CMARK_NODE_TEXT) {
      str text = literal_of(node);
      has_bar |= memchr(text.data, '|', text.len) != NULL;
    }
  return has_bar && node && is_delimiter_row(cmark_node_next(node));
}

static enum block_kind kind_of(const struct walk *walk)
{
  return walk->lists ? BLOCK_ITEM : walk->quotes ? BLOCK_QUOTE : BLOCK_PARAGRAPH;
}

static uint8_t level_of(const struct walk *walk)
{
  return (uint8_t)(walk->lists < LEVEL_MAX ? walk->lists : LEVEL_MAX);
}

static bool is_bold(cmark_node *paragraph)
{
  cmark_node *child = cmark_node_first_child(paragraph);
  return child && cmark_node_get_type(child) == CMARK_NODE_STRONG && !cmark_node_next(child);
}

static void open_paragraph(struct walk *walk, cmark_node *node)
{
  walk->in_table = is_table(node);
  walk->at_row_start = true;
  walk->row = 0;
  builder_open(&walk->builder, walk->in_table ? BLOCK_TABLE : kind_of(walk),
               walk->in_table ? 0 : level_of(walk));
  walk->builder.open.is_bold = is_bold(node);
  if (walk->builder.open.kind == BLOCK_ITEM) {
    walk->builder.open.number = walk->number;
    walk->number = ITEM_GOES_ON;
  }
}

static void open_list(struct walk *walk, cmark_node *list)
{
  walk->lists++;
  bool is_numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
  walk->next[level_of(walk)] = is_numbered ? (uint32_t)cmark_node_get_list_start(list) : 0;
}

static void open_item(struct walk *walk)
{
  uint32_t *next = &walk->next[level_of(walk)];
  walk->number = *next;
  *next += *next > 0;
}

static void add_cells(struct walk *walk, str text, uint32_t line)
{
  if (walk->row == 1)
    return; /* the delimiter row */
  for (size_t from = 0, at = 0; at <= text.len; at++) {
    if (at < text.len && text.data[at] != '|')
      continue;
    str piece = str_sub(text, from, at - from);
    builder_text(&walk->builder, piece, line);
    if (str_trim(piece).len)
      walk->at_row_start = false;
    if (at < text.len && !walk->at_row_start)
      builder_cell(&walk->builder);
    walk->at_row_start = walk->at_row_start && at == text.len;
    from = at + 1;
  }
}

/* Text without the references to footnotes. */
static void add_text(struct walk *walk, str text, uint32_t line)
{
  size_t from = 0;
  for (size_t at = 0; walk->notes.count && at + 1 < text.len; at++) {
    str label = text.data[at] == '[' && text.data[at + 1] == '^' ? note_label(text, at) : STR("");
    if (!label.len || map_find(&walk->notes, label) == MAP_NONE)
      continue;
    builder_text(&walk->builder, str_sub(text, from, at - from), line);
    at += label.len + 2;
    from = at + 1;
  }
  builder_text(&walk->builder, str_sub(text, from, text.len - from), line);
}

static void visit_text(struct walk *walk, cmark_node *node)
{
  str text = literal_of(node), label;
  uint32_t line = line_of(walk, node);
  if (walk->in_table) {
    add_cells(walk, text, line);
    return;
  }
  size_t opening = note_opening(node, &label);
  if (opening && starts_line(node) && in_paragraph(node)) {
    builder_close(&walk->builder);
    builder_open(&walk->builder, BLOCK_PARAGRAPH, 0);
    walk->builder.open.furniture = FURNITURE_NOTE;
    text = str_sub(text, opening, text.len - opening);
  }
  add_text(walk, text, line);
}

static void visit_break(struct walk *walk)
{
  builder_blank(&walk->builder);
  if (!walk->in_table)
    return;
  walk->at_row_start = true;
  if (walk->row++ != 1)
    builder_row(&walk->builder);
}

static void visit_code(struct walk *walk, cmark_node *node)
{
  str text = literal_of(node), line;
  uint32_t number = line_of(walk, node) +
                    (cmark_node_get_fence_info(node) && cmark_node_get_fence_info(node)[0] ? 1 : 0);
  builder_open(&walk->builder, BLOCK_CODE, 0);
  while (str_split(&text, '\n', &line)) {
    builder_row(&walk->builder);
    builder_text(&walk->builder, line, number++);
  }
  builder_close(&walk->builder);
}

static bool is_tag(str tag, str start)
{
  return tag.len > start.len && str_eq_nocase(str_sub(tag, 0, start.len), start);
}

static void visit_tag(struct walk *walk, str tag)
{
  if (is_tag(tag, STR("<br")))
    builder_blank(&walk->builder);
  else if (is_tag(tag, STR("<sup")))
    walk->builder.is_raised = true;
  else if (is_tag(tag, STR("</sup")))
    walk->builder.is_raised = false;
}

static void enter(struct walk *walk, cmark_iter *iterator, cmark_node *node)
{
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_BLOCK_QUOTE:
    walk->quotes++;
    break;
  case CMARK_NODE_LIST:
    open_list(walk, node);
    break;
  case CMARK_NODE_ITEM:
    open_item(walk);
    break;
  case CMARK_NODE_CODE_BLOCK:
    visit_code(walk, node);
    break;
  case CMARK_NODE_HTML_BLOCK:
    tags_emit(&walk->builder, literal_of(node), line_of(walk, node), kind_of(walk));
    break;
  case CMARK_NODE_PARAGRAPH:
    open_paragraph(walk, node);
    break;
  case CMARK_NODE_HEADING:
    walk->in_table = false;
    builder_open(&walk->builder, BLOCK_HEADING, (uint8_t)cmark_node_get_heading_level(node));
    break;
  case CMARK_NODE_TEXT:
    visit_text(walk, node);
    break;
  case CMARK_NODE_CODE:
    builder_text(&walk->builder, literal_of(node), line_of(walk, node));
    walk->at_row_start = false;
    break;
  case CMARK_NODE_SOFTBREAK:
  case CMARK_NODE_LINEBREAK:
    visit_break(walk);
    break;
  case CMARK_NODE_HTML_INLINE:
    visit_tag(walk, literal_of(node));
    break;
  case CMARK_NODE_IMAGE:
    cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT);
    break;
  default: /* what has no text of its own */
    break;
  }
}

static void leave(struct walk *walk, cmark_node *node)
{
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_BLOCK_QUOTE:
    walk->quotes--;
    break;
  case CMARK_NODE_LIST:
    walk->lists--;
    break;
  case CMARK_NODE_PARAGRAPH:
  case CMARK_NODE_HEADING:
    builder_close(&walk->builder);
    break;
  default:
    break;
  }
}

static void walk_tree(struct walk *walk, cmark_node *root)
{
  __attribute__((cleanup(free_iterator))) cmark_iter *iterator = cmark_iter_new(root);
  for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;) {
    cmark_node *node = cmark_iter_get_node(iterator);
    if (event == CMARK_EVENT_ENTER)
      enter(walk, iterator, node);
    else
      leave(walk, node);
  }
}

precis_status markdown_read(struct document *document, struct arena *scratch, str text,
                            uint32_t first_line, precis_error *err)
{
  uint32_t cut = 0, cut_line = 0;
  text = caps_apply(scratch, text, &cut, &cut_line);
  if (cut)
    document_warn(document, "W104", first_line + cut_line,
                  "partial: nesting or marks past the budget taken out on %u lines", cut);
  __attribute__((cleanup(free_tree))) cmark_node *root =
      cmark_parse_document(text.data, text.len, CMARK_OPT_DEFAULT);
  if (!root || arena_short(scratch))
    return fail_no_memory(err);
  cmark_consolidate_text_nodes(root);
  struct walk walk = {.scratch = scratch, .first_line = first_line};
  map_init(&walk.notes, scratch);
  builder_init(&walk.builder, document, scratch, text.len);
  if (str_find(text, STR("[^"), 0) != SIZE_MAX)
    collect_notes(&walk, root);
  walk_tree(&walk, root);
  builder_finish(&walk.builder);
  return PRECIS_OK;
}
