/* decode.h - bytes of a known charset into UTF-8. Private to the room. */
#pragma once

#include "base/buffer.h"
#include "text/text.h"

enum unit_order { LITTLE_ENDIAN_UNITS, BIG_ENDIAN_UNITS };

/* Each appends to out and returns the number of U+FFFD written for what is not decodable. */
uint32_t decode_utf8(struct buffer *out, str bytes);
uint32_t decode_utf16(struct buffer *out, str bytes, enum unit_order order);
uint32_t decode_utf32(struct buffer *out, str bytes, enum unit_order order);
uint32_t decode_windows_1252(struct buffer *out, str bytes);
/* By ICU. PRECIS_BAD_INPUT for a name it does not know. */
precis_status decode_named(struct buffer *out, str bytes, const char *charset,
                           uint32_t *ret_replaced, precis_error *err);

/* Well-formed UTF-8: how much of what is not ASCII is. */
struct utf8_tally {
  size_t sequences;  /* valid, of two bytes or more */
  size_t faults;     /* maximal ill-formed pieces */
  bool is_cut;       /* the last fault is a sequence of two bytes or more that the end cuts off */
  size_t first_high; /* offset of the first byte that is not ASCII; the length if there is none */
};

struct utf8_tally utf8_tally(str bytes);

/* cyrillic.c: the charset of a Russian text in the table of DOS or of old Macs; NULL: neither. */
const char *cyrillic_charset(str sample);
