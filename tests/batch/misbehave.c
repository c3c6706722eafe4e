/* misbehave.c - a reader that does what a document tells it to ("misbehave: crash"). Only the
 * test's own precis has it, linked round maker_make() with --wrap: the command itself holds no such
 * door. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cli/batch.h"

precis_status __real_maker_make(void *user, struct batch_input input, struct batch_made *ret,
                                precis_error *err);
precis_status __wrap_maker_make(void *user, struct batch_input input, struct batch_made *ret,
                                precis_error *err);

static precis_status told(precis_error *err, const char *what, bool done)
{
  return fail(err, PRECIS_BAD_INPUT, "%s: %s", what, done ? "done" : strerror(errno));
}

static precis_status crash(precis_error *err)
{
  raise(SIGSEGV);
  return fail(err, PRECIS_BAD_INPUT, "lived on");
}

static precis_status give_up(precis_error *err)
{
  (void)err;
  abort();
}

static precis_status leave(precis_error *err)
{
  (void)err;
  _exit(0);
}

static precis_status spin(precis_error *err)
{
  for (volatile unsigned long n = 0; n + 1; n++)
    continue;
  return told(err, "spin", true);
}

/* Waits without a second of CPU: only the wall's clock sees it. */
static precis_status sleep_on(precis_error *err)
{
  struct pollfd none = {.fd = -1};
  poll(&none, 1, -1);
  return told(err, "sleep", true);
}

/* Long enough to be changed meanwhile. */
static precis_status doze(precis_error *err)
{
  (void)err;
  struct pollfd none = {.fd = -1};
  poll(&none, 1, 700);
  return PRECIS_OK;
}

static precis_status shoot(precis_error *err)
{
  return told(err, "kill", kill(getppid(), SIGKILL) == 0);
}

static precis_status eat(precis_error *err)
{
  const size_t step = (size_t)256 << 20;
  size_t eaten = 0;
  while (mmap(NULL, step, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
              0) != MAP_FAILED &&
         eaten < ((size_t)64 << 30))
    eaten += step;
  if (eaten >= (size_t)64 << 30)
    return fail(err, PRECIS_BAD_INPUT, "there was no end to the memory");
  abort(); /* as cmark does */
}

/* As a worker that was taken over: what it sends is no answer. */
static precis_status babble(precis_error *err)
{
  (void)err;
  static const char noise[100000] = {1, 2, 3};
  for (int fd = 3; fd < 64; fd++)
    send(fd, noise, sizeof noise, MSG_NOSIGNAL | MSG_DONTWAIT);
  return PRECIS_OK;
}

static precis_status peek(precis_error *err)
{
  return told(err, "open /etc/passwd", open("/etc/passwd", O_RDONLY) >= 0);
}

static precis_status scribble(precis_error *err)
{
  return told(err, "write /tmp/precis-misbehaved",
              open("/tmp/precis-misbehaved", O_WRONLY | O_CREAT, 0600) >= 0);
}

static precis_status call_out(precis_error *err)
{
  return told(err, "socket", socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

static precis_status multiply(precis_error *err)
{
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  return told(err, "fork", child > 0);
}

static precis_status turn(precis_error *err)
{
  char *const words[] = {"true", NULL};
  execve("/bin/true", words, words + 1);
  return told(err, "execve", false);
}

static const struct {
  const char *name;
  precis_status (*act)(precis_error *err);
} acts[] = {{"crash", crash},       {"abort", give_up},   {"exit", leave},    {"spin", spin},
            {"sleep", sleep_on},    {"eat", eat},         {"babble", babble}, {"peek", peek},
            {"scribble", scribble}, {"socket", call_out}, {"fork", multiply}, {"exec", turn},
            {"doze", doze},         {"kill", shoot}};

precis_status __wrap_maker_make(void *user, struct batch_input input, struct batch_made *ret,
                                precis_error *err)
{
  static const char order[] = "misbehave: ";
  str text = str_trim(input.bytes), head = {order, sizeof order - 1};
  for (size_t i = 0; str_starts(text, head) && i < sizeof acts / sizeof *acts; i++)
    if (str_starts(str_sub(text, head.len, text.len - head.len), str_of(acts[i].name))) {
      precis_status s = acts[i].act(err);
      if (s != PRECIS_OK)
        return s;
    }
  return __real_maker_make(user, input, ret, err);
}
