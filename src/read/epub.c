/* epub.c - books: the container names the package document, its spine the chapters in order
 * (EPUB 3.3, and 2.0.1), and each chapter is a page of HTML.
 *
 * Left out: what is only there to find one's way (navigation documents, the guide's table of
 * contents) and pictures in the spine. */
#include "read/html.h"
#include "read/office.h"

enum { ROOT_FILE = 1, ITEM, ITEM_REFERENCE, GUIDE_REFERENCE, ENCRYPTED, METHOD, CIPHER };

/* More files in a package than the container may hold are not there. */
enum { ITEMS_MAX = 20000 };

struct item {
  str path;
  bool is_page;       /* XHTML */
  bool is_navigation; /* only leads to the others */
  bool is_taken;      /* stands in the spine already */
};

struct book {
  struct document *document;
  struct arena *scratch;
  struct zip zip;
  struct zip_want package;
  struct map ids, paths; /* of the items, to their places */
  VEC(struct item) items;
  VEC(uint32_t) spine; /* places of items */
  bool has_method;     /* the entry of encryption.xml says how it was done */
  bool is_encrypted;
  uint32_t texts;      /* chapters that were read */
  precis_error unread; /* why one was not */
};

/* --- the container --- */

static void on_container(void *user, const struct xml_tag *tag)
{
  struct book *book = user;
  if (tag->id == ROOT_FILE && !book->package.name.len) {
    str path = xml_attribute_copy(book->scratch, tag, XML_NONE, "full-path");
    book->package.name = office_path(book->scratch, STR(""), path);
  }
}

/* Fonts may be garbled so that nobody takes them out of the book; its text is then in the clear.
 * Where the method is left out (XML Encryption 3.1) it is one that both sides know, and we not. */
static void on_encryption(void *user, const struct xml_tag *tag)
{
  static const str garbled[] = {{"http://www.idpf.org/2008/embedding", 34},
                                {"http://ns.adobe.com/pdf/enc#RC", 30}};
  struct book *book = user;
  str method = xml_attribute(tag, XML_NONE, "Algorithm");
  bool is_garbled = str_eq(method, garbled[0]) || str_eq(method, garbled[1]);
  book->has_method = tag->id == METHOD || (tag->id != ENCRYPTED && book->has_method);
  if ((tag->id == METHOD && !is_garbled) || (tag->id == CIPHER && !book->has_method))
    book->is_encrypted = true;
}

static precis_status open_container(struct book *book, precis_error *err)
{
  static const struct xml_known root_file[] = {{"rootfile", XML_OCF, ROOT_FILE}};
  static const struct xml_known encryption[] = {{"CipherReference", XML_ENC, CIPHER},
                                                {"EncryptedData", XML_ENC, ENCRYPTED},
                                                {"EncryptionMethod", XML_ENC, METHOD}};
  struct zip_want parts[] = {{.name = STR("META-INF/container.xml")},
                             {.name = STR("META-INF/encryption.xml")}};
  struct xml_visitor visitor = {
      .known = root_file, .known_count = 1, .start = on_container, .user = book};
  precis_status s = zip_fetch(&book->zip, parts, 2, err);
  if (s == PRECIS_OK)
    s = office_visit(book->document, book->scratch, &parts[0], &visitor, err);
  visitor.known = encryption;
  visitor.known_count = sizeof encryption / sizeof *encryption;
  visitor.start = on_encryption;
  if (s == PRECIS_OK)
    s = office_visit(book->document, book->scratch, &parts[1], &visitor, err);
  if (s == PRECIS_OK && book->is_encrypted) {
    s = fail(err, PRECIS_BAD_INPUT, "encrypted document");
    return fail_hint(err, s, "a book with copy protection cannot be read");
  }
  if (s == PRECIS_OK && !zip_has(&book->zip, book->package.name)) {
    s = refuse_container(book->zip.bytes, "EPUB", err);
    return s != PRECIS_OK ? s : fail(err, PRECIS_BAD_INPUT, "not EPUB: no package document");
  }
  return s;
}

/* --- the package --- */

