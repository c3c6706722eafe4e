/* brief.c - what was found and picked, copied out into one self-contained content model. */
#include "brief/brief.h"

#include "base/hex.h"
#include "brief/make.h"

const char *role_name(enum role role)
{
  static const char *const names[] = {"bottom-line", "key-point", "body"};
  return names[role];
}

const char *title_origin_name(enum title_origin origin)
{
  static const char *const names[] = {"metadata", "heading", "sentence", "file", "user"};
  return names[origin];
}

bool brief_is_rtl(const struct brief *brief)
{
  enum { SENTENCES = 9 };

  int32_t more = 0;
  for (uint32_t i = 0; i < brief->summary.count && i < SENTENCES; i++)
    more += text_is_rtl(brief->summary.at[i].text) ? 1 : -1;
  return more > 0;
}

void brief_free(struct brief *brief)
{
  if (brief)
    arena_free(brief->arena);
}

str copy_span(struct maker *m, uint32_t document, struct span at)
{
  return arena_str(m->brief->arena, str_span(maker_analysis(m, document)->document->text, at));
}

/* The paragraph around an offset, noted when it is new. */
static uint32_t paragraph_at(const struct maker *m, uint32_t document, uint32_t at)
{
  uint32_t block = document_block(maker_analysis(m, document)->document, at);
  if (block == UINT32_MAX)
    return NONE;
  uint32_t *index = &m->paragraphs[document][block];
  if (!*index) {
    struct brief_paragraph paragraph = {document, block + 1};
    vec_push(m->brief->arena, &m->brief->paragraphs, paragraph);
    *index = m->brief->paragraphs.count;
  }
  return *index - 1;
}

struct place place_of(const struct maker *m, uint32_t document, struct span at)
{
  const struct document *d = maker_analysis(m, document)->document;
  return (struct place){document, at, document_line(d, at.at), paragraph_at(m, document, at.at),
                        document_page(d, at.at)};
}

bool wants(const struct maker *m, uint32_t field)
{
  return m->brief->fields & field;
}

static struct brief *brief_new(const struct heap *heap)
{
  struct arena *arena = arena_new(heap);
  struct brief *brief = arena ? arena_make(arena, struct brief) : NULL;
  if (!brief) {
    arena_free(arena);
    return NULL;
  }
  brief->arena = arena;
  return brief;
}

static const char *copy_name(struct arena *arena, const char *name)
{
  return arena_str(arena, str_of(name)).data;
}

static struct doc_given copy_given(struct arena *arena, const struct doc_given *given)
{
  return (struct doc_given){
      .media = given->media,
      .charset = arena_str(arena, given->charset),
      .language = arena_str(arena, given->language),
      .title = arena_str(arena, given->title),
      .author = arena_str(arena, given->author),
      .date = arena_str(arena, given->date),
  };
}

static void add_source(struct maker *m, const struct analysis *a)
{
  const struct document *d = a->document;
  struct arena *arena = m->brief->arena;
  struct brief_source source = {
      .name = arena_str(arena, d->name),
      .media = copy_name(arena, document_media(d)),
      .charset = copy_name(arena, d->charset),
      .bytes = d->bytes,
      .title = arena_str(arena, d->title),
      .author = arena_str(arena, d->author),
      .date = arena_str(arena, d->date),
      .language = copy_name(arena, d->language),
      .words = a->word_total,
      .given = copy_given(arena, &d->given),
  };
  for (uint32_t i = 0; i < a->sentences.count; i++)
    source.sentences += !(a->sentences.at[i].flags & SENTENCE_FURNITURE);
  hex_write(source.sha256, d->sha256, sizeof d->sha256);
  if (d->original_media)
    hex_write(source.reader_sha256, d->reader_sha256, sizeof d->reader_sha256);
  if (d->reader)
    source.reader = copy_name(arena, d->reader);
  vec_push(arena, &m->brief->sources, source);
}

