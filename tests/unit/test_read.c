/* Reading: charsets, refusals, metadata, languages, hostile inputs, every allocation failed once.
 */
#include <time.h>

#include "unit.h"

#include "base/buffer.h"
#include "failing_heap.h"
#include "read/read.h"

static struct document *read_as(precis_media media, str bytes)
{
  struct read_options options = {.media = media};
  struct document *document = NULL;
  precis_error err = {0};
  assert_int_equal(read_document(&heap_default, bytes, &options, &document, &err), PRECIS_OK);
  return document;
}

static void expect_text(str bytes, const char *charset, const char *text)
{
  AUTO(document) document = read_as(PRECIS_MEDIA_TEXT, bytes);
  assert_string_equal(document->charset, charset);
  assert_int_equal(document->text.len, strlen(text));
  assert_memory_equal(document->text.data, text, strlen(text));
}

static void every_charset_is_the_same_text(void **state)
{
  (void)state;
  expect_text(STR("A caf\u00E9."), "utf-8", "A caf\u00E9.");
  expect_text(STR("\xEF\xBB\xBF"
                  "A caf\u00E9."),
              "utf-8", "A caf\u00E9.");
  expect_text(STR("\xFF\xFE"
                  "A\0 \0c\0a\0f\0\xE9\0.\0"),
              "utf-16le", "A caf\u00E9.");
  expect_text(STR("\xFE\xFF\0A\0 \0c\0a\0f\0\xE9\0."), "utf-16be", "A caf\u00E9.");
  expect_text(STR("He said \x93no\x94 at the caf\xE9 \x96 twice."), "windows-1252",
              "He said \u201Cno\u201D at the caf\u00E9 \u2013 twice.");
}

static void what_is_not_text_is_refused_by_name(void **state)
{
  (void)state;

  static const struct {
    str bytes;
    const char *message;
  } refused[] = {{{"\x89PNG\r\n\x1A\n", 8}, "not text: PNG image"},
                 {{"%PDF-1.7", 8}, "not text: PDF document"},
                 {{"PK\3\4rest", 8}, "not text: ZIP container"},
                 {{"\x7F"
                   "ELF\2",
                   5},
                  "not text: ELF program"},
                 {{"\xFF\xD8\xFF\xE0", 4}, "not text: JPEG image"},
                 {{"\x1F\x8B\x08", 3}, "not text: gzip archive"},
                 {{"\0\0\0\0\0\0\0\0", 8}, "not text: binary data"}};

  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    struct document *document = NULL;
    precis_error err = {0};
    struct read_options options = {.name = "a.bin"};
    assert_int_equal(read_document(&heap_default, refused[i].bytes, &options, &document, &err),
                     PRECIS_BAD_INPUT);
    assert_null(document);
    assert_string_equal(err.message, refused[i].message);
    assert_string_equal(err.where, "a.bin");
  }
}

static void an_empty_text_is_a_document(void **state)
{
  (void)state;
  AUTO(document) empty = read_as(PRECIS_MEDIA_TEXT, STR(""));
  assert_int_equal(empty->blocks.count, 0);
  AUTO(document) blanks = read_as(PRECIS_MEDIA_MARKDOWN, STR(" \n\t\n\n"));
  assert_int_equal(blanks->text.len, 0);
}

static bool is_told(const struct document *document, const char *code)
{
  for (uint32_t i = 0; i < document->warnings.count; i++)
    if (strcmp(document->warnings.at[i].code, code) == 0)
      return true;
  return false;
}

