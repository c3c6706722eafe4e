/* sentence_leans.c - what starts in the air: a sentence that leans on the one before it, by its
 * opening, its end, or a pronoun for which it has nothing.
 *
 * A sentence that leans must not stand alone in print, so doubt counts as leaning. */
#include "analyze/sentences.h"

/* "n'a pas répondu aux sollicitations" is the longest head worth reading. The others are how far
 * from its start a sentence says whom it means. */
enum {
  PHRASE_WORDS = 6,
  PHRASE_BYTES = 80,
  IT_REACH = 7,
  PRONOUN_REACH = 6,
  PRONOUN_LAST = 10,
  ROLE_REACH = 7,
  COMMA_REACH = 10,
  REPLY_REACH = 12,
  LINK_REACH = 8,
  LABEL_REACH = 10,
  BARE_REACH = 4,
  HALF_TOKENS = 14
};

uint32_t first_word(const struct splitter *s, uint32_t first, uint32_t end)
{
  while (first < end && token_at(s, first)->kind != TOKEN_WORD &&
         (token_at(s, first)->kind == TOKEN_MARK || is_list_mark(s, first, first + 1)))
    first++;
  return first;
}

/* Behind the words from first on that the language file has as a phrase, "in addition", in one of
 * the sets; first if there are none. */
static uint32_t behind_phrase(const struct splitter *s, uint32_t first, uint32_t end,
                              const struct word_set *phrases, const struct word_set *more)
{
  char room[PHRASE_BYTES];
  size_t used = 0;
  for (uint32_t i = first; i < end && i < first + PHRASE_WORDS; i++) {
    bool is_hyphen =
        used && i + 1 < end && mark_is(s, i, '-') && !has_space(s, i) && !has_space(s, i + 1);
    str folded = is_hyphen ? STR("-") : s->a->words.at[token_at(s, i)->word].folded;
    if ((token_at(s, i)->kind != TOKEN_WORD && !is_hyphen) || used + folded.len + 1 > PHRASE_BYTES)
      return first;
    /* "d'autre", "celui-ci" */
    if (used && room[used - 1] != '\'' && room[used - 1] != '-' && !is_hyphen)
      room[used++] = ' ';
    memcpy(room + used, folded.data, folded.len);
    used += folded.len;
    str phrase = {room, used};
    if (i > first && (word_set_has(phrases, phrase) || (more && word_set_has(more, phrase))))
      return i + 1;
  }
  return first;
}

bool opens_with_phrase(const struct splitter *s, uint32_t first, uint32_t end,
                       const struct word_set *phrases, const struct word_set *more)
{
  return behind_phrase(s, first, end, phrases, more) > first;
}

/* "It is clear that", "It was up to the court to": nothing is meant by it. */
static bool is_empty_it(const struct splitter *s, uint32_t it, uint32_t end)
{
  if (it + 1 >= end || !(cues_at(s, it + 1) & END_BE))
    return false;
  for (uint32_t i = it + 2; i < end && i < it + IT_REACH; i++) {
    if (token_at(s, i)->kind != TOKEN_WORD)
      return false;
    if (cues_at(s, i) & END_CLAUSE)
      return true;
  }
  return false;
}

static bool leans_by_opening(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint64_t classes = classes_at(s, first);
  unsigned cues = cues_at(s, first);
  str folded = s->a->words.at[token_at(s, first)->word].folded;
  if (classes & CLASSES_PERSON)
    return true;
  if (cues & END_ORDER && mark_is(s, first + 1, ','))
    return true;
  if (cues & END_IT)
    return !is_empty_it(s, first, end);
  if ((classes & CLASS_BIT(CLASS_DEMONSTRATIVE)) && first + 1 < end)
    return !(cues_at(s, first + 1) & END_ALONE);
  if (cues & END_OPENING)
    return true;
  if ((classes & CLASS_BIT(CLASS_CONNECTIVE)) && word_set_has(s->rules->connectives, folded))
    /* "And in May the board", but "And, for once," and "And to carry two torches." */
    return !word_is(s, first + 1, CLASS_BIT(CLASS_PREPOSITION)) || mark_is(s, first + 1, ',') ||
           (first + 1 < end && cues_at(s, first + 1) & END_CLAUSE);
  return (cues & END_PHRASE) &&
         opens_with_phrase(s, first, end, s->rules->openings, s->rules->connectives);
}

