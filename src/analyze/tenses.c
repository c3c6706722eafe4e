/* tenses.c - whether the words round a date speak of what was or of what is to come.
 *
 * Invariant: a walk of at most REACH tokens each way, never out of the sentence. The verb of the
 * date's own clause decides, the one before it first; where none says it clearly the tense is
 * unclear, and nothing is resolved by it. */
#include "analyze/moments.h"

enum { REACH = 24 };

enum sign { SIGN_NONE, SIGN_PAST, SIGN_PRESENT, SIGN_FUTURE, SIGN_SPEECH, SIGN_UNREAL };

static bool is_break(const struct facts *f, uint32_t i)
{
  char mark = fact_mark(f, i);
  return mark == ',' || mark == ';' || mark == ':' || mark == '(' || mark == ')' || mark == '"' ||
         (mark == '-' && fact_spaced(f, i) && fact_spaced(f, i + 1));
}

static uint64_t classes_at(const struct facts *f, uint32_t i)
{
  return fact_is_word(f, i) ? f->a->words.at[f->a->tokens.at[i].word].classes : 0;
}

static bool is_capital(const struct facts *f, uint32_t i)
{
  return fact_is_word(f, i) && f->a->tokens.at[i].flags & TOKEN_CAPITAL;
}

/* "the proposed rule", "of planned works": before a noun, no verb. */
static bool is_attribute(const struct facts *f, uint32_t i)
{
  if (!i || fact_starts_sentence(f, i))
    return true;
  return fact_has(f, i - 1, ROLE(THE) | ROLE(ARTICLE) | ROLE(OF)) || fact_is_digits(f, i - 1) ||
         classes_at(f, i - 1) & CLASS_BIT(CLASS_PREPOSITION);
}

static bool has_past_end(const struct facts *f, uint32_t i)
{
  enum { LETTERS_MIN = 4 };

  str word = f->a->words.at[f->a->tokens.at[i].word].folded;
  if (word.len < LETTERS_MIN || is_capital(f, i) || fact_listed(f, i, "dates", "past.never"))
    return false;
  return !fact_ends(f, i, f->words->unreal_ends) && /* "fermerait" */
         fact_ends(f, i, f->words->past_ends) && !is_attribute(f, i);
}

/* "at Hope Bowdler", "Mr Will Hale", "nach heutigem Stand": a capital within the sentence is a
 * name's or a noun's. */
static bool is_no_verb(const struct facts *f, uint32_t i)
{
  return is_capital(f, i) && !fact_starts_sentence(f, i) &&
         !(f->a->tokens.at[i].flags & TOKEN_ALL_CAPS);
}

static const struct fact_word *future_at(const struct facts *f, uint32_t i, uint32_t *ret_end)
{
  return is_no_verb(f, i) ? NULL : fact_phrase(f, i, ROLE(FUTURE), ret_end);
}

/* "de supprimer", "zu streichen": a verb of what is asked for or meant, and may be still to come.
 */
static bool is_infinitive(const struct facts *f, uint32_t i)
{
  return i && fact_is_word(f, i) && !fact_starts_sentence(f, i) && !is_capital(f, i) &&
         (fact_listed(f, i - 1, "grammar", "infinitive") || fact_has(f, i - 1, ROLE(OF))) &&
         fact_ends(f, i, f->words->infinitive_ends);
}

static bool has_infinitive(const struct facts *f, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++)
    if (is_infinitive(f, i))
      return true;
  return false;
}

/* "would have been": nothing of what is to come, and nothing that was for certain; not so "will
 * have been". */
static bool is_unreal(const struct facts *f, uint32_t i, uint32_t end)
{
  return fact_listed(f, i, "dates", "would") && !fact_starts_sentence(f, end) &&
         fact_listed(f, end, "dates", "would.have");
}

/* "is closed", "are not expected", "will be held": what the past form hangs on says the tense. */
static enum sign sign_of_form(const struct facts *f, uint32_t i)
{
  enum { BACK = 3 };

