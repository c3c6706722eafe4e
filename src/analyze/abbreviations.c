/* abbreviations.c - short forms with what they stand for, as the text itself defines them; and
 * common ones from the language file's table where it does not.
 *
 * "World Health Organization (WHO)" and "WHO (World Health Organization)" by Schwartz and Hearst
 * (2003), after a stricter look at the words' first letters. Invariant: a short form has one entry;
 * the text's own definition wins over the table. */
#include <stdlib.h>

#include "analyze/lexicon.h"
#include "analyze/passes.h"

/* Schwartz and Hearst's bounds on a short form, in characters. */
enum { SHORT_MIN = 2, SHORT_MAX = 10 };

/* Characters looked at before a bracket: twelve long words. */
enum { WINDOW_MAX = 256 };

/* "AFL-CIO", "U.S.A.": parts of one short form of the table. */
enum { PARTS_MAX = 8 };

/* Brackets that hold more than so many tokens define nothing. */
enum { INNER_MAX = 24 };

/* Of an entry of the table. */
struct meaning {
  str long_form;
  const struct word_set *signs; /* the text has one of them; NULL: it has no other meaning */
};

struct abbreviation_rules {
  struct map table; /* short form as written; value: index into meanings */
  VEC(struct meaning) meanings;
};

const struct abbreviation_rules *abbreviation_rules_new(struct arena *arena,
                                                        const struct language *language)
{
  static const char section[] = "abbreviations-table", signs[] = "abbreviations-signs";
  struct abbreviation_rules *rules = arena_make(arena, struct abbreviation_rules);
  if (!rules)
    return NULL;
  map_init(&rules->table, arena);
  uint32_t count = language_keys(language, section);
  for (uint32_t i = 0; i < count; i++) {
    str key = arena_str(arena, language_key(language, section, i));
    bool fresh = false;
    uint32_t entry = key.len ? map_add(&rules->table, key, &fresh) : MAP_NONE;
    if (entry == MAP_NONE || !fresh)
      continue;
    struct meaning meaning = {.long_form = language_text(language, section, key.data)};
    const struct word_set *words = language_set(language, signs, key.data);
    meaning.signs = word_set_count(words) ? words : NULL;
    vec_push(arena, &rules->meanings, meaning);
  }
  return arena_short(arena) ? NULL : rules;
}

enum support { SUPPORT_UNASKED, SUPPORT_NONE, SUPPORT_FOUND };

struct search {
  struct analysis *a;
  const struct abbreviation_rules *rules;
  str text;
  struct map known;      /* short forms that have an entry */
  uint8_t *is_supported; /* by meaning: enum support */
};

static const struct token *token_of(const struct search *s, uint32_t i)
{
  return &s->a->tokens.at[i];
}

static str text_of(const struct search *s, uint32_t first, uint32_t end)
{
  const struct token *last = token_of(s, end - 1);
  return str_sub(s->text, token_of(s, first)->at, last->at + last->len - token_of(s, first)->at);
}

static bool is_mark(const struct search *s, uint32_t i, char c)
{
  const struct token *t = token_of(s, i);
  return t->kind == TOKEN_MARK && t->len == 1 && s->text.data[t->at] == c;
}

static void add(struct search *s, str short_form, str long_form, bool is_from_table)
{
  bool fresh = false;
  if (map_add(&s->known, short_form, &fresh) == MAP_NONE || !fresh)
    return;
  struct abbreviation found = {
      .short_form = short_form,
      .long_form = long_form,
      .is_from_table = is_from_table,
      .at = {(uint32_t)(short_form.data - s->text.data), (uint32_t)short_form.len},
  };
  vec_push(s->a->arena, &s->a->abbreviations, found);
}

/* --- does a long form spell the short one? --- */

struct letters {
  uint32_t c[WINDOW_MAX];  /* folded */
  uint32_t at[WINDOW_MAX]; /* byte offset in the slice */
  uint32_t count;
};

