/* bidi.c - runs of one direction in the order they stand on the line (UAX #9, by ICU).
 *
 * ICU's algorithm works on UTF-16; only a text that holds a character written right to left is
 * copied for it, every other is one run. */
#include <unicode/ubidi.h>
#include <unicode/utf16.h>

#include "text/text.h"

/* First lead byte of U+0580 and later; Hebrew begins at U+0590. */
enum { LEAD_MIN = 0xD6 };

bool text_holds_rtl(str text)
{
  for (size_t at = 0; at < text.len;) {
    if ((unsigned char)text.data[at] < LEAD_MIN) {
      at++;
      continue;
    }
    UCharDirection direction = u_charDirection((UChar32)utf8_next(text, &at));
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC ||
        direction == U_ARABIC_NUMBER)
      return true;
  }
  return false;
}

bool text_is_rtl(str text)
{
  for (size_t at = 0; at < text.len;) {
    UCharDirection direction = u_charDirection((UChar32)utf8_next(text, &at));
    if (direction == U_LEFT_TO_RIGHT)
      return false;
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
      return true;
  }
  return false;
}

/* Writes the UTF-16 of the text, and for each unit the byte its character starts at. */
static int32_t widen(str text, UChar *units, uint32_t *bytes)
{
  int32_t count = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t from = (uint32_t)at;
    UChar32 c = (UChar32)utf8_next(text, &at);
    for (int32_t k = 0; k < U16_LENGTH(c); k++)
      bytes[count + k] = from;
    U16_APPEND_UNSAFE(units, count, c);
  }
  bytes[count] = (uint32_t)text.len;
  return count;
}

static struct direction_run *copy_runs(struct arena *arena, UBiDi *bidi, const uint32_t *bytes,
                                       uint32_t *ret_count, UErrorCode *code)
{
  int32_t count = ubidi_countRuns(bidi, code);
  if (U_FAILURE(*code))
    return NULL;
  struct direction_run *runs = arena_array(arena, struct direction_run, (size_t)count);
  for (int32_t i = 0; runs && i < count; i++) {
    int32_t start, len;
    UBiDiDirection direction = ubidi_getVisualRun(bidi, i, &start, &len);
    runs[i] = (struct direction_run){{bytes[start], bytes[start + len] - bytes[start]},
                                     direction == UBIDI_RTL};
  }
  *ret_count = (uint32_t)count;
  return runs;
}

static precis_status order_runs(struct arena *arena, str text, enum text_base base,
                                struct direction_runs *ret, precis_error *err)
{
  if (text.len > INT32_MAX / 2)
    return fail(err, PRECIS_OVER_LIMIT, "a text of over 1 GiB in one paragraph");
  UChar *units = arena_array(arena, UChar, text.len + 1);
  uint32_t *bytes = arena_array(arena, uint32_t, text.len + 1);
  UBiDi *bidi = units && bytes ? ubidi_open() : NULL;
  if (!bidi)
    return fail_no_memory(err);
  UErrorCode code = U_ZERO_ERROR;
  UBiDiLevel level = base == BASE_AUTO ? UBIDI_DEFAULT_LTR : base == BASE_RTL;
  ubidi_setPara(bidi, units, widen(text, units, bytes), level, NULL, &code);
  uint32_t count = 0;
  const struct direction_run *runs = copy_runs(arena, bidi, bytes, &count, &code);
  ubidi_close(bidi);
  if (!runs)
    return fail_no_memory(err);
  *ret = (struct direction_runs){runs, count};
  return PRECIS_OK;
}

precis_status text_directions(struct arena *arena, str text, enum text_base base,
                              struct direction_runs *ret, precis_error *err)
{
  if (base == BASE_RTL || text_holds_rtl(text))
    return order_runs(arena, text, base, ret, err);
  struct direction_run *run = arena_make(arena, struct direction_run);
  if (!run)
    return fail_no_memory(err);
  *run = (struct direction_run){{0, (uint32_t)text.len}, false};
  *ret = (struct direction_runs){run, text.len > 0};
  return PRECIS_OK;
}
