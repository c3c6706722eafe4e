/* numbers.c - digits and number words into values.
 *
 * Invariant: a number is read left to right once; two numbers are never added up unless they are
 * one numeral. */
#include <math.h>

#include "analyze/digits.h"

/* --- a run of digits with what belongs to it --- */

static uint32_t token_behind(const struct facts *f, uint32_t i, size_t stop)
{
  uint32_t end = i + 1;
  while (end < fact_count(f) && f->a->tokens.at[end].at < stop)
    end++;
  return end;
}

/* "75 -300mm" is a range; "2008 -0.4 percent" is none. */
static bool is_upper_end(const struct facts *f, uint32_t i, double value)
{
  uint32_t digits = 0;
  int low = number_plain(f, i, &digits);
  return low >= 0 && low < value;
}

/* A hyphen is a minus only where nothing stands before it. */
static bool has_minus(const struct facts *f, uint32_t i, double value)
{
  if (i == 0 || fact_mark(f, i - 1) != '-' || fact_spaced(f, i))
    return false;
  bool has_before = i > 1 && !fact_starts_block(f, i - 1);
  char before = has_before ? fact_mark(f, i - 2) : ' ';
  if (has_before && is_upper_end(f, i - 2, value))
    return false;
  return fact_spaced(f, i - 1) || before == '(' || before == '"';
}

/* "minus 40", not "au moins 12", and not "5 minus 3". */
static bool has_negative(const struct facts *f, uint32_t i)
{
  uint32_t from = 0;
  if (i == 0 || !fact_has(f, i - 1, ROLE(NEGATIVE)))
    return false;
  if (i > 1 && !fact_starts_block(f, i - 1) &&
      (fact_is_digits(f, i - 2) || fact_has(f, i - 2, ROLE(NUMBER) | ROLE(SCALE))))
    return false;
  bool is_bound = fact_phrase_before(f, i, ROLE(ABOUT) | ROLE(MIN) | ROLE(MAX), &from) != NULL;
  return !is_bound || from + 1 == i;
}

bool number_is_negative(const struct facts *f, uint32_t first, double value)
{
  return first && !fact_starts_block(f, first) &&
         (has_minus(f, first, value) || has_negative(f, first));
}

static void add_sign(const struct facts *f, struct number *n)
{
  if (number_is_negative(f, n->first, n->value)) {
    n->first--;
    n->value = -n->value;
  }
  n->at = fact_start(f, n->first);
}

static void add_mixed(const struct facts *f, struct number *n, bool is_whole)
{
  str s = f->text;
  double part = 0;
  size_t stop = n->stop, at = n->stop;
  part = vulgar_fraction(s, at, &stop);
  if (part == 0 && is_whole && at + 1 < s.len && s.data[at] == ' ' &&
      ((!read_slash(s, at + 1, &part, &stop) && !read_spaced_slash(s, at + 1, &part, &stop)) ||
       part >= 1))
    part = 0;
  if (part <= 0)
    return;
  n->value += part;
  n->stop = (uint32_t)stop;
  n->end = token_behind(f, n->first, stop);
  n->flags |= NUMBER_DECIMALS;
}

static bool read_figures(const struct facts *f, uint32_t i, struct number *n)
{
  str s = f->text;
  size_t at = fact_start(f, i);
  struct digits d = digits_read(f, at);
  *n = (struct number){.value = d.value, .scale = 1, .first = i, .flags = NUMBER_DIGITS};
  double part;
  size_t stop;
  if (!d.has_decimals && read_slash(s, at, &part, &stop)) {
    n->value = part;
    n->flags |= NUMBER_FRACTION | NUMBER_DECIMALS;
    d.stop = stop;
    d.is_spoilt = digits_go_on(s, stop) || part == 0;
  }
  n->stop = (uint32_t)d.stop;
  n->digits = d.whole;
  n->flags |= (d.has_decimals ? NUMBER_DECIMALS : 0u) | (d.is_grouped ? NUMBER_GROUPED : 0u);
  n->end = token_behind(f, i, d.stop);
  if (!(n->flags & NUMBER_FRACTION))
    add_mixed(f, n, !d.has_decimals && !d.is_grouped);
  return !d.is_spoilt;
}

/* --- scales behind digits: 20k, 4.2bn, 3 million --- */

static bool is_people_behind(const struct facts *f, uint32_t i)
{
  return !fact_starts_block(f, i) &&
         (fact_listed(f, i, "figures", "counted") || fact_listed(f, i, "figures", "scaled"));
}

