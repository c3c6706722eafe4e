/* plain.c - plain text: lines into paragraphs, items, headings, tables.
 *
 * Invariant: every line belongs to exactly one block or is dropped as furniture; one pass over the
 * lines, each step looking at a line and its neighbours only. */
#include "read/steps.h"

/* Longest heading in characters, and most lines of a wrapped one. */
enum { HEADING_CHARS = 80, HEADLINE_CHARS = 200, HEADING_LINES = 3, LEVEL_MAX = 6 };

struct plain {
  struct lines lines;
  struct wrapping wrapping;
  struct hyphens hyphens;
  struct builder builder;
  VEC(uint8_t) candidates; /* a block's level if it may be a heading, else 0 */
  bool is_all_capitals;
};

/* The range of lines [from, to) of one block. */
struct stretch {
  uint32_t from, to;
};

/* Text that was decoded from other lines says of each piece where it stood. */
static void emit_line(struct plain *plain, str line, uint32_t number)
{
  const struct mapped *source = plain->lines.source;
  size_t at = source ? (size_t)(line.data - source->data) : 0;
  for (uint32_t i = source ? mapped_find(source, at) + 1 : 0;
       source && i < source->marks.count && source->marks.at[i].at < at + line.len; i++) {
    size_t len = source->marks.at[i].at - at;
    builder_text(&plain->builder, str_sub(line, 0, len), number);
    number = source->marks.at[i].line;
    line = str_sub(line, len, line.len - len);
    at += len;
  }
  builder_text(&plain->builder, line, number);
}

static void emit_lines(struct plain *plain, struct stretch part)
{
  for (uint32_t i = part.from; i < part.to; i++) {
    str line = line_str(&plain->lines, i);
    enum line_end end = i + 1 < part.to ? hyphens_end(&plain->hyphens, i, i + 1) : LINE_END_BLANK;
    if (end == LINE_END_HYPHEN)
      line.len--;
    emit_line(plain, line, plain->lines.all.at[i].number);
    if (end == LINE_END_BLANK)
      builder_blank(&plain->builder);
  }
}

static void emit(struct plain *plain, struct stretch part, enum block_kind kind, uint8_t level)
{
  builder_open(&plain->builder, kind, level);
  emit_lines(plain, part);
  if (builder_close(&plain->builder))
    vec_push(plain->lines.arena, &plain->candidates, 0);
}

static void mark_candidate(struct plain *plain, uint8_t level)
{
  if (plain->candidates.count)
    *vec_last(&plain->candidates) = level;
}

static bool stands_between_blanks(const struct plain *plain, struct stretch part)
{
  const struct line *lines = plain->lines.all.at;
  uint8_t gap = LINE_AFTER_BLANK | LINE_AFTER_PAGE;
  bool after = part.to == plain->lines.all.count || (lines[part.to].flags & gap);
  return after && (part.from == 0 || (lines[part.from].flags & gap));
}

/* Level of the heading that the lines may be by their own looks; 0 if they are none. */
static uint8_t heading_level(const struct plain *plain, struct stretch part)
{
  uint32_t count = part.to - part.from, depth = 0;
  str line = line_str(&plain->lines, part.from), last = line_str(&plain->lines, part.to - 1);
  bool is_first = part.from == 0;
  if (count > (is_first ? HEADING_LINES : 1) && !(count == 2 && stands_between_blanks(plain, part)))
    return 0;
  size_t bytes = 0;
  for (uint32_t i = part.from; i < part.to; i++)
    bytes += plain->lines.all.at[i].len;
  if (bytes > (is_first ? HEADLINE_CHARS : HEADING_CHARS) * 4)
    return 0;
  uint32_t room = is_first ? HEADLINE_CHARS : HEADING_CHARS;
  if (count > 1)
    return !ends_open(last) && starts_upper(line) && bytes <= room ? 2 : 0;
  size_t number = heading_number(line, &depth);
  if (number)
    return is_headingish(str_sub(line, number, line.len - number), room)
               ? (uint8_t)(depth + 1 < LEVEL_MAX ? depth + 1 : LEVEL_MAX)
               : 0;
  if (item_mark(line))
    return 0;
  if (!plain->is_all_capitals && is_all_capitals(line) && is_headingish(line, HEADLINE_CHARS))
    return 2;
  return is_headingish(line, room) ? 2 : 0;
}

/* "===" or "---" under a line of about its length makes it a heading. */
static uint8_t underline_level(const struct plain *plain, struct stretch part)
{
  if (part.to >= plain->lines.all.count || part.to - part.from > 2)
    return 0;
  const struct line *rule = &plain->lines.all.at[part.to];
  if (!(rule->flags & LINE_RULE) || (rule->flags & (LINE_AFTER_BLANK | LINE_AFTER_PAGE)))
    return 0;
  str line = line_str(&plain->lines, part.to);
  uint32_t width = plain->lines.all.at[part.to - 1].width;
  if (memchr(line.data, ' ', line.len) || strchr("_*+|", line.data[0]) || width > HEADLINE_CHARS ||
      line.len * 2 < width || line.len > width * 3 / 2 + 4 ||
      ends_with_stop(line_str(&plain->lines, part.to - 1)))
    return 0;
  return line.data[0] == '=' ? 1 : 2;
}

static uint8_t item_level(const struct line *line)
{
  uint32_t level = 1 + line->indent / 4u;
  return (uint8_t)(level < LEVEL_MAX ? level : LEVEL_MAX);
}

