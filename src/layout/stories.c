/* stories.c - several stories, one section each: head, who tells it, lead, key points, text, and
 * where its sources differ.
 *
 * Invariant: a story of which nothing is planned leaves no head; how many there are is said behind
 * the last. */
#include "layout/set.h"

#include <stdlib.h>

/* Names of copies in a story's head. */
enum { COPIES_BYTES_MAX = 160 };

bool tells_stories(const struct setter *setter)
{
  return setter->page_template->shows[SLOT_STORIES] && setter->brief->stories.count > 1;
}

/* The bottom line stands over all stories; where the template has none, in its own. */
static bool is_in_story(const struct setter *setter, const struct plan *plan,
                        const struct brief_extract *extract)
{
  bool is_above =
      extract->role == ROLE_BOTTOM_LINE && setter->page_template->shows[SLOT_BOTTOM_LINE];
  return !is_above && extract->text.len && is_planned(plan, extract);
}

uint32_t stories_told(const struct setter *setter, const struct plan *plan)
{
  uint32_t count = setter->brief->stories.count, told = 0;
  bool *seen = tells_stories(setter) ? arena_array(setter->arena, bool, count) : NULL;
  for (uint32_t i = 0; seen && i < setter->brief->summary.count; i++) {
    const struct brief_extract *extract = &setter->brief->summary.at[i];
    if ((plan && !is_planned(plan, extract)) || extract->story >= count)
      continue;
    told += !seen[extract->story];
    seen[extract->story] = true;
  }
  return told;
}

uint32_t stories_in_all(const struct setter *setter)
{
  uint32_t count = tells_stories(setter) ? setter->brief->stories_behind : 0;
  for (uint32_t i = 0; tells_stories(setter) && i < setter->brief->stories.count; i++)
    count += setter->brief->sources.at[setter->brief->stories.at[i].lead].sentences > 0;
  return count;
}

uint32_t reports_in_all(const struct setter *setter)
{
  uint32_t count = 0;
  for (uint32_t i = 0; i < setter->brief->stories.count; i++)
    count += setter->brief->stories.at[i].reports + setter->brief->stories.at[i].behind;
  return count;
}

/* --- one story --- */

struct story_text {
  struct setter *setter;
  struct flow *flow;
  const struct plan *plan;
  const struct brief_quote *quote; /* not yet set */
  const uint32_t *extracts;        /* of the story, in the order of its documents */
  uint32_t count;
  bool has_text; /* since the head */
};

static str joined(struct setter *setter, str text, str part)
{
  return text.len ? arena_format(setter->arena, "%.*s \xC2\xB7 %.*s", STR_ARG(text), STR_ARG(part))
                  : part;
}

static str with_copies(struct setter *setter, str text, const struct brief_story *story)
{
  const struct brief *brief = setter->brief;
  size_t limit = text.len + COPIES_BYTES_MAX;
  for (uint32_t i = story->reports; i < story->count; i++) {
    str name = brief->sources.at[brief->members.at[story->first + i].document].name;
    str more = layout_label(setter, "more");
    if (i > story->reports && text.len + name.len > limit)
      return joined(setter, text,
                    arena_format(setter->arena, "%u %.*s", story->count - i, STR_ARG(more)));
    if (i == story->reports)
      text = joined(setter, text, layout_label(setter, "also-in"));
    text = joined(setter, text, name);
  }
  return text;
}

str story_credit(struct setter *setter, const struct brief_story *story)
{
  str text = {0}, reports = layout_label(setter, "reports");
  uint32_t count = story->reports + story->behind;
  if (count > 1 && reports.len)
    text = arena_format(setter->arena, "%u %.*s", count, STR_ARG(reports));
  return with_copies(setter, text, story);
}

static void flow_credit(struct setter *setter, struct flow *flow, const struct brief_story *story)
{
  str text = story_credit(setter, story);
  if (!text.len)
    return;
  uint32_t node = flow_node(setter, flow, NODE_P, flow->section);
  struct measure measure = {.width = setter->grid.column_width};
  struct paragraph *set = set_text(setter, text, STYLE_NOTE, node, measure);
  struct frame *block = flow_block(setter, flow, flow->into,
                                   (struct frame){.kind = FRAME_HEAD, .slot = SLOT_STORIES});
  block->cells = flow_cells(setter, flow, block, set, 0, 0);
}

/* Above the head, where that stands in the column. */
static void add_rule(struct setter *setter, struct flow *flow)
{
  if (setter->page_template->heads_in_side || !flow->into->count)
    return;
  flow_rect(setter, flow, vec_last(flow->into),
            (struct item){.y = -cell_part(setter, 420),
                          .width = setter->grid.column_width,
                          .height = setter->page_template->rule_medium,
                          .color = setter->page_template->accent});
}

/* A rule above the head parts the stories; the first stands under the title of the page, which is
 * its own. */
