/* docx_styles.c - word/styles.xml: what its styles say, for looks.c. */
#include "read/docx.h"

enum { STYLE = 1, NAME, BASED_ON, OUTLINE, LISTED, DEPTH, HIDDEN, BOLD, HEIGHT, TABLE_LOOK };

static const struct xml_known known[] = {
    {"b", XML_WORD, BOLD},        {"basedOn", XML_WORD, BASED_ON},
    {"ilvl", XML_WORD, DEPTH},    {"name", XML_WORD, NAME},
    {"numId", XML_WORD, LISTED},  {"outlineLvl", XML_WORD, OUTLINE},
    {"style", XML_WORD, STYLE},   {"tblStylePr", XML_WORD, TABLE_LOOK},
    {"vanish", XML_WORD, HIDDEN}, {"vertAlign", XML_WORD, HEIGHT},
};

struct reading {
  struct style_sheet *styles;
  struct style *open; /* NULL: outside of styles */
  bool is_apart;      /* in the look of a table's parts */
};

bool docx_is_on(const struct xml_tag *tag)
{
  str value = xml_attribute(tag, XML_WORD, "val");
  return !value.data || !(str_eq(value, STR("0")) || str_eq(value, STR("false")) ||
                          str_eq(value, STR("off")) || str_eq(value, STR("none")));
}

bool docx_is_raised(const struct xml_tag *tag)
{
  return str_eq(xml_attribute(tag, XML_WORD, "val"), STR("superscript"));
}

uint8_t docx_small_number(const struct xml_tag *tag)
{
  uint32_t number;
  bool is_small = str_to_uint(xml_attribute(tag, XML_WORD, "val"), &number) && number < STYLE_UNSET;
  return is_small ? (uint8_t)number : STYLE_UNSET;
}

static void open_style(struct reading *reading, const struct xml_tag *tag)
{
  struct style_sheet *styles = reading->styles;
  str id = xml_attribute_copy(styles->arena, tag, XML_WORD, "styleId");
  reading->open = style_add(styles, id);
}

static void on_start(void *user, const struct xml_tag *tag)
{
  struct reading *reading = user;
  if (tag->id == STYLE)
    open_style(reading, tag);
  if (tag->id == TABLE_LOOK)
    reading->is_apart = true;
  struct style *style = reading->is_apart ? NULL : reading->open;
  if (!style)
    return;
  switch (tag->id) {
  case NAME:
    style->name = xml_attribute_copy(reading->styles->arena, tag, XML_WORD, "val");
    break;
  case BASED_ON:
    style->based_on = xml_attribute_copy(reading->styles->arena, tag, XML_WORD, "val");
    break;
  case OUTLINE:
    style->outline = docx_small_number(tag);
    break;
  case LISTED:
    style->is_listed = !str_eq(xml_attribute(tag, XML_WORD, "val"), STR("0"));
    break;
  case DEPTH:
    style->depth = docx_small_number(tag);
    break;
  case HIDDEN:
    style->is_hidden = docx_is_on(tag);
    break;
  case BOLD:
    style->is_bold = docx_is_on(tag);
    break;
  case HEIGHT:
    style->is_raised = docx_is_raised(tag);
    break;
  default:
    break;
  }
}

static void on_end(void *user, uint8_t id)
{
  struct reading *reading = user;
  if (id == STYLE)
    reading->open = NULL;
  if (id == TABLE_LOOK)
    reading->is_apart = false;
}

precis_status docx_read_styles(struct document *document, struct arena *scratch,
                               const struct zip_want *part, struct style_sheet *ret,
                               precis_error *err)
{
  *ret = (struct style_sheet){.arena = scratch};
  map_init(&ret->ids, scratch);
  struct reading reading = {.styles = ret};
  struct xml_visitor visitor = {.known = known,
                                .known_count = sizeof known / sizeof *known,
                                .start = on_start,
                                .end = on_end,
                                .user = &reading};
  return office_visit(document, scratch, part, &visitor, err);
}