/* "population 8.9m", "a circulation of 2m" */
static bool is_people_before(const struct facts *f, uint32_t i)
{
  enum { BACK = 2 };

  for (uint32_t n = 1; n <= BACK && n <= i && !fact_starts_sentence(f, i - n + 1); n++)
    if (fact_listed(f, i - n, "figures", "scaled.before"))
      return true;
  return false;
}

/* 5m are metres, 5m people and 5M millions, 5 k is neither; "1500b" and "221B" are anything. */
static bool is_letter_scale_allowed(const struct facts *f, const struct number *n,
                                    enum number_place place)
{
  const struct token *token = &f->a->tokens.at[n->end];
  if (place == NUMBER_OF_MONEY || token->len > 1)
    return true;
  char c = f->text.data[token->at];
  if (fact_spaced(f, n->end))
    return false;
  if (c == 'b' || c == 'B')
    return n->flags & NUMBER_DECIMALS;
  return c == 'M' || c == 'k' || c == 'K' || is_people_behind(f, n->end + 1) ||
         is_people_before(f, n->first);
}

static void add_short_scale(const struct facts *f, struct number *n, enum number_place place)
{
  uint32_t i = n->end, end = 0;
  if (fact_starts_block(f, i))
    return;
  const struct fact_word *word = fact_phrase(f, i, ROLE(SHORT_SCALE), &end);
  if (!word || !is_letter_scale_allowed(f, n, place))
    return;
  bool is_unit = word->roles & ROLE(UNIT) && f->text.data[fact_start(f, i)] != 'M' &&
                 !fact_listed(f, i, "units", "large");
  bool is_counted = is_people_behind(f, end) || is_people_before(f, n->first);
  if (place == NUMBER_PLAIN && is_unit && !is_counted)
    return;
  char mark = fact_spaced(f, end) ? ' ' : fact_mark(f, end);
  bool is_range = mark == '-' && fact_is_digits(f, end + 1); /* 5k-20k, not a 10k-run */
  if (place == NUMBER_PLAIN && !is_range && (mark == '/' || mark == '-'))
    return;
  uint32_t currency;
  if (fact_mark(f, end) == '.' && !fact_spaced(f, end) && !fact_starts_block(f, end + 1) &&
      fact_phrase(f, end + 1, ROLE(CURRENCY), &currency))
    end++; /* 3 Mio. Euro */
  n->value *= word->short_scale;
  n->scale = word->short_scale;
  n->end = end;
  n->stop = fact_stop(f, end);
  n->flags |= NUMBER_SCALED;
}

/* --- number words, and digits among them --- */

struct tally {
  double total, current; /* current < 0: no piece begun */
  double last_scale;
  uint32_t end;
  bool is_empty;
  uint32_t flags; /* of digits that it began with */
};

static bool add_small(struct tally *t, double v)
{
  if (t->current < 0) {
    t->current = v;
    return t->last_scale > v;
  }
  bool is_tens = t->current >= 20 && fmod(t->current, 10) == 0 && fmod(t->current, 100) != 0;
  bool is_score = t->current == 60 || t->current == 80; /* soixante-dix, quatre-vingt-dix */
  bool is_hundreds = t->current >= 100 && fmod(t->current, 100) == 0;
  bool is_thousands = t->current >= 1000 && fmod(t->current, 1000) == 0; /* drieduizend */
  if (!((is_tens && v < (is_score ? 20 : 10)) || (is_hundreds && v < 100) ||
        (is_thousands && v < 1000)))
    return false;
  t->current += v;
  return true;
}

static bool add_scale(struct tally *t, double s)
{
  bool is_behind_scale = t->current < 0 && t->total > 0;
  if (s < 1000) { /* hundred, dozen */
    if (is_behind_scale || t->current >= 1000)
      return false;
    t->current = (t->current < 0 ? 1 : t->current) * s;
    return true;
  }
  if (is_behind_scale) {
    if (t->last_scale >= s)
      return false;
    t->total *= s; /* thousand million */
    t->last_scale *= s;
    return true;
  }
  if (s >= t->last_scale)
    return false;
  t->total += (t->current < 0 ? 1 : t->current) * s;
  t->current = -1;
  t->last_scale = s;
  return true;
}

/* The least that goes on behind an "and" after a scale: "a thousand and one" and "5 million and 300
 * thousand" are one number, "3 million and two boats" are two. */
static double least_behind(const struct tally *t)
{
  if (t->current >= 0)
    return 0;
  return t->last_scale >= 1e6 ? t->last_scale / 1e3 : t->flags & NUMBER_DIGITS ? 100 : 0;
}

