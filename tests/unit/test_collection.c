/* Collections: of few documents the brief is that of all of them; of many, the largest stories are
 * told, copies are named, and the same documents give the same brief. */
#include <math.h>
#include <stdio.h>

#include "engine.h"

#include "base/buffer.h"

enum { DOCUMENTS_MAX = 700, TEXT_MAX = 4000, WORD_MAX = 32 };

/* --- texts --- */

static uint32_t roll(uint64_t *dice, uint32_t sides)
{
  *dice = *dice * UINT64_C(6364136223846793005) + 1442695040888963407;
  return (uint32_t)(*dice >> 33) % sides;
}

/* A made-up word for a number. */
static void name(uint32_t number, char word[WORD_MAX])
{
  static const char *const parts[] = {"ba", "ke",  "lo",  "mi",  "tur", "san", "vel", "dor",
                                      "pa", "rin", "gos", "hel", "nam", "fi",  "que", "zor"};
  snprintf(word, WORD_MAX, "%s%s%s%s", parts[number % 16], parts[number / 16 % 16],
           parts[number / 256 % 16], parts[number * 7 % 16]);
}

/* Half of the words are the topic's. Reports of one topic and variant are copies. */
static size_t make_text(uint32_t topic, uint32_t variant, char text[TEXT_MAX])
{
  uint64_t dice = topic * 1000 + variant + 1;
  char word[WORD_MAX];
  size_t at = 0;
  name(topic * 5, word);
  at += (size_t)snprintf(text + at, TEXT_MAX - at, "News of %s\n\n", word);
  for (int s = 0; s < 9; s++) {
    at += (size_t)snprintf(text + at, TEXT_MAX - at, "The");
    for (int w = 0; w < 12; w++) {
      name(roll(&dice, 2) ? topic * 5 + roll(&dice, 5) : 2000 + roll(&dice, 2000), word);
      at += (size_t)snprintf(text + at, TEXT_MAX - at, " %s", word);
    }
    at += (size_t)snprintf(text + at, TEXT_MAX - at, ". ");
  }
  return at;
}

/* --- collections --- */

struct shelf {
  struct buffer all;
  size_t at[DOCUMENTS_MAX + 1];
  precis_document *documents[DOCUMENTS_MAX];
  uint32_t count, fetched, fails_at;
  precis_collection *collection;
};

static int write_buffer(void *user, const void *data, size_t len)
{
  buffer_add(user, (str){data, len});
  return 0;
}

/* In two pieces, as a data base may. */
static int fetch(void *user, uint64_t number, precis_sink sink)
{
  struct shelf *shelf = user;
  const char *from = shelf->all.data + shelf->at[number];
  size_t len = shelf->at[number + 1] - shelf->at[number];
  if (shelf->fetched++ == shelf->fails_at)
    return 1;
  return sink.write(sink.user, from, len / 2) ||
         sink.write(sink.user, from + len / 2, len - len / 2);
}

static void shelf_open(struct shelf *shelf)
{
  *shelf = (struct shelf){.fails_at = UINT32_MAX};
  buffer_init(&shelf->all, &heap_default);
  assert_int_equal(
      precis_collection_new(engine, (precis_store){fetch, shelf}, &shelf->collection, NULL),
      PRECIS_OK);
}

static void shelf_add(struct shelf *shelf, uint32_t topic, uint32_t variant)
{
  char text[TEXT_MAX], file[32];
  size_t len = make_text(topic, variant, text);
  snprintf(file, sizeof file, "%u.txt", shelf->count);
  precis_source source = {.name = file, .language = "en"};
  precis_document **doc = &shelf->documents[shelf->count];
  assert_int_equal(precis_document_read(engine, (str){text, len}, &source, doc, NULL), PRECIS_OK);
  precis_sink sink = {write_buffer, &shelf->all};
  assert_int_equal(precis_document_save(*doc, sink, NULL), PRECIS_OK);
  assert_int_equal(precis_collection_add(shelf->collection, *doc, NULL), PRECIS_OK);
  shelf->at[++shelf->count] = shelf->all.len;
}

static void shelf_close(struct shelf *shelf)
{
  for (uint32_t i = 0; i < shelf->count; i++)
    precis_document_free(shelf->documents[i]);
  precis_collection_free(shelf->collection);
  buffer_clear(&shelf->all);
}

