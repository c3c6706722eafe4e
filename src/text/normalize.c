/* normalize.c - NFC, only where the text is not in it.
 *
 * Runs that are surely NFC are copied as bytes; a run starts at the last character with a boundary
 * before it. ICU sorts the marks of a base by insertion, quadratic in their number, so a run is cut
 * after RUN_MAX characters; the cut changes no letter, it only leaves marks past it unsorted. */
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buffer.h"
#include "text/text.h"

/* Longer than any run of a real text (Zalgo stays below 100), short enough to sort in microseconds.
 */
enum { RUN_MAX = 256 };

/* NFC may make three characters of one (U+1D160); each at most two code units, doubled to be safe.
 */
enum { UNITS_MAX = RUN_MAX * 2, COMPOSED_MAX = UNITS_MAX * 4 };

/* Ranges without a character that NFC changes or that composes with the one before. */
static bool is_surely_stable(uint32_t c)
{
  return c < 0x300 || (c >= 0x2002 && c <= 0x20CF) || (c >= 0x4E00 && c <= 0x9FFF);
}

static bool is_stable(uint32_t c)
{
  return is_surely_stable(c) ||
         (u_getCombiningClass((UChar32)c) == 0 &&
          u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES);
}

/* Offset of the first character that may have to change; *ret_run is the start of its run. */
static size_t find_unstable(str s, size_t at, size_t *ret_run)
{
  size_t run = at;
  while (at < s.len) {
    if (!((unsigned char)s.data[at] & 0x80)) {
      run = at++;
      continue;
    }
    size_t start = at;
    if (!is_stable(utf8_next(s, &at))) {
      *ret_run = run;
      return start;
    }
    run = start;
  }
  return SIZE_MAX;
}

/* End of the run that starts at `run` and holds the unstable character at `at`. */
static size_t run_end(const UNormalizer2 *nfc, str s, size_t run, size_t at)
{
  size_t characters = utf8_count(str_sub(s, run, at - run)) + 1;
  utf8_next(s, &at);
  while (at < s.len && characters++ < RUN_MAX) {
    size_t next = at;
    uint32_t c = utf8_next(s, &next);
    if (is_stable(c) && unorm2_hasBoundaryBefore(nfc, (UChar32)c))
      break;
    at = next;
  }
  return at;
}

static void add_composed(const UNormalizer2 *nfc, struct buffer *out, str run)
{
  UChar units[UNITS_MAX], composed[COMPOSED_MAX];
  char bytes[COMPOSED_MAX * 3];
  int32_t unit_count = 0, composed_count, byte_count = 0;
  UErrorCode code = U_ZERO_ERROR;
  u_strFromUTF8(units, UNITS_MAX, &unit_count, run.data, (int32_t)run.len, &code);
  composed_count = unorm2_normalize(nfc, units, unit_count, composed, COMPOSED_MAX, &code);
  u_strToUTF8(bytes, (int32_t)sizeof bytes, &byte_count, composed, composed_count, &code);
  buffer_add(out, U_SUCCESS(code) ? (str){bytes, (size_t)byte_count} : run);
}

str text_nfc(struct arena *arena, str s)
{
  size_t run = 0, at = str_is_ascii(s) ? SIZE_MAX : find_unstable(s, 0, &run);
  if (at == SIZE_MAX)
    return s;
  UErrorCode code = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
  AUTO_BUFFER out;
  buffer_init(&out, arena_heap(arena));
  size_t copied = 0;
  while (at != SIZE_MAX && U_SUCCESS(code)) {
    buffer_add(&out, str_sub(s, copied, run - copied));
    copied = run_end(nfc, s, run, at);
    add_composed(nfc, &out, str_sub(s, run, copied - run));
    at = find_unstable(s, copied, &run);
  }
  buffer_add(&out, str_sub(s, copied, s.len - copied));
  if (out.is_short || U_FAILURE(code)) {
    arena_fail(arena);
    return STR("");
  }
  return arena_str(arena, buffer_str(&out));
}
