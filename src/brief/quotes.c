/* quotes.c - which quotations the brief holds, and the one that is pulled. */
#include <stdlib.h>

#include "brief/make.h"

enum { QUOTES_DEFAULT = 5, PULLED_MAX = 16 };

/* A pull quote is one complete thought of one or two sentences. */
enum { PULL_WORDS_MIN = 7, PULL_WORDS_MAX = 45, PULL_WORDS_BEST = 15 };

static const double NAMED_WORTH = 0.3;
static const double COMPLETE_WORTH = 0.3;
/* What each word away from the best length costs. */
static const double LENGTH_COST = 0.008;
/* One that the page would not hold otherwise tells the reader more than one that stands twice. */
static const double UNSEEN_WORTH = 0.15;

/* What its fitness to be pulled tells of its worth among the quotations. */
static const double PULL_SHARE = 0.15;
/* Less than this is not worth setting large: a page without a pull quote is better than a page
 * with a dull one. Of forty edited articles six get none, of which the best was dull in four. */
static const double PULL_LEAST = 1.5;

/* The sentence's score matters less for what is said than for what is summed up. */
static const double SENTENCE_SHARE = 0.4;

/* A quotation and what speaks for it. */
struct candidate {
  uint32_t document, quote;
  double score;
  double pull; /* pull_worth() */
  uint32_t words;
};

static int by_score(const void *a, const void *b)
{
  const struct candidate *x = a, *y = b;
  if (x->score > y->score || x->score < y->score)
    return x->score > y->score ? -1 : 1;
  if (x->document != y->document)
    return x->document < y->document ? -1 : 1;
  return (x->quote > y->quote) - (x->quote < y->quote);
}

static int by_place(const void *a, const void *b)
{
  const struct candidate *x = a, *y = b;
  if (x->document != y->document)
    return x->document < y->document ? -1 : 1;
  return (x->quote > y->quote) - (x->quote < y->quote);
}

static uint32_t quote_words(const struct analysis *a, const struct quote *q)
{
  uint32_t words = 0;
  for (uint32_t i = 0; i < q->part_count; i++)
    words += words_in(str_span(a->document->text, a->parts.at[q->first_part + i]));
  return words;
}

static int by_extract_place(const void *a, const void *b)
{
  const struct extract_place *x = a, *y = b;
  if (x->document != y->document)
    return x->document < y->document ? -1 : 1;
  return (x->at.at > y->at.at) - (x->at.at < y->at.at); /* no two begin at one place */
}

static bool order_extracts(struct maker *m)
{
  uint32_t count = m->brief->summary.count;
  m->extracts = arena_array(m->scratch, struct extract_place, count + 1);
  if (!m->extracts)
    return false;
  for (uint32_t i = 0; i < count; i++) {
    const struct place *p = &m->brief->summary.at[i].place;
    m->extracts[i] = (struct extract_place){p->document, p->at, i};
  }
  if (count)
    qsort(m->extracts, count, sizeof *m->extracts, by_extract_place);
  return true;
}

