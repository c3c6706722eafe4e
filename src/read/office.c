/* office.c - containers, parts and properties, for the readers of DOCX, ODT and EPUB. */
#include "read/office.h"

#include "base/calendar.h"

precis_status office_open(struct zip *zip, struct arena *scratch, str bytes, const char *what,
                          precis_error *err)
{
  if (str_starts(bytes, STR("PK")))
    return zip_open(zip, scratch, bytes, err);
  precis_status s = refuse_binary(bytes, err);
  if (s != PRECIS_OK)
    return s;
  s = fail(err, PRECIS_BAD_INPUT, "not %s: no ZIP container", what);
  return fail_hint(err, s,
                   bytes.len ? "give the file its right ending, or say what it is: --from"
                             : "the file is empty");
}

precis_status office_visit(struct document *document, struct arena *scratch,
                           const struct zip_want *part, const struct xml_visitor *visitor,
                           precis_error *err)
{
  if (!part->bytes.data)
    return PRECIS_OK;
  struct xml_fault fault;
  precis_status s = xml_visit(scratch, part->name, part->bytes, visitor, &fault, err);
  if (s == PRECIS_OK && fault.reason.len)
    document_warn(document, "W110", 0, "partial: '%.*s' is damaged at its line %u (%.*s)",
                  STR_ARG(part->name), fault.line, STR_ARG(fault.reason));
  return s;
}

/* --- properties --- */

enum property {
  TITLE = 1,
  CREATOR,         /* DOCX: the author; ODT: who saved it last; EPUB: an author of several */
  INITIAL_CREATOR, /* ODT: the author */
  CREATED,
  MODIFIED,
  DATE, /* ODT: of the last change; EPUB: of publication */
  LANGUAGE,
  PROPERTY_COUNT
};

static const struct xml_known properties[] = {
    {"created", XML_TERMS, CREATED},
    {"creation-date", XML_META, CREATED},
    {"creator", XML_DUBLIN, CREATOR},
    {"date", XML_DUBLIN, DATE},
    {"initial-creator", XML_META, INITIAL_CREATOR},
    {"language", XML_DUBLIN, LANGUAGE},
    {"modified", XML_TERMS, MODIFIED},
    {"title", XML_DUBLIN, TITLE},
};

/* Longest value kept of one property: none is a text. */
enum { VALUE_MAX_BYTES = 1000 };

struct reading {
  struct arena *arena;
  struct buffer values[PROPERTY_COUNT];
  uint8_t open;                  /* 0: outside of the properties */
  bool is_taken[PROPERTY_COUNT]; /* the first of several counts, of creators all */
};

static void on_start(void *user, const struct xml_tag *tag)
{
  struct reading *reading = user;
  uint8_t id = tag->id;
  /* Of a book: whoever illustrated it, and when the file was changed. */
  str role = xml_attribute(tag, XML_OPF, "role"), event = xml_attribute(tag, XML_OPF, "event");
  bool is_other = (role.data && !str_eq(role, STR("aut"))) ||
                  (event.data && str_eq(event, STR("modification")));
  if (!id || is_other || (reading->is_taken[id] && id != CREATOR))
    return;
  reading->open = id;
  if (reading->values[id].len)
    buffer_add(&reading->values[id], STR(", "));
}

static void on_end(void *user, uint8_t id)
{
  struct reading *reading = user;
  if (id && id == reading->open) {
    reading->is_taken[id] = reading->values[id].len > 0;
    reading->open = 0;
  }
}

static void on_text(void *user, str text)
{
  struct reading *reading = user;
  struct buffer *value = &reading->values[reading->open];
  if (reading->open && value->len + text.len <= VALUE_MAX_BYTES)
    buffer_add(value, text);
}

/* White space folded, as everywhere in a document; empty when it says nothing. */
static str value_of(struct reading *reading, enum property property)
{
  str value = str_trim(buffer_str(&reading->values[property]));
  str folded = arena_str(reading->arena, value);
  char *out = (char *)(uintptr_t)folded.data;
  size_t len = 0;
  for (size_t i = 0; i < folded.len; i++) {
    bool is_space = (unsigned char)folded.data[i] <= ' ';
    if (!is_space)
      out[len++] = folded.data[i];
    else if (len && out[len - 1] != ' ')
      out[len++] = ' ';
  }
  return text_nfc(reading->arena, (str){folded.data, len});
}

