/* test_pdf.c - a display made by hand into a PDF: the same bytes each time, and what is refused.
 *
 * With PRECIS_TEST_PDF=FILE in the environment the PDF is left there for other programs to look at.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fonts.h"

#include "failing_heap.h"
#include "pdf/pdf.h"

enum { PAGES = 2, LEFT = 50 };

static const struct color ink = {17, 17, 17}, tint = {234, 240, 246};

/* A display in the making: a line at a time, from the top of the page. */
struct sheet {
  struct fontset *fontset;
  struct display *display;
  const struct face *serif, *sans;
  uint32_t page;
  unit x, y;
};

static uint32_t add_node(struct sheet *s, enum node_role role, uint32_t parent)
{
  struct node node = {.role = role, .parent = parent};
  vec_push(s->display->arena, &s->display->nodes, node);
  return s->display->nodes.count - 1;
}

static void add_mark(struct sheet *s, struct mark mark)
{
  vec_push(s->display->arena, &s->display->pages.at[s->page].marks, mark);
}

static struct set_glyph hyphen_of(const struct face *face, struct mark mark)
{
  hb_codepoint_t id = 0;
  assert_true(hb_font_get_nominal_glyph(face->hb_font, '-', &id));
  return (struct set_glyph){.id = id, .cluster = (uint32_t)mark.text.len, .x = mark.width};
}

/* The glyphs of one run as a mark whose text is the run's. */
static void set_run(struct sheet *s, const struct shaped *shaped, const struct glyph_run *run,
                    struct mark mark)
{
  struct arena *arena = s->display->arena;
  struct set_glyph *set = arena_array(arena, struct set_glyph, run->glyph_count + 1);
  mark.text = arena_str(arena, str_span(mark.text, run->at));
  mark.face = run->face;
  for (uint32_t i = 0; i < run->glyph_count; i++) {
    const struct glyph *g = &shaped->glyphs.at[run->first_glyph + i];
    set[i] = (struct set_glyph){g->id, g->cluster - run->at.at, mark.width + g->x, g->y};
    mark.width += g->advance;
  }
  mark.glyphs = set;
  mark.glyph_count = run->glyph_count;
  if (mark.ends_in_hyphen)
    set[mark.glyph_count++] = hyphen_of(run->face, mark);
  add_mark(s, mark);
  s->x += mark.width;
}

/* A piece of a line; a text that ends in '|' gets a hyphen at the line's end instead. */
static void set_text(struct sheet *s, uint32_t node, const char *words, double size)
{
  str text = str_of(words);
  bool hyphen = str_ends(text, STR("|"));
  text.len -= hyphen;
  struct style_face style = {
      .face = size > 12 ? s->sans : s->serif, .size = unit_of(size), .language = "en"};
  struct shaped shaped;
  precis_error e;
  assert_int_equal(shape(s->fontset, s->display->arena, text, style, &shaped, &e), PRECIS_OK);
  for (uint32_t i = 0; i < shaped.runs.count; i++)
    set_run(s, &shaped, &shaped.runs.at[i],
            (struct mark){.kind = MARK_GLYPHS,
                          .node = node,
                          .color = ink,
                          .x = s->x,
                          .y = s->y,
                          .height = unit_of(size),
                          .size = unit_of(size),
                          .stretch = 1000,
                          .text = text,
                          .ends_in_hyphen = hyphen && i + 1 == shaped.runs.count});
}

static void set_line(struct sheet *s, uint32_t node, const char *words, double size)
{
  s->x = LEFT * UNIT_POINT;
  s->y += unit_of(size * 1.5);
  set_text(s, node, words, size);
}

static void set_table(struct sheet *s)
{
  static const char *const cells[2][2] = {{"Year", "Trains"}, {"1986", "12"}};
  uint32_t table = add_node(s, NODE_TABLE, 0);
  for (int r = 0; r < 2; r++) {
    uint32_t row = add_node(s, NODE_TR, table);
    s->y += 14 * UNIT_POINT;
    for (int c = 0; c < 2; c++) {
      uint32_t cell = add_node(s, r ? NODE_TD : NODE_TH, row);
      s->x = (LEFT + 80 * c) * UNIT_POINT;
      set_text(s, cell, cells[r][c], 9);
    }
  }
}

static void set_list(struct sheet *s)
{
  uint32_t list = add_node(s, NODE_L, 0);
  for (int i = 0; i < 2; i++) {
    uint32_t item = add_node(s, NODE_LI, list);
    uint32_t label = add_node(s, NODE_LBL, item);
    uint32_t body = add_node(s, NODE_LBODY, item);
    set_line(s, label, i ? "2. " : "1. ", 9);
    set_text(s, body,
             i ? "Second, in Hebrew: \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D 42 there." : "First item.",
             9);
  }
}

