/* bidi.c - runs of one direction in the order they stand on the line (UAX #9, by ICU).
 *
 * ICU's algorithm works on UTF-16; only a text that holds a character written right to left is
 * copied for it, every other is one run. */
#include <unicode/ubidi.h>
#include <unicode/utf16.h>

#include "text/text.h"

/* First lead byte of U+0580 and later; Hebrew begins at U+0590. */
enum { LEAD_MIN = 0xD6 };

enum { ISOLATE_BEGIN = 0x2068, ISOLATE_END = 0x2069 }; /* FSI, PDI */

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
  int64_t more = 0;
  if (!text_holds_rtl(text))
    return false;
  for (size_t at = 0; at < text.len;) {
    UCharDirection direction = u_charDirection((UChar32)utf8_next(text, &at));
    more -= direction == U_LEFT_TO_RIGHT;
    more += direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
  }
  return more > 0;
}

/* Text in UTF-16. */
struct wide_text {
  UChar *units;
  uint32_t *bytes; /* by unit: the byte its character starts at; for a mark, the next one's */
  int32_t count;
};

static void put_wide(struct wide_text *wide, UChar32 c, uint32_t byte)
{
  for (int32_t k = 0; k < U16_LENGTH(c); k++)
    wide->bytes[wide->count + k] = byte;
  U16_APPEND_UNSAFE(wide->units, wide->count, c);
}

/* With marks round the parts that stand apart, which no byte is of. */
static void widen(const struct directed_text *from, struct wide_text *wide)
{
  uint32_t next = 0;
  bool is_apart = false;
  for (size_t at = 0; at <= from->text.len;) {
    uint32_t byte = (uint32_t)at;
    if (is_apart && byte >= span_end(from->isolates[next])) {
      put_wide(wide, ISOLATE_END, byte);
      is_apart = false;
      next++;
    }
    if (!is_apart && next < from->isolate_count && byte >= from->isolates[next].at) {
      put_wide(wide, ISOLATE_BEGIN, byte);
      is_apart = true;
    }
    if (at == from->text.len)
      break;
    put_wide(wide, (UChar32)utf8_next(from->text, &at), byte);
  }
  wide->bytes[wide->count] = (uint32_t)from->text.len;
}

static struct direction_run *copy_runs(struct arena *arena, UBiDi *bidi, const uint32_t *bytes,
                                       uint32_t *ret_count, UErrorCode *code)
{
  int32_t count = ubidi_countRuns(bidi, code);
  if (U_FAILURE(*code))
    return NULL;
  struct direction_run *runs = arena_array(arena, struct direction_run, (size_t)count);
  uint32_t kept = 0;
  for (int32_t i = 0; runs && i < count; i++) {
    int32_t start, len;
    UBiDiDirection direction = ubidi_getVisualRun(bidi, i, &start, &len);
    struct span span = {bytes[start], bytes[start + len] - bytes[start]};
    if (span.len) /* else of marks alone */
      runs[kept++] = (struct direction_run){span, direction == UBIDI_RTL};
  }
  *ret_count = kept;
  return runs;
}

static precis_status order_runs(struct arena *arena, const struct directed_text *from,
                                struct direction_runs *ret, precis_error *err)
{
  size_t room = from->text.len + 2 * (size_t)from->isolate_count + 1;
  if (room > INT32_MAX / 2)
    return fail(err, PRECIS_OVER_LIMIT, "a text of over 1 GiB in one paragraph");
  struct wide_text wide = {arena_array(arena, UChar, room), arena_array(arena, uint32_t, room), 0};
  UBiDi *bidi = wide.units && wide.bytes ? ubidi_open() : NULL;
  if (!bidi)
    return fail_no_memory(err);
  widen(from, &wide);
  UErrorCode code = U_ZERO_ERROR;
  UBiDiLevel level = from->base == BASE_AUTO ? UBIDI_DEFAULT_LTR : from->base == BASE_RTL;
  ubidi_setPara(bidi, wide.units, wide.count, level, NULL, &code);
  uint32_t count = 0;
  const struct direction_run *runs = copy_runs(arena, bidi, wide.bytes, &count, &code);
  ubidi_close(bidi);
  if (!runs)
    return fail_no_memory(err);
  *ret = (struct direction_runs){runs, count};
  return PRECIS_OK;
}

precis_status text_directions(struct arena *arena, struct directed_text text,
                              struct direction_runs *ret, precis_error *err)
{
  if (text.base == BASE_RTL || text_holds_rtl(text.text))
    return order_runs(arena, &text, ret, err);
  struct direction_run *run = arena_make(arena, struct direction_run);
  if (!run)
    return fail_no_memory(err);
  *run = (struct direction_run){{0, (uint32_t)text.text.len}, false};
  *ret = (struct direction_runs){run, text.text.len > 0};
  return PRECIS_OK;
}
