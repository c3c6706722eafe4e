/* charset.c - which charset the bytes are in, and the text they spell.
 *
 * The order of evidence: a mark at the front, the name given, zero bytes (UTF-16 and UTF-32 without
 * a mark), the escapes of ISO 2022, UTF-8 that is valid or has more valid sequences than faults,
 * ICU's guess, Windows-1252.
 */
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <stdlib.h>

#include "base/library.h"
#include "text/decode.h"

enum form {
  FORM_UTF8,
  FORM_UTF16_LE,
  FORM_UTF16_BE,
  FORM_UTF32_LE,
  FORM_UTF32_BE,
  FORM_WINDOWS_1252,
  FORM_NAMED /* by ICU */
};

struct guess {
  enum form form;
  const char *charset;
  size_t mark_len;
};

static const char *const form_names[] = {
    [FORM_UTF8] = "utf-8",        [FORM_UTF16_LE] = "utf-16le",
    [FORM_UTF16_BE] = "utf-16be", [FORM_UTF32_LE] = "utf-32le",
    [FORM_UTF32_BE] = "utf-32be", [FORM_WINDOWS_1252] = "windows-1252",
};

static struct guess guess_form(enum form form)
{
  return (struct guess){form, form_names[form], 0};
}

static bool find_mark(str bytes, struct guess *ret)
{
  static const struct {
    char mark[4];
    uint8_t len;
    enum form form;
  } marks[] = {
      {"\xFF\xFE\0\0", 4, FORM_UTF32_LE}, {"\0\0\xFE\xFF", 4, FORM_UTF32_BE},
      {"\xEF\xBB\xBF", 3, FORM_UTF8},     {"\xFF\xFE", 2, FORM_UTF16_LE},
      {"\xFE\xFF", 2, FORM_UTF16_BE},
  };

  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    if (!str_starts(bytes, (str){marks[i].mark, marks[i].len}))
      continue;
    *ret = guess_form(marks[i].form);
    ret->mark_len = marks[i].len;
    return true;
  }
  return false;
}

/* --- zero bytes --- */

/* Enough for a share of bytes to mean something; a text that starts otherwise has no zeros at all.
 */
enum { SAMPLE_BYTES = 8192 };

/* Zero bytes by their place in a group of four. */
struct zeros {
  size_t at[4];
  size_t groups;
};

static struct zeros count_zeros(str bytes)
{
  struct zeros zeros = {.groups = (bytes.len < SAMPLE_BYTES ? bytes.len : SAMPLE_BYTES) / 4};
  for (size_t i = 0; i < zeros.groups * 4; i++)
    zeros.at[i % 4] += bytes.data[i] == 0;
  return zeros;
}

/* Share of the units, in percent, whose high byte is one of the two most frequent ones: a text
 * keeps to a script, and its blanks and punctuation to the block of ASCII. */
static size_t high_byte_share(str bytes, size_t high)
{
  size_t counts[256] = {0}, units = 0, best = 0, second = 0;
  for (size_t i = high; i < bytes.len && i < SAMPLE_BYTES; i += 2, units++)
    counts[(unsigned char)bytes.data[i]]++;
  for (size_t i = 0; i < 256; i++) {
    if (counts[i] > best) {
      second = best;
      best = counts[i];
    } else if (counts[i] > second) {
      second = counts[i];
    }
  }
  return units ? 100 * (best + second) / units : 0;
}

/* UTF-16 and UTF-32 of the Latin scripts have a zero in most units, of other alphabets in their
 * blanks. */
static bool find_zeros(str bytes, struct guess *ret)
{
  struct zeros z = count_zeros(bytes);
  if (bytes.len == 2 && (!bytes.data[0] != !bytes.data[1])) {
    *ret = guess_form(bytes.data[0] ? FORM_UTF16_LE : FORM_UTF16_BE);
    return true;
  }
  if (!z.groups)
    return false;
  if (bytes.len % 4 == 0 && z.at[3] == z.groups && z.at[2] * 10 >= z.groups * 9 && !z.at[0]) {
    *ret = guess_form(FORM_UTF32_LE);
    return true;
  }
  if (bytes.len % 4 == 0 && z.at[0] == z.groups && z.at[1] * 10 >= z.groups * 9 && !z.at[3]) {
    *ret = guess_form(FORM_UTF32_BE);
    return true;
  }
  size_t even = z.at[0] + z.at[2], odd = z.at[1] + z.at[3], units = 2 * z.groups;
  size_t most = even > odd ? even : odd, least = even > odd ? odd : even;
  if (most == least || least * 20 > most || most * 50 < units) /* under 2 % even of the blanks */
    return false;
  bool is_latin = most * 2 >= units;
  if (!is_latin && high_byte_share(bytes, odd > even) < 90)
    return false;
  *ret = guess_form(odd > even ? FORM_UTF16_LE : FORM_UTF16_BE);
  return true;
}

