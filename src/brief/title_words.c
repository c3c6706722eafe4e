/* title_words.c - which words of a sentence make a title: all of it, or a clause that says by
 * itself what the sentence says. */
#include "brief/title.h"

/* Of a clause; of what somebody says: "The guard, Ann Lee, kept a list of what went in" is not the
 * guard as Lee tells of him; and of the article before its name. */
enum { CLAUSE_WORDS_MIN = 6, SAID_WORDS_MIN = 4, ARTICLE_BYTES_MAX = 3 };

/* The last stop of "U.S.", "p.m.": of a word with others; "$43.64." ends in the sentence's. */
static bool is_of_word(const struct analysis *a, uint32_t at)
{
  str text = a->document->text;
  uint32_t from = at;
  while (from > 0 && !strchr(" \n", text.data[from - 1]))
    from--;
  char before = at > from ? text.data[at - 1] : '.';
  return text.data[at] == '.' && before != '.' && !(before >= '0' && before <= '9') &&
         memchr(text.data + from, '.', at - from);
}

/* The end of what stands before "[13]" behind a stop. */
static uint32_t before_reference(const struct analysis *a, struct span sentence)
{
  const char *text = a->document->text.data;
  uint32_t end = span_end(sentence), at = end;
  while (at > sentence.at && strchr("0123456789[],- ", text[at - 1]))
    at--;
  bool is_reference = at < end && text[end - 1] == ']' && at > sentence.at && text[at - 1] == '.';
  return is_reference ? at : end;
}

/* A sentence of few words is a title as it stands, less its stop, where nobody is quoted in it: in
 * "fans of “Top Gear”" nobody is. */
struct span title_of_few_words(const struct analysis *a, struct span sentence, uint32_t least,
                               uint32_t most)
{
  str all = str_span(a->document->text, sentence);
  uint32_t words = analysis_share_quoted(a, sentence) > 0 ? 0 : words_in(all);
  bool leads_on = all.len && all.data[all.len - 1] == ':'; /* "They verify it by:" */
  if (words < least || words > most || leads_on)
    return (struct span){0, 0};
  uint32_t end = before_reference(a, sentence);
  while (end > sentence.at && strchr(".,;: ", a->document->text.data[end - 1]) &&
         !is_of_word(a, end - 1))
    end--;
  return (struct span){sentence.at, end - sentence.at};
}

/* The mark at which the clause that begins at the token ends; else the sentence's last stop. */
static uint32_t clause_end(const struct analysis *a, const struct sentence *s, uint32_t first)
{
  uint32_t i = first, end = s->first_token + s->token_count;
  while (i < end && !(a->tokens.at[i].kind == TOKEN_MARK &&
                      strchr(",;:(\"'\xE2", a->document->text.data[a->tokens.at[i].at])))
    i++;
  bool is_last = i == end && i > first && a->tokens.at[i - 1].kind == TOKEN_MARK;
  return i - is_last;
}

static bool is_comma(const struct analysis *a, uint32_t token)
{
  return token < a->tokens.count && a->tokens.at[token].kind == TOKEN_MARK &&
         a->document->text.data[a->tokens.at[token].at] == ',';
}

/* The token is a word of a list of [titles]; behind the last one none is. */
bool title_lists(const struct analysis *a, uint32_t token, const char *key)
{
  return token < a->tokens.count && a->tokens.at[token].kind == TOKEN_WORD &&
         is_listed(a, token, "titles", key);
}

bool title_opens_date(const struct analysis *a, uint32_t token)
{
  uint32_t date = analysis_date(a, a->tokens.at[token].at);
  return date < a->dates.count && a->dates.at[date].at.at == a->tokens.at[token].at;
}

/* "Less than a week before the owner and his wife", "Sony had an event today and as expected",
 * "Some say that the owner's brother": half of what is said. */
bool title_holds_half(const struct analysis *a, uint32_t first, uint32_t end)
{
  enum { FIRST_WORDS = 5, LAST_WORDS = 2 };

  const struct word_set *halves = language_set(a->language, "words", "subordinators");
  for (uint32_t i = first; i < end; i++) {
    bool is_near = i < first + FIRST_WORDS || i + LAST_WORDS >= end;
    if (a->tokens.at[i].kind == TOKEN_WORD && ((is_near && word_set_has(halves, word_at(a, i))) ||
                                               (i > first && has_class(a, i, CLASS_DEMONSTRATIVE) &&
                                                !(i + 1 < end && title_lists(a, i + 1, "times")))))
      return true;
  }
  return false;
}

/* "Of 56 days so far, the House has been in session for 20": what of is said elsewhere. */
static bool is_bare_number(const struct analysis *a, uint32_t token)
{
  const struct token *t = &a->tokens.at[token];
  uint32_t date = analysis_date(a, t->at);
  bool is_in_date = date > 0 && span_end(a->dates.at[date - 1].at) > t->at;
  return t->kind == TOKEN_NUMBER && !title_opens_date(a, token) && !is_in_date;
}