static void what_was_left_out_is_told(void **state)
{
  (void)state;
  AUTO(document) bell = read_as(PRECIS_MEDIA_TEXT, STR("One.\n\nA bell\x07 rings."));
  assert_true(is_told(bell, "W102"));
  assert_int_equal(bell->warnings.at[0].line, 3);
  AUTO(document) bidi = read_as(PRECIS_MEDIA_TEXT, STR("Turned \u202Eround\u202C."));
  assert_true(is_told(bidi, "W103"));
  assert_memory_equal(bidi->text.data, "Turned round.", 13);
  AUTO(document) meant = read_as(PRECIS_MEDIA_TEXT, STR("It\xC2\x92s here."));
  assert_true(is_told(meant, "W105"));
  assert_memory_equal(meant->text.data, "It\u2019s here.", 12);
  AUTO(document) plain = read_as(PRECIS_MEDIA_TEXT, STR("Nothing odd."));
  assert_int_equal(plain->warnings.count, 0);
}

static void expect_str(str got, const char *want)
{
  assert_int_equal(got.len, strlen(want));
  assert_memory_equal(got.data, want, got.len);
}

static void metadata_is_taken_and_overridden(void **state)
{
  (void)state;
  AUTO(document)
  mail = read_as(PRECIS_MEDIA_TEXT, STR("From: \"Ruth Pell\" <r@example.org>\n"
                                        "Subject: Re: Fees\n"
                                        "Date: Tue, 5 Mar 2024 10:00:00 +0000\n"
                                        "\nThe fees fall."));
  expect_str(mail->title, "Fees");
  expect_str(mail->author, "Ruth Pell");
  expect_str(mail->date, "2024-03-05");
  expect_str(mail->text, "The fees fall.");
  str source = STR("---\ntitle: 'Fees'\nauthor: [Ruth Pell]\ndate: 2024-03-05T10:00\n---\nText.");
  AUTO(document) front = read_as(PRECIS_MEDIA_GUESS, source);
  assert_int_equal(front->media, MEDIA_MARKDOWN);
  expect_str(front->title, "Fees");
  expect_str(front->author, "Ruth Pell");
  expect_str(front->date, "2024-03-05");
  assert_int_equal(document_line(front, 0), 6);
  struct read_options options = {.title = "Mine", .author = "Me", .date = "2020-01-02"};
  AUTO(document) own = NULL;
  assert_int_equal(read_document(&heap_default, source, &options, &own, NULL), PRECIS_OK);
  expect_str(own->title, "Mine");
  expect_str(own->author, "Me");
  expect_str(own->date, "2020-01-02");
}

static void the_language_is_one_there_is_a_file_for(void **state)
{
  (void)state;
  static const char *const tags[] = {"de", "en"};

  static const struct {
    const char *asked, *served;
  } cases[] = {{"en", "en"}, {"en-GB", "en"}, {"DE", "de"}, {"fr", ""}};

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct read_options options = {.tags = tags, .tag_count = 2, .language = cases[i].asked};
    AUTO(document) document = NULL;
    assert_int_equal(read_document(&heap_default, STR("Text."), &options, &document, NULL),
                     PRECIS_OK);
    assert_string_equal(document->language, cases[i].served);
  }
}

static void every_line_is_known(void **state)
{
  (void)state;
  AUTO(document)
  document = read_as(PRECIS_MEDIA_TEXT,
                     STR("The board met on Monday to settle all\nthe fees, and it went\r\n"
                         "home.\r\rThe end came soon."));

  static const struct {
    const char *word;
    uint32_t line;
  } words[] = {{"The board", 1}, {"the fees", 2}, {"home", 3}, {"The end", 5}};

  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t at = str_find(document->text, str_of(words[i].word), 0);
    assert_int_not_equal(at, SIZE_MAX);
    assert_int_equal(document_line(document, (uint32_t)at), words[i].line);
  }
}

/* Far above what a linear reader takes, far below what a quadratic one does; processor time, so
 * that a busy machine does not fail it. */
static const double SECONDS_MAX = 10;

static void repeat(struct buffer *buffer, str piece, size_t count)
{
  for (size_t i = 0; i < count; i++)
    buffer_add(buffer, piece);
}

