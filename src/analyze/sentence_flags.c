/* sentence_flags.c - what a sentence is by its shape: a question, a fragment, a quotation, or one
 * that leans on the sentence before it.
 *
 * A sentence that leans must not stand alone in print, so doubt counts as leaning. */
#include "analyze/sentences.h"

#define PRONOUNS                                                                                   \
  (CLASS_BIT(CLASS_PRONOUN_HE) | CLASS_BIT(CLASS_PRONOUN_SHE) | CLASS_BIT(CLASS_PRONOUN_THEY))

/* "as a result of" is the longest head worth reading. The others are how far from its start a
 * sentence says whom it means. */
enum {
  PHRASE_WORDS = 5,
  PHRASE_BYTES = 80,
  IT_REACH = 7,
  PRONOUN_REACH = 6,
  PRONOUN_LAST = 10,
  ROLE_REACH = 7,
  COMMA_REACH = 10,
  ASK_REACH = 12,
  WHAT_REACH = 4,
  LINK_REACH = 8,
  LABEL_REACH = 10,
  BARE_REACH = 4,
  HALF_TOKENS = 14
};

/* First word behind list marks and opening marks; end if there is none. */
static uint32_t first_word(const struct splitter *s, uint32_t first, uint32_t end)
{
  while (first < end && token_at(s, first)->kind != TOKEN_WORD &&
         (token_at(s, first)->kind == TOKEN_MARK || is_list_mark(s, first, first + 1)))
    first++;
  return first;
}

static bool word_is(const struct splitter *s, uint32_t i, uint64_t classes)
{
  return i < s->end && token_at(s, i)->kind == TOKEN_WORD && (classes_at(s, i) & classes) != 0;
}

/* Behind the words from first on that the language file has as a phrase, "in addition", in one of
 * the sets; first if there are none. */
static uint32_t phrase_end(const struct splitter *s, uint32_t first, uint32_t end,
                           const struct word_set *phrases, const struct word_set *more)
{
  char room[PHRASE_BYTES];
  size_t used = 0;
  for (uint32_t i = first; i < end && i < first + PHRASE_WORDS; i++) {
    str folded = s->a->words.at[token_at(s, i)->word].folded;
    if (token_at(s, i)->kind != TOKEN_WORD || used + folded.len + 1 > PHRASE_BYTES)
      return first;
    if (used)
      room[used++] = ' ';
    memcpy(room + used, folded.data, folded.len);
    used += folded.len;
    str phrase = {room, used};
    if (i > first && (word_set_has(phrases, phrase) || word_set_has(more, phrase)))
      return i + 1;
  }
  return first;
}

static bool opens_with_phrase(const struct splitter *s, uint32_t first, uint32_t end,
                              const struct word_set *phrases, const struct word_set *more)
{
  return phrase_end(s, first, end, phrases, more) > first;
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
  if (classes & PRONOUNS)
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
          word_is(s, i, PRONOUNS | CLASS_BIT(CLASS_PREPOSITION)))
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
  return word_is(s, i, CLASS_BIT(CLASS_DEMONSTRATIVE)) && !(cues_at(s, i) & END_CLAUSE) &&
         !(i + 1 < s->end && cues_at(s, i + 1) & END_ALONE);
}

/* "In 2019 he called", "Two of his nurses", "Whether this holds": before the pronoun stands nothing
 * that it could mean. */
static bool has_early_pronoun(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end && i < first + PRONOUN_REACH; i++) {
    const struct token *t = token_at(s, i);
    if (word_is(s, i, PRONOUNS))
      return !names_behind_comma(s, i, end);
    if (i > first && is_pointing(s, i))
      return true;
    bool is_weak = t->kind == TOKEN_NUMBER || (t->kind == TOKEN_WORD && cues_at(s, i) & END_WEAK);
    if (!is_weak)
      return false;
  }
  return false;
}

/* "In the four years before, they had left": what the opening names is a time or a place. */
static bool has_pronoun_behind_comma(const struct splitter *s, uint32_t first, uint32_t end)
{
  if (!word_is(s, first, CLASS_BIT(CLASS_PREPOSITION)))
    return false;
  for (uint32_t i = first + 1; i + 1 < end && i < first + COMMA_REACH; i++) {
    if (token_at(s, i)->flags & TOKEN_CAPITAL)
      return false;
    if (mark_is(s, i, ','))
      return word_is(s, i + 1, PRONOUNS) || (cues_at(s, i + 1) & END_IT);
  }
  return false;
}

