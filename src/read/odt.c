/* odt.c - OpenDocument texts (ODF 1.3 part 3).
 *
 * The accepted text: what was deleted lies in text:tracked-changes, which is left out. Notes stand
 * where they are referred to and text boxes where they are anchored; flow.c sets both aside. */
#include "read/odt.h"

enum {
  PARAGRAPH = 1,
  HEADING,
  SPAN,
  LIST,
  BLANKS,
  BREAK,
  NOTE,
  BOX,
  TABLE,
  COLUMN,
  ROW,
  CELL,
  SECTION,
  HIDDEN,
  LEFT_OUT,
  BODY
};

static const struct xml_known known[] = {
    {"alphabetical-index", XML_TEXT, LEFT_OUT},
    {"annotation", XML_OFFICE, LEFT_OUT},
    {"covered-table-cell", XML_TABLE, CELL},
    {"desc", XML_SVG, LEFT_OUT},
    {"forms", XML_OFFICE, LEFT_OUT},
    {"h", XML_TEXT, HEADING},
    {"hidden-paragraph", XML_TEXT, HIDDEN},
    {"hidden-text", XML_TEXT, HIDDEN},
    {"illustration-index", XML_TEXT, LEFT_OUT},
    {"line-break", XML_TEXT, BREAK},
    {"list", XML_TEXT, LIST},
    {"note", XML_TEXT, NOTE},
    {"note-citation", XML_TEXT, LEFT_OUT},
    {"object-index", XML_TEXT, LEFT_OUT},
    {"p", XML_TEXT, PARAGRAPH},
    {"placeholder", XML_TEXT, LEFT_OUT},
    {"ruby-text", XML_TEXT, LEFT_OUT},
    {"s", XML_TEXT, BLANKS},
    {"script", XML_TEXT, LEFT_OUT},
    {"section", XML_TEXT, SECTION},
    {"span", XML_TEXT, SPAN},
    {"tab", XML_TEXT, BLANKS},
    {"table", XML_TABLE, TABLE},
    {"table-cell", XML_TABLE, CELL},
    {"table-column", XML_TABLE, COLUMN},
    {"table-index", XML_TEXT, LEFT_OUT},
    {"table-of-content", XML_TEXT, LEFT_OUT},
    {"table-row", XML_TABLE, ROW},
    {"text", XML_OFFICE, BODY},
    {"text-box", XML_DRAW, BOX},
    {"title", XML_SVG, LEFT_OUT},
    {"tracked-changes", XML_TEXT, LEFT_OUT},
    {"user-index", XML_TEXT, LEFT_OUT},
};

enum { SIDES_MAX = 16, SPANS_MAX = 64 };

/* Where paragraphs go: the body, or what stands beside a paragraph. */
struct place {
  uint32_t depth;     /* of the element that opened it; 0: the body */
  uint32_t lists;     /* open in it */
  uint32_t paragraph; /* depth of the open one; 0: none */
  bool has_text, is_plain, is_bold;
  bool bold_spans[SPANS_MAX], raised_spans[SPANS_MAX];
  uint32_t spans;
};

struct odt {
  struct document *document;
  struct arena *scratch;
  struct style_sheet styles;
  struct builder builder;
  struct flow flow;
  uint32_t depth, skip; /* skip: the depth of the element that is left out; 0: none */
  bool in_body;
  struct place places[SIDES_MAX + 1];
  uint32_t sides;
  struct office_tables tables;
  uint32_t too_deep;
};

static struct place *place_of(struct odt *odt)
{
  return &odt->places[odt->sides];
}

static void open_side(struct odt *odt, enum flow_side side)
{
  if (odt->sides == SIDES_MAX) {
    odt->too_deep++;
    odt->skip = odt->depth;
    return;
  }
  odt->sides++;
  *place_of(odt) = (struct place){.depth = odt->depth};
  flow_side(&odt->flow, side);
}

