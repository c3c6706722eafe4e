/* moment.c - the date of a document, from a dateline or a mail's Date field.
 *
 * Only a whole date counts: day, month and year; two different ones in a line cancel each other. */
#include "base/calendar.h"
#include "read/steps.h"

enum { YEAR_MIN = 1800, YEAR_MAX = 2199, WORDS_MAX = 64 };

struct date {
  uint32_t year, month, day;
};

static bool is_date(struct date d)
{
  return d.year >= YEAR_MIN && d.year <= YEAR_MAX && calendar_has(d.year, d.month, d.day);
}

/* Words of letters or digits, punctuation between them left out. */
static uint32_t cut_words(str text, str *words)
{
  uint32_t count = 0;
  size_t from = 0;
  for (size_t at = 0; at <= text.len && count < WORDS_MAX; at++) {
    unsigned char c = at < text.len ? (unsigned char)text.data[at] : ' ';
    bool is_dash = c == '-' && ((at && text.data[at - 1] == '-') ||
                                (at + 1 < text.len && text.data[at + 1] == '-')); /* 2025--The */
    bool is_inside = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                     c >= 0x80 || (c == '-' && !is_dash) || c == ':';
    if (is_inside)
      continue;
    if (at > from)
      words[count++] = str_sub(text, from, at - from);
    from = at + 1;
  }
  return count;
}

static const str mail_months[] = {{"jan", 3}, {"feb", 3}, {"mar", 3}, {"apr", 3},
                                  {"may", 3}, {"jun", 3}, {"jul", 3}, {"aug", 3},
                                  {"sep", 3}, {"oct", 3}, {"nov", 3}, {"dec", 3}};

static uint32_t mail_month(str word)
{
  for (uint32_t i = 0; i < 12; i++)
    if (str_eq_nocase(word, mail_months[i]))
      return i + 1;
  return 0;
}

/* [months] of a language file: "january = 1". */
static uint32_t language_month(struct arena *arena, const struct language *language, str word)
{
  if (!language || word.len < 2 || (word.data[0] >= '0' && word.data[0] <= '9'))
    return 0;
  double month = 0;
  bool is_month = language_number(language, "months", text_fold(arena, word), &month);
  return is_month && month >= 1 && month <= 12 ? (uint32_t)month : 0;
}

/* "3", "3rd", "03": letters behind the digits are an ordinal's. */
static uint32_t leading_number(str word, size_t *ret_digits)
{
  uint32_t value = 0;
  size_t i = 0;
  for (; i < word.len && i < 4 && word.data[i] >= '0' && word.data[i] <= '9'; i++)
    value = value * 10 + (uint32_t)(word.data[i] - '0');
  *ret_digits = i < word.len && word.data[i] >= '0' && word.data[i] <= '9' ? 0 : i;
  return value;
}

static uint32_t day_of(str word)
{
  size_t digits;
  uint32_t day = leading_number(word, &digits);
  return digits >= 1 && digits <= 2 && word.len <= digits + 2 && day >= 1 && day <= 31 ? day : 0;
}

static uint32_t year_of(str word)
{
  size_t digits;
  uint32_t year = leading_number(word, &digits);
  return digits == 4 && word.len == 4 && year >= YEAR_MIN && year <= YEAR_MAX ? year : 0;
}

static struct date iso_date(str word)
{
  struct date d = {0};
  if (word.len >= 10 && word.data[4] == '-' && word.data[7] == '-' &&
      (word.len == 10 || word.data[10] == 'T') && str_to_uint(str_sub(word, 0, 4), &d.year) &&
      str_to_uint(str_sub(word, 5, 2), &d.month) && str_to_uint(str_sub(word, 8, 2), &d.day) &&
      is_date(d))
    return d;
  return (struct date){0};
}

/* "3 March 2024", "March 3, 2024", "2024 March 3". */
static struct date round_month(const str *words, uint32_t count, uint32_t i, uint32_t month)
{
  struct date d = {.month = month};
  if (i > 0 && i + 1 < count && day_of(words[i - 1]) && year_of(words[i + 1])) {
    d.day = day_of(words[i - 1]);
    d.year = year_of(words[i + 1]);
  } else if (i + 2 < count && day_of(words[i + 1]) && year_of(words[i + 2])) {
    d.day = day_of(words[i + 1]);
    d.year = year_of(words[i + 2]);
  }
  return is_date(d) ? d : (struct date){0};
}

static str write_date(struct arena *arena, struct date d)
{
  return d.year ? arena_format(arena, "%04u-%02u-%02u", d.year, d.month, d.day) : STR("");
}

bool moment_is_month(struct arena *arena, const struct language *language, str word)
{
  return language_month(arena, language, word) != 0;
}

