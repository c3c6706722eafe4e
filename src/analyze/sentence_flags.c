/* sentence_flags.c - what a sentence is by its shape: a question, a fragment, a quotation, a
 * notice.
 */
#include "analyze/sentences.h"

/* How far from its start a sentence says what is asked. */
enum { ASK_REACH = 12, WHAT_REACH = 4 };

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

/* "Here are some theories.", "The results suggest the following.", "Turning to margins.": leads to
 * what is not part of it.
 */
static bool leads_on(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t last = end;
  while (last > first && token_at(s, last - 1)->kind == TOKEN_MARK)
    last--;
  bool has_verb = false;
  for (uint32_t i = first; i < last; i++) {
    has_verb |= (cues_at(s, i) & (END_BE | END_AUXILIARY)) != 0;
    if (mark_is(s, i, ':') && i + 1 < last)
      return false;
  }
  if (first < end && cues_at(s, first) & END_PHRASE && !has_verb && !has_comma(s, first, end) &&
      opens_with_phrase(s, first, end, s->rules->turnings, NULL))
    return true;
  return (first < end && cues_at(s, first) & END_PHRASE &&
          opens_with_phrase(s, first, end, s->rules->leads, NULL)) ||
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

/* "The moon turns red in this image from 2004", "This photo released by the police shows". */
static bool is_this_image(const struct splitter *s, uint32_t i, uint32_t first)
{
  uint32_t from = i - (i > first);
  from -= from > first && !word_is(s, from, CLASS_BIT(CLASS_DEMONSTRATIVE)); /* "this undated" */
  if (from == i || !word_is(s, from, CLASS_BIT(CLASS_DEMONSTRATIVE)) ||
      !language_has(s->a->language, "sentences", "images",
                    s->a->words.at[token_at(s, i)->word].folded))
    return false;
  return from == first || word_is(s, from - 1, CLASS_BIT(CLASS_PREPOSITION));
}

static bool is_of_picture(const struct splitter *s, uint32_t first, uint32_t end)
{
  for (uint32_t i = first_word(s, first, end); i < end; i++)
    if ((cues_at(s, i) & (END_PICTURED | END_SIDE) && points_into_picture(s, i, first, end)) ||
        is_this_image(s, i, first))
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

/* "The meeting closed at", "Media enquiries: call": of the occasion, not of the matter. */
static bool is_notice(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t word = first_word(s, first, end);
  if (is_stage_direction(s, first, end))
    return true;
  if (is_of_picture(s, first, end))
    return true;
  if (word < end && cues_at(s, behind_label(s, word, end)) & END_GREETING)
    return true;
  if (is_caption(s, first, end) || is_pointer(s, first, end) || is_stamp(s, first, end) ||
      is_unclosed(s, word, end) || leads_on(s, word, end) || is_cut_off(s, end))
    return true;
  if (mark_is(s, word + 1, ':') && cues_at(s, word) & END_NOTICE &&
      word_set_has(s->rules->notices, s->a->words.at[token_at(s, word)->word].folded))
    return true;
  for (uint32_t i = word; i + 1 < end; i++)
    if (cues_at(s, i) & END_NOTICE && cues_at(s, i + 1) & END_NEXT &&
        opens_with_phrase(s, i, end, s->rules->notices, NULL))
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

/* "Mother arrested at park .": where other stops stand close, this one was put behind a heading or
 * a link, or stands behind a hole in the text. */
static bool is_set_off(const struct splitter *s, uint32_t stop, uint32_t end)
{
  bool is_dots = mark_is(s, stop + 1, '.'); /* ". . ." */
  return !s->spaces_stops && stop < end && mark_is(s, stop, '.') && token_at(s, stop)->len == 1 &&
         has_space(s, stop) && !is_dots;
}

uint32_t sentence_flags(const struct splitter *s, uint32_t first, uint32_t end)
{
  uint32_t flags = sentence_leans(s, first, end) ? SENTENCE_DANGLING : 0;
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
  stops &= !(last > first && mark_is(s, last - 1, ':')); /* "what they say of it:." */
  flags |= stops ? 0 : SENTENCE_OPEN_END;
  flags |= is_set_off(s, last, end) ? SENTENCE_STOP_PUT : 0;
  asks |= reports_question(s, first, end) || is_indirect(s, first, end);
  return flags | (asks ? SENTENCE_QUESTION : 0);
}

/* --- quotations --- */

struct marks {
  bool in_double, in_single;
  bool in_angle; /* « "…" … » */
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
  else if (c == '"' || c == 0x201C || c == 0x201D)
    marks->in_double = is_opener(s, i);
  else if (c == 0xAB || c == 0xBB)
    marks->in_angle = is_opener(s, i);
  else
    turns_single(s, i, marks);
}

static bool is_in(const struct marks *marks)
{
  return marks->in_double || marks->in_single || marks->in_angle;
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
    else if (is_in(marks))
      inside++;
    else
      outside++;
  }
  if (inside && !outside)
    return SENTENCE_QUOTATION;
  bool is_torn = before.in_double != marks->in_double || before.in_single != marks->in_single ||
                 before.in_angle != marks->in_angle;
  return inside && is_torn ? SENTENCE_DANGLING : 0;
}

static bool is_dash(uint32_t c)
{
  return c == 0x2013 || c == 0x2014;
}

/* "— Oui, répond le maire.": a dash opens what somebody says, and a verb of speech behind a mark
 * says so. */
static bool is_dialogue(const struct splitter *s)
{
  enum { TOKENS_MAX = 120 };

  bool is_told = false;
  for (uint32_t i = s->first + 1; i < s->end && i < s->first + TOKENS_MAX && !is_told; i++) {
    uint32_t before = mark_at(s, i - 1);
    is_told = token_at(s, i)->kind == TOKEN_WORD && !(token_at(s, i)->flags & TOKEN_CAPITAL) &&
              (classes_at(s, i) & CLASS_BIT(CLASS_SPEECH_VERB)) && i > s->first + 1 &&
              (before == ',' || before == '?' || before == '!' || is_dash(before));
  }
  return is_told && is_dash(mark_at(s, s->first));
}

/* The sentence that opens what a later one closes is torn from it, and so is one that opens what
 * the next paragraph goes on with; a single mark that nothing closes is an apostrophe. */
void flag_quotations(const struct splitter *s, uint32_t first_sentence)
{
  struct marks marks = {0};
  uint32_t opener = NONE;
  if (is_dialogue(s)) {
    for (uint32_t k = first_sentence; k < s->a->sentences.count; k++)
      s->a->sentences.at[k].flags |= SENTENCE_QUOTATION;
    return;
  }
  for (uint32_t k = first_sentence; k < s->a->sentences.count; k++) {
    struct sentence *sentence = &s->a->sentences.at[k];
    sentence->flags |= quotation_flags(s, sentence, &marks);
    bool is_inside = is_in(&marks);
    if (is_inside && sentence->flags & SENTENCE_QUOTATION)
      continue;
    if (opener != NONE)
      s->a->sentences.at[opener].flags |= SENTENCE_TORN;
    opener = is_inside ? k : NONE;
  }
  if (opener != NONE && (marks.in_double || marks.in_angle))
    s->a->sentences.at[opener].flags |= SENTENCE_TORN;
}
