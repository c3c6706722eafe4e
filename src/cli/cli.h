/* cli.h - the command: options in, library calls, exit codes and messages out. Private to cli/. */
#pragma once

#include "base/buffer.h"
#include "base/error.h"
#include "precis/precis.h"

/* Stable: scripts hold on to these. */
enum exit_code {
  EXIT_DONE = 0,
  EXIT_FAILED = 1,
  EXIT_USAGE = 2,
  EXIT_WARNINGS = 3, /* under --strict */
  EXIT_SOME_FAILED = 4,
  EXIT_UNREADABLE = 5,
  EXIT_NOTHING = 6,
  EXIT_CANNOT_FIT = 7,
  EXIT_UNVERIFIED = 8,
  EXIT_REFUSED = 9
};

enum command {
  COMMAND_MAKE,
  COMMAND_BATCH,
  COMMAND_PIPE,
  COMMAND_INSPECT,
  COMMAND_LIST,
  COMMAND_VERIFY,
  COMMAND_SIGN,
  COMMAND_KEYGEN,
  COMMAND_HELP,
  COMMAND_VERSION,
  COMMAND_COUNT
};

enum format { FORMAT_DEFAULT, FORMAT_PDF, FORMAT_JSON, FORMAT_MARKDOWN, FORMAT_TEXT, FORMAT_HTML };

/* More settings on one command line are a mistake of the script that wrote it. */
enum { SETTINGS_MAX = 64 };

/* Bytes: of a briefing (what is larger is none); of a key or signature, which are one line. */
enum { BRIEFING_MAX = 256 << 20, KEY_MAX = 4096 };

/* Patterns beyond this belong into a .precisignore. */
enum { GLOBS_MAX = 64 };

struct options {
  enum command command;
  const char **files; /* borrowed from argv */
  size_t file_count;
  const char **sources; /* of verify */
  size_t source_count;

  bool has_pages;
  uint32_t pages, words, sentences;
  double ratio;
  const char *about, *title, *date, *author, *banner, *language;
  uint32_t quotes, facts;
  bool has_quotes, has_facts;
  precis_media media;
  precis_sources notes; /* --sources of make */

  const char *template_name; /* NULL: by the number of documents */
  const char *settings[SETTINGS_MAX];
  size_t setting_count;
  struct buffer logo_setting;  /* "masthead.logo=..." */
  struct buffer paper_setting; /* "page.paper=a4" */
  const char *genre;

  const char *output, *output_dir;
  enum format format;

  const char *stage, *fields;
  const char *key, *signer, *signature;
  uint32_t jobs;
  bool has_jobs;
  bool explain, time, quiet, verbose, strict, json_messages, no_attach, quick;

  enum moment { MOMENT_AUTO, MOMENT_ALWAYS, MOMENT_NEVER } color, progress;

  const char *include[GLOBS_MAX], *exclude[GLOBS_MAX];
  size_t include_count, exclude_count;
  const char *manifest, *digest;
  uint32_t timeout, shard, shards; /* 0: not given */
  bool force, dry_run, fail_fast, merge;
  bool is_command_named;
  struct buffer undated; /* the day printed where no document has one; may be empty */
  struct buffer look; /* the flags that decide what a briefing looks like, as they were written */

  size_t max_input;

  const char *config;            /* precis.ini; NULL: the usual place */
  const struct readers *readers; /* what it names; set before a command runs */
};

/* stopwatch.c: what --time tells. There are fewer steps than STEPS_MAX, from the bytes to the PDF.
 */
enum { STEPS_MAX = 24 };

struct lap {
  const char *step;
  double seconds; /* CPU, all laps of the step */
  size_t bytes;   /* of its largest result */
};

struct stopwatch {
  struct lap laps[STEPS_MAX];
  size_t count;
  double last; /* CPU seconds of the process when the last lap ended */
};

/* The step that ends now took all the time since the lap before. stopwatch: struct stopwatch. */
void stopwatch_lap(void *stopwatch, const char *step, size_t bytes);
/* On stderr. */
void stopwatch_print(const struct stopwatch *stopwatch);

/* options.c. Prints its own message and gives EXIT_USAGE when a word is wrong. */
enum exit_code options_read(int argc, char **argv, struct options *ret);
void options_clear(struct options *options);
/* The fields that --quotes 0 and --facts 0 leave out; the library has 0 for the usual number. */
uint32_t options_left_out(const struct options *options);
precis_brief_options options_brief(const struct options *options);
/* How many pages a PDF over so many documents has where the command line asks for no size. */
void options_set_pages(precis_brief_options *brief, size_t documents);
/* The pages as the command line wants them: with their evidence inside, or without. */
precis_status options_write_pdf(const struct options *options, const precis_pages *pages,
                                precis_sink sink, precis_error *err);
/* Loads the template of that name, with the settings of the command line. */
precis_status options_template_named(const struct options *options, const precis_engine *engine,
                                     const char *name, precis_template **ret, precis_error *err);
/* The template that was asked for, or the usual one for so many documents in one briefing. */
precis_status options_template(const struct options *options, const precis_engine *engine,
                               size_t documents, precis_template **ret, precis_error *err);

/* Bytes of a document at most. */
size_t options_max_input(const struct options *options);
/* source.c: a file ("-": stdin) into a document, through a reader of precis.ini where one is for
 * its kind. */
precis_status source_read(const struct options *options, const precis_engine *engine,
                          const char *path, const precis_source *source, precis_document **ret,
                          precis_error *err);

/* message.c: "precis: notes.md:12:5: error: ...; hint: ..." or a JSON line, on stderr. */
void message_error(const struct options *options, const precis_error *err);
void message_warning(const struct options *options, const char *where, const precis_error *warning);
/* format: "what is wrong; hint: what to do". */
void message_usage(const struct options *options, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void message_note(const struct options *options, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
enum exit_code exit_of(precis_status status);

/* A sink into a buffer. */
precis_sink sink_into(struct buffer *buffer);
/* To stdout, checked to the last byte. */
enum exit_code print_out(const struct options *options, str bytes);
/* The refusals of write_out(), before any work is done. */
enum exit_code check_out(const struct options *options, const char *path);
/* To a file, whole or not at all; refuses a folder, and whatever the command reads. */
enum exit_code write_out(const struct options *options, const char *path, str bytes);

/* make_cmd.c: ".pdf"; what the library calls a format. */
const char *ending_of(enum format format);
/* By the name of a file; NULL and others: PDF. */
enum format format_of_ending(const char *path);
precis_format format_out(enum format format);

/* heap.c: memory that one document leaves serves the next. */
void heap_keep(void);
/* For a command that makes one thing and ends: memory in few large pages. Before the engine. */
void heap_enlarge(void);

/* The commands. */
enum exit_code batch_command(const struct options *options, const precis_engine *engine);
enum exit_code make_command(const struct options *options, const precis_engine *engine);
enum exit_code pipe_command(const struct options *options, const precis_engine *engine);
enum exit_code inspect_command(const struct options *options, const precis_engine *engine);
enum exit_code verify_command(const struct options *options, const precis_engine *engine);
enum exit_code sign_command(const struct options *options);
enum exit_code keygen_command(const struct options *options);
enum exit_code list_command(const struct options *options, const precis_engine *engine);
enum exit_code help_command(const struct options *options);
