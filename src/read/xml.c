/* xml.c - libxml2's SAX2 behind a scan that bounds what its parser has no bounds for.
 *
 * Invariant: the parser gets UTF-8 without a declaration, no DOCTYPE, no tag longer or fuller than
 * the budgets, and is stopped at the depths below. Nothing here recurses. */
#include "read/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/library.h"
#include "text/text.h"

enum {
  ATTRIBUTES_MAX = 256,    /* a root of Word declares some 35 namespaces */
  TAG_BYTES_MAX = 4 << 20, /* old drawings carry their picture in an attribute */
  DEPTH_MAX = 250,         /* libxml2 itself gives up past 256 */
  SPACES_MAX = 2000, /* declared by the elements that are open: each is walked for each name */
  REASON_BYTES = 160
};

static const struct {
  const char *uri;
  enum xml_space space;
} spaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", XML_WORD},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", XML_WORD},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", XML_COMPAT},
    {"http://schemas.openxmlformats.org/package/2006/relationships", XML_RELATION},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", XML_RELATION},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", XML_RELATION},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", XML_MATH},
    {"http://purl.oclc.org/ooxml/officeDocument/math", XML_MATH},
    {"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", XML_CORE},
    {"http://purl.org/dc/elements/1.1/", XML_DUBLIN},
    {"http://purl.org/dc/terms/", XML_TERMS},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", XML_OFFICE},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", XML_TEXT},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", XML_TABLE},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", XML_STYLE},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", XML_DRAW},
    {"urn:oasis:names:tc:opendocument:xmlns:meta:1.0", XML_META},
    {"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", XML_FO},
    {"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", XML_SVG},
    {"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", XML_MANIFEST},
    {"urn:oasis:names:tc:opendocument:xmlns:container", XML_OCF},
    {"http://www.idpf.org/2007/opf", XML_OPF},
    {"http://www.w3.org/2001/04/xmlenc#", XML_ENC},
};

#define XML_CALLS(CALL)                                                                            \
  CALL(xmlCreateMemoryParserCtxt)                                                                  \
  CALL(xmlCtxtUseOptions)                                                                          \
  CALL(xmlFreeDoc)                                                                                 \
  CALL(xmlFreeParserCtxt)                                                                          \
  CALL(xmlParseDocument)                                                                           \
  CALL(xmlStopParser)

LIBRARY(libxml, LIBRARY_FILE_XML, "office documents and books are read with libxml2", XML_CALLS);

struct visit {
  struct calls lib;
  const struct xml_visitor *visitor;
  xmlParserCtxtPtr parser;
  struct arena *arena;
  uint32_t depth, space_count;
  uint8_t ids[DEPTH_MAX + 1];
  uint16_t declared[DEPTH_MAX + 1];
  struct xml_fault fault;
  const char *passed; /* the budget that stopped the parser; NULL if none */
  bool is_short;
};

/* --- the scan before the parser --- */

static precis_status refuse(precis_error *err, str part, const char *what)
{
  precis_status s = fail(err, PRECIS_BAD_INPUT, "'%.*s' has %s", STR_ARG(part), what);
  return fail_hint(err, s, "the file is damaged, or made to do harm");
}

/* Past the tag that opens at a place, quotes respected; text.len when it never ends. */
static size_t scan_tag(str text, size_t at, uint32_t *ret_attributes)
{
  char quote = 0;
  *ret_attributes = 0;
  for (; at < text.len; at++) {
    char c = text.data[at];
    if (quote)
      quote = c == quote ? 0 : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '=')
      ++*ret_attributes;
    else if (c == '>')
      return at + 1;
  }
  return text.len;
}

/* What ends the thing that opens with "<!" or "<?"; empty for a tag. */
static str closing_of(str rest)
{
  return str_starts(rest, STR("<!--"))        ? STR("-->")
         : str_starts(rest, STR("<![CDATA[")) ? STR("]]>")
         : str_starts(rest, STR("<?"))        ? STR("?>")
                                              : STR("");
}

