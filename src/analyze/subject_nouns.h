/* subject_nouns.h - what the passes over subjects ask of nouns. */
#pragma once

#include "analyze/subjects.h"

#define SPEAKERS (CUE(ROLE) | CUE(GROUP) | CUE(BODY))

static inline bool in_quote(const struct people *p, uint32_t i)
{
  return p->quote_at[i] != NONE;
}

static inline struct subject of_tokens(enum subject_kind kind, uint32_t first, uint32_t end)
{
  return (struct subject){.kind = kind, .first = first, .end = end, .name = NONE, .is_sure = true};
}

/* A noun that can speak: not a sign, not a weekday. */
bool may_speak(const struct people *p, uint32_t i);
/* What stands between a noun and whose or where it is. */
bool is_link(const struct people *p, uint32_t i);
/* The head of a noun phrase [first, end): the last word before a preposition or a relative. */
uint32_t head_of(const struct people *p, uint32_t first, uint32_t end);
/* An article, a possessive, "some". */
bool opens_noun(const struct people *p, uint32_t i);
/* "dem Richter": nobody who does anything; "der Richterin" neither, where the article is a man's.
 */
bool is_oblique(const struct people *p, uint32_t i);
/* "entgegnete dem Vorstand ein Aktionär": behind whom it is said to; i where it is nobody. */
uint32_t behind_object(const struct people *p, uint32_t i, uint32_t end);
/* The noun in [first, end), if it names somebody who may speak. */
struct subject noun_of(const struct people *p, uint32_t first, uint32_t end);
