/* batch_maker.c - a document's bytes into its briefing's bytes, in a worker. */
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/batch.h"
#include "cli/convert.h"

/* Beside the data folder and the fonts. */
static const char FINGERPRINTS[] = "/usr/share/libexttextcat"; /* of languages */

static void add_folder(struct maker *maker, str path)
{
  enum { ROOM = sizeof maker->folders / sizeof *maker->folders };

  const char *copy = arena_str(maker->arena, path).data;
  for (size_t i = 0; i < maker->folder_count; i++)
    if (strcmp(maker->folders[i], copy) == 0)
      return;
  if (maker->folder_count < ROOM)
    maker->folders[maker->folder_count++] = copy;
}

/* The last of a line's columns is where the thing lies. */
static str last_column(str line)
{
  const char *tab = memrchr(line.data, '\t', line.len);
  size_t at = tab ? (size_t)(tab - line.data) + 1 : line.len;
  return str_sub(line, at, line.len - at);
}

/* "DATA/templates/brief.ini" -> "DATA/templates". */
static str parent(str path)
{
  str folder = path_folder(path);
  return str_sub(folder, 0, folder.len - (folder.len > 0));
}

static precis_status find_folders(struct maker *maker, precis_error *err)
{
  AUTO_BUFFER list;
  buffer_init(&list, &heap_default);
  precis_status s = precis_list(maker->engine, "fonts", sink_into(&list), err);
  str rest = buffer_str(&list), line;
  while (s == PRECIS_OK && str_split(&rest, '\n', &line))
    add_folder(maker, last_column(line));
  list.len = 0;
  if (s == PRECIS_OK)
    s = precis_list(maker->engine, "templates", sink_into(&list), err);
  rest = buffer_str(&list);
  if (s == PRECIS_OK && str_split(&rest, '\n', &line) && line.len) {
    maker->data_folder = arena_str(maker->arena, parent(parent(last_column(line)))).data;
    add_folder(maker, str_of(maker->data_folder));
  }
  add_folder(maker, str_of(FINGERPRINTS));
  if (s == PRECIS_OK && !maker->data_folder)
    s = fail(err, PRECIS_BAD_TEMPLATE, "no templates in the data folder");
  return s;
}

precis_status maker_open(struct maker *maker, const struct options *options,
                         const precis_engine *engine, precis_error *err)
{
  *maker = (struct maker){.options = options, .engine = engine, .arena = arena_new(&heap_default)};
  maker->format = options->format == FORMAT_DEFAULT ? FORMAT_PDF : options->format;
  maker->digest_format = format_of_ending(options->digest);
  if (!maker->arena)
    return fail_no_memory(err);
  precis_status s = find_folders(maker, err);
  return s == PRECIS_OK && arena_short(maker->arena) ? fail_no_memory(err) : s;
}

void maker_close(struct maker *maker)
{
  precis_template_free(maker->tmpl);
  arena_free(maker->arena);
}

/* Lines that a terminal, a ledger and a manifest can hold. */
static void add_warning(struct batch_made *made, const precis_error *warning)
{
  if (warning->line)
    buffer_format(&made->warnings, "line %u: ", warning->line);
  buffer_format(&made->warnings, "%s\n", warning->message);
}

precis_status maker_set_pages(struct maker *maker, const precis_brief *brief,
                              const precis_template *tmpl, uint32_t pages, struct batch_made *ret,
                              precis_error *err)
{
  precis_pages *set = NULL;
  precis_status s = precis_pages_lay_out(maker->engine, brief, tmpl, pages, &set, err);
  for (size_t i = 0; s == PRECIS_OK && i < precis_pages_warning_count(set); i++) {
    precis_error warning = precis_pages_warning(set, i);
    add_warning(ret, &warning);
  }
  if (s == PRECIS_OK)
    s = options_write_pdf(maker->options, set, sink_into(&ret->output), err);
  precis_pages_free(set);
  return s;
}

void maker_add_warnings(struct batch_made *made, const precis_brief *brief)
{
  for (size_t i = 0; i < precis_brief_warning_count(brief); i++) {
    precis_error warning = precis_brief_warning(brief, i);
    add_warning(made, &warning);
  }
}

/* For the index; the first sentence of a brief is its bottom line. */
static void tell_index(const precis_brief *brief, struct batch_made *ret)
{
  buffer_add(&ret->title, precis_brief_title(brief));
  buffer_add(&ret->line, precis_brief_item(brief, PRECIS_ITEM_SENTENCE, 0).text);
  maker_add_warnings(ret, brief);
}

