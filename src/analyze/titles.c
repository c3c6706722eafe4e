/* titles.c - finds the role that stands beside a name: "Nia Marsh, the charity's director,", "its
 * director, Nia Marsh,", "director Nia Marsh". The title in front of a name with a capital is found
 * with the name itself. */
#include "analyze/people.h"

/* A role longer than this is a clause. */
#define ROLE_WORDS 8

static bool starts_role(const struct people *p, uint32_t i)
{
  return (token_bits(p, i) & (CUE(DETERMINER) | CUE(POSSESSIVE))) != 0 || token_is_possessive(p, i);
}

/* What stands beside a name: tokens [first, end), none where both are the same. */
struct role {
  uint32_t first, end;
  bool is_others; /* "a spokeswoman for the governor, Jan Lincoln": she may be either */
};

static const struct role no_role = {0, 0, false};

/* "-year-old man" of "a 17-year-old man", "s soul singer" of "’70s soul singer", "and ex-wife":
 * what hangs on a word outside the role is none of it. */
static uint32_t role_start(const struct people *p, uint32_t from, uint32_t last)
{
  while (from < last && (token_bits(p, from) & CUE(AND) ||
                         (p->a->tokens.at[from].len == 1 &&
                          !token_has(p, from, TOKEN_SPACE_BEFORE) && !token_is(p, from, '-'))))
    from++;
  while (from < last && token_is(p, from, '-'))
    do
      from++;
    while (from < last && !token_has(p, from, TOKEN_SPACE_BEFORE));
  return from;
}

/* "killed a soldier, Ann Lee reported": who says so is not what stands before the comma. A role set
 * off before a name has a mark behind the name, too; where it opens its sentence ("A former
 * teacher, Mary Hill says that") the verb may follow, but not alone ("A soldier, Ann Lee reported,
 * was"). */
static bool names_source(const struct people *p, const struct candidate *c, uint32_t start)
{
  uint32_t next = c->end, count = p->a->tokens.count;
  while (next < count && (token_bits(p, next) & CUE(POSTNOMINAL)))
    next++;
  if (next >= count || token_has(p, next, TOKEN_BLOCK_START) || !token_is_word(p, next))
    return false;
  if (!token_has(p, start, TOKEN_SENTENCE_START | TOKEN_BLOCK_START))
    return !(token_bits(p, next) & CUE(AND));
  return token_bits(p, next) & CUE(SAY) && next + 1 < count && !token_is_word(p, next + 1);
}

/* "Alison Griffin, Vice President, Investor Relations": the role is the one before it. */
static bool is_of_other(const struct people *p, uint32_t start)
{
  return start > 1 && token_is(p, start - 1, ',') && token_is_word(p, start - 2) &&
         token_has(p, start - 2, TOKEN_CAPITAL) &&
         !token_has(p, start, TOKEN_SENTENCE_START | TOKEN_BLOCK_START);
}

/* "volley beat Rovers goalkeeper", "Cavani rounded Chelsea goalkeeper": a name begins the role
 * where several small words are before it, or another name; "former Rovers manager" is one. */
static uint32_t behind_verb(const struct people *p, uint32_t from, uint32_t last)
{
  uint32_t start = from, small = 0;
  bool has_name = false;
  for (uint32_t i = from; i <= last && !cues_capital_nouns(p->cues); i++) {
    if (!token_is_word(p, i))
      continue;
    bool has_capital = token_has(p, i, TOKEN_CAPITAL);
    if (has_capital && (small > 1 || (small && has_name)))
      start = i;
    has_name = has_name || has_capital;
    small = has_capital ? 0 : small + 1;
  }
  return start;
}

/* "a lawyer for the former mayor, Tom Reed": whether a person stands before the words that lead to
 * a role, which begins at `start` with its article. */
static bool is_led_to(const struct people *p, uint32_t start)
{
  enum { WORDS_MAX = 8 };

  if (start == 0 || (!(token_bits(p, start) & CUE(OF)) && !names_leads_on(p, start - 1)))
    return false;
  for (uint32_t i = start, n = 0; n < WORDS_MAX && i > 0; n++, i--) {
    if (token_has(p, i, TOKEN_SENTENCE_START | TOKEN_BLOCK_START))
      return false;
    uint64_t bits = token_bits(p, i - 1) | phrase_bits(p, names_word_start(p, 0, i - 1), i);
    if (bits & (CUE(TITLE) | CUE(ROLE)) && names_leads_on(p, i))
      return true;
    if (!token_is_word(p, i - 1) && !token_is_possessive(p, i - 1))
      return false;
  }
  return false;
}

