/* saved.c - a document and its analysis as bytes: "PRCD", the version that wrote them, the fields
 * in order, and a sum over all of it.
 *
 * Invariant: what is loaded again is equal to what was saved, so that a briefing made from it is
 * byte-identical; bytes that no save wrote are refused, or are sound all the same. */
#include "analyze/saved.h"

#include "analyze/archive.h"

/* Raised when a field is added, moved or means something else. */
enum { FORMAT = 5 };

static const str MAGIC = {"PRCD", 4};

enum { SUM_BYTES = 8 };

/* --- document --- */

static void archive_block(struct archive *ar, struct block *b)
{
  archive_field(ar, b->kind);
  archive_field(ar, b->level);
  archive_uint(ar, &b->number);
  archive_field(ar, b->furniture);
  archive_span(ar, &b->at);
  archive_uint(ar, &b->lead_in);
  archive_uint(ar, &b->lead_out);
}

static void archive_warning(struct archive *ar, struct doc_warning *w)
{
  str code = str_of(ar->out ? w->code : "");
  archive_str(ar, &code);
  if (!ar->out && code.len < sizeof w->code)
    memcpy(w->code, code.data, code.len);
  archive_str(ar, &w->message);
  archive_uint(ar, &w->line);
}

static void archive_name_of(struct archive *ar, const char **name)
{
  str text = str_of(ar->out ? *name : "");
  archive_str(ar, &text);
  if (!ar->out)
    *name = arena_str(ar->arena, text).data;
}

/* A name that may be missing. */
static void archive_other_name(struct archive *ar, const char **name)
{
  bool is_there = ar->out && *name;
  archive_field(ar, is_there);
  if (is_there)
    archive_name_of(ar, name);
}

static void archive_given(struct archive *ar, struct doc_given *g)
{
  archive_field(ar, g->media);
  archive_str(ar, &g->charset);
  archive_str(ar, &g->language);
  archive_str(ar, &g->title);
  archive_str(ar, &g->author);
  archive_str(ar, &g->date);
}

static void archive_digest(struct archive *ar, uint8_t *bytes, size_t count)
{
  for (size_t i = 0; i < count; i++)
    archive_field(ar, bytes[i]);
}

static void archive_document(struct archive *ar, struct document *d)
{
  archive_str(ar, &d->text);
  ar->text = d->text;
  archive_bytes(ar, &d->name);
  archive_vec(ar, &d->blocks);
  for (uint32_t i = 0; i < d->blocks.count; i++)
    archive_block(ar, &d->blocks.at[i]);
  archive_vec(ar, &d->lines);
  for (uint32_t i = 0; i < d->lines.count; i++) {
    archive_uint(ar, &d->lines.at[i].at);
    archive_uint(ar, &d->lines.at[i].line);
  }
  archive_vec(ar, &d->pages);
  for (uint32_t i = 0; i < d->pages.count; i++) {
    archive_uint(ar, &d->pages.at[i].at);
    archive_uint(ar, &d->pages.at[i].line);
  }
  archive_vec(ar, &d->warnings);
  for (uint32_t i = 0; i < d->warnings.count; i++)
    archive_warning(ar, &d->warnings.at[i]);
  archive_field(ar, d->media);
  archive_other_name(ar, &d->original_media);
  archive_other_name(ar, &d->reader);
  archive_digest(ar, d->reader_sha256, sizeof d->reader_sha256);
  archive_name_of(ar, &d->charset);
  archive_name_of(ar, &d->language);
  archive_digest(ar, d->sha256, sizeof d->sha256);
  uint64_t bytes = d->bytes;
  archive_uint64(ar, &bytes);
  if (!ar->out)
    d->bytes = (size_t)bytes;
  archive_given(ar, &d->given);
  archive_str(ar, &d->title);
  archive_str(ar, &d->author);
  archive_str(ar, &d->date);
  archive_uint(ar, &d->headline);
}

/* --- analysis --- */

/* A token by the gap before it. */
static void archive_tokens(struct archive *ar, struct analysis *a)
{
  uint64_t end = 0;
  archive_vec(ar, &a->tokens);
  for (uint32_t i = 0; i < a->tokens.count; i++) {
    struct token *t = &a->tokens.at[i];
    uint32_t gap = ar->out ? (uint32_t)(t->at - end) : 0;
    archive_uint(ar, &gap);
    if (!ar->out)
      t->at = (uint32_t)(end + gap);
    ar->is_bad |= end + gap > UINT32_MAX;
    archive_field(ar, t->len);
    archive_field(ar, t->kind);
    archive_field(ar, t->flags);
    archive_uint(ar, &t->word);
    end = (uint64_t)t->at + t->len;
  }
}

