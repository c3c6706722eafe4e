/* page_tags.c - the names of elements and attributes, sorted. From the HTML Living Standard (15.3,
 * rendering) and HTML 3.2 for what old pages have. */
#include <stdlib.h>

#include "read/page.h"

static const struct page_element elements[] = {
    {"a", TAG_A, 0},
    {"abbr", TAG_ABBR, 0},
    {"address", TAG_ADDRESS, TRAIT_BLOCK},
    {"amp-ad", TAG_OTHER, TRAIT_UNREAD},
    {"amp-consent", TAG_OTHER, TRAIT_UNREAD},
    {"amp-embed", TAG_OTHER, TRAIT_UNREAD},
    {"amp-sidebar", TAG_OTHER, TRAIT_UNREAD},
    {"amp-user-notification", TAG_OTHER, TRAIT_UNREAD},
    {"annotation", TAG_OTHER, TRAIT_UNREAD},
    {"area", TAG_OTHER, TRAIT_VOID},
    {"article", TAG_ARTICLE, TRAIT_BLOCK},
    {"aside", TAG_ASIDE, TRAIT_BLOCK},
    {"audio", TAG_OTHER, TRAIT_UNREAD},
    {"b", TAG_B, 0},
    {"base", TAG_OTHER, TRAIT_VOID},
    {"blockquote", TAG_BLOCKQUOTE, TRAIT_BLOCK},
    {"body", TAG_BODY, TRAIT_BLOCK},
    {"br", TAG_BR, TRAIT_VOID},
    {"button", TAG_BUTTON, TRAIT_UNREAD},
    {"canvas", TAG_OTHER, TRAIT_UNREAD},
    {"caption", TAG_CAPTION, TRAIT_BLOCK},
    {"center", TAG_CENTER, TRAIT_BLOCK},
    {"code", TAG_CODE, 0},
    {"col", TAG_COL, TRAIT_VOID},
    {"colgroup", TAG_COL, 0},
    {"datalist", TAG_OTHER, TRAIT_UNREAD},
    {"dd", TAG_DD, TRAIT_BLOCK},
    {"del", TAG_DEL, TRAIT_UNREAD},
    {"details", TAG_OTHER, TRAIT_BLOCK},
    {"dialog", TAG_DIALOG, TRAIT_BLOCK},
    {"dir", TAG_UL, TRAIT_BLOCK},
    {"div", TAG_DIV, TRAIT_BLOCK},
    {"dl", TAG_DL, TRAIT_BLOCK},
    {"dt", TAG_DT, TRAIT_BLOCK},
    {"embed", TAG_EMBED, TRAIT_VOID},
    {"fieldset", TAG_FIELDSET, TRAIT_BLOCK},
    {"figcaption", TAG_FIGCAPTION, TRAIT_BLOCK},
    {"figure", TAG_FIGURE, TRAIT_BLOCK},
    {"footer", TAG_FOOTER, TRAIT_BLOCK},
    {"form", TAG_FORM, TRAIT_BLOCK},
    {"frame", TAG_OTHER, TRAIT_VOID},
    {"h1", TAG_H1, TRAIT_BLOCK},
    {"h2", TAG_H2, TRAIT_BLOCK},
    {"h3", TAG_H3, TRAIT_BLOCK},
    {"h4", TAG_H4, TRAIT_BLOCK},
    {"h5", TAG_H5, TRAIT_BLOCK},
    {"h6", TAG_H6, TRAIT_BLOCK},
    {"head", TAG_HEAD, TRAIT_BLOCK | TRAIT_UNREAD},
    {"header", TAG_HEADER, TRAIT_BLOCK},
    {"hgroup", TAG_DIV, TRAIT_BLOCK},
    {"hr", TAG_HR, TRAIT_BLOCK | TRAIT_VOID},
    {"html", TAG_HTML, TRAIT_BLOCK},
    {"iframe", TAG_IFRAME, TRAIT_UNREAD},
    {"img", TAG_IMG, TRAIT_VOID},
    {"input", TAG_INPUT, TRAIT_VOID},
    {"kbd", TAG_KBD, 0},
    {"legend", TAG_OTHER, TRAIT_BLOCK},
    {"li", TAG_LI, TRAIT_BLOCK},
    {"link", TAG_LINK, TRAIT_VOID},
    {"listing", TAG_PRE, TRAIT_BLOCK},
    {"main", TAG_MAIN, TRAIT_BLOCK},
    {"menu", TAG_UL, TRAIT_BLOCK},
    {"meta", TAG_META, TRAIT_VOID},
    {"nav", TAG_NAV, TRAIT_BLOCK},
    {"noframes", TAG_OTHER, TRAIT_BLOCK},
    {"noscript", TAG_NOSCRIPT, TRAIT_BLOCK | TRAIT_UNREAD},
    {"object", TAG_EMBED, TRAIT_UNREAD},
    {"ol", TAG_OL, TRAIT_BLOCK},
    {"optgroup", TAG_OPTION, TRAIT_UNREAD},
    {"option", TAG_OPTION, TRAIT_UNREAD},
    {"p", TAG_P, TRAIT_BLOCK},
    {"param", TAG_OTHER, TRAIT_VOID},
    {"plaintext", TAG_PRE, TRAIT_BLOCK},
    {"pre", TAG_PRE, TRAIT_BLOCK},
    {"progress", TAG_OTHER, TRAIT_UNREAD},
    {"q", TAG_Q, 0},
    {"rp", TAG_OTHER, TRAIT_UNREAD},
    {"rt", TAG_OTHER, TRAIT_UNREAD},
    {"rtc", TAG_OTHER, TRAIT_UNREAD},
    {"samp", TAG_SAMP, 0},
    {"script", TAG_SCRIPT, TRAIT_UNREAD},
    {"search", TAG_NAV, TRAIT_BLOCK},
    {"section", TAG_SECTION, TRAIT_BLOCK},
    {"select", TAG_OTHER, TRAIT_UNREAD},
    {"source", TAG_OTHER, TRAIT_VOID},
    {"span", TAG_SPAN, 0},
    {"strong", TAG_B, 0},
    {"style", TAG_STYLE, TRAIT_UNREAD},
    {"summary", TAG_P, TRAIT_BLOCK},
    {"sup", TAG_SUP, 0},
    {"svg", TAG_OTHER, TRAIT_UNREAD},
    {"table", TAG_TABLE, TRAIT_BLOCK},
    {"tbody", TAG_TBODY, TRAIT_BLOCK},
    {"td", TAG_TD, TRAIT_BLOCK},
    {"template", TAG_OTHER, TRAIT_UNREAD},
    {"textarea", TAG_INPUT, TRAIT_UNREAD},
    {"tfoot", TAG_TBODY, TRAIT_BLOCK},
    {"th", TAG_TH, TRAIT_BLOCK},
    {"thead", TAG_THEAD, TRAIT_BLOCK},
    {"time", TAG_TIME, 0},
    {"title", TAG_TITLE, TRAIT_UNREAD},
    {"tr", TAG_TR, TRAIT_BLOCK},
    {"track", TAG_OTHER, TRAIT_VOID},
    {"ul", TAG_UL, TRAIT_BLOCK},
    {"video", TAG_EMBED, TRAIT_UNREAD},
    {"wbr", TAG_OTHER, TRAIT_VOID},
    {"xmp", TAG_PRE, TRAIT_BLOCK},
};

