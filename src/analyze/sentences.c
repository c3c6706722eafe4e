/* sentences.c - blocks into sentences: one walk over the tokens, asking the rules at each mark that
 * may end one.
 *
 * Invariants: the sentences of a block cover all its tokens in order; none crosses a block, a row
 * of a table, or the end of a dateline. */
#include "analyze/sentences.h"

#include "analyze/passes.h"

/* A bracket in the middle of a sentence that closes within so many tokens holds no end of one. */
enum { BRACKET_REACH = 80 };

/* --- rules --- */

/* Words of the phrases at a place: 0 is the first. */
static void add_phrase_words(struct map *words, struct arena *arena, struct word_list phrases,
                             uint32_t place)
{
  for (uint32_t i = 0; i < phrases.count; i++) {
    str rest = phrases.words[i], word = STR("");
    for (uint32_t k = 0; k <= place; k++)
      if (!str_split(&rest, ' ', &word))
        word = STR("");
    if (word.len)
      map_add(words, text_fold(arena, word), NULL);
  }
}

const struct sentence_rules *sentence_rules_new(struct arena *arena,
                                                const struct language *language)
{
  struct sentence_rules *rules = arena_make(arena, struct sentence_rules);
  if (!rules)
    return NULL;
  rules->starters = language_set(language, "sentences", "starters");
  rules->capitalised = language_set(language, "abbreviations", "capitalised");
  rules->openings = language_set(language, "sentences", "openings");
  rules->connectives = language_set(language, "words", "connectives");
  rules->contrasts = language_set(language, "sentences", "contrasts");
  rules->links = language_set(language, "sentences", "links");
  rules->times = language_set(language, "sentences", "times");
  rules->selves = language_set(language, "sentences", "selves");
  rules->being = language_set(language, "sentences", "being");
  rules->small = language_set(language, "sentences", "small");
  rules->closing = language_set(language, "abbreviations", "closing");
  rules->whole = language_set(language, "abbreviations", "whole");
  rules->ordinal_openers = language_set(language, "sentences", "ordinal_openers");
  rules->inverts = str_eq(language_text(language, "grammar", "inversion"), STR("yes"));
  rules->has_ordinal_stops = language_text(language, "sentences", "ordinal_stops").len != 0;
  rules->it = language_set(language, "sentences", "it");
  rules->clauses = language_set(language, "sentences", "clauses");
  rules->notices = language_set(language, "sentences", "notices");
  rules->stamps = language_set(language, "sentences", "stamps");
  rules->asking = language_set(language, "sentences", "asking");
  rules->asked = language_set(language, "sentences", "asked");
  rules->replies = language_set(language, "sentences", "replies");
  rules->orders = language_set(language, "sentences", "orders");
  rules->captions = language_set(language, "sentences", "captions");
  rules->pictured = language_set(language, "sentences", "pictured");
  rules->sides = language_set(language, "sentences", "sides");
  rules->auxiliaries = language_set(language, "speech", "auxiliaries");
  rules->scenes = language_set(language, "speech", "scenes");
  rules->articles = language_set(language, "people", "determiners");
  rules->infinitives = language_set(language, "titles", "infinitives");
  rules->halves = language_set(language, "sentences", "halves");
  rules->shown = language_set(language, "sentences", "shown");
  rules->leads = language_set(language, "sentences", "leads");
  rules->pointers = language_set(language, "sentences", "pointers");
  rules->listed = language_set(language, "sentences", "listed");
  rules->tails = language_set(language, "sentences", "tails");
  rules->turnings = language_set(language, "sentences", "turnings");
  rules->greetings = language_set(language, "sentences", "greetings");
  rules->rulings = language_set(language, "sentences", "rulings");
  map_init(&rules->phrase_heads, arena);
  static const char *const phrases[] = {"openings", "links",   "leads",   "pointers",
                                        "listed",   "rulings", "turnings"};
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
    add_phrase_words(&rules->phrase_heads, arena, language_list(language, "sentences", phrases[i]),
                     0);
  add_phrase_words(&rules->phrase_heads, arena, language_list(language, "words", "connectives"), 0);
  map_init(&rules->notice_heads, arena);
  map_init(&rules->notice_nexts, arena);
  add_phrase_words(&rules->notice_heads, arena, language_list(language, "sentences", "notices"), 0);
  add_phrase_words(&rules->notice_nexts, arena, language_list(language, "sentences", "notices"), 1);
  return rules;
}

