/* collection.c - very many documents for one brief: a memo of each is held, the documents are saved
 * with the caller, and only those that the brief looks at closely are loaded again.
 *
 * Invariant: what is loaded for a brief is bounded in number and in bytes, but for one document,
 * which any brief may be made of. */
#include "lib/lib.h"

enum {
  LOADED_MIN = 200,       /* reports: up to here nothing is left out */
  LOADED_A_PAGE = 60,     /* of more pages; a page holds some 40 stories */
  LOADED_MAX = 2000,      /* as many as are grouped into stories */
  DOCUMENTS_MAX = 5000000 /* 2.3 GB of memos */
};

/* Of text: a document's analysis takes some twenty times its text. */
static const uint64_t LOADED_BYTES_MAX = UINT64_C(16) << 20;

struct precis_collection {
  const precis_engine *engine;
  precis_store store;
  struct buffer memos; /* struct memo, one after the other */
};

static uint32_t count_of(const precis_collection *collection)
{
  return (uint32_t)(collection->memos.len / sizeof(struct memo));
}

static const struct memo *memos_of(const precis_collection *collection)
{
  return (const void *)collection->memos.data;
}

precis_status precis_collection_new(const precis_engine *engine, precis_store store,
                                    precis_collection **ret, precis_error *err)
{
  precis_collection *collection = engine->heap.realloc(engine->heap.user, NULL, sizeof *collection);
  if (!collection)
    return fail_no_memory(err);
  *collection = (precis_collection){.engine = engine, .store = store};
  buffer_init(&collection->memos, &engine->heap);
  *ret = collection;
  return PRECIS_OK;
}

void precis_collection_free(precis_collection *collection)
{
  if (!collection)
    return;
  struct heap heap = collection->memos.heap;
  buffer_clear(&collection->memos);
  heap.realloc(heap.user, collection, 0);
}

size_t precis_collection_count(const precis_collection *collection)
{
  return count_of(collection);
}

precis_status precis_collection_add(precis_collection *collection, const precis_document *document,
                                    precis_error *err)
{
  struct memo memo;
  if (count_of(collection) >= DOCUMENTS_MAX)
    return fail(err, PRECIS_OVER_LIMIT, "more than %d documents in a collection", DOCUMENTS_MAX);
  memo_of(document->analysis, &memo);
  buffer_add(&collection->memos, (str){(const char *)&memo, sizeof memo});
  return collection->memos.is_short ? fail_no_memory(err) : PRECIS_OK;
}

/* --- loading --- */

/* What is loaded for one brief; freed with it. */
struct loading {
  const precis_collection *collection;
  struct arena *arena;
  precis_document **docs;
  uint32_t count;
};

static void loading_end(struct loading *l)
{
  for (uint32_t i = 0; i < l->count; i++)
    precis_document_free(l->docs[i]);
  arena_free(l->arena);
}

static int take_bytes(void *user, const void *data, size_t len)
{
  struct buffer *buffer = user;
  buffer_add(buffer, (str){data, len});
  return buffer->is_short;
}

static precis_status load(struct loading *l, uint32_t number, precis_error *err)
{
  const precis_collection *c = l->collection;
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &c->engine->heap);
  int stopped = c->store.get(c->store.user, number, (precis_sink){take_bytes, &bytes});
  if (bytes.is_short)
    return fail_no_memory(err);
  if (stopped)
    return fail(err, PRECIS_IO, "what was saved of document %u cannot be had", number + 1);
  precis_status s = precis_document_load(c->engine, buffer_str(&bytes), &l->docs[l->count], err);
  if (s != PRECIS_OK)
    return s;
  l->count++;
  return PRECIS_OK;
}

/* A copy is only named: nothing is told from it. */
static void keep_name_only(precis_document *doc)
{
  struct analysis *a = doc->analysis;
  a->tokens.count = a->words.count = a->sentences.count = a->names.count = 0;
  a->mentions.count = a->quotes.count = a->figures.count = a->dates.count = 0;
  a->abbreviations.count = a->terms.count = 0;
}

