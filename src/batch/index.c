/* index.c - index.html: one page, nothing loaded from elsewhere, a row a document. The browser's
 * own find is its search. */
#include "batch/parts.h"

static void add_text(struct buffer *out, str text)
{
  for (size_t i = 0; i < text.len; i++) {
    switch (text.data[i]) {
    case '<':
      buffer_add(out, STR("&lt;"));
      break;
    case '>':
      buffer_add(out, STR("&gt;"));
      break;
    case '&':
      buffer_add(out, STR("&amp;"));
      break;
    case '"':
      buffer_add(out, STR("&quot;"));
      break;
    default:
      /* A page holds no other controls; what is not UTF-8 the browser shows as U+FFFD. */
      buffer_byte(out, (unsigned char)text.data[i] < 0x20 ? ' ' : text.data[i]);
    }
  }
}

/* A relative reference: every byte that is no plain one is escaped, so that any file name works. */
static void add_reference(struct buffer *out, str path)
{
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/";
  for (size_t i = 0; i < path.len; i++) {
    if (path.data[i] && strchr(plain, path.data[i])) {
      buffer_byte(out, path.data[i]);
    } else {
      buffer_byte(out, '%');
      add_hex(out, (const uint8_t *)path.data + i, 1);
    }
  }
}

void index_open(const struct batch_counts *counts, struct buffer *out)
{
  buffer_add(out,
             STR("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width\">\n"
                 "<title>Briefings</title>\n<style>\n"
                 "body{font:1em/1.45 Georgia,serif;max-width:60em;margin:2em auto;padding:0 1em}\n"
                 "table{border-collapse:collapse;width:100%}\n"
                 "th,td{text-align:left;vertical-align:top;padding:.4em .8em .4em 0;"
                 "border-top:1px solid #bbb}\n"
                 "td.path{overflow-wrap:anywhere;font-size:.85em;color:#444}\n"
                 "tr.failed td.status{color:#a00}\n</style>\n</head>\n<body>\n"
                 "<h1>Briefings</h1>\n<p>"));
  buffer_uint(out, counts->done + counts->unchanged);
  buffer_add(out, STR(" done, "));
  buffer_uint(out, counts->failed);
  buffer_add(out, STR(" failed.</p>\n<table>\n<thead><tr><th scope=\"col\">Document</th>"
                      "<th scope=\"col\">Bottom line</th><th scope=\"col\">File</th>"
                      "<th scope=\"col\">Status</th></tr></thead>\n<tbody>\n"));
}

void index_row(const struct batch_entry *entry, struct buffer *out)
{
  bool is_done = entry->output.len > 0;
  buffer_format(out, "<tr class=\"%.*s\"><td>", STR_ARG(entry->status));
  if (is_done) {
    /* "./": a name with a colon is no scheme. */
    buffer_add(out, STR("<a href=\"./"));
    add_reference(out, entry->output);
    buffer_add(out, STR("\">"));
    add_text(out, entry->title.len ? entry->title : entry->path);
    buffer_add(out, STR("</a>"));
  } else {
    add_text(out, entry->path);
  }
  buffer_add(out, STR("</td><td>"));
  add_text(out, is_done ? entry->line : entry->message);
  buffer_add(out, STR("</td><td class=\"path\">"));
  add_text(out, entry->path);
  buffer_format(out, "</td><td class=\"status\">%.*s</td></tr>\n", STR_ARG(entry->status));
}

void index_close(struct buffer *out)
{
  buffer_add(out, STR("</tbody>\n</table>\n</body>\n</html>\n"));
}
