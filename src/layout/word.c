/* word.c - words shaped once, and where a line may end inside them; sizes are words.c's.
 *
 * Invariant: the cache's key is style, language and the word's bytes, so that a layout tried in
 * another size or with other content shapes only what is new. */
#include "layout/set.h"

enum {
  HYPHENATE_LETTERS_MIN = 5, /* two left, three right */
  ADDRESS_PART_MIN = 2,      /* characters on either side of a break in an address */
  CAPITALS_MIN = 8,          /* letters of a word in capitals that may be divided */
  PROGRAM_NAME_MIN = 12,     /* bytes of a name that is divided before its capitals */
  NAME_SIGNS = SIGN_PERSON | SIGN_CAPITAL,
  MISSING_MAX = 16 /* characters named in warnings */
};

char *scratch_room(struct setter *setter, struct scratch *scratch, size_t need)
{
  enum { ROOM_MIN = 256 };

  if (need > scratch->room) {
    scratch->room = need < ROOM_MIN ? ROOM_MIN : need * 2;
    scratch->at = arena_alloc(setter->arena, scratch->room);
  }
  if (!scratch->at)
    scratch->room = 0;
  return scratch->at;
}

enum { KEY_HEAD = 2 }; /* style and tongue */

static str key_of(struct setter *setter, struct shaping shaping, str text)
{
  char *key = scratch_room(setter, &setter->word_key, text.len + KEY_HEAD);
  if (!key)
    return (str){0};
  key[0] = (char)shaping.style;
  key[1] = (char)shaping.tongue;
  memcpy(key + KEY_HEAD, text.data, text.len);
  return (str){key, text.len + KEY_HEAD};
}

static void note_missing(struct setter *setter, const struct shaped *shaped)
{
  for (uint32_t i = 0; i < shaped->missing.count; i++) {
    bool is_known = setter->missing.count >= MISSING_MAX;
    for (uint32_t k = 0; k < setter->missing.count && !is_known; k++)
      is_known = setter->missing.at[k] == shaped->missing.at[i];
    if (!is_known)
      vec_push(setter->arena, &setter->missing, shaped->missing.at[i]);
  }
}

/* Marks where hyphens may stand in word[from, to), a run of letters. */
static void hyphenate_letters(struct setter *setter, struct shaped_word *word, uint32_t from,
                              uint32_t to, enum piece_end end)
{
  str letters = str_sub(word->text, from, to - from);
  bool *allowed = arena_array(setter->arena, bool, letters.len);
  if (!allowed)
    return;
  hyphenate(setter->tongues.at[word->tongue].hyphenator, letters, allowed);
  for (uint32_t i = 1; i < letters.len; i++)
    if (allowed[i])
      word->ends[from + i] = (uint8_t)end;
}

static bool is_apostrophe(uint32_t c)
{
  return c == 0x2019 || c == '\'';
}

/* Letters of a word, next to each other. */
struct letters {
  uint32_t from, to, count;
};

/* "RECOMMENDED", which the language has among its common words: names in capitals stay whole. */
static bool is_common(struct setter *setter, str word)
{
  const struct language *language = setter->context->language;
  return language && language_has(language, "frequencies", "words", text_fold(setter->arena, word));
}

/* Hyphens go only into a part whose letters are one run but for apostrophes ("l’intégration",
 * "harbour’s"), into the longest of what they part, and into capitals only where they are a long
 * word of the language's; those and names with a capital inside ("AirAsia") had better stay whole.
 */