static bool has_comma(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++)
    if (mark_is(s, i, ',') || mark_is(s, i, ';') || mark_is(s, i, ':'))
      return true;
  return false;
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
  if (last < first + 2 ||
      !(points || word_is(s, last - 1, PRONOUNS) || cues_at(s, last - 1) & END_IT))
    return false;
  if (points && !has_comma(s, first, last))
    return true;
  return last - first < PRONOUN_LAST || word_is(s, last - 2, CLASS_BIT(CLASS_SPEECH_VERB));
}

/* "Ms Lowe replied that it would": what was asked about. */
static bool replies_with_pronoun(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i + 2 < end && i < first + ASK_REACH; i++)
    if (cues_at(s, i) & END_REPLY && cues_at(s, i + 1) & END_CLAUSE)
      return word_is(s, i + 2, PRONOUNS) || cues_at(s, i + 2) & END_IT;
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
                   ? phrase_end(s, i, end, s->rules->links, s->rules->links)
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
  return is_said && (word_is(s, end - 2, PRONOUNS) || cues_at(s, end - 2) & END_IT);
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
      return (word_is(s, i + 1, PRONOUNS) || cues_at(s, i + 1) & END_IT) &&
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
    if (!(cues_at(s, i) & END_PHRASE))
      continue;
    uint32_t behind = phrase_end(s, i, end, s->rules->listed, s->rules->listed);
    if (opens_with_phrase(s, i, end, s->rules->pointers, s->rules->pointers) ||
        (behind > i && (mark_is(s, behind, ',') || behind == end || is_terminator(s, behind))))
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
static uint32_t behind_label(const struct splitter *s, uint32_t first, uint32_t end)
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
    if (!word_is(s, i, PRONOUNS))
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
  return word < end && token_at(s, word)->kind == TOKEN_WORD &&
         (leans_by_opening(s, word, end) || has_early_pronoun(s, word, end) ||
          has_pronoun_behind_comma(s, word, end) || has_pronoun_behind_clause(s, word, end) ||
          ends_in_pronoun(s, word, end) || ends_in_auxiliary(s, word, end) ||
          replies_with_pronoun(s, word, end) || has_pronoun_speaker(s, word, end) ||
          sets_against(s, word, end) || is_half(s, word, end) || points_back(s, word, end));
}

static bool is_dangling(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t word = first_word(s, first, end);
  if (word >= end || token_at(s, word)->kind != TOKEN_WORD)
    return false;
  size_t at = token_at(s, word)->at;
  if (!s->is_lower && !(cues_at(s, word) & END_SMALL) && char_is_lower(utf8_next(s->text, &at)) &&
      !(at < span_end((struct span){token_at(s, word)->at, token_at(s, word)->len}) &&
        char_is_upper(utf8_next(s->text, &at))))
    return true;
  if (cues_at(s, word) & END_PHRASE)
    word = first_word(s, phrase_end(s, word, end, s->rules->rulings, s->rules->rulings), end);
  uint32_t said = word < end ? behind_label(s, word, end) : word;
  return leans_from(s, word, end) || is_bracketed(s, first, end) ||
         (said > word && leans_from(s, first_word(s, said, end), end));
}

/* "Figure 1.3 This map shows", "Table 2: Fares": the words below a picture; "Figure 3 shows" is a
 * sentence. */
static bool is_caption(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t i = first_word(s, first, end);
  if (i >= end || !(cues_at(s, i) & END_CAPTION) || !(token_at(s, i)->flags & TOKEN_BLOCK_START))
    return false;
  i += mark_is(s, i + 1, '.') ? 2 : 1;
  if (i >= end || token_at(s, i)->kind != TOKEN_NUMBER)
    return false;
  while (i < end && token_at(s, i)->kind != TOKEN_WORD)
    i++;
  return i < end && token_at(s, i)->flags & TOKEN_CAPITAL;
}

/* "Turning to cash flows on Slide 11.", "The results are in Table 2.": a few words that end in
 * where something is shown, and do not show it; "The output of both models is given in Table 9." */
