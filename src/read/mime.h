/* mime.h - a message cut into its parts (RFC 5322, 2045 to 2047, 2231). Private to the room. */
#pragma once

#include "read/mapped.h"

/* A field's value, unfolded, without comments taken out; data is NULL when there is none. head: the
 * lines before the empty one. */
str mime_field(struct arena *arena, str head, const char *name);
/* The value of "type; name=value; name*=utf-8''value; name*0=...": lower case is for the caller;
 * empty if there is none. UTF-8. */
str mime_parameter(struct arena *arena, str field, const char *name);
/* The type before the first ';', in lower case. */
str mime_type(struct arena *arena, str field);
/* Encoded words of a field as UTF-8; what else it has of bytes is decoded as what it seems to be.
 */
str mime_words(struct arena *arena, str field);

struct mime_part {
  str head, body;
  uint32_t line; /* of the source, where the body begins; from 1 */
  str type;      /* "text/plain" where nothing is said */
  uint32_t group,
      choice;      /* the innermost multipart/alternative (0: none), and which of its parts */
  bool is_related;   /* stands by another part: a picture of a page */
  bool is_forwarded; /* stands in a mail within the mail */
};

struct mime_parts {
  struct arena *arena;
  str head; /* of the message */
  VEC(struct mime_part) leaves; /* in order; containers are taken apart */
  uint32_t groups;
  bool is_cut; /* at the budgets of nesting and of parts */
  bool is_encrypted;
};

/* A message from its head on; line: of the source, from 1. */
void mime_split(struct mime_parts *parts, str message, uint32_t line);
/* The body of a leaf, transfer encoding undone, each byte with its line. */
void mime_decode(struct mapped *ret, const struct mime_part *part);
