/* select.c - which sentences are taken, and in which order: greedy, unlike what was taken, never
 * dangling.
 *
 * Invariant: picks are nested: the first k of them are the summary of a smaller page. Sentences
 * that only make sense together are one pick's group and share its rank. */
#include "rank/select.h"

/* More picks than this no page holds. */
enum { PICKS_MAX = 1500 };

/* What leaning on another sentence costs, in deviations of the score. */
static const double LEANING_COST = 0.4;
/* What quoted words cost a sentence that must stand alone: colour, not matter. */
static const double COLOUR_COST = 1.75;
/* The first is the bottom line: which sentence is best counts more there than how much it says; */
static const double FIRST_SCORE = 4;
/* where it is all or half of what is taken, all that it says counts, not how short it says it: one
 * of so many words is weighed as any other. */
static const double FIRST_WORDS = 20;
static const uint32_t FIRST_WORDS_MAX = 2; /* sentences asked for */
/* What is told of a story opens as a report of it opens, unless that says next to nothing. */
static const double OPENING_SCORE = 12;
/* Who asks for something wants what is said of it, not the whole in short. */
static const double ABOUT_SCORE = 1.5;
/* With so few sentences each must stand alone. */
static const uint32_t ALONE_MAX = 3;
/* A copy of a sentence already taken, but for a few words; one that says nothing that another does
 * not say. */
static const float COPY_LIKENESS = 0.8f, HELD_SHARE = 0.95f;

/* A story of so many documents has two turns before a smaller one has its first. */
enum { GREAT_STORY = 4 };

/* A story whose fullest document has less than this share of the mean document's words is a line
 * that came along (an error page, a notice): it may be taken from, but has no turn. */
static const double STORY_SHARE = 0.2;

static bool fits(const struct selector *s, const struct group *g)
{
  if (s->max_sentences && s->sentences + g->count > s->max_sentences)
    return false;
  /* Where nothing fits the first is taken: a summary of nothing helps nobody. */
  return !s->max_words || s->words + g->words <= s->max_words || (!s->words && s->takes_over);
}

static bool opens_document(const struct model *m, uint32_t ranked)
{
  const struct ranked *all = m->ranking->sentences.at;
  return !ranked || all[ranked - 1].document != all[ranked].document;
}

/* Of the candidate by itself: what leans on others is worth less. */
static double worth(const struct selector *s, const struct candidate *c)
{
  double added = c->uncovered * c->step, share = s->score;
  if (!s->sentences && s->max_sentences && s->max_sentences <= FIRST_WORDS_MAX)
    added *= model_sentence(s->m, c->ranked)->words / FIRST_WORDS;
  else if (!s->sentences || s->opens_story)
    share *= FIRST_SCORE;
  double score = share * (double)s->scores[c->ranked] + added -
                 (double)s->weights->likeness_cost * c->likeness;
  bool is_entry = !s->sentences && s->m->ranking->genre == GENRE_REFERENCE;
  if ((s->opens_story || is_entry) && opens_document(s->m, c->ranked))
    score += OPENING_SCORE;
  if (s->is_alone && s->is_colour[c->ranked])
    score -= COLOUR_COST;
  return score;
}

/* While there are stories that had no turn yet, only the one whose turn it is may be taken from. */
static bool is_due(const struct selector *s, uint32_t ranked)
{
  const struct ranking *r = s->m->ranking;
  return s->story >= r->stories.count || r->story_of[r->sentences.at[ranked].document] == s->story;
}

/* Best group that fits; the second best in *ret_beaten. */
static bool best_group(struct selector *s, struct group *ret, uint32_t *ret_beaten)
{
  double best = -1e30, second = -1e30;
  uint32_t best_at = NONE;
  *ret_beaten = NONE;
  for (uint32_t i = 0; i < s->candidate_count; i++) {
    struct candidate *c = &s->candidates[i];
    struct group g;
    c->is_out |= s->taken[c->ranked] || c->likeness > COPY_LIKENESS;
    double value = c->is_out ? second : worth(s, c);
    /* A leaning sentence may be taken later, when its antecedent has been. */
    if (value <= second || !is_due(s, c->ranked) || !make_group(s, c->ranked, &g) || !fits(s, &g))
      continue;
    value -= LEANING_COST * (g.count - 1);
    if (value > best) {
      second = best;
      *ret_beaten = best_at;
      best = value;
      best_at = c->ranked;
      *ret = g;
    } else if (value > second) {
      second = value;
      *ret_beaten = c->ranked;
    }
  }
  return best_at != NONE;
}

static void compare_with(struct selector *s, uint32_t ranked)
{
  const struct model *m = s->m;
  struct vector v = m->vectors.at[ranked];
  for (uint32_t i = v.first; i < v.first + v.count; i++)
    s->newest[m->postings.at[i].term] = m->postings.at[i].weight;
  for (uint32_t c = 0; c < s->candidate_count; c++) {
    struct vector other = m->vectors.at[s->candidates[c].ranked];
    float likeness = 0, held = 0;
    for (uint32_t i = other.first; i < other.first + other.count; i++) {
      const struct posting *p = &m->postings.at[i];
      likeness += p->weight * s->newest[p->term];
      held += s->newest[p->term] > 0 ? p->weight * p->weight : 0;
    }
    if (likeness > s->candidates[c].likeness)
      s->candidates[c].likeness = likeness;
    s->candidates[c].is_out |= held > HELD_SHARE;
  }
  for (uint32_t i = v.first; i < v.first + v.count; i++)
    s->newest[m->postings.at[i].term] = 0;
}

