/* Numbers, figures and dates of short texts in the languages' own files; hostile runs; each
 * allocation failed in turn. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "unit.h"

#include "analyze/analyze.h"
#include "failing_heap.h"

enum { LANGUAGES = 3 };

static const char *const tags[LANGUAGES] = {"en", "de", "fr"};

struct set_up {
  struct language *language[LANGUAGES];
  struct analyzer *analyzer[LANGUAGES];
};

static struct set_up made;

static int make_all(void **state)
{
  (void)state;
  for (int i = 0; i < LANGUAGES; i++) {
    char path[512];
    snprintf(path, sizeof path, "%s/languages/%s.ini", PRECIS_SOURCE_DIR, tags[i]);
    assert_int_equal(language_load(&heap_default, path, &made.language[i], NULL), PRECIS_OK);
    assert_int_equal(analyzer_new(&heap_default, made.language[i], &made.analyzer[i], NULL),
                     PRECIS_OK);
  }
  return 0;
}

static int free_all(void **state)
{
  (void)state;
  for (int i = 0; i < LANGUAGES; i++) {
    analyzer_free(made.analyzer[i]);
    language_free(made.language[i]);
  }
  return 0;
}

static struct document *one_block(str text, const char *date)
{
  struct document *document = document_new(&heap_default);
  assert_non_null(document);
  document->text = arena_str(document->arena, text);
  document->date = str_of(date);
  struct block block = {.kind = BLOCK_PARAGRAPH, .at = {0, (uint32_t)text.len}};
  vec_push(document->arena, &document->blocks, block);
  return document;
}

static int language_index(const char *tag)
{
  for (int i = 0; i < LANGUAGES; i++)
    if (!strcmp(tags[i], tag))
      return i;
  return 0;
}

static struct analysis *analyzed(const char *tag, struct document *document)
{
  struct analysis *analysis = NULL;
  assert_int_equal(
      analyze(&heap_default, made.analyzer[language_index(tag)], document, &analysis, NULL),
      PRECIS_OK);
  return analysis;
}

/* --- numbers --- */

/* The one figure of the text, NAN where there is none. */
static void expect_figure(const char *tag, const char *text, double expected)
{
  struct document *document = one_block(str_of(text), "");
  struct analysis *a = analyzed(tag, document);
  double value = a->figures.count ? a->figures.at[0].value : NAN;
  bool is_right =
      isnan(expected) ? isnan(value) : fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected));
  is_right = is_right && a->figures.count <= 1;
  if (!is_right)
    print_error("\"%s\": %g, not %g, of %u figures\n", text, value, expected, a->figures.count);
  assert_true(is_right);
  analysis_free(a);
  document_free(document);
}

static void test_digits(void **state)
{
  (void)state;

  static const struct {
    const char *text;
    double value;
  } rows[] = {{"We saw 1,234,567 birds.", 1234567},
              {"We saw 12 345 birds.", 12345},
              {"It came to 12,34,567.89 rupees.", 1234567.89},
              {"It weighs 9.25 kg.", 9.25},
              {"It fell to -4.5 °C.", -4.5},
              {"The price is $4.2bn.", 4.2e9},
              {"It cost €3m.", 3e6},
              {"It cost 20k dollars.", 20000},
              {"It is 5 ft 6 in tall.", 5.5},
              {"It took 2½ litres.", 2.5},
              {"It took 2 1/2 litres.", 2.5},
              {"They use 6.5e3 watts.", 6500},
              {"It rose by 7.5 %.", 7.5},
              {"The well is 1.3m deep.", 1.3},
              {"A stamp is 85p.", 0.85},
              {"It cost 15 dollars and 50.", 15.5}};

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    expect_figure("en", rows[i].text, rows[i].value);
}

static void test_words(void **state)
{
  (void)state;

  static const struct {
    const char *text;
    double value;
  } rows[] = {{"We saw three million birds.", 3e6},
              {"We saw two dozen birds.", 24},
              {"We saw half a million birds.", 5e5},
              {"We saw a quarter of a million birds.", 250000},
              {"We saw four thousand three hundred and twenty-one birds.", 4321},
              {"We saw nine hundred thousand birds.", 9e5},
              {"We saw 3 million and a half birds.", 3.5e6},
              {"We saw a hundred birds.", 100},
              {"It is two and a half miles off.", 2.5}};

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    expect_figure("en", rows[i].text, rows[i].value);
}

