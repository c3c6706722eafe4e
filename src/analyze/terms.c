/* terms.c - key terms: runs of words between stop words and marks, weighed by how often and how
 * early they stand.
 *
 * Invariants: a term never cuts a name; of two terms where one holds the other and stands as often,
 * only the longer is kept. Counting is by stems, so "exercise" and "exercises" are one. */
#include <math.h>
#include <stdlib.h>

#include "analyze/passes.h"

/* Longest term in words; four reach nine in ten of the keys editors give. */
enum { TERM_WORDS = 4 };

/* No page shows more. */
enum { TERMS_MAX = 50 };

/* Words that stand less than once in so many words are none of the best of a long document; their
 * phrases are not counted. In a short one every word may be a key. */
enum { SHORT_DOCUMENT = 3000, WORDS_PER_PLACE = 10000 };

struct term_rules {
  const struct word_set *generic;
  const struct word_set *verbs;
  struct word_list verb_endings;
};

struct candidate {
  uint32_t first, end; /* tokens of its first place; in the text, where a headline has capitals */
  uint32_t words;
  uint32_t count;    /* places in the text */
  uint32_t heads;    /* places in a headline; */
  uint32_t last;     /* the last one's last token */
  uint32_t sentence; /* of its first place of all */
  uint32_t capitals; /* places where it has a capital inside a sentence */
  double covered;    /* places inside a longer candidate */
  bool is_name;
  bool is_repeated; /* in the text as a headline has it: "comets"; not "dies" where somebody died */
  double score;
};

/* What a word may be in a term. */
enum term_kind {
  TERM_NEVER = 1 << 0,   /* never in one */
  TERM_GENERIC = 1 << 1, /* not one alone: year, people */
  TERM_VERB = 1 << 2,    /* by its ending; no term ends in it */
  TERM_MONTH = 1 << 3,   /* never in one with a capital */
  TERM_RARE = 1 << 4,    /* stands too seldom to be counted */
  TERM_PLAIN = 1 << 5    /* a plain verb: none begins with it either */
};

struct gather {
  struct analysis *a;
  struct arena *scratch;
  uint32_t *mention_first; /* by token: first and end token of the name that covers it; NONE */
  uint32_t *mention_end;
  uint32_t *stem_counts;
  uint8_t *kinds;  /* by word id: enum term_kind */
  struct map keys; /* stem ids as bytes; value: index in candidates */
  VEC(struct candidate) candidates;
  struct background background;
  uint32_t least;   /* places a word must have */
  bool in_headline; /* what is counted */
};

static const struct token *token_of(const struct gather *g, uint32_t i)
{
  return &g->a->tokens.at[i];
}

static const struct word *word_of(const struct gather *g, uint32_t i)
{
  return &g->a->words.at[token_of(g, i)->word];
}

/* --- rules --- */

const struct term_rules *term_rules_new(struct arena *arena, const struct language *language)
{
  struct term_rules *rules = arena_make(arena, struct term_rules);
  if (!rules)
    return NULL;
  rules->generic = language_set(language, "terms", "generic");
  rules->verbs = language_set(language, "terms", "verbs");
  rules->verb_endings = language_list(language, "terms", "verb_endings");
  return rules;
}

static uint8_t kind_of(const struct term_rules *rules, const struct word *word)
{
  static const uint64_t empty = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_WEEKDAY) |
                                CLASS_BIT(CLASS_NUMBER) | CLASS_BIT(CLASS_SCALE);
  if (word->classes & empty)
    return TERM_NEVER;
  unsigned kind = word_set_has(rules->generic, word->folded) ? TERM_GENERIC : 0;
  kind |= word->classes & CLASS_BIT(CLASS_MONTH) ? TERM_MONTH : 0;
  if (word_set_has(rules->verbs, word->folded))
    return (uint8_t)(kind | TERM_VERB | TERM_GENERIC | TERM_PLAIN);
  if (word->classes & CLASS_BIT(CLASS_SPEECH_VERB))
    return (uint8_t)(kind | TERM_VERB | TERM_GENERIC);
  for (uint32_t i = 0; i < rules->verb_endings.count; i++) {
    str ending = rules->verb_endings.words[i];
    if (word->folded.len > ending.len + 2 && str_ends(word->folded, ending))
      kind |= TERM_VERB;
  }
  return (uint8_t)kind;
}

