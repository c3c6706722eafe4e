/* utf8.c - characters: decoded from bytes, classed, cased.
 *
 * Invariant: a class of an ASCII character is one table look-up; only others ask ICU, whose tables
 * are constant memory. Nothing here allocates but text_fold. */
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/text.h"

#define UPPER_5 CHAR_UPPER, CHAR_UPPER, CHAR_UPPER, CHAR_UPPER, CHAR_UPPER
#define LOWER_5 CHAR_LOWER, CHAR_LOWER, CHAR_LOWER, CHAR_LOWER, CHAR_LOWER
#define DIGIT_5 CHAR_DIGIT, CHAR_DIGIT, CHAR_DIGIT, CHAR_DIGIT, CHAR_DIGIT
#define SPACE_5 CHAR_SPACE, CHAR_SPACE, CHAR_SPACE, CHAR_SPACE, CHAR_SPACE

const uint8_t char_classes[128] = {
    ['\t'] = SPACE_5, [' '] = CHAR_SPACE,
    ['0'] = DIGIT_5,  DIGIT_5,
    ['A'] = UPPER_5,  UPPER_5,
    UPPER_5,          UPPER_5,
    UPPER_5,          CHAR_UPPER,
    ['a'] = LOWER_5,  LOWER_5,
    LOWER_5,          LOWER_5,
    LOWER_5,          CHAR_LOWER,
};

/* --- decoding --- */

static inline bool continues(unsigned char byte)
{
  return (byte & 0xC0) == 0x80;
}

/* Unicode 15, table 3-7; the length of a well-formed sequence of two bytes or more, else 0. */
static size_t sequence_len(const unsigned char *b, size_t room)
{
  if (b[0] < 0xC2 || b[0] > 0xF4 || room < 2)
    return 0;
  if (b[0] < 0xE0)
    return continues(b[1]) ? 2 : 0;
  if (b[0] < 0xF0) {
    unsigned char low = b[0] == 0xE0 ? 0xA0 : 0x80, high = b[0] == 0xED ? 0x9F : 0xBF;
    return room >= 3 && b[1] >= low && b[1] <= high && continues(b[2]) ? 3 : 0;
  }
  unsigned char low = b[0] == 0xF0 ? 0x90 : 0x80, high = b[0] == 0xF4 ? 0x8F : 0xBF;
  return room >= 4 && b[1] >= low && b[1] <= high && continues(b[2]) && continues(b[3]) ? 4 : 0;
}

