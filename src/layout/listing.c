/* listing.c - what a folder's briefings are: contents by folder, then for each document its title,
 * which leads to the briefing, its status, its name and what it says.
 *
 * Invariants: entries of one folder follow each other and have one head; title, status and name of
 * an entry are not divided by a column's end, and do not stand at its foot alone. */
#include "layout/set.h"

enum { STATUS_AIR = 8 /* points between a title and the status at its right */ };

struct listing_text {
  struct setter *setter;
  struct flow *flow;
  unit width;
};

static bool begins_folder(const struct listing *listing, uint32_t index)
{
  return !index || !str_eq(listing->entries[index - 1].folder, listing->entries[index].folder);
}

static str folder_words(struct setter *setter, const struct listing_entry *entry)
{
  return entry->folder.len ? entry->folder : layout_label(setter, "top-folder");
}

/* Each folder with how many documents it has. */
static void find_folders(struct setter *setter, contents_heads *ret)
{
  const struct listing *listing = setter->listing;
  for (uint32_t i = 0, count; i < listing->count; i += count) {
    count = 1;
    while (i + count < listing->count && !begins_folder(listing, i + count))
      count++;
    str folder = folder_words(setter, &listing->entries[i]);
    struct contents_head head = {
        .story = ret->count,
        .text = arena_format(setter->arena, "%.*s \xC2\xB7 %u", STR_ARG(folder), count)};
    vec_push(setter->arena, ret, head);
  }
}

/* For the right of the entry's first line: as wide as its text, so that its style's alignment has
 * no say. NULL: there is none. */
static struct paragraph *set_status(struct listing_text *t, const struct listing_entry *entry,
                                    uint32_t node)
{
  struct setter *setter = t->setter;
  uint8_t style = entry->is_failed ? STYLE_BANNER : STYLE_NOTE;
  struct paragraph *set =
      set_text(setter, entry->status, style, node, (struct measure){.width = t->width});
  struct paragraph *narrow =
      set && set->lines.count ? arena_make(setter->arena, struct paragraph) : NULL;
  if (!narrow)
    return NULL;
  *narrow = *set;
  narrow->measure = line_fit(setter, set, &set->lines.at[0]).width;
  return narrow;
}

static struct paragraph *set_title(struct listing_text *t, const struct listing_entry *entry,
                                   uint32_t node, unit narrower)
{
  struct fragment title = {entry->title.len ? entry->title : entry->name, SET_BOX_STRONG, node,
                           false};
  struct measure measure = {.width = t->width};
  struct run_round round = {1, narrower};
  return paragraph_set_round(t->setter, &title, 1, measure, round);
}

static void flow_entry_head(struct listing_text *t, const struct listing_entry *entry)
{
  struct setter *setter = t->setter;
  struct flow *flow = t->flow;
  uint32_t node = flow_node(setter, flow, NODE_H3, flow->section), title = node;
  if (entry->link.len) {
    title = flow_node(setter, flow, NODE_LINK, node);
    struct flow_reference reference = {title, entry->link, entry->name};
    vec_push(setter->arena, &flow->references, reference);
  }
  struct paragraph *status = set_status(t, entry, flow_node(setter, flow, NODE_P, flow->section));
  struct frame *block = flow_block(
      setter, flow, flow->into,
      (struct frame){.kind = FRAME_HEAD, .slot = SLOT_CONTENTS, .gap = flow->into->count > 0});
  unit narrower = status ? status->measure + unit_of(STATUS_AIR) : 0;
  block->cells = flow_cells(setter, flow, block, set_title(t, entry, title, narrower), 0, 0);
  if (status)
    flow_cells(setter, flow, block, status, t->width - status->measure, 0);
  if (!entry->title.len)
    return;
  uint32_t name = flow_node(setter, flow, NODE_P, flow->section);
  block->cells = flow_cells(
      setter, flow, block,
      set_text(setter, entry->name, STYLE_NOTE, name, (struct measure){.width = t->width}), 0,
      block->cells);
}

static void flow_entry(struct listing_text *t, const struct listing_entry *entry)
{
  struct setter *setter = t->setter;
  flow_entry_head(t, entry);
  uint32_t node = flow_node(setter, t->flow, NODE_P, t->flow->section);
  struct paragraph *set =
      set_text(setter, entry->text, STYLE_BOX, node, (struct measure){.width = t->width});
  if (!set)
    return;
  struct frame *block =
      flow_block(setter, t->flow, t->flow->into,
                 (struct frame){.kind = FRAME_TEXT, .slot = SLOT_CONTENTS, .splits = true});
  block->cells = flow_cells(setter, t->flow, block, set, 0, 0);
}

static void flow_note(struct listing_text *t, str note)
{
  if (!note.len)
    return;
  struct setter *setter = t->setter;
  uint32_t node = flow_node(setter, t->flow, NODE_P, 0);
  struct paragraph *set =
      set_text(setter, note, STYLE_BOX, node, (struct measure){.width = setter->frame.head_width});
  struct frame *block = flow_block(setter, t->flow, &t->flow->head,
                                   (struct frame){.kind = FRAME_TEXT, .slot = SLOT_TITLE});
  block->cells = flow_cells(setter, t->flow, block, set, 0, 0) + 1;
}

/* Blocks of the contents are in the same column; the folders' own are known when they are made. */
static bool ready_folders(struct setter *setter, struct flow *flow, uint32_t count)
{
  flow->story_count = count;
  flow->story_blocks = arena_array(setter->arena, uint32_t, count + 1);
  return flow->story_blocks != NULL;
}

void flow_listing(struct setter *setter, struct flow *flow)
{
  const struct listing *listing = setter->listing;
  struct listing_text text = {setter, flow, setter->grid.column_width};
  contents_heads folders = {0};
  *flow = (struct flow){.into = &flow->column, .side_head_block = NONE, .over_passage = NONE};
  brief_notes_init(&flow->notes, setter->arena, setter->brief);
  vec_push(setter->arena, &flow->nodes, (struct node){.role = NODE_DOCUMENT, .parent = NONE});
  if (setter->context->logo) {
    setter->logo_node = flow_node(setter, flow, NODE_FIGURE, 0);
    str alt = setter->page_template->logo_alt;
    vec_last(&flow->nodes)->alt = alt.len ? alt : STR("Logo");
  }
  flow_head_of(setter, flow, listing->deck);
  flow_note(&text, listing->note);
  find_folders(setter, &folders);
  if (!ready_folders(setter, flow, folders.count))
    return;
  flow_contents_of(setter, flow, &folders);
  uint32_t folder = 0;
  for (uint32_t i = 0; i < listing->count && setter->status == PRECIS_OK; i++) {
    if (begins_folder(listing, i)) {
      flow->section = flow_node(setter, flow, NODE_SECTION, 0);
      flow->story_blocks[folder++] = flow->column.count;
      flow_heading(setter, flow, SLOT_CONTENTS, folder_words(setter, &listing->entries[i]));
    }
    flow_entry(&text, &listing->entries[i]);
  }
  if (setter->status == PRECIS_OK && arena_short(setter->arena))
    setter->status = fail_no_memory(&setter->err);
}