static void find_hyphens_in(struct setter *setter, struct shaped_word *word, uint32_t from,
                            uint32_t to, enum piece_end end)
{
  struct letters run = {0}, longest = {0};
  uint32_t before = 0, letters = 0, upper = 0;
  bool is_simple = true, is_name = false;
  for (size_t at = from; at < to;) {
    uint32_t start = (uint32_t)at;
    uint32_t c = utf8_next(word->text, &at);
    if (char_is_letter(c)) {
      bool is_upper = char_is_upper(c);
      bool is_hump = is_upper && run.to == start && char_is_lower(before);
      is_name = is_name || (is_hump && word->signs & SIGN_CAPITAL);
      if (!run.count || run.to != start) {
        is_simple = is_simple && (!run.count || is_apostrophe(before));
        run = (struct letters){.from = start};
      }
      run.to = (uint32_t)at;
      run.count++;
      letters++;
      upper += is_upper;
    } else if (char_is_mark(c) && run.count && run.to == start) {
      run.to = (uint32_t)at;
    }
    if (char_is_digit(c) || char_is_cjk(c))
      is_simple = false;
    longest = run.count > longest.count || run.from == longest.from ? run : longest;
    before = c;
  }
  bool is_capitals = upper > 1 && upper * 2 >= letters;
  if (is_capitals &&
      (longest.count < CAPITALS_MIN ||
       !is_common(setter, str_sub(word->text, longest.from, longest.to - longest.from))))
    return;
  if (is_simple && longest.count >= HYPHENATE_LETTERS_MIN)
    hyphenate_letters(setter, word, longest.from, longest.to,
                      is_capitals || is_name ? END_WHOLE : end);
}

static bool is_address(str text)
{
  return str_find(text, STR("://"), 0) != SIZE_MAX || str_starts(text, STR("www.")) ||
         (text.len > 12 && str_find(text, STR("@"), 0) != SIZE_MAX);
}

static bool is_hump(char left, char right)
{
  return left >= 'a' && left <= 'z' && right >= 'A' && right <= 'Z';
}

/* "newPayloadRequest", "eth_getBalance", but not "McDonald", "PowerPoint" or "MacBook/PowerBook".
 */
static bool has_humps(str text)
{
  uint32_t humps = 0;
  bool has_stroke = false;
  for (size_t i = 1; i < text.len && text.len >= PROGRAM_NAME_MIN; i++) {
    humps += is_hump(text.data[i - 1], text.data[i]);
    has_stroke = has_stroke || text.data[i] == '_';
    if (text.data[i] == '/' || text.data[i] == '-')
      return false;
  }
  return humps > 1 || (humps && has_stroke);
}

/* A compound with hyphens of its own had better break there, words joined by a stroke behind that;
 * its parts are words as well. A person's name and a month had better stay whole. */
static void find_hyphens(struct setter *setter, struct shaped_word *word)
{
  uint32_t len = (uint32_t)word->text.len, from = 0;
  bool is_whole = true;
  enum piece_end end = word->signs & SIGN_MONTH                   ? END_WHOLE
                       : (word->signs & NAME_SIGNS) == NAME_SIGNS ? END_RARE
                                                                  : END_HYPHEN;
  for (uint32_t i = 1; i < len && is_whole; i++)
    is_whole = word->ends[i] == END_NEVER;
  for (uint32_t i = 1; i <= len; i++)
    if (i == len || word->ends[i] != END_NEVER) {
      find_hyphens_in(setter, word, from, i, is_whole ? end : END_RARE);
      from = i;
    }
}

static uint8_t end_between(uint32_t left, uint32_t right, bool is_in_address)
{
  if (is_in_address)
    return left == '/' || left == '.' || left == '-' || left == '_' || left == '?' || left == '&' ||
                   left == '=' || left == '@'
               ? END_PLAIN
               : END_NEVER;
  bool goes_on = char_is_letter(right) || char_is_digit(right) || char_is_open_quote(right);
  if (left == '-' || left == 0x2010 || left == 0x2013 || left == 0x2014)
    return goes_on ? END_DASH : END_NEVER;
  if (left == '_') /* names of programs: "MSG_HASHER_ADDR" */
    return char_is_letter(right) || char_is_digit(right) ? END_PLAIN : END_NEVER;
  if (left == '/' || left == 0x2026)
    return char_is_letter(right) ? END_PLAIN : END_NEVER;
  return END_NEVER;
}