static void take(struct selector *s, const struct group *g, uint32_t rank, uint32_t beaten)
{
  for (uint32_t i = 0; i < g->count; i++) {
    struct pick pick = {.ranked = g->members[i],
                        .rank = rank,
                        .beaten = i + 1 == g->count ? beaten : NONE,
                        .reason = i + 1 == g->count ? PICK_SCORE : PICK_ANTECEDENT};
    pick.added = cover_concepts(s, pick.ranked);
    vec_push(s->m->ranking->arena, &s->m->ranking->picks, pick);
    s->taken[pick.ranked] = true;
    compare_with(s, pick.ranked);
  }
  s->words += g->words;
  s->sentences += g->count;
}

static void set_budget(struct selector *s, const struct rank_options *options)
{
  uint32_t total = 0;
  for (uint32_t d = 0; d < s->m->analysis_count; d++)
    if (s->m->ranking->copy_of[d] == NONE)
      total += s->m->analyses[d]->word_total;
  s->mean_words = s->m->document_count ? (double)total / s->m->document_count : 0;
  s->max_words = options->max_words;
  s->max_sentences = options->max_sentences;
  s->is_alone = s->max_sentences && s->max_sentences <= ALONE_MAX;
  if (options->ratio > 0) { /* of a short text as well: 0 would be no bound */
    uint32_t words = (uint32_t)(total * options->ratio + 0.5);
    s->max_words = words ? words : 1;
  }
  bool is_enough = !s->max_words || total <= s->max_words;
  s->m->ranking->is_whole = total < SHORT_TEXT_WORDS && is_enough && !options->max_sentences;
  if (s->m->ranking->is_whole)
    s->max_words = 0;
}

/* Sentences that a story has before smaller ones have any. */
static uint32_t turns_of(const struct selector *s, const struct story *story)
{
  if (s->m->analyses[story->fullest]->word_total < STORY_SHARE * s->mean_words)
    return 0;
  return story->documents >= GREAT_STORY ? 2 : 1;
}

/* Each story's best, the largest story first; then whatever is best. A story that has nothing that
 * fits loses its turn. */
static bool next_group(struct selector *s, struct group *ret, uint32_t *ret_beaten)
{
  const struct ranking *r = s->m->ranking;
  while (s->story < r->stories.count) {
    bool has_turn = r->stories.count > 1 && s->turns < turns_of(s, &r->stories.at[s->story]);
    s->opens_story = has_turn && !s->turns;
    bool is_found = has_turn && best_group(s, ret, ret_beaten);
    s->opens_story = false;
    if (is_found || (has_turn && best_group(s, ret, ret_beaten))) {
      s->turns++;
      return true;
    }
    s->story++;
    s->turns = 0;
  }
  return best_group(s, ret, ret_beaten);
}

/* Where nothing is left out but repetition: what leans on nothing that was taken, and what ends in
 * a colon. */
static void take_rest(struct selector *s, uint32_t rank)
{
  for (uint32_t i = 0; i < s->candidate_count; i++) {
    const struct candidate *c = &s->candidates[i];
    if (s->taken[c->ranked] || c->likeness > COPY_LIKENESS)
      continue;
    uint32_t words = model_sentence(s->m, c->ranked)->words;
    take(s, &(struct group){{c->ranked}, 1, words}, rank++, NONE);
  }
}

/* A text in which every sentence leans on another still has a first one. */
static void take_first(struct selector *s)
{
  uint32_t count = s->m->ranking->sentences.count;
  for (uint32_t i = 0; i < count; i++)
    if (stands_by_itself(s->m, i) || i + 1 == count) {
      take(s, &(struct group){{i}, 1, model_sentence(s->m, i)->words}, 0, NONE);
      return;
    }
}

static void warn_if_over(const struct selector *s)
{
  struct ranking *ranking = s->m->ranking;
  if (s->max_words && s->words > s->max_words)
    rank_warn(ranking, "W207",
              arena_format(ranking->arena,
                           "the summary has %u words: no sentence worth taking has %u or fewer",
                           s->words, s->max_words));
}

void select_sentences(struct model *m, const float *scores, const struct rank_options *options)
{
  struct selector s = {.m = m, .weights = &rank_weights[m->ranking->genre], .scores = scores};
  s.score = (double)s.weights->score;
  if (options->about.len && s.score < ABOUT_SCORE)
    s.score = ABOUT_SCORE;
  set_budget(&s, options);
  s.taken = arena_array(m->arena, bool, m->ranking->sentences.count + 1);
  s.newest = arena_array(m->arena, float, m->term_count + 1);
  if (s.is_alone)
    s.is_colour = arena_array(m->arena, bool, m->ranking->sentences.count + 1);
  choose_candidates(&s);
  if (!arena_short(m->arena))
    find_concepts(&s);
  if (arena_short(m->arena))
    return;
  if (s.is_alone)
    find_colour(&s);
  struct group g;
  uint32_t beaten, rank = 0;
  for (; rank < PICKS_MAX && next_group(&s, &g, &beaten); rank++)
    take(&s, &g, rank, beaten);
  if (!s.sentences) { /* no sentence fits */
    s.takes_over = true;
    s.story = s.turns = 0;
  }
  for (; s.takes_over && rank < PICKS_MAX && next_group(&s, &g, &beaten); rank++)
    take(&s, &g, rank, beaten);
  s.takes_scraps = !s.sentences || s.sentences < s.max_sentences;
  for (; s.takes_scraps && rank < PICKS_MAX && next_group(&s, &g, &beaten); rank++)
    take(&s, &g, rank, beaten);
  if (m->ranking->is_whole)
    take_rest(&s, rank);
  if (!s.sentences)
    take_first(&s);
  warn_if_over(&s);
}
