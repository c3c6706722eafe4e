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

const char *language_of_text(const struct read_options *options, str own, str text)
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
    s = refuse_controls(decoded.text, err);
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

const struct language *words_of_language(const struct read_options *options, const char *tag)
{
  return options->language_of ? options->language_of(options->language_user, tag) : NULL;
}

/* The words of the language are needed while reading, so it is told from the source. */
static precis_status read_plain_text(struct document *document, struct arena *scratch, str text,
                                     const struct read_options *options, precis_error *err)
{
  (void)err;
  document->language = language_of_text(options, STR(""), text);
  plain_read(document, scratch, text, words_of_language(options, document->language));
  return PRECIS_OK;
}

static precis_status read_markdown(struct document *document, struct arena *scratch, str text,
                                   const struct read_options *options, precis_error *err)
{
  struct front_matter front = front_matter_read(document->arena, text);
  document->title = front.title;
  document->author = front.author;
  str body = str_sub(text, front.len, text.len - front.len);
  document->language = language_of_text(options, front.language, body);
  document->date =
      moment_stated(document->arena, words_of_language(options, document->language), front.date);
  return markdown_read(document, scratch, body, front.lines, err);
}

/* Readers that find the language in their metadata leave it in own; the text without markup decides
 * where they found none. */
static precis_status read_html(struct document *document, struct arena *scratch, str text,
                               const struct read_options *options, precis_error *err)
{
  str own = STR("");
  precis_status s = html_read(document, scratch, text, &own, err);
  document->language = language_of_text(options, own, document->text);
  return s;
}

/* The language a program wrote into a file is that of its own settings more often than the text's:
 * it counts only where the text is too short to tell. */
static void settle_own(struct document *document, const struct read_options *options,
                       const struct own_facts *own)
{
  str sure = own->is_language_sure ? own->language : STR("");
  document->language = language_of_text(options, sure, document->text);
  if (!document->language[0] && !options->language && own->language.len)
    document->language = serving_tag(options, own->language);
}

static precis_status read_bytes(struct document *document, struct arena *scratch, str bytes,
                                const struct read_options *options, precis_error *err)
{
  static precis_status (*const readers[])(struct document *, struct arena *, str,
                                          const struct read_options *, struct own_facts *,
                                          precis_error *) = {
      [MEDIA_DOCX] = docx_read,
      [MEDIA_ODT] = odt_read,
      [MEDIA_EPUB] = epub_read,
      [MEDIA_EML] = mail_read,
  };
  struct own_facts own = {0};
  precis_status s = readers[document->media](document, scratch, bytes, options, &own, err);
  if (s != PRECIS_OK)
    return s;
  settle_own(document, options, &own);
  asked_mark(document);
  front_mark(document, words_of_language(options, document->language),
             document->author.len ? document->author : own.author);
  if (!document->author.len)
    document->author = own.author;
  if (!document->date.len)
    document->date = own.date;
  return PRECIS_OK;
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
  s = readers[document->media](document, scratch, text, options, err);
  if (s != PRECIS_OK)
    return s;
  asked_mark(document);
  front_mark(document, words_of_language(options, document->language), document->author);
  return PRECIS_OK;
}

/* Titles and lines of figures are too short to have a language; in letters that none of the
 * languages is written in, a sentence is enough to tell that it is none of them. */
enum { LANGUAGE_BYTES_MIN = 400, SCRIPT_BYTES_MIN = 40 };

/* Mostly letters beyond Latin, which ends before Greek and goes on in U+1E00-1EFF. */
static bool is_in_other_script(str text)
{
  enum { LATIN_END = 0x370, LATIN_MORE = 0x1E00, LATIN_MORE_END = 0x1F00 };

  size_t latin = 0, other = 0;
  for (size_t at = 0; at < text.len && at < LANGUAGE_BYTES_MIN;) {
    uint32_t c = utf8_next(text, &at);
    bool is_latin = c < LATIN_END || (c >= LATIN_MORE && c < LATIN_MORE_END);
    latin += is_latin && char_is_letter(c);
    other += !is_latin && char_is_letter(c);
  }
  return other > latin;
}

