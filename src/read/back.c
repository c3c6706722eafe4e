/* back.c - what stands behind a report: lists of sources and links, what its sender says of itself,
 * the signature below a letter.
 *
 * A section is known by its head alone, a whole line of a list of [reading]: "lists" (References),
 * "related" (Related articles), "boilerplate" (Forward-looking statements), "about" (About Acme),
 * "closings" (Kind regards). Lists and links may stand anywhere, and end where prose begins again;
 * the rest counts only where nothing but such sections follows.
 *
 * Invariant: only furniture is set, no text changes; most of a text is never taken for its back. */
#include "read/front.h"

enum back_kind { BACK_NONE, BACK_LISTS, BACK_RELATED, BACK_BOILERPLATE, BACK_CLOSING };

enum {
  HEAD_BYTES = 60,
  ENTRY_BYTES = 300,
  LINE_BYTES = 80,
  SHARE_PERCENT = 50,
  LINE_SHARE_PERCENT = 20
};

struct back {
  struct document *document;
  const struct word_set *lists, *related, *boilerplate, *closings;
  struct word_list about, related_words;
  uint8_t *kinds; /* enum back_kind of each block that is a head */
};

/* "7. References:" without its number and colon. */
static str head_words(str line)
{
  while (line.len && strchr("0123456789.)#*= ", line.data[0]))
    line = str_sub(line, 1, line.len - 1);
  while (line.len && strchr(":,*= ", line.data[line.len - 1]))
    line.len--;
  return line;
}

/* "Related stories on Harbour Online:" */
static bool leads_to_related(const struct back *b, str line, str folded)
{
  return line.data[line.len - 1] == ':' && opens_with_listed(b->related_words, folded);
}

static enum back_kind kind_of(const struct back *b, uint32_t i)
{
  const struct block *block = &b->document->blocks.at[i];
  str line = document_block_text(b->document, i);
  bool is_head = block->kind == BLOCK_HEADING;
  if ((!is_head && block->kind != BLOCK_PARAGRAPH) || line.len > HEAD_BYTES ||
      block->furniture == FURNITURE_HEADLINE)
    return BACK_NONE;
  str folded = text_fold(b->document->arena, head_words(line));
  if (word_set_has(b->lists, folded))
    return BACK_LISTS;
  if (word_set_has(b->related, folded) || leads_to_related(b, line, folded))
    return BACK_RELATED;
  if (word_set_has(b->boilerplate, folded) || (is_head && opens_with_listed(b->about, folded)))
    return BACK_BOILERPLATE;
  return word_set_has(b->closings, folded) ? BACK_CLOSING : BACK_NONE;
}

/* "Read more: why storms get worse". */
static bool is_pointer(const struct back *b, uint32_t i)
{
  str line = document_block_text(b->document, i);
  const char *colon = memchr(line.data, ':', line.len < HEAD_BYTES ? line.len : HEAD_BYTES);
  if (!colon || line.len > ENTRY_BYTES || b->document->blocks.at[i].kind == BLOCK_HEADING)
    return false;
  str before = str_sub(line, 0, (size_t)(colon - line.data));
  return word_set_has(b->related, text_fold(b->document->arena, head_words(before)));
}

static void mark(struct back *b, uint32_t i)
{
  struct block *block = &b->document->blocks.at[i];
  if (block->furniture == FURNITURE_NONE)
    block->furniture = FURNITURE_NOTE;
}

/* An item, or a line of its own: a link, a title. */
static bool is_link(const struct back *b, uint32_t i)
{
  str line = document_block_text(b->document, i);
  return b->document->blocks.at[i].kind == BLOCK_ITEM ||
         (line.len <= LINE_BYTES && !ends_with_stop(line));
}

/* A source as well, with its year or page. */
static bool is_source(const struct back *b, uint32_t i)
{
  str line = document_block_text(b->document, i);
  return is_link(b, i) || (line.len <= ENTRY_BYTES && str_has_digit(line));
}

/* A heading that its writer marked as one. */
static bool is_marked_up(const struct back *b, uint32_t i)
{
  return b->document->media != MEDIA_TEXT && b->document->blocks.at[i].kind == BLOCK_HEADING;
}

/* A list's head with its entries, up to the next heading that is not below its own. Under a line
 * that looks like a head, a sentence with a year may be the text that goes on. */
