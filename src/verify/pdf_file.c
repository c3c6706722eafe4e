/* pdf_file.c - a PDF through libqpdf: the file it carries, its pages' content, its structure tree;
 * its calls are those that qpdf.c found.
 *
 * A file may come from anybody. qpdf catches its own exceptions; it is told not to mend damage (a
 * damaged briefing is not the one that was made) and not to read compressed objects (precis writes
 * none, and they unpack without a limit). Streams are unpacked here, under a budget for the file.
 */
#include "verify/pdf_file.h"

#include <stdlib.h>
#include <zlib.h>

#include "verify/pdf_keys.h"

enum {
  UNPACKED_MAX = 128 << 20, /* bytes of all streams that are read, and of the text they draw */
  PAGES_MAX = 20000,
  FACES_MAX = 64,
  ELEMENTS_MAX = 1 << 18,
  DEPTH_MAX = 24 /* of the structure tree; ours is seven deep */
};

struct page_id {
  int id;
  uint32_t page;
};

struct opened {
  struct pdf_file *file;
  struct qpdf_calls lib;
  qpdf_data qpdf;
  struct content *contents;
  struct page_id *page_ids; /* ascending */
  struct code_map maps[FACES_MAX];
  int map_ids[FACES_MAX];
  uint32_t map_count;
  uint32_t elements;
  bool is_past_budget;
};

/* --- streams --- */

static bool inflate_into(struct opened *o, const unsigned char *bytes, size_t len,
                         struct buffer *out)
{
  z_stream z = {.next_in = (Bytef *)bytes, .avail_in = (uInt)len};
  if (len > UINT32_MAX || inflateInit(&z) != Z_OK)
    return false;
  int status = Z_OK;
  while (status == Z_OK) {
    unsigned char block[32 * 1024];
    z.next_out = block;
    z.avail_out = sizeof block;
    status = inflate(&z, Z_NO_FLUSH);
    size_t got = sizeof block - z.avail_out;
    if (got > o->file->left) {
      o->is_past_budget = true;
      status = Z_MEM_ERROR;
    } else {
      o->file->left -= got;
      buffer_add(out, (str){(const char *)block, got});
    }
    if (status == Z_BUF_ERROR || (status == Z_OK && !got && !z.avail_in))
      break;
  }
  inflateEnd(&z);
  return status == Z_STREAM_END && !out->is_short;
}

/* The bytes of a stream; only deflate, without parameters, is ours. False: cannot be read. */
static bool stream_bytes(struct opened *o, qpdf_oh stream, str *ret)
{
  if (!o->lib.oh_is_stream(o->qpdf, stream))
    return false;
  qpdf_oh dict = o->lib.oh_get_dict(o->qpdf, stream);
  qpdf_oh filter = o->lib.oh_get_key(o->qpdf, dict, "/Filter");
  if (o->lib.oh_is_array(o->qpdf, filter) && o->lib.oh_get_array_n_items(o->qpdf, filter) == 1)
    filter = o->lib.oh_get_array_item(o->qpdf, filter, 0);
  bool is_plain = o->lib.oh_is_null(o->qpdf, filter);
  bool is_deflated = o->lib.oh_is_name_and_equals(o->qpdf, filter, "/FlateDecode");
  unsigned char *raw = NULL;
  size_t len = 0;
  if ((!is_plain && !is_deflated) || o->lib.oh_has_key(o->qpdf, dict, "/DecodeParms") ||
      o->lib.oh_has_key(o->qpdf, dict, "/F"))
    return false;
  if (o->lib.oh_get_stream_data(o->qpdf, stream, qpdf_dl_none, NULL, &raw, &len) & QPDF_ERRORS) {
    free(raw);
    return false;
  }
  AUTO_BUFFER out;
  buffer_init(&out, arena_heap(o->file->arena));
  bool is_read = true;
  if (is_deflated)
    is_read = inflate_into(o, raw, len, &out);
  else
    buffer_add(&out, (str){(const char *)raw, len});
  free(raw);
  if (is_read)
    *ret = arena_str(o->file->arena, buffer_str(&out));
  return is_read && !out.is_short;
}

/* --- the attachment --- */