/* "The move follows a strike", "The announcement was made": what was told before, by another name;
 * not "The decision to close" and "The comments by the mayor", which say what it was. */
static bool echoes(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t next = first + 2;
  if (next >= end || !(cues_at(s, first) & END_ARTICLE) || token_at(s, next)->kind != TOKEN_WORD ||
      !word_set_has(s->rules->echoes, s->a->words.at[token_at(s, first + 1)->word].folded))
    return false;
  return !(cues_at(s, next) & (END_CLAUSE | END_INFINITIVE)) &&
         !word_is(s, next, CLASS_BIT(CLASS_PREPOSITION) | CLASS_BIT(CLASS_RELATIVE)) &&
         !(token_at(s, next)->flags & TOKEN_CAPITAL);
}

/* A name behind a comma, or behind what its bearer is: "When she left, Ann Lee said", "After he
 * won, actor and director Tom Reed said". Of one capital alone ("a UN envoy") nothing is known
 * there. */
static bool names_behind_comma(const struct splitter *s, uint32_t from, uint32_t end)
{
  for (uint32_t comma = from; comma + 1 < end; comma++) {
    if (!mark_is(s, comma, ','))
      continue;
    bool is_name = true; /* whether one capital is enough */
    for (uint32_t i = comma + 1; i < end && i <= comma + ROLE_REACH; i++) {
      if (token_at(s, i)->kind != TOKEN_WORD ||
          word_is(s, i, CLASSES_PERSON | CLASS_BIT(CLASS_PREPOSITION)))
        break;
      bool is_capital = token_at(s, i)->flags & TOKEN_CAPITAL;
      if (is_name && is_capital)
        return true;
      is_name = is_capital;
    }
  }
  return false;
}

/* "this" that stands for a thing said before; not "this year", "this paper", nor "that". */
static bool is_pointing(const struct splitter *s, uint32_t i)
{
  bool is_alone = i + 1 < s->end && (cues_at(s, i + 1) & END_ALONE ||
                                     word_is(s, i + 1, CLASS_BIT(CLASS_PREPOSITION)));
  return word_is(s, i, CLASS_BIT(CLASS_DEMONSTRATIVE)) && !(cues_at(s, i) & END_CLAUSE) &&
         !is_alone;
}

/* "We may change them with", "You can pay for it": what we, you and I do to something named before.
 */
static bool has_pronoun_behind_verb(const struct splitter *s, uint32_t first, uint32_t end)
{
  if (!word_is(s, first, CLASS_BIT(CLASS_PRONOUN_OTHER)))
    return false;
  uint32_t i = first + 1;
  while (i < end && i < first + PRONOUN_REACH && word_is(s, i, CLASS_BIT(CLASS_STOP)) &&
         !word_is(s, i, CLASSES_PERSON))
    i++;
  if (i + 1 >= end || token_at(s, i)->kind != TOKEN_WORD || token_at(s, i)->flags & TOKEN_CAPITAL)
    return false;
  i += word_is(s, i + 1, CLASS_BIT(CLASS_PREPOSITION)) ? 2 : 1;
  return word_is(s, i, CLASSES_PERSON) && !names_behind_comma(s, i, end);
}

/* "In 2019 he called", "Two of his nurses", "Whether this holds", "In May that person": before the
 * pronoun stands nothing that it could mean. */
