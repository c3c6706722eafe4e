/* mime.c - a message into its parts: a worklist of containers, no recursion.
 *
 * Invariant: each container is scanned once a level, levels and parts are bounded, so that the
 * whole is linear in the message. A container without its closing line ends where the one around it
 * ends.
 */
#include "read/mime.h"

#include "base/hex.h"
#include "read/steps.h"

enum { DEPTH_MAX = 20, PARTS_MAX = 1000 };

/* --- lines --- */

/* Past the line's end; the line itself without it. */
static size_t next_line(str text, size_t at, str *ret)
{
  const char *end = memchr(text.data + at, '\n', text.len - at);
  size_t to = end ? (size_t)(end - text.data) : text.len;
  *ret = str_sub(text, at, to - at);
  if (ret->len && ret->data[ret->len - 1] == '\r')
    ret->len--;
  return end ? to + 1 : to;
}

/* The head ends before the first empty line, the body begins behind it. */
static void cut_head(str message, uint32_t line, struct mime_part *ret)
{
  size_t at = 0, next;
  str text;
  for (; at < message.len; at = next) {
    next = next_line(message, at, &text);
    if (text.len)
      continue;
    ret->head = str_sub(message, 0, at);
    ret->body = str_sub(message, next, message.len - next);
    ret->line = line + str_count(str_sub(message, 0, next), '\n');
    return;
  }
  ret->head = message;
  ret->body = str_sub(message, message.len, 0);
  ret->line = line;
}

enum encoding { ENCODING_NONE, ENCODING_QUOTED, ENCODING_BASE64 };

static enum encoding encoding_of(struct arena *arena, str head)
{
  str field = mime_field(arena, head, "content-transfer-encoding");
  str name = field.data ? mime_type(arena, field) : STR("");
  return str_eq(name, STR("quoted-printable")) ? ENCODING_QUOTED
         : str_eq(name, STR("base64"))         ? ENCODING_BASE64
                                               : ENCODING_NONE;
}

/* --- containers --- */

struct container {
  struct mime_part part;
  uint32_t depth;
  bool is_report; /* of a delivery: the mail in it is the one that was sent */
};

struct splitting {
  struct mime_parts *parts;
  /* Last in, first out: children are pushed in reverse, so that leaves come in order. */
  VEC(struct container) open;
};

static bool is_boundary(str line, str boundary, bool *ret_is_last)
{
  if (line.len < boundary.len + 2 || line.data[0] != '-' || line.data[1] != '-' ||
      !str_eq(str_sub(line, 2, boundary.len), boundary))
    return false;
  str rest = str_sub(line, boundary.len + 2, line.len - boundary.len - 2);
  *ret_is_last = str_starts(rest, STR("--"));
  return *ret_is_last || !str_trim(rest).len;
}

static void describe(struct splitting *splitting, struct mime_part *part)
{
  struct arena *arena = splitting->parts->arena;
  str field = mime_field(arena, part->head, "content-type");
  str type = field.data ? mime_type(arena, field) : STR("");
  part->type = memchr(type.data, '/', type.len) ? type : STR("text/plain");
}

static struct container child_of(struct splitting *splitting, const struct container *outer,
                                 str message, uint32_t line, uint32_t place)
{
  struct container child = {.part.group = outer->part.group,
                            .part.choice = outer->part.choice,
                            .part.is_related = outer->part.is_related,
                            .part.is_forwarded = outer->part.is_forwarded,
                            .depth = outer->depth + 1,
                            .is_report = outer->is_report};
  child.is_report |= str_eq(outer->part.type, STR("multipart/report"));
  cut_head(message, line, &child.part);
  describe(splitting, &child.part);
  if (str_eq(outer->part.type, STR("multipart/related")))
    child.part.is_related |= place > 0;
  if (str_eq(outer->part.type, STR("multipart/alternative"))) {
    child.part.group = splitting->parts->groups;
    child.part.choice = place;
  }
  return child;
}

static void reverse(struct container *first, struct container *last)
{
  while (first < last) {
    struct container other = *first;
    *first++ = *last;
    *last-- = other;
  }
}

/* Takes a container apart; false if it is none that can be. */
static bool open_container(struct splitting *splitting, const struct container *outer)
{
  struct mime_parts *parts = splitting->parts;
  str field = mime_field(parts->arena, outer->part.head, "content-type");
  str boundary = field.data ? mime_parameter(parts->arena, field, "boundary") : STR("");
  if (!boundary.len)
    return false;
  parts->groups += str_eq(outer->part.type, STR("multipart/alternative"));
  uint32_t first = splitting->open.count, line = outer->part.line, start_line = 0, place = 0;
  str body = outer->part.body, text;
  size_t start = SIZE_MAX;
  bool is_last = false;
  for (size_t at = 0, next; at < body.len && !is_last; at = next, line++) {
    next = next_line(body, at, &text);
    if (!is_boundary(text, boundary, &is_last))
      continue;
    if (start != SIZE_MAX && parts->leaves.count + splitting->open.count < PARTS_MAX)
      vec_push(parts->arena, &splitting->open,
               child_of(splitting, outer, str_sub(body, start, at - start), start_line, place++));
    else
      parts->is_cut |= start != SIZE_MAX;
    start = next;
    start_line = line + 1;
  }
  if (start != SIZE_MAX && !is_last)
    vec_push(parts->arena, &splitting->open,
             child_of(splitting, outer, str_sub(body, start, body.len - start), start_line, place));
  if (splitting->open.count > first)
    reverse(&splitting->open.at[first], vec_last(&splitting->open));
  return splitting->open.count > first;
}

