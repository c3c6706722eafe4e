/* zip.c - a ZIP container through libarchive, from memory into memory.
 *
 * Only the reader that goes by the central directory is asked for: a container cut short has none
 * and is refused, instead of giving the half that the other reader would find. */
#include "read/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include "base/library.h"

/* A book of pictures has a few thousand entries; a document a few dozen. */
enum { ENTRIES_MAX = 20000, NAME_MAX_BYTES = 4096 };

static const size_t entry_max = (size_t)64 << 20, all_max = (size_t)256 << 20;

/* XML of office programs shrinks to a twentieth, of one sentence over and over to a hundredth; what
 * goes further is made to fill memory. Less than the floor harms nobody. */
static const size_t ratio_max = 200, ratio_floor = (size_t)1 << 20;

#define ARCHIVE_CALLS(CALL)                                                                        \
  CALL(archive_entry_is_data_encrypted)                                                            \
  CALL(archive_entry_is_metadata_encrypted)                                                        \
  CALL(archive_entry_pathname)                                                                     \
  CALL(archive_entry_pathname_utf8)                                                                \
  CALL(archive_error_string)                                                                       \
  CALL(archive_read_data)                                                                          \
  CALL(archive_read_free)                                                                          \
  CALL(archive_read_new)                                                                           \
  CALL(archive_read_next_header)                                                                   \
  CALL(archive_read_open_memory)                                                                   \
  CALL(archive_read_support_format_zip_seekable)

LIBRARY(libarchive, LIBRARY_FILE_ARCHIVE, "documents in ZIP containers are read with libarchive",
        ARCHIVE_CALLS);

/* One pass over the container. */
struct pass {
  struct calls lib;
  struct archive *archive;
  struct archive_entry *entry; /* NULL: behind the last */
};

static void close_pass(struct pass *pass)
{
  if (pass->archive)
    pass->lib.archive_read_free(pass->archive);
}

#define AUTO_PASS __attribute__((cleanup(close_pass))) struct pass

/* libarchive spells names in the charset of the locale, and what that lacks as '?'. */
struct spelling {
  locale_t own, before;
};

static struct spelling spell_utf8(void)
{
  struct spelling spelling = {.own = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0)};
  if (spelling.own)
    spelling.before = uselocale(spelling.own); /* of this thread alone */
  return spelling;
}

static void spell_as_before(struct spelling *spelling)
{
  if (!spelling->own)
    return;
  uselocale(spelling->before);
  freelocale(spelling->own);
}

#define AUTO_SPELLING __attribute__((unused, cleanup(spell_as_before))) struct spelling

static precis_status refuse(precis_error *err, const char *reason)
{
  precis_status s = fail(err, PRECIS_BAD_INPUT, "damaged ZIP container: %s", reason);
  return fail_hint(err, s, "save or send the document again");
}

static precis_status refuse_encrypted(precis_error *err)
{
  precis_status s = fail(err, PRECIS_BAD_INPUT, "encrypted document");
  return fail_hint(err, s, "save it without a password first");
}

static const char *reason_of(const struct pass *pass)
{
  const char *reason = pass->lib.archive_error_string(pass->archive);
  return reason ? reason : "it cannot be read";
}

/* The name as it stands in the container. */
static str name_of(const struct pass *pass)
{
  const char *name = pass->lib.archive_entry_pathname_utf8(pass->entry);
  return str_of(name ? name : pass->lib.archive_entry_pathname(pass->entry));
}

/* A name that libarchive cannot spell in the locale is only a warning of it. */
static precis_status next_entry(struct pass *pass, precis_error *err)
{
  int answer = pass->lib.archive_read_next_header(pass->archive, &pass->entry);
  if (answer == ARCHIVE_EOF)
    pass->entry = NULL;
  else if (answer < ARCHIVE_WARN)
    return refuse(err, reason_of(pass));
  return PRECIS_OK;
}

/* At the first entry. */
static precis_status start(const struct zip *zip, struct pass *pass, precis_error *err)
{
  precis_status s = library_load(&libarchive, &pass->lib, err);
  if (s != PRECIS_OK)
    return s;
  pass->archive = pass->lib.archive_read_new();
  if (!pass->archive ||
      pass->lib.archive_read_support_format_zip_seekable(pass->archive) < ARCHIVE_WARN)
    return fail_no_memory(err);
  if (pass->lib.archive_read_open_memory(pass->archive, zip->bytes.data, zip->bytes.len) !=
      ARCHIVE_OK)
    return refuse(err, reason_of(pass));
  return next_entry(pass, err);
}