static void flow_story_head(struct setter *setter, struct flow *flow, uint32_t index)
{
  const struct brief_story *story = &setter->brief->stories.at[index];
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  if (index == 0 && str_eq(story->head, setter->brief->title.text)) {
    flow_outline(setter, flow, 1, story->head, flow->into->count);
  } else {
    flow_passage_heading(setter, flow, SLOT_STORIES, story->head, tongue_of(setter, story->lead));
    add_rule(setter, flow);
  }
  flow_credit(setter, flow, story);
}

static bool has_part(const struct brief_extract *extract, bool lead, bool point)
{
  return extract->is_lead == lead && extract->is_point == point;
}

struct text_run {
  const uint32_t *extracts; /* indices in the summary */
  uint32_t count;
  unit indent;
};

/* Two extracts in a row share a note. */
static bool is_same_paragraph(const struct setter *setter, const uint32_t extracts[2])
{
  return setter->brief->summary.at[extracts[0]].place.paragraph ==
         setter->brief->summary.at[extracts[1]].place.paragraph;
}

/* One paragraph; false when nothing was set. */
static bool flow_paragraph(struct setter *setter, struct flow *flow, struct text_run run)
{
  const struct brief *brief = setter->brief;
  struct fragment *parts = arena_array(setter->arena, struct fragment, (size_t)run.count * 2 + 1);
  if (!parts)
    return false;
  struct list_item item = begin_text(setter, flow, &brief->summary.at[run.extracts[0]], run.indent);
  uint32_t used = 0, node = item.node, text = node;
  struct reference reference = {.parent = node};
  for (uint32_t i = 0; i < run.count; i++) {
    const struct brief_extract *extract = &brief->summary.at[run.extracts[i]];
    bool begins = i == 0 || !is_same_paragraph(setter, run.extracts + i - 1);
    bool ends = i + 1 == run.count || !is_same_paragraph(setter, run.extracts + i);
    bool is_whole = begins && ends && run.count == 1;
    if (begins) {
      text = is_whole ? node : flow_node(setter, flow, NODE_SPAN, node);
      reference = (struct reference){extract->place, extract->text, SET_REFERENCE, node};
    }
    parts[used++] = extract_fragment(setter, extract, STYLE_BODY, text);
    if (ends)
      used += add_reference(setter, flow, &parts[used], reference);
  }
  struct measure measure = {.width = setter->grid.column_width - item.indent,
                            .first_indent = item.first_indent};
  struct paragraph *set = paragraph_set(setter, parts, used, measure);
  if (!set)
    return false;
  struct frame *block =
      flow_block(setter, flow, flow->into,
                 (struct frame){.kind = FRAME_TEXT, .slot = SLOT_STORIES, .splits = true});
  block->cells = item_cells(setter, flow, block, &item, set, 0);
  return true;
}

static void flow_run(struct story_text *t, const uint32_t *extracts, uint32_t count, unit indent)
{
  struct text_run run = {.extracts = extracts, .count = count, .indent = t->has_text ? indent : 0};
  t->has_text |= flow_paragraph(t->setter, t->flow, run);
}

static void flow_lead(struct story_text *t)
{
  uint32_t *lead = arena_array(t->setter->arena, uint32_t, t->count + 1), count = 0;
  for (uint32_t i = 0; lead && i < t->count; i++)
    if (has_part(&t->setter->brief->summary.at[t->extracts[i]], true, false))
      lead[count++] = t->extracts[i];
  if (count)
    flow_run(t, lead, count, 0);
}

static void flow_points(struct story_text *t)
{
  uint32_t list = NONE;
  for (uint32_t i = 0; i < t->count; i++) {
    const struct brief_extract *extract = &t->setter->brief->summary.at[t->extracts[i]];
    if (!has_part(extract, false, true))
      continue;
    if (list == NONE)
      list = flow_list(t->setter, t->flow, t->flow->section, LABELS_DISC);
    flow_point(t->setter, t->flow, list, extract);
    t->has_text = true;
  }
}

static void flow_text(struct story_text *t)
{
  const struct brief *brief = t->setter->brief;
  unit indent = t->setter->styles[STYLE_BODY].indent;
  uint32_t *run = arena_array(t->setter->arena, uint32_t, t->count + 1), count = 0;
  for (uint32_t i = 0; run && i <= t->count; i++) {
    const struct brief_extract *extract = i < t->count ? &brief->summary.at[t->extracts[i]] : NULL;
    if (extract && !has_part(extract, false, false))
      continue;
    const struct brief_extract *last = count ? &brief->summary.at[run[count - 1]] : NULL;
    if (last && !(extract && brief_goes_on(last, extract))) {
      flow_run(t, run, count, indent);
      count = 0;
    }
    if (extract)
      run[count++] = t->extracts[i];
  }
}