static precis_status scan(str text, str part, precis_error *err)
{
  for (size_t at = 0; at < text.len;) {
    const char *mark = memchr(text.data + at, '<', text.len - at);
    if (!mark)
      return PRECIS_OK;
    at = (size_t)(mark - text.data);
    str rest = str_sub(text, at, text.len - at), closing = closing_of(rest);
    if (closing.len) {
      size_t end = str_find(text, closing, at + 2);
      at = end == SIZE_MAX ? text.len : end + closing.len;
      continue;
    }
    if (str_starts(rest, STR("<!")))
      return refuse(err, part, "a document type declaration, which no office program writes");
    uint32_t attributes;
    size_t end = scan_tag(text, at, &attributes);
    if (attributes > ATTRIBUTES_MAX)
      return refuse(err, part, "a tag with more than 256 attributes");
    if (end - at > TAG_BYTES_MAX)
      return refuse(err, part, "a tag over 4 MiB");
    at = end;
  }
  return PRECIS_OK;
}

/* --- SAX2 --- */

static enum xml_space space_of(const xmlChar *uri)
{
  if (!uri)
    return XML_NONE;
  str wanted = str_of((const char *)uri);
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (str_eq(wanted, str_of(spaces[i].uri)))
      return spaces[i].space;
  return XML_OTHER;
}

/* By name first, then by namespace among those of the same name. */
static uint8_t known_id(const struct xml_visitor *visitor, const char *name, const xmlChar *uri)
{
  size_t low = 0, high = visitor->known_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(visitor->known[middle].name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == visitor->known_count || strcmp(visitor->known[low].name, name) != 0)
    return 0;
  enum xml_space space = space_of(uri);
  for (; low < visitor->known_count && strcmp(visitor->known[low].name, name) == 0; low++)
    if (visitor->known[low].space == space)
      return visitor->known[low].id;
  return 0;
}

static void stop(struct visit *visit, const char *passed)
{
  visit->passed = passed;
  visit->lib.xmlStopParser(visit->parser);
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int space_count, const xmlChar **declared, int attribute_count, int defaulted,
                     const xmlChar **attributes)
{
  struct visit *visit = user;
  (void)prefix;
  (void)declared;
  (void)defaulted;
  visit->space_count += (uint32_t)space_count;
  if (visit->depth == DEPTH_MAX || visit->space_count > SPACES_MAX) {
    stop(visit, visit->depth == DEPTH_MAX ? "elements nested deeper than 250"
                                          : "more than 2000 namespaces in force");
    return;
  }
  struct xml_tag tag = {.id = known_id(visit->visitor, (const char *)name, uri),
                        .attributes = attributes,
                        .attribute_count = (uint32_t)attribute_count};
  visit->declared[visit->depth] = (uint16_t)space_count;
  visit->ids[visit->depth++] = tag.id;
  visit->visitor->start(visit->visitor->user, &tag);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  struct visit *visit = user;
  (void)name;
  (void)prefix;
  (void)uri;
  if (!visit->depth || visit->passed)
    return;
  visit->depth--;
  visit->space_count -= visit->declared[visit->depth];
  if (visit->visitor->end)
    visit->visitor->end(visit->visitor->user, visit->ids[visit->depth]);
}

static void on_text(void *user, const xmlChar *text, int len)
{
  struct visit *visit = user;
  if (!visit->passed && visit->visitor->text)
    visit->visitor->text(visit->visitor->user, (str){(const char *)text, (size_t)len});
}

/* The first fault is the cause, those behind it its consequences. */
static void on_fault(void *user, xmlErrorPtr error)
{
  struct visit *visit = user;
  if (error->code == XML_ERR_NO_MEMORY)
    visit->is_short = true;
  if (error->level < XML_ERR_FATAL || visit->fault.reason.len || visit->passed)
    return;
  str reason = str_trim(str_of(error->message));
  reason.len = reason.len < REASON_BYTES ? reason.len : REASON_BYTES;
  visit->fault.reason = arena_str(visit->arena, reason.len ? reason : STR("not well-formed"));
  visit->fault.line = error->line > 0 ? (uint32_t)error->line : 0;
}

static void parse(struct visit *visit, str text)
{
  xmlSAXHandler handler = {
      .initialized = XML_SAX2_MAGIC,
      .startElementNs = on_start,
      .endElementNs = on_end,
      .characters = on_text,
      .cdataBlock = on_text,
      .ignorableWhitespace = on_text,
      .serror = on_fault,
  };
  visit->parser = visit->lib.xmlCreateMemoryParserCtxt(text.data, (int)text.len);
  if (!visit->parser) {
    visit->is_short = true;
    return;
  }
  *visit->parser->sax = handler;
  visit->parser->userData = visit;
  visit->lib.xmlCtxtUseOptions(visit->parser, XML_PARSE_NONET);
  visit->lib.xmlParseDocument(visit->parser);
  visit->lib.xmlFreeDoc(visit->parser->myDoc);
  visit->parser->myDoc = NULL;
  visit->lib.xmlFreeParserCtxt(visit->parser);
}

