/* name_firms.c - surnames that are one firm: "Hale, Burton & Drew", "Smith, Jones and Co.". */
#include "analyze/name_runs.h"

/* "Inc." has a stop of its own; behind "AG" and "GmbH" it is the sentence's. */
bool names_is_short_suffix(const struct people *p, uint32_t i)
{
  return token_bits(p, i) & CUE(ORGANISATION_SUFFIX) &&
         !token_has(p, i, TOKEN_ALL_CAPS | TOKEN_MIXED_CASE);
}

static bool is_firm_word(const struct people *p, uint32_t i)
{
  return (token_classes(p, i) & CLASS_BIT(CLASS_FIRM)) != 0;
}

/* "Inc." behind a name, with its stop; i if nothing of the kind is there. */
uint32_t names_firm_word_end(const struct people *p, uint32_t i)
{
  if (!names_same_stretch(p, i) || !token_is_capital(p, i))
    return i;
  bool has_stop = names_is_short_suffix(p, i) && names_same_stretch(p, i + 1) &&
                  token_is(p, i + 1, '.') && !token_has(p, i + 1, TOKEN_SPACE_BEFORE);
  return is_firm_word(p, i) ? i + 1 + has_stop : i;
}

/* "Hale & Drew (1999)": who is cited, no firm. */
static bool is_cited(const struct people *p, uint32_t end)
{
  enum { YEAR_DIGITS = 4 };

  return end + 1 < p->a->tokens.count && !token_is_word(p, end) &&
         p->a->tokens.at[end + 1].kind == TOKEN_NUMBER &&
         p->a->tokens.at[end + 1].len == YEAR_DIGITS;
}

/* "Hale, Burton & Drew", "Smith, Jones and Co.": surnames with commas that are one firm; `first` if
 * what starts there is none. */
uint32_t names_firm_end(const struct people *p, uint32_t first)
{
  enum { MEMBERS_MAX = 5 };

  /* "Kanzlei Hartmann, Keller & Partner" */
  uint32_t i = first, members = 0;
  i += cues_capital_nouns(p->cues) && names_same_stretch(p, first + 1) &&
       token_is_capital(p, first + 1);
  for (; members < MEMBERS_MAX; i += 2) {
    if ((i > first && !names_same_stretch(p, i)) || !token_is_capital(p, i) ||
        names_is_function_word(p, i) || token_bits(p, i) & (CUE(PLACE) | CUE(ORGANISATION)) ||
        token_classes(p, i) & CLASS_BIT(CLASS_COMMON) || phrase_end(p, i, CUE(ORGANISATION)) > i)
      return first;
    members++;
    if (!names_same_stretch(p, i + 1) || !token_is(p, i + 1, ','))
      break;
  }
  uint32_t joint = i + 1, last = joint + 1;
  if (members < 2 || !names_same_stretch(p, joint) || !names_same_stretch(p, last) ||
      !token_is_capital(p, last))
    return first;
  uint32_t end = names_firm_word_end(p, last);
  if (token_bits(p, joint) & CUE(AND))
    return end > last ? end : first;
  /* "Roche, Johnson & Johnson" are two. */
  if (!token_is(p, joint, '&') || names_is_function_word(p, last) ||
      p->a->tokens.at[joint - 1].word == p->a->tokens.at[last].word)
    return first;
  end = end > last ? end : names_plain_end(p, last);
  return is_cited(p, end) ? first : end;
}
