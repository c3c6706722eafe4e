/* structure.c - the structure tree: what each piece of content is, in reading order (ISO
 * 32000 14.7, ISO 14289). */
#include "pdf/write.h"

static double points(unit u)
{
  return (double)u / UNIT_POINT;
}

static low_object *destination(struct writer *w, uint32_t page, unit y)
{
  low_object *dest = low_array(w->low);
  low_push(w->low, dest, w->pages[page].page);
  low_push_name(w->low, dest, "XYZ");
  low_push_null(w->low, dest);
  low_push_real(w->low, dest, points(w->display->page_height - y));
  low_push_null(w->low, dest);
  return dest;
}

static void add_target(struct writer *w, low_object *annotation, const struct link *link)
{
  if (!link->uri.len) {
    low_add(w->low, annotation, "Dest", destination(w, link->target_page, link->target_y));
    return;
  }
  low_object *action = low_dict(w->low);
  low_add_name(w->low, action, "S", "URI");
  low_add_ascii(w->low, action, "URI", arena_str(w->arena, link->uri).data);
  low_add(w->low, annotation, "A", action);
}

static low_object *write_link(struct writer *w, const struct link *link, int32_t parent_key)
{
  struct low *low = w->low;
  low_object *annotation = low_shared_dict(low), *rect = low_array(low), *border = low_array(low);
  low_add_name(low, annotation, "Type", "Annot");
  low_add_name(low, annotation, "Subtype", "Link");
  low_push_real(low, rect, points(link->x));
  low_push_real(low, rect, points(w->display->page_height - link->y - link->height));
  low_push_real(low, rect, points(link->x + link->width));
  low_push_real(low, rect, points(w->display->page_height - link->y));
  low_add(low, annotation, "Rect", rect);
  for (int i = 0; i < 3; i++)
    low_push_int(low, border, 0);
  low_add(low, annotation, "Border", border);
  low_add_int(low, annotation, "F", 4); /* prints */
  low_add_text(low, annotation, "Contents", link->contents.len ? link->contents : link->uri);
  low_add_int(low, annotation, "StructParent", parent_key);
  add_target(w, annotation, link);
  return annotation;
}

void write_links(struct writer *w)
{
  low_object **lists = arena_array(w->arena, low_object *, w->display->pages.count);
  for (uint32_t i = 0; lists && i < w->display->links.count; i++) {
    const struct link *link = &w->display->links.at[i];
    low_object *annotation = write_link(w, link, (int32_t)(w->display->pages.count + i));
    if (!lists[link->page]) {
      lists[link->page] = low_array(w->low);
      low_add(w->low, w->pages[link->page].page, "Annots", lists[link->page]);
    }
    low_push(w->low, lists[link->page], annotation);
    vec_push(w->arena, &w->nodes[link->node].kids, (struct node_kid){link->page, -1, annotation});
  }
}

static low_object *reference(struct writer *w, const struct node_kid *kid)
{
  low_object *ref = low_dict(w->low);
  low_add_name(w->low, ref, "Type", kid->annotation ? "OBJR" : "MCR");
  low_add(w->low, ref, "Pg", w->pages[kid->page].page);
  if (kid->annotation)
    low_add(w->low, ref, "Obj", kid->annotation);
  else
    low_add_int(w->low, ref, "MCID", kid->mcid);
  return ref;
}

static void add_attributes(struct writer *w, const struct node *node, low_object *element)
{
  const char *owner = node->role == NODE_TH ? "Table" : node->role == NODE_L ? "List" : NULL;
  if (!owner)
    return;
  low_object *attributes = low_dict(w->low);
  low_add_name(w->low, attributes, "O", owner);
  if (node->role == NODE_TH)
    low_add_name(w->low, attributes, "Scope", node->is_row_header ? "Row" : "Column");
  else
    low_add_name(w->low, attributes, "ListNumbering", "Decimal");
  low_add(w->low, element, "A", attributes);
}

/* The box that a figure's marks fill (ISO 14289-1 7.3). */
static void add_figure(struct writer *w, uint32_t index, low_object *element)
{
  unit left = INT32_MAX, top = INT32_MAX, right = 0, bottom = 0;
  const struct node_use *use = &w->nodes[index];
  uint32_t page = use->kids.count ? use->kids.at[0].page : 0;
  const struct display_page *from = &w->display->pages.at[page];
  for (uint32_t i = 0; i < from->marks.count; i++) {
    const struct mark *m = &from->marks.at[i];
    if (m->node != index)
      continue;
    unit upper = m->kind == MARK_GLYPHS ? m->y - m->size : m->y;
    unit lower = m->kind == MARK_GLYPHS ? m->y : m->y + m->height;
    left = m->x < left ? m->x : left;
    right = m->x + m->width > right ? m->x + m->width : right;
    top = upper < top ? upper : top;
    bottom = lower > bottom ? lower : bottom;
  }
  low_object *attributes = low_dict(w->low), *box = low_array(w->low);
  low_add_name(w->low, attributes, "O", "Layout");
  low_add_name(w->low, attributes, "Placement", "Block");
  low_push_real(w->low, box, left == INT32_MAX ? 0 : points(left));
  low_push_real(w->low, box, points(w->display->page_height - bottom));
  low_push_real(w->low, box, points(right));
  low_push_real(w->low, box, top == INT32_MAX ? 0 : points(w->display->page_height - top));
  low_add(w->low, attributes, "BBox", box);
  low_add(w->low, element, "A", attributes);
}

