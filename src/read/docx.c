/* docx.c - Office Open XML text documents (ECMA-376 part 1, chapter 17).
 *
 * The accepted text: insertions stay, deletions and what was moved away go; results of fields, not
 * their instructions; text boxes once, though they are written twice (mc:AlternateContent). Numbers
 * of lists and notes are not in the file and are not invented. Headers, footers and comments are
 * parts that nobody opens. */
#include "read/docx.h"

enum {
  PARAGRAPH = 1,
  PARAGRAPH_LOOK,
  STYLE,
  OUTLINE,
  LIST,
  DEPTH,
  RUN,
  RUN_LOOK,
  RUN_STYLE,
  VANISH,
  HEIGHT,
  BOLD,
  TEXT,
  TAB,
  BREAK,
  SYMBOL,
  HYPHEN,
  FIELD,
  DELETED,
  LEFT_OUT,
  TABLE,
  GRID_COLUMN,
  ROW,
  ROW_LOOK,
  CELL,
  CELL_DELETED,
  BOX,
  FOOTNOTE_MARK,
  ENDNOTE_MARK,
  NOTE,
  SLOT_LOOK,
  PLACEHOLDER,
  GALLERY,
  ALTERNATIVES,
  CHOICE,
  FALLBACK,
  EMBEDDED
};

static const struct xml_known known[] = {
    {"AlternateContent", XML_COMPAT, ALTERNATIVES},
    {"Choice", XML_COMPAT, CHOICE},
    {"Fallback", XML_COMPAT, FALLBACK},
    {"altChunk", XML_WORD, EMBEDDED},
    {"b", XML_WORD, BOLD},
    {"br", XML_WORD, BREAK},
    {"cellDel", XML_WORD, CELL_DELETED},
    {"cr", XML_WORD, BREAK},
    {"del", XML_WORD, DELETED},
    {"docPartGallery", XML_WORD, GALLERY},
    {"endnote", XML_WORD, NOTE},
    {"endnoteReference", XML_WORD, ENDNOTE_MARK},
    {"fldChar", XML_WORD, FIELD},
    {"footnote", XML_WORD, NOTE},
    {"footnoteReference", XML_WORD, FOOTNOTE_MARK},
    {"gridCol", XML_WORD, GRID_COLUMN},
    {"ilvl", XML_WORD, DEPTH},
    {"moveFrom", XML_WORD, LEFT_OUT},
    {"noBreakHyphen", XML_WORD, HYPHEN},
    {"numId", XML_WORD, LIST},
    {"outlineLvl", XML_WORD, OUTLINE},
    {"p", XML_WORD, PARAGRAPH},
    {"pPr", XML_WORD, PARAGRAPH_LOOK},
    {"pPrChange", XML_WORD, LEFT_OUT},
    {"pStyle", XML_WORD, STYLE},
    {"ptab", XML_WORD, TAB},
    {"r", XML_WORD, RUN},
    {"rPr", XML_WORD, RUN_LOOK},
    {"rPrChange", XML_WORD, LEFT_OUT},
    {"rStyle", XML_WORD, RUN_STYLE},
    {"rt", XML_WORD, LEFT_OUT},
    {"sdtPr", XML_WORD, SLOT_LOOK},
    {"sectPr", XML_WORD, LEFT_OUT},
    {"showingPlcHdr", XML_WORD, PLACEHOLDER},
    {"sym", XML_WORD, SYMBOL},
    {"t", XML_MATH, TEXT},
    {"t", XML_WORD, TEXT},
    {"tab", XML_WORD, TAB},
    {"tbl", XML_WORD, TABLE},
    {"tblGridChange", XML_WORD, LEFT_OUT},
    {"tblPrChange", XML_WORD, LEFT_OUT},
    {"tc", XML_WORD, CELL},
    {"tcPrChange", XML_WORD, LEFT_OUT},
    {"tr", XML_WORD, ROW},
    {"trPr", XML_WORD, ROW_LOOK},
    {"trPrChange", XML_WORD, LEFT_OUT},
    {"txbxContent", XML_WORD, BOX},
    {"vanish", XML_WORD, VANISH},
    {"vertAlign", XML_WORD, HEIGHT},
};

