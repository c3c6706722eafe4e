/* fontset.c - which file serves which family, weight and slope; fallbacks for characters a face
 * lacks.
 *
 * A briefing takes two of some thirty sets: one is read when its family is asked for, from the file
 * that has its name ("noto-sans.ini"), and the others when that lacks it or a character is in none.
 *
 * Invariant: a set is read once, and a file's face goes from NULL to loaded once, under the lock.
 * Face ids are handed out in the order of loading and only name faces inside a run. */
#include <dirent.h>
#include <stdlib.h>

#include "base/ini.h"
#include "base/io.h"
#include "type/faces.h"

/* More face sets than this in a folder are a mistake. */
enum { SETS_MAX = 256 };

/* A set names a few dozen files. */
enum { SET_BYTES_MAX = 64 * 1024 };

struct set_reader {
  struct arena *arena;
  struct family *family;
};

static precis_status add_file(struct set_reader *r, str section, str key, str value,
                              precis_error *err)
{
  uint32_t weight;
  if (!str_to_uint(key, &weight) || weight < 1 || weight > 1000)
    return fail(err, PRECIS_BAD_TEMPLATE, "'%.*s' is not a weight from 1 to 1000", STR_ARG(key));
  struct face_file file = {.weight = (uint16_t)weight,
                           .italic = str_eq(section, STR("italic")),
                           .old_one = r->family->old_one,
                           .superiors = r->family->superiors};
  file.path = arena_format(r->arena, "%.*s/%.*s", STR_ARG(r->family->folder), STR_ARG(value));
  vec_push(r->arena, &r->family->files, file);
  return PRECIS_OK;
}

/* Features of the family that not every face has under the same tag. */
static precis_status add_feature(struct set_reader *r, str key, str value, precis_error *err)
{
  enum { TAG_BYTES = 4 };

  bool is_one = str_eq(key, STR("old-style-one"));
  if (value.len != TAG_BYTES || !(is_one || str_eq(key, STR("superior-figures"))))
    return fail(err, PRECIS_BAD_TEMPLATE, "unknown key or bad value '%.*s'", STR_ARG(key));
  hb_tag_t tag = hb_tag_from_string(value.data, TAG_BYTES);
  *(is_one ? &r->family->old_one : &r->family->superiors) = tag;
  return PRECIS_OK;
}

static precis_status read_key(void *user, str section, str key, str value, uint32_t line,
                              precis_error *err)
{
  struct set_reader *r = user;
  (void)line;
  if (str_eq(section, STR("upright")) || str_eq(section, STR("italic")))
    return add_file(r, section, key, value, err);
  if (str_eq(section, STR("features")))
    return add_feature(r, key, value, err);
  if (!str_eq(section, STR("face-set")))
    return fail(err, PRECIS_BAD_TEMPLATE, "unknown section [%.*s]", STR_ARG(section));
  if (str_eq(key, STR("family")))
    r->family->name = arena_str(r->arena, value);
  else if (str_eq(key, STR("package")))
    r->family->package = arena_str(r->arena, value);
  else if (str_eq(key, STR("folder")))
    r->family->folder = arena_str(r->arena, value);
  else if (!str_eq(key, STR("fallback")) || !str_to_uint(value, &r->family->fallback))
    return fail(err, PRECIS_BAD_TEMPLATE, "unknown key or bad value '%.*s'", STR_ARG(key));
  return PRECIS_OK;
}

/* The lock is held. */
static precis_status read_set(struct fontset *set, struct set_file *file, precis_error *err)
{
  if (file->was_read)
    return PRECIS_OK;
  AUTO_BUFFER bytes;
  buffer_init(&bytes, arena_heap(set->arena));
  precis_status s = file_read(file->path.data, SET_BYTES_MAX, &bytes, err);
  if (s != PRECIS_OK)
    return s;
  struct family family = {.path = file->path};
  struct set_reader reader = {set->arena, &family};
  s = ini_read(buffer_str(&bytes), file->path, read_key, &reader, err);
  if (s == PRECIS_OK)
    vec_push(set->arena, &set->families, family);
  file->was_read = s == PRECIS_OK;
  return s != PRECIS_OK ? s : arena_short(set->arena) ? fail_no_memory(err) : PRECIS_OK;
}

