/* page_caps.c - a page as the parser may see it: tags with known attributes only, no comment,
 * script, style, DTD or instruction, nesting bounded.
 *
 * What libxml2 2.9 does with the rest: a tag's attributes are compared with each other, an end tag
 * is looked for in all open elements, a control character is dropped without a word.
 *
 * Invariants: one pass; every line end of the page is in the result, so that line numbers hold;
 * what is written is never longer than what was read by more than the quotes round values. Tokens
 * as in the HTML Living Standard, 13.2.5. */
#include "base/buffer.h"
#include "read/page.h"
#include "read/steps.h"

enum { DEPTH_MAX = 500, LOOK_DOWN_MAX = 64, VALUE_BYTES_MAX = 16384, NAME_BYTES_MAX = 32 };

struct caps {
  str html;
  size_t at;
  struct buffer out;
  uint32_t line;
  struct builder_tally *tally;
  struct page_cuts *cuts;
  uint32_t stack[DEPTH_MAX]; /* hashes of the names of open elements */
  uint32_t depth, over;      /* over: elements open past DEPTH_MAX, left out */
  bool in_paragraph;
  bool has_title_end, has_xmp_end; /* false once such an end tag was looked for in vain */
  bool has_single, has_double; /* quotes may still close: false once one was looked for in vain */
};

static void cut(struct caps *caps, const char *what)
{
  if (!caps->cuts->places++) {
    caps->cuts->line = caps->line;
    caps->cuts->what = what;
  }
}

static void put(struct caps *caps, str bytes)
{
  buffer_add(&caps->out, bytes);
}

/* Moves to a place; what is passed over leaves its line ends. */
static void pass_to(struct caps *caps, size_t to)
{
  const char *data = caps->html.data;
  for (const char *at = data + caps->at, *end = data + to;
       at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++) {
    buffer_byte(&caps->out, '\n');
    caps->line++;
  }
  caps->at = to;
}

static char byte_at(const struct caps *caps, size_t at)
{
  return at < caps->html.len ? caps->html.data[at] : '\0';
}

