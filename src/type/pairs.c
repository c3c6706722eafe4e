/* pairs.c - words of plain characters put together from pairs that the build asked HarfBuzz for:
 * most words of most texts. Shaping them was a third of a cold run's page, half of it kerning.
 *
 * Invariant: a word is what HarfBuzz makes of it in that face, or it is left to HarfBuzz. */
#include "type/pairs.h"

#include "type/faces.h"

/* Small capitals and superior figures are other glyphs. */
enum {
  PLAIN_FEATURES = FEATURE_OLD_STYLE | FEATURE_LINING | FEATURE_TABULAR | FEATURE_NO_LIGATURE
};

/* Longer ones are rare, and need not be looked through twice. */
enum { WORD_MAX = 64 };

const struct face_pairs *pairs_of(const char *postscript_name, uint32_t checksum)
{
  for (const struct face_pairs *pairs = face_pairs; pairs->name; pairs++)
    if (pairs->checksum == checksum && !strcmp(pairs->name, postscript_name))
      return pairs;
  return NULL;
}

/* " de en " holds "en" for "en-GB". A text without a language is shaped as in one that no face
 * knows. */
static bool has_language(const struct face_pairs *pairs, const char *language)
{
  size_t len = language ? strcspn(language, "-") : 0;
  for (const char *at = pairs->languages; len && *at; at += strcspn(at + 1, " ") + 1)
    if (!strncmp(at + 1, language, len) && at[1 + len] == ' ')
      return true;
  return !len;
}

/* A word as the table has it. */
struct plain_word {
  uint32_t count;
  uint32_t clusters[WORD_MAX];
  uint8_t columns[WORD_MAX];
};

static int16_t kern_of(const struct face_pairs *pairs, uint32_t left, uint32_t right)
{
  return pairs->kerns[(pairs->rows[left] - 1u) * pairs->column_count + pairs->columns[right] - 1u];
}

static bool read_plain(const struct face_pairs *pairs, str text, struct plain_word *ret)
{
  ret->count = 0;
  for (size_t at = 0; at < text.len; ret->count++) {
    uint32_t i = ret->count, cluster = (uint32_t)at;
    uint32_t column = pair_column(utf8_next(text, &at));
    if (i == WORD_MAX || column == PAIR_NONE || !pairs->rows[column] ||
        (i && kern_of(pairs, ret->columns[i - 1], column) == PAIR_NOT_PLAIN))
      return false;
    ret->clusters[i] = cluster;
    ret->columns[i] = (uint8_t)column;
  }
  return ret->count > 0;
}

static bool read_word(str text, const struct style_face *style, struct plain_word *ret)
{
  const struct face_pairs *pairs = style->face->pairs;
  return pairs && !(style->features & ~(uint32_t)PLAIN_FEATURES) && style->direction != BASE_RTL &&
         has_language(pairs, style->language) && read_plain(pairs, text, ret);
}

static struct glyph glyph_at(const struct plain_word *word, uint32_t i,
                             const struct style_face *style)
{
  const struct face_pairs *pairs = style->face->pairs;
  uint32_t column = word->columns[i];
  int advance = pairs->advances[column];
  if (i + 1 < word->count)
    advance += kern_of(pairs, column, word->columns[i + 1]) >> 1;
  return (struct glyph){.id = pairs->glyphs[column],
                        .cluster = word->clusters[i],
                        .advance = face_scaled(style->face, style->size, advance) + style->tracking,
                        .is_unsafe = i && (kern_of(pairs, word->columns[i - 1], column) & 1)};
}

bool pairs_shape(struct arena *arena, str text, const struct style_face *style, struct shaped *ret)
{
  struct plain_word word;
  if (!read_word(text, style, &word))
    return false;
  struct glyph *glyphs = arena_array(arena, struct glyph, word.count);
  struct glyph_run run = {.face = style->face,
                          .size = style->size,
                          .features = style->features,
                          .at = {0, (uint32_t)text.len},
                          .glyph_count = word.count};
  vec_push(arena, &ret->runs, run);
  for (uint32_t i = 0; glyphs && i < word.count; i++) {
    glyphs[i] = glyph_at(&word, i, style);
    ret->width = unit_held((int64_t)ret->width + glyphs[i].advance);
  }
  ret->glyphs.at = glyphs;
  ret->glyphs.count = ret->glyphs.room = glyphs ? word.count : 0;
  return true;
}

bool pairs_have(str text, const struct style_face *style)
{
  struct plain_word word;
  return read_word(text, style, &word);
}
