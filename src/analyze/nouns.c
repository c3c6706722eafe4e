/* nouns.c - what is counted: the noun phrase behind a number.
 *
 * There is no grammar here, only its marks. English: up to the last of the first plurals within a
 * few words ("suspected measles cases"). German: up to the first capital. Elsewhere: the next word.
 * "of" goes on where a bare noun follows it ("letters of objection"). */
#include "analyze/amounts.h"

/* "1,274 suspected measles cases": longer runs of adjectives are rare, wrong ones are not. */
enum { NOUN_TOKENS = 5 };

static const struct word *word_of(const struct facts *f, uint32_t i)
{
  return &f->a->words.at[f->a->tokens.at[i].word];
}

static bool is_stop(const struct facts *f, uint32_t i)
{
  uint64_t stops = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION) |
                   CLASS_BIT(CLASS_SPEECH_VERB) | CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_WEEKDAY);
  if (!fact_is_word(f, i) || fact_starts_block(f, i))
    return true;
  /* "two US senators" */
  const struct token *token = &f->a->tokens.at[i];
  if (token->flags & TOKEN_ALL_CAPS && token->len > 1 &&
      word_of(f, i)->classes & CLASS_BIT(CLASS_STOP))
    return false;
  return fact_has(f, i, ROLE(NOUN_STOP) | ROLE(NUMBER) | ROLE(PARTITIVE)) ||
         (word_of(f, i)->classes & stops) != 0;
}

static bool is_plural(const struct facts *f, uint32_t i)
{
  if (fact_has(f, i, ROLE(PLURAL)))
    return true;
  str word = word_of(f, i)->folded;
  static const str never[] = {{"ss", 2}, {"us", 2}, {"is", 2}, {"ous", 3}, {"'s", 2}};
  for (size_t n = 0; n < sizeof never / sizeof *never; n++)
    if (str_ends(word, never[n]))
      return false;
  return word.len > 3 && fact_ends(f, i, f->words->plural_ends);
}

static bool is_capital(const struct facts *f, uint32_t i)
{
  return (f->a->tokens.at[i].flags & TOKEN_CAPITAL) != 0;
}

/* A hyphen joins what has no blank round it: "near-misses". */
static bool is_joining_hyphen(const struct facts *f, uint32_t i)
{
  return fact_mark(f, i) == '-' && !fact_spaced(f, i) && !fact_spaced(f, i + 1) &&
         fact_is_word(f, i + 1);
}

static bool is_speech_verb(const struct facts *f, uint32_t i)
{
  return fact_is_word(f, i) && !fact_starts_block(f, i) &&
         word_of(f, i)->classes & CLASS_BIT(CLASS_SPEECH_VERB) &&
         !(word_of(f, i)->classes & CLASS_BIT(CLASS_STOP)) && !fact_has(f, i, ROLE(NOUN_STOP));
}

/* End of the head; i itself when there is none. */
static uint32_t plural_head(const struct facts *f, uint32_t i)
{
  uint32_t head = i;
  for (uint32_t n = i; n < i + NOUN_TOKENS + 2; n++) {
    if (is_joining_hyphen(f, n))
      continue;
    bool is_claims =
        n == i && fact_is_word(f, n) && is_plural(f, n); /* "six claims": a verb elsewhere */
    if (is_stop(f, n) && !(is_claims && is_speech_verb(f, n)))
      break;
    /* "1,000 Texas National Guard troops" */
    bool is_in_name = is_capital(f, n) && fact_is_word(f, n + 1) && !fact_starts_block(f, n + 1) &&
                      is_capital(f, n + 1);
    bool is_head = is_plural(f, n) && !is_joining_hyphen(f, n + 1) && !is_in_name;
    if (head > i && !is_head)
      break;
    if (is_head)
      head = n + 1;
  }
  return head;
}

/* "one wire recording that", not "one firm showing this". */
static bool ends_noun(const struct facts *f, uint32_t i)
{
  return !fact_is_word(f, i) || fact_starts_block(f, i) || fact_listed(f, i, "figures", "noun.end");
}

/* One thing: up to three words before what ends a noun phrase. */
static uint32_t singular_head(const struct facts *f, uint32_t i)
{
  uint32_t n = i;
  bool is_last = !fact_is_word(f, i + 1) || fact_starts_block(f, i + 1);
  if (is_last && fact_listed(f, i, "figures", "one.alone"))
    return i; /* keep one open */
  if (fact_is_word(f, i) && is_plural(f, i))
    return i; /* a new one costs, one expects */
  while (n < i + 3 && !is_stop(f, n) && (n == i || fact_spaced(f, n) || fact_mark(f, n) == '-')) {
    str word = word_of(f, n)->folded;
    bool is_verb = n > i && (str_ends(word, STR("ing")) || str_ends(word, STR("ed")));
    if (is_verb && !ends_noun(f, n + 1))
      break;
    n++;
  }
  return n;
}

