/* shape.c - text into glyphs: direction runs, then runs of one script and face, each through
 * HarfBuzz.
 *
 * Invariants: clusters are bytes of the text given to shape(); runs stand in visual order; no glyph
 * is glyph 0, the box of a face for what it lacks: that is left out and noted as missing. */
#include "type/faces.h"

enum { RUN_BYTES_MAX = 64 * 1024 };

struct shaper {
  struct fontset *fontset;
  struct arena *arena;
  str text;
  struct style_face style;
  struct shaped *out;
  hb_buffer_t *buffer;
  struct feature_list features;
};

static void add_feature(struct feature_list *features, hb_tag_t tag, uint32_t value)
{
  features->at[features->count++] =
      (hb_feature_t){tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
}

struct feature_list features_of_style(const struct style_face *style, const struct face *face)
{
  struct feature_list features = {.count = 0};
  uint32_t f = style->features;
  if (f & FEATURE_OLD_STYLE)
    add_feature(&features, HB_TAG('o', 'n', 'u', 'm'), 1);
  if (f & FEATURE_OLD_STYLE && face->old_one)
    add_feature(&features, face->old_one, 1);
  if (f & FEATURE_LINING)
    add_feature(&features, HB_TAG('l', 'n', 'u', 'm'), 1);
  if (f & FEATURE_TABULAR)
    add_feature(&features, HB_TAG('t', 'n', 'u', 'm'), 1);
  if (f & FEATURE_SMALL_CAPS)
    add_feature(&features, HB_TAG('s', 'm', 'c', 'p'), 1);
  if (f & FEATURE_SUPERIOR)
    add_feature(&features, face->superiors, 1);
  if (f & FEATURE_NO_LIGATURE) {
    add_feature(&features, HB_TAG('l', 'i', 'g', 'a'), 0);
    add_feature(&features, HB_TAG('c', 'l', 'i', 'g'), 0);
  }
  return features;
}

unit face_scaled(const struct face *face, unit size, int32_t v)
{
  int64_t wide = (int64_t)v * size;
  int64_t half = face->upem / 2;
  return (unit)((wide + (wide < 0 ? -half : half)) / face->upem);
}

struct glyph glyph_taken(const struct face *face, const struct style_face *style,
                         const hb_glyph_info_t *info, const hb_glyph_position_t *place,
                         bool ends_cluster)
{
  return (struct glyph){.id = info->codepoint,
                        .cluster = info->cluster,
                        .advance = face_scaled(face, style->size, place->x_advance) +
                                   (ends_cluster ? style->tracking : 0),
                        .x = face_scaled(face, style->size, place->x_offset),
                        .y = face_scaled(face, style->size, place->y_offset),
                        .is_unsafe =
                            hb_glyph_info_get_glyph_flags(info) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK};
}

static void note_missing(struct shaper *s, uint32_t c)
{
  /* A budget: a text in a script that no face has would name each of its characters. */
  enum { MISSING_MAX = 64 };

  bool known = false;
  for (uint32_t i = 0; i < s->out->missing.count; i++)
    known = known || s->out->missing.at[i] == c;
  if (!known && s->out->missing.count < MISSING_MAX)
    vec_push(s->arena, &s->out->missing, c);
}

/* The face lacks a character of the cluster after all: a mark that stays with its base. */
static void note_lacking(struct shaper *s, const struct face *face, uint32_t cluster)
{
  size_t at = cluster;
  uint32_t c = utf8_next(s->text, &at);
  while (face_has_glyph(face, c) && at < s->text.len) {
    c = utf8_next(s->text, &at);
    if (!char_is_mark(c))
      return;
  }
  note_missing(s, c);
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
                          .first_glyph = s->out->glyphs.count};
  for (unsigned i = 0; i < count; i++) {
    if (!info[i].codepoint) {
      note_lacking(s, face, info[i].cluster);
      continue;
    }
    bool ends_cluster = i + 1 == count || info[i + 1].cluster != info[i].cluster;
    struct glyph g = glyph_taken(face, &s->style, &info[i], &place[i], ends_cluster);
    s->out->width = unit_held((int64_t)s->out->width + g.advance);
    vec_push(s->arena, &s->out->glyphs, g);
  }
  run.glyph_count = s->out->glyphs.count - run.first_glyph;
  vec_push(s->arena, &s->out->runs, run);
}