enum { BOXES_MAX = 16, FIELDS_MAX = 64, COMMENTARY_MAX = 64 };

/* A paragraph while it is read; those that hold text boxes wait below them. */
struct open_paragraph {
  struct look look;
  uint32_t depth;
  uint8_t outline, list_depth, listed; /* its own; STYLE_UNSET: its style's */
  bool is_merged;                      /* its mark is deleted: the next goes on with it */
  bool has_text, is_plain;             /* plain: some of it is not bold */
  bool in_look, in_run_look;
  bool is_hidden, is_bold, is_raised; /* the run */
};

struct docx {
  struct document *document;
  struct arena *scratch;
  struct style_sheet styles;
  struct builder builder;
  struct flow flow;
  uint32_t depth, skip; /* skip: the depth of the element that is left out; 0: none */
  bool in_text, in_row_look;
  struct open_paragraph paragraphs[BOXES_MAX + 1];
  uint32_t boxes;
  struct office_tables tables;
  bool field_results[FIELDS_MAX]; /* else the instruction is being read */
  uint32_t fields;
  uint64_t choices; /* a bit for each open AlternateContent: something was taken */
  uint32_t alternatives;
  struct map notes[2];      /* ids of foot and end notes that are referred to */
  struct map *notes_wanted; /* while notes are read: those of their kind */
  uint32_t slot_depth;      /* of the content control whose look is read */
  uint32_t lost_symbols, embedded, too_deep;
};

static struct open_paragraph *paragraph_of(struct docx *docx)
{
  return &docx->paragraphs[docx->boxes];
}

static void skip_from(struct docx *docx, uint32_t depth)
{
  docx->skip = depth;
}

/* --- paragraphs --- */

static void open_paragraph(struct docx *docx)
{
  struct open_paragraph *p = paragraph_of(docx);
  *p = (struct open_paragraph){.depth = docx->depth,
                               .outline = STYLE_UNSET,
                               .list_depth = STYLE_UNSET,
                               .listed = STYLE_UNSET};
  flow_paragraph(&docx->flow, look_paragraph(p->look));
}

static void end_paragraph_look(struct docx *docx)
{
  struct open_paragraph *p = paragraph_of(docx);
  p->in_look = false;
  bool may_be_item = p->look.role == ROLE_BODY || p->look.role == ROLE_ITEM;
  if (p->outline < OUTLINE_BODY && p->look.role != ROLE_CONTENTS) {
    p->look.role = ROLE_HEADING;
    p->look.level = look_level(p->outline + 1u);
  } else if (may_be_item && p->listed != STYLE_UNSET) {
    p->look.role = p->listed ? ROLE_ITEM : ROLE_BODY;
  }
  if (p->look.role == ROLE_ITEM && p->list_depth != STYLE_UNSET)
    p->look.level = look_level(p->list_depth + 1u);
  flow_paragraph(&docx->flow, look_paragraph(p->look));
  if (p->look.role == ROLE_CONTENTS || p->look.is_hidden)
    skip_from(docx, p->depth);
}

static void end_paragraph(struct docx *docx)
{
  struct open_paragraph *p = paragraph_of(docx);
  for (uint32_t i = 0; i < docx->fields; i++)
    docx->field_results[i] = true; /* an instruction left open must not swallow the document */
  if (p->is_merged)
    return;
  flow_end(&docx->flow);
  if (p->has_text && !p->is_plain)
    flow_mark_bold(&docx->flow);
}

/* Within w:pPr. */
static void start_in_look(struct docx *docx, const struct xml_tag *tag)
{
  struct open_paragraph *p = paragraph_of(docx);
  switch (tag->id) {
  case STYLE:
    p->look = look_of(&docx->styles, xml_attribute(tag, XML_WORD, "val"));
    break;
  case OUTLINE:
    p->outline = docx_small_number(tag);
    break;
  case LIST:
    p->listed = !str_eq(xml_attribute(tag, XML_WORD, "val"), STR("0"));
    break;
  case DEPTH:
    p->list_depth = docx_small_number(tag);
    break;
  case DELETED:
    p->is_merged = true;
    break;
  case LEFT_OUT:
    skip_from(docx, docx->depth);
    break;
  default:
    break;
  }
}

/* --- runs --- */

