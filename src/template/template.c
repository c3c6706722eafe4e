/* template.c - a template file over the one it is based on, and the command line's settings over
 * both. */
#include "template/template.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ini.h"
#include "base/io.h"
#include "template/parse.h"

/* Whoever needs a longer chain of bases has lost the thread. */
enum { BASES_MAX = 8 };

enum { TEMPLATE_BYTES_MAX = 1 << 20 };

struct template_file {
  const char *path;
  struct buffer bytes;
  str base; /* in bytes' lifetime: in the arena */
  uint32_t base_line;
};

struct loader {
  struct page_template *t;
  const char *folder;
  struct template_file files[BASES_MAX];
  size_t count;
  str applied; /* the path of the file that is being applied */
};

static bool is_path(const char *name)
{
  return strchr(name, '/') || str_ends(str_of(name), STR(".ini"));
}

/* base = NAME stands before any section; all else waits until the base has been read. */
static precis_status find_base(void *user, str section, str key, str value, uint32_t line,
                               precis_error *err)
{
  struct loader *l = user;
  (void)err;
  if (!section.len && str_eq(key, STR("base"))) {
    l->files[l->count].base = arena_str(l->t->arena, value);
    l->files[l->count].base_line = line;
  }
  return PRECIS_OK;
}

static precis_status set_line(void *user, str section, str key, str value, uint32_t line,
                              precis_error *err)
{
  struct loader *l = user;
  if (!section.len && str_eq(key, STR("base")))
    return PRECIS_OK;
  template_note(l->t, &(struct key_origin){section, key, value, l->applied, line});
  return template_set(l->t, section, key, value, err);
}

/* The installed name that is nearest to one that is none; the first of several by its bytes. */
static str nearest_template(const struct loader *l, str name)
{
  enum { NEAR = 3 };

  uint32_t best_distance = NEAR;
  str best = STR("");
  DIR *folder = opendir(l->folder);
  for (struct dirent *entry; folder && (entry = readdir(folder));) {
    str stem = path_stem(str_of(entry->d_name));
    if (!str_ends(str_of(entry->d_name), STR(".ini")))
      continue;
    uint32_t distance = str_distance(name, stem, NEAR);
    if (distance < best_distance ||
        (distance == best_distance && best.len && str_compare(stem, best) < 0)) {
      best = arena_str(l->t->arena, stem);
      best_distance = distance;
    }
  }
  if (folder)
    closedir(folder);
  return best;
}

static precis_status no_template(const struct loader *l, const char *name, precis_error *err)
{
  str near = is_path(name) ? STR("") : nearest_template(l, str_of(name));
  precis_status s = fail(err, PRECIS_BAD_TEMPLATE, "no template '%s'", name);
  if (near.len)
    return fail_hint(err, s, "did you mean %.*s?", STR_ARG(near));
  return fail_hint(err, s, "precis list templates");
}

/* A path starts from the folder of the file that names it as its base, as that of a logo does. */
static str path_of(const struct loader *l, const char *name)
{
  if (!is_path(name))
    return arena_format(l->t->arena, "%s/%s.ini", l->folder, name);
  str folder = l->count ? path_folder(str_of(l->files[l->count - 1].path)) : STR("");
  return name[0] == '/' ? arena_str(l->t->arena, str_of(name))
                        : arena_format(l->t->arena, "%.*s%s", STR_ARG(folder), name);
}

/* status: why. What cannot be read though it is there is told as it is, but is no input. */
static precis_status cannot_open(const struct loader *l, const char *name, str path,
                                 precis_status status, precis_error *err)
{
  if (status == PRECIS_NO_MEMORY || arena_short(l->t->arena))
    return fail_no_memory(err);
  if (access(path.data, F_OK) != 0)
    return no_template(l, name, err);
  if (err)
    err->status = PRECIS_BAD_TEMPLATE;
  return PRECIS_BAD_TEMPLATE;
}

static precis_status open_file(struct loader *l, const char *name, precis_error *err)
{
  struct template_file *file = &l->files[l->count];
  str path = path_of(l, name);
  file->path = path.data;
  buffer_init(&file->bytes, arena_heap(l->t->arena));
  precis_status s = file_read(path.data, TEMPLATE_BYTES_MAX, &file->bytes, err);
  if (s != PRECIS_OK) {
    buffer_clear(&file->bytes);
    return cannot_open(l, name, path, s, err);
  }
  l->t->digest = hash_join(l->t->digest, str_hash(buffer_str(&file->bytes)));
  s = ini_read(buffer_str(&file->bytes), path, find_base, l, err);
  l->count++;
  return s;
}

/* The last file is one that it is based on. */
static bool is_in_circle(const struct loader *l)
{
  struct stat last, other;
  if (stat(l->files[l->count - 1].path, &last) != 0)
    return false;
  for (size_t i = 0; i + 1 < l->count; i++)
    if (stat(l->files[i].path, &other) == 0 && other.st_ino == last.st_ino &&
        other.st_dev == last.st_dev)
      return true;
  return false;
}

static precis_status open_chain(struct loader *l, const char *name, precis_error *err)
{
  precis_status s = open_file(l, name, err);
  while (s == PRECIS_OK && l->files[l->count - 1].base.len) {
    const struct template_file *from = &l->files[l->count - 1];
    s = l->count == BASES_MAX
            ? fail(err, PRECIS_BAD_TEMPLATE, "more than %d files based on each other", BASES_MAX)
            : open_file(l, from->base.data, err);
    if (s == PRECIS_OK && is_in_circle(l))
      s = fail(err, PRECIS_BAD_TEMPLATE, "the bases go round in a circle");
    if (s != PRECIS_OK)
      fail_at(err, s, str_of(from->path), from->base_line, 0);
  }
  return s;
}