static void hostile_text_ends_in_time(void **state)
{
  (void)state;

  static const struct {
    str piece;
    size_t count;
    str last;
    precis_media media;
  } inputs[] = {
      {STR("- "), 30000, STR("x"), PRECIS_MEDIA_MARKDOWN},
      {STR("![[]()"), 50000, STR(""), PRECIS_MEDIA_MARKDOWN},
      {STR("> "), 100000, STR("a*"), PRECIS_MEDIA_MARKDOWN},
      {STR("<!--a"), 100000, STR(""), PRECIS_MEDIA_MARKDOWN},
      {STR("[a](<b"), 50000, STR(""), PRECIS_MEDIA_MARKDOWN},
      {STR("|-"), 100000, STR("\n|-|-|\n"), PRECIS_MEDIA_MARKDOWN},
      {STR("x"), 4000000, STR(""), PRECIS_MEDIA_TEXT},
      {STR("\""), 100000, STR(""), PRECIS_MEDIA_TEXT},
      {STR("1"), 100000, STR(""), PRECIS_MEDIA_TEXT},
      {STR("ab-\n"), 300000, STR(""), PRECIS_MEDIA_TEXT},
      {STR(">"), 1000000, STR("\n>"), PRECIS_MEDIA_TEXT},
      {STR("&#"), 1000000, STR("&#8220;"), PRECIS_MEDIA_TEXT},
  };

  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    AUTO_BUFFER bytes;
    buffer_init(&bytes, &heap_default);
    repeat(&bytes, inputs[i].piece, inputs[i].count);
    repeat(&bytes, inputs[i].last, inputs[i].count / 2);
    repeat(&bytes, STR("\n"), 30000);
    clock_t start = clock();
    document_free(read_as(inputs[i].media, buffer_str(&bytes)));
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < SECONDS_MAX);
  }
}

static void a_cut_is_told(void **state)
{
  (void)state;
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  repeat(&bytes, STR("> "), 200);
  buffer_add(&bytes, STR("deep"));
  AUTO(document) document = read_as(PRECIS_MEDIA_MARKDOWN, buffer_str(&bytes));
  assert_true(is_told(document, "W104"));
  expect_str(document->text, "deep");
}

static void a_page_says_who_wrote_it_and_when(void **state)
{
  (void)state;

  static const struct {
    str page;
    const char *title, *author, *date;
  } pages[] = {
      {STR("<title>Rain ahead | The Post</title><h1>Rain ahead</h1><p>Text."), "Rain ahead", "",
       ""},
      {STR("<title>The Post: Rain ahead</title><h1>Rain ahead</h1><p>Text."), "Rain ahead", "", ""},
      {STR("<title>Rain - ahead of us</title><p>Text."), "Rain - ahead of us", "", ""},
      {STR("<title>Rain ahead | The Post</title><meta property='og:site_name' content='The Post'>"
           "<h1>Wet days</h1><p>Text."),
       "Rain ahead", "", ""},
      {STR("<title>Post - Rain</title><meta name=application-name content=Post><p>Text."), "Rain",
       "", ""},
      {STR("<title>Rain to come from the west - The Post</title>"
           "<h1>Rain to come from the west on Friday</h1><p>Text."),
       "Rain to come from the west on Friday", "", ""},
      {STR("<title>Rain - The Handbook</title><h1>The Handbook</h1><main><h1>Rain</h1><p>Text."),
       "Rain", "", ""},
      {STR("<title>Rain - The Handbook</title><h1>The Handbook</h1><main><h2>Rain</h2><p>Text."),
       "Rain", "", ""},
      {STR("<title>x</title><meta property='dc:title og:title' content='Rain'><meta name=author "
           "content='Ann Lee'><meta property='article:published_time' "
           "content='2024-05-06T07:08:09Z'><p>Text."),
       "Rain", "Ann Lee", "2024-05-06"},
      {STR("<script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"NewsArticle\"],"
           "\"headline\":\"Rain\",\"author\":[{\"name\":\"Ann Lee\"},{\"name\":\"Bo Day\"}],"
           "\"datePublished\":\"2024-05-06\"}]}</script><p>Text."),
       "Rain", "Ann Lee, Bo Day", "2024-05-06"},
      {STR("<h1>Rain</h1><p>By <a rel=author>Ann Lee</a>, <time "
           "datetime=2024-05-06>then</time><p>Te"
           "xt."),
       "Rain", "Ann Lee", "2024-05-06"},
      {STR("<meta name=citation_publication_date content=2024/05/06><p>Text."), "", "",
       "2024-05-06"},
  };

  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    struct read_options options = {.media = PRECIS_MEDIA_HTML};
    AUTO(document) document = NULL;
    assert_int_equal(read_document(&heap_default, pages[i].page, &options, &document, NULL),
                     PRECIS_OK);
    expect_str(document->title, pages[i].title);
    expect_str(document->author, pages[i].author);
    expect_str(document->date, pages[i].date);
  }
}

