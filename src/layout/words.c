/* words.c - texts cut into words, and words in the styles and sizes they are set in.
 *
 * Invariants: a text is cut once for all styles that shape alike; a word's pieces are measured once
 * for a style and size, so that a paragraph in a size tried before is put together from what is
 * there; a length in a size is the sum of its glyphs', each scaled for itself. */
#include "layout/set.h"

static unit scaled(unit length, unit size)
{
  return (unit)((int64_t)length * size / REFERENCE_SIZE);
}

static unit advance_in(const struct style_face *face, const struct glyph *glyph)
{
  return scaled(glyph->advance, face->size) + face->tracking;
}

/* --- pieces
 * -------------------------------------------------------------------------------------- */

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
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) /* nearly all, and no letter hangs */
    return NULL;
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

/* Of the first glyph of that byte, in the word's size. */
static unit edge_advance(const struct shaped_word *word, const struct style_face *face,
                         uint32_t byte)
{
  for (uint32_t i = 0; i < word->shaped.glyphs.count; i++)
    if (word->shaped.glyphs.at[i].cluster == byte)
      return advance_in(face, &word->shaped.glyphs.at[i]);
  return 0;
}

static void measure_hangs(const struct shaped_word *word, const struct style_face *face,
                          struct piece *piece)
{
  size_t at = piece->from;
  const struct hang *hang = hang_of(utf8_next(word->text, &at));
  if (hang && hang->left)
    piece->hang_left = (unit)((int64_t)edge_advance(word, face, piece->from) * hang->left / 1000);
  at = piece->to;
  hang = hang_of(utf8_previous(word->text, &at));
  if (hang && hang->right)
    piece->hang_right =
        (unit)((int64_t)edge_advance(word, face, (uint32_t)at) * hang->right / 1000);
}

void share_ligatures(str text, int64_t *advances)
{
  for (size_t at = 0, next; at < text.len; at = next) {
    size_t end = at;
    utf8_next(text, &end);
    next = end;
    int64_t letters = 1;
    for (size_t after = end; after < text.len && !advances[after]; next = after, letters++)
      if (!char_is_letter(utf8_next(text, &after)))
        break;
    int64_t share = advances[at] / letters;
    advances[at] -= share * (letters - 1);
    for (size_t i = end; i < next; utf8_next(text, &i))
      advances[i] = share;
  }
}

/* Advances before each byte: a piece is a difference. */
static const int64_t *sum_advances(struct setter *setter, const struct shaped_word *word,
                                   const struct style_face *face)
{
  int64_t *before =
      (int64_t *)scratch_room(setter, &setter->advances, (word->text.len + 1) * sizeof *before);
  if (!before)
    return NULL;
  memset(before, 0, (word->text.len + 1) * sizeof *before);
  for (uint32_t i = 0; i < word->shaped.glyphs.count; i++) {
    const struct glyph *glyph = &word->shaped.glyphs.at[i];
    if (glyph->cluster < word->text.len)
      before[glyph->cluster + 1] += advance_in(face, glyph);
  }
  share_ligatures(word->text, before + 1);
  for (size_t i = 1; i <= word->text.len; i++)
    before[i] += before[i - 1];
  return before;
}

static uint32_t count_pieces(const struct shaped_word *word)
{
  uint32_t count = 1;
  for (size_t i = 1; word->ends && i < word->text.len; i++)
    count += word->ends[i] != END_NEVER;
  return count;
}

static uint8_t last_end(const struct shaped_word *word)
{
  return word->signs & SIGN_DASH_LAST ? END_DASH : END_BLANK;
}

/* The word has ends. */
static void measure_parts(const struct shaped_word *word, const struct style_face *face,
                          const int64_t *before, struct piece *pieces)
{
  uint32_t len = (uint32_t)word->text.len, from = 0;
  for (uint32_t i = 1; i <= len; i++) {
    if (i < len && word->ends[i] == END_NEVER)
      continue;
    pieces->from = from;
    pieces->to = i;
    pieces->width = unit_held(before[i] - before[from]);
    pieces->glyphs = i - from;
    pieces->end = i < len ? word->ends[i] : last_end(word);
    measure_hangs(word, face, pieces++);
    from = i;
  }
}

