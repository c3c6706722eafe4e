/* name_kinds.c - weighs what one run of capitalised words is: by its own words, by the title in
 * front of it, by its neighbours. The weights only have to order the three kinds; agreement over
 * the document adds them up. A run that is nothing but a title ends empty (first == end). */
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

/* "Howard University", "King James School": whatever stands before it. */
static bool ends_surely(const struct people *p, const struct candidate *c)
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

/* Whether the text has spoken of a person whose name ends in this word. */
static bool is_known_surname(const struct people *p, const struct candidate *c)
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

/* Moves the title in front out of the name: "Secretary of State Antony Blinken". */
static void split_title(const struct people *p, struct candidate *c)
{
  bool is_body =
      c->end > c->first &&
      has(p, c->end - 1, CUE(ORGANISATION_END) | CUE(ORGANISATION_SUFFIX) | CUE(PLACE_END)) &&
      (!has(p, c->first, CUE(TITLE)) || ends_surely(p, c));
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
      is_known_surname(p, c))
    return;
  /* "Don", "Sister" alone and the like are names or nothing. */
  c->lead = cues_capital_nouns(p->cues) ? names_roles_start(p, c->first, name) : c->first;
  c->first = name;
}

/* "White House Briefing", "Noida Location": what follows a name that is whole without it. */
static void split_label(const struct people *p, struct candidate *c)
{
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

/* A word inside that organisations have: "University College Dublin". */
static bool has_body_word(const struct people *p, const struct candidate *c)
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
      phrase_end(p, c->first, CUE(ORGANISATION)) > end || has_body_word(p, c))
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

static uint32_t count_words(const struct people *p, const struct candidate *c)
{
  uint32_t words = 0;
  for (uint32_t i = c->first; i < c->end; i++)
    words += token_is_word(p, i) || p->a->tokens.at[i].kind == TOKEN_NUMBER;
  return words;
}

/* A word that the document also writes small is no surname. */
static bool has_common_word(const struct people *p, const struct candidate *c)
{
  for (uint32_t i = c->first; i < c->end; i++)
    if (token_is_word(p, i) && token_text(p, i).len > 1 && token_seen_small(p, i) &&
        !has(p, i, CUE(PARTICLE)) && !(i > c->first && token_is_inner_hyphen(p, i - 1)))
      return true;
  return false;
}

static bool joins(const struct people *p, uint32_t i, str marks)
{
  return i < p->a->tokens.count && !token_has(p, i, TOKEN_SPACE_BEFORE | TOKEN_BLOCK_START) &&
         p->a->tokens.at[i].len == 1 && memchr(marks.data, token_text(p, i).data[0], marks.len);
}

/* Part of something written in one: "report.pdf", "ann@post.org", and for acronyms "5-HTP". */
static bool is_glued(const struct people *p, const struct candidate *c, str marks)
{
  bool to_next = !joins(p, c->end, STR("@")) && joins(p, c->end, marks) &&
                 c->end + 1 < p->a->tokens.count &&
                 !token_has(p, c->end + 1, TOKEN_SPACE_BEFORE | TOKEN_BLOCK_START) &&
                 token_is_word(p, c->end + 1);
  bool to_last = c->first > 1 && joins(p, c->first - 1, marks) &&
                 !token_has(p, c->first, TOKEN_SPACE_BEFORE | TOKEN_BLOCK_START) &&
                 token_is_word(p, c->first - 2);
  /* "4105SF" */
  bool is_counted = c->first > 0 && p->a->tokens.at[c->first - 1].kind == TOKEN_NUMBER &&
                    !token_has(p, c->first, TOKEN_SPACE_BEFORE | TOKEN_BLOCK_START);
  /* "CO2", "RS6", "Charlotte82" */
  bool is_code = c->end > c->first &&
                 (token_has(p, c->end - 1, TOKEN_ALL_CAPS) || has(p, c->end - 1, CUES_GIVEN));
  bool is_numbered = is_code && c->end < p->a->tokens.count &&
                     p->a->tokens.at[c->end].kind == TOKEN_NUMBER &&
                     !token_has(p, c->end, TOKEN_SPACE_BEFORE | TOKEN_BLOCK_START);
  return to_next || to_last || is_counted || is_numbered;
}

