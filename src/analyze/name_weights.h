/* name_weights.h - what the files that weigh names share. */
#pragma once

#include "analyze/people.h"

/* Evidence: certain by itself, strong, a hint. Summed over a document, many hints beat one strong
 * sign of another kind only where nothing is certain. */
#define CERTAIN 12
#define STRONG 6
#define FAIR 3
#define HINT 1

static inline bool has(const struct people *p, uint32_t i, uint64_t bits)
{
  return i < p->a->tokens.count && (token_bits(p, i) & bits) != 0;
}

static inline bool is_common(const struct people *p, uint32_t i)
{
  return (token_classes(p, i) & CLASS_BIT(CLASS_COMMON)) != 0;
}

/* name_splits.c: the title or office in front; what else is no part of the name, its lead known. */
void names_split_front(const struct people *p, struct candidate *c);
void names_split_rest(const struct people *p, struct candidate *c);
/* "Howard University", "King James School": whatever stands before it. */
bool names_ends_surely(const struct people *p, const struct candidate *c);
/* A word inside that organisations have: "University College Dublin". */
bool names_has_body_word(const struct people *p, const struct candidate *c);
/* Whether the text has spoken of a person whose name ends in this word. */
bool names_is_known_surname(const struct people *p, const struct candidate *c);
/* "Great Service", "Cat Album": a heading's words. */
bool names_is_label(const struct people *p, const struct candidate *c);
/* What stands right before: "in", "of", an article, a role, a verb of speech. */
void names_weigh_left(const struct people *p, struct candidate *c);
/* What stands right behind: an age, a relative clause, a speech verb, people who belong to it. */
void names_weigh_right(const struct people *p, struct candidate *c);
/* Mail: "Dear Ann", "Thanks, Ann", "From: Ann Lee", "posted by Ann", "Ann Lee 03/27/2001". */
void names_weigh_mail(const struct people *p, struct candidate *c, uint32_t words);
/* "Lawrence, KS": the town, or the code behind it; "Ann Lee, MD" is a degree. */
void names_weigh_town(const struct people *p, struct candidate *c, uint32_t words);
/* "l'hôpital Georges Pompidou", "premio Miguel Delibes": where what kind it is stands in front, the
 * name is no person's, whatever else speaks for one. */
void names_weigh_namesake(const struct people *p, struct candidate *c, uint32_t words);
/* "Abu Bakr al-Baghdadi", "in Deir al-Balah": an Arabic article inside. */
void names_weigh_article(const struct people *p, struct candidate *c);
