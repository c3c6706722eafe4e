/* columns.c - tables set with tabs, runs of blanks or vertical bars.
 *
 * A gap is a tab, three blanks, or two that do not follow the end of a sentence; a table is two
 * rows or more of the same number of cells whose columns meet (tabs need not).
 *
 * Invariant: a line is cut into at most CELLS_MAX cells; what follows stays in the last. */
#include "read/steps.h"

enum { CELLS_MAX = 32, ROWS_MIN = 2, LINE_MAX_BYTES = 1000, RULES_MAX = 1 };

/* Rows of this many cells are a table also with blank lines between them, as some programs set
 * theirs. */
enum { SPACED_CELLS_MIN = 3 };

struct cells {
  struct span at[CELLS_MAX]; /* within the line */
  uint32_t count;
  bool has_tab, has_bar, has_inner_bars;
};

static bool ends_sentence(char c)
{
  return c == '.' || c == '!' || c == '?' || c == ':' || c == '"' || c == '\'' || c == ')' ||
         (unsigned char)c >= 0x80;
}

/* Bytes of the gap at a place; 0 if there is none. */
static size_t gap_len(str line, size_t at, bool *ret_tab)
{
  size_t end = at;
  bool has_tab = false;
  for (; end < line.len && (line.data[end] == ' ' || line.data[end] == '\t'); end++)
    has_tab |= line.data[end] == '\t';
  *ret_tab = has_tab;
  bool is_gap =
      has_tab || end - at >= 3 || (end - at == 2 && at && !ends_sentence(line.data[at - 1]));
  return is_gap ? end - at : 0;
}

static void cut_bars(struct cells *cells, str line)
{
  cells->has_bar = true;
  size_t from = 1;
  for (size_t at = 1; at < line.len && cells->count < CELLS_MAX; at++)
    if (line.data[at] == '|') {
      cells->at[cells->count++] = (struct span){(uint32_t)from, (uint32_t)(at - from)};
      from = at + 1;
    }
}

static void cut_gaps(struct cells *cells, str line)
{
  size_t from = 0;
  for (size_t at = 0; at < line.len && cells->count + 1 < CELLS_MAX; at++) {
    bool has_tab = false;
    size_t gap = line.data[at] == ' ' || line.data[at] == '\t' ? gap_len(line, at, &has_tab) : 0;
    if (!gap)
      continue;
    cells->has_tab |= has_tab;
    cells->at[cells->count++] = (struct span){(uint32_t)from, (uint32_t)(at - from)};
    from = at + gap;
    at = from - 1;
  }
  cells->at[cells->count++] = (struct span){(uint32_t)from, (uint32_t)(line.len - from)};
}

/* "Norvia | 2 | 44": bars between cells only; one of them is a sentence's. */
static bool cut_inner_bars(struct cells *cells, str line)
{
  enum { BARS_MIN = 2 };

  const str bar = STR(" | ");
  size_t from = 0, at = str_find(line, bar, 0);
  struct cells inner = {.has_bar = true, .has_inner_bars = true};
  for (; at != SIZE_MAX && inner.count + 1 < CELLS_MAX; at = str_find(line, bar, from)) {
    inner.at[inner.count++] = (struct span){(uint32_t)from, (uint32_t)(at - from)};
    from = at + bar.len;
  }
  inner.at[inner.count++] = (struct span){(uint32_t)from, (uint32_t)(line.len - from)};
  if (inner.count > BARS_MIN)
    *cells = inner;
  return inner.count > BARS_MIN;
}

static struct cells cut(str line)
{
  struct cells cells = {0};
  if (line.len > LINE_MAX_BYTES)
    return cells;
  if (line.len > 2 && line.data[0] == '|' && line.data[line.len - 1] == '|')
    cut_bars(&cells, line);
  else if (!cut_inner_bars(&cells, line))
    cut_gaps(&cells, line);
  return cells;
}

/* Cells under each other begin or end at the same place. */
static bool meet(const struct lines *lines, uint32_t a, const struct cells *x, uint32_t b,
                 const struct cells *y)
{
  if (x->has_bar != y->has_bar || x->count != y->count || x->count < 2)
    return false;
  if (x->has_bar || (x->has_tab && y->has_tab))
    return true;
  int32_t shift = (int32_t)lines->all.at[a].indent - (int32_t)lines->all.at[b].indent;
  for (uint32_t i = 1; i < x->count; i++) {
    int32_t from = (int32_t)x->at[i].at + shift - (int32_t)y->at[i].at;
    int32_t to = (int32_t)span_end(x->at[i]) + shift - (int32_t)span_end(y->at[i]);
    if (from && to && (from > 1 || from < -1))
      return false;
  }
  return true;
}

/* "|---|---|" or "+----+". */
static bool is_frame(str line)
{
  for (size_t i = 0; i < line.len; i++)
    if (!strchr("|+-=: \t", line.data[i]) || !line.data[i])
      return false;
  return line.len > 2;
}

uint32_t columns_rows(const struct lines *lines, uint32_t i)
{
  struct cells cells = cut(line_str(lines, i));
  uint32_t end = i + 1, rows = 1, last = i;
  if (cells.count < 2)
    return 0;
  for (uint32_t frames = 0; end < lines->all.count; end++) {
    uint8_t flags = lines->all.at[end].flags;
    if ((flags & LINE_AFTER_PAGE) ||
        ((flags & LINE_AFTER_BLANK) && (cells.count < SPACED_CELLS_MIN || cells.has_inner_bars)))
      break;
    if (is_frame(line_str(lines, end))) {
      if (++frames > RULES_MAX && !cells.has_bar)
        break;
      continue;
    }
    struct cells next = cut(line_str(lines, end));
    if (!meet(lines, last, &cells, end, &next))
      break;
    cells = next;
    last = end;
    rows++;
  }
  return rows >= ROWS_MIN ? last + 1 - i : 0;
}

void columns_emit(struct builder *builder, const struct lines *lines, uint32_t i, uint32_t rows)
{
  builder_open(builder, BLOCK_TABLE, 0);
  for (uint32_t k = i; k < i + rows; k++) {
    str line = line_str(lines, k);
    if (is_frame(line))
      continue;
    struct cells cells = cut(line);
    builder_row(builder);
    for (uint32_t c = 0; c < cells.count; c++) {
      if (c)
        builder_cell(builder);
      builder_text(builder, str_span(line, cells.at[c]), lines->all.at[k].number);
    }
  }
  builder_close(builder);
}
