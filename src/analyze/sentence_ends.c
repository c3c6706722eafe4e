/* sentence_ends.c - does this mark end its sentence? What stands before it and behind it decides.
 *
 * Invariant: each question looks at a bounded number of tokens (LOOK_AHEAD), runs of marks apart,
 * which the walk then skips; so the walk as a whole is linear. Rules: UAX #29 SB6-SB11 in their
 * intent, with the language's abbreviations. */
#include "analyze/sentences.h"

/* Longest name between a closing mark and its verb: "Deputy Foreign Minister A. B. Smith said". */
enum { LOOK_AHEAD = 8 };

/* Bounds on what is gathered behind an end: ?!?!… and closing marks. */
enum { CLUSTER_MAX = 64 };

/* Footnotes of one document seldom pass 999; years have four digits. */
enum { REFERENCE_DIGITS = 3 };

/* ":)", ";-(": past the smiley at i; i itself if there is none. */
static uint32_t smiley_end(const struct splitter *s, uint32_t i)
{
  if (!mark_is(s, i, ':') && !mark_is(s, i, ';'))
    return i;
  uint32_t mouth = i + 1;
  if (mark_is(s, mouth, '-') && !has_space(s, mouth))
    mouth++;
  bool is_smiley = (mark_is(s, mouth, ')') || mark_is(s, mouth, '(')) && !has_space(s, mouth) &&
                   has_space(s, i) && (mouth + 1 >= s->end || has_space(s, mouth + 1));
  return is_smiley ? mouth + 1 : i;
}

bool may_terminate(const struct splitter *s, uint32_t i, uint32_t mark)
{
  switch (mark) {
  case '.':
  case '!':
  case '?':
  case 0x2026: /* … */
  case 0x203C:
  case 0x2047:
  case 0x2048:
  case 0x2049:
  case 0x3002: /* 。 */
  case 0xFF01:
  case 0xFF1F:
  case 0xFF0E:
  case 0xFF61:
  case 0x061F: /* Arabic */
  case 0x06D4:
  case 0x0964: /* danda */
  case 0x0965:
  case 0x0589: /* Armenian */
  case 0x1362: /* Ethiopic */
  case 0x1367:
  case 0x1368:
  case 0x104B: /* Myanmar */
  case 0x17D4: /* Khmer */
    return true;
  case ':':
    return smiley_end(s, i) > i;
  case ';': { /* the Greek question mark is one after NFC */
    if (smiley_end(s, i) > i)
      return true;
    if (i == 0 || token_at(s, i - 1)->kind != TOKEN_WORD)
      return false;
    size_t at = token_at(s, i - 1)->at;
    uint32_t letter = utf8_next(s->text, &at);
    return (letter >= 0x370 && letter < 0x400) || (letter >= 0x1F00 && letter < 0x2000);
  }
  default:
    return false;
  }
}

/* Ends that need no blank behind them. */
static bool needs_no_space(uint32_t c)
{
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E || c == 0xFF61 || c == 0x1362 ||
         c == 0x1367 || c == 0x1368 || c == 0x0964 || c == 0x0965 || c == 0x0589;
}

static bool is_quote(uint32_t c)
{
  return c == '"' || c == '\'' || c == 0xAB || c == 0xBB || char_is_open_quote(c) ||
         char_is_close_quote(c);
}

/* Brackets and quotation marks that close what an end stands in; by their blanks, since « and “
 * close in some languages and open in others. */
