/* visual.c - a line that holds text written right to left, in the order in which it stands (UAX #9,
 * by ICU).
 *
 * The line is cut into stretches of one direction and one word, with a blank a stretch of its own.
 * Each has its place by the visual order; the marks are written in the order of the text, so that
 * content and structure read as the text does.
 *
 * Invariants: a mark is of one direction; the text of a line's marks, in order, is its text. */
#include <stdlib.h>

#include "layout/set.h"

struct stretch {
  str text; /* of the line's */
  uint32_t fragment;
  bool is_rtl, is_blank;
  struct shaped shaped;
  unit pen; /* before stretch, from the line's start */
};

struct visual_line {
  struct setter *setter;
  const struct paragraph *paragraph;
  const struct line_fit *fit;
  struct arena *arena; /* the display's */
  char *text;
  uint32_t len;
  uint32_t *fragments;           /* by byte */
  bool ends_in_blank;            /* which takes no room */
  VEC(struct stretch) stretches; /* in visual order */
  unit pen;
};

/* The line's text, blanks folded, and which fragment each byte is of. */
static bool gather(struct visual_line *v, const struct set_line *line)
{
  size_t bytes = 2;
  for (uint32_t at = line->first; at < line->end;)
    bytes +=
        v->setter->words.at[line_next_part(v->setter, v->paragraph, line, &at).word].text.len + 1;
  v->text = arena_array(v->arena, char, bytes);
  v->fragments = arena_array(v->setter->arena, uint32_t, bytes);
  if (!v->text || !v->fragments)
    return false;
  const struct paragraph *p = v->paragraph;
  for (uint32_t at = line->first; at < line->end;) {
    struct line_part part = line_next_part(v->setter, v->paragraph, line, &at);
    str word = v->setter->words.at[part.word].text;
    for (uint32_t i = 0; i < word.len + part.blank_before; i++)
      v->fragments[v->len + i] = part.fragment;
    if (part.blank_before)
      v->text[v->len++] = ' ';
    memcpy(v->text + v->len, word.data, word.len);
    v->len += (uint32_t)word.len;
  }
  if (line->end < p->pieces.count && p->pieces.at[line->end].blank_before) {
    v->fragments[v->len] = v->fragments[v->len - 1];
    v->text[v->len++] = ' ';
    v->ends_in_blank = true;
  }
  return true;
}

/* Stretches of the line that stand apart, of bytes of one fragment each. */
static struct directed_text directed(const struct visual_line *v)
{
  const struct paragraph *p = v->paragraph;
  struct directed_text line = {.text = {v->text, v->len}, .base = p->is_rtl ? BASE_RTL : BASE_LTR};
  struct span *apart = arena_array(v->setter->arena, struct span, p->fragment_count + 1);
  uint32_t end = 0;
  for (uint32_t at = 0; apart && at < v->len; at = end) {
    for (end = at; end < v->len && v->fragments[end] == v->fragments[at];)
      end++;
    uint32_t from = at + (v->text[at] == ' '); /* which parts it from what is before it */
    if (p->fragments[v->fragments[at]].is_isolated && from < end)
      apart[line.isolate_count++] = (struct span){from, end - from};
  }
  line.isolates = apart;
  return line;
}

static const struct set_style *style_of(const struct visual_line *v, uint32_t fragment)
{
  return &v->setter->styles[v->paragraph->fragments[fragment].style];
}

static void put_stretch(struct visual_line *v, struct span at, bool is_rtl)
{
  struct setter *setter = v->setter;
  struct stretch s = {.text = {v->text + at.at, at.len},
                      .fragment = v->fragments[at.at],
                      .is_rtl = is_rtl,
                      .is_blank = v->text[at.at] == ' ',
                      .pen = v->pen};
  if (s.is_blank) {
    v->pen += v->ends_in_blank && at.at + 1 == v->len ? 0 : v->fit->gap;
  } else if (setter->status == PRECIS_OK) {
    struct style_face face = style_of(v, s.fragment)->face;
    face.direction = is_rtl ? BASE_RTL : BASE_LTR;
    setter->status =
        shape(setter->context->fontset, setter->arena, s.text, face, &s.shaped, &setter->err);
    uint32_t glyphs = s.shaped.glyphs.count;
    v->pen += s.shaped.width + (unit)(glyphs ? glyphs - 1 : 0) * v->fit->tracking;
  }
  vec_push(setter->arena, &v->stretches, s);
}

/* One past the last byte of the stretch that starts at `from`: a blank, or bytes of one word. */
static uint32_t stretch_end(const struct visual_line *v, uint32_t from, uint32_t end)
{
  uint32_t at = from + 1;
  if (v->text[from] == ' ')
    return at;
  while (at < end && v->text[at] != ' ' && v->fragments[at] == v->fragments[from])
    at++;
  return at;
}

static uint32_t stretch_start(const struct visual_line *v, uint32_t from, uint32_t end)
{
  uint32_t at = end - 1;
  if (v->text[at] == ' ')
    return at;
  while (at > from && v->text[at - 1] != ' ' && v->fragments[at - 1] == v->fragments[end - 1])
    at--;
  return at;
}

/* The words of a run from the left: the first first, or the last. */
static void put_run(struct visual_line *v, const struct direction_run *run)
{
  uint32_t from = run->span.at, end = span_end(run->span);
  while (from < end && v->setter->status == PRECIS_OK)
    if (run->is_rtl) {
      uint32_t start = stretch_start(v, from, end);
      put_stretch(v, (struct span){start, end - start}, true);
      end = start;
    } else {
      uint32_t next = stretch_end(v, from, end);
      put_stretch(v, (struct span){from, next - from}, false);
      from = next;
    }
}

