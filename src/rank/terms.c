/* terms.c - sentences as vectors of stems, over all documents.
 *
 * Stems of several documents meet through the words they share: two ids are one term if any word of
 * the one is a word of the other. */
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "rank/model.h"

/* Union-find over words of all documents. */
struct joiner {
  uint32_t *parent;
};

static uint32_t root_of(struct joiner *j, uint32_t id)
{
  while (j->parent[id] != id) {
    j->parent[id] = j->parent[j->parent[id]];
    id = j->parent[id];
  }
  return id;
}

/* By document and stem: the term. NULL without memory. */
static uint32_t **map_stems(struct model *m)
{
  uint32_t **terms = arena_array(m->arena, uint32_t *, m->analysis_count);
  if (!terms)
    return NULL;
  if (m->analysis_count == 1) {
    m->term_count = m->analyses[0]->stem_count;
    terms[0] = arena_array(m->arena, uint32_t, m->term_count + 1);
    for (uint32_t i = 0; terms[0] && i < m->term_count; i++)
      terms[0][i] = i;
    return terms;
  }
  struct map words;
  map_init(&words, m->arena);
  uint32_t total = 0;
  for (uint32_t d = 0; d < m->analysis_count; d++)
    total += m->analyses[d]->words.count;
  struct joiner joiner = {arena_array(m->arena, uint32_t, total + 1)};
  if (!joiner.parent)
    return NULL;
  for (uint32_t i = 0; i <= total; i++)
    joiner.parent[i] = i;
  for (uint32_t d = 0; d < m->analysis_count; d++) {
    const struct analysis *a = m->analyses[d];
    terms[d] = arena_array(m->arena, uint32_t, a->stem_count + 1);
    for (uint32_t i = 0; terms[d] && i <= a->stem_count; i++)
      terms[d][i] = NONE;
    for (uint32_t i = 0; terms[d] && i < a->words.count; i++) {
      uint32_t id = map_add(&words, a->words.at[i].folded, NULL),
               *term = &terms[d][a->words.at[i].stem];
      if (id == MAP_NONE)
        return NULL;
      if (*term == NONE)
        *term = id;
      else
        joiner.parent[root_of(&joiner, id)] = root_of(&joiner, *term);
    }
  }
  for (uint32_t d = 0; d < m->analysis_count; d++)
    for (uint32_t i = 0; terms[d] && i < m->analyses[d]->stem_count; i++)
      terms[d][i] = terms[d][i] == NONE ? 0 : root_of(&joiner, terms[d][i]);
  m->term_count = words.count;
  return terms;
}

static int by_term(const void *a, const void *b)
{
  const struct posting *x = a, *y = b;
  return (x->term > y->term) - (x->term < y->term);
}

/* Most sentences have few terms: no call and no copy for those. */
enum { FEW_TERMS = 40 };

static void sort_by_term(struct posting *p, uint32_t count)
{
  if (count > FEW_TERMS) {
    qsort(p, count, sizeof *p, by_term);
    return;
  }
  for (uint32_t i = 1; i < count; i++) {
    struct posting moved = p[i];
    uint32_t at = i;
    for (; at && p[at - 1].term > moved.term; at--)
      p[at] = p[at - 1];
    p[at] = moved;
  }
}

/* Sorts the postings from first on and folds equal terms; weights are counts. */
static struct vector fold_postings(struct model *m, uint32_t first)
{
  struct posting *p = m->postings.at ? m->postings.at + first : NULL;
  uint32_t raw = m->postings.count - first, kept = 0;
  sort_by_term(p, raw);
  for (uint32_t i = 0; i < raw; i++) {
    if (kept && p[kept - 1].term == p[i].term)
      p[kept - 1].weight += p[i].weight;
    else
      p[kept++] = p[i];
  }
  m->postings.count = first + kept;
  return (struct vector){first, kept};
}

static struct vector sentence_vector(struct model *m, uint32_t ranked)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  const struct analysis *a = m->analyses[r->document];
  const struct sentence *s = &a->sentences.at[r->sentence];
  const struct word_cue *cues = m->cues[r->document];
  uint32_t first = m->postings.count;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++)
    if (model_counts(&a->tokens.at[i], cues[a->tokens.at[i].word]))
      vec_push(m->arena, &m->postings, (struct posting){cues[a->tokens.at[i].word].term, 1});
  return fold_postings(m, first);
}

static void count_terms(struct model *m)
{
  m->sentences_with = arena_array(m->arena, uint32_t, m->term_count + 1);
  m->frequency = arena_array(m->arena, float, m->term_count + 1);
  if (arena_short(m->arena))
    return;
  float total = 0;
  for (uint32_t i = 0; i < m->postings.count; i++) {
    const struct posting *p = &m->postings.at[i];
    m->sentences_with[p->term]++;
    m->frequency[p->term] += p->weight;
    total += p->weight;
  }
  for (uint32_t t = 0; total > 0 && t < m->term_count; t++)
    m->frequency[t] /= total;
}