/* The last characters of a slice that fit. */
static void read_letters(str s, struct letters *ret)
{
  size_t first = s.len;
  for (uint32_t n = 0; first && n < WINDOW_MAX; n++)
    utf8_previous(s, &first);
  ret->count = 0;
  for (size_t at = first; at < s.len && ret->count < WINDOW_MAX;) {
    ret->at[ret->count] = (uint32_t)at;
    ret->c[ret->count++] = char_lower(utf8_next(s, &at));
  }
}

static bool is_alnum(uint32_t c)
{
  return char_is_letter(c) || char_is_digit(c);
}

static bool starts_word(const struct letters *l, uint32_t i)
{
  return is_alnum(l->c[i]) && (i == 0 || !is_alnum(l->c[i - 1]));
}

/* Schwartz and Hearst: letters of the short form from the last to the first, each found as far
 * right as may be, the first at the start of a word. Index of that start; NONE. */
static uint32_t spell_back(const struct letters *brief, const struct letters *full)
{
  uint32_t l = full->count;
  for (uint32_t k = brief->count; k-- > 0;) {
    if (!is_alnum(brief->c[k]))
      continue;
    do {
      if (l == 0)
        return NONE;
      l--;
    } while (full->c[l] != brief->c[k] || (k == 0 && !starts_word(full, l)));
  }
  return l;
}

/* Small words that a short form skips: of, and, the. They are short in every language. */
static bool is_skipped(const struct letters *full, uint32_t i)
{
  uint32_t len = 0;
  while (i + len < full->count && is_alnum(full->c[i + len]))
    len++;
  return len <= 3;
}

/* The same by first letters alone: the words' initials in order, small words left out at will. */
static uint32_t spell_initials(const struct letters *brief, const struct letters *full)
{
  uint32_t l = full->count, found = NONE;
  for (uint32_t k = brief->count; k-- > 0;) {
    if (!is_alnum(brief->c[k]))
      continue;
    for (;;) {
      if (l == 0)
        return NONE;
      if (!starts_word(full, --l))
        continue;
      if (full->c[l] == brief->c[k])
        break;
      if (!is_skipped(full, l))
        return NONE;
    }
    found = l;
  }
  return found;
}

/* A long form does not begin with a small word when a full one of the same letter stands before it:
 * "Office of the Vice Provost", "Air and Space Operations". */
static uint32_t past_small_word(const struct letters *brief, const struct letters *full,
                                uint32_t start)
{
  uint32_t l = start;
  while (l && is_skipped(full, l)) {
    do
      l--;
    while (l && !starts_word(full, l));
    if (full->c[l] == brief->c[0] && starts_word(full, l))
      return l;
  }
  return start;
}

static uint32_t word_count(const struct letters *full, uint32_t from)
{
  uint32_t words = 0;
  for (uint32_t i = from; i < full->count; i++)
    words += starts_word(full, i) && (i == from || full->c[i - 1] == ' ');
  return words;
}

/* Byte offset in before where the long form of brief starts; SIZE_MAX if it holds none. */
static size_t long_form_start(str brief, str before)
{
  struct letters b, f;
  read_letters(brief, &b);
  read_letters(before, &f);
  uint32_t letters = 0;
  for (uint32_t i = 0; i < b.count; i++)
    letters += is_alnum(b.c[i]) ? 1 : 0;
  uint32_t start = spell_initials(&b, &f);
  if (start == NONE && b.count && b.c[b.count - 1] == 's') {
    b.count--; /* PDFs */
    start = spell_initials(&b, &f);
    b.count++;
  }
  if (start == NONE)
    start = spell_back(&b, &f);
  if (start == NONE)
    return SIZE_MAX;
  start = past_small_word(&b, &f, start);
  while (start && f.c[start - 1] != ' ' && f.c[start - 1] != '(' && f.c[start - 1] != '/' &&
         f.c[start - 1] != '"' && f.c[start - 1] != 0x201C)
    start--;
  uint32_t words = word_count(&f, start);
  uint32_t most = letters + 5 < letters * 2 ? letters + 5 : letters * 2;
  bool is_longer = f.count - start > b.count + 1;
  return words <= most && is_longer ? f.at[start] : SIZE_MAX;
}

