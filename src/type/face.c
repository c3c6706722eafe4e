/* face.c - one font file, mapped into memory, with the measures that layout and PDF need. */
#include <hb-ot.h>

#include "type/faces.h"

static uint32_t read_u16(const uint8_t *at)
{
  return (uint32_t)at[0] << 8 | at[1];
}

static int32_t read_s16(const uint8_t *at)
{
  return (int16_t)read_u16(at);
}

static void read_head(struct face *face)
{
  enum { HEAD_BBOX = 36, HEAD_LEN = 54 };

  hb_blob_t *table = hb_face_reference_table(face->hb_face, HB_TAG('h', 'e', 'a', 'd'));
  unsigned len;
  const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(table, &len);
  for (int i = 0; len >= HEAD_LEN && i < 4; i++)
    face->bbox[i] = read_s16(bytes + HEAD_BBOX + 2 * i);
  hb_blob_destroy(table);
}

static void read_post(struct face *face)
{
  enum { POST_ANGLE = 4, POST_LEN = 32 };

  hb_blob_t *table = hb_face_reference_table(face->hb_face, HB_TAG('p', 'o', 's', 't'));
  unsigned len;
  const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(table, &len);
  if (len >= POST_LEN)
    face->italic_angle =
        (int32_t)(read_u16(bytes + POST_ANGLE) << 16 | read_u16(bytes + POST_ANGLE + 2));
  hb_blob_destroy(table);
}

static int32_t metric(const struct face *face, hb_ot_metrics_tag_t tag, int32_t fallback)
{
  hb_position_t value;
  return hb_ot_metrics_get_position(face->hb_font, tag, &value) ? value : fallback;
}

static bool has_table(const struct face *face, hb_tag_t tag)
{
  hb_blob_t *table = hb_face_reference_table(face->hb_face, tag);
  bool is_there = hb_blob_get_length(table) > 0;
  hb_blob_destroy(table);
  return is_there;
}

bool face_has_superiors(const struct face *face)
{
  static const hb_tag_t scripts[] = {HB_TAG('l', 'a', 't', 'n'), HB_TAG('D', 'F', 'L', 'T'), 0};
  const hb_tag_t features[] = {face->superiors, 0};
  hb_codepoint_t one;
  if (!hb_font_get_nominal_glyph(face->hb_font, '1', &one))
    return false;
  hb_set_t *lookups = hb_set_create();
  hb_ot_layout_collect_lookups(face->hb_face, HB_OT_TAG_GSUB, scripts, NULL, features, lookups);
  bool has = false;
  for (hb_codepoint_t lookup = HB_SET_VALUE_INVALID; !has && hb_set_next(lookups, &lookup);)
    has = hb_ot_layout_lookup_would_substitute(face->hb_face, lookup, &one, 1, true);
  hb_set_destroy(lookups);
  return has;
}

/* PDF names allow more, but a name of letters, digits and hyphens needs no escapes anywhere. */
static void read_name(struct face *face)
{
  enum { NAME_POSTSCRIPT = 6 };

  char name[sizeof face->postscript_name];
  unsigned len = sizeof name;
  hb_ot_name_get_utf8(face->hb_face, NAME_POSTSCRIPT, hb_language_from_string("en", -1), &len,
                      name);
  size_t used = 0;
  for (size_t i = 0; name[i] && i < sizeof name - 1; i++) {
    char c = name[i];
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')
      face->postscript_name[used++] = c;
  }
  if (!used)
    memcpy(face->postscript_name, "Face", 5);
}

/* checkSumAdjustment makes the sum of the file's words a constant: it differs where files do. */
static void read_checksum(struct face *face)
{
  enum { AT = 8 };

  hb_blob_t *head = hb_face_reference_table(face->hb_face, HB_TAG('h', 'e', 'a', 'd'));
  unsigned len = 0;
  const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(head, &len);
  for (unsigned i = AT; i < AT + 4 && i < len; i++)
    face->checksum = face->checksum << 8 | bytes[i];
  hb_blob_destroy(head);
}

static uint32_t glyph_of(const struct face *face, uint32_t c)
{
  hb_codepoint_t glyph;
  return hb_font_get_nominal_glyph(face->hb_font, c, &glyph) ? glyph : 0;
}

static void read_ascii(struct face *face)
{
  for (uint32_t c = 0; c < sizeof face->has_ascii; c++)
    face->has_ascii[c] = glyph_of(face, c) != 0;
  face->space_glyph = glyph_of(face, ' ');
  face->hyphen_glyph = glyph_of(face, '-');
  face->space_advance = hb_font_get_glyph_h_advance(face->hb_font, face->space_glyph);
  face->hyphen_advance = hb_font_get_glyph_h_advance(face->hb_font, face->hyphen_glyph);
}

bool face_has_glyph(const struct face *face, uint32_t c)
{
  return c < sizeof face->has_ascii ? face->has_ascii[c] : glyph_of(face, c) != 0;
}

static int32_t read_depth(const struct face *face)
{
  hb_codepoint_t glyph = 0;
  hb_glyph_extents_t ink;
  if (!hb_font_get_nominal_glyph(face->hb_font, 'p', &glyph) ||
      !hb_font_get_glyph_extents(face->hb_font, glyph, &ink))
    return face->upem / 4;
  return -(ink.y_bearing + ink.height);
}

static void read_measures(struct face *face)
{
  hb_font_extents_t extents;
  face->upem = (int32_t)hb_face_get_upem(face->hb_face);
  if (hb_font_get_h_extents(face->hb_font, &extents)) {
    face->ascender = extents.ascender;
    face->descender = extents.descender;
  }
  face->cap_height = metric(face, HB_OT_METRICS_TAG_CAP_HEIGHT, face->upem * 7 / 10);
  face->depth = read_depth(face);
  face->is_cff = has_table(face, HB_TAG('C', 'F', 'F', ' '));
  read_head(face);
  read_post(face);
  read_name(face);
  read_checksum(face);
  read_ascii(face);
  face->pairs = pairs_of(face->postscript_name, face->checksum);
}

struct face *face_load(struct arena *arena, const struct face_file *file, uint32_t id)
{
  struct face *face = arena_make(arena, struct face);
  hb_blob_t *blob = face ? hb_blob_create_from_file_or_fail(file->path.data) : NULL;
  if (!blob)
    return NULL;
  face->hb_face = hb_face_create(blob, 0);
  hb_blob_destroy(blob);
  face->id = id;
  face->path = file->path.data;
  face->weight = file->weight;
  face->is_italic = file->italic;
  face->old_one = file->old_one;
  face->superiors = file->superiors ? file->superiors : HB_TAG('s', 'u', 'p', 's');
  hb_face_make_immutable(face->hb_face);
  face->hb_font = hb_font_create(face->hb_face);
  hb_font_make_immutable(face->hb_font);
  if (!hb_face_get_glyph_count(face->hb_face)) {
    face_unload(face);
    return NULL;
  }
  read_measures(face);
  return face;
}

void face_unload(struct face *face)
{
  if (!face)
    return;
  hb_font_destroy(face->hb_font);
  hb_face_destroy(face->hb_face);
}
