/* entities.c - character references in a text that went through an HTML escaper.
 *
 * A plain text is taken as escaped when it holds a numeric reference beyond ASCII: nobody writes
 * one on purpose. The names are those that escapers write (HTML 4, section 24). */
#include "read/steps.h"

struct entity {
  str name;
  uint32_t character;
};

static const struct entity entities[] = {
    {{"amp", 3}, '&'},      {{"apos", 4}, '\''},    {{"bull", 4}, 0x2022},  {{"copy", 4}, 0xA9},
    {{"deg", 3}, 0xB0},     {{"euro", 4}, 0x20AC},  {{"gt", 2}, '>'},       {{"hellip", 6}, 0x2026},
    {{"laquo", 5}, 0xAB},   {{"ldquo", 5}, 0x201C}, {{"lsquo", 5}, 0x2018}, {{"lt", 2}, '<'},
    {{"mdash", 5}, 0x2014}, {{"nbsp", 4}, 0xA0},    {{"ndash", 5}, 0x2013}, {{"pound", 5}, 0xA3},
    {{"quot", 4}, '"'},     {{"raquo", 5}, 0xBB},   {{"rdquo", 5}, 0x201D}, {{"reg", 3}, 0xAE},
    {{"rsquo", 5}, 0x2019}, {{"sect", 4}, 0xA7},    {{"shy", 3}, 0xAD},     {{"trade", 5}, 0x2122},
};

/* Longest digits of a reference: U+10FFFF is 7 in decimal. */
enum { REFERENCE_DIGITS = 7 };

static uint32_t digit_value(char c, uint32_t base)
{
  uint32_t value = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                   : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                   : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                          : 99;
  return value < base ? value : UINT32_MAX;
}

static uint32_t numeric_next(str text, size_t *at)
{
  size_t i = *at + 2;
  uint32_t base = i < text.len && (text.data[i] | 0x20) == 'x' ? 16 : 10;
  i += base == 16;
  uint32_t value = 0, digits = 0;
  for (; i < text.len && digits <= REFERENCE_DIGITS; i++, digits++) {
    uint32_t digit = digit_value(text.data[i], base);
    if (digit == UINT32_MAX)
      break;
    value = value * base + digit;
  }
  bool is_good = digits && digits <= REFERENCE_DIGITS && i < text.len && text.data[i] == ';' &&
                 value >= 0x20 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  if (!is_good)
    return 0;
  *at = i + 1;
  return value;
}

uint32_t entity_next(str text, size_t *at)
{
  if (*at + 3 >= text.len + 1 || text.data[*at] != '&')
    return 0;
  if (*at + 1 < text.len && text.data[*at + 1] == '#')
    return numeric_next(text, at);
  str rest = str_sub(text, *at + 1, text.len - *at - 1);
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    str name = entities[i].name;
    if (str_starts(rest, name) && rest.len > name.len && rest.data[name.len] == ';') {
      *at += 1 + name.len + 1;
      return entities[i].character;
    }
  }
  return 0;
}

static bool is_escaped(str text)
{
  for (size_t at = 0; at < text.len;) {
    const char *mark = memchr(text.data + at, '&', text.len - at);
    if (!mark)
      return false;
    at = (size_t)(mark - text.data);
    bool is_numeric = at + 1 < text.len && text.data[at + 1] == '#';
    uint32_t c = entity_next(text, &at);
    if (c >= 0x80 && is_numeric)
      return true;
    if (!c)
      at++;
  }
  return false;
}

str entities_decode(struct arena *arena, str text)
{
  if (!is_escaped(text))
    return text;
  char *copy = arena_alloc(arena, text.len + 1);
  if (!copy)
    return text;
  size_t len = 0;
  for (size_t at = 0; at < text.len;) {
    const char *mark = memchr(text.data + at, '&', text.len - at);
    size_t plain = mark ? (size_t)(mark - text.data) - at : text.len - at;
    memcpy(copy + len, text.data + at, plain);
    len += plain;
    at += plain;
    if (at >= text.len)
      break;
    uint32_t c = entity_next(text, &at);
    if (c)
      len += utf8_put(copy + len, c); /* at most 4 bytes for at least 4 */
    else
      copy[len++] = text.data[at++];
  }
  return (str){copy, len};
}
