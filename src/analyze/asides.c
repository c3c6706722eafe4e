/* asides.c - what may stand between a verb of speech and who speaks: small pronouns ("lui a
 * répondu"), and to whom, where or when it was said ("a déclaré mardi à l'AFP Jan Reed").
 *
 * Invariant: every walk is bounded by ASIDE_WORDS; a name right behind a noun that may be its own
 * ("a dit à l'acteur Jan Reed") is no speaker. */
#include "analyze/attribution.h"
#include "analyze/subject_nouns.h"

/* "lors d'une conférence de presse à l'issue du conseil des ministres" */
#define ASIDE_WORDS 14
/* "se lo", "nous l'" */
#define CLITICS 2

static bool is_listed(const struct people *p, uint32_t i, const char *key)
{
  return token_listed(p, i, "speech", key);
}

uint32_t behind_clitics(const struct people *p, uint32_t i, uint32_t end)
{
  uint32_t verb = i;
  while (verb < end && verb < i + CLITICS && is_listed(p, verb, "clitics"))
    verb++;
  if (verb == i || verb >= end)
    return i;
  uint32_t said = skip_adverbs(p, verb, end);
  return said < end && is_speech_verb(p, said) ? verb : i;
}

uint32_t said_phrase(const struct people *p, uint32_t i, uint32_t end)
{
  enum { WORDS_MAX = 4 };

  const struct word_set *phrases = language_set(p->a->language, "speech", "phrases");
  for (uint32_t n = WORDS_MAX; n > 1 && word_set_count(phrases) > 0; n--) {
    bool is_inside = i + n <= end && !token_has(p, i, TOKEN_CAPITAL) && p->mention_at[i] == NONE;
    if (is_inside && word_set_has(phrases, tokens_key(p, i, i + n)))
      return i + n - 1;
  }
  return NONE;
}

uint32_t behind_joined_clitic(const struct people *p, uint32_t i, uint32_t end)
{
  bool is_joined = i + 1 < end && token_is_inner_hyphen(p, i) && is_listed(p, i + 1, "clitics");
  return is_joined ? i + 2 : i;
}

bool is_reflexive(const struct people *p, uint32_t i)
{
  return is_listed(p, i, "reflexives");
}

/* "lundi", "soir", "segunda-feira" */
static bool is_day_word(const struct people *p, uint32_t i)
{
  bool is_joined = i + 2 < p->a->tokens.count && token_is_inner_hyphen(p, i + 1);
  return token_is_word(p, i) && (token_classes(p, i) & CLASS_BIT(CLASS_WEEKDAY) ||
                                 token_listed(p, i, "sentences", "times") ||
                                 (is_joined && is_listed(p, i + 2, "occasions")));
}

uint32_t behind_day(const struct people *p, uint32_t i, uint32_t end)
{
  enum { WORDS = 4 };

  uint32_t last = i;
  for (uint32_t n = 0; n < WORDS && last < end; n++) {
    uint32_t day = last + (last + 1 < end && opens_noun(p, last));
    day = skip_adverbs(p, day, end);
    if (day >= end || (day == last && !is_day_word(p, day)))
      break;
    if (!is_day_word(p, day))
      return day > last && !opens_noun(p, last) ? day : last;
    last = day + (day + 2 < end && token_is_inner_hyphen(p, day + 1) ? 3 : 1);
  }
  return last;
}

static bool opens_aside(const struct people *p, uint32_t i)
{
  return token_is_word(p, i) && !token_has(p, i, TOKEN_CAPITAL) && p->mention_at[i] == NONE &&
         (is_link(p, i) || (token_bits(p, i) & CUE(IN)) || leads_to_hearer(p, i));
}

/* Nothing that an aside has: a verb, another clause, a pronoun, a mark. */
static bool ends_aside(const struct people *p, uint32_t i)
{
  const uint64_t other = CUE(AUXILIARY) | CUE(LINK) | CUE(RELATIVE) | CUE(AND) | CUES_PRONOUN;
  bool is_pronoun = (token_bits(p, i) & other) && !opens_noun(p, i) && !is_link(p, i);
  bool is_mark = !token_is_word(p, i) && p->a->tokens.at[i].kind != TOKEN_NUMBER &&
                 !token_is_inner_hyphen(p, i) && !token_is(p, i, '(') && !token_is(p, i, ')');
  return in_quote(p, i) || is_speech_verb(p, i) || is_pronoun || is_mark ||
         token_has(p, i, TOKEN_SENTENCE_START | TOKEN_BLOCK_START);
}

/* "dans un communiqué Jan Reed", "à l'AFP Jan Reed": nothing before the name is hers. */
static bool may_precede_name(const struct people *p, uint32_t before)
{
  uint32_t mention = p->mention_at[before];
  if (mention != NONE)
    return !mention_is_person(p, mention);
  return is_listed(p, before, "occasions") || is_day_word(p, before) || token_is(p, before, ')');
}

