/* name_signatures.c - parts a run of capitalised words where a signature ran into what stands on
 * the line before or behind it: "Enclosed Ann Lee", "Ann Lee Jim Poe". */
#include "analyze/people.h"

/* Nobody has so many names in a row. */
#define SIGNATURE_WORDS 5

bool names_is_plain_given(const struct people *p, uint32_t i)
{
  uint64_t bits = token_bits(p, i);
  return (bits & CUES_GIVEN) && !(bits & (CUE(GIVEN_WORD) | CUE(PLACE) | CUE(TITLE)));
}

/* What stood on the line before a signature, "Enclosed Ann Lee", "in the U.S. Ann Lee": where the
 * person's name starts; first if nothing is before it. */
static uint32_t signature_start(const struct people *p, uint32_t first, uint32_t end)
{
  uint32_t place = phrase_end(p, first, CUE(PLACE));
  uint32_t start = place > first + 1 ? place : first + 1;
  /* "VVD-Kamerlid Anna de Wit" */
  uint32_t role = names_word_end(p, first) - 1;
  bool is_joined = role > first && names_is_role(p, role) && cues_joins_nouns(p->cues);
  if (is_joined || names_is_joined_role(p, role)) {
    if (cues_capital_nouns(p->cues))
      return first; /* the title is found with the name */
    start = role + 1;
  }
  while (start < end && token_is(p, start, '.') && place > first)
    start++;
  uint64_t bits = CUES_GIVEN | CUE(TITLE) | CUE(PLACE_HEAD) | CUE(ORGANISATION_HEAD) | CUE(PHRASE) |
                  CUE(PARTICLE);
  bool is_other = place > first ? !(token_bits(p, first) & CUES_GIVEN)
                                : !(token_bits(p, first) & bits) && token_text(p, first).len > 1;
  uint32_t surname = start + 1;
  while (cues_joins_nouns(p->cues) && !cues_capital_nouns(p->cues) && surname + 1 < end &&
         token_bits(p, surname) & CUE(PARTICLE))
    surname++;
  return (is_other || is_joined) && start + 1 < end && names_is_plain_given(p, start) &&
                 token_is_capital(p, surname) && !names_is_plain_given(p, surname) &&
                 !(token_bits(p, end - 1) & (CUE(ORGANISATION_END) | CUE(PLACE_END) | CUE(THING)))
             ? start
             : first;
}

/* "Thomas Eric Hale", "Johann Daniel Albrecht Korn": one person's given names and surname in
 * running text, no list of several people's. */
static bool is_one_person(const struct people *p, uint32_t first, uint32_t end)
{
  enum { NAMES_LEAST = 3, NAMES_MOST = 4 };

  uint32_t words = end - first, given = 0;
  if (words < NAMES_LEAST || words > NAMES_MOST || end >= p->a->tokens.count ||
      token_has(p, end, TOKEN_BLOCK_START | TOKEN_CAPITAL) ||
      p->a->tokens.at[first].word == p->a->tokens.at[first + 1].word ||
      (first > 0 && token_is_capital(p, first - 1) && !token_has(p, first, TOKEN_BLOCK_START)))
    return false;
  for (uint32_t i = first; i < end; i++) {
    if (!token_is_capital(p, i))
      return false;
    given += names_is_plain_given(p, i);
  }
  return given + 1 == words ? !names_is_plain_given(p, end - 1) : words == NAMES_LEAST;
}

/* "John F. Kennedy International Airport", "Franklin D. Roosevelt Library": what bears a name. */
static bool bears_name(const struct people *p, uint32_t surname, uint32_t end)
{
  enum { WORDS_MAX = 2 };

  return end > surname + 1 && end - surname - 1 <= WORDS_MAX &&
         token_bits(p, end - 1) & (CUE(ORGANISATION_END) | CUE(PLACE_END)) &&
         !(token_bits(p, end - 1) & CUE(ORGANISATION_SUFFIX));
}

uint32_t names_signature_end(const struct people *p, uint32_t first, uint32_t end)
{
  if (end - first < 3)
    return first;
  if (!names_is_plain_given(p, first))
    return signature_start(p, first, end);
  if (is_one_person(p, first, end))
    return first;
  bool has_comma = false;
  for (uint32_t i = first; i < end; i++) {
    has_comma = has_comma || token_is(p, i, ',');
    if (!token_is_capital(p, i) && !token_is(p, i, '.') && !token_is(p, i, ','))
      return first;
  }
  uint32_t surname = first + 1;
  while (surname < end && (token_text(p, surname).len == 1))
    surname++;
  uint32_t last = surname; /* of "Karl Moritz Graf", where no role is yet */
  while (last < end && names_is_plain_given(p, last))
    last++;
  for (uint32_t i = surname + 1; i < end; i++) {
    /* "lobte Max Heller Trainer Jan Roth" */
    bool has_role = cues_joins_nouns(p->cues) && i > last + 1 &&
                    (names_is_role(p, i - 1) || names_is_joined_role(p, i - 1));
    /* "Anna De Luca": a surname */
    if (names_is_plain_given(p, i) && !(token_bits(p, i - 1) & CUE(PARTICLE)))
      return has_role ? i - 1 : i;
  }
  bool is_long = end - first >= SIGNATURE_WORDS && surname + 1 < end && !has_comma;
  return is_long && !bears_name(p, surname, end) ? surname + 1 : first;
}
