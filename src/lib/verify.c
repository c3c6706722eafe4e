/* verify.c - a briefing held against its sources: they are found, read again as they were read, and
 * the briefing is made again where the same programs and data are at hand. */
#include "verify/verify.h"
#include "base/hex.h"
#include "base/io.h"
#include "lib/lib.h"

struct precis_report {
  struct heap heap;
  struct arena *arena;
  struct verify_report report;
};

struct verifying {
  const precis_engine *engine;
  const precis_verify_options *options;
  str bytes;
  struct arena *arena;
  struct verify_report *report;
  struct verify_briefing briefing;
  uint32_t count;
  precis_document **docs; /* NULL: missing */
  struct verify_found *found;
};

/* --- sources --- */

static void note(struct verifying *v, uint32_t index, const char *key, const char *what,
                 const struct verify_candidate *file)
{
  struct verify_difference difference = {
      .where = arena_format(v->arena, "documents[%u]%s", index, key),
      .what = str_of(what),
      .file = file ? file->path : STR(""),
  };
  if (file && strcmp(key, ".sha256") == 0) {
    difference.printed = verify_source_at(&v->briefing, index).sha256;
    difference.found = str_of(file->sha256);
  }
  verify_note(v->report, difference);
}

/* The library has no converter: what was read through one is read as it lies there. */
static precis_status read_plainly(const struct verifying *v, const char *path, precis_source how,
                                  precis_document **ret, precis_error *err)
{
  how.original_media = NULL;
  return precis_document_read_file(v->engine, path, &how, ret, err);
}

/* Of a source that is the same: what its converter lacks to be the same, or NULL. */
static const char *converter_lack(struct verifying *v, const struct verify_source *source,
                                  const struct document *document)
{
  str reader = source->reader.len ? source->reader : STR("a converter");
  if (!document->original_media)
    return arena_format(v->arena,
                        "it was read through '%.*s', which is not at hand: name it in precis.ini, "
                        "[readers]",
                        STR_ARG(reader))
        .data;
  char hex[65] = "";
  hex_write(hex, document->reader_sha256, sizeof document->reader_sha256);
  if (str_eq(str_of(hex), source->reader_sha256))
    return NULL;
  return arena_format(v->arena,
                      "the reader of precis.ini writes another text of it than '%.*s' did: another "
                      "program, version or options",
                      STR_ARG(reader))
      .data;
}

static void note_unread(struct verifying *v, uint32_t index, str name, const char *why)
{
  struct verify_unread unread = {arena_str(v->report->arena, name),
                                 arena_str(v->report->arena, str_of(why ? why : ""))};
  vec_push(v->report->arena, &v->report->unread, unread);
  precis_document_free(v->docs[index]);
  v->docs[index] = NULL;
  v->report->sources--;
}

static precis_status read_source(struct verifying *v, uint32_t index,
                                 const struct verify_source *source,
                                 const struct verify_candidate *file, precis_error *err)
{
  precis_source how = {
      .media = source->media,
      .charset = source->charset,
      .language = source->language,
      .name = arena_str(v->arena, source->name).data,
      .title = source->title,
      .author = source->author,
      .date = source->date,
      .original_media = source->converted,
      .original_reader = source->reader.len ? source->reader.data : NULL,
  };
  precis_error why = {0};
  const precis_verify_options *o = v->options;
  precis_status s = o->read ? o->read(o->read_user, file->path.data, &how, &v->docs[index], &why)
                            : read_plainly(v, file->path.data, how, &v->docs[index], &why);
  if (s == PRECIS_NO_MEMORY) {
    if (err)
      *err = why;
    return s;
  }
  bool may_lack = source->converted && v->found[index].is_same;
  const char *lack = NULL;
  if (may_lack)
    lack = s == PRECIS_OK ? converter_lack(v, source, v->docs[index]->document) : why.message;
  if (lack)
    note_unread(v, index, source->name, lack);
  else if (s != PRECIS_OK)
    note(v, index, "", arena_format(v->arena, "cannot be read as it was: %s", why.message).data,
         file);
  return PRECIS_OK;
}

