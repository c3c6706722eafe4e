/* font.c - the faces of a document: which glyphs are used and what they say, subset and embedded.
 *
 * A glyph's way back to text is that of its first use; where another use says something else, the
 * content carries ActualText. */
#include <hb-ot.h>
#include <hb-subset.h>
#include <stdlib.h>

#include "pdf/write.h"

struct used_face *writer_face(struct writer *w, const struct face *face)
{
  for (uint32_t i = 0; i < w->faces.count; i++)
    if (w->faces.at[i].face == face)
      return &w->faces.at[i];
  return NULL;
}

static struct used_face *add_face(struct writer *w, const struct face *face)
{
  struct used_face *used = writer_face(w, face);
  if (used)
    return used;
  struct used_face fresh = {.face = face, .glyph_count = hb_face_get_glyph_count(face->hb_face)};
  fresh.index = arena_array(w->arena, uint32_t, fresh.glyph_count);
  uint32_t count = w->faces.count;
  fresh.name[0] = 'F';
  fresh.name[1] = (char)('A' + count % 26);
  fresh.name[2] = (char)('A' + count / 26 % 26);
  vec_push(w->arena, &w->faces, fresh);
  return w->faces.count > count ? vec_last(&w->faces) : NULL;
}

/* Its entry; made when there is none. NULL without memory. */
static struct used_glyph *add_glyph(struct writer *w, struct used_face *used, uint32_t id)
{
  if (!used->index[id]) {
    vec_push(w->arena, &used->glyphs, (struct used_glyph){.id = id});
    if (arena_short(w->arena))
      return NULL;
    used->index[id] = used->glyphs.count;
  }
  return &used->glyphs.at[used->index[id] - 1];
}

static precis_status collect_mark(struct writer *w, const struct mark *mark, precis_error *err)
{
  struct used_face *used = add_face(w, mark->face);
  if (!used || arena_short(w->arena))
    return fail_no_memory(err);
  for (uint32_t i = 0; i < mark->glyph_count;) {
    uint32_t from = i;
    str text = cluster_text(mark, &i);
    bool is_hyphen = mark->ends_in_hyphen && i == mark->glyph_count;
    for (uint32_t k = from; k < i; k++) {
      uint32_t id = mark->glyphs[k].id;
      if (!id || id >= used->glyph_count)
        return fail(err, PRECIS_BAD_ARGUMENT, "a glyph that the face %s does not have",
                    mark->face->postscript_name);
      struct used_glyph *glyph = add_glyph(w, used, id);
      if (!glyph)
        return fail_no_memory(err);
      if (k == from && !glyph->text.data && !is_hyphen && text.len)
        glyph->text = text;
    }
  }
  return PRECIS_OK;
}

precis_status collect_faces(struct writer *w, precis_error *err)
{
  for (uint32_t p = 0; p < w->display->pages.count; p++) {
    const struct display_page *page = &w->display->pages.at[p];
    for (uint32_t i = 0; i < page->marks.count; i++) {
      if (page->marks.at[i].kind != MARK_GLYPHS)
        continue;
      precis_status s = collect_mark(w, &page->marks.at[i], err);
      if (s != PRECIS_OK)
        return s;
    }
  }
  return PRECIS_OK;
}

/* The tables that a face inside a PDF is drawn by (ISO 32000 9.9): layout has done its work, names
 * and hints are not printed, and to look through a whole character map, which codes go past, was
 * most of the work of making a subset. NULL without memory. */
static hb_face_t *drawn_part(const struct face *face)
{
  static const hb_tag_t kept[] = {HB_TAG('C', 'F', 'F', ' '), HB_TAG('g', 'l', 'y', 'f'),
                                  HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
                                  HB_TAG('h', 'm', 't', 'x'), HB_TAG('l', 'o', 'c', 'a'),
                                  HB_TAG('m', 'a', 'x', 'p')};
  hb_face_t *part = hb_face_builder_create();
  bool is_whole = part != hb_face_get_empty();
  for (size_t i = 0; i < sizeof kept / sizeof *kept && is_whole; i++) {
    hb_blob_t *table = hb_face_reference_table(face->hb_face, kept[i]);
    if (hb_blob_get_length(table))
      is_whole = hb_face_builder_add_table(part, kept[i], table);
    hb_blob_destroy(table);
  }
  if (is_whole)
    return part;
  hb_face_destroy(part);
  return NULL;
}

