/* Saved documents that someone changed, with the right sum: refused, or as harmless as any other.
 *
 * Input: how many changes, four bytes each (where, three of them; what), then a text to save. */
#include "analyze_checks.h"
#include "brief/brief.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHANGE_BYTES = 4, SUM_BYTES = 8, MAGIC_BYTES = 4 };

static void make_brief(struct document *document, struct analysis *a)
{
  const struct analysis *analyses[] = {a, a};
  struct rank_options rank_options = {.max_words = 100, .genre = GENRE_COUNT};
  precis_brief_options options = {.max_quotes = 1000, .max_facts = 1000, .pages = 1};
  options.fields = PRECIS_FIELDS_DEFAULT | PRECIS_FIELD_TEXT | PRECIS_FIELD_SENTENCES;
  for (uint32_t count = 1; count <= 2; count++) {
    options.sources = count == 1 ? PRECIS_SOURCES_CONTEXT : PRECIS_SOURCES_FULL;
    AUTO(ranking) ranking = NULL;
    AUTO(brief) brief = NULL;
    AUTO_BUFFER out;
    buffer_init(&out, &heap_default);
    expect(rank(&heap_default, analyses, count, &rank_options, &ranking, NULL) == PRECIS_OK);
    expect(brief_make(&heap_default, ranking, &options, &brief, NULL) == PRECIS_OK);
    for (uint32_t i = 0; i < brief->summary.count; i++) {
      const struct brief_extract *e = &brief->summary.at[i];
      expect(str_eq(e->text, str_span(document->text, e->place.at)));
    }
    expect(brief_write_json(brief, &out) == PRECIS_OK && utf8_valid(buffer_str(&out)));
    expect(brief_write_markdown(brief, &out) == PRECIS_OK);
    expect(brief_write_text(brief, &out) == PRECIS_OK);
  }
}

static void change(struct buffer *bytes, const uint8_t *changes, size_t count)
{
  size_t room = bytes->len - MAGIC_BYTES - SUM_BYTES;
  for (size_t i = 0; i < count; i++, changes += CHANGE_BYTES) {
    size_t at = changes[0] | (size_t)changes[1] << 8 | (size_t)changes[2] << 16;
    bytes->data[MAGIC_BYTES + at % room] = (char)changes[3];
  }
  uint64_t sum = saved_sum((str){bytes->data, bytes->len - SUM_BYTES});
  for (unsigned i = 0; i < SUM_BYTES; i++)
    bytes->data[bytes->len - SUM_BYTES + i] = (char)(sum >> (8 * i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  size_t count = size ? data[0] % 8 : 0;
  if (size < 2 + count * CHANGE_BYTES)
    return 0;
  const uint8_t *text = data + 1 + count * CHANGE_BYTES;
  AUTO(document) document = read_fuzzed(text, size - 1 - count * CHANGE_BYTES);
  AUTO(analysis) a = NULL;
  if (!document)
    return 0;
  expect(analyze(&heap_default, analyzer_of(0), document, &a, NULL) == PRECIS_OK);
  AUTO_BUFFER bytes;
  buffer_init(&bytes, &heap_default);
  analysis_save(a, &bytes);
  change(&bytes, data + 1, count);
  AUTO(document) again = NULL;
  AUTO(analysis) loaded = NULL;
  precis_status s = analysis_load(&heap_default, buffer_str(&bytes), &again, &loaded, NULL);
  expect(count || s == PRECIS_OK);
  if (s != PRECIS_OK)
    return 0;
  loaded->language = a->language;
  make_brief(again, loaded);
  return 0;
}
