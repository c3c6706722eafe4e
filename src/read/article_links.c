/* article_links.c - what leads elsewhere inside an article: teasers of other pages, lists of links,
 * "Also read:" lines; and the headings under which then nothing is left. */
#include "read/article.h"

#include "read/steps.h"

/* A teaser, its heading included, is shorter than this; two make a row of them. */
enum { TEASER_CHARS = 400, TEASERS_MIN = 2 };

/* Three headings that lead away are a front page when there is little text but theirs. */
enum { INDEX_MIN = 3, INDEX_CHARS = 200 };

bool article_is_index(const struct measure *root)
{
  uint32_t running = root->chars - root->link_chars / 10;
  return root->teasers >= INDEX_MIN && running < root->teasers * INDEX_CHARS;
}

static bool are_teasers(const struct finder *f, uint32_t i)
{
  const struct measure *m = &f->measures[i];
  return m->teasers >= TEASERS_MIN && m->chars < m->teasers * TEASER_CHARS &&
         m->paragraphs <= m->teasers * 2;
}

/* Whether a heading with text stands right before an element, beside it. */
static bool has_heading(const struct finder *f, uint32_t i)
{
  enum { STEPS_MAX = 8 };

  const struct page_node *nodes = f->page->nodes.at;
  uint32_t last = i;
  for (int steps = 0; steps < STEPS_MAX && last > nodes[i].parent + 1; steps++) {
    last--;
    while (nodes[last].parent != nodes[i].parent)
      last = nodes[last].parent;
    if (is_shown(f, last) && f->traits[last].chars > 1)
      return false;
    if (page_is_heading(f->page, last))
      return true;
    if (is_shown(f, last) && !page_is(f->page, last, TAG_TEXT) && nodes[last].end > last + 1)
      return false;
  }
  return false;
}

/* A list of nothing but links, in the middle of a text; one with a heading is a part of it ("See
 * also", "References"). */
static bool is_list_of_links(const struct finder *f, uint32_t i)
{
  enum { ITEMS_MAX = 8 };

  const struct measure *m = &f->measures[i];
  return m->items && m->items <= ITEMS_MAX && link_density(m) >= 0.95 && !has_heading(f, i);
}

/* Text of a page's tools is shorter: "Read more", "Send to a friend". */
enum { TOOL_CHARS = 24 };

/* A paragraph that is one short link. */
static bool is_tool(const struct finder *f, uint32_t i)
{
  const struct measure *m = &f->measures[i];
  return m->chars && m->chars <= TOOL_CHARS && !m->has_block && link_density(m) >= 0.95;
}

/* "214 Comments": a link to what readers wrote, farther down. */
static bool leads_to_comments(const struct finder *f, uint32_t i)
{
  str href = page_value(f->page, i, ATTRIBUTE_HREF);
  return f->measures[i].chars <= TOOL_CHARS && href.len && href.data[0] == '#' &&
         (article_hints(href) & HINT_COMMENTS);
}

static bool is_address(str href)
{
  return str_starts(href, STR("mailto:")) || str_starts(href, STR("tel:"));
}

/* "Also read: <a>A bridge for ducks</a>": some words, a colon, a link, nothing else. */
static bool is_pointer(const struct finder *f, uint32_t i)
{
  enum { POINTER_CHARS = 200, LABEL_BYTES = 48 };

  const struct page *page = f->page;
  const struct measure *m = &f->measures[i];
  if (!m->chars || m->chars > POINTER_CHARS || m->has_block || link_density(m) < 0.5)
    return false;
  str label = STR("");
  uint32_t k = i + 1, label_chars = 0;
  for (; k < page->nodes.at[i].end && !page_is(page, k, TAG_A); k++)
    if (page_is(page, k, TAG_TEXT)) {
      if (str_trim(page_text(page, k)).len)
        label = str_trim(page_text(page, k));
      label_chars += f->measures[k].chars;
    }
  bool is_label =
      label_chars <= LABEL_BYTES && (str_ends(label, STR(":")) || str_ends(label, STR("\uFF1A")));
  return is_label && k < page->nodes.at[i].end &&
         !is_address(page_value(page, k, ATTRIBUTE_HREF)) &&
         label_chars + m->link_chars / 10 + 2 >= m->chars;
}

static size_t digits_at(str text, size_t at)
{
  size_t end = at;
  while (end < text.len && text.data[end] >= '0' && text.data[end] <= '9')
    end++;
  return end - at;
}

