/* options.c - the command line, read by one table that help prints too.
 *
 * Invariant: a flag stands in the table once, with the commands that know it. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#define MAKE (1u << COMMAND_MAKE)
#define BATCH (1u << COMMAND_BATCH)
/* A flag of make that makes no sense for a folder; batch knows all others. */
#define NOT_BATCH (1u << COMMAND_COUNT)
#define PIPE (1u << COMMAND_PIPE)
#define INSPECT (1u << COMMAND_INSPECT)
#define LIST (1u << COMMAND_LIST)
#define VERIFY (1u << COMMAND_VERIFY)
#define SIGN (1u << COMMAND_SIGN)
#define KEYGEN (1u << COMMAND_KEYGEN)
#define EVERY (MAKE | BATCH | PIPE | INSPECT | LIST | VERIFY | SIGN | KEYGEN)

struct flag {
  const char *group;
  const char *name; /* without the dashes */
  char letter;
  const char *argument; /* NULL: takes none */
  unsigned commands;
  const char *what;
  /* Fills its field; false: the value is not one of its kind. */
  bool (*set)(struct options *options, const char *value);
};

static bool read_count(const char *value, uint32_t *ret)
{
  return str_to_uint(str_of(value), ret) && *ret > 0;
}

static bool set_pages(struct options *o, const char *value)
{
  o->has_pages = true;
  return read_count(value, &o->pages);
}

static bool set_words(struct options *o, const char *value)
{
  return read_count(value, &o->words);
}

static bool set_sentences(struct options *o, const char *value)
{
  return read_count(value, &o->sentences);
}

static bool set_ratio(struct options *o, const char *value)
{
  str s = str_of(value);
  if (str_ends(s, STR("%")))
    s.len--;
  if (!str_to_double(s, &o->ratio) || o->ratio <= 0 || o->ratio > 100)
    return false;
  o->ratio /= 100;
  return true;
}

static bool set_quotes(struct options *o, const char *value)
{
  o->has_quotes = true;
  return str_to_uint(str_of(value), &o->quotes);
}

static bool set_facts(struct options *o, const char *value)
{
  o->has_facts = true;
  return str_to_uint(str_of(value), &o->facts);
}

#define SET_TEXT(field)                                                                            \
  static bool set_##field(struct options *o, const char *value)                                    \
  {                                                                                                \
    o->field = value;                                                                              \
    return *value != '\0';                                                                         \
  }
SET_TEXT(about)
SET_TEXT(title)
SET_TEXT(date)
SET_TEXT(author)
SET_TEXT(banner)
SET_TEXT(language)
SET_TEXT(template_name)
SET_TEXT(output)
SET_TEXT(output_dir)
SET_TEXT(stage)
SET_TEXT(fields)
SET_TEXT(manifest)
SET_TEXT(digest)
SET_TEXT(key)
SET_TEXT(signer)
SET_TEXT(signature)
SET_TEXT(config)

#define SET_TRUE(field)                                                                            \
  static bool set_##field(struct options *o, const char *value)                                    \
  {                                                                                                \
    (void)value;                                                                                   \
    return o->field = true;                                                                        \
  }
SET_TRUE(explain)
SET_TRUE(time)
SET_TRUE(quiet)
SET_TRUE(verbose)
SET_TRUE(strict)
SET_TRUE(force)
SET_TRUE(dry_run)
SET_TRUE(fail_fast)
SET_TRUE(merge)
SET_TRUE(no_attach)
SET_TRUE(quick)

static bool set_sources(struct options *o, const char *value)
{
  o->sources[o->source_count++] = value;
  return *value != '\0';
}

/* Of make: what is told of where the extracts stand. */
static bool set_notes(struct options *o, const char *value)
{
  static const char *const names[] = {[PRECIS_SOURCES_LIST] = "list",
                                      [PRECIS_SOURCES_NONE] = "none",
                                      [PRECIS_SOURCES_CONTEXT] = "context",
                                      [PRECIS_SOURCES_FULL] = "full"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(value, names[i]) == 0) {
      o->notes = (precis_sources)i;
      return true;
    }
  return false;
}

