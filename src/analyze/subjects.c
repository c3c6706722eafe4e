/* subjects.c - finds the subject of a verb without a grammar: by names, articles, commas.
 *
 * Invariant: every walk is bounded by SUBJECT_WORDS or APPOSITION_WORDS; what is not clear is no
 * subject. */
#include "analyze/appositions.h"

#define APPOSITION_WORDS 32
/* "vice president of", "deputy press officer": a role behind whom it serves. */
#define ROLE_WORDS 4
/* "the former head of the yard": an article, a noun and little else. */
#define BESIDE_WORDS 6

static struct subject of_mention(const struct people *p, uint32_t mention)
{
  return (struct subject){.kind = SUBJECT_NAME,
                          .first = p->leads.at[mention],
                          .end = p->ends.at[mention],
                          .name = p->a->mentions.at[mention].name,
                          .is_sure = true};
}

/* "the report": with an article it is no verb. */
static bool is_verb_in_noun(const struct people *p, uint32_t i)
{
  bool is_noun = i > 0 && opens_noun(p, i - 1) && !(token_bits(p, i - 1) & CUES_PRONOUN);
  return is_speech_verb(p, i) && !is_noun;
}

/* "o autarca à agência": whom it is said to is no part of who says it. */
bool leads_to_hearer(const struct people *p, uint32_t i)
{
  return token_listed(p, i, "grammar", "to");
}

/* Where the noun phrase that starts at i ends, reading forward: at the verb of speech, or else
 * behind the word that names who it is. */
static uint32_t noun_end(const struct people *p, uint32_t i, uint32_t end)
{
  uint32_t last = i;
  uint32_t speaker = i;
  bool is_linked = false;
  while (last < end && last - i < SUBJECT_WORDS && !in_quote(p, last) &&
         !is_verb_in_noun(p, last)) {
    /* "das Ministerium auf Anfrage" */
    if (last > i && token_listed(p, last, "grammar", "asides"))
      return last;
    /* "aides to Mr Hale in a letter": where they say it is no part of who they are. */
    if (is_linked && speaker > i && token_bits(p, last) & CUE(IN))
      return last;
    is_linked = is_linked || (last > i && is_link(p, last));

    bool is_inside = token_is_word(p, last) || token_is(p, last, '-') ||
                     token_is_possessive(p, last) || p->a->tokens.at[last].kind == TOKEN_NUMBER ||
                     p->mention_at[last] != NONE;
    uint64_t bits = token_bits(p, last);
    if (!is_inside || (bits & CUE(AUXILIARY)) || ((bits & CUE(OTHER)) && !opens_noun(p, last)) ||
        (last > i && (token_has(p, last, TOKEN_SENTENCE_START) || leads_to_hearer(p, last))))
      break;
    last++;
    /* "the ministry’s chief spokesman" */
    bool is_owned = speaker > i && token_is_possessive(p, speaker) && last <= speaker + 4;
    if (bits & SPEAKERS && (speaker == i || speaker + 1 == last || is_owned))
      speaker = last;
  }
  while (last > i && (token_bits(p, last - 1) & CUE(ADVERB)))
    last--;
  /* "the Deputy Secretary-General" */
  while (speaker > i && speaker + 1 < last && token_is_inner_hyphen(p, speaker))
    speaker += 2;
  /* "The secretary read out a letter": only "of", "at" and the like go on from the role. */
  if (speaker > i && speaker < last && !token_is_possessive(p, speaker) &&
      !(token_classes(p, speaker) & CLASS_BIT(CLASS_PREPOSITION)) &&
      !(token_bits(p, speaker) & CUE(JOINER)))
    return speaker;
  bool is_whole = last < end && (is_speech_verb(p, last) || !token_is_word(p, last) ||
                                 (token_bits(p, last) & CUE(ADVERB)));
  return is_whole || last == end ? last : speaker;
}

