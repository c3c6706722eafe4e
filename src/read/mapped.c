/* mapped.c - a text and its line marks, cut and decoded together. */
#include "read/mapped.h"

void mapped_init(struct mapped *mapped, struct arena *arena, size_t room)
{
  *mapped = (struct mapped){.arena = arena, .room = room + 1};
  mapped->data = arena_alloc(arena, mapped->room);
  if (!mapped->data)
    mapped->room = 0;
}

void mapped_mark(struct mapped *mapped, uint32_t line)
{
  struct line_mark mark = {(uint32_t)mapped->len, line};
  if (mapped->marks.count && vec_last(&mapped->marks)->at == mark.at)
    *vec_last(&mapped->marks) = mark;
  else if (!mapped->marks.count || vec_last(&mapped->marks)->line != line)
    vec_push(mapped->arena, &mapped->marks, mark);
}

void mapped_add(struct mapped *mapped, str bytes)
{
  if (bytes.len > mapped->room - mapped->len) {
    size_t wider = (mapped->len + bytes.len) * 2;
    char *moved =
        wider > UINT32_MAX ? NULL : arena_grow(mapped->arena, mapped->data, mapped->room, wider);
    if (!moved) {
      arena_fail(mapped->arena); /* marks are 32 bit */
      return;
    }
    mapped->data = moved;
    mapped->room = wider;
  }
  if (bytes.len)
    memcpy(mapped->data + mapped->len, bytes.data, bytes.len);
  mapped->len += bytes.len;
}

uint32_t mapped_find(const struct mapped *mapped, size_t at)
{
  uint32_t low = 0, high = mapped->marks.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (mapped->marks.at[middle].at <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? low - 1 : 0;
}

uint32_t mapped_line(const struct mapped *mapped, size_t at)
{
  return mapped->marks.count ? mapped->marks.at[mapped_find(mapped, at)].line : 1;
}

void mapped_copy(struct mapped *mapped, const struct mapped *from, size_t at, size_t len)
{
  size_t end = at + len;
  for (uint32_t i = mapped_find(from, at); at < end; i++) {
    bool has_next = i + 1 < from->marks.count && from->marks.at[i + 1].at < end;
    size_t next = has_next ? from->marks.at[i + 1].at : end;
    if (i < from->marks.count)
      mapped_mark(mapped, from->marks.at[i].line);
    if (next > at)
      mapped_add(mapped, str_sub(mapped_str(from), at, next - at));
    at = next > at ? next : at;
    if (!has_next)
      return;
  }
}

/* --- charsets --- */

/* Marks of bytes become marks of characters, each of which was a byte. */
static void shift_by_characters(struct mapped *mapped, str text)
{
  size_t at = 0, character = 0;
  for (uint32_t i = 0; i < mapped->marks.count; i++) {
    for (; character < mapped->marks.at[i].at && at < text.len; character++)
      utf8_next(text, &at);
    mapped->marks.at[i].at = (uint32_t)at;
  }
}

static bool is_inside_character(str text, size_t at)
{
  return at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80;
}

static void shift_in_proportion(struct mapped *mapped, str text)
{
  double share = mapped->len ? (double)text.len / (double)mapped->len : 0;
  for (uint32_t i = 0; i < mapped->marks.count; i++) {
    size_t at = (size_t)((double)mapped->marks.at[i].at * share);
    at = at < text.len ? at : text.len;
    while (is_inside_character(text, at))
      at++;
    mapped->marks.at[i].at = (uint32_t)at;
  }
}

precis_status mapped_decode(struct mapped *mapped, const char *charset, struct decoded *ret,
                            precis_error *err)
{
  precis_status s = charset_decode(mapped->arena, mapped_str(mapped), charset, ret, err);
  if (s == PRECIS_BAD_INPUT && charset)
    s = charset_decode(mapped->arena, mapped_str(mapped), NULL, ret, err);
  if (s != PRECIS_OK)
    return s;
  str text = ret->text;
  if (str_eq(text, mapped_str(mapped)))
    return PRECIS_OK;
  if (utf8_count(text) == mapped->len)
    shift_by_characters(mapped, text);
  else
    shift_in_proportion(mapped, text);
  mapped->data = (char *)(uintptr_t)text.data;
  mapped->len = mapped->room = text.len;
  return PRECIS_OK;
}