static void flow_story(struct story_text *t, uint32_t index)
{
  struct setter *setter = t->setter;
  if (t->flow->into == &t->flow->column)
    t->flow->story_blocks[index] = t->flow->column.count;
  flow_story_head(setter, t->flow, index);
  t->has_text = false;
  flow_lead(t);
  flow_points(t);
  bool has_quote = t->quote && setter->story_of[t->quote->place.document] == index && t->has_text;
  if (has_quote) {
    flow_pull_quote(setter, t->flow, t->quote);
    t->quote = NULL;
  }
  flow_text(t);
  flow_disagreements(setter, t->flow, index, t->plan->rows[SLOT_DISAGREEMENTS]);
}

/* --- all --- */

/* An extract by story and place. */
struct story_place {
  uint32_t story, document, at;
  uint32_t extract;
};

static int by_story(const void *a, const void *b)
{
  const struct story_place *x = a, *y = b;
  if (x->story != y->story)
    return x->story < y->story ? -1 : 1;
  if (x->document != y->document)
    return x->document < y->document ? -1 : 1;
  return (x->at > y->at) - (x->at < y->at);
}

static uint32_t order_extracts(struct setter *setter, const struct plan *plan,
                               struct story_place *places)
{
  uint32_t count = 0;
  for (uint32_t i = 0; i < setter->brief->summary.count; i++) {
    const struct brief_extract *e = &setter->brief->summary.at[i];
    if (is_in_story(setter, plan, e) && e->story < setter->brief->stories.count)
      places[count++] = (struct story_place){e->story, e->place.document, e->place.at.at, i};
  }
  if (count)
    qsort(places, count, sizeof *places, by_story);
  return count;
}

static bool ready_story_of(struct setter *setter)
{
  const struct brief *brief = setter->brief;
  if (!setter->story_of)
    setter->story_of = arena_array(setter->arena, uint32_t, brief->sources.count + 1);
  for (uint32_t s = 0; setter->story_of && s < brief->stories.count; s++)
    for (uint32_t i = 0; i < brief->stories.at[s].count; i++)
      setter->story_of[brief->members.at[brief->stories.at[s].first + i].document] = s;
  return setter->story_of != NULL;
}

static bool ready_targets(struct setter *setter, struct flow *flow)
{
  flow->story_count = setter->brief->stories.count;
  flow->story_blocks = arena_array(setter->arena, uint32_t, flow->story_count + 1);
  for (uint32_t s = 0; flow->story_blocks && s < flow->story_count; s++)
    flow->story_blocks[s] = NONE;
  return flow->story_blocks != NULL;
}

/* What the pages leave out is said on them. */
static void flow_left_out(struct setter *setter, struct flow *flow, const struct plan *plan)
{
  uint32_t told = stories_told(setter, plan), all = stories_in_all(setter);
  str label = layout_label(setter, "left-out");
  if (told >= all || !label.len)
    return;
  str text = arena_format(setter->arena, "%.*s \xC2\xB7 %u", STR_ARG(label), all - told);
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  uint32_t node = flow_node(setter, flow, NODE_P, flow->section);
  struct paragraph *set = set_text(setter, text, STYLE_NOTE, node,
                                   (struct measure){.width = setter->grid.column_width});
  struct frame *block = flow_block(
      setter, flow, flow->into, (struct frame){.kind = FRAME_TEXT, .slot = SLOT_STORIES, .gap = 1});
  block->cells = flow_cells(setter, flow, block, set, 0, 0);
}

static void flow_one_story(struct setter *setter, struct flow *flow, const struct plan *plan)
{
  flow_key_points(setter, flow, plan);
  flow_body(setter, flow, plan);
  flow_disagreements(setter, flow, NONE, plan->rows[SLOT_DISAGREEMENTS]);
}

void flow_stories(struct setter *setter, struct flow *flow, const struct plan *plan)
{
  if (!tells_stories(setter)) {
    flow_one_story(setter, flow, plan);
    return;
  }
  uint32_t room = setter->brief->summary.count + 1;
  struct story_place *places = arena_array(setter->arena, struct story_place, room);
  uint32_t *extracts = arena_array(setter->arena, uint32_t, room);
  if (!places || !extracts || !ready_story_of(setter) || !ready_targets(setter, flow))
    return;
  uint32_t count = order_extracts(setter, plan, places);
  for (uint32_t i = 0; i < count; i++)
    extracts[i] = places[i].extract;
  struct story_text text = {.setter = setter, .flow = flow, .plan = plan};
  text.quote = plan->has_quote ? pull_quote(setter->brief, NULL) : NULL;
  for (uint32_t i = 0; i < count && setter->status == PRECIS_OK; i += text.count) {
    text.extracts = extracts + i;
    text.count = 1;
    while (i + text.count < count && places[i + text.count].story == places[i].story)
      text.count++;
    flow_story(&text, places[i].story);
  }
  flow_left_out(setter, flow, plan);
}
