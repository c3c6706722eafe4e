/* flags.h - one row of the table of flags. Private to
 * flags.c, options.c and what prints it: help.c and manual.c. */
#pragma once

#include "cli/cli.h"

struct flag {
  const char *group;
  const char *name; /* without the dashes */
  char letter;
  const char *argument; /* NULL: takes none */
  unsigned commands;
  const char *what;
  /* Fills its field; false: the value is not one of its kind. */
  bool (*set)(struct options *options, const char *value);
  const char *allowed; /* the values of its kind, in words; NULL: any text */
};

/* NULL: the command knows no such flag. letter 0: by its name. */
const struct flag *flag_find(enum command command, str name, char letter);
/* The nearest name the command knows, for "did you mean"; NULL. */
const char *flag_nearest(enum command command, str name);
/* Those the command knows, in the table's order. */
void flags_each(enum command command, void (*found)(void *user, const struct flag *flag),
                void *user);

/* help.c: a command's page of the help. */
struct help_page {
  const char *name;
  const char *usage;
  const char *what;
};

/* NULL: the command has none. */
const struct help_page *help_page(enum command command);
extern const char help_examples[];
/* "0 done, 1 failed, ...", those that the command ends with, or all for COMMAND_COUNT; lines of a
 * terminal. */
void help_exits(enum command command, struct buffer *ret);
