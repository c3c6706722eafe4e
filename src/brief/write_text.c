/* write_text.c - the brief as plain text for mail: 72 columns, so that it may be quoted twice
 * before a line is broken anew. A column is what a terminal shows: wide characters take two.
 *
 * Invariants: no line is longer, unless one word is; no line opens with what mail takes as a mark
 * of its own ("From ", ">", "-- "): such a line is indented by one blank (RFC 3676, 4.4). */
#include "brief/brief.h"

enum { COLUMNS = 72, NOTE_BYTES = 48 };

struct text_writer {
  const struct brief *brief;
  struct buffer *out;
  struct arena *arena;
  struct brief_notes notes;
};

static uint32_t width_of(str text)
{
  uint32_t width = 0;
  for (size_t i = 0; i < text.len;)
    width += char_columns(utf8_next(text, &i));
  return width;
}

/* --- wrapping --- */

struct wrapper {
  struct buffer *out;
  str text;
  size_t from; /* of the stretch that the next break ends */
  uint32_t indent, column;
  bool is_line_start, has_blank; /* a blank stands before the stretch */
};

static bool is_mark_of_mail(str rest)
{
  return str_starts(rest, STR("From ")) || str_starts(rest, STR(">")) ||
         str_starts(rest, STR("-- "));
}

/* The stretch up to a place where a line may end. */
static bool add_stretch(void *user, uint32_t at, int32_t rule)
{
  struct wrapper *w = user;
  str stretch = str_sub(w->text, w->from, at - w->from), shown = str_trim(stretch);
  (void)rule;
  uint32_t width = width_of(shown), blank = w->has_blank && !w->is_line_start;
  if (shown.len && !w->is_line_start && w->column + blank + width > COLUMNS) {
    buffer_format(w->out, "\n%*s", (int)w->indent, "");
    w->column = w->indent;
    w->is_line_start = true;
    blank = 0;
  }
  bool is_stuffed = w->is_line_start && !w->column &&
                    is_mark_of_mail(str_trim(str_sub(w->text, w->from, w->text.len - w->from)));
  if (shown.len && (blank || is_stuffed))
    buffer_byte(w->out, ' ');
  for (size_t i = 0; i < shown.len; i++)
    buffer_byte(w->out, shown.data[i] == '\n' || shown.data[i] == '\t' ? ' ' : shown.data[i]);
  if (shown.len) {
    w->column += blank + is_stuffed + width;
    w->is_line_start = false;
    w->has_blank = false;
  }
  w->has_blank |= stretch.len > shown.len;
  w->from = at;
  return true;
}

/* A blank where a line may end: not the last one before the number of a note. */
static bool is_break(str text, size_t at)
{
  if (text.data[at] == '\n' || text.data[at] == '\t')
    return true;
  str rest = str_sub(text, at + 1, text.len - at - 1);
  bool is_number = str_starts(rest, STR("[")) && str_ends(rest, STR("]")) &&
                   str_find(rest, STR(" "), 0) == SIZE_MAX;
  return text.data[at] == ' ' && !is_number;
}

static bool is_wide(str text)
{
  for (size_t i = 0; i < text.len;)
    if (char_is_cjk(utf8_next(text, &i)))
      return true;
  return false;
}

/* `first` opens the first line, later ones are indented by as many blanks. Scripts without blanks
 * are broken where UAX #14 allows it, others at their blanks alone. */
static void add_wrapped(struct text_writer *t, const char *first, str text)
{
  struct wrapper w = {.out = t->out, .text = text, .is_line_start = true};
  buffer_format(t->out, "%s", first);
  w.indent = w.column = width_of(str_of(first));
  if (is_wide(text)) {
    text_breaks(BREAK_LINE, t->brief->language, text, add_stretch, &w, NULL);
  } else {
    for (size_t i = 0; i < text.len; i++)
      if (is_break(text, i))
        add_stretch(&w, (uint32_t)i + 1, 0);
  }
  if (w.from < text.len)
    add_stretch(&w, (uint32_t)text.len, 0);
  buffer_byte(t->out, '\n');
}

