/* content.c - the marks of a page as PDF operators, each run of one node's marks under one MCID.
 *
 * Invariants: BDC and EMC never straddle BT and ET; the pen of TJ is kept in thousandths of the em
 * as the viewer will count it, with rounded widths, so that the error never adds up. */
#include "pdf/write.h"

/* Graphics state as the viewer has it now; it survives ET. */
struct canvas {
  struct writer *w;
  struct page_use *page;
  struct buffer *out;
  uint32_t page_index;
  uint32_t node; /* whose marked content is open */
  bool is_open;
  struct color color;
  bool has_color;
  const struct face *face;
  unit size;
  uint32_t stretch;
  unit tracking;
};

/* What TJ moves back by between two strings of glyphs. */
static void add_step(struct buffer *out, long step)
{
  buffer_byte(out, '>');
  if (step < 0)
    buffer_byte(out, '-');
  buffer_uint(out, (uint64_t)(step < 0 ? -step : step));
  buffer_byte(out, '<');
}

static void close_content(struct canvas *c)
{
  if (c->is_open)
    buffer_add(c->out, STR("EMC\n"));
  c->is_open = false;
}

/* A fresh MCID on this page for a node. */
static int32_t add_mcid(struct canvas *c, uint32_t node)
{
  struct writer *w = c->w;
  int32_t mcid = (int32_t)c->page->nodes.count;
  vec_push(w->arena, &c->page->nodes, node);
  vec_push(w->arena, &w->nodes[node].kids, (struct node_kid){c->page_index, mcid, NULL});
  return mcid;
}

static void open_content(struct canvas *c, uint32_t node)
{
  if (c->is_open && c->node == node)
    return;
  close_content(c);
  if (node == NODE_ARTIFACT) {
    buffer_add(c->out, STR("/Artifact <</Type /Layout>> BDC\n"));
  } else {
    buffer_byte(c->out, '/');
    buffer_add(c->out, str_of(node_role_name(c->w->display->nodes.at[node].role)));
    buffer_add(c->out, STR(" <</MCID "));
    buffer_uint(c->out, (uint64_t)add_mcid(c, node));
    buffer_add(c->out, STR(">> BDC\n"));
  }
  c->is_open = true;
  c->node = node;
}

static void set_color(struct canvas *c, struct color color)
{
  if (c->has_color && c->color.r == color.r && c->color.g == color.g && c->color.b == color.b)
    return;
  const uint8_t parts[] = {color.r, color.g, color.b};
  for (int i = 0; i < 3; i++)
    add_length(c->out, (int64_t)parts[i] * UNIT_POINT / 255);
  buffer_add(c->out, STR("rg\n"));
  c->color = color;
  c->has_color = true;
}

static void write_rect(struct canvas *c, const struct mark *mark)
{
  open_content(c, mark->node);
  set_color(c, mark->color);
  add_length(c->out, mark->x);
  add_length(c->out, (int64_t)c->w->display->page_height - mark->y - mark->height);
  add_length(c->out, mark->width);
  add_length(c->out, mark->height);
  buffer_add(c->out, STR("re f\n"));
}

/* A picture fills the unit square. */
static void write_image(struct canvas *c, const struct mark *mark)
{
  open_content(c, mark->node);
  buffer_add(c->out, STR("q "));
  add_length(c->out, mark->width);
  buffer_add(c->out, STR("0 0 "));
  add_length(c->out, mark->height);
  add_length(c->out, mark->x);
  add_length(c->out, (int64_t)c->w->display->page_height - mark->y - mark->height);
  buffer_add(c->out, STR("cm /Logo Do Q\n"));
}

/* The text object of one mark, or of its line-end hyphen. */
struct line {
  struct canvas *canvas;
  const struct mark *mark;
  const struct used_face *used;
  double pen;      /* thousandths of the em, as the viewer counts */
  double scale;    /* from units to those */
  double tracking; /* the same, after each glyph */
  bool in_array;
};

/* A line's 100 glyphs add up the last digit's error to less than a thousandth of the em. */
enum { TRACKING_DECIMALS = 5 };

static void begin_text(struct line *l, unit x_offset)
{
  struct canvas *c = l->canvas;
  const struct mark *m = l->mark;
  buffer_add(c->out, STR("BT "));
  if (c->face != m->face || c->size != m->size) {
    buffer_byte(c->out, '/');
    buffer_add(c->out, str_of(l->used->name));
    buffer_byte(c->out, ' ');
    add_length(c->out, m->size);
    buffer_add(c->out, STR("Tf "));
    c->face = m->face;
    c->size = m->size;
  }
  uint32_t stretch = m->stretch ? m->stretch : 1000;
  if (c->stretch != stretch) {
    add_length(c->out, (int64_t)stretch * UNIT_POINT / 10);
    buffer_add(c->out, STR("Tz "));
    c->stretch = stretch;
  }
  if (c->tracking != m->tracking) {
    add_decimal(c->out, m->tracking, TRACKING_DECIMALS);
    buffer_add(c->out, STR("Tc "));
    c->tracking = m->tracking;
  }
  add_length(c->out, m->x + (int64_t)x_offset * stretch / 1000);
  add_length(c->out, (int64_t)c->w->display->page_height - m->y);
  buffer_add(c->out, STR("Td "));
  l->scale = 1000.0 / m->size;
  l->tracking = m->tracking * l->scale;
  l->pen = x_offset * l->scale;
}

