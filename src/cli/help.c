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

const char help_exits[] =
    "0 done, 1 failed, 2 wrong usage, 3 warnings under --strict, 4 some documents failed,\n"
    "5 input unreadable, 6 nothing to summarize, 7 does not fit the pages, 8 not\n"
    "verified, 9 output refused\n";

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
  printf("precis %s: a document becomes a printable briefing, verbatim\n\n", precis_version());
  for (size_t i = 0; i < PAGE_COUNT; i++)
    printf("  %s\n", pages[i].usage);
  printf("  precis --version\n\n%s\nexit: ", help_examples);
  for (const char *at = help_exits; *at; at++) {
    putchar(*at);
    if (*at == '\n' && at[1])
      printf("      ");
  }
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
