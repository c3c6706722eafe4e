/* background.c - the document frequencies of common words, as bench/count_words.py writes them. */
#include "text/text.h"

/* Steps of the list, in natural logarithms. */
static const float STEP = 0.5f;

struct background background_of(const struct language *language)
{
  struct word_list words = language_list(language, "frequencies", "words");
  struct word_list below = language_list(language, "frequencies", "below");
  struct background background = {
      .words = words.count ? language_set(language, "frequencies", "words") : NULL};
  for (uint32_t i = 0; i < below.count && background.steps < BACKGROUND_STEPS; i++)
    if (str_to_uint(below.words[i], &background.below[background.steps]))
      background.steps++;
  return background;
}

float background_rarity(const struct background *background, str folded)
{
  uint32_t place = word_set_index(background->words, folded), step = 0;
  while (step < background->steps && place >= background->below[step])
    step++;
  return STEP * (float)(step + 1);
}