  uint32_t end;
  enum sign sign = SIGN_PAST;
  for (uint32_t n = 1; n <= BACK && n <= i && !fact_starts_sentence(f, i - n + 1); n++) {
    if (future_at(f, i - n, &end) && !fact_has(f, i - n, ROLE(RELATIVE)))
      return is_unreal(f, i - n, end) ? SIGN_UNREAL : SIGN_FUTURE;
    if (n < BACK && fact_listed(f, i - n, "dates", "present"))
      sign = SIGN_PRESENT;
  }
  return sign;
}

/* "was due in court on Monday": whether it has been, nobody says. */
static bool was_to_come(const struct facts *f, uint32_t i)
{
  if (!i || fact_starts_sentence(f, i))
    return false;
  bool has_been = i > 1 && fact_listed(f, i - 1, "grammar", "be") &&
                  fact_listed(f, i - 2, "dates", "past.had"); /* not "has been scheduled for" */
  return has_been || fact_listed(f, i - 1, "dates", "past.be");
}

static enum sign sign_at(const struct facts *f, uint32_t i)
{
  uint32_t end;
  if (future_at(f, i, &end))
    return is_unreal(f, i, end) || was_to_come(f, i) ? SIGN_UNREAL : SIGN_FUTURE;
  bool is_clock = fact_has(f, i, ROLE(CLOCK)) && i && fact_is_digits(f, i - 1); /* 5am */
  if (!fact_is_word(f, i) || is_clock || (f->words->has_capital_nouns && is_no_verb(f, i)))
    return SIGN_NONE;
  if (fact_listed(f, i, "dates", "present"))
    return SIGN_PRESENT;
  if (f->words->has_bare_clauses && fact_listed(f, i, "dates", "past.speech"))
    return SIGN_SPEECH;
  bool is_listed = fact_listed(f, i, "dates", "past");
  if (!is_listed && !has_past_end(f, i))
    return SIGN_NONE;
  enum sign sign = sign_of_form(f, i);
  if (sign != SIGN_PAST)
    return sign;
  bool is_speech = !is_listed && classes_at(f, i) & CLASS_BIT(CLASS_SPEECH_VERB);
  return is_speech && f->words->has_bare_clauses ? SIGN_SPEECH : SIGN_PAST;
}

/* "said on Monday", "said Ann Lee in Hull on Monday", but "said the council meets Thursday": what
 * was said has a tense of its own. */
static bool speech_reaches(const struct facts *f, uint32_t verb, uint32_t first)
{
  enum { AWAY = 7 };

  if (first - verb > AWAY)
    return false;
  uint32_t i = verb + 1;
  while (i < first && is_capital(f, i))
    i++;
  return i == first || classes_at(f, i) & CLASS_BIT(CLASS_PREPOSITION) ||
         fact_listed(f, i, "speech", "adverbs");
}

/* Where a clause of its own begins: behind "that", at "because", but not at the "before" of a date.
 */
static bool is_link(const struct facts *f, uint32_t i, uint32_t first)
{
  enum { DATE_LEAD = 2 };

  return is_break(f, i) || fact_listed(f, i, "grammar", "links") ||
         (first - i > DATE_LEAD && fact_listed(f, i, "words", "subordinators"));
}

/* The first token of the date's clause; *ret_sentence that of its sentence. */
static uint32_t clause_start(const struct facts *f, uint32_t first, uint32_t *ret_sentence)
{
  uint32_t i = first, clause = UINT32_MAX;
  while (i > 0 && first - i < REACH && !fact_starts_sentence(f, i)) {
    i--;
    if (clause == UINT32_MAX && is_link(f, i, first))
      clause = i + 1;
  }
  *ret_sentence = i;
  return clause == UINT32_MAX ? i : clause;
}

static uint32_t clause_end(const struct facts *f, uint32_t end)
{
  uint32_t i = end;
  while (i < end + REACH && !fact_starts_sentence(f, i) && !is_break(f, i) &&
         !fact_listed(f, i, "grammar", "links"))
    i++;
  return i;
}

/* "the deadline is Friday", "is on 17 May": what is set for a day is to come. */
static bool is_set_for(const struct facts *f, uint32_t behind_verb, uint32_t first)
{
  return behind_verb == first ||
         (behind_verb + 1 == first && !fact_has(f, behind_verb, ROLE(FROM)) &&
          classes_at(f, behind_verb) & CLASS_BIT(CLASS_PREPOSITION));
}

