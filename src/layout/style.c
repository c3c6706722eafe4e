/* style.c - the template's styles made ready for setting: faces found, blanks and hyphens measured,
 * the grid that follows from the body's size.
 *
 * Invariant: every length of a ready style is in units at the size it is set in; text styles that
 * share the columns grow with the body, titles and furniture do not. */
#include "layout/set.h"

/* The best blank of the text, justified or not, in thousandths of an em: Vollkorn's own is .20,
 * which is tight over a whole page. A face with a wider one keeps it. */
enum { BLANK_BEST = 230 };

/* Points: below this a figure stands out no more. */
enum { FIGURE_LEAST = 14 };

/* Where the baseline stands in a cell, in thousandths of its height: leaves room below for
 * descenders of a face at 73 % of the cell, as 9.5 on 13 is. */
enum { CELL_BASELINE = 740 };

unit cell_baseline(const struct setter *setter)
{
  return (unit)((int64_t)setter->grid.baseline * CELL_BASELINE / 1000);
}

unit column_left(const struct setter *setter, uint32_t column)
{
  const struct page_grid *grid = &setter->grid;
  uint32_t place = setter->is_rtl ? grid->columns - 1 - column : column;
  return grid->left + (unit)place * (grid->column_width + grid->gutter);
}

unit side_x(const struct setter *setter)
{
  const struct page_grid *text = &setter->grid, *side = &setter->side_grid;
  if (setter->is_rtl)
    return text->left + text->width - side->left - side->width;
  return side->left - text->left;
}

static bool grows(uint32_t style)
{
  switch (style) {
  case STYLE_BODY:
  case STYLE_BOTTOM_LINE:
  case STYLE_KEY_POINT:
  case STYLE_BOX:
  case STYLE_QUOTE:
  case STYLE_HEADING:
  case SET_BOX_STRONG:
  case SET_BOX_PALE:
  case SET_BOTTOM_LABEL:
  case SET_REFERENCE:
  case SET_POINT_REFERENCE:
  case SET_BOX_REFERENCE:
  case SET_LINE_REFERENCE:
    return true;
  default: /* the template's other styles keep their size */
    return false;
  }
}

/* Letters of what the brief says first: in the face, in others, in scripts without blanks. */
struct letters {
  uint32_t own, other, cjk;
};

static struct letters sample_letters(const struct setter *setter, const struct face *face)
{
  enum { SAMPLE = 200 };

  const struct brief *brief = setter->brief;
  str text = brief->summary.count ? brief->summary.at[0].text : brief->title.text;
  struct letters letters = {0};
  for (size_t at = 0; at < text.len && letters.own + letters.other < SAMPLE;) {
    uint32_t c = utf8_next(text, &at);
    hb_codepoint_t glyph;
    if (!char_is_letter(c))
      continue;
    letters.cjk += char_is_cjk(c);
    if (c < 128 || hb_font_get_nominal_glyph(face->hb_font, c, &glyph))
      letters.own++;
    else
      letters.other++;
  }
  return letters;
}

/* What the template asks for and this text cannot have: old-style figures go with the face's own
 * lower case, and lines of a narrow column are not justified where no word is divided. */
static void suit_text(const struct setter *setter, const struct face *face,
                      struct text_style *style)
{
  enum { NARROW_EMS = 30 };

  bool is_narrow = setter->grid.column_width < style->size * NARROW_EMS;
  bool is_whole = style->align == ALIGN_JUSTIFY && is_narrow && !setter->context->hyphenator;
  if (style->figures != FIGURES_OLD_STYLE && !is_whole)
    return;
  struct letters letters = sample_letters(setter, face);
  if (letters.other > letters.own && style->figures == FIGURES_OLD_STYLE)
    style->figures = FIGURES_LINING;
  if (is_whole && letters.cjk * 2 < letters.own + letters.other)
    style->align = ALIGN_LEFT;
}

static uint32_t features_of(const struct text_style *style)
{
  uint32_t features = 0;
  switch (style->figures) {
  case FIGURES_OLD_STYLE:
    features = FEATURE_OLD_STYLE;
    break;
  case FIGURES_LINING:
    features = FEATURE_LINING;
    break;
  case FIGURES_TABULAR:
    features = FEATURE_LINING | FEATURE_TABULAR;
    break;
  }
  if (style->small_caps)
    features |= FEATURE_SMALL_CAPS;
  if (style->tracking)
    features |= FEATURE_NO_LIGATURE;
  return features;
}

static unit advance_at(const struct style_face *face, int32_t advance)
{
  return (unit)((int64_t)advance * face->size / face->face->upem) + face->tracking;
}

