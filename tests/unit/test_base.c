/* The base: each allocation failed in turn, growth, order, numbers, quoting, INI's refusals, files.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include "base/ini.h"
#include "base/io.h"
#include "base/json.h"
#include "base/map.h"
#include "base/sanitized.h"
#include "base/vec.h"
#include "failing_heap.h"

static void arena_keeps_what_it_gave(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  VEC(uint32_t) numbers = {0};
  for (uint32_t i = 0; i < 100000; i++)
    vec_push(arena, &numbers, i);
  assert_false(arena_short(arena));
  assert_int_equal(numbers.count, 100000);
  for (uint32_t i = 0; i < numbers.count; i++)
    assert_int_equal(numbers.at[i], i);
}

struct counting_heap {
  size_t asked; /* bytes of new blocks; none is given back before the end */
};

static void *counting_realloc(void *user, void *block, size_t size)
{
  struct counting_heap *heap = user;
  heap->asked += block ? 0 : size;
  if (size)
    return realloc(block, size);
  free(block);
  return NULL;
}

/* Vectors that take turns never grow in place; what each leaves behind holds what comes later, and
 * holds it alone. */
static void arena_hands_out_what_was_outgrown(void **state)
{
  (void)state;

  enum { VECTORS = 8, NUMBERS = 4096 };

  struct counting_heap counted = {0};
  struct heap heap = {counting_realloc, &counted, (size_t)1 << 30};
  AUTO(arena) arena = arena_new(&heap);
  VEC(uint32_t) vectors[VECTORS] = {0};
  struct map map;
  map_init(&map, arena);
  for (uint32_t i = 0; i < NUMBERS; i++) {
    for (uint32_t v = 0; v < VECTORS; v++)
      vec_push(arena, &vectors[v], i * VECTORS + v);
    map_add(&map, arena_format(arena, "%u", i), NULL);
  }
  assert_false(arena_short(arena));
  assert_int_equal(map.count, NUMBERS);
  for (uint32_t i = 0; i < NUMBERS; i++) {
    char name[16];
    snprintf(name, sizeof name, "%u", i);
    assert_int_equal(map_find(&map, str_of(name)), i);
    for (uint32_t v = 0; v < VECTORS; v++)
      assert_int_equal(vectors[v].at[i], i * VECTORS + v);
  }
#ifndef IS_SANITIZED /* there what is outgrown is fenced off, not handed out */
  size_t held = VECTORS * NUMBERS * sizeof(uint32_t) + NUMBERS * sizeof(struct map_entry) +
                2 * NUMBERS * sizeof(struct map_slot) + NUMBERS * 16;
  assert_in_range(counted.asked, held, held * 2); /* 2.4 times as much with nothing handed out */
#endif
}

static void arena_stops_at_its_limit(void **state)
{
  (void)state;
  struct heap heap = heap_default;
  heap.object_limit = 1000;
  AUTO(arena) arena = arena_new(&heap);
  assert_non_null(arena_alloc(arena, 900));
  assert_null(arena_alloc(arena, 200));
  assert_true(arena_short(arena));
  assert_null(arena_alloc(arena, 1)); /* sticky */
}

static void arena_refuses_products_that_wrap(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  assert_null(arena_alloc_array(arena, SIZE_MAX / 2, 4));
  assert_true(arena_short(arena));
}

/* Also where the limit is no power of two, and byte by byte, which takes the room there is. */
static void buffer_stops_at_its_limit(void **state)
{
  (void)state;

  enum { LIMIT = 5000 };

  struct heap heap = heap_default;
  heap.object_limit = LIMIT;
  AUTO_BUFFER out;
  buffer_init(&out, &heap);
  for (int i = 0; i < LIMIT; i++)
    buffer_byte(&out, 'x');
  assert_false(out.is_short);
  assert_int_equal(out.len, LIMIT);
  for (int i = 0; i < LIMIT; i++)
    buffer_byte(&out, 'x');
  assert_true(out.is_short);
  assert_int_equal(out.len, LIMIT);
  assert_true(out.room <= LIMIT);
}

