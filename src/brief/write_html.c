/* write_html.c - the brief as one page of HTML that needs nothing else: no script, no network.
 *
 * Invariants: what the brief says reaches the page only through html_text(), which no text can
 * leave; an element with data-start holds exactly the characters of its source from there to
 * data-end; a number in the text and its note lead to each other. */
#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "brief/html.h"

void html_add(struct html *h, const char *markup)
{
  buffer_add(h->out, str_of(markup));
}

/* Characters that HTML cannot hold show as what they are: lost. No source's text has any. */
static bool is_not_html(uint32_t c)
{
  return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE ||
         (c >= 0xFDD0 && c <= 0xFDEF);
}

void html_text(struct html *h, str text)
{
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    uint32_t c = utf8_next(text, &at);
    if (buffer_markup(h->out, c))
      continue;
    if (is_not_html(c))
      html_add(h, "\xEF\xBF\xBD");
    else
      buffer_add(h->out, str_sub(text, from, at - from));
  }
}

/* The language of what is told, where it is not the page's. */
static void add_language(struct html *h, uint32_t document)
{
  const struct brief *b = h->brief;
  const char *language = document < b->sources.count ? b->sources.at[document].language : "";
  if (!language || !*language || !b->language || strcmp(language, b->language) == 0)
    return;
  html_add(h, " lang=\"");
  html_text(h, str_of(language));
  html_add(h, "\"");
}

