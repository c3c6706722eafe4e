/* low.c - libharu's object layer, every answer checked; the only file that sees its headers.
 *
 * libharu would make an object of every name, number and string, and copy a stream twice, a byte at
 * a time: more than half of the work of a PDF. So it holds dictionaries alone. Their entries, and
 * the bytes of streams, lie in two buffers here, and it asks for them when it writes the file.
 *
 * libharu reports through return values only when no handler is set; its low-level calls do not
 * call the handler anyway. */
#include "pdf/low.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <libdeflate.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/vec.h"
#include "pdf/values.h"

struct stretch {
  size_t at, end; /* bytes of a buffer */
};

/* What an object says. */
struct said {
  struct stretch entries; /* in low.entries */
  struct stretch bytes;   /* in low.bytes; a stream's */
  size_t read;            /* of them, as libharu writes the file */
};

struct low {
  struct arena *arena;
  HPDF_Doc doc;
  struct libdeflate_compressor *compressor;
  struct buffer entries, bytes;
  VEC(struct said) said; /* by an object's number; 0: the trailer */
  uint32_t open;         /* the object whose entries are put */
  bool has_failed;
};

/* The second line tells programs that move files that this one is not text (ISO 32000 7.5.2). */
static const char HEADER[] = "%PDF-1.7\012%\267\276\255\252\012";

/* libdeflate's least: a quarter of the work of zlib's usual sixth, which libharu would take, for 8
 * % more bytes. */
enum { DEFLATE_LEVEL = 1 };

/* Pages a node of the page tree; with libharu's default the 32,768th page fails. */
enum { PAGES_A_NODE = 256 };

/* About what libharu writes of an object itself: its head and end, and its line of where it stands.
 */
enum { OBJECT_BYTES = 64 };

/* Of libharu's mark of an object: the rest tells its kind. */
enum { NUMBER_BITS = 0x00FFFFFF };

static void check(struct low *low, HPDF_STATUS status)
{
  low->has_failed = low->has_failed || status != HPDF_OK;
}

static void *given(struct low *low, void *object)
{
  low->has_failed = low->has_failed || !object;
  return object;
}

struct low *low_new(struct arena *arena)
{
  struct low *low = arena_make(arena, struct low);
  if (!low)
    return NULL;
  low->arena = arena;
  buffer_init(&low->entries, arena_heap(arena));
  buffer_init(&low->bytes, arena_heap(arena));
  /* No handler; each dictionary leads to what is given here. */
  low->doc = HPDF_New(NULL, low);
  low->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
  if (!low->doc || !low->compressor) {
    low_free(low);
    return NULL;
  }
  check(low, HPDF_SetPagesConfiguration(low->doc, PAGES_A_NODE));
  /* libharu names itself there. */
  check(low, HPDF_Dict_RemoveElement(low->doc->info, "Producer"));
  return low;
}

void low_free(struct low *low)
{
  if (!low)
    return;
  if (low->doc)
    HPDF_Free(low->doc);
  libdeflate_free_compressor(low->compressor);
  buffer_clear(&low->entries);
  buffer_clear(&low->bytes);
}

bool low_failed(const struct low *low)
{
  return low->has_failed;
}

uint32_t low_number(const low_object *object)
{
  return object ? ((HPDF_Dict)object)->header.obj_id & NUMBER_BITS : 0;
}

/* NULL without memory. */
static struct said *said_of(struct low *low, const low_object *object)
{
  uint32_t number = low_number(object);
  while (low->said.count <= number && !arena_short(low->arena))
    vec_push(low->arena, &low->said, (struct said){0});
  return given(low, number < low->said.count ? &low->said.at[number] : NULL);
}

/* libharu calls it behind the entries that it knows of. */
static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream out)
{
  const struct low *low = dict->error->user_data;
  struct stretch s = low->said.at[low_number((low_object *)dict)].entries;
  return s.end > s.at ? HPDF_Stream_Write(out, (const HPDF_BYTE *)low->entries.data + s.at,
                                          (HPDF_UINT)(s.end - s.at))
                      : HPDF_OK;
}

struct buffer *low_open(struct low *low, low_object *object)
{
  struct said *said = !low->has_failed && given(low, object) ? said_of(low, object) : NULL;
  if (said) {
    low->open = low_number(object);
    if (said->entries.end == said->entries.at)
      said->entries.at = low->entries.len;
    ((HPDF_Dict)object)->write_fn = write_entries;
  }
  return &low->entries;
}

void low_close(struct low *low)
{
  if (!low->has_failed)
    low->said.at[low->open].entries.end = low->entries.len;
}

low_object *low_dict(struct low *low)
{
  HPDF_Dict dict = low->has_failed ? NULL : given(low, HPDF_Dict_New(low->doc->mmgr));
  if (dict)
    check(low, HPDF_Xref_Add(low->doc->xref, dict));
  return (low_object *)dict;
}

/* How libharu reads a stream's bytes, each time to the end. */
static struct said *said_by(HPDF_Stream stream)
{
  const struct low *low = stream->error->user_data;
  return &low->said.at[low_number(stream->attr)];
}

