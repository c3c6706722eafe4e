/* dump.c - the result of one stage: as a table for people and cases, as JSON for programs. */
#include "base/json.h"
#include "lib/lib.h"

enum stage_kind {
  STAGE_FOUND,   /* stands in the document or its analysis */
  STAGE_RANKING, /* needs the ranking */
  STAGE_LAYOUT   /* needs pages */
};

static const struct {
  const char *name;
  enum stage_kind kind;
  uint32_t field; /* of the brief whose list is the stage's JSON; 0: its own */
} stages[] = {
    {"text", STAGE_FOUND, 0},
    {"blocks", STAGE_FOUND, 0},
    {"sentences", STAGE_FOUND, PRECIS_FIELD_SENTENCES},
    {"terms", STAGE_FOUND, PRECIS_FIELD_TERMS},
    {"names", STAGE_FOUND, PRECIS_FIELD_NAMES},
    {"quotes", STAGE_FOUND, PRECIS_FIELD_QUOTES},
    {"figures", STAGE_FOUND, PRECIS_FIELD_FIGURES},
    {"dates", STAGE_FOUND, PRECIS_FIELD_DATES},
    {"abbreviations", STAGE_FOUND, PRECIS_FIELD_ABBREVIATIONS},
    {"scores", STAGE_RANKING, 0},
    {"selection", STAGE_RANKING, 0},
    {"brief", STAGE_RANKING, 0},
    {"lines", STAGE_LAYOUT, 0},
    {"pages", STAGE_LAYOUT, 0},
    {"display", STAGE_LAYOUT, 0},
};

enum { STAGE_COUNT = sizeof stages / sizeof *stages };

const char *precis_stage(size_t index)
{
  return index < STAGE_COUNT ? stages[index].name : NULL;
}

static size_t find_stage(const char *name)
{
  size_t i = 0;
  while (i < STAGE_COUNT && strcmp(stages[i].name, name) != 0)
    i++;
  return i;
}

int precis_stage_has_pages(const char *name)
{
  size_t stage = find_stage(name);
  return stage < STAGE_COUNT && stages[stage].kind == STAGE_LAYOUT;
}

static void json_begin(struct json *json, const char *stage)
{
  json_open(json, '{');
  json_pair_str(json, "stage", str_of(stage));
  json_key(json, "items");
  json_open(json, '[');
}

static void json_end(struct json *json)
{
  json_close(json, ']');
  json_close(json, '}');
  buffer_byte(json->out, '\n');
}

static void json_blocks(const struct document *d, struct json *json)
{
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const struct block *b = &d->blocks.at[i];
    json_open(json, '{');
    json_pair_str(json, "kind", str_of(block_kind_name(b->kind)));
    if (b->level)
      json_pair_uint(json, "level", b->level);
    json_pair_str(json, "text", str_span(d->text, b->at));
    json_pair_uint(json, "start", b->at.at);
    json_pair_uint(json, "end", span_end(b->at));
    json_pair_uint(json, "line", document_line(d, b->at.at));
    json_pair_true(json, "furniture", b->furniture != FURNITURE_NONE);
    json_close(json, '}');
  }
}

/* What a stage found is a list of the brief with nothing left out. */
static precis_status json_found(const precis_engine *engine, const precis_document *document,
                                size_t stage, struct buffer *out, precis_error *err)
{
  struct json json = {.out = out};
  json_begin(&json, stages[stage].name);
  if (strcmp(stages[stage].name, "text") == 0)
    json_str(&json, document->document->text);
  else if (!stages[stage].field)
    json_blocks(document->document, &json);
  if (stages[stage].field) {
    precis_brief_options options = {.fields = stages[stage].field,
                                    .max_sentences = 1,
                                    .max_quotes = UINT32_MAX,
                                    .max_facts = UINT32_MAX};
    AUTO(brief) brief = NULL;
    precis_status s =
        engine_brief(engine, (struct document_list){&document, 1}, &options, NULL, &brief, err);
    if (s != PRECIS_OK)
      return s;
    brief_write_list(brief, stages[stage].field, &json);
  }
  json_end(&json);
  return PRECIS_OK;
}