/* "the PSA account": an acronym before a noun of its own says what kind; before people or a body it
 * says whose. */
static bool is_modifier(const struct people *p, const struct candidate *c)
{
  uint32_t next = c->end;
  if (next >= p->a->tokens.count || token_has(p, next, TOKEN_BLOCK_START) ||
      !token_is_word(p, next))
    return false;
  uint64_t classes = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION) |
                     CLASS_BIT(CLASS_CONNECTIVE) | CLASS_BIT(CLASS_PRONOUN_OTHER);
  uint64_t bits = CUE(SAY) | CUE(CALL) | CUE(AUXILIARY) | CUE(ADVERB) | CUE(GROUP) | CUE(BODY) |
                  CUE(ROLE) | CUE(AND);
  return !token_has(p, next, TOKEN_CAPITAL) && !token_is_possessive(p, next) &&
         !(token_classes(p, next) & classes) && !has(p, next, bits);
}

/* "NZ$48", "CFA francs". */
static bool is_money(const struct people *p, const struct candidate *c)
{
  uint32_t next = c->end;
  return next < p->a->tokens.count && next == c->first + 1 &&
         token_has(p, c->first, TOKEN_ALL_CAPS) &&
         ((token_classes(p, next) & CLASS_BIT(CLASS_CURRENCY)) ||
          (token_is(p, next, '$') && !token_has(p, next, TOKEN_SPACE_BEFORE)) ||
          (p->a->tokens.at[next].kind == TOKEN_NUMBER && !has(p, c->first, CUE(PLACE))));
}

/* "T E D", "L.P.": letters alone name nothing, U.S. and the like excepted. */
static bool is_letters(const struct people *p, const struct candidate *c)
{
  if (phrase_bits(p, c->first, c->end) & (CUE(PLACE) | CUE(ORGANISATION)))
    return false;
  for (uint32_t i = c->first; i < c->end; i++)
    if (token_text(p, i).len > 1)
      return false;
  return true;
}

bool names_is_label(const struct people *p, const struct candidate *c)
{
  uint32_t last = c->end - 1;
  return is_common(p, last) || (is_common(p, c->first) && !has(p, c->first, CUES_GIVEN));
}

static bool is_all_common(const struct people *p, const struct candidate *c)
{
  uint64_t bits = CUE(ORGANISATION_END) | CUE(ORGANISATION_HEAD) | CUE(NEVER) | CUE(JOINER);
  for (uint32_t i = c->first; i < c->end; i++)
    if (token_is_word(p, i) && !is_common(p, i) && !has(p, i, bits))
      return false;
  return true;
}

/* A word in capitals of its own beside i: shouting, no acronym. */
static bool is_shouted_at(const struct people *p, uint32_t i)
{
  return i < p->a->tokens.count && token_is_word(p, i) && token_has(p, i, TOKEN_ALL_CAPS) &&
         token_text(p, i).len > 1 && !has(p, i, CUE(PLACE) | CUE(ORGANISATION));
}

/* Something that acts, or that one deals with: "told X", "X’s", "X officials", "by X", "officers of
 * the X". */
static bool is_agent(const struct people *p, const struct candidate *c)
{
  uint32_t next = c->end;
  uint64_t acting = CUE(SAY) | CUE(AUXILIARY) | CUE(GROUP) | CUE(BODY) | CUE(ROLE);
  if (next < p->a->tokens.count && !token_has(p, next, TOKEN_BLOCK_START) &&
      (token_is_possessive(p, next) || has(p, next, acting)))
    return true;
  if (c->first == 0 || token_has(p, c->first, TOKEN_BLOCK_START))
    return false;
  uint32_t before = c->first - 1;
  bool is_headed = has(p, before, CUE(DEFINITE)) && before > 1 && has(p, before - 1, CUE(OF)) &&
                   has(p, before - 2, CUE(GROUP) | CUE(ROLE) | CUE(BODY));
  return is_headed || has(p, before, CUE(PLACE_BEFORE) | CUE(OF) | CUE(BY) | CUE(AND) | CUE(SAY)) ||
         (token_classes(p, before) & CLASS_BIT(CLASS_PREPOSITION));
}

