/* ask_pairs.c - a program of the build: asks HarfBuzz what a face makes of each plain character,
 * and of every two of them side by side.
 *
 *     ask-pairs FACE.ttf FIGURES LANGUAGE...
 *
 * FIGURES are the features that choose figures, "onum,lnum". It prints PostScript name and
 * checksum; the languages that are shaped as one that the face does not know; a line a character:
 * plain or not, glyph, advance; then a line a character with what every other adds behind it
 * (pairs.h).
 *
 * A character is plain if it is one glyph in its place, whatever figures are asked for. A word of
 * such is what its pairs are where no lookup looks further than at the next one: those in whose
 * places a lookup looks at neighbours are dropped, but for letters, which are asked for between
 * every two. */
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "type/pairs.h"

enum { FEATURES_MAX = 32, TAG_BYTES = 4, TAGS_OF_LANGUAGE = 4, LOOKUPS_AT_ONCE = 32 };

struct tags {
  hb_tag_t at[FEATURES_MAX];
  unsigned count;
};

struct asked {
  hb_face_t *face;
  hb_font_t *font;
  hb_buffer_t *buffer;
  bool is_plain[PAIR_COLUMNS];
  bool is_social[PAIR_COLUMNS]; /* a lookup looks at its neighbours */
  hb_codepoint_t glyphs[PAIR_COLUMNS];
  hb_position_t advances[PAIR_COLUMNS];
  int16_t kerns[PAIR_COLUMNS][PAIR_COLUMNS];
};

static const hb_tag_t tables[] = {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS};

enum { TABLES = sizeof tables / sizeof *tables };

/* "onum,lnum" */
static struct tags features_named(const char *names)
{
  struct tags tags = {.count = 0};
  for (size_t at = 0, len = strlen(names); at + TAG_BYTES <= len && tags.count < FEATURES_MAX;
       at += TAG_BYTES + 1)
    tags.at[tags.count++] = hb_tag_from_string(names + at, TAG_BYTES);
  return tags;
}

/* What HarfBuzz applies unasked to Latin text from left to right. */
static struct tags features_always(void)
{
  return features_named("rvrn,ltra,ltrm,rand,abvm,blwm,ccmp,locl,mark,mkmk,rlig,calt,clig,curs,"
                        "dist,kern,liga,rclt");
}

static uint32_t character_of(uint32_t column)
{
  uint32_t c = column + PAIR_FIRST;
  return c <= PAIR_LAST ? c : c - PAIR_LAST - 1 + PAIR_MARKS_FIRST;
}

