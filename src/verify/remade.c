/* remade.c - the briefing against the one that the same sources give again. */
#include "verify/evidence.h"

#include "base/buffer.h"

enum { DEPTH_MAX = 12 };

struct comparison {
  struct verify_report *report;
  bool with_pages;
};

static str shown(struct arena *arena, const json_t *value)
{
  if (!value)
    return (str){"", 0};
  if (json_is_string(value))
    return (str){json_string_value(value), json_string_length(value)};
  AUTO_BUFFER out;
  buffer_init(&out, arena_heap(arena));
  tree_write(value, NULL, &out);
  return arena_str(arena, buffer_str(&out));
}

static void differs(const struct comparison *c, str where, const json_t *told, const json_t *made)
{
  struct arena *arena = c->report->arena;
  const char *what = !made   ? "is not in the briefing made again"
                     : !told ? "is missing: the briefing made again has it"
                             : "is not so in the briefing made again";
  if (!report_has(c->report, where))
    verify_note(c->report, (struct verify_difference){.where = where,
                                                      .what = str_of(what),
                                                      .printed = shown(arena, told),
                                                      .found = shown(arena, made)});
}

static bool is_of_pages(const char *key, int depth)
{
  static const char *const keys[] = {"template", "faces", "page", "cut"};
  for (size_t i = 0; depth == 0 && i < sizeof keys / sizeof *keys; i++)
    if (strcmp(key, keys[i]) == 0)
      return true;
  return depth == 2 && strcmp(key, "printed") == 0;
}

/* The seal is of all the rest. */
static bool is_left_out(const struct comparison *c, const char *key, int depth)
{
  return (depth == 0 && strcmp(key, "seal") == 0) || (!c->with_pages && is_of_pages(key, depth));
}

static void compare(const struct comparison *c, str where, const json_t *told, const json_t *made,
                    int depth);

static void compare_objects(const struct comparison *c, str where, const json_t *told,
                            const json_t *made, int depth)
{
  struct arena *arena = c->report->arena;
  const char *dot = where.len ? "." : "", *key;
  json_t *value;
  json_object_foreach((json_t *)told, key, value)
  {
    str path = arena_format(arena, "%.*s%s%s", STR_ARG(where), dot, key);
    if (!is_left_out(c, key, depth))
      compare(c, path, value, json_object_get(made, key), depth + 1);
  }
  json_object_foreach((json_t *)made, key, value)
  {
    str path = arena_format(arena, "%.*s%s%s", STR_ARG(where), dot, key);
    if (!json_object_get(told, key) && !is_left_out(c, key, depth))
      differs(c, path, NULL, value);
  }
}

/* An item dropped or put in is named once, not with all that come behind it. */
static void compare_arrays(const struct comparison *c, str where, const json_t *told,
                           const json_t *made, int depth)
{
  size_t n = json_array_size(told), m = json_array_size(made), i = 0, k = 0;
  while (i < n || k < m) {
    json_t *a = i < n ? json_array_get(told, i) : NULL, *b = k < m ? json_array_get(made, k) : NULL;
    str path = arena_format(c->report->arena, "%.*s[%zu]", STR_ARG(where), a ? i : k);
    bool is_dropped = a && b && n - i < m - k && json_equal(a, json_array_get(made, k + 1));
    bool is_put_in = a && b && n - i > m - k && json_equal(json_array_get(told, i + 1), b);
    if (is_dropped)
      differs(c, path, NULL, b);
    else if (is_put_in)
      differs(c, path, a, NULL);
    else
      compare(c, path, a, b, depth + 1);
    i += a && !is_dropped;
    k += b && !is_put_in;
  }
}

static void compare(const struct comparison *c, str where, const json_t *told, const json_t *made,
                    int depth)
{
  if (depth > DEPTH_MAX || (told && made && json_equal(told, made)))
    return;
  if (json_is_object(told) && json_is_object(made))
    compare_objects(c, where, told, made, depth);
  else if (json_is_array(told) && json_is_array(made))
    compare_arrays(c, where, told, made, depth);
  else
    differs(c, where, told, made);
}

precis_status verify_remade(const struct verify_briefing *briefing, str json, bool with_pages,
                            struct verify_report *report, precis_error *err)
{
  json_t *made = tree_parse(json);
  if (!made)
    return fail_no_memory(err);
  struct comparison c = {report, with_pages};
  compare(&c, (str){"", 0}, tree_of(briefing), made, 0);
  json_decref(made);
  report->is_remade = true;
  report->is_page_remade = with_pages && verify_maker(briefing, true).len;
  return PRECIS_OK;
}

bool verify_is_page_maker(const struct verify_briefing *briefing, str json)
{
  json_t *made = tree_parse(json);
  str own = verify_maker(briefing, true);
  bool is_same = own.len && str_eq(own, tree_text(json_object_get(made, "template"), "maker"));
  json_decref(made);
  return is_same;
}

/* "object 12" around a byte of a PDF: the nearest "\n12 0 obj" before it. */
static uint32_t object_at(str pdf, size_t at)
{
  static const str mark = {" 0 obj", 6};
  for (; at > 0; at--) {
    if (!str_starts(str_sub(pdf, at, pdf.len - at), mark))
      continue;
    size_t from = at;
    uint32_t number = 0;
    while (from > 0 && pdf.data[from - 1] >= '0' && pdf.data[from - 1] <= '9')
      from--;
    if (str_to_uint(str_sub(pdf, from, at - from), &number))
      return number;
  }
  return 0;
}

void verify_same_file(str given, str remade, struct verify_report *report)
{
  size_t len = given.len < remade.len ? given.len : remade.len, at = 0;
  if (str_eq(given, remade))
    return;
  while (at < len && given.data[at] == remade.data[at])
    at++;
  verify_note(report,
              (struct verify_difference){
                  .where = arena_format(report->arena, "file, byte %zu (object %u)", at,
                                        object_at(given, at < given.len ? at : given.len)),
                  .what = STR("the file is not the one that its sources give again: something "
                              "drawn or said beside its texts was changed")});
}
