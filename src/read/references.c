/* references.c - character references in HTML as browsers read them, where libxml2 does not: names
 * that HTML 5 added, names and numbers without a semicolon, numbers of C1 controls.
 *
 * HTML Living Standard, 13.2.5.72 to 13.2.5.80 and 13.5. */
#include "base/hex.h"
#include "read/steps.h"

struct reference {
  str name;
  uint32_t character;
  bool may_stay_open; /* HTML 4 and older allowed it without a semicolon */
};

static const struct reference references[] = {
    {{"AMP", 3}, '&', true},        {{"GT", 2}, '>', true},         {{"LT", 2}, '<', true},
    {{"NewLine", 7}, ' ', false},   {{"QUOT", 4}, '"', true},       {{"Tab", 3}, ' ', false},
    {{"amp", 3}, '&', true},        {{"ast", 3}, '*', false},       {{"bsol", 4}, '\\', false},
    {{"check", 5}, 0x2713, false},  {{"colon", 5}, ':', false},     {{"comma", 5}, ',', false},
    {{"commat", 6}, '@', false},    {{"copy", 4}, 0xA9, true},      {{"dash", 4}, 0x2010, false},
    {{"deg", 3}, 0xB0, true},       {{"dollar", 6}, '$', false},    {{"emsp13", 6}, 0x2004, false},
    {{"equals", 6}, '=', false},    {{"excl", 4}, '!', false},      {{"fflig", 5}, 0xFB00, false},
    {{"filig", 5}, 0xFB01, false},  {{"grave", 5}, '`', false},     {{"gt", 2}, '>', true},
    {{"hairsp", 6}, 0x200A, false}, {{"horbar", 6}, 0x2015, false}, {{"hyphen", 6}, 0x2010, false},
    {{"laquo", 5}, 0xAB, true},     {{"lbrace", 6}, '{', false},    {{"lbrack", 6}, '[', false},
    {{"lcub", 4}, '{', false},      {{"ldquor", 6}, 0x201E, false}, {{"lowbar", 6}, '_', false},
    {{"lpar", 4}, '(', false},      {{"lsqb", 4}, '[', false},      {{"lsquor", 6}, 0x201A, false},
    {{"lt", 2}, '<', true},         {{"mldr", 4}, 0x2026, false},   {{"nbsp", 4}, 0xA0, true},
    {{"num", 3}, '#', false},       {{"numsp", 5}, 0x2007, false},  {{"percnt", 6}, '%', false},
    {{"period", 6}, '.', false},    {{"plus", 4}, '+', false},      {{"pound", 5}, 0xA3, true},
    {{"puncsp", 6}, 0x2008, false}, {{"quest", 5}, '?', false},     {{"quot", 4}, '"', true},
    {{"raquo", 5}, 0xBB, true},     {{"rbrace", 6}, '}', false},    {{"rbrack", 6}, ']', false},
    {{"rcub", 4}, '}', false},      {{"rdquor", 6}, 0x201D, false}, {{"reg", 3}, 0xAE, true},
    {{"rpar", 4}, ')', false},      {{"rsqb", 4}, ']', false},      {{"rsquor", 6}, 0x2019, false},
    {{"sect", 4}, 0xA7, true},      {{"semi", 4}, ';', false},      {{"shy", 3}, 0xAD, true},
    {{"sol", 3}, '/', false},       {{"star", 4}, 0x2606, false},   {{"starf", 5}, 0x2605, false},
    {{"verbar", 6}, '|', false},    {{"vert", 4}, '|', false},
};

/* Longest name in the table, and digits of a number that is looked at whole. */
enum { NAME_MAX_BYTES = 8, DIGITS_MAX = 8 };

enum { NO_CHARACTER = 0xFFFF };

static bool is_alphanumeric(char c)
{
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static int digit_of(char c, bool is_hex)
{
  int digit = hex_digit(c);
  return is_hex || digit < 10 ? digit : -1;
}

static uint32_t number_next(str text, size_t *at)
{
  size_t i = *at + 2;
  bool is_hex = i < text.len && (text.data[i] | 0x20) == 'x';
  i += is_hex;
  uint32_t value = 0, digits = 0;
  for (int digit; i < text.len && (digit = digit_of(text.data[i], is_hex)) >= 0; i++, digits++)
    value = digits < DIGITS_MAX ? value * (is_hex ? 16 : 10) + (uint32_t)digit : NO_CHARACTER;
  if (!digits)
    return 0;
  *at = i + (i < text.len && text.data[i] == ';');
  if (c1_meaning(value))
    return c1_meaning(value);
  char put[4];
  return value && utf8_put(put, value) ? value : NO_CHARACTER;
}

uint32_t reference_next(str text, size_t *at)
{
  size_t from = *at + 1, len = 0;
  if (from < text.len && text.data[from] == '#')
    return number_next(text, at);
  while (from + len < text.len && len <= NAME_MAX_BYTES && is_alphanumeric(text.data[from + len]))
    len++;
  bool is_closed = from + len < text.len && text.data[from + len] == ';';
  str name = str_sub(text, from, len);
  for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
    const struct reference *reference = &references[i];
    if (!str_eq(name, reference->name) || !(is_closed || reference->may_stay_open))
      continue;
    *at = from + len + is_closed;
    return reference->character;
  }
  return 0;
}
