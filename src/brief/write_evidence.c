/* write_evidence.c - how a brief was made and what stands on its pages, so that it can be made
 * again and compared; and the seal over all of it.
 *
 * Invariant: nothing of the machine or its user: names of sources and templates come without their
 * folders, programs and data as one number that says no more than "the same" or "others". */
#include <nettle/sha2.h>

#include "base/hex.h"
#include "brief/write.h"

enum { RATIO_DECIMALS = 9 };

static void pair_count(struct json *json, const char *key, uint32_t value)
{
  if (value)
    json_pair_uint(json, key, value);
}

static void pair_hex(struct json *json, const char *key, uint64_t value, size_t digits)
{
  char text[16];
  hex_write_number(text, value, digits);
  json_pair_str(json, key, (str){text, digits});
}

static bool was_given(const struct doc_given *g)
{
  return g->media || g->charset.len || g->language.len || g->title.len || g->author.len ||
         g->date.len;
}

static void write_given(const struct brief *b, struct json *json)
{
  bool is_open = false;
  for (uint32_t i = 0; i < b->sources.count; i++) {
    const struct doc_given *g = &b->sources.at[i].given;
    if (!was_given(g))
      continue;
    if (!is_open) {
      json_key(json, "sources");
      json_open(json, '[');
    }
    is_open = true;
    json_open(json, '{');
    json_pair_uint(json, "document", i);
    json_pair_str(json, "media", g->media ? str_of(b->sources.at[i].media) : STR(""));
    json_pair_str(json, "charset", g->charset);
    json_pair_str(json, "language", g->language);
    json_pair_str(json, "title", g->title);
    json_pair_str(json, "author", g->author);
    json_pair_str(json, "date", g->date);
    json_close(json, '}');
  }
  if (is_open)
    json_close(json, ']');
}

/* Text and sentences stand in the object without having been listed. */
static void write_fields(const struct brief *b, struct json *json)
{
  if (b->fields != PRECIS_FIELDS_DEFAULT)
    json_pair_uint(json, "fields", b->fields);
}

const char *sources_name(precis_sources sources)
{
  static const char *const names[] = {[PRECIS_SOURCES_LIST] = "list",
                                      [PRECIS_SOURCES_NONE] = "none",
                                      [PRECIS_SOURCES_CONTEXT] = "context",
                                      [PRECIS_SOURCES_FULL] = "full"};
  return names[sources];
}

bool sources_find(str name, precis_sources *ret)
{
  for (int i = PRECIS_SOURCES_LIST; i <= PRECIS_SOURCES_FULL; i++)
    if (str_eq(name, str_of(sources_name((precis_sources)i)))) {
      *ret = (precis_sources)i;
      return true;
    }
  return false;
}

void write_options(const struct brief *brief, struct json *json)
{
  const struct brief_asked *a = &brief->asked;
  json_key(json, "options");
  json_open(json, '{');
  pair_count(json, "pages", a->pages);
  pair_count(json, "words", a->max_words);
  pair_count(json, "sentences", a->max_sentences);
  if (a->ratio > 0)
    json_pair_number(json, "ratio", a->ratio, RATIO_DECIMALS);
  pair_count(json, "quotes", a->max_quotes);
  pair_count(json, "facts", a->max_facts);
  write_fields(brief, json);
  json_pair_str(json, "genre", a->genre);
  json_pair_str(json, "title", a->title);
  json_pair_str(json, "about", a->about);
  json_pair_str(json, "date", a->date);
  json_pair_str(json, "author", a->author);
  json_pair_str(json, "banner", a->banner);
  if (a->sources != PRECIS_SOURCES_LIST)
    json_pair_str(json, "notes", str_of(sources_name(a->sources)));
  json_pair_true(json, "explain", brief->is_explained);
  write_given(brief, json);
  json_close(json, '}');
  pair_hex(json, "maker", brief->maker, 16);
}

static void write_strings(struct json *json, const char *key, const str *at, uint32_t count)
{
  json_key(json, key);
  json_open(json, '[');
  for (uint32_t i = 0; i < count; i++)
    json_str(json, at[i]);
  json_close(json, ']');
}

void write_page(const struct brief_evidence *e, struct json *json)
{
  json_key(json, "template");
  json_open(json, '{');
  json_pair_str(json, "name", e->template_name);
  write_strings(json, "settings", e->settings, e->setting_count);
  write_strings(json, "labels", e->labels, e->label_count);
  json_pair_uint(json, "pages", e->page_count);
  json_pair_true(json, "logo", e->has_logo);
  json_pair_true(json, "lossy", e->is_lossy);
  pair_hex(json, "maker", e->maker, 16);
  json_close(json, '}');
  json_key(json, "faces");
  json_open(json, '[');
  for (uint32_t i = 0; i < e->face_count; i++) {
    json_open(json, '{');
    json_pair_str(json, "name", e->faces[i].name);
    pair_hex(json, "checksum", e->faces[i].checksum, 8);
    json_close(json, '}');
  }
  json_close(json, ']');
  json_key(json, "page");
  json_open(json, '[');
  for (uint32_t i = 0; i < e->text_count; i++) {
    json_open(json, '{');
    json_pair_str(json, "role", str_of(e->texts[i].role));
    json_pair_uint(json, "page", e->texts[i].page + 1);
    json_pair_str(json, "text", e->texts[i].text);
    json_close(json, '}');
  }
  json_close(json, ']');
}

void brief_write_seal(struct buffer *out, size_t from)
{
  if (out->is_short)
    return;
  struct sha256_ctx sha256;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&sha256);
  sha256_update(&sha256, out->len - from, (const uint8_t *)out->data + from);
  sha256_digest(&sha256, sizeof digest, digest);
  buffer_add(out, STR(",\"seal\":\""));
  hex_add(out, digest, sizeof digest);
  buffer_add(out, STR("\"}"));
}
