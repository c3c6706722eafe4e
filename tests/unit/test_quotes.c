/* Quotation marks: which pair, which are apostrophes; hostile input ends in time and keeps its
 * spans. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "english.h"

#include "failing_heap.h"

/* Ten times what the slowest of these needs under sanitizers; a quadratic pass needs minutes. */
#define SECONDS_MAX 20.0

/* A document whose blocks are the text's paragraphs, parted by an empty line. */
static struct document *document_of(str text)
{
  struct document *d = document_new(&heap_default);
  assert_non_null(d);
  d->text = arena_str(d->arena, text);
  d->headline = UINT32_MAX;
  size_t at = 0;
  while (at < text.len) {
    size_t end = str_find(text, STR("\n\n"), at);
    if (end == SIZE_MAX)
      end = text.len;
    vec_push(d->arena, &d->blocks,
             (struct block){.kind = BLOCK_PARAGRAPH, .at = {(uint32_t)at, (uint32_t)(end - at)}});
    at = end + 2;
  }
  return d;
}

static struct analysis *analyzed(struct document *d)
{
  struct analysis *a = NULL;
  assert_int_equal(analyze(&heap_default, analyzer, d, &a, NULL), PRECIS_OK);
  uint32_t reached = 0;
  for (uint32_t i = 0; i < a->quotes.count; i++) {
    const struct quote *q = &a->quotes.at[i];
    assert_true(q->part_count > 0 && q->first_part + q->part_count <= a->parts.count);
    for (uint32_t k = 0; k < q->part_count; k++) {
      struct span part = a->parts.at[q->first_part + k];
      assert_true(part.at >= reached && part.len > 0 && span_end(part) <= d->text.len);
      reached = span_end(part);
    }
    assert_true(span_end(q->speaker.mention) <= d->text.len);
    assert_true(q->speaker.name == NONE || q->speaker.name < a->names.count);
  }
  for (uint32_t i = 1; i < a->mentions.count; i++)
    assert_true(a->mentions.at[i].at.at >= span_end(a->mentions.at[i - 1].at));
  return a;
}

/* The parts of all quotations, one a line, '+' before the further parts of one; speaker behind a
 * bar. */
static void expect(const char *text, const char *want)
{
  AUTO(document) d = document_of(str_of(text));
  AUTO(analysis) a = analyzed(d);
  char got[2048] = "";
  size_t used = 0;
  for (uint32_t i = 0; i < a->quotes.count; i++) {
    const struct quote *q = &a->quotes.at[i];
    for (uint32_t k = 0; k < q->part_count; k++) {
      str part = str_span(d->text, a->parts.at[q->first_part + k]);
      used +=
          (size_t)snprintf(got + used, sizeof got - used, "%s%.*s", k ? "+" : "", STR_ARG(part));
      bool is_last = k + 1 == q->part_count;
      if (is_last && q->speaker.mention.len > 0)
        used += (size_t)snprintf(got + used, sizeof got - used, "|%.*s", STR_ARG(q->speaker.label));
      used += (size_t)snprintf(got + used, sizeof got - used, "\n");
    }
  }
  assert_string_equal(got, want);
}

static void marks_of_every_kind(void **state)
{
  (void)state;
  expect("\"We open in May,\" said Ada Moore.", "We open in May,|Ada Moore\n");
  expect("“We open in May,” said Ada Moore.", "We open in May,|Ada Moore\n");
  expect("``We open in May,'' said Ada Moore.", "We open in May,|Ada Moore\n");
  expect("'We open in May,' said Ada Moore.", "We open in May,|Ada Moore\n");
  expect("‘We open in May,’ said Ada Moore.", "We open in May,|Ada Moore\n");
  expect("« We open in May », said Ada Moore.", "We open in May|Ada Moore\n");
  expect("»We open in May«, said Ada Moore.", "We open in May|Ada Moore\n");
  expect("„We open in May“, said Ada Moore.", "We open in May|Ada Moore\n");
}

static void apostrophes_are_no_marks(void **state)
{
  (void)state;
  expect("'It's the growers' market now, and the bakers' too,' said Ada Moore.",
         "It's the growers' market now, and the bakers' too,|Ada Moore\n");
  expect("The '90s weren't kind to the dogs' home, nor to rock 'n' roll.", "");
  expect("‘The boys’ bus isn’t here,’ said Ada Moore.", "The boys’ bus isn’t here,|Ada Moore\n");
}

static void parts_and_paragraphs(void **state)
{
  (void)state;
  expect("“We waited,” said Ada Moore, “and nobody came.”",
         "We waited,\n+and nobody came.|Ada Moore\n");
  expect("Ada Moore said:\n\n“We waited all night.\n\n“Nobody came to help us.”",
         "We waited all night.\n+Nobody came to help us.|Ada Moore\n");
}

static void an_unclosed_mark_swallows_nothing(void **state)
{
  (void)state;
  expect("“We waited all night, said Ada Moore.\n\nIt was dark. “Nobody came,” said Ben Cole.",
         "Nobody came,|Ben Cole\n");
  expect("The 27\" screen broke. \"Nobody came,\" said Ben Cole.", "Nobody came,|Ben Cole\n");
}

static void what_quotes_nobody(void **state)
{
  (void)state;
  expect("The so-called “reform” was published in “The Quiet Garden” last week.", "");
  expect("Ada Moore was pleased. Nobody knows the term “mother flag”.", "");
}

