/* display.c - the display list's life, and its print for tests and people. */
#include "paint/paint.h"

struct display *display_new(const struct heap *heap)
{
  struct arena *arena = arena_new(heap);
  struct display *display = arena ? arena_make(arena, struct display) : NULL;
  if (!display) {
    arena_free(arena);
    return NULL;
  }
  display->arena = arena;
  return display;
}

void display_free(struct display *display)
{
  if (display)
    arena_free(display->arena);
}

const char *node_role_name(enum node_role role)
{
  static const char *const names[] = {[NODE_DOCUMENT] = "Document",
                                      [NODE_SECTION] = "Sect",
                                      [NODE_H1] = "H1",
                                      [NODE_H2] = "H2",
                                      [NODE_H3] = "H3",
                                      [NODE_P] = "P",
                                      [NODE_L] = "L",
                                      [NODE_LI] = "LI",
                                      [NODE_LBL] = "Lbl",
                                      [NODE_LBODY] = "LBody",
                                      [NODE_TABLE] = "Table",
                                      [NODE_TR] = "TR",
                                      [NODE_TH] = "TH",
                                      [NODE_TD] = "TD",
                                      [NODE_BLOCKQUOTE] = "BlockQuote",
                                      [NODE_FIGURE] = "Figure",
                                      [NODE_CAPTION] = "Caption",
                                      [NODE_NOTE] = "Note",
                                      [NODE_LINK] = "Link",
                                      [NODE_SPAN] = "Span"};
  return names[role];
}

static void add_points(struct buffer *out, unit value)
{
  buffer_byte(out, ' ');
  buffer_number(out, (double)value / UNIT_POINT, 2);
}

static void dump_mark(const struct display *display, const struct mark *mark, struct buffer *out)
{
  buffer_format(out, "  %s", mark->kind == MARK_GLYPHS ? "glyphs" : "rect");
  add_points(out, mark->x);
  add_points(out, mark->y);
  add_points(out, mark->width);
  add_points(out, mark->height);
  if (mark->node == NODE_ARTIFACT)
    buffer_format(out, " artifact");
  else
    buffer_format(out, " %s#%u", node_role_name(display->nodes.at[mark->node].role), mark->node);
  if (mark->kind == MARK_GLYPHS) {
    buffer_format(out, " %s", mark->face->postscript_name);
    add_points(out, mark->size);
    buffer_format(out, " %u%s |%.*s|", mark->stretch, mark->ends_in_hyphen ? " hyphen" : "",
                  STR_ARG(mark->text));
  }
  buffer_byte(out, '\n');
}

void display_dump(const struct display *display, struct buffer *out)
{
  for (uint32_t p = 0; p < display->pages.count; p++) {
    buffer_format(out, "page %u\n", p + 1);
    const struct display_page *page = &display->pages.at[p];
    for (uint32_t i = 0; i < page->marks.count; i++)
      dump_mark(display, &page->marks.at[i], out);
  }
}