/* --- which tokens may stand in a term --- */

static void cover_names(struct gather *g)
{
  uint32_t token = 0;
  for (uint32_t i = 0; i < g->a->tokens.count; i++)
    g->mention_first[i] = NONE;
  for (uint32_t m = 0; m < g->a->mentions.count; m++) {
    struct span at = g->a->mentions.at[m].at;
    while (token < g->a->tokens.count && token_of(g, token)->at < at.at)
      token++;
    uint32_t first = token;
    while (token < g->a->tokens.count && token_of(g, token)->at < span_end(at))
      token++;
    for (uint32_t i = first; i < token; i++) {
      g->mention_first[i] = first;
      g->mention_end[i] = token;
    }
  }
}

static unsigned kind_at(const struct gather *g, uint32_t i)
{
  return g->kinds[token_of(g, i)->word];
}

/* A word or number that nothing parts from what is before it. */
static bool is_glued(const struct gather *g, uint32_t i)
{
  return i > 0 && i < g->a->tokens.count && token_of(g, i)->kind != TOKEN_MARK &&
         !(token_of(g, i)->flags & (TOKEN_SPACE_BEFORE | TOKEN_BLOCK_START));
}

/* The stroke inside "loan_duration", not the one before "_emphasis_". */
static bool is_joint(const struct gather *g, uint32_t i)
{
  const struct token *t = token_of(g, i);
  return t->len == 1 && g->a->document->text.data[t->at] == '_' && i > 0 &&
         !(t->flags & TOKEN_SPACE_BEFORE) && token_of(g, i - 1)->kind != TOKEN_MARK &&
         is_glued(g, i + 1);
}

/* "DURATION" of "LOAN_DURATION", "DS" of "3DS": cut out of what reads on. */
static bool is_piece(const struct gather *g, uint32_t i)
{
  if (is_glued(g, i) && (token_of(g, i - 1)->kind == TOKEN_NUMBER || is_joint(g, i - 1)))
    return true;
  return i + 1 < g->a->tokens.count && is_joint(g, i + 1);
}

static bool is_content(const struct gather *g, uint32_t i)
{
  const struct token *t = token_of(g, i);
  if (t->kind == TOKEN_IDEOGRAPH)
    return true;
  if (t->kind != TOKEN_WORD)
    return false;
  unsigned kind = kind_at(g, i);
  bool is_month = (kind & TERM_MONTH) && (t->flags & TOKEN_CAPITAL);
  bool is_small = t->len < 3 && !(t->flags & TOKEN_ALL_CAPS);
  return !(kind & TERM_NEVER) && !is_month && !is_small && !is_piece(g, i);
}

/* "Boateng2": the number of a note, glued to a word in small letters. */
static bool is_note_number(const struct token *word, const struct token *number)
{
  return !(number->flags & TOKEN_SPACE_BEFORE) && word->kind == TOKEN_WORD && word->len > 1 &&
         !(word->flags & (TOKEN_ALL_CAPS | TOKEN_MIXED_CASE));
}

/* Digits belong to a term behind a hyphen or a name: "MD-83", "Local 88". Behind a capital no word
 * in lower case goes on with the name: "Arroyo Seco reached". */
static bool may_follow(const struct gather *g, uint32_t i)
{
  const struct token *t = token_of(g, i), *before = token_of(g, i - 1);
  bool is_behind_name = (before->flags & TOKEN_CAPITAL) && !(before->flags & TOKEN_SENTENCE_START);
  if (t->kind == TOKEN_NUMBER)
    return t->len <= 4 && !is_note_number(before, t) &&
           (is_behind_name || before->kind == TOKEN_MARK);
  return is_content(g, i) && (!is_behind_name || (t->flags & TOKEN_CAPITAL));
}

