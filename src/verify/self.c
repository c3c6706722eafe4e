/* self.c - a briefing checked against the texts it was made from, before anybody sees it.
 *
 * Cheap enough to be done always: no file is read again, nothing is made twice. */
#include "verify/phrases.h"
#include "verify/verify.h"

/* Of a text that a message tells; cut between words, or at a character. */
enum { TOLD_MAX = 80 };

/* --- the brief against the documents --- */

struct brief_check {
  const struct document *const *docs;
  uint32_t count;
  precis_error *err;
};

static precis_status differs(const struct brief_check *c, uint32_t document, str text)
{
  str told = brief_first_words(text, TOLD_MAX);
  precis_status s = fail(c->err, PRECIS_NOT_VERBATIM,
                         "\"%.*s\" is not what stands at its place in the source", STR_ARG(told));
  fail_hint(c->err, s, "this is a fault of precis; please report it with the source");
  return document < c->count ? fail_at(c->err, s, c->docs[document]->name, 0, 0) : s;
}

static bool holds(const struct brief_check *c, uint32_t document, struct span at)
{
  return document < c->count && at.at <= c->docs[document]->text.len &&
         at.len <= c->docs[document]->text.len - at.at;
}

static precis_status check_text(const struct brief_check *c, str text, uint32_t document,
                                struct span at)
{
  bool is_same = holds(c, document, at) && str_eq(str_span(c->docs[document]->text, at), text);
  return is_same ? PRECIS_OK : differs(c, document, text);
}

/* Parts are joined by one blank. */
static precis_status check_quote(const struct brief_check *c, const struct brief_quote *q)
{
  size_t at = 0;
  uint32_t document = q->place.document;
  for (uint32_t i = 0; i < q->part_count; i++) {
    struct span part = q->parts[i];
    if (i && (at >= q->text.len || q->text.data[at++] != ' '))
      return differs(c, document, q->text);
    if (!holds(c, document, part) || part.len > q->text.len - at)
      return differs(c, document, q->text);
    precis_status s = check_text(c, str_sub(q->text, at, part.len), document, part);
    if (s != PRECIS_OK)
      return differs(c, document, q->text);
    at += part.len;
  }
  if (at != q->text.len)
    return differs(c, document, q->text);
  const struct brief_speaker *by = &q->speaker;
  return by->mention.len ? check_text(c, by->mention, document, by->at) : PRECIS_OK;
}

static precis_status check_figures(const struct brief_check *c, const struct brief_figure *figures,
                                   uint32_t count)
{
  precis_status s = PRECIS_OK;
  for (uint32_t i = 0; s == PRECIS_OK && i < count; i++) {
    const struct brief_figure *f = &figures[i];
    s = check_text(c, f->text, f->place.document, f->place.at);
    if (s == PRECIS_OK && f->sentence_text.len)
      s = check_text(c, f->sentence_text, f->place.document, f->sentence);
  }
  return s;
}

static precis_status check_choice(const struct brief_check *c, const struct brief_choice *choice)
{
  precis_status s = check_text(c, choice->text, choice->place.document, choice->place.at);
  if (s == PRECIS_OK && choice->beaten.len)
    s = check_text(c, choice->beaten, choice->beaten_place.document, choice->beaten_place.at);
  return s;
}

precis_status verify_brief(const struct brief *b, const struct document *const *docs,
                           uint32_t count, precis_error *err)
{
  struct brief_check c = {docs, count, err};
  precis_status s = PRECIS_OK;
  if (b->title.place.at.len)
    s = check_text(&c, b->title.text, b->title.place.document, b->title.place.at);
  for (uint32_t i = 0; s == PRECIS_OK && i < b->summary.count; i++)
    s = check_text(&c, b->summary.at[i].text, b->summary.at[i].place.document,
                   b->summary.at[i].place.at);
  for (uint32_t i = 0; s == PRECIS_OK && i < b->quotes.count; i++)
    s = check_quote(&c, &b->quotes.at[i]);
  if (s == PRECIS_OK)
    s = check_figures(&c, b->figures.at, b->figures.count);
  if (s == PRECIS_OK)
    s = check_figures(&c, b->differing.at, b->differing.count);
  for (uint32_t i = 0; s == PRECIS_OK && i < b->dates.count; i++)
    s = check_text(&c, b->dates.at[i].text, b->dates.at[i].place.document, b->dates.at[i].place.at);
  for (uint32_t i = 0; s == PRECIS_OK && i < b->choices.count; i++)
    s = check_choice(&c, &b->choices.at[i]);
  for (uint32_t i = 0; s == PRECIS_OK && i < b->sentences.count; i++)
    s = check_text(&c, b->sentences.at[i].text, b->sentences.at[i].place.document,
                   b->sentences.at[i].place.at);
  return s;
}

/* --- the pages against the brief --- */

static void add_figures(struct phrases *p, const struct brief_figure *figures, uint32_t count)
{
  for (uint32_t i = 0; i < count; i++) {
    const struct brief_figure *f = &figures[i];
    phrases_add(p, f->text);
    phrases_add(p, f->number);
    phrases_add(p, f->label.len ? f->label : f->text);
  }
}