/* What an acronym of no list may be: most stand for things. */
static int32_t acronym_weight(const struct people *p, const struct candidate *c)
{
  uint32_t next = c->end;
  bool has_next = next < p->a->tokens.count && !token_has(p, next, TOKEN_BLOCK_START);
  bool has_before = c->first > 0 && !token_has(p, c->first, TOKEN_BLOCK_START);
  bool is_counted =
      has_before && has(p, c->first - 1, CUE(DETERMINER)) && !has(p, c->first - 1, CUE(DEFINITE));
  if (is_common(p, c->first) || token_seen_small(p, c->first) || is_counted ||
      (has_before && p->a->tokens.at[c->first - 1].kind == TOKEN_NUMBER))
    return 0;
  bool is_loud = (has_before && is_shouted_at(p, c->first - 1)) ||
                 (has_next && is_shouted_at(p, token_is(p, next, ',') ? next + 1 : next));
  return is_loud ? 0 : is_agent(p, c) ? FAIR : HINT;
}

/* "NiMo", "WashPost": a capital inside, but not that of a surname: "McCoy", "DeLay". */
static bool is_camel(const struct people *p, uint32_t i)
{
  str text = token_text(p, i);
  for (size_t at = 2; at + 1 < text.len; at++) {
    char c = text.data[at], before = text.data[at - 1];
    if (c < 'A' || c > 'Z' || before < 'a' || before > 'z')
      continue;
    str head = text_fold(p->scratch, str_sub(text, 0, at));
    return !(cues_of(p->cues, head) & CUE(PARTICLE));
  }
  return false;
}

/* "Hurricane Katrina", and Katrina alone in the same text. */
static bool is_storm(const struct people *p, const struct candidate *c, uint32_t words)
{
  if (words == 1)
    return p->is_storm[p->a->tokens.at[c->first].word] && c->lead == c->first;
  return words == 2 && (token_classes(p, c->first) & CLASS_BIT(CLASS_STORM)) &&
         c->end == c->first + 2 &&
         !has(p, c->first + 1, CUE(PLACE_END) | CUE(ORGANISATION_END) | CUE(PLACE));
}

static bool is_street(const struct people *p, uint32_t i)
{
  return (token_classes(p, i) & CLASS_BIT(CLASS_STREET)) != 0;
}

/* "Graham Road" is a street; "Victoria Park" and "Rosemary Lane" are places behind "at", "on" and a
 * number, people elsewhere. */
static void weigh_street(const struct people *p, struct candidate *c, uint32_t last)
{
  bool has_before = c->lead > 0 && !token_has(p, c->lead, TOKEN_BLOCK_START);
  bool is_numbered = has_before && p->a->tokens.at[c->lead - 1].kind == TOKEN_NUMBER;
  is_numbered = is_numbered && token_classes(p, last) & CLASS_BIT(CLASS_NUMBERED);
  bool may_be = has(p, last, CUE(PLACE_END)) || is_street(p, last) || is_numbered;
  if (!may_be || last == c->first || c->lead < c->first ||
      phrase_bits(p, c->first, c->end) & CUE(ORGANISATION))
    return;
  bool is_at = has_before && (has(p, c->lead - 1, CUE(PLACE_BEFORE)) ||
                              token_classes(p, c->lead - 1) & CLASS_BIT(CLASS_AT_STREET));
  if (is_street(p, last) || is_numbered) {
    c->place += CERTAIN;
    c->person = 0;
  } else if (is_at) {
    c->place += FAIR + HINT;
  }
}

/* "Ann Lee (Ashby Vale)": what stands in brackets behind a name is hers, not another person. */
static bool is_bracketed(const struct people *p, const struct candidate *c)
{
  return c->lead == c->first && c->first > 1 && token_is(p, c->first - 1, '(') &&
         c->end < p->a->tokens.count && token_is(p, c->end, ')') &&
         token_has(p, c->first - 2, TOKEN_CAPITAL) && !has(p, c->first, CUES_GIVEN);
}