static bool is_letter(char c)
{
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool ends_name(char c)
{
  return is_blank(c) || c == '/' || c == '>';
}

/* --- text ------------------------------------------------------------------------------------- */

static void count_control(struct caps *caps)
{
  if (!caps->tally->controls++)
    caps->tally->first_control_line = caps->line;
}

static void write_char(struct caps *caps, uint32_t c)
{
  char bytes[4];
  if (c == '<')
    put(caps, STR("&lt;"));
  else if (c == '&')
    put(caps, STR("&amp;"));
  else
    put(caps, (str){bytes, utf8_put(bytes, c)});
}

/* A reference that the parser does not know or reads wrong, decoded; others are left to it. */
static void take_reference(struct caps *caps)
{
  size_t end = caps->at;
  bool is_numeric = byte_at(caps, caps->at + 1) == '#';
  uint32_t c = reference_next(caps->html, &end);
  if (!c) {
    bool is_name = is_letter(byte_at(caps, caps->at + 1));
    put(caps, is_name || is_numeric ? STR("&") : STR("&amp;"));
    caps->at++;
    return;
  }
  bool is_control = c < 0x20 && !is_blank((char)c);
  if (is_control || c == 0x7F || c == 0xFFFE || c == 0xFFFF)
    count_control(caps);
  else
    write_char(caps, c < 0x20 ? ' ' : c); /* a line end here is none of the source */
  caps->at = end;
}

/* U+FFFE and U+FFFF, which the parser drops without a word. */
static bool is_noncharacter(const struct caps *caps)
{
  return byte_at(caps, caps->at) == '\xEF' && byte_at(caps, caps->at + 1) == '\xBF' &&
         (unsigned char)byte_at(caps, caps->at + 2) >= 0xBE;
}

static void take_odd(struct caps *caps)
{
  char c = caps->html.data[caps->at];
  if (c == '\n' || c == '\r') {
    bool is_pair = c == '\r' && byte_at(caps, caps->at + 1) == '\n';
    buffer_byte(&caps->out, '\n');
    caps->line++;
    caps->at += is_pair ? 2 : 1;
  } else if (c == '&') {
    take_reference(caps);
  } else if (c == '\xEF') {
    bool is_none = is_noncharacter(caps);
    if (is_none)
      count_control(caps);
    else
      put(caps, str_sub(caps->html, caps->at, 1));
    caps->at += is_none ? 3 : 1;
  } else {
    if (c != '\f')
      count_control(caps);
    buffer_byte(&caps->out, ' ');
    caps->at++;
  }
}

/* Bytes of text that are copied as they are. */
static bool is_plain(char c)
{
  unsigned char byte = (unsigned char)c;
  return (byte >= 0x20 || byte == '\t') && byte != 0x7F && c != '&' && c != '<' && byte != 0xEF;
}

static void take_text(struct caps *caps, size_t end)
{
  while (caps->at < end) {
    size_t from = caps->at;
    while (caps->at < end && is_plain(caps->html.data[caps->at]))
      caps->at++;
    put(caps, str_sub(caps->html, from, caps->at - from));
    if (caps->at >= end)
      return;
    if (caps->html.data[caps->at] != '<') {
      take_odd(caps);
      continue;
    }
    put(caps, STR("&lt;"));
    caps->at++;
  }
}

/* --- what has no text ---------------------------------------------------------------------------
 */

static size_t find_end(const struct caps *caps, str closing, size_t from)
{
  size_t end = from <= caps->html.len ? str_find(caps->html, closing, from) : SIZE_MAX;
  return end == SIZE_MAX ? SIZE_MAX : end + closing.len;
}

static void skip_comment(struct caps *caps)
{
  size_t end = find_end(caps, STR("-->"), caps->at + 2); /* "<!-->" is one */
  if (end == SIZE_MAX) {
    cut(caps, "a comment that never ends");
    end = caps->html.len;
  }
  pass_to(caps, end);
}

static void skip_declaration(struct caps *caps)
{
  size_t end = find_end(caps, STR(">"), caps->at);
  pass_to(caps, end == SIZE_MAX ? caps->html.len : end);
}

/* Where the end tag of an element begins whose content is no markup; the end of the page if there
 * is none. */
static size_t raw_end(const struct caps *caps, str name)
{
  for (size_t at = caps->at; (at = str_find(caps->html, STR("</"), at)) != SIZE_MAX; at += 2) {
    size_t after = at + 2 + name.len;
    if (after <= caps->html.len && str_eq_nocase(str_sub(caps->html, at + 2, name.len), name) &&
        (after == caps->html.len || ends_name(caps->html.data[after])))
      return at;
  }
  return caps->html.len;
}

/* Whether text that is no markup ends anywhere; if not, its start tag is passed over. */
static bool has_raw_end(struct caps *caps, str name)
{
  bool *may_end = str_eq(name, STR("title")) ? &caps->has_title_end : &caps->has_xmp_end;
  *may_end = *may_end && raw_end(caps, name) < caps->html.len;
  return *may_end;
}

/* --- tags ------------------------------------------------------------------------------------- */

enum raw { RAW_NOT, RAW_DROPPED, RAW_TEXT, RAW_DATA };

struct tag {
  char name[NAME_BYTES_MAX];
  size_t len;
  const struct page_element *element;
  enum raw raw;
  bool is_end, is_empty; /* "</p>", "<p/>" */
};

/* Elements whose content is no markup (13.2.5.1: RCDATA, RAWTEXT, script data). */
static enum raw raw_of(const char *name)
{
  static const struct {
    const char *name;
    enum raw raw;
  } raws[] = {{"script", RAW_DROPPED}, {"style", RAW_DROPPED},   {"textarea", RAW_DROPPED},
              {"iframe", RAW_DROPPED}, {"noembed", RAW_DROPPED}, {"title", RAW_TEXT},
              {"xmp", RAW_TEXT}};

  for (size_t i = 0; i < sizeof raws / sizeof *raws; i++)
    if (strcmp(name, raws[i].name) == 0)
      return raws[i].raw;
  return RAW_NOT;
}

/* Elements that end an open paragraph, which the parser does not know to. */
static bool ends_paragraph(enum page_tag tag)
{
  return tag == TAG_ARTICLE || tag == TAG_ASIDE || tag == TAG_FIGURE || tag == TAG_FOOTER ||
         tag == TAG_HEADER || tag == TAG_MAIN || tag == TAG_NAV || tag == TAG_SECTION;
}

/* End tags of these may be left out, so that they say nothing about depth; none of them can stand
 * in itself. */
static bool may_stay_open(enum page_tag tag)
{
  return tag == TAG_P || tag == TAG_LI || tag == TAG_DD || tag == TAG_DT || tag == TAG_TD ||
         tag == TAG_TH || tag == TAG_TR || tag == TAG_TBODY || tag == TAG_THEAD ||
         tag == TAG_OPTION || tag == TAG_BODY || tag == TAG_HTML || tag == TAG_HEAD;
}

static void take_name(struct caps *caps, struct tag *tag)
{
  size_t len = 0;
  for (; caps->at < caps->html.len && !ends_name(caps->html.data[caps->at]); caps->at++) {
    char c = caps->html.data[caps->at];
    char low = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    bool is_fit = is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':';
    if (len + 1 < NAME_BYTES_MAX)
      tag->name[len++] = is_fit ? low : '_';
  }
  tag->name[len] = '\0';
  tag->len = len;
  tag->element = page_element(tag->name);
  tag->raw = raw_of(tag->name);
}

/* The value after "=", whose quotes are taken off. */
static str take_value(struct caps *caps)
{
  char quote = byte_at(caps, caps->at);
  bool *may_close = quote == '"' ? &caps->has_double : &caps->has_single;
  if ((quote == '"' || quote == '\'') && *may_close) {
    const char *from = caps->html.data + caps->at + 1;
    const char *close = memchr(from, quote, caps->html.len - caps->at - 1);
    *may_close = close != NULL;
    if (close) {
      caps->at = (size_t)(close - caps->html.data) + 1;
      return (str){from, (size_t)(close - from)};
    }
  }
  size_t from = caps->at;
  while (caps->at < caps->html.len && !is_blank(caps->html.data[caps->at]) &&
         caps->html.data[caps->at] != '>')
    caps->at++;
  return str_sub(caps->html, from, caps->at - from);
}

/* No quote of its own, no control, no line end (those of the source are written after the tag). */
static void write_value(struct caps *caps, str value)
{
  if (value.len > VALUE_BYTES_MAX) {
    value.len = VALUE_BYTES_MAX;
    while (value.len && ((unsigned char)value.data[value.len] & 0xC0) == 0x80)
      value.len--;
  }
  put(caps, STR("=\""));
  for (size_t from = 0, at = 0; at <= value.len; at++) {
    unsigned char c = at < value.len ? (unsigned char)value.data[at] : 0;
    if (at < value.len && c >= 0x20 && c != '"' && c != 0x7F && c != '<')
      continue;
    put(caps, str_sub(value, from, at - from));
    if (at < value.len)
      put(caps, c == '"' ? STR("&quot;") : c == '<' ? STR("&lt;") : STR(" "));
    from = at + 1;
  }
  put(caps, STR("\""));
}

static void skip_blanks(struct caps *caps)
{
  while (caps->at < caps->html.len && is_blank(caps->html.data[caps->at]))
    caps->at++;
}

/* One attribute; written when it is known and the first of its name. Returns whether it marks a
 * script as data. */
static bool take_attribute(struct caps *caps, bool is_written, uint32_t *seen)
{
  char name[NAME_BYTES_MAX];
  size_t len = 0, from = caps->at;
  for (; caps->at < caps->html.len; caps->at++) {
    char c = caps->html.data[caps->at];
    if (ends_name(c) || (c == '=' && caps->at > from))
      break;
    if (len + 1 < NAME_BYTES_MAX)
      name[len++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
  }
  name[len] = '\0';
  skip_blanks(caps);
  str value = STR("");
  if (byte_at(caps, caps->at) == '=') {
    caps->at++;
    skip_blanks(caps);
    value = take_value(caps);
  }
  enum page_attribute_name known = page_attribute_name(name);
  bool is_data = known == ATTRIBUTE_TYPE && str_find(value, STR("ld+json"), 0) != SIZE_MAX;
  if (known == ATTRIBUTE_NONE || !is_written || (*seen & 1u << known))
    return is_data;
  *seen |= 1u << known;
  put(caps, STR(" "));
  put(caps, (str){name, len});
  write_value(caps, value);
  return is_data;
}

static void take_attributes(struct caps *caps, struct tag *tag, bool is_written)
{
  uint32_t seen = 0;
  while (caps->at < caps->html.len && caps->html.data[caps->at] != '>') {
    char c = caps->html.data[caps->at];
    if (c == '/' && byte_at(caps, caps->at + 1) == '>')
      tag->is_empty = true;
    if (c == '/' || is_blank(c))
      caps->at++;
    else if (take_attribute(caps, is_written, &seen) && tag->raw == RAW_DROPPED)
      tag->raw = RAW_DATA;
  }
  if (caps->at < caps->html.len)
    caps->at++;
}

/* --- depth ------------------------------------------------------------------------------------ */

/* Whether an end tag is one of an element that is open; what stands in it is closed with it. */
static bool close_element(struct caps *caps, uint32_t hash)
{
  if (caps->over) {
    caps->over--;
    return false;
  }
  uint32_t lowest = caps->depth > LOOK_DOWN_MAX ? caps->depth - LOOK_DOWN_MAX : 0;
  for (uint32_t i = caps->depth; i > lowest; i--)
    if (caps->stack[i - 1] == hash) {
      caps->depth = i - 1;
      return true;
    }
  return false;
}

static bool open_element(struct caps *caps, uint32_t hash)
{
  if (caps->depth < DEPTH_MAX) {
    caps->stack[caps->depth++] = hash;
    return true;
  }
  caps->over++;
  cut(caps, "elements nested more than 500 deep");
  return false;
}

static bool may_be_written(struct caps *caps, const struct tag *tag)
{
  if (may_stay_open(tag->element->tag) || (tag->element->traits & TRAIT_VOID) ||
      (tag->is_empty && !tag->is_end))
    return true;
  uint32_t hash = (uint32_t)str_hash((str){tag->name, tag->len});
  return tag->is_end ? close_element(caps, hash) : open_element(caps, hash);
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void take_raw(struct caps *caps, const struct tag *tag)
{
  str name = {tag->name, tag->len};
  size_t end = raw_end(caps, name);
  bool is_dropped = tag->raw == RAW_DROPPED;
  if (end == caps->html.len && is_dropped &&
      str_trim(str_sub(caps->html, caps->at, end - caps->at)).len)
    cut(caps, "a script, style or form field that never ends");
  if (is_dropped) {
    pass_to(caps, end);
  } else if (tag->raw == RAW_TEXT) {
    take_text(caps, end);
  } else {
    put(caps, str_sub(caps->html, caps->at, end - caps->at));
    for (; caps->at < end; caps->at++)
      caps->line += caps->html.data[caps->at] == '\n';
  }
  if (!is_dropped) {
    put(caps, STR("</"));
    put(caps, name);
    put(caps, STR(">"));
  }
  size_t close = find_end(caps, STR(">"), caps->at);
  pass_to(caps, close == SIZE_MAX ? caps->html.len : close);
}

/* The line ends inside a tag go behind it. */
static void pass_lines(struct caps *caps, size_t from)
{
  size_t to = caps->at;
  caps->at = from;
  pass_to(caps, to);
}

static void take_end_tag(struct caps *caps)
{
  struct tag tag = {.is_end = true};
  size_t from = caps->at;
  caps->at += 2;
  take_name(caps, &tag);
  take_attributes(caps, &tag, false);
  if (may_be_written(caps, &tag)) {
    put(caps, STR("</"));
    put(caps, (str){tag.name, tag.len});
    put(caps, STR(">"));
  }
  if (tag.element->traits & TRAIT_BLOCK)
    caps->in_paragraph = false;
  pass_lines(caps, from);
}

static void take_start_tag(struct caps *caps)
{
  struct tag tag = {0};
  size_t from = caps->at, mark = caps->out.len;
  caps->at++;
  take_name(caps, &tag);
  bool had_paragraph = caps->in_paragraph;
  if (had_paragraph && ends_paragraph(tag.element->tag))
    put(caps, STR("</p>"));
  if (tag.element->traits & TRAIT_BLOCK)
    caps->in_paragraph = tag.element->tag == TAG_P;
  size_t open = caps->out.len;
  put(caps, STR("<"));
  put(caps, (str){tag.name, tag.len});
  take_attributes(caps, &tag, true);
  put(caps, tag.is_empty ? STR("/>") : STR(">"));
  bool is_raw = tag.raw != RAW_NOT && !tag.is_empty;
  bool is_endless = is_raw && tag.raw == RAW_TEXT && !has_raw_end(caps, (str){tag.name, tag.len});
  is_raw = is_raw && !is_endless;
  if (is_endless || (is_raw && tag.raw == RAW_DROPPED))
    caps->out.len = mark;
  else if (!is_raw && !may_be_written(caps, &tag))
    caps->out.len = open;
  pass_lines(caps, from);
  if (is_raw)
    take_raw(caps, &tag);
}

static void take_markup(struct caps *caps)
{
  str rest = str_sub(caps->html, caps->at, caps->html.len - caps->at);
  char next = rest.len > 1 ? rest.data[1] : '\0';
  if (str_starts(rest, STR("<!--")))
    skip_comment(caps);
  else if (next == '!' || next == '?')
    skip_declaration(caps);
  else if (next == '/' && rest.len > 2 && is_letter(rest.data[2]))
    take_end_tag(caps);
  else if (next == '/')
    skip_declaration(caps);
  else if (is_letter(next))
    take_start_tag(caps);
  else {
    put(caps, STR("&lt;"));
    caps->at++;
  }
}

str page_cap(struct arena *arena, str html, struct builder_tally *tally, struct page_cuts *cuts)
{
  struct caps caps = {.html = html,
                      .line = 1,
                      .tally = tally,
                      .cuts = cuts,
                      .has_title_end = true,
                      .has_xmp_end = true,
                      .has_single = true,
                      .has_double = true};
  buffer_init(&caps.out, arena_heap(arena));
  while (caps.at < html.len && !caps.out.is_short) {
    const char *open = memchr(html.data + caps.at, '<', html.len - caps.at);
    take_text(&caps, open ? (size_t)(open - html.data) : html.len);
    if (open)
      take_markup(&caps);
  }
  str capped = arena_str(arena, buffer_str(&caps.out));
  if (caps.out.is_short)
    arena_fail(arena);
  buffer_clear(&caps.out);
  return capped;
}