static uint32_t item_number(str line)
{
  size_t digits = 0;
  uint32_t number = 0;
  while (digits < line.len && line.data[digits] >= '0' && line.data[digits] <= '9')
    digits++;
  return digits && item_mark(line) && str_to_uint(str_sub(line, 0, digits), &number) ? number : 0;
}

/* Line i is an item of the list of a numbered line beside it. Over a blank line, gap, another list
 * may begin or end there, under a heading: bullets, or numbers that do not count on. */
static bool is_same_list(const struct plain *plain, uint32_t i, uint32_t number, uint32_t gap)
{
  if (i >= plain->lines.all.count || !item_mark(line_str(&plain->lines, i)))
    return false;
  if (!(plain->lines.all.at[gap].flags & (LINE_AFTER_BLANK | LINE_AFTER_PAGE)))
    return true;
  str line = line_str(&plain->lines, i);
  uint32_t found = item_number(line);
  bool is_lettered =
      !found && (line.data[0] == '(' || (line.data[0] >= 'a' && line.data[0] <= 'z'));
  return is_lettered || found == number;
}

/* A numbered line is a heading when its neighbour is not the next item of a list. */
static bool is_list_number(const struct plain *plain, struct stretch part)
{
  uint32_t depth;
  str line = line_str(&plain->lines, part.from);
  if (!heading_number(line, &depth))
    return true;
  uint32_t number = item_number(line);
  bool next_is = is_same_list(plain, part.to, number + 1, part.to);
  bool previous_is = part.from > 0 && is_same_list(plain, part.from - 1, number - 1, part.from);
  return next_is || previous_is || !heading_level(plain, part);
}

static struct stretch next_block(struct plain *plain, struct stretch part)
{
  const struct line *line = &plain->lines.all.at[part.from];
  uint8_t underlined = underline_level(plain, part);
  if (underlined) {
    emit(plain, part, BLOCK_HEADING, underlined);
    part.to++;
  } else if (item_mark(line_str(&plain->lines, part.from)) && is_list_number(plain, part)) {
    emit(plain, part, BLOCK_ITEM, item_level(line));
  } else {
    uint8_t level = line->quote ? 0 : heading_level(plain, part);
    emit(plain, part, line->quote ? BLOCK_QUOTE : BLOCK_PARAGRAPH, 0);
    mark_candidate(plain, level);
  }
  return (struct stretch){part.to, part.to};
}

static void emit_all(struct plain *plain)
{
  const struct lines *lines = &plain->lines;
  for (uint32_t i = 0; i < lines->all.count;) {
    if (lines->all.at[i].flags & LINE_RULE) {
      i++;
      continue;
    }
    uint32_t rows = columns_rows(lines, i);
    if (rows) {
      columns_emit(&plain->builder, lines, i, rows);
      vec_push(lines->arena, &plain->candidates, 0);
      i += rows;
      continue;
    }
    struct stretch part = {i, i + 1};
    while (part.to < lines->all.count && wrap_joins(lines, &plain->wrapping, i, part.to - 1))
      part.to++;
    i = next_block(plain, part).from;
  }
}

/* Lines at the start that are looked at for a byline or dateline, and at the end for a note. */
enum { FRONT_LINES = 12 };

static void mark_front_lines(struct lines *lines, const struct language *language)
{
  uint32_t count = lines->all.count;
  for (uint32_t i = 0; i < count; i++) {
    if (i == FRONT_LINES && count > 2 * FRONT_LINES)
      i = count - FRONT_LINES;
    if (front_is_line(lines->arena, language, line_str(lines, i)))
      lines->all.at[i].flags |= LINE_FRONT;
  }
}

/* Share of lines in capitals from which on capitals say nothing. */
static bool mostly_capitals(const struct lines *lines)
{
  uint32_t capitals = 0, seen = 0;
  for (; seen < lines->all.count && seen < 400; seen++)
    capitals += is_all_capitals(line_str(lines, seen));
  return capitals * 2 > seen;
}

static void read_lines(struct plain *plain, struct document *document,
                       const struct language *language)
{
  struct arena *scratch = plain->lines.arena;
  mail_strip(&plain->lines, document, language);
  pages_strip(&plain->lines);
  mark_front_lines(&plain->lines, language);
  plain->wrapping = wrap_detect(&plain->lines);
  plain->hyphens.lines = &plain->lines;
  plain->hyphens.language = language;
  plain->is_all_capitals = mostly_capitals(&plain->lines);
  builder_init(&plain->builder, document, scratch, plain->lines.text.len + plain->lines.all.count);
  emit_all(plain);
  builder_finish(&plain->builder);
  if (!arena_short(scratch) && !arena_short(document->arena))
    outline_settle(document, plain->candidates.at);
}

void plain_read(struct document *document, struct arena *scratch, str text,
                const struct language *language)
{
  struct plain plain = {0};
  plain.lines = (struct lines){.arena = scratch, .text = entities_decode(scratch, text)};
  lines_split(&plain.lines);
  if (!arena_short(scratch))
    read_lines(&plain, document, language);
}

void plain_read_mapped(struct document *document, struct arena *scratch,
                       const struct mapped *source, const struct language *language)
{
  struct plain plain = {0};
  plain.lines = (struct lines){.arena = scratch, .text = mapped_str(source), .source = source};
  lines_split(&plain.lines);
  if (arena_short(scratch))
    return;
  for (uint32_t i = 0; i < plain.lines.all.count; i++)
    plain.lines.all.at[i].number = mapped_line(source, plain.lines.all.at[i].at);
  read_lines(&plain, document, language);
}