/* Who stands at token i, behind an aside that began at `first`; SUBJECT_NONE where nobody does. */
static struct subject speaker_at(const struct people *p, uint32_t first, uint32_t i, uint32_t end)
{
  bool is_of_noun = is_link(p, i - 1) || opens_noun(p, i - 1);
  uint32_t mention = p->mention_at[i];
  if (mention != NONE && mention_is_person(p, mention) && p->leads.at[mention] == i)
    return may_precede_name(p, i - 1) ? subject_from(p, i, end) : NO_SUBJECT;
  if (!opens_noun(p, i) || is_of_noun || i < first + 2 || (token_bits(p, i) & CUE(QUANTITY)))
    return NO_SUBJECT;
  struct subject s = subject_from(p, i, end);
  return s.kind == SUBJECT_NOUN || s.kind == SUBJECT_NAME ? s : NO_SUBJECT;
}

struct subject subject_behind_aside(const struct people *p, uint32_t i, uint32_t end)
{
  if (i >= end || !opens_aside(p, i))
    return NO_SUBJECT;
  for (uint32_t k = i + 1; k < end && k < i + ASIDE_WORDS && !ends_aside(p, k); k++) {
    struct subject s = speaker_at(p, i, k, end);
    if (s.kind != SUBJECT_NONE)
      return s;
    uint32_t mention = p->mention_at[k];
    if (mention != NONE && mention_is_person(p, mention))
      return NO_SUBJECT;
    if (mention != NONE && p->ends.at[mention] > k)
      k = p->ends.at[mention] - 1;
  }
  return NO_SUBJECT;
}

static bool ends_clause(const struct people *p, uint32_t i, uint32_t end)
{
  return i >= end || (!token_is_word(p, i) && p->a->tokens.at[i].kind != TOKEN_NUMBER &&
                      !token_is_inner_hyphen(p, i) && p->quote_at[i] == NONE);
}

/* Only where or to whom it was said stands from token i on: "escribió en la red social X". */
static bool ends_in_aside(const struct people *p, uint32_t i, uint32_t end)
{
  if (i >= end || !opens_aside(p, i))
    return false;
  for (uint32_t k = i + 1; k < i + ASIDE_WORDS && !ends_clause(p, k, end); k++) {
    uint32_t mention = p->mention_at[k];
    bool is_second = opens_noun(p, k) && !is_link(p, k - 1) && !opens_noun(p, k - 1);
    if ((mention != NONE && mention_is_person(p, mention)) || (is_second && !is_link(p, k)))
      return false;
  }
  return true;
}

/* "añaden", "hanno aggiunto": several say it. */
static bool is_plural(const struct people *p, uint32_t i)
{
  const struct word_set *ends = language_set(p->a->language, "speech", "plural.ends");
  str word = token_folded(p, i);
  for (size_t n = 1; n <= 2 && n < word.len; n++)
    if (word_set_has(ends, str_sub(word, word.len - n, n)))
      return true;
  return false;
}

bool drops_subject(const struct people *p, uint32_t i, uint32_t verb, uint32_t end)
{
  if (!language_has(p->a->language, "grammar", "dropped", STR("yes")) || is_plural(p, verb))
    return false;
  /* "se defendió", but "se dijo": nobody in particular */
  bool is_own = is_listed(p, verb, "own");
  for (; i < verb; i++)
    if ((is_listed(p, i, "clitics") && !is_own) || is_plural(p, i) || p->mention_at[i] != NONE)
      return false;
  uint32_t behind = is_own ? behind_joined_clitic(p, verb + 1, end) : verb + 1;
  behind = behind_day(p, behind, end);
  return ends_clause(p, behind, end) || ends_in_aside(p, behind, end);
}

/* "Et d'ajouter", "avant de conclure" */
static bool leads_infinitive(const struct people *p, uint32_t i, uint32_t v)
{
  bool is_infinitive = v > i && is_listed(p, v, "infinitives") && (token_bits(p, v - 1) & CUE(OF));
  for (; i + 1 < v && is_infinitive; i++)
    is_infinitive =
        token_bits(p, i) & (CUE(AND) | CUE(ADVERB)) ||
        token_classes(p, i) & (CLASS_BIT(CLASS_CONNECTIVE) | CLASS_BIT(CLASS_PREPOSITION));
  return is_infinitive;
}

uint32_t goes_on_saying(const struct people *p, uint32_t i, uint32_t colon)
{
  if (colon <= i)
    return NONE;
  uint32_t v = colon - 1, from = i;
  if (leads_infinitive(p, i, v))
    return v;
  while (from < v &&
         (token_bits(p, from) & CUE(AND) || token_classes(p, from) & CLASS_BIT(CLASS_CONNECTIVE)))
    from++;
  bool is_all = is_speech_verb(p, v) && skip_adverbs(p, from, colon) == v;
  return is_all && drops_subject(p, from, v, colon) ? v : NONE;
}
