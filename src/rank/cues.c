/* cues.c - what single words say of a sentence, from the language file. */
#include "base/str.h"
#include "rank/model.h"

static uint8_t bits_of(const struct word *word, const struct word_set *purposes,
                       const struct word_set *outcomes)
{
  const uint64_t talk = CLASS_BIT(CLASS_PRONOUN_OTHER);
  unsigned bits = 0;
  bits |= word_set_has(purposes, word->folded) ? CUE_PURPOSE : 0;
  bits |= word_set_has(outcomes, word->folded) ? CUE_OUTCOME : 0;
  bits |= word->classes & (CLASS_BIT(CLASS_STOP) | talk | CLASSES_PERSON) ? CUE_EMPTY : 0;
  bits |= word->classes & talk ? CUE_TALK : 0;
  bits |= word->classes & CLASSES_PERSON ? CUE_PERSON : 0;
  bits |= word->classes & CLASS_BIT(CLASS_SPEECH_VERB) ? CUE_SAYING : 0;
  return (uint8_t)bits;
}

void model_cues(struct model *m)
{
  m->cues = arena_array(m->arena, struct word_cue *, m->analysis_count);
  for (uint32_t d = 0; m->cues && d < m->analysis_count; d++) {
    const struct analysis *a = m->analyses[d];
    const struct word_set *purposes = language_set(a->language, "ranking", "purposes"),
                          *outcomes = language_set(a->language, "ranking", "outcomes");
    m->cues[d] = arena_array(m->arena, struct word_cue, a->words.count + 1);
    for (uint32_t i = 0; m->cues[d] && i < a->words.count; i++)
      m->cues[d][i].bits = bits_of(&a->words.at[i], purposes, outcomes);
  }
}

void model_cue_terms(struct model *m)
{
  for (uint32_t d = 0; d < m->analysis_count; d++)
    for (uint32_t i = 0; i < m->analyses[d]->words.count; i++)
      m->cues[d][i].term = m->terms[d][m->analyses[d]->words.at[i].stem];
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
