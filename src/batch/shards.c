/* shards.c - the manifests of shards as their names tell them apart, and the ledgers beside them.
 */
#include <stdlib.h>

#include "batch/parts.h"

/* Of missing shards in one message. */
enum { NAMED_MAX = 8 };

/* "-3-of-8" of "out/manifest-3-of-8.jsonl"; false: it is another name. */
static bool suffix_of(const char *path, str *ret)
{
  str name = path_name(str_of(path)), head = STR("manifest"), end = STR(".jsonl");
  if (!str_starts(name, head) || !str_ends(name, end) || name.len < head.len + end.len)
    return false;
  *ret = str_sub(name, head.len, name.len - head.len - end.len);
  return true;
}

bool shard_name_read(const char *path, struct shard_name *ret)
{
  str suffix;
  *ret = (struct shard_name){0};
  if (!suffix_of(path, &suffix))
    return false;
  if (!suffix.len)
    return true;
  size_t of = str_find(suffix, STR("-of-"), 0);
  return of != SIZE_MAX && suffix.data[0] == '-' &&
         str_to_uint(str_sub(suffix, 1, of - 1), &ret->shard) &&
         str_to_uint(str_sub(suffix, of + 4, suffix.len - of - 4), &ret->shards) && ret->shard &&
         ret->shard <= ret->shards;
}

static int by_number(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* numbers: sorted. */
static precis_status fail_missing(const uint32_t *numbers, size_t count, uint32_t shards,
                                  precis_error *err)
{
  AUTO_BUFFER list;
  buffer_init(&list, &heap_default);
  uint32_t missing = shards, first = 0, named = 0;
  for (size_t i = 0; i < count; i++)
    missing -= i == 0 || numbers[i] != numbers[i - 1];
  if (!missing)
    return PRECIS_OK;
  size_t at = 0;
  for (uint32_t i = 1; named < missing && named < NAMED_MAX; i++) {
    while (at < count && numbers[at] < i)
      at++;
    if (at < count && numbers[at] == i)
      continue;
    first = first ? first : i;
    buffer_format(&list, "%s%u", named++ ? ", " : "", i);
  }
  if (missing > NAMED_MAX)
    buffer_format(&list, " and %u more", missing - NAMED_MAX);
  precis_status s =
      fail(err, PRECIS_IO, "%s %.*s of %u %s missing", missing > 1 ? "shards" : "shard",
           STR_ARG(buffer_str(&list)), shards, missing > 1 ? "are" : "is");
  return fail_hint(err, s, "run --shard %u/%u, then merge again", first, shards);
}

precis_status shards_check(const char *const *paths, size_t count, precis_error *err)
{
  uint32_t *numbers = calloc(count ? count : 1, sizeof *numbers), shards = 0;
  bool may_be_whole = true; /* what is called otherwise may be any shard's */
  precis_status s = numbers ? PRECIS_OK : fail_no_memory(err);
  for (size_t i = 0; s == PRECIS_OK && i < count; i++) {
    struct shard_name name;
    if (!shard_name_read(paths[i], &name) || !name.shards) {
      may_be_whole = false;
      continue;
    }
    if (shards && shards != name.shards) {
      s = fail(err, PRECIS_BAD_ARGUMENT, "manifests of %u and of %u shards do not go together",
               shards, name.shards);
      fail_hint(err, s, "name those of one division: manifest-*-of-%u.jsonl", name.shards);
    }
    shards = name.shards;
    numbers[i] = name.shard;
  }
  if (s == PRECIS_OK && shards && may_be_whole) {
    qsort(numbers, count, sizeof *numbers, by_number);
    s = fail_missing(numbers, count, shards, err);
  }
  free(numbers);
  return s;
}

static precis_status open_ledger(const char *path, struct ledger **ret, precis_error *err)
{
  AUTO_BUFFER name;
  buffer_init(&name, &heap_default);
  str whole = str_of(path), suffix;
  struct shard_name shard;
  if (!shard_name_read(path, &shard) || !suffix_of(path, &suffix)) {
    precis_status s =
        fail(err, PRECIS_BAD_INPUT, "its name does not tell which ledger is beside it");
    fail_hint(err, s, "merge manifests where and as their runs wrote them");
    return fail_at(err, s, whole, 0, 0);
  }
  buffer_add(&name, path_folder(whole));
  buffer_format(&name, ".precis/ledger%.*s.db", STR_ARG(suffix));
  buffer_byte(&name, '\0');
  if (name.is_short)
    return fail_no_memory(err);
  precis_status s = ledger_open(name.data, false, ret, err);
  if (s != PRECIS_OK || *ret)
    return s;
  s = fail(err, PRECIS_STOPPED, "the ledger is another version's");
  fail_hint(err, s, "run the shard again");
  return fail_at(err, s, str_of(name.data), 0, 0);
}

precis_status shards_open_ledgers(const char *const *paths, size_t count, struct ledger_list *ret,
                                  precis_error *err)
{
  *ret = (struct ledger_list){calloc(count ? count : 1, sizeof *ret->at), 0};
  precis_status s = ret->at ? PRECIS_OK : fail_no_memory(err);
  for (size_t i = 0; s == PRECIS_OK && i < count; i++) {
    s = open_ledger(paths[i], &ret->at[i], err);
    ret->count += s == PRECIS_OK;
  }
  return s;
}

void shards_close_ledgers(struct ledger_list *ledgers)
{
  for (size_t i = 0; i < ledgers->count; i++)
    ledger_free(ledgers->at[i]);
  free(ledgers->at);
  *ledgers = (struct ledger_list){0};
}
