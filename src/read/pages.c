/* pages.c - what a printer put round the text: page numbers, running heads, rules.
 *
 * A number is a page's only beside a form feed, with dashes or brackets round it, or as one of a
 * row that counts up; a running head is the same line, numbers aside, at three page boundaries or
 * more. What follows only after such lines and blanks is marked, so that a sentence can go on over
 * it. */
#include <stdlib.h>

#include "read/steps.h"

enum { NUMBER_INDENT = 8 };

enum { PAGE_NUMBER_MAX = 40, HEAD_REPEATS = 3, HEAD_CHARS = 120, HEAD_REACH = 2, PLAIN_MAX = 999 };

/* Digits of a line that holds one number and little else; 0 if it is no page number's shape.
 * *ret_is_plain: nothing but the digits. */
static uint32_t page_number(str line, bool *ret_is_plain)
{
  if (line.len > PAGE_NUMBER_MAX)
    return 0;
  uint32_t number = 0, digits = 0, runs = 0, letters = 0, words = 0, marks = 0;
  for (size_t i = 0; i < line.len; i++) {
    unsigned char c = (unsigned char)line.data[i];
    bool is_digit = c >= '0' && c <= '9', is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    bool was_digit = i && line.data[i - 1] >= '0' && line.data[i - 1] <= '9';
    bool was_letter = i && (line.data[i - 1] | 0x20) >= 'a' && (line.data[i - 1] | 0x20) <= 'z';
    if (is_digit && !runs && ++digits <= 4)
      number = number * 10 + c - '0';
    runs += was_digit && !is_digit;
    words += is_letter && !was_letter;
    letters += is_letter;
    marks += !is_digit && !is_letter && c != ' ';
    if (!is_digit && !is_letter && c != ' ' && c < 0x80 && !strchr("-[]/|.", c))
      return 0;
  }
  runs += line.len && line.data[line.len - 1] >= '0' && line.data[line.len - 1] <= '9';
  *ret_is_plain = !letters && !marks;
  bool is_framed = !letters && runs == 1 && line.len > 2 &&
                   (line.data[0] == '-' || line.data[0] == '[' || line.data[0] == '|');
  bool is_ratio = !letters && runs == 2 && memchr(line.data, '/', line.len);
  bool is_worded = letters && words <= 2 && runs == words && letters <= 12 && !marks &&
                   line.data[line.len - 1] >= '0' && line.data[line.len - 1] <= '9' &&
                   line.data[0] > '9';
  return digits <= 4 && (*ret_is_plain || is_framed || is_ratio || is_worded) && runs >= 1 ? number
                                                                                           : 0;
}

static bool stands_alone(const struct lines *lines, uint32_t i)
{
  const struct line *line = &lines->all.at[i];
  bool after = i + 1 == lines->all.count ||
               (lines->all.at[i + 1].flags & (LINE_AFTER_BLANK | LINE_AFTER_PAGE));
  return after && (i == 0 || (line->flags & (LINE_AFTER_BLANK | LINE_AFTER_PAGE)));
}

static bool at_page_break(const struct lines *lines, uint32_t i)
{
  return (lines->all.at[i].flags & LINE_AFTER_PAGE) ||
         (i + 1 < lines->all.count && (lines->all.at[i + 1].flags & LINE_AFTER_PAGE));
}

static void drop_numbers(struct lines *lines)
{
  uint32_t last = UINT32_MAX, last_number = 0;
  for (uint32_t i = 0; i < lines->all.count; i++) {
    struct line *line = &lines->all.at[i];
    bool is_plain = false;
    uint32_t number = 0;
    bool ends_page = line->indent >= NUMBER_INDENT && at_page_break(lines, i);
    if (line->len <= PAGE_NUMBER_MAX && (ends_page || stands_alone(lines, i)))
      number = page_number(line_str(lines, i), &is_plain);
    if (!number || (is_plain && number > PLAIN_MAX)) /* years count up as well */
      continue;
    bool follows = last != UINT32_MAX && number == last_number + 1;
    if (follows)
      lines->all.at[last].flags |= LINE_DROPPED;
    if (follows || at_page_break(lines, i) || (!is_plain && line->indent >= NUMBER_INDENT))
      line->flags |= LINE_DROPPED;
    last = i;
    last_number = number;
  }
}

static uint64_t head_hash(str line)
{
  uint64_t hash = 0xCBF29CE484222325u;
  for (size_t i = 0; i < line.len; i++)
    if ((line.data[i] < '0' || line.data[i] > '9') && line.data[i] != ' ')
      hash = (hash ^ (unsigned char)line.data[i]) * 0x100000001B3u;
  return hash;
}

struct head {
  uint64_t hash;
  uint32_t line;
};

static int by_hash(const void *a, const void *b)
{
  const struct head *x = a, *y = b;
  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return (x->line > y->line) - (x->line < y->line);
}

static bool is_boundary(const struct lines *lines, uint32_t i)
{
  return (lines->all.at[i].flags & (LINE_AFTER_PAGE | LINE_DROPPED)) ||
         (i && (lines->all.at[i - 1].flags & LINE_DROPPED));
}

/* The nearest short lines on both sides of each page boundary. */
static void drop_heads(struct lines *lines)
{
  VEC(struct head) heads = {0};
  uint32_t taken = 0; /* lines before it are in the list */
  for (uint32_t i = 0; i < lines->all.count; i++) {
    if (!is_boundary(lines, i) && i)
      continue;
    uint32_t from = i > HEAD_REACH ? i - HEAD_REACH : 0, to = i + HEAD_REACH;
    for (uint32_t k = from > taken ? from : taken; k < to && k < lines->all.count; k++) {
      str line = line_str(lines, k);
      if (line.len <= HEAD_CHARS && !(lines->all.at[k].flags & LINE_DROPPED) &&
          !ends_with_stop(line))
        vec_push(lines->arena, &heads, (struct head){head_hash(line), k});
      taken = k + 1;
    }
  }
  if (!heads.count)
    return;
  qsort(heads.at, heads.count, sizeof *heads.at, by_hash);
  for (uint32_t i = 0, end; i < heads.count; i = end) {
    for (end = i; end < heads.count && heads.at[end].hash == heads.at[i].hash;)
      end++;
    for (uint32_t k = i; end - i >= HEAD_REPEATS && k < end; k++)
      lines->all.at[heads.at[k].line].flags |= LINE_DROPPED;
  }
}

void pages_strip(struct lines *lines)
{
  drop_numbers(lines);
  drop_heads(lines);
  uint8_t carried = 0;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < lines->all.count; i++) {
    struct line line = lines->all.at[i];
    if (line.flags & LINE_DROPPED) {
      carried |= LINE_AFTER_CUT | (line.flags & (LINE_AFTER_BLANK | LINE_AFTER_PAGE));
      continue;
    }
    if (line.len < UINT16_MAX && is_rule(line_str(lines, i)))
      line.flags |= LINE_RULE;
    line.flags |= carried;
    carried = 0;
    lines->all.at[kept++] = line;
  }
  lines->all.count = kept;
}
