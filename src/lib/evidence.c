/* evidence.c - what a PDF carries so that it can be checked: the brief, how it was made, and what
 * stands on the pages, which are checked first. */
#include <hb.h>
#include <zlib.h>

#include "lib/lib.h"
#include "verify/verify.h"

struct gathering {
  const precis_engine *engine;
  const struct brief *brief;
  const struct page_template *page_template;
  struct layout *layout;
  struct arena *arena;
  display_texts texts;
  VEC(str) labels;
  VEC(struct brief_face) faces;
  bool *extracts_printed;
  bool is_lossy;
};

/* A label once, as layout words it. */
static void gather_label(struct gathering *g, const struct language *language, str key)
{
  const char *tag = g->brief->language ? g->brief->language : "";
  str label = page_template_label(g->page_template, key.data, tag, language);
  bool is_known = !label.len;
  for (uint32_t i = 0; i < g->labels.count && !is_known; i++)
    is_known = str_eq(g->labels.at[i], label);
  if (!is_known)
    vec_push(g->arena, &g->labels, label);
}

/* The words that layout may print: each label of the language file, and what the template adds. */
static precis_status gather_labels(struct gathering *g, precis_error *err)
{
  const struct page_template *t = g->page_template;
  const struct language *language = NULL;
  precis_status s =
      engine_words(g->engine, g->brief->language ? g->brief->language : "", &language, err);
  if (s != PRECIS_OK)
    return s;
  for (uint32_t i = 0; i < language_keys(language, "labels"); i++)
    gather_label(g, language, language_key(language, "labels", i));
  for (uint32_t i = 0; i < t->labels.count; i++) {
    str key = t->labels.at[i].key;
    const char *dot = memchr(key.data, '.', key.len); /* "de.sources" */
    size_t head = dot ? (size_t)(dot + 1 - key.data) : 0;
    gather_label(g, language, str_sub(key, head, key.len - head));
  }
  return PRECIS_OK;
}

static void add_face(struct gathering *g, const struct face *face)
{
  str name = str_of(face->postscript_name);
  for (uint32_t i = 0; i < g->faces.count; i++)
    if (g->faces.at[i].checksum == face->checksum && str_eq(g->faces.at[i].name, name))
      return;
  struct brief_face copy = {name, face->checksum};
  vec_push(g->arena, &g->faces, copy);
}

/* Glyphs from right to left are read in another order than they were written. */
static bool runs_backwards(const struct mark *mark)
{
  for (uint32_t i = 1; i < mark->glyph_count; i++)
    if (mark->glyphs[i].cluster < mark->glyphs[i - 1].cluster)
      return true;
  return false;
}

static void gather_marks(struct gathering *g)
{
  const struct display *display = g->layout->display;
  const struct face *last = NULL;
  g->is_lossy = g->layout->is_lossy;
  for (uint32_t p = 0; p < display->pages.count; p++)
    for (uint32_t i = 0; i < display->pages.at[p].marks.count; i++) {
      const struct mark *mark = &display->pages.at[p].marks.at[i];
      if (mark->kind != MARK_GLYPHS)
        continue;
      if (mark->face != last)
        add_face(g, mark->face);
      last = mark->face;
      g->is_lossy = g->is_lossy || runs_backwards(mark);
    }
}

uint64_t logo_digest(const struct image *logo)
{
  if (!logo)
    return 0;
  size_t pixels = (size_t)logo->width * logo->height;
  uint64_t hash = str_hash((str){(const char *)logo->pixels, pixels * 3}) ^ logo->width;
  return logo->alpha ? hash ^ str_hash((str){(const char *)logo->alpha, pixels}) : hash;
}

/* Programs, data and faces that set the pages: where they are the same, so are the pages. */
static uint64_t page_maker(const struct gathering *g)
{
  const char *tag = g->brief->language ? g->brief->language : "";
  uint64_t hash = g->brief->maker;
  hash = hash_join(hash, str_hash(str_of(hb_version_string())));
  hash = hash_join(hash, str_hash(str_of(zlibVersion())));
  hash = hash_join(hash, g->page_template->digest);
  hash = hash_join(hash, logo_digest(g->layout->display->logo));
  for (uint32_t i = 0; i < g->faces.count; i++)
    hash = hash_join(hash, g->faces.at[i].checksum);
  for (uint32_t i = 0; i < g->brief->sources.count; i++) {
    const char *own = g->brief->sources.at[i].language;
    hash = hash_join(hash, hyphenator_digest(hyphenator_of(own ? own : "")));
  }
  return hash_join(hash, hyphenator_digest(hyphenator_of(tag)));
}

