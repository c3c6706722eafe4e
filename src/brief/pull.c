/* pull.c - how fit a quotation is to be set large.
 *
 * A sum of what an editor looks for, on the scale of a logistic regression over forty edited
 * articles, each left out in turn; its weights are rounded here. What was tried there and told
 * nothing is left out: figures, first person, denial, feeling. */
#include "brief/make.h"

/* Speaks of more than the case at hand: "Nobody …", "A meter is a promise". */
static const double GENERAL_WORTH = 1.3;
/* What somebody says first is what he was asked for; the rest explains it. */
static const double FIRST_WORTH = 1.2;
/* Articles quote the best early. The whole of it at the text's start, nothing at its end. */
static const double EARLY_WORTH = 1.2;
/* Sets one thing against another: "…, but nobody drinks promises either". */
static const double TURN_WORTH = 0.8;

/* Points at something outside the quotation with its first word, or with the next ones. */
static const double POINTING_COST = 0.8;
static const double POINTING_INSIDE_COST = 1.0;
/* Tells a scene or a case: "When I got to …", "There was a man …". */
static const double SCENE_COST = 0.8;
static const double QUESTION_COST = 0.5;
/* What will be done is the article's business. */
static const double PLAN_COST = 0.4;
/* Each word short of a thought. */
static const double SHORT_COST = 0.14;

enum { SHORT_WORDS = 9, OPENING_WORDS = 4 };

#define POINTING (CLASSES_PERSON | CLASS_BIT(CLASS_DEMONSTRATIVE))

/* A walk over the words and marks of a quotation. */
struct listener {
  const struct analysis *a;
  const struct word_set *general, *scenes, *plans, *it;
  uint32_t words;
  char before; /* the mark right before; 0 behind a word */
  bool has_turn, points_inside;
  double worth;
};

static void hear_opening(struct listener *l, const struct word *w)
{
  bool points = (w->classes & POINTING) || word_set_has(l->it, w->folded);
  if (l->words > 0) {
    l->points_inside |= points;
    l->worth -= word_set_has(l->plans, w->folded) ? PLAN_COST : 0;
    return;
  }
  l->worth += word_set_has(l->general, w->folded) ? GENERAL_WORTH : 0;
  l->worth -= word_set_has(l->scenes, w->folded) ? SCENE_COST : 0;
  l->worth -= points || (w->classes & CLASS_BIT(CLASS_CONNECTIVE)) ? POINTING_COST : 0;
}

static void hear_word(struct listener *l, const struct word *w)
{
  if (l->words < OPENING_WORDS)
    hear_opening(l, w);
  l->has_turn |= l->before == ',' && (w->classes & CLASS_BIT(CLASS_CONNECTIVE));
  l->before = 0;
  l->words++;
}

static void hear_part(struct listener *l, struct span part)
{
  const struct analysis *a = l->a;
  for (uint32_t i = analysis_token(a, part.at);
       i < a->tokens.count && a->tokens.at[i].at < span_end(part); i++) {
    const struct token *t = &a->tokens.at[i];
    if (t->kind != TOKEN_MARK) {
      hear_word(l, &a->words.at[t->word]);
      continue;
    }
    l->before = a->document->text.data[t->at];
    l->has_turn |= l->before == ';' && t->at + t->len < span_end(part);
  }
}

double pull_worth(const struct analysis *a, const struct quote *q, bool is_first)
{
  struct listener l = {
      .a = a,
      .general = language_set(a->language, "quotations", "general"),
      .scenes = language_set(a->language, "quotations", "scenes"),
      .plans = language_set(a->language, "quotations", "plans"),
      .it = language_set(a->language, "people", "it"),
  };
  for (uint32_t i = 0; i < q->part_count; i++)
    hear_part(&l, a->parts.at[q->first_part + i]);
  double at = (double)a->parts.at[q->first_part].at / (double)a->document->text.len;
  l.worth += EARLY_WORTH * (1 - at);
  l.worth += is_first ? FIRST_WORTH : 0;
  l.worth += l.has_turn ? TURN_WORTH : 0;
  l.worth -= l.points_inside ? POINTING_INSIDE_COST : 0;
  l.worth -= l.before == '?' ? QUESTION_COST : 0;
  l.worth -= l.words < SHORT_WORDS ? SHORT_COST * (SHORT_WORDS - l.words) : 0;
  return l.worth;
}

bool *first_of_speakers(struct arena *arena, const struct analysis *a)
{
  bool *is_first = arena_array(arena, bool, a->quotes.count + 1);
  bool *has_spoken = arena_array(arena, bool, a->names.count + 1);
  for (uint32_t i = 0; is_first && has_spoken && i < a->quotes.count; i++) {
    const struct quote *q = &a->quotes.at[i];
    bool is_named = q->speaker.name < a->names.count;
    is_first[i] = is_named && !has_spoken[q->speaker.name];
    /* A few words taken up in the article's own sentence are not yet a say. */
    if (is_named && q->is_complete)
      has_spoken[q->speaker.name] = true;
  }
  return has_spoken ? is_first : NULL;
}
