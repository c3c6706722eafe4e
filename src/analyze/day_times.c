/* day_times.c - a block that is a time of day and nothing else: "11 AM", "from 6:00 to 9:00".
 *
 * In running text a time belongs to its day; in a block of its own it heads what happens then. It
 * is relative: no day is known. */
#include "analyze/moments.h"

enum { HOURS = 24, NOON = 12, MINUTES = 60 };

struct day_time {
  uint32_t hour, minute;
  uint32_t end; /* tokens */
  bool has_minutes;
  bool is_named; /* a clock word behind it ... */
  bool is_unit;  /* ... that may say how many hours as well */
  char half;     /* 'a', 'p' or 0 */
};

static bool is_digit_at(str s, size_t at)
{
  return at < s.len && s.data[at] >= '0' && s.data[at] <= '9';
}

static uint32_t two_digits(str s, size_t *at)
{
  uint32_t value = 0;
  for (int n = 0; n < 2 && is_digit_at(s, *at); n++)
    value = value * 10 + (uint32_t)(s.data[(*at)++] - '0');
  return value;
}

/* A mark between hours and minutes: 8:10, 8.10, 8h10. */
static bool takes_minutes(str s, size_t at)
{
  if (at >= s.len || !is_digit_at(s, at + 1) || !is_digit_at(s, at + 2) || is_digit_at(s, at + 3))
    return false;
  char c = s.data[at];
  return c == ':' || c == '.' || c == 'h' || c == 'H';
}

/* "pm", "Uhr"; longer ones ("heures du soir") say more than this reads. */
static bool take_clock_word(const struct facts *f, struct day_time *t)
{
  uint32_t end = 0;
  if (fact_starts_block(f, t->end) || !fact_phrase(f, t->end, ROLE(CLOCK), &end))
    return true;
  str word = str_sub(f->text, fact_start(f, t->end), fact_stop(f, end) - fact_start(f, t->end));
  char c = (char)(word.data[0] | 0x20);
  bool is_half = (c == 'a' || c == 'p') && (word.data[word.len - 1] | 0x20) == 'm';
  bool is_twelve = t->hour == NOON && word.len > 4; /* noon or midnight */
  if (!is_half && (end > t->end + 1 || is_twelve))
    return false;
  t->half = is_half ? c : 0;
  t->is_named = true;
  t->is_unit = !is_half && fact_has(f, t->end, ROLE(UNIT) | ROLE(UNIT_TIME));
  t->end = end + (is_half && end > t->end + 1 && fact_mark(f, end) == '.' && !fact_spaced(f, end));
  return true;
}

static bool day_time_read(const struct facts *f, uint32_t i, struct day_time *t)
{
  *t = (struct day_time){0};
  if (!fact_is_digits(f, i))
    return false;
  size_t at = fact_start(f, i);
  t->hour = two_digits(f->text, &at);
  if (is_digit_at(f->text, at))
    return false;
  if (takes_minutes(f->text, at)) {
    t->has_minutes = f->text.data[at] != '.';
    at++;
    t->minute = two_digits(f->text, &at);
  }
  for (t->end = i + 1; t->end < fact_count(f) && fact_start(f, t->end) < at;)
    t->end++;
  return fact_stop(f, t->end) == at && take_clock_word(f, t) && t->hour <= HOURS &&
         t->minute < MINUTES && (!t->half || t->hour <= NOON);
}

static void take_half(struct day_time *t)
{
  if (t->half == 'p' && t->hour < NOON)
    t->hour += NOON;
  else if (t->half == 'a' && t->hour == NOON)
    t->hour = 0;
}

static bool says_time(const struct day_time *t)
{
  return t->has_minutes || (t->is_named && !t->is_unit);
}

/* "13h-15h": two of a unit that may count hours are times, "2-3 h" are not. */
static bool are_times(const struct day_time *low, const struct day_time *high)
{
  return says_time(high) || (low->is_named && high->is_named);
}

static bool read_upper(const struct facts *f, const struct day_time *low, bool is_between,
                       struct day_time *high)
{
  uint32_t i = low->end, next = i + 1;
  if (fact_starts_block(f, i))
    return false;
  if (fact_mark(f, i) != '-' && !(is_between && fact_has(f, i, ROLE(AND))) &&
      !fact_phrase(f, i, ROLE(TO), &next))
    return false;
  return !fact_starts_block(f, next) && day_time_read(f, next, high) && are_times(low, high);
}

static bool ends_block(const struct facts *f, uint32_t end)
{
  return fact_starts_block(f, end) || (fact_mark(f, end) == '.' && fact_starts_block(f, end + 1));
}

static void set_moment(const struct day_time *t, struct moment *m)
{
  *m = NO_MOMENT;
  m->is_relative = true;
  m->has_time = true;
  m->hour = (uint8_t)t->hour;
  m->minute = (uint8_t)t->minute;
}

/* "at 9:00", "a las 9:00" */
static uint32_t behind_at(const struct facts *f, uint32_t i)
{
  enum { WORDS_MAX = 2 };

  uint32_t start = i;
  while (start < i + WORDS_MAX && !fact_starts_block(f, start + 1) &&
         fact_listed(f, start, "dates", "time.before"))
    start++;
  return start;
}

bool day_time_alone(const struct facts *f, uint32_t i, struct moment *from, struct moment *to,
                    uint32_t *ret_end)
{
  struct day_time low, high = {0};
  uint32_t start = i;
  if (!fact_starts_block(f, i))
    return false;
  if (!fact_phrase(f, i, ROLE(FROM) | ROLE(BETWEEN), &start))
    start = behind_at(f, i);
  if (!day_time_read(f, start, &low))
    return false;
  bool is_range = read_upper(f, &low, start > i, &high);
  if (!ends_block(f, is_range ? high.end : low.end) || (!is_range && !says_time(&low)))
    return false;
  bool is_half_shared = is_range && !low.half && high.half && low.hour <= high.hour % NOON;
  low.half = is_half_shared ? high.half : low.half;
  take_half(&low);
  take_half(&high);
  set_moment(&low, from);
  set_moment(is_range ? &high : &low, to);
  *ret_end = is_range ? high.end : low.end;
  return true;
}
