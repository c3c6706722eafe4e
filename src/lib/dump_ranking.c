/* dump_ranking.c - scores, picks and their reasons, as tables, JSON and the page of --explain. */
#include <math.h>

#include "base/json.h"
#include "lib/lib.h"

static const struct sentence *sentence_of(const struct ranking *r, const struct ranked *s)
{
  return &r->analyses[s->document]->sentences.at[s->sentence];
}

static str text_of(const struct ranking *r, const struct ranked *s)
{
  return str_span(r->analyses[s->document]->document->text, sentence_of(r, s)->at);
}

/* NULL unless they were kept. */
static const struct score_part *parts_of(const struct ranking *r, const struct ranked *s)
{
  size_t index = (size_t)(s - r->sentences.at);
  return r->parts ? r->parts + index * score_part_count() : NULL;
}

/* So many parts of a score tell a reader why; the rest is one sum. */
enum { PARTS_SHOWN = 8, PARTS_MAX = 64 };

/* The part that weighs most among those not shown yet. */
static uint32_t heaviest(const struct score_part *parts, const bool *is_shown)
{
  uint32_t best = NONE;
  for (uint32_t i = 0; i < score_part_count() && i < PARTS_MAX; i++)
    if (!is_shown[i] && (best == NONE || fabsf(parts[i].worth) > fabsf(parts[best].worth)))
      best = i;
  return best;
}

static void add_parts(const struct ranking *r, const struct ranked *s, struct buffer *out)
{
  const struct score_part *parts = parts_of(r, s);
  bool is_shown[PARTS_MAX] = {0};
  double rest = 0;
  for (uint32_t i = 0; parts && i < score_part_count(); i++)
    rest += (double)parts[i].worth;
  for (uint32_t n = 0; parts && n < PARTS_SHOWN; n++) {
    uint32_t i = heaviest(parts, is_shown);
    if (i == NONE || fabsf(parts[i].worth) < 0.005f)
      break;
    is_shown[i] = true;
    rest -= (double)parts[i].worth;
    buffer_format(out, "%s ", score_part_name(i));
    buffer_number(out, (double)parts[i].worth, 2);
    buffer_format(out, ", ");
  }
  if (parts) {
    buffer_format(out, "rest ");
    buffer_number(out, rest, 2);
  }
}

/* Features and what each adds: what bench/fit_weights.py learns from. */
static void json_parts(const struct ranking *r, const struct ranked *s, struct json *json)
{
  const struct score_part *parts = parts_of(r, s);
  json_key(json, "parts");
  json_open(json, '{');
  for (uint32_t i = 0; parts && score_part_name(i); i++)
    json_pair_number(json, score_part_name(i), parts[i].worth, 6);
  json_close(json, '}');
  json_key(json, "features");
  json_open(json, '{');
  for (uint32_t i = 0; parts && score_part_name(i); i++)
    json_pair_number(json, score_part_name(i), parts[i].feature, 6);
  json_close(json, '}');
}

static void json_ranked(const struct ranking *r, const struct ranked *s, struct json *json)
{
  struct span at = sentence_of(r, s)->at;
  json_pair_str(json, "text", text_of(r, s));
  json_pair_uint(json, "document", s->document);
  json_pair_uint(json, "start", at.at);
  json_pair_uint(json, "end", span_end(at));
  json_pair_number(json, "score", s->score, 4);
  json_parts(r, s, json);
}

void dump_scores(const struct ranking *ranking, precis_format format, struct buffer *out)
{
  struct json json = {.out = out};
  for (uint32_t i = 0; i < ranking->sentences.count; i++) {
    const struct ranked *s = &ranking->sentences.at[i];
    if (format == PRECIS_FORMAT_JSON) {
      json_open(&json, '{');
      json_ranked(ranking, s, &json);
      json_close(&json, '}');
      continue;
    }
    buffer_number(out, s->score, 3);
    buffer_byte(out, '\t');
    add_parts(ranking, s, out);
    buffer_byte(out, '\t');
    buffer_add(out, text_of(ranking, s));
    buffer_byte(out, '\n');
  }
}

void dump_selection(const struct ranking *ranking, precis_format format, struct buffer *out)
{
  struct json json = {.out = out};
  for (uint32_t i = 0; i < ranking->picks.count; i++) {
    const struct pick *p = &ranking->picks.at[i];
    const struct ranked *s = &ranking->sentences.at[p->ranked];
    const char *reason = p->reason == PICK_SCORE ? "score" : "antecedent";
    if (format == PRECIS_FORMAT_JSON) {
      json_open(&json, '{');
      json_pair_uint(&json, "rank", p->rank);
      json_pair_str(&json, "reason", str_of(reason));
      json_ranked(ranking, s, &json);
      json_pair_number(&json, "new", (double)p->added, 2);
      if (p->beaten != NONE)
        json_pair_str(&json, "beaten", text_of(ranking, &ranking->sentences.at[p->beaten]));
      json_close(&json, '}');
      continue;
    }
    buffer_format(out, "%u\t%s\t", p->rank, reason);
    buffer_add(out, text_of(ranking, s));
    buffer_byte(out, '\n');
  }
}

void dump_explanation(const struct ranking *ranking, struct buffer *out)
{
  buffer_format(out, "weights: %s\n", genre_name(ranking->genre));
  for (uint32_t i = 0; i < ranking->picks.count; i++) {
    const struct pick *p = &ranking->picks.at[i];
    const struct ranked *s = &ranking->sentences.at[p->ranked];
    buffer_format(out, "\n%u. ", i + 1);
    buffer_add(out, text_of(ranking, s));
    buffer_format(out, "\n   %s; score ",
                  p->reason == PICK_SCORE ? "chosen by score" : "taken along as antecedent");
    buffer_number(out, s->score, 3);
    buffer_format(out, ": ");
    add_parts(ranking, s, out);
    if (p->beaten != NONE) {
      buffer_format(out, "\n   beat: ");
      buffer_add(out, text_of(ranking, &ranking->sentences.at[p->beaten]));
    }
    buffer_byte(out, '\n');
  }
}