static void close_strings(struct line *l)
{
  if (l->in_array)
    buffer_add(l->canvas->out, STR(">] TJ "));
  l->in_array = false;
}

/* Thousandths of the em: a hundredth of a point in text, which nobody sees; half of it would be
 * written three times as often, for what integers leave over. */
static const double STEP_LEAST = 1;

static void write_glyph(struct line *l, const struct set_glyph *g, const struct used_glyph *glyph)
{
  struct buffer *out = l->canvas->out;
  if (g->y) {
    close_strings(l);
    add_length(out, g->y);
    buffer_add(out, STR("Ts "));
  }
  if (!l->in_array)
    buffer_add(out, STR("[<"));
  l->in_array = true;
  double back = l->pen - g->x * l->scale;
  if (back >= STEP_LEAST || back <= -STEP_LEAST) {
    long rounded = (long)(back < 0 ? back - 0.5 : back + 0.5);
    add_step(out, rounded);
    l->pen -= (double)rounded;
  }
  buffer_add(out, (str){glyph->digits, sizeof glyph->digits});
  l->pen += glyph->width / 2.0 + l->tracking;
  if (g->y) {
    close_strings(l);
    buffer_add(out, STR("0 Ts "));
  }
}

static void open_actual_text(struct line *l, str text)
{
  struct buffer *out = l->canvas->out;
  close_strings(l);
  buffer_add(out, STR("/Span <</ActualText <FEFF"));
  add_utf16(out, text);
  buffer_add(out, STR(">>> BDC "));
}

static void write_cluster(struct line *l, uint32_t from, uint32_t to, str text)
{
  const struct mark *m = l->mark;
  const struct used_glyph *first = used_glyph(l->used, m->glyphs[from].id);
  bool differs = to - from > 1 || !str_eq(first->text, text);
  if (differs)
    open_actual_text(l, text);
  write_glyph(l, &m->glyphs[from], first);
  for (uint32_t i = from + 1; i < to; i++)
    write_glyph(l, &m->glyphs[i], used_glyph(l->used, m->glyphs[i].id));
  if (differs) {
    close_strings(l);
    buffer_add(l->canvas->out, STR("EMC "));
  }
}

/* Its own marked content under the same node: a nested Span without an MCID cuts off what follows
 * in some readers. Readers drop the soft hyphen and join the word. */
static void write_hyphen(struct line *l)
{
  struct canvas *c = l->canvas;
  const struct mark *m = l->mark;
  const struct set_glyph *hyphen = &m->glyphs[m->glyph_count - 1];
  close_content(c);
  if (m->node == NODE_ARTIFACT)
    buffer_add(c->out, STR("/Artifact <</Type /Layout>> BDC\n"));
  else
    buffer_format(c->out, "/Span <</MCID %d /ActualText <FEFF00AD>>> BDC\n", add_mcid(c, m->node));
  begin_text(l, hyphen->x);
  write_glyph(l, hyphen, used_glyph(l->used, hyphen->id));
  close_strings(l);
  buffer_add(c->out, STR("ET\nEMC\n"));
}

static void write_glyphs(struct canvas *c, const struct mark *mark)
{
  struct line line = {.canvas = c, .mark = mark, .used = writer_face(c->w, mark->face)};
  uint32_t count = mark->glyph_count - (mark->ends_in_hyphen && mark->glyph_count);
  set_color(c, mark->color);
  if (count) {
    open_content(c, mark->node);
    begin_text(&line, 0);
    for (uint32_t i = 0; i < count;) {
      uint32_t from = i;
      str text = cluster_text(mark, &i);
      write_cluster(&line, from, i < count ? i : count, text);
    }
    close_strings(&line);
    buffer_add(c->out, STR("ET\n"));
  }
  if (count < mark->glyph_count)
    write_hyphen(&line);
}

void write_content(struct writer *w, uint32_t page)
{
  struct page_use *use = &w->pages[page];
  struct canvas canvas = {.w = w, .page = use, .out = &w->content, .page_index = page};
  const struct display_page *from = &w->display->pages.at[page];
  for (uint32_t i = 0; i < from->marks.count; i++) {
    const struct mark *mark = &from->marks.at[i];
    switch (mark->kind) {
    case MARK_GLYPHS:
      write_glyphs(&canvas, mark);
      break;
    case MARK_RECT:
      write_rect(&canvas, mark);
      break;
    case MARK_IMAGE:
      write_image(&canvas, mark);
      break;
    }
  }
  close_content(&canvas);
  if (w->content.is_short) {
    arena_fail(w->arena);
    return;
  }
  low_object *stream = low_page_content(w->low, use->page, buffer_str(&w->content));
  w->content.len = 0;
  uint64_t hash = str_hash_fast(low_stream_bytes(w->low, stream));
  w->hash[0] ^= hash;
  w->hash[1] = hash_join(w->hash[1], hash);
}
