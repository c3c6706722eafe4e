/* hyphenate.c - where a word may be broken: Liang's patterns (Word Hy-phen-a-tion by Com-put-er,
 * 1983) as Debian's hyphen-* packages have them, two levels of them where a language joins words.
 *
 * Not through libhyphen: making its automaton of a dictionary took 37 million instructions of a run
 * of 124 for English, and several times that for German. Here the file stays as it is; tables tell
 * where the lines of the patterns begin that start with the same letters. The answers are
 * libhyphen's, which the dictionaries are written for: of the patterns that end at a letter only
 * that counts which is the longest run that any pattern begins with.
 *
 * Invariant: a level has each pattern by its first letters, KEY_LETTERS at most, and each shorter
 * run that a pattern begins with, by all of them. */
#include <unistd.h>

#include "base/io.h"
#include "type/type.h"

/* Two letters stay before a hyphen, three go behind it: the Chicago Manual's rule, and what readers
 * expect. */
enum { LETTERS_BEFORE = 2, LETTERS_AFTER = 3 };

enum {
  WORD_BYTES_MAX = 120, /* longer words are broken by the line breaker at any character */
  FILE_BYTES_MAX = 8 << 20,
  KEY_LETTERS = 4,
  BYTES_AN_ENTRY = 8, /* of the file: about what the dictionaries have */
  BYTES_A_LIST = 16,
  LIST_BITS_MIN = 4,
  LEVELS = 2
};

/* What a run of letters is: a pattern, one more than the offset of its line; or RUN, only the start
 * of some; or 0, none of them. */
typedef uint32_t pattern_line;

#define RUN UINT32_MAX

/* Three letters or four, the first lowest; 0 for the fourth of three. */
typedef uint32_t letter_key;

struct entry {
  letter_key key;
  pattern_line line;
  uint32_t next; /* an entry of the same list that was read before; 0: there is none */
};

/* The patterns of one level. */
struct level {
  pattern_line firsts[256], *pairs[256]; /* runs of one letter and of two */
  VEC(struct entry) entries;             /* longer ones; the first stands for none */
  uint32_t *lists;                       /* the entry of each that was read last */
  uint32_t list_bits;
};