/* A term is as common as its commonest word; without a background, as in these sentences. */
static void rate_terms(struct model *m)
{
  m->rarity = arena_array(m->arena, float, m->term_count + 1);
  for (uint32_t d = 0; m->rarity && d < m->analysis_count; d++) {
    const struct analysis *a = m->analyses[d];
    struct background background = background_of(a->language);
    for (uint32_t i = 0; background.words && i < a->words.count; i++) {
      float *rarity = &m->rarity[m->terms[d][a->words.at[i].stem]];
      float own = background_rarity(&background, a->words.at[i].folded);
      *rarity = *rarity > 0 && *rarity < own ? *rarity : own;
    }
  }
  double n = m->vectors.count;
  for (uint32_t t = 0; m->rarity && t < m->term_count; t++)
    if (!(m->rarity[t] > 0))
      m->rarity[t] = (float)log((n + 1) / (m->sentences_with[t] + 0.5));
}

static int by_weight(const void *a, const void *b)
{
  const float *x = a, *y = b;
  return (*x < *y) - (*x > *y);
}

/* One term in this many is a key, and at least so many are. */
enum { KEY_SHARE = 20, KEYS_MIN = 10 };

static void mark_keys(struct model *m)
{
  float *weights = arena_array(m->arena, float, m->term_count + 1);
  m->is_key = arena_array(m->arena, bool, m->term_count + 1);
  if (arena_short(m->arena) || !m->term_count)
    return;
  for (uint32_t t = 0; t < m->term_count; t++)
    weights[t] = m->frequency[t] * m->rarity[t];
  qsort(weights, m->term_count, sizeof *weights, by_weight);
  uint32_t keys = m->term_count / KEY_SHARE > KEYS_MIN ? m->term_count / KEY_SHARE : KEYS_MIN;
  float least = weights[keys < m->term_count ? keys : m->term_count - 1];
  for (uint32_t t = 0; t < m->term_count; t++)
    m->is_key[t] = m->frequency[t] * m->rarity[t] > least;
}

/* (1 + log tf) x rarity, of unit length. */
static void weigh(struct model *m, struct vector v)
{
  if (!v.count)
    return;
  double square = 0;
  struct posting *p = m->postings.at + v.first;
  for (uint32_t i = 0; i < v.count; i++) {
    double often = p[i].weight > 1 ? log((double)p[i].weight) : 0;
    p[i].weight = (float)(1 + often) * m->rarity[p[i].term];
    square += (double)p[i].weight * p[i].weight;
  }
  double length = sqrt(square);
  for (uint32_t i = 0; square > 0 && i < v.count; i++)
    p[i].weight = (float)(p[i].weight / length);
}

/* The words of a folded title; what is longer is none. */
static void split_words(str folded, struct map *words)
{
  enum { WORDS_MAX = 64 };

  for (size_t i = 0; i < folded.len && words->count < WORDS_MAX;) {
    size_t from = i, end = i;
    uint32_t c = utf8_next(folded, &end);
    while (char_is_letter(c) || char_is_digit(c)) {
      i = end;
      if (i >= folded.len)
        break;
      c = utf8_next(folded, &end);
    }
    if (i > from)
      map_add(words, str_sub(folded, from, i - from), NULL);
    i = i > from ? i : end;
  }
}

/* Whether a word begins like one of these: few stemmers change that, and to stem all words of a
 * document would cost a tenth of reading it. */
static bool begins_like(const struct map *words, str word)
{
  enum { SAME = 3 }; /* bytes */

  for (uint32_t i = 0; i < words->count; i++) {
    str other = words->entries[i].key;
    size_t same = other.len < SAME ? other.len : SAME;
    if (word.len >= same && memcmp(word.data, other.data, same) == 0)
      return true;
  }
  return false;
}

/* Those that a document has, in whatever form. */
static void add_words(struct model *m, uint32_t document, str text)
{
  const struct analysis *a = m->analyses[document];
  AUTO(stemmer) stemmer = stemmer_new(language_stemmer(a->language));
  struct map words, stems;
  map_init(&words, m->arena);
  map_init(&stems, m->arena);
  split_words(text_fold(m->arena, text), &words);
  for (uint32_t i = 0; i < words.count; i++)
    map_add(&stems, stem_word(stemmer, m->arena, words.entries[i].key), NULL);
  for (uint32_t i = 0; i < a->words.count && !arena_short(m->arena); i++) {
    const struct word *word = &a->words.at[i];
    if (!(word->classes & CLASS_BIT(CLASS_STOP)) && begins_like(&words, word->folded) &&
        map_find(&stems, stem_word(stemmer, m->arena, word->folded)) != MAP_NONE)
      vec_push(m->arena, &m->postings, (struct posting){m->terms[document][word->stem], 1});
  }
}

static struct vector title_vector(struct model *m, str given)
{
  uint32_t first = m->postings.count;
  for (uint32_t d = 0; d < m->analysis_count; d++) {
    const struct document *doc = m->analyses[d]->document;
    str title = given.len ? given : doc->title;
    if (!title.len && doc->headline != UINT32_MAX)
      title = str_span(doc->text, document_headline(doc));
    if (title.len)
      add_words(m, d, title);
  }
  return fold_postings(m, first);
}

void model_terms(struct model *m, const struct rank_options *options)
{
  m->terms = map_stems(m);
  if (!m->terms || arena_short(m->arena)) {
    arena_fail(m->arena);
    return;
  }
  model_cue_terms(m);
  for (uint32_t i = 0; i < m->ranking->sentences.count; i++)
    vec_push(m->arena, &m->vectors, sentence_vector(m, i));
  count_terms(m);
  rate_terms(m);
  mark_keys(m);
  for (uint32_t i = 0; !arena_short(m->arena) && i < m->vectors.count; i++)
    weigh(m, m->vectors.at[i]);
  m->title = title_vector(m, options->title);
}
