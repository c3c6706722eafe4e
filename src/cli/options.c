/* options.c - the command line, word by word, by the table of flags. */
#include "cli/flags.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const struct {
  const char *word;
  enum command command;
} commands[] = {
    {"make", COMMAND_MAKE},       {"batch", COMMAND_BATCH},   {"pipe", COMMAND_PIPE},
    {"inspect", COMMAND_INSPECT}, {"list", COMMAND_LIST},     {"verify", COMMAND_VERIFY},
    {"sign", COMMAND_SIGN},       {"keygen", COMMAND_KEYGEN}, {"help", COMMAND_HELP},
};

static enum exit_code unknown_flag(const struct options *o, const char *word, str name)
{
  const char *near = flag_nearest(o->command, name);
  if (near)
    message_usage(o, "unknown flag '%s'; hint: did you mean --%s?", word, near);
  else
    message_usage(o, "unknown flag '%s'; hint: precis help", word);
  return EXIT_USAGE;
}

/* Briefings of a folder are made again when a flag changes that decides what they look like. */
static void note_look(struct options *o, const struct flag *flag, const char *value)
{
  static const char *const other[] = {"run", "insight", "general"};
  bool counts = strcmp(flag->name, "max-input") == 0 || strcmp(flag->name, "explain") == 0;
  for (size_t i = 0; !counts && i < sizeof other / sizeof *other; i++)
    if (strcmp(flag->group, other[i]) == 0)
      return;
  if (flag->letter == 'o')
    return;
  buffer_format(&o->look, "%s=%s", flag->name, value);
  buffer_byte(&o->look, '\0');
}

/* value: what stands in the flag's own word; NULL: what it needs is the word behind *at. */
static enum exit_code set_flag(int argc, char **argv, int *at, struct options *o,
                               const struct flag *flag, const char *value)
{
  if (!flag->argument && value) {
    message_usage(o, "--%s takes no value", flag->name);
    return EXIT_USAGE;
  }
  if (flag->argument && !value)
    value = *at + 1 < argc ? argv[++*at] : "";
  if (flag->argument && !*value) {
    message_usage(o, "--%s needs a value: %s", flag->name, flag->argument);
    return EXIT_USAGE;
  }
  if (!flag->set(o, value ? value : "")) {
    message_usage(o, "--%s: '%s' is not %s", flag->name, value ? value : "",
                  flag->allowed ? flag->allowed : flag->argument);
    return EXIT_USAGE;
  }
  note_look(o, flag, value ? value : "");
  return EXIT_DONE;
}

/* "--pages=2" or "--pages" and "2". */
static enum exit_code read_long(int argc, char **argv, int *at, struct options *o)
{
  const char *word = argv[*at], *equals = strchr(word, '=');
  str name = equals ? (str){word + 2, (size_t)(equals - word - 2)} : str_of(word + 2);
  const struct flag *flag = flag_find(o->command, name, 0);
  return flag ? set_flag(argc, argv, at, o, flag, equals ? equals + 1 : NULL)
              : unknown_flag(o, word, name);
}

/* "-o" and "OUT", "-oOUT", "-qv", "-qo" and "OUT". */
static enum exit_code read_letters(int argc, char **argv, int *at, struct options *o)
{
  const char *word = argv[*at];
  enum exit_code code = EXIT_DONE;
  for (const char *letter = word + 1; *letter && code == EXIT_DONE; letter++) {
    const struct flag *flag = flag_find(o->command, STR(""), *letter);
    if (!flag)
      return unknown_flag(o, word, str_of(word + 1));
    if (flag->argument)
      return set_flag(argc, argv, at, o, flag, letter[1] ? letter + 1 : NULL);
    code = set_flag(argc, argv, at, o, flag, NULL);
  }
  return code;
}

/* What a command cannot do without, or has no use for. */
static const char *fault_of_files(const struct options *o)
{
  switch (o->command) {
  case COMMAND_MAKE:
  case COMMAND_INSPECT:
    return o->file_count ? NULL : "no file; hint: precis FILE, or '-' for stdin";
  case COMMAND_BATCH:
    return o->file_count && o->output
               ? NULL
               : "batch needs a path and -o DIR; hint: precis batch FOLDER -o DIR";
  case COMMAND_PIPE:
    return o->file_count ? "pipe reads stdin and takes no file; hint: precis pipe < FILE" : NULL;
  case COMMAND_SIGN:
    return o->file_count == 1 && o->key
               ? NULL
               : "sign takes one BRIEFING and --key FILE; hint: precis keygen makes a key";
  case COMMAND_KEYGEN:
    return o->file_count ? "keygen takes no file; hint: precis keygen -o NAME" : NULL;
  case COMMAND_VERIFY:
    return o->file_count ? NULL : "no briefing; hint: precis verify BRIEFING.pdf";
  case COMMAND_LIST:
  case COMMAND_HELP:
  case COMMAND_VERSION:
  case COMMAND_COUNT:
    break;
  }
  return NULL;
}

