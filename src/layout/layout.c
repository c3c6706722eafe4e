/* layout.c - a brief and a template into pages: plan, flow, columns, marks. */
#include "layout/fit.h"

static void add_warning(struct layout *layout, const char *code, str message)
{
  struct layout_warning warning = {.message = message};
  memcpy(warning.code, code, 5);
  vec_push(layout->arena, &layout->warnings, warning);
}

/* Of some stories the brief holds nothing: more pages would not tell them. */
static void warn_of_stories(const struct setter *setter, const struct plan *plan,
                            struct layout *layout)
{
  uint32_t told = stories_told(setter, plan), all = stories_in_all(setter);
  uint32_t chosen = stories_told(setter, NULL) + setter->brief->stories_behind;
  if (told < chosen)
    add_warning(layout, "W303",
                arena_format(layout->arena, "%u of %u stories are left out: the pages are full",
                             chosen - told, all));
  if (chosen < all)
    add_warning(layout, "W303",
                arena_format(layout->arena,
                             "%u of %u stories are left out: none of their sentences was chosen",
                             all - chosen, all));
}

static void add_warnings(const struct setter *setter, const struct plan *plan,
                         struct layout *layout)
{
  warn_of_stories(setter, plan, layout);
  for (uint32_t i = 0; i < setter->missing.count; i++) {
    char utf8[5] = {0};
    uint32_t c = setter->missing.at[i];
    size_t len = c >= 0x20 && !char_is_bidi_control(c) ? utf8_put(utf8, c) : 0;
    add_warning(
        layout, "W301",
        arena_format(layout->arena, "no face has the character U+%04X %.*s", c, (int)len, utf8));
  }
  if (setter->dropped_marks)
    add_warning(layout, "W305",
                arena_format(layout->arena, "of the marks on one letter only the first %d are set",
                             MARKS_MAX));
  if (setter->title_was_cut)
    add_warning(layout, "W302", STR("the title was shortened to fit the head of the page"));
}

/* A last page that is less full than this is told of. */
static const double FILL_LEAST = 0.75;

/* One page may be as short as its text; more than one are for a text that fills them. Before what
 * stands behind. */
static void warn_of_room(struct layout *layout, uint32_t asked)
{
  uint32_t pages = layout->page_count;
  if (asked <= 1)
    return;
  if (pages < asked)
    add_warning(layout, "W304",
                arena_format(layout->arena, "the text fills %u of %u pages", pages, asked));
  else if (layout->fill < FILL_LEAST)
    add_warning(layout, "W304",
                arena_format(layout->arena,
                             "all there is to set ends %u lines above the foot of page %u",
                             layout->gap, pages));
}

static void note_extracts(const struct brief *brief, const struct plan *plan, struct layout *layout)
{
  bool *is_set = arena_array(layout->arena, bool, (size_t)brief->summary.count + 1);
  for (uint32_t i = 0; is_set && i < brief->summary.count; i++) {
    is_set[i] = is_planned(plan, &brief->summary.at[i]);
    layout->extracts_set += is_set[i];
  }
  layout->is_set = is_set;
}

static void note_cut(struct layout *layout, struct brief_cut cut)
{
  if (cut.set < cut.all)
    vec_push(layout->arena, &layout->cuts, cut);
}

/* What is left out, and how far type was opened to make up for what is not there. */
static void note_cuts(const struct setter *setter, const struct plan *plan, const struct flow *flow,
                      struct layout *layout)
{
  static const struct {
    enum block_id box;
    const char *name;
  } boxes[] = {
      {SLOT_FIGURES, "figures"},
      {SLOT_TIMELINE, "timeline"},
      {SLOT_WHO, "who"},
      {SLOT_ABBREVIATIONS, "abbreviations"},
      {SLOT_DISAGREEMENTS, "disagreements"},
  };

  const struct page_template *t = setter->page_template;
  struct plan all = *plan;
  layout->body_size = plan->body_size;
  layout->body_size_given = t->styles[STYLE_BODY].size;
  layout->baseline_given = t->baseline;
  note_cut(layout,
           (struct brief_cut){"extracts", layout->extracts_set, setter->brief->summary.count});
  for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
    uint32_t set = flow->rows_set[boxes[i].box];
    bool is_most = set >= box_rows_most(t) && boxes[i].box != SLOT_DISAGREEMENTS;
    all.rows[boxes[i].box] = UINT32_MAX;
    if (t->shows[boxes[i].box] && !is_beside(t, boxes[i].box))
      note_cut(layout, (struct brief_cut){boxes[i].name, set, box_rows(setter, &all, boxes[i].box),
                                          is_most});
  }
}

