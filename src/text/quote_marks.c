/* quote_marks.c - the marks that a language sets round what it quotes. */
#include "text/text.h"

/* Outer marks by language: CLDR 43, delimiters. */
static const struct {
  const char *language;
  struct quote_marks marks;
} quote_marks[] = {
    {"cs", {"\xE2\x80\x9E", "\xE2\x80\x9C"}},
    {"da", {"\xE2\x80\x9C", "\xE2\x80\x9D"}},
    {"de", {"\xE2\x80\x9E", "\xE2\x80\x9C"}},
    {"en", {"\xE2\x80\x9C", "\xE2\x80\x9D"}},
    {"es", {"\xC2\xAB", "\xC2\xBB"}},
    {"fi", {"\xE2\x80\x9D", "\xE2\x80\x9D"}},
    {"fr", {"\xC2\xAB\xC2\xA0", "\xC2\xA0\xC2\xBB"}},
    {"it", {"\xC2\xAB", "\xC2\xBB"}},
    {"nl", {"\xE2\x80\x9C", "\xE2\x80\x9D"}},
    {"pl", {"\xE2\x80\x9E", "\xE2\x80\x9D"}},
    {"pt", {"\xE2\x80\x9C", "\xE2\x80\x9D"}},
    {"ru", {"\xC2\xAB", "\xC2\xBB"}},
    {"sv", {"\xE2\x80\x9D", "\xE2\x80\x9D"}},
};

struct quote_marks quote_marks_of(const char *language)
{
  for (size_t i = 0; i < sizeof quote_marks / sizeof *quote_marks; i++)
    if (language && strncmp(language, quote_marks[i].language, 2) == 0)
      return quote_marks[i].marks;
  return (struct quote_marks){"\xE2\x80\x9C", "\xE2\x80\x9D"};
}
