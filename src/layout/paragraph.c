/* paragraph.c - text and style into pieces that no line end divides, with the sums that give any
 * line's width at once.
 *
 * Invariant: pieces hold every byte of the fragments but the blanks between words, which are
 * folded. */
#include "layout/set.h"

/* How far a character may stand out of the column, in thousandths of its width (pdfTeX's microtype
 * settings for old-style faces, rounded). */
static const struct hang {
  uint32_t c;
  uint16_t left, right;
} hangs[] = {
    {'!', 0, 200},      {'"', 400, 400},    {'\'', 400, 500},   {'(', 100, 0},
    {')', 0, 200},      {',', 0, 700},      {'-', 0, 700},      {'.', 0, 700},
    {':', 0, 400},      {';', 0, 400},      {0xAB, 200, 100},   {0xBB, 200, 100},
    {0x2013, 200, 300}, {0x2014, 150, 200}, {0x2018, 500, 500}, {0x2019, 500, 500},
    {0x201A, 500, 0},   {0x201C, 500, 500}, {0x201D, 500, 500}, {0x201E, 500, 0},
};

static const struct hang *hang_of(uint32_t c)
{
  size_t low = 0, high = sizeof hangs / sizeof *hangs;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (hangs[middle].c < c)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sizeof hangs / sizeof *hangs && hangs[low].c == c ? &hangs[low] : NULL;
}

static unit edge_advance(const struct set_word *word, uint32_t byte)
{
  for (uint32_t i = 0; i < word->shaped.glyphs.count; i++)
    if (word->shaped.glyphs.at[i].cluster == byte)
      return word->shaped.glyphs.at[i].advance;
  return 0;
}

static void measure_hangs(const struct set_word *word, struct piece *piece)
{
  size_t at = piece->from;
  const struct hang *hang = hang_of(utf8_next(word->text, &at));
  if (hang && hang->left)
    piece->hang_left = (unit)((int64_t)edge_advance(word, piece->from) * hang->left / 1000);
  at = piece->to;
  hang = hang_of(utf8_previous(word->text, &at));
  if (hang && hang->right)
    piece->hang_right = (unit)((int64_t)edge_advance(word, (uint32_t)at) * hang->right / 1000);
}

static void push_piece(struct setter *setter, struct paragraph *paragraph, struct piece piece)
{
  const struct set_word *word = &setter->words.at[piece.word];
  bool is_whole = piece.from == 0 && piece.to == word->text.len;
  piece.width = is_whole || !word->before ? word->shaped.width
                                          : word->before[piece.to] - word->before[piece.from];
  piece.glyphs = is_whole ? word->shaped.glyphs.count : piece.to - piece.from;
  measure_hangs(word, &piece);
  vec_push(setter->arena, &paragraph->pieces, piece);
}

/* A dash or a dot between blanks stays with the word before it: no line begins with one. */
static bool is_lone_sign(str text)
{
  size_t at = 0;
  uint32_t c = text.len ? utf8_next(text, &at) : 0;
  return (char_is_dash(c) || c == 0xB7) && at == text.len;
}

static bool is_number(str text)
{
  bool is_numeric = text.len && text.data[text.len - 1] >= '0' && text.data[text.len - 1] <= '9';
  for (size_t at = 0; at < text.len && is_numeric;) {
    uint32_t c = utf8_next(text, &at);
    is_numeric = (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '\'' || c == 0x2019 ||
                 c == '+' || c == '-' || c == 0x2212 || c == 0x2013;
  }
  return is_numeric;
}

/* "%", "€", "km", "m²": a sign, or two letters at most and no vowel. What a number counts may stand
 * on the next line, what it is measured in may not. */
static bool is_unit(str text)
{
  static const uint32_t signs[] = {'%', '$', 0xA3, 0xA5, 0xB0, 0x2030, 0x20AC, 0x2103};
  size_t letters = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_next(text, &at);
    for (size_t i = 0; letters == 0 && i < sizeof signs / sizeof *signs; i++)
      if (c == signs[i])
        return true;
    if (c == 0xB2 || c == 0xB3 || c == '.' || c == ',' || c == ';' || c == ')')
      continue;
    if (!char_is_letter(c) || (c < 128 && strchr("aeiouyAEIOUY", (int)c)) || ++letters > 2)
      return false;
  }
  return letters > 0;
}

/* No line end parts it from the word before it. */
static bool is_tied(const struct setter *setter, const struct paragraph *p, str text)
{
  str before = setter->words.at[vec_last(&p->pieces)->word].text;
  bool is_section = str_eq(before, STR("\xC2\xA7")) && is_number(text);
  return is_section || is_lone_sign(text) || (is_number(before) && is_unit(text));
}

/* "Obst- und": the line shows a hyphen as if it were divided there. */
static bool ends_in_dash(str text)
{
  size_t at = text.len;
  return text.len > 0 && char_is_dash(utf8_previous(text, &at));
}

