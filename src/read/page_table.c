/* page_table.c - tables: which hold data, and their rows. */
#include "read/page.h"

/* A cell with more text than this is a column of the page; tables of this many rows, columns or
 * cells hold data whatever their marks (the limits of Mozilla's Readability). */
enum { CELL_BYTES_MAX = 600, ROWS_MIN = 10, COLUMNS_MIN = 5, CELLS_MIN = 11 };

/* Cells of a small table without any mark are this short on the average. */
enum { SHORT_CELL_BYTES = 60 };

struct shape {
  uint32_t rows, columns, cells, row_cells;
  size_t bytes, cell_bytes, longest;
  bool has_mark;  /* head cells, a caption, columns described */
  bool has_inner; /* a table, a heading or a form in a cell */
};

static size_t count_black(str text)
{
  size_t bytes = 0;
  for (size_t i = 0; i < text.len; i++)
    bytes += (unsigned char)text.data[i] > ' ';
  return bytes;
}

static void see(const struct page *page, uint32_t i, struct shape *shape)
{
  switch (page->nodes.at[i].tag) {
  case TAG_TEXT:
    shape->cell_bytes += count_black(page_text(page, i));
    break;
  case TAG_TR:
    shape->rows++;
    shape->row_cells = 0;
    break;
  case TAG_TH:
  case TAG_THEAD:
  case TAG_CAPTION:
  case TAG_COL:
    shape->has_mark = true;
    break;
  case TAG_TABLE:
  case TAG_FORM:
  case TAG_H1:
  case TAG_H2:
  case TAG_ARTICLE:
    shape->has_inner = true;
    break;
  default:
    break;
  }
  if (!page_is(page, i, TAG_TD) && !page_is(page, i, TAG_TH))
    return;
  shape->cells++;
  shape->row_cells++;
  shape->cell_bytes = 0;
  if (shape->row_cells > shape->columns)
    shape->columns = shape->row_cells;
}

bool table_is_data(const struct page *page, uint32_t table)
{
  str role = page_value(page, table, ATTRIBUTE_ROLE);
  if (str_eq_nocase(role, STR("presentation")) || str_eq_nocase(role, STR("none")))
    return false;
  struct shape shape = {0};
  for (uint32_t i = table + 1; i < page->nodes.at[table].end; i++) {
    size_t before = shape.cell_bytes;
    see(page, i, &shape);
    if (shape.has_inner)
      return false;
    if (shape.cell_bytes > before)
      shape.bytes += shape.cell_bytes - before;
    if (shape.cell_bytes > shape.longest)
      shape.longest = shape.cell_bytes;
  }
  if (shape.rows < 2 || shape.columns < 2 || !shape.bytes)
    return false;
  if (shape.has_mark || page_value(page, table, ATTRIBUTE_SUMMARY).len)
    return shape.longest <= CELL_BYTES_MAX * 2;
  if (shape.longest > CELL_BYTES_MAX)
    return false;
  return shape.rows >= ROWS_MIN || shape.columns >= COLUMNS_MIN || shape.cells >= CELLS_MIN ||
         shape.bytes / shape.cells <= SHORT_CELL_BYTES;
}

static void emit_nodes(struct builder *builder, const struct page *page, struct span nodes,
                       const bool *is_out, uint32_t first_line)
{
  bool is_first_cell = true, has_cells = builder->open.kind == BLOCK_TABLE; /* a caption has none */
  for (uint32_t i = nodes.at; i < span_end(nodes); i++) {
    const struct page_node *node = &page->nodes.at[i];
    if (node->is_hidden || (is_out && is_out[i]) || page_is_note_mark(page, i) ||
        node->tag == TAG_CAPTION) {
      i = node->end - 1;
    } else if (node->tag == TAG_TEXT) {
      text_emit(builder, page, (struct text_lines){i, first_line, builder_blank});
    } else if (has_cells && node->tag == TAG_TR) {
      builder_row(builder);
      is_first_cell = true;
    } else if (has_cells && (node->tag == TAG_TD || node->tag == TAG_TH)) {
      if (!is_first_cell)
        builder_cell(builder);
      is_first_cell = false;
    } else if (node->tag == TAG_BR || (node->traits & TRAIT_BLOCK)) {
      builder_blank(builder);
    }
  }
}

void table_emit(struct builder *builder, const struct page *page, uint32_t table,
                const bool *is_out, uint32_t first_line)
{
  uint32_t end = page->nodes.at[table].end;
  for (uint32_t i = table + 1; i < end; i++) {
    if (!page_is(page, i, TAG_CAPTION) || page->nodes.at[i].is_hidden)
      continue;
    builder_open(builder, BLOCK_CAPTION, 0);
    emit_nodes(builder, page, (struct span){i + 1, page->nodes.at[i].end - i - 1}, is_out,
               first_line);
    builder_close(builder);
  }
  builder_open(builder, BLOCK_TABLE, 0);
  emit_nodes(builder, page, (struct span){table + 1, end - table - 1}, is_out, first_line);
  builder_close(builder);
}
