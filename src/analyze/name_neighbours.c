/* name_neighbours.c - weighs what stands beside a run of capitalised words: an age, a verb of
 * speech, a preposition, a greeting, a state. */
#include "analyze/name_weights.h"

/* "Initial reports", "post-Hale states": nothing shows that the word behind is the verb of the one
 * before it. Nobody "report"s. */
static bool may_be_noun(const struct people *p, const struct candidate *c, uint32_t verb)
{
  enum { WORD_BYTES = 24 };

  if ((c->first > 1 && token_is_inner_hyphen(p, c->first - 1)) ||
      has(p, verb, CUE(PARTICIPLE))) /* "Stop asking" */
    return true;
  str word = token_folded(p, verb);
  if (word.len == 0 || word.len >= WORD_BYTES || c->end > c->first + 1)
    return false;
  char third[WORD_BYTES + 1];
  memcpy(third, word.data, word.len);
  third[word.len] = 's';
  bool is_base = (cues_of(p->cues, (str){third, word.len + 1}) & CUE(SAY)) != 0;
  bool is_third =
      word.data[word.len - 1] == 's' && cues_of(p->cues, str_sub(word, 0, word.len - 1)) & CUE(SAY);
  uint32_t next = verb + 1;
  bool is_led_on =
      next < p->a->tokens.count && token_classes(p, next) & CLASS_BIT(CLASS_PREPOSITION);
  return is_base || (is_third && c->is_weak && (is_led_on || is_common(p, c->first)));
}

/* "the al-Arqoub district of", but not "Tom Reed area manager". */
static bool is_before_kind(const struct people *p, const struct candidate *c)
{
  uint32_t next = c->end, behind = next + 1;
  if (c->lead < c->first || token_has(p, next, TOKEN_CAPITAL) ||
      !token_listed(p, next, "places", "kinds"))
    return false;
  const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION);
  return token_has(p, behind, TOKEN_BLOCK_START) || !token_is_word(p, behind) ||
         token_classes(p, behind) & small || has(p, behind, CUE(SAY) | CUE(AUXILIARY));
}

void names_weigh_right(const struct people *p, struct candidate *c)
{
  uint32_t next = c->end;
  if (next + 2 >= p->a->tokens.count || token_has(p, next, TOKEN_BLOCK_START))
    return;
  if (is_before_kind(p, c)) {
    c->place += STRONG;
    c->person = 0;
    return;
  }
  if (token_is(p, next, ',')) {
    if (p->a->tokens.at[next + 1].kind == TOKEN_NUMBER &&
        (token_is(p, next + 2, ',') || token_is(p, next + 2, '.')))
      c->person += STRONG;
    if (token_bits(p, next + 1) & CUE(RELATIVE) &&
        !(token_classes(p, next + 1) & CLASS_BIT(CLASS_OF_THINGS)))
      c->person += FAIR;
    if (phrase_end(p, next + 1, CUE(PLACE)) > next + 1)
      c->place += FAIR;
    return;
  }
  bool is_object = c->lead > 0 && !token_has(p, c->lead, TOKEN_BLOCK_START) &&
                   (token_classes(p, c->lead - 1) & CLASS_BIT(CLASS_PREPOSITION));
  if (is_object)
    return;
  while (has(p, next, CUE(ADVERB)) && next + 1 < p->a->tokens.count)
    next++;
  /* "Burton said": a capital at the start of a sentence is a name's when one speaks; plurals may be
   * anybody. */
  str last = token_text(p, c->end - 1);
  /* "Rights Watch wrote": what ends a body's name speaks for it, but not in "Rebecca Hall". */
  bool is_body = c->end > c->first + 1 && has(p, c->end - 1, CUE(ORGANISATION_END)) &&
                 !has(p, c->first, CUES_GIVEN) && c->lead == c->first;
  if (is_body && has(p, next, CUE(SAY)))
    c->organisation += FAIR;
  else if (has(p, next, CUE(SAY)) && !token_has(p, next, TOKEN_CAPITAL) && !may_be_noun(p, c, next))
    c->person += c->is_weak && last.data[last.len - 1] != 's' && !token_seen_small(p, c->first)
                     ? STRONG
                     : HINT + HINT;
  if (next == c->end && has(p, next, CUE(GROUP) | CUE(ROLE)) && !token_has(p, next, TOKEN_CAPITAL))
    c->organisation += HINT;
}

/* Is nothing said of it: the block ends behind it, or a mark, or what has a capital. */
static bool stands_alone(const struct people *p, const struct candidate *c)
{
  return c->end >= p->a->tokens.count || token_has(p, c->end, TOKEN_BLOCK_START) ||
         !token_is_word(p, c->end) || token_has(p, c->end, TOKEN_CAPITAL | TOKEN_ALL_CAPS);
}

void names_weigh_mail(const struct people *p, struct candidate *c, uint32_t words)
{
  if (words > 3 || is_common(p, c->first) || is_common(p, c->end - 1))
    return;
  bool is_dated = words > 1 && c->end + 2 < p->a->tokens.count &&
                  p->a->tokens.at[c->end].kind == TOKEN_NUMBER && token_is(p, c->end + 1, '/');
  if (is_dated)
    c->person += STRONG;
  /* A line of its own may follow the greeting's. */
  bool is_line = token_has(p, c->lead, TOKEN_BLOCK_START);
  if (c->lead == 0 || !stands_alone(p, c) ||
      (is_line && c->end < p->a->tokens.count && !token_has(p, c->end, TOKEN_BLOCK_START)))
    return;
  uint32_t before = c->lead - 1;
  if (!is_line && token_is(p, before, ':') && before > 0 &&
      (token_classes(p, before - 1) & CLASS_BIT(CLASS_MAIL_FIELD)))
    c->person += words > 1 ? STRONG : FAIR;
  while (before > 0 && (token_is(p, before, ',') || token_is(p, before, '!')) &&
         c->lead - before <= 2)
    before--;
  if (token_classes(p, before) & CLASS_BIT(CLASS_GREETING))
    c->person += STRONG;
}