bool is_closer(const struct splitter *s, uint32_t i)
{
  uint32_t c = mark_at(s, i);
  if (!c)
    return false;
  if (c == ')' || c == ']' || c == '}' || c == 0x300D || c == 0x300F || c == 0xFF09 || c == 0x3011)
    return true;
  if (!is_quote(c) || c == 0x300C || c == 0x300E)
    return false;
  bool is_tight = i > s->first && !has_space(s, i);
  bool is_followed = i + 1 < s->end && !has_space(s, i + 1);
  if (is_tight)
    return !is_followed || token_at(s, i + 1)->kind == TOKEN_MARK || c == 0x201D || c == 0xBB;
  /* French sets a blank before it: « … », « … ». */
  bool is_before_mark = is_followed && token_at(s, i + 1)->kind == TOKEN_MARK &&
                        !is_quote(mark_at(s, i + 1)) && !mark_is(s, i + 1, '(');
  return c == 0xBB && (!is_followed || is_before_mark);
}

bool is_opener(const struct splitter *s, uint32_t i)
{
  uint32_t c = mark_at(s, i);
  if (c == '(' || c == '[' || c == '{' || c == '`' || c == 0xBF || c == 0xA1 || c == 0x300C ||
      c == 0x300E || c == 0xFF08)
    return true;
  return is_quote(c) && !is_closer(s, i);
}

static bool is_superscript(uint32_t c)
{
  return c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079);
}

/* Past a reference behind the stop: [1], [2–11], a superscript that lost its height ("fee. 8 Yet");
 * i itself if there is none. */
static uint32_t reference_end(const struct splitter *s, uint32_t i)
{
  if (token_at(s, i)->kind == TOKEN_NUMBER && token_at(s, i)->len <= REFERENCE_DIGITS &&
      i + 1 < s->end && has_space(s, i + 1) && (token_at(s, i + 1)->flags & TOKEN_CAPITAL) &&
      (cues_at(s, i + 1) & END_STARTER))
    return i + 1;
  if (!mark_is(s, i, '['))
    return i;
  uint32_t close = s->partner[i];
  return close != NONE && close - i <= LOOK_AHEAD && token_at(s, i + 1)->kind == TOKEN_NUMBER
             ? close + 1
             : i;
}

/* Past the further stops, closing marks and references that belong to the end at i. */
static uint32_t cluster_end(const struct splitter *s, uint32_t i, bool *ret_closes_quote)
{
  uint32_t next = i + 1;
  *ret_closes_quote = false;
  while (next < s->end && next - i < CLUSTER_MAX) {
    uint32_t c = mark_at(s, next);
    if ((is_terminator(s, next) && (!has_space(s, next) || c != 0x2026) &&
         !(next + 1 < s->end && has_space(s, next) && !has_space(s, next + 1) &&
           token_at(s, next + 1)->kind != TOKEN_MARK) &&
         (token_at(s, next)->len < 3 || !has_space(s, next))) ||
        (is_superscript(c) && !has_space(s, next))) {
      next++;
      continue;
    }
    if (is_closer(s, next)) {
      *ret_closes_quote |= is_quote(c) || c == 0x300D || c == 0x300F;
      next++;
      continue;
    }
    uint32_t behind = reference_end(s, next);
    if (behind == next)
      behind = smiley_end(s, next);
    if (behind == next)
      break;
    next = behind;
  }
  return next;
}

/* --- what stands behind --- */

enum behind {
  BEHIND_NOTHING, /* goes on: a comma, a word in lower case */
  BEHIND_LOWER,
  BEHIND_CAPITAL,
  BEHIND_STARTER,
  BEHIND_NUMBER
};

static bool is_initial(const struct splitter *s, uint32_t i)
{
  return token_at(s, i)->len == 1 && mark_is(s, i + 1, '.') && !has_space(s, i + 1);
}

/* iPhone, eBay: the first letter tells nothing. */
static bool has_inner_capital(const struct splitter *s, uint32_t i)
{
  str word = str_sub(s->text, token_at(s, i)->at, token_at(s, i)->len);
  size_t at = 0;
  utf8_next(word, &at);
  while (at < word.len)
    if (char_is_upper(utf8_next(word, &at)))
      return true;
  return false;
}

static bool is_caseless(const struct splitter *s, uint32_t i)
{
  size_t at = token_at(s, i)->at;
  uint32_t c = utf8_next(s->text, &at);
  return !char_is_lower(c) && !char_is_upper(c);
}

