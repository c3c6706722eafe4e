/* clause.c - verbatim pieces of a sentence: the clause around a figure or a date. */
#include "brief/make.h"

uint32_t words_in(str text)
{
  uint32_t words = 0;
  bool inside = false;
  for (size_t i = 0; i < text.len; i++) {
    bool blank = text.data[i] == ' ' || text.data[i] == '\t' || text.data[i] == '\n';
    words += inside && blank;
    inside = !blank;
  }
  return words + inside;
}

/* A mark that ends a clause: ; : — ( ) or a comma, each only where a blank or the end follows, so
 * that 1,000 and 3:1 stay whole. */
static bool ends_clause(str text, size_t at)
{
  char c = text.data[at];
  bool blank_after = at + 1 >= text.len || text.data[at + 1] == ' ';
  if (c == ',' || c == ';' || c == ':')
    return blank_after;
  if (c == '(' || c == ')')
    return true;
  return str_starts(str_sub(text, at, text.len - at), STR("\xE2\x80\x94"));
}

struct span clause_around(str text, struct span sentence, struct span inside)
{
  str all = str_span(text, sentence);
  size_t from = 0, to = all.len, first = inside.at - sentence.at,
         last = span_end(inside) - sentence.at;
  for (size_t i = 0; i < first; i++)
    if (ends_clause(all, i))
      from = i + 1;
  for (size_t i = last; i < all.len; i++)
    if (ends_clause(all, i)) {
      to = i;
      break;
    }
  while (from < to &&
         ((unsigned char)all.data[from] & 0xC0) == 0x80) /* behind a dash of three bytes */
    from++;
  str clause = str_trim(str_sub(all, from, to - from));
  return (struct span){sentence.at + (uint32_t)(clause.data - all.data), (uint32_t)clause.len};
}