/* --- candidates --- */

/* Without quotation marks round it and a leading "the". */
static void strip(const struct search *s, uint32_t *first, uint32_t *end)
{
  while (*first < *end && token_of(s, *first)->kind == TOKEN_MARK)
    ++*first;
  while (*first < *end && token_of(s, *end - 1)->kind == TOKEN_MARK && !is_mark(s, *end - 1, '.'))
    --*end;
}

static bool is_short_form(str s)
{
  size_t chars = utf8_count(s), at = 0;
  uint32_t capitals = 0, letters = 0;
  if (chars < SHORT_MIN || chars > SHORT_MAX)
    return false;
  for (size_t k = 0; at < s.len; k++) {
    uint32_t c = utf8_next(s, &at);
    if (c == ' ' || (k == 0 && !is_alnum(c)))
      return false;
    capitals += char_is_upper(c);
    letters += char_is_letter(c);
  }
  return capitals > 1 || (capitals == 1 && letters <= 4);
}

static bool holds_word(str long_form, str short_form)
{
  return str_find(long_form, short_form, 0) != SIZE_MAX;
}

/* First token of the text before a bracket that may hold its long form. */
static uint32_t window_start(const struct search *s, uint32_t sentence_first, uint32_t bracket)
{
  uint32_t first = bracket;
  while (first > sentence_first) {
    const struct token *t = token_of(s, first - 1);
    bool is_end = t->kind == TOKEN_MARK && t->len == 1 && strchr("()[];:", s->text.data[t->at]);
    if (is_end || token_of(s, bracket)->at - t->at > WINDOW_MAX)
      break;
    first--;
  }
  return first;
}

/* "long form (SHORT)" */
static bool define_before(struct search *s, uint32_t sentence_first, uint32_t bracket, str inner)
{
  if (bracket == sentence_first || !is_short_form(inner))
    return false;
  uint32_t end = bracket, first = window_start(s, sentence_first, bracket);
  strip(s, &first, &end);
  if (first >= end)
    return false;
  str before = text_of(s, first, end);
  size_t start = long_form_start(inner, before);
  if (start == SIZE_MAX)
    return false;
  str long_form = str_sub(before, start, before.len - start);
  if (holds_word(long_form, inner))
    return false;
  add(s, inner, long_form, false);
  return true;
}

/* "SHORT (long form)" */
static void define_behind(struct search *s, uint32_t sentence_first, uint32_t bracket,
                          uint32_t inner_first, uint32_t inner_end)
{
  uint32_t first = bracket;
  while (first > sentence_first && bracket - first < PARTS_MAX &&
         (first == bracket || !(token_of(s, first)->flags & TOKEN_SPACE_BEFORE)))
    first--;
  uint32_t end = bracket;
  /* "(Nasdaq: LMN) (“Lumen”)": what another bracket holds is defined by none. */
  if (first < end && is_mark(s, end - 1, ')'))
    return;
  strip(s, &first, &end);
  if (first >= end)
    return;
  /* "None (not currently slated for stabilization)" */
  bool is_word = end - first == 1 && !(token_of(s, first)->flags & TOKEN_ALL_CAPS) &&
                 s->a->words.at[token_of(s, first)->word].classes & CLASS_BIT(CLASS_STOP);
  str short_form = text_of(s, first, end), inner = text_of(s, inner_first, inner_end);
  if (is_word || !is_short_form(short_form) || !str_find(inner, STR(" "), 0) ||
      str_find(inner, STR(" "), 0) == SIZE_MAX || holds_word(inner, short_form))
    return;
  size_t start = long_form_start(short_form, inner);
  if (start == 0 || (start == sizeof "the" && str_starts(inner, STR("the "))))
    add(s, short_form, str_sub(inner, start, inner.len - start), false);
}