/* Some work over all containers; false when memory ran out, in which case the arena must say so. */
static bool work(const struct heap *heap)
{
  AUTO(arena) arena = arena_new(heap);
  if (!arena)
    return false;
  struct map map;
  map_init(&map, arena);
  VEC(str) words = {0};
  for (int i = 0; i < 3000; i++) {
    str word = arena_format(arena, "word %d", i % 1500);
    uint32_t at = map_add(&map, word, NULL);
    if (at != MAP_NONE)
      map.entries[at].value++;
    vec_push(arena, &words, word);
  }
  AUTO_BUFFER out;
  buffer_init(&out, heap);
  for (uint32_t i = 0; i < map.count; i++)
    buffer_format(&out, "%.*s %u\n", STR_ARG(map.entries[i].key), map.entries[i].value);
  if (arena_short(arena) || out.is_short)
    return false;
  assert_int_equal(map.count, 1500);
  assert_int_equal(words.count, 3000);
  assert_true(str_starts(buffer_str(&out), STR("word 0 2\nword 1 2\n")));
  return true;
}

static void every_allocation_may_fail(void **state)
{
  (void)state;
  struct failing_heap f = {.fails_at = -1};
  struct heap heap = failing_heap(&f);
  assert_true(work(&heap));
  assert_int_equal(f.live, 0);
  long calls = f.calls;
  assert_true(calls > 5);
  for (long i = 0; i < calls; i++) {
    f = (struct failing_heap){.fails_at = i};
    assert_false(work(&heap));
    assert_int_equal(f.live, 0);
  }
}

static void map_remembers_the_order(void **state)
{
  (void)state;
  AUTO(arena) arena = arena_new(&heap_default);
  struct map map;
  map_init(&map, arena);
  bool fresh;
  assert_int_equal(map_add(&map, STR("b"), &fresh), 0);
  assert_true(fresh);
  assert_int_equal(map_add(&map, STR("a"), &fresh), 1);
  assert_int_equal(map_add(&map, STR("b"), &fresh), 0);
  assert_false(fresh);
  assert_int_equal(map_find(&map, STR("c")), MAP_NONE);
  assert_int_equal(map.count, 2);
}

static void numbers_are_plain_decimals(void **state)
{
  (void)state;

  static const struct {
    double value;
    int decimals;
    const char *text;
  } rows[] = {{0, 3, "0"},
              {-0.0004, 3, "0"},
              {1.5, 3, "1.5"},
              {-2.25, 2, "-2.25"},
              {0.9996, 3, "1"},
              {1e12, 2, "1000000000000"},
              {0.05, 2, "0.05"},
              {2.5, 0, "3"},
              {1.0 / 0.0, 2, "0"},
              {0.0 / 0.0, 2, "0"},
              {12.345678, 6, "12.345678"}};

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    AUTO_BUFFER out;
    buffer_init(&out, &heap_default);
    buffer_number(&out, rows[i].value, rows[i].decimals);
    buffer_byte(&out, '\0');
    assert_string_equal(out.data, rows[i].text);
  }
}

static void numbers_are_read_whole_or_not(void **state)
{
  (void)state;
  double d;
  uint32_t u;
  assert_true(str_to_double(STR("-12.5"), &d));
  assert_true(d == -12.5);
  assert_false(str_to_double(STR(""), &d));
  assert_false(str_to_double(STR("1.2.3"), &d));
  assert_false(str_to_double(STR("1e5"), &d));
  assert_false(str_to_double(STR("5."), &d));
  assert_true(str_to_uint(STR("4294967295"), &u));
  assert_false(str_to_uint(STR("4294967296"), &u));
  assert_false(str_to_uint(STR("-1"), &u));
}

