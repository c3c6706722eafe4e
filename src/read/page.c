/* page.c - an HTML page into a flat tree, by the events of libxml2's parser.
 *
 * Its own tree has limits that lose text without an error (256 levels, 10,000,000 bytes of text, a
 * line number of 16 bits); its events have none of them.
 *
 * Invariant: what the parser sees went through page_cap(): no DTD, no entity beyond HTML's own, no
 * address to follow, depth bounded. */
#include "read/page.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "base/library.h"

/* A page of this many elements and texts is not written by people; further ones leave only their
 * text. */
enum { NODES_MAX = 2 * 1024 * 1024 };

/* The parser's own stack, should what it closes by itself differ from what page_cap() counted. */
enum { STACK_MAX = 4000 };

#define HTML_CALLS(CALL)                                                                           \
  CALL(htmlCreateMemoryParserCtxt)                                                                 \
  CALL(htmlCtxtUseOptions)                                                                         \
  CALL(htmlFreeParserCtxt)                                                                         \
  CALL(htmlParseDocument)                                                                          \
  CALL(xmlInitParser)                                                                              \
  CALL(xmlStopParser)                                                                              \
  CALL(xmlSwitchEncoding)

LIBRARY(libxml, LIBRARY_FILE_XML, "HTML is read with libxml2", HTML_CALLS);

struct growing {
  struct calls lib;
  struct page *page;
  struct page_cuts *cuts;
  htmlParserCtxtPtr parser;
  uint32_t current; /* the element that is open */
  uint32_t over;    /* elements open that found no room */
};

static void cut(struct growing *growing, const char *what)
{
  if (!growing->cuts->places++) {
    growing->cuts->line = growing->parser->input ? (uint32_t)growing->parser->input->line : 0;
    growing->cuts->what = what;
  }
}

static uint32_t line_now(const struct growing *growing)
{
  int line = growing->parser->input ? growing->parser->input->line : 0;
  return line > 0 ? (uint32_t)line : 1;
}

static void add_attributes(struct growing *growing, struct page_node *node, const xmlChar **pairs)
{
  struct page *page = growing->page;
  node->first = page->attributes.count;
  for (; pairs && pairs[0]; pairs += 2) {
    struct page_attribute attribute = {
        .name = page_attribute_name((const char *)pairs[0]),
        .value = arena_str(page->arena, str_of((const char *)pairs[1])),
    };
    if (attribute.name == ATTRIBUTE_NONE)
      continue;
    vec_push(page->arena, &page->attributes, attribute);
    node->count++;
  }
}

static void start_element(void *user, const xmlChar *name, const xmlChar **attributes)
{
  struct growing *growing = user;
  struct page *page = growing->page;
  if (growing->parser->nameNr > STACK_MAX) {
    cut(growing, "elements nested too deep");
    growing->lib.xmlStopParser(growing->parser);
    return;
  }
  if (growing->over || page->nodes.count >= NODES_MAX) {
    if (!growing->over++)
      cut(growing, "elements past the first million or so");
    return;
  }
  const struct page_element *element = page_element((const char *)name);
  struct page_node node = {.parent = growing->current,
                           .line = line_now(growing),
                           .tag = (uint16_t)element->tag,
                           .traits = (uint8_t)element->traits};
  add_attributes(growing, &node, attributes);
  vec_push(page->arena, &page->nodes, node);
  if (!arena_short(page->arena))
    growing->current = page->nodes.count - 1;
}

static void end_element(void *user, const xmlChar *name)
{
  struct growing *growing = user;
  (void)name;
  if (growing->over) {
    growing->over--;
    return;
  }
  struct page_node *node = &growing->page->nodes.at[growing->current];
  if (growing->current == 0 || arena_short(growing->page->arena))
    return;
  node->end = growing->page->nodes.count;
  growing->current = node->parent;
}

static bool has_room(struct page *page, size_t more)
{
  if (more <= page->room - page->len)
    return true;
  size_t room = (page->len + more) * 2;
  char *moved = arena_grow(page->arena, page->text, page->room, room);
  if (!moved)
    return false;
  page->text = moved;
  page->room = room;
  return true;
}

static void add_text(void *user, const xmlChar *bytes, int len)
{
  struct growing *growing = user;
  struct page *page = growing->page;
  if (len <= 0 || arena_short(page->arena) || !has_room(page, (size_t)len))
    return;
  memcpy(page->text + page->len, bytes, (size_t)len);
  struct page_node *last = vec_last(&page->nodes);
  if (last->tag == TAG_TEXT && last->parent == growing->current &&
      last->first + last->count == page->len) {
    last->count += (uint32_t)len;
  } else {
    uint32_t lines = str_count((str){(const char *)bytes, (size_t)len}, '\n');
    uint32_t line = line_now(growing);
    struct page_node node = {.parent = growing->current,
                             .end = page->nodes.count + 1,
                             .line = line > lines ? line - lines : 1,
                             .first = (uint32_t)page->len,
                             .count = (uint32_t)len,
                             .tag = TAG_TEXT};
    vec_push(page->arena, &page->nodes, node);
  }
  page->len += (size_t)len;
}

