/* hyphenate.c - where a word may be broken: Liang's patterns through libhyphen. */
#include <hyphen.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "type/type.h"

/* Two letters stay before a hyphen, three go behind it: the Chicago Manual's rule, and what readers
 * expect. */
enum { LETTERS_BEFORE = 2, LETTERS_AFTER = 3 };

/* Longer words are broken by the line breaker at any character. */
enum { WORD_BYTES_MAX = 120 };

struct hyphenator {
  struct heap heap;
  HyphenDict *patterns;
  uint64_t digest; /* the file's size: patterns that change change it */
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

precis_status hyphenator_load(const struct heap *heap, const char *language,
                              struct hyphenator **ret, precis_error *err)
{
  AUTO(arena) arena = arena_new(heap);
  if (!arena)
    return fail_no_memory(err);
  /* The tag becomes part of a path. */
  if (strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") !=
      strlen(language)) {
    *ret = NULL;
    return PRECIS_OK;
  }
  const char *path = find_patterns(arena, language);
  HyphenDict *patterns = path ? hnj_hyphen_load(path) : NULL;
  if (!patterns) {
    *ret = NULL;
    return PRECIS_OK;
  }
  struct hyphenator *hyphenator = heap->realloc(heap->user, NULL, sizeof *hyphenator);
  if (!hyphenator) {
    hnj_hyphen_free(patterns);
    return fail_no_memory(err);
  }
  struct stat st = {0};
  (void)stat(path, &st);
  *hyphenator = (struct hyphenator){*heap, patterns, (uint64_t)st.st_size};
  *ret = hyphenator;
  return PRECIS_OK;
}

uint64_t hyphenator_digest(const struct hyphenator *hyphenator)
{
  return hyphenator ? hyphenator->digest : 0;
}

void hyphenator_free(struct hyphenator *hyphenator)
{
  if (!hyphenator)
    return;
  hnj_hyphen_free(hyphenator->patterns);
  hyphenator->heap.realloc(hyphenator->heap.user, hyphenator, 0);
}

/* Lower case in the patterns' charset: UTF-8, or Latin-1 in Debian's older files; their marks count
 * characters in both. False: a letter changes its length or is not in the charset. */
static bool fold_word(const HyphenDict *patterns, str word, char *folded, int *ret_len)
{
  size_t used = 0;
  for (size_t at = 0; at < word.len;) {
    size_t from = at;
    uint32_t c = char_lower(utf8_next(word, &at));
    char bytes[4];
    size_t len = utf8_put(bytes, c);
    if (!patterns->utf8) {
      if (c > 0xFF)
        return false;
      folded[used++] = (char)c;
      continue;
    }
    if (len != at - from)
      return false;
    memcpy(folded + used, bytes, len);
    used += len;
  }
  folded[used] = '\0';
  *ret_len = (int)used;
  return true;
}

static bool is_continuation(char c)
{
  return ((unsigned char)c & 0xC0) == 0x80;
}

void hyphenate(const struct hyphenator *hyphenator, str word, bool *allowed)
{
  memset(allowed, 0, word.len * sizeof *allowed);
  if (!hyphenator || word.len > WORD_BYTES_MAX || word.len < LETTERS_BEFORE + LETTERS_AFTER)
    return;
  char folded[WORD_BYTES_MAX + 1], marks[WORD_BYTES_MAX + 8];
  int folded_len;
  if (!fold_word(hyphenator->patterns, word, folded, &folded_len))
    return;
  char **replacements = NULL;
  int *positions = NULL, *cuts = NULL;
  if (hnj_hyphen_hyphenate3(hyphenator->patterns, folded, folded_len, marks, NULL, &replacements,
                            &positions, &cuts, LETTERS_BEFORE, LETTERS_AFTER, LETTERS_BEFORE,
                            LETTERS_AFTER) != 0)
    return;
  /* marks has one entry a character: odd allows a break behind it. A break that would change
   * letters
   * ("Schiff-fahrt") is not taken: nothing but a hyphen may be added to what is printed. */
  size_t letter = 0;
  for (size_t i = 1; i < word.len; i++) {
    if (is_continuation(word.data[i]))
      continue;
    allowed[i] = (marks[letter] & 1) && !(replacements && replacements[letter]);
    letter++;
  }
  for (size_t i = 0; replacements && i < (size_t)folded_len; i++)
    free(replacements[i]);
  free(replacements);
  free(positions);
  free(cuts);
}