static void measure_marks(struct set_style *ready, bool is_text)
{
  const struct face *face = ready->face.face;
  ready->space =
      face->space_glyph ? advance_at(&ready->face, face->space_advance) : ready->face.size / 4;
  unit best = (unit)((int64_t)ready->face.size * BLANK_BEST / 1000);
  if (is_text && ready->space < best)
    ready->space = best;
  if (face->hyphen_glyph) {
    ready->hyphen_glyph = face->hyphen_glyph;
    ready->hyphen_width = advance_at(&ready->face, face->hyphen_advance);
  } else {
    ready->hyphenates = false;
  }
}

/* Whatever the template says: a head or a quotation set large is never divided. */
static bool is_large(uint32_t style)
{
  return style == STYLE_TITLE || style == SET_TITLE_SMALL || style == STYLE_HEADING ||
         style == STYLE_LABEL || style == STYLE_QUOTE || style == STYLE_BANNER;
}

static void ready_style(struct setter *setter, uint32_t id, struct text_style style, double scale)
{
  const struct face **face = &setter->faces[id];
  if (!*face) {
    struct face_query query = {style.family, style.weight, style.italic};
    setter->status = fontset_find(setter->context->fontset, query, face, &setter->err);
    if (setter->status == PRECIS_NO_FONT)
      page_template_blame_family(setter->page_template, PRECIS_NO_FONT, style.family, &setter->err);
  }
  if (setter->status != PRECIS_OK)
    return;
  suit_text(setter, *face, &style);
  struct set_style *ready = &setter->styles[id];
  *ready = (struct set_style){
      .leading = style.leading,
      .color = style.color,
      .align = style.align,
      .hyphenates = style.hyphenate && !is_large(id) && setter->context->hyphenator,
      .is_large = is_large(id),
      .is_elastic = style.align == ALIGN_JUSTIFY,
      .indent = style.indent,
  };
  if (grows(id)) {
    style.size = (unit)(style.size * scale + 0.5);
    ready->leading = (unit)(style.leading * scale + 0.5);
  }
  ready->face = (struct style_face){
      .face = *face,
      .size = style.size,
      .features = features_of(&style),
      .tracking = style.tracking,
      .language = setter->brief->language ? setter->brief->language : "",
  };
  measure_marks(ready, ready->is_elastic || id == STYLE_BODY);
}

/* No larger than the figure is meant to be, no smaller than its label. */
static unit least_figure(const struct page_template *page_template)
{
  unit least = unit_of(FIGURE_LEAST), most = page_template->styles[STYLE_BOX_FIGURE].size;
  unit label = page_template->styles[STYLE_BOX].size;
  least = least > label ? least : label;
  return least < most ? least : most;
}

static struct text_style derived_style(const struct page_template *page_template, uint32_t id)
{
  struct text_style style;
  switch (id) {
  case SET_BOX_STRONG:
    style = page_template->styles[STYLE_BOX];
    style.weight = 700;
    break;
  case SET_BOTTOM_LABEL:
    style = page_template->styles[STYLE_BOTTOM_LINE];
    style.weight = 700;
    style.color = page_template->accent;
    break;
  case SET_REFERENCE:
    style = page_template->styles[STYLE_BODY];
    style.color = page_template->accent;
    break;
  case SET_POINT_REFERENCE:
    style = page_template->styles[STYLE_KEY_POINT];
    style.color = page_template->accent;
    break;
  case SET_BOX_REFERENCE:
    style = page_template->styles[STYLE_BOX];
    style.color = page_template->accent;
    break;
  case SET_LINE_REFERENCE:
    style = page_template->styles[STYLE_BOTTOM_LINE];
    style.color = page_template->accent;
    break;
  case SET_SPEAKER_REFERENCE:
    style = page_template->styles[STYLE_SPEAKER];
    style.color = page_template->accent;
    break;
  case SET_BOX_PALE:
    style = page_template->styles[STYLE_BOX];
    style.color = page_template->grey;
    break;
  case SET_NOTE_NUMBER:
    style = page_template->styles[STYLE_NOTE];
    style.weight = 700;
    style.color = page_template->accent;
    break;
  case SET_TITLE_SMALL:
    style = page_template->styles[STYLE_TITLE];
    style.size = style.size * 5 / 8;
    style.leading = style.leading * 11 / 16;
    break;
  case SET_FIGURE_MIDDLE:
    style = page_template->styles[STYLE_BOX_FIGURE];
    style.size = (style.size + least_figure(page_template)) / 2;
    break;
  case SET_FIGURE_SMALL:
    style = page_template->styles[STYLE_BOX_FIGURE];
    style.size = least_figure(page_template);
    break;
  default: /* ids below STYLE_COUNT are the template's own */
    style = page_template->styles[id];
    break;
  }
  return style;
}

