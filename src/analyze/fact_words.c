/* fact_words.c - the words of the language file that figures and dates go by, in one table.
 *
 * Invariant: every folded word and phrase has one entry with all its roles; every beginning of a
 * phrase is in the table too, marked as leading. Immutable once made. */
#include "analyze/facts.h"

#include <stddef.h>

static struct fact_word *entry_of(struct fact_words *w, str folded)
{
  bool fresh = false;
  uint32_t index = map_add(&w->index, folded, &fresh);
  if (index == MAP_NONE)
    return NULL;
  if (fresh) {
    w->index.entries[index].value = w->words.count;
    vec_push(w->arena, &w->words, (struct fact_word){0});
  }
  uint32_t at = w->index.entries[index].value;
  return at < w->words.count ? &w->words.at[at] : NULL;
}

static str fold_word(struct arena *arena, str word)
{
  str folded = text_fold(arena, word);
  char *out = arena_alloc(arena, folded.len + 1);
  size_t used = 0;
  for (size_t i = 0; out && i < folded.len; i++) {
    bool is_curly = str_starts(str_sub(folded, i, folded.len - i), STR("\u2019"));
    out[used++] = is_curly ? '\'' : folded.data[i];
    i += is_curly ? 2 : 0;
  }
  return (str){out ? out : "", used};
}

/* No token ends between two letters; before and behind all else one may. */
static bool may_part(uint32_t before, uint32_t behind)
{
  bool is_inside = char_is_letter(before) && char_is_letter(behind);
  return before != ' ' && (!is_inside || char_is_cjk(before) || char_is_cjk(behind));
}

/* Marks the beginnings of a phrase: what its first tokens, one or more of them, look like. */
static void add_leads(struct fact_words *w, str folded, uint64_t roles)
{
  size_t at = 0;
  uint32_t c = folded.len ? utf8_next(folded, &at) : 0;
  while (at < folded.len) {
    size_t end = at;
    uint32_t before = c;
    c = utf8_next(folded, &at);
    struct fact_word *lead = may_part(before, c) ? entry_of(w, str_sub(folded, 0, end)) : NULL;
    if (!lead)
      continue;
    lead->leads |= roles;
    size_t next = end + (c == ' ');
    lead->next |= fact_first_byte(str_sub(folded, next, folded.len - next));
  }
}

/* Entries move when the table grows: the pointer holds until the next call. */
static struct fact_word *add_word(struct fact_words *w, str folded, uint64_t roles)
{
  add_leads(w, folded, roles);
  struct fact_word *entry = folded.len ? entry_of(w, folded) : NULL;
  if (entry)
    entry->roles |= roles;
  return entry;
}

static void add_list(struct fact_words *w, const struct language *language, const char *section,
                     const char *key, uint64_t roles)
{
  const struct word_set *set = language_set(language, section, key);
  for (uint32_t i = 0; i < word_set_count(set); i++)
    add_word(w, word_set_word(set, i), roles);
}

/* --- sections of numbers: "million = 1000000" --- */

enum value_kind {
  VALUE_NUMBER,
  VALUE_SCALE,
  VALUE_SHORT,
  VALUE_FRACTION,
  VALUE_ORDINAL,
  VALUE_MONTH,
  VALUE_WEEKDAY,
  VALUE_SEASON
};

static void set_value(struct fact_word *entry, enum value_kind kind, double value)
{
  switch (kind) {
  case VALUE_NUMBER:
    entry->number = value;
    break;
  case VALUE_SCALE:
    entry->scale = value;
    break;
  case VALUE_SHORT:
    entry->short_scale = value;
    break;
  case VALUE_FRACTION:
    entry->fraction = value;
    break;
  case VALUE_ORDINAL:
    entry->ordinal = (uint8_t)value;
    break;
  case VALUE_MONTH:
    entry->month = (uint8_t)value;
    break;
  case VALUE_WEEKDAY:
    entry->weekday = (uint8_t)value;
    break;
  case VALUE_SEASON:
    entry->season = (uint8_t)value;
    break;
  }
}

