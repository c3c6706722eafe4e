/* Any bytes as a page whose article is looked for.
 *
 * clang -fsanitize=fuzzer,address,undefined */
#include "read_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  check_reading((str){(const char *)data, size}, PRECIS_MEDIA_HTML);
  return 0;
}
