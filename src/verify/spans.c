/* spans.c - every text of a briefing that has a place, against the bytes of its source there. */
#include "verify/evidence.h"

struct span_check {
  const struct verify_briefing *briefing;
  const struct verify_found *found;
  uint32_t count;
  struct verify_report *report;
};

/* A text of the briefing: where it stands in it, and in which source. */
struct claim {
  const char *list; /* "quotes" */
  size_t index;
  const char *key; /* ".text" */
  const json_t *item;
  uint32_t document;
};

static const struct document *document_of(const struct span_check *c, uint32_t document)
{
  return document < c->count ? c->found[document].document : NULL;
}

static void differs(const struct span_check *c, const struct claim *claim, const char *what,
                    str printed, str found, uint32_t at)
{
  const struct document *d = document_of(c, claim->document);
  struct verify_difference difference = {
      .where = arena_format(c->report->arena, "%s[%zu]%s", claim->list, claim->index, claim->key),
      .what = str_of(what),
      .printed = printed,
      .found = found,
      .file = d ? c->found[claim->document].path : STR(""),
      .line = d && at <= d->text.len ? document_line(d, at) : 0,
  };
  verify_note(c->report, difference);
}

/* The source's bytes at a span; false where it has none there. */
static bool source_at(const struct span_check *c, uint32_t document, struct span at, str *ret)
{
  const struct document *d = document_of(c, document);
  if (!d || at.at > d->text.len || at.len > d->text.len - at.at)
    return false;
  *ret = str_span(d->text, at);
  return true;
}

static void check_text(const struct span_check *c, const struct claim *claim, str text,
                       struct span at)
{
  str found = {"", 0};
  if (!document_of(c, claim->document))
    return;
  c->report->spans++;
  if (!source_at(c, claim->document, at, &found))
    differs(c, claim, "stands at a place that the source does not have", text, found, at.at);
  else if (!str_eq(found, text))
    differs(c, claim, "is not what the source says there", text, found, at.at);
}

static void check_line(const struct span_check *c, struct claim claim, struct span at)
{
  const struct document *d = document_of(c, claim.document);
  uint32_t line;
  claim.key = ".line";
  if (d && at.at <= d->text.len && tree_uint(claim.item, "line", &line) &&
      line != document_line(d, at.at))
    differs(c, &claim, "is not the line where it stands",
            arena_format(c->report->arena, "%u", line),
            arena_format(c->report->arena, "%u", document_line(d, at.at)), at.at);
  uint32_t page = 0;
  claim.key = ".page";
  tree_uint(claim.item, "page", &page);
  if (d && at.at <= d->text.len && page != document_page(d, at.at))
    differs(c, &claim, "is not the page where it stands",
            arena_format(c->report->arena, "%u", page),
            arena_format(c->report->arena, "%u", document_page(d, at.at)), at.at);
}

/* The sentence of a figure or a date is where it stands; a date may run on past a stop in it. */
static void check_sentence(const struct span_check *c, struct claim claim, struct span at)
{
  const json_t *sentence = json_object_get(claim.item, "sentence");
  struct span span;
  str text;
  claim.key = ".sentence";
  if (!sentence)
    return;
  c->report->spans++;
  bool is_sound = tree_span(sentence, &span) &&
                  (!document_of(c, claim.document) ||
                   (source_at(c, claim.document, span, &text) && span_meets(span, at)));
  if (!is_sound)
    differs(c, &claim, "is not the sentence that it stands in", (str){"", 0}, (str){"", 0}, at.at);
}

static void check_speaker(const struct span_check *c, struct claim claim)
{
  const json_t *speaker = json_object_get(claim.item, "speaker");
  struct span at;
  if (!speaker)
    return;
  claim.key = ".speaker";
  if (!tree_span(speaker, &at)) {
    differs(c, &claim, "has no place", tree_text(speaker, "name"), (str){"", 0}, 0);
    return;
  }
  claim.key = ".speaker.mention";
  check_text(c, &claim, tree_text(speaker, "mention"), at);
}

/* Parts are joined by one blank. */
static void check_quote(const struct span_check *c, const struct claim *claim)
{
  const json_t *parts = json_object_get(claim->item, "parts");
  AUTO_BUFFER joined;
  buffer_init(&joined, arena_heap(c->report->arena));
  struct span at = {0}, first = {0};
  json_t *part;
  size_t i;
  bool is_sound = json_array_size(parts) > 0;
  json_array_foreach(parts, i, part)
  {
    str text = {"", 0};
    is_sound = is_sound && tree_span(part, &at) && source_at(c, claim->document, at, &text);
    if (i)
      buffer_byte(&joined, ' ');
    else
      first = at;
    buffer_add(&joined, text);
  }
  if (!document_of(c, claim->document))
    return;
  c->report->spans++;
  str text = tree_text(claim->item, "text");
  if (!is_sound || !str_eq(buffer_str(&joined), text))
    differs(c, claim, "is not what the source says there", text, buffer_str(&joined), first.at);
  check_speaker(c, *claim);
}

static void check_plain(const struct span_check *c, const struct claim *claim)
{
  struct span at;
  if (!tree_span(claim->item, &at)) {
    differs(c, claim, "has no place", tree_text(claim->item, "text"), (str){"", 0}, 0);
    return;
  }
  check_text(c, claim, tree_text(claim->item, "text"), at);
  check_sentence(c, *claim, at);
  check_line(c, *claim, at);
}

