/* appositions.h - persons named beside a noun: "its director, Saskia Holm". */
#pragma once

#include "analyze/subjects.h"

/* "the parents of two of the three children" is about as long as a subject gets. */
#define SUBJECT_WORDS 10

static inline bool in_quote(const struct people *p, uint32_t i)
{
  return p->quote_at[i] != NONE;
}

/* A noun that can speak: not a sign, not a weekday. */
static inline bool may_speak(const struct people *p, uint32_t i)
{
  uint64_t classes = CLASS_BIT(CLASS_WEEKDAY) | CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_STOP) |
                     CLASS_BIT(CLASS_PREPOSITION) | CLASS_BIT(CLASS_CONNECTIVE);
  return token_is_word(p, i) && !(token_bits(p, i) & (CUE(INANIMATE) | CUE(OTHER) | CUE(ADVERB))) &&
         !(token_classes(p, i) & classes);
}

/* What stands between a noun and whose or where it is. */
static inline bool is_link(const struct people *p, uint32_t i)
{
  return (token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION)) ||
         (token_bits(p, i) & (CUE(JOINER) | CUE(PLACE_BEFORE) | CUE(OF)));
}

static inline bool opens_noun(const struct people *p, uint32_t i)
{
  return (token_bits(p, i) & (CUE(DETERMINER) | CUE(POSSESSIVE) | CUE(QUANTITY))) != 0;
}

/* The mention whose title or name starts at token i; NONE. */
uint32_t mention_led_by(const struct people *p, uint32_t i, uint32_t end);
bool is_owner(const struct people *p, uint32_t mention, uint32_t end);
/* "His Kuwait-based lawyer": a part of a word. */
bool is_joined(const struct people *p, uint32_t mention);
/* "The rapper Neil Strand", "the prefect, Neil Strand,": one word with its article, then a person;
 * NONE. No verb fits in between. */
uint32_t apposed(const struct people *p, uint32_t i, uint32_t end);
/* A role right before a name belongs to it: "director Saskia Holm", "its director, Saskia Holm". */
uint32_t mention_behind_role(const struct people *p, uint32_t i, uint32_t end);
/* "Barcelona’s Santiago Toledo": the person behind the owner; NONE. */
uint32_t owned_person(const struct people *p, uint32_t mention, uint32_t end);
/* "sagt Innungsmeister Peter Holm": the person behind a noun that stands alone, in German; NONE. */
uint32_t behind_noun(const struct people *p, uint32_t i, uint32_t end);
/* "a dit l'entraîneur lensois Paul Aker": the person behind a role and its adjective; NONE. */
uint32_t behind_adjective(const struct people *p, struct subject s, uint32_t end);
