/* turns.c - who speaks in a transcript stands before the first sentence of a turn: "MS OKAFOR:",
 * "Q.", "[00:01:20] Tomasz Wilk:", "M. Roussel. –", "Mr. LYLE." What follows is nobody's without
 * it.
 *
 * Invariant: a sentence's opening is the ranked one that names its speaker, itself or one before it
 * in its document; NONE where nothing does. */
#include "base/map.h"
#include "rank/model.h"

/* A document has turns where so many blocks have a label, a third of all at least, and two labels
 * come back, or one of three does and somebody asks. */
enum {
  TURNS_LEAST = 4,
  TURNS_SHARE = 3,
  SPEAKERS_LEAST = 2,
  LABELS_LEAST = 3,
  QUESTIONS_LEAST = 2
};

enum { LABEL_BYTES = 100, LABEL_WORDS = 6 };

/* Behind "[00:01:20] " and "Q12 ": where a label begins. */
static size_t label_start(str text)
{
  size_t at = 0;
  if (text.len && (text.data[0] == '[' || text.data[0] == '(')) {
    char close = text.data[0] == '[' ? ']' : ')';
    for (at = 1; at < text.len && strchr("0123456789:.,", text.data[at]); at++)
      ;
    if (at == 1 || at + 1 >= text.len || text.data[at] != close || text.data[at + 1] != ' ')
      return 0;
    return at + 2;
  }
  if (text.len < 2 || text.data[0] != 'Q' || text.data[1] < '0' || text.data[1] > '9')
    return 0;
  while (++at < text.len && text.data[at] >= '0' && text.data[at] <= '9')
    ;
  return at + 1 < text.len && text.data[at] == ' ' ? at + 1 : 0;
}

/* "of", "von": a small word that may stand within a label. */
static bool is_small(str word)
{
  enum { BYTES_MAX = 3 };

  size_t at = 0;
  return word.len <= BYTES_MAX && word.len && char_is_lower(utf8_next(word, &at));
}

static bool opens_upper(str word)
{
  size_t at = 0;
  uint32_t c = word.len ? utf8_next(word, &at) : 0;
  if ((c == '(' || c == '[') && at < word.len)
    c = utf8_next(word, &at);
  return c && !char_is_lower(c) && char_is_letter(c);
}

/* The name in "DR JAMES HALLORAN (Chief Medical Officer)": its last word, "HALLORAN"; empty where
 * the words are no label. */
static str last_name(str label)
{
  str rest = label, word, name = {"", 0};
  uint32_t words = 0;
  bool is_aside = false;
  while (str_split(&rest, ' ', &word)) {
    is_aside |= word.len && word.data[0] == '(';
    if (++words > LABEL_WORDS || !(opens_upper(word) || (words > 1 && is_small(word))))
      return (str){"", 0};
    name = is_aside ? name : word;
  }
  return name;
}

/* "M. Frédéric Vasseur, ministre de la santé. – Je connais", "MINISTRA.- Buenas": a stop and a
 * dash.
 */
static str name_before_dash(str head, size_t *ret_end)
{
  static const str dashes[] = {{". \u2013 ", 6}, {". \u2014 ", 6}, {".- ", 3}, {".\u2014 ", 5}};
  size_t at = SIZE_MAX;
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes && at == SIZE_MAX; i++) {
    at = str_find(head, dashes[i], 0);
    *ret_end = at + dashes[i].len;
  }
  if (at == SIZE_MAX)
    return (str){"", 0};
  size_t comma = str_find(str_sub(head, 0, at), STR(","), 0);
  return str_last_word(str_sub(head, 0, comma == SIZE_MAX ? at : comma));
}

static bool is_capitals(str word)
{
  uint32_t letters = 0;
  for (size_t at = 0; at < word.len;) {
    uint32_t c = utf8_next(word, &at);
    if (char_is_lower(c) || char_is_digit(c))
      return false;
    letters += char_is_letter(c);
  }
  return letters > 1;
}

/* "Mr. LYLE. On that line", "Mr. SMITH of Ohio. Will": a name in capitals behind words that are
 * not, and a stop. */
static str name_in_capitals(str head, size_t *ret_end)
{
  enum { TITLE_WORDS = 3, PLACE_WORDS = 3 };

  str rest = head, word, name = {"", 0};
  uint32_t before = 0, behind = 0;
  while (str_split(&rest, ' ', &word) && before <= TITLE_WORDS && behind <= PLACE_WORDS) {
    bool has_stop = word.len && word.data[word.len - 1] == '.';
    str bare = str_sub(word, 0, word.len - has_stop);
    bool is_name = !name.len && before && is_capitals(bare);
    if (!is_name && !opens_upper(word) && !is_small(word))
      break;
    before += !is_name && !name.len;
    behind += name.len > 0;
    name = is_name ? bare : name;
    if (name.len && has_stop) {
      size_t end = (size_t)(word.data - head.data) + word.len;
      *ret_end = end + (end < head.len); /* the blank; "Mr. STONE." may stand alone */
      return behind ? str_sub(head, (size_t)(name.data - head.data),
                              (size_t)(bare.data + bare.len - name.data))
                    : name;
    }
  }
  return (str){"", 0};
}