static const hb_glyph_info_t *shape_characters(struct asked *asked, const uint32_t *characters,
                                               unsigned count, unsigned *ret)
{
  hb_buffer_clear_contents(asked->buffer);
  hb_buffer_add_utf32(asked->buffer, characters, (int)count, 0, (int)count);
  hb_buffer_set_direction(asked->buffer, HB_DIRECTION_LTR);
  hb_buffer_set_script(asked->buffer, HB_SCRIPT_LATIN);
  hb_buffer_set_cluster_level(asked->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_shape(asked->font, asked->buffer, NULL, 0);
  return hb_buffer_get_glyph_infos(asked->buffer, ret);
}

static bool is_in_place(const hb_glyph_position_t *place)
{
  return !place->x_offset && !place->y_offset && !place->y_advance;
}

static void ask_character(struct asked *asked, uint32_t column)
{
  uint32_t c = character_of(column);
  unsigned count;
  const hb_glyph_info_t *info = shape_characters(asked, &c, 1, &count);
  const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(asked->buffer, NULL);
  bool is_figure = c >= '0' && c <= '9', is_soft_hyphen = c == 0xAD;
  bool is_shown = (c < 0x7F || c > 0xA0) && !is_soft_hyphen;
  asked->is_plain[column] = is_shown && !is_figure && count == 1 && info->codepoint &&
                            info->codepoint <= UINT16_MAX && is_in_place(place) &&
                            place->x_advance >= 0 && place->x_advance <= INT16_MAX;
  if (asked->is_plain[column]) {
    asked->glyphs[column] = info->codepoint;
    asked->advances[column] = place->x_advance;
  }
}

static int16_t ask_pair(struct asked *asked, uint32_t left, uint32_t right)
{
  if (!asked->is_plain[left] || !asked->is_plain[right])
    return PAIR_NOT_PLAIN;
  uint32_t characters[] = {character_of(left), character_of(right)};
  unsigned count;
  const hb_glyph_info_t *info = shape_characters(asked, characters, 2, &count);
  const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(asked->buffer, NULL);
  if (count != 2 || info[0].codepoint != asked->glyphs[left] ||
      info[1].codepoint != asked->glyphs[right] || info[0].cluster == info[1].cluster ||
      !is_in_place(&place[0]) || !is_in_place(&place[1]) ||
      place[1].x_advance != asked->advances[right])
    return PAIR_NOT_PLAIN;
  int kern = place[0].x_advance - asked->advances[left];
  bool is_unsafe = hb_glyph_info_get_glyph_flags(&info[1]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK;
  if (kern <= INT16_MIN / 2 || kern > INT16_MAX / 2)
    return PAIR_NOT_PLAIN;
  return (int16_t)(2 * kern + is_unsafe);
}

/* --- what the lookups of the face look at
 * ---------------------------------------------------------- */

static unsigned latin_script(hb_face_t *face, hb_tag_t table)
{
  const hb_tag_t latin = HB_TAG('l', 'a', 't', 'n');
  unsigned script;
  hb_ot_layout_table_select_script(face, table, 1, &latin, &script, NULL);
  return script;
}

static void add_lookups(hb_face_t *face, hb_tag_t table, unsigned feature, hb_set_t *lookups)
{
  unsigned found[LOOKUPS_AT_ONCE], at = 0, count;
  do {
    count = LOOKUPS_AT_ONCE;
    hb_ot_layout_feature_get_lookups(face, table, feature, at, &count, found);
    for (unsigned i = 0; i < count; i++)
      hb_set_add(lookups, found[i]);
    at += count;
  } while (count == LOOKUPS_AT_ONCE);
}

/* Those of the features, and of the one that the language cannot do without, in Latin. */
static hb_set_t *lookups_of(hb_face_t *face, hb_tag_t table, unsigned language,
                            const struct tags *features)
{
  hb_set_t *lookups = hb_set_create();
  unsigned script = latin_script(face, table), feature;
  if (hb_ot_layout_language_get_required_feature_index(face, table, script, language, &feature))
    add_lookups(face, table, feature, lookups);
  for (unsigned i = 0; i < features->count; i++)
    if (hb_ot_layout_language_find_feature(face, table, script, language, features->at[i],
                                           &feature))
      add_lookups(face, table, feature, lookups);
  return lookups;
}

static bool is_shaped_alike(hb_face_t *face, const char *language)
{
  const struct tags features = features_always();
  bool is_alike = true;
  for (int i = 0; i < TABLES; i++) {
    hb_tag_t scripts[TAGS_OF_LANGUAGE], languages[TAGS_OF_LANGUAGE];
    unsigned script_count = TAGS_OF_LANGUAGE, language_count = TAGS_OF_LANGUAGE, index;
    hb_ot_tags_from_script_and_language(HB_SCRIPT_LATIN, hb_language_from_string(language, -1),
                                        &script_count, scripts, &language_count, languages);
    hb_ot_layout_script_select_language(face, tables[i], latin_script(face, tables[i]),
                                        language_count, languages, &index);
    hb_set_t *own = lookups_of(face, tables[i], index, &features);
    hb_set_t *others = lookups_of(face, tables[i], HB_OT_LAYOUT_DEFAULT_LANGUAGE_INDEX, &features);
    is_alike = is_alike && hb_set_is_equal(own, others);
    hb_set_destroy(own);
    hb_set_destroy(others);
  }
  return is_alike;
}

static bool any_plain_in(const struct asked *asked, const hb_set_t *glyphs)
{
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    if (asked->is_plain[i] && hb_set_has(glyphs, asked->glyphs[i]))
      return true;
  return false;
}

/* The face without what no text of plain characters can bring about: lookups name what they look at
 * in sets, and most of the neighbours in them are marks. NULL: no memory. */
static hb_face_t *only_plain(const struct asked *asked)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input)
    return NULL;
  hb_set_t *glyphs = hb_subset_input_glyph_set(input);
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    if (asked->is_plain[i])
      hb_set_add(glyphs, asked->glyphs[i]);
  hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS);
  hb_face_t *face = hb_subset_or_fail(asked->face, input);
  hb_subset_input_destroy(input);
  return face;
}

