/* list_marks.c - the mark of a block that is an item or a numbered heading: "- ", "3. ".
 *
 * Markdown, HTML and office files keep the marks of their lists out of the text; in plain text they
 * stand in it, and are no part of what an item says. A number is a mark only where others near it
 * count on, those of a list in a list between them: "1. This holds" alone is a sentence as it
 * stands, and "3. Mai" a date.
 *
 * Invariant: linear in blocks. */
#include "analyze/lexicon.h"
#include "analyze/passes.h"

/* "1000. " begins no item; numbered blocks on either side that are asked. */
enum { DIGITS_MAX = 3, REACH = 32 };

static bool is_blank_at(str text, size_t at)
{
  return at + 1 < text.len && (text.data[at] == ' ' || text.data[at] == '\t');
}

/* What stands behind a bullet is a word, a number or a quotation; "+ + = (3)" is none's item. */
static bool begins_item(str rest)
{
  return rest.len && !strchr("+-*=/.~|?<>:;,", rest.data[0]);
}

/* A bullet that starts every item of a list run into one paragraph stays with all of them. */
static size_t bullet_len(str text)
{
  static const str bullets[] = {{"-", 1},      {"*", 1},      {"+", 1},      {"\u2022", 3},
                                {"\u2023", 3}, {"\u25E6", 3}, {"\u25AA", 3}, {"\u25CF", 3},
                                {"\u2043", 3}, {"\u00B7", 2}};
  for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
    size_t len = bullets[i].len;
    if (!str_starts(text, bullets[i]) || !is_blank_at(text, len) ||
        !begins_item(str_sub(text, len + 1, text.len - len - 1)))
      continue;
    bool is_run = len > 1 && str_find(text, bullets[i], len) != SIZE_MAX;
    return is_run ? 0 : len + 1;
  }
  return 0;
}

/* Bytes of "12. " or "12) ", and its value; 0 for none. */
static size_t number_len(str text, uint32_t *ret_value)
{
  size_t digits = 0;
  while (digits < text.len && digits <= DIGITS_MAX && text.data[digits] >= '0' &&
         text.data[digits] <= '9')
    digits++;
  if (!digits || digits > DIGITS_MAX || digits == text.len ||
      (text.data[digits] != '.' && text.data[digits] != ')') || !is_blank_at(text, digits + 1) ||
      !str_to_uint(str_sub(text, 0, digits), ret_value))
    return 0;
  return digits + 2;
}

/* Whether the number before or the one behind is near. */
static bool counts_on(const struct list_marks *marks, uint32_t i)
{
  uint32_t value = marks->numbers.at[i].value;
  for (uint32_t k = i > REACH ? i - REACH : 0; k < i; k++)
    if (marks->numbers.at[k].value + 1 == value)
      return true;
  for (uint32_t k = i + 1; k < marks->numbers.count && k <= i + REACH; k++)
    if (marks->numbers.at[k].value == value + 1)
      return true;
  return false;
}

static bool is_day(const struct lexicon *lexicon, struct arena *scratch, str rest)
{
  size_t end = 0;
  while (end < rest.len && rest.data[end] != ' ' && rest.data[end] != ':' && rest.data[end] != ',')
    end++;
  str word = text_fold(scratch, str_sub(rest, 0, end));
  return (lexicon_classes(lexicon, word) & CLASS_BIT(CLASS_MONTH)) != 0;
}

static bool may_have_mark(const struct block *block)
{
  return block->kind != BLOCK_TABLE && block->kind != BLOCK_CODE && !block->lead_in;
}

void list_marks_open(struct list_marks *marks, const struct document *document,
                     const struct lexicon *lexicon, struct arena *scratch)
{
  *marks = (struct list_marks){.document = document};
  for (uint32_t i = 0; i < document->blocks.count; i++) {
    str text = document_block_text(document, i);
    struct list_number number = {.block = i};
    size_t len = may_have_mark(&document->blocks.at[i]) ? number_len(text, &number.value) : 0;
    if (len && !is_day(lexicon, scratch, str_sub(text, len, text.len - len)))
      vec_push(scratch, &marks->numbers, number);
  }
}

uint32_t list_mark_len(struct list_marks *marks, uint32_t block)
{
  if (!may_have_mark(&marks->document->blocks.at[block]))
    return 0;
  str text = document_block_text(marks->document, block);
  size_t len = bullet_len(text);
  while (marks->next < marks->numbers.count && marks->numbers.at[marks->next].block < block)
    marks->next++;
  bool is_number =
      marks->next < marks->numbers.count && marks->numbers.at[marks->next].block == block;
  if (len || !is_number || !counts_on(marks, marks->next))
    return (uint32_t)len;
  uint32_t value;
  return (uint32_t)number_len(text, &value);
}