static void write_element(struct writer *w, uint32_t index, low_object *kids)
{
  const struct node *node = &w->display->nodes.at[index];
  struct node_use *use = &w->nodes[index];
  struct low *low = w->low;
  low_object *element = use->element;
  low_add_name(low, element, "Type", "StructElem");
  low_add_name(low, element, "S", node_role_name(node->role));
  if (node->alt.len)
    low_add_text(low, element, "Alt", node->alt);
  if (node->language.len)
    low_add_text(low, element, "Lang", node->language);
  if (node->role == NODE_NOTE)
    low_add_ascii(low, element, "ID", arena_format(w->arena, "note-%u", index).data);
  add_attributes(w, node, element);
  if (node->role == NODE_FIGURE)
    add_figure(w, index, element);
  uint32_t page = use->kids.count ? use->kids.at[0].page : 0;
  if (use->kids.count)
    low_add(low, element, "Pg", w->pages[page].page);
  for (uint32_t i = 0; i < use->kids.count; i++) {
    const struct node_kid *kid = &use->kids.at[i];
    if (kid->mcid >= 0 && kid->page == page)
      low_push_int(low, kids, kid->mcid);
    else
      low_push(low, kids, reference(w, kid));
  }
  low_add(low, element, "K", kids);
}

static void write_parent_tree(struct writer *w, low_object *root)
{
  struct low *low = w->low;
  low_object *tree = low_shared_dict(low), *numbers = low_array(low);
  uint32_t pages = w->display->pages.count, links = w->display->links.count;
  for (uint32_t p = 0; p < pages; p++) {
    low_object *list = low_shared_array(low);
    for (uint32_t i = 0; i < w->pages[p].nodes.count; i++)
      low_push(low, list, w->nodes[w->pages[p].nodes.at[i]].element);
    low_push_int(low, numbers, (int32_t)p);
    low_push(low, numbers, list);
    low_add_int(low, w->pages[p].page, "StructParents", (int32_t)p);
    low_add_name(low, w->pages[p].page, "Tabs", "S");
  }
  for (uint32_t i = 0; i < links; i++) {
    low_push_int(low, numbers, (int32_t)(pages + i));
    low_push(low, numbers, w->nodes[w->display->links.at[i].node].element);
  }
  low_add(low, tree, "Nums", numbers);
  low_add(low, root, "ParentTree", tree);
  low_add_int(low, root, "ParentTreeNextKey", (int32_t)(pages + links));
}

void write_structure(struct writer *w)
{
  struct low *low = w->low;
  uint32_t count = w->display->nodes.count;
  low_object *root = low_shared_dict(low);
  low_object **kids = arena_array(w->arena, low_object *, count);
  if (!kids)
    return;
  low_add_name(low, root, "Type", "StructTreeRoot");
  for (uint32_t i = 0; i < count; i++) {
    w->nodes[i].element = low_shared_dict(low);
    kids[i] = low_array(low);
  }
  /* A node has either content or children, or content before them: reading order is that of the
   * indices. */
  for (uint32_t i = 0; i < count; i++)
    write_element(w, i, kids[i]);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t parent = w->display->nodes.at[i].parent;
    bool is_root = parent >= count;
    low_add(low, w->nodes[i].element, "P", is_root ? root : w->nodes[parent].element);
    if (!is_root)
      low_push(low, kids[parent], w->nodes[i].element);
  }
  low_add(low, root, "K", count ? w->nodes[0].element : low_array(low));
  write_parent_tree(w, root);
  low_add(low, low_catalog(low), "StructTreeRoot", root);
  low_object *mark_info = low_dict(low);
  low_add_bool(low, mark_info, "Marked", true);
  low_add(low, low_catalog(low), "MarkInfo", mark_info);
}

void write_outline(struct writer *w)
{
  enum { LEVELS = 4 };

  low_object *open[LEVELS] = {0};
  uint32_t above = 0; /* how many levels are open */
  for (uint32_t i = 0; i < w->display->outline.count; i++) {
    const struct outline_item *item = &w->display->outline.at[i];
    uint32_t level = item->level < above ? item->level : above;
    level = level < LEVELS ? level : LEVELS - 1;
    low_object *entry = low_outline_item(w->low, level ? open[level - 1] : NULL, item->text);
    if (!entry)
      return;
    low_add(w->low, entry, "Dest", destination(w, item->page, item->y));
    open[level] = entry;
    above = level + 1;
  }
}
