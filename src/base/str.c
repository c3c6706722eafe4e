/* str.c - slices: comparing, finding, splitting, reading numbers. No slice is ever written to. */
#include "base/str.h"

#include <math.h>

#include "base/load.h"

int str_compare(str a, str b)
{
  size_t shared = a.len < b.len ? a.len : b.len;
  int order = shared ? memcmp(a.data, b.data, shared) : 0;
  return order ? order : (a.len > b.len) - (a.len < b.len);
}

uint32_t str_words(str s)
{
  uint32_t words = 0;
  for (size_t i = 0; i < s.len; i++)
    words += s.data[i] != ' ' && (i == 0 || s.data[i - 1] == ' ');
  return words;
}

uint32_t str_count(str s, char byte)
{
  uint32_t count = 0;
  for (size_t i = 0; i < s.len; i++)
    count += s.data[i] == byte;
  return count;
}

bool str_has_digit(str s)
{
  for (size_t i = 0; i < s.len; i++)
    if (s.data[i] >= '0' && s.data[i] <= '9')
      return true;
  return false;
}

bool str_eq_nocase(str a, str b)
{
  if (a.len != b.len)
    return false;
  for (size_t i = 0; i < a.len; i++)
    if (str_lower(a.data[i]) != str_lower(b.data[i]))
      return false;
  return true;
}

size_t str_find(str s, str needle, size_t from)
{
  if (from > s.len || needle.len > s.len - from)
    return SIZE_MAX;
  if (!needle.len)
    return from;
  const char *at = memmem(s.data + from, s.len - from, needle.data, needle.len);
  return at ? (size_t)(at - s.data) : SIZE_MAX;
}

bool str_is_ascii(str s)
{
  unsigned char all = 0;
  for (size_t i = 0; i < s.len; i++)
    all |= (unsigned char)s.data[i];
  return all < 0x80;
}

size_t str_character(str s)
{
  const unsigned char *c = (const unsigned char *)s.data;
  if (c[0] < 0x80)
    return 1;
  size_t len = c[0] >= 0xC2 && c[0] < 0xE0   ? 2
               : (c[0] & 0xF0) == 0xE0       ? 3
               : c[0] >= 0xF0 && c[0] < 0xF5 ? 4
                                             : 0;
  if (!len || len > s.len)
    return 0;
  for (size_t i = 1; i < len; i++)
    if ((c[i] & 0xC0) != 0x80)
      return 0;
  bool overlong = (c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xF0 && c[1] < 0x90);
  bool beyond = (c[0] == 0xED && c[1] > 0x9F) || (c[0] == 0xF4 && c[1] > 0x8F);
  return overlong || beyond ? 0 : len;
}

bool str_is_utf8(str s)
{
  for (size_t len; s.len && (len = str_character(s)); s = str_sub(s, len, s.len - len))
    continue;
  return s.len == 0;
}

static bool is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

str str_trim(str s)
{
  while (s.len && is_blank(s.data[0]))
    s = str_sub(s, 1, s.len - 1);
  while (s.len && is_blank(s.data[s.len - 1]))
    s.len--;
  return s;
}

str str_first_word(str s)
{
  size_t end = str_find(s, STR(" "), 0);
  return str_sub(s, 0, end < s.len ? end : s.len);
}

str str_last_word(str s)
{
  size_t from = s.len;
  while (from > 0 && s.data[from - 1] != ' ')
    from--;
  return str_sub(s, from, s.len - from);
}

bool str_split(str *rest, char separator, str *ret_piece)
{
  if (!rest->data)
    return false;
  const char *end = rest->len ? memchr(rest->data, separator, rest->len) : NULL;
  if (!end) {
    *ret_piece = *rest;
    *rest = (str){NULL, 0};
    return true;
  }
  size_t len = (size_t)(end - rest->data);
  *ret_piece = str_sub(*rest, 0, len);
  *rest = str_sub(*rest, len + 1, rest->len - len - 1);
  return true;
}

