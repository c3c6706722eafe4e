/* versions.c - the libraries behind text/: another version may find other words. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <unicode/uversion.h>

#include "text/text.h"

uint64_t text_versions(void)
{
  UVersionInfo icu;
  char pcre2[64] = {0};
  u_getVersion(icu);
  if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) <= (int)sizeof pcre2)
    pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
  return hash_join(str_hash((str){(const char *)icu, sizeof icu}), str_hash(str_of(pcre2)));
}
