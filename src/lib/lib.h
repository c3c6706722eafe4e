/* lib.h - what stands behind the opaque types of precis.h. Private to lib/. */
#pragma once

#include <pthread.h>

#include "base/vec.h"
#include "base/watch.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "precis/precis.h"
#include "read/read.h"

struct language_slot {
  str tag;
  str path;
  struct language *language;
  struct analyzer *analyzer;
};

/* Slots fill under the lock when first asked for and never change again. */
struct precis_engine {
  struct arena *arena;
  struct heap heap;
  struct watch watch;
  size_t max_input_bytes;
  str data_dir;
  pthread_mutex_t lock;
  struct language_slot *languages; /* in the order of their tags, not of the folder on disk */
  const char **tags;
  size_t language_count;
  struct detector *detector;
  struct fontset *fontset;
  struct subsets *subsets; /* of the fontset's faces */
};

struct precis_document {
  struct heap heap;
  struct document *document;
  struct analysis *analysis;
  uint64_t language_digest;
};

struct precis_brief {
  struct heap heap;
  struct brief *brief;
  struct buffer explanation;
};

struct precis_template {
  struct heap heap;
  struct page_template *page_template;
  struct image *logo; /* may be NULL */
};

struct precis_pages {
  struct heap heap;
  struct layout *layout;
  struct subsets *subsets; /* the engine's */
};

/* The slot that serves a BCP 47 tag ("de-AT" is served by "de"; an unknown one by "en"), analyzer
 * made. */
precis_status engine_language(const precis_engine *engine, const char *tag,
                              const struct language_slot **ret, precis_error *err);
/* The words of that slot alone. */
precis_status engine_words(const precis_engine *engine, const char *tag,
                           const struct language **ret, precis_error *err);
precis_status engine_fontset(const precis_engine *engine, struct fontset **ret, precis_error *err);
precis_status engine_subsets(const precis_engine *engine, struct subsets **ret, precis_error *err);
/* "data_dir/folder", in the engine's arena. */
const char *engine_folder(const precis_engine *engine, struct arena *arena, const char *folder);

struct name_list {
  VEC(str);
};

/* list.c: the names of a folder's .ini files without their ending, in byte order; false: there is
 * no such folder. */
bool folder_names(const char *path, struct arena *arena, struct name_list *ret);

/* The documents of one briefing; borrowed. */
struct document_list {
  const precis_document *const *at;
  size_t count;
};

/* What is known of documents that were chosen among many. */
struct chosen_from {
  const uint32_t *copy_of, *behind; /* rank_options */
};

/* Ranks and copies out; ranking given too when ret_ranking is not NULL. */
precis_status engine_brief(const precis_engine *engine, struct document_list docs,
                           const precis_brief_options *options, struct ranking **ret_ranking,
                           struct brief **ret, precis_error *err);
/* precis_brief_make(); from may be NULL. */
precis_status brief_of_chosen(const precis_engine *engine, struct document_list docs,
                              const struct chosen_from *from, const precis_brief_options *options,
                              precis_brief **ret, precis_error *err);

precis_status engine_lay_out(const precis_engine *engine, const struct brief *brief,
                             const precis_template *tmpl, uint32_t page_count, struct layout **ret,
                             precis_error *err);
/* evidence.c: the pages are checked against the brief; its JSON, with what is told of the pages, is
 * attached to the display. */
precis_status attach_evidence(const precis_engine *engine, const struct brief *brief,
                              const struct page_template *page_template, uint32_t page_count,
                              struct layout *layout, precis_error *err);

/* document.c: "W101: ..." with its line. */
precis_error warning_told(const struct doc_warning *warning);

uint64_t logo_digest(const struct image *logo);
/* Frees what engine_brief() gave; NULL does nothing. */
void engine_free_ranking(const precis_engine *engine, struct ranking *ranking);

/* dump_tables.c: one line an item. */
precis_status dump_table(const struct document *document, const struct analysis *analysis,
                         const char *stage, struct buffer *out);
/* dump_layout.c: the items of stage lines, pages or display. */
struct json;
void dump_layout_items(const struct layout *layout, const char *stage, struct json *json);
/* dump_ranking.c */
void dump_scores(const struct ranking *ranking, precis_format format, struct buffer *out);
void dump_selection(const struct ranking *ranking, precis_format format, struct buffer *out);
void dump_explanation(const struct ranking *ranking, struct buffer *out);
