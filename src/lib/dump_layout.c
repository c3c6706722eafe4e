/* dump_layout.c - pages as JSON: their lines, their blocks, what is painted on them. Lengths are in
 * points. */
#include "lib/lib.h"

enum { DECIMALS = 3 };

static void pair_points(struct json *json, const char *key, unit length)
{
  json_pair_number(json, key, (double)length / UNIT_POINT, DECIMALS);
}

static void dump_lines(const struct layout *layout, struct json *json)
{
  for (uint32_t i = 0; i < layout->lines.count; i++) {
    const struct layout_line *line = &layout->lines.at[i];
    json_open(json, '{');
    json_pair_str(json, "text", line->text);
    json_pair_uint(json, "page", line->page + 1);
    pair_points(json, "x", line->x);
    pair_points(json, "baseline", line->baseline);
    pair_points(json, "width", line->width);
    json_pair_number(json, "stretch", (double)line->stretch / 1000, DECIMALS);
    pair_points(json, "tracking", line->tracking);
    pair_points(json, "gap", line->gap);
    json_pair_true(json, "hyphen", line->has_hyphen);
    json_close(json, '}');
  }
}

static void dump_head(const struct layout *layout, struct json *json)
{
  json_open(json, '{');
  json_pair_str(json, "kind", STR("layout"));
  json_pair_uint(json, "pages", layout->page_count);
  json_pair_uint(json, "extracts", layout->extracts_set);
  json_pair_number(json, "fill", layout->fill, DECIMALS);
  json_pair_uint(json, "gap", layout->gap);
  pair_points(json, "size", layout->body_size);
  pair_points(json, "leading", layout->baseline);
  pair_points(json, "template_size", layout->body_size_given);
  pair_points(json, "template_leading", layout->baseline_given);
  json_close(json, '}');
}

static void dump_block(const struct layout_block *block, struct json *json)
{
  json_open(json, '{');
  json_pair_str(json, "kind", STR("block"));
  json_pair_str(json, "name", str_of(block->name));
  json_pair_uint(json, "page", block->page + 1);
  if (block->column == UINT32_MAX)
    json_pair_str(json, "place", STR("all"));
  else if (block->column == UINT32_MAX - 1)
    json_pair_str(json, "place", STR("side"));
  else
    json_pair_uint(json, "column", block->column + 1);
  json_pair_uint(json, "cell", block->cell);
  json_pair_uint(json, "cells", block->cells);
  json_close(json, '}');
}

static void dump_pages(const struct layout *layout, struct json *json)
{
  dump_head(layout, json);
  for (uint32_t i = 0; i < layout->cuts.count; i++) {
    const struct brief_cut *cut = &layout->cuts.at[i];
    json_open(json, '{');
    json_pair_str(json, "kind", STR("cut"));
    json_pair_str(json, "name", str_of(cut->what));
    json_pair_uint(json, "set", cut->set);
    json_pair_uint(json, "all", cut->all);
    json_pair_true(json, "most", cut->is_most);
    json_close(json, '}');
  }
  for (uint32_t i = 0; i < layout->blocks.count; i++)
    dump_block(&layout->blocks.at[i], json);
}

static void dump_mark(const struct display *display, const struct mark *mark, uint32_t page,
                      struct json *json)
{
  json_open(json, '{');
  json_pair_str(json, "kind", str_of(mark_kind_name(mark->kind)));
  json_pair_uint(json, "page", page + 1);
  pair_points(json, "x", mark->x);
  pair_points(json, "y", mark->y);
  pair_points(json, "width", mark->width);
  pair_points(json, "height", mark->height);
  if (mark->node != NODE_ARTIFACT) {
    json_pair_str(json, "role", str_of(node_role_name(display->nodes.at[mark->node].role)));
    json_pair_uint(json, "node", mark->node);
  }
  if (mark->kind == MARK_GLYPHS) {
    json_pair_str(json, "face", str_of(mark->face->postscript_name));
    pair_points(json, "size", mark->size);
    json_pair_number(json, "stretch", (double)mark->stretch / 1000, DECIMALS);
    json_pair_true(json, "hyphen", mark->ends_in_hyphen);
    json_pair_str(json, "text", mark->text);
  }
  json_close(json, '}');
}

static void dump_display(const struct display *display, struct json *json)
{
  for (uint32_t p = 0; p < display->pages.count; p++)
    for (uint32_t i = 0; i < display->pages.at[p].marks.count; i++)
      dump_mark(display, &display->pages.at[p].marks.at[i], p, json);
}

void dump_layout_items(const struct layout *layout, const char *stage, struct json *json)
{
  if (strcmp(stage, "lines") == 0)
    dump_lines(layout, json);
  else if (strcmp(stage, "pages") == 0)
    dump_pages(layout, json);
  else
    dump_display(layout->display, json);
}
