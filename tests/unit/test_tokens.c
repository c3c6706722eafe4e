/* Tokens, their words and classes; the driver's look-ups; hostile runs; each allocation failed in
 * turn. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

#include "analyze/analyze.h"
#include "failing_heap.h"

static const char file[] = "[language]\n"
                           "tag = xx\n"
                           "name = Exish\n"
                           "stemmer = english\n"
                           "[tokens]\n"
                           "elisions = l\n"
                           "contractions = s\n"
                           "[words]\n"
                           "stop = the, 's\n"
                           "[months]\n"
                           "may = 5\n"
                           "[units]\n"
                           "metre = m, metres\n"
                           "[abbreviations-table]\n"
                           "U.N. = Union of Nets\n";

static struct language *load(void)
{
  char path[] = "/tmp/precis-tokens-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, file, sizeof file - 1), sizeof file - 1);
  close(fd);
  struct language *language = NULL;
  assert_int_equal(language_load(&heap_default, path, &language, NULL), PRECIS_OK);
  unlink(path);
  return language;
}

static struct document *one_block(str text)
{
  struct document *document = document_new(&heap_default);
  assert_non_null(document);
  document->text = arena_str(document->arena, text);
  struct block block = {.kind = BLOCK_PARAGRAPH, .at = {0, (uint32_t)text.len}};
  vec_push(document->arena, &document->blocks, block);
  return document;
}

struct fixture {
  struct language *language;
  struct analyzer *analyzer;
  struct document *document;
  struct analysis *analysis;
};

static struct fixture analyzed(str text)
{
  struct fixture f = {.language = load(), .document = one_block(text)};
  assert_int_equal(analyzer_new(&heap_default, f.language, &f.analyzer, NULL), PRECIS_OK);
  assert_int_equal(analyze(&heap_default, f.analyzer, f.document, &f.analysis, NULL), PRECIS_OK);
  return f;
}

static void drop(struct fixture f)
{
  analysis_free(f.analysis);
  analyzer_free(f.analyzer);
  document_free(f.document);
  language_free(f.language);
}

/* The tokens with a bar between them. */
static void expect_tokens(const char *text, const char *expected)
{
  struct fixture f = analyzed(str_of(text));
  char joined[512];
  size_t used = 0;
  for (uint32_t i = 0; i < f.analysis->tokens.count; i++) {
    const struct token *t = &f.analysis->tokens.at[i];
    assert_true(used + t->len + 2u < sizeof joined);
    if (i)
      joined[used++] = '|';
    memcpy(joined + used, text + t->at, t->len);
    used += t->len;
  }
  joined[used] = '\0';
  assert_string_equal(joined, expected);
  drop(f);
}

static void test_words_and_marks(void **state)
{
  (void)state;
  expect_tokens("Blinken’s well-known boat", "Blinken|’s|well|-|known|boat");
  expect_tokens("l’eau O’Brien ministers’ o'clock", "l’|eau|O’Brien|ministers|’|o'clock");
  expect_tokens("1,234.5 3rd 24. 1.000.000,00", "1,234.5|3|rd|24|.|1.000.000,00");
  expect_tokens("Wait... U.S. \"Oh!\"", "Wait|...|U|.|S|.|\"|Oh|!|\"");
  expect_tokens("港は a.", "港|は|a|.");
  expect_tokens("a_b c@d", "a|_|b|c|@|d");
  expect_tokens("1990's", "1990|'s");
  expect_tokens("", "");
}

static void test_flags(void **state)
{
  (void)state;
  struct fixture f = analyzed(STR("The NATO ship is A4."));
  const struct token *t = f.analysis->tokens.at;
  assert_int_equal(t[0].flags, TOKEN_CAPITAL | TOKEN_BLOCK_START | TOKEN_SENTENCE_START);
  assert_int_equal(t[1].flags, TOKEN_SPACE_BEFORE | TOKEN_CAPITAL | TOKEN_ALL_CAPS);
  assert_int_equal(t[2].flags, TOKEN_SPACE_BEFORE);
  assert_int_equal(t[4].flags, TOKEN_SPACE_BEFORE | TOKEN_CAPITAL);
  assert_int_equal(t[5].kind, TOKEN_NUMBER);
  assert_int_equal(t[5].flags, 0);
  drop(f);
}