/* "1 of 5", "3/12" under a picture or as a block of its own. */
static bool is_counter(const struct finder *f, uint32_t i)
{
  enum { COUNTER_CHARS = 10, WORD_BYTES = 3 };

  const struct measure *m = &f->measures[i];
  bool may_be = page_is_block(f->page, i) || (f->traits[i].around & AROUND_FIGURE);
  if (!m->chars || m->chars > COUNTER_CHARS || !may_be || page_is(f->page, i, TAG_TEXT))
    return false;
  str text = page_text_of(f->page, i, COUNTER_CHARS * 2);
  size_t first = digits_at(text, 0), last = text.len;
  while (last > first && digits_at(text, last - 1))
    last--;
  str word = str_trim(str_sub(text, first, last - first));
  return first && last < text.len && word.len && word.len <= WORD_BYTES &&
         (str_eq(word, STR("/")) || starts_lower(word));
}

bool article_leads_elsewhere(const struct finder *f, uint32_t i)
{
  if (f->is_index || f->is_whole_page)
    return false;
  if (is_counter(f, i))
    return true;
  switch (f->page->nodes.at[i].tag) {
  case TAG_A:
    return leads_to_comments(f, i);
  case TAG_P:
    return is_pointer(f, i) || is_tool(f, i);
  case TAG_UL:
  case TAG_OL:
    return is_list_of_links(f, i) || are_teasers(f, i);
  case TAG_DIV:
    return are_teasers(f, i) || is_pointer(f, i);
  case TAG_SECTION:
    return are_teasers(f, i);
  default:
    return false;
  }
}

/* --- rows of tools --- */

static bool is_separator(str text)
{
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_next(text, &at);
    if (!char_is_space(c) && c != '|' && c != '/' && c != '[' && c != ']' && c != 0xB7 &&
        c != 0x2022 && c != 0xBB && !char_is_dash(c))
      return false;
  }
  return true;
}

/* "Print | Send to a friend | Comments (7)": the children [from, to) are links and bars. */
static bool is_row_of_tools(const struct finder *f, uint32_t from, uint32_t to)
{
  enum { TOOLS_MIN = 2 };

  const struct page *page = f->page;
  uint32_t tools = 0;
  bool has_bar = false;
  for (uint32_t c = from; c < to; c = page->nodes.at[c].end) {
    if (!is_shown(f, c) || !f->measures[c].chars)
      continue;
    if (page_is(page, c, TAG_TEXT)) {
      if (!is_separator(page_text(page, c)))
        return false;
      has_bar = true;
      continue;
    }
    if (link_density(&f->measures[c]) < 0.95 || f->measures[c].chars > TOOL_CHARS)
      return false;
    tools++;
  }
  return tools >= TOOLS_MIN && has_bar;
}

/* The inline children of an element between breaks and blocks, row by row. */
static void drop_rows_in(struct finder *f, uint32_t i)
{
  const struct page *page = f->page;
  uint32_t end = page->nodes.at[i].end, from = i + 1;
  for (uint32_t c = i + 1; c <= end; c = c < end ? page->nodes.at[c].end : end + 1) {
    if (c < end && !page_is_block(page, c) && !page_is(page, c, TAG_BR))
      continue;
    if (from < c && is_row_of_tools(f, from, c))
      for (uint32_t k = from; k < c; k = page->nodes.at[k].end)
        f->is_out[k] = true;
    from = c < end ? page->nodes.at[c].end : end;
  }
}

void article_drop_tools(struct finder *f, uint32_t root)
{
  if (f->is_index || f->is_whole_page)
    return;
  for (uint32_t i = root; i < f->page->nodes.at[root].end; i++)
    if (!page_is(f->page, i, TAG_TEXT) && page_is_block(f->page, i) && is_shown(f, i) &&
        !(f->traits[i].around & AROUND_KEPT) && !f->traits[i].is_data)
      drop_rows_in(f, i);
}

/* Whether all between a heading and the next one, or the end of what it stands in, was taken out.
 */
static bool stands_alone(const struct finder *f, uint32_t i)
{
  enum { NODES_MAX = 1000 }; /* headings before headings that were dropped look past them */

  const struct page *page = f->page;
  uint32_t end = page->nodes.at[page->nodes.at[i].parent].end, seen = 0;
  bool has_dropped = false;
  for (uint32_t k = page->nodes.at[i].end; k < end; k++) {
    if (++seen > NODES_MAX)
      return false;
    if (!is_shown(f, k)) {
      has_dropped |= f->is_out[k] && f->measures[k].chars;
      k = page->nodes.at[k].end - 1;
    } else if (page_is_heading(page, k)) {
      return has_dropped && page->nodes.at[k].tag <= page->nodes.at[i].tag;
    } else if (page_is(page, k, TAG_TEXT) && f->traits[k].chars > 1) {
      return false;
    }
  }
  return has_dropped;
}

void article_drop_lone_headings(struct finder *f, uint32_t root)
{
  for (uint32_t i = f->page->nodes.at[root].end; i-- > root + 1;)
    if (page_is_heading(f->page, i) && !page_is(f->page, i, TAG_H1) && is_shown(f, i) &&
        stands_alone(f, i))
      f->is_out[i] = true;
}
