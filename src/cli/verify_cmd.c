/* verify_cmd.c - precis verify: a briefing against its sources. */
#include <stdio.h>
#include <unistd.h>

#include "base/io.h"
#include "base/json.h"
#include "cli/cli.h"

enum { PATH_BYTES = 4096 };

static enum exit_code exit_of_verdict(precis_verdict verdict)
{
  switch (verdict) {
  case PRECIS_EXACT:
    return EXIT_DONE;
  case PRECIS_DIFFERS:
    return EXIT_UNVERIFIED;
  case PRECIS_SOURCE_MISSING:
    return EXIT_UNREADABLE;
  }
  return EXIT_FAILED;
}

/* The 32 bytes of a key in base64, with its first word or alone: no name of a file looks so. */
static bool is_key_text(const char *word)
{
  enum { KEY_LETTERS = 44 };

  str text = str_trim(str_of(word));
  return text.len >= KEY_LETTERS && str_ends(text, STR("="));
}

/* The text of a key, or the file that holds it. */
static precis_status read_signer(const struct options *o, struct buffer *ret, precis_error *err)
{
  bool is_file = access(o->signer, F_OK) == 0 || !is_key_text(o->signer);
  if (is_file)
    return file_or_pipe_read(o->signer, KEY_MAX, ret, err);
  buffer_add(ret, str_of(o->signer));
  return PRECIS_OK;
}

/* A signature that is not there is a finding of the report, not an error here. */
static precis_status read_signature(const struct options *o, const char *path, struct buffer *ret,
                                    precis_error *err)
{
  AUTO_BUFFER name;
  buffer_init(&name, &heap_default);
  buffer_format(&name, "%s.sig", path);
  buffer_byte(&name, '\0');
  if (o->signature)
    return file_or_pipe_read(o->signature, KEY_MAX, ret, err);
  return access(name.data, F_OK) == 0 ? file_read(name.data, KEY_MAX, ret, err) : PRECIS_OK;
}

struct reading {
  const struct options *options;
  const precis_engine *engine;
};

/* Through the readers of precis.ini where it was, and only there, whatever precis.ini says now. */
static precis_status read_one(void *user, const char *path, const precis_source *source,
                              precis_document **ret, precis_error *err)
{
  const struct reading *reading = user;
  precis_source own = *source;
  own.original_media = NULL;
  if (!source->original_media)
    return precis_document_read_file(reading->engine, path, &own, ret, err);
  source = &own;
  return source_read(reading->options, reading->engine, path, source, ret, err);
}

static precis_status verify(const struct options *o, const precis_engine *engine, const char *path,
                            precis_report **ret, precis_error *err)
{
  AUTO_BUFFER briefing, signer, signature;
  buffer_init(&briefing, &heap_default);
  buffer_init(&signer, &heap_default);
  buffer_init(&signature, &heap_default);
  precis_status s = file_or_pipe_read(path, BRIEFING_MAX, &briefing, err);
  if (s == PRECIS_OK && o->signer)
    s = read_signer(o, &signer, err);
  if (s == PRECIS_OK && o->signer)
    s = read_signature(o, path, &signature, err);
  struct reading reading = {o, engine};
  precis_verify_options options = {.path = path,
                                   .read = read_one,
                                   .read_user = &reading,
                                   .sources = o->sources,
                                   .source_count = o->source_count,
                                   .quick = o->quick,
                                   .signer = o->signer ? buffer_str(&signer) : (str){0},
                                   .signature = buffer_str(&signature)};
  return s == PRECIS_OK ? precis_verify(engine, buffer_str(&briefing), &options, ret, err) : s;
}

/* Several briefings: a line each begins with its name; in JSON an object a line holds it. */
static void name_report(const struct options *o, const char *path, str report, struct buffer *out)
{
  char quoted[PATH_BYTES];
  copy_quoted(quoted, sizeof quoted, str_of(path));
  if (o->file_count == 1) {
    buffer_add(out, report);
  } else if (o->format == FORMAT_JSON) {
    struct json json = {.out = out};
    json_open(&json, '{');
    json_pair_str(&json, "file", str_of(path));
    json_key(&json, "report");
    buffer_add(out, str_trim(report));
    buffer_add(out, STR("}\n"));
  } else {
    str line;
    while (str_split(&report, '\n', &line))
      if (line.len)
        buffer_format(out, "%s: %.*s\n", quoted, STR_ARG(str_trim(line)));
  }
}

static enum exit_code verify_one(const struct options *o, const precis_engine *engine,
                                 const char *path)
{
  AUTO_BUFFER text, out;
  buffer_init(&text, &heap_default);
  buffer_init(&out, &heap_default);
  precis_error err = {0};
  precis_report *report = NULL;
  precis_status s = verify(o, engine, path, &report, &err);
  if (s == PRECIS_OK)
    s = precis_report_write(report,
                            o->format == FORMAT_JSON ? PRECIS_FORMAT_JSON : PRECIS_FORMAT_TEXT,
                            sink_into(&text), &err);
  enum exit_code code =
      s == PRECIS_OK ? exit_of_verdict(precis_report_verdict(report)) : exit_of(s);
  precis_report_free(report);
  if (s != PRECIS_OK) {
    message_error(o, &err);
    return code;
  }
  name_report(o, path, buffer_str(&text), &out);
  enum exit_code printed = print_out(o, buffer_str(&out));
  return printed == EXIT_DONE ? code : printed;
}

static void warn_of_sources(const struct options *o)
{
  for (size_t i = 0; i < o->source_count; i++) {
    precis_error warning;
    if (access(o->sources[i], F_OK) == 0)
      continue;
    fail(&warning, PRECIS_IO, "is not there to look for sources in");
    message_warning(o, o->sources[i], &warning);
  }
}

/* What weighs most of all briefings: one that differs, then one that could not be checked. */
enum exit_code verify_command(const struct options *o, const precis_engine *engine)
{
  enum exit_code worst = EXIT_DONE;
  warn_of_sources(o);
  for (size_t i = 0; i < o->file_count; i++) {
    enum exit_code code = verify_one(o, engine, o->files[i]);
    if (code == EXIT_REFUSED)
      return code;
    if (worst == EXIT_DONE || code == EXIT_UNVERIFIED)
      worst = code;
  }
  return worst;
}
