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
  return language_detect(options->detector, options->tags, options->tag_count, text);
}

/* The bytes as UTF-8. An HTML page's own declaration counts for less than a byte order mark and for
 * less than what the caller says. */
static precis_status decode(struct document *document, struct arena *scratch, str bytes,
                            const struct read_options *options, str *ret, precis_error *err)
{
  precis_status s = refuse_binary(bytes, err);
  if (s != PRECIS_OK)
    return s;
  struct decoded decoded;
  const char *charset = options->charset;
  if (!charset && document->media == MEDIA_HTML)
    charset = html_charset(scratch, bytes);
  s = charset_decode(scratch, bytes, charset, &decoded, err);
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
  document->given = (struct doc_given){
      .media = options->media,
      .charset = arena_str(arena, str_of(options->charset)),
      .language = arena_str(arena, str_of(options->language)),
      .title = arena_str(arena, str_of(options->title)),
      .author = arena_str(arena, str_of(options->author)),
      .date = arena_str(arena, str_of(options->date)),
  };
  if (options->title)
    document->title = arena_str(arena, str_of(options->title));
  if (options->author)
    document->author = arena_str(arena, str_of(options->author));
  if (options->date)
    document->date = arena_str(arena, str_of(options->date));
}

static const struct language *words_of(const struct document *document,
                                       const struct read_options *options)
{
  return options->language_of ? options->language_of(options->language_user, document->language)
                              : NULL;
}

/* The words of the language are needed while reading, so it is told from the source. */
static precis_status read_plain_text(struct document *document, struct arena *scratch, str text,
                                     const struct read_options *options, precis_error *err)
{
  (void)err;
  document->language = settle_language(options, STR(""), text);
  plain_read(document, scratch, text, words_of(document, options));
  return PRECIS_OK;
}

static precis_status read_markdown(struct document *document, struct arena *scratch, str text,
                                   const struct read_options *options, precis_error *err)
{
  struct front_matter front = front_matter_read(document->arena, text);
  document->title = front.title;
  document->author = front.author;
  document->date = front.date;
  str body = str_sub(text, front.len, text.len - front.len);
  document->language = settle_language(options, front.language, body);
  return markdown_read(document, scratch, body, front.lines, err);
}

/* Readers that find the language in their metadata leave it in own; the text without markup decides
 * where they found none. */
static precis_status read_html(struct document *document, struct arena *scratch, str text,
                               const struct read_options *options, precis_error *err)
{
  str own = STR("");
  precis_status s = html_read(document, scratch, text, &own, err);
  document->language = settle_language(options, own, document->text);
  return s;
}

static precis_status read_bytes(struct document *document, struct arena *scratch, str bytes,
                                const struct read_options *options, precis_error *err)
{
  static precis_status (*const readers[])(struct document *, struct arena *, str,
                                          const struct read_options *, str *, precis_error *) = {
      [MEDIA_DOCX] = docx_read,
      [MEDIA_ODT] = odt_read,
      [MEDIA_EPUB] = epub_read,
      [MEDIA_EML] = mail_read,
  };
  str own = STR("");
  precis_status s = readers[document->media](document, scratch, bytes, options, &own, err);
  document->language = settle_language(options, own, document->text);
  return s;
}

static precis_status read_text(struct document *document, struct arena *scratch, str bytes,
                               const struct read_options *options, precis_error *err)
{
  static precis_status (*const readers[])(struct document *, struct arena *, str,
                                          const struct read_options *, precis_error *) = {
      [MEDIA_TEXT] = read_plain_text,
      [MEDIA_MARKDOWN] = read_markdown,
      [MEDIA_HTML] = read_html,
  };
  str text = {0};
  precis_status s = decode(document, scratch, bytes, options, &text, err);
  if (s != PRECIS_OK)
    return s;
  if (!media_is_told(options, bytes))
    document->media = media_of_text(scratch, text);
  return readers[document->media](document, scratch, text, options, err);
}

/* What the bytes are read as, and by whom: containers take bytes, all others take text. */
static precis_status read_any(struct document *document, struct arena *scratch, str bytes,
                              const struct read_options *options, precis_error *err)
{
  document->media = media_of_bytes(options, bytes);
  bool is_container = document->media > MEDIA_HTML;
  precis_status s = is_container ? read_bytes(document, scratch, bytes, options, err)
                                 : read_text(document, scratch, bytes, options, err);
  if (s != PRECIS_OK)
    return s;
  front_mark(document, words_of(document, options));
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
  precis_status s = read_any(document, scratch, bytes, options, err);
  if (s != PRECIS_OK)
    return fail_at(err, s, document->name, 0, 0);
  if (arena_short(document->arena) || arena_short(scratch))
    return fail_no_memory(err);
  *ret = TAKE(document);
  return PRECIS_OK;
}
