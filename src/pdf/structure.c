/* structure.c - the structure tree: what each piece of content is, in reading order (ISO
 * 32000 14.7, ISO 14289). */
#include "pdf/write.h"

static void put_destination(struct writer *w, struct buffer *out, uint32_t page, unit y)
{
  open_array(out, "Dest");
  put_reference(out, NULL, low_number(w->pages[page].page));
  put_name(out, NULL, "XYZ");
  put_null(out, NULL);
  put_length(out, NULL, (int64_t)w->display->page_height - y);
  put_null(out, NULL);
  close_array(out);
}

static void put_target(struct writer *w, struct buffer *out, const struct link *link)
{
  if (!link->uri.len) {
    put_destination(w, out, link->target_page, link->target_y);
    return;
  }
  open_dict(out, "A");
  put_name(out, "S", "URI");
  put_string(out, "URI", link->uri);
  close_dict(out);
}

/* Left, bottom, right and top, from a page's upper left corner. */
static void put_box(struct writer *w, struct buffer *out, const char *key, const int64_t box[4])
{
  open_array(out, key);
  for (int i = 0; i < 4; i++)
    put_length(out, NULL, i % 2 ? w->display->page_height - box[i] : box[i]);
  close_array(out);
}

static low_object *write_link(struct writer *w, const struct link *link, uint32_t parent_key)
{
  const int64_t box[] = {link->x, (int64_t)link->y + link->height, (int64_t)link->x + link->width,
                         link->y};
  low_object *annotation = low_dict(w->low);
  struct buffer *out = low_open(w->low, annotation);
  put_name(out, "Type", "Annot");
  put_name(out, "Subtype", "Link");
  put_box(w, out, "Rect", box);
  open_array(out, "Border");
  for (int i = 0; i < 3; i++)
    put_int(out, NULL, 0);
  close_array(out);
  put_int(out, "F", 4); /* prints */
  put_text(out, "Contents", link->contents.len ? link->contents : link->uri);
  put_int(out, "StructParent", parent_key);
  put_target(w, out, link);
  low_close(w->low);
  return annotation;
}

void write_links(struct writer *w)
{
  for (uint32_t i = 0; i < w->display->links.count; i++) {
    const struct link *link = &w->display->links.at[i];
    low_object *annotation = write_link(w, link, w->display->pages.count + i);
    vec_push(w->arena, &w->pages[link->page].links, annotation);
    vec_push(w->arena, &w->nodes[link->node].kids, (struct node_kid){link->page, -1, annotation});
  }
}

static void put_kid(struct writer *w, struct buffer *out, const struct node_kid *kid)
{
  open_dict(out, NULL);
  put_name(out, "Type", kid->annotation ? "OBJR" : "MCR");
  put_reference(out, "Pg", low_number(w->pages[kid->page].page));
  if (kid->annotation)
    put_reference(out, "Obj", low_number(kid->annotation));
  else
    put_int(out, "MCID", kid->mcid);
  close_dict(out);
}

static const char *numbering_of(enum list_labels labels)
{
  switch (labels) {
  case LABELS_NONE:
    return "None";
  case LABELS_DISC:
    return "Disc";
  case LABELS_DECIMAL:
    return "Decimal";
  }
  return "None";
}

static void put_attributes(struct buffer *out, const struct node *node)
{
  if (node->role != NODE_TH && node->role != NODE_L)
    return;
  open_dict(out, "A");
  put_name(out, "O", node->role == NODE_TH ? "Table" : "List");
  if (node->role == NODE_TH)
    put_name(out, "Scope", node->is_row_header ? "Row" : "Column");
  else
    put_name(out, "ListNumbering", numbering_of(node->labels));
  close_dict(out);
}

/* The box that a figure's marks fill (ISO 14289-1 7.3). */
static void put_figure(struct writer *w, struct buffer *out, uint32_t index)
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
  const int64_t box[] = {left == INT32_MAX ? 0 : left, bottom, right,
                         top == INT32_MAX ? w->display->page_height : top};
  open_dict(out, "A");
  put_name(out, "O", "Layout");
  put_name(out, "Placement", "Block");
  put_box(w, out, "BBox", box);
  close_dict(out);
}

/* The nodes under each, in reading order, as a chain; UINT32_MAX ends it. */
struct kids {
  uint32_t *first, *next;
};

