/* disagree.c - the same thing counted differently in different documents.
 *
 * Two figures are of one thing if their documents tell one story, kind and unit agree, the word
 * that stands nearest is the same ("killed 12 people", "12 people were killed"), and their
 * sentences share rare words and neither names nor dates set them apart. A document that
 * contradicts itself about it is not heard. It is better to find none than a false one. */
#include <math.h>
#include <stdlib.h>

#include "rank/model.h"

enum { UNIT_TERMS_MAX = 6, SENTENCE_TERMS_MAX = 64, FIGURES_SHOWN_MAX = 6, REFERENCES_MAX = 16 };

/* Of one key in one document; a list that counts on is told apart by nothing. */
enum { REPEATS_MAX = 32 };

/* "Two ministers" and "three ministers" are seldom the same ones. */
static const double SMALL_MAX = 3;
/* One document in twenty holds a term as rare as this: e to the third. */
static const float RARE = 3;
/* Rare terms that two sentences share besides unit and nearest word; of bare amounts one more. */
static const uint32_t SHARED_MIN = 2;
/* And of the terms of the shorter sentence this part. */
static const uint32_t SHARED_PART = 3;
/* "About 40" may mean 35 or 45, "about 40" and 60 do not agree. */
static const double ABOUT_SHARE = 0.2;
/* Counts of one thing lie closer than this; what is further apart counts something else. */
static const double APART_MAX = 2;
/* From here on zeros at the end may be rounding: 5,000 agrees with 4,936. */
static const double ROUNDED_MIN = 1000;

struct counted {
  uint32_t document, index;
  uint32_t story, near;
  uint64_t unit;
  const struct figure *figure;
  double low, high;
  uint32_t *terms; /* of its sentence, ascending, unit and nearest word left out */
  uint32_t term_count;
  uint32_t *names; /* ascending */
  uint32_t name_count;
  bool has_duration; /* its sentence */
};

struct counting {
  struct model *m;
  VEC(struct counted) all;
};

/* --- what a figure says --- */

/* Half of the last place that is no zero. */
static double rounding(double value)
{
  double place = 1;
  while (value >= ROUNDED_MIN && fmod(value, place * 10) <= 0)
    place *= 10;
  return place / 2 < 1 ? 0 : place / 2;
}

static void set_bounds(struct counted *c)
{
  const struct figure *f = c->figure;
  double top = f->is_range ? f->to : f->value;
  c->low = f->value - rounding(f->value);
  c->high = top + rounding(top);
  switch (f->bound) {
  case BOUND_ABOUT:
    c->low -= ABOUT_SHARE * fabs(f->value);
    c->high += ABOUT_SHARE * fabs(top);
    break;
  case BOUND_MIN:
    c->high = HUGE_VAL;
    break;
  case BOUND_MAX:
    c->low = -HUGE_VAL;
    break;
  case BOUND_NONE:
    break;
  }
}

static bool agree(const struct counted *a, const struct counted *b)
{
  return a->low <= b->high && b->low <= a->high;
}

/* A word that tells what a sentence is about: no number, day, month or verb of speech. */
static bool tells(const struct model *m, uint32_t document, const struct token *t)
{
  const uint64_t empty = CLASS_BIT(CLASS_NUMBER) | CLASS_BIT(CLASS_SCALE) | CLASS_BIT(CLASS_MONTH) |
                         CLASS_BIT(CLASS_WEEKDAY) | CLASS_BIT(CLASS_SPEECH_VERB);
  return t->kind == TOKEN_WORD && model_counts(t, m->cues[document][t->word]) &&
         !(m->analyses[document]->words.at[t->word].classes & empty);
}

static uint32_t term_of(const struct model *m, uint32_t document, const struct token *t)
{
  return m->terms[document][m->analyses[document]->words.at[t->word].stem];
}

static bool ends_clause(const struct analysis *a, const struct token *t)
{
  return t->kind == TOKEN_MARK && strchr(",;:()", a->document->text.data[t->at]) != NULL;
}

/* Words that were counted, behind the number: their terms, whatever their order. 0: none. */
static uint64_t unit_of(const struct model *m, uint32_t document, const struct figure *f)
{
  const struct analysis *a = m->analyses[document];
  if (f->kind != FIGURE_COUNT)
    return f->unit.len ? str_hash(f->unit) : 0;
  uint64_t unit = 0;
  uint32_t found = 0;
  for (uint32_t i = analysis_token(a, span_end(f->number));
       i < a->tokens.count && a->tokens.at[i].at < span_end(f->at); i++)
    if (tells(m, document, &a->tokens.at[i]) && found++ < UNIT_TERMS_MAX)
      unit += (term_of(m, document, &a->tokens.at[i]) + UINT64_C(1)) * UINT64_C(0x9E3779B97F4A7C15);
  return unit;
}

