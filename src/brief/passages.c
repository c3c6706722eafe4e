/* passages.c - what is printed in its surroundings: each extract with the sentences round it, or
 * the blocks and lines of the whole text.
 *
 * Invariant: each mark lies in a passage of its paragraph; a neighbour is never shown that is
 * longer than a reader would want to read for it. */
#include <stdlib.h>

#include "brief/make.h"

enum { NEIGHBOUR_BYTES = 480 };

static void add_mark(struct maker *m, struct place place, uint32_t extract)
{
  struct brief_mark mark = {place, extract};
  if (place.at.len)
    vec_push(m->brief->arena, &m->brief->marks, mark);
}

static int by_place(const void *a, const void *b)
{
  const struct brief_mark *x = a, *y = b;
  if (x->place.document != y->place.document)
    return x->place.document < y->place.document ? -1 : 1;
  if (x->place.at.at != y->place.at.at)
    return x->place.at.at < y->place.at.at ? -1 : 1;
  if (x->place.at.len != y->place.at.len)
    return x->place.at.len > y->place.at.len ? -1 : 1;
  return (x->extract > y->extract) - (x->extract < y->extract);
}

static void add_marks(struct maker *m)
{
  struct brief *b = m->brief;
  for (uint32_t i = 0; i < b->summary.count; i++)
    add_mark(m, b->summary.at[i].place, i);
  for (uint32_t i = 0; i < b->quotes.count; i++)
    if (b->quotes.at[i].is_pull)
      add_mark(m, b->quotes.at[i].place, NONE);
  for (uint32_t i = 0; i < b->figures.count; i++)
    if (b->figures.at[i].is_printed)
      add_mark(m, b->figures.at[i].label_place, NONE);
  for (uint32_t i = 0; i < b->differing.count; i++)
    add_mark(m, b->differing.at[i].label_place, NONE);
  for (uint32_t i = 0; i < b->dates.count; i++)
    if (b->dates.at[i].is_printed)
      add_mark(m, b->dates.at[i].event_place, NONE);
  for (uint32_t i = 0; i < b->names.count; i++)
    if (b->names.at[i].is_printed)
      add_mark(m, b->names.at[i].told_place, NONE);
  for (uint32_t i = 0; i < b->abbreviations.count; i++)
    if (b->abbreviations.at[i].is_printed)
      add_mark(m, b->abbreviations.at[i].long_place, NONE);
  if (b->marks.count)
    qsort(b->marks.at, b->marks.count, sizeof *b->marks.at, by_place);
}

static bool is_neighbour(const struct analysis *a, uint32_t sentence)
{
  return sentence < a->sentences.count &&
         a->document->blocks.at[a->sentences.at[sentence].block].kind != BLOCK_HEADING &&
         !(a->sentences.at[sentence].flags & (SENTENCE_FURNITURE | SENTENCE_TABULAR)) &&
         a->sentences.at[sentence].at.len <= NEIGHBOUR_BYTES;
}

/* From the sentence before the mark to the one after. */
static struct span surroundings(const struct analysis *a, struct span mark)
{
  uint32_t first = analysis_sentence(a, mark.at), last = analysis_sentence(a, span_end(mark) - 1);
  uint32_t start = mark.at, end = span_end(mark);
  if (first != NONE && a->sentences.at[first].at.at < start &&
      mark.at - a->sentences.at[first].at.at <= NEIGHBOUR_BYTES)
    start = a->sentences.at[first].at.at;
  if (last != NONE && span_end(a->sentences.at[last].at) > end &&
      span_end(a->sentences.at[last].at) - end <= NEIGHBOUR_BYTES)
    end = span_end(a->sentences.at[last].at);
  if (first != NONE && first > 0 && is_neighbour(a, first - 1))
    start = a->sentences.at[first - 1].at.at;
  if (last != NONE && is_neighbour(a, last + 1))
    end = span_end(a->sentences.at[last + 1].at);
  return (struct span){start, end - start};
}

static void end_passage(struct maker *m, const struct brief_passage *open)
{
  struct brief_passage passage = *open;
  passage.text = copy_span(m, passage.place.document, passage.place.at);
  if (passage.place.at.len)
    vec_push(m->brief->arena, &m->brief->passages, passage);
}

/* Marks of one paragraph whose surroundings meet share a passage. */
static void add_passages(struct maker *m)
{
  struct brief_passage open = {.place = {.paragraph = NONE}};
  for (uint32_t i = 0; i < m->brief->marks.count; i++) {
    const struct place *mark = &m->brief->marks.at[i].place;
    struct span around = surroundings(maker_analysis(m, mark->document), mark->at);
    struct span *at = &open.place.at;
    if (open.place.paragraph == mark->paragraph && around.at <= span_end(*at)) {
      uint32_t end = span_end(around) > span_end(*at) ? span_end(around) : span_end(*at);
      at->len = end - at->at;
      continue;
    }
    end_passage(m, &open);
    open = (struct brief_passage){.place = *mark, .first_mark = i};
    open.place.at = around;
    open.place.line = 0;
  }
  end_passage(m, &open);
}

static void add_blocks(struct maker *m, uint32_t document)
{
  const struct document *d = maker_analysis(m, document)->document;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    struct brief_block block = {document, d->blocks.at[i].at,
                                d->blocks.at[i].kind == BLOCK_HEADING};
    vec_push(m->brief->arena, &m->brief->blocks, block);
  }
  for (uint32_t i = 0; i < d->lines.count; i++) {
    struct brief_line line = {document, d->lines.at[i].at, d->lines.at[i].line};
    vec_push(m->brief->arena, &m->brief->lines, line);
  }
}

void make_passages(struct maker *m)
{
  precis_sources sources = m->options->sources;
  if (sources == PRECIS_SOURCES_CONTEXT || sources == PRECIS_SOURCES_FULL)
    add_marks(m);
  if (sources == PRECIS_SOURCES_CONTEXT)
    add_passages(m);
  for (uint32_t d = 0; sources == PRECIS_SOURCES_FULL && d < m->ranking->analysis_count; d++)
    add_blocks(m, d);
}