static void set_link(struct sheet *s, uint32_t above, const char *words, struct link link)
{
  link.node = add_node(s, NODE_LINK, above);
  link.page = s->page;
  s->x = LEFT * UNIT_POINT;
  s->y += 14 * UNIT_POINT;
  link.x = s->x;
  link.y = s->y - 9 * UNIT_POINT;
  link.height = 12 * UNIT_POINT;
  set_text(s, link.node, words, 9);
  link.width = s->x - link.x;
  vec_push(s->display->arena, &s->display->links, link);
}

static void set_first_page(struct sheet *s)
{
  add_node(s, NODE_DOCUMENT, UINT32_MAX);
  uint32_t title = add_node(s, NODE_H1, 0);
  add_mark(s, (struct mark){.kind = MARK_RECT,
                            .node = NODE_ARTIFACT,
                            .color = tint,
                            .x = 40 * UNIT_POINT,
                            .y = 40 * UNIT_POINT,
                            .width = 300 * UNIT_POINT,
                            .height = 30 * UNIT_POINT});
  set_line(s, title, "The railway & the <coast>", 20);
  uint32_t text = add_node(s, NODE_P, 0);
  set_line(s, text, "The office of the affluent fjord was in a dif|", 9.5);
  set_line(s, text,
           "ficult place, said \xE2\x80\x9CInes Calder\xE2\x80\x9D, for \xE2\x82\xAC"
           "12.5 million.",
           9.5);
  set_list(s);
  set_table(s);
  uint32_t more = add_node(s, NODE_P, 0);
  set_link(s, more, "See the second page.",
           (struct link){.target_page = 1, .target_y = 50 * UNIT_POINT, .contents = STR("Page 2")});
  set_link(s, more, "https://example.org/a",
           (struct link){.uri = STR("https://example.org/a"), .contents = STR("example.org")});
  set_line(s, NODE_ARTIFACT, "Page 1 of 2", 8);
}

static void set_second_page(struct sheet *s)
{
  s->page = 1;
  s->y = 40 * UNIT_POINT;
  uint32_t heading = add_node(s, NODE_H2, 0);
  set_line(s, heading, "Sources", 13);
  uint32_t note = add_node(s, NODE_NOTE, 0);
  uint32_t body = add_node(s, NODE_P, note);
  set_line(s, body,
           "Cafe\xCC\x81 and caf\xC3\xA9, \xCE\xB1\xCE\xB2\xCE\xB3, "
           "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0.",
           8);
  set_line(s, NODE_ARTIFACT, "Page 2 of 2", 8);
}

static void add_outline(struct display *d, uint32_t level, str text, uint32_t page)
{
  vec_push(d->arena, &d->outline, (struct outline_item){level, text, page, 60 * UNIT_POINT});
}

static struct display *make_display(void)
{
  precis_error e;
  struct sheet s = {.fontset = fontset, .display = display_new(&heap_default)};
  struct display *d = s.display;
  s.y = 40 * UNIT_POINT;
  struct face_query serif = {STR("Vollkorn"), 400, false}, sans = {STR("Lato"), 900, false};
  assert_int_equal(fontset_find(fontset, serif, &s.serif, &e), PRECIS_OK);
  assert_int_equal(fontset_find(fontset, sans, &s.sans, &e), PRECIS_OK);
  d->page_width = 595 * UNIT_POINT;
  d->page_height = 842 * UNIT_POINT;
  for (int p = 0; p < PAGES; p++)
    vec_push(d->arena, &d->pages, (struct display_page){0});
  d->title = STR("The railway & the <coast>");
  d->author = STR("Ines Calder");
  d->subject = STR("A briefing");
  d->keywords = STR("railway, coast");
  d->language = STR("en-GB");
  d->date = STR("2024-05-06");
  set_first_page(&s);
  set_second_page(&s);
  add_outline(d, 0, STR("The railway"), 0);
  add_outline(d, 1, STR("Sources"), 1);
  return d;
}

