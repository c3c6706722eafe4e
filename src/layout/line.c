/* line.c - a broken line into marks: its slack shared out among glyph width, tracking and blanks,
 * every glyph at its place.
 *
 * Invariants: stretch lies within 2 % and tracking within -1 and +2 % of an em, unless the line
 * could not be held otherwise; what glyphs and tracking cannot take goes to the blanks. The text of
 * the marks of the lines of a paragraph, in order, is the text of the paragraph, blanks folded. */
#include "layout/set.h"

enum {
  FULL = 1000,            /* ratio and stretch of 100 % */
  STRETCH_PER_RATIO = 20, /* thousandths of width: 2 % */
  TRACK_WIDER = 20,       /* thousandths of an em */
  TRACK_TIGHTER = 10,
  BLANK_WIDEST = 900 /* thousandths of an em; a line that needs more stays ragged */
};

struct line_sum {
  int64_t width, blank, blanks; /* blank: best widths */
  int64_t glyphs;               /* that tracking widens: none before a blank */
  int64_t hang_left, hang_right;
};

static bool line_has_hyphen(const struct paragraph *p, const struct set_line *line)
{
  return line->end < p->pieces.count && sets_hyphen(p->pieces.at[line->end - 1].end);
}

/* A part of a word, shaped on its own in the word's style. */
static uint32_t word_part(struct setter *setter, uint32_t word, str part)
{
  const struct set_word *whole = &setter->words.at[word];
  struct shaping shaping = {setter->shapes_as[whole->style],
                            setter->shaped.at[whole->shaped].tongue};
  return word_sized(setter, word_shaped(setter, shaping, part), whole->style);
}

struct line_part line_next_part(struct setter *setter, const struct paragraph *p,
                                const struct set_line *line, uint32_t *at)
{
  const struct piece *first = &p->pieces.at[*at];
  uint32_t to = first->to;
  uint32_t i = *at + 1;
  while (i < line->end && p->pieces.at[i].word == first->word && p->pieces.at[i].from == to &&
         !p->pieces.at[i].blank_before && p->pieces.at[i].fragment == first->fragment)
    to = p->pieces.at[i++].to;
  struct line_part part = {first->word, first->fragment, first->blank_before && *at > line->first};
  *at = i;
  str text = setter->words.at[first->word].text;
  if (first->from > 0 || to < text.len)
    part.word = word_part(setter, first->word, str_sub(text, first->from, to - first->from));
  return part;
}

static struct line_sum sum_line(struct setter *setter, const struct paragraph *p,
                                const struct set_line *line)
{
  struct line_sum sum = {0};
  for (uint32_t at = line->first; at < line->end;) {
    struct line_part part = line_next_part(setter, p, line, &at);
    if (part.word == NONE)
      return sum;
    const struct set_word *word = &setter->words.at[part.word];
    uint32_t glyphs = setter->shaped.at[word->shaped].shaped.glyphs.count;
    sum.width += word->width;
    sum.glyphs += glyphs ? glyphs - 1 : 0;
    if (part.blank_before) {
      sum.blank += setter->styles[p->fragments[part.fragment].style].space;
      sum.blanks++;
    }
  }
  sum.hang_left = p->pieces.at[line->first].hang_left;
  sum.hang_right = p->pieces.at[line->end - 1].hang_right;
  if (line_has_hyphen(p, line)) {
    sum.width += p->style->hyphen_width;
    sum.hang_right = p->style->hyphen_width * 7 / 10;
    sum.glyphs++;
  }
  return sum;
}

/* -1000 to 1000, and beyond what the glyphs can give. */
static int64_t slack_ratio(const struct set_style *style, const struct line_sum *sum, int64_t delta)
{
  int64_t em = style->face.size;
  int64_t stretch = sum->blank * GLUE_STRETCH / 1000 + sum->width / 50 + sum->glyphs * em / 50;
  int64_t shrink = sum->blank * GLUE_SHRINK / 1000 + sum->width / 50 + sum->glyphs * em / 100;
  int64_t most = delta >= 0 ? stretch : shrink;
  return most > 0 ? delta * FULL / most : 0;
}

static struct line_fit natural_fit(const struct line_sum *sum)
{
  return (struct line_fit){
      .stretch = FULL,
      .gap = sum->blanks ? (unit)(sum->blank / sum->blanks) : 0,
      .width = (unit)(sum->width + sum->blank),
      .hang_left = (unit)sum->hang_left,
  };
}

