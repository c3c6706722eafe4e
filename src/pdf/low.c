/* low.c - libharu's object layer, every answer checked; the only file that sees its headers.
 *
 * libharu reports through return values only when no handler is set; its low-level calls do not
 * call the handler anyway. A value beyond 32767 would be written as 0 in silence, so it is refused
 * here. */
#include "pdf/low.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"

struct low {
  HPDF_Doc doc;
  struct libdeflate_compressor *compressor;
  bool has_failed;
};

/* PDF 1.7 allows more; libharu writes larger ones as 0. */
static const double REAL_MAX = 32767;

/* The second line tells programs that move files that this one is not text (ISO 32000 7.5.2). */
static const char HEADER[] = "%PDF-1.7\012%\267\276\255\252\012";

/* libdeflate's least: a quarter of the work of zlib's usual sixth, which libharu would take, for 8
 * % more bytes. */
enum { DEFLATE_LEVEL = 1 };

/* Pages a node of the page tree; with libharu's default the 32,768th page fails. */
enum { PAGES_A_NODE = 256 };

static void check(struct low *low, HPDF_STATUS status)
{
  low->has_failed = low->has_failed || status != HPDF_OK;
}

static void *given(struct low *low, void *object)
{
  low->has_failed = low->has_failed || !object;
  return object;
}

struct low *low_new(void)
{
  struct low *low = calloc(1, sizeof *low);
  if (!low)
    return NULL;
  low->doc = HPDF_New(NULL, NULL);
  low->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
  if (!low->doc || !low->compressor) {
    low_free(low);
    return NULL;
  }
  check(low, HPDF_SetPagesConfiguration(low->doc, PAGES_A_NODE));
  return low;
}

void low_free(struct low *low)
{
  if (!low)
    return;
  if (low->doc)
    HPDF_Free(low->doc);
  libdeflate_free_compressor(low->compressor);
  free(low);
}

bool low_failed(const struct low *low)
{
  return low->has_failed;
}

static low_object *shared(struct low *low, void *object)
{
  if (object)
    check(low, HPDF_Xref_Add(low->doc->xref, object));
  return object;
}

low_object *low_dict(struct low *low)
{
  return low->has_failed ? NULL : given(low, HPDF_Dict_New(low->doc->mmgr));
}

low_object *low_shared_dict(struct low *low)
{
  return shared(low, low_dict(low));
}

low_object *low_array(struct low *low)
{
  return low->has_failed ? NULL : given(low, HPDF_Array_New(low->doc->mmgr));
}

low_object *low_shared_array(struct low *low)
{
  return shared(low, low_array(low));
}

/* libharu takes the key out of a stream that it has not packed itself; this is behind that. */
static HPDF_STATUS write_filter(HPDF_Dict dict, HPDF_Stream out)
{
  (void)dict;
  return HPDF_Stream_WriteStr(out, "/Filter /FlateDecode\012");
}

static void fill(struct low *low, HPDF_Dict stream, str bytes)
{
  check(low,
        HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)bytes.data, (HPDF_UINT)bytes.len));
}

static void fill_deflated(struct low *low, HPDF_Dict stream, str bytes)
{
  size_t room = libdeflate_zlib_compress_bound(low->compressor, bytes.len);
  char *packed = room <= UINT32_MAX ? malloc(room) : NULL;
  size_t len =
      packed ? libdeflate_zlib_compress(low->compressor, bytes.data, bytes.len, packed, room) : 0;
  low->has_failed = low->has_failed || !len;
  stream->filter = HPDF_STREAM_FILTER_NONE;
  stream->write_fn = write_filter;
  if (len)
    fill(low, stream, (str){packed, len});
  free(packed);
}

low_object *low_stream(struct low *low, str bytes, bool deflate)
{
  if (low->has_failed || bytes.len > UINT32_MAX)
    return given(low, NULL);
  HPDF_Dict stream = given(low, HPDF_DictStream_New(low->doc->mmgr, low->doc->xref));
  if (!stream)
    return NULL;
  if (deflate)
    fill_deflated(low, stream, bytes);
  else
    fill(low, stream, bytes);
  return (low_object *)stream;
}

