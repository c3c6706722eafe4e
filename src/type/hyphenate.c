/* hyphenate.c - where a word may be broken: Liang's patterns (Word Hy-phen-a-tion by Com-put-er,
 * 1983) as Debian's hyphen-* packages have them, two levels of them where a language joins words.
 *
 * Not through libhyphen: making its automaton of a dictionary took 37 million instructions of a run
 * of 124 for English, and several times that for German. Here the file stays as it is; a table
 * tells where each pattern's line begins. The answers are libhyphen's, which the dictionaries are
 * written for: of the patterns that end at a letter only that counts which is the longest run that
 * any pattern begins with.
 *
 * Invariant: a table is at most half full; it holds the hash of every run of letters that a pattern
 * begins with, and the line of the pattern where the run is one. */
#include <unistd.h>

#include "base/io.h"
#include "type/type.h"

/* Two letters stay before a hyphen, three go behind it: the Chicago Manual's rule, and what readers
 * expect. */
enum { LETTERS_BEFORE = 2, LETTERS_AFTER = 3 };

enum {
  WORD_BYTES_MAX = 120, /* longer words are broken by the line breaker at any character */
  FILE_BYTES_MAX = 8 << 20,
  SLOTS_FIRST = 1 << 8,
  BYTES_A_SLOT = 4, /* of the file: what the dictionaries come to, within a doubling */
  LEVELS = 2
};

struct slot {
  uint32_t hash; /* 0: the slot is free */
  uint32_t line; /* one more than its offset in the file; 0: no pattern, only the start of some */
};

/* The patterns of one level. */
struct level {
  struct slot *slots;
  uint32_t mask, count;
  size_t longest; /* letters of a pattern, its dots included */
};

struct hyphenator {
  struct arena *arena;
  str file;
  struct level levels[LEVELS]; /* of joined words; of syllables */
  bool is_utf8;
};

/* Debian's names: hyph_de_DE.dic, with hyph_de.dic for some; English is American unless installed
 * otherwise. */
static const char *find_patterns(struct arena *arena, const char *language)
{
  static const struct {
    const char *language, *file;
  } named[] = {{"en", "en_US"}, {"de", "de_DE"}, {"fr", "fr"},   {"es", "es_ES"},
               {"it", "it_IT"}, {"nl", "nl_NL"}, {"pt", "pt_PT"}};

  const char *file = language;
  for (size_t i = 0; i < sizeof named / sizeof *named; i++)
    if (strcmp(named[i].language, language) == 0)
      file = named[i].file;
  str path = arena_format(arena, "/usr/share/hyphen/hyph_%s.dic", file);
  return path.len && access(path.data, R_OK) == 0 ? path.data : NULL;
}

/* --- the file
 * ------------------------------------------------------------------------------------ */

/* FNV-1a, a byte at a time, so that a longer run goes on from a shorter one. */
#define HASH_START 2166136261u

static uint32_t hash_on(uint32_t hash, char byte)
{
  return (hash ^ (unsigned char)byte) * 16777619u;
}

static bool is_value(char c)
{
  return c >= '0' && c <= '9';
}

static str line_at(str file, size_t at)
{
  const char *end = memchr(file.data + at, '\n', file.len - at);
  size_t to = end ? (size_t)(end - file.data) : file.len;
  while (to > at && (file.data[to - 1] == '\r' || file.data[to - 1] == ' '))
    to--;
  return str_sub(file, at, to - at);
}

/* Comments, keywords, and patterns that would change letters ("Schiff-fahrt"): nothing but a hyphen
 * may be added to what is printed. */
static bool is_pattern(str line)
{
  if (!line.len || line.data[0] == '#' || line.data[0] == '%' ||
      (line.data[0] >= 'A' && line.data[0] <= 'Z'))
    return false;
  return !memchr(line.data, '/', line.len);
}

static struct slot *slot_of(const struct level *level, uint32_t hash)
{
  hash = hash ? hash : 1;
  uint32_t i = hash & level->mask;
  while (level->slots[i].hash && level->slots[i].hash != hash)
    i = (i + 1) & level->mask;
  return &level->slots[i];
}

static bool grow(struct hyphenator *h, struct level *level)
{
  struct level grown = {.mask = level->mask * 2 + 1, .count = level->count};
  grown.slots = arena_array(h->arena, struct slot, (size_t)grown.mask + 1);
  if (!grown.slots)
    return false;
  for (uint32_t i = 0; i <= level->mask; i++)
    if (level->slots[i].hash)
      *slot_of(&grown, level->slots[i].hash) = level->slots[i];
  grown.longest = level->longest;
  *level = grown;
  return true;
}

/* The letters of the pattern before, and the hash of each run that it begins with: as the files are
 * sorted, most of a pattern's runs are in the table already. */
struct last_pattern {
  char letters[WORD_BYTES_MAX];
  uint32_t hashes[WORD_BYTES_MAX];
  size_t count;
};