/* "joined Baker, Reed and Partners": with a capital behind a small word, a role is a name. */
static bool is_surname(const struct people *p, uint32_t i)
{
  return !cues_capital_nouns(p->cues) && token_has(p, i, TOKEN_CAPITAL) &&
         !(token_bits(p, i) & CUE(TITLE)) && (i == 0 || !token_has(p, i - 1, TOKEN_CAPITAL));
}

/* "Commission on Audit chair", "Bank of Ashby governor": behind the part of a name that the small
 * word before `from` cuts in two. */
static uint32_t behind_cut_name(const struct people *p, uint32_t from, uint32_t last)
{
  const uint64_t days = CLASS_BIT(CLASS_WEEKDAY) | CLASS_BIT(CLASS_MONTH);
  bool is_cut = from > 1 && !(token_classes(p, from) & days) && token_has(p, from, TOKEN_CAPITAL) &&
                token_has(p, from - 2, TOKEN_CAPITAL) &&
                (!token_has(p, from - 2, TOKEN_SENTENCE_START) ||
                 token_bits(p, from - 2) & CUE(ORGANISATION_HEAD)) &&
                token_bits(p, from - 1) & CUE(JOINER) && !(token_bits(p, from - 1) & CUE(AND));
  /* "Transport Workers' Union secretary" */
  bool is_owned = from > 1 && token_is_possessive(p, from - 1) &&
                  token_has(p, from - 2, TOKEN_CAPITAL) && token_has(p, from, TOKEN_CAPITAL) &&
                  token_bits(p, from) & CUE(ORGANISATION_END);
  is_cut = (is_cut || is_owned) && !token_has(p, last, TOKEN_CAPITAL);
  while (is_cut && from < last && token_has(p, from, TOKEN_CAPITAL))
    from++;
  return from;
}

/* "hoofdredacteur Piet Jansen": beside a given name, the last part of a joined word is its role;
 * behind a comma only with its article, as the word may be a surname or a thing. */
static bool is_joined_role_before(const struct people *p, const struct candidate *c, uint32_t noun,
                                  bool is_set_off)
{
  bool has_article = noun > 0 && token_bits(p, noun - 1) & CUE(DEFINITE);
  return names_is_joined_role(p, noun) && token_bits(p, c->first) & CUES_GIVEN &&
         (!is_set_off || has_article);
}

static struct role role_before(const struct people *p, const struct candidate *c)
{
  if (c->lead == 0 || token_has(p, c->lead, TOKEN_BLOCK_START))
    return no_role;
  uint32_t last = c->lead - 1;
  bool is_set_off = token_is(p, last, ',') && last > 0;
  if (is_set_off)
    last--;
  uint32_t noun = names_role_noun(p, c, last), from = noun;
  bool is_role = names_is_role(p, noun) || is_joined_role_before(p, c, noun, is_set_off);
  if (!is_role || p->quote_at[noun] != p->quote_at[c->first] || (is_set_off && is_surname(p, noun)))
    return no_role;
  for (uint32_t n = 0; n < ROLE_WORDS && from > 0; n++) {
    if (token_has(p, from, TOKEN_SENTENCE_START | TOKEN_BLOCK_START))
      break;
    uint32_t before = from - 1;
    /* "Karl Moritz Graf" beside the name of another. */
    bool is_given =
        token_bits(p, before) & CUES_GIVEN && !(token_bits(p, before) & (CUE(TITLE) | CUE(ROLE)));
    if (cues_capital_nouns(p->cues) && is_given)
      return no_role;
    bool is_other_noun =
        token_bits(p, before) & CUE(AND) && before > 0 && !names_is_role(p, before - 1);
    if (starts_role(p, before) || is_other_noun ||
        (!token_is_word(p, before) && !token_is_inner_hyphen(p, before)))
      break;
    /* "state secretary" */
    bool is_body = token_bits(p, before) & CUE(BODY) && from == noun;
    if (names_is_no_adjective(p, before))
      break;
    uint64_t no_part = CUE(CALL) | CUE(AUXILIARY) | CUE(PLACE_BEFORE) | (is_body ? 0 : CUE(SAY));
    /* "premier ministre" */
    bool is_small =
        token_classes(p, before) & CLASS_BIT(CLASS_STOP) && !(token_bits(p, before) & CUE(TITLE));
    if ((token_bits(p, before) & no_part) || is_small ||
        token_classes(p, before) & CLASS_BIT(CLASS_PREPOSITION))
      break;
    from = before;
  }
  from = behind_cut_name(p, from, noun);
  uint32_t start = from - (from > 0 && starts_role(p, from - 1)); /* with its article */
  if (is_set_off && (names_source(p, c, start) || is_of_other(p, start)))
    return no_role;
  return (struct role){.first = role_start(p, behind_verb(p, from, noun), noun),
                       .end = last + 1,
                       .is_others = is_set_off && is_led_to(p, start)};
}

