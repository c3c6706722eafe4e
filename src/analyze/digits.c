/* digits.c - digits, from the bytes: the tokenizer knows no language.
 *
 * Invariant: what marks and blanks cannot settle is spoilt, never half a number; a run of digits
 * longer than a double can tell apart is no number, and costs no more than its length. */
#include "analyze/digits.h"

/* More digits than this are an identifier: a double holds 15. */
enum { DIGITS_MAX = 15, EXPONENT_MAX = 30 };

static bool is_digit(str s, size_t at)
{
  return at < s.len && s.data[at] >= '0' && s.data[at] <= '9';
}

/* Longer runs are no number anyhow; so a run of a million digits costs no more than its tokens. */
uint32_t digit_run(str s, size_t at)
{
  enum { RUN_MAX = 64 };

  uint32_t n = 0;
  while (n < RUN_MAX && is_digit(s, at + n))
    n++;
  return n;
}

/* Bytes of a blank that may stand between groups of three; 0 if there is none. */
static size_t group_blank(str s, size_t at)
{
  static const str blanks[] = {{" ", 1},      {"\u00a0", 2}, {"\u202f", 3},
                               {"\u2009", 3}, {"'", 1},      {"\u2019", 3}};
  str rest = str_sub(s, at, s.len - at);
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
    if (str_starts(rest, blanks[i]))
      return blanks[i].len;
  return 0;
}

static void take_run(struct digits *d, str s, uint32_t n)
{
  for (uint32_t i = 0; i < n; i++)
    d->value = d->value * 10 + (s.data[d->stop + i] - '0');
  d->stop += n;
  d->whole += n;
  d->is_spoilt |= d->whole > DIGITS_MAX;
}

/* 12,34,567: pairs are the Indian way, and only right when three end it. */
static bool has_pairs(str s, size_t at, char mark)
{
  while (at < s.len && s.data[at] == mark) {
    uint32_t n = digit_run(s, at + 1);
    if (n == 3)
      return !(at + 4 < s.len && s.data[at + 4] == mark && is_digit(s, at + 5));
    if (n != 2)
      return false;
    at += 3;
  }
  return false;
}

static bool group_follows(str s, size_t at, char mark, size_t *ret_skip)
{
  if (at < s.len && s.data[at] == mark && digit_run(s, at + 1) == 3) {
    *ret_skip = 1;
    return true;
  }
  size_t blank = at < s.len ? group_blank(s, at) : 0;
  *ret_skip = blank;
  return blank && digit_run(s, at + blank) == 3;
}

/* 192.168.100.200: four numbers of a byte each, an address of the internet. */
static bool is_address(str s, size_t at, size_t stop)
{
  enum { PARTS = 4 };

  uint32_t parts = 0;
  while (at < stop && parts < PARTS) {
    uint32_t value = 0, n = digit_run(s, at);
    for (uint32_t i = 0; i < n && i < 3; i++)
      value = value * 10 + (uint32_t)(s.data[at + i] - '0');
    if (value > 255 || n > 3 || (at + n < stop && s.data[at + n] != '.'))
      return false;
    parts++;
    at += n + 1;
  }
  return parts == PARTS && at == stop + 1;
}

static void take_groups(struct digits *d, str s, char mark)
{
  char used = 0;
  size_t skip;
  if (d->whole > 3 || d->value == 0)
    return;
  if (d->whole <= 2 && d->stop < s.len && s.data[d->stop] == mark &&
      digit_run(s, d->stop + 1) == 2 && has_pairs(s, d->stop, mark)) {
    while (d->stop < s.len && s.data[d->stop] == mark && !d->is_spoilt) {
      d->stop++;
      take_run(d, s, digit_run(s, d->stop));
    }
    d->is_grouped = true;
    return;
  }
  while (!d->is_spoilt && group_follows(s, d->stop, mark, &skip)) {
    if (used && s.data[d->stop] != used)
      break;
    used = s.data[d->stop];
    d->stop += skip;
    take_run(d, s, 3);
    d->is_grouped = true;
  }
}

