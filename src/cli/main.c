/* main.c - finds the data, makes the engine, runs the command. */
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/convert.h"

static bool holds_languages(const char *folder)
{
  AUTO_BUFFER path;
  buffer_init(&path, &heap_default);
  buffer_format(&path, "%s/languages/en.ini", folder);
  return !path.is_short && access(path.data, R_OK) == 0;
}

/* The folder this program lies in, without its name; empty when the system does not tell. */
static str own_folder(char room[PATH_MAX])
{
  ssize_t len = readlink("/proc/self/exe", room, PATH_MAX - 1);
  while (len > 0 && room[len - 1] != '/')
    len--;
  return (str){room, len > 0 ? (size_t)len : 0};
}

/* PRECIS_DATA, else beside an installed program, else the source tree around a build folder, else
 * the folder given when it was built (NULL). */
static const char *find_data(struct buffer *room)
{
  const char *named = getenv("PRECIS_DATA");
  if (named && *named)
    return named;
  static const char *const beside[] = {"../share/precis", "..", "../..", "../../.."};
  char path[PATH_MAX];
  str folder = own_folder(path);
  for (size_t i = 0; folder.len && i < sizeof beside / sizeof *beside; i++) {
    room->len = 0;
    buffer_format(room, "%.*s%s", STR_ARG(folder), beside[i]);
    buffer_byte(room, '\0');
    if (!room->is_short && holds_languages(room->data))
      return room->data;
  }
  return NULL;
}

static enum exit_code with_engine(const struct options *options,
                                  enum exit_code (*command)(const struct options *,
                                                            const precis_engine *))
{
  AUTO_BUFFER data;
  buffer_init(&data, &heap_default);
  precis_engine_options engine_options = {.data_dir = find_data(&data),
                                          .max_input_bytes = options->max_input};
  struct stopwatch watch = {0};
  if (options->time) {
    engine_options.step_done = stopwatch_lap;
    engine_options.step_user = &watch;
  }
  precis_engine *engine = NULL;
  precis_error err;
  precis_status s = precis_engine_new(&engine_options, &engine, &err);
  if (s != PRECIS_OK) {
    message_error(options, &err);
    return EXIT_FAILED;
  }
  stopwatch_lap(&watch, "start", 0);
  enum exit_code code = command(options, engine);
  precis_engine_free(engine);
  stopwatch_lap(&watch, "write", 0);
  if (options->time)
    stopwatch_print(&watch);
  return code;
}

/* Commands that read documents, with the readers of precis.ini. */
static enum exit_code with_readers(const struct options *options,
                                   enum exit_code (*command)(const struct options *,
                                                             const precis_engine *))
{
  struct readers readers;
  precis_error err;
  precis_status s = readers_load(options->config, &readers, &err);
  enum exit_code code = exit_of(s);
  if (s == PRECIS_OK) {
    struct options with = *options;
    with.readers = &readers;
    code = with_engine(&with, command);
  } else {
    message_error(options, &err);
  }
  readers_clear(&readers);
  return code;
}

static enum exit_code run(const struct options *options)
{
  /* Not where many processes or threads work: their small shares would be large pages too. */
  bool is_short = options->command == COMMAND_MAKE || options->command == COMMAND_INSPECT ||
                  options->command == COMMAND_VERIFY;
  heap_keep();
  if (is_short)
    heap_enlarge();
  switch (options->command) {
  case COMMAND_MAKE:
    return with_readers(options, make_command);
  case COMMAND_BATCH:
    return with_readers(options, batch_command);
  case COMMAND_PIPE:
    return with_readers(options, pipe_command);
  case COMMAND_INSPECT:
    return with_readers(options, inspect_command);
  case COMMAND_LIST:
    return with_engine(options, list_command);
  case COMMAND_VERIFY:
    return with_readers(options, verify_command);
  case COMMAND_SIGN:
    return sign_command(options);
  case COMMAND_KEYGEN:
    return keygen_command(options);
  case COMMAND_HELP:
    return help_command(options);
  case COMMAND_VERSION:
    printf("precis %s\n", precis_version());
    return EXIT_DONE;
  case COMMAND_COUNT:
    break;
  }
  return EXIT_FAILED;
}

int main(int argc, char **argv)
{
  struct options options;
  signal(SIGXFSZ, SIG_IGN); /* a limit on files is an error like a full disk */
  enum exit_code code = options_read(argc, argv, &options);
  if (code == EXIT_DONE)
    code = run(&options);
  options_clear(&options);
  /* A full disk behind stdout shows only when it is flushed. */
  if (fflush(stdout) != 0 && code == EXIT_DONE)
    code = EXIT_REFUSED;
  return code;
}
