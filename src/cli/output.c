/* output.c - where a product goes: a file, whole or not at all, and never over one of its sources
 * or another file that the command reads. */
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

/* A regular file: what is written to a device, as in "precis /dev/stdin -o /dev/stdout" on a
 * terminal, takes nothing from it. */
static bool is_same(const char *path, const struct stat *output)
{
  struct stat st;
  return path && S_ISREG(output->st_mode) && stat(path, &st) == 0 && st.st_dev == output->st_dev &&
         st.st_ino == output->st_ino;
}

static bool is_source(const struct options *o, const struct stat *output)
{
  for (size_t i = 0; i < o->file_count; i++)
    if (is_same(o->files[i], output))
      return true;
  return false;
}

/* The file of a setting that names a picture; NULL for any other. */
static const char *logo_in(const char *setting)
{
  static const char key[] = "masthead.logo=";
  return setting && strncmp(setting, key, sizeof key - 1) == 0 ? setting + sizeof key - 1 : NULL;
}

/* What the command reads besides: "-t house.ini -o house.ini" would lose the template. */
static bool is_read_besides(const struct options *o, const struct stat *output)
{
  for (size_t i = 0; i < o->setting_count; i++)
    if (is_same(logo_in(o->settings[i]), output))
      return true;
  const char *tmpl = o->template_name;
  if (tmpl && strpbrk(tmpl, "./") && is_same(tmpl, output)) /* else the name of an installed one */
    return true;
  return is_same(o->config, output) || is_same(o->key, output) ||
         is_same(logo_in(o->logo_setting.data), output);
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
  if (is_read_besides(options, &st))
    return refuse(options, path, "is read by this command and would be overwritten",
                  "choose another -o");
  return EXIT_DONE;
}

enum exit_code write_out(const struct options *options, const char *path, str bytes)
{
  enum exit_code code = check_out(options, path);
  if (code != EXIT_DONE)
    return code;
  precis_error err;
  precis_status s = file_write(path, bytes, &err);
  if (s == PRECIS_OK)
    return EXIT_DONE;
  message_error(options, &err);
  return EXIT_REFUSED;
}