/* End of the bracket's first statement: its close, or the comma before; 0 if it is too long. */
static uint32_t inner_close(const struct search *s, uint32_t bracket, uint32_t sentence_end)
{
  for (uint32_t i = bracket + 1; i < sentence_end && i <= bracket + INNER_MAX; i++)
    if (is_mark(s, i, ')') || is_mark(s, i, ',') || is_mark(s, i, ';') || is_mark(s, i, '('))
      return i;
  return 0;
}

/* "MERT (Macherey et al., 2008)": who is cited, no long form. */
static bool is_citation(const struct search *s, uint32_t end, uint32_t sentence_end)
{
  enum { YEAR_DIGITS = 4 };

  return is_mark(s, end, ',') && end + 1 < sentence_end &&
         token_of(s, end + 1)->kind == TOKEN_NUMBER && token_of(s, end + 1)->len == YEAR_DIGITS;
}

static void read_bracket(struct search *s, const struct sentence *sentence, uint32_t bracket)
{
  uint32_t sentence_end = sentence->first_token + sentence->token_count;
  uint32_t end = inner_close(s, bracket, sentence_end);
  uint32_t first = bracket + 1;
  if (!end || is_citation(s, end, sentence_end))
    return;
  strip(s, &first, &end);
  if (first >= end)
    return;
  if (!define_before(s, sentence->first_token, bracket, text_of(s, first, end)))
    define_behind(s, sentence->first_token, bracket, first, end);
}

/* Most sentences hold no bracket, and are not walked. */
static void read_brackets(struct search *s, const struct sentence *sentence)
{
  if (!memchr(s->text.data + sentence->at.at, '(', sentence->at.len))
    return;
  for (uint32_t i = 0; i < sentence->token_count; i++)
    if (is_mark(s, sentence->first_token + i, '('))
      read_bracket(s, sentence, sentence->first_token + i);
}

/* --- the table --- */

static bool may_be_short(const struct search *s, uint32_t i)
{
  const struct token *t = token_of(s, i);
  if (t->kind != TOKEN_WORD)
    return false;
  return (t->flags & TOKEN_ALL_CAPS) || (t->len == 1 && (t->flags & TOKEN_CAPITAL)) ||
         (t->len <= SHORT_MAX && (t->flags & TOKEN_MIXED_CASE));
}

/* "US$64": the currency's name. */
static bool is_in_currency(const struct search *s, uint32_t behind, uint32_t sentence_end)
{
  return behind < sentence_end && !(token_of(s, behind)->flags & TOKEN_SPACE_BEFORE) &&
         is_mark(s, behind, '$');
}

static bool is_shouted_at(const struct search *s, uint32_t i)
{
  const struct token *t = token_of(s, i);
  return t->kind == TOKEN_WORD && t->flags & TOKEN_ALL_CAPS &&
         map_find(&s->rules->table, text_of(s, i, i + 1)) == MAP_NONE;
}

/* "IT WAS LATE", "the WHO CARES campaign": among words in capitals, a form that is a small word as
 * well is that word. */
static bool is_small_word(const struct search *s, const struct sentence *sentence, uint32_t i)
{
  uint32_t first = sentence->first_token, end = first + sentence->token_count;
  if (!(s->a->words.at[token_of(s, i)->word].classes & CLASS_BIT(CLASS_STOP)))
    return false;
  return (i > first && is_shouted_at(s, i - 1)) || (i + 1 < end && is_shouted_at(s, i + 1));
}

/* "ICU" beside "hospital"; not where it may be something else. */
static bool means_that(struct search *s, uint32_t entry)
{
  const struct word_set *signs = s->rules->meanings.at[entry].signs;
  uint8_t *support = &s->is_supported[entry];
  if (!signs)
    return true;
  for (uint32_t w = 0; *support == SUPPORT_UNASKED && w < s->a->words.count; w++)
    if (word_set_has(signs, s->a->words.at[w].folded))
      *support = SUPPORT_FOUND;
  if (*support == SUPPORT_UNASKED)
    *support = SUPPORT_NONE;
  return *support == SUPPORT_FOUND;
}

