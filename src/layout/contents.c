/* contents.c - the heads of the stories with the pages they stand on: a strip over all columns,
 * or, where there are many, a section in them.
 *
 * Invariant: what an entry takes does not depend on its page's number, which has a place of its own
 * and is written once the pages are broken; so one layout is enough. */
#include "layout/set.h"

enum {
  CONTENTS_MIN = 4,     /* so many stories a reader sees at a glance */
  ENTRY_BYTES_MAX = 90, /* of a head */
  NUMBER_WIDTH = 20,    /* points: four digits */
  STRIP_PAD = 9,        /* points left and right of text on the tint */
  STRIP_SHARE = 3       /* of a page's height, one part at most */
};

struct contents {
  struct setter *setter;
  struct flow *flow;
  uint32_t list; /* node */
  unit width;    /* of an entry */
};

struct entry {
  uint32_t story, node;
  uint32_t number; /* node of the page's number */
  str text;
  const struct paragraph *set;
};

typedef VEC(struct entry) entry_list;

static str shortened(struct setter *setter, str text)
{
  size_t cut = ENTRY_BYTES_MAX;
  if (text.len <= cut)
    return text;
  while (cut && text.data[cut] != ' ')
    cut--;
  for (size_t at = 0; !cut && at < ENTRY_BYTES_MAX;) {
    size_t character = at;
    utf8_next(text, &at);
    if (at >= ENTRY_BYTES_MAX)
      cut = character;
  }
  return arena_format(setter->arena, "%.*s\xE2\x80\xA6", (int)cut, text.data);
}

/* Its first line stands out, so that one entry is told from the next. */
static unit hang_of(const struct setter *setter)
{
  return setter->styles[STYLE_BOX].face.size;
}

static void add_entry(struct contents *c, const struct contents_head *head, entry_list *ret)
{
  struct setter *setter = c->setter;
  struct entry entry = {.story = head->story, .text = shortened(setter, head->text)};
  entry.node =
      flow_node(setter, c->flow, NODE_LINK, flow_node(setter, c->flow, NODE_TOCI, c->list));
  entry.number = flow_node(setter, c->flow, NODE_SPAN, entry.node);
  unit hang = hang_of(setter);
  struct fragment words = {
      .text = entry.text, .style = STYLE_BOX, .node = entry.node, .tongue = head->tongue};
  entry.set =
      paragraph_set(setter, &words, 1,
                    (struct measure){.width = c->width - air_of(setter, NUMBER_WIDTH) - hang,
                                     .first_indent = -hang});
  if (entry.set)
    vec_push(setter->arena, ret, entry);
}

static void add_entries(struct contents *c, const contents_heads *heads, entry_list *ret)
{
  for (uint32_t i = 0; i < heads->count; i++)
    add_entry(c, &heads->at[i], ret);
}

/* The head's lines from `cell` on, and the page's number on the last of them. */
static uint32_t flow_entry(struct contents *c, struct frame *block, const struct entry *entry,
                           unit x, uint32_t cell)
{
  struct setter *setter = c->setter;
  uint32_t end = flow_cells(setter, c->flow, block, entry->set, x + hang_of(setter), cell);
  flow_target(setter, c->flow, block,
              (struct item){.cell = end - 1,
                            .x = x,
                            .y = cell_baseline(setter),
                            .width = c->width,
                            .height = (unit)(end - cell) * setter->grid.baseline,
                            .target = entry->story,
                            .node = entry->node,
                            .number = entry->number,
                            .text = entry->text});
  return end;
}

/* Cells of a column, with so many columns, that hold all entries in their order. */
static uint32_t strip_cells(const entry_list *entries, uint32_t columns, uint32_t cells)
{
  for (uint32_t height = 1; height <= cells; height++) {
    uint32_t column = 0, used = 0, i = 0;
    for (; i < entries->count; i++) {
      uint32_t lines = entries->at[i].set->lines.count;
      if (used && used + lines > height) {
        column++;
        used = 0;
      }
      if (column == columns || lines > height)
        break;
      used += lines;
    }
    if (i == entries->count)
      return height;
  }
  return UINT32_MAX;
}

