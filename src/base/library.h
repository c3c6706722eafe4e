/* library.h - a library that only some runs need, loaded by name when one does.
 *
 * What is linked is mapped, and has its symbols looked up, in every run of the command. Whoever
 * needs such a library lists the calls once, and has them in a struct of its own, struct calls:
 *
 *   #define ARCHIVE_CALLS(CALL) CALL(archive_read_new) CALL(archive_read_free)
 *   LIBRARY(archive, LIBRARY_FILE_ARCHIVE, "containers are read with it", ARCHIVE_CALLS);
 *
 * LIBRARY_FILE_... come from meson.build: the names that a link would have used. */
#pragma once

#include <stddef.h>

#include "base/error.h"

struct library_call {
  const char *name;
  size_t place; /* of its pointer in the struct of calls */
};

struct library {
  const char *file;
  const char *use; /* what is done with it; begins the hint when it is missing */
  const struct library_call *calls;
  size_t count;
};

#define LIBRARY_QUOTED(text) #text
#define LIBRARY_NAME(name)                                                                         \
  LIBRARY_QUOTED(name) /* ICU's names are macros for those with a version */
#define LIBRARY_MEMBER(name) __typeof__(name) *name;
#define LIBRARY_ENTRY(name) {LIBRARY_NAME(name), offsetof(struct calls, name)},
/* One a file: what that file calls of the library. */
#define LIBRARY(name, file_name, its_use, CALLS)                                                   \
  struct calls {                                                                                   \
    CALLS(LIBRARY_MEMBER)                                                                          \
  };                                                                                               \
  static const struct library_call calls[] = {CALLS(LIBRARY_ENTRY)};                               \
  static const struct library name = {file_name, its_use, calls, sizeof calls / sizeof *calls}

/* Fills the struct of calls. PRECIS_IO: the library, or a call of it, is not there. It stays
 * loaded; to ask again costs a microsecond or two. */
precis_status library_load(const struct library *library, void *ret_calls, precis_error *err);

/* Loads all of LIBRARY_FILES, for a process that is about to lose the right to open files; what is
 * missing is told by whoever needs it. */
void library_load_all(void);
