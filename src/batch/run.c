/* run.c - a run: plan, hand documents to workers, keep what they give back, leave manifest and
 * index. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "batch/parts.h"

/* How long nothing may happen before a group is written anyway. */
enum { IDLE_MILLISECONDS = 500 };

static void stop(struct run *run, const precis_error *err)
{
  if (run->fault.status == PRECIS_OK)
    run->fault = *err;
}

int signal_taken(struct run *run)
{
  struct signalfd_siginfo info;
  if (!run->signal && run->signal_fd >= 0 &&
      read(run->signal_fd, &info, sizeof info) == sizeof info)
    run->signal = (int)info.ssi_signo;
  return run->signal;
}

static void tell_progress(struct run *run)
{
  run->listener->progress(run->listener->user, &run->counts);
}

static struct row row_of(const struct run *run, const struct job *job)
{
  return (struct row){
      .path = buffer_str(&job->path),
      .stamp = stamp_of(&job->st),
      .fingerprint = run->options->fingerprint,
      .version = str_of(precis_version()),
      .started = job->started,
      .took = clock_wall() - job->started,
  };
}

static void keep(struct run *run, const struct row *row, const struct draft *draft)
{
  precis_error err;
  if (group_add(run, row, draft, &err) != PRECIS_OK)
    stop(run, &err);
  run->counts.pending--;
  if (row->state == STATE_FAILED)
    run->counts.failed++;
  run->counts.warned += row->warnings.len > 0;
  if (row->state == STATE_FAILED && run->options->fail_fast)
    run->is_stopped = true;
  tell_progress(run);
}

static void keep_failure(struct run *run, struct row *row, const precis_error *err)
{
  row->state = STATE_FAILED;
  row->code = run->options->code_of(err->status);
  row->message = str_of(err->message);
  row->hint = str_of(err->hint);
  row->error_line = err->line;
  run->listener->failed(run->listener->user, row->path, err);
  keep(run, row, NULL);
}

static void keep_briefing(struct run *run, struct row *row, const struct answer *answer)
{
  AUTO_BUFFER name;
  buffer_init(&name, &heap_default);
  output_name(row->path, str_of(run->options->ending), &name);
  struct draft draft;
  precis_error err;
  precis_status s = name.is_short
                        ? fail_no_memory(&err)
                        : store_draft(run->store, answer->body[BODY_OUTPUT], &draft, &err);
  if (s != PRECIS_OK) {
    stop(run, &err);
    return;
  }
  row->state = STATE_DONE;
  row->output = buffer_str(&name);
  row->output_size = answer->body[BODY_OUTPUT].len;
  row->output_sha256 = (str){(const char *)answer->reply->output_sha256, HASH_BYTES};
  row->title = answer->body[BODY_TITLE];
  row->line = answer->body[BODY_LINE];
  row->warnings = answer->body[BODY_WARNINGS];
  row->analysis = answer->body[BODY_ANALYSIS];
  if (row->warnings.len)
    run->listener->warned(run->listener->user, row->path, row->warnings);
  run->counts.done++;
  keep(run, row, &draft);
}

/* Touched, but the same: its row gets the new stamp and is done again. */
static void keep_unchanged(struct run *run, const struct row *now)
{
  struct row row;
  bool is_known = false;
  precis_error err;
  if (ledger_find(run->ledger, now->path, &is_known, &row, &err) != PRECIS_OK) {
    stop(run, &err);
    return;
  }
  if (is_known) {
    row.stamp = now->stamp;
    row.state = STATE_DONE;
    run->counts.unchanged++;
    keep(run, &row, NULL);
  }
  ledger_release(run->ledger);
}

static bool has_changed(const struct job *job)
{
  struct stat now;
  return job->kind == JOB_DOCUMENT && fstat(job->fd, &now) == 0 &&
         (now.st_size != job->st.st_size || now.st_mtim.tv_sec != job->st.st_mtim.tv_sec ||
          now.st_mtim.tv_nsec != job->st.st_mtim.tv_nsec);
}

/* Opens and gives away; what cannot be opened has failed. */
static void hand_out(struct run *run, str path, bool is_second)
{
  struct job *job = job_new(JOB_DOCUMENT, path, run->options->timeout);
  precis_error err;
  if (!job) {
    fail_no_memory(&err);
    stop(run, &err);
    return;
  }
  job->is_second = is_second;
  job->started = clock_wall();
  job->fd = roots_open_document(run->roots, buffer_str(&job->path));
  const char *reason = NULL;
  if (job->fd < 0 || fstat(job->fd, &job->st) != 0)
    reason = strerror(errno);
  else if (!S_ISREG(job->st.st_mode))
    reason = "is not a regular file any more";
  if (reason) {
    fail(&err, PRECIS_IO, "cannot be read: %s", reason);
    struct row row = row_of(run, job);
    keep_failure(run, &row, &err);
    job_free(job);
    return;
  }
  struct row row;
  bool is_known = false;
  if (ledger_find(run->ledger, path, &is_known, &row, &err) != PRECIS_OK)
    stop(run, &err);
  job->has_known = is_known && row_holds(run, &row);
  if (job->has_known)
    memcpy(job->known, row.sha256.data, HASH_BYTES);
  ledger_release(run->ledger);
  pool_give(run->pool, job);
}

