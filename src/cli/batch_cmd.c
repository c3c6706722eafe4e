/* batch_cmd.c - precis batch: a folder of documents into a folder of briefings; what happened is
 * told here. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/batch.h"

/* Seconds a document may take: the largest by default take half of it. */
enum { TIMEOUT_DEFAULT = 60 };

struct talk {
  const struct options *options;
  struct progress progress;
};

static void tell_failed(void *user, str path, const precis_error *err)
{
  struct talk *talk = user;
  precis_error told = *err;
  progress_wipe(&talk->progress);
  copy_quoted(told.where, sizeof told.where, path);
  message_error(talk->options, &told);
}

/* They stand in the manifest; on a terminal only for those who ask. */
static void tell_warned(void *user, str path, str warnings)
{
  struct talk *talk = user;
  str line;
  if (!talk->options->verbose)
    return;
  progress_wipe(&talk->progress);
  while (str_split(&warnings, '\n', &line)) {
    precis_error warning;
    fail(&warning, PRECIS_OK, "%.*s", STR_ARG(line));
    fail_at(&warning, PRECIS_OK, path, 0, 0);
    if (line.len)
      message_warning(talk->options, "", &warning);
  }
}

static void tell_ignored(void *user, str path, const char *why)
{
  struct talk *talk = user;
  if (!talk->options->verbose)
    return;
  progress_wipe(&talk->progress);
  message_note(talk->options, "%.*s: ignored: %s", STR_ARG(path), why);
}

static void tell_note(void *user, const char *what)
{
  struct talk *talk = user;
  message_note(talk->options, "%s", what);
}

static void tell_progress(void *user, const struct batch_counts *counts)
{
  struct talk *talk = user;
  progress_draw(&talk->progress, counts);
}

/* The product of a dry run, so that it goes to stdout; a name that holds a line end stays on its
 * line. */
static void tell_planned(void *user, const char *verb, str path, const char *why)
{
  char quoted[4096];
  (void)user;
  copy_quoted(quoted, sizeof quoted, path);
  printf("%s\t%s\t%s\n", verb, quoted, why);
}

static int print(void *user, const void *data, size_t len)
{
  (void)user;
  return fwrite(data, 1, len, stdout) != len || fflush(stdout) != 0;
}

static int code_of(precis_status status)
{
  return (int)exit_of(status);
}

/* "12 found: 8 done, 1 unchanged, 2 failed, 1 ignored": the four add up to the first. */
static void tell_counts(const struct options *o, const struct batch_counts *c)
{
  AUTO_BUFFER line;
  buffer_init(&line, &heap_default);
  buffer_format(&line, "%" PRIu64 " found: ", c->found);
  if (!o->dry_run)
    buffer_format(&line, "%" PRIu64 " done, ", c->done);
  buffer_format(&line, "%" PRIu64 " unchanged, %" PRIu64 " failed, %" PRIu64 " ignored",
                c->unchanged, c->failed, c->ignored);
  if (o->dry_run)
    buffer_format(&line, ", %" PRIu64 " to do", c->pending);
  else if (c->pending)
    buffer_format(&line, ", %" PRIu64 " not done", c->pending);
  if (c->warned)
    buffer_format(&line, "; %" PRIu64 " with warnings", c->warned);
  message_note(o, "%.*s", STR_ARG(buffer_str(&line)));
}

/* "--include '*.tx'" is a slip that would otherwise look like a run without work. */
static bool warn_of_nothing(const struct options *o, const struct batch_counts *c)
{
  precis_error warning;
  if (o->merge || o->shards || c->found > c->ignored) /* a shard may well have none */
    return false;
  fail(&warning, PRECIS_OK, "there is no document%s",
       o->include_count ? " that --include names" : "");
  message_warning(o, o->files[0], &warning);
  return true;
}

static enum exit_code exit_with(const struct options *o, precis_status status,
                                const struct batch_result *result, const precis_error *err)
{
  if (status != PRECIS_OK) {
    message_error(o, err);
    return exit_of(status);
  }
  tell_counts(o, &result->counts);
  if (result->signal) {
    message_note(o, "interrupted; the same command goes on from here");
    return (enum exit_code)(128 + result->signal); /* as shells have it */
  }
  bool is_nothing = warn_of_nothing(o, &result->counts);
  if (result->counts.failed)
    return EXIT_SOME_FAILED;
  return o->strict && (result->counts.warned || is_nothing) ? EXIT_WARNINGS : EXIT_DONE;
}

static struct batch_options batch_options_of(const struct options *o, const struct maker *maker,
                                             str fingerprint)
{
  return (struct batch_options){
      .paths = o->files,
      .path_count = o->file_count,
      .output = o->output,
      .include = {o->include, o->include_count},
      .exclude = {o->exclude, o->exclude_count},
      .manifest = o->manifest,
      .digest = o->digest,
      .banner = str_of(o->banner),
      .fingerprint = fingerprint,
      .ending = ending_of(maker->format),
      .max_input = options_max_input(o),
      .jobs = o->jobs,
      .timeout = o->timeout ? o->timeout : TIMEOUT_DEFAULT,
      .shard = o->shards ? o->shard : 1,
      .shards = o->shards ? o->shards : 1,
      .force = o->force,
      .dry_run = o->dry_run,
      .fail_fast = o->fail_fast,
      .code_of = code_of,
  };
}

/* What the user names besides the output folder. */
static enum exit_code check_product(const struct options *o, const char *path)
{
  return path && strcmp(path, "-") != 0 ? check_out(o, path) : EXIT_DONE;
}

enum exit_code batch_command(const struct options *o, const precis_engine *engine)
{
  struct maker maker;
  precis_error err = {0};
  uint8_t hash[LOOK_BYTES];
  struct batch_result result = {0};
  enum exit_code code = check_product(o, o->digest);
  if (code == EXIT_DONE)
    code = check_product(o, o->manifest);
  if (code != EXIT_DONE)
    return code;
  precis_status s = maker_open(&maker, o, engine, &err);
  if (s == PRECIS_OK)
    s = look_hash(&maker, hash, &err);
  if (s == PRECIS_OK) {
    struct batch_maker batch_maker = {.user = &maker,
                                      .warm_up = maker_warm_up,
                                      .make = maker_make,
                                      .make_index = maker_make_index,
                                      .make_digest = maker_make_digest,
                                      .wants_text = maker_wants_text,
                                      .convert = maker_convert,
                                      .folders = maker.folders,
                                      .folder_count = maker.folder_count};
    struct talk talk = {.options = o};
    struct batch_listener listener = {&talk,     tell_failed,   tell_warned,  tell_ignored,
                                      tell_note, tell_progress, tell_planned, print};
    struct batch_options options =
        batch_options_of(o, &maker, (str){(const char *)hash, sizeof hash});
    progress_start(&talk.progress, o);
    s = (o->merge ? batch_merge : batch_run)(&options, &batch_maker, &listener, &result, &err);
    progress_wipe(&talk.progress);
  }
  maker_close(&maker);
  return exit_with(o, s, &result, &err);
}
