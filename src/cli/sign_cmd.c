/* sign_cmd.c - precis keygen and precis sign: who stands for a briefing.
 *
 * A secret key is written for its owner only, and never over a file that is there: it may be the
 * only copy of another key. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/cli.h"

enum { SECRET_MODE = 0600, PUBLIC_MODE = 0644 };

static enum exit_code refuse(const struct options *o, precis_status status, const char *path,
                             const char *why, const char *hint)
{
  precis_error e;
  fail(&e, status, "%s", why);
  if (hint)
    fail_hint(&e, status, "%s", hint);
  fail_at(&e, status, str_of(path), 0, 0);
  message_error(o, &e);
  return status == PRECIS_IO ? EXIT_REFUSED : exit_of(status);
}

/* A file that was not there before. */
static enum exit_code write_fresh(const struct options *o, const char *path, str bytes, mode_t mode)
{
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
  if (fd < 0)
    return refuse(o, PRECIS_IO, path,
                  errno == EEXIST ? "is there already, and may be the only copy of a key"
                                  : strerror(errno),
                  "name another with -o");
  bool is_written = file_put(fd, bytes) && fsync(fd) == 0;
  is_written = close(fd) == 0 && is_written;
  if (is_written)
    return EXIT_DONE;
  unlink(path);
  return refuse(o, PRECIS_IO, path, "cannot be written", NULL);
}

enum exit_code keygen_command(const struct options *o)
{
  const char *path = o->output ? o->output : "precis.key";
  AUTO_BUFFER secret, open, name;
  buffer_init(&secret, &heap_default);
  buffer_init(&open, &heap_default);
  buffer_init(&name, &heap_default);
  buffer_format(&name, "%s.pub", path);
  buffer_byte(&name, '\0');
  precis_error err = {0};
  precis_status s = precis_key_make(sink_into(&secret), sink_into(&open), &err);
  if (s != PRECIS_OK || name.is_short) {
    message_error(o, &err);
    return EXIT_FAILED;
  }
  enum exit_code code = write_fresh(o, path, buffer_str(&secret), SECRET_MODE);
  explicit_bzero(secret.data, secret.room);
  if (code != EXIT_DONE)
    return code;
  code = write_fresh(o, name.data, buffer_str(&open), PUBLIC_MODE);
  if (code != EXIT_DONE)
    unlink(path);
  else
    message_note(o, "%s is the secret key, %s the public one", path, name.data);
  return code;
}

static enum exit_code read_key(const struct options *o, struct buffer *ret)
{
  struct stat st;
  precis_error err = {0};
  precis_status s = file_or_pipe_read(o->key, KEY_MAX, ret, &err);
  if (s != PRECIS_OK) {
    message_error(o, &err);
    return exit_of(s);
  }
  if (str_starts(buffer_str(ret), STR("precis-public-key-")))
    return refuse(o, PRECIS_BAD_INPUT, o->key, "is a public key, which signs nothing",
                  "name the secret key: the same without .pub");
  if (stat(o->key, &st) == 0 && (st.st_mode & (S_IRWXG | S_IRWXO)))
    return refuse(o, PRECIS_BAD_INPUT, o->key, "can be read by others", "chmod 600 the key");
  return EXIT_DONE;
}

enum exit_code sign_command(const struct options *o)
{
  AUTO_BUFFER briefing, key, signature, name;
  buffer_init(&briefing, &heap_default);
  buffer_init(&key, &heap_default);
  buffer_init(&signature, &heap_default);
  buffer_init(&name, &heap_default);
  enum exit_code code = read_key(o, &key);
  if (code != EXIT_DONE)
    return code;
  precis_error err = {0};
  precis_status s = file_or_pipe_read(o->files[0], BRIEFING_MAX, &briefing, &err);
  if (s == PRECIS_OK) {
    s = precis_sign(buffer_str(&briefing), buffer_str(&key), sink_into(&signature), &err);
    if (s != PRECIS_OK)
      fail_at(&err, s, str_of(o->key), 0, 0);
  }
  if (key.data)
    explicit_bzero(key.data, key.room);
  if (s != PRECIS_OK) {
    message_error(o, &err);
    return exit_of(s);
  }
  buffer_format(&name, "%s.sig", o->files[0]);
  buffer_byte(&name, '\0');
  const char *path = o->output ? o->output : name.data;
  return strcmp(path, "-") == 0 ? print_out(o, buffer_str(&signature))
                                : write_out(o, path, buffer_str(&signature));
}
