/* tags.c - the text of raw HTML inside Markdown: tags, comments, scripts and styles out.
 *
 * Invariant: linear; a mark that never closes takes the rest of the block only when it is a tag's.
 */
#include "read/steps.h"

static const str block_tags[] = {
    {"address", 7}, {"article", 7},     {"blockquote", 10}, {"br", 2}, {"dd", 2}, {"div", 3},
    {"dt", 2},      {"figcaption", 10}, {"h1", 2},          {"h2", 2}, {"h3", 2}, {"h4", 2},
    {"h5", 2},      {"h6", 2},          {"hr", 2},          {"li", 2}, {"ol", 2}, {"p", 1},
    {"section", 7}, {"table", 5},       {"td", 2},          {"th", 2}, {"tr", 2}, {"ul", 2}};

str tag_name(str tag)
{
  size_t from = 1;
  if (from < tag.len && tag.data[from] == '/')
    from++;
  size_t to = from;
  while (to < tag.len && (((tag.data[to] | 0x20) >= 'a' && (tag.data[to] | 0x20) <= 'z') ||
                          (tag.data[to] >= '0' && tag.data[to] <= '9')))
    to++;
  return str_sub(tag, from, to - from);
}

static bool is_block_tag(str name)
{
  for (size_t i = 0; i < sizeof block_tags / sizeof *block_tags; i++)
    if (str_eq_nocase(name, block_tags[i]))
      return true;
  return false;
}

/* 1 to 6 for h1 to h6; 0 for any other. */
static uint8_t heading_level(str name)
{
  bool is_heading =
      name.len == 2 && (name.data[0] | 0x20) == 'h' && name.data[1] >= '1' && name.data[1] <= '6';
  return is_heading ? (uint8_t)(name.data[1] - '0') : 0;
}

/* Where the tag, comment or instruction at a place ends; the end of the text if it never does. As
 * CommonMark has it. */
static size_t tag_end(str html, size_t at)
{
  str rest = str_sub(html, at, html.len - at);
  str closing = str_starts(rest, STR("<!--"))        ? STR("-->")
                : str_starts(rest, STR("<?"))        ? STR("?>")
                : str_starts(rest, STR("<![CDATA[")) ? STR("]]>")
                                                     : STR(">");
  size_t end = str_find(html, closing, at + 1);
  return end == SIZE_MAX ? html.len : end + closing.len;
}

/* Past the end of a script or style, whose text nobody reads. */
static size_t skip_element(str html, size_t at, str name)
{
  bool is_opaque = str_eq_nocase(name, STR("script")) || str_eq_nocase(name, STR("style"));
  if (!is_opaque)
    return at;
  while (at < html.len) {
    size_t close = str_find(html, STR("</"), at);
    if (close == SIZE_MAX)
      return html.len;
    at = tag_end(html, close);
    if (str_eq_nocase(tag_name(str_sub(html, close, at - close)), name))
      return at;
  }
  return at;
}

static void emit_text(struct builder *builder, str text, uint32_t line)
{
  for (size_t at = 0, from = 0; at <= text.len; at++) {
    char c = at < text.len ? text.data[at] : '\0';
    if (at < text.len && c != '&' && c != '\n')
      continue;
    builder_text(builder, str_sub(text, from, at - from), line);
    if (at == text.len)
      return;
    size_t next = at;
    uint32_t character = entity_next(text, &next);
    char bytes[4];
    if (c == '\n') {
      builder_blank(builder);
      line++;
      from = at + 1;
    } else if (character) {
      builder_text(builder, (str){bytes, utf8_put(bytes, character)}, line);
      from = next;
      at = next - 1;
    } else {
      from = at;
    }
  }
}

void tags_emit(struct builder *builder, str html, uint32_t line, enum block_kind kind)
{
  builder_open(builder, kind, 0);
  for (size_t at = 0; at < html.len;) {
    const char *open = memchr(html.data + at, '<', html.len - at);
    size_t text_end = open ? (size_t)(open - html.data) : html.len;
    emit_text(builder, str_sub(html, at, text_end - at), line);
    line += str_count(str_sub(html, at, text_end - at), '\n');
    if (!open)
      break;
    size_t end = tag_end(html, text_end);
    str name = tag_name(str_sub(html, text_end, end - text_end));
    end = skip_element(html, end, name);
    line += str_count(str_sub(html, text_end, end - text_end), '\n');
    if (is_block_tag(name)) {
      bool is_end = html.data[text_end + 1] == '/';
      uint8_t level = is_end ? 0 : heading_level(name);
      bool is_item = !is_end && str_eq_nocase(name, STR("li"));
      builder_close(builder);
      builder_open(builder,
                   level     ? BLOCK_HEADING
                   : is_item ? BLOCK_ITEM
                             : kind,
                   is_item ? 1 : level);
    }
    at = end;
  }
  builder_close(builder);
}