/* Titles that programs give by themselves. */
static bool is_title(str title)
{
  static const str heads[] = {{"Microsoft Word - ", 17}, {"Document", 8}, {"Dokument", 8},
                              {"untitled", 8},           {"Unknown", 7},  {"PowerPoint ", 11}};
  static const str tails[] = {{".doc", 4}, {".docx", 5}, {".odt", 4}, {".rtf", 4}, {".dot", 4}};
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
    if (str_ends(title, tails[i]))
      return false;
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
    bool is_whole = title.len <= heads[i].len + 2; /* "Document1" */
    bool ends_in_blank = heads[i].data[heads[i].len - 1] == ' ';
    if (title.len >= heads[i].len && str_eq_nocase(str_sub(title, 0, heads[i].len), heads[i]) &&
        (is_whole || ends_in_blank))
      return false;
  }
  return title.len > 0;
}

str office_date(struct arena *arena, str text)
{
  text = str_trim(text);
  bool is_date = text.len >= 10 &&
                 (text.len == 10 || text.data[10] == 'T' || text.data[10] == ' ') &&
                 calendar_has_written(str_sub(text, 0, 10)) && str_compare(text, STR("1800")) > 0 &&
                 str_compare(text, STR("2200")) < 0;
  return is_date ? arena_str(arena, str_sub(text, 0, 10)) : STR("");
}

static void take(struct document *document, struct reading *reading, struct own_facts *ret)
{
  static const enum property authors[] = {INITIAL_CREATOR, CREATOR};

  static const enum property dates[] = {CREATED, DATE, MODIFIED};

  str title = value_of(reading, TITLE);
  if (is_title(title))
    document->title = title;
  for (size_t i = 0; i < 2 && !ret->author.len; i++)
    ret->author = value_of(reading, authors[i]);
  for (size_t i = 0; i < 3 && !ret->date.len; i++)
    ret->date = office_date(reading->arena, value_of(reading, dates[i]));
  ret->language = value_of(reading, LANGUAGE);
}

precis_status office_properties(struct document *document, struct arena *scratch,
                                const struct zip_want *part, struct own_facts *ret,
                                precis_error *err)
{
  struct reading reading = {.arena = document->arena};
  for (size_t i = 0; i < PROPERTY_COUNT; i++)
    buffer_init(&reading.values[i], arena_heap(scratch));
  struct xml_visitor visitor = {.known = properties,
                                .known_count = sizeof properties / sizeof *properties,
                                .start = on_start,
                                .end = on_end,
                                .text = on_text,
                                .user = &reading};
  *ret = (struct own_facts){0};
  precis_status s = office_visit(document, scratch, part, &visitor, err);
  if (s == PRECIS_OK)
    take(document, &reading, ret);
  for (size_t i = 0; i < PROPERTY_COUNT; i++) {
    if (reading.values[i].is_short)
      arena_fail(scratch);
    buffer_clear(&reading.values[i]);
  }
  return s;
}

/* --- paths --- */

/* Appends a segment to a path; false when ".." leads above its root. */
static bool add_segment(char *path, size_t *len, str segment)
{
  if (!segment.len || str_eq(segment, STR(".")))
    return true;
  if (str_eq(segment, STR(".."))) {
    if (!*len)
      return false;
    while (*len && path[--*len] != '/')
      continue;
    return true;
  }
  if (*len)
    path[(*len)++] = '/';
  memcpy(path + *len, segment.data, segment.len);
  *len += segment.len;
  return true;
}

str office_path(struct arena *arena, str from, str target)
{
  const char *fragment = memchr(target.data, '#', target.len);
  if (fragment)
    target.len = (size_t)(fragment - target.data);
  str base = path_folder(from);
  if (!target.len)
    return STR("");
  if (target.data[0] == '/')
    base = STR("");
  char *path = arena_alloc(arena, base.len + target.len + 2);
  size_t len = 0;
  bool is_inside = path != NULL;
  str segment;
  while (is_inside && base.len && str_split(&base, '/', &segment))
    is_inside = add_segment(path, &len, segment);
  while (is_inside && target.len && str_split(&target, '/', &segment))
    is_inside = add_segment(path, &len, segment);
  return is_inside ? (str){path, len} : STR("");
}