/* Never encoded (RFC 2046, 5.2.1). */
static bool is_mail(const struct splitting *splitting, const struct mime_part *part)
{
  return str_eq(part->type, STR("message/rfc822")) &&
         encoding_of(splitting->parts->arena, part->head) == ENCODING_NONE;
}

/* A mail that is forwarded as a part: taken apart as well. */
static bool open_forwarded(struct splitting *splitting, const struct container *outer)
{
  if (outer->depth == 0 || outer->is_report || !is_mail(splitting, &outer->part))
    return false;
  struct container child = child_of(splitting, outer, outer->part.body, outer->part.line, 0);
  child.part.is_forwarded = true;
  vec_push(splitting->parts->arena, &splitting->open, child);
  return true;
}

static void take(struct splitting *splitting, const struct container *container)
{
  struct mime_parts *parts = splitting->parts;
  str type = container->part.type;
  parts->is_encrypted |= str_eq(type, STR("multipart/encrypted")) && !container->part.is_forwarded;
  if (container->depth < DEPTH_MAX && open_forwarded(splitting, container))
    return;
  if (str_starts(type, STR("multipart/")) && container->depth < DEPTH_MAX &&
      open_container(splitting, container))
    return;
  parts->is_cut |= str_starts(type, STR("multipart/")) && container->depth >= DEPTH_MAX;
  vec_push(parts->arena, &parts->leaves, container->part);
}

void mime_split(struct mime_parts *parts, str message, uint32_t line)
{
  struct splitting splitting = {.parts = parts};
  struct container whole = {.depth = 0};
  cut_head(message, line, &whole.part);
  describe(&splitting, &whole.part);
  /* A mail that is nothing but another says nothing itself: that one is read, with its own head. */
  for (int i = 0; i < DEPTH_MAX && is_mail(&splitting, &whole.part); i++) {
    cut_head(whole.part.body, whole.part.line, &whole.part);
    describe(&splitting, &whole.part);
  }
  parts->head = whole.part.head;
  vec_push(parts->arena, &splitting.open, whole);
  while (splitting.open.count && !arena_short(parts->arena)) {
    struct container next = *vec_last(&splitting.open);
    splitting.open.count--;
    take(&splitting, &next);
  }
}

/* --- transfer encodings --- */

/* One line of quoted-printable; an "=" at its end joins it with the next (RFC 2045, 6.7). What is
 * no code stays as it is. */
static void decode_quoted_line(struct mapped *out, str line)
{
  while (line.len && (line.data[line.len - 1] == ' ' || line.data[line.len - 1] == '\t'))
    line.len--;
  bool is_soft = line.len && line.data[line.len - 1] == '=';
  line.len -= is_soft;
  for (size_t at = 0; at < line.len;) {
    const char *mark = memchr(line.data + at, '=', line.len - at);
    size_t to = mark ? (size_t)(mark - line.data) : line.len;
    mapped_add(out, str_sub(line, at, to - at));
    at = to;
    if (!mark)
      break;
    int high = at + 1 < line.len ? hex_digit(line.data[at + 1]) : -1;
    int low = at + 2 < line.len ? hex_digit(line.data[at + 2]) : -1;
    bool is_code = high >= 0 && low >= 0;
    char byte = is_code ? (char)(high << 4 | low) : '=';
    mapped_add(out, (str){&byte, 1});
    at += is_code ? 3 : 1;
  }
  if (!is_soft)
    mapped_add(out, STR("\n"));
}

struct base64 {
  uint32_t bits, count;
};

static int base64_value(char c)
{
  return c >= 'A' && c <= 'Z'   ? c - 'A'
         : c >= 'a' && c <= 'z' ? c - 'a' + 26
         : c >= '0' && c <= '9' ? c - '0' + 52
         : c == '+' || c == '-' ? 62
         : c == '/' || c == '_' ? 63
                                : -1;
}

/* What is not of the alphabet is passed over (RFC 2045, 6.8). */
static void decode_base64_line(struct mapped *out, str line, struct base64 *state)
{
  for (size_t i = 0; i < line.len; i++) {
    int value = base64_value(line.data[i]);
    if (value < 0)
      continue;
    state->bits = state->bits << 6 | (uint32_t)value;
    if (++state->count % 4 == 1)
      continue;
    uint32_t shift = (4 - (state->count - 1) % 4 - 1) * 2;
    char byte = (char)(state->bits >> shift & 0xFF);
    mapped_add(out, (str){&byte, 1});
  }
}

void mime_decode(struct mapped *ret, const struct mime_part *part)
{
  enum encoding encoding = encoding_of(ret->arena, part->head);
  struct base64 state = {0};
  uint32_t line = part->line;
  str text;
  for (size_t at = 0, next; at < part->body.len; at = next, line++) {
    next = next_line(part->body, at, &text);
    mapped_mark(ret, line);
    switch (encoding) {
    case ENCODING_NONE:
      mapped_add(ret, text);
      mapped_add(ret, STR("\n"));
      break;
    case ENCODING_QUOTED:
      decode_quoted_line(ret, text);
      break;
    case ENCODING_BASE64:
      decode_base64_line(ret, text, &state);
      break;
    }
  }
}