static uint32_t cues_of_word(const struct sentence_rules *rules, const struct word *word)
{
  static const uint64_t weak = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION) |
                               CLASS_BIT(CLASS_NUMBER) | CLASS_BIT(CLASS_MONTH);
  str folded = word->folded;
  unsigned cues = 0;
  cues |= word_set_has(rules->starters, folded) ? END_STARTER : 0;
  cues |= word_set_has(rules->capitalised, folded) ? END_CAPITAL : 0;
  cues |= word_set_has(rules->openings, folded) ? END_OPENING : 0;
  cues |= word_set_has(rules->times, folded) || word_set_has(rules->selves, folded) ? END_ALONE : 0;
  cues |= word_set_has(rules->being, folded) ? END_BE : 0;
  cues |= word_set_has(rules->small, folded) ? END_SMALL : 0;
  cues |= word_set_has(rules->closing, folded) ? END_CLOSING : 0;
  cues |= map_find(&rules->phrase_heads, folded) != MAP_NONE ? END_PHRASE : 0;
  cues |= word_set_has(rules->whole, folded) ? END_WHOLE : 0;
  cues |= word_set_has(rules->ordinal_openers, folded) ? END_ORDINAL : 0;
  cues |= word_set_has(rules->it, folded) ? END_IT : 0;
  cues |= word_set_has(rules->clauses, folded) ? END_CLAUSE : 0;
  cues |= map_find(&rules->notice_heads, folded) != MAP_NONE ? END_NOTICE : 0;
  cues |= map_find(&rules->notice_nexts, folded) != MAP_NONE ? END_NEXT : 0;
  cues |= word->classes & weak ? END_WEAK : 0;
  cues |= word_set_has(rules->asking, folded) ? END_ASK : 0;
  cues |= word_set_has(rules->asked, folded) ? END_WHAT : 0;
  cues |= word_set_has(rules->orders, folded) ? END_ORDER : 0;
  cues |= word_set_has(rules->replies, folded) ? END_REPLY : 0;
  cues |= word_set_has(rules->captions, folded) ? END_CAPTION : 0;
  cues |= word_set_has(rules->stamps, folded) ? END_STAMP : 0;
  cues |= word_set_has(rules->pictured, folded) ? END_PICTURED : 0;
  cues |= word_set_has(rules->sides, folded) ? END_SIDE : 0;
  cues |= word_set_has(rules->auxiliaries, folded) ? END_AUXILIARY : 0;
  cues |= word_set_has(rules->halves, folded) ? END_HALF : 0;
  cues |= word_set_has(rules->scenes, folded) ? END_SCENE : 0;
  cues |= word_set_has(rules->shown, folded) ? END_SHOWN : 0;
  cues |= word_set_has(rules->leads, folded) ? END_LEAD : 0;
  cues |= word_set_has(rules->articles, folded) ? END_ARTICLE : 0;
  cues |= word_set_has(rules->infinitives, folded) ? END_INFINITIVE : 0;
  cues |= word_set_has(rules->greetings, folded) ? END_GREETING : 0;
  return cues;
}

/* --- what the document as a whole tells --- */

/* Whether a sentence opens with token i, as far as one can tell before the sentences are found. */
static bool opens_sentence(const struct splitter *s, uint32_t i)
{
  const struct token *t = token_at(s, i);
  if (t->kind != TOKEN_WORD || !(t->flags & (TOKEN_BLOCK_START | TOKEN_SPACE_BEFORE)))
    return false;
  if (t->flags & TOKEN_BLOCK_START)
    return true;
  if (i == 0 || token_at(s, i - 1)->kind != TOKEN_MARK)
    return false;
  char mark = s->text.data[token_at(s, i - 1)->at];
  return mark == '.' || mark == '!' || mark == '?';
}

