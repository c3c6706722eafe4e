/* pdf.c - the order of the work: faces, content, links, structure, metadata, bytes. */
#include "pdf/pdf.h"

#include "pdf/write.h"

static precis_status check_display(const struct display *d, precis_error *err)
{
  if (!d->pages.count || !d->nodes.count)
    return fail(err, PRECIS_BAD_ARGUMENT, "a display without a page or a structure");
  for (uint32_t i = 0; i < d->nodes.count; i++)
    if (i ? d->nodes.at[i].parent >= i : d->nodes.at[i].parent != UINT32_MAX)
      return fail(err, PRECIS_BAD_ARGUMENT, "a structure node before its parent");
  for (uint32_t p = 0; p < d->pages.count; p++)
    for (uint32_t i = 0; i < d->pages.at[p].marks.count; i++) {
      const struct mark *m = &d->pages.at[p].marks.at[i];
      if (m->node != NODE_ARTIFACT && m->node >= d->nodes.count)
        return fail(err, PRECIS_BAD_ARGUMENT, "a mark of a node that is not there");
      if (m->kind == MARK_GLYPHS && (!m->face || m->size <= 0))
        return fail(err, PRECIS_BAD_ARGUMENT, "glyphs without a face or size");
    }
  for (uint32_t i = 0; i < d->links.count; i++) {
    const struct link *l = &d->links.at[i];
    if (l->page >= d->pages.count || l->node >= d->nodes.count ||
        (!l->uri.len && l->target_page >= d->pages.count))
      return fail(err, PRECIS_BAD_ARGUMENT, "a link from or to a page that is not there");
  }
  for (uint32_t i = 0; i < d->outline.count; i++)
    if (d->outline.at[i].page >= d->pages.count)
      return fail(err, PRECIS_BAD_ARGUMENT, "an outline entry to a page that is not there");
  return PRECIS_OK;
}

static precis_status write_pages(struct writer *w, precis_error *err)
{
  const struct display *d = w->display;
  for (uint32_t p = 0; p < d->pages.count; p++)
    w->pages[p].page =
        low_page(w->low, (double)d->page_width / UNIT_POINT, (double)d->page_height / UNIT_POINT);
  precis_status s = collect_faces(w, err);
  if (s == PRECIS_OK)
    s = write_faces(w, err);
  if (s != PRECIS_OK || low_failed(w->low))
    return s != PRECIS_OK ? s : fail_no_memory(err);
  for (uint32_t p = 0; p < d->pages.count; p++) {
    write_content(w, p);
    if (w->pages[p].content.is_short)
      return fail_no_memory(err);
    low_page_content(w->low, w->pages[p].page, buffer_str(&w->pages[p].content));
    low_object *fonts = low_dict(w->low);
    for (uint32_t i = 0; i < w->faces.count; i++)
      low_add(w->low, fonts, w->faces.at[i].name, w->faces.at[i].font);
    low_add(w->low, low_page_resources(w->low, w->pages[p].page), "Font", fonts);
  }
  return PRECIS_OK;
}

static precis_status write_all(struct writer *w, struct buffer *ret, precis_error *err)
{
  precis_status s = write_pages(w, err);
  if (s != PRECIS_OK)
    return s;
  write_links(w);
  write_structure(w);
  write_outline(w);
  write_metadata(w);
  return arena_short(w->arena) ? fail_no_memory(err) : low_save(w->low, ret, err);
}

precis_status pdf_make(const struct heap *heap, const struct display *display, struct buffer *ret,
                       precis_error *err)
{
  precis_status s = check_display(display, err);
  if (s != PRECIS_OK)
    return s;
  AUTO(arena) arena = arena_new(heap);
  if (!arena)
    return fail_no_memory(err);
  struct writer w = {.arena = arena, .heap = heap, .display = display};
  w.nodes = arena_array(arena, struct node_use, display->nodes.count);
  w.pages = arena_array(arena, struct page_use, display->pages.count);
  w.low = w.nodes && w.pages ? low_new() : NULL;
  if (!w.low)
    return fail_no_memory(err);
  for (uint32_t p = 0; p < display->pages.count; p++)
    buffer_init(&w.pages[p].content, heap);
  s = write_all(&w, ret, err);
  for (uint32_t p = 0; p < display->pages.count; p++)
    buffer_clear(&w.pages[p].content);
  for (uint32_t i = 0; i < w.faces.count; i++) {
    hb_set_destroy(w.faces.at[i].glyphs);
    hb_map_destroy(w.faces.at[i].new_ids);
  }
  low_free(w.low);
  return s;
}
