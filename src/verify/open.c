/* open.c - a briefing as it came: PDF or JSON, its seal, how it was made. */
#include "base/buffer.h"
#include "verify/evidence.h"
#include "verify/pdf_file.h"

/* A digest has some thousand sources. */
enum { SOURCES_MAX = 20000 };

static void differs(struct verify_report *report, const char *where, const char *what)
{
  verify_note(report, (struct verify_difference){.where = str_of(where), .what = str_of(what)});
}

/* --- the file --- */

static void note_oddities(const struct pdf_file *file, struct verify_report *report)
{
  for (uint32_t i = 0; i < file->oddities.count; i++) {
    const struct oddity *oddity = &file->oddities.at[i];
    str where = oddity->page == NONE ? STR("file")
                                     : arena_format(report->arena, "page %u", oddity->page + 1);
    verify_note(report, (struct verify_difference){.where = where, .what = oddity->what});
  }
}

static precis_status open_pdf(struct verify_briefing *b, str bytes, struct verify_report *report,
                              str *ret_json, precis_error *err)
{
  struct pdf_file file;
  precis_error why = {0};
  precis_status s = pdf_file_read(b->arena, bytes, &file, &why);
  if (s == PRECIS_NO_MEMORY || s == PRECIS_IO) { /* ours to mend, not the file's fault */
    if (err)
      *err = why;
    return s;
  }
  if (s != PRECIS_OK) {
    differs(report, "file", arena_str(report->arena, str_of(why.message)).data);
    return PRECIS_OK;
  }
  note_oddities(&file, report);
  if (!file.evidence.len)
    differs(report, "file", "carries no evidence, so that nothing in it can be checked");
  b->has_pages = true;
  b->images = file.images;
  b->texts = file.texts;
  *ret_json = file.evidence;
  return PRECIS_OK;
}

static void check_seal(const struct verify_briefing *b, struct verify_report *report)
{
  AUTO_BUFFER out;
  buffer_init(&out, arena_heap(report->arena));
  tree_write(tree_of(b), "seal", &out);
  if (!out.is_short && out.len)
    out.len--; /* the last bracket comes behind the seal */
  size_t at = out.len;
  brief_write_seal(&out, 0);
  str told = tree_text(tree_of(b), "seal");
  bool is_whole = !out.is_short && told.len == 64 &&
                  str_find(str_sub(buffer_str(&out), at, out.len - at), told, 0) != SIZE_MAX;
  if (!is_whole)
    differs(report, "seal", "the briefing is not the one that was sealed: something in it changed");
}

precis_status verify_open(struct arena *arena, str bytes, struct verify_report *report,
                          struct verify_briefing *ret, precis_error *err)
{
  *ret = (struct verify_briefing){.arena = arena};
  str json = bytes;
  if (str_starts(bytes, STR("%PDF-"))) {
    json = (str){0};
    precis_status s = open_pdf(ret, bytes, report, &json, err);
    if (s != PRECIS_OK)
      return s;
    if (!json.len)
      return PRECIS_OK;
  }
  ret->json = tree_parse(json);
  uint32_t schema;
  if (!ret->json || !tree_text(tree_of(ret), "precis").len ||
      !tree_uint(tree_of(ret), "schema", &schema) || schema != BRIEF_SCHEMA ||
      !json_is_array(json_object_get(tree_of(ret), "documents"))) {
    differs(report, "file", "is not a briefing of precis, or not a whole one");
    verify_close(ret);
    return PRECIS_OK;
  }
  check_seal(ret, report);
  bool has_logo = json_is_true(json_object_get(json_object_get(tree_of(ret), "template"), "logo"));
  if (ret->images > has_logo)
    differs(report, "file", "draws a picture that was not set");
  return PRECIS_OK;
}

void verify_close(struct verify_briefing *briefing)
{
  json_decref(briefing->json);
  briefing->json = NULL;
}

/* --- how it was made --- */

