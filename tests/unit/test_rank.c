/* Ranking: the sums over terms are those over pairs of sentences; picks are nested, within their
 * budget, never dangling; memory that runs out leaks nothing. */
#include <math.h>
#include <stdio.h>

#include "english.h"

#include "failing_heap.h"
#include "rank/model.h"

static const char story[] =
    "The harbour board of Port Ellis raised the fees for large ships by twelve percent on Monday. "
    "Large ships pay most of the costs of the harbour, the board said. "
    "Owners of large ships called the higher fees unfair and asked for talks with the board. "
    "It was the third rise of harbour fees in four years. "
    "He did not say when the talks would begin. "
    "Fishing boats go on paying the same fees as before. "
    "The crane at the northern quay will be mended in May with money from the higher fees. "
    "Anna Berg, who owns two large ships, said that her company would leave Port Ellis for good. "
    "The fish market opens an hour later on Sundays. "
    "However, no owner has left the harbour of Port Ellis so far.";

/* One paragraph. */
static struct document *document_of(str text)
{
  struct document *d = document_new(&heap_default);
  assert_non_null(d);
  d->text = arena_str(d->arena, text);
  d->headline = UINT32_MAX;
  vec_push(d->arena, &d->blocks,
           (struct block){.kind = BLOCK_PARAGRAPH, .at = {0, (uint32_t)text.len}});
  return d;
}

static struct analysis *analyzed(const struct document *d)
{
  struct analysis *a = NULL;
  assert_int_equal(analyze(&heap_default, analyzer, d, &a, NULL), PRECIS_OK);
  return a;
}

/* The ranking borrows the array of analyses as well. */
static const struct analysis *alone[1];

static struct ranking *ranked(const struct analysis *a, struct rank_options options)
{
  struct ranking *ranking = NULL;
  alone[0] = a;
  assert_int_equal(rank(&heap_default, alone, 1, &options, &ranking, NULL), PRECIS_OK);
  return ranking;
}

/* --- sums against pairs --- */

static struct model *model_of(struct ranking *ranking, struct arena *arena)
{
  struct model *m = arena_make(arena, struct model);
  *m = (struct model){.arena = arena,
                      .analyses = ranking->analyses,
                      .analysis_count = ranking->analysis_count,
                      .ranking = ranking};
  m->stretches = arena_array(arena, struct stretch, 1);
  m->stretches[0] = (struct stretch){0, ranking->sentences.count};
  model_cues(m);
  model_terms(m, &(struct rank_options){0});
  model_pairs(m);
  model_graph(m);
  model_words(m);
  model_places(m);
  return m;
}

static double likeness(const struct model *m, uint32_t a, uint32_t b)
{
  double sum = 0;
  struct vector x = m->vectors.at[a], y = m->vectors.at[b];
  for (uint32_t i = x.first; i < x.first + x.count; i++)
    for (uint32_t k = y.first; k < y.first + y.count; k++)
      if (m->postings.at[i].term == m->postings.at[k].term)
        sum += (double)m->postings.at[i].weight * m->postings.at[k].weight;
  return sum;
}

static void assert_column(const float *column, double *want, uint32_t count, bool is_z)
{
  double mean = 0, square = 0;
  for (uint32_t i = 0; i < count; i++)
    mean += want[i] / count;
  for (uint32_t i = 0; i < count; i++)
    square += (want[i] - mean) * (want[i] - mean) / count;
  for (uint32_t i = 0; i < count; i++) {
    double expected = is_z ? (want[i] - mean) / sqrt(square) : want[i];
    assert_true(fabs(column[i] - expected) < 1e-4);
  }
}

static void sums_are_those_over_pairs(void **state)
{
  (void)state;
  AUTO(document) d = document_of(str_of(story));
  AUTO(analysis) a = analyzed(d);
  AUTO(arena) arena = arena_new(&heap_default);
  AUTO(ranking) ranking = ranked(a, (struct rank_options){.genre = GENRE_NEWS});
  struct model *m = model_of(ranking, arena);
  uint32_t count = ranking->sentences.count;
  assert_int_equal(count, 10);
  double backward[10] = {0}, forward[10] = {0}, whole[10] = {0}, first[10] = {0};
  double total = 0;
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t k = 0; k < count; k++) {
      double like = likeness(m, i, k);
      backward[i] += k > i ? like : 0;
      forward[i] += k < i ? like : 0;
      whole[i] += like;
      total += like;
    }
  for (uint32_t i = 0; i < count; i++)
    first[i] = likeness(m, i, 0);
  assert_true(total > count);
  assert_column(m->columns[FEATURE_BACKWARD], backward, count, true);
  assert_column(m->columns[FEATURE_FORWARD], forward, count, true);
  assert_column(m->columns[FEATURE_CENTROID], whole, count, true);
  assert_column(m->columns[FEATURE_FIRST_LIKENESS], first, count, false);
}