/* "demandé mardi", "asked on Tuesday": nothing but a joint between the verb and the date. */
static bool is_beside(const struct facts *f, uint32_t verb, uint32_t first)
{
  for (uint32_t i = verb + 1; i < first; i++)
    if (!(classes_at(f, i) & CLASS_BIT(CLASS_PREPOSITION)) && !fact_has(f, i, ROLE(THE)) &&
        !fact_listed(f, i, "dates", "day.before"))
      return false;
  return true;
}

/* "told crews to stay home Thursday": in English the verb asks where another one follows. */
static bool has_bare_infinitive(const struct facts *f, uint32_t verb, uint32_t first)
{
  for (uint32_t i = verb + 1; i + 1 < first; i++)
    if (fact_listed(f, i, "grammar", "infinitive") && fact_is_word(f, i + 1) &&
        !is_capital(f, i + 1) && !fact_has(f, i + 1, ROLE(THE) | ROLE(ARTICLE)))
      return true;
  return false;
}

/* "a annoncé une grève jeudi", "told crews to stay home Thursday": the day may be that of what was
 * asked for. */
static bool asks_for(const struct facts *f, uint32_t verb, uint32_t first)
{
  if (!fact_listed(f, verb, "dates", "asking"))
    return false;
  return f->words->infinitive_ends.count ? !is_beside(f, verb, first)
                                         : has_bare_infinitive(f, verb, first);
}

/* "a demandé de supprimer des vols jeudi": only the asking is past. */
static enum sign sign_before(const struct facts *f, uint32_t first, uint32_t start)
{
  bool is_meant = false;
  for (uint32_t i = first; i > start; i--) {
    enum sign sign = sign_at(f, i - 1);
    is_meant |= is_infinitive(f, i - 1) || asks_for(f, i - 1, first);
    if (is_meant && (sign == SIGN_PAST || sign == SIGN_SPEECH))
      return SIGN_UNREAL;
    if (sign == SIGN_SPEECH && !speech_reaches(f, i - 1, first))
      return SIGN_PRESENT;
    if (sign == SIGN_PRESENT && is_set_for(f, i, first))
      return SIGN_FUTURE;
    if (sign != SIGN_NONE)
      return sign;
  }
  return SIGN_NONE;
}

static enum sign sign_behind(const struct facts *f, uint32_t end, uint32_t stop)
{
  for (uint32_t i = end; i < stop && !fact_starts_sentence(f, i); i++) {
    enum sign sign = sign_at(f, i);
    if (sign != SIGN_NONE)
      return sign;
  }
  return SIGN_NONE;
}

static enum tense tense_of(enum sign sign)
{
  return sign == SIGN_PAST || sign == SIGN_SPEECH ? TENSE_PAST
         : sign == SIGN_FUTURE                    ? TENSE_FUTURE
                                                  : TENSE_UNCLEAR;
}

/* "On Monday", "At a meeting in Hull on Monday": says when the rest of the sentence happens. */
static bool is_opening(const struct facts *f, uint32_t first, uint32_t start)
{
  enum { WORDS_MAX = 3 };

  bool is_adverbial =
      first - start <= WORDS_MAX || classes_at(f, start) & CLASS_BIT(CLASS_PREPOSITION);
  return fact_starts_sentence(f, start) && is_adverbial;
}

/* "which closes on Wednesday": what stands before the comma is another matter. */
static bool is_clause_apart(const struct facts *f, uint32_t start)
{
  bool is_led = start && fact_is_word(f, start - 1) && !fact_starts_sentence(f, start) &&
                !(classes_at(f, start - 1) & CLASS_BIT(CLASS_PREPOSITION));
  return is_led || (start && fact_listed(f, start, "grammar", "relatives"));
}

/* "60 milliards annoncés en octobre": done then, whatever the verb before it is about to do;
 * "seront annoncés en octobre" is not. */
