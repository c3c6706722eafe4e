/* Language files, their lists as sets and patterns, patterns that give up, languages told apart. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

#include "base/io.h"
#include "failing_heap.h"
#include "text/text.h"

static const char file[] = "# a comment\n"
                           "[language]\n"
                           "tag = xx\n"
                           "name = Exish\n"
                           "stemmer = english\n"
                           "[words]\n"
                           "stop = the, of, Don't, O\u2019Clock\n"
                           "  more \t than, more,\n"
                           "  a.m., \u00C4rger\n"
                           "empty =\n"
                           "one = single\n"
                           "[months]\n"
                           "january = 1\n"
                           "m\u00E4rz = 3\n"
                           "half past = 0.5\n"
                           "someday = soon\n";

/* Loads text as a language file; err holds the place "xx.ini" only by its ending. */
static precis_status load(const struct heap *heap, const char *text, struct language **ret,
                          precis_error *err)
{
  char path[] = "/tmp/precis-language-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  size_t len = strlen(text);
  assert_int_equal(write(fd, text, len), len);
  close(fd);
  precis_status s = language_load(heap, path, ret, err);
  unlink(path);
  return s;
}

static struct language *loaded(void)
{
  struct language *language = NULL;
  precis_error err = {0};
  assert_int_equal(load(&heap_default, file, &language, &err), PRECIS_OK);
  return language;
}

static void a_file_is_lists_in_its_order(void **state)
{
  (void)state;
  AUTO(language) language = loaded();
  assert_string_equal(language_tag(language), "xx");
  assert_string_equal(language_name(language), "Exish");
  assert_string_equal(language_stemmer(language), "english");
  static const char *const want[] = {"the",       "of",   "Don't", "O\u2019Clock",
                                     "more than", "more", "a.m.",  "\u00C4rger"};
  struct word_list list = language_list(language, "words", "stop");
  assert_int_equal(list.count, sizeof want / sizeof *want);
  for (uint32_t i = 0; i < list.count; i++)
    assert_true(str_eq(list.words[i], str_of(want[i])));
  assert_string_equal(language_text(language, "words", "stop").data,
                      "the, of, Don't, O\u2019Clock");
  assert_int_equal(language_keys(language, "words"), 3);
  assert_string_equal(language_key(language, "words", 2).data, "one");
}

static void what_is_absent_is_empty(void **state)
{
  (void)state;
  AUTO(language) language = loaded();
  double number = -1;
  assert_int_equal(language_list(language, "words", "none").count, 0);
  assert_int_equal(language_list(language, "none", "stop").count, 0);
  assert_int_equal(language_list(language, "words", "empty").count, 0);
  assert_int_equal(language_text(language, "words", "none").len, 0);
  assert_int_equal(language_keys(language, "none"), 0);
  assert_int_equal(language_key(language, "words", 3).len, 0);
  assert_false(language_has(language, "none", "none", STR("the")));
  assert_false(language_has(language, "words", "empty", STR("")));
  assert_false(language_number(language, "months", STR("someday"), &number));
  assert_false(language_number(language, "none", STR("january"), &number));
  assert_true(number == -1);
}

static void sets_are_folded_and_know_both_apostrophes(void **state)
{
  (void)state;
  AUTO(language) language = loaded();
  assert_true(language_has(language, "words", "stop", STR("\u00E4rger")));
  assert_true(language_has(language, "words", "stop", STR("don't")));
  assert_true(language_has(language, "words", "stop", STR("don\u2019t")));
  assert_true(language_has(language, "words", "stop", STR("o'clock")));
  assert_true(language_has(language, "words", "stop", STR("o\u2019clock")));
  assert_true(language_has(language, "words", "stop", STR("more than")));
  assert_false(language_has(language, "words", "stop", STR("Don't"))); /* not folded */
  assert_false(language_has(language, "words", "stop", STR("than")));
  static char endless[1000000];
  memset(endless, 'x', sizeof endless);
  assert_false(language_has(language, "words", "stop", (str){endless, sizeof endless}));
  const struct word_set *set = language_set(language, "words", "stop");
  assert_int_equal(word_set_index(set, STR("more")), 5);
  assert_int_equal(word_set_index(set, STR("less")), UINT32_MAX);
}

