/* briefing.c - documents into a brief: rank, pick, copy out; and the brief's faces. */
#include "base/calendar.h"
#include "lib/lib.h"
#include "verify/verify.h"

static const uint32_t WORDS_DEFAULT = 250;
/* Two columns of 55 lines hold about 950 words; the rest is choice for the page builder. */
static const uint32_t WORDS_A_PAGE = 1200;

static uint32_t words_wanted(const precis_brief_options *o)
{
  if (o->max_words)
    return o->max_words;
  if (o->pages)
    return o->pages < UINT32_MAX / WORDS_A_PAGE ? o->pages * WORDS_A_PAGE : UINT32_MAX;
  return o->max_sentences || o->ratio > 0 ? 0 : WORDS_DEFAULT;
}

static bool is_day(str date)
{
  return !date.len || calendar_has_written(date);
}

static precis_status rank_options_of(const precis_brief_options *o, struct rank_options *ret,
                                     precis_error *err)
{
  if (!is_day(o->date) || !is_day(o->date_if_none))
    return fail(err, PRECIS_BAD_ARGUMENT, "a date is no day written YYYY-MM-DD");
  if ((unsigned)o->sources > PRECIS_SOURCES_FULL)
    return fail(err, PRECIS_BAD_ARGUMENT, "no way %u to tell of sources", (unsigned)o->sources);
  enum genre genre = o->genre ? genre_find(str_of(o->genre)) : GENRE_COUNT;
  if (o->genre && genre == GENRE_COUNT) {
    precis_status s = fail(err, PRECIS_BAD_ARGUMENT, "no genre '%s'", o->genre);
    return fail_hint(err, s, "news, report, paper, reference, transcript, reviews or many");
  }
  if (!(o->ratio >= 0 && o->ratio <= 1)) /* NaN too */
    return fail(err, PRECIS_BAD_ARGUMENT, "the ratio is not from 0 to 1");
  *ret = (struct rank_options){
      .max_words = words_wanted(o),
      .max_sentences = o->max_sentences,
      .ratio = o->ratio,
      .genre = genre,
      .keep_parts = o->explain != 0,
      .about = o->about,
      .title = o->title,
  };
  return PRECIS_OK;
}

/* Programs and data that made the brief: where they are the same, it can be made again. */
static uint64_t brief_maker(struct document_list docs)
{
  uint64_t hash = str_hash(STR(PRECIS_VERSION)) ^ text_versions();
  for (size_t i = 0; i < docs.count; i++)
    hash = hash_join(hash, docs.at[i]->language_digest);
  return hash;
}

static precis_status check_brief(const struct heap *heap, const struct brief *brief,
                                 struct document_list docs, precis_error *err)
{
  const struct document **documents =
      heap->realloc(heap->user, NULL, docs.count * sizeof *documents);
  if (!documents)
    return fail_no_memory(err);
  for (size_t i = 0; i < docs.count; i++)
    documents[i] = docs.at[i]->document;
  precis_status s = verify_brief(brief, documents, (uint32_t)docs.count, err);
  heap->realloc(heap->user, documents, 0);
  return s;
}

/* What a caller asks for, and what that means to the ranking. */
struct wishes {
  const struct rank_options *rank;
  const precis_brief_options *brief;
};

/* The ranking given too when ret_ranking is not NULL. */
static precis_status rank_and_make(const precis_engine *engine, struct document_list docs,
                                   struct wishes wishes, struct ranking **ret_ranking,
                                   struct brief **ret, precis_error *err)
{
  if (!docs.count || docs.count > UINT32_MAX)
    return fail(err, PRECIS_BAD_ARGUMENT, "no document");
  const struct heap *heap = &engine->heap;
  const struct analysis **analyses = heap->realloc(heap->user, NULL, docs.count * sizeof *analyses);
  if (!analyses)
    return fail_no_memory(err);
  for (size_t i = 0; i < docs.count; i++)
    analyses[i] = docs.at[i]->analysis;
  AUTO(ranking) ranking = NULL;
  AUTO(brief) brief = NULL;
  precis_status s = rank(heap, analyses, (uint32_t)docs.count, wishes.rank, &ranking, err);
  if (s == PRECIS_OK) {
    watch_done(&engine->watch, "rank", arena_bytes(ranking->arena));
    s = brief_make(heap, ranking, wishes.brief, &brief, err);
  }
  if (s == PRECIS_OK) {
    brief->maker = brief_maker(docs);
    s = check_brief(heap, brief, docs, err);
  }
  if (s == PRECIS_OK) {
    watch_done(&engine->watch, "brief", arena_bytes(brief->arena));
    *ret = TAKE(brief);
    if (ret_ranking)
      *ret_ranking = TAKE(ranking);
  }
  /* The ranking goes on borrowing the array. */
  if (s != PRECIS_OK || !ret_ranking)
    heap->realloc(heap->user, analyses, 0);
  return s;
}

precis_status engine_brief(const precis_engine *engine, struct document_list docs,
                           const precis_brief_options *options, struct ranking **ret_ranking,
                           struct brief **ret, precis_error *err)
{
  static const precis_brief_options none;
  const precis_brief_options *o = options ? options : &none;
  struct rank_options rank_options;
  precis_status s = rank_options_of(o, &rank_options, err);
  return s == PRECIS_OK
             ? rank_and_make(engine, docs, (struct wishes){&rank_options, o}, ret_ranking, ret, err)
             : s;
}

