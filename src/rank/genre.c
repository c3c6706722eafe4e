/* genre.c - what kind of text it is, by what its sentences are like, and what the genres are
 * called.
 */
#include <math.h>

#include "rank/model.h"

static const char *const names[GENRE_COUNT] = {[GENRE_NEWS] = "news",
                                               [GENRE_REPORT] = "report",
                                               [GENRE_PAPER] = "paper",
                                               [GENRE_REFERENCE] = "reference",
                                               [GENRE_TRANSCRIPT] = "transcript",
                                               [GENRE_REVIEWS] = "reviews",
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

/* So many sentences, spread over the text, show what it is like. */
enum { SAMPLE = 500 };

enum genre guess_genre(const struct model *m)
{
  if (m->analysis_count > 1)
    return GENRE_MANY;
  uint32_t count = m->ranking->sentences.count, seen = 0;
  uint32_t step = count / SAMPLE + 1;
  double means[SIGN_COUNT] = {0};
  for (uint32_t i = 0; i < count; i += step, seen++) {
    float features[FEATURE_COUNT] = {0};
    shape_of_sentence(m, i, features);
    for (int s = 0; s < SIGN_COUNT; s++)
      means[s] += features[SIGN_FIRST + s];
  }
  enum genre best = GENRE_NEWS;
  double most = -1e30;
  for (int g = 0; g < GENRE_MANY; g++) {
    double score = rank_signs[g].bias + rank_signs[g].log_sentences * log(1.0 + count);
    for (int s = 0; seen && s < SIGN_COUNT; s++)
      score += rank_signs[g].feature[s] * means[s] / seen;
    if (score > most) {
      most = score;
      best = (enum genre)g;
    }
  }
  return best;
}
