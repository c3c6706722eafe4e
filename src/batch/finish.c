/* finish.c - what a run leaves beside its briefings: the manifest, and an index to read and to
 * print. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "batch/parts.h"

/* What a worker may take for pages over all documents, at the least: --timeout is for one of them.
 * A digest of 100,000 documents loads what was saved of each. */
enum { INDEX_SECONDS = 300, DIGEST_SECONDS = 3600 };

/* Only to look for a signal that came in between. */
enum { STEP_MILLISECONDS = 500 };

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

/* The manifest is gone through once for each part that has rows. */
static precis_status write_index(struct run *run, str manifest, const uint64_t counts[INDEX_PARTS],
                                 precis_error *err)
{
  struct index_writer writer;
  struct buffer *out = &writer.sheet.pending;
  precis_status s = sheet_open(run->store, &writer.sheet, err);
  if (s != PRECIS_OK)
    return s;
  index_open(counts, run->options->banner, out);
  for (writer.part = 0; s == PRECIS_OK && writer.part < INDEX_PARTS; writer.part++) {
    if (!counts[writer.part])
      continue;
    index_open_part(writer.part, out);
    s = each_entry(manifest, add_row, &writer, err);
    index_close_part(out);
  }
  index_close(run->options->banner, out);
  return sheet_close(&writer.sheet, s, STR("index.html"), err);
}

/* Where the user wants the manifest, besides the output folder. */
static precis_status copy_manifest(struct run *run, str manifest, precis_error *err)
{
  const char *path = run->options->manifest;
  if (!path)
    return PRECIS_OK;
  precis_status s = product_check(run->options, path, manifest, err);
  return s == PRECIS_OK ? product_write(run, path, manifest, err) : s;
}

/* --- what a worker makes over all
 * ----------------------------------------------------------------- */

struct product {
  struct run *run;
  const char *name; /* as messages have it */
  precis_status (*keep)(struct run *run, str bytes, precis_error *err);
  precis_status status;
  precis_error err;
};

static void take_product(void *user, struct job *job, const struct answer *answer)
{
  struct product *product = user;
  product->err = answer->err;
  product->status = answer->err.status;
  if (answer->body[BODY_WARNINGS].len)
    product->run->listener->warned(product->run->listener->user, str_of(product->name),
                                   answer->body[BODY_WARNINGS]);
  if (product->status == PRECIS_OK)
    product->status = product->keep(product->run, answer->body[BODY_OUTPUT], &product->err);
  if (product->status == PRECIS_BAD_INPUT) /* of no document: nobody gave a bad one here */
    product->status = PRECIS_NO_MEMORY;
  job_free(job);
}

/* A worker makes it: what documents say is other people's text to the very end. The draft is what
 * it works on. */
static precis_status make_product(struct product *product, enum job_kind kind, struct draft *draft,
                                  precis_error *err)
{
  struct run *run = product->run;
  uint32_t least = kind == JOB_INDEX ? INDEX_SECONDS : DIGEST_SECONDS;
  uint32_t seconds = run->options->timeout > least ? run->options->timeout : least;
  struct job *job = job_new(kind, str_of(product->name), seconds);
  if (!job)
    return fail_no_memory(err);
  job->fd = dup(draft->fd);
  if (job->fd < 0 || fstat(job->fd, &job->st) != 0) {
    job_free(job);
    return fail(err, PRECIS_STOPPED, "%s cannot be made: %s", product->name, strerror(errno));
  }
  product->status = PRECIS_STOPPED;
  fail(&product->err, PRECIS_STOPPED, "interrupted");
  pool_on_finished(run->pool, take_product, product);
  pool_give(run->pool, job);
  precis_status s = PRECIS_OK;
  while (s == PRECIS_OK && pool_in_work(run->pool) && !signal_taken(run))
    s = pool_step(run->pool, run->signal_fd, STEP_MILLISECONDS, err);
  if (s != PRECIS_OK || product->status == PRECIS_OK)
    return s;
  *err = product->err;
  err->status = product->status;
  return fail_at(err, product->status, str_of(product->name), 0, 0);
}

static precis_status keep_index(struct run *run, str bytes, precis_error *err)
{
  return store_write(run->store, STR("index.pdf"), bytes, err);
}

static precis_status print_index(struct run *run, str manifest, const uint64_t counts[INDEX_PARTS],
                                 precis_error *err)
{
  AUTO_BUFFER chosen;
  buffer_init(&chosen, &heap_default);
  struct draft draft;
  precis_status s = printed_choose(manifest, counts, &chosen, err);
  if (s == PRECIS_OK)
    s = store_draft(run->store, buffer_str(&chosen), &draft, err);
  if (s != PRECIS_OK)
    return s;
  struct product product = {.run = run, .name = "index.pdf", .keep = keep_index};
  s = make_product(&product, JOB_INDEX, &draft, err);
  store_drop(run->store, &draft);
  return s;
}

static precis_status keep_digest(struct run *run, str bytes, precis_error *err)
{
  return product_write(run, run->options->digest, bytes, err);
}

static precis_status make_digest(struct run *run, str manifest, precis_error *err)
{
  struct draft draft;
  uint64_t count = 0;
  precis_status s = product_check(run->options, run->options->digest, manifest, err);
  if (s == PRECIS_OK)
    s = digest_gather(run, manifest, &draft, &count, err);
  if (s != PRECIS_OK)
    return s;
  struct product product = {.run = run, .name = run->options->digest, .keep = keep_digest};
  if (count)
    s = make_product(&product, JOB_DIGEST, &draft, err);
  else
    run->listener->note(run->listener->user, "no digest: there is no document to tell of");
  store_drop(run->store, &draft);
  return s;
}

static precis_status make_pages(struct run *run, str manifest, precis_error *err)
{
  uint64_t counts[INDEX_PARTS] = {0};
  precis_status s = each_entry(manifest, count_entry, counts, err);
  if (s == PRECIS_OK)
    s = write_index(run, manifest, counts, err);
  if (s == PRECIS_OK && run->maker->make_index)
    s = print_index(run, manifest, counts, err);
  if (s == PRECIS_OK && run->options->digest && !signal_taken(run))
    s = make_digest(run, manifest, err);
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
    s = make_pages(run, manifest.bytes, err);
  unmap_file(&manifest);
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