/* At the end of the element that opened it. */
static void close_side(struct odt *odt, uint32_t depth)
{
  if (!odt->sides || place_of(odt)->depth != depth)
    return;
  odt->sides--;
  flow_side_end(&odt->flow);
}

/* --- paragraphs --- */

static struct look look_of_tag(struct odt *odt, const struct xml_tag *tag)
{
  struct look look = odt_paragraph_look(&odt->styles, xml_attribute(tag, XML_TEXT, "style-name"));
  uint32_t lists = place_of(odt)->lists, outline;
  if (tag->id == HEADING && look.role != ROLE_CONTENTS) {
    bool has_level = str_to_uint(xml_attribute(tag, XML_TEXT, "outline-level"), &outline);
    look.role = ROLE_HEADING;
    look.level = look_level(has_level ? outline : 1);
  } else if (lists && look.role != ROLE_HEADING && look.role != ROLE_CONTENTS) {
    look.role = ROLE_ITEM;
    look.level = look_level(lists);
  }
  return look;
}

/* A paragraph in a paragraph is the text of a shape. */
static void open_paragraph(struct odt *odt, const struct xml_tag *tag)
{
  struct look look = look_of_tag(odt, tag);
  if (look.is_hidden || look.role == ROLE_CONTENTS) {
    odt->skip = odt->depth;
    return;
  }
  if (place_of(odt)->paragraph)
    open_side(odt, FLOW_BOX);
  struct place *place = place_of(odt);
  place->paragraph = odt->depth;
  place->has_text = place->is_plain = false;
  place->is_bold = look.is_bold;
  place->spans = 0;
  flow_paragraph(&odt->flow, look_paragraph(look));
}

static void close_paragraph(struct odt *odt, uint32_t depth)
{
  struct place *place = place_of(odt);
  if (place->paragraph != depth)
    return;
  place->paragraph = 0;
  flow_end(&odt->flow);
  if (place->has_text && !place->is_plain)
    flow_mark_bold(&odt->flow);
  close_side(odt, depth);
}

static void open_span(struct odt *odt, const struct xml_tag *tag)
{
  struct place *place = place_of(odt);
  struct look look = odt_span_look(&odt->styles, xml_attribute(tag, XML_TEXT, "style-name"));
  if (look.is_hidden) {
    odt->skip = odt->depth;
    return;
  }
  uint32_t outer = place->spans;
  if (outer < SPANS_MAX) {
    place->bold_spans[outer] = look.is_bold || (outer && place->bold_spans[outer - 1]);
    place->raised_spans[outer] = look.is_raised || (outer && place->raised_spans[outer - 1]);
  }
  place->spans++;
}

static void close_span(struct odt *odt)
{
  struct place *place = place_of(odt);
  place->spans -= place->spans > 0;
}

static bool is_bold(const struct place *place)
{
  uint32_t spans = place->spans < SPANS_MAX ? place->spans : SPANS_MAX;
  return place->is_bold || (spans && place->bold_spans[spans - 1]);
}

static bool is_raised(const struct place *place)
{
  return place->spans && place->spans <= SPANS_MAX && place->raised_spans[place->spans - 1];
}

static void on_text(void *user, str text)
{
  struct odt *odt = user;
  struct place *place = place_of(odt);
  if (odt->skip || !place->paragraph)
    return;
  bool has_ink = str_trim(text).len > 0;
  place->has_text |= has_ink;
  place->is_plain |= has_ink && !is_bold(place);
  if (is_raised(place))
    flow_raised(&odt->flow, text);
  else
    flow_text(&odt->flow, text);
}

/* --- tables --- */

static void add_columns(struct odt *odt, const struct xml_tag *tag)
{
  enum { REPEATED_MAX = 1000 };

  uint32_t repeated;
  struct office_table *table = office_table(&odt->tables);
  str count = xml_attribute(tag, XML_TABLE, "number-columns-repeated");
  if (!str_to_uint(count, &repeated) || !repeated)
    repeated = 1;
  if (table)
    table->columns += repeated < REPEATED_MAX ? repeated : REPEATED_MAX;
}

