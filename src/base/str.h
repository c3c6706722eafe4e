/* str.h - slices of bytes by value. A slice borrows; it ends at its length, not at a NUL. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "precis/precis.h"

typedef precis_str str;

/* A literal as a slice. */
#define STR(literal) ((str){"" literal, sizeof(literal) - 1})
/* For printf("%.*s"). */
#define STR_ARG(s) (int)(s).len, (s).data

/* Bytes [at, at + len) of a document's text. */
struct span {
  uint32_t at;
  uint32_t len;
};

static inline uint32_t span_end(struct span s)
{
  return s.at + s.len;
}

static inline bool span_holds(struct span outer, struct span inner)
{
  return inner.at >= outer.at && span_end(inner) <= span_end(outer);
}

static inline bool span_meets(struct span a, struct span b)
{
  return a.at < span_end(b) && b.at < span_end(a);
}

static inline str str_of(const char *text) /* NULL gives the empty slice */
{
  return (str){text ? text : "", text ? strlen(text) : 0};
}

static inline str str_sub(str s, size_t at, size_t len)
{
  return (str){s.data + at, len};
}

static inline str str_span(str text, struct span s)
{
  return (str){text.data + s.at, s.len};
}

bool str_is_ascii(str s);
/* Pieces between blanks. */
uint32_t str_words(str s);
uint32_t str_count(str s, char byte);
/* One of 0-9 stands in it. */
bool str_has_digit(str s);

static inline bool str_eq(str a, str b)
{
  return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static inline bool str_starts(str s, str head)
{
  return s.len >= head.len && memcmp(s.data, head.data, head.len) == 0;
}

static inline bool str_ends(str s, str tail)
{
  return s.len >= tail.len && memcmp(s.data + s.len - tail.len, tail.data, tail.len) == 0;
}

/* Order by bytes, a prefix first; for sorting without a locale. */
int str_compare(str a, str b);

static inline char str_lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Equal but for the case of A-Z. */
bool str_eq_nocase(str a, str b);
/* Offset of the first needle at or after from; SIZE_MAX if there is none. */
size_t str_find(str s, str needle, size_t from);
/* Without the blanks, tabs and line ends at both ends. */
str str_trim(str s);
/* Up to the first blank, and behind the last. */
str str_first_word(str s);
str str_last_word(str s);
/* Takes the piece before the next separator byte off the front of *rest; false when nothing is
 * left. */
bool str_split(str *rest, char separator, str *ret_piece);
/* "a/b.txt" -> "b.txt": the last part of a path, without its folders. */
str path_name(str path);

/* "a/b.txt" -> "a/": what path_name() leaves away. */
static inline str path_folder(str path)
{
  return str_sub(path, 0, path.len - path_name(path).len);
}

/* "a/b.txt" -> "b"; a name that is only an ending (".txt") stays whole. */
str path_stem(str path);
/* Length of the valid UTF-8 character that s, not empty, starts with (RFC 3629); 0: it starts with
 * none. */
size_t str_character(str s);
bool str_is_utf8(str s);

/* A decimal number that fills the whole slice: "-12.5". Independent of the locale. */
bool str_to_double(str s, double *ret);
bool str_to_uint(str s, uint32_t *ret);
/* Edits (insert, delete, change) between two short words, at most limit + 1; for "did you mean". */
uint32_t str_distance(str a, str b, uint32_t limit);
/* FNV-1a, 64 bit: the same on every machine. */
uint64_t str_hash(str s);

/* Two hashes as one, in their order. */
static inline uint64_t hash_join(uint64_t hash, uint64_t next)
{
  return hash * 31 + next;
}

/* Eight bytes at a time, several times as fast; its low half serves as well. The same on every
 * machine, so for keys of our own only: others can be made that have one hash. */
uint64_t str_hash_fast(str s);
