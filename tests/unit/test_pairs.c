/* test_pairs.c - words put together from the build's pairs are what HarfBuzz makes of them. */
#include "fonts.h"

#include <stdio.h>

#include "base/io.h"
#include "type/faces.h"

/* One face asked twice: with its pairs, and without. */
struct twins {
  struct arena *arena;
  struct style_face with, without;
  struct face bare;
};

static void choose(struct twins *twins, struct face_query query)
{
  precis_error e;
  const struct face *face = NULL;
  assert_int_equal(fontset_find(fontset, query, &face, &e), PRECIS_OK);
  assert_non_null(face->pairs);
  twins->bare = *face;
  twins->bare.pairs = NULL;
  twins->with = (struct style_face){.face = face, .size = unit_of(1000), .language = "en"};
  twins->without = twins->with;
  twins->without.face = &twins->bare;
}

static void assert_twins(struct twins *twins, str word)
{
  struct shaped a, b;
  precis_error e;
  assert_int_equal(shape(fontset, twins->arena, word, twins->with, &a, &e), PRECIS_OK);
  assert_int_equal(shape(fontset, twins->arena, word, twins->without, &b, &e), PRECIS_OK);
  bool is_same = is_shaped_alike(&a, &b);
  if (!is_same)
    print_error("'%.*s' in %s, features %u\n", STR_ARG(word), twins->with.face->postscript_name,
                twins->with.features);
  assert_true(is_same);
}

static void assert_words(struct twins *twins, str text, uint32_t *words, uint32_t *made)
{
  for (size_t from = 0, at = 0; at <= text.len; at++)
    if (at == text.len || text.data[at] == ' ' || text.data[at] == '\n') {
      str word = str_sub(text, from, at - from);
      from = at + 1;
      *words += word.len > 0;
      *made += word.len && pairs_have(word, &twins->with);
      assert_twins(twins, word);
    }
}

static const struct face_query queries[] = {
    {STR("Vollkorn"), 400, false}, {STR("Vollkorn"), 400, true}, {STR("Vollkorn"), 700, false},
    {STR("Vollkorn"), 900, false}, {STR("Lato"), 400, false},    {STR("Lato"), 400, true},
    {STR("Lato"), 700, false},     {STR("Lato"), 900, false},
};

static const uint32_t features[] = {FEATURE_OLD_STYLE, FEATURE_LINING,
                                    FEATURE_LINING | FEATURE_TABULAR,
                                    FEATURE_LINING | FEATURE_NO_LIGATURE, FEATURE_SMALL_CAPS};

enum { QUERIES = sizeof queries / sizeof *queries, FEATURES = sizeof features / sizeof *features };

static void test_words_of_documents(void **state)
{
  static const struct {
    const char *path, *language;
  } documents[] = {{"paper.txt", "en"}, {"nachricht.txt", "de-AT"}, {"rapport.txt", "fr"},
                   {"sports.txt", ""},  {"earnings.txt", "en"},     {"nachricht.txt", "nl"}};

  enum { FILE_MAX_BYTES = 1 << 20 };

  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct twins twins = {.arena = arena};
  uint32_t words = 0, made = 0;
  for (size_t d = 0; d < sizeof documents / sizeof *documents; d++) {
    AUTO_BUFFER text;
    precis_error e;
    char path[256];
    buffer_init(&text, &heap_default);
    snprintf(path, sizeof path, "%s/tests/documents/%s", PRECIS_SOURCE_DIR, documents[d].path);
    assert_int_equal(file_read(path, FILE_MAX_BYTES, &text, &e), PRECIS_OK);
    for (int i = 0; i < QUERIES; i++) {
      choose(&twins, queries[i]);
      twins.with.language = twins.without.language = documents[d].language;
      twins.with.features = twins.without.features = features[i % FEATURES];
      assert_words(&twins, buffer_str(&text), &words, &made);
    }
  }
  assert_true(words > 10000 && made > words / 2);
}

/* A number that looks like chance and is always the same. */
static uint32_t next_number(uint32_t *seed)
{
  *seed = *seed * 1664525 + 1013904223;
  return *seed >> 8;
}

/* Characters side by side that no text has so, among them those that join, change next to capitals,
 * or are figures. */
static str letter_of_chance(uint32_t *seed)
{
  static const char letters[] = "ffiijRACltToVyWbhk-.,()'15$/|+="
                                "\xC3\x9F\xC3\xA9\xC3\xB6\xC3\x84\xC3\xAF\xC2\xBB\xE2\x80\x9C"
                                "\xE2\x80\x99\xE2\x80\x93\xC2\xAD\xCC\x81";
  size_t from = next_number(seed) % (sizeof letters - 1);
  while ((letters[from] & 0xC0) == 0x80)
    from--;
  size_t end = from;
  utf8_next((str){letters, sizeof letters - 1}, &end);
  return (str){letters + from, end - from};
}

static void test_words_of_chance(void **state)
{
  enum { WORDS = 4000, LETTERS_MAX = 6 };

  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct twins twins = {.arena = arena};
  uint32_t seed = 1;
  for (int i = 0; i < QUERIES; i++) {
    choose(&twins, queries[i]);
    for (int k = 0; k < WORDS; k++) {
      char word[4 * LETTERS_MAX];
      size_t len = 0;
      for (uint32_t n = 1 + next_number(&seed) % LETTERS_MAX; n > 0; n--) {
        str letter = letter_of_chance(&seed);
        memcpy(word + len, letter.data, letter.len);
        len += letter.len;
      }
      twins.with.features = twins.without.features = features[k % FEATURES];
      assert_twins(&twins, (str){word, len});
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_words_of_documents),
                                     cmocka_unit_test(test_words_of_chance)};
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