/* "3 hundred and 2 hundred" are two numbers: what follows must not have a scale as large. "Two
 * hundred and fifty thousand" are one: the scale is that of both. */
static bool joins_on(const struct facts *f, uint32_t i, const struct tally *t, double limit)
{
  uint32_t end = 0;
  const struct fact_word *word = fact_phrase(f, i, ROLE(NUMBER), &end);
  double value = word ? word->number : 0;
  if (t->flags & NUMBER_DECIMALS)
    return false;
  if (!word) {
    uint32_t digits = 0;
    int plain = number_plain(f, i, &digits);
    if (plain <= 0 || limit < 100)
      return false;
    value = plain;
    end = i + 1;
  }
  if (value >= limit)
    return false;
  const struct fact_word *next = fact_at(f, end);
  if (!(next->roles & ROLE(SCALE)))
    return value >= least_behind(t);
  bool is_shared = t->current >= 100 && next->scale >= 1000;
  return is_shared || next->scale < limit;
}

/* Where the next part of the number begins, over a hyphen or an "and"; i itself if it goes on. */
static uint32_t next_part(const struct facts *f, const struct tally *t)
{
  uint32_t i = t->end;
  double current = t->current;
  bool is_round = current < 0 || (current >= 100 && fmod(current, 100) == 0);
  double limit = current < 0 ? t->last_scale : 100;
  if (fact_mark(f, i) == '-' && !fact_spaced(f, i) && !fact_spaced(f, i + 1))
    return fact_has(f, i + 1, ROLE(NUMBER) | ROLE(SCALE) | ROLE(TENS_AND)) ? i + 1 : i;
  if (is_round && fact_has(f, i, ROLE(NUMBER_AND)) && joins_on(f, i + 1, t, limit))
    return i + 1;
  if (current >= 20 && fact_has(f, i, ROLE(TENS_AND)) &&
      joins_on(f, i + 1 + (fact_mark(f, i + 1) == '-'), t, 20))
    return i + 1 + (fact_mark(f, i + 1) == '-');
  return i;
}

static bool add_part(const struct facts *f, struct tally *t, uint32_t i)
{
  uint32_t end = 0, digits = 0;
  const struct fact_word *word = fact_phrase(f, i, ROLE(NUMBER) | ROLE(SCALE), &end);
  struct tally next = *t;
  bool is_taken = false;
  if (word)
    is_taken =
        word->roles & ROLE(SCALE) ? add_scale(&next, word->scale) : add_small(&next, word->number);
  else if (!t->is_empty && t->current < 0 && (i > t->end || t->last_scale < INFINITY)) {
    int plain = number_plain(f, i, &digits);
    is_taken = plain > 0 && plain < t->last_scale && fact_has(f, i + 1, ROLE(SCALE)) &&
               fact_at(f, i + 1)->scale < t->last_scale;
    is_taken |= plain > 0 && i > t->end;
    next.current = plain;
    end = i + 1;
  } else if (i > t->end && t->current >= 100) {
    int plain = number_plain(f, i, &digits);
    is_taken = plain > 0 && plain < 100;
    next.current += plain;
    end = i + 1;
  }
  if (!is_taken)
    return false;
  next.end = end;
  next.is_empty = false;
  *t = next;
  return true;
}

/* Words (or scales behind digits) from t->end on. */
static void add_parts(const struct facts *f, struct tally *t)
{
  enum { PARTS_MAX = 24 };

  for (int n = 0; n < PARTS_MAX; n++) {
    uint32_t i = next_part(f, t);
    if (i && fact_starts_block(f, i) && !t->is_empty)
      return;
    if (!add_part(f, t, i))
      return;
  }
}

static double tally_value(const struct tally *t)
{
  return t->total + (t->current < 0 ? 0 : t->current);
}

static uint32_t past_hyphen(const struct facts *f, uint32_t i)
{
  bool is_joined = fact_mark(f, i) == '-' && !fact_spaced(f, i) && !fact_spaced(f, i + 1);
  return i + is_joined;
}

/* Nothing that "half" would count of its own: "y media, de", not "y media Europa". */
static bool ends_half(const struct facts *f, uint32_t i)
{
  uint64_t stops = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION);
  uint64_t goes_on = ROLE(OF) | ROLE(UNIT) | ROLE(CURRENCY) | ROLE(PERCENT);
  return !fact_is_word(f, i) || fact_starts_block(f, i) || fact_has(f, i, goes_on) ||
         f->a->words.at[f->a->tokens.at[i].word].classes & stops;
}

