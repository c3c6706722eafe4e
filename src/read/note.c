/* note.c - lines about the report, not of it: when it was published, whom to call. */
#include "read/front.h"

enum { NOTE_BYTES = 200, CREDIT_BYTES = 100, TELEPHONE_DIGITS = 7 };

static bool is_mark(char c)
{
  return c == '#' || c == '*' || c == '-' || c == ' ' || c == ':' || c == '.';
}

/* Without the marks that an end mark is dressed with: "- ENDS -", "-30-". */
static str bare(str line)
{
  while (line.len && is_mark(line.data[0]))
    line = str_sub(line, 1, line.len - 1);
  while (line.len && is_mark(line.data[line.len - 1]))
    line.len--;
  return line;
}

/* "###", "# # #", "-30-". */
static bool is_end_mark(str line)
{
  str inside = bare(line);
  return line.len >= 3 && ((!inside.len && memchr(line.data, '#', line.len)) ||
                           (str_eq(inside, STR("30")) && line.data[0] == '-'));
}

/* Bytes of the line that the word takes at its start, in capitals or not ("COMMUNIQUÉ"); 0 if it
 * does not stand there. */
static size_t begins_with(str line, str word)
{
  size_t at = 0;
  for (size_t in_word = 0; in_word < word.len;) {
    uint32_t wanted = char_lower(utf8_next(word, &in_word));
    if (at >= line.len || char_lower(utf8_next(line, &at)) != wanted)
      return 0;
  }
  return at;
}

/* Whether a line is one of the words of a list or has it before a colon, or before a blank where
 * that is enough. */
static bool opens_with(const struct language *language, const char *key, str line, bool takes_blank)
{
  struct word_list words = language_list(language, "reading", key);
  for (uint32_t i = 0; i < words.count; i++) {
    str word = words.words[i];
    size_t end = begins_with(line, word);
    if (!end)
      continue;
    char next = line.len > end ? line.data[end] : '\0';
    if (!next || next == ':' || (next == ' ' && takes_blank))
      return true;
  }
  return false;
}

/* "Date and time of the accident: 17 June 2023": several words before a colon, and no list's. */
static bool is_of_event(const struct language *language, str line)
{
  size_t colon = str_find(line, STR(": "), 0);
  if (colon == SIZE_MAX || !memchr(line.data, ' ', colon) || str_has_digit(str_sub(line, 0, colon)))
    return false;
  return !opens_with(language, "dated", line, true) && !opens_with(language, "note", line, true) &&
         !opens_with(language, "release", line, true);
}

size_t note_start(const struct language *language, const char *key, str line)
{
  for (size_t at = str_find(line, STR(" "), 0); at < line.len;
       at = str_find(line, STR(" "), at + 1)) {
    str rest = str_sub(line, at + 1, line.len - at - 1);
    if (opens_with(language, key, rest, false) && memchr(rest.data, ':', rest.len) &&
        str_has_digit(rest))
      return at;
  }
  return line.len;
}

bool note_is_of_other(const struct language *language, str line)
{
  str inside = bare(line);
  return language && (opens_with(language, "life", inside, true) || is_of_event(language, inside));
}

/* Behind the dash of "European Commission - Press release". */
static str behind_dash(str line)
{
  static const str dashes[] = {{" - ", 3}, {" \u2013 ", 5}, {" \u2014 ", 5}};
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
    size_t at = str_find(line, dashes[i], 0);
    if (at != SIZE_MAX)
      return str_sub(line, at + dashes[i].len, line.len - at - dashes[i].len);
  }
  return STR("");
}

bool note_is_release(const struct language *language, str line)
{
  enum { RELEASE_BYTES = 60 }; /* "Pressemitteilung Nr. 48/2024" */

  if (!language || line.len > RELEASE_BYTES)
    return false;
  str behind = bare(behind_dash(line));
  return opens_with(language, "release", bare(line), true) ||
         (behind.len && opens_with(language, "release", behind, false));
}

/* "SC/15602", "IP/24/3451": what a release is filed under. */
static bool is_file_mark(str line)
{
  bool has_digit = false, has_slash = false;
  for (size_t i = 0; i < line.len; i++) {
    char c = line.data[i];
    has_digit |= c >= '0' && c <= '9';
    has_slash |= c == '/';
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '/' || c == '-' || c == '.'))
      return false;
  }
  return has_digit && has_slash && line.data[0] >= 'A';
}

bool note_is(struct arena *arena, const struct language *language, str line)
{
  if (line.len > NOTE_BYTES || !line.len)
    return false;
  bool is_copyright = str_starts(line, STR("\u00A9"));
  if (is_copyright || is_end_mark(line) || note_is_release(language, line) || is_file_mark(line))
    return true;
  if (!language)
    return false;
  str inside = bare(line);
  if (language_has_line(language, line))
    return true;
  if (line.len <= CREDIT_BYTES && opens_with(language, "credits", inside, true))
    return true;
  return opens_with(language, "note", inside, false) ||
         (opens_with(language, "note", inside, true) && moment_find(arena, language, inside).len);
}

static bool is_picture_word(str word)
{
  return !memchr(word.data, ' ', word.len);
}

