/* article_measure.c - how much text, links, lists and pictures each element holds.
 *
 * Invariant: children stand behind their parent, so one pass from the end sees every child before
 * it is added to its parent. */
#include "read/article.h"

/* A sign of scripts without blanks says as much as this many letters. */
enum { WIDE_CHAR_LETTERS = 2 };

static bool is_comma(uint32_t c)
{
  /* Arabic, ideographic, small, fullwidth, half-width: Unicode's Terminal_Punctuation called comma.
   */
  return c == ',' || c == 0x60C || c == 0x3001 || c == 0xFE50 || c == 0xFE51 || c == 0xFF0C ||
         c == 0xFF64 || c == 0x2E41 || c == 0x2E32;
}

static void note_text(struct trait *trait, str text)
{
  bool was_blank = true;
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_next(text, &at);
    if (char_is_space(c)) {
      trait->chars += !was_blank;
      was_blank = true;
      continue;
    }
    trait->chars += char_is_cjk(c) ? WIDE_CHAR_LETTERS : 1;
    trait->commas += is_comma(c);
    was_blank = false;
  }
}

static int name_weight(unsigned hints)
{
  enum { NAME_WEIGHT = 25 };

  return (hints & HINT_GOOD ? NAME_WEIGHT : 0) - (hints & HINT_BAD ? NAME_WEIGHT : 0);
}

/* More bylines than this are those of posts or of a list, not the document's. A byline with its
 * inner elements may count three. */
enum { BYLINES_MANY = 3 };

/* A report has the times of its publication and of its last change; more are those of a live page.
 */
enum { TIMES_FEW = 3 };

static uint8_t around_of(const struct finder *f, uint32_t i)
{
  uint32_t parent = f->page->nodes.at[i].parent;
  uint8_t around = i ? f->traits[parent].around : 0;
  if (page_is(f->page, parent, TAG_FIGURE))
    around |= AROUND_FIGURE;
  if (page_is(f->page, parent, TAG_CODE) || page_is(f->page, parent, TAG_PRE) ||
      f->traits[parent].is_data)
    around |= AROUND_KEPT;
  return around;
}

/* Counts a cell for the table round it. */
static void note_cell(struct finder *f, uint32_t i)
{
  enum { LEVELS = 3 }; /* tr, tbody, table */

  const struct page *page = f->page;
  bool is_cell = page_is(page, i, TAG_TD) || page_is(page, i, TAG_TH);
  uint32_t up = page->nodes.at[i].parent;
  for (int level = 1; is_cell && level < LEVELS && !page_is(page, up, TAG_TABLE); level++)
    up = page->nodes.at[up].parent;
  if (!is_cell || !page_is(page, up, TAG_TABLE))
    return;
  f->traits[i].table = up;
  f->traits[up].cells += page->nodes.at[i].end > i + 1;
}

void article_note(struct finder *f)
{
  uint32_t bylines = 0, times = 0;
  for (uint32_t i = 0; i < f->page->nodes.count; i++) {
    struct trait *trait = &f->traits[i];
    trait->around = around_of(f, i);
    note_cell(f, i);
    if (page_is(f->page, i, TAG_TEXT)) {
      note_text(trait, page_text(f->page, i));
      continue;
    }
    trait->is_data = page_is(f->page, i, TAG_TABLE) && !(trait->around & AROUND_KEPT) &&
                     table_is_data(f->page, i);
    unsigned by_class = article_hints(page_value(f->page, i, ATTRIBUTE_CLASS));
    unsigned by_id = article_hints(page_value(f->page, i, ATTRIBUTE_ID));
    str property = page_value(f->page, i, ATTRIBUTE_ITEMPROP);
    if (str_eq_nocase(property, STR("articleBody")))
      by_class = HINT_GOOD | HINT_MAYBE;
    if (str_starts(property, STR("author")) ||
        str_eq_nocase(page_value(f->page, i, ATTRIBUTE_REL), STR("author")))
      by_class |= HINT_BYLINE;
    trait->hints = (uint16_t)(by_class | by_id);
    bylines += (trait->hints & HINT_BYLINE) != 0;
    times += page_is(f->page, i, TAG_TIME);
    trait->weight = (int16_t)(name_weight(by_class) + name_weight(by_id));
  }
  f->drops_bylines |= bylines > BYLINES_MANY;
  f->drops_times &= times <= TIMES_FEW;
}

