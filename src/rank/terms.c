/* terms.c - sentences as vectors of stems, over all documents, and the inverted index over them.
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

static bool counts(const struct analysis *a, const struct token *t)
{
  const uint64_t empty = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PRONOUN_OTHER) |
                         CLASS_BIT(CLASS_PRONOUN_HE) | CLASS_BIT(CLASS_PRONOUN_SHE) |
                         CLASS_BIT(CLASS_PRONOUN_THEY);
  return t->kind != TOKEN_MARK && !(a->words.at[t->word].classes & empty) &&
         (t->len > 1 || t->kind != TOKEN_WORD);
}

/* Terms of a stretch of tokens with their counts, ascending; weights are counts yet. */
static struct vector add_vector(struct model *m, const struct analysis *a, const uint32_t *terms,
                                uint32_t first, uint32_t count)
{
  struct vector v = {m->postings.count, 0};
  for (uint32_t i = first; i < first + count && i < a->tokens.count; i++)
    if (counts(a, &a->tokens.at[i]))
      vec_push(m->arena, &m->postings,
               (struct posting){terms[a->words.at[a->tokens.at[i].word].stem], 1});
  if (arena_short(m->arena))
    return v;
  struct posting *p = m->postings.at ? m->postings.at + v.first : NULL;
  uint32_t raw = m->postings.count - v.first, kept = 0;
  if (raw)
    qsort(p, raw, sizeof *p, by_term);
  for (uint32_t i = 0; i < raw; i++) {
    if (kept && p[kept - 1].term == p[i].term)
      p[kept - 1].weight += 1;
    else
      p[kept++] = p[i];
  }
  m->postings.count = v.first + kept;
  v.count = kept;
  return v;
}

static void count_terms(struct model *m)
{
  m->document_frequency = arena_array(m->arena, uint32_t, m->term_count + 1);
  m->term_weight = arena_array(m->arena, float, m->term_count + 1);
  m->inverted_start = arena_array(m->arena, uint32_t, m->term_count + 2);
  m->inverted = arena_array(m->arena, uint32_t, m->postings.count + 1);
  if (arena_short(m->arena))
    return;
  float total = 1;
  for (uint32_t s = 0; s < m->vectors.count; s++)
    for (uint32_t i = 0; i < m->vectors.at[s].count; i++) {
      const struct posting *p = &m->postings.at[m->vectors.at[s].first + i];
      m->document_frequency[p->term]++;
      m->term_weight[p->term] += p->weight;
      total += p->weight;
    }
  for (uint32_t t = 0; t < m->term_count; t++) {
    m->term_weight[t] /= total;
    m->inverted_start[t + 1] = m->inverted_start[t] + m->document_frequency[t];
  }
  uint32_t *fill = arena_array(m->arena, uint32_t, m->term_count + 1);
  for (uint32_t s = 0; fill && s < m->vectors.count; s++)
    for (uint32_t i = 0; i < m->vectors.at[s].count; i++) {
      uint32_t term = m->postings.at[m->vectors.at[s].first + i].term;
      m->inverted[m->inverted_start[term] + fill[term]++] = s;
    }
}

/* (1 + log tf) x idf over the sentences, of unit length. */
static void weigh(struct model *m, struct vector v)
{
  double n = m->vectors.count, square = 0;
  struct posting *p = m->postings.at + v.first;
  for (uint32_t i = 0; i < v.count; i++) {
    double idf = log((n + 1) / (m->document_frequency[p[i].term] + 0.5));
    p[i].weight = (float)((1 + log((double)p[i].weight)) * (idf > 0 ? idf : 0));
    square += (double)p[i].weight * p[i].weight;
  }
  for (uint32_t i = 0; square > 0 && i < v.count; i++)
    p[i].weight = (float)(p[i].weight / sqrt(square));
}

