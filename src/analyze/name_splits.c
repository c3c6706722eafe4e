/* name_splits.c - parts a run of capitalised words from what is no part of its name: the title or
 * office in front, letters, a label, a party or a country's adjective behind.
 *
 * Invariant: a candidate only shrinks; `lead` keeps where its title starts. */
#include "analyze/name_weights.h"

/* Where every noun has a capital, the name starts at its given name: "Oppositionsführer Karl
 * Braun"; of the nouns before it the roles are its title. */
static void split_nouns(const struct people *p, struct candidate *c)
{
  for (uint32_t i = c->first + 1; i + 1 < c->end; i++)
    if (has(p, i, CUES_GIVEN) && !has(p, i, CUE(TITLE)) && token_has(p, i, TOKEN_SPACE_BEFORE)) {
      c->lead = names_roles_start(p, c->lead, i);
      c->first = i;
      c->person += c->lead < i ? CERTAIN : 0;
      return;
    }
}

/* The given name from token i on that another word with a capital follows; `end` if none does. */
static uint32_t given_start(const struct people *p, uint32_t i, uint32_t end)
{
  while (i < end && (i + 1 >= end || !has(p, i, CUES_GIVEN) || has(p, i, CUE(GIVEN_WORD)) ||
                     !token_has(p, i + 1, TOKEN_CAPITAL) || is_common(p, i + 1)))
    i++;
  return i;
}

/* "presidente della Repubblica Aldo Neri": what the office is of is no part of the name. */
static void split_office(const struct people *p, struct candidate *c)
{
  enum { OFFICE_WORDS = 3 };

  if (c->first < 2 || c->first >= c->end || token_has(p, c->first, TOKEN_BLOCK_START) ||
      cues_capital_nouns(p->cues) ||
      has(p, c->first, CUES_GIVEN | CUE(ORGANISATION_HEAD) | CUE(PLACE_HEAD)))
    return;
  uint32_t of = c->first - 1;
  of -= has(p, of, CUE(DETERMINER)) && !has(p, of, CUE(OF));
  bool is_joined = has(p, of, CUE(OF) | CUE(JOINER)) && !has(p, of, CUE(AND));
  if (!is_joined || of == 0 || !has(p, of - 1, CUE(ROLE) | CUE(TITLE)))
    return;
  uint32_t given = given_start(p, c->first, c->end);
  bool is_body = has(p, c->end - 1, CUE(ORGANISATION_END) | CUE(ORGANISATION_SUFFIX));
  if (given == c->end || given > c->first + OFFICE_WORDS || is_body)
    return;
  c->first = given;
  c->lead = given;
}

bool names_ends_surely(const struct people *p, const struct candidate *c)
{
  return token_classes(p, c->end - 1) & CLASS_BIT(CLASS_SURE_END) &&
         token_has(p, c->end - 1, TOKEN_CAPITAL);
}

/* "Economist Jane Holt" behind "Chief", "National Security Adviser Ben Reed" behind "Deputy": where
 * the given name right behind a role is, before the end; `from` if there is none. */
static uint32_t behind_role(const struct people *p, uint32_t from, uint32_t end)
{
  enum { ROLE_WORDS = 4 };

  uint32_t given = given_start(p, from, end);
  bool is_led = given > from && given < end && given - from <= ROLE_WORDS &&
                has(p, given - 1, CUE(ROLE)) && token_is_capital(p, given - 1);
  return is_led ? given : from;
}

/* "Journalist Hala Imsal": where the name starts behind a role that has its capital from the
 * sentence's start; c->first if none does. */
static uint32_t behind_first_role(const struct people *p, const struct candidate *c)
{
  uint32_t name = c->first + 1;
  bool is_role = c->is_weak && !cues_capital_nouns(p->cues) && has(p, c->first, CUE(ROLE)) &&
                 !has(p, c->first, CUES_GIVEN) &&
                 !(token_classes(p, c->first) & CLASS_BIT(CLASS_SURNAME)) && name + 1 < c->end;
  for (uint32_t i = name; i < c->end && is_role; i++)
    is_role = (!token_is_word(p, i) || token_has(p, i, TOKEN_CAPITAL)) && !is_common(p, i) &&
              !has(p, i, CUE(ORGANISATION) | CUE(PLACE) | CUE(ROLE) | CUE(JOINER));
  return is_role ? name : behind_role(p, c->first, c->end);
}

bool names_is_known_surname(const struct people *p, const struct candidate *c)
{
  enum { BACK = 64 };

  const struct candidate *before = c;
  for (uint32_t n = 0; n < BACK && before > p->candidates.at; n++) {
    before--;
    if (before->end > before->first + 1 && before->person >= STRONG &&
        before->person > before->place && before->person > before->organisation &&
        p->a->tokens.at[before->end - 1].word == p->a->tokens.at[c->end - 1].word)
      return true;
  }
  return false;
}