/* Most sentences of the document begin small. */
static bool is_document_lower(const struct splitter *s)
{
  uint32_t lower = 0, upper = 0;
  for (uint32_t i = 0; i < s->a->tokens.count; i++) {
    bool opens = opens_sentence(s, i), has_capital = token_at(s, i)->flags & TOKEN_CAPITAL;
    lower += opens && !has_capital;
    upper += opens && has_capital;
  }
  return lower > 2 * upper + 1;
}

/* All sentences of the block begin small, and it has at least two. */
static bool is_block_lower(const struct splitter *s)
{
  uint32_t lower = 0;
  for (uint32_t i = s->first; i < s->end; i++) {
    if (!opens_sentence(s, i))
      continue;
    if (token_at(s, i)->flags & TOKEN_CAPITAL)
      return false;
    lower++;
  }
  return lower >= 2;
}

/* "# tidepool": what the document is about is written small, also where it opens a sentence. */
static void mark_small_name(struct splitter *s)
{
  const struct document *d = s->a->document;
  if (d->headline >= d->blocks.count)
    return;
  struct span at = d->blocks.at[d->headline].at;
  uint32_t i = analysis_token(s->a, at.at), words = 0, last = 0;
  for (; i < s->a->tokens.count && token_at(s, i)->at < span_end(at) && words < 2; i++)
    if (token_at(s, i)->kind == TOKEN_WORD) {
      words++;
      last = i;
    }
  if (words == 1 && !(token_at(s, last)->flags & TOKEN_CAPITAL))
    s->cues[token_at(s, last)->word] |= END_SMALL;
}

/* --- one block --- */

static void pair_brackets(struct splitter *s)
{
  enum { DEPTH = 16 };

  uint32_t open[DEPTH], depth = 0;
  for (uint32_t i = s->first; i < s->end; i++) {
    s->partner[i] = NONE;
    uint32_t c = mark_at(s, i);
    if (c == '(' || c == '[') {
      open[depth % DEPTH] = i;
      depth++;
    } else if ((c == ')' || c == ']') && depth) {
      uint32_t opener = open[--depth % DEPTH];
      if (opener < i && s->partner[opener] == NONE && mark_at(s, opener) == (c == ')' ? '(' : '['))
        s->partner[opener] = i;
    }
  }
}

static bool is_of_letters(const struct token *t)
{
  return t->kind == TOKEN_WORD || t->kind == TOKEN_IDEOGRAPH;
}

static void add_sentence(struct splitter *s, uint32_t block, uint32_t first, uint32_t end,
                         uint32_t flags)
{
  if (first >= end)
    return;
  struct token *tokens = s->a->tokens.at;
  uint32_t words = 1;
  bool is_told = is_of_letters(&tokens[first]);
  for (uint32_t i = first + 1; i < end; i++) {
    words += (tokens[i].flags & TOKEN_SPACE_BEFORE) != 0;
    is_told |= is_of_letters(&tokens[i]);
  }
  if (!is_told) /* "* * *", "},", "#13910" */
    flags |= SENTENCE_FURNITURE;
  tokens[first].flags |= TOKEN_SENTENCE_START;
  uint32_t at = tokens[first].at, close = tokens[end - 1].at + tokens[end - 1].len;
  struct sentence sentence = {
      .at = {at, close - at},
      .block = block,
      .first_token = first,
      .token_count = end - first,
      .words = words,
      .flags = flags | sentence_flags(s, first, end),
  };
  vec_push(s->a->arena, &s->a->sentences, sentence);
  if (!(flags & SENTENCE_FURNITURE))
    s->a->word_total += words;
}

static void split_prose(struct splitter *s, uint32_t block, uint32_t flags)
{
  uint32_t start = s->first, closed_at = 0;
  find_list_marks(s);
  pair_brackets(s);
  for (uint32_t i = s->first; i < s->end;) {
    if (s->is_start[i] && i > start) {
      add_sentence(s, block, start, i, flags);
      start = i;
    }
    uint32_t close = s->partner[i];
    if (close != NONE && i > start && close - i <= BRACKET_REACH && close > closed_at)
      closed_at = close;
    uint32_t next = i >= closed_at && is_terminator(s, i) ? sentence_end(s, start, i) : 0;
    if (next) {
      add_sentence(s, block, start, next, flags);
      start = next;
    }
    i = next ? next : i + 1;
  }
  add_sentence(s, block, start, s->end, flags);
}