/* Rounds so that the blanks, not the eye, take what integers leave over. */
static struct line_fit justified_fit(const struct set_style *style, const struct line_sum *sum,
                                     int64_t target)
{
  int64_t ratio = slack_ratio(style, sum, target - sum->width - sum->blank);
  int64_t held = ratio > FULL ? FULL : ratio < -FULL ? -FULL : ratio;
  struct line_fit fit = natural_fit(sum);
  fit.stretch = (uint32_t)(FULL + held * STRETCH_PER_RATIO / FULL);
  int64_t track = held > 0 ? TRACK_WIDER : TRACK_TIGHTER;
  fit.tracking = (unit)(style->face.size * track * held / FULL / 1000);
  int64_t before_stretch = target * FULL / fit.stretch;
  int64_t left = before_stretch - sum->width - sum->glyphs * fit.tracking;
  if (!sum->blanks) {
    if (left < 0)
      fit.stretch = (uint32_t)(target * FULL / (sum->width + sum->glyphs * fit.tracking));
    fit.width = (unit)((sum->width + sum->glyphs * fit.tracking) * fit.stretch / FULL);
    return fit;
  }
  fit.gap = (unit)(left / sum->blanks);
  if (fit.gap > (int64_t)style->face.size * BLANK_WIDEST / 1000)
    return natural_fit(sum);
  fit.width = (unit)target;
  return fit;
}

struct line_fit line_fit(struct setter *setter, const struct paragraph *p,
                         const struct set_line *line)
{
  struct line_sum sum = sum_line(setter, p, line);
  int64_t hang = sum.hang_left + sum.hang_right;
  int64_t target = p->measure - line->indent - line->narrow + hang;
  bool is_last = line->end == p->pieces.count;
  bool is_short = sum.width + sum.blank <= target;
  struct line_fit fit = natural_fit(&sum);
  if (setter->status == PRECIS_OK && sum.width > 0 &&
      (!is_short || (p->style->is_elastic && !is_last)))
    fit = justified_fit(p->style, &sum, target);
  fit.has_hyphen = line_has_hyphen(p, line);
  return fit;
}

/* --- marks --------------------------------------------------------------------------------------
 */

struct painter {
  struct setter *setter;
  struct layout *layout;
  const struct paragraph *paragraph;
  const struct line_fit *fit;
  struct display_page *page;
  struct arena *arena; /* the display's */
  struct mark mark;    /* being written; face NULL: none */
  char *text;          /* of the whole line; marks are slices */
  struct set_glyph *glyphs;
  uint32_t text_at, glyph_at;
  unit x, pen; /* of the line on the page; from x, before stretch */
  unit baseline;
  unit mark_pen; /* pen where the mark starts */
};

static void end_mark(struct painter *painter)
{
  struct mark *mark = &painter->mark;
  if (!mark->face)
    return;
  mark->text.len = (size_t)(painter->text + painter->text_at - mark->text.data);
  mark->glyph_count = (uint32_t)(painter->glyphs + painter->glyph_at - mark->glyphs);
  mark->width = (unit)((int64_t)(painter->pen - painter->mark_pen) * mark->stretch / FULL);
  vec_push(painter->arena, &painter->page->marks, *mark);
  *mark = (struct mark){0};
}

static void begin_mark(struct painter *painter, const struct face *face, uint32_t fragment)
{
  const struct fragment *from = &painter->paragraph->fragments[fragment];
  const struct set_style *style = &painter->setter->styles[from->style];
  const struct mark *mark = &painter->mark;
  if (mark->face == face && mark->node == from->node && mark->size == style->face.size)
    return;
  end_mark(painter);
  tongue_tag(painter->setter, from, painter->layout->display);
  painter->mark_pen = painter->pen;
  painter->mark = (struct mark){
      .kind = MARK_GLYPHS,
      .node = from->node,
      .color = style->color,
      .x = painter->x + (unit)((int64_t)painter->pen * painter->fit->stretch / FULL),
      .y = painter->baseline,
      .height = style->face.size,
      .face = face,
      .size = style->face.size,
      .stretch = painter->fit->stretch,
      .tracking = painter->fit->tracking + style->face.tracking,
      .text = {painter->text + painter->text_at, 0},
      .glyphs = painter->glyphs + painter->glyph_at,
  };
}

static void put_glyph(struct painter *painter, uint32_t id, uint32_t cluster, unit x, unit y)
{
  painter->glyphs[painter->glyph_at++] =
      (struct set_glyph){id, cluster, painter->pen - painter->mark_pen + x, y};
}

/* A blank belongs to the mark before it; its glyph is in the mark's own face where that has one. */
static void put_blank(struct painter *painter, unit gap)
{
  if (!painter->mark.face)
    return;
  uint32_t cluster = (uint32_t)(painter->text + painter->text_at - painter->mark.text.data);
  uint32_t glyph = painter->mark.face->space_glyph;
  if (glyph)
    put_glyph(painter, glyph, cluster, 0, 0);
  painter->text[painter->text_at++] = ' ';
  painter->pen += gap;
}