const bool *word_hyphens(struct setter *setter, uint32_t word, uint32_t from, uint32_t to)
{
  struct shaped_word copy = setter->shaped.at[setter->words.at[word].shaped];
  copy.ends = arena_array(setter->arena, uint8_t, copy.text.len + 1);
  bool *hyphens = arena_array(setter->arena, bool, copy.text.len + 1);
  if (!copy.ends || !hyphens || !setter->tongues.at[copy.tongue].hyphenator ||
      is_address(copy.text))
    return NULL;
  find_hyphens_in(setter, &copy, from, to, END_RARE);
  bool has_one = false;
  for (uint32_t i = from + 1; i < to; i++) {
    hyphens[i] = sets_hyphen(copy.ends[i]);
    has_one = has_one || hyphens[i];
  }
  return has_one ? hyphens : NULL;
}

static bool is_plain_ascii_letters(str text)
{
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)(text.data[i] | 0x20);
    if ((c < 'a' || c > 'z') && !(i + 1 == text.len && (c == ',' || c == '.')))
      return false;
  }
  return true;
}

/* Their letters, and marks of their own: brackets, stops, the stroke of a drawn-out sound. */
static bool is_without_blanks(uint32_t c)
{
  return char_is_cjk(c) || (c >= 0x3000 && c <= 0x303F) || c == 0x30FB ||
         (c >= 0xFF00 && c <= 0xFF60);
}

/* Scripts without blanks, by UAX #14: no mark that closes begins a line, none that opens ends one;
 * Thai and its neighbours by ICU's lists of words. */
static bool add_plain_end(void *user, uint32_t at, int32_t rule)
{
  struct shaped_word *word = user;
  (void)rule;
  if (at >= word->text.len)
    return true;
  size_t before = at, after = at;
  uint32_t left = utf8_previous(word->text, &before), right = utf8_next(word->text, &after);
  if (is_without_blanks(left) || is_without_blanks(right))
    word->ends[at] = END_PLAIN;
  return true;
}

static void find_plain_ends(struct setter *setter, struct shaped_word *word)
{
  bool is_found = false;
  for (size_t at = 0; at < word->text.len && !is_found;)
    is_found = is_without_blanks(utf8_next(word->text, &at));
  if (is_found && setter->status == PRECIS_OK)
    setter->status = text_breaks(BREAK_LINE, setter->tongues.at[word->tongue].tag, word->text,
                                 add_plain_end, word, &setter->err);
}

/* The hyphens of "2025-03-14". */
static bool is_in_date(str text, size_t at)
{
  size_t left = at;
  bool is_hyphen = utf8_previous(text, &left) == '-';
  return is_hyphen && at < text.len && char_is_digit(utf8_next(text, &at)) && left > 0 &&
         char_is_digit(utf8_previous(text, &left));
}

/* A part of one letter had better stay: "e-mail", "'s-Gravenhage". */
static void find_dashes(struct shaped_word *word, bool is_in_address)
{
  size_t at = 0;
  uint32_t left = utf8_next(word->text, &at), seen = 1, since = 1;
  uint32_t total = (uint32_t)utf8_count(word->text), letters = char_is_letter(left);
  bool has_digit = char_is_digit(left);
  while (at < word->text.len) {
    uint32_t here = (uint32_t)at;
    uint32_t right = utf8_next(word->text, &at);
    uint8_t end = end_between(left, right, is_in_address);
    bool is_room = since >= ADDRESS_PART_MIN && total - seen >= ADDRESS_PART_MIN;
    bool is_letter = letters < ADDRESS_PART_MIN && !has_digit;
    if (end == END_DASH && (is_letter || is_in_date(word->text, here)))
      end = END_TIED;
    if (end != END_NEVER && is_room) {
      word->ends[here] = end;
      since = letters = 0;
      has_digit = false;
    }
    left = right;
    letters += char_is_letter(right);
    has_digit = has_digit || char_is_digit(right);
    seen++;
    since++;
  }
}

