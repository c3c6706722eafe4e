/* phrases.c - is a text of the page made of what the brief says, and nothing else? */
#include "verify/phrases.h"

#include "text/text.h"

/* What joins two texts of the brief in one line of the page: " · ". */
static const str SEPARATOR = {"\xC2\xB7", 2};
static const str ELLIPSIS = {"\xE2\x80\xA6", 3};

/* A cut text that is shorter says nothing. */
enum { CUT_MIN = 8 };

/* Ten sources of 10 MB for a hundred passages, some seconds; past it a passage is not found. */
static const size_t SEARCH_MAX = (size_t)10 << 30;

/* A look at a text elsewhere in memory costs what searching so many bytes does, and so does a digit
 * looked at. */
enum { LOOK_BYTES = 256, DIGIT_BYTES = 4 };

enum { LABELS_MAX = 256, SEPARATORS_MAX = 200 };

/* Blanks of all kinds, soft hyphens, zero-width characters. */
static bool prints_nothing(uint32_t c)
{
  return c <= ' ' || c == 0xA0 || c == 0xAD || c == 0x202F || c == 0x205F || c == 0x3000 ||
         (c >= 0x2000 && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

str squeeze(struct arena *arena, str text)
{
  char *out = arena_alloc(arena, text.len + 1);
  size_t used = 0;
  for (size_t at = 0; out && at < text.len;) {
    size_t from = at;
    if ((unsigned char)text.data[at] < 0x80) {
      out[used] = text.data[at];
      used += (unsigned char)text.data[at++] > ' ';
      continue;
    }
    if (prints_nothing(utf8_next(text, &at)))
      continue;
    memcpy(out + used, text.data + from, at - from);
    used += at - from;
  }
  return (str){out ? out : "", used};
}

void phrases_init(struct phrases *phrases, struct arena *arena)
{
  *phrases = (struct phrases){.arena = arena, .left = SEARCH_MAX};
  map_init(&phrases->known, arena);
  map_init(&phrases->heads, arena);
}

/* Phrases are looked for by their first bytes. */
enum { HEAD_BYTES = 16 };

static str head_of(str squeezed)
{
  return str_sub(squeezed, 0, squeezed.len < HEAD_BYTES ? squeezed.len : HEAD_BYTES);
}

static void add_phrase(struct phrases *p, str squeezed)
{
  struct phrase phrase = {.squeezed = squeezed, .next = NONE};
  bool is_fresh = false;
  uint32_t head = map_add(&p->heads, head_of(squeezed), &is_fresh);
  if (head == MAP_NONE)
    return;
  if (!is_fresh)
    phrase.next = p->heads.entries[head].value;
  p->heads.entries[head].value = p->list.count;
  vec_push(p->arena, &p->list, phrase);
}

void phrases_add(struct phrases *p, str text)
{
  str squeezed = squeeze(p->arena, text);
  bool is_fresh = false;
  if (squeezed.len && map_add(&p->known, squeezed, &is_fresh) != MAP_NONE && is_fresh)
    add_phrase(p, squeezed);
}

void phrases_add_extract(struct phrases *p, str text)
{
  add_phrase(p, squeeze(p->arena, text));
}

void phrases_add_speaker(struct phrases *p, str name, str title)
{
  phrases_add(p, name);
  if (!name.len || !title.len)
    return;
  phrases_add(p, arena_format(p->arena, "%.*s, %.*s", STR_ARG(name), STR_ARG(title)));
  phrases_add(p, arena_format(p->arena, "%.*s %.*s", STR_ARG(title), STR_ARG(name)));
}

void phrases_add_source(struct phrases *p, str text)
{
  vec_push(p->arena, &p->sources, squeeze(p->arena, text));
}

/* Runs of digits, and what a label has in their place, as one '#'. */
static str masked(struct arena *arena, str text)
{
  char *out = arena_alloc(arena, text.len + 1);
  size_t used = 0;
  for (size_t at = 0; out && at < text.len;) {
    str rest = str_sub(text, at, text.len - at);
    size_t len = str_starts(rest, STR("{pages}")) ? 7 : str_starts(rest, STR("{page}")) ? 6 : 0;
    while (!len && at + len < text.len && text.data[at + len] >= '0' && text.data[at + len] <= '9')
      len++;
    if (len) {
      if (!used || out[used - 1] != '#')
        out[used++] = '#';
      at += len;
    } else {
      out[used++] = text.data[at++];
    }
  }
  return (str){out ? out : "", used};
}

void phrases_add_label(struct phrases *p, str label)
{
  str squeezed = squeeze(p->arena, label);
  if (!squeezed.len || p->labels.count == LABELS_MAX)
    return;
  vec_push(p->arena, &p->labels, masked(p->arena, squeezed));
  phrases_add(p, squeezed);
}

/* --- explaining --- */

static size_t digits_at(str text, size_t at)
{
  size_t count = 0;
  while (at + count < text.len && text.data[at + count] >= '0' && text.data[at + count] <= '9')
    count++;
  return count;
}

static bool is_number(str text)
{
  return text.len && digits_at(text, 0) == text.len;
}

/* "Key points", the run-in "Bottom line.", "Page 1 of 2", "1234 words", "[3] line 12:"; a bullet, a
 * note's number.
 */
static bool is_masked_label(const struct phrases *p, str masks)
{
  if (str_eq(masks, STR("#")) || str_eq(masks, STR("#/#")) || str_eq(masks, STR("[#]")))
    return true;
  for (uint32_t i = 0; i < p->labels.count; i++) {
    str label = p->labels.at[i];
    str run_in = str_ends(masks, STR(".")) ? str_sub(masks, 0, masks.len - 1) : masks;
    str counted = str_starts(masks, STR("#")) ? str_sub(masks, 1, masks.len - 1) : masks;
    str numbered = str_ends(masks, STR("#:")) ? str_sub(masks, 0, masks.len - 2) : masks;
    numbered = str_starts(numbered, STR("[#]")) ? str_sub(numbered, 3, numbered.len - 3) : numbered;
    if (str_eq(masks, label) || str_eq(run_in, label) || str_eq(counted, label) ||
        str_eq(numbered, label))
      return true;
  }
  return false;
}

static bool is_label(struct phrases *p, str text)
{
  static const str bullets[] = {{"\xE2\x80\xA2", 3}, {"\xE2\x80\x93", 3}, {"\xE2\x96\xA0", 3}};
  for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
    if (str_eq(text, bullets[i]))
      return true;
  if (brief_is_item_mark(text))
    return true;
  str masks = masked(p->arena, text);
  bool is_one = is_masked_label(p, masks);
  if (!arena_short(p->arena))
    arena_spare(p->arena, (char *)masks.data, text.len + 1);
  return is_one;
}

bool phrases_spend(struct phrases *p, size_t bytes)
{
  bool is_enough = bytes <= p->left;
  p->left -= is_enough ? bytes : p->left;
  return is_enough;
}

/* Whether a text starts so, for the bytes that it takes to know. */
static bool starts(struct phrases *p, str text, str head)
{
  bool is_same = phrases_spend(p, LOOK_BYTES) && head.len <= text.len;
  for (size_t at = 0; is_same && at < head.len; at += LOOK_BYTES) {
    size_t len = head.len - at < LOOK_BYTES ? head.len - at : LOOK_BYTES;
    is_same = phrases_spend(p, len) && memcmp(text.data + at, head.data + at, len) == 0;
  }
  return is_same;
}

static bool is_passage(struct phrases *p, str text)
{
  for (uint32_t i = 0; i < p->sources.count && phrases_spend(p, p->sources.at[i].len); i++)
    if (str_find(p->sources.at[i], text, 0) != SIZE_MAX)
      return true;
  return false;
}

/* Marks where texts that start at `from` end; true if one does. */
static bool step_from(struct phrases *p, str text, size_t from, bool *reached)
{
  str rest = str_sub(text, from, text.len - from);
  bool is_found = false;
  for (size_t len = head_of(rest).len; len > 0; len--) {
    uint32_t head = map_find(&p->heads, str_sub(rest, 0, len));
    uint32_t i = head == MAP_NONE ? NONE : p->heads.entries[head].value;
    for (; i != NONE && p->left; i = p->list.at[i].next) {
      struct phrase *phrase = &p->list.at[i];
      if (!starts(p, rest, phrase->squeezed))
        continue;
      is_found = phrase->is_seen = true;
      /* The number of its note stands behind it. */
      size_t end = from + phrase->squeezed.len, digits = digits_at(text, end);
      reached[end] = reached[end + digits] = true;
      phrases_spend(p, digits * DIGIT_BYTES);
    }
  }
  return is_found;
}

/* The longest passage of a source that starts here; its last letters may be those of what follows.
 */
static void step_passage(struct phrases *p, str text, size_t from, bool *reached)
{
  enum { PASSAGE_MIN = 4, DOUBT = 4 };

  size_t low = 0, high = text.len - from;
  while (low < high) {
    size_t middle = low + (high - low + 1) / 2;
    if (is_passage(p, str_sub(text, from, middle)))
      low = middle;
    else
      high = middle - 1;
  }
  for (size_t doubt = 0; doubt <= DOUBT && low >= PASSAGE_MIN + doubt; doubt++)
    reached[from + low - doubt] = true;
}

/* What layout puts between texts of a row, and counts where no text's own number can stand: at the
 * head ("12 reports"), behind a colon ("Further documents: 3"), behind a plus. */
static void step_between(const str text, size_t from, bool *reached)
{
  static const str between[] = {{":", 1},           {",", 1},        {";", 1},
                                {"+", 1},           {"(", 1},        {")", 1},
                                {".", 1},           {"\xC2\xB7", 2}, {"\xE2\x80\x93", 3},
                                {"\xE2\x80\x94", 3}};

  str rest = str_sub(text, from, text.len - from);
  for (size_t i = 0; i < sizeof between / sizeof *between; i++)
    if (str_starts(rest, between[i]))
      reached[from + between[i].len] = true;
  if (from == 0 || text.data[from - 1] == ':' || text.data[from - 1] == '+')
    reached[from + digits_at(text, from)] = true;
}

/* Texts in a row, each perhaps with the number of its note. */
static bool is_row(struct phrases *p, str text, bool of_passages)
{
  bool *reached = arena_array(p->arena, bool, text.len + 1);
  if (!reached)
    return false;
  reached[0] = true;
  for (size_t at = 0; at < text.len; at++) {
    if (!reached[at])
      continue;
    if (!step_from(p, text, at, reached) && of_passages)
      step_passage(p, text, at, reached);
    step_between(text, at, reached);
  }
  bool is_reached = reached[text.len];
  arena_spare(p->arena, reached, text.len + 1);
  return is_reached;
}

/* The text without the quotation marks round it. */
static str unquoted(str text)
{
  static const str marks[] = {{"\xE2\x80\x9C", 3}, {"\xE2\x80\x9D", 3}, {"\xE2\x80\x9E", 3},
                              {"\xC2\xAB", 2},     {"\xC2\xBB", 2},     {"\"", 1}};
  size_t head = 0, tail = 0;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    head = !head && str_starts(text, marks[i]) ? marks[i].len : head;
    tail = !tail && str_ends(text, marks[i]) ? marks[i].len : tail;
  }
  return head && tail && head + tail < text.len ? str_sub(text, head, text.len - head - tail)
                                                : text;
}

/* A text of the brief cut at an ellipsis. */
static bool is_cut(struct phrases *p, str text)
{
  if (!str_ends(text, ELLIPSIS) || text.len < ELLIPSIS.len)
    return false;
  str head = str_sub(text, 0, text.len - ELLIPSIS.len);
  if (!head.len)
    return true;
  if (head.len < CUT_MIN)
    return false;
  for (uint32_t i = 0; i < p->known.count && p->left; i++)
    if (starts(p, p->known.entries[i].key, head))
      return true;
  return false;
}

static bool is_known(struct phrases *p, str text)
{
  return map_find(&p->known, text) != MAP_NONE || is_label(p, text) || is_cut(p, text);
}

/* A text whose number of a note stands behind it: a row of figures of several sources. */
static bool is_known_with_number(struct phrases *p, str text)
{
  size_t len = text.len;
  while (len && text.data[len - 1] >= '0' && text.data[len - 1] <= '9' && phrases_spend(p, len)) {
    len--;
    if (map_find(&p->known, str_sub(text, 0, len)) != MAP_NONE)
      return true;
  }
  return false;
}

static bool is_one(struct phrases *p, str text)
{
  return is_number(text) || is_known(p, text) || is_known_with_number(p, text) ||
         map_find(&p->known, unquoted(text)) != MAP_NONE;
}

/* Texts with a separator between them; one of them may hold a separator of its own. */
static bool is_joined(struct phrases *p, str text)
{
  int tries = 0;
  for (size_t from = 0; from < text.len;) {
    size_t end = from;
    bool is_found = false;
    do {
      if (tries++ == SEPARATORS_MAX)
        return false;
      size_t next = str_find(text, SEPARATOR, end);
      end = next == SIZE_MAX ? text.len : next;
      is_found = phrases_spend(p, end - from) && is_one(p, str_sub(text, from, end - from));
      end += is_found || end == text.len ? 0 : SEPARATOR.len;
    } while (!is_found && end < text.len);
    if (!is_found)
      return false;
    from = end < text.len ? end + SEPARATOR.len : end;
  }
  return true;
}

/* A piece of a text of the brief; the last one of a text that was cut has an ellipsis. */
static bool is_piece(struct phrases *p, str text)
{
  if (str_ends(text, ELLIPSIS))
    text.len -= ELLIPSIS.len;
  for (uint32_t i = 0; i < p->known.count && phrases_spend(p, p->known.entries[i].key.len); i++)
    if (str_find(p->known.entries[i].key, text, 0) != SIZE_MAX)
      return true;
  return false;
}

/* The first words of a text, as a note has them: within quotation marks, cut at an ellipsis. */
static bool is_note(struct phrases *p, str text)
{
  str words = unquoted(text);
  size_t at = 0;
  uint32_t first = utf8_next(text, &at);
  if (first != '"' && !char_is_open_quote(first) && !char_is_close_quote(first))
    return false; /* Swedish opens with the mark it closes with */
  if (!str_ends(words, ELLIPSIS))
    return is_row(p, words, false) || is_passage(p, words);
  str head = str_sub(words, 0, words.len - ELLIPSIS.len);
  for (uint32_t i = 0; i < p->list.count && p->left; i++)
    if (starts(p, p->list.at[i].squeezed, head))
      return true;
  return is_passage(p, head);
}

enum phrase_place phrase_place_of(str role)
{
  return str_eq(role, STR("Figure"))     ? PHRASE_FIGURE
         : str_eq(role, STR("Artifact")) ? PHRASE_ARTIFACT
                                         : PHRASE_NODE;
}

bool phrases_explain(struct phrases *p, str text, enum phrase_place place)
{
  str squeezed = squeeze(p->arena, text);
  bool of_passages = place == PHRASE_FIGURE && p->sources.count;
  return !squeezed.len || is_row(p, squeezed, of_passages) || is_one(p, squeezed) ||
         is_joined(p, squeezed) || is_passage(p, squeezed) || is_note(p, squeezed) ||
         (place == PHRASE_ARTIFACT && is_piece(p, squeezed));
}
