/* engine.c - what every document needs, loaded when first asked for and then shared.
 *
 * Invariant: a slot's pointers go from NULL to their object once, under the lock. */
#include "base/io.h"
#include "lib/lib.h"

const char *precis_version(void)
{
  return PRECIS_VERSION;
}

const char *precis_status_name(precis_status status)
{
  switch (status) {
  case PRECIS_OK:
    return "ok";
  case PRECIS_NO_MEMORY:
    return "out of memory";
  case PRECIS_BAD_ARGUMENT:
    return "bad argument";
  case PRECIS_IO:
    return "input or output failed";
  case PRECIS_BAD_INPUT:
    return "unreadable input";
  case PRECIS_BAD_TEMPLATE:
    return "bad template";
  case PRECIS_NO_FONT:
    return "missing font";
  case PRECIS_OVER_LIMIT:
    return "over a limit";
  case PRECIS_NOTHING_FOUND:
    return "nothing to summarize";
  case PRECIS_CANNOT_FIT:
    return "does not fit";
  case PRECIS_STOPPED:
    return "stopped";
  case PRECIS_NOT_VERBATIM:
    return "not verbatim";
  }
  return "unknown status";
}

static precis_status list_languages(precis_engine *engine, precis_error *err)
{
  struct name_list names = {0};
  const char *path = engine_folder(engine, engine->arena, "languages");
  if (!path || !folder_names(path, engine->arena, &names)) {
    precis_status s = fail(err, PRECIS_IO, "no languages in the data folder");
    fail_hint(err, s, "install precis, or set PRECIS_DATA to the folder that holds languages/");
    return fail_at(err, s, engine->data_dir, 0, 0);
  }
  engine->languages = arena_array(engine->arena, struct language_slot, names.count + 1);
  engine->tags = arena_array(engine->arena, const char *, names.count + 1);
  for (uint32_t i = 0; !arena_short(engine->arena) && i < names.count; i++) {
    str tag = names.at[i], name = arena_format(engine->arena, "%s/%s.ini", path, tag.data);
    engine->languages[i] = (struct language_slot){.tag = tag, .path = name};
    engine->tags[i] = tag.data;
    engine->language_count++;
  }
  str models = arena_format(engine->arena, "%s/textcat.conf", path);
  if (arena_short(engine->arena))
    return fail_no_memory(err);
  return detector_new(&engine->heap, models.data, &engine->detector, err);
}

precis_status precis_engine_new(const precis_engine_options *options, precis_engine **ret,
                                precis_error *err)
{
  static const precis_engine_options none;
  const precis_engine_options *o = options ? options : &none;
  struct heap heap = heap_default;
  if (o->realloc)
    heap = (struct heap){o->realloc, o->realloc_user, heap.object_limit};
  if (o->max_heap_bytes)
    heap.object_limit = o->max_heap_bytes;
  struct arena *arena = arena_new(&heap);
  precis_engine *engine = arena ? arena_make(arena, precis_engine) : NULL;
  if (!engine) {
    arena_free(arena);
    return fail_no_memory(err);
  }
  engine->arena = arena;
  engine->heap = heap;
  engine->watch = (struct watch){o->step_done, o->step_user};
  engine->max_input_bytes = o->max_input_bytes ? o->max_input_bytes : INPUT_MAX_DEFAULT;
  engine->data_dir = arena_str(arena, str_of(o->data_dir ? o->data_dir : PRECIS_DATA_DIR));
  pthread_mutex_init(&engine->lock, NULL);
  precis_status s = list_languages(engine, err);
  if (s != PRECIS_OK)
    precis_engine_free(engine);
  else
    *ret = engine;
  return s;
}

void precis_engine_free(precis_engine *engine)
{
  if (!engine)
    return;
  for (size_t i = 0; i < engine->language_count; i++) {
    analyzer_free(engine->languages[i].analyzer);
    language_free(engine->languages[i].language);
  }
  subsets_free(engine->subsets);
  fontset_free(engine->fontset);
  detector_free(engine->detector);
  pthread_mutex_destroy(&engine->lock);
  arena_free(engine->arena);
}