/* What tells the speaker of a block that begins with a label, and the bytes up to where he speaks;
 * empty where it has none. */
static str label_of(const struct language *language, str text, size_t *ret_end)
{
  size_t at = label_start(text);
  str rest = str_sub(text, at, text.len - at);
  if (!rest.len)
    return rest;
  char letter = (char)(rest.data[0] | 0x20); /* folded */
  bool is_letter = rest.len > 3 && rest.data[0] < letter && strchr(".:", rest.data[1]) &&
                   rest.data[2] == ' ' &&
                   language_has(language, "speech", "turns", (str){&letter, 1});
  *ret_end = at + 3;
  if (is_letter)
    return str_sub(rest, 0, 1);
  str head = str_sub(rest, 0, rest.len < LABEL_BYTES ? rest.len : LABEL_BYTES);
  size_t colon = str_find(head, STR(": "), 0);
  bool is_alone = colon == SIZE_MAX && rest.len == head.len && rest.data[rest.len - 1] == ':';
  colon = is_alone ? rest.len - 1 : colon; /* on a line of its own */
  *ret_end = at + colon + 1 + !is_alone;
  str name = colon == SIZE_MAX ? (str){"", 0} : last_name(str_sub(head, 0, colon));
  if (name.len || at)
    return name;
  name = name_before_dash(head, ret_end);
  return name.len ? name : name_in_capitals(head, ret_end);
}

/* --- turns --- */

struct turns {
  const struct analysis *a;
  uint32_t *labels; /* by block: words of its label; 0 where it has none */
  uint32_t last;    /* block with or behind a label */
};

/* "How did you end up with seeds?", over what a person answers. */
static bool asks(const struct document *d, uint32_t block)
{
  const struct block *b = &d->blocks.at[block];
  str text = document_block_text(d, block);
  return b->kind == BLOCK_HEADING && b->furniture == FURNITURE_NONE && text.len &&
         text.data[text.len - 1] == '?';
}

static bool is_spoken(const struct block *b)
{
  return (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM || b->kind == BLOCK_QUOTE) &&
         b->furniture == FURNITURE_NONE;
}

/* Whether the document has turns; notes which blocks begin one. */
static bool find_labels(struct turns *t, struct arena *scratch)
{
  const struct document *d = t->a->document;
  struct map seen;
  map_init(&seen, scratch);
  uint32_t labels = 0, spoken = 0, speakers = 0, kinds = 0, questions = 0;
  bool has_question = false;
  t->labels = arena_array(scratch, uint32_t, d->blocks.count + 1);
  for (uint32_t b = 0; t->labels && b < d->blocks.count; b++) {
    bool may_speak = is_spoken(&d->blocks.at[b]), fresh = false;
    size_t behind = 0;
    str text = document_block_text(d, b);
    str label = may_speak ? label_of(t->a->language, text, &behind) : (str){"", 0};
    spoken += may_speak;
    questions += asks(d, b);
    if (!label.len)
      continue;
    uint32_t entry = map_add(&seen, text_fold(scratch, label), &fresh);
    if (entry == MAP_NONE)
      return false;
    kinds += fresh;
    has_question |= memchr(text.data, '?', text.len) != NULL;
    speakers += ++seen.entries[entry].value == 2;
    t->labels[b] = str_words(str_sub(text, 0, behind));
    t->last = behind == text.len ? b + 1 : b;
    labels++;
  }
  bool is_talk = speakers >= SPEAKERS_LEAST ||
                 (speakers && kinds >= LABELS_LEAST && has_question) ||
                 (speakers && questions >= QUESTIONS_LEAST);
  return is_talk && labels >= TURNS_LEAST && labels * TURNS_SHARE >= spoken;
}

/* "Net sales were $1.4 billion": a result with an amount is the firm's, whoever reads it out. */
static bool is_result(const struct analysis *a, uint32_t sentence, uint32_t *figure)
{
  const struct sentence *s = &a->sentences.at[sentence];
  const struct word_set *accounts = language_set(a->language, "ranking", "accounts");
  bool has_amount = false, is_of_accounts = false;
  while (*figure < a->figures.count && a->figures.at[*figure].sentence < sentence)
    ++*figure;
  for (uint32_t i = *figure; i < a->figures.count && a->figures.at[i].sentence == sentence; i++)
    has_amount |= a->figures.at[i].kind == FIGURE_MONEY || a->figures.at[i].kind == FIGURE_PERCENT;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count && has_amount; i++)
    is_of_accounts |= word_set_has(accounts, a->words.at[a->tokens.at[i].word].folded);
  return is_of_accounts;
}

