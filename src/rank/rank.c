/* rank.c - the order of the work: what may be chosen, its terms, its scores, the picks. */
#include "rank/rank.h"

#include "rank/model.h"

void ranking_free(struct ranking *ranking)
{
  if (ranking)
    arena_free(ranking->arena);
}

void rank_warn(struct ranking *ranking, const char *code, str message)
{
  struct doc_warning warning = {.message = message};
  memcpy(warning.code, code, strnlen(code, sizeof warning.code - 1));
  vec_push(ranking->arena, &ranking->warnings, warning);
}

bool is_choosable(const struct sentence *sentence)
{
  const uint32_t never = SENTENCE_FURNITURE | SENTENCE_HEADING | SENTENCE_TABULAR;
  return !(sentence->flags & never) && sentence->words;
}

/* A copy's sentences are not there: they are neither counted nor chosen. */
static void collect(struct ranking *ranking)
{
  for (uint32_t d = 0; d < ranking->analysis_count; d++) {
    const struct analysis *a = ranking->analyses[d];
    for (uint32_t i = 0; ranking->copy_of[d] == NONE && i < a->sentences.count; i++)
      if (is_choosable(&a->sentences.at[i]))
        vec_push(ranking->arena, &ranking->sentences,
                 (struct ranked){.document = d, .sentence = i, .opening = NONE});
  }
}

static struct ranking *ranking_new(const struct heap *heap, const struct analysis *const *analyses,
                                   uint32_t count)
{
  struct arena *arena = arena_new(heap);
  struct ranking *ranking = arena ? arena_make(arena, struct ranking) : NULL;
  if (!ranking) {
    arena_free(arena);
    return NULL;
  }
  ranking->arena = arena;
  ranking->analyses = analyses;
  ranking->analysis_count = count;
  return ranking;
}

static void warn_if_short(struct ranking *ranking)
{
  uint32_t words = 0;
  for (uint32_t d = 0; d < ranking->analysis_count; d++)
    words += ranking->copy_of[d] == NONE ? ranking->analyses[d]->word_total : 0;
  if (!ranking->sentences.count)
    rank_warn(ranking, "W201", STR("no sentence to summarize"));
  else if (words < SHORT_TEXT_WORDS)
    rank_warn(ranking, "W202", STR("a text this short has nothing to leave out"));
}

/* Where each document's sentences begin among the ranked ones. */
static void set_stretches(struct model *m)
{
  m->stretches = arena_array(m->arena, struct stretch, m->analysis_count);
  for (uint32_t i = 0, d = 0; m->stretches && d < m->analysis_count; d++) {
    m->stretches[d].first = i;
    while (i < m->ranking->sentences.count && m->ranking->sentences.at[i].document == d)
      i++;
    m->stretches[d].count = i - m->stretches[d].first;
  }
}

static void rank_sentences(struct model *m, const struct rank_options *options)
{
  struct ranking *ranking = m->ranking;
  float *scores = arena_array(m->arena, float, ranking->sentences.count + 1);
  if (options->keep_parts)
    ranking->parts = arena_array(ranking->arena, struct score_part,
                                 (size_t)ranking->sentences.count * FEATURE_COUNT);
  set_stretches(m);
  model_cues(m);
  model_terms(m, options);
  if (!arena_short(m->arena))
    model_stories(m);
  if (!arena_short(m->arena))
    model_pairs(m);
  if (!arena_short(m->arena)) {
    model_graph(m);
    model_words(m);
    model_places(m);
    model_about(m, options->about);
    find_disagreements(m);
  }
  if (arena_short(m->arena) || arena_short(ranking->arena))
    return;
  if (ranking->genre == GENRE_COUNT) {
    /* Without its copies one document is one. */
    struct model counted = *m;
    counted.analysis_count = m->document_count;
    ranking->genre = guess_genre(&counted);
  }
  model_levels(m);
  model_scores(m, scores);
  select_sentences(m, scores, options);
}

precis_status rank(const struct heap *heap, const struct analysis *const *analyses, uint32_t count,
                   const struct rank_options *options, struct ranking **ret, precis_error *err)
{
  AUTO(ranking) ranking = ranking_new(heap, analyses, count);
  AUTO(arena) scratch = arena_new(heap);
  if (!ranking || !scratch)
    return fail_no_memory(err);
  ranking->genre = options->genre;
  ranking->story_of = arena_array(ranking->arena, uint32_t, count);
  find_copies(ranking, options->copy_of, scratch);
  if (arena_short(ranking->arena) || arena_short(scratch))
    return fail_no_memory(err);
  collect(ranking);
  find_turns(ranking, scratch);
  warn_if_short(ranking);
  struct model m = {.arena = scratch,
                    .analyses = analyses,
                    .analysis_count = count,
                    .ranking = ranking,
                    .behind = options->behind};
  for (uint32_t d = 0; d < count; d++)
    m.document_count += ranking->copy_of[d] == NONE;
  if (ranking->sentences.count && !arena_short(ranking->arena))
    rank_sentences(&m, options);
  if (arena_short(ranking->arena) || arena_short(scratch))
    return fail_no_memory(err);
  *ret = TAKE(ranking);
  return PRECIS_OK;
}
