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

/* Each story that the body tells of stands under its head. */
static void set_story_sections(struct maker *m)
{
  uint32_t story = NONE, section = NONE;
  for (uint32_t i = 0; i < m->brief->summary.count; i++) {
    struct brief_extract *e = &m->brief->summary.at[i];
    e->section = NONE;
    if (e->role != ROLE_BODY || e->story >= m->brief->stories.count)
      continue;
    if (e->story != story) {
      const struct brief_story *told = &m->brief->stories.at[e->story];
      struct brief_heading heading = {told->head, told->place};
      vec_push(m->brief->arena, &m->brief->headings, heading);
      section = m->brief->headings.count - 1;
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
