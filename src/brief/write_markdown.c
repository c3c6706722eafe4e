/* write_markdown.c - the brief as Markdown. What the text says is escaped, never changed. */
#include "brief/brief.h"

/* Characters that Markdown would take as marks; in cells of a table the bar as well. */
static void add_text(struct buffer *out, str text)
{
  for (size_t i = 0; i < text.len; i++) {
    char c = text.data[i];
    if (c == '\n' || c == '\t') {
      buffer_byte(out, ' ');
      continue;
    }
    if (strchr("\\`*_[]<>|#", c) && c)
      buffer_byte(out, '\\');
    buffer_byte(out, c);
  }
}

static void add_heading(struct buffer *out, str words)
{
  buffer_format(out, "\n## %.*s\n\n", STR_ARG(words));
}

static void add_place(const struct brief *b, const struct place *place, struct buffer *out)
{
  if (b->sources.count > 1)
    buffer_format(out, " [%u:%u]", place->document + 1, place->line);
  else if (place->line)
    buffer_format(out, " [%u]", place->line);
}

static void add_summary(const struct brief *b, struct buffer *out)
{
  enum role last = ROLE_BODY;
  uint32_t block = NONE, document = NONE, section = NONE;
  for (uint32_t i = 0; i < b->summary.count; i++) {
    const struct brief_extract *e = &b->summary.at[i];
    if (i == 0 || e->role != last)
      add_heading(out, brief_label(b, e->role == ROLE_BOTTOM_LINE ? "bottom-line"
                                      : e->role == ROLE_KEY_POINT ? "key-points"
                                                                  : "body"));
    else if (e->role == ROLE_BODY && (e->block != block || e->place.document != document))
      buffer_add(out, STR("\n"));
    if (b->sources.count > 1 && e->section != section && e->section != NONE) {
      buffer_add(out, STR("### "));
      add_text(out, b->headings.at[e->section].text);
      buffer_add(out, STR("\n\n"));
    }
    section = e->section;
    buffer_add(out, e->role == ROLE_KEY_POINT ? STR("- ") : STR(""));
    add_text(out, e->text);
    add_place(b, &e->place, out);
    buffer_byte(out, '\n');
    last = e->role;
    block = e->block;
    document = e->place.document;
  }
}

static void add_pull_quotes(struct arena *arena, const struct brief *b, struct buffer *out)
{
  for (uint32_t i = 0; i < b->quotes.count; i++) {
    const struct brief_quote *q = &b->quotes.at[i];
    if (!q->is_pull)
      continue;
    buffer_add(out, STR("\n> "));
    add_text(out, brief_quote_words(q));
    buffer_add(out, STR("\n>\n> \xE2\x80\x94 "));
    add_text(out, brief_speaker_words(arena, &q->speaker));
    buffer_byte(out, '\n');
  }
}

/* The table's head before its first row. */
static void begin_row(struct buffer *out, bool *is_open, str heading)
{
  if (!*is_open) {
    add_heading(out, heading);
    buffer_add(out, STR("| | |\n|---|---|\n"));
    *is_open = true;
  }
  buffer_add(out, STR("| "));
}

/* One row of a two-column table. */
static void add_row(struct buffer *out, bool *is_open, str heading, str left, str right)
{
  begin_row(out, is_open, heading);
  add_text(out, left);
  buffer_add(out, STR(" | "));
  add_text(out, right);
  buffer_add(out, STR(" |\n"));
}

/* A figure with its place: what it says against that of another source. */
static void add_sourced_row(const struct brief *b, struct buffer *out, bool *is_open, str heading,
                            const struct brief_figure *f)
{
  begin_row(out, is_open, heading);
  add_text(out, f->text);
  buffer_add(out, STR(" | "));
  add_text(out, f->label);
  add_place(b, &f->place, out);
  buffer_add(out, STR(" |\n"));
}

static void add_tables(const struct brief *b, struct buffer *out)
{
  bool figures = false, differing = false, dates = false, names = false, abbreviations = false;
  for (uint32_t i = 0; i < b->figures.count; i++)
    if (b->figures.at[i].is_printed)
      add_row(out, &figures, brief_label(b, "figures"), b->figures.at[i].number,
              b->figures.at[i].label);
  for (uint32_t i = 0; i < b->differing.count; i++)
    add_sourced_row(b, out, &differing, brief_label(b, "disagreements"), &b->differing.at[i]);
  for (uint32_t i = 0; i < b->dates.count; i++)
    if (b->dates.at[i].is_printed)
      add_row(out, &dates, brief_label(b, "timeline"), b->dates.at[i].text, b->dates.at[i].event);
  for (uint32_t i = 0; i < b->names.count; i++)
    if (b->names.at[i].is_printed)
      add_row(out, &names, brief_label(b, "who"), b->names.at[i].name, b->names.at[i].title);
  for (uint32_t i = 0; i < b->abbreviations.count; i++)
    if (b->abbreviations.at[i].is_printed)
      add_row(out, &abbreviations, brief_label(b, "abbreviations"),
              b->abbreviations.at[i].short_form, b->abbreviations.at[i].long_form);
}

precis_status brief_write_markdown(const struct brief *brief, struct buffer *out)
{
  AUTO(arena) arena = arena_new(&out->heap);
  if (!arena)
    return PRECIS_NO_MEMORY;
  buffer_add(out, STR("# "));
  add_text(out, brief->title.text);
  buffer_byte(out, '\n');
  if (brief->banner.len)
    buffer_format(out, "\n**%.*s**\n", STR_ARG(brief->banner));
  add_summary(brief, out);
  add_pull_quotes(arena, brief, out);
  add_tables(brief, out);
  add_heading(out, brief_label(brief, "sources"));
  for (uint32_t i = 0; i < brief->sources.count; i++) {
    buffer_format(out, "%u. ", i + 1);
    add_text(out, brief->sources.at[i].name);
    buffer_format(out, " (sha256 %.16s)\n", brief->sources.at[i].sha256);
  }
  return out->is_short || arena_short(arena) ? PRECIS_NO_MEMORY : PRECIS_OK;
}
