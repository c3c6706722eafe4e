/* groups.c - a sentence and what it leans on, which are taken together or not at all. */
#include "rank/select.h"

static bool ends_in_colon(const struct model *m, uint32_t ranked)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  str text = str_span(m->analyses[r->document]->document->text, model_sentence(m, ranked)->at);
  return text.len && text.data[text.len - 1] == ':';
}

/* The sentence right before it in its document, if it may be taken. */
static uint32_t before(const struct model *m, uint32_t ranked)
{
  const struct ranked *all = m->ranking->sentences.at;
  bool follows = ranked > 0 && all[ranked - 1].document == all[ranked].document &&
                 all[ranked - 1].sentence + 1 == all[ranked].sentence;
  return follows ? ranked - 1 : NONE;
}

static bool is_quotation(const struct model *m, uint32_t ranked)
{
  return model_sentence(m, ranked)->flags & SENTENCE_QUOTATION;
}

static bool leans(const struct model *m, uint32_t ranked)
{
  return model_sentence(m, ranked)->flags & SENTENCE_DANGLING || is_quotation(m, ranked);
}

bool stands_by_itself(const struct model *m, uint32_t ranked)
{
  return !leans(m, ranked) && !ends_in_colon(m, ranked);
}

static struct span told_of(const struct model *m, uint32_t ranked)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  return analysis_told(m->analyses[r->document], r->sentence);
}

/* With its mark: what the next paragraph goes on with has none. */
static bool ends_its_quotation(const struct model *m, uint32_t ranked)
{
  const struct analysis *a = m->analyses[m->ranking->sentences.at[ranked].document];
  struct span here = model_sentence(m, ranked)->at;
  uint32_t part = analysis_part(a, here.at);
  return part < a->parts.count && span_end(a->parts.at[part]) < span_end(here);
}

/* "“The pier is unsafe,” said Reid. “It has to go.”": where what stands right before such a
 * quotation says who speaks; len 0: it does not, or the quotation goes on. */
static struct span told_before(const struct model *m, uint32_t ranked)
{
  struct span told = told_of(m, ranked);
  if (!told.len || !ends_its_quotation(m, ranked))
    return (struct span){0};
  for (uint32_t i = 1, at = before(m, ranked); i < GROUP_MAX && at != NONE; i++) {
    if (span_holds(model_sentence(m, at)->at, told))
      return told;
    if (!is_quotation(m, at) || told_of(m, at).at != told.at)
      break;
    at = before(m, at);
  }
  return (struct span){0};
}

/* The sentences that it leans on, nearest first, itself first of all; 0 if it cannot be taken. */
static uint32_t follow_back(const struct selector *s, uint32_t ranked, uint32_t chain[GROUP_MAX])
{
  const struct model *m = s->m;
  uint32_t count = 0;
  if (!s->takes_scraps && is_scrap(s, ranked))
    return 0;
  struct span told = is_quotation(m, ranked) ? told_before(m, ranked) : (struct span){0};
  for (uint32_t at = ranked;; at = before(m, at)) {
    if (at == NONE || ends_in_colon(m, at))
      return 0;
    if (s->taken[at])
      return count;
    if (count == GROUP_MAX)
      return 0;
    chain[count++] = at;
    if (!leans(m, at))
      return count;
    /* A quotation without its speaker is for the pull quote. */
    if (is_quotation(m, at) && (!told.len || told_of(m, at).at != told.at))
      return 0;
    if (s->is_alone || s->opens_story)
      return 0;
  }
}

/* The same, and last the one that names who speaks in the first of them. */
static uint32_t follow_turn(const struct selector *s, uint32_t ranked, uint32_t chain[GROUP_MAX])
{
  uint32_t count = follow_back(s, ranked, chain);
  uint32_t opening = count ? s->m->ranking->sentences.at[chain[count - 1]].opening : NONE;
  if (opening == NONE || opening == chain[count - 1] || s->taken[opening])
    return count;
  if (count == GROUP_MAX)
    return 0;
  chain[count++] = opening;
  return count;
}

bool make_group(const struct selector *s, uint32_t ranked, struct group *ret)
{
  uint32_t chain[GROUP_MAX], count = follow_turn(s, ranked, chain);
  *ret = (struct group){.count = count};
  for (uint32_t i = 0; i < count; i++) {
    ret->members[i] = chain[count - 1 - i];
    ret->words += model_sentence(s->m, chain[i])->words;
  }
  return count > 0;
}
