/* helper.c - a process beside each worker, outside of its sandbox, that has a program write the
 * text of a document. It looks into no document itself; the worker reads the text in its sandbox.
 *
 * Invariant: a helper ends with its worker, and the program with the helper. */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "batch/parts.h"

/* Of a document's time, the program's share: what is made of the text needs some too. */
enum { SHARE_OF = 4, SHARE = 3 };

struct asked {
  uint32_t name_len; /* the name follows, and the document comes with it */
  uint32_t seconds;
};

struct answered {
  precis_error err; /* err.status: how it went */
  uint64_t len;     /* the text follows */
};

static bool convert(const struct worker *worker, int socket, const struct asked *asked,
                    const char *name, int fd)
{
  AUTO_BUFFER text;
  buffer_init(&text, &heap_default);
  struct answered answered = {.err = {.status = PRECIS_OK}};
  uint32_t seconds = asked->seconds * SHARE / SHARE_OF;
  struct batch_conversion conversion = {.fd = fd,
                                        .name = name,
                                        .folder = worker->drafts,
                                        .max = worker->max_input,
                                        .seconds = seconds ? seconds : 1,
                                        .confine = sandbox_close_program};
  answered.err.status =
      worker->maker->convert(worker->maker->user, &conversion, &text, &answered.err);
  answered.len = answered.err.status == PRECIS_OK ? text.len : 0;
  struct iovec parts[] = {{&answered, sizeof answered}, {text.data, (size_t)answered.len}};
  return wire_send(socket, parts, 2, -1);
}

static _Noreturn void run(const struct worker *worker, int socket, pid_t parent)
{
  struct asked asked;
  char name[PATH_BYTES_MAX + 1];
  int fd, none;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent)
    _exit(0);
  while (wire_receive(socket, &asked, sizeof asked, &fd) && fd >= 0 &&
         asked.name_len < sizeof name && wire_receive(socket, name, asked.name_len, &none)) {
    name[asked.name_len] = '\0';
    bool goes_on = convert(worker, socket, &asked, name, fd);
    close(fd);
    if (!goes_on)
      break;
  }
  _exit(0);
}

int helper_start(const struct worker *worker, int socket)
{
  int ends[2];
  if (!worker->maker->convert || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return -1;
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    close(ends[0]);
    close(socket);
    run(worker, ends[1], parent);
  }
  close(ends[1]);
  if (child > 0)
    return ends[0];
  close(ends[0]);
  return -1;
}

static bool receive_text(int helper, size_t len, struct buffer *ret)
{
  char block[64 * 1024];
  int none;
  while (len) {
    size_t wanted = len < sizeof block ? len : sizeof block;
    if (!wire_receive(helper, block, wanted, &none))
      return false;
    buffer_add(ret, (str){block, wanted});
    len -= wanted;
  }
  return true;
}

precis_status helper_text(int helper, const struct helper_job *job, size_t max, struct buffer *ret,
                          precis_error *err)
{
  struct asked asked = {(uint32_t)strlen(job->name), job->seconds};
  struct iovec parts[] = {{&asked, sizeof asked}, {(void *)(uintptr_t)job->name, asked.name_len}};
  struct answered answered;
  int none;
  if (helper < 0)
    return fail(err, PRECIS_NO_MEMORY, "no process could be started to convert it");
  bool sound = wire_send(helper, parts, 2, job->fd) &&
               wire_receive(helper, &answered, sizeof answered, &none) && answered.len <= max &&
               receive_text(helper, (size_t)answered.len, ret);
  if (!sound) /* it is gone: another worker has another, and the document a second try */
    _exit(1);
  if (answered.err.status != PRECIS_OK) {
    *err = answered.err;
    return answered.err.status;
  }
  return ret->is_short ? fail_no_memory(err) : PRECIS_OK;
}
