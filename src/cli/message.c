/* message.c - what is said on stderr: one clear line a cause, safe for a terminal. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/cli.h"

enum exit_code exit_of(precis_status status)
{
  switch (status) {
  case PRECIS_OK:
    return EXIT_DONE;
  case PRECIS_NO_MEMORY:
    return EXIT_FAILED;
  case PRECIS_BAD_ARGUMENT:
  case PRECIS_BAD_TEMPLATE:
  case PRECIS_NO_FONT:
    return EXIT_USAGE;
  case PRECIS_IO:
  case PRECIS_BAD_INPUT:
  case PRECIS_OVER_LIMIT:
    return EXIT_UNREADABLE;
  case PRECIS_NOTHING_FOUND:
    return EXIT_NOTHING;
  case PRECIS_CANNOT_FIT:
    return EXIT_CANNOT_FIT;
  case PRECIS_STOPPED:
    return EXIT_REFUSED;
  case PRECIS_NOT_VERBATIM:
    return EXIT_UNVERIFIED;
  }
  return EXIT_FAILED;
}

static bool wants_color(const struct options *o)
{
  if (o->color != MOMENT_AUTO)
    return o->color == MOMENT_ALWAYS;
  const char *none = getenv("NO_COLOR");
  return (!none || !*none) && isatty(STDERR_FILENO);
}

static void say_json(const char *level, const char *where, const precis_error *e)
{
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  struct json json = {.out = &out};
  json_open(&json, '{');
  json_pair_str(&json, "level", str_of(level));
  json_pair_str(&json, "file", str_of(where));
  if (e->line)
    json_pair_uint(&json, "line", e->line);
  if (e->column)
    json_pair_uint(&json, "column", e->column);
  json_pair_str(&json, "message", str_of(e->message));
  json_pair_str(&json, "hint", str_of(e->hint));
  json_close(&json, '}');
  buffer_byte(&out, '\n');
  fwrite(out.data, 1, out.len, stderr);
}

static void say(const struct options *o, const char *level, const char *where,
                const precis_error *e)
{
  if (o->json_messages) {
    say_json(level, where, e);
    return;
  }
  const char *paint = !wants_color(o)               ? ""
                      : strcmp(level, "error") == 0 ? "\033[1;31m"
                                                    : "\033[1;33m";
  fputs("precis: ", stderr);
  if (*where)
    fprintf(stderr, "%s:", where);
  if (e->line)
    fprintf(stderr, "%u:", e->line);
  if (e->line && e->column)
    fprintf(stderr, "%u:", e->column);
  fprintf(stderr, "%s%s%s:%s %s", *where ? " " : "", paint, level, *paint ? "\033[0m" : "",
          e->message);
  if (e->hint[0])
    fprintf(stderr, "; hint: %s", e->hint);
  fputc('\n', stderr);
}

void message_error(const struct options *options, const precis_error *err)
{
  say(options, "error", err->where, err);
}

void message_warning(const struct options *options, const char *where, const precis_error *warning)
{
  if (options->quiet)
    return;
  char quoted[sizeof warning->where];
  copy_quoted(quoted, sizeof quoted, str_of(warning->where[0] ? warning->where : where));
  say(options, "warning", quoted, warning);
}

static precis_error draft(const char *format, va_list args)
{
  precis_error e = {.status = PRECIS_OK};
  char text[sizeof e.message * 2];
  int len = vsnprintf(text, sizeof text, format, args);
  size_t kept = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
  copy_quoted(e.message, sizeof e.message, (str){text, kept});
  return e;
}

void message_usage(const struct options *options, const char *format, ...)
{
  static const str mark = {"; hint: ", 8};
  va_list args;
  va_start(args, format);
  precis_error e = draft(format, args);
  va_end(args);
  size_t at = str_find(str_of(e.message), mark, 0);
  if (at != SIZE_MAX) {
    copy_quoted(e.hint, sizeof e.hint, str_of(e.message + at + mark.len));
    e.message[at] = '\0';
  }
  say(options, "error", "", &e);
}

void message_note(const struct options *options, const char *format, ...)
{
  if (options->quiet)
    return;
  va_list args;
  va_start(args, format);
  precis_error e = draft(format, args);
  va_end(args);
  if (options->json_messages)
    say_json("note", "", &e);
  else
    fprintf(stderr, "precis: %s\n", e.message);
}

static int add_to_buffer(void *user, const void *data, size_t len)
{
  struct buffer *buffer = user;
  buffer_add(buffer, (str){data, len});
  return buffer->is_short;
}

precis_sink sink_into(struct buffer *buffer)
{
  return (precis_sink){add_to_buffer, buffer};
}

enum exit_code print_out(const struct options *options, str bytes)
{
  if (fwrite(bytes.data, 1, bytes.len, stdout) == bytes.len && fflush(stdout) == 0)
    return EXIT_DONE;
  precis_error e = {
      .status = PRECIS_IO, .message = "the output could not be written", .where = "stdout"};
  message_error(options, &e);
  return EXIT_REFUSED;
}
