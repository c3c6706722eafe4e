/* test_layout.c - pages as boxes: nothing clipped, nothing overlapping, every line of text on the
 * grid, the words those of the brief; for ordinary briefs, hostile ones and every part missing in
 * turn. */
#include "unit.h"

#include "failing_heap.h"
#include "layout/layout.h"

#define DATA(name) PRECIS_SOURCE_DIR "/" name

/* Every template in both papers, in large print and without colour. */
static const char *const template_names[] = {"brief", "plain",      "margin", "news",
                                             "memo",  "assessment", "study",  "digest"};
static const char *const variants[] = {"page.paper=a4", "page.paper=letter", "print.large=yes"};

enum {
  NAMES = sizeof template_names / sizeof *template_names,
  VARIANTS = sizeof variants / sizeof *variants,
  TEMPLATES = NAMES * VARIANTS
};

struct kit {
  struct fontset *fontset;
  const struct hyphenator *hyphenator;
  struct language *language;
  struct page_template *all[TEMPLATES];
  struct page_template *brief; /* borrowed of all */
};

static int open_kit(void **state)
{
  static struct kit kit;
  precis_error e;
  kit.hyphenator = hyphenator_of("en");
  assert_int_equal(fontset_new(&heap_default, DATA("fonts"), &kit.fontset, &e), PRECIS_OK);
  assert_int_equal(language_load(&heap_default, DATA("languages/en.ini"), &kit.language, &e),
                   PRECIS_OK);
  for (size_t i = 0; i < TEMPLATES; i++) {
    struct setting_list settings = {&variants[i / NAMES], 1};
    assert_int_equal(page_template_load(&heap_default, DATA("templates"), template_names[i % NAMES],
                                        settings, &kit.all[i], &e),
                     PRECIS_OK);
  }
  kit.brief = kit.all[0];
  *state = &kit;
  return 0;
}

static int close_kit(void **state)
{
  struct kit *kit = *state;
  for (size_t i = 0; i < TEMPLATES; i++)
    page_template_free(kit->all[i]);
  language_free(kit->language);
  fontset_free(kit->fontset);
  return 0;
}

static const struct page_template *template_named(const struct kit *kit, const char *name)
{
  for (size_t i = 0; i < NAMES; i++)
    if (str_eq(str_of(template_names[i]), str_of(name)))
      return kit->all[i];
  return kit->brief;
}

/* --- briefs made by hand
 * -------------------------------------------------------------------------- */

enum part {
  PART_TITLE = 1,
  PART_BOTTOM_LINE = 2,
  PART_KEY_POINTS = 4,
  PART_BODY = 8,
  PART_QUOTE = 16,
  PART_FACTS = 32,
  PART_SOURCES = 64,
  PART_ALL = 127
};

static const char *const clauses[] = {
    "The harbour board met on Tuesday to decide about the second pier",
    "engineers had warned for months that its foundations were moving",
    "nobody could say what a delay would cost the fishing fleet",
    "the minister promised an answer before the end of the season",
    "inspectors measured a shift of eleven centimetres in a single winter",
    "a committee of shipowners asked for an independent investigation",
};

enum { CLAUSES = sizeof clauses / sizeof *clauses };

static str sentence(struct arena *arena, uint32_t seed)
{
  return arena_format(arena, "%s, and %s; “%s.”", clauses[seed % CLAUSES],
                      clauses[(seed * 7 + 1) % CLAUSES], clauses[(seed * 3 + 2) % CLAUSES]);
}

static void add_extract(struct brief *brief, str text, enum role role, uint32_t block)
{
  uint32_t rank = role == ROLE_BOTTOM_LINE ? 0 : brief->summary.count;
  vec_push(brief->arena, &brief->summary,
           (struct brief_extract){
               .text = text, .role = role, .block = block, .rank = rank, .section = UINT32_MAX});
}

static void add_facts(struct brief *brief)
{
  for (uint32_t i = 0; i < 4; i++) {
    vec_push(brief->arena, &brief->figures,
             (struct brief_figure){.number = i & 1 ? STR("$4.2 million") : STR("11"),
                                   .label = STR("centimetres in a single winter"),
                                   .text = STR("11 centimetres"),
                                   .is_printed = true});
    vec_push(brief->arena, &brief->dates,
             (struct brief_date){
                 .text = STR("Tuesday"), .event = str_of(clauses[i]), .is_printed = true});
    vec_push(brief->arena, &brief->names,
             (struct brief_name){.name = STR("Ada Holm"),
                                 .title = STR("Chair of the Harbour Board of the Northern Coast"),
                                 .is_printed = true});
  }
  vec_push(brief->arena, &brief->abbreviations,
           (struct brief_abbreviation){
               .short_form = STR("HB"), .long_form = STR("Harbour Board"), .is_printed = true});
  vec_push(brief->arena, &brief->terms,
           (struct brief_term){.text = STR("second pier"), .is_printed = true});
}

static struct brief *make_brief(unsigned parts, uint32_t body_sentences)
{
  struct arena *arena = arena_new(&heap_default);
  struct brief *brief = arena_make(arena, struct brief);
  brief->arena = arena;
  brief->language = "en";
  if (parts & PART_TITLE)
    brief->title.text = STR("A pier that moves");
  brief->date = STR("2024-05-06");
  if (parts & PART_BOTTOM_LINE)
    add_extract(brief, sentence(arena, 0), ROLE_BOTTOM_LINE, 0);
  for (uint32_t i = 0; i < 3 && (parts & PART_KEY_POINTS); i++)
    add_extract(brief, sentence(arena, i + 1), ROLE_KEY_POINT, i + 1);
  for (uint32_t i = 0; i < body_sentences && (parts & PART_BODY); i++)
    add_extract(brief, sentence(arena, i + 4), ROLE_BODY, 10 + i / 3);
  if (parts & PART_QUOTE)
    vec_push(arena, &brief->quotes,
             (struct brief_quote){.text = STR("Nobody can say what a delay would cost."),
                                  .speaker = {.name = STR("Ada Holm"), .title = STR("Chair")},
                                  .extract = UINT32_MAX,
                                  .is_pull = true});
  if (parts & PART_FACTS)
    add_facts(brief);
  if (parts & PART_SOURCES)
    vec_push(
        arena, &brief->sources,
        (struct brief_source){.name = STR("pier.txt"), .title = STR("The pier"), .words = 900});
  return brief;
}

static void free_brief(struct brief *brief)
{
  arena_free(brief->arena);
}

static precis_status lay_out(const struct kit *kit, const struct brief *brief,
                             const struct page_template *t, uint32_t pages, struct layout **ret)
{
  struct layout_context context = {&heap_default, kit->fontset, kit->hyphenator, kit->language,
                                   NULL};
  precis_error e = {0};
  return layout_make(&context, brief, t, pages, ret, &e);
}

/* --- checks: each returns the first mark that is wrong, or -1
 * --------------------------------------- */

/* Punctuation may hang out by two thirds of a large quotation mark. */
#define HANG (12 * UNIT_POINT)

static long clipped(const struct layout *layout, const struct page_template *t, uint32_t page)
{
  const struct display_page *p = &layout->display->pages.at[page];
  unit left = t->margin_left - HANG, right = t->page_width - t->margin_right + HANG;
  for (uint32_t i = 0; i < p->marks.count; i++) {
    const struct mark *m = &p->marks.at[i];
    bool is_text = m->node != NODE_ARTIFACT;
    unit top = is_text ? t->margin_top : 0;
    unit bottom = is_text ? t->page_height - t->margin_bottom : t->page_height;
    unit above = m->kind == MARK_GLYPHS ? m->size * 6 / 10 : 0;
    unit below = m->kind == MARK_GLYPHS ? 0 : m->height;
    if (m->x < left || m->x + m->width > right || m->y - above < top || m->y + below > bottom)
      return i;
  }
  return -1;
}

static bool ink_meets(const struct mark *a, const struct mark *b)
{
  if (a->kind != MARK_GLYPHS || b->kind != MARK_GLYPHS)
    return false;
  /* x-height above the baseline: what must never be touched by another line. */
  bool beside =
      a->x + a->width <= b->x + UNIT_POINT / 2 || b->x + b->width <= a->x + UNIT_POINT / 2;
  bool apart = a->y <= b->y - b->size / 2 || b->y <= a->y - a->size / 2;
  return !beside && !apart;
}

static long overlapping(const struct layout *layout, uint32_t page)
{
  const struct display_page *p = &layout->display->pages.at[page];
  for (uint32_t i = 0; i < p->marks.count; i++)
    for (uint32_t k = i + 1; k < p->marks.count; k++)
      if (ink_meets(&p->marks.at[i], &p->marks.at[k]))
        return k;
  return -1;
}

/* Text in the columns: every baseline a whole number of cells from the page's top line. */
static bool is_in_head(const struct layout *layout, uint32_t page, unit depth)
{
  for (uint32_t i = 0; i < layout->blocks.count; i++) {
    const struct layout_block *b = &layout->blocks.at[i];
    if (b->page == page && b->column == UINT32_MAX && depth >= (unit)b->cell * layout->baseline &&
        depth < (unit)(b->cell + b->cells) * layout->baseline)
      return true;
  }
  return false;
}