static void read_attachment(struct opened *o, qpdf_oh root)
{
  qpdf_data q = o->qpdf;
  qpdf_oh list = o->lib.oh_get_key(q, root, "/AF");
  if (!o->lib.oh_is_array(q, list))
    return;
  qpdf_oh spec = o->lib.oh_get_array_item(q, list, 0);
  qpdf_oh streams = o->lib.oh_is_dictionary(q, spec) ? o->lib.oh_get_key(q, spec, "/EF") : spec;
  qpdf_oh stream =
      o->lib.oh_is_dictionary(q, streams) ? o->lib.oh_get_key(q, streams, "/F") : streams;
  if (!stream_bytes(o, stream, &o->file->evidence))
    pdf_file_note(o->file, NONE, STR("the file inside cannot be read"));
}

/* --- pages --- */

static const struct code_map *map_of(struct opened *o, qpdf_oh font, const char *name)
{
  int id = o->lib.oh_get_object_id(o->qpdf, font);
  for (uint32_t i = 0; i < o->map_count; i++)
    if (id && o->map_ids[i] == id && strcmp(o->maps[i].name, name) == 0)
      return &o->maps[i];
  if (o->map_count == FACES_MAX || strlen(name) >= sizeof o->maps[0].name)
    return NULL;
  struct code_map *map = &o->maps[o->map_count];
  qpdf_oh stream = o->lib.oh_is_dictionary(o->qpdf, font)
                       ? o->lib.oh_get_key(o->qpdf, font, "/ToUnicode")
                       : font;
  str bytes;
  *map = (struct code_map){.index = NULL};
  memcpy(map->name, name, strlen(name) + 1);
  if (!stream_bytes(o, stream, &bytes) || !code_map_read(o->file, bytes, map))
    return NULL;
  o->map_ids[o->map_count] = id;
  return &o->maps[o->map_count++];
}

static void read_faces(struct opened *o, qpdf_oh page, struct content *content)
{
  qpdf_data q = o->qpdf;
  struct arena *arena = o->file->arena;
  qpdf_oh resources = o->lib.oh_get_key(q, page, "/Resources");
  qpdf_oh fonts =
      o->lib.oh_is_dictionary(q, resources) ? o->lib.oh_get_key(q, resources, "/Font") : resources;
  struct code_map *maps = arena_array(arena, struct code_map, FACES_MAX);
  char names[FACES_MAX][sizeof maps->name];
  uint32_t count = 0;
  if (!maps || !o->lib.oh_is_dictionary(q, fonts))
    return;
  o->lib.oh_begin_dict_key_iter(q, fonts);
  while (o->lib.oh_dict_more_keys(q) && count < FACES_MAX) {
    const char *key = o->lib.oh_dict_next_key(q);
    size_t len = strlen(key);
    if (len > 1 && len < sizeof names[0])
      memcpy(names[count++], key, len + 1);
  }
  for (uint32_t i = 0; i < count; i++) {
    const struct code_map *map = map_of(o, o->lib.oh_get_key(q, fonts, names[i]), names[i] + 1);
    if (map)
      maps[content->map_count++] = *map;
  }
  content->maps = maps;
}

static struct pdf_keys keys_of(struct opened *o)
{
  return (struct pdf_keys){o->file, &o->lib, o->qpdf};
}

static void read_page(struct opened *o, uint32_t index)
{
  qpdf_data q = o->qpdf;
  qpdf_oh page = o->lib.get_page_n(q, index);
  struct content *content = &o->contents[index];
  *content = (struct content){.file = o->file, .page = index};
  o->page_ids[index] = (struct page_id){o->lib.oh_get_object_id(q, page), index};
  read_faces(o, page, content);
  struct pdf_keys keys = keys_of(o);
  pdf_check_page(&keys, page, index);
  str bytes;
  qpdf_oh stream = o->lib.oh_get_key(q, page, "/Contents");
  if (o->lib.oh_is_array(q, stream) && o->lib.oh_get_array_n_items(q, stream) == 1)
    stream = o->lib.oh_get_array_item(q, stream, 0);
  if (stream_bytes(o, stream, &bytes))
    content_read(content, bytes);
  else
    pdf_file_note(o->file, index, STR("the page cannot be read"));
}

/* --- the structure tree --- */

/* An element: its texts by reading order. */
struct element {
  char role[16];
  int page_id;
  uint32_t page; /* of its first text; NONE */
  struct buffer text;
};

static int by_id(const void *a, const void *b)
{
  const struct page_id *x = a, *y = b;
  if (x->id != y->id)
    return x->id < y->id ? -1 : 1;
  return (x->page > y->page) - (x->page < y->page);
}