static unit whole_width(const struct shaped_word *word, const struct style_face *face)
{
  int64_t width = 0;
  for (uint32_t i = 0; i < word->shaped.glyphs.count; i++)
    width += advance_in(face, &word->shaped.glyphs.at[i]);
  return unit_held(width);
}

static uint32_t add_sized(struct setter *setter, uint32_t shaped, uint8_t style)
{
  struct shaped_word *word = &setter->shaped.at[shaped];
  const struct style_face *face = &setter->styles[style].face;
  uint32_t id = setter->words.count, count = count_pieces(word);
  struct piece *pieces = arena_array(setter->arena, struct piece, count);
  const int64_t *before = count > 1 ? sum_advances(setter, word, face) : NULL;
  struct set_word sized = {.text = word->text,
                           .style = style,
                           .size = face->size,
                           .shaped = shaped,
                           .next = word->sized,
                           .width = whole_width(word, face),
                           .pieces = pieces,
                           .piece_count = count};
  if (!pieces || (count > 1 && !before)) {
    setter->status = fail_no_memory(&setter->err);
    return NONE;
  }
  if (count > 1) {
    measure_parts(word, face, before, pieces);
  } else {
    *pieces = (struct piece){.to = (uint32_t)word->text.len,
                             .width = sized.width,
                             .glyphs = word->shaped.glyphs.count,
                             .end = last_end(word)};
    measure_hangs(word, face, pieces);
  }
  for (uint32_t i = 0; i < count; i++)
    pieces[i].word = id;
  vec_push(setter->arena, &setter->words, sized);
  if (arena_short(setter->arena)) {
    setter->status = fail_no_memory(&setter->err);
    return NONE;
  }
  word->sized = id;
  return id;
}

uint32_t word_sized(struct setter *setter, uint32_t shaped, uint8_t style)
{
  if (shaped == NONE || setter->status != PRECIS_OK)
    return NONE;
  unit size = setter->styles[style].face.size;
  for (uint32_t id = setter->shaped.at[shaped].sized; id != NONE; id = setter->words.at[id].next)
    if (setter->words.at[id].style == style && setter->words.at[id].size == size)
      return id;
  return add_sized(setter, shaped, style);
}

/* The shaped word at its style's size: same glyphs, lengths scaled, tracking added. */
static void scale_glyphs(struct setter *setter, const struct shaped *from, struct set_word *word)
{
  const struct style_face face = {.size = word->size,
                                  .tracking = setter->styles[word->style].face.tracking};
  struct shaped *made = arena_make(setter->arena, struct shaped);
  struct glyph *glyphs = arena_array(setter->arena, struct glyph, from->glyphs.count + 1);
  struct glyph_run *runs = arena_array(setter->arena, struct glyph_run, from->runs.count + 1);
  if (!made || !glyphs || !runs)
    return;
  for (uint32_t i = 0; i < from->glyphs.count; i++) {
    glyphs[i] = from->glyphs.at[i];
    glyphs[i].advance = advance_in(&face, &from->glyphs.at[i]);
    glyphs[i].x = scaled(glyphs[i].x, face.size);
    glyphs[i].y = scaled(glyphs[i].y, face.size);
  }
  for (uint32_t i = 0; i < from->runs.count; i++) {
    runs[i] = from->runs.at[i];
    runs[i].size = face.size;
  }
  made->glyphs.at = glyphs;
  made->glyphs.count = made->glyphs.room = from->glyphs.count;
  made->runs.at = runs;
  made->runs.count = made->runs.room = from->runs.count;
  made->width = word->width;
  word->glyphs = made;
}

const struct shaped *word_glyphs(struct setter *setter, uint32_t word)
{
  static const struct shaped none;
  struct set_word *own = &setter->words.at[word];
  if (!own->glyphs)
    scale_glyphs(setter, &setter->shaped.at[own->shaped].shaped, own);
  return own->glyphs ? own->glyphs : &none;
}

/* --- cut
 * ----------------------------------------------------------------------------------------- */

