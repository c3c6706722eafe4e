/* Any bytes as a container, or the body, styles and notes of a DOCX: refused with a reason, or a
 * document that keeps every promise of doc.h.
 *
 * clang -fsanitize=fuzzer,address,undefined */
#include "container.h"
#include "read_checks.h"

#define RELATION(type, target) "<Relationship Type=\"x/" type "\" Target=\"" target ".xml\"/>"
#define RELATIONS(type, target)                                                                    \
  "<Relationships "                                                                                \
  "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" RELATION(type, target)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  str rest = {(const char *)data, size};
  if (str_starts(rest, STR("PK"))) {
    check_reading(rest, PRECIS_MEDIA_DOCX);
    return 0;
  }
  struct entry entries[] = {
      {STR("word/document.xml"), next_part(&rest)},
      {STR("word/styles.xml"), next_part(&rest)},
      {STR("word/footnotes.xml"), next_part(&rest)},
      {STR("docProps/core.xml"), next_part(&rest)},
      {STR("_rels/.rels"), STR(RELATIONS("officeDocument", "word/document") RELATION(
                               "core-properties", "docProps/core") "</Relationships>")},
      {STR("word/_rels/document.xml.rels"),
       STR(RELATIONS("styles", "styles") RELATION("footnotes", "footnotes") "</Relationships>")}};
  struct buffer container;
  buffer_init(&container, &heap_default);
  put_container(&container, entries, sizeof entries / sizeof *entries);
  check_reading(buffer_str(&container), PRECIS_MEDIA_DOCX);
  buffer_clear(&container);
  return 0;
}