void buffer_shape(hb_buffer_t *buffer, const struct face *face, const struct style_face *style,
                  hb_script_t script, bool is_rtl, const struct feature_list *features)
{
  hb_buffer_set_direction(buffer, is_rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, script);
  if (style->language && *style->language)
    hb_buffer_set_language(buffer, hb_language_from_string(style->language, -1));
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_shape(face->hb_font, buffer, features->at, features->count);
}

/* One run of one face, script and direction. */
static void shape_run(struct shaper *s, const struct face *face, struct span at, hb_script_t script,
                      bool rtl)
{
  hb_buffer_clear_contents(s->buffer);
  hb_buffer_add_utf8(s->buffer, s->text.data, (int)s->text.len, at.at, (int)at.len);
  struct feature_list others;
  if (face != s->style.face)
    others = features_of_style(&s->style, face);
  buffer_shape(s->buffer, face, &s->style, script, rtl,
               face == s->style.face ? &s->features : &others);
  take_glyphs(s, face, at, rtl);
}

/* Control characters and line ends print nothing, and are no loss. */
static bool prints_nothing(uint32_t c)
{
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

bool is_unseen(uint32_t c)
{
  return char_is_invisible(c) || char_is_bidi_control(c) || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0xE0100 && c <= 0xE01EF);
}

static const struct face *face_for(struct shaper *s, uint32_t c, const struct face *previous)
{
  if (prints_nothing(c))
    return NULL;
  if (is_unseen(c))
    return previous ? previous : s->style.face;
  if (face_has_glyph(s->style.face, c))
    return s->style.face;
  if (previous && face_has_glyph(previous, c))
    return previous;
  const struct face *other = fontset_fallback(s->fontset, s->style.face, c);
  if (!other)
    note_missing(s, c);
  return other;
}

/* A face for a base that has its marks as well, where there is one: `at` is behind the base. */
static const struct face *face_with_marks(struct shaper *s, const struct face *face, uint32_t base,
                                          size_t at, size_t end)
{
  hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
  for (int count = 0; face && at < end && count < MARKS_MAX; count++) {
    uint32_t mark = utf8_next(s->text, &at);
    hb_codepoint_t composed;
    if (!char_is_mark(mark))
      break;
    if (is_unseen(mark) || face_has_glyph(face, mark) ||
        (hb_unicode_compose(unicode, base, mark, &composed) && face_has_glyph(face, composed)))
      continue;
    const struct face *other = fontset_fallback(s->fontset, face, mark);
    if (other && face_has_glyph(other, base))
      return other;
  }
  return face;
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
    const struct face *face = run.face;
    if (marks > MARKS_MAX) {
      face = NULL;
      s->out->dropped_marks = true;
    } else if (!marks || !face)
      face = face_with_marks(s, face_for(s, c, run.face), c, i, span_end(at));
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

/* Stretches of one direction each, in their order. */
static precis_status shape_runs(struct shaper *s, struct direction_runs directions,
                                precis_error *err)
{
  s->buffer = hb_buffer_create();
  s->features = features_of_style(&s->style, s->style.face);
  for (uint32_t i = 0; i < directions.count; i++)
    shape_stretch(s, directions.runs[i].span, directions.runs[i].is_rtl);
  bool is_short = !hb_buffer_allocation_successful(s->buffer) || arena_short(s->arena);
  hb_buffer_destroy(s->buffer);
  return is_short ? fail_no_memory(err) : PRECIS_OK;
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
  if (pairs_shape(arena, text, &style, ret))
    return arena_short(arena) ? fail_no_memory(err) : PRECIS_OK;
  if (kept_find(fontset, text, &style, ret))
    return PRECIS_OK;
  struct direction_run all = {{0, (uint32_t)text.len}, style.direction == BASE_RTL};
  struct direction_runs directions = {&all, 1};
  precis_status status = PRECIS_OK;
  if (style.direction == BASE_AUTO)
    status = text_directions(arena, (struct directed_text){.text = text}, &directions, err);
  if (status == PRECIS_OK)
    status = shape_runs(&s, directions, err);
  if (status == PRECIS_OK)
    kept_add(fontset, text, &style, ret);
  return status;
}
