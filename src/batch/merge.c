/* merge.c - the manifests of shards into the one that a run over all would have left, and its
 * index.
 *
 * Invariant: every manifest is sorted by path, so that the next line of the whole is the next of
 * one of them. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "batch/parts.h"

struct source {
  const char *name;
  struct mapped mapped;
  str rest; /* behind the entry */
  struct arena *arena;
  struct batch_entry entry; /* path empty: there is none left */
  uint32_t line;
};

static precis_status advance(struct source *source, precis_error *err)
{
  struct arena *arena = arena_new(&heap_default);
  if (!arena)
    return fail_no_memory(err);
  struct batch_entry entry = {0};
  precis_status s = PRECIS_OK;
  source->line++;
  if (source->rest.len)
    s = batch_entry_read(arena, &source->rest, &entry, err);
  if (s == PRECIS_OK && entry.path.len && source->entry.path.len &&
      str_compare(source->entry.path, entry.path) >= 0)
    s = fail(err, PRECIS_BAD_INPUT, "is not sorted by path");
  arena_free(source->arena);
  source->arena = arena;
  source->entry = entry;
  return s == PRECIS_OK ? s : fail_at(err, s, str_of(source->name), source->line, 0);
}

static precis_status open_source(const char *name, struct source *ret, precis_error *err)
{
  *ret = (struct source){.name = name};
  precis_status s =
      map_file(open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK), name, &ret->mapped, err);
  ret->rest = ret->mapped.bytes;
  return s == PRECIS_OK ? advance(ret, err) : s;
}

static struct source *first_of(struct source *sources, size_t count)
{
  struct source *first = NULL;
  for (size_t i = 0; i < count; i++)
    if (sources[i].entry.path.len &&
        (!first || str_compare(sources[i].entry.path, first->entry.path) < 0))
      first = &sources[i];
  return first;
}

/* What is told of a document, the best last. */
static int rank_of(const struct batch_entry *entry)
{
  return entry->output.len ? 2 : str_eq(entry->status, STR("failed")) ? 1 : 0;
}

/* The same document in another manifest, as when a shard was run twice: what was done counts, and
 * must be the same; else that it failed, whatever manifest says so first. */
static precis_status settle(struct source *sources, size_t count, struct source **best,
                            precis_error *err)
{
  for (size_t i = 0; i < count; i++) {
    struct source *other = &sources[i];
    if (other == *best || !str_eq(other->entry.path, (*best)->entry.path) ||
        str_eq(other->entry.whole, (*best)->entry.whole))
      continue;
    int rank = rank_of(&other->entry), before = rank_of(&(*best)->entry);
    if (other->entry.output.len && (*best)->entry.output.len) {
      precis_status s = fail(err, PRECIS_BAD_INPUT, "'%.*s' stands in %s as well, and differs",
                             STR_ARG(other->entry.path), (*best)->name);
      return fail_at(err, s, str_of(other->name), other->line, 0);
    }
    bool is_earlier = rank == before && str_compare(other->entry.whole, (*best)->entry.whole) < 0;
    if (rank > before || is_earlier)
      *best = other;
  }
  return PRECIS_OK;
}

static void count_entry(struct batch_counts *counts, const struct batch_entry *entry)
{
  counts->found++;
  counts->done += str_eq(entry->status, STR("done"));
  counts->failed += str_eq(entry->status, STR("failed"));
  counts->pending += str_eq(entry->status, STR("pending"));
}

/* All sources go past the path. */
static precis_status pass(struct source *sources, size_t count, str path, precis_error *err)
{
  AUTO_BUFFER copy; /* the path lies in one of them */
  buffer_init(&copy, &heap_default);
  buffer_add(&copy, path);
  if (copy.is_short)
    return fail_no_memory(err);
  for (size_t i = 0; i < count; i++) {
    if (!str_eq(sources[i].entry.path, buffer_str(&copy)))
      continue;
    precis_status s = advance(&sources[i], err);
    if (s != PRECIS_OK)
      return s;
  }
  return PRECIS_OK;
}

static precis_status join(struct run *run, struct source *sources, size_t count,
                          struct sheet *sheet, precis_error *err)
{
  precis_status s = PRECIS_OK;
  struct source *next;
  while (s == PRECIS_OK && (next = first_of(sources, count))) {
    s = settle(sources, count, &next, err);
    if (s != PRECIS_OK)
      break;
    count_entry(&run->counts, &next->entry);
    buffer_add(&sheet->pending, next->entry.whole);
    s = pass(sources, count, next->entry.path, err);
    if (s == PRECIS_OK)
      s = sheet_flush(sheet, err);
  }
  return s;
}

static precis_status merge_into(struct run *run, struct source *sources, precis_error *err)
{
  const struct batch_options *o = run->options;
  struct sheet sheet;
  precis_status s = store_open(o, &run->store, err);
  if (s == PRECIS_OK)
    s = sheet_open(run->store, &sheet, err);
  if (s != PRECIS_OK)
    return s;
  s = join(run, sources, o->path_count, &sheet, err);
  s = sheet_close(&sheet, s, STR("manifest.jsonl"), err);
  return s == PRECIS_OK ? finish_index(run, STR("manifest.jsonl"), err) : s;
}

static precis_status merge_all(struct run *run, struct source *sources, precis_error *err)
{
  const struct batch_options *o = run->options;
  uint32_t walls = 0;
  precis_status s = shards_check(o->paths, o->path_count, err);
  if (s == PRECIS_OK && (run->maker->make_index || o->digest))
    s = pool_start(o, run->maker, &run->pool, err);
  if (s != PRECIS_OK)
    return s;
  sigset_t before;
  run->signal_fd = catch_signals(&before);
  for (size_t i = 0; s == PRECIS_OK && i < o->path_count; i++)
    s = open_source(o->paths[i], &sources[i], err);
  if (s == PRECIS_OK && o->digest)
    s = shards_open_ledgers(o->paths, o->path_count, &run->shards, err);
  if (s == PRECIS_OK && run->pool)
    s = pool_wait(run->pool, &walls, err);
  if (s == PRECIS_OK)
    s = merge_into(run, sources, err);
  pool_free(run->pool);
  shards_close_ledgers(&run->shards);
  release_signals(run, &before);
  return s;
}

precis_status batch_merge(const struct batch_options *options, const struct batch_maker *maker,
                          const struct batch_listener *listener, struct batch_result *ret,
                          precis_error *err)
{
  struct run run = {.options = options, .maker = maker, .listener = listener, .signal_fd = -1};
  struct source *sources = calloc(options->path_count, sizeof *sources);
  precis_status s = sources ? merge_all(&run, sources, err) : fail_no_memory(err);
  for (size_t i = 0; sources && i < options->path_count; i++) {
    unmap_file(&sources[i].mapped);
    arena_free(sources[i].arena);
  }
  free(sources);
  store_free(run.store);
  *ret = (struct batch_result){run.counts, run.signal};
  return s;
}