static void push_word(struct setter *setter, struct paragraph *paragraph, uint32_t fragment,
                      str text, bool blank_before)
{
  uint32_t id = word_shaped(setter, paragraph->fragments[fragment].style, text);
  if (id == NONE)
    return;
  struct piece piece = {.word = id, .fragment = fragment, .blank_before = blank_before};
  if (paragraph->pieces.count && is_tied(setter, paragraph, text))
    vec_last(&paragraph->pieces)->end = END_NEVER;
  for (uint32_t i = 1; i < text.len; i++) {
    const struct set_word *word = &setter->words.at[id];
    if (!word->ends || word->ends[i] == END_NEVER)
      continue;
    piece.to = i;
    piece.end = word->ends[i];
    push_piece(setter, paragraph, piece);
    piece.from = i;
    piece.blank_before = false;
  }
  piece.to = (uint32_t)text.len;
  piece.end = ends_in_dash(text) ? END_DASH : END_BLANK;
  push_piece(setter, paragraph, piece);
}

static bool ends_word(uint32_t c)
{
  return char_is_space(c) && c != 0xA0 && c != 0x202F && c != 0x2007;
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
  str before = paragraph->fragments[index - 1].text;
  size_t start = 0, end = before.len;
  return is_ideographic(utf8_previous(before, &end)) &&
         is_ideographic(utf8_next(paragraph->fragments[index].text, &start));
}

static void push_fragment(struct setter *setter, struct paragraph *paragraph, uint32_t index)
{
  const struct fragment *fragment = &paragraph->fragments[index];
  bool blank =
      !fragment->is_glued && paragraph->pieces.count > 0 && !meets_without_blank(paragraph, index);
  if (fragment->is_glued && paragraph->pieces.count)
    vec_last(&paragraph->pieces)->end = END_NEVER;
  size_t start = 0;
  for (size_t at = 0; at <= fragment->text.len && setter->status == PRECIS_OK;) {
    size_t here = at;
    uint32_t c = at < fragment->text.len ? utf8_next(fragment->text, &at) : ' ';
    at += here == fragment->text.len;
    if (!ends_word(c))
      continue;
    if (here > start) {
      push_word(setter, paragraph, index, str_sub(fragment->text, start, here - start), blank);
      blank = true;
    }
    start = at;
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
  for (uint32_t i = 0; i < count; i++)
    paragraph->holds_rtl = paragraph->holds_rtl || text_holds_rtl(kept[i].text);
  paragraph->is_rtl = paragraph->holds_rtl && text_is_rtl(kept[longest_fragment(kept, count)].text);
  for (uint32_t i = 0; i < count && setter->status == PRECIS_OK; i++)
    push_fragment(setter, paragraph, i);
  /* A hyphen would have to stand in the middle of a line that is read from the right. */
  for (uint32_t i = 0; paragraph->holds_rtl && i < paragraph->pieces.count; i++)
    if (sets_hyphen(paragraph->pieces.at[i].end))
      paragraph->pieces.at[i].end = END_NEVER;
  paragraph_sum(setter, paragraph);
  if (setter->status == PRECIS_OK && arena_short(setter->arena))
    setter->status = fail_no_memory(&setter->err);
  return setter->status == PRECIS_OK ? paragraph : NULL;
}

/* --- set once
 * ------------------------------------------------------------------------------------- */

/* What decides how a paragraph breaks: the measure, and each fragment's style, size and words. */
static str set_key(struct setter *setter, const struct fragment *fragments, uint32_t count,
                   struct measure measure)
{
  size_t need = sizeof measure;
  for (uint32_t i = 0; i < count; i++)
    need += fragments[i].text.len + 16;
  char *key = arena_alloc(setter->arena, need);
  if (!key)
    return (str){0};
  int32_t head[3] = {measure.width, measure.first_indent, measure.is_balanced};
  memcpy(key, head, sizeof head);
  size_t at = sizeof head;
  for (uint32_t i = 0; i < count; i++) {
    const struct fragment *f = &fragments[i];
    uint32_t fixed[4] = {f->style, f->is_glued, (uint32_t)setter->styles[f->style].face.size,
                         (uint32_t)f->text.len};
    memcpy(key + at, fixed, sizeof fixed);
    memcpy(key + at + sizeof fixed, f->text.data, f->text.len);
    at += sizeof fixed + f->text.len;
  }
  return (str){key, at};
}

/* The same words in the same measure, for other nodes of the structure. */
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

struct paragraph *paragraph_set(struct setter *setter, const struct fragment *fragments,
                                uint32_t count, struct measure measure)
{
  if (setter->status != PRECIS_OK || !count)
    return NULL;
  str key = set_key(setter, fragments, count, measure);
  uint32_t found = key.len ? map_find(&setter->set_keys, key) : MAP_NONE;
  if (found != MAP_NONE)
    return copy_for(setter, setter->set.at[setter->set_keys.entries[found].value], fragments,
                    count);
  struct paragraph *paragraph = paragraph_new(setter, fragments, count);
  if (!paragraph)
    return NULL;
  paragraph_break(setter, paragraph, measure);
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
