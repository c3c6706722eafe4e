/* wire.c - whole messages over a stream socket, an open file beside them where one is sent. */
#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "batch/parts.h"

/* Parts of a message: its head and the bodies. */
enum { PARTS_MAX = BODY_COUNT + 1 };

static void drop_sent(struct iovec *parts, int *first, int count, size_t sent)
{
  while (*first < count && sent >= parts[*first].iov_len)
    sent -= parts[(*first)++].iov_len;
  if (*first < count) {
    parts[*first].iov_base = (char *)parts[*first].iov_base + sent;
    parts[*first].iov_len -= sent;
  }
}

bool wire_send(int socket, const struct iovec *parts, int count, int fd)
{
  struct iovec left[PARTS_MAX];
  memcpy(left, parts, (size_t)count * sizeof *left);

  union {
    struct cmsghdr head;
    char room[CMSG_SPACE(sizeof(int))];
  } control = {0};

  for (int first = 0; first < count;) {
    struct msghdr message = {.msg_iov = left + first, .msg_iovlen = (size_t)(count - first)};
    if (fd >= 0) {
      message.msg_control = &control;
      message.msg_controllen = sizeof control.room;
      struct cmsghdr *head = CMSG_FIRSTHDR(&message);
      *head = (struct cmsghdr){
          .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd)};
      memcpy(CMSG_DATA(head), &fd, sizeof fd);
    }
    ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR)
      continue;
    if (sent < 0)
      return false;
    fd = -1; /* it went with the first bytes */
    drop_sent(left, &first, count, (size_t)sent);
  }
  return true;
}

static void take_fd(struct msghdr *message, int *ret_fd)
{
  for (struct cmsghdr *head = CMSG_FIRSTHDR(message); head; head = CMSG_NXTHDR(message, head))
    if (head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS &&
        head->cmsg_len == CMSG_LEN(sizeof(int))) {
      if (*ret_fd >= 0)
        close(*ret_fd);
      memcpy(ret_fd, CMSG_DATA(head), sizeof *ret_fd);
    }
}

bool wire_receive(int socket, void *data, size_t len, int *ret_fd)
{
  *ret_fd = -1;
  for (size_t at = 0; at < len;) {
    union {
      struct cmsghdr head;
      char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {(char *)data + at, len - at};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control.room};
    ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return false;
    take_fd(&message, ret_fd);
    at += (size_t)got;
  }
  return true;
}
