/* numbers.c - digits and number words into values.
 *
 * Invariant: a number is read left to right once; a run of digits longer than a double can tell
 * apart is no number, and costs no more than its length. */
#include <math.h>

#include "analyze/facts.h"

/* More digits than this are an identifier: a double holds 15. */
enum { DIGITS_MAX = 15, EXPONENT_MAX = 30 };

/* --- digits, from the bytes: the tokenizer knows no language --- */

struct digits {
  double value;
  size_t stop;
  uint32_t whole; /* digits before the decimal mark */
  bool has_decimals, is_grouped, is_spoilt;
};

static bool is_digit(str s, size_t at)
{
  return at < s.len && s.data[at] >= '0' && s.data[at] <= '9';
}

/* Longer runs are no number anyhow; so a run of a million digits costs no more than its tokens. */
static uint32_t digit_run(str s, size_t at)
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

static void take_decimals(struct digits *d, str s, char mark)
{
  size_t at = d->stop;
  if (at >= s.len || s.data[at] != mark || !is_digit(s, at + 1))
    return;
  uint32_t n = digit_run(s, at + 1);
  size_t behind = at + 1 + n;
  if (behind < s.len && s.data[behind] == mark && is_digit(s, behind + 1))
    return; /* 3.4.2024, 22,24,26 */
  double unit = 1;
  for (uint32_t i = 0; i < n && i < DIGITS_MAX; i++) {
    d->value = d->value * 10 + (s.data[at + 1 + i] - '0');
    unit *= 10;
  }
  d->value /= unit;
  d->stop = behind;
  d->has_decimals = true;
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
    double unit = 1;
    for (uint32_t i = 0; i < n && i < DIGITS_MAX; i++) {
      d->value = d->value * 10 + (s.data[at + 3 + i] - '0');
      unit *= 10;
    }
    d->value /= unit;
    d->stop = at + 3 + n;
    d->has_decimals = true;
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

/* 1e10, 12.32e+14, 1.3x10^6 */
static void take_exponent(struct digits *d, str s)
{
  size_t at = d->stop;
  str rest = str_sub(s, at, s.len - at);
  size_t skip = str_starts(rest, STR("x10^"))                              ? 4
                : str_starts(rest, STR("x10"))                             ? 3
                : str_starts(rest, STR("e")) || str_starts(rest, STR("E")) ? 1
                                                                           : 0;
  if (!skip)
    return;
  at += skip;
  bool is_negative = at < s.len && s.data[at] == '-';
  at += at < s.len && (s.data[at] == '-' || s.data[at] == '+');
  uint32_t n = digit_run(s, at);
  if (n == 0 || n > 2)
    return;
  int power = 0;
  for (uint32_t i = 0; i < n; i++)
    power = power * 10 + (s.data[at + i] - '0');
  if (power > EXPONENT_MAX)
    return;
  double factor = 1;
  for (int i = 0; i < power; i++)
    factor *= 10;
  d->value = is_negative ? d->value / factor : d->value * factor;
  d->has_decimals = true;
  d->stop = at + n;
}

static bool is_dotted(str s, size_t at)
{
  return at + 1 < s.len && (s.data[at] == '.' || s.data[at] == ':') && is_digit(s, at + 1);
}

static struct digits read_digits(const struct facts *f, size_t at)
{
  str s = f->text;
  struct digits d = {.stop = at};
  take_run(&d, s, digit_run(s, at));
  take_groups(&d, s, f->words->group);
  size_t before = d.stop;
  take_decimals(&d, s, f->words->decimal);
  /* three digits are a group, but not behind a nought or more than three */
  bool is_group = d.stop < s.len && digit_run(s, d.stop + 1) == 3 && d.whole <= 3 && d.value > 0;
  if (!d.has_decimals && !d.is_grouped && !is_group)
    take_decimals(&d, s, f->words->group);
  if (is_spaced_percent(s, d.stop))
    take_spaced(&d, s, f->words->group, f->words->decimal);
  take_spaced(&d, s, f->words->decimal, f->words->group);
  if (d.stop == before || d.has_decimals)
    take_exponent(&d, s);
  take_power(&d, s);
  /* versions, addresses, times, dates: more marks behind it */
  d.is_spoilt |= is_dotted(s, d.stop) && !(d.stop < s.len && d.is_grouped && s.data[d.stop] == ',');
  return d;
}

/* --- fractions --- */

/* The value of ½ and the like; 0 for other characters. */
static double vulgar_fraction(str s, size_t at, size_t *ret_stop)
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
static bool read_slash(str s, size_t at, double *ret, size_t *ret_stop)
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
  if (lower < 1)
    return false;
  *ret = upper / lower;
  *ret_stop = low + m;
  return true;
}