static void archive_words(struct archive *ar, struct analysis *a)
{
  archive_vec(ar, &a->words);
  for (uint32_t i = 0; i < a->words.count; i++) {
    struct word *w = &a->words.at[i];
    archive_str(ar, &w->folded);
    archive_uint(ar, &w->stem);
    archive_uint(ar, &w->count);
    archive_uint64(ar, &w->classes);
  }
  archive_uint(ar, &a->stem_count);
}

static void archive_sentences(struct archive *ar, struct analysis *a)
{
  archive_vec(ar, &a->sentences);
  for (uint32_t i = 0; i < a->sentences.count; i++) {
    struct sentence *s = &a->sentences.at[i];
    archive_span(ar, &s->at);
    archive_uint(ar, &s->block);
    archive_uint(ar, &s->first_token);
    archive_uint(ar, &s->token_count);
    archive_uint(ar, &s->words);
    archive_uint(ar, &s->flags);
  }
}

static void archive_names(struct archive *ar, struct analysis *a)
{
  archive_vec(ar, &a->names);
  for (uint32_t i = 0; i < a->names.count; i++) {
    struct name *n = &a->names.at[i];
    archive_field(ar, n->kind);
    archive_str(ar, &n->name);
    archive_str(ar, &n->title);
    archive_uint(ar, &n->first_alias);
    archive_uint(ar, &n->alias_count);
    archive_uint(ar, &n->count);
  }
  archive_vec(ar, &a->mentions);
  for (uint32_t i = 0; i < a->mentions.count; i++) {
    archive_span(ar, &a->mentions.at[i].at);
    archive_uint(ar, &a->mentions.at[i].name);
  }
  archive_vec(ar, &a->aliases);
  for (uint32_t i = 0; i < a->aliases.count; i++)
    archive_str(ar, &a->aliases.at[i]);
}

static void archive_quotes(struct archive *ar, struct analysis *a)
{
  archive_vec(ar, &a->quotes);
  for (uint32_t i = 0; i < a->quotes.count; i++) {
    struct quote *q = &a->quotes.at[i];
    archive_uint(ar, &q->first_part);
    archive_uint(ar, &q->part_count);
    archive_uint(ar, &q->speaker.name);
    archive_str(ar, &q->speaker.label);
    archive_str(ar, &q->speaker.title);
    archive_span(ar, &q->speaker.mention);
    archive_uint(ar, &q->sentence);
    archive_field(ar, q->is_complete);
  }
  archive_vec(ar, &a->parts);
  for (uint32_t i = 0; i < a->parts.count; i++)
    archive_span(ar, &a->parts.at[i]);
}

static void archive_figures(struct archive *ar, struct analysis *a)
{
  archive_vec(ar, &a->figures);
  for (uint32_t i = 0; i < a->figures.count; i++) {
    struct figure *f = &a->figures.at[i];
    archive_field(ar, f->kind);
    archive_field(ar, f->bound);
    archive_span(ar, &f->at);
    archive_span(ar, &f->number);
    archive_double(ar, &f->value);
    archive_double(ar, &f->to);
    archive_field(ar, f->is_range);
    archive_str(ar, &f->unit);
    archive_str(ar, &f->qualifier);
    archive_uint(ar, &f->sentence);
  }
}

static void archive_dates(struct archive *ar, struct analysis *a)
{
  archive_vec(ar, &a->dates);
  for (uint32_t i = 0; i < a->dates.count; i++) {
    struct date *d = &a->dates.at[i];
    archive_field(ar, d->kind);
    archive_span(ar, &d->at);
    str iso = str_of(ar->out ? d->iso : "");
    archive_str(ar, &iso);
    if (!ar->out && iso.len < sizeof d->iso)
      memcpy(d->iso, iso.data, iso.len);
    archive_field(ar, d->is_resolved);
    archive_field(ar, d->is_relative);
    archive_uint(ar, &d->sentence);
  }
}

