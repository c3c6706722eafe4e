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

/* Which words of a list have its cue: all, or those that stand first, or second, in its phrases. */
enum cue_words { CUE_ALL, CUE_FIRST, CUE_SECOND };

static const struct cue_list {
  const char *section, *key;
  enum cue_words which;
  uint32_t cue;
} cue_lists[] = {
    {"sentences", "starters", CUE_ALL, END_STARTER},
    {"abbreviations", "capitalised", CUE_ALL, END_CAPITAL},
    {"abbreviations", "closing", CUE_ALL, END_CLOSING},
    {"abbreviations", "whole", CUE_ALL, END_WHOLE},
    {"sentences", "openings", CUE_ALL, END_OPENING},
    {"sentences", "openings", CUE_FIRST, END_PHRASE},
    {"words", "connectives", CUE_FIRST, END_PHRASE},
    {"sentences", "links", CUE_FIRST, END_PHRASE},
    {"sentences", "leads", CUE_ALL, END_LEAD},
    {"sentences", "leads", CUE_FIRST, END_PHRASE},
    {"sentences", "pointers", CUE_FIRST, END_PHRASE},
    {"sentences", "listed", CUE_FIRST, END_PHRASE},
    {"sentences", "rulings", CUE_FIRST, END_PHRASE},
    {"sentences", "turnings", CUE_FIRST, END_PHRASE},
    {"sentences", "notices", CUE_FIRST, END_NOTICE},
    {"sentences", "notices", CUE_SECOND, END_NEXT},
    {"sentences", "times", CUE_ALL, END_ALONE},
    {"sentences", "selves", CUE_ALL, END_ALONE},
    {"sentences", "being", CUE_ALL, END_BE},
    {"sentences", "small", CUE_ALL, END_SMALL},
    {"sentences", "ordinal_openers", CUE_ALL, END_ORDINAL},
    {"sentences", "it", CUE_ALL, END_IT},
    {"sentences", "clauses", CUE_ALL, END_CLAUSE},
    {"sentences", "asking", CUE_ALL, END_ASK},
    {"sentences", "asked", CUE_ALL, END_WHAT},
    {"sentences", "orders", CUE_ALL, END_ORDER},
    {"sentences", "replies", CUE_ALL, END_REPLY},
    {"sentences", "captions", CUE_ALL, END_CAPTION},
    {"sentences", "stamps", CUE_ALL, END_STAMP},
    {"sentences", "pictured", CUE_ALL, END_PICTURED},
    {"sentences", "sides", CUE_ALL, END_SIDE},
    {"sentences", "halves", CUE_ALL, END_HALF},
    {"sentences", "shown", CUE_ALL, END_SHOWN},
    {"sentences", "greetings", CUE_ALL, END_GREETING},
    {"speech", "auxiliaries", CUE_ALL, END_AUXILIARY},
    {"speech", "scenes", CUE_ALL, END_SCENE},
    {"people", "determiners", CUE_ALL, END_ARTICLE},
    {"titles", "infinitives", CUE_ALL, END_INFINITIVE},
};

static void add_cue(struct map *cues, str word, uint32_t cue)
{
  uint32_t entry = word.len ? map_add(cues, word, NULL) : MAP_NONE;
  if (entry != MAP_NONE)
    cues->entries[entry].value |= cue;
}

/* With either apostrophe; a text may have both. */
static void add_written(struct map *cues, struct arena *arena, str word, uint32_t cue)
{
  static const str curly = {"\xE2\x80\x99", 3};

  str folded = text_fold(arena, word);
  const char *straight = memchr(folded.data, '\'', folded.len);
  size_t at = straight ? (size_t)(straight - folded.data) : str_find(folded, curly, 0);
  add_cue(cues, folded, cue);
  if (at == SIZE_MAX)
    return;
  size_t behind = at + (straight ? 1 : curly.len);
  add_cue(cues,
          arena_format(arena, "%.*s%s%.*s", (int)at, folded.data, straight ? curly.data : "'",
                       (int)(folded.len - behind), folded.data + behind),
          cue);
}

