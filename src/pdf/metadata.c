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
  buffer_format(out, "<rdf:Description rdf:about=\"\" xmlns:%s=\"%s\">", prefix, uri);
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
  buffer_format(
      out,
      "<rdf:Description rdf:about=\"\" "
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
      "<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>"
      "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>");
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

static void write_xmp(struct writer *w)
{
  AUTO_BUFFER packet;
  buffer_init(&packet, w->heap);
  add_packet(&packet, w->display);
  if (packet.is_short) {
    arena_fail(w->arena);
    return;
  }
  low_object *stream = low_stream(w->low, buffer_str(&packet), false);
  low_add_name(w->low, stream, "Type", "Metadata");
  low_add_name(w->low, stream, "Subtype", "XML");
  low_add(w->low, low_catalog(w->low), "Metadata", stream);
}

static void write_info(struct writer *w)
{
  const struct display *d = w->display;
  low_object *info = low_info(w->low);
  low_add_text(w->low, info, "Title", d->title);
  if (d->author.len)
    low_add_text(w->low, info, "Author", d->author);
  if (d->subject.len)
    low_add_text(w->low, info, "Subject", d->subject);
  if (d->keywords.len)
    low_add_text(w->low, info, "Keywords", d->keywords);
  low_add_ascii(w->low, info, "Producer", PRODUCER);
  if (d->date.len != 10)
    return;
  str date = arena_format(w->arena, "D:%.4s%.2s%.2s000000Z", d->date.data, d->date.data + 5,
                          d->date.data + 8);
  low_add_ascii(w->low, info, "CreationDate", date.data);
  low_add_ascii(w->low, info, "ModDate", date.data);
}

static void write_output_intent(struct writer *w)
{
  AUTO_BUFFER profile;
  buffer_init(&profile, w->heap);
  icc_srgb(&profile);
  if (profile.is_short) {
    arena_fail(w->arena);
    return;
  }
  struct low *low = w->low;
  low_object *stream = low_stream(low, buffer_str(&profile), true), *intent = low_shared_dict(low),
             *list = low_array(low);
  low_add_int(low, stream, "N", 3);
  low_add_name(low, intent, "Type", "OutputIntent");
  low_add_name(low, intent, "S", "GTS_PDFA1");
  low_add_ascii(low, intent, "OutputConditionIdentifier", "sRGB IEC61966-2.1");
  low_add_ascii(low, intent, "Info", "sRGB IEC61966-2.1");
  low_add(low, intent, "DestOutputProfile", stream);
  low_push(low, list, intent);
  low_add(low, low_catalog(low), "OutputIntents", list);
}

static void write_id(struct writer *w)
{
  uint8_t id[16];
  bool given = false;
  for (size_t i = 0; i < sizeof id; i++)
    given = given || w->display->id[i];
  memcpy(id, w->display->id, sizeof id);
  for (size_t i = 0; !given && i < sizeof id; i++)
    id[i] = (uint8_t)(w->hash[i / 8] >> 8 * (i % 8));
  low_object *list = low_array(w->low);
  low_push_bytes(w->low, list, id, sizeof id);
  low_push_bytes(w->low, list, id, sizeof id);
  low_add(w->low, low_trailer(w->low), "ID", list);
}

/* ISO 19005-3 6.8: media type, both names, a relationship. The pages were set from the file's data;
 * the sources themselves lie elsewhere. */
static low_object *write_file(struct writer *w, const struct attachment *a)
{
  struct low *low = w->low;
  low_object *stream = low_stream(low, a->bytes, true), *parameters = low_dict(low);
  low_add_name(low, stream, "Type", "EmbeddedFile");
  low_add_name(low, stream, "Subtype", arena_str(w->arena, a->media).data);
  low_add_int(low, parameters, "Size", (int32_t)a->bytes.len);
  low_add(low, stream, "Params", parameters);
  low_object *file = low_shared_dict(low), *streams = low_dict(low);
  low_add_name(low, file, "Type", "Filespec");
  low_add_ascii(low, file, "F", arena_str(w->arena, a->name).data);
  low_add_text(low, file, "UF", a->name);
  low_add_text(low, file, "Desc", a->description);
  low_add_name(low, file, "AFRelationship", "Data");
  low_add(low, streams, "F", stream);
  low_add(low, streams, "UF", stream);
  low_add(low, file, "EF", streams);
  return file;
}

static void write_attachment(struct writer *w)
{
  const struct attachment *a = &w->display->attachment;
  if (!a->bytes.len)
    return;
  if (a->bytes.len > INT32_MAX) {
    arena_fail(w->arena);
    return;
  }
  struct low *low = w->low;
  low_object *file = write_file(w, a), *files = low_array(low), *names = low_dict(low),
             *tree = low_dict(low), *list = low_array(low);
  low_push(low, files, file);
  low_add(low, low_catalog(low), "AF", files);
  low_push_ascii(low, list, arena_str(w->arena, a->name).data);
  low_push(low, list, file);
  low_add(low, tree, "Names", list);
  low_add(low, names, "EmbeddedFiles", tree);
  low_add(low, low_catalog(low), "Names", names);
  w->hash[0] ^= str_hash(a->bytes);
}

void write_metadata(struct writer *w)
{
  struct low *low = w->low;
  str language = w->display->language.len ? w->display->language : STR("und");
  low_add_ascii(low, low_catalog(low), "Lang", arena_str(w->arena, language).data);
  low_object *preferences = low_dict(low);
  low_add_bool(low, preferences, "DisplayDocTitle", true);
  low_add(low, low_catalog(low), "ViewerPreferences", preferences);
  write_xmp(w);
  write_info(w);
  write_output_intent(w);
  write_attachment(w);
  write_id(w);
}
