/* index.c - index.html: one page, nothing loaded from elsewhere, a row a document: those that were
 * done, then those that failed. The browser's own find is its search. */
#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "base/hex.h"
#include "batch/parts.h"

struct index_part {
  const char *status, *heading, *column;
};

static void add_text(struct buffer *out, str text)
{
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.data[i];
    bool is_c1 = c == 0xC2 && i + 1 < text.len && ((unsigned char)text.data[i + 1] & 0xE0) == 0x80;
    /* Controls have no look, and a page may hold none. */
    if (!buffer_markup(out, c))
      buffer_byte(out, c < 0x20 || c == 0x7F || is_c1 ? ' ' : (char)c);
    i += is_c1;
  }
}

/* A name as messages quote it: what cannot be seen, or turns the text round, in hex. So names that
 * differ look different, and the browser finds what the terminal said. */
static void add_name(struct arena *arena, struct buffer *out, str name)
{
  size_t room = 4 * name.len + 1;
  char *quoted = arena_alloc(arena, room);
  if (!quoted)
    return; /* the arena is short, and the caller asks it */
  copy_quoted(quoted, room, name);
  add_text(out, str_of(quoted));
}

void batch_add_reference(struct buffer *out, str path)
{
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/";
  buffer_add(out, STR("./")); /* a name with a colon is no scheme */
  for (size_t i = 0; i < path.len; i++) {
    if (path.data[i] && strchr(plain, path.data[i])) {
      buffer_byte(out, path.data[i]);
    } else {
      buffer_byte(out, '%');
      hex_add(out, (const uint8_t *)path.data + i, 1);
    }
  }
}

/* Day, night and paper; every pair of ink and ground has a contrast of 4.5 or more
 * (tests/cli/check_index.py measures it). */
static const char css[] =
    ":root{color-scheme:light dark;--ink:#111;--ground:#fff;--accent:#12355b;--grey:#5a5a5a;"
    "--rule:#c4c4c4;--alarm:#8a1c1c;--warn:#fdf1ef}"
    "@media (prefers-color-scheme:dark){:root{--ink:#e8e5de;--ground:#15181c;--accent:#9ec5ee;"
    "--grey:#aaa69d;--rule:#474b50;--alarm:#ff9c92;--warn:#2b1a1a}}\n"
    "*{box-sizing:border-box}"
    "html{background:var(--ground);color:var(--ink);-webkit-text-size-adjust:100%;"
    "text-size-adjust:100%}"
    "body{max-width:66rem;margin:0 auto;padding:2.5rem 1.5rem 4rem;"
    "font:1.0625rem/1.5 Vollkorn,Charter,'Bitstream Charter','Source Serif 4','Noto Serif',"
    "Cambria,Georgia,serif}"
    "h1,h2,th,tr.failed>th,tr.pending>th,.counts,.path,.status"
    "{font-family:Lato,'Source Sans 3','Noto Sans','Segoe UI',system-ui,sans-serif}"
    "h1{font-size:2.4rem;line-height:1.1;font-weight:900;color:var(--accent);margin:0 0 .6rem}"
    "h2{font-size:1.25rem;line-height:1.3;font-weight:900;color:var(--accent);"
    "margin:2.2rem 0 .6rem}"
    ".counts{margin:0;color:var(--grey)}.counts a{margin-inline-end:1.2rem}"
    ".counts .failed,.counts .pending{color:var(--alarm);font-weight:700}"
    "#failed h2,#pending h2{color:var(--alarm)}"
    "a{color:inherit;text-decoration-color:var(--rule);text-underline-offset:.15em}"
    "a:hover{text-decoration-color:currentColor}a:visited{color:var(--grey)}"
    ":focus-visible{outline:2px solid var(--accent);outline-offset:.15rem}\n"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}"
    "col.first{width:36%}col.last{width:5.5rem}"
    ".banner{margin:0 0 1rem;text-align:center;color:var(--alarm);font-weight:700}"
    "table+.banner,section+.banner{margin:2.2rem 0 0}"
    "th,td{text-align:start;vertical-align:baseline;padding:.6rem 1.2rem .65rem 0;"
    "border-top:1px solid var(--rule);overflow-wrap:anywhere;unicode-bidi:isolate}"
    "thead th{border:0;padding-bottom:.3rem;font-size:.8rem;font-weight:400;color:var(--grey)}"
    "tbody th{font-family:inherit;font-weight:700;line-height:1.35}"
    ".path{display:block;font-size:.8rem;font-weight:400;color:var(--grey);line-height:1.4;"
    "margin-top:.15rem;direction:ltr;unicode-bidi:isolate}"
    ".hint{display:block;color:var(--grey)}"
    ".status{font-size:.85rem;padding-inline-end:0;color:var(--grey)}"
    "tr.failed>*,tr.pending>*{background:var(--warn)}"
    "tr.failed>th,tr.pending>th{border-inline-start:.25rem solid var(--alarm);"
    "padding-inline-start:.7rem}"
    "tr.failed .status,tr.pending .status{color:var(--alarm);font-weight:700}\n"
    "@media (max-width:40rem){table,tbody,tr,th,td{display:block}thead,colgroup{display:none}"
    "td{border:0;padding-top:0}tbody th{padding-bottom:.1rem}tr.done .status{display:none}"
    "tr.failed>*,tr.pending>*{padding-inline-start:.7rem}"
    "tr.failed>td,tr.pending>td{border-inline-start:.25rem solid var(--alarm)}}\n"
    "@media print{:root{color-scheme:light;--ink:#111;--ground:#fff;--accent:#12355b;"
    "--grey:#5a5a5a;--rule:#c4c4c4;--alarm:#8a1c1c;--warn:#fdf1ef}"
    "@page{margin:18mm}html{font-size:9pt}body{max-width:none;padding:0}"
    "html{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    "tr{break-inside:avoid}h2{break-after:avoid}a{text-decoration:none}}";

