/* Containers and mails: every allocation failed once, every file cut short, fields of a head. */
#include "unit.h"

#include "base/io.h"
#include "failing_heap.h"
#include "read/mime.h"
#include "read/read.h"

#define CASES PRECIS_SOURCE_DIR "/tests/cases/read/"

static const struct {
  const char *path;
  precis_media media;
} files[] = {{CASES "office/pandoc-report.docx", PRECIS_MEDIA_DOCX},
             {CASES "office/writer-letterhead.docx", PRECIS_MEDIA_DOCX},
             {CASES "office/writer-letterhead.odt", PRECIS_MEDIA_ODT},
             {CASES "office/pandoc-book.epub", PRECIS_MEDIA_EPUB},
             {CASES "mail/nested-attachment.eml", PRECIS_MEDIA_EML},
             {CASES "mail/flowed.eml", PRECIS_MEDIA_EML},
             {CASES "mail/html-only.eml", PRECIS_MEDIA_EML}};

enum { FILE_COUNT = sizeof files / sizeof *files, FILE_MAX_BYTES = 1 << 20 };

static void load(const char *path, struct buffer *ret)
{
  precis_error err = {0};
  buffer_init(ret, &heap_default);
  assert_int_equal(file_read(path, FILE_MAX_BYTES, ret, &err), PRECIS_OK);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state)
{
  (void)state;
  for (size_t i = 0; i < FILE_COUNT; i++) {
    AUTO_BUFFER bytes;
    load(files[i].path, &bytes);
    precis_status s = PRECIS_NO_MEMORY;
    for (long n = 0; s != PRECIS_OK; n++) {
      struct failing_heap failing = {.fails_at = n};
      struct heap heap = failing_heap(&failing);
      struct read_options options = {.media = files[i].media};
      struct document *document = NULL;
      s = read_document(&heap, buffer_str(&bytes), &options, &document, NULL);
      assert_true(s == PRECIS_OK || (s == PRECIS_NO_MEMORY && !document));
      document_free(document);
      assert_int_equal(failing.live, 0);
      assert_true(n < 1000);
    }
  }
}

/* A container cut anywhere is refused by name; nothing of it is passed off as the whole. */
static void a_container_cut_short_is_refused(void **state)
{
  (void)state;
  for (size_t i = 0; i < FILE_COUNT; i++) {
    if (files[i].media == PRECIS_MEDIA_EML)
      continue;
    AUTO_BUFFER bytes;
    load(files[i].path, &bytes);
    for (size_t len = 0; len < bytes.len; len += 61) {
      struct read_options options = {.media = files[i].media, .name = "cut"};
      struct document *document = NULL;
      precis_error err = {0};
      str cut = str_sub(buffer_str(&bytes), 0, len);
      assert_int_equal(read_document(&heap_default, cut, &options, &document, &err),
                       PRECIS_BAD_INPUT);
      assert_true(err.message[0] && err.hint[0]);
      assert_string_equal(err.where, "cut");
    }
  }
}

/* Bytes without an address, and a mailbox that ends behind its postmark; sanitizers look on. */
static void of_nothing_nothing_is_read(void **state)
{
  (void)state;

  static const struct {
    precis_media media;
    str bytes;
    precis_status status;
  } inputs[] = {{PRECIS_MEDIA_DOCX, {NULL, 0}, PRECIS_BAD_INPUT},
                {PRECIS_MEDIA_ODT, {NULL, 0}, PRECIS_BAD_INPUT},
                {PRECIS_MEDIA_EPUB, {NULL, 0}, PRECIS_BAD_INPUT},
                {PRECIS_MEDIA_EML, {NULL, 0}, PRECIS_OK},
                {PRECIS_MEDIA_HTML, {NULL, 0}, PRECIS_OK},
                {PRECIS_MEDIA_TEXT, {NULL, 0}, PRECIS_OK},
                {PRECIS_MEDIA_EML, {"From a@b Mon Mar  4 09:12:30 2024\n", 34}, PRECIS_OK}};

  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    struct read_options options = {.media = inputs[i].media};
    struct document *document = NULL;
    assert_int_equal(read_document(&heap_default, inputs[i].bytes, &options, &document, NULL),
                     inputs[i].status);
    document_free(document);
  }
}

static void expect(str got, const char *expected)
{
  assert_int_equal(got.len, strlen(expected));
  assert_memory_equal(got.data, expected, got.len);
}

static void encoded_words_are_decoded(void **state)
{
  (void)state;

  /* RFC 2047, section 8, and what programs make of it. */
  static const char *const words[][2] = {
      {"(=?ISO-8859-1?Q?a?=)", "(a)"},
      {"(=?ISO-8859-1?Q?a?= b)", "(a b)"},
      {"(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)"},
      {"(=?ISO-8859-1?Q?a_b?=)", "(a b)"},
      {"(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)"},
      {"=?ISO-8859-1?Q?Andr=E9?= Pirard <a@b.c>", "Andr\u00E9 Pirard <a@b.c>"},
      {"=?utf-8?B?w6Q=?= =?utf-8?B?w7Y=?=", "\u00E4\u00F6"},
      {"=?utf-8?Q?=C3?= =?utf-8?Q?=A4?=", "\u00E4"}, /* a character cut in two */
      {"=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore"},
      {"a =? b ?= c", "a =? b ?= c"},
      {"=?utf-8?x?a?=", "=?utf-8?x?a?="},
      {"1 = 1", "1 = 1"},
      {"caf\xC3\xA9", "caf\u00E9"},
      {"", ""}};

  AUTO(arena) arena = arena_new(&heap_default);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    expect(mime_words(arena, str_of(words[i][0])), words[i][1]);
}

static void parameters_are_joined_and_decoded(void **state)
{
  (void)state;

  /* RFC 2231, sections 3 and 4.1, and quoted strings. */
  static const char *const fields[][2] = {
      {"a/b; name=plain", "plain"},
      {"a/b; Name=\"with; \\\"marks\\\"\" ; x=y", "with; \"marks\""},
      {"a/b; name*0=\"one \"; name*1=two", "one two"},
      {"a/b; name*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "This is ***fun***"},
      {"a/b; name*0*=utf-8''%C3%A4; name*1*=%20b; name*2=c", "\u00E4 bc"},
      {"a/b; name==?utf-8?Q?=C3=A4?=", "\u00E4"},
      {"a/b; names=other", ""},
      {"a/b; name", ""},
      {"a/b", ""}};

  AUTO(arena) arena = arena_new(&heap_default);
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    expect(mime_parameter(arena, str_of(fields[i][0]), "name"), fields[i][1]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
      cmocka_unit_test(a_container_cut_short_is_refused),
      cmocka_unit_test(of_nothing_nothing_is_read),
      cmocka_unit_test(encoded_words_are_decoded),
      cmocka_unit_test(parameters_are_joined_and_decoded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
