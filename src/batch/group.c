/* group.c - outputs are synced, named and entered into the ledger together, in a thread of their
 * own, while the workers go on: one sync of the file system costs what ten of single files do.
 *
 * Invariant: rows are written after their outputs are on disk under their names, never before. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "batch/parts.h"

enum { GROUP_ROWS = 128 };

/* What a killed run may have to do again. */
static const int64_t GROUP_MICROSECONDS = 1000 * 1000;

/* Analyses wait here too. */
static const size_t GROUP_BYTES = (size_t)16 << 20;

struct flush {
  pthread_t thread;
  bool has_thread;
  struct run *run;
  struct group *group;
  precis_status status;
  precis_error err;
};

static struct group *group_new(void)
{
  struct arena *arena = arena_new(&heap_default);
  struct group *group = arena ? arena_make(arena, struct group) : NULL;
  if (group) {
    group->arena = arena;
    group->rows = arena_array(arena, struct row, GROUP_ROWS);
    group->drafts = arena_array(arena, struct draft, GROUP_ROWS);
  }
  if (group && !arena_short(arena))
    return group;
  arena_free(arena);
  return NULL;
}

static void copy_row(struct arena *arena, const struct row *from, struct row *to)
{
  *to = *from;
  str *const slices[] = {&to->path,     &to->sha256,        &to->fingerprint, &to->version,
                         &to->output,   &to->output_sha256, &to->title,       &to->line,
                         &to->warnings, &to->message,       &to->hint,        &to->analysis};
  for (size_t i = 0; i < sizeof slices / sizeof *slices; i++)
    if (slices[i]->len)
      *slices[i] = arena_str(arena, *slices[i]);
}

/* A document that failed must not leave the briefing of what it was before. */
static void remove_stale(struct store *store, const struct batch_options *options, str path)
{
  AUTO_BUFFER name;
  buffer_init(&name, &heap_default);
  output_name(path, str_of(options->ending), &name);
  if (!name.is_short && path.len && path.data[path.len - 1] != '/')
    store_remove(store, buffer_str(&name));
}

static precis_status place_outputs(struct run *run, struct group *group, precis_error *err)
{
  size_t count = 0;
  for (size_t i = 0; i < group->count; i++)
    count += group->drafts[i].fd >= 0;
  precis_status s = PRECIS_OK;
  if (count)
    s = store_sync(run->store, group->drafts, group->count, err);
  for (size_t i = 0; s == PRECIS_OK && i < group->count; i++) {
    if (group->drafts[i].fd >= 0)
      s = store_place(run->store, &group->drafts[i], group->rows[i].output, err);
    else if (group->rows[i].state == STATE_FAILED)
      remove_stale(run->store, run->options, group->rows[i].path);
  }
  return s == PRECIS_OK ? store_settle(run->store, err) : s;
}

static precis_status write_group(struct run *run, struct group *group, precis_error *err)
{
  precis_status s = place_outputs(run, group, err);
  if (s == PRECIS_OK)
    s = ledger_begin(run->ledger, err);
  for (size_t i = 0; s == PRECIS_OK && i < group->count; i++)
    s = ledger_put(run->ledger, &group->rows[i], err);
  return s == PRECIS_OK ? ledger_commit(run->ledger, err) : s;
}

static void group_free(struct group *group)
{
  if (!group)
    return;
  for (size_t i = 0; i < group->count; i++)
    if (group->drafts[i].fd >= 0)
      close(group->drafts[i].fd);
  arena_free(group->arena);
}

static void *flush_run(void *user)
{
  struct flush *flush = user;
  flush->status = write_group(flush->run, flush->group, &flush->err);
  return NULL;
}

static precis_status flush_end(struct run *run, precis_error *err)
{
  struct flush *flush = run->flush;
  if (!flush)
    return PRECIS_OK;
  if (flush->has_thread)
    pthread_join(flush->thread, NULL);
  precis_status s = flush->status;
  if (s != PRECIS_OK && err)
    *err = flush->err;
  group_free(flush->group);
  free(flush);
  run->flush = NULL;
  return s;
}

static precis_status flush_start(struct run *run, precis_error *err)
{
  precis_status s = flush_end(run, err);
  if (s != PRECIS_OK || !run->group)
    return s;
  struct flush *flush = calloc(1, sizeof *flush);
  if (!flush)
    return fail_no_memory(err);
  *flush = (struct flush){.run = run, .group = run->group};
  run->group = NULL;
  run->flush = flush;
  flush->has_thread = pthread_create(&flush->thread, NULL, flush_run, flush) == 0;
  if (!flush->has_thread)
    flush_run(flush);
  return PRECIS_OK;
}

precis_status group_add(struct run *run, const struct row *row, const struct draft *draft,
                        precis_error *err)
{
  if (!run->group && !(run->group = group_new()))
    return fail_no_memory(err);
  struct group *group = run->group;
  if (!group->count)
    run->group_since = clock_steady();
  copy_row(group->arena, row, &group->rows[group->count]);
  group->drafts[group->count] = draft ? *draft : (struct draft){.fd = -1};
  group->count++;
  if (arena_short(group->arena))
    return fail_no_memory(err);
  return group_flush(run, false, err);
}

precis_status group_flush(struct run *run, bool is_last, precis_error *err)
{
  const struct group *group = run->group;
  bool is_due = group && group->count &&
                (is_last || group->count == GROUP_ROWS || arena_bytes(group->arena) > GROUP_BYTES ||
                 clock_steady() - run->group_since > GROUP_MICROSECONDS);
  precis_status s = is_due ? flush_start(run, err) : PRECIS_OK;
  if (s != PRECIS_OK || !is_last)
    return s;
  s = flush_end(run, err);
  group_free(run->group);
  run->group = NULL;
  return s;
}