static void add_values(struct fact_words *w, const struct language *language, const char *section,
                       enum value_kind kind, uint64_t role)
{
  for (uint32_t i = 0; i < language_keys(language, section); i++) {
    str key = language_key(language, section, i);
    double value = 0;
    if (!language_number(language, section, text_fold(w->arena, key), &value))
      continue;
    str folded = fold_word(w->arena, key);
    struct fact_word *entry = add_word(w, folded, role);
    if (entry)
      set_value(entry, kind, value);
    if (kind == VALUE_NUMBER || kind == VALUE_SCALE)
      number_words_learn(w, folded);
  }
}

/* Of two names of a month that begin alike the shorter is the longer one's abbreviation. */
static void mark_short_months(struct fact_words *w, const struct language *language)
{
  uint32_t count = language_keys(language, "months");
  for (uint32_t i = 0; i < count * count; i++) {
    str key = language_key(language, "months", i / count);
    str longer = language_key(language, "months", i % count);
    if (longer.len <= key.len || !str_starts(longer, key))
      continue;
    struct fact_word *entry = entry_of(w, fold_word(w->arena, key));
    struct fact_word *whole = entry_of(w, fold_word(w->arena, longer));
    if (entry && whole && entry->month == whole->month)
      entry->is_month_short = true;
  }
}

/* --- sections whose keys say what the words of their lists mean --- */

typedef void set_meaning(struct fact_word *entry, str key);

static void add_meanings(struct fact_words *w, const struct language *language, const char *section,
                         uint64_t role, set_meaning *set)
{
  for (uint32_t i = 0; i < language_keys(language, section); i++) {
    str key = language_key(language, section, i); /* NUL-terminated: a word of the file */
    const struct word_set *words = language_set(language, section, key.data);
    for (uint32_t n = 0; n < word_set_count(words); n++) {
      struct fact_word *entry = add_word(w, word_set_word(words, n), role);
      if (entry)
        set(entry, key);
    }
  }
}

static uint8_t small_number(str s)
{
  uint32_t value = 0;
  return str_to_uint(s, &value) && value <= UINT8_MAX ? (uint8_t)value : 0;
}

/* The sign of the percent words; of points the text's own words are the unit. */
static void add_percent(struct fact_words *w, const struct language *language)
{
  const struct word_set *set = language_set(language, "figures", "percent");
  for (uint32_t i = 0; i < word_set_count(set); i++) {
    struct fact_word *entry = add_word(w, word_set_word(set, i), ROLE(PERCENT));
    if (entry)
      entry->code = STR("%");
  }
}

static void set_code(struct fact_word *entry, str key)
{
  entry->code = key;
}

/* Currencies of several states ("pesos") stand under "own": their word is their unit. */
static void set_currency(struct fact_word *entry, str key)
{
  entry->code = str_eq(key, STR("own")) ? STR("") : key;
}

/* "12-25", or "easter+1": days from Easter Sunday. */
static void set_holiday(struct fact_word *entry, str key)
{
  static const str easter = {"easter", 6};
  if (str_starts(key, easter)) {
    double days = 0;
    str rest = str_sub(key, easter.len, key.len - easter.len);
    if (str_starts(rest, STR("+")))
      rest = str_sub(rest, 1, rest.len - 1);
    if (rest.len && str_to_double(rest, &days))
      entry->holiday_easter = (int8_t)days;
    return;
  }
  str month, rest = key;
  if (str_split(&rest, '-', &month)) {
    entry->holiday_month = small_number(month);
    entry->holiday_day = small_number(rest);
  }
}