static bool is_pointer(const struct splitter *s, uint32_t first, uint32_t end)
{
  enum { POINTER_TOKENS = 10 };

  while (end > first && token_at(s, end - 1)->kind == TOKEN_MARK)
    end--;
  if (end < first + 3 || token_at(s, end - 1)->kind != TOKEN_NUMBER ||
      !(cues_at(s, end - 2) & END_CAPTION))
    return false;
  bool is_shown = end > first + 5 && cues_at(s, end - 4) & END_SHOWN &&
                  cues_at(s, end - 5) & (END_BE | END_AUXILIARY);
  return end - first <= POINTER_TOKENS || is_shown;
}

/* "Here are some theories.", "The results suggest the following.": leads to what is not part of it.
 */
static bool leads_on(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t last = end;
  while (last > first && token_at(s, last - 1)->kind == TOKEN_MARK)
    last--;
  for (uint32_t i = first; i + 1 < last; i++)
    if (mark_is(s, i, ':'))
      return false;
  return (first < end && cues_at(s, first) & END_PHRASE &&
          opens_with_phrase(s, first, end, s->rules->leads, s->rules->leads)) ||
         (last > first + 1 && cues_at(s, last - 1) & END_LEAD);
}

/* "Rebels have increasingly targeted...": what somebody has cut off at the end of its line. */
static bool is_cut_off(const struct splitter *s, uint32_t end)
{
  return end == s->end && end > s->first && mark_at(s, end - 1) == '.' &&
         token_at(s, end - 1)->len == 3;
}

/* "EST", "GMT". */
static bool is_zone(const struct splitter *s, uint32_t i)
{
  enum { ZONE_BYTES_MAX = 4 };

  str word = str_span(s->text, (struct span){token_at(s, i)->at, token_at(s, i)->len});
  for (size_t k = 0; k < word.len; k++)
    if (word.data[k] < 'A' || word.data[k] > 'Z')
      return false;
  return word.len <= ZONE_BYTES_MAX;
}

/* "Last updated at 1:25 AM on 3rd August 2011", "01:23 EST, 30 November 2013": when something was
 * made known, and nothing else. */
static bool is_stamp(const struct splitter *s, uint32_t first, uint32_t end)
{
  enum { ENDING_BYTES = 2 }; /* "3rd", "pm" */

  const uint64_t days = CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_WEEKDAY);
  bool has_number = false, has_day = false;
  for (uint32_t i = first; i < end; i++) {
    const struct token *t = token_at(s, i);
    has_number |= t->kind == TOKEN_NUMBER;
    if (t->kind != TOKEN_WORD)
      continue;
    bool is_day = word_is(s, i, days) || cues_at(s, i) & END_STAMP;
    if (!is_day && !(cues_at(s, i) & END_WEAK) && t->len > ENDING_BYTES && !is_zone(s, i))
      return false;
    has_day |= is_day;
  }
  return has_number && has_day;
}

/* "The meeting closed at", "Media enquiries: call": of the occasion, not of the matter. */
/* "(right)", "(second from left)", ", left,": says where a picture shows what the word before it
 * names; ", pictured with", "Pictured:". */
static bool points_into_picture(const struct splitter *s, uint32_t i, uint32_t first, uint32_t end)
{
  enum { ASIDE_TOKENS = 4 };

  uint32_t open = i;
  if (cues_at(s, i) & END_PICTURED &&
      (i == first || mark_is(s, i - 1, ',') || mark_is(s, i - 1, '(')))
    return true;
  if (!(cues_at(s, i) & END_SIDE) || i == first)
    return false;
  if (mark_is(s, i - 1, ','))
    return mark_is(s, i + 1, ',') || (i + 2 == end && is_terminator(s, i + 1));
  while (open > first && i - open < ASIDE_TOKENS && !mark_is(s, open, '('))
    open--;
  return mark_is(s, open, '(') && mark_is(s, i + 1, ')');
}

static bool is_of_picture(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first_word(s, first, end); i < end; i++)
    if (cues_at(s, i) & (END_PICTURED | END_SIDE) && points_into_picture(s, i, first, end))
      return true;
  return false;
}

/* "Lucky escape: Mrs Reed got out": one to four words, small but for the first, and a sentence
 * behind the colon. */
