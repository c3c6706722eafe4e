/* list_cmd.c - precis list: what is installed. */
#include "cli/cli.h"

enum exit_code list_command(const struct options *options, const precis_engine *engine)
{
  if (options->file_count != 1) {
    message_usage(options, "list takes one of templates, fonts, languages, stages, formats");
    return EXIT_USAGE;
  }
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  precis_error err;
  precis_status s = precis_list(engine, options->files[0], sink_into(&out), &err);
  if (s == PRECIS_OK)
    return print_out(options, buffer_str(&out));
  message_error(options, &err);
  return exit_of(s);
}
