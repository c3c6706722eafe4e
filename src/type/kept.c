/* kept.c - words that were shaped before, for all texts that one set of faces serves: most words of
 * a text stand in every other, and shaping them was a quarter of its page.
 *
 * Invariant: what is kept never changes and lives as long as the set, so that it is lent and not
 * copied. The set's lock guards the map. */
#include "type/faces.h"

/* Longer ones are rare; all together take seven megabytes. News go on to bring words of their own:
 * with a quarter of this room, shaping was a sixth of the work after the first few texts. */
enum { WORD_BYTES_MAX = 24, LANGUAGE_BYTES_MAX = 15, WORDS_MAX = 16384 };

struct kept_key {
  uint32_t face, features;
  unit size, tracking;
  uint32_t direction;
  char language[LANGUAGE_BYTES_MAX + 1];
  char text[WORD_BYTES_MAX]; /* as long as it is */
};

/* Empty for what is not kept. */
static str key_of(str text, const struct style_face *style, struct kept_key *room)
{
  str language = str_of(style->language);
  if (!text.len || text.len > WORD_BYTES_MAX || language.len > LANGUAGE_BYTES_MAX)
    return (str){0};
  *room = (struct kept_key){.face = style->face->id,
                            .features = style->features,
                            .size = style->size,
                            .tracking = style->tracking,
                            .direction = style->direction};
  if (language.len)
    memcpy(room->language, language.data, language.len);
  memcpy(room->text, text.data, text.len);
  return (str){(const char *)room, offsetof(struct kept_key, text) + text.len};
}

bool kept_find(struct fontset *fontset, str text, const struct style_face *style,
               struct shaped *ret)
{
  struct kept_key room;
  str key = key_of(text, style, &room);
  if (!key.len)
    return false;
  pthread_mutex_lock(&fontset->lock);
  uint32_t entry = map_find(&fontset->kept_keys, key);
  if (entry != MAP_NONE)
    *ret = fontset->kept.at[entry];
  pthread_mutex_unlock(&fontset->lock);
  return entry != MAP_NONE;
}

bool kept_lacks(struct fontset *fontset, str text, const struct style_face *style)
{
  struct kept_key room;
  str key = key_of(text, style, &room);
  if (!key.len)
    return false;
  pthread_mutex_lock(&fontset->lock);
  bool lacks =
      fontset->kept_keys.count < WORDS_MAX && map_find(&fontset->kept_keys, key) == MAP_NONE;
  pthread_mutex_unlock(&fontset->lock);
  return lacks;
}

static void *copied(struct arena *arena, const void *from, size_t size)
{
  void *copy = size ? arena_alloc(arena, size) : NULL;
  return copy ? memcpy(copy, from, size) : NULL;
}

/* The lock is held. */
static void add(struct fontset *fontset, str key, struct shaped shaped)
{
  struct arena *arena = fontset->kept_arena;
  shaped.runs.at = copied(arena, shaped.runs.at, shaped.runs.count * sizeof *shaped.runs.at);
  shaped.glyphs.at =
      copied(arena, shaped.glyphs.at, shaped.glyphs.count * sizeof *shaped.glyphs.at);
  shaped.missing.at =
      copied(arena, shaped.missing.at, shaped.missing.count * sizeof *shaped.missing.at);
  shaped.runs.room = shaped.runs.count;
  shaped.glyphs.room = shaped.glyphs.count;
  shaped.missing.room = shaped.missing.count;
  key = arena_str(arena, key);
  vec_push(arena, &fontset->kept, shaped);
  if (!arena_short(arena))
    map_add(&fontset->kept_keys, key, NULL);
}

void kept_add(struct fontset *fontset, str text, const struct style_face *style,
              const struct shaped *shaped)
{
  struct kept_key room;
  str key = key_of(text, style, &room);
  if (!key.len)
    return;
  pthread_mutex_lock(&fontset->lock);
  /* Once memory was short the last of one list may lack in the other: no more is added. */
  if (fontset->kept_keys.count < WORDS_MAX && !arena_short(fontset->kept_arena) &&
      map_find(&fontset->kept_keys, key) == MAP_NONE)
    add(fontset, key, *shaped);
  pthread_mutex_unlock(&fontset->lock);
}