static void add_warning(struct maker *m, const struct doc_warning *warning)
{
  struct doc_warning copy = *warning;
  copy.message = arena_str(m->brief->arena, warning->message);
  vec_push(m->brief->arena, &m->brief->warnings, copy);
}

static void add_warnings(struct maker *m)
{
  for (uint32_t d = 0; d < m->ranking->analysis_count; d++) {
    const struct analysis *a = maker_analysis(m, d);
    for (uint32_t i = 0; i < a->document->warnings.count; i++)
      add_warning(m, &a->document->warnings.at[i]);
    for (uint32_t i = 0; i < a->warnings.count; i++)
      add_warning(m, &a->warnings.at[i]);
    if (m->ranking->analysis_count > 1 && !m->brief->sources.at[d].sentences)
      add_warning(m, &(struct doc_warning){
                         .code = "W107",
                         .message = arena_format(m->brief->arena,
                                                 "'%.*s' has no sentence: nothing stands for it",
                                                 STR_ARG(a->document->name))});
  }
  for (uint32_t i = 0; i < m->ranking->warnings.count; i++)
    add_warning(m, &m->ranking->warnings.at[i]);
}

static bool ready_tables(struct maker *m)
{
  uint32_t count = m->ranking->analysis_count;
  m->paragraphs = arena_array(m->scratch, uint32_t *, count);
  for (uint32_t d = 0; m->paragraphs && d < count; d++)
    m->paragraphs[d] =
        arena_array(m->scratch, uint32_t, maker_analysis(m, d)->document->blocks.count + 1);
  m->sentence_scores = arena_array(m->scratch, double *, count);
  for (uint32_t d = 0; m->sentence_scores && d < count; d++)
    m->sentence_scores[d] =
        arena_array(m->scratch, double, maker_analysis(m, d)->sentences.count + 1);
  m->is_told = arena_array(m->scratch, bool *, count);
  for (uint32_t d = 0; m->is_told && d < count; d++)
    m->is_told[d] = arena_array(m->scratch, bool, maker_analysis(m, d)->sentences.count + 1);
  if (arena_short(m->scratch))
    return false;
  for (uint32_t i = 0; i < m->ranking->sentences.count; i++) {
    const struct ranked *r = &m->ranking->sentences.at[i];
    m->sentence_scores[r->document][r->sentence] = r->score;
    m->is_told[r->document][r->sentence] = r->is_headed || (r->opening != NONE && r->opening != i);
  }
  return true;
}

static void add_texts(struct maker *m)
{
  for (uint32_t d = 0; d < m->ranking->analysis_count; d++) {
    const struct analysis *a = maker_analysis(m, d);
    bool has_text = wants(m, PRECIS_FIELD_TEXT) || m->options->sources == PRECIS_SOURCES_FULL;
    str text = has_text ? arena_str(m->brief->arena, a->document->text) : STR("");
    vec_push(m->brief->arena, &m->brief->texts, text);
    for (uint32_t i = 0; wants(m, PRECIS_FIELD_SENTENCES) && i < a->sentences.count; i++) {
      const struct sentence *s = &a->sentences.at[i];
      struct brief_sentence copy = {copy_span(m, d, s->at), place_of(m, d, s->at), s->block,
                                    s->flags & SENTENCE_FURNITURE};
      vec_push(m->brief->arena, &m->brief->sentences, copy);
    }
  }
}

/* What all documents say; empty where they differ. */
static str common_author(const struct maker *m)
{
  str author = maker_analysis(m, 0)->document->author;
  for (uint32_t d = 1; d < m->ranking->analysis_count; d++)
    if (!str_eq(maker_analysis(m, d)->document->author, author))
      return STR("");
  return author;
}

static str common_date(const struct maker *m)
{
  str date = maker_analysis(m, 0)->document->date;
  for (uint32_t d = 1; d < m->ranking->analysis_count; d++)
    if (!str_eq(maker_analysis(m, d)->document->date, date))
      return STR("");
  return date;
}

