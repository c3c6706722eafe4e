/* select.c - which sentences are taken, and in which order: greedy, unlike what was taken, never
 * dangling.
 *
 * Invariant: picks are nested: the first k of them are the summary of a smaller page. Sentences
 * that only make sense together are one pick's group and share its rank. */
#include <stdlib.h>

#include "rank/model.h"

/* Only so many of the best are looked at, whatever the text's size: no summary holds more. */
enum { CANDIDATES_MAX = 3000 };

/* Of each story among them, as long as there is room: the best may not fit. */
enum { STORY_CANDIDATES = 3 };

/* More picks than this no page holds. */
enum { PICKS_MAX = 1500 };

/* What leaning on another sentence costs, in deviations of the score. */
static const double LEANING_COST = 0.4;
/* What a few quoted words cost a sentence that must stand alone: colour, not matter. Editors refuse
 * 16 % of such sentences and choose 6 %. */
static const double FRAGMENT_COST = 1.0;
/* With so few sentences each must stand alone. */
static const uint32_t ALONE_MAX = 3;
/* A copy of a sentence already taken, but for a few words. */
static const float COPY_LIKENESS = 0.8f;

/* A story of so many documents has two turns before a smaller one has its first. */
enum { GREAT_STORY = 4 };

/* A story whose fullest document has less than this share of the mean document's words is a line
 * that came along (an error page, a notice): it may be taken from, but has no turn. */
static const double STORY_SHARE = 0.125;

/* "Carried.", "Cllr Finch seconded.": says nothing by itself. Where each must stand alone, editors
 * refuse anything shorter than five words; up to seven they do so nearly always, but in headline
 * news such sentences are among the best. A script without blanks has one word a sentence, but more
 * tokens. */
enum { SCRAP_WORDS = 4, SCRAP_WORDS_ALONE = 5, TOKENS_PER_WORD = 2 };

/* A list of names has many commas. */
enum { ROSTER_MARKS = 6 };

/* A sentence and what it leans on. */
enum { GROUP_MAX = 3 };

struct group {
  uint32_t members[GROUP_MAX]; /* ranked ids in text order; the one that counts is last */
  uint32_t count;
  uint32_t words;
};

struct candidate {
  uint32_t ranked;
  float likeness;     /* greatest to what was taken */
  uint32_t uncovered; /* worth of its pairs that stand in nothing that was taken */
  bool is_out;        /* taken, or a copy of what was */
};

/* A pair of a candidate. */
struct held_pair {
  uint32_t slot;
  uint32_t candidate;
};

struct selector {
  struct model *m;
  const struct genre_weights *weights;
  const float *scores;               /* by ranked sentence, deviations */
  uint32_t max_words, max_sentences; /* 0: no bound */
  uint32_t words, sentences;         /* taken */
  struct candidate *candidates;
  uint32_t candidate_count;
  struct held_pair *held; /* ascending by slot; none where pairs are worth nothing */
  uint32_t held_count;
  bool *taken;       /* by ranked sentence */
  bool *is_covered;  /* by slot: a pair that stands in what was taken */
  bool takes_scraps; /* nothing better is left */
  bool *is_fragment; /* by ranked sentence: holds a quotation that is no whole thought */
  float *newest;     /* by term: the pick that was taken last; zero between uses */
  uint32_t story;    /* whose turn it is; past the last: each takes what is best */
  uint32_t turns;    /* of that story, taken */
  double mean_words; /* of a document */
};

static bool ends_in_colon(const struct model *m, uint32_t ranked)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  str text = str_span(m->analyses[r->document]->document->text, model_sentence(m, ranked)->at);
  return text.len && text.data[text.len - 1] == ':';
}

/* "Ladies and gentlemen,": a salutation, or the head of a list. */
static bool ends_in_comma(str text)
{
  return text.len && text.data[text.len - 1] == ',';
}

/* "Rovers: Ojo; Novak, Reid, Doyle": names in a row, three of four words. */
static bool is_roster(const struct analysis *a, const struct sentence *s)
{
  uint32_t words = 0, capitals = 0, marks = 0;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
    const struct token *t = &a->tokens.at[i];
    words += t->kind == TOKEN_WORD;
    capitals += t->kind == TOKEN_WORD && t->flags & TOKEN_CAPITAL;
    marks += t->kind == TOKEN_MARK;
  }
  return marks >= ROSTER_MARKS && 4 * capitals >= 3 * words;
}

