/* hyphenate.c - where a word may be broken: Liang's patterns (Word Hy-phen-a-tion by Com-put-er,
 * 1983), two levels of them where a language joins words.
 *
 * Not through libhyphen: making its automaton of a dictionary takes 37 million instructions for
 * English and 1,200 million for German. Here the build makes a tree of it (make_patterns.py). The
 * answers are libhyphen's, which the dictionaries are written for: of the patterns that end at a
 * letter only that counts which is the longest run that any pattern begins with. */
#include "type/patterns.h"

#include "type/type.h"

/* Two letters stay before a hyphen, three go behind it: the Chicago Manual's rule, and what readers
 * expect. */
enum { LETTERS_BEFORE = 2, LETTERS_AFTER = 3 };

/* Longer words are broken by the line breaker at any character. */
enum { WORD_BYTES_MAX = 120 };

const struct hyphenator *hyphenator_of(const char *tag)
{
  str primary = {tag, strcspn(tag, "-")};
  for (const struct hyphenator *h = hyphenators; h->language; h++)
    if (str_eq_nocase(str_of(h->language), primary))
      return h;
  return NULL;
}

uint64_t hyphenator_digest(const struct hyphenator *hyphenator)
{
  return hyphenator ? hyphenator->digest : 0;
}

/* A word between dots, and the value before each of its bytes and behind the last. */
struct dotted {
  unsigned char bytes[WORD_BYTES_MAX + 2];
  uint8_t values[WORD_BYTES_MAX + 3];
  size_t len;
};

/* The longest run that begins a pattern and ends before a byte of a word. */
struct run_end {
  uint8_t from;    /* one more than where it begins; 0: there is none */
  uint32_t values; /* of the pattern that it is; 0: it is none */
};

/* False: a letter changes its length. */
static bool fold_word(str word, unsigned char *folded)
{
  for (size_t at = 0, from = 0; at < word.len; from = at) {
    char bytes[4];
    size_t len = utf8_put(bytes, char_lower(utf8_next(word, &at)));
    if (len != at - from)
      return false;
    memcpy(folded + from, bytes, len);
  }
  return true;
}

/* NULL: no pattern goes on with this letter. */
static const struct pattern_node *find_child(const struct pattern_node *tree,
                                             const struct pattern_node *node, unsigned char letter)
{
  const struct pattern_node *child = tree + node[0].first, *end = tree + node[1].first;
  while (child < end && child->letter < letter)
    child++;
  return child < end && child->letter == letter ? child : NULL;
}

/* The runs that begin a pattern at this byte; those that begin before it are longer. */
static void find_runs(const struct pattern_node *tree, const struct dotted *word, size_t from,
                      struct run_end *ends)
{
  const struct pattern_node *node = tree;
  for (size_t at = from; at < word->len; at++) {
    node = find_child(tree, node, word->bytes[at]);
    if (!node)
      return;
    if (!ends[at + 1].from)
      ends[at + 1] = (struct run_end){(uint8_t)(from + 1), node->values};
  }
}

/* values[i] before byte i of folded[0, len), odd where a hyphen may stand. */
static void find_values(const struct hyphenator *h, const struct pattern_node *tree,
                        const unsigned char *folded, size_t len, uint8_t *values)
{
  memset(values, 0, len);
  if (!tree)
    return;
  struct dotted word = {.len = len + 2};
  struct run_end ends[WORD_BYTES_MAX + 3] = {0};
  word.bytes[0] = word.bytes[len + 1] = '.';
  memcpy(word.bytes + 1, folded, len);
  for (size_t from = 0; from < word.len; from++)
    find_runs(tree, &word, from, ends);
  for (size_t end = 1; end <= word.len; end++)
    for (size_t at = ends[end].from - 1u; ends[end].values && at <= end; at++) {
      uint8_t value = h->values[ends[end].values + at - (ends[end].from - 1u)];
      word.values[at] = value > word.values[at] ? value : word.values[at];
    }
  memcpy(values, word.values + 1, len);
}

static bool is_continuation(unsigned char c)
{
  return (c & 0xC0) == 0x80;
}

/* Clears values that leave too few letters on either side of folded[0, len). */
static void keep_margins(const unsigned char *folded, size_t len, uint8_t *values)
{
  size_t letters = 0, seen = 0;
  for (size_t i = 0; i < len; i++)
    letters += !is_continuation(folded[i]);
  for (size_t i = 0; i < len; i++) {
    if (is_continuation(folded[i])) {
      values[i] = 0;
      continue;
    }
    if (seen < LETTERS_BEFORE || letters - seen < LETTERS_AFTER)
      values[i] = 0;
    seen++;
  }
}

/* Where words are joined, then the syllables of each of them. */
static void find_breaks(const struct hyphenator *h, const unsigned char *folded, size_t len,
                        uint8_t *values)
{
  find_values(h, h->levels[0], folded, len, values);
  keep_margins(folded, len, values);
  size_t begin = 0;
  for (size_t i = 1; i <= len; i++) {
    if (i < len && !(values[i] & 1))
      continue;
    uint8_t joint = begin ? values[begin] : 0;
    find_values(h, h->levels[1], folded + begin, i - begin, values + begin);
    keep_margins(folded + begin, i - begin, values + begin);
    values[begin] = joint;
    begin = i;
  }
}

void hyphenate(const struct hyphenator *hyphenator, str word, bool *allowed)
{
  memset(allowed, 0, word.len * sizeof *allowed);
  if (!hyphenator || word.len > WORD_BYTES_MAX || word.len < LETTERS_BEFORE + LETTERS_AFTER)
    return;
  unsigned char folded[WORD_BYTES_MAX];
  uint8_t values[WORD_BYTES_MAX];
  if (!fold_word(word, folded))
    return;
  find_breaks(hyphenator, folded, word.len, values);
  for (size_t i = 1; i < word.len; i++)
    allowed[i] = values[i] & 1;
}