static bool is_shown(struct docx *docx)
{
  return !paragraph_of(docx)->is_hidden && (!docx->fields || docx->field_results[docx->fields - 1]);
}

static void add_text(struct docx *docx, str text)
{
  struct open_paragraph *p = paragraph_of(docx);
  if (!is_shown(docx))
    return;
  bool has_ink = str_trim(text).len > 0;
  p->has_text |= has_ink;
  p->is_plain |= has_ink && !p->is_bold && !p->look.is_bold;
  if (p->is_raised)
    flow_raised(&docx->flow, text);
  else
    flow_text(&docx->flow, text);
}

static void add_symbol(struct docx *docx, const struct xml_tag *tag)
{
  uint32_t c =
      docx_symbol(xml_attribute(tag, XML_WORD, "font"), xml_attribute(tag, XML_WORD, "char"));
  char bytes[4];
  size_t len = c >= 0x20 ? utf8_put(bytes, c) : 0;
  if (!len && is_shown(docx))
    docx->lost_symbols++;
  else if (len)
    add_text(docx, (str){bytes, len});
}

static void turn_field(struct docx *docx, const struct xml_tag *tag)
{
  str type = xml_attribute(tag, XML_WORD, "fldCharType");
  if (str_eq(type, STR("begin")) && docx->fields < FIELDS_MAX)
    docx->field_results[docx->fields++] = false;
  else if (str_eq(type, STR("separate")) && docx->fields)
    docx->field_results[docx->fields - 1] = true;
  else if (str_eq(type, STR("end")) && docx->fields)
    docx->fields--;
}

static void want_note(struct docx *docx, struct map *notes, const struct xml_tag *tag)
{
  if (is_shown(docx))
    map_add(notes, xml_attribute_copy(docx->scratch, tag, XML_WORD, "id"), NULL);
}

static void start_in_run_look(struct docx *docx, const struct xml_tag *tag)
{
  struct open_paragraph *p = paragraph_of(docx);
  if (tag->id == VANISH) {
    p->is_hidden = docx_is_on(tag);
  } else if (tag->id == BOLD) {
    p->is_bold = docx_is_on(tag);
  } else if (tag->id == HEIGHT) {
    p->is_raised = docx_is_raised(tag);
  } else if (tag->id == RUN_STYLE) {
    struct look look = look_of(&docx->styles, xml_attribute(tag, XML_WORD, "val"));
    p->is_hidden = look.is_hidden;
    p->is_bold = look.is_bold;
    p->is_raised = look.is_raised;
  } else if (tag->id == LEFT_OUT) {
    skip_from(docx, docx->depth);
  }
}

/* --- tables --- */

static void add_column(struct docx *docx)
{
  struct office_table *table = office_table(&docx->tables);
  if (table)
    table->columns++;
}

/* --- notes, boxes, alternatives --- */

static void open_note(struct docx *docx, const struct xml_tag *tag)
{
  bool is_wanted = docx->notes_wanted &&
                   map_find(docx->notes_wanted, xml_attribute(tag, XML_WORD, "id")) != MAP_NONE;
  if (is_wanted)
    flow_side(&docx->flow, FLOW_NOTE);
  else
    skip_from(docx, docx->depth);
}

static void open_box(struct docx *docx)
{
  if (docx->boxes == BOXES_MAX) {
    docx->too_deep++;
    skip_from(docx, docx->depth);
    return;
  }
  docx->boxes++;
  docx->paragraphs[docx->boxes] = (struct open_paragraph){0};
  flow_side(&docx->flow, FLOW_BOX);
}

static void close_box(struct docx *docx)
{
  if (docx->boxes)
    docx->boxes--;
  flow_side_end(&docx->flow);
}

/* The first choice is taken; whoever wrote it wrote the same again as a fallback. */
static void open_alternative(struct docx *docx, uint8_t id)
{
  uint64_t bit = docx->alternatives && docx->alternatives <= COMMENTARY_MAX
                     ? (uint64_t)1 << (docx->alternatives - 1)
                     : 0;
  if (!bit)
    return;
  if (docx->choices & bit)
    skip_from(docx, docx->depth);
  else if (id == CHOICE)
    docx->choices |= bit;
}

