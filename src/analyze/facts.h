/* facts.h - what figures and dates share: the words they go by, a view of the tokens, numbers.
 *
 * Everything walks tokens by index and never goes back further than a fixed number of them, so that
 * both passes stay linear. */
#pragma once

#include "analyze/passes.h"
#include "base/map.h"

/* What a folded word or phrase can stand for; bit numbers. A word may have several. */
enum fact_role {
  ROLE_NUMBER,
  ROLE_SCALE,       /* thousand */
  ROLE_SHORT_SCALE, /* bn, k: only behind digits */
  ROLE_FRACTION,    /* half */
  ROLE_ORDINAL,
  ROLE_NUMBER_AND, /* hundred and one */
  ROLE_TENS_AND,   /* vingt et un */
  ROLE_NEGATIVE,
  ROLE_ARTICLE,   /* a million */
  ROLE_THE,       /* the 64 maps */
  ROLE_OF,        /* two of the bars, 3rd of May */
  ROLE_PARTITIVE, /* them, us: six of them */
  ROLE_RATIO,     /* one in six, two out of three, 3 to 1 */
  ROLE_TIMES,
  ROLE_PERCENT,
  ROLE_CURRENCY,
  ROLE_CURRENCY_BEFORE, /* symbols and codes also stand before the number */
  ROLE_MINOR_SYMBOL,    /* 50p */
  ROLE_UNIT,
  ROLE_UNIT_TIME,
  ROLE_UNIT_SHORT, /* m, in: only behind digits */
  ROLE_UNIT_BEFORE,
  ROLE_AGE_AFTER,  /* years old */
  ROLE_AGE_BEFORE, /* aged */
  ROLE_AGE_CUE,    /* boy of, she is: not part of the figure */
  ROLE_AGE_BOUND,  /* older than */
  ROLE_ABOUT,
  ROLE_MIN,
  ROLE_MAX,
  ROLE_AFTER_ABOUT,
  ROLE_AFTER_MIN,
  ROLE_AFTER_MAX,
  ROLE_BETWEEN,
  ROLE_AND,
  ROLE_FROM,
  ROLE_TO,
  ROLE_CHANGE,      /* rose from 2 to 3: two figures, no range */
  ROLE_LABEL,       /* page 14: no figure */
  ROLE_LABEL_AFTER, /* 12 High Street */
  ROLE_CLOCK,       /* 7 pm */
  ROLE_NOUN_STOP,
  ROLE_PLURAL,
  ROLE_IDIOM, /* one another */
  ROLE_MONTH,
  ROLE_WEEKDAY,
  ROLE_SEASON,
  ROLE_QUARTER,
  ROLE_HALF_YEAR,
  ROLE_HOLIDAY,
  ROLE_DAY_SUFFIX, /* 3rd */
  ROLE_SINCE,
  ROLE_UNTIL,
  ROLE_START_OF,
  ROLE_MIDDLE_OF,
  ROLE_END_OF,
  ROLE_YEAR_BEFORE, /* words before a bare year: in, fiscal */
  ROLE_YEAR_WORD,
  ROLE_RELATIVE,
  ROLE_AGO_AFTER,
  ROLE_AGO_BEFORE,
  ROLE_AHEAD,       /* dans trois jours: counts from today */
  ROLE_MAYBE_AHEAD, /* in three days: or how long it takes */
  ROLE_FUTURE,      /* will, expected to: the date lies ahead */
  ROLE_COUNT
};

_Static_assert(ROLE_COUNT <= 64, "roles are bits of one number");

#define ROLE(name) (UINT64_C(1) << ROLE_##name)

/* A calendar step, for "last week" and units of time. */
enum step {
  STEP_NONE,
  STEP_DAY,
  STEP_WEEK,
  STEP_MONTH,
  STEP_QUARTER,
  STEP_YEAR,
  STEP_DECADE,
  STEP_NAMED, /* last + Tuesday, spring, May: what stands beside it */
  STEP_SMALLER
};