static const char *text_or_null(const json_t *object, const char *key)
{
  return json_string_value(json_object_get(object, key));
}

uint32_t verify_source_count(const struct verify_briefing *b)
{
  size_t count = json_array_size(json_object_get(tree_of(b), "documents"));
  return count <= SOURCES_MAX ? (uint32_t)count : 0;
}

static precis_media media_of(const json_t *given)
{
  enum { MEDIA_MAX = 32 }; /* there are fewer; past the last stands a name that is none of ours */

  str media = tree_text(given, "media");
  for (int i = 0; media.len && i < MEDIA_MAX; i++)
    if (str_eq(media, str_of(media_name((enum media)i))))
      return (precis_media)(i + 1); /* in the public header 0 is: find out */
  return PRECIS_MEDIA_GUESS;
}

struct verify_source verify_source_at(const struct verify_briefing *b, uint32_t index)
{
  const json_t *document = json_array_get(json_object_get(tree_of(b), "documents"), index);
  struct verify_source source = {.name = tree_text(document, "name"),
                                 .sha256 = tree_text(document, "sha256")};
  uint32_t bytes = 0;
  tree_uint(document, "bytes", &bytes);
  source.bytes = bytes;
  source.reader = tree_text(document, "reader");
  source.reader_sha256 = tree_text(document, "reader_sha256");
  if (source.reader_sha256.len)
    source.converted = text_or_null(document, "media");
  const json_t *given = json_object_get(json_object_get(tree_of(b), "options"), "sources");
  size_t i;
  json_t *one;
  json_array_foreach(given, i, one)
  {
    uint32_t of;
    if (!tree_uint(one, "document", &of) || of != index)
      continue;
    source.media = source.converted ? PRECIS_MEDIA_GUESS : media_of(one); /* the reader's text */
    source.charset = text_or_null(one, "charset");
    source.language = text_or_null(one, "language");
    source.title = text_or_null(one, "title");
    source.author = text_or_null(one, "author");
    source.date = text_or_null(one, "date");
  }
  return source;
}

bool verify_options(const struct verify_briefing *b, precis_brief_options *ret)
{
  const json_t *o = json_object_get(tree_of(b), "options");
  if (!json_is_object(o))
    return false;
  *ret = (precis_brief_options){
      .ratio = json_number_value(json_object_get(o, "ratio")),
      .genre = text_or_null(o, "genre"),
      .title = tree_text(o, "title"),
      .about = tree_text(o, "about"),
      .date = tree_text(o, "date"),
      .author = tree_text(o, "author"),
      .banner = tree_text(o, "banner"),
      .explain = json_is_true(json_object_get(o, "explain")),
  };
  str notes = tree_text(o, "notes");
  if (notes.len && !sources_find(notes, &ret->sources))
    return false;
  tree_uint(o, "pages", &ret->pages);
  tree_uint(o, "words", &ret->max_words);
  tree_uint(o, "sentences", &ret->max_sentences);
  tree_uint(o, "quotes", &ret->max_quotes);
  tree_uint(o, "facts", &ret->max_facts);
  tree_uint(o, "fields", &ret->fields);
  return ret->ratio >= 0 && ret->ratio <= 1;
}

struct verify_template verify_template_of(const struct verify_briefing *b)
{
  const json_t *t = json_object_get(tree_of(b), "template");
  struct verify_template ret = {.name = text_or_null(t, "name")};
  const json_t *settings = json_object_get(t, "settings");
  size_t count = json_array_size(settings);
  ret.settings = arena_array(b->arena, const char *, count + 1);
  for (size_t i = 0; ret.settings && i < count; i++) {
    const char *setting = json_string_value(json_array_get(settings, i));
    if (setting)
      ret.settings[ret.setting_count++] = setting;
  }
  tree_uint(t, "pages", &ret.page_count);
  return ret;
}

str verify_maker(const struct verify_briefing *b, bool of_pages)
{
  return tree_text(of_pages ? json_object_get(tree_of(b), "template") : tree_of(b), "maker");
}
