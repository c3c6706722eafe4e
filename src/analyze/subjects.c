/* subjects.c - finds the subject of a verb without a grammar: by names, articles, commas.
 *
 * Invariant: every walk is bounded by SUBJECT_WORDS or APPOSITION_WORDS; what is not clear is no
 * subject. */
#include "analyze/subjects.h"

/* "the parents of two of the three children" is about as long as a subject gets. */
#define SUBJECT_WORDS 10
#define APPOSITION_WORDS 32
/* Title, initials and name: "Deputy Foreign Minister Dr. J. Doe". */
#define TITLE_TOKENS 8

static bool in_quote(const struct people *p, uint32_t i)
{
  return p->quote_at[i] != NONE;
}

bool is_speech_verb(const struct people *p, uint32_t i)
{
  return token_is_word(p, i) && (token_bits(p, i) & (CUE(SAY) | CUE(CALL))) &&
         p->mention_at[i] == NONE && !in_quote(p, i) && !token_has(p, i, TOKEN_ALL_CAPS);
}

uint32_t skip_adverbs(const struct people *p, uint32_t i, uint32_t end)
{
  while (i < end && (token_bits(p, i) & (CUE(ADVERB) | CUE(AUXILIARY))) && !is_speech_verb(p, i))
    i++;
  return i;
}

static struct subject of_mention(const struct people *p, uint32_t mention)
{
  return (struct subject){.kind = SUBJECT_NAME,
                          .first = p->leads.at[mention],
                          .end = p->ends.at[mention],
                          .name = p->a->mentions.at[mention].name,
                          .is_sure = true};
}

static struct subject of_tokens(enum subject_kind kind, uint32_t first, uint32_t end)
{
  return (struct subject){.kind = kind, .first = first, .end = end, .name = NONE, .is_sure = true};
}

/* A noun that can speak: not a sign, not a weekday. */
static bool may_speak(const struct people *p, uint32_t i)
{
  uint64_t classes = CLASS_BIT(CLASS_WEEKDAY) | CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_STOP) |
                     CLASS_BIT(CLASS_PREPOSITION) | CLASS_BIT(CLASS_CONNECTIVE);
  return token_is_word(p, i) && !(token_bits(p, i) & (CUE(INANIMATE) | CUE(OTHER) | CUE(ADVERB))) &&
         !(token_classes(p, i) & classes);
}

/* The head of a noun phrase [first, end): the last word before a preposition or a relative. */
static uint32_t head_of(const struct people *p, uint32_t first, uint32_t end)
{
  uint32_t head = first;
  for (uint32_t i = first; i < end; i++) {
    bool is_link = (token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION)) ||
                   (token_bits(p, i) & (CUE(PLACE_BEFORE) | CUE(JOINER) | CUE(OTHER)));
    if (is_link && i > first)
      break;
    if (token_is_word(p, i))
      head = i;
  }
  return head;
}

static bool opens_noun(const struct people *p, uint32_t i)
{
  return (token_bits(p, i) & (CUE(DETERMINER) | CUE(POSSESSIVE) | CUE(QUANTITY))) != 0;
}

static struct subject noun_of(const struct people *p, uint32_t first, uint32_t end)
{
  uint32_t head = head_of(p, first, end);
  /* "one of the riggers": the riggers' word decides. */
  if (head == first && first + 2 < end && (token_bits(p, first + 1) & CUE(OF)))
    head = head_of(p, first + 2, end);
  uint64_t bits = token_bits(p, head);
  bool speaks = (bits & (CUE(ROLE) | CUE(GROUP) | CUE(BODY))) != 0;
  if ((token_bits(p, first) & CUE(POSSESSIVE)) && !speaks)
    return NO_SUBJECT;
  if (!may_speak(p, head) || (head == first && !(bits & CUE(GROUP))) ||
      (!opens_noun(p, first) && !speaks))
    return NO_SUBJECT;
  return of_tokens(SUBJECT_NOUN, first, end);
}

/* The mention whose title or name starts at token i; NONE. */
static uint32_t mention_led_by(const struct people *p, uint32_t i, uint32_t end)
{
  for (uint32_t k = i; k < end && k < i + TITLE_TOKENS; k++)
    if (p->mention_at[k] != NONE)
      return p->leads.at[p->mention_at[k]] == i ? p->mention_at[k] : NONE;
  return NONE;
}

static bool is_owner(const struct people *p, uint32_t mention, uint32_t end)
{
  uint32_t after = p->ends.at[mention];
  return after < end && token_is_possessive(p, after);
}

