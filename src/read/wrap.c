/* wrap.c - were lines broken at a width, and which of them belong together.
 *
 * A line that ends inside a sentence before a line that starts in lower case was broken by a
 * machine: the share of such pairs tells wrapped text from a paragraph a line, whatever the width.
 * Each pair also bounds the width: the line fitted, its neighbour's first word did not. The width
 * that most pairs allow is the one the text was set to.
 *
 * Invariant: linear in lines plus WIDTH_MAX. */
#include "read/steps.h"

/* Wider lines are not taken as wrapped, narrower ones are lists and verse. */
enum { WIDTH_MIN = 20, WIDTH_MAX = 2048 };

/* Of the pairs of lines: prose has 60-75 % broken inside a sentence, lists a line almost none. */
enum { BROKEN_PERCENT = 20, CAPITALS_PERCENT = 60 };

/* Where nouns have capitals, few lines begin small. Lines that end inside a sentence and fit one
 * width, nearly all, are wrapped as well: those of verse, lists and addresses end anywhere. */
enum { OPEN_PERCENT = 50, FITTING_PERCENT = 75, OPEN_PAIRS_MIN = 5, OPEN_WIDTH_MIN = 40 };

static bool is_wrapped_by_width(uint32_t pairs, uint32_t open, uint32_t votes, uint32_t width)
{
  return pairs >= OPEN_PAIRS_MIN && width >= OPEN_WIDTH_MIN && open * 100 >= pairs * OPEN_PERCENT &&
         votes * 100 >= pairs * FITTING_PERCENT;
}

static bool is_pair(const struct lines *lines, uint32_t i)
{
  const struct line *next = &lines->all.at[i + 1];
  return !(next->flags & (LINE_AFTER_BLANK | LINE_AFTER_PAGE | LINE_RULE | LINE_DROPPED)) &&
         !(lines->all.at[i].flags & (LINE_RULE | LINE_DROPPED)) &&
         next->quote == lines->all.at[i].quote;
}

static bool is_broken(const struct lines *lines, uint32_t i)
{
  str line = line_str(lines, i), next = line_str(lines, i + 1);
  return !ends_with_stop(line) && starts_lower(next) && !item_mark(next);
}

static uint32_t best_width(const int32_t *changes, uint32_t *ret_votes)
{
  int32_t sum = 0, best = 0;
  uint32_t width = 0;
  for (uint32_t w = 0; w <= WIDTH_MAX; w++) {
    sum += changes[w];
    if (sum > best) {
      best = sum;
      width = w;
    }
  }
  *ret_votes = (uint32_t)best;
  return width;
}

/* Indents beyond are counted as this one. */
enum { INDENT_COUNTED = 64 };

/* Where lines go on: that of lines behind a broken one, as headings, items and first lines may be
 * most of a text. */
static uint16_t common_indent(const struct lines *lines)
{
  uint32_t counts[INDENT_COUNTED + 1] = {0}, best = 0;
  for (uint32_t i = 0; i + 1 < lines->all.count; i++) {
    uint16_t indent = lines->all.at[i + 1].indent;
    if (is_pair(lines, i) && is_broken(lines, i))
      counts[indent < INDENT_COUNTED ? indent : INDENT_COUNTED]++;
  }
  for (uint32_t i = 1; i <= INDENT_COUNTED; i++)
    if (counts[i] > counts[best])
      best = i;
  return (uint16_t)best;
}

/* Deeper than the line before by this much starts a paragraph. */
enum { INDENT_MIN = 2 };

struct wrapping wrap_detect(const struct lines *lines)
{
  struct wrapping wrapping = {0};
  int32_t changes[WIDTH_MAX + 2] = {0};
  uint32_t pairs = 0, broken = 0, capitals = 0, open = 0;
  wrapping.indent = common_indent(lines);
  for (uint32_t i = 0; i + 1 < lines->all.count; i++) {
    if (!is_pair(lines, i) || lines->all.at[i + 1].indent >= wrapping.indent + INDENT_MIN)
      continue; /* a paragraph that begins with an indent says nothing of the line before it */
    uint32_t from = lines->all.at[i].width;
    uint32_t to = from + first_word_width(line_str(lines, i + 1));
    pairs++;
    broken += is_broken(lines, i);
    open += !ends_with_stop(line_str(lines, i));
    capitals += !ends_with_stop(line_str(lines, i)) && is_all_capitals(line_str(lines, i));
    if (from <= WIDTH_MAX) {
      changes[from]++;
      changes[(to < WIDTH_MAX ? to : WIDTH_MAX) + 1]--;
    }
  }
  uint32_t votes = 0;
  wrapping.width = best_width(changes, &votes);
  wrapping.is_wrapped = pairs && wrapping.width >= WIDTH_MIN &&
                        (is_wrapped_by_width(pairs, open, votes, wrapping.width) ||
                         broken * 100 >= pairs * BROKEN_PERCENT ||
                         (capitals * 100 >= pairs * CAPITALS_PERCENT && votes * 2 > pairs));
  return wrapping;
}

