/* stretch.c - walks over the sources' own text: what is printed of it, and its lines.
 *
 * Invariant: the pieces of a stretch, in order, are the stretch; marks that lie in others are not
 * seen. */
#include "brief/brief.h"

/* --- pieces --- */

static bool is_before(const struct brief_cutter *c, const struct place *mark)
{
  return mark->document < c->place.document ||
         (mark->document == c->place.document && span_end(mark->at) <= c->place.at.at);
}

static bool is_shown(const struct brief_cutter *c, const struct brief_mark *mark)
{
  if (c->place.paragraph != NONE && mark->place.paragraph != c->place.paragraph)
    return false;
  if (mark->extract == NONE)
    return true;
  const struct brief_extract *e = &c->brief->summary.at[mark->extract];
  return e->role == ROLE_BOTTOM_LINE || e->rank < c->ranks;
}

bool brief_next_piece(struct brief_cutter *c, struct brief_piece *ret)
{
  const struct brief *b = c->brief;
  uint32_t at = c->place.at.at, end = span_end(c->place.at);
  if (at >= end)
    return false;
  while (c->mark < b->marks.count &&
         (is_before(c, &b->marks.at[c->mark].place) || !is_shown(c, &b->marks.at[c->mark])))
    c->mark++;
  *ret = (struct brief_piece){.at = c->place.at, .paragraph = NONE, .line = c->place.line};
  const struct place *mark = c->mark < b->marks.count ? &b->marks.at[c->mark].place : NULL;
  if (mark && mark->document == c->place.document && mark->at.at <= at) {
    uint32_t to = span_end(mark->at) < end ? span_end(mark->at) : end;
    uint32_t line = mark->at.at == at ? mark->line : c->place.line;
    *ret = (struct brief_piece){{at, to - at}, true, mark->paragraph, line};
  } else if (mark && mark->document == c->place.document && mark->at.at < end) {
    ret->at.len = mark->at.at - at;
  }
  c->place.at = (struct span){span_end(ret->at), end - span_end(ret->at)};
  return true;
}

/* --- lines --- */

str brief_text_at(const struct brief *brief, uint32_t document, struct span at)
{
  return document < brief->texts.count ? str_span(brief->texts.at[document], at) : STR("");
}

static bool is_line_before(const struct brief_line *line, uint32_t document, uint32_t at)
{
  return line->document < document || (line->document == document && line->at <= at);
}

bool brief_next_line(struct brief_reader *r, struct brief_source_line *ret)
{
  const struct brief *b = r->brief;
  while (!r->at && r->block < b->blocks.count && !b->blocks.at[r->block].at.len)
    r->block++;
  if (r->block >= b->blocks.count)
    return false;
  const struct brief_block *block = &b->blocks.at[r->block];
  bool begins_document = r->block == 0 || b->blocks.at[r->block - 1].document != block->document;
  *ret = (struct brief_source_line){.begins_block = !r->at, .is_heading = block->is_heading};
  if (!r->at) {
    r->number = begins_document ? 1 : r->number + 1;
    ret->begins_document = begins_document;
  }
  uint32_t from = r->at ? r->at : block->at.at, end = span_end(block->at);
  while (r->line < b->lines.count && is_line_before(&b->lines.at[r->line], block->document, from))
    r->line++;
  const struct brief_line *line = r->line ? &b->lines.at[r->line - 1] : NULL;
  bool has_next = r->line < b->lines.count && b->lines.at[r->line].document == block->document &&
                  b->lines.at[r->line].at < end;
  uint32_t to = has_next ? b->lines.at[r->line].at : end;
  bool is_numbered = line && line->document == block->document && line->line;
  ret->place =
      (struct place){block->document, {from, to - from}, is_numbered ? line->line : 0, NONE};
  ret->number = is_numbered ? line->line : r->number;
  r->at = has_next ? to : 0;
  r->block += !has_next;
  return true;
}