static void test_words_share_ids_stems_and_classes(void **state)
{
  (void)state;
  struct fixture f = analyzed(STR("The ships and THE ship: it’s May, 5 metres."));
  const struct analysis *a = f.analysis;
  const struct token *t = a->tokens.at;
  assert_int_equal(t[0].word, t[3].word);
  assert_int_equal(a->words.at[t[0].word].count, 2);
  assert_int_equal(a->words.at[t[0].word].classes, CLASS_BIT(CLASS_STOP));
  assert_int_not_equal(t[1].word, t[4].word);
  assert_int_equal(a->words.at[t[1].word].stem, a->words.at[t[4].word].stem);
  assert_int_equal(a->words.at[t[7].word].classes, CLASS_BIT(CLASS_STOP)); /* ’s as 's */
  assert_int_equal(a->words.at[t[8].word].classes, CLASS_BIT(CLASS_MONTH));
  assert_int_equal(a->words.at[t[11].word].classes, CLASS_BIT(CLASS_UNIT));
  for (uint32_t i = 0; i < a->words.count; i++)
    assert_true(a->words.at[i].stem < a->stem_count);
  drop(f);
}

static void test_look_ups(void **state)
{
  (void)state;
  struct fixture f = analyzed(STR("One boat. The two boats."));
  assert_int_equal(f.analysis->sentences.count, 2);
  assert_int_equal(f.analysis->word_total, 5);
  assert_int_equal(analysis_sentence(f.analysis, 0), 0);
  assert_int_equal(analysis_sentence(f.analysis, 9), 0);
  assert_int_equal(analysis_sentence(f.analysis, 10), 1);
  assert_int_equal(analysis_token(f.analysis, 1), 1);
  assert_int_equal(analysis_token(f.analysis, 4), 1);
  assert_int_equal(analysis_token(f.analysis, 24), f.analysis->tokens.count);
  drop(f);
  f = analyzed(STR(""));
  assert_int_equal(f.analysis->sentences.count, 0);
  assert_int_equal(analysis_sentence(f.analysis, 0), NONE);
  drop(f);
}

/* Every character that is no blank stands in exactly one token and one sentence, whatever comes. */
static void expect_covered(const struct analysis *a)
{
  str text = a->document->text;
  uint32_t at = 0, next = 0;
  for (uint32_t i = 0; i < a->tokens.count; i++) {
    for (; at < a->tokens.at[i].at; at++)
      assert_true(text.data[at] == ' ');
    at += a->tokens.at[i].len;
  }
  assert_int_equal(at, text.len);
  for (uint32_t i = 0; i < a->sentences.count; i++) {
    assert_int_equal(a->sentences.at[i].first_token, next);
    next += a->sentences.at[i].token_count;
  }
  assert_int_equal(next, a->tokens.count);
}

static void test_runs_without_blanks(void **state)
{
  (void)state;
  static const char *const units[] = {"a",  "7",  "\"", "(",   "é",  ".",
                                      "?!", "'s", "A.", "[1]", "“a", "1) "};

  enum { BYTES = 200000 };

  char *text = malloc(BYTES + 8);
  assert_non_null(text);
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    size_t len = strlen(units[u]), used = 0;
    while (used + len <= BYTES) {
      memcpy(text + used, units[u], len);
      used += len;
    }
    while (used && text[used - 1] == ' ')
      used--;
    struct fixture f = analyzed((str){text, used});
    expect_covered(f.analysis);
    drop(f);
  }
  free(text);
}

static void test_every_allocation_fails(void **state)
{
  (void)state;
  struct language *language = load();
  struct document *document =
      one_block(STR("The Net Union (NU) said: “No. 5 is lost.” It’s 1,000 m off, U.N. maps say."));
  for (long n = 0;; n++) {
    struct failing_heap failing = {.fails_at = n};
    struct heap heap = failing_heap(&failing);
    struct analyzer *analyzer = NULL;
    struct analysis *analysis = NULL;
    precis_error error = {0};
    precis_status s = analyzer_new(&heap, language, &analyzer, &error);
    if (s == PRECIS_OK)
      s = analyze(&heap, analyzer, document, &analysis, &error);
    bool is_done = s == PRECIS_OK;
    if (!is_done) {
      assert_int_equal(s, PRECIS_NO_MEMORY);
      assert_null(analysis);
    }
    analysis_free(analysis);
    analyzer_free(analyzer);
    assert_int_equal(failing.live, 0);
    if (is_done)
      break;
  }
  document_free(document);
  language_free(language);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_and_marks),
      cmocka_unit_test(test_flags),
      cmocka_unit_test(test_words_share_ids_stems_and_classes),
      cmocka_unit_test(test_look_ups),
      cmocka_unit_test(test_runs_without_blanks),
      cmocka_unit_test(test_every_allocation_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