/* "light at night (LAN)": an acronym that the text spells in small letters is a thing, but for
 * "service d'incendie". */
static bool is_small_when_spelt(const struct people *p, uint32_t i)
{
  str acronym = token_text(p, i);
  const struct analysis *a = p->a;
  /* A handful to a document. */
  for (uint32_t n = 0; n < a->abbreviations.count && !cues_capital_nouns(p->cues); n++) {
    const struct abbreviation *b = &a->abbreviations.at[n];
    if (b->is_from_table || !str_eq(b->short_form, acronym))
      continue;
    size_t first = str_find(b->long_form, STR(" "), 0);
    str head = text_fold(p->scratch, str_sub(b->long_form, 0, first == SIZE_MAX ? 0 : first));
    uint64_t body = CUE(BODY) | CUE(ORGANISATION_HEAD) | CUE(GROUP);
    bool has_capital = (cues_of(p->cues, head) & body) != 0;
    for (size_t at = 1; at < b->long_form.len; at++)
      has_capital = has_capital || (b->long_form.data[at] >= 'A' && b->long_form.data[at] <= 'Z');
    return !has_capital;
  }
  return false;
}

/* What the lists say about surnames and first words. */
static void weigh_lists(const struct people *p, struct candidate *c, uint32_t last, uint32_t words)
{
  if ((token_classes(p, last) & CLASS_BIT(CLASS_SURNAME)) && !token_seen_small(p, last))
    c->person += words > 1 ? FAIR + HINT : has(p, last, CUE(PLACE)) ? FAIR : STRONG;
  if (words == 1 && is_camel(p, c->first))
    c->organisation += FAIR;
  if (names_town(p, c) && !has(p, c->first, CUES_GIVEN))
    c->place += STRONG;
  uint32_t known = words > 1 ? phrase_end(p, c->first, CUE(ORGANISATION)) : c->end;
  /* "BBC Newsbeat" */
  if (known > c->first && known < c->end)
    c->organisation += token_has(p, c->first, TOKEN_ALL_CAPS) && !token_is_inner_hyphen(p, known) &&
                               !cues_capital_nouns(p->cues)
                           ? STRONG + FAIR
                           : FAIR;
  /* "V K Choudhry": initials without stops. */
  bool is_initial = words > 1 && token_text(p, c->first).len == 1 &&
                    token_has(p, c->first + 1, TOKEN_SPACE_BEFORE) &&
                    token_is_word(p, c->first + 1);
  if (is_initial && token_text(p, last).len > 2 && !is_common(p, last))
    c->person += last > c->first + 1 ? STRONG : HINT;
}

/* "Park said", of whom the text has spoken as Kenny Park. */
static bool is_speaking_surname(const struct people *p, const struct candidate *c)
{
  bool is_inverted = c->first > 1 && has(p, c->first - 1, CUE(SAY)) &&
                     p->quote_at[c->first - 2] != NONE &&
                     !token_has(p, c->first, TOKEN_BLOCK_START);
  /* "Hall issued a letter", but "the hall", "Hall staff" */
  bool is_led = c->first > 0 && !token_has(p, c->first, TOKEN_BLOCK_START) &&
                has(p, c->first - 1, CUE(DETERMINER) | CUE(POSSESSIVE) | CUE(JOINER));
  bool acts = !is_led && c->end < p->a->tokens.count && token_is_word(p, c->end) &&
              !token_has(p, c->end, TOKEN_CAPITAL | TOKEN_BLOCK_START) &&
              !has(p, c->end, CUE(GROUP) | CUE(ROLE) | CUE(BODY) | CUE(JOINER)) &&
              !is_common(p, c->end);
  return (has(p, c->end, CUE(SAY)) || is_inverted || acts) && is_known_surname(p, c);
}