static void add_decimals(struct digits *d, str s, size_t at, uint32_t n)
{
  double unit = 1;
  for (uint32_t i = 0; i < n && i < DIGITS_MAX; i++) {
    d->value = d->value * 10 + (s.data[at + i] - '0');
    unit *= 10;
  }
  d->value /= unit;
  d->stop = at + n;
  d->has_decimals = true;
}

static void take_decimals(struct digits *d, str s, char mark)
{
  size_t at = d->stop;
  if (at >= s.len || s.data[at] != mark || !is_digit(s, at + 1))
    return;
  uint32_t n = digit_run(s, at + 1);
  size_t behind = at + 1 + n;
  if (behind < s.len && s.data[behind] == mark && is_digit(s, behind + 1))
    return; /* 3.4.2024, 22,24,26 */
  add_decimals(d, s, at + 1, n);
}

/* "6 . 2 %", "80 , 000": texts cut into tokens have blanks round their marks. */
static void take_spaced(struct digits *d, str s, char decimal, char group)
{
  size_t at = d->stop;
  if (at + 3 >= s.len || s.data[at] != ' ' || s.data[at + 2] != ' ' || d->has_decimals)
    return;
  uint32_t n = digit_run(s, at + 3);
  if (s.data[at + 1] == group && n == 3 && d->whole <= 3) {
    d->stop = at + 3;
    take_run(d, s, n);
    d->is_grouped = true;
  } else if (s.data[at + 1] == decimal && n) {
    add_decimals(d, s, at + 3, n);
  }
}

/* The other language's mark, where a percent sign shows what it is: "6 . 2 %" in Italian. */
static bool is_spaced_percent(str s, size_t at)
{
  uint32_t n = at + 3 < s.len && s.data[at + 2] == ' ' ? digit_run(s, at + 3) : 0;
  size_t behind = at + 3 + n;
  behind += behind < s.len && s.data[behind] == ' ';
  return n > 0 && n < 3 && behind < s.len && s.data[behind] == '%';
}

/* 1.1^23 */
static void take_power(struct digits *d, str s)
{
  size_t at = d->stop;
  if (at + 1 >= s.len || s.data[at] != '^')
    return;
  at++;
  bool is_negative = s.data[at] == '-';
  at += is_negative || s.data[at] == '+';
  uint32_t n = digit_run(s, at);
  if (n == 0 || n > 2)
    return;
  int power = 0;
  for (uint32_t i = 0; i < n; i++)
    power = power * 10 + (s.data[at + i] - '0');
  double value = 1;
  for (int i = 0; i < power; i++)
    value *= d->value;
  if (value > 1e30 || value == 0)
    return;
  d->value = is_negative ? 1 / value : value;
  d->has_decimals = true;
  d->stop = at + n;
}

/* The sign and one or two digits of an exponent; behind them, or 0 if there is none. */
static size_t exponent_read(str s, size_t at, int *ret)
{
  bool is_negative = at < s.len && s.data[at] == '-';
  at += at < s.len && (s.data[at] == '-' || s.data[at] == '+');
  uint32_t n = digit_run(s, at);
  if (n == 0 || n > 2)
    return 0;
  int power = 0;
  for (uint32_t i = 0; i < n; i++)
    power = power * 10 + (s.data[at + i] - '0');
  *ret = is_negative ? -power : power;
  return power > EXPONENT_MAX ? 0 : at + n;
}

/* The same in raised digits: 10⁸, 10⁻⁶. */
static size_t raised_read(str s, size_t at, int *ret)
{
  int power = 0, digits = 0;
  bool is_negative = false;
  while (at < s.len && digits < 3 && (unsigned char)s.data[at] >= 0xC2) {
    size_t next = at;
    uint32_t c = utf8_next(s, &next);
    int value = c == 0xB9                    ? 1
                : c == 0xB2 || c == 0xB3     ? (int)(c - 0xB0)
                : c >= 0x2070 && c <= 0x2079 ? (int)(c - 0x2070)
                                             : -1;
    if (c == 0x207B && !digits)
      is_negative = true;
    else if (value < 0)
      break;
    else
      power = power * 10 + value;
    digits += value >= 0;
    at = next;
  }
  *ret = is_negative ? -power : power;
  return digits && power <= EXPONENT_MAX ? at : 0;
}