static hb_subset_input_t *subset_input(const struct used_face *used)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input)
    return NULL;
  hb_set_t *glyphs = hb_subset_input_glyph_set(input);
  hb_set_add(glyphs, 0);
  for (uint32_t i = 0; i < used->glyphs.count; i++)
    hb_set_add(glyphs, used->glyphs.at[i].id);
  /* CID-keyed CFF maps codes through its own charset, which keeps the old ids. */
  unsigned keep = used->face->is_cff ? HB_SUBSET_FLAGS_RETAIN_GIDS : 0;
  hb_subset_input_set_flags(input,
                            HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE | keep);
  return input;
}

/* A face of 2000 units to the em, as Lato is, has every other width between two thousandths. */
static int32_t half_thousandths(const struct face *face, int32_t units)
{
  return (int32_t)(units * 2000.0 / face->upem + 0.5);
}

static int32_t thousandths(const struct face *face, int32_t units)
{
  double scaled = units * 1000.0 / face->upem;
  return (int32_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

static int by_id(const void *a, const void *b)
{
  const struct used_glyph *x = a, *y = b;
  return (x->id > y->id) - (x->id < y->id); /* no two are equal */
}

/* Codes and widths, now that the subset is known; `codes` NULL: the ids. */
static void set_codes(struct used_face *used, const hb_map_t *codes)
{
  qsort(used->glyphs.at, used->glyphs.count, sizeof *used->glyphs.at, by_id);
  for (uint32_t i = 0; i < used->glyphs.count; i++) {
    struct used_glyph *glyph = &used->glyphs.at[i];
    used->index[glyph->id] = i + 1;
    glyph->code = codes ? hb_map_get(codes, glyph->id) : glyph->id;
    for (int k = 0; k < 4; k++)
      glyph->digits[k] = "0123456789ABCDEF"[glyph->code >> (12 - 4 * k) & 15];
    glyph->width =
        half_thousandths(used->face, hb_font_get_glyph_h_advance(used->face->hb_font, glyph->id));
  }
}

/* The bytes to embed; NULL when HarfBuzz could not. */
static hb_blob_t *subset(struct used_face *used)
{
  hb_subset_input_t *input = subset_input(used);
  hb_face_t *part = drawn_part(used->face);
  hb_subset_plan_t *plan = input && part ? hb_subset_plan_create_or_fail(part, input) : NULL;
  hb_face_t *made = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
  hb_blob_t *blob = NULL;
  if (made) {
    set_codes(used, used->face->is_cff ? NULL : hb_subset_plan_old_to_new_glyph_mapping(plan));
    blob = used->face->is_cff ? hb_face_reference_table(made, HB_TAG('C', 'F', 'F', ' '))
                              : hb_face_reference_blob(made);
  }
  hb_face_destroy(made);
  hb_subset_plan_destroy(plan);
  hb_face_destroy(part);
  hb_subset_input_destroy(input);
  return blob;
}

/* Six letters that stand for the subset, from its bytes: the same subset, the same name. */
static str subset_name(struct writer *w, const struct face *face, const low_object *file)
{
  uint64_t hash = str_hash(low_stream_bytes(w->low, file));
  w->hash[0] = w->hash[0] * 31 + hash;
  char tag[7] = {0};
  for (int i = 0; i < 6; i++) {
    tag[i] = (char)('A' + hash % 26);
    hash /= 26;
  }
  return arena_format(w->arena, "%s+%s", tag, face->postscript_name);
}

static low_object *write_file(struct writer *w, const struct face *face, str bytes)
{
  low_object *file = low_stream(w->low, bytes, LOW_DEFLATED);
  struct buffer *out = low_open(w->low, file);
  if (face->is_cff)
    put_name(out, "Subtype", "CIDFontType0C");
  else
    put_int(out, "Length1", (int64_t)bytes.len);
  low_close(w->low);
  return file;
}

static low_object *write_descriptor(struct writer *w, const struct face *face, const char *name,
                                    const low_object *file)
{
  enum { FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64, BOLD = 600, STEM_REGULAR = 80, STEM_BOLD = 140 };

  low_object *descriptor = low_dict(w->low);
  struct buffer *out = low_open(w->low, descriptor);
  put_name(out, "Type", "FontDescriptor");
  put_name(out, "FontName", name);
  put_int(out, "Flags", FLAG_SYMBOLIC | (face->is_italic ? FLAG_ITALIC : 0));
  open_array(out, "FontBBox");
  for (int i = 0; i < 4; i++)
    put_int(out, NULL, thousandths(face, face->bbox[i]));
  close_array(out);
  put_length(out, "ItalicAngle", face->italic_angle / (65536 / UNIT_POINT));
  put_int(out, "Ascent", thousandths(face, face->ascender));
  put_int(out, "Descent", thousandths(face, face->descender));
  put_int(out, "CapHeight", thousandths(face, face->cap_height));
  put_int(out, "StemV", face->weight >= BOLD ? STEM_BOLD : STEM_REGULAR);
  put_reference(out, face->is_cff ? "FontFile3" : "FontFile2", low_number(file));
  low_close(w->low);
  return descriptor;
}

static void put_widths(struct buffer *out, const struct used_face *used)
{
  open_array(out, "W");
  uint32_t expected = UINT32_MAX;
  for (uint32_t i = 0; i < used->glyphs.count; i++) {
    const struct used_glyph *glyph = &used->glyphs.at[i];
    if (glyph->code != expected) {
      if (i)
        close_array(out);
      put_int(out, NULL, glyph->code);
      open_array(out, NULL);
    }
    add_decimal(out, (int64_t)glyph->width * (UNIT_POINT / 2), 1);
    expected = glyph->code + 1;
  }
  if (used->glyphs.count)
    close_array(out);
  close_array(out);
}

static low_object *write_to_unicode(struct writer *w, const struct used_face *used)
{
  /* ISO 32000 9.10.3: at most 100 entries a block. */
  enum { BLOCK_MAX = 100 };

  AUTO_BUFFER map;
  buffer_init(&map, w->heap);
  buffer_add(&map, STR("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                       "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                       "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                       "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"));
  for (uint32_t i = 0; i < used->glyphs.count; i++) {
    const struct used_glyph *glyph = &used->glyphs.at[i];
    uint32_t left = used->glyphs.count - i;
    if (i % BLOCK_MAX == 0)
      buffer_format(&map, "%u beginbfchar\n", left < BLOCK_MAX ? left : BLOCK_MAX);
    buffer_byte(&map, '<');
    buffer_add(&map, (str){glyph->digits, sizeof glyph->digits});
    buffer_add(&map, STR("> <"));
    /* A hyphen that only ever ends lines says the soft hyphen; a part of a cluster says nothing
     * alone. */
    add_utf16(&map, glyph->text.data ? glyph->text : STR("\xC2\xAD"));
    buffer_add(&map, STR(">\n"));
    if (left == 1 || i % BLOCK_MAX == BLOCK_MAX - 1)
      buffer_add(&map, STR("endbfchar\n"));
  }
  buffer_add(&map, STR("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"));
  return map.is_short ? NULL : low_stream(w->low, buffer_str(&map), LOW_DEFLATED);
}

static low_object *write_cid_font(struct writer *w, const struct used_face *used, const char *name,
                                  const low_object *descriptor)
{
  low_object *font = low_dict(w->low);
  struct buffer *out = low_open(w->low, font);
  put_name(out, "Type", "Font");
  put_name(out, "Subtype", used->face->is_cff ? "CIDFontType0" : "CIDFontType2");
  put_name(out, "BaseFont", name);
  open_dict(out, "CIDSystemInfo");
  put_string(out, "Registry", STR("Adobe"));
  put_string(out, "Ordering", STR("Identity"));
  put_int(out, "Supplement", 0);
  close_dict(out);
  put_reference(out, "FontDescriptor", low_number(descriptor));
  put_widths(out, used);
  if (!used->face->is_cff)
    put_name(out, "CIDToGIDMap", "Identity");
  low_close(w->low);
  return font;
}

static void write_font(struct writer *w, struct used_face *used, str bytes)
{
  low_object *file = write_file(w, used->face, bytes);
  const char *name = subset_name(w, used->face, file).data;
  if (!name)
    return;
  low_object *descriptor = write_descriptor(w, used->face, name, file);
  low_object *cid = write_cid_font(w, used, name, descriptor);
  low_object *map = write_to_unicode(w, used);
  used->font = low_dict(w->low);
  struct buffer *out = low_open(w->low, used->font);
  put_name(out, "Type", "Font");
  put_name(out, "Subtype", "Type0");
  put_name(out, "BaseFont", name);
  put_name(out, "Encoding", "Identity-H");
  open_array(out, "DescendantFonts");
  put_reference(out, NULL, low_number(cid));
  close_array(out);
  put_reference(out, "ToUnicode", low_number(map));
  low_close(w->low);
}

precis_status write_faces(struct writer *w, precis_error *err)
{
  for (uint32_t i = 0; i < w->faces.count; i++) {
    hb_blob_t *blob = subset(&w->faces.at[i]);
    unsigned len = 0;
    const char *data = blob ? hb_blob_get_data(blob, &len) : NULL;
    if (len)
      write_font(w, &w->faces.at[i], (str){data, len});
    hb_blob_destroy(blob);
    if (!len)
      return fail(err, PRECIS_NO_FONT, "the face %s cannot be subset",
                  w->faces.at[i].face->postscript_name);
  }
  return PRECIS_OK;
}
