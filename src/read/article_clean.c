/* article_clean.c - takes furniture out: by names before the article is looked for, by contents
 * inside it. */
#include "read/article.h"

/* --- by name ---------------------------------------------------------------------------------- */

static bool has_furniture_role(str role)
{
  static const str roles[] = {{"alert", 5},        {"alertdialog", 11}, {"complementary", 13},
                              {"contentinfo", 11}, {"dialog", 6},       {"menu", 4},
                              {"menubar", 7},      {"navigation", 10},  {"search", 6},
                              {"tablist", 7},      {"toolbar", 7}};
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (str_eq_nocase(role, roles[i]))
      return true;
  return false;
}

/* An element with more than this share of the page's running text is not furniture, whatever its
 * name: wrappers are called "has-sidebar". What readers wrote may well be more than the article. */
enum { SHARE_PERCENT = 60 };

static bool is_most(const struct finder *f, uint32_t i)
{
  const struct measure *m = &f->measures[i], *all = &f->measures[0];
  uint64_t own = m->chars - m->link_chars / 10, whole = all->chars - all->link_chars / 10;
  return !(f->traits[i].hints & HINT_COMMENTS) && own * 100 > whole * SHARE_PERCENT;
}

static bool is_furniture(const struct finder *f, uint32_t i)
{
  const struct page *page = f->page;
  enum page_tag tag = (enum page_tag)page->nodes.at[i].tag;
  if (tag == TAG_TEXT || tag == TAG_BODY || tag == TAG_HTML || tag == TAG_A || is_most(f, i))
    return false;
  if (tag == TAG_NAV || has_furniture_role(page_value(page, i, ATTRIBUTE_ROLE)))
    return true;
  unsigned hints = f->traits[i].hints;
  if (hints & HINT_NEVER)
    return true;
  return (hints & HINT_UNLIKELY) && !(hints & HINT_MAYBE) && tag != TAG_ARTICLE && tag != TAG_MAIN;
}

/* What an editor sets before the text stands in headers as well, beside much that is furniture. */
static bool is_lead(const struct finder *f, uint32_t i)
{
  enum { LEAD_CHARS_MIN = 20, LEAD_CHARS_MAX = 600 };

  const struct measure *m = &f->measures[i];
  return (f->traits[i].hints & HINT_LEAD) && m->chars >= LEAD_CHARS_MIN &&
         m->chars <= LEAD_CHARS_MAX && link_density(m) < 0.25;
}

/* The first lead in an element that is furniture by its name alone; 0 if there is none. */
static uint32_t lead_in(const struct finder *f, uint32_t i)
{
  if (page_is(f->page, i, TAG_NAV) || (f->traits[i].hints & (HINT_NEVER | HINT_COMMENTS)))
    return 0;
  for (uint32_t k = i + 1; k < f->page->nodes.at[i].end; k++)
    if (is_shown(f, k) && is_lead(f, k))
      return k;
  return 0;
}

/* Takes out an element but for the lead in it. */
static void strip_round(struct finder *f, uint32_t i, uint32_t lead)
{
  const struct page_node *nodes = f->page->nodes.at;
  for (uint32_t k = i + 1; k < nodes[i].end;) {
    bool holds_lead = k < lead && lead < nodes[k].end;
    f->is_out[k] |= !holds_lead && k != lead;
    k = holds_lead ? k + 1 : nodes[k].end;
  }
}

void article_strip(struct finder *f)
{
  const struct page *page = f->page;
  for (uint32_t i = 1; i < page->nodes.count;) {
    if (!is_shown(f, i)) {
      i = page->nodes.at[i].end;
      continue;
    }
    if (!(f->traits[i].around & AROUND_KEPT) && is_furniture(f, i)) {
      uint32_t lead = lead_in(f, i);
      if (lead)
        strip_round(f, i, lead);
      f->is_out[i] = !lead;
      i = page->nodes.at[i].end;
      continue;
    }
    i++;
  }
}

/* --- by contents ------------------------------------------------------------------------------ */

/* Bars and boxes are shorter than this. */
enum { SMALL_CHARS = 500, BYLINE_CHARS = 100 };