static void close_tag(struct html *h, const char *tag)
{
  buffer_format(h->out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

void html_extract(struct html *h, const char *tag, str text, struct place place)
{
  buffer_format(h->out, "<%s data-document=\"%u\" data-start=\"%u\" data-end=\"%u\"", tag,
                place.document, place.at.at, (uint32_t)(place.at.at + text.len));
  if (place.line)
    buffer_format(h->out, " data-line=\"%u\"", place.line);
  add_language(h, place.document);
  html_add(h, ">");
  html_text(h, text);
  close_tag(h, tag);
}

void html_reference(struct html *h, struct place place, str words)
{
  uint32_t number = brief_refer(&h->notes, place, words);
  if (!number)
    return;
  uint32_t uses = h->notes.notes.at[number - 1].uses;
  buffer_format(h->out, "<sup><a href=\"#note-%u\" id=\"ref-%u", number, number);
  if (uses > 1)
    buffer_format(h->out, "-%u", uses);
  buffer_format(h->out, "\" role=\"doc-noteref\">%u</a></sup>", number);
}

void html_section(struct html *h, const char *id, str heading)
{
  buffer_format(h->out, "<section class=\"%s\" aria-labelledby=\"%s\">\n<h2 id=\"%s\">", id, id,
                id);
  html_text(h, heading);
  html_add(h, "</h2>\n");
}

/* --- the head --- */

/* Nothing is loaded, nothing runs, and no other style than the page's own applies. */
static void add_policy(struct html *h)
{
  struct sha256_ctx sha256;
  uint8_t digest[SHA256_DIGEST_SIZE];
  char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];
  sha256_init(&sha256);
  sha256_update(&sha256, html_style().len, (const uint8_t *)html_style().data);
  sha256_digest(&sha256, sizeof digest, digest);
  base64_encode_raw(text, sizeof digest, digest);
  buffer_format(h->out,
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'sha256-%.*s'; base-uri 'none'; form-action 'none'\">\n",
                (int)sizeof text, text);
}

static void add_meta(struct html *h, const char *name, str content)
{
  if (!content.len)
    return;
  buffer_format(h->out, "<meta name=\"%s\" content=\"", name);
  html_text(h, content);
  html_add(h, "\">\n");
}

static void add_head(struct html *h)
{
  const struct brief *b = h->brief;
  html_add(h, "<!DOCTYPE html>\n<html");
  if (b->language && *b->language) {
    html_add(h, " lang=\"");
    html_text(h, str_of(b->language));
    html_add(h, "\"");
  }
  html_add(h, brief_is_rtl(b) ? " dir=\"rtl\">\n" : " dir=\"ltr\">\n");
  html_add(h, "<head>\n<meta charset=\"utf-8\">\n");
  add_policy(h);
  html_add(h, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"color-scheme\" content=\"light dark\">\n"
              "<meta name=\"generator\" content=\"precis " PRECIS_VERSION "\">\n");
  add_meta(h, "author", b->author);
  html_add(h, "<title>");
  html_text(h, b->title.text.len ? b->title.text : brief_label(h->brief, "sources"));
  html_add(h, "</title>\n<style>");
  buffer_add(h->out, html_style());
  html_add(h, "</style>\n</head>\n");
}

static void add_separator(struct html *h, bool *has_one)
{
  html_add(h, *has_one ? " <span class=\"dot\">\xC2\xB7</span> " : "");
  *has_one = true;
}

static void add_deck(struct html *h)
{
  const struct brief *b = h->brief;
  bool has_one = false;
  html_add(h, "<p class=\"deck\">");
  if (b->date.len) {
    add_separator(h, &has_one);
    html_add(h, "<time>");
    html_text(h, b->date);
    html_add(h, "</time>");
  }
  if (b->author.len) {
    add_separator(h, &has_one);
    html_add(h, "<bdi>");
    html_text(h, b->author);
    html_add(h, "</bdi>");
  }
  for (uint32_t i = 0; i < b->sources.count && i < DECK_SOURCES_MAX; i++) {
    const struct brief_source *s = &b->sources.at[i];
    bool says_title = s->title.len && !str_eq(s->title, b->title.text);
    add_separator(h, &has_one);
    html_add(h, "<bdi>");
    html_text(h, says_title ? s->title : s->name);
    html_add(h, "</bdi>");
  }
  html_add(h, b->sources.count > DECK_SOURCES_MAX ? " \xE2\x80\xA6</p>\n" : "</p>\n");
}

static void add_banner(struct html *h)
{
  if (!h->brief->banner.len)
    return;
  html_add(h, "<p class=\"banner\">");
  html_text(h, h->brief->banner);
  html_add(h, "</p>\n");
}

static void add_title(struct html *h)
{
  const struct brief *b = h->brief;
  html_add(h, "<header>\n");
  add_banner(h);
  if (b->title.place.at.len)
    html_extract(h, "h1", b->title.text, b->title.place);
  else {
    html_add(h, "<h1>");
    html_text(h, b->title.text.len || !b->sources.count ? b->title.text : b->sources.at[0].name);
    html_add(h, "</h1>");
  }
  html_add(h, "\n");
  add_deck(h);
  html_add(h, "</header>\n");
}

/* --- the summary --- */

static uint32_t count_role(const struct brief *b, enum role role)
{
  uint32_t count = 0;
  for (uint32_t i = 0; i < b->summary.count; i++)
    count += b->summary.at[i].role == role;
  return count;
}

static void add_bottom_line(struct html *h)
{
  const struct brief *b = h->brief;
  if (!count_role(b, ROLE_BOTTOM_LINE))
    return;
  html_section(h, "bottom-line", brief_label(h->brief, "bottom-line"));
  html_add(h, "<p>");
  bool has_one = false;
  for (uint32_t i = 0; i < b->summary.count; i++) {
    const struct brief_extract *e = &b->summary.at[i];
    if (e->role != ROLE_BOTTOM_LINE)
      continue;
    html_add(h, has_one ? "\n" : "");
    html_extract(h, "span", e->text, e->place);
    html_reference(h, e->place, e->text);
    has_one = true;
  }
  html_add(h, "</p>\n</section>\n");
}

static void add_key_points(struct html *h)
{
  const struct brief *b = h->brief;
  if (!count_role(b, ROLE_KEY_POINT))
    return;
  html_section(h, "key-points", brief_label(h->brief, "key-points"));
  html_add(h, "<ul>\n");
  for (uint32_t i = 0; i < b->summary.count; i++) {
    const struct brief_extract *e = &b->summary.at[i];
    if (e->role != ROLE_KEY_POINT)
      continue;
    html_add(h, "<li>");
    html_extract(h, "span", e->text, e->place);
    html_reference(h, e->place, e->text);
    html_add(h, "</li>\n");
  }
  html_add(h, "</ul>\n</section>\n");
}

/* Its parts apart, for they stand apart in the source; without the comma before "said". */
static void add_quote_words(struct html *h, const struct brief_quote *q)
{
  str words = brief_quote_words(q);
  size_t at = 0;
  for (uint32_t i = 0; i < q->part_count && at < words.len; i++) {
    struct place place = q->place;
    place.at = q->parts[i];
    html_add(h, i ? " " : "");
    size_t left = words.len - at;
    str part = str_sub(words, at, place.at.len < left ? place.at.len : left);
    html_extract(h, "span", part, place);
    at += part.len + 1;
  }
}

static void add_pull_quote(struct html *h, const struct brief_quote *q)
{
  html_add(h, "<figure class=\"pull\">\n<blockquote><p>");
  add_quote_words(h, q);
  html_add(h, "</p></blockquote>\n<figcaption>");
  html_text(h, brief_speaker_words(h->arena, &q->speaker));
  html_reference(h, q->place, q->text);
  html_add(h, "</figcaption>\n</figure>\n");
}

/* Pulled quotations whose passage stands in [first, end), before it. */
static void add_pull_quotes(struct html *h, uint32_t first, uint32_t end)
{
  for (uint32_t i = 0; i < h->brief->quotes.count; i++) {
    const struct brief_quote *q = &h->brief->quotes.at[i];
    if (q->is_pull && q->extract >= first && q->extract < end)
      add_pull_quote(h, q);
  }
}

static void add_paragraph(struct html *h, uint32_t first, uint32_t end)
{
  const struct brief *b = h->brief;
  html_add(h, "<p>");
  for (uint32_t i = first; i < end; i++) {
    html_add(h, i > first ? "\n" : "");
    html_extract(h, "span", b->summary.at[i].text, b->summary.at[i].place);
  }
  html_reference(h, b->summary.at[first].place, b->summary.at[first].text);
  html_add(h, "</p>\n");
}

/* One past the last extract of the body's first paragraph. */
static uint32_t first_paragraph_end(const struct brief *b)
{
  uint32_t first = 0;
  while (first < b->summary.count && b->summary.at[first].role != ROLE_BODY)
    first++;
  return brief_paragraph_end(b, first);
}

static void add_body(struct html *h)
{
  const struct brief *b = h->brief;
  uint32_t section = NONE;
  if (!count_role(b, ROLE_BODY)) {
    add_pull_quotes(h, 0, UINT32_MAX);
    return;
  }
  uint32_t opening = first_paragraph_end(b);
  add_pull_quotes(h, 0, opening); /* not between a head and the very words */
  html_section(h, "body", brief_label(h->brief, "body"));
  for (uint32_t i = 0, end; i < b->summary.count; i = end) {
    const struct brief_extract *e = &b->summary.at[i];
    end = brief_paragraph_end(b, i);
    if (e->role != ROLE_BODY)
      continue;
    if (e->section != section && e->section < b->headings.count) {
      html_extract(h, "h3", b->headings.at[e->section].text, b->headings.at[e->section].place);
      html_add(h, "\n");
    }
    section = e->section;
    add_pull_quotes(h, i < opening ? opening : i, end);
    add_paragraph(h, i, end);
  }
  for (uint32_t i = 0; i < b->quotes.count; i++) /* passages that the summary does not have */
    if (b->quotes.at[i].is_pull && b->quotes.at[i].extract == NONE)
      add_pull_quote(h, &b->quotes.at[i]);
  html_add(h, "</section>\n");
}

precis_status brief_write_html(const struct brief *brief, struct buffer *out)
{
  AUTO(arena) arena = arena_new(&out->heap);
  if (!arena)
    return PRECIS_NO_MEMORY;
  struct html h = {.brief = brief, .out = out, .arena = arena};
  brief_notes_init(&h.notes, arena, brief);
  add_head(&h);
  html_add(&h, "<body>\n<article>\n");
  add_title(&h);
  add_bottom_line(&h);
  html_add(&h, "<div class=\"columns\">\n<div class=\"main\">\n");
  add_key_points(&h);
  add_body(&h);
  html_add(&h, "</div>\n");
  html_facts(&h);
  html_add(&h, "</div>\n");
  html_sources(&h);
  html_choices(&h);
  add_banner(&h);
  html_add(&h, "</article>\n</body>\n</html>\n");
  return out->is_short || arena_short(arena) ? PRECIS_NO_MEMORY : PRECIS_OK;
}
