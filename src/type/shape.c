/* shape.c - text into glyphs: direction runs, then runs of one script and face, each through
 * HarfBuzz.
 *
 * Invariant: clusters are bytes of the text given to shape(); runs stand in visual order. */
#include <unicode/ubidi.h>
#include <unicode/ustring.h>

#include "type/type.h"

/* HarfBuzz is quadratic in the marks on one base (20 s for 100,000). */
enum { MARKS_MAX = 30 };

enum { RUN_BYTES_MAX = 64 * 1024 };

struct shaper {
  struct fontset *fontset;
  struct arena *arena;
  str text;
  struct style_face style;
  struct shaped *out;
  hb_buffer_t *buffer;
  hb_feature_t features[8];
  unsigned feature_count;
};

static void add_feature(struct shaper *s, hb_tag_t tag, uint32_t value)
{
  s->features[s->feature_count++] =
      (hb_feature_t){tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
}

static void set_features(struct shaper *s)
{
  uint32_t f = s->style.features;
  if (f & FEATURE_OLD_STYLE)
    add_feature(s, HB_TAG('o', 'n', 'u', 'm'), 1);
  if (f & FEATURE_LINING)
    add_feature(s, HB_TAG('l', 'n', 'u', 'm'), 1);
  if (f & FEATURE_TABULAR)
    add_feature(s, HB_TAG('t', 'n', 'u', 'm'), 1);
  if (f & FEATURE_SMALL_CAPS)
    add_feature(s, HB_TAG('s', 'm', 'c', 'p'), 1);
  if (f & FEATURE_SUPERIOR)
    add_feature(s, HB_TAG('s', 'u', 'p', 's'), 1);
  if (f & FEATURE_NO_LIGATURE) {
    add_feature(s, HB_TAG('l', 'i', 'g', 'a'), 0);
    add_feature(s, HB_TAG('c', 'l', 'i', 'g'), 0);
  }
}

static unit scaled(const struct shaper *s, const struct face *face, hb_position_t v)
{
  int64_t wide = (int64_t)v * s->style.size;
  int64_t half = face->upem / 2;
  return (unit)((wide + (wide < 0 ? -half : half)) / face->upem);
}

static void take_glyphs(struct shaper *s, const struct face *face, struct span at, bool rtl)
{
  unsigned count;
  const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &count);
  const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(s->buffer, NULL);
  struct glyph_run run = {.face = face,
                          .size = s->style.size,
                          .features = s->style.features,
                          .is_rtl = rtl,
                          .at = at,
                          .first_glyph = s->out->glyphs.count,
                          .glyph_count = count};
  for (unsigned i = 0; i < count; i++) {
    bool ends_cluster = i + 1 == count || info[i + 1].cluster != info[i].cluster;
    struct glyph g = {
        .id = info[i].codepoint,
        .cluster = info[i].cluster,
        .advance = scaled(s, face, place[i].x_advance) + (ends_cluster ? s->style.tracking : 0),
        .x = scaled(s, face, place[i].x_offset),
        .y = scaled(s, face, place[i].y_offset),
        .is_unsafe = hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK};
    s->out->width += g.advance;
    vec_push(s->arena, &s->out->glyphs, g);
  }
  vec_push(s->arena, &s->out->runs, run);
}

