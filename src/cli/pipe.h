/* pipe.h - one line of `precis pipe`: a request read, an answer written. Private to cli/. */
#pragma once

#include <jansson.h>

#include "base/json.h"
#include "cli/cli.h"

/* A line into documents, read and analyzed. *ret_docs holds *ret_count owned documents, with
 * free(). */
precis_status pipe_read_documents(const struct options *options, const precis_engine *engine,
                                  const json_t *request, precis_document ***ret_docs,
                                  size_t *ret_count, precis_error *err);
/* A text of a request; NULL: it says none, or an empty one. */
const char *pipe_text(const json_t *object, const char *key);
void pipe_free_documents(precis_document **docs, size_t count);

/* The bytes of a value of the object that a line holds, by its key with its quotes; NULL when it
 * has none under those very bytes. The line is sound JSON. */
str pipe_value(str line, str key);

/* What a line is answered with. */
struct pipe_answer {
  struct buffer out;
  bool failed, warned;
};

/* Called in several threads at the same time; ret is empty. line.data NULL: it was too long. */
typedef void pipe_answerer(void *user, str line, uint32_t number, struct pipe_answer *ret);

/* pipe_lines.c: answers all lines of stdin, by as many threads as --jobs says, in their order. */
enum exit_code pipe_lines(const struct options *options, pipe_answerer *answer, void *user);
