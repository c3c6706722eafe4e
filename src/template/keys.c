/* keys.c - every key a template knows, in tables; an unknown one is answered with the nearest. */
#include <stddef.h>

#include "template/parse.h"

enum value_kind {
  VALUE_LENGTH,
  VALUE_COUNT, /* uint32_t, at least 1 */
  VALUE_COLOR,
  VALUE_SWITCH,
  VALUE_TEXT,
  VALUE_PATH,   /* text; relative to the file it stands in */
  VALUE_WEIGHT, /* uint16_t */
  VALUE_ALIGN,
  VALUE_FIGURES,
  VALUE_PAPER,
  VALUE_SIDE,
  VALUE_QUOTE
};

static const char *const kind_names[] = {[VALUE_LENGTH] = "a length: 18mm, 9.5pt",
                                         [VALUE_COUNT] = "a number from 1 to 99",
                                         [VALUE_COLOR] = "a colour: #12355B",
                                         [VALUE_SWITCH] = "yes or no",
                                         [VALUE_TEXT] = "text",
                                         [VALUE_PATH] = "a file",
                                         [VALUE_WEIGHT] = "a weight from 100 to 900",
                                         [VALUE_ALIGN] = "justify, left, center or right",
                                         [VALUE_FIGURES] = "old-style, lining or tabular",
                                         [VALUE_PAPER] = "a4 or letter",
                                         [VALUE_SIDE] = "none, left or right",
                                         [VALUE_QUOTE] = "column, inset or straddle"};

struct key {
  const char *section;
  const char *name;
  enum value_kind kind;
  size_t offset;
};

#define IN_PAGE(field) offsetof(struct page_template, field)
static const struct key page_keys[] = {
    {"template", "purpose", VALUE_TEXT, IN_PAGE(purpose)},
    {"page", "paper", VALUE_PAPER, 0},
    {"page", "width", VALUE_LENGTH, IN_PAGE(page_width)},
    {"page", "height", VALUE_LENGTH, IN_PAGE(page_height)},
    {"page", "margin-top", VALUE_LENGTH, IN_PAGE(margin_top)},
    {"page", "margin-right", VALUE_LENGTH, IN_PAGE(margin_right)},
    {"page", "margin-bottom", VALUE_LENGTH, IN_PAGE(margin_bottom)},
    {"page", "margin-left", VALUE_LENGTH, IN_PAGE(margin_left)},
    {"page", "columns", VALUE_COUNT, IN_PAGE(columns)},
    {"page", "gutter", VALUE_LENGTH, IN_PAGE(gutter)},
    {"page", "measure", VALUE_LENGTH, IN_PAGE(measure)},
    {"page", "baseline", VALUE_LENGTH, IN_PAGE(baseline)},
    {"side", "place", VALUE_SIDE, IN_PAGE(side)},
    {"side", "width", VALUE_LENGTH, IN_PAGE(side_width)},
    {"side", "gutter", VALUE_LENGTH, IN_PAGE(side_gutter)},
    {"side", "baseline", VALUE_LENGTH, IN_PAGE(side_baseline)},
    {"side", "tint", VALUE_SWITCH, IN_PAGE(side_tint)},
    {"side", "under-head", VALUE_SWITCH, IN_PAGE(head_over_side)},
    {"side", "heads", VALUE_SWITCH, IN_PAGE(heads_in_side)},
    {"masthead", "logo", VALUE_PATH, IN_PAGE(logo)},
    {"masthead", "logo-alt", VALUE_TEXT, IN_PAGE(logo_alt)},
    {"masthead", "logo-height", VALUE_LENGTH, IN_PAGE(logo_height)},
    {"box", "tint", VALUE_SWITCH, IN_PAGE(box_tint)},
    {"quote", "place", VALUE_QUOTE, IN_PAGE(quote_place)},
    {"quote", "width", VALUE_LENGTH, IN_PAGE(quote_width)},
    {"print", "large", VALUE_SWITCH, IN_PAGE(large_print)},
    {"print", "grey", VALUE_SWITCH, IN_PAGE(grey_only)},
    {"fit", "size-min", VALUE_LENGTH, IN_PAGE(size_min)},
    {"fit", "size-max", VALUE_LENGTH, IN_PAGE(size_max)},
    {"fit", "box-rows", VALUE_COUNT, IN_PAGE(box_rows_max)},
    {"color", "ink", VALUE_COLOR, IN_PAGE(ink)},
    {"color", "accent", VALUE_COLOR, IN_PAGE(accent)},
    {"color", "tint", VALUE_COLOR, IN_PAGE(tint)},
    {"color", "second-tint", VALUE_COLOR, IN_PAGE(second_tint)},
    {"color", "grey", VALUE_COLOR, IN_PAGE(grey)},
    {"rule", "thin", VALUE_LENGTH, IN_PAGE(rule_thin)},
    {"rule", "medium", VALUE_LENGTH, IN_PAGE(rule_medium)},
    {"rule", "thick", VALUE_LENGTH, IN_PAGE(rule_thick)},
};

