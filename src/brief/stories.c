/* stories.c - what several documents are about, story by story: the head, the documents that tell
 * it, and the copies of them.
 *
 * Invariant: a story's members are its reports in their order, then the copies in theirs; every
 * document is a member of one story. */
#include "brief/make.h"

static void count_members(struct maker *m)
{
  const struct ranking *r = m->ranking;
  for (uint32_t d = 0; d < r->analysis_count; d++) {
    if (r->story_of[d] >= m->brief->stories.count)
      continue;
    struct brief_story *story = &m->brief->stories.at[r->story_of[d]];
    story->count++;
    story->reports += !maker_is_copy(m, d);
  }
}

static void add_members(struct maker *m)
{
  const struct ranking *r = m->ranking;
  uint32_t stories = m->brief->stories.count, at = 0;
  uint32_t *next = arena_array(m->scratch, uint32_t, stories + 1);
  struct brief_member *members =
      arena_array(m->brief->arena, struct brief_member, r->analysis_count + 1);
  if (!next || !members)
    return;
  for (uint32_t s = 0; s < stories; s++) {
    m->brief->stories.at[s].first = next[s] = at;
    at += m->brief->stories.at[s].count;
  }
  for (int copies = 0; copies < 2; copies++)
    for (uint32_t d = 0; d < r->analysis_count; d++)
      if (maker_is_copy(m, d) == copies && r->story_of[d] < stories)
        members[next[r->story_of[d]]++] = (struct brief_member){d, r->copy_of[d]};
  m->brief->members.at = members;
  m->brief->members.count = at;
}

static void set_head(struct maker *m, struct brief_story *story, uint32_t document, struct span at)
{
  story->head = copy_span(m, document, at);
  story->place = place_of(m, document, at);
}

/* The document's title from metadata, else its headline. */
static bool head_from_document(struct maker *m, struct brief_story *story, uint32_t document)
{
  const struct document *d = maker_analysis(m, document)->document;
  if (d->title.len)
    story->head = arena_str(m->brief->arena, d->title);
  else if (d->headline < d->blocks.count)
    set_head(m, story, document, document_headline(d));
  return story->head.len > 0;
}

/* A phrase of what is told of the story. */
static bool head_from_extract(struct maker *m, struct brief_story *story, uint32_t index)
{
  for (uint32_t i = 0; i < m->brief->summary.count; i++) {
    const struct brief_extract *e = &m->brief->summary.at[i];
    if (e->story != index || !e->is_lead)
      continue;
    struct span at = title_phrase(maker_analysis(m, e->place.document), e->place.at);
    if (at.len)
      set_head(m, story, e->place.document, at);
    return at.len > 0;
  }
  return false;
}

/* What the briefing is called is the first story's head, where both are words of the text. */
static bool head_from_title(const struct maker *m, struct brief_story *story, uint32_t index)
{
  const struct brief_title *title = &m->brief->title;
  if (index || title->origin != TITLE_SENTENCE)
    return false;
  story->head = title->text;
  story->place = title->place;
  return true;
}

/* The lead document's title, else another report's, else words of the text, else a file's name. */
static void find_head(struct maker *m, uint32_t index)
{
  struct brief_story *story = &m->brief->stories.at[index];
  if (head_from_document(m, story, story->lead))
    return;
  for (uint32_t i = story->first; i < story->first + story->reports; i++)
    if (head_from_document(m, story, m->brief->members.at[i].document))
      return;
  if (!head_from_title(m, story, index) && !head_from_extract(m, story, index))
    story->head = m->brief->sources.at[story->lead].name;
}

void make_stories(struct maker *m)
{
  const struct ranking *r = m->ranking;
  for (uint32_t s = 0; r->analysis_count > 1 && s < r->stories.count; s++) {
    struct brief_story story = {.lead = r->stories.at[s].fullest,
                                .behind = r->stories.at[s].behind};
    vec_push(m->brief->arena, &m->brief->stories, story);
  }
  if (!m->brief->stories.count || arena_short(m->brief->arena))
    return;
  count_members(m);
  add_members(m);
  for (uint32_t s = 0; !arena_short(m->brief->arena) && s < m->brief->stories.count; s++)
    find_head(m, s);
}
