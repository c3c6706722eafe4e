/* subject_nouns.c - the noun that may be a subject: where it begins and ends, and whether what it
 * names can speak. */
#include "analyze/subject_nouns.h"

/* Bounds of a joined noun and its parts. */
#define PART_LETTERS 4
#define WORD_BYTES 80
/* Adjectives between an article and its noun. */
#define ROLE_WORDS 4

bool may_speak(const struct people *p, uint32_t i)
{
  uint64_t classes = CLASS_BIT(CLASS_WEEKDAY) | CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_STOP) |
                     CLASS_BIT(CLASS_PREPOSITION) | CLASS_BIT(CLASS_CONNECTIVE);
  return token_is_word(p, i) && !(token_bits(p, i) & (CUE(INANIMATE) | CUE(OTHER) | CUE(ADVERB))) &&
         !(token_classes(p, i) & classes);
}

bool is_link(const struct people *p, uint32_t i)
{
  return (token_classes(p, i) & CLASS_BIT(CLASS_PREPOSITION)) ||
         (token_bits(p, i) & (CUE(JOINER) | CUE(PLACE_BEFORE) | CUE(OF)));
}

uint32_t head_of(const struct people *p, uint32_t first, uint32_t end)
{
  uint32_t head = first;
  for (uint32_t i = first; i < end; i++) {
    if (i > first && (is_link(p, i) || (token_bits(p, i) & CUE(OTHER))))
      break;
    if (token_is_word(p, i))
      head = i;
  }
  return head;
}

bool opens_noun(const struct people *p, uint32_t i)
{
  return (token_bits(p, i) & (CUE(DETERMINER) | CUE(POSSESSIVE) | CUE(QUANTITY))) != 0;
}

/* "The 29-year-old", "the Slovenian". */
static bool is_person_alone(const struct people *p, uint32_t first, uint32_t head)
{
  if ((token_classes(p, head) & CLASS_BIT(CLASS_NATIONALITY)) && head == first + 1)
    return (token_bits(p, first) & CUE(DEFINITE)) != 0;
  uint32_t i = head;
  while (i > first + 1 && token_is_inner_hyphen(p, i - 1))
    i -= 2;
  bool is_age = i + 4 <= head || (i < head && token_has(p, head, TOKEN_CAPITAL)); /* 54-Jährige */
  return is_age && p->a->tokens.at[i].kind == TOKEN_NUMBER;
}

/* "Revolutionsregierung": where nouns have capitals they are also joined, and the last part tells
 * what they are. */
static uint64_t bits_of_last_part(const struct people *p, uint32_t i)
{
  str word = token_folded(p, i);
  for (size_t at = PART_LETTERS; at + PART_LETTERS <= word.len && word.len <= WORD_BYTES; at++) {
    uint64_t bits = cues_of(p->cues, str_sub(word, at, word.len - at)) & SPEAKERS;
    if (bits)
      return bits;
  }
  return 0;
}

static uint64_t bits_of_noun(const struct people *p, uint32_t first, uint32_t i)
{
  uint32_t from = i;
  while (from > first + 1 && token_is_inner_hyphen(p, from - 1))
    from -= 2;
  uint64_t bits = token_bits(p, i) | (from < i ? phrase_bits(p, from, i + 1) : 0);
  return !(bits & SPEAKERS) && cues_capital_nouns(p->cues) && i > first
             ? bits | bits_of_last_part(p, i)
             : bits;
}

/* The head names somebody: a role, people, what speaks as one, also with a name behind it: "the
 * charity Villages Together". Where adjectives stand behind, the word may stand before them. */
static bool names_speaker(const struct people *p, uint32_t first, uint32_t head)
{
  uint64_t bits = bits_of_noun(p, first, head);
  bool is_before_name = token_has(p, head, TOKEN_CAPITAL);
  for (uint32_t i = head; (cues_adjectives_behind(p->cues) || is_before_name) && i-- > first;) {
    bits |= bits_of_noun(p, first, i);
    is_before_name = is_before_name && token_has(p, i, TOKEN_CAPITAL);
  }
  return (bits & SPEAKERS) != 0 || is_person_alone(p, first, head);
}

