/* furniture.c - what every page bears outside its text: masthead or running head, banner, footer.
 *
 * Invariant: all of it is artifacts, in the margins, none of it is text of the brief's sources. */
#include "layout/set.h"

enum {
  HEAD_SHARE = 26, /* hundredths of the margin between the head's baseline and the text */
  FOOT_SHARE = 58,
  TITLE_BYTES_MAX = 90,
  BANNER_AIR = 4,  /* points between a wide banner and a logo */
  LOGO_TOP = 6,    /* mm above a logo that printers may not reach */
  LOGO_SHARE = 35, /* hundredths of the width for a logo at most */
  TITLE_AIR = 12,  /* points between the title and what stands beside it */
  TITLE_BYTES_STEP = 8
};

struct page_furniture {
  struct setter *setter;
  struct layout *layout;
  uint32_t page;
  unit left, width;
};

static void paint_at(const struct page_furniture *f, str text, uint8_t style, enum text_align align,
                     unit baseline)
{
  struct setter *setter = f->setter;
  struct measure measure = {.width = f->width};
  struct paragraph *set = set_text(setter, text, style, NODE_ARTIFACT, measure);
  if (!set || !set->lines.count)
    return;
  struct line_fit fit = line_fit(setter, set, &set->lines.at[0]);
  unit x = f->left;
  if (setter->is_rtl && align != ALIGN_CENTER)
    align = align == ALIGN_RIGHT ? ALIGN_LEFT : ALIGN_RIGHT;
  if (align == ALIGN_RIGHT)
    x += f->width - fit.width;
  else if (align == ALIGN_CENTER)
    x += (f->width - fit.width) / 2;
  struct paragraph placed = *set; /* as wide as its text: the style's own alignment has no say */
  placed.measure = fit.width;
  line_paint(setter, f->layout, &placed, 0, (struct line_place){f->page, x, baseline});
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

/* At most `limit` bytes, cut at a blank where there is one, with an ellipsis. */
static str shortened(struct setter *setter, str title, size_t limit)
{
  if (title.len <= limit)
    return title;
  size_t cut = limit;
  while (cut > limit / 2 && title.data[cut] != ' ')
    cut--;
  if (title.data[cut] != ' ')
    for (size_t at = 0; at <= limit; utf8_next(title, &at))
      cut = at;
  return arena_format(setter->arena, "%.*s\xE2\x80\xA6", (int)cut, title.data);
}

static unit width_of(struct setter *setter, str text, uint8_t style)
{
  struct paragraph *set = paragraph_of(setter, text, style, NODE_ARTIFACT);
  return set ? paragraph_natural_width(set) : 0;
}

/* The title, cut until it takes no more than the room; nothing where not even its start fits. */
static str short_title(struct setter *setter, unit room)
{
  /* The first story's head says nothing over the others. */
  bool is_of_one = tells_stories(setter) && setter->brief->title.origin != TITLE_USER;
  str whole = is_of_one ? layout_label(setter, "masthead") : layout_title(setter);
  for (size_t limit = TITLE_BYTES_MAX; limit > TITLE_BYTES_STEP; limit -= TITLE_BYTES_STEP) {
    str title = shortened(setter, whole, limit);
    if (width_of(setter, title, STYLE_FURNITURE) <= room)
      return title;
  }
  return (str){0};
}

/* A banner is never cut: one that would meet its neighbours stands on a line of its own. */
static bool is_wide_banner(struct setter *setter)
{
  return width_of(setter, setter->brief->banner, STYLE_BANNER) > setter->frame.width * 2 / 5;
}

/* At the left, its foot on the head's baseline; returns where text may begin beside it. */
static unit paint_logo(const struct page_furniture *f, unit baseline)
{
  struct setter *setter = f->setter;
  const struct image *logo = setter->context->logo;
  unit most = baseline - UNIT_MM(LOGO_TOP), wide = f->width * LOGO_SHARE / 100;
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
  return (unit)width + unit_of(TITLE_AIR);
}

static void paint_head(const struct page_furniture *f)
{
  struct setter *setter = f->setter;
  const struct page_template *t = setter->page_template;
  unit baseline = t->margin_top - t->margin_top * HEAD_SHARE / 100;
  bool is_first = f->page == 0;
  struct page_furniture beside = *f;
  if (is_first && setter->context->logo) {
    unit indent = paint_logo(f, baseline);
    beside.left += setter->is_rtl ? 0 : indent;
    beside.width -= indent;
  }
  if (t->shows[SLOT_MASTHEAD]) {
    str left = is_first ? layout_label(setter, "masthead") : short_title(setter, f->width / 2);
    paint_at(&beside, left, is_first ? STYLE_LABEL : STYLE_FURNITURE, ALIGN_LEFT, baseline);
  }
  bool is_wide = is_wide_banner(setter);
  paint_at(f, setter->brief->banner, STYLE_BANNER, is_wide ? ALIGN_CENTER : ALIGN_RIGHT,
           baseline - (is_wide ? setter->styles[STYLE_BANNER].leading : 0));
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
    unit beside = width_of(setter, right, STYLE_FURNITURE), date = 0;
    if (left.len)
      date = width_of(setter, left, STYLE_FURNITURE);
    unit widest = date > beside ? date : beside;
    unit room = f->width - (left.len ? 2 * widest : beside) - 2 * unit_of(TITLE_AIR);
    if (!has_banner || is_wide)
      paint_at(f, short_title(setter, room < f->width / 2 ? room : f->width / 2), STYLE_FURNITURE,
               left.len ? ALIGN_CENTER : ALIGN_LEFT, baseline);
  }
  paint_at(f, setter->brief->banner, STYLE_BANNER, ALIGN_CENTER,
           baseline + (is_wide ? setter->styles[STYLE_BANNER].leading : 0));
}

void furniture_paint(struct setter *setter, struct layout *layout)
{
  struct page_furniture f = {
      .setter = setter, .layout = layout, .left = setter->frame.left, .width = setter->frame.width};
  for (f.page = 0; f.page < layout->page_count && setter->status == PRECIS_OK; f.page++) {
    paint_head(&f);
    paint_foot(&f, layout->page_count);
  }
}
