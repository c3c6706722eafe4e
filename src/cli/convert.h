/* convert.h - documents that the library does not read, through programs that the user names.
 * Private to cli/.
 *
 * In precis.ini:
 *
 *     [readers]
 *     pdf = pdftotext -layout {} -
 *     doc = antiword {}
 *
 * A key is the ending of file names, the value the program with its arguments. They are cut at
 * blanks; "..." or '...' keep blanks, nothing else is special: there is no shell. {} stands for the
 * file's path, also within a word; without it the document comes on standard input. What the
 * program writes to standard output is the text, in UTF-8 or any charset that is detected. */
#pragma once

#include "base/vec.h"
#include "batch/batch.h"
#include "cli/cli.h"

struct reader {
  str ending;    /* "pdf", in lower case */
  str command;   /* as in the file */
  uint32_t line; /* of the file; 0: built in */
};

struct readers {
  struct arena *arena;
  str path; /* of precis.ini; empty without one */
  VEC(struct reader) all;
};

/* The file that --config names, else precis/precis.ini in XDG_CONFIG_HOME (~/.config), which need
 * not be there. PRECIS_BAD_TEMPLATE with its line when it is wrong. */
precis_status readers_load(const char *named, struct readers *ret, precis_error *err);
void readers_clear(struct readers *readers);

/* The reader for a file, by the ending of its name; PDF by its first bytes as well. NULL: the
 * library reads it. */
const struct reader *readers_find(const struct readers *readers, const char *name, str head);

/* Runs a reader on a file and gives what it writes, at most max bytes. PRECIS_BAD_INPUT: it failed,
 * in its own words, took too long or wrote too much; PRECIS_IO: it cannot be run. */
precis_status readers_run(const struct readers *readers, const struct reader *reader,
                          const char *path, size_t max, struct buffer *ret, precis_error *err);

/* The same for a document that is open. A reader of precis.ini that takes a path is given a copy of
 * it, in conversion->folder; the built-in ones are confined. */
precis_status readers_run_open(const struct readers *readers, const struct reader *reader,
                               const struct batch_conversion *conversion, struct buffer *ret,
                               precis_error *err);
/* A file of the bytes in a folder, with the ending that the reader is for; its name,
 * NUL-terminated, in ret. */
precis_status write_temporary(const char *folder, str bytes, str ending, struct buffer *ret,
                              precis_error *err);
/* "application/pdf"; for what other readers read, octets. */
const char *reader_media(const struct reader *reader);

/* The program's name, without the folders of the machine it lies on. */
enum { PROGRAM_BYTES = 64 };

void reader_program(const struct reader *reader, char ret[PROGRAM_BYTES]);

/* child.c: a program, its arguments ended by NULL, input: what it reads (-1: nothing). */
struct child {
  const char *const *arguments;
  int input;
  uint32_t seconds;      /* 0: CHILD_SECONDS */
  bool (*confine)(void); /* called in the child before it becomes the program; may be NULL */
  size_t max_output;
  struct buffer *output;
  struct buffer *talk; /* the first of what it wrote to standard error */
};

enum child_end {
  CHILD_DONE,     /* exit 0 */
  CHILD_FAILED,   /* another exit code, or a signal */
  CHILD_MISSING,  /* there is no such program */
  CHILD_REFUSED,  /* the system gives no process or pipe */
  CHILD_TOO_LONG, /* stopped after its seconds */
  CHILD_TOO_LARGE /* stopped past max_output */
};

enum { CHILD_SECONDS = 60 };

uint32_t child_seconds(const struct child *child);
/* In a process group of its own, which is killed whole when this returns. */
enum child_end child_run(const struct child *child);

/* source.c: what is being read. */
struct source_input {
  const struct options *options;
  const precis_engine *engine;
  const precis_source *source; /* with a name */
};