struct fact_word {
  uint64_t roles;
  uint64_t leads; /* roles of the phrases that begin with it, words of their own or phrases too */
  uint64_t next;  /* first bytes (low six bits) of what follows in those phrases */
  double number, scale, short_scale, fraction;
  uint8_t ordinal, month, weekday, season;
  bool is_month_short;                /* "dez", of dezembro: a word of its own as well */
  uint8_t holiday_month, holiday_day; /* month 0: days from Easter in holiday_easter */
  int8_t holiday_easter;
  int8_t offset;   /* of a relative expression, in steps */
  uint8_t step;    /* enum step of a relative expression */
  uint8_t measure; /* enum step of a unit of time */
  uint8_t brief;   /* the same of "h" and "d", units of time only where a time is counted */
  str code;        /* ISO 4217, or the word for a currency that several states have; % */
};

enum { PHRASE_TOKENS = 7 };

/* The bit of fact_word.next that stands for a folded word's first byte. */
static inline uint64_t fact_first_byte(str folded)
{
  return UINT64_C(1) << ((unsigned char)folded.data[0] & 63);
}

struct fact_words {
  struct arena *arena;
  struct map index; /* folded -> words */
  VEC(struct fact_word) words;
  char decimal, group;
  bool is_day_first;           /* 3/4 is 3 April */
  bool is_day_dotted;          /* 3. April */
  bool has_small_months;       /* 3 de mayo */
  bool has_near_behind;        /* lunes próximo */
  bool has_plural_s;           /* the head of "suspected measles cases" is the last plural */
  bool has_capital_nouns;      /* German */
  bool has_dates_before_nouns; /* the October election */
  bool has_bare_clauses;       /* "he said the shop closes": no word between */
  struct word_list plural_ends;
  struct word_list past_ends; /* of verbs */
  struct word_list unreal_ends; /* of those so ended, what would be */
  struct word_list infinitive_ends;
  struct word_list most_ends; /* "lowest" */
  struct word_list joints;    /* "und" of hundertundfünf; none where numbers are never one word */
  uint64_t number_starts[4];  /* bits of how number words begin, see number_words.c */
};

/* The tokens of one analysis with what their words stand for. */
struct facts {
  struct analysis *a;
  str text;
  const struct fact_words *words;
  const struct fact_word **of_word; /* by word id; never NULL */
};

extern const struct fact_word fact_no_word; /* without any role */

bool facts_open(struct facts *f, struct analysis *a, const struct fact_words *words);

static inline uint32_t fact_count(const struct facts *f)
{
  return f->a->tokens.count;
}

/* What the token's word stands for; no role past the end. */
static inline const struct fact_word *fact_at(const struct facts *f, uint32_t i)
{
  return i < f->a->tokens.count ? f->of_word[f->a->tokens.at[i].word] : &fact_no_word;
}

static inline bool fact_has(const struct facts *f, uint32_t i, uint64_t roles)
{
  return (fact_at(f, i)->roles & roles) != 0;
}

static inline bool fact_starts_block(const struct facts *f, uint32_t i)
{
  return i >= f->a->tokens.count || f->a->tokens.at[i].flags & TOKEN_BLOCK_START;
}

/* The end counts as one. */
static inline bool fact_starts_sentence(const struct facts *f, uint32_t i)
{
  return i >= f->a->tokens.count ||
         f->a->tokens.at[i].flags & (TOKEN_BLOCK_START | TOKEN_SENTENCE_START);
}

/* A blank, or a block's start, before it. */
static inline bool fact_spaced(const struct facts *f, uint32_t i)
{
  return i >= f->a->tokens.count ||
         f->a->tokens.at[i].flags & (TOKEN_BLOCK_START | TOKEN_SPACE_BEFORE);
}

static inline bool fact_is_word(const struct facts *f, uint32_t i)
{
  return i < f->a->tokens.count && f->a->tokens.at[i].kind == TOKEN_WORD;
}

