/* make_cmd.c - precis make: documents in, one briefing out. Reads all, makes all, then writes. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch.h"

/* One briefing: which files, where to, in which form. */
struct job {
  const struct options *options;
  const precis_engine *engine;
  const char *const *files;
  size_t file_count;
  const char *output; /* NULL: next to the first file, or stdout for "-" */
  enum format format;
  struct progress *progress;
  size_t warnings;
};

/* ".pdf"; empty where a name has no ending, or is nothing else. */
static str ending_in(str path)
{
  str name = path_name(path), stem = path_stem(path);
  return str_sub(name, stem.len, name.len - stem.len);
}

/* FORMAT_DEFAULT for an ending that stands for none. */
static enum format find_format(str ending)
{
  static const struct {
    const char *ending;
    enum format format;
  } endings[] = {{".pdf", FORMAT_PDF},           {".json", FORMAT_JSON}, {".md", FORMAT_MARKDOWN},
                 {".markdown", FORMAT_MARKDOWN}, {".txt", FORMAT_TEXT},  {".html", FORMAT_HTML},
                 {".htm", FORMAT_HTML}};

  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (str_eq_nocase(ending, str_of(endings[i].ending)))
      return endings[i].format;
  return FORMAT_DEFAULT;
}

enum format format_of_ending(const char *path)
{
  enum format format = find_format(ending_in(str_of(path)));
  return format == FORMAT_DEFAULT ? FORMAT_PDF : format;
}

const char *ending_of(enum format format)
{
  switch (format) {
  case FORMAT_DEFAULT:
  case FORMAT_PDF:
    return ".pdf";
  case FORMAT_JSON:
    return ".json";
  case FORMAT_MARKDOWN:
    return ".md";
  case FORMAT_TEXT:
    return ".txt";
  case FORMAT_HTML:
    return ".html";
  }
  return ".pdf";
}

/* "out.xyz" is made a PDF all the same, as nothing else was asked for. */
static void warn_of_ending(struct job *job)
{
  str ending = ending_in(str_of(job->options->output));
  if (job->options->format != FORMAT_DEFAULT || !ending.len ||
      find_format(ending) != FORMAT_DEFAULT)
    return;
  precis_error warning;
  fail(&warning, PRECIS_OK, "'%.*s' is the ending of no format; a PDF is written", STR_ARG(ending));
  fail_hint(&warning, PRECIS_OK, "--format pdf, json, markdown, text or html");
  message_warning(job->options, job->options->output, &warning);
  job->warnings++;
}

/* Next to the source, or in a folder; "x.txt" summarized as text becomes "x.brief.txt", not itself.
 */
static void default_output(const char *file, enum format format, const char *folder,
                           struct buffer *ret)
{
  str path = str_of(file);
  const char *ending = ending_of(format);
  if (folder)
    buffer_format(ret, "%s/", folder);
  else
    buffer_add(ret, path_folder(path));
  buffer_add(ret, path_stem(path));
  if (!folder && str_ends(path, str_of(ending)))
    buffer_add(ret, STR(".brief"));
  buffer_format(ret, "%s", ending);
  buffer_byte(ret, '\0');
}

static precis_status read_documents(struct job *job, precis_document **docs, precis_error *err)
{
  const struct options *o = job->options;
  for (size_t i = 0; i < job->file_count; i++) {
    precis_source source = {.media = o->media,
                            .language = o->language,
                            .name = strcmp(job->files[i], "-") == 0 ? "stdin" : job->files[i],
                            .date = o->date};
    precis_status s = source_read(o, job->engine, job->files[i], &source, &docs[i], err);
    progress_count(job->progress, o->file_count);
    if (s != PRECIS_OK)
      return s;
  }
  return PRECIS_OK;
}

static void report_brief(struct job *job, const precis_brief *brief)
{
  for (size_t i = 0; i < precis_brief_warning_count(brief); i++, job->warnings++) {
    precis_error warning = precis_brief_warning(brief, i);
    message_warning(job->options, job->files[0], &warning);
  }
}