/* A string of a PDF holds 32767 bytes, which are two a character or four; that a title was cut has
 * been said by then, as the head of the page holds less. */
static str metadata_text(struct display *display, str text)
{
  enum { METADATA_BYTES_MAX = 4000 };

  size_t end = METADATA_BYTES_MAX;
  if (text.len <= end)
    return arena_str(display->arena, text);
  while (end && ((unsigned char)text.data[end] & 0xC0) == 0x80)
    end--; /* not within a character */
  return arena_format(display->arena, "%.*s\xE2\x80\xA6", (int)end, text.data);
}

static void copy_metadata(const struct setter *setter, struct display *display)
{
  const struct brief *brief = setter->brief;
  display->page_width = setter->page_template->page_width;
  display->page_height = setter->page_template->page_height;
  display->title = metadata_text(display, layout_title(setter));
  display->author = metadata_text(display, brief->author);
  display->date = arena_str(display->arena, brief->date);
  display->language = arena_str(display->arena, str_of(brief->language));
}

/* Behind the pages asked for: an appendix takes as many as it needs. */
static void set_behind(struct setter *setter, struct flow *flow, struct layout *layout)
{
  struct page_break_result pages;
  if (setter->status == PRECIS_OK && flow->column.count)
    pages_break(setter, flow, false, &pages);
  if (setter->status != PRECIS_OK || !flow->column.count)
    return;
  pages_paint_more(setter, flow, &pages, layout);
  layout->page_count += pages.page_count;
}

static void set_appendices(struct setter *setter, const struct plan *plan, struct flow *flow,
                           struct layout *layout)
{
  if (setter->status == PRECIS_OK && has_appendix(setter->brief)) {
    flow_appendix(setter, flow, plan->extracts);
    set_behind(setter, flow, layout);
  }
  if (setter->status == PRECIS_OK && setter->brief->is_explained) {
    struct page_grid columns = setter->grid;
    flow_choices(setter, flow, layout);
    set_behind(setter, flow, layout);
    setter->grid = columns;
  }
}

/* No page for boxes alone: the text's pages hold as many as they can, sooner a few rows of each
 * than some whole. Their notes are among those of all boxes, which had room. */
static void keep_boxes(struct setter *setter, const struct plan *plan, struct flow *flow,
                       bool fills, struct page_break_result *pages)
{
  enum { ROWS_MOST = 12, ROWS_LEAST = 3 };

  uint32_t all = flow->side.count, most = 0, rows = 0;
  setter->page_limit = pages->page_count;
  for (uint32_t r = ROWS_MOST; r >= ROWS_LEAST && most < all && setter->status == PRECIS_OK; r--) {
    setter->side_rows = r;
    flow_pages(setter, plan, flow, fills, pages);
    rows = flow->side.count > most ? r : rows;
    most = flow->side.count > most ? flow->side.count : most;
  }
  setter->side_rows = rows;
  if (setter->status == PRECIS_OK)
    flow_pages(setter, plan, flow, fills, pages);
}

static precis_status set_plan(struct setter *setter, const struct plan *plan, bool fills,
                              struct layout *layout)
{
  struct flow flow;
  struct page_break_result pages;
  setter_ready_styles(setter, plan->body_size, plan->cells);
  if (setter->status == PRECIS_OK)
    flow_pages(setter, plan, &flow, fills, &pages);
  if (setter->status != PRECIS_OK)
    return setter->status;
  uint32_t asked = setter->page_limit;
  if (flow.side_pages > pages.page_count)
    keep_boxes(setter, plan, &flow, fills, &pages);
  if (setter->status != PRECIS_OK)
    return setter->status;
  note_cuts(setter, plan, &flow, layout); /* which the appendix tells */
  layout->fill = pages.last_room ? (double)pages.last_used / pages.last_room : 1;
  layout->gap = pages.last_gap;
  if (setter->status == PRECIS_OK) {
    layout->page_count = pages.page_count;
    layout->baseline = setter->grid.baseline;
    pages_paint(setter, &flow, &pages, layout);
    warn_of_room(layout, asked);
  }
  set_appendices(setter, plan, &flow, layout);
  if (setter->status == PRECIS_OK)
    links_paint(setter, &flow, layout);
  if (setter->status == PRECIS_OK)
    furniture_paint(setter, layout);
  return setter->status;
}

