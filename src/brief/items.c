/* items.c - which extracts are items of a list, and the marks that they have in the source.
 *
 * Invariant: items of one list have its number, whatever stands between them in other roles. */
#include "brief/make.h"

static const str BULLET = {"\xE2\x80\xA2", 3};

bool brief_is_item_mark(str mark)
{
  enum { DIGITS_MAX = 4, ROMANS_MAX = 5 };

  size_t first = mark.len && mark.data[0] == '(', end = first;
  while (end < mark.len && mark.data[end] >= '0' && mark.data[end] <= '9')
    end++;
  size_t digits = end - first;
  while (!digits && end < mark.len && strchr("ivxlcIVXLC", mark.data[end]))
    end++;
  size_t romans = end - first - digits;
  if (end == first && end < mark.len && ((mark.data[end] | 0x20) >= 'a') &&
      ((mark.data[end] | 0x20) <= 'z'))
    end++;
  bool closes = end + 1 == mark.len && (mark.data[end] == ')' || (!first && mark.data[end] == '.'));
  return end > first && closes && digits <= DIGITS_MAX && romans <= ROMANS_MAX;
}

bool brief_opens_with_box(str text)
{
  return text.len > 2 && text.data[0] == '[' && text.data[2] == ']';
}

/* Plain text has the mark before the first sentence. */
static str mark_of(struct maker *m, const struct brief_extract *extract)
{
  const struct document *d = maker_analysis(m, extract->place.document)->document;
  const struct block *block = &d->blocks.at[extract->block];
  str text = document_block_text(d, extract->block);
  if (block->number == ITEM_GOES_ON || brief_opens_with_box(text))
    return STR("");
  if (block->number)
    return arena_format(m->brief->arena, "%u.", block->number);
  size_t blank = str_find(text, STR(" "), 0);
  str first = str_sub(text, 0, blank == SIZE_MAX ? 0 : blank);
  bool has_own = d->media == MEDIA_TEXT && brief_is_item_mark(first);
  if (!has_own)
    return BULLET;
  return extract->place.at.at > block->at.at ? arena_str(m->brief->arena, first) : STR("");
}

static const struct block *block_of(struct maker *m, const struct brief_extract *extract)
{
  return &maker_analysis(m, extract->place.document)->document->blocks.at[extract->block];
}

/* Nothing but items stands between them. */
static bool is_same_list(struct maker *m, const struct brief_extract *before,
                         const struct brief_extract *own)
{
  if (before->role != own->role || before->place.document != own->place.document)
    return false;
  const struct document *d = maker_analysis(m, own->place.document)->document;
  for (uint32_t i = before->block; i < own->block; i++)
    if (d->blocks.at[i].kind != BLOCK_ITEM)
      return false;
  return before->block <= own->block;
}

void find_items(struct maker *m)
{
  uint32_t lists = 0;
  for (uint32_t i = 0; i < m->brief->summary.count; i++) {
    struct brief_extract *own = &m->brief->summary.at[i];
    const struct block *block = block_of(m, own);
    if (block->kind != BLOCK_ITEM)
      continue;
    bool goes_on = i && is_same_list(m, own - 1, own);
    lists += !goes_on;
    own->item = (struct brief_item){lists, block->level ? block->level : 1, mark_of(m, own)};
  }
}
