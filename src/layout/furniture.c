/* furniture.c - what every page bears outside its text: masthead or running head, banner, footer.
 *
 * Invariant: all of it is artifacts, in the margins, none of it is text of the brief's sources. */
#include "layout/set.h"

enum {
  HEAD_SHARE = 26,  /* hundredths of the margin between the head's baseline and the text; */
  LARGE_SHARE = 42, /* in large print, where a running head is a line like any other */
  FOOT_SHARE = 58,
  TITLE_BYTES_MAX = 320, /* longer than any page is wide */
  TITLE_BYTES_MIN = 8,
  EDGE = 3,        /* mm at the paper's edge that a banner leaves free */
  BANNER_AIR = 4,  /* points between a wide banner and a logo */
  LOGO_TOP = 6,    /* mm above a logo that printers may not reach */
  LOGO_SHARE = 35, /* hundredths of the width for a logo at most */
  TITLE_AIR = 12   /* points between the title and what stands beside it */
};

struct page_furniture {
  struct setter *setter;
  struct layout *layout;
  uint32_t page;
  unit left, width;
  str head_title, foot_title; /* as much as there is room for; may be empty */
};

static struct paragraph *set_furniture(const struct page_furniture *f, str text, uint8_t style)
{
  struct measure measure = {.width = f->width};
  struct paragraph *set = set_text(f->setter, text, style, NODE_ARTIFACT, measure);
  return set && set->lines.count ? set : NULL;
}

static void paint_line(const struct page_furniture *f, const struct paragraph *set, uint32_t line,
                       enum text_align align, unit baseline)
{
  struct setter *setter = f->setter;
  struct line_fit fit = line_fit(setter, set, &set->lines.at[line]);
  unit x = f->left;
  if (setter->is_rtl && align != ALIGN_CENTER)
    align = align == ALIGN_RIGHT ? ALIGN_LEFT : ALIGN_RIGHT;
  if (align == ALIGN_RIGHT)
    x += f->width - fit.width;
  else if (align == ALIGN_CENTER)
    x += (f->width - fit.width) / 2;
  struct paragraph placed = *set; /* as wide as its text: the style's own alignment has no say */
  placed.measure = fit.width;
  line_paint(setter, f->layout, &placed, line, (struct line_place){f->page, x, baseline});
}

static void paint_at(const struct page_furniture *f, str text, uint8_t style, enum text_align align,
                     unit baseline)
{
  const struct paragraph *set = set_furniture(f, text, style);
  if (set)
    paint_line(f, set, 0, align, baseline);
}

/* All of a wide banner, line below line, between the paper's edge and what stands at `beside`. */
static void paint_wide_banner(const struct page_furniture *f, unit beside, bool is_foot)
{
  struct setter *setter = f->setter;
  const struct paragraph *set = set_furniture(f, setter->brief->banner, STYLE_BANNER);
  unit leading = setter->styles[STYLE_BANNER].leading;
  unit room = is_foot ? setter->page_template->page_height - beside : beside - leading;
  uint32_t most = room > UNIT_MM(EDGE) ? (uint32_t)((room - UNIT_MM(EDGE)) / leading) : 0;
  if (!set)
    return;
  if (set->lines.count > (most ? most : 1)) {
    setter->status =
        fail(&setter->err, PRECIS_BAD_ARGUMENT,
             "the banner takes %u lines, and the margin has room for %u", set->lines.count, most);
    fail_hint(&setter->err, setter->status, "shorten it, or raise page.margin-top and -bottom");
    return;
  }
  unit first = is_foot ? beside + leading : beside - leading * (unit)set->lines.count;
  for (uint32_t i = 0; i < set->lines.count; i++)
    paint_line(f, set, i, ALIGN_CENTER, first + leading * (unit)i);
}

/* "Page {page} of {pages}" with the numbers put in. */
static str page_text(struct setter *setter, uint32_t page, uint32_t pages)
{
  str pattern = layout_label(setter, "page"), text = {0};
  for (size_t at = 0; at < pattern.len;) {
    str rest = str_sub(pattern, at, pattern.len - at);
    if (str_starts(rest, STR("{page}"))) {
      text = arena_format(setter->arena, "%.*s%u", STR_ARG(text), page + 1);
      at += 6;
    } else if (str_starts(rest, STR("{pages}"))) {
      text = arena_format(setter->arena, "%.*s%u", STR_ARG(text), pages);
      at += 7;
    } else {
      text = arena_format(setter->arena, "%.*s%c", STR_ARG(text), pattern.data[at]);
      at++;
    }
  }
  return text.len ? text : arena_format(setter->arena, "%u / %u", page + 1, pages);
}

static unit width_of(struct setter *setter, str text, uint8_t style)
{
  struct paragraph *set = paragraph_of(setter, text, style, NODE_ARTIFACT);
  return set ? paragraph_natural_width(set) : 0;
}

