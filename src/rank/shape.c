/* shape.c - what a sentence is like by itself: its length, what stands in it, how it opens. */
#include <math.h>

#include "rank/model.h"

/* A sentence of this many words is full. */
static const float LENGTH_FULL = 28;
/* Under this a sentence is hardly one, over that it crowds out others. */
static const float SHORT_WORDS = 8, LONG_WORDS = 35;
/* More of a kind says no more. */
static const uint32_t NUMBERS_MAX = 4, FIGURES_MAX = 3, DATES_MAX = 2, PHRASES_MAX = 3;

/* What its tokens add up to. */
struct tally {
  uint32_t numbers, capitals, talk, persons, sayings, brackets, colons, symbols, purposes, outcomes,
      terms;
  int levels;
};

static void count_word(const struct token *t, struct word_cue cue, struct tally *tally)
{
  tally->capitals += (t->flags & TOKEN_CAPITAL) && !(t->flags & TOKEN_SENTENCE_START);
  tally->talk += (cue.bits & CUE_TALK) != 0;
  tally->persons += (cue.bits & CUE_PERSON) != 0;
  tally->sayings += (cue.bits & CUE_SAYING) != 0;
  tally->purposes += (cue.bits & CUE_PURPOSE) != 0;
  tally->outcomes += (cue.bits & CUE_OUTCOME) != 0;
  tally->levels += cue.level;
}

static struct tally tally_of(const struct model *m, const struct ranked *r)
{
  const struct analysis *a = m->analyses[r->document];
  const struct sentence *s = &a->sentences.at[r->sentence];
  const struct word_cue *cues = m->cues[r->document];
  struct tally tally = {0};
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
    const struct token *t = &a->tokens.at[i];
    tally.terms += model_counts(t, cues[t->word]);
    if (t->kind == TOKEN_NUMBER)
      tally.numbers++;
    else if (t->kind == TOKEN_WORD)
      count_word(t, cues[t->word], &tally);
    else if (t->kind == TOKEN_MARK)
      switch (a->document->text.data[t->at]) {
      case '(':
        tally.brackets++;
        break;
      case ':':
        tally.colons++;
        break;
      case '<':
      case '>':
      case '{':
      case '}':
      case '[':
      case ']':
      case '=':
      case '|':
      case '`':
      case '_':
      case '\\':
        tally.symbols++;
        break;
      default:
        break;
      }
  }
  return tally;
}

static void set_length(const struct sentence *s, float *ret)
{
  float words = (float)s->words;
  ret[FEATURE_LENGTH] = words < LENGTH_FULL ? words / LENGTH_FULL : 1;
  ret[FEATURE_LOG_LENGTH] = logf(1 + words);
  ret[FEATURE_SHORT] = words < SHORT_WORDS ? 1 - words / SHORT_WORDS : 0;
  ret[FEATURE_LONG] = words > LONG_WORDS ? words / LONG_WORDS - 1 : 0;
}

static float capped(uint32_t count, uint32_t most)
{
  return (float)(count < most ? count : most);
}

static void set_findings(const struct analysis *a, struct span at, float *ret)
{
  uint32_t figures = 0, amounts = 0, dates = 0;
  for (uint32_t i = analysis_figure(a, at.at);
       i < a->figures.count && a->figures.at[i].at.at < span_end(at); i++) {
    enum figure_kind kind = a->figures.at[i].kind;
    amounts += kind == FIGURE_MONEY || kind == FIGURE_PERCENT;
    figures++;
  }
  for (uint32_t i = analysis_date(a, at.at);
       i < a->dates.count && a->dates.at[i].at.at < span_end(at); i++)
    dates++;
  ret[FEATURE_FIGURES] = capped(figures, FIGURES_MAX);
  ret[FEATURE_AMOUNTS] = capped(amounts, FIGURES_MAX);
  ret[FEATURE_DATES] = capped(dates, DATES_MAX);
}

void shape_of_sentence(const struct model *m, uint32_t ranked, float *ret)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  const struct analysis *a = m->analyses[r->document];
  const struct sentence *s = &a->sentences.at[r->sentence];
  struct tally tally = tally_of(m, r);
  float words = s->words ? (float)s->words : 1;
  set_length(s, ret);
  set_findings(a, s->at, ret);
  ret[FEATURE_DENSITY] = (float)tally.terms / words;
  ret[FEATURE_NUMBERS] = capped(tally.numbers, NUMBERS_MAX);
  ret[FEATURE_NAMES] = (float)tally.capitals / words;
  ret[FEATURE_SPEECH] = analysis_share_quoted(a, s->at);
  ret[FEATURE_SAYING] = tally.sayings > 0;
  ret[FEATURE_LEANING] = (s->flags & SENTENCE_DANGLING) != 0;
  ret[FEATURE_QUESTION] = (s->flags & SENTENCE_QUESTION) != 0;
  ret[FEATURE_OPEN_END] = (s->flags & SENTENCE_OPEN_END) != 0;
  ret[FEATURE_TALK] = tally.talk > 0;
  ret[FEATURE_PERSONS] = (float)tally.persons / words;
  ret[FEATURE_BRACKETS] = tally.brackets > 0;
  ret[FEATURE_COLON] = tally.colons > 0;
  ret[FEATURE_SYMBOLS] = tally.symbols < s->words ? (float)tally.symbols / words : 1;
  ret[FEATURE_PURPOSE] = capped(tally.purposes, PHRASES_MAX);
  ret[FEATURE_OUTCOME] = capped(tally.outcomes, PHRASES_MAX);
  ret[FEATURE_CUES] = (float)tally.levels;
}
