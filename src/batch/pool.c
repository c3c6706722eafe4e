/* pool.c - the supervisor's side of the workers: gives them jobs, takes their answers, and ends
 * those that hang.
 *
 * Invariant: a worker's jobs are answered in the order they were given; the first of them is the
 * one it works on, and the one that is to blame when it dies. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/parts.h"

/* Jobs that wait at a worker while outputs are written: enough for some 30 ms. */
enum { DEPTH = 4 };

enum { SLOTS_MAX = 1024 };

/* A fresh worker now and then: what a library leaks or scatters stays small. */
enum { SERVED_MAX = 2000, RSS_MIB_MAX = 1024 };

/* A document that cost this many workers is given up; the first may have died of an earlier one. */
enum { TRIES_MAX = 2 };

/* Workers that end before they answer anything: something is wrong with the machine. Every worker
 * may meet a bad document first, and meet it again. */
enum { FALSE_STARTS_MAX = 16, FALSE_STARTS_A_SLOT = 2 };

/* So long a worker has to end when it is told to. */
static const int64_t RETIREMENT_MICROSECONDS = 5 * 1000 * 1000;

/* Of an answer, against a worker that has been taken over. */
static const uint64_t OUTPUT_MAX = (uint64_t)512 << 20, ANALYSIS_MAX = (uint64_t)512 << 20;
static const uint64_t TEXT_MAX = 64 * 1024;

/* Tickets of neighbours have nothing in common. */
static const uint64_t TICKET_STEP = 0x9E3779B97F4A7C15;

enum slot_state { SLOT_EMPTY, SLOT_LIVE, SLOT_ENDING };

struct slot {
  enum slot_state state;
  int socket;
  struct job *jobs[DEPTH];
  uint32_t count, served;
  struct buffer in; /* of the answer that comes in */
  int64_t deadline; /* of jobs[0] */
  bool is_retired;  /* takes no more jobs */
  bool timed_out, is_false;
  bool is_astray; /* what it said is no answer */
};

struct pool {
  const struct batch_options *options;
  struct worker worker;
  struct buffer drafts; /* path of the folder */
  int socket;           /* the zygote's */
  pid_t zygote;
  struct slot *slots;
  uint32_t slot_count;
  struct job *again[SLOTS_MAX * DEPTH]; /* of workers that died */
  uint32_t again_count;
  uint32_t false_starts;
  uint64_t tickets;
  void (*finished)(void *user, struct job *job, const struct answer *answer);
  void *user;
  precis_error failure;
};

