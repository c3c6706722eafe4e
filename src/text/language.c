/* language.c - languages/XX.ini: read once, then only looked up.
 *
 * Invariant: after language_read nothing is written; every word, folded word and key lives in the
 * one arena. The order of words and keys is the file's. */
#include "text/language.h"

#include <stdlib.h>

#include "base/ini.h"
#include "base/io.h"

/* The largest list of names has some 10,000 words, 100 KB. */
enum { FILE_MAX_BYTES = 16 * 1024 * 1024 };

/* The words of a key are gathered in the scratch arena until the key is whole, so that its list and
 * its set are made once, in their size. */
struct loading {
  struct language *language;
  struct arena *scratch;
  VEC(str) words, folded;
  uint32_t section, key; /* of the line before; a key that comes back from elsewhere is a slip */
  str section_name, key_name; /* the same as written: most lines go on with a value */
};

/* --- loading --- */

static str straight_apostrophes(struct arena *arena, str s)
{
  static const str curly = {"\u2019", sizeof "\u2019" - 1};
  if (!s.len || !memchr(s.data, curly.data[0], s.len))
    return s;
  char *out = arena_alloc(arena, s.len + 1);
  size_t used = 0;
  for (size_t at = 0; out && at < s.len;) {
    bool is_curly = str_starts(str_sub(s, at, s.len - at), curly);
    out[used++] = is_curly ? '\'' : s.data[at];
    at += is_curly ? curly.len : 1;
  }
  return (str){out ? out : "", used};
}

static str fold(struct arena *arena, str word)
{
  return straight_apostrophes(arena, text_fold(arena, word));
}

static const str *copy_words(struct arena *arena, const str *words, uint32_t count)
{
  str *copy = arena_array(arena, str, count);
  if (copy)
    memcpy(copy, words, count * sizeof *copy);
  return copy;
}

static bool is_folded(const struct loading *loading)
{
  for (uint32_t i = 0; i < loading->words.count; i++)
    if (loading->words.at[i].data != loading->folded.at[i].data)
      return false;
  return true;
}

/* The slot of a word, or the free one where it belongs. */
static struct word_slot *slot_of(const struct word_set *set, str folded, uint32_t hash)
{
  uint32_t at = hash & (set->slot_count - 1);
  for (;; at = (at + 1) & (set->slot_count - 1)) {
    struct word_slot *slot = &set->slots[at];
    if (!slot->place || (slot->hash == hash && str_eq(set->words[slot->place - 1], folded)))
      return slot;
  }
}

static void fill_slots(struct word_set *set)
{
  for (uint32_t i = 0; i < set->count; i++) {
    str word = set->words[i];
    uint32_t hash = (uint32_t)str_hash_fast(word);
    struct word_slot *slot = slot_of(set, word, hash);
    if (!slot->place)
      *slot = (struct word_slot){hash, i + 1};
    if (word.len > set->longest)
      set->longest = word.len;
  }
}

static struct language_key *key_now(const struct loading *loading)
{
  return &loading->language->sections.at[loading->section].keys.at[loading->key];
}

/* The key of the line before is whole: its list and its set. */
static void close_key(struct loading *loading)
{
  struct arena *arena = loading->language->arena;
  uint32_t count = loading->words.count, slots = 2;
  if (loading->key == UINT32_MAX || !count || arena_short(loading->scratch))
    return;
  while (slots < 2 * count)
    slots *= 2;
  struct language_key *key = key_now(loading);
  const str *words = copy_words(arena, loading->words.at, count);
  struct word_set set = {.words = is_folded(loading) ? words
                                                     : copy_words(arena, loading->folded.at, count),
                         .slots = arena_array(arena, struct word_slot, slots),
                         .count = count,
                         .slot_count = slots};
  if (!words || !set.words || !set.slots)
    return;
  fill_slots(&set);
  key->words = (struct word_list){words, count};
  key->set = set;
  loading->words.count = loading->folded.count = 0;
}

static struct language_section *add_section(struct loading *loading, str name)
{
  struct language *language = loading->language;
  bool fresh = false;
  uint32_t index = map_find(&language->names, name);
  if (index == MAP_NONE)
    index = map_add(&language->names, arena_str(language->arena, name), &fresh);
  if (index == MAP_NONE)
    return NULL;
  if (index != loading->section) {
    close_key(loading);
    loading->key = UINT32_MAX;
  }
  if (fresh) {
    struct language_section section = {0};
    map_init(&section.names, language->arena);
    map_init(&section.folded, language->arena);
    vec_push(language->arena, &language->sections, section);
  }
  loading->section = index;
  return index < language->sections.count ? &language->sections.at[index] : NULL;
}

