/* facts.c - the view of the tokens that figures and dates walk.
 *
 * Invariant: each distinct word is looked up once; a phrase has at most PHRASE_TOKENS tokens and
 * never reaches over a block's end. */
#include "analyze/facts.h"

const struct fact_word fact_no_word = {0};

enum { PHRASE_BYTES = 64 }; /* longest phrase of the language files, and some */

/* NULL: no memory. */
static const struct fact_word *joined_number(struct arena *arena, const struct fact_words *words,
                                             str folded)
{
  double value = 0;
  if (!number_word_read(words, folded, &value))
    return &fact_no_word;
  struct fact_word *word = arena_make(arena, struct fact_word);
  if (word)
    *word = (struct fact_word){.roles = ROLE(NUMBER), .number = value};
  return word;
}

bool facts_open(struct facts *f, struct analysis *a, const struct fact_words *words)
{
  *f = (struct facts){.a = a, .text = a->document->text, .words = words};
  f->of_word = arena_array(a->arena, const struct fact_word *, a->words.count + 1);
  if (!f->of_word)
    return false;
  for (uint32_t i = 0; i < a->words.count; i++) {
    str folded = a->words.at[i].folded;
    uint32_t index = map_find(&words->index, folded);
    if (index != MAP_NONE)
      f->of_word[i] = &words->words.at[words->index.entries[index].value];
    else if (!(f->of_word[i] = joined_number(a->arena, words, folded)))
      return false;
  }
  return true;
}

bool fact_listed(const struct facts *f, uint32_t i, const char *section, const char *key)
{
  return i < fact_count(f) &&
         language_has(f->a->language, section, key, f->a->words.at[f->a->tokens.at[i].word].folded);
}

bool fact_ends(const struct facts *f, uint32_t i, struct word_list ends)
{
  str word = f->a->words.at[f->a->tokens.at[i].word].folded;
  for (uint32_t n = 0; n < ends.count; n++)
    if (str_ends(word, ends.words[n]))
      return true;
  return false;
}

bool fact_is_participle(const struct facts *f, uint32_t i)
{
  enum { LETTERS_MIN = 5 };

  if (!fact_is_word(f, i))
    return false;
  str word = f->a->words.at[f->a->tokens.at[i].word].folded;
  return word.len >= LETTERS_MIN && language_ends(f->a->language, "dates", "participle.ends", word);
}

bool fact_is_of_person(const struct facts *f, uint32_t i)
{
  uint32_t mention = analysis_mention(f->a, fact_start(f, i));
  return mention != NONE && f->a->names.at[f->a->mentions.at[mention].name].kind == NAME_PERSON;
}

char fact_mark(const struct facts *f, uint32_t i)
{
  if (i >= f->a->tokens.count || f->a->tokens.at[i].kind != TOKEN_MARK)
    return 0;
  const struct token *token = &f->a->tokens.at[i];
  unsigned char byte = (unsigned char)f->text.data[token->at];
  if (byte < 0x80)
    return token->len == 1 ? (char)byte : 0;
  size_t at = token->at;
  uint32_t c = utf8_next(f->text, &at);
  if (char_is_dash(c) || c == 0x2212)
    return '-';
  if (char_is_open_quote(c) || char_is_close_quote(c))
    return '"';
  return 0;
}

/* The folded token behind what is in the room, a blank between them where the text has one. */
static size_t append(const struct facts *f, uint32_t i, char room[PHRASE_BYTES], size_t used)
{
  const struct token *token = &f->a->tokens.at[i];
  str folded = f->a->words.at[token->word].folded;
  bool has_blank = used && token->flags & TOKEN_SPACE_BEFORE;
  if (used + has_blank + folded.len > PHRASE_BYTES)
    return 0;
  if (has_blank)
    room[used++] = ' ';
  memcpy(room + used, folded.data, folded.len);
  return used + folded.len;
}

/* A phrase of the wanted roles may go on from word with token i. */
static bool goes_on(const struct facts *f, const struct fact_word *word, uint64_t roles, uint32_t i)
{
  if (!(word->leads & roles) || i >= fact_count(f) || fact_starts_block(f, i))
    return false;
  str folded = f->a->words.at[f->a->tokens.at[i].word].folded;
  return word->next & fact_first_byte(folded);
}

/* Every beginning of a phrase is an entry that leads: the walk ends with the first that is none. */
const struct fact_word *fact_phrase_read(const struct facts *f, uint32_t i, uint64_t roles,
                                         uint32_t *ret_end)
{
  const struct fact_word *word = fact_at(f, i), *best = NULL;
  if (word->roles & roles) {
    best = word;
    *ret_end = i + 1;
  }
  if (!goes_on(f, word, roles, i + 1))
    return best;
  char room[PHRASE_BYTES];
  size_t used = append(f, i, room, 0);
  for (uint32_t n = i + 1; used && n < i + PHRASE_TOKENS && goes_on(f, word, roles, n); n++) {
    used = append(f, n, room, used);
    uint32_t index = used ? map_find(&f->words->index, (str){room, used}) : MAP_NONE;
    if (index == MAP_NONE)
      break;
    word = &f->words->words.at[f->words->index.entries[index].value];
    if (word->roles & roles) {
      best = word;
      *ret_end = n + 1;
    }
  }
  return best;
}

const struct fact_word *fact_phrase_before(const struct facts *f, uint32_t end, uint64_t roles,
                                           uint32_t *ret_first)
{
  const struct fact_word *best = NULL;
  for (uint32_t n = 1; n <= PHRASE_TOKENS && n <= end; n++) {
    uint32_t first = end - n, stop = 0;
    if (end < fact_count(f) && fact_starts_block(f, first + 1) && n > 0 && first + 1 <= end)
      break;
    const struct fact_word *word = fact_phrase(f, first, roles, &stop);
    if (word && stop == end) {
      best = word;
      *ret_first = first;
    }
  }
  return best;
}