static enum step step_of(str name)
{
  static const struct {
    str name;
    enum step step;
  } steps[] = {{{"day", 3}, STEP_DAY},     {{"week", 4}, STEP_WEEK},
               {{"month", 5}, STEP_MONTH}, {{"quarter", 7}, STEP_QUARTER},
               {{"year", 4}, STEP_YEAR},   {{"decade", 6}, STEP_DECADE},
               {{"named", 5}, STEP_NAMED}, {{"smaller", 7}, STEP_SMALLER}};

  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
    if (str_eq(steps[i].name, name))
      return steps[i].step;
  return STEP_NONE;
}

/* "week-1": a step and how many of them from the document's date. */
static void set_relative(struct fact_word *entry, str key)
{
  size_t at = 0;
  while (at < key.len && key.data[at] != '-' && key.data[at] != '+')
    at++;
  double offset = 0;
  str count = str_sub(key, at, key.len - at);
  if (str_starts(count, STR("+")))
    count = str_sub(count, 1, count.len - 1);
  if (count.len && str_to_double(count, &offset))
    entry->offset = (int8_t)offset;
  entry->step = (uint8_t)step_of(str_sub(key, 0, at));
}

static void set_measure(struct fact_word *entry, str key)
{
  entry->measure = (uint8_t)step_of(key);
}

static void set_brief(struct fact_word *entry, str key)
{
  entry->brief = (uint8_t)step_of(key);
}

static void add_lists(struct fact_words *w, const struct language *language)
{
  static const struct {
    const char *section, *key;
    uint64_t roles;
  } lists[] = {
      {"figures", "number.and", ROLE(NUMBER_AND)},
      {"figures", "tens.and", ROLE(TENS_AND)},
      {"figures", "negative", ROLE(NEGATIVE)},
      {"figures", "article", ROLE(ARTICLE)},
      {"figures", "the", ROLE(THE)},
      {"figures", "of", ROLE(OF)},
      {"figures", "partitive", ROLE(PARTITIVE)},
      {"figures", "ratio", ROLE(RATIO)},
      {"figures", "times", ROLE(TIMES)},
      {"figures", "points", ROLE(PERCENT)},
      {"figures", "age.after", ROLE(AGE_AFTER)},
      {"figures", "age.before", ROLE(AGE_BEFORE)},
      {"figures", "age.cue", ROLE(AGE_CUE)},
      {"figures", "age.bound", ROLE(AGE_BOUND)},
      {"figures", "about", ROLE(ABOUT)},
      {"figures", "min", ROLE(MIN)},
      {"figures", "max", ROLE(MAX)},
      {"figures", "about.after", ROLE(AFTER_ABOUT)},
      {"figures", "min.after", ROLE(AFTER_MIN)},
      {"figures", "max.after", ROLE(AFTER_MAX)},
      {"figures", "between", ROLE(BETWEEN)},
      {"figures", "and", ROLE(AND)},
      {"figures", "from", ROLE(FROM)},
      {"figures", "to", ROLE(TO)},
      {"figures", "change", ROLE(CHANGE)},
      {"figures", "label", ROLE(LABEL)},
      {"figures", "label.after", ROLE(LABEL_AFTER)},
      {"figures", "clock", ROLE(CLOCK)},
      {"figures", "noun.stop", ROLE(NOUN_STOP)},
      {"figures", "plural", ROLE(PLURAL)},
      {"figures", "idiom", ROLE(IDIOM)},
      {"units", "measure", ROLE(UNIT)},
      {"units", "short", ROLE(UNIT) | ROLE(UNIT_SHORT)},
      {"figures", "unit.before", ROLE(UNIT_BEFORE)},
      {"dates", "quarter", ROLE(QUARTER)},
      {"dates", "half", ROLE(HALF_YEAR)},
      {"dates", "day.suffix", ROLE(DAY_SUFFIX)},
      {"dates", "since", ROLE(SINCE)},
      {"dates", "until", ROLE(UNTIL)},
      {"dates", "start", ROLE(START_OF)},
      {"dates", "middle", ROLE(MIDDLE_OF)},
      {"dates", "end", ROLE(END_OF)},
      {"dates", "year.before", ROLE(YEAR_BEFORE)},
      {"dates", "year", ROLE(YEAR_WORD)},
      {"dates", "ago.after", ROLE(AGO_AFTER)},
      {"dates", "ago.before", ROLE(AGO_BEFORE)},
      {"dates", "ahead", ROLE(AHEAD)},
      {"dates", "ahead.maybe", ROLE(MAYBE_AHEAD)},
      {"dates", "future", ROLE(FUTURE)},
  };

  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    add_list(w, language, lists[i].section, lists[i].key, lists[i].roles);
}

