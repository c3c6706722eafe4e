/* html_sources.c - where it all comes from: the sources, a note for each number of the text, and
 * what the reader asked to see of the sources' own text. */
#include "brief/html.h"

enum { NOTE_BYTES = 64 };

static void add_part(struct html *h, const char *element, str text, bool *has_one)
{
  if (!text.len)
    return;
  html_add(h, *has_one ? " <span class=\"dot\">\xC2\xB7</span> " : "");
  buffer_format(h->out, "<%s>", element);
  html_text(h, text);
  buffer_format(h->out, "</%s>", element);
  *has_one = true;
}

static void add_document(struct html *h, uint32_t index)
{
  const struct brief_source *s = &h->brief->sources.at[index];
  bool has_one = false;
  buffer_format(h->out, "<li id=\"document-%u\">", index + 1);
  add_part(h, "cite", s->title, &has_one);
  add_part(h, "bdi", s->author, &has_one);
  add_part(h, "time", s->date, &has_one);
  if (!str_eq(s->name, s->title))
    add_part(h, "bdi", s->name, &has_one);
  buffer_format(h->out, " <span class=\"dot\">\xC2\xB7</span> %u ", s->words);
  html_text(h, brief_label(h->brief, "words"));
  html_add(h, "<br><code>sha256 ");
  html_text(h, str_of(s->sha256));
  html_add(h, "</code></li>\n");
}

/* --- notes --- */

/* "line 12", which leads to the line where the whole text stands on the page. */
static void add_line(struct html *h, const struct brief_note *note)
{
  const struct brief_paragraph *p = &h->brief->paragraphs.at[note->paragraph];
  bool has_text = h->brief->asked.sources == PRECIS_SOURCES_FULL;
  uint32_t line = note->place.line ? note->place.line : p->number;
  if (has_text)
    buffer_format(h->out, "<a href=\"#source-%u-%u\">", p->document + 1, line);
  struct brief_where where = brief_where(h->brief, &note->place);
  html_text(h, brief_label(h->brief, where_label(where.kind)));
  buffer_format(h->out, " %u", where.number);
  html_add(h, has_text ? "</a>" : "");
}

/* Where several places of the text lead to the note, back to the second and later ones by letter.
 */
static void add_way_back(struct html *h, uint32_t number, uint32_t uses)
{
  enum { LETTERS = 26 };

  for (uint32_t i = 2; i <= uses && i <= LETTERS; i++)
    buffer_format(h->out, " <a class=\"back\" role=\"doc-backlink\" href=\"#ref-%u-%u\">%c</a>",
                  number, i, (char)('a' + i - 1));
}

static void add_note(struct html *h, uint32_t index)
{
  const struct brief_note *note = &h->notes.notes.at[index];
  str words = brief_first_words(note->words, NOTE_BYTES);
  uint32_t number = index + 1;
  buffer_format(h->out,
                "<li id=\"note-%u\"><a class=\"number\" role=\"doc-backlink\" "
                "href=\"#ref-%u\">%u</a>",
                number, number, number);
  if (h->brief->sources.count > 1)
    buffer_format(h->out, "<a href=\"#document-%u\">[%u]</a> ", note->place.document + 1,
                  note->place.document + 1);
  add_line(h, note);
  html_text(h, brief_label(h->brief, "colon"));
  html_add(h, brief_opens_quoted(words) ? " <q class=\"own\">" : " <q>");
  html_extract(h, "span", words, note->place);
  html_add(h, words.len < note->words.len ? "\xE2\x80\xA6</q>" : "</q>");
  add_way_back(h, number, note->uses);
  html_add(h, "</li>\n");
}

static void add_notes(struct html *h)
{
  if (!h->notes.notes.count)
    return;
  html_add(h, "<ol class=\"notes\">\n");
  for (uint32_t i = 0; i < h->notes.notes.count; i++)
    add_note(h, i);
  html_add(h, "</ol>\n");
}

/* --- the sources' own text --- */