static struct language_key *add_key(struct loading *loading, struct language_section *section,
                                    str name, bool *ret_fresh)
{
  struct arena *arena = loading->language->arena;
  uint32_t index = map_find(&section->names, name);
  *ret_fresh = index == MAP_NONE;
  if (*ret_fresh) {
    close_key(loading);
    struct language_key key = {.name = arena_str(arena, name)};
    index = map_add(&section->names, key.name, NULL);
    vec_push(arena, &section->keys, key);
    bool is_first = false;
    uint32_t folded = map_add(&section->folded, fold(arena, key.name), &is_first);
    if (is_first && folded != MAP_NONE)
      section->folded.entries[folded].value = index;
  }
  return index < section->keys.count ? &section->keys.at[index] : NULL;
}

/* A copy with each run of blanks and tabs as one blank. */
static str copy_word(struct arena *arena, str word)
{
  char *out = arena_alloc(arena, word.len + 1);
  size_t used = 0;
  for (size_t at = 0; out && at < word.len; at++) {
    bool is_blank = word.data[at] == ' ' || word.data[at] == '\t';
    if (!is_blank)
      out[used++] = word.data[at];
    else if (used && out[used - 1] != ' ')
      out[used++] = ' ';
  }
  return (str){out ? out : "", used};
}

struct line_looks {
  bool has_wide;             /* tabs, or blanks side by side */
  bool has_upper, has_other; /* letters of ASCII, bytes that are none of it */
};

static struct line_looks looks_of(str value)
{
  const unsigned char *at = (const unsigned char *)value.data;
  uint8_t tabs = 0, pairs = 0, upper = 0, all = 0;
  for (size_t i = 0; i < value.len; i++) {
    tabs |= at[i] == '\t';
    upper |= (uint8_t)(at[i] - 'A') < 26;
    all |= at[i];
  }
  for (size_t i = 1; i < value.len; i++)
    pairs |= (at[i] == ' ') & (at[i - 1] == ' ');
  return (struct line_looks){tabs || pairs, upper, all & 0x80};
}

/* The words of a line are slices of its copy in the arena; folded, the same slices where nothing
 * is to be folded, or of a second copy, for lines of ASCII, whose letters stay where they are. */
static void add_words(struct loading *loading, str value)
{
  struct arena *arena = loading->language->arena;
  struct line_looks looks = looks_of(value);
  bool has_wide = looks.has_wide, is_plain = !has_wide && !looks.has_other;
  str lower = !is_plain ? STR("") : looks.has_upper ? text_fold(arena, value) : value;
  str piece;
  for (str rest = value; str_split(&rest, ',', &piece);) {
    str word = str_trim(piece);
    if (!word.len)
      continue;
    if (has_wide)
      word = copy_word(arena, word);
    str folded =
        lower.len ? str_sub(lower, (size_t)(word.data - value.data), word.len) : fold(arena, word);
    vec_push(loading->scratch, &loading->words, word);
    vec_push(loading->scratch, &loading->folded, folded);
  }
}

/* The key of a line that does not go on with the one before. */
static precis_status begin_key(struct loading *loading, str section_name, str name, bool *ret_fresh,
                               precis_error *err)
{
  struct arena *arena = loading->language->arena;
  struct language_section *section = add_section(loading, text_nfc(arena, section_name));
  if (!section)
    return fail_no_memory(err);
  struct language_key *key = add_key(loading, section, text_nfc(arena, name), ret_fresh);
  if (!key)
    return fail_no_memory(err);
  uint32_t index = (uint32_t)(key - section->keys.at);
  if (!*ret_fresh && index != loading->key)
    return fail(err, PRECIS_BAD_TEMPLATE, "the key \"%.*s\" was given before", STR_ARG(name));
  loading->key = index;
  loading->section_name = arena_str(loading->scratch, section_name);
  loading->key_name = arena_str(loading->scratch, name);
  return PRECIS_OK;
}