static void test_other_languages(void **state)
{
  (void)state;
  expect_figure("de", "Das kostet 1.234,5 Euro.", 1234.5);
  expect_figure("de", "Das kostet 3 Mio. Euro.", 3e6);
  expect_figure("de", "Es kamen einundzwanzig Kinder.", 21);
  expect_figure("de", "Es kamen 100 bis 300 Milliarden Sterne.", 1e11);
  expect_figure("fr", "Il y avait quatre-vingt-dix-sept maisons.", 97);
  expect_figure("fr", "Cela pèse 1 234,5 kg.", 1234.5);
  expect_figure("fr", "Cela coûte 280 millions de dollars.", 2.8e8);
}

static void test_no_figures(void **state)
{
  (void)state;
  static const char *const texts[] = {
      "One of the boats sank.",
      "They lost one boat after another.",
      "No one came.",
      "See page 14 and Section 106.",
      "The bus on route 66 came.",
      "It began at 7.30pm and ended at 21:45.",
      "Call 020 7946 0999 or +49 30 1234567.",
      "Version 2.1.3 is out.",
      "It was built in 1987.",
      "The third man left on the 3rd floor.",
      "COVID-19 came on the A417.",
      "He did it four times.",
      "Three Rivers Council met.",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    expect_figure("en", texts[i], NAN);
}

static void test_ranges_and_bounds(void **state)
{
  (void)state;
  struct document *document =
      one_block(STR("Bids of between £5 and £7 million need at least 40 votes or so. "
                    "The share fell from 14% to 9%."),
                "");
  struct analysis *a = analyzed("en", document);
  assert_int_equal(a->figures.count, 4);
  const struct figure *f = a->figures.at;
  assert_true(f[0].is_range && f[0].kind == FIGURE_MONEY);
  assert_true(fabs(f[0].value - 5e6) < 1 && fabs(f[0].to - 7e6) < 1);
  assert_true(str_eq(f[0].unit, STR("GBP")));
  assert_true(str_eq(f[1].qualifier, STR("at least")) && f[1].bound == BOUND_MIN);
  assert_true(str_eq(f[1].unit, STR("votes")));
  assert_true(!f[2].is_range && !f[3].is_range && f[3].kind == FIGURE_PERCENT);
  assert_true(fabs(f[2].value - 14) < 1e-9 && fabs(f[3].value - 9) < 1e-9);
  analysis_free(a);
  document_free(document);
}

/* --- dates --- */

/* The isos of the text, a blank between them; "!" behind a resolved one. */
static void expect_dates(const char *tag, const char *date, const char *text, const char *expected)
{
  char got[256] = "";
  struct document *document = one_block(str_of(text), date);
  struct analysis *a = analyzed(tag, document);
  for (uint32_t i = 0; i < a->dates.count; i++) {
    const struct date *d = &a->dates.at[i];
    size_t used = strlen(got);
    snprintf(got + used, sizeof got - used, "%s%s%s", used ? " " : "", d->iso,
             d->is_resolved ? "!" : "");
  }
  bool is_right = strcmp(got, expected) == 0;
  if (!is_right)
    print_error("\"%s\": \"%s\", not \"%s\"\n", text, got, expected);
  assert_true(is_right);
  analysis_free(a);
  document_free(document);
}

static void test_absolute_dates(void **state)
{
  (void)state;
  expect_dates("en", "", "on July 24, 2023", "2023-07-24");
  expect_dates("en", "", "on Monday, 24 July 2023", "2023-07-24");
  expect_dates("en", "", "on the 24th of July", "XXXX-07-24");
  expect_dates("en", "", "in June", "XXXX-06");
  expect_dates("en", "", "They may march.", "");
  expect_dates("en", "", "on 2023-07-24", "2023-07-24");
  expect_dates("en", "", "on 12/30/2016 and 30/12/2016", "2016-12-30 2016-12-30");
  expect_dates("en", "", "on 8/10/2012", "2012-XX-XX");
  expect_dates("de", "", "am 8.10.2012", "2012-10-08");
  expect_dates("fr", "", "le 1er mai 1999", "1999-05-01");
  expect_dates("en", "", "in the 1990s", "199X");
  expect_dates("en", "", "in the third quarter of 2015", "2015-35");
  expect_dates("en", "", "in spring 2024", "2024-21");
  expect_dates("en", "", "on 30 February 2019", "2019-02");
  expect_dates("en", "", "at Easter 2024", "2024-03-31");
}

static void test_stretches(void **state)
{
  (void)state;
  expect_dates("en", "", "Since the start of 2022", "2022-01/..");
  expect_dates("en", "", "until 30 June 2025", "../2025-06-30");
  expect_dates("en", "", "between 2014 and 2023", "2014/2023");
  expect_dates("en", "", "from 4 to 8 August 2021", "2021-08-04/2021-08-08");
  expect_dates("en", "", "from October 2021 until March 2023", "2021-10/2023-03");
  expect_dates("en", "", "from October to March", "XXXX-10/XXXX-03");
  expect_dates("en", "2024-05-16", "profit for the year to 31 March", "2023-04-01/2024-03-31!");
}

static void test_resolved_dates(void **state)
{
  (void)state;
  expect_dates("en", "2024-11-14", "It met on Wednesday.", "2024-11-13!");
  expect_dates("en", "2024-11-14", "It will meet on Wednesday.", "2024-11-20!");
  expect_dates("en", "2025-02-12", "It stood at nine on Dec. 31.", "2024-12-31!");
  expect_dates("en", "2024-11-14", "It met last year.", "2023!");
  expect_dates("en", "2024-11-14", "It meets next month.", "2024-12!");
  expect_dates("en", "2023-02-20", "It met last week.", "2023-02-13/2023-02-19!");
  expect_dates("en", "2024-03-01", "It met yesterday.", "2024-02-29!");
  expect_dates("de", "2024-11-14", "Sie trafen sich gestern.", "2024-11-13!");
  expect_dates("en", "", "It met last year, on 3 May.", "XXXX-XX-XX XXXX-05-03");
}

/* --- hostile --- */

static double seconds_for(const char *piece, size_t bytes)
{
  size_t len = strlen(piece), count = bytes / len;
  char *text = malloc(count * len + 1);
  assert_non_null(text);
  for (size_t i = 0; i < count; i++)
    memcpy(text + i * len, piece, len);
  struct document *document = one_block((str){text, count * len}, "2024-11-14");
  clock_t start = clock();
  struct analysis *a = analyzed("en", document);
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  analysis_free(a);
  document_free(document);
  free(text);
  return seconds;
}

static void test_runs_end_in_time(void **state)
{
  (void)state;
  static const char *const pieces[] = {
      "1",  "1,",          "1.",   "1 ", "one ", "1/2/3 ",      "twenty-", "between 1 and ",
      "5-", "the end of ", "May ", "$",  "+1",   "hundred and "};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    double seconds = seconds_for(pieces[i], 200000);
    bool is_in_time = seconds < 10; /* under a second without sanitizers */
    if (!is_in_time)
      print_error("\"%s\" over and over: %.1f s\n", pieces[i], seconds);
    assert_true(is_in_time);
  }
}

