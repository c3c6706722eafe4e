/* entry.c - a manifest's line, read back. */
#include <jansson.h>

#include "batch/parts.h"

static str text_of(struct arena *arena, const json_t *object, const char *key)
{
  const json_t *value = json_object_get(object, key);
  if (!json_is_string(value))
    return STR("");
  return arena_str(arena, (str){json_string_value(value), json_string_length(value)});
}

static int digit(char c)
{
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The name's bytes: those told in hex, where the name is not UTF-8. */
static str path_of(struct arena *arena, const json_t *object, const char *key, const char *hex_key)
{
  str hex = text_of(arena, object, hex_key);
  if (!hex.len)
    return text_of(arena, object, key);
  char *bytes = arena_alloc(arena, hex.len / 2 + 1);
  for (size_t i = 0; bytes && i + 1 < hex.len; i += 2) {
    int high = digit(hex.data[i]), low = digit(hex.data[i + 1]);
    if (high < 0 || low < 0)
      return STR("");
    bytes[i / 2] = (char)(high << 4 | low);
  }
  return (str){bytes ? bytes : "", bytes ? hex.len / 2 : 0};
}

precis_status batch_entry_read(struct arena *arena, str *rest, struct batch_entry *ret,
                               precis_error *err)
{
  const char *end = memchr(rest->data, '\n', rest->len);
  size_t len = end ? (size_t)(end - rest->data) : rest->len;
  json_error_t reason;
  json_t *object = json_loadb(rest->data, len, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &reason);
  struct batch_entry entry = {
      .path = path_of(arena, object, "path", "path_hex"),
      .output = path_of(arena, object, "output", "output_hex"),
      .status = text_of(arena, object, "status"),
      .title = text_of(arena, object, "title"),
      .line = text_of(arena, object, "bottom_line"),
      .message = text_of(arena, json_object_get(object, "error"), "message"),
      .hint = text_of(arena, json_object_get(object, "error"), "hint"),
      .whole = str_sub(*rest, 0, end ? len + 1 : len),
  };
  json_decref(object);
  if (arena_short(arena))
    return fail_no_memory(err);
  static const char *const states[] = {"done", "failed", "pending"};
  bool is_known = false;
  for (size_t i = 0; i < sizeof states / sizeof *states; i++)
    is_known |= str_eq(entry.status, str_of(states[i]));
  if (!end || !is_known || !entry.path.len)
    return fail(err, PRECIS_BAD_INPUT, end ? "is no line of a manifest" : "ends within a line");
  *rest = str_sub(*rest, len + 1, rest->len - len - 1);
  *ret = entry;
  return PRECIS_OK;
}

precis_status each_entry(str manifest, entry_visitor *visit, void *user, precis_error *err)
{
  precis_status s = PRECIS_OK;
  while (s == PRECIS_OK && manifest.len) {
    AUTO(arena) arena = arena_new(&heap_default);
    struct batch_entry entry;
    if (!arena)
      return fail_no_memory(err);
    s = batch_entry_read(arena, &manifest, &entry, err);
    if (s == PRECIS_OK)
      s = visit(user, arena, &entry, err);
  }
  return s;
}
