/* words.h - the few words that Markdown and text add of their own, by language. Private to brief/.
 */
#pragma once

#include "base/str.h"

struct brief_words {
  const char *language;
  str bottom_line, key_points, body, figures, differ, timeline, who, abbreviations, sources;
};

/* English where the language has none. */
struct brief_words brief_words(const char *language);
