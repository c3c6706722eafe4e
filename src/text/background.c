/* background.c - the document frequencies of common words, as bench/count_words.py writes them. */
#include "text/text.h"

/* Steps of the list, in natural logarithms. */
static const float STEP = 0.5f;

struct background background_of(const struct language *language)
{
  struct word_list words = language_list(language, "frequencies", "words");
  return (struct background){
      .words = words.count ? language_set(language, "frequencies", "words") : NULL,
      .below = language_list(language, "frequencies", "below"),
  };
}

float background_rarity(const struct background *background, str folded)
{
  uint32_t place = word_set_index(background->words, folded), step = 0;
  for (; step < background->below.count; step++) {
    uint32_t below;
    if (str_to_uint(background->below.words[step], &below) && place < below)
      break;
  }
  return STEP * (float)(step + 1);
}