bool is_oblique(const struct people *p, uint32_t i)
{
  if (token_classes(p, i) & CLASS_BIT(CLASS_OBLIQUE))
    return true;
  const struct language *language = p->a->language;
  uint32_t noun = i + 1;
  while (noun + 1 < p->a->tokens.count && noun < i + ROLE_WORDS && token_is_word(p, noun) &&
         !token_has(p, noun, TOKEN_CAPITAL))
    noun++;
  return token_is_word(p, i) && noun < p->a->tokens.count &&
         language_has(language, "grammar", "oblique.women", token_folded(p, i)) &&
         token_has(p, noun, TOKEN_CAPITAL) && (bits_of_noun(p, i, noun) & CUE(ROLE)) &&
         names_ends(p, "women.ends", token_folded(p, noun));
}

/* A name, or the title in front of it. */
static bool starts_mention(const struct people *p, uint32_t i)
{
  enum { TITLE_TOKENS = 4 };

  for (uint32_t k = i; k < p->a->tokens.count && k < i + TITLE_TOKENS; k++)
    if (p->mention_at[k] != NONE)
      return p->leads.at[p->mention_at[k]] == i;
  return false;
}

uint32_t behind_object(const struct people *p, uint32_t i, uint32_t end)
{
  enum { WORDS = 5 };

  /* "warf ihr der Minister vor", "hielt ihm Jan Holm entgegen"; but "sagte ihr Anwalt" */
  uint32_t next = i + 1;
  bool is_pronoun = next < end && token_listed(p, i, "grammar", "objects");
  if (is_pronoun && ((opens_noun(p, next) && !is_oblique(p, next)) || starts_mention(p, next)))
    return next;
  if (!is_oblique(p, i))
    return i;
  for (uint32_t k = i + 1; k < end && k <= i + WORDS && token_is_word(p, k); k++)
    if (opens_noun(p, k) && !is_oblique(p, k))
      return k;
  return end;
}

/* Whether somebody is named in [first, end), and not only as an owner. */
static bool names_person(const struct people *p, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++) {
    uint32_t mention = p->mention_at[i];
    if (mention != NONE && p->ends.at[mention] < end && mention_is_person(p, mention) &&
        !token_is_possessive(p, p->ends.at[mention]))
      return true;
  }
  return false;
}

/* "shows that the mayor", "that Reed's neighbours": where the noun starts behind what leads to its
 * clause. */
static uint32_t behind_link(const struct people *p, uint32_t first, uint32_t end)
{
  enum { OWNER_WORDS = 3 };

  if (first + 1 >= end || !(token_bits(p, first) & CUE(LINK)))
    return first;
  bool is_link = opens_noun(p, first + 1);
  for (uint32_t i = first + 2; i < end && i <= first + 1 + OWNER_WORDS && !is_link; i++)
    is_link = token_is_possessive(p, i) && token_has(p, i - 1, TOKEN_CAPITAL);
  return first + is_link;
}

struct subject noun_of(const struct people *p, uint32_t first, uint32_t end)
{
  /* "though the family said": the noun begins at its article; two articles in one noun, with
   * nothing that links them, have a verb in between. */
  for (uint32_t i = first + 1; i + 1 < end; i++) {
    bool is_genitive =
        is_link(p, i) && (opens_noun(p, first) || token_has(p, i - 1, TOKEN_CAPITAL));
    bool is_linked = is_genitive || is_link(p, i - 1) || opens_noun(p, i - 1) ||
                     (token_bits(p, i - 1) & CUE(AND)) || token_is_possessive(p, i - 1);
    if (!opens_noun(p, i) || is_linked)
      continue;
    if (!opens_noun(p, first) && names_person(p, first, i))
      return NO_SUBJECT; /* "Ann Lee began the exchange by" */
    if (opens_noun(p, first))
      end = i;
    else
      first = i;
  }
  first = behind_link(p, first, end);
  const uint64_t days = CLASS_BIT(CLASS_WEEKDAY) | CLASS_BIT(CLASS_MONTH); /* "on Monday" */
  while (end > first + 1 && (is_link(p, end - 1) || opens_noun(p, end - 1) ||
                             token_bits(p, end - 1) & CUE(AND) || token_classes(p, end - 1) & days))
    end--;
  if (is_oblique(p, first))
    return NO_SUBJECT;
  uint32_t head = head_of(p, first, end);
  /* "one of the riggers": the riggers' word decides. */
  if (head == first && first + 2 < end && (token_bits(p, first + 1) & CUE(OF)))
    head = head_of(p, first + 2, end);
  uint64_t bits = token_bits(p, head);
  if (!may_speak(p, head) || !names_speaker(p, first, head) ||
      (head == first && !(bits & CUE(GROUP))))
    return NO_SUBJECT;
  return of_tokens(SUBJECT_NOUN, first, end);
}
