/* page_json.c - what a page's JSON-LD says about its article (schema.org: headline, author,
 * datePublished, inLanguage, articleBody). */
#include <jansson.h>

#include "read/page.h"

/* A script larger than this is a data dump, and so is one of more objects. jansson itself stops at
 * 2048 levels. */
enum { SCRIPT_BYTES_MAX = 1024 * 1024, OBJECTS_MAX = 256, AUTHORS_MAX = 8 };

static void free_json(json_t **json)
{
  json_decref(*json);
}

static str text_of(struct arena *arena, const json_t *value)
{
  return json_is_string(value)
             ? arena_str(arena, (str){json_string_value(value), json_string_length(value)})
             : STR("");
}

static bool names_article(const json_t *type)
{
  static const str endings[] = {
      {"Article", 7}, {"Posting", 7}, {"Recipe", 6}, {"Report", 6}, {"Review", 6}};
  str name = {json_string_value(type), json_string_length(type)};
  for (size_t i = 0; name.data && i < sizeof endings / sizeof *endings; i++)
    if (str_ends(name, endings[i]))
      return true;
  return false;
}

static bool is_article(const json_t *object)
{
  const json_t *type = json_object_get(object, "@type");
  if (names_article(type))
    return true;
  size_t i;
  json_t *one;
  json_array_foreach(type, i, one) if (names_article(one)) return true;
  return false;
}

/* A name, an object with one, or several of either. */
static str author_of(struct arena *arena, const json_t *author)
{
  if (json_is_object(author))
    author = json_object_get(author, "name");
  if (!json_is_array(author))
    return text_of(arena, author);
  str all = STR("");
  for (size_t i = 0; i < json_array_size(author) && i < AUTHORS_MAX; i++) {
    const json_t *one = json_array_get(author, i);
    str name = text_of(arena, json_is_object(one) ? json_object_get(one, "name") : one);
    if (name.len)
      all = all.len ? arena_format(arena, "%.*s, %.*s", STR_ARG(all), STR_ARG(name)) : name;
  }
  return all;
}

static void take(str *fact, str value)
{
  if (!fact->len)
    *fact = value;
}

static void read_object(struct arena *arena, const json_t *object, struct json_facts *facts)
{
  if (!is_article(object))
    return;
  take(&facts->headline, text_of(arena, json_object_get(object, "headline")));
  take(&facts->headline, text_of(arena, json_object_get(object, "name")));
  take(&facts->author, author_of(arena, json_object_get(object, "author")));
  take(&facts->date, text_of(arena, json_object_get(object, "datePublished")));
  take(&facts->language, text_of(arena, json_object_get(object, "inLanguage")));
  take(&facts->body, text_of(arena, json_object_get(object, "articleBody")));
}

/* Objects at the top, in a list, or in a "@graph": nobody nests them deeper. */
static void read_all(struct arena *arena, const json_t *root, struct json_facts *facts)
{
  size_t count = json_is_array(root) ? json_array_size(root) : 1;
  for (size_t i = 0; i < count && i < OBJECTS_MAX; i++) {
    const json_t *object = json_is_array(root) ? json_array_get(root, i) : root;
    read_object(arena, object, facts);
    const json_t *graph = json_object_get(object, "@graph");
    for (size_t k = 0; k < json_array_size(graph) && k < OBJECTS_MAX; k++)
      read_object(arena, json_array_get(graph, k), facts);
    read_object(arena, json_object_get(object, "mainEntity"), facts);
  }
}

void json_facts_read(struct arena *arena, str json, struct json_facts *facts)
{
  json = str_trim(json);
  if (str_starts(json, STR("<!--")))
    json = str_sub(json, 4, json.len - 4);
  if (json.len > SCRIPT_BYTES_MAX)
    return;
  __attribute__((cleanup(free_json))) json_t *root =
      json_loadb(json.data, json.len, JSON_DISABLE_EOF_CHECK, NULL);
  if (root)
    read_all(arena, root, facts);
}