/* A role right before a name belongs to it: "director Saskia Holm", "its director, Saskia Holm". */
static uint32_t mention_behind_role(const struct people *p, uint32_t i, uint32_t end)
{
  for (uint32_t n = 0; n < SUBJECT_WORDS && i < end; n++, i++) {
    if (p->mention_at[i] != NONE) {
      uint32_t mention = p->mention_at[i];
      if (!is_owner(p, mention, end))
        return mention;
      i = p->ends.at[mention];
      continue;
    }
    bool is_behind_role = i > 0 && (token_bits(p, i - 1) & CUE(ROLE));
    if (token_is(p, i, ',') && is_behind_role) {
      uint32_t name = i + 1 < end && opens_noun(p, i + 1) ? i + 2 : i + 1;
      return mention_led_by(p, name, end);
    }
    if ((!token_is_word(p, i) && !token_is(p, i, '-') && !token_is_possessive(p, i)) ||
        is_speech_verb(p, i) || (token_bits(p, i) & CUE(AUXILIARY)))
      return NONE;
  }
  return NONE;
}

/* Where the noun phrase that starts at i ends, reading forward: at the verb of speech, or else
 * behind the word that names who it is. */
static uint32_t noun_end(const struct people *p, uint32_t i, uint32_t end)
{
  uint32_t last = i;
  uint32_t speaker = i;
  while (last < end && last - i < SUBJECT_WORDS && !in_quote(p, last) && !is_speech_verb(p, last)) {
    bool is_inside = token_is_word(p, last) || token_is(p, last, '-') ||
                     token_is_possessive(p, last) || p->a->tokens.at[last].kind == TOKEN_NUMBER;
    uint64_t bits = token_bits(p, last);
    if (!is_inside || (bits & CUE(AUXILIARY)) || ((bits & CUE(OTHER)) && !opens_noun(p, last)) ||
        (last > i && token_has(p, last, TOKEN_SENTENCE_START)))
      break;
    last++;
    if ((bits & (CUE(ROLE) | CUE(GROUP) | CUE(BODY))) && (speaker == i || speaker + 1 == last))
      speaker = last;
  }
  while (last > i && (token_bits(p, last - 1) & CUE(ADVERB)))
    last--;
  /* "The secretary read out a letter": only "of", "at" and the like go on from the role. */
  if (speaker > i && speaker < last &&
      !(token_classes(p, speaker) & CLASS_BIT(CLASS_PREPOSITION)) &&
      !(token_bits(p, speaker) & CUE(JOINER)))
    return speaker;
  bool is_whole = last < end && (is_speech_verb(p, last) || !token_is_word(p, last) ||
                                 (token_bits(p, last) & CUE(ADVERB)));
  return is_whole || last == end ? last : speaker;
}

struct subject subject_from(const struct people *p, uint32_t i, uint32_t end)
{
  if (i >= end || in_quote(p, i))
    return NO_SUBJECT;
  uint64_t bits = token_bits(p, i);
  if ((bits & CUES_PRONOUN) && !(bits & CUE(DETERMINER)))
    return of_tokens(SUBJECT_PRONOUN, i, i + 1);
  uint32_t mention = mention_led_by(p, opens_noun(p, i) ? i + 1 : i, end);
  if (mention != NONE && !is_owner(p, mention, end)) {
    /* "Burton and Nick" are nobody in particular. */
    uint32_t behind = p->ends.at[mention];
    uint32_t other = behind + 1 < end && (token_bits(p, behind) & CUE(AND))
                         ? mention_led_by(p, behind + 1, end)
                         : NONE;
    return other == NONE ? of_mention(p, mention)
                         : of_tokens(SUBJECT_NOUN, p->leads.at[mention], p->ends.at[other]);
  }
  bool is_prepositional = (token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION)) != 0;
  if (is_prepositional && !opens_noun(p, i))
    return NO_SUBJECT;
  mention = mention_behind_role(p, i, end);
  if (mention != NONE) {
    bool is_person = p->a->names.at[p->a->mentions.at[mention].name].kind == NAME_PERSON;
    uint32_t lead = p->leads.at[mention];
    if (is_person && lead > i &&
        ((token_bits(p, lead - 1) & CUE(ROLE)) || token_is(p, lead - 1, ',') ||
         (token_bits(p, lead - 1) & CUE(DETERMINER))))
      return of_mention(p, mention);
  }
  uint32_t last = noun_end(p, i, end);
  return last == i ? NO_SUBJECT : noun_of(p, i, last);
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

/* The noun phrase that ends at end: from its article, or from the clause's start. */
static struct subject noun_before(const struct people *p, uint32_t end, uint32_t start)
{
  uint32_t i = end;
  uint32_t open = NONE;
  for (uint32_t n = 0; i > start && n < SUBJECT_WORDS; n++) {
    uint32_t k = i - 1;
    bool is_inside = token_is_word(p, k) || token_is(p, k, '-') || token_is_possessive(p, k) ||
                     p->a->tokens.at[k].kind == TOKEN_NUMBER;
    if (!is_inside || in_quote(p, k) || (token_bits(p, k) & (CUE(AUXILIARY))) ||
        is_speech_verb(p, k) ||
        (token_bits(p, k) & CUE(OTHER) & ~CUE(DETERMINER) && !opens_noun(p, k)))
      break;
    i = k;
    if (opens_noun(p, k)) {
      open = k;
      /* "the mayor of the town": go on when "of" stands before the article. */
      bool is_linked = k > start && ((token_classes(p, k - 1) & CLASS_BIT(CLASS_PREPOSITION)) ||
                                     (token_bits(p, k - 1) & (CUE(JOINER) | CUE(PLACE_BEFORE))));
      bool is_counted = k > start && opens_noun(p, k - 1) && !in_quote(p, k - 1);
      if (!is_linked && !is_counted)
        break;
    }
  }
  uint32_t first = open != NONE ? open : i;
  bool at_start = first == start || token_has(p, first, TOKEN_SENTENCE_START | TOKEN_BLOCK_START) ||
                  (first > 0 && (token_is(p, first - 1, ',') || token_is(p, first - 1, ';')));
  if (first == end || (open == NONE && !at_start))
    return NO_SUBJECT;
  return noun_of(p, first, end);
}