/* The role noun behind `last`, with a few words between, that ends what it is part of ("operating
 * and finance officer" behind "chief"); `last` if there is none. */
static uint32_t later_role(const struct people *p, uint32_t last)
{
  enum { WORDS_MAX = 5 };

  uint32_t i = last, count = p->a->tokens.count;
  for (uint32_t n = 0; n < WORDS_MAX && ++i + 1 < count; n++) {
    if (!token_is_word(p, i) || starts_role(p, i) || names_leads_on(p, i) ||
        token_bits(p, i) & (CUE(SAY) | CUE(AUXILIARY) | CUES_PRONOUN) ||
        (token_bits(p, i) & CUE(AND) && (n != 1 || names_is_role(p, i - 1))) ||
        token_has(p, i, TOKEN_BLOCK_START | TOKEN_SENTENCE_START))
      return last;
    bool is_last = !token_is_word(p, i + 1) || names_leads_on(p, i + 1) ||
                   token_bits(p, i + 1) & CUE(AND) || token_has(p, i + 1, TOKEN_BLOCK_START);
    if (names_is_role(p, i) && is_last)
      return i;
  }
  return last;
}

/* "Investor Relations Officer" behind "Chief", and then "and executive director". */
static uint32_t joined_role(const struct people *p, uint32_t last)
{
  uint32_t whole = later_role(p, last), next = whole + 1;
  bool is_joined = next < p->a->tokens.count && token_bits(p, next) & CUE(AND);
  uint32_t other = is_joined ? later_role(p, next) : next;
  return other > next ? other : whole;
}

/* Whether the apposition ends before token i for certain. A comma before a capital may part what is
 * one name: "the Institute for Women, Peace and Security". */
static bool closes_role(const struct people *p, uint32_t i)
{
  uint32_t next = i + 1, count = p->a->tokens.count;
  if (token_is(p, i, '.'))
    return next >= count || token_has(p, next, TOKEN_SENTENCE_START | TOKEN_BLOCK_START);
  bool is_mark = token_is(p, i, ',') || token_is(p, i, ')') || token_is(p, i, ';');
  return is_mark && next < count && !token_has(p, next, TOKEN_CAPITAL | TOKEN_BLOCK_START);
}

/* "head of the Human Rights Commission,": the last word of what the role at `last` is of, where the
 * apposition is that and ends behind it. */
static uint32_t role_object(const struct people *p, uint32_t last)
{
  enum { OBJECT_WORDS = 10 };

  uint32_t i = last + 1, count = p->a->tokens.count;
  if (i >= count || !names_leads_on(p, i))
    return last;
  for (uint32_t n = 0; n <= OBJECT_WORDS && i < count; n++, i++) {
    if (token_has(p, i, TOKEN_BLOCK_START))
      return n > 1 ? i - 1 : last;
    if (!token_is_word(p, i) && !token_is_inner_hyphen(p, i) && !token_is_possessive(p, i))
      return n > 1 && closes_role(p, i) ? i - 1 : last;
    bool may_join_people =
        token_bits(p, i) & CUE(AND) && i + 1 < count && token_has(p, i + 1, TOKEN_CAPITAL);
    /* "head of state" */
    bool may_be_verb = !names_leads_on(p, i - 1) && !(token_bits(p, i - 1) & CUE(DETERMINER));
    /* "Chefin der Bahn", "directeur van het museum": no relative, no pronoun */
    bool is_of = token_bits(p, i) & CUE(OF);
    bool is_article = names_leads_on(p, i - 1) && token_bits(p, i) & CUE(DETERMINER);
    uint64_t no_object = CUE(AUXILIARY) | CUE(BE) | CUE(OTHER) | CUE(POSSESSIVE) |
                         (is_of ? 0 : CUE(RELATIVE)) | (is_article ? 0 : CUES_PRONOUN) |
                         (may_be_verb ? CUE(SAY) : 0);
    bool is_other = token_classes(p, i) & CLASS_BIT(CLASS_PRONOUN_OTHER) && !is_article;
    if (may_join_people || is_other || token_bits(p, i) & no_object)
      return last;
  }
  return last;
}

