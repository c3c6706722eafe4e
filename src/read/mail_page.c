/* mail_page.c - the writer's own words in an HTML mail: what programs mark as quoted or as a
 * signature is cut out of the source, before anybody reads it.
 *
 * Invariant: linear; a marked element that never closes goes to the end of the page. */
#include "read/mail.h"

#include "read/steps.h"

/* Marks in a tag, as each program writes them. A forwarded mail bears none but Gmail's, whose
 * "gmail_quote" then has no "blockquote" in front of its text: only its quotation is cut. */
static const str marks[] = {
    {"class=\"gmail_signature", 22},      {"class=\"moz-cite-prefix", 22},
    {"class=\"moz-signature", 20},        {"class=\"gmail_attr", 17},
    {"class=\"protonmail_signature", 27},
};

/* The mail that is answered, or passed on. */
static const str quotes[] = {
    {"type=\"cite\"", 11},
    {"type=cite", 9},
    {"class=\"yahoo_quoted", 19},
    {"class=\"protonmail_quote", 23},
    {"class=\"gmail_quote\" style=\"margin", 33},
};

/* Everything from here on is the mail that is answered; of one passed on the element holds the
 * head. */
static const str ends[] = {
    {"id=\"divRplyFwdMsg\"", 18}, {"id=\"appendonsend\"", 17}, {"id=divRplyFwdMsg", 16}};

static bool bears(str tag, const str *list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (str_find(tag, list[i], 0) != SIZE_MAX)
      return true;
  return false;
}

/* As browsers have it: "<?xml:namespace ... />" of old mail programs ends where a tag does. */
static size_t tag_end(str html, size_t at)
{
  str rest = str_sub(html, at, html.len - at);
  str closing = str_starts(rest, STR("<!--")) ? STR("-->") : STR(">");
  size_t end = str_find(html, closing, at + 1);
  return end == SIZE_MAX ? html.len : end + closing.len;
}

/* Past the element that opens at a place: its own name counted up and down. */
static size_t element_end(str html, size_t at, str name)
{
  uint32_t depth = 0;
  while (at < html.len) {
    const char *open = memchr(html.data + at, '<', html.len - at);
    if (!open)
      return html.len;
    at = (size_t)(open - html.data);
    size_t end = tag_end(html, at);
    str tag = str_sub(html, at, end - at);
    if (tag.len > 1 && str_eq_nocase(tag_name(tag), name)) {
      bool closes = tag.data[1] == '/';
      if (closes && --depth == 0)
        return end;
      depth += !closes;
    }
    at = end;
  }
  return html.len;
}

static void cut(struct mapped *ret, const struct mapped *page, enum mail_purpose purpose)
{
  bool passes_on = purpose == MAIL_PASSED_ON;
  str html = mapped_str(page);
  size_t copied = 0;
  for (size_t at = 0; at < html.len;) {
    const char *open = memchr(html.data + at, '<', html.len - at);
    if (!open)
      break;
    at = (size_t)(open - html.data);
    size_t end = tag_end(html, at);
    str tag = str_sub(html, at, end - at);
    bool is_end = bears(tag, ends, sizeof ends / sizeof *ends);
    bool is_cut = is_end || bears(tag, marks, sizeof marks / sizeof *marks) ||
                  (!passes_on && bears(tag, quotes, sizeof quotes / sizeof *quotes));
    if (is_cut && tag.len > 1 && tag.data[1] != '/' && tag.data[1] != '!') {
      mapped_copy(ret, page, copied, at - copied);
      end = is_end && !passes_on ? html.len : element_end(html, at, tag_name(tag));
      copied = end;
    }
    at = end;
  }
  mapped_copy(ret, page, copied, html.len - copied);
}

/* Whether anything stands outside of the tags. */
static bool says_anything(str html)
{
  for (size_t at = 0; at < html.len; at++) {
    if (html.data[at] == '<')
      at = tag_end(html, at) - 1;
    else if ((unsigned char)html.data[at] > ' ')
      return true;
  }
  return false;
}

void mail_own_page(struct mapped *ret, const struct mapped *page, enum mail_purpose purpose)
{
  struct mapped own;
  mapped_init(&own, ret->arena, page->len);
  cut(&own, page, purpose);
  const struct mapped *kept = says_anything(mapped_str(&own)) ? &own : page;
  mapped_copy(ret, kept, 0, kept->len);
}
