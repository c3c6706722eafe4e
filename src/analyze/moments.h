/* moments.h - one point or stretch of the calendar, as far as the words give it. */
#pragma once

#include "analyze/facts.h"

enum { YEAR_UNKNOWN = INT32_MIN };

/* Invariant: month 0 means no month, day 0 no day; day without month is a day of an unknown month.
 */
struct moment {
  int32_t year;       /* YEAR_UNKNOWN if the words give none */
  uint8_t year_loose; /* digits at the end that are not known: 1 for a decade, 2 for a century */
  uint8_t month;      /* 1-12; 21-24 seasons, 33-36 quarters, 40-41 halves */
  uint8_t day;
  bool is_unsorted; /* 8/10/2012: day and month are there, but nobody can say which is which */
  bool is_relative; /* needs the document's date */
  bool is_span;     /* to_month and to_day end it */
  bool is_repeated; /* from October to March: no one year */
  bool has_time;    /* hour and minute of an unknown day, and nothing else */
  int32_t to_year;
  uint8_t to_month, to_day;
  uint8_t hour, minute;
  uint8_t weekday; /* 1 is Monday; 0 where none stands beside day and month */
};

#define NO_MOMENT ((struct moment){.year = YEAR_UNKNOWN})

/* --- edtf.c --- */

enum { MOMENT_ROOM = 14 };

/* "2024-11-14", "XXXX-07-24", "199X"; a span "a/b" for moments with is_span. */
void moment_print(const struct moment *m, char *room, size_t size);
bool moment_is_valid(const struct moment *m);
/* Days since 1970-01-01, proleptic Gregorian; and back. */
int32_t day_number(int32_t year, unsigned month, unsigned day);
void day_civil(int32_t number, struct moment *ret);
unsigned month_days(int32_t year, unsigned month);
/* Sunday of Easter, Gregorian (Meeus/Jones/Butcher). */
int32_t easter_day(int32_t year);

/* --- moments.c, numeric_dates.c, years.c: what the words give --- */

/* The moment that begins at token i, up to *ret_end. */
bool moment_read(const struct facts *f, uint32_t i, struct moment *ret, uint32_t *ret_end);
bool moment_read_numeric(const struct facts *f, uint32_t i, struct moment *ret, uint32_t *ret_end);
/* A day of the month at token i: "3", "3rd", "third"; suffixes and a German stop taken along. */
uint32_t day_read(const struct facts *f, uint32_t i, uint32_t *ret_end);
/* A month's name; 0 if there is none. */
uint32_t month_read(const struct facts *f, uint32_t i, uint32_t *ret_end);

/* Years of four digits; those that need no word to say that they are. */
enum { YEAR_FIRST = 1000, YEAR_LAST = 2999, PLAIN_FIRST = 1800, PLAIN_LAST = 2099 };

/* A year of four digits; YEAR_UNKNOWN if there is none. */
int32_t year_read(const struct facts *f, uint32_t i, uint32_t *ret_end);
/* The year behind a day or month, over a comma or "of". */
int32_t year_read_behind(const struct facts *f, uint32_t i, uint32_t *ret_end);

/* "FY18", "FY 2018" */
bool year_read_code(const struct facts *f, uint32_t i, struct moment *ret, uint32_t *ret_end);
/* A year that is the whole date. */
bool year_read_alone(const struct facts *f, uint32_t i, struct moment *ret, uint32_t *ret_end);
/* "2900 BC" is not the year 2900, and no date is better than another one. "300 AD" is the year 300;
 * of "v. Chr." and "n. Chr." both are left out. */
bool era_is_behind(const struct facts *f, uint32_t end);
/* "44 BC", "234 v. Chr.", "85 AD" behind a month; YEAR_UNKNOWN where no era is named. */
int32_t year_read_era(const struct facts *f, uint32_t i, uint32_t *ret_end);
/* "November 146", "24 August 271": a year that is not read stands behind the month. */
bool has_early_year(const struct facts *f, uint32_t end, bool has_day);

/* --- date_ranges.c --- */

