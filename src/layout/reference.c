/* reference.c - the small numbers of the text: each leads to its note, and the note back.
 *
 * Invariants: numbers rise in the order in which they are read; a number is a link of the structure
 * tree whose text is the number alone; a reference that is taken back leaves no note. */
#include "layout/set.h"

bool add_reference(struct setter *setter, struct flow *flow, struct fragment *ret,
                   struct reference reference)
{
  uint32_t before = flow->notes.notes.count;
  uint32_t number = brief_refer(&flow->notes, reference.place, reference.words);
  if (!number)
    return false;
  uint32_t node = flow_node(setter, flow, NODE_LINK, reference.parent);
  if (flow->notes.notes.count > before)
    vec_push(setter->arena, &flow->note_nodes, (struct note_nodes){.reference = node});
  vec_push(setter->arena, &flow->links, (struct flow_link){.node = node, .note = number - 1});
  *ret = (struct fragment){
      .text = number_text(setter, number),
      .style = reference.style,
      .node = node,
      .is_glued = true,
      .is_isolated = true,
  };
  return true;
}

/* --- once all is painted --- */

/* What the marks of a node cover on the page of the first. */
struct node_area {
  unit left, top, right, bottom;
  uint32_t page;
  bool is_set;
};

static void add_mark(struct node_area *area, const struct mark *mark, uint32_t page)
{
  unit top = mark->y - mark->size;
  if (!area->is_set)
    *area = (struct node_area){mark->x, top, mark->x + mark->width, mark->y, page, true};
  if (area->page != page)
    return;
  area->left = mark->x < area->left ? mark->x : area->left;
  area->top = top < area->top ? top : area->top;
  area->right = mark->x + mark->width > area->right ? mark->x + mark->width : area->right;
  area->bottom = mark->y > area->bottom ? mark->y : area->bottom;
}

static struct node_area *find_areas(struct setter *setter, const struct display *display)
{
  struct node_area *areas = arena_array(setter->arena, struct node_area, display->nodes.count + 1);
  for (uint32_t p = 0; areas && p < display->pages.count; p++)
    for (uint32_t i = 0; i < display->pages.at[p].marks.count; i++) {
      const struct mark *mark = &display->pages.at[p].marks.at[i];
      if (mark->kind == MARK_GLYPHS && mark->node < display->nodes.count)
        add_mark(&areas[mark->node], mark, p);
    }
  return areas;
}

static str link_contents(struct setter *setter, const struct flow_link *link, struct arena *arena)
{
  str words = layout_label(setter, link->goal == LINK_BACK ? "note-back" : "note");
  return arena_format(arena, "%.*s %u", STR_ARG(words), link->note + 1);
}

/* Over what was painted of a node. */
static struct link link_over(const struct node_area *area, uint32_t node)
{
  return (struct link){.page = area->page,
                       .node = node,
                       .x = area->left,
                       .y = area->top,
                       .width = area->right - area->left,
                       .height = area->bottom - area->top};
}

static void paint_references(struct setter *setter, const struct flow *flow,
                             const struct node_area *areas, struct display *display)
{
  for (uint32_t i = 0; i < flow->references.count; i++) {
    const struct flow_reference *from = &flow->references.at[i];
    const struct node_area *area = &areas[from->node];
    if (!area->is_set)
      continue;
    struct link link = link_over(area, from->node);
    link.height += setter->grid.baseline - cell_baseline(setter); /* descenders too */
    link.uri = arena_str(display->arena, from->uri);
    link.contents = arena_str(display->arena, from->contents);
    vec_push(display->arena, &display->links, link);
  }
}

void links_paint(struct setter *setter, const struct flow *flow, struct layout *layout)
{
  struct display *display = layout->display;
  bool has_links = flow->links.count || flow->references.count;
  struct node_area *areas = has_links ? find_areas(setter, display) : NULL;
  if (areas)
    paint_references(setter, flow, areas, display);
  for (uint32_t i = 0; areas && i < flow->links.count; i++) {
    const struct flow_link *from = &flow->links.at[i];
    const struct note_nodes *note = &flow->note_nodes.at[from->note];
    const struct node_area *area = &areas[from->node];
    uint32_t goal = from->goal == LINK_BACK   ? note->reference
                    : from->goal == LINK_NOTE ? note->label
                                              : note->source;
    const struct node_area *target = &areas[goal];
    if (!area->is_set || !target->is_set)
      continue;
    unit air = setter->grid.baseline;
    struct link link = link_over(area, from->node);
    link.target_page = target->page;
    link.target_y = target->top > air ? target->top - air : 0;
    link.contents = link_contents(setter, from, display->arena);
    vec_push(display->arena, &display->links, link);
  }
}