int64_t clock_steady(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_wall(void)
{
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

struct job *job_new(enum job_kind kind, str path, uint32_t seconds)
{
  struct job *job = calloc(1, sizeof *job);
  if (!job)
    return NULL;
  job->kind = kind;
  job->seconds = seconds;
  job->fd = -1;
  buffer_init(&job->path, &heap_default);
  buffer_add(&job->path, path);
  buffer_byte(&job->path, '\0');
  if (job->path.is_short) {
    job_free(job);
    return NULL;
  }
  job->path.len--;
  return job;
}

void job_free(struct job *job)
{
  if (!job)
    return;
  if (job->fd >= 0)
    close(job->fd);
  buffer_clear(&job->path);
  free(job);
}

static uint32_t slots_wanted(uint32_t jobs)
{
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  uint32_t wanted = jobs ? jobs : cores > 0 ? (uint32_t)cores : 1;
  return wanted < SLOTS_MAX ? wanted : SLOTS_MAX;
}

precis_status pool_start(const struct batch_options *options, const struct batch_maker *maker,
                         struct pool **ret, precis_error *err)
{
  struct pool *pool = calloc(1, sizeof *pool);
  int ends[2];
  if (!pool)
    return fail_no_memory(err);
  pool->options = options;
  buffer_init(&pool->drafts, &heap_default);
  store_drafts_path(options, &pool->drafts);
  pool->worker = (struct worker){maker, options->max_input, pool->drafts.data};
  pool->slot_count = slots_wanted(options->jobs);
  pool->slots = calloc(pool->slot_count, sizeof *pool->slots);
  if (pool->drafts.is_short || !pool->slots ||
      socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    buffer_clear(&pool->drafts);
    free(pool->slots);
    free(pool);
    return fail_no_memory(err);
  }
  for (uint32_t i = 0; i < pool->slot_count; i++)
    buffer_init(&pool->slots[i].in, &heap_default);
  pool->zygote = fork();
  if (pool->zygote == 0) {
    close(ends[0]);
    zygote_run(&pool->worker, ends[1]);
  }
  close(ends[1]);
  pool->socket = ends[0];
  if (pool->zygote < 0) {
    pool_free(pool);
    return fail(err, PRECIS_NO_MEMORY, "no process could be started: %s", strerror(errno));
  }
  *ret = pool;
  return PRECIS_OK;
}

void pool_free(struct pool *pool)
{
  if (!pool)
    return;
  close(pool->socket);
  if (pool->zygote > 0) { /* it ends its children, and then itself */
    while (waitpid(pool->zygote, NULL, 0) < 0 && errno == EINTR)
      continue;
  }
  for (uint32_t i = 0; i < pool->slot_count; i++) {
    struct slot *slot = &pool->slots[i];
    if (slot->state != SLOT_EMPTY)
      close(slot->socket);
    for (uint32_t k = 0; k < slot->count; k++)
      job_free(slot->jobs[k]);
    buffer_clear(&slot->in);
  }
  for (uint32_t i = 0; i < pool->again_count; i++)
    job_free(pool->again[i]);
  buffer_clear(&pool->drafts);
  free(pool->slots);
  free(pool);
}

static precis_status zygote_ended(precis_error *err)
{
  return fail(err, PRECIS_NO_MEMORY, "the process that starts workers ended");
}

static void quote(char *field, size_t room)
{
  char raw[sizeof((precis_error *)0)->message];
  size_t len = strnlen(field, room - 1);
  memcpy(raw, field, len);
  copy_quoted(field, room, (str){raw, len});
}

/* An error that crossed from a process that reads documents: nothing in it is trusted. */
static void clean(precis_error *err)
{
  quote(err->message, sizeof err->message);
  quote(err->hint, sizeof err->hint);
  quote(err->where, sizeof err->where);
  if ((unsigned)err->status > PRECIS_NOT_VERBATIM)
    err->status = PRECIS_BAD_INPUT;
}

precis_status pool_wait(struct pool *pool, uint32_t *ret_walls, precis_error *err)
{
  struct event event;
  int fd;
  if (!wire_receive(pool->socket, &event, sizeof event, &fd) || event.kind != EVENT_READY)
    return zygote_ended(err);
  *ret_walls = event.walls;
  if (event.err.status == PRECIS_OK)
    return PRECIS_OK;
  if (err)
    *err = event.err;
  return event.err.status;
}

void pool_on_finished(struct pool *pool,
                      void (*finished)(void *user, struct job *job, const struct answer *answer),
                      void *user)
{
  pool->finished = finished;
  pool->user = user;
}

static bool has_place(const struct slot *slot)
{
  return slot->state == SLOT_EMPTY ||
         (slot->state == SLOT_LIVE && !slot->is_retired && slot->count < DEPTH);
}

bool pool_has_room(const struct pool *pool)
{
  if (pool->again_count)
    return false;
  for (uint32_t i = 0; i < pool->slot_count; i++)
    if (has_place(&pool->slots[i]))
      return true;
  return false;
}

size_t pool_in_work(const struct pool *pool)
{
  size_t count = pool->again_count;
  for (uint32_t i = 0; i < pool->slot_count; i++)
    count += pool->slots[i].count;
  return count;
}

static bool start(struct pool *pool, uint32_t index)
{
  struct slot *slot = &pool->slots[index];
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return false;
  struct order order = {ORDER_SPAWN, index};
  struct iovec part = {&order, sizeof order};
  bool sent = wire_send(pool->socket, &part, 1, ends[1]);
  close(ends[1]);
  if (!sent) {
    close(ends[0]);
    return false;
  }
  struct buffer in = slot->in;
  in.len = 0;
  *slot = (struct slot){.state = SLOT_LIVE, .socket = ends[0], .in = in, .is_false = true};
  return true;
}

/* Of the job that the worker turns to now. */
static void set_deadline(struct slot *slot)
{
  if (!slot->count)
    return;
  slot->deadline = clock_steady() + (int64_t)slot->jobs[0]->seconds * 1000000;
  slot->jobs[0]->started = clock_wall();
}

static void send_job(struct pool *pool, uint32_t index, struct job *job)
{
  struct slot *slot = &pool->slots[index];
  slot->jobs[slot->count++] = job;
  if (slot->count == 1)
    set_deadline(slot);
  if (slot->state != SLOT_LIVE)
    return; /* it cannot start: pool_step() says so */
  job->ticket = ++pool->tickets * TICKET_STEP;
  struct request request = {.ticket = job->ticket,
                            .kind = job->kind,
                            .name_len = (uint32_t)job->path.len,
                            .seconds = job->seconds,
                            .has_known = job->has_known};
  memcpy(request.known, job->known, HASH_BYTES);
  struct iovec parts[] = {{&request, sizeof request}, {job->path.data, job->path.len}};
  /* Requests are small beside the socket's room; a worker that is gone is told by the zygote. */
  wire_send(slot->socket, parts, 2, job->fd);
  slot->served++;
}

/* A worker with the fewest jobs; one that is to be started only when all others have some. */
static uint32_t choose(const struct pool *pool)
{
  uint32_t best = UINT32_MAX, best_cost = UINT32_MAX;
  for (uint32_t i = 0; i < pool->slot_count; i++) {
    const struct slot *slot = &pool->slots[i];
    uint32_t cost = slot->count * 2 + (slot->state == SLOT_EMPTY);
    if (has_place(slot) && cost < best_cost) {
      best = i;
      best_cost = cost;
    }
  }
  return best;
}

static void put_back(struct pool *pool, struct job *job)
{
  pool->again[pool->again_count++] = job;
}

/* False: no worker has room. */
static bool give(struct pool *pool, struct job *job)
{
  uint32_t index = choose(pool);
  if (index == UINT32_MAX)
    return false;
  if (pool->slots[index].state == SLOT_EMPTY && !start(pool, index))
    zygote_ended(&pool->failure);
  lseek(job->fd, 0, SEEK_SET); /* a worker that died may have read of it */
  send_job(pool, index, job);
  return true;
}

void pool_give(struct pool *pool, struct job *job)
{
  if (!give(pool, job))
    put_back(pool, job);
}

static void drop_first(struct slot *slot)
{
  memmove(slot->jobs, slot->jobs + 1, --slot->count * sizeof *slot->jobs);
}

static void order_kill(struct pool *pool, uint32_t index)
{
  struct order order = {ORDER_KILL, index};
  struct iovec part = {&order, sizeof order};
  wire_send(pool->socket, &part, 1, -1);
}

/* Ends a worker once what it was given is answered. */
static void retire_when_due(struct slot *slot, const struct reply *reply)
{
  if (slot->served >= SERVED_MAX || reply->rss_mib > RSS_MIB_MAX)
    slot->is_retired = true;
  if (slot->is_retired && !slot->count && slot->state == SLOT_LIVE) {
    shutdown(slot->socket, SHUT_WR);
    slot->state = SLOT_ENDING;
    slot->deadline = clock_steady() + RETIREMENT_MICROSECONDS;
  }
}

static bool is_plausible(const struct slot *slot, const struct reply *reply)
{
  if (!slot->count || reply->ticket != slot->jobs[0]->ticket)
    return false;
  for (int i = 0; i < BODY_COUNT; i++) {
    uint64_t max = i == BODY_OUTPUT ? OUTPUT_MAX : i == BODY_ANALYSIS ? ANALYSIS_MAX : TEXT_MAX;
    if (reply->lens[i] > max)
      return false;
  }
  return true;
}

/* Takes a whole answer off the front of what came in. False: there is none yet. */
static bool take_answer(struct pool *pool, struct slot *slot)
{
  struct reply reply;
  if (slot->in.len < sizeof reply || !slot->count)
    return false;
  memcpy(&reply, slot->in.data, sizeof reply);
  if (!is_plausible(slot, &reply))
    return false;
  struct answer answer = {.reply = &reply};
  size_t at = sizeof reply;
  for (int i = 0; i < BODY_COUNT; i++) {
    if (slot->in.len - at < reply.lens[i])
      return false;
    answer.body[i] = str_sub(buffer_str(&slot->in), at, (size_t)reply.lens[i]);
    at += (size_t)reply.lens[i];
  }
  clean(&reply.err);
  answer.err = reply.err;
  struct job *job = slot->jobs[0];
  drop_first(slot);
  set_deadline(slot);
  slot->is_false = false;
  pool->false_starts = 0;
  pool->finished(pool->user, job, &answer);
  memmove(slot->in.data, slot->in.data + at, slot->in.len - at);
  slot->in.len -= at;
  retire_when_due(slot, &reply);
  return true;
}

/* More than was asked for, or than can be: it is not our worker any more. */
static bool is_astray(const struct slot *slot)
{
  struct reply reply;
  if (slot->in.is_short || (slot->in.len && !slot->count))
    return true;
  if (slot->in.len < sizeof reply)
    return false;
  memcpy(&reply, slot->in.data, sizeof reply);
  return !is_plausible(slot, &reply);
}

/* What the socket holds; false at its end, or where nothing sound comes any more. */
static bool receive(struct pool *pool, uint32_t index)
{
  struct slot *slot = &pool->slots[index];
  char block[64 * 1024];
  for (;;) {
    ssize_t got = recv(slot->socket, block, sizeof block, MSG_DONTWAIT);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    buffer_add(&slot->in, (str){block, (size_t)got});
    while (take_answer(pool, slot))
      continue;
    if (is_astray(slot)) {
      slot->is_astray = true;
      slot->in.len = 0;
      return false;
    }
  }
}

/* Of the job that its worker ended of. */
static void say_why(const struct slot *slot, const struct job *job, int status, precis_error *err)
{
  if (slot->timed_out || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
    fail(err, PRECIS_BAD_INPUT, "took longer than %u seconds", job->seconds);
    fail_hint(err, PRECIS_BAD_INPUT, "raise --timeout");
  } else if (slot->is_astray) {
    fail(err, PRECIS_BAD_INPUT, "its worker's answer was not one");
  } else if (WIFSIGNALED(status)) {
    fail(err, PRECIS_BAD_INPUT, "its worker was ended by a signal: %s",
         strsignal(WTERMSIG(status)));
  } else {
    fail(err, PRECIS_BAD_INPUT, "its worker ended before it was done");
  }
}

/* The document a worker died of fails, unless it may have been an earlier one's doing; the others
 * are given to other workers. */
static void worker_ended(struct pool *pool, const struct event *event)
{
  if (event->slot >= pool->slot_count || pool->slots[event->slot].state == SLOT_EMPTY)
    return;
  struct slot *slot = &pool->slots[event->slot];
  if (!slot->is_astray)
    receive(pool, event->slot);
  close(slot->socket);
  slot->state = SLOT_EMPTY;
  slot->in.len = 0;
  if (event->status == -1 || (slot->is_false && !slot->timed_out))
    pool->false_starts++;
  if (pool->false_starts > FALSE_STARTS_MAX + FALSE_STARTS_A_SLOT * pool->slot_count)
    fail(&pool->failure, PRECIS_NO_MEMORY, "workers cannot be started, or end at once");
  bool is_blamed = event->status != -1 &&
                   !(WIFEXITED(event->status) && WEXITSTATUS(event->status) == WORKER_NO_SANDBOX);
  struct job *jobs[DEPTH];
  uint32_t count = slot->count;
  memcpy(jobs, slot->jobs, sizeof jobs);
  slot->count = 0; /* it may be started again before this is over */
  struct slot ended = *slot;
  for (uint32_t i = 0; i < count; i++) {
    bool is_to_blame = i == 0 && is_blamed;
    jobs[i]->tries += is_to_blame;
    if (is_to_blame && (ended.timed_out || jobs[i]->tries >= TRIES_MAX)) {
      struct answer answer = {0};
      say_why(&ended, jobs[i], event->status, &answer.err);
      pool->false_starts = 0;
      pool->finished(pool->user, jobs[i], &answer);
    } else {
      put_back(pool, jobs[i]);
    }
  }
}

static void hear_zygote(struct pool *pool)
{
  struct event event;
  int fd;
  if (!wire_receive(pool->socket, &event, sizeof event, &fd)) {
    zygote_ended(&pool->failure);
    return;
  }
  if (event.kind == EVENT_ENDED)
    worker_ended(pool, &event);
}

static void end_late_ones(struct pool *pool)
{
  int64_t now = clock_steady();
  for (uint32_t i = 0; i < pool->slot_count; i++) {
    struct slot *slot = &pool->slots[i];
    bool may_be_late =
        slot->state == SLOT_LIVE ? slot->count > 0 : slot->state == SLOT_ENDING && slot->is_retired;
    if (!may_be_late || now < slot->deadline || slot->timed_out)
      continue;
    slot->timed_out = true;
    order_kill(pool, i);
  }
}

static int wait_time(const struct pool *pool, int milliseconds)
{
  int64_t now = clock_steady(), until = now + (int64_t)milliseconds * 1000;
  for (uint32_t i = 0; i < pool->slot_count; i++) {
    const struct slot *slot = &pool->slots[i];
    if (slot->state == SLOT_LIVE && slot->count && !slot->timed_out && slot->deadline < until)
      until = slot->deadline;
  }
  return until <= now ? 0 : (int)((until - now + 999) / 1000);
}

static void give_again(struct pool *pool)
{
  while (pool->again_count && give(pool, pool->again[pool->again_count - 1]))
    pool->again_count--;
}

precis_status pool_step(struct pool *pool, int signal_fd, int milliseconds, precis_error *err)
{
  struct pollfd fds[SLOTS_MAX + 2] = {{.fd = pool->socket, .events = POLLIN},
                                      {.fd = signal_fd, .events = POLLIN}};
  uint32_t slots[SLOTS_MAX], count = 0;
  give_again(pool);
  for (uint32_t i = 0; i < pool->slot_count; i++) {
    /* A worker's end comes from the zygote; its socket at its end would only wake us. */
    if (pool->slots[i].state != SLOT_LIVE)
      continue;
    fds[count + 2] = (struct pollfd){.fd = pool->slots[i].socket, .events = POLLIN};
    slots[count++] = i;
  }
  if (poll(fds, count + 2, wait_time(pool, milliseconds)) < 0 && errno != EINTR)
    return fail(err, PRECIS_NO_MEMORY, "poll: %s", strerror(errno));
  for (uint32_t i = 0; i < count; i++)
    if (fds[i + 2].revents && !receive(pool, slots[i])) {
      pool->slots[slots[i]].state = SLOT_ENDING;
      order_kill(pool, slots[i]); /* it may have closed its end and live on */
    }
  if (fds[0].revents)
    hear_zygote(pool);
  end_late_ones(pool);
  if (pool->failure.status == PRECIS_OK)
    return PRECIS_OK;
  if (err)
    *err = pool->failure;
  return pool->failure.status;
}