static bool add_run(struct hyphenator *h, struct level *level, uint32_t hash)
{
  if (2 * level->count > level->mask && !grow(h, level))
    return false;
  struct slot *slot = slot_of(level, hash);
  level->count += !slot->hash;
  slot->hash = hash ? hash : 1;
  return true;
}

/* A pattern's letters, and all that they begin with; of two patterns of the same letters the later
 * one counts. */
static void add_pattern(struct hyphenator *h, struct level *level, str line, uint32_t at,
                        struct last_pattern *last)
{
  uint32_t hash = HASH_START;
  size_t letters = 0, known = last->count;
  for (size_t i = 0; i < line.len; i++) {
    char c = line.data[i];
    if (is_value(c))
      continue;
    if (letters < known && last->letters[letters] == c) {
      hash = last->hashes[letters++];
      continue;
    }
    hash = hash_on(hash, c);
    known = 0;
    if (!add_run(h, level, hash))
      return;
    if (letters < WORD_BYTES_MAX) {
      last->letters[letters] = c;
      last->hashes[letters] = hash;
    }
    letters++;
  }
  last->count = letters < WORD_BYTES_MAX ? letters : WORD_BYTES_MAX;
  if (letters)
    slot_of(level, hash)->line = at + 1;
  level->longest = letters > level->longest ? letters : level->longest;
}

/* The patterns in file[from, to). */
static void read_level(struct hyphenator *h, struct level *level, size_t from, size_t to)
{
  uint32_t room = SLOTS_FIRST;
  while (room < (to - from) / BYTES_A_SLOT)
    room *= 2;
  level->mask = room - 1;
  level->slots = arena_array(h->arena, struct slot, room);
  struct last_pattern last;
  last.count = 0;
  for (size_t at = from; level->slots && at < to;) {
    str line = line_at(h->file, at);
    if (is_pattern(line))
      add_pattern(h, level, line, (uint32_t)at, &last);
    at += line.len;
    while (at < to && h->file.data[at] != '\n')
      at++;
    at++;
  }
}

/* False: a charset that the letters of a word are not turned into. */
static bool read_patterns(struct hyphenator *h)
{
  str charset = line_at(h->file, 0);
  h->is_utf8 = str_eq(charset, STR("UTF-8"));
  if (!h->is_utf8 && !str_eq(charset, STR("ISO8859-1")))
    return false;
  size_t next = str_find(h->file, STR("\nNEXTLEVEL"), 0);
  size_t start = charset.len < h->file.len ? charset.len + 1 : h->file.len;
  if (next != SIZE_MAX)
    read_level(h, &h->levels[0], start, next);
  read_level(h, &h->levels[1], next == SIZE_MAX ? start : next, h->file.len);
  return true;
}

static precis_status open_hyphenator(const struct heap *heap, const char *path,
                                     struct hyphenator **ret, precis_error *err)
{
  AUTO_BUFFER bytes;
  buffer_init(&bytes, heap);
  precis_status s = file_read(path, FILE_BYTES_MAX, &bytes, err);
  struct arena *arena = s == PRECIS_OK ? arena_new(heap) : NULL;
  if (s != PRECIS_OK)
    return s;
  struct hyphenator *h = arena ? arena_make(arena, struct hyphenator) : NULL;
  if (!h) {
    arena_free(arena);
    return fail_no_memory(err);
  }
  h->arena = arena;
  h->file = arena_str(arena, buffer_str(&bytes));
  bool is_known = read_patterns(h);
  bool is_short = arena_short(arena);
  if (is_short || !is_known)
    arena_free(arena);
  if (is_short)
    return fail_no_memory(err);
  *ret = is_known ? h : NULL;
  return PRECIS_OK;
}

precis_status hyphenator_load(const struct heap *heap, const char *language,
                              struct hyphenator **ret, precis_error *err)
{
  AUTO(arena) arena = arena_new(heap);
  if (!arena)
    return fail_no_memory(err);
  /* The tag becomes part of a path. */
  bool is_tag =
      strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == strlen(language);
  const char *path = is_tag ? find_patterns(arena, language) : NULL;
  if (arena_short(arena))
    return fail_no_memory(err);
  if (path)
    return open_hyphenator(heap, path, ret, err);
  *ret = NULL;
  return PRECIS_OK;
}

void hyphenator_free(struct hyphenator *hyphenator)
{
  if (hyphenator)
    arena_free(hyphenator->arena); /* holds the hyphenator itself */
}

uint64_t hyphenator_digest(const struct hyphenator *hyphenator)
{
  return hyphenator ? hyphenator->file.len : 0;
}

/* --- a word
 * -------------------------------------------------------------------------------------- */

/* A word between dots, in the patterns' charset, and the value before each of its bytes. */
struct dotted {
  char bytes[WORD_BYTES_MAX + 2];
  uint8_t values[WORD_BYTES_MAX + 3];
  size_t len;
};