static void put_word(struct painter *painter, uint32_t word, uint32_t fragment)
{
  str text = painter->setter->words.at[word].text;
  const struct shaped *shaped = word_glyphs(painter->setter, word);
  for (uint32_t r = 0; r < shaped->runs.count; r++) {
    const struct glyph_run *run = &shaped->runs.at[r];
    begin_mark(painter, run->face, fragment);
    uint32_t base = (uint32_t)(painter->text + painter->text_at - painter->mark.text.data);
    memcpy(painter->text + painter->text_at, text.data + run->at.at, run->at.len);
    painter->text_at += run->at.len;
    unit rise = painter->setter->styles[painter->paragraph->fragments[fragment].style].rise;
    for (uint32_t g = 0; g < run->glyph_count; g++) {
      const struct glyph *glyph = &shaped->glyphs.at[run->first_glyph + g];
      put_glyph(painter, glyph->id, base + glyph->cluster - run->at.at, glyph->x, glyph->y + rise);
      bool is_last = run->first_glyph + g + 1 == shaped->glyphs.count;
      painter->pen += glyph->advance + (is_last ? 0 : painter->fit->tracking);
    }
  }
}

static void put_line_hyphen(struct painter *painter, uint32_t fragment)
{
  const struct set_style *style =
      &painter->setter->styles[painter->paragraph->fragments[fragment].style];
  painter->pen += painter->fit->tracking;
  begin_mark(painter, style->face.face, fragment);
  uint32_t cluster = (uint32_t)(painter->text + painter->text_at - painter->mark.text.data);
  put_glyph(painter, style->hyphen_glyph, cluster, 0, 0);
  painter->pen += style->hyphen_width;
  painter->mark.ends_in_hyphen = true;
}

/* Room for the line's bytes and glyphs, blanks and a hyphen included. */
static bool make_room(struct painter *painter, const struct set_line *line)
{
  size_t bytes = 0, glyphs = 0;
  for (uint32_t at = line->first; at < line->end;) {
    struct line_part part = line_next_part(painter->setter, painter->paragraph, line, &at);
    if (part.word == NONE)
      return false;
    const struct set_word *word = &painter->setter->words.at[part.word];
    bytes += word->text.len + 1;
    glyphs += painter->setter->shaped.at[word->shaped].shaped.glyphs.count + 1;
  }
  painter->text = arena_array(painter->arena, char, bytes + 1);
  painter->glyphs = arena_array(painter->arena, struct set_glyph, glyphs + 1);
  return painter->text && painter->glyphs;
}

static void note_line(const struct painter *painter, uint32_t page)
{
  struct layout_line line = {
      .text = {painter->text, painter->text_at},
      .page = page,
      .x = painter->x,
      .baseline = painter->baseline,
      .width = painter->fit->width,
      .stretch = painter->fit->stretch,
      .tracking = painter->fit->tracking,
      .gap = painter->fit->gap,
      .has_hyphen = painter->fit->has_hyphen,
  };
  vec_push(painter->layout->arena, &painter->layout->lines, line);
}

static unit aligned(const struct setter *setter, const struct paragraph *p,
                    const struct line_fit *fit, const struct set_line *line)
{
  unit room = p->measure - line->narrow;
  enum text_align align = p->style->align;
  if (setter->is_rtl && align == ALIGN_LEFT) /* a foreign head on a page read from the right */
    align = ALIGN_RIGHT;
  switch (align) {
  case ALIGN_CENTER:
    return (room - fit->width) / 2;
  case ALIGN_RIGHT:
    return room - fit->width;
  case ALIGN_JUSTIFY:
  case ALIGN_LEFT:
    break;
  }
  return line->indent - fit->hang_left;
}

void line_paint(struct setter *setter, struct layout *layout, const struct paragraph *paragraph,
                uint32_t index, struct line_place place)
{
  const struct set_line *line = &paragraph->lines.at[index];
  place.x += setter->is_rtl ? line->narrow : 0; /* what stands beside it is mirrored */
  if (paragraph->holds_rtl) {
    line_paint_visual(setter, layout, paragraph, index, place);
    return;
  }
  struct line_fit fit = line_fit(setter, paragraph, line);
  struct painter painter = {
      .setter = setter,
      .layout = layout,
      .paragraph = paragraph,
      .fit = &fit,
      .page = &layout->display->pages.at[place.page],
      .arena = layout->display->arena,
      .x = place.x + aligned(setter, paragraph, &fit, line),
      .baseline = place.baseline,
  };
  if (setter->status != PRECIS_OK || !make_room(&painter, line))
    return;
  uint32_t fragment = 0;
  for (uint32_t at = line->first; at < line->end;) {
    struct line_part part = line_next_part(setter, paragraph, line, &at);
    fragment = part.fragment;
    if (part.blank_before)
      put_blank(&painter, fit.gap);
    put_word(&painter, part.word, fragment);
  }
  if (fit.has_hyphen)
    put_line_hyphen(&painter, fragment);
  else if (line->end < paragraph->pieces.count && paragraph->pieces.at[line->end].blank_before)
    put_blank(&painter, 0);
  end_mark(&painter);
  note_line(&painter, place.page);
}
