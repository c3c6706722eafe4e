/* Whatever the bytes and the charset: valid UTF-8, in NFC twice the same, faults counted.
 *
 * clang -fsanitize=fuzzer,address,undefined; the first byte picks the charset. */
#include <stdlib.h>

#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool holds)
{
  if (!holds)
    abort();
}

static uint32_t count_replacements(str text)
{
  uint32_t count = 0;
  for (size_t at = 0; at < text.len;)
    count += utf8_next(text, &at) == UTF8_REPLACEMENT;
  return count;
}

static bool next_break(void *user, uint32_t at, int32_t rule)
{
  uint32_t *last = user;
  (void)rule;
  expect(at > *last);
  *last = at;
  return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const charsets[] = {
      NULL,    "utf-8",  "utf-16", "utf-32le",     "gb18030", "big5",    "iso-2022-jp", "shift_jis",
      "utf-7", "koi8-r", "euc-kr", "windows-1252", "scsu",    "ibm1047", "hz-gb-2312",  "us-ascii"};
  if (!size)
    return 0;
  AUTO(arena) arena = arena_new(&heap_default);
  struct decoded got = {0};
  str bytes = {(const char *)data + 1, size - 1};
  precis_error err = {0};
  if (charset_decode(arena, bytes, charsets[data[0] % 16], &got, &err) != PRECIS_OK) {
    expect(err.message[0] && data[0] % 16);
    return 0;
  }
  expect(utf8_valid(got.text) && got.charset);
  expect(count_replacements(got.text) >= got.replaced);
  str composed = text_nfc(arena, got.text);
  expect(utf8_valid(composed));
  expect(utf8_valid(text_fold(arena, composed)));
  for (int kind = BREAK_WORD; kind <= BREAK_LINE; kind++) {
    uint32_t last = 0;
    expect(text_breaks((enum break_kind)kind, "en", composed, next_break, &last, NULL) ==
           PRECIS_OK);
    expect(last == composed.len);
  }
  expect(!arena_short(arena));
  return 0;
}
