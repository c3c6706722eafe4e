/* store.c - the output folder: files appear in it whole or not at all.
 *
 * Drafts lie in DIR/.precis/tmp and move under their names once they are on disk, so that what a
 * killed run leaves is found in one place. The run's lock is a record lock on DIR/.precis/lock: it
 * ends with the process, works between the machines of a network file system, and tells who holds
 * it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "batch/parts.h"

/* Below this many, syncing files one by one is cheaper for everybody than syncing the file system.
 */
enum { SYNC_ONE_BY_ONE = 4 };

enum { SUFFIX_MAX = 32 };

/* The folder that was last gone into. */
struct visit {
  struct buffer path;
  int fd;
};

/* Outputs are placed and removed in the thread of a group while that of the run looks at others:
 * each goes its own ways through the folders. */
struct store {
  int root, own, drafts, lock;
  unsigned long next; /* draft's number */
  char suffix[SUFFIX_MAX];
  struct buffer ledger_path;
  struct visit placing, looking;
  bool folder_is_new; /* a name in the folder of `placing` */
};

static precis_status refuse(precis_error *err, const char *what, const char *where)
{
  precis_status s = fail(err, PRECIS_STOPPED, "%s: %s", what, strerror(errno));
  if (errno == ENOSPC || errno == EDQUOT)
    fail_hint(err, s, "make room and run the same command again");
  else if (errno == ENOENT || errno == ESTALE)
    fail_hint(err, s, "the output folder was removed or moved; run the same command again");
  return fail_at(err, s, str_of(where), 0, 0);
}

static void close_if(int fd)
{
  if (fd >= 0)
    close(fd);
}

void store_free(struct store *store)
{
  if (!store)
    return;
  close_if(store->placing.fd);
  close_if(store->looking.fd);
  close_if(store->drafts);
  close_if(store->own);
  close_if(store->root);
  close_if(store->lock);
  buffer_clear(&store->placing.path);
  buffer_clear(&store->looking.path);
  buffer_clear(&store->ledger_path);
  free(store);
}

const char *store_suffix(const struct store *store)
{
  return store->suffix;
}

const char *store_ledger_path(const struct store *store)
{
  return store->ledger_path.data;
}

/* "a/b/c" with the folders on the way. */
static bool make_folders(const char *path)
{
  AUTO_BUFFER part;
  buffer_init(&part, &heap_default);
  str whole = str_of(path);
  for (size_t at = 1; at <= whole.len; at++) {
    if (at < whole.len && path[at] != '/')
      continue;
    part.len = 0;
    buffer_add(&part, str_sub(whole, 0, at));
    buffer_byte(&part, '\0');
    if (part.is_short || (mkdir(part.data, 0777) != 0 && errno != EEXIST))
      return false;
  }
  return true;
}

static int open_folder(int at, const char *name, bool make)
{
  int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd >= 0 || errno != ENOENT || !make)
    return fd;
  if (mkdirat(at, name, 0777) != 0 && errno != EEXIST)
    return -1;
  fsync(at); /* a new folder's name must last as long as what is in it */
  return openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/* Says in the file who holds it, for those on other machines. */
static void sign_lock(int fd)
{
  char text[128], host[64] = "";
  gethostname(host, sizeof host - 1);
  int len = snprintf(text, sizeof text, "%ld %s\n", (long)getpid(), host);
  if (ftruncate(fd, 0) == 0 && len > 0 && (size_t)len < sizeof text)
    (void)!pwrite(fd, text, (size_t)len, 0);
}

static precis_status refuse_lock(int fd, const char *output, precis_error *err)
{
  char text[128] = "";
  ssize_t len = pread(fd, text, sizeof text - 1, 0);
  text[len > 0 ? strcspn(text, "\n") : 0] = '\0';
  const char *host = strchr(text, ' ');
  struct flock holder = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  long pid = fcntl(fd, F_GETLK, &holder) == 0 && holder.l_type != F_UNLCK && holder.l_pid > 0
                 ? (long)holder.l_pid
                 : strtol(text, NULL, 10);
  precis_status s = fail(err, PRECIS_STOPPED, "another run works on this folder: process %ld%s%s",
                         pid, host ? " on" : "", host ? host : "");
  fail_hint(err, s, "wait for it, or choose another -o");
  return fail_at(err, s, str_of(output), 0, 0);
}

static precis_status take_lock(struct store *store, const char *output, precis_error *err)
{
  char name[48];
  snprintf(name, sizeof name, "lock%s", store->suffix);
  store->lock = openat(store->own, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (store->lock < 0)
    return refuse(err, "cannot be written to", output);
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(store->lock, F_SETLK, &lock) != 0)
    return errno == EACCES || errno == EAGAIN ? refuse_lock(store->lock, output, err)
                                              : refuse(err, "cannot be locked", output);
  sign_lock(store->lock);
  return PRECIS_OK;
}