#define IN_STYLE(field) offsetof(struct text_style, field)
static const struct key style_keys[] = {
    {"style", "family", VALUE_TEXT, IN_STYLE(family)},
    {"style", "weight", VALUE_WEIGHT, IN_STYLE(weight)},
    {"style", "italic", VALUE_SWITCH, IN_STYLE(italic)},
    {"style", "size", VALUE_LENGTH, IN_STYLE(size)},
    {"style", "leading", VALUE_LENGTH, IN_STYLE(leading)},
    {"style", "tracking", VALUE_LENGTH, IN_STYLE(tracking)},
    {"style", "align", VALUE_ALIGN, IN_STYLE(align)},
    {"style", "hyphenate", VALUE_SWITCH, IN_STYLE(hyphenate)},
    {"style", "small-caps", VALUE_SWITCH, IN_STYLE(small_caps)},
    {"style", "figures", VALUE_FIGURES, IN_STYLE(figures)},
    {"style", "color", VALUE_COLOR, IN_STYLE(color)},
    {"style", "indent", VALUE_LENGTH, IN_STYLE(indent)},
};

static const char *const style_names[STYLE_COUNT] = {[STYLE_BODY] = "body",
                                                     [STYLE_TITLE] = "title",
                                                     [STYLE_DECK] = "deck",
                                                     [STYLE_HEADING] = "heading",
                                                     [STYLE_LABEL] = "label",
                                                     [STYLE_BOTTOM_LINE] = "bottom-line",
                                                     [STYLE_KEY_POINT] = "key-point",
                                                     [STYLE_QUOTE] = "quote",
                                                     [STYLE_SPEAKER] = "speaker",
                                                     [STYLE_BOX] = "box",
                                                     [STYLE_BOX_FIGURE] = "box-figure",
                                                     [STYLE_NOTE] = "note",
                                                     [STYLE_FURNITURE] = "furniture",
                                                     [STYLE_BANNER] = "banner"};

static const char *const slot_names[SLOT_COUNT] = {[SLOT_MASTHEAD] = "masthead",
                                                   [SLOT_TITLE] = "title",
                                                   [SLOT_BOTTOM_LINE] = "bottom-line",
                                                   [SLOT_KEY_POINTS] = "key-points",
                                                   [SLOT_BODY] = "body",
                                                   [SLOT_PULL_QUOTE] = "pull-quote",
                                                   [SLOT_FIGURES] = "figures",
                                                   [SLOT_CHART] = "chart",
                                                   [SLOT_DISAGREEMENTS] = "disagreements",
                                                   [SLOT_TIMELINE] = "timeline",
                                                   [SLOT_WHO] = "who",
                                                   [SLOT_ABBREVIATIONS] = "abbreviations",
                                                   [SLOT_TERMS] = "terms",
                                                   [SLOT_SOURCES] = "sources",
                                                   [SLOT_CONTENTS] = "contents",
                                                   [SLOT_STORIES] = "stories",
                                                   [SLOT_FOOTER] = "footer"};

const char *style_name(enum style_id style)
{
  return style_names[style];
}

const char *block_name(enum block_id block)
{
  return slot_names[block];
}

/* The nearest of the names seen so far, for "did you mean"; measured when a name is known to be
 * none of them. */
struct nearest {
  str wanted;
  const char *name;
  uint32_t distance;
};

/* More edits apart than this is another word. */
enum { NEAR = 3 };

static void consider(struct nearest *n, const char *name)
{
  uint32_t distance = str_distance(n->wanted, str_of(name), NEAR);
  if (distance <= NEAR && (!n->name || distance < n->distance)) {
    n->name = name;
    n->distance = distance;
  }
}

static precis_status unknown(const char *what, const struct nearest *n, precis_error *err)
{
  precis_status s = fail(err, PRECIS_BAD_TEMPLATE, "unknown %s '%.*s'", what, STR_ARG(n->wanted));
  return n->name ? fail_hint(err, s, "did you mean '%s'?", n->name)
                 : fail_hint(err, s, "see templates/brief.ini");
}

static bool set_word(const char *const *names, uint32_t count, str value, uint32_t *ret)
{
  for (uint32_t i = 0; i < count; i++)
    if (str_eq(value, str_of(names[i]))) {
      *ret = i;
      return true;
    }
  return false;
}