static precis_status find_sources(struct verifying *v, precis_error *err)
{
  struct verify_places places = {v->options->path, v->options->sources, v->options->source_count,
                                 v->engine->max_input_bytes};
  verify_candidates candidates = {0};
  verify_look(v->arena, &places, &candidates);
  for (uint32_t i = 0; i < v->count; i++) {
    struct verify_source source = verify_source_at(&v->briefing, i);
    const struct verify_candidate *file =
        verify_find(&candidates, &source, v->engine->max_input_bytes);
    if (!file) {
      vec_push(v->report->arena, &v->report->missing, arena_str(v->report->arena, source.name));
      continue;
    }
    v->found[i].path = file->path;
    v->found[i].is_same = str_eq(str_of(file->sha256), source.sha256);
    v->report->sources++;
    if (!v->found[i].is_same)
      note(v, i, ".sha256", "is not the hash of the source: it was changed, or is another", file);
    precis_status s = read_source(v, i, &source, file, err);
    if (s != PRECIS_OK)
      return s;
    v->found[i].document = v->docs[i] ? v->docs[i]->document : NULL;
  }
  return PRECIS_OK;
}

/* --- made again --- */

static bool has_all_sources(const struct verifying *v)
{
  for (uint32_t i = 0; i < v->count; i++)
    if (!v->docs[i] || !v->found[i].is_same)
      return false;
  return v->count > 0;
}

static bool is_installed(const char *name)
{
  return name && !strchr(name, '/') && !str_ends(str_of(name), STR(".ini"));
}

/* A setting of a file is not followed: a briefing from elsewhere would say what is opened here. */
static bool names_a_file(const struct verify_template *t)
{
  for (size_t i = 0; i < t->setting_count; i++)
    if (strstr(t->settings[i], "logo"))
      return true;
  return false;
}

/* The pages set again, with what they carry; layout stays NULL where the template is not at hand.
 */
static precis_status set_again(const struct verifying *v, const struct brief *brief,
                               struct layout **ret, precis_error *err)
{
  struct verify_template t = verify_template_of(&v->briefing);
  precis_template *tmpl = NULL;
  AUTO(layout) layout = NULL;
  if (!is_installed(t.name) || names_a_file(&t) || !brief->summary.count ||
      precis_template_load(v->engine, t.name, t.settings, t.setting_count, &tmpl, NULL) !=
          PRECIS_OK)
    return PRECIS_OK;
  precis_status s = engine_lay_out(v->engine, brief, tmpl, t.page_count, &layout, err);
  if (s == PRECIS_OK)
    s = attach_evidence(v->engine, brief, tmpl->page_template, t.page_count, layout, err);
  precis_template_free(tmpl);
  if (s == PRECIS_OK)
    *ret = TAKE(layout);
  return s == PRECIS_NO_MEMORY ? s : PRECIS_OK;
}

static precis_status compare_pages(struct verifying *v, const struct layout *layout,
                                   precis_error *err)
{
  str json = layout->display->attachment.bytes;
  bool is_same_maker = verify_is_page_maker(&v->briefing, json);
  precis_status s = verify_remade(&v->briefing, json, is_same_maker, v->report, err);
  if (s != PRECIS_OK || !is_same_maker || !v->briefing.has_pages)
    return s;
  AUTO_BUFFER pdf;
  buffer_init(&pdf, &v->engine->heap);
  s = pdf_make(&v->engine->heap, NULL, layout->display, &pdf, err);
  if (s == PRECIS_OK)
    verify_same_file(v->bytes, buffer_str(&pdf), v->report);
  return s;
}

static precis_status compare_brief(struct verifying *v, const struct brief *brief,
                                   precis_error *err)
{
  AUTO(layout) layout = NULL;
  bool is_of_pages = verify_template_of(&v->briefing).name != NULL;
  precis_status s = is_of_pages ? set_again(v, brief, &layout, err) : PRECIS_OK;
  if (s == PRECIS_OK && layout)
    return compare_pages(v, layout, err);
  AUTO_BUFFER json;
  buffer_init(&json, &v->engine->heap);
  if (s == PRECIS_OK && brief_write_json(brief, &json) != PRECIS_OK)
    s = fail_no_memory(err);
  return s == PRECIS_OK
             ? verify_remade(&v->briefing, buffer_str(&json), !is_of_pages, v->report, err)
             : s;
}

/* As the JSON has it. */
static bool is_maker(const struct verifying *v, uint64_t maker)
{
  str hex = arena_format(v->arena, "%016llx", (unsigned long long)maker);
  return str_eq(hex, verify_maker(&v->briefing, false));
}