/* A moment with what stands before it: "early", "the end of". */
struct stretch {
  struct moment moment;
  uint32_t first, end;
  uint64_t part; /* ROLE(START_OF), ROLE(END_OF), ... or 0 */
};

/* One date as it is put together. */
struct draft_date {
  enum date_kind kind;
  struct moment from, to;
  uint32_t first, end; /* tokens */
  bool is_resolved, is_relative;
  uint8_t months_back; /* the range is given by its end and its length */
};

bool stretch_read(const struct facts *f, uint32_t i, const struct moment *today,
                  struct stretch *ret);
/* "the year" behind "the end of": the current one. */
bool moment_read_current(const struct facts *f, uint32_t i, const struct moment *today,
                         struct moment *m, uint32_t *ret_end);
/* Only today's date would tell it. */
bool moment_is_unknown(const struct moment *m);
/* A day alone: "the 3rd". */
bool moment_read_day(const struct facts *f, uint32_t i, struct moment *m, uint32_t *ret_end);
/* What stands behind a number is counted by it: "June 5 to 12 percent". */
bool day_is_counted(const struct facts *f, uint32_t i);
/* "1914-18", "1756-1763": the range that the year at `start` begins. */
bool range_of_years(const struct facts *f, const struct stretch *start, struct draft_date *d);
/* The range that begins at token i; start is the stretch that does, NULL if none. */
bool range_from(const struct facts *f, uint32_t i, bool is_between, const struct moment *today,
                const struct stretch *start, struct draft_date *d);
bool range_at(const struct facts *f, uint32_t i, bool is_between, const struct moment *today,
              struct draft_date *d);

/* --- day_times.c --- */

/* The time of day, or stretch of it, that is all of the block that begins at token i. */
bool day_time_alone(const struct facts *f, uint32_t i, struct moment *from, struct moment *to,
                    uint32_t *ret_end);

/* --- dates_relative.c --- */

/* The document's date, taken apart; false if it has none. */
bool document_day(const struct document *document, struct moment *ret);
/* "yesterday", "last spring", "Tuesday", "three years ago"; `today` NULL when it is not known: the
 * moment is then all unknown. */
bool moment_read_relative(const struct facts *f, uint32_t i, const struct moment *today,
                          struct moment *ret, uint32_t *ret_end);

/* SURELY_PAST: "since", whatever the month; SIDE_TOLD: counted from a time in the text. */
enum { SURELY_PAST = -2, SIDE_TOLD = 2 };

/* On which side of today a date lies by its clause: -1 or 1, 0 where nothing says it, or one of
 * those above. */
int date_side(const struct facts *f, uint32_t first, uint32_t end);
/* "will decide on Thursday", told on a Thursday: today or a week from now. */
bool weekday_is_open(const struct facts *f, uint32_t first, uint32_t end,
                     const struct moment *today);
/* Fills in the year that the document's date resolves; true if it did. */
bool moment_resolve(const struct facts *f, uint32_t first, uint32_t end, const struct moment *today,
                    int side, struct moment *m);
/* "last year" behind a month or quarter: the year it has, read from token *end on; *end moves. */
bool year_read_relative(const struct facts *f, const struct moment *today, struct moment *m,
                        uint32_t *end);

/* "dernier" behind a season or month without a year, "l'été dernier": the year it has; *end moves.
 */
void named_read_behind(const struct facts *f, const struct moment *today, struct moment *m,
                       uint32_t *end);

/* --- tenses.c --- */

enum tense { TENSE_UNCLEAR, TENSE_PAST, TENSE_FUTURE };

/* What the clause round the tokens of a date speaks of. */
enum tense tense_round(const struct facts *f, uint32_t first, uint32_t end);
/* True if the sentence round the tokens speaks of what is to come. */
bool speaks_of_future(const struct facts *f, uint32_t first, uint32_t end);
/* "the previous June", "March of the same year": counted from a time in the text, not from today.
 */
bool is_narrated(const struct facts *f, uint32_t first, uint32_t end);
