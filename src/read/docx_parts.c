/* docx_parts.c - where the parts of a DOCX are: by its relationships (ECMA-376 part 2, 9.3), not by
 * the names that Word happens to give. */
#include "read/docx.h"

/* Relationships lead to the parts by the end of their type, whatever the parts are called. */
struct relations {
  struct arena *arena;
  str source;
  struct zip_want *parts;
};

enum { RELATIONSHIP = 1 };

static void on_relation(void *user, const struct xml_tag *tag)
{
  static const struct {
    str end;
    enum docx_part part;
  } types[] = {{{"/officeDocument", 15}, DOCX_BODY},
               {{"/styles", 7}, DOCX_STYLES},
               {{"/footnotes", 10}, DOCX_FOOTNOTES},
               {{"/endnotes", 9}, DOCX_ENDNOTES},
               {{"/core-properties", 16}, DOCX_CORE}};
  struct relations *relations = user;
  str type = xml_attribute(tag, XML_NONE, "Type");
  if (tag->id != RELATIONSHIP || !type.data)
    return;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    struct zip_want *part = &relations->parts[types[i].part];
    if (!str_ends(type, types[i].end) || part->name.len)
      continue;
    str target = xml_attribute_copy(relations->arena, tag, XML_NONE, "Target");
    part->name = office_path(relations->arena, relations->source, target);
  }
}

/* The relationships of a part ("" for those of the container). */
static precis_status follow(struct document *document, struct zip *zip, struct relations *relations,
                            precis_error *err)
{
  static const struct xml_known relation[] = {{"Relationship", XML_RELATION, RELATIONSHIP}};
  str folder = path_folder(relations->source), name = path_name(relations->source);
  struct zip_want want = {0};
  want.name = arena_format(relations->arena, "%.*s_rels/%.*s.rels", STR_ARG(folder), STR_ARG(name));
  precis_status s = zip_fetch(zip, &want, 1, err);
  struct xml_visitor visitor = {
      .known = relation, .known_count = 1, .start = on_relation, .user = relations};
  return s == PRECIS_OK ? office_visit(document, relations->arena, &want, &visitor, err) : s;
}

precis_status docx_find_parts(struct document *document, struct arena *scratch, struct zip *zip,
                              struct zip_want *parts, precis_error *err)
{
  struct relations relations = {.arena = scratch, .source = STR(""), .parts = parts};
  precis_status s = follow(document, zip, &relations, err);
  if (s != PRECIS_OK)
    return s;
  if (!parts[DOCX_BODY].name.len)
    parts[DOCX_BODY].name = STR("word/document.xml");
  bool is_text = !str_starts(parts[DOCX_BODY].name, STR("xl/")) &&
                 !str_starts(parts[DOCX_BODY].name, STR("ppt/")) &&
                 zip_has(zip, parts[DOCX_BODY].name);
  if (!is_text)
    return refuse_container(zip->bytes, "DOCX", err);
  relations.source = parts[DOCX_BODY].name;
  s = follow(document, zip, &relations, err);
  return s == PRECIS_OK ? zip_fetch(zip, parts, DOCX_PARTS, err) : s;
}