static void pieces_are_split_to_the_last(void **state)
{
  (void)state;
  str rest = STR("a,,b"), piece;
  assert_true(str_split(&rest, ',', &piece) && str_eq(piece, STR("a")));
  assert_true(str_split(&rest, ',', &piece) && piece.len == 0);
  assert_true(str_split(&rest, ',', &piece) && str_eq(piece, STR("b")));
  assert_false(str_split(&rest, ',', &piece));
}

static void distances_find_the_near_word(void **state)
{
  (void)state;
  assert_int_equal(str_distance(STR("colmuns"), STR("columns"), 3), 2);
  assert_int_equal(str_distance(STR("columns"), STR("columns"), 3), 0);
  assert_int_equal(str_distance(STR("gutter"), STR("banner"), 2), 3);
}

static void messages_cannot_paint_a_terminal(void **state)
{
  (void)state;
  precis_error err;
  fail(&err, PRECIS_IO, "%s", "a\x1b[31m\n\xe2\x80\xae\xff z\xc3\xa9");
  assert_string_equal(err.message, "a\\x1b[31m\\x0a\\xe2\\x80\\xae\\xff z\xc3\xa9");
}

static void json_escapes_and_mends(void **state)
{
  (void)state;
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  struct json json = {.out = &out};
  json_open(&json, '{');
  json_pair_str(&json, "a", STR("\"\\\n\x01\xed\xa0\x80\xc3\xa9"));
  json_pair_str(&json, "left out", STR(""));
  json_pair_true(&json, "b", true);
  json_key(&json, "c");
  json_open(&json, '[');
  json_uint(&json, 1);
  json_number(&json, 0.5, 2);
  json_close(&json, ']');
  json_close(&json, '}');
  buffer_byte(&out, '\0');
  assert_string_equal(out.data,
                      "{\"a\":\"\\\"\\\\\\n\\u0001\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xc3\xa9\","
                      "\"b\":true,\"c\":[1,0.5]}");
}

static precis_status collect(void *user, str section, str key, str value, uint32_t line,
                             precis_error *err)
{
  (void)err;
  buffer_format(user, "%u %.*s.%.*s=%.*s\n", line, STR_ARG(section), STR_ARG(key), STR_ARG(value));
  return PRECIS_OK;
}

static void ini_counts_its_lines(void **state)
{
  (void)state;
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  precis_error err;
  assert_int_equal(
      ini_read(STR("# c\n[a]\nx = 1,\n  2\n\n[b]\r\ny=3\n"), STR("t.ini"), collect, &out, &err),
      PRECIS_OK);
  buffer_byte(&out, '\0');
  assert_string_equal(out.data, "3 a.x=1,\n4 a.x=2\n7 b.y=3\n");
}

static void ini_takes_a_section_of_45_bytes(void **state)
{
  (void)state;
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  const char *longest = "[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]\nx = 1\n";
  assert_int_equal(ini_read(str_of(longest), STR("t.ini"), collect, &out, NULL), PRECIS_OK);
  buffer_byte(&out, '\0');
  assert_string_equal(out.data, "2 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.x=1\n");
}

static void ini_refuses_what_would_be_spoiled(void **state)
{
  (void)state;
  char long_line[300] = "[a]\nx = ";
  memset(long_line + 8, 'y', 200);

  const struct {
    const char *text;
    uint32_t line;
  } rows[] = {{"[a]\nx = 1 ; y\n", 2},
              {"[a]\nx = 1\t;y\n", 2},
              {"[a]\nx = 1;\v;y\n", 2},
              {"[a]\nx = 1\ny = \xFC\n", 3},
              {"[a]\nx = 1,\n  \xFC\n", 3},
              {"[\xFC]\n", 1},
              {"[a]\nx = 1\n  # not a comment\n", 3},
              {"[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]\n", 1},
              {"[a]\n\nno equals sign\n", 3},
              {"[open\n", 1},
              {long_line, 2}};

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    AUTO_BUFFER out;
    buffer_init(&out, &heap_default);
    precis_error err = {0};
    assert_int_equal(ini_read(str_of(rows[i].text), STR("t.ini"), collect, &out, &err),
                     PRECIS_BAD_TEMPLATE);
    assert_string_equal(err.where, "t.ini");
    assert_int_equal(err.line, rows[i].line);
    assert_true(err.hint[0] != '\0');
  }
}