/* "Senate Majority Leader Ann Hall": behind a title, a given name and what is a surname here. */
static bool has_titled_person(const struct people *p, const struct candidate *c)
{
  for (uint32_t i = c->first; i < c->end; i++) {
    uint32_t name = phrase_end(p, i, CUE(TITLE));
    if (name > i && name + 2 == c->end && has(p, name, CUES_GIVEN))
      return !names_ends_surely(p, c);
  }
  return false;
}

/* Moves the title in front out of the name: "Secretary of State Antony Blinken". */
static void split_title(const struct people *p, struct candidate *c)
{
  bool is_body =
      c->end > c->first &&
      has(p, c->end - 1, CUE(ORGANISATION_END) | CUE(ORGANISATION_SUFFIX) | CUE(PLACE_END)) &&
      (!has(p, c->first, CUE(TITLE)) || names_ends_surely(p, c)) && !has_titled_person(p, c);
  bool is_known = c->end > c->first && phrase_end(p, c->first, CUE(ORGANISATION)) == c->end;
  /* "Labour MP Tom Hill" */
  uint32_t given =
      is_body && has(p, c->end - 1, CUE(PLACE_END)) ? behind_role(p, c->first, c->end) : c->end;
  if (given < c->end && names_word_start(p, given + 1, c->end - 1) == given + 1)
    c->first = given;
  if (is_body || is_known)
    return;
  uint32_t name = c->first;
  for (uint32_t i = c->first; i < c->end;) {
    uint32_t end = phrase_end(p, i, CUE(TITLE));
    /* "Reform MP Zoli Marsh" */
    bool is_member = i > c->first && i + 1 < c->end && token_has(p, i, TOKEN_ALL_CAPS) &&
                     has(p, i, CUE(ROLE)) && has(p, i, CUE(POSTNOMINAL)) &&
                     !has(p, c->first, CUES_GIVEN);
    end = is_member ? i + 1 : end;
    /* "Prime Minister John Major", "Herzog Georg Ludwig König von" */
    if (name > c->first && has(p, i, CUES_GIVEN) && !has(p, i, CUE(TITLE)))
      break;
    /* "König-Otto-Bad": more of a word, which is no title; "King's College" is none's. */
    bool is_compounded = cues_capital_nouns(p->cues) && token_is_inner_hyphen(p, end);
    bool is_owner = end < c->end &&
                    (token_is_possessive(p, end) || token_is(p, end, ',') || token_is(p, end, '&'));
    /* "Justice Department's Security Division" */
    is_owner = is_owner || (end + 1 < c->end && has(p, end, CUE(ORGANISATION_END)) &&
                            token_is_possessive(p, end + 1));
    /* "Howard King", "Hassan Sheikh Aden"; but "Georgia Governor Ann Lee" */
    bool is_behind_given = name == c->first && i > c->first && has(p, c->first, CUES_GIVEN) &&
                           !has(p, c->first, CUE(TITLE)) && !cues_capital_nouns(p->cues);
    bool is_surname = is_behind_given && end == i + 1 &&
                      (end == c->end || (i == c->first + 1 && has(p, c->first, CUE(GIVEN_MALE)) &&
                                         !has(p, c->first, CUE(PLACE) | CUE(PLACE_WORD)) &&
                                         token_is_capital(p, end) && !has(p, end, CUES_GIVEN)));
    if (end == i || end > c->end || is_compounded || is_owner || is_surname) {
      i++;
      continue;
    }
    if (has(p, i, CUE(TITLE_KEPT)) && end == i + 1 && end < c->end) /* "Lord", no "Lord Mayor" */
      break;
    name = end;
    while (name < c->end && token_is(p, name, '.'))
      name++;
    i = name;
  }
  /* "Secretary of State for Health" goes on to the name, where there is one. */
  bool is_of_more = name > c->first && name < c->end && has(p, name, CUE(JOINER)) &&
                    !has(p, name, CUE(PARTICLE)) && !token_has(p, name, TOKEN_CAPITAL);
  if (is_of_more)
    name = given_start(p, name + 1, c->end);
  name = name == c->first ? behind_first_role(p, c) : behind_role(p, name, c->end);
  /* "King asked", of whom the text has spoken as Howard King. */
  bool is_led = c->first > 0 && !token_has(p, c->first, TOKEN_BLOCK_START) &&
                has(p, c->first - 1, CUE(DETERMINER) | CUE(POSSESSIVE));
  if (name == c->end && c->end == c->first + 1 && !is_led && !cues_capital_nouns(p->cues) &&
      names_is_known_surname(p, c))
    return;
  /* "Don", "Sister" alone and the like are names or nothing. */
  c->lead = cues_capital_nouns(p->cues) ? names_roles_start(p, c->first, name) : c->first;
  c->first = name;
}