/* A phrase that ends in a verb is a torn sentence; generic words say nothing alone. */
static bool may_end(const struct gather *g, uint32_t first, uint32_t end)
{
  if (end > first + 1 && ((kind_at(g, end - 1) & TERM_VERB) || (kind_at(g, first) & TERM_PLAIN)))
    return false;
  for (uint32_t i = first; i < end; i++)
    if (token_of(g, i)->kind != TOKEN_MARK && !(kind_at(g, i) & TERM_GENERIC))
      return true;
  return false;
}

static bool is_hyphen(const struct gather *g, uint32_t i, uint32_t end)
{
  const struct token *t = token_of(g, i);
  return t->kind == TOKEN_MARK && t->len == 1 && g->a->document->text.data[t->at] == '-' &&
         i + 1 < end && !(t->flags & TOKEN_SPACE_BEFORE) &&
         !(token_of(g, i + 1)->flags & TOKEN_SPACE_BEFORE);
}

/* --- counting --- */

/* "Flood Defences", "dies" of a headline: in the text, where it says so too, as that has it. */
static void leave_headline(const struct gather *g, struct candidate *c, uint32_t first,
                           uint32_t end, uint32_t sentence)
{
  if (token_of(g, c->first)->flags & TOKEN_CAPITAL || c->sentence != sentence) {
    c->first = first;
    c->end = end;
  }
  c->sentence = sentence;
}

static void count_place(struct gather *g, uint32_t first, uint32_t end, uint32_t words,
                        uint32_t sentence)
{
  uint32_t stems[TERM_WORDS * 2], used = 0;
  for (uint32_t i = first; i < end && used < TERM_WORDS * 2; i++)
    if (token_of(g, i)->kind != TOKEN_MARK)
      stems[used++] = word_of(g, i)->stem;
  str key = {(const char *)stems, used * sizeof *stems};
  uint32_t entry = map_find(&g->keys, key);
  if (entry == MAP_NONE) {
    entry = map_add(&g->keys, arena_str(g->scratch, key), NULL);
    struct candidate fresh = {.first = first, .end = end, .words = words, .sentence = sentence};
    vec_push(g->scratch, &g->candidates, fresh);
  }
  if (entry >= g->candidates.count)
    return;
  struct candidate *c = &g->candidates.at[entry];
  const struct token *t = token_of(g, first);
  c->is_name |= g->mention_first[first] == first && g->mention_end[first] == end;
  if (g->in_headline) {
    c->heads++;
    c->last = end - 1;
    return;
  }
  bool is_same = c->heads && token_of(g, c->last)->word == token_of(g, end - 1)->word;
  c->is_repeated |= is_same;
  if (!c->count++ && !c->is_name)
    leave_headline(g, c, first, end, is_same ? c->sentence : sentence);
  c->capitals += (t->flags & TOKEN_CAPITAL) && !(t->flags & TOKEN_SENTENCE_START);
}

static bool cuts_name(const struct gather *g, uint32_t first, uint32_t end)
{
  if (g->mention_first[first] != NONE && g->mention_first[first] != first)
    return true;
  return g->mention_first[end - 1] != NONE && g->mention_end[end - 1] != end;
}

static bool is_rare(const struct gather *g, uint32_t i)
{
  return token_of(g, i)->kind != TOKEN_MARK && (kind_at(g, i) & TERM_RARE);
}

static bool is_worth_counting(const struct gather *g, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++)
    if (is_rare(g, i))
      return false;
  return true;
}

/* All phrases of up to TERM_WORDS words that begin at first. */
static void count_from(struct gather *g, uint32_t first, uint32_t limit, uint32_t sentence)
{
  uint32_t words = 0;
  for (uint32_t end = first; end < limit && words < TERM_WORDS;) {
    uint32_t name_end = g->mention_first[end] == end ? g->mention_end[end] : end;
    bool is_name = name_end > end && name_end <= limit;
    if (!is_name && !(words ? may_follow(g, end) : is_content(g, end)))
      return;
    end = is_name ? name_end : end + 1;
    words++;
    if (!is_worth_counting(g, first, end))
      return;
    if (!cuts_name(g, first, end) && (is_name || may_end(g, first, end)))
      count_place(g, first, end, words, sentence);
    if (end < limit && is_hyphen(g, end, limit))
      end++;
  }
}

