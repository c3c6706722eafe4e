/* raised.c - superscripts keep apart from what they stand on: 10 with a raised 6 is not 106.
 *
 * Digits and signs become the raised ones of Unicode, as pandoc writes them in plain text, right
 * behind a letter, a digit or a bracket. Raised letters (1st, Mme) stay what they are, and so does
 * a mark behind a stop, which no number runs into. */
#include "read/builder.h"

/* U+2070 to 207F but for three, which are older. Nothing for what has no raised form. */
static str raised_form(uint32_t c)
{
  static const str digits[] = {{"\u2070", 3}, {"\u00B9", 2}, {"\u00B2", 2}, {"\u00B3", 2},
                               {"\u2074", 3}, {"\u2075", 3}, {"\u2076", 3}, {"\u2077", 3},
                               {"\u2078", 3}, {"\u2079", 3}};

  static const struct {
    uint32_t plain;
    str raised;
  } others[] = {{'+', {"\u207A", 3}},    {'-', {"\u207B", 3}}, {0x2212, {"\u207B", 3}},
                {0x2013, {"\u207B", 3}}, {'=', {"\u207C", 3}}, {'(', {"\u207D", 3}},
                {')', {"\u207E", 3}},    {'n', {"\u207F", 3}}};

  if (c >= '0' && c <= '9')
    return digits[c - '0'];
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (c == others[i].plain)
      return others[i].raised;
  return STR("");
}

static bool is_raised_form(uint32_t c)
{
  return (c >= 0x2070 && c <= 0x207F) || c == 0xB2 || c == 0xB3 || c == 0xB9;
}

/* What a raised run may stand on. */
static bool is_ground(uint32_t c)
{
  return char_is_letter(c) || char_is_digit(c) || c == ')' || is_raised_form(c);
}

/* Longer runs are words set small. */
enum { RUN_BYTES_MAX = 24, RAISED_BYTES = 3 };

/* The run in raised forms; 0 where one of its characters has none. */
static size_t raise(str run, char ret[RUN_BYTES_MAX * RAISED_BYTES])
{
  size_t len = 0;
  for (size_t at = 0; at < run.len;) {
    size_t from = at;
    uint32_t c = utf8_next(run, &at);
    str form = c == ',' || c == ' ' ? str_sub(run, from, at - from) : raised_form(c);
    if (!form.len)
      return 0;
    memcpy(ret + len, form.data, form.len);
    len += form.len;
  }
  return len;
}

str raised_text(struct arena *arena, str before, str run)
{
  char room[RUN_BYTES_MAX * RAISED_BYTES];
  size_t at = before.len, first = 0;
  uint32_t ground = before.len ? utf8_previous(before, &at) : 0;
  uint32_t lead = run.len ? utf8_next(run, &first) : 0;
  if (!ground || !is_ground(ground) || !raised_form(lead).len)
    return run;
  size_t len = run.len <= RUN_BYTES_MAX ? raise(run, room) : 0;
  if (len)
    return arena_str(arena, (str){room, len});
  bool is_number = char_is_digit(ground) && char_is_digit(lead);
  return is_number ? arena_format(arena, "^%.*s", STR_ARG(run)) : run;
}
