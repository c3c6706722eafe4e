/* printable.c - names, titles and what a user gave, for text that a terminal may show: their bytes
 * are anybody's. Extracts need none of this, as no source's text has a control. */
#include "brief/brief.h"

str brief_printable(struct arena *arena, str text)
{
  enum { QUOTED_BYTES = 4 }; /* a byte as "\x1b" */

  size_t room = text.len * QUOTED_BYTES + 1;
  char *quoted = text.len ? arena_alloc(arena, room) : NULL;
  if (!quoted)
    return STR("");
  copy_quoted(quoted, room, text);
  return str_of(quoted);
}

str brief_deck(struct arena *arena, const struct brief *brief)
{
  str date = brief->date, author = brief_printable(arena, brief->author);
  if (date.len && author.len)
    return arena_format(arena, "%.*s \xC2\xB7 %.*s", STR_ARG(date), STR_ARG(author));
  return date.len ? date : author;
}