static void files_are_whole_or_absent(void **state)
{
  (void)state;
  char folder[] = "/tmp/precis-test-XXXXXX";
  assert_non_null(mkdtemp(folder));
  char path[64], missing[64];
  snprintf(path, sizeof path, "%s/out", folder);
  snprintf(missing, sizeof missing, "%s/none/out", folder);
  precis_error err;
  assert_int_equal(file_write(path, STR("one"), &err), PRECIS_OK);
  assert_int_equal(file_write(path, STR("two!"), &err), PRECIS_OK);
  assert_int_equal(file_write(missing, STR("x"), &err), PRECIS_IO);
  AUTO_BUFFER in;
  buffer_init(&in, &heap_default);
  assert_int_equal(file_read(path, 4, &in, &err), PRECIS_OK);
  assert_true(str_eq(buffer_str(&in), STR("two!")));
  in.len = 0;
  assert_int_equal(file_read(path, 3, &in, &err), PRECIS_OVER_LIMIT);
  assert_int_equal(file_read(folder, 100, &in, &err), PRECIS_IO);
  assert_int_equal(unlink(path), 0);
  assert_int_equal(rmdir(folder), 0); /* nothing else was left in it */
}

static void what_is_no_file_is_not_replaced(void **state)
{
  (void)state;
  char folder[] = "/tmp/precis-test-XXXXXX";
  assert_non_null(mkdtemp(folder));
  char file[64], link[64], pipe[64];
  snprintf(file, sizeof file, "%s/file", folder);
  snprintf(link, sizeof link, "%s/link", folder);
  snprintf(pipe, sizeof pipe, "%s/pipe", folder);
  precis_error err;
  struct stat st;
  assert_int_equal(file_write(file, STR("one"), &err), PRECIS_OK);
  assert_int_equal(symlink("file", link), 0);
  assert_int_equal(file_write(link, STR("two"), &err), PRECIS_OK);
  assert_true(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
  AUTO_BUFFER in;
  buffer_init(&in, &heap_default);
  assert_int_equal(file_read(file, 4, &in, &err), PRECIS_OK);
  assert_true(str_eq(buffer_str(&in), STR("two")));
  assert_int_equal(mkfifo(pipe, 0600), 0);
  int fd = open(pipe, O_RDWR);
  char got[4] = "";
  assert_int_equal(file_write(pipe, STR("abc"), &err), PRECIS_OK);
  assert_int_equal(read(fd, got, 3), 3);
  assert_string_equal(got, "abc");
  close(fd);
  assert_true(lstat(pipe, &st) == 0 && S_ISFIFO(st.st_mode));
  assert_int_equal(unlink(pipe), 0);
  assert_int_equal(unlink(link), 0);
  assert_int_equal(unlink(file), 0);
  assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arena_keeps_what_it_gave),
      cmocka_unit_test(arena_hands_out_what_was_outgrown),
      cmocka_unit_test(arena_stops_at_its_limit),
      cmocka_unit_test(arena_refuses_products_that_wrap),
      cmocka_unit_test(buffer_stops_at_its_limit),
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(map_remembers_the_order),
      cmocka_unit_test(numbers_are_plain_decimals),
      cmocka_unit_test(numbers_are_read_whole_or_not),
      cmocka_unit_test(pieces_are_split_to_the_last),
      cmocka_unit_test(distances_find_the_near_word),
      cmocka_unit_test(messages_cannot_paint_a_terminal),
      cmocka_unit_test(json_escapes_and_mends),
      cmocka_unit_test(ini_counts_its_lines),
      cmocka_unit_test(ini_takes_a_section_of_45_bytes),
      cmocka_unit_test(ini_refuses_what_would_be_spoiled),
      cmocka_unit_test(files_are_whole_or_absent),
      cmocka_unit_test(what_is_no_file_is_not_replaced),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