/* Before the capitals of a program's name, which nothing else divides. */
static void find_humps(struct shaped_word *word)
{
  for (size_t i = ADDRESS_PART_MIN; i + ADDRESS_PART_MIN <= word->text.len; i++)
    if (is_hump(word->text.data[i - 1], word->text.data[i]) && word->ends[i] == END_NEVER)
      word->ends[i] = END_BARE;
}

static bool has_ends(const struct shaped_word *word)
{
  for (size_t i = 1; i < word->text.len; i++)
    if (word->ends[i] != END_NEVER)
      return true;
  return false;
}

void word_find_ends(struct setter *setter, struct shaped_word *word)
{
  str text = word->text;
  bool is_plain = is_plain_ascii_letters(text);
  if (text.len < 2 || (text.len < HYPHENATE_LETTERS_MIN && is_plain))
    return;
  word->ends = arena_array(setter->arena, uint8_t, text.len + 1);
  if (!word->ends)
    return;
  bool is_in_address = !is_plain && is_address(text), is_humped = has_humps(text);
  if (!is_plain) {
    find_dashes(word, is_in_address);
    if (!is_in_address)
      find_plain_ends(setter, word);
  }
  if (is_humped)
    find_humps(word);
  /* In "eth_getTransactionCount" a hyphen would read as one of the name's. */
  bool is_name = is_humped || (!is_plain && str_find(text, STR("_"), 0) != SIZE_MAX);
  if (setter->styles[word->style].hyphenates && !is_in_address && !is_name &&
      !(word->signs & SIGN_SCALE))
    find_hyphens(setter, word);
  if (!has_ends(word))
    word->ends = NULL; /* advances are summed at the size it is set in */
}

static uint32_t keep_word(struct setter *setter, str key, const struct shaped_word *word)
{
  uint32_t entry = map_add(&setter->word_keys, key, NULL);
  vec_push(setter->arena, &setter->shaped, *word);
  if (entry == MAP_NONE || arena_short(setter->arena)) {
    setter->status = fail_no_memory(&setter->err);
    return NONE;
  }
  return entry;
}

/* A key that outlives the next look-up, and the word's own bytes in it. */
static str keep_key(struct setter *setter, str key, struct shaped_word *word)
{
  str kept = arena_str(setter->arena, key);
  if (arena_short(setter->arena) || !kept.len) {
    setter->status = fail_no_memory(&setter->err);
    return (str){0};
  }
  word->text = str_sub(kept, KEY_HEAD, kept.len - KEY_HEAD);
  return kept;
}

struct style_face reference_face(const struct setter *setter, struct shaping shaping)
{
  struct style_face face = setter->styles[shaping.style].face;
  face.language = setter->tongues.at[shaping.tongue].tag;
  face.size = REFERENCE_SIZE;
  face.tracking = 0;
  return face;
}

uint32_t word_known(struct setter *setter, struct shaping shaping, str text)
{
  str key = key_of(setter, shaping, text);
  uint32_t found = key.data ? map_find(&setter->word_keys, key) : MAP_NONE;
  return found == MAP_NONE ? NONE : found;
}

uint32_t word_shaped(struct setter *setter, struct shaping shaping, str text)
{
  if (setter->status != PRECIS_OK)
    return NONE;
  str key = key_of(setter, shaping, text);
  uint32_t found = key.data ? map_find(&setter->word_keys, key) : MAP_NONE;
  if (found != MAP_NONE)
    return found;
  struct shaped_word word = {.style = shaping.style,
                             .tongue = shaping.tongue,
                             .signs = word_signs(setter, text),
                             .sized = NONE};
  str kept = keep_key(setter, key, &word);
  if (setter->status != PRECIS_OK)
    return NONE;
  setter->status = shape(setter->context->fontset, setter->arena, word.text,
                         reference_face(setter, shaping), &word.shaped, &setter->err);
  if (setter->status != PRECIS_OK)
    return NONE;
  note_missing(setter, &word.shaped);
  setter->dropped_marks = setter->dropped_marks || word.shaped.dropped_marks;
  word_find_ends(setter, &word);
  return keep_word(setter, kept, &word);
}