/* BM25 of sentence `to` for the terms of `from`, by its formula. */
static double bm25(const struct model *m, uint32_t from, uint32_t to, double mean)
{
  struct vector x = m->vectors.at[from], y = m->vectors.at[to];
  double n = m->vectors.count, sum = 0;
  for (uint32_t i = x.first; i < x.first + x.count; i++)
    for (uint32_t k = y.first; k < y.first + y.count; k++)
      if (m->postings.at[i].term == m->postings.at[k].term) {
        double with = m->sentences_with[m->postings.at[i].term];
        sum += log(1 + (n - with + 0.5) / (with + 0.5)) * 2.2 /
               (1 + 1.2 * (0.25 + 0.75 * y.count / mean));
      }
  return sum;
}

static void textrank_is_the_walk_over_pairs(void **state)
{
  (void)state;
  AUTO(document) d = document_of(str_of(story));
  AUTO(analysis) a = analyzed(d);
  AUTO(arena) arena = arena_new(&heap_default);
  AUTO(ranking) ranking = ranked(a, (struct rank_options){.genre = GENRE_NEWS});
  struct model *m = model_of(ranking, arena);
  uint32_t count = ranking->sentences.count;
  double mean = 0, rank_now[10], next[10];
  for (uint32_t i = 0; i < count; i++) {
    mean += (double)m->vectors.at[i].count / count;
    rank_now[i] = 1;
  }
  for (int round = 0; round < 8; round++) {
    for (uint32_t to = 0; to < count; to++) {
      next[to] = 0.15;
      for (uint32_t from = 0; from < count; from++) {
        double spread = 0;
        for (uint32_t k = 0; k < count; k++)
          spread += k == from ? 0 : bm25(m, from, k, mean);
        if (from != to && spread > 0)
          next[to] += 0.85 * rank_now[from] * bm25(m, from, to, mean) / spread;
      }
    }
    memcpy(rank_now, next, sizeof next);
  }
  assert_column(m->columns[FEATURE_RANK], rank_now, count, true);
}

/* --- picks --- */

static str pick_text(const struct ranking *r, uint32_t i)
{
  const struct ranked *s = &r->sentences.at[r->picks.at[i].ranked];
  return str_span(r->analyses[s->document]->document->text,
                  r->analyses[s->document]->sentences.at[s->sentence].at);
}

static void picks_are_nested_and_in_budget(void **state)
{
  (void)state;
  AUTO(document) d = document_of(str_of(story));
  AUTO(analysis) a = analyzed(d);
  struct rank_options all = {.genre = GENRE_COUNT, .max_sentences = 10};
  AUTO(ranking) most = ranked(a, all);
  for (uint32_t n = 4; n < 10; n++) {
    struct rank_options some = {.genre = GENRE_COUNT, .max_sentences = n};
    AUTO(ranking) few = ranked(a, some);
    assert_true(few->picks.count <= n);
    for (uint32_t i = 0; i + 3 < few->picks.count; i++)
      assert_int_equal(few->picks.at[i].ranked, most->picks.at[i].ranked);
  }
  for (uint32_t words = 20; words < 120; words += 10) {
    AUTO(ranking)
    few = ranked(a, (struct rank_options){.genre = GENRE_NEWS, .max_words = words});
    uint32_t taken = 0;
    for (uint32_t i = 0; i < few->picks.count; i++)
      taken += a->sentences.at[few->sentences.at[few->picks.at[i].ranked].sentence].words;
    assert_true(few->picks.count > 0);
    assert_true(taken <= words || few->picks.count == 1);
  }
  AUTO(ranking) least = ranked(a, (struct rank_options){.genre = GENRE_NEWS, .ratio = 0.001});
  assert_int_equal(least->picks.count, 1);
}

/* The sentences that lean say most. */
static const char leaning[] =
    "Rain fell. "
    "It raised the harbour fees for large ships in Port Ellis by twelve percent on Monday. "
    "However, the harbour board of Port Ellis wants higher harbour fees for all large ships. "
    "Dogs barked at dawn. "
    "He said that large ships pay most of the harbour fees which the board of Port Ellis raised. "
    "Children went to school.";