/* As much of the title as the room holds; nothing where not even its start fits. */
static str short_title(struct setter *setter, unit room)
{
  /* The first story's head says nothing over the others. */
  bool is_of_one = tells_stories(setter) && setter->brief->title.origin != TITLE_USER;
  str whole = is_of_one ? layout_label(setter, "masthead") : layout_title(setter), best = {0};
  if (whole.len <= TITLE_BYTES_MAX && width_of(setter, whole, STYLE_FURNITURE) <= room)
    return whole;
  size_t low = TITLE_BYTES_MIN, high = whole.len < TITLE_BYTES_MAX ? whole.len : TITLE_BYTES_MAX;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    str title = text_shortened(setter, whole, middle);
    if (width_of(setter, title, STYLE_FURNITURE) <= room) {
      best = title;
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return best;
}

/* A banner is never cut: one that would meet its neighbours stands on a line of its own. */
static bool is_wide_banner(struct setter *setter)
{
  return width_of(setter, setter->brief->banner, STYLE_BANNER) > setter->frame.width * 2 / 5;
}

/* What is free on either side of a banner that stands in the middle of the line. */
static unit room_beside_banner(const struct page_furniture *f)
{
  struct setter *setter = f->setter;
  if (!setter->brief->banner.len || is_wide_banner(setter))
    return f->width;
  return (f->width - width_of(setter, setter->brief->banner, STYLE_BANNER)) / 2 -
         air_of(setter, TITLE_AIR);
}

/* At the left, its foot on the head's baseline; returns where text may begin beside it. */
static unit paint_logo(const struct page_furniture *f, unit baseline)
{
  struct setter *setter = f->setter;
  const struct image *logo = setter->context->logo;
  unit most = baseline - UNIT_MM(LOGO_TOP), wide = f->width * LOGO_SHARE / 100;
  wide = wide < room_beside_banner(f) ? wide : room_beside_banner(f);
  if (is_wide_banner(setter)) /* which stands above */
    most = setter->styles[STYLE_BANNER].leading - unit_of(BANNER_AIR);
  int64_t height = setter->page_template->logo_height;
  height = height > 0 && height < most ? height : most;
  int64_t width = height * logo->width / logo->height;
  if (width > wide) {
    width = wide;
    height = width * logo->height / logo->width;
  }
  /* One that is a thousand times as wide as high is a line, but it is there. */
  height = height > UNIT_POINT ? height : UNIT_POINT;
  width = width > UNIT_POINT ? width : UNIT_POINT;
  struct mark mark = {.kind = MARK_IMAGE,
                      .node = setter->logo_node,
                      .x = setter->is_rtl ? f->left + f->width - (unit)width : f->left,
                      .y = baseline - (unit)height,
                      .width = (unit)width,
                      .height = (unit)height};
  struct display *display = f->layout->display;
  display->logo = logo;
  vec_push(display->arena, &display->pages.at[0].marks, mark);
  return (unit)width + air_of(setter, TITLE_AIR);
}

static void paint_head(const struct page_furniture *f)
{
  struct setter *setter = f->setter;
  const struct page_template *t = setter->page_template;
  bool is_first = f->page == 0;
  bool is_free = t->large_print && !is_first && !setter->brief->banner.len; /* alike on all pages */
  unit share = is_free ? LARGE_SHARE : HEAD_SHARE;
  unit baseline = t->margin_top - t->margin_top * share / 100;
  struct page_furniture beside = *f;
  unit room = room_beside_banner(f);
  if (is_first && setter->context->logo) {
    unit indent = paint_logo(f, baseline);
    beside.left += setter->is_rtl ? 0 : indent;
    beside.width -= indent;
    room -= indent;
  }
  uint8_t style = is_first ? STYLE_LABEL : STYLE_FURNITURE;
  str left = is_first ? layout_label(setter, "masthead") : f->head_title;
  if (t->shows[SLOT_MASTHEAD] && left.len && width_of(setter, left, style) <= room)
    paint_at(&beside, left, style, ALIGN_LEFT, baseline);
  if (is_wide_banner(setter))
    paint_wide_banner(f, baseline, false);
  else
    paint_at(f, setter->brief->banner, STYLE_BANNER, ALIGN_CENTER, baseline);
}

/* Between the date and the folio, or from the left where there is no date. */
static unit foot_room(const struct page_furniture *f, uint32_t pages)
{
  struct setter *setter = f->setter;
  str date = setter->brief->date;
  unit folio = width_of(setter, page_text(setter, pages - 1, pages), STYLE_FURNITURE);
  unit left = date.len ? width_of(setter, date, STYLE_FURNITURE) : 0;
  unit widest = left > folio ? left : folio;
  return f->width -
         (left ? 2 * widest + 2 * air_of(setter, TITLE_AIR) : folio + air_of(setter, TITLE_AIR));
}

static void paint_foot(const struct page_furniture *f, uint32_t pages)
{
  struct setter *setter = f->setter;
  const struct page_template *t = setter->page_template;
  unit baseline = t->page_height - t->margin_bottom + t->margin_bottom * FOOT_SHARE / 100;
  bool is_wide = is_wide_banner(setter), has_banner = setter->brief->banner.len > 0;
  if (t->shows[SLOT_FOOTER]) {
    str left = setter->brief->date, right = page_text(setter, f->page, pages);
    paint_at(f, left, STYLE_FURNITURE, ALIGN_LEFT, baseline);
    paint_at(f, right, STYLE_FURNITURE, ALIGN_RIGHT, baseline);
    if (!has_banner || is_wide)
      paint_at(f, f->foot_title, STYLE_FURNITURE, left.len ? ALIGN_CENTER : ALIGN_LEFT, baseline);
  }
  if (is_wide)
    paint_wide_banner(f, baseline, true);
  else
    paint_at(f, setter->brief->banner, STYLE_BANNER, ALIGN_CENTER, baseline);
}

void furniture_paint(struct setter *setter, struct layout *layout)
{
  struct page_furniture f = {
      .setter = setter, .layout = layout, .left = setter->frame.left, .width = setter->frame.width};
  if (setter->status == PRECIS_OK && layout->page_count) {
    f.head_title = short_title(setter, room_beside_banner(&f));
    f.foot_title = short_title(setter, foot_room(&f, layout->page_count));
  }
  for (f.page = 0; f.page < layout->page_count && setter->status == PRECIS_OK; f.page++) {
    paint_head(&f);
    paint_foot(&f, layout->page_count);
  }
}