void low_add(struct low *low, low_object *dict, const char *key, low_object *value)
{
  if (!low->has_failed)
    check(low, HPDF_Dict_Add((HPDF_Dict)dict, key, value));
}

void low_add_name(struct low *low, low_object *dict, const char *key, const char *name)
{
  if (!low->has_failed)
    check(low, HPDF_Dict_AddName((HPDF_Dict)dict, key, name));
}

void low_add_int(struct low *low, low_object *dict, const char *key, int32_t value)
{
  if (!low->has_failed)
    check(low, HPDF_Dict_AddNumber((HPDF_Dict)dict, key, value));
}

/* NaN too. */
static bool is_writable(double value)
{
  return fabs(value) <= REAL_MAX;
}

void low_add_real(struct low *low, low_object *dict, const char *key, double value)
{
  low->has_failed = low->has_failed || !is_writable(value);
  if (!low->has_failed)
    check(low, HPDF_Dict_AddReal((HPDF_Dict)dict, key, (HPDF_REAL)value));
}

void low_add_bool(struct low *low, low_object *dict, const char *key, bool value)
{
  if (!low->has_failed)
    check(low, HPDF_Dict_AddBoolean((HPDF_Dict)dict, key, value));
}

/* Code point at *at of valid UTF-8, *at moved on. */
static uint32_t next_character(str s, size_t *at)
{
  const unsigned char *c = (const unsigned char *)s.data + *at;
  size_t len = c[0] < 0x80 ? 1 : c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
  uint32_t value = len == 1 ? c[0] : c[0] & (0xFFu >> (len + 1));
  for (size_t i = 1; i < len && *at + i < s.len; i++)
    value = value << 6 | (c[i] & 0x3F);
  *at += len;
  return value;
}

static size_t put_utf16(uint8_t *out, uint32_t unit)
{
  out[0] = (uint8_t)(unit >> 8);
  out[1] = (uint8_t)unit;
  return 2;
}

void low_add_text(struct low *low, low_object *dict, const char *key, str utf8)
{
  uint8_t *wide = low->has_failed ? NULL : malloc(2 + 4 * utf8.len);
  if (!wide) {
    low->has_failed = true;
    return;
  }
  size_t len = put_utf16(wide, 0xFEFF);
  for (size_t at = 0; at < utf8.len;) {
    uint32_t c = next_character(utf8, &at);
    if (c >= 0x10000) {
      len += put_utf16(wide + len, 0xD800 | (c - 0x10000) >> 10);
      c = 0xDC00 | (c & 0x3FF);
    }
    len += put_utf16(wide + len, c);
  }
  HPDF_Binary text = given(low, HPDF_Binary_New(low->doc->mmgr, wide, (HPDF_UINT)len));
  free(wide);
  if (text)
    check(low, HPDF_Dict_Add((HPDF_Dict)dict, key, text));
}

void low_add_ascii(struct low *low, low_object *dict, const char *key, const char *text)
{
  HPDF_String string =
      low->has_failed ? NULL : given(low, HPDF_String_New(low->doc->mmgr, text, NULL));
  if (string)
    check(low, HPDF_Dict_Add((HPDF_Dict)dict, key, string));
}

void low_push(struct low *low, low_object *array, low_object *value)
{
  if (!low->has_failed)
    check(low, HPDF_Array_Add((HPDF_Array)array, value));
}

void low_push_name(struct low *low, low_object *array, const char *name)
{
  if (!low->has_failed)
    check(low, HPDF_Array_AddName((HPDF_Array)array, name));
}

void low_push_ascii(struct low *low, low_object *array, const char *text)
{
  HPDF_String string =
      low->has_failed ? NULL : given(low, HPDF_String_New(low->doc->mmgr, text, NULL));
  if (string)
    check(low, HPDF_Array_Add((HPDF_Array)array, string));
}