static enum behind word_behind(const struct splitter *s, uint32_t i)
{
  const struct token *t = token_at(s, i);
  if (t->kind == TOKEN_IDEOGRAPH || t->kind == TOKEN_NUMBER)
    return t->kind == TOKEN_NUMBER ? BEHIND_NUMBER : BEHIND_CAPITAL;
  if (t->flags & TOKEN_CAPITAL)
    return (cues_at(s, i) & END_STARTER) && !is_initial(s, i) ? BEHIND_STARTER : BEHIND_CAPITAL;
  if (has_inner_capital(s, i) || is_caseless(s, i) || (cues_at(s, i) & END_SMALL))
    return BEHIND_CAPITAL;
  return BEHIND_LOWER;
}

static enum behind what_is_behind(const struct splitter *s, uint32_t i)
{
  uint32_t limit = i + LOOK_AHEAD;
  bool is_opened = false;
  for (; i < s->end && i < limit; i++) {
    if (token_at(s, i)->kind != TOKEN_MARK) {
      enum behind found = word_behind(s, i);
      return found == BEHIND_LOWER && is_opened ? BEHIND_NOTHING : found;
    }
    uint32_t c = mark_at(s, i);
    bool opens = is_opener(s, i) || c == '*' || c == '#' || c == '@' || c == '$' || c == 0x20AC ||
                 c == 0xA3 || c == '<' || c == '_' || c == 0x2022 || char_is_dash(c) || c == '~' ||
                 (is_terminator(s, i) && has_space(s, i));
    if (!opens)
      return BEHIND_NOTHING;
    is_opened = true;
  }
  return BEHIND_NOTHING;
}

/* The clause of the verb before i ends here, or names the occasion: "said.", "said in a letter". */
static bool ends_behind(const struct splitter *s, uint32_t i)
{
  if (i >= s->end)
    return true;
  if (token_at(s, i)->kind == TOKEN_WORD)
    return (classes_at(s, i) & CLASS_BIT(CLASS_PREPOSITION)) != 0;
  bool leads_on =
      (mark_is(s, i, ',') || mark_is(s, i, ':')) && i + 1 < s->end && is_quote(mark_at(s, i + 1));
  return !leads_on && !mark_is(s, i, ':');
}

/* "said", "Mr. Smith asked", "I replied": the clause that names who spoke. Behind a full stop it
 * says nothing else: “…” Smith said that he was late. */
static bool is_attribution(const struct splitter *s, uint32_t i, bool is_behind_stop)
{
  if (i < s->end && (classes_at(s, i) & CLASSES_PERSON))
    return false; /* with a capital it opens its own sentence */
  for (uint32_t end = i + LOOK_AHEAD; i < s->end && i < end; i++) {
    const struct token *t = token_at(s, i);
    uint64_t classes = classes_at(s, i);
    if (t->kind == TOKEN_WORD && (classes & CLASS_BIT(CLASS_SPEECH_VERB)) &&
        !(t->flags & TOKEN_CAPITAL))
      return !is_behind_stop || ends_behind(s, i + 1);
    bool is_part = (t->kind == TOKEN_WORD && (t->flags & TOKEN_CAPITAL)) ||
                   (mark_is(s, i, '.') && !has_space(s, i));
    if (!is_part)
      return false;
  }
  return false;
}

/* --- what stands before a full stop --- */

enum before {
  BEFORE_WORD,    /* nothing against an end */
  BEFORE_TITLE,   /* Mr. */
  BEFORE_NUMBER,  /* No. 5 */
  BEFORE_GENERAL, /* Inc. */
  BEFORE_INITIAL, /* J. Smith */
  BEFORE_DOTTED,  /* U.S. */
  BEFORE_DIGITS
};

