/* mapped.h - text that was decoded from the lines of a source, and the way back to them: mail,
 * whose transfer encodings break lines where the text has none. Private to the room.
 *
 * Invariant: marks ascend; the text up to the next mark stands on the mark's line. */
#pragma once

#include "doc/doc.h"
#include "text/text.h"

struct mapped {
  struct arena *arena;
  char *data;
  size_t len, room;
  VEC(struct line_mark) marks;
};

void mapped_init(struct mapped *mapped, struct arena *arena, size_t room);
/* What is added from now on stands on the line. */
void mapped_mark(struct mapped *mapped, uint32_t line);
void mapped_add(struct mapped *mapped, str bytes);
/* A part of another text with its marks. */
void mapped_copy(struct mapped *mapped, const struct mapped *from, size_t at, size_t len);

static inline str mapped_str(const struct mapped *mapped)
{
  return (str){mapped->data ? mapped->data : "", mapped->len};
}

/* Index of the mark that holds an offset; 0 before the first. */
uint32_t mapped_find(const struct mapped *mapped, size_t at);
/* 1 where there are no marks. */
uint32_t mapped_line(const struct mapped *mapped, size_t at);
/* The same text in UTF-8, each mark at its character: exactly for UTF-8 and for charsets of one
 * byte a character, else in proportion. charset NULL, or one that nobody knows: detect. */
precis_status mapped_decode(struct mapped *mapped, const char *charset, struct decoded *ret,
                            precis_error *err);