/* A headline is none of the text's sentences, but says what it is about. */
static void count_sentence(struct gather *g, uint32_t index)
{
  const struct sentence *s = &g->a->sentences.at[index];
  g->in_headline = g->a->document->blocks.at[s->block].furniture == FURNITURE_HEADLINE;
  if (s->flags & SENTENCE_TABULAR || (s->flags & SENTENCE_FURNITURE && !g->in_headline))
    return;
  uint32_t limit = s->first_token + s->token_count;
  for (uint32_t i = s->first_token; i < limit; i++)
    if (!is_rare(g, i) &&
        (g->mention_first[i] == i || (g->mention_first[i] == NONE && is_content(g, i))))
      count_from(g, i, limit, index);
}

/* --- weighing --- */

static uint32_t letters_of(const struct gather *g, const struct candidate *c)
{
  const struct token *last = token_of(g, c->end - 1);
  return last->at + last->len - token_of(g, c->first)->at;
}

/* Frequency by earliness: a term that opens the document and comes back is what it is about. Longer
 * phrases say more than their words, names more than nouns. Fitted on WKC (French Wikinews), where
 * the ten best reach F1 .44; all weights between half and double of these lose less than .03. */
static const double covered_share = 0.9; /* of a word's places that count for its phrase instead */
static const double head_weight = 2;     /* of a place in a headline */
static const double pair_weight = 1.3;
static const double longer_weight = 1.0;
static const double name_weight = 1.5;
static const double verb_weight = 0.3;
static const double brief_weight = 0.6; /* of less than four letters */
static const double least_places = 0.05;
static const double usual_rarity = 5; /* of a word beside which a name weighs what it says above */

static double places(const struct candidate *c)
{
  bool counts = c->is_repeated || c->is_name || c->words > 1;
  return c->count + (counts ? head_weight * c->heads : 0);
}

/* How rare its words are in the language at large, one where that is not known; a name is rare
 * anywhere. */
static double rarity(const struct gather *g, const struct candidate *c)
{
  double sum = 0;
  uint32_t count = 0;
  if (!g->background.words || c->is_name)
    return 1;
  for (uint32_t i = c->first; i < c->end; i++)
    if (token_of(g, i)->kind != TOKEN_MARK) {
      sum += background_rarity(&g->background, word_of(g, i)->folded);
      count++;
    }
  return count ? sum / (count * usual_rarity) : 1;
}

static double weigh(const struct gather *g, const struct candidate *c)
{
  double place = 1.0 / (1.0 + log1p((double)c->sentence));
  double often = places(c) - covered_share * c->covered;
  double length = c->words == 1 ? 1.0 : c->words == 2 ? pair_weight : longer_weight;
  if (c->words == 1 && (kind_at(g, c->first) & TERM_VERB))
    length = verb_weight;
  double name = c->is_name || c->capitals * 2 > c->count ? name_weight : 1.0;
  double brief = letters_of(g, c) < 4 ? brief_weight : 1.0;
  return (often > least_places ? often : least_places) * place * length * name * brief *
         rarity(g, c);
}

static uint32_t candidate_of(const struct gather *g, uint32_t first, uint32_t end)
{
  uint32_t stems[TERM_WORDS * 2], used = 0;
  for (uint32_t i = first; i < end && used < TERM_WORDS * 2; i++)
    if (token_of(g, i)->kind != TOKEN_MARK)
      stems[used++] = word_of(g, i)->stem;
  return map_find(&g->keys, (str){(const char *)stems, used * sizeof *stems});
}

/* A word inside a phrase that comes back is the phrase's, not its own. */
static void cover_parts(struct gather *g, uint32_t index)
{
  const struct candidate *c = &g->candidates.at[index];
  if (c->words < 2 || (c->count + c->heads < 2 && !c->is_name))
    return;
  for (uint32_t first = c->first; first < c->end; first++)
    for (uint32_t end = first + 1; end <= c->end; end++) {
      if (first == c->first && end == c->end)
        continue;
      uint32_t part = candidate_of(g, first, end);
      if (part == MAP_NONE || part >= g->candidates.count || part == index)
        continue;
      struct candidate *p = &g->candidates.at[part];
      if (places(c) > p->covered)
        p->covered = places(c);
    }
}