/* On a page without a frame a list of short items, mostly links, leads elsewhere. */
static bool leads_elsewhere(const struct measure *m)
{
  enum { ITEM_CHARS = 64 };

  return link_density(m) > 0.5 && m->chars < m->items * ITEM_CHARS;
}

/* A text with this many commas is prose. */
enum { PROSE_COMMAS = 10 };

static bool is_list(const struct finder *f, uint32_t i)
{
  const struct measure *m = &f->measures[i];
  return page_is(f->page, i, TAG_UL) || page_is(f->page, i, TAG_OL) ||
         m->list_chars * 10.0 > m->chars * 9.0;
}

/* The shares and counts are those of Mozilla's Readability. */
static bool looks_like_furniture(const struct finder *f, uint32_t i)
{
  const struct measure *m = &f->measures[i];
  int weight = f->attempt & ATTEMPT_WEIGH ? f->traits[i].weight : 0;
  if (weight < 0)
    return true;
  if (m->commas >= PROSE_COMMAS)
    return false;
  bool list = is_list(f, i), in_figure = f->traits[i].around & AROUND_FIGURE;
  double links = link_density(m);
  double headings = m->chars ? (double)m->heading_chars / m->chars : 0;
  if (!in_figure && m->images > 1 && m->paragraphs * 2 < m->images)
    return true;
  if (!list && m->items > m->paragraphs + 100)
    return true;
  if (m->inputs > m->paragraphs / 3)
    return true;
  if (!list && !in_figure && headings < 0.9 && m->chars < 25 && (m->images == 0 || m->images > 2) &&
      links > 0)
    return true;
  if (!list && weight < 25 && links > 0.2)
    return true;
  if (list && f->is_whole_page && leads_elsewhere(m))
    return true;
  if (weight >= 25 && links > 0.5)
    return true;
  if ((m->embeds == 1 && m->chars < 75) || m->embeds > 1)
    return true;
  return m->images == 0 && m->block_chars == 0;
}

static bool is_conditional(enum page_tag tag)
{
  return tag == TAG_DIV || tag == TAG_UL || tag == TAG_OL || tag == TAG_TABLE || tag == TAG_FORM ||
         tag == TAG_FIELDSET || tag == TAG_SECTION;
}

bool article_is_beside(const struct finder *f, uint32_t i)
{
  const struct measure *m = &f->measures[i];
  if (page_is(f->page, i, TAG_ASIDE) || page_is(f->page, i, TAG_FOOTER))
    return true;
  if ((f->traits[i].hints & HINT_SMALL) && m->chars < SMALL_CHARS)
    return true;
  return f->drops_bylines && (f->traits[i].hints & HINT_BYLINE) && m->chars < BYLINE_CHARS;
}

/* "19 August 2023", "Updated 9.12, 214 comments": a line with a time and hardly more. */
static bool is_stamp(const struct finder *f, uint32_t i)
{
  enum { STAMP_CHARS = 60 };

  return f->drops_times && f->measures[i].times && f->measures[i].chars < STAMP_CHARS &&
         page_is_block(f->page, i);
}

static bool is_dropped(const struct finder *f, uint32_t i)
{
  enum page_tag tag = (enum page_tag)f->page->nodes.at[i].tag;
  const struct measure *m = &f->measures[i];
  if (article_is_beside(f, i) || is_stamp(f, i))
    return true;
  bool is_heading = tag == TAG_H1 || tag == TAG_H2;
  if (is_heading && (f->attempt & ATTEMPT_WEIGH) && f->traits[i].weight < 0)
    return true;
  if (!(f->attempt & ATTEMPT_CLEAN) || m->data_tables)
    return false;
  if (article_leads_elsewhere(f, i))
    return true;
  if (!is_conditional(tag))
    return false;
  return looks_like_furniture(f, i);
}

static bool is_dropped_in_article(const struct finder *f, uint32_t i)
{
  return !page_is(f->page, i, TAG_TEXT) && !(f->traits[i].around & AROUND_KEPT) && is_dropped(f, i);
}

void article_clean(struct finder *f, uint32_t root)
{
  f->is_index = article_is_index(&f->measures[root]);
  article_measure(f, root, is_dropped_in_article);
  article_drop_tools(f, root);
  article_drop_lone_headings(f, root);
}