/* A table's rows and the lines of code stand on lines of their own. */
static void split_lines(struct splitter *s, uint32_t block, uint32_t flags)
{
  uint32_t start = s->first;
  for (uint32_t i = s->first + 1; i < s->end; i++) {
    uint32_t gap = token_at(s, i - 1)->at + token_at(s, i - 1)->len;
    str between = str_sub(s->text, gap, token_at(s, i)->at - gap);
    if (!between.len || !memchr(between.data, '\n', between.len))
      continue;
    add_sentence(s, block, start, i, flags);
    start = i;
  }
  add_sentence(s, block, start, s->end, flags);
}

/* Passages set off are somebody else's words, unless they are most of the text. */
static bool quotes_passages(const struct document *d)
{
  enum { SHARE = 2 };

  uint64_t quoted = 0, all = 0;
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const struct block *b = &d->blocks.at[i];
    bool is_prose = b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM || b->kind == BLOCK_QUOTE;
    all += is_prose ? b->at.len : 0;
    quoted += b->kind == BLOCK_QUOTE ? b->at.len : 0;
  }
  return quoted * SHARE <= all;
}

static uint32_t block_flags(const struct splitter *s, const struct block *block)
{
  uint32_t flags = block->furniture == FURNITURE_NONE ? 0 : SENTENCE_FURNITURE;
  if (block->lead_in && block->furniture == FURNITURE_DATELINE)
    flags = 0; /* only the lead-in is */
  if (block->kind == BLOCK_HEADING)
    flags |= SENTENCE_HEADING;
  if (block->kind == BLOCK_TABLE || block->kind == BLOCK_CODE)
    flags |= SENTENCE_TABULAR;
  if (block->kind == BLOCK_CAPTION)
    flags |= SENTENCE_NOTICE;
  if (block->kind == BLOCK_QUOTE && s->quotes_passages)
    flags |= SENTENCE_QUOTATION;
  return flags;
}

static void split_block(struct splitter *s, uint32_t index)
{
  const struct block *block = &s->a->document->blocks.at[index];
  uint32_t flags = block_flags(s, block), first_sentence = s->a->sentences.count;
  uint32_t lead = s->first;
  while (lead < s->end && token_at(s, lead)->at < block->at.at + block->lead_in)
    lead++;
  add_sentence(s, index, s->first, lead, flags | SENTENCE_FURNITURE);
  s->first = lead;
  if (flags & SENTENCE_TABULAR)
    split_lines(s, index, flags);
  else
    split_prose(s, index, flags);
  flag_quotations(s, first_sentence);
}

void find_sentences(struct analysis *a, const struct analyzer *analyzer)
{
  AUTO(arena) scratch = arena_new(&analyzer->heap);
  if (!scratch) {
    arena_fail(a->arena);
    return;
  }
  struct splitter s = {.a = a, .rules = analyzer->sentences, .text = a->document->text};
  s.cues = arena_array(scratch, uint32_t, a->words.count + 1);
  s.is_start = arena_array(scratch, bool, a->tokens.count + 1);
  s.partner = arena_array(scratch, uint32_t, a->tokens.count + 1);
  if (arena_short(scratch)) {
    arena_fail(a->arena);
    return;
  }
  for (uint32_t i = 0; i < a->words.count; i++)
    s.cues[i] = cues_of_word(s.rules, &a->words.at[i]);
  mark_small_name(&s);
  bool is_lower = is_document_lower(&s);
  s.quotes_passages = quotes_passages(a->document);
  for (uint32_t i = 0, token = 0; i < a->document->blocks.count; i++) {
    uint32_t close = span_end(a->document->blocks.at[i].at);
    s.first = token;
    while (token < a->tokens.count && a->tokens.at[token].at < close)
      token++;
    s.end = token;
    if (s.first == s.end)
      continue;
    s.is_lower = is_lower || is_block_lower(&s);
    split_block(&s, i);
  }
}
