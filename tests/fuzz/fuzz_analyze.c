/* Any bytes as a text: an analysis whose spans lie in it, in order, and whose ids exist. */
#include "analyze_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  AUTO(document) document = read_fuzzed(data, size);
  if (!document)
    return 0;
  AUTO(analysis) analysis = NULL;
  expect(analyze(&heap_default, analyzer_of(data[0] & 0x7F), document, &analysis, NULL) ==
         PRECIS_OK);
  check_analysis(analysis);
  return 0;
}
