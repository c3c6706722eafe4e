/* verify_cmd.c - precis verify: a briefing against its sources. */
#include <stdio.h>

#include "base/io.h"
#include "cli/cli.h"

/* No briefing is larger; what is, is none. */
static const size_t BRIEFING_MAX = (size_t)256 << 20;

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

enum exit_code verify_command(const struct options *o, const precis_engine *engine)
{
  precis_verify_options options = {.path = o->files[0],
                                   .sources = o->sources,
                                   .source_count = o->source_count,
                                   .quick = o->quick};
  AUTO_BUFFER briefing, out;
  buffer_init(&briefing, &heap_default);
  buffer_init(&out, &heap_default);
  precis_error err = {0};
  precis_report *report = NULL;
  precis_status s = file_read(o->files[0], BRIEFING_MAX, &briefing, &err);
  if (s == PRECIS_OK)
    s = precis_verify(engine, buffer_str(&briefing), &options, &report, &err);
  if (s == PRECIS_OK)
    s = precis_report_write(report,
                            o->format == FORMAT_JSON ? PRECIS_FORMAT_JSON : PRECIS_FORMAT_TEXT,
                            sink_into(&out), &err);
  if (s != PRECIS_OK) {
    message_error(o, &err);
    return exit_of(s);
  }
  enum exit_code code = exit_of_verdict(precis_report_verdict(report));
  precis_report_free(report);
  enum exit_code printed = print_out(o, buffer_str(&out));
  return printed == EXIT_DONE ? code : printed;
}
