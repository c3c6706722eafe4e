/* document.c - bytes into a document that is read and analyzed. */
#include "base/calendar.h"
#include "base/io.h"
#include "lib/lib.h"

struct input {
  str bytes;
  struct buffer *owner; /* NULL: the caller's */
};

/* A caller's date must be one: a printed date is never a guess. */
static precis_status check_source(const precis_source *source, precis_error *err)
{
  if (source->date && !calendar_has_written(str_of(source->date))) {
    precis_status s = fail(err, PRECIS_BAD_ARGUMENT, "'%s' is not a date", source->date);
    return fail_hint(err, s, "write a day of the calendar: YYYY-MM-DD");
  }
  if ((unsigned)source->media > PRECIS_MEDIA_EML)
    return fail(err, PRECIS_BAD_ARGUMENT, "no media %u", (unsigned)source->media);
  return PRECIS_OK;
}

/* The words of a language for the reader; a text without a language file is read by its shapes. */
static const struct language *words_of(void *user, const char *tag)
{
  const struct language_slot *slot = NULL;
  precis_status s = engine_language(user, tag, &slot, NULL);
  return s == PRECIS_OK ? slot->language : NULL;
}

/* A briefing names its source without the folders of the machine it was made on. */
static const char *base_name(const char *path)
{
  str name = path ? path_name(str_of(path)) : STR("");
  return name.len ? name.data : path;
}

static struct read_options options_of(const precis_engine *engine, const precis_source *source)
{
  return (struct read_options){
      .media = source->media,
      .charset = source->charset,
      .language = source->language,
      .name = base_name(source->name),
      .title = source->title,
      .author = source->author,
      .date = source->date,
      .original = source->original,
      .original_media = source->original_media,
      .original_reader = source->original_reader,
      .tags = engine->tags,
      .tag_count = engine->language_count,
      .detector = engine->detector,
      .language_of = words_of,
      .language_user = (void *)engine,
  };
}

/* The bytes are freed as soon as they are read: the passes need the memory. */
static precis_status read_and_analyze(const precis_engine *engine, struct input *input,
                                      const precis_source *source, precis_document *doc,
                                      precis_error *err)
{
  struct read_options options = options_of(engine, source);
  precis_status s = read_document(&engine->heap, input->bytes, &options, &doc->document, err);
  if (input->owner)
    buffer_clear(input->owner);
  if (s == PRECIS_OK)
    watch_done(&engine->watch, "read", arena_bytes(doc->document->arena));
  const struct language_slot *slot = NULL;
  if (s == PRECIS_OK)
    s = engine_language(engine, doc->document->language ? doc->document->language : "", &slot, err);
  if (s == PRECIS_OK)
    doc->language_digest = language_digest(slot->language);
  if (s == PRECIS_OK)
    s = analyze_watched(&engine->heap, slot->analyzer, doc->document, &engine->watch,
                        &doc->analysis, err);
  return s;
}

/* A reader knows the document by its last name only; whoever gave a path is told that. */
static precis_status fail_by_path(precis_error *err, precis_status status, const char *path)
{
  precis_error own = {.status = status};
  fail_at(&own, status, str_of(base_name(path)), 0, 0);
  if (err && strcmp(err->where, own.where) == 0)
    copy_quoted(err->where, sizeof err->where, str_of(path));
  return fail_at(err, status, str_of(path), 0, 0);
}

static precis_status read_input(const precis_engine *engine, struct input *input,
                                const precis_source *source, precis_document **ret,
                                precis_error *err)
{
  str name = str_of(source->name ? source->name : "input");
  precis_status s = check_source(source, err);
  if (s != PRECIS_OK)
    return s;
  if (input->bytes.len > engine->max_input_bytes) {
    s = fail(err, PRECIS_OVER_LIMIT, "is larger than the limit of %zu bytes",
             engine->max_input_bytes);
    fail_hint(err, s, "raise --max-input");
    return fail_at(err, s, name, 0, 0);
  }
  precis_document *doc = engine->heap.realloc(engine->heap.user, NULL, sizeof *doc);
  if (!doc)
    return fail_no_memory(err);
  *doc = (precis_document){.heap = engine->heap};
  s = read_and_analyze(engine, input, source, doc, err);
  if (s != PRECIS_OK) {
    precis_document_free(doc);
    return fail_by_path(err, s, name.data);
  }
  *ret = doc;
  return PRECIS_OK;
}

precis_status precis_document_read(const precis_engine *engine, precis_str bytes,
                                   const precis_source *source, precis_document **ret,
                                   precis_error *err)
{
  static const precis_source none;
  struct input input = {.bytes = bytes};
  return read_input(engine, &input, source ? source : &none, ret, err);
}

precis_status precis_document_read_file(const precis_engine *engine, const char *path,
                                        const precis_source *source, precis_document **ret,
                                        precis_error *err)
{
  precis_source own = source ? *source : (precis_source){0};
  if (!own.name)
    own.name = path;
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &engine->heap);
  precis_status s = file_read(path, engine->max_input_bytes, &bytes, err);
  struct input input = {buffer_str(&bytes), &bytes};
  return s == PRECIS_OK ? read_input(engine, &input, &own, ret, err) : s;
}

void precis_document_free(precis_document *document)
{
  if (!document)
    return;
  analysis_free(document->analysis);
  document_free(document->document);
  document->heap.realloc(document->heap.user, document, 0);
}

precis_error warning_told(const struct doc_warning *warning)
{
  precis_error e = {.status = PRECIS_OK};
  fail(&e, PRECIS_OK, "%s: %.*s", warning->code, STR_ARG(warning->message));
  e.line = warning->line;
  return e;
}

size_t precis_document_warning_count(const precis_document *document)
{
  return document->document->warnings.count + document->analysis->warnings.count;
}

precis_error precis_document_warning(const precis_document *document, size_t index)
{
  size_t read = document->document->warnings.count;
  return warning_told(index < read ? &document->document->warnings.at[index]
                                   : &document->analysis->warnings.at[index - read]);
}

precis_status precis_document_save(const precis_document *document, precis_sink sink,
                                   precis_error *err)
{
  AUTO_BUFFER out;
  buffer_init(&out, &document->heap);
  analysis_save(document->analysis, &out);
  return buffer_send(&out, sink, err);
}

precis_status precis_document_load(const precis_engine *engine, precis_str bytes,
                                   precis_document **ret, precis_error *err)
{
  precis_document *doc = engine->heap.realloc(engine->heap.user, NULL, sizeof *doc);
  if (!doc)
    return fail_no_memory(err);
  *doc = (precis_document){.heap = engine->heap};
  const struct language_slot *slot = NULL;
  precis_status s = analysis_load(&engine->heap, bytes, &doc->document, &doc->analysis, err);
  if (s == PRECIS_OK)
    s = engine_language(engine, doc->document->language, &slot, err);
  if (s == PRECIS_OK && language_digest(slot->language) != doc->analysis->made_with) {
    s = fail(err, PRECIS_BAD_INPUT, "the language file '%s' is another than when it was saved",
             doc->document->language);
    fail_hint(err, s, "read the document again");
  }
  if (s != PRECIS_OK) {
    precis_document_free(doc);
    return s;
  }
  doc->analysis->language = slot->language;
  doc->language_digest = doc->analysis->made_with;
  *ret = doc;
  return PRECIS_OK;
}

precis_str precis_document_text(const precis_document *document)
{
  return document->document->text;
}

precis_str precis_document_title(const precis_document *document)
{
  return document->document->title;
}

const char *precis_document_language(const precis_document *document)
{
  return document->document->language;
}
