/* genre.c - what kind of text it is, from the text itself, and what the genres are called. */
#include "rank/model.h"

static const char *const names[GENRE_COUNT] = {[GENRE_NEWS] = "news",
                                               [GENRE_REPORT] = "report",
                                               [GENRE_TRANSCRIPT] = "transcript",
                                               [GENRE_MANY] = "many"};

const char *genre_name(enum genre genre)
{
  return genre < GENRE_COUNT ? names[genre] : "";
}

enum genre genre_find(str name)
{
  for (int i = 0; i < GENRE_COUNT; i++)
    if (str_eq(name, str_of(names[i])))
      return (enum genre)i;
  return GENRE_COUNT;
}

/* A news story ends before this; a longer text is a report, or talk. */
static const uint32_t NEWS_WORDS_MAX = 1500;
/* One word in this many is I, we or you where people talk. */
static const uint32_t TALK_SHARE = 45;
static const uint32_t REPORT_HEADINGS = 4;

enum genre guess_genre(const struct analysis *const *analyses, uint32_t count)
{
  if (count > 1)
    return GENRE_MANY;
  const struct analysis *a = analyses[0];
  uint32_t talk = 0, headings = 0;
  for (uint32_t i = 0; i < a->words.count; i++)
    if (a->words.at[i].classes & CLASS_BIT(CLASS_PRONOUN_OTHER))
      talk += a->words.at[i].count;
  for (uint32_t i = 0; i < a->sentences.count; i++)
    headings += (a->sentences.at[i].flags & SENTENCE_HEADING) != 0;
  if (a->word_total > NEWS_WORDS_MAX && talk > a->word_total / TALK_SHARE)
    return GENRE_TRANSCRIPT;
  if (a->word_total > NEWS_WORDS_MAX || headings >= REPORT_HEADINGS)
    return GENRE_REPORT;
  return GENRE_NEWS;
}