/* Nothing but this style: whatever got past the escaping would still neither run nor load. */
static void add_style(struct buffer *out)
{
  struct sha256_ctx sha256;
  uint8_t digest[HASH_BYTES];
  char text[BASE64_ENCODE_RAW_LENGTH(HASH_BYTES)];
  sha256_init(&sha256);
  sha256_update(&sha256, sizeof css - 1, (const uint8_t *)css);
  sha256_digest(&sha256, sizeof digest, digest);
  base64_encode_raw(text, sizeof digest, digest);
  buffer_format(out,
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'sha256-%.*s'; base-uri 'none'; form-action 'none'\">\n<style>",
                (int)sizeof text, text);
  buffer_add(out, (str){css, sizeof css - 1});
  buffer_add(out, STR("</style>\n"));
}

static const struct index_part parts[INDEX_PARTS] = {
    {"done", "Done", "Bottom line"},
    {"failed", "Failed", "Reason"},
    {"pending", "Not done", "Reason"}, /* shards that were merged before their end */
};

static void add_count(struct buffer *out, const struct index_part *part, uint64_t count)
{
  if (count)
    buffer_format(out, "<a class=\"%s\" href=\"#%s\">", part->status, part->status);
  buffer_uint(out, count);
  buffer_format(out, " %s", strcmp(part->status, "pending") ? part->status : "not done");
  buffer_add(out, count ? STR("</a>\n") : STR("\n"));
}

static void add_banner(struct buffer *out, str banner)
{
  if (!banner.len)
    return;
  buffer_add(out, STR("<p class=\"banner\" dir=\"auto\">"));
  add_text(out, banner);
  buffer_add(out, STR("</p>\n"));
}

void index_open(const uint64_t counts[INDEX_PARTS], str banner, struct buffer *out)
{
  buffer_add(out, STR("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width\">\n"));
  add_style(out);
  buffer_add(out, STR("<title>Briefings</title>\n</head>\n<body>\n"));
  add_banner(out, banner);
  buffer_add(out, STR("<h1>Briefings</h1>\n<p class=\"counts\">\n"));
  for (int i = 0; i < INDEX_PARTS; i++)
    if (counts[i] || i < 2)
      add_count(out, &parts[i], counts[i]);
  buffer_add(out, STR("</p>\n"));
}

int index_part_of(const struct batch_entry *entry)
{
  int i = INDEX_PARTS - 1;
  while (i && !str_eq(entry->status, str_of(parts[i].status)))
    i--;
  return i;
}

void index_open_part(int part, struct buffer *out)
{
  buffer_format(out,
                "<section id=\"%s\">\n<h2>%s</h2>\n<table>\n"
                "<colgroup><col class=\"first\"><col><col class=\"last\"></colgroup>\n"
                "<thead><tr><th scope=\"col\">Document</th><th scope=\"col\">%s</th>"
                "<th scope=\"col\">Status</th></tr></thead>\n<tbody>\n",
                parts[part].status, parts[part].heading, parts[part].column);
}

void index_close_part(struct buffer *out)
{
  buffer_add(out, STR("</tbody>\n</table>\n</section>\n"));
}

static void add_done(struct arena *arena, const struct batch_entry *entry, struct buffer *out)
{
  buffer_add(out, STR("<th scope=\"row\" dir=\"auto\"><a href=\""));
  batch_add_reference(out, entry->output);
  buffer_add(out, STR("\">"));
  if (entry->title.len)
    add_text(out, entry->title);
  else
    add_name(arena, out, entry->path);
  buffer_add(out, STR("</a> <span class=\"path\">"));
  add_name(arena, out, entry->path);
  buffer_add(out, STR("</span></th><td dir=\"auto\">"));
  add_text(out, entry->line);
}

static void add_undone(struct arena *arena, const struct batch_entry *entry, struct buffer *out)
{
  buffer_add(out, STR("<th scope=\"row\">"));
  add_name(arena, out, entry->path);
  buffer_add(out, STR("</th><td>"));
  if (entry->message.len)
    add_text(out, entry->message);
  else
    buffer_add(out, STR("its run ended before it was made"));
  if (entry->hint.len) {
    buffer_add(out, STR(" <span class=\"hint\">"));
    add_text(out, entry->hint);
    buffer_add(out, STR("</span>"));
  }
}

void index_row(struct arena *arena, const struct batch_entry *entry, struct buffer *out)
{
  const struct index_part *part = &parts[index_part_of(entry)];
  buffer_format(out, "<tr class=\"%s\">", part->status);
  if (entry->output.len)
    add_done(arena, entry, out);
  else
    add_undone(arena, entry, out);
  buffer_format(out, "</td><td class=\"status\">%s</td></tr>\n", part->heading);
}

void index_close(str banner, struct buffer *out)
{
  add_banner(out, banner);
  buffer_add(out, STR("</body>\n</html>\n"));
}