static const char *fault_of_flags(const struct options *o)
{
  int sizes = o->has_pages + (o->words > 0) + (o->sentences > 0) + (o->ratio > 0);
  if (sizes > 1)
    return "more than one of --pages, --words, --sentences, --ratio";
  if (o->output && o->output_dir)
    return "both --output and --output-dir";
  if (o->command == COMMAND_INSPECT && !o->stage)
    return "inspect needs --stage STAGE; hint: precis list stages";
  if (o->command == COMMAND_BATCH && o->output && strcmp(o->output, "-") == 0)
    return "batch writes a folder; hint: precis batch FOLDER -o DIR";
  if (o->command == COMMAND_KEYGEN && o->output && strcmp(o->output, "-") == 0)
    return "keys are files; hint: precis keygen -o NAME";
  if (o->signature && !o->signer)
    return "--signature without --signer; hint: say whose signature it must be";
  if (o->signature && o->file_count > 1)
    return "--signature is that of one briefing; hint: BRIEFING.sig beside each needs no flag";
  return NULL;
}

/* SOURCE_DATE_EPOCH as a day, as reproducible-builds.org has it. */
static bool read_epoch(struct options *o)
{
  enum { LAST_YEAR = 9999, FIRST_YEAR = 1900 }; /* tm_year counts from the latter */

  const char *text = getenv("SOURCE_DATE_EPOCH");
  double seconds;
  if (!text || !*text)
    return true;
  if (strspn(text, "0123456789") != strlen(text) || !str_to_double(str_of(text), &seconds) ||
      seconds > 1e12)
    return false;
  struct tm day;
  time_t moment = (time_t)seconds;
  if (!gmtime_r(&moment, &day) || day.tm_year > LAST_YEAR - FIRST_YEAR)
    return false;
  buffer_format(&o->undated, "%04d-%02d-%02d", day.tm_year + FIRST_YEAR, day.tm_mon + 1,
                day.tm_mday);
  buffer_format(&o->look, "undated=%.*s", STR_ARG(buffer_str(&o->undated)));
  buffer_byte(&o->look, '\0');
  return true;
}

/* A word that is neither a file nor a command, but nearly one. */
static const char *nearest_command(const struct options *o)
{
  enum { NEAR = 3 };

  const char *word = o->file_count ? o->files[0] : "", *best = NULL;
  if (o->is_command_named || strpbrk(word, "./") || access(word, F_OK) == 0)
    return NULL;
  uint32_t best_distance = NEAR;
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    uint32_t distance = str_distance(str_of(word), str_of(commands[i].word), NEAR);
    if (distance < best_distance) {
      best = commands[i].word;
      best_distance = distance;
    }
  }
  return best;
}

static enum exit_code check(struct options *o)
{
  const char *near = nearest_command(o);
  if (near) {
    message_usage(o, "'%s' is neither a file nor a command; hint: did you mean precis %s?",
                  o->files[0], near);
    return EXIT_USAGE;
  }
  const char *fault = fault_of_files(o);
  if (!fault)
    fault = fault_of_flags(o);
  if (!fault && !read_epoch(o))
    fault = "SOURCE_DATE_EPOCH is no number of seconds since 1970";
  if (fault)
    message_usage(o, "%s", fault);
  return fault ? EXIT_USAGE : EXIT_DONE;
}

/* The form of messages holds for those about the command line too. */
static bool wants_json_messages(int argc, char **argv)
{
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--diagnostics=json") == 0 ||
        (strcmp(argv[i], "--diagnostics") == 0 && i + 1 < argc && strcmp(argv[i + 1], "json") == 0))
      return true;
  return false;
}

static bool find_command(const char *word, enum command *ret)
{
  for (size_t i = 0; word && i < sizeof commands / sizeof *commands; i++)
    if (strcmp(word, commands[i].word) == 0) {
      *ret = commands[i].command;
      return true;
    }
  return false;
}

/* "precis --help", of all; "precis batch ... --help" and "precis --help batch", of one. next: the
 * word behind it, or NULL. */