/* Pull quotes are set in a leading of their own. */
static bool is_quote(const struct display *display, const struct mark *m)
{
  uint32_t parent = m->node < display->nodes.count ? display->nodes.at[m->node].parent : 0;
  return parent < display->nodes.count && display->nodes.at[parent].role == NODE_BLOCKQUOTE;
}

static long off_grid(const struct layout *layout, const struct page_template *t, uint32_t page)
{
  const struct display_page *p = &layout->display->pages.at[page];
  unit first = t->margin_top + (unit)((int64_t)layout->baseline * 740 / 1000);
  for (uint32_t i = 0; i < p->marks.count; i++) {
    const struct mark *m = &p->marks.at[i];
    bool is_body = m->kind == MARK_GLYPHS && m->node != NODE_ARTIFACT && m->face &&
                   !is_quote(layout->display, m) &&
                   !is_in_head(layout, page, m->y - t->margin_top) &&
                   strstr(m->face->postscript_name, "Vollkorn-Regular");
    if (is_body && (m->y - first) % layout->baseline != 0)
      return i;
  }
  return -1;
}

static long ladder(const struct layout *layout)
{
  uint32_t run = 0;
  for (uint32_t i = 0; i < layout->lines.count; i++) {
    run = layout->lines.at[i].has_hyphen ? run + 1 : 0;
    if (run > 2)
      return i;
  }
  return -1;
}

static long bad_glyph(const struct layout *layout, uint32_t page)
{
  const struct display_page *p = &layout->display->pages.at[page];
  for (uint32_t i = 0; i < p->marks.count; i++)
    for (uint32_t g = 0; g < p->marks.at[i].glyph_count; g++)
      if (p->marks.at[i].glyphs[g].id == 0 ||
          p->marks.at[i].glyphs[g].cluster > p->marks.at[i].text.len)
        return i;
  return -1;
}

static long bad_node(const struct display *display)
{
  uint32_t level = 0;
  for (uint32_t i = 0; i < display->nodes.count; i++) {
    const struct node *node = &display->nodes.at[i];
    if (i == 0 ? node->role != NODE_DOCUMENT : node->parent >= i)
      return i;
    if (node->role == NODE_H2 && level < 1)
      return i;
    if (node->role == NODE_H1)
      level = 1;
  }
  return -1;
}

static void check_page(const struct layout *layout, const struct page_template *t, uint32_t page)
{
  const struct {
    const char *what;
    long mark;
  } faults[] = {
      {"clipped", clipped(layout, t, page)},
      {"overlapping", overlapping(layout, page)},
      {"off the grid", off_grid(layout, t, page)},
      {"a bad glyph", bad_glyph(layout, page)},
  };

  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
    if (faults[i].mark < 0)
      continue;
    const struct mark *m = &layout->display->pages.at[page].marks.at[faults[i].mark];
    print_error("%.*s%s, page %u, mark %ld: %s: '%.*s'\n", STR_ARG(t->name),
                t->large_print ? " large" : "", page + 1, faults[i].mark, faults[i].what,
                STR_ARG(m->text));
    assert_int_equal(faults[i].mark, -1);
  }
}

static void check_pages(const struct layout *layout, const struct page_template *t)
{
  assert_int_equal(layout->page_count, layout->display->pages.count);
  assert_int_equal(bad_node(layout->display), -1);
  assert_int_equal(ladder(layout), -1);
  for (uint32_t page = 0; page < layout->page_count; page++)
    check_page(layout, t, page);
}

/* The text of all marks of a node, in order. */
static str text_of_node(struct arena *arena, const struct display *display, uint32_t node)
{
  str text = {0};
  for (uint32_t p = 0; p < display->pages.count; p++)
    for (uint32_t i = 0; i < display->pages.at[p].marks.count; i++) {
      const struct mark *m = &display->pages.at[p].marks.at[i];
      if (m->node == node)
        text = arena_format(arena, "%.*s%.*s", STR_ARG(text), STR_ARG(m->text));
    }
  return text;
}

static bool stands_in_a_node(const struct display *display, str wanted)
{
  struct arena *arena = arena_new(&heap_default);
  bool found = false;
  for (uint32_t n = 0; n < display->nodes.count && !found; n++)
    found = str_find(text_of_node(arena, display, n), wanted, 0) != SIZE_MAX;
  arena_free(arena);
  return found;
}

/* --- tests
 * ------------------------------------------------------------------------------------------ */

static void test_one_page(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL, 40);
  struct layout *layout = NULL;
  assert_int_equal(lay_out(kit, brief, kit->brief, 1, &layout), PRECIS_OK);
  assert_int_equal(layout->page_count, 1);
  assert_true(layout->extracts_set > 8 && layout->extracts_set < brief->summary.count);
  assert_true(layout->fill > 0.9);
  check_pages(layout, kit->brief);
  layout_free(layout);
  free_brief(brief);
}

static void test_words_are_the_briefs(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL, 60);
  struct layout *layout = NULL;
  assert_int_equal(lay_out(kit, brief, kit->brief, 0, &layout), PRECIS_OK);
  assert_true(layout->page_count > 1);
  assert_int_equal(layout->extracts_set, brief->summary.count);
  check_pages(layout, kit->brief);
  for (uint32_t i = 0; i < brief->summary.count; i++)
    assert_true(stands_in_a_node(layout->display, brief->summary.at[i].text));
  assert_true(stands_in_a_node(layout->display, brief->quotes.at[0].text));
  assert_false(stands_in_a_node(layout->display, STR("second harbour")));
  layout_free(layout);
  free_brief(brief);
}

static void test_every_part_missing(void **state)
{
  const struct kit *kit = *state;
  for (unsigned parts = 0; parts <= PART_ALL; parts++) {
    struct brief *brief = make_brief(parts, 9);
    for (size_t i = 0; i < NAMES; i++) {
      const struct page_template *t = kit->all[i + parts % VARIANTS * NAMES];
      struct layout *layout = NULL;
      uint32_t pages = (uint32_t)(parts / VARIANTS + i) % 3;
      precis_status s = lay_out(kit, brief, t, pages, &layout);
      if (s == PRECIS_CANNOT_FIT && pages && t->large_print)
        continue;
      assert_int_equal(s, PRECIS_OK);
      check_pages(layout, t);
      layout_free(layout);
    }
    free_brief(brief);
  }
}

/* Where the first line that holds a text begins. */
static unit left_of(const struct layout *layout, const char *text)
{
  for (uint32_t i = 0; i < layout->lines.count; i++)
    if (str_find(layout->lines.at[i].text, str_of(text), 0) != SIZE_MAX)
      return layout->lines.at[i].x;
  return -1;
}

/* Margins and what stands beside the text are at the other side of a page read from the right. */
static void test_read_from_the_right(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL, 12);
  brief->summary.at[0].text =
      STR("IBM פתחה את הגשר בשנת 1907."); /* what it begins with has no say */
  for (uint32_t i = 1; i < 6; i++)
    brief->summary.at[i].text = STR("הרציף זז בחורף אחד.");
  for (size_t i = 0; i < TEMPLATES; i++) {
    struct page_template mirrored = *kit->all[i];
    mirrored.margin_left = kit->all[i]->margin_right;
    mirrored.margin_right = kit->all[i]->margin_left;
    struct layout *layout = NULL;
    assert_int_equal(lay_out(kit, brief, kit->all[i], 0, &layout), PRECIS_OK);
    check_pages(layout, &mirrored);
    unit middle = mirrored.page_width / 2;
    if (kit->all[i]->heads_in_side)
      assert_true(left_of(layout, "In detail") > middle);
    if (kit->all[i]->side == SIDE_RIGHT && !kit->all[i]->large_print)
      assert_true(left_of(layout, "HB") < middle);
    layout_free(layout);
  }
  free_brief(brief);
}

/* Boxes beside the text stand together: on the first page as many as it holds. */
static void test_boxes_stand_together(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL, 60);
  for (size_t i = 0; i < NAMES; i++) {
    const struct page_template *t = kit->all[i];
    struct layout *layout = NULL;
    uint32_t end = 0, least = UINT32_MAX;
    if (!t->side_count)
      continue;
    assert_int_equal(lay_out(kit, brief, t, 2, &layout), PRECIS_OK);
    assert_int_equal(layout->page_count, 2);
    for (uint32_t b = 0; b < layout->blocks.count; b++) {
      const struct layout_block *box = &layout->blocks.at[b];
      if (box->column != UINT32_MAX - 1)
        continue;
      if (box->page == 0)
        end = box->cell + box->cells > end ? box->cell + box->cells : end;
      else
        least = box->cells < least ? box->cells : least;
    }
    uint32_t cells =
        (uint32_t)((t->page_height - t->margin_top - t->margin_bottom) / layout->baseline);
    assert_true(end && (least == UINT32_MAX || end + least > cells));
    layout_free(layout);
    assert_int_equal(lay_out(kit, brief, t, 1, &layout), PRECIS_OK);
    check_pages(layout, t);
    layout_free(layout);
  }
  free_brief(brief);
}

