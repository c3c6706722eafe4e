/* facts.c - figures and dates that matter, with the words of the text that say what they are.
 *
 * The best of each are kept, in the order of the source; never two rows that say the same. */
#include <stdlib.h>

#include "brief/make.h"

enum { FACTS_DEFAULT = 12, PRINTED_MAX = 6, PRINTED_FEW = 3, FIGURES_REACH = 3 };

enum {
  LABEL_WORDS_MAX = 16,
  LABEL_WORDS_MORE = 2,
  CLAUSE_WORDS = 4, /* beside the figure: fewer at a sentence's end are no clause */
  EVENT_WORDS_MIN = 6,
  EVENT_WORDS_MAX = 24
};

/* A figure that names what it counts is worth a row more than a bare one. */
static const double UNIT_WORTH = 0.3;
static const double MONEY_WORTH = 0.15;
/* "Two ministers" says less than "100 missiles". */
static const double SMALL_COST = 0.3;
static const double SMALL_MAX = 3;
static const double DAY_WORTH = 0.2;

struct fact {
  uint32_t document, index;
  double score;
  bool is_printed;
};

static int by_score(const void *a, const void *b)
{
  const struct fact *x = a, *y = b;
  if (x->score > y->score || x->score < y->score)
    return x->score > y->score ? -1 : 1;
  if (x->document != y->document)
    return x->document < y->document ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

static int by_use(const void *a, const void *b)
{
  const struct fact *x = a, *y = b;
  return x->is_printed == y->is_printed ? by_score(a, b) : y->is_printed - x->is_printed;
}

static int by_place(const void *a, const void *b)
{
  const struct fact *x = a, *y = b;
  if (x->document != y->document)
    return x->document < y->document ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

/* All of a kind, best first. */
static struct fact *rank_facts(struct maker *m,
                               double (*weigh)(const struct maker *, uint32_t, uint32_t),
                               uint32_t (*count_of)(const struct analysis *), uint32_t *ret_count)
{
  uint32_t count = 0, at = 0;
  for (uint32_t d = 0; d < m->ranking->analysis_count; d++)
    count += maker_is_copy(m, d) ? 0 : count_of(maker_analysis(m, d));
  struct fact *all = arena_array(m->scratch, struct fact, count + 1);
  for (uint32_t d = 0; all && d < m->ranking->analysis_count; d++)
    for (uint32_t i = 0; !maker_is_copy(m, d) && i < count_of(maker_analysis(m, d)); i++)
      all[at++] = (struct fact){d, i, weigh(m, d, i), false};
  if (at)
    qsort(all, at, sizeof *all, by_score);
  *ret_count = at;
  return all;
}

/* Marks the best that say something new as printed, keeps those and the best of the others, in text
 * order. Where few of the best have words short enough for a row, as in reports of long sentences,
 * so many times as many are looked at. */
static uint32_t choose(struct maker *m, struct fact *all, uint32_t count, uint32_t reach,
                       bool (*says)(const struct maker *, const struct fact *),
                       bool (*same)(const struct maker *, const struct fact *, const struct fact *))
{
  uint32_t wanted = m->options->max_facts ? m->options->max_facts : FACTS_DEFAULT;
  uint32_t printed[PRINTED_MAX], printed_count = 0;
  uint32_t looked_at = wanted < count / reach ? wanted * reach : count;
  for (uint32_t i = 0; i < looked_at && printed_count < (i < wanted ? PRINTED_MAX : PRINTED_FEW);
       i++) {
    bool fresh = !maker_prints_all(m) && says(m, &all[i]);
    for (uint32_t k = 0; fresh && k < printed_count; k++)
      fresh = !same(m, &all[printed[k]], &all[i]);
    all[i].is_printed = fresh;
    if (fresh)
      printed[printed_count++] = i;
  }
  if (count)
    qsort(all, looked_at, sizeof *all, by_use);
  count = count < wanted ? count : wanted;
  if (count)
    qsort(all, count, sizeof *all, by_place);
  return count;
}

static uint32_t figure_count(const struct analysis *a)
{
  return a->figures.count;
}

static uint32_t date_count(const struct analysis *a)
{
  return a->dates.count;
}

static double score_of(const struct maker *m, uint32_t document, uint32_t sentence)
{
  return sentence < maker_analysis(m, document)->sentences.count
             ? m->sentence_scores[document][sentence]
             : 0;
}

static double weigh_figure(const struct maker *m, uint32_t document, uint32_t index)
{
  const struct figure *f = &maker_analysis(m, document)->figures.at[index];
  double score = score_of(m, document, f->sentence);
  score += f->unit.len ? UNIT_WORTH : 0;
  score += f->kind == FIGURE_MONEY || f->kind == FIGURE_PERCENT ? MONEY_WORTH : 0;
  score -= f->kind == FIGURE_COUNT && f->value <= SMALL_MAX ? SMALL_COST : 0;
  return score;
}

static struct span sentence_at(const struct analysis *a, uint32_t sentence)
{
  return sentence < a->sentences.count ? a->sentences.at[sentence].at : (struct span){0, 0};
}

/* "“It has not been seen for twenty years”": it does not say who says so. */
static bool is_all_quoted(const struct analysis *a, struct span words)
{
  const float quoted_most = 0.85f; /* beside marks */

  return analysis_share_quoted(a, words) > quoted_most;
}

/* The clause if it is short enough for a row, else the sentence if that is, else nothing. */
static struct span words_for(const struct analysis *a, struct span sentence, struct span inside,
                             uint32_t most)
{
  if (!span_holds(sentence, inside))
    return (struct span){0, 0};
  struct span words = sentence;
  if (!has_words(str_span(a->document->text, words), most))
    words = with_main_clause(a, sentence, clause_around(a, sentence, inside));
  uint32_t clause = words.at;
  if (words.len && words.at > sentence.at)
    words = with_antecedent(a, sentence, words);
  /* A clause with the one before it may be as long as any. */
  if (!has_words(str_span(a->document->text, words), words.at < clause ? EVENT_WORDS_MAX : most))
    return (struct span){0, 0};
  if (cuts_quotation(a, words) || is_all_quoted(a, words))
    return (struct span){0, 0};
  struct span plain = words.at == sentence.at ? without_list_mark(a, words) : words;
  if (words.len < sentence.len)
    plain = without_joint(a, plain);
  return span_holds(plain, inside) ? plain : words;
}

/* The end of a sentence too long for a row, as "compared with $0.81.", which tells nothing without
 * what stands before it. */
static bool is_loose_end(const struct analysis *a, struct span label, const struct figure *f,
                         uint32_t more)
{
  str text = str_span(a->document->text, label);
  size_t first = 0, at = span_end(f->at) - label.at;
  bool is_whole = label.at == sentence_at(a, f->sentence).at;
  if (is_whole || more >= CLAUSE_WORDS || !char_is_lower(utf8_next(text, &first)))
    return false;
  while (at < text.len)
    if (char_is_letter(utf8_next(text, &at)))
      return false;
  return true;
}

/* "declining 30.7% from 2019", "were $371 million": of what, stands before. */
static bool lacks_subject(const struct analysis *a, struct span label, struct span inside)
{
  uint32_t i = analysis_token(a, label.at);
  if (i + 1 >= a->tokens.count || a->tokens.at[i].flags & TOKEN_CAPITAL)
    return false;
  return is_listed(a, i, "speech", "auxiliaries") ||
         (a->tokens.at[i + 1].at == inside.at &&
          ends_listed(a, i, "titles", "participles.endings"));
}

/* "versus $38 million in the last four", "up from 18% in 2011", "6-3 in three hours", "(£3,148 for
 * 2024)": what a piece of a sentence is about stands outside of it. */
static bool is_of_the_rest(const struct analysis *a, struct span sentence, struct span label,
                           struct span inside)
{
  const uint64_t leaning = CLASSES_PERSON | CLASS_BIT(CLASS_DEMONSTRATIVE);
  uint32_t i = analysis_token(a, label.at);
  if (!i || label.at <= without_list_mark(a, sentence).at)
    return false;
  if (a->document->text.data[a->tokens.at[i - 1].at] == '(' || lacks_subject(a, label, inside))
    return true;
  if (a->tokens.at[i].kind == TOKEN_NUMBER)
    return label.at < inside.at;
  i += is_listed(a, i, "sentences", "halves") && i + 1 < a->tokens.count; /* "because it grew" */
  return a->words.at[a->tokens.at[i].word].classes & leaning ||
         is_listed(a, i, "sentences", "it") || is_listed(a, i, "figures", "contrast");
}

/* The words that say what a figure counts; nothing when the text has none short enough for a row,
 * or hardly any: "four miles out". */
static struct span label_of(const struct analysis *a, const struct figure *f)
{
  struct span label = words_for(a, sentence_at(a, f->sentence), f->at, LABEL_WORDS_MAX);
  uint32_t more =
      words_in(str_span(a->document->text, label)) - words_in(str_span(a->document->text, f->at));
  if (label.len <= f->at.len || more < LABEL_WORDS_MORE || is_loose_end(a, label, f, more) ||
      is_of_the_rest(a, sentence_at(a, f->sentence), label, f->at))
    return (struct span){0, 0};
  return label;
}

/* "He was 93.", "That relationship was in evidence in June": words that open a sentence which leans
 * on another. */
static bool opens_leaning(const struct analysis *a, uint32_t sentence, struct span words)
{
  return sentence < a->sentences.count && a->sentences.at[sentence].flags & SENTENCE_DANGLING &&
         words.at == a->sentences.at[sentence].at.at;
}

/* "I asked for 40 of them": a transcript says whose words they are before the first of the turn. */
static bool is_said_by_whom(const struct maker *m, uint32_t document, uint32_t sentence)
{
  const struct analysis *a = maker_analysis(m, document);
  const struct sentence *s = &a->sentences.at[sentence];
  if (!m->is_told[document][sentence])
    return false;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++)
    if (a->words.at[a->tokens.at[i].word].classes & CLASS_BIT(CLASS_PRONOUN_OTHER))
      return true;
  return false;
}

static bool is_aside(const struct maker *m, uint32_t document, uint32_t sentence)
{
  const struct analysis *a = maker_analysis(m, document);
  uint32_t aside = SENTENCE_TABULAR | SENTENCE_FURNITURE | SENTENCE_NOTICE | SENTENCE_QUESTION;
  aside |= m->ranking->genre == GENRE_NEWS ? SENTENCE_LABELLED : 0; /* below a picture */
  if (sentence >= a->sentences.count)
    return false;
  const struct sentence *s = &a->sentences.at[sentence];
  bool is_set_off =
      a->document->blocks.at[s->block].kind == BLOCK_QUOTE && s->flags & SENTENCE_QUOTATION;
  return s->flags & aside || is_set_off || is_said_by_whom(m, document, sentence);
}

/* "from 20 to 25 basis points": of what it is stands with the other one. */
static bool lacks_unit(const struct analysis *a, const struct figure *f)
{
  str text = str_span(a->document->text, f->number);
  bool has_unit = f->kind == FIGURE_COUNT || f->kind == FIGURE_RATIO;
  for (size_t at = 0; at < text.len && !has_unit;) {
    uint32_t c = utf8_next(text, &at);
    has_unit = !char_is_digit(c) && c != '.' && c != ',' && c != ' ' && c != '-';
  }
  return !has_unit;
}

/* "Lucien Ferrand, 67 ans, tourne": an age where the language has no word for it. */
static bool is_behind_name(const struct analysis *a, const struct figure *f)
{
  str text = a->document->text;
  size_t comma = f->at.at - 2, start = comma, end = span_end(f->at), first;
  const struct word_set *years = language_set(a->language, "durations", "year");
  bool is_set_off = f->at.at > 2 && end < text.len && text.data[comma] == ',' &&
                    text.data[end] == ',' && word_set_has(years, f->unit);
  if (f->kind != FIGURE_MEASURE || !is_set_off)
    return false;
  while (start > 0 && text.data[start - 1] != ' ' && text.data[start - 1] != '\n')
    start--;
  first = start;
  return start < comma && char_is_upper(utf8_next(text, &first));
}

/* "Unemployment is not 8% but 4%": set large, it would be a claim. */
static bool is_denied(const struct analysis *a, const struct figure *f)
{
  enum { BACK = 2 }; /* "pas de 8 %" */

  uint32_t i = analysis_token(a, f->at.at), start = sentence_at(a, f->sentence).at;
  for (uint32_t n = 1; n <= BACK && n <= i && a->tokens.at[i - n].at >= start; n++) {
    const struct word *word = &a->words.at[a->tokens.at[i - n].word];
    if (language_has(a->language, "figures", "negation", word->folded))
      return true;
    if (!(word->classes & CLASS_BIT(CLASS_PREPOSITION)))
      return false;
  }
  return false;
}

/* How old somebody is says who, not what happened. */
static bool figure_says(const struct maker *m, const struct fact *fact)
{
  const struct analysis *a = maker_analysis(m, fact->document);
  const struct figure *f = &a->figures.at[fact->index];
  bool small = f->kind == FIGURE_COUNT && f->value <= SMALL_MAX;
  return !small && f->kind != FIGURE_AGE && !lacks_unit(a, f) && !is_behind_name(a, f) &&
         (f->unit.len || f->kind != FIGURE_COUNT) && !is_denied(a, f) &&
         !is_aside(m, fact->document, f->sentence) && label_of(a, f).len > 0 &&
         !opens_leaning(a, f->sentence, label_of(a, f));
}

static bool figure_same(const struct maker *m, const struct fact *a, const struct fact *b)
{
  const struct figure *x = &maker_analysis(m, a->document)->figures.at[a->index];
  const struct figure *y = &maker_analysis(m, b->document)->figures.at[b->index];
  /* Two figures of one label would print it twice. */
  if (a->document == b->document && x->sentence == y->sentence) {
    const struct analysis *here = maker_analysis(m, a->document);
    struct span left = label_of(here, x), right = label_of(here, y);
    if (left.at == right.at && left.len == right.len)
      return true;
  }
  /* "28 accounts", "28 entries": the same number twice in a column looks like a slip. */
  return x->kind == y->kind && !(x->value < y->value) && !(x->value > y->value) &&
         (x->kind == FIGURE_COUNT || str_eq_nocase(x->unit, y->unit));
}

/* The sentence's text; figures of one sentence share one copy. */
static str sentence_text(struct maker *m, uint32_t document, struct span sentence)
{
  const struct brief_figure *last = m->brief->figures.count ? vec_last(&m->brief->figures) : NULL;
  bool is_shared = last && last->place.document == document && last->sentence.at == sentence.at &&
                   last->sentence.len == sentence.len;
  return is_shared ? last->sentence_text : copy_span(m, document, sentence);
}

/* The number as a page shows it, with its bound: "at least nine", "between 4 and 5", "30 pupils or
 * fewer". Without it the page would say something else. */
static struct span shown_number(const struct analysis *a, const struct figure *f)
{
  bool is_bound_first = str_starts(str_span(a->document->text, f->at), f->qualifier);
  uint32_t end = is_bound_first ? span_end(f->number) : span_end(f->at);
  return (struct span){f->at.at, end - f->at.at};
}

/* "sales decreased 28%", "an increase of 120", "6% higher than": by how much, not how much. */
static bool is_of_change(const struct analysis *a, const struct figure *f)
{
  enum { BEFORE = 5, BEHIND = 2 };

  uint32_t first = analysis_token(a, f->at.at), end = analysis_token(a, span_end(f->at));
  struct span sentence = sentence_at(a, f->sentence);
  for (uint32_t i = first > BEFORE ? first - BEFORE : 0; i < end + BEHIND && i < a->tokens.count;
       i++) {
    const struct token *t = &a->tokens.at[i];
    str word = a->words.at[t->word].folded;
    if (span_holds(sentence, (struct span){t->at, t->len}) &&
        (language_has(a->language, "figures", "change", word) ||
         (i == end && language_has(a->language, "figures", "times.than", word))))
      return true;
  }
  return false;
}

static struct brief_figure figure_of(struct maker *m, const struct fact *fact)
{
  const struct analysis *a = maker_analysis(m, fact->document);
  const struct figure *f = &a->figures.at[fact->index];
  struct span sentence = sentence_at(a, f->sentence), label = label_of(a, f);
  if (!label.len)
    label = f->at;
  return (struct brief_figure){
      .kind = f->kind,
      .bound = f->bound,
      .text = copy_span(m, fact->document, f->at),
      .number = copy_span(m, fact->document, shown_number(a, f)),
      .label = copy_span(m, fact->document, label),
      .label_place = place_of(m, fact->document, label),
      .value = f->value,
      .to = f->to,
      .is_range = f->is_range,
      .is_change = is_of_change(a, f),
      .unit = arena_str(m->brief->arena, f->unit),
      .qualifier = arena_str(m->brief->arena, f->qualifier),
      .place = place_of(m, fact->document, f->at),
      .sentence = sentence,
      .sentence_text = sentence_text(m, fact->document, sentence),
      .score = fact->score < 0 ? 0 : fact->score / (1 + UNIT_WORTH + MONEY_WORTH),
      .is_printed = fact->is_printed,
  };
}

void make_figures(struct maker *m)
{
  if (!wants(m, PRECIS_FIELD_FIGURES))
    return;
  uint32_t count;
  struct fact *all = rank_facts(m, weigh_figure, figure_count, &count);
  count = all ? choose(m, all, count, FIGURES_REACH, figure_says, figure_same) : 0;
  for (uint32_t i = 0; i < count; i++) {
    struct brief_figure figure = figure_of(m, &all[i]);
    vec_push(m->brief->arena, &m->brief->figures, figure);
  }
}

/* All of a disagreement is printed: half of it would be a claim. */
void make_disagreements(struct maker *m)
{
  const struct ranking *r = m->ranking;
  for (uint32_t i = 0; wants(m, PRECIS_FIELD_FIGURES) && i < r->disagreements.count; i++) {
    const struct disagreement *d = &r->disagreements.at[i];
    struct brief_disagreement copy = {.first = m->brief->differing.count, .count = d->count};
    for (uint32_t k = d->first; k < d->first + d->count; k++) {
      struct fact fact = {r->differing.at[k].document, r->differing.at[k].figure, 0, true};
      fact.score = weigh_figure(m, fact.document, fact.index);
      struct brief_figure figure = figure_of(m, &fact);
      copy.unit = figure.unit;
      vec_push(m->brief->arena, &m->brief->differing, figure);
    }
    vec_push(m->brief->arena, &m->brief->disagreements, copy);
  }
}

static double weigh_date(const struct maker *m, uint32_t document, uint32_t index)
{
  const struct date *d = &maker_analysis(m, document)->dates.at[index];
  /* Day known: YYYY-MM-DD is ten bytes. */
  return score_of(m, document, d->sentence) + (strlen(d->iso) >= 10 ? DAY_WORTH : 0);
}

static struct span event_of(const struct analysis *a, const struct date *d)
{
  struct span sentence = sentence_at(a, d->sentence),
              event = words_for(a, sentence, d->at, EVENT_WORDS_MAX);
  /* The date alone is no event. */
  bool is_event = event.len > d->at.len + 8 && !is_of_the_rest(a, sentence, event, d->at);
  return is_event ? event : (struct span){0, 0};
}

static bool is_year_alone(const struct date *d)
{
  enum { YEAR_BYTES = 4 };

  return d->at.len == YEAR_BYTES && strlen(d->iso) == YEAR_BYTES;
}

/* "Euro 2008", "Turner and Charniak 2007", "Minnen et al 2000": the year is of a name, where not
 * every noun has a capital. */
static bool is_in_name(const struct analysis *a, const struct date *d)
{
  str text = a->document->text;
  uint32_t first = sentence_at(a, d->sentence).at, at = d->at.at;
  if (!is_year_alone(d) || language_capital_nouns(a->language) || at < first + 2 ||
      text.data[at - 1] != ' ')
    return false;
  size_t start = --at;
  while (start > first && text.data[start - 1] != ' ')
    start--;
  str word = str_sub(text, start, at - start);
  size_t next = 0, last = word.len;
  bool is_name = start > first && word.len && char_is_upper(utf8_next(word, &next)) &&
                 char_is_letter(utf8_previous(word, &last));
  return is_name || str_eq(word, STR("al")) || str_eq(word, STR("al."));
}

/* "1. Survey of Lakes, volume 3, 1987.": an item that ends in its year. */
static bool is_reference(const struct analysis *a, const struct date *d)
{
  if (d->sentence >= a->sentences.count)
    return false;
  const struct sentence *s = &a->sentences.at[d->sentence];
  return a->document->blocks.at[s->block].kind == BLOCK_ITEM &&
         span_end(d->at) + 1 >= span_end(s->at);
}

/* "Tuning by MERT (Och, 2003) is", "Chiang et al. (2008)": the year of what is cited, not of what
 * the sentence tells. */
static bool is_citation(const struct analysis *a, const struct date *d)
{
  enum { REFERENCE_BYTES = 120 };

  if (!is_year_alone(d))
    return false;
  const char *text = a->document->text.data;
  uint32_t first = sentence_at(a, d->sentence).at, at = d->at.at;
  if (at > first + 1 && text[at - 1] == ' ')
    at--;
  if (at <= first || !strchr("([,", text[at - 1]))
    return false;
  if (is_reference(a, d))
    return true;
  for (uint32_t i = at; i > first && d->at.at - i < REFERENCE_BYTES; i--)
    if (strchr("()[]", text[i - 1]))
      return text[i - 1] == '(' || text[i - 1] == '[';
  return false;
}

/* "On Monday, 17 March 2025, Ann Lee wrote:" is of what follows. */
static bool leads_on(const struct analysis *a, struct span event)
{
  str text = str_span(a->document->text, event);
  return text.len && text.data[text.len - 1] == ':';
}

/* "Today" and "last week" tell a later reader nothing. */
static bool date_says(const struct maker *m, const struct fact *fact)
{
  const struct analysis *a = maker_analysis(m, fact->document);
  const struct date *d = &a->dates.at[fact->index];
  struct span event = event_of(a, d);
  return !d->is_relative && !is_aside(m, fact->document, d->sentence) && !is_citation(a, d) &&
         !is_in_name(a, d) && !opens_leaning(a, d->sentence, event) && !leads_on(a, event) &&
         words_in(str_span(a->document->text, event)) >= EVENT_WORDS_MIN;
}

static bool date_same(const struct maker *m, const struct fact *a, const struct fact *b)
{
  const struct date *x = &maker_analysis(m, a->document)->dates.at[a->index];
  const struct date *y = &maker_analysis(m, b->document)->dates.at[b->index];
  return strcmp(x->iso, y->iso) == 0 || (a->document == b->document && x->sentence == y->sentence);
}

static void add_date(struct maker *m, const struct fact *fact)
{
  const struct analysis *a = maker_analysis(m, fact->document);
  const struct date *d = &a->dates.at[fact->index];
  struct span event = event_of(a, d);
  struct brief_date date = {
      .kind = d->kind,
      .text = copy_span(m, fact->document, d->at),
      .is_resolved = d->is_resolved,
      .place = place_of(m, fact->document, d->at),
      .sentence = sentence_at(a, d->sentence),
      .event = copy_span(m, fact->document, event),
      .event_place = place_of(m, fact->document, event.len ? event : d->at),
      .score = fact->score / (1 + DAY_WORTH),
      .is_printed = fact->is_printed,
  };
  memcpy(date.iso, d->iso, sizeof date.iso);
  vec_push(m->brief->arena, &m->brief->dates, date);
}

static bool is_open_start(const struct brief_date *d)
{
  return strncmp(d->iso, "../", 3) == 0;
}

static bool is_before_christ(const struct brief_date *d)
{
  return d->iso[is_open_start(d) ? 3 : 0] == '-';
}

/* The digits of its year, behind the marks of an open start and of a year before Christ. */
static const char *iso_start(const struct brief_date *d)
{
  return d->iso + (is_open_start(d) ? 3 : 0) + is_before_christ(d);
}

static int by_year(const struct brief_date *x, const struct brief_date *y)
{
  enum { YEAR_DIGITS = 4 };

  if (is_before_christ(x) != is_before_christ(y))
    return is_before_christ(x) ? -1 : 1;
  int order = strncmp(iso_start(x), iso_start(y), YEAR_DIGITS);
  return is_before_christ(x) ? -order : order;
}

/* The month in which it begins: EDTF writes spring as 21 and the first quarter as 33. 0: not known.
 */
static int month_of(const struct brief_date *d)
{
  enum { SEASON = 21, SEASONS_END = 24, QUARTER = 33, QUARTERS_END = 36, SPRING = 3 };

  const char *iso = iso_start(d);
  if (strlen(iso) < sizeof "YYYY-MM" - 1 || iso[5] < '0' || iso[5] > '9' || iso[6] < '0' ||
      iso[6] > '9')
    return 0;
  int month = 10 * (iso[5] - '0') + iso[6] - '0';
  if (month >= SEASON && month <= SEASONS_END)
    return SPRING + 3 * (month - SEASON);
  return month >= QUARTER && month <= QUARTERS_END ? 1 + 3 * (month - QUARTER) : month;
}

static int by_time(const void *a, const void *b)
{
  const struct brief_date *x = a, *y = b;
  int order = by_year(x, y);
  if (!order)
    order = month_of(x) - month_of(y);
  if (!order)
    order = strcmp(iso_start(x), iso_start(y));
  if (order)
    return order;
  if (x->place.document != y->place.document)
    return x->place.document < y->place.document ? -1 : 1;
  return (x->place.at.at > y->place.at.at) - (x->place.at.at < y->place.at.at);
}

static bool has_year(const struct brief_date *d)
{
  return iso_start(d)[0] >= '0' && iso_start(d)[0] <= '9';
}

/* A row that lacks its year would be read as of the year above it: where the others are of several
 * years it is not shown. In news it is of this year. The rows are in the order of time. */
static void hide_lost_years(const struct maker *m, struct brief_date *shown, uint32_t count)
{
  uint32_t dated = 0;
  while (dated < count && has_year(&shown[dated]))
    dated++;
  bool is_one_year = !dated || by_year(&shown[0], &shown[dated - 1]) == 0;
  if (is_one_year || m->ranking->genre == GENRE_NEWS)
    return;
  for (uint32_t i = dated; i < count; i++)
    shown[i].is_printed = false;
}

/* The dates that a page shows change places so that they stand in the order of time; those without
 * a year come last ('X' sorts behind digits), for nobody knows theirs. */
static void order_timeline(struct maker *m)
{
  struct brief_date shown[PRINTED_MAX];
  uint32_t count = 0, next = 0;
  for (uint32_t i = 0; i < m->brief->dates.count && count < PRINTED_MAX; i++)
    if (m->brief->dates.at[i].is_printed)
      shown[count++] = m->brief->dates.at[i];
  if (count)
    qsort(shown, count, sizeof *shown, by_time);
  hide_lost_years(m, shown, count);
  for (uint32_t i = 0; i < m->brief->dates.count && next < count; i++)
    if (m->brief->dates.at[i].is_printed)
      m->brief->dates.at[i] = shown[next++];
}

void make_dates(struct maker *m)
{
  if (!wants(m, PRECIS_FIELD_DATES))
    return;
  uint32_t count;
  struct fact *all = rank_facts(m, weigh_date, date_count, &count);
  count = all ? choose(m, all, count, 1, date_says, date_same) : 0;
  for (uint32_t i = 0; i < count; i++)
    add_date(m, &all[i]);
  order_timeline(m);
}