typedef void take_glyphs(struct asked *asked, const hb_set_t *glyphs);

static void drop(struct asked *asked, const hb_set_t *glyphs)
{
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    asked->is_plain[i] = asked->is_plain[i] && !hb_set_has(glyphs, asked->glyphs[i]);
}

static bool is_letter(uint32_t c)
{
  return hb_unicode_general_category(hb_unicode_funcs_get_default(), c) <=
             HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER &&
         hb_unicode_general_category(hb_unicode_funcs_get_default(), c) >=
             HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER;
}

/* Drops what changes with its neighbours, letters apart, which are marked. */
static void mark_social(struct asked *asked, const hb_set_t *glyphs)
{
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    if (asked->is_plain[i] && hb_set_has(glyphs, asked->glyphs[i])) {
      asked->is_social[i] = true;
      asked->is_plain[i] = is_letter(character_of(i));
    }
}

/* Takes the glyphs in whose places the features' lookups of the face may change something: all of
 * them, or those of lookups that look at plain neighbours. */
static void take_changed(struct asked *asked, hb_face_t *face, hb_tag_t table,
                         const struct tags *features, bool is_by_neighbours, take_glyphs *take)
{
  hb_set_t *lookups = lookups_of(face, table, HB_OT_LAYOUT_DEFAULT_LANGUAGE_INDEX, features);
  for (hb_codepoint_t lookup = HB_SET_VALUE_INVALID; hb_set_next(lookups, &lookup);) {
    hb_set_t *input = hb_set_create(), *around = hb_set_create();
    hb_ot_layout_lookup_collect_glyphs(face, table, lookup, around, input, around, NULL);
    if (!is_by_neighbours || any_plain_in(asked, around))
      take(asked, input);
    hb_set_destroy(input);
    hb_set_destroy(around);
  }
  hb_set_destroy(lookups);
}

static void take_social(struct asked *asked, const struct tags *features)
{
  hb_face_t *face = only_plain(asked);
  for (int i = 0; i < TABLES; i++)
    take_changed(asked, face ? face : asked->face, tables[i], features, true, mark_social);
  hb_face_destroy(face);
}

/* --- letters whose neighbours count
 * ---------------------------------------------------------------- */

static bool is_sum_of_pairs(struct asked *asked, const uint32_t three[3])
{
  uint32_t characters[3];
  for (int i = 0; i < 3; i++)
    characters[i] = character_of(three[i]);
  unsigned count;
  const hb_glyph_info_t *info = shape_characters(asked, characters, 3, &count);
  const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(asked->buffer, NULL);
  bool is_same = count == 3;
  for (unsigned i = 0; i < 3 && is_same; i++) {
    int kern = i < 2 ? asked->kerns[three[i]][three[i + 1]] : 0;
    bool is_unsafe = i && (asked->kerns[three[i - 1]][three[i]] & 1);
    bool was_unsafe = hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK;
    is_same = info[i].codepoint == asked->glyphs[three[i]] && is_in_place(&place[i]) &&
              place[i].x_advance == asked->advances[three[i]] + (kern >> 1) &&
              is_unsafe == was_unsafe;
  }
  return is_same;
}