/* "Ann Lee, Mesa Bank partner Neil Strand, said", "Ann Lee, the clerk (Mrs Moss)": the role at
 * `last` is of the one who is named behind it; one that goes on with capitals ("Chief Relations
 * Officer") is not. */
static bool is_of_next(const struct people *p, uint32_t last)
{
  uint32_t next = last + 1, count = p->a->tokens.count;
  if (next < count && token_has(p, next, TOKEN_BLOCK_START))
    return false;
  bool is_bracketed = next < count && token_is(p, next, '(');
  next += is_bracketed;
  if (next + 1 >= count || !token_is_word(p, next) || !token_has(p, next, TOKEN_CAPITAL))
    return false;
  if (cues_capital_nouns(p->cues))
    return !is_bracketed; /* ", Schriftstellerin Helene" */
  if (is_bracketed)       /* "Moss, Dean (Reed 58)" are players */
    return token_bits(p, next) & CUE(TITLE) || token_bits(p, last) & CUES_GIVEN;
  bool is_pair = token_has(p, next + 1, TOKEN_CAPITAL) && !token_has(p, last, TOKEN_CAPITAL);
  return later_role(p, last) == last && (token_bits(p, next) & CUES_GIVEN || is_pair);
}

/* "Ann Lee, Phil Singer and Tom Baker": a name of its own, whatever the word is elsewhere. */
static bool is_name_with_role(const struct people *p, uint32_t from, uint32_t last)
{
  bool is_postnominal = token_bits(p, last) & CUE(POSTNOMINAL); /* "Minister, Jan Reed MP" */
  bool is_surname = last == from + 1 && token_has(p, last, TOKEN_CAPITAL) &&
                    !cues_capital_nouns(p->cues) && !starts_role(p, from - 1);
  return token_bits(p, from) & CUES_GIVEN && token_has(p, from, TOKEN_CAPITAL) &&
         (is_postnominal || is_surname);
}

/* "directeur général adjoint", "secretário-geral", "chief medical examiner": where the role ends
 * with what says which, where that stands behind; NONE where that is not clear, as half of it is
 * another office. */
static uint32_t behind_adjectives(const struct people *p, uint32_t end)
{
  enum { WORDS_MAX = 3 };

  uint32_t count = p->a->tokens.count;
  const uint64_t none = CUE(AND) | CUE(SAY) | CUE(AUXILIARY) | CUE(RELATIVE) | CUE(DETERMINER) |
                        CUE(OTHER) | CUE(AS) | CUES_PRONOUN |
                        (cues_adjectives_behind(p->cues) ? 0 : CUE(ADVERB));
  while (token_is_inner_hyphen(p, end) && end + 2 <= count)
    end += 2;
  /* "chief medical examiner": what "chief" is half of */
  bool is_half = end > 0 && token_listed(p, end - 1, "people", "role.halves");
  if (!cues_adjectives_behind(p->cues) && !is_half)
    return end;
  uint32_t i = end;
  for (uint32_t n = 0;
       n < WORDS_MAX && i < count && token_is_word(p, i) && !names_leads_on(p, i) &&
       !token_has(p, i, TOKEN_CAPITAL | TOKEN_BLOCK_START) && !(token_bits(p, i) & none);
       n++)
    i++;
  if (i == end)
    return end;
  bool is_closed = i >= count || token_has(p, i, TOKEN_BLOCK_START) || !token_is_word(p, i) ||
                   names_leads_on(p, i) || token_bits(p, i) & CUE(AND);
  return is_closed ? i : NONE;
}

static bool is_given_at(const struct people *p, uint32_t i)
{
  return i < p->a->tokens.count && token_has(p, i, TOKEN_CAPITAL) &&
         !token_has(p, i, TOKEN_BLOCK_START) && token_bits(p, i) & CUES_GIVEN;
}

/* "el vicepresidente, Juan Ruiz, el director, Luis Pérez": with its article and another name behind
 * it, a role may be of either; "il vice ministro Paolo Bianchi" is the next one's. */
static bool is_of_next_name(const struct people *p, uint32_t from, uint32_t end)
{
  enum { COMPLEMENT_WORDS = 12 };

  bool has_article = from > 0 && starts_role(p, from - 1);
  /* "le procureur de la République de Nantes, Paul Reed" */
  uint32_t count = p->a->tokens.count, most = end + COMPLEMENT_WORDS;
  while (has_article && end < count && end < most && names_leads_on(p, from + 1) &&
         (token_is_word(p, end) || token_is_inner_hyphen(p, end)))
    end++;
  bool is_set_off = end < count && token_is(p, end, ',');
  return cues_inverts(p->cues) &&
         (is_given_at(p, end) || (has_article && is_set_off && is_given_at(p, end + 1)));
}

