/* article_score.c - paragraphs give points to the elements round them. */
#include "read/article.h"

/* Shorter texts are no paragraphs; a point for each hundred characters, three at most. */
enum { PARAGRAPH_CHARS_MIN = 25, CHARS_A_POINT = 100, LENGTH_POINTS_MAX = 3 };

/* Elements round a paragraph that it gives points to. */
enum { LEVELS = 5 };

static int tag_points(const struct page *page, uint32_t i)
{
  switch (page->nodes.at[i].tag) {
  case TAG_DIV:
    return 5;
  case TAG_ARTICLE:
  case TAG_MAIN:
    return 5;
  case TAG_PRE:
  case TAG_TD:
  case TAG_BLOCKQUOTE:
    return 3;
  case TAG_ADDRESS:
  case TAG_OL:
  case TAG_UL:
  case TAG_DL:
  case TAG_DD:
  case TAG_DT:
  case TAG_LI:
  case TAG_FORM:
    return -3;
  case TAG_TH:
    return -5;
  default:
    return page_is_heading(page, i) ? -5 : 0;
  }
}

static void give(struct finder *f, uint32_t i, double points)
{
  if (!f->is_scored[i]) {
    f->is_scored[i] = true;
    f->scores[i] = tag_points(f->page, i);
    if (f->attempt & ATTEMPT_WEIGH)
      f->scores[i] += f->traits[i].weight;
  }
  f->scores[i] += points;
}

/* The element round one; that round the table for its only cell, which is no more than a frame. */
static uint32_t holder_of(const struct finder *f, uint32_t i)
{
  uint32_t table = f->traits[i].table;
  return table && f->traits[table].cells == 1 ? f->page->nodes.at[table].parent
                                              : f->page->nodes.at[i].parent;
}

static void give_upwards(struct finder *f, uint32_t from, uint32_t chars, uint32_t commas)
{
  if (chars < PARAGRAPH_CHARS_MIN)
    return;
  uint32_t length_points = chars / CHARS_A_POINT;
  double points =
      2.0 + commas + (length_points < LENGTH_POINTS_MAX ? length_points : LENGTH_POINTS_MAX);
  uint32_t i = from;
  for (int level = 0; level < LEVELS && i > 0; level++, i = holder_of(f, i))
    give(f, i, points / (level == 0 ? 1 : level == 1 ? 2 : level * 3));
}

/* Elements whose own text is a paragraph when no block stands in them. */
static bool is_paragraph_like(const struct finder *f, uint32_t i)
{
  switch (f->page->nodes.at[i].tag) {
  case TAG_P:
  case TAG_PRE:
  case TAG_H2:
  case TAG_H3:
  case TAG_H4:
  case TAG_H5:
  case TAG_H6:
    return true;
  case TAG_ARTICLE:
  case TAG_BLOCKQUOTE:
  case TAG_DD:
  case TAG_DIV:
  case TAG_FIGCAPTION:
  case TAG_SECTION:
  case TAG_TD:
    return !f->measures[i].has_block;
  default:
    return false;
  }
}

static bool holds_only_items(const struct page *page, uint32_t i)
{
  switch (page->nodes.at[i].tag) {
  case TAG_TABLE:
  case TAG_TBODY:
  case TAG_THEAD:
  case TAG_TR:
  case TAG_UL:
  case TAG_OL:
  case TAG_DL:
    return true;
  default:
    return false;
  }
}

/* Text that stands loose between the blocks of an element: each stretch is a paragraph. */
static void score_loose(struct finder *f, uint32_t i)
{
  const struct page *page = f->page;
  uint32_t chars = 0, commas = 0, breaks = 0;
  for (uint32_t c = i + 1; c < page->nodes.at[i].end; c = page->nodes.at[c].end) {
    if (!is_shown(f, c))
      continue;
    const struct measure *m = &f->measures[c];
    breaks = page_is(page, c, TAG_BR) ? breaks + 1 : m->chars ? 0 : breaks;
    if (!page_is_block(page, c) && !m->has_block && breaks < 2) {
      chars += m->chars;
      commas += m->commas;
      continue;
    }
    give_upwards(f, i, chars, commas);
    chars = commas = 0;
  }
  give_upwards(f, i, chars, commas);
}

/* Each child is looked at once for all that ask for its parent's. */
static void find_only_children(struct finder *f)
{
  enum { SEVERAL = UINT32_MAX };

  const struct page *page = f->page;
  memset(f->only, 0, page->nodes.count * sizeof *f->only);
  for (uint32_t c = 1; c < page->nodes.count; c++) {
    bool is_text = page_is(page, c, TAG_TEXT);
    if (!is_shown(f, c) || (!f->measures[c].chars && (is_text || !f->measures[c].images)))
      continue;
    uint32_t *only = &f->only[page->nodes.at[c].parent];
    *only = *only || is_text ? SEVERAL : c;
  }
  for (uint32_t i = 0; i < page->nodes.count; i++)
    if (f->only[i] == SEVERAL)
      f->only[i] = 0;
}

uint32_t article_paragraph(const struct finder *f, uint32_t i)
{
  while (page_is(f->page, i, TAG_DIV) && f->measures[i].has_block) {
    if (!f->only[i])
      return 0;
    i = f->only[i];
  }
  bool is_paragraph = page_is(f->page, i, TAG_P) || page_is(f->page, i, TAG_DIV);
  return is_paragraph && f->measures[i].chars ? i : 0;
}

/* The element that a paragraph's points go to first: a <div> round it alone is none. */
static uint32_t home_of(const struct finder *f, uint32_t i)
{
  enum { WRAPPERS_MAX = 3 };

  uint32_t home = f->page->nodes.at[i].parent;
  for (int k = 0; k < WRAPPERS_MAX && page_is(f->page, home, TAG_DIV) && f->only[home] == i &&
                  link_density(&f->measures[i]) < 0.25;
       k++) {
    i = home;
    home = f->page->nodes.at[home].parent;
  }
  return home;
}

void article_score(struct finder *f)
{
  const struct page *page = f->page;
  memset(f->is_scored, 0, page->nodes.count * sizeof *f->is_scored);
  find_only_children(f);
  for (uint32_t i = 1; i < page->nodes.count;) {
    const struct measure *m = &f->measures[i];
    if (!is_shown(f, i) || !m->chars) {
      i = page->nodes.at[i].end;
      continue;
    }
    if (is_paragraph_like(f, i))
      give_upwards(f, home_of(f, i), m->chars, m->commas);
    else if (page_is(page, i, TAG_SECTION))
      give_upwards(f, page->nodes.at[i].parent, m->chars, m->commas);
    if (m->has_block && !holds_only_items(page, i))
      score_loose(f, i);
    i++;
  }
  for (uint32_t i = 1; i < page->nodes.count; i++)
    if (f->is_scored[i])
      f->scores[i] *= 1 - link_density(&f->measures[i]);
}