static bool set_media(struct options *o, const char *value)
{
  static const struct {
    const char *name;
    precis_media media;
  } kinds[] = {{"text", PRECIS_MEDIA_TEXT}, {"markdown", PRECIS_MEDIA_MARKDOWN},
               {"html", PRECIS_MEDIA_HTML}, {"docx", PRECIS_MEDIA_DOCX},
               {"odt", PRECIS_MEDIA_ODT},   {"epub", PRECIS_MEDIA_EPUB},
               {"eml", PRECIS_MEDIA_EML}};

  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(value, kinds[i].name) == 0) {
      o->media = kinds[i].media;
      return true;
    }
  return false;
}

static bool set_paper(struct options *o, const char *value)
{
  o->paper_setting.len = 0;
  buffer_format(&o->paper_setting, "page.paper=%s", value);
  buffer_byte(&o->paper_setting, '\0');
  return strcmp(value, "a4") == 0 || strcmp(value, "letter") == 0;
}

/* rank.* settings are the ranking's, all others the template's. */
static bool set_setting(struct options *o, const char *value)
{
  static const char genre[] = "rank.genre=";
  if (strncmp(value, genre, sizeof genre - 1) == 0) {
    o->genre = value + sizeof genre - 1;
    return true;
  }
  if (o->setting_count == SETTINGS_MAX - 2) /* the last are kept for --paper and --logo */
    return false;
  o->settings[o->setting_count++] = value;
  return strchr(value, '=') != NULL;
}

static bool set_large_print(struct options *o, const char *value)
{
  (void)value;
  return set_setting(o, "print.large=yes");
}

static bool set_grey(struct options *o, const char *value)
{
  (void)value;
  return set_setting(o, "print.grey=yes");
}

static bool set_logo(struct options *o, const char *value)
{
  o->logo_setting.len = 0;
  buffer_format(&o->logo_setting, "masthead.logo=%s", value);
  buffer_byte(&o->logo_setting, '\0');
  return *value && !o->logo_setting.is_short;
}

static bool set_format(struct options *o, const char *value)
{
  static const struct {
    const char *name;
    enum format format;
  } names[] = {{"pdf", FORMAT_PDF},
               {"json", FORMAT_JSON},
               {"markdown", FORMAT_MARKDOWN},
               {"text", FORMAT_TEXT},
               {"html", FORMAT_HTML}};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(value, names[i].name) == 0) {
      o->format = names[i].format;
      return true;
    }
  return false;
}

static bool set_jobs(struct options *o, const char *value)
{
  o->has_jobs = true;
  return str_to_uint(str_of(value), &o->jobs);
}

/* What is always so. */
static bool set_default(struct options *o, const char *value)
{
  (void)o;
  (void)value;
  return true;
}

static bool set_include(struct options *o, const char *value)
{
  if (o->include_count == GLOBS_MAX)
    return false;
  o->include[o->include_count++] = value;
  return *value != '\0';
}

static bool set_exclude(struct options *o, const char *value)
{
  if (o->exclude_count == GLOBS_MAX)
    return false;
  o->exclude[o->exclude_count++] = value;
  return *value != '\0';
}

/* A day: nobody waits longer for one document. */
enum { TIMEOUT_MAX = 86400 };

static bool set_timeout(struct options *o, const char *value)
{
  return read_count(value, &o->timeout) && o->timeout <= TIMEOUT_MAX;
}

static bool set_shard(struct options *o, const char *value)
{
  str whole = str_of(value);
  size_t slash = str_find(whole, STR("/"), 0);
  return slash != SIZE_MAX && str_to_uint(str_sub(whole, 0, slash), &o->shard) &&
         str_to_uint(str_sub(whole, slash + 1, whole.len - slash - 1), &o->shards) &&
         o->shard >= 1 && o->shard <= o->shards;
}