static void keys_may_stand_for_numbers(void **state)
{
  (void)state;
  AUTO(language) language = loaded();
  double number = 0;
  assert_true(language_number(language, "months", STR("m\u00E4rz"), &number) && number == 3);
  assert_true(language_number(language, "months", STR("half past"), &number) && number == 0.5);
}

static void faults_have_file_and_line(void **state)
{
  (void)state;
  static const char head[] = "[language]\ntag=xx\nname=X\n[a]\nb = c\n";

  static const struct {
    const char *rest;
    uint32_t line;
  } rows[] = {
      {"[b]\nc = d\n[a]\nb = e\n", 9}, /* given before */
      {"x = a\nb = e\n", 7},
      {"d = \xC3\n", 6},
      {"no equals sign\n", 6},
      {"[open\n", 6},
      {"d = e ;f\n", 6},
      {"d = e\n  # f\n", 7},
      {"[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]\n", 6},
      {"d = 0123456789012345678901234567890123456789012345678901234567890123456789"
       "0123456789012345678901234567890123456789012345678901234567890123456789"
       "0123456789012345678901234567890123456789012345678901234567890123456789\n",
       6},
  };

  char text[1024];
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct language *language = NULL;
    precis_error err = {0};
    snprintf(text, sizeof text, "%s%s", head, rows[i].rest);
    assert_int_equal(load(&heap_default, text, &language, &err), PRECIS_BAD_TEMPLATE);
    assert_null(language);
    assert_int_equal(err.line, rows[i].line);
    assert_non_null(strstr(err.where, "precis-language"));
  }
  static const char *const headless[] = {"", "[language]\nname = X\n", "[language]\ntag = x\n",
                                         "tag = x\n"};
  for (size_t i = 0; i < sizeof headless / sizeof *headless; i++) {
    struct language *language = NULL;
    precis_error err = {0};
    assert_int_equal(load(&heap_default, headless[i], &language, &err), PRECIS_BAD_TEMPLATE);
    assert_int_equal(err.line, 1);
  }
  struct language *language = NULL;
  precis_error err = {0};
  assert_int_equal(language_load(&heap_default, "/nonexistent/xx.ini", &language, &err), PRECIS_IO);
}

static void has_labels_of(const struct language *language, const struct language *english)
{
  assert_int_equal(language_keys(language, "labels"), language_keys(english, "labels"));
  for (uint32_t i = 0; i < language_keys(english, "labels"); i++)
    assert_string_equal(language_key(language, "labels", i).data,
                        language_key(english, "labels", i).data);
  str page = language_text(language, "labels", "page");
  assert_true(str_find(page, STR("{page}"), 0) != SIZE_MAX);
  assert_true(str_find(page, STR("{pages}"), 0) != SIZE_MAX);
}

/* Each file of the house has every label, in the order of the English one, and none besides. */
static void every_file_has_the_labels(void **state)
{
  (void)state;
  glob_t files;
  AUTO(language) english = NULL;
  assert_int_equal(glob(PRECIS_SOURCE_DIR "/languages/*.ini", 0, NULL, &files), 0);
  assert_int_equal(
      language_load(&heap_default, PRECIS_SOURCE_DIR "/languages/en.ini", &english, NULL),
      PRECIS_OK);
  assert_true(files.gl_pathc >= 7);
  for (size_t i = 0; i < files.gl_pathc; i++) {
    AUTO(language) language = NULL;
    precis_error err = {0};
    assert_int_equal(language_load(&heap_default, files.gl_pathv[i], &language, &err), PRECIS_OK);
    precis_status s = language_check_labels(language, str_of(files.gl_pathv[i]), &err);
    if (s != PRECIS_OK)
      print_error("%s: %s\n", err.where, err.message);
    assert_int_equal(s, PRECIS_OK);
    has_labels_of(language, english);
  }
  globfree(&files);
}

