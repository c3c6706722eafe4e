/* name_runs.c - finds runs of capitalised words that may name something.
 *
 * Invariant: candidates stand in text order and never overlap. A run crosses no comma, no sentence
 * and no quotation mark; small words inside it ("of", "van", "and") join only where the words on
 * both sides ask for it. Text in capitals, and headings with every word capitalised, prove nothing:
 * their runs are taken only as forms of names found elsewhere. */
#include "analyze/name_runs.h"

/* Longer runs are headings and lists that lost their commas. */
#define RUN_WORDS 10
/* A block with this share of capitalised words (of at least MIN_WORDS) is set in title case. */
#define TITLE_CASE_PERCENT 60
#define TITLE_CASE_MIN_WORDS 3
#define SENTENCE_PERCENT 90

#define NO_NAME_CLASSES                                                                            \
  (CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_WEEKDAY) | CLASS_BIT(CLASS_NATIONALITY))

/* "US" is a place, "us" is not; "WHO" and "who". */
static bool is_code(const struct people *p, uint32_t i)
{
  return token_has(p, i, TOKEN_ALL_CAPS) &&
         (token_bits(p, i) & (CUE(PLACE_CODE) | CUE(ORGANISATION)));
}

/* "Xi" is nobody's number: that is "XI". */
static bool is_numeral_name(const struct people *p, uint32_t i)
{
  enum { NUMERAL_BYTES = 4 };

  return token_bits(p, i) & CUES_GIVEN && token_text(p, i).len <= NUMERAL_BYTES &&
         token_has(p, i, TOKEN_CAPITAL) && !token_has(p, i, TOKEN_ALL_CAPS) &&
         !(token_classes(p, i) & NO_NAME_CLASSES);
}

bool names_is_function_word(const struct people *p, uint32_t i)
{
  if (is_code(p, i))
    return false;
  uint64_t classes = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_CONNECTIVE) |
                     CLASS_BIT(CLASS_PREPOSITION) | CLASS_BIT(CLASS_DEMONSTRATIVE) |
                     CLASS_BIT(CLASS_PRONOUN_OTHER) | CLASS_BIT(CLASS_NUMBER) |
                     CLASS_BIT(CLASS_GREETING);
  uint64_t bits = CUES_PRONOUN | CUE(OTHER) | CUE(POSSESSIVE) | CUE(DETERMINER) | CUE(QUANTITY) |
                  CUE(AUXILIARY) | CUE(ADVERB) | CUE(NEVER);
  return (token_classes(p, i) & classes) ||
         (token_bits(p, i) & (is_numeral_name(p, i) ? bits & ~CUE(NEVER) : bits));
}

static bool is_no_name(const struct people *p, uint32_t i)
{
  /* "Jan Reuter", "June Moss", "Jan van der Wit" are no months. */
  enum { PARTICLES_MAX = 2 };

  uint32_t next = i + 1, count = p->a->tokens.count;
  for (int n = 0; n < PARTICLES_MAX; n++)
    next += next + 1 < count && token_bits(p, next) & CUE(PARTICLE) && !token_is_capital(p, next);
  bool is_given = (token_bits(p, i) & CUES_GIVEN) && next < count && token_is_capital(p, next) &&
                  !token_has(p, next, TOKEN_BLOCK_START);
  if (is_given)
    return false;
  return (token_classes(p, i) & NO_NAME_CLASSES) || (token_bits(p, i) & CUE(NEVER));
}

bool names_same_stretch(const struct people *p, uint32_t i)
{
  return i < p->a->tokens.count && !token_has(p, i, TOKEN_BLOCK_START) &&
         p->quote_at[i] == p->quote_at[i - 1];
}

/* "Moon Jae-in" */
static bool is_family(const struct people *p, uint32_t i)
{
  return names_same_stretch(p, i + 1) && names_same_stretch(p, i + 2) &&
         names_same_stretch(p, i + 3) && token_is_capital(p, i) && token_is_capital(p, i + 1) &&
         token_is_inner_hyphen(p, i + 2) && token_classes(p, i + 3) & CLASS_BIT(CLASS_SYLLABLE);
}

/* "CEO Ann Lee": a title that is no part of a name elsewhere, before one of two words. */
static bool leads_name(const struct people *p, uint32_t i)
{
  /* "First Minister Ann Lee" */
  if (is_family(p, i) || phrase_end(p, i, CUE(TITLE)) > i + 1)
    return true;
  const uint64_t both = CUE(TITLE) | CUE(NEVER);
  return (token_bits(p, i) & both) == both && names_same_stretch(p, i + 1) &&
         names_same_stretch(p, i + 2) && token_is_capital(p, i + 1) && token_is_capital(p, i + 2) &&
         !names_is_function_word(p, i + 1) && !names_is_function_word(p, i + 2);
}