/* "3 de febrero de 2024" without what joins its parts. */
static uint32_t drop_joints(struct arena *arena, const struct language *language, str *words,
                            uint32_t count)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++)
    if (!language || !language_has(language, "dates", "month.joints", text_fold(arena, words[i])))
      words[kept++] = words[i];
  return kept;
}

static struct date only_date(struct arena *arena, const struct language *language, str text)
{
  str words[WORDS_MAX];
  uint32_t count = drop_joints(arena, language, words, cut_words(text, words));
  struct date found = {0};
  for (uint32_t i = 0; i < count; i++) {
    struct date d = iso_date(words[i]);
    uint32_t month = d.year ? 0 : language_month(arena, language, words[i]);
    if (month)
      d = round_month(words, count, i, month);
    if (!d.year)
      continue;
    if (found.year && (found.year != d.year || found.month != d.month || found.day != d.day))
      return (struct date){0};
    found = d;
  }
  return found;
}

str moment_find(struct arena *arena, const struct language *language, str text)
{
  return write_date(arena, only_date(arena, language, text));
}

str moment_of_mail(struct arena *arena, str text)
{
  str words[WORDS_MAX];
  uint32_t count = cut_words(text, words);
  for (uint32_t i = 0; i < count; i++) {
    struct date d = iso_date(words[i]);
    if (!d.year && mail_month(words[i]))
      d = round_month(words, count, i, mail_month(words[i]));
    if (d.year)
      return write_date(arena, d);
  }
  return STR("");
}

/* --- what a field of a head states --- */

/* "T10:00", " 10:00": nothing else may follow a date in digits. */
static bool is_time(str tail)
{
  enum { HOUR = 3 };

  return !tail.len || (tail.len > HOUR && tail.data[HOUR] == ':' && tail.data[1] <= '9');
}

/* "05.05.2023", "2023/05/05": numbers with one mark between them, up to the end or a time. */
static uint32_t cut_numbers(str text, str parts[3])
{
  uint32_t count = 0;
  size_t from = 0, at = 0;
  char mark = 0;
  for (; at <= text.len && count < 3; at++) {
    char c = at < text.len ? text.data[at] : ' ';
    if (c >= '0' && c <= '9')
      continue;
    bool is_mark = (c == '-' || c == '/' || c == '.') && (!mark || c == mark);
    bool is_end = (c == ' ' || c == 'T') && is_time(str_sub(text, at, text.len - at));
    if (at == from || at - from > 4 || !(is_mark || is_end))
      return 0;
    parts[count++] = str_sub(text, from, at - from);
    if (is_end)
      break;
    mark = c;
    from = at + 1;
  }
  return count;
}

static uint32_t number_of(str digits)
{
  uint32_t number = 0;
  return str_to_uint(digits, &number) ? number : 0;
}

/* Which of two numbers is the day must be certain: by the language, by its size, or because both
 * say the same. */
static struct date date_in_digits(const struct language *language, const str parts[3])
{
  enum { MONTHS = 12 };

  struct date d = {0};
  uint32_t a = number_of(parts[0]), b = number_of(parts[1]), c = number_of(parts[2]);
  bool is_day_first = language && str_eq(language_text(language, "dates", "day.first"), STR("yes"));
  if (parts[0].len == 4 && parts[1].len <= 2 && parts[2].len <= 2)
    d = (struct date){a, b, c};
  else if (parts[2].len != 4 || parts[0].len > 2 || parts[1].len > 2)
    return d;
  else if ((is_day_first && b <= MONTHS) || a == b || a > MONTHS)
    d = (struct date){c, b, a};
  else if (b > MONTHS)
    d = (struct date){c, a, b};
  return is_date(d) ? d : (struct date){0};
}

/* "2023-05", "May 2023". */
static struct date only_month(struct arena *arena, const struct language *language, str text)
{
  str words[WORDS_MAX], parts[3];
  struct date d = {0};
  uint32_t count = drop_joints(arena, language, words, cut_words(text, words));
  if (cut_numbers(text, parts) == 2 && parts[0].len == 4)
    d = (struct date){number_of(parts[0]), number_of(parts[1]), 1};
  else if (count == 2)
    d = (struct date){year_of(words[1]), language_month(arena, language, words[0]), 1};
  return is_date(d) ? d : (struct date){0};
}

str moment_stated(struct arena *arena, const struct language *language, str text)
{
  str parts[3];
  text = str_trim(text);
  struct date d = {0};
  if (cut_numbers(text, parts) == 3)
    d = date_in_digits(language, parts);
  if (!d.year)
    d = only_date(arena, language, text);
  if (d.year)
    return write_date(arena, d);
  d = only_month(arena, language, text);
  return d.year ? arena_format(arena, "%04u-%02u", d.year, d.month) : STR("");
}
