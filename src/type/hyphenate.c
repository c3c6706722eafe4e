/* hyphenate.c - where a word may be broken: Liang's patterns (Word Hy-phen-a-tion by Com-put-er,
 * 1983) as Debian's hyphen-* packages have them, two levels of them where a language joins words.
 *
 * Not through libhyphen: making its automaton of a dictionary took 37 million instructions of a run
 * of 124 for English, and several times that for German. Here the file stays as it is; a tree of
 * letters tells where each pattern's line begins. The answers are libhyphen's, which the
 * dictionaries are written for: of the patterns that end at a letter only that counts which is the
 * longest run that any pattern begins with.
 *
 * Invariant: a level's tree has a node for each run of letters that a pattern begins with, and no
 * other; it holds the line of the pattern where the run is one. */
#include <unistd.h>

#include "base/io.h"
#include "type/type.h"

/* Two letters stay before a hyphen, three go behind it: the Chicago Manual's rule, and what readers
 * expect. */
enum { LETTERS_BEFORE = 2, LETTERS_AFTER = 3 };

enum {
  WORD_BYTES_MAX = 120, /* longer words are broken by the line breaker at any character */
  FILE_BYTES_MAX = 8 << 20,
  BYTES_A_NODE = 6, /* of the file: a few less than the dictionaries have */
  LEVELS = 2
};

/* A letter that goes on from the run before it. */
struct node {
  uint32_t letter : 8;
  uint32_t line : 24; /* one more than its offset in the file; 0: only the start of patterns */
  uint32_t next;      /* another letter that goes on from the same run; 0: there is none */
  uint32_t child;     /* the last read of those that go on from this one; 0 */
};

_Static_assert(FILE_BYTES_MAX < 1 << 24, "a line's offset fits into its node");

/* The patterns of one level. Many letters follow a first one, few those after it: only the first
 * two have tables. */