static precis_status write_brief(struct maker *maker, const precis_document *document,
                                 struct batch_made *ret, precis_error *err)
{
  precis_brief_options options = options_brief(maker->options);
  if (maker->format == FORMAT_PDF)
    options_set_pages(&options, 1);
  precis_brief *brief = NULL;
  precis_status s = precis_brief_make(maker->engine, &document, 1, &options, &brief, err);
  if (s != PRECIS_OK)
    return s;
  if (!precis_brief_count(brief, PRECIS_ITEM_SENTENCE)) {
    s = fail(err, PRECIS_NOTHING_FOUND, "no sentence to summarize");
  } else {
    tell_index(brief, ret);
    s = maker->format == FORMAT_PDF
            ? maker_set_pages(maker, brief, maker->tmpl, options.pages, ret, err)
            : precis_brief_write(brief, format_out(maker->format), sink_into(&ret->output), err);
  }
  precis_brief_free(brief);
  return s;
}

static const struct reader *reader_of(const struct maker *maker, struct batch_input input)
{
  return maker->options->media == PRECIS_MEDIA_GUESS && input.bytes.len
             ? readers_find(maker->options->readers, input.name, input.bytes)
             : NULL;
}

bool maker_wants_text(void *user, struct batch_input input)
{
  return reader_of(user, input) != NULL;
}

precis_status maker_convert(void *user, const struct batch_conversion *conversion,
                            struct buffer *ret, precis_error *err)
{
  enum { HEAD_BYTES = 8 };

  const struct maker *maker = user;
  char head[HEAD_BYTES];
  ssize_t got = pread(conversion->fd, head, sizeof head, 0);
  const struct reader *reader = readers_find(maker->options->readers, conversion->name,
                                             (str){head, got > 0 ? (size_t)got : 0});
  return reader ? readers_run_open(maker->options->readers, reader, conversion, ret, err)
                : fail(err, PRECIS_BAD_INPUT, "no program reads it");
}

precis_status maker_make(void *user, struct batch_input input, struct batch_made *ret,
                         precis_error *err)
{
  struct maker *maker = user;
  const struct options *o = maker->options;
  precis_source source = {
      .media = o->media, .language = o->language, .name = input.name, .date = o->date};
  char program[PROGRAM_BYTES];
  const struct reader *reader = input.text.data ? reader_of(maker, input) : NULL;
  if (reader) { /* as source.c has it */
    source.media = PRECIS_MEDIA_TEXT;
    source.original = input.bytes;
    source.original_media = reader_media(reader);
    reader_program(reader, program);
    source.original_reader = program;
  }
  precis_document *document = NULL;
  precis_status s = precis_document_read(maker->engine, reader ? input.text : input.bytes, &source,
                                         &document, err);
  if (s == PRECIS_OK)
    s = write_brief(maker, document, ret, err);
  if (s == PRECIS_OK && o->digest)
    s = precis_document_save(document, sink_into(&ret->analysis), err);
  precis_document_free(document);
  return s;
}

/* What every document of the usual kind asks for: a language, its hyphens, the template's faces. */
static const char sample[] =
    "The harbour board approved the new breakwater on Tuesday. The project will cost $4.2 million "
    "and "
    "take eighteen months. \"We have waited long enough for safe water,\" said Marta Oduya, the "
    "harbour "
    "master. Engineers will begin with a survey of the sea bed in March 2021.\n\n"
    "Fishing crews had asked for the work since the storm of 2019, when 14 boats were lost.\n";

precis_status maker_warm_up(void *user, precis_error *err)
{
  struct maker *maker = user;
  precis_status s = PRECIS_OK;
  if (maker->format == FORMAT_PDF)
    s = options_template(maker->options, maker->engine, 1, &maker->tmpl, err);
  if (s != PRECIS_OK)
    return s;
  struct batch_made made;
  precis_error reason = {0};
  batch_made_init(&made);
  s = maker_make(maker,
                 (struct batch_input){.bytes = {sample, sizeof sample - 1}, .name = "sample.txt"},
                 &made, &reason);
  batch_made_clear(&made);
  /* That the sample is too short for three pages says nothing about the documents. */
  bool is_wrong_use = s == PRECIS_BAD_ARGUMENT || s == PRECIS_BAD_TEMPLATE || s == PRECIS_NO_FONT;
  if (!is_wrong_use)
    return PRECIS_OK;
  *err = reason;
  return s;
}