static void check_quotation(const struct span_check *c, const struct claim *claim)
{
  struct span at;
  check_quote(c, claim);
  if (tree_span(claim->item, &at))
    check_line(c, *claim, at);
}

/* Nobody has more names; a file from elsewhere may say otherwise. */
enum { ALIASES_MAX = 200 };

/* The name or one of its other forms, or a form that has one of them in it: "the Ministry". */
static bool is_mention(const json_t *name, str mention)
{
  str full = tree_text(name, "name");
  if (str_find(full, mention, 0) != SIZE_MAX || str_find(mention, full, 0) != SIZE_MAX)
    return true;
  json_t *alias;
  size_t i;
  json_array_foreach(json_object_get(name, "aliases"), i, alias)
  {
    if (i == ALIASES_MAX)
      break;
    str text = str_of(json_string_value(alias));
    if (str_find(mention, text, 0) != SIZE_MAX || str_find(text, mention, 0) != SIZE_MAX)
      return true;
  }
  return false;
}

/* The sentence and what it was taken before. */
static void check_choice(const struct span_check *c, const struct claim *claim)
{
  const json_t *beaten = json_object_get(claim->item, "beaten");
  struct claim other = {claim->list, claim->index, ".beaten", beaten, 0};
  check_plain(c, claim);
  if (!beaten)
    return;
  if (tree_uint(beaten, "document", &other.document) && other.document < c->count)
    check_plain(c, &other);
  else
    differs(c, &other, "is of a source that the briefing does not name", tree_text(beaten, "text"),
            (str){"", 0}, 0);
}

static void check_name(const struct span_check *c, const struct claim *claim)
{
  json_t *mention;
  size_t i;
  json_array_foreach(json_object_get(claim->item, "mentions"), i, mention)
  {
    struct span at;
    str found = {"", 0};
    c->report->spans++;
    if (!tree_span(mention, &at) ||
        (document_of(c, claim->document) &&
         (!source_at(c, claim->document, at, &found) || !is_mention(claim->item, found))))
      differs(c, claim, "is not named there", tree_text(claim->item, "name"), found, 0);
  }
}

static void check_abbreviation(const struct span_check *c, const struct claim *claim)
{
  struct span at;
  str found = {"", 0}, form = tree_text(claim->item, "short");
  if (!document_of(c, claim->document))
    return;
  c->report->spans++;
  if (!tree_span(claim->item, &at) || !source_at(c, claim->document, at, &found) ||
      str_find(found, form, 0) == SIZE_MAX)
    differs(c, claim, "is not what the source says there", form, found, at.at);
}

static void check_list(const struct span_check *c, const json_t *items, const char *list,
                       void (*check)(const struct span_check *, const struct claim *))
{
  json_t *item;
  size_t i;
  json_array_foreach(items, i, item)
  {
    struct claim claim = {list, i, ".text", item, 0};
    bool has_document = tree_uint(item, "document", &claim.document);
    if (!has_document && json_object_get(item, "document"))
      claim.document = c->count;
    if (claim.document >= c->count)
      differs(c, &claim, "is of a source that the briefing does not name", tree_text(item, "text"),
              (str){"", 0}, 0);
    else
      check(c, &claim);
  }
}

static void check_title(const struct span_check *c, const json_t *title)
{
  struct claim claim = {"title", 0, "", title, 0};
  struct span at;
  if (json_object_get(title, "start") && tree_uint(title, "document", &claim.document) &&
      claim.document < c->count && tree_span(title, &at))
    check_text(c, &claim, tree_text(title, "text"), at);
}

/* The texts of one document, asked for with --fields. */
static void check_document(const struct span_check *c, const json_t *holder, uint32_t document)
{
  const json_t *text = json_object_get(holder, "text");
  const struct document *d = document_of(c, document);
  struct claim claim = {"documents", document, ".text", holder, document};
  str own = tree_text(holder, "text");
  if (text && d && !str_eq(own, d->text))
    differs(c, &claim, "is not the text of the source", own, d->text, 0);
  json_t *sentence;
  size_t i;
  const json_t *sentences = json_object_get(holder, "sentences");
  if (!json_is_array(sentences))
    return;
  json_array_foreach(sentences, i, sentence)
  {
    claim = (struct claim){"sentences", i, ".text", sentence, document};
    check_plain(c, &claim);
  }
}

void verify_spans(const struct verify_briefing *briefing, const struct verify_found *found,
                  struct verify_report *report)
{
  static const struct {
    const char *key;
    void (*check)(const struct span_check *, const struct claim *);
  } lists[] = {{"summary", check_plain}, {"quotes", check_quotation},
               {"figures", check_plain}, {"dates", check_plain},
               {"names", check_name},    {"abbreviations", check_abbreviation}};

  struct span_check c = {briefing, found, verify_source_count(briefing), report};
  const json_t *root = tree_of(briefing);
  check_title(&c, json_object_get(root, "title"));
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    check_list(&c, json_object_get(root, lists[i].key), lists[i].key, lists[i].check);
  check_list(&c, json_object_get(json_object_get(root, "explanation"), "choices"),
             "explanation.choices", check_choice);
  json_t *one;
  size_t i;
  json_array_foreach(json_object_get(root, "disagreements"), i, one)
      check_list(&c, json_object_get(one, "figures"), "disagreements", check_plain);
  const json_t *documents = json_object_get(root, "documents");
  if (c.count == 1)
    check_document(&c, root, 0);
  else
    json_array_foreach(documents, i, one) check_document(&c, one, (uint32_t)i);
}