static void test_same_bytes(void **state)
{
  (void)state;
  AUTO(display) first = make_display();
  AUTO(display) second = make_display();
  AUTO_BUFFER a, b;
  buffer_init(&a, &heap_default);
  buffer_init(&b, &heap_default);
  precis_error e;
  assert_int_equal(pdf_make(&heap_default, NULL, first, &a, &e), PRECIS_OK);
  assert_int_equal(pdf_make(&heap_default, NULL, second, &b, &e), PRECIS_OK);
  assert_true(a.len > 4096);
  assert_true(str_starts(buffer_str(&a), STR("%PDF-1.7")));
  assert_true(str_eq(buffer_str(&a), buffer_str(&b)));
  const char *path = getenv("PRECIS_TEST_PDF");
  FILE *file = path ? fopen(path, "wb") : NULL;
  if (file) {
    assert_int_equal(fwrite(a.data, 1, a.len, file), a.len);
    fclose(file);
  }
}

/* Other words, other bytes: the bytes do depend on what is shown. */
static void test_other_bytes(void **state)
{
  (void)state;
  AUTO(display) first = make_display();
  AUTO(display) second = make_display();
  second->pages.at[0].marks.at[0].color.r++;
  AUTO_BUFFER a, b;
  buffer_init(&a, &heap_default);
  buffer_init(&b, &heap_default);
  precis_error e;
  assert_int_equal(pdf_make(&heap_default, NULL, first, &a, &e), PRECIS_OK);
  assert_int_equal(pdf_make(&heap_default, NULL, second, &b, &e), PRECIS_OK);
  assert_false(str_eq(buffer_str(&a), buffer_str(&b)));
}

static struct mark *first_glyphs(struct display *d)
{
  struct mark *mark = d->pages.at[0].marks.at;
  while (mark->kind != MARK_GLYPHS)
    mark++;
  return mark;
}

static void make_with(struct subsets *subsets, const struct display *d, struct buffer *ret)
{
  precis_error e;
  buffer_clear(ret);
  assert_int_equal(pdf_make(&heap_default, subsets, d, ret, &e), PRECIS_OK);
}

/* Subsets of another document, of the same, and those that there was no memory to keep. */
static void test_same_bytes_with_subsets(void **state)
{
  (void)state;
  AUTO(display) d = make_display();
  AUTO(display) shorter = make_display();
  shorter->pages.at[0].marks.count--;
  AUTO(display) other = make_display(); /* the same glyphs say something else */
  struct mark *mark = first_glyphs(other);
  mark->text = arena_str(other->arena, mark->text);
  ((char *)mark->text.data)[0]++;
  AUTO_BUFFER alone, shared;
  buffer_init(&alone, &heap_default);
  buffer_init(&shared, &heap_default);
  struct failing_heap counted = {.fails_at = -1};
  struct heap heap = failing_heap(&counted);
  struct subsets *subsets = subsets_new(&heap);
  assert_non_null(subsets);
  make_with(NULL, d, &alone);
  make_with(subsets, shorter, &shared);
  make_with(subsets, other, &shared);
  assert_false(str_eq(buffer_str(&alone), buffer_str(&shared)));
  long calls = counted.calls;
  for (int i = 0; i < 3; i++) {
    make_with(subsets, d, &shared);
    assert_true(str_eq(buffer_str(&alone), buffer_str(&shared)));
  }
  assert_true(calls > 1);
  subsets_free(subsets);
  assert_int_equal(counted.live, 0);
  for (long n = 1; n < calls; n++) { /* the first is the store itself */
    struct failing_heap failing = {.fails_at = n};
    heap = failing_heap(&failing);
    subsets = subsets_new(&heap);
    for (int i = 0; i < 2; i++) {
      make_with(subsets, d, &shared);
      assert_true(str_eq(buffer_str(&alone), buffer_str(&shared)));
    }
    subsets_free(subsets);
    assert_int_equal(failing.live, 0);
  }
}

/* --- what is refused --- */

static void zero_glyph(struct display *d)
{
  struct mark *mark = &d->pages.at[0].marks.at[1];
  ((struct set_glyph *)mark->glyphs)[0].id = 0;
}

static void glyph_past_face(struct display *d)
{
  struct mark *mark = &d->pages.at[0].marks.at[1];
  ((struct set_glyph *)mark->glyphs)[0].id = 65535;
}

static void cluster_past_text(struct display *d)
{
  struct mark *mark = &d->pages.at[0].marks.at[1];
  ((struct set_glyph *)mark->glyphs)[0].cluster = 100000;
}

static void node_before_parent(struct display *d)
{
  d->nodes.at[2].parent = 3;
}

static void second_root(struct display *d)
{
  d->nodes.at[2].parent = UINT32_MAX;
}

static void root_with_parent(struct display *d)
{
  d->nodes.at[0].parent = 0;
}