/* A stop that belongs to the word before it: an initial, a title, a suffix, U.S. */
static bool is_inner_stop(const struct people *p, uint32_t i)
{
  if (!token_is(p, i, '.') || token_has(p, i, TOKEN_SPACE_BEFORE) || i == 0)
    return false;
  str word = token_text(p, i - 1);
  if (word.len == 1)
    return true;
  uint64_t bits = token_bits(p, i - 1);
  uint64_t classes = token_classes(p, i - 1);
  return names_is_short_suffix(p, i - 1) || ((bits & CUE(TITLE)) && word.len <= 4) ||
         (bits & CUE(POSTNOMINAL)) || (classes & CLASS_BIT(CLASS_ABBREVIATION_TITLE));
}

/* The run from the word behind a joint to where it must stop without another joint. */
uint32_t names_plain_end(const struct people *p, uint32_t i)
{
  uint32_t end = i;
  while (names_same_stretch(p, end) && token_is_capital(p, end) && end - i < RUN_WORDS)
    end++;
  return end;
}

static bool ends_like(const struct people *p, uint32_t end, uint64_t bits)
{
  return end > 0 && (token_bits(p, end - 1) & bits) != 0;
}

/* Whether the run so far asks for more behind "of". */
enum head {
  HEAD_NONE,
  HEAD_OPEN,  /* "Ministry", "Republic" */
  HEAD_JOINED /* "Ministry of Housing": "and" may follow */
};

/* "Caxias do Sul": behind a small word that is no English "of", what ends a place's name. */
static bool is_in_place(const struct people *p, uint32_t first, uint32_t at)
{
  uint32_t next = at + 1;
  return token_bits(p, at) & CUE(PARTICLE) && token_bits(p, at) & CUE(JOINER) &&
         token_bits(p, at) & CUE(OF) && token_is_capital(p, next) &&
         names_plain_end(p, next) == next + 1 && token_bits(p, next) & CUE(PLACE_END) &&
         !(token_bits(p, first) & CUE(ORGANISATION_HEAD));
}

/* "King's College", "Queen's University Belfast": whether a body's name ends there, with its town
 * or without. */
static bool ends_in_body(const struct people *p, uint32_t first, uint32_t end)
{
  return ends_like(p, end, CUE(ORGANISATION_END) | CUE(PLACE_END)) ||
         (end > first + 1 && ends_like(p, end, CUE(PLACE)) &&
          ends_like(p, end - 1, CUE(ORGANISATION_END)));
}

/* "and King's College": a second one, whose owner stands before an apostrophe. */
static bool is_owned_body(const struct people *p, uint32_t owner)
{
  uint32_t mark = names_plain_end(p, owner), body = mark + 1;
  if (!names_same_stretch(p, mark) || !token_is_possessive(p, mark) || !names_same_stretch(p, body))
    return false;
  uint32_t end = names_plain_end(p, body);
  return ends_like(p, end - (end > body + 1 && ends_like(p, end, CUE(PLACE))),
                   CUE(ORGANISATION_HEAD));
}

/* "of", "for", "and", an ampersand or an apostrophe between first and what follows: end of the
 * joined part, or at when nothing is joined. */
