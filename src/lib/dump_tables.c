/* dump_tables.c - what the stages up to the analysis found, one line an item, for people and cases.
 */
#include <stdlib.h>

#include "lib/lib.h"

static str or_dash(str s)
{
  return s.len ? s : STR("-");
}

/* Text on one line: the blank lines, tabs and line ends of a block would break the table. */
static void add_line(struct buffer *out, str text)
{
  for (size_t i = 0; i < text.len; i++) {
    char c = text.data[i];
    buffer_add(out, c == '\n' ? STR("\\n") : c == '\t' ? STR("\\t") : str_sub(text, i, 1));
  }
  buffer_byte(out, '\n');
}

static void add_fields(struct buffer *out, const str *fields, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    buffer_add(out, or_dash(fields[i]));
    buffer_byte(out, '\t');
  }
}

#define ADD_FIELDS(out, ...)                                                                       \
  add_fields((out), (const str[]){__VA_ARGS__}, sizeof((const str[]){__VA_ARGS__}) / sizeof(str))

static void dump_blocks(const struct document *d, struct buffer *out)
{
  static const char *const furniture[] = {"", " byline", " dateline", " note", " headline"};
  for (uint32_t i = 0; i < d->blocks.count; i++) {
    const struct block *b = &d->blocks.at[i];
    buffer_format(out, "%u\t%s", document_line(d, b->at.at), block_kind_name(b->kind));
    if (b->level)
      buffer_format(out, " %u", b->level);
    if (b->number)
      buffer_format(out, b->number == ITEM_GOES_ON ? " goes on" : " no. %u", b->number);
    buffer_format(out, "%s", furniture[b->furniture]);
    if (b->lead_in)
      buffer_format(out, " +%u", b->lead_in);
    if (b->lead_out)
      buffer_format(out, " -%u", b->lead_out);
    buffer_byte(out, '\t');
    add_line(out, str_span(d->text, b->at));
  }
}

static void dump_sentences(const struct analysis *a, struct buffer *out)
{
  static const struct {
    uint32_t flag;
    const char *name;
  } flags[] = {{SENTENCE_FURNITURE, "furniture"}, {SENTENCE_HEADING, "heading"},
               {SENTENCE_DANGLING, "dangling"},   {SENTENCE_OPEN_END, "open"},
               {SENTENCE_QUOTATION, "quotation"}, {SENTENCE_QUESTION, "question"},
               {SENTENCE_TABULAR, "tabular"},     {SENTENCE_NOTICE, "notice"},
               {SENTENCE_LABELLED, "labelled"},   {SENTENCE_TORN, "torn"},
               {SENTENCE_STOP_PUT, "stop put"}};

  for (uint32_t i = 0; i < a->sentences.count; i++) {
    const struct sentence *s = &a->sentences.at[i];
    buffer_format(out, "%u\t", document_line(a->document, s->at.at));
    const char *comma = "";
    for (size_t k = 0; k < sizeof flags / sizeof *flags; k++) {
      if (!(s->flags & flags[k].flag))
        continue;
      buffer_format(out, "%s%s", comma, flags[k].name);
      comma = ",";
    }
    buffer_format(out, "%s\t", *comma ? "" : "-");
    add_line(out, str_span(a->document->text, s->at));
  }
}

static void dump_terms(const struct analysis *a, struct buffer *out)
{
  for (uint32_t i = 0; i < a->terms.count; i++) {
    buffer_number(out, a->terms.at[i].score, 3);
    buffer_format(out, "\t%u\t", a->terms.at[i].count);
    add_line(out, a->terms.at[i].text);
  }
}

static void dump_names(const struct analysis *a, struct buffer *out)
{
  for (uint32_t i = 0; i < a->names.count; i++) {
    const struct name *n = &a->names.at[i];
    ADD_FIELDS(out, str_of(name_kind_name(n->kind)), n->name, n->title);
    buffer_format(out, "%u\t%s", n->count, n->alias_count ? "" : "-");
    for (uint32_t k = 0; k < n->alias_count; k++) {
      buffer_format(out, "%s", k ? " | " : "");
      buffer_add(out, a->aliases.at[n->first_alias + k]);
    }
    buffer_byte(out, '\n');
  }
}

static void dump_quotes(const struct analysis *a, struct buffer *out)
{
  for (uint32_t i = 0; i < a->quotes.count; i++) {
    const struct quote *q = &a->quotes.at[i];
    const struct span *parts = &a->parts.at[q->first_part];
    buffer_format(out, "%u-%u\t", parts[0].at, span_end(parts[q->part_count - 1]));
    bool named = q->speaker.mention.len > 0;
    ADD_FIELDS(out, named ? q->speaker.label : STR("-"), named ? q->speaker.title : STR("-"),
               q->is_complete ? STR("complete") : STR("fragment"));
    for (uint32_t k = 0; k < q->part_count; k++) {
      buffer_format(out, "%s", k ? " | " : "");
      buffer_add(out, str_span(a->document->text, parts[k]));
    }
    buffer_byte(out, '\n');
  }
}

static void dump_figures(const struct analysis *a, struct buffer *out)
{
  for (uint32_t i = 0; i < a->figures.count; i++) {
    const struct figure *f = &a->figures.at[i];
    buffer_format(out, "%s\t%s\t", figure_kind_name(f->kind), figure_bound_name(f->bound));
    buffer_number(out, f->value, 6);
    if (f->is_range) {
      buffer_add(out, STR(".."));
      buffer_number(out, f->to, 6);
    }
    buffer_byte(out, '\t');
    ADD_FIELDS(out, f->unit, f->qualifier);
    add_line(out, str_span(a->document->text, f->at));
  }
}

static void dump_dates(const struct analysis *a, struct buffer *out)
{
  for (uint32_t i = 0; i < a->dates.count; i++) {
    const struct date *d = &a->dates.at[i];
    buffer_format(out, "%s\t%s%s\t", date_kind_name(d->kind), d->iso,
                  d->is_resolved ? " resolved" : "");
    add_line(out, str_span(a->document->text, d->at));
  }
}

static void dump_abbreviations(const struct analysis *a, struct buffer *out)
{
  for (uint32_t i = 0; i < a->abbreviations.count; i++) {
    const struct abbreviation *b = &a->abbreviations.at[i];
    ADD_FIELDS(out, b->is_from_table ? STR("table") : STR("text"), b->short_form);
    add_line(out, or_dash(b->long_form));
  }
}

precis_status dump_table(const struct document *document, const struct analysis *analysis,
                         const char *stage, struct buffer *out)
{
  static const struct {
    const char *stage;
    void (*dump)(const struct analysis *, struct buffer *);
  } tables[] = {{"sentences", dump_sentences},
                {"terms", dump_terms},
                {"names", dump_names},
                {"quotes", dump_quotes},
                {"figures", dump_figures},
                {"dates", dump_dates},
                {"abbreviations", dump_abbreviations}};

  if (strcmp(stage, "text") == 0) {
    buffer_add(out, document->text);
    buffer_byte(out, '\n');
  } else if (strcmp(stage, "blocks") == 0) {
    dump_blocks(document, out);
  }
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    if (strcmp(stage, tables[i].stage) == 0)
      tables[i].dump(analysis, out);
  return out->is_short ? PRECIS_NO_MEMORY : PRECIS_OK;
}
