/* manual.c - a program of the build: man pages and completions from the table that help prints.
 *
 * usage: precis-manual man [COMMAND] | bash | zsh | fish */
#include <stdio.h>

#include "cli/flags.h"

static void each_command(void (*found)(void *user, enum command command), void *user)
{
  for (int i = 0; i < COMMAND_HELP; i++)
    found(user, (enum command)i);
}

/* --- values --- */

/* The next of "auto, always or never"; the words are all of small letters and digits. */
static bool next_choice(str *rest, str *ret)
{
  static const str links[] = {{", ", 2}, {" or ", 4}};
  if (!rest->len)
    return false;
  size_t end = rest->len, next = rest->len;
  for (size_t i = 0; i < 2; i++) {
    size_t at = str_find(*rest, links[i], 0);
    if (at != SIZE_MAX && at < end) {
      end = at;
      next = at + links[i].len;
    }
  }
  *ret = str_sub(*rest, 0, end);
  *rest = str_sub(*rest, next, rest->len - next);
  return true;
}

static bool has_choices(const struct flag *flag)
{
  str rest = str_of(flag->allowed), word;
  uint32_t count = 0;
  for (; next_choice(&rest, &word); count++)
    for (size_t i = 0; i < word.len; i++)
      if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789", word.data[i]))
        return false;
  return count > 1;
}

static void print_choices(const struct flag *flag)
{
  str rest = str_of(flag->allowed), word;
  for (const char *blank = ""; next_choice(&rest, &word); blank = " ")
    printf("%s%.*s", blank, STR_ARG(word));
}

static bool is_named(const struct flag *flag, const char *argument)
{
  return flag->argument && strcmp(flag->argument, argument) == 0;
}