static uint32_t join(const struct people *p, uint32_t first, uint32_t at, enum head has_head)
{
  uint32_t next = at + 1;
  if (!names_same_stretch(p, at) || next >= p->a->tokens.count)
    return at;
  if (token_is(p, at, '&') && names_same_stretch(p, next) && token_is_capital(p, next))
    return next;
  if (token_is_possessive(p, at)) {
    uint32_t end = names_same_stretch(p, next) ? names_plain_end(p, next) : next;
    bool is_owner_short = at - first <= (token_is(p, first + 1, '.') ? 3 : 2) &&
                          !(phrase_bits(p, first, at) & CUE(PLACE));
    bool is_plural = token_is_apostrophe(p, at);
    /* "Rahul Gandhi's Congress": of a person, who is named; "St Mary's Hospital" */
    bool is_person = at == first + 2 && token_bits(p, first) & CUES_GIVEN && end == next + 1 &&
                     !(token_bits(p, first) & (CUE(PLACE_HEAD) | CUE(TITLE)));
    return end > next && !is_person && (is_owner_short || is_plural) && ends_in_body(p, next, end)
               ? next
               : at;
  }
  if (names_article_end(p, at) > at)
    return names_article_end(p, at);
  if (!(token_bits(p, at) & (CUE(JOINER) | CUE(PARTICLE))) || !names_same_stretch(p, next))
    return at;
  bool is_and = (token_bits(p, at) & CUE(AND)) != 0;
  /* "Institute of Technology and Colorado State University": two of them. */
  bool is_next_own = is_and && (ends_like(p, names_plain_end(p, next), CUE(ORGANISATION_HEAD)) ||
                                is_owned_body(p, next));
  bool may_join = is_and ? has_head == HEAD_JOINED && !is_next_own : has_head != HEAD_NONE;
  if ((token_bits(p, at) & CUE(JOINER)) && may_join) {
    bool is_led =
        !is_no_name(p, next) || (names_same_stretch(p, next + 1) && token_is_capital(p, next + 1));
    if (token_is_capital(p, next) && !names_is_function_word(p, next) && is_led)
      return next;
    if (!is_and && (token_bits(p, next) & CUE(DETERMINER)) && names_same_stretch(p, next + 1) &&
        token_is_capital(p, next + 1) && !is_no_name(p, next + 1))
      return next + 1;
  }
  if (is_in_place(p, first, at))
    return next;
  if (names_goes_on(p, first, at)) {
    if (token_is_capital(p, next) && !is_no_name(p, next))
      return next;
    if ((token_bits(p, next) & CUE(PARTICLE)) && names_same_stretch(p, next + 1) &&
        token_is_capital(p, next + 1) && !is_no_name(p, next + 1))
      return next + 1;
  }
  return at;
}

/* "X and Y Society": the words round "and" are one name when only the second half has an ending. */
static uint32_t join_and(const struct people *p, uint32_t first, uint32_t at)
{
  uint32_t next = at + 1;
  if (!(token_bits(p, at) & CUE(AND)) || !names_same_stretch(p, next))
    return at;
  uint32_t end = names_plain_end(p, next);
  bool is_open = !(phrase_bits(p, first, at) & (CUE(PLACE) | CUE(ORGANISATION) | CUES_GIVEN)) &&
                 !ends_like(p, at, CUE(ORGANISATION_END) | CUE(ORGANISATION_SUFFIX));
  bool is_led = first > 0 && (token_bits(p, first - 1) & CUE(DETERMINER));
  return end > next + 1 && is_open && is_led && ends_like(p, end, CUE(ORGANISATION_END)) ? next
                                                                                         : at;
}

static enum head head_at(const struct people *p, uint32_t i)
{
  if (token_bits(p, i) & CUE(ORGANISATION_HEAD))
    return HEAD_OPEN;
  bool is_of = names_same_stretch(p, i + 1) && (token_bits(p, i + 1) & CUE(OF));
  return (token_bits(p, i) & CUE(PLACE_HEAD)) && is_of ? HEAD_OPEN : HEAD_NONE;
}

/* "plc" and "A/S" behind a name; "as" is a suffix only with its capitals, "co-founder" has none. */
static bool is_suffix(const struct people *p, uint32_t i)
{
  bool is_prefix = names_same_stretch(p, i + 1) && token_is(p, i + 1, '-') &&
                   !token_has(p, i + 1, TOKEN_SPACE_BEFORE);
  return !is_prefix && (!names_is_function_word(p, i) || token_has(p, i, TOKEN_CAPITAL));
}

/* "Fallujah Wednesday": the day belongs to the sentence. Short forms and names of people may be
 * anything. */
static bool is_date_word(const struct people *p, uint32_t i)
{
  enum { SHORT_BYTES = 4 };

  uint64_t classes = CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_WEEKDAY);
  uint32_t next = i + 1 + (names_same_stretch(p, i + 1) && token_is(p, i + 1, '.'));
  bool has_day = names_same_stretch(p, next) && p->a->tokens.at[next].kind == TOKEN_NUMBER;
  return (token_classes(p, i) & classes) &&
         (token_text(p, i).len > SHORT_BYTES || (has_day && next > i + 1)) &&
         !(token_bits(p, i) & (CUES_GIVEN | CUE(PLACE_WORD)));
}

/* "Karl Freitag": a German weekday has its "am", and stands behind a given name only as a surname.
 */
static bool is_day_surname(const struct people *p, uint32_t i)
{
  uint32_t next = i + 1 + (names_same_stretch(p, i + 1) && token_is(p, i + 1, ','));
  bool is_numbered = names_same_stretch(p, next) && p->a->tokens.at[next].kind == TOKEN_NUMBER;
  return cues_capital_nouns(p->cues) && token_classes(p, i) & CLASS_BIT(CLASS_WEEKDAY) &&
         token_has(p, i, TOKEN_SPACE_BEFORE) && names_is_plain_given(p, i - 1) && !is_numbered;
}

