/* dateline.c - "WASHINGTON (AP) -": where a report was written, before its first sentence.
 *
 * A place in capitals, or a place in title case with an agency in brackets or a whole date; commas,
 * brackets, title-case words and numbers only, then a dash, then a capital, a digit or a quotation.
 */
#include "read/front.h"

enum { LEAD_BYTES = 100, WORDS_MAX = 9, PARTICLE_BYTES = 3 };

struct shape {
  uint32_t words, capitals;
  bool starts_in_capitals, has_comma, has_brackets, is_good;
};

/* Letters of a word: all capitals (two or more), title case, lower case, none. */
enum word_case { CASE_CAPITALS, CASE_TITLE, CASE_LOWER, CASE_NUMBER };

static enum word_case case_of(str word)
{
  uint32_t upper = 0, lower = 0;
  for (size_t at = 0; at < word.len;) {
    uint32_t c = utf8_next(word, &at);
    upper += char_is_upper(c);
    lower += char_is_lower(c);
  }
  if (upper >= 2 && !lower)
    return CASE_CAPITALS;
  return starts_upper(word) ? CASE_TITLE : upper + lower ? CASE_LOWER : CASE_NUMBER;
}

static struct shape shape_of(str line)
{
  struct shape shape = {.is_good = true};
  for (str word; str_split(&line, ' ', &word);) {
    if (!word.len)
      continue;
    enum word_case kind = case_of(word);
    char last = word.data[word.len - 1];
    if (shape.words == 0)
      shape.starts_in_capitals = kind == CASE_CAPITALS;
    shape.capitals += kind == CASE_CAPITALS;
    shape.has_comma |= last == ',';
    shape.has_brackets |= word.data[0] == '(' || last == ')';
    if ((kind == CASE_LOWER && word.len > PARTICLE_BYTES) || memchr(word.data, '"', word.len) ||
        last == '!' || last == '?' || last == ':' || last == ';' ||
        (kind == CASE_NUMBER && !shape.words))
      shape.is_good = false;
    shape.words++;
  }
  shape.is_good &= shape.words > 0 && shape.words <= WORDS_MAX;
  return shape;
}

/* The first dash with blanks round it (a long one may stand without), and where the text goes on.
 */
static size_t dash_at(str text, size_t *ret_after)
{
  static const str dashes[] = {{"\u2014", 3}, {"\u2013", 3}, {"--", 2}, {"-", 1}};
  for (size_t at = 1; at < text.len && at < LEAD_BYTES; at++)
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
      size_t end = at + dashes[i].len;
      if (end + 1 >= text.len || !str_eq(str_sub(text, at, dashes[i].len), dashes[i]))
        continue;
      bool has_blanks = text.data[at - 1] == ' ' && text.data[end] == ' ';
      if (!has_blanks && i > 0 && !(i == 2 && text.data[end] == ' '))
        break;
      *ret_after = text.data[end] == ' ' ? end + 1 : end;
      return at;
    }
  return 0;
}

static bool begins_sentence(str rest)
{
  size_t at = 0;
  uint32_t c = utf8_next(rest, &at);
  return char_is_upper(c) || char_is_digit(c) || c == '"' || c == '\'' || char_is_open_quote(c) ||
         (char_is_letter(c) && !char_is_lower(c));
}

static bool is_agency(struct arena *arena, const struct language *language, str name)
{
  return language && language_has(language, "reading", "agencies", text_fold(arena, name));
}

/* "Berlin (dpa)" without an agency of the language's list: some are written small. */
static str without_agency(struct arena *arena, const struct language *language, str place)
{
  size_t open = str_find(place, STR("("), 0);
  if (open == SIZE_MAX || !open || place.data[place.len - 1] != ')')
    return place;
  bool is_known = is_agency(arena, language, str_sub(place, open + 1, place.len - open - 2));
  return is_known ? str_trim(str_sub(place, 0, open)) : place;
}

/* "(CNN)Share your gift", "Jerusalem (CNN)Either", "(Reuters) The bank": an agency in brackets
 * leads without a dash. Behind a blank only a known agency does: "The Red Cross (ICRC) Director".
 */
static uint32_t agency_lead(struct arena *arena, const struct language *language, str paragraph)
{
  str head = str_sub(paragraph, 0, paragraph.len < LEAD_BYTES ? paragraph.len : LEAD_BYTES);
  size_t open = str_find(head, STR("("), 0), close = str_find(head, STR(")"), 0);
  if (open == SIZE_MAX || close == SIZE_MAX || close < open + 3 || close + 2 >= paragraph.len)
    return 0;
  str agency = str_sub(head, open + 1, close - open - 1), place = str_trim(str_sub(head, 0, open));
  bool is_glued = paragraph.data[close + 1] != ' ';
  size_t after = is_glued ? close + 1 : close + 2;
  if (!begins_sentence(str_sub(paragraph, after, paragraph.len - after)) ||
      (place.len && !shape_of(place).is_good))
    return 0;
  bool is_known = is_agency(arena, language, agency);
  return is_known || (is_glued && case_of(agency) == CASE_CAPITALS) ? (uint32_t)after : 0;
}

/* "ROMA, 3 febbraio 2024": most languages write their months small. A place up to its month, where
 * behind it is only the year or an agency. */
static str without_month(struct arena *arena, const struct language *language, str place)
{
  enum { LATER_WORDS_MAX = 3 }; /* "de 2024 (AFP)" */

  str rest = place, word;
  while (str_split(&rest, ' ', &word))
    if (case_of(word) == CASE_LOWER && moment_is_month(arena, language, word))
      return shape_of(rest).words <= LATER_WORDS_MAX
                 ? str_trim(str_sub(place, 0, (size_t)(word.data - place.data)))
                 : place;
  return place;
}

uint32_t dateline_lead(struct arena *arena, const struct language *language, str paragraph)
{
  size_t after = 0, at = dash_at(paragraph, &after);
  if (!at || !begins_sentence(str_sub(paragraph, after, paragraph.len - after)))
    return agency_lead(arena, language, paragraph);
  str place = str_trim(str_sub(paragraph, 0, at));
  bool has_date = moment_find(arena, language, place).len > 0;
  str bare = without_agency(arena, language, place);
  struct shape shape = shape_of(has_date ? without_month(arena, language, bare) : bare);
  if (!shape.is_good)
    return agency_lead(arena, language, paragraph);
  bool has_agency =
      bare.len < place.len || (shape.has_brackets && place.data[place.len - 1] == ')');
  bool is_sure = shape.starts_in_capitals || has_agency || has_date;
  return is_sure ? (uint32_t)after : 0;
}

bool dateline_alone(str line)
{
  if (line.len > LEAD_BYTES)
    return false;
  size_t after = 0, dash = dash_at(line, &after);
  struct shape shape = shape_of(dash ? str_sub(line, 0, dash) : line);
  if (!shape.is_good || !shape.starts_in_capitals)
    return false;
  if (dash)
    return shape_of(str_sub(line, after, line.len - after)).words == 1;
  return shape.has_comma && shape.capitals < shape.words;
}