static void ready_grid(struct setter *setter, double scale, uint32_t page_cells)
{
  const struct page_template *t = setter->page_template;
  struct page_grid *grid = &setter->grid;
  unit side = t->side == SIDE_NONE ? 0 : t->side_width + t->side_gutter;
  unit text_width = t->page_width - t->margin_left - t->margin_right - side;
  unit text_height = t->page_height - t->margin_top - t->margin_bottom;
  uint32_t columns = t->columns ? t->columns : 1;
  unit column = (text_width - t->gutter * (unit)(columns - 1)) / (unit)columns;
  if (t->measure > 0 && t->measure < column)
    column = t->measure;
  *grid = (struct page_grid){
      .baseline = page_cells ? text_height / (unit)page_cells : (unit)(t->baseline * scale + 0.5),
      .top = t->margin_top,
      .left = t->margin_left + (t->side == SIDE_LEFT ? side : 0),
      .width = column * (unit)columns + t->gutter * (unit)(columns - 1),
      .column_width = column,
      .gutter = t->gutter,
      .columns = columns,
  };
  if (grid->baseline < UNIT_POINT)
    grid->baseline = UNIT_POINT;
  grid->cells = text_height > 0 ? (uint32_t)(text_height / grid->baseline) : 0;
}

/* The side column's own grid: its first baseline is the text's. */
static void ready_side(struct setter *setter)
{
  const struct page_template *t = setter->page_template;
  const struct page_grid *text = &setter->grid;
  unit side = t->side == SIDE_NONE ? 0 : t->side_width + t->side_gutter;
  struct page_frame *frame = &setter->frame;
  *frame = (struct page_frame){.left = t->margin_left, .width = text->width + side};
  bool spans = t->head_over_side;
  frame->head_left = spans ? frame->left : text->left;
  frame->head_width = spans ? frame->width : text->width;
  unit baseline = text->baseline;
  if (t->side_baseline && t->baseline)
    baseline = (unit)((int64_t)t->side_baseline * text->baseline / t->baseline);
  unit drop = (unit)((int64_t)(text->baseline - baseline) * CELL_BASELINE / 1000);
  unit height = (unit)text->cells * text->baseline - (drop > 0 ? drop : 0);
  setter->side_grid = (struct page_grid){
      .baseline = baseline,
      .top = text->top + drop,
      .left = t->side == SIDE_LEFT ? t->margin_left : text->left + text->width + t->side_gutter,
      .width = t->side_width,
      .column_width = t->side_width,
      .columns = 1,
      .cells = baseline > 0 ? (uint32_t)(height / baseline) : 0,
  };
}

static void mirror(unit *left, unit width, unit page_width)
{
  *left = page_width - *left - width;
}

/* A page that is read from the right has its margins and its side column at the other side. */
static void mirror_page(struct setter *setter)
{
  unit page = setter->page_template->page_width;
  struct page_frame *frame = &setter->frame;
  mirror(&setter->grid.left, setter->grid.width, page);
  mirror(&setter->side_grid.left, setter->side_grid.width, page);
  mirror(&frame->left, frame->width, page);
  mirror(&frame->head_left, frame->head_width, page);
}

/* Figures of the face, or its common ones small and raised. */
static void make_superior(struct setter *setter, uint32_t id)
{
  struct set_style *style = &setter->styles[id];
  struct superior *known = &setter->superiors[id];
  if (known->face != style->face.face)
    *known = (struct superior){style->face.face, face_has_superiors(style->face.face)};
  if (known->has_them) {
    style->face.features |= FEATURE_SUPERIOR;
    return;
  }
  style->rise = style->face.size * 36 / 100;
  style->face.size = style->face.size * 62 / 100;
}

/* Faces and features do not change with the size. */
static uint8_t first_alike(const struct setter *setter, uint8_t style)
{
  const struct set_style *wanted = &setter->styles[style];
  for (uint8_t i = 0; i < style; i++) {
    const struct set_style *other = &setter->styles[i];
    if (other->face.face == wanted->face.face && other->face.features == wanted->face.features &&
        other->hyphenates == wanted->hyphenates)
      return i;
  }
  return style;
}

void setter_ready_styles(struct setter *setter, unit body_size, uint32_t page_cells)
{
  unit given = setter->page_template->styles[STYLE_BODY].size;
  double scale = given > 0 ? (double)body_size / given : 1;
  ready_grid(setter, scale, page_cells);
  ready_side(setter);
  if (setter->is_rtl)
    mirror_page(setter);
  if (setter->ready_for.is_ready && setter->ready_for.body_size == body_size)
    return;
  for (uint32_t i = 0; i < SET_STYLE_COUNT && setter->status == PRECIS_OK; i++)
    ready_style(setter, i, derived_style(setter->page_template, i), scale);
  for (uint32_t id = SET_REFERENCE; id <= SET_SPEAKER_REFERENCE && setter->status == PRECIS_OK;
       id++)
    make_superior(setter, id);
  for (uint8_t id = 0; id < SET_STYLE_COUNT; id++)
    setter->shapes_as[id] = first_alike(setter, id);
  setter->ready_for.is_ready = setter->status == PRECIS_OK;
  setter->ready_for.body_size = body_size;
}