static inline bool fact_is_digits(const struct facts *f, uint32_t i)
{
  return i < f->a->tokens.count && f->a->tokens.at[i].kind == TOKEN_NUMBER;
}

static inline uint32_t fact_start(const struct facts *f, uint32_t i) /* bytes */
{
  return i < f->a->tokens.count ? f->a->tokens.at[i].at : (uint32_t)f->text.len;
}

/* End of the token before `end`. */
static inline uint32_t fact_stop(const struct facts *f, uint32_t end)
{
  if (end == 0 || end > f->a->tokens.count)
    return 0;
  const struct token *token = &f->a->tokens.at[end - 1];
  return token->at + token->len;
}

/* fact_phrase() where a word or a phrase may stand. */
const struct fact_word *fact_phrase_read(const struct facts *f, uint32_t i, uint64_t roles,
                                         uint32_t *ret_end);

/* Longest phrase (or word) from token i on that has one of the roles; NULL if none. */
static inline const struct fact_word *fact_phrase(const struct facts *f, uint32_t i, uint64_t roles,
                                                  uint32_t *ret_end)
{
  const struct fact_word *word = fact_at(f, i);
  return (word->roles | word->leads) & roles ? fact_phrase_read(f, i, roles, ret_end) : NULL;
}

/* Longest phrase that ends before token `end`. */
const struct fact_word *fact_phrase_before(const struct facts *f, uint32_t end, uint64_t roles,
                                           uint32_t *ret_first);

/* The token's folded word stands in [figures] or [dates] of the language file; for rare questions.
 */
bool fact_listed(const struct facts *f, uint32_t i, const char *section, const char *key);
/* Its word, folded, ends in one of them. */
bool fact_ends(const struct facts *f, uint32_t i, struct word_list ends);
/* A word that ends as participles do, where the language file has their endings. */
bool fact_is_participle(const struct facts *f, uint32_t i);
/* The token is of the name of a person. */
bool fact_is_of_person(const struct facts *f, uint32_t i);
/* One character mark, e.g. '-'; dashes of all kinds are '-'. 0 if the token is none. */
char fact_mark(const struct facts *f, uint32_t i);

/* --- number_words.c --- */

/* Notes how a number word begins, so that other words are told apart at once. */
void number_words_learn(struct fact_words *w, str folded);
/* The value of a folded word that is several number words in one: "zweihundertfünf". */
bool number_word_read(const struct fact_words *w, str folded, double *ret);

/* --- numbers.c --- */

enum number_flag {
  NUMBER_DIGITS = 1,
  NUMBER_DECIMALS = 2,
  NUMBER_GROUPED = 4,
  NUMBER_SCALED = 8,
  NUMBER_FRACTION = 16, /* "half", "2/3": less than one */
  NUMBER_ARTICLE = 32,  /* "a dozen" */
  NUMBER_HALF = 64      /* "three and a half" */
};

struct number {
  double value;
  double scale;        /* 1e6 of "3.5 million" */
  uint32_t first, end; /* tokens */
  uint32_t at, stop;   /* bytes */
  uint32_t flags;
  uint32_t digits; /* before the decimal mark */
};

/* Letters alone ("m") are a scale only beside a currency. */
enum number_place { NUMBER_PLAIN, NUMBER_OF_MONEY };

bool number_read(const struct facts *f, uint32_t i, enum number_place place, struct number *ret);
/* A minus, or a word for it, stands before token `first`, where a number begins or its currency. */
bool number_is_negative(const struct facts *f, uint32_t first, double value);
/* "and a half", "and two thirds" from token i on, in any language's way; 0 if they are not there.
 */
double half_behind(const struct facts *f, uint32_t i, uint32_t *ret_end);
/* Digits alone, an integer, no marks: 1 to 4 of them. Value or -1; *ret_digits their count. */
int number_plain(const struct facts *f, uint32_t i, uint32_t *ret_digits);

/* --- dates.c --- */

/* Spans that are dates, so that no figure is read out of them. */
bool date_covers(const struct analysis *a, uint32_t at, uint32_t *cursor);
