/* flow.c - a brief and a plan into blocks, in the order in which a person reads them.
 *
 * Invariant: blocks and structure nodes are made in reading order; what the plan leaves out leaves
 * no trace, not even its label. */
#include "layout/set.h"

enum {
  COLUMN_WORTH = 2, /* cells less that a quotation in one column must leave empty */
  LIST_INDENT = 115 /* hundredths of an em from the bullet to the text */
};

static bool is_skipped(const struct plan *plan, uint32_t rank)
{
  for (uint32_t i = 0; i < plan->skip_count; i++)
    if (plan->skipped[i] == rank)
      return true;
  return false;
}

/* Extracts of a role stand in the order of their source, so the one before is the neighbour. What
 * was needed more than that one was chosen without it; what was needed as much, with it. */
static bool follows_skipped(const struct plan *plan, const struct brief_extract *own)
{
  for (; plan->summary && own > plan->summary; own--) {
    const struct brief_extract *before = own - 1;
    if (before->rank > own->rank || before->role != own->role ||
        before->place.document != own->place.document || before->block != own->block)
      return false;
    if (is_skipped(plan, before->rank))
      return true;
  }
  return false;
}

/* What follows a sentence that was passed over may lean on it: it goes as well. */
bool is_planned(const struct plan *plan, const struct brief_extract *extract)
{
  if (extract->role == ROLE_BOTTOM_LINE)
    return true;
  if (extract->rank >= plan->extracts || is_skipped(plan, extract->rank))
    return false;
  return !plan->skip_count || !follows_skipped(plan, extract);
}

/* --- key points
 * ----------------------------------------------------------------------------------- */

void flow_point(struct setter *setter, struct flow *flow, uint32_t list,
                const struct brief_extract *extract)
{
  unit indent = setter->styles[STYLE_KEY_POINT].face.size * LIST_INDENT / 100;
  uint32_t item = flow_node(setter, flow, NODE_LI, list);
  uint32_t label = flow_node(setter, flow, NODE_LBL, item);
  uint32_t text = flow_node(setter, flow, NODE_LBODY, item);
  struct measure measure = {.width = setter->grid.column_width - indent};
  struct fragment parts[2] = {extract_fragment(setter, extract, STYLE_KEY_POINT, text)};
  uint32_t count = 1;
  struct reference reference = {extract->place, extract->text, SET_POINT_REFERENCE, text};
  count += add_reference(setter, flow, &parts[count], reference);
  struct paragraph *set = paragraph_set(setter, parts, count, measure);
  if (!set)
    return;
  struct paragraph *bullet = set_text(setter, STR("\xE2\x80\xA2"), STYLE_KEY_POINT, label, measure);
  struct frame *block =
      flow_block(setter, flow, flow->into,
                 (struct frame){.kind = FRAME_TEXT, .slot = SLOT_KEY_POINTS, .splits = true});
  flow_cells(setter, flow, block, bullet, 0, 0);
  block->cells = flow_cells(setter, flow, block, set, indent, 0);
}

void flow_key_points(struct setter *setter, struct flow *flow, const struct plan *plan)
{
  uint32_t list = NONE;
  for (uint32_t i = 0; i < setter->brief->summary.count; i++) {
    const struct brief_extract *extract = &setter->brief->summary.at[i];
    if (extract->role != ROLE_KEY_POINT || !is_planned(plan, extract) || !extract->text.len)
      continue;
    if (list == NONE) {
      flow->section = flow_node(setter, flow, NODE_SECTION, 0);
      flow_heading(setter, flow, SLOT_KEY_POINTS, layout_label(setter, "key-points"));
      list = flow_list(setter, flow, flow->section, LABELS_DISC);
    }
    flow_point(setter, flow, list, extract);
  }
}

/* --- all
 * ------------------------------------------------------------------------------------------ */

void flow_slot(struct setter *setter, struct flow *flow, const struct plan *plan,
               enum block_id slot)
{
  switch (slot) {
  case SLOT_TITLE:
    flow_head(setter, flow);
    break;
  case SLOT_BOTTOM_LINE:
    flow_bottom_line(setter, flow);
    break;
  case SLOT_KEY_POINTS:
    flow_key_points(setter, flow, plan);
    break;
  case SLOT_BODY:
    flow_body(setter, flow, plan);
    break;
  case SLOT_FIGURES:
    flow_figures(setter, flow, plan->rows[SLOT_FIGURES]);
    break;
  case SLOT_CHART:
    if (plan->rows[SLOT_CHART])
      flow_chart(setter, flow);
    break;
  case SLOT_DISAGREEMENTS:
    flow_disagreements(setter, flow, NONE, plan->rows[SLOT_DISAGREEMENTS]);
    break;
  case SLOT_TIMELINE:
    flow_timeline(setter, flow, plan->rows[SLOT_TIMELINE]);
    break;
  case SLOT_WHO:
    flow_names(setter, flow, plan->rows[SLOT_WHO]);
    break;
  case SLOT_ABBREVIATIONS:
    flow_abbreviations(setter, flow, plan->rows[SLOT_ABBREVIATIONS]);
    break;
  case SLOT_TERMS:
    flow_terms(setter, flow, plan->rows[SLOT_TERMS]);
    break;
  case SLOT_SOURCES:
    flow_sources(setter, flow);
    break;
  case SLOT_CONTENTS:
    flow_contents(setter, flow, plan);
    break;
  case SLOT_STORIES:
    flow_stories(setter, flow, plan);
    break;
  case SLOT_MASTHEAD:   /* furniture */
  case SLOT_PULL_QUOTE: /* inside the body */
  case SLOT_FOOTER:
  case SLOT_COUNT:
    break;
  }
}