static uint32_t capital_head(const struct facts *f, uint32_t i)
{
  for (uint32_t n = i; n < i + NOUN_TOKENS; n++) {
    if (is_joining_hyphen(f, n))
      continue;
    if (!fact_is_word(f, n) || fact_starts_block(f, n))
      break;
    if (is_capital(f, n)) {
      while (is_joining_hyphen(f, n + 1))
        n += 2;
      return n + 1;
    }
    if (is_stop(f, n))
      break;
  }
  return i;
}

/* "deux grièvement", "1.800 millones irán": where plurals end in few ways, nothing else is counted;
 * "30 ONG" and names are. */
static bool may_be_plural(const struct facts *f, uint32_t i)
{
  return !f->words->plural_ends.count || f->a->tokens.at[i].flags & TOKEN_CAPITAL ||
         fact_ends(f, i, f->words->plural_ends);
}

static uint32_t head_end(const struct facts *f, uint32_t i, const struct number *n)
{
  if (f->words->has_capital_nouns)
    return capital_head(f, i);
  if (!f->words->has_plural_s)
    return is_stop(f, i) || (n->value >= 2 && !may_be_plural(f, i)) ? i : i + 1;
  if (n->value == 1)
    return singular_head(f, i);
  return plural_head(f, i);
}

/* "contracts of similar size", not "letters of objection arrived": the word describes another. */
static bool is_described(const struct facts *f, uint32_t i)
{
  return !is_stop(f, i) && fact_spaced(f, i) && !is_plural(f, i - 1) && !is_capital(f, i) &&
         !fact_listed(f, i, "dates", "past") && !str_ends(word_of(f, i)->folded, STR("ed"));
}

/* "letters of objection": the words behind "of" belong to the unit if they have no article. */
static uint32_t of_end(const struct facts *f, uint32_t end)
{
  if (!fact_has(f, end, ROLE(OF)) || !f->words->has_plural_s || is_stop(f, end + 1) ||
      is_capital(f, end + 1) || fact_starts_block(f, end) || is_described(f, end + 2))
    return end;
  return end + 2;
}

/* "two of the bars", "six of them": begins behind the "of". */
static bool read_partitive(const struct facts *f, uint32_t i, const struct number *n,
                           struct noun *ret)
{
  if (!fact_has(f, i, ROLE(OF)) || fact_starts_block(f, i))
    return false;
  if (fact_has(f, i + 1, ROLE(PARTITIVE)) && !fact_starts_block(f, i + 1)) {
    *ret = (struct noun){i + 1, i + 1, i + 2};
    return true;
  }
  if (!fact_has(f, i + 1, ROLE(THE)) || fact_starts_block(f, i + 1))
    return false;
  struct number many = *n;
  many.value = 2;
  uint32_t end = head_end(f, i + 2, &many);
  if (end == i + 2)
    return false;
  *ret = (struct noun){i + 2, end, end};
  return true;
}

bool noun_read(const struct facts *f, uint32_t i, const struct number *n, struct noun *ret)
{
  enum { SKIP_MAX = 2, MILLION = 1000000 };

  if (fact_starts_block(f, i))
    return false;
  if (is_joining_hyphen(f, i) && fact_is_word(f, i + 1)) { /* 412-seat */
    *ret = (struct noun){i + 1, i + 2, i + 2};
    return !is_stop(f, i + 1) && n->flags & NUMBER_DIGITS &&
           !fact_listed(f, i + 1, "figures", "hyphen.never");
  }
  if (!fact_spaced(f, i))
    return false;
  if (read_partitive(f, i, n, ret))
    return true;
  uint32_t first = i;
  bool is_scaled = n->scale > 1 || (i && fact_has(f, i - 1, ROLE(SCALE)));
  first += is_scaled && !f->words->has_plural_s && fact_has(f, i, ROLE(OF)); /* 3 millions de */
  if (first == i && n->scale >= MILLION && fact_is_participle(f, i))
    return false; /* 60 milliards annoncés */
  for (int skipped = 0; skipped < SKIP_MAX && fact_is_word(f, first); skipped++) {
    if (!fact_listed(f, first, "figures", "noun.filler"))
      break;
    first++;
  }
  uint32_t end = head_end(f, first, n);
  if (end == first)
    return false;
  *ret = (struct noun){first, of_end(f, end), 0};
  ret->stop_token = ret->end;
  return true;
}