/* What it shows, then what is under it: a node has the one or the other, or content before the
 * rest, so reading order is that of the indices. */
static void put_kids(struct writer *w, struct buffer *out, uint32_t index, const struct kids *kids)
{
  const struct node_use *use = &w->nodes[index];
  if (use->kids.count)
    put_reference(out, "Pg", low_number(w->pages[use->kids.at[0].page].page));
  open_array(out, "K");
  for (uint32_t i = 0; i < use->kids.count; i++) {
    const struct node_kid *kid = &use->kids.at[i];
    if (kid->mcid >= 0 && kid->page == use->kids.at[0].page)
      put_int(out, NULL, kid->mcid);
    else
      put_kid(w, out, kid);
  }
  for (uint32_t k = kids->first[index]; k != UINT32_MAX; k = kids->next[k])
    put_reference(out, NULL, low_number(w->nodes[k].element));
  close_array(out);
}

static void write_element(struct writer *w, uint32_t index, const struct kids *kids)
{
  const struct node *node = &w->display->nodes.at[index];
  struct buffer *out = low_open(w->low, w->nodes[index].element);
  put_name(out, "Type", "StructElem");
  put_name(out, "S", node_role_name(node->role));
  if (node->alt.len)
    put_text(out, "Alt", node->alt);
  if (node->language.len)
    put_text(out, "Lang", node->language);
  if (node->role == NODE_NOTE)
    put_string(out, "ID", arena_format(w->arena, "note-%u", index));
  put_attributes(out, node);
  if (node->role == NODE_FIGURE)
    put_figure(w, out, index);
  put_kids(w, out, index, kids);
  put_reference(out, "P", low_number(index ? w->nodes[node->parent].element : w->tree));
  low_close(w->low);
}

/* The way back from a page's MCIDs and from links. */
static low_object *write_parents(struct writer *w)
{
  uint32_t pages = w->display->pages.count, links = w->display->links.count;
  low_object *parents = low_dict(w->low);
  struct buffer *out = low_open(w->low, parents);
  open_array(out, "Nums");
  for (uint32_t p = 0; p < pages; p++) {
    put_int(out, NULL, p);
    open_array(out, NULL);
    for (uint32_t i = 0; i < w->pages[p].nodes.count; i++)
      put_reference(out, NULL, low_number(w->nodes[w->pages[p].nodes.at[i]].element));
    close_array(out);
  }
  for (uint32_t i = 0; i < links; i++) {
    put_int(out, NULL, pages + i);
    put_reference(out, NULL, low_number(w->nodes[w->display->links.at[i].node].element));
  }
  close_array(out);
  low_close(w->low);
  return parents;
}

static void write_root(struct writer *w)
{
  low_object *parents = write_parents(w);
  struct buffer *out = low_open(w->low, w->tree);
  put_name(out, "Type", "StructTreeRoot");
  put_reference(out, "K", low_number(w->nodes[0].element));
  put_reference(out, "ParentTree", low_number(parents));
  put_int(out, "ParentTreeNextKey", (int64_t)w->display->pages.count + w->display->links.count);
  low_close(w->low);
}

void write_structure(struct writer *w)
{
  uint32_t count = w->display->nodes.count;
  struct kids kids = {arena_array(w->arena, uint32_t, count),
                      arena_array(w->arena, uint32_t, count)};
  if (!kids.first || !kids.next)
    return;
  w->tree = low_dict(w->low);
  for (uint32_t i = 0; i < count; i++) {
    w->nodes[i].element = low_dict(w->low);
    kids.first[i] = UINT32_MAX;
  }
  for (uint32_t i = count; i-- > 1;) {
    uint32_t *first = &kids.first[w->display->nodes.at[i].parent];
    kids.next[i] = *first;
    *first = i;
  }
  for (uint32_t i = 0; i < count; i++)
    write_element(w, i, &kids);
  write_root(w);
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
    low_object *entry = low_outline_item(w->low, level ? open[level - 1] : NULL);
    if (!entry)
      return;
    struct buffer *out = low_open(w->low, entry);
    put_text(out, "Title", item->text);
    put_destination(w, out, item->page, item->y);
    low_close(w->low);
    open[level] = entry;
    above = level + 1;
  }
}
