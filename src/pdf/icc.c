/* icc.c - an sRGB display profile built from its numbers: ICC.1:2010 (v4), IEC 61966-2-1. */
#include "pdf/write.h"

enum { HEADER_BYTES = 128, TAGS = 9, TAG_BYTES = 12 };

static void add_u32(struct buffer *out, uint32_t value)
{
  for (int shift = 24; shift >= 0; shift -= 8)
    buffer_byte(out, (char)(value >> shift & 0xFF));
}

/* s15Fixed16Number. */
static void add_fixed(struct buffer *out, double value)
{
  add_u32(out, (uint32_t)(int32_t)(value * 65536 + (value < 0 ? -0.5 : 0.5)));
}

static void add_text_tag(struct buffer *out, const char *text)
{
  enum { RECORD_BYTES = 12, TEXT_AT = 28 };

  buffer_add(out, STR("mluc"));
  add_u32(out, 0);
  add_u32(out, 1);
  add_u32(out, RECORD_BYTES);
  buffer_add(out, STR("enUS"));
  add_u32(out, (uint32_t)strlen(text) * 2);
  add_u32(out, TEXT_AT);
  for (; *text; text++) {
    buffer_byte(out, 0);
    buffer_byte(out, *text);
  }
}

static void add_xyz_tag(struct buffer *out, const double xyz[3])
{
  buffer_add(out, STR("XYZ "));
  add_u32(out, 0);
  for (int i = 0; i < 3; i++)
    add_fixed(out, xyz[i]);
}

/* Y = (aX + b)^g above d, cX below. */
static void add_curve_tag(struct buffer *out)
{
  static const double parameters[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  buffer_add(out, STR("para"));
  add_u32(out, 0);
  add_u32(out, 3 << 16);
  for (int i = 0; i < 5; i++)
    add_fixed(out, parameters[i]);
}

/* Bradford, from D65 to the profile's D50. */
static void add_adaptation_tag(struct buffer *out)
{
  static const double matrix[] = {1.04788,  0.02292,  -0.05022, 0.02959, 0.99048,
                                  -0.01707, -0.00925, 0.01508,  0.75168};
  buffer_add(out, STR("sf32"));
  add_u32(out, 0);
  for (int i = 0; i < 9; i++)
    add_fixed(out, matrix[i]);
}

static void add_header(struct buffer *out, uint32_t size)
{
  add_u32(out, size);
  add_u32(out, 0);
  add_u32(out, 0x04200000); /* version 4.2 */
  buffer_add(out, STR("mntrRGB XYZ "));
  /* A fixed day: the profile never changes. */
  static const char date[] = {0x07, (char)0xE8, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
  buffer_add(out, (str){date, sizeof date});
  buffer_add(out, STR("acsp"));
  for (int i = 0; i < 7; i++)
    add_u32(out, 0);
  add_fixed(out, 0.9642);
  add_fixed(out, 1);
  add_fixed(out, 0.8249);
  while (!out->is_short && out->len < HEADER_BYTES)
    buffer_byte(out, 0);
}

void icc_srgb(struct buffer *out)
{
  static const double white[] = {0.9642, 1, 0.8249}, red[] = {0.43607, 0.22249, 0.01392},
                      green[] = {0.38515, 0.71687, 0.09708}, blue[] = {0.14307, 0.06061, 0.71410};
  static const char names[TAGS][5] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ",
                                      "bXYZ", "rTRC", "gTRC", "bTRC"};
  AUTO_BUFFER tags;
  buffer_init(&tags, &out->heap);
  uint32_t starts[TAGS + 2], count = 0;
  const double *const colors[] = {white, red, green, blue};
  starts[count++] = 0;
  add_text_tag(&tags, "sRGB");
  starts[count++] = (uint32_t)tags.len;
  add_text_tag(&tags, "CC0");
  while (!tags.is_short && tags.len % 4)
    buffer_byte(&tags, 0);
  for (int i = 0; i < 4; i++) {
    starts[count++] = (uint32_t)tags.len;
    add_xyz_tag(&tags, colors[i]);
  }
  uint32_t curve = (uint32_t)tags.len;
  add_curve_tag(&tags);
  uint32_t adaptation = (uint32_t)tags.len;
  add_adaptation_tag(&tags);
  uint32_t end = (uint32_t)tags.len, first = HEADER_BYTES + 4 + (TAGS + 1) * TAG_BYTES;
  add_header(out, first + end);
  add_u32(out, TAGS + 1);
  for (uint32_t i = 0; i < TAGS; i++) {
    uint32_t from = i < count ? starts[i] : curve;
    uint32_t to = i + 1 < count ? starts[i + 1] : i < count ? curve : adaptation;
    buffer_add(out, (str){names[i], 4});
    add_u32(out, first + from);
    add_u32(out, to - from);
  }
  buffer_add(out, STR("chad"));
  add_u32(out, first + adaptation);
  add_u32(out, end - adaptation);
  buffer_add(out, buffer_str(&tags));
}