struct hyphenator {
  struct arena *arena;
  struct buffer bytes;
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

/* Not a comment, nor a keyword. */
static bool is_pattern(char first)
{
  return first != '#' && first != '%' && !(first >= 'A' && first <= 'Z');
}

/* What a dictionary's line may end in. */
static bool ends_pattern(char c)
{
  return c == '\n' || c == '\r' || c == ' ';
}

static letter_key key_of_three(const unsigned char *letters)
{
  return letters[0] | (letter_key)letters[1] << 8 | (letter_key)letters[2] << 16;
}

static letter_key key_of_four(const unsigned char *letters)
{
  return key_of_three(letters) | (letter_key)letters[3] << 24;
}

static uint32_t *list_of(const struct level *level, letter_key key)
{
  return &level->lists[key * UINT32_C(0x9E3779B1) >> (32 - level->list_bits)]; /* golden ratio */
}

/* From `index` on, the next one of its list that has the key. */
static uint32_t find_entry(const struct level *level, uint32_t index, letter_key key)
{
  while (index && level->entries.at[index].key != key)
    index = level->entries.at[index].next;
  return index;
}

static void add_entry(struct hyphenator *h, struct level *level, letter_key key, pattern_line line)
{
  uint32_t *list = list_of(level, key);
  vec_push(h->arena, &level->entries, (struct entry){key, line, *list});
  if (!arena_short(h->arena))
    *list = level->entries.count - 1;
}

/* Of two patterns of the same letters the later one counts. */
static void note(pattern_line *run, pattern_line line)
{
  if (line != RUN || !*run)
    *run = line;
}

/* The pattern that begins with these letters, `count` of them all that it has where they are fewer
 * than KEY_LETTERS, and the runs that it begins with. */
static void add_pattern(struct hyphenator *h, struct level *level, const unsigned char *letters,
                        size_t count, pattern_line line)
{
  if (!level->pairs[letters[0]])
    level->pairs[letters[0]] = arena_array(h->arena, pattern_line, 256);
  if (!level->pairs[letters[0]])
    return;
  note(&level->firsts[letters[0]], count == 1 ? line : RUN);
  if (count < 2)
    return;
  note(&level->pairs[letters[0]][letters[1]], count == 2 ? line : RUN);
  if (count < 3)
    return;
  letter_key three = key_of_three(letters);
  if (count == 3)
    add_entry(h, level, three, line);
  else if (!find_entry(level, *list_of(level, three), three))
    add_entry(h, level, three, RUN);
  if (count == KEY_LETTERS)
    add_entry(h, level, key_of_four(letters), line);
}

/* The patterns in file[from, to). Not those that would change letters ("Schiff-fahrt"): nothing but
 * a hyphen may be added to what is printed. */
static void read_lines(struct hyphenator *h, struct level *level, size_t from, size_t to)
{
  bool changes_letters = memchr(h->file.data + from, '/', to - from);
  for (size_t at = from, next; at < to && !arena_short(h->arena); at = next) {
    const char *line = h->file.data + at, *end = memchr(line, '\n', to - at);
    end = end ? end : h->file.data + to;
    next = (size_t)(end - h->file.data) + 1;
    unsigned char letters[KEY_LETTERS];
    size_t count = 0;
    for (const char *c = line; c < end && count < KEY_LETTERS && !ends_pattern(*c); c++)
      if (!is_value(*c))
        letters[count++] = (unsigned char)*c;
    if (count && is_pattern(*line) && !(changes_letters && memchr(line, '/', (size_t)(end - line))))
      add_pattern(h, level, letters, count, (pattern_line)at + 1);
  }
}

static void read_level(struct hyphenator *h, struct level *level, size_t from, size_t to)
{
  level->list_bits = LIST_BITS_MIN;
  while ((to - from) / BYTES_A_LIST >> level->list_bits)
    level->list_bits++;
  level->lists = arena_array(h->arena, uint32_t, (size_t)1 << level->list_bits);
  level->entries.room = (uint32_t)((to - from) / BYTES_AN_ENTRY) + 1;
  level->entries.at =
      arena_grow_unset(h->arena, NULL, 0, level->entries.room * sizeof *level->entries.at);
  if (!level->lists || !level->entries.at)
    return;
  vec_push(h->arena, &level->entries, (struct entry){0});
  read_lines(h, level, from, to);
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

/* Takes the bytes over where it gives a hyphenator. */
static precis_status make_hyphenator(const struct heap *heap, const struct buffer *bytes,
                                     struct hyphenator **ret, precis_error *err)
{
  AUTO(arena) arena = arena_new(heap);
  struct hyphenator *h = arena ? arena_make(arena, struct hyphenator) : NULL;
  if (!h)
    return fail_no_memory(err);
  h->arena = arena;
  h->bytes = *bytes;
  h->file = buffer_str(bytes);
  bool is_known = read_patterns(h);
  if (arena_short(arena))
    return fail_no_memory(err);
  if (!is_known)
    return PRECIS_OK;
  arena = NULL;
  *ret = h;
  return PRECIS_OK;
}

static precis_status open_hyphenator(const struct heap *heap, const char *path,
                                     struct hyphenator **ret, precis_error *err)
{
  struct buffer bytes;
  buffer_init(&bytes, heap);
  *ret = NULL;
  precis_status s = file_read(path, FILE_BYTES_MAX, &bytes, err);
  if (s == PRECIS_OK)
    s = make_hyphenator(heap, &bytes, ret, err);
  if (!*ret)
    buffer_clear(&bytes);
  return s;
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
  if (!hyphenator)
    return;
  buffer_clear(&hyphenator->bytes);
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

/* What ends before a byte of a word. */
struct run_end {
  uint8_t from;      /* one more than where the longest run that begins a pattern begins; 0: none */
  pattern_line line; /* 0: it is no pattern */
};

/* A run of the word from `from` on, and whether it is a pattern. */
static void note_run(struct run_end *end, size_t from, pattern_line line)
{
  if (!end->from)
    end->from = (uint8_t)(from + 1);
  if (line != RUN && end->from == from + 1 && !end->line)
    end->line = line;
}

/* How many letters the pattern has in common with the word from `from` on, and whether those are
 * all of it. */
static size_t count_common(const struct hyphenator *h, pattern_line line, const struct dotted *word,
                           size_t from, bool *ret_is_all)
{
  size_t count = 0;
  const char *c = h->file.data + line - 1, *end = h->file.data + h->file.len;
  for (; c < end && !ends_pattern(*c); c++) {
    if (is_value(*c))
      continue;
    if (from + count == word->len || word->bytes[from + count] != *c)
      break;
    count++;
  }
  *ret_is_all = c == end || ends_pattern(*c);
  return count;
}

/* Those of KEY_LETTERS and more that begin with the letters of the key; a later pattern is found
 * before an earlier one. */
static void find_long_runs(const struct hyphenator *h, const struct level *level, letter_key key,
                           const struct dotted *word, size_t from, struct run_end *ends)
{
  for (uint32_t i = find_entry(level, *list_of(level, key), key); i;
       i = find_entry(level, level->entries.at[i].next, key)) {
    bool is_all;
    pattern_line line = level->entries.at[i].line;
    size_t count = count_common(h, line, word, from, &is_all);
    for (size_t letters = KEY_LETTERS; letters <= count; letters++)
      note_run(&ends[from + letters], from, is_all && letters == count ? line : RUN);
  }
}

static void find_runs(const struct hyphenator *h, const struct level *level,
                      const struct dotted *word, size_t from, struct run_end *ends)
{
  const unsigned char *letters = (const unsigned char *)word->bytes + from;
  size_t count = word->len - from;
  if (!level->firsts[letters[0]])
    return;
  note_run(&ends[from + 1], from, level->firsts[letters[0]]);
  pattern_line pair = count < 2 ? 0 : level->pairs[letters[0]][letters[1]];
  if (!pair)
    return;
  note_run(&ends[from + 2], from, pair);
  if (count < 3)
    return;
  letter_key three = key_of_three(letters);
  uint32_t index = find_entry(level, *list_of(level, three), three);
  if (!index)
    return;
  for (; index; index = find_entry(level, level->entries.at[index].next, three))
    note_run(&ends[from + 3], from, level->entries.at[index].line);
  if (count >= KEY_LETTERS)
    find_long_runs(h, level, key_of_four(letters), word, from, ends);
}

/* values[i] before byte i of folded[0, len), odd where a hyphen may stand. */
static void find_values(const struct hyphenator *h, const struct level *level, const char *folded,
                        size_t len, uint8_t *values)
{
  struct dotted word = {.len = len + 2};
  struct run_end ends[WORD_BYTES_MAX + 3] = {0};
  word.bytes[0] = word.bytes[len + 1] = '.';
  memcpy(word.bytes + 1, folded, len);
  for (size_t from = 0; from < word.len && level->entries.count; from++)
    find_runs(h, level, &word, from, ends);
  for (size_t end = 1; end <= word.len; end++)
    if (ends[end].line)
      raise_values(line_at(h->file, ends[end].line - 1), word.values + ends[end].from - 1);
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