/* "Ana Reed, de 54 años, directora": behind the age, at the comma that ends it. */
static uint32_t behind_age(const struct people *p, uint32_t i)
{
  uint32_t count = p->a->tokens.count, k = i + 1;
  if (k + 3 >= count || !cues_adjectives_behind(p->cues))
    return i;
  k += (token_bits(p, k) & CUE(OF)) != 0;
  if (p->a->tokens.at[k].kind != TOKEN_NUMBER)
    return i;
  k += 1 + (token_is_word(p, k + 1) && !names_leads_on(p, k + 1));
  return k + 1 < count && token_is(p, k, ',') ? k : i;
}

/* "Jan Reed, élu maire en 2020": what he became then is not what he is. */
static bool is_made(const struct people *p, uint32_t i)
{
  return token_listed(p, i, "people", "made");
}

/* "…, der wie Polenz Abgeordneter war": no part of a role. */
static bool is_clause_word(const struct people *p, uint32_t i)
{
  return cues_capital_nouns(p->cues) && !token_has(p, i, TOKEN_CAPITAL) && !starts_role(p, i) &&
         token_classes(p, i) & CLASS_BIT(CLASS_STOP) && !(token_bits(p, i) & CUE(AND)) &&
         !(token_classes(p, i) & (CLASS_BIT(CLASS_ALSO) | CLASS_BIT(CLASS_PREPOSITION)));
}

/* The role that a comma or a bracket at token i sets off behind a name. */
static struct role role_set_off(const struct people *p, uint32_t i)
{
  uint32_t count = p->a->tokens.count;
  if (i + 2 >= count || (!token_is(p, i, ',') && !token_is(p, i, '(')))
    return no_role;
  uint32_t from = ++i, owner = from;
  for (uint32_t n = 0; n < ROLE_WORDS && i < count; n++, i++) {
    if (token_has(p, i, TOKEN_BLOCK_START | TOKEN_SENTENCE_START))
      break;
    /* "Isa Genzken und Gerhard Richter" */
    if (cues_capital_nouns(p->cues) && token_has(p, i, TOKEN_CAPITAL) &&
        token_bits(p, i) & CUES_GIVEN)
      return no_role;
    /* "…, whose son fell", "…, where the matron", "…, refused to blame his goalkeeper" */
    if (token_classes(p, i) & (CLASS_BIT(CLASS_PRONOUN_OTHER) | CLASS_BIT(CLASS_RELATIVE)) ||
        is_clause_word(p, i) || (n > 0 && token_bits(p, i) & CUE(POSSESSIVE)) || is_made(p, i))
      break;
    if (n == 0 && names_is_undone(p, i))
      return no_role;
    if (starts_role(p, i)) {
      if (token_bits(p, i - 1) & CUE(AND)) /* "Anne Martin, et le ministre, Marc Holm" */
        return no_role;
      owner = token_is_possessive(p, i) ? owner : i + 1;
      from = i + 1;
      continue;
    }
    /* "the governor's chief of staff" is no governor. */
    bool is_owner = i + 1 < count && token_is_possessive(p, i + 1);
    if (names_is_role(p, i) && !is_owner) {
      while (i + 1 < count && names_is_role(p, i + 1) && !token_has(p, i + 1, TOKEN_BLOCK_START))
        i++;
      while (cues_adjectives_behind(p->cues) && i + 2 < count && token_is_inner_hyphen(p, i + 1))
        i += 2; /* secretário-geral */
      /* "her son Cory, and ex-wife Kerry": of the one it stands before */
      if (token_bits(p, from) & CUE(AND) || is_of_next(p, i) || is_name_with_role(p, from, i))
        break;
      /* "the senior partner's daughter": whose she is says who. */
      bool is_owned = names_is_relation(p, i) && !(token_bits(p, owner - 1) & CUE(POSSESSIVE));
      uint32_t end = behind_adjectives(p, role_object(p, joined_role(p, i)) + 1);
      if (end == NONE || is_of_next_name(p, from, end))
        return no_role;
      return (struct role){.first = is_owned ? owner : from, .end = end};
    }
    bool is_inside = token_is_word(p, i) || token_is(p, i, '-');
    /* "Wilson, Babolat and Head" */
    bool is_list = n == 1 && token_bits(p, i) & CUE(AND) && !cues_capital_nouns(p->cues) &&
                   token_has(p, from, TOKEN_CAPITAL) && from + 1 == i;
    if (is_list)
      break;
    /* "along with meteorologist Al Roker" */
    if (token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION))
      break;
    if (!is_inside || (token_bits(p, i) & (CUE(SAY) | CUE(AUXILIARY) | CUE(OTHER) | CUES_PRONOUN)))
      break;
  }
  return no_role;
}

