/* paragraph.c - text and style into pieces that no line end divides, with the sums that give any
 * line's width at once.
 *
 * Invariant: pieces hold every byte of the fragments but the blanks between words, which are
 * folded. */
#include "layout/set.h"

/* To the word before it. Its own parts had better stay together where it says what a number is. */
static enum tie tie_word(struct setter *setter, struct paragraph *paragraph, uint32_t shaped)
{
  if (!paragraph->pieces.count)
    return TIE_NONE;
  struct piece *last = vec_last(&paragraph->pieces);
  uint8_t style = paragraph->fragments[last->fragment].style;
  if (style >= SET_REFERENCE && style <= SET_SPEAKER_REFERENCE)
    return TIE_NONE; /* a note's number is none of the text's */
  uint32_t before = setter->words.at[last->word].shaped;
  enum tie tie = words_tie(&setter->shaped.at[before], &setter->shaped.at[shaped]);
  if (tie == TIE_FAST)
    last->end = END_NEVER;
  else if (tie == TIE_LOOSE && last->end == END_BLANK)
    last->end = END_TIED;
  return tie;
}

static void push_word(struct setter *setter, struct paragraph *paragraph, uint32_t fragment,
                      uint32_t shaped, bool blank_before)
{
  uint32_t id = word_sized(setter, shaped, paragraph->fragments[fragment].style);
  if (id == NONE)
    return;
  enum tie tie = tie_word(setter, paragraph, shaped);
  bool stays_whole = tie != TIE_NONE && setter->shaped.at[shaped].signs & SIGN_COUNTED;
  const struct set_word *word = &setter->words.at[id];
  for (uint32_t i = 0; i < word->piece_count; i++) {
    struct piece piece = word->pieces[i];
    piece.fragment = fragment;
    piece.blank_before = blank_before && i == 0;
    if (stays_whole && piece.end == END_HYPHEN)
      piece.end = END_WHOLE;
    vec_push(setter->arena, &paragraph->pieces, piece);
  }
}