static precis_status set_pages(struct job *job, const precis_brief *brief, uint32_t pages,
                               struct buffer *out, precis_error *err)
{
  precis_template *tmpl = NULL;
  precis_pages *set = NULL;
  precis_status s = options_template(job->options, job->engine, job->file_count, &tmpl, err);
  if (s == PRECIS_OK)
    s = precis_pages_lay_out(job->engine, brief, tmpl, pages, &set, err);
  for (size_t i = 0; s == PRECIS_OK && i < precis_pages_warning_count(set); i++, job->warnings++) {
    precis_error warning = precis_pages_warning(set, i);
    message_warning(job->options, job->files[0], &warning);
  }
  if (s == PRECIS_OK)
    s = options_write_pdf(job->options, set, sink_into(out), err);
  precis_pages_free(set);
  precis_template_free(tmpl);
  return s;
}

precis_format format_out(enum format format)
{
  return format == FORMAT_JSON       ? PRECIS_FORMAT_JSON
         : format == FORMAT_MARKDOWN ? PRECIS_FORMAT_MARKDOWN
         : format == FORMAT_HTML     ? PRECIS_FORMAT_HTML
                                     : PRECIS_FORMAT_TEXT;
}

static precis_status explain(const struct job *job, const precis_brief *brief, precis_error *err)
{
  AUTO_BUFFER text;
  buffer_init(&text, &heap_default);
  precis_status s = precis_brief_explain(brief, sink_into(&text), err);
  if (s == PRECIS_OK && job->options->explain && !job->options->quiet && text.len)
    fwrite(text.data, 1, text.len, stderr);
  return s;
}

static precis_status produce(struct job *job, const precis_document *const *docs,
                             struct buffer *out, precis_error *err)
{
  precis_brief_options options = options_brief(job->options);
  if (job->format == FORMAT_PDF)
    options_set_pages(&options, job->file_count);
  precis_brief *brief = NULL;
  precis_status s = precis_brief_make(job->engine, docs, job->file_count, &options, &brief, err);
  if (s == PRECIS_OK && !precis_brief_count(brief, PRECIS_ITEM_SENTENCE)) {
    s = fail(err, PRECIS_NOTHING_FOUND, "no sentence to summarize");
    fail_at(err, s, str_of(job->files[0]), 0, 0);
  } else if (s == PRECIS_OK) {
    report_brief(job, brief);
    s = explain(job, brief, err);
  }
  if (s == PRECIS_OK && job->format == FORMAT_PDF)
    s = set_pages(job, brief, options.pages, out, err);
  else if (s == PRECIS_OK)
    s = precis_brief_write(brief, format_out(job->format), sink_into(out), err);
  precis_brief_free(brief);
  return s;
}

static enum exit_code deliver(const struct job *job, str bytes)
{
  const struct options *o = job->options;
  if (strcmp(job->output, "-") != 0) {
    enum exit_code code = write_out(o, job->output, bytes);
    if (code == EXIT_DONE && o->verbose)
      message_note(o, "%s: %zu bytes", job->output, bytes.len);
    return code;
  }
  if (job->format == FORMAT_PDF && isatty(STDOUT_FILENO)) {
    message_usage(o, "a PDF on a terminal; hint: -o FILE");
    return EXIT_USAGE;
  }
  return print_out(o, bytes);
}

static enum exit_code run_job(struct job *job)
{
  enum exit_code code =
      strcmp(job->output, "-") == 0 ? EXIT_DONE : check_out(job->options, job->output);
  if (code != EXIT_DONE)
    return code;
  precis_document **docs = calloc(job->file_count, sizeof *docs);
  if (!docs)
    return EXIT_FAILED;
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  precis_error err = {0};
  precis_status s = read_documents(job, docs, &err);
  progress_wipe(job->progress);
  if (s == PRECIS_OK)
    s = produce(job, (const precis_document *const *)docs, &out, &err);
  for (size_t i = 0; i < job->file_count; i++)
    precis_document_free(docs[i]);
  free(docs);
  if (s != PRECIS_OK) {
    message_error(job->options, &err);
    return exit_of(s);
  }
  code = deliver(job, buffer_str(&out));
  return code == EXIT_DONE && job->options->strict && job->warnings ? EXIT_WARNINGS : code;
}

static enum format format_wanted(const struct options *o)
{
  return o->format != FORMAT_DEFAULT ? o->format : format_of_ending(o->output);
}

