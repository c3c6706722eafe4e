/* ties.c - what parts of figures, dates and names say together, so that no line had better end
 * between them.
 *
 * Thousands set apart ("52 000") never part, nor do marks from what they open or close ("« Non »").
 * A number and what it is measured in never part where that is a sign, two letters or a scale
 * ("12 %", "5 km", "4 million"); where it is a word, or a day stands before its month, a title or
 * an initial before a name, a number behind one, the breaker pays for it. What a number counts may
 * stand on the next line. */
#include "layout/set.h"

/* No line begins with one, if only because blanks stand before it. */
static bool is_closing(uint32_t c)
{
  return c == ';' || c == ':' || c == '!' || c == '?' || c == ')' || c == ',' || c == '.' ||
         c == 0x2026 || c == 0xBB || c == 0x201D;
}

/* "--", as typewriters have it. */
static bool is_dashes(str text)
{
  size_t at = 0;
  while (at < text.len)
    if (!char_is_dash(utf8_next(text, &at)))
      return false;
  return text.len > 0;
}

/* A dash or a dot between blanks stays with the word before it, and so do marks that close. */
static bool is_lone_sign(str text)
{
  size_t at = 0;
  uint32_t c = text.len ? utf8_next(text, &at) : 0;
  if (is_dashes(text) || (c == 0xB7 && at == text.len))
    return true;
  bool closes = text.len > 0 && is_closing(c);
  while (at < text.len && closes) { /* behind another mark a plain one closes too */
    c = utf8_next(text, &at);
    closes = is_closing(c) || c == '"' || c == '\'';
  }
  return closes;
}

/* With the word after it. */
static bool is_lone_opening(str text)
{
  size_t at = 0;
  uint32_t c = text.len ? utf8_next(text, &at) : 0;
  return (c == 0xAB || c == 0x201C || c == 0x201E || c == '(') && at == text.len;
}

static bool is_ascii_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* Figures at the end of a word without letters. */
static bool ends_in_few_figures(str text)
{
  enum { FIGURES = 3 };

  size_t from = text.len;
  while (from > 0 && is_ascii_digit(text.data[from - 1]))
    from--;
  bool is_few = from < text.len && text.len - from <= FIGURES;
  for (size_t at = 0; at < from && is_few;) {
    uint32_t c = utf8_next(text, &at);
    is_few = !char_is_letter(c) && !char_is_digit(c) && c != '.' && c != ',';
  }
  return is_few;
}

static bool begins_in_three_figures(str text)
{
  bool is_so = text.len >= 3 && is_ascii_digit(text.data[0]) && is_ascii_digit(text.data[1]) &&
               is_ascii_digit(text.data[2]);
  return is_so && (text.len == 3 || !is_ascii_digit(text.data[3]));
}

static bool is_number(str text)
{
  bool is_numeric = text.len && text.data[text.len - 1] >= '0' && text.data[text.len - 1] <= '9';
  for (size_t at = 0; at < text.len && is_numeric;) {
    uint32_t c = utf8_next(text, &at);
    is_numeric = (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '\'' || c == 0x2019 ||
                 c == '+' || c == '-' || c == 0x2212 || c == 0x2013;
  }
  return is_numeric;
}

/* "%", "€", "km", "m²": a sign, or two letters at most and no vowel. What a number counts may stand
 * on the next line, what it is measured in may not. */
static bool is_unit(str text)
{
  static const uint32_t signs[] = {'%', '$', 0xA3, 0xA5, 0xB0, 0x2030, 0x20AC, 0x2103};
  size_t letters = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_next(text, &at);
    for (size_t i = 0; letters == 0 && i < sizeof signs / sizeof *signs; i++)
      if (c == signs[i])
        return true;
    if (c == 0xB2 || c == 0xB3 || c == '.' || c == ',' || c == ';' || c == ')')
      continue;
    if (!char_is_letter(c) || (c < 128 && strchr("aeiouyAEIOUY", (int)c)) || ++letters > 2)
      return false;
  }
  return letters > 0;
}

/* "Obst- und": the line shows a hyphen as if it were divided there. */
static bool ends_in_dash(str text)
{
  size_t at = text.len;
  return text.len > 0 && char_is_dash(utf8_previous(text, &at));
}

