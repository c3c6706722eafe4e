/* about.c - what a reader asked for: the query's terms, what stands with them, its phrases.
 *
 * A sentence is worth the share of the query that it holds, by rarity; something less for terms
 * that stand beside the query's more often than chance allows (Dunning 1993); and more for a phrase
 * that it holds word by word. */
#include <math.h>
#include <stdlib.h>

#include "rank/model.h"

/* Words of a query and of its phrases. What is longer is a text, not a question. */
enum { WORDS_MAX = 32 };

enum { EXPANSIONS_MAX = 10 };

/* Sentences in which a term must stand beside the query's: once is no habit. */
enum { TOGETHER_MIN = 2 };

/* Of the likelihood ratio: p < 0.001 of chi squared with one degree of freedom. */
static const double RATIO_MIN = 10.83;
/* The best expansion against one term of the query, and all of them against all of it. */
static const float EXPANSION_WORTH = 0.4f, EXPANSION_MOST = 0.5f;
static const float PHRASE_WORTH = 0.5f;
/* What was asked for goes before all that the genre favours; at half of this, queries of two words
 * brought as few as one sentence in four. */
static const float ASKED_WORTH = 2;

struct word_run {
  uint32_t first, count; /* in words */
};

struct query {
  struct model *m;
  str words[WORDS_MAX]; /* folded */
  uint32_t word_count;
  struct word_run phrases[WORDS_MAX];
  uint32_t phrase_count;
  float *worth; /* by term: of the query's own and of what stands beside them */
  bool *is_own; /* by term */
  uint32_t own_count;
};

/* --- the query's words --- */

/* Folded words of a piece of the query; where they went. */
static struct word_run add_words(struct query *q, str text)
{
  struct word_run run = {q->word_count, 0};
  str folded = text_fold(q->m->arena, text);
  size_t from = 0;
  bool inside = false;
  for (size_t i = 0; i <= folded.len;) {
    size_t here = i;
    uint32_t c = i < folded.len ? utf8_next(folded, &i) : (i++, ' ');
    bool in_word = char_is_letter(c) || char_is_digit(c) || (inside && char_is_mark(c));
    if (in_word && !inside)
      from = here;
    if (inside && !in_word && q->word_count < WORDS_MAX) {
      q->words[q->word_count++] = str_sub(folded, from, here - from);
      run.count++;
    }
    inside = in_word;
  }
  return run;
}

/* "..." or “...” and their kin: one opens, the next closes, whatever their shape. */
static bool is_quote_mark(uint32_t c)
{
  return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F);
}

static void add_phrase(struct query *q, struct word_run run)
{
  if (run.count > 1 && q->phrase_count < WORDS_MAX)
    q->phrases[q->phrase_count++] = run;
}

/* Quoted pieces are phrases; without any, the whole is one. */
static void read_query(struct query *q, str text)
{
  size_t from = 0;
  bool inside = false, quotes = false;
  for (size_t i = 0; i < text.len;) {
    size_t here = i;
    if (!is_quote_mark(utf8_next(text, &i)))
      continue;
    struct word_run run = add_words(q, str_sub(text, from, here - from));
    if (inside)
      add_phrase(q, run);
    inside = !inside;
    quotes = true;
    from = i;
  }
  struct word_run run = add_words(q, str_sub(text, from, text.len - from));
  if (!quotes)
    add_phrase(q, run);
}

/* --- the query's terms --- */

static void own(struct query *q, uint32_t term)
{
  q->own_count += !q->is_own[term];
  q->is_own[term] = true;
}

/* Words of a document that have the stem of one of the query's, its stop words apart. */
static void find_own(struct query *q, uint32_t document)
{
  struct model *m = q->m;
  const struct analysis *a = m->analyses[document];
  AUTO(stemmer) stemmer = stemmer_new(language_stemmer(a->language));
  str stems[WORDS_MAX];
  for (uint32_t i = 0; i < q->word_count; i++)
    stems[i] = stem_word(stemmer, m->arena, q->words[i]);
  for (uint32_t w = 0; w < a->words.count && !arena_short(m->arena); w++) {
    const struct word *word = &a->words.at[w];
    str stem = {0};
    for (uint32_t i = 0; i < q->word_count; i++) {
      /* Few stemmers change how a word begins, and all words would cost too much. */
      if (!word->folded.len || q->words[i].data[0] != word->folded.data[0] ||
          word->classes & CLASS_BIT(CLASS_STOP))
        continue;
      if (!stem.len)
        stem = stem_word(stemmer, m->arena, word->folded);
      if (str_eq(stem, stems[i]))
        own(q, m->terms[document][word->stem]);
    }
  }
}

static void weigh_own(struct query *q)
{
  float total = 0;
  for (uint32_t t = 0; t < q->m->term_count; t++)
    total += q->is_own[t] ? q->m->rarity[t] : 0;
  for (uint32_t t = 0; t < q->m->term_count; t++)
    if (q->is_own[t])
      q->worth[t] = total > 0 ? q->m->rarity[t] / total : 1 / (float)q->own_count;
}

/* --- what stands beside them --- */

static double entropy(double part, double whole)
{
  return part > 0 ? part * log(part / whole) : 0;
}