static uint32_t reports_wanted(const precis_brief_options *options)
{
  uint32_t pages = options && options->pages > 2 ? options->pages - 2 : 0;
  uint32_t most = LOADED_MAX / LOADED_A_PAGE;
  uint32_t wanted = LOADED_MIN + (pages < most ? pages : most) * LOADED_A_PAGE;
  return wanted < LOADED_MAX ? wanted : LOADED_MAX;
}

static precis_status add_warning(precis_brief *brief, const struct loading *l,
                                 const struct choice *choice, precis_error *err)
{
  struct arena *arena = brief->brief->arena;
  struct doc_warning warning = {.code = "W206"};
  brief->brief->stories_behind = choice->stories - choice->told;
  warning.message = arena_format(
      arena,
      "of %u documents, %u of them nearly copies, %u were looked at closely: they tell "
      "of %u stories of %u",
      count_of(l->collection), choice->copies, l->count, choice->told, choice->stories);
  vec_push(arena, &brief->brief->warnings, warning);
  return arena_short(arena) ? fail_no_memory(err) : PRECIS_OK;
}

static precis_status brief_of_all(struct loading *l, const precis_brief_options *options,
                                  precis_brief **ret, precis_error *err)
{
  uint32_t count = count_of(l->collection);
  l->docs = arena_array(l->arena, precis_document *, count);
  if (!l->docs)
    return fail_no_memory(err);
  for (uint32_t i = 0; i < count; i++) {
    precis_status s = load(l, i, err);
    if (s != PRECIS_OK)
      return s;
  }
  return precis_brief_make(l->collection->engine, (const precis_document *const *)l->docs, count,
                           options, ret, err);
}

static precis_status brief_of_some(struct loading *l, struct budget budget,
                                   const precis_brief_options *options, precis_brief **ret,
                                   precis_error *err)
{
  const precis_collection *c = l->collection;
  struct choice choice;
  if (!choose_documents(l->arena, memos_of(c), count_of(c), budget, &choice))
    return fail_no_memory(err);
  l->docs = arena_array(l->arena, precis_document *, (size_t)choice.chosen.count + 1);
  if (arena_short(l->arena))
    return fail_no_memory(err);
  for (uint32_t i = 0; i < choice.chosen.count; i++) {
    precis_status s = load(l, choice.chosen.at[i], err);
    if (s != PRECIS_OK)
      return s;
    if (choice.copy_of.at[i] != NONE)
      keep_name_only(l->docs[i]);
  }
  struct document_list docs = {(const precis_document *const *)l->docs, l->count};
  struct chosen_from from = {choice.copy_of.at, choice.behind.at};
  precis_brief *brief = NULL;
  precis_status s = brief_of_chosen(c->engine, docs, &from, options, &brief, err);
  if (s == PRECIS_OK)
    s = add_warning(brief, l, &choice, err);
  if (s == PRECIS_OK)
    *ret = brief;
  else
    precis_brief_free(brief);
  return s;
}

precis_status precis_collection_brief_make(const precis_collection *collection,
                                           const precis_brief_options *options, precis_brief **ret,
                                           precis_error *err)
{
  struct loading l = {.collection = collection, .arena = arena_new(&collection->engine->heap)};
  struct budget budget = {reports_wanted(options), LOADED_MIN, LOADED_BYTES_MAX};
  uint64_t bytes = 0;
  uint32_t count = count_of(collection);
  for (uint32_t i = 0; i < count; i++)
    bytes += memos_of(collection)[i].bytes;
  if (!l.arena)
    return fail_no_memory(err);
  bool is_few = count <= budget.reports && (bytes <= budget.bytes || count == 1);
  precis_status s = !count   ? fail(err, PRECIS_BAD_ARGUMENT, "no document")
                    : is_few ? brief_of_all(&l, options, ret, err)
                             : brief_of_some(&l, budget, options, ret, err);
  loading_end(&l);
  return s;
}