/* The telling word nearest to the figure in its clause, before it on a tie; NONE. */
static uint32_t nearest_term(const struct model *m, uint32_t document, const struct figure *f)
{
  const struct analysis *a = m->analyses[document];
  const struct sentence *s = &a->sentences.at[f->sentence];
  uint32_t first = analysis_token(a, f->at.at), end = analysis_token(a, span_end(f->at));
  uint32_t before = first, after = end, last = s->first_token + s->token_count;
  bool is_open[2] = {true, true};
  while (is_open[0] || is_open[1]) {
    is_open[0] =
        is_open[0] && before > s->first_token && !ends_clause(a, &a->tokens.at[before - 1]);
    if (is_open[0] && tells(m, document, &a->tokens.at[--before]))
      return term_of(m, document, &a->tokens.at[before]);
    is_open[1] = is_open[1] && after < last && !ends_clause(a, &a->tokens.at[after]);
    if (is_open[1] && tells(m, document, &a->tokens.at[after++]))
      return term_of(m, document, &a->tokens.at[after - 1]);
  }
  return NONE;
}

/* --- the sentence --- */

/* Durations are said of many things; their words are no units. */
static bool is_duration(const struct analysis *a, const struct figure *f)
{
  for (uint32_t i = analysis_token(a, span_end(f->number));
       i < a->tokens.count && a->tokens.at[i].at < span_end(f->at); i++)
    if (a->words.at[a->tokens.at[i].word].classes & CLASS_BIT(CLASS_UNIT))
      return false;
  return true;
}

static bool has_duration(const struct analysis *a, uint32_t sentence)
{
  struct span at = a->sentences.at[sentence].at;
  for (uint32_t i = analysis_figure(a, at.at);
       i < a->figures.count && a->figures.at[i].at.at < span_end(at); i++)
    if (a->figures.at[i].kind == FIGURE_MEASURE && is_duration(a, &a->figures.at[i]))
      return true;
  return false;
}

