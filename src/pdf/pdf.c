/* pdf.c - the order of the work: faces, content, links, structure, metadata, bytes. */
#include "pdf/pdf.h"

#include "pdf/write.h"

/* ISO 19005-2 6.1.13: a page is 3 to 14400 points wide and high; what stands on it stays within
 * the reals that PDF 1.7 promises. */
#define PAGE_MIN (3 * UNIT_POINT)
#define PAGE_MAX (14400 * UNIT_POINT)
#define PLACE_MAX (32767 * UNIT_POINT)

static bool is_place(unit x, unit y)
{
  return x <= PLACE_MAX && x >= -PLACE_MAX && y <= PLACE_MAX && y >= -PLACE_MAX;
}

static precis_status check_mark(const struct display *d, const struct mark *m, precis_error *err)
{
  if (m->node != NODE_ARTIFACT && m->node >= d->nodes.count)
    return fail(err, PRECIS_BAD_ARGUMENT, "a mark of a node that is not there");
  if (!is_place(m->x, m->y) || !is_place(m->width, m->height))
    return fail(err, PRECIS_BAD_ARGUMENT, "a mark off every page");
  if (m->kind == MARK_IMAGE && !d->logo)
    return fail(err, PRECIS_BAD_ARGUMENT, "a picture that is not there");
  if (m->kind != MARK_GLYPHS)
    return PRECIS_OK;
  if (!m->face || m->size <= 0 || m->size > PAGE_MAX)
    return fail(err, PRECIS_BAD_ARGUMENT, "glyphs without a face or size");
  for (uint32_t i = 0; i < m->glyph_count; i++)
    if (m->glyphs[i].cluster > m->text.len || !is_place(m->glyphs[i].x, m->glyphs[i].y))
      return fail(err, PRECIS_BAD_ARGUMENT, "a glyph outside its mark");
  return PRECIS_OK;
}

/* A file below the folder that the pages lie in. */
static bool is_beside(str uri)
{
  return str_starts(uri, STR("./")) && str_find(uri, STR("/../"), 0) == SIZE_MAX &&
         !str_ends(uri, STR("/.."));
}

/* A script, or a file elsewhere, behind a link is refused, whatever the caller has checked. */
static bool may_be_opened(str uri)
{
  return is_beside(uri) || str_starts(uri, STR("https://")) || str_starts(uri, STR("http://")) ||
         str_starts(uri, STR("mailto:"));
}

static precis_status check_link(const struct display *d, const struct link *l, precis_error *err)
{
  if (l->page >= d->pages.count || l->node >= d->nodes.count)
    return fail(err, PRECIS_BAD_ARGUMENT, "a link on a page or of a node that is not there");
  if (!is_place(l->x, l->y) || !is_place(l->width, l->height))
    return fail(err, PRECIS_BAD_ARGUMENT, "a link off every page");
  if (l->uri.len ? !may_be_opened(l->uri) : l->target_page >= d->pages.count)
    return fail(err, PRECIS_BAD_ARGUMENT, "a link to what may not be opened or is not there");
  return PRECIS_OK;
}

static precis_status check_display(const struct display *d, precis_error *err)
{
  precis_status s = PRECIS_OK;
  if (!d->pages.count || !d->nodes.count)
    return fail(err, PRECIS_BAD_ARGUMENT, "a display without a page or a structure");
  if (d->page_width < PAGE_MIN || d->page_height < PAGE_MIN || d->page_width > PAGE_MAX ||
      d->page_height > PAGE_MAX)
    return fail(err, PRECIS_BAD_ARGUMENT, "a page smaller or larger than PDF/A allows");
  for (uint32_t i = 0; i < d->nodes.count; i++)
    if (i ? d->nodes.at[i].parent >= i : d->nodes.at[i].parent != UINT32_MAX)
      return fail(err, PRECIS_BAD_ARGUMENT, "a structure node before its parent");
  for (uint32_t p = 0; s == PRECIS_OK && p < d->pages.count; p++)
    for (uint32_t i = 0; s == PRECIS_OK && i < d->pages.at[p].marks.count; i++)
      s = check_mark(d, &d->pages.at[p].marks.at[i], err);
  for (uint32_t i = 0; s == PRECIS_OK && i < d->links.count; i++)
    s = check_link(d, &d->links.at[i], err);
  for (uint32_t i = 0; s == PRECIS_OK && i < d->outline.count; i++)
    if (d->outline.at[i].page >= d->pages.count)
      s = fail(err, PRECIS_BAD_ARGUMENT, "an outline entry to a page that is not there");
  return s;
}

/* What the pages draw with: the same for all of them. */
static low_object *write_resources(struct writer *w)
{
  low_object *resources = low_dict(w->low);
  struct buffer *out = low_open(w->low, resources);
  open_dict(out, "Font");
  for (uint32_t i = 0; i < w->faces.count; i++)
    put_reference(out, w->faces.at[i].name, low_number(w->faces.at[i].font));
  close_dict(out);
  if (w->logo) {
    open_dict(out, "XObject");
    put_reference(out, "Logo", low_number(w->logo));
    close_dict(out);
  }
  low_close(w->low);
  return resources;
}

static void write_page(struct writer *w, uint32_t page, const low_object *resources)
{
  const struct page_use *use = &w->pages[page];
  struct buffer *out = low_open(w->low, use->page);
  put_reference(out, "Resources", low_number(resources));
  put_name(out, "Tabs", "S");
  put_int(out, "StructParents", page);
  if (use->links.count) {
    open_array(out, "Annots");
    for (uint32_t i = 0; i < use->links.count; i++)
      put_reference(out, NULL, low_number(use->links.at[i]));
    close_array(out);
  }
  low_close(w->low);
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
  write_images(w);
  low_object *resources = write_resources(w);
  for (uint32_t p = 0; p < d->pages.count; p++)
    write_content(w, p);
  write_links(w);
  for (uint32_t p = 0; p < d->pages.count; p++)
    write_page(w, p, resources);
  return PRECIS_OK;
}

static precis_status write_all(struct writer *w, struct buffer *ret, precis_error *err)
{
  precis_status s = write_pages(w, err);
  if (s != PRECIS_OK)
    return s;
  write_structure(w);
  write_outline(w);
  write_metadata(w);
  return arena_short(w->arena) ? fail_no_memory(err) : low_save(w->low, ret, err);
}

precis_status pdf_make(const struct heap *heap, struct subsets *subsets,
                       const struct display *display, struct buffer *ret, precis_error *err)
{
  precis_status s = check_display(display, err);
  if (s != PRECIS_OK)
    return s;
  AUTO(arena) arena = arena_new(heap);
  if (!arena)
    return fail_no_memory(err);
  struct writer w = {.arena = arena, .heap = heap, .subsets = subsets, .display = display};
  w.nodes = arena_array(arena, struct node_use, display->nodes.count);
  w.pages = arena_array(arena, struct page_use, display->pages.count);
  w.low = w.nodes && w.pages ? low_new(arena) : NULL;
  if (!w.low)
    return fail_no_memory(err);
  buffer_init(&w.content, heap);
  s = write_all(&w, ret, err);
  buffer_clear(&w.content);
  hb_subset_input_destroy(w.input);
  low_free(w.low);
  return s;
}