/* Dunning's ratio for a term in `with` of `asked` sentences and `all` of `total`; 0 where it is not
 * commoner among those asked for. */
static double ratio_of(double with, double asked, double all, double total)
{
  if (with * total <= all * asked)
    return 0;
  double rows = entropy(asked, total) + entropy(total - asked, total);
  double columns = entropy(all, total) + entropy(total - all, total);
  double cells = entropy(with, total) + entropy(asked - with, total) + entropy(all - with, total) +
                 entropy(total - asked - all + with, total);
  return 2 * (cells - rows - columns);
}

struct companion {
  double ratio;
  uint32_t term;
};

static int by_ratio(const void *a, const void *b)
{
  const struct companion *x = a, *y = b;
  if (x->ratio > y->ratio || x->ratio < y->ratio)
    return x->ratio > y->ratio ? -1 : 1;
  return (x->term > y->term) - (x->term < y->term);
}

static bool holds_own(const struct query *q, uint32_t ranked)
{
  struct vector v = q->m->vectors.at[ranked];
  for (uint32_t i = v.first; i < v.first + v.count; i++)
    if (q->is_own[q->m->postings.at[i].term])
      return true;
  return false;
}

/* Sentences that hold a term of the query; in how many of them each term stands. */
static uint32_t count_together(const struct query *q, uint32_t *together)
{
  const struct model *m = q->m;
  uint32_t asked = 0;
  for (uint32_t s = 0; s < m->vectors.count; s++) {
    if (!holds_own(q, s))
      continue;
    asked++;
    struct vector v = m->vectors.at[s];
    for (uint32_t i = v.first; i < v.first + v.count; i++)
      together[m->postings.at[i].term]++;
  }
  return asked;
}

static void expand(struct query *q)
{
  const struct model *m = q->m;
  uint32_t *together = arena_array(m->arena, uint32_t, m->term_count + 1), count = 0;
  struct companion *found = arena_array(m->arena, struct companion, m->term_count + 1);
  if (!together || !found)
    return;
  uint32_t asked = count_together(q, together);
  for (uint32_t t = 0; t < m->term_count; t++) {
    if (q->is_own[t] || together[t] < TOGETHER_MIN)
      continue;
    double ratio = ratio_of(together[t], asked, m->sentences_with[t], m->vectors.count);
    if (ratio >= RATIO_MIN)
      found[count++] = (struct companion){ratio, t};
  }
  if (count)
    qsort(found, count, sizeof *found, by_ratio);
  for (uint32_t i = 0; i < count && i < EXPANSIONS_MAX; i++)
    q->worth[found[i].term] =
        EXPANSION_WORTH / (float)q->own_count * (float)(found[i].ratio / found[0].ratio);
}

/* --- sentences --- */

static bool holds_phrase(const struct query *q, uint32_t ranked, struct word_run phrase)
{
  const struct ranked *r = &q->m->ranking->sentences.at[ranked];
  const struct analysis *a = q->m->analyses[r->document];
  const struct sentence *s = &a->sentences.at[r->sentence];
  uint32_t matched = 0;
  for (uint32_t i = 0; i < s->token_count && matched < phrase.count; i++) {
    const struct token *t = &a->tokens.at[s->first_token + i];
    if (t->kind == TOKEN_MARK)
      continue;
    str word = a->words.at[t->word].folded;
    if (str_eq(word, q->words[phrase.first + matched]))
      matched++;
    else
      matched = str_eq(word, q->words[phrase.first]);
  }
  return matched == phrase.count;
}

static float worth_of(const struct query *q, uint32_t ranked)
{
  struct vector v = q->m->vectors.at[ranked];
  float mine = 0, beside = 0;
  for (uint32_t i = v.first; i < v.first + v.count; i++) {
    uint32_t term = q->m->postings.at[i].term;
    if (q->is_own[term])
      mine += q->worth[term];
    else
      beside += q->worth[term];
  }
  bool has_phrase = false;
  for (uint32_t i = 0; mine > 0 && i < q->phrase_count && !has_phrase; i++)
    has_phrase = holds_phrase(q, ranked, q->phrases[i]);
  beside = beside < EXPANSION_MOST ? beside : EXPANSION_MOST;
  return ASKED_WORTH * (mine + beside + (has_phrase ? PHRASE_WORTH : 0));
}

void model_about(struct model *m, str about)
{
  if (!about.len)
    return;
  struct query q = {.m = m};
  q.worth = arena_array(m->arena, float, m->term_count + 1);
  q.is_own = arena_array(m->arena, bool, m->term_count + 1);
  float *column = model_column(m, FEATURE_ABOUT);
  if (arena_short(m->arena))
    return;
  read_query(&q, about);
  for (uint32_t d = 0; d < m->analysis_count; d++)
    if (m->ranking->copy_of[d] == NONE)
      find_own(&q, d);
  weigh_own(&q);
  if (!q.own_count)
    rank_warn(m->ranking, "W204",
              arena_format(m->ranking->arena, "nothing in the text is about %.*s", STR_ARG(about)));
  expand(&q);
  for (uint32_t i = 0; i < m->vectors.count; i++)
    column[i] = worth_of(&q, i);
}