/* --- the walk --- */

static void skip_hidden(struct odt *odt, const struct xml_tag *tag)
{
  bool is_hidden = str_eq(xml_attribute(tag, XML_TEXT, "is-hidden"), STR("true")) ||
                   str_eq(xml_attribute(tag, XML_TEXT, "display"), STR("none"));
  if (is_hidden)
    odt->skip =
        tag->id == HIDDEN && place_of(odt)->paragraph ? place_of(odt)->paragraph : odt->depth;
}

static void start_of(struct odt *odt, const struct xml_tag *tag)
{
  switch (tag->id) {
  case PARAGRAPH:
  case HEADING:
    open_paragraph(odt, tag);
    break;
  case SPAN:
    open_span(odt, tag);
    break;
  case LIST:
    place_of(odt)->lists++;
    break;
  case BLANKS:
    flow_blank(&odt->flow);
    break;
  case BREAK:
    flow_line(&odt->flow);
    break;
  case NOTE:
    open_side(odt, FLOW_NOTE);
    break;
  case BOX:
    if (place_of(odt)->paragraph)
      open_side(odt, FLOW_BOX);
    break;
  case TABLE:
    office_table_begin(&odt->tables);
    break;
  case COLUMN:
    add_columns(odt, tag);
    break;
  case ROW:
    office_row_begin(&odt->tables, &odt->flow, odt->depth);
    break;
  case SECTION:
  case HIDDEN:
    skip_hidden(odt, tag);
    break;
  case LEFT_OUT:
    odt->skip = odt->depth;
    break;
  default:
    break;
  }
}

static void on_start(void *user, const struct xml_tag *tag)
{
  struct odt *odt = user;
  odt->depth++;
  if (tag->id == BODY)
    odt->in_body = true;
  else if (!odt->skip && odt->in_body)
    start_of(odt, tag);
}

static void end_of(struct odt *odt, uint8_t id, uint32_t depth)
{
  switch (id) {
  case PARAGRAPH:
  case HEADING:
    close_paragraph(odt, depth);
    break;
  case SPAN:
    close_span(odt);
    break;
  case LIST:
    place_of(odt)->lists -= place_of(odt)->lists > 0;
    break;
  case NOTE:
  case BOX:
    close_side(odt, depth);
    break;
  case TABLE:
    office_table_end(&odt->tables, &odt->flow);
    break;
  case ROW:
    office_row_end(&odt->tables, &odt->flow);
    break;
  case CELL:
    office_cell_end(&odt->tables, &odt->flow);
    break;
  case BODY:
    odt->in_body = false;
    break;
  default:
    break;
  }
}

/* What was skipped from its start on has no end of its own; a paragraph that turned out to be
 * hidden after it had begun ends as all do. */
static void on_end(void *user, uint8_t id)
{
  struct odt *odt = user;
  uint32_t depth = odt->depth--;
  if (odt->skip && depth > odt->skip)
    return;
  bool was_skipped = odt->skip == depth;
  odt->skip = was_skipped ? 0 : odt->skip;
  if (odt->in_body && (!was_skipped || place_of(odt)->paragraph == depth))
    end_of(odt, id, depth);
}

/* --- parts --- */

enum part { CONTENT, STYLES, META, MANIFEST, MIMETYPE, PART_COUNT };

static void on_manifest_start(void *user, const struct xml_tag *tag)
{
  bool *is_encrypted = user;
  *is_encrypted |= tag->id > 0;
}