static void check_three(struct asked *asked, uint32_t a, uint32_t b, uint32_t c)
{
  const uint32_t three[] = {a, b, c};
  if (asked->kerns[a][b] != PAIR_NOT_PLAIN && asked->kerns[b][c] != PAIR_NOT_PLAIN &&
      !is_sum_of_pairs(asked, three))
    asked->kerns[a][b] = asked->kerns[b][c] = PAIR_NOT_PLAIN;
}

/* Drops the pairs of the letter that are others between some neighbours. */
static void check_neighbours(struct asked *asked, uint32_t letter)
{
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    for (uint32_t k = 0; k < PAIR_COLUMNS; k++)
      if (asked->is_plain[i] && asked->is_plain[k]) {
        check_three(asked, i, letter, k);
        check_three(asked, letter, i, k);
        check_three(asked, i, k, letter);
      }
}

/* --- all of it
 * ------------------------------------------------------------------------------------- */

static void ask(struct asked *asked, const struct tags *figures)
{
  const struct tags features = features_always();
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    ask_character(asked, i);
  take_changed(asked, asked->face, HB_OT_TAG_GSUB, figures, false, drop);
  take_social(asked, &features);
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    for (uint32_t k = 0; k < PAIR_COLUMNS; k++)
      asked->kerns[i][k] = ask_pair(asked, i, k);
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    if (asked->is_plain[i] && asked->is_social[i])
      check_neighbours(asked, i);
}

/* checkSumAdjustment, which tells the whole file from others. */
static uint32_t checksum_of(hb_face_t *face)
{
  enum { AT = 8, BYTES = 4 };

  hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
  unsigned len;
  const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(head, &len);
  uint32_t checksum = 0;
  for (unsigned i = AT; i < AT + BYTES && i < len; i++)
    checksum = checksum << 8 | bytes[i];
  hb_blob_destroy(head);
  return checksum;
}

static void print_answers(const struct asked *asked, char *const *languages)
{
  enum { NAME_POSTSCRIPT = 6 };

  char name[64];
  unsigned room = sizeof name;
  hb_ot_name_get_utf8(asked->face, NAME_POSTSCRIPT, hb_language_from_string("en", -1), &room, name);
  printf("%s %u\n", name, checksum_of(asked->face));
  for (; *languages; languages++)
    if (is_shaped_alike(asked->face, *languages))
      printf("%s ", *languages);
  printf("\n");
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    printf("%d %u %d\n", asked->is_plain[i], asked->glyphs[i], asked->advances[i]);
  for (uint32_t i = 0; i < PAIR_COLUMNS; i++)
    for (uint32_t k = 0; k < PAIR_COLUMNS; k++)
      printf("%d%c", asked->kerns[i][k], k + 1 < PAIR_COLUMNS ? ' ' : '\n');
}

int main(int argc, char **argv)
{
  static struct asked asked;
  hb_blob_t *blob = argc > 2 ? hb_blob_create_from_file_or_fail(argv[1]) : NULL;
  if (!blob) {
    fprintf(stderr, "ask-pairs: usage: ask-pairs FACE.ttf FIGURES LANGUAGE...\n");
    return 2;
  }
  asked.face = hb_face_create(blob, 0);
  asked.font = hb_font_create(asked.face);
  asked.buffer = hb_buffer_create();
  const struct tags figures = features_named(argv[2]);
  ask(&asked, &figures);
  print_answers(&asked, argv + 3);
  hb_buffer_destroy(asked.buffer);
  hb_font_destroy(asked.font);
  hb_face_destroy(asked.face);
  hb_blob_destroy(blob);
  return 0;
}
