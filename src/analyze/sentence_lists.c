/* sentence_lists.c - lists that run on inside one paragraph: "1. First 2. Second", "a) one b) two".
 *
 * Invariant: a mark opens a sentence only if its list holds at least two in order, or it is a
 * bullet. */
#include "analyze/sentences.h"

/* "10.)" in all its shapes; a list of more items is set as one. */
enum { VALUE_MAX = 99, MARK_BYTES_MAX = 2 };

enum mark_style {
  STYLE_STOP = 1,  /* 1. */
  STYLE_PAREN = 2, /* 1) */
  STYLE_BOTH = 3,  /* 1.) */
  STYLE_SMALL = 4, /* a. */
  STYLE_LARGE = 8, /* A. */
  STYLE_COUNT = 16
};

static bool is_bullet(uint32_t c)
{
  return c == 0x2022 || c == 0x2043 || c == 0x25E6 || c == 0x25AA || c == 0x2023 || c == 0x25CF ||
         c == 0x25A0;
}

/* Value and style of the mark that begins at i; 0 if none does. */
static uint32_t read_mark(const struct splitter *s, uint32_t i, unsigned *ret_style)
{
  const struct token *t = token_at(s, i);
  const char *text = s->text.data + t->at;
  uint32_t value = 0;
  unsigned style = 0;
  if (t->kind == TOKEN_NUMBER && t->len <= MARK_BYTES_MAX &&
      str_to_uint((str){text, t->len}, &value))
    style = 0;
  else if (t->kind == TOKEN_WORD && t->len == 1 && (*text | 0x20) >= 'a' && (*text | 0x20) <= 'z') {
    value = (uint32_t)((*text | 0x20) - 'a' + 1);
    style = *text >= 'a' ? STYLE_SMALL : STYLE_LARGE;
  }
  uint32_t next = i + 1;
  if (value && mark_is(s, next, '.') && !has_space(s, next)) {
    style |= STYLE_STOP;
    next++;
  }
  if (value && mark_is(s, next, ')') && !has_space(s, next)) {
    style |= STYLE_PAREN;
    next++;
  }
  *ret_style = style;
  bool is_mark = (style & STYLE_BOTH) && next < s->end && has_space(s, next);
  return is_mark && value <= VALUE_MAX ? value : 0;
}

/* A list begins at the start of a block or behind the end of a sentence. */
static bool may_begin(const struct splitter *s, uint32_t i)
{
  if (i == s->first)
    return true;
  if (mark_is(s, i - 1, ':')) /* "these: 1. that it is, and 2. that it was" runs on */
    return i + 2 < s->end && (token_at(s, i + 2)->flags & TOKEN_CAPITAL);
  return is_terminator(s, i - 1) || is_closer(s, i - 1);
}

static void mark_lists(struct splitter *s)
{
  uint32_t last[STYLE_COUNT], value[STYLE_COUNT] = {0};
  for (uint32_t i = s->first; i < s->end; i++) {
    unsigned style = 0;
    if (token_at(s, i)->len > MARK_BYTES_MAX || token_at(s, i)->kind == TOKEN_MARK ||
        (i > s->first && (!has_space(s, i) || s->is_start[i - 1])))
      continue;
    uint32_t v = read_mark(s, i, &style);
    if (!v)
      continue;
    if (value[style] && v == value[style] + 1) {
      s->is_start[last[style]] = s->is_start[i] = true;
    } else if (!(may_begin(s, i) && (v == 1 || i == s->first))) {
      continue;
    }
    last[style] = i;
    value[style] = v;
  }
}

static bool is_rule(uint32_t c)
{
  return c == '=' || c == '*' || c == '_' || c == '-' || c == '#' || c == '~';
}

/* Behind the run of one mark without blanks that begins at i. */
static uint32_t run_end(const struct splitter *s, uint32_t i)
{
  uint32_t c = mark_at(s, i), end = i + 1;
  while (end < s->end && mark_at(s, end) == c && !has_space(s, end))
    end++;
  return end;
}

/* Bullets; and "=====", "*****": a line of its own that has lost its line. */
static void mark_bullets_and_rules(struct splitter *s)
{
  enum { RULE_MIN = 5 };

  for (uint32_t i = s->first, end; i < s->end; i = end) {
    end = i + 1;
    if (token_at(s, i)->kind != TOKEN_MARK)
      continue;
    uint32_t c = mark_at(s, i);
    if (is_rule(c))
      end = run_end(s, i);
    if (end - i >= RULE_MIN)
      s->is_start[i] = s->is_start[end] = true;
    if ((i == s->first || has_space(s, i)) && is_bullet(c))
      s->is_start[i] = true;
  }
}

void find_list_marks(struct splitter *s)
{
  mark_bullets_and_rules(s);
  mark_lists(s);
}

static bool is_roman(str text)
{
  for (size_t i = 0; i < text.len; i++)
    if (!strchr("ivxIVX", text.data[i]))
      return false;
  return text.len > 0 && text.len <= 4;
}

bool is_list_mark(const struct splitter *s, uint32_t start, uint32_t i)
{
  uint32_t at = start;
  if (at < i && (is_bullet(mark_at(s, at)) || mark_is(s, at, '-')))
    at++;
  if (at < i && mark_is(s, at, '('))
    at++;
  if (at + 1 != i || has_space(s, i))
    return false;
  const struct token *t = token_at(s, at);
  str text = str_sub(s->text, t->at, t->len);
  if (t->kind == TOKEN_NUMBER)
    return text.len <= 3 || memchr(text.data, '.', text.len);
  return t->kind == TOKEN_WORD && (t->len == 1 || is_roman(text));
}