/* "Stoke manager Mark Hughes", "an FA spokesman": the role behind what is no person; NONE. */
static uint32_t employed_by(const struct people *p, uint32_t mention, uint32_t end)
{
  uint32_t behind = p->ends.at[mention];
  bool is_person = mention_is_person(p, mention);
  if (is_person || cues_adjectives_behind(p->cues))
    return NONE;
  for (uint32_t i = behind; i < end && i < behind + ROLE_WORDS && token_is_word(p, i); i++) {
    if (p->mention_at[i] != NONE || is_speech_verb(p, i) || in_quote(p, i))
      return NONE;
    if (token_bits(p, i) & CUE(ROLE))
      return behind;
  }
  return NONE;
}

/* The person who serves what the noun from i to the role names, or the noun. */
static struct subject employee(const struct people *p, uint32_t i, uint32_t role, uint32_t end)
{
  uint32_t mention = mention_led_by(p, role, end);
  if (mention == NONE)
    mention = mention_behind_role(p, role, end);
  bool is_named = mention_is_person(p, mention);
  return is_named ? of_mention(p, mention) : noun_of(p, i, noun_end(p, role, end));
}

/* A pronoun that names nobody, and is no article and no link. */
static bool is_other(const struct people *p, uint32_t i)
{
  uint64_t bits = token_bits(p, i);
  return (bits & CUE(OTHER)) && !(bits & (CUE(RELATIVE) | CUE(LINK) | CUE(AUXILIARY))) &&
         !opens_noun(p, i) && token_is_word(p, i);
}

/* "der 45-jährige Max Holm", "de jonge Piet Maes": whether the article at i and small words of no
 * clause stand before a person's name. */
static bool is_described(const struct people *p, uint32_t i, uint32_t lead)
{
  const uint64_t none = CUE(SAY) | CUE(AUXILIARY) | CUE(OTHER) | CUE(AND) | CUE(LINK);
  bool is_whole = cues_joins_nouns(p->cues) && opens_noun(p, i) && !is_oblique(p, i);
  for (uint32_t k = i + 1; k < lead && is_whole; k++) {
    bool is_part = token_is_word(p, k) || token_is_inner_hyphen(p, k) ||
                   p->a->tokens.at[k].kind == TOKEN_NUMBER;
    is_whole =
        is_part && !is_link(p, k) && !opens_noun(p, k) && !(token_bits(p, k) & none) &&
        (!token_has(p, k, TOKEN_CAPITAL) || names_is_role(p, k) || names_is_joined_role(p, k));
  }
  return is_whole;
}

/* "Israeli Prime Minister Ann Lee": whether the words before a title only say of what. */
static bool is_of_title(const struct people *p, uint32_t i, uint32_t lead)
{
  const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_CONNECTIVE);
  bool is_whole = phrase_end(p, lead, CUE(TITLE)) > lead;
  for (; i < lead && is_whole; i++)
    is_whole = token_is_word(p, i) && !is_link(p, i) && !(token_bits(p, i) & CUE(LINK)) &&
               !(token_classes(p, i) & small);
  return is_whole;
}

/* "officier van justitie Rob Holm", "de minister van Financiën Els Maes": whether what stands
 * before a name from i on is an office with what it is of. */
static bool is_office(const struct people *p, uint32_t i, uint32_t lead)
{
  uint32_t role = i + opens_noun(p, i);
  if (!cues_joins_nouns(p->cues) || cues_capital_nouns(p->cues) || role + 2 >= lead)
    return false;
  bool is_listed = phrase_end(p, role, CUE(ROLE) | CUE(TITLE)) == lead;
  return is_listed || ((names_is_role(p, role) || names_is_joined_role(p, role)) &&
                       token_bits(p, role + 1) & CUE(OF) && token_has(p, lead - 1, TOKEN_CAPITAL));
}

/* "le ministre de l'Intérieur Jan Reed": the words from token i on are what stands as his role. */
static bool is_of_role(const struct people *p, uint32_t i, uint32_t mention)
{
  str title = p->a->names.at[p->a->mentions.at[mention].name].title;
  str words = str_span(p->a->document->text, tokens_span(p, i, p->leads.at[mention]));
  return title.len > 0 && str_ends(words, title);
}