static void archive_vocabulary(struct archive *ar, struct analysis *a)
{
  archive_vec(ar, &a->abbreviations);
  for (uint32_t i = 0; i < a->abbreviations.count; i++) {
    struct abbreviation *s = &a->abbreviations.at[i];
    archive_str(ar, &s->short_form);
    archive_str(ar, &s->long_form);
    archive_field(ar, s->is_from_table);
    archive_span(ar, &s->at);
  }
  archive_vec(ar, &a->terms);
  for (uint32_t i = 0; i < a->terms.count; i++) {
    struct term *t = &a->terms.at[i];
    archive_str(ar, &t->text);
    archive_span(ar, &t->at);
    archive_double(ar, &t->score);
    archive_uint(ar, &t->count);
  }
}

static void archive_analysis(struct archive *ar, struct analysis *a)
{
  archive_tokens(ar, a);
  archive_words(ar, a);
  archive_sentences(ar, a);
  archive_names(ar, a);
  archive_quotes(ar, a);
  archive_figures(ar, a);
  archive_dates(ar, a);
  archive_vocabulary(ar, a);
  archive_vec(ar, &a->warnings);
  for (uint32_t i = 0; i < a->warnings.count; i++)
    archive_warning(ar, &a->warnings.at[i]);
  archive_uint(ar, &a->word_total);
  uint64_t made_with = ar->out ? language_digest(a->language) : 0;
  archive_uint64(ar, &made_with);
  if (!ar->out)
    a->made_with = made_with;
}

/* --- all --- */

static bool archive_head(struct archive *ar)
{
  uint32_t format = FORMAT;
  str version = str_of(PRECIS_VERSION);
  archive_uint(ar, &format);
  archive_str(ar, &version);
  return format == FORMAT && str_eq(version, str_of(PRECIS_VERSION));
}

void analysis_save(const struct analysis *analysis, struct buffer *out)
{
  struct archive archive = {.out = out};
  size_t from = out->len;
  buffer_add(out, MAGIC);
  archive_head(&archive);
  /* Saving only reads: the same description loads. */
  archive_document(&archive, (struct document *)analysis->document);
  archive_analysis(&archive, (struct analysis *)analysis);
  uint64_t sum = saved_sum(str_sub(buffer_str(out), from, out->len - from));
  for (int i = 0; i < SUM_BYTES; i++)
    buffer_byte(out, (char)(sum >> (8 * i)));
}

uint64_t saved_sum(str bytes)
{
  return str_hash(bytes);
}

static bool sum_is_right(str bytes)
{
  if (bytes.len < SUM_BYTES)
    return false;
  uint64_t said = 0;
  for (int i = 0; i < SUM_BYTES; i++)
    said |= (uint64_t)(uint8_t)bytes.data[bytes.len - SUM_BYTES + (size_t)i] << (8 * i);
  return said == saved_sum(str_sub(bytes, 0, bytes.len - SUM_BYTES));
}

static precis_status not_saved(precis_error *err, const char *why)
{
  precis_status s = fail(err, PRECIS_BAD_INPUT, "not a saved document: %s", why);
  return fail_hint(err, s, "read the document again");
}

static precis_status load_analysis(struct archive *archive, const struct document *document,
                                   struct analysis **ret, precis_error *err)
{
  AUTO(arena) arena = arena_new(arena_heap(document->arena));
  struct analysis *a = arena ? arena_make(arena, struct analysis) : NULL;
  if (!a)
    return fail_no_memory(err);
  a->arena = archive->arena = arena;
  a->document = document;
  archive_analysis(archive, a);
  if (arena_short(arena))
    return fail_no_memory(err);
  if (archive->is_bad || archive->in.len || !is_sound_analysis(a))
    return not_saved(err, "its findings do not fit its text");
  (void)TAKE(arena);
  *ret = a;
  return PRECIS_OK;
}

precis_status analysis_load(const struct heap *heap, str bytes, struct document **ret_document,
                            struct analysis **ret, precis_error *err)
{
  if (!str_starts(bytes, MAGIC) || !sum_is_right(bytes))
    return not_saved(err, "the bytes are damaged");
  AUTO(document) document = document_new(heap);
  if (!document)
    return fail_no_memory(err);
  struct archive archive = {
      .in = str_sub(bytes, MAGIC.len, bytes.len - MAGIC.len - SUM_BYTES),
      .arena = document->arena,
  };
  if (!archive_head(&archive))
    return not_saved(err, "another version wrote it");
  archive_document(&archive, document);
  if (arena_short(document->arena))
    return fail_no_memory(err);
  if (archive.is_bad || !is_sound_document(document))
    return not_saved(err, "its blocks do not fit its text");
  precis_status s = load_analysis(&archive, document, ret, err);
  if (s == PRECIS_OK)
    *ret_document = TAKE(document);
  return s;
}
