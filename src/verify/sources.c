/* sources.c - where a briefing's sources lie: what the caller names, then what lies beside the
 * briefing; by hash first, then by name. */
#include <dirent.h>
#include <nettle/sha2.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/hex.h"
#include "base/io.h"
#include "verify/verify.h"

enum {
  ENTRIES_MAX = 200000, /* of all folders */
  DEPTH_MAX = 16
};

struct search {
  struct arena *arena;
  verify_candidates *candidates;
  uint32_t entries;
};

static void add_file(struct search *s, str path, const struct stat *st, bool is_named)
{
  struct verify_candidate candidate = {
      .path = path, .name = path_name(path), .bytes = (size_t)st->st_size, .is_named = is_named};
  vec_push(s->arena, s->candidates, candidate);
}

/* Folders behind links are not entered: they may lead round in a circle. */
static void walk(struct search *s, str folder, int depth)
{
  DIR *dir = opendir(folder.data);
  struct dirent *entry;
  while (dir && (entry = readdir(dir)) && s->entries < ENTRIES_MAX) {
    s->entries++;
    struct stat st;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    str path = arena_format(s->arena, "%.*s/%s", STR_ARG(folder), entry->d_name);
    if (!path.len || lstat(path.data, &st) != 0)
      continue;
    if (S_ISREG(st.st_mode) ||
        (S_ISLNK(st.st_mode) && stat(path.data, &st) == 0 && S_ISREG(st.st_mode)))
      add_file(s, path, &st, false);
    else if (S_ISDIR(st.st_mode) && depth > 0)
      walk(s, path, depth - 1);
  }
  if (dir)
    closedir(dir);
}

void verify_look(struct arena *arena, const struct verify_places *places, verify_candidates *ret)
{
  struct search search = {.arena = arena, .candidates = ret};
  for (size_t i = 0; i < places->count; i++) {
    struct stat st;
    str path = arena_str(arena, str_of(places->paths[i]));
    if (stat(places->paths[i], &st) != 0)
      continue;
    if (S_ISDIR(st.st_mode))
      walk(&search, path, DEPTH_MAX);
    else if (S_ISREG(st.st_mode))
      add_file(&search, path, &st, true);
  }
  if (!places->briefing)
    return;
  str folder = path_folder(str_of(places->briefing));
  if (folder.len > 1)
    folder.len--;
  walk(&search, folder.len ? arena_str(arena, folder) : STR("."), 0);
}

static void hash_file(struct verify_candidate *c, size_t max_bytes)
{
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  c->is_hashed = true;
  if (file_read(c->path.data, max_bytes, &bytes, NULL) != PRECIS_OK)
    return;
  struct sha256_ctx sha256;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&sha256);
  sha256_update(&sha256, bytes.len, (const uint8_t *)bytes.data);
  sha256_digest(&sha256, sizeof digest, digest);
  hex_write(c->sha256, digest, sizeof digest);
}

const struct verify_candidate *verify_find(verify_candidates *candidates,
                                           const struct verify_source *source, size_t max_bytes)
{
  const struct verify_candidate *by_name = NULL;
  for (uint32_t i = 0; i < candidates->count; i++) {
    struct verify_candidate *c = &candidates->at[i];
    bool has_name = source->name.len && str_eq(c->name, source->name);
    if (!has_name && !c->is_named && c->bytes != source->bytes)
      continue;
    if (!c->is_hashed)
      hash_file(c, max_bytes);
    if (c->sha256[0] && str_eq(str_of(c->sha256), source->sha256))
      return c;
    if (has_name && !by_name)
      by_name = c;
  }
  return by_name;
}