static bool is_named(const struct layout *layout, uint32_t index, const char *name)
{
  return strcmp(layout->blocks.at[index].name, name) == 0;
}

/* A text of one page has no second one for its boxes: each gives rows, and none is left off. */
static void test_no_page_of_boxes(void **state)
{
  static const char *const boxes[] = {"figures", "timeline", "who", "abbreviations"};
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL, 2);
  struct layout *layout = NULL;
  while (brief->figures.count < 12)
    vec_push(brief->arena, &brief->figures, brief->figures.at[0]);
  for (uint32_t i = 0; i < brief->dates.count; i++)
    brief->dates.at[i].event = STR("The board met.");
  const struct page_template *t = template_named(kit, "assessment");
  assert_int_equal(lay_out(kit, brief, t, 2, &layout), PRECIS_OK);
  check_pages(layout, t);
  assert_int_equal(layout->page_count, 1);
  for (size_t k = 0; k < sizeof boxes / sizeof *boxes; k++) {
    uint32_t i = 0;
    while (i < layout->blocks.count && !is_named(layout, i, boxes[k]))
      i++;
    assert_true(i < layout->blocks.count);
  }
  layout_free(layout);
  free_brief(brief);
}

/* A box too high for the rest of the first page lets another go before it. */
static void test_first_page_has_a_box(void **state)
{
  const struct kit *kit = *state;
  const struct page_template *t = template_named(kit, "margin");
  struct brief *brief = make_brief(PART_ALL, 60);
  struct layout *layout = NULL;
  while (brief->figures.count < 12)
    vec_push(brief->arena, &brief->figures, brief->figures.at[0]);
  for (uint32_t i = 0; i < brief->figures.count; i++)
    brief->figures.at[i].label = sentence(brief->arena, i);
  assert_int_equal(lay_out(kit, brief, t, 2, &layout), PRECIS_OK);
  check_pages(layout, t);
  uint32_t boxes[2] = {0};
  for (uint32_t i = 0; i < layout->blocks.count; i++)
    if (layout->blocks.at[i].column == UINT32_MAX - 1)
      boxes[layout->blocks.at[i].page]++;
  assert_true(boxes[0] && boxes[1]);
  layout_free(layout);
  free_brief(brief);
}

/* Cells that a block leaves empty below the one before it in its column. */
static uint32_t gap_above(const struct layout *layout, uint32_t index)
{
  const struct layout_block *own = &layout->blocks.at[index], *before = own - 1;
  bool is_below = index > 0 && own->page == before->page && own->column == before->column;
  return is_below ? own->cell - before->cell - before->cells : 0;
}

/* Air goes between all points of a list or none, and less than above a head; a quotation with text
 * beside it has none above. */
static void test_air_opens_what_is_apart(void **state)
{
  const struct kit *kit = *state;
  uint32_t open_lists = 0;
  for (uint32_t body = 2; body < 40; body++) {
    struct brief *brief = make_brief(PART_ALL & ~PART_FACTS, body);
    const struct page_template *t = template_named(kit, body % 2 ? "margin" : "brief");
    struct layout *layout = NULL;
    uint32_t gaps[2] = {0};
    brief->quotes.at[0].extract = brief->summary.count - 1;
    assert_int_equal(lay_out(kit, brief, t, 1, &layout), PRECIS_OK);
    check_pages(layout, t);
    for (uint32_t i = 1; i < layout->blocks.count; i++) {
      if (is_named(layout, i, "key-points") && is_named(layout, i - 1, "key-points"))
        gaps[gap_above(layout, i) > 0]++;
      if (gaps[1] && is_named(layout, i, "body") && is_named(layout, i - 1, "key-points") &&
          layout->blocks.at[i].column == layout->blocks.at[i - 1].column)
        assert_true(gap_above(layout, i) > 1);
      if (body % 2 && is_named(layout, i, "pull-quote") && is_named(layout, i + 1, "body") &&
          is_named(layout, i - 1, "body"))
        assert_int_equal(gap_above(layout, i), 0);
    }
    assert_true(gaps[0] <= 1 || gaps[1] == 0); /* the first stands below the head */
    open_lists += gaps[1] > 0;
    layout_free(layout);
    free_brief(brief);
  }
  assert_true(open_lists > 0);
}

static bool opens_a_list(const struct layout *layout)
{
  for (uint32_t i = 1; i < layout->blocks.count; i++)
    if (is_named(layout, i, "key-points") && is_named(layout, i - 1, "key-points") &&
        gap_above(layout, i))
      return true;
  return false;
}

/* Few pages are filled with air between the points of a list where a box from another place would
 * fill them. */
static void test_boxes_before_air(void **state)
{
  enum { BODIES = 11, ROWS = 6 };

  const struct kit *kit = *state;
  const struct page_template *t = template_named(kit, "brief");
  uint32_t open_lists = 0;
  for (uint32_t i = 0; i < BODIES * ROWS; i++) {
    uint32_t body = 1 + i % BODIES, rows = 1 + i / BODIES;
    struct brief *brief = make_brief(PART_ALL & ~PART_QUOTE, body);
    struct layout *layout = NULL;
    for (uint32_t r = 0; r < rows; r++)
      vec_push(brief->arena, &brief->figures, brief->figures.at[r]);
    brief->names.count = 1 + rows % 3;
    brief->dates.count = 1 + body % 4;
    assert_int_equal(lay_out(kit, brief, t, 1, &layout), PRECIS_OK);
    check_pages(layout, t);
    open_lists += opens_a_list(layout);
    layout_free(layout);
    free_brief(brief);
  }
  assert_true(open_lists * 3 < BODIES * ROWS);
}

static str repeated(struct arena *arena, const char *piece, uint32_t count)
{
  size_t len = strlen(piece);
  char *bytes = arena_alloc(arena, len * count + 1);
  for (uint32_t i = 0; i < count; i++)
    memcpy(bytes + i * len, piece, len);
  return (str){bytes, len * count};
}

static void check_hostile(const struct kit *kit, const char *piece, uint32_t count, bool is_title)
{
  struct brief *brief = make_brief(PART_ALL, 6);
  str text = repeated(brief->arena, piece, count);
  if (is_title)
    brief->title.text = text;
  else
    add_extract(brief, text, ROLE_BODY, 99);
  for (size_t i = 0; i < NAMES; i++) {
    const struct page_template *t = kit->all[i + count % VARIANTS * NAMES];
    struct layout *layout = NULL;
    uint32_t pages = (uint32_t)(i + is_title) % 3;
    precis_status s = lay_out(kit, brief, t, pages, &layout);
    if (s == PRECIS_CANNOT_FIT && pages && t->large_print)
      continue;
    assert_int_equal(s, PRECIS_OK);
    check_pages(layout, t);
    layout_free(layout);
  }
  free_brief(brief);
}

static void test_hostile_words(void **state)
{
  check_hostile(*state, "q", 10000, false);
  check_hostile(*state, "Verkehrswegeplan", 4, false);
  check_hostile(*state, "x\xCC\x81", 2500, false);
  check_hostile(*state, "word ", 2000, false);
  check_hostile(*state, "WORD ", 400, true);
  check_hostile(*state, "W", 1000, true);
  check_hostile(*state, "\xE4\xB8\x80", 500, false);
  check_hostile(*state, "- ", 3000, false);
}

static void test_too_much_for_a_page(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_TITLE, 0);
  add_extract(brief, repeated(brief->arena, "word ", 3000), ROLE_BOTTOM_LINE, 0);
  struct layout *layout = NULL;
  assert_int_equal(lay_out(kit, brief, kit->brief, 1, &layout), PRECIS_CANNOT_FIT);
  assert_null(layout);
  assert_int_equal(lay_out(kit, brief, kit->brief, 0, &layout), PRECIS_OK);
  check_pages(layout, kit->brief);
  layout_free(layout);
  free_brief(brief);
}

/* --- pull quotations among the text
 * ---------------------------------------------------------------- */

struct area {
  uint32_t page;
  unit left, top, right, bottom;
};

/* What the quotation's text covers. */
static struct area quote_area(const struct display *display)
{
  struct area a = {.left = INT32_MAX, .top = INT32_MAX};
  for (uint32_t p = 0; p < display->pages.count; p++)
    for (uint32_t i = 0; i < display->pages.at[p].marks.count; i++) {
      const struct mark *m = &display->pages.at[p].marks.at[i];
      if (!is_quote(display, m))
        continue;
      a.page = p;
      a.left = m->x < a.left ? m->x : a.left;
      a.right = m->x + m->width > a.right ? m->x + m->width : a.right;
      a.top = m->y - m->size < a.top ? m->y - m->size : a.top;
      a.bottom = m->y > a.bottom ? m->y : a.bottom;
    }
  return a;
}

/* Lines of the body that lie above, below, and left of the area, and none in it. */
struct round {
  uint32_t above, below, left, right;
};

