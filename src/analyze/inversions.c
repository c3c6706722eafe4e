/* inversions.c - the attributions of French: "dit-elle" behind the marks; and those between commas
 * or dashes inside of them.
 *
 * Invariant: every walk is bounded by INVERSION_TOKENS or INSIDE_TOKENS; whose words they are is
 * only said by a pronoun or a name. */
#include "analyze/attribution.h"

/* "a-t-elle encore ajouté". */
#define INVERSION_TOKENS 8
/* An attribution inside the words stands behind their first clause. */
#define INSIDE_TOKENS 48

/* The pronoun that a hyphen joins to the verb at v, or two with a letter between them:
 * "raconte-t-il"; NONE. */
static uint32_t joined_pronoun(const struct people *p, uint32_t v, uint32_t end)
{
  uint32_t i = v + 1;
  for (int hyphens = 0; hyphens < 2 && i + 1 < end && token_is_inner_hyphen(p, i); hyphens++) {
    if (token_bits(p, i + 1) & (CUE(HE) | CUE(SHE)))
      return i + 1;
    if (token_text(p, i + 1).len != 1)
      break;
    i += 2;
  }
  return NONE;
}

static bool may_say(const struct people *p, uint32_t i)
{
  return token_is_word(p, i) && (token_bits(p, i) & CUE(SAY)) && p->mention_at[i] == NONE;
}

/* The verb at v, or the participle behind the pronoun; NONE where neither says anything. */
static uint32_t verb_of(const struct people *p, uint32_t v, uint32_t pronoun, uint32_t end)
{
  if (may_say(p, v))
    return v;
  for (uint32_t i = pronoun + 1; i < end && i < v + INVERSION_TOKENS && token_is_word(p, i); i++)
    if (may_say(p, i))
      return i;
  return NONE;
}

struct inversion inversion_at(const struct people *p, uint32_t i, uint32_t end)
{
  const uint64_t no = CLASS_BIT(CLASS_NEGATION);
  struct inversion found = {.verb = i, .pronoun = NONE};
  /* "s'étonne-t-il", "lui a-t-elle dit" */
  for (uint32_t v = i; v < end && v <= i + 1 && found.pronoun == NONE; v++) {
    if (!token_is_word(p, v) || (token_classes(p, v) & no))
      break;
    found.pronoun = joined_pronoun(p, v, end);
    if (found.pronoun != NONE) {
      uint32_t verb = verb_of(p, v, found.pronoun, end);
      found.verb = verb != NONE ? verb : v;
    }
  }
  return found;
}

/* Who the clause from i to the next comma says speaks; SUBJECT_NONE where it has no verb of speech.
 */
static struct subject told_by(const struct people *p, uint32_t i, uint32_t end, uint32_t *ret_verb)
{
  struct inversion joined = inversion_at(p, i, end);
  *ret_verb = joined.verb;
  if (joined.pronoun != NONE)
    return (struct subject){.kind = may_say(p, joined.verb) ? SUBJECT_PRONOUN : SUBJECT_NONE,
                            .first = joined.pronoun,
                            .end = joined.pronoun + 1,
                            .name = NONE};
  uint32_t v = skip_adverbs(p, i, end);
  if (v + 1 >= end || !may_say(p, v))
    return NO_SUBJECT;
  *ret_verb = v;
  uint32_t behind = v + 1;
  while (behind < end && behind < v + INVERSION_TOKENS && p->mention_at[behind] == NONE)
    behind++;
  uint32_t mention = behind < end ? p->mention_at[behind] : NONE;
  struct subject s = {.kind = SUBJECT_OTHER, .first = v + 1, .end = v + 2, .name = NONE};
  if (mention == NONE || p->leads.at[mention] != v + 1)
    return s;
  s.kind = SUBJECT_NAME;
  s.end = p->ends.at[mention];
  s.name = p->a->mentions.at[mention].name;
  return s;
}

/* A comma, or a dash: “El puente —explica Jan Reed— no aguanta”. */
static bool is_divider(const struct people *p, uint32_t i)
{
  bool is_hyphen = token_is(p, i, '-') && !token_is_inner_hyphen(p, i);
  str text = token_text(p, i);
  return token_is(p, i, ',') || is_hyphen || str_eq(text, STR("—")) || str_eq(text, STR("–"));
}

void cue_inside(struct attributing *w, uint32_t m)
{
  const struct people *p = w->p;
  if (!str_eq(language_text(p->a->language, "quotations", "attributions"), STR("inside")))
    return;
  uint32_t first = p->marked.at[m].first, end = p->marked.at[m].end;
  for (uint32_t i = first; i + 1 < end && i < first + INSIDE_TOKENS; i++) {
    if (!is_divider(p, i))
      continue;
    uint32_t close = i + 1;
    while (close < end && close < i + 1 + 2 * INVERSION_TOKENS && !is_divider(p, close) &&
           !token_is(p, close, '.'))
      close++;
    uint32_t verb = NONE;
    struct subject s = told_by(p, i + 1, close, &verb);
    if (s.kind == SUBJECT_NONE)
      continue;
    w->at[m].place = CUE_AFTER;
    w->at[m].subject = s;
    w->at[m].verb = verb;
    return;
  }
}