/* Words of a title or a query, looked up in a document's vocabulary. */
static void add_words(struct model *m, const struct analysis *a, const uint32_t *terms, str text)
{
  struct map words;
  map_init(&words, m->arena);
  for (uint32_t i = 0; i < a->words.count; i++) {
    uint32_t at = map_add(&words, a->words.at[i].folded, NULL);
    if (at != MAP_NONE)
      words.entries[at].value = i;
  }
  str folded = text_fold(m->arena, text);
  for (size_t i = 0; i < folded.len;) {
    size_t from = i, end = i;
    uint32_t c = utf8_next(folded, &end);
    while (char_is_letter(c) || char_is_digit(c)) {
      i = end;
      if (i >= folded.len)
        break;
      c = utf8_next(folded, &end);
    }
    uint32_t at = i > from ? map_find(&words, str_sub(folded, from, i - from)) : MAP_NONE;
    if (at != MAP_NONE && !(a->words.at[words.entries[at].value].classes & CLASS_BIT(CLASS_STOP)))
      vec_push(m->arena, &m->postings,
               (struct posting){terms[a->words.at[words.entries[at].value].stem], 1});
    i = i > from ? i : end;
  }
}

/* A query or title as a vector over the terms of every document. */
static struct vector words_vector(struct model *m, uint32_t *const *terms, str text)
{
  struct vector v = {m->postings.count, 0};
  for (uint32_t d = 0; text.len && d < m->analysis_count; d++)
    add_words(m, m->analyses[d], terms[d], text);
  v.count = m->postings.count - v.first;
  return v;
}

static struct vector title_vector(struct model *m, uint32_t *const *terms, str given)
{
  struct vector v = words_vector(m, terms, given);
  for (uint32_t d = 0; !given.len && d < m->analysis_count; d++) {
    const struct document *doc = m->analyses[d]->document;
    str title = doc->title;
    if (!title.len && doc->headline != UINT32_MAX)
      title = str_span(doc->text, doc->blocks.at[doc->headline].at);
    if (title.len)
      add_words(m, m->analyses[d], terms[d], title);
  }
  v.count = m->postings.count - v.first;
  return v;
}

void model_terms(struct model *m, const struct rank_options *options)
{
  uint32_t **terms = map_stems(m);
  if (!terms || arena_short(m->arena)) {
    arena_fail(m->arena);
    return;
  }
  for (uint32_t i = 0; i < m->ranking->sentences.count; i++) {
    const struct ranked *r = &m->ranking->sentences.at[i];
    const struct analysis *a = m->analyses[r->document];
    const struct sentence *s = &a->sentences.at[r->sentence];
    struct vector v = add_vector(m, a, terms[r->document], s->first_token, s->token_count);
    vec_push(m->arena, &m->vectors, v);
  }
  if (arena_short(m->arena))
    return;
  count_terms(m);
  for (uint32_t i = 0; !arena_short(m->arena) && i < m->vectors.count; i++)
    weigh(m, m->vectors.at[i]);
  struct vector title = title_vector(m, terms, options->title),
                about = words_vector(m, terms, options->about);
  vec_push(m->arena, &m->title, title);
  vec_push(m->arena, &m->about, about);
}

/* Postings looked at for one sentence: terms in more sentences than this say little about likeness.
 */
enum { SHARED_MAX = 4000 };

void model_likeness(const struct model *m, struct vector from, float *likeness)
{
  for (uint32_t i = 0; i < from.count; i++) {
    const struct posting *p = &m->postings.at[from.first + i];
    if (m->document_frequency[p->term] > SHARED_MAX)
      continue;
    for (uint32_t k = m->inverted_start[p->term]; k < m->inverted_start[p->term + 1]; k++) {
      uint32_t s = m->inverted[k];
      const struct vector *v = &m->vectors.at[s];
      const struct posting *other =
          bsearch(p, m->postings.at + v->first, v->count, sizeof *p, by_term);
      if (other)
        likeness[s] += p->weight * other->weight;
    }
  }
}
