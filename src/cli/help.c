/* help.c - the help, from the same table that reads the flags: it names only what works. */
#include <stdio.h>

#include "cli/flags.h"

static const struct help_page pages[] = {
    [COMMAND_MAKE] =
        {"make", "precis [make] FILE... [-o OUT]",
         "One briefing from one document, or from several together ('-' is stdin).\n"
         "Without -o the PDF is written next to the first FILE. A size in words holds\n"
         "where a sentence fits it; else the best sentence is taken, with a warning."},
    [COMMAND_BATCH] =
        {"batch", "precis batch PATH... -o DIR",
         "One briefing of each document below the PATHs, in DIR, with an index and a manifest.\n"
         "What is done and unchanged is skipped; a run that was killed is resumed by the same\n"
         "command. A .precisignore in a folder holds patterns as a .gitignore does.\n"
         "--merge: the PATHs are manifests of shards, which are joined in DIR."},
    [COMMAND_PIPE] =
        {"pipe", "precis pipe [--fields LIST]",
         "JSON Lines on stdin, JSON Lines on stdout, in the order of the input:\n"
         "  {\"id\":1,\"text\":\"...\"}  ->  {\"id\":1,\"summary\":[...],\"brief\":{...}}"},
    [COMMAND_INSPECT] = {"inspect", "precis inspect FILE... --stage STAGE [--format json]",
                         "What a stage found, as a table or as JSON. Several files from the stage\n"
                         "scores on: they are ranked together."},
    [COMMAND_LIST] = {"list", "precis list templates|fonts|languages|stages|formats",
                      "What is installed, a line each: name, what it is, where it lies."},
    [COMMAND_VERIFY] =
        {"verify", "precis verify BRIEFING... [--sources PATH]",
         "Every text of a briefing (PDF or JSON) compared with its source, every\n"
         "text of its pages with the briefing; and the briefing made again, where\n"
         "the same precis is at hand. Sources are found by their hash, then by name,\n"
         "in PATH and beside the briefing. A signature is checked for --signer.\n"
         "Several briefings are reported one after the other, each by its name.\n"
         "Exit: 0 all exact, 8 any difference, 5 a source is missing."},
    [COMMAND_SIGN] = {"sign", "precis sign BRIEFING --key FILE",
                      "Signs the bytes of a briefing (Ed25519) into BRIEFING.sig."},
    [COMMAND_KEYGEN] =
        {"keygen", "precis keygen [-o NAME]",
         "A new pair of keys: NAME, which signs and which nobody else may read, and\n"
         "NAME.pub, for all who verify. NAME is precis.key by default."},
    [COMMAND_HELP] = {"help", "precis help [COMMAND]", "What precis does, or one of its commands."},
};

enum { PAGE_COUNT = sizeof pages / sizeof *pages };

const struct help_page *help_page(enum command command)
{
  return (size_t)command < PAGE_COUNT ? &pages[command] : NULL;
}

const char help_examples[] = "  precis article.txt              writes article.pdf, one page, A4\n"
                             "  precis article.txt --paper letter --pages 2 -o brief.pdf\n"
                             "  precis article.txt --format json -o -\n";

#define ENDS(command) (1u << (command))
#define READS                                                                                      \
  (ENDS(COMMAND_MAKE) | ENDS(COMMAND_BATCH) | ENDS(COMMAND_PIPE) | ENDS(COMMAND_INSPECT) |         \
   ENDS(COMMAND_VERIFY) | ENDS(COMMAND_SIGN))
#define MAKES (ENDS(COMMAND_MAKE) | ENDS(COMMAND_BATCH) | ENDS(COMMAND_PIPE))
#define ALL (~0u)

/* Codes, what they mean, and which commands end with them. */
static const struct {
  const char *what;
  unsigned commands;
} ends[] = {
    {"0 done", ALL},
    {"1 failed", ALL},
    {"2 wrong usage", ALL},
    {"3 warnings under --strict", MAKES},
    {"4 some documents failed", MAKES},
    {"5 input unreadable", READS},
    {"6 nothing to summarize", ENDS(COMMAND_MAKE) | ENDS(COMMAND_INSPECT)},
    {"7 does not fit the pages", ENDS(COMMAND_MAKE) | ENDS(COMMAND_INSPECT)},
    {"8 not verified", ENDS(COMMAND_MAKE) | ENDS(COMMAND_VERIFY)},
    {"9 output refused", ALL},
    {"130 or 143 interrupted, to be resumed", ENDS(COMMAND_BATCH)},
};

/* All where the command is COMMAND_COUNT. */
void help_exits(enum command command, struct buffer *ret)
{
  enum { LINE = 72 };

  size_t start = ret->len;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    str what = str_of(ends[i].what);
    if (command != COMMAND_COUNT && !(ends[i].commands & ENDS(command)))
      continue;
    bool is_full = ret->len - start + what.len > LINE;
    if (ret->len)
      buffer_add(ret, is_full ? STR(",\n") : STR(", "));
    start = is_full ? ret->len : start;
    buffer_add(ret, what);
  }
  buffer_byte(ret, '\n');
}

struct printing {
  const char *group;
};

/* "-o, --output OUT"; the long one in the same column where there is no letter. */
static void print_flag(void *user, const struct flag *flag)
{
  struct printing *printing = user;
  char written[64];
  if (!printing->group || strcmp(printing->group, flag->group) != 0)
    printf("\n%s:\n", flag->group);
  printing->group = flag->group;
  char letter[] = {'-', flag->letter, ',', ' ', '\0'};
  int len = snprintf(written, sizeof written, "%s--%s%s%s", flag->letter ? letter : "    ",
                     flag->name, flag->argument ? " " : "", flag->argument ? flag->argument : "");
  if (len > 0 && (size_t)len < sizeof written)
    printf("  %-30s %s\n", written, flag->what);
}

static void print_page(enum command command)
{
  struct printing printing = {0};
  printf("usage: %s\n\n%s\n", pages[command].usage, pages[command].what);
  flags_each(command, print_flag, &printing);
}

static void print_overview(void)
{
  AUTO_BUFFER exits;
  buffer_init(&exits, &heap_default);
  help_exits(COMMAND_COUNT, &exits);
  printf("precis %s: a document becomes a printable briefing, verbatim\n\n", precis_version());
  for (size_t i = 0; i < PAGE_COUNT; i++)
    printf("  %s\n", pages[i].usage);
  printf("  precis --version\n\n%s\n", help_examples);
  str rest = buffer_str(&exits), line;
  for (const char *indent = "exit: "; str_split(&rest, '\n', &line); indent = "      ")
    if (line.len)
      printf("%s%.*s\n", indent, STR_ARG(line));
}

enum exit_code help_command(const struct options *options)
{
  if (!options->file_count) {
    print_overview();
    return EXIT_DONE;
  }
  for (size_t i = 0; i < PAGE_COUNT; i++)
    if (strcmp(options->files[0], pages[i].name) == 0) {
      print_page((enum command)i);
      return EXIT_DONE;
    }
  message_usage(options, "no command '%s'; hint: precis help", options->files[0]);
  return EXIT_USAGE;
}
