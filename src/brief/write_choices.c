/* write_choices.c - why each sentence was chosen, in JSON. */
#include "brief/write.h"

enum { SCORE_DECIMALS = 4, WORTH_DECIMALS = 2 };

static void write_place(struct json *json, str text, const struct place *place, double score)
{
  json_pair_str(json, "text", text);
  json_pair_uint(json, "document", place->document);
  json_pair_uint(json, "start", place->at.at);
  json_pair_uint(json, "end", span_end(place->at));
  json_pair_uint(json, "line", place->line);
  if (place->page)
    json_pair_uint(json, "page", place->page);
  json_pair_number(json, "score", score, SCORE_DECIMALS);
}

static void write_parts(struct json *json, const struct brief_choice *choice)
{
  json_key(json, "parts");
  json_open(json, '{');
  for (uint32_t i = 0; i < choice->part_count; i++)
    json_pair_number(json, choice->parts[i].name, choice->parts[i].worth, WORTH_DECIMALS);
  json_close(json, '}');
  json_pair_number(json, "rest", choice->rest, WORTH_DECIMALS);
}

static void write_choice(struct json *json, const struct brief_choice *choice)
{
  json_open(json, '{');
  write_place(json, choice->text, &choice->place, choice->score);
  json_pair_str(json, "reason", choice->is_along ? STR("antecedent") : STR("score"));
  if (choice->extract != NONE)
    json_pair_uint(json, "item", choice->extract);
  write_parts(json, choice);
  if (choice->beaten.len) {
    json_key(json, "beaten");
    json_open(json, '{');
    write_place(json, choice->beaten, &choice->beaten_place, choice->beaten_score);
    if (choice->beaten_choice != NONE)
      json_pair_uint(json, "choice", choice->beaten_choice);
    json_close(json, '}');
  }
  json_close(json, '}');
}

void write_choices(const struct brief *brief, struct json *json)
{
  json_key(json, "explanation");
  json_open(json, '{');
  json_pair_str(json, "weights", str_of(genre_name(brief->genre)));
  json_key(json, "choices");
  json_open(json, '[');
  for (uint32_t i = 0; i < brief->choices.count; i++)
    write_choice(json, &brief->choices.at[i]);
  json_close(json, ']');
  json_close(json, '}');
}

void write_cuts(const struct brief_evidence *evidence, struct json *json)
{
  json_key(json, "cut");
  json_open(json, '[');
  for (uint32_t i = 0; i < evidence->cut_count; i++) {
    json_open(json, '{');
    json_pair_str(json, "what", str_of(evidence->cuts[i].what));
    json_pair_uint(json, "set", evidence->cuts[i].set);
    json_pair_uint(json, "all", evidence->cuts[i].all);
    json_close(json, '}');
  }
  json_close(json, ']');
}