/* "a rare, | 475-pound turtle": of two words for what is named behind them. */
static bool parts_attributes(const struct analysis *a, uint32_t comma)
{
  return comma + 2 < a->tokens.count && a->tokens.at[comma + 1].kind == TOKEN_NUMBER &&
         a->document->text.data[a->tokens.at[comma + 2].at] == '-';
}

/* No comma of a date, a name or a list. */
static bool ends_clause(const struct analysis *a, uint32_t token)
{
  return is_comma(a, token) && !comma_is_inner(a, a->tokens.at[token].at, false) &&
         !parts_attributes(a, token);
}

/* "is so convinced by it", "either the town pays": what answers is behind the clause. */
static bool is_answered(const struct analysis *a, uint32_t first, uint32_t end)
{
  const struct word_set *answered = language_set(a->language, "titles", "answered");
  for (uint32_t i = first; i < end; i++)
    if (a->tokens.at[i].kind == TOKEN_WORD && word_set_has(answered, word_at(a, i)))
      return true;
  return false;
}

static bool is_auxiliary(const struct analysis *a, uint32_t token)
{
  return token < a->tokens.count && a->tokens.at[token].kind == TOKEN_WORD &&
         is_listed(a, token, "speech", "auxiliaries");
}

/* The clause of tokens, if it has as many words as a title may have. */
static struct span clause_of(const struct analysis *a, uint32_t first, uint32_t end, uint32_t most)
{
  const struct span none = {0, 0};
  if (end < first + 2)
    return none;
  /* "with him about his terms and Johnson," and "Cassell and", "the host of" go on. */
  if (has_class(a, end - 2, CLASS_CONNECTIVE) || has_class(a, end - 1, CLASS_CONNECTIVE) ||
      has_class(a, end - 1, CLASS_PREPOSITION) || has_class(a, end - 1, CLASS_DEMONSTRATIVE))
    return none;
  const struct token *from = &a->tokens.at[first], *last = &a->tokens.at[end - 1];
  if (is_bare_number(a, end - 1) || is_answered(a, first, end) || is_auxiliary(a, end - 1))
    return none;
  struct span clause = {from->at, last->at + last->len - from->at};
  uint32_t words = words_in(str_span(a->document->text, clause));
  return words >= CLAUSE_WORDS_MIN && words <= most ? clause : none;
}

/* Behind the verb of speech of ", the mayor said on Monday": whose words a clause is must not be
 * left out. `comma` where they are nobody's, 0 where it cannot end there. */
static uint32_t attribution_end(const struct analysis *a, uint32_t comma, uint32_t end)
{
  uint32_t verb = comma + 1;
  /* ", and Lund confirmed Monday that": says more */
  if (verb >= end || title_lists(a, verb, "additions") || has_class(a, verb, CLASS_CONNECTIVE))
    return comma;
  if (title_lists(a, verb, "sources"))
    return 0;
  bool is_said = false;
  for (; verb < end; verb++) {
    uint32_t next = verb + 1;
    bool is_closed =
        next >= end || is_comma(a, next) || next + 1 == end ||
        (has_class(a, next, CLASS_PREPOSITION) && !title_lists(a, next, "infinitives")) ||
        title_opens_date(a, next);
    if (has_class(a, verb, CLASS_SPEECH_VERB) && is_closed)
      return next;
    is_said = is_said || has_class(a, verb, CLASS_SPEECH_VERB);
  }
  return is_said ? 0 : comma;
}

/* "Rooted at the bottom of the table, Parma", "Called northern lights, they": says how or what, and
 * of whom only behind it. */
static bool is_participial(const struct analysis *a, uint32_t first, uint32_t end)
{
  bool leads_on = has_class(a, first + 1, CLASS_PREPOSITION) ||
                  has_class(a, first + 1, CLASS_CONNECTIVE) || has_class(a, first + 1, CLASS_STOP);
  bool is_one = title_lists(a, first, "participles") ||
                (leads_on && ends_listed(a, first, "titles", "participles.endings"));
  for (uint32_t i = first + 1; i < end && is_one; i++)
    is_one = !has_class(a, i, CLASS_SPEECH_VERB) && !is_auxiliary(a, i);
  return is_one;
}

/* "The Observatory for Human Rights, which": a name whose verb stands behind what is said of it. */
static bool is_subject_only(const struct analysis *a, uint32_t first, uint32_t comma)
{
  bool is_name = a->tokens.at[comma - 1].flags & TOKEN_CAPITAL;
  bool has_verb = !is_name || !title_lists(a, comma + 1, "relatives");
  for (uint32_t i = first + 1; i < comma && !has_verb; i++) {
    bool is_past = str_ends(word_at(a, i), STR("ed")) && a->tokens.at[i].flags & TOKEN_SPACE_BEFORE;
    has_verb = a->tokens.at[i].kind == TOKEN_WORD && (is_past || is_verb(a, i));
  }
  return !has_verb;
}

