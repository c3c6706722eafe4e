/* name_kinds.c - weighs what one run of capitalised words is: by its own words, by the title in
 * front of it, by its neighbours. The weights only have to order the three kinds; agreement over
 * the document adds them up. A run that is nothing but a title ends empty (first == end). */
#include "analyze/name_weights.h"

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

/* "Hurricane Katrina", and Katrina alone in the same text; "Operation Desert Fox". */
static bool is_storm(const struct people *p, const struct candidate *c, uint32_t words)
{
  if (words == 1)
    return p->is_storm[p->a->tokens.at[c->first].word] && c->lead == c->first;
  return words > 1 && (token_classes(p, c->first) & CLASS_BIT(CLASS_STORM)) &&
         c->end == c->first + words &&
         !has(p, c->end - 1, CUE(PLACE_END) | CUE(ORGANISATION_END) | CUE(PLACE));
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
  return (has(p, c->end, CUE(SAY)) || is_inverted || acts) && names_is_known_surname(p, c);
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

/* A given name at the front; "Queen's University", "Abu Dhabi Racing" and "Ernst-Ludwig-Haus" have
 * none. */
static void weigh_given(const struct people *p, struct candidate *c, uint32_t words)
{
  bool is_owner = words > 1 && token_is_possessive(p, c->first + 1);
  bool is_place = phrase_end(p, c->first, CUE(PLACE)) > c->first + 1;
  bool is_thing = cues_capital_nouns(p->cues) && words > 1 && names_hyphenated(p, c) &&
                  !has(p, c->first, CUE(PARTICLE)) && !has(p, c->end - 1, CUES_GIVEN);
  if (has(p, c->first, CUES_GIVEN) && !is_owner && !is_place && !is_thing)
    c->person += words > 1 ? STRONG + HINT : has(p, c->first, CUE(GIVEN_WORD)) ? FAIR : STRONG;
}

/* The words that names of bodies and places begin or end with: "Howard University", "Leeds East".
 */
static void weigh_ends(const struct people *p, struct candidate *c, uint32_t words, uint64_t phrase)
{
  uint32_t last = last_word(p, c);
  bool is_led = c->lead > 0 && !token_has(p, c->lead, TOKEN_BLOCK_START) &&
                (has(p, c->lead - 1, CUE(DEFINITE)) || (is_agent(p, c) && !c->is_weak));
  bool is_heading = is_all_common(p, c) && !is_led && !(phrase & CUE(ORGANISATION));
  /* "George Reed Hospital" opens a sentence with a capital of its own. */
  bool is_whole = words > 1 && (!c->is_weak || has(p, c->first, CUES_GIVEN));
  if (is_whole && last + 1 == c->end && names_ends_surely(p, c))
    *(has(p, last, CUE(PLACE_END)) ? &c->place : &c->organisation) += STRONG + STRONG;
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
  c->organisation += is_company ? STRONG : 0;
  if (is_joined)
    *(has(p, c->first, CUE(PLACE_HEAD)) && !is_body ? &c->place : &c->organisation) += STRONG;
  weigh_ends(p, c, words, phrase);
  if (names_word_start(p, c->first, c->end - 1) == c->first && is_bare(p, c, phrase))
    c->end = c->first;
  /* "NEEDS AND RESPONSE" */
  bool is_heading_only = is_joined && is_shouted && !has(p, c->first, CUE(PLACE_HEAD)) &&
                         !has(p, last, CUE(ORGANISATION_END) | CUE(ORGANISATION_SUFFIX)) &&
                         !(phrase & (CUE(PLACE) | CUE(ORGANISATION))) && !names_has_body_word(p, c);
  if (is_heading_only || is_thing(p, c, last, words) || is_money(p, c) ||
      is_glued(p, c, STR(".@_/\\")) || is_letters(p, c) || is_storm(p, c, words)) {
    c->end = c->first;
    return;
  }
  weigh_lists(p, c, last, words);
  /* "Queen's University Belfast" */
  bool is_owned = words > 2 && token_is_possessive(p, c->first + 1) && !is_common(p, last);
  if (words > 1 && !has(p, last, CUE(ORGANISATION_END)) && (is_owned || !names_is_label(p, c)) &&
      names_has_body_word(p, c))
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

/* "an Oscar", "best actress Oscar", "Oscar-winning": a prize, not one who has its name. */
static bool is_award(const struct people *p, const struct candidate *c)
{
  if (c->end != c->first + 1 || !token_listed(p, c->first, "names", "awards"))
    return false;
  const uint64_t before = CUE(DETERMINER) | CUE(POSSESSIVE) | CUE(QUANTITY) | CUE(ROLE);
  bool is_led =
      c->first > 0 && !token_has(p, c->first, TOKEN_BLOCK_START) && has(p, c->first - 1, before);
  return is_led || token_is_inner_hyphen(p, c->end);
}

/* "O.J. Simpson Parole Hearing Could Lead": nobody has so many names, but for "Maria de Lourdes
 * Pereira dos Santos". */
static bool is_too_long(const struct people *p, const struct candidate *c)
{
  enum { NAMES_MAX = 5 };

  uint32_t names = 0;
  for (uint32_t i = c->first; i < c->end; i++) {
    if (has(p, i, CUE(PARTICLE)) && !token_has(p, i, TOKEN_CAPITAL))
      return false;
    names += token_is_word(p, i) && token_is_capital(p, i) && token_text(p, i).len > 1;
  }
  return names > NAMES_MAX;
}

/* "Natural Gas", "Sussex RNG": words that have a capital here, or an acronym behind. */
static bool is_no_person(const struct people *p, const struct candidate *c)
{
  enum { LETTERS_LEAST = 3 };

  uint32_t last = c->end - 1;
  if (c->end < c->first + 2 || c->lead < c->first || has(p, c->first, CUES_GIVEN))
    return false;
  bool is_acronym = token_has(p, last, TOKEN_ALL_CAPS) && !token_has(p, c->first, TOKEN_ALL_CAPS) &&
                    token_text(p, last).len >= LETTERS_LEAST && !has(p, last, CUE(POSTNOMINAL)) &&
                    !names_is_numeral(p, last);
  return is_acronym || (!cues_capital_nouns(p->cues) && is_all_common(p, c));
}

/* "Volleyball USA": neither somebody nor a place of its own. */
static bool is_of_country(const struct people *p, const struct candidate *c)
{
  uint32_t last = c->end - 1;
  return c->end > c->first + 1 && has(p, last, CUE(PLACE_CODE)) &&
         !(token_classes(p, last) & CLASS_BIT(CLASS_BEHIND_TOWN)) &&
         token_has(p, last, TOKEN_ALL_CAPS) && !token_has(p, last - 1, TOKEN_ALL_CAPS) &&
         phrase_end(p, c->first, CUE(PLACE)) == c->first;
}

/* "SANA" among small words, where somebody would be Sana. */
static bool stands_out(const struct people *p, const struct candidate *c)
{
  bool is_alone = c->end == c->first + 1 && c->first > 0 && c->end < p->a->tokens.count &&
                  !token_has(p, c->first, TOKEN_BLOCK_START) &&
                  !token_has(p, c->end, TOKEN_BLOCK_START);
  return is_alone && !is_shouted_at(p, c->first - 1) && !is_shouted_at(p, c->end) &&
         !token_is(p, c->end, ':');
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
  names_split_front(p, c);
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
    c->person += has(p, c->first + 1, CUES_GIVEN) ? CERTAIN : STRONG; /* "Lord Howe Island" */
  names_split_rest(p, c);
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
  if (is_award(p, c)) {
    c->end = c->first;
    return;
  }
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
                    (!has(p, c->first, CUES_GIVEN) || stands_out(p, c)) &&
                    token_text(p, c->first).len <= 5 && token_text(p, c->end - 1).len <= 5;
  bool has_country = c->end > c->first && is_of_country(p, c);
  if ((is_acronym || has_country || is_too_long(p, c) || is_no_person(p, c)) && c->person > 0)
    c->person = 0;
  c->place = has_country ? 0 : c->place;
  names_weigh_namesake(p, c, words);
}
