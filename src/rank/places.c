/* places.c - where a sentence stands: in its document, under which heading. */
#include <math.h>

#include "rank/model.h"

enum heading_kind { HEADING_PLAIN, HEADING_MAIN, HEADING_ASIDE };

struct heading_words {
  const struct word_set *main, *aside;
};

static enum heading_kind kind_of(const struct analysis *a, const struct sentence *heading,
                                 const struct heading_words *words)
{
  for (uint32_t i = heading->first_token; i < heading->first_token + heading->token_count; i++) {
    str folded = a->words.at[a->tokens.at[i].word].folded;
    if (word_set_has(words->main, folded))
      return HEADING_MAIN;
    if (word_set_has(words->aside, folded))
      return HEADING_ASIDE;
  }
  return HEADING_PLAIN;
}

/* Walks the document's sentences, headings among them, beside the ranked ones. */
static void set_sections(struct model *m, uint32_t document)
{
  const struct analysis *a = m->analyses[document];
  struct heading_words words = {language_set(a->language, "ranking", "headings_main"),
                                language_set(a->language, "ranking", "headings_aside")};
  struct stretch stretch = m->stretches[document];
  enum heading_kind kind = HEADING_PLAIN;
  uint32_t ranked = stretch.first, under = 0;
  bool is_headed = false;
  for (uint32_t i = 0; i < a->sentences.count; i++) {
    const struct sentence *s = &a->sentences.at[i];
    if (s->flags & SENTENCE_HEADING && !(s->flags & SENTENCE_FURNITURE)) {
      kind = kind_of(a, s, &words);
      under = 0;
      is_headed = true;
    }
    if (ranked == stretch.first + stretch.count || m->ranking->sentences.at[ranked].sentence != i)
      continue;
    m->columns[FEATURE_SECTION][ranked] = is_headed ? 1.0f / (float)++under : 0;
    m->columns[FEATURE_MAIN][ranked] = kind == HEADING_MAIN;
    m->columns[FEATURE_ASIDE][ranked] = kind == HEADING_ASIDE;
    ranked++;
  }
}

static bool has_heading(const struct analysis *a)
{
  for (uint32_t i = 0; i < a->sentences.count; i++)
    if ((a->sentences.at[i].flags & (SENTENCE_HEADING | SENTENCE_FURNITURE)) == SENTENCE_HEADING)
      return true;
  return false;
}

void model_places(struct model *m)
{
  model_column(m, FEATURE_SECTION);
  model_column(m, FEATURE_MAIN);
  model_column(m, FEATURE_ASIDE);
  for (uint32_t d = 0; !arena_short(m->arena) && d < m->analysis_count; d++)
    if (has_heading(m->analyses[d]))
      set_sections(m, d);
}

void place_of_sentence(const struct model *m, uint32_t ranked, float *ret)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  struct stretch stretch = m->stretches[r->document];
  float place = (float)(ranked - stretch.first);
  const struct analysis *a = m->analyses[r->document];
  const struct block *block = &a->document->blocks.at[a->sentences.at[r->sentence].block];
  ret[FEATURE_POSITION] = 1 / (place + 1);
  ret[FEATURE_DEPTH] = logf(1 + place);
  ret[FEATURE_EARLY] = 1 - place / (float)stretch.count;
  ret[FEATURE_LEAD] = place < LEAD;
  ret[FEATURE_CLOSING] = 1 / ((float)stretch.count - place);
  ret[FEATURE_ITEM] = block->kind == BLOCK_ITEM;
}