/* "two thirds" behind "six and"; 0 if it is none. */
static double several_parts(const struct facts *f, uint32_t i, uint32_t *ret_end)
{
  double upper = fact_at(f, i)->number;
  uint32_t next = past_hyphen(f, i + 1);
  if (!fact_has(f, i, ROLE(NUMBER)) || fact_has(f, i, ROLE(ARTICLE)) ||
      fact_starts_block(f, next) || !fact_has(f, next, ROLE(FRACTION)) ||
      fact_has(f, next + 1, ROLE(OF)))
    return 0;
  double value = upper * fact_at(f, next)->fraction;
  *ret_end = next + 1;
  return upper >= 2 && value < 1 ? value : 0;
}

double half_behind(const struct facts *f, uint32_t i, uint32_t *ret_end)
{
  i = past_hyphen(f, i);
  if (fact_starts_block(f, i) || !fact_has(f, i, ROLE(NUMBER_AND) | ROLE(TENS_AND) | ROLE(AND)))
    return 0;
  i = past_hyphen(f, i + 1);
  if (fact_starts_block(f, i))
    return 0;
  bool has_article = fact_has(f, i, ROLE(ARTICLE)) && !fact_has(f, i, ROLE(FRACTION));
  if (has_article)
    i = past_hyphen(f, i + 1);
  const struct fact_word *word = fact_at(f, i);
  if (fact_starts_block(f, i) || !(word->roles & ROLE(FRACTION)))
    return has_article ? 0 : several_parts(f, i, ret_end);
  if (has_article ? word->ordinal != 0 : !fact_listed(f, i, "figures", "half.behind"))
    return 0;
  *ret_end = i + 1;
  bool ends = has_article || fact_has(f, i + 1, ROLE(SCALE)) || ends_half(f, i + 1);
  return ends ? word->fraction : 0;
}

/* "3 and a half million", "3 millions et demi", "two-and-a-half". */
static void add_half(const struct facts *f, struct number *n)
{
  uint32_t end = 0, stop = 0;
  double half = half_behind(f, n->end, &end);
  const struct fact_word *scale = NULL;
  if (half == 0 || n->value != floor(n->value))
    return;
  uint32_t next = past_hyphen(f, end);
  if (!fact_starts_block(f, next))
    scale = fact_phrase(f, next, ROLE(SCALE), &stop);
  if (scale && n->flags & NUMBER_SCALED)
    return; /* 3 million and half a dozen */
  bool is_several = fact_has(f, end - 2, ROLE(NUMBER)) && !fact_has(f, end - 2, ROLE(ARTICLE));
  if (is_several && n->flags & NUMBER_SCALED)
    return; /* 6 million and two thirds */
  n->value += half * n->scale;
  if (scale) {
    n->value *= scale->scale;
    n->scale = scale->scale;
    n->flags |= NUMBER_SCALED;
    end = stop;
  }
  n->end = end;
  n->stop = fact_stop(f, end);
  n->flags |= NUMBER_DECIMALS | NUMBER_HALF;
}

static void finish_words(const struct facts *f, struct number *n, const struct tally *t)
{
  n->value = tally_value(t);
  n->end = t->end;
  n->stop = fact_stop(f, t->end);
  if (t->last_scale < INFINITY) {
    n->scale = t->last_scale;
    n->flags |= NUMBER_SCALED;
  }
}

/* "Millionen Euro", "douzaines de": nobody says how many; "hundert" and "mille" are one of them. */
static bool is_scale_alone(const struct facts *f, uint32_t i)
{
  uint32_t end = 0;
  const struct fact_word *word = fact_phrase(f, i, ROLE(SCALE), &end);
  return word && end == i + 1 && (word->scale > 1000 || fact_listed(f, i, "figures", "scale.many"));
}

static bool read_words(const struct facts *f, uint32_t i, struct number *n)
{
  struct tally t = {.current = -1, .last_scale = INFINITY, .end = i, .is_empty = true};
  *n = (struct number){.scale = 1, .first = i};
  if (fact_has(f, i, ROLE(ARTICLE)) && !fact_has(f, i, ROLE(NUMBER))) {
    t.end = i + 1;
    uint32_t end;
    if (fact_starts_block(f, i + 1) || !fact_phrase(f, i + 1, ROLE(SCALE), &end))
      return false;
    n->flags |= NUMBER_ARTICLE;
  } else if (is_scale_alone(f, i)) {
    return false;
  }
  add_parts(f, &t);
  if (t.is_empty)
    return false;
  finish_words(f, n, &t);
  return true;
}