/* "Mother's Day", "Data Act"; but "Mary Reed-Day", "Tom Law said". */
static bool is_thing(const struct people *p, const struct candidate *c, uint32_t last,
                     uint32_t words)
{
  bool is_surname = has(p, c->first, CUES_GIVEN) && last > c->first &&
                    (token_is_inner_hyphen(p, last - 1) || c->lead < c->first ||
                     (words == 2 && has(p, c->end, CUE(SAY))));
  return has(p, last, CUE(THING)) && !is_surname;
}

/* "the Board", "the South": a word that only ends or opens names is none by itself. */
static bool is_bare(const struct people *p, const struct candidate *c, uint64_t phrase)
{
  const uint64_t parts = CUE(ORGANISATION_END) | CUE(ORGANISATION_HEAD) | CUE(PLACE_END) |
                         CUE(PLACE_HEAD) | CUE(ROLE) | CUE(GROUP) | CUE(BODY) |
                         CUE(ORGANISATION_SUFFIX);
  return !(phrase & (CUE(ORGANISATION) | CUE(PLACE) | CUES_GIVEN)) && phrase & parts &&
         !is_speaking_surname(p, c);
}

/* The last word or number of it, before stops and the like. */
static uint32_t last_word(const struct people *p, const struct candidate *c)
{
  uint32_t last = c->end - 1;
  while (last > c->first && !token_is_word(p, last) && p->a->tokens.at[last].kind != TOKEN_NUMBER)
    last--;
  return last;
}

/* A given name at the front; "Queen's University" and "Abu Dhabi Racing" have none. */
static void weigh_given(const struct people *p, struct candidate *c, uint32_t words)
{
  bool is_owner = words > 1 && token_is_possessive(p, c->first + 1);
  bool is_place = phrase_end(p, c->first, CUE(PLACE)) > c->first + 1;
  if (has(p, c->first, CUES_GIVEN) && !is_owner && !is_place)
    c->person += words > 1 ? STRONG + HINT : has(p, c->first, CUE(GIVEN_WORD)) ? FAIR : STRONG;
}

