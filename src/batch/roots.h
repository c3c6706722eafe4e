/* roots.h - the paths of the command line, opened. Private to roots.c and walk.c. */
#pragma once

#include "batch/parts.h"

struct root {
  const char *given;
  str name; /* in the run; empty: the only folder */
  int fd;   /* of a folder; else -1 */
  bool is_folder;
};

struct roots {
  struct arena *arena;
  const struct batch_options *options;
  struct root *at; /* in the order of the walk */
  uint32_t count;
  struct glob_list include, exclude;
};
