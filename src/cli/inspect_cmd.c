/* inspect_cmd.c - precis inspect: what one stage found. */
#include <stdlib.h>

#include "cli/cli.h"

static precis_status dump(const struct options *options, const precis_engine *engine,
                          const precis_document *const *docs, precis_sink sink, precis_error *err)
{
  precis_brief_options brief_options = options_brief(options);
  precis_template *tmpl = NULL;
  precis_status s = PRECIS_OK;
  if (precis_stage_has_pages(options->stage)) {
    if (!brief_options.pages)
      brief_options.pages = options->file_count > 1 ? 2 : 1;
    s = options_template(options, engine, options->file_count, &tmpl, err);
  }
  precis_dump_options dump_options = {
      .stage = options->stage,
      .format = options->format == FORMAT_JSON ? PRECIS_FORMAT_JSON : PRECIS_FORMAT_TEXT,
      .options = &brief_options,
      .tmpl = tmpl,
  };
  if (s == PRECIS_OK)
    s = precis_dump(engine, docs, options->file_count, &dump_options, sink, err);
  precis_template_free(tmpl);
  return s;
}

static precis_status read_all(const struct options *options, const precis_engine *engine,
                              precis_document **docs, precis_error *err)
{
  precis_source source = {.media = options->media,
                          .language = options->language,
                          .title = options->title,
                          .date = options->date};
  precis_status s = PRECIS_OK;
  for (size_t i = 0; s == PRECIS_OK && i < options->file_count; i++)
    s = source_read(options, engine, options->files[i], &source, &docs[i], err);
  return s;
}

/* What a stage found rests on how the document was read: "W101: 3 characters could not ...". */
static void report(const struct options *options, precis_document *const *docs)
{
  for (size_t i = 0; i < options->file_count; i++)
    for (size_t k = 0; k < precis_document_warning_count(docs[i]); k++) {
      precis_error warning = precis_document_warning(docs[i], k);
      message_warning(options, options->files[i], &warning);
    }
}

enum exit_code inspect_command(const struct options *options, const precis_engine *engine)
{
  precis_document **docs = calloc(options->file_count, sizeof *docs);
  if (!docs)
    return EXIT_FAILED;
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  precis_error err;
  precis_status s = read_all(options, engine, docs, &err);
  if (s == PRECIS_OK)
    report(options, docs);
  if (s == PRECIS_OK)
    s = dump(options, engine, (const precis_document *const *)docs, sink_into(&out), &err);
  for (size_t i = 0; i < options->file_count; i++)
    precis_document_free(docs[i]);
  free(docs);
  if (s != PRECIS_OK) {
    message_error(options, &err);
    return exit_of(s);
  }
  if (!options->output || strcmp(options->output, "-") == 0)
    return print_out(options, buffer_str(&out));
  return write_out(options, options->output, buffer_str(&out));
}