static struct round lines_round(const struct layout *layout, struct area a)
{
  struct round round = {0};
  const struct display *display = layout->display;
  for (uint32_t i = 0; i < display->pages.at[a.page].marks.count; i++) {
    const struct mark *m = &display->pages.at[a.page].marks.at[i];
    if (m->node == NODE_ARTIFACT || display->nodes.at[m->node].role != NODE_P ||
        is_quote(display, m) || m->kind != MARK_GLYPHS)
      continue;
    bool in_columns = m->x < a.right && m->x + m->width > a.left;
    bool in_rows = m->y > a.top && m->y - m->size / 2 < a.bottom;
    assert_false(in_columns && in_rows);
    round.above += in_columns && m->y <= a.top;
    round.below += in_columns && m->y > a.bottom;
    round.left += in_rows && m->x + m->width <= a.left + UNIT_POINT;
    round.right += in_rows && m->x >= a.right;
  }
  return round;
}

static struct round round_quote(const struct kit *kit, const char *name, uint32_t body)
{
  struct brief *brief = make_brief(PART_ALL & ~PART_FACTS, body);
  /* The quotation is of a late sentence. */
  brief->quotes.at[0].extract = brief->summary.count - 2;
  struct layout *layout = NULL;
  const struct page_template *t = template_named(kit, name);
  assert_int_equal(lay_out(kit, brief, t, 0, &layout), PRECIS_OK);
  check_pages(layout, t);
  struct round round = lines_round(layout, quote_area(layout->display));
  layout_free(layout);
  free_brief(brief);
  return round;
}

static void test_text_runs_round(void **state)
{
  const struct kit *kit = *state;
  struct round inset = round_quote(kit, "margin", 20);
  assert_true(inset.left >= 4 && inset.right == 0);
  struct round over = round_quote(kit, "news", 50);
  assert_true(over.above >= 8 && over.below >= 8);
  struct round column = round_quote(kit, "brief", 20);
  assert_true(column.above >= 2 && column.below >= 2);
}

static bool sets_quote(const struct layout *layout)
{
  for (uint32_t i = 0; i < layout->blocks.count; i++)
    if (strcmp(layout->blocks.at[i].name, "pull-quote") == 0)
      return true;
  return false;
}

/* Lines of text stand between a quotation and its passage; where they cannot, another one does or
 * none. */
static void test_quote_before_passage(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL & ~PART_FACTS, 30);
  uint32_t first = 0;
  while (brief->summary.at[first].role != ROLE_BODY)
    first++;
  vec_push(brief->arena, &brief->quotes, brief->quotes.at[0]);
  brief->quotes.at[1].text = STR("We shall know in spring.");
  brief->quotes.at[1].is_pull = false;
  for (int spare = 0; spare < 2; spare++) {
    brief->quotes.at[0].extract = first; /* its passage opens the text */
    brief->quotes.at[1].is_spare = spare;
    brief->quotes.at[1].extract = brief->summary.count - 2;
    for (size_t i = 0; i < NAMES; i++) {
      struct layout *layout = NULL;
      assert_int_equal(lay_out(kit, brief, kit->all[i], 0, &layout), PRECIS_OK);
      assert_int_equal(sets_quote(layout), spare && kit->all[i]->shows[SLOT_PULL_QUOTE]);
      if (sets_quote(layout))
        assert_true(stands_in_a_node(layout->display, brief->quotes.at[1].text));
      check_pages(layout, kit->all[i]);
      layout_free(layout);
    }
  }
  free_brief(brief);
}

/* Key points that stand above it, and below it in the same column. */
static void test_quote_divides_no_list(void **state)
{
  const struct kit *kit = *state;
  for (uint32_t body = 4; body < 60; body += 5) {
    struct brief *brief = make_brief(PART_ALL, body);
    for (uint32_t i = 4; i < 8 && i < brief->summary.count; i++)
      brief->summary.at[i].role = ROLE_KEY_POINT;
    brief->quotes.at[0].extract = brief->summary.count - 2;
    struct layout *layout = NULL;
    assert_int_equal(lay_out(kit, brief, kit->all[3], 1, &layout), PRECIS_OK);
    assert_string_equal(template_names[3], "news");
    const struct layout_block *quote = NULL;
    for (uint32_t i = 0; i < layout->blocks.count; i++)
      if (strcmp(layout->blocks.at[i].name, "pull-quote") == 0)
        quote = &layout->blocks.at[i];
    bool above[8] = {false}, below[8] = {false};
    for (uint32_t i = 0; quote && i < layout->blocks.count; i++) {
      const struct layout_block *b = &layout->blocks.at[i];
      if (b->column < 8 && b->page == quote->page && strcmp(b->name, "key-points") == 0)
        *(b->cell < quote->cell ? &above[b->column] : &below[b->column]) = true;
    }
    for (uint32_t c = 0; quote && c < 2 && quote->column + c < 8; c++)
      assert_false(above[quote->column + c] && below[quote->column + c]);
    layout_free(layout);
    free_brief(brief);
  }
}

/* Text that has no head of its own has the body's, though heads stand over what follows. */
static void test_text_without_head(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL, 12);
  vec_push(brief->arena, &brief->headings, (struct brief_heading){.text = STR("What comes next")});
  for (uint32_t begun = 0; begun < 2; begun++) {
    for (uint32_t i = 4; i < brief->summary.count; i++)
      brief->summary.at[i].section = begun || brief->summary.at[i].block > 11 ? 0 : UINT32_MAX;
    struct layout *layout = NULL;
    assert_int_equal(lay_out(kit, brief, kit->brief, 0, &layout), PRECIS_OK);
    assert_true(left_of(layout, "What comes next") >= 0);
    assert_int_equal(left_of(layout, "In detail") >= 0, begun == 0);
    layout_free(layout);
  }
  free_brief(brief);
}

/* In the columns of a quotation over two, what stands above it in both is read before what stands
 * below it in either. */
static void test_quote_parts_two_bands(void **state)
{
  const struct kit *kit = *state;
  uint32_t over_two = 0;
  for (uint32_t body = 10; body < 60; body += 5) {
    struct brief *brief = make_brief(PART_ALL, body);
    struct layout *layout = NULL;
    brief->quotes.at[0].extract = brief->summary.count - 2;
    assert_int_equal(lay_out(kit, brief, template_named(kit, "news"), 2, &layout), PRECIS_OK);
    uint32_t quote = 0;
    while (quote < layout->blocks.count && !is_named(layout, quote, "pull-quote"))
      quote++;
    const struct layout_block *blocks = layout->blocks.at;
    bool is_over = quote + 1 < layout->blocks.count && blocks[quote + 1].column == UINT32_MAX;
    bool is_below = false; /* in one column other blocks follow it */
    for (uint32_t i = 0; is_over && i < quote; i++) {
      if (blocks[i].page != blocks[quote].page || blocks[i].column - blocks[quote].column > 1)
        continue;
      bool is_above = blocks[i].cell < blocks[quote].cell;
      assert_false(is_above && is_below);
      is_below = is_below || !is_above;
    }
    over_two += is_over;
    layout_free(layout);
    free_brief(brief);
  }
  assert_true(over_two > 0);
}

/* --- the chart
 * -------------------------------------------------------------------------------------- */

static void add_counts(struct brief *brief, const double *values, const char *const *labels,
                       uint32_t count)
{
  brief->figures.count = 0;
  for (uint32_t i = 0; i < count; i++) {
    str text = arena_format(brief->arena, "%d tonnes", (int)values[i]);
    vec_push(brief->arena, &brief->figures,
             (struct brief_figure){
                 .kind = FIGURE_MEASURE,
                 .unit = STR("tonnes"),
                 .text = text,
                 .number = text,
                 .label = arena_format(brief->arena, "%s %.*s", labels[i], STR_ARG(text)),
                 .value = values[i],
                 .is_printed = true});
  }
}

/* The node of the bars, and their widths in order; NODE_ARTIFACT: there is no chart. */
static uint32_t bars_of(const struct display *display, unit widths[4])
{
  uint32_t node = NODE_ARTIFACT, count = 0;
  for (uint32_t p = 0; p < display->pages.count; p++)
    for (uint32_t i = 0; i < display->pages.at[p].marks.count; i++) {
      const struct mark *m = &display->pages.at[p].marks.at[i];
      bool is_bar = m->kind == MARK_RECT && m->node != NODE_ARTIFACT &&
                    str_starts(display->nodes.at[m->node].alt, STR("Compared"));
      if (is_bar && count < 4) {
        node = m->node;
        widths[count++] = m->width;
      }
    }
  return node;
}