static uint32_t sequence_value(const unsigned char *b, size_t len)
{
  if (len == 2)
    return (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
  if (len == 3)
    return (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
  return (b[0] & 0x07u) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
}

uint32_t utf8_next_wide(str s, size_t *at)
{
  if (*at >= s.len)
    return UTF8_REPLACEMENT;
  const unsigned char *b = (const unsigned char *)s.data + *at;
  if (b[0] < 0x80) {
    ++*at;
    return b[0];
  }
  size_t len = sequence_len(b, s.len - *at);
  *at += len ? len : 1;
  return len ? sequence_value(b, len) : UTF8_REPLACEMENT;
}

uint32_t utf8_previous(str s, size_t *at)
{
  if (*at > s.len)
    *at = s.len;
  if (*at == 0)
    return UTF8_REPLACEMENT;
  const unsigned char *b = (const unsigned char *)s.data;
  size_t last = *at - 1;
  for (size_t len = 1; len <= 4 && len <= *at; len++) {
    size_t start = *at - len;
    if (continues(b[start]))
      continue;
    size_t next = start;
    uint32_t c = utf8_next(s, &next);
    if (next != *at)
      break;
    *at = start;
    return c;
  }
  *at = last;
  return UTF8_REPLACEMENT;
}

size_t utf8_put(char out[4], uint32_t c)
{
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (char)(0xC0 | c >> 6);
    out[1] = (char)(0x80 | (c & 0x3F));
    return 2;
  }
  if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
    return 0;
  if (c < 0x10000) {
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | c >> 18);
  out[1] = (char)(0x80 | (c >> 12 & 0x3F));
  out[2] = (char)(0x80 | (c >> 6 & 0x3F));
  out[3] = (char)(0x80 | (c & 0x3F));
  return 4;
}

/* First byte at or after `at` that is not ASCII, eight at a time. */
static size_t skip_ascii(str s, size_t at)
{
  while (at + 8 <= s.len) {
    uint64_t eight;
    memcpy(&eight, s.data + at, 8);
    if (eight & 0x8080808080808080u)
      break;
    at += 8;
  }
  while (at < s.len && !((unsigned char)s.data[at] & 0x80))
    at++;
  return at;
}

bool utf8_valid(str s)
{
  for (size_t at = skip_ascii(s, 0); at < s.len;) {
    size_t len = sequence_len((const unsigned char *)s.data + at, s.len - at);
    if (!len)
      return false;
    at += len;
    if (at < s.len && !((unsigned char)s.data[at] & 0x80))
      at = skip_ascii(s, at);
  }
  return true;
}

size_t utf8_count(str s)
{
  size_t count = 0;
  for (size_t i = 0; i < s.len; i++)
    count += !continues((unsigned char)s.data[i]);
  return count;
}

/* --- classes --- */

bool char_is_wide(uint32_t c, unsigned classes)
{
  switch (classes) {
  case CHAR_UPPER | CHAR_LOWER: /* all letters, those without case too */
    return (U_GET_GC_MASK((UChar32)c) & U_GC_L_MASK) != 0;
  case CHAR_UPPER:
    return (U_GET_GC_MASK((UChar32)c) & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
  case CHAR_LOWER:
    return u_charType((UChar32)c) == U_LOWERCASE_LETTER;
  case CHAR_DIGIT:
    return u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER;
  default:
    return u_isUWhiteSpace((UChar32)c);
  }
}

bool char_is_mark(uint32_t c)
{
  return c >= 0x300 && (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0;
}

bool char_is_cjk(uint32_t c)
{
  enum { THAI_FIRST = 0x0E00, PROLONGED_SOUND = 0x30FC }; /* the sound mark has no script */

  if (c < THAI_FIRST)
    return false;
  UErrorCode code = U_ZERO_ERROR;
  switch ((int)uscript_getScript((UChar32)c, &code)) {
  case USCRIPT_HAN:
  case USCRIPT_HIRAGANA:
  case USCRIPT_KATAKANA:
  case USCRIPT_BOPOMOFO:
  case USCRIPT_YI:
  case USCRIPT_THAI:
  case USCRIPT_LAO:
  case USCRIPT_KHMER:
  case USCRIPT_MYANMAR:
    return true;
  default:
    return c == PROLONGED_SOUND;
  }
}

/* Not the joiners U+200C and U+200D: they spell words of Persian and the Indic scripts, and emoji.
 */
uint32_t char_columns(uint32_t c)
{
  enum { HANGUL_FIRST = 0x1100 }; /* no wide character stands before */

  if (c < 0x80)
    return 1;
  int8_t type = u_charType((UChar32)c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
    return 0;
  int32_t width =
      c < HANGUL_FIRST ? U_EA_NEUTRAL : u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool char_is_invisible(uint32_t c)
{
  return c == 0xAD || c == 0x34F || c == 0x180E || c == 0x200B || (c >= 0x2060 && c <= 0x2064) ||
         c == 0xFEFF;
}

bool char_is_bidi_control(uint32_t c)
{
  return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool char_is_open_quote(uint32_t c)
{
  return c == 0xAB || c == 0x2018 || (c >= 0x201A && c <= 0x201C) || c == 0x201E || c == 0x201F ||
         c == 0x2039 || c == 0x300C || c == 0x300E || c == 0x301D || c == 0xFE41 || c == 0xFE43;
}

bool char_is_close_quote(uint32_t c)
{
  return c == 0xBB || c == 0x2019 || c == 0x201D || c == 0x203A || c == 0x300D || c == 0x300F ||
         c == 0x301E || c == 0x301F || c == 0xFE42 || c == 0xFE44;
}

bool char_is_dash(uint32_t c)
{
  return c < 128 ? c == '-' : u_charType((UChar32)c) == U_DASH_PUNCTUATION;
}

/* --- case --- */

uint32_t char_lower(uint32_t c)
{
  return c < 128 ? c | (char_is_upper(c) ? 0x20u : 0u) : (uint32_t)u_tolower((UChar32)c);
}

/* Folds into room bytes; SIZE_MAX when they do not hold it. Sets *ret_recompose when a letter that
 * NFC keeps whole became a plain one, with which a following mark would compose. */
static size_t fold_into(char *out, size_t room, str s, bool *ret_recompose)
{
  size_t used = 0;
  for (size_t at = 0; at < s.len;) {
    unsigned char byte = (unsigned char)s.data[at];
    if (byte < 0x80) {
      if (used == room)
        return SIZE_MAX;
      out[used++] = (char)(byte | (unsigned char)((char_classes[byte] & CHAR_UPPER) << 5));
      at++;
      continue;
    }
    char put[4];
    uint32_t c = char_lower(utf8_next(s, &at));
    *ret_recompose |= c < 128;
    size_t len = utf8_put(put, c);
    if (len > room - used)
      return SIZE_MAX;
    memcpy(out + used, put, len);
    used += len;
  }
  return used;
}

static str fold_ascii(struct arena *arena, str s)
{
  char *out = arena_alloc(arena, s.len + 1);
  if (!out)
    return STR("");
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.data[i];
    bool is_upper = (unsigned char)(c - 'A') < 26;
    out[i] = (char)(c + (is_upper ? 'a' - 'A' : 0));
  }
  return (str){out, s.len};
}

str text_fold(struct arena *arena, str s)
{
  if (str_is_ascii(s))
    return fold_ascii(arena, s);
  /* A few letters grow from two bytes to three (U+023A), and so does an invalid byte. */
  size_t rooms[] = {s.len, s.len < SIZE_MAX / 3 ? 3 * s.len : 0};
  for (size_t i = 0; i < 2; i++) {
    bool recompose = false;
    char *out = arena_alloc(arena, rooms[i] + 1);
    size_t len = out ? fold_into(out, rooms[i], s, &recompose) : SIZE_MAX;
    if (len == SIZE_MAX)
      continue;
    return recompose ? text_nfc(arena, (str){out, len}) : (str){out, len};
  }
  return STR("");
}