static void add_heading(struct text_writer *t, str words)
{
  buffer_format(t->out, "\n%.*s\n", STR_ARG(words));
  for (uint32_t i = 0; i < width_of(words); i++)
    buffer_byte(t->out, '-');
  buffer_byte(t->out, '\n');
}

/* What was put together, kept as long as the page is written. */
static str kept(struct text_writer *t, const struct buffer *text)
{
  if (text->is_short)
    arena_fail(t->arena);
  return arena_str(t->arena, buffer_str(text));
}

/* --- the summary --- */

/* A text with the number of its note behind it. */
static str noted(struct text_writer *t, str text, struct place place, str words)
{
  uint32_t number = brief_refer(&t->notes, place, words);
  return number ? arena_format(t->arena, "%.*s [%u]", STR_ARG(text), number) : text;
}

/* The extracts of a paragraph in a row; what they are noted by is the first. */
static str paragraph_text(struct text_writer *t, uint32_t first, uint32_t end)
{
  const struct brief *b = t->brief;
  AUTO_BUFFER text;
  buffer_init(&text, arena_heap(t->arena));
  for (uint32_t i = first; i < end; i++) {
    buffer_add(&text, i > first ? STR(" ") : STR(""));
    buffer_add(&text, b->summary.at[i].text);
  }
  return noted(t, kept(t, &text), b->summary.at[first].place, b->summary.at[first].text);
}

static void add_summary(struct text_writer *t)
{
  const struct brief *b = t->brief;
  uint32_t section = NONE;
  for (uint32_t i = 0, end; i < b->summary.count; i = end) {
    const struct brief_extract *e = &b->summary.at[i];
    bool is_first = i == 0 || e->role != b->summary.at[i - 1].role;
    end = brief_paragraph_end(b, i);
    if (is_first)
      add_heading(t, brief_label(t->brief, e->role == ROLE_BOTTOM_LINE ? "bottom-line"
                                           : e->role == ROLE_KEY_POINT ? "key-points"
                                                                       : "body"));
    else if (e->role == ROLE_BODY)
      buffer_byte(t->out, '\n');
    if (e->role == ROLE_BODY && e->section != section && e->section < b->headings.count) {
      add_wrapped(t, "# ", b->headings.at[e->section].text);
      buffer_byte(t->out, '\n');
    }
    section = e->section;
    add_wrapped(t, e->role == ROLE_KEY_POINT ? "* " : "", paragraph_text(t, i, end));
  }
}

static void add_pull_quotes(struct text_writer *t)
{
  for (uint32_t i = 0; i < t->brief->quotes.count; i++) {
    const struct brief_quote *q = &t->brief->quotes.at[i];
    if (!q->is_pull)
      continue;
    buffer_byte(t->out, '\n');
    struct quote_marks marks = quote_marks_of(t->brief->language);
    str words = brief_quote_words(q);
    add_wrapped(t, "    ",
                arena_format(t->arena, "%s%.*s%s", marks.open, STR_ARG(words), marks.close));
    add_wrapped(t, "    \xE2\x80\x94 ",
                noted(t, brief_speaker_words(t->arena, &q->speaker), q->place, q->text));
  }
}

/* --- the lists --- */

static str colon_of(const struct text_writer *t)
{
  return brief_label(t->brief, "colon");
}

/* A name and what is said of it, after the list's head. */
static void add_entry(struct text_writer *t, bool *is_open, str heading, str name, str text)
{
  if (!*is_open)
    add_heading(t, heading);
  *is_open = true;
  add_wrapped(t, "* ",
              text.len ? arena_format(t->arena, "%.*s%.*s %.*s", STR_ARG(name),
                                      STR_ARG(colon_of(t)), STR_ARG(text))
                       : name);
}

