/* decode.c - bytes of a known charset into UTF-8, every fault one U+FFFD and counted.
 *
 * Invariant: what is appended is well-formed UTF-8. The Unicode forms and Windows-1252, nearly all
 * of what comes, are decoded here; ICU converts the rest in pieces, without a copy in UTF-16. */
#include "text/decode.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

static void add_char(struct buffer *out, uint32_t c)
{
  char put[4];
  buffer_add(out, (str){put, utf8_put(put, c)});
}

/* --- UTF-8 --- */

/* Length of the longest piece at the front that could begin a sequence, at least 1: Unicode
 * 15, 3.9, "maximal subpart". *ret_needed is the length its first byte announces. */
static size_t ill_formed_len(str s, size_t *ret_needed)
{
  const unsigned char *b = (const unsigned char *)s.data;
  *ret_needed = b[0] >= 0xF0 && b[0] <= 0xF4   ? 4
                : b[0] >= 0xE0 && b[0] <= 0xEF ? 3
                : b[0] >= 0xC2 && b[0] <= 0xDF ? 2
                                               : 1;
  if (*ret_needed < 3 || s.len < 2)
    return 1;
  unsigned char low = b[0] == 0xE0 ? 0xA0 : b[0] == 0xF0 ? 0x90 : 0x80;
  unsigned char high = b[0] == 0xED ? 0x9F : b[0] == 0xF4 ? 0x8F : 0xBF;
  if (b[1] < low || b[1] > high)
    return 1;
  size_t len = 2;
  while (len < s.len && len < *ret_needed && (b[len] & 0xC0) == 0x80)
    len++;
  return len;
}

struct utf8_tally utf8_tally(str bytes)
{
  struct utf8_tally tally = {.first_high = bytes.len};
  for (size_t at = 0; at < bytes.len;) {
    if (!((unsigned char)bytes.data[at] & 0x80)) {
      at++;
      continue;
    }
    if (tally.first_high == bytes.len)
      tally.first_high = at;
    size_t start = at, needed;
    utf8_next(bytes, &at);
    if (at - start > 1) {
      tally.sequences++;
      continue;
    }
    size_t len = ill_formed_len(str_sub(bytes, start, bytes.len - start), &needed);
    at = start + len;
    tally.faults++;
    tally.is_cut = at == bytes.len && len >= 2 && len < needed;
  }
  return tally;
}

uint32_t decode_utf8(struct buffer *out, str bytes)
{
  uint32_t replaced = 0;
  size_t copied = 0;
  for (size_t at = 0; at < bytes.len;) {
    size_t start = at, needed;
    bool is_ascii = !((unsigned char)bytes.data[at] & 0x80);
    utf8_next(bytes, &at);
    if (is_ascii || at - start > 1)
      continue;
    at = start + ill_formed_len(str_sub(bytes, start, bytes.len - start), &needed);
    buffer_add(out, str_sub(bytes, copied, start - copied));
    add_char(out, UTF8_REPLACEMENT);
    replaced++;
    copied = at;
  }
  buffer_add(out, str_sub(bytes, copied, bytes.len - copied));
  return replaced;
}

/* --- UTF-16, UTF-32 --- */

static uint32_t unit16(str bytes, size_t at, enum unit_order order)
{
  uint32_t first = (unsigned char)bytes.data[at], second = (unsigned char)bytes.data[at + 1];
  return order == BIG_ENDIAN_UNITS ? first << 8 | second : second << 8 | first;
}

uint32_t decode_utf16(struct buffer *out, str bytes, enum unit_order order)
{
  uint32_t replaced = 0;
  size_t at = 0;
  while (at + 2 <= bytes.len) {
    uint32_t c = unit16(bytes, at, order);
    at += 2;
    if (c >= 0xD800 && c < 0xDC00 && at + 2 <= bytes.len) {
      uint32_t low = unit16(bytes, at, order);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    }
    bool is_lone = c >= 0xD800 && c < 0xE000;
    replaced += is_lone;
    add_char(out, is_lone ? UTF8_REPLACEMENT : c);
  }
  if (at < bytes.len) {
    add_char(out, UTF8_REPLACEMENT);
    replaced++;
  }
  return replaced;
}