static bool ends_word(uint32_t c)
{
  return char_is_space(c) && c != 0xA0 && c != 0x202F && c != 0x2007;
}

/* The next word of the text from *at on; empty: there is none. */
static str next_word(str text, size_t *at)
{
  size_t start = *at;
  while (*at < text.len) {
    size_t here = *at;
    if (!ends_word(utf8_next(text, at)))
      continue;
    if (here > start)
      return str_sub(text, start, here - start);
    start = *at;
  }
  return start < text.len ? str_sub(text, start, text.len - start) : STR("");
}

typedef VEC(uint32_t) word_list;

/* Those that are new are shaped all at once, and only then one by one. */
static void cut_words(struct setter *setter, struct shaping shaping, str text, word_list *ret)
{
  VEC(str) fresh = {0};
  str word;
  for (size_t at = 0; (word = next_word(text, &at)).len;) {
    uint32_t known = word_known(setter, shaping, word);
    vec_push(setter->arena, ret, known);
    if (known == NONE)
      vec_push(setter->arena, &fresh, word);
  }
  struct style_face face = reference_face(setter, shaping);
  if (fresh.count > 1)
    shape_ahead(setter->context->fontset, setter->arena, fresh.at, fresh.count, &face);
  for (uint32_t i = 0, k = 0; i < ret->count && k < fresh.count; i++)
    if (ret->at[i] == NONE)
      ret->at[i] = word_shaped(setter, shaping, fresh.at[k++]);
}

enum { CUT_PLACES = 2048 }; /* a power of two */

/* A text last asked for, by where it lies: hashing it costs more than all else of it. It stays
 * where it is as long as the setter, whose maps have it for their key. */
struct cut_place {
  const char *text; /* NULL: none */
  size_t len;
  uint32_t cut;
  struct shaping shaping;
};

/* NULL without memory. */
static struct cut_place *cut_place(struct setter *setter, struct shaping shaping, str text)
{
  if (!setter->cut_places)
    setter->cut_places = arena_array(setter->arena, struct cut_place, CUT_PLACES);
  if (!setter->cut_places)
    return NULL;
  uint64_t bits = ((uintptr_t)text.data + text.len + shaping.style) * UINT64_C(0x9E3779B97F4A7C15);
  return &setter->cut_places[bits >> 32 & (CUT_PLACES - 1)];
}

/* The entry of the text's map, made if there is none; MAP_NONE on error. */
static uint32_t cut_entry(struct setter *setter, struct map *keys, struct shaping shaping, str text)
{
  uint32_t entry = map_find(keys, text);
  if (entry != MAP_NONE)
    return entry;
  word_list words = {0};
  cut_words(setter, shaping, text, &words);
  struct cut_text cut = {words.at, words.count, text_holds_rtl(text)};
  entry = setter->status == PRECIS_OK ? map_add(keys, text, NULL) : MAP_NONE;
  vec_push(setter->arena, &setter->cuts, cut);
  if (setter->status == PRECIS_OK && (entry == MAP_NONE || arena_short(setter->arena)))
    setter->status = fail_no_memory(&setter->err);
  if (setter->status != PRECIS_OK)
    return MAP_NONE;
  keys->entries[entry].value = setter->cuts.count - 1;
  return entry;
}

uint32_t text_cut(struct setter *setter, const struct fragment *fragment)
{
  str text = fragment->text;
  struct shaping shaping = {setter->shapes_as[fragment->style], fragment->tongue};
  struct cut_place *place = cut_place(setter, shaping, text);
  if (place && text.data && place->text == text.data && place->len == text.len &&
      place->shaping.style == shaping.style && place->shaping.tongue == shaping.tongue)
    return place->cut;
  struct map *keys = &setter->tongues.at[shaping.tongue].cut_keys[shaping.style];
  if (!keys->arena)
    map_init(keys, setter->arena);
  uint32_t entry = cut_entry(setter, keys, shaping, text);
  if (entry == MAP_NONE)
    return NONE;
  uint32_t cut = keys->entries[entry].value;
  if (place)
    *place = (struct cut_place){text.data, text.len, cut, shaping};
  return cut;
}
