/* scraps.c - sentences that say nothing by themselves: too short, torn, a list of names, a title.
 */
#include "rank/select.h"

/* "Carried.", "Cllr Finch seconded.": says nothing by itself. Where each must stand alone, editors
 * refuse anything shorter than five words; up to seven they do so nearly always, but in headline
 * news such sentences are among the best. A script without blanks has one word a sentence, but more
 * tokens. In reports and papers so few words are all form, "No refunds are issued.", unless they
 * give a figure. */
enum { SCRAP_WORDS = 4, SCRAP_WORDS_ALONE = 5, SCRAP_WORDS_STUDY = 8, TOKENS_PER_WORD = 2 };

/* "Ask me at six." does not open what is told of a story. */
enum { OPENING_WORDS = 8 };

/* A list of names has many commas. */
enum { ROSTER_MARKS = 6 };

/* "Ladies and gentlemen,": a salutation, or the head of a list. */
static bool ends_in_comma(str text)
{
  return text.len && text.data[text.len - 1] == ',';
}

/* "Rovers: Ojo; Novak, Reid, Doyle": names in a row, three of four words. */
static bool is_roster(const struct analysis *a, const struct sentence *s)
{
  uint32_t words = 0, capitals = 0, marks = 0;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
    const struct token *t = &a->tokens.at[i];
    words += t->kind == TOKEN_WORD;
    capitals += t->kind == TOKEN_WORD && t->flags & TOKEN_CAPITAL;
    marks += t->kind == TOKEN_MARK;
  }
  return marks >= ROSTER_MARKS && 4 * capitals >= 3 * words;
}

/* "Susan Yee, City Clerk", "Tenant: Maple Court Holdings": a line that names, and says nothing. */
static bool is_signature(const struct analysis *a, const struct sentence *s)
{
  enum { LINE_WORDS = 10 };

  if (!(s->flags & SENTENCE_OPEN_END))
    return false;
  bool is_parted = false;
  uint32_t words = 0, small = 0;
  for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
    const struct token *t = &a->tokens.at[i];
    char first = a->document->text.data[t->at];
    words += t->kind == TOKEN_WORD;
    small += t->kind == TOKEN_WORD && !(t->flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPS));
    is_parted |= first == ',' || first == ':';
  }
  return is_parted && words <= LINE_WORDS && 2 * small <= words;
}

/* "Report on the Security of Hash Functions": a line in which only empty words are small is the
 * title of something. */
static bool is_title(const struct selector *s, uint32_t ranked)
{
  const struct ranked *r = &s->m->ranking->sentences.at[ranked];
  const struct analysis *a = s->m->analyses[r->document];
  const struct sentence *sentence = &a->sentences.at[r->sentence];
  const struct word_cue *cues = s->m->cues[r->document];
  if (!(sentence->flags & SENTENCE_OPEN_END))
    return false;
  for (uint32_t i = sentence->first_token; i < sentence->first_token + sentence->token_count; i++) {
    const struct token *t = &a->tokens.at[i];
    if (t->kind == TOKEN_WORD && !(t->flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPS)) &&
        !(cues[t->word].bits & CUE_EMPTY))
      return false;
  }
  return true;
}

/* "Martha Keene is a former chair of the board.": who wrote it, below the text and nowhere else. */
static bool is_of_author(const struct analysis *a, const struct sentence *s)
{
  enum { SENTENCES_MIN = 6 };

  uint32_t i = (uint32_t)(s - a->sentences.at), count = a->sentences.count;
  bool is_last = i + 1 == count || s[1].flags & SENTENCE_FURNITURE;
  if (!is_last || i < SENTENCES_MIN || s[-1].block == s->block)
    return false;
  uint32_t mention = analysis_mention(a, s->at.at);
  if (mention >= a->mentions.count || a->mentions.at[mention].at.at != s->at.at)
    return false;
  const struct name *name = &a->names.at[a->mentions.at[mention].name];
  uint32_t verb = analysis_token(a, span_end(a->mentions.at[mention].at));
  return name->kind == NAME_PERSON && name->count == 1 && verb < a->tokens.count &&
         language_has(a->language, "sentences", "being",
                      a->words.at[a->tokens.at[verb].word].folded);
}

/* What stands below a picture is said again in the text, or no part of it. */
static bool is_caption(const struct selector *s, const struct sentence *sentence)
{
  return sentence->flags & SENTENCE_LABELLED && s->m->ranking->genre == GENRE_NEWS;
}

static bool has_figure(const struct analysis *a, struct span at)
{
  uint32_t i = analysis_figure(a, at.at);
  return i < a->figures.count && a->figures.at[i].at.at < span_end(at);
}

/* Words below which a sentence says nothing by itself. */
static uint32_t least_words(const struct selector *s, uint32_t ranked)
{
  const struct ranked *r = &s->m->ranking->sentences.at[ranked];
  enum genre genre = s->m->ranking->genre;
  bool is_study = (genre == GENRE_REPORT || genre == GENRE_PAPER) && !r->label_words;
  if (s->opens_story)
    return OPENING_WORDS + r->label_words;
  if (is_study && !has_figure(s->m->analyses[r->document], model_sentence(s->m, ranked)->at))
    return SCRAP_WORDS_STUDY;
  return r->label_words + (s->is_alone ? SCRAP_WORDS_ALONE : SCRAP_WORDS);
}

bool is_scrap(const struct selector *s, uint32_t ranked)
{
  const struct sentence *sentence = model_sentence(s->m, ranked);
  const struct analysis *a = s->m->analyses[s->m->ranking->sentences.at[ranked].document];
  uint32_t least = least_words(s, ranked);
  return sentence->flags & (SENTENCE_NOTICE | SENTENCE_QUESTION | SENTENCE_TORN) ||
         is_caption(s, sentence) || ends_in_comma(str_span(a->document->text, sentence->at)) ||
         is_roster(a, sentence) || is_signature(a, sentence) || is_of_author(a, sentence) ||
         is_title(s, ranked) ||
         /* Among three it may be the best there is: a headline of the text's own. */
         (!s->is_alone && sentence->flags & SENTENCE_STOP_PUT) ||
         (sentence->words < least && sentence->token_count < least * TOKENS_PER_WORD);
}
