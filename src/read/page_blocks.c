/* page_blocks.c - the tree into blocks of the document.
 *
 * Invariant: a block is open only while text of one block element runs; its kind is settled by the
 * elements that are open round it. The walk is a loop over the nodes with a stack of the block
 * elements that are open. */
#include "read/page.h"

enum { LEVEL_MAX = 6 };

struct opened {
  uint32_t element;
  bool is_bold; /* a paragraph that is bold from end to end */
};

struct printer {
  struct builder *builder;
  const struct page *page;
  const bool *is_out;
  uint32_t first_line;
  VEC(struct opened) open; /* elements whose end means something */
  uint32_t lists, items, quotes, pres, captions, marks, notes;
  uint32_t heading; /* level; 0: in none */
  uint32_t breaks;  /* <br> since the last character */
};

static bool is_blank(str text)
{
  for (size_t at = 0; at < text.len;)
    if (!char_is_space(utf8_next(text, &at)))
      return false;
  return true;
}

bool page_is_note_mark(const struct page *page, uint32_t i)
{
  enum { MARK_BYTES = 8 };

  if (!page_is(page, i, TAG_SUP))
    return false;
  size_t bytes = 0;
  bool has_link = false;
  for (uint32_t k = i + 1; k < page->nodes.at[i].end && bytes <= MARK_BYTES; k++) {
    if (page_is(page, k, TAG_TEXT))
      bytes += str_trim(page_text(page, k)).len;
    str href = page_value(page, k, ATTRIBUTE_HREF);
    has_link |= page_is(page, k, TAG_A) && href.len && memchr(href.data, '#', href.len);
  }
  return has_link && bytes <= MARK_BYTES;
}

static enum block_kind kind_of(const struct printer *printer, uint8_t *ret_level)
{
  uint32_t level = printer->heading ? printer->heading : printer->items ? printer->lists : 0;
  *ret_level = (uint8_t)(level < LEVEL_MAX ? level : LEVEL_MAX);
  if (printer->heading)
    return BLOCK_HEADING;
  if (printer->pres)
    return BLOCK_CODE;
  if (printer->captions)
    return BLOCK_CAPTION;
  if (printer->items)
    return BLOCK_ITEM;
  return printer->quotes ? BLOCK_QUOTE : BLOCK_PARAGRAPH;
}

static void close_block(struct printer *printer)
{
  if (printer->builder->is_open)
    builder_close(printer->builder);
  printer->breaks = 0;
}

/* <p><strong>How did you end up with seeds?</strong></p> */
static bool is_bold(const struct page *page, uint32_t i)
{
  bool has_text = false;
  for (uint32_t k = i + 1, end = page->nodes.at[i].end; k < end; k++) {
    if (page_is(page, k, TAG_B)) {
      has_text = true;
      k = page->nodes.at[k].end - 1;
    } else if (page->nodes.at[k].tag == TAG_TEXT && !is_blank(page_text(page, k))) {
      return false;
    }
  }
  return has_text;
}

static void ensure_block(struct printer *printer)
{
  if (printer->builder->is_open)
    return;
  uint8_t level;
  enum block_kind kind = kind_of(printer, &level);
  bool is_note = printer->notes && kind == BLOCK_ITEM; /* notes are lists more often than not */
  builder_open(printer->builder, is_note ? BLOCK_PARAGRAPH : kind, is_note ? 0 : level);
  printer->builder->open.is_bold =
      kind == BLOCK_PARAGRAPH && printer->open.count && vec_last(&printer->open)->is_bold;
  if (printer->notes && printer->builder->open.kind == BLOCK_PARAGRAPH)
    printer->builder->open.furniture = FURNITURE_NOTE;
}

static bool is_raised(const struct page *page, uint32_t i)
{
  enum { LEVELS_MAX = 4 };

  for (int level = 0; level < LEVELS_MAX && i; level++) {
    i = page->nodes.at[i].parent;
    if (page_is(page, i, TAG_SUP))
      return true;
    if (page->nodes.at[i].traits & TRAIT_BLOCK)
      return false;
  }
  return false;
}

void text_emit(struct builder *builder, const struct page *page, struct text_lines lines)
{
  str text = page_text(page, lines.node);
  uint32_t number = page->nodes.at[lines.node].line;
  builder->is_raised = is_raised(page, lines.node);
  for (size_t from = 0; from < text.len; number++) {
    const char *end = memchr(text.data + from, '\n', text.len - from);
    size_t to = end ? (size_t)(end - text.data) : text.len;
    builder_text(builder, str_sub(text, from, to - from), page_line(lines.first_line, number));
    if (end)
      lines.end_line(builder);
    from = to + 1;
  }
  builder->is_raised = false;
}

/* Whether the open block has rows; a heading in <pre> has none. */
static bool in_code(const struct printer *printer)
{
  return printer->builder->is_open && printer->builder->open.kind == BLOCK_CODE;
}

static void add_text(struct printer *printer, uint32_t i)
{
  if (!is_blank(page_text(printer->page, i)))
    printer->breaks = 0;
  else if (!printer->builder->is_open)
    return;
  ensure_block(printer);
  text_emit(
      printer->builder, printer->page,
      (struct text_lines){i, printer->first_line, in_code(printer) ? builder_row : builder_blank});
}

