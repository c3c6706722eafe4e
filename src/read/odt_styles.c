/* odt_styles.c - the styles of an OpenDocument text: paragraphs and spans, for looks.c.
 *
 * Names are encoded ("Heading_20_1") and of a family each: keys are a letter for the family and the
 * decoded name. */
#include "base/hex.h"
#include "read/odt.h"

enum { STYLE = 1, LOOK, AUTOMATIC };

static const struct xml_known known[] = {
    {"automatic-styles", XML_OFFICE, AUTOMATIC},
    {"style", XML_STYLE, STYLE},
    {"text-properties", XML_STYLE, LOOK},
};

enum { PARAGRAPH_FAMILY = 'p', SPAN_FAMILY = 't' };

struct reading {
  struct style_sheet *sheet;
  struct style *open; /* NULL: outside of a style that counts */
  bool is_common;     /* styles.xml: its automatic styles are those of headers and footers */
  bool is_apart;      /* in them */
};

/* "_20_" is a blank: hexadecimal of one character between underscores. Family first. */
static str key_of(struct arena *arena, char family, str name)
{
  char *key = arena_alloc(arena, name.len + 2);
  if (!key)
    return STR("");
  size_t len = 0;
  key[len++] = family;
  for (size_t at = 0; at < name.len;) {
    str rest = str_sub(name, at, name.len - at);
    bool is_code = rest.len >= 4 && rest.data[0] == '_' && rest.data[3] == '_';
    int high = is_code ? hex_digit(rest.data[1]) : -1, low = is_code ? hex_digit(rest.data[2]) : -1;
    int c = high >= 0 && low >= 0 ? high << 4 | low : 0;
    bool is_plain = c >= ' ' && c < 0x7F;
    key[len++] = is_plain ? (char)c : name.data[at];
    at += is_plain ? 4 : 1;
  }
  return (str){key, len};
}

static void open_style(struct reading *reading, const struct xml_tag *tag)
{
  struct arena *arena = reading->sheet->arena;
  str family = xml_attribute(tag, XML_STYLE, "family");
  bool is_paragraph = str_eq(family, STR("paragraph"));
  reading->open = NULL;
  if (!is_paragraph && !str_eq(family, STR("text")))
    return;
  char letter = is_paragraph ? PARAGRAPH_FAMILY : SPAN_FAMILY;
  str key = key_of(arena, letter, xml_attribute(tag, XML_STYLE, "name"));
  str parent = xml_attribute(tag, XML_STYLE, "parent-style-name");
  struct style *style = reading->open = style_add(reading->sheet, key);
  if (!style || !key.len)
    return;
  style->name = str_sub(key, 1, key.len - 1);
  style->based_on = parent.len ? key_of(arena, letter, parent) : STR("");
  uint32_t outline;
  if (str_to_uint(xml_attribute(tag, XML_STYLE, "default-outline-level"), &outline) && outline &&
      outline <= OUTLINE_BODY)
    style->outline = (uint8_t)(outline - 1);
}

static void on_start(void *user, const struct xml_tag *tag)
{
  struct reading *reading = user;
  if (tag->id == AUTOMATIC)
    reading->is_apart = reading->is_common;
  if (reading->is_apart)
    return;
  if (tag->id == STYLE) {
    open_style(reading, tag);
  } else if (tag->id == LOOK && reading->open) {
    str display = xml_attribute(tag, XML_TEXT, "display");
    str position = xml_attribute(tag, XML_STYLE, "text-position");
    str weight = xml_attribute(tag, XML_FO, "font-weight");
    if (display.data)
      reading->open->is_hidden = str_eq(display, STR("none"));
    if (weight.data)
      reading->open->is_bold = str_eq(weight, STR("bold"));
    if (position.data) /* "super 58%" or so many percent up */
      reading->open->is_raised =
          str_starts(position, STR("super")) || (position.data[0] > '0' && position.data[0] <= '9');
  }
}

static void on_end(void *user, uint8_t id)
{
  struct reading *reading = user;
  if (id == STYLE)
    reading->open = NULL;
  if (id == AUTOMATIC)
    reading->is_apart = false;
}

precis_status odt_read_styles(struct document *document, const struct zip_want *part,
                              struct style_sheet *sheet, precis_error *err)
{
  struct reading reading = {.sheet = sheet, .is_common = str_eq(part->name, STR("styles.xml"))};
  struct xml_visitor visitor = {.known = known,
                                .known_count = sizeof known / sizeof *known,
                                .start = on_start,
                                .end = on_end,
                                .user = &reading};
  return office_visit(document, sheet->arena, part, &visitor, err);
}

struct look odt_paragraph_look(const struct style_sheet *sheet, str name)
{
  return look_of(sheet, key_of(sheet->arena, PARAGRAPH_FAMILY, name));
}

struct look odt_span_look(const struct style_sheet *sheet, str name)
{
  return look_of(sheet, key_of(sheet->arena, SPAN_FAMILY, name));
}
