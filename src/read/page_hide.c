/* page_hide.c - what a browser would not show: hidden elements, closed dialogs, scripts, form
 * fields, fallbacks. */
#include "read/page.h"

/* The value of a style's property: "display: none" holds "none". */
static bool style_has(str style, str property, str value)
{
  for (size_t at = 0; (at = str_find(style, property, at)) != SIZE_MAX; at += property.len) {
    size_t i = at + property.len;
    while (i < style.len && (style.data[i] == ' ' || style.data[i] == ':'))
      i++;
    str rest = str_sub(style, i, style.len - i);
    bool is_start = at == 0 || style.data[at - 1] == ' ' || style.data[at - 1] == ';';
    if (is_start && rest.len >= value.len && str_eq_nocase(str_sub(rest, 0, value.len), value))
      return true;
  }
  return false;
}

static bool is_hidden(const struct page *page, uint32_t i)
{
  if ((page->nodes.at[i].traits & TRAIT_UNREAD) || page_is_note_link(page, i))
    return true;
  if (page_is(page, i, TAG_DIALOG) || page_has(page, i, ATTRIBUTE_HIDDEN))
    return true;
  if (str_eq_nocase(page_value(page, i, ATTRIBUTE_ARIA_HIDDEN), STR("true")) ||
      str_eq_nocase(page_value(page, i, ATTRIBUTE_ARIA_MODAL), STR("true")))
    return true;
  str style = page_value(page, i, ATTRIBUTE_STYLE);
  return style.len && (style_has(style, STR("display"), STR("none")) ||
                       style_has(style, STR("visibility"), STR("hidden")));
}

void page_hide(struct page *page)
{
  for (uint32_t i = 1; i < page->nodes.count; i++) {
    struct page_node *node = &page->nodes.at[i];
    if (node->tag != TAG_TEXT)
      node->is_hidden = is_hidden(page, i);
  }
}
