/* appositions.h - persons named beside a noun: "its director, Saskia Holm". */
#pragma once

#include "analyze/subject_nouns.h"

/* "the parents of two of the three children" is about as long as a subject gets. */
#define SUBJECT_WORDS 10

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
