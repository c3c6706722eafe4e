/* docx_symbols.c - characters of symbol fonts, which a DOCX names by the font's own code. */
#include "base/hex.h"
#include "read/docx.h"

/* The font Symbol by its code (Adobe's encoding, which the font's private characters follow): the
 * letters, and the signs that texts use; 0 for what is only an ornament. */
static uint32_t symbol_of(uint32_t code)
{
  static const uint16_t greek[] = {0x391, 0x392, 0x3A7, 0x394, 0x395, 0x3A6, 0x393, 0x397, 0x399,
                                   0x3D1, 0x39A, 0x39B, 0x39C, 0x39D, 0x39F, 0x3A0, 0x398, 0x3A1,
                                   0x3A3, 0x3A4, 0x3A5, 0x3C2, 0x3A9, 0x39E, 0x3A8, 0x396};
  static const uint16_t small[] = {0x3B1, 0x3B2, 0x3C7, 0x3B4, 0x3B5, 0x3C6, 0x3B3, 0x3B7, 0x3B9,
                                   0x3D5, 0x3BA, 0x3BB, 0x3BC, 0x3BD, 0x3BF, 0x3C0, 0x3B8, 0x3C1,
                                   0x3C3, 0x3C4, 0x3C5, 0x3D6, 0x3C9, 0x3BE, 0x3C8, 0x3B6};

  static const struct {
    uint8_t code;
    uint16_t character;
  } signs[] = {{0xA3, 0x2264}, {0xA5, 0x221E}, {0xAB, 0x2194}, {0xAC, 0x2190}, {0xAE, 0x2192},
               {0xB0, 0xB0},   {0xB1, 0xB1},   {0xB2, 0x2033}, {0xB3, 0x2265}, {0xB4, 0xD7},
               {0xB7, 0x2022}, {0xB8, 0xF7},   {0xB9, 0x2260}, {0xBB, 0x2248}, {0xBC, 0x2026},
               {0xD2, 0xAE},   {0xD3, 0xA9},   {0xD4, 0x2122}, {0xE2, 0xAE},   {0xE3, 0xA9},
               {0xE4, 0x2122}};

  if (code >= 'A' && code <= 'Z')
    return greek[code - 'A'];
  if (code >= 'a' && code <= 'z')
    return small[code - 'a'];
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (signs[i].code == code)
      return signs[i].character;
  return code >= 0x20 && code < 0x40 ? code : 0;
}

static uint32_t hex_number(str text)
{
  uint32_t number = 0;
  for (size_t i = 0; i < text.len && i < 6; i++) {
    int digit = hex_digit(text.data[i]);
    if (digit < 0)
      return 0;
    number = number * 16 + (uint32_t)digit;
  }
  return number;
}

uint32_t docx_symbol(str font, str code)
{
  enum { FONT_FROM = 0xF000, FONT_TO = 0xF100, PRIVATE_FROM = 0xE000, PRIVATE_TO = 0xF900 };

  uint32_t c = hex_number(code);
  if (str_eq_nocase(font, STR("Symbol")))
    return symbol_of(c >= FONT_FROM && c < FONT_TO ? c - FONT_FROM : c);
  return c >= PRIVATE_FROM && c < PRIVATE_TO ? 0 : c;
}
