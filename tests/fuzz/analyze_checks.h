/* analyze_checks.h - what holds for every analysis, whatever was read. */
#pragma once

#include "analyze/analyze.h"
#include "read_checks.h"

enum { FUZZ_LANGUAGES = 3 };

/* Made once and kept, as an engine does; leaked at the end on purpose. */
static inline const struct analyzer *analyzer_of(unsigned choice)
{
  static const char *const files[FUZZ_LANGUAGES] = {PRECIS_SOURCE_DIR "/languages/en.ini",
                                                    PRECIS_SOURCE_DIR "/languages/de.ini",
                                                    PRECIS_SOURCE_DIR "/languages/fr.ini"};
  static struct analyzer *analyzers[FUZZ_LANGUAGES];
  static struct language *languages[FUZZ_LANGUAGES];
  choice %= FUZZ_LANGUAGES;
  if (!analyzers[choice]) {
    expect(language_load(&heap_default, files[choice], &languages[choice], NULL) == PRECIS_OK);
    expect(analyzer_new(&heap_default, languages[choice], &analyzers[choice], NULL) == PRECIS_OK);
  }
  return analyzers[choice];
}

static inline void check_span(const struct analysis *a, struct span s)
{
  str text = a->document->text;
  expect(s.at <= text.len && s.len <= text.len - s.at);
  expect(utf8_valid(str_span(text, s)));
}

static inline void check_tokens(const struct analysis *a)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < a->tokens.count; i++) {
    const struct token *t = &a->tokens.at[i];
    check_span(a, (struct span){t->at, t->len});
    expect(t->at >= end && t->len > 0 && t->word < a->words.count);
    end = t->at + t->len;
  }
  for (uint32_t i = 0; i < a->words.count; i++)
    expect(a->words.at[i].stem < a->stem_count && a->words.at[i].folded.len > 0);
}

static inline void check_sentences(const struct analysis *a)
{
  uint32_t token = 0;
  for (uint32_t i = 0; i < a->sentences.count; i++) {
    const struct sentence *s = &a->sentences.at[i];
    check_span(a, s->at);
    expect(s->first_token == token && s->token_count > 0);
    expect(span_holds(a->document->blocks.at[s->block].at, s->at));
    token += s->token_count;
  }
  expect(token == a->tokens.count);
}

static inline void check_names(const struct analysis *a)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < a->mentions.count; i++) {
    check_span(a, a->mentions.at[i].at);
    expect(a->mentions.at[i].at.at >= end && a->mentions.at[i].name < a->names.count);
    end = span_end(a->mentions.at[i].at);
  }
  for (uint32_t i = 0; i < a->names.count; i++) {
    const struct name *n = &a->names.at[i];
    expect(n->name.len > 0 && n->count > 0);
    expect(n->first_alias + n->alias_count <= a->aliases.count);
  }
}

static inline void check_quotes(const struct analysis *a)
{
  for (uint32_t i = 0; i < a->quotes.count; i++) {
    const struct quote *q = &a->quotes.at[i];
    expect(q->part_count > 0 && q->first_part + q->part_count <= a->parts.count);
    expect(q->speaker.name == NONE || q->speaker.name < a->names.count);
    check_span(a, q->speaker.mention);
  }
  for (uint32_t i = 0; i < a->parts.count; i++)
    check_span(a, a->parts.at[i]);
}

static inline void check_facts(const struct analysis *a)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < a->dates.count; i++) {
    const struct date *d = &a->dates.at[i];
    check_span(a, d->at);
    expect(d->at.at >= end && d->at.len > 0 && d->iso[0] && memchr(d->iso, 0, sizeof d->iso));
    end = span_end(d->at);
  }
  end = 0;
  for (uint32_t i = 0; i < a->figures.count; i++) {
    const struct figure *f = &a->figures.at[i];
    check_span(a, f->at);
    check_span(a, f->number);
    expect(f->at.at >= end && f->at.len > 0 && f->value - f->value == 0); /* finite */
    end = span_end(f->at);
  }
}

static inline void check_analysis(const struct analysis *a)
{
  check_tokens(a);
  check_sentences(a);
  check_names(a);
  check_quotes(a);
  check_facts(a);
  for (uint32_t i = 0; i < a->abbreviations.count; i++)
    check_span(a, a->abbreviations.at[i].at);
  for (uint32_t i = 0; i < a->terms.count; i++)
    expect(a->terms.at[i].score >= 0 && a->terms.at[i].score <= 1);
}

/* The first byte picks the language and whether the date is known; NULL when the rest is no text.
 */
static inline struct document *read_fuzzed(const uint8_t *data, size_t size)
{
  struct document *document = NULL;
  if (!size)
    return NULL;
  struct read_options options = {.media = PRECIS_MEDIA_TEXT, .language_of = english};
  options.date = data[0] & 0x80 ? "2024-02-29" : NULL;
  str bytes = {(const char *)data + 1, size - 1};
  return read_document(&heap_default, bytes, &options, &document, NULL) == PRECIS_OK ? document
                                                                                     : NULL;
}
