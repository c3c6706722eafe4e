/* page_hide.c - what a browser would not show: hidden elements, closed dialogs, scripts, form
 * fields, fallbacks.
 *
 * Some pages hide their text until a script has run, or keep it in <noscript>. Where next to
 * nothing is left to read, what styles and attributes hide is read as well. */
#include "read/page.h"

/* With less running text than this a page shows nothing; what is hidden must be an article's worth,
 * and this many times as much. */
enum { SHOWN_BYTES_MIN = 250, HIDDEN_BYTES_MIN = 500, HIDDEN_TIMES = 4 };

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

enum view {
  VIEW_AS_STYLED,
  VIEW_BEFORE_SCRIPTS /* what a script may yet show counts as shown */
};

static bool is_hidden(const struct page *page, uint32_t i, enum view view)
{
  if (view == VIEW_BEFORE_SCRIPTS && page_is(page, i, TAG_NOSCRIPT))
    return false;
  if ((page->nodes.at[i].traits & TRAIT_UNREAD) || page_is(page, i, TAG_DIALOG) ||
      page_is_note_link(page, i))
    return true;
  if (view == VIEW_BEFORE_SCRIPTS)
    return false;
  if (page_has(page, i, ATTRIBUTE_HIDDEN))
    return true;
  if (str_eq_nocase(page_value(page, i, ATTRIBUTE_ARIA_HIDDEN), STR("true")) ||
      str_eq_nocase(page_value(page, i, ATTRIBUTE_ARIA_MODAL), STR("true")))
    return true;
  str style = page_value(page, i, ATTRIBUTE_STYLE);
  return style.len && (style_has(style, STR("display"), STR("none")) ||
                       style_has(style, STR("visibility"), STR("hidden")));
}

/* Hides by a view; bytes of text left that are in no link or navigation. */
static uint64_t hide(struct page *page, enum view view)
{
  uint64_t bytes = 0;
  uint32_t skipped = 0; /* up to here nothing counts */
  for (uint32_t i = 1; i < page->nodes.count; i++) {
    struct page_node *node = &page->nodes.at[i];
    if (node->tag == TAG_TEXT) {
      if (i >= skipped)
        bytes += str_trim(page_text(page, i)).len;
      continue;
    }
    node->is_hidden = is_hidden(page, i, view);
    if (i >= skipped && (node->is_hidden || node->tag == TAG_A || node->tag == TAG_NAV))
      skipped = node->end;
  }
  return bytes;
}

void page_hide(struct page *page)
{
  uint64_t shown = hide(page, VIEW_AS_STYLED);
  if (shown >= SHOWN_BYTES_MIN)
    return;
  uint64_t all = hide(page, VIEW_BEFORE_SCRIPTS);
  if (all < HIDDEN_BYTES_MIN || all < shown * HIDDEN_TIMES)
    hide(page, VIEW_AS_STYLED);
}