static void a_missing_label_is_named(void **state)
{
  (void)state;
  AUTO(language) language = loaded();
  precis_error err = {0};
  assert_int_equal(language_check_labels(language, STR("xx.ini"), &err), PRECIS_BAD_TEMPLATE);
  assert_non_null(strstr(err.message, "\"masthead\" in [labels]"));
  assert_string_equal(err.where, "xx.ini");
  assert_non_null(strstr(err.hint, "languages/en.ini"));
}

static void lists_become_alternations(void **state)
{
  (void)state;
  AUTO(language) language = loaded();
  AUTO(arena) arena = arena_new(&heap_default);
  assert_string_equal(
      language_pattern(language, arena, STR("{words.stop}")).data,
      "(?:more\\s+than|O['\u2019]Clock|Don['\u2019]t|\u00C4rger|a\\.m\\.|more|the|of)");
  assert_string_equal(language_pattern(language, arena, STR("\\p{L}{2,3}{words.one}{a.b}")).data,
                      "\\p{L}{2,3}(?:single)(?:(?!))");
  assert_string_equal(language_pattern(language, arena, STR("{months.*}{words.}{.x}{")).data,
                      "(?:half\\s+past|january|someday|m\u00E4rz){words.}{.x}{");
}

static struct pattern *compiled(const char *source)
{
  struct pattern *pattern = NULL;
  precis_error err = {0};
  assert_int_equal(pattern_new(&heap_default, str_of(source), &pattern, &err), PRECIS_OK);
  return pattern;
}

static void patterns_match_from_the_start(void **state)
{
  (void)state;
  AUTO(pattern) word = compiled("\\bÄRGER\\b");
  assert_int_equal(pattern_match(word, STR("ärger im Amt")), MATCH_FOUND);
  assert_int_equal(pattern_match(word, STR("ärgert")), MATCH_NONE);
  assert_int_equal(pattern_match(word, STR("kein Ärger")), MATCH_NONE);
  AUTO(pattern) groups = compiled("(a)(b)?(c)");
  assert_int_equal(pattern_match(groups, STR("acd")), MATCH_FOUND);
  AUTO(pattern) empty = compiled("x*");
  assert_int_equal(pattern_match(empty, (str){NULL, 0}), MATCH_FOUND);
}

static void bad_patterns_have_a_column(void **state)
{
  (void)state;
  struct pattern *pattern = NULL;
  precis_error err = {0};
  assert_int_equal(pattern_new(&heap_default, STR("ä(b"), &pattern, &err), PRECIS_BAD_TEMPLATE);
  assert_int_equal(err.column, 4);
  assert_null(pattern);
  assert_int_equal(pattern_new(&heap_default, STR("a\\Cb"), &pattern, &err), PRECIS_BAD_TEMPLATE);
}

static void matches_give_up_in_time(void **state)
{
  (void)state;

  enum { LONG = 1000000 };

  static char text[LONG + 1];
  memset(text, 'a', LONG);
  text[LONG] = 'b';
  AUTO(pattern) nested = compiled("(a+)+c");
  assert_int_equal(pattern_match(nested, (str){text, 64}), MATCH_NONE); /* no c at all */
  AUTO(pattern) backtracks = compiled("(a|aa)+(?=c|d)");
  assert_int_equal(pattern_match(backtracks, (str){text, 64}), MATCH_GAVE_UP);
  /* Some 300,000 steps: over our limit, far below the library's own. */
  assert_int_equal(pattern_match(backtracks, (str){text, 26}), MATCH_GAVE_UP);
  assert_int_equal(pattern_match(backtracks, (str){text, 12}), MATCH_NONE);
  /* Too deep for the JIT's stack: the interpreter finds it. */
  AUTO(pattern) deep = compiled("(?:(a)|b)*b");
  assert_int_equal(pattern_match(deep, (str){text + LONG - 20000, 20001}), MATCH_FOUND);
  assert_int_equal(pattern_match(deep, (str){text, LONG + 1}), MATCH_GAVE_UP);
  /* The same steps with larger frames: over the heap limit. */
  AUTO(pattern)
  wide = compiled("(?:()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()"
                  "()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()){0}"
                  "(?:(a)|b)*b");
  assert_int_equal(pattern_match(wide, (str){text + LONG - 20000, 20001}), MATCH_GAVE_UP);
}