/* "%20" is a blank (RFC 3986, 2.1), in place. */
static str percent_decode(str text)
{
  static const char digits[] = "0123456789abcdef";
  char *out = (char *)(uintptr_t)text.data;
  size_t len = 0;
  for (size_t at = 0; at < text.len; at++) {
    bool has_two =
        text.data[at] == '%' && at + 2 < text.len && text.data[at + 1] && text.data[at + 2];
    const char *high = has_two ? strchr(digits, text.data[at + 1] | 0x20) : NULL;
    const char *low = has_two ? strchr(digits, text.data[at + 2] | 0x20) : NULL;
    bool is_code = high && low && *high && *low;
    out[len++] = is_code ? (char)((high - digits) << 4 | (low - digits)) : text.data[at];
    at += is_code ? 2 : 0;
  }
  return (str){text.data, len};
}

static str path_of(struct book *book, const struct xml_tag *tag)
{
  str href = xml_attribute_copy(book->scratch, tag, XML_NONE, "href");
  const char *fragment = memchr(href.data, '#', href.len);
  if (fragment)
    href.len = (size_t)(fragment - href.data);
  return office_path(book->scratch, book->package.name, percent_decode(href));
}

static bool has_word(str list, str word)
{
  str piece;
  while (str_split(&list, ' ', &piece))
    if (str_eq(piece, word))
      return true;
  return false;
}

static void add_item(struct book *book, const struct xml_tag *tag)
{
  str type = xml_attribute(tag, XML_NONE, "media-type");
  str properties = xml_attribute(tag, XML_NONE, "properties");
  struct item item = {.path = path_of(book, tag)};
  item.is_page = str_eq(type, STR("application/xhtml+xml")) || str_eq(type, STR("text/html")) ||
                 str_eq(type, STR("text/x-oeb1-document"));
  item.is_navigation = properties.data && has_word(properties, STR("nav"));
  bool is_fresh = false;
  uint32_t id =
      map_add(&book->ids, xml_attribute_copy(book->scratch, tag, XML_NONE, "id"), &is_fresh);
  uint32_t path = map_add(&book->paths, item.path, NULL);
  if (id == MAP_NONE || path == MAP_NONE || !is_fresh || book->items.count == ITEMS_MAX)
    return;
  book->ids.entries[id].value = book->paths.entries[path].value = book->items.count;
  vec_push(book->scratch, &book->items, item);
}

/* The item that a key leads to; NULL if there is none. */
static struct item *item_of(struct book *book, const struct map *map, str key, uint32_t *ret_place)
{
  uint32_t found = key.data ? map_find(map, key) : MAP_NONE;
  uint32_t place = found == MAP_NONE ? UINT32_MAX : map->entries[found].value;
  if (place >= book->items.count)
    return NULL;
  *ret_place = place;
  return &book->items.at[place];
}

static void on_package(void *user, const struct xml_tag *tag)
{
  struct book *book = user;
  uint32_t place;
  struct item *item = NULL;
  if (tag->id == ITEM) {
    add_item(book, tag);
  } else if (tag->id == ITEM_REFERENCE) {
    item = item_of(book, &book->ids, xml_attribute(tag, XML_NONE, "idref"), &place);
    if (item && !item->is_taken)
      vec_push(book->scratch, &book->spine, place);
    if (item)
      item->is_taken = true;
  } else if (tag->id == GUIDE_REFERENCE &&
             str_eq(xml_attribute(tag, XML_NONE, "type"), STR("toc"))) {
    item = item_of(book, &book->paths, path_of(book, tag), &place);
    if (item)
      item->is_navigation = true;
  }
}

