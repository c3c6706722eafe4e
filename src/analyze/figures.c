/* figures.c - the pass over figures: amounts, their qualifiers, what they count.
 *
 * Invariant: figures stand in text order and never overlap; none is read out of a date. One walk
 * over the tokens, a bounded look-around at each number. */
#include "analyze/shapes.h"

static bool is_in_code_block(const struct facts *f, uint32_t sentence)
{
  const struct analysis *a = f->a;
  return sentence < a->sentences.count &&
         a->document->blocks.at[a->sentences.at[sentence].block].kind == BLOCK_CODE;
}

static void push_figure(struct facts *f, const struct draft *d)
{
  struct figure figure = {
      .kind = d->kind,
      .bound = d->qualifier.at.len ? d->qualifier.bound : BOUND_NONE,
      .at = {d->at, d->stop - d->at},
      .number = d->number,
      .value = d->value,
      .to = d->to,
      .is_range = d->is_range,
      .unit = d->unit,
      .qualifier = str_span(f->text, d->qualifier.at),
      .sentence = analysis_sentence(f->a, d->at),
  };
  /* Digits of a script that numbers are not read in leave nothing to show; code says nothing. */
  if (!figure.at.len || is_in_code_block(f, figure.sentence))
    return;
  vec_push(f->a->arena, &f->a->figures, figure);
}

static bool may_begin(const struct facts *f, uint32_t i)
{
  uint64_t roles =
      ROLE(NUMBER) | ROLE(SCALE) | ROLE(ARTICLE) | ROLE(FRACTION) | ROLE(CURRENCY_BEFORE);
  const struct fact_word *word = fact_at(f, i);
  return fact_is_digits(f, i) || (word->roles | word->leads) & roles ||
         (f->a->tokens.at[i].kind == TOKEN_MARK &&
          (unsigned char)f->text.data[fact_start(f, i)] >= 0xC2);
}

/* "from 44 ml up to 50 mg": the end of something, no bound. */
static bool leads_on(const struct facts *f, const struct draft *d, uint32_t at, uint32_t past)
{
  uint32_t from;
  return past && at <= past + 1 && fact_phrase_before(f, d->first, ROLE(TO), &from);
}

/* "rose over three years", "a dispute over two islands": how long it took, what it is about. What
 * lasts, and what other words measure, may still be longer: "for over 30 years". */
static bool is_span_of(const struct facts *f, const struct draft *d, const struct qualifier *q)
{
  enum { BACK = 3, FEW = 12 };

  uint32_t i = q->first, end = d->end;
  bool is_start = fact_starts_block(f, i) || f->a->tokens.at[i].flags & TOKEN_SENTENCE_START;
  if (i + 1 != d->first || !fact_listed(f, i, "figures", "over"))
    return false;
  if (d->value <= FEW && fact_listed(f, end - 1, "figures", "over.across"))
    return true; /* "built over two floors" */
  if (f->words->has_capital_nouns && fact_listed(f, end, "figures", "over.matter"))
    return true; /* "hat über drei Dinge gesprochen" */
  bool is_time = fact_has(f, end - 1, ROLE(UNIT_TIME)) &&
                 !fact_listed(f, end - 1, "figures", "over.measured") &&
                 !fact_listed(f, end, "figures", "over.measured");
  for (uint32_t n = 1; !is_start && n <= BACK && n <= i && fact_is_word(f, i - n); n++) {
    if (fact_listed(f, i - n, "figures", "over.matter"))
      return true;
    uint64_t classes = f->a->words.at[f->a->tokens.at[i - n].word].classes;
    if (fact_listed(f, i - n, "figures", "over.lasting") ||
        (n == 1 && classes & CLASS_BIT(CLASS_PREPOSITION)))
      return false;
    if (f->a->tokens.at[i - n].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START))
      break;
  }
  bool is_whole = fact_has(f, end, ROLE(OF)) && !fact_has(f, end + 1, ROLE(THE));
  return is_time && (is_start || !is_whole);
}

/* "speak about three things", "hablar sobre tres cosas": what it is about; verbs that may have a
 * rough number behind them, "wrote about 400 letters", only with a few. */
static bool is_topic(const struct facts *f, const struct draft *d, const struct qualifier *q)
{
  enum { BACK = 2, FEW = 12 };

  uint32_t i = q->first;
  if (i + 1 != d->first || !fact_listed(f, i, "figures", "topic"))
    return false;
  for (uint32_t n = 1; n <= BACK && n <= i && !fact_starts_sentence(f, i - n + 1); n++)
    if (fact_listed(f, i - n, "figures", "topic.matter") ||
        (d->value <= FEW && fact_listed(f, i - n, "figures", "topic.few")))
      return true;
  return false;
}

/* "bajó un 2 %, hasta 2.666.500": what something came to, no bound; "hasta un 5 %" and "de hasta"
 * are one. */
static bool is_reached(const struct facts *f, const struct draft *d, const struct qualifier *q)
{
  enum { BACK = 12 };

  uint32_t i = q->first;
  if (i + 1 != d->first || !fact_listed(f, i, "figures", "reaching") || !i ||
      fact_has(f, i - 1, ROLE(OF)))
    return false;
  for (uint32_t n = 1; n <= BACK && n <= i && !fact_starts_sentence(f, i - n + 1); n++)
    if (fact_has(f, i - n, ROLE(CHANGE)))
      return true;
  return false;
}

/* Adds the qualifiers round a draft, and grows it over them. */
static void qualify(const struct facts *f, struct draft *d, uint32_t past)
{
  struct qualifier q;
  uint32_t end = 0;
  if (!d->qualifier.at.len && qualifier_before(f, d->first, &q) && !leads_on(f, d, q.at.at, past) &&
      !is_span_of(f, d, &q) && !is_topic(f, d, &q) && !is_reached(f, d, &q)) {
    d->qualifier = q;
    d->at = q.at.at;
  }
  if (!d->qualifier.at.len && qualifier_after(f, d->end, &q, &end)) {
    d->qualifier = q;
    d->end = end;
    d->stop = fact_stop(f, end);
  }
}

static uint32_t last_stop(const struct facts *f)
{
  return f->a->figures.count ? span_end(vec_last(&f->a->figures)->at) : 0;
}

static uint32_t next_token(const struct facts *f, uint32_t i, uint32_t stop)
{
  uint32_t next = i + 1;
  while (next < fact_count(f) && fact_start(f, next) < stop)
    next++;
  return next;
}

void find_figures(struct analysis *a, const struct analyzer *analyzer)
{
  struct facts f;
  uint32_t date = 0;
  if (!facts_open(&f, a, analyzer->facts))
    return;
  for (uint32_t i = 0; i < fact_count(&f);) {
    struct draft d = {0};
    uint32_t code = code_end(&f, i);
    if (code > i) {
      i = code;
      continue;
    }
    if (!may_begin(&f, i) || date_covers(a, fact_start(&f, i), &date) || !shape_read(&f, i, &d)) {
      i++;
      continue;
    }
    uint32_t past = last_stop(&f);
    if (d.is_none || d.at < past) {
      i = next_token(&f, i, d.stop);
      continue;
    }
    qualify(&f, &d, past);
    if (d.at < past)
      d.at = d.number.at;
    push_figure(&f, &d);
    i = next_token(&f, i, d.stop);
  }
}
