/* write_json.c - the brief as JSON: keys in a fixed order, unknown ones absent. */
#include "brief/brief.h"
#include "brief/write.h"

enum { SCORE_DECIMALS = 4, VALUE_DECIMALS = 6 };

static void span_pair(struct json *json, struct span at)
{
  json_pair_uint(json, "start", at.at);
  json_pair_uint(json, "end", span_end(at));
}

static void place_keys(struct json *json, const struct place *place)
{
  json_pair_uint(json, "document", place->document);
  span_pair(json, place->at);
  json_pair_uint(json, "line", place->line);
  if (place->page)
    json_pair_uint(json, "page", place->page);
}

static void sentence_key(struct json *json, struct span sentence)
{
  json_key(json, "sentence");
  json_open(json, '{');
  span_pair(json, sentence);
  json_close(json, '}');
}

static void open_list(struct json *json, const char *key)
{
  json_key(json, key);
  json_open(json, '[');
}

static void write_title(struct json *json, const struct brief_title *title)
{
  json_key(json, "title");
  json_open(json, '{');
  json_pair_str(json, "text", title->text);
  json_pair_str(json, "origin", str_of(title_origin_name(title->origin)));
  if (title->place.at.len) {
    json_pair_uint(json, "document", title->place.document);
    span_pair(json, title->place.at);
  }
  json_close(json, '}');
}

static void write_sentences(const struct brief *b, uint32_t document, struct json *json)
{
  for (uint32_t i = 0; i < b->sentences.count; i++) {
    const struct brief_sentence *s = &b->sentences.at[i];
    if (document != NONE && s->place.document != document)
      continue;
    json_open(json, '{');
    json_pair_str(json, "text", s->text);
    span_pair(json, s->place.at);
    json_pair_uint(json, "line", s->place.line);
    json_pair_uint(json, "block", s->block);
    json_pair_true(json, "furniture", s->is_furniture);
    json_close(json, '}');
  }
}

/* Text and sentences, in the brief for one document and in each document's entry for several. */
static void write_texts(const struct brief *b, uint32_t document, struct json *json)
{
  if (b->fields & PRECIS_FIELD_TEXT && document < b->texts.count) {
    json_key(json, "text");
    json_str(json, b->texts.at[document]);
  }
  if (!(b->fields & PRECIS_FIELD_SENTENCES))
    return;
  open_list(json, "sentences");
  write_sentences(b, document, json);
  json_close(json, ']');
}

static void write_documents(const struct brief *b, struct json *json)
{
  open_list(json, "documents");
  for (uint32_t i = 0; i < b->sources.count; i++) {
    const struct brief_source *s = &b->sources.at[i];
    json_open(json, '{');
    json_pair_uint(json, "id", i);
    json_pair_str(json, "name", s->name);
    json_pair_str(json, "media", str_of(s->media));
    json_pair_str(json, "charset", str_of(s->charset));
    json_pair_str(json, "sha256", str_of(s->sha256));
    json_pair_uint(json, "bytes", s->bytes);
    json_pair_str(json, "reader", str_of(s->reader));
    json_pair_str(json, "reader_sha256", str_of(s->reader_sha256));
    json_pair_str(json, "title", s->title);
    json_pair_str(json, "author", s->author);
    json_pair_str(json, "date", s->date);
    json_pair_str(json, "language", str_of(s->language));
    json_pair_uint(json, "words", s->words);
    bool has_texts = b->sources.count > 1;
    /* The list, where it was asked for, stands in the place of the count. */
    if (!has_texts || !(b->fields & PRECIS_FIELD_SENTENCES))
      json_pair_uint(json, "sentences", s->sentences);
    if (has_texts)
      write_texts(b, i, json);
    json_close(json, '}');
  }
  json_close(json, ']');
}