struct level {
  VEC(struct node) nodes; /* the first stands for none */
  uint32_t roots[256];    /* by first letter */
  uint32_t *pairs[256];   /* by first letter, then by second; NULL: no pattern begins with it */
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

/* Comments and keywords. */
static bool is_pattern(char first)
{
  return first != '#' && first != '%' && !(first >= 'A' && first <= 'Z');
}

/* A pattern's letters, its dots included: one more than a word in its dots can have, and room. */
struct letters {
  char at[WORD_BYTES_MAX + 4];
  size_t count;
};

/* Those of the line from `at` on; none where it is no pattern, or one that would change letters
 * ("Schiff-fahrt"): nothing but a hyphen may be added to what is printed. Gives the line's end.
 * Nearly all that is looked at is a letter past the digits, so this is asked first. */
static size_t read_letters(str file, size_t at, size_t to, struct letters *ret)
{
  const char *c = file.data + at, *end = file.data + to;
  char *letter = ret->at, *last = ret->at + sizeof ret->at - 1;
  bool keeps_letters = at < to && is_pattern(*c);
  for (; c < end; c++) {
    if ((unsigned char)*c <= '9') {
      if (*c == '\n')
        break;
      if (is_value(*c))
        continue;
      keeps_letters = keeps_letters && *c != '/';
    }
    *letter = *c;
    letter += letter < last;
  }
  while (letter > ret->at && (letter[-1] == '\r' || letter[-1] == ' '))
    letter--;
  ret->count = keeps_letters ? (size_t)(letter - ret->at) : 0;
  return (size_t)(c - file.data);
}

static uint32_t find_node(const struct level *level, uint32_t first, char letter)
{
  uint32_t i = first;
  while (i && level->nodes.at[i].letter != (unsigned char)letter)
    i = level->nodes.at[i].next;
  return i;
}

/* Where the nodes begin that stand for the letter at i of a pattern, after the run `before` it. */
static uint32_t *nodes_at(struct level *level, uint32_t before, const char *letters, size_t i)
{
  if (i == 0)
    return &level->roots[(unsigned char)letters[0]];
  if (i == 1)
    return &level->pairs[(unsigned char)letters[0]][(unsigned char)letters[1]];
  return &level->nodes.at[before].child;
}

/* The node of the letter at i; 0 without memory. */
static uint32_t add_node(struct hyphenator *h, struct level *level, uint32_t before,
                         const char *letters, size_t i)
{
  uint32_t first = *nodes_at(level, before, letters, i);
  uint32_t found = find_node(level, first, letters[i]);
  if (found)
    return found;
  if (i == 0)
    level->pairs[(unsigned char)letters[0]] = arena_array(h->arena, uint32_t, 256);
  vec_push(h->arena, &level->nodes,
           (struct node){.letter = (unsigned char)letters[i], .next = first});
  if (arena_short(h->arena))
    return 0;
  uint32_t added = level->nodes.count - 1;
  *nodes_at(level, before, letters, i) = added;
  return added;
}

/* The pattern before, and the node of each run that it begins with: as the files are sorted, most
 * of a pattern's runs are in the tree already. */
struct path {
  struct letters letters;
  uint32_t nodes[sizeof((struct letters *)0)->at];
};

/* Of two patterns of the same letters the later one counts. */
static void add_pattern(struct hyphenator *h, struct level *level, const struct letters *letters,
                        uint32_t at, struct path *last)
{
  size_t known = 0;
  while (known < letters->count && known < last->letters.count &&
         letters->at[known] == last->letters.at[known])
    known++;
  uint32_t node = known ? last->nodes[known - 1] : 0;
  for (size_t i = known; i < letters->count; i++) {
    node = add_node(h, level, node, letters->at, i);
    if (!node)
      return;
    last->letters.at[i] = letters->at[i];
    last->nodes[i] = node;
  }
  last->letters.count = letters->count;
  /* One that fills the room goes on perhaps; no word has as much of it. */
  if (letters->count && letters->count + 1 < sizeof letters->at)
    level->nodes.at[node].line = (at + 1) & (FILE_BYTES_MAX * 2 - 1);
}

/* The patterns in file[from, to). */
static void read_level(struct hyphenator *h, struct level *level, size_t from, size_t to)
{
  struct path last;
  struct letters letters;
  last.letters.count = 0;
  level->nodes.room = (uint32_t)((to - from) / BYTES_A_NODE) + 1;
  level->nodes.at =
      arena_grow_unset(h->arena, NULL, 0, level->nodes.room * sizeof *level->nodes.at);
  if (!level->nodes.at)
    return;
  vec_push(h->arena, &level->nodes, (struct node){0});
  for (size_t at = from; at < to && !arena_short(h->arena);) {
    size_t end = read_letters(h->file, at, to, &letters);
    add_pattern(h, level, &letters, (uint32_t)at, &last);
    at = end + 1;
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

static size_t letters_of(str line)
{
  size_t letters = 0;
  for (size_t i = 0; i < line.len; i++)
    letters += !is_value(line.data[i]);
  return letters;
}

/* longest[end]: the node of the longest run that ends before it and begins some pattern, or is one;
 * 0 where there is none. */
static void find_runs(const struct level *level, const struct dotted *word, uint32_t *longest)
{
  for (size_t from = 0; from < word->len; from++) {
    unsigned char first = (unsigned char)word->bytes[from];
    uint32_t node = level->roots[first];
    for (size_t end = from + 1; node; end++) {
      if (!longest[end])
        longest[end] = node;
      if (end == word->len)
        break;
      char letter = word->bytes[end];
      node = end == from + 1 ? level->pairs[first][(unsigned char)letter]
                             : find_node(level, level->nodes.at[node].child, letter);
    }
  }
}

/* values[i] before byte i of folded[0, len), odd where a hyphen may stand. */
static void find_values(const struct hyphenator *h, const struct level *level, const char *folded,
                        size_t len, uint8_t *values)
{
  struct dotted word = {.len = len + 2};
  uint32_t longest[WORD_BYTES_MAX + 3] = {0};
  word.bytes[0] = word.bytes[len + 1] = '.';
  memcpy(word.bytes + 1, folded, len);
  find_runs(level, &word, longest);
  for (size_t end = 1; end <= word.len; end++) {
    uint32_t line = longest[end] ? level->nodes.at[longest[end]].line : 0;
    if (!line)
      continue;
    str pattern = line_at(h->file, line - 1);
    raise_values(pattern, word.values + end - letters_of(pattern));
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