/* The sentence right before it in its document, if it may be taken. */
static uint32_t before(const struct model *m, uint32_t ranked)
{
  const struct ranked *all = m->ranking->sentences.at;
  bool follows = ranked > 0 && all[ranked - 1].document == all[ranked].document &&
                 all[ranked - 1].sentence + 1 == all[ranked].sentence;
  return follows ? ranked - 1 : NONE;
}

static bool leans(const struct model *m, uint32_t ranked)
{
  return model_sentence(m, ranked)->flags & (SENTENCE_DANGLING | SENTENCE_QUOTATION);
}

static bool is_alone(const struct selector *s)
{
  return s->max_sentences && s->max_sentences <= ALONE_MAX;
}

static bool is_scrap(const struct selector *s, uint32_t ranked)
{
  const struct sentence *sentence = model_sentence(s->m, ranked);
  const struct analysis *a = s->m->analyses[s->m->ranking->sentences.at[ranked].document];
  uint32_t least = is_alone(s) ? SCRAP_WORDS_ALONE : SCRAP_WORDS;
  return sentence->flags & (SENTENCE_NOTICE | SENTENCE_QUESTION) ||
         ends_in_comma(str_span(a->document->text, sentence->at)) || is_roster(a, sentence) ||
         (sentence->words < least && sentence->token_count < least * TOKENS_PER_WORD);
}

/* What a sentence leans on, nearest first, itself first of all; 0 if it cannot be taken. */
static uint32_t follow_back(const struct selector *s, uint32_t ranked, uint32_t chain[GROUP_MAX])
{
  const struct model *m = s->m;
  uint32_t count = 0;
  if (!s->takes_scraps && is_scrap(s, ranked))
    return 0;
  for (uint32_t at = ranked;; at = before(m, at)) {
    if (at == NONE || ends_in_colon(m, at))
      return 0;
    if (s->taken[at])
      return count;
    if (count == GROUP_MAX)
      return 0;
    chain[count++] = at;
    if (!leans(m, at))
      return count;
    /* A quotation without its speaker is for the pull quote. */
    if (model_sentence(m, at)->flags & SENTENCE_QUOTATION)
      return 0;
    if (is_alone(s))
      return 0;
  }
}

static bool make_group(const struct selector *s, uint32_t ranked, struct group *ret)
{
  uint32_t chain[GROUP_MAX], count = follow_back(s, ranked, chain);
  *ret = (struct group){.count = count};
  for (uint32_t i = 0; i < count; i++) {
    ret->members[i] = chain[count - 1 - i];
    ret->words += model_sentence(s->m, chain[i])->words;
  }
  return count > 0;
}

static bool fits(const struct selector *s, const struct group *g)
{
  if (s->max_sentences && s->sentences + g->count > s->max_sentences)
    return false;
  /* The first is always taken: a summary of nothing helps nobody. */
  return !s->max_words || !s->words || s->words + g->words <= s->max_words;
}

/* A pair is worth the documents (of one document: the sentences) that hold it beside this one. */
static uint32_t pair_worth(const struct model *m, uint32_t slot)
{
  return (m->document_count > 1 ? m->pair_documents : m->pair_counts)[slot] - 1u;
}

/* Pairs that stand elsewhere and not yet in what was taken (Lin and Bilmes 2011), a word. */
static double coverage(const struct selector *s, const struct candidate *c)
{
  uint32_t words = model_sentence(s->m, c->ranked)->words;
  return words ? (double)c->uncovered / words : 0;
}