/* repeats of a piece, as one paragraph or as many, in time */
static void endure(const char *piece, uint32_t repeats)
{
  size_t len = strlen(piece);
  char *text = malloc(len * repeats + 1);
  assert_non_null(text);
  for (uint32_t i = 0; i < repeats; i++)
    memcpy(text + i * len, piece, len);
  AUTO(document) d = document_of((str){text, len * repeats});
  free(text);
  clock_t start = clock();
  AUTO(analysis) a = analyzed(d);
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  if (seconds > SECONDS_MAX)
    print_message("%.20s x %u: %.1f s\n", piece, repeats, seconds);
  assert_true(seconds <= SECONDS_MAX);
  assert_non_null(a);
}

static void hostile_marks_end_in_time(void **state)
{
  (void)state;
  static const char *const pieces[] = {"\"",
                                       "'",
                                       "“",
                                       "”",
                                       "„",
                                       "`",
                                       "« ",
                                       "\" ",
                                       "' ",
                                       "“a ",
                                       "a” ",
                                       "s' ",
                                       "“\n\n",
                                       "“a\n\n",
                                       "\"a.\n\n",
                                       "“A,” he said, ",
                                       "A said: “B.” ",
                                       "“A” and ",
                                       "“Ab,” said C, ",
                                       "Ab, who said “x”, "};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
    endure(pieces[i], 100000);
}

static void hostile_words_end_in_time(void **state)
{
  (void)state;
  static const char *const pieces[] = {"a",
                                       "A",
                                       "Aa ",
                                       "A. ",
                                       "Mr ",
                                       "of ",
                                       "Ministry of ",
                                       "Ann Lee ",
                                       "Ann Lee, ",
                                       "the minister said ",
                                       "said ",
                                       "according to ",
                                       "(",
                                       ", who ",
                                       "Lee & ",
                                       "Lee’s ",
                                       "he said. ",
                                       "A-",
                                       "and A "};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
    endure(pieces[i], 200000);
}

/* Pronouns that all look back over one long quotation in their own sentence. */
static void a_long_quotation_ends_in_time(void **state)
{
  (void)state;

  enum { WORDS = 200000, TURNS = 20000 };

  static const char turn[] = "“No,” he said, ";
  char *text = malloc(WORDS * 2 + TURNS * sizeof turn + 64);
  assert_non_null(text);
  size_t len = (size_t)snprintf(text, 64, "Ada Moore said: “");
  for (uint32_t i = 0; i < WORDS; i++, len += 2)
    memcpy(text + len, "a ", 2);
  len += (size_t)snprintf(text + len, 16, "” and ");
  for (uint32_t i = 0; i < TURNS; i++, len += sizeof turn - 1)
    memcpy(text + len, turn, sizeof turn - 1);
  AUTO(document) d = document_of((str){text, len});
  free(text);
  clock_t start = clock();
  AUTO(analysis) a = analyzed(d);
  assert_true((double)(clock() - start) / CLOCKS_PER_SEC <= SECONDS_MAX);
  assert_non_null(a);
}

/* Forms that all share a last word, a first word, or a title. */
static void hostile_names_end_in_time(void **state)
{
  (void)state;

  enum { PEOPLE = 20000, WORD = 48 };

  char *text = malloc((size_t)PEOPLE * WORD);
  assert_non_null(text);
  static const char *const shapes[] = {"Ada B%cc%cd%ce%c Moore. ", "President B%cc%cd%ce%c Moore. ",
                                       "Moore B%cc%cd%ce%c. Mr Moore spoke. ",
                                       "Ada B%cc%cd%ce%c Moore. Moore said. "};
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
    size_t len = 0;
    for (unsigned i = 0; i < PEOPLE; i++)
      len += (size_t)snprintf(text + len, WORD, shapes[s], 'a' + i % 26, 'a' + i / 26 % 26,
                              'a' + i / 676 % 26, 'a' + i / 17576 % 26);
    AUTO(document) d = document_of((str){text, len});
    clock_t start = clock();
    AUTO(analysis) a = analyzed(d);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC <= SECONDS_MAX);
    assert_non_null(a);
  }
  free(text);
}

/* Every allocation fails in turn: an error each time, nothing leaked. */
static void no_memory_is_an_error(void **state)
{
  (void)state;
  AUTO(document)
  d = document_of(STR("Ada Moore, the mayor of Leeds, said: “We open in May.” She added: "
                      "“Nobody else will,” said the River Authority (RA).\n\n“RA "
                      "is late,” the mayor said, “and Moore Ltd is not.”"));
  for (long at = 0;; at++) {
    struct failing_heap counting = {.fails_at = at};
    struct heap heap = failing_heap(&counting);
    struct analysis *a = NULL;
    precis_status s = analyze(&heap, analyzer, d, &a, NULL);
    analysis_free(a);
    assert_int_equal(counting.live, 0);
    if (s == PRECIS_OK)
      break;
    assert_int_equal(s, PRECIS_NO_MEMORY);
    assert_true(at < 10000);
  }
}

int main(void)
{
  static const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_of_every_kind),
      cmocka_unit_test(apostrophes_are_no_marks),
      cmocka_unit_test(parts_and_paragraphs),
      cmocka_unit_test(an_unclosed_mark_swallows_nothing),
      cmocka_unit_test(what_quotes_nobody),
      cmocka_unit_test(hostile_marks_end_in_time),
      cmocka_unit_test(hostile_words_end_in_time),
      cmocka_unit_test(a_long_quotation_ends_in_time),
      cmocka_unit_test(hostile_names_end_in_time),
      cmocka_unit_test(no_memory_is_an_error),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