/* What stands before the first comma, where that is a clause and no mere opening: "The town will
 * lose its only bank on 28 June, when". */
static struct span opening_clause(const struct analysis *a, const struct sentence *s, uint32_t most)
{
  const struct span none = {0, 0};
  const struct word_set *scenes = language_set(a->language, "quotations", "scenes");
  uint32_t i = s->first_token;
  if (a->tokens.at[i].kind != TOKEN_WORD || has_class(a, i, CLASS_PREPOSITION) ||
      has_class(a, i, CLASS_CONNECTIVE) || title_lists(a, i, "openings") ||
      word_set_has(scenes, word_at(a, i)))
    return none;
  uint32_t end = clause_end(a, s, i);
  if (end < i + SAID_WORDS_MIN || !ends_clause(a, end) || title_holds_half(a, i, end) ||
      is_participial(a, i, end) || is_subject_only(a, i, end))
    return none;
  end = attribution_end(a, end, s->first_token + s->token_count);
  /* "What parents should know, Green said, | is that": what is said of it is not told yet. */
  bool has_verb_behind = is_comma(a, end) && is_auxiliary(a, end + 1);
  return end && !has_verb_behind ? clause_of(a, i, end, most) : none;
}

/* "met the press as he left", but not "as tall as he is". */
static bool is_while(const struct analysis *a, uint32_t i)
{
  return i > 0 && !has_class(a, i - 1, CLASS_STOP) && i + 1 < a->tokens.count &&
         a->tokens.at[i + 1].kind == TOKEN_WORD &&
         a->words.at[a->tokens.at[i + 1].word].classes & CLASSES_PERSON &&
         title_lists(a, i, "additions.before");
}

/* "Nine workers are believed to be in the hands of militants | after an attack", up to what only
 * adds to it: no comma before that, and nothing denied, which may go for what is left out; nor the
 * words of somebody whom the sentence names behind it. */
static struct span clause_before_addition(const struct analysis *a, const struct sentence *s,
                                          uint32_t most)
{
  const struct span none = {0, 0};
  const struct word_set *additions = language_set(a->language, "titles", "additions");
  const struct word_set *binding = language_set(a->language, "titles", "binding");
  const struct word_set *denials = language_set(a->language, "titles", "denials");
  uint32_t first = s->first_token, end = first + s->token_count, cut = NONE;
  for (uint32_t i = first; i < end; i++) {
    const struct token *t = &a->tokens.at[i];
    if (t->kind != TOKEN_WORD) {
      if (is_comma(a, i) && (cut == NONE || attribution_end(a, i, end) != i))
        return none;
      continue;
    }
    if (word_set_has(denials, a->words.at[t->word].folded))
      return none;
    if (cut == NONE && i > first && a->tokens.at[i - 1].kind == TOKEN_WORD &&
        (is_while(a, i) || (word_set_has(additions, a->words.at[t->word].folded) &&
                            !word_set_has(binding, word_at(a, i - 1)))))
      cut = clause_of(a, first, i, most).len ? i : NONE;
  }
  return cut == NONE ? none : clause_of(a, first, cut, most);
}

/* "Since the start of 2022, the | DPRK has launched an estimated 100 missiles, in": the clause of a
 * name behind an opening that says when, and nothing that the clause depends on. */
static struct span clause_behind_date(const struct analysis *a, const struct sentence *s,
                                      uint32_t most)
{
  const struct span none = {0, 0};
  uint32_t first = s->first_token, comma = clause_end(a, s, first);
  if (!is_comma(a, comma) || !has_class(a, first, CLASS_PREPOSITION))
    return none;
  uint32_t date = analysis_date(a, s->at.at);
  if (date >= a->dates.count || span_end(a->dates.at[date].at) > a->tokens.at[comma].at)
    return none;
  uint32_t next = comma + 1, end = s->first_token + s->token_count;
  next += next + 1 < end && a->tokens.at[next].len <= ARTICLE_BYTES_MAX &&
          has_class(a, next, CLASS_STOP) && a->tokens.at[next].kind == TOKEN_WORD;
  if (next >= end || !(a->tokens.at[next].flags & TOKEN_CAPITAL))
    return none;
  return clause_of(a, next, clause_end(a, s, next), most);
}

struct span title_of_sentence(const struct analysis *a, const struct sentence *s, struct span at,
                              struct title_limits limits)
{
  struct span title = title_of_few_words(a, at, TITLE_WORDS_MIN, TITLE_WORDS_MAX);
  if (!title.len)
    title = opening_clause(a, s, limits.clause);
  if (!title.len)
    title = clause_behind_date(a, s, limits.clause);
  if (!title.len)
    title = title_of_few_words(a, at, TITLE_WORDS_MIN, limits.sentence);
  return title.len ? title : clause_before_addition(a, s, limits.clause);
}