static void ask_help(struct options *o, const char *next)
{
  bool is_of_one = o->is_command_named || find_command(next, &o->command) || o->file_count;
  if (is_of_one)
    o->files[0] = commands[o->command].word;
  o->file_count = is_of_one;
  o->command = COMMAND_HELP;
}

enum exit_code options_read(int argc, char **argv, struct options *ret)
{
  struct options *o = ret;
  *o = (struct options){
      .command = COMMAND_MAKE,
      .json_messages = wants_json_messages(argc, argv),
  };
  buffer_init(&o->paper_setting, &heap_default);
  buffer_init(&o->look, &heap_default);
  buffer_init(&o->logo_setting, &heap_default);
  buffer_init(&o->undated, &heap_default);
  o->is_command_named = argc > 1 && find_command(argv[1], &o->command);
  o->files = malloc((size_t)argc * sizeof *o->files);
  o->sources = malloc((size_t)argc * sizeof *o->sources);
  if (!o->files || !o->sources)
    return EXIT_FAILED;
  bool only_files = false;
  for (int at = o->is_command_named ? 2 : 1; at < argc; at++) {
    const char *word = argv[at];
    if (!only_files && strcmp(word, "--") == 0) {
      only_files = true;
    } else if (!only_files && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)) {
      ask_help(o, argv[at + 1]);
      return EXIT_DONE;
    } else if (!only_files && strcmp(word, "--version") == 0) {
      o->command = COMMAND_VERSION;
      return EXIT_DONE;
    } else if (!only_files && word[0] == '-' && word[1]) {
      enum exit_code code = (word[1] == '-' ? read_long : read_letters)(argc, argv, &at, o);
      if (code != EXIT_DONE)
        return code;
    } else {
      o->files[o->file_count++] = word;
    }
  }
  return check(o);
}

void options_clear(struct options *options)
{
  free(options->files);
  free(options->sources);
  buffer_clear(&options->paper_setting);
  buffer_clear(&options->look);
  buffer_clear(&options->logo_setting);
  buffer_clear(&options->undated);
}

void options_set_pages(precis_brief_options *brief, size_t documents)
{
  bool is_sized = brief->pages || brief->max_words || brief->max_sentences || brief->ratio > 0;
  if (!is_sized)
    brief->pages = documents > 1 ? 2 : 1;
}

uint32_t options_left_out(const struct options *o)
{
  uint32_t quotes = o->has_quotes && !o->quotes ? PRECIS_FIELD_QUOTES : 0;
  uint32_t facts = o->has_facts && !o->facts ? PRECIS_FIELD_FIGURES | PRECIS_FIELD_DATES : 0;
  return quotes | facts;
}

precis_brief_options options_brief(const struct options *o)
{
  return (precis_brief_options){
      .max_words = o->words,
      .max_sentences = o->sentences,
      .ratio = o->ratio,
      .pages = o->pages,
      .max_quotes = o->quotes,
      .max_facts = o->facts,
      .fields = PRECIS_FIELDS_DEFAULT & ~options_left_out(o),
      .genre = o->genre,
      .title = str_of(o->title),
      .about = str_of(o->about),
      .date = str_of(o->date),
      .date_if_none = buffer_str(&o->undated),
      .author = str_of(o->author),
      .banner = str_of(o->banner),
      .explain = o->explain,
      .sources = o->notes,
  };
}

precis_status options_template_named(const struct options *o, const precis_engine *engine,
                                     const char *name, precis_template **ret, precis_error *err)
{
  const char *settings[SETTINGS_MAX];
  size_t count = 0;
  if (o->paper_setting.len)
    settings[count++] = o->paper_setting.data;
  if (o->logo_setting.len)
    settings[count++] = o->logo_setting.data;
  for (size_t i = 0; i < o->setting_count; i++)
    settings[count++] = o->settings[i];
  return precis_template_load(engine, name, settings, count, ret, err);
}

precis_status options_template(const struct options *o, const precis_engine *engine,
                               size_t documents, precis_template **ret, precis_error *err)
{
  const char *name = o->template_name ? o->template_name : documents > 1 ? "digest" : "brief";
  return options_template_named(o, engine, name, ret, err);
}

precis_status options_write_pdf(const struct options *o, const precis_pages *pages,
                                precis_sink sink, precis_error *err)
{
  return o->no_attach ? precis_pages_write_bare_pdf(pages, sink, err)
                      : precis_pages_write_pdf(pages, sink, err);
}