static void three_stand_alone(void **state)
{
  (void)state;
  AUTO(document) d = document_of(str_of(leaning));
  AUTO(analysis) a = analyzed(d);
  for (int genre = 0; genre < GENRE_COUNT; genre++) {
    AUTO(ranking)
    r = ranked(a, (struct rank_options){.genre = (enum genre)genre, .max_sentences = 3});
    assert_int_equal(r->picks.count, 3);
    for (uint32_t i = 0; i < 3; i++) {
      str text = pick_text(r, i);
      assert_false(str_starts(text, STR("He ")) || str_starts(text, STR("However")) ||
                   str_starts(text, STR("It ")));
    }
  }
}

static void a_copy_is_taken_once(void **state)
{
  (void)state;
  char twice[sizeof story * 2];
  snprintf(twice, sizeof twice, "%s %s", story, story);
  AUTO(document) d = document_of(str_of(twice));
  AUTO(analysis) a = analyzed(d);
  AUTO(ranking)
  r = ranked(a, (struct rank_options){.genre = GENRE_NEWS, .max_sentences = 20});
  for (uint32_t i = 0; i < r->picks.count; i++)
    for (uint32_t k = 0; k < i; k++)
      assert_false(str_eq(pick_text(r, i), pick_text(r, k)));
}

static void parts_add_up(void **state)
{
  (void)state;
  AUTO(document) d = document_of(str_of(story));
  AUTO(analysis) a = analyzed(d);
  AUTO(ranking)
  r = ranked(a, (struct rank_options){.genre = GENRE_REPORT, .keep_parts = true});
  double raw[10], low = 1e30, high = -1e30;
  for (uint32_t i = 0; i < 10; i++) {
    raw[i] = 0;
    for (uint32_t p = 0; p < score_part_count(); p++)
      raw[i] += (double)r->parts[i * score_part_count() + p].worth;
    low = raw[i] < low ? raw[i] : low;
    high = raw[i] > high ? raw[i] : high;
  }
  for (uint32_t i = 0; i < 10; i++)
    assert_true(fabs(r->sentences.at[i].score - (raw[i] - low) / (high - low)) < 1e-3);
  for (uint32_t p = 0; p < score_part_count(); p++)
    assert_non_null(score_part_name(p));
  assert_null(score_part_name(score_part_count()));
}

static float title_part(const struct analysis *analysis, str title, uint32_t sentence)
{
  struct ranking *r = ranked(
      analysis, (struct rank_options){.genre = GENRE_NEWS, .keep_parts = true, .title = title});
  float worth = 0;
  for (uint32_t p = 0; p < score_part_count(); p++) {
    const struct score_part *part = &r->parts[sentence * score_part_count() + p];
    if (!strcmp(score_part_name(p), "title"))
      worth = part->worth;
  }
  ranking_free(r);
  return worth;
}

static void a_title_is_met_in_other_forms(void **state)
{
  (void)state;
  AUTO(document)
  doc = document_of(STR("The council met on Monday. The bridge closes in June. "
                        "Drivers take the ferry. Nobody is told why."));
  AUTO(analysis) a = analyzed(doc);
  float same = title_part(a, STR("The bridge closes"), 1);
  assert_true(same > 0);
  assert_float_equal(title_part(a, STR("Closing of bridges"), 1), same, 1e-6);
  assert_float_equal(title_part(a, STR("Bridgework"), 1), title_part(a, STR("Bridgework"), 0),
                     1e-6);
}

static void every_allocation_may_fail(void **state)
{
  (void)state;
  AUTO(document) one = document_of(str_of(story));
  AUTO(document) two = document_of(STR("Ships pay. Boats go."));
  AUTO(analysis) a = analyzed(one);
  AUTO(analysis) b = analyzed(two);
  const struct analysis *analyses[] = {a, b};
  bool done = false;
  for (long at = 0; !done; at++) {
    struct failing_heap failing = {.fails_at = at};
    struct heap heap = failing_heap(&failing);
    struct ranking *r = NULL;
    precis_status s = rank(&heap, analyses, 2,
                           &(struct rank_options){.genre = GENRE_COUNT,
                                                  .keep_parts = true,
                                                  .about = STR("fees"),
                                                  .title = STR("Large ships")},
                           &r, NULL);
    assert_true(s == PRECIS_OK || s == PRECIS_NO_MEMORY);
    done = s == PRECIS_OK;
    ranking_free(r);
    assert_int_equal(failing.live, 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_are_those_over_pairs),
      cmocka_unit_test(textrank_is_the_walk_over_pairs),
      cmocka_unit_test(picks_are_nested_and_in_budget),
      cmocka_unit_test(three_stand_alone),
      cmocka_unit_test(a_copy_is_taken_once),
      cmocka_unit_test(parts_add_up),
      cmocka_unit_test(a_title_is_met_in_other_forms),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