/* The extract that holds its start; NONE. */
static uint32_t extract_of(const struct maker *m, uint32_t document, uint32_t at)
{
  struct extract_place wanted = {.document = document, .at = {.at = at}};
  uint32_t low = 0, high = m->brief->summary.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (by_extract_place(&m->extracts[middle], &wanted) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  const struct extract_place *found = low ? &m->extracts[low - 1] : NULL;
  return found && found->document == document && at < span_end(found->at) ? found->index : NONE;
}

static struct candidate weigh(const struct maker *m, uint32_t document, uint32_t quote,
                              bool is_first)
{
  const struct analysis *a = maker_analysis(m, document);
  const struct quote *q = &a->quotes.at[quote];
  struct candidate c = {document, quote, 0, pull_worth(a, q, is_first), quote_words(a, q)};
  c.score = q->sentence < a->sentences.count
                ? SENTENCE_SHARE * m->sentence_scores[document][q->sentence]
                : 0;
  c.score += PULL_SHARE * c.pull;
  c.score += q->speaker.mention.len ? NAMED_WORTH : 0;
  c.score += q->is_complete ? COMPLETE_WORTH : 0;
  c.score += extract_of(m, document, a->parts.at[q->first_part].at) == NONE ? UNSEEN_WORTH : 0;
  double away =
      c.words > PULL_WORDS_BEST ? c.words - PULL_WORDS_BEST : PULL_WORDS_BEST - (double)c.words;
  c.score -= LENGTH_COST * (away < PULL_WORDS_MAX ? away : PULL_WORDS_MAX);
  return c;
}

/* The parts, a blank between them. */
static str joined(struct maker *m, const struct analysis *a, const struct quote *q)
{
  const struct span *parts = &a->parts.at[q->first_part];
  size_t len = q->part_count - 1;
  for (uint32_t i = 0; i < q->part_count; i++)
    len += parts[i].len;
  char *text = arena_alloc(m->brief->arena, len + 1);
  if (!text)
    return STR("");
  size_t used = 0;
  for (uint32_t i = 0; i < q->part_count; i++) {
    if (i)
      text[used++] = ' ';
    memcpy(text + used, a->document->text.data + parts[i].at, parts[i].len);
    used += parts[i].len;
  }
  return (str){text, len};
}

static void add_quote(struct maker *m, const struct candidate *c)
{
  const struct analysis *a = maker_analysis(m, c->document);
  const struct quote *q = &a->quotes.at[c->quote];
  struct arena *arena = m->brief->arena;
  struct span *parts = arena_array(arena, struct span, q->part_count);
  if (!parts)
    return;
  memcpy(parts, &a->parts.at[q->first_part], q->part_count * sizeof *parts);
  struct span whole = {parts[0].at, span_end(parts[q->part_count - 1]) - parts[0].at};
  struct brief_quote quote = {
      .text = joined(m, a, q),
      .parts = parts,
      .part_count = q->part_count,
      .place = place_of(m, c->document, whole),
      .score = c->score < 0 ? 0 : c->score / (1 + NAMED_WORTH + COMPLETE_WORTH + UNSEEN_WORTH),
      .extract = extract_of(m, c->document, whole.at),
  };
  if (q->speaker.mention.len) {
    quote.speaker = (struct brief_speaker){
        .name = arena_str(arena, q->speaker.label),
        .title = arena_str(arena, q->speaker.title),
        .mention = copy_span(m, c->document, q->speaker.mention),
        .at = q->speaker.mention,
    };
  }
  vec_push(arena, &m->brief->quotes, quote);
}

static bool may_be_pulled(const struct maker *m, const struct candidate *c)
{
  const struct analysis *a = maker_analysis(m, c->document);
  const struct quote *q = &a->quotes.at[c->quote];
  if (maker_prints_all(m) || !q->is_complete || !q->speaker.mention.len ||
      q->speaker.name == NONE || c->pull < PULL_LEAST)
    return false;
  if (c->words < PULL_WORDS_MIN || c->words > PULL_WORDS_MAX)
    return false;
  uint32_t extract = extract_of(m, c->document, a->parts.at[q->first_part].at);
  /* It never repeats the bottom line or a key point. */
  return extract == NONE || m->brief->summary.at[extract].role == ROLE_BODY;
}

static struct candidate *weigh_all(struct maker *m, uint32_t *ret_count)
{
  uint32_t count = 0;
  for (uint32_t d = 0; d < m->ranking->analysis_count; d++)
    count += maker_is_copy(m, d) ? 0 : maker_analysis(m, d)->quotes.count;
  struct candidate *all = arena_array(m->scratch, struct candidate, count + 1);
  uint32_t at = 0;
  for (uint32_t d = 0; all && d < m->ranking->analysis_count; d++) {
    const bool *is_first = first_of_speakers(m->scratch, maker_analysis(m, d));
    for (uint32_t i = 0; is_first && !maker_is_copy(m, d) && i < maker_analysis(m, d)->quotes.count;
         i++)
      all[at++] = weigh(m, d, i, is_first[i]);
  }
  *ret_count = at;
  return all;
}

/* The fittest from `from` on that may be pulled; of equals the first. NONE. */
static uint32_t fittest(const struct maker *m, const struct candidate *all, uint32_t from,
                        uint32_t count)
{
  uint32_t best = NONE;
  for (uint32_t i = from; i < count; i++)
    if (may_be_pulled(m, &all[i]) && (best == NONE || all[i].pull > all[best].pull))
      best = i;
  return best;
}

/* The pulled ones come first in *all, at most one a page. */
static uint32_t bring_pulled_first(const struct maker *m, struct candidate *all, uint32_t count)
{
  uint32_t wanted = m->options->pages > 1 ? m->options->pages : 1, pulled = 0;
  for (; pulled < wanted && pulled < PULLED_MAX; pulled++) {
    uint32_t best = fittest(m, all, pulled, count);
    if (best == NONE)
      break;
    struct candidate chosen = all[best];
    memmove(&all[pulled + 1], &all[pulled], (best - pulled) * sizeof *all);
    all[pulled] = chosen;
  }
  return pulled;
}

static bool stands_before(struct maker *m, str title, str name, str text)
{
  str both = arena_format(m->scratch, "%.*s %.*s", STR_ARG(title), STR_ARG(name));
  return both.len && str_find(text, both, 0) != SIZE_MAX;
}

/* The text writes the title, capital and all, before the name or the last word of it: "Dr Idris
 * Kane", "Dr Kane". */
static bool title_leads(struct maker *m, const struct brief_quote *q)
{
  const struct brief_speaker *by = &q->speaker;
  size_t at = 0;
  if (!by->title.len || !char_is_upper(utf8_next(by->title, &at)))
    return false;
  str text = maker_analysis(m, q->place.document)->document->text;
  str surname = str_last_word(by->name);
  return stands_before(m, by->title, by->name, text) || stands_before(m, by->title, surname, text);
}

static void pull(struct maker *m, struct brief_quote *q)
{
  q->is_pull = q->is_printed = true;
  q->speaker.title_leads = title_leads(m, q);
}

static void keep_spare(struct maker *m, struct brief_quote *q)
{
  q->is_spare = true;
  q->speaker.title_leads = title_leads(m, q);
}

static bool is_among(const struct candidate *all, uint32_t count, const struct candidate *one)
{
  for (uint32_t i = 0; i < count; i++)
    if (all[i].document == one->document && all[i].quote == one->quote)
      return true;
  return false;
}

str brief_quote_words(const struct brief_quote *quote)
{
  str text = quote->text;
  bool has_comma = text.len > 1 && text.data[text.len - 1] == ',';
  return str_sub(text, 0, text.len - has_comma);
}

str brief_speaker_words(struct arena *arena, const struct brief_speaker *by)
{
  if (!by->name.len || !by->title.len)
    return by->name;
  return by->title_leads ? arena_format(arena, "%.*s %.*s", STR_ARG(by->title), STR_ARG(by->name))
                         : arena_format(arena, "%.*s, %.*s", STR_ARG(by->name), STR_ARG(by->title));
}

void make_quotes(struct maker *m)
{
  uint32_t count, wanted = m->options->max_quotes ? m->options->max_quotes : QUOTES_DEFAULT;
  struct candidate *all =
      wants(m, PRECIS_FIELD_QUOTES) && order_extracts(m) ? weigh_all(m, &count) : NULL;
  if (!all || !count)
    return;
  qsort(all, count, sizeof *all, by_score);
  uint32_t pulled = bring_pulled_first(m, all, count);
  struct candidate chosen[PULLED_MAX];
  memcpy(chosen, all, pulled * sizeof *chosen);
  count = count < wanted ? count : wanted;
  qsort(all, count, sizeof *all, by_place);
  for (uint32_t i = 0; i < count; i++) {
    add_quote(m, &all[i]);
    if (!m->brief->quotes.count)
      continue;
    if (is_among(chosen, pulled, &all[i]))
      pull(m, vec_last(&m->brief->quotes));
    else if (may_be_pulled(m, &all[i]))
      keep_spare(m, vec_last(&m->brief->quotes));
  }
}
