/* products.c - what the user names beside the output folder, a digest and a copy of the manifest:
 * neither takes the place of anything else that the run writes. */
#include <stdlib.h>

#include "base/io.h"
#include "batch/parts.h"

struct product_name {
  const char *flag;
  const char *below; /* its path in the output folder */
};

static precis_status refuse(const char *flag, precis_error *err)
{
  return fail_hint(err, PRECIS_STOPPED, "choose another %s", flag);
}

static precis_status refuse_briefing(void *user, struct arena *arena,
                                     const struct batch_entry *entry, precis_error *err)
{
  const struct product_name *name = user;
  (void)arena;
  if (!str_eq(entry->output, str_of(name->below)))
    return PRECIS_OK;
  fail(err, PRECIS_STOPPED, "is the briefing of '%.*s'", STR_ARG(entry->path));
  return refuse(name->flag, err);
}

/* The copy of the manifest may be the manifest: it is the same. */
static bool is_own(const struct batch_options *options, const char *path, const char *below)
{
  bool is_manifest =
      str_starts(str_of(below), STR("manifest")) && str_ends(str_of(below), STR(".jsonl"));
  return strcmp(below, "index.html") == 0 || strcmp(below, "index.pdf") == 0 ||
         path_lies_in(below, ".precis") || (is_manifest && path == options->digest);
}

static precis_status check_below(const struct batch_options *options, const char *path,
                                 struct product_name name, str manifest, precis_error *err)
{
  if (!is_own(options, path, name.below))
    return each_entry(manifest, refuse_briefing, &name, err);
  fail(err, PRECIS_STOPPED, "is what the run itself writes there");
  return refuse(name.flag, err);
}

static bool is_digest(const struct batch_options *options, const char *place)
{
  char *digest = options->digest ? path_resolve_new(options->digest) : NULL;
  bool is_same = digest && strcmp(place, digest) == 0;
  free(digest);
  return is_same;
}

precis_status product_check(const struct batch_options *options, const char *path, str manifest,
                            precis_error *err)
{
  const char *flag = path == options->digest ? "--digest" : "--manifest";
  char *place = path_resolve_new(path), *output = realpath(options->output, NULL);
  precis_status s = PRECIS_OK;
  if (place && path != options->digest && is_digest(options, place)) {
    fail(err, PRECIS_STOPPED, "is the digest too");
    s = refuse(flag, err);
  } else if (place && output && strcmp(output, "/") && path_lies_in(place, output)) {
    struct product_name name = {flag, place + strlen(output) + 1};
    s = check_below(options, path, name, manifest, err);
  }
  free(place);
  free(output);
  return s == PRECIS_OK ? s : fail_at(err, s, str_of(path), 0, 0);
}

precis_status product_write(const struct run *run, const char *path, str bytes, precis_error *err)
{
  if (strcmp(path, "-") != 0)
    return file_write(path, bytes, err) == PRECIS_OK ? PRECIS_OK : PRECIS_STOPPED;
  if (!bytes.len || run->listener->print(run->listener->user, bytes.data, bytes.len) == 0)
    return PRECIS_OK;
  fail(err, PRECIS_STOPPED, "cannot be written");
  return fail_at(err, PRECIS_STOPPED, STR("stdout"), 0, 0);
}
