/* test_template.c - templates: what is refused and how it is named, bases, settings, labels, and
 * that the shipped ones print text that can be read. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

#include "template/template.h"

#define TEMPLATES PRECIS_SOURCE_DIR "/templates"

static precis_status load(const char *name, const char *setting, struct page_template **ret,
                          precis_error *err)
{
  struct setting_list settings = {&setting, setting != NULL};
  return page_template_load(&heap_default, TEMPLATES, name, settings, ret, err);
}

static void test_refused_settings(void **state)
{
  (void)state;

  static const struct {
    const char *setting, *message, *hint;
  } cases[] = {
      {"page.colums=2", "unknown key 'colums'", "columns"},
      {"pages.columns=2", "unknown section 'pages'", "page"},
      {"style.bdy.size=9pt", "unknown style 'bdy'", "body"},
      {"style.body.sise=9pt", "unknown key 'sise'", "size"},
      {"blocks.figurs=yes", "unknown block 'figurs'", "figures"},
      {"blocks.order=title, bdy", "unknown block 'bdy'", "body"},
      {"page.columns=0", "'0' will not do", "1 to 99"},
      {"page.gutter=wide", "'wide' will not do", "length"},
      {"color.ink=#12", "'#12' will not do", "colour"},
      {"page.paper=a3", "'a3' will not do", "a4 or letter"},
      {"style.body.weight=950", "'950' will not do", "100 to 900"},
      {"style.body.italic=true", "'true' will not do", "yes or no"},
      {"style.body.align=middle", "'middle' will not do", "justify"},
      {"style.body.figures=roman", "'roman' will not do", "old-style"},
      {"blocks.title=maybe", "'maybe' will not do", "yes or no"},
      {"columns", "is no setting", "--set"},
      {"columns=2", "is no setting", "--set"},
      {"page.columns=9", "narrower than 60 pt", ""},
      {"page.measure=10pt", "page.measure is narrower", ""},
      {"page.baseline=200pt", "ten lines", ""},
      {"style.body.size=0", "below 1 pt", ""},
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    AUTO(page_template) t = NULL;
    precis_error e = {0};
    precis_status s = load("brief", cases[i].setting, &t, &e);
    if (s != PRECIS_BAD_TEMPLATE || !strstr(e.message, cases[i].message) ||
        !strstr(e.hint, cases[i].hint))
      print_error("%s: '%s' '%s'\n", cases[i].setting, e.message, e.hint);
    assert_int_equal(s, PRECIS_BAD_TEMPLATE);
    assert_non_null(strstr(e.message, cases[i].message));
    assert_non_null(strstr(e.hint, cases[i].hint));
    assert_null(t);
  }
}

static void test_settings(void **state)
{
  (void)state;
  AUTO(page_template) t = NULL;
  precis_error e;
  assert_int_equal(load("brief", "style.body.size=10pt", &t, &e), PRECIS_OK);
  assert_int_equal(t->styles[STYLE_BODY].size, unit_of(10));
}

static void test_inheritance(void **state)
{
  (void)state;
  AUTO(page_template) brief = NULL;
  AUTO(page_template) plain = NULL;
  precis_error e;
  assert_int_equal(load("brief", NULL, &brief, &e), PRECIS_OK);
  assert_int_equal(load("plain", NULL, &plain, &e), PRECIS_OK);
  assert_int_equal(brief->columns, 2);
  assert_int_equal(plain->columns, 1);
  assert_int_equal(plain->margin_top, brief->margin_top);
  assert_true(str_eq(plain->styles[STYLE_BODY].family, STR("Vollkorn")));
  assert_true(brief->shows[SLOT_WHO]);
  assert_false(plain->shows[SLOT_WHO]);
}

static void test_labels(void **state)
{
  (void)state;
  AUTO(page_template) t = NULL;
  precis_error e;
  assert_int_equal(load("plain", NULL, &t, &e), PRECIS_OK);
  assert_true(str_eq(page_template_label(t, "de", "sources"), STR("Quellen")));
  assert_true(str_eq(page_template_label(t, "de-AT", "sources"), STR("Quellen")));
  assert_true(str_eq(page_template_label(t, "xx", "sources"), STR("Sources")));
  assert_true(str_eq(page_template_label(t, "de", "unheard-of"), STR("unheard-of")));
}

/* A file that names itself as its base. */
static void test_circle(void **state)
{
  (void)state;
  char path[] = "/tmp/precis-template-XXXXXX.ini";
  int file = mkstemps(path, 4);
  assert_true(file >= 0);
  char text[64];
  int len = snprintf(text, sizeof text, "base = %s\n", path);
  assert_int_equal(write(file, text, (size_t)len), len);
  close(file);
  AUTO(page_template) t = NULL;
  precis_error e = {0};
  precis_status s = load(path, NULL, &t, &e);
  unlink(path);
  assert_int_equal(s, PRECIS_BAD_TEMPLATE);
  assert_non_null(strstr(e.message, "circle"));
}

static void test_no_such(void **state)
{
  (void)state;
  AUTO(page_template) t = NULL;
  precis_error e = {0};
  assert_int_equal(load("nowhere", NULL, &t, &e), PRECIS_BAD_TEMPLATE);
  assert_non_null(strstr(e.message, "nowhere"));
}

static double linear(uint8_t part)
{
  double v = part / 255.0;
  return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(struct color c)
{
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

/* WCAG 2.2, 1.4.3: 4.5:1, on paper and on both tints. */
static void test_contrast(void **state)
{
  (void)state;
  static const char *const names[] = {"brief", "plain"};
  for (size_t n = 0; n < 2; n++) {
    AUTO(page_template) t = NULL;
    precis_error e;
    assert_int_equal(load(names[n], NULL, &t, &e), PRECIS_OK);
    const struct color grounds[] = {{255, 255, 255}, t->tint, t->second_tint};
    for (size_t g = 0; g < 3; g++)
      for (size_t i = 0; i < STYLE_COUNT; i++) {
        double ratio = (luminance(grounds[g]) + 0.05) / (luminance(t->styles[i].color) + 0.05);
        assert_true(ratio >= 4.5);
      }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refused_settings), cmocka_unit_test(test_settings),
      cmocka_unit_test(test_inheritance),      cmocka_unit_test(test_labels),
      cmocka_unit_test(test_circle),           cmocka_unit_test(test_no_such),
      cmocka_unit_test(test_contrast),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
