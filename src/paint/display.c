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
                                      [NODE_SPAN] = "Span",
                                      [NODE_TOC] = "TOC",
                                      [NODE_TOCI] = "TOCI"};
  return names[role];
}

static void add_points(struct buffer *out, unit value)
{
  buffer_byte(out, ' ');
  buffer_number(out, (double)value / UNIT_POINT, 2);
}

const char *mark_kind_name(enum mark_kind kind)
{
  static const char *const names[] = {
      [MARK_GLYPHS] = "glyphs", [MARK_RECT] = "rect", [MARK_IMAGE] = "image"};
  return names[kind];
}

static void dump_mark(const struct display *display, const struct mark *mark, struct buffer *out)
{
  buffer_format(out, "  %s", mark_kind_name(mark->kind));
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

/* --- reading ------------------------------------------------------------------------------------
 */

str cluster_text(const struct mark *mark, uint32_t *at)
{
  uint32_t from = *at, cluster = mark->glyphs[from].cluster, end = (uint32_t)mark->text.len;
  while (*at < mark->glyph_count && mark->glyphs[*at].cluster == cluster)
    ++*at;
  /* Clusters ascend in text written left to right, and descend in the other. */
  if (*at < mark->glyph_count && mark->glyphs[*at].cluster > cluster)
    end = mark->glyphs[*at].cluster;
  else if (from > 0 && mark->glyphs[from - 1].cluster > cluster)
    end = mark->glyphs[from - 1].cluster;
  return cluster < end ? str_sub(mark->text, cluster, end - cluster) : STR("");
}

static const char *role_of(const struct display *display, uint32_t node)
{
  return node == NODE_ARTIFACT ? "Artifact" : node_role_name(display->nodes.at[node].role);
}

/* Room for each node's text, and the page of its first mark. */
static void measure_texts(const struct display *display, struct display_text *by_node)
{
  for (uint32_t p = display->pages.count; p-- > 0;) {
    const struct display_page *page = &display->pages.at[p];
    for (uint32_t i = 0; i < page->marks.count; i++) {
      const struct mark *mark = &page->marks.at[i];
      if (mark->kind != MARK_GLYPHS || mark->node == NODE_ARTIFACT)
        continue;
      by_node[mark->node].text.len += mark->text.len;
      by_node[mark->node].page = p;
    }
  }
}

/* What the glyphs say, in the order in which they stand; at most `room` bytes. */
static size_t copy_mark(const struct mark *mark, char *out, size_t room)
{
  uint32_t count = mark->glyph_count - (mark->ends_in_hyphen && mark->glyph_count);
  size_t used = 0;
  for (uint32_t i = 0; i < count;) {
    str text = cluster_text(mark, &i);
    if (text.len > room - used)
      break;
    memcpy(out + used, text.data, text.len);
    used += text.len;
  }
  return used;
}

static void add_artifact(struct arena *arena, const struct mark *mark, uint32_t page,
                         display_texts *artifacts)
{
  char *out = arena_alloc(arena, mark->text.len + 1);
  if (!out)
    return;
  struct display_text text = {"Artifact", NODE_ARTIFACT, page, {out, 0}};
  text.text.len = copy_mark(mark, out, mark->text.len);
  if (text.text.len)
    vec_push(arena, artifacts, text);
}

/* starts[n] is room for node n's text, used[n] bytes of it are filled. */
struct text_rooms {
  char **starts;
  size_t *used;
};

static void fill_texts(const struct display *display, const struct text_rooms *rooms,
                       const struct display_text *by_node, struct arena *arena,
                       display_texts *artifacts)
{
  for (uint32_t p = 0; p < display->pages.count; p++) {
    const struct display_page *page = &display->pages.at[p];
    for (uint32_t i = 0; i < page->marks.count; i++) {
      const struct mark *mark = &page->marks.at[i];
      uint32_t n = mark->node;
      if (mark->kind != MARK_GLYPHS)
        continue;
      if (n == NODE_ARTIFACT)
        add_artifact(arena, mark, p, artifacts);
      else if (rooms->starts[n])
        rooms->used[n] += copy_mark(mark, rooms->starts[n] + rooms->used[n],
                                    by_node[n].text.len - rooms->used[n]);
    }
  }
}

void display_read(const struct display *display, struct arena *arena, display_texts *ret)
{
  uint32_t count = display->nodes.count;
  struct display_text *by_node = arena_array(arena, struct display_text, count + 1);
  struct text_rooms rooms = {arena_array(arena, char *, count + 1),
                             arena_array(arena, size_t, count + 1)};
  if (!by_node || !rooms.starts || !rooms.used)
    return;
  measure_texts(display, by_node);
  for (uint32_t i = 0; i < count; i++)
    if (by_node[i].text.len)
      rooms.starts[i] = arena_alloc(arena, by_node[i].text.len);
  display_texts artifacts = {0};
  fill_texts(display, &rooms, by_node, arena, &artifacts);
  for (uint32_t i = 0; i < count; i++) {
    struct display_text text = {
        role_of(display, i), i, by_node[i].page, {rooms.starts[i], rooms.used[i]}};
    if (text.text.len)
      vec_push(arena, ret, text);
  }
  for (uint32_t i = 0; i < artifacts.count; i++)
    vec_push(arena, ret, artifacts.at[i]);
}