static void test_chart(void **state)
{
  const struct kit *kit = *state;
  static const double values[] = {1200, 2400, 3600, 100000};
  static const char *const timber[] = {"timber carried in 2020:", "timber carried in 2021:",
                                       "timber carried in 2022:", "timber carried by all:"};
  static const char *const mixed[] = {"sugar landed:", "a crane lifts", "ballast of", "snow fell:"};
  static const char *const sugar[] = {"sugar landed:", "a crane lifts sugar:", "sugar eaten:", ""};
  struct brief *brief = make_brief(PART_ALL, 12);
  struct layout *layout = NULL;
  unit widths[4] = {0};
  add_counts(brief, values, timber, 3);
  assert_int_equal(lay_out(kit, brief, kit->brief, 0, &layout), PRECIS_OK);
  check_pages(layout, kit->brief);
  uint32_t node = bars_of(layout->display, widths);
  assert_int_not_equal(node, NODE_ARTIFACT);
  assert_int_equal(layout->display->nodes.at[node].role, NODE_FIGURE);
  for (uint32_t i = 0; i < 3; i++)
    assert_true(str_find(layout->display->nodes.at[node].alt, brief->figures.at[i].label, 0) !=
                SIZE_MAX);
  for (uint32_t i = 1; i < layout->lines.count; i++) { /* nearer to its bar than to the one above */
    const struct layout_line *line = &layout->lines.at[i];
    if (str_starts(line->text, STR("timber carried in 202")) && line->text.data[21] != '0')
      assert_true(line->baseline - line[-1].baseline > line[1].baseline - line->baseline);
  }
  assert_in_range(widths[1], 2 * widths[0] - 2, 2 * widths[0] + 2);
  assert_in_range(widths[2], 3 * widths[0] - 2, 3 * widths[0] + 2);
  layout_free(layout);
  /* Nothing in common, too far apart, one word in common, changes: no chart. */
  for (int i = 0; i < 4; i++) {
    const char *const *const labels[] = {mixed, timber, sugar, timber};
    add_counts(brief, i == 1 ? values + 1 : values, labels[i], 3);
    for (uint32_t k = 0; k < brief->figures.count; k++)
      brief->figures.at[k].is_change = i == 3;
    assert_int_equal(lay_out(kit, brief, kit->brief, 0, &layout), PRECIS_OK);
    assert_int_equal(bars_of(layout->display, widths), NODE_ARTIFACT);
    layout_free(layout);
  }
  free_brief(brief);
}

static void fail_line(const struct layout *layout, uint32_t index)
{
  print_error("line %u: '%.*s'\n", index, STR_ARG(layout->lines.at[index].text));
  assert_true(false);
}

static bool has_line(const struct layout *layout, str text)
{
  bool found = false;
  for (uint32_t i = 0; i < layout->lines.count && !found; i++)
    found = str_eq(layout->lines.at[i].text, text);
  return found;
}

/* A large figure stands on one line, smaller where it must; what is too long for any size is
 * divided at its blank, never inside the number. */
static void test_large_figures_stay_whole(void **state)
{
  const struct kit *kit = *state;
  static const str numbers[] = {STR("14,250 kilometres"), STR("3,500 and 4,200 m"),
                                STR("1.234.567.890,12 kronor")};
  struct brief *brief = make_brief(PART_ALL, 12);
  const struct page_template *t = template_named(kit, "margin");
  struct layout *layout = NULL;
  for (uint32_t i = 0; i < 3; i++)
    brief->figures.at[i].number = numbers[i];
  assert_int_equal(lay_out(kit, brief, t, 0, &layout), PRECIS_OK);
  check_pages(layout, t);
  assert_true(has_line(layout, numbers[0]));
  assert_true(has_line(layout, numbers[1]));
  assert_true(has_line(layout, STR("1.234.567.890,12 ")));
  layout_free(layout);
  free_brief(brief);
}

/* Figures with their units, days with their months, titles with their names stay on one line; what
 * belongs to a figure is not divided. */
static void test_figures_and_names_stay_together(void **state)
{
  const struct kit *kit = *state;
  static const char *const firsts[] = {"12 ", "Dr ", "19 ", "No. ", "4.2 ", "mil", "kilo", "Sep"};
  const struct page_template *t = kit->brief;
  struct brief *brief = make_brief(PART_TITLE | PART_BODY, 0);
  for (int i = 0; i < 12; i++)
    add_extract(brief,
                arena_format(brief->arena,
                             "%.*s, on 12 September Dr Holm dredged for 19 hours at pier No. 5, "
                             "which cost 4.2 million kronor for 300 kilometres of chain.",
                             STR_ARG(str_of(clauses[i % 4] + i))),
                ROLE_BODY, 10);
  struct layout *layout = NULL;
  assert_int_equal(lay_out(kit, brief, t, 0, &layout), PRECIS_OK);
  check_pages(layout, t);
  for (uint32_t i = 0; i < layout->lines.count; i++)
    for (size_t k = 0; k < sizeof firsts / sizeof *firsts; k++)
      if (str_ends(layout->lines.at[i].text, str_of(firsts[k])))
        fail_line(layout, i);
  layout_free(layout);
  free_brief(brief);
}

/* No line ends or begins so, however the text is shifted against the column. */
static void check_ends(const struct kit *kit, const char *text, const char *const *ends,
                       const char *const *starts)
{
  struct brief *brief = make_brief(PART_TITLE | PART_BODY, 0);
  struct layout *layout = NULL;
  for (int i = 0; i < 12; i++)
    add_extract(brief,
                arena_format(brief->arena, "%.*s %s", STR_ARG(str_of(clauses[i % 4] + i)), text),
                ROLE_BODY, 10);
  assert_int_equal(lay_out(kit, brief, kit->brief, 0, &layout), PRECIS_OK);
  check_pages(layout, kit->brief);
  for (uint32_t i = 0; i < layout->lines.count; i++) {
    for (size_t k = 0; ends[k]; k++)
      if (str_ends(layout->lines.at[i].text, str_of(ends[k])))
        fail_line(layout, i);
    for (size_t k = 0; starts[k]; k++)
      if (str_starts(layout->lines.at[i].text, str_of(starts[k])))
        fail_line(layout, i);
  }
  layout_free(layout);
  free_brief(brief);
}

/* Thousands set apart are one number; marks set apart belong to what they open and close. */
static void test_what_blanks_set_apart(void **state)
{
  static const char *const ends[] = {"52 ", "€310 ", "« ", "JPY550 ", NULL};
  static const char *const starts[] = {"000", "500", "»", ";", "?", ",\"", NULL};
  check_ends(*state,
             "on 52 000 people; « they paid €310 500 in all » ; JPY550 million ,\" and why now ?",
             ends, starts);
}

/* A large figure of two lines stands as near to what is above it as one of one line. */
static void test_high_figures_leave_no_hole(void **state)
{
  const struct kit *kit = *state;
  const struct page_template *t = template_named(kit, "margin");
  unit apart[2] = {0};
  for (uint32_t is_high = 0; is_high < 2; is_high++) {
    struct brief *brief = make_brief(PART_ALL, 12);
    struct layout *layout = NULL;
    brief->figures.at[0].number = is_high ? STR("1.234.567.890,12 kronor") : STR("11");
    assert_int_equal(lay_out(kit, brief, t, 0, &layout), PRECIS_OK);
    for (uint32_t i = 1; i < layout->lines.count; i++)
      if (str_eq(layout->lines.at[i - 1].text, STR("By the numbers")))
        apart[is_high] = layout->lines.at[i].baseline - layout->lines.at[i - 1].baseline;
    layout_free(layout);
    free_brief(brief);
  }
  assert_true(apart[0] > 0 && apart[1] > 0 && apart[1] <= apart[0]);
}

/* A common word in capitals is divided where there would be a gap, a name is not. */
static void test_capitals_are_divided_when_long(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_TITLE | PART_BODY, 0);
  struct layout *layout = NULL;
  uint32_t divided = 0;
  for (int i = 0; i < 12; i++)
    add_extract(
        brief,
        arena_format(brief->arena,
                     "%.*s \"MUST NOT\", \"SHOULD NOT\", \"NOT RECOMMENDED\", \"UNESCO\" "
                     "through \"RECOMMENDED\", \"UNESCO\", \"ALDERHAVENS\" through strength.",
                     STR_ARG(str_of(clauses[i % 4] + i))),
        ROLE_BODY, 10);
  assert_int_equal(lay_out(kit, brief, kit->brief, 0, &layout), PRECIS_OK);
  check_pages(layout, kit->brief);
  for (uint32_t i = 0; i < layout->lines.count; i++) {
    const struct layout_line *line = &layout->lines.at[i];
    char last = line->text.len ? line->text.data[line->text.len - 1] : 0;
    bool is_capital = last >= 'A' && last <= 'Z';
    divided += line->has_hyphen && is_capital;
    if (is_capital && line->has_hyphen && !str_ends(line->text, STR("REC")) &&
        !str_ends(line->text, STR("RECOM")) && !str_ends(line->text, STR("RECOMMEND")))
      fail_line(layout, i);
  }
  assert_true(divided > 0);
  layout_free(layout);
  free_brief(brief);
}

/* In a narrow column what a number is of is divided sooner than a line is full of holes. */
static void test_a_measure_gives_before_a_hole(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_TITLE | PART_BODY, 0);
  struct layout *layout = NULL;
  uint32_t divided = 0;
  for (int i = 0; i < 40; i++)
    add_extract(brief,
                arena_format(brief->arena,
                             "%.*s through straights of 19.65 kilometres through straights.",
                             STR_ARG(str_of(clauses[i % 4] + i))),
                ROLE_BODY, 10);
  assert_int_equal(lay_out(kit, brief, template_named(kit, "news"), 0, &layout), PRECIS_OK);
  for (uint32_t i = 0; i < layout->lines.count; i++) {
    const struct layout_line *line = &layout->lines.at[i];
    divided += line->has_hyphen &&
               (str_ends(line->text, STR("kilo")) || str_ends(line->text, STR("kilome")));
  }
  assert_true(divided > 0);
  layout_free(layout);
  free_brief(brief);
}

