/* Any bytes as a mail: refused with a reason, or a document that keeps every promise of doc.h.
 *
 * clang -fsanitize=fuzzer,address,undefined */
#include "read_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  check_reading((str){(const char *)data, size}, PRECIS_MEDIA_EML);
  return 0;
}
