/* values.c - lengths, colours and switches as a person writes them. */
#include "base/hex.h"
#include "template/parse.h"

/* A page is at most 2 m long: beyond it a length is a slip. */
static const double LENGTH_MAX = 5669;
static const double POINTS_A_MM = 72.0 / 25.4;

bool value_length(str text, unit *ret)
{
  double scale = 1;
  if (str_ends(text, STR("mm"))) {
    scale = POINTS_A_MM;
    text.len -= 2;
  } else if (str_ends(text, STR("pt"))) {
    text.len -= 2;
  }
  double value;
  if (!str_to_double(str_trim(text), &value))
    return false;
  value *= scale;
  if (value < -LENGTH_MAX || value > LENGTH_MAX)
    return false;
  *ret = unit_of(value);
  return true;
}

bool value_color(str text, struct color *ret)
{
  uint8_t parts[3];
  if (text.len != 7 || text.data[0] != '#')
    return false;
  for (int i = 0; i < 3; i++) {
    int high = hex_digit(text.data[1 + 2 * i]), low = hex_digit(text.data[2 + 2 * i]);
    if (high < 0 || low < 0)
      return false;
    parts[i] = (uint8_t)(high * 16 + low);
  }
  *ret = (struct color){parts[0], parts[1], parts[2]};
  return true;
}

bool value_switch(str text, bool *ret)
{
  *ret = str_eq(text, STR("yes"));
  return *ret || str_eq(text, STR("no"));
}