static HPDF_STATUS read_bytes(HPDF_Stream stream, HPDF_BYTE *out, HPDF_UINT *len)
{
  const struct low *low = stream->error->user_data;
  struct said *said = said_by(stream);
  size_t left = said->bytes.end - said->bytes.at - said->read;
  HPDF_UINT count = left < *len ? (HPDF_UINT)left : *len;
  memcpy(out, low->bytes.data + said->bytes.at + said->read, count);
  said->read += count;
  *len = count;
  return left > count ? HPDF_OK : HPDF_STREAM_EOF;
}

static HPDF_STATUS read_again(HPDF_Stream stream, HPDF_INT at, HPDF_WhenceMode from)
{
  said_by(stream)->read = 0;
  return at || from != HPDF_SEEK_SET ? HPDF_INVALID_PARAMETER : HPDF_OK;
}

static HPDF_INT32 bytes_read(HPDF_Stream stream)
{
  return (HPDF_INT32)said_by(stream)->read;
}

static HPDF_UINT32 byte_count(HPDF_Stream stream)
{
  struct stretch s = said_by(stream)->bytes;
  return (HPDF_UINT32)(s.end - s.at);
}

static void add_deflated(struct low *low, str bytes)
{
  struct buffer *out = &low->bytes;
  size_t room = libdeflate_zlib_compress_bound(low->compressor, bytes.len);
  if (!buffer_reserve(out, room))
    return;
  size_t len =
      libdeflate_zlib_compress(low->compressor, bytes.data, bytes.len, out->data + out->len, room);
  low->has_failed = low->has_failed || !len;
  out->len += len;
}

/* Gives a stream that libharu made its bytes. */
static void fill(struct low *low, HPDF_Dict stream, str bytes, enum low_packing packing)
{
  struct said *said = said_of(low, (low_object *)stream);
  HPDF_Stream reader = given(low, HPDF_CallbackReader_New(low->doc->mmgr, read_bytes, read_again,
                                                          bytes_read, byte_count, stream));
  if (!said || !reader)
    return;
  HPDF_Stream_Free(stream->stream);
  stream->stream = reader;
  stream->filter = HPDF_STREAM_FILTER_NONE;
  said->bytes.at = low->bytes.len;
  if (packing == LOW_DEFLATED)
    add_deflated(low, bytes);
  else
    buffer_add(&low->bytes, bytes);
  said->bytes.end = low->bytes.len;
  low->has_failed = low->has_failed || low->bytes.is_short || low->bytes.len > INT32_MAX;
  /* libharu takes the key out of what it has not packed itself. */
  if (packing != LOW_AS_IS) {
    put_name(low_open(low, (low_object *)stream), "Filter", "FlateDecode");
    low_close(low);
  }
}

low_object *low_stream(struct low *low, str bytes, enum low_packing packing)
{
  HPDF_Dict stream =
      low->has_failed ? NULL : given(low, HPDF_DictStream_New(low->doc->mmgr, low->doc->xref));
  if (stream)
    fill(low, stream, bytes, packing);
  return (low_object *)stream;
}

str low_stream_bytes(const struct low *low, const low_object *stream)
{
  uint32_t number = low_number(stream);
  if (low->has_failed || number >= low->said.count)
    return STR("");
  struct stretch s = low->said.at[number].bytes;
  return (str){low->bytes.data + s.at, s.end - s.at};
}

low_object *low_page(struct low *low, double width, double height)
{
  HPDF_Page page = low->has_failed ? NULL : given(low, HPDF_AddPage(low->doc));
  if (!page)
    return NULL;
  check(low, HPDF_Page_SetWidth(page, (HPDF_REAL)width));
  check(low, HPDF_Page_SetHeight(page, (HPDF_REAL)height));
  check(low, HPDF_Dict_RemoveElement(page, "Resources"));
  return (low_object *)page;
}

low_object *low_page_content(struct low *low, low_object *page, str content)
{
  if (low->has_failed)
    return NULL;
  HPDF_PageAttr attributes = ((HPDF_Page)page)->attr;
  fill(low, attributes->contents, content, LOW_DEFLATED);
  attributes->stream = attributes->contents->stream;
  return (low_object *)attributes->contents;
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

low_object *low_outline_item(struct low *low, low_object *parent)
{
  HPDF_Outline item =
      low->has_failed ? NULL
                      : given(low, HPDF_CreateOutline(low->doc, (HPDF_Outline)parent, "-", NULL));
  if (!item)
    return NULL;
  check(low, HPDF_Dict_RemoveElement(item, "Title"));
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
  low->has_failed = low->has_failed || low->entries.is_short;
  if (!low->has_failed) {
    check(low, HPDF_Dict_Add(doc->trailer, "Root", doc->catalog));
    check(low, HPDF_Dict_Add(doc->trailer, "Info", doc->info));
  }
  buffer_reserve(ret, low->entries.len + low->bytes.len + low->said.count * OBJECT_BYTES);
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