/* "Insurance Commissioner and State Fire Marshal Tom Hill": who ends a row of titles; NONE. */
static uint32_t behind_titles(const struct people *p, uint32_t i, uint32_t end)
{
  enum { TITLE_TOKENS = 10 };

  const uint64_t none = CUE(SAY) | CUE(AUXILIARY) | CUE(DETERMINER) | CUES_PRONOUN;
  for (uint32_t k = i; k < end && k < i + TITLE_TOKENS; k++) {
    uint32_t mention = k > i + 1 ? mention_led_by(p, k, end) : NONE;
    if (mention_is_person(p, mention))
      return token_bits(p, k - 1) & CUE(AND) && token_bits(p, k - 2) & (CUE(ROLE) | CUE(TITLE))
                 ? mention
                 : NONE;
    if (!(token_is_word(p, k) || token_is_inner_hyphen(p, k)) || token_bits(p, k) & none)
      return NONE;
  }
  return NONE;
}

struct subject subject_from(const struct people *p, uint32_t i, uint32_t end)
{
  i = i < end ? behind_object(p, i, end) : i;
  if (i >= end || in_quote(p, i))
    return NO_SUBJECT;
  uint64_t bits = token_bits(p, i);
  if ((bits & CUES_PRONOUN) && !(bits & CUE(DETERMINER)))
    return of_tokens(SUBJECT_PRONOUN, i, i + 1);
  if (is_other(p, i))
    return of_tokens(SUBJECT_OTHER, i, i + 1);
  /* "De Vries" has no article. */
  bool has_article = opens_noun(p, i) && p->mention_at[i] == NONE;
  uint32_t mention = mention_led_by(p, has_article ? i + 1 : i, end);
  uint32_t owned = mention != NONE ? owned_person(p, mention, end) : NONE;
  mention = owned != NONE ? owned : mention;
  if (mention != NONE && !is_owner(p, mention, end) && !is_joined(p, mention)) {
    /* "Burton and Nick" are nobody in particular. */
    uint32_t behind = p->ends.at[mention];
    uint32_t other = behind + 1 < end && (token_bits(p, behind) & CUE(AND))
                         ? mention_led_by(p, behind + 1, end)
                         : NONE;
    if (other != NONE)
      return of_tokens(SUBJECT_NOUN, p->leads.at[mention], p->ends.at[other]);
    uint32_t role = employed_by(p, mention, end);
    return role == NONE ? of_mention(p, mention) : employee(p, i, role, end);
  }
  bool is_prepositional = (token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION)) != 0;
  if (is_prepositional && !opens_noun(p, i))
    return NO_SUBJECT;
  mention = behind_titles(p, i, end);
  if (mention != NONE)
    return of_mention(p, mention);
  mention = mention_behind_role(p, i, end);
  if (mention != NONE) {
    bool is_person = mention_is_person(p, mention);
    uint32_t lead = p->leads.at[mention];
    if (is_person && lead > i &&
        ((token_bits(p, lead - 1) & (CUE(ROLE) | CUE(TITLE))) || token_is(p, lead - 1, ',') ||
         (token_bits(p, lead - 1) & CUE(DETERMINER)) || is_of_title(p, i, lead) ||
         names_is_joined_role(p, lead - 1) || is_described(p, i, lead) || is_office(p, i, lead) ||
         is_of_role(p, i, mention) ||
         (lead > i + 2 && token_is(p, lead - 3, ',') && opens_noun(p, lead - 2))))
      return of_mention(p, mention);
  }
  mention = apposed(p, i, end);
  if (mention != NONE)
    return of_mention(p, mention);
  uint32_t last = noun_end(p, i, end);
  return last == i ? NO_SUBJECT : noun_of(p, i, last);
}