/* "Ruth Alan Page": behind several given names, what else is a label's word is the surname. */
static bool is_odd_surname(const struct people *p, uint32_t first, uint32_t end)
{
  bool is_numbered =
      names_same_stretch(p, end + 1) && p->a->tokens.at[end + 1].kind == TOKEN_NUMBER;
  /* "Tom May said", but "to Tom May 5" */
  bool is_month = end == first + 1 && token_classes(p, end) & CLASS_BIT(CLASS_MONTH) &&
                  names_is_plain_given(p, first) && !is_numbered;
  /* "Susan Page said" */
  bool speaks = end == first + 1 && names_same_stretch(p, end + 1) &&
                names_is_plain_given(p, first) && token_bits(p, end) & CUE(NEVER) &&
                token_bits(p, end + 1) & CUE(SAY) && !token_has(p, end + 1, TOKEN_CAPITAL);
  if (is_month || speaks)
    return true;
  return end > first + 1 && token_bits(p, end) & CUE(NEVER) && !is_numbered &&
         !(token_classes(p, end) & NO_NAME_CLASSES) && token_text(p, end).len > 3 &&
         names_given_only(p, first, end);
}

/* "presidente del Consiglio Anna Reed", "ministro dell'Economia Anselmo Reed": no institute that
 * bears her name. */
static bool leads_to_person(const struct people *p, uint32_t first, uint32_t end)
{
  if (!names_is_nameless(p, first))
    return false;
  uint32_t of = first - (first > 0 && token_bits(p, first - 1) & CUE(DETERMINER));
  bool has_role = of > 1 && names_leads_on(p, of - 1) && names_is_role(p, of - 2) &&
                  names_same_stretch(p, end + 1) && token_is_capital(p, end + 1);
  return has_role || names_is_plain_given(p, end);
}

/* Whether the run from `first` on takes the capitalised word at end as well. */
static bool takes_word(const struct people *p, uint32_t first, uint32_t end)
{
  /* Glued to "l'" it is no piece of a word. */
  str before = token_text(p, end - 1);
  bool is_elided = before.len > 1 && (str_ends(before, STR("'")) || str_ends(before, STR("’")));
  bool is_glued = !token_has(p, end, TOKEN_SPACE_BEFORE);
  if (is_glued && !is_elided && !token_is(p, end - 1, '.') && !token_is(p, end - 1, '-'))
    return false;
  if (is_day_surname(p, end) || names_is_middle_initial(p, end) ||
      (token_has(p, end, TOKEN_SPACE_BEFORE) && names_has_initials(p, end)))
    return true;
  if (is_date_word(p, end) || phrase_end(p, end, CUE(NEVER)) > end + 1)
    return false;
  if (end == first + 1 && leads_to_person(p, first, end))
    return false;
  /* "van der Meer": what a particle leads to is a surname, whatever the word is elsewhere. */
  if (token_bits(p, end - 1) & CUE(PARTICLE) && !token_is_capital(p, end - 1))
    return true;
  if (!names_is_function_word(p, end) || (token_bits(p, end) & CUE(POSTNOMINAL)) ||
      is_odd_surname(p, first, end))
    return true;
  /* "Health Without Fences": a small word with a capital goes on only before another. */
  return names_same_stretch(p, end + 1) && token_is_capital(p, end + 1) &&
         !names_is_function_word(p, end + 1) && !is_no_name(p, end);
}

/* "STATEMENT OF ANN LEE, A SENATOR FROM OHIO": in capitals, small words join no more than others.
 */
static bool is_shouted_link(const struct people *p, uint32_t i)
{
  bool is_small = token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION) ||
                  token_bits(p, i) & (CUE(OF) | CUE(JOINER));
  return token_has(p, i, TOKEN_ALL_CAPS) && token_text(p, i).len > 1 &&
         token_has(p, i - 1, TOKEN_ALL_CAPS) && names_is_function_word(p, i) && is_small &&
         names_same_stretch(p, i + 1) && token_has(p, i + 1, TOKEN_ALL_CAPS) &&
         !(token_bits(p, i) & (CUE(PARTICLE) | CUE(POSTNOMINAL) | CUE(PLACE_CODE) | CUE(AND)));
}

static bool has_title(const struct people *p, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++)
    if (token_bits(p, i) & CUE(TITLE))
      return true;
  return false;
}

