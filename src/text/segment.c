/* segment.c - ICU's break iterators over the bytes, without a copy in UTF-16.
 *
 * Opening one copies a rule set (2 to 10 microseconds; the first of a process reads ICU's tables),
 * so ask for a whole text, not for a sentence at a time. An iterator only ever moves forward:
 * linear. */
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "text/text.h"

static UBreakIteratorType type_of(enum break_kind kind)
{
  switch (kind) {
  case BREAK_WORD:
    return UBRK_WORD;
  case BREAK_SENTENCE:
    return UBRK_SENTENCE;
  case BREAK_LINE:
    return UBRK_LINE;
  }
  return UBRK_WORD;
}

precis_status text_breaks(enum break_kind kind, const char *tag, str text,
                          bool (*found)(void *user, uint32_t at, int32_t rule), void *user,
                          precis_error *err)
{
  if (text.len > INT32_MAX)
    return fail(err, PRECIS_OVER_LIMIT, "the text is over 2 GiB");
  if (!text.len)
    return PRECIS_OK;
  UErrorCode code = U_ZERO_ERROR;
  UText *bytes = utext_openUTF8(NULL, text.data, (int64_t)text.len, &code);
  UBreakIterator *breaks = ubrk_open(type_of(kind), tag ? tag : "", NULL, 0, &code);
  ubrk_setUText(breaks, bytes, &code);
  if (U_SUCCESS(code)) {
    for (int32_t at = ubrk_next(breaks); at != UBRK_DONE; at = ubrk_next(breaks))
      if (!found(user, (uint32_t)at, ubrk_getRuleStatus(breaks)))
        break;
  }
  ubrk_close(breaks);
  utext_close(bytes);
  if (code == U_MEMORY_ALLOCATION_ERROR)
    return fail_no_memory(err);
  return U_SUCCESS(code) ? PRECIS_OK : fail(err, PRECIS_BAD_INPUT, "%s", u_errorName(code));
}