static precis_status make_again(struct verifying *v, precis_error *err)
{
  precis_brief_options options;
  if (!verify_options(&v->briefing, &options)) {
    verify_note(v->report,
                (struct verify_difference){.where = STR("options"),
                                           .what = STR("say not how the briefing was made")});
    return PRECIS_OK;
  }
  AUTO(brief) brief = NULL;
  precis_error why = {0};
  struct document_list docs = {(const precis_document *const *)v->docs, v->count};
  precis_status s = engine_brief(v->engine, docs, &options, NULL, &brief, &why);
  if (s == PRECIS_OK)
    return is_maker(v, brief->maker) ? compare_brief(v, brief, err) : PRECIS_OK;
  if (s == PRECIS_NO_MEMORY) {
    if (err)
      *err = why;
    return s;
  }
  verify_note(v->report, (struct verify_difference){
                             .where = STR("options"),
                             .what = arena_format(v->arena, "make no briefing: %s", why.message)});
  return PRECIS_OK;
}

/* --- all --- */

static precis_status verify_all(struct verifying *v, precis_error *err)
{
  precis_status s = PRECIS_OK;
  if (v->options->signer.data) /* an empty key is none, and no leave to look away */
    s = verify_signature(v->bytes, v->options->signature, v->options->signer, v->report, err);
  if (s == PRECIS_OK)
    s = verify_open(v->arena, v->bytes, v->report, &v->briefing, err);
  if (s != PRECIS_OK || !v->briefing.json)
    return s;
  v->count = verify_source_count(&v->briefing);
  v->docs = arena_array(v->arena, precis_document *, v->count + 1);
  v->found = arena_array(v->arena, struct verify_found, v->count + 1);
  if (!v->docs || !v->found)
    return fail_no_memory(err);
  if (!v->count)
    verify_note(v->report, (struct verify_difference){.where = STR("documents"),
                                                      .what = STR("name no source, or too many")});
  s = find_sources(v, err);
  if (s != PRECIS_OK)
    return s;
  verify_spans(&v->briefing, v->found, v->report);
  verify_texts(&v->briefing, v->found, v->report);
  return has_all_sources(v) && !v->options->quick ? make_again(v, err) : PRECIS_OK;
}

precis_status precis_verify(const precis_engine *engine, precis_str briefing,
                            const precis_verify_options *options, precis_report **ret,
                            precis_error *err)
{
  static const precis_verify_options none;
  const struct heap *heap = &engine->heap;
  precis_report *made = heap->realloc(heap->user, NULL, sizeof *made);
  if (!made)
    return fail_no_memory(err);
  *made = (precis_report){.heap = *heap, .arena = arena_new(heap)};
  AUTO(arena) scratch = arena_new(heap);
  precis_status s = PRECIS_OK;
  struct verifying v = {.engine = engine,
                        .options = options ? options : &none,
                        .bytes = briefing,
                        .arena = scratch,
                        .report = &made->report};
  made->report.arena = made->arena;
  s = made->arena && scratch ? verify_all(&v, err) : fail_no_memory(err);
  for (uint32_t i = 0; v.docs && i < v.count; i++)
    precis_document_free(v.docs[i]);
  verify_close(&v.briefing);
  if (s == PRECIS_OK && (arena_short(made->arena) || arena_short(scratch)))
    s = fail_no_memory(err);
  if (s == PRECIS_OK)
    *ret = made;
  else
    precis_report_free(made);
  return s;
}

void precis_report_free(precis_report *report)
{
  if (!report)
    return;
  arena_free(report->arena);
  report->heap.realloc(report->heap.user, report, 0);
}

precis_verdict precis_report_verdict(const precis_report *report)
{
  return report->report.differences.count                              ? PRECIS_DIFFERS
         : report->report.missing.count || report->report.unread.count ? PRECIS_SOURCE_MISSING
                                                                       : PRECIS_EXACT;
}

precis_status precis_report_write(const precis_report *report, precis_format format,
                                  precis_sink sink, precis_error *err)
{
  AUTO_BUFFER out;
  buffer_init(&out, &report->heap);
  if (format == PRECIS_FORMAT_JSON)
    verify_write_json(&report->report, &out);
  else
    verify_write_text(&report->report, &out);
  return buffer_send(&out, sink, err);
}

precis_status precis_key_make(precis_sink secret, precis_sink public_key, precis_error *err)
{
  AUTO_BUFFER own, open;
  buffer_init(&own, &heap_default);
  buffer_init(&open, &heap_default);
  precis_status s = verify_make_keys(&own, &open, err);
  if (s == PRECIS_OK)
    s = buffer_send(&own, secret, err);
  if (own.data)
    explicit_bzero(own.data, own.room);
  return s == PRECIS_OK ? buffer_send(&open, public_key, err) : s;
}

precis_status precis_sign(precis_str briefing, precis_str secret, precis_sink signature,
                          precis_error *err)
{
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  precis_status s = verify_sign(briefing, secret, &out, err);
  return s == PRECIS_OK ? buffer_send(&out, signature, err) : s;
}