/* Token behind the longest form of the table that starts at i; i if none does. */
static uint32_t look_up(struct search *s, uint32_t i, uint32_t sentence_end)
{
  uint32_t end = i + 1;
  while (end < sentence_end && end - i < PARTS_MAX &&
         !(token_of(s, end)->flags & TOKEN_SPACE_BEFORE))
    end++;
  for (uint32_t behind = end; behind > i; behind--) {
    str written = text_of(s, i, behind);
    uint32_t entry = map_find(&s->rules->table, written);
    bool is_whole = behind == sentence_end || token_of(s, behind)->kind == TOKEN_MARK ||
                    (token_of(s, behind)->flags & TOKEN_SPACE_BEFORE) ||
                    s->text.data[token_of(s, behind)->at] == '\'' ||
                    (unsigned char)s->text.data[token_of(s, behind)->at] == 0xE2; /* ’s */
    if (entry == MAP_NONE || !is_whole || is_in_currency(s, behind, sentence_end))
      continue;
    if (means_that(s, entry))
      add(s, written, s->rules->meanings.at[entry].long_form, true);
    return behind;
  }
  return i;
}

/* In a line of capitals US and IT are words. */
static bool is_shouted(const struct search *s, const struct sentence *sentence)
{
  uint32_t words = 0, caps = 0;
  for (uint32_t i = 0; i < sentence->token_count; i++) {
    const struct token *t = token_of(s, sentence->first_token + i);
    words += t->kind == TOKEN_WORD;
    caps += t->kind == TOKEN_WORD && (t->flags & TOKEN_ALL_CAPS);
  }
  return caps * 2 > words;
}

static void read_table_forms(struct search *s, const struct sentence *sentence)
{
  uint32_t end = sentence->first_token + sentence->token_count, i = sentence->first_token;
  while (i < end && !may_be_short(s, i))
    i++;
  if (i == end || (sentence->flags & SENTENCE_FURNITURE) || is_shouted(s, sentence))
    return;
  while (i < end) {
    bool is_inside = i > sentence->first_token && token_of(s, i - 1)->kind != TOKEN_MARK &&
                     !(token_of(s, i)->flags & TOKEN_SPACE_BEFORE);
    bool may_be = !is_inside && may_be_short(s, i) && !is_small_word(s, sentence, i);
    uint32_t next = may_be ? look_up(s, i, end) : i;
    i = next > i ? next : i + 1;
  }
}

static int by_place(const void *a, const void *b)
{
  const struct abbreviation *x = a, *y = b;
  if (x->at.at != y->at.at)
    return x->at.at < y->at.at ? -1 : 1;
  return str_compare(x->short_form, y->short_form);
}

void find_abbreviations(struct analysis *a, const struct analyzer *analyzer)
{
  AUTO(arena) scratch = arena_new(&analyzer->heap);
  if (!scratch) {
    arena_fail(a->arena);
    return;
  }
  struct search s = {.a = a, .rules = analyzer->abbreviations, .text = a->document->text};
  map_init(&s.known, scratch);
  s.is_supported = arena_array(scratch, uint8_t, analyzer->abbreviations->meanings.count + 1);
  for (uint32_t k = 0; k < a->sentences.count; k++)
    read_brackets(&s, &a->sentences.at[k]);
  for (uint32_t k = 0; s.is_supported && k < a->sentences.count; k++)
    read_table_forms(&s, &a->sentences.at[k]);
  if (a->abbreviations.count)
    qsort(a->abbreviations.at, a->abbreviations.count, sizeof *a->abbreviations.at, by_place);
  if (arena_short(scratch))
    arena_fail(a->arena);
}