/* --- a run of digits with what belongs to it --- */

static uint32_t token_behind(const struct facts *f, uint32_t i, size_t stop)
{
  uint32_t end = i + 1;
  while (end < fact_count(f) && f->a->tokens.at[end].at < stop)
    end++;
  return end;
}

/* "75 -300mm" is a range; "2008 -0.4 percent" is none. */
static bool is_upper_end(const struct facts *f, uint32_t i, double value)
{
  uint32_t digits = 0;
  int low = number_plain(f, i, &digits);
  return low >= 0 && low < value;
}

/* A hyphen is a minus only where nothing stands before it. */
static bool has_minus(const struct facts *f, uint32_t i, double value)
{
  if (i == 0 || fact_mark(f, i - 1) != '-' || fact_spaced(f, i))
    return false;
  bool has_before = i > 1 && !fact_starts_block(f, i - 1);
  char before = has_before ? fact_mark(f, i - 2) : ' ';
  if (has_before && is_upper_end(f, i - 2, value))
    return false;
  return fact_spaced(f, i - 1) || before == '(' || before == '"';
}

static void add_sign(const struct facts *f, struct number *n)
{
  uint32_t first = n->first;
  if (has_minus(f, first, n->value) && !fact_starts_block(f, first)) {
    n->first--;
    n->value = -n->value;
  } else if (first && !fact_starts_block(f, first) && fact_has(f, first - 1, ROLE(NEGATIVE))) {
    n->first--;
    n->value = -n->value;
  }
  n->at = fact_start(f, n->first);
}

/* "7 3 / 4 %" */
static bool read_spaced_slash(str s, size_t at, double *ret, size_t *ret_stop)
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

static void add_mixed(const struct facts *f, struct number *n, bool is_whole)
{
  str s = f->text;
  double part = 0;
  size_t stop = n->stop, at = n->stop;
  part = vulgar_fraction(s, at, &stop);
  if (part == 0 && is_whole && at + 1 < s.len && s.data[at] == ' ' &&
      ((!read_slash(s, at + 1, &part, &stop) && !read_spaced_slash(s, at + 1, &part, &stop)) ||
       part >= 1))
    part = 0;
  if (part <= 0)
    return;
  n->value += part;
  n->stop = (uint32_t)stop;
  n->end = token_behind(f, n->first, stop);
  n->flags |= NUMBER_DECIMALS;
}

static bool read_figures(const struct facts *f, uint32_t i, struct number *n)
{
  str s = f->text;
  size_t at = fact_start(f, i);
  struct digits d = read_digits(f, at);
  *n = (struct number){.value = d.value, .scale = 1, .first = i, .flags = NUMBER_DIGITS};
  double part;
  size_t stop;
  if (!d.has_decimals && read_slash(s, at, &part, &stop)) {
    n->value = part;
    n->flags |= NUMBER_FRACTION | NUMBER_DECIMALS;
    d.stop = stop;
    d.is_spoilt = is_dotted(s, stop) || part == 0;
  }
  n->stop = (uint32_t)d.stop;
  n->digits = d.whole;
  n->flags |= (d.has_decimals ? NUMBER_DECIMALS : 0u) | (d.is_grouped ? NUMBER_GROUPED : 0u);
  n->end = token_behind(f, i, d.stop);
  if (!(n->flags & NUMBER_FRACTION))
    add_mixed(f, n, !d.has_decimals && !d.is_grouped);
  return !d.is_spoilt;
}

/* --- scales behind digits: 20k, 4.2bn, 3 million --- */