static bool starts_item(const struct lines *lines, uint32_t first, uint32_t i)
{
  str next = line_str(lines, i + 1);
  if (!item_mark(next))
    return false;
  if (item_mark(line_str(lines, first)) || lines->all.at[i + 1].indent > lines->all.at[i].indent)
    return true;
  str line = line_str(lines, i);
  return ends_with_stop(line) || line.data[line.len - 1] == ':';
}

static bool is_full(const struct lines *lines, const struct wrapping *wrapping, uint32_t i)
{
  const struct line *line = &lines->all.at[i];
  return line->width + 1 + first_word_width(line_str(lines, i + 1)) > wrapping->width;
}

/* "exchange by" over "30 April": who breaks lines by hand keeps a number with what it counts. Near
 * the width, a line that ends inside a sentence goes on with it. */
static bool keeps_number(const struct lines *lines, const struct wrapping *wrapping, uint32_t i)
{
  enum { NEAR_PERCENT = 85 };

  str line = line_str(lines, i), next = line_str(lines, i + 1);
  bool is_near = lines->all.at[i].width * 100 >= wrapping->width * NEAR_PERCENT;
  return is_near && !ends_open(line) && next.data[0] >= '0' && next.data[0] <= '9' &&
         starts_lower(str_last_word(line));
}

/* Over a page's furniture a sentence may go on, nothing else. */
static bool joins_over_page(const struct lines *lines, uint32_t i)
{
  const struct line *next = &lines->all.at[i + 1];
  bool is_cut = next->flags & (LINE_AFTER_CUT | LINE_AFTER_PAGE);
  return is_cut && is_broken(lines, i) && !ends_open(line_str(lines, i));
}

/* Lines round i, of its indent, one of which goes on in the next. */
static bool is_in_passage(const struct lines *lines, uint32_t first, uint32_t i)
{
  enum { REACH = 8 }; /* of prose, a pair in three or more is broken */

  const struct line *at = lines->all.at;
  uint32_t from = i, to = i + 1;
  while (from > first && i - from < REACH && at[from - 1].indent == at[i].indent)
    from--;
  while (to + 1 < lines->all.count && to - i < REACH && at[to + 1].indent == at[i].indent &&
         is_pair(lines, to))
    to++;
  bool is_broken_inside = false;
  for (uint32_t k = from; k < to && !is_broken_inside; k++)
    is_broken_inside = is_broken(lines, k);
  return to - from > 1 && is_broken_inside;
}

/* In a text whose paragraphs begin with an indent, two lines with one are two paragraphs, and so
 * are more of them as long as none goes on in the next: three in a row that do are an indented
 * passage. */
static bool is_second_opening(const struct lines *lines, const struct wrapping *wrapping,
                              uint32_t first, uint32_t i)
{
  const struct line *at = lines->all.at;
  if (at[i].indent < wrapping->indent + INDENT_MIN || at[i].indent != at[i + 1].indent)
    return false;
  return !is_broken(lines, i) && !is_in_passage(lines, first, i);
}

bool wrap_joins(const struct lines *lines, const struct wrapping *wrapping, uint32_t first,
                uint32_t i)
{
  const struct line *line = &lines->all.at[i], *next = &lines->all.at[i + 1];
  if (next->quote != line->quote)
    return false;
  if (((line->flags | next->flags) & (LINE_RULE | LINE_DROPPED)) || (next->flags & LINE_FRONT))
    return false;
  if ((line->flags & LINE_FRONT) && lines->text.data[line->at + line->len - 1] != ',')
    return false; /* a note may run on, a byline does not */
  if (next->flags & (LINE_AFTER_BLANK | LINE_AFTER_PAGE))
    return wrapping->is_wrapped && joins_over_page(lines, i);
  if (starts_item(lines, first, i))
    return false;
  bool is_item = item_mark(line_str(lines, first)) > 0 || starts_label(line_str(lines, first));
  bool hangs = is_item && i == first;
  if (is_item && next->indent > lines->all.at[first].indent)
    return true;
  if (!wrapping->is_wrapped)
    return false;
  if (!hangs && next->indent >= line->indent + INDENT_MIN)
    return false;
  if (!hangs && is_second_opening(lines, wrapping, first, i))
    return false;
  if (line->width > wrapping->width + WIDTH_MIN && !is_broken(lines, i))
    return false;
  return is_full(lines, wrapping, i) || is_broken(lines, i) || keeps_number(lines, wrapping, i);
}
