/* page_prose.c - prose inside <pre>, as archives of mailing lists and old plain-text pages have it.
 */
#include "read/page.h"
#include "read/steps.h"

/* Prose is long, is mostly letters and blanks, and ends sentences: once in this many bytes at the
 * least. Code of 40 projects had under 75 % letters and blanks, letters to lists over 88 %. */
enum { PROSE_BYTES_MIN = 400, PROSE_LETTERS_PERCENT = 82, STOP_EVERY_BYTES = 400 };

static bool has_code(const struct page *page, uint32_t pre)
{
  for (uint32_t i = pre + 1; i < page->nodes.at[pre].end; i++)
    if (page_is(page, i, TAG_CODE) || page_is(page, i, TAG_KBD) || page_is(page, i, TAG_SAMP))
      return true;
  return false;
}

bool prose_is(const struct page *page, uint32_t pre)
{
  size_t bytes = 0, letters = 0, stops = 0;
  if (has_code(page, pre))
    return false;
  for (uint32_t i = pre + 1; i < page->nodes.at[pre].end; i++) {
    str text = page_is(page, i, TAG_TEXT) ? page_text(page, i) : STR("");
    for (size_t at = 0; at < text.len; at++) {
      unsigned char c = (unsigned char)text.data[at];
      bytes += c != ' ' || (at && text.data[at - 1] != ' ');
      letters += ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0x80 || c == '\n' ||
                 (c == ' ' && at && text.data[at - 1] != ' ');
      stops += (c == '.' || c == '?' || c == '!') && at + 1 < text.len &&
               (text.data[at + 1] == ' ' || text.data[at + 1] == '\n');
    }
  }
  return bytes >= PROSE_BYTES_MIN && letters * 100 >= bytes * PROSE_LETTERS_PERCENT &&
         stops * STOP_EVERY_BYTES >= bytes;
}

static str text_of_pre(const struct page *page, uint32_t pre)
{
  size_t len = 0;
  for (uint32_t i = pre + 1; i < page->nodes.at[pre].end; i++)
    if (page_is(page, i, TAG_TEXT))
      len += page->nodes.at[i].count;
  char *text = arena_alloc(page->arena, len + 1);
  size_t at = 0;
  for (uint32_t i = pre + 1; text && i < page->nodes.at[pre].end; i++)
    if (page_is(page, i, TAG_TEXT)) {
      str piece = page_text(page, i);
      memcpy(text + at, piece.data, piece.len);
      at += piece.len;
    }
  return (str){text ? text : "", at};
}

/* One block of the plain text, its rows and cells as they were. */
static void copy_block(struct builder *builder, const struct document *plain, uint32_t index,
                       uint32_t line_before)
{
  const struct block *block = &plain->blocks.at[index];
  builder_open(builder, block->kind, block->level);
  for (uint32_t from = block->at.at, at = from; at <= span_end(block->at); at++) {
    char c = at < span_end(block->at) ? plain->text.data[at] : '\n';
    if (c != '\n' && c != '\t' && c != ' ')
      continue;
    uint32_t line = document_line(plain, from);
    builder_text(builder, str_sub(plain->text, from, at - from),
                 line_before != UINT32_MAX ? line_before + line : 0);
    if (at < span_end(block->at) && c == ' ')
      builder_blank(builder);
    else if (at < span_end(block->at) && c == '\t')
      builder_cell(builder);
    else if (at < span_end(block->at))
      builder_row(builder);
    from = at + 1;
  }
  builder_close(builder);
}

void prose_emit(struct builder *builder, const struct page *page, uint32_t pre, uint32_t first_line)
{
  AUTO(document) plain = document_new(arena_heap(page->arena));
  if (!plain) {
    arena_fail(page->arena);
    return;
  }
  uint32_t first = pre + 1 < page->nodes.at[pre].end ? page->nodes.at[pre + 1].line : 1;
  plain_read(plain, page->arena, text_of_pre(page, pre), NULL);
  if (arena_short(plain->arena))
    arena_fail(page->arena);
  uint32_t before = first_line ? page_line(first_line, first) - 1 : UINT32_MAX;
  for (uint32_t i = 0; i < plain->blocks.count && !arena_short(page->arena); i++)
    copy_block(builder, plain, i, before);
}
