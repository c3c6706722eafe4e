/* tree.c - a briefing's JSON through jansson, and back in the form in which it was sealed.
 *
 * Numbers are read as reals: offsets are below 2^53, and so are told exactly. */
#include "verify/evidence.h"

#include "base/json.h"

enum {
  DEPTH_MAX = 12,     /* a brief is six deep */
  NUMBER_DECIMALS = 9 /* no number of a brief has more */
};

str tree_text(const json_t *object, const char *key)
{
  const json_t *value = json_object_get(object, key);
  return json_is_string(value) ? (str){json_string_value(value), json_string_length(value)}
                               : (str){"", 0};
}

bool tree_uint(const json_t *object, const char *key, uint32_t *ret)
{
  const json_t *value = json_object_get(object, key);
  double number = json_number_value(value);
  if (!json_is_number(value) || !(number >= 0 && number < UINT32_MAX) ||
      number != (double)(uint32_t)number)
    return false;
  *ret = (uint32_t)number;
  return true;
}

bool tree_span(const json_t *object, struct span *ret)
{
  uint32_t start, end;
  if (!tree_uint(object, "start", &start) || !tree_uint(object, "end", &end) || end < start)
    return false;
  *ret = (struct span){start, end - start};
  return true;
}

/* Bounded by DEPTH_MAX, not by the input. */
static bool is_shallow(const json_t *value, int depth)
{
  if (depth > DEPTH_MAX)
    return false;
  const char *key;
  json_t *member;
  size_t i;
  if (json_is_object(value))
    json_object_foreach((json_t *)value, key,
                        member) if (!is_shallow(member, depth + 1)) return false;
  if (json_is_array(value))
    json_array_foreach(value, i, member) if (!is_shallow(member, depth + 1)) return false;
  return true;
}

json_t *tree_parse(str bytes)
{
  json_t *tree =
      json_loadb(bytes.data, bytes.len,
                 JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL, NULL);
  if (json_is_object(tree) && is_shallow(tree, 0))
    return tree;
  json_decref(tree);
  return NULL;
}

static void write_value(struct json *json, const json_t *value, const char *without)
{
  const char *key;
  json_t *member;
  size_t i;
  switch (json_typeof(value)) {
  case JSON_OBJECT:
    json_open(json, '{');
    json_object_foreach((json_t *)value, key, member)
    {
      if (without && strcmp(key, without) == 0)
        continue;
      json_key(json, key);
      write_value(json, member, NULL);
    }
    json_close(json, '}');
    break;
  case JSON_ARRAY:
    json_open(json, '[');
    json_array_foreach(value, i, member) write_value(json, member, NULL);
    json_close(json, ']');
    break;
  case JSON_STRING:
    json_str(json, (str){json_string_value(value), json_string_length(value)});
    break;
  case JSON_INTEGER:
  case JSON_REAL:
    json_number(json, json_number_value(value), NUMBER_DECIMALS);
    break;
  case JSON_TRUE:
  case JSON_FALSE:
    json_bool(json, json_is_true(value));
    break;
  case JSON_NULL:
    json_str(json, STR("null"));
    break;
  }
}

void tree_write(const json_t *value, const char *without, struct buffer *out)
{
  struct json json = {.out = out};
  write_value(&json, value, without);
}
