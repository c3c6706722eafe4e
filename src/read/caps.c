/* caps.c - budgets for Markdown before cmark, which is quadratic in some of it (0.30.2: 90 KB of
 * list marks take over 20 s, 300 KB of "![[]()" 10 s).
 *
 * Invariant: linear; a text within the budgets comes back as it is, and the count of lines never
 * changes. Over a budget the marks are taken out, not the letters. */
#include "read/steps.h"

/* Containers that one line may open; blanks before it (lists nest by them); brackets, delimiters
 * and
 * "<" of one paragraph. Their cost is the square: 1,000 of each take cmark about a millisecond. */
enum { DEPTH_MAX = 100, INDENT_MAX = 240, BRACKETS_MAX = 1000, DELIMITERS_MAX = 20000 };

struct caps {
  str text;
  char *out;
  size_t len;
  uint32_t cut, first_line;
  uint32_t brackets, delimiters; /* in this paragraph */
  char fence;                    /* of the code block we are in; 0 outside */
};

static void count_cut(struct caps *caps, uint32_t line)
{
  if (!caps->cut++)
    caps->first_line = line;
}

/* Bytes of the container mark at a place: "> ", "- ", "12. "; 0 if there is none. */
static size_t container_len(str line, size_t at)
{
  size_t i = at;
  if (i >= line.len)
    return 0;
  if (line.data[i] == '>')
    return 1;
  while (i < line.len && line.data[i] >= '0' && line.data[i] <= '9' && i - at < 9)
    i++;
  bool is_mark =
      i < line.len && (i > at ? line.data[i] == '.' || line.data[i] == ')'
                              : line.data[i] == '-' || line.data[i] == '*' || line.data[i] == '+');
  if (!is_mark)
    return 0;
  i++;
  return i == line.len || line.data[i] == ' ' || line.data[i] == '\t' ? i - at : 0;
}

/* Copies the blanks and container marks at a line's start, up to the budget; returns where the rest
 * begins. */
static size_t copy_opening(struct caps *caps, str line, uint32_t number)
{
  size_t at = 0;
  uint32_t depth = 0, indent = 0;
  bool is_over = false;
  for (;;) {
    if (at < line.len && (line.data[at] == ' ' || line.data[at] == '\t')) {
      is_over |= ++indent > INDENT_MAX;
      if (indent <= INDENT_MAX && depth <= DEPTH_MAX)
        caps->out[caps->len++] = line.data[at];
      at++;
      continue;
    }
    size_t mark = container_len(line, at);
    if (!mark)
      break;
    if (++depth <= DEPTH_MAX) {
      memcpy(caps->out + caps->len, line.data + at, mark);
      caps->len += mark;
    } else {
      is_over = true;
    }
    at += mark;
  }
  if (is_over)
    count_cut(caps, number);
  return at;
}

static void copy_rest(struct caps *caps, str rest, uint32_t number)
{
  for (size_t i = 0; i < rest.len; i++) {
    char c = rest.data[i];
    bool is_bracket = c == '[' || c == ']' || c == '<';
    bool is_delimiter = c == '*' || c == '_' || c == '`' || c == '&' || c == '!';
    caps->brackets += is_bracket;
    caps->delimiters += is_delimiter;
    if ((is_bracket && caps->brackets > BRACKETS_MAX) ||
        (is_delimiter && caps->delimiters > DELIMITERS_MAX)) {
      count_cut(caps, number);
      continue;
    }
    caps->out[caps->len++] = c;
  }
}

/* Code is copied as it is: its brackets cost cmark nothing. */
static bool is_code(struct caps *caps, str line, size_t from)
{
  str rest = str_sub(line, from, line.len - from);
  bool is_fence = str_starts(rest, STR("```")) || str_starts(rest, STR("~~~"));
  if (caps->fence) {
    if (is_fence && rest.data[0] == caps->fence)
      caps->fence = '\0';
    return true;
  }
  if (is_fence && (rest.data[0] == '~' || !memchr(rest.data + 3, '`', rest.len - 3)))
    caps->fence = rest.data[0];
  return caps->fence != '\0';
}

static size_t line_len(str text, size_t at)
{
  size_t end = at;
  while (end < text.len && text.data[end] != '\n' && text.data[end] != '\r')
    end++;
  return end - at;
}

str caps_apply(struct arena *arena, str text, uint32_t *ret_cut, uint32_t *ret_line)
{
  struct caps caps = {.text = text, .out = arena_alloc(arena, text.len + 1)};
  if (!caps.out)
    return text;
  uint32_t number = 1;
  for (size_t at = 0; at < text.len; number++) {
    str line = str_sub(text, at, line_len(text, at));
    size_t from = copy_opening(&caps, line, number);
    if (from == line.len)
      caps.brackets = caps.delimiters = 0;
    if (is_code(&caps, line, from)) {
      memcpy(caps.out + caps.len, line.data + from, line.len - from);
      caps.len += line.len - from;
    } else {
      copy_rest(&caps, str_sub(line, from, line.len - from), number);
    }
    at += line.len;
    if (at < text.len) {
      bool is_pair = text.data[at] == '\r' && at + 1 < text.len && text.data[at + 1] == '\n';
      caps.out[caps.len++] = '\n';
      at += is_pair ? 2 : 1;
    }
  }
  *ret_cut = caps.cut;
  *ret_line = caps.first_line;
  return caps.cut ? (str){caps.out, caps.len} : text;
}
