/* list.c - what is installed: templates, languages, fonts, formats; a line each, in byte order. */
#include <dirent.h>
#include <stdlib.h>

#include "lib/lib.h"

static int by_name(const void *a, const void *b)
{
  return str_compare(*(const str *)a, *(const str *)b);
}

bool folder_names(const char *path, struct arena *arena, struct name_list *ret)
{
  DIR *folder = opendir(path);
  if (!folder)
    return false;
  struct dirent *entry;
  while ((entry = readdir(folder))) {
    str name = str_of(entry->d_name);
    if (str_ends(name, STR(".ini")) && name.data[0] != '.')
      vec_push(arena, ret, arena_str(arena, str_sub(name, 0, name.len - 4)));
  }
  closedir(folder);
  if (ret->count)
    qsort(ret->at, ret->count, sizeof *ret->at, by_name);
  return true;
}

static precis_status list_templates(const precis_engine *engine, struct arena *arena,
                                    struct buffer *out, precis_error *err)
{
  struct name_list names = {0};
  const char *path = engine_folder(engine, arena, "templates");
  if (path)
    folder_names(path, arena, &names);
  if (arena_short(arena))
    return fail_no_memory(err);
  for (uint32_t i = 0; i < names.count; i++) {
    AUTO(page_template) page_template = NULL;
    precis_status s = page_template_load(&engine->heap, path, names.at[i].data,
                                         (struct setting_list){0}, &page_template, err);
    if (s != PRECIS_OK)
      return s;
    buffer_format(out, "%.*s\t%.*s\t%.*s\n", STR_ARG(names.at[i]), STR_ARG(page_template->purpose),
                  STR_ARG(page_template->path));
  }
  return PRECIS_OK;
}

static precis_status list_languages(const precis_engine *engine, struct buffer *out,
                                    precis_error *err)
{
  for (size_t i = 0; i < engine->language_count; i++) {
    const struct language_slot *slot = NULL;
    precis_status s = engine_language(engine, engine->tags[i], &slot, err);
    if (s != PRECIS_OK)
      return s;
    buffer_format(out, "%s\t%s\t%.*s\n", engine->tags[i], language_name(slot->language),
                  STR_ARG(slot->path));
  }
  return PRECIS_OK;
}

static void add_family(void *user, const char *family, const char *what, const char *path)
{
  buffer_format(user, "%s\t%s\t%s\n", family, what, path);
}

static precis_status list_fonts(const precis_engine *engine, struct buffer *out, precis_error *err)
{
  struct fontset *fontset = NULL;
  precis_status s = engine_fontset(engine, &fontset, err);
  return s == PRECIS_OK ? fontset_list(fontset, add_family, out, err) : s;
}

static void list_stages(struct buffer *out)
{
  for (size_t i = 0; precis_stage(i); i++)
    buffer_format(out, "%s\n", precis_stage(i));
}

static void list_formats(struct buffer *out)
{
  buffer_add(out, STR("text\tread\t.txt\n"
                      "markdown\tread\t.md .markdown\n"
                      "html\tread\t.html .htm .xhtml\n"
                      "docx\tread\t.docx\n"
                      "odt\tread\t.odt\n"
                      "epub\tread\t.epub\n"
                      "eml\tread\t.eml .mbox\n"
                      "pdf\tread\t.pdf: by pdftotext; others by [readers] of precis.ini\n"
                      "pdf\twritten\t.pdf: tagged, PDF/A-3a, PDF/UA-1\n"
                      "json\twritten\t.json\n"
                      "html\twritten\t.html: one page, no script, no network\n"
                      "markdown\twritten\t.md\n"
                      "text\twritten\t.txt\n"));
}

precis_status precis_list(const precis_engine *engine, const char *what, precis_sink sink,
                          precis_error *err)
{
  AUTO(arena) arena = arena_new(&engine->heap);
  if (!arena)
    return fail_no_memory(err);
  AUTO_BUFFER out;
  buffer_init(&out, &engine->heap);
  precis_status s = PRECIS_OK;
  if (strcmp(what, "templates") == 0) {
    s = list_templates(engine, arena, &out, err);
  } else if (strcmp(what, "languages") == 0) {
    s = list_languages(engine, &out, err);
  } else if (strcmp(what, "fonts") == 0) {
    s = list_fonts(engine, &out, err);
  } else if (strcmp(what, "stages") == 0) {
    list_stages(&out);
  } else if (strcmp(what, "formats") == 0) {
    list_formats(&out);
  } else {
    s = fail(err, PRECIS_BAD_ARGUMENT, "nothing to list under '%s'", what);
    fail_hint(err, s, "templates, fonts, languages, stages or formats");
  }
  return s == PRECIS_OK ? buffer_send(&out, sink, err) : s;
}
