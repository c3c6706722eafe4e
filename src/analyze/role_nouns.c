/* role_nouns.c - which word of what stands before a name is its role, and what it is of: "the
 * governor of Texas, Jan Reed,", "le ministre de l'Intérieur Jean Petit"; and the words that roles
 * and degrees are made of. */
#include "analyze/people.h"

/* A role and what it is of are no longer than this. */
enum { COMPLEMENT_WORDS = 8 };

bool names_ends(const struct people *p, const char *key, str word)
{
  return language_ends(p->a->language, "grammar", key, word);
}

bool names_is_role_adjective(const struct people *p, str word)
{
  return word_set_has(language_set(p->a->language, "people", "role.adjectives"), word);
}

bool names_leads_to_adjective(const struct people *p, uint32_t i)
{
  const struct language *language = p->a->language;
  str word = token_folded(p, i);
  bool is_weak = names_ends(p, "weak.adjective.ends", token_folded(p, i + 1));
  return token_bits(p, i) & (CUE(DETERMINER) | CUE(POSSESSIVE)) &&
         !language_has(language, "grammar", "articles.it", word) &&
         !(is_weak && language_has(language, "grammar", "articles.strong", word));
}

/* "Gisteren sprak directeur Jan Bakker", "op het plein stond boer Jan Bakker": where the verb
 * stands second, only adjectives behind an article are part of a role, and without one those of a
 * list. A noun with its capital may stand right before the role. */
bool names_is_no_adjective(const struct people *p, uint32_t i)
{
  enum { WORDS_MAX = 6 };

  const uint64_t article = CUE(DETERMINER) | CUE(POSSESSIVE);
  const uint64_t closed = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION);
  bool has_small = false, is_plain = false;
  for (uint32_t n = 0; n < WORDS_MAX && cues_verb_second(p->cues); n++, i--) {
    str word = token_folded(p, i);
    bool is_listed = names_is_role_adjective(p, word) || names_is_role(p, i) ||
                     token_bits(p, i) & (CUE(TITLE) | CUE(AND));
    bool is_part = token_is_inner_hyphen(p, i) || token_is_inner_hyphen(p, i + 1);
    bool is_capital = token_has(p, i, TOKEN_CAPITAL) && !token_has(p, i, TOKEN_SENTENCE_START);
    bool has_end =
        names_ends(p, "adjective.ends", word) || names_ends(p, "adjective.ends.oblique", word);
    if (token_bits(p, i) & article || (!is_listed && token_classes(p, i) & closed))
      return is_plain && !names_leads_to_adjective(p, i);
    /* "Holms früherer Berater" */
    if (cues_capital_nouns(p->cues) && token_has(p, i, TOKEN_CAPITAL) &&
        names_ends(p, "genitive.ends", word))
      return false;
    bool is_noun = is_capital && has_small && !has_end;
    bool is_body = token_bits(p, i) & (CUE(BODY) | CUE(GROUP)) && !is_capital && has_small;
    if (!is_listed && !is_part && (is_noun || is_body || (!is_capital && !has_end)))
      return true;
    is_plain = is_plain || (!is_listed && !is_part && !is_capital);
    has_small = has_small || !is_capital;
    if (i == 0 || token_has(p, i, TOKEN_SENTENCE_START | TOKEN_BLOCK_START))
      break;
  }
  return is_plain;
}

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

enum { HEAD_BYTES_MIN = 4, WORD_BYTES_MAX = 80 };

/* The longest part from byte `from` or later to the end that has one of the cues; "" if none. */
static str last_part(const struct people *p, str word, size_t from, uint64_t cues)
{
  for (size_t at = from; at + HEAD_BYTES_MIN <= word.len && word.len <= WORD_BYTES_MAX; at++) {
    str part = str_sub(word, at, word.len - at);
    if (((unsigned char)word.data[at] & 0xC0) != 0x80 && cues_of(p->cues, part) & cues)
      return part;
  }
  return STR("");
}

bool names_word_ends_in_role(const struct people *p, str word)
{
  return last_part(p, word, 1, CUE(ROLE) | CUE(TITLE)).len > 0;
}

