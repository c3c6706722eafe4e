/* amounts.h - a number with its currency, percent sign or unit; two of them as a range. */
#pragma once

#include "analyze/facts.h"

struct amount {
  struct number number;
  enum figure_kind kind; /* FIGURE_COUNT: a bare number */
  uint32_t first, end;   /* tokens */
  uint32_t at, stop;     /* bytes */
  str unit;              /* as the result has it; empty for a bare number */
  double value;
  bool has_hyphen; /* "12-metre" */
  bool is_time;    /* a duration */
};

/* The amount that begins at token i; false if none does. */
bool amount_read(const struct facts *f, uint32_t i, struct amount *ret);
/* True for a week or weekend before token `end` that its language would give a plural behind a
 * number. */
bool unit_is_singular(const struct facts *f, const struct fact_word *word, uint32_t end);
/* "50 Cent", "the 1,000 Guineas", where not every noun has a capital. */
bool unit_is_name(const struct facts *f, uint32_t i);
/* A number without its unit. */
bool amount_read_bare(const struct facts *f, uint32_t i, struct amount *ret);
/* The unit behind a number that ends at token `end`; the amount grows over it. */
bool amount_add_unit(const struct facts *f, struct amount *a);

struct range {
  struct amount low, high;
  uint32_t at, stop;
  uint32_t first, end;
};

/* --- ranges.c --- */

struct noun;

/* "5 to 7 metres", "between 5 and 7", "€3–4m": low is the amount read already. */
bool range_read(const struct facts *f, const struct amount *low, struct range *ret);
/* A bare number that is no range with the next takes that one's unit, scale and noun: "3.5 and 4.5
 * million", "rose from 3 to 5 percent". */
bool range_share(const struct facts *f, struct amount *a, struct noun *ret);

/* --- nouns.c --- */

/* What is counted, from token i on. */
struct noun {
  uint32_t first, end; /* tokens of the unit */
  uint32_t stop_token; /* end of the figure's text */
};

bool noun_read(const struct facts *f, uint32_t i, const struct number *n, struct noun *ret);

/* --- qualifiers.c --- */

struct qualifier {
  struct span at;
  uint32_t first; /* token, of one before the figure */
  enum figure_bound bound;
};

/* Before token `first`, or behind token `end`; false if there is none. */
bool qualifier_before(const struct facts *f, uint32_t first, struct qualifier *ret);
bool qualifier_after(const struct facts *f, uint32_t end, struct qualifier *ret, uint32_t *ret_end);

/* --- references.c --- */

/* End of "14 App Cas 337", "543 (7645): 12" that begins at token i; i if none does. */
uint32_t reference_end(const struct facts *f, uint32_t i);
/* "resolutions 1809 (2008), 2033 (2012)": the number of a thing with its year behind it. */
bool number_is_of_year(const struct facts *f, uint32_t i);
/* True for a number that points to a note, a heading, a day. */
bool number_refers(const struct facts *f, const struct amount *a);

/* --- hours.c --- */

/* "between 0600 and 2100", "at 1821": digits at token i that could be a year, but are a time. */
bool hour_in_digits(const struct facts *f, uint32_t i);
/* "at about 2340 hrs", "0018 hours", "between 2130 and 2210 hrs", not "1500 hours of work". */
bool hour_with_unit(const struct facts *f, const struct number *n);

/* --- years.c --- */

/* "in c. 1205": four digits at token i that are a year, whatever follows. */
bool year_is_about(const struct facts *f, uint32_t i);

/* --- rejects.c --- */

/* End of a telephone number, or of a law report, that begins at token i; i if none does. */
uint32_t code_end(const struct facts *f, uint32_t i);
/* True for a number that is no figure: a year, a page, a time, a list mark, "one another". */
bool number_is_none(const struct facts *f, const struct amount *a);
/* "calle de Alcalá, 45": the number behind a street's name and a comma. */
bool number_in_address(const struct facts *f, const struct amount *a);
/* "1-1 in 3 games": the number ends a score, a code, a name. */
bool number_ends_code(const struct facts *f, const struct amount *a);
/* "24/7", "9-to-5": digits that are a word. */
bool number_is_idiom(const struct facts *f, uint32_t i);
/* "page 5", "n° 49": what numbers a thing stands before token i. */
bool label_is_before(const struct facts *f, uint32_t i);
/* True for "7-860" of "i7-860BOX", for "pages 3-5". */
bool range_is_none(const struct facts *f, const struct range *r);
/* "killed 2000 people", "more than 1900": digits at token i that could be a year, but count. */
bool year_is_counted(const struct facts *f, uint32_t i);