/* Whether [first, end) is an article with a noun that could speak, whatever it is. */
static bool is_plain_noun(const struct people *p, uint32_t first, uint32_t end)
{
  if (!opens_noun(p, first) || end < first + 2 || end > first + BESIDE_WORDS)
    return false;
  for (uint32_t i = first + 1; i < end; i++)
    if ((token_bits(p, i) & (CUES_PRONOUN | CUE(OTHER) | CUE(LINK) | CUE(AND))) ||
        (is_link(p, i) && !(token_bits(p, i) & CUE(OF))))
      return false;
  return may_speak(p, head_of(p, first, end));
}

struct subject subject_beside(const struct people *p, uint32_t i, uint32_t end)
{
  i = i < end ? behind_object(p, i, end) : i;
  struct subject s = subject_from(p, i, end);
  uint32_t named = s.kind == SUBJECT_NONE ? behind_noun(p, i, end) : behind_adjective(p, s, end);
  if (named != NONE)
    return of_mention(p, named);
  if (s.kind != SUBJECT_NONE || i >= end || in_quote(p, i))
    return s;
  uint32_t last = noun_end(p, i, end);
  /* "il prof. Antolini": half a name. */
  if (last > i && last < end && token_is(p, last, '.') &&
      token_classes(p, last - 1) & CLASS_BIT(CLASS_ABBREVIATION_TITLE))
    return NO_SUBJECT;
  return is_plain_noun(p, i, last) ? of_tokens(SUBJECT_NOUN, i, last) : s;
}

/* First token of the chunk that ends at end: behind a comma, a bracket, or the clause's start. */
static uint32_t chunk_start(const struct people *p, uint32_t end, uint32_t start)
{
  uint32_t i = end;
  for (uint32_t n = 0; i > start && n < APPOSITION_WORDS; n++, i--) {
    if (token_is(p, i - 1, ',') || token_is(p, i - 1, ';') || token_is(p, i - 1, ':') ||
        token_is(p, i - 1, '(') || in_quote(p, i - 1))
      return i;
  }
  return i > start ? NONE : start;
}

/* A clause begins behind it: "that", "but". */
static bool begins_clause(const struct people *p, uint32_t i)
{
  return (token_bits(p, i) & CUE(LINK)) != 0;
}

static bool is_in_noun(const struct people *p, uint32_t i)
{
  /* "a U.N. envoy" */
  bool is_part = token_is_word(p, i) || token_is(p, i, '-') || token_is_possessive(p, i) ||
                 p->a->tokens.at[i].kind == TOKEN_NUMBER || p->mention_at[i] != NONE;
  bool is_pronoun = (token_bits(p, i) & CUE(OTHER)) && !opens_noun(p, i);
  return is_part && !is_pronoun && !in_quote(p, i) && !(token_bits(p, i) & CUE(AUXILIARY)) &&
         !is_verb_in_noun(p, i) && !begins_clause(p, i);
}

/* A preposition that opens no clause; "after" and "as" may. */
static bool opens_aside(const struct people *p, uint32_t i)
{
  uint64_t bits = token_bits(p, i);
  bool is_simple = (bits & (CUE(OF) | CUE(IN) | CUE(PLACE_BEFORE))) != 0;
  return is_simple || (cues_adjectives_behind(p->cues) && !(bits & CUE(AS)) &&
                       (token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION)));
}

/* The noun phrase that ends at end: from its article, or from the clause's start. One with an
 * article that names no speaker is somebody or something else. */