static bool has_early_pronoun(const struct splitter *s, uint32_t first, uint32_t end)
{
  const uint64_t plain = CLASS_BIT(CLASS_PREPOSITION) | CLASS_BIT(CLASS_NUMBER) |
                         CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_WEEKDAY);
  bool has_verb = false;
  for (uint32_t i = first; i < end && i < first + PRONOUN_REACH; i++) {
    const struct token *t = token_at(s, i);
    if (word_is(s, i, CLASSES_PERSON))
      return !names_behind_comma(s, i, end);
    if (i > first && cues_at(s, i) & END_IT && word_is(s, i - 1, CLASS_BIT(CLASS_PREPOSITION)))
      return true; /* "All of it" */
    /* "Today it holds", not "When it rains" */
    if (i == first + 1 && cues_at(s, i) & END_IT && !is_empty_it(s, i, end) &&
        word_set_has(s->rules->nows, s->a->words.at[token_at(s, first)->word].folded))
      return true;
    bool is_that = word_is(s, i, CLASS_BIT(CLASS_DEMONSTRATIVE)) && cues_at(s, i) & END_CLAUSE;
    if (i > first && (is_pointing(s, i) || (is_that && !has_verb)))
      return true;
    has_verb |= t->kind == TOKEN_WORD && !word_is(s, i, plain);
    bool is_weak = t->kind == TOKEN_NUMBER || (t->kind == TOKEN_WORD && cues_at(s, i) & END_WEAK);
    if (!is_weak)
      return false;
  }
  return false;
}

/* "In the four years before, they had left", "Two years later, it", "Once again, this": what the
 * opening names is a time or a place. */
static bool has_pronoun_behind_comma(const struct splitter *s, uint32_t first, uint32_t end)
{
  bool is_place = word_is(s, first, CLASS_BIT(CLASS_PREPOSITION) | CLASS_BIT(CLASS_NUMBER)) ||
                  token_at(s, first)->kind == TOKEN_NUMBER;
  if (!is_place && !(cues_at(s, first) & END_WEAK))
    return false;
  uint32_t reach = is_place ? COMMA_REACH : BARE_REACH;
  for (uint32_t i = first + 1; i + 1 < end && i < first + reach; i++) {
    if (token_at(s, i)->flags & TOKEN_CAPITAL)
      return false;
    if (mark_is(s, i, ','))
      return (is_place && (word_is(s, i + 1, CLASSES_PERSON) || cues_at(s, i + 1) & END_IT)) ||
             is_pointing(s, i + 1);
  }
  return false;
}

/* "For methods like these this is the case", "Reid fears that this will cost": no clause stands
 * before it that it could mean. */
static bool has_pointing_subject(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first + 1; i + 1 < end; i++) {
    if (token_at(s, i)->kind == TOKEN_MARK && !mark_is(s, i, '-') && !mark_is(s, i, '\''))
      return false;
    if (word_is(s, i, CLASS_BIT(CLASS_CONNECTIVE)) || cues_at(s, i) & (END_HALF | END_SCENE))
      return false;
    if (word_is(s, i, CLASS_BIT(CLASS_DEMONSTRATIVE)) && !(cues_at(s, i) & END_CLAUSE) &&
        cues_at(s, i + 1) & (END_BE | END_AUXILIARY))
      return true;
  }
  return false;
}

bool has_comma(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++)
    if (mark_is(s, i, ',') || mark_is(s, i, ';') || mark_is(s, i, ':'))
      return true;
  return false;
}

/* "The archive has no record of any." */
static bool is_tail(const struct splitter *s, uint32_t i)
{
  return token_at(s, i)->kind == TOKEN_WORD &&
         word_set_has(s->rules->tails, s->a->words.at[token_at(s, i)->word].folded);
}

/* "Cerys says it was not her.": few words, and the last of them means somebody outside; or “…,” a
 * soldier told them. "We lost 3,000 units to exactly that.": no clause before it that it could
 * mean.
 */
static bool ends_in_pronoun(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t last = end;
  while (last > first && token_at(s, last - 1)->kind == TOKEN_MARK)
    last--;
  bool points = last > first && word_is(s, last - 1, CLASS_BIT(CLASS_DEMONSTRATIVE));
  if (last < first + 2 || !(points || word_is(s, last - 1, CLASSES_PERSON) ||
                            cues_at(s, last - 1) & END_IT || is_tail(s, last - 1)))
    return false;
  if (points && !has_comma(s, first, last))
    return true;
  return last - first < PRONOUN_LAST || word_is(s, last - 2, CLASS_BIT(CLASS_SPEECH_VERB));
}

/* "Ms Lowe replied that it would": what was asked about. */
static bool replies_with_pronoun(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i + 2 < end && i < first + REPLY_REACH; i++)
    if (cues_at(s, i) & END_REPLY && cues_at(s, i + 1) & END_CLAUSE)
      return word_is(s, i + 2, CLASSES_PERSON) || cues_at(s, i + 2) & END_IT;
  return false;
}