static precis_status add_line(void *user, str section_name, str name, str value, uint32_t line,
                              precis_error *err)
{
  (void)line;
  struct loading *loading = user;
  struct arena *arena = loading->language->arena;
  if (!section_name.len)
    return fail(err, PRECIS_BAD_TEMPLATE, "a key before the first section");
  bool is_fresh = false;
  bool goes_on = loading->key != UINT32_MAX && str_eq(name, loading->key_name) &&
                 str_eq(section_name, loading->section_name);
  precis_status s = goes_on ? PRECIS_OK : begin_key(loading, section_name, name, &is_fresh, err);
  if (s != PRECIS_OK)
    return s;
  value = arena_str(arena, str_trim(text_nfc(arena, value)));
  if (is_fresh) {
    struct language_key *key = key_now(loading);
    key->text = value;
    key->is_number = str_to_double(value, &key->number);
  }
  add_words(loading, value);
  return PRECIS_OK;
}

static precis_status check_head(const struct language *language, const char *name,
                                precis_error *err)
{
  static const char *const needed[] = {"tag", "name"};
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
    if (language_text(language, "language", needed[i]).len)
      continue;
    fail(err, PRECIS_BAD_TEMPLATE, "no \"%s\" in [language]", needed[i]);
    fail_at(err, PRECIS_BAD_TEMPLATE, str_of(name), 1, 0);
    return fail_hint(err, PRECIS_BAD_TEMPLATE,
                     "begin the file with [language], tag = en, name = English");
  }
  return PRECIS_OK;
}

static precis_status read_sections(struct language *language, str bytes, const char *name,
                                   precis_error *err)
{
  AUTO(arena) scratch = arena_new(arena_heap(language->arena));
  if (!scratch)
    return fail_no_memory(err);
  struct loading loading = {
      .language = language, .scratch = scratch, .section = UINT32_MAX, .key = UINT32_MAX};
  precis_status s = ini_read(bytes, str_of(name), add_line, &loading, err);
  if (s != PRECIS_OK)
    return s;
  close_key(&loading);
  bool is_short = arena_short(language->arena) || arena_short(scratch);
  return is_short ? fail_no_memory(err) : check_head(language, name, err);
}

/* "4 min read", "3 comments": the patterns of [reading] lines, for a whole line. */
static precis_status read_lines(struct language *language, const struct heap *heap,
                                const char *name, precis_error *err)
{
  struct word_list list = language_list(language, "reading", "lines");
  str source = STR("(?:");
  for (uint32_t i = 0; i < list.count; i++)
    source = arena_format(language->arena, "%.*s%s%.*s", STR_ARG(source), i ? "|" : "",
                          STR_ARG(list.words[i]));
  if (!list.count)
    return PRECIS_OK;
  source = language_pattern(language, language->arena,
                            arena_format(language->arena, "%.*s)$", STR_ARG(source)));
  if (arena_short(language->arena))
    return fail_no_memory(err);
  precis_status s = pattern_new(heap, source, &language->lines, err);
  return s == PRECIS_OK ? s : fail_at(err, s, str_of(name), 0, 0);
}

bool language_has_line(const struct language *language, str line)
{
  return language->lines && pattern_match(language->lines, line) == MATCH_FOUND;
}

precis_status language_read(const struct heap *heap, str bytes, const char *name,
                            struct language **ret, precis_error *err)
{
  AUTO(arena) arena = arena_new(heap);
  struct language *language = arena ? arena_make(arena, struct language) : NULL;
  if (!language)
    return fail_no_memory(err);
  language->arena = arena;
  language->digest = str_hash(bytes);
  map_init(&language->names, arena);
  precis_status s = read_sections(language, bytes, name, err);
  if (s == PRECIS_OK)
    s = read_lines(language, heap, name, err);
  if (s != PRECIS_OK)
    return s;
  (void)TAKE(arena); /* it holds the language itself */
  *ret = language;
  return PRECIS_OK;
}

precis_status language_load(const struct heap *heap, const char *path, struct language **ret,
                            precis_error *err)
{
  AUTO_BUFFER bytes;
  buffer_init(&bytes, heap);
  precis_status s = file_read(path, FILE_MAX_BYTES, &bytes, err);
  return s == PRECIS_OK ? language_read(heap, buffer_str(&bytes), path, ret, err) : s;
}

void language_free(struct language *language)
{
  if (!language)
    return;
  pattern_free(language->lines);
  arena_free(language->arena);
}

/* --- looking up --- */

const struct language_section *language_section_of(const struct language *language,
                                                   const char *section)
{
  uint32_t index = map_find(&language->names, str_of(section));
  return index == MAP_NONE ? NULL : &language->sections.at[index];
}

