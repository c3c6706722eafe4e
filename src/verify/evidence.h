/* evidence.h - a briefing's JSON as a tree. Private to verify/, with jansson's names. */
#pragma once

#include <jansson.h>

#include "verify/report.h"

static inline json_t *tree_of(const struct verify_briefing *briefing)
{
  return briefing->json;
}

/* The member's text; empty when it is none. Borrowed. */
str tree_text(const json_t *object, const char *key);
/* A whole number of 32 bits; false when it is none. */
bool tree_uint(const json_t *object, const char *key, uint32_t *ret);
/* start and end as a span; false when they are none. */
bool tree_span(const json_t *object, struct span *ret);
/* Parses; NULL when it is no JSON object, or nested too deep. */
json_t *tree_parse(str bytes);
/* Without blanks, in our own form of strings and numbers; the member `without` left out. */
void tree_write(const json_t *value, const char *without, struct buffer *out);
