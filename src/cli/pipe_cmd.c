/* pipe_cmd.c - precis pipe: JSON Lines in, JSON Lines out, in the same order; a bad line is an
 * answer too. */
#include <nettle/base64.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/pipe.h"

static const struct {
  const char *name;
  uint32_t field;
} fields[] = {
    {"summary", PRECIS_FIELD_SUMMARY},     {"quotes", PRECIS_FIELD_QUOTES},
    {"figures", PRECIS_FIELD_FIGURES},     {"dates", PRECIS_FIELD_DATES},
    {"names", PRECIS_FIELD_NAMES},         {"abbreviations", PRECIS_FIELD_ABBREVIATIONS},
    {"terms", PRECIS_FIELD_TERMS},         {"text", PRECIS_FIELD_TEXT},
    {"sentences", PRECIS_FIELD_SENTENCES},
};

static bool read_fields(const struct options *o, uint32_t *ret)
{
  str rest = str_of(o->fields), name;
  *ret = 0;
  while (o->fields && str_split(&rest, ',', &name)) {
    size_t i = 0;
    while (i < sizeof fields / sizeof *fields && !str_eq(str_trim(name), str_of(fields[i].name)))
      i++;
    if (i == sizeof fields / sizeof *fields) {
      message_usage(o, "--fields: no field '%.*s'; hint: precis help pipe", STR_ARG(name));
      return false;
    }
    *ret |= fields[i].field & ~options_left_out(o);
  }
  if (o->fields && !*ret)
    message_usage(o, "--fields: nothing is left of '%s'; hint: --quotes 0 or --facts 0", o->fields);
  return !o->fields || *ret;
}

/* What stays the same from line to line; threads share it. */
struct pipe_run {
  const struct options *options;
  const precis_engine *engine;
  precis_template *tmpl; /* only for --format pdf, or --pages */
  uint32_t fields;
};

/* A request as it was read, and the bytes that it was read from. */
struct pipe_request {
  const json_t *json;
  str line;
};

/* The id's own bytes: another program's 1.1 has more digits. */
static void add_id(struct json *json, const struct pipe_request *request)
{
  const json_t *id = json_object_get(request->json, "id"); /* NULL of what is no object */
  str own = id ? pipe_value(request->line, STR("\"id\"")) : STR("null");
  char *text = own.data ? NULL : json_dumps(id, JSON_ENCODE_ANY | JSON_COMPACT);
  json_key(json, "id");
  buffer_add(json->out, own.data ? own : str_of(text));
  free(text);
  json->needs_comma = true;
}

static int by_place(const void *a, const void *b)
{
  const precis_item *x = a, *y = b;
  if (x->document != y->document)
    return x->document < y->document ? -1 : 1;
  return (x->offset > y->offset) - (x->offset < y->offset);
}

/* The sentences as they stand in the sources; the brief itself has them by role. */
static precis_status add_summary(struct json *json, const precis_brief *brief, precis_error *err)
{
  size_t count = precis_brief_count(brief, PRECIS_ITEM_SENTENCE);
  precis_item *items = calloc(count + 1, sizeof *items);
  if (!items)
    return fail_no_memory(err);
  for (size_t i = 0; i < count; i++)
    items[i] = precis_brief_item(brief, PRECIS_ITEM_SENTENCE, i);
  qsort(items, count, sizeof *items, by_place);
  json_key(json, "summary");
  json_open(json, '[');
  for (size_t i = 0; i < count; i++)
    json_str(json, items[i].text);
  json_close(json, ']');
  free(items);
  return PRECIS_OK;
}

static precis_status add_pdf(const struct pipe_run *run, struct json *json,
                             const precis_brief *brief, uint32_t pages, precis_error *err)
{
  precis_pages *set = NULL;
  AUTO_BUFFER pdf;
  buffer_init(&pdf, &heap_default);
  precis_status s = precis_pages_lay_out(run->engine, brief, run->tmpl, pages, &set, err);
  if (s == PRECIS_OK)
    s = options_write_pdf(run->options, set, sink_into(&pdf), err);
  precis_pages_free(set);
  size_t len = s == PRECIS_OK ? BASE64_ENCODE_RAW_LENGTH(pdf.len) : 0;
  char *text = len ? malloc(len) : NULL;
  if (s == PRECIS_OK && !text)
    return fail_no_memory(err);
  if (text) {
    base64_encode_raw(text, pdf.len, (const uint8_t *)pdf.data);
    json_pair_str(json, "pdf", (str){text, len});
  }
  free(text);
  return s;
}