static void mark_list(struct back *b, uint32_t head)
{
  const struct block *blocks = b->document->blocks.at;
  bool is_heading = blocks[head].kind == BLOCK_HEADING;
  bool has_sources = is_marked_up(b, head) && b->kinds[head] == BACK_LISTS;
  mark(b, head);
  for (uint32_t i = head + 1; i < b->document->blocks.count && !b->kinds[i]; i++) {
    bool is_own = is_heading && blocks[i].level > blocks[head].level;
    if (blocks[i].kind == BLOCK_HEADING ? !is_own
                                        : !(has_sources ? is_source(b, i) : is_link(b, i)))
      return;
    mark(b, i);
  }
}

/* Names and addresses right below "Media contact" or "Kind regards" may look like heads. */
static bool is_below_head(const struct back *b, uint32_t i)
{
  enum { LINES_MAX = 4 };

  uint32_t k = i, lines = 0;
  while (k > 0 && !b->kinds[k - 1] && is_link(b, k - 1) && lines++ < LINES_MAX)
    k--;
  return k > 0 && (b->kinds[k - 1] == BACK_BOILERPLATE || b->kinds[k - 1] == BACK_CLOSING);
}

/* Where the last sections begin that are none of the report; the count of blocks if none is. */
static uint32_t tail_start(const struct back *b)
{
  uint32_t start = b->document->blocks.count;
  bool is_signed = false;
  for (uint32_t i = start; i-- > 0;) {
    if (is_signed && b->kinds[i] == BACK_CLOSING)
      return start; /* of another letter */
    is_signed |= b->kinds[i] == BACK_CLOSING;
    if (b->kinds[i] && b->kinds[i] != BACK_RELATED)
      start = i;
    else if (b->document->blocks.at[i].kind == BLOCK_HEADING && !is_below_head(b, i))
      return start;
  }
  return start;
}

/* "P.S. The keys are with Ann." */
static bool is_postscript(str line)
{
  return str_starts(line, STR("P.S")) || str_starts(line, STR("PS ")) ||
         str_starts(line, STR("PS:"));
}

/* A line that only looks like the head of a list is trusted with less. */
static bool is_small(const struct back *b, uint32_t start)
{
  const struct block *head = &b->document->blocks.at[start];
  bool is_sure = b->kinds[start] == BACK_CLOSING || is_marked_up(b, start) ||
                 (b->kinds[start] == BACK_BOILERPLATE && head->kind == BLOCK_HEADING);
  uint64_t all = b->document->text.len, bytes = all - head->at.at;
  return bytes * 100 <= all * (is_sure ? SHARE_PERCENT : LINE_SHARE_PERCENT);
}

/* A signature's lines where much stands behind it, as in a thread of mails. */
static void mark_signature(struct back *b, uint32_t closing)
{
  uint32_t i = closing;
  do
    mark(b, i++);
  while (i < b->document->blocks.count && is_link(b, i) &&
         !is_postscript(document_block_text(b->document, i)));
}

static void mark_tail(struct back *b, uint32_t start)
{
  if (start == b->document->blocks.count || !is_small(b, start))
    return;
  for (uint32_t i = start; i < b->document->blocks.count; i++)
    if (!is_postscript(document_block_text(b->document, i)))
      mark(b, i);
}

/* The words below a picture, and what a page says of itself, stand anywhere. */
static bool is_of_page(const struct back *b, uint32_t i, const struct language *language)
{
  const struct block *block = &b->document->blocks.at[i];
  str line = document_block_text(b->document, i);
  return (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING) &&
         block->furniture != FURNITURE_HEADLINE &&
         (note_is_of_picture(b->document->arena, language, line) ||
          (line.len <= LINE_BYTES && language_has_line(language, line)));
}

void back_mark(struct document *document, const struct language *language)
{
  if (!language)
    return;
  struct back b = {.document = document,
                   .lists = language_set(language, "reading", "lists"),
                   .related = language_set(language, "reading", "related"),
                   .boilerplate = language_set(language, "reading", "boilerplate"),
                   .closings = language_set(language, "reading", "closings"),
                   .about = language_list(language, "reading", "about"),
                   .related_words = language_list(language, "reading", "related")};
  b.kinds = arena_array(document->arena, uint8_t, document->blocks.count + 1);
  if (!b.kinds)
    return;
  for (uint32_t i = 0; i < document->blocks.count; i++)
    b.kinds[i] = (uint8_t)kind_of(&b, i);
  mark_tail(&b, tail_start(&b));
  for (uint32_t i = 0; i < document->blocks.count; i++) {
    if (is_pointer(&b, i) || is_of_page(&b, i, language))
      mark(&b, i);
    if (b.kinds[i] == BACK_LISTS || b.kinds[i] == BACK_RELATED)
      mark_list(&b, i);
    else if (b.kinds[i] == BACK_CLOSING)
      mark_signature(&b, i);
  }
}
