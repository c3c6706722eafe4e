/* io.c - reads regular files under a limit; writes beside the name, syncs, renames. */
#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

enum { READ_STEP = 32 * 1024 };

static precis_status refuse_kind(const char *path, mode_t mode, precis_error *err)
{
  precis_status s =
      fail(err, PRECIS_IO, "%s", S_ISDIR(mode) ? "is a folder" : "is not a regular file");
  if (S_ISDIR(mode))
    fail_hint(err, s, "use precis batch for folders");
  return fail_at(err, s, str_of(path), 0, 0);
}

/* `expected` bytes, if all is as it was said to be: one more is asked for to see the end. */
static precis_status read_all(int fd, const char *path, size_t expected, size_t max,
                              struct buffer *ret, precis_error *err)
{
  for (size_t step = expected < max ? expected + 1 : READ_STEP;; step = READ_STEP) {
    if (!buffer_reserve(ret, step))
      return fail_no_memory(err);
    ssize_t got = read(fd, ret->data + ret->len, step);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return fail_at(err, fail(err, PRECIS_IO, "cannot be read: %s", strerror(errno)), str_of(path),
                     0, 0);
    if (got == 0)
      return PRECIS_OK;
    if ((size_t)got > max - ret->len) {
      precis_status s = fail(err, PRECIS_OVER_LIMIT, "is larger than the limit of %zu bytes", max);
      fail_hint(err, s, "raise --max-input");
      return fail_at(err, s, str_of(path), 0, 0);
    }
    ret->len += (size_t)got;
  }
}

/* From a FIFO as from a file, once somebody writes to it. */
static void wait_for_writer(int fd)
{
  struct pollfd waiting = {.fd = fd, .events = POLLIN};
  fcntl(fd, F_SETFL, 0);
  while (poll(&waiting, 1, -1) < 0 && errno == EINTR)
    continue;
}

enum kinds { REGULAR, REGULAR_AND_FIFO };

static precis_status read_kinds(const char *path, enum kinds kinds, size_t max, struct buffer *ret,
                                precis_error *err)
{
  if (strcmp(path, "-") == 0)
    return read_all(STDIN_FILENO, "stdin", 0, max, ret, err);
  /* Not blocking: a FIFO without a writer must not hang the run. */
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat st;
  if (fd < 0 || fstat(fd, &st) != 0) {
    precis_status s = fail(err, PRECIS_IO, "cannot be opened: %s", strerror(errno));
    if (fd >= 0)
      close(fd);
    return fail_at(err, s, str_of(path), 0, 0);
  }
  bool is_fifo = kinds == REGULAR_AND_FIFO && S_ISFIFO(st.st_mode);
  if (is_fifo)
    wait_for_writer(fd);
  precis_status s = S_ISREG(st.st_mode) || is_fifo
                        ? read_all(fd, path, (size_t)st.st_size, max, ret, err)
                        : refuse_kind(path, st.st_mode, err);
  close(fd);
  return s;
}

precis_status file_read(const char *path, size_t max, struct buffer *ret, precis_error *err)
{
  return read_kinds(path, REGULAR, max, ret, err);
}

precis_status file_or_pipe_read(const char *path, size_t max, struct buffer *ret, precis_error *err)
{
  return read_kinds(path, REGULAR_AND_FIFO, max, ret, err);
}

bool file_put(int fd, str bytes)
{
  while (bytes.len) {
    ssize_t put = write(fd, bytes.data, bytes.len);
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      return false;
    bytes = str_sub(bytes, (size_t)put, bytes.len - (size_t)put);
  }
  return true;
}

/* The folder must be synced too, or a crash may forget the new name. */
static void sync_folder(str folder, const struct heap *heap)
{
  AUTO_BUFFER name;
  buffer_init(&name, heap);
  buffer_add(&name, folder.len ? folder : STR("."));
  buffer_byte(&name, '\0');
  int fd = name.is_short ? -1 : open(name.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  fsync(fd);
  close(fd);
}

static precis_status refuse_write(int reason, precis_error *err)
{
  return fail(err, PRECIS_IO, "cannot be written: %s", strerror(reason));
}

/* More than this many leftovers of one process number beside the output: something is wrong there.
 */
enum { TEMPORARY_TRIES = 100 };

/* Creates a file beside the output that nobody else has, with the mode the user's umask gives. */
static int create_beside(str folder, struct buffer *ret_name)
{
  for (int attempt = 0; attempt < TEMPORARY_TRIES; attempt++) {
    ret_name->len = 0;
    buffer_add(ret_name, folder);
    buffer_format(ret_name, ".precis-%ld-%d", (long)getpid(), attempt);
    buffer_byte(ret_name, '\0');
    if (ret_name->is_short) {
      errno = ENOMEM;
      return -1;
    }
    int fd = open(ret_name->data, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd >= 0 || errno != EEXIST)
      return fd;
  }
  return -1;
}

/* Devices and pipes cannot be replaced by a rename; they are written to as they are. */
static precis_status write_through(const char *path, str bytes, precis_error *err)
{
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  bool sound = fd >= 0 && file_put(fd, bytes);
  int reason = errno;
  if (fd >= 0 && close(fd) != 0 && sound) {
    sound = false;
    reason = errno;
  }
  return sound ? PRECIS_OK : refuse_write(reason, err);
}

/* before: the file that is replaced, whose mode is kept; NULL: there is none. */
static precis_status write_beside(const char *path, const struct stat *before, str bytes,
                                  precis_error *err)
{
  str folder = path_folder(str_of(path));
  AUTO_BUFFER beside;
  buffer_init(&beside, &heap_default);
  int fd = create_beside(folder, &beside);
  if (fd < 0)
    return refuse_write(errno, err);
  if (before) /* who may read it stays as it was */
    fchmod(fd, before->st_mode & (S_IRWXU | S_IRWXG | S_IRWXO));
  bool sound = file_put(fd, bytes) && fsync(fd) == 0;
  int reason = errno;
  if (close(fd) != 0 && sound) {
    sound = false;
    reason = errno;
  }
  if (sound && rename(beside.data, path) != 0) {
    sound = false;
    reason = errno;
  }
  if (!sound) {
    unlink(beside.data);
    return refuse_write(reason, err);
  }
  sync_folder(folder, &heap_default);
  return PRECIS_OK;
}

/* A rename asks for the folder's leave alone: a file that may not be written is none to replace. */
static precis_status replace(const char *path, const struct stat *before, str bytes,
                             precis_error *err)
{
  char *real = access(path, W_OK) == 0 ? realpath(path, NULL) : NULL; /* a link stays a link */
  precis_status s = real ? write_beside(real, before, bytes, err) : refuse_write(errno, err);
  free(real);
  return s;
}

precis_status file_write(const char *path, str bytes, precis_error *err)
{
  struct stat before;
  precis_status s = stat(path, &before) != 0  ? write_beside(path, NULL, bytes, err)
                    : S_ISREG(before.st_mode) ? replace(path, &before, bytes, err)
                                              : write_through(path, bytes, err);
  return s == PRECIS_OK ? s : fail_at(err, s, str_of(path), 0, 0);
}