/* What several documents are about: who tells it, and who only repeats it. */
static void write_stories(const struct brief *b, struct json *json)
{
  open_list(json, "stories");
  for (uint32_t i = 0; i < b->stories.count; i++) {
    const struct brief_story *s = &b->stories.at[i];
    const struct brief_member *members = b->members.at + s->first;
    json_open(json, '{');
    json_pair_str(json, "title", s->head);
    json_pair_uint(json, "document", s->place.at.len ? s->place.document : s->lead);
    if (s->place.at.len)
      span_pair(json, s->place.at);
    open_list(json, "documents");
    for (uint32_t k = 0; k < s->reports; k++)
      json_uint(json, members[k].document);
    json_close(json, ']');
    if (s->behind)
      json_pair_uint(json, "more", s->behind);
    open_list(json, "copies");
    for (uint32_t k = s->reports; k < s->count; k++) {
      json_open(json, '{');
      json_pair_uint(json, "document", members[k].document);
      json_pair_uint(json, "of", members[k].copy_of);
      json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void write_extracts(const struct brief *b, const bool *printed, struct json *json)
{
  for (uint32_t i = 0; i < b->summary.count; i++) {
    const struct brief_extract *e = &b->summary.at[i];
    json_open(json, '{');
    json_pair_str(json, "text", e->text);
    place_keys(json, &e->place);
    json_pair_number(json, "score", e->score, SCORE_DECIMALS);
    json_pair_str(json, "role", str_of(role_name(e->role)));
    json_pair_true(json, "printed", printed && printed[i]);
    if (b->stories.count)
      json_pair_uint(json, "story", e->story);
    json_close(json, '}');
  }
}

static void write_summary(const struct brief *b, struct json *json)
{
  write_extracts(b, NULL, json);
}

static void write_speaker(struct json *json, const struct brief_speaker *s)
{
  if (!s->mention.len)
    return;
  json_key(json, "speaker");
  json_open(json, '{');
  json_pair_str(json, "name", s->name);
  json_pair_str(json, "title", s->title);
  json_pair_str(json, "mention", s->mention);
  span_pair(json, s->at);
  json_close(json, '}');
}

static void write_quotes(const struct brief *b, struct json *json)
{
  for (uint32_t i = 0; i < b->quotes.count; i++) {
    const struct brief_quote *q = &b->quotes.at[i];
    json_open(json, '{');
    json_pair_str(json, "text", q->text);
    write_speaker(json, &q->speaker);
    open_list(json, "parts");
    for (uint32_t k = 0; k < q->part_count; k++) {
      json_open(json, '{');
      span_pair(json, q->parts[k]);
      json_close(json, '}');
    }
    json_close(json, ']');
    place_keys(json, &q->place);
    json_pair_number(json, "score", q->score, SCORE_DECIMALS);
    json_pair_true(json, "pull", q->is_pull);
    json_pair_true(json, "printed", q->is_printed);
    json_close(json, '}');
  }
}

static void write_figure(const struct brief_figure *f, struct json *json)
{
  json_open(json, '{');
  json_pair_str(json, "kind", str_of(figure_kind_name(f->kind)));
  json_pair_str(json, "text", f->text);
  json_pair_number(json, "value", f->value, VALUE_DECIMALS);
  if (f->is_range)
    json_pair_number(json, "to", f->to, VALUE_DECIMALS);
  json_pair_str(json, "unit", f->unit);
  json_pair_str(json, "qualifier", f->qualifier);
  json_pair_str(json, "bound", str_of(figure_bound_name(f->bound)));
  place_keys(json, &f->place);
  sentence_key(json, f->sentence);
  json_pair_number(json, "score", f->score, SCORE_DECIMALS);
  json_pair_true(json, "printed", f->is_printed);
  json_close(json, '}');
}

static void write_figures(const struct brief *b, struct json *json)
{
  for (uint32_t i = 0; i < b->figures.count; i++)
    write_figure(&b->figures.at[i], json);
}

static void write_disagreements(const struct brief *b, struct json *json)
{
  open_list(json, "disagreements");
  for (uint32_t i = 0; i < b->disagreements.count; i++) {
    const struct brief_disagreement *d = &b->disagreements.at[i];
    json_open(json, '{');
    json_pair_str(json, "unit", d->unit);
    open_list(json, "figures");
    for (uint32_t k = d->first; k < d->first + d->count; k++)
      write_figure(&b->differing.at[k], json);
    json_close(json, ']');
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void write_dates(const struct brief *b, struct json *json)
{
  for (uint32_t i = 0; i < b->dates.count; i++) {
    const struct brief_date *d = &b->dates.at[i];
    json_open(json, '{');
    json_pair_str(json, "text", d->text);
    json_pair_str(json, "iso", str_of(d->iso));
    json_pair_true(json, "resolved", d->is_resolved);
    json_pair_str(json, "kind", str_of(date_kind_name(d->kind)));
    sentence_key(json, d->sentence);
    place_keys(json, &d->place);
    json_pair_true(json, "printed", d->is_printed);
    json_close(json, '}');
  }
}

static void write_names(const struct brief *b, struct json *json)
{
  for (uint32_t i = 0; i < b->names.count; i++) {
    const struct brief_name *n = &b->names.at[i];
    json_open(json, '{');
    json_pair_str(json, "kind", str_of(name_kind_name(n->kind)));
    json_pair_str(json, "name", n->name);
    json_pair_str(json, "title", n->title);
    open_list(json, "aliases");
    for (uint32_t k = 0; k < n->alias_count; k++)
      json_str(json, n->aliases[k]);
    json_close(json, ']');
    json_pair_uint(json, "count", n->count);
    json_pair_uint(json, "document", n->document);
    open_list(json, "mentions");
    for (uint32_t k = 0; k < n->mention_count; k++) {
      json_open(json, '{');
      span_pair(json, n->mentions[k]);
      json_close(json, '}');
    }
    json_close(json, ']');
    json_pair_true(json, "printed", n->is_printed);
    json_close(json, '}');
  }
}

static void write_abbreviations(const struct brief *b, struct json *json)
{
  for (uint32_t i = 0; i < b->abbreviations.count; i++) {
    const struct brief_abbreviation *a = &b->abbreviations.at[i];
    json_open(json, '{');
    json_pair_str(json, "short", a->short_form);
    json_pair_str(json, "long", a->long_form);
    json_pair_str(json, "origin", a->is_from_table ? STR("table") : STR("text"));
    json_pair_uint(json, "document", a->place.document);
    span_pair(json, a->place.at);
    json_pair_true(json, "printed", a->is_printed);
    json_close(json, '}');
  }
}

static void write_terms(const struct brief *b, struct json *json)
{
  for (uint32_t i = 0; i < b->terms.count; i++) {
    const struct brief_term *t = &b->terms.at[i];
    json_open(json, '{');
    json_pair_str(json, "text", t->text);
    json_pair_number(json, "score", t->score, SCORE_DECIMALS);
    json_pair_uint(json, "count", t->count);
    json_pair_true(json, "printed", t->is_printed);
    json_close(json, '}');
  }
}

static const struct {
  uint32_t field;
  const char *key;
  void (*write)(const struct brief *, struct json *);
} lists[] = {
    {PRECIS_FIELD_SUMMARY, "summary", write_summary},
    {PRECIS_FIELD_QUOTES, "quotes", write_quotes},
    {PRECIS_FIELD_FIGURES, "figures", write_figures},
    {PRECIS_FIELD_DATES, "dates", write_dates},
    {PRECIS_FIELD_NAMES, "names", write_names},
    {PRECIS_FIELD_ABBREVIATIONS, "abbreviations", write_abbreviations},
    {PRECIS_FIELD_TERMS, "terms", write_terms},
};

enum { LIST_COUNT = sizeof lists / sizeof *lists };

void brief_write_list(const struct brief *brief, uint32_t field, struct json *json)
{
  if (field == PRECIS_FIELD_SENTENCES)
    write_sentences(brief, NONE, json);
  for (size_t i = 0; i < LIST_COUNT; i++)
    if (lists[i].field == field)
      lists[i].write(brief, json);
}

static void write_warnings(const struct brief *b, struct json *json)
{
  open_list(json, "warnings");
  for (uint32_t i = 0; i < b->warnings.count; i++) {
    const struct doc_warning *w = &b->warnings.at[i];
    json_open(json, '{');
    json_pair_str(json, "code", str_of(w->code));
    json_pair_str(json, "message", w->message);
    if (w->line)
      json_pair_uint(json, "line", w->line);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void write_lists(const struct brief *brief, const bool *printed, struct json *json)
{
  for (size_t i = 0; i < LIST_COUNT; i++) {
    if (!(brief->fields & lists[i].field))
      continue;
    open_list(json, lists[i].key);
    if (lists[i].field == PRECIS_FIELD_SUMMARY)
      write_extracts(brief, printed, json);
    else
      lists[i].write(brief, json);
    json_close(json, ']');
    if (lists[i].field == PRECIS_FIELD_FIGURES && brief->disagreements.count)
      write_disagreements(brief, json);
  }
}

static precis_status write_object(const struct brief *brief, const struct brief_evidence *evidence,
                                  struct buffer *out)
{
  struct json json = {.out = out};
  size_t from = out->len;
  json_open(&json, '{');
  json_pair_str(&json, "precis", str_of(PRECIS_VERSION));
  json_pair_uint(&json, "schema", BRIEF_SCHEMA);
  write_title(&json, &brief->title);
  json_pair_str(&json, "language", str_of(brief->language));
  json_pair_str(&json, "about", brief->about);
  write_documents(brief, &json);
  if (brief->stories.count)
    write_stories(brief, &json);
  if (brief->sources.count == 1)
    write_texts(brief, 0, &json);
  write_lists(brief, evidence ? evidence->extracts_printed : NULL, &json);
  write_warnings(brief, &json);
  if (brief->is_explained)
    write_choices(brief, &json);
  if (evidence && brief->is_explained)
    write_cuts(evidence, &json);
  write_options(brief, &json);
  if (evidence)
    write_page(evidence, &json);
  brief_write_seal(out, from);
  buffer_byte(out, '\n');
  return out->is_short ? PRECIS_NO_MEMORY : PRECIS_OK;
}

precis_status brief_write_json(const struct brief *brief, struct buffer *out)
{
  return write_object(brief, NULL, out);
}

precis_status brief_write_evidence(const struct brief *brief, const struct brief_evidence *evidence,
                                   struct buffer *out)
{
  return write_object(brief, evidence, out);
}