static void languages_are_told_apart(void **state)
{
  (void)state;
  static const char models[] = PRECIS_SOURCE_DIR "/languages/textcat.conf";
  AUTO(detector) detector = NULL;
  AUTO(detector) nothing = NULL;
  assert_int_equal(detector_new(&heap_default, models, &detector, NULL), PRECIS_OK);
  assert_int_equal(detector_new(&heap_default, "/nonexistent", &nothing, NULL), PRECIS_OK);
  static const char *const tags[] = {"en", "de", "fr"};
  static const char *const rows[][2] = {
      {"The minister said that the government would not wait for the report.", "en"},
      {"THE MINISTER SAID THAT THE GOVERNMENT WOULD NOT WAIT FOR THE REPORT.", "en"},
      {"Die Ministerin sagte, dass die Regierung nicht auf den Bericht warten werde.", "de"},
      {"Le ministre a déclaré que le gouvernement n’attendrait pas le rapport.", "fr"},
      {"Minister powiedział, że rząd nie będzie czekał na raport komisji.", ""},
      {"Правительство объявило во вторник о новых мерах поддержки экономики.", ""},
      {"Hello", ""},
      {"", ""},
      {"1234567890 1234567890 1234567890 1234567890 1234567890", ""},
  };
  for (size_t i = 0; i < 2 * (sizeof rows / sizeof *rows);
       i++) /* models that were used tell the same */
    assert_string_equal(language_detect(detector, tags, 3, str_of(rows[i / 2][0])), rows[i / 2][1]);
  assert_string_equal(language_detect(detector, tags + 1, 2, str_of(rows[0][0])), "");
  assert_string_equal(language_detect(nothing, tags, 3, str_of(rows[0][0])), "");
  assert_string_equal(language_detect(NULL, tags, 3, str_of(rows[0][0])), "");
  static char bytes[100000]; /* no blank, no letter, not even UTF-8 */
  memset(bytes, 0xFF, sizeof bytes);
  assert_string_equal(language_detect(detector, tags, 3, (str){bytes, sizeof bytes}), "");
}

static precis_status load_and_use(const struct heap *heap)
{
  AUTO(language) language = NULL;
  AUTO(pattern) pattern = NULL;
  precis_error err = {0};
  precis_status s = load(heap, file, &language, &err);
  if (s == PRECIS_OK)
    s = pattern_new(heap, STR("(a|b)+c"), &pattern, &err);
  return s;
}

static void every_allocation_may_fail(void **state)
{
  (void)state;
  precis_status s = PRECIS_NO_MEMORY;
  long n = 0;
  for (; s != PRECIS_OK; n++) {
    struct failing_heap failing = {.fails_at = n};
    struct heap heap = failing_heap(&failing);
    s = load_and_use(&heap);
    assert_true(s == PRECIS_OK || s == PRECIS_NO_MEMORY);
    assert_int_equal(failing.live, 0);
    assert_true(n < 200);
  }
  assert_true(n > 5);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_is_lists_in_its_order),
      cmocka_unit_test(what_is_absent_is_empty),
      cmocka_unit_test(sets_are_folded_and_know_both_apostrophes),
      cmocka_unit_test(keys_may_stand_for_numbers),
      cmocka_unit_test(faults_have_file_and_line),
      cmocka_unit_test(every_file_has_the_labels),
      cmocka_unit_test(a_missing_label_is_named),
      cmocka_unit_test(lists_become_alternations),
      cmocka_unit_test(patterns_match_from_the_start),
      cmocka_unit_test(bad_patterns_have_a_column),
      cmocka_unit_test(matches_give_up_in_time),
      cmocka_unit_test(languages_are_told_apart),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
