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

/* "[12]", "[2:12]" of the second source, "[2]" where that has no lines; false: there is none. */
static bool add_number(const struct brief *b, const struct place *place, struct buffer *out)
{
  bool has_one = b->sources.count > 1 || place->line;
  if (!has_one || b->asked.sources == PRECIS_SOURCES_NONE)
    return false;
  if (b->sources.count > 1 && place->line)
    buffer_format(out, "[%u:%u]", place->document + 1, place->line);
  else
    buffer_format(out, "[%u]", place->line ? place->line : place->document + 1);
  return true;
}

static void add_place(const struct brief *b, const struct place *place, struct buffer *out)
{
  buffer_byte(out, ' ');
  out->len -= !add_number(b, place, out);
}

static void add_summary(const struct brief *b, struct buffer *out)
{
  uint32_t section = NONE;
  for (uint32_t i = 0; i < b->summary.count; i++) {
    const struct brief_extract *e = &b->summary.at[i];
    if (i == 0 || e->role != e[-1].role)
      add_heading(out, brief_label(b, e->role == ROLE_BOTTOM_LINE ? "bottom-line"
                                      : e->role == ROLE_KEY_POINT ? "key-points"
                                                                  : "body"));
    else if (e->role == ROLE_BODY && !brief_goes_on(e - 1, e))
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

/* --- the sources --- */

/* A stretch of a source, what is printed of it in bold. */
static void add_marked(struct buffer *out, struct brief_cutter *cutter, str text)
{
  struct brief_piece piece;
  uint32_t start = cutter->place.at.at;
  while (brief_next_piece(cutter, &piece)) {
    const char *mark = piece.is_marked ? "**" : "";
    str part = str_sub(text, piece.at.at - start, piece.at.len), shown = str_trim(part);
    if (!shown.len)
      mark = "";
    buffer_format(out, "%s%s", shown.data > part.data ? " " : "", mark);
    add_text(out, shown);
    buffer_format(out, "%s%s", mark, shown.data + shown.len < part.data + part.len ? " " : "");
  }
}

/* Where the first of its marks stands. */
static const struct place *place_of_marks(const struct brief *b, const struct brief_passage *p)
{
  for (uint32_t i = p->first_mark; i < b->marks.count; i++)
    if (b->marks.at[i].place.paragraph == p->place.paragraph)
      return &b->marks.at[i].place;
  return &p->place;
}

static void add_context(const struct brief *b, struct buffer *out)
{
  struct brief_cutter cutter = {.brief = b, .ranks = UINT32_MAX};
  add_heading(out, brief_label(b, "context"));
  for (uint32_t i = 0; i < b->passages.count; i++) {
    const struct brief_passage *p = &b->passages.at[i];
    cutter.place = p->place;
    cutter.mark = p->first_mark;
    if (add_number(b, place_of_marks(b, p), out))
      buffer_byte(out, ' ');
    add_marked(out, &cutter, p->text);
    buffer_add(out, i + 1 < b->passages.count ? STR("\n\n") : STR("\n"));
  }
}

/* Lines of one block follow each other with a break; each has its number before it. */
static void add_full(struct arena *arena, const struct brief *b, struct buffer *out)
{
  struct brief_reader reader = {.brief = b};
  struct brief_cutter cutter = {.brief = b, .ranks = UINT32_MAX};
  struct brief_source_line line;
  add_heading(out, brief_label(b, "full"));
  for (bool is_first = true; brief_next_line(&reader, &line) && !out->is_short; is_first = false) {
    uint32_t document = line.place.document;
    if (!is_first)
      buffer_add(out, line.begins_block ? STR("\n\n") : STR("\\\n"));
    if (line.begins_document && b->sources.count > 1) {
      buffer_add(out, STR("### "));
      add_text(out, brief_printable(arena, b->sources.at[document].name));
      buffer_add(out, STR("\n\n"));
    }
    cutter.place = line.place;
    buffer_format(out, "`%u` ", line.number);
    add_marked(out, &cutter, brief_text_at(b, document, line.place.at));
  }
  buffer_byte(out, '\n');
}

static void add_sources(struct arena *arena, const struct brief *b, struct buffer *out)
{
  if (b->asked.sources == PRECIS_SOURCES_NONE)
    return;
  add_heading(out, brief_label(b, "sources"));
  for (uint32_t i = 0; i < b->sources.count; i++) {
    buffer_format(out, "%u. ", i + 1);
    add_text(out, brief_printable(arena, b->sources.at[i].name));
    buffer_format(out, " (sha256 %.16s)\n", b->sources.at[i].sha256);
  }
  if (b->passages.count)
    add_context(b, out);
  if (b->blocks.count)
    add_full(arena, b, out);
}

static void add_banner(struct arena *arena, const struct brief *b, struct buffer *out)
{
  if (!b->banner.len)
    return;
  buffer_add(out, STR("\n**"));
  add_text(out, str_trim(brief_printable(arena, b->banner)));
  buffer_add(out, STR("**\n"));
}

static void add_head(struct arena *arena, const struct brief *b, struct buffer *out)
{
  buffer_add(out, STR("# "));
  add_text(out, brief_printable(arena, b->title.text));
  buffer_byte(out, '\n');
  str deck = brief_deck(arena, b);
  if (deck.len) {
    buffer_byte(out, '\n');
    add_text(out, deck);
    buffer_byte(out, '\n');
  }
  add_banner(arena, b, out);
}

precis_status brief_write_markdown(const struct brief *brief, struct buffer *out)
{
  AUTO(arena) arena = arena_new(&out->heap);
  if (!arena)
    return PRECIS_NO_MEMORY;
  add_head(arena, brief, out);
  add_summary(brief, out);
  add_pull_quotes(arena, brief, out);
  add_tables(brief, out);
  add_sources(arena, brief, out);
  add_banner(arena, brief, out);
  return out->is_short || arena_short(arena) ? PRECIS_NO_MEMORY : PRECIS_OK;
}