static uint32_t letter_count(const struct splitter *s, uint32_t i)
{
  return (uint32_t)utf8_count(str_sub(s->text, token_at(s, i)->at, token_at(s, i)->len));
}

static bool is_lower_word(const struct splitter *s, uint32_t i)
{
  return token_at(s, i)->kind == TOKEN_WORD && !(token_at(s, i)->flags & TOKEN_CAPITAL);
}

/* "U.S", "p.m", "Ph.D"; not "cnn.com". */
static bool is_dotted(const struct splitter *s, uint32_t word)
{
  if (word < s->first + 2 || !mark_is(s, word - 1, '.') || has_space(s, word) ||
      has_space(s, word - 1) || token_at(s, word - 2)->kind != TOKEN_WORD)
    return false;
  uint32_t letters = letter_count(s, word), before = letter_count(s, word - 2);
  bool is_address =
      letters > 1 && before > 1 && is_lower_word(s, word) && is_lower_word(s, word - 2);
  return letters <= 3 && before <= 3 && !is_address;
}

/* Sgt., Blvd.: a short capitalised word without a vowel is no word. */
static bool has_no_vowel(const struct splitter *s, uint32_t i)
{
  const struct token *t = token_at(s, i);
  if (!(t->flags & TOKEN_CAPITAL) || (t->flags & TOKEN_ALL_CAPS) || t->len > 4 ||
      (cues_at(s, i) & END_WHOLE))
    return false;
  for (uint32_t k = 0; k < t->len; k++) {
    char c = s->text.data[t->at + k];
    if ((unsigned char)c >= 0x80 || strchr("aeiouyAEIOUY", c))
      return false;
  }
  return true;
}

/* "9°C. Since": a letter behind a degree sign is a unit, no initial. */
static bool is_measured(const struct splitter *s, uint32_t i)
{
  return i > s->first && mark_at(s, i - 1) == 0xB0 && !has_space(s, i);
}

/* "310 ms. The": small and behind a number, the short form of a title is a unit. */
static bool is_unit(const struct splitter *s, uint32_t i)
{
  return i > s->first && !(token_at(s, i)->flags & TOKEN_CAPITAL) &&
         token_at(s, i - 1)->kind == TOKEN_NUMBER;
}

static enum before what_is_before(const struct splitter *s, uint32_t i)
{
  if (i == s->first || has_space(s, i))
    return BEFORE_WORD;
  const struct token *t = token_at(s, i - 1);
  if (t->kind == TOKEN_NUMBER)
    return BEFORE_DIGITS;
  uint32_t c = mark_at(s, i - 1);
  if (t->kind != TOKEN_WORD)
    return c == 0xB0 ? BEFORE_NUMBER : BEFORE_WORD; /* N° */
  uint64_t classes = classes_at(s, i - 1);
  bool has_capital = (t->flags & TOKEN_CAPITAL) != 0;
  if (is_dotted(s, i - 1))
    return BEFORE_DOTTED;
  if ((classes & CLASS_BIT(CLASS_ABBREVIATION_TITLE)) && !is_unit(s, i - 1))
    return BEFORE_TITLE;
  if (letter_count(s, i - 1) == 1 && is_measured(s, i - 1))
    return BEFORE_WORD;
  if (letter_count(s, i - 1) == 1)
    return has_capital                                 ? BEFORE_INITIAL
           : (classes & CLASS_BIT(CLASS_ABBREVIATION)) ? BEFORE_GENERAL
                                                       : BEFORE_NUMBER;
  if (classes & CLASS_BIT(CLASS_ABBREVIATION_NUMBER))
    return classes & CLASS_BIT(CLASS_ABBREVIATION) ? BEFORE_GENERAL : BEFORE_NUMBER;
  if ((classes & CLASS_BIT(CLASS_ABBREVIATION)) ||
      (has_capital && (cues_at(s, i - 1) & END_CAPITAL)) || has_no_vowel(s, i - 1))
    return BEFORE_GENERAL;
  return BEFORE_WORD;
}

