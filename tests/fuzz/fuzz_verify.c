/* Any bytes as a briefing, PDF or JSON, held against a document that is there: nothing is believed, nothing crashes, and
 * what is no briefing is never called exact. Seeds: tests/fuzz/verify_seeds.py. */
#include "analyze_checks.h"
#include "verify/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char SOURCE[] =
    "The council of Arden voted on 3 May 2021 to reopen the line to Holm for 140 farms.\n\n"
    "\"We will hear the train again,\" said Ines Calder, chair of the council. About 12% of the bridges need repair.\n";

static const struct document *source_document(void)
{
  static struct document *document;
  if (!document)
    document = read_fuzzed((const uint8_t *)SOURCE, sizeof SOURCE - 1);
  return document;
}

static void check_report(const struct verify_report *report)
{
  AUTO_BUFFER out;
  buffer_init(&out, &heap_default);
  verify_write_text(report, &out);
  out.len = 0;
  verify_write_json(report, &out);
  expect(!out.is_short && utf8_valid(buffer_str(&out)));
}

static void compare(struct verify_briefing *briefing, struct arena *arena, struct verify_report *report)
{
  uint32_t count = verify_source_count(briefing);
  struct verify_found *found = arena_array(arena, struct verify_found, count + 1);
  for (uint32_t i = 0; i < count; i++) {
    struct verify_source source = verify_source_at(briefing, i);
    found[i] = (struct verify_found){source_document(), source.name, true};
  }
  verify_spans(briefing, found, report);
  verify_texts(briefing, found, report);
  precis_brief_options options;
  verify_options(briefing, &options);
  verify_template_of(briefing);
  str other = STR("{\"precis\":\"0\",\"summary\":[{\"text\":\"a\"},{\"text\":\"b\"}],\"page\":[]}");
  expect(verify_remade(briefing, other, count & 1, report, NULL) == PRECIS_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  AUTO(arena) arena = arena_new(&heap_default);
  struct verify_report report = {.arena = arena};
  struct verify_briefing briefing = {0};
  str bytes = {(const char *)data, size};
  precis_status s = verify_open(arena, bytes, &report, &briefing, NULL);
  expect(s == PRECIS_OK || s == PRECIS_NO_MEMORY);
  expect(s != PRECIS_OK || briefing.json || report.differences.count);
  if (briefing.json)
    compare(&briefing, arena, &report);
  check_report(&report);
  verify_signature(bytes, bytes, bytes, &report, NULL);
  verify_close(&briefing);
  return 0;
}