bool names_is_joined_role(const struct people *p, uint32_t i)
{
  enum { FIRST_BYTES_MIN = 3 };

  const struct language *language = p->a->language;
  str word = token_folded(p, i);
  bool is_noun = !cues_capital_nouns(p->cues) || token_has(p, i, TOKEN_CAPITAL);
  if (!cues_joins_nouns(p->cues) || !is_noun || !token_is_word(p, i) ||
      word_set_has(language_set(language, "people", "roles.never"), word))
    return false;
  str part = last_part(p, word, FIRST_BYTES_MIN, CUE(ROLE));
  return part.len > 0 && !language_has(language, "people", "relations", part);
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

/* Words of which none is a verb, a pronoun, the noun of another person or a date ("the mayor in
 * May, Tom Reed,"). */
static bool is_noun_phrase(const struct people *p, uint32_t first, uint32_t end)
{
  const uint64_t no_part =
      CLASS_BIT(CLASS_PRONOUN_OTHER) | CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_WEEKDAY);
  const uint64_t none = CUE(SAY) | CUE(AUXILIARY) | CUE(OTHER) | CUE(POSSESSIVE) | CUE(RELATIVE) |
                        CUE(GROUP) | CUES_PRONOUN;
  for (uint32_t i = first; i < end; i++) {
    uint64_t bits = token_bits(p, i);
    bool is_capital = token_has(p, i, TOKEN_CAPITAL) && !cues_capital_nouns(p->cues);
    if (!token_is_word(p, i) && !token_is_inner_hyphen(p, i) && !token_is_possessive(p, i))
      return false;
    if (token_has(p, i, TOKEN_BLOCK_START | TOKEN_SENTENCE_START) || token_classes(p, i) & no_part)
      return false;
    if (!is_capital && (bits & none || (names_is_role(p, i) && !(bits & CUE(BODY)))))
      return false;
  }
  return true;
}

