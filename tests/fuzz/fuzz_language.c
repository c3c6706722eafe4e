/* Any bytes as a language file: refused with a place, or lists whose words are found again by their
 * set and by their pattern.
 *
 * clang -fsanitize=fuzzer,address,undefined */
#include <stdlib.h>

#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool holds)
{
  if (!holds)
    abort();
}

static void look_up(const struct language *language, const char *section, const char *key)
{
  AUTO(arena) arena = arena_new(&heap_default);
  AUTO(pattern) pattern = NULL;
  struct word_list list = language_list(language, section, key);
  str source = language_alternation(language, arena, section, key);
  expect(pattern_new(&heap_default, source, PATTERN_AT_ONLY, &pattern, NULL) == PRECIS_OK);
  for (uint32_t i = 0; i < list.count; i++) {
    struct match match;
    expect(list.words[i].len > 0);
    expect(pattern_at(pattern, list.words[i], 0, &match) == MATCH_FOUND);
    expect(match.group[0].len == list.words[i].len);
    expect(language_has(language, section, key, text_fold(arena, list.words[i])));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  AUTO(language) language = NULL;
  precis_error err = {0};
  str bytes = {(const char *)data, size};
  precis_status s = language_read(&heap_default, bytes, "fuzz.ini", &language, &err);
  if (s != PRECIS_OK) {
    expect(err.message[0] && err.line && !language);
    return 0;
  }
  expect(language_tag(language)[0] && language_name(language)[0]);
  for (uint32_t i = 0; i < language_keys(language, "language"); i++)
    look_up(language, "language", language_key(language, "language", i).data);
  for (uint32_t i = 0; i < language_keys(language, "a"); i++) {
    double number = 0;
    AUTO(arena) arena = arena_new(&heap_default);
    language_number(language, "a", text_fold(arena, language_key(language, "a", i)), &number);
    look_up(language, "a", language_key(language, "a", i).data);
  }
  return 0;
}