static precis_status refuse_encrypted(struct document *document, struct arena *scratch,
                                      const struct zip_want *manifest, precis_error *err)
{
  static const struct xml_known encryption[] = {{"encryption-data", XML_MANIFEST, 1}};
  bool is_encrypted = false;
  struct xml_visitor visitor = {
      .known = encryption, .known_count = 1, .start = on_manifest_start, .user = &is_encrypted};
  precis_status s = office_visit(document, scratch, manifest, &visitor, err);
  if (s != PRECIS_OK || !is_encrypted)
    return s;
  s = fail(err, PRECIS_BAD_INPUT, "encrypted document");
  return fail_hint(err, s, "save it without a password first");
}

/* Sheets and slides have a content.xml as well. */
static precis_status refuse_other(const struct zip_want *mimetype, precis_error *err)
{
  static const str text = {"application/vnd.oasis.opendocument.text", 39};
  if (!mimetype->bytes.data || str_starts(str_trim(mimetype->bytes), text))
    return PRECIS_OK;
  str type = str_trim(mimetype->bytes);
  precis_status s = fail(err, PRECIS_BAD_INPUT, "not ODT: a document of the type '%.*s'",
                         (int)(type.len < 100 ? type.len : 100), type.data);
  return fail_hint(err, s, "save its text as ODT, DOCX or plain text first");
}

static precis_status walk(struct odt *odt, const struct zip_want *content, precis_error *err)
{
  struct xml_visitor visitor = {.known = known,
                                .known_count = sizeof known / sizeof *known,
                                .start = on_start,
                                .end = on_end,
                                .text = on_text,
                                .user = odt};
  builder_init(&odt->builder, odt->document, odt->scratch, content->bytes.len / 4);
  flow_init(&odt->flow, &odt->builder, odt->scratch);
  precis_status s = office_visit(odt->document, odt->scratch, content, &visitor, err);
  flow_finish(&odt->flow);
  flow_clear(&odt->flow);
  if (odt->too_deep)
    document_warn(odt->document, "W110", 0, "partial: %u text boxes nested deeper than %d left out",
                  odt->too_deep, SIDES_MAX);
  return s;
}

static precis_status read_parts(struct odt *odt, const struct zip_want *parts,
                                struct own_facts *ret, precis_error *err)
{
  precis_status s = refuse_other(&parts[MIMETYPE], err);
  if (s == PRECIS_OK)
    s = refuse_encrypted(odt->document, odt->scratch, &parts[MANIFEST], err);
  if (s == PRECIS_OK)
    s = office_properties(odt->document, odt->scratch, &parts[META], ret, err);
  if (s == PRECIS_OK)
    s = odt_read_styles(odt->document, &parts[STYLES], &odt->styles, err);
  if (s == PRECIS_OK)
    s = odt_read_styles(odt->document, &parts[CONTENT], &odt->styles, err);
  return s == PRECIS_OK ? walk(odt, &parts[CONTENT], err) : s;
}

precis_status odt_read(struct document *document, struct arena *scratch, str bytes,
                       const struct read_options *options, struct own_facts *ret, precis_error *err)
{
  (void)options;
  struct zip zip;
  struct zip_want parts[PART_COUNT] = {[CONTENT] = {.name = STR("content.xml")},
                                       [STYLES] = {.name = STR("styles.xml")},
                                       [META] = {.name = STR("meta.xml")},
                                       [MANIFEST] = {.name = STR("META-INF/manifest.xml")},
                                       [MIMETYPE] = {.name = STR("mimetype")}};
  precis_status s = office_open(&zip, scratch, bytes, "ODT", err);
  if (s != PRECIS_OK)
    return s;
  if (!zip_has(&zip, parts[CONTENT].name))
    return refuse_container(bytes, "ODT", err);
  struct odt *odt = arena_make(scratch, struct odt);
  if (!odt)
    return fail_no_memory(err);
  odt->document = document;
  odt->scratch = scratch;
  odt->styles.arena = scratch;
  odt->styles.prefix = 1; /* the family's letter */
  map_init(&odt->styles.ids, scratch);
  s = zip_fetch(&zip, parts, PART_COUNT, err);
  return s == PRECIS_OK ? read_parts(odt, parts, ret, err) : s;
}