/* "£2.4", "($15", "NZ$48", "JPY550" */
static bool is_amount(str text)
{
  enum { CODE_LETTERS = 3 };

  static const uint32_t signs[] = {'(', '$', 0xA3, 0xA5, 0x20AC};
  size_t from = 0;
  while (from < text.len && text.data[from] >= 'A' && text.data[from] <= 'Z')
    from++;
  from = (from < text.len && text.data[from] == '$') || from == CODE_LETTERS ? from : 0;
  for (size_t at = from, i = 0; at < text.len && i < sizeof signs / sizeof *signs; i++) {
    size_t next = at;
    if (utf8_next(text, &next) == signs[i])
      from = at = next;
  }
  return is_number(str_sub(text, from, text.len - from));
}

/* "J.", "(z.": a letter and its stop. */
static bool is_initial(str text)
{
  size_t at = text.len && text.data[0] == '(';
  return at < text.len && char_is_letter(utf8_next(text, &at)) && at + 1 == text.len &&
         text.data[at] == '.';
}

/* "II", "XIV,"; one letter may be a word. */
static bool is_roman(str text)
{
  size_t letters = 0;
  while (letters < text.len && memchr("IVX", text.data[letters], 3))
    letters++;
  return letters > 1 && (letters == text.len ||
                         (letters + 1 == text.len && memchr(".,;:)", text.data[letters], 5)));
}

static bool is_relation(str text)
{
  static const uint32_t signs[] = {'+',  '<',    '=',    '>',    0xB1,  0xD7,
                                   0xF7, 0x2212, 0x2248, 0x2264, 0x2265};
  size_t at = 0;
  uint32_t c = text.len ? utf8_next(text, &at) : 0;
  for (size_t i = 0; at == text.len && i < sizeof signs / sizeof *signs; i++)
    if (c == signs[i])
      return true;
  return false;
}

/* --- words of the language
 * ------------------------------------------------------------------------------ */

/* A word listed, or the first of a phrase: "per" of "per cent". */
static void add_listed(struct setter *setter, str words, uint32_t sign)
{
  size_t blank = str_find(words, STR(" "), 0);
  str first = str_sub(words, 0, blank == SIZE_MAX ? words.len : blank);
  uint32_t entry = first.len ? map_add(&setter->listed, first, NULL) : MAP_NONE;
  if (entry != MAP_NONE)
    setter->listed.entries[entry].value |= sign;
}

static void add_set(struct setter *setter, const char *section, const char *key, uint32_t sign)
{
  const struct word_set *set = language_set(setter->context->language, section, key);
  for (uint32_t i = 0; i < word_set_count(set); i++)
    add_listed(setter, word_set_word(set, i), sign);
}

/* The section's own keys are the words, or each of its keys has a list of them. */
static void add_section(struct setter *setter, const char *section, uint32_t sign, bool has_lists)
{
  const struct language *language = setter->context->language;
  for (uint32_t i = 0; i < language_keys(language, section); i++) {
    str key = language_key(language, section, i);
    if (has_lists)
      add_set(setter, section, key.data, sign);
    else
      add_listed(setter, text_fold(setter->arena, key), sign);
  }
}

static void add_names(struct setter *setter)
{
  const struct brief *brief = setter->brief;
  for (uint32_t i = 0; i < brief->names.count; i++) {
    str rest = brief->names.at[i].name, word;
    while (brief->names.at[i].kind == NAME_PERSON && str_split(&rest, ' ', &word))
      add_listed(setter, text_fold(setter->arena, word), SIGN_PERSON);
  }
}

static void read_listed(struct setter *setter)
{
  map_init(&setter->listed, setter->arena);
  add_names(setter);
  if (!setter->context->language)
    return;
  add_section(setter, "scales", SIGN_SCALE, false);
  add_section(setter, "months", SIGN_MONTH, false);
  add_section(setter, "durations", SIGN_COUNTED, true);
  add_section(setter, "currencies", SIGN_COUNTED, true);
  add_set(setter, "units", "measure", SIGN_COUNTED);
  add_set(setter, "figures", "percent", SIGN_COUNTED);
  add_set(setter, "figures", "points", SIGN_COUNTED);
  add_set(setter, "figures", "clock", SIGN_COUNTED);
  add_set(setter, "abbreviations", "titles", SIGN_TITLE);
  add_set(setter, "abbreviations", "numbers", SIGN_NUMBERED);
  add_set(setter, "people", "courtesy", SIGN_TITLE);
}

/* Longer than any of them. */
enum { LISTED_BYTES_MAX = 24 };

