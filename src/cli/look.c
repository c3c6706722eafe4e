/* look.c - the hash of all that decides what a briefing looks like, but the input: where it is another,
 * a document is made again. */
#include <nettle/sha2.h>

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

/* "name, a tab, what it is, a tab, where it lies" */
static str path_of(str line)
{
  const char *tab = line.len ? memrchr(line.data, '\t', line.len) : NULL;
  size_t at = tab ? (size_t)(tab - line.data) + 1 : line.len;
  return str_sub(line, at, line.len - at);
}

/* Which of them a document is in is not known before it is read: all of them count, and what tells
 * them apart, which lies beside them. */
static precis_status add_languages(struct sha256_ctx *hash, const precis_engine *engine,
                                   precis_error *err)
{
  static const char models[] = "textcat.conf";
  AUTO_BUFFER list, path;
  buffer_init(&list, &heap_default);
  buffer_init(&path, &heap_default);
  precis_status s = precis_list(engine, "languages", sink_into(&list), err);
  str rest = buffer_str(&list), line;
  while (s == PRECIS_OK && str_split(&rest, '\n', &line)) {
    str file = path_of(line);
    if (!file.len)
      continue;
    path.len = 0;
    buffer_format(&path, "%.*s", STR_ARG(file));
    buffer_byte(&path, '\0');
    s = path.is_short ? fail_no_memory(err) : add_file(hash, path.data, err);
  }
  const char *slash = path.len ? memrchr(path.data, '/', path.len) : NULL;
  if (s != PRECIS_OK || !slash)
    return s;
  path.len = (size_t)(slash + 1 - path.data);
  buffer_format(&path, "%s", models);
  buffer_byte(&path, '\0');
  return path.is_short ? fail_no_memory(err) : add_file(hash, path.data, err);
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

precis_status look_hash(const struct options *o, const precis_engine *engine,
                        uint8_t ret[LOOK_BYTES], precis_error *err)
{
  struct sha256_ctx hash;
  sha256_init(&hash);
  add(&hash, buffer_str(&o->look));
  add_readers(&hash, o->readers);
  precis_status s = add_languages(&hash, engine, err);
  bool is_set = o->format == FORMAT_DEFAULT || o->format == FORMAT_PDF;
  if (s == PRECIS_OK && is_set)
    s = add_template(&hash, o, engine, err);
  sha256_digest(&hash, LOOK_BYTES, ret);
  return s;
}
