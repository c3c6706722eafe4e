/* ink.c - how far apart lines of large type stand: as their style says, and farther where letters
 * that go down would touch what stands high in the line below: accents on capitals, the dots and
 * bowls of Arabic.
 *
 * Invariant: the leading never is less than the style's. */
#include "layout/set.h"

/* White between the ink of two lines at least: the size by this. Capitals and plain letters, set
 * solid, have nearly twice as much. */
enum { CLEAR_SHARE = 30 };

/* From the line's left edge and its baseline, y up. */
struct ink {
  int64_t left, right, top, bottom;
};

typedef VEC(struct ink) ink_list;

static struct ink glyph_ink(const struct glyph_run *run, const struct glyph *glyph, int64_t pen)
{
  hb_glyph_extents_t box;
  if (!hb_font_get_glyph_extents(run->face->hb_font, glyph->id, &box))
    return (struct ink){0};
  int64_t size = run->size, upem = run->face->upem;
  int64_t left = pen + glyph->x + box.x_bearing * size / upem;
  int64_t top = glyph->y + box.y_bearing * size / upem;
  return (struct ink){left, left + box.width * size / upem, top, top + box.height * size / upem};
}

static void add_word(struct setter *setter, uint32_t word, int64_t *pen, ink_list *ret)
{
  const struct shaped *shaped = word_glyphs(setter, word);
  for (uint32_t r = 0; r < shaped->runs.count; r++) {
    const struct glyph_run *run = &shaped->runs.at[r];
    for (uint32_t g = 0; g < run->glyph_count; g++) {
      const struct glyph *glyph = &shaped->glyphs.at[run->first_glyph + g];
      vec_push(setter->arena, ret, glyph_ink(run, glyph, *pen));
      *pen += glyph->advance;
    }
  }
}

static ink_list line_ink(struct setter *setter, const struct paragraph *p,
                         const struct set_line *line)
{
  ink_list ink = {0};
  int64_t pen = line->indent - p->pieces.at[line->first].hang_left;
  for (uint32_t at = line->first; at < line->end;) {
    struct line_part part = line_next_part(setter, p, line, &at);
    if (part.word == NONE)
      break;
    if (part.blank_before)
      pen += setter->styles[p->fragments[part.fragment].style].space;
    add_word(setter, part.word, &pen, &ink);
  }
  return ink;
}

/* From one baseline to the next, so that letters just touch; where words may have changed their
 * places, any of the two lines. */
static int64_t touching(const ink_list *above, const ink_list *below, bool is_reordered)
{
  int64_t least = 0;
  for (uint32_t i = 0; i < above->count; i++)
    for (uint32_t k = 0; k < below->count; k++) {
      const struct ink *a = &above->at[i], *b = &below->at[k];
      bool meet = is_reordered || (a->left < b->right && b->left < a->right);
      if (meet && b->top - a->bottom > least)
        least = b->top - a->bottom;
    }
  return least;
}

void paragraph_clear_ink(struct setter *setter, struct paragraph *paragraph)
{
  ink_list above = {0};
  for (uint32_t i = 0; i < paragraph->lines.count; i++) {
    ink_list ink = line_ink(setter, paragraph, &paragraph->lines.at[i]);
    int64_t least = touching(&above, &ink, paragraph->holds_rtl);
    least += least ? paragraph->style->face.size / CLEAR_SHARE : 0;
    paragraph->leading = least > paragraph->leading ? unit_held(least) : paragraph->leading;
    above = ink;
  }
  paragraph->depth = 0;
  for (uint32_t i = 0; i < above.count; i++)
    paragraph->depth =
        -above.at[i].bottom > paragraph->depth ? unit_held(-above.at[i].bottom) : paragraph->depth;
}
