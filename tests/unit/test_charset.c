/* Charsets: each told from its bytes, each fault counted, no allocation trusted. */
#include <unicode/ucnv.h>

#include <stdlib.h>

#include "unit.h"

#include "base/buffer.h"
#include "failing_heap.h"
#include "text/text.h"

static const char german[] =
    "Die Regierung hat am Dienstag über größere Maßnahmen beraten. „Wir müssen "
    "mehr tun“, sagte die Kanzlerin; für die Länder heißt das mehr Geld.";
static const char polish[] =
    "Rząd ogłosił we wtorek, że przyjmie nową ustawę o ochronie środowiska. "
    "Musimy działać szybciej, powiedział minister, który był w Łodzi.";
static const char russian[] =
    "Правительство объявило во вторник о новых мерах. Министр сказал, что "
    "решение будет принято до конца месяца, и уехал в Москву.";
static const char japanese[] =
    "政府は火曜日、経済のための新しい措置を発表した。大臣は「すぐに始める」と"
    "述べ、記者団に説明した。これからも続けるという。";
static const char english[] = "The minister said “we won’t wait” – and left the room.";

/* Text in a charset, as ICU writes it. */
static str encoded(struct arena *arena, const char *charset, const char *text)
{
  UErrorCode code = U_ZERO_ERROR;
  int32_t room = (int32_t)(4 * strlen(text) + 8);
  char *out = arena_alloc(arena, (size_t)room);
  int32_t len = ucnv_convert(charset, "UTF-8", out, room, text, (int32_t)strlen(text), &code);
  assert_true(U_SUCCESS(code));
  return (str){out, (size_t)len};
}

static void charsets_are_told_from_their_bytes(void **state)
{
  (void)state;

  static const struct {
    const char *text, *charset, *found;
  } rows[] = {
      {german, "UTF-8", "utf-8"},
      {german, "UTF-16LE", "utf-16le"},
      {german, "UTF-16BE", "utf-16be"},
      {german, "UTF-32LE", "utf-32le"},
      {german, "UTF-32BE", "utf-32be"},
      {german, "windows-1252", "windows-1252"},
      {english, "windows-1252", "windows-1252"},
      {english, "UTF-16LE", "utf-16le"},
      {russian, "UTF-16LE", "utf-16le"},
      {russian, "UTF-16BE", "utf-16be"},
      {russian, "windows-1251", "windows-1251"},
      {russian, "KOI8-R", "koi8-r"},
      {polish, "windows-1250", "windows-1250"},
      {polish, "ISO-8859-2", "iso-8859-2"},
      {japanese, "Shift_JIS", "shift_jis"},
      {japanese, "EUC-JP", "euc-jp"},
      {japanese, "ISO-2022-JP", "iso-2022-jp"},
      {russian, "IBM866", "ibm866"},
      {russian, "x-mac-cyrillic", "x-mac-cyrillic"},
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    AUTO(arena) arena = arena_new(&heap_default);
    struct decoded got = {0};
    str bytes = encoded(arena, rows[i].charset, rows[i].text);
    assert_int_equal(charset_decode(arena, bytes, NULL, &got, NULL), PRECIS_OK);
    assert_string_equal(got.charset, rows[i].found);
    assert_true(str_eq(got.text, str_of(rows[i].text)));
    assert_int_equal(got.replaced, 0);
  }
}

static void decode_row(struct arena *arena, str bytes, const char *name, const char *charset,
                       const char *text, uint32_t replaced)
{
  struct decoded got = {0};
  assert_int_equal(charset_decode(arena, bytes, name, &got, NULL), PRECIS_OK);
  assert_string_equal(got.charset, charset);
  assert_true(str_eq(got.text, str_of(text)));
  assert_int_equal(got.replaced, replaced);
}

static void marks_decide_and_are_dropped(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  decode_row(arena, STR("\xEF\xBB\xBFhé"), NULL, "utf-8", "hé", 0);
  decode_row(arena, STR("\xEF\xBB\xBFhé"), "windows-1251", "utf-8", "hé", 0);
  decode_row(arena, STR("\xFF\xFEh\0\xE9\0"), NULL, "utf-16le", "hé", 0);
  decode_row(arena, STR("\xFE\xFF\0h\0\xE9"), NULL, "utf-16be", "hé", 0);
  decode_row(arena, STR("\xFF\xFE\0\0h\0\0\0"), NULL, "utf-32le", "h", 0);
  decode_row(arena, STR("\0\0\xFE\xFF\0\0\0h"), NULL, "utf-32be", "h", 0);
  decode_row(arena, STR("\xEF\xBB\xBF"), NULL, "utf-8", "", 0);
  decode_row(arena, STR(""), NULL, "utf-8", "", 0);
}

static void faults_are_counted(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  /* Mostly UTF-8: stays UTF-8; a cut sequence is one fault, an encoded surrogate three. */
  decode_row(arena, STR("é\xE2\x82z“ü\xFF"), NULL, "utf-8", "é\uFFFDz“ü\uFFFD", 2);
  decode_row(arena, STR("aéèà\xED\xA0\x80"), NULL, "utf-8", "aéèà\uFFFD\uFFFD\uFFFD", 3);
  decode_row(arena, STR("aéèà\xE0\x80\x80\xF0\x80\xF4\x90"), "utf-8", "utf-8",
             "aéèà\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", 7);
  decode_row(arena, STR("cut here: \xE2\x80"), NULL, "utf-8", "cut here: \uFFFD", 1);
  decode_row(arena,
             STR("\xF0\x9F\x98"
                 "a"),
             "utf-8", "utf-8",
             "\uFFFD"
             "a",
             1);
  /* Lone surrogates, half a unit, a number past the last character. */
  decode_row(arena, STR("\xFF\xFEh\0\x00\xD8i\0"), NULL, "utf-16le", "h\uFFFDi", 1);
  decode_row(arena, STR("\xFF\xFE\x00\xDC\x3D\xD8\x00\xDEi"), NULL, "utf-16le", "\uFFFD😀\uFFFD", 2);
  decode_row(arena, STR("\xFE\xFF\xD8\x3D"), NULL, "utf-16be", "\uFFFD", 1);
  decode_row(arena, STR("\xFF\xFE\0\0\0\0\x11\0x\0"), NULL, "utf-32le", "\uFFFD\uFFFD", 2);
  /* The five bytes without a character, and a name given: an unknown pair in Shift_JIS. */
  decode_row(arena, STR("a\x81\x8D\x8F\x90\x9Dz"), "windows-1252", "windows-1252",
             "a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDz", 5);
  decode_row(arena, STR("a\x81"), "shift_jis", "shift_jis", "a\uFFFD", 1);
}

