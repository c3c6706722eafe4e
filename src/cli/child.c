/* child.c - runs a program within limits of time, memory and output.
 *
 * Invariant: when child_run() returns, no process of the group that it started is left, and no
 * descriptor of its own open. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/convert.h"

/* Memory: an office program needs some 1.5 GiB of address space; TALK: what is read of its
 * complaints, of which one line is shown. */
static const rlim_t memory_max = (rlim_t)4 << 30, file_max = (rlim_t)1 << 30;

enum { TALK_MAX = 4096, PIECE = 65536 };

struct ends {
  int read, write;
};

struct pipes {
  struct ends output, talk, failed; /* failed: closes when the program starts, else tells errno */
};

static void close_end(int *end)
{
  if (*end >= 0)
    close(*end);
  *end = -1;
}

static bool open_pipe(struct ends *ret)
{
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return false;
  *ret = (struct ends){ends[0], ends[1]};
  return true;
}

static void close_pipes(struct pipes *pipes)
{
  struct ends *all[] = {&pipes->output, &pipes->talk, &pipes->failed};
  for (size_t i = 0; i < 3; i++) {
    close_end(&all[i]->read);
    close_end(&all[i]->write);
  }
}

static void limit(int resource, rlim_t most)
{
  struct rlimit now;
  if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
    return;
  if (now.rlim_max == RLIM_INFINITY || now.rlim_max > most)
    now.rlim_max = most;
  now.rlim_cur = now.rlim_max;
  setrlimit((__rlimit_resource_t)resource, &now);
}

uint32_t child_seconds(const struct child *child)
{
  return child->seconds ? child->seconds : CHILD_SECONDS;
}

/* In the child, between fork and exec: system calls only, but for what confines it, which is for
 * processes of one thread. */
static void become(const struct child *child, const struct pipes *pipes, pid_t parent)
{
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  int input = child->input >= 0 ? child->input : open("/dev/null", O_RDONLY | O_CLOEXEC);
  bool is_ready = getppid() == parent && input >= 0 && dup2(input, STDIN_FILENO) >= 0 &&
                  dup2(pipes->output.write, STDOUT_FILENO) >= 0 &&
                  dup2(pipes->talk.write, STDERR_FILENO) >= 0;
  if (is_ready && child->confine) /* before the limits: it allocates */
    is_ready = child->confine();
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, child_seconds(child));
  limit(RLIMIT_FSIZE, file_max);
  limit(RLIMIT_AS, memory_max);
  if (is_ready)
    execvp(child->arguments[0], (char *const *)(uintptr_t)child->arguments);
  int reason = errno;
  ssize_t told = write(pipes->failed.write, &reason, sizeof reason);
  _exit(told == sizeof reason ? 127 : 126);
}

static int64_t now_ms(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What is there to read, up to max bytes in all; the end closes the descriptor. False: too much. */
static bool drain(int *end, struct buffer *out, size_t max)
{
  char piece[PIECE];
  ssize_t got = read(*end, piece, sizeof piece);
  if (got < 0 && (errno == EINTR || errno == EAGAIN))
    return true;
  if (got <= 0) {
    close_end(end);
    return true;
  }
  size_t room = max - out->len;
  buffer_add(out, (str){piece, (size_t)got < room ? (size_t)got : room});
  return (size_t)got <= room;
}

/* Reads until both ends are closed, or the program has ended and what it wrote is read: what it
 * started may hold the ends open for ever. exited: its pidfd; -1: only the ends tell. */
static enum child_end listen_to(const struct child *child, struct pipes *pipes, int exited)
{
  int64_t end = now_ms() + (int64_t)child_seconds(child) * 1000;
  bool has_ended = false;
  while (pipes->output.read >= 0 || pipes->talk.read >= 0) {
    int64_t left = end - now_ms();
    struct pollfd polled[] = {{.fd = pipes->output.read, .events = POLLIN},
                              {.fd = pipes->talk.read, .events = POLLIN},
                              {.fd = has_ended ? -1 : exited, .events = POLLIN}};
    int ready = left > 0 ? poll(polled, 3, has_ended ? 0 : (int)left) : 0;
    if (ready == 0)
      return has_ended ? CHILD_DONE : CHILD_TOO_LONG;
    if (ready < 0 && errno != EINTR)
      return CHILD_REFUSED;
    if (ready < 0)
      continue;
    if (polled[0].revents && !drain(&pipes->output.read, child->output, child->max_output))
      return CHILD_TOO_LARGE;
    /* What it goes on complaining is read, so that it does not wait, and dropped. */
    if (polled[1].revents)
      drain(&pipes->talk.read, child->talk, TALK_MAX);
    has_ended |= polled[2].revents != 0;
  }
  return CHILD_DONE;
}

/* Its end by itself within the time that is left; a program may close its output and go on. */
static enum child_end wait_for(pid_t pid, enum child_end end)
{
  int status = 0;
  if (end != CHILD_DONE)
    kill(-pid, SIGKILL);
  for (int64_t until = now_ms() + 5000; end == CHILD_DONE;) {
    pid_t ended = waitpid(pid, &status, WNOHANG);
    if (ended == pid || (ended < 0 && errno != EINTR))
      break;
    if (now_ms() > until)
      end = CHILD_TOO_LONG;
    poll(NULL, 0, 2);
  }
  kill(-pid, SIGKILL); /* what it started itself */
  if (end != CHILD_DONE)
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
      continue;
  bool is_done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return end != CHILD_DONE ? end : is_done ? CHILD_DONE : CHILD_FAILED;
}

static enum child_end follow(const struct child *child, struct pipes *pipes, pid_t pid)
{
  setpgid(pid, pid); /* both sides do: whoever comes first */
  close_end(&pipes->output.write);
  close_end(&pipes->talk.write);
  close_end(&pipes->failed.write);
  int reason = 0;
  ssize_t told;
  do
    told = read(pipes->failed.read, &reason, sizeof reason);
  while (told < 0 && errno == EINTR);
  if (told == sizeof reason) {
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
      continue;
    return reason == ENOENT || reason == EACCES ? CHILD_MISSING : CHILD_REFUSED;
  }
  int exited = pidfd_open(pid, 0);
  enum child_end end = listen_to(child, pipes, exited);
  close_end(&exited);
  return wait_for(pid, end);
}

enum child_end child_run(const struct child *child)
{
  struct pipes pipes = {{-1, -1}, {-1, -1}, {-1, -1}};
  pid_t parent = getpid(), pid = -1;
  if (open_pipe(&pipes.output) && open_pipe(&pipes.talk) && open_pipe(&pipes.failed))
    pid = fork();
  if (pid == 0)
    become(child, &pipes, parent);
  enum child_end end = pid < 0 ? CHILD_REFUSED : follow(child, &pipes, pid);
  close_pipes(&pipes);
  return end;
}