/* "Max Heller (CDU), Bürgermeister von Aalen,": behind a bracket that says something else. */
static struct role role_after(const struct people *p, const struct candidate *c)
{
  enum { BRACKET_TOKENS = 6 };

  uint32_t i = behind_age(p, names_behind_degrees(p, c->end)), count = p->a->tokens.count;
  struct role r = role_set_off(p, i);
  if (r.end > r.first || i >= count || !token_is(p, i, '(') || !cues_verb_second(p->cues))
    return r;
  uint32_t close = i + 1;
  while (close < count && close < i + BRACKET_TOKENS && !token_is(p, close, ')'))
    close++;
  bool is_closed = close + 1 < count && token_is(p, close, ')') && token_is(p, close + 1, ',');
  return is_closed ? role_set_off(p, close + 1) : r;
}

/* "of three", but "of one of the founders". */
static bool is_counted(const struct people *p, uint32_t i)
{
  bool is_number =
      p->a->tokens.at[i].kind == TOKEN_NUMBER || token_classes(p, i) & CLASS_BIT(CLASS_NUMBER);
  return is_number && (i + 1 >= p->a->tokens.count || !names_leads_on(p, i + 1));
}

/* "second wife", "mother of three": says what somebody is to whom it does not say. */
static bool lacks_whose(const struct people *p, struct role r)
{
  bool has_owner = false, is_lacking = false;
  for (uint32_t i = r.first; i < r.end; i++) {
    has_owner = has_owner || token_is_possessive(p, i);
    bool is_owner = i + 1 < r.end && token_is_possessive(p, i + 1);
    if (names_is_role(p, i) && !names_is_relation(p, i) && !is_owner)
      return false;
    if (names_is_relation(p, i) && !is_owner)
      is_lacking =
          !has_owner && (i + 2 >= r.end || !names_leads_on(p, i + 1) || is_counted(p, i + 2));
  }
  return is_lacking;
}

static struct role role_beside(const struct people *p, const struct candidate *c)
{
  struct role before = role_before(p, c);
  return before.end > before.first ? before : role_after(p, c);
}

bool names_has_role(const struct people *p, const struct candidate *c, bool *ret_body)
{
  struct role r = role_beside(p, c);
  *ret_body = r.end > r.first && r.first < c->first && token_bits(p, r.end - 1) & CUE(BODY) &&
              !(token_bits(p, c->first) & CUES_GIVEN);
  return r.end > r.first;
}

/* "mit dem Pianisten Karl Holm": a form that German has for whom something is done to or whose it
 * is, and for several; beside a name on a page it would be wrong. */
static bool is_weak_form(const struct people *p, uint32_t i)
{
  const struct word_set *ends = language_set(p->a->language, "grammar", "weak.ends");
  str word = token_folded(p, i);
  for (uint32_t n = 0; n < word_set_count(ends); n++) {
    str end = word_set_word(ends, n);
    str stem = str_ends(word, end) ? str_sub(word, 0, word.len - end.len) : (str){"", 0};
    if (stem.len > 0 && (cues_of(p->cues, stem) & CUE(ROLE) || names_word_ends_in_role(p, stem)))
      return true;
  }
  return false;
}

/* "Sohn König" of "Sohn König Konrads": cut off from whose he is. */
static bool is_cut(const struct people *p, uint32_t i, uint32_t end)
{
  return i + 1 < end && names_is_relation(p, i) && names_is_role(p, i + 1);
}

/* A role whose form is none that stands alone: "zeitgenössischen Sänger", "Präsidenten von Baden",
 * "Stelle als Mitarbeiter"; what the role is of may have any. */
static bool is_declined(const struct people *p, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; cues_capital_nouns(p->cues) && i < end && !names_leads_on(p, i); i++) {
    bool is_small = token_is_word(p, i) && !token_has(p, i, TOKEN_CAPITAL);
    bool is_other = is_small && !(token_bits(p, i) & CUE(AND)) &&
                    !token_is_inner_hyphen(p, i + 1) &&
                    !names_ends(p, "adjective.ends", token_folded(p, i));
    if ((token_has(p, i, TOKEN_CAPITAL) && is_weak_form(p, i)) || is_cut(p, i, end) || is_other)
      return true;
  }
  return false;
}