static void weigh_words(const struct people *p, struct candidate *c, uint32_t words)
{
  uint64_t phrase = phrase_bits(p, c->first, c->end);
  uint32_t last = last_word(p, c);
  bool is_joined = false, is_initial = false, is_company = false, is_body = false;
  for (uint32_t i = c->first + 1; i < c->end; i++) {
    bool joins = has(p, i, CUE(JOINER)) && !has(p, i, CUE(PARTICLE));
    /* "Central Bank of Valdoria" */
    is_body = is_body || (joins && i > c->first + 1 && has(p, i - 1, CUE(ORGANISATION_HEAD)));
    is_joined = is_joined || joins;
    is_company = is_company || token_is(p, i, '&');
    is_initial = is_initial || (token_is(p, i, '.') && token_text(p, i - 1).len == 1 && last > i);
  }
  /* "U.S. Navy": no initials. */
  is_initial = is_initial && phrase_end(p, c->first, CUE(PLACE) | CUE(ORGANISATION)) == c->first;
  /* "Target" is a shop only where no sentence starts, or where it acts. */
  bool is_word = words == 1 && is_common(p, c->first);
  if (phrase & CUE(ORGANISATION))
    c->organisation += !is_word ? CERTAIN : is_agent(p, c) ? STRONG : c->is_weak ? 0 : FAIR;
  bool is_shouted = words > 1;
  for (uint32_t i = c->first; i < c->end; i++)
    is_shouted = is_shouted && (!token_is_word(p, i) || token_has(p, i, TOKEN_ALL_CAPS));
  bool is_plain_code = (phrase & CUE(PLACE_CODE)) && !token_has(p, c->first, TOKEN_ALL_CAPS);
  bool is_plain_word = (phrase & CUE(PLACE_WORD)) && c->is_weak;
  if ((phrase & CUE(PLACE)) && !is_plain_code)
    c->place += words > 1 ? CERTAIN : is_plain_word ? HINT : STRONG + FAIR;
  if (has(p, last, CUE(ORGANISATION_SUFFIX)) && words > 1)
    c->organisation += CERTAIN;
  bool is_sure = last + 1 == c->end && ends_surely(p, c);
  if (is_company || (is_sure && words > 1 && !c->is_weak))
    c->organisation += STRONG + (is_sure ? STRONG : 0);
  if (is_joined)
    *(has(p, c->first, CUE(PLACE_HEAD)) && !is_body ? &c->place : &c->organisation) += STRONG;
  bool is_led = c->lead > 0 && !token_has(p, c->lead, TOKEN_BLOCK_START) &&
                (has(p, c->lead - 1, CUE(DEFINITE)) || (is_agent(p, c) && !c->is_weak));
  bool is_heading = is_all_common(p, c) && !is_led && !(phrase & CUE(ORGANISATION));
  if (has(p, last, CUE(ORGANISATION_END)) && !(is_heading && words > 1))
    c->organisation += words > 1 ? STRONG : FAIR;
  /* "Leeds East" */
  bool is_part = has(p, last, CUE(PLACE_HEAD)) && words > 1 &&
                 phrase_end(p, c->first, CUE(PLACE)) == last && !has(p, c->first, CUES_GIVEN);
  if (is_part || (words > 1 && has(p, last, CUE(PLACE_END))))
    c->place += STRONG;
  /* "New Drug Application" */
  bool is_named = !is_common(p, last) || has(p, c->first, CUE(PLACE_END));
  if (words > 1 && has(p, c->first, CUE(PLACE_HEAD)) && is_named)
    c->place += p->a->tokens.at[last].kind == TOKEN_NUMBER ? CERTAIN : FAIR + HINT;
  if (names_word_start(p, c->first, c->end - 1) == c->first && is_bare(p, c, phrase))
    c->end = c->first;
  /* "NEEDS AND RESPONSE" */
  bool is_heading_only = is_joined && is_shouted && !has(p, c->first, CUE(PLACE_HEAD)) &&
                         !has(p, last, CUE(ORGANISATION_END) | CUE(ORGANISATION_SUFFIX)) &&
                         !(phrase & (CUE(PLACE) | CUE(ORGANISATION))) && !has_body_word(p, c);
  if (is_heading_only || is_thing(p, c, last, words) || is_money(p, c) ||
      is_glued(p, c, STR(".@_/\\")) || is_letters(p, c) || is_storm(p, c, words)) {
    c->end = c->first;
    return;
  }
  weigh_lists(p, c, last, words);
  if (words > 1 && !has(p, last, CUE(ORGANISATION_END)) && !names_is_label(p, c) &&
      has_body_word(p, c))
    c->organisation += FAIR;
  if (!is_joined && !is_shouted)
    weigh_given(p, c, words);
  if (is_initial && words > 1 && token_text(p, last).len > 1)
    c->person += STRONG;
  bool is_acronym = words == 1 && token_has(p, c->first, TOKEN_ALL_CAPS) &&
                    c->end == c->first + 1 && token_text(p, c->first).len <= 8;
  if (is_acronym && !(phrase & CUE(ORGANISATION)) && is_small_when_spelt(p, c->first)) {
    c->end = c->first;
    return;
  }
  if (is_acronym && !c->is_weak && !is_modifier(p, c) && !is_glued(p, c, STR("-")))
    c->organisation += acronym_weight(p, c);
  if (words > 1 && words <= 3 && !is_joined && !is_company && !is_shouted &&
      !names_is_label(p, c) && !has_common_word(p, c) && !is_bracketed(p, c) &&
      !names_hyphenated(p, c))
    c->person += HINT;
  weigh_street(p, c, last);
}

