/* look.c - the hash of all that decides what a briefing looks like, but the input: where it is
 * another, a document is made again. */
#include <dirent.h>
#include <nettle/sha2.h>
#include <stdlib.h>

#include "base/io.h"
#include "cli/batch.h"
#include "cli/convert.h"

/* A language's words. */
enum { LANGUAGE_BYTES_MAX = 16 << 20 };

static void add(struct sha256_ctx *hash, str bytes)
{
  uint64_t len = bytes.len; /* so that no two lists of parts are one */
  sha256_update(hash, sizeof len, (const uint8_t *)&len);
  sha256_update(hash, bytes.len, (const uint8_t *)bytes.data);
}

static precis_status add_file(struct sha256_ctx *hash, const char *path, precis_error *err)
{
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  precis_status s = file_read(path, LANGUAGE_BYTES_MAX, &bytes, err);
  add(hash, buffer_str(&bytes));
  return s;
}

static int is_data(const struct dirent *entry)
{
  str name = str_of(entry->d_name);
  return str_ends(name, STR(".ini")) || str_ends(name, STR(".conf"));
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
  return strcmp((*a)->d_name, (*b)->d_name); /* whatever the locale */
}

/* Which of them a document is in is not known before it is read: all of them count, and what tells
 * them apart, which lies beside them. */
static precis_status add_languages(struct sha256_ctx *hash, const char *data_folder,
                                   precis_error *err)
{
  AUTO_BUFFER path;
  buffer_init(&path, &heap_default);
  buffer_format(&path, "%s/languages", data_folder);
  size_t folder = path.len;
  buffer_byte(&path, '\0');
  struct dirent **names = NULL;
  int count = path.is_short ? -1 : scandir(path.data, &names, is_data, by_name);
  precis_status s = count < 0 ? fail(err, PRECIS_IO, "no languages in the data folder") : PRECIS_OK;
  for (int i = 0; i < count; i++) {
    path.len = folder;
    buffer_format(&path, "/%s", names[i]->d_name);
    buffer_byte(&path, '\0');
    if (s == PRECIS_OK)
      s = path.is_short ? fail_no_memory(err) : add_file(hash, path.data, err);
    free(names[i]);
  }
  free(names);
  return s;
}

/* Its own file, those that it is based on, and the settings. */
static precis_status add_template(struct sha256_ctx *hash, const struct options *o,
                                  const precis_engine *engine, precis_error *err)
{
  precis_template *tmpl = NULL;
  precis_status s = options_template(o, engine, 1, &tmpl, err);
  if (s != PRECIS_OK)
    return s;
  uint64_t digest = precis_template_digest(tmpl);
  precis_template_free(tmpl);
  add(hash, (str){(const char *)&digest, sizeof digest});
  return PRECIS_OK;
}

static void add_readers(struct sha256_ctx *hash, const struct readers *readers)
{
  for (uint32_t i = 0; i < readers->all.count; i++) {
    add(hash, readers->all.at[i].ending);
    add(hash, readers->all.at[i].command);
  }
}

precis_status look_hash(const struct maker *maker, uint8_t ret[LOOK_BYTES], precis_error *err)
{
  const struct options *o = maker->options;
  struct sha256_ctx hash;
  sha256_init(&hash);
  add(&hash, buffer_str(&o->look));
  add_readers(&hash, o->readers);
  precis_status s = add_languages(&hash, maker->data_folder, err);
  if (s == PRECIS_OK && maker->format == FORMAT_PDF)
    s = add_template(&hash, o, maker->engine, err);
  sha256_digest(&hash, LOOK_BYTES, ret);
  return s;
}