/* Initials and names, names and their numbers, what is compared. */
static void test_names_keep_initials_and_numbers(void **state)
{
  static const char *const ends[] = {"J. ",        "(z. ", "War ", "Table ",
                                     "(\xC2\xA7 ", "(p ",  "< ",   NULL};
  static const char *const starts[] = {"<", NULL};
  check_ends(*state,
             "by J. Holm after World War II, in Table 4 (z. B. pier) and the law (\xC2\xA7 12), is "
             "rare (p < 0.001) here",
             ends, starts);
}

/* Days with a stop, dates of figures, sums, names with a capital inside, parts of one letter. */
static void test_what_seems_to_end_goes_on(void **state)
{
  static const char *const ends[] = {"30. ", "2025-", "2025-03-", "'s-", "e-", "2k ", "\u2212 ",
                                     "4.2 ", "Aero",  "AeroA",    "Mac", "Mc", NULL};
  static const char *const starts[] = {"--", NULL};
  check_ends(*state,
             "by 30. September -- or 2025-03-14 -- AeroAsia, McArdell in 's-Gravenland and e-mail "
             "had 2k \u2212 1 or 4.2 \u00D7 10 here",
             ends, starts);
}

/* The mark of a list's item stands out, the text hangs behind it, a list in it further in. */
static void test_items_hang(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_TITLE | PART_BODY, 0);
  struct layout *layout = NULL;
  unit marks[2] = {0}, texts[2] = {0};
  for (uint32_t i = 0; i < 4; i++) {
    add_extract(brief,
                STR("The rope is coiled in the locker below the lamp, and the lamp stays lit."),
                ROLE_BODY, 10 + i);
    struct brief_item *item = &vec_last(&brief->summary)->item;
    *item = (struct brief_item){1, (uint8_t)(1 + i % 2), i % 2 ? STR("7.") : STR("\u2022")};
  }
  assert_int_equal(lay_out(kit, brief, kit->brief, 0, &layout), PRECIS_OK);
  check_pages(layout, kit->brief);
  for (uint32_t i = 0; i + 1 < layout->lines.count; i++) {
    uint32_t depth = str_eq(layout->lines.at[i].text, STR("7."));
    if (!depth && !str_eq(layout->lines.at[i].text, STR("\u2022")))
      continue;
    marks[depth] = layout->lines.at[i].x;
    texts[depth] = layout->lines.at[i + 1].x;
    assert_int_equal(layout->lines.at[i + 1].baseline, layout->lines.at[i].baseline);
    if (str_starts(layout->lines.at[i + 2].text, STR("and the")))
      assert_int_equal(layout->lines.at[i + 2].x, texts[depth]);
  }
  assert_true(marks[0] > 0 && texts[0] > marks[0] && marks[1] == texts[0] && texts[1] > marks[1]);
  uint32_t lists = 0;
  for (uint32_t i = 0; i < layout->display->nodes.count; i++) {
    const struct node *node = &layout->display->nodes.at[i];
    bool is_inner = node->role == NODE_L && node->labels == LABELS_DECIMAL;
    lists += is_inner && layout->display->nodes.at[node->parent].role == NODE_LBODY;
  }
  assert_int_equal(lists, 2);
  layout_free(layout);
  free_brief(brief);
}

/* Marks and small kana begin no line of Japanese. */
static void test_marks_begin_no_line(void **state)
{
  static const char *const ends[] = {"「", "（", NULL};
  static const char *const starts[] = {"」", "）", "！", "？", "。", "ッ", "ュ", NULL};
  check_ends(*state, "キャッシュレス決済（県）！「今なのか？」と話した。", ends, starts);
}

/* Sentences of a script without blanks follow each other without one, quoted or not. */
static void test_sentences_without_blanks(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_TITLE | PART_BODY, 0);
  struct layout *layout = NULL;
  add_extract(brief, STR("居民担忧。"), ROLE_BODY, 10);
  add_extract(brief, STR("“我们希望停工。”"), ROLE_BODY, 10);
  add_extract(brief, STR("政府表示同意。"), ROLE_BODY, 10);
  assert_int_equal(lay_out(kit, brief, template_named(kit, "plain"), 1, &layout), PRECIS_OK);
  assert_true(has_line(layout, STR("居民担忧。“我们希望停工。”政府表示同意。")));
  layout_free(layout);
  free_brief(brief);
}

/* The lines of a title, which stand first. */
static struct layout *lay_out_title(const struct kit *kit, const char *name, const char *title)
{
  struct brief *brief = make_brief(PART_BODY, 1);
  struct layout *layout = NULL;
  brief->title.text = str_of(title);
  const struct page_template *t = template_named(kit, name);
  assert_int_equal(lay_out(kit, brief, t, 1, &layout), PRECIS_OK);
  check_pages(layout, t);
  free_brief(brief);
  return layout;
}

/* A title's lines end between words: behind no hyphen of a compound's, inside no word of a script
 * without blanks, nor behind one that leads on. */
static void test_titles_keep_words(void **state)
{
  static const struct {
    const char *title, *line;
  } titles[] = {
      {"Le tramway de Saint-Aubin ouvrira avec deux ans de retard", "Le tramway de Saint-Aubin "},
      {"県、山間部の路線バスを予約制に転換へ", "県、山間部の路線バスを"},
      {"น้ำท่วมภาคเหนือ "
       "ประชาชนหลายพันคนต้องอพยพ",
       "น้ำท่วมภาคเหนือ "
       "ประชาชน"},
      {"Free school meals for all primary pupils", "Free school meals "},
      {"Harvest in 2023: the cooperative's figures", "Harvest in 2023: "},
      {"Reviews of the Tarn 2 camping stove", "Reviews of the Tarn 2 "},
  };

  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
    struct layout *layout = lay_out_title(*state, "news", titles[i].title);
    if (!str_eq(layout->lines.at[0].text, str_of(titles[i].line)))
      fail_line(layout, 0);
    layout_free(layout);
  }
}

/* Lines of a title stand as far apart as the template says, and farther where ink would touch. */
static void test_title_lines_do_not_touch(void **state)
{
  static const struct {
    const char *title;
    bool touches;
  } titles[] = {
      {"A pier that moves is no pier at all, and nobody pays for it", false},
      {"Der Weg zu jungem Glück: Gärtner gegen Änderung und Übergang", true},
      {"افتتاح محطة "
       "تحلية "
       "جديدة في الساحل "
       "الشرقي",
       true},
  };

  unit leading = template_named(*state, "news")->styles[STYLE_TITLE].leading;
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
    struct layout *layout = lay_out_title(*state, "news", titles[i].title);
    unit apart = layout->lines.at[1].baseline - layout->lines.at[0].baseline;
    assert_true(titles[i].touches ? apart > leading : apart == leading);
    layout_free(layout);
  }
}

/* The same of heads, which stand on the grid. */
static void test_head_lines_do_not_touch(void **state)
{
  const struct kit *kit = *state;
  const struct page_template *t = template_named(kit, "digest");
  static const str folders[] = {STR("Reports of the harbour board about its piers and its cranes"),
                                STR("افتتاح محطة تحلية جديدة في الساحل الشرقي بعد انتظار طويل")};
  const struct layout_context context = {&heap_default, kit->fontset, kit->hyphenator,
                                         kit->language, NULL};
  for (int i = 0; i < 2; i++) {
    struct listing_entry entry = {.folder = folders[i], .title = STR("The pier")};
    struct listing listing = {
        .title = STR("Briefings"), .language = "en", .entries = &entry, .count = 1};
    struct layout *layout = NULL;
    precis_error e;
    uint32_t head = 0;
    assert_int_equal(layout_listing(&context, &listing, t, &layout, &e), PRECIS_OK);
    check_pages(layout, t);
    while (!str_starts(layout->lines.at[head].text, str_sub(folders[i], 0, 6)))
      head++;
    unit apart = layout->lines.at[head + 1].baseline - layout->lines.at[head].baseline;
    assert_true(i ? apart > t->baseline : apart == t->baseline);
    layout_free(layout);
  }
}

/* A brief whose people all have that name and title; empty: each their own. */
static struct brief *brief_of_people(uint32_t count, str name, str title)
{
  struct brief *brief = make_brief(PART_ALL, count);
  for (uint32_t i = 0; i < brief->names.count; i++) {
    struct brief_name *one = &brief->names.at[i];
    one->name = name.len ? name : one->name;
    one->title = title.len ? title : one->title;
  }
  return brief;
}

/* Names whose short titles have room beside them have them there, in however narrow a column. */
static void test_short_titles_stand_beside_names(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = brief_of_people(12, STR("Malcolm Kerr-Ross"), STR("mason"));
  struct layout *layout = NULL;
  unit name = 0, title = 0;
  assert_int_equal(lay_out(kit, brief, template_named(kit, "assessment"), 1, &layout), PRECIS_OK);
  for (uint32_t i = 0; i < layout->lines.count; i++) {
    const struct layout_line *line = &layout->lines.at[i];
    name = !name && str_eq(line->text, STR("Malcolm Kerr-Ross")) ? line->baseline : name;
    title = !title && str_eq(line->text, STR("mason")) ? line->baseline : title;
  }
  assert_true(name > 0 && name == title);
  layout_free(layout);
  free_brief(brief);
}