static int by_id(const void *a, const void *b)
{
  const uint32_t *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

static uint32_t settle(uint32_t *ids, uint32_t count)
{
  uint32_t kept = 0;
  if (count)
    qsort(ids, count, sizeof *ids, by_id);
  for (uint32_t i = 0; i < count; i++)
    if (!kept || ids[kept - 1] != ids[i])
      ids[kept++] = ids[i];
  return kept;
}

/* The kind of name that a word is part of; -1: none. */
static int name_kind_at(const struct analysis *a, uint32_t at)
{
  uint32_t mention = analysis_mention(a, at);
  return mention == NONE ? -1 : (int)a->names.at[a->mentions.at[mention].name].kind;
}

/* Places and institutions, and what is written like them; who said it matters not. */
static bool is_name(const struct analysis *a, const struct token *t)
{
  int kind = name_kind_at(a, t->at);
  bool inner_capital = (t->flags & TOKEN_CAPITAL) && !(t->flags & TOKEN_SENTENCE_START);
  return kind != NAME_PERSON && (kind >= 0 || inner_capital);
}

static void read_sentence(struct model *m, struct counted *c)
{
  const struct analysis *a = m->analyses[c->document];
  const struct sentence *s = &a->sentences.at[c->figure->sentence];
  struct span figure = c->figure->at;
  uint32_t terms[SENTENCE_TERMS_MAX], names[SENTENCE_TERMS_MAX];
  uint32_t term_count = 0, name_count = 0;
  for (uint32_t i = s->first_token;
       i < s->first_token + s->token_count && term_count < SENTENCE_TERMS_MAX; i++) {
    const struct token *t = &a->tokens.at[i];
    if (!tells(m, c->document, t) || (t->at >= figure.at && t->at < span_end(figure)))
      continue;
    uint32_t term = term_of(m, c->document, t);
    if (term != c->near)
      terms[term_count++] = term;
    if (is_name(a, t) && name_count < SENTENCE_TERMS_MAX)
      names[name_count++] = term;
  }
  c->term_count = settle(terms, term_count);
  c->name_count = settle(names, name_count);
  c->terms = arena_array(m->arena, uint32_t, c->term_count + 1);
  c->names = arena_array(m->arena, uint32_t, c->name_count + 1);
  if (arena_short(m->arena))
    return;
  memcpy(c->terms, terms, c->term_count * sizeof *terms);
  memcpy(c->names, names, c->name_count * sizeof *names);
}

/* --- one thing --- */

/* Ids in both; those of them that are rare. Both ascend. */
static uint32_t count_shared(const struct model *m, const struct counted *a,
                             const struct counted *b, uint32_t *ret_rare)
{
  uint32_t shared = 0;
  *ret_rare = 0;
  for (uint32_t i = 0, k = 0; i < a->term_count && k < b->term_count;) {
    if (a->terms[i] < b->terms[k]) {
      i++;
    } else if (a->terms[i] > b->terms[k]) {
      k++;
    } else {
      *ret_rare += m->rarity[a->terms[i]] >= RARE;
      shared++;
      i++;
      k++;
    }
  }
  return shared;
}

/* A name of the one that the other's sentence does not hold. */
static bool has_own_name(const struct counted *a, const struct counted *b)
{
  for (uint32_t i = 0; i < a->name_count; i++) {
    bool found = a->names[i] == b->near;
    for (uint32_t k = 0; k < b->term_count && !found; k++)
      found = b->terms[k] == a->names[i];
    if (!found)
      return true;
  }
  return false;
}

/* One of them says when or for how long, and the other does not say the same. */
static bool dates_differ(const struct model *m, const struct counted *x, const struct counted *y)
{
  const struct analysis *a = m->analyses[x->document], *b = m->analyses[y->document];
  uint32_t mine = x->figure->sentence, its = y->figure->sentence;
  uint32_t i = analysis_date(a, a->sentences.at[mine].at.at);
  uint32_t k = analysis_date(b, b->sentences.at[its].at.at);
  bool has_mine = i < a->dates.count && a->dates.at[i].sentence == mine;
  bool has_its = k < b->dates.count && b->dates.at[k].sentence == its;
  if (has_mine != has_its || x->has_duration != y->has_duration)
    return true;
  for (; i < a->dates.count && a->dates.at[i].sentence == mine; i++)
    for (uint32_t n = k; n < b->dates.count && b->dates.at[n].sentence == its; n++)
      if (strcmp(a->dates.at[i].iso, b->dates.at[n].iso) == 0)
        return false;
  return has_mine;
}

/* By names that each has alone, or by dates. */
static bool set_apart(const struct model *m, const struct counted *a, const struct counted *b)
{
  return (has_own_name(a, b) && has_own_name(b, a)) || dates_differ(m, a, b);
}

static bool one_thing(const struct model *m, const struct counted *a, const struct counted *b)
{
  double x = a->figure->value, y = b->figure->value;
  if (x > APART_MAX * y || y > APART_MAX * x)
    return false;
  uint32_t rare, shared = count_shared(m, a, b, &rare);
  uint32_t fewer = a->term_count < b->term_count ? a->term_count : b->term_count;
  uint32_t wanted = SHARED_MIN + (a->figure->kind != FIGURE_COUNT);
  return a->document != b->document && rare >= wanted && shared * SHARED_PART >= fewer &&
         !set_apart(m, a, b);
}

/* --- groups --- */

static bool same_key(const struct counted *a, const struct counted *b)
{
  return a->story == b->story && a->figure->kind == b->figure->kind && a->unit == b->unit &&
         a->near == b->near;
}

static int by_key(const void *p, const void *q)
{
  const struct counted *a = p, *b = q;
  if (a->story != b->story)
    return a->story < b->story ? -1 : 1;
  if (a->figure->kind != b->figure->kind)
    return a->figure->kind < b->figure->kind ? -1 : 1;
  if (a->unit != b->unit)
    return a->unit < b->unit ? -1 : 1;
  if (a->near != b->near)
    return a->near < b->near ? -1 : 1;
  if (a->document != b->document)
    return a->document < b->document ? -1 : 1;
  return (a->index > b->index) - (a->index < b->index);
}

/* Without the figures of a document that contradict each other and are not set apart. */
static uint32_t drop_unsure(const struct model *m, struct counted *group, uint32_t count)
{
  uint32_t kept = 0;
  bool *is_unsure = arena_array(m->arena, bool, count);
  for (uint32_t i = 0, start = 0; is_unsure && i < count; i++) {
    start = group[i].document == group[start].document ? start : i;
    is_unsure[i] = i - start >= REPEATS_MAX;
    for (uint32_t k = start; k < i && !is_unsure[i]; k++)
      if (!agree(&group[i], &group[k]) && !set_apart(m, &group[i], &group[k]))
        is_unsure[i] = is_unsure[k] = true;
  }
  for (uint32_t i = 0; is_unsure && i < count; i++)
    if (!is_unsure[i])
      group[kept++] = group[i];
  return kept;
}

static bool same_value(const struct counted *a, const struct counted *b)
{
  const struct figure *x = a->figure, *y = b->figure;
  return !(x->value < y->value || x->value > y->value) && x->is_range == y->is_range &&
         x->bound == y->bound;
}

/* What is of one thing with the reference; true if any two documents disagree about it, and none
 * with itself. */
static bool gather(const struct counting *c, const struct counted *group, uint32_t count,
                   const struct counted *reference, const struct counted **ret, uint32_t *ret_count)
{
  bool differs = false;
  *ret_count = 0;
  for (uint32_t i = 0; i < count && *ret_count < FIGURES_SHOWN_MAX; i++) {
    if (&group[i] != reference && !one_thing(c->m, &group[i], reference))
      continue;
    bool is_known = false;
    for (uint32_t k = 0; k < *ret_count; k++) {
      bool meets = agree(ret[k], &group[i]), same_source = ret[k]->document == group[i].document;
      if (!meets && same_source)
        return false;
      is_known |= same_source || same_value(ret[k], &group[i]);
      differs |= !meets;
    }
    if (!is_known)
      ret[(*ret_count)++] = &group[i];
  }
  return differs;
}

static void find_in_group(struct counting *c, struct counted *group, uint32_t count)
{
  struct ranking *r = c->m->ranking;
  count = drop_unsure(c->m, group, count);
  for (uint32_t i = 0; i < count && i < REFERENCES_MAX; i++) {
    const struct counted *found[FIGURES_SHOWN_MAX];
    uint32_t found_count;
    if (!gather(c, group, count, &group[i], found, &found_count))
      continue;
    struct disagreement d = {r->differing.count, found_count};
    for (uint32_t k = 0; k < found_count; k++)
      vec_push(r->arena, &r->differing, (struct differing){found[k]->document, found[k]->index});
    vec_push(r->arena, &r->disagreements, d);
    return;
  }
}

/* --- all figures --- */

static bool is_countable(const struct analysis *a, const struct figure *f)
{
  if (f->sentence >= a->sentences.count || !is_choosable(&a->sentences.at[f->sentence]))
    return false;
  switch (f->kind) {
  case FIGURE_COUNT:
    return f->value > SMALL_MAX;
  case FIGURE_MONEY:
  case FIGURE_PERCENT:
    return true;
  case FIGURE_MEASURE:
    return !is_duration(a, f);
  case FIGURE_AGE:
  case FIGURE_RATIO:
    return false;
  }
  return false;
}

static void add_figures(struct counting *c, uint32_t document)
{
  struct model *m = c->m;
  const struct analysis *a = m->analyses[document];
  for (uint32_t i = 0; i < a->figures.count; i++) {
    const struct figure *f = &a->figures.at[i];
    if (!is_countable(a, f))
      continue;
    struct counted counted = {.document = document,
                              .index = i,
                              .story = m->ranking->story_of[document],
                              .near = nearest_term(m, document, f),
                              .unit = unit_of(m, document, f),
                              .figure = f};
    if (counted.near == NONE || !counted.unit)
      continue;
    set_bounds(&counted);
    counted.has_duration = has_duration(a, f->sentence);
    read_sentence(m, &counted);
    vec_push(m->arena, &c->all, counted);
  }
}

void find_disagreements(struct model *m)
{
  struct counting c = {.m = m};
  for (uint32_t d = 0; m->analysis_count > 1 && d < m->analysis_count; d++)
    add_figures(&c, d);
  if (arena_short(m->arena) || !c.all.count)
    return;
  qsort(c.all.at, c.all.count, sizeof *c.all.at, by_key);
  for (uint32_t i = 0; i < c.all.count;) {
    uint32_t end = i + 1;
    while (end < c.all.count && same_key(&c.all.at[i], &c.all.at[end]))
      end++;
    if (end - i > 1)
      find_in_group(&c, c.all.at + i, end - i);
    i = end;
  }
}
