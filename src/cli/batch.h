/* batch.h - what a worker of `precis batch` does with a document, and the line of progress. Private
 * to cli/. */
#pragma once

#include "batch/batch.h"
#include "cli/cli.h"

/* Lives in the run's process, its template and its languages in the zygote and the workers. */
struct maker {
  const struct options *options;
  const precis_engine *engine;
  precis_template *tmpl;
  enum format format, digest_format;
  struct arena *arena;
  const char *folders[64]; /* that a worker may read */
  size_t folder_count;
  const char *data_folder; /* one of them */
};

precis_status maker_open(struct maker *maker, const struct options *options,
                         const precis_engine *engine, precis_error *err);
void maker_close(struct maker *maker);
/* A batch_maker's functions; user: struct maker. */
precis_status maker_warm_up(void *user, precis_error *err);
precis_status maker_make(void *user, struct batch_input input, struct batch_made *ret,
                         precis_error *err);

bool maker_wants_text(void *user, struct batch_input input);
precis_status maker_convert(void *user, const struct batch_conversion *conversion,
                            struct buffer *ret, precis_error *err);
precis_status maker_make_index(void *user, const struct batch_index *index, struct batch_made *ret,
                               precis_error *err);
precis_status maker_make_digest(void *user, const struct batch_analyses *analyses,
                                struct batch_made *ret, precis_error *err);

/* What a brief has to say, a line each. */
void maker_add_warnings(struct batch_made *made, const precis_brief *brief);
/* Pages of a brief, set in a template, into ret->output. */
precis_status maker_set_pages(struct maker *maker, const precis_brief *brief,
                              const precis_template *tmpl, uint32_t pages, struct batch_made *ret,
                              precis_error *err);

/* look.c: all that decides what a briefing looks like, but the input. */
enum { LOOK_BYTES = 32 };

precis_status look_hash(const struct maker *maker, uint8_t ret[LOOK_BYTES], precis_error *err);

/* progress.c: one line on a terminal, written again and again. */
struct progress {
  bool is_shown;
  uint64_t todo; /* documents, at the start */
  uint64_t read; /* of those that progress_count() counts */
  double started, drawn;
  size_t width; /* of the line that stands there */
};

void progress_start(struct progress *progress, const struct options *options);
void progress_draw(struct progress *progress, const struct batch_counts *counts);
/* One more document of all was read. */
void progress_count(struct progress *progress, uint64_t all);
/* Makes room for a message, or ends it. */
void progress_wipe(struct progress *progress);
