/* dateline.c - "WASHINGTON (AP) -": where a report was written, before its first sentence.
 *
 * A place in capitals, or a place in title case with an agency in brackets or a whole date; commas,
 * brackets, title-case words and numbers only, then a dash, then a capital, a digit or a quotation.
 * A bracket that is open at the dash is another text: "Ann Lee (Hull, 3 May 1902 - Leeds, 1989)".
 */
#include "read/front.h"

enum { LEAD_BYTES = 100, WORDS_MAX = 9, PARTICLE_BYTES = 3, DATE_WORDS = 5 };

struct shape {
  uint32_t words, capitals;
  bool starts_in_capitals, has_comma, is_good;
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
      /* "(BUSINESS WIRE)--Feb. 6, 2025--The" */
      bool is_behind_year =
          char_is_digit((unsigned char)text.data[at - 1]) && starts_upper(str_sub(text, end, 1));
      bool is_typed =
          i == 2 && (text.data[end] == ' ' || text.data[at - 1] == ')' || is_behind_year);
      if (!has_blanks && i > 0 && !is_typed)
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

/* Behind the place: "(AFP)", "(Agenzia Nova)", "/PRNewswire/". */
struct agency {
  str name;  /* empty: none */
  str place; /* what stands before it */
};

static struct agency agency_behind(str place)
{
  char last = place.len ? place.data[place.len - 1] : 0;
  char first = last == ')' ? '(' : last == '/' ? '/' : 0;
  size_t at = place.len > 1 ? place.len - 1 : 0;
  while (first && at > 0 && place.data[at - 1] != first)
    at--;
  if (!first || at < 2 || place.data[at - 2] == place.data[at])
    return (struct agency){.place = place};
  return (struct agency){str_sub(place, at, place.len - 1 - at),
                         str_trim(str_sub(place, 0, at - 1))};
}

/* Agencies that no list has are written in three small letters: "dpn". */
static bool is_small_code(const struct language *language, str name)
{
  enum { LETTERS = 3 };

  if (name.len != LETTERS)
    return false;
  for (size_t i = 0; i < name.len; i++)
    if (name.data[i] < 'a' || name.data[i] > 'z')
      return false;
  return language && !language_has(language, "words", "stop", name) &&
         !language_has(language, "frequencies", "words", name);
}

/* "Berlin (dpa)" without an agency of the language's list or another sure one: some are written
 * small. */
static str without_agency(struct arena *arena, const struct language *language, str place)
{
  struct agency agency = agency_behind(place);
  if (!agency.name.len)
    return place;
  bool is_slashed = place.data[place.len - 1] == '/' && case_of(agency.name) != CASE_NUMBER;
  return is_slashed || is_agency(arena, language, agency.name) ||
                 is_small_code(language, agency.name)
             ? agency.place
             : place;
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

static bool is_month(struct arena *arena, const struct language *language, str word)
{
  while (word.len && (word.data[word.len - 1] == '.' || word.data[word.len - 1] == ','))
    word.len--;
  return moment_is_month(arena, language, word);
}

/* "ROMA, 3 febbraio 2024": most languages write their months small. A place up to its month, where
 * behind it is only the year or an agency. */
static str without_month(struct arena *arena, const struct language *language, str place)
{
  enum { LATER_WORDS_MAX = 3 }; /* "de 2024 (AFP)" */

  str rest = place, word;
  while (str_split(&rest, ' ', &word))
    if (case_of(word) == CASE_LOWER && is_month(arena, language, word))
      return shape_of(rest).words <= LATER_WORDS_MAX
                 ? str_trim(str_sub(place, 0, (size_t)(word.data - place.data)))
                 : place;
  return place;
}

static bool has_open_bracket(str place)
{
  size_t depth = 0;
  for (size_t i = 0; i < place.len; i++) {
    char c = place.data[i];
    depth += c == '(' || c == '[';
    depth -= (c == ')' || c == ']') && depth > 0;
  }
  return depth > 0;
}

/* "November 12, 2024" and nothing else. */
static bool is_date(struct arena *arena, const struct language *language, str part)
{
  if (shape_of(part).words > DATE_WORDS || !moment_find(arena, language, part).len)
    return false;
  for (str word; str_split(&part, ' ', &word);)
    if (word.len > PARTICLE_BYTES && case_of(word) != CASE_NUMBER &&
        !is_month(arena, language, word))
      return false;
  return true;
}

/* "3 May 1902" of "3 May 1902 - 4 June 1989": a life, no dateline. */
static bool begins_in_date(struct arena *arena, const struct language *language, str rest)
{
  str head = rest, word;
  for (uint32_t words = 0; words < DATE_WORDS && str_split(&rest, ' ', &word);)
    words += word.len > 0;
  head.len -= rest.len;
  return moment_find(arena, language, head).len > 0;
}

/* "5 February", "Jan. 19" behind the comma of a place. */
static bool has_day(struct arena *arena, const struct language *language, str place)
{
  size_t comma = str_find(place, STR(", "), 0);
  str rest = comma == SIZE_MAX ? (str){"", 0} : str_sub(place, comma + 2, place.len - comma - 2);
  uint32_t days = 0, months = 0, words = 0;
  for (str word; str_split(&rest, ' ', &word); words++) {
    days += word.len && word.len <= 2 && word.data[0] >= '0' && word.data[0] <= '9';
    months += is_month(arena, language, word);
  }
  return words == 2 && days == 1 && months == 1;
}

/* Whether the place before the dash, which may hold a date and an agency, is one. */
static bool is_place(struct arena *arena, const struct language *language, str place)
{
  str bare = without_agency(arena, language, place);
  struct shape shape = shape_of(without_month(arena, language, bare));
  if (!shape.is_good || has_open_bracket(place))
    return false;
  bool has_agency = bare.len < place.len || starts_upper(agency_behind(place).name);
  return shape.starts_in_capitals || has_agency || has_day(arena, language, place) ||
         moment_find(arena, language, place).len > 0;
}

/* "November 12, 2024 - " behind "BASEL - ", or the place behind the date: bytes of the second part.
 */
static size_t second_part(struct arena *arena, const struct language *language, str place, str rest)
{
  size_t after = 0, at = dash_at(rest, &after);
  if (!at || !begins_sentence(str_sub(rest, after, rest.len - after)))
    return 0;
  str part = str_trim(str_sub(rest, 0, at));
  bool is_dated = moment_find(arena, language, place).len > 0;
  if (!is_dated)
    return is_date(arena, language, part) ? after : 0;
  struct shape shape = shape_of(part);
  bool is_second = is_date(arena, language, place) && shape.is_good && shape.starts_in_capitals &&
                   !has_open_bracket(part);
  return is_second ? after : 0;
}

/* "den 28.11.2023", "le 3/6/2024": digits behind a small word, or alone. */
static str date_in_digits(struct arena *arena, const struct language *language, str part)
{
  enum { DATE_BYTES = 10 };

  str digits = str_last_word(part), lead = str_trim(str_sub(part, 0, part.len - digits.len));
  bool is_small = !lead.len || (lead.len <= PARTICLE_BYTES && case_of(lead) == CASE_LOWER);
  if (!is_small || !digits.len || !char_is_digit((unsigned char)digits.data[0]))
    return STR("");
  str date = moment_stated(arena, language, digits);
  return date.len == DATE_BYTES ? date : STR("");
}

/* "Thursday 27 April 2023" without its weekday. */
static str without_weekday(struct arena *arena, const struct language *language, str part)
{
  double day;
  str rest = part, word;
  if (!language || !str_split(&rest, ' ', &word))
    return part;
  word.len -= word.len && word.data[word.len - 1] == ',';
  return language_number(language, "weekdays", text_fold(arena, word), &day) ? rest : part;
}

str dateline_date(struct arena *arena, const struct language *language, str line)
{
  enum { PLACE_WORDS = 4 };

  size_t comma = str_find(line, STR(", "), 0);
  if (line.len > LEAD_BYTES || comma == SIZE_MAX)
    return STR("");
  str name = str_sub(line, 0, comma);
  struct shape place = shape_of(name);
  if (!place.is_good || place.words > PLACE_WORDS || !starts_upper(line) || str_has_digit(name))
    return STR("");
  str date = str_trim(str_sub(line, comma + 2, line.len - comma - 2));
  date.len -= date.len && date.data[date.len - 1] == '.';
  date = without_weekday(arena, language, date);
  return is_date(arena, language, date) ? moment_find(arena, language, date)
                                        : date_in_digits(arena, language, date);
}

/* "Valletta, 12 June 2024. Parliament passed": bytes up to where the text begins. */
static uint32_t lead_with_stop(struct arena *arena, const struct language *language, str paragraph)
{
  for (size_t at = str_find(paragraph, STR(". "), 0); at < LEAD_BYTES;
       at = str_find(paragraph, STR(". "), at + 1)) {
    str rest = str_sub(paragraph, at + 2, paragraph.len - at - 2);
    if (begins_sentence(rest) && dateline_date(arena, language, str_sub(paragraph, 0, at)).len)
      return (uint32_t)at + 2;
  }
  return 0;
}

uint32_t dateline_lead(struct arena *arena, const struct language *language, str paragraph)
{
  size_t after = 0, at = dash_at(paragraph, &after);
  str place = str_trim(str_sub(paragraph, 0, at));
  str rest = str_sub(paragraph, after, paragraph.len - after);
  if (!at || !begins_sentence(rest) || !is_place(arena, language, place)) {
    uint32_t lead = agency_lead(arena, language, paragraph);
    return lead ? lead : lead_with_stop(arena, language, paragraph);
  }
  bool is_dated = moment_find(arena, language, place).len > 0;
  if (is_dated && !is_date(arena, language, place) && begins_in_date(arena, language, rest))
    return 0;
  return (uint32_t)(after + second_part(arena, language, place, rest));
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