static precis_status add_brief(struct json *json, const precis_brief *brief, precis_error *err)
{
  AUTO_BUFFER text;
  buffer_init(&text, &heap_default);
  precis_status s = precis_brief_write(brief, PRECIS_FORMAT_JSON, sink_into(&text), err);
  if (s != PRECIS_OK)
    return s;
  json_key(json, "brief");
  buffer_add(json->out, str_trim(buffer_str(&text)));
  json->needs_comma = true;
  return PRECIS_OK;
}

static precis_status answer(const struct pipe_run *run, const struct pipe_request *request,
                            struct json *json, bool *ret_warned, precis_error *err)
{
  precis_document **docs = NULL;
  size_t count = 0;
  precis_status s =
      pipe_read_documents(run->options, run->engine, request->json, &docs, &count, err);
  if (s != PRECIS_OK)
    return s;
  precis_brief_options options = options_brief(run->options);
  if (run->fields)
    options.fields = run->fields;
  const char *title = pipe_text(request->json, "title");
  if (title) /* else that of the command line */
    options.title = str_of(title);
  bool wants_pdf = run->options->format == FORMAT_PDF;
  if (wants_pdf)
    options_set_pages(&options, count);
  precis_brief *brief = NULL;
  s = precis_brief_make(run->engine, (const precis_document *const *)docs, count, &options, &brief,
                        err);
  pipe_free_documents(docs, count);
  if (s != PRECIS_OK)
    return s;
  *ret_warned = precis_brief_warning_count(brief) > 0;
  add_id(json, request);
  s = add_summary(json, brief, err);
  if (s == PRECIS_OK)
    s = wants_pdf ? add_pdf(run, json, brief, options.pages, err) : add_brief(json, brief, err);
  precis_brief_free(brief);
  return s;
}

static void add_error(struct json *json, const struct pipe_request *request,
                      const precis_error *err)
{
  json_open(json, '{');
  add_id(json, request);
  json_key(json, "error");
  json_open(json, '{');
  json_pair_uint(json, "code", (uint64_t)exit_of(err->status));
  json_pair_str(json, "message", str_of(err->message));
  json_pair_str(json, "hint", str_of(err->hint));
  json_pair_str(json, "file", str_of(err->where));
  if (err->line)
    json_pair_uint(json, "line", err->line);
  json_close(json, '}');
  json_close(json, '}');
}

/* Whole numbers may be as large as an id of 64 bits, which comes back by its own bytes. */
static const size_t LOAD_FLAGS = JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;

static void answer_line(void *user, str line, uint32_t number, struct pipe_answer *ret)
{
  const struct pipe_run *run = user;
  struct buffer *out = &ret->out;
  json_error_t reason;
  json_t *read = line.data ? json_loadb(line.data, line.len, LOAD_FLAGS, &reason) : NULL;
  struct pipe_request request = {read, line};
  struct json json = {.out = out};
  precis_error err = {0};
  precis_status s = PRECIS_OK;
  if (!line.data) {
    s = fail(&err, PRECIS_OVER_LIMIT, "the line is longer than a document within the limit can be");
    fail_hint(&err, s, "raise --max-input");
    err.line = number;
  } else if (!json_is_object(read)) {
    s = fail(&err, PRECIS_BAD_INPUT, "not a JSON object: %s", read ? "another type" : reason.text);
    err.line = number;
  } else {
    json_open(&json, '{');
    s = answer(run, &request, &json, &ret->warned, &err);
    json_close(&json, '}');
  }
  if (s != PRECIS_OK) {
    out->len = 0;
    json = (struct json){.out = out};
    ret->failed = true;
    add_error(&json, &request, &err);
  }
  buffer_byte(out, '\n');
  json_decref(read);
}

enum exit_code pipe_command(const struct options *options, const precis_engine *engine)
{
  struct pipe_run run = {.options = options, .engine = engine};
  if (!read_fields(options, &run.fields))
    return EXIT_USAGE;
  precis_error err;
  precis_status s = PRECIS_OK;
  bool is_template_asked =
      options->template_name || options->setting_count || options->logo_setting.len;
  if (options->format == FORMAT_PDF || is_template_asked)
    s = options_template(options, engine, 1, &run.tmpl, &err);
  if (s != PRECIS_OK) {
    message_error(options, &err);
    return exit_of(s);
  }
  enum exit_code code = pipe_lines(options, answer_line, &run);
  precis_template_free(run.tmpl);
  return code;
}
