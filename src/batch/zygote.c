/* zygote.c - forked while the run has neither threads nor locks; loads what all documents need, and
 * forks a worker whenever it is told to. Its children are its own to kill and to wait for, so that
 * no process number is ever used after its process. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/library.h"
#include "batch/parts.h"

/* Slots of the pool are fewer. */
enum { CHILDREN_MAX = 4096 };

/* How long the last children are waited for; more is a disk that hangs. */
enum { END_STEPS = 2500, END_STEP_MILLISECONDS = 2 };

struct zygote {
  const struct worker *worker;
  int socket, signals;
  pid_t children[CHILDREN_MAX]; /* by slot; 0: none */
};

static void tell(const struct zygote *z, const struct event *event)
{
  while (send(z->socket, event, sizeof *event, MSG_NOSIGNAL) < 0 && errno == EINTR)
    continue;
}

/* The terminal's signals are the supervisor's to answer. */
static void leave_signals(void)
{
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
}

/* A worker ends with the zygote; that ends when its socket does, for it has others to end first. */
static void end_with(pid_t parent)
{
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent)
    _exit(1);
}

static void spawn(struct zygote *z, uint32_t slot, int socket)
{
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    close(z->socket);
    close(z->signals);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    end_with(parent);
    worker_run(z->worker, socket);
  }
  close(socket);
  if (child > 0)
    z->children[slot] = child;
  else
    tell(z, &(struct event){.kind = EVENT_ENDED, .slot = slot, .status = -1});
}

/* What converters started and left behind has become a child of this process. */
static void kill_strays(void)
{
  char path[64], list[4096];
  snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t len = fd >= 0 ? read(fd, list, sizeof list - 1) : -1;
  if (fd >= 0)
    close(fd);
  list[len > 0 ? len : 0] = '\0';
  char *at = list;
  for (long pid; (pid = strtol(at, &at, 10)) > 0;)
    kill((pid_t)pid, SIGKILL);
}

/* The supervisor is gone, or done. */
static _Noreturn void end(struct zygote *z)
{
  for (uint32_t slot = 0; slot < CHILDREN_MAX; slot++)
    if (z->children[slot])
      kill(z->children[slot], SIGKILL);
  for (int i = 0; i < END_STEPS; i++) {
    kill_strays();
    pid_t ended;
    while ((ended = waitpid(-1, NULL, WNOHANG)) > 0)
      continue;
    if (ended < 0 && errno == ECHILD)
      break;
    poll(NULL, 0, END_STEP_MILLISECONDS);
  }
  _exit(0);
}

static void obey(struct zygote *z)
{
  struct order order;
  int fd;
  if (!wire_receive(z->socket, &order, sizeof order, &fd) || order.slot >= CHILDREN_MAX)
    end(z);
  switch (order.kind) {
  case ORDER_SPAWN:
    if (fd >= 0)
      spawn(z, order.slot, fd);
    break;
  case ORDER_KILL:
    if (z->children[order.slot])
      kill(z->children[order.slot], SIGKILL);
    break;
  }
}

static void bury(struct zygote *z)
{
  struct signalfd_siginfo info;
  (void)!read(z->signals, &info, sizeof info);
  int status;
  for (pid_t child; (child = waitpid(-1, &status, WNOHANG)) > 0;)
    for (uint32_t slot = 0; slot < CHILDREN_MAX; slot++)
      if (z->children[slot] == child) {
        z->children[slot] = 0;
        tell(z, &(struct event){.kind = EVENT_ENDED, .slot = slot, .status = status});
      }
}

/* What the shell left open is nobody's business here. */
static void close_others(int socket)
{
  if (socket > STDERR_FILENO + 1)
    close_range(STDERR_FILENO + 1, (unsigned)socket - 1, 0);
  close_range((unsigned)socket + 1, ~0u, 0);
}

/* stdin and stdout are the user's; a worker has no use for them. stderr stays for a sanitizer's
 * report. */
static void close_standard(void)
{
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0)
    return;
  dup2(null, STDIN_FILENO);
  dup2(null, STDOUT_FILENO);
  if (null > STDERR_FILENO)
    close(null);
}

/* When the machine runs out of memory, a worker is what costs least. Raising this needs no rights.
 */
static void offer_to_oom_killer(void)
{
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  (void)!write(fd, "500", 3);
  close(fd);
}

_Noreturn void zygote_run(const struct worker *worker, int socket)
{
  leave_signals();
  struct zygote *z = calloc(1, sizeof *z);
  if (!z)
    _exit(1);
  *z = (struct zygote){.worker = worker, .socket = socket};
  close_others(socket);
  close_standard();
  offer_to_oom_killer();
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_SETMASK, &children, NULL);
  prctl(PR_SET_CHILD_SUBREAPER, 1); /* helpers and what they ran outlive a worker that is killed */
  z->signals = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
  library_load_all(); /* a worker may not open them */
  struct event ready = {.kind = EVENT_READY, .walls = sandbox_walls()};
  ready.err.status = worker->maker->warm_up(worker->maker->user, &ready.err);
  tell(z, &ready);
  struct pollfd both[] = {{.fd = socket, .events = POLLIN}, {.fd = z->signals, .events = POLLIN}};
  for (;;) {
    if (poll(both, 2, -1) < 0 && errno != EINTR)
      _exit(1);
    if (both[1].revents & POLLIN)
      bury(z);
    if (both[0].revents)
      obey(z);
  }
}