static precis_status set_listing(struct setter *setter, struct layout *layout)
{
  struct flow flow;
  struct page_break_result pages;
  setter_ready_styles(setter, setter->page_template->styles[STYLE_BODY].size, 0);
  if (setter->status == PRECIS_OK)
    flow_listing(setter, &flow);
  if (setter->status == PRECIS_OK)
    pages_break(setter, &flow, false, &pages);
  if (setter->status != PRECIS_OK)
    return setter->status;
  layout->page_count = pages.page_count;
  layout->baseline = setter->grid.baseline;
  pages_paint(setter, &flow, &pages, layout);
  if (setter->status == PRECIS_OK)
    links_paint(setter, &flow, layout);
  if (setter->status == PRECIS_OK)
    furniture_paint(setter, layout);
  return setter->status;
}

static bool shows_chart(const struct page_template *t)
{
  bool is_there = false;
  for (uint32_t i = 0; i < t->order_count; i++)
    is_there = is_there || t->order[i] == SLOT_CHART;
  for (uint32_t i = 0; i < t->side_count; i++)
    is_there = is_there || t->side_order[i] == SLOT_CHART;
  return is_there && t->shows[SLOT_CHART];
}

static precis_status make_pages(struct setter *setter, uint32_t page_count, struct layout *layout)
{
  struct plan plan = {0};
  map_init(&setter->word_keys, setter->arena);
  map_init(&setter->set_keys, setter->arena);
  tongues_ready(setter);
  if (arena_short(setter->arena))
    return fail_no_memory(&setter->err);
  setter->page_limit = page_count;
  setter->is_rtl = brief_is_rtl(setter->brief);
  if (shows_chart(setter->page_template))
    setter->chart = chart_find(setter->brief);
  precis_status s = setter->listing ? PRECIS_OK : fit_plan(setter, page_count, &plan);
  if (s != PRECIS_OK)
    return s;
  note_extracts(setter->brief, &plan, layout);
  s = setter->listing ? set_listing(setter, layout)
                      : set_plan(setter, &plan, page_count > 0, layout);
  if (s != PRECIS_OK)
    return s;
  copy_metadata(setter, layout->display);
  layout->is_lossy = setter->missing.count > 0 || setter->dropped_marks;
  add_warnings(setter, &plan, layout);
  if (arena_short(setter->arena) || arena_short(layout->arena) ||
      arena_short(layout->display->arena))
    return fail_no_memory(&setter->err);
  return PRECIS_OK;
}

/* What is set. */
struct copy {
  const struct brief *brief;
  const struct listing *listing; /* NULL: the brief */
  uint32_t page_count;
};

static precis_status lay_out(const struct layout_context *context, struct copy copy,
                             const struct page_template *page_template, struct layout **ret,
                             precis_error *err)
{
  AUTO(arena) scratch = arena_new(context->heap);
  struct arena *arena = arena_new(context->heap);
  AUTO(layout) layout = arena ? arena_make(arena, struct layout) : NULL;
  if (!layout) {
    arena_free(arena);
    return fail_no_memory(err);
  }
  layout->arena = arena;
  layout->display = display_new(context->heap);
  if (!layout->display || !scratch)
    return fail_no_memory(err);
  struct setter *setter = arena_make(scratch, struct setter);
  if (setter)
    setter->labels = arena_make(scratch, struct label_list);
  if (!setter || !setter->labels)
    return fail_no_memory(err);
  setter->context = context;
  setter->brief = copy.brief;
  setter->listing = copy.listing;
  setter->page_template = page_template;
  setter->arena = scratch;
  precis_status s = make_pages(setter, copy.page_count, layout);
  if (s != PRECIS_OK) {
    if (err) {
      *err = setter->err;
      err->status = s;
    }
    return s;
  }
  *ret = TAKE(layout);
  return PRECIS_OK;
}

precis_status layout_make(const struct layout_context *context, const struct brief *brief,
                          const struct page_template *page_template, uint32_t page_count,
                          struct layout **ret, precis_error *err)
{
  struct copy copy = {.brief = brief, .page_count = page_count};
  return lay_out(context, copy, page_template, ret, err);
}

/* Furniture and labels ask a brief for title, date, marking and language: one that says nothing
 * else. */
precis_status layout_listing(const struct layout_context *context, const struct listing *listing,
                             const struct page_template *page_template, struct layout **ret,
                             precis_error *err)
{
  const struct brief brief = {
      .title = {.text = listing->title, .origin = TITLE_USER},
      .language = listing->language,
      .date = listing->date,
      .banner = listing->banner,
  };
  struct copy copy = {.brief = &brief, .listing = listing};
  return lay_out(context, copy, page_template, ret, err);
}

void layout_free(struct layout *layout)
{
  if (!layout)
    return;
  display_free(layout->display);
  arena_free(layout->arena); /* holds the layout itself */
}
