/* flags.c - the table of flags, which reads the command line and which help, man pages and
 * completions print.
 *
 * Invariant: a command finds a flag in the table once. */
#include "cli/flags.h"

#include "base/calendar.h"

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

/* What is printed. */
#define A_TEXT "text in UTF-8"
#define SET_WORDS(field)                                                                           \
  static bool set_##field(struct options *o, const char *value)                                    \
  {                                                                                                \
    o->field = value;                                                                              \
    return str_is_utf8(str_of(value));                                                             \
  }
SET_WORDS(about)
SET_WORDS(title)
SET_WORDS(author)
SET_WORDS(banner)
SET_WORDS(language)

static bool set_date(struct options *o, const char *value)
{
  o->date = value;
  return calendar_has_written(str_of(value));
}

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

static bool set_pipe_format(struct options *o, const char *value)
{
  return set_format(o, value) && (o->format == FORMAT_JSON || o->format == FORMAT_PDF);
}

static bool set_report_format(struct options *o, const char *value)
{
  return set_format(o, value) && (o->format == FORMAT_JSON || o->format == FORMAT_TEXT);
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

static bool read_moment(const char *value, enum moment *ret)
{
  static const char *const names[] = {"auto", "always", "never"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(value, names[i]) == 0) {
      *ret = (enum moment)i;
      return true;
    }
  return false;
}

static bool set_progress(struct options *o, const char *value)
{
  return read_moment(value, &o->progress);
}

static bool set_color(struct options *o, const char *value)
{
  return read_moment(value, &o->color);
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

/* What values are, where the argument's name does not say it. */
#define A_COUNT "a whole number from 1"
#define A_NUMBER "a whole number"
#define A_MOMENT "auto, always or never"
#define A_DATE "a day of the calendar, written YYYY-MM-DD"

static const struct flag flags[] = {
    {"size", "pages", 0, "N", MAKE | INSPECT | PIPE,
     "fill exactly N pages (default 1; 2 for several documents)", set_pages, A_COUNT},
    {"size", "words", 0, "N", MAKE | INSPECT | PIPE,
     "a summary of at most N words (default 250, where there are no pages)", set_words, A_COUNT},
    {"size", "sentences", 0, "N", MAKE | INSPECT | PIPE, "a summary of N sentences", set_sentences,
     A_COUNT},
    {"size", "ratio", 0, "P%", MAKE | INSPECT | PIPE,
     "a summary of at most P percent of the source's words", set_ratio,
     "a percentage above 0, 100 at most"},
    {"content", "about", 0, "WORDS", MAKE | INSPECT | PIPE, "favour what the words are about",
     set_about, A_TEXT},
    {"content", "title", 0, "T", MAKE | INSPECT | PIPE, "the briefing's title", set_title, A_TEXT},
    {"content", "date", 0, "YYYY-MM-DD", MAKE | INSPECT | PIPE,
     "the date of the document (default: its own; else SOURCE_DATE_EPOCH's is printed)", set_date,
     A_DATE},
    {"content", "author", 0, "A", MAKE | PIPE, "the author to print", set_author, A_TEXT},
    {"content", "banner", 0, "TEXT", MAKE | PIPE, "handling marking at head and foot of each page",
     set_banner, A_TEXT},
    {"content", "quotes", 0, "N", MAKE | PIPE, "at most N quotations in the lists", set_quotes,
     A_NUMBER},
    {"content", "quotes", 0, "N", INSPECT, "of stage brief and behind: at most N quotations",
     set_quotes, A_NUMBER},
    {"content", "facts", 0, "N", MAKE | PIPE, "at most N figures and N dates in the lists",
     set_facts, A_NUMBER},
    {"content", "facts", 0, "N", INSPECT,
     "of stage brief and behind: at most N figures and N dates", set_facts, A_NUMBER},
    {"content", "lang", 0, "TAG", MAKE | PIPE | INSPECT,
     "language of the documents (default: detected)", set_language, A_TEXT},
    {"content", "from", 0, "KIND", MAKE | INSPECT | PIPE,
     "text, markdown, html, docx, odt, epub or eml (default: detected)", set_media,
     "text, markdown, html, docx, odt, epub or eml"},
    {"page", "template", 't', "NAME|PATH", MAKE | INSPECT | PIPE,
     "page template (default brief; digest for several files)", set_template_name, NULL},
    {"page", "paper", 0, "a4|letter", MAKE | INSPECT | PIPE, "paper size", set_paper,
     "a4 or letter"},
    {"page", "large-print", 0, NULL, MAKE | INSPECT | PIPE,
     "nothing below 18 pt, one column, open leading", set_large_print, NULL},
    {"page", "grey", 0, NULL, MAKE | INSPECT | PIPE, "for printers without colour", set_grey, NULL},
    {"page", "logo", 0, "FILE", MAKE | INSPECT | PIPE, "a PNG or JPEG for the head of page one",
     set_logo, NULL},
    {"page", "set", 0, "SECTION.KEY=VALUE", MAKE | INSPECT | PIPE,
     "any value of the template, or rank.genre=", set_setting,
     "SECTION.KEY=VALUE (of which 62 may be given)"},
    {"sources", "sources", 0, "none|list|context|full", MAKE,
     "numbered notes (list, the default); with surroundings; with the whole text", set_notes,
     "none, list, context or full"},
    {"output", "output", 'o', "OUT", MAKE | INSPECT | SIGN | NOT_BATCH,
     "where to write; '-' is stdout", set_output, NULL},
    {"output", "output", 'o', "DIR", BATCH, "the folder to write to", set_output, NULL},
    {"output", "output", 'o', "NAME", KEYGEN, "file of the secret key (default precis.key)",
     set_output, NULL},
    {"output", "output-dir", 0, "DIR", MAKE | NOT_BATCH,
     "one briefing for each FILE, written there", set_output_dir, NULL},
    {"output", "format", 0, "FORMAT", MAKE,
     "pdf, json, markdown, text or html (default: by OUT's ending, else pdf)", set_format,
     "pdf, json, markdown, text or html"},
    {"output", "format", 0, "FORMAT", PIPE, "json (the default) or pdf", set_pipe_format,
     "json or pdf"},
    {"output", "format", 0, "FORMAT", INSPECT | VERIFY, "text (for people, the default) or json",
     set_report_format, "text or json"},
    {"output", "no-attach", 0, NULL, MAKE | PIPE,
     "a PDF without its evidence inside: PDF/A-2a instead of 3a", set_no_attach, NULL},
    {"output", "sources", 0, "PATH", VERIFY,
     "file or folder to look for sources in; may be repeated", set_sources, NULL},
    {"output", "key", 0, "FILE", SIGN, "the secret key to sign with", set_key, NULL},
    {"output", "signer", 0, "PUBKEY", VERIFY,
     "public key (a file, or its text) that must have signed", set_signer, NULL},
    {"output", "signature", 0, "FILE", VERIFY, "the signature (default BRIEFING.sig)",
     set_signature, NULL},
    {"output", "quick", 0, NULL, VERIFY,
     "compare texts and pages only; do not make the briefing again", set_quick, NULL},
    {"output", "stage", 0, "STAGE", INSPECT, "which stage to show (precis list stages)", set_stage,
     NULL},
    {"output", "fields", 0, "LIST", PIPE,
     "summary,quotes,figures,dates,names,abbreviations,terms,text,sentences", set_fields, NULL},
    {"output", "jobs", 'j', "N", PIPE, "N lines at the same time (default 1; 0: one a core)",
     set_jobs, A_NUMBER},
    {"run", "recursive", 'r', NULL, BATCH, "folders in folders too (always so)", set_default, NULL},
    {"run", "include", 0, "GLOB", BATCH, "only documents that match; may be given again",
     set_include, "one of 64 patterns at most"},
    {"run", "exclude", 0, "GLOB", BATCH, "leave out what matches; may be given again", set_exclude,
     "one of 64 patterns at most"},
    {"run", "jobs", 'j', "N", BATCH, "N workers (default 0: one a core)", set_jobs, A_NUMBER},
    {"run", "resume", 0, NULL, BATCH, "skip what is done and unchanged (always so without --force)",
     set_default, NULL},
    {"run", "force", 0, NULL, BATCH, "do all documents again", set_force, NULL},
    {"run", "dry-run", 0, NULL, BATCH, "say what would be done and why; do nothing", set_dry_run,
     NULL},
    {"run", "timeout", 0, "SECONDS", BATCH, "give a document up after this (default 60)",
     set_timeout, "a whole number from 1 to 86400"},
    {"run", "fail-fast", 0, NULL, BATCH, "end the run with the first document that fails",
     set_fail_fast, NULL},
    {"run", "shard", 0, "I/N", BATCH, "only the documents of the Ith of N shards", set_shard,
     "I/N with I from 1 to N"},
    {"run", "merge", 0, NULL, BATCH,
     "the PATHs are manifests of shards: join them, make index and digest", set_merge, NULL},
    {"run", "digest", 0, "OUT", BATCH, "one more briefing over all documents, story by story",
     set_digest, NULL},
    {"run", "manifest", 0, "FILE", BATCH, "a copy of the run's manifest; '-' is stdout",
     set_manifest, NULL},
    {"insight", "explain", 0, NULL, MAKE | INSPECT | NOT_BATCH,
     "why each sentence was chosen: at the end of the briefing, and on stderr", set_explain, NULL},
    {"insight", "explain", 0, NULL, BATCH,
     "why each sentence was chosen: at the end of each briefing", set_explain, NULL},
    {"insight", "time", 0, NULL, MAKE | INSPECT | NOT_BATCH,
     "CPU time and memory of each step, on stderr", set_time, NULL},
    {"insight", "time", 0, NULL, BATCH, "CPU time and memory of the run and its workers, on stderr",
     set_time, NULL},
    {"general", "quiet", 'q', NULL, EVERY, "errors only", set_quiet, NULL},
    {"general", "verbose", 'v', NULL, EVERY, "say what was written", set_verbose, NULL},
    {"general", "color", 0, "WHEN", EVERY, "auto, always or never; NO_COLOR counts", set_color,
     A_MOMENT},
    {"general", "progress", 0, "WHEN", MAKE,
     "a line that counts documents: auto (several, on a terminal), always or never", set_progress,
     A_MOMENT},
    {"general", "diagnostics", 0, "text|json", EVERY, "form of the messages on stderr",
     set_messages, "text or json"},
    {"general", "strict", 0, NULL, MAKE | PIPE, "exit 3 when there were warnings", set_strict,
     NULL},
    {"general", "max-input", 0, "BYTES", MAKE | INSPECT | PIPE | VERIFY,
     "largest document read (default 268435456)", set_max_input,
     "a number of bytes from 1 to 4000000000"},
    {"general", "config", 0, "FILE", MAKE | INSPECT | PIPE | VERIFY,
     "readers of other formats (default ~/.config/precis/precis.ini)", set_config, NULL},
};

enum { FLAG_COUNT = sizeof flags / sizeof *flags };

static bool knows(enum command command, const struct flag *flag)
{
  if (command == COMMAND_BATCH && (flag->commands & MAKE))
    return !(flag->commands & NOT_BATCH);
  return flag->commands & (1u << command);
}

void flags_each(enum command command, void (*found)(void *user, const struct flag *flag),
                void *user)
{
  for (size_t i = 0; i < FLAG_COUNT; i++)
    if (knows(command, &flags[i]))
      found(user, &flags[i]);
}

/* The nearest flag the command knows, for "did you mean". */
const char *flag_nearest(enum command command, str name)
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

const struct flag *flag_find(enum command command, str name, char letter)
{
  for (size_t i = 0; i < FLAG_COUNT; i++) {
    bool same = letter ? flags[i].letter == letter : str_eq(name, str_of(flags[i].name));
    if (same && knows(command, &flags[i]))
      return &flags[i];
  }
  return NULL;
}