static precis_status read_package(struct book *book, struct own_facts *ret, precis_error *err)
{
  static const struct xml_known known[] = {{"item", XML_OPF, ITEM},
                                           {"itemref", XML_OPF, ITEM_REFERENCE},
                                           {"reference", XML_OPF, GUIDE_REFERENCE}};
  struct xml_visitor visitor = {.known = known,
                                .known_count = sizeof known / sizeof *known,
                                .start = on_package,
                                .user = book};
  precis_status s = zip_fetch(&book->zip, &book->package, 1, err);
  if (s == PRECIS_OK)
    s = office_visit(book->document, book->scratch, &book->package, &visitor, err);
  if (s == PRECIS_OK)
    s = office_properties(book->document, book->scratch, &book->package, ret, err);
  if (s != PRECIS_OK)
    return s;
  /* A book says who wrote it, when and in which language because somebody wrote it down. */
  book->document->author = ret->author;
  book->document->date = ret->date;
  ret->is_language_sure = true;
  return PRECIS_OK;
}

/* --- the chapters --- */

/* What a text file of such bytes would be refused for. */
static precis_status decode_chapter(struct book *book, const struct zip_want *chapter,
                                    struct decoded *ret, precis_error *err)
{
  precis_status s = refuse_binary(chapter->bytes, err);
  if (s == PRECIS_OK)
    s = charset_decode(book->scratch, chapter->bytes, html_charset(book->scratch, chapter->bytes),
                       ret, err);
  return s == PRECIS_OK ? refuse_controls(ret->text, err) : s;
}

static precis_status emit_chapter(struct book *book, struct builder *builder,
                                  const struct zip_want *chapter, precis_error *err)
{
  struct decoded decoded;
  if (!chapter->bytes.data) {
    document_warn(book->document, "W110", 0, "partial: chapter '%.*s' is missing",
                  STR_ARG(chapter->name));
    return PRECIS_OK;
  }
  precis_error reason = {0};
  precis_status s = decode_chapter(book, chapter, &decoded, &reason);
  if (s == PRECIS_BAD_INPUT) {
    book->unread = reason;
    document_warn(book->document, "W110", 0, "partial: chapter '%.*s' is %s",
                  STR_ARG(chapter->name), reason.message);
    return PRECIS_OK;
  }
  if (s != PRECIS_OK && err)
    *err = reason;
  if (s != PRECIS_OK)
    return s;
  book->texts++;
  if (decoded.replaced)
    document_warn(book->document, "W101", 0,
                  "%u characters of '%.*s' could not be decoded as %s; U+FFFD stands for them",
                  decoded.replaced, STR_ARG(chapter->name), decoded.charset);
  struct html_source source = {.text = decoded.text, .scope = HTML_WHOLE};
  return html_emit(builder, &source, NULL, err);
}

static precis_status read_chapters(struct book *book, precis_error *err)
{
  struct zip_want *chapters = arena_array(book->scratch, struct zip_want, book->spine.count + 1);
  size_t count = 0;
  if (!chapters)
    return fail_no_memory(err);
  for (uint32_t i = 0; i < book->spine.count; i++) {
    const struct item *item = &book->items.at[book->spine.at[i]];
    if (item->is_page && !item->is_navigation)
      chapters[count++].name = item->path;
  }
  if (!count)
    document_warn(book->document, "W110", 0, "partial: '%.*s' names no chapters",
                  STR_ARG(book->package.name));
  precis_status s = zip_fetch(&book->zip, chapters, count, err);
  struct builder builder;
  builder_init(&builder, book->document, book->scratch, book->zip.inflated / 2);
  for (size_t i = 0; i < count && s == PRECIS_OK; i++)
    s = emit_chapter(book, &builder, &chapters[i], err);
  builder_finish(&builder);
  if (s != PRECIS_OK || book->texts || book->unread.status == PRECIS_OK)
    return s;
  if (err)
    *err = book->unread;
  return book->unread.status;
}

precis_status epub_read(struct document *document, struct arena *scratch, str bytes,
                        const struct read_options *options, struct own_facts *ret,
                        precis_error *err)
{
  (void)options;
  struct book book = {.document = document, .scratch = scratch};
  map_init(&book.ids, scratch);
  map_init(&book.paths, scratch);
  precis_status s = office_open(&book.zip, scratch, bytes, "EPUB", err);
  if (s == PRECIS_OK)
    s = open_container(&book, err);
  if (s == PRECIS_OK)
    s = read_package(&book, ret, err);
  if (s == PRECIS_OK)
    s = read_chapters(&book, err);
  return s;
}