/* "Präsident Putins Rede", "Brasiliens Präsidentin", "König Ludwigs": whose something is. */
static bool is_genitive(const struct people *p, const struct candidate *c)
{
  enum { NAME_BYTES = 4 };

  str word = token_folded(p, c->end - 1);
  if (!cues_capital_nouns(p->cues) || word.len < NAME_BYTES ||
      !names_ends(p, "genitive.ends", word))
    return false;
  uint64_t shorter = cues_of(p->cues, str_sub(word, 0, word.len - 1));
  bool is_of_known =
      shorter & (CUES_GIVEN | CUE(PLACE)) && !(token_bits(p, c->end - 1) & CUES_GIVEN);
  bool has_noun = c->end < p->a->tokens.count && token_is_word(p, c->end) &&
                  token_has(p, c->end, TOKEN_CAPITAL) &&
                  !token_has(p, c->end, TOKEN_SENTENCE_START | TOKEN_BLOCK_START);
  return is_of_known || has_noun;
}

/* "Abgeordnete", which without an article is "Abgeordneter". */
static bool is_adjectival(const struct people *p, str word)
{
  enum { BYTES_MAX = 40 };

  char strong[BYTES_MAX];
  if (word.len + 1 > sizeof strong)
    return false;
  memcpy(strong, word.data, word.len);
  strong[word.len] = 'r';
  return names_word_ends_in_role(p, (str){strong, word.len + 1}) ||
         cues_of(p->cues, (str){strong, word.len + 1}) & CUE(ROLE);
}

/* "der frühere Minister": the form of a German adjective behind an article stands with it. */
static uint32_t with_article(const struct people *p, uint32_t first)
{
  uint32_t word = names_word_end(p, first) - 1; /* "Grünen-Abgeordnete" */
  bool is_weak = cues_capital_nouns(p->cues) && first > 0 && token_is_word(p, first) &&
                 !token_has(p, first, TOKEN_SENTENCE_START | TOKEN_BLOCK_START) &&
                 names_ends(p, "weak.adjective.ends", token_folded(p, word)) &&
                 (!token_has(p, word, TOKEN_CAPITAL) || is_adjectival(p, token_folded(p, word)));
  return is_weak && token_bits(p, first - 1) & CUE(DEFINITE) ? first - 1 : first;
}

/* "to replace | former president Hale": where small words stand before what makes another office of
 * a role, one of them is a verb; "coach and former player" are two. */
static uint32_t changed_part(const struct people *p, struct role r)
{
  const uint64_t parts = CUE(AND) | CUE(OF);
  for (uint32_t i = r.first; i < r.end && !token_has(p, i, TOKEN_CAPITAL); i++) {
    if (token_bits(p, i) & parts || !token_is_word(p, i))
      break;
    if (i > r.first && token_listed(p, i, "people", "changes"))
      return i;
  }
  return r.first;
}

str names_role(const struct people *p, const struct candidate *c)
{
  struct role r = role_beside(p, c);
  while (r.first + 1 < r.end && token_classes(p, r.first) & CLASS_BIT(CLASS_ALSO))
    r.first++;
  r.first = changed_part(p, r);
  uint32_t first = names_changed_start(p, r.first);
  if (r.end <= r.first || r.is_others || lacks_whose(p, r) || is_declined(p, first, r.end) ||
      is_genitive(p, c))
    return (str){"", 0};
  return str_span(p->a->document->text, tokens_span(p, with_article(p, first), r.end));
}

static enum gender gender_of_role(const struct people *p, uint32_t i)
{
  uint64_t bits = token_bits(p, i) & (CUE(ROLE_MALE) | CUE(ROLE_FEMALE));
  return bits == CUE(ROLE_MALE)     ? GENDER_MALE
         : bits == CUE(ROLE_FEMALE) ? GENDER_FEMALE
                                    : GENDER_UNKNOWN;
}

/* "her husband, the cellist Piet Maes": what the relation says before what a name has beside it. */
static enum gender gender_of_apposed(const struct people *p, const struct candidate *c)
{
  enum { WORDS_MAX = 4 };