static void lines_of_a_page_are_those_of_its_source(void **state)
{
  (void)state;
  str page = STR("<!DOCTYPE html>\r\n<!-- a\ncomment -->\n<body class='x\ny'>\n<p>First line\ngoes "
                 "on,\n<p\n>second.\n<script>\n\n</script>\n<p>Third &#10; one.\n");
  struct read_options options = {.media = PRECIS_MEDIA_HTML};
  AUTO(document) document = NULL;
  assert_int_equal(read_document(&heap_default, page, &options, &document, NULL), PRECIS_OK);
  expect_str(document->text, "First line goes on,\n\nsecond.\n\nThird one.");
  assert_int_equal(document_line(document, 0), 6);
  assert_int_equal(document_line(document, 12), 7);
  assert_int_equal(document_line(document, 22), 9);
  assert_int_equal(document_line(document, 32), 13);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state)
{
  (void)state;

  static const struct {
    precis_media media;
    str bytes;
  } inputs[] = {
      {PRECIS_MEDIA_TEXT, STR("HEAD\n\nThe cafe\u0301 was reg-\nistered.\n\na\tb\nc\td\n")},
      {PRECIS_MEDIA_MARKDOWN, STR("# Head\n\nOne.[^1]\n\n|a|b|\n|-|-|\n|c|d|\n\n[^1]: Two.")},
      {PRECIS_MEDIA_HTML,
       STR("<html lang=en><title>Head - Site</title><script type='application/ld+json'>{\"@type\":"
           "\"Article\",\"headline\":\"Head\",\"author\":[\"Ann\",\"Bo\"]}</script><h1>Head</h1>"
           "<p class=x>A caf&eacute; &#150; and more, with a comma.<table><tr><th>a<th>b<tr><td>c"
           "<td>d</table><pre>code\nline</pre>")}};

  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    precis_status s = PRECIS_NO_MEMORY;
    for (long n = 0; s != PRECIS_OK; n++) {
      struct failing_heap failing = {.fails_at = n};
      struct heap heap = failing_heap(&failing);
      struct read_options options = {.media = inputs[i].media};
      struct document *document = NULL;
      s = read_document(&heap, inputs[i].bytes, &options, &document, NULL);
      assert_true(s == PRECIS_OK || (s == PRECIS_NO_MEMORY && !document));
      document_free(document);
      assert_int_equal(failing.live, 0);
      assert_true(n < 1000);
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_charset_is_the_same_text),
      cmocka_unit_test(what_is_not_text_is_refused_by_name),
      cmocka_unit_test(an_empty_text_is_a_document),
      cmocka_unit_test(what_was_left_out_is_told),
      cmocka_unit_test(metadata_is_taken_and_overridden),
      cmocka_unit_test(the_language_is_one_there_is_a_file_for),
      cmocka_unit_test(every_line_is_known),
      cmocka_unit_test(hostile_text_ends_in_time),
      cmocka_unit_test(a_cut_is_told),
      cmocka_unit_test(a_page_says_who_wrote_it_and_when),
      cmocka_unit_test(lines_of_a_page_are_those_of_its_source),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
