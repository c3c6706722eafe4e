/* test_type.c - shaped text: fallback faces, what no face has, directions, marks, hyphens. */
#include "fonts.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct face *lato(void)
{
  const struct face *face = NULL;
  precis_error e;
  struct face_query query = {STR("Lato"), 400, false};
  assert_int_equal(fontset_find(fontset, query, &face, &e), PRECIS_OK);
  return face;
}

static struct shaped shape_lato(struct arena *arena, str text)
{
  struct shaped shaped;
  precis_error e;
  struct style_face style = {.face = lato(), .size = unit_of(10), .language = "en"};
  assert_int_equal(shape(fontset, arena, text, style, &shaped, &e), PRECIS_OK);
  for (uint32_t i = 0; i < shaped.glyphs.count; i++)
    assert_int_not_equal(shaped.glyphs.at[i].id, 0);
  return shaped;
}

static void test_one_run(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct shaped shaped = shape_lato(arena, STR("Harbour"));
  assert_int_equal(shaped.runs.count, 1);
  assert_int_equal(shaped.glyphs.count, 7);
  assert_int_equal(shaped.missing.count, 0);
  assert_true(shaped.width > unit_of(25) && shaped.width < unit_of(60));
}

/* A word is the same whether it was shaped with others or alone: next to what it would be kerned or
 * joined with, with marks, in another script, with a character that no face has. */
static void test_words_shaped_ahead(void **state)
{
  (void)state;
  static const str words[] = {
      STR("f"),
      STR("fi"),
      STR("ffi"),
      STR("AV"),
      STR("T."),
      STR("Yo"),
      STR("1,234"),
      STR("caf\xC3\xA9"),
      STR("e\xCC\x81t\xC3\xA9"),
      STR("\xD7\xA9"),
      STR("x-"),
      STR("-x"),
      STR("\xE2\x80\x9CTo"),
      STR("q\xEF\xBF\xBF"),
      STR("off\xE2\x80\x99s"),
      STR("j'y"),
      STR("\xC4\xB0i"),
      STR("fi"),
      STR("\xC2\xAD"),
      STR("Stra\xC3\x9F"
          "e"),
  };

  enum { COUNT = sizeof words / sizeof *words };

  static const char *const families[] = {"Lato", "Vollkorn"};
  for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
    AUTO(arena) arena = arena_new(&heap_default);
    AUTO(fontset) other = NULL;
    precis_error e;
    assert_int_equal(fontset_new(&heap_default, FONTS, &other, &e), PRECIS_OK);
    struct face_query query = {str_of(families[f]), 400, false};
    struct style_face ahead = {.size = unit_of(64), .language = "en"}, alone = ahead;
    assert_int_equal(fontset_find(fontset, query, &ahead.face, &e), PRECIS_OK);
    assert_int_equal(fontset_find(other, query, &alone.face, &e), PRECIS_OK);
    shape_ahead(fontset, arena, words, COUNT, &ahead);
    for (size_t i = 0; i < COUNT; i++) {
      struct shaped a, b;
      assert_int_equal(shape(fontset, arena, words[i], ahead, &a, &e), PRECIS_OK);
      assert_int_equal(shape(other, arena, words[i], alone, &b, &e), PRECIS_OK);
      assert_true(is_shaped_alike(&a, &b));
    }
  }
}

static void test_fallback(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct shaped shaped = shape_lato(arena, STR("a\xD7\xA9"
                                               "b")); /* shin */
  assert_int_equal(shaped.missing.count, 0);
  assert_int_equal(shaped.runs.count, 3);
  assert_ptr_equal(shaped.runs.at[0].face, lato());
  assert_ptr_not_equal(shaped.runs.at[1].face, lato());
  assert_ptr_equal(shaped.runs.at[2].face, lato());
}

/* U+E000 is for private use: it is left out once and named once. */
static void test_missing(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct shaped shaped = shape_lato(arena, STR("a\xEE\x80\x80"
                                               "b\xEE\x80\x80"));
  assert_int_equal(shaped.glyphs.count, 2);
  assert_int_equal(shaped.missing.count, 1);
  assert_int_equal(shaped.missing.at[0], 0xE000);
}

static void test_unseen(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct shaped shaped = shape_lato(arena, STR("a\tb\x01"
                                               "c\xC2\xAD"
                                               "d\xE2\x80\x8B"
                                               "e\xEF\xB8\x8F"
                                               "f"));
  assert_int_equal(shaped.missing.count, 0);
  unit width = shape_lato(arena, STR("abcdef")).width;
  assert_true(shaped.width > width - unit_of(1) && shaped.width < width + unit_of(1));
}

/* "a SHIN LAMED b": the Hebrew run is one, its clusters descend. */
static void test_rtl_order(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct shaped shaped = shape_lato(arena, STR("a \xD7\xA9\xD7\x9C b"));
  bool seen = false;
  for (uint32_t i = 0; i < shaped.runs.count; i++) {
    const struct glyph_run *run = &shaped.runs.at[i];
    assert_true(run->is_rtl == (run->at.at >= 2 && run->at.at < 6));
    if (!run->is_rtl)
      continue;
    seen = true;
    const struct glyph *g = &shaped.glyphs.at[run->first_glyph];
    assert_int_equal(g[0].cluster, 4);
    assert_int_equal(g[1].cluster, 2);
  }
  assert_true(seen);
}

/* A paragraph that starts in Hebrew runs from the right: its later Latin word stands first. */
static void test_rtl_paragraph(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct shaped shaped = shape_lato(arena, STR("\xD7\xA9 ab"));
  assert_true(shaped.runs.count >= 2);
  assert_int_equal(shaped.runs.at[0].at.at, 3);
  assert_false(shaped.runs.at[0].is_rtl);
}

