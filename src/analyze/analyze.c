/* analyze.c - the driver: a language's rules made ready, the passes run over one document in order.
 *
 * Invariant: an analysis is only ever handed out whole; a pass that ran out of memory fails it. */
#include "analyze/analyze.h"

#include "analyze/lexicon.h"
#include "analyze/passes.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* --- names of kinds --- */

const char *name_kind_name(enum name_kind kind)
{
  static const char *const names[] = {
      [NAME_PERSON] = "person", [NAME_ORGANISATION] = "organisation", [NAME_PLACE] = "place"};
  return names[kind];
}

const char *figure_kind_name(enum figure_kind kind)
{
  static const char *const names[] = {
      [FIGURE_COUNT] = "count",     [FIGURE_MONEY] = "money", [FIGURE_PERCENT] = "percent",
      [FIGURE_MEASURE] = "measure", [FIGURE_AGE] = "age",     [FIGURE_RATIO] = "ratio"};
  return names[kind];
}

const char *figure_bound_name(enum figure_bound bound)
{
  static const char *const names[] = {
      [BOUND_NONE] = "none", [BOUND_ABOUT] = "about", [BOUND_MIN] = "min", [BOUND_MAX] = "max"};
  return names[bound];
}

const char *date_kind_name(enum date_kind kind)
{
  static const char *const names[] = {
      [DATE_DATE] = "date", [DATE_RANGE] = "range", [DATE_SINCE] = "since", [DATE_UNTIL] = "until"};
  return names[kind];
}

/* --- the analyzer --- */

void analyzer_free(struct analyzer *analyzer)
{
  if (!analyzer)
    return;
  names_rules_free(analyzer->names);
  arena_free(analyzer->arena); /* holds the analyzer itself */
}

precis_status analyzer_new(const struct heap *heap, const struct language *language,
                           struct analyzer **ret, precis_error *err)
{
  AUTO(arena) arena = arena_new(heap);
  AUTO(analyzer) analyzer = arena ? arena_make(arena, struct analyzer) : NULL;
  if (!analyzer)
    return fail_no_memory(err);
  analyzer->heap = *heap;
  analyzer->language = language;
  analyzer->arena = TAKE(arena);
  analyzer->lexicon = lexicon_new(analyzer->arena, language);
  analyzer->sentences = sentence_rules_new(analyzer->arena, language);
  analyzer->abbreviations = abbreviation_rules_new(analyzer->arena, language);
  analyzer->facts = fact_words_new(analyzer->arena, language);
  analyzer->terms = term_rules_new(analyzer->arena, language);
  if (arena_short(analyzer->arena))
    return fail_no_memory(err);
  precis_status s = names_rules_new(heap, language, &analyzer->names, err);
  if (s != PRECIS_OK)
    return s;
  *ret = TAKE(analyzer);
  return PRECIS_OK;
}

/* --- an analysis --- */

void analysis_free(struct analysis *analysis)
{
  if (analysis)
    arena_free(analysis->arena);
}

static const struct {
  const char *name;
  void (*find)(struct analysis *a, const struct analyzer *analyzer);
} passes[] = {
    {"tokens", find_tokens},   {"sentences", find_sentences}, {"abbreviations", find_abbreviations},
    {"names", find_names},     {"quotes", find_quotes},       {"dates", find_dates},
    {"figures", find_figures}, {"terms", find_terms}};

precis_status analyze_watched(const struct heap *heap, const struct analyzer *analyzer,
                              const struct document *document, const struct watch *watch,
                              struct analysis **ret, precis_error *err)
{
  AUTO(arena) arena = arena_new(heap);
  struct analysis *a = arena ? arena_make(arena, struct analysis) : NULL;
  if (!a)
    return fail_no_memory(err);
  a->arena = arena;
  a->document = document;
  a->language = analyzer->language;
  for (size_t i = 0; i < COUNT_OF(passes) && !arena_short(arena); i++) {
    passes[i].find(a, analyzer);
    watch_done(watch, passes[i].name, arena_bytes(arena));
  }
  if (arena_short(arena))
    return fail_no_memory(err);
  (void)TAKE(arena);
  *ret = a;
  return PRECIS_OK;
}

