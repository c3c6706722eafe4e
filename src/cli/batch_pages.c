/* batch_pages.c - the pages over all documents of a run, in a worker: its index, and one briefing
 * over all. */
#include <inttypes.h>
#include <stdlib.h>

#include "cli/batch.h"

/* --- index
 * ---------------------------------------------------------------------------------------- */

/* A name as messages quote it: what cannot be seen, or turns the text round, in hex. */
static str shown(struct arena *arena, str name)
{
  size_t room = 4 * name.len + 1;
  char *quoted = arena_alloc(arena, room);
  if (!quoted)
    return STR("");
  copy_quoted(quoted, room, name);
  return str_of(quoted);
}

/* A string of a PDF holds 32767 bytes; a path may have more. */
enum { FOLDER_BYTES_MAX = 400, LINK_BYTES_MAX = 8000 };

/* The end of a long path, behind an ellipsis: it tells more than the front. */
static str end_of(struct arena *arena, str path)
{
  if (path.len <= FOLDER_BYTES_MAX)
    return path;
  size_t at = path.len - FOLDER_BYTES_MAX;
  while (at < path.len && ((unsigned char)path.data[at] & 0xC0) == 0x80)
    at++; /* not within a character */
  return arena_format(arena, "\xE2\x80\xA6%.*s", STR_ARG(str_sub(path, at, path.len - at)));
}

/* Without the slash behind it: "a" comes before "a-b". */
static str folder_of(str path)
{
  str folder = path_folder(path);
  return str_sub(folder, 0, folder.len ? folder.len - 1 : 0);
}

static int by_folder(const void *a, const void *b)
{
  const struct batch_entry *x = a, *y = b;
  int order = str_compare(folder_of(x->path), folder_of(y->path));
  return order ? order : str_compare(x->path, y->path); /* no two are the same */
}

static str reason_of(struct arena *arena, const struct batch_entry *entry)
{
  if (!entry->message.len)
    return STR("its run ended before it was made");
  return entry->hint.len
             ? arena_format(arena, "%.*s; %.*s", STR_ARG(entry->message), STR_ARG(entry->hint))
             : entry->message;
}

static precis_index_entry entry_of(struct arena *arena, const struct batch_entry *entry)
{
  bool is_done = entry->output.len > 0, is_failed = str_eq(entry->status, STR("failed"));
  precis_index_entry made = {
      .folder = end_of(arena, shown(arena, folder_of(entry->path))),
      .title = entry->title,
      .name = shown(arena, path_name(entry->path)),
      .text = is_done ? entry->line : reason_of(arena, entry),
      .status = is_done     ? STR("Done")
                : is_failed ? STR("Failed")
                            : STR("Not done"),
      .is_failed = !is_done,
  };
  AUTO_BUFFER link;
  buffer_init(&link, &heap_default);
  if (is_done)
    batch_add_reference(&link, entry->output);
  if (link.len <= LINK_BYTES_MAX) /* readers follow no longer ones */
    made.link = arena_str(arena, buffer_str(&link));
  return made;
}

/* "212 done · 3 failed" */
static str deck_of(struct arena *arena, const struct batch_index *index)
{
  str deck = arena_format(arena, "%" PRIu64 " done \xC2\xB7 %" PRIu64 " failed", index->done,
                          index->failed);
  return index->pending ? arena_format(arena, "%.*s \xC2\xB7 %" PRIu64 " not done", STR_ARG(deck),
                                       index->pending)
                        : deck;
}

static str note_of(struct arena *arena, const struct batch_index *index)
{
  uint64_t all = index->done + index->failed + index->pending;
  if (index->count >= all)
    return STR("");
  return arena_format(arena,
                      "Of %" PRIu64 " documents %zu are listed here: those that failed before "
                      "others. All of them stand in index.html.",
                      all, index->count);
}

/* The settings of the command line are for the briefings' template. Where they make this one
 * impossible, it stands without them; paper and print count in any case. */
static precis_status load_template(const struct maker *maker, const char *name,
                                   struct batch_made *made, precis_template **ret,
                                   precis_error *err)
{
  const struct options *o = maker->options;
  precis_status s = options_template_named(o, maker->engine, name, ret, err);
  if (s != PRECIS_BAD_TEMPLATE)
    return s;
  struct options fewer = *o;
  fewer.setting_count = 0;
  for (size_t i = 0; i < o->setting_count; i++)
    if (str_starts(str_of(o->settings[i]), STR("print.")))
      fewer.settings[fewer.setting_count++] = o->settings[i];
  precis_error second;
  if (options_template_named(&fewer, maker->engine, name, ret, &second) != PRECIS_OK)
    return s;
  buffer_format(&made->warnings, "made without --set, which does not fit the template '%s': %s\n",
                name, err->message);
  return PRECIS_OK;
}