/* Ranked sentences of one document: each is told by the last that opened a turn, up to a heading
 * and, behind the last label, to the end of its block. */
static void set_openings(const struct turns *t, struct ranked *all, uint32_t first, uint32_t end)
{
  const struct document *d = t->a->document;
  uint32_t opening = NONE, at = 0, figure = 0;
  for (uint32_t i = first; i < end; i++) {
    uint32_t sentence = all[i].sentence, block = t->a->sentences.at[sentence].block;
    for (; at < block; at++)
      if (!is_spoken(&d->blocks.at[at + 1]) || t->labels[at + 1] || at + 1 > t->last)
        opening = NONE;
    bool is_first = !sentence || t->a->sentences.at[sentence - 1].block != block;
    if (t->labels[block] && is_first) {
      opening = i;
      all[i].label_words = t->labels[block];
    }
    bool needs_speaker = opening == i || !is_result(t->a, sentence, &figure);
    all[i].opening = needs_speaker ? opening : NONE;
  }
}

/* --- headings --- */

/* The person whom a heading names: the first mention in it, *mention the next one to look at. */
static uint32_t person_in(const struct analysis *a, struct span heading, uint32_t *mention)
{
  while (*mention < a->mentions.count && a->mentions.at[*mention].at.at < heading.at)
    ++*mention;
  for (uint32_t i = *mention; i < a->mentions.count && a->mentions.at[i].at.at < span_end(heading);
       i++)
    if (a->names.at[a->mentions.at[i].name].kind == NAME_PERSON)
      return a->mentions.at[i].name;
  return NONE;
}

/* By block: a heading that names a person, in a document where one has several of them and another
 * has one: "Bridget Farr (Tarnside) (Con)". NULL elsewhere. */
static bool *find_voices(const struct analysis *a, struct arena *scratch)
{
  const struct document *d = a->document;
  uint32_t *seen = arena_array(scratch, uint32_t, a->names.count + 1);
  bool *is_voice = arena_array(scratch, bool, d->blocks.count + 1);
  uint32_t headings = 0, persons = 0, again = 0, mention = 0;
  for (uint32_t b = 0; seen && is_voice && b < d->blocks.count; b++) {
    const struct block *block = &d->blocks.at[b];
    bool may_name = block->kind == BLOCK_HEADING && block->furniture == FURNITURE_NONE &&
                    block->at.len <= LABEL_BYTES;
    uint32_t person = may_name ? person_in(a, block->at, &mention) : NONE;
    if (person == NONE)
      continue;
    is_voice[b] = true;
    headings++;
    persons += !seen[person];
    again += seen[person]++ == 1;
  }
  return headings >= TURNS_LEAST && persons >= SPEAKERS_LEAST && again ? is_voice : NULL;
}

static void set_voices(const struct analysis *a, const bool *is_voice, struct ranked *all,
                       uint32_t first, uint32_t end)
{
  bool is_headed = false;
  uint32_t at = 0;
  for (uint32_t i = first; i < end; i++) {
    uint32_t block = a->sentences.at[all[i].sentence].block;
    for (; at < block; at++)
      if (a->document->blocks.at[at].kind == BLOCK_HEADING)
        is_headed = is_voice[at];
    all[i].is_headed = is_headed;
  }
}

static bool says_i(const struct analysis *a, uint32_t sentence)
{
  const struct sentence *s = &a->sentences.at[sentence];
  const struct word_set *firsts = language_set(a->language, "speech", "first.person");
  bool has = false;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count && !has; i++)
    has = word_set_has(firsts, a->words.at[a->tokens.at[i].word].folded);
  return has;
}

/* Under questions, "I took the jars to the university" is whoever was asked. */
static void set_answers(const struct analysis *a, struct ranked *all, uint32_t first, uint32_t end)
{
  const struct document *d = a->document;
  uint32_t questions = 0, begins = NONE;
  for (uint32_t b = 0; b < d->blocks.count; b++) {
    begins = asks(d, b) && begins == NONE ? b : begins;
    questions += asks(d, b);
  }
  for (uint32_t i = first; i < end && questions >= QUESTIONS_LEAST; i++) {
    uint32_t block = a->sentences.at[all[i].sentence].block;
    all[i].is_headed = all[i].is_headed || (block > begins && says_i(a, all[i].sentence));
  }
}

void find_turns(struct ranking *ranking, struct arena *scratch)
{
  struct ranked *all = ranking->sentences.at;
  for (uint32_t first = 0, end = 0; first < ranking->sentences.count; first = end) {
    while (end < ranking->sentences.count && all[end].document == all[first].document)
      end++;
    struct turns t = {.a = ranking->analyses[all[first].document]};
    if (find_labels(&t, scratch))
      set_openings(&t, all, first, end);
    const bool *is_voice = find_voices(t.a, scratch);
    if (is_voice)
      set_voices(t.a, is_voice, all, first, end);
    set_answers(t.a, all, first, end);
  }
}