static void take_ten_to(struct digits *d, int power, size_t stop)
{
  double factor = 1;
  for (int i = 0; i < (power < 0 ? -power : power); i++)
    factor *= 10;
  d->value = power < 0 ? d->value / factor : d->value * factor;
  d->has_decimals = true;
  d->stop = stop;
}

/* "x 10" behind a number, with or without blanks: behind it; 0 if it stands not there. */
static size_t times_ten(str s, size_t at)
{
  static const str signs[] = {{"x", 1}, {"×", 2}, {"·", 2}, {"⋅", 3}, {"*", 1}};
  at += at < s.len && s.data[at] == ' ';
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (at > s.len || !str_starts(str_sub(s, at, s.len - at), signs[i]))
      continue;
    at += signs[i].len;
    at += at < s.len && s.data[at] == ' ';
    return str_starts(str_sub(s, at, s.len - at), STR("10")) ? at + 2 : 0;
  }
  return 0;
}

/* "1.3x106", "5.5x10-3": the digits behind the ten stood raised once. */
static bool has_lost_power(str s, size_t at)
{
  at += at < s.len && s.data[at] == '-';
  return is_digit(s, at) && s.data[at] != '0' && digit_run(s, at) < 3;
}

/* 1e10, 12.32e+14, 1.3x10^6, 1.5 × 10⁸, 10⁸; not "4x100". */
static void take_exponent(struct digits *d, str s)
{
  size_t at = d->stop, ten = times_ten(s, at), stop = 0;
  int power = 0;
  if (at < s.len && (s.data[at] == 'e' || s.data[at] == 'E'))
    stop = exponent_read(s, at + 1, &power);
  else if (ten && ten < s.len && s.data[ten] == '^')
    stop = exponent_read(s, ten + 1, &power);
  else if (ten && d->has_decimals && s.data[at] != ' ' && has_lost_power(s, ten))
    stop = exponent_read(s, ten, &power);
  else if (ten)
    stop = raised_read(s, ten, &power);
  else if (d->value == 10 && d->whole == 2)
    stop = raised_read(s, at, &power);
  if (!stop)
    return;
  if (!ten && s.data[at] & '\x80') /* 10⁸ has no factor */
    d->value = 1;
  take_ten_to(d, power, stop);
}

/* --- numbers the way other languages write them --- */

/* 1.234.567,89 in English, 12,34,567.89 in French: two marks, or one of them twice, leave one way
 * to read them. */
static void take_foreign(struct digits *d, str s, char decimal, char group)
{
  size_t at = d->stop;
  uint32_t groups = 0;
  if (d->whole > 3 || d->value == 0 || at >= s.len || s.data[at] != decimal)
    return;
  bool is_paired =
      decimal == ',' && d->whole <= 2 && digit_run(s, at + 1) == 2 && has_pairs(s, at, decimal);
  while (at < s.len && s.data[at] == decimal && groups < DIGITS_MAX / 2) {
    uint32_t n = digit_run(s, at + 1);
    if (n != 3 && !(is_paired && n == 2))
      break;
    at += 1 + n;
    groups++;
  }
  bool has_rest = at + 1 < s.len && s.data[at] == group && is_digit(s, at + 1);
  uint32_t rest = has_rest ? digit_run(s, at + 1) : 0;
  bool is_closed = !digits_go_on(s, has_rest ? at + 1 + rest : at);
  if (!is_closed || groups < (has_rest || is_paired ? 1 : 2))
    return;
  while (d->stop < at) {
    d->stop++;
    take_run(d, s, digit_run(s, d->stop));
  }
  d->is_grouped = true;
  if (has_rest)
    add_decimals(d, s, at + 1, rest);
}