/* Lower case in the patterns' charset. False: a letter changes its length or is not in it. */
static bool fold_word(const struct hyphenator *h, str word, char *folded, size_t *ret_len)
{
  size_t used = 0;
  for (size_t at = 0; at < word.len;) {
    size_t from = at;
    uint32_t c = char_lower(utf8_next(word, &at));
    if (!h->is_utf8) {
      if (c > 0xFF)
        return false;
      folded[used++] = (char)c;
      continue;
    }
    char bytes[4];
    size_t len = utf8_put(bytes, c);
    if (len != at - from)
      return false;
    memcpy(folded + used, bytes, len);
    used += len;
  }
  *ret_len = used;
  return true;
}

static bool has_letters(str line, const char *letters, size_t len)
{
  size_t seen = 0;
  for (size_t i = 0; i < line.len; i++) {
    if (is_value(line.data[i]))
      continue;
    if (seen == len || line.data[i] != letters[seen])
      return false;
    seen++;
  }
  return seen == len;
}

static void raise_values(str line, uint8_t *values)
{
  for (size_t i = 0; i < line.len; i++) {
    if (!is_value(line.data[i])) {
      values++;
      continue;
    }
    uint8_t value = (uint8_t)(line.data[i] - '0');
    *values = value > *values ? value : *values;
  }
}

/* The longest run that ends before `end` and begins some pattern, or is one; its line, empty where
 * it is none. hashes[i] is that of the bytes from i on. */
static str longest_run(const struct hyphenator *h, const struct level *level,
                       const struct dotted *word, size_t end, const uint32_t *hashes)
{
  for (size_t from = end > level->longest ? end - level->longest : 0; from < end; from++) {
    const struct slot *slot = slot_of(level, hashes[from]);
    if (!slot->hash)
      continue;
    str line = slot->line ? line_at(h->file, slot->line - 1) : (str){0};
    return has_letters(line, word->bytes + from, end - from) ? line : (str){0};
  }
  return (str){0};
}

static size_t letters_of(str line)
{
  size_t letters = 0;
  for (size_t i = 0; i < line.len; i++)
    letters += !is_value(line.data[i]);
  return letters;
}

/* values[i] before byte i of folded[0, len), odd where a hyphen may stand. */
static void find_values(const struct hyphenator *h, const struct level *level, const char *folded,
                        size_t len, uint8_t *values)
{
  struct dotted word = {.len = len + 2};
  uint32_t hashes[WORD_BYTES_MAX + 2];
  word.bytes[0] = word.bytes[len + 1] = '.';
  memcpy(word.bytes + 1, folded, len);
  for (size_t end = 1; level->count && end <= word.len; end++) {
    hashes[end - 1] = HASH_START;
    for (size_t i = end > level->longest ? end - level->longest : 0; i < end; i++)
      hashes[i] = hash_on(hashes[i], word.bytes[end - 1]);
    str line = longest_run(h, level, &word, end, hashes);
    if (line.len)
      raise_values(line, word.values + end - letters_of(line));
  }
  memcpy(values, word.values + 1, len);
}

static bool is_continuation(const struct hyphenator *h, char c)
{
  return h->is_utf8 && ((unsigned char)c & 0xC0) == 0x80;
}

/* Clears values that leave too few letters on either side of folded[0, len). */
static void keep_margins(const struct hyphenator *h, const char *folded, size_t len,
                         uint8_t *values)
{
  size_t letters = 0, seen = 0;
  for (size_t i = 0; i < len; i++)
    letters += !is_continuation(h, folded[i]);
  for (size_t i = 0; i < len; i++) {
    if (is_continuation(h, folded[i])) {
      values[i] = 0;
      continue;
    }
    if (seen < LETTERS_BEFORE || letters - seen < LETTERS_AFTER)
      values[i] = 0;
    seen++;
  }
}

/* Where words are joined, then the syllables of each of them. */
static void find_breaks(const struct hyphenator *h, const char *folded, size_t len, uint8_t *values)
{
  find_values(h, &h->levels[0], folded, len, values);
  keep_margins(h, folded, len, values);
  size_t begin = 0;
  for (size_t i = 1; i <= len; i++) {
    if (i < len && !(values[i] & 1))
      continue;
    uint8_t joint = begin ? values[begin] : 0;
    find_values(h, &h->levels[1], folded + begin, i - begin, values + begin);
    keep_margins(h, folded + begin, i - begin, values + begin);
    values[begin] = joint;
    begin = i;
  }
}

void hyphenate(const struct hyphenator *hyphenator, str word, bool *allowed)
{
  memset(allowed, 0, word.len * sizeof *allowed);
  if (!hyphenator || word.len > WORD_BYTES_MAX || word.len < LETTERS_BEFORE + LETTERS_AFTER)
    return;
  char folded[WORD_BYTES_MAX];
  uint8_t values[WORD_BYTES_MAX + 1] = {0};
  size_t len;
  if (!fold_word(hyphenator, word, folded, &len))
    return;
  find_breaks(hyphenator, folded, len, values);
  size_t at = 0; /* in folded: a byte a character where it is not UTF-8 */
  for (size_t i = 0; i < word.len; i++) {
    bool is_start = ((unsigned char)word.data[i] & 0xC0) != 0x80;
    allowed[i] = is_start && i > 0 && (values[at] & 1);
    at += is_start || hyphenator->is_utf8;
  }
}