/* "half a million", "a quarter of a million"; "half" and "two-thirds" alone. */
static bool read_fraction(const struct facts *f, uint32_t i, struct number *n)
{
  uint32_t j = i, end = 0;
  double upper = 1;
  if (fact_has(f, i, ROLE(ARTICLE)) && !fact_has(f, i, ROLE(FRACTION)) &&
      !fact_has(f, i, ROLE(NUMBER)))
    j++;
  else if (fact_has(f, i, ROLE(NUMBER)) && fact_at(f, i)->number >= 1 &&
           fact_at(f, i)->number < 10) {
    upper = fact_at(f, i)->number;
    j += fact_mark(f, i + 1) == '-' ? 2 : 1;
  }
  if (j > i && fact_starts_block(f, j))
    return false;
  const struct fact_word *word = fact_phrase(f, j, ROLE(FRACTION), &end);
  if (!word || (j == i && word->ordinal)) /* "third week" */
    return false;
  if (word->ordinal && fact_has(f, end, ROLE(UNIT)) && !fact_starts_block(f, end))
    return false;
  if (upper > 1 && word->fraction == 0.5) /* two half-days */
    return false;
  *n = (struct number){.value = upper * word->fraction, .scale = 1, .first = i, .end = end};
  n->flags = NUMBER_FRACTION | NUMBER_DECIMALS;
  uint32_t stop = 0, k = past_hyphen(f, end);
  bool has_of = fact_has(f, k, ROLE(OF));
  k += has_of;
  bool has_article = fact_has(f, k, ROLE(ARTICLE)) && !fact_starts_block(f, k);
  k += has_article;
  const struct fact_word *scale = NULL; /* "a third million" is the third of them */
  if (!fact_starts_block(f, k) && (has_of || has_article || !word->ordinal))
    scale = fact_phrase(f, k, ROLE(SCALE), &stop);
  if (scale) {
    n->value *= scale->scale;
    n->scale = scale->scale;
    n->flags = NUMBER_SCALED;
    n->end = stop;
  }
  n->stop = fact_stop(f, n->end);
  return true;
}

static void add_word_scale(const struct facts *f, struct number *n)
{
  uint32_t i = n->end;
  if (fact_mark(f, i) == '-' && !fact_spaced(f, i) && !fact_spaced(f, i + 1))
    i++;
  if (fact_starts_block(f, i) || !fact_has(f, i, ROLE(SCALE)) ||
      fact_has(f, i, ROLE(CURRENCY))) /* 50 cents, in French a hundred as well */
    return;
  struct tally t = {.current = n->value, .last_scale = INFINITY, .end = i, .flags = n->flags};
  if (n->value < 0 || !add_part(f, &t, i))
    return;
  add_parts(f, &t);
  finish_words(f, n, &t);
}

bool number_read(const struct facts *f, uint32_t i, enum number_place place, struct number *ret)
{
  struct number n;
  size_t behind;
  if (fact_is_digits(f, i)) {
    if (!read_figures(f, i, &n))
      return false;
    add_word_scale(f, &n);
    if (!(n.flags & NUMBER_SCALED))
      add_short_scale(f, &n, place);
  } else if (fact_has(f, i, ROLE(NUMBER) | ROLE(SCALE) | ROLE(ARTICLE) | ROLE(FRACTION))) {
    if (!read_fraction(f, i, &n) && !read_words(f, i, &n))
      return false;
  } else if (i < fact_count(f) &&
             (n.value = vulgar_fraction(f->text, fact_start(f, i), &behind)) > 0) {
    n = (struct number){.value = n.value, .scale = 1, .first = i, .end = i + 1};
    n.stop = fact_stop(f, i + 1);
    n.flags = NUMBER_FRACTION | NUMBER_DECIMALS | NUMBER_DIGITS;
  } else {
    return false;
  }
  if (!(n.flags & NUMBER_FRACTION))
    add_half(f, &n);
  add_sign(f, &n);
  *ret = n;
  return true;
}

int number_plain(const struct facts *f, uint32_t i, uint32_t *ret_digits)
{
  if (!fact_is_digits(f, i))
    return -1;
  const struct token *token = &f->a->tokens.at[i];
  uint32_t n = digit_run(str_sub(f->text, 0, token->at + token->len), token->at);
  *ret_digits = n;
  if (n != token->len || n > 4)
    return -1;
  int value = 0;
  for (uint32_t k = 0; k < n; k++)
    value = value * 10 + (f->text.data[token->at + k] - '0');
  return value;
}