static struct subject noun_before(const struct people *p, uint32_t end, uint32_t start)
{
  uint32_t i = end;
  uint32_t open = NONE;
  bool is_dash = !token_is_word(p, end - 1) && !token_is_possessive(p, end - 1) &&
                 p->a->tokens.at[end - 1].kind != TOKEN_NUMBER;
  if (is_dash || is_link(p, end - 1) || (token_bits(p, end - 1) & CUE(AND)) ||
      opens_noun(p, end - 1))
    return NO_SUBJECT;
  for (uint32_t n = 0; i > start && n < SUBJECT_WORDS && is_in_noun(p, i - 1); n++) {
    i--;
    if (opens_noun(p, i)) {
      open = i;
      /* "the mayor of the town": go on when "of" stands before the article. */
      bool is_counted = i > start && opens_noun(p, i - 1) && !in_quote(p, i - 1);
      if (i == start || (!is_link(p, i - 1) && !is_counted))
        break;
    }
  }
  uint32_t first = open != NONE ? open : i;
  bool at_start = first == start || token_has(p, first, TOKEN_SENTENCE_START | TOKEN_BLOCK_START) ||
                  (first > 0 && (token_is(p, first - 1, ',') || token_is(p, first - 1, ';') ||
                                 begins_clause(p, first - 1)));
  /* "in the end": no subject. */
  bool is_behind_link =
      first > start && (opens_aside(p, first - 1) || leads_to_hearer(p, first - 1));
  if (first == end || (open == NONE && !at_start) || is_behind_link)
    return NO_SUBJECT;
  /* "On Monday Reed's clerk", "with Reed's clerk", "Yet harbour officials" */
  const uint64_t days = CLASS_BIT(CLASS_WEEKDAY) | CLASS_BIT(CLASS_MONTH);
  while (open == NONE && first + 1 < end && !cues_adjectives_behind(p->cues) &&
         (is_link(p, first) || token_classes(p, first) & CLASS_BIT(CLASS_CONNECTIVE) ||
          (first > i && token_classes(p, first) & days)))
    first++;
  struct subject noun = noun_of(p, first, end);
  if (noun.kind != SUBJECT_NONE || open == NONE)
    return noun;
  noun = of_tokens(SUBJECT_OTHER, first, end);
  noun.is_sure = false;
  return noun;
}

/* "The wife of Neil Strand", but not "as Neil Strand said", "after he". */
static bool links_owner(const struct people *p, uint32_t i, enum name_kind kind)
{
  uint64_t bits = token_bits(p, i);
  if (bits & (CUE(AND) | CUE(AS)))
    return false;
  return kind == NAME_PERSON ? opens_aside(p, i) || (bits & CUE(JOINER)) : is_link(p, i);
}

/* What a mention is "of": "A director of Marsh & Sons said", "Jane Doe of the Institute said". The
 * noun or person before the preposition speaks. */
static struct subject linked(const struct people *p, uint32_t mention, uint32_t end, uint32_t start)
{
  enum name_kind kind = p->a->names.at[p->a->mentions.at[mention].name].kind;
  uint32_t link = p->leads.at[mention];
  if (link > start && (token_bits(p, link - 1) & CUE(DETERMINER)))
    link--;
  /* "an aide at Iran's Foreign Ministry" */
  uint32_t whose = kind == NAME_ORGANISATION && link > start + 2 && token_is_possessive(p, link - 1)
                       ? p->mention_at[link - 2]
                       : NONE;
  if (whose != NONE && p->leads.at[whose] > start)
    link = p->leads.at[whose];
  bool is_linked = link > start + 1 && links_owner(p, link - 1, kind);
  if (is_linked) {
    uint32_t owner = p->mention_at[link - 2];
    if (mention_is_person(p, owner))
      return of_mention(p, owner);
    struct subject noun = noun_before(p, end, start);
    if (noun.kind == SUBJECT_NOUN)
      return noun;
    /* "Your obituary of Enid Marlow says", but "to Enid Marlow, who said" */
    uint32_t next = end + (end < p->a->tokens.count && token_is(p, end, ','));
    bool is_told_of = next < p->a->tokens.count && token_bits(p, next) & CUE(RELATIVE);
    bool is_object = kind == NAME_PERSON && !is_told_of && opens_aside(p, link - 1) &&
                     token_is_word(p, link - 2) && !token_has(p, link - 2, TOKEN_CAPITAL);
    if (is_object)
      return of_tokens(SUBJECT_OTHER, link - 2, end);
  }
  if (kind != NAME_PLACE)
    return of_mention(p, mention);
  /* "Norway said": at the clause's start a place speaks. */
  bool opens_clause = link == start || (link > start && begins_clause(p, link - 1));
  return opens_clause ? of_mention(p, mention) : NO_SUBJECT;
}