static void test_every_allocation_fails(void **state)
{
  (void)state;
  struct document *document = one_block(STR("Some 40 votes on 3 May."), "2024-11-14");
  for (long n = 0;; n++) {
    struct failing_heap failing = {.fails_at = n};
    struct heap heap = failing_heap(&failing);
    struct analyzer *analyzer = NULL;
    struct analysis *analysis = NULL;
    precis_error error = {0};
    precis_status s = analyzer_new(&heap, made.language[0], &analyzer, &error);
    if (s == PRECIS_OK)
      s = analyze(&heap, analyzer, document, &analysis, &error);
    bool is_done = s == PRECIS_OK;
    if (!is_done)
      assert_int_equal(s, PRECIS_NO_MEMORY);
    analysis_free(analysis);
    analyzer_free(analyzer);
    assert_int_equal(failing.live, 0);
    if (is_done)
      break;
  }
  document_free(document);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_digits),
      cmocka_unit_test(test_words),
      cmocka_unit_test(test_other_languages),
      cmocka_unit_test(test_no_figures),
      cmocka_unit_test(test_ranges_and_bounds),
      cmocka_unit_test(test_absolute_dates),
      cmocka_unit_test(test_stretches),
      cmocka_unit_test(test_resolved_dates),
      cmocka_unit_test(test_runs_end_in_time),
      cmocka_unit_test(test_every_allocation_fails),
  };
  return cmocka_run_group_tests(tests, make_all, free_all);
}
