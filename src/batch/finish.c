/* finish.c - what a run leaves beside its briefings: the manifest, and an index to read and to
 * print. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/io.h"
#include "batch/parts.h"

static precis_status add_line(void *user, const struct row *row, precis_error *err)
{
  struct sheet *sheet = user;
  manifest_line(row, &sheet->pending);
  return sheet_flush(sheet, err);
}

static precis_status add_index_row(void *user, const struct row *row, precis_error *err)
{
  struct sheet *sheet = user;
  index_row(row, &sheet->pending);
  return sheet_flush(sheet, err);
}

static precis_status write_manifest(struct run *run, str name, precis_error *err)
{
  struct sheet sheet;
  precis_status s = sheet_open(run->store, &sheet, err);
  if (s != PRECIS_OK)
    return s;
  s = ledger_each(run->ledger, add_line, &sheet, err);
  return sheet_close(&sheet, s, name, err);
}

static precis_status write_index(struct run *run, precis_error *err)
{
  struct sheet sheet;
  precis_status s = sheet_open(run->store, &sheet, err);
  if (s != PRECIS_OK)
    return s;
  index_open(&run->counts, &sheet.pending);
  s = ledger_each(run->ledger, add_index_row, &sheet, err);
  index_close(&sheet.pending);
  return sheet_close(&sheet, s, STR("index.html"), err);
}

/* Where the user wants the manifest, besides the output folder. */
static precis_status copy_manifest(struct run *run, str name, precis_error *err)
{
  int fd = store_open_file(run->store, name);
  struct stat st;
  if (fd < 0 || fstat(fd, &st) != 0) {
    if (fd >= 0)
      close(fd);
    return fail(err, PRECIS_STOPPED, "the manifest cannot be read back: %s", strerror(errno));
  }
  size_t len = (size_t)st.st_size;
  void *bytes = len ? mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
  close(fd);
  if (bytes == MAP_FAILED)
    return fail_no_memory(err);
  precis_status s = PRECIS_OK;
  if (strcmp(run->options->manifest, "-") == 0) {
    if (run->listener->print(run->listener->user, bytes, len) != 0)
      s = fail(err, PRECIS_STOPPED, "the manifest cannot be written to stdout");
  } else if (file_write(run->options->manifest, (str){bytes, len}, err) != PRECIS_OK) {
    s = PRECIS_STOPPED;
  }
  if (bytes)
    munmap(bytes, len);
  return s;
}

struct printed {
  struct run *run;
  precis_status status;
  precis_error err;
};

static void keep_index(void *user, struct job *job, const struct answer *answer)
{
  struct printed *printed = user;
  printed->status = answer->err.status;
  printed->err = answer->err;
  if (printed->status == PRECIS_OK)
    printed->status = store_write(printed->run->store, STR("index.pdf"), answer->body[BODY_OUTPUT],
                                  &printed->err);
  job_free(job);
}

/* A worker sets it: titles and sentences are other people's text to the very end. */
static precis_status print_index(struct run *run, str manifest, precis_error *err)
{
  struct printed printed = {.run = run};
  struct job *job = job_new(JOB_INDEX, manifest);
  if (!job)
    return fail_no_memory(err);
  job->fd = store_open_file(run->store, manifest);
  if (job->fd < 0 || fstat(job->fd, &job->st) != 0) {
    job_free(job);
    return fail(err, PRECIS_STOPPED, "the manifest cannot be read back: %s", strerror(errno));
  }
  pool_on_finished(run->pool, keep_index, &printed);
  pool_give(run->pool, job);
  precis_status s = PRECIS_OK;
  while (s == PRECIS_OK && pool_in_work(run->pool) && !signal_taken(run))
    s = pool_step(run->pool, run->signal_fd, -1, err);
  if (s == PRECIS_OK && printed.status != PRECIS_OK) {
    s = printed.status;
    *err = printed.err;
  }
  return s;
}

precis_status finish(struct run *run, precis_error *err)
{
  AUTO_BUFFER name;
  buffer_init(&name, &heap_default);
  buffer_format(&name, "manifest%s.jsonl", store_suffix(run->store));
  precis_status s = write_manifest(run, buffer_str(&name), err);
  if (s == PRECIS_OK && run->options->manifest)
    s = copy_manifest(run, buffer_str(&name), err);
  if (s != PRECIS_OK || run->options->shards > 1 || run->is_stopped)
    return s; /* a shard's index is made by the merge of all */
  s = write_index(run, err);
  if (s == PRECIS_OK && run->maker->make_index)
    s = print_index(run, buffer_str(&name), err);
  return s;
}