static void add_facts(struct text_writer *t)
{
  const struct brief *b = t->brief;
  bool figures = false, differing = false, dates = false;
  for (uint32_t i = 0; i < b->figures.count; i++)
    if (b->figures.at[i].is_printed)
      add_entry(
          t, &figures, brief_label(t->brief, "figures"), b->figures.at[i].number,
          noted(t, b->figures.at[i].label, b->figures.at[i].label_place, b->figures.at[i].label));
  for (uint32_t i = 0; i < b->differing.count; i++) {
    const struct brief_figure *f = &b->differing.at[i];
    add_entry(t, &differing, brief_label(t->brief, "disagreements"), f->text,
              noted(t, f->label, f->label_place, f->label));
  }
  for (uint32_t i = 0; i < b->dates.count; i++) {
    const struct brief_date *d = &b->dates.at[i];
    if (d->is_printed)
      add_entry(t, &dates, brief_label(t->brief, "timeline"), d->text,
                noted(t, d->event, d->event_place, d->event.len ? d->event : d->text));
  }
}

static str placed(struct text_writer *t, str text, struct place place, str words)
{
  return place.at.len ? noted(t, text, place, words) : text;
}

static void add_terms(struct text_writer *t)
{
  const struct brief *b = t->brief;
  AUTO_BUFFER terms;
  buffer_init(&terms, arena_heap(t->arena));
  for (uint32_t i = 0; i < b->terms.count; i++) {
    if (!b->terms.at[i].is_printed)
      continue;
    buffer_add(&terms, terms.len ? STR(" \xC2\xB7 ") : STR(""));
    buffer_add(&terms, b->terms.at[i].text);
  }
  str text = kept(t, &terms);
  if (!text.len)
    return;
  add_heading(t, brief_label(b, "terms"));
  add_wrapped(t, "", text);
}

static void add_words(struct text_writer *t)
{
  const struct brief *b = t->brief;
  bool names = false, abbreviations = false;
  for (uint32_t i = 0; i < b->names.count; i++)
    if (b->names.at[i].is_printed)
      add_entry(t, &names, brief_label(t->brief, "who"), b->names.at[i].name,
                placed(t, b->names.at[i].title, b->names.at[i].told_place, b->names.at[i].told));
  for (uint32_t i = 0; i < b->abbreviations.count; i++)
    if (b->abbreviations.at[i].is_printed)
      add_entry(t, &abbreviations, brief_label(t->brief, "abbreviations"),
                b->abbreviations.at[i].short_form,
                placed(t, b->abbreviations.at[i].long_form, b->abbreviations.at[i].long_place,
                       b->abbreviations.at[i].long_form));
}

/* --- the sources --- */

static void add_documents(struct text_writer *t)
{
  str words = brief_label(t->brief, "words");
  for (uint32_t i = 0; i < t->brief->sources.count; i++) {
    const struct brief_source *s = &t->brief->sources.at[i];
    str name = brief_printable(t->arena, s->name), title = brief_printable(t->arena, s->title);
    const char *number =
        t->brief->sources.count > 1 ? arena_format(t->arena, "(%u) ", i + 1).data : "";
    str text =
        arena_format(t->arena, "%.*s \xC2\xB7 %u %.*s", STR_ARG(name), s->words, STR_ARG(words));
    if (s->title.len && !str_eq(s->title, s->name))
      text = arena_format(t->arena, "%.*s \xC2\xB7 %.*s", STR_ARG(title), STR_ARG(text));
    add_wrapped(t, number ? number : "", text);
    add_wrapped(t, "", arena_format(t->arena, "sha256 %.64s", s->sha256));
  }
}

