/* Saved documents: what comes back is equal; damaged bytes are refused; bytes that someone made up
 * are refused or harmless; memory that runs out leaks nothing. */
#include <stdio.h>

#include "engine.h"

#include "analyze/analyze.h"
#include "base/io.h"
#include "failing_heap.h"
#include "lib/lib.h"

static const char *const files[] = {"news.txt",     "minutes.md",      "nachricht.txt",
                                    "rapport.txt",  "speech.txt",      "reviews.txt",
                                    "earnings.txt", "encyclopaedia.md"};

enum { FILES = sizeof files / sizeof *files };

static precis_document *document(size_t file)
{
  char path[300];
  snprintf(path, sizeof path, "%s/tests/documents/%s", PRECIS_SOURCE_DIR, files[file]);
  precis_document *doc = NULL;
  assert_int_equal(precis_document_read_file(engine, path, NULL, &doc, NULL), PRECIS_OK);
  return doc;
}

static int write_buffer(void *user, const void *data, size_t len)
{
  buffer_add(user, (str){data, len});
  return 0;
}

static struct buffer saved(const precis_document *doc)
{
  struct buffer out;
  buffer_init(&out, &heap_default);
  assert_int_equal(precis_document_save(doc, (precis_sink){write_buffer, &out}, NULL), PRECIS_OK);
  return out;
}

static precis_document *loaded(const struct buffer *bytes)
{
  precis_document *doc = NULL;
  precis_error err = {0};
  precis_document_load(engine, buffer_str(bytes), &doc, &err);
  assert_string_equal(err.message, "");
  return doc;
}

static struct buffer brief_of(const precis_document *const *docs, size_t count)
{
  struct buffer out;
  buffer_init(&out, &heap_default);
  precis_brief *brief = NULL;
  precis_brief_options options = {.max_words = 300, .about = STR("water"), .explain = 1};
  options.fields = PRECIS_FIELDS_DEFAULT | PRECIS_FIELD_TEXT | PRECIS_FIELD_SENTENCES;
  precis_sink sink = {write_buffer, &out};
  assert_int_equal(precis_brief_make(engine, docs, count, &options, &brief, NULL), PRECIS_OK);
  assert_int_equal(precis_brief_write(brief, PRECIS_FORMAT_JSON, sink, NULL), PRECIS_OK);
  assert_int_equal(precis_brief_write(brief, PRECIS_FORMAT_TEXT, sink, NULL), PRECIS_OK);
  assert_int_equal(precis_brief_explain(brief, sink, NULL), PRECIS_OK);
  precis_brief_free(brief);
  return out;
}

static void assert_same(const struct buffer *a, const struct buffer *b)
{
  assert_int_equal(a->len, b->len);
  assert_memory_equal(a->data, b->data, a->len);
}

static void comes_back_equal(void **state)
{
  (void)state;
  precis_document *docs[FILES], *again[FILES];
  for (size_t i = 0; i < FILES; i++) {
    docs[i] = document(i);
    struct buffer bytes = saved(docs[i]);
    again[i] = loaded(&bytes);
    struct buffer twice = saved(again[i]);
    assert_same(&bytes, &twice);
    buffer_clear(&bytes);
    buffer_clear(&twice);
    struct buffer one = brief_of((const precis_document *const *)&docs[i], 1);
    struct buffer other = brief_of((const precis_document *const *)&again[i], 1);
    assert_same(&one, &other);
    buffer_clear(&one);
    buffer_clear(&other);
  }
  struct buffer one = brief_of((const precis_document *const *)docs, FILES);
  struct buffer other = brief_of((const precis_document *const *)again, FILES);
  assert_same(&one, &other);
  buffer_clear(&one);
  buffer_clear(&other);
  for (size_t i = 0; i < FILES; i++) {
    precis_document_free(docs[i]);
    precis_document_free(again[i]);
  }
}

static void damage_is_refused(void **state)
{
  (void)state;
  precis_document *doc = document(0), *again = NULL;
  struct buffer bytes = saved(doc);
  precis_document_free(doc);
  for (size_t i = 0; i < bytes.len; i++) {
    bytes.data[i] ^= 0x10;
    assert_int_equal(precis_document_load(engine, buffer_str(&bytes), &again, NULL),
                     PRECIS_BAD_INPUT);
    bytes.data[i] ^= 0x10;
  }
  for (size_t len = 0; len < bytes.len; len++)
    assert_int_equal(precis_document_load(engine, (str){bytes.data, len}, &again, NULL),
                     PRECIS_BAD_INPUT);
  buffer_clear(&bytes);
}

static void seal(struct buffer *bytes)
{
  uint64_t sum = saved_sum((str){bytes->data, bytes->len - 8});
  for (unsigned i = 0; i < 8; i++)
    bytes->data[bytes->len - 8 + i] = (char)(sum >> (8 * i));
}