static precis_status write_index(struct maker *maker, const precis_index *index,
                                 struct batch_made *ret, precis_error *err)
{
  precis_template *tmpl = NULL;
  precis_pages *pages = NULL;
  precis_status s = load_template(maker, "index", ret, &tmpl, err);
  if (s == PRECIS_OK)
    s = precis_index_lay_out(maker->engine, index, tmpl, &pages, err);
  if (s == PRECIS_OK)
    s = precis_pages_write_bare_pdf(pages, sink_into(&ret->output), err);
  precis_pages_free(pages);
  precis_template_free(tmpl);
  return s;
}

precis_status maker_make_index(void *user, const struct batch_index *index, struct batch_made *ret,
                               precis_error *err)
{
  struct maker *maker = user;
  AUTO(arena) arena = arena_new(&heap_default);
  struct batch_entry *sorted =
      arena ? arena_array(arena, struct batch_entry, index->count + 1) : NULL;
  precis_index_entry *entries =
      sorted ? arena_array(arena, precis_index_entry, index->count + 1) : NULL;
  if (!entries)
    return fail_no_memory(err);
  if (index->count)
    memcpy(sorted, index->entries, index->count * sizeof *sorted);
  qsort(sorted, index->count, sizeof *sorted, by_folder);
  for (size_t i = 0; i < index->count; i++)
    entries[i] = entry_of(arena, &sorted[i]);
  precis_index listing = {.title = STR("Briefings"),
                          .deck = deck_of(arena, index),
                          .note = note_of(arena, index),
                          .banner = str_of(maker->options->banner),
                          .language = "en",
                          .entries = entries,
                          .count = index->count};
  if (arena_short(arena))
    return fail_no_memory(err);
  return write_index(maker, &listing, ret, err);
}

/* --- digest
 * --------------------------------------------------------------------------------------- */

static int get_analysis(void *user, uint64_t number, precis_sink sink)
{
  const struct batch_analyses *analyses = user;
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  return !batch_analysis_read(analyses, (size_t)number, &bytes) ||
         sink.write(sink.user, bytes.data, bytes.len) != 0;
}

static precis_status add_document(struct maker *maker, precis_collection *collection,
                                  const struct batch_analyses *analyses, size_t number,
                                  precis_error *err)
{
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  precis_document *document = NULL;
  if (!batch_analysis_read(analyses, number, &bytes))
    return fail(err, PRECIS_STOPPED, "what document %zu left cannot be read back", number + 1);
  precis_status s = precis_document_load(maker->engine, buffer_str(&bytes), &document, err);
  if (s == PRECIS_OK)
    s = precis_collection_add(collection, document, err);
  precis_document_free(document);
  return s;
}

static precis_status set_digest(struct maker *maker, const precis_brief *brief, uint32_t pages,
                                struct batch_made *ret, precis_error *err)
{
  precis_template *tmpl = NULL;
  precis_status s = load_template(maker, "digest", ret, &tmpl, err);
  if (s == PRECIS_OK)
    s = maker_set_pages(maker, brief, tmpl, pages, ret, err);
  precis_template_free(tmpl);
  return s;
}

/* As make has it for several documents, even if the folder holds only one. */
enum { SEVERAL = 2 };

static precis_status write_digest(struct maker *maker, const precis_collection *collection,
                                  struct batch_made *ret, precis_error *err)
{
  precis_brief_options options = options_brief(maker->options);
  if (maker->digest_format == FORMAT_PDF)
    options_set_pages(&options, SEVERAL);
  precis_brief *brief = NULL;
  precis_status s = precis_collection_brief_make(collection, &options, &brief, err);
  if (s != PRECIS_OK)
    return s;
  maker_add_warnings(ret, brief);
  s = maker->digest_format == FORMAT_PDF
          ? set_digest(maker, brief, options.pages, ret, err)
          : precis_brief_write(brief, format_out(maker->digest_format), sink_into(&ret->output),
                               err);
  precis_brief_free(brief);
  return s;
}

precis_status maker_make_digest(void *user, const struct batch_analyses *analyses,
                                struct batch_made *ret, precis_error *err)
{
  struct maker *maker = user;
  precis_collection *collection = NULL;
  precis_store store = {get_analysis, (void *)analyses};
  precis_status s = precis_collection_new(maker->engine, store, &collection, err);
  for (size_t i = 0; s == PRECIS_OK && i < analyses->count; i++)
    s = add_document(maker, collection, analyses, i, err);
  if (s == PRECIS_OK)
    s = write_digest(maker, collection, ret, err);
  precis_collection_free(collection);
  return s;
}