/* Zeros in both halves of the units: a binary file, left to the reader to refuse. */
static void zeros_without_order_are_no_utf16(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct decoded got = {0};
  str bytes = STR("\0\0\0\0\0a\0a\0\0\0\0\0a\0a");
  assert_int_equal(charset_decode(arena, bytes, NULL, &got, NULL), PRECIS_OK);
  assert_string_equal(got.charset, "utf-8");
  assert_true(str_eq(got.text, bytes));
}

static void short_texts_are_western(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  decode_row(arena, STR("It\x92s late."), NULL, "windows-1252", "It’s late.", 0);
  decode_row(arena,
             STR("\x93No,\x94 he said \x96 \x80"
                 "5."),
             NULL, "windows-1252", "“No,” he said – €5.", 0);
  decode_row(arena, STR("caf\xE9"), NULL, "windows-1252", "café", 0);
}

static void names_given_are_honoured(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  decode_row(arena, STR("\xCF\xF0\xE8"), "cp1251", "windows-1251", "При", 0);
  decode_row(arena, STR("\x93x\x94"), "latin1", "windows-1252", "“x”", 0);
  decode_row(arena, STR("h\0i\0"), "UTF-16LE", "utf-16le", "hi", 0);
  decode_row(arena, STR("hé"), "us-ascii", "utf-8", "hé", 0);
  decode_row(arena, STR("hé"), "UTF8", "utf-8", "hé", 0);
  struct decoded got = {0};
  precis_error err = {0};
  assert_int_equal(charset_decode(arena, STR("x"), "no-such", &got, &err), PRECIS_BAD_INPUT);
  assert_non_null(strstr(err.message, "no-such"));
  assert_null(got.charset);
}

static void valid_text_is_not_copied(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct decoded got = {0};
  str bytes = STR("\xEF\xBB\xBFüber");
  assert_int_equal(charset_decode(arena, bytes, NULL, &got, NULL), PRECIS_OK);
  assert_ptr_equal(got.text.data, bytes.data + 3);
  assert_int_equal(arena_bytes(arena), 0);
}

/* Whatever comes, valid UTF-8 comes out, and as many replacements as are counted. */
static void noise_becomes_valid_text(void **state)
{
  (void)state;
  static const char *const names[] = {NULL,          "utf-8", "utf-16le", "utf-32be", "gb18030",
                                      "iso-2022-jp", "utf-7", "euc-kr",   "big5",     "ibm037"};
  uint64_t seed = 1;
  char bytes[600];
  for (unsigned round = 0; round < 3000; round++) {
    size_t len = round % sizeof bytes;
    for (size_t i = 0; i < len; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      unsigned char byte = (unsigned char)(seed >> 56);
      bytes[i] = (char)(round % 3 == 0 && byte < 0xE0 ? byte & 0x7F : byte);
    }
    AUTO(arena) arena = arena_new(&heap_default);
    struct decoded got = {0};
    assert_int_equal(charset_decode(arena, (str){bytes, len}, names[round % 10], &got, NULL),
                     PRECIS_OK);
    assert_true(utf8_valid(got.text));
    uint32_t replaced = 0;
    for (size_t at = 0; at < got.text.len;)
      replaced += utf8_next(got.text, &at) == UTF8_REPLACEMENT;
    assert_true(replaced >= got.replaced);
  }
}

static void every_allocation_may_fail(void **state)
{
  (void)state;
  static const str inputs[] = {{"caf\xE9", 4}, {"\xFF\xFEh\0", 4}, {"x\x82\xA0", 3}};
  static const char *const names[] = {NULL, NULL, "shift_jis"};
  for (size_t i = 0; i < 3; i++) {
    precis_status s = PRECIS_NO_MEMORY;
    for (long n = 0; s != PRECIS_OK; n++) {
      struct failing_heap failing = {.fails_at = n};

      struct heap heap = failing_heap(&failing);
      {
        AUTO(arena) arena = arena_new(&heap);
        struct decoded got = {0};
        s = arena ? charset_decode(arena, inputs[i], names[i], &got, NULL) : PRECIS_NO_MEMORY;
        assert_true(s == PRECIS_OK || (s == PRECIS_NO_MEMORY && !got.charset));
      }

      assert_int_equal(failing.live, 0);
      assert_true(n < 100);
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(charsets_are_told_from_their_bytes),
      cmocka_unit_test(marks_decide_and_are_dropped),
      cmocka_unit_test(faults_are_counted),
      cmocka_unit_test(zeros_without_order_are_no_utf16),
      cmocka_unit_test(short_texts_are_western),
      cmocka_unit_test(names_given_are_honoured),
      cmocka_unit_test(valid_text_is_not_copied),
      cmocka_unit_test(noise_becomes_valid_text),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