struct attribute {
  const char *name;
  enum page_attribute_name attribute;
};

static const struct attribute attributes[] = {
    {"aria-hidden", ATTRIBUTE_ARIA_HIDDEN},
    {"aria-modal", ATTRIBUTE_ARIA_MODAL},
    {"class", ATTRIBUTE_CLASS},
    {"colspan", ATTRIBUTE_COLSPAN},
    {"content", ATTRIBUTE_CONTENT},
    {"datetime", ATTRIBUTE_DATETIME},
    {"epub:type", ATTRIBUTE_ROLE}, /* the same roles, by the names of EPUB */
    {"hidden", ATTRIBUTE_HIDDEN},
    {"href", ATTRIBUTE_HREF},
    {"http-equiv", ATTRIBUTE_HTTP_EQUIV},
    {"id", ATTRIBUTE_ID},
    {"itemprop", ATTRIBUTE_ITEMPROP},
    {"lang", ATTRIBUTE_LANG},
    {"name", ATTRIBUTE_NAME},
    {"property", ATTRIBUTE_PROPERTY},
    {"pubdate", ATTRIBUTE_PUBDATE},
    {"rel", ATTRIBUTE_REL},
    {"role", ATTRIBUTE_ROLE},
    {"style", ATTRIBUTE_STYLE},
    {"summary", ATTRIBUTE_SUMMARY},
    {"type", ATTRIBUTE_TYPE},
    {"xml:lang", ATTRIBUTE_LANG},
};

static int by_element(const void *name, const void *element)
{
  return strcmp(name, ((const struct page_element *)element)->name);
}

static int by_attribute(const void *name, const void *attribute)
{
  return strcmp(name, ((const struct attribute *)attribute)->name);
}

const struct page_element *page_element(const char *name)
{
  static const struct page_element other = {"", TAG_OTHER, 0};
  const struct page_element *found =
      bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements, by_element);
  return found ? found : &other;
}

enum page_attribute_name page_attribute_name(const char *name)
{
  const struct attribute *found = bsearch(name, attributes, sizeof attributes / sizeof *attributes,
                                          sizeof *attributes, by_attribute);
  return found ? found->attribute : ATTRIBUTE_NONE;
}