static void add_head(struct phrases *p, const struct brief *b)
{
  phrases_add(p, b->title.text);
  phrases_add(p, b->about);
  phrases_add(p, b->author);
  phrases_add(p, b->date);
  phrases_add(p, b->banner);
  for (uint32_t i = 0; i < b->sources.count; i++) {
    const struct brief_source *source = &b->sources.at[i];
    phrases_add(p, source->name);
    phrases_add(p, source->title);
    phrases_add(p, source->author);
    phrases_add(p, source->date);
  }
  for (uint32_t i = 0; i < b->stories.count; i++)
    phrases_add(p, b->stories.at[i].head);
  for (uint32_t i = 0; i < b->headings.count; i++)
    phrases_add(p, b->headings.at[i].text);
}

static void add_choices(struct phrases *p, const struct brief *b)
{
  phrases_add(p, str_of(genre_name(b->genre)));
  for (uint32_t i = 0; i < b->choices.count; i++) {
    const struct brief_choice *c = &b->choices.at[i];
    phrases_add(p, c->text);
    phrases_add(p, c->beaten);
    phrases_add(p, brief_score_text(p->arena, c->score));
    phrases_add(p, brief_score_text(p->arena, c->beaten_score));
    phrases_add(p, brief_parts_text(p->arena, c->parts, c->part_count, c->rest));
  }
}

static void add_brief(struct phrases *p, const struct brief *b)
{
  for (uint32_t i = 0; i < b->summary.count; i++)
    phrases_add_extract(p, b->summary.at[i].text);
  add_head(p, b);
  for (uint32_t i = 0; i < b->quotes.count; i++) {
    const struct brief_quote *q = &b->quotes.at[i];
    phrases_add(p, q->text);
    phrases_add(p, brief_quote_words(q));
    phrases_add(p, brief_speaker_words(p->arena, &q->speaker));
  }
  add_figures(p, b->figures.at, b->figures.count);
  add_figures(p, b->differing.at, b->differing.count);
  for (uint32_t i = 0; i < b->dates.count; i++) {
    phrases_add(p, b->dates.at[i].text);
    phrases_add(p, b->dates.at[i].event);
  }
  for (uint32_t i = 0; i < b->names.count; i++)
    if (b->names.at[i].is_printed) {
      phrases_add(p, b->names.at[i].name);
      phrases_add(p, b->names.at[i].title);
      phrases_add(p, b->names.at[i].told);
    }
  for (uint32_t i = 0; i < b->abbreviations.count; i++) {
    phrases_add(p, b->abbreviations.at[i].short_form);
    phrases_add(p, b->abbreviations.at[i].long_form);
  }
  for (uint32_t i = 0; i < b->terms.count; i++)
    phrases_add(p, b->terms.at[i].text);
  if (b->is_explained)
    add_choices(p, b);
  for (uint32_t i = 0; i < b->passages.count; i++)
    phrases_add(p, b->passages.at[i].text);
  for (uint32_t i = 0; i < b->blocks.count; i++)
    phrases_add(p, brief_text_at(b, b->blocks.at[i].document, b->blocks.at[i].at));
}

static precis_status blame(precis_error *err, const char *what, str text)
{
  str told = brief_first_words(text, TOLD_MAX);
  precis_status s = fail(err, PRECIS_NOT_VERBATIM, "%s: \"%.*s\"", what, STR_ARG(told));
  return fail_hint(err, s, "this is a fault of precis; please report it with the source");
}

static precis_status check_extracts(const struct page_check *c, const struct phrases *p,
                                    precis_error *err)
{
  /* There all of a source may stand, but is not told. */
  bool has_appendix = c->brief->passages.count || c->brief->blocks.count || c->brief->is_explained;
  for (uint32_t i = 0; i < c->brief->summary.count; i++) {
    const struct brief_extract *e = &c->brief->summary.at[i];
    bool is_seen = p->list.at[i].is_seen;
    c->extracts_printed[i] = is_seen && (c->is_set[i] || !has_appendix);
    if (!c->is_lossy && c->is_set[i] && c->shows_role[e->role] && !is_seen &&
        p->list.at[i].squeezed.len)
      return blame(err, "an extract is missing from the pages", e->text);
  }
  return PRECIS_OK;
}

precis_status verify_pages(const struct heap *heap, const struct page_check *c, precis_error *err)
{
  AUTO(arena) arena = arena_new(heap);
  if (!arena)
    return fail_no_memory(err);
  struct phrases phrases;
  phrases_init(&phrases, arena);
  add_brief(&phrases, c->brief);
  for (uint32_t i = 0; i < c->label_count; i++)
    phrases_add_label(&phrases, c->labels[i]);
  if (arena_short(arena))
    return fail_no_memory(err);
  for (uint32_t i = 0; i < c->texts->count; i++) {
    bool is_explained = phrases_explain(&phrases, c->texts->at[i].text,
                                        phrase_place_of(str_of(c->texts->at[i].role)));
    if (arena_short(arena))
      return fail_no_memory(err);
    if (!is_explained && !c->is_lossy)
      return blame(err, "the pages say what the brief does not", c->texts->at[i].text);
  }
  return check_extracts(c, &phrases, err);
}