static bool says_yes(const struct language *language, const char *section, const char *key)
{
  return str_eq(language_text(language, section, key), STR("yes"));
}

static void fill(struct fact_words *w, const struct language *language)
{
  add_lists(w, language);
  add_percent(w, language);
  add_values(w, language, "numbers", VALUE_NUMBER, ROLE(NUMBER));
  add_values(w, language, "scales", VALUE_SCALE, ROLE(SCALE));
  add_values(w, language, "scales.short", VALUE_SHORT, ROLE(SHORT_SCALE));
  add_values(w, language, "fractions", VALUE_FRACTION, ROLE(FRACTION));
  add_values(w, language, "ordinals", VALUE_ORDINAL, ROLE(ORDINAL));
  add_meanings(w, language, "currencies", ROLE(CURRENCY), set_currency);
  add_meanings(w, language, "currencies.before", ROLE(CURRENCY) | ROLE(CURRENCY_BEFORE), set_code);
  add_meanings(w, language, "currencies.minor", ROLE(CURRENCY), set_code);
  add_meanings(w, language, "currencies.symbol", ROLE(MINOR_SYMBOL), set_code);
  add_values(w, language, "months", VALUE_MONTH, ROLE(MONTH));
  mark_short_months(w, language);
  add_values(w, language, "weekdays", VALUE_WEEKDAY, ROLE(WEEKDAY));
  add_values(w, language, "seasons", VALUE_SEASON, ROLE(SEASON));
  add_meanings(w, language, "holidays", ROLE(HOLIDAY), set_holiday);
  add_meanings(w, language, "relative", ROLE(RELATIVE), set_relative);
  add_meanings(w, language, "durations", ROLE(UNIT) | ROLE(UNIT_TIME), set_measure);
  add_meanings(w, language, "durations.short", 0, set_brief);
  str decimal = language_text(language, "figures", "decimal");
  w->decimal = decimal.len ? decimal.data[0] : '.';
  w->group = w->decimal == '.' ? ',' : '.';
  w->is_day_first = says_yes(language, "dates", "day.first");
  w->has_small_months = says_yes(language, "dates", "month.small");
  w->has_near_behind = says_yes(language, "dates", "weekday.turned");
  w->is_day_dotted = says_yes(language, "dates", "day.dotted");
  w->has_plural_s = says_yes(language, "figures", "noun.plural");
  w->has_capital_nouns = says_yes(language, "figures", "noun.capital");
  w->has_dates_before_nouns = says_yes(language, "dates", "before.noun");
  w->has_bare_clauses = says_yes(language, "dates", "clause.bare");
  w->past_ends = language_list(language, "dates", "past.ends");
  w->unreal_ends = language_list(language, "dates", "unreal.ends");
  w->infinitive_ends = language_list(language, "dates", "infinitive.ends");
  w->most_ends = language_list(language, "dates", "most.ends");
  w->plural_ends = language_list(language, "figures", "plural.ends");
  w->joints = language_list(language, "figures", "number.joints");
}

const struct fact_words *fact_words_new(struct arena *arena, const struct language *language)
{
  struct fact_words *w = arena_make(arena, struct fact_words);
  if (!w)
    return NULL;
  w->arena = arena;
  map_init(&w->index, arena);
  fill(w, language);
  return arena_short(arena) ? NULL : w;
}
