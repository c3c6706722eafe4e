/* font.c - the faces of a document: which glyphs are used and what they say, subset and embedded.
 *
 * A glyph's way back to text is that of its first use; where another use says something else, the
 * content carries ActualText. */
#include <hb-ot.h>
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

static bool begins_cluster(const struct mark *mark, uint32_t i)
{
  return !i || mark->glyphs[i - 1].cluster != mark->glyphs[i].cluster;
}

static precis_status collect_mark(struct writer *w, const struct mark *mark, precis_error *err)
{
  struct used_face *used = add_face(w, mark->face);
  if (!used || arena_short(w->arena))
    return fail_no_memory(err);
  for (uint32_t i = 0; i < mark->glyph_count; i++) {
    uint32_t id = mark->glyphs[i].id;
    if (!id || id >= used->glyph_count)
      return fail(err, PRECIS_BAD_ARGUMENT, "a glyph that the face %s does not have",
                  mark->face->postscript_name);
    struct used_glyph *glyph = add_glyph(w, used, id);
    if (!glyph)
      return fail_no_memory(err);
    if (glyph->text.data || !begins_cluster(mark, i))
      continue;
    uint32_t end = i;
    str text = cluster_text(mark, &end);
    bool is_hyphen = mark->ends_in_hyphen && end == mark->glyph_count;
    if (!is_hyphen && text.len)
      glyph->text = text;
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

/* By id, as a subset has them. */
static void sort_glyphs(struct used_face *used)
{
  qsort(used->glyphs.at, used->glyphs.count, sizeof *used->glyphs.at, by_id);
  for (uint32_t i = 0; i < used->glyphs.count; i++)
    used->index[used->glyphs.at[i].id] = i + 1;
}

static void set_codes(struct used_face *used, const uint32_t *codes)
{
  for (uint32_t i = 0; i < used->glyphs.count; i++) {
    struct used_glyph *glyph = &used->glyphs.at[i];
    glyph->code = codes[i];
    unit_digits(glyph->code, glyph->digits);
    glyph->width =
        half_thousandths(used->face, hb_font_get_glyph_h_advance(used->face->hb_font, glyph->id));
  }
}

/* Six letters that stand for the subset, from its bytes: the same subset, the same name. */
static str subset_name(struct writer *w, const struct face *face, uint64_t hash)
{
  w->hash[0] = hash_join(w->hash[0], hash);
  char tag[7] = {0};
  for (int i = 0; i < 6; i++) {
    tag[i] = (char)('A' + hash % 26);
    hash /= 26;
  }
  return arena_format(w->arena, "%s+%s", tag, face->postscript_name);
}

static low_object *write_file(struct writer *w, const struct face *face,
                              const struct subset *subset)
{
  low_object *file = low_stream(w->low, subset->file, subset->packing);
  struct buffer *out = low_open(w->low, file);
  if (face->is_cff)
    put_name(out, "Subtype", "CIDFontType0C");
  else
    put_int(out, "Length1", (int64_t)subset->file_len);
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

/* NULL without memory. */
static low_object *write_to_unicode(struct writer *w, const struct used_face *used)
{
  /* ISO 32000 9.10.3: at most 100 entries a block. */
  enum { BLOCK_MAX = 100 };

  /* A face's letters of one script: packed, a document's four would be 2.5 KB less, for a thirtieth
   * of its work. */
  enum { AS_IS_MAX = 4096 };

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
  enum low_packing packing = map.len > AS_IS_MAX ? LOW_DEFLATED : LOW_AS_IS;
  return map.is_short ? NULL : low_stream(w->low, buffer_str(&map), packing);
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

static low_object *write_font(struct writer *w, const char *name, const low_object *cid,
                              const low_object *to_unicode)
{
  low_object *font = low_dict(w->low);
  struct buffer *out = low_open(w->low, font);
  put_name(out, "Type", "Font");
  put_name(out, "Subtype", "Type0");
  put_name(out, "BaseFont", name);
  put_name(out, "Encoding", "Identity-H");
  open_array(out, "DescendantFonts");
  put_reference(out, NULL, low_number(cid));
  close_array(out);
  put_reference(out, "ToUnicode", low_number(to_unicode));
  low_close(w->low);
  return font;
}

/* A subset that is not packed yet is, and *subset has it so. */
static void write_subset(struct writer *w, struct used_face *used, struct subset *subset)
{
  set_codes(used, subset->codes);
  low_object *file = write_file(w, used->face, subset);
  bool is_packed_now = subset->packing == LOW_DEFLATED;
  if (is_packed_now)
    subset->hash = str_hash_fast(low_stream_bytes(w->low, file));
  const char *name = subset_name(w, used->face, subset->hash).data;
  if (low_failed(w->low) || !name)
    return;
  const low_object *descriptor = write_descriptor(w, used->face, name, file);
  const low_object *cid = write_cid_font(w, used, name, descriptor);
  used->font = write_font(w, name, cid, write_to_unicode(w, used));
  /* Streams lie one behind the other in a buffer that grows: only now is it known where. */
  if (is_packed_now) {
    subset->file = low_stream_bytes(w->low, file);
    subset->packing = LOW_DEFLATED_BEFORE;
  }
}

static precis_status make_subset(struct writer *w, struct used_face *used, str key,
                                 precis_error *err)
{
  struct subset subset = {.packing = LOW_DEFLATED};
  hb_blob_t *blob = subset_make(w, used, &subset);
  if (!blob)
    return fail(err, PRECIS_NO_FONT, "the face %s cannot be subset", used->face->postscript_name);
  write_subset(w, used, &subset);
  if (!low_failed(w->low))
    subsets_add(w->subsets, key, &subset, used->glyphs.count);
  hb_blob_destroy(blob);
  return PRECIS_OK;
}

precis_status write_faces(struct writer *w, precis_error *err)
{
  precis_status s = PRECIS_OK;
  for (uint32_t i = 0; s == PRECIS_OK && i < w->faces.count; i++) {
    struct used_face *used = &w->faces.at[i];
    struct subset subset;
    sort_glyphs(used);
    str key = subset_key(w->arena, used);
    if (!key.len)
      return fail_no_memory(err);
    if (subsets_find(w->subsets, key, w->arena, &subset)) {
      write_subset(w, used, &subset);
    } else {
      s = make_subset(w, used, key, err);
    }
  }
  return s;
}
