/* role_nouns.c - which word of what stands before a name is its role, and what it is of: "the
 * governor of Texas, Jan Reed,", "le ministre de l'Intérieur Jean Petit". */
#include "analyze/people.h"

/* A role and what it is of are no longer than this. */
enum { COMPLEMENT_WORDS = 8 };

/* "porte-parole", "diretor-geral": the last part of a role with hyphens, where that is none alone.
 */
static bool ends_joined_role(const struct people *p, uint32_t i)
{
  if (i < 2 || !token_is_inner_hyphen(p, i - 1) || !cues_adjectives_behind(p->cues))
    return false;
  return phrase_bits(p, names_word_start(p, 0, i), i + 1) & CUE(ROLE);
}

/* "dichter Bewuchs" is no poet. */
bool names_is_role(const struct people *p, uint32_t i)
{
  bool is_noun = !cues_capital_nouns(p->cues) || token_has(p, i, TOKEN_CAPITAL);
  bool is_role = (token_bits(p, i) & CUE(ROLE)) != 0;
  return is_noun && token_is_word(p, i) && (is_role || ends_joined_role(p, i));
}

bool names_is_relation(const struct people *p, uint32_t i)
{
  return (token_classes(p, i) & CLASS_BIT(CLASS_RELATION)) != 0;
}

bool names_leads_on(const struct people *p, uint32_t i)
{
  return (token_bits(p, i) & CUE(OF)) || (token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION));
}

/* Behind an "of", and an article if there is one. */
static uint32_t complement_noun(const struct people *p, uint32_t of)
{
  return of + 1 + ((token_bits(p, of + 1) & CUE(DETERMINER)) != 0);
}

/* Words of which none is a verb, a pronoun or the noun of another person. */
static bool is_noun_phrase(const struct people *p, uint32_t first, uint32_t end)
{
  const uint64_t none = CUE(SAY) | CUE(AUXILIARY) | CUE(OTHER) | CUE(POSSESSIVE) | CUE(RELATIVE) |
                        CUE(GROUP) | CUES_PRONOUN;
  for (uint32_t i = first; i < end; i++) {
    uint64_t bits = token_bits(p, i);
    bool is_capital = token_has(p, i, TOKEN_CAPITAL) && !cues_capital_nouns(p->cues);
    if (!token_is_word(p, i) && !token_is_inner_hyphen(p, i) && !token_is_possessive(p, i))
      return false;
    if (token_has(p, i, TOKEN_BLOCK_START | TOKEN_SENTENCE_START) ||
        token_classes(p, i) & CLASS_BIT(CLASS_PRONOUN_OTHER))
      return false;
    if (!is_capital && (bits & none || (names_is_role(p, i) && !(bits & CUE(BODY)))))
      return false;
  }
  return true;
}

bool names_is_nameless(const struct people *p, uint32_t i)
{
  return token_is_word(p, i) &&
         language_has(p->a->language, "organisations", "nameless", token_folded(p, i));
}

/* "de l'Intérieur", "d'État", "des Affaires étrangères", right before a name: with a capital that
 * is no word for an institution, as those bear the names of people ("du Lycée Victor Hugo"). */
static bool is_complement(const struct people *p, uint32_t of, uint32_t end)
{
  const uint64_t named = CUE(ORGANISATION_HEAD) | CUE(PLACE_HEAD) | CUE(BODY) | CUE(THING);
  uint32_t noun = complement_noun(p, of);
  return noun < end && token_bits(p, of) & CUE(OF) && token_is_capital(p, noun) &&
         !(token_bits(p, noun) & CUES_GIVEN) &&
         (!(token_bits(p, noun) & named) || names_is_nameless(p, noun)) &&
         is_noun_phrase(p, noun, end);
}

/* "of Texas", "of police", with a comma before the name: not "of the victim", who may be the one
 * that is named. */
static bool is_complement_set_off(const struct people *p, uint32_t role, uint32_t of, uint32_t end)
{
  uint32_t noun = complement_noun(p, of);
  if (noun >= end || !names_leads_on(p, of) || !is_noun_phrase(p, noun, end))
    return false;
  bool is_proper = token_bits(p, noun) & CUE(PLACE) ||
                   (token_is_capital(p, noun) && !cues_capital_nouns(p->cues));
  bool is_plain = noun == of + 1 && !cues_adjectives_behind(p->cues); /* "für Umwelt" */
  return is_proper || is_plain || token_bits(p, noun) & CUE(BODY) ||
         token_bits(p, role) & CUE(TITLE);
}

/* Whether `role` and what stands behind it up to `last` are one role. */
static bool reaches(const struct people *p, uint32_t role, uint32_t last, bool is_set_off)
{
  uint32_t listed = phrase_end(p, role, CUE(ROLE) | CUE(TITLE));
  bool is_listed = listed == last + 1;
  uint32_t next = listed > role && listed <= last ? listed : role + 1; /* "directrice générale" */
  if (is_set_off)
    return is_listed ||
           (!names_is_relation(p, role) && is_complement_set_off(p, role, next, last + 1));
  /* "rédacteur en chef", "jefe de policía" */
  bool is_second = names_is_role(p, last) && names_leads_on(p, next) &&
                   (token_bits(p, last) & CUE(BODY) ||
                    (role + 2 == last && token_classes(p, next) & CLASS_BIT(CLASS_PREPOSITION) &&
                     !(token_bits(p, next) & CUE(OF))));
  uint32_t of = next + (!names_leads_on(p, next) && next < last); /* "chef adjoint de" */
  return is_listed || is_second || is_complement(p, of, last + 1);
}

uint32_t names_role_noun(const struct people *p, const struct candidate *c, uint32_t last)
{
  bool is_set_off = last + 1 < c->lead;
  uint32_t count = p->a->tokens.count;
  /* "the mayor of Ashby, Kent,"; "joueur de l'AS Saint-Étienne" */
  if (!(token_bits(p, c->first) & CUES_GIVEN))
    return last;
  bool is_closed = c->end > c->first + 1 && (c->end >= count || !token_is_word(p, c->end));
  if (is_set_off ? !is_closed || names_is_role(p, last) : !cues_adjectives_behind(p->cues))
    return last;
  for (uint32_t i = last; i > 0 && i + COMPLEMENT_WORDS > last; i--) {
    if (!token_is_word(p, i - 1) || token_has(p, i, TOKEN_BLOCK_START | TOKEN_SENTENCE_START))
      break;
    if (names_is_role(p, i - 1))
      return reaches(p, i - 1, last, is_set_off) ? i - 1 : last;
  }
  return last;
}