/* With the right sum, so that nothing but the checks stands between the bytes and the stages. */
static void made_up_bytes_are_harmless(void **state)
{
  (void)state;

  enum { ROUNDS = 3000 };

  uint64_t random = 1;
  uint32_t refused = 0;
  precis_document *doc = document(1);
  struct buffer good = saved(doc), bytes = saved(doc);
  precis_document_free(doc);
  for (int round = 0; round < ROUNDS; round++) {
    memcpy(bytes.data, good.data, good.len);
    for (int i = 0; i <= round % 3; i++) {
      random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
      bytes.data[8 + (random >> 33) % (bytes.len - 16)] = (char)(random >> 20);
    }
    seal(&bytes);
    precis_document *again = NULL;
    precis_status s = precis_document_load(engine, buffer_str(&bytes), &again, NULL);
    assert_true(s == PRECIS_OK || s == PRECIS_BAD_INPUT || s == PRECIS_BAD_ARGUMENT);
    refused += s != PRECIS_OK;
    if (s != PRECIS_OK)
      continue;
    if (round % 8 == 0) {
      struct buffer brief = brief_of((const precis_document *const *)&again, 1);
      buffer_clear(&brief);
    }
    precis_document_free(again);
  }
  assert_true(refused > ROUNDS / 4);
  buffer_clear(&good);
  buffer_clear(&bytes);
}

static void assert_counted(const struct analysis *a)
{
  for (uint32_t n = 0; n < a->names.count; n++) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < a->mentions.count; i++)
      count += a->mentions.at[i].name == n;
    assert_int_equal(count, a->names.at[n].count);
  }
}

static void assert_held(const struct analysis *a)
{
  for (uint32_t i = 0; i < a->figures.count; i++)
    assert_true(span_holds(a->figures.at[i].at, a->figures.at[i].number));
}

/* The lists of a name's mentions are as long as the name says; a figure holds its number. */
static void parts_agree(void **state)
{
  (void)state;
  precis_document *doc = document(0);
  struct buffer bytes = saved(doc);
  precis_document_free(doc);
  for (size_t i = 4; i < bytes.len - 8; i++) {
    bytes.data[i] ^= 1;
    seal(&bytes);
    struct document *d = NULL;
    struct analysis *a = NULL;
    if (analysis_load(&heap_default, buffer_str(&bytes), &d, &a, NULL) == PRECIS_OK) {
      assert_counted(a);
      assert_held(a);
    }
    analysis_free(a);
    document_free(d);
    bytes.data[i] ^= 1;
  }
  buffer_clear(&bytes);
}

static void assert_refused(const precis_document *doc)
{
  struct buffer bytes = saved(doc);
  precis_document *again = NULL;
  assert_int_equal(precis_document_load(engine, buffer_str(&bytes), &again, NULL),
                   PRECIS_BAD_INPUT);
  buffer_clear(&bytes);
}

/* Whoever joins the parts of a quotation takes the length from the first to the last. */
static void parts_of_quotations_ascend(void **state)
{
  (void)state;
  precis_document *doc = document(0);
  struct analysis *a = doc->analysis;
  assert_true(a->parts.count > 1 && a->quotes.count > 1);
  struct span first = a->parts.at[0], second = a->parts.at[1];
  a->parts.at[0] = second;
  a->parts.at[1] = first;
  assert_refused(doc);
  a->parts.at[0] = first;
  a->parts.at[1] = second;
  a->quotes.at[1].first_part = 0;
  assert_refused(doc);
  precis_document_free(doc);
}

static void short_memory_leaks_nothing(void **state)
{
  (void)state;
  precis_document *doc = document(2);
  struct buffer bytes = saved(doc);
  precis_document_free(doc);
  precis_status s = PRECIS_NO_MEMORY;
  long calls = 0;
  for (; s != PRECIS_OK; calls++) {
    struct failing_heap f = {.fails_at = calls};
    struct heap heap = failing_heap(&f);
    struct document *d = NULL;
    struct analysis *a = NULL;
    s = analysis_load(&heap, buffer_str(&bytes), &d, &a, NULL);
    assert_true(s == PRECIS_OK || s == PRECIS_NO_MEMORY);
    analysis_free(a);
    document_free(d);
    assert_int_equal(f.live, 0);
  }
  assert_true(calls > 2);
  buffer_clear(&bytes);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comes_back_equal),           cmocka_unit_test(damage_is_refused),
      cmocka_unit_test(made_up_bytes_are_harmless), cmocka_unit_test(parts_agree),
      cmocka_unit_test(parts_of_quotations_ascend), cmocka_unit_test(short_memory_leaks_nothing),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
