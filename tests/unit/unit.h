/* unit.h - cmocka with what it needs before it, and without its macro that hides our fail(). */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail

#include "base/error.h"
