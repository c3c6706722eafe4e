/* features.c - what speaks for a sentence, weighted by genre. No feature reads a name, a path or an
 * id. */
#include <math.h>

#include "rank/model.h"

const char *score_part_name(uint32_t part)
{
  static const char *const names[FEATURE_COUNT] = {
      [FEATURE_POSITION] = "position",
      [FEATURE_DEPTH] = "depth",
      [FEATURE_EARLY] = "early",
      [FEATURE_LEAD] = "lead",
      [FEATURE_CLOSING] = "closing",
      [FEATURE_SECTION] = "section",
      [FEATURE_MAIN] = "main-heading",
      [FEATURE_ASIDE] = "aside-heading",
      [FEATURE_ITEM] = "item",
      [FEATURE_LENGTH] = "length",
      [FEATURE_LOG_LENGTH] = "log-length",
      [FEATURE_SHORT] = "short",
      [FEATURE_LONG] = "long",
      [FEATURE_DENSITY] = "density",
      [FEATURE_NUMBERS] = "numbers",
      [FEATURE_NAMES] = "names",
      [FEATURE_AMOUNTS] = "amounts",
      [FEATURE_FIGURES] = "figures",
      [FEATURE_DATES] = "dates",
      [FEATURE_SPEECH] = "speech",
      [FEATURE_SAYING] = "saying",
      [FEATURE_LEANING] = "leaning",
      [FEATURE_QUESTION] = "question",
      [FEATURE_OPEN_END] = "open-end",
      [FEATURE_TALK] = "talk",
      [FEATURE_PERSONS] = "persons",
      [FEATURE_BRACKETS] = "brackets",
      [FEATURE_COLON] = "colon",
      [FEATURE_SYMBOLS] = "symbols",
      [FEATURE_PURPOSE] = "purpose",
      [FEATURE_OUTCOME] = "outcome",
      [FEATURE_CUES] = "cues",
      [FEATURE_FREQUENCY] = "frequency",
      [FEATURE_COVERAGE] = "coverage",
      [FEATURE_WEIGHT] = "weight",
      [FEATURE_RARITY] = "rarity",
      [FEATURE_KEYS] = "keys",
      [FEATURE_PAIRS] = "pairs",
      [FEATURE_TITLE] = "title",
      [FEATURE_ABOUT] = "about",
      [FEATURE_CENTROID] = "centroid",
      [FEATURE_BACKWARD] = "backward",
      [FEATURE_FORWARD] = "forward",
      [FEATURE_RANK] = "rank",
      [FEATURE_LEAD_LIKENESS] = "like-lead",
      [FEATURE_FIRST_LIKENESS] = "like-first",
      [FEATURE_SHARED] = "shared",
  };
  return part < FEATURE_COUNT ? names[part] : NULL;
}

uint32_t score_part_count(void)
{
  return FEATURE_COUNT;
}

float *model_column(struct model *m, enum feature feature)
{
  m->columns[feature] = arena_array(m->arena, float, m->ranking->sentences.count + 1);
  return m->columns[feature];
}

void to_z(float *column, uint32_t count)
{
  double sum = 0, square = 0;
  for (uint32_t i = 0; i < count; i++)
    sum += column[i];
  double mean = count ? sum / count : 0;
  for (uint32_t i = 0; i < count; i++)
    square += (column[i] - mean) * (column[i] - mean);
  double deviation = count ? sqrt(square / count) : 0;
  for (uint32_t i = 0; i < count; i++)
    column[i] = deviation > 1e-9 ? (float)((column[i] - mean) / deviation) : 0;
}

/* Of a sentence among thousands, a deviation of ten is no more telling than one of four. */
static const float Z_MAX = 4;

void model_features(const struct model *m, uint32_t ranked, float ret[FEATURE_COUNT])
{
  place_of_sentence(m, ranked, ret);
  shape_of_sentence(m, ranked, ret);
  words_of_sentence(m, ranked, ret);
  for (int f = 0; f < FEATURE_COUNT; f++)
    if (m->columns[f]) {
      float value = m->columns[f][ranked];
      ret[f] = value > Z_MAX ? Z_MAX : value < -Z_MAX ? -Z_MAX : value;
    }
}

static void keep_parts(struct model *m, const float *features, uint32_t ranked)
{
  struct score_part *kept = m->ranking->parts + (size_t)ranked * FEATURE_COUNT;
  for (int f = 0; f < FEATURE_COUNT; f++)
    kept[f] =
        (struct score_part){features[f], features[f] * rank_weights[m->ranking->genre].feature[f]};
}

void model_scores(struct model *m, float *ret)
{
  struct ranked *all = m->ranking->sentences.at;
  uint32_t count = m->ranking->sentences.count;
  const float *weights = rank_weights[m->ranking->genre].feature;
  for (uint32_t i = 0; i < count; i++) {
    float features[FEATURE_COUNT];
    model_features(m, i, features);
    if (m->ranking->parts)
      keep_parts(m, features, i);
    double score = 0;
    for (int f = 0; f < FEATURE_COUNT; f++)
      score += (double)features[f] * weights[f];
    ret[i] = (float)score;
  }
  to_z(ret, count);
  float low = ret[0], high = ret[0];
  for (uint32_t i = 0; i < count; i++) {
    low = ret[i] < low ? ret[i] : low;
    high = ret[i] > high ? ret[i] : high;
  }
  for (uint32_t i = 0; i < count; i++)
    all[i].score = high > low ? (ret[i] - low) / (high - low) : 1;
}