static void mark_without_node(struct display *d)
{
  d->pages.at[1].marks.at[0].node = d->nodes.count;
}

static void no_size(struct display *d)
{
  d->pages.at[0].marks.at[1].size = 0;
}

static void link_to_no_page(struct display *d)
{
  d->links.at[0].target_page = PAGES;
}

static void link_on_no_page(struct display *d)
{
  d->links.at[0].page = PAGES;
}

static void link_of_no_node(struct display *d)
{
  d->links.at[0].node = d->nodes.count;
}

static void link_to_script(struct display *d)
{
  d->links.at[1].uri = STR("javascript:alert(1)");
}

static void outline_to_no_page(struct display *d)
{
  d->outline.at[1].page = PAGES;
}

static void no_pages(struct display *d)
{
  d->pages.count = 0;
}

static void no_nodes(struct display *d)
{
  d->nodes.count = 0;
}

static void too_large_a_page(struct display *d)
{
  d->page_width = 14401 * UNIT_POINT;
}

static void too_small_a_page(struct display *d)
{
  d->page_height = 2 * UNIT_POINT;
}

static void test_refused(void **state)
{
  (void)state;

  static const struct {
    const char *name;
    void (*spoil)(struct display *d);
  } cases[] = {{"zero_glyph", zero_glyph},
               {"glyph_past_face", glyph_past_face},
               {"cluster_past_text", cluster_past_text},
               {"node_before_parent", node_before_parent},
               {"second_root", second_root},
               {"root_with_parent", root_with_parent},
               {"mark_without_node", mark_without_node},
               {"no_size", no_size},
               {"link_to_no_page", link_to_no_page},
               {"link_on_no_page", link_on_no_page},
               {"link_of_no_node", link_of_no_node},
               {"link_to_script", link_to_script},
               {"outline_to_no_page", outline_to_no_page},
               {"no_pages", no_pages},
               {"no_nodes", no_nodes},
               {"too_large_a_page", too_large_a_page},
               {"too_small_a_page", too_small_a_page}};

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    AUTO(display) d = make_display();
    cases[i].spoil(d);
    AUTO_BUFFER out;
    buffer_init(&out, &heap_default);
    precis_error e = {0};
    precis_status s = pdf_make(&heap_default, NULL, d, &out, &e);
    if (s != PRECIS_BAD_ARGUMENT || !e.message[0])
      print_error("%s: status %d, '%s'\n", cases[i].name, s, e.message);
    assert_int_equal(s, PRECIS_BAD_ARGUMENT);
    assert_true(e.message[0]);
  }
}

/* Each allocation of ours in turn finds no memory: the call says so and gives all back. */
static void test_no_memory(void **state)
{
  (void)state;
  AUTO(display) d = make_display();
  struct failing_heap counted = {.fails_at = -1};
  struct heap heap = failing_heap(&counted);
  precis_error e;
  struct buffer out;
  buffer_init(&out, &heap);
  assert_int_equal(pdf_make(&heap, NULL, d, &out, &e), PRECIS_OK);
  buffer_clear(&out);
  assert_int_equal(counted.live, 0);
  for (long n = 0; n < counted.calls; n++) {
    struct failing_heap failing = {.fails_at = n};
    heap = failing_heap(&failing);
    buffer_init(&out, &heap);
    precis_status s = pdf_make(&heap, NULL, d, &out, &e);
    buffer_clear(&out);
    if (s != PRECIS_NO_MEMORY || failing.live)
      print_error("allocation %ld of %ld\n", n, counted.calls);
    assert_int_equal(s, PRECIS_NO_MEMORY);
    assert_int_equal(failing.live, 0);
  }
}

/* Nor would it be a PDF that readers open. */
static void test_too_long(void **state)
{
  (void)state;

  enum { TOO_LONG = 65536 };

  AUTO(display) d = make_display();
  char *title = arena_alloc(d->arena, TOO_LONG);
  assert_non_null(title);
  memset(title, 'a', TOO_LONG);
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  precis_error e;
  d->title = (str){title, TOO_LONG};
  assert_int_not_equal(pdf_make(&heap_default, NULL, d, &out, &e), PRECIS_OK);
  d->title.len--;
  buffer_clear(&out);
  assert_int_equal(pdf_make(&heap_default, NULL, d, &out, &e), PRECIS_OK);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_same_bytes),
      cmocka_unit_test(test_other_bytes),
      cmocka_unit_test(test_same_bytes_with_subsets),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_no_memory),
      cmocka_unit_test(test_too_long),
  };
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