static int by_score(const void *a, const void *b)
{
  const struct candidate *x = a, *y = b;
  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return x->end < y->end ? -1 : x->end > y->end;
}

/* Of what only a headline says in these words, each stands in the text. */
static bool is_told(const struct gather *g, const struct candidate *c)
{
  bool is_whole = c->count > 0 || c->is_name;
  for (uint32_t i = c->first; i < c->end && !is_whole; i++) {
    uint32_t part = token_of(g, i)->kind == TOKEN_MARK ? MAP_NONE : candidate_of(g, i, i + 1);
    if (part != MAP_NONE && !g->candidates.at[part].count)
      return false;
  }
  return is_whole || c->words > 1;
}

/* One of two terms that share a stem at the same place is enough. */
static bool repeats(const struct gather *g, const struct candidate *c, uint32_t taken)
{
  for (uint32_t i = 0; i < taken; i++) {
    const struct candidate *t = &g->candidates.at[i];
    if (t->score > 0 && c->first < t->end && t->first < c->end && c->count <= t->count)
      return true;
  }
  return false;
}

static void take_best(struct gather *g)
{
  for (uint32_t i = 0; i < g->candidates.count; i++)
    if (is_told(g, &g->candidates.at[i]))
      g->candidates.at[i].score = weigh(g, &g->candidates.at[i]);
  if (g->candidates.count)
    qsort(g->candidates.at, g->candidates.count, sizeof *g->candidates.at, by_score);
  double best = g->candidates.count ? g->candidates.at[0].score : 1;
  uint32_t seen = g->candidates.count < TERMS_MAX * 4 ? g->candidates.count : TERMS_MAX * 4;
  for (uint32_t i = 0; i < seen && g->a->terms.count < TERMS_MAX; i++) {
    struct candidate *c = &g->candidates.at[i];
    if (c->score <= 0 || repeats(g, c, i)) {
      c->score = 0;
      continue;
    }
    uint32_t at = token_of(g, c->first)->at;
    struct span span = {at, letters_of(g, c)};
    struct term term = {.text = str_span(g->a->document->text, span),
                        .at = span,
                        .score = c->score / best,
                        .count = c->count ? c->count : c->heads};
    vec_push(g->a->arena, &g->a->terms, term);
  }
}

/* What every distinct word may be. */
static void sort_words(struct gather *g, const struct term_rules *rules)
{
  const struct analysis *a = g->a;
  for (uint32_t i = 0; i < a->words.count; i++)
    g->stem_counts[a->words.at[i].stem] += a->words.at[i].count;
  for (uint32_t i = 0; i < a->words.count; i++) {
    bool is_rare = g->least > 1 && g->stem_counts[a->words.at[i].stem] < g->least;
    g->kinds[i] = (uint8_t)(kind_of(rules, &a->words.at[i]) | (is_rare ? TERM_RARE : 0));
  }
}

void find_terms(struct analysis *a, const struct analyzer *analyzer)
{
  AUTO(arena) scratch = arena_new(&analyzer->heap);
  if (!scratch) {
    arena_fail(a->arena);
    return;
  }
  struct gather g = {.a = a, .scratch = scratch, .background = background_of(a->language)};
  g.least = a->word_total > SHORT_DOCUMENT ? 2 + a->word_total / WORDS_PER_PLACE : 1;
  g.mention_first = arena_array(scratch, uint32_t, a->tokens.count + 1);
  g.mention_end = arena_array(scratch, uint32_t, a->tokens.count + 1);
  g.stem_counts = arena_array(scratch, uint32_t, a->stem_count + 1);
  g.kinds = arena_array(scratch, uint8_t, a->words.count + 1);
  map_init(&g.keys, scratch);
  if (!arena_short(scratch)) {
    sort_words(&g, analyzer->terms);
    cover_names(&g);
    for (uint32_t i = 0; i < a->sentences.count; i++)
      count_sentence(&g, i);
    for (uint32_t i = 0; i < g.candidates.count; i++)
      cover_parts(&g, i);
    take_best(&g);
  }
  if (arena_short(scratch))
    arena_fail(a->arena);
}
