/* plan.c - what is to be done, and why: what the walk finds against what the ledger knows. */
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <unistd.h>

#include "batch/parts.h"

/* Rows of one transaction: an interrupted walk loses no more. */
enum { ROWS_A_TRANSACTION = 4096 };

/* A file that is younger may change once more without changing its time: file systems count time in
 * steps, of 4 ms here, more elsewhere. */
static const int64_t YOUNG_NANOSECONDS = 100 * 1000 * 1000;

static int64_t nanoseconds(struct timespec t)
{
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

struct stamp stamp_of(const struct stat *st)
{
  if (clock_wall() * 1000 - nanoseconds(st->st_mtim) < YOUNG_NANOSECONDS)
    return (struct stamp){0};
  return (struct stamp){(int64_t)st->st_size, nanoseconds(st->st_mtim), nanoseconds(st->st_ctim),
                        (int64_t)st->st_ino};
}

void sha256_of_file(int fd, uint8_t ret[HASH_BYTES])
{
  struct sha256_ctx hash;
  char block[64 * 1024];
  off_t at = 0;
  sha256_init(&hash);
  for (ssize_t got; (got = pread(fd, block, sizeof block, at)) > 0; at += got)
    sha256_update(&hash, (size_t)got, (const uint8_t *)block);
  sha256_digest(&hash, HASH_BYTES, ret);
}

static const char *why_stale(const struct run *run, const struct row *row)
{
  if (!str_eq(row->version, str_of(precis_version())))
    return "made by another version";
  if (!str_eq(row->fingerprint, run->options->fingerprint))
    return "made with other options";
  const char *fault = store_fault(run->store, row->output, row->output_size);
  if (fault)
    return fault;
  if (run->options->digest && run->ledger && !ledger_has_analysis(run->ledger, row->path))
    return "its part of the digest is missing";
  return NULL;
}

bool row_holds(const struct run *run, const struct row *row)
{
  return !run->options->force && row->output.len && row->sha256.len == HASH_BYTES &&
         !why_stale(run, row);
}

/* NULL: done, and as it was. */
static const char *why_again(const struct run *run, const struct row *row,
                             const struct found *found)
{
  if (!row)
    return "new";
  if (run->options->force)
    return "--force";
  if (row->state == STATE_FAILED)
    return "failed before";
  if (row->state == STATE_PENDING)
    return "not done before";
  const char *stale = why_stale(run, row);
  if (stale)
    return stale;
  struct stamp now = stamp_of(&found->st);
  if (row->stamp.mtime && now.size == row->stamp.size && now.mtime == row->stamp.mtime &&
      now.ctime == row->stamp.ctime && now.inode == row->stamp.inode)
    return NULL;
  return (int64_t)found->st.st_size != row->stamp.size && row->stamp.mtime ? "changed" : "touched";
}

/* What cannot even be opened has its row at once. */
static precis_status plan_unreadable(struct run *run, const struct found *found, precis_error *err)
{
  precis_status s = ledger_plan(run->ledger, found->path, true, err);
  struct row row = {
      .path = found->path,
      .state = STATE_FAILED,
      .fingerprint = run->options->fingerprint,
      .version = str_of(precis_version()),
      .code = run->options->code_of(PRECIS_IO),
      .started = clock_wall(),
  };
  run->counts.failed++;
  precis_error reason;
  fail(&reason, PRECIS_IO, "cannot be read: %s", found->why);
  row.message = str_of(reason.message);
  run->listener->failed(run->listener->user, found->path, &reason);
  return s == PRECIS_OK ? ledger_put(run->ledger, &row, err) : s;
}

static precis_status plan_document(struct run *run, const struct found *found, precis_error *err)
{
  struct row row;
  bool is_known;
  precis_status s = ledger_find(run->ledger, found->path, &is_known, &row, err);
  if (s != PRECIS_OK)
    return s;
  bool again = why_again(run, is_known ? &row : NULL, found) != NULL;
  run->counts.warned += !again && row.warnings.len;
  ledger_release(run->ledger);
  if (again)
    run->counts.pending++;
  else
    run->counts.unchanged++;
  return ledger_plan(run->ledger, found->path, again, err);
}

static bool is_ours(const struct run *run, str path)
{
  return run->options->shards <= 1 || shard_of(path, run->options->shards) == run->options->shard;
}

static precis_status plan_found(void *user, const struct found *found, precis_error *err)
{
  struct run *run = user;
  if (signal_taken(run))
    return fail(err, PRECIS_STOPPED, "interrupted");
  if (!is_ours(run, found->path))
    return PRECIS_OK;
  if (++run->counts.found % ROWS_A_TRANSACTION == 0) {
    precis_status s = ledger_commit(run->ledger, err);
    if (s == PRECIS_OK)
      s = ledger_begin(run->ledger, err);
    if (s != PRECIS_OK)
      return s;
  }
  switch (found->kind) {
  case FOUND_IGNORED:
    run->counts.ignored++;
    run->listener->ignored(run->listener->user, found->path, found->why);
    return PRECIS_OK;
  case FOUND_UNREADABLE:
    return plan_unreadable(run, found, err);
  case FOUND_DOCUMENT:
    return plan_document(run, found, err);
  }
  return PRECIS_OK;
}

precis_status plan(struct run *run, precis_error *err)
{
  precis_status s = ledger_begin(run->ledger, err);
  if (s != PRECIS_OK)
    return s;
  s = walk(run->roots, plan_found, run, err);
  precis_error second;
  precis_status committed = ledger_commit(run->ledger, s == PRECIS_OK ? err : &second);
  return s == PRECIS_OK ? committed : s;
}

/* Touched files are read, as the run would, to see whether they are the same. */
static bool is_same(const struct run *run, const struct row *row, str path)
{
  uint8_t hash[HASH_BYTES];
  int fd = row->sha256.len == HASH_BYTES ? roots_open_document(run->roots, path) : -1;
  if (fd < 0)
    return false;
  sha256_of_file(fd, hash);
  close(fd);
  return memcmp(hash, row->sha256.data, HASH_BYTES) == 0;
}

static precis_status tell_document(struct run *run, const struct found *found, precis_error *err)
{
  struct row row = {0};
  bool is_known = false;
  precis_status s =
      run->ledger ? ledger_find(run->ledger, found->path, &is_known, &row, err) : PRECIS_OK;
  if (s != PRECIS_OK)
    return s;
  const char *why = why_again(run, is_known ? &row : NULL, found);
  if (why && is_known && row_holds(run, &row) && is_same(run, &row, found->path))
    why = NULL;
  if (run->ledger)
    ledger_release(run->ledger);
  if (why)
    run->counts.pending++;
  else
    run->counts.unchanged++;
  run->listener->planned(run->listener->user, why ? "make" : "skip", found->path,
                         why ? why : "done and unchanged");
  return PRECIS_OK;
}

static precis_status tell_found(void *user, const struct found *found, precis_error *err)
{
  struct run *run = user;
  if (!is_ours(run, found->path))
    return PRECIS_OK;
  run->counts.found++;
  switch (found->kind) {
  case FOUND_DOCUMENT:
    return tell_document(run, found, err);
  case FOUND_IGNORED:
    run->counts.ignored++;
    run->listener->planned(run->listener->user, "ignore", found->path, found->why);
    return PRECIS_OK;
  case FOUND_UNREADABLE:
    run->counts.failed++;
    run->listener->planned(run->listener->user, "fail", found->path, found->why);
    return PRECIS_OK;
  }
  return PRECIS_OK;
}

precis_status plan_dry(struct run *run, precis_error *err)
{
  return walk(run->roots, tell_found, run, err);
}
