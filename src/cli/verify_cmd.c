/* verify_cmd.c - precis verify: a briefing against its sources. */
#include <stdio.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/cli.h"

/* No briefing is larger; what is, is none. */
static const size_t BRIEFING_MAX = (size_t)256 << 20;

enum { KEY_MAX = 4096 };

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

/* The text of a key, or the file that holds it. */
static precis_status read_signer(const struct options *o, struct buffer *ret, precis_error *err)
{
  if (access(o->signer, F_OK) == 0)
    return file_read(o->signer, KEY_MAX, ret, err);
  buffer_add(ret, str_of(o->signer));
  return PRECIS_OK;
}

/* A signature that is not there is a finding of the report, not an error here. */
static precis_status read_signature(const struct options *o, struct buffer *ret, precis_error *err)
{
  AUTO_BUFFER name;
  buffer_init(&name, &heap_default);
  buffer_format(&name, "%s.sig", o->files[0]);
  buffer_byte(&name, '\0');
  if (o->signature)
    return file_read(o->signature, KEY_MAX, ret, err);
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

static precis_status verify(const struct options *o, const precis_engine *engine,
                            precis_report **ret, precis_error *err)
{
  AUTO_BUFFER briefing, signer, signature;
  buffer_init(&briefing, &heap_default);
  buffer_init(&signer, &heap_default);
  buffer_init(&signature, &heap_default);
  precis_status s = file_read(o->files[0], BRIEFING_MAX, &briefing, err);
  if (s == PRECIS_OK && o->signer)
    s = read_signer(o, &signer, err);
  if (s == PRECIS_OK && o->signer)
    s = read_signature(o, &signature, err);
  struct reading reading = {o, engine};
  precis_verify_options options = {.path = o->files[0],
                                   .read = read_one,
                                   .read_user = &reading,
                                   .sources = o->sources,
                                   .source_count = o->source_count,
                                   .quick = o->quick,
                                   .signer = buffer_str(&signer),
                                   .signature = buffer_str(&signature)};
  return s == PRECIS_OK ? precis_verify(engine, buffer_str(&briefing), &options, ret, err) : s;
}

enum exit_code verify_command(const struct options *o, const precis_engine *engine)
{
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  precis_error err = {0};
  precis_report *report = NULL;
  precis_status s = verify(o, engine, &report, &err);
  if (s == PRECIS_OK)
    s = precis_report_write(report,
                            o->format == FORMAT_JSON ? PRECIS_FORMAT_JSON : PRECIS_FORMAT_TEXT,
                            sink_into(&out), &err);
  enum exit_code code =
      s == PRECIS_OK ? exit_of_verdict(precis_report_verdict(report)) : exit_of(s);
  precis_report_free(report);
  if (s != PRECIS_OK) {
    message_error(o, &err);
    return code;
  }
  enum exit_code printed = print_out(o, buffer_str(&out));
  return printed == EXIT_DONE ? code : printed;
}
