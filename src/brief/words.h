/* words.h - the few words that Markdown, text and HTML add of their own, by language. Private to
 * brief/.
 */
#pragma once

#include "brief/brief.h"

struct brief_words {
  const char *language;
  str bottom_line, key_points, body, figures, differ, timeline, who, abbreviations, sources, terms;
  str line, paragraph, words; /* "line 12", "paragraph 3", "1204 words" */
  str context, text;          /* heads of what stands behind the notes */
};

/* For the table of why each sentence was chosen. */
struct choice_words {
  const char *language;
  str head, about, range; /* what a score is */
  str weights, sentences, score;
  str ahead; /* "ahead of 4" */
  str along; /* taken because the next leans on it */
};

/* "line", "page" of a source, "paragraph". */
str where_word(const struct brief_words *words, enum where_kind kind);
/* English where the language has none. */
struct brief_words brief_words(const char *language);
struct choice_words choice_words(const char *language);
