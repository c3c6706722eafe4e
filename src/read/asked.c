/* asked.c - an interview whose questions are set in bold: they are the headings of their answers. */
#include "read/steps.h"

/* So many questions make an interview; a bold paragraph that is longer is no question. */
enum { QUESTIONS_LEAST = 2, QUESTION_BYTES = 400, LEVELS = 6 };

static bool may_ask(const struct document *document, uint32_t i)
{
  const struct block *block = &document->blocks.at[i];
  return i + 1 < document->blocks.count && block->kind == BLOCK_PARAGRAPH && block->is_bold &&
         block->at.len <= QUESTION_BYTES && block[1].kind == BLOCK_PARAGRAPH && !block[1].is_bold;
}

void asked_mark(struct document *document)
{
  uint32_t questions = 0, level = 1;
  for (uint32_t i = 0; i < document->blocks.count; i++) {
    str text = document_block_text(document, i);
    questions += may_ask(document, i) && text.data[text.len - 1] == '?';
  }
  for (uint32_t i = 0; i < document->blocks.count && questions >= QUESTIONS_LEAST; i++) {
    struct block *block = &document->blocks.at[i];
    if (block->kind == BLOCK_HEADING)
      level = block->level;
    if (!may_ask(document, i))
      continue;
    *block = (struct block){.kind = BLOCK_HEADING,
                            .level = (uint8_t)(level < LEVELS ? level + 1 : LEVELS),
                            .at = block->at};
    level = block->level - 1u;
  }
}