/* The mention that ends at `end`, or before brackets that do: "Ann Lee (Lab)"; NONE. */
static uint32_t mention_before(const struct people *p, uint32_t end, uint32_t start)
{
  enum { BRACKET_WORDS = 4 };

  uint32_t last = end - 1;
  for (uint32_t n = 0; token_is(p, end - 1, ')') && n <= BRACKET_WORDS && last > start; n++)
    if (token_is(p, last--, '('))
      break;
  return p->mention_at[last];
}

/* The subject that ends exactly at end. */
static struct subject ending_at(const struct people *p, uint32_t end, uint32_t start)
{
  if (end <= start || in_quote(p, end - 1))
    return NO_SUBJECT;
  uint32_t last = end - 1;
  uint32_t mention = p->mention_at[last];
  if (mention != NONE && p->ends.at[mention] == end) {
    uint32_t lead = p->leads.at[mention];
    if (lead > start && is_oblique(p, lead - 1))
      return NO_SUBJECT;
    bool is_pair = lead > start && (token_bits(p, lead - 1) & CUE(AND));
    uint32_t left = is_pair && lead >= start + 2 ? mention_before(p, lead - 1, start) : NONE;
    uint32_t first = left != NONE ? p->leads.at[left] : NONE;
    bool is_between = left != NONE && first > start && is_link(p, first - 1) &&
                      !(token_bits(p, first - 1) & CUE(AS)); /* the row between A and B */
    if (left != NONE)
      return of_tokens(is_between ? SUBJECT_OTHER : SUBJECT_NOUN, first, end);
    return linked(p, mention, end, start);
  }
  uint64_t bits = token_bits(p, last);
  if (bits & CUES_PRONOUN)
    return of_tokens(SUBJECT_PRONOUN, last, end);
  if (is_other(p, last))
    return of_tokens(SUBJECT_OTHER, last, end);
  if (bits & CUE(OTHER))
    return NO_SUBJECT;
  return noun_before(p, end, start);
}

/* Who a comma before the verb closes an apposition of: "Neil Strand, its partner, said". */
static struct subject before_comma(const struct people *p, uint32_t comma, uint32_t start)
{
  for (int chunks = 0; chunks < 4; chunks++) {
    if (comma > start && token_is(p, comma - 1, ')')) {
      uint32_t open = comma - 1;
      for (uint32_t n = 0; open > start && n < APPOSITION_WORDS && !token_is(p, open, '('); n++)
        open--;
      comma = open;
    }
    uint32_t from = chunk_start(p, comma, start);
    if (from == NONE)
      return NO_SUBJECT;
    /* The chunk is just a name: "Its partner, Neil Strand, said". */
    uint32_t mention = from < comma ? p->mention_at[from] : NONE;
    for (uint32_t k = from; k < comma && mention == NONE; k++)
      mention = p->mention_at[k];
    uint32_t open = from < comma && opens_noun(p, from) ? from + 1 : from;
    bool is_led = mention != NONE &&
                  (p->leads.at[mention] <= open || is_described(p, from, p->leads.at[mention]));
    if (is_led && p->ends.at[mention] == comma &&
        p->a->names.at[p->a->mentions.at[mention].name].kind != NAME_PLACE)
      return of_mention(p, mention);
    if (from <= start + 1 || !token_is(p, from - 1, ',')) {
      struct subject s = ending_at(p, comma, start);
      /* "She met Neil Strand, said": whom a clause ends in is not who it is about. */
      bool is_all = s.kind != SUBJECT_NONE && skip_adverbs(p, from, comma) == s.first;
      if (!is_all)
        s = subject_first(p, from, comma);
      s.is_sure = is_all;
      return s;
    }
    struct subject s = ending_at(p, from - 1, start);
    if (s.kind == SUBJECT_NAME || s.kind == SUBJECT_NOUN || s.kind == SUBJECT_OTHER)
      return s;
    comma = from - 1;
  }
  return NO_SUBJECT;
}