bool names_is_nameless(const struct people *p, uint32_t i)
{
  return token_listed(p, i, "organisations", "nameless");
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

/* "chef adjoint de", "alcalde socialista de": a verb there ("habló de") is no adjective. */
static uint32_t behind_adjective(const struct people *p, uint32_t i, uint32_t last)
{
  str word = token_folded(p, i);
  bool is_adjective = cues_adjectives_behind(p->cues) && i < last && token_is_word(p, i) &&
                      (names_is_role_adjective(p, word) || names_ends(p, "adjective.ends", word));
  return i + is_adjective;
}

/* Whether `role` and what stands behind it up to `last` are one role. */
static bool reaches(const struct people *p, uint32_t role, uint32_t last, bool is_set_off)
{
  uint32_t listed = phrase_end(p, role, CUE(ROLE) | CUE(TITLE));
  bool is_listed = listed == last + 1;
  uint32_t next = listed > role && listed <= last ? listed : role + 1; /* "directrice générale" */
  uint32_t of = behind_adjective(p, next, last);
  if (is_set_off)
    return is_listed ||
           (!names_is_relation(p, role) && is_complement_set_off(p, role, of, last + 1));
  /* "rédacteur en chef", "jefe de policía" */
  bool is_second = names_is_role(p, last) && names_leads_on(p, next) &&
                   (token_bits(p, last) & CUE(BODY) ||
                    (role + 2 == last && token_classes(p, next) & CLASS_BIT(CLASS_PREPOSITION) &&
                     !(token_bits(p, next) & CUE(OF))));
  return is_listed || is_second || is_complement(p, of, last + 1);
}

/* The role at or before `last` that what stands behind it up to `last` belongs to, where roles are
 * written small: listed as a whole, or of an office or a place with a capital; else `last`. */
static uint32_t joined_office(const struct people *p, uint32_t last)
{
  for (uint32_t i = last; i > 0 && i + COMPLEMENT_WORDS > last; i--) {
    uint32_t role = i - 1;
    if (!token_is_word(p, role) || token_has(p, i, TOKEN_BLOCK_START | TOKEN_SENTENCE_START))
      break;
    if (!names_is_role(p, role) && !names_is_joined_role(p, role))
      continue;
    bool is_listed = phrase_end(p, role, CUE(ROLE) | CUE(TITLE)) == last + 1;
    bool is_of = !names_is_relation(p, role) && is_complement(p, role + 1, last + 1);
    return is_listed || is_of ? role : last;
  }
  return last;
}

uint32_t names_role_noun(const struct people *p, const struct candidate *c, uint32_t last)
{
  bool is_set_off = last + 1 < c->lead;
  uint32_t count = p->a->tokens.count;
  /* "the mayor of Ashby, Kent,"; "joueur de l'AS Saint-Étienne" */
  if (!(token_bits(p, c->first) & CUES_GIVEN))
    return last;
  /* "officier van justitie", "minister van Financiën" */
  if (!is_set_off && cues_joins_nouns(p->cues) && !cues_capital_nouns(p->cues))
    return joined_office(p, last);
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

uint32_t names_word_start(const struct people *p, uint32_t from, uint32_t i)
{
  enum { TOKENS_MAX = 24 }; /* of one word; a chain of hyphens is none */

  from = i > from + TOKENS_MAX ? i - TOKENS_MAX : from;
  while (i >= from + 2 && token_is_inner_hyphen(p, i - 1) && token_is_word(p, i - 2))
    i -= 2;
  return i;
}

uint32_t names_word_end(const struct people *p, uint32_t i)
{
  while (token_is_inner_hyphen(p, i + 1) && token_is_word(p, i + 2))
    i += 2;
  return i + 1;
}

uint32_t names_roles_start(const struct people *p, uint32_t from, uint32_t name)
{
  uint32_t start = name;
  while (start > from) {
    uint32_t last = start - 1;
    last -= token_is(p, last, '.') && last > from; /* "Prof." */
    bool is_titled = token_bits(p, last) & (CUE(ROLE) | CUE(TITLE)) ||
                     names_word_ends_in_role(p, token_folded(p, last));
    if (!token_is_word(p, last) || !is_titled)
      break;
    start = names_word_start(p, from, last);
  }
  return start;
}

/* "M.D.", "PhD" from token i on: where it ends; i if there is none. */
static uint32_t degree_end(const struct people *p, uint32_t i)
{
  enum { LETTERS_MAX = 5, PART_LETTERS = 3 };

  uint32_t count = p->a->tokens.count, end = i;
  while (end + 1 < count && token_has(p, end, TOKEN_CAPITAL) && token_is(p, end + 1, '.') &&
         token_text(p, end).len <= PART_LETTERS &&
         (end == i || !token_has(p, end, TOKEN_SPACE_BEFORE)))
    end += 2;
  bool is_short = token_is_word(p, i) && token_text(p, i).len <= LETTERS_MAX &&
                  token_has(p, i, TOKEN_ALL_CAPS | TOKEN_MIXED_CASE) &&
                  !(token_bits(p, i) & (CUE(TITLE) | CUE(ROLE)));
  return end > i ? end : is_short || token_bits(p, i) & CUE(POSTNOMINAL) ? i + 1 : i;
}

uint32_t names_behind_degrees(const struct people *p, uint32_t i)
{
  enum { DEGREES_MAX = 4 };

  uint32_t count = p->a->tokens.count;
  while (i < count && (token_bits(p, i) & CUE(POSTNOMINAL)))
    i++;
  for (uint32_t n = 0; n < DEGREES_MAX && i + 2 < count && token_is(p, i, ','); n++) {
    uint32_t end = degree_end(p, i + 1);
    if (end == i + 1 || end >= count || !token_is(p, end, ','))
      break;
    i = end;
  }
  return i;
}

uint32_t names_changed_start(const struct people *p, uint32_t start)
{
  enum { WORDS_MAX = 2 };

  for (uint32_t n = 0; n < WORDS_MAX && start > 0; n++) {
    uint32_t last = start - 1 - (start > 1 && token_is_inner_hyphen(p, start - 1));
    uint32_t first = names_word_start(p, 0, last);
    str word = str_span(p->a->document->text, tokens_span(p, first, last + 1));
    if (token_has(p, start, TOKEN_SENTENCE_START | TOKEN_BLOCK_START) || !token_is_word(p, last) ||
        !language_has(p->a->language, "people", "changes", text_fold(p->scratch, word)))
      break;
    start = first;
  }
  return start;
}

bool names_is_undone(const struct people *p, uint32_t i)
{
  const uint64_t article = CUE(DETERMINER) | CUE(POSSESSIVE);
  return i + 1 < p->a->tokens.count && token_listed(p, i, "people", "undone") &&
         (token_classes(p, i) & CLASS_BIT(CLASS_NEGATION) ||
          (token_bits(p, i) | token_bits(p, i + 1)) & article);
}
