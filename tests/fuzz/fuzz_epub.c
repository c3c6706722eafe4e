/* Any bytes as a container, or the package and a chapter of a book: refused with a reason, or a
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
    check_reading(rest, PRECIS_MEDIA_EPUB);
    return 0;
  }
  struct entry entries[] = {
      {STR("OPS/package.opf"), next_part(&rest)},
      {STR("OPS/one.xhtml"), next_part(&rest)},
      {STR("OPS/two.xhtml"), next_part(&rest)},
      {STR("META-INF/container.xml"),
       STR("<c xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfile "
           "full-path=\"OPS/package.opf\"/></c>")}};
  struct buffer container;
  buffer_init(&container, &heap_default);
  put_container(&container, entries, sizeof entries / sizeof *entries);
  check_reading(buffer_str(&container), PRECIS_MEDIA_EPUB);
  buffer_clear(&container);
  return 0;
}