/* A participle belongs to the main clause: "The union left the talks after two hours, saying". */
static struct subject of_participle(const struct people *p, uint32_t comma, uint32_t start)
{
  struct subject s = subject_first(p, start, comma);
  if (s.kind != SUBJECT_NONE)
    return s;
  s = ending_at(p, comma, start); /* “…,” said X, adding */
  bool is_behind_verb = s.kind != SUBJECT_NONE && s.first > start && is_speech_verb(p, s.first - 1);
  return is_behind_verb ? s : of_tokens(SUBJECT_OTHER, comma, comma + 1);
}

/* "The man was asleep, and Neil Strand of the harbour called it": a second clause has its own. */
static bool names_another(const struct people *p, uint32_t i, uint32_t v)
{
  for (; i + 1 < v; i++)
    if ((token_bits(p, i) & CUE(AND)) && !in_quote(p, i) && mention_led_by(p, i + 1, v) != NONE)
      return true;
  return false;
}

/* Behind adverbs and auxiliaries, read backward. */
static uint32_t before_auxiliaries(const struct people *p, uint32_t v, uint32_t start)
{
  uint32_t end = v;
  while (end > start && (token_bits(p, end - 1) & (CUE(ADVERB) | CUE(AUXILIARY))))
    end--;
  /* "le maire lui a répondu", "el alcalde se lo dijo" */
  while (end > start + 1 && token_listed(p, end - 1, "speech", "clitics"))
    end--;
  return end;
}

/* "Rebels took the town as envoys from abroad warned": what follows "as" or "but" has a subject of
 * its own, even if it cannot be read. */
static bool begins_another(const struct people *p, uint32_t i, uint32_t v)
{
  for (uint32_t k = v; k-- > i + 1;) {
    bool is_joint = token_bits(p, k) & CUE(AS) ||
                    (token_bits(p, k) & CUE(LINK) && !(token_bits(p, k) & CUE(OTHER)));
    if (in_quote(p, k) || token_is(p, k, ','))
      return false;
    if (is_joint)
      return before_auxiliaries(p, v, k + 1) > k + 2;
  }
  return false;
}

/* "When her husband fell, Ann Lee came and spoke": where the main clause begins. */
static uint32_t behind_scene(const struct people *p, uint32_t start, uint32_t v)
{
  const struct word_set *scenes = language_set(p->a->language, "speech", "scenes");
  if (!word_set_has(scenes, token_folded(p, start)))
    return start;
  for (uint32_t i = start; i + 1 < v && !in_quote(p, i); i++)
    if (token_is(p, i, ','))
      return i + 1;
  return start;
}

/* The first subject of the clause that the verb at v ends: "…, dass schon Adenauer 1957 gesagt
 * habe", not the one who tells of it. */
static struct subject of_clause(const struct people *p, uint32_t v, uint32_t start)
{
  uint32_t from = v;
  /* "said that it was so and added": the one who said it. */
  if (v > start && (token_bits(p, v - 1) & CUE(AND)))
    from = start;
  while (from > start && (in_quote(p, from - 1) || !begins_clause(p, from - 1) ||
                          !(token_bits(p, from - 1) & CUE(OTHER))))
    from--;
  struct subject s = subject_first(p, from == start ? behind_scene(p, start, v) : from, v);
  if (s.kind != SUBJECT_NONE && (names_another(p, s.end, v) || begins_another(p, s.end, v)))
    return of_tokens(SUBJECT_OTHER, from, v);
  s.is_sure = from > start;
  if (s.kind != SUBJECT_NONE || from == start || from == v)
    return s;
  s = of_tokens(SUBJECT_OTHER, from, v);
  s.is_sure = false;
  return s;
}