static bool set_progress(struct options *o, const char *value)
{
  static const char *const names[] = {"auto", "always", "never"};
  for (unsigned i = 0; i < 3; i++)
    if (strcmp(value, names[i]) == 0) {
      o->progress = i;
      return true;
    }
  return false;
}

static bool set_color(struct options *o, const char *value)
{
  static const char *const names[] = {"auto", "always", "never"};
  for (unsigned i = 0; i < 3; i++)
    if (strcmp(value, names[i]) == 0) {
      o->color = i;
      return true;
    }
  return false;
}

static bool set_messages(struct options *o, const char *value)
{
  o->json_messages = strcmp(value, "json") == 0;
  return o->json_messages || strcmp(value, "text") == 0;
}

static bool set_max_input(struct options *o, const char *value)
{
  double bytes;
  if (!str_to_double(str_of(value), &bytes) || bytes < 1 || bytes > 4e9)
    return false;
  o->max_input = (size_t)bytes;
  return true;
}

static const struct flag flags[] = {
    {"size", "pages", 0, "N", MAKE | INSPECT | PIPE,
     "fill exactly N pages (default 1; 2 for several documents)", set_pages},
    {"size", "words", 0, "N", MAKE | INSPECT | PIPE, "a summary of at most N words", set_words},
    {"size", "sentences", 0, "N", MAKE | INSPECT | PIPE, "a summary of N sentences", set_sentences},
    {"size", "ratio", 0, "P%", MAKE | INSPECT | PIPE,
     "a summary of P percent of the source's words", set_ratio},
    {"content", "about", 0, "WORDS", MAKE | INSPECT | PIPE, "favour what the words are about",
     set_about},
    {"content", "title", 0, "T", MAKE | INSPECT, "the briefing's title", set_title},
    {"content", "date", 0, "YYYY-MM-DD", MAKE | INSPECT | PIPE, "the date of the document",
     set_date},
    {"content", "author", 0, "A", MAKE, "the author to print", set_author},
    {"content", "banner", 0, "TEXT", MAKE, "handling marking at head and foot of each page",
     set_banner},
    {"content", "quotes", 0, "N", MAKE | INSPECT | PIPE, "at most N quotations in the lists",
     set_quotes},
    {"content", "facts", 0, "N", MAKE | INSPECT | PIPE,
     "at most N figures and N dates in the lists", set_facts},
    {"content", "lang", 0, "TAG", MAKE | PIPE | INSPECT | LIST,
     "language of the documents (default: detected)", set_language},
    {"content", "from", 0, "KIND", MAKE | INSPECT,
     "text, markdown, html, docx, odt, epub or eml (default: detected)", set_media},
    {"page", "template", 't', "NAME|PATH", MAKE | INSPECT | PIPE,
     "page template (default brief; digest for several files)", set_template_name},
    {"page", "paper", 0, "a4|letter", MAKE | INSPECT | PIPE, "paper size", set_paper},
    {"page", "large-print", 0, NULL, MAKE | INSPECT | PIPE,
     "nothing below 18 pt, one column, open leading", set_large_print},
    {"page", "grey", 0, NULL, MAKE | INSPECT | PIPE, "for printers without colour", set_grey},
    {"page", "logo", 0, "FILE", MAKE | INSPECT | PIPE, "a PNG or JPEG for the head of page one",
     set_logo},
    {"page", "set", 0, "SECTION.KEY=VALUE", MAKE | INSPECT | PIPE,
     "any value of the template, or rank.genre=", set_setting},
    {"sources", "sources", 0, "none|list|context|full", MAKE,
     "numbered notes (list, the default); with surroundings; with the whole text", set_notes},
    {"output", "output", 'o', "OUT", MAKE | INSPECT | SIGN | KEYGEN,
     "where to write; '-' is stdout", set_output},
    {"output", "output-dir", 0, "DIR", MAKE | NOT_BATCH,
     "one briefing for each FILE, written there", set_output_dir},
    {"output", "format", 0, "FORMAT", MAKE | INSPECT | PIPE | VERIFY,
     "pdf, json, markdown, text or html", set_format},
    {"output", "no-attach", 0, NULL, MAKE | PIPE,
     "a PDF without its evidence inside: PDF/A-2a instead of 3a", set_no_attach},
    {"output", "sources", 0, "PATH", VERIFY,
     "file or folder to look for sources in; may be repeated", set_sources},
    {"output", "key", 0, "FILE", SIGN, "the secret key to sign with", set_key},
    {"output", "signer", 0, "PUBKEY", VERIFY,
     "public key (a file, or its text) that must have signed", set_signer},
    {"output", "signature", 0, "FILE", VERIFY, "the signature (default BRIEFING.sig)",
     set_signature},
    {"output", "quick", 0, NULL, VERIFY,
     "compare texts and pages only; do not make the briefing again", set_quick},
    {"output", "stage", 0, "STAGE", INSPECT, "which stage to show (precis list stages)", set_stage},
    {"output", "fields", 0, "LIST", PIPE,
     "summary,quotes,figures,dates,names,abbreviations,terms,text,sentences", set_fields},
    {"output", "jobs", 'j', "N", PIPE, "N lines at the same time (default 1; 0: one a core)",
     set_jobs},
    {"run", "recursive", 'r', NULL, BATCH, "folders in folders too (always so)", set_default},
    {"run", "include", 0, "GLOB", BATCH, "only documents that match; may be given again",
     set_include},
    {"run", "exclude", 0, "GLOB", BATCH, "leave out what matches; may be given again", set_exclude},
    {"run", "jobs", 'j', "N", BATCH, "N workers (default 0: one a core)", set_jobs},
    {"run", "resume", 0, NULL, BATCH, "skip what is done and unchanged (always so without --force)",
     set_default},
    {"run", "force", 0, NULL, BATCH, "do all documents again", set_force},
    {"run", "dry-run", 0, NULL, BATCH, "say what would be done and why; do nothing", set_dry_run},
    {"run", "timeout", 0, "SECONDS", BATCH, "give a document up after this (default 60)",
     set_timeout},
    {"run", "fail-fast", 0, NULL, BATCH, "end the run with the first document that fails",
     set_fail_fast},
    {"run", "shard", 0, "I/N", BATCH, "only the documents of the Ith of N shards", set_shard},
    {"run", "merge", 0, NULL, BATCH,
     "the PATHs are manifests of shards: join them, make index and digest", set_merge},
    {"run", "digest", 0, "OUT", BATCH, "one more briefing over all documents, story by story",
     set_digest},
    {"run", "manifest", 0, "FILE", BATCH, "a copy of the run's manifest; '-' is stdout",
     set_manifest},
    {"run", "progress", 0, "WHEN", BATCH, "auto (on a terminal), always or never", set_progress},
    {"insight", "explain", 0, NULL, MAKE | INSPECT | NOT_BATCH,
     "why each sentence was chosen: at the end of the briefing, and on stderr", set_explain},
    {"insight", "time", 0, NULL, MAKE | INSPECT | NOT_BATCH,
     "CPU time and memory of each step, on stderr", set_time},
    {"general", "quiet", 'q', NULL, EVERY, "errors only", set_quiet},
    {"general", "verbose", 'v', NULL, EVERY, "say what was written", set_verbose},
    {"general", "color", 0, "WHEN", EVERY, "auto, always or never; NO_COLOR counts", set_color},
    {"general", "diagnostics", 0, "text|json", EVERY, "form of the messages on stderr",
     set_messages},
    {"general", "strict", 0, NULL, MAKE | PIPE, "exit 3 when there were warnings", set_strict},
    {"general", "max-input", 0, "BYTES", MAKE | INSPECT | PIPE | VERIFY,
     "largest document read (default 268435456)", set_max_input},
    {"general", "config", 0, "FILE", MAKE | INSPECT | PIPE | VERIFY,
     "readers of other formats (default ~/.config/precis/precis.ini)", set_config},
};

