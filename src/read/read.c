/* read.c - bytes into a document: refuse what is not text, decode, settle the language, hand over
 * to the reader of the media type.
 *
 * Invariant: what a reader gets is valid UTF-8 with few NULs or none; the caller's title, author
 * and date always win over the document's own. */
#include "read/read.h"

#include <nettle/sha2.h>

#include "read/steps.h"

/* Text offsets are 32 bit, and a text may be half as long again as its source. */
enum { SOURCE_MAX = 1 << 30 };

static bool has_ending(str name, const char *const *endings, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    str ending = str_of(endings[i]);
    if (name.len > ending.len &&
        str_eq_nocase(str_sub(name, name.len - ending.len, ending.len), ending))
      return true;
  }
  return false;
}

/* Lines looked at for Markdown, and how many of its marks make a text Markdown. One mark alone, a
 * "# " before a shell command, is not enough. */
enum { SNIFF_LINES = 200, SNIFF_MARKS = 2 };

static bool is_atx_heading(str line)
{
  size_t level = 0;
  while (level < line.len && line.data[level] == '#')
    level++;
  return level >= 1 && level <= 6 && level + 1 < line.len && line.data[level] == ' ';
}

static bool looks_like_markdown(struct arena *arena, str text)
{
  if (front_matter_read(arena, text).len)
    return true;
  uint32_t marks = 0;
  str line;
  for (int i = 0; i < SNIFF_LINES && str_split(&text, '\n', &line); i++)
    marks += is_atx_heading(line) || str_starts(line, STR("```")) ||
             (memchr(line.data, ']', line.len) && str_find(line, STR("](http"), 0) != SIZE_MAX);
  return marks >= SNIFF_MARKS;
}

static enum media media_of(struct arena *arena, const struct read_options *options, str text)
{
  static const char *const markdown[] = {".md", ".markdown", ".mkd", ".mdown"};
  static const char *const plain[] = {".txt", ".text", ".asc", ".log"};
  str name = str_of(options->name);
  switch (options->media) {
  case PRECIS_MEDIA_TEXT:
    return MEDIA_TEXT;
  case PRECIS_MEDIA_MARKDOWN:
    return MEDIA_MARKDOWN;
  case PRECIS_MEDIA_GUESS:
    break;
  }
  if (has_ending(name, markdown, sizeof markdown / sizeof *markdown))
    return MEDIA_MARKDOWN;
  if (has_ending(name, plain, sizeof plain / sizeof *plain))
    return MEDIA_TEXT;
  return looks_like_markdown(arena, text) ? MEDIA_MARKDOWN : MEDIA_TEXT;
}

/* The tag among those there are files for, by itself or by its first part; "" if none serves. */
static const char *serving_tag(const struct read_options *options, str wanted)
{
  size_t primary = 0;
  while (primary < wanted.len && wanted.data[primary] != '-' && wanted.data[primary] != '_')
    primary++;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < options->tag_count; i++)
      if (str_eq_nocase(str_of(options->tags[i]), pass ? str_sub(wanted, 0, primary) : wanted))
        return options->tags[i];
  return "";
}

static const char *settle_language(const struct read_options *options, str own, str text)
{
  if (options->language)
    return serving_tag(options, str_of(options->language));
  const char *tag = own.len ? serving_tag(options, own) : "";
  if (tag[0] || !options->tag_count)
    return tag;
  return language_detect(options->models, options->tags, options->tag_count, text);
}

static precis_status decode(struct document *document, struct arena *scratch, str bytes,
                            const struct read_options *options, str *ret, precis_error *err)
{
  precis_status s = refuse_binary(bytes, err);
  if (s != PRECIS_OK)
    return s;
  struct decoded decoded;
  s = charset_decode(scratch, bytes, options->charset, &decoded, err);
  if (s == PRECIS_OK)
    s = refuse_nuls(decoded.text, err);
  if (s != PRECIS_OK)
    return s;
  document->charset = arena_str(document->arena, str_of(decoded.charset)).data;
  if (decoded.replaced)
    document_warn(document, "W101", 0,
                  "%u characters could not be decoded as %s; U+FFFD stands for them",
                  decoded.replaced, decoded.charset);
  *ret = decoded.text;
  return PRECIS_OK;
}

static void override(struct document *document, const struct read_options *options)
{
  struct arena *arena = document->arena;
  if (options->title)
    document->title = arena_str(arena, str_of(options->title));
  if (options->author)
    document->author = arena_str(arena, str_of(options->author));
  if (options->date)
    document->date = arena_str(arena, str_of(options->date));
}

static precis_status read_text(struct document *document, struct arena *scratch, str text,
                               const struct read_options *options, precis_error *err)
{
  struct front_matter front = {0};
  document->media = media_of(scratch, options, text);
  if (document->media == MEDIA_MARKDOWN)
    front = front_matter_read(document->arena, text);
  document->title = front.title;
  document->author = front.author;
  document->date = front.date;
  str body = str_sub(text, front.len, text.len - front.len);
  document->language = settle_language(options, front.language, body);
  const struct language *language =
      options->language_of ? options->language_of(options->language_user, document->language)
                           : NULL;
  if (document->media == MEDIA_MARKDOWN) {
    precis_status s = markdown_read(document, scratch, body, front.lines, err);
    if (s != PRECIS_OK)
      return s;
  } else {
    plain_read(document, scratch, body, language);
  }
  front_mark(document, language);
  override(document, options);
  return PRECIS_OK;
}

static void set_hash(struct document *document, str bytes)
{
  struct sha256_ctx sha256;
  sha256_init(&sha256);
  sha256_update(&sha256, bytes.len, (const uint8_t *)bytes.data);
  sha256_digest(&sha256, sizeof document->sha256, document->sha256);
}

precis_status read_document(const struct heap *heap, str bytes, const struct read_options *options,
                            struct document **ret, precis_error *err)
{
  if (bytes.len > SOURCE_MAX)
    return fail(err, PRECIS_OVER_LIMIT, "%zu bytes are more than a document may have", bytes.len);
  AUTO(document) document = document_new(heap);
  AUTO(arena) scratch = arena_new(heap);
  if (!document || !scratch)
    return fail_no_memory(err);
  document->name = arena_str(document->arena, str_of(options->name ? options->name : "input"));
  document->bytes = bytes.len;
  set_hash(document, bytes);
  str text = {0};
  precis_status s = decode(document, scratch, bytes, options, &text, err);
  if (s == PRECIS_OK)
    s = read_text(document, scratch, text, options, err);
  if (s != PRECIS_OK)
    return fail_at(err, s, document->name, 0, 0);
  if (arena_short(document->arena) || arena_short(scratch))
    return fail_no_memory(err);
  *ret = TAKE(document);
  return PRECIS_OK;
}