/* Fields to write in; boxes to tick stand in lists of ingredients and tasks as well. */
static bool is_asking(const struct page *page, uint32_t i)
{
  static const str silent[] = {{"checkbox", 8}, {"radio", 5}, {"hidden", 6}};
  str type = page_value(page, i, ATTRIBUTE_TYPE);
  for (size_t k = 0; k < sizeof silent / sizeof *silent; k++)
    if (str_eq_nocase(type, silent[k]))
      return false;
  return true;
}

/* What the element itself is, once all below it is summed. */
static void add_self(const struct finder *f, uint32_t i, struct measure *m)
{
  enum { TENTHS = 10, INSIDE_TENTHS = 3 };

  const struct page_node *node = &f->page->nodes.at[i];
  m->data_tables += f->traits[i].is_data;
  switch (node->tag) {
  case TAG_TEXT:
    m->chars = f->traits[i].chars;
    m->commas = f->traits[i].commas;
    break;
  case TAG_A: {
    str href = page_value(f->page, i, ATTRIBUTE_HREF);
    bool is_inside = href.len > 1 && href.data[0] == '#';
    m->link_chars = m->chars * (is_inside ? INSIDE_TENTHS : TENTHS);
    m->teasers = !is_inside && m->heading_chars > 0; /* <a><h3> */
    break;
  }
  case TAG_UL:
  case TAG_OL:
    m->list_chars = m->block_chars = m->chars;
    break;
  case TAG_P:
    m->paragraphs++;
    m->block_chars = m->chars;
    break;
  case TAG_IMG:
    m->images++;
    break;
  case TAG_LI:
    m->items++;
    m->block_chars = m->chars;
    break;
  case TAG_INPUT:
    m->inputs += is_asking(f->page, i);
    break;
  case TAG_EMBED:
    m->embeds++;
    break;
  case TAG_BLOCKQUOTE:
  case TAG_DIV:
  case TAG_DL:
  case TAG_PRE:
  case TAG_SPAN:
  case TAG_TABLE:
  case TAG_TD:
    m->block_chars = m->chars;
    break;
  case TAG_TIME:
    m->times++;
    break;
  default:
    if (page_is_heading(f->page, i)) {
      m->heading_chars = m->chars;
      m->teasers = m->chars && link_density(m) > 0.9;
    }
    break;
  }
}

static void add_child(struct measure *parent, const struct measure *m, bool is_block)
{
  parent->chars += m->chars;
  parent->link_chars += m->link_chars;
  parent->commas += m->commas;
  parent->heading_chars += m->heading_chars;
  parent->list_chars += m->list_chars;
  parent->block_chars += m->block_chars;
  parent->paragraphs += m->paragraphs;
  parent->images += m->images;
  parent->items += m->items;
  parent->inputs += m->inputs;
  parent->embeds += m->embeds;
  parent->data_tables += m->data_tables;
  parent->times += m->times;
  parent->teasers += m->teasers;
  parent->has_block |= is_block || m->has_block;
}

void article_measure(struct finder *f, uint32_t root,
                     bool (*judge)(const struct finder *f, uint32_t i))
{
  uint32_t end = f->page->nodes.at[root].end;
  memset(f->measures + root, 0, (end - root) * sizeof *f->measures);
  for (uint32_t i = end; i-- > root;) {
    add_self(f, i, &f->measures[i]);
    if (i == root)
      continue;
    if (!is_shown(f, i)) { /* what is typed into a field is not shown, the field is */
      f->measures[f->page->nodes.at[i].parent].inputs +=
          page_is(f->page, i, TAG_INPUT) && !f->is_out[i];
      continue;
    }
    if (judge && judge(f, i))
      f->is_out[i] = true;
    else
      add_child(&f->measures[f->page->nodes.at[i].parent], &f->measures[i],
                page_is_block(f->page, i));
  }
}