enum { FLAG_COUNT = sizeof flags / sizeof *flags };

static bool knows(enum command command, const struct flag *flag)
{
  if (command == COMMAND_BATCH && (flag->commands & MAKE))
    return !(flag->commands & NOT_BATCH);
  return flag->commands & (1u << command);
}

void options_each(enum command command,
                  void (*found)(void *user, const char *group, const char *flags, const char *what),
                  void *user)
{
  for (size_t i = 0; i < FLAG_COUNT; i++) {
    if (!knows(command, &flags[i]))
      continue;
    char written[64];
    int len = snprintf(written, sizeof written, "%s%c%s--%s%s%s", flags[i].letter ? "-" : "    ",
                       flags[i].letter ? flags[i].letter : ' ', flags[i].letter ? ", " : "",
                       flags[i].name, flags[i].argument ? " " : "",
                       flags[i].argument ? flags[i].argument : "");
    if (len > 0 && (size_t)len < sizeof written)
      found(user, flags[i].group, flags[i].letter ? written : written + 1, flags[i].what);
  }
}

static const struct {
  const char *word;
  enum command command;
} commands[] = {
    {"make", COMMAND_MAKE},       {"batch", COMMAND_BATCH},   {"pipe", COMMAND_PIPE},
    {"inspect", COMMAND_INSPECT}, {"list", COMMAND_LIST},     {"verify", COMMAND_VERIFY},
    {"sign", COMMAND_SIGN},       {"keygen", COMMAND_KEYGEN}, {"help", COMMAND_HELP},
};