precis_status analyze(const struct heap *heap, const struct analyzer *analyzer,
                      const struct document *document, struct analysis **ret, precis_error *err)
{
  return analyze_watched(heap, analyzer, document, NULL, ret, err);
}

/* The first of a list in text order that does not stand before an offset. */
static uint32_t first_not(const struct analysis *a, uint32_t count,
                          bool (*is_before)(const struct analysis *, uint32_t, uint32_t),
                          uint32_t at)
{
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (is_before(a, middle, at))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool sentence_begins(const struct analysis *a, uint32_t i, uint32_t at)
{
  return a->sentences.at[i].at.at <= at;
}

static bool token_is_before(const struct analysis *a, uint32_t i, uint32_t at)
{
  return a->tokens.at[i].at < at;
}

static bool part_is_before(const struct analysis *a, uint32_t i, uint32_t at)
{
  return span_end(a->parts.at[i]) <= at;
}

static bool mention_is_before(const struct analysis *a, uint32_t i, uint32_t at)
{
  return span_end(a->mentions.at[i].at) <= at;
}

static bool figure_is_before(const struct analysis *a, uint32_t i, uint32_t at)
{
  return a->figures.at[i].at.at < at;
}

static bool date_is_before(const struct analysis *a, uint32_t i, uint32_t at)
{
  return a->dates.at[i].at.at < at;
}

uint32_t analysis_sentence(const struct analysis *analysis, uint32_t at)
{
  uint32_t next = first_not(analysis, analysis->sentences.count, sentence_begins, at);
  return next ? next - 1 : NONE;
}

uint32_t analysis_token(const struct analysis *analysis, uint32_t at)
{
  return first_not(analysis, analysis->tokens.count, token_is_before, at);
}

uint32_t analysis_part(const struct analysis *analysis, uint32_t at)
{
  return first_not(analysis, analysis->parts.count, part_is_before, at);
}

static bool quote_begins(const struct analysis *a, uint32_t i, uint32_t part)
{
  return a->quotes.at[i].first_part <= part;
}

struct span analysis_told(const struct analysis *analysis, uint32_t sentence)
{
  struct span at = analysis->sentences.at[sentence].at;
  uint32_t part = analysis_part(analysis, at.at);
  if (part == analysis->parts.count || analysis->parts.at[part].at >= span_end(at))
    return (struct span){0};
  uint32_t next = first_not(analysis, analysis->quotes.count, quote_begins, part);
  return next ? analysis->quotes.at[next - 1].speaker.mention : (struct span){0};
}

float analysis_share_quoted(const struct analysis *analysis, struct span at)
{
  uint32_t quoted = 0;
  for (uint32_t i = analysis_part(analysis, at.at); i < analysis->parts.count; i++) {
    struct span part = analysis->parts.at[i];
    if (part.at >= span_end(at))
      break;
    uint32_t from = part.at > at.at ? part.at : at.at;
    uint32_t to = span_end(part) < span_end(at) ? span_end(part) : span_end(at);
    quoted += to > from ? to - from : 0;
  }
  return at.len ? (float)quoted / (float)at.len : 0;
}

uint32_t analysis_figure(const struct analysis *analysis, uint32_t at)
{
  return first_not(analysis, analysis->figures.count, figure_is_before, at);
}

uint32_t analysis_date(const struct analysis *analysis, uint32_t at)
{
  return first_not(analysis, analysis->dates.count, date_is_before, at);
}

uint32_t analysis_mention(const struct analysis *analysis, uint32_t at)
{
  uint32_t i = first_not(analysis, analysis->mentions.count, mention_is_before, at);
  return i < analysis->mentions.count && analysis->mentions.at[i].at.at <= at ? i : NONE;
}