/* Chinese and Japanese sentences follow one another without a blank. */
static bool is_ideographic(uint32_t c)
{
  return (c >= 0x3000 && c <= 0x9FFF) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

static bool meets_without_blank(const struct paragraph *paragraph, uint32_t index)
{
  if (index == 0 || !paragraph->fragments[index].text.len ||
      !paragraph->fragments[index - 1].text.len)
    return false;
  str before = paragraph->fragments[index - 1].text, own = paragraph->fragments[index].text;
  size_t start = 0, end = before.len;
  uint32_t left = utf8_previous(before, &end), right = utf8_next(own, &start);
  while (char_is_close_quote(left) && end > 0)
    left = utf8_previous(before, &end);
  while (char_is_open_quote(right) && start < own.len)
    right = utf8_next(own, &start);
  return is_ideographic(left) && is_ideographic(right);
}

static void push_fragment(struct setter *setter, struct paragraph *paragraph, uint32_t index)
{
  const struct fragment *fragment = &paragraph->fragments[index];
  uint32_t id = text_cut(setter, fragment);
  if (id == NONE)
    return;
  bool blank =
      !fragment->is_glued && paragraph->pieces.count > 0 && !meets_without_blank(paragraph, index);
  if (fragment->is_glued && paragraph->pieces.count)
    vec_last(&paragraph->pieces)->end = END_NEVER;
  const struct cut_text cut = setter->cuts.at[id];
  paragraph->holds_rtl = paragraph->holds_rtl || cut.holds_rtl;
  for (uint32_t i = 0; i < cut.count && setter->status == PRECIS_OK; i++) {
    push_word(setter, paragraph, index, cut.words[i], blank);
    blank = true;
  }
}

void paragraph_sum(struct setter *setter, struct paragraph *paragraph)
{
  uint32_t count = paragraph->pieces.count;
  paragraph->sums = arena_array(setter->arena, struct piece_sum, (size_t)count + 1);
  if (!paragraph->sums)
    return;
  for (uint32_t i = 0; i < count; i++) {
    const struct piece *piece = &paragraph->pieces.at[i];
    const struct set_style *style = &setter->styles[paragraph->fragments[piece->fragment].style];
    struct piece_sum sum = paragraph->sums[i];
    sum.width += piece->width;
    sum.glyphs += piece->glyphs;
    sum.blank += piece->blank_before ? style->space : 0;
    sum.blanks += piece->blank_before;
    paragraph->sums[i + 1] = sum;
  }
}

static uint32_t longest_fragment(const struct fragment *fragments, uint32_t count)
{
  uint32_t longest = 0;
  for (uint32_t i = 1; i < count; i++)
    if (fragments[i].text.len > fragments[longest].text.len)
      longest = i;
  return longest;
}

/* The style that most of the text is set in gives leading, alignment and elasticity. */
static uint8_t main_style(const struct fragment *fragments, uint32_t count)
{
  return count ? fragments[longest_fragment(fragments, count)].style : STYLE_BODY;
}

/* The longest fragment decides; one that stands apart is in a line that is read as its page is. */
static bool is_read_from_right(const struct setter *setter, const struct paragraph *paragraph)
{
  uint32_t longest = longest_fragment(paragraph->fragments, paragraph->fragment_count);
  const struct fragment *fragment = &paragraph->fragments[longest];
  return fragment->is_isolated ? setter->is_rtl : text_is_rtl(fragment->text);
}

struct paragraph *paragraph_new(struct setter *setter, const struct fragment *fragments,
                                uint32_t count)
{
  struct paragraph *paragraph = arena_make(setter->arena, struct paragraph);
  struct fragment *kept = arena_array(setter->arena, struct fragment, count ? count : 1);
  if (!paragraph || !kept) {
    setter->status = fail_no_memory(&setter->err);
    return NULL;
  }
  memcpy(kept, fragments, count * sizeof *fragments);
  paragraph->fragments = kept;
  paragraph->fragment_count = count;
  paragraph->style = &setter->styles[main_style(kept, count)];
  paragraph->leading = paragraph->style->leading;
  for (uint32_t i = 0; i < count && setter->status == PRECIS_OK; i++)
    push_fragment(setter, paragraph, i);
  paragraph->is_rtl = paragraph->holds_rtl && is_read_from_right(setter, paragraph);
  /* A hyphen would have to stand in the middle of a line that is read from the right. */
  for (uint32_t i = 0; paragraph->holds_rtl && i < paragraph->pieces.count; i++)
    if (sets_hyphen(paragraph->pieces.at[i].end))
      paragraph->pieces.at[i].end = END_NEVER;
  paragraph_sum(setter, paragraph);
  if (setter->status == PRECIS_OK && arena_short(setter->arena))
    setter->status = fail_no_memory(&setter->err);
  return setter->status == PRECIS_OK ? paragraph : NULL;
}

/* --- large type
 * ----------------------------------------------------------------------------------- */

static bool is_hiragana(uint32_t c)
{
  return c >= 0x3041 && c <= 0x309F;
}

static bool holds_hiragana(str text)
{
  for (size_t at = 0; at < text.len;)
    if (is_hiragana(utf8_next(text, &at)))
      return true;
  return false;
}

/* Japanese is read in words that end in hiragana: a line of a title that ends elsewhere, but for
 * behind a mark, parts one. */
static bool ends_phrase(uint32_t left, uint32_t right)
{
  return (!char_is_letter(left) && !char_is_digit(left)) ||
         (is_hiragana(left) && !is_hiragana(right));
}

/* Whether a line may end behind the piece, inside a word, as far as the eye goes. */
static bool ends_well(const struct setter *setter, const struct piece *piece, bool is_japanese)
{
  str word = setter->words.at[piece->word].text;
  size_t before = piece->to, after = piece->to;
  uint32_t left = utf8_previous(word, &before);
  if (piece->end == END_DASH)
    return left != '-' && left != 0x2010; /* "Saint-" */
  return piece->end != END_PLAIN || !is_japanese || ends_phrase(left, utf8_next(word, &after));
}

/* "the", "für", "de": a line that ends in one leaves the reader in the air. */
static bool leads_on(struct setter *setter, str word)
{
  enum { LETTERS_MAX = 3 }; /* longer ones may be verbs */

  const struct language *language = setter->context->language;
  return language && word.len <= 2 * LETTERS_MAX && utf8_count(word) <= LETTERS_MAX &&
         language_has(language, "words", "stop", text_fold(setter->arena, word));
}

/* What a line end between two words is to cost: "Tarn 2" is a name. Where the text has a colon, a
 * line had better end there. */
static uint8_t end_between_words(struct setter *setter, const struct piece *piece, bool has_colon)
{
  const struct shaped_word *left = &setter->shaped.at[setter->words.at[piece->word].shaped];
  const struct shaped_word *right = &setter->shaped.at[setter->words.at[piece[1].word].shaped];
  if (left->signs & SIGN_CAPITAL && right->signs & SIGN_DIGIT_FIRST)
    return END_TIED;
  if (!leads_on(setter, left->text))
    return END_BLANK;
  return has_colon ? END_DASH : END_PLAIN;
}

/* In large type the eye sees a bad end sooner than an uneven one: compounds and words stay whole
 * where they can. */
static void tie_words(struct setter *setter, struct paragraph *paragraph)
{
  bool is_japanese = false, has_colon = false;
  for (uint32_t i = 0; i < paragraph->fragment_count; i++) {
    is_japanese = is_japanese || holds_hiragana(paragraph->fragments[i].text);
    has_colon = has_colon || str_find(paragraph->fragments[i].text, STR(": "), 0) != SIZE_MAX;
  }
  for (uint32_t i = 0; i + 1 < paragraph->pieces.count; i++) {
    struct piece *piece = &paragraph->pieces.at[i];
    bool is_inside = piece->to < setter->words.at[piece->word].text.len;
    if (is_inside && !ends_well(setter, piece, is_japanese))
      piece->end = END_TIED;
    else if (!is_inside && piece->end == END_BLANK)
      piece->end = end_between_words(setter, piece, has_colon);
  }
}

/* Lines of a list run on end at its dots. */
static void tie_parts(const struct setter *setter, struct paragraph *paragraph)
{
  for (uint32_t i = 0; i + 1 < paragraph->pieces.count; i++) {
    struct piece *piece = &paragraph->pieces.at[i];
    uint32_t shaped = setter->words.at[piece->word].shaped;
    if (piece->end == END_BLANK && !(setter->shaped.at[shaped].signs & SIGN_LONE))
      piece->end = END_TIED;
  }
}

/* --- set once
 * ------------------------------------------------------------------------------------- */

/* What decides how a paragraph breaks: the measure, and each fragment's style, size and words. */
static str set_key(struct setter *setter, const struct fragment *fragments, uint32_t count,
                   struct measure measure)
{
  enum { HEAD = 3, EACH = 4 };

  size_t size = ((size_t)count * EACH + HEAD) * sizeof(uint32_t);
  uint32_t *key = (uint32_t *)scratch_room(setter, &setter->set_key, size);
  if (!key) {
    setter->status = fail_no_memory(&setter->err);
    return (str){0};
  }
  const uint32_t head[HEAD] = {(uint32_t)measure.width, (uint32_t)measure.first_indent,
                               (uint32_t)measure.is_balanced | (uint32_t)measure.is_listed << 1};
  memcpy(key, head, sizeof head);
  for (uint32_t i = 0; i < count; i++) {
    const struct fragment *f = &fragments[i];
    const uint32_t each[EACH] = {text_cut(setter, f), f->style, f->is_glued,
                                 (uint32_t)setter->styles[f->style].face.size};
    memcpy(key + HEAD + (size_t)i * EACH, each, sizeof each);
  }
  return (str){(const char *)key, size};
}

/* The same words in the same measure, for other nodes of the structure, of which a trial has no
 * use. */
static struct paragraph *copy_for(struct setter *setter, const struct paragraph *set,
                                  const struct fragment *fragments, uint32_t count)
{
  struct paragraph *copy = arena_make(setter->arena, struct paragraph);
  struct fragment *kept = arena_array(setter->arena, struct fragment, count);
  if (!copy || !kept) {
    setter->status = fail_no_memory(&setter->err);
    return NULL;
  }
  memcpy(kept, fragments, count * sizeof *fragments);
  *copy = *set;
  copy->fragments = kept;
  return copy;
}

/* Whose letters the leading was not made for. */
static bool has_other_faces(const struct setter *setter, const struct paragraph *p)
{
  for (uint32_t i = 0; i < p->pieces.count; i++) {
    const struct set_word *word = &setter->words.at[p->pieces.at[i].word];
    const struct shaped *shaped = &setter->shaped.at[word->shaped].shaped;
    if (shaped->runs.count > 1 ||
        (shaped->runs.count && shaped->runs.at[0].face != p->style->face.face))
      return true;
  }
  return false;
}

/* Lines so near that marks may meet; of other scripts, several lines of any large type. */
static bool wants_clear_ink(const struct setter *setter, const struct paragraph *p)
{
  bool is_solid = (int64_t)p->style->leading * 5 < (int64_t)p->style->face.size * 6;
  return is_solid || (p->style->is_large && p->lines.count > 1 && has_other_faces(setter, p));
}

struct paragraph *paragraph_set(struct setter *setter, const struct fragment *fragments,
                                uint32_t count, struct measure measure)
{
  if (setter->status != PRECIS_OK || !count)
    return NULL;
  str key = set_key(setter, fragments, count, measure);
  if (setter->status != PRECIS_OK)
    return NULL;
  uint32_t found = map_find(&setter->set_keys, key);
  if (found != MAP_NONE) {
    struct paragraph *set = setter->set.at[setter->set_keys.entries[found].value];
    return setter->is_trial ? set : copy_for(setter, set, fragments, count);
  }
  key = arena_str(setter->arena, key);
  struct paragraph *paragraph = paragraph_new(setter, fragments, count);
  if (!paragraph)
    return NULL;
  if (paragraph->style->is_large)
    tie_words(setter, paragraph);
  if (measure.is_listed)
    tie_parts(setter, paragraph);
  paragraph_break(setter, paragraph, measure);
  if (measure.is_balanced && setter->status == PRECIS_OK && wants_clear_ink(setter, paragraph))
    paragraph_clear_ink(setter, paragraph);
  uint32_t entry = map_add(&setter->set_keys, key, NULL);
  vec_push(setter->arena, &setter->set, paragraph);
  if (setter->status == PRECIS_OK && (entry == MAP_NONE || arena_short(setter->arena)))
    setter->status = fail_no_memory(&setter->err);
  if (setter->status != PRECIS_OK)
    return NULL;
  setter->set_keys.entries[entry].value = setter->set.count - 1;
  return paragraph;
}

/* Broken as a whole in the narrow measure, of which the first lines stay; the rest is broken anew.
 */
struct paragraph *paragraph_set_round(struct setter *setter, const struct fragment *fragments,
                                      uint32_t count, struct measure measure,
                                      struct run_round round)
{
  struct paragraph *paragraph = paragraph_new(setter, fragments, count);
  if (!paragraph)
    return NULL;
  struct measure narrow = measure;
  narrow.width -= round.by;
  paragraph_break(setter, paragraph, narrow);
  if (paragraph->lines.count > round.lines)
    paragraph->lines.count = round.lines;
  for (uint32_t i = 0; i < paragraph->lines.count; i++)
    paragraph->lines.at[i].narrow = round.by;
  paragraph_break_rest(setter, paragraph, measure);
  paragraph->measure = measure.width;
  return setter->status == PRECIS_OK ? paragraph : NULL;
}

struct paragraph *paragraph_of(struct setter *setter, str text, uint8_t style, uint32_t node)
{
  return paragraph_new(setter, &(struct fragment){.text = text, .style = style, .node = node}, 1);
}

unit paragraph_natural_width(const struct paragraph *paragraph)
{
  const struct piece_sum *sum = &paragraph->sums[paragraph->pieces.count];
  int64_t width = sum->width + sum->blank;
  return width > INT32_MAX / 2 ? INT32_MAX / 2 : (unit)width;
}

unit paragraph_height(const struct paragraph *paragraph)
{
  return (unit)paragraph->lines.count * paragraph->leading;
}

bool paragraph_divides_word(const struct paragraph *set)
{
  for (uint32_t i = 0; i < set->lines.count; i++) {
    uint8_t end = set->pieces.at[set->lines.at[i].end - 1].end;
    bool is_within = set->lines.at[i].end < set->pieces.count;
    if (is_within && (end == END_FORCED || end == END_BARE || sets_hyphen(end)))
      return true;
  }
  return false;
}