static bool is_letter_scale_allowed(const struct facts *f, uint32_t i, enum number_place place)
{
  const struct token *token = &f->a->tokens.at[i];
  if (place == NUMBER_OF_MONEY || token->len > 1)
    return true;
  char c = f->text.data[token->at]; /* 5m are metres, 5M millions, 5 k is neither */
  return !fact_spaced(f, i) && (c == 'M' || c == 'k' || c == 'K' || c == 'b' || c == 'B');
}

static void add_short_scale(const struct facts *f, struct number *n, enum number_place place)
{
  uint32_t i = n->end, end = 0;
  if (fact_starts_block(f, i))
    return;
  const struct fact_word *word = fact_phrase(f, i, ROLE(SHORT_SCALE), &end);
  if (!word || !is_letter_scale_allowed(f, i, place))
    return;
  bool is_unit = word->roles & ROLE(UNIT) && f->text.data[fact_start(f, i)] != 'M';
  if (place == NUMBER_PLAIN && is_unit)
    return;
  if (place == NUMBER_PLAIN && !fact_spaced(f, end) &&
      (fact_mark(f, end) == '/' || fact_mark(f, end) == '-'))
    return;
  uint32_t currency;
  if (fact_mark(f, end) == '.' && !fact_spaced(f, end) && !fact_starts_block(f, end + 1) &&
      fact_phrase(f, end + 1, ROLE(CURRENCY), &currency))
    end++; /* 3 Mio. Euro */
  n->value *= word->short_scale;
  n->scale = word->short_scale;
  n->end = end;
  n->stop = fact_stop(f, end);
  n->flags |= NUMBER_SCALED;
}

/* --- number words, and digits among them --- */

struct tally {
  double total, current; /* current < 0: no piece begun */
  double last_scale;
  uint32_t end;
  bool is_empty;
};

static bool add_small(struct tally *t, double v)
{
  if (t->current < 0) {
    t->current = v;
    return t->last_scale > v;
  }
  bool is_tens = t->current >= 20 && fmod(t->current, 10) == 0 && fmod(t->current, 100) != 0;
  bool is_score = t->current == 60 || t->current == 80; /* soixante-dix, quatre-vingt-dix */
  bool is_hundreds = t->current >= 100 && fmod(t->current, 100) == 0;
  if (!((is_tens && v < (is_score ? 20 : 10)) || (is_hundreds && v < 100)))
    return false;
  t->current += v;
  return true;
}

static bool add_scale(struct tally *t, double s)
{
  bool is_behind_scale = t->current < 0 && t->total > 0;
  if (s < 1000) { /* hundred, dozen */
    if (is_behind_scale || t->current >= 1000)
      return false;
    t->current = (t->current < 0 ? 1 : t->current) * s;
    return true;
  }
  if (is_behind_scale) {
    if (t->last_scale >= s)
      return false;
    t->total *= s; /* thousand million */
    t->last_scale *= s;
    return true;
  }
  if (s >= t->last_scale)
    return false;
  t->total += (t->current < 0 ? 1 : t->current) * s;
  t->current = -1;
  t->last_scale = s;
  return true;
}

/* "3 hundred and 2 hundred" are two numbers: what follows must not have a scale as large. */
static bool joins_on(const struct facts *f, uint32_t i, double limit)
{
  uint32_t end = 0;
  const struct fact_word *word = fact_phrase(f, i, ROLE(NUMBER), &end);
  double value = word ? word->number : 0;
  if (!word) {
    uint32_t digits = 0;
    int plain = number_plain(f, i, &digits);
    if (plain <= 0 || limit < 100)
      return false;
    value = plain;
    end = i + 1;
  }
  if (value >= limit)
    return false;
  const struct fact_word *next = fact_at(f, end);
  return !(next->roles & ROLE(SCALE) && next->scale >= limit);
}

