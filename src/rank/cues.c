/* cues.c - what single words say of a sentence, from the language file. */
#include "base/str.h"
#include "rank/model.h"

void model_cues(struct model *m)
{
  m->cues = arena_array(m->arena, struct word_cue *, m->analysis_count);
  for (uint32_t d = 0; m->cues && d < m->analysis_count; d++) {
    const struct analysis *a = m->analyses[d];
    const struct word_set *purposes = language_set(a->language, "ranking", "purposes"),
                          *outcomes = language_set(a->language, "ranking", "outcomes");
    m->cues[d] = arena_array(m->arena, struct word_cue, a->words.count + 1);
    for (uint32_t i = 0; m->cues[d] && i < a->words.count; i++)
      m->cues[d][i] =
          (struct word_cue){.is_purpose = word_set_has(purposes, a->words.at[i].folded),
                            .is_outcome = word_set_has(outcomes, a->words.at[i].folded)};
  }
}

void model_levels(struct model *m)
{
  str section = arena_format(m->arena, "cues.%s", genre_name(m->ranking->genre));
  for (uint32_t d = 0; section.len && d < m->analysis_count; d++) {
    const struct analysis *a = m->analyses[d];
    const struct word_set *words = language_set(a->language, section.data, "words");
    struct word_list levels = language_list(a->language, section.data, "levels");
    for (uint32_t i = 0; levels.count && i < a->words.count; i++) {
      uint32_t place = word_set_index(words, a->words.at[i].folded);
      double level;
      if (place < levels.count && str_to_double(levels.words[place], &level))
        m->cues[d][i].level = (int8_t)(level < INT8_MIN   ? INT8_MIN
                                       : level > INT8_MAX ? INT8_MAX
                                                          : level);
    }
  }
}