static precis_status check_pages(struct gathering *g, precis_error *err)
{
  static const enum block_id slots[] = {[ROLE_BOTTOM_LINE] = SLOT_BOTTOM_LINE,
                                        [ROLE_KEY_POINT] = SLOT_KEY_POINTS,
                                        [ROLE_BODY] = SLOT_BODY};
  const struct page_template *t = g->page_template;
  struct page_check check = {.brief = g->brief,
                             .texts = &g->texts,
                             .labels = g->labels.at,
                             .label_count = g->labels.count,
                             .is_set = g->layout->is_set,
                             .is_lossy = g->is_lossy,
                             .extracts_printed = g->extracts_printed};
  for (int role = 0; role <= ROLE_BODY; role++)
    for (uint32_t i = 0; i < t->order_count; i++)
      if (t->order[i] == slots[role])
        check.shows_role[role] = t->shows[slots[role]];
  return verify_pages(arena_heap(g->arena), &check, err);
}

/* A setting that names a file tells of the machine: its folders stay away. */
static str *settings_without_folders(const struct gathering *g)
{
  const struct page_template *t = g->page_template;
  str *settings = arena_array(g->arena, str, t->setting_count + 1);
  for (uint32_t i = 0; settings && i < t->setting_count; i++) {
    str whole = t->settings[i];
    size_t equals = str_find(whole, STR("="), 0);
    bool has_path = equals != SIZE_MAX && str_find(whole, STR("/"), equals) != SIZE_MAX;
    str value = has_path ? path_name(str_sub(whole, equals, whole.len - equals)) : STR("");
    settings[i] = has_path
                      ? arena_format(g->arena, "%.*s=%.*s", (int)equals, whole.data, STR_ARG(value))
                      : whole;
  }
  return settings;
}

static precis_status write_evidence(struct gathering *g, uint32_t page_count, struct buffer *out,
                                    precis_error *err)
{
  struct brief_page_text *texts = arena_array(g->arena, struct brief_page_text, g->texts.count + 1);
  if (!texts)
    return fail_no_memory(err);
  for (uint32_t i = 0; i < g->texts.count; i++)
    texts[i] =
        (struct brief_page_text){g->texts.at[i].role, g->texts.at[i].page, g->texts.at[i].text};
  struct brief_evidence evidence = {
      .template_name = path_name(g->page_template->name),
      .settings = settings_without_folders(g),
      .setting_count = g->page_template->setting_count,
      .page_count = page_count,
      .labels = g->labels.at,
      .label_count = g->labels.count,
      .faces = g->faces.at,
      .face_count = g->faces.count,
      .texts = texts,
      .text_count = g->texts.count,
      .extracts_printed = g->extracts_printed,
      .cuts = g->layout->cuts.at,
      .cut_count = g->layout->cuts.count,
      .has_logo = g->layout->display->logo != NULL,
      .is_lossy = g->is_lossy,
      .maker = page_maker(g),
  };
  return brief_write_evidence(g->brief, &evidence, out) == PRECIS_OK ? PRECIS_OK
                                                                     : fail_no_memory(err);
}

precis_status attach_evidence(const precis_engine *engine, const struct brief *brief,
                              const struct page_template *page_template, uint32_t page_count,
                              struct layout *layout, precis_error *err)
{
  AUTO(arena) arena = arena_new(&engine->heap);
  if (!arena)
    return fail_no_memory(err);
  struct gathering g = {engine, brief, page_template, layout, arena, .texts = {0}};
  g.extracts_printed = arena_array(arena, bool, brief->summary.count + 1);
  precis_status s = gather_labels(&g, err);
  if (s != PRECIS_OK)
    return s;
  gather_marks(&g);
  display_read(layout->display, arena, &g.texts);
  if (arena_short(arena))
    return fail_no_memory(err);
  s = check_pages(&g, err);
  if (s != PRECIS_OK)
    return s;
  AUTO_BUFFER json;
  buffer_init(&json, &engine->heap);
  s = write_evidence(&g, page_count, &json, err);
  if (s != PRECIS_OK)
    return s;
  watch_done(&engine->watch, "evidence", json.len);
  layout->display->attachment = (struct attachment){
      .name = STR("briefing.json"),
      .media = STR("application/json"),
      .description = STR("What this briefing says, and where its sources say it"),
      .bytes = arena_str(layout->display->arena, buffer_str(&json)),
  };
  return arena_short(layout->display->arena) ? fail_no_memory(err) : PRECIS_OK;
}