/* "It is cheap, though.", "With 40,000 people, however, it is": against what was said before. "The
 * team, for example, found" gives one of it; "metals, for example, gold" further on does not. */
static bool sets_against(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first + 1; i < end; i++) {
    if (!mark_is(s, i - 1, ',') || token_at(s, i)->kind != TOKEN_WORD)
      continue;
    str folded = s->a->words.at[token_at(s, i)->word].folded;
    bool is_last = i + 2 == end && is_terminator(s, i + 1);
    bool is_near = is_last || i <= first + LINK_REACH;
    uint32_t behind = i + 1;
    if (!word_set_has(s->rules->contrasts, folded) &&
        !(is_near && word_set_has(s->rules->links, folded)))
      behind = is_near && cues_at(s, i) & END_PHRASE
                   ? behind_phrase(s, i, end, s->rules->links, NULL)
                   : i;
    if (behind > i && (is_last || mark_is(s, behind, ',')))
      return true;
  }
  return false;
}

/* "She said that it had not.", "He hoped they would.": what it had not is said elsewhere. */
static bool ends_in_auxiliary(const struct splitter *s, uint32_t first, uint32_t end)
{
  while (end > first && token_at(s, end - 1)->kind == TOKEN_MARK)
    end--;
  end -= end > first && word_is(s, end - 1, CLASS_BIT(CLASS_NEGATION));
  if (end < first + 4 || end - first > PRONOUN_LAST || !(cues_at(s, end - 1) & END_AUXILIARY))
    return false;
  bool is_said =
      cues_at(s, end - 3) & END_CLAUSE || word_is(s, end - 3, CLASS_BIT(CLASS_SPEECH_VERB));
  return is_said && (word_is(s, end - 2, CLASSES_PERSON) || cues_at(s, end - 2) & END_IT);
}

/* "Because the oil was old.": half a sentence, the other half of which stands before it. */
static bool is_half(const struct splitter *s, uint32_t first, uint32_t end)
{
  if (!(cues_at(s, first) & END_HALF) || end - first > HALF_TOKENS ||
      word_is(s, first + 1, CLASS_BIT(CLASS_PREPOSITION)))
    return false;
  return !has_comma(s, first, end);
}

/* "When fully operational, it will": the clause before names nothing that it could mean. */
static bool has_pronoun_behind_clause(const struct splitter *s, uint32_t first, uint32_t end)
{
  if (!(cues_at(s, first) & (END_SCENE | END_HALF)))
    return false;
  for (uint32_t i = first + 1; i + 1 < end && i <= first + BARE_REACH; i++) {
    if (mark_is(s, i, ','))
      return (word_is(s, i + 1, CLASSES_PERSON) || cues_at(s, i + 1) & END_IT) &&
             !is_empty_it(s, i + 1, end) && !names_behind_comma(s, i + 1, end);
    if (token_at(s, i)->kind != TOKEN_WORD || token_at(s, i)->flags & TOKEN_CAPITAL ||
        word_is(s, i, CLASS_BIT(CLASS_STOP)))
      return false;
  }
  return false;
}

/* "Each time I have done so", "We recommend the second, a fund": what was said to be done, or one
 * of what was listed. */
static bool points_back(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end && i < first + PRONOUN_REACH; i++) {
    bool names =
        i > first && token_at(s, i)->flags & TOKEN_CAPITAL && !word_is(s, i, CLASS_BIT(CLASS_STOP));
    if (token_at(s, i)->kind != TOKEN_WORD || names)
      return false;
    if (!(cues_at(s, i) & END_PHRASE) ||
        !opens_with_phrase(s, i, end, s->rules->listed, s->rules->pointers))
      continue;
    uint32_t behind = behind_phrase(s, i, end, s->rules->listed, NULL);
    bool is_alone = behind >= end || mark_is(s, behind, ',') || is_terminator(s, behind) ||
                    cues_at(s, behind) & (END_BE | END_AUXILIARY);
    if (opens_with_phrase(s, i, end, s->rules->pointers, NULL) || (behind > i && is_alone))
      return true;
  }
  return false;
}