/* "White House Briefing", "Noida Location": what follows a name that is whole without it. */
static void split_label(const struct people *p, struct candidate *c)
{
  if (c->lead < c->first) /* "Mayor London Breed" */
    return;
  /* "Tesla Model X" */
  uint32_t known = phrase_end(p, c->first, CUE(ORGANISATION));
  bool is_product = known > c->first && known + 1 < c->end && is_common(p, known) &&
                    token_text(p, c->end - 1).len == 1 && token_is_capital(p, c->end - 1);
  if (is_product)
    c->end = known;
  uint64_t ends = CUE(ORGANISATION_END) | CUE(PLACE_END) | CUE(THING) | CUE(ORGANISATION_SUFFIX);
  for (uint32_t end = c->end; end > c->first + 1 && is_common(p, end - 1); end--) {
    uint64_t whole = phrase_bits(p, c->first, end);
    if (has(p, end - 1, ends) || (whole & (CUE(PLACE) | CUE(ORGANISATION))))
      return;
    bool is_listed = phrase_bits(p, c->first, end - 1) & (CUE(PLACE) | CUE(ORGANISATION));
    bool is_ended =
        end > c->first + 2 && has(p, end - 2, CUE(ORGANISATION_END)) && !is_common(p, end - 2);
    if (is_listed || is_ended) {
      c->end = end - 1;
      return;
    }
  }
}

bool names_has_body_word(const struct people *p, const struct candidate *c)
{
  for (uint32_t i = c->first; i < c->end; i++)
    if (has(p, i, CUE(ORGANISATION_HEAD)) && !has(p, i, CUES_GIVEN | CUE(TITLE)))
      return true;
  return false;
}

/* "D-New York" behind a senator: the party is no part of the state. */
static void split_party(const struct people *p, struct candidate *c)
{
  uint32_t state = c->first + 2;
  bool is_party = state < c->end && token_text(p, c->first).len == 1 &&
                  token_is_inner_hyphen(p, c->first + 1) &&
                  (phrase_end(p, state, CUE(PLACE)) == c->end ||
                   token_classes(p, state) & CLASS_BIT(CLASS_BEHIND_TOWN));
  if (!is_party)
    return;
  c->first = state;
  c->lead = state;
}

/* "U.S. Attorney", "U.S.-Canada": of what only its country is known, no more than the country. */
static void split_country(const struct people *p, struct candidate *c)
{
  uint32_t end = phrase_end(p, c->first, CUE(PLACE));
  bool is_code = end > c->first && token_is(p, end - 1, '.') && c->lead == c->first;
  if (!is_code || end >= c->end || has(p, c->end - 1, CUE(ORGANISATION_END) | CUE(PLACE_END)) ||
      phrase_end(p, c->first, CUE(ORGANISATION)) > end || names_has_body_word(p, c))
    return;
  c->end = end;
}

/* "Ann Lee MCIPS": letters behind a whole name. */
static bool is_letters_behind(const struct people *p, const struct candidate *c)
{
  enum { LETTERS_LEAST = 3 };

  uint32_t last = c->end - 1;
  bool is_plain = last > c->first + 1 && token_has(p, last, TOKEN_ALL_CAPS) &&
                  token_text(p, last).len >= LETTERS_LEAST &&
                  token_has(p, last, TOKEN_SPACE_BEFORE) && has(p, c->first, CUES_GIVEN);
  for (uint32_t i = c->first; i < last && is_plain; i++)
    is_plain = !token_has(p, i, TOKEN_ALL_CAPS);
  return is_plain && !has(p, last, CUE(ORGANISATION) | CUE(PLACE) | CUE(ORGANISATION_SUFFIX));
}

static void split_postnominals(const struct people *p, struct candidate *c)
{
  if (is_letters_behind(p, c))
    c->end--;
  while (c->end > c->first + 1 &&
         (has(p, c->end - 1, CUE(POSTNOMINAL)) ||
          (token_is(p, c->end - 1, '.') && has(p, c->end - 2, CUE(POSTNOMINAL)))))
    c->end -= token_is(p, c->end - 1, '.') ? 2 : 1;
}

void names_split_front(const struct people *p, struct candidate *c)
{
  split_title(p, c);
  split_office(p, c);
}

void names_split_rest(const struct people *p, struct candidate *c)
{
  split_postnominals(p, c);
  split_label(p, c);
  split_party(p, c);
  split_country(p, c);
  if (cues_capital_nouns(p->cues) && c->first == c->lead && !has(p, c->first, CUES_GIVEN))
    split_nouns(p, c);
}
