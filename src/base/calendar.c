/* calendar.c - the lengths of months. */
#include "base/calendar.h"

bool calendar_has(uint32_t year, uint32_t month, uint32_t day)
{
  static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= (uint32_t)days[month - 1] + (month == 2 && is_leap);
}

bool calendar_has_written(str day)
{
  uint32_t year, month, number;
  return day.len == 10 && day.data[4] == '-' && day.data[7] == '-' &&
         str_to_uint(str_sub(day, 0, 4), &year) && str_to_uint(str_sub(day, 5, 2), &month) &&
         str_to_uint(str_sub(day, 8, 2), &number) && calendar_has(year, month, number);
}