static bool initial_ends(const struct splitter *s, uint32_t start, uint32_t i, enum behind behind)
{
  if (behind != BEHIND_STARTER)
    return false;
  return i >= start + 2 && is_lower_word(s, i - 2); /* "and I. Did", "vitamin C. The" */
}

/* "im 19. Jahrhundert", "am 3. Oktober", "der 147. Sitzung": the stop of an ordinal. Of three
 * digits it may as well be the end: "stieg auf 147. Minister Aker". */
static bool is_ordinal(const struct splitter *s, uint32_t start, uint32_t i, uint32_t next,
                       enum behind behind)
{
  if (!s->rules->has_ordinal_stops || token_at(s, i - 1)->len > REFERENCE_DIGITS)
    return false;
  if (token_at(s, i - 1)->len == REFERENCE_DIGITS && i - 1 > start &&
      token_at(s, i - 2)->kind == TOKEN_WORD && !(cues_at(s, i - 2) & END_ORDINAL))
    return false;
  return (classes_at(s, next) & CLASS_BIT(CLASS_MONTH)) || behind != BEHIND_STARTER;
}

/* "Der VIII. Zivilsenat", "Ludwig XIV. Bourbon". */
static bool is_roman_ordinal(const struct splitter *s, uint32_t i)
{
  if (i == s->first || !s->rules->has_ordinal_stops)
    return false;
  const struct token *t = token_at(s, i - 1);
  bool is_roman = t->kind == TOKEN_WORD && !has_space(s, i);
  for (uint32_t k = 0; k < t->len && is_roman; k++)
    is_roman = strchr("IVXLCDM", s->text.data[t->at + k]) != NULL;
  return is_roman;
}

/* Of a language that we have no words of, a word of up to three small letters before a number, and
 * one alone before a name, is an abbreviation more often than an end: "ok. 8", "κ. Παπάς"; but not
 * behind a number: "2024 г. Совет". */
static bool is_foreign_short(const struct splitter *s, uint32_t i, enum behind behind)
{
  enum { LETTERS = 3 };

  if (s->a->document->language[0] || i == s->first || has_space(s, i) || !is_lower_word(s, i - 1) ||
      is_caseless(s, i - 1))
    return false;
  uint32_t letters = letter_count(s, i - 1);
  bool is_behind_number = i >= s->first + 2 && token_at(s, i - 2)->kind == TOKEN_NUMBER;
  return behind == BEHIND_NUMBER ? letters <= LETTERS : letters == 1 && !is_behind_number;
}

/* "Figure 1. Map of the area": one with what it labels. */
static bool is_label(const struct splitter *s, uint32_t start, uint32_t i)
{
  return i == start + 2 && token_at(s, start)->kind == TOKEN_WORD &&
         (token_at(s, start)->flags & TOKEN_CAPITAL) && token_at(s, i - 1)->len <= REFERENCE_DIGITS;
}

/* A full stop, by what is before and behind it. */
static bool stop_ends(const struct splitter *s, uint32_t start, uint32_t i, uint32_t next)
{
  enum behind behind = what_is_behind(s, next);
  bool goes_on = behind == BEHIND_NOTHING || (behind == BEHIND_LOWER && !s->is_lower);
  if (goes_on)
    return false;
  bool is_clear = behind == BEHIND_STARTER;
  if (is_foreign_short(s, i, behind))
    return false;
  switch (what_is_before(s, i)) {
  case BEFORE_WORD:
    return is_clear || !is_roman_ordinal(s, i);
  case BEFORE_TITLE: /* "on Main St. The" */
    return is_clear && i >= start + 2 && (token_at(s, i - 2)->flags & TOKEN_CAPITAL);
  case BEFORE_NUMBER:
    return behind != BEHIND_NUMBER && behind != BEHIND_LOWER &&
           !(token_at(s, next)->flags & TOKEN_ALL_CAPS);
  case BEFORE_GENERAL: /* "etc." is seldom followed by a name */
    return is_clear || ((cues_at(s, i - 1) & END_CLOSING) && behind == BEHIND_CAPITAL);
  case BEFORE_DOTTED:
    return is_clear;
  case BEFORE_INITIAL:
    return initial_ends(s, start, i, behind);
  case BEFORE_DIGITS:
    return behind != BEHIND_LOWER && !is_ordinal(s, start, i, next, behind) &&
           !is_label(s, start, i);
  }
  return true;
}

