/* page_notes.c - links that lead to a note and back: "by the log.1" is "by the log." with a
 * reference.
 *
 * Only what can be nothing else: a sign that leads back, or digits and marks without a letter that
 * are raised, declared as a reference, or stand right behind a word or a stop; "see Figure 2" keeps
 * its linked number. */
#include "read/page.h"

/* Digital Publishing WAI-ARIA 1.1, and the EPUB Structural Semantics Vocabulary. */
bool page_is_notes(const struct page *page, uint32_t i)
{
  static const str roles[] = {{"doc-endnote", 11}, {"doc-endnotes", 12}, {"doc-footnote", 12},
                              {"endnote", 7},      {"endnotes", 8},      {"footnote", 8},
                              {"footnotes", 9},    {"rearnote", 8},      {"rearnotes", 9}};
  str role = page_value(page, i, ATTRIBUTE_ROLE);
  for (size_t k = 0; role.len && k < sizeof roles / sizeof *roles; k++)
    if (str_eq_nocase(role, roles[k]))
      return true;
  return false;
}

/* "[12]", "(a)" is longer than it looks, U+21A9 U+FE0E. */
enum { LABEL_MAX_BYTES = 8 };

/* The text of an element, as far as a label goes; false when it is longer. */
static bool label_of(const struct page *page, uint32_t i, char label[LABEL_MAX_BYTES], str *ret)
{
  *ret = (str){label, 0};
  for (uint32_t k = i + 1; k < page->nodes.at[i].end; k++) {
    const struct page_node *node = &page->nodes.at[k];
    if (node->tag != TAG_TEXT)
      continue;
    if (node->count > LABEL_MAX_BYTES - ret->len)
      return false;
    memcpy(label + ret->len, page->text + node->first, node->count);
    ret->len += node->count;
  }
  *ret = str_trim(*ret);
  return ret->len > 0;
}

struct label_look {
  bool has_letter, has_digit;
};

static struct label_look look_at(str label)
{
  struct label_look look = {0};
  for (size_t at = 0; at < label.len;) {
    uint32_t c = utf8_next(label, &at);
    look.has_letter |= char_is_letter(c);
    look.has_digit |= char_is_digit(c);
  }
  return look;
}

/* Right behind a word, a stop or a closing mark: no writer puts a number there. */
static bool is_glued(const struct page *page, uint32_t i)
{
  enum { NODES_BACK = 3 };

  for (uint32_t k = i; k > 0 && i - k < NODES_BACK;) {
    const struct page_node *node = &page->nodes.at[--k];
    if (node->traits & TRAIT_BLOCK)
      return false;
    if (node->tag != TAG_TEXT || !node->count)
      continue;
    size_t at = node->count;
    uint32_t c = utf8_previous((str){page->text + node->first, node->count}, &at);
    return char_is_letter(c) || char_is_close_quote(c) ||
           (c < 0x80 && c && strchr(".,;:!?)\"'", (int)c));
  }
  return false;
}

static bool is_declared(const struct page *page, uint32_t i)
{
  str class = page_value(page, i, ATTRIBUTE_CLASS), role = page_value(page, i, ATTRIBUTE_ROLE);
  return str_eq(role, STR("doc-noteref")) || str_eq(role, STR("doc-backlink")) ||
         str_find(class, STR("footnote"), 0) != SIZE_MAX ||
         str_find(class, STR("noteref"), 0) != SIZE_MAX;
}

static bool is_raised(const struct page *page, uint32_t i)
{
  bool is_in = page_is(page, page->nodes.at[i].parent, TAG_SUP);
  return is_in || (i + 1 < page->nodes.at[i].end && page_is(page, i + 1, TAG_SUP));
}

bool page_is_note_link(const struct page *page, uint32_t i)
{
  char room[LABEL_MAX_BYTES];
  str label, target = page_value(page, i, ATTRIBUTE_HREF);
  if (!page_is(page, i, TAG_A) || !target.len || !memchr(target.data, '#', target.len) ||
      !label_of(page, i, room, &label))
    return false;
  struct label_look look = look_at(label);
  if (is_declared(page, i))
    return true;
  if (look.has_letter)
    return false;
  return !look.has_digit || is_raised(page, i) || is_glued(page, i);
}