/* Anna “Nan” Hill: behind what stands in marks between a given name and a surname; `at` if there is
 * nothing of the kind. */
static uint32_t behind_nickname(const struct people *p, uint32_t first, uint32_t at)
{
  enum { TOKENS_MAX = 4 };

  uint32_t count = p->a->tokens.count;
  uint32_t m = at + 1 < count && !token_has(p, at, TOKEN_BLOCK_START) ? p->quote_at[at] : NONE;
  if (m == NONE || p->marked.at[m].first != at || p->quote_at[at - 1] != NONE ||
      p->marked.at[m].end > at + TOKENS_MAX || p->marked.at[m].end >= count)
    return at;
  uint32_t surname = p->marked.at[m].end;
  for (uint32_t i = at + 1; i + 1 < surname; i++)
    if (!token_is_capital(p, i) || names_is_function_word(p, i))
      return at;
  bool is_between = surname > at + 2 && token_is_capital(p, at - 1) &&
                    token_is_capital(p, surname) && !names_is_function_word(p, surname) &&
                    !token_has(p, surname, TOKEN_BLOCK_START | TOKEN_SENTENCE_START) &&
                    (has_title(p, first, at) || names_is_plain_given(p, at - 1) ||
                     (at > first + 1 && names_is_plain_given(p, at - 2)));
  return is_between ? surname : at;
}

/* Whether a run takes the word at i behind a hyphen: "Kim Jong-un", "Sea Breeze Co-operative". */
static bool goes_on_glued(const struct people *p, uint32_t first, uint32_t i)
{
  bool is_given = i > first + 2 && token_classes(p, i) & CLASS_BIT(CLASS_SYLLABLE);
  const uint64_t small = CUE(PARTICLE) | CUE(JOINER) | CUE(PLACE_BEFORE);
  return token_is_capital(p, i) || is_given || token_bits(p, i) & small ||
         token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION) ||
         phrase_bits(p, i - 2, i + 1) & (CUE(ORGANISATION_END) | CUE(ORGANISATION_HEAD));
}

static uint32_t run_end(const struct people *p, uint32_t first)
{
  uint32_t firm = names_firm_end(p, first);
  if (firm > first)
    return firm;
  /* A phrase of the lists is taken whole: "Secretary of State", "The Hague". */
  uint32_t end = phrase_end(p, first, CUE(TITLE) | CUE(PLACE) | CUE(ORGANISATION));
  if (end == first)
    end = first + 1;
  enum head has_head = head_at(p, end - 1);
  uint32_t most = first + RUN_WORDS; /* stops are no words */
  while (end < most) {
    uint32_t surname = behind_nickname(p, first, end);
    if (surname > end)
      end = surname + 1;
    if (!names_same_stretch(p, end))
      break;
    bool is_glued = !token_has(p, end, TOKEN_SPACE_BEFORE);
    if (is_inner_stop(p, end)) {
      /* The stop goes in when more follows, or behind a suffix or inside U.S. */
      bool more = names_same_stretch(p, end + 1) && token_is_capital(p, end + 1) &&
                  !token_has(p, end + 1, TOKEN_SENTENCE_START);
      more = more || (token_text(p, end - 1).len == 1 && names_surname(p, end + 1) > end + 1);
      bool is_dotted = end >= 2 && token_is(p, end - 2, '.') && end - 2 > first;
      if (!more && !is_dotted && !(token_bits(p, end - 1) & CUE(ORGANISATION_SUFFIX)))
        break;
      end++;
      most += most < first + RUN_WORDS + RUN_WORDS;
      continue;
    }
    if (is_glued && names_same_stretch(p, end + 1) && !token_has(p, end + 1, TOKEN_SPACE_BEFORE) &&
        token_is(p, end, '-') && token_is_word(p, end + 1)) {
      if (!goes_on_glued(p, first, end + 1))
        break;
      end += 2;
      continue;
    }

    /* "Hale Therapeutics, Inc."; "Boyle, Co. Kerry" is a town. */
    enum { SUFFIX_LEAST = 3 };

    if (token_is(p, end, ',') && names_same_stretch(p, end + 1) &&
        token_bits(p, end + 1) & CUE(ORGANISATION_SUFFIX) &&
        token_text(p, end + 1).len >= SUFFIX_LEAST && names_firm_word_end(p, end + 1) > end + 1)
      return names_firm_word_end(p, end + 1);
    uint32_t suffix = phrase_end(p, end, CUE(ORGANISATION_SUFFIX));
    if (suffix > end && !is_glued && (suffix > end + 1 || !token_is_capital(p, end)) &&
        is_suffix(p, end)) {
      end = suffix;
      break;
    }
    if (token_is_capital(p, end) && !token_has(p, end, TOKEN_SENTENCE_START) &&
        !is_shouted_link(p, end)) {
      if (!takes_word(p, first, end))
        break;
      uint32_t phrase = phrase_end(p, end, CUE(TITLE));
      if (has_head != HEAD_JOINED)
        has_head = head_at(p, end);
      end = phrase > end ? phrase : end + 1;
      continue;
    }
    if (p->a->tokens.at[end].kind == TOKEN_NUMBER && ends_like(p, end, CUE(PLACE_HEAD)) &&
        token_classes(p, first) & CLASS_BIT(CLASS_STREET) && end == first + 1)
      return end + 1;
    uint32_t joined = join(p, first, end, has_head);
    if (joined == end && has_head != HEAD_JOINED)
      joined = join_and(p, first, end);
    if (joined == end)
      break;
    if (has_head == HEAD_OPEN && token_is_word(p, end))
      has_head = HEAD_JOINED;
    end = joined;
  }
  /* Where there were too many words, the last may be an "of the" that leads to more. */
  bool is_cut = end >= most;
  while (is_cut && !token_is_capital(p, end - 1) &&
         token_bits(p, end - 1) & (CUE(JOINER) | CUE(DETERMINER)))
    end--;
  return end;
}

