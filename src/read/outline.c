/* outline.c - settles which short blocks are headings, once all blocks are known.
 *
 * A short line without a stop is a heading when something longer or stopped comes after it and it
 * is not one of a row of such lines: addresses, verse and lists of names are paragraphs. */
#include "read/steps.h"

/* More short lines than this in a row are no headings of each other. */
enum { ROW_MAX = 3 };

static bool has_body(const struct document *document, uint32_t i)
{
  const struct block *block = &document->blocks.at[i], *next = block + 1;
  if (i + 1 >= document->blocks.count)
    return false;
  return next->kind != BLOCK_PARAGRAPH || next->at.len > block->at.len ||
         ends_with_stop(str_span(document->text, next->at));
}

void outline_settle(struct document *document, const uint8_t *candidates)
{
  for (uint32_t i = 0, end; i < document->blocks.count; i = end) {
    for (end = i; end < document->blocks.count && candidates[end];)
      end++;
    if (end == i) {
      end++;
      continue;
    }
    bool is_row = end - i > ROW_MAX && i > 0;
    for (uint32_t k = i; k < end; k++)
      if (!is_row && end < document->blocks.count && (k + 1 < end || has_body(document, k))) {
        document->blocks.at[k].kind = BLOCK_HEADING;
        document->blocks.at[k].level = candidates[k];
      }
  }
}