/* What was asked for of pages is looked at, also where none are made. */
static enum exit_code check_template(const struct options *o, const precis_engine *engine)
{
  precis_template *tmpl = NULL;
  precis_error err;
  bool is_asked = o->template_name || o->setting_count || o->logo_setting.len;
  precis_status s = is_asked && format_wanted(o) != FORMAT_PDF
                        ? options_template(o, engine, o->file_count, &tmpl, &err)
                        : PRECIS_OK;
  precis_template_free(tmpl);
  if (s != PRECIS_OK)
    message_error(o, &err);
  return exit_of(s);
}

static enum exit_code check_files(const struct options *o)
{
  for (size_t i = 0; i < o->file_count; i++) {
    struct stat st;
    if (stat(o->files[i], &st) != 0 || !S_ISDIR(st.st_mode))
      continue;
    message_usage(o, "%s: is a folder; hint: precis batch makes a briefing of each document in it",
                  o->files[i]);
    return EXIT_USAGE;
  }
  return EXIT_DONE;
}

static enum exit_code make_one(struct job *job)
{
  const struct options *o = job->options;
  AUTO_BUFFER name;
  buffer_init(&name, &heap_default);
  bool from_stdin = strcmp(job->files[0], "-") == 0;
  if (o->output) {
    job->output = o->output;
    warn_of_ending(job);
  } else if (from_stdin && !o->output_dir) {
    job->output = "-";
  } else {
    default_output(job->files[0], job->format, o->output_dir, &name);
    job->output = name.data;
  }
  return name.is_short ? EXIT_FAILED : run_job(job);
}

static int by_bytes(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Two files that would be written to under one name; empty when there are none. names holds as
 * many pointers as there are files. */
static const char *shared_name(const struct options *o, struct arena *arena, const char **names)
{
  for (size_t i = 0; i < o->file_count; i++) {
    AUTO_BUFFER name;
    buffer_init(&name, &heap_default);
    default_output(o->files[i], format_wanted(o), o->output_dir, &name);
    names[i] = arena_str(arena, buffer_str(&name)).data;
    if (name.is_short || arena_short(arena))
      return "";
  }
  qsort(names, o->file_count, sizeof *names, by_bytes);
  for (size_t i = 1; i < o->file_count; i++)
    if (strcmp(names[i - 1], names[i]) == 0)
      return names[i];
  return "";
}

/* One briefing may not take another's place. */
static enum exit_code check_names(const struct options *o)
{
  AUTO(arena) arena = arena_new(&heap_default);
  const char **names = arena ? arena_array(arena, const char *, o->file_count) : NULL;
  const char *shared = names ? shared_name(o, arena, names) : "";
  if (!names || arena_short(arena))
    return EXIT_FAILED;
  if (*shared)
    message_usage(o,
                  "%s: is the name of more than one briefing; hint: precis batch gives each its "
                  "own",
                  shared);
  return *shared ? EXIT_USAGE : EXIT_DONE;
}

static enum exit_code make_each(struct job *all)
{
  const struct options *o = all->options;
  enum exit_code code = check_names(o);
  if (code != EXIT_DONE)
    return code;
  if (mkdir(o->output_dir, 0777) != 0 && access(o->output_dir, W_OK) != 0) {
    message_usage(o, "%s: cannot be written to", o->output_dir);
    return EXIT_REFUSED;
  }
  size_t failed = 0, warned = 0;
  for (size_t i = 0; i < o->file_count; i++) {
    struct job one = *all;
    one.files = o->files + i;
    one.file_count = 1;
    code = make_one(&one);
    warned += code == EXIT_WARNINGS;
    failed += code != EXIT_DONE && code != EXIT_WARNINGS;
  }
  if (failed)
    return o->file_count == 1 ? code : EXIT_SOME_FAILED;
  return warned ? EXIT_WARNINGS : EXIT_DONE;
}

enum exit_code make_command(const struct options *o, const precis_engine *engine)
{
  enum exit_code code = check_files(o);
  if (code == EXIT_DONE)
    code = check_template(o, engine);
  if (code != EXIT_DONE)
    return code;
  struct progress progress;
  progress_start(&progress, o);
  progress.is_shown &= o->file_count > 1 || o->progress == MOMENT_ALWAYS;
  struct job job = {.options = o,
                    .engine = engine,
                    .files = o->files,
                    .file_count = o->file_count,
                    .format = format_wanted(o),
                    .progress = &progress};
  return o->output_dir ? make_each(&job) : make_one(&job);
}
