/* walk.c - what lies below the paths, in the order of the bytes of its path, links never followed.
 *
 * Invariant: a folder's entries are visited in the order of their names, a folder's name taken with
 * the
 * '/' behind it; so the visits are in the order of whole paths. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/vec.h"
#include "batch/roots.h"

/* Each level holds a folder open; deeper is a loop of mounts, or an attack. */
enum { DEPTH_MAX = 200 };

/* Of a .precisignore: a list of patterns, not a document. */
enum { IGNORE_BYTES_MAX = 1024 * 1024 };

#define IGNORE_FILE ".precisignore"
/* What a run keeps in its output folder. */
#define OWN_FOLDER ".precis"

struct entry {
  str name;
  bool is_folder;
};

struct level {
  int fd;
  struct arena *arena;
  struct glob_list globs;
  struct entry *entries;
  uint32_t count, at;
  size_t path_len; /* of the folder's path with its '/' */
};

struct walk {
  const struct roots *roots;
  found_visitor *visit;
  void *user;
  struct buffer path;
  struct level levels[DEPTH_MAX];
  uint32_t depth;
  struct stat output; /* its folder */
  bool has_output;
};

static precis_status tell(struct walk *w, enum found_kind kind, const struct stat *st,
                          const char *why, precis_error *err)
{
  struct found found = {.kind = kind, .why = why, .st = st ? *st : (struct stat){0}};
  size_t len = w->path.len;
  buffer_byte(&w->path, '\0');
  if (w->path.is_short)
    return fail_no_memory(err);
  w->path.len = len;
  found.path = buffer_str(&w->path);
  if (len > PATH_BYTES_MAX) {
    found.kind = FOUND_UNREADABLE;
    found.why = "its path is too long";
  }
  return w->visit(w->user, &found, err);
}

static int by_name(const void *a, const void *b)
{
  const struct entry *x = a, *y = b;
  return order_names((struct ordered){x->name, x->is_folder},
                     (struct ordered){y->name, y->is_folder});
}