static void add_break(struct printer *printer)
{
  if (in_code(printer)) {
    builder_row(printer->builder);
    return;
  }
  if (++printer->breaks >= 2 && printer->builder->is_open)
    builder_close(printer->builder);
  builder_blank(printer->builder);
}

/* The marks that browsers set round <q>, the outer pair and the inner one. */
static void add_mark(struct printer *printer, uint32_t i, bool is_opening)
{
  static const str marks[2][2] = {{{"\u201D", 3}, {"\u201C", 3}}, {{"\u2019", 3}, {"\u2018", 3}}};
  uint32_t depth = is_opening ? printer->marks++ : --printer->marks;
  ensure_block(printer);
  builder_text(printer->builder, marks[depth % 2][is_opening],
               page_line(printer->first_line, printer->page->nodes.at[i].line));
}

/* "wp-caption-text", "photo_caption": what content systems call the words below a picture. */
static bool names_caption(str class)
{
  static const str word = {"caption", 7};
  for (size_t at = 0; (at = str_find(class, word, at)) != SIZE_MAX; at++) {
    size_t end = at + word.len;
    if ((at == 0 || strchr(" -_", class.data[at - 1])) &&
        (end == class.len || strchr(" -_", class.data[end])))
      return true;
  }
  return false;
}

/* What wraps paragraphs may have that name as well. */
static bool is_caption(const struct page *page, uint32_t i)
{
  const struct page_node *node = &page->nodes.at[i];
  if (node->tag == TAG_FIGCAPTION || node->tag == TAG_CAPTION)
    return true;
  if (!(node->traits & TRAIT_BLOCK) || !names_caption(page_value(page, i, ATTRIBUTE_CLASS)))
    return false;
  for (uint32_t k = i + 1; k < node->end; k++)
    if (page->nodes.at[k].traits & TRAIT_BLOCK)
      return false;
  return true;
}

/* How the element changes the kind of the blocks in it: +1 on entering, -1 on leaving. */
static void turn(struct printer *printer, uint32_t i, uint32_t step)
{
  if (page_is_notes(printer->page, i))
    printer->notes += step;
  if (is_caption(printer->page, i))
    printer->captions += step;
  switch (printer->page->nodes.at[i].tag) {
  case TAG_UL:
  case TAG_OL:
  case TAG_DL:
    printer->lists += step;
    break;
  case TAG_LI:
  case TAG_DT:
  case TAG_DD:
    printer->items += step;
    break;
  case TAG_BLOCKQUOTE:
    printer->quotes += step;
    break;
  case TAG_PRE:
    printer->pres += step;
    break;
  default:
    if (page_is_heading(printer->page, i))
      printer->heading = step == 1 ? printer->page->nodes.at[i].tag - TAG_H1 + 1u : 0;
    break;
  }
}

static void leave(struct printer *printer)
{
  uint32_t i = vec_last(&printer->open)->element;
  printer->open.count--;
  if (page_is(printer->page, i, TAG_Q)) {
    add_mark(printer, i, false);
    return;
  }
  close_block(printer);
  turn(printer, i, UINT32_MAX); /* -1 */
}

/* Enters a node; where the walk goes on. */
static uint32_t enter(struct printer *printer, uint32_t i)
{
  const struct page *page = printer->page;
  const struct page_node *node = &page->nodes.at[i];
  if (node->is_hidden || (printer->is_out && printer->is_out[i]) || page_is_note_mark(page, i))
    return node->end;
  if (node->tag == TAG_TEXT) {
    add_text(printer, i);
  } else if (node->tag == TAG_BR) {
    add_break(printer);
  } else if (node->tag == TAG_Q) {
    add_mark(printer, i, true);
    vec_push(page->arena, &printer->open, ((struct opened){.element = i}));
  } else if (node->traits & TRAIT_BLOCK) {
    close_block(printer);
    if (node->tag == TAG_TABLE && table_is_data(page, i)) {
      table_emit(printer->builder, page, i, printer->is_out, printer->first_line);
      return node->end;
    }
    if (node->tag == TAG_PRE && !printer->pres && prose_is(page, i)) {
      prose_emit(printer->builder, page, i, printer->first_line);
      return node->end;
    }
    turn(printer, i, 1);
    bool is_whole = node->tag == TAG_P && is_bold(page, i);
    vec_push(page->arena, &printer->open, ((struct opened){.element = i, .is_bold = is_whole}));
  }
  return i + 1;
}

void page_emit(struct builder *builder, const struct page *page, uint32_t root, const bool *is_out,
               uint32_t first_line)
{
  struct printer printer = {
      .builder = builder, .page = page, .is_out = is_out, .first_line = first_line};
  for (uint32_t i = root, end = page->nodes.at[root].end; i < end;) {
    while (printer.open.count && page->nodes.at[vec_last(&printer.open)->element].end <= i)
      leave(&printer);
    i = enter(&printer, i);
    if (arena_short(page->arena))
      return;
  }
  while (printer.open.count)
    leave(&printer);
  close_block(&printer);
}
