/* index.c - what a folder's briefings are, into pages. */
#include "lib/lib.h"

static precis_status listing_of(struct arena *arena, const precis_index *index, struct listing *ret,
                                precis_error *err)
{
  if (index->count > UINT32_MAX)
    return fail(err, PRECIS_OVER_LIMIT, "an index of more documents than can be counted");
  struct listing_entry *entries = arena_array(arena, struct listing_entry, index->count + 1);
  if (!entries)
    return fail_no_memory(err);
  for (size_t i = 0; i < index->count; i++) {
    const precis_index_entry *from = &index->entries[i];
    entries[i] = (struct listing_entry){.folder = from->folder,
                                        .title = from->title,
                                        .name = from->name,
                                        .text = from->text,
                                        .status = from->status,
                                        .is_failed = from->is_failed != 0,
                                        .link = from->link};
  }
  *ret = (struct listing){.title = index->title,
                          .deck = index->deck,
                          .note = index->note,
                          .banner = index->banner,
                          .date = index->date,
                          .language = index->language ? index->language : "en",
                          .entries = entries,
                          .count = (uint32_t)index->count};
  return PRECIS_OK;
}

static precis_status set_listing(const precis_engine *engine, const struct listing *listing,
                                 const precis_template *tmpl, struct layout **ret,
                                 precis_error *err)
{
  struct layout_context context = {
      .heap = &engine->heap, .hyphenator = hyphenator_of(listing->language), .logo = tmpl->logo};
  precis_status s = engine_fontset(engine, &context.fontset, err);
  if (s == PRECIS_OK)
    s = engine_words(engine, listing->language, &context.language, err);
  return s == PRECIS_OK ? layout_listing(&context, listing, tmpl->page_template, ret, err) : s;
}

precis_status precis_index_lay_out(const precis_engine *engine, const precis_index *index,
                                   const precis_template *tmpl, precis_pages **ret,
                                   precis_error *err)
{
  const struct heap *heap = &engine->heap;
  AUTO(arena) arena = arena_new(heap);
  AUTO(layout) layout = NULL;
  struct listing listing;
  if (!arena)
    return fail_no_memory(err);
  precis_status s = listing_of(arena, index, &listing, err);
  if (s == PRECIS_OK)
    s = set_listing(engine, &listing, tmpl, &layout, err);
  if (s != PRECIS_OK)
    return s;
  watch_done(&engine->watch, "layout", arena_bytes(layout->arena));
  precis_pages *pages = heap->realloc(heap->user, NULL, sizeof *pages);
  if (!pages)
    return fail_no_memory(err);
  *pages = (precis_pages){*heap, TAKE(layout)};
  *ret = pages;
  return PRECIS_OK;
}
