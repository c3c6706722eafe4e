/* pages.c - a brief and a template into pages, and those into a PDF. */
#include "base/io.h"
#include "lib/lib.h"

/* A logo is a small file. */
enum { LOGO_BYTES_MAX = 8 << 20 };

/* Of a logo that a template's file names: the line that names it, and what is wrong with it. */
static precis_status blame_logo(const struct page_template *t, precis_status status,
                                precis_error *err)
{
  const struct key_origin *origin = page_template_origin(t, STR("masthead"), STR("logo"));
  bool is_of_file = origin && origin->line && err && status != PRECIS_NO_MEMORY;
  if (!is_of_file)
    return fail_at(err, status, t->logo, 0, 0);
  precis_error reason = *err;
  status = fail(err, PRECIS_BAD_TEMPLATE, "logo '%.*s': %s", STR_ARG(t->logo), reason.message);
  if (reason.hint[0])
    fail_hint(err, status, "%s", reason.hint);
  return fail_at(err, status, origin->file, origin->line, 0);
}

static precis_status load_logo(const struct heap *heap, const struct page_template *t,
                               struct image **ret, precis_error *err)
{
  if (!t->logo.len)
    return PRECIS_OK;
  AUTO_BUFFER bytes;
  buffer_init(&bytes, heap);
  precis_status s = file_read(t->logo.data, LOGO_BYTES_MAX, &bytes, err);
  if (s == PRECIS_OK)
    s = image_decode(heap, buffer_str(&bytes), ret, err);
  if (s == PRECIS_OK && t->grey_only)
    image_make_grey(*ret);
  return s == PRECIS_OK ? s : blame_logo(t, s, err);
}

precis_status precis_template_load(const precis_engine *engine, const char *name,
                                   const char *const *settings, size_t setting_count,
                                   precis_template **ret, precis_error *err)
{
  const struct heap *heap = &engine->heap;
  AUTO(arena) arena = arena_new(heap);
  const char *folder = arena ? engine_folder(engine, arena, "templates") : NULL;
  if (!folder)
    return fail_no_memory(err);
  AUTO(page_template) page_template = NULL;
  precis_status s = page_template_load(
      heap, folder, name, (struct setting_list){settings, setting_count}, &page_template, err);
  if (s != PRECIS_OK)
    return s;
  AUTO(image) logo = NULL;
  s = load_logo(heap, page_template, &logo, err);
  if (s != PRECIS_OK)
    return s;
  precis_template *made = heap->realloc(heap->user, NULL, sizeof *made);
  if (!made)
    return fail_no_memory(err);
  *made = (precis_template){*heap, TAKE(page_template), TAKE(logo)};
  *ret = made;
  return PRECIS_OK;
}

uint64_t precis_template_digest(const precis_template *tmpl)
{
  return hash_join(tmpl->page_template->digest, logo_digest(tmpl->logo));
}

void precis_template_free(precis_template *tmpl)
{
  if (!tmpl)
    return;
  page_template_free(tmpl->page_template);
  image_free(tmpl->logo);
  tmpl->heap.realloc(tmpl->heap.user, tmpl, 0);
}

precis_status engine_lay_out(const precis_engine *engine, const struct brief *brief,
                             const precis_template *tmpl, uint32_t page_count, struct layout **ret,
                             precis_error *err)
{
  const char *tag = brief->language ? brief->language : "";
  struct layout_context context = {
      .heap = &engine->heap, .hyphenator = hyphenator_of(tag), .logo = tmpl->logo};
  precis_status s = engine_fontset(engine, &context.fontset, err);
  if (s == PRECIS_OK)
    s = engine_words(engine, tag, &context.language, err);
  if (s == PRECIS_OK)
    s = layout_make(&context, brief, tmpl->page_template, page_count, ret, err);
  if (s == PRECIS_OK)
    watch_done(&engine->watch, "layout", arena_bytes((*ret)->arena));
  return s;
}

precis_status precis_pages_lay_out(const precis_engine *engine, const precis_brief *brief,
                                   const precis_template *tmpl, uint32_t page_count,
                                   precis_pages **ret, precis_error *err)
{
  const struct heap *heap = &engine->heap;
  if (!brief->brief->summary.count)
    return fail(err, PRECIS_NOTHING_FOUND, "no sentence to summarize");
  AUTO(layout) layout = NULL;
  precis_status s = engine_lay_out(engine, brief->brief, tmpl, page_count, &layout, err);
  if (s == PRECIS_OK)
    s = attach_evidence(engine, brief->brief, tmpl->page_template, page_count, layout, err);
  struct subsets *subsets = NULL;
  if (s == PRECIS_OK)
    s = engine_subsets(engine, &subsets, err);
  if (s != PRECIS_OK)
    return s;
  precis_pages *pages = heap->realloc(heap->user, NULL, sizeof *pages);
  if (!pages)
    return fail_no_memory(err);
  *pages = (precis_pages){*heap, TAKE(layout), subsets};
  *ret = pages;
  return PRECIS_OK;
}

void precis_pages_free(precis_pages *pages)
{
  if (!pages)
    return;
  layout_free(pages->layout);
  pages->heap.realloc(pages->heap.user, pages, 0);
}

size_t precis_pages_count(const precis_pages *pages)
{
  return pages->layout->page_count;
}

size_t precis_pages_warning_count(const precis_pages *pages)
{
  return pages->layout->warnings.count;
}

precis_error precis_pages_warning(const precis_pages *pages, size_t index)
{
  const struct layout_warning *warning = &pages->layout->warnings.at[index];
  precis_error e = {.status = PRECIS_OK};
  fail(&e, PRECIS_OK, "%s: %.*s", warning->code, STR_ARG(warning->message));
  return e;
}

static precis_status write_pdf(const precis_pages *pages, const struct display *display,
                               precis_sink sink, precis_error *err)
{
  AUTO_BUFFER out;
  buffer_init(&out, &pages->heap);
  precis_status s = pdf_make(&pages->heap, pages->subsets, display, &out, err);
  return s == PRECIS_OK ? buffer_send(&out, sink, err) : s;
}

precis_status precis_pages_write_pdf(const precis_pages *pages, precis_sink sink, precis_error *err)
{
  return write_pdf(pages, pages->layout->display, sink, err);
}

precis_status precis_pages_write_bare_pdf(const precis_pages *pages, precis_sink sink,
                                          precis_error *err)
{
  struct display bare = *pages->layout->display;
  bare.attachment = (struct attachment){0};
  return write_pdf(pages, &bare, sink, err);
}
