/* write_text.c - the brief as plain text in 72 columns. A column is a character, two for East Asian
 * wide ones. */
#include "brief/brief.h"
#include "brief/words.h"

enum { COLUMNS = 72 };

static uint32_t width_of(str word)
{
  uint32_t width = 0;
  for (size_t i = 0; i < word.len;) {
    uint32_t c = utf8_next(word, &i);
    width += char_is_mark(c) ? 0 : char_is_cjk(c) ? 2 : 1;
  }
  return width;
}

/* Wrapped at blanks; `first` opens the first line, later ones are indented by as many blanks. */
static void add_wrapped(struct buffer *out, const char *first, str text)
{
  uint32_t indent = width_of(str_of(first)), column = indent;
  buffer_format(out, "%s", first);
  str rest = text, word;
  for (bool begins = true; str_split(&rest, ' ', &word);) {
    uint32_t width = width_of(word);
    if (!word.len)
      continue;
    if (!begins && column + 1 + width > COLUMNS) {
      buffer_format(out, "\n%*s", (int)indent, "");
      column = indent;
    } else if (!begins) {
      buffer_byte(out, ' ');
      column++;
    }
    for (size_t i = 0; i < word.len; i++)
      buffer_byte(out, word.data[i] == '\n' || word.data[i] == '\t' ? ' ' : word.data[i]);
    column += width;
    begins = false;
  }
  buffer_byte(out, '\n');
}

static void add_heading(struct buffer *out, str words)
{
  buffer_format(out, "\n%.*s\n", STR_ARG(words));
  for (uint32_t i = 0; i < width_of(words); i++)
    buffer_byte(out, '-');
  buffer_byte(out, '\n');
}

static void add_summary(const struct brief *b, const struct brief_words *w, struct buffer *out)
{
  for (uint32_t i = 0; i < b->summary.count; i++) {
    const struct brief_extract *e = &b->summary.at[i];
    if (i == 0 || e->role != b->summary.at[i - 1].role)
      add_heading(out, e->role == ROLE_BOTTOM_LINE ? w->bottom_line
                       : e->role == ROLE_KEY_POINT ? w->key_points
                                                   : w->body);
    else if (e->role == ROLE_BODY && (e->block != b->summary.at[i - 1].block ||
                                      e->place.document != b->summary.at[i - 1].place.document))
      buffer_byte(out, '\n');
    if (b->sources.count > 1 && e->section != NONE &&
        (i == 0 || e->section != b->summary.at[i - 1].section))
      add_wrapped(out, "# ", b->headings.at[e->section].text);
    add_wrapped(out, e->role == ROLE_KEY_POINT ? "* " : "", e->text);
  }
}

static void add_pull_quotes(struct arena *arena, const struct brief *b, struct buffer *out)
{
  for (uint32_t i = 0; i < b->quotes.count; i++) {
    const struct brief_quote *q = &b->quotes.at[i];
    if (!q->is_pull)
      continue;
    buffer_byte(out, '\n');
    add_wrapped(out, "    ",
                arena_format(arena, "\xE2\x80\x9C%.*s\xE2\x80\x9D", STR_ARG(brief_quote_words(q))));
    add_wrapped(out, "    -- ", brief_speaker_words(arena, &q->speaker));
  }
}

/* A name and what is said of it, after the list's head. */
static void add_entry(struct arena *arena, struct buffer *out, bool *is_open, str heading,
                      const str entry[2])
{
  if (!*is_open)
    add_heading(out, heading);
  *is_open = true;
  add_wrapped(out, "* ",
              entry[1].len ? arena_format(arena, "%.*s: %.*s", STR_ARG(entry[0]), STR_ARG(entry[1]))
                           : entry[0]);
}

static void add_lists(struct arena *arena, const struct brief *b, const struct brief_words *w,
                      struct buffer *out)
{
  bool figures = false, differing = false, dates = false, names = false, abbreviations = false;
  for (uint32_t i = 0; i < b->figures.count; i++)
    if (b->figures.at[i].is_printed)
      add_entry(arena, out, &figures, w->figures,
                (str[2]){b->figures.at[i].number, b->figures.at[i].label});
  for (uint32_t i = 0; i < b->differing.count; i++) {
    const struct brief_figure *f = &b->differing.at[i];
    str label = arena_format(arena, "%.*s [%u]", STR_ARG(f->label), f->place.document + 1);
    add_entry(arena, out, &differing, w->differ, (str[2]){f->text, label});
  }
  for (uint32_t i = 0; i < b->dates.count; i++)
    if (b->dates.at[i].is_printed)
      add_entry(arena, out, &dates, w->timeline,
                (str[2]){b->dates.at[i].text, b->dates.at[i].event});
  for (uint32_t i = 0; i < b->names.count; i++)
    if (b->names.at[i].is_printed)
      add_entry(arena, out, &names, w->who, (str[2]){b->names.at[i].name, b->names.at[i].title});
  for (uint32_t i = 0; i < b->abbreviations.count; i++)
    if (b->abbreviations.at[i].is_printed)
      add_entry(arena, out, &abbreviations, w->abbreviations,
                (str[2]){b->abbreviations.at[i].short_form, b->abbreviations.at[i].long_form});
}

precis_status brief_write_text(const struct brief *brief, struct buffer *out)
{
  struct brief_words words = brief_words(brief->language);
  AUTO(arena) arena = arena_new(&out->heap);
  if (!arena)
    return PRECIS_NO_MEMORY;
  if (brief->banner.len)
    add_wrapped(out, "", brief->banner);
  add_wrapped(out, "", brief->title.text);
  for (int i = 0; i < COLUMNS; i++)
    buffer_byte(out, '=');
  buffer_byte(out, '\n');
  add_summary(brief, &words, out);
  add_pull_quotes(arena, brief, out);
  add_lists(arena, brief, &words, out);
  add_heading(out, words.sources);
  for (uint32_t i = 0; i < brief->sources.count; i++)
    add_wrapped(out, "",
                arena_format(arena, "%u. %.*s (sha256 %.16s)", i + 1,
                             STR_ARG(brief->sources.at[i].name), brief->sources.at[i].sha256));
  return out->is_short || arena_short(arena) ? PRECIS_NO_MEMORY : PRECIS_OK;
}