void names_weigh(struct people *p, struct candidate *c)
{
  bool is_behind_title =
      cues_capital_nouns(p->cues) && c->is_weak && has(p, c->first, CUE(PARTICLE)) &&
      !token_has(p, c->first, TOKEN_CAPITAL) && token_has(p, c->first + 1, TOKEN_SPACE_BEFORE);
  /* "rue Victor Hugo" names nobody. */
  if (c->lead > 0 && !token_has(p, c->lead, TOKEN_BLOCK_START) && is_street(p, c->lead - 1) &&
      !token_has(p, c->lead - 1, TOKEN_CAPITAL))
    c->end = c->first;
  split_title(p, c);
  split_office(p, c);
  if (c->first == c->end || is_behind_title)
    return;
  /* "General Meeting", "Chief Concern"; but "Ms Power". */
  bool is_meeting =
      c->end == c->first + 1 && is_common(p, c->first) && !has(p, c->lead, CUE(COURTESY));
  bool is_group = has(p, c->end - 1, CUE(GROUP)); /* "Chief Medical Officers" */
  if (c->first > c->lead && !is_meeting && !is_group)
    c->person += CERTAIN;
  /* "By Ann Lee & Tom Hill" */
  bool is_byline =
      c->lead > 0 && has(p, c->lead - 1, CUE(BY)) && token_has(p, c->lead - 1, TOKEN_BLOCK_START);
  for (uint32_t i = c->first; i < c->end && is_byline; i++)
    c->end = token_is(p, i, '&') ? i : c->end;
  if (has(p, c->first, CUE(TITLE_KEPT)) && c->end > c->first + 1 &&
      !token_is_possessive(p, c->first + 1))
    c->person += STRONG;
  split_postnominals(p, c);
  split_label(p, c);
  split_party(p, c);
  split_country(p, c);
  if (cues_capital_nouns(p->cues) && c->first == c->lead && !has(p, c->first, CUES_GIVEN))
    split_nouns(p, c);
  /* "Stadtwerke-Chefin", "Minister von Delhi" */
  bool is_office = names_hyphenated(p, c) && has(p, c->end - 1, CUE(ROLE) | CUE(GROUP));
  bool is_town = c->end == c->first + 2 && !token_has(p, c->first, TOKEN_CAPITAL) &&
                 has(p, c->first, CUE(PARTICLE)) && has(p, c->first + 1, CUE(PLACE));
  if (cues_capital_nouns(p->cues) && (is_office || is_town))
    c->end = c->first;
  if (c->first == c->end)
    return;
  if (cues_capital_nouns(p->cues) && names_owns(p, c))
    c->end--;
  uint32_t words = count_words(p, c);
  weigh_words(p, c, words);
  if (c->first == c->end)
    return;
  names_weigh_left(p, c);
  names_weigh_right(p, c);
  names_weigh_mail(p, c, words);
  names_weigh_town(p, c, words);
  if (has(p, c->first, CUE(PARTICLE)) && !token_has(p, c->first, TOKEN_CAPITAL))
    c->person += FAIR;
  names_weigh_article(p, c);
  const struct block *b = &p->a->document->blocks.at[p->block_at[c->first]];
  if (p->a->tokens.at[c->first].at < b->at.at + b->lead_in || b->furniture == FURNITURE_DATELINE) {
    /* "MILLBROOK, Ohio": the state only says which Millbrook. */
    if (c->first > 0 && token_is(p, c->first - 1, ','))
      c->end = c->first;
    /* "(Harbour Wire)" is the agency. */
    bool is_agency = c->first > 0 && token_is(p, c->first - 1, '(');
    c->place += is_agency || is_common(p, c->first) ? 0 : STRONG;
  }
  /* "dass jeder Spieler Informationen hat": of nouns side by side, one may be no name. */
  bool is_noun = cues_capital_nouns(p->cues) && words == 1 && !has(p, c->first, CUES_GIVEN);
  bool is_body = false;
  if (!is_noun && names_has_role(p, c, &is_body))
    *(is_body ? &c->organisation : &c->person) += words > 1 ? STRONG : FAIR;
  /* An acronym is nobody, whatever stands beside it. */
  bool is_acronym = c->end > c->first && c->end <= c->first + 2 &&
                    token_has(p, c->first, TOKEN_ALL_CAPS) &&
                    token_has(p, c->end - 1, TOKEN_ALL_CAPS) && c->lead == c->first &&
                    !has(p, c->first, CUES_GIVEN) && token_text(p, c->first).len <= 5 &&
                    token_text(p, c->end - 1).len <= 5;
  if (is_acronym && c->person > 0)
    c->person = 0;
  names_weigh_namesake(p, c, words);
}