/* "(AP Photo/Ann Lee)", "[Photo: Harbour Board]": a word for a picture, and behind it who made it.
 */
static bool has_maker(struct word_list words, str bracket)
{
  for (size_t at = 1; at < bracket.len; at++) {
    if (at > 1 && bracket.data[at - 1] != ' ')
      continue;
    str rest = str_sub(bracket, at, bracket.len - at);
    for (uint32_t i = 0; i < words.count; i++) {
      str word = words.words[i];
      if (is_picture_word(word) && rest.len > word.len && strchr("/:", rest.data[word.len]) &&
          str_eq_nocase(str_sub(rest, 0, word.len), word))
        return true;
    }
  }
  return false;
}

/* What is in brackets at the line's end, with the bracket that opens it; empty: nothing is. */
static str last_bracket(str line)
{
  while (line.len && strchr(" .", line.data[line.len - 1]))
    line.len--;
  size_t at = line.len;
  if (!at || !strchr(")]", line.data[at - 1]))
    return STR("");
  while (at > 0 && !strchr("([", line.data[at - 1]))
    at--;
  return at ? str_sub(line, at - 1, line.len - at) : STR("");
}

/* "(Published Friday, Feb. 27, 2015)" */
static bool is_stamp(struct arena *arena, const struct language *language, str bracket)
{
  str inside = bracket.len ? str_sub(bracket, 1, bracket.len - 1) : bracket;
  return opens_with(language, "note", inside, true) && moment_find(arena, language, inside).len;
}

/* "Fans wait at the gate before... (Associated Press)": what an agency wrote below its picture. */
static bool is_cut_by_agency(struct arena *arena, const struct language *language, str line,
                             str bracket)
{
  str inside = bracket.len ? str_sub(bracket, 1, bracket.len - 1) : bracket;
  if (!language_has(language, "reading", "agencies", text_fold(arena, inside)))
    return false;
  str before = str_sub(line, 0, (size_t)(bracket.data - line.data));
  while (before.len && before.data[before.len - 1] == ' ')
    before.len--;
  return str_ends(before, STR("...")) || str_ends(before, STR("\xE2\x80\xA6"));
}

/* "CLOSE The actor speaks in 2003.": a film's button, in capitals, and the words below it. */
static bool opens_with_button(struct arena *arena, const struct language *language, str line)
{
  size_t end = str_find(line, STR(" "), 0);
  str word = str_sub(line, 0, end == SIZE_MAX ? 0 : end);
  size_t next = end == SIZE_MAX ? line.len : end + 1;
  for (size_t i = 0; i < word.len; i++)
    if (word.data[i] < 'A' || word.data[i] > 'Z')
      return false;
  return word.len > 1 && next + 1 < line.len && char_is_upper(utf8_next(line, &next)) &&
         char_is_lower(utf8_next(line, &next)) &&
         language_has(language, "reading", "pictures.shouted", text_fold(arena, word));
}

/* "… at the gate in 2014. Ann Lee for The Harbour Times": who took it, for whom. */
static bool ends_with_credit(const struct language *language, str line)
{
  enum { WORDS_MIN = 4, WORDS_MAX = 9 };

  size_t stop = SIZE_MAX;
  for (size_t at = str_find(line, STR(". "), 0); at != SIZE_MAX;
       at = str_find(line, STR(". "), at + 1))
    stop = at;
  if (stop == SIZE_MAX || ends_with_stop(line))
    return false;
  str rest = str_sub(line, stop + 2, line.len - stop - 2);
  uint32_t words = 0, at_for = 0;
  for (str word; str_split(&rest, ' ', &word); words++) {
    size_t at = 0;
    if (language_has(language, "reading", "credits.for", word) && !at_for)
      at_for = words;
    else if (!word.len || !char_is_upper(utf8_next(word, &at)))
      return false;
  }
  return at_for >= 2 && words > at_for + 1 && words >= WORDS_MIN && words <= WORDS_MAX;
}

bool note_is_of_picture(struct arena *arena, const struct language *language, str line)
{
  enum { WORDS_BYTES = 600 };

  if (!language || line.len > WORDS_BYTES)
    return false;
  struct word_list words = language_list(language, "reading", "pictures");
  for (uint32_t i = 0; i < words.count; i++) {
    str word = words.words[i];
    if (line.len <= word.len || !str_eq_nocase(str_sub(line, 0, word.len), word))
      continue;
    if (line.data[word.len] == ':' || (line.data[word.len] == ' ' && !is_picture_word(word)))
      return true;
  }
  str bracket = last_bracket(line);
  return has_maker(words, bracket) || is_stamp(arena, language, bracket) ||
         is_cut_by_agency(arena, language, line, bracket) || ends_with_credit(language, line) ||
         opens_with_button(arena, language, line);
}

bool note_has_telephone(str line)
{
  uint32_t digits = 0;
  for (size_t i = 0; i < line.len; i++) {
    char c = line.data[i];
    if (c >= '0' && c <= '9')
      digits++;
    else if (!strchr(" -.()+", c) || !c)
      digits = 0;
    if (digits >= TELEPHONE_DIGITS)
      return true;
  }
  return false;
}
