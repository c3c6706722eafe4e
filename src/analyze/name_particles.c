/* name_particles.c - the small words inside of names: does "von", "de", "van den" go on with a
 * person's, or say whose and where the person is; and the towns that are written with hyphens. */
#include "analyze/name_runs.h"

/* Where every noun has a capital, "Sekretärin der Partei" is no name, "König von England" none for
 * certain, and "Botschafter und Konsuln" none; but "Ursula von der Leyen", "Frau von Storch". */
static bool parts_nouns(const struct people *p, uint32_t first, uint32_t at)
{
  uint64_t bits = token_bits(p, at);
  if (!cues_capital_nouns(p->cues))
    return false;
  bool is_title_only =
      phrase_end(p, first, CUE(TITLE)) == at && !(token_bits(p, first) & CUE(COURTESY));
  return bits & (CUE(AND) | CUE(DETERMINER)) || is_title_only;
}

/* "Kamerlid Anna de Wit", "VVD-Kamerlid": behind what has its capital from the sentence's start and
 * is no part of the name. */
static uint32_t behind_opening(const struct people *p, uint32_t first)
{
  uint32_t titles = phrase_end(p, first, CUE(TITLE));
  if (titles > first || !cues_joins_nouns(p->cues) || cues_capital_nouns(p->cues) ||
      !token_has(p, first, TOKEN_SENTENCE_START | TOKEN_BLOCK_START) ||
      token_bits(p, first) & (CUES_GIVEN | CUE(PLACE)))
    return titles;
  return names_word_end(p, first);
}

bool names_given_only(const struct people *p, uint32_t first, uint32_t at)
{
  uint32_t from = behind_opening(p, first);
  bool has_given = false;
  for (uint32_t i = from; i < at; i++) {
    uint64_t bits = token_bits(p, i);
    uint64_t other = CUE(PLACE) | CUE(PLACE_WORD) | CUE(GIVEN_WORD);
    if (!(bits & CUES_GIVEN) && token_text(p, i).len > 1)
      return false;
    has_given = has_given || (bits & CUES_GIVEN && (from > first || !(bits & other)));
  }
  return has_given;
}

/* "Karin Vogt vom Ifo-Institut", "Jan Weber von Greenpeace": in German a name that has its surname
 * is followed by whose or where the person is; but "Graf von", "Karl Maria von". */
static bool is_whole_name(const struct people *p, uint32_t first, uint32_t at)
{
  uint64_t leads = CUES_GIVEN | CUE(TITLE) | CUE(ROLE) | CUE(PARTICLE);
  bool is_linked =
      token_bits(p, at) & CUE(OF) || token_classes(p, at) & CLASS_BIT(CLASS_PREPOSITION);
  bool has_given = false;
  for (uint32_t i = first; i + 1 < at; i++)
    has_given = has_given || token_bits(p, i) & CUES_GIVEN;
  return cues_capital_nouns(p->cues) && is_linked && has_given && token_is_word(p, at - 1) &&
         token_text(p, at - 1).len > 1 && !(token_bits(p, at - 1) & leads);
}

/* "Avisamos al Ayuntamiento": a verb with the capital of its sentence, and "to the". */
static bool is_behind_verb(const struct people *p, uint32_t first, uint32_t at)
{
  return cues_adjectives_behind(p->cues) && at == first + 1 &&
         token_has(p, first, TOKEN_SENTENCE_START | TOKEN_BLOCK_START) &&
         !(token_bits(p, first) & (CUES_GIVEN | CUE(TITLE))) &&
         language_has(p->a->language, "grammar", "articled", token_folded(p, at));
}

bool names_goes_on(const struct people *p, uint32_t first, uint32_t at)
{
  uint32_t next = at + 1;
  if (!(token_bits(p, at) & CUE(PARTICLE)) || parts_nouns(p, first, at) ||
      is_whole_name(p, first, at) || is_behind_verb(p, first, at))
    return false;
  if (!(token_bits(p, at) & CUE(JOINER)))
    return true;
  /* "van den", where "den" is no article of today's. */
  bool is_double = token_bits(p, next) & CUE(PARTICLE) &&
                   !(token_bits(p, next) & (CUE(DETERMINER) | CUE(JOINER)));
  uint32_t name =
      next + (token_bits(p, next) & CUE(PARTICLE) && !token_has(p, next, TOKEN_CAPITAL));
  if (is_double || name >= p->a->tokens.count)
    return is_double;
  bool is_listed = (token_classes(p, name) & CLASS_BIT(CLASS_SURNAME)) &&
                   token_bits(p, phrase_end(p, first, CUE(TITLE))) & CUES_GIVEN;
  return is_listed || (names_given_only(p, first, at) &&
                       !(token_bits(p, name) & (CUE(ORGANISATION_HEAD) | CUE(PLACE_END))));
}