static const struct language_key *key_of(const struct language *language, const char *section,
                                         const char *key)
{
  const struct language_section *found = language_section_of(language, section);
  uint32_t index = found ? map_find(&found->names, str_of(key)) : MAP_NONE;
  return index == MAP_NONE ? NULL : &found->keys.at[index];
}

uint64_t language_digest(const struct language *language)
{
  return language->digest;
}

const char *language_tag(const struct language *language)
{
  return language_text(language, "language", "tag").data;
}

const char *language_name(const struct language *language)
{
  return language_text(language, "language", "name").data;
}

bool language_capital_nouns(const struct language *language)
{
  return str_eq(language_text(language, "names", "capitals"), STR("nouns"));
}

const char *language_stemmer(const struct language *language)
{
  return language_text(language, "language", "stemmer").data;
}

str language_text(const struct language *language, const char *section, const char *key)
{
  const struct language_key *found = key_of(language, section, key);
  return found ? found->text : STR("");
}

struct word_list language_list(const struct language *language, const char *section,
                               const char *key)
{
  const struct language_key *found = key_of(language, section, key);
  return found ? found->words : (struct word_list){0};
}

uint32_t language_keys(const struct language *language, const char *section)
{
  const struct language_section *found = language_section_of(language, section);
  return found ? found->keys.count : 0;
}

str language_key(const struct language *language, const char *section, uint32_t index)
{
  const struct language_section *found = language_section_of(language, section);
  return found && index < found->keys.count ? found->keys.at[index].name : STR("");
}

enum { WORD_MAX = 256 }; /* a line of the file is shorter */

static const str curly = {"\u2019", sizeof "\u2019" - 1};

/* With typewriter apostrophes, in the room where it has others; the word is no longer than that. */
static str straightened(str folded, char straight[WORD_MAX])
{
  size_t used = 0;
  if (!folded.len || !memchr(folded.data, curly.data[0], folded.len))
    return folded;
  for (size_t at = 0; at < folded.len;) {
    bool is_curly = str_starts(str_sub(folded, at, folded.len - at), curly);
    straight[used++] = is_curly ? '\'' : folded.data[at];
    at += is_curly ? curly.len : 1;
  }
  return (str){straight, used};
}

/* Place of a folded word, whichever apostrophe it is written with; UINT32_MAX if absent. */
static uint32_t set_find(const struct word_set *set, str folded)
{
  char room[WORD_MAX];
  if (folded.len > set->longest * curly.len || folded.len > WORD_MAX || !set->slot_count)
    return UINT32_MAX;
  str word = straightened(folded, room);
  const struct word_slot *slot = slot_of(set, word, (uint32_t)str_hash_fast(word));
  return slot->place ? slot->place - 1 : UINT32_MAX;
}

const struct word_set *language_set(const struct language *language, const char *section,
                                    const char *key)
{
  static const struct word_set empty = {0};
  const struct language_key *found = key_of(language, section, key);
  return found ? &found->set : &empty;
}

bool word_set_has(const struct word_set *set, str folded)
{
  return set_find(set, folded) != UINT32_MAX;
}

uint32_t word_set_index(const struct word_set *set, str folded)
{
  return set_find(set, folded);
}

uint32_t word_set_count(const struct word_set *set)
{
  return set->count;
}

str word_set_word(const struct word_set *set, uint32_t index)
{
  return set->words[index];
}

bool language_has(const struct language *language, const char *section, const char *key, str folded)
{
  return word_set_has(language_set(language, section, key), folded);
}

bool language_ends(const struct language *language, const char *section, const char *key, str word)
{
  const struct word_set *ends = language_set(language, section, key);
  for (uint32_t n = 0; n < word_set_count(ends); n++)
    if (str_ends(word, word_set_word(ends, n)))
      return true;
  return false;
}

bool language_number(const struct language *language, const char *section, str folded_key,
                     double *ret)
{
  const struct language_section *found = language_section_of(language, section);
  char room[WORD_MAX];
  bool may_be = found && folded_key.len <= WORD_MAX;
  uint32_t entry = may_be ? map_find(&found->folded, straightened(folded_key, room)) : MAP_NONE;
  if (entry == MAP_NONE)
    return false;
  const struct language_key *key = &found->keys.at[found->folded.entries[entry].value];
  if (key->is_number)
    *ret = key->number;
  return key->is_number;
}
