/* sections.c - the heads that the body stands under: the source's own; over several stories, one
 * each. */
#include "brief/make.h"

static void add_heading(struct maker *m, uint32_t document, struct span at)
{
  struct brief_heading heading = {copy_span(m, document, at), place_of(m, document, at)};
  vec_push(m->brief->arena, &m->brief->headings, heading);
}

/* The source's heading above a block: the document's own headline is the title, not a section. */
static uint32_t heading_above(const struct document *d, uint32_t block)
{
  for (uint32_t i = block; i-- > 0;)
    if (d->blocks.at[i].kind == BLOCK_HEADING && i != d->headline &&
        d->blocks.at[i].furniture == FURNITURE_NONE)
      return i;
  return NONE;
}

static void set_source_sections(struct maker *m)
{
  uint32_t last_document = NONE, last_block = NONE;
  for (uint32_t i = 0; i < m->brief->summary.count; i++) {
    struct brief_extract *e = &m->brief->summary.at[i];
    e->section = NONE;
    if (e->role != ROLE_BODY)
      continue;
    const struct document *d = maker_analysis(m, e->place.document)->document;
    uint32_t block = heading_above(d, e->block);
    if (block == NONE)
      continue;
    if (block != last_block || e->place.document != last_document)
      add_heading(m, e->place.document, d->blocks.at[block].at);
    last_block = block;
    last_document = e->place.document;
    e->section = m->brief->headings.count - 1;
  }
}

static struct span headline_of(const struct document *d)
{
  return d->headline < d->blocks.count ? d->blocks.at[d->headline].at : (struct span){0, 0};
}

/* The headline of the story's fullest document, else of another; where none has one, a phrase
 * of the story's first extract. */
static void add_story_heading(struct maker *m, const struct brief_extract *first)
{
  const struct ranking *r = m->ranking;
  uint32_t document = r->stories.at[first->story].fullest;
  struct span at = headline_of(maker_analysis(m, document)->document);
  for (uint32_t d = 0; !at.len && d < r->analysis_count; d++)
    if (r->story_of[d] == first->story && !maker_is_copy(m, d)) {
      document = d;
      at = headline_of(maker_analysis(m, d)->document);
    }
  if (!at.len) {
    document = first->place.document;
    at = title_phrase(maker_analysis(m, document), first->place.at);
  }
  if (at.len)
    add_heading(m, document, at);
}

static void set_story_sections(struct maker *m)
{
  uint32_t story = NONE, section = NONE;
  for (uint32_t i = 0; i < m->brief->summary.count; i++) {
    struct brief_extract *e = &m->brief->summary.at[i];
    e->section = NONE;
    if (e->role != ROLE_BODY)
      continue;
    if (e->story != story) {
      uint32_t before = m->brief->headings.count;
      add_story_heading(m, e);
      section = m->brief->headings.count > before ? before : NONE;
      story = e->story;
    }
    e->section = section;
  }
}

void make_sections(struct maker *m)
{
  if (m->ranking->stories.count > 1)
    set_story_sections(m);
  else
    set_source_sections(m);
}