/* What a mention is "of": "A director of Marsh & Sons said", "Jane Doe of the Institute said". The
 * noun or person before the preposition speaks. */
static struct subject linked(const struct people *p, uint32_t mention, uint32_t end, uint32_t start)
{
  enum name_kind kind = p->a->names.at[p->a->mentions.at[mention].name].kind;
  uint32_t link = p->leads.at[mention];
  if (link > start && (token_bits(p, link - 1) & CUE(DETERMINER)))
    link--;
  bool is_linked = link > start + 1 &&
                   ((token_classes(p, link - 1) & CLASS_BIT(CLASS_PREPOSITION)) ||
                    (token_bits(p, link - 1) & (CUE(JOINER) | CUE(PLACE_BEFORE)))) &&
                   !(token_bits(p, link - 1) & CUE(AND));
  if (is_linked) {
    uint32_t owner = p->mention_at[link - 2];
    if (owner != NONE && p->a->names.at[p->a->mentions.at[owner].name].kind == NAME_PERSON)
      return of_mention(p, owner);
    struct subject noun = noun_before(p, end, start);
    if (noun.kind == SUBJECT_NOUN)
      return noun;
  }
  return kind == NAME_PLACE ? NO_SUBJECT : of_mention(p, mention);
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
    bool is_pair = lead > start && (token_bits(p, lead - 1) & CUE(AND));
    uint32_t left = is_pair && lead >= start + 2 ? p->mention_at[lead - 2] : NONE;
    if (left != NONE)
      return of_tokens(SUBJECT_NOUN, p->leads.at[left], end);
    return linked(p, mention, end, start);
  }
  uint64_t bits = token_bits(p, last);
  if (bits & CUES_PRONOUN)
    return of_tokens(SUBJECT_PRONOUN, last, end);
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
    if (mention != NONE && p->leads.at[mention] <= open && p->ends.at[mention] == comma &&
        p->a->names.at[p->a->mentions.at[mention].name].kind != NAME_PLACE)
      return of_mention(p, mention);
    if (from <= start + 1 || !token_is(p, from - 1, ',')) {
      struct subject s = ending_at(p, comma, start);
      return s;
    }
    struct subject s = ending_at(p, from - 1, start);
    if (s.kind == SUBJECT_NAME || s.kind == SUBJECT_NOUN)
      return s;
    comma = from - 1;
  }
  return NO_SUBJECT;
}

struct subject subject_before(const struct people *p, uint32_t v, uint32_t start)
{
  uint32_t end = v;
  while (end > start && (token_bits(p, end - 1) & (CUE(ADVERB) | CUE(AUXILIARY))))
    end--;
  if (end == start)
    return NO_SUBJECT;
  uint32_t last = end - 1;
  if (token_is(p, last, ')')) {
    uint32_t open = last;
    for (uint32_t n = 0; open > start && n < APPOSITION_WORDS && !token_is(p, open, '('); n++)
      open--;
    return token_is(p, open, '(') ? subject_before(p, open, start) : NO_SUBJECT;
  }
  if (token_is(p, last, ','))
    return last > start ? before_comma(p, last, start) : NO_SUBJECT;
  if (token_bits(p, last) & CUE(RELATIVE)) {
    bool is_set_off = last > start && token_is(p, last - 1, ',');
    struct subject s = ending_at(p, is_set_off ? last - 1 : last, start);
    s.is_sure = is_set_off;
    return s;
  }
  struct subject s = ending_at(p, end, start);
  if (s.kind == SUBJECT_NONE) {
    s = subject_first(p, start, v);
    s.is_sure = false;
  }
  return s;
}

struct subject subject_first(const struct people *p, uint32_t start, uint32_t end)
{
  uint32_t i = start;
  for (int chunks = 0; chunks < 3 && i < end; chunks++) {
    while (i < end && (token_bits(p, i) & CUE(ADVERB)))
      i++;
    if (i < end && (token_bits(p, i) & (CUE(LINK) | CUE(AND))))
      i++;
    struct subject s = subject_from(p, i, end);
    if (s.kind != SUBJECT_NONE)
      return s;
    for (uint32_t n = 0; i < end && n < APPOSITION_WORDS && !token_is(p, i, ','); n++)
      i = in_quote(p, i) ? p->marked.at[p->quote_at[i]].end : i + 1;
    i++;
  }
  return NO_SUBJECT;
}