void names_weigh_town(const struct people *p, struct candidate *c, uint32_t words)
{
  uint32_t last = c->end - 1;
  bool is_person =
      words > 1 && has(p, c->first, CUES_GIVEN) && has(p, c->end + 1, CUE(POSTNOMINAL));
  if (c->end < p->a->tokens.count && !is_person && is_behind_town(p, c->end + 1))
    c->place += STRONG + FAIR;
  if (words == 1 && is_behind_town(p, c->first)) {
    bool is_degree =
        has(p, c->first, CUE(POSTNOMINAL)) && c->first > 2 && has(p, c->first - 3, CUES_GIVEN);
    if (is_degree)
      c->end = c->first;
    c->place += CERTAIN;
  }
  if (words > 1 && token_has(p, last, TOKEN_ALL_CAPS) && !token_has(p, c->first, TOKEN_ALL_CAPS) &&
      token_text(p, last).len == 2 && (token_classes(p, last) & CLASS_BIT(CLASS_BEHIND_TOWN)))
    c->place += STRONG;
}

void names_weigh_left(const struct people *p, struct candidate *c)
{
  if (c->lead == 0 || token_has(p, c->lead, TOKEN_BLOCK_START))
    return;
  uint32_t before = c->lead - 1;
  bool is_named = !names_is_label(p, c) && !has(p, c->first, CUE(NEVER));
  if (has(p, before, CUE(PLACE_BEFORE)) && is_named)
    c->place += has(p, before, CUE(IN)) ? FAIR : HINT;
  /* "the town of X", "Jane Doe of X". */
  if (has(p, before, CUE(OF)) && before > 0 && is_named &&
      (has(p, before - 1, CUE(PLACE_END)) || token_has(p, before - 1, TOKEN_CAPITAL)))
    c->place += FAIR;
  if (before > 0 && phrase_end(p, before - 1, CUE(SOURCE)) == c->lead)
    c->person += FAIR;
  /* "said that Zorin Kral would" */
  bool is_clause = token_classes(p, before) & CLASS_BIT(CLASS_DEMONSTRATIVE) && before > 0 &&
                   has(p, before - 1, CUE(SAY));
  if (has(p, before, CUE(DETERMINER)) && !is_clause) {
    /* "at the Alfred", but "the Hale campaign" */
    const uint64_t small = CLASS_BIT(CLASS_STOP) | CLASS_BIT(CLASS_PREPOSITION);
    bool is_alone = c->end >= p->a->tokens.count ||
                    (!token_is_word(p, c->end) && !token_is_inner_hyphen(p, c->end)) ||
                    token_classes(p, c->end) & small || has(p, c->end, CUE(AUXILIARY));
    bool is_named_so =
        has(p, before, CUE(DEFINITE)) && is_alone && c->end == c->first + 1 && c->lead == c->first;
    c->person -= is_named_so ? STRONG : FAIR;
    c->organisation += c->end > c->first + 1 && is_named ? HINT : 0;
  }
  /* "la société Transports Aker"; "della Protezione Civile" has an article, which nobody has. */
  bool is_several = c->end > c->first + 1 && c->lead == c->first && !has(p, c->first, CUES_GIVEN);
  if (is_several && cues_adjectives_behind(p->cues) && has(p, before, CUE(BODY)))
    c->organisation += FAIR + HINT;
  if (is_several && token_is_word(p, before) &&
      language_has(p->a->language, "grammar", "articled", token_folded(p, before)))
    c->person -= FAIR;
  if (has(p, before, CUE(ROLE)) && token_is_word(p, before))
    c->person += FAIR;
  if (has(p, before, CUE(SAY)) && c->lead > 1 && p->quote_at[c->lead - 2] != NONE)
    c->person += FAIR;
  bool is_byline = has(p, before, CUE(BY)) && token_has(p, before, TOKEN_BLOCK_START);
  if (is_byline)
    c->person += STRONG;
}

void names_weigh_namesake(const struct people *p, struct candidate *c, uint32_t words)
{
  bool has_before = words > 1 && c->lead == c->first && c->first > 0 &&
                    !token_has(p, c->first, TOKEN_BLOCK_START);
  if (has_before && token_listed(p, c->first - 1, "places", "namesakes")) {
    c->person = 0;
    c->place += STRONG;
    return;
  }
  bool is_led = has_before && cues_adjectives_behind(p->cues) && has(p, c->first, CUES_GIVEN) &&
                !token_has(p, c->first - 1, TOKEN_CAPITAL);
  if (!is_led || !has(p, c->first - 1, CUE(ORGANISATION_HEAD) | CUE(THING)))
    return;
  c->person = 0;
  c->organisation += STRONG;
  if (has(p, c->first - 1, CUE(THING)))
    c->end = c->first;
}

void names_weigh_article(const struct people *p, struct candidate *c)
{
  bool is_led = c->lead > 0 && !token_has(p, c->lead, TOKEN_BLOCK_START);
  bool is_place = is_led && has(p, c->lead - 1, CUE(IN));
  if (is_led && !is_place && has(p, c->lead - 1, CUE(PLACE_BEFORE)))
    return;
  for (uint32_t i = c->first + 1; i + 2 < c->end; i++)
    if (names_article_end(p, i) > i) {
      *(is_place ? &c->place : &c->person) += FAIR;
      return;
    }
}
