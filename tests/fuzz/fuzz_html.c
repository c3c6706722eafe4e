/* Any text as a page of which everything is shown, as a book's chapters and a mail's HTML are read:
 * two after each other into one document.
 *
 * clang -fsanitize=fuzzer,address,undefined */
#include "read/html.h"
#include "read_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_fact(str fact)
{
  expect(utf8_valid(fact));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  AUTO(arena) scratch = arena_new(&heap_default);
  AUTO(document) document = document_new(&heap_default);
  struct decoded decoded;
  expect(charset_decode(scratch, (str){(const char *)data, size}, "utf-8", &decoded, NULL) ==
         PRECIS_OK);
  struct builder builder;
  builder_init(&builder, document, scratch, size);
  for (uint32_t i = 0; i < 2; i++) {
    struct html_facts facts;
    struct html_source source = {
        .text = decoded.text, .scope = HTML_WHOLE, .first_line = 1 + i * (uint32_t)size};
    expect(html_emit(&builder, &source, &facts, NULL) == PRECIS_OK);
    check_fact(facts.title);
    check_fact(facts.author);
    check_fact(facts.language);
    expect(facts.date.len == 0 || facts.date.len == 10);
  }
  builder_finish(&builder);
  check_document(document);
  return 0;
}