static struct buffer written(precis_brief *brief)
{
  struct buffer out;
  buffer_init(&out, &heap_default);
  precis_sink sink = {write_buffer, &out};
  assert_int_equal(precis_brief_write(brief, PRECIS_FORMAT_JSON, sink, NULL), PRECIS_OK);
  buffer_byte(&out, '\0');
  precis_brief_free(brief);
  return out;
}

static struct buffer brief_of(const struct shelf *shelf)
{
  precis_brief_options options = {.pages = 2};
  precis_brief *brief = NULL;
  assert_int_equal(precis_collection_brief_make(shelf->collection, &options, &brief, NULL),
                   PRECIS_OK);
  return written(brief);
}

static void few_are_all_read(void **state)
{
  (void)state;
  static struct shelf shelf;
  shelf_open(&shelf);
  for (uint32_t i = 0; i < 40; i++)
    shelf_add(&shelf, i % 9, i % 4);
  struct buffer one = brief_of(&shelf);
  precis_brief_options options = {.pages = 2};
  precis_brief *brief = NULL;
  assert_int_equal(precis_brief_make(engine, (const precis_document *const *)shelf.documents,
                                     shelf.count, &options, &brief, NULL),
                   PRECIS_OK);
  struct buffer other = written(brief);
  assert_string_equal(one.data, other.data);
  buffer_clear(&one);
  buffer_clear(&other);
  shelf_close(&shelf);
}

static void a_ratio_is_a_share(void **state)
{
  (void)state;
  static struct shelf shelf;
  static const double wrong[] = {-0.1, 1.1, 1e300, (double)NAN};
  shelf_open(&shelf);
  shelf_add(&shelf, 0, 0);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    precis_brief_options options = {.ratio = wrong[i]};
    precis_brief *brief = NULL;
    assert_int_equal(precis_brief_make(engine, (const precis_document *const *)shelf.documents, 1,
                                       &options, &brief, NULL),
                     PRECIS_BAD_ARGUMENT);
  }
  shelf_close(&shelf);
}

static uint32_t count_in(const struct buffer *text, const char *words)
{
  uint32_t count = 0;
  for (const char *at = text->data; (at = strstr(at, words)); at++)
    count++;
  return count;
}

/* Topic 0 has 200 reports and 40 copies of its first one, a hundred others one to five. */
static void many_are_chosen_from(void **state)
{
  (void)state;
  static struct shelf shelf;
  shelf_open(&shelf);
  for (uint32_t i = 0; i < 440; i++)
    shelf_add(&shelf, i < 200 ? 0 : 1 + (i * i) % 110, i);
  for (uint32_t i = 0; i < 40; i++)
    shelf_add(&shelf, 0, 0);
  struct buffer one = brief_of(&shelf);
  uint32_t fetched = shelf.fetched;
  struct buffer other = brief_of(&shelf);
  assert_string_equal(one.data, other.data);
  assert_true(fetched <= 400 && fetched > 100);
  assert_int_equal(count_in(&one, "\"code\":\"W206\""), 1);
  assert_int_equal(count_in(&one, "of 480 documents, 40 of them nearly copies"), 1);
  const char *first = strstr(one.data, "\"stories\":[{\"title\":\"News of ");
  assert_non_null(first);
  char word[WORD_MAX];
  name(0, word);
  assert_memory_equal(first + strlen("\"stories\":[{\"title\":\"News of "), word, strlen(word));
  assert_non_null(strstr(first, "\"more\":195"));
  assert_true(count_in(&one, "\"of\":") > 20);
  buffer_clear(&one);
  buffer_clear(&other);
  shelf_close(&shelf);
}

static void a_store_may_fail(void **state)
{
  (void)state;
  static struct shelf shelf;
  precis_brief *brief = NULL;
  shelf_open(&shelf);
  assert_int_equal(precis_collection_brief_make(shelf.collection, NULL, &brief, NULL),
                   PRECIS_BAD_ARGUMENT);
  for (uint32_t i = 0; i < 5; i++)
    shelf_add(&shelf, i, i);
  shelf.fails_at = 3;
  assert_int_equal(precis_collection_brief_make(shelf.collection, NULL, &brief, NULL), PRECIS_IO);
  shelf.all.data[shelf.at[2] + 9] ^= 1;
  assert_int_equal(precis_collection_brief_make(shelf.collection, NULL, &brief, NULL),
                   PRECIS_BAD_INPUT);
  shelf_close(&shelf);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(few_are_all_read),
      cmocka_unit_test(a_ratio_is_a_share),
      cmocka_unit_test(many_are_chosen_from),
      cmocka_unit_test(a_store_may_fail),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
