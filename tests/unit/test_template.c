/* test_template.c - templates: what is refused and how it is named, bases, settings, labels, and
 * that the shipped ones print text that can be read. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

#include "template/template.h"

#define TEMPLATES PRECIS_SOURCE_DIR "/templates"
#define LANGUAGES PRECIS_SOURCE_DIR "/languages"

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
      {"style.body.size=0", "style.body: a size from 1 pt to 72 pt", ""},
      {"style.title.size=1000pt", "style.title: a size from 1 pt to 72 pt", ""},
      {"style.title.size=70pt", "style.title: its lines would overprint", ""},
      {"style.note.leading=500pt", "style.note: a leading from 1 pt to 144 pt", ""},
      {"style.body.indent=300pt", "style.body: the indent is more than half a column", ""},
      {"style.title.tracking=300pt", "style.title: tracking from", ""},
      {"style.quote.family=", "style.quote: no family", ""},
      {"page.gutter=100mm", "page.gutter is wider than the columns", ""},
      {"blocks.order=title, body, title", "'title' stands there twice", ""},
      {"side.place=top", "'top' will not do", "none, left or right"},
      {"side.widht=50mm", "unknown key 'widht'", "width"},
      {"blocks.side=timelin", "unknown block 'timelin'", "timeline"},
      {"blocks.side=timeline", "side.place is none", ""},
      {"side.heads=yes", "side.place is none", ""},
      {"labels.mastheed=x", "unknown label 'mastheed'", "masthead"},
      {"labels.de.left-ot=x", "unknown label 'left-ot'", "left-out"},
      {"labels.de-AT.masthead=x", "'de-AT' is no language", "[labels.de]"},
      {"labels.mast.head=x", "unknown label 'head'", "see"},
      {"quote.place=middle", "'middle' will not do", "column, inset or straddle"},
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

static void assert_label(const struct page_template *t, const char *tag,
                         const struct language *language, const char *key, const char *want)
{
  assert_true(str_eq(page_template_label(t, key, tag, language), str_of(want)));
}

static void test_labels(void **state)
{
  (void)state;
  AUTO(page_template) t = NULL;
  AUTO(language) german = NULL;
  AUTO(language) english = NULL;
  precis_error e;
  assert_int_equal(load("digest", NULL, &t, &e), PRECIS_OK);
  assert_int_equal(language_load(&heap_default, LANGUAGES "/de.ini", &german, &e), PRECIS_OK);
  assert_int_equal(language_load(&heap_default, LANGUAGES "/en.ini", &english, &e), PRECIS_OK);
  assert_label(t, "de", german, "masthead", "\u00DCberblick");
  assert_label(t, "de-AT", german, "masthead", "\u00DCberblick");
  assert_label(t, "de-AT", german, "sources", "Quellen");
  assert_label(t, "xx", english, "masthead", "Digest");
  assert_label(t, "xx", english, "sources", "Sources");
  assert_label(t, "de", german, "unheard-of", "unheard-of");
  assert_label(t, "de", NULL, "sources", "sources");
}

/* What a house's template says in [labels] holds in every language; an empty word is one, too. */
static void test_own_labels(void **state)
{
  (void)state;
  static const char *const settings[] = {"labels.masthead=Nightly", "labels.de.masthead=Nachts",
                                         "labels.body="};
  AUTO(page_template) t = NULL;
  AUTO(language) german = NULL;
  AUTO(language) french = NULL;
  precis_error e;
  assert_int_equal(page_template_load(&heap_default, TEMPLATES, "brief",
                                      (struct setting_list){settings, 3}, &t, &e),
                   PRECIS_OK);
  assert_int_equal(language_load(&heap_default, LANGUAGES "/de.ini", &german, &e), PRECIS_OK);
  assert_int_equal(language_load(&heap_default, LANGUAGES "/fr.ini", &french, &e), PRECIS_OK);
  assert_label(t, "fr", french, "masthead", "Nightly");
  assert_label(t, "de", german, "masthead", "Nachts");
  assert_label(t, "de", german, "body", "");
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

/* WCAG 2.2, 1.4.3: 4.5:1, on paper and on both tints, in colour and without. */
static void test_contrast(void **state)
{
  (void)state;
  static const char *const names[] = {"brief", "plain",      "margin", "news",
                                      "memo",  "assessment", "study",  "digest"};
  static const char *const settings[] = {"print.grey=no", "print.grey=yes", "print.large=yes"};
  for (size_t n = 0; n < 3 * sizeof names / sizeof *names; n++) {
    AUTO(page_template) t = NULL;
    precis_error e;
    assert_int_equal(load(names[n / 3], settings[n % 3], &t, &e), PRECIS_OK);
    const struct color grounds[] = {{255, 255, 255}, t->tint, t->second_tint};
    for (size_t g = 0; g < 3; g++) {
      assert_true(color_contrast(grounds[g], t->accent) >= 4.5); /* the label run in */
      for (size_t i = 0; i < STYLE_COUNT; i++)
        assert_true(color_contrast(grounds[g], t->styles[i].color) >= 4.5);
    }
  }
}

/* Against values known from elsewhere: the definition's ends, and #777777 on white. */
static void test_contrast_known(void **state)
{
  (void)state;
  struct color white = {255, 255, 255}, black = {0, 0, 0}, grey = {0x77, 0x77, 0x77};
  assert_true(fabs(color_contrast(white, black) - 21) < 1e-9);
  assert_true(fabs(color_contrast(grey, white) - 4.48) < 0.005);
  assert_true(fabs(color_contrast(white, white) - 1) < 1e-9);
}

static void test_large_print(void **state)
{
  (void)state;
  AUTO(page_template) t = NULL;
  precis_error e;
  assert_int_equal(load("assessment", "print.large=yes", &t, &e), PRECIS_OK);
  assert_int_equal(t->columns, 1);
  assert_int_equal(t->side, SIDE_NONE);
  for (size_t i = 0; i < STYLE_COUNT; i++) {
    assert_true(t->styles[i].size >= unit_of(18));
    assert_true(t->styles[i].leading * 5 >= t->styles[i].size * 6);
    assert_false(t->styles[i].italic || t->styles[i].hyphenate);
    assert_int_not_equal(t->styles[i].align, ALIGN_JUSTIFY);
  }
  bool has_timeline = false;
  for (uint32_t i = 0; i < t->order_count; i++)
    has_timeline = has_timeline || t->order[i] == SLOT_TIMELINE;
  assert_true(has_timeline);
  assert_int_equal(t->order[t->order_count - 1], SLOT_SOURCES);
}

static void test_grey(void **state)
{
  (void)state;
  AUTO(page_template) t = NULL;
  precis_error e;
  assert_int_equal(load("news", "print.grey=yes", &t, &e), PRECIS_OK);
  assert_true(t->accent.r == t->accent.g && t->accent.g == t->accent.b);
  assert_true(t->accent.r <= 77 && t->styles[STYLE_QUOTE].color.r <= 77); /* 70 % black */
  assert_true(t->styles[STYLE_NOTE].color.r > 77);
  for (size_t i = 0; i < STYLE_COUNT; i++) {
    struct color c = t->styles[i].color;
    assert_true(c.r == c.g && c.g == c.b);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refused_settings),
      cmocka_unit_test(test_settings),
      cmocka_unit_test(test_inheritance),
      cmocka_unit_test(test_labels),
      cmocka_unit_test(test_own_labels),
      cmocka_unit_test(test_circle),
      cmocka_unit_test(test_no_such),
      cmocka_unit_test(test_contrast),
      cmocka_unit_test(test_contrast_known),
      cmocka_unit_test(test_large_print),
      cmocka_unit_test(test_grey),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
