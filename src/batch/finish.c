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

static precis_status write_manifest(struct run *run, str name, precis_error *err)
{
  struct sheet sheet;
  precis_status s = sheet_open(run->store, &sheet, err);
  if (s != PRECIS_OK)
    return s;
  s = ledger_each(run->ledger, add_line, &sheet, err);
  return sheet_close(&sheet, s, name, err);
}

precis_status map_file(int fd, const char *name, struct mapped *ret, precis_error *err)
{
  struct stat st;
  *ret = (struct mapped){{"", 0}};
  void *bytes = MAP_FAILED;
  bool sound = fd >= 0 && fstat(fd, &st) == 0;
  bool is_empty = sound && st.st_size == 0;
  if (sound && !is_empty)
    bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  int reason = errno;
  if (fd >= 0)
    close(fd);
  if (bytes != MAP_FAILED)
    ret->bytes = (str){bytes, (size_t)st.st_size};
  if (bytes != MAP_FAILED || is_empty)
    return PRECIS_OK;
  precis_status s = fail(err, PRECIS_IO, "cannot be read: %s", strerror(reason));
  return fail_at(err, s, str_of(name), 0, 0);
}

void unmap_file(struct mapped *mapped)
{
  if (mapped->bytes.len)
    munmap((void *)mapped->bytes.data, mapped->bytes.len);
}

typedef precis_status entry_visitor(void *user, struct arena *arena,
                                    const struct batch_entry *entry, precis_error *err);

static precis_status each_entry(str manifest, entry_visitor *visit, void *user, precis_error *err)
{
  precis_status s = PRECIS_OK;
  while (s == PRECIS_OK && manifest.len) {
    AUTO(arena) arena = arena_new(&heap_default);
    struct batch_entry entry;
    if (!arena)
      return fail_no_memory(err);
    s = batch_entry_read(arena, &manifest, &entry, err);
    if (s == PRECIS_OK)
      s = visit(user, arena, &entry, err);
  }
  return s;
}

static precis_status count_entry(void *user, struct arena *arena, const struct batch_entry *entry,
                                 precis_error *err)
{
  (void)arena;
  (void)err;
  ((uint64_t *)user)[index_part_of(entry)]++;
  return PRECIS_OK;
}

struct index_writer {
  struct sheet sheet;
  int part;
};

static precis_status add_row(void *user, struct arena *arena, const struct batch_entry *entry,
                             precis_error *err)
{
  struct index_writer *writer = user;
  if (index_part_of(entry) != writer->part)
    return PRECIS_OK;
  index_row(arena, entry, &writer->sheet.pending);
  return arena_short(arena) ? fail_no_memory(err) : sheet_flush(&writer->sheet, err);
}

/* The manifest is gone through once to count, and once for each part that has rows. */
static precis_status write_index(struct run *run, str manifest, precis_error *err)
{
  struct index_writer writer;
  struct buffer *out = &writer.sheet.pending;
  uint64_t counts[INDEX_PARTS] = {0};
  precis_status s = each_entry(manifest, count_entry, counts, err);
  if (s == PRECIS_OK)
    s = sheet_open(run->store, &writer.sheet, err);
  if (s != PRECIS_OK)
    return s;
  index_open(counts, out);
  for (writer.part = 0; s == PRECIS_OK && writer.part < INDEX_PARTS; writer.part++) {
    if (!counts[writer.part])
      continue;
    index_open_part(writer.part, out);
    s = each_entry(manifest, add_row, &writer, err);
    index_close_part(out);
  }
  index_close(out);
  return sheet_close(&writer.sheet, s, STR("index.html"), err);
}

/* Where the user wants the manifest, besides the output folder. */
static precis_status copy_manifest(struct run *run, str manifest, precis_error *err)
{
  if (!run->options->manifest)
    return PRECIS_OK;
  if (strcmp(run->options->manifest, "-") != 0)
    return file_write(run->options->manifest, manifest, err) == PRECIS_OK ? PRECIS_OK
                                                                          : PRECIS_STOPPED;
  if (!manifest.len || run->listener->print(run->listener->user, manifest.data, manifest.len) == 0)
    return PRECIS_OK;
  return fail(err, PRECIS_STOPPED, "the manifest cannot be written to stdout");
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

precis_status finish_index(struct run *run, str name, precis_error *err)
{
  struct mapped manifest;
  precis_status s = map_file(store_open_file(run->store, name), name.data, &manifest, err);
  if (s != PRECIS_OK)
    return s;
  bool is_whole = run->options->shards <= 1 && !run->is_stopped; /* of shards the merge makes it */
  s = copy_manifest(run, manifest.bytes, err);
  if (s == PRECIS_OK && is_whole)
    s = write_index(run, manifest.bytes, err);
  unmap_file(&manifest);
  if (s == PRECIS_OK && is_whole && run->maker->make_index)
    s = print_index(run, name, err);
  return s;
}

precis_status finish(struct run *run, precis_error *err)
{
  AUTO_BUFFER name;
  buffer_init(&name, &heap_default);
  buffer_format(&name, "manifest%s.jsonl", store_suffix(run->store));
  buffer_byte(&name, '\0');
  if (name.is_short)
    return fail_no_memory(err);
  name.len--;
  precis_status s = write_manifest(run, buffer_str(&name), err);
  return s == PRECIS_OK ? finish_index(run, buffer_str(&name), err) : s;
}
