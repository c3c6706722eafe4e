/* media.c - what bytes are: by the caller's word, by what a container says, the name's ending, the
 * first bytes, the text. A container can be nothing else, whatever ending it was given. */
#include "read/steps.h"

struct ending {
  const char *ending;
  enum media media;
};

static const struct ending endings[] = {
    {".asc", MEDIA_TEXT},    {".docx", MEDIA_DOCX},      {".eml", MEDIA_EML},
    {".epub", MEDIA_EPUB},   {".htm", MEDIA_HTML},       {".html", MEDIA_HTML},
    {".log", MEDIA_TEXT},    {".mbox", MEDIA_EML},       {".markdown", MEDIA_MARKDOWN},
    {".md", MEDIA_MARKDOWN}, {".mdown", MEDIA_MARKDOWN}, {".mkd", MEDIA_MARKDOWN},
    {".odt", MEDIA_ODT},     {".shtml", MEDIA_HTML},     {".text", MEDIA_TEXT},
    {".txt", MEDIA_TEXT},    {".xht", MEDIA_HTML},       {".xhtml", MEDIA_HTML},
};

static bool media_by_option(precis_media wanted, enum media *ret)
{
  switch (wanted) {
  case PRECIS_MEDIA_TEXT:
    *ret = MEDIA_TEXT;
    return true;
  case PRECIS_MEDIA_MARKDOWN:
    *ret = MEDIA_MARKDOWN;
    return true;
  case PRECIS_MEDIA_HTML:
    *ret = MEDIA_HTML;
    return true;
  case PRECIS_MEDIA_DOCX:
    *ret = MEDIA_DOCX;
    return true;
  case PRECIS_MEDIA_ODT:
    *ret = MEDIA_ODT;
    return true;
  case PRECIS_MEDIA_EPUB:
    *ret = MEDIA_EPUB;
    return true;
  case PRECIS_MEDIA_EML:
    *ret = MEDIA_EML;
    return true;
  case PRECIS_MEDIA_GUESS:
    break;
  }
  return false;
}

static bool media_by_ending(str name, enum media *ret)
{
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    str ending = str_of(endings[i].ending);
    if (name.len > ending.len &&
        str_eq_nocase(str_sub(name, name.len - ending.len, ending.len), ending)) {
      *ret = endings[i].media;
      return true;
    }
  }
  return false;
}

/* A ZIP container says what it is in its first member: "mimetype" (EPUB OCF 3.3, 4.3; ODF 1.2 part
 * 3, 3.3), stored, its content at 38; Office's first member is the list of its types. */
static bool media_by_container(str bytes, enum media *ret)
{
  enum { NAME_AT = 30, CONTENT_AT = 38 };

  if (!str_starts(bytes, STR("PK\3\4")) || bytes.len <= CONTENT_AT)
    return false;
  str name = str_sub(bytes, NAME_AT, bytes.len - NAME_AT);
  str content = str_sub(bytes, CONTENT_AT, bytes.len - CONTENT_AT);
  bool has_type = str_starts(name, STR("mimetype"));
  if (has_type && str_starts(content, STR("application/epub+zip")))
    *ret = MEDIA_EPUB;
  else if (has_type && str_starts(content, STR("application/vnd.oasis.opendocument.text")))
    *ret = MEDIA_ODT;
  else if (str_find(str_sub(bytes, 0, bytes.len), STR("word/document"), 0) != SIZE_MAX)
    *ret = MEDIA_DOCX;
  else
    return false;
  return true;
}

/* Past white space, comments and instructions before the first tag. */
static str first_tag(str text)
{
  if (str_starts(text, STR("\xEF\xBB\xBF")))
    text = str_sub(text, 3, text.len - 3);
  for (;;) {
    text = str_trim(text);
    str closing = str_starts(text, STR("<!--")) ? STR("-->")
                  : str_starts(text, STR("<?")) ? STR("?>")
                                                : STR("");
    size_t end = closing.len ? str_find(text, closing, 2) : SIZE_MAX;
    if (end == SIZE_MAX)
      return text;
    text = str_sub(text, end + closing.len, text.len - end - closing.len);
  }
}

/* How much is looked at for the first tag, licences and comments before it included. */
enum { FIRST_TAG_BYTES = 16384 };

static bool looks_like_html(str text)
{
  static const str openings[] = {{"<!doctype html", 14}, {"<html", 5}, {"<head>", 6}, {"<body", 5}};
  str tag = first_tag(str_sub(text, 0, text.len < FIRST_TAG_BYTES ? text.len : FIRST_TAG_BYTES));
  for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
    if (tag.len > openings[i].len && str_eq_nocase(str_sub(tag, 0, openings[i].len), openings[i]))
      return true;
  return false;
}

/* A mail as it was sent, or a mailbox: fields before the first empty line, two of which only
 * programs write. What a person would put over a letter (From, To, Date) is left to the reader of
 * text. */
static bool looks_like_mail(str text)
{
  static const str fields[] = {{"Received:", 9},       {"Return-Path:", 12},  {"MIME-Version:", 13},
                               {"Message-ID:", 11},    {"Delivered-To:", 13}, {"Content-Type:", 13},
                               {"DKIM-Signature:", 15}};

  enum { LINES_MAX = 200, FIELDS_MIN = 2 };

  uint32_t found = 0;
  str line;
  for (int i = 0; i < LINES_MAX && str_split(&text, '\n', &line); i++) {
    bool goes_on = line.len && (line.data[0] == ' ' || line.data[0] == '\t');
    bool is_postmark = i == 0 && str_starts(line, STR("From "));
    const char *colon = memchr(line.data, ':', line.len);
    const char *blank = memchr(line.data, ' ', line.len);
    if (!goes_on && !is_postmark && (!colon || (blank && blank < colon)))
      break;
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
      found +=
          line.len >= fields[k].len && str_eq_nocase(str_sub(line, 0, fields[k].len), fields[k]);
  }
  return found >= FIELDS_MIN;
}

static bool media_by_bytes(const struct read_options *options, str bytes, enum media *ret)
{
  if (media_by_option(options->media, ret) || media_by_container(bytes, ret) ||
      media_by_ending(str_of(options->name), ret))
    return true;
  *ret = looks_like_html(bytes) ? MEDIA_HTML : looks_like_mail(bytes) ? MEDIA_EML : MEDIA_TEXT;
  return *ret != MEDIA_TEXT;
}

enum media media_of_bytes(const struct read_options *options, str bytes)
{
  enum media media = MEDIA_TEXT;
  media_by_bytes(options, bytes, &media);
  return media;
}

bool media_is_told(const struct read_options *options, str bytes)
{
  enum media media;
  return media_by_bytes(options, bytes, &media);
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

enum media media_of_text(struct arena *arena, str text)
{
  if (looks_like_html(text))
    return MEDIA_HTML;
  return looks_like_markdown(arena, text) ? MEDIA_MARKDOWN : MEDIA_TEXT;
}