static precis_status dump_ranking(const precis_engine *engine, struct document_list docs,
                                  const precis_dump_options *options, struct buffer *out,
                                  precis_error *err)
{
  struct ranking *ranking = NULL;
  AUTO(brief) brief = NULL;
  precis_brief_options explained = options->options ? *options->options : (precis_brief_options){0};
  bool is_brief = strcmp(options->stage, "brief") == 0;
  explained.explain |= !is_brief; /* scores and picks are shown with their parts */
  precis_status s = engine_brief(engine, docs, &explained, &ranking, &brief, err);
  if (s != PRECIS_OK)
    return s;
  struct json json = {.out = out};
  bool wrap = options->format == PRECIS_FORMAT_JSON && !is_brief;
  if (wrap)
    json_begin(&json, options->stage);
  if (strcmp(options->stage, "scores") == 0)
    dump_scores(ranking, options->format, out);
  else if (!is_brief)
    dump_selection(ranking, options->format, out);
  else if (options->format == PRECIS_FORMAT_JSON)
    s = brief_write_json(brief, out);
  else
    s = brief_write_text(brief, out);
  if (wrap)
    json_end(&json);
  engine_free_ranking(engine, ranking);
  return s == PRECIS_OK ? s : fail_no_memory(err);
}

static precis_status dump_layout(const precis_engine *engine, struct document_list docs,
                                 const precis_dump_options *options, struct buffer *out,
                                 precis_error *err)
{
  if (!options->tmpl)
    return fail(err, PRECIS_BAD_ARGUMENT, "stage '%s' needs a template", options->stage);
  AUTO(brief) brief = NULL;
  AUTO(layout) layout = NULL;
  precis_status s = engine_brief(engine, docs, options->options, NULL, &brief, err);
  if (s == PRECIS_OK)
    s = engine_lay_out(engine, brief, options->tmpl, options->options ? options->options->pages : 0,
                       &layout, err);
  if (s != PRECIS_OK)
    return s;
  if (options->format == PRECIS_FORMAT_JSON) {
    struct json json = {.out = out};
    json_begin(&json, options->stage);
    dump_layout_items(layout, options->stage, &json);
    json_end(&json);
  } else if (strcmp(options->stage, "lines") == 0)
    layout_dump_lines(layout, out);
  else if (strcmp(options->stage, "pages") == 0)
    layout_dump_pages(layout, out);
  else
    display_dump(layout->display, out);
  return PRECIS_OK;
}

static precis_status dump_found(const precis_engine *engine, struct document_list docs,
                                size_t stage, precis_format format, struct buffer *out,
                                precis_error *err)
{
  if (docs.count != 1)
    return fail(err, PRECIS_BAD_ARGUMENT, "stage '%s' is that of one document", stages[stage].name);
  const precis_document *document = docs.at[0];
  if (format == PRECIS_FORMAT_JSON)
    return json_found(engine, document, stage, out, err);
  return dump_table(document->document, document->analysis, stages[stage].name, out);
}

precis_status precis_dump(const precis_engine *engine, const precis_document *const *docs,
                          size_t doc_count, const precis_dump_options *options, precis_sink sink,
                          precis_error *err)
{
  size_t stage = find_stage(options->stage);
  if (stage == STAGE_COUNT) {
    precis_status s = fail(err, PRECIS_BAD_ARGUMENT, "no stage '%s'", options->stage);
    return fail_hint(err, s, "precis list stages");
  }
  AUTO_BUFFER out;
  buffer_init(&out, &engine->heap);
  struct document_list list = {docs, doc_count};
  precis_status s = PRECIS_OK;
  switch (stages[stage].kind) {
  case STAGE_FOUND:
    s = dump_found(engine, list, stage, options->format, &out, err);
    break;
  case STAGE_RANKING:
    s = dump_ranking(engine, list, options, &out, err);
    break;
  case STAGE_LAYOUT:
    s = dump_layout(engine, list, options, &out, err);
    break;
  }
  if (s == PRECIS_OK)
    s = buffer_send(&out, sink, err);
  return s;
}