static int by_fallback(const void *a, const void *b)
{
  const struct family *left = a, *right = b;
  uint32_t l = left->fallback - 1, r = right->fallback - 1; /* 0 goes last */
  int order = l != r ? (l > r) - (l < r) : str_compare(left->name, right->name);
  return order ? order : str_compare(left->path, right->path);
}

static int by_path(const void *a, const void *b)
{
  const struct set_file *left = a, *right = b;
  return str_compare(left->path, right->path);
}

/* The lock is held. One that cannot be read hides no other; the first such is what is failed with,
 * all others being read. */
static precis_status read_all_sets(struct fontset *set, precis_error *err)
{
  for (uint32_t i = 0; i < set->files.count && !set->has_all; i++) {
    precis_error fault;
    precis_status s = read_set(set, &set->files.at[i], &fault);
    if (s == PRECIS_NO_MEMORY)
      return fail_no_memory(err);
    if (s != PRECIS_OK && set->fault.status == PRECIS_OK)
      set->fault = fault;
  }
  if (!set->has_all && set->families.count)
    qsort(set->families.at, set->families.count, sizeof *set->families.at, by_fallback);
  set->has_all = true;
  if (err)
    *err = set->fault;
  return set->fault.status;
}

/* "Noto Sans" and the path of "noto-sans.ini". */
static bool is_named(str path, str family)
{
  str stem = path_stem(path);
  bool is_same = stem.len == family.len;
  for (size_t i = 0; i < stem.len && is_same; i++) {
    char c = family.data[i];
    is_same = stem.data[i] == (c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
  }
  return is_same;
}

static precis_status list_sets(struct fontset *set, const char *folder, precis_error *err)
{
  DIR *listing = opendir(folder);
  if (!listing) {
    precis_status s = fail(err, PRECIS_IO, "no face sets");
    return fail_at(err, s, str_of(folder), 0, 0);
  }
  struct dirent *entry;
  while (set->files.count < SETS_MAX && (entry = readdir(listing))) {
    str name = str_of(entry->d_name);
    if (name.data[0] != '.' && str_ends(name, STR(".ini")))
      vec_push(set->arena, &set->files,
               (struct set_file){.path = arena_format(set->arena, "%s/%s", folder, entry->d_name)});
  }
  closedir(listing);
  if (set->files.count)
    qsort(set->files.at, set->files.count, sizeof *set->files.at, by_path);
  return arena_short(set->arena) ? fail_no_memory(err) : PRECIS_OK;
}

precis_status fontset_new(const struct heap *heap, const char *folder, struct fontset **ret,
                          precis_error *err)
{
  struct arena *arena = arena_new(heap);
  struct fontset *set = arena ? arena_make(arena, struct fontset) : NULL;
  if (!set) {
    arena_free(arena);
    return fail_no_memory(err);
  }
  set->arena = arena;
  set->kept_arena = arena_new(heap);
  if (!set->kept_arena) {
    arena_free(arena);
    return fail_no_memory(err);
  }
  map_init(&set->kept_keys, set->kept_arena);
  pthread_mutex_init(&set->lock, NULL);
  precis_status s = list_sets(set, folder, err);
  if (s == PRECIS_OK)
    *ret = set;
  else
    fontset_free(set);
  return s;
}

void fontset_free(struct fontset *fontset)
{
  if (!fontset)
    return;
  for (uint32_t i = 0; i < fontset->families.count; i++)
    for (uint32_t k = 0; k < fontset->families.at[i].files.count; k++)
      face_unload(fontset->families.at[i].files.at[k].face);
  pthread_mutex_destroy(&fontset->lock);
  arena_free(fontset->kept_arena);
  arena_free(fontset->arena);
}

/* The lock is held. */
static const struct face *loaded(struct fontset *set, struct face_file *file)
{
  if (!file->was_tried) {
    file->was_tried = true;
    file->face = face_load(set->arena, file, set->face_count);
    set->face_count += file->face != NULL;
  }
  return file->face;
}

/* Another slope is worse than any difference in weight; of two as near, the heavier. */
static uint32_t distance(const struct face_file *file, uint16_t weight, bool italic)
{
  uint32_t apart = file->weight > weight ? (uint32_t)(file->weight - weight) * 2
                                         : (uint32_t)(weight - file->weight) * 2 + 1;
  return apart + (file->italic != italic ? 10000 : 0);
}

static const struct face *nearest(struct fontset *set, struct family *family, uint16_t weight,
                                  bool italic)
{
  struct face_file *best = NULL;
  for (uint32_t i = 0; i < family->files.count; i++) {
    struct face_file *file = &family->files.at[i];
    if (!best || distance(file, weight, italic) < distance(best, weight, italic))
      best = file;
  }
  return best ? loaded(set, best) : NULL;
}

/* The lock is held. */
static struct family *known_family(struct fontset *set, str name)
{
  for (uint32_t i = 0; i < set->families.count; i++)
    if (str_eq_nocase(set->families.at[i].name, name))
      return &set->families.at[i];
  return NULL;
}

/* The lock is held. NULL where no set has the family. */
static precis_status find_family(struct fontset *set, str name, struct family **ret,
                                 precis_error *err)
{
  precis_status s = PRECIS_OK;
  *ret = known_family(set, name);
  for (uint32_t i = 0; i < set->files.count && !*ret && s == PRECIS_OK; i++)
    if (is_named(set->files.at[i].path, name)) {
      s = read_set(set, &set->files.at[i], err);
      *ret = known_family(set, name);
    }
  if (!*ret && s == PRECIS_OK) {
    s = read_all_sets(set, err);
    *ret = known_family(set, name);
  }
  return *ret ? PRECIS_OK : s;
}

precis_status fontset_find(struct fontset *fontset, struct face_query query,
                           const struct face **ret, precis_error *err)
{
  struct family *family = NULL;
  pthread_mutex_lock(&fontset->lock);
  precis_status s = find_family(fontset, query.family, &family, err);
  *ret = family ? nearest(fontset, family, query.weight, query.italic) : NULL;
  str package = family ? family->package : STR("");
  pthread_mutex_unlock(&fontset->lock);
  if (s != PRECIS_OK || *ret)
    return s;
  s = fail(err, PRECIS_NO_FONT, "no face of the family '%.*s'", STR_ARG(query.family));
  return package.len ? fail_hint(err, s, "apt install %.*s", STR_ARG(package))
                     : fail_hint(err, s, "precis list fonts");
}

const struct face *fontset_fallback(struct fontset *fontset, const struct face *face, uint32_t c)
{
  const struct face *found = NULL;
  pthread_mutex_lock(&fontset->lock);
  read_all_sets(fontset, NULL); /* those that cannot be read have no face */
  for (uint32_t i = 0; i < fontset->families.count && !found; i++) {
    struct family *family = &fontset->families.at[i];
    hb_codepoint_t glyph;
    if (!family->fallback)
      continue;
    const struct face *other = nearest(fontset, family, face->weight, face->is_italic);
    if (other && hb_font_get_nominal_glyph(other->hb_font, c, &glyph) && glyph)
      found = other;
  }
  pthread_mutex_unlock(&fontset->lock);
  return found;
}

precis_status fontset_list(struct fontset *fontset,
                           void (*found)(void *user, const char *family, const char *what,
                                         const char *path),
                           void *user, precis_error *err)
{
  pthread_mutex_lock(&fontset->lock);
  precis_status s = read_all_sets(fontset, err);
  for (uint32_t i = 0; i < fontset->families.count; i++) {
    const struct family *family = &fontset->families.at[i];
    found(user, family->name.data, family->package.data, family->folder.data);
  }
  pthread_mutex_unlock(&fontset->lock);
  return s;
}