static uint32_t page_of(const struct opened *o, int id)
{
  uint32_t low = 0, high = o->file->page_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (o->page_ids[middle].id < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < o->file->page_count && o->page_ids[low].id == id ? o->page_ids[low].page : NONE;
}

static void add_content(struct opened *o, struct element *e, int page_id, long long mcid)
{
  uint32_t page = page_of(o, page_id);
  struct content *c = page == NONE ? NULL : &o->contents[page];
  uint32_t piece = c && mcid >= 0 && mcid < c->mcid_count ? c->by_mcid[mcid] : 0;
  if (!piece || c->pieces.at[piece - 1].is_used) {
    pdf_file_note(o->file, page, STR("the structure names content that is not there, or twice"));
    return;
  }
  c->pieces.at[piece - 1].is_used = true;
  e->page = e->page == NONE && c->pieces.at[piece - 1].text.len ? page : e->page;
  buffer_add(&e->text, c->pieces.at[piece - 1].text);
}

static const char *known_role(const char *role)
{
  for (int i = NODE_DOCUMENT; i <= NODE_SPAN; i++)
    if (strcmp(role, node_role_name((enum node_role)i)) == 0)
      return node_role_name((enum node_role)i);
  return "other";
}

/* A reference to content elsewhere, or to a link; else it is an element. */
static bool is_reference(struct opened *o, qpdf_oh kid, struct element *e)
{
  qpdf_oh type = o->lib.oh_get_key(o->qpdf, kid, "/Type");
  if (o->lib.oh_is_name_and_equals(o->qpdf, type, "/OBJR"))
    return true;
  if (!o->lib.oh_is_name_and_equals(o->qpdf, type, "/MCR"))
    return false;
  qpdf_oh mcid = o->lib.oh_get_key(o->qpdf, kid, "/MCID");
  int page = o->lib.oh_get_object_id(o->qpdf, o->lib.oh_get_key(o->qpdf, kid, "/Pg"));
  add_content(o, e, page,
              o->lib.oh_is_integer(o->qpdf, mcid) ? o->lib.oh_get_int_value(o->qpdf, mcid) : -1);
  return true;
}

static void read_element(struct opened *o, qpdf_oh dict, int depth);

/* Text that stands directly under an element; the elements below it come after. */
static void read_kid(struct opened *o, qpdf_oh kid, struct element *e, int depth, bool wants_text)
{
  if (o->lib.oh_is_integer(o->qpdf, kid)) {
    if (wants_text)
      add_content(o, e, e->page_id, o->lib.oh_get_int_value(o->qpdf, kid));
  } else if (o->lib.oh_is_dictionary(o->qpdf, kid)) {
    qpdf_oh type = o->lib.oh_get_key(o->qpdf, kid, "/Type");
    bool is_element = o->lib.oh_is_name_and_equals(o->qpdf, type, "/StructElem");
    if (wants_text && !is_element && !is_reference(o, kid, e))
      pdf_file_note(o->file, NONE, STR("a structure that cannot be read"));
    if (!wants_text && is_element)
      read_element(o, kid, depth + 1);
  }
}

static void read_kids(struct opened *o, qpdf_oh kids, struct element *e, int depth, bool wants_text)
{
  if (!o->lib.oh_is_array(o->qpdf, kids)) {
    read_kid(o, kids, e, depth, wants_text);
    return;
  }
  int count = o->lib.oh_get_array_n_items(o->qpdf, kids);
  for (int i = 0; i < count && o->elements < ELEMENTS_MAX; i++) {
    o->elements++;
    qpdf_oh kid = o->lib.oh_get_array_item(o->qpdf, kids, i);
    read_kid(o, kid, e, depth, wants_text);
    o->lib.oh_release(o->qpdf, kid);
  }
}

static void read_element(struct opened *o, qpdf_oh dict, int depth)
{
  if (depth > DEPTH_MAX || ++o->elements > ELEMENTS_MAX) {
    o->is_past_budget = true;
    return;
  }
  struct element e = {.page = NONE};
  buffer_init(&e.text, arena_heap(o->file->arena));
  qpdf_oh role = o->lib.oh_get_key(o->qpdf, dict, "/S");
  const char *name = o->lib.oh_is_name(o->qpdf, role) ? o->lib.oh_get_name(o->qpdf, role) : "/";
  const char *known = known_role(name + 1);
  struct pdf_keys keys = keys_of(o);
  pdf_check_element(&keys, dict);
  e.page_id = o->lib.oh_get_object_id(o->qpdf, o->lib.oh_get_key(o->qpdf, dict, "/Pg"));
  qpdf_oh kids = o->lib.oh_get_key(o->qpdf, dict, "/K");
  read_kids(o, kids, &e, depth, true);
  struct arena *arena = o->file->arena;
  struct display_text text = {known, 0, e.page, arena_str(arena, buffer_str(&e.text))};
  if (text.text.len)
    vec_push(arena, &o->file->texts, text);
  if (e.text.is_short)
    arena_fail(arena);
  buffer_clear(&e.text);
  read_kids(o, kids, &e, depth, false);
  o->lib.oh_release(o->qpdf, kids);
}

/* --- all --- */

static void read_artifacts(struct opened *o)
{
  for (uint32_t p = 0; p < o->file->page_count; p++) {
    const struct content *c = &o->contents[p];
    bool is_lost = false;
    for (uint32_t i = 0; i < c->pieces.count; i++) {
      const struct content_piece *piece = &c->pieces.at[i];
      struct display_text text = {"Artifact", NODE_ARTIFACT, p, piece->text};
      if (piece->mcid < 0)
        vec_push(o->file->arena, &o->file->texts, text);
      is_lost = is_lost || (piece->mcid >= 0 && !piece->is_used);
    }
    if (is_lost)
      pdf_file_note(o->file, p, STR("text that the structure does not name"));
  }
}

static precis_status read_opened(struct opened *o, precis_error *err)
{
  int pages = o->lib.get_num_pages(o->qpdf);
  qpdf_oh root = o->lib.get_root(o->qpdf);
  if (o->lib.is_encrypted(o->qpdf) || pages <= 0 || pages > PAGES_MAX ||
      !o->lib.oh_is_dictionary(o->qpdf, root))
    return fail(err, PRECIS_BAD_INPUT, "is not a PDF that can be read, or has too many pages");
  o->file->page_count = (uint32_t)pages;
  o->contents = arena_array(o->file->arena, struct content, (size_t)pages);
  o->page_ids = arena_array(o->file->arena, struct page_id, (size_t)pages);
  if (!o->contents || !o->page_ids)
    return fail_no_memory(err);
  struct pdf_keys keys = keys_of(o);
  pdf_check_catalog(&keys, root);
  read_attachment(o, root);
  for (int p = 0; p < pages && !arena_short(o->file->arena) && !o->is_past_budget; p++)
    read_page(o, (uint32_t)p);
  qsort(o->page_ids, (size_t)pages, sizeof *o->page_ids, by_id);
  qpdf_oh tree = o->lib.oh_get_key(o->qpdf, root, "/StructTreeRoot");
  qpdf_oh top =
      o->lib.oh_is_dictionary(o->qpdf, tree) ? o->lib.oh_get_key(o->qpdf, tree, "/K") : tree;
  struct element none = {.page = NONE};
  read_kids(o, top, &none, 0, false);
  read_artifacts(o);
  if (o->is_past_budget)
    return fail(err, PRECIS_OVER_LIMIT, "unpacks to more than a briefing holds");
  return arena_short(o->file->arena) ? fail_no_memory(err) : PRECIS_OK;
}

precis_status pdf_file_read(struct arena *arena, str bytes, struct pdf_file *ret, precis_error *err)
{
  *ret = (struct pdf_file){.arena = arena, .left = UNPACKED_MAX};
  struct opened *o = arena_make(arena, struct opened);
  if (!o)
    return fail_no_memory(err);
  precis_status s = qpdf_load(&o->lib, err);
  if (s != PRECIS_OK)
    return s;
  qpdf_data qpdf = o->lib.init();
  if (!qpdf)
    return fail_no_memory(err);
  o->file = ret;
  o->qpdf = qpdf;
  o->lib.silence_errors(qpdf);
  o->lib.set_suppress_warnings(qpdf, QPDF_TRUE);
  o->lib.set_attempt_recovery(qpdf, QPDF_FALSE);
  o->lib.set_ignore_xref_streams(qpdf, QPDF_TRUE);
  if (o->lib.read_memory(qpdf, "briefing", bytes.data, bytes.len, NULL) & QPDF_ERRORS)
    s = fail(err, PRECIS_BAD_INPUT, "is damaged, or not a PDF that precis wrote");
  else
    s = read_opened(o, err);
  /* An error that nobody asked for is printed on the way out. */
  if (o->lib.has_error(qpdf))
    (void)o->lib.get_error(qpdf);
  o->lib.cleanup(&qpdf);
  return s;
}