/* Where the next part of the number begins, over a hyphen or an "and"; i itself if it goes on. */
static uint32_t next_part(const struct facts *f, const struct tally *t)
{
  uint32_t i = t->end;
  double current = t->current;
  bool is_round = current < 0 || (current >= 100 && fmod(current, 100) == 0);
  double limit = current < 0 ? t->last_scale : 100;
  if (fact_mark(f, i) == '-' && !fact_spaced(f, i) && !fact_spaced(f, i + 1))
    return fact_has(f, i + 1, ROLE(NUMBER) | ROLE(SCALE) | ROLE(TENS_AND)) ? i + 1 : i;
  if (is_round && fact_has(f, i, ROLE(NUMBER_AND)) && joins_on(f, i + 1, limit))
    return i + 1;
  if (current >= 20 && fact_has(f, i, ROLE(TENS_AND)) &&
      joins_on(f, i + 1 + (fact_mark(f, i + 1) == '-'), 20))
    return i + 1 + (fact_mark(f, i + 1) == '-');
  return i;
}

static bool add_part(const struct facts *f, struct tally *t, uint32_t i)
{
  uint32_t end = 0, digits = 0;
  const struct fact_word *word = fact_phrase(f, i, ROLE(NUMBER) | ROLE(SCALE), &end);
  struct tally next = *t;
  bool is_taken = false;
  if (word)
    is_taken =
        word->roles & ROLE(SCALE) ? add_scale(&next, word->scale) : add_small(&next, word->number);
  else if (!t->is_empty && t->current < 0 && (i > t->end || t->last_scale < INFINITY)) {
    int plain = number_plain(f, i, &digits);
    is_taken = plain > 0 && plain < t->last_scale && fact_has(f, i + 1, ROLE(SCALE)) &&
               fact_at(f, i + 1)->scale < t->last_scale;
    is_taken |= plain > 0 && i > t->end;
    next.current = plain;
    end = i + 1;
  } else if (i > t->end && t->current >= 100) {
    int plain = number_plain(f, i, &digits);
    is_taken = plain > 0 && plain < 100;
    next.current += plain;
    end = i + 1;
  }
  if (!is_taken)
    return false;
  next.end = end;
  next.is_empty = false;
  *t = next;
  return true;
}

/* Words (or scales behind digits) from t->end on. */
static void add_parts(const struct facts *f, struct tally *t)
{
  enum { PARTS_MAX = 24 };

  for (int n = 0; n < PARTS_MAX; n++) {
    uint32_t i = next_part(f, t);
    if (i && fact_starts_block(f, i) && !t->is_empty)
      return;
    if (!add_part(f, t, i))
      return;
  }
}

static double tally_value(const struct tally *t)
{
  return t->total + (t->current < 0 ? 0 : t->current);
}

/* "and a half" behind a number. */
static void add_half(const struct facts *f, struct number *n)
{
  uint32_t i = n->end;
  if (!fact_has(f, i, ROLE(NUMBER_AND) | ROLE(TENS_AND) | ROLE(AND)) || fact_starts_block(f, i))
    return;
  i += fact_has(f, i + 1, ROLE(ARTICLE)) && !fact_has(f, i + 1, ROLE(FRACTION)) ? 2 : 1;
  const struct fact_word *word = fact_at(f, i);
  if (!(word->roles & ROLE(FRACTION)) || word->ordinal || i == n->end + 1)
    return;
  n->value += word->fraction * n->scale;
  n->end = i + 1;
  n->stop = fact_stop(f, n->end);
  n->flags |= NUMBER_DECIMALS;
}

static void finish_words(const struct facts *f, struct number *n, const struct tally *t)
{
  n->value = tally_value(t);
  n->end = t->end;
  n->stop = fact_stop(f, t->end);
  if (t->last_scale < INFINITY) {
    n->scale = t->last_scale;
    n->flags |= NUMBER_SCALED;
  }
}

static bool read_words(const struct facts *f, uint32_t i, struct number *n)
{
  struct tally t = {.current = -1, .last_scale = INFINITY, .end = i, .is_empty = true};
  *n = (struct number){.scale = 1, .first = i};
  if (fact_has(f, i, ROLE(ARTICLE)) && !fact_has(f, i, ROLE(NUMBER))) {
    t.end = i + 1;
    uint32_t end;
    if (fact_starts_block(f, i + 1) || !fact_phrase(f, i + 1, ROLE(SCALE), &end))
      return false;
    n->flags |= NUMBER_ARTICLE;
  }
  add_parts(f, &t);
  if (t.is_empty)
    return false;
  finish_words(f, n, &t);
  return true;
}

