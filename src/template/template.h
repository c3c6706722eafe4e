/* template.h - how a brief looks on paper: templates/NAME.ini, read with inheritance. */
#pragma once

#include "type/type.h"

struct color {
  uint8_t r, g, b;
};

enum text_align {
  ALIGN_JUSTIFY,
  ALIGN_LEFT, /* ragged right */
  ALIGN_CENTER,
  ALIGN_RIGHT
};

/* A type style: [style.body] and so on. */
struct text_style {
  str family;
  uint16_t weight;
  bool italic;
  unit size, leading;
  unit tracking;
  enum text_align align;
  bool hyphenate;
  bool small_caps;

  enum figure_style { FIGURES_OLD_STYLE, FIGURES_LINING, FIGURES_TABULAR } figures;
  struct color color;
  unit indent; /* first line of later paragraphs */
};

enum style_id {
  STYLE_BODY,
  STYLE_TITLE,
  STYLE_DECK,    /* line under the title: date, author, sources */
  STYLE_HEADING, /* short heads */
  STYLE_LABEL,   /* "Bottom line", "By the numbers" */
  STYLE_BOTTOM_LINE,
  STYLE_KEY_POINT,
  STYLE_QUOTE, /* pull quote */
  STYLE_SPEAKER,
  STYLE_BOX,        /* text of a box */
  STYLE_BOX_FIGURE, /* the large figure of a row */
  STYLE_NOTE,       /* sources */
  STYLE_FURNITURE,  /* running head and foot */
  STYLE_BANNER,
  STYLE_COUNT
};

enum block_id {
  SLOT_MASTHEAD,
  SLOT_TITLE,
  SLOT_BOTTOM_LINE,
  SLOT_KEY_POINTS,
  SLOT_BODY,
  SLOT_PULL_QUOTE,
  SLOT_FIGURES,
  SLOT_CHART,
  SLOT_DISAGREEMENTS,
  SLOT_TIMELINE,
  SLOT_WHO,
  SLOT_ABBREVIATIONS,
  SLOT_TERMS,
  SLOT_SOURCES,
  SLOT_CONTENTS, /* over several stories: their heads with page numbers */
  SLOT_STORIES,  /* story by story; over one: key points, body, disagreements */
  SLOT_FOOTER,
  SLOT_COUNT
};

/* A column beside the text, for boxes or for heads. */
enum side_place { SIDE_NONE, SIDE_LEFT, SIDE_RIGHT };

/* Where the pull quotation stands. */
enum quote_place {
  QUOTE_COLUMN,  /* as wide as its column, the text above and below it */
  QUOTE_INSET,   /* at the column's right, the text round it */
  QUOTE_STRADDLE /* over two columns, the text of both above and below it */
};

struct page_label {
  str key, value;
};

/* Where a key was set last, and to what: "--set" without a line, or a file. */
struct key_origin {
  str section, key, value;
  str file;
  uint32_t line;
};

struct page_template {
  struct arena *arena;
  str name, purpose, path;
  uint64_t digest; /* of the files and settings it was made from */
  str *settings;   /* as given, in their order */
  uint32_t setting_count;

  unit page_width, page_height;
  unit margin_top, margin_right, margin_bottom, margin_left;
  uint32_t columns;
  unit gutter;
  /* 0, or the width of one column, which then narrows the page's text. */
  unit measure;
  unit baseline; /* grid */

  enum side_place side;
  unit side_width, side_gutter;
  unit side_baseline; /* grid of the side column; 0: the page's */
  bool side_tint;     /* second_tint behind the side column, from head to foot */
  bool head_over_side;
  bool heads_in_side;
  enum block_id side_order[SLOT_COUNT]; /* of blocks in the side column */
  uint32_t side_count;

  bool box_tint; /* second_tint behind boxes of the text */
  enum quote_place quote_place;
  unit quote_width; /* of an inset one */

  str logo, logo_alt; /* path of a picture for the first page's head; empty: none */
  unit logo_height;
  str folder; /* that a relative path starts from: of the file in work; empty: here */

  bool large_print, grey_only; /* what adapt.c makes of the rest */

  struct text_style styles[STYLE_COUNT];
  struct color ink, accent, tint, second_tint, grey;
  unit rule_thin, rule_medium, rule_thick;

  enum block_id order[SLOT_COUNT]; /* of blocks in the flow */
  uint32_t order_count;
  bool shows[SLOT_COUNT];

  /* Limits for fitting. */
  unit size_min, size_max; /* of the body */
  uint32_t box_rows_max;

  /* Words instead of the language file's: "masthead", "de.masthead". */
  VEC(struct page_label) labels;

  VEC(struct key_origin) origins; /* of every key that was set */
};

/* "section.key=value", borrowed. */
struct setting_list {
  const char *const *at;
  size_t count;
};

/* Settings are "section.key=value", applied after the file. PRECIS_BAD_TEMPLATE with file and line
 * and the nearest right name. name: installed in folder, or a path if it has a '/' or ends in
 * ".ini". */
precis_status page_template_load(const struct heap *heap, const char *folder, const char *name,
                                 struct setting_list settings, struct page_template **ret,
                                 precis_error *err);
void page_template_free(struct page_template *page_template);
DEFINE_AUTO(page_template)
/* NULL: the key was not set. */
const struct key_origin *page_template_origin(const struct page_template *page_template,
                                              str section, str key);
/* Adds to an error where the key that caused it was set; status comes back. */
precis_status page_template_blame(const struct page_template *page_template, precis_status status,
                                  str section, str key, precis_error *err);
/* The same for whatever style has the family. */
precis_status page_template_blame_family(const struct page_template *page_template,
                                         precis_status status, str family, precis_error *err);
/* Ratio of two colours by WCAG 2.2, 1 to 21: text wants 4.5. */
double color_contrast(struct color a, struct color b);
/* As a template's keys name it: "bottom-line". */
const char *block_name(enum block_id block);
/* The words for a label in a language ("de-AT"): the template's [labels.de], its [labels], those of
 * the language file that serves the tag (NULL: none), the key itself. */
str page_template_label(const struct page_template *page_template, const char *key, const char *tag,
                        const struct language *language);