/* Letter keeps the columns: what it is wider goes to the sides, 2.95 mm each. */
static bool set_paper(struct page_template *t, str value)
{
  static const double SIDE_MM = 2.95;
  if (str_eq(value, STR("a4"))) {
    t->page_width = unit_of(595.276);
    t->page_height = unit_of(841.89);
    return true;
  }
  if (!str_eq(value, STR("letter")))
    return false;
  if (t->page_width == 612 * UNIT_POINT)
    return true;
  t->page_width = 612 * UNIT_POINT;
  t->page_height = 792 * UNIT_POINT;
  t->margin_left += UNIT_MM(SIDE_MM);
  t->margin_right += UNIT_MM(SIDE_MM);
  return true;
}

static bool set_value(struct page_template *t, void *field, enum value_kind kind, str value)
{
  static const char *const aligns[] = {"justify", "left", "center", "right"};
  static const char *const figures[] = {"old-style", "lining", "tabular"};
  static const char *const sides[] = {"none", "left", "right"};
  static const char *const quotes[] = {"column", "inset", "straddle"};
  uint32_t number;
  switch (kind) {
  case VALUE_LENGTH:
    return value_length(value, field);
  case VALUE_COUNT:
    return str_to_uint(value, field) && *(uint32_t *)field >= 1 && *(uint32_t *)field <= 99;
  case VALUE_COLOR:
    return value_color(value, field);
  case VALUE_SWITCH:
    return value_switch(value, field);
  case VALUE_TEXT:
    *(str *)field = arena_str(t->arena, value);
    return true;
  case VALUE_PATH:
    *(str *)field = value.len && value.data[0] != '/' && t->folder.len
                        ? arena_format(t->arena, "%.*s/%.*s", STR_ARG(t->folder), STR_ARG(value))
                        : arena_str(t->arena, value);
    return true;
  case VALUE_WEIGHT:
    if (!str_to_uint(value, &number) || number < 100 || number > 900)
      return false;
    *(uint16_t *)field = (uint16_t)number;
    return true;
  case VALUE_ALIGN:
    if (!set_word(aligns, 4, value, &number))
      return false;
    *(enum text_align *)field = number;
    return true;
  case VALUE_FIGURES:
    if (!set_word(figures, 3, value, &number))
      return false;
    *(enum figure_style *)field = number;
    return true;
  case VALUE_SIDE:
    if (!set_word(sides, 3, value, &number))
      return false;
    *(enum side_place *)field = number;
    return true;
  case VALUE_QUOTE:
    if (!set_word(quotes, 3, value, &number))
      return false;
    *(enum quote_place *)field = number;
    return true;
  case VALUE_PAPER:
    return set_paper(t, value);
  }
  return false;
}

static precis_status set_key(struct page_template *t, void *base, const struct key *key, str value,
                             precis_error *err)
{
  if (set_value(t, (char *)base + key->offset, key->kind, value))
    return PRECIS_OK;
  precis_status s =
      fail(err, PRECIS_BAD_TEMPLATE, "%s: '%.*s' will not do", key->name, STR_ARG(value));
  return fail_hint(err, s, "%s", kind_names[key->kind]);
}

static precis_status set_style(struct page_template *t, str style, str key, str value,
                               precis_error *err)
{
  struct nearest styles = {.wanted = style}, keys = {.wanted = key};
  uint32_t named;
  if (!set_word(style_names, STYLE_COUNT, style, &named)) {
    for (uint32_t i = 0; i < STYLE_COUNT; i++)
      consider(&styles, style_names[i]);
    return unknown("style", &styles, err);
  }
  for (size_t k = 0; k < sizeof style_keys / sizeof *style_keys; k++)
    if (str_eq(key, str_of(style_keys[k].name)))
      return set_key(t, &t->styles[named], &style_keys[k], value, err);
  for (size_t k = 0; k < sizeof style_keys / sizeof *style_keys; k++)
    consider(&keys, style_keys[k].name);
  return unknown("key", &keys, err);
}

static precis_status unknown_block(str name, precis_error *err)
{
  struct nearest n = {.wanted = name};
  for (uint32_t i = 0; i < SLOT_COUNT; i++)
    consider(&n, slot_names[i]);
  return unknown("block", &n, err);
}

/* "figures, timeline": blocks in their order; empty for none. */
static precis_status set_order(enum block_id order[SLOT_COUNT], uint32_t *count, str value,
                               precis_error *err)
{
  str rest = value, name;
  *count = 0;
  while (str_split(&rest, ',', &name)) {
    name = str_trim(name);
    if (!name.len)
      continue;
    uint32_t slot;
    if (!set_word(slot_names, SLOT_COUNT, name, &slot))
      return unknown_block(name, err);
    for (uint32_t i = 0; i < *count; i++)
      if (order[i] == slot)
        return fail(err, PRECIS_BAD_TEMPLATE, "'%.*s' stands there twice", STR_ARG(name));
    order[(*count)++] = slot;
  }
  return PRECIS_OK;
}