uint32_t decode_utf32(struct buffer *out, str bytes, enum unit_order order)
{
  uint32_t replaced = 0;
  size_t at = 0;
  for (; at + 4 <= bytes.len; at += 4) {
    uint32_t first = unit16(bytes, at, order), second = unit16(bytes, at + 2, order);
    uint32_t c = order == BIG_ENDIAN_UNITS ? first << 16 | second : second << 16 | first;
    char put[4];
    bool is_wrong = utf8_put(put, c) == 0;
    replaced += is_wrong;
    add_char(out, is_wrong ? UTF8_REPLACEMENT : c);
  }
  if (at < bytes.len) {
    add_char(out, UTF8_REPLACEMENT);
    replaced++;
  }
  return replaced;
}

/* --- single bytes --- */

/* 0x80 to 0x9F; the five without a character are faults. unicode.org MAPPINGS/VENDORS/MICSFT. */
static const uint16_t windows_1252_high[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

uint32_t decode_windows_1252(struct buffer *out, str bytes)
{
  uint32_t replaced = 0;
  size_t copied = 0;
  for (size_t at = 0; at < bytes.len; at++) {
    unsigned char byte = (unsigned char)bytes.data[at];
    if (byte < 0x80)
      continue;
    buffer_add(out, str_sub(bytes, copied, at - copied));
    copied = at + 1;
    uint32_t c = byte < 0xA0 ? windows_1252_high[byte - 0x80] : byte;
    replaced += c == UTF8_REPLACEMENT;
    add_char(out, c);
  }
  buffer_add(out, str_sub(bytes, copied, bytes.len - copied));
  return replaced;
}

/* --- the others --- */

/* ICU's own substitute is U+001A in some tables; ours is always U+FFFD, and counted. */
static void U_CALLCONV count_fault(const void *user, UConverterToUnicodeArgs *args,
                                   const char *units, int32_t length,
                                   UConverterCallbackReason reason, UErrorCode *code)
{
  static const UChar replacement = UTF8_REPLACEMENT;
  (void)units;
  (void)length;
  if (reason > UCNV_IRREGULAR)
    return;
  uint32_t *replaced = (uint32_t *)(uintptr_t)user;
  ++*replaced;
  *code = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, code);
}

static void convert(struct buffer *out, str bytes, UConverter *from, UConverter *to,
                    UErrorCode *code)
{
  enum { PIVOT_UNITS = 4096, PIECE_BYTES = 16384 };

  UChar pivot[PIVOT_UNITS];
  UChar *pivot_read = pivot, *pivot_end = pivot;
  char piece[PIECE_BYTES];
  const char *source = bytes.data, *source_end = bytes.data + bytes.len;
  UBool reset = true;
  do {
    char *target = piece;
    *code = U_ZERO_ERROR;
    ucnv_convertEx(to, from, &target, piece + PIECE_BYTES, &source, source_end, pivot, &pivot_read,
                   &pivot_end, pivot + PIVOT_UNITS, reset, true, code);
    buffer_add(out, (str){piece, (size_t)(target - piece)});
    reset = false;
  } while (*code == U_BUFFER_OVERFLOW_ERROR && !out->is_short);
}

precis_status decode_named(struct buffer *out, str bytes, const char *charset,
                           uint32_t *ret_replaced, precis_error *err)
{
  UErrorCode code = U_ZERO_ERROR;
  uint32_t replaced = 0;
  UConverter *from = ucnv_open(charset, &code);
  if (U_FAILURE(code)) {
    fail(err, PRECIS_BAD_INPUT, "unknown charset \"%s\"", charset);
    return fail_hint(err, PRECIS_BAD_INPUT, "leave the charset out: it is then detected");
  }
  UConverter *to = ucnv_open("UTF-8", &code);
  ucnv_setToUCallBack(from, count_fault, &replaced, NULL, NULL, &code);
  if (U_SUCCESS(code))
    convert(out, bytes, from, to, &code);
  ucnv_close(to);
  ucnv_close(from);
  if (code == U_MEMORY_ALLOCATION_ERROR)
    return fail_no_memory(err);
  if (U_FAILURE(code))
    return fail(err, PRECIS_BAD_INPUT, "cannot be decoded as %s: %s", charset, u_errorName(code));
  *ret_replaced = replaced;
  return PRECIS_OK;
}