static unit strip_width(const struct setter *setter)
{
  unit columns = (unit)setter->grid.columns;
  return (setter->frame.head_width - 2 * air_of(setter, STRIP_PAD) -
          (columns - 1) * setter->grid.gutter) /
         columns;
}

static void flow_strip(struct contents *c, const entry_list *entries, uint32_t cells,
                       const struct paragraph *label)
{
  struct setter *setter = c->setter;
  struct frame *block = flow_block(setter, c->flow, &c->flow->head,
                                   (struct frame){.kind = FRAME_BOX, .slot = SLOT_CONTENTS});
  uint32_t first = label ? 1 : 0, column = 0, cell = first;
  flow_rect(setter, c->flow, block,
            (struct item){.y = -cell_part(setter, 150),
                          .width = setter->frame.head_width,
                          .height = (unit)(cells + first) * setter->grid.baseline +
                                    cell_part(setter, 500),
                          .color = setter->page_template->second_tint});
  flow_cells(setter, c->flow, block, label, air_of(setter, STRIP_PAD), 0);
  for (uint32_t i = 0; i < entries->count; i++) {
    uint32_t lines = entries->at[i].set->lines.count;
    if (cell > first && cell + lines > first + cells) {
      column++;
      cell = first;
    }
    unit x = air_of(setter, STRIP_PAD) + (unit)column * (c->width + setter->grid.gutter);
    cell = flow_entry(c, block, &entries->at[i], x, cell);
  }
  block->cells = first + cells + 2;
}

static void flow_section(struct contents *c, const entry_list *entries)
{
  for (uint32_t i = 0; i < entries->count; i++) {
    struct frame *block = flow_block(c->setter, c->flow, c->flow->into,
                                     (struct frame){.kind = FRAME_TEXT, .slot = SLOT_CONTENTS});
    block->cells = flow_entry(c, block, &entries->at[i], 0, 0);
  }
}

void flow_contents_of(struct setter *setter, struct flow *flow, const contents_heads *heads)
{
  if (heads->count < CONTENTS_MIN)
    return;
  struct contents c = {.setter = setter, .flow = flow, .width = strip_width(setter)};
  entry_list entries = {0};
  uint32_t nodes = flow->nodes.count;
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  str words = layout_label(setter, "contents");
  struct paragraph *label = NULL;
  c.list = flow_node(setter, flow, NODE_TOC, flow->section);
  if (words.len)
    label = set_text(setter, words, STYLE_LABEL, flow_node(setter, flow, NODE_CAPTION, c.list),
                     (struct measure){.width = c.width});
  add_entries(&c, heads, &entries);
  uint32_t cells = strip_cells(&entries, setter->grid.columns, setter->grid.cells / STRIP_SHARE);
  if (cells != UINT32_MAX) {
    flow_strip(&c, &entries, cells, label);
    return;
  }
  flow->nodes.count = nodes;
  flow->contents_wait = !flow->head.count; /* no head is read before the title */
  if (flow->contents_wait)
    return;
  entries.count = 0;
  c.width = setter->grid.column_width;
  flow->section = flow_node(setter, flow, NODE_SECTION, 0);
  flow_heading(setter, flow, SLOT_CONTENTS, words);
  c.list = flow_node(setter, flow, NODE_TOC, flow->section);
  add_entries(&c, heads, &entries);
  flow_section(&c, &entries);
}

void flow_contents(struct setter *setter, struct flow *flow, const struct plan *plan)
{
  const struct brief *brief = setter->brief;
  contents_heads heads = {0};
  if (!tells_stories(setter))
    return;
  bool *seen = arena_array(setter->arena, bool, brief->stories.count + 1);
  for (uint32_t i = 0; seen && i < brief->summary.count; i++)
    if (is_planned(plan, &brief->summary.at[i]) &&
        brief->summary.at[i].story < brief->stories.count)
      seen[brief->summary.at[i].story] = true;
  for (uint32_t s = 0; seen && s < brief->stories.count; s++)
    if (seen[s])
      vec_push(setter->arena, &heads,
               (struct contents_head){s, brief->stories.at[s].head,
                                      tongue_of(setter, brief->stories.at[s].lead)});
  flow_contents_of(setter, flow, &heads);
}