/* "Viva Maria! (1965), and": the mark belongs to a title. */
static bool goes_on_behind_bracket(const struct splitter *s, uint32_t next)
{
  uint32_t close = s->partner[next];
  if (close == NONE || close + 1 >= s->end)
    return false;
  return mark_is(s, close + 1, ',') || is_lower_word(s, close + 1);
}

/* A question or exclamation mark, or an ellipsis. */
static bool mark_ends(const struct splitter *s, uint32_t i, uint32_t next, bool closes_quote)
{
  enum behind behind = what_is_behind(s, next);
  if (goes_on_behind_bracket(s, next))
    return false;
  if (behind != BEHIND_LOWER)
    return behind != BEHIND_NOTHING;
  /* "Vous le reconnaissez ? demande la présidente." */
  bool is_told = s->rules->inverts && (classes_at(s, next) & CLASS_BIT(CLASS_SPEECH_VERB));
  bool is_asked = mark_is(s, i, '?') && i > s->first && is_lower_word(s, i - 1) && !is_told;
  return (s->is_lower || is_asked) && !closes_quote && i > s->first;
}

/* No blank behind: "lost.The", "good!Then", but not "example.com" or "Yahoo!". */
static bool ends_tight(const struct splitter *s, uint32_t i, uint32_t next)
{
  uint32_t last = mark_at(s, next - 1);
  if (last == 0x300D || last == 0x300F) /* 「…。」と言った goes on with who said it */
    return token_at(s, next)->kind != TOKEN_IDEOGRAPH;
  if (needs_no_space(last) || needs_no_space(mark_at(s, i)))
    return true;
  if (i == s->first || next != i + 1 || !is_lower_word(s, i - 1) || letter_count(s, i - 1) < 2)
    return false;
  return token_at(s, next)->kind == TOKEN_WORD && word_behind(s, next) == BEHIND_STARTER;
}

static bool is_between_digits(const struct splitter *s, uint32_t i)
{
  return i > s->first && i + 1 < s->end && !has_space(s, i) && !has_space(s, i + 1) &&
         token_at(s, i - 1)->kind == TOKEN_NUMBER && token_at(s, i + 1)->kind == TOKEN_NUMBER;
}

uint32_t sentence_end(const struct splitter *s, uint32_t start, uint32_t i)
{
  bool closes_quote = false;
  if (is_list_mark(s, start, i))
    return 0;
  if (is_between_digits(s, i))
    return 0;
  bool is_smiley = smiley_end(s, i) > i;
  uint32_t next = is_smiley ? smiley_end(s, i) : cluster_end(s, i, &closes_quote);
  if (is_smiley && next < s->end && what_is_behind(s, next) < BEHIND_CAPITAL)
    return 0;
  if (next >= s->end || is_smiley)
    return next;
  if (s->is_start[next])
    return next;
  if (!has_space(s, next))
    return ends_tight(s, i, next) ? next : 0;
  bool is_stop = mark_is(s, i, '.') && token_at(s, i)->len == 1;
  bool has_other = mark_is(s, i + 1, '!') || mark_is(s, i + 1, '?');
  if (closes_quote && is_attribution(s, next, is_stop && !has_other))
    return 0;
  if (is_stop && !has_other)
    return stop_ends(s, start, i, next) ? next : 0;
  return mark_ends(s, i, next, closes_quote) ? next : 0;
}
