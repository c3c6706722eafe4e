/* words.c - the words that Markdown and text add of their own; pages take theirs from the template.
 */
#include "brief/words.h"

static const struct brief_words table[] = {
    {"en",
     {"Bottom line", 11},
     {"Key points", 10},
     {"In detail", 9},
     {"By the numbers", 14},
     {"Timeline", 8},
     {"Who\xE2\x80\x99s who", 11},
     {"Abbreviations", 13},
     {"Sources", 7}},
    {"de",
     {"Kernaussage", 11},
     {"Wichtigste Punkte", 17},
     {"Im Einzelnen", 12},
     {"In Zahlen", 9},
     {"Zeitleiste", 10},
     {"Wer ist wer", 11},
     {"Abk\xC3\xBCrzungen", 12},
     {"Quellen", 7}},
    {"fr",
     {"L\xE2\x80\x99\x65ssentiel", 13},
     {"Points cl\xC3\xA9s", 12},
     {"En d\xC3\xA9tail", 10},
     {"En chiffres", 11},
     {"Chronologie", 11},
     {"Qui est qui", 11},
     {"Sigles", 6},
     {"Sources", 7}},
};

struct brief_words brief_words(const char *language)
{
  str tag = str_of(language);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (str_starts(tag, str_of(table[i].language)))
      return table[i];
  return table[0];
}