/* One run of one face, script and direction. */
static void shape_run(struct shaper *s, const struct face *face, struct span at, hb_script_t script,
                      bool rtl)
{
  hb_buffer_clear_contents(s->buffer);
  hb_buffer_add_utf8(s->buffer, s->text.data, (int)s->text.len, at.at, (int)at.len);
  hb_buffer_set_direction(s->buffer, rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(s->buffer, script);
  if (s->style.language && *s->style.language)
    hb_buffer_set_language(s->buffer, hb_language_from_string(s->style.language, -1));
  hb_buffer_set_cluster_level(s->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_shape(face->hb_font, s->buffer, s->features, s->feature_count);
  take_glyphs(s, face, at, rtl);
}

static bool has_glyph(const struct face *face, uint32_t c)
{
  hb_codepoint_t glyph;
  return hb_font_get_nominal_glyph(face->hb_font, c, &glyph) && glyph;
}

static const struct face *face_for(struct shaper *s, uint32_t c, const struct face *previous)
{
  if (has_glyph(s->style.face, c))
    return s->style.face;
  if (previous && (has_glyph(previous, c) || char_is_mark(c)))
    return previous;
  const struct face *other = fontset_fallback(s->fontset, s->style.face, c);
  if (other)
    return other;
  bool known = false;
  for (uint32_t i = 0; i < s->out->missing.count; i++)
    known = known || s->out->missing.at[i] == c;
  /* A budget: a text in a script that no face has would name each of its characters. */
  if (!known && s->out->missing.count < 64)
    vec_push(s->arena, &s->out->missing, c);
  return NULL;
}

static bool joins_any_script(hb_script_t script)
{
  return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
}

/* The run in work while characters are looked at. */
struct pending {
  const struct face *face;
  hb_script_t script;
  uint32_t from;
};

static void flush(struct shaper *s, struct pending *run, uint32_t end, bool rtl)
{
  if (run->face && end > run->from) {
    hb_script_t script = joins_any_script(run->script) ? HB_SCRIPT_LATIN : run->script;
    shape_run(s, run->face, (struct span){run->from, end - run->from}, script, rtl);
  }
  run->face = NULL;
  run->from = end;
}

/* Splits a stretch of one direction into runs. Characters without a face, and marks past the limit,
 * are left out. */
static void shape_stretch(struct shaper *s, struct span at, bool rtl)
{
  hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
  struct pending run = {.from = at.at, .script = HB_SCRIPT_COMMON};
  uint32_t marks = 0;
  uint32_t first_run = s->out->runs.count;
  for (size_t i = at.at; i < span_end(at);) {
    uint32_t from = (uint32_t)i;
    uint32_t c = utf8_next(s->text, &i);
    marks = char_is_mark(c) ? marks + 1 : 0;
    const struct face *face = marks > MARKS_MAX ? NULL : face_for(s, c, run.face);
    hb_script_t script = hb_unicode_script(unicode, c);
    bool other_script =
        !joins_any_script(script) && !joins_any_script(run.script) && script != run.script;
    if (face != run.face || other_script || from - run.from >= RUN_BYTES_MAX) {
      flush(s, &run, from, rtl);
      run = (struct pending){face, script, from};
    } else if (joins_any_script(run.script)) {
      run.script = script;
    }
  }
  flush(s, &run, span_end(at), rtl);
  for (uint32_t i = first_run, k = s->out->runs.count; rtl && i + 1 < k; i++) {
    struct glyph_run *a = &s->out->runs.at[i], *b = &s->out->runs.at[--k];
    struct glyph_run kept = *a;
    *a = *b;
    *b = kept;
  }
}

/* The bidirectional algorithm works on UTF-16; only texts that hold such a character come here. */
static precis_status shape_bidi(struct shaper *s, precis_error *err)
{
  int32_t room = (int32_t)s->text.len + 1, len = 0;
  UChar *wide = arena_array(s->arena, UChar, (size_t)room);
  uint32_t *bytes = arena_array(s->arena, uint32_t, (size_t)room + 1);
  UBiDi *bidi = wide && bytes ? ubidi_open() : NULL;
  if (!bidi)
    return fail_no_memory(err);
  for (size_t i = 0; i < s->text.len;) {
    uint32_t from = (uint32_t)i;
    uint32_t c = utf8_next(s->text, &i);
    int32_t units = U16_LENGTH(c);
    for (int32_t k = 0; k < units; k++)
      bytes[len + k] = from;
    U16_APPEND_UNSAFE(wide, len, c);
  }
  bytes[len] = (uint32_t)s->text.len;
  UErrorCode code = U_ZERO_ERROR;
  ubidi_setPara(bidi, wide, len, UBIDI_DEFAULT_LTR, NULL, &code);
  int32_t runs = ubidi_countRuns(bidi, &code);
  for (int32_t r = 0; U_SUCCESS(code) && r < runs; r++) {
    int32_t start, count;
    UBiDiDirection direction = ubidi_getVisualRun(bidi, r, &start, &count);
    shape_stretch(s, (struct span){bytes[start], bytes[start + count] - bytes[start]},
                  direction == UBIDI_RTL);
  }
  ubidi_close(bidi);
  return U_FAILURE(code) ? fail_no_memory(err) : PRECIS_OK;
}

/* Hebrew begins at U+0590; everything before it is written left to right. */
static bool may_be_rtl(str text)
{
  for (size_t i = 0; i < text.len; i++)
    if ((unsigned char)text.data[i] >= 0xD6)
      return true;
  return false;
}

static bool holds_rtl(str text)
{
  for (size_t i = 0; i < text.len;) {
    uint32_t c = utf8_next(text, &i);
    UCharDirection d = c >= 0x590 ? u_charDirection((UChar32)c) : U_LEFT_TO_RIGHT;
    if (d == U_RIGHT_TO_LEFT || d == U_RIGHT_TO_LEFT_ARABIC || d == U_ARABIC_NUMBER)
      return true;
  }
  return false;
}

precis_status shape(struct fontset *fontset, struct arena *arena, str text, struct style_face style,
                    struct shaped *ret, precis_error *err)
{
  *ret = (struct shaped){0};
  struct shaper s = {.fontset = fontset, .arena = arena, .text = text, .style = style, .out = ret};
  if (!text.len)
    return PRECIS_OK;
  if (text.len > INT32_MAX / 2)
    return fail(err, PRECIS_OVER_LIMIT, "a text of over 1 GiB in one paragraph");
  s.buffer = hb_buffer_create();
  set_features(&s);
  precis_status status = PRECIS_OK;
  if (may_be_rtl(text) && holds_rtl(text))
    status = shape_bidi(&s, err);
  else
    shape_stretch(&s, (struct span){0, (uint32_t)text.len}, false);
  bool short_of = !hb_buffer_allocation_successful(s.buffer) || arena_short(arena);
  hb_buffer_destroy(s.buffer);
  return status != PRECIS_OK ? status : short_of ? fail_no_memory(err) : PRECIS_OK;
}