/* "half a million", "a quarter of a million"; "half" and "two-thirds" alone. */
static bool read_fraction(const struct facts *f, uint32_t i, struct number *n)
{
  uint32_t j = i, end = 0;
  double upper = 1;
  if (fact_has(f, i, ROLE(ARTICLE)) && !fact_has(f, i, ROLE(FRACTION)) &&
      !fact_has(f, i, ROLE(NUMBER)))
    j++;
  else if (fact_has(f, i, ROLE(NUMBER)) && fact_at(f, i)->number >= 1 &&
           fact_at(f, i)->number < 10) {
    upper = fact_at(f, i)->number;
    j += fact_mark(f, i + 1) == '-' ? 2 : 1;
  }
  if (j > i && fact_starts_block(f, j))
    return false;
  const struct fact_word *word = fact_phrase(f, j, ROLE(FRACTION), &end);
  if (!word || (j == i && word->ordinal)) /* "third week" */
    return false;
  if (word->ordinal && fact_has(f, end, ROLE(UNIT)) && !fact_starts_block(f, end))
    return false;
  *n = (struct number){.value = upper * word->fraction, .scale = 1, .first = i, .end = end};
  n->flags = NUMBER_FRACTION | NUMBER_DECIMALS;
  uint32_t k = end + fact_has(f, end, ROLE(OF)), stop = 0;
  bool has_article = fact_has(f, k, ROLE(ARTICLE));
  const struct fact_word *scale =
      has_article && !fact_starts_block(f, k) ? fact_phrase(f, k + 1, ROLE(SCALE), &stop) : NULL;
  if (scale) {
    n->value *= scale->scale;
    n->scale = scale->scale;
    n->flags = NUMBER_SCALED;
    n->end = stop;
  }
  n->stop = fact_stop(f, n->end);
  return true;
}

static void add_word_scale(const struct facts *f, struct number *n)
{
  uint32_t i = n->end;
  if (fact_mark(f, i) == '-' && !fact_spaced(f, i) && !fact_spaced(f, i + 1))
    i++;
  if (fact_starts_block(f, i) || !fact_has(f, i, ROLE(SCALE)) ||
      fact_has(f, i, ROLE(CURRENCY))) /* 50 cents, in French a hundred as well */
    return;
  struct tally t = {.current = n->value, .last_scale = INFINITY, .end = i, .is_empty = false};
  if (n->value < 0 || !add_part(f, &t, i))
    return;
  add_parts(f, &t);
  finish_words(f, n, &t);
}

bool number_read(const struct facts *f, uint32_t i, enum number_place place, struct number *ret)
{
  struct number n;
  size_t behind;
  if (fact_is_digits(f, i)) {
    if (!read_figures(f, i, &n))
      return false;
    add_word_scale(f, &n);
    if (!(n.flags & NUMBER_SCALED))
      add_short_scale(f, &n, place);
  } else if (fact_has(f, i, ROLE(NUMBER) | ROLE(SCALE) | ROLE(ARTICLE) | ROLE(FRACTION))) {
    if (!read_fraction(f, i, &n) && !read_words(f, i, &n))
      return false;
  } else if (i < fact_count(f) &&
             (n.value = vulgar_fraction(f->text, fact_start(f, i), &behind)) > 0) {
    n = (struct number){.value = n.value, .scale = 1, .first = i, .end = i + 1};
    n.stop = fact_stop(f, i + 1);
    n.flags = NUMBER_FRACTION | NUMBER_DECIMALS | NUMBER_DIGITS;
  } else {
    return false;
  }
  if (!(n.flags & NUMBER_FRACTION))
    add_half(f, &n);
  add_sign(f, &n);
  *ret = n;
  return true;
}

int number_plain(const struct facts *f, uint32_t i, uint32_t *ret_digits)
{
  if (!fact_is_digits(f, i))
    return -1;
  const struct token *token = &f->a->tokens.at[i];
  uint32_t n = digit_run(str_sub(f->text, 0, token->at + token->len), token->at);
  *ret_digits = n;
  if (n != token->len || n > 4)
    return -1;
  int value = 0;
  for (uint32_t k = 0; k < n; k++)
    value = value * 10 + (f->text.data[token->at + k] - '0');
  return value;
}
