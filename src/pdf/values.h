/* values.h - PDF's values as text (ISO 32000-1 7.3): behind their key, as an entry of a dictionary,
 * or with key NULL, as the next of an array. A value that PDF does not have makes the buffer short.
 */
#pragma once

#include "base/buffer.h"

void put_name(struct buffer *out, const char *key, const char *name);
void put_int(struct buffer *out, const char *key, int64_t value);
void put_bool(struct buffer *out, const char *key, bool value);
void put_null(struct buffer *out, const char *key);
/* Bytes as they are, for ASCII. */
void put_string(struct buffer *out, const char *key, str bytes);
/* A text string. */
void put_text(struct buffer *out, const char *key, str utf8);
void put_hexadecimal(struct buffer *out, const char *key, const uint8_t *bytes, size_t len);
/* To the object of that number (low_number). */
void put_reference(struct buffer *out, const char *key, uint32_t number);
/* What follows stands inside, up to the close. */
void open_array(struct buffer *out, const char *key);
void close_array(struct buffer *out);
void open_dict(struct buffer *out, const char *key);
void close_dict(struct buffer *out);

/* So many 1024ths, as units of a point are, in so many decimals at most (0 to 6), and a blank. */
void add_decimal(struct buffer *out, int64_t value, int decimals);
/* A length in points: a thousandth of one is less than any printer's dot. */
void add_length(struct buffer *out, int64_t units);
void put_length(struct buffer *out, const char *key, int64_t units);

/* Of 16 bits, hexadecimal. */
enum { UNIT_DIGITS = 4 };

void unit_digits(uint32_t unit, char ret[UNIT_DIGITS]);
void add_utf16(struct buffer *out, str text); /* four hexadecimal digits a unit of UTF-16 */