/* A block set in capitals or with a capital on every word but the small ones. The first word counts
 * for nothing; a text that ends like a sentence must have hardly any word without. */
static bool is_title_case(const struct people *p, uint32_t from, uint32_t to)
{
  uint32_t words = 0, capitals = 0;
  for (uint32_t i = from + 1; i < to; i++) {
    bool starts = token_has(p, i, TOKEN_SENTENCE_START);
    if (!token_is_word(p, i) || token_text(p, i).len < 2 || names_is_function_word(p, i) || starts)
      continue;
    words++;
    capitals += token_is_capital(p, i);
  }
  bool is_sentence = token_is(p, to - 1, '.') || token_is(p, to - 1, '?');
  uint32_t percent = is_sentence ? SENTENCE_PERCENT : TITLE_CASE_PERCENT;
  return words >= TITLE_CASE_MIN_WORDS && capitals * 100 >= words * percent;
}

static bool is_number(const struct people *p, uint32_t i)
{
  return (token_classes(p, i) & CLASS_BIT(CLASS_NUMBER)) != 0;
}

bool is_behind_town(const struct people *p, uint32_t i)
{
  /* "Prosecuting, Miss Ann Lee" */
  bool is_title =
      i + 1 < p->a->tokens.count && token_bits(p, i) & CUE(COURTESY) && token_is_capital(p, i + 1);
  return i > 1 && i < p->a->tokens.count && !is_title && token_is(p, i - 1, ',') &&
         (token_classes(p, i) & CLASS_BIT(CLASS_BEHIND_TOWN)) &&
         token_has(p, i, token_text(p, i).len < 3 ? TOKEN_ALL_CAPS : TOKEN_CAPITAL) &&
         token_is_capital(p, i - 2) && !token_has(p, i, TOKEN_BLOCK_START) &&
         !token_has(p, i - 1, TOKEN_BLOCK_START);
}

/* "a écrit sur X Jan Reed": where it was written, and no initial. */
static bool is_network(const struct people *p, uint32_t first, uint32_t end)
{
  return cues_adjectives_behind(p->cues) && first > 0 && end > first + 2 &&
         token_text(p, first).len == 1 && token_is_word(p, first + 1) &&
         names_is_plain_given(p, first + 1) &&
         (token_classes(p, first - 1) & CLASS_BIT(CLASS_PREPOSITION) ||
          token_bits(p, first - 1) & CUE(IN));
}