void low_push_int(struct low *low, low_object *array, int32_t value)
{
  if (!low->has_failed)
    check(low, HPDF_Array_AddNumber((HPDF_Array)array, value));
}

void low_push_real(struct low *low, low_object *array, double value)
{
  low->has_failed = low->has_failed || !is_writable(value);
  if (!low->has_failed)
    check(low, HPDF_Array_AddReal((HPDF_Array)array, (HPDF_REAL)value));
}

void low_push_null(struct low *low, low_object *array)
{
  if (!low->has_failed)
    low_push(low, array, given(low, HPDF_Null_New(low->doc->mmgr)));
}

void low_push_bytes(struct low *low, low_object *array, const uint8_t *bytes, size_t len)
{
  if (!low->has_failed)
    low_push(low, array,
             given(low, HPDF_Binary_New(low->doc->mmgr, (HPDF_BYTE *)bytes, (HPDF_UINT)len)));
}

low_object *low_page(struct low *low, double width, double height)
{
  HPDF_Page page = low->has_failed ? NULL : given(low, HPDF_AddPage(low->doc));
  if (!page)
    return NULL;
  check(low, HPDF_Page_SetWidth(page, (HPDF_REAL)width));
  check(low, HPDF_Page_SetHeight(page, (HPDF_REAL)height));
  return (low_object *)page;
}

void low_page_content(struct low *low, low_object *page, str content)
{
  if (low->has_failed || content.len > UINT32_MAX) {
    low->has_failed = true;
    return;
  }
  fill_deflated(low, ((HPDF_PageAttr)((HPDF_Page)page)->attr)->contents, content);
}

low_object *low_page_resources(struct low *low, low_object *page)
{
  return low->has_failed ? NULL
                         : given(low, HPDF_Page_GetInheritableItem((HPDF_Page)page, "Resources",
                                                                   HPDF_OCLASS_DICT));
}

low_object *low_catalog(struct low *low)
{
  return (low_object *)low->doc->catalog;
}

low_object *low_info(struct low *low)
{
  return (low_object *)low->doc->info;
}

low_object *low_trailer(struct low *low)
{
  return (low_object *)low->doc->trailer;
}

low_object *low_outline_item(struct low *low, low_object *parent, str title)
{
  HPDF_Outline item =
      low->has_failed ? NULL
                      : given(low, HPDF_CreateOutline(low->doc, (HPDF_Outline)parent, "-", NULL));
  if (!item)
    return NULL;
  low_add_text(low, (low_object *)item, "Title", title);
  /* libharu writes a Type that ISO 32000 does not have; an item without one is right. */
  check(low, HPDF_Dict_RemoveElement(item, "Type"));
  return (low_object *)item;
}

static HPDF_STATUS add_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len)
{
  struct buffer *out = stream->attr;
  buffer_add(out, (str){(const char *)bytes, len});
  return out->is_short ? HPDF_FAILD_TO_ALLOC_MEM : HPDF_OK;
}

/* What HPDF_SaveToStream() does, but straight into the buffer: it would copy all of it twice, a
 * byte at a time. */
precis_status low_save(struct low *low, struct buffer *ret, precis_error *err)
{
  HPDF_Doc doc = low->doc;
  low_add(low, low_trailer(low), "Root", low_catalog(low));
  low_add(low, low_trailer(low), "Info", low_info(low));
  HPDF_Stream out =
      low->has_failed ? NULL : given(low, HPDF_CallbackWriter_New(doc->mmgr, add_bytes, ret));
  if (out) {
    check(low, HPDF_Stream_WriteStr(out, HEADER));
    check(low, HPDF_Xref_WriteToStream(doc->xref, out, NULL));
    HPDF_Stream_Free(out);
  }
  if (low->has_failed)
    return fail(err, PRECIS_NO_MEMORY,
                "the PDF could not be put together: out of memory, or a length beyond its limits");
  return ret->is_short ? fail_no_memory(err) : PRECIS_OK;
}