const char *engine_folder(const precis_engine *engine, struct arena *arena, const char *folder)
{
  str path = arena_format(arena, "%.*s/%s", STR_ARG(engine->data_dir), folder);
  return path.len ? path.data : NULL;
}

/* The engine is const to its users; its slots are filled behind the lock. */
static precis_engine *unlocked(const precis_engine *engine)
{
  precis_engine *own = (precis_engine *)engine;
  pthread_mutex_lock(&own->lock);
  return own;
}

/* Serves texts too short to tell their language, and languages without a file. */
#define FALLBACK_LANGUAGE "en"

static struct language_slot *find_slot(precis_engine *engine, const char *tag)
{
  str primary = {tag, strcspn(tag, "-")};
  struct language_slot *fallback = NULL;
  for (size_t i = 0; i < engine->language_count; i++) {
    if (str_eq_nocase(engine->languages[i].tag, primary))
      return &engine->languages[i];
    if (str_eq(engine->languages[i].tag, STR(FALLBACK_LANGUAGE)))
      fallback = &engine->languages[i];
  }
  return fallback;
}

static precis_status load_words(const precis_engine *engine, struct language_slot *slot,
                                precis_error *err)
{
  if (slot->language)
    return PRECIS_OK;
  AUTO(language) language = NULL;
  precis_status s = language_load(&engine->heap, slot->path.data, &language, err);
  if (s == PRECIS_OK)
    s = language_check_labels(language, slot->path, err);
  if (s == PRECIS_OK)
    slot->language = TAKE(language);
  return s;
}

static precis_status fill_slot(const precis_engine *engine, struct language_slot *slot,
                               precis_error *err)
{
  if (slot->analyzer)
    return PRECIS_OK;
  watch_done(&engine->watch, "read", 0); /* so far; the reader asks for its words half way */
  precis_status s = load_words(engine, slot, err);
  if (s == PRECIS_OK)
    s = analyzer_new(&engine->heap, slot->language, &slot->analyzer, err);
  watch_done(&engine->watch, "language", 0);
  return s;
}

typedef precis_status slot_step(const precis_engine *engine, struct language_slot *slot,
                                precis_error *err);

/* The slot that serves the tag, as far as the step makes it. */
static precis_status ready_slot(const precis_engine *engine, const char *tag, slot_step *step,
                                const struct language_slot **ret, precis_error *err)
{
  precis_engine *own = unlocked(engine);
  struct language_slot *slot = find_slot(own, tag);
  precis_status s = slot ? step(own, slot, err)
                         : fail(err, PRECIS_BAD_ARGUMENT, "no language file for '%s'", tag);
  pthread_mutex_unlock(&own->lock);
  if (s == PRECIS_OK)
    *ret = slot;
  return s;
}

precis_status engine_language(const precis_engine *engine, const char *tag,
                              const struct language_slot **ret, precis_error *err)
{
  return ready_slot(engine, tag, fill_slot, ret, err);
}

precis_status engine_words(const precis_engine *engine, const char *tag,
                           const struct language **ret, precis_error *err)
{
  const struct language_slot *slot = NULL;
  precis_status s = ready_slot(engine, tag, load_words, &slot, err);
  if (s == PRECIS_OK)
    *ret = slot->language;
  return s;
}

precis_status engine_fontset(const precis_engine *engine, struct fontset **ret, precis_error *err)
{
  precis_engine *own = unlocked(engine);
  precis_status s = PRECIS_OK;
  if (!own->fontset) {
    const char *folder = engine_folder(own, own->arena, "fonts");
    s = folder ? fontset_new(&own->heap, folder, &own->fontset, err) : fail_no_memory(err);
  }
  pthread_mutex_unlock(&own->lock);
  if (s == PRECIS_OK)
    *ret = own->fontset;
  return s;
}

precis_status engine_subsets(const precis_engine *engine, struct subsets **ret, precis_error *err)
{
  precis_engine *own = unlocked(engine);
  if (!own->subsets)
    own->subsets = subsets_new(&own->heap);
  pthread_mutex_unlock(&own->lock);
  *ret = own->subsets;
  return *ret ? PRECIS_OK : fail_no_memory(err);
}