/* --- high bytes --- */

/* Bytes for ICU to look at: those round the first high byte, where its own look at the front would
 * see ASCII only. */
static str detection_sample(str bytes, size_t first_high)
{
  enum { BEFORE = 256 };

  size_t from = first_high > BEFORE ? first_high - BEFORE : 0;
  size_t len = bytes.len - from;
  return str_sub(bytes, from, len < SAMPLE_BYTES ? len : SAMPLE_BYTES);
}

/* ICU's names for what browsers read as the Windows table that holds it. */
static const char *wider_table(const char *name)
{
  static const char *const tables[][2] = {
      {"ISO-8859-1", "windows-1252"},
      {"ISO-8859-9", "windows-1254"},
      {"US-ASCII", "windows-1252"},
      {"GB2312", "GB18030"},
  };
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    if (str_eq_nocase(str_of(name), str_of(tables[i][0])))
      return tables[i][1];
  return name;
}

/* Never texts of today's files, but what ICU sees in a few stray bytes; UTF-16 was decided above.
 */
static bool is_far_fetched(const char *name)
{
  return str_starts(str_of(name), STR("IBM")) || str_starts(str_of(name), STR("UTF-")) ||
         str_starts(str_of(name), STR("ISO-2022"));
}

/* Of ICU's second library, which has nothing else for us. */
#define DETECTION_CALLS(CALL)                                                                      \
  CALL(ucsdet_close)                                                                               \
  CALL(ucsdet_detectAll)                                                                           \
  CALL(ucsdet_getConfidence)                                                                       \
  CALL(ucsdet_getName)                                                                             \
  CALL(ucsdet_open)                                                                                \
  CALL(ucsdet_setText)

LIBRARY(detection, LIBRARY_FILE_ICU_I18N, "the charsets of old texts are found with ICU",
        DETECTION_CALLS);

/* Name of ICU's best guess, static in ICU; NULL if it has none worth having. */
static precis_status detect(str sample, const char **ret, precis_error *err)
{
  /* Below it the answers on short texts are wrong more often than Windows-1252 is. */
  enum { CONFIDENCE_MIN = 20 };

  struct calls icu;
  precis_status s = library_load(&detection, &icu, err);
  if (s != PRECIS_OK)
    return s;
  UErrorCode code = U_ZERO_ERROR;
  UCharsetDetector *detector = icu.ucsdet_open(&code);
  icu.ucsdet_setText(detector, sample.data, (int32_t)sample.len, &code);
  int32_t count = 0;
  const UCharsetMatch **matches = icu.ucsdet_detectAll(detector, &count, &code);
  const char *best = NULL;
  for (int32_t i = 0; U_SUCCESS(code) && i < count && !best; i++) {
    const char *name = icu.ucsdet_getName(matches[i], &code);
    int32_t confidence = icu.ucsdet_getConfidence(matches[i], &code);
    if (U_SUCCESS(code) && !is_far_fetched(name) && confidence >= CONFIDENCE_MIN)
      best = wider_table(name);
  }
  icu.ucsdet_close(detector);
  *ret = best;
  return PRECIS_OK;
}

static struct guess guess_named(const char *name)
{
  if (str_eq_nocase(str_of(name), STR("windows-1252")))
    return guess_form(FORM_WINDOWS_1252);
  return (struct guess){FORM_NAMED, name, 0};
}

static bool is_rather_utf8(const struct utf8_tally *tally)
{
  bool only_cut = tally->is_cut && tally->faults == 1;
  return only_cut || (tally->sequences && tally->sequences >= tally->faults);
}

/* Japanese and Korean in seven bits: what no other text has says which (RFC 1468, RFC 1557). */
static bool find_escapes(str bytes, struct guess *ret)
{
  static const struct {
    char escape[5];
    const char *charset;
  } escapes[] = {{"\x1B$B", "iso-2022-jp"}, {"\x1B$@", "iso-2022-jp"}, {"\x1B$)C", "iso-2022-kr"}};

  size_t at = str_find(bytes, STR("\x1B$"), 0);
  for (size_t i = 0; at != SIZE_MAX && i < sizeof escapes / sizeof *escapes; i++)
    if (str_starts(str_sub(bytes, at, bytes.len - at), str_of(escapes[i].escape))) {
      *ret = (struct guess){FORM_NAMED, escapes[i].charset, 0};
      return true;
    }
  return false;
}

