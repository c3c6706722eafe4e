/* Any bytes as a container, or the content and styles of an ODT: refused with a reason, or a
 * document that keeps every promise of doc.h.
 *
 * clang -fsanitize=fuzzer,address,undefined */
#include "container.h"
#include "read_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  str rest = {(const char *)data, size};
  if (str_starts(rest, STR("PK"))) {
    check_reading(rest, PRECIS_MEDIA_ODT);
    return 0;
  }
  struct entry entries[] = {{STR("content.xml"), next_part(&rest)},
                            {STR("styles.xml"), next_part(&rest)},
                            {STR("meta.xml"), next_part(&rest)},
                            {STR("META-INF/manifest.xml"), next_part(&rest)}};
  struct buffer container;
  buffer_init(&container, &heap_default);
  put_container(&container, entries, sizeof entries / sizeof *entries);
  check_reading(buffer_str(&container), PRECIS_MEDIA_ODT);
  buffer_clear(&container);
  return 0;
}