static void open_alternatives(struct docx *docx)
{
  docx->alternatives++;
  if (docx->alternatives <= COMMENTARY_MAX)
    docx->choices &= ~((uint64_t)1 << (docx->alternatives - 1));
}

/* --- the walk --- */

static void start_in_text(struct docx *docx, const struct xml_tag *tag)
{
  static const str hyphen = {"\u2011", 3};
  switch (tag->id) {
  case RUN:
    paragraph_of(docx)->is_hidden = paragraph_of(docx)->is_bold = false;
    paragraph_of(docx)->is_raised = false;
    break;
  case RUN_LOOK:
    paragraph_of(docx)->in_run_look = true;
    break;
  case TEXT:
    docx->in_text = true;
    break;
  case TAB:
    if (is_shown(docx))
      flow_blank(&docx->flow);
    break;
  case BREAK:
    if (is_shown(docx))
      flow_line(&docx->flow);
    break;
  case SYMBOL:
    add_symbol(docx, tag);
    break;
  case HYPHEN:
    add_text(docx, hyphen);
    break;
  case FIELD:
    turn_field(docx, tag);
    break;
  case FOOTNOTE_MARK:
    want_note(docx, &docx->notes[0], tag);
    break;
  case ENDNOTE_MARK:
    want_note(docx, &docx->notes[1], tag);
    break;
  default:
    break;
  }
}

static void start_of_block(struct docx *docx, const struct xml_tag *tag)
{
  switch (tag->id) {
  case PARAGRAPH:
    open_paragraph(docx);
    break;
  case PARAGRAPH_LOOK:
    paragraph_of(docx)->in_look = true;
    break;
  case TABLE:
    office_table_begin(&docx->tables);
    break;
  case GRID_COLUMN:
    add_column(docx);
    break;
  case ROW:
    office_row_begin(&docx->tables, &docx->flow, docx->depth);
    break;
  case ROW_LOOK:
    docx->in_row_look = true;
    break;
  case BOX:
    open_box(docx);
    break;
  case NOTE:
    open_note(docx, tag);
    break;
  case SLOT_LOOK:
    docx->slot_depth = docx->depth - 1;
    break;
  case ALTERNATIVES:
    open_alternatives(docx);
    break;
  case CHOICE:
  case FALLBACK:
    open_alternative(docx, tag->id);
    break;
  case LEFT_OUT:
    skip_from(docx, docx->depth);
    break;
  case CELL_DELETED: /* within w:tc and w:tcPr */
    skip_from(docx, docx->depth > 2 ? docx->depth - 2 : docx->depth);
    break;
  case EMBEDDED:
    docx->embedded++;
    break;
  default:
    start_in_text(docx, tag);
    break;
  }
}

/* "Click here to enter text."; a table of contents. */
static bool is_slot_left_out(const struct xml_tag *tag)
{
  return tag->id == PLACEHOLDER ||
         (tag->id == GALLERY &&
          str_eq(xml_attribute(tag, XML_WORD, "val"), STR("Table of Contents")));
}

static void on_start(void *user, const struct xml_tag *tag)
{
  struct docx *docx = user;
  docx->depth++;
  if (docx->skip || !tag->id)
    return;
  if (paragraph_of(docx)->in_look) {
    start_in_look(docx, tag);
  } else if (paragraph_of(docx)->in_run_look) {
    start_in_run_look(docx, tag);
  } else if (tag->id == DELETED) {
    /* A row that was deleted, or a run of text. */
    const struct office_table *table = office_table(&docx->tables);
    skip_from(docx, docx->in_row_look && table ? table->row_depth : docx->depth);
    docx->in_row_look = false;
  } else if (is_slot_left_out(tag)) {
    skip_from(docx, docx->slot_depth);
  } else {
    start_of_block(docx, tag);
  }
}

static void end_of(struct docx *docx, uint8_t id)
{
  switch (id) {
  case PARAGRAPH:
    end_paragraph(docx);
    break;
  case PARAGRAPH_LOOK:
    end_paragraph_look(docx);
    break;
  case RUN_LOOK:
    paragraph_of(docx)->in_run_look = false;
    break;
  case TEXT:
    docx->in_text = false;
    break;
  case TABLE:
    office_table_end(&docx->tables, &docx->flow);
    break;
  case ROW:
    office_row_end(&docx->tables, &docx->flow);
    break;
  case ROW_LOOK:
    docx->in_row_look = false;
    break;
  case CELL:
    office_cell_end(&docx->tables, &docx->flow);
    break;
  case BOX:
    close_box(docx);
    break;
  case NOTE:
    flow_side_end(&docx->flow);
    break;
  case ALTERNATIVES:
    docx->alternatives -= docx->alternatives > 0;
    break;
  default:
    break;
  }
}

