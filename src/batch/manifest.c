/* manifest.c - a line of JSON a document, and files that are written piece by piece.
 *
 * No times stand in a line: a run that was killed and resumed leaves the manifest of one that was
 * not. */
#include <unistd.h>

#include "base/hex.h"
#include "base/json.h"
#include "batch/parts.h"

enum { SHEET_STEP = 64 * 1024 };

static bool is_utf8(str s)
{
  for (size_t i = 0; i < s.len;) {
    const unsigned char *c = (const unsigned char *)s.data + i;
    size_t len = c[0] < 0x80                   ? 1
                 : c[0] >= 0xC2 && c[0] < 0xE0 ? 2
                 : (c[0] & 0xF0) == 0xE0       ? 3
                 : c[0] >= 0xF0 && c[0] < 0xF5 ? 4
                                               : 0;
    if (!len || len > s.len - i)
      return false;
    for (size_t k = 1; k < len; k++)
      if ((c[k] & 0xC0) != 0x80)
        return false;
    bool is_bad = (c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xED && c[1] >= 0xA0) ||
                  (c[0] == 0xF0 && c[1] < 0x90) || (c[0] == 0xF4 && c[1] >= 0x90);
    if (is_bad)
      return false;
    i += len;
  }
  return true;
}

static void pair_hex(struct json *json, const char *key, str bytes)
{
  AUTO_BUFFER hex;
  buffer_init(&hex, &heap_default);
  hex_add(&hex, (const uint8_t *)bytes.data, bytes.len);
  json_pair_str(json, key, buffer_str(&hex));
}

/* JSON holds no bytes that are not UTF-8: a name that has some is told in hex as well. */
static void pair_path(struct json *json, const char *key, const char *hex_key, str path)
{
  json_pair_str(json, key, path);
  if (!is_utf8(path))
    pair_hex(json, hex_key, path);
}

static const char *state_name(enum state state)
{
  switch (state) {
  case STATE_PENDING:
    return "pending";
  case STATE_DONE:
    return "done";
  case STATE_FAILED:
    return "failed";
  }
  return "pending";
}

static void add_error(struct json *json, const struct row *row)
{
  json_key(json, "error");
  json_open(json, '{');
  json_pair_uint(json, "code", (uint64_t)row->code);
  json_pair_str(json, "message", row->message);
  json_pair_str(json, "hint", row->hint);
  if (row->error_line)
    json_pair_uint(json, "line", row->error_line);
  json_close(json, '}');
}

static void add_warnings(struct json *json, str warnings)
{
  str line;
  json_key(json, "warnings");
  json_open(json, '[');
  while (str_split(&warnings, '\n', &line))
    if (line.len)
      json_str(json, line);
  json_close(json, ']');
}

void manifest_line(const struct row *row, struct buffer *out)
{
  struct json json = {.out = out};
  json_open(&json, '{');
  pair_path(&json, "path", "path_hex", row->path);
  if (row->state != STATE_PENDING)
    pair_hex(&json, "sha256", row->sha256);
  json_pair_str(&json, "status", str_of(state_name(row->state)));
  if (row->state == STATE_DONE) {
    pair_path(&json, "output", "output_hex", row->output);
    pair_hex(&json, "output_sha256", row->output_sha256);
    json_pair_str(&json, "title", row->title);
    json_pair_str(&json, "bottom_line", row->line);
    if (row->warnings.len)
      add_warnings(&json, row->warnings);
  } else if (row->state == STATE_FAILED) {
    add_error(&json, row);
  }
  json_close(&json, '}');
  buffer_byte(out, '\n');
}

precis_status sheet_open(struct store *store, struct sheet *ret, precis_error *err)
{
  *ret = (struct sheet){.store = store};
  buffer_init(&ret->pending, &heap_default);
  return store_draft(store, STR(""), &ret->draft, err);
}

static precis_status flush_all(struct sheet *sheet, precis_error *err)
{
  precis_status s = sheet->pending.is_short
                        ? fail_no_memory(err)
                        : store_append(&sheet->draft, buffer_str(&sheet->pending), err);
  sheet->pending.len = 0;
  return s;
}

precis_status sheet_flush(struct sheet *sheet, precis_error *err)
{
  return sheet->pending.len < SHEET_STEP && !sheet->pending.is_short ? PRECIS_OK
                                                                     : flush_all(sheet, err);
}

precis_status sheet_close(struct sheet *sheet, precis_status before, str name, precis_error *err)
{
  precis_status s = before == PRECIS_OK ? flush_all(sheet, err) : before;
  if (s == PRECIS_OK)
    s = store_sync(sheet->store, &sheet->draft, 1, err);
  if (s == PRECIS_OK)
    s = store_place(sheet->store, &sheet->draft, name, err);
  if (s == PRECIS_OK)
    s = store_settle(sheet->store, err);
  if (s == PRECIS_OK)
    close(sheet->draft.fd);
  else
    store_drop(sheet->store, &sheet->draft);
  buffer_clear(&sheet->pending);
  return s;
}