static void add_note(struct text_writer *t, uint32_t index)
{
  const struct brief_note *note = &t->notes.notes.at[index];
  str words = brief_first_words(note->words, NOTE_BYTES);
  bool has_marks = brief_opens_quoted(words);
  const char *cut = words.len < note->words.len ? "\xE2\x80\xA6" : "";
  struct brief_where place_is = brief_where(t->brief, &note->place);
  str where = brief_label(t->brief, where_label(place_is.kind));
  uint32_t line = place_is.number;
  str document = t->brief->sources.count > 1
                     ? arena_format(t->arena, "(%u) ", note->place.document + 1)
                     : (str){"", 0};
  const char *first = arena_format(t->arena, "[%u] ", index + 1).data;
  struct quote_marks marks =
      has_marks ? (struct quote_marks){"", ""} : quote_marks_of(t->brief->language);
  add_wrapped(t, first ? first : "",
              arena_format(t->arena, "%.*s%.*s %u%.*s %s%.*s%s%s", STR_ARG(document),
                           STR_ARG(where), line, STR_ARG(colon_of(t)), marks.open, STR_ARG(words),
                           cut, marks.close));
}

/* A stretch of a source, what is printed of it between asterisks. */
static str marked(struct text_writer *t, struct brief_cutter *cutter, str text)
{
  AUTO_BUFFER out;
  buffer_init(&out, arena_heap(t->arena));
  struct brief_piece piece;
  uint32_t start = cutter->place.at.at;
  while (brief_next_piece(cutter, &piece)) {
    const char *mark = piece.is_marked ? "*" : "";
    str part = str_sub(text, piece.at.at - start, piece.at.len), shown = str_trim(part);
    buffer_format(&out, "%s%s%.*s%s%s", shown.data > part.data ? " " : "", mark, STR_ARG(shown),
                  mark, shown.data + shown.len < part.data + part.len ? " " : "");
  }
  return kept(t, &out);
}

static void add_context(struct text_writer *t)
{
  struct brief_cutter cutter = {.brief = t->brief, .ranks = UINT32_MAX};
  add_heading(t, brief_label(t->brief, "context"));
  for (uint32_t i = 0; i < t->brief->passages.count; i++) {
    const struct brief_passage *p = &t->brief->passages.at[i];
    cutter.place = p->place;
    cutter.mark = p->first_mark;
    uint32_t number = brief_note_of(&t->notes, p->place.paragraph);
    const char *first = number ? arena_format(t->arena, "[%u] ", number).data : "";
    add_wrapped(t, first ? first : "", marked(t, &cutter, p->text));
    if (i + 1 < t->brief->passages.count)
      buffer_byte(t->out, '\n');
  }
}

static void add_full(struct text_writer *t)
{
  struct brief_reader reader = {.brief = t->brief};
  struct brief_cutter cutter = {.brief = t->brief, .ranks = UINT32_MAX};
  struct brief_source_line line;
  add_heading(t, brief_label(t->brief, "full"));
  while (brief_next_line(&reader, &line) && !arena_short(t->arena)) {
    uint32_t document = line.place.document;
    if (line.begins_document && t->brief->sources.count > 1)
      add_wrapped(t, "\n# ", brief_printable(t->arena, t->brief->sources.at[document].name));
    if (line.begins_block)
      buffer_byte(t->out, '\n');
    cutter.place = line.place;
    str text = marked(t, &cutter, brief_text_at(t->brief, document, line.place.at));
    const char *first = arena_format(t->arena, "%4u  ", line.number).data;
    add_wrapped(t, first ? first : "", text);
  }
}

static void add_sources(struct text_writer *t)
{
  if (t->brief->asked.sources == PRECIS_SOURCES_NONE)
    return;
  add_heading(t, brief_label(t->brief, "sources"));
  add_documents(t);
  if (t->notes.notes.count)
    buffer_byte(t->out, '\n');
  for (uint32_t i = 0; i < t->notes.notes.count; i++)
    add_note(t, i);
  if (t->brief->passages.count)
    add_context(t);
  if (t->brief->blocks.count)
    add_full(t);
}

/* --- why --- */