/* A stretch of a source, what is printed of it marked; the paragraph of its first mark. */
static uint32_t add_stretch(struct html *h, struct brief_cutter *cutter, str text)
{
  struct brief_piece piece;
  struct place place = cutter->place;
  uint32_t start = place.at.at, paragraph = NONE;
  while (brief_next_piece(cutter, &piece)) {
    str part = str_sub(text, piece.at.at - start, piece.at.len);
    place.at = piece.at;
    place.line = piece.line;
    if (paragraph == NONE)
      paragraph = piece.paragraph;
    if (str_trim(part).len)
      html_extract(h, piece.is_marked ? "mark" : "span", part, place);
    else
      html_text(h, part);
  }
  return paragraph;
}

/* The note of a paragraph, which has led here. */
static void add_number(struct html *h, uint32_t paragraph)
{
  uint32_t number = brief_note_of(&h->notes, paragraph);
  if (number)
    buffer_format(h->out, "<a class=\"number\" href=\"#note-%u\">%u</a>", number, number);
}

static void add_context(struct html *h)
{
  struct brief_cutter cutter = {.brief = h->brief, .ranks = UINT32_MAX};
  html_section(h, "context", brief_label(h->brief, "context"));
  for (uint32_t i = 0; i < h->brief->passages.count; i++) {
    const struct brief_passage *p = &h->brief->passages.at[i];
    cutter.place = p->place;
    cutter.mark = p->first_mark;
    html_add(h, "<p>");
    add_number(h, p->place.paragraph);
    html_add(h, " ");
    add_stretch(h, &cutter, p->text);
    html_add(h, "</p>\n");
  }
  html_add(h, "</section>\n");
}

/* What parts a line of a source from the one before. */
static void open_source_line(struct html *h, const struct brief_source_line *line, bool is_first)
{
  if (line->begins_block && !is_first)
    html_add(h, "</ol>\n");
  if (line->begins_document) {
    html_add(h, "<h3><bdi>");
    html_text(h, h->brief->sources.at[line->place.document].name);
    html_add(h, "</bdi></h3>\n");
  }
  if (line->begins_block)
    html_add(h, line->is_heading ? "<ol class=\"head\">\n" : "<ol>\n");
}

static void add_full(struct html *h)
{
  const struct brief *b = h->brief;
  struct brief_reader reader = {.brief = b};
  struct brief_cutter cutter = {.brief = b, .ranks = UINT32_MAX};
  struct brief_source_line line;
  uint32_t last = 0, noted = NONE;
  html_section(h, "full", brief_label(h->brief, "full"));
  for (bool is_first = true; brief_next_line(&reader, &line); is_first = false) {
    uint32_t document = line.place.document;
    open_source_line(h, &line, is_first);
    buffer_format(h->out, "<li value=\"%u\"", line.number);
    if (line.begins_document || line.number != last) /* two blocks may share a line */
      buffer_format(h->out, " id=\"source-%u-%u\"", document + 1, line.number);
    html_add(h, ">");
    last = line.number;
    cutter.place = line.place;
    uint32_t paragraph = add_stretch(h, &cutter, brief_text_at(b, document, line.place.at));
    if (paragraph != noted && paragraph != NONE) {
      html_add(h, " ");
      add_number(h, paragraph);
    }
    noted = paragraph == NONE ? noted : paragraph;
    html_add(h, "</li>\n");
  }
  html_add(h, b->blocks.count ? "</ol>\n</section>\n" : "</section>\n");
}

void html_sources(struct html *h)
{
  const struct brief *b = h->brief;
  if (b->asked.sources == PRECIS_SOURCES_NONE)
    return;
  html_section(h, "sources", brief_label(h->brief, "sources"));
  html_add(h, "<ol class=\"documents\">\n");
  for (uint32_t i = 0; i < b->sources.count; i++)
    add_document(h, i);
  html_add(h, "</ol>\n");
  add_notes(h);
  html_add(h, "</section>\n");
  if (b->passages.count)
    add_context(h);
  if (b->blocks.count)
    add_full(h);
}