static precis_status list_entry(struct zip *zip, const struct pass *pass, precis_error *err)
{
  if (pass->lib.archive_entry_is_data_encrypted(pass->entry) == 1 ||
      pass->lib.archive_entry_is_metadata_encrypted(pass->entry) == 1)
    return refuse_encrypted(err);
  str name = name_of(pass);
  if (zip->names.count == ENTRIES_MAX || name.len > NAME_MAX_BYTES) {
    precis_status s = fail(err, PRECIS_BAD_INPUT,
                           "ZIP container with more than %d entries or a name over %d bytes",
                           ENTRIES_MAX, NAME_MAX_BYTES);
    return fail_hint(err, s, "the file is damaged, or made to do harm");
  }
  bool is_fresh = true;
  map_add(&zip->names, arena_str(zip->arena, name), &is_fresh);
  if (is_fresh)
    return PRECIS_OK;
  precis_status s =
      fail(err, PRECIS_BAD_INPUT, "ZIP container with two entries '%.*s'", STR_ARG(name));
  return fail_hint(err, s, "which one counts is not certain: save the document again");
}

precis_status zip_open(struct zip *zip, struct arena *arena, str bytes, precis_error *err)
{
  *zip = (struct zip){.arena = arena, .bytes = bytes};
  map_init(&zip->names, arena);
  AUTO_SPELLING spelling = spell_utf8();
  AUTO_PASS pass = {0};
  precis_status s = start(zip, &pass, err);
  while (s == PRECIS_OK && pass.entry) {
    s = list_entry(zip, &pass, err);
    if (s == PRECIS_OK)
      s = next_entry(&pass, err);
  }
  if (s == PRECIS_OK && arena_short(arena))
    return fail_no_memory(err);
  return s;
}

static precis_status check_budgets(const struct zip *zip, str name, size_t len, precis_error *err)
{
  size_t all = zip->inflated + len;
  const char *what = len > entry_max                                         ? "64 MiB"
                     : all > all_max                                         ? "256 MiB in all"
                     : all > ratio_floor && all / ratio_max > zip->bytes.len ? "200 times its size"
                                                                             : NULL;
  if (!what)
    return PRECIS_OK;
  precis_status s =
      fail(err, PRECIS_BAD_INPUT, "'%.*s' inflates to more than %s", STR_ARG(name), what);
  return fail_hint(err, s, "the file is damaged, or made to do harm");
}

static precis_status inflate_entry(struct zip *zip, const struct pass *pass, struct zip_want *want,
                                   precis_error *err)
{
  enum { ROOM_MIN = 16 * 1024 };

  size_t room = ROOM_MIN, len = 0;
  char *data = arena_alloc(zip->arena, room);
  for (;;) {
    if (!data)
      return fail_no_memory(err);
    ssize_t got = pass->lib.archive_read_data(pass->archive, data + len, room - len);
    if (got < 0)
      return refuse(err, reason_of(pass));
    len += (size_t)got;
    precis_status s = check_budgets(zip, want->name, len, err);
    if (s != PRECIS_OK)
      return s;
    if (got == 0)
      break;
    if (len == room) {
      data = arena_grow(zip->arena, data, room, room * 2);
      room *= 2;
    }
  }
  zip->inflated += len;
  want->bytes = (str){data, len};
  return PRECIS_OK;
}

/* wants by name: of the same name the first is filled by the pass, the others from it. */
static void index_wants(struct zip *zip, struct zip_want *wants, size_t count, struct map *ret)
{
  map_init(ret, zip->arena);
  for (uint32_t i = 0; i < count; i++) {
    bool is_fresh = false;
    uint32_t found = map_add(ret, wants[i].name, &is_fresh);
    wants[i].bytes = (str){0};
    if (is_fresh && found != MAP_NONE)
      ret->entries[found].value = i;
  }
}

precis_status zip_fetch(struct zip *zip, struct zip_want *wants, size_t count, precis_error *err)
{
  struct map index;
  index_wants(zip, wants, count, &index);
  AUTO_SPELLING spelling = spell_utf8();
  AUTO_PASS pass = {0};
  precis_status s = start(zip, &pass, err);
  while (s == PRECIS_OK && pass.entry) {
    uint32_t found = map_find(&index, name_of(&pass));
    if (found != MAP_NONE)
      s = inflate_entry(zip, &pass, &wants[index.entries[found].value], err);
    if (s == PRECIS_OK)
      s = next_entry(&pass, err);
  }
  for (size_t i = 0; s == PRECIS_OK && i < count; i++) {
    uint32_t found = map_find(&index, wants[i].name);
    if (found != MAP_NONE)
      wants[i].bytes = wants[index.entries[found].value].bytes;
  }
  return s == PRECIS_OK && arena_short(zip->arena) ? fail_no_memory(err) : s;
}

precis_status zip_fetch_one(struct zip *zip, str name, str *ret, precis_error *err)
{
  struct zip_want want = {.name = name};
  precis_status s = zip_fetch(zip, &want, 1, err);
  if (s == PRECIS_OK)
    *ret = want.bytes;
  return s;
}