static str place_words(struct text_writer *t, const struct place *place)
{
  const struct brief *b = t->brief;
  struct brief_where place_is = brief_where(b, place);
  str where = brief_label(t->brief, where_label(place_is.kind));
  uint32_t number = place_is.number;
  return b->sources.count > 1
             ? arena_format(t->arena, "(%u) %.*s %u%.*s", place->document + 1, STR_ARG(where),
                            number, STR_ARG(colon_of(t)))
             : arena_format(t->arena, "%.*s %u%.*s", STR_ARG(where), number, STR_ARG(colon_of(t)));
}

static void add_choice(struct text_writer *t, uint32_t index)
{
  const struct brief_choice *c = &t->brief->choices.at[index];
  const char *first = arena_format(t->arena, "%3u. ", index + 1).data;
  add_wrapped(
      t, first ? first : "",
      arena_format(t->arena, "%.*s %.*s", STR_ARG(place_words(t, &c->place)), STR_ARG(c->text)));
  str score = brief_score_text(t->arena, c->score);
  str parts = brief_parts_text(t->arena, c->parts, c->part_count, c->rest);
  add_wrapped(t, "     ",
              arena_format(t->arena, "%.*s%.*s %.*s", STR_ARG(score), STR_ARG(colon_of(t)),
                           STR_ARG(parts)));
  str before = brief_label(t->brief, "explain-before");
  if (c->is_along)
    add_wrapped(t, "     ", brief_label(t->brief, "explain-along"));
  else if (c->beaten_choice != NONE)
    add_wrapped(t, "     ",
                arena_format(t->arena, "%.*s %u", STR_ARG(before), c->beaten_choice + 1));
  else if (c->beaten.len)
    add_wrapped(t, "     ",
                arena_format(t->arena, "%.*s %.*s %.*s", STR_ARG(before),
                             STR_ARG(place_words(t, &c->beaten_place)), STR_ARG(c->beaten)));
}

static void add_choices(struct text_writer *t)
{
  if (!t->brief->is_explained)
    return;
  str about = brief_label(t->brief, "explain-about"),
      range = brief_label(t->brief, "explain-range");
  str weights = brief_label(t->brief, "explain-weights");
  add_heading(t, brief_label(t->brief, "explain"));
  add_wrapped(t, "",
              arena_format(t->arena, "%.*s %.*s %.*s%.*s %s", STR_ARG(about), STR_ARG(range),
                           STR_ARG(weights), STR_ARG(colon_of(t)), genre_name(t->brief->genre)));
  for (uint32_t i = 0; i < t->brief->choices.count; i++) {
    buffer_byte(t->out, '\n');
    add_choice(t, i);
  }
}

static void add_head(struct text_writer *t)
{
  const struct brief *b = t->brief;
  if (b->banner.len)
    add_wrapped(t, "", brief_printable(t->arena, b->banner));
  add_wrapped(t, "", brief_printable(t->arena, b->title.text));
  for (int i = 0; i < COLUMNS; i++)
    buffer_byte(t->out, '=');
  buffer_byte(t->out, '\n');
  str deck = brief_deck(t->arena, b);
  if (deck.len)
    add_wrapped(t, "", deck);
}

precis_status brief_write_text(const struct brief *brief, struct buffer *out)
{
  AUTO(arena) arena = arena_new(&out->heap);
  if (!arena)
    return PRECIS_NO_MEMORY;
  struct text_writer t = {.brief = brief, .out = out, .arena = arena};
  brief_notes_init(&t.notes, arena, brief);
  add_head(&t);
  add_summary(&t);
  add_pull_quotes(&t);
  add_facts(&t);
  add_words(&t);
  add_terms(&t);
  add_sources(&t);
  add_choices(&t);
  if (brief->banner.len) {
    buffer_byte(out, '\n');
    add_wrapped(&t, "", brief_printable(arena, brief->banner));
  }
  return out->is_short || arena_short(arena) ? PRECIS_NO_MEMORY : PRECIS_OK;
}