static precis_status guess_charset(str bytes, struct guess *ret, precis_error *err)
{
  if (find_zeros(bytes, ret) || find_escapes(bytes, ret))
    return PRECIS_OK;
  *ret = guess_form(FORM_UTF8);
  if (utf8_valid(bytes))
    return PRECIS_OK;
  struct utf8_tally tally = utf8_tally(bytes);
  if (is_rather_utf8(&tally))
    return PRECIS_OK;
  str sample = detection_sample(bytes, tally.first_high);
  const char *name = cyrillic_charset(sample);
  precis_status s = name ? PRECIS_OK : detect(sample, &name, err);
  if (s == PRECIS_OK)
    *ret = name ? guess_named(name) : guess_form(FORM_WINDOWS_1252);
  return s;
}

/* --- names given --- */

/* The MIME name, that most people know, before IANA's own ("ISO_8859-1:1987"); NULL for an unknown
 * one. */
static const char *preferred_name(const char *charset)
{
  UErrorCode code = U_ZERO_ERROR;
  const char *name = ucnv_getStandardName(charset, "MIME", &code);
  if (name && U_SUCCESS(code))
    return name;
  code = U_ZERO_ERROR;
  name = ucnv_getStandardName(charset, "IANA", &code);
  return U_SUCCESS(code) ? name : NULL;
}

bool charset_is_known(const char *charset)
{
  return preferred_name(charset) != NULL;
}

static struct guess guess_of_name(const char *charset, str bytes)
{
  const char *name = preferred_name(charset);
  if (!name)
    return (struct guess){FORM_NAMED, charset, 0};
  for (size_t i = 0; i < sizeof form_names / sizeof *form_names; i++)
    if (str_eq_nocase(str_of(name), str_of(form_names[i])))
      return guess_form((enum form)i);
  if (str_eq_nocase(str_of(name), STR("UTF-16")))
    return guess_form(FORM_UTF16_BE); /* RFC 2781: without a mark */
  if (str_eq_nocase(str_of(name), STR("UTF-32")))
    return guess_form(FORM_UTF32_BE);
  if (str_eq_nocase(str_of(name), STR("US-ASCII")) && utf8_valid(bytes))
    return guess_form(FORM_UTF8);
  return guess_named(wider_table(name));
}

/* --- decoding --- */

static precis_status decode(struct buffer *out, str bytes, const struct guess *guess,
                            uint32_t *ret_replaced, precis_error *err)
{
  switch (guess->form) {
  case FORM_UTF8:
    *ret_replaced = decode_utf8(out, bytes);
    return PRECIS_OK;
  case FORM_UTF16_LE:
  case FORM_UTF16_BE:
    *ret_replaced = decode_utf16(
        out, bytes, guess->form == FORM_UTF16_BE ? BIG_ENDIAN_UNITS : LITTLE_ENDIAN_UNITS);
    return PRECIS_OK;
  case FORM_UTF32_LE:
  case FORM_UTF32_BE:
    *ret_replaced = decode_utf32(
        out, bytes, guess->form == FORM_UTF32_BE ? BIG_ENDIAN_UNITS : LITTLE_ENDIAN_UNITS);
    return PRECIS_OK;
  case FORM_WINDOWS_1252:
    *ret_replaced = decode_windows_1252(out, bytes);
    return PRECIS_OK;
  case FORM_NAMED:
    return decode_named(out, bytes, guess->charset, ret_replaced, err);
  }
  return PRECIS_OK;
}

static const char *lower_name(struct arena *arena, const char *name)
{
  return text_fold(arena, str_of(name)).data;
}

precis_status charset_decode(struct arena *arena, str bytes, const char *charset,
                             struct decoded *ret, precis_error *err)
{
  struct guess guess;
  precis_status s = PRECIS_OK;
  if (!find_mark(bytes, &guess)) {
    if (charset && *charset)
      guess = guess_of_name(charset, bytes);
    else
      s = guess_charset(bytes, &guess, err);
  }
  if (s != PRECIS_OK)
    return s;
  bytes = str_sub(bytes, guess.mark_len, bytes.len - guess.mark_len);
  if (guess.form == FORM_UTF8 && utf8_valid(bytes)) {
    *ret = (struct decoded){bytes, guess.charset, 0};
    return PRECIS_OK;
  }
  AUTO_BUFFER out;
  buffer_init(&out, arena_heap(arena));
  uint32_t replaced = 0;
  s = decode(&out, bytes, &guess, &replaced, err);
  if (s != PRECIS_OK)
    return s;
  const char *name = guess.form == FORM_NAMED ? lower_name(arena, guess.charset) : guess.charset;
  str text = arena_str(arena, buffer_str(&out));
  if (out.is_short || arena_short(arena))
    return fail_no_memory(err);
  *ret = (struct decoded){text, name, replaced};
  return PRECIS_OK;
}