/* The nearest flag the command knows, for "did you mean". */
static const char *nearest(enum command command, str name)
{
  enum { NEAR = 3 };

  const char *best = NULL;
  uint32_t best_distance = NEAR;
  for (size_t i = 0; i < FLAG_COUNT; i++) {
    uint32_t distance = str_distance(name, str_of(flags[i].name), NEAR);
    if (knows(command, &flags[i]) && distance < best_distance) {
      best = flags[i].name;
      best_distance = distance;
    }
  }
  return best;
}

static const struct flag *find_flag(enum command command, str name, char letter)
{
  for (size_t i = 0; i < FLAG_COUNT; i++) {
    bool same = letter ? flags[i].letter == letter : str_eq(name, str_of(flags[i].name));
    if (same && knows(command, &flags[i]))
      return &flags[i];
  }
  return NULL;
}

static enum exit_code unknown_flag(enum command command, const char *word, str name)
{
  const char *near = nearest(command, name);
  if (near)
    message_usage("unknown flag '%s'; hint: did you mean --%s?", word, near);
  else
    message_usage("unknown flag '%s'; hint: precis help", word);
  return EXIT_USAGE;
}

/* Briefings of a folder are made again when a flag changes that decides what they look like. */
static void note_look(struct options *o, const struct flag *flag, const char *value)
{
  static const char *const other[] = {"run", "insight", "general"};
  for (size_t i = 0; i < sizeof other / sizeof *other; i++)
    if (strcmp(flag->group, other[i]) == 0 && strcmp(flag->name, "max-input") != 0)
      return;
  if (flag->letter == 'o')
    return;
  buffer_format(&o->look, "%s=%s", flag->name, value);
  buffer_byte(&o->look, '\0');
}

/* The word at *at and, where its flag needs one, the value behind it. */
static enum exit_code read_flag(int argc, char **argv, int *at, struct options *o)
{
  const char *word = argv[*at], *value = NULL;
  const struct flag *flag;
  str name = {0};
  if (word[1] == '-') {
    const char *equals = strchr(word, '=');
    name = equals ? (str){word + 2, (size_t)(equals - word - 2)} : str_of(word + 2);
    flag = find_flag(o->command, name, 0);
    value = equals ? equals + 1 : NULL;
  } else {
    name = str_of(word + 1);
    flag = find_flag(o->command, name, word[1]);
    value = word[2] ? word + 2 : NULL;
  }
  if (!flag)
    return unknown_flag(o->command, word, name);
  if (!flag->argument && value) {
    message_usage("--%s takes no value", flag->name);
    return EXIT_USAGE;
  }
  if (flag->argument && !value) {
    if (*at + 1 >= argc) {
      message_usage("--%s needs a value: %s", flag->name, flag->argument);
      return EXIT_USAGE;
    }
    value = argv[++*at];
  }
  if (!flag->set(o, value ? value : "")) {
    message_usage("--%s: '%s' is not %s", flag->name, value ? value : "", flag->argument);
    return EXIT_USAGE;
  }
  note_look(o, flag, value ? value : "");
  return EXIT_DONE;
}