struct subject subject_before(const struct people *p, uint32_t v, uint32_t start)
{
  uint32_t end = before_auxiliaries(p, v, start);
  if (end == start)
    return NO_SUBJECT;
  uint32_t last = end - 1;
  /* "is said to have remarked": others say so. */
  if ((token_bits(p, last) & CUE(INFINITIVE)) && (token_bits(p, v - 1) & CUE(AUXILIARY)))
    return of_tokens(SUBJECT_OTHER, last, v);
  if (token_is(p, last, ')')) {
    uint32_t open = last;
    for (uint32_t n = 0; open > start && n < APPOSITION_WORDS && !token_is(p, open, '('); n++)
      open--;
    return token_is(p, open, '(') ? subject_before(p, open, start) : NO_SUBJECT;
  }
  if (token_is(p, last, ',') && last > start && (token_bits(p, v) & CUE(PARTICIPLE)))
    return of_participle(p, last, start);
  if (token_is(p, last, ','))
    return last > start ? before_comma(p, last, start) : NO_SUBJECT;
  if (token_bits(p, last) & CUE(RELATIVE)) {
    bool is_set_off = last > start && token_is(p, last - 1, ',');
    struct subject s = ending_at(p, is_set_off ? last - 1 : last, start);
    s.is_sure = is_set_off;
    return s;
  }
  struct subject s = ending_at(p, end, start);
  return s.kind == SUBJECT_NONE ? of_clause(p, v, start) : s;
}

/* "The three-judge panel". */
static bool is_counted_part(const struct people *p, uint32_t i)
{
  return i >= 2 && token_is_inner_hyphen(p, i - 1) &&
         (p->a->tokens.at[i - 2].kind == TOKEN_NUMBER || (token_bits(p, i - 2) & CUE(QUANTITY)));
}

/* Only the words up to the role: what stands behind it may be the clause's verb. */
static struct subject up_to_role(const struct people *p, struct subject s)
{
  for (uint32_t i = s.first; i + 1 < s.end && s.kind == SUBJECT_NOUN; i++)
    if ((token_bits(p, i) & SPEAKERS) && !(token_bits(p, i + 1) & SPEAKERS) &&
        !token_is_possessive(p, i + 1) && !is_counted_part(p, i) &&
        !cues_adjectives_behind(p->cues)) {
      s.end =
          i + (token_is_inner_hyphen(p, i + 1) && i + 3 <= s.end ? 3 : 1); /* Secretary-General */
      break;
    }
  return s;
}

struct subject subject_first(const struct people *p, uint32_t start, uint32_t end)
{
  uint32_t i = start;
  for (int chunks = 0; chunks < 3 && i < end; chunks++) {
    while (i < end && (token_bits(p, i) & CUE(ADVERB)))
      i++;
    /* «…», attacca Jan Reed, capogruppo */
    bool is_behind_words = cues_inverts(p->cues) && i > start + 1 && token_is(p, i - 1, ',') &&
                           in_quote(p, i - 2) && is_speech_verb(p, skip_adverbs(p, i, end));
    i = is_behind_words ? skip_adverbs(p, i, end) + 1 : i;
    bool is_link =
        i < end &&
        (token_bits(p, i) & (CUE(LINK) | CUE(AND)) ||
         (token_classes(p, i) & CLASS_BIT(CLASS_CONNECTIVE) && !(token_bits(p, i) & SPEAKERS)));
    i += is_link;
    struct subject s = subject_from(p, i, end);
    if (s.kind != SUBJECT_NONE)
      return up_to_role(p, s);
    for (uint32_t n = 0; i < end && n < APPOSITION_WORDS && !token_is(p, i, ','); n++)
      i = in_quote(p, i) ? p->marked.at[p->quote_at[i]].end : i + 1;
    i++;
  }
  return NO_SUBJECT;
}