/* The lock is held: what lies here was left by a killed run. */
static void clear_drafts(int drafts)
{
  int fd = dup(drafts);
  DIR *listing = fd >= 0 ? fdopendir(fd) : NULL;
  if (!listing) {
    close_if(fd);
    return;
  }
  struct dirent *entry;
  while ((entry = readdir(listing)))
    unlinkat(drafts, entry->d_name, 0); /* "." and ".." refuse */
  closedir(listing);
}

/* A folder that no run has worked in yet holds no page of a run: "-o site" would lose a site's. */
static precis_status check_fresh(const struct store *store, const char *output, precis_error *err)
{
  static const char *const own[] = {"index.html", "index.pdf"};
  if (faccessat(store->root, ".precis", F_OK, AT_SYMLINK_NOFOLLOW) == 0)
    return PRECIS_OK;
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
    if (faccessat(store->root, own[i], F_OK, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    precis_status s =
        fail(err, PRECIS_STOPPED, "holds '%s', which no run is known to have made", own[i]);
    fail_hint(err, s, "choose another -o, or move it away");
    return fail_at(err, s, str_of(output), 0, 0);
  }
  return PRECIS_OK;
}

static precis_status open_parts(struct store *store, const char *output, precis_error *err)
{
  if (!make_folders(output))
    return refuse(err, "cannot be made", output);
  store->root = open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (store->root < 0)
    return refuse(err, "cannot be written to", output);
  precis_status s = check_fresh(store, output, err);
  if (s != PRECIS_OK)
    return s;
  store->own = open_folder(store->root, ".precis", true);
  if (store->own < 0)
    return refuse(err, "cannot be written to", output);
  s = take_lock(store, output, err);
  if (s != PRECIS_OK)
    return s;
  char name[48];
  snprintf(name, sizeof name, "tmp%s", store->suffix);
  store->drafts = open_folder(store->own, name, true);
  if (store->drafts < 0)
    return refuse(err, "cannot be written to", output);
  clear_drafts(store->drafts);
  return PRECIS_OK;
}

static void find_suffix(const struct batch_options *options, char ret[SUFFIX_MAX])
{
  ret[0] = '\0';
  if (options->shards > 1)
    snprintf(ret, SUFFIX_MAX, "-%u-of-%u", options->shard, options->shards);
}

void store_drafts_path(const struct batch_options *options, struct buffer *ret)
{
  char suffix[SUFFIX_MAX];
  find_suffix(options, suffix);
  buffer_format(ret, "%s/.precis/tmp%s", options->output, suffix);
  buffer_byte(ret, '\0');
}

static struct store *store_new(const struct batch_options *options)
{
  struct store *store = calloc(1, sizeof *store);
  if (!store)
    return NULL;
  store->root = store->own = store->drafts = store->lock = -1;
  store->placing.fd = store->looking.fd = -1;
  buffer_init(&store->placing.path, &heap_default);
  buffer_init(&store->looking.path, &heap_default);
  buffer_init(&store->ledger_path, &heap_default);
  find_suffix(options, store->suffix);
  buffer_format(&store->ledger_path, "%s/.precis/ledger%s.db", options->output, store->suffix);
  buffer_byte(&store->ledger_path, '\0');
  if (!store->ledger_path.is_short)
    return store;
  store_free(store);
  return NULL;
}

precis_status store_look(const struct batch_options *options, struct store **ret, precis_error *err)
{
  struct store *store = store_new(options);
  if (!store)
    return fail_no_memory(err);
  store->root = open(options->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  *ret = store;
  return PRECIS_OK;
}

precis_status store_open(const struct batch_options *options, struct store **ret, precis_error *err)
{
  struct store *store = store_new(options);
  if (!store)
    return fail_no_memory(err);
  precis_status s = open_parts(store, options->output, err);
  if (s == PRECIS_OK)
    *ret = store;
  else
    store_free(store);
  return s;
}

precis_status store_draft(struct store *store, str bytes, struct draft *ret, precis_error *err)
{
  struct draft draft;
  snprintf(draft.name, sizeof draft.name, "%lu", store->next++);
  draft.fd =
      openat(store->drafts, draft.name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (draft.fd < 0)
    return refuse(err, "the output folder cannot be written to", "");
  if (!file_put(draft.fd, bytes)) {
    precis_status s = refuse(err, "the output cannot be written", "");
    store_drop(store, &draft);
    return s;
  }
  *ret = draft;
  return PRECIS_OK;
}

precis_status store_append(const struct draft *draft, str bytes, precis_error *err)
{
  return file_put(draft->fd, bytes) ? PRECIS_OK : refuse(err, "the output cannot be written", "");
}

precis_status store_sync(struct store *store, const struct draft *drafts, size_t count,
                         precis_error *err)
{
  /* The kernel gives back errors of writing for syncfs() as well (since Linux 5.8). */
  if (count > SYNC_ONE_BY_ONE && syncfs(store->drafts) == 0)
    return PRECIS_OK;
  for (size_t i = 0; i < count; i++)
    if (drafts[i].fd >= 0 && fsync(drafts[i].fd) != 0)
      return refuse(err, "the output cannot be written", "");
  return PRECIS_OK;
}

precis_status store_settle(struct store *store, precis_error *err)
{
  bool sound = store->placing.fd < 0 || !store->folder_is_new || fsync(store->placing.fd) == 0;
  store->folder_is_new = false;
  return sound ? PRECIS_OK : refuse(err, "the output folder cannot be written to", "");
}

static void name_of(str name, char room[NAME_MAX + 1])
{
  size_t len = name.len < NAME_MAX ? name.len : NAME_MAX; /* output_name() keeps to it */
  memcpy(room, name.data, len);
  room[len] = '\0';
}

/* The folder of an output's path, open until the next call; -1 and errno. */
static int enter(const struct store *store, struct visit *visit, str folder, bool make)
{
  if (visit->fd >= 0 && str_eq(folder, buffer_str(&visit->path)))
    return visit->fd;
  int at = dup(store->root);
  str rest = folder, part;
  while (at >= 0 && rest.len && str_split(&rest, '/', &part)) {
    char name[NAME_MAX + 1];
    name_of(part, name);
    int next = open_folder(at, name, make);
    int reason = errno;
    close(at);
    errno = reason;
    at = next;
  }
  if (at < 0)
    return -1;
  close_if(visit->fd);
  visit->fd = at;
  buffer_clear(&visit->path);
  buffer_add(&visit->path, folder);
  if (!visit->path.is_short)
    return at;
  /* Under no name it would be taken for the top. */
  close(at);
  visit->fd = -1;
  errno = ENOMEM;
  return -1;
}

/* The folder that a name is to be changed in; what was changed in the last one is on disk. */
static int enter_to_place(struct store *store, str path, bool make)
{
  str folder = path_folder(path);
  bool stays = store->placing.fd >= 0 && str_eq(folder, buffer_str(&store->placing.path));
  return stays || store_settle(store, NULL) == PRECIS_OK
             ? enter(store, &store->placing, folder, make)
             : -1;
}

precis_status store_place(struct store *store, const struct draft *draft, str path,
                          precis_error *err)
{
  char name[NAME_MAX + 1];
  name_of(path_name(path), name);
  int folder = enter_to_place(store, path, true);
  if (folder < 0 || renameat(store->drafts, draft->name, folder, name) != 0) {
    precis_status s = refuse(err, "cannot be written", "");
    return fail_at(err, s, path, 0, 0);
  }
  store->folder_is_new = true;
  return PRECIS_OK;
}

void store_drop(struct store *store, struct draft *draft)
{
  close_if(draft->fd);
  draft->fd = -1;
  unlinkat(store->drafts, draft->name, 0);
}

void store_remove(struct store *store, str path)
{
  char name[NAME_MAX + 1];
  name_of(path_name(path), name);
  int folder = path.len ? enter_to_place(store, path, false) : -1;
  if (folder >= 0 && unlinkat(folder, name, 0) == 0)
    store->folder_is_new = true;
}

int store_open_file(const struct store *store, str name)
{
  char text[NAME_MAX + 1];
  name_of(name, text);
  return openat(store->root, text, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}

const char *store_fault(struct store *store, str path, uint64_t size)
{
  char name[NAME_MAX + 1];
  struct stat st;
  name_of(path_name(path), name);
  int folder = path.len ? enter(store, &store->looking, path_folder(path), false) : -1;
  bool is_there = folder >= 0 && fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
  if (!is_there)
    return "its briefing is missing";
  return S_ISREG(st.st_mode) && (uint64_t)st.st_size == size ? NULL : "its briefing was altered";
}

precis_status store_write(struct store *store, str path, str bytes, precis_error *err)
{
  struct draft draft;
  precis_status s = store_draft(store, bytes, &draft, err);
  if (s != PRECIS_OK)
    return s;
  s = store_sync(store, &draft, 1, err);
  if (s == PRECIS_OK)
    s = store_place(store, &draft, path, err);
  if (s == PRECIS_OK)
    s = store_settle(store, err);
  if (s != PRECIS_OK)
    store_drop(store, &draft);
  else
    close(draft.fd);
  return s;
}