  uint32_t i = c->lead;
  for (uint32_t n = 0; n < WORDS_MAX && i > 0 && token_is_word(p, i - 1); n++, i--)
    if (starts_role(p, i - 1) || token_has(p, i, TOKEN_SENTENCE_START | TOKEN_BLOCK_START))
      break;
  if (i < 4 || !starts_role(p, i - 1) || !token_is(p, i - 2, ',') || !names_is_relation(p, i - 3) ||
      !(token_bits(p, i - 4) & CUE(POSSESSIVE)))
    return GENDER_UNKNOWN;
  return gender_of_role(p, i - 3);
}

enum gender names_role_gender(const struct people *p, const struct candidate *c)
{
  struct role r = role_beside(p, c);
  for (uint32_t i = r.first; i < r.end && !r.is_others; i++) {
    bool is_owner = i + 1 < r.end && token_is_possessive(p, i + 1);
    if (names_leads_on(p, i) || is_owner)
      break;
    if (gender_of_role(p, i) != GENDER_UNKNOWN)
      return gender_of_role(p, i);
  }
  return gender_of_apposed(p, c);
}

/* Where the words in front of a name end that are its title: "Bundesministerin Dr.", "Widowed Mrs"
 * without what says less and is the name's. */
static uint32_t title_end(const struct people *p, uint32_t start, uint32_t end)
{
  while (end > start) {
    uint32_t last = end - 1;
    last -= token_is(p, last, '.') && last > start;
    bool is_degree = token_classes(p, last) & CLASS_BIT(CLASS_DEGREE) && last > start &&
                     !token_is(p, last - 1, '.');
    if (!is_degree && !(token_bits(p, last) & CUE(COURTESY)))
      return end;
    end = last;
  }
  return end;
}

/* "frühere Minister", "stellvertretende Direktor": German adjectives before a title say what the
 * title alone would not. */
static uint32_t adjectives_start(const struct people *p, uint32_t start)
{
  enum { WORDS_MAX = 2 };

  const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION);
  for (uint32_t n = 0; n < WORDS_MAX && start > 0 && cues_capital_nouns(p->cues); n++, start--) {
    uint32_t i = start - 1;
    str word = token_folded(p, i);
    if (token_has(p, i, TOKEN_SENTENCE_START) && names_is_role_adjective(p, word))
      return i; /* "Früherer Minister" */
    bool is_adjective =
        token_is_word(p, i) && !token_has(p, i, TOKEN_CAPITAL) &&
        !token_has(p, start, TOKEN_SENTENCE_START | TOKEN_BLOCK_START) &&
        !(token_classes(p, i) & small) &&
        !(token_bits(p, i) & (CUE(DETERMINER) | CUE(SAY) | CUE(AUXILIARY))) &&
        (names_ends(p, "adjective.ends", word) || names_ends(p, "adjective.ends.oblique", word));
    bool is_led = i > 0 && names_leads_to_adjective(p, i - 1);
    bool goes_on = i > 0 && token_is_word(p, i - 1) &&
                   names_ends(p, "adjective.ends", token_folded(p, i - 1)) &&
                   !token_has(p, i - 1, TOKEN_CAPITAL);
    if (!is_adjective || !(is_led || goes_on))
      break;
  }
  return start;
}

/* "commissaris van de Koning": where the listed role starts of which the title in front of a name
 * is but the last word. */
static uint32_t whole_role_start(const struct people *p, uint32_t start, uint32_t end)
{
  enum { WORDS_MAX = 3 };

  for (uint32_t n = 0, i = start; n < WORDS_MAX && i > 0; n++) {
    if (token_has(p, i, TOKEN_SENTENCE_START | TOKEN_BLOCK_START) || !token_is_word(p, --i))
      break;
    if (phrase_end(p, i, CUE(ROLE) | CUE(TITLE)) == end)
      return i;
  }
  return start;
}

str names_title(const struct people *p, const struct candidate *c)
{
  uint32_t start = adjectives_start(p, names_word_start(p, 0, c->lead));
  start = names_changed_start(p, whole_role_start(p, start, c->first));
  uint32_t end = title_end(p, start, c->first);
  bool is_title = false;
  for (uint32_t i = start; i < end; i++) {
    uint64_t bits = token_bits(p, i);
    is_title = is_title || bits & (CUE(TITLE) | CUE(ROLE)) ||
               names_word_ends_in_role(p, token_folded(p, i));
  }
  /* "Tochter Anna" */
  if (c->lead == c->first || !is_title || is_declined(p, start, end) || is_genitive(p, c) ||
      (names_is_relation(p, end - 1) && !(token_bits(p, end - 1) & CUE(TITLE))))
    return (str){"", 0};
  return str_span(p->a->document->text, tokens_span(p, with_article(p, start), end));
}
