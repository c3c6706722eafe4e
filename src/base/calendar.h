/* calendar.h - days that there are, by the Gregorian calendar, of the years 1 to 9999. */
#pragma once

#include "base/str.h"

bool calendar_has(uint32_t year, uint32_t month, uint32_t day);
/* "2024-02-29", and nothing round it. */
bool calendar_has_written(str day);