static void add_run(struct people *p, uint32_t first, uint32_t end, bool is_weak)
{
  first += is_network(p, first, end);
  /* Words that only stand there because a sentence starts, and nationalities before a title. */
  while (first < end && !is_behind_town(p, first) && !names_has_initials(p, first) &&
         (names_is_function_word(p, first) || is_no_name(p, first)) && !leads_name(p, first)) {
    uint32_t next = first + 1;
    /* "São Paulo", where "são" is a verb */
    bool is_place = phrase_end(p, first, CUE(PLACE)) > next;
    if (is_place && !(token_bits(p, first) & CUE(DETERMINER)))
      break;
    if (is_number(p, first) && end - first > 2 && !is_weak)
      break;
    /* "the American Tom Hill" is one, "American Park" a place */
    bool is_person = end - first == 3 && token_bits(p, first + 1) & CUES_GIVEN &&
                     !(token_bits(p, first + 1) & (CUE(PLACE) | CUE(PLACE_WORD)));
    if (is_no_name(p, first) && end - first > 1 &&
        (ends_like(p, end, CUE(ORGANISATION_END)) ||
         (ends_like(p, end, CUE(PLACE_END)) && !is_person)))
      break;
    is_weak = is_weak && !names_is_function_word(p, first);
    while (next < end && !token_is_word(p, next))
      next++;
    first = next;
  }
  while (end > first && (token_is(p, end - 1, '-') || token_is(p, end - 1, '&')))
    end--;
  if (first == end)
    return;
  for (uint32_t split; (split = names_signature_end(p, first, end)) > first; first = split)
    vec_push(p->scratch, &p->candidates,
             (struct candidate){.first = first, .end = split, .lead = first, .is_weak = is_weak});
  vec_push(p->scratch, &p->candidates,
           (struct candidate){.first = first, .end = end, .lead = first, .is_weak = is_weak});
}

/* In careless text: a given name, "ann", "ann lee"; end of it, i if none. */
static uint32_t small_given_end(const struct people *p, uint32_t i, uint32_t to)
{
  if (!p->is_informal)
    return i;
  uint64_t no_name = CLASS_BIT(CLASS_COMMON) | NO_NAME_CLASSES | CLASS_BIT(CLASS_UNIT);
  if (!names_is_plain_given(p, i) || token_text(p, i).len < 3 || names_is_function_word(p, i) ||
      (token_classes(p, i) & no_name))
    return i;
  bool has_surname = i + 1 < to && token_is_word(p, i + 1) &&
                     ((token_classes(p, i + 1) & CLASS_BIT(CLASS_SURNAME)) ||
                      names_is_plain_given(p, i + 1) || token_is_capital(p, i + 1)) &&
                     !names_is_function_word(p, i + 1);
  uint32_t end = i + (has_surname ? 2 : 1);
  bool is_address = end < to && p->a->tokens.at[end].kind == TOKEN_NUMBER &&
                    !token_has(p, end, TOKEN_SPACE_BEFORE);
  return is_address ? i : end;
}

/* The last word of "west bank", "black forest", "third world": small, they are no names. */
static bool is_described(const struct people *p, uint32_t last)
{
  return (token_bits(p, last) & (CUE(PLACE_END) | CUE(PLACE_HEAD) | CUE(ORGANISATION_END))) ||
         (token_classes(p, last) & (CLASS_BIT(CLASS_COMMON) | CLASS_BIT(CLASS_STOP)));
}

/* A name that starts small: "al-Rashid"; in careless text a name of the lists, "florida". End of
 * it; i if it is none. */
static uint32_t small_end(const struct people *p, uint32_t i, uint32_t to)
{
  if (!token_is_word(p, i))
    return i;
  if (names_article_end(p, i) > i)
    return run_end(p, names_article_end(p, i));
  uint64_t not_small = CUE(PLACE_WORD) | CUE(PLACE_CODE) | CUES_GIVEN;
  /* Abroad only careless texts write places small: "con la paz" is no town. */
  uint64_t wanted = (p->is_informal || !cues_inverts(p->cues) ? CUE(PLACE) : 0) |
                    (p->is_informal ? CUE(ORGANISATION) : 0);
  uint32_t end = phrase_end(p, i, wanted);
  bool is_plain = !(token_bits(p, i) & not_small) && !names_is_function_word(p, i) &&
                  token_text(p, i).len > 3 && !(token_classes(p, i) & CLASS_BIT(CLASS_COMMON));
  /* "an apple", "a chihuahua" */
  bool is_thing = i > 0 && (token_bits(p, i - 1) & (CUE(DETERMINER) | CUE(POSSESSIVE)));
  if (end == i + 1)
    return is_plain && !is_thing ? end : small_given_end(p, i, to);
  if (end > i && (p->is_informal || !is_described(p, end - 1)))
    return end;
  return small_given_end(p, i, to);
}

/* "bin Laden", "van Gogh": a particle without the given name. */
static bool is_particle_start(const struct people *p, uint32_t i, uint32_t to)
{
  return (token_bits(p, i) & CUE(PARTICLE)) && !(token_bits(p, i) & (CUE(JOINER) | CUES_GIVEN)) &&
         i + 1 < to && token_text(p, i).len > 1 && !names_is_function_word(p, i) &&
         token_is_capital(p, i + 1) && token_has(p, i + 1, TOKEN_SPACE_BEFORE) &&
         !(token_bits(p, i + 1) & CUE(PLACE));
}