static precis_status set_block(struct page_template *t, str key, str value, precis_error *err)
{
  if (str_eq(key, STR("order")))
    return set_order(t->order, &t->order_count, value, err);
  if (str_eq(key, STR("side")))
    return set_order(t->side_order, &t->side_count, value, err);
  uint32_t slot;
  if (!set_word(slot_names, SLOT_COUNT, key, &slot))
    return unknown_block(key, err);
  if (value_switch(value, &t->shows[slot]))
    return PRECIS_OK;
  precis_status s =
      fail(err, PRECIS_BAD_TEMPLATE, "%s: '%.*s' will not do", slot_names[slot], STR_ARG(value));
  return fail_hint(err, s, "%s", kind_names[VALUE_SWITCH]);
}

/* Labels that no language file has: only templates of several documents ask for them. */
static const char *const own_labels[] = {"also-in", "contents", "left-out",  "more",
                                         "reports", "stories",  "top-folder"};

enum { OWN_LABELS = sizeof own_labels / sizeof *own_labels };

static precis_status check_label(str key, precis_error *err)
{
  struct nearest labels = {.wanted = key};
  const char *name;
  for (size_t i = 0; (name = i < OWN_LABELS ? own_labels[i] : label_key(i - OWN_LABELS)); i++) {
    if (str_eq(key, str_of(name)))
      return PRECIS_OK;
    consider(&labels, name);
  }
  return unknown("label", &labels, err);
}

/* "de": labels are looked up by a tag's first part, so that [labels.de-AT] would never be. */
static precis_status check_language(str language, precis_error *err)
{
  enum { SHORTEST = 2, LONGEST = 3 };

  bool is_one = language.len >= SHORTEST && language.len <= LONGEST;
  for (size_t i = 0; is_one && i < language.len; i++)
    is_one = language.data[i] >= 'a' && language.data[i] <= 'z';
  if (is_one)
    return PRECIS_OK;
  precis_status s = fail(err, PRECIS_BAD_TEMPLATE, "'%.*s' is no language", STR_ARG(language));
  return fail_hint(err, s, "two or three letters, as in [labels.de]");
}

static precis_status set_label(struct page_template *t, str language, str key, str value,
                               precis_error *err)
{
  precis_status s = check_label(key, err);
  if (s == PRECIS_OK && language.data)
    s = check_language(language, err);
  if (s != PRECIS_OK)
    return s;
  str full = language.len ? arena_format(t->arena, "%.*s.%.*s", STR_ARG(language), STR_ARG(key))
                          : arena_str(t->arena, key);
  for (uint32_t i = 0; i < t->labels.count; i++)
    if (str_eq(t->labels.at[i].key, full)) {
      t->labels.at[i].value = arena_str(t->arena, value);
      return PRECIS_OK;
    }
  vec_push(t->arena, &t->labels, (struct page_label){full, arena_str(t->arena, value)});
  return arena_short(t->arena) ? fail_no_memory(err) : PRECIS_OK;
}

static precis_status unknown_key(str section, str key, precis_error *err)
{
  struct nearest sections = {.wanted = section}, keys = {.wanted = key};
  bool known = false;
  consider(&sections, "blocks");
  consider(&sections, "labels");
  for (size_t i = 0; i < sizeof page_keys / sizeof *page_keys; i++) {
    consider(&sections, page_keys[i].section);
    if (!str_eq(section, str_of(page_keys[i].section)))
      continue;
    known = true;
    consider(&keys, page_keys[i].name);
  }
  return known ? unknown("key", &keys, err) : unknown("section", &sections, err);
}

precis_status template_set(struct page_template *t, str section, str key, str value,
                           precis_error *err)
{
  if (str_starts(section, STR("style.")))
    return set_style(t, str_sub(section, 6, section.len - 6), key, value, err);
  if (str_eq(section, STR("labels")))
    return set_label(t, (str){0}, key, value, err);
  if (str_starts(section, STR("labels.")))
    return set_label(t, str_sub(section, 7, section.len - 7), key, value, err);
  if (str_eq(section, STR("blocks")))
    return set_block(t, key, value, err);
  for (size_t i = 0; i < sizeof page_keys / sizeof *page_keys; i++)
    if (str_eq(section, str_of(page_keys[i].section)) && str_eq(key, str_of(page_keys[i].name)))
      return set_key(t, t, &page_keys[i], value, err);
  return unknown_key(section, key, err);
}
