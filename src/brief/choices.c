/* choices.c - why each sentence was chosen: what its score is made of, and what it was taken
 * before.
 *
 * Invariant: numbers are rounded here once, to what JSON holds, so that what is printed of them is
 * the same whether it is made from the brief or from its JSON. */
#include <math.h>

#include "brief/make.h"

/* The part that is not of the score: what it said first. */
static const char NEW[] = "new";

/* Less than this is no reason. */
static const double WORTH_LEAST = 0.005;

static double rounded(double value, double parts)
{
  return round(value * parts) / parts;
}

static bool has_part(const struct brief_choice *choice, const char *name)
{
  for (uint32_t i = 0; i < choice->part_count; i++)
    if (choice->parts[i].name == name)
      return true;
  return false;
}

/* The parts that weigh most, heaviest first; of equals the first. */
static void add_parts(const struct score_part *parts, struct brief_choice *ret)
{
  double rest = 0;
  for (uint32_t i = 0; i < score_part_count(); i++)
    rest += (double)parts[i].worth;
  while (ret->part_count < BRIEF_PARTS_MAX) {
    uint32_t best = NONE;
    for (uint32_t i = 0; i < score_part_count(); i++)
      if (!has_part(ret, score_part_name(i)) &&
          (best == NONE || fabsf(parts[i].worth) > fabsf(parts[best].worth)))
        best = i;
    if (best == NONE || fabs((double)parts[best].worth) < WORTH_LEAST)
      break;
    rest -= (double)parts[best].worth;
    ret->parts[ret->part_count++] =
        (struct brief_part){score_part_name(best), rounded((double)parts[best].worth, 100)};
  }
  ret->rest = rounded(rest, 100);
}

static struct place ranked_place(const struct maker *m, uint32_t ranked)
{
  const struct ranked *r = &m->ranking->sentences.at[ranked];
  const struct analysis *a = maker_analysis(m, r->document);
  return place_of(m, r->document, without_list_mark(a, a->sentences.at[r->sentence].at));
}

static uint32_t extract_at(const struct brief *b, const struct place *place)
{
  for (uint32_t i = 0; i < b->summary.count; i++)
    if (b->summary.at[i].place.document == place->document &&
        b->summary.at[i].place.at.at == place->at.at)
      return i;
  return NONE;
}

static struct brief_choice choice_of(struct maker *m, const struct pick *pick,
                                     const uint32_t *pick_of)
{
  const struct ranking *r = m->ranking;
  struct brief_choice choice = {.place = ranked_place(m, pick->ranked),
                                .score = rounded(r->sentences.at[pick->ranked].score, 1e4),
                                .is_along = pick->reason == PICK_ANTECEDENT,
                                .beaten_choice = NONE};
  choice.text = copy_span(m, choice.place.document, choice.place.at);
  choice.extract = extract_at(m->brief, &choice.place);
  choice.parts[choice.part_count++] = (struct brief_part){NEW, rounded((double)pick->added, 100)};
  if (r->parts)
    add_parts(r->parts + (size_t)pick->ranked * score_part_count(), &choice);
  if (pick->beaten == NONE)
    return choice;
  choice.beaten_place = ranked_place(m, pick->beaten);
  choice.beaten = copy_span(m, choice.beaten_place.document, choice.beaten_place.at);
  choice.beaten_score = rounded(r->sentences.at[pick->beaten].score, 1e4);
  if (pick_of[pick->beaten])
    choice.beaten_choice = pick_of[pick->beaten] - 1;
  return choice;
}

void make_choices(struct maker *m)
{
  const struct ranking *r = m->ranking;
  m->brief->is_explained = true;
  uint32_t *pick_of = arena_array(m->scratch, uint32_t, (size_t)r->sentences.count + 1);
  for (uint32_t i = 0; pick_of && i < r->picks.count; i++)
    pick_of[r->picks.at[i].ranked] = i + 1;
  for (uint32_t i = 0; pick_of && i < r->picks.count; i++)
    vec_push(m->brief->arena, &m->brief->choices, choice_of(m, &r->picks.at[i], pick_of));
}

/* --- in words --- */

/* "+0.93", with a minus as wide as the plus. */
static str signed_text(struct arena *arena, double value)
{
  long parts = lround(fabs(value) * 100);
  return arena_format(arena, "%s%ld.%02ld", value < 0 ? "\xE2\x88\x92" : "+", parts / 100,
                      parts % 100);
}

str brief_score_text(struct arena *arena, double score)
{
  long parts = lround(fabs(score) * 100);
  return arena_format(arena, "%ld.%02ld", parts / 100, parts % 100);
}

str brief_parts_text(struct arena *arena, const struct brief_part *parts, uint32_t count,
                     double rest)
{
  str text = {"", 0};
  for (uint32_t i = 0; i < count; i++)
    text = arena_format(arena, "%.*s%s %.*s, ", STR_ARG(text), parts[i].name,
                        STR_ARG(signed_text(arena, parts[i].worth)));
  return arena_format(arena, "%.*srest %.*s", STR_ARG(text), STR_ARG(signed_text(arena, rest)));
}