str path_name(str path)
{
  const char *slash = path.len ? memrchr(path.data, '/', path.len) : NULL;
  size_t from = slash ? (size_t)(slash - path.data) + 1 : 0;
  return str_sub(path, from, path.len - from);
}

str path_stem(str path)
{
  str name = path_name(path);
  const char *dot = name.len ? memrchr(name.data, '.', name.len) : NULL;
  return dot && dot > name.data ? str_sub(name, 0, (size_t)(dot - name.data)) : name;
}

/* 17 digits hold every double; more could only round twice. */
enum { DIGITS_MAX = 17 };

bool str_to_double(str s, double *ret)
{
  size_t i = 0;
  bool negative = s.len && s.data[0] == '-';
  i += negative;
  double value = 0, scale = 1;
  unsigned digits = 0;
  bool fraction = false;
  for (; i < s.len; i++) {
    char c = s.data[i];
    if (c == '.' && !fraction) {
      fraction = true;
      continue;
    }
    if (c < '0' || c > '9' || digits == DIGITS_MAX)
      return false;
    value = value * 10 + (c - '0');
    scale *= fraction ? 10 : 1;
    digits += digits || c != '0';
    if (fraction && scale > 1e15)
      return false;
  }
  if (!s.len || s.data[s.len - 1] == '-' || s.data[s.len - 1] == '.')
    return false;
  *ret = (negative ? -value : value) / scale;
  return true;
}

bool str_to_uint(str s, uint32_t *ret)
{
  uint64_t value = 0;
  if (!s.len || s.len > 10)
    return false;
  for (size_t i = 0; i < s.len; i++) {
    if (s.data[i] < '0' || s.data[i] > '9')
      return false;
    value = value * 10 + (uint64_t)(s.data[i] - '0');
  }
  if (value > UINT32_MAX)
    return false;
  *ret = (uint32_t)value;
  return true;
}

/* Words longer than this are not names of keys. */
enum { DISTANCE_LEN_MAX = 63 };

uint32_t str_distance(str a, str b, uint32_t limit)
{
  size_t apart = a.len > b.len ? a.len - b.len : b.len - a.len;
  if (apart > limit || a.len > DISTANCE_LEN_MAX || b.len > DISTANCE_LEN_MAX)
    return limit + 1;
  uint32_t row[DISTANCE_LEN_MAX + 1];
  for (uint32_t j = 0; j <= b.len; j++)
    row[j] = j;
  for (uint32_t i = 1; i <= a.len; i++) {
    uint32_t diagonal = row[0];
    row[0] = i;
    for (uint32_t j = 1; j <= b.len; j++) {
      uint32_t above = row[j];
      uint32_t change = diagonal + (a.data[i - 1] != b.data[j - 1]);
      uint32_t edit = (above < row[j - 1] ? above : row[j - 1]) + 1;
      row[j] = change < edit ? change : edit;
      diagonal = above;
    }
  }
  return row[b.len] <= limit ? row[b.len] : limit + 1;
}

uint64_t str_hash(str s)
{
  uint64_t hash = UINT64_C(1469598103934665603);
  for (size_t i = 0; i < s.len; i++)
    hash = (hash ^ (unsigned char)s.data[i]) * UINT64_C(1099511628211);
  return hash;
}

static inline uint64_t mixed(uint64_t hash, uint64_t bytes)
{
  static const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15); /* 2^64 over the golden ratio */
  hash = (hash ^ bytes) * odd;
  return hash ^ hash >> 32;
}

uint64_t str_hash_fast(str s)
{
  uint64_t hash = s.len;
  if (s.len <= sizeof hash)
    return mixed(hash, load_short(s.data, s.len));
  for (size_t at = 0; at + 8 < s.len; at += 8)
    hash = mixed(hash, load_8(s.data + at));
  return mixed(hash, load_8(s.data + s.len - 8));
}
