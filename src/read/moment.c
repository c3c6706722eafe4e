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
    bool is_inside = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                     c >= 0x80 || c == '-' || c == ':';
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