void engine_free_ranking(const precis_engine *engine, struct ranking *ranking)
{
  void *analyses = ranking ? (void *)ranking->analyses : NULL;
  ranking_free(ranking);
  if (analyses)
    engine->heap.realloc(engine->heap.user, analyses, 0);
}

precis_status precis_brief_make(const precis_engine *engine, const precis_document *const *docs,
                                size_t doc_count, const precis_brief_options *options,
                                precis_brief **ret, precis_error *err)
{
  return brief_of_chosen(engine, (struct document_list){docs, doc_count}, NULL, options, ret, err);
}

precis_status brief_of_chosen(const precis_engine *engine, struct document_list docs,
                              const struct chosen_from *from, const precis_brief_options *options,
                              precis_brief **ret, precis_error *err)
{
  static const precis_brief_options none;
  const precis_brief_options *o = options ? options : &none;
  struct rank_options rank_options;
  precis_status s = rank_options_of(o, &rank_options, err);
  if (s != PRECIS_OK)
    return s;
  if (from) {
    rank_options.copy_of = from->copy_of;
    rank_options.behind = from->behind;
  }
  struct heap heap = engine->heap;
  precis_brief *made = heap.realloc(heap.user, NULL, sizeof *made);
  if (!made)
    return fail_no_memory(err);
  *made = (precis_brief){.heap = heap};
  buffer_init(&made->explanation, &heap);
  struct ranking *ranking = NULL;
  s = rank_and_make(engine, docs, (struct wishes){&rank_options, o}, &ranking, &made->brief, err);
  if (s == PRECIS_OK && o->explain)
    dump_explanation(ranking, &made->explanation);
  engine_free_ranking(engine, ranking);
  if (s == PRECIS_OK)
    *ret = made;
  else
    precis_brief_free(made);
  return s;
}

void precis_brief_free(precis_brief *brief)
{
  if (!brief)
    return;
  brief_free(brief->brief);
  buffer_clear(&brief->explanation);
  brief->heap.realloc(brief->heap.user, brief, 0);
}

precis_str precis_brief_title(const precis_brief *brief)
{
  return brief->brief->title.text;
}

size_t precis_brief_count(const precis_brief *brief, precis_item_kind kind)
{
  switch (kind) {
  case PRECIS_ITEM_SENTENCE:
    return brief->brief->summary.count;
  case PRECIS_ITEM_QUOTE:
    return brief->brief->quotes.count;
  case PRECIS_ITEM_FIGURE:
    return brief->brief->figures.count;
  case PRECIS_ITEM_DATE:
    return brief->brief->dates.count;
  }
  return 0;
}

static precis_item item_at(str text, struct place place, double score)
{
  return (precis_item){.text = text,
                       .score = score,
                       .document = place.document,
                       .line = place.line,
                       .offset = place.at.at,
                       .length = place.at.len};
}

precis_item precis_brief_item(const precis_brief *brief, precis_item_kind kind, size_t index)
{
  const struct brief *b = brief->brief;
  switch (kind) {
  case PRECIS_ITEM_SENTENCE:
    return item_at(b->summary.at[index].text, b->summary.at[index].place,
                   b->summary.at[index].score);
  case PRECIS_ITEM_QUOTE: {
    precis_item item =
        item_at(b->quotes.at[index].text, b->quotes.at[index].place, b->quotes.at[index].score);
    item.speaker = b->quotes.at[index].speaker.name;
    return item;
  }
  case PRECIS_ITEM_FIGURE:
    return item_at(b->figures.at[index].text, b->figures.at[index].place,
                   b->figures.at[index].score);
  case PRECIS_ITEM_DATE:
    return item_at(b->dates.at[index].text, b->dates.at[index].place, b->dates.at[index].score);
  }
  return (precis_item){0};
}

size_t precis_brief_warning_count(const precis_brief *brief)
{
  return brief->brief->warnings.count;
}

precis_error precis_brief_warning(const precis_brief *brief, size_t index)
{
  return warning_told(&brief->brief->warnings.at[index]);
}

precis_status precis_brief_write(const precis_brief *brief, precis_format format, precis_sink sink,
                                 precis_error *err)
{
  AUTO_BUFFER out;
  buffer_init(&out, &brief->heap);
  precis_status s = PRECIS_OK;
  if ((unsigned)format > PRECIS_FORMAT_HTML)
    return fail(err, PRECIS_BAD_ARGUMENT, "no format %u", (unsigned)format);
  switch (format) {
  case PRECIS_FORMAT_TEXT:
    s = brief_write_text(brief->brief, &out);
    break;
  case PRECIS_FORMAT_MARKDOWN:
    s = brief_write_markdown(brief->brief, &out);
    break;
  case PRECIS_FORMAT_JSON:
    s = brief_write_json(brief->brief, &out);
    break;
  case PRECIS_FORMAT_HTML:
    s = brief_write_html(brief->brief, &out);
    break;
  }
  return s == PRECIS_OK ? buffer_send(&out, sink, err) : fail_no_memory(err);
}

precis_status precis_brief_explain(const precis_brief *brief, precis_sink sink, precis_error *err)
{
  return buffer_send(&brief->explanation, sink, err);
}