static precis_status apply_files(struct loader *l, precis_error *err)
{
  for (size_t i = l->count; i-- > 0;) {
    const char *slash = strrchr(l->files[i].path, '/');
    if (slash)
      l->t->folder = (str){l->files[i].path, (size_t)(slash - l->files[i].path)};
    l->applied = str_of(l->files[i].path);
    precis_status s = ini_read(buffer_str(&l->files[i].bytes), l->applied, set_line, l, err);
    if (s != PRECIS_OK)
      return s;
    l->t->folder = (str){0};
  }
  return PRECIS_OK;
}

/* "page.columns=3" is key columns of section page; "style.body.size=10" of section style.body. */
static precis_status apply_setting(struct page_template *t, str setting, precis_error *err)
{
  size_t equals = str_find(setting, STR("="), 0);
  str name = equals == SIZE_MAX ? setting : str_sub(setting, 0, equals);
  const char *dot = name.len ? memrchr(name.data, '.', name.len) : NULL;
  if (equals == SIZE_MAX || !dot) {
    precis_status s = fail(err, PRECIS_BAD_TEMPLATE, "'%.*s' is no setting", STR_ARG(setting));
    return fail_hint(err, s, "--set page.columns=3");
  }
  size_t at = (size_t)(dot - name.data);
  struct key_origin origin = {str_sub(name, 0, at), str_sub(name, at + 1, name.len - at - 1),
                              str_trim(str_sub(setting, equals + 1, setting.len - equals - 1)),
                              STR("--set"), 0};
  template_note(t, &origin);
  precis_status s = template_set(t, origin.section, origin.key, origin.value, err);
  return s == PRECIS_OK ? s : fail_at(err, s, STR("--set"), 0, 0);
}

static struct page_template *template_new(const struct heap *heap, const char *name)
{
  struct arena *arena = arena_new(heap);
  struct page_template *t = arena ? arena_make(arena, struct page_template) : NULL;
  if (!t) {
    arena_free(arena);
    return NULL;
  }
  t->arena = arena;
  t->name = arena_str(arena, str_of(name));
  return t;
}

static precis_status apply_settings(struct page_template *t, struct setting_list settings,
                                    precis_error *err)
{
  precis_status s = PRECIS_OK;
  t->settings = arena_array(t->arena, str, settings.count + 1);
  for (size_t i = 0; t->settings && s == PRECIS_OK && i < settings.count; i++) {
    str setting = arena_str(t->arena, str_of(settings.at[i]));
    t->settings[t->setting_count++] = setting;
    t->digest = hash_join(t->digest, str_hash(setting));
    s = apply_setting(t, setting, err);
  }
  return s;
}

/* Whose fault it is that the values do not go together: the settings' where the files are sound
 * without them. */
static str culprit(const struct loader *l, const char *name, struct setting_list settings)
{
  AUTO(page_template) bare = NULL;
  bool is_sound = settings.count &&
                  page_template_load(arena_heap(l->t->arena), l->folder, name,
                                     (struct setting_list){NULL, 0}, &bare, NULL) == PRECIS_OK;
  return is_sound ? STR("--set") : l->t->path;
}

precis_status page_template_load(const struct heap *heap, const char *folder, const char *name,
                                 struct setting_list settings, struct page_template **ret,
                                 precis_error *err)
{
  AUTO(page_template) t = template_new(heap, name);
  if (!t)
    return fail_no_memory(err);
  struct loader loader = {.t = t, .folder = folder};
  precis_status s = open_chain(&loader, name, err);
  if (s == PRECIS_OK)
    s = apply_files(&loader, err);
  if (loader.count)
    t->path = str_of(loader.files[0].path);
  for (size_t i = 0; i < loader.count; i++)
    buffer_clear(&loader.files[i].bytes);
  if (s == PRECIS_OK)
    s = apply_settings(t, settings, err);
  if (s == PRECIS_OK) {
    template_adapt(t);
    s = template_check(t, err);
    if (s != PRECIS_OK)
      fail_at(err, s, culprit(&loader, name, settings), 0, 0);
  }
  if (s == PRECIS_OK && arena_short(t->arena))
    s = fail_no_memory(err);
  if (s == PRECIS_OK)
    *ret = TAKE(t);
  return s;
}

void page_template_free(struct page_template *page_template)
{
  if (page_template)
    arena_free(page_template->arena);
}

str page_template_label(const struct page_template *t, const char *key, const char *tag_text,
                        const struct language *language)
{
  str plain = {0}, tag = str_of(tag_text), wanted = str_of(key);
  size_t dash = str_find(tag, STR("-"), 0);
  if (dash != SIZE_MAX)
    tag.len = dash;
  for (uint32_t i = 0; i < t->labels.count; i++) {
    str own = t->labels.at[i].key;
    if (own.len == wanted.len && str_eq(own, wanted)) {
      plain = t->labels.at[i].value;
      continue;
    }
    bool in_language = own.len == tag.len + 1 + wanted.len && own.data[tag.len] == '.' &&
                       str_starts(own, tag) && str_ends(own, wanted);
    if (in_language)
      return t->labels.at[i].value;
  }
  if (plain.data)
    return plain;
  str words = language ? language_text(language, "labels", key) : STR("");
  return words.len ? words : wanted;
}