static enum exit_code check(struct options *o)
{
  int sizes = o->has_pages + (o->words > 0) + (o->sentences > 0) + (o->ratio > 0);
  if (sizes > 1) {
    message_usage("more than one of --pages, --words, --sentences, --ratio");
    return EXIT_USAGE;
  }
  if (o->output && o->output_dir) {
    message_usage("both --output and --output-dir");
    return EXIT_USAGE;
  }
  if ((o->command == COMMAND_MAKE || o->command == COMMAND_INSPECT) && !o->file_count) {
    message_usage("no file; hint: precis FILE, or '-' for stdin");
    return EXIT_USAGE;
  }
  if (o->command == COMMAND_BATCH && (!o->file_count || !o->output)) {
    message_usage("batch needs a path and -o DIR; hint: precis batch FOLDER -o DIR");
    return EXIT_USAGE;
  }
  if (o->command == COMMAND_SIGN && (o->file_count != 1 || !o->key)) {
    message_usage("sign takes one BRIEFING and --key FILE; hint: precis keygen makes a key");
    return EXIT_USAGE;
  }
  if (o->command == COMMAND_KEYGEN && o->file_count) {
    message_usage("keygen takes no file; hint: precis keygen -o NAME");
    return EXIT_USAGE;
  }
  if (o->command == COMMAND_VERIFY && !o->file_count) {
    message_usage("no briefing; hint: precis verify BRIEFING.pdf");
    return EXIT_USAGE;
  }
  if (o->command == COMMAND_INSPECT && !o->stage) {
    message_usage("inspect needs --stage STAGE; hint: precis list stages");
    return EXIT_USAGE;
  }
  return EXIT_DONE;
}

enum exit_code options_read(int argc, char **argv, struct options *ret)
{
  struct options *o = ret;
  *o = (struct options){
      .command = COMMAND_MAKE,
  };
  buffer_init(&o->paper_setting, &heap_default);
  buffer_init(&o->look, &heap_default);
  buffer_init(&o->logo_setting, &heap_default);
  int at = 1;
  for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
    if (strcmp(argv[1], commands[i].word) == 0) {
      o->command = commands[i].command;
      at = 2;
    }
  o->files = malloc((size_t)argc * sizeof *o->files);
  o->sources = malloc((size_t)argc * sizeof *o->sources);
  if (!o->files || !o->sources)
    return EXIT_FAILED;
  bool only_files = false;
  for (; at < argc; at++) {
    const char *word = argv[at];
    if (!only_files && strcmp(word, "--") == 0) {
      only_files = true;
    } else if (!only_files && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)) {
      if (o->command != COMMAND_MAKE || argc > 2)
        o->files[o->file_count++] = commands[o->command].word;
      o->command = COMMAND_HELP;
      return EXIT_DONE;
    } else if (!only_files && strcmp(word, "--version") == 0) {
      o->command = COMMAND_VERSION;
      return EXIT_DONE;
    } else if (!only_files && word[0] == '-' && word[1]) {
      enum exit_code code = read_flag(argc, argv, &at, o);
      if (code != EXIT_DONE)
        return code;
    } else if (o->command == COMMAND_VERIFY && o->file_count) {
      o->sources[o->source_count++] = word;
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
      .genre = o->genre,
      .title = str_of(o->title),
      .about = str_of(o->about),
      .date = str_of(o->date),
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
