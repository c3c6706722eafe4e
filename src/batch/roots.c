/* roots.c - the paths of the command line: what they are called in the run, and that none of them
 * lies in the way of its output.
 *
 * One folder alone gives its documents their paths inside it; of several paths each is called by
 * its own last name, which must be its alone. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/vec.h"
#include "batch/roots.h"

void roots_free(struct roots *roots)
{
  if (!roots)
    return;
  for (uint32_t i = 0; i < roots->count; i++)
    if (roots->at[i].fd >= 0)
      close(roots->at[i].fd);
  arena_free(roots->arena);
}

/* The path without links and dots; NULL and errno when it is not there. */
static const char *resolve(struct arena *arena, const char *path)
{
  char *real = realpath(path, NULL);
  str kept = real ? arena_str(arena, str_of(real)) : (str){0};
  free(real);
  return kept.len ? kept.data : NULL;
}

/* Folder "a" holds "a" and "a/b". */
bool path_lies_in(const char *path, const char *folder)
{
  size_t len = strlen(folder);
  if (len == 1) /* "/" */
    return true;
  return strncmp(path, folder, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

static precis_status refuse_overlap(const struct root *root, precis_error *err)
{
  precis_status s = fail(err, PRECIS_STOPPED, "the output folder holds this source");
  fail_hint(err, s, "choose an -o that does not lie around what is read");
  return fail_at(err, s, str_of(root->given), 0, 0);
}

static precis_status check_output(const struct root *root, const char *real,
                                  const struct batch_options *options, const char *output,
                                  precis_error *err)
{
  if (!output || !path_lies_in(real, output))
    return PRECIS_OK;
  if (root->is_folder)
    return refuse_overlap(root, err);
  /* A briefing could be called as the source beside it is. */
  return str_ends(root->name, str_of(options->ending)) ? refuse_overlap(root, err) : PRECIS_OK;
}

char *path_resolve_new(const char *path)
{
  char *there = realpath(path, NULL);
  if (there)
    return there;
  const char *slash = strrchr(path, '/');
  AUTO_BUFFER folder, whole;
  buffer_init(&folder, &heap_default);
  buffer_init(&whole, &heap_default);
  buffer_format(&folder, "%.*s", slash ? (int)(slash + 1 - path) : 1, slash ? path : ".");
  buffer_byte(&folder, '\0');
  char *real = folder.is_short ? NULL : realpath(folder.data, NULL);
  if (real)
    buffer_format(&whole, "%s/%s", strcmp(real, "/") ? real : "", slash ? slash + 1 : path);
  buffer_byte(&whole, '\0');
  free(real);
  return real && !whole.is_short ? strdup(whole.data) : NULL;
}

/* A digest or a manifest of the user's naming: it would be a document of the next run, or write
 * over one. */
static precis_status check_product(const struct root *root, const char *real, const char *product,
                                   const char *output, precis_error *err)
{
  char *place = product && strcmp(product, "-") != 0 ? path_resolve_new(product) : NULL;
  bool is_among = place && path_lies_in(place, real) && !(output && path_lies_in(place, output));
  free(place);
  if (!is_among)
    return PRECIS_OK;
  precis_status s = fail(err, PRECIS_STOPPED, "would lie among the documents of '%s'", root->given);
  fail_hint(err, s, "write it into the output folder");
  return fail_at(err, s, str_of(product), 0, 0);
}

static precis_status open_root(struct roots *roots, struct root *root, const char *output,
                               precis_error *err)
{
  /* Not blocking, should it be a FIFO. */
  root->fd = open(root->given, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat st;
  const char *real = root->fd >= 0 ? resolve(roots->arena, root->given) : NULL;
  if (!real || fstat(root->fd, &st) != 0) {
    precis_status s = fail(err, PRECIS_IO, "cannot be opened: %s", strerror(errno));
    return fail_at(err, s, str_of(root->given), 0, 0);
  }
  root->is_folder = S_ISDIR(st.st_mode);
  root->name = path_name(str_of(real));
  if (!root->is_folder) { /* a document is opened anew for each reading */
    close(root->fd);
    root->fd = -1;
  }
  precis_status s = check_output(root, real, roots->options, output, err);
  if (s == PRECIS_OK)
    s = check_product(root, real, roots->options->digest, output, err);
  if (s == PRECIS_OK)
    s = check_product(root, real, roots->options->manifest, output, err);
  return s;
}

static int by_name(const void *a, const void *b)
{
  const struct root *x = a, *y = b;
  return order_names((struct ordered){x->name, x->is_folder},
                     (struct ordered){y->name, y->is_folder});
}

static precis_status check_names(struct roots *roots, precis_error *err)
{
  if (roots->count == 1 && roots->at[0].is_folder) {
    roots->at[0].name = STR("");
    return PRECIS_OK;
  }
  for (uint32_t i = 0; i < roots->count; i++)
    for (uint32_t k = 0; k < i; k++)
      if (str_eq(roots->at[k].name, roots->at[i].name)) {
        precis_status s = fail(err, PRECIS_BAD_ARGUMENT, "two paths are called '%.*s'",
                               STR_ARG(roots->at[i].name));
        return fail_hint(err, s, "run them apart, or name the folder that holds both");
      }
  qsort(roots->at, roots->count, sizeof *roots->at, by_name);
  return PRECIS_OK;
}

static void read_globs(struct glob_list *list, struct arena *arena, struct batch_globs globs)
{
  list->arena = arena;
  for (size_t i = 0; i < globs.count; i++)
    glob_add(list, str_of(globs.at[i]));
}

precis_status roots_open(const struct batch_options *options, struct roots **ret, precis_error *err)
{
  AUTO(arena) arena = arena_new(&heap_default);
  struct roots *roots = arena ? arena_make(arena, struct roots) : NULL;
  if (!roots)
    return fail_no_memory(err);
  roots->arena = arena;
  roots->options = options;
  roots->at = arena_array(arena, struct root, options->path_count);
  if (!roots->at)
    return fail_no_memory(err);
  const char *output = resolve(arena, options->output);
  precis_status s = PRECIS_OK;
  for (size_t i = 0; s == PRECIS_OK && i < options->path_count; i++) {
    roots->at[i] = (struct root){.given = options->paths[i], .fd = -1};
    roots->count++;
    s = open_root(roots, &roots->at[i], output, err);
  }
  if (s == PRECIS_OK)
    s = check_names(roots, err);
  read_globs(&roots->include, arena, options->include);
  read_globs(&roots->exclude, arena, options->exclude);
  if (s == PRECIS_OK && arena_short(arena))
    s = fail_no_memory(err);
  (void)TAKE(arena);
  if (s == PRECIS_OK)
    *ret = roots;
  else
    roots_free(roots);
  return s;
}

/* One name at a time, so that no link is followed on the way. */
static int open_below(int folder, str path)
{
  int at = folder;
  for (str rest = path;;) {
    const char *slash = memchr(rest.data, '/', rest.len);
    str name = slash ? str_sub(rest, 0, (size_t)(slash - rest.data)) : rest;
    char text[NAME_MAX + 1];
    int next = -1;
    if (name.len && name.len <= NAME_MAX) {
      memcpy(text, name.data, name.len);
      text[name.len] = '\0';
      int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | (slash ? O_DIRECTORY : O_NONBLOCK);
      next = openat(at, text, flags);
    } else {
      errno = ENAMETOOLONG;
    }
    int reason = errno;
    if (at != folder)
      close(at);
    errno = reason;
    if (next < 0 || !slash)
      return next;
    at = next;
    rest = str_sub(rest, name.len + 1, rest.len - name.len - 1);
  }
}

int roots_open_document(const struct roots *roots, str path)
{
  for (uint32_t i = 0; i < roots->count; i++) {
    const struct root *root = &roots->at[i];
    if (!root->is_folder && str_eq(root->name, path))
      return open(root->given, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (!root->is_folder)
      continue;
    if (!root->name.len)
      return open_below(root->fd, path);
    if (path.len > root->name.len && str_starts(path, root->name) &&
        path.data[root->name.len] == '/')
      return open_below(root->fd, str_sub(path, root->name.len + 1, path.len - root->name.len - 1));
  }
  errno = ENOENT;
  return -1;
}