bool is_box(enum block_id slot)
{
  return slot == SLOT_FIGURES || slot == SLOT_DISAGREEMENTS || slot == SLOT_TIMELINE ||
         slot == SLOT_WHO || slot == SLOT_ABBREVIATIONS || slot == SLOT_TERMS || slot == SLOT_CHART;
}

bool is_beside(const struct page_template *t, enum block_id slot)
{
  for (uint32_t i = 0; i < t->side_count; i++)
    if (t->side_order[i] == slot)
      return true;
  return false;
}

bool flow_has_chart(const struct setter *setter, const struct plan *plan)
{
  return plan->rows[SLOT_CHART] || is_beside(setter->page_template, SLOT_CHART);
}

/* A box without a row is none. */
static bool is_empty(const struct setter *setter, const struct plan *plan, enum block_id slot)
{
  return is_box(slot) && !box_rows(setter, plan, slot);
}

uint32_t flow_order(const struct setter *setter, const struct plan *plan, enum block_id *ret)
{
  const struct page_template *t = setter->page_template;
  uint32_t count = 0, boxes = 0;
  for (uint32_t i = 0; i < t->order_count; i++) {
    enum block_id slot = t->order[i];
    if (is_box(slot) && boxes < BOXES_MAX)
      slot = plan->boxes[boxes++];
    bool is_shown = slot < SLOT_COUNT && t->shows[slot] && !is_beside(t, slot);
    if (slot == SLOT_SOURCES || (is_shown && !is_empty(setter, plan, slot)))
      ret[count++] = slot;
  }
  return count;
}

/* A little more than the last flow held: plans that are tried differ in little. */
static uint32_t room_for(uint32_t last)
{
  return last + last / 8;
}

static void reserve(struct setter *setter, struct flow *flow)
{
  const struct flow_size *last = &setter->flow_size;
  vec_reserve(setter->arena, &flow->nodes, room_for(last->nodes));
  vec_reserve(setter->arena, &flow->items, room_for(last->items));
  vec_reserve(setter->arena, &flow->column, room_for(last->blocks));
  vec_reserve(setter->arena, &flow->links, room_for(last->links));
}

void flow_make(struct setter *setter, const struct plan *plan, struct flow *flow)
{
  *flow = (struct flow){.into = &flow->column, .side_head_block = NONE, .over_passage = NONE};
  reserve(setter, flow);
  flow->room = setter->grid.cells * 2 / 3;
  brief_notes_init(&flow->notes, setter->arena, setter->brief);
  flow->has_chart = flow_has_chart(setter, plan);
  vec_push(setter->arena, &flow->nodes, (struct node){.role = NODE_DOCUMENT, .parent = NONE});
  const struct page_template *t = setter->page_template;
  if (setter->context->logo) {
    setter->logo_node = flow_node(setter, flow, NODE_FIGURE, 0);
    vec_last(&flow->nodes)->alt = t->logo_alt.len ? t->logo_alt : STR("Logo");
  }
  bool has_side = t->side_count > 0;
  enum block_id order[SLOT_COUNT];
  uint32_t count = flow_order(setter, plan, order);
  for (uint32_t i = 0; i < count && setter->status == PRECIS_OK; i++) {
    if (order[i] == SLOT_SOURCES && has_side) { /* read before the notes */
      flow_side_column(setter, flow);
      has_side = false;
    }
    bool is_head = order[i] == SLOT_TITLE || order[i] == SLOT_BOTTOM_LINE;
    if (flow->contents_wait && !is_head)
      flow_contents(setter, flow, plan);
    if (t->shows[order[i]] && !is_beside(t, order[i]))
      flow_slot(setter, flow, plan, order[i]);
  }
  if (has_side)
    flow_side_column(setter, flow);
  setter->flow_size = (struct flow_size){.nodes = flow->nodes.count,
                                         .items = flow->items.count,
                                         .blocks = flow->column.count,
                                         .links = flow->links.count};
  if (setter->status == PRECIS_OK && arena_short(setter->arena))
    setter->status = fail_no_memory(&setter->err);
}

/* In one column the quotation may leave less of a hole than over two. */
static bool suits_column(const struct page_break_result *over, const struct page_break_result *in)
{
  return in->page_count < over->page_count ||
         (in->page_count == over->page_count && in->hole + COLUMN_WORTH < over->hole);
}

static void make_pages(struct setter *setter, const struct plan *plan, struct flow *flow,
                       bool fills, struct page_break_result *ret)
{
  flow_make(setter, plan, flow);
  if (setter->status == PRECIS_OK)
    pages_break(setter, flow, fills, ret);
}

void flow_pages(struct setter *setter, const struct plan *plan, struct flow *flow, bool fills,
                struct page_break_result *ret)
{
  make_pages(setter, plan, flow, fills, ret);
  bool is_over = ret->over.cells > 0;
  if (setter->status != PRECIS_OK || !flow->over.count || (is_over && ret->hole <= COLUMN_WORTH))
    return;
  struct plan in_column = *plan;
  struct flow other;
  struct page_break_result pages;
  in_column.quote_in_column = true;
  make_pages(setter, &in_column, &other, fills, &pages);
  if (setter->status != PRECIS_OK || (is_over && !suits_column(ret, &pages)))
    return;
  *flow = other;
  *ret = pages;
}