static bool is_labelled(const struct splitter *s, uint32_t first, uint32_t end)
{
  enum { LABEL_WORDS = 4 };

  uint32_t i = first, words = 0;
  for (; i < end && token_at(s, i)->kind == TOKEN_WORD; i++) {
    bool has_capital = token_at(s, i)->flags & TOKEN_CAPITAL;
    words += has_space(s, i) || i == first;
    if (has_capital != (i == first) || words > LABEL_WORDS)
      return false;
  }
  return i > first && mark_is(s, i, ':') && i + 1 < end && has_space(s, i + 1) &&
         token_at(s, i + 1)->kind == TOKEN_WORD && token_at(s, i + 1)->flags & TOKEN_CAPITAL;
}

/* "Instituto Gonzaga, a catholic school in Milan.": a name and what it is, and nothing said of it.
 */
static bool is_unclosed(const struct splitter *s, uint32_t first, uint32_t end)
{
  enum { NAME_WORDS = 5 };

  const uint64_t said =
      CLASS_BIT(CLASS_SPEECH_VERB) | CLASS_BIT(CLASS_MONTH) | CLASS_BIT(CLASS_WEEKDAY);
  uint32_t i = first;
  while (i < end && token_at(s, i)->kind == TOKEN_WORD && token_at(s, i)->flags & TOKEN_CAPITAL &&
         !(classes_at(s, i) & (said | CLASS_BIT(CLASS_STOP))))
    i++;
  if (i < first + 2 || i > first + NAME_WORDS || !mark_is(s, i, ',') || i + 1 >= end ||
      !(cues_at(s, i + 1) & END_ARTICLE))
    return false;
  while (++i < end)
    if (mark_is(s, i, ',') || cues_at(s, i) & (END_BE | END_AUXILIARY) || word_is(s, i, said))
      return false;
  return true;
}

/* "[Whereupon, at 11:47 a.m., the hearing was adjourned.]": all of its block. */
static bool is_stage_direction(const struct splitter *s, uint32_t first, uint32_t end)
{
  bool is_open = mark_is(s, first, '(') || mark_is(s, first, '[');
  uint32_t close = is_open ? s->partner[first] : NONE;
  return first == s->first && end == s->end && close != NONE &&
         (close + 1 == end || (close + 2 == end && is_terminator(s, close + 1)));
}

static bool is_notice(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t word = first_word(s, first, end);
  if (is_stage_direction(s, first, end))
    return true;
  if (is_of_picture(s, first, end))
    return true;
  if (is_caption(s, first, end) || is_pointer(s, first, end) || is_stamp(s, first, end) ||
      is_unclosed(s, word, end) || leads_on(s, word, end) || is_cut_off(s, end))
    return true;
  if (mark_is(s, word + 1, ':') && cues_at(s, word) & END_NOTICE &&
      word_set_has(s->rules->notices, s->a->words.at[token_at(s, word)->word].folded))
    return true;
  for (uint32_t i = word; i + 1 < end; i++)
    if (cues_at(s, i) & END_NOTICE && cues_at(s, i + 1) & END_NEXT &&
        opens_with_phrase(s, i, end, s->rules->notices, s->rules->notices))
      return true;
  return false;
}

/* "Whether to accept the loss.", "How to help the islanders": a question, or the head of its
 * answer.
 */
static bool is_indirect(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t i = first_word(s, first, end);
  if (i + 1 >= end || !(cues_at(s, i) & END_WHAT) || !(cues_at(s, i + 1) & END_INFINITIVE))
    return false;
  while (++i < end)
    if (cues_at(s, i) & (END_BE | END_AUXILIARY) || mark_is(s, i, ','))
      return false;
  return true;
}

/* "Cllr Renwick asked where the spoil would go.": a question without its answer. */
static bool reports_question(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end && i < first + ASK_REACH; i++) {
    if (!(cues_at(s, i) & END_ASK))
      continue;
    for (uint32_t k = i + 1; k < end && k <= i + WHAT_REACH; k++) {
      if (token_at(s, k)->kind != TOKEN_WORD)
        return false;
      if (cues_at(s, k) & END_WHAT)
        return true;
    }
    return false;
  }
  return false;
}

