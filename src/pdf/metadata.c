/* metadata.c - what the file says of itself: information, XMP, output intent, ID. Nothing of the
 * machine, the user or the clock; a date only if the briefing has one. */
#include "pdf/write.h"

static const char PRODUCER[] = "precis " PRECIS_VERSION;

static void add_xml(struct buffer *out, str text)
{
  for (size_t i = 0; i < text.len; i++) {
    char c = text.data[i];
    if (c == '"' || !buffer_markup(out, (unsigned char)c)) /* stands between tags only */
      buffer_byte(out, c);
  }
}

/* rdf:Description of one namespace around its properties. */
static void open_description(struct buffer *out, const char *prefix, const char *uri)
{
  buffer_add(out, STR("<rdf:Description rdf:about=\"\" xmlns:"));
  buffer_add(out, str_of(prefix));
  buffer_add(out, STR("=\""));
  buffer_add(out, str_of(uri));
  buffer_add(out, STR("\">"));
}

static void close_description(struct buffer *out)
{
  buffer_add(out, STR("</rdf:Description>\n"));
}

static void add_alternative(struct buffer *out, const char *property, str text)
{
  if (!text.len)
    return;
  buffer_format(out, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", property);
  add_xml(out, text);
  buffer_format(out, "</rdf:li></rdf:Alt></%s>", property);
}

static void add_list(struct buffer *out, const char *property, const char *kind, str text)
{
  if (!text.len)
    return;
  buffer_format(out, "<%s><rdf:%s><rdf:li>", property, kind);
  add_xml(out, text);
  buffer_format(out, "</rdf:li></rdf:%s></%s>", kind, property);
}

/* PDF/A wants each schema that XMP does not define described in the file (ISO 19005-2 6.6.2.3). */
static void add_extension_schema(struct buffer *out)
{
  buffer_add(
      out,
      STR("<rdf:Description rdf:about=\"\" "
          "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
          "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
          "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/"
          "property#\"><pdfaExtension:schemas><rdf:Bag>"
          "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA "
          "identification</pdfaSchema:schema>"
          "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
          "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
          "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>"
          "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
          "<pdfaProperty:category>internal</pdfaProperty:category>"
          "<pdfaProperty:description>Part of ISO 14289 that the file "
          "follows</pdfaProperty:description>"
          "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"));
  close_description(out);
}

static void add_packet(struct buffer *out, const struct display *d)
{
  buffer_add(out, STR("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"));
  open_description(out, "dc", "http://purl.org/dc/elements/1.1/");
  buffer_add(out, STR("<dc:format>application/pdf</dc:format>"));
  add_alternative(out, "dc:title", d->title);
  add_alternative(out, "dc:description", d->subject);
  add_list(out, "dc:creator", "Seq", d->author);
  add_list(out, "dc:language", "Bag", d->language);
  close_description(out);
  open_description(out, "pdf", "http://ns.adobe.com/pdf/1.3/");
  buffer_format(out, "<pdf:Producer>%s</pdf:Producer>", PRODUCER);
  if (d->keywords.len) {
    buffer_add(out, STR("<pdf:Keywords>"));
    add_xml(out, d->keywords);
    buffer_add(out, STR("</pdf:Keywords>"));
  }
  close_description(out);
  if (d->date.len == 10) {
    open_description(out, "xmp", "http://ns.adobe.com/xap/1.0/");
    buffer_format(out, "<xmp:CreateDate>%.*sT00:00:00Z</xmp:CreateDate>", STR_ARG(d->date));
    buffer_format(out, "<xmp:ModifyDate>%.*sT00:00:00Z</xmp:ModifyDate>", STR_ARG(d->date));
    close_description(out);
  }
  open_description(out, "pdfaid", "http://www.aiim.org/pdfa/ns/id/");
  /* Part 2 allows no files but PDF/A ones inside. */
  buffer_format(out, "<pdfaid:part>%d</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
                d->attachment.bytes.len ? 3 : 2);
  close_description(out);
  open_description(out, "pdfuaid", "http://www.aiim.org/pdfua/ns/id/");
  buffer_add(out, STR("<pdfuaid:part>1</pdfuaid:part>"));
  close_description(out);
  add_extension_schema(out);
  buffer_add(out, STR("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"));
}

/* NULL without memory. */
static low_object *write_xmp(struct writer *w)
{
  AUTO_BUFFER packet;
  buffer_init(&packet, w->heap);
  add_packet(&packet, w->display);
  if (packet.is_short) {
    arena_fail(w->arena);
    return NULL;
  }
  low_object *stream = low_stream(w->low, buffer_str(&packet), LOW_AS_IS);
  struct buffer *out = low_open(w->low, stream);
  put_name(out, "Type", "Metadata");
  put_name(out, "Subtype", "XML");
  low_close(w->low);
  return stream;
}

static void write_info(struct writer *w)
{
  const struct display *d = w->display;
  struct buffer *out = low_open(w->low, low_info(w->low));
  put_text(out, "Title", d->title);
  if (d->author.len)
    put_text(out, "Author", d->author);
  if (d->subject.len)
    put_text(out, "Subject", d->subject);
  if (d->keywords.len)
    put_text(out, "Keywords", d->keywords);
  put_string(out, "Producer", str_of(PRODUCER));
  if (d->date.len == 10) {
    str date = arena_format(w->arena, "D:%.4s%.2s%.2s000000Z", d->date.data, d->date.data + 5,
                            d->date.data + 8);
    put_string(out, "CreationDate", date);
    put_string(out, "ModDate", date);
  }
  low_close(w->low);
}

/* As it is: packed it would be 200 bytes less, for the work of packing a page's thousandfold. */
static low_object *write_profile(struct writer *w)
{
  AUTO_BUFFER profile;
  buffer_init(&profile, w->heap);
  icc_srgb(&profile);
  if (profile.is_short) {
    arena_fail(w->arena);
    return NULL;
  }
  low_object *stream = low_stream(w->low, buffer_str(&profile), LOW_AS_IS);
  put_int(low_open(w->low, stream), "N", 3);
  low_close(w->low);
  return stream;
}

static low_object *write_output_intent(struct writer *w)
{
  low_object *profile = write_profile(w), *intent = low_dict(w->low);
  struct buffer *out = low_open(w->low, intent);
  put_name(out, "Type", "OutputIntent");
  put_name(out, "S", "GTS_PDFA1");
  put_string(out, "OutputConditionIdentifier", STR("sRGB IEC61966-2.1"));
  put_string(out, "Info", STR("sRGB IEC61966-2.1"));
  put_reference(out, "DestOutputProfile", low_number(profile));
  low_close(w->low);
  return intent;
}

static void write_trailer(struct writer *w)
{
  uint8_t id[16];
  bool given = false;
  for (size_t i = 0; i < sizeof id; i++)
    given = given || w->display->id[i];
  memcpy(id, w->display->id, sizeof id);
  for (size_t i = 0; !given && i < sizeof id; i++)
    id[i] = (uint8_t)(w->hash[i / 8] >> 8 * (i % 8));
  struct buffer *out = low_open(w->low, low_trailer(w->low));
  open_array(out, "ID");
  put_hexadecimal(out, NULL, id, sizeof id);
  put_hexadecimal(out, NULL, id, sizeof id);
  close_array(out);
  low_close(w->low);
}

static low_object *write_embedded(struct writer *w, const struct attachment *a)
{
  low_object *stream = low_stream(w->low, a->bytes, LOW_DEFLATED);
  struct buffer *out = low_open(w->low, stream);
  put_name(out, "Type", "EmbeddedFile");
  put_name(out, "Subtype", arena_str(w->arena, a->media).data);
  open_dict(out, "Params");
  put_int(out, "Size", (int64_t)a->bytes.len);
  close_dict(out);
  low_close(w->low);
  w->hash[0] ^= str_hash_fast(low_stream_bytes(w->low, stream));
  return stream;
}

/* ISO 19005-3 6.8: media type, both names, a relationship. The pages were set from the file's data;
 * the sources themselves lie elsewhere. NULL: none. */
static low_object *write_attachment(struct writer *w)
{
  const struct attachment *a = &w->display->attachment;
  if (!a->bytes.len)
    return NULL;
  uint32_t stream = low_number(write_embedded(w, a));
  low_object *file = low_dict(w->low);
  struct buffer *out = low_open(w->low, file);
  put_name(out, "Type", "Filespec");
  put_string(out, "F", a->name);
  put_text(out, "UF", a->name);
  put_text(out, "Desc", a->description);
  put_name(out, "AFRelationship", "Data");
  open_dict(out, "EF");
  put_reference(out, "F", stream);
  put_reference(out, "UF", stream);
  close_dict(out);
  low_close(w->low);
  return file;
}

/* What the catalog names; files NULL: none. */
struct named {
  low_object *xmp, *intent, *file;
};

static void put_files(struct buffer *out, const struct attachment *a, uint32_t file)
{
  open_array(out, "AF");
  put_reference(out, NULL, file);
  close_array(out);
  open_dict(out, "Names");
  open_dict(out, "EmbeddedFiles");
  open_array(out, "Names");
  put_string(out, NULL, a->name);
  put_reference(out, NULL, file);
  close_array(out);
  close_dict(out);
  close_dict(out);
}

static void write_catalog(struct writer *w, const struct named *named)
{
  str language = w->display->language.len ? w->display->language : STR("und");
  struct buffer *out = low_open(w->low, low_catalog(w->low));
  put_reference(out, "StructTreeRoot", low_number(w->tree));
  open_dict(out, "MarkInfo");
  put_bool(out, "Marked", true);
  close_dict(out);
  put_string(out, "Lang", language);
  open_dict(out, "ViewerPreferences");
  put_bool(out, "DisplayDocTitle", true);
  close_dict(out);
  put_reference(out, "Metadata", low_number(named->xmp));
  open_array(out, "OutputIntents");
  put_reference(out, NULL, low_number(named->intent));
  close_array(out);
  if (named->file)
    put_files(out, &w->display->attachment, low_number(named->file));
  low_close(w->low);
}

void write_metadata(struct writer *w)
{
  struct named named = {write_xmp(w), write_output_intent(w), write_attachment(w)};
  write_info(w);
  write_catalog(w, &named);
  write_trailer(w);
}
