/* builder.c - appends characters to the text of a document.
 *
 * Invariant: between calls the text is a valid prefix of the document's: blanks, separators and
 * tabs that are owed are written only before the next character, so nothing has to be trimmed. */
#include "read/builder.h"

void builder_init(struct builder *builder, struct document *document, struct arena *scratch,
                  size_t room)
{
  *builder = (struct builder){.document = document, .scratch = scratch, .room = room + 64};
  builder->text = arena_alloc(document->arena, builder->room);
  if (!builder->text)
    builder->room = 0;
}

static bool has_room(struct builder *builder, size_t more)
{
  if (more <= builder->room - builder->len)
    return true;
  size_t wider = (builder->len + more) * 2;
  char *moved = arena_grow(builder->document->arena, builder->text, builder->room, wider);
  if (!moved)
    return false;
  builder->text = moved;
  builder->room = wider;
  return true;
}

static void append(struct builder *builder, const char *bytes, size_t len)
{
  if (len > UINT32_MAX - 8 - builder->len) {
    arena_fail(builder->document->arena); /* offsets are 32 bit */
    return;
  }
  if (!has_room(builder, len))
    return;
  memcpy(builder->text + builder->len, bytes, len);
  builder->len += len;
}

/* Writes what is owed before a character: the separator of blocks, a row's end, tabs or a blank. */
static void settle(struct builder *builder, uint32_t line)
{
  if (!builder->has_text) {
    if (builder->len)
      append(builder, "\n\n", 2);
    builder->open.at.at = (uint32_t)builder->len;
    builder->has_text = true;
  } else if (builder->wants_row) {
    append(builder, "\n", 1);
  } else if (!builder->cells && builder->wants_blank) {
    append(builder, " ", 1);
  }
  for (; builder->cells; builder->cells--)
    append(builder, "\t", 1);
  builder->wants_row = builder->wants_blank = false;
  if (line != builder->last_line || !builder->document->lines.count) {
    struct line_mark mark = {(uint32_t)builder->len, line};
    vec_push(builder->document->arena, &builder->document->lines, mark);
    builder->last_line = line;
  }
}

void builder_open(struct builder *builder, enum block_kind kind, uint8_t level)
{
  builder->open = (struct block){.kind = kind, .level = level};
  builder->is_open = true;
  builder->has_text = builder->wants_blank = builder->wants_row = builder->is_wide = false;
  builder->is_raised = false;
  builder->cells = 0;
}

static void count_control(uint32_t *count, uint32_t *first, uint32_t line)
{
  if (!(*count)++)
    *first = line;
}

/* WHATWG Encoding, index windows-1252. */
uint32_t c1_meaning(uint32_t control)
{
  static const uint16_t meant[32] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                     0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17D,  0,
                                     0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                     0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};
  return control >= 0x80 && control < 0xA0 ? meant[control - 0x80] : 0;
}

/* The characters that are not copied as they are; false for one that is. */
static bool is_left_out(struct builder *builder, uint32_t c, uint32_t line)
{
  if (char_is_bidi_control(c)) {
    count_control(&builder->tally.bidi, &builder->tally.first_bidi_line, line);
    return true;
  }
  if (char_is_invisible(c))
    return true;
  if (char_is_space(c)) {
    builder->wants_blank = true;
    return true;
  }
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
    count_control(&builder->tally.controls, &builder->tally.first_control_line, line);
    return true;
  }
  return false;
}

static bool is_graph(char c)
{
  return c > 0x20 && c < 0x7F;
}

/* End of the run of visible ASCII, single blanks between it included, that can be copied whole. */
static size_t run_end(str piece, size_t at)
{
  while (at < piece.len &&
         (is_graph(piece.data[at]) ||
          (piece.data[at] == ' ' && at + 1 < piece.len && is_graph(piece.data[at + 1]))))
    at++;
  return at;
}

/* What the next character will stand right behind. */
static str text_before(const struct builder *builder)
{
  bool is_behind =
      builder->has_text && !builder->wants_blank && !builder->wants_row && !builder->cells;
  return is_behind ? (str){builder->text, builder->len} : (str){0};
}

void builder_text(struct builder *builder, str piece, uint32_t line)
{
  if (!builder->is_open)
    return;
  if (builder->is_raised)
    piece = raised_text(builder->scratch, text_before(builder), piece);
  for (size_t at = 0; at < piece.len;) {
    size_t from = at;
    if (is_graph(piece.data[at])) {
      at = run_end(piece, at);
      settle(builder, line);
      append(builder, piece.data + from, at - from);
      continue;
    }
    if (piece.data[at] == ' ') {
      builder->wants_blank = true;
      at++;
      continue;
    }
    uint32_t c = utf8_next(piece, &at);
    char meant[4];
    size_t len = c1_meaning(c) ? utf8_put(meant, c1_meaning(c)) : 0;
    if (len)
      count_control(&builder->tally.mended, &builder->tally.first_mended_line, line);
    else if (is_left_out(builder, c, line))
      continue;
    settle(builder, line);
    append(builder, len ? meant : piece.data + from, len ? len : at - from);
    builder->is_wide = true;
  }
}

void builder_blank(struct builder *builder)
{
  builder->wants_blank = true;
}

void builder_cell(struct builder *builder)
{
  if (builder->has_text)
    builder->cells++;
  builder->wants_blank = false;
}

void builder_row(struct builder *builder)
{
  builder->wants_row = builder->has_text;
  builder->wants_blank = false;
  builder->cells = 0;
}

/* A block's text in NFC. Line marks behind a place that shrank may stand some bytes late, never
 * outside of the block. */
static void compose(struct builder *builder)
{
  size_t at = builder->open.at.at;
  str plain = {builder->text + at, builder->len - at};
  str composed = text_nfc(builder->scratch, plain);
  if (composed.data == plain.data || str_eq(composed, plain) || !composed.len)
    return;
  builder->len = at;
  append(builder, composed.data, composed.len);
  struct document *document = builder->document;
  uint32_t last = (uint32_t)builder->len - 1;
  for (uint32_t i = document->lines.count; i > 0 && document->lines.at[i - 1].at > last; i--)
    document->lines.at[i - 1].at = last;
}

bool builder_close(struct builder *builder)
{
  bool stays = builder->is_open && builder->has_text;
  if (stays) {
    if (builder->is_wide)
      compose(builder);
    builder->open.at.len = (uint32_t)builder->len - builder->open.at.at;
    vec_push(builder->document->arena, &builder->document->blocks, builder->open);
  }
  builder->is_open = false;
  return stays;
}

void builder_finish(struct builder *builder)
{
  struct document *document = builder->document;
  document->text = (str){builder->text ? builder->text : "", builder->len};
  const struct builder_tally *tally = &builder->tally;
  if (tally->controls)
    document_warn(document, "W102", tally->first_control_line, "%u control characters left out",
                  tally->controls);
  if (tally->mended)
    document_warn(document, "W105", tally->first_mended_line,
                  "%u control characters read as the Windows-1252 they were meant as",
                  tally->mended);
  if (tally->bidi)
    document_warn(document, "W103", tally->first_bidi_line,
                  "%u characters that change the direction of writing left out", tally->bidi);
  if (arena_short(builder->scratch))
    arena_fail(document->arena);
}
