/* adapt.c - a template for readers of large print, and for printers without colour.
 *
 * Large print follows the practice of printers for the blind (RNIB, Clear Print; APH, Guidelines
 * for Large Print Documents): nothing below 18 pt, ragged right, no hyphens, no italics, open
 * leading, one column. Grey keeps each colour's luminance, so that contrast and the order of
 * weights stay; but what a colour made stand out is dark enough to lead the text. */
#include <math.h>

#include "template/parse.h"

#define LARGE_MIN (18 * UNIT_POINT)
/* Titles and figures that are larger already grow by less. */
#define LARGE_TITLE (30 * UNIT_POINT)
#define LARGE_HEAD (22 * UNIT_POINT)
#define LARGE_LEADING (25 * UNIT_POINT)
/* A line of 18 pt wants most of the page's width. */
#define LARGE_MARGIN UNIT_MM(20)

static double linear(uint8_t part)
{
  double v = part / 255.0;
  return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(struct color c)
{
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double color_contrast(struct color a, struct color b)
{
  double x = luminance(a), y = luminance(b);
  return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static struct color grey_of(struct color c)
{
  double y = luminance(c);
  double v = y <= 0.0031308 ? y * 12.92 : 1.055 * pow(y, 1 / 2.4) - 0.055;
  uint8_t level = (uint8_t)(v * 255 + 0.5);
  return (struct color){level, level, level};
}

/* What stood out by its hue leads the text: it is no paler than seven tenths of black. */
static struct color leading_grey(struct color c)
{
  enum { PALEST = 77 };

  bool has_hue = c.r != c.g || c.g != c.b;
  struct color grey = grey_of(c);
  return has_hue && grey.r > PALEST ? (struct color){PALEST, PALEST, PALEST} : grey;
}

static void make_grey(struct page_template *t)
{
  struct color *const colors[] = {&t->ink, &t->tint, &t->second_tint, &t->grey};
  for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
    *colors[i] = grey_of(*colors[i]);
  t->accent = leading_grey(t->accent);
  for (size_t i = 0; i < STYLE_COUNT; i++)
    t->styles[i].color = leading_grey(t->styles[i].color);
}

static unit large_size(enum style_id id, unit size)
{
  unit least = id == STYLE_TITLE || id == STYLE_BOX_FIGURE ? LARGE_TITLE
               : id == STYLE_HEADING || id == STYLE_QUOTE  ? LARGE_HEAD
                                                           : LARGE_MIN;
  return size > least ? size : least;
}

static void make_large(struct page_template *t)
{
  t->columns = 1;
  t->measure = 0;
  t->margin_left = t->margin_left < LARGE_MARGIN ? t->margin_left : LARGE_MARGIN;
  t->margin_right = t->margin_right < LARGE_MARGIN ? t->margin_right : LARGE_MARGIN;
  t->side = SIDE_NONE;
  t->side_tint = t->heads_in_side = t->head_over_side = false;
  t->side_count = 0;
  t->quote_place = QUOTE_COLUMN;
  t->baseline = LARGE_LEADING;
  t->size_min = LARGE_MIN;
  t->size_max = LARGE_MIN + 2 * UNIT_POINT;
  for (enum style_id id = 0; id < STYLE_COUNT; id++) {
    struct text_style *style = &t->styles[id];
    style->size = large_size(id, style->size);
    style->leading = style->size * 5 / 4 > LARGE_LEADING ? style->size * 5 / 4 : LARGE_LEADING;
    style->align = style->align == ALIGN_JUSTIFY ? ALIGN_LEFT : style->align;
    style->hyphenate = style->italic = style->small_caps = false;
    style->weight = style->weight < 400 ? 400 : style->weight;
  }
  t->styles[STYLE_BOX_FIGURE].leading = 2 * LARGE_LEADING;
  t->styles[STYLE_BODY].indent = 2 * LARGE_MIN;
}

/* Blocks of a side column go into the flow, before what stands at its end. */
static void flow_side_blocks(struct page_template *t)
{
  bool has_sources = t->order_count && t->order[t->order_count - 1] == SLOT_SOURCES;
  t->order_count -= has_sources;
  for (uint32_t i = 0; i < t->side_count; i++) {
    bool is_there = t->order_count == SLOT_COUNT - 1;
    for (uint32_t k = 0; k < t->order_count; k++)
      is_there = is_there || t->order[k] == t->side_order[i];
    if (!is_there)
      t->order[t->order_count++] = t->side_order[i];
  }
  if (has_sources)
    t->order[t->order_count++] = SLOT_SOURCES;
}

void template_adapt(struct page_template *t)
{
  if (t->large_print) {
    flow_side_blocks(t);
    make_large(t);
  }
  if (t->grey_only)
    make_grey(t);
}
