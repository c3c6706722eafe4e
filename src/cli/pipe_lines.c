/* pipe_lines.c - lines of stdin answered by threads, the answers written in the order of the lines.
 *
 * Invariant: written <= taken <= put <= written + slot_count; a line's slot is its number modulo
 * the slots. Whoever finishes the oldest answer writes it and those that wait behind it, so that an
 * answer is out as soon as it can be: a program may wait for it before it sends the next line. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/pipe.h"

/* Answers that may wait for a slow one before them, a thread. */
enum { SLOTS_A_THREAD = 4 };

enum { THREADS_MAX = 256 };

/* JSON says a byte in six at most; something stands round the text, or further documents beside it.
 */
enum { BYTES_A_BYTE = 6, REQUEST_SLACK = 64 << 20 };

struct slot {
  struct buffer line;
  bool is_too_long; /* its end was read and forgotten */
  uint32_t number;
  bool is_answered;
  struct pipe_answer answer;
};

struct lines {
  const struct options *options;
  pipe_answerer *answer;
  void *user;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  struct slot *slots;
  uint64_t slot_count, put, taken, written;
  bool is_ended, is_writing;
  enum exit_code code; /* EXIT_DONE until an answer could not be written */
  size_t failed, warned;
};

/* The lock is held; it is not while an answer is written. */
static void write_answers(struct lines *l)
{
  if (l->is_writing)
    return;
  l->is_writing = true;
  while (l->written < l->taken && l->slots[l->written % l->slot_count].is_answered) {
    struct slot *slot = &l->slots[l->written % l->slot_count];
    if (l->code == EXIT_DONE) {
      pthread_mutex_unlock(&l->lock);
      enum exit_code code = slot->answer.out.is_short
                                ? EXIT_FAILED
                                : print_out(l->options, buffer_str(&slot->answer.out));
      pthread_mutex_lock(&l->lock);
      l->code = code;
    }
    l->failed += slot->answer.failed;
    l->warned += slot->answer.warned;
    slot->is_answered = false;
    l->written++;
  }
  l->is_writing = false;
  pthread_cond_broadcast(&l->changed);
}

/* Without a mark of the byte order before the first. data NULL: it was too long. */
static str line_of(const struct slot *slot)
{
  str line = buffer_str(&slot->line);
  if (slot->number == 1 && str_starts(line, STR("\xEF\xBB\xBF")))
    line = str_sub(line, 3, line.len - 3);
  return slot->is_too_long ? (str){NULL, 0} : str_trim(line);
}

static void *work(void *user)
{
  struct lines *l = user;
  pthread_mutex_lock(&l->lock);
  for (;;) {
    while (l->taken == l->put && !l->is_ended)
      pthread_cond_wait(&l->changed, &l->lock);
    if (l->taken == l->put)
      break;
    struct slot *slot = &l->slots[l->taken++ % l->slot_count];
    pthread_mutex_unlock(&l->lock);
    slot->answer.out.len = 0;
    slot->answer.failed = slot->answer.warned = false;
    l->answer(l->user, line_of(slot), slot->number, &slot->answer);
    pthread_mutex_lock(&l->lock);
    slot->is_answered = true;
    write_answers(l);
  }
  pthread_mutex_unlock(&l->lock);
  return NULL;
}

/* NULL: an answer could not be written, and no more are wanted. */
static struct slot *free_slot(struct lines *l)
{
  pthread_mutex_lock(&l->lock);
  while (l->put - l->written == l->slot_count && l->code == EXIT_DONE)
    pthread_cond_wait(&l->changed, &l->lock);
  struct slot *slot = l->code == EXIT_DONE ? &l->slots[l->put % l->slot_count] : NULL;
  pthread_mutex_unlock(&l->lock);
  return slot;
}

/* No more of a line is kept than a request within the limit can have. False: there is none. */
static bool read_line(const struct lines *l, struct slot *slot)
{
  size_t limit = options_max_input(l->options) * BYTES_A_BYTE + REQUEST_SLACK;
  int c = getc(stdin);
  slot->line.len = 0;
  slot->is_too_long = false;
  if (c == EOF)
    return false;
  flockfile(stdin);
  for (; c != EOF && c != '\n'; c = getc_unlocked(stdin)) {
    slot->is_too_long = slot->is_too_long || slot->line.len >= limit || slot->line.is_short;
    if (!slot->is_too_long)
      buffer_byte(&slot->line, (char)c);
  }
  funlockfile(stdin);
  slot->is_too_long = slot->is_too_long || slot->line.is_short;
  if (slot->is_too_long)
    buffer_clear(&slot->line);
  return true;
}

static void read_lines(struct lines *l)
{
  struct slot *slot;
  for (uint32_t number = 1; (slot = free_slot(l)) && read_line(l, slot); number++) {
    slot->number = number;
    if (!slot->is_too_long && !line_of(slot).len)
      continue;
    pthread_mutex_lock(&l->lock);
    l->put++;
    pthread_cond_broadcast(&l->changed);
    pthread_mutex_unlock(&l->lock);
  }
}

static uint32_t threads_wanted(const struct options *options)
{
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  uint32_t wanted = options->jobs ? options->jobs : cores > 0 ? (uint32_t)cores : 1;
  return !options->has_jobs ? 1 : wanted < THREADS_MAX ? wanted : THREADS_MAX;
}

/* False: not even one thread can be had. */
static bool run_threads(struct lines *l, uint32_t wanted)
{
  pthread_t threads[THREADS_MAX];
  uint32_t count = 0;
  while (count < wanted && pthread_create(&threads[count], NULL, work, l) == 0)
    count++;
  if (count)
    read_lines(l);
  pthread_mutex_lock(&l->lock);
  l->is_ended = true;
  pthread_cond_broadcast(&l->changed);
  pthread_mutex_unlock(&l->lock);
  for (uint32_t i = 0; i < count; i++)
    pthread_join(threads[i], NULL);
  return count > 0;
}

/* A folder, a broken disk: what came before it was answered. */
static enum exit_code stdin_failed(const struct options *options)
{
  precis_error err = {.status = PRECIS_IO, .message = "cannot be read", .where = "stdin"};
  message_error(options, &err);
  return EXIT_UNREADABLE;
}

enum exit_code pipe_lines(const struct options *options, pipe_answerer *answer, void *user)
{
  uint32_t threads = threads_wanted(options);
  struct lines l = {.options = options,
                    .answer = answer,
                    .user = user,
                    .slot_count = (uint64_t)threads * SLOTS_A_THREAD};
  l.slots = calloc(l.slot_count, sizeof *l.slots);
  if (!l.slots)
    return EXIT_FAILED;
  for (uint64_t i = 0; i < l.slot_count; i++) {
    buffer_init(&l.slots[i].answer.out, &heap_default);
    buffer_init(&l.slots[i].line, &heap_default);
  }
  pthread_mutex_init(&l.lock, NULL);
  pthread_cond_init(&l.changed, NULL);
  bool sound = run_threads(&l, threads);
  pthread_cond_destroy(&l.changed);
  pthread_mutex_destroy(&l.lock);
  for (uint64_t i = 0; i < l.slot_count; i++) {
    buffer_clear(&l.slots[i].line);
    buffer_clear(&l.slots[i].answer.out);
  }
  free(l.slots);
  if (!sound || l.code != EXIT_DONE)
    return sound ? l.code : EXIT_FAILED;
  if (ferror(stdin))
    return stdin_failed(options);
  if (l.failed)
    return EXIT_SOME_FAILED;
  return options->strict && l.warned ? EXIT_WARNINGS : EXIT_DONE;
}