static void ignore_error(void *user, xmlErrorPtr error)
{
  (void)user;
  (void)error;
}

static void free_parser(struct growing *growing)
{
  if (growing->parser)
    growing->lib.htmlFreeParserCtxt(growing->parser);
}

#define AUTO_GROWING __attribute__((cleanup(free_parser))) struct growing

static const xmlSAXHandler events = {.startElement = start_element,
                                     .endElement = end_element,
                                     .characters = add_text,
                                     .cdataBlock = add_text,
                                     .ignorableWhitespace = add_text,
                                     .serror = ignore_error,
                                     .initialized = XML_SAX2_MAGIC};

/* Elements that the parser never closed end with the page. */
static void close_all(struct page *page)
{
  for (uint32_t i = 0; i < page->nodes.count; i++)
    if (!page->nodes.at[i].end)
      page->nodes.at[i].end = page->nodes.count;
}

precis_status page_parse(struct page *page, str html, struct page_cuts *cuts, precis_error *err)
{
  struct page_node root = {.line = 1, .traits = TRAIT_BLOCK};
  vec_push(page->arena, &page->nodes, root);
  page->room = html.len + 1;
  page->text = arena_alloc(page->arena, page->room);
  if (arena_short(page->arena))
    return fail_no_memory(err);
  if (!html.len) {
    close_all(page);
    return PRECIS_OK;
  }
  AUTO_GROWING growing = {.page = page, .cuts = cuts};
  precis_status s = library_load(&libxml, &growing.lib, err);
  if (s != PRECIS_OK)
    return s;
  growing.lib.xmlInitParser();
  htmlParserCtxtPtr parser = growing.lib.htmlCreateMemoryParserCtxt(html.data, (int)html.len);
  if (!parser)
    return fail_no_memory(err);
  growing.parser = parser;
  *parser->sax = events;
  parser->userData = &growing;
  growing.lib.htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                             HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                             HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
  growing.lib.xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
  growing.lib.htmlParseDocument(parser);
  if (parser->errNo == XML_ERR_NO_MEMORY || arena_short(page->arena))
    return fail_no_memory(err);
  close_all(page);
  return PRECIS_OK;
}

str page_value(const struct page *page, uint32_t node, enum page_attribute_name name)
{
  const struct page_node *element = &page->nodes.at[node];
  for (uint32_t i = 0; element->tag != TAG_TEXT && i < element->count; i++)
    if (page->attributes.at[element->first + i].name == name)
      return page->attributes.at[element->first + i].value;
  return STR("");
}

bool page_has(const struct page *page, uint32_t node, enum page_attribute_name name)
{
  const struct page_node *element = &page->nodes.at[node];
  for (uint32_t i = 0; element->tag != TAG_TEXT && i < element->count; i++)
    if (page->attributes.at[element->first + i].name == name)
      return true;
  return false;
}

str page_text(const struct page *page, uint32_t node)
{
  return (str){page->text + page->nodes.at[node].first, page->nodes.at[node].count};
}

/* Appends with white space folded; the room is that of text, as folding never grows it. */
static size_t fold_onto(char *out, size_t len, size_t max, str text)
{
  for (size_t at = 0; at < text.len && len < max;) {
    size_t from = at;
    if (char_is_space(utf8_next(text, &at))) {
      if (len && out[len - 1] != ' ')
        out[len++] = ' ';
      continue;
    }
    if (len + (at - from) > max)
      break;
    memcpy(out + len, text.data + from, at - from);
    len += at - from;
  }
  return len;
}

str text_folded(struct arena *arena, str text)
{
  char *out = arena_alloc(arena, text.len + 1);
  return str_trim((str){out ? out : "", out ? fold_onto(out, 0, text.len, text) : 0});
}

str page_text_of(const struct page *page, uint32_t node, size_t max)
{
  char *out = arena_alloc(page->arena, max + 1);
  size_t len = 0;
  for (uint32_t i = node; out && i < page->nodes.at[node].end && len < max; i++) {
    if (i > node && page->nodes.at[i].is_hidden)
      i = page->nodes.at[i].end - 1;
    else if (page_is(page, i, TAG_TEXT))
      len = fold_onto(out, len, max, page_text(page, i));
    else if ((page_is(page, i, TAG_BR) || page_is_block(page, i)) && len && out[len - 1] != ' ')
      out[len++] = ' ';
  }
  return str_trim((str){out ? out : "", len});
}