/* The date that the caller would have printed; empty: that of the documents. */
static str date_of_caller(const struct maker *m)
{
  if (m->options->date.len)
    return m->options->date;
  for (uint32_t d = 0; d < m->ranking->analysis_count; d++)
    if (maker_analysis(m, d)->document->date.len)
      return STR("");
  return m->options->date_if_none;
}

/* What is printed about the whole: the user's words, else what the documents have in common. */
static void set_head(struct maker *m)
{
  struct arena *arena = m->brief->arena;
  const precis_brief_options *o = m->options;
  const struct document *native = maker_analysis(m, maker_native(m))->document;
  str date = date_of_caller(m);
  m->brief->language = copy_name(arena, native->language);
  m->brief->about = arena_str(arena, o->about);
  m->brief->author = arena_str(arena, o->author.len ? o->author : common_author(m));
  m->brief->date = arena_str(arena, date.len ? date : common_date(m));
  m->brief->banner = arena_str(arena, o->banner);
  m->brief->fields = o->fields ? o->fields : PRECIS_FIELDS_DEFAULT;
  m->brief->genre = m->ranking->genre;
  m->brief->asked = (struct brief_asked){
      .sources = o->sources,
      .max_words = o->max_words,
      .max_sentences = o->max_sentences,
      .pages = o->pages,
      .max_quotes = o->max_quotes,
      .max_facts = o->max_facts,
      .ratio = o->ratio,
      .genre = arena_str(arena, str_of(o->genre)),
      .title = arena_str(arena, o->title),
      .about = m->brief->about,
      .date = arena_str(arena, date),
      .author = arena_str(arena, o->author),
      .banner = m->brief->banner,
  };
}

precis_status brief_make(const struct heap *heap, const struct ranking *ranking,
                         const precis_brief_options *options, struct brief **ret, precis_error *err)
{
  AUTO(brief) brief = brief_new(heap);
  AUTO(arena) scratch = arena_new(heap);
  if (!brief || !scratch)
    return fail_no_memory(err);
  struct maker m = {.brief = brief, .ranking = ranking, .options = options, .scratch = scratch};
  set_head(&m);
  make_labels(&m);
  for (uint32_t d = 0; d < ranking->analysis_count; d++)
    add_source(&m, maker_analysis(&m, d));
  if (!ready_tables(&m))
    return fail_no_memory(err);
  make_summary(&m);
  make_title(&m);
  make_stories(&m);
  make_sections(&m);
  make_quotes(&m);
  make_figures(&m);
  make_disagreements(&m);
  make_dates(&m);
  make_names(&m);
  make_abbreviations(&m);
  make_terms(&m);
  make_passages(&m);
  if (options->explain)
    make_choices(&m);
  if (wants(&m, PRECIS_FIELD_TEXT | PRECIS_FIELD_SENTENCES) ||
      options->sources == PRECIS_SOURCES_FULL)
    add_texts(&m);
  add_warnings(&m);
  if (arena_short(brief->arena) || arena_short(scratch))
    return fail_no_memory(err);
  *ret = TAKE(brief);
  return PRECIS_OK;
}

bool brief_goes_on(const struct brief_extract *first, const struct brief_extract *second)
{
  bool is_near = first->role == ROLE_BODY && second->role == ROLE_BODY &&
                 first->block == second->block && first->section == second->section &&
                 first->place.document == second->place.document;
  bool has_gap = second != first + 1 || !second->is_next;
  return is_near && !(has_gap && second->is_spoken);
}

uint32_t brief_paragraph_end(const struct brief *brief, uint32_t first)
{
  uint32_t end = first + 1;
  while (end < brief->summary.count &&
         brief_goes_on(&brief->summary.at[end - 1], &brief->summary.at[end]))
    end++;
  return end;
}
