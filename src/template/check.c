/* check.c - what no template may leave out or make impossible, once every key is set. */
#include "template/parse.h"

/* The side column is wide enough for a box, and there where blocks or heads are to stand in it. */
static precis_status check_side(const struct page_template *t, precis_error *err)
{
  static const unit SIDE_MIN = 60 * UNIT_POINT;
  bool is_wanted = t->side_count || t->heads_in_side || t->side_tint;
  if (t->side == SIDE_NONE && is_wanted)
    return fail(err, PRECIS_BAD_TEMPLATE, "side.place is none, but the side column is used");
  if (t->side != SIDE_NONE && (t->side_width < SIDE_MIN || t->side_gutter < 0))
    return fail(err, PRECIS_BAD_TEMPLATE, "side.width is narrower than 60 pt");
  if (t->side_baseline < 0 || (t->side_baseline && t->side_baseline < UNIT_POINT))
    return fail(err, PRECIS_BAD_TEMPLATE, "side.baseline is below 1 pt");
  if (t->heads_in_side && (t->side != SIDE_LEFT || t->columns != 1 || t->side_count))
    return fail(err, PRECIS_BAD_TEMPLATE,
                "side.heads wants side.place = left, one column and no blocks beside it");
  if (t->quote_place == QUOTE_INSET && t->quote_width < SIDE_MIN)
    return fail(err, PRECIS_BAD_TEMPLATE, "quote.width is narrower than 60 pt");
  if (t->logo_height < 0 || t->logo_height > t->margin_top)
    return fail(err, PRECIS_BAD_TEMPLATE, "masthead.logo-height is more than page.margin-top");
  return PRECIS_OK;
}

/* NULL: the style can be set; else what is wrong, and with which key, or "" where it is how two go
 * together. */
static const char *fault_of_style(const struct text_style *s, unit column, const char **ret_key)
{
  static const unit LARGEST = 72 * UNIT_POINT; /* of a headline on a sheet that is held in hand */

  *ret_key = "family";
  if (!s->family.len)
    return "no family";
  *ret_key = "size";
  if (s->size < UNIT_POINT || s->size > LARGEST)
    return "a size from 1 pt to 72 pt is wanted";
  *ret_key = "leading";
  if (s->leading < UNIT_POINT || s->leading > 2 * LARGEST)
    return "a leading from 1 pt to 144 pt is wanted";
  *ret_key = "";
  if (3 * s->leading < 2 * s->size)
    return "its lines would overprint: leading is less than two thirds of size";
  *ret_key = "indent";
  if (s->indent < 0 || 2 * s->indent > column)
    return "the indent is more than half a column";
  *ret_key = "tracking";
  if (s->tracking > s->size || s->tracking < -s->size / 2)
    return "tracking from minus half the size to the size is wanted";
  return NULL;
}

static precis_status check_styles(const struct page_template *t, unit column, precis_error *err)
{
  for (enum style_id i = 0; i < STYLE_COUNT; i++) {
    const char *key, *fault = fault_of_style(&t->styles[i], column, &key);
    if (!fault)
      continue;
    str section = arena_format(t->arena, "style.%s", style_name(i));
    precis_status s = fail(err, PRECIS_BAD_TEMPLATE, "%.*s: %s", STR_ARG(section), fault);
    return page_template_blame(t, s, section, str_of(key), err);
  }
  return PRECIS_OK;
}

precis_status template_check(const struct page_template *t, precis_error *err)
{
  unit width = t->page_width - t->margin_left - t->margin_right;
  if (t->side != SIDE_NONE)
    width -= t->side_width + t->side_gutter;
  unit height = t->page_height - t->margin_top - t->margin_bottom;
  unit gutters = (unit)(t->columns - 1) * t->gutter;
  static const unit COLUMN_MIN = 60 * UNIT_POINT;
  if (t->page_width <= 0 || t->page_height <= 0)
    return fail(err, PRECIS_BAD_TEMPLATE, "page.paper is missing");
  if (t->columns < 1 || width - gutters < (unit)t->columns * COLUMN_MIN)
    return fail(err, PRECIS_BAD_TEMPLATE, "the columns are narrower than 60 pt");
  if (t->gutter < 0 || (t->columns > 1 && (unit)t->columns * t->gutter > width - gutters))
    return page_template_blame(
        t, fail(err, PRECIS_BAD_TEMPLATE, "page.gutter is wider than the columns"), STR("page"),
        STR("gutter"), err);
  if (t->measure < 0 || (t->measure && t->measure < COLUMN_MIN))
    return fail(err, PRECIS_BAD_TEMPLATE, "page.measure is narrower than 60 pt");
  if (t->baseline < UNIT_POINT || height < 10 * t->baseline)
    return fail(err, PRECIS_BAD_TEMPLATE, "the page is lower than ten lines of page.baseline");
  precis_status s = check_styles(t, (width - gutters) / (unit)t->columns, err);
  return s == PRECIS_OK ? check_side(t, err) : s;
}