static bool hangs_on_participle(const struct facts *f, uint32_t first)
{
  enum { JOINTS_MAX = 2, AUXILIARIES = 2 };

  uint32_t i = first, end;
  for (int n = 0; n < JOINTS_MAX && i && !fact_starts_sentence(f, i); n++)
    i -= (classes_at(f, i - 1) & CLASS_BIT(CLASS_PREPOSITION) || fact_has(f, i - 1, ROLE(THE)));
  if (!i || fact_starts_sentence(f, i) || !fact_is_participle(f, i - 1) ||
      fact_phrase(f, i - 1, ROLE(FUTURE), &end)) /* prévu */
    return false;
  for (uint32_t n = 2; n <= AUXILIARIES + 1 && n <= i && !fact_starts_sentence(f, i - n + 1); n++)
    if (fact_phrase(f, i - n, ROLE(FUTURE), &end) || fact_listed(f, i - n, "dates", "present"))
      return false;
  return true;
}

static enum tense tense_by_signs(const struct facts *f, uint32_t first, uint32_t end)
{
  enum { NEAR = 4, FUTURE_NEAR = 8 };

  uint32_t sentence = 0, start = clause_start(f, first, &sentence), stop = clause_end(f, end);
  enum sign sign = sign_before(f, first, start);
  if (sign != SIGN_NONE)
    return tense_of(sign);
  if (is_opening(f, first, start))
    return tense_of(sign_behind(f, end, end + REACH));
  sign = sign_behind(f, end, stop < end + NEAR ? stop : end + NEAR);
  if (sign == SIGN_NONE &&
      sign_behind(f, end, stop < end + FUTURE_NEAR ? stop : end + FUTURE_NEAR) == SIGN_FUTURE)
    sign = SIGN_FUTURE;
  if (sign != SIGN_NONE || is_clause_apart(f, start))
    return tense_of(sign);
  sign = sign_before(f, start, sentence);
  return sign == SIGN_PAST && has_infinitive(f, start, stop) ? TENSE_UNCLEAR : tense_of(sign);
}

enum tense tense_round(const struct facts *f, uint32_t first, uint32_t end)
{
  enum tense tense = tense_by_signs(f, first, end);
  return tense == TENSE_FUTURE && hangs_on_participle(f, first) ? TENSE_UNCLEAR : tense;
}

bool speaks_of_future(const struct facts *f, uint32_t first, uint32_t end)
{
  enum { AHEAD = 8 };

  uint32_t i = first > REACH ? first - REACH : 0, stop;
  if (first && !fact_starts_block(f, first) && fact_has(f, first - 1, ROLE(UNTIL)))
    return true;
  for (uint32_t n = i; n < first; n++)
    if (fact_starts_block(f, n + 1) || (f->a->tokens.at[n].flags & TOKEN_SENTENCE_START))
      i = fact_starts_block(f, n + 1) && n + 1 <= first ? n + 1 : n;
  if (first < fact_count(f) && f->a->tokens.at[first].flags & TOKEN_SENTENCE_START)
    i = first;
  for (; i < end + AHEAD && i < fact_count(f); i++) {
    if (i >= end && (f->a->tokens.at[i].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START)))
      break;
    if (future_at(f, i, &stop))
      return true;
  }
  return false;
}

/* --- dates of a tale --- */

static bool is_year_unit(const struct facts *f, uint32_t i)
{
  const struct fact_word *word = fact_at(f, i);
  return !fact_starts_block(f, i) && word->roles & ROLE(UNIT_TIME) && word->measure == STEP_YEAR;
}

bool is_narrated(const struct facts *f, uint32_t first, uint32_t end)
{
  enum { JOINTS_MAX = 2 }; /* "of the same year" */

  if (first && !fact_starts_block(f, first) && fact_listed(f, first - 1, "dates", "narrated"))
    return true;
  if (!fact_starts_block(f, end) && fact_listed(f, end, "dates", "narrated.after"))
    return true;
  for (uint32_t i = end; i <= end + JOINTS_MAX && !fact_starts_block(f, i + 1); i++) {
    bool is_before = fact_listed(f, i, "dates", "narrated") && is_year_unit(f, i + 1);
    bool is_behind = is_year_unit(f, i) && fact_listed(f, i + 1, "dates", "narrated.after");
    if (fact_starts_block(f, i))
      return false;
    if (is_before || is_behind)
      return true;
  }
  return false;
}
