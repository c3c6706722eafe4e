/* item.c - items of the source's lists in the body: the mark stands out, the text hangs behind it.
 *
 * Invariants: a list in a list stands in the body of the item before it, on the page as in the
 * structure; a list ends with its section. */
#include "layout/set.h"

/* Hundredths of an em from a mark to its text: room for a bullet, for "10.". */
enum { BULLET_ROOM = 115, NUMBER_ROOM = 165, MARK_AIR = 35 };

static bool is_bullet(str mark)
{
  return mark.len && (unsigned char)mark.data[0] >= 0x80;
}

static unit box_width(struct setter *setter, str text)
{
  bool has_box = brief_opens_with_box(text);
  struct paragraph *box = has_box ? paragraph_of(setter, str_sub(text, 0, 3), STYLE_BODY, 0) : NULL;
  return box ? paragraph_natural_width(box) + setter->styles[STYLE_BODY].space : 0;
}

static unit mark_room(const struct setter *setter, const struct paragraph *mark, str text)
{
  unit em = setter->styles[STYLE_BODY].face.size;
  unit least = em * (is_bullet(text) || !text.len ? BULLET_ROOM : NUMBER_ROOM) / 100;
  unit own = mark ? paragraph_natural_width(mark) + em * MARK_AIR / 100 : 0;
  return own > least ? own : least;
}

/* The list that the item is in, of as many levels as have items here. */
static struct open_list *open_list(struct setter *setter, struct flow *flow,
                                   const struct brief_item *item)
{
  struct open_lists *open = &flow->lists;
  if (open->list != item->list || open->section != flow->section)
    *open = (struct open_lists){.list = item->list, .section = flow->section};
  while (open->depth && open->at[open->depth - 1].level > item->level)
    open->depth--;
  struct open_list *last = open->depth ? &open->at[open->depth - 1] : NULL;
  if ((last && last->level == item->level) || open->depth == LISTS_MAX)
    return last;
  uint32_t parent = last ? last->body : flow->section;
  enum list_labels labels = is_bullet(item->mark) ? LABELS_DISC : LABELS_DECIMAL;
  open->at[open->depth] = (struct open_list){
      .node = flow_list(setter, flow, parent, item->mark.len ? labels : LABELS_NONE),
      .level = item->level,
      .indent = last ? last->indent + last->room : 0};
  return &open->at[open->depth++];
}

static struct list_item begin_item(struct setter *setter, struct flow *flow,
                                   const struct brief_extract *extract)
{
  const struct brief_item *own = &extract->item;
  struct list_item item = {.mark = NULL};
  struct open_list *list = open_list(setter, flow, own);
  uint32_t node = flow_node(setter, flow, NODE_LI, list->node);
  if (own->mark.len)
    item.mark = set_text(setter, own->mark, STYLE_BODY, flow_node(setter, flow, NODE_LBL, node),
                         (struct measure){.width = setter->grid.column_width});
  item.node = list->body = flow_node(setter, flow, NODE_LBODY, node);
  unit box = own->mark.len ? 0 : box_width(setter, extract->text);
  list->room = box ? box : mark_room(setter, item.mark, own->mark);
  item.x = list->indent;
  item.indent = list->indent + list->room;
  item.first_indent = -box;
  return item;
}

struct list_item begin_text(struct setter *setter, struct flow *flow,
                            const struct brief_extract *extract, unit first_indent)
{
  if (extract->item.list)
    return begin_item(setter, flow, extract);
  return (struct list_item){.node = flow_node(setter, flow, NODE_P, flow->section),
                            .first_indent = first_indent};
}

uint32_t item_cells(struct setter *setter, struct flow *flow, struct frame *block,
                    const struct list_item *item, struct paragraph *set, uint32_t cell)
{
  flow_cells(setter, flow, block, item->mark, item->x, cell);
  return flow_cells(setter, flow, block, set, item->indent, cell);
}