/* In large print what stands beside a name keeps a distance that grows with the type. */
static void test_large_print_has_air(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = brief_of_people(2, STR(""), STR("mason"));
  struct layout *layout = NULL;
  unit end = 0;
  assert_int_equal(lay_out(kit, brief, kit->all[2 * NAMES], 0, &layout), PRECIS_OK);
  check_pages(layout, kit->all[2 * NAMES]);
  for (uint32_t i = 0; i < layout->lines.count; i++) {
    const struct layout_line *line = &layout->lines.at[i];
    if (str_eq(line->text, STR("mason")))
      assert_true(end && line->x - end >= 14 * UNIT_POINT);
    if (str_eq(line->text, STR("Ada Holm")))
      end = line->x + line->width;
  }
  assert_true(end > 0);
  layout_free(layout);
  free_brief(brief);
}

/* Lines of key terms end at the dots between them. */
static void test_terms_stay_whole(void **state)
{
  const struct kit *kit = *state;
  static const char *const terms[] = {"harbour board", "tide",    "shipowners of the north", "pier",
                                      "crane hall",    "ballast", "foundation depth"};
  const char *const names[] = {"brief", "news", "assessment"};
  for (size_t n = 0; n < 3; n++) {
    struct brief *brief = make_brief(PART_TITLE | PART_BODY, 4);
    struct layout *layout = NULL;
    uint32_t lines = 0;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
      vec_push(brief->arena, &brief->terms,
               (struct brief_term){.text = str_of(terms[i]), .is_printed = true});
    assert_int_equal(lay_out(kit, brief, template_named(kit, names[n]), 0, &layout), PRECIS_OK);
    for (uint32_t i = 0; i < layout->lines.count; i++) {
      str text = layout->lines.at[i].text;
      bool is_last = str_ends(text, STR("foundation depth"));
      if (str_find(text, STR(" · "), 0) == SIZE_MAX)
        continue;
      lines++;
      if (!is_last && !str_ends(text, STR("· ")))
        fail_line(layout, i);
    }
    assert_true(lines > 0);
    layout_free(layout);
    free_brief(brief);
  }
}

/* One column with nothing beside it tells the text before it shows figures, which need its width:
 * beside three key points six sentences. */
static void test_text_alone_comes_first(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL & ~PART_QUOTE, 40);
  struct layout *layout = NULL;
  assert_int_equal(lay_out(kit, brief, template_named(kit, "plain"), 1, &layout), PRECIS_OK);
  assert_true(layout->extracts_set >= 3 + 6);
  layout_free(layout);
  free_brief(brief);
}

/* However a column of a listing is filled, its folder's head stands over the first entry. */
static void test_air_parts_no_head(void **state)
{
  const struct kit *kit = *state;
  struct listing_entry entries[40];
  const struct layout_context context = {&heap_default, kit->fontset, kit->hyphenator,
                                         kit->language, NULL};
  for (uint32_t count = 20; count < 40; count++) {
    struct layout *layout = NULL;
    precis_error e;
    for (uint32_t i = 0; i < count; i++)
      entries[i] = (struct listing_entry){.folder = STR("pier"),
                                          .title = STR("The harbour board"),
                                          .name = STR("board.txt"),
                                          .text = str_of(clauses[i % CLAUSES]),
                                          .status = STR("Done")};
    struct listing listing = {
        .title = STR("Briefings"), .language = "en", .entries = entries, .count = count};
    assert_int_equal(layout_listing(&context, &listing, kit->brief, &layout, &e), PRECIS_OK);
    uint32_t head = 0;
    while (layout->blocks.at[head].column == UINT32_MAX)
      head++;
    assert_int_equal(gap_above(layout, head + 1), 1);
    layout_free(layout);
  }
}

/* A title below its name is nearer to it than to the next one. */
static void test_names_above_titles_are_apart(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = brief_of_people(12, STR("Malcolm Kerr-Ross"), STR(""));
  struct layout *layout = NULL;
  uint32_t names = 0;
  assert_int_equal(lay_out(kit, brief, template_named(kit, "assessment"), 1, &layout), PRECIS_OK);
  for (uint32_t i = 0; i + 1 < layout->lines.count; i++) {
    const struct layout_line *line = &layout->lines.at[i];
    if (!str_eq(line->text, STR("Malcolm Kerr-Ross")))
      continue;
    unit below = line[1].baseline - line->baseline;
    assert_true(below > 0);
    if (names++)
      assert_true(line->baseline - line[-1].baseline > below);
  }
  assert_true(names > 1);
  layout_free(layout);
  free_brief(brief);
}

/* The highest of the rects on a page. */
static unit highest_rect(const struct layout *layout)
{
  unit height = 0;
  for (uint32_t i = 0; i < layout->display->pages.at[0].marks.count; i++) {
    const struct mark *mark = &layout->display->pages.at[0].marks.at[i];
    height = mark->kind == MARK_RECT && mark->height > height ? mark->height : height;
  }
  return height;
}

/* The tint beside the text reaches from head to foot behind boxes, and not behind air alone. */
static void test_tint_ends_with_its_box(void **state)
{
  const struct kit *kit = *state;
  const struct page_template *t = template_named(kit, "assessment");
  for (int full = 0; full < 2; full++) {
    struct brief *brief = make_brief(full ? PART_ALL : PART_TITLE | PART_BODY, 12);
    struct layout *layout = NULL;
    if (!full)
      vec_push(brief->arena, &brief->terms,
               (struct brief_term){.text = STR("second pier"), .is_printed = true});
    assert_int_equal(lay_out(kit, brief, t, 1, &layout), PRECIS_OK);
    unit height = highest_rect(layout);
    assert_true(full ? height > t->page_height * 2 / 3 : height < t->page_height / 4);
    layout_free(layout);
    free_brief(brief);
  }
}

static uint32_t stretched_lines(const struct layout *layout)
{
  uint32_t count = 0;
  for (uint32_t i = 0; i < layout->lines.count; i++)
    count += layout->lines.at[i].stretch != 1000 || layout->lines.at[i].tracking != 0;
  return count;
}

/* Where no word can be divided, narrow columns are ragged and a wide one is not. */
static void test_no_patterns_are_ragged(void **state)
{
  struct kit kit = *(const struct kit *)*state;
  struct brief *brief = make_brief(PART_ALL, 12);
  struct layout *layout = NULL;
  for (int i = 0; i < 4; i++) {
    bool is_wide = i % 2, has_patterns = i / 2;
    kit.hyphenator = has_patterns ? hyphenator_of("en") : NULL;
    const struct page_template *t = template_named(&kit, is_wide ? "margin" : "news");
    assert_int_equal(lay_out(&kit, brief, t, 0, &layout), PRECIS_OK);
    check_pages(layout, t);
    assert_true((stretched_lines(layout) > 0) == (is_wide || has_patterns));
    layout_free(layout);
  }
  free_brief(brief);
}

/* Blanks shrink to .13 em and no further, also where a word is divided inside a ligature: "af-ter".
 */
static void test_blanks_part_words(void **state)
{
  const struct kit *kit = *state;
  const struct page_template *t = template_named(kit, "news");
  struct brief *brief = make_brief(PART_TITLE | PART_BODY, 0);
  struct layout *layout = NULL;
  for (int i = 0; i < 60; i++)
    add_extract(brief,
                arena_format(brief->arena,
                             "%.*s thereafter, hereafter in aftermaths, hereinafter thereafter or "
                             "hereafter drafters; aftermaths of afternoons thereafter.",
                             STR_ARG(str_of(clauses[i % 4] + i / 4))),
                ROLE_BODY, 10);
  assert_int_equal(lay_out(kit, brief, t, 0, &layout), PRECIS_OK);
  check_pages(layout, t);
  for (uint32_t i = 0; i < layout->lines.count; i++) {
    const struct layout_line *line = &layout->lines.at[i];
    if (line->stretch < 1000 && (int64_t)line->gap * 1000 < (int64_t)layout->body_size * 125)
      fail_line(layout, i);
  }
  layout_free(layout);
  free_brief(brief);
}

/* What no column holds evenly is ragged as a whole: no line is short among stretched ones. */
static void test_no_short_line_among_even_ones(void **state)
{
  const struct kit *kit = *state;
  const struct page_template *t = template_named(kit, "news");
  struct brief *brief = make_brief(PART_TITLE | PART_BODY, 0);
  struct layout *layout = NULL;
  add_extract(brief,
              STR("It had planned to spend between $1,050,000,000 and $1,100,000,000. The debt "
                  "stood at 12,345,678,901 euros on 31 December 2023."),
              ROLE_BODY, 10);
  assert_int_equal(lay_out(kit, brief, t, 1, &layout), PRECIS_OK);
  check_pages(layout, t);
  assert_int_equal(stretched_lines(layout), 0);
  layout_free(layout);
  free_brief(brief);
}

