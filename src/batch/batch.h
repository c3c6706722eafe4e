/* batch.h - a folder of documents: walked, worked on by sandboxed processes, kept in a ledger.
 *
 * The process that calls batch_run() never parses a document: a zygote is forked from it, and from
 * that the workers, which get an open file each and give bytes back. What they do with it is the
 * maker's. */
#pragma once

#include "base/buffer.h"
#include "base/error.h"

/* What a worker makes of a document. */
struct batch_made {
  struct buffer output;   /* the briefing */
  struct buffer title;    /* the two of them for the index */
  struct buffer line;     /* its bottom line */
  struct buffer warnings; /* one a line */
  struct buffer analysis; /* what a digest over all needs; kept in the ledger unless empty */
};

struct batch_input {
  str bytes;
  const char *name; /* the path in its folder, '/' between names */
  str text;         /* what a converter made of the bytes; data NULL: it was not asked */
};

/* A document for a program that writes its text. */
struct batch_conversion {
  int fd; /* the document, open */
  const char *name;
  const char *folder; /* for a copy of it; what a killed run leaves there is removed */
  size_t max;         /* bytes of text */
  uint32_t seconds;   /* that it may take */
  /* Closes round the process that is about to become the program: it may then read, but neither
   * write a file, open a connection nor touch other processes. False: it would not close. */
  bool (*confine)(void);
};

/* A line of a manifest. */
struct batch_entry {
  str path, output; /* the bytes of the names */
  str status, title, line, message, hint;
  str whole; /* the line itself, with its end */
};

/* What a printed index lists. */
struct batch_index {
  uint64_t done, failed, pending; /* of the run */
  /* As many as are printed, in the order of their paths; long texts are cut. */
  const struct batch_entry *entries;
  size_t count;
};

/* What the documents of a digest left behind, in the order of their paths. */
struct batch_analyses {
  int fd;
  const uint64_t *at; /* where each begins; count + 1 */
  size_t count;
};

/* False: it cannot be read. */
bool batch_analysis_read(const struct batch_analyses *analyses, size_t number, struct buffer *ret);

/* Called in the zygote and the workers only. */
struct batch_maker {
  void *user;
  /* In the zygote: loads what all documents need, so that workers share it. */
  precis_status (*warm_up)(void *user, precis_error *err);
  precis_status (*make)(void *user, struct batch_input input, struct batch_made *ret,
                        precis_error *err);
  /* Sets the run's index on pages. NULL: no such thing. */
  precis_status (*make_index)(void *user, const struct batch_index *index, struct batch_made *ret,
                              precis_error *err);
  /* One briefing over all documents. */
  precis_status (*make_digest)(void *user, const struct batch_analyses *analyses,
                               struct batch_made *ret, precis_error *err);
  /* Whether the document is for a converter, which the next runs: in a helper beside the worker
   * that is not in its sandbox and never looks into a document. NULL: there are none. */
  bool (*wants_text)(void *user, struct batch_input input);
  precis_status (*convert)(void *user, const struct batch_conversion *conversion,
                           struct buffer *ret, precis_error *err);
  /* Folders that a worker may read after its sandbox closed. */
  const char *const *folders;
  size_t folder_count;
};

/* Globs as in a .gitignore. */
struct batch_globs {
  const char *const *at;
  size_t count;
};

struct batch_options {
  const char *const *paths; /* folders and files */
  size_t path_count;
  const char *output; /* folder; made when it is not there */
  struct batch_globs include, exclude;
  const char *manifest; /* NULL: manifest.jsonl in the output folder; "-": to listener.print */
  const char *digest;   /* where one briefing over all documents goes; NULL: there is none */
  str fingerprint;      /* of all that decides what a briefing looks like, but the input */
  str banner;           /* handling marking, for what the run itself writes; empty: none */
  const char *ending;   /* ".pdf": of the outputs' names */
  size_t max_input;     /* bytes of a document */
  uint32_t jobs;        /* 0: one a core */
  uint32_t timeout;     /* seconds a document */
  uint32_t shard;       /* 1 to shards */
  uint32_t shards;      /* 1: all documents are this run's */
  bool force, dry_run, fail_fast;
  int (*code_of)(precis_status status); /* the exit code that stands in the manifest */
};

struct batch_counts {
  uint64_t found; /* the sum of the six below */
  uint64_t done, unchanged, failed, ignored, pending;
  uint64_t warned; /* of those done or unchanged */
};

struct batch_listener {
  void *user;
  void (*failed)(void *user, str path, const precis_error *err);
  void (*warned)(void *user, str path, str warnings); /* one a line */
  void (*ignored)(void *user, str path, const char *why);
  void (*note)(void *user, const char *what);
  /* After each document; the first time once the walk is over. */
  void (*progress)(void *user, const struct batch_counts *counts);
  /* A dry run: "make", "skip", "ignore" or "fail", and why. */
  void (*planned)(void *user, const char *verb, str path, const char *why);
  int (*print)(void *user, const void *data, size_t len); /* a precis_sink's, to stdout */
};

struct batch_result {
  struct batch_counts counts;
  int signal; /* the run ended by it; 0: it did not */
};

/* PRECIS_OK also when documents failed: see the counts. PRECIS_BAD_ARGUMENT: wrong use; PRECIS_IO:
 * a path is not there; PRECIS_STOPPED: the output folder refuses, or another run holds it; else as
 * the maker's warm_up failed. ret is filled in every case. */
precis_status batch_run(const struct batch_options *options, const struct batch_maker *maker,
                        const struct batch_listener *listener, struct batch_result *ret,
                        precis_error *err);

/* Reads the line at the front of *rest and moves behind it; its slices live in arena and in *rest.
 * PRECIS_BAD_INPUT: it is no line of a manifest. */
precis_status batch_entry_read(struct arena *arena, str *rest, struct batch_entry *ret,
                               precis_error *err);

/* A relative reference to an output: every byte that is no plain one is escaped, so that any file
 * name works. */
void batch_add_reference(struct buffer *out, str path);

/* Joins the manifests at options->paths (sorted, of shards) into one, in options->output, and makes
 * the index. PRECIS_BAD_INPUT: one of them is none, or two of them do not go together. */
precis_status batch_merge(const struct batch_options *options, const struct batch_maker *maker,
                          const struct batch_listener *listener, struct batch_result *ret,
                          precis_error *err);

/* batch_made as an empty one, and freed. */
void batch_made_init(struct batch_made *made);
void batch_made_clear(struct batch_made *made);