static bool is_file(const struct flag *flag)
{
  static const char *const names[] = {"OUT", "DIR", "FILE", "PATH", "NAME|PATH", "NAME", "PUBKEY"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (is_named(flag, names[i]))
      return true;
  return false;
}

/* What precis list has of the values; NULL: nothing. */
static const char *list_of(const struct flag *flag)
{
  return is_named(flag, "STAGE") ? "stages" : is_named(flag, "NAME|PATH") ? "templates" : NULL;
}

static const char *const lists[] = {"templates", "fonts", "languages", "stages", "formats"};

static void print_lists(void)
{
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    printf("%s%s", i ? " " : "", lists[i]);
}

static void print_command(void *user, enum command command)
{
  const char **blank = user;
  printf("%s%s", *blank, help_page(command)->name);
  *blank = " ";
}

static void print_commands(void)
{
  const char *blank = "";
  each_command(print_command, &blank);
  printf(" help");
}

/* --- man --- */

/* Text of a page: hyphens as they are typed, nothing taken for a request. */
static void print_roff(const char *text)
{
  bool is_start = true;
  for (; *text; text++) {
    if (is_start && (*text == '.' || *text == '\''))
      printf("\\&");
    if (*text == '-')
      printf("\\-");
    else if (*text == '\\')
      printf("\\e");
    else
      putchar(*text);
    is_start = *text == '\n';
  }
}

static void print_man_flag(void *user, const struct flag *flag)
{
  const char **group = user;
  if (!*group || strcmp(*group, flag->group) != 0)
    printf(".SS %s\n", flag->group);
  *group = flag->group;
  printf(".TP\n");
  if (flag->letter)
    printf("\\fB\\-%c\\fR, ", flag->letter);
  printf("\\fB\\-\\-");
  print_roff(flag->name);
  printf("\\fR");
  if (flag->argument) {
    printf(" \\fI");
    print_roff(flag->argument);
    printf("\\fR");
  }
  printf("\n");
  print_roff(flag->what);
  printf("\n");
}

/* Up to the first mark that ends a clause, in one line. */
static void print_first_clause(const char *what)
{
  for (; *what && !(strchr(".,:;", *what) && (what[1] == ' ' || what[1] == '\n')); what++)
    putchar(*what == '\n' ? ' ' : *what);
}

static void print_man_head(const char *name, const char *what)
{
  const char *dash = *name ? "\\-" : "";
  printf(".TH PRECIS%s", dash);
  for (const char *at = name; *at; at++)
    putchar(*at - 'a' + 'A');
  printf(" 1 \"\" \"precis %s\" precis\n.SH NAME\nprecis%s%s \\- ", precis_version(), dash, name);
  print_first_clause(what);
  printf("\n");
}

static void print_see(void *user, enum command command)
{
  const char *own = user, *name = help_page(command)->name;
  if (strcmp(own, name) != 0)
    printf(",\n.BR precis\\-%s (1)", name);
}

static void print_man_exits(enum command command)
{
  AUTO_BUFFER exits;
  buffer_init(&exits, &heap_default);
  help_exits(command, &exits);
  buffer_byte(&exits, '\0');
  printf(".SH EXIT STATUS\n");
  print_roff(exits.is_short ? "" : exits.data);
}

static void print_man_command(enum command command)
{
  const struct help_page *page = help_page(command);
  print_man_head(page->name, page->what);
  printf(".SH SYNOPSIS\n");
  print_roff(page->usage);
  printf("\n.SH DESCRIPTION\n");
  print_roff(page->what);
  printf("\n.SH OPTIONS\n");
  const char *group = NULL;
  flags_each(command, print_man_flag, &group);
  print_man_exits(command);
  printf(".SH SEE ALSO\n.BR precis (1)");
  each_command(print_see, (void *)page->name);
  printf("\n");
}

static void print_usage(void *user, enum command command)
{
  (void)user;
  printf(".TP\n.BR precis\\-%s (1)\n", help_page(command)->name);
  print_roff(help_page(command)->usage);
  printf("\n");
}

static void print_man_overview(void)
{
  print_man_head("", "a document becomes a printable briefing, verbatim");
  printf(".SH SYNOPSIS\n");
  print_roff(help_page(COMMAND_MAKE)->usage);
  printf("\n.br\nprecis COMMAND ...\n.br\nprecis \\fB\\-\\-help\\fR | \\fB\\-\\-version\\fR\n"
         ".SH DESCRIPTION\n");
  print_roff(help_page(COMMAND_MAKE)->what);
  printf("\n.SH COMMANDS\n");
  each_command(print_usage, NULL);
  printf(".TP\n\\fBprecis help\\fR\n");
  print_roff(help_page(COMMAND_HELP)->usage);
  printf("\n.SH EXAMPLES\n.nf\n");
  print_roff(help_examples);
  printf(".fi\n");
  print_man_exits(COMMAND_COUNT);
  printf(".SH ENVIRONMENT\n.TP\n.B SOURCE_DATE_EPOCH\nthe day that is printed where no document "
         "has one\n.TP\n.B NO_COLOR\nno colour in messages\n.TP\n.B PRECIS_DATA\n"
         "the folder of languages, templates and fonts\n.SH FILES\n.TP\n"
         ".I ~/.config/precis/precis.ini\nreaders of other formats\n");
}

/* --- bash --- */

struct flag_print {
  const char *command;
  const char *blank;
};

static void print_bash_value(void *user, const struct flag *flag)
{
  const struct flag_print *print = user;
  if (!flag->argument)
    return;
  printf("    %s:--%s", print->command, flag->name);
  if (flag->letter)
    printf("|%s:-%c", print->command, flag->letter);
  if (has_choices(flag)) {
    printf(") _precis_words \"");
    print_choices(flag);
    printf("\"");
  } else if (list_of(flag)) {
    printf(") _precis_words \"$(precis list %s 2>/dev/null | cut -f1)\"%s", list_of(flag),
           is_file(flag) ? " files" : "");
  } else {
    printf(") %s", is_file(flag) ? "_precis_words '' files" : "true");
  }
  printf("; return ;;\n");
}

static void print_bash_values(void *user, enum command command)
{
  (void)user;
  struct flag_print print = {.command = help_page(command)->name};
  flags_each(command, print_bash_value, &print);
}

static void print_word(void *user, const struct flag *flag)
{
  struct flag_print *print = user;
  printf("%s--%s", print->blank, flag->name);
  print->blank = " ";
  if (flag->letter)
    printf(" -%c", flag->letter);
}

static void print_bash_flags(void *user, enum command command)
{
  (void)user;
  struct flag_print print = {help_page(command)->name, ""};
  printf("    %s) flags=\"", print.command);
  flags_each(command, print_word, &print);
  printf("\" ;;\n");
}

static void print_bash(void)
{
  printf("# bash completion of precis %s\n"
         "_precis_words() # WORDS [files]\n{\n"
         "  local IFS=$' \\t\\n'\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\"; "
         "[[ ${2-} ]] && compgen -f -- \"$cur\")\n}\n\n"
         "_precis()\n{\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local command=make flags= word\n  COMPREPLY=()\n"
         "  for word in ",
         precis_version());
  print_commands();
  printf("; do\n    [[ $COMP_CWORD -gt 1 && ${COMP_WORDS[1]} == \"$word\" ]] && command=$word\n"
         "  done\n  case $command:$prev in\n");
  each_command(print_bash_values, NULL);
  printf("  esac\n  case $command in\n");
  each_command(print_bash_flags, NULL);
  printf("  esac\n"
         "  if [[ $cur == -* ]]; then\n    _precis_words \"$flags\"\n"
         "  elif [[ $command == list ]]; then\n    _precis_words \"");
  print_lists();
  printf("\"\n  elif [[ $command == help ]]; then\n    _precis_words \"");
  print_commands();
  printf("\"\n  elif [[ $COMP_CWORD -eq 1 ]]; then\n    _precis_words \"");
  print_commands();
  printf("\" files\n  else\n    _precis_words '' files\n  fi\n}\n"
         "complete -o filenames -F _precis precis\n");
}

/* --- zsh --- */

/* Within an argument of _arguments, in single quotes. */
static void print_zsh_text(const char *text)
{
  for (; *text; text++)
    if (*text == '\'')
      printf("'\\''");
    else
      printf(strchr("[]:\\", *text) ? "\\%c" : "%c", *text);
}

static void print_zsh_flag(void *user, const struct flag *flag)
{
  (void)user;
  if (flag->letter)
    printf("    '(-%c --%s)'{-%c,--%s}'[", flag->letter, flag->name, flag->letter, flag->name);
  else
    printf("    '--%s[", flag->name);
  print_zsh_text(flag->what);
  printf("]");
  if (flag->argument) {
    printf(":");
    print_zsh_text(flag->argument);
    printf(":");
    if (has_choices(flag)) {
      printf("(");
      print_choices(flag);
      printf(")");
    } else if (list_of(flag)) {
      printf("($(precis list %s 2>/dev/null | cut -f1))", list_of(flag));
    } else if (is_file(flag)) {
      printf("_files");
    }
  }
  printf("' \\\n");
}

static void print_zsh_command(void *user, enum command command)
{
  (void)user;
  printf("  %s) _arguments -S \\\n", help_page(command)->name);
  flags_each(command, print_zsh_flag, NULL);
  if (command == COMMAND_LIST) {
    printf("    '1:what:(");
    print_lists();
    printf(")' ;;\n");
  } else {
    printf("    '*:file:_files' ;;\n");
  }
}

static void print_zsh(void)
{
  printf("#compdef precis\n# zsh completion of precis %s\n_precis() {\n"
         "  local -a commands=(",
         precis_version());
  print_commands();
  printf(")\n  local command=make\n"
         "  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
         "    compadd -a commands\n    _files\n    return\n  fi\n"
         "  if (( ${commands[(Ie)$words[2]]} )); then\n"
         "    command=$words[2]\n    shift words\n    (( CURRENT-- ))\n  fi\n"
         "  case $command in\n  help) compadd -a commands ;;\n");
  each_command(print_zsh_command, NULL);
  printf("  esac\n}\n_precis \"$@\"\n");
}

/* --- fish --- */

static void print_fish_text(const char *text)
{
  putchar('\'');
  for (; *text; text++)
    printf(*text == '\'' || *text == '\\' ? "\\%c" : "%c", *text);
  putchar('\'');
}

static void print_fish_flag(void *user, const struct flag *flag)
{
  const struct flag_print *print = user;
  printf("complete -c precis -n '__precis_is %s' -l %s", print->command, flag->name);
  if (flag->letter)
    printf(" -s %c", flag->letter);
  if (flag->argument)
    printf(is_file(flag) ? " -r -F" : " -x");
  if (flag->argument && has_choices(flag)) {
    printf(" -a '");
    print_choices(flag);
    printf("'");
  } else if (list_of(flag)) {
    printf(" -a '(precis list %s 2>/dev/null | cut -f1)'", list_of(flag));
  }
  printf(" -d ");
  print_fish_text(flag->what);
  printf("\n");
}

static void print_fish_command(void *user, enum command command)
{
  (void)user;
  struct flag_print print = {.command = help_page(command)->name};
  flags_each(command, print_fish_flag, &print);
}

static void print_fish(void)
{
  printf("# fish completion of precis %s\n"
         "function __precis_is\n  set -l words (commandline -opc)\n"
         "  if contains -- \"$words[2]\" ",
         precis_version());
  print_commands();
  printf("\n    test \"$words[2]\" = $argv[1]\n  else\n    test $argv[1] = make\n  end\nend\n"
         "complete -c precis -n 'test (count (commandline -opc)) -eq 1' -a '");
  print_commands();
  printf("'\ncomplete -c precis -n '__precis_is list' -f -a '");
  print_lists();
  printf("'\ncomplete -c precis -n '__precis_is help' -f -a '");
  print_commands();
  printf("'\n");
  each_command(print_fish_command, NULL);
}

/* --- all --- */

static int print_man(const char *name)
{
  for (int i = 0; name && i < COMMAND_HELP; i++)
    if (strcmp(help_page((enum command)i)->name, name) == 0) {
      print_man_command((enum command)i);
      return 0;
    }
  if (!name)
    print_man_overview();
  return name != NULL;
}

int main(int argc, char **argv)
{
  const char *kind = argc > 1 ? argv[1] : "";
  if (strcmp(kind, "man") == 0)
    return print_man(argc > 2 ? argv[2] : NULL);
  if (strcmp(kind, "bash") == 0)
    print_bash();
  else if (strcmp(kind, "zsh") == 0)
    print_zsh();
  else if (strcmp(kind, "fish") == 0)
    print_fish();
  else
    return EXIT_USAGE;
  return 0;
}