static bool is_folder(int fd, const struct dirent *entry)
{
  if (entry->d_type != DT_UNKNOWN)
    return entry->d_type == DT_DIR;
  struct stat st;
  return fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

/* False: errno says why. The level's own fd stays open beside the listing's. */
static bool list(struct level *level)
{
  int fd = dup(level->fd);
  if (fd < 0)
    return false;
  DIR *listing = fdopendir(fd);
  if (!listing) {
    close(fd);
    return false;
  }
  VEC(struct entry) entries = {0};
  struct dirent *entry;
  errno = 0;
  while ((entry = readdir(listing))) {
    str name = str_of(entry->d_name);
    if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
      continue;
    struct entry found = {arena_str(level->arena, name), is_folder(level->fd, entry)};
    vec_push(level->arena, &entries, found);
    errno = 0;
  }
  int reason = arena_short(level->arena) ? ENOMEM : errno;
  closedir(listing);
  if (entries.count)
    qsort(entries.at, entries.count, sizeof *entries.at, by_name);
  level->entries = entries.at;
  level->count = entries.count;
  errno = reason;
  return reason == 0;
}

static void read_ignore_file(struct level *level)
{
  level->globs.arena = level->arena;
  int fd = openat(level->fd, IGNORE_FILE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat st;
  if (fd < 0)
    return;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
      st.st_size <= IGNORE_BYTES_MAX) {
    char *text = arena_alloc(level->arena, (size_t)st.st_size);
    size_t len = 0;
    ssize_t got = 1;
    while (text && len < (size_t)st.st_size && got > 0) {
      got = read(fd, text + len, (size_t)st.st_size - len);
      len += got > 0 ? (size_t)got : 0;
    }
    if (text)
      glob_add_all(&level->globs, (str){text, len});
  }
  close(fd);
}

static void close_level(struct walk *w)
{
  struct level *level = &w->levels[--w->depth];
  arena_free(level->arena);
  close(level->fd);
  w->path.len = level->path_len;
}

/* Goes into a folder, whose fd it owns; the path ends with its '/'. */
static precis_status open_level(struct walk *w, int fd, precis_error *err)
{
  if (w->depth == DEPTH_MAX) {
    close(fd);
    return tell(w, FOUND_UNREADABLE, NULL, "lies too deep in folders", err);
  }
  struct level *level = &w->levels[w->depth];
  *level = (struct level){.fd = fd, .arena = arena_new(&heap_default), .path_len = w->path.len};
  if (!level->arena) {
    close(fd);
    return fail_no_memory(err);
  }
  w->depth++;
  read_ignore_file(level);
  if (list(level))
    return PRECIS_OK;
  precis_status s = tell(w, FOUND_UNREADABLE, NULL, strerror(errno), err);
  level->count = 0;
  return s;
}

/* The ignore file nearest to an entry that says something decides; --exclude has the last word. */
static enum glob_answer ask(const struct walk *w, bool folder)
{
  str path = buffer_str(&w->path);
  size_t root = w->levels[0].path_len;
  if (glob_ask(&w->roots->exclude, str_sub(path, root, path.len - root), folder) == GLOB_IGNORE)
    return GLOB_IGNORE;
  for (uint32_t i = w->depth; i > 0; i--) {
    const struct level *level = &w->levels[i - 1];
    enum glob_answer answer =
        glob_ask(&level->globs, str_sub(path, level->path_len, path.len - level->path_len), folder);
    if (answer != GLOB_SILENT)
      return answer;
  }
  return GLOB_SILENT;
}

/* NULL: it is not ignored. */
static const char *why_ignored(const struct walk *w, const struct entry *entry)
{
  enum glob_answer answer = ask(w, entry->is_folder);
  if (entry->is_folder && str_eq(entry->name, STR(OWN_FOLDER)))
    return "a run's own folder";
  if (!entry->is_folder && str_eq(entry->name, STR(IGNORE_FILE)))
    return "an ignore file";
  if (answer == GLOB_IGNORE)
    return "excluded by a pattern";
  bool is_included = false;
  if (!entry->is_folder && w->roots->include.count) {
    str path = buffer_str(&w->path);
    size_t root = w->levels[0].path_len;
    is_included = glob_ask(&w->roots->include, str_sub(path, root, path.len - root), false) ==
                  GLOB_IGNORE; /* that is: it matches */
    if (!is_included)
      return "not among --include";
  }
  bool is_hidden = entry->name.data[0] == '.' && answer != GLOB_KEEP && !is_included;
  return is_hidden ? "hidden" : NULL;
}

static const char *why_no_document(mode_t mode)
{
  switch (mode & S_IFMT) {
  case S_IFREG:
    return NULL;
  case S_IFLNK:
    return "a link";
  case S_IFIFO:
    return "a FIFO";
  case S_IFSOCK:
    return "a socket";
  default:
    return "a device";
  }
}

/* This run's, or another's: its briefings are not read as documents. */
static bool is_output(const struct walk *w, int fd)
{
  struct stat st;
  if (w->has_output && fstat(fd, &st) == 0 && st.st_dev == w->output.st_dev &&
      st.st_ino == w->output.st_ino)
    return true;
  return fstatat(fd, OWN_FOLDER, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static precis_status visit_folder(struct walk *w, const struct level *level,
                                  const struct entry *entry, precis_error *err)
{
  int fd = openat(level->fd, entry->name.data, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY);
  buffer_byte(&w->path, '/');
  if (fd < 0)
    return tell(w, FOUND_UNREADABLE, NULL, strerror(errno), err);
  if (is_output(w, fd)) {
    close(fd);
    return tell(w, FOUND_IGNORED, NULL, "the output folder of a run", err);
  }
  return open_level(w, fd, err);
}

static precis_status visit_entry(struct walk *w, struct level *level, precis_error *err)
{
  const struct entry *entry = &level->entries[level->at++];
  w->path.len = level->path_len;
  buffer_add(&w->path, entry->name);
  const char *ignored = why_ignored(w, entry);
  if (ignored) {
    if (entry->is_folder)
      buffer_byte(&w->path, '/');
    return tell(w, FOUND_IGNORED, NULL, ignored, err);
  }
  if (entry->is_folder)
    return visit_folder(w, level, entry, err);
  struct stat st;
  if (fstatat(level->fd, entry->name.data, &st, AT_SYMLINK_NOFOLLOW) != 0)
    return tell(w, FOUND_UNREADABLE, NULL, strerror(errno), err);
  const char *other = why_no_document(st.st_mode);
  return tell(w, other ? FOUND_IGNORED : FOUND_DOCUMENT, &st, other, err);
}

static precis_status walk_folder(struct walk *w, const struct root *root, precis_error *err)
{
  w->path.len = 0;
  buffer_add(&w->path, root->name);
  if (root->name.len)
    buffer_byte(&w->path, '/');
  int fd = openat(root->fd, ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (fd < 0)
    return tell(w, FOUND_UNREADABLE, NULL, strerror(errno), err);
  precis_status s = open_level(w, fd, err);
  while (s == PRECIS_OK && w->depth) {
    struct level *level = &w->levels[w->depth - 1];
    if (level->at == level->count)
      close_level(w);
    else
      s = visit_entry(w, level, err);
  }
  while (w->depth)
    close_level(w);
  return s;
}

static precis_status walk_file(struct walk *w, const struct root *root, precis_error *err)
{
  struct stat st;
  w->path.len = 0;
  buffer_add(&w->path, root->name);
  if (stat(root->given, &st) != 0)
    return tell(w, FOUND_UNREADABLE, NULL, strerror(errno), err);
  const char *other = why_no_document(st.st_mode);
  return tell(w, other ? FOUND_IGNORED : FOUND_DOCUMENT, &st, other, err);
}

precis_status walk(const struct roots *roots, found_visitor *visit, void *user, precis_error *err)
{
  struct walk *w = calloc(1, sizeof *w);
  if (!w)
    return fail_no_memory(err);
  w->roots = roots;
  w->visit = visit;
  w->user = user;
  w->has_output = stat(roots->options->output, &w->output) == 0;
  buffer_init(&w->path, &heap_default);
  precis_status s = PRECIS_OK;
  for (uint32_t i = 0; s == PRECIS_OK && i < roots->count; i++) {
    const struct root *root = &roots->at[i];
    s = root->is_folder ? walk_folder(w, root, err) : walk_file(w, root, err);
  }
  buffer_clear(&w->path);
  free(w);
  return s;
}