/* Without the references behind the last stop: [3], [4], 12. */
static uint32_t before_references(const struct splitter *s, uint32_t first, uint32_t end)
{
  enum { REFERENCE_TOKENS = 8 };

  for (uint32_t last = end; last > first + 1;) {
    uint32_t open = last - 1;
    if (mark_is(s, open, ']'))
      while (open > first && last - open < REFERENCE_TOKENS && !mark_is(s, open, '['))
        open--;
    else if (token_at(s, open)->kind != TOKEN_NUMBER)
      return end;
    if (is_terminator(s, open - 1) || is_closer(s, open - 1))
      end = open;
    last = open;
    if (end == last && !mark_is(s, last - 1, ']'))
      return end;
  }
  return end;
}

uint32_t sentence_flags(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t flags = is_dangling(s, first, end) ? SENTENCE_DANGLING : 0;
  flags |= is_notice(s, first, end) ? SENTENCE_NOTICE : 0;
  flags |= is_labelled(s, first, end) ? SENTENCE_LABELLED : 0;
  end = before_references(s, first, end);
  uint32_t last = end;
  bool asks = false, stops = false;
  while (last > first && (is_closer(s, last - 1) || is_terminator(s, last - 1))) {
    uint32_t c = mark_at(s, last - 1);
    stops |= is_terminator(s, last - 1);
    asks |= c == '?' || c == 0xFF1F || c == 0x061F || (c == ';' && last == end);
    last--;
  }
  flags |= stops ? 0 : SENTENCE_OPEN_END;
  asks |= reports_question(s, first, end) || is_indirect(s, first, end);
  return flags | (asks ? SENTENCE_QUESTION : 0);
}

/* --- quotations --- */

struct marks {
  bool in_double, in_single;
};

/* A single mark closes only what one has opened, and not before a letter: apostrophes do neither.
 */
static bool turns_single(const struct splitter *s, uint32_t i, struct marks *marks)
{
  uint32_t c = mark_at(s, i);
  bool is_straight = c == '\'';
  if (!is_straight && c != 0x2018 && c != 0x2019)
    return false;
  if (marks->in_single && c != 0x2018 && is_closer(s, i))
    marks->in_single = false;
  else if (!marks->in_single && c != 0x2019 && is_opener(s, i) &&
           (i == s->first || has_space(s, i)))
    marks->in_single = true;
  else
    return false;
  return true;
}

static void turn(const struct splitter *s, uint32_t i, struct marks *marks)
{
  uint32_t c = mark_at(s, i);
  if (c == 0x201E)
    marks->in_double = true;
  else if (c == '"' || c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB)
    marks->in_double = is_opener(s, i);
  else
    turns_single(s, i, marks);
}

/* Nothing but quotation; or torn from one, its mark in the sentence before or behind. */
static uint32_t quotation_flags(const struct splitter *s, const struct sentence *sentence,
                                struct marks *marks)
{
  struct marks before = *marks;
  uint32_t outside = 0, inside = 0;
  for (uint32_t i = 0; i < sentence->token_count; i++) {
    uint32_t token = sentence->first_token + i;
    if (token_at(s, token)->kind == TOKEN_MARK)
      turn(s, token, marks);
    else if (marks->in_double || marks->in_single)
      inside++;
    else
      outside++;
  }
  if (inside && !outside)
    return SENTENCE_QUOTATION;
  bool is_torn = before.in_double != marks->in_double || before.in_single != marks->in_single;
  return inside && is_torn ? SENTENCE_DANGLING : 0;
}

/* The sentence that opens what a later one closes is torn from it, and so is one that opens what
 * the next paragraph goes on with; a single mark that nothing closes is an apostrophe. */
void flag_quotations(const struct splitter *s, uint32_t first_sentence)
{
  struct marks marks = {0};
  uint32_t opener = NONE;
  for (uint32_t k = first_sentence; k < s->a->sentences.count; k++) {
    struct sentence *sentence = &s->a->sentences.at[k];
    sentence->flags |= quotation_flags(s, sentence, &marks);
    bool is_inside = marks.in_double || marks.in_single;
    if (is_inside && sentence->flags & SENTENCE_QUOTATION)
      continue;
    if (opener != NONE)
      s->a->sentences.at[opener].flags |= SENTENCE_TORN;
    opener = is_inside ? k : NONE;
  }
  if (opener != NONE && marks.in_double)
    s->a->sentences.at[opener].flags |= SENTENCE_TORN;
}
