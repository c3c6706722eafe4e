/* notes.c - which note a thing of the page points at: extracts of one paragraph share one.
 *
 * Invariant: number_of[p] is n exactly when notes.at[n - 1] is that of paragraph p. */
#include "brief/brief.h"

void brief_notes_init(struct brief_notes *notes, struct arena *arena, const struct brief *brief)
{
  *notes = (struct brief_notes){.arena = arena, .paragraphs = brief->paragraphs.count};
  if (brief->asked.sources != PRECIS_SOURCES_NONE)
    notes->number_of = arena_array(arena, uint32_t, brief->paragraphs.count + 1);
}

uint32_t brief_refer(struct brief_notes *notes, struct place place, str words)
{
  if (!notes->number_of || place.paragraph >= notes->paragraphs)
    return 0;
  uint32_t *number = &notes->number_of[place.paragraph];
  if (!*number) {
    struct brief_note note = {.paragraph = place.paragraph, .place = place, .words = words};
    uint32_t before = notes->notes.count;
    vec_push(notes->arena, &notes->notes, note);
    if (notes->notes.count == before)
      return 0;
    *number = notes->notes.count;
  }
  notes->notes.at[*number - 1].uses++;
  return *number;
}

uint32_t brief_note_of(const struct brief_notes *notes, uint32_t paragraph)
{
  return notes->number_of && paragraph < notes->paragraphs ? notes->number_of[paragraph] : 0;
}

void brief_notes_cut(struct brief_notes *notes, uint32_t count)
{
  while (notes->notes.count > count)
    notes->number_of[notes->notes.at[--notes->notes.count].paragraph] = 0;
}

str brief_first_words(str text, size_t most)
{
  enum { WORDS_MIN = 10 }; /* bytes: fewer say nothing, and a piece of the next word does */

  size_t end = 0, blank = 0;
  while (end < text.len) {
    size_t next = end;
    uint32_t c = utf8_next(text, &next);
    if (c == '\n' || c == '\t') /* the next block, or the next cell */
      break;
    if (next > most)
      return str_sub(text, 0,
                     blank > most / 2 || (blank >= WORDS_MIN && !char_is_cjk(c)) ? blank : end);
    if (c == ' ')
      blank = end;
    end = next;
  }
  return str_sub(text, 0, end);
}

struct brief_where brief_where(const struct brief *brief, const struct place *place)
{
  if (place->line)
    return (struct brief_where){WHERE_LINE, place->line};
  /* The text set whole has the numbers of paragraphs beside it. */
  if (place->page && brief->asked.sources != PRECIS_SOURCES_FULL)
    return (struct brief_where){WHERE_PAGE, place->page};
  bool has_one = place->paragraph < brief->paragraphs.count;
  return (struct brief_where){WHERE_PARAGRAPH,
                              has_one ? brief->paragraphs.at[place->paragraph].number : 0};
}

bool brief_opens_quoted(str words)
{
  size_t at = 0;
  uint32_t c = words.len ? utf8_next(words, &at) : 0;
  return c == '"' || char_is_open_quote(c);
}
