/* edtf.c - moments as ISO 8601-2 writes them, and the little arithmetic of the calendar they need.
 */
#include "analyze/moments.h"

#include <stdio.h>

int32_t day_number(int32_t year, unsigned month, unsigned day)
{
  /* Hinnant, "chrono-compatible low-level date algorithms": eras of 400 years from 1 March */
  int32_t y = year - (month <= 2);
  int32_t era = (y >= 0 ? y : y - 399) / 400;
  int32_t yoe = y - era * 400;
  int32_t m = (int32_t)month;
  int32_t doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + (int32_t)day - 1;
  int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

void day_civil(int32_t number, struct moment *ret)
{
  int32_t z = number + 719468;
  int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  int32_t doe = z - era * 146097;
  int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int32_t mp = (5 * doy + 2) / 153;
  *ret = NO_MOMENT;
  ret->day = (uint8_t)(doy - (153 * mp + 2) / 5 + 1);
  ret->month = (uint8_t)(mp < 10 ? mp + 3 : mp - 9);
  ret->year = yoe + era * 400 + (ret->month <= 2);
}

unsigned month_days(int32_t year, unsigned month)
{
  static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12)
    return 31;
  bool is_common = year != YEAR_UNKNOWN && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0));
  return month == 2 && is_common ? 28 : days[month - 1];
}

int32_t easter_day(int32_t year)
{
  int32_t a = year % 19, b = year / 100, c = year % 100;
  int32_t d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
  int32_t h = (19 * a + b - d - g + 15) % 30;
  int32_t i = c / 4, k = c % 4;
  int32_t l = (32 + 2 * e + 2 * i - h - k) % 7;
  int32_t m = (a + 11 * h + 19 * l) / 433;
  int32_t month = (h + l - 7 * m + 90) / 25;
  int32_t day = (h + l - 7 * m + 33 * month + 19) % 32;
  return day_number(year, (unsigned)month, (unsigned)day);
}

bool moment_is_valid(const struct moment *m)
{
  return m->day <= 31 &&
         (m->month == 0 || m->month > 12 || m->day <= month_days(m->year, m->month));
}

static void print_year(const struct moment *m, int32_t year, char room[8])
{
  if (year == YEAR_UNKNOWN) {
    snprintf(room, 8, "XXXX");
    return;
  }
  if (year < 0) {
    snprintf(room, 8, "-%04d", (int)(-year % 10000));
    return;
  }
  snprintf(room, 8, "%04d", (int)(year % 10000));
  for (unsigned i = 0; i < m->year_loose && i < 4; i++)
    room[3 - i] = 'X';
}

static void print_one(const struct moment *m, int32_t year, unsigned month, unsigned day,
                      char room[MOMENT_ROOM])
{
  char y[8];
  print_year(m, year, y);
  if (m->is_unsorted || (m->is_relative && year == YEAR_UNKNOWN && !month && !day))
    snprintf(room, MOMENT_ROOM, "%s-XX-XX", y);
  else if (day && month)
    snprintf(room, MOMENT_ROOM, "%s-%02u-%02u", y, month % 100, day % 100);
  else if (day)
    snprintf(room, MOMENT_ROOM, "%s-XX-%02u", y, day % 100);
  else if (month)
    snprintf(room, MOMENT_ROOM, "%s-%02u", y, month % 100);
  else
    snprintf(room, MOMENT_ROOM, "%s", y);
}

void moment_print(const struct moment *m, char *room, size_t size)
{
  char from[MOMENT_ROOM], to[MOMENT_ROOM];
  print_one(m, m->year, m->month, m->day, from);
  if (m->has_time) {
    snprintf(room, size, "T%02u:%02u", m->hour % 100u, m->minute % 100u);
    return;
  }
  if (!m->is_span) {
    snprintf(room, size, "%s", from);
    return;
  }
  print_one(m, m->to_year, m->to_month, m->to_day, to);
  snprintf(room, size, "%s/%s", from, to);
}