uint32_t names_article_end(const struct people *p, uint32_t i)
{
  if (!token_is_word(p, i) || token_has(p, i, TOKEN_CAPITAL) || i + 2 >= p->a->tokens.count ||
      !token_is_inner_hyphen(p, i + 1) || !token_is_capital(p, i + 2) ||
      token_has(p, i + 1, TOKEN_BLOCK_START) ||
      (i > 0 && token_is(p, i - 1, '-') && !token_has(p, i, TOKEN_SPACE_BEFORE)))
    return i;
  bool is_article = token_bits(p, i) & CUE(PARTICLE) ||
                    language_has(p->a->language, "people", "articles", token_folded(p, i));
  return is_article ? i + 2 : i;
}

bool names_hyphenated(const struct people *p, const struct candidate *c)
{
  for (uint32_t i = c->first + 1; i < c->end; i++)
    if (token_has(p, i, TOKEN_SPACE_BEFORE))
      return false;
  return c->end > c->first + 2 && token_is_inner_hyphen(p, c->first + 1);
}

bool names_town(const struct people *p, const struct candidate *c)
{
  bool is_linked = false;
  for (uint32_t i = c->first + 2; i + 2 < c->end && names_hyphenated(p, c); i += 2)
    is_linked = is_linked || (!token_has(p, i, TOKEN_CAPITAL) &&
                              token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION));
  return is_linked;
}

bool names_owns(const struct people *p, const struct candidate *c)
{
  uint32_t last = c->end - 1;
  if (c->end < c->first + 3 || !(token_bits(p, c->first) & CUES_GIVEN))
    return false;
  bool is_noun = token_is_word(p, last) && token_has(p, last, TOKEN_SPACE_BEFORE) &&
                 !(token_bits(p, last) & (CUES_GIVEN | CUE(POSTNOMINAL))) &&
                 !(token_classes(p, last) & CLASS_BIT(CLASS_SURNAME));
  return is_noun && token_has(p, last - 1, TOKEN_CAPITAL) &&
         !(token_bits(p, last - 1) & CUES_GIVEN) &&
         names_ends(p, "genitive.ends", token_folded(p, last - 1));
}

uint32_t names_surname(const struct people *p, uint32_t i)
{
  enum { PARTICLES_MAX = 3 };

  uint32_t surname = i;
  if (cues_capital_nouns(p->cues)) /* "Ludwig I. von Bayern", "z. B. von Anabolika" */
    return i;
  while (surname < i + PARTICLES_MAX && names_same_stretch(p, surname) &&
         token_bits(p, surname) & CUE(PARTICLE) && !token_is_capital(p, surname))
    surname++;
  return names_same_stretch(p, surname) && token_is_capital(p, surname) ? surname : i;
}

bool names_is_middle_initial(const struct people *p, uint32_t i)
{
  const uint64_t common = CLASS_BIT(CLASS_COMMON); /* "Hepatitis A. Doctors say" */
  uint32_t next = i + 2;
  bool is_numeral = cues_capital_nouns(p->cues) && strchr("IVX", token_text(p, i).data[0]);
  if (token_text(p, i).len != 1 || is_numeral || !token_has(p, i, TOKEN_SPACE_BEFORE) ||
      !names_same_stretch(p, i + 1) || !token_is(p, i + 1, '.') ||
      token_has(p, i + 1, TOKEN_SPACE_BEFORE) || !names_same_stretch(p, next) ||
      !token_has(p, next, TOKEN_SPACE_BEFORE) || token_has(p, next, TOKEN_SENTENCE_START))
    return false;
  bool is_behind_name = token_is(p, i - 1, '.') || token_bits(p, i - 1) & CUES_GIVEN ||
                        (!(token_classes(p, i - 1) & common) && !(token_classes(p, next) & common));
  return is_behind_name && (names_surname(p, next) > next ||
                            (token_is_capital(p, next) && !names_is_function_word(p, next)));
}

bool names_has_initials(const struct people *p, uint32_t i)
{
  enum { LETTERS_MAX = 5 };

  uint32_t at = i, letters = 0;
  while (letters < LETTERS_MAX && names_same_stretch(p, at + 1) && token_text(p, at).len == 1 &&
         token_is_capital(p, at) && token_is(p, at + 1, '.') &&
         !token_has(p, at + 1, TOKEN_SPACE_BEFORE)) {
    letters++;
    at += 2;
  }
  /* "at 5 A.M. Tom Hill", "I.T. Department" */
  bool is_hour =
      i > 0 && !token_has(p, i, TOKEN_BLOCK_START) && p->a->tokens.at[i - 1].kind == TOKEN_NUMBER;
  return letters > 1 && !is_hour && names_same_stretch(p, at) && token_is_capital(p, at) &&
         token_text(p, at).len > 1 && !token_has(p, at, TOKEN_SENTENCE_START) &&
         !(token_classes(p, at) & CLASS_BIT(CLASS_COMMON)) &&
         !(token_bits(p, at) & (CUE(ORGANISATION_END) | CUE(ORGANISATION_HEAD)));
}