static void test_same_pages_twice(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL, 30);
  AUTO_BUFFER first, second;
  buffer_init(&first, &heap_default);
  buffer_init(&second, &heap_default);
  for (int i = 0; i < 2; i++) {
    struct layout *layout = NULL;
    assert_int_equal(lay_out(kit, brief, kit->brief, 1, &layout), PRECIS_OK);
    layout_dump_lines(layout, i ? &second : &first);
    layout_dump_pages(layout, i ? &second : &first);
    layout_free(layout);
  }
  assert_true(first.len > 2000);
  assert_true(str_eq(buffer_str(&first), buffer_str(&second)));
  free_brief(brief);
}

/* The text that the extracts stand in, each in a block of two lines; copying one takes memory. */
static void add_source_text(struct brief *brief, precis_sources sources)
{
  struct arena *arena = brief->arena;
  str text = {"", 0}, behind = STR("A line of the source behind it.");
  brief->asked.sources = sources;
  for (int i = 0; i < 9; i++)
    behind = arena_format(arena, "%.*s %.*s", STR_ARG(behind), STR_ARG(behind));
  for (uint32_t i = 0; i < brief->summary.count; i++) {
    struct brief_extract *extract = &brief->summary.at[i];
    uint32_t from = (uint32_t)text.len, len = (uint32_t)extract->text.len;
    text = arena_format(arena, "%.*s%.*s\n%.*s\n", STR_ARG(text), STR_ARG(extract->text),
                        STR_ARG(behind));
    struct span block = {from, (uint32_t)text.len - 1 - from};
    extract->place = (struct place){.at = {from, len}, .line = 2 * i + 1, .paragraph = i};
    vec_push(arena, &brief->paragraphs, (struct brief_paragraph){.number = i + 1});
    vec_push(arena, &brief->marks, (struct brief_mark){.place = extract->place, .extract = i});
    vec_push(arena, &brief->lines, (struct brief_line){.at = from, .line = 2 * i + 1});
    vec_push(arena, &brief->lines, (struct brief_line){.at = from + len + 1, .line = 2 * i + 2});
    struct brief_passage passage = {.place = extract->place, .first_mark = i};
    passage.place.at = block;
    if (sources == PRECIS_SOURCES_CONTEXT)
      vec_push(arena, &brief->passages, passage);
    else
      vec_push(arena, &brief->blocks, (struct brief_block){.at = block});
  }
  vec_push(arena, &brief->texts, text);
  for (uint32_t i = 0; i < brief->passages.count; i++)
    brief->passages.at[i].text = str_span(text, brief->passages.at[i].place.at);
}

static void check_memory_runs_out(const struct kit *kit, precis_sources sources)
{
  struct brief *brief = make_brief(PART_ALL, 4);
  if (sources > PRECIS_SOURCES_LIST)
    add_source_text(brief, sources);
  for (long n = 0;; n++) {
    struct failing_heap failing = {.fails_at = n};
    struct heap heap = failing_heap(&failing);
    struct layout_context context = {&heap, kit->fontset, kit->hyphenator, kit->language, NULL};
    struct layout *layout = NULL;
    precis_error e = {0};
    precis_status s = layout_make(&context, brief, kit->brief, 1, &layout, &e);
    if (s == PRECIS_OK && sources > PRECIS_SOURCES_LIST)
      assert_true(stands_in_a_node(layout->display, STR("A line of the source behind it.")));
    layout_free(layout);
    assert_int_equal(failing.live, 0);
    if (s == PRECIS_OK)
      break;
    assert_int_equal(s, PRECIS_NO_MEMORY);
    assert_null(layout);
    assert_true(n < 10000);
  }
  free_brief(brief);
}

/* Every allocation fails in turn: an error, nothing lost, nothing written. */
static void test_memory_runs_out(void **state)
{
  check_memory_runs_out(*state, PRECIS_SOURCES_LIST);
  check_memory_runs_out(*state, PRECIS_SOURCES_CONTEXT);
  check_memory_runs_out(*state, PRECIS_SOURCES_FULL);
}

/* The same of the faces that are no pages; the numbers of so many paragraphs take memory. */
static void test_memory_runs_out_for_faces(void **state)
{
  static precis_status (*const writers[])(const struct brief *, struct buffer *) = {
      brief_write_text, brief_write_html, brief_write_markdown, brief_write_json};

  enum { PARAGRAPHS = 5000, CALLS_MAX = 1000 };

  (void)state;
  struct brief *brief = make_brief(PART_ALL, 4);
  add_source_text(brief, PRECIS_SOURCES_CONTEXT);
  while (brief->paragraphs.count < PARAGRAPHS)
    vec_push(brief->arena, &brief->paragraphs, (struct brief_paragraph){.number = 1});
  for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
    precis_status s = PRECIS_NO_MEMORY;
    for (long n = 0; s != PRECIS_OK && n < CALLS_MAX; n++) {
      struct failing_heap failing = {.fails_at = n};
      struct heap heap = failing_heap(&failing);
      struct buffer out;
      buffer_init(&out, &heap);
      s = writers[i](brief, &out);
      buffer_clear(&out);
      assert_int_equal(failing.live, 0);
      assert_true(s == PRECIS_OK || s == PRECIS_NO_MEMORY);
    }
    assert_int_equal(s, PRECIS_OK);
  }
  free_brief(brief);
}

/* The checks themselves see what they are for. */
static void test_checks_have_teeth(void **state)
{
  const struct kit *kit = *state;
  struct brief *brief = make_brief(PART_ALL, 12);
  struct layout *layout = NULL;
  assert_int_equal(lay_out(kit, brief, kit->brief, 0, &layout), PRECIS_OK);
  struct display_page *page = &layout->display->pages.at[0];
  struct mark *body = NULL;
  for (uint32_t i = 0; i < page->marks.count; i++)
    if (page->marks.at[i].kind == MARK_GLYPHS && page->marks.at[i].glyph_count > 30 &&
        strstr(page->marks.at[i].face->postscript_name, "Vollkorn-Regular"))
      body = &page->marks.at[i];
  assert_non_null(body);
  struct mark kept = *body;
  body->y += UNIT_POINT;
  assert_int_not_equal(off_grid(layout, kit->brief, 0), -1);
  body->y = kept.y - layout->baseline;
  assert_int_not_equal(overlapping(layout, 0), -1);
  body->y = kept.y;
  body->x = kit->brief->page_width - kit->brief->margin_right;
  assert_int_not_equal(clipped(layout, kit->brief, 0), -1);
  *body = kept;
  check_pages(layout, kit->brief);
  layout_free(layout);
  free_brief(brief);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_one_page),
      cmocka_unit_test(test_words_are_the_briefs),
      cmocka_unit_test(test_every_part_missing),
      cmocka_unit_test(test_hostile_words),
      cmocka_unit_test(test_read_from_the_right),
      cmocka_unit_test(test_boxes_stand_together),
      cmocka_unit_test(test_no_page_of_boxes),
      cmocka_unit_test(test_first_page_has_a_box),
      cmocka_unit_test(test_air_opens_what_is_apart),
      cmocka_unit_test(test_boxes_before_air),
      cmocka_unit_test(test_too_much_for_a_page),
      cmocka_unit_test(test_text_runs_round),
      cmocka_unit_test(test_quote_before_passage),
      cmocka_unit_test(test_quote_divides_no_list),
      cmocka_unit_test(test_quote_parts_two_bands),
      cmocka_unit_test(test_text_without_head),
      cmocka_unit_test(test_chart),
      cmocka_unit_test(test_large_figures_stay_whole),
      cmocka_unit_test(test_high_figures_leave_no_hole),
      cmocka_unit_test(test_figures_and_names_stay_together),
      cmocka_unit_test(test_what_blanks_set_apart),
      cmocka_unit_test(test_capitals_are_divided_when_long),
      cmocka_unit_test(test_a_measure_gives_before_a_hole),
      cmocka_unit_test(test_names_keep_initials_and_numbers),
      cmocka_unit_test(test_what_seems_to_end_goes_on),
      cmocka_unit_test(test_items_hang),
      cmocka_unit_test(test_marks_begin_no_line),
      cmocka_unit_test(test_sentences_without_blanks),
      cmocka_unit_test(test_titles_keep_words),
      cmocka_unit_test(test_title_lines_do_not_touch),
      cmocka_unit_test(test_head_lines_do_not_touch),
      cmocka_unit_test(test_short_titles_stand_beside_names),
      cmocka_unit_test(test_large_print_has_air),
      cmocka_unit_test(test_terms_stay_whole),
      cmocka_unit_test(test_text_alone_comes_first),
      cmocka_unit_test(test_air_parts_no_head),
      cmocka_unit_test(test_names_above_titles_are_apart),
      cmocka_unit_test(test_tint_ends_with_its_box),
      cmocka_unit_test(test_no_patterns_are_ragged),
      cmocka_unit_test(test_blanks_part_words),
      cmocka_unit_test(test_no_short_line_among_even_ones),
      cmocka_unit_test(test_same_pages_twice),
      cmocka_unit_test(test_memory_runs_out),
      cmocka_unit_test(test_memory_runs_out_for_faces),
      cmocka_unit_test(test_checks_have_teeth),
  };
  return cmocka_run_group_tests_name("layout", tests, open_kit, close_kit);
}