/* Of the candidate by itself: what leans on others is worth less. */
static double worth(const struct selector *s, const struct candidate *c)
{
  double score = (double)s->scores[c->ranked] - (double)s->weights->likeness_cost * c->likeness;
  if (s->weights->coverage > 0)
    score += (double)s->weights->coverage * coverage(s, c);
  if (is_alone(s) && s->is_fragment[c->ranked])
    score -= FRAGMENT_COST;
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
    float likeness = 0;
    for (uint32_t i = other.first; i < other.first + other.count; i++)
      likeness += m->postings.at[i].weight * s->newest[m->postings.at[i].term];
    if (likeness > s->candidates[c].likeness)
      s->candidates[c].likeness = likeness;
  }
  for (uint32_t i = v.first; i < v.first + v.count; i++)
    s->newest[m->postings.at[i].term] = 0;
}

/* The candidates that hold a pair which is now covered lose its worth. */
static void cover(struct selector *s, uint32_t slot)
{
  uint32_t low = 0, high = s->held_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (s->held[middle].slot < slot)
      low = middle + 1;
    else
      high = middle;
  }
  for (uint32_t i = low; i < s->held_count && s->held[i].slot == slot; i++)
    s->candidates[s->held[i].candidate].uncovered -= pair_worth(s->m, slot);
}

static void cover_pairs(struct selector *s, uint32_t ranked)
{
  uint32_t count;
  const uint32_t *slots = pairs_of(s->m, ranked, &count);
  for (uint32_t i = 0; s->held_count && i < count; i++) {
    if (!s->is_covered[slots[i]])
      cover(s, slots[i]);
    s->is_covered[slots[i]] = true;
  }
}

static void take(struct selector *s, const struct group *g, uint32_t rank, uint32_t beaten)
{
  for (uint32_t i = 0; i < g->count; i++) {
    struct pick pick = {.ranked = g->members[i],
                        .rank = rank,
                        .beaten = i + 1 == g->count ? beaten : NONE,
                        .reason = i + 1 == g->count ? PICK_SCORE : PICK_ANTECEDENT};
    vec_push(s->m->ranking->arena, &s->m->ranking->picks, pick);
    s->taken[pick.ranked] = true;
    compare_with(s, pick.ranked);
    cover_pairs(s, pick.ranked);
  }
  s->words += g->words;
  s->sentences += g->count;
}

/* --- candidates --- */

struct scored {
  float score;
  uint32_t ranked;
};

/* Better scores come first; of equal ones, the earlier sentence. */
static int by_score(const void *a, const void *b)
{
  const struct scored *x = a, *y = b;
  if (x->score < y->score || x->score > y->score)
    return x->score > y->score ? -1 : 1;
  return (x->ranked > y->ranked) - (x->ranked < y->ranked);
}

static int by_place(const void *a, const void *b)
{
  const struct candidate *x = a, *y = b;
  return (x->ranked > y->ranked) - (x->ranked < y->ranked);
}

/* The best of each story before others: they are wanted, whatever their score. Stable. */
static void put_stories_first(const struct selector *s, struct scored *all, uint32_t count)
{
  const struct ranking *r = s->m->ranking;
  uint8_t *seen = arena_array(s->m->arena, uint8_t, r->stories.count + 1);
  struct scored *rest = arena_array(s->m->arena, struct scored, count + 1);
  uint32_t first = 0, left = 0;
  if (!seen || !rest)
    return;
  for (uint32_t i = 0; i < count; i++) {
    uint8_t *had = &seen[r->story_of[r->sentences.at[all[i].ranked].document]];
    if (*had < STORY_CANDIDATES && first < CANDIDATES_MAX / 2) {
      ++*had;
      all[first++] = all[i];
    } else {
      rest[left++] = all[i];
    }
  }
  memcpy(all + first, rest, left * sizeof *rest);
}

/* The best by score, in text order. */
static void choose_candidates(struct selector *s)
{
  uint32_t count = s->m->ranking->sentences.count;
  struct scored *all = arena_array(s->m->arena, struct scored, count + 1);
  s->candidate_count = count < CANDIDATES_MAX ? count : CANDIDATES_MAX;
  s->candidates = arena_array(s->m->arena, struct candidate, s->candidate_count + 1);
  if (arena_short(s->m->arena))
    return;
  for (uint32_t i = 0; i < count; i++)
    all[i] = (struct scored){s->scores[i], i};
  if (count > CANDIDATES_MAX) {
    qsort(all, count, sizeof *all, by_score);
    if (s->m->ranking->stories.count > 1)
      put_stories_first(s, all, count);
  }
  for (uint32_t i = 0; i < s->candidate_count; i++)
    s->candidates[i] = (struct candidate){.ranked = all[i].ranked};
  qsort(s->candidates, s->candidate_count, sizeof *s->candidates, by_place);
}