/* An element that was skipped from its start on has none of its own end either; one that turned out
 * to be left out after it had begun (a paragraph, a row) ends as all do. */
static void on_end(void *user, uint8_t id)
{
  struct docx *docx = user;
  uint32_t depth = docx->depth--;
  if (docx->skip && depth > docx->skip)
    return;
  bool was_skipped = docx->skip == depth;
  docx->skip = was_skipped ? 0 : docx->skip;
  if (!was_skipped || id == PARAGRAPH || id == ROW)
    end_of(docx, id);
}

static void on_text(void *user, str text)
{
  struct docx *docx = user;
  if (docx->in_text && !docx->skip)
    add_text(docx, text);
}

/* --- parts --- */

static precis_status walk(struct docx *docx, const struct zip_want *part, precis_error *err)
{
  struct xml_visitor visitor = {.known = known,
                                .known_count = sizeof known / sizeof *known,
                                .start = on_start,
                                .end = on_end,
                                .text = on_text,
                                .user = docx};
  precis_status s = office_visit(docx->document, docx->scratch, part, &visitor, err);
  /* A part that breaks off leaves all of it open. */
  docx->depth = docx->skip = docx->fields = docx->tables.count = docx->alternatives = 0;
  docx->boxes = 0;
  docx->in_text = docx->in_row_look = false;
  docx->paragraphs[0] = (struct open_paragraph){0};
  return s;
}

static void warn(struct docx *docx)
{
  struct document *document = docx->document;
  if (docx->lost_symbols)
    document_warn(document, "W111", 0, "%u symbols of a font without Unicode left out",
                  docx->lost_symbols);
  if (docx->embedded)
    document_warn(document, "W110", 0, "partial: %u embedded documents left out", docx->embedded);
  if (docx->too_deep)
    document_warn(document, "W110", 0, "partial: %u text boxes nested deeper than %d left out",
                  docx->too_deep, BOXES_MAX);
}

static precis_status walk_all(struct docx *docx, const struct zip_want *parts, precis_error *err)
{
  builder_init(&docx->builder, docx->document, docx->scratch, parts[DOCX_BODY].bytes.len / 8);
  flow_init(&docx->flow, &docx->builder, docx->scratch);
  precis_status s = walk(docx, &parts[DOCX_BODY], err);
  for (int i = 0; i < 2 && s == PRECIS_OK; i++) {
    docx->notes_wanted = &docx->notes[i];
    if (docx->notes[i].count)
      s = walk(docx, &parts[DOCX_FOOTNOTES + i], err);
  }
  flow_finish(&docx->flow);
  flow_clear(&docx->flow);
  return s;
}

precis_status docx_read(struct document *document, struct arena *scratch, str bytes,
                        const struct read_options *options, struct own_facts *ret,
                        precis_error *err)
{
  (void)options;
  struct zip zip;
  struct zip_want parts[DOCX_PARTS] = {0};
  precis_status s = office_open(&zip, scratch, bytes, "DOCX", err);
  struct docx *docx = s == PRECIS_OK ? arena_make(scratch, struct docx) : NULL;
  if (s != PRECIS_OK)
    return s;
  if (!docx)
    return fail_no_memory(err);
  docx->document = document;
  docx->scratch = scratch;
  map_init(&docx->notes[0], scratch);
  map_init(&docx->notes[1], scratch);
  s = docx_find_parts(document, scratch, &zip, parts, err);
  if (s == PRECIS_OK)
    s = office_properties(document, scratch, &parts[DOCX_CORE], ret, err);
  if (s == PRECIS_OK)
    s = docx_read_styles(document, scratch, &parts[DOCX_STYLES], &docx->styles, err);
  if (s == PRECIS_OK)
    s = walk_all(docx, parts, err);
  if (s == PRECIS_OK)
    warn(docx);
  return s;
}