bool digits_go_on(str s, size_t at)
{
  return at + 1 < s.len && (s.data[at] == '.' || s.data[at] == ',' || s.data[at] == ':') &&
         is_digit(s, at + 1);
}

struct digits digits_read(const struct facts *f, size_t at)
{
  str s = f->text;
  char decimal = f->words->decimal, group = f->words->group;
  struct digits d = {.stop = at};
  take_run(&d, s, digit_run(s, at));
  take_foreign(&d, s, decimal, group);
  if (!d.is_grouped) {
    take_groups(&d, s, group);
    take_decimals(&d, s, decimal);
  }
  /* three digits are a group, but not behind a nought or more than three */
  bool is_group = d.stop < s.len && digit_run(s, d.stop + 1) == 3 && d.whole <= 3 && d.value > 0;
  if (!d.has_decimals && !d.is_grouped && !is_group)
    take_decimals(&d, s, group);
  if (is_spaced_percent(s, d.stop))
    take_spaced(&d, s, group, decimal);
  take_spaced(&d, s, decimal, group);
  take_exponent(&d, s);
  take_power(&d, s);
  /* versions, addresses, times, dates: more marks behind it */
  d.is_spoilt |= digits_go_on(s, d.stop) || is_address(s, at, d.stop);
  return d;
}

/* --- fractions --- */

/* The value of ½ and the like; 0 for other characters. */
double vulgar_fraction(str s, size_t at, size_t *ret_stop)
{
  static const struct {
    uint32_t c;
    double value;
  } table[] = {{0xBD, .5},     {0xBC, .25},    {0xBE, .75},    {0x2153, 1.0 / 3}, {0x2154, 2.0 / 3},
               {0x215B, .125}, {0x215C, .375}, {0x215D, .625}, {0x215E, .875}};

  if (at >= s.len || (unsigned char)s.data[at] < 0xC2)
    return 0;
  *ret_stop = at;
  uint32_t c = utf8_next(s, ret_stop);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].c == c)
      return table[i].value;
  return 0;
}

/* "3/4" at a byte: both short, the lower one not zero. */
bool read_slash(str s, size_t at, double *ret, size_t *ret_stop)
{
  uint32_t n = digit_run(s, at);
  if (n == 0 || n > 4 || at + n >= s.len || s.data[at + n] != '/')
    return false;
  size_t low = at + n + 1;
  uint32_t m = digit_run(s, low);
  if (m == 0 || m > 4 || (low + m < s.len && s.data[low + m] == '/'))
    return false;
  double upper = 0, lower = 0;
  for (uint32_t i = 0; i < n; i++)
    upper = upper * 10 + (s.data[at + i] - '0');
  for (uint32_t i = 0; i < m; i++)
    lower = lower * 10 + (s.data[low + i] - '0');
  /* 24/7, 120/80, law 39/2015, Drucksache 20/9731; but 1/1000 */
  bool is_file = m == 4 && lower != 1000;
  if (lower < 1 || upper >= lower || is_file)
    return false;
  *ret = upper / lower;
  *ret_stop = low + m;
  return true;
}

/* "7 3 / 4 %" */
bool read_spaced_slash(str s, size_t at, double *ret, size_t *ret_stop)
{
  static const str lower[] = {{" / 2", 4}, {" / 4", 4}, {" / 8", 4}, {" / 16", 5}, {" / 32", 5}};
  uint32_t n = digit_run(s, at), value = 0;
  str rest = str_sub(s, at + n, s.len - at - n);
  for (uint32_t i = 0; n <= 2 && i < n; i++)
    value = value * 10 + (uint32_t)(s.data[at + i] - '0');
  for (size_t i = 0; value && i < sizeof lower / sizeof *lower; i++)
    if (str_starts(rest, lower[i]) && !is_digit(rest, lower[i].len)) {
      *ret = (double)value / (double)(2u << i);
      *ret_stop = at + n + lower[i].len;
      return true;
    }
  return false;
}