static int by_slot(const void *a, const void *b)
{
  const struct held_pair *x = a, *y = b;
  if (x->slot != y->slot)
    return x->slot < y->slot ? -1 : 1;
  return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

/* Which candidates hold which pairs, and what those are worth while nothing is taken. */
static void hold_pairs(struct selector *s)
{
  uint32_t count, total = 0;
  for (uint32_t c = 0; c < s->candidate_count; c++, total += count)
    pairs_of(s->m, s->candidates[c].ranked, &count);
  s->is_covered = arena_array(s->m->arena, bool, (size_t)s->m->pair_mask + 1);
  s->held = arena_array(s->m->arena, struct held_pair, (size_t)total + 1);
  if (arena_short(s->m->arena))
    return;
  for (uint32_t c = 0; c < s->candidate_count; c++) {
    const uint32_t *slots = pairs_of(s->m, s->candidates[c].ranked, &count);
    for (uint32_t i = 0; i < count; i++) {
      s->held[s->held_count++] = (struct held_pair){slots[i], c};
      s->candidates[c].uncovered += pair_worth(s->m, slots[i]);
    }
  }
  qsort(s->held, s->held_count, sizeof *s->held, by_slot);
}

/* Quotations and ranked sentences are both in the order of the text. */
static void find_fragments(struct selector *s)
{
  const struct ranking *r = s->m->ranking;
  uint32_t document = NONE, quote = 0;
  for (uint32_t i = 0; i < r->sentences.count; i++) {
    const struct ranked *at = &r->sentences.at[i];
    const struct analysis *a = s->m->analyses[at->document];
    if (at->document != document)
      quote = 0;
    document = at->document;
    while (quote < a->quotes.count && a->quotes.at[quote].sentence < at->sentence)
      quote++;
    for (uint32_t k = quote; k < a->quotes.count && a->quotes.at[k].sentence == at->sentence; k++)
      s->is_fragment[i] |= !a->quotes.at[k].is_complete;
  }
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
  if (options->ratio > 0)
    s->max_words = (uint32_t)(total * options->ratio + 0.5);
  s->m->ranking->is_whole = total < SHORT_TEXT_WORDS && !options->max_sentences;
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
    bool has_turn = s->turns < turns_of(s, &r->stories.at[s->story]);
    if (r->stories.count > 1 && has_turn && best_group(s, ret, ret_beaten)) {
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
    if ((!leans(s->m, i) && !ends_in_colon(s->m, i)) || i + 1 == count) {
      take(s, &(struct group){{i}, 1, model_sentence(s->m, i)->words}, 0, NONE);
      return;
    }
}

void select_sentences(struct model *m, const float *scores, const struct rank_options *options)
{
  struct selector s = {.m = m, .weights = &rank_weights[m->ranking->genre], .scores = scores};
  set_budget(&s, options);
  s.taken = arena_array(m->arena, bool, m->ranking->sentences.count + 1);
  s.newest = arena_array(m->arena, float, m->term_count + 1);
  s.is_fragment = arena_array(m->arena, bool, m->ranking->sentences.count + 1);
  choose_candidates(&s);
  if (!arena_short(m->arena) && s.weights->coverage > 0)
    hold_pairs(&s);
  if (arena_short(m->arena))
    return;
  find_fragments(&s);
  struct group g;
  uint32_t beaten, rank = 0;
  for (; rank < PICKS_MAX && next_group(&s, &g, &beaten); rank++)
    take(&s, &g, rank, beaten);
  s.takes_scraps = !s.sentences || s.sentences < s.max_sentences;
  for (; s.takes_scraps && rank < PICKS_MAX && next_group(&s, &g, &beaten); rank++)
    take(&s, &g, rank, beaten);
  if (m->ranking->is_whole)
    take_rest(&s, rank);
  if (!s.sentences)
    take_first(&s);
}