/* "RESOLVED: that the pond be cleared", not "that is". */
static bool opens_clause(const struct splitter *s, uint32_t i)
{
  return cues_at(s, i) & END_CLAUSE && i + 1 < s->end &&
         !(cues_at(s, i + 1) & (END_BE | END_AUXILIARY));
}

/* "Chair: That is a striking way of putting it.": what is said begins behind who says it. */
uint32_t behind_label(const struct splitter *s, uint32_t first, uint32_t end)
{
  if (!(token_at(s, first)->flags & TOKEN_BLOCK_START))
    return first;
  for (uint32_t i = first; i + 1 < end && i < first + LABEL_REACH; i++) {
    if (mark_is(s, i, ':'))
      return i > first && has_space(s, i + 1) && !opens_clause(s, i + 1) ? i + 1 : first;
    const struct token *t = token_at(s, i);
    if (mark_is(s, i, '(') && s->partner[i] != NONE && s->partner[i] > i)
      i = s->partner[i];
    else if (t->kind != TOKEN_NUMBER && !mark_is(s, i, '.') && !mark_is(s, i, ',') &&
             !(t->flags & TOKEN_CAPITAL) && !word_is(s, i, CLASS_BIT(CLASS_STOP)))
      return first;
  }
  return first;
}

/* (All of it in brackets.) */
static bool is_bracketed(const struct splitter *s, uint32_t first, uint32_t end)
{
  return mark_is(s, first, '(') && mark_is(s, end - 1, ')') && s->partner[first] == end - 1;
}

/* “…,” he said, “…,” she used to say: its speaker is named elsewhere. */
static bool has_pronoun_speaker(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first + 1; i + 1 < end; i++) {
    if (!word_is(s, i, CLASSES_PERSON))
      continue;
    if (is_closer(s, i - 1) && i > first + 1 && mark_is(s, i - 2, ','))
      return true;
    if (word_is(s, i + 1, CLASS_BIT(CLASS_SPEECH_VERB)) &&
        (is_closer(s, i - 1) || mark_is(s, i - 1, ',')))
      return true;
  }
  return false;
}

/* Read from a word on. */
static bool leans_from(const struct splitter *s, uint32_t word, uint32_t end)
{
  return word < end && token_at(s, word)->kind != TOKEN_MARK &&
         (leans_by_opening(s, word, end) || echoes(s, word, end) ||
          has_early_pronoun(s, word, end) || has_pronoun_behind_comma(s, word, end) ||
          has_pronoun_behind_verb(s, word, end) || has_pointing_subject(s, word, end) ||
          has_pronoun_behind_clause(s, word, end) || ends_in_pronoun(s, word, end) ||
          ends_in_auxiliary(s, word, end) || replies_with_pronoun(s, word, end) ||
          has_pronoun_speaker(s, word, end) || sets_against(s, word, end) ||
          is_half(s, word, end) || points_back(s, word, end));
}

/* "(2008) have shown that": what it goes on from was cut off, "Holm et al." */
static bool is_cut_from_year(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t close = mark_is(s, first, '(') ? s->partner[first] : NONE;
  if (close == NONE || close + 1 >= end || token_at(s, first + 1)->kind != TOKEN_NUMBER)
    return false;
  size_t at = token_at(s, close + 1)->at;
  return char_is_lower(utf8_next(s->text, &at));
}

bool sentence_leans(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t word = first_word(s, first, end);
  if (word >= end)
    return false;
  if (is_cut_from_year(s, first, end))
    return true;
  size_t at = token_at(s, word)->at;
  if (!s->is_lower && !(cues_at(s, word) & END_SMALL) && char_is_lower(utf8_next(s->text, &at)) &&
      !(at < span_end((struct span){token_at(s, word)->at, token_at(s, word)->len}) &&
        char_is_upper(utf8_next(s->text, &at))))
    return true;
  if (cues_at(s, word) & END_PHRASE)
    word = first_word(s, behind_phrase(s, word, end, s->rules->rulings, NULL), end);
  uint32_t said = word < end ? behind_label(s, word, end) : word;
  return leans_from(s, word, end) || is_bracketed(s, first, end) ||
         (said > word && leans_from(s, first_word(s, said, end), end));
}
