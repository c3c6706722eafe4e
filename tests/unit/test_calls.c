/* test_calls.c - what a caller of the library asks for that there is not is refused, not guessed.
 */
#include "engine.h"

static const char TEXT[] =
    "The council approved the new bridge on Monday after two years of talks. "
    "It will cost four million pounds and carry trams. Work begins in May at the old quay.\n";

static int drop(void *user, const void *data, size_t len)
{
  (void)user;
  (void)data;
  (void)len;
  return 0;
}

static precis_document *read_text(void)
{
  precis_document *document = NULL;
  assert_int_equal(
      precis_document_read(engine, (precis_str){TEXT, sizeof TEXT - 1}, NULL, &document, NULL),
      PRECIS_OK);
  return document;
}

static void values_that_are_none(void **state)
{
  (void)state;
  precis_document *document = read_text(), *none = NULL;
  const precis_document *docs[] = {document};
  static const precis_brief_options wrong[] = {
      {.sources = (precis_sources)9},
      {.date = {"yesterday", 9}},
      {.date = {"2023-02-30", 10}},
      {.date_if_none = {"1970", 4}},
  };
  precis_error err = {0};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    precis_brief *brief = NULL;
    assert_int_equal(precis_brief_make(engine, docs, 1, &wrong[i], &brief, &err),
                     PRECIS_BAD_ARGUMENT);
    assert_null(brief);
    assert_true(err.message[0] != '\0');
  }
  precis_source source = {.media = (precis_media)99};
  assert_int_equal(
      precis_document_read(engine, (precis_str){TEXT, sizeof TEXT - 1}, &source, &none, &err),
      PRECIS_BAD_ARGUMENT);
  precis_brief *brief = NULL;
  assert_int_equal(precis_brief_make(engine, docs, 1, NULL, &brief, &err), PRECIS_OK);
  assert_int_equal(precis_brief_write(brief, (precis_format)99, (precis_sink){drop, NULL}, &err),
                   PRECIS_BAD_ARGUMENT);
  precis_brief_free(brief);
  precis_document_free(document);
}

static void warnings_of_a_document(void **state)
{
  (void)state;
  static const char text[] = "The b\xFFoard met at the caf\xC3\xA9 \xE2\x80\x94 "
                             "d\xC3\xA9j\xC3\xA0 vu, na\xC3\xAFve and late.\n";
  precis_document *document = read_text();
  assert_int_equal(precis_document_warning_count(document), 0);
  precis_document_free(document);
  assert_int_equal(
      precis_document_read(engine, (precis_str){text, sizeof text - 1}, NULL, &document, NULL),
      PRECIS_OK);
  assert_true(precis_document_warning_count(document) > 0);
  precis_error warning = precis_document_warning(document, 0);
  assert_int_equal(warning.status, PRECIS_OK);
  assert_memory_equal(warning.message, "W101: 1 characters", 18);
  precis_document_free(document);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_that_are_none),
      cmocka_unit_test(warnings_of_a_document),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