static uint32_t listed_signs(struct setter *setter, str text)
{
  size_t end = text.len;
  while (end > 0 && memchr(".,;:)", text.data[end - 1], 5))
    end--;
  if (!end || end > LISTED_BYTES_MAX)
    return 0;
  if (!setter->listed.arena)
    read_listed(setter);
  uint32_t entry = map_find(&setter->listed, text_fold(setter->arena, str_sub(text, 0, end)));
  return entry == MAP_NONE ? 0 : (uint32_t)setter->listed.entries[entry].value;
}

uint32_t word_signs(struct setter *setter, str text)
{
  size_t start = 0;
  uint32_t first = text.len ? utf8_next(text, &start) : 0;
  uint32_t signs = listed_signs(setter, text);
  signs |= is_number(text) ? SIGN_NUMBER : 0;
  signs |= is_unit(text) ? SIGN_UNIT : 0;
  signs |= is_amount(text) ? SIGN_AMOUNT : 0;
  signs |= is_lone_sign(text) ? SIGN_LONE : 0;
  signs |= is_lone_opening(text) ? SIGN_OPENS : 0;
  signs |= ends_in_few_figures(text) ? SIGN_FEW : 0;
  signs |= begins_in_three_figures(text) ? SIGN_THOUSANDS : 0;
  signs |= str_ends(text, STR("\xC2\xA7")) ? SIGN_SECTION : 0;
  signs |= is_initial(text) ? SIGN_INITIAL : 0;
  signs |= is_roman(text) ? SIGN_ROMAN : 0;
  signs |= is_relation(text) ? SIGN_RELATION : 0;
  signs |= ends_in_dash(text) ? SIGN_DASH_LAST : 0;
  signs |= first >= '0' && first <= '9' ? SIGN_DIGIT_FIRST : 0;
  signs |= char_is_upper(first) ? SIGN_CAPITAL : 0;
  return signs;
}

/* "5 May", "1er mai", "12. März"; "Table 4". */
static bool is_short_number(const struct shaped_word *word, size_t bytes)
{
  return word->signs & SIGN_DIGIT_FIRST && word->text.len <= bytes;
}

/* "J. Holm", "z. B.", "World War II", "Table 4". */
static bool is_named_whole(const struct shaped_word *before, const struct shaped_word *own)
{
  enum { LABEL_BYTES_MAX = 3 }; /* a year is none */

  uint32_t left = before->signs, right = own->signs;
  return (left & SIGN_INITIAL && right & (SIGN_INITIAL | SIGN_CAPITAL)) ||
         (left & SIGN_CAPITAL && (right & SIGN_ROMAN || is_short_number(own, LABEL_BYTES_MAX)));
}

/* "p < 0.001", "4.2 × 10⁻³" */
static bool is_compared(const struct shaped_word *before, const struct shaped_word *own)
{
  enum { SYMBOL_BYTES_MAX = 2 };

  return (before->signs & SIGN_RELATION && own->signs & SIGN_DIGIT_FIRST) ||
         (own->signs & SIGN_RELATION &&
          (before->text.len <= SYMBOL_BYTES_MAX || before->signs & SIGN_NUMBER));
}

enum tie words_tie(const struct shaped_word *before, const struct shaped_word *own)
{
  enum { DAY_BYTES_MAX = 4 };

  uint32_t left = before->signs, right = own->signs;
  bool is_day = right & SIGN_MONTH && is_short_number(before, DAY_BYTES_MAX);
  /* "30. September": a line that ends in the day seems to end a sentence. */
  bool is_stopped_day = is_day && str_ends(before->text, STR("."));
  if (is_stopped_day || (left & SIGN_SECTION && right & SIGN_NUMBER) || right & SIGN_LONE ||
      left & SIGN_OPENS || (left & SIGN_FEW && right & SIGN_THOUSANDS) ||
      (left & SIGN_NUMBER && right & SIGN_UNIT) || (left & SIGN_AMOUNT && right & SIGN_SCALE))
    return TIE_FAST;
  bool is_measured = left & SIGN_AMOUNT && right & SIGN_COUNTED;
  bool is_date = is_day || (left & SIGN_MONTH && right & SIGN_DIGIT_FIRST);
  bool is_name = left & SIGN_TITLE && left & SIGN_CAPITAL && right & SIGN_CAPITAL;
  bool is_numbered = left & SIGN_NUMBERED && right & SIGN_DIGIT_FIRST;
  /* "4 million euros": the number is the word before the last. */
  bool is_scaled = left & SIGN_SCALE && right & SIGN_COUNTED;
  return is_measured || is_date || is_name || is_numbered || is_scaled ||
                 is_named_whole(before, own) || is_compared(before, own)
             ? TIE_LOOSE
             : TIE_NONE;
}