/* The next word of a phrase, as it is a token of a text: "d'" of "d'autre part". */
static bool next_word(str *rest, str *ret)
{
  if (!rest->len)
    return false;
  const char *mark = memchr(rest->data, '\'', rest->len);
  size_t elision = mark ? (size_t)(mark - rest->data) + 1 : rest->len;
  if (elision > 1 && elision < rest->len &&
      str_find(str_sub(*rest, 0, elision), STR(" "), 0) == SIZE_MAX) {
    *ret = str_sub(*rest, 0, elision);
    *rest = str_sub(*rest, elision, rest->len - elision);
    return true;
  }
  bool is_any = str_split(rest, ' ', ret);
  const char *hyphen = is_any ? memchr(ret->data, '-', ret->len) : NULL;
  if (hyphen) /* "celui-ci" */
    ret->len = (size_t)(hyphen - ret->data);
  return is_any;
}

static void add_list(struct map *cues, struct arena *arena, const struct cue_list *list,
                     struct word_list of)
{
  for (uint32_t i = 0; i < of.count; i++) {
    str rest = of.words[i], word = STR("");
    bool is_found = list->which == CUE_ALL || next_word(&rest, &word);
    if (list->which == CUE_SECOND)
      is_found = is_found && next_word(&rest, &word);
    if (is_found)
      add_written(cues, arena, list->which == CUE_ALL ? of.words[i] : word, list->cue);
  }
}

const struct sentence_rules *sentence_rules_new(struct arena *arena,
                                                const struct language *language)
{
  struct sentence_rules *rules = arena_make(arena, struct sentence_rules);
  if (!rules)
    return NULL;
  map_init(&rules->cues, arena);
  for (size_t i = 0; i < sizeof cue_lists / sizeof *cue_lists; i++)
    add_list(&rules->cues, arena, &cue_lists[i],
             language_list(language, cue_lists[i].section, cue_lists[i].key));
  rules->openings = language_set(language, "sentences", "openings");
  rules->connectives = language_set(language, "words", "connectives");
  rules->contrasts = language_set(language, "sentences", "contrasts");
  rules->echoes = language_set(language, "sentences", "echoes");
  rules->links = language_set(language, "sentences", "links");
  rules->nows = language_set(language, "sentences", "nows");
  rules->notices = language_set(language, "sentences", "notices");
  rules->leads = language_set(language, "sentences", "leads");
  rules->pointers = language_set(language, "sentences", "pointers");
  rules->listed = language_set(language, "sentences", "listed");
  rules->tails = language_set(language, "sentences", "tails");
  rules->turnings = language_set(language, "sentences", "turnings");
  rules->rulings = language_set(language, "sentences", "rulings");
  rules->inverts = str_eq(language_text(language, "grammar", "inversion"), STR("yes"));
  rules->has_ordinal_stops = language_text(language, "sentences", "ordinal_stops").len != 0;
  return arena_short(arena) ? NULL : rules;
}

static uint32_t cues_of_word(const struct sentence_rules *rules, const struct word *word)
{
  static const uint64_t weak = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION) |
                               CLASS_BIT(CLASS_NUMBER) | CLASS_BIT(CLASS_MONTH);

  uint32_t entry = map_find(&rules->cues, word->folded);
  uint32_t cues = entry == MAP_NONE ? 0 : (uint32_t)rules->cues.entries[entry].value;
  return cues | (word->classes & weak ? END_WEAK : 0);
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

/* "the room was clean ." throughout: a text whose words and marks were parted. */
static bool is_spacing_stops(const struct splitter *s)
{
  enum { SHARE = 2 };

  uint32_t spaced = 0, all = 0;
  for (uint32_t i = 1; i < s->a->tokens.count; i++) {
    const struct token *t = token_at(s, i);
    if (t->kind != TOKEN_MARK || t->len != 1 || s->text.data[t->at] != '.' ||
        s->text.data[token_at(s, i - 1)->at] == '.')
      continue;
    spaced += has_space(s, i);
    all++;
  }
  return SHARE * spaced > all;
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
  s.spaces_stops = is_spacing_stops(&s);
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