/* In Vollkorn the old-style 1 is a Roman one, unless the face set names another. */
static void test_old_style_one(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct style_face style = {.size = unit_of(10), .language = "en"};
  precis_error e;
  for (int i = 0; i < 8; i++) {
    struct face_query query = {STR("Vollkorn"), (uint16_t)(i % 4 * 100 + 400), i >= 4};
    assert_int_equal(fontset_find(fontset, query, &style.face, &e), PRECIS_OK);
    struct shaped plain, old;
    style.features = 0;
    assert_int_equal(shape(fontset, arena, STR("21"), style, &plain, &e), PRECIS_OK);
    style.features = FEATURE_OLD_STYLE;
    assert_int_equal(shape(fontset, arena, STR("21"), style, &old, &e), PRECIS_OK);
    assert_int_equal(old.glyphs.at[0].id, plain.glyphs.at[0].id);
    assert_int_not_equal(old.glyphs.at[1].id, plain.glyphs.at[1].id);
    assert_true(face_has_superiors(style.face));
  }
}

static void test_marks_limit(void **state)
{
  (void)state;

  enum { MARKS = 1000, KEPT = 30 };

  char text[1 + 2 * MARKS] = "e";
  for (int i = 0; i < MARKS; i++)
    memcpy(text + 1 + 2 * i, "\xCC\x81", 2);
  AUTO(arena) arena = arena_new(&heap_default);
  struct shaped shaped = shape_lato(arena, (str){text, sizeof text});
  assert_in_range(shaped.glyphs.count, 1, KEPT + 1);
}

static void check_hyphens(const char *language, str word, const char *wanted)
{
  const struct hyphenator *hyphenator = hyphenator_of(language);
  assert_non_null(hyphenator);
  bool allowed[64];
  char shown[128];
  size_t len = 0;
  hyphenate(hyphenator, word, allowed);
  for (size_t i = 0; i < word.len; i++) {
    if (allowed[i])
      shown[len++] = '-';
    shown[len++] = word.data[i];
  }
  shown[len] = '\0';
  assert_string_equal(shown, wanted);
}

static void test_hyphens(void **state)
{
  (void)state;
  check_hyphens("en", STR("hyphenation"), "hy-phen-ation");
  check_hyphens("en", STR("it"), "it");
  check_hyphens("de", STR("Silbentrennung"), "Sil-ben-tren-nung");
  check_hyphens("de-AT", STR("Fettablagerungen"), "Fett-ab-la-ge-run-gen");
  check_hyphens("de",
                STR("\xC3\x9C"
                    "berraschung"),
                "\xC3\x9C"
                "ber-ra-schung");
}

/* A word of a megabyte is wider than a unit can tell. */
static void test_widths_are_held(void **state)
{
  (void)state;
  assert_int_equal(unit_held(1234), 1234);
  assert_int_equal(unit_held((int64_t)INT32_MAX + 1), UNIT_WIDEST);
}

static void test_no_patterns(void **state)
{
  (void)state;
  assert_null(hyphenator_of("x"));
  assert_null(hyphenator_of(""));
  bool allowed[11];
  hyphenate(NULL, STR("hyphenation"), allowed);
  for (size_t i = 0; i < sizeof allowed; i++)
    assert_false(allowed[i]);
}

static void write_set(const char *folder, const char *name, const char *text)
{
  char path[96];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void count_families(void *user, const char *family, const char *what, const char *path)
{
  (void)family, (void)what, (void)path;
  ++*(int *)user;
}

/* The others are read, in whatever order the folder gives them. */
static void test_bad_sets(void **state)
{
  static const char *const names[] = {"a.ini", "m.ini", "z.ini"};
  char folder[] = "/tmp/precis-sets-XXXXXX";
  struct fontset *own = NULL;
  const struct face *face = NULL;
  precis_error e = {0};
  int families = 0;
  (void)state;
  assert_non_null(mkdtemp(folder));
  write_set(folder, names[0], "[no-section]\nkey = value\n");
  write_set(folder, names[1],
            "[face-set]\nfamily = Own\nfolder = /usr/share/fonts/truetype/lato\n"
            "[upright]\n400 = Lato-Regular.ttf\n");
  write_set(folder, names[2], "[upright]\nheavy = Lato-Black.ttf\n");
  assert_int_equal(fontset_new(&heap_default, folder, &own, &e), PRECIS_OK);
  assert_int_equal(fontset_find(own, (struct face_query){STR("Own"), 400, false}, &face, &e),
                   PRECIS_OK);
  assert_non_null(face);
  assert_int_equal(fontset_find(own, (struct face_query){STR("Other"), 400, false}, &face, &e),
                   PRECIS_BAD_TEMPLATE);
  assert_non_null(strstr(e.where, "a.ini"));
  assert_int_equal(fontset_list(own, count_families, &families, &e), PRECIS_BAD_TEMPLATE);
  assert_int_equal(families, 1);
  fontset_free(own);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char path[96];
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    remove(path);
  }
  rmdir(folder);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_one_run),         cmocka_unit_test(test_words_shaped_ahead),
      cmocka_unit_test(test_fallback),        cmocka_unit_test(test_missing),
      cmocka_unit_test(test_unseen),          cmocka_unit_test(test_rtl_order),
      cmocka_unit_test(test_rtl_paragraph),   cmocka_unit_test(test_marks_limit),
      cmocka_unit_test(test_old_style_one),   cmocka_unit_test(test_hyphens),
      cmocka_unit_test(test_widths_are_held), cmocka_unit_test(test_bad_sets),
      cmocka_unit_test(test_no_patterns),
  };
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