/* "Bischof von Naumburg": of a place, unless the document names somebody so in full. */
static bool is_behind_title(const struct people *p, uint32_t from, uint32_t i)
{
  return cues_capital_nouns(p->cues) && names_roles_start(p, from, i) < i &&
         !(token_bits(p, i - 1) & CUE(COURTESY));
}

/* "post-Taliban Afghanistan", "ex-Manchester United": a run of several words that a small word is
 * joined to by a hyphen. */
static bool is_prefixed(const struct people *p, uint32_t first, uint32_t end)
{
  return end > first + 1 && first > 1 && token_is_inner_hyphen(p, first - 1) &&
         token_is_word(p, first - 2) && !token_is_capital(p, first - 2) &&
         !(token_bits(p, first - 2) & CUE(PARTICLE)) && phrase_end(p, first, CUE(TITLE)) == first;
}

/* Where in it a name starts that is none of the prefix's; `end`: nothing shows that one does. */
static uint32_t behind_prefix(const struct people *p, uint32_t first, uint32_t end)
{
  uint32_t i = first + 1;
  while (i < end && !names_is_plain_given(p, i) &&
         phrase_end(p, i, CUE(PLACE) | CUE(ORGANISATION) | CUE(TITLE)) == i)
    i++;
  return i;
}

/* "Monday" of "on Monday Tom Hill", but not of "Monday Club": who or what the sentence names starts
 * behind it. */
static bool is_day_of_sentence(const struct people *p, uint32_t i)
{
  return is_date_word(p, i) && !cues_capital_nouns(p->cues) && names_same_stretch(p, i + 1) &&
         token_is_capital(p, i + 1) && phrase_end(p, i, CUE(PLACE) | CUE(ORGANISATION)) == i &&
         (token_bits(p, i + 1) & CUES_GIVEN ||
          phrase_end(p, i + 1, CUE(PLACE) | CUE(ORGANISATION) | CUE(TITLE)) > i + 1);
}

static void gather_block(struct people *p, uint32_t from, uint32_t to)
{
  bool is_shouted = cues_capital_nouns(p->cues) || is_title_case(p, from, to);
  for (uint32_t i = from; i < to;) {
    if (!token_is_capital(p, i)) {
      bool is_particle = is_particle_start(p, i, to);
      uint32_t end = is_particle ? run_end(p, i + 1) : small_end(p, i, to);
      if (end > i)
        vec_push(p->scratch, &p->candidates,
                 (struct candidate){.first = i,
                                    .end = end,
                                    .lead = i,
                                    .is_weak = !is_particle || is_behind_title(p, from, i)});
      i = end > i ? end : i + 1;
      continue;
    }
    /* A function word starts no run, "The Hague" and the like excepted. */
    bool is_phrase = phrase_end(p, i, CUE(PLACE) | CUE(ORGANISATION)) > i + 1;
    bool is_counted = is_number(p, i) && i + 1 < to && token_is_capital(p, i + 1) &&
                      !token_has(p, i, TOKEN_SENTENCE_START);
    bool is_lead = is_phrase || is_counted || is_behind_town(p, i) || leads_name(p, i) ||
                   names_has_initials(p, i);
    if ((names_is_function_word(p, i) && !is_lead) || is_day_of_sentence(p, i)) {
      i++;
      continue;
    }
    uint32_t end = run_end(p, i);
    if (is_prefixed(p, i, end)) {
      i = behind_prefix(p, i, end);
      continue;
    }
    bool opens =
        token_has(p, i, TOKEN_SENTENCE_START | TOKEN_BLOCK_START) ||
        (i > from && (p->quote_at[i] != p->quote_at[i - 1] || token_is(p, i - 1, ':') ||
                      (p->quote_at[i] != NONE && p->marked.at[p->quote_at[i]].first + 1 == i)));
    bool is_titled = p->quote_at[i] != NONE && is_work(p, p->quote_at[i]);
    add_run(p, i, end, is_shouted || opens || is_titled);
    i = end;
  }
}

void names_gather(struct people *p)
{
  uint32_t from = 0;
  while (from < p->a->tokens.count && !arena_short(p->scratch)) {
    uint32_t to = from + 1;
    while (to < p->a->tokens.count && !token_has(p, to, TOKEN_BLOCK_START))
      to++;
    gather_block(p, from, to);
    from = to;
  }
}
