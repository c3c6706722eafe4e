/* report.c - what was checked, what differs and where, for people and for programs. */
#include "verify/report.h"

#include "base/json.h"
#include "text/text.h"

enum {
  DIFFERENCES_MAX = 1000,
  CONTEXT = 40,       /* bytes shown before and behind the first difference */
  TEXT_MAX = 64 << 10 /* bytes kept of a text that differs */
};

static str kept(struct arena *arena, str text)
{
  text.len = text.len < TEXT_MAX ? text.len : TEXT_MAX;
  return text.len ? arena_str(arena, text) : STR("");
}

void verify_note(struct verify_report *report, struct verify_difference d)
{
  if (report->differences.count == DIFFERENCES_MAX) {
    report->omitted++;
    return;
  }
  struct arena *arena = report->arena;
  d.where = kept(arena, d.where);
  d.what = kept(arena, d.what);
  d.printed = kept(arena, d.printed);
  d.found = kept(arena, d.found);
  d.file = kept(arena, d.file);
  vec_push(arena, &report->differences, d);
}

bool report_has(const struct verify_report *report, str where)
{
  for (uint32_t i = 0; i < report->differences.count; i++)
    if (str_eq(report->differences.at[i].where, where))
      return true;
  return false;
}

/* The first byte in which two texts differ, at the start of its character. */
static size_t first_difference(str a, str b)
{
  size_t at = 0;
  while (at < a.len && at < b.len && a.data[at] == b.data[at])
    at++;
  while (at > 0 && at < a.len && ((unsigned char)a.data[at] & 0xC0) == 0x80)
    at--;
  return at;
}

/* Bytes of the character at a place; at least one. */
static size_t character_at(str text, size_t at)
{
  size_t len = at < text.len;
  while (at + len < text.len && ((unsigned char)text.data[at + len] & 0xC0) == 0x80)
    len++;
  return len;
}

static void add_quoted(struct buffer *out, str text)
{
  char quoted[4 * CONTEXT + 16];
  copy_quoted(quoted, sizeof quoted, text);
  buffer_add(out, str_of(quoted));
}

/* ... words before [x]words behind ..., with the character that differs in brackets. */
static void add_marked(struct buffer *out, const char *label, str text, size_t at)
{
  size_t from = at < CONTEXT ? 0 : at - CONTEXT;
  while (from > 0 && from < text.len && ((unsigned char)text.data[from] & 0xC0) == 0x80)
    from--;
  size_t len = character_at(text, at), behind = at + len;
  size_t end = text.len - behind < CONTEXT ? text.len : behind + CONTEXT;
  while (end < text.len && ((unsigned char)text.data[end] & 0xC0) == 0x80)
    end++;
  buffer_format(out, "    %-9s %s", label, from ? "..." : "");
  add_quoted(out, str_sub(text, from, at - from));
  buffer_byte(out, '[');
  add_quoted(out, str_sub(text, at, len));
  buffer_byte(out, ']');
  add_quoted(out, str_sub(text, behind, end - behind));
  buffer_add(out, end < text.len ? STR("...\n") : STR("\n"));
}

static void add_difference(struct buffer *out, const struct verify_difference *d)
{
  buffer_add(out, STR("  "));
  add_quoted(out, d->where);
  buffer_add(out, STR(": "));
  buffer_add(out, d->what);
  if (d->file.len) {
    buffer_add(out, STR(" ("));
    char path[256];
    copy_quoted(path, sizeof path, d->file);
    buffer_add(out, str_of(path));
    if (d->line)
      buffer_format(out, ":%u", d->line);
    buffer_byte(out, ')');
  }
  buffer_byte(out, '\n');
  size_t at = first_difference(d->printed, d->found);
  if (d->printed.len)
    add_marked(out, "briefing:", d->printed, at < d->printed.len ? at : d->printed.len);
  if (d->found.len)
    add_marked(out, d->file.len ? "source:" : "expected:", d->found,
               at < d->found.len ? at : d->found.len);
}

static const char *verdict(const struct verify_report *r)
{
  return r->differences.count                  ? "differs"
         : r->missing.count || r->unread.count ? "incomplete"
                                               : "exact";
}

void verify_write_text(const struct verify_report *r, struct buffer *out)
{
  for (uint32_t i = 0; i < r->differences.count; i++)
    add_difference(out, &r->differences.at[i]);
  if (r->omitted)
    buffer_format(out, "  and %u more differences\n", r->omitted);
  for (uint32_t i = 0; i < r->missing.count; i++) {
    buffer_add(out, STR("  missing source: "));
    add_quoted(out, r->missing.at[i]);
    buffer_byte(out, '\n');
  }
  for (uint32_t i = 0; i < r->unread.count; i++) {
    buffer_add(out, STR("  unread source: "));
    add_quoted(out, r->unread.at[i].source);
    buffer_add(out, STR(": "));
    add_quoted(out, r->unread.at[i].why);
    buffer_byte(out, '\n');
  }
  buffer_format(out, "%s: %u texts compared with %u %s, %u texts of the pages; %s%s\n", verdict(r),
                r->spans, r->sources, r->sources == 1 ? "source" : "sources", r->texts,
                r->is_page_remade ? "briefing and pages made again and compared"
                : r->is_remade    ? "briefing made again and compared"
                                  : "not made again",
                r->is_signed ? "; signed by the key given" : "");
}

void verify_write_json(const struct verify_report *r, struct buffer *out)
{
  struct json json = {.out = out};
  json_open(&json, '{');
  json_pair_str(&json, "verdict", str_of(verdict(r)));
  json_pair_uint(&json, "texts", r->spans);
  json_pair_uint(&json, "sources", r->sources);
  json_pair_uint(&json, "page_texts", r->texts);
  json_pair_true(&json, "made_again", r->is_remade);
  json_pair_true(&json, "pages_made_again", r->is_page_remade);
  json_pair_true(&json, "signed", r->is_signed);
  json_key(&json, "differences");
  json_open(&json, '[');
  for (uint32_t i = 0; i < r->differences.count; i++) {
    const struct verify_difference *d = &r->differences.at[i];
    json_open(&json, '{');
    json_pair_str(&json, "where", d->where);
    json_pair_str(&json, "what", d->what);
    json_pair_str(&json, "briefing", d->printed);
    json_pair_str(&json, "source", d->found);
    if (d->printed.len || d->found.len)
      json_pair_uint(&json, "at", first_difference(d->printed, d->found));
    json_pair_str(&json, "file", d->file);
    if (d->line)
      json_pair_uint(&json, "line", d->line);
    json_close(&json, '}');
  }
  json_close(&json, ']');
  if (r->omitted)
    json_pair_uint(&json, "omitted", r->omitted);
  json_key(&json, "missing");
  json_open(&json, '[');
  for (uint32_t i = 0; i < r->missing.count; i++)
    json_str(&json, r->missing.at[i]);
  json_close(&json, ']');
  json_key(&json, "unread");
  json_open(&json, '[');
  for (uint32_t i = 0; i < r->unread.count; i++) {
    json_open(&json, '{');
    json_pair_str(&json, "source", r->unread.at[i].source);
    json_pair_str(&json, "why", r->unread.at[i].why);
    json_close(&json, '}');
  }
  json_close(&json, ']');
  json_close(&json, '}');
  buffer_byte(out, '\n');
}
