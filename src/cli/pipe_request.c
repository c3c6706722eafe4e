/* pipe_request.c - the documents of one request: its text, its path, or its list of documents. */
#include <stdlib.h>

#include "cli/pipe.h"

/* A request is one briefing; more documents than this belong into a batch. */
enum { DOCUMENTS_MAX = 10000 };

const char *pipe_text(const json_t *object, const char *key)
{
  const char *text = json_string_value(json_object_get(object, key));
  return text && *text ? text : NULL;
}

static precis_status media_of(const json_t *object, precis_media fallback, precis_media *ret,
                              precis_error *err)
{
  static const struct {
    const char *name;
    precis_media media;
  } types[] = {
      {"text/plain", PRECIS_MEDIA_TEXT},
      {"text/markdown", PRECIS_MEDIA_MARKDOWN},
      {"text/html", PRECIS_MEDIA_HTML},
      {"application/xhtml+xml", PRECIS_MEDIA_HTML},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
       PRECIS_MEDIA_DOCX},
      {"application/vnd.oasis.opendocument.text", PRECIS_MEDIA_ODT},
      {"application/epub+zip", PRECIS_MEDIA_EPUB},
      {"message/rfc822", PRECIS_MEDIA_EML},
  };

  const char *media = pipe_text(object, "media");
  if (!media) {
    *ret = fallback;
    return PRECIS_OK;
  }
  /* Case counts for nothing, and "; charset=utf-8" says what JSON is anyway (RFC 9110 8.3.1). */
  str rest = str_of(media), name;
  str_split(&rest, ';', &name);
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (str_eq_nocase(str_trim(name), str_of(types[i].name))) {
      *ret = types[i].media;
      return PRECIS_OK;
    }
  return fail(err, PRECIS_BAD_INPUT, "media '%s' is not one this version reads", media);
}

/* What is of another type would be a wish that nobody hears. */
static precis_status check_types(const json_t *object, precis_error *err)
{
  static const char *const texts[] = {"text", "path", "title", "lang", "media", "date"};
  if (!json_is_object(object))
    return fail(err, PRECIS_BAD_INPUT, "\"documents\" holds what is no object");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const json_t *value = json_object_get(object, texts[i]);
    if (value && !json_is_string(value) && !json_is_null(value))
      return fail(err, PRECIS_BAD_INPUT, "\"%s\" is no string", texts[i]);
  }
  return PRECIS_OK;
}

/* Keys of an entry win over those of the request around it. */
static const char *either(const json_t *entry, const json_t *request, const char *key,
                          const char *fallback)
{
  const char *own = pipe_text(entry, key);
  const char *outer = own ? own : pipe_text(request, key);
  return outer ? outer : fallback;
}

static precis_status read_one(const struct options *options, const precis_engine *engine,
                              const json_t *entry, const json_t *request, precis_document **ret,
                              precis_error *err)
{
  precis_status s = check_types(entry, err);
  if (s != PRECIS_OK)
    return s;
  precis_source source = {
      .language = either(entry, request, "lang", options->language),
      .title = pipe_text(entry, "title"),
      .date = either(entry, request, "date", options->date),
      .name = pipe_text(entry, "path"),
  };
  s = media_of(entry, options->media, &source.media, err);
  const json_t *text = json_object_get(entry, "text");
  if (s != PRECIS_OK)
    return s;
  if (json_is_string(text))
    return precis_document_read(engine, (str){json_string_value(text), json_string_length(text)},
                                &source, ret, err);
  if (source.name && strcmp(source.name, "-") == 0)
    return fail(err, PRECIS_BAD_INPUT, "\"path\" is '-', but stdin holds the requests");
  if (source.name)
    return source_read(options, engine, source.name, &source, ret, err);
  return fail(err, PRECIS_BAD_INPUT, "a request needs \"text\", \"path\" or \"documents\"");
}

precis_status pipe_read_documents(const struct options *options, const precis_engine *engine,
                                  const json_t *request, precis_document ***ret_docs,
                                  size_t *ret_count, precis_error *err)
{
  const json_t *list = json_object_get(request, "documents");
  precis_status s = check_types(request, err);
  if (s != PRECIS_OK)
    return s;
  if (list && !json_is_array(list) && !json_is_null(list))
    return fail(err, PRECIS_BAD_INPUT, "\"documents\" is no list");
  size_t count = json_is_array(list) ? json_array_size(list) : 1;
  if (!count || count > DOCUMENTS_MAX)
    return fail(err, PRECIS_BAD_INPUT, "\"documents\" holds none, or more than %d", DOCUMENTS_MAX);
  precis_document **docs = calloc(count, sizeof *docs);
  if (!docs)
    return fail_no_memory(err);
  for (size_t i = 0; i < count && s == PRECIS_OK; i++)
    s = read_one(options, engine, json_is_array(list) ? json_array_get(list, i) : request, request,
                 &docs[i], err);
  if (s != PRECIS_OK) {
    pipe_free_documents(docs, count);
    return s;
  }
  *ret_docs = docs;
  *ret_count = count;
  return PRECIS_OK;
}

void pipe_free_documents(precis_document **docs, size_t count)
{
  for (size_t i = 0; i < count; i++)
    precis_document_free(docs[i]);
  free(docs);
}

/* One past a string's closing quote; at: its opening one. */
static size_t string_end(str line, size_t at)
{
  for (at++; at < line.len && line.data[at] != '"'; at++)
    at += line.data[at] == '\\';
  return at < line.len ? at + 1 : line.len;
}

/* One past a value that begins at `at`: the comma or bracket of the object that it is in. */
static size_t value_end(str line, size_t at)
{
  for (int depth = 0; at < line.len;) {
    char c = line.data[at];
    if (c == '"') {
      at = string_end(line, at);
      continue;
    }
    if (!depth && (c == ',' || c == '}'))
      break;
    depth += (c == '{' || c == '[') - (c == '}' || c == ']');
    at++;
  }
  return at;
}

str pipe_value(str line, str key)
{
  size_t at = str_find(line, STR("{"), 0);
  while (at < line.len && line.data[at] != '}') {
    size_t quote = str_find(line, STR("\""), at);
    if (quote == SIZE_MAX)
      break;
    size_t end = string_end(line, quote), colon = str_find(line, STR(":"), end);
    if (colon == SIZE_MAX)
      break;
    at = value_end(line, colon + 1);
    if (str_eq(str_sub(line, quote, end - quote), key))
      return str_trim(str_sub(line, colon + 1, at - colon - 1));
  }
  return (str){0};
}
