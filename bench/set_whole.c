/* set_whole.c - a text set whole: every block of a document in its order, nothing chosen, nothing
 * added. What bench/typography scores and bench/peers.py times.
 *
 *     set_whole TEXT OUT.pdf [section.key=value...]     template plain with the settings given
 *
 * The brief is made by hand from the document's blocks: headings are heads, all else is body. */
#include <stdio.h>

#include "base/io.h"
#include "lib/lib.h"
#include "pdf/pdf.h"

enum { SETTINGS_MAX = 32 };

static bool is_head(const struct block *block)
{
  return block->kind == BLOCK_HEADING;
}

/* Rows and cells of a table are read as running text. */
static str flat(struct arena *arena, str text)
{
  str copy = arena_str(arena, text);
  char *bytes = (char *)copy.data;
  for (size_t i = 0; i < copy.len; i++)
    if (bytes[i] == '\n' || bytes[i] == '\t')
      bytes[i] = ' ';
  return copy;
}

static struct brief *whole_brief(const struct document *document)
{
  struct arena *arena = arena_new(&heap_default);
  struct brief *brief = arena ? arena_make(arena, struct brief) : NULL;
  if (!brief)
    return NULL;
  brief->arena = arena;
  brief->language = document->language;
  uint32_t section = UINT32_MAX;
  for (uint32_t i = 0; i < document->blocks.count; i++) {
    const struct block *block = &document->blocks.at[i];
    str text = flat(arena, str_sub(document->text, block->at.at, block->at.len));
    if (is_head(block)) {
      section = brief->headings.count;
      vec_push(arena, &brief->headings, (struct brief_heading){.text = text});
    } else {
      vec_push(
          arena, &brief->summary,
          (struct brief_extract){.text = text, .role = ROLE_BODY, .block = i, .section = section});
    }
  }
  return brief;
}

static precis_status set_whole(const precis_engine *engine, const struct document *document,
                               struct setting_list settings, struct buffer *out, precis_error *err)
{
  precis_template *plain = NULL;
  struct layout *layout = NULL;
  struct brief *brief = whole_brief(document);
  if (!brief)
    return fail_no_memory(err);
  precis_status s = precis_template_load(engine, "plain", settings.at, settings.count, &plain, err);
  if (s == PRECIS_OK)
    s = engine_lay_out(engine, brief, plain, 0, &layout, err);
  if (s == PRECIS_OK)
    s = pdf_make(&heap_default, NULL, layout->display, out, err);
  for (uint32_t i = 0; s == PRECIS_OK && i < layout->warnings.count; i++)
    fprintf(stderr, "set_whole: warning: %.*s\n", STR_ARG(layout->warnings.at[i].message));
  layout_free(layout);
  precis_template_free(plain);
  arena_free(brief->arena);
  return s;
}

int main(int argc, char **argv)
{
  static const char *const fixed[] = {"blocks.title=no", "blocks.masthead=no", "blocks.footer=no"};

  enum { FIXED = sizeof fixed / sizeof *fixed };

  const char *settings[SETTINGS_MAX];
  memcpy(settings, fixed, sizeof fixed);
  if (argc < 3 || argc - 3 > SETTINGS_MAX - FIXED) {
    fputs("usage: set_whole TEXT OUT.pdf [section.key=value...]\n", stderr);
    return 2;
  }
  for (int i = 3; i < argc; i++)
    settings[FIXED + i - 3] = argv[i];
  struct setting_list list = {settings, (size_t)argc - 3 + FIXED};
  precis_engine_options options = {.data_dir = PRECIS_SOURCE_DIR};
  precis_engine *engine = NULL;
  precis_document *document = NULL;
  precis_error err = {0};
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  precis_status s = precis_engine_new(&options, &engine, &err);
  if (s == PRECIS_OK)
    s = precis_document_read_file(engine, argv[1], NULL, &document, &err);
  if (s == PRECIS_OK)
    s = set_whole(engine, document->document, list, &out, &err);
  if (s == PRECIS_OK)
    s = file_write(argv[2], buffer_str(&out), &err);
  if (s != PRECIS_OK)
    fprintf(stderr, "set_whole: error: %s %s\n", err.message, err.hint);
  precis_document_free(document);
  precis_engine_free(engine);
  return s != PRECIS_OK;
}
