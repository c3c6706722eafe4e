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
  str source = language_pattern(language, arena, arena_format(arena, "{%s.%s}$", section, key));
  /* A key of other letters is no placeholder. */
  bool is_held = strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(key);
  if (is_held)
    expect(pattern_new(&heap_default, source, &pattern, NULL) == PRECIS_OK);
  for (uint32_t i = 0; i < list.count; i++) {
    expect(list.words[i].len > 0);
    expect(!is_held || pattern_match(pattern, list.words[i]) == MATCH_FOUND);
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