/* The pool's answer to a document. */
static void take(void *user, struct job *job, const struct answer *answer)
{
  struct run *run = user;
  struct row row = row_of(run, job);
  precis_error err = answer->err;
  uint8_t own_hash[HASH_BYTES];
  if (has_changed(job)) {
    if (!job->is_second) {
      hand_out(run, row.path, true);
      job_free(job);
      return;
    }
    fail(&err, PRECIS_IO, "changed while it was read");
    fail_hint(&err, PRECIS_IO, "run the same command again");
    row.stamp = (struct stamp){0};
  } else if (answer->reply) {
    row.sha256 = (str){(const char *)answer->reply->sha256, HASH_BYTES};
  } else { /* the worker could not say */
    sha256_of_file(job->fd, own_hash);
    row.sha256 = (str){(const char *)own_hash, HASH_BYTES};
  }
  if (err.status != PRECIS_OK)
    keep_failure(run, &row, &err);
  else if (answer->reply->is_unchanged && job->has_known)
    keep_unchanged(run, &row);
  else
    keep_briefing(run, &row, answer);
  job_free(job);
}

static void feed(struct run *run)
{
  precis_error err;
  while (!run->is_fed && !run->is_stopped && run->fault.status == PRECIS_OK &&
         pool_has_room(run->pool)) {
    if (ledger_next(run->ledger, &run->cursor, &err) != PRECIS_OK)
      stop(run, &err);
    else if (!run->cursor.len)
      run->is_fed = true;
    else
      hand_out(run, buffer_str(&run->cursor), false);
  }
}

static precis_status work(struct run *run, precis_error *err)
{
  precis_status s = PRECIS_OK;
  pool_on_finished(run->pool, take, run);
  run->cursor.len = 0;
  tell_progress(run);
  /* Nothing may be in work and some not fed: all workers have served their time. */
  for (feed(run); s == PRECIS_OK && (pool_in_work(run->pool) || !run->is_fed); feed(run)) {
    s = pool_step(run->pool, run->signal_fd, IDLE_MILLISECONDS, err);
    if (s == PRECIS_OK)
      s = group_flush(run, false, err);
    if (s == PRECIS_OK && run->fault.status != PRECIS_OK) {
      s = run->fault.status;
      *err = run->fault;
    }
    if (signal_taken(run) || run->is_stopped)
      break;
  }
  if (s == PRECIS_OK && run->fault.status != PRECIS_OK) {
    s = run->fault.status;
    *err = run->fault;
  }
  /* What is done is kept, even when something else went wrong. */
  precis_error second;
  precis_status kept = group_flush(run, true, s == PRECIS_OK ? err : &second);
  return s == PRECIS_OK ? kept : s;
}

int catch_signals(sigset_t *ret_before)
{
  sigset_t caught;
  sigemptyset(&caught);
  sigaddset(&caught, SIGINT);
  sigaddset(&caught, SIGTERM);
  sigaddset(&caught, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &caught, ret_before);
  return signalfd(-1, &caught, SFD_CLOEXEC | SFD_NONBLOCK);
}

void release_signals(struct run *run, const sigset_t *before)
{
  struct signalfd_siginfo late;
  while (run->signal_fd >= 0 && read(run->signal_fd, &late, sizeof late) == sizeof late)
    continue;
  if (run->signal_fd >= 0)
    close(run->signal_fd);
  pthread_sigmask(SIG_SETMASK, before, NULL);
}

/* Four documents a worker, two groups of outputs: more than the usual 1024 with many workers. */
static void allow_files(void)
{
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
}

static void note_walls(const struct run *run, uint32_t walls)
{
  if (!(walls & SANDBOX_LANDLOCK))
    run->listener->note(run->listener->user,
                        "this kernel has no Landlock: workers may read what you may read");
  if (!(walls & SANDBOX_SECCOMP))
    run->listener->note(run->listener->user,
                        "this kernel has no seccomp: workers may use all system calls");
}

static precis_status open_all(struct run *run, precis_error *err)
{
  uint32_t walls = 0;
  precis_status s = pool_wait(run->pool, &walls, err);
  if (s != PRECIS_OK)
    return s;
  note_walls(run, walls);
  s = store_open(run->options, &run->store, err);
  if (s == PRECIS_OK)
    s = ledger_open(store_ledger_path(run->store), true, &run->ledger, err);
  return s;
}

static precis_status run_dry(struct run *run, precis_error *err)
{
  precis_status s = store_look(run->options, &run->store, err);
  if (s == PRECIS_OK && access(store_ledger_path(run->store), F_OK) == 0)
    s = ledger_open(store_ledger_path(run->store), false, &run->ledger, err);
  return s == PRECIS_OK ? plan_dry(run, err) : s;
}

static precis_status run_all(struct run *run, precis_error *err)
{
  if (run->options->dry_run)
    return run_dry(run, err);
  allow_files();
  precis_status s = pool_start(run->options, run->maker, &run->pool, err);
  if (s != PRECIS_OK)
    return s;
  sigset_t before;
  run->signal_fd = catch_signals(&before);
  s = open_all(run, err);
  if (s == PRECIS_OK)
    s = plan(run, err);
  if (s == PRECIS_OK)
    s = work(run, err);
  if (s == PRECIS_OK && !run->signal)
    s = finish(run, err);
  pool_free(run->pool);
  if (run->signal)
    s = PRECIS_OK; /* no fault of anybody: the result says it */
  release_signals(run, &before);
  return s;
}

precis_status batch_run(const struct batch_options *options, const struct batch_maker *maker,
                        const struct batch_listener *listener, struct batch_result *ret,
                        precis_error *err)
{
  struct run run = {.options = options, .maker = maker, .listener = listener, .signal_fd = -1};
  *ret = (struct batch_result){0};
  buffer_init(&run.cursor, &heap_default);
  precis_status s = roots_open(options, &run.roots, err);
  if (s == PRECIS_OK)
    s = run_all(&run, err);
  ledger_free(run.ledger);
  store_free(run.store);
  roots_free(run.roots);
  buffer_clear(&run.cursor);
  *ret = (struct batch_result){run.counts, run.signal};
  return s;
}
