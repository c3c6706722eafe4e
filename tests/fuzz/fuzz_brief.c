/* Any bytes as two documents of one briefing: ranked, chosen, written; every extract verbatim. */
#include "analyze_checks.h"
#include "brief/brief.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_brief(const struct brief *brief, const struct analysis *const *analyses)
{
  for (uint32_t i = 0; i < brief->summary.count; i++) {
    const struct brief_extract *e = &brief->summary.at[i];
    expect(str_eq(e->text, str_span(analyses[e->place.document]->document->text, e->place.at)));
    expect(e->score >= 0 && e->score <= 1);
  }
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  expect(brief_write_json(brief, &out) == PRECIS_OK && utf8_valid(buffer_str(&out)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  AUTO(document) first = read_fuzzed(data, size);
  AUTO(document) second = read_fuzzed(data + size / 2, size - size / 2);
  if (!first || !second)
    return 0;
  AUTO(analysis) one = NULL;
  AUTO(analysis) two = NULL;
  const struct analyzer *analyzer = analyzer_of(data[0] & 0x7F);
  expect(analyze(&heap_default, analyzer, first, &one, NULL) == PRECIS_OK);
  expect(analyze(&heap_default, analyzer, second, &two, NULL) == PRECIS_OK);
  const struct analysis *analyses[] = {one, two};
  struct rank_options rank_options = {.max_words = 100, .genre = GENRE_COUNT};
  precis_brief_options options = {.max_quotes = 1000, .max_facts = 1000};
  options.fields = PRECIS_FIELDS_DEFAULT | PRECIS_FIELD_TEXT | PRECIS_FIELD_SENTENCES;
  AUTO(ranking) ranking = NULL;
  AUTO(brief) brief = NULL;
  expect(rank(&heap_default, analyses, 2, &rank_options, &ranking, NULL) == PRECIS_OK);
  expect(brief_make(&heap_default, ranking, &options, &brief, NULL) == PRECIS_OK);
  check_brief(brief, analyses);
  return 0;
}
