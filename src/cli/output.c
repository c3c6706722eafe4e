/* output.c - where a product goes: a file, whole or not at all, and never over one of its sources.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "base/io.h"
#include "cli/cli.h"

static enum exit_code refuse(const struct options *options, const char *path, const char *why,
                             const char *hint)
{
  precis_error e;
  fail(&e, PRECIS_IO, "%s", why);
  fail_hint(&e, PRECIS_IO, "%s", hint);
  fail_at(&e, PRECIS_IO, str_of(path), 0, 0);
  message_error(options, &e);
  return EXIT_REFUSED;
}

static bool is_source(const struct options *options, const struct stat *output)
{
  for (size_t i = 0; i < options->file_count; i++) {
    struct stat st;
    if (stat(options->files[i], &st) == 0 && st.st_dev == output->st_dev &&
        st.st_ino == output->st_ino)
      return true;
  }
  return false;
}

enum exit_code check_out(const struct options *options, const char *path)
{
  struct stat st;
  if (stat(path, &st) != 0)
    return EXIT_DONE;
  if (S_ISDIR(st.st_mode))
    return refuse(options, path, "is a folder", "name a file, or use --output-dir");
  if (is_source(options, &st))
    return refuse(options, path, "is a source of the briefing and would be overwritten",
                  "choose another -o");
  return EXIT_DONE;
}

/* Devices and pipes cannot be replaced by a rename; they are written to as they are. */
static enum exit_code write_stream(const struct options *options, const char *path, str bytes)
{
  FILE *stream = fopen(path, "wbe");
  bool sound = stream && fwrite(bytes.data, 1, bytes.len, stream) == bytes.len;
  if (stream && fclose(stream) != 0)
    sound = false;
  return sound ? EXIT_DONE : refuse(options, path, "cannot be written", "choose another -o");
}

enum exit_code write_out(const struct options *options, const char *path, str bytes)
{
  enum exit_code code = check_out(options, path);
  if (code != EXIT_DONE)
    return code;
  struct stat st;
  if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
    return write_stream(options, path, bytes);
  precis_error err;
  precis_status s = file_write(path, bytes, &err);
  if (s == PRECIS_OK)
    return EXIT_DONE;
  message_error(options, &err);
  return EXIT_REFUSED;
}