/* Without the words of its language a text is read and ranked by what needs none. */
static void warn_of_language(struct document *document, const struct read_options *options)
{
  if (document->language[0] || !options->tag_count)
    return;
  if (options->language)
    document_warn(document, "W106", 0,
                  "there is no language file for '%s'; what needs its words is left out",
                  options->language);
  else if (document->text.len >= LANGUAGE_BYTES_MIN ||
           (document->text.len >= SCRIPT_BYTES_MIN && is_in_other_script(document->text)))
    document_warn(document, "W106", 0,
                  "no language file fits this text; what needs its words is left out");
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
  warn_of_language(document, options);
  override(document, options);
  return PRECIS_OK;
}

static void set_hash(str bytes, uint8_t ret[SHA256_DIGEST_SIZE])
{
  struct sha256_ctx sha256;
  sha256_init(&sha256);
  sha256_update(&sha256, bytes.len, (const uint8_t *)bytes.data);
  sha256_digest(&sha256, SHA256_DIGEST_SIZE, ret);
}

/* By line of a converter's output the page that it is on; NULL where it ends no page. */
static uint32_t *pages_by_line(struct arena *scratch, str bytes, uint32_t *ret_lines)
{
  uint32_t lines = 1, line = 1, page = 1;
  bool has_pages = false;
  for (size_t i = 0; i < bytes.len; i++) {
    lines += bytes.data[i] == '\n';
    has_pages = has_pages || bytes.data[i] == '\f';
  }
  uint32_t *pages = has_pages ? arena_array(scratch, uint32_t, (size_t)lines + 1) : NULL;
  for (size_t i = 0; pages && i < bytes.len; i++) {
    line += bytes.data[i] == '\n';
    page += bytes.data[i] == '\f';
    if (!pages[line] && (unsigned char)bytes.data[i] > ' ')
      pages[line] = page;
  }
  *ret_lines = lines;
  return pages;
}

/* A converter ends pages with form feeds, as printers do: then each place has its page. */
static void note_pages(struct document *document, struct arena *scratch, str bytes)
{
  uint32_t lines = 0, last = 0;
  const uint32_t *pages = pages_by_line(scratch, bytes, &lines);
  for (uint32_t i = 0; pages && i < document->lines.count; i++) {
    const struct line_mark *mark = &document->lines.at[i];
    uint32_t page = mark->line <= lines ? pages[mark->line] : 0;
    if (!page || page == last)
      continue;
    vec_push(document->arena, &document->pages, (struct line_mark){mark->at, page});
    last = page;
  }
}

/* The lines of a converter's output are nobody's. */
static void adopt_original(struct document *document, struct arena *scratch, str bytes,
                           const struct read_options *options)
{
  document->original_media = arena_str(document->arena, str_of(options->original_media)).data;
  if (options->original_reader)
    document->reader = arena_str(document->arena, str_of(options->original_reader)).data;
  set_hash(bytes, document->reader_sha256);
  note_pages(document, scratch, bytes);
  document->lines.count = 0;
  for (uint32_t i = 0; i < document->warnings.count; i++)
    document->warnings.at[i].line = 0;
}

precis_status read_document(const struct heap *heap, str bytes, const struct read_options *options,
                            struct document **ret, precis_error *err)
{
  if (!bytes.data)
    bytes = STR(""); /* readers count from an address, of nothing as well */
  if (bytes.len > SOURCE_MAX)
    return fail(err, PRECIS_OVER_LIMIT, "%zu bytes are more than a document may have", bytes.len);
  AUTO(document) document = document_new(heap);
  AUTO(arena) scratch = arena_new(heap);
  if (!document || !scratch)
    return fail_no_memory(err);
  document->name = arena_str(document->arena, str_of(options->name ? options->name : "input"));
  str original = options->original_media ? options->original : bytes;
  document->bytes = original.len;
  set_hash(original, document->sha256);
  precis_status s = read_any(document, scratch, bytes, options, err);
  if (s != PRECIS_OK)
    return fail_at(err, s, document->name, 0, 0);
  if (options->original_media)
    adopt_original(document, scratch, bytes, options);
  if (arena_short(document->arena) || arena_short(scratch))
    return fail_no_memory(err);
  *ret = TAKE(document);
  return PRECIS_OK;
}