/* --- marks
 * ---------------------------------------------------------------------------------------- */

static struct mark new_mark(const struct visual_line *v, const struct stretch *s,
                            struct line_place place)
{
  const struct set_style *style = style_of(v, s->fragment);
  return (struct mark){
      .kind = MARK_GLYPHS,
      .node = v->paragraph->fragments[s->fragment].node,
      .color = style->color,
      .x = place.x + (unit)((int64_t)s->pen * v->fit->stretch / 1000),
      .y = place.baseline,
      .height = style->face.size,
      .face = style->face.face,
      .size = style->face.size,
      .stretch = v->fit->stretch,
      .text = s->text,
  };
}

static void push_mark(struct visual_line *v, uint32_t page, struct layout *layout, struct mark mark,
                      unit width)
{
  mark.width = (unit)((int64_t)width * v->fit->stretch / 1000);
  vec_push(v->arena, &layout->display->pages.at[page].marks, mark);
}

static void paint_blank(struct visual_line *v, const struct stretch *s, struct line_place place,
                        struct layout *layout)
{
  const struct set_style *style = style_of(v, s->fragment);
  struct set_glyph *glyph = arena_make(v->arena, struct set_glyph);
  if (!glyph || !style->face.face->space_glyph)
    return;
  *glyph = (struct set_glyph){.id = style->face.face->space_glyph};
  struct mark mark = new_mark(v, s, place);
  mark.glyphs = glyph;
  mark.glyph_count = 1;
  bool is_last = v->ends_in_blank && s->text.data + 1 == v->text + v->len;
  push_mark(v, place.page, layout, mark, is_last ? 0 : v->fit->gap);
}

/* Runs of one face stand from left to right; each is a mark. */
static void paint_word(struct visual_line *v, const struct stretch *s, struct line_place place,
                       struct layout *layout)
{
  unit pen = 0;
  for (uint32_t r = 0; r < s->shaped.runs.count; r++) {
    const struct glyph_run *run = &s->shaped.runs.at[r];
    struct set_glyph *glyphs = arena_array(v->arena, struct set_glyph, run->glyph_count + 1);
    if (!glyphs)
      return;
    struct stretch part = *s;
    part.text = str_sub(s->text, run->at.at, run->at.len);
    part.pen += pen;
    unit width = 0;
    for (uint32_t g = 0; g < run->glyph_count; g++) {
      const struct glyph *from = &s->shaped.glyphs.at[run->first_glyph + g];
      glyphs[g] =
          (struct set_glyph){from->id, from->cluster - run->at.at, width + from->x, from->y};
      width += from->advance + v->fit->tracking;
    }
    struct mark mark = new_mark(v, &part, place);
    mark.face = run->face;
    mark.glyphs = glyphs;
    mark.glyph_count = run->glyph_count;
    tongue_tag(v->setter, &v->paragraph->fragments[s->fragment], layout->display);
    push_mark(v, place.page, layout, mark, width - (run->glyph_count ? v->fit->tracking : 0));
    pen += width;
  }
}

static int by_text(const void *a, const void *b)
{
  const struct stretch *x = a, *y = b;
  return (x->text.data > y->text.data) - (x->text.data < y->text.data);
}

static unit line_start(const struct visual_line *v, const struct set_line *line)
{
  const struct paragraph *p = v->paragraph;
  unit room = p->measure - line->narrow;
  if (p->style->align == ALIGN_CENTER)
    return (room - v->fit->width) / 2;
  bool is_foreign = !p->is_rtl && v->setter->is_rtl && p->style->align == ALIGN_LEFT;
  if (is_foreign)
    return room - v->fit->width;
  if (p->is_rtl && p->style->align != ALIGN_RIGHT)
    return room - line->indent + v->fit->hang_left - v->fit->width;
  return p->style->align == ALIGN_RIGHT ? room - v->fit->width : line->indent - v->fit->hang_left;
}

void line_paint_visual(struct setter *setter, struct layout *layout,
                       const struct paragraph *paragraph, uint32_t index, struct line_place place)
{
  const struct set_line *line = &paragraph->lines.at[index];
  struct line_fit fit = line_fit(setter, paragraph, line);
  struct visual_line v = {
      .setter = setter, .paragraph = paragraph, .fit = &fit, .arena = layout->display->arena};
  struct direction_runs runs = {0};
  if (setter->status != PRECIS_OK || !gather(&v, line))
    return;
  str text = {v.text, v.len};
  setter->status = text_directions(setter->arena, directed(&v), &runs, &setter->err);
  for (uint32_t i = 0; i < runs.count && setter->status == PRECIS_OK; i++)
    put_run(&v, &runs.runs[i]);
  if (setter->status != PRECIS_OK || !v.stretches.count)
    return;
  place.x += line_start(&v, line);
  /* Each starts at another byte: no tie. */
  qsort(v.stretches.at, v.stretches.count, sizeof *v.stretches.at, by_text);
  for (uint32_t i = 0; i < v.stretches.count; i++)
    if (v.stretches.at[i].is_blank)
      paint_blank(&v, &v.stretches.at[i], place, layout);
    else
      paint_word(&v, &v.stretches.at[i], place, layout);
  struct layout_line noted = {.text = text,
                              .page = place.page,
                              .x = place.x,
                              .baseline = place.baseline,
                              .width = fit.width,
                              .stretch = fit.stretch,
                              .tracking = fit.tracking,
                              .gap = fit.gap};
  vec_push(layout->arena, &layout->lines, noted);
}