/* --- the part --- */

/* The charset that the declaration names; NULL without one. */
static const char *declared_charset(struct arena *arena, str bytes)
{
  size_t end = str_starts(bytes, STR("<?xml")) ? str_find(bytes, STR("?>"), 0) : SIZE_MAX;
  if (end == SIZE_MAX)
    return NULL;
  str head = str_sub(bytes, 0, end);
  size_t at = str_find(head, STR("encoding"), 0);
  if (at == SIZE_MAX)
    return NULL;
  while (at < head.len && head.data[at] != '"' && head.data[at] != '\'')
    at++;
  size_t from = at + 1;
  for (at = from; at < head.len && head.data[at] != '"' && head.data[at] != '\'';)
    at++;
  return from < at && at < head.len ? arena_str(arena, str_sub(head, from, at - from)).data : NULL;
}

/* UTF-8 without the declaration, which would name another charset. */
static precis_status decode(struct arena *arena, str part, str bytes, str *ret, precis_error *err)
{
  struct decoded decoded;
  const char *charset = declared_charset(arena, bytes);
  bool is_utf8 = charset && str_eq_nocase(str_of(charset), STR("utf-8"));
  precis_status s = charset_decode(arena, bytes, is_utf8 ? NULL : charset, &decoded, err);
  if (s != PRECIS_OK)
    return s;
  if (decoded.replaced)
    return refuse(err, part, "bytes that are not of its charset");
  str text = decoded.text;
  size_t end = str_starts(text, STR("<?xml ")) ? str_find(text, STR("?>"), 0) : SIZE_MAX;
  *ret = end == SIZE_MAX ? text : str_sub(text, end + 2, text.len - end - 2);
  return PRECIS_OK;
}

precis_status xml_visit(struct arena *arena, str part, str bytes, const struct xml_visitor *visitor,
                        struct xml_fault *ret_fault, precis_error *err)
{
  str text = {0};
  *ret_fault = (struct xml_fault){.reason = STR("")};
  precis_status s = decode(arena, part, bytes, &text, err);
  if (s == PRECIS_OK)
    s = scan(text, part, err);
  if (s != PRECIS_OK)
    return s;
  if (!str_trim(text).len) {
    ret_fault->reason = STR("it is empty");
    return PRECIS_OK;
  }
  struct visit visit = {.visitor = visitor, .arena = arena, .fault.reason = STR("")};
  s = library_load(&libxml, &visit.lib, err);
  if (s != PRECIS_OK)
    return s;
  parse(&visit, text);
  if (visit.is_short)
    return fail_no_memory(err);
  if (visit.passed)
    return refuse(err, part, visit.passed);
  *ret_fault = visit.fault;
  return PRECIS_OK;
}

/* --- attributes: five pointers each: name, prefix, namespace, start and end of the value --- */

str xml_attribute(const struct xml_tag *tag, enum xml_space space, const char *name)
{
  const xmlChar *const *at = (const xmlChar *const *)tag->attributes;
  for (uint32_t i = 0; i < tag->attribute_count; i++, at += 5)
    if (strcmp((const char *)at[0], name) == 0 && space_of(at[2]) == space)
      return (str){(const char *)at[3], (size_t)(at[4] - at[3])};
  return (str){0};
}

str xml_attribute_copy(struct arena *arena, const struct xml_tag *tag, enum xml_space space,
                       const char *name)
{
  static const str ampersand = {"&#38;", 5};
  str copy = arena_str(arena, xml_attribute(tag, space, name));
  char *out = (char *)(uintptr_t)copy.data;
  size_t len = 0;
  for (size_t at = 0; at < copy.len;) {
    bool is_reference = str_starts(str_sub(copy, at, copy.len - at), ampersand);
    out[len++] = is_reference ? '&' : copy.data[at];
    at += is_reference ? ampersand.len : 1;
  }
  return (str){copy.data, len};
}
