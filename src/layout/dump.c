/* dump.c - a layout as text, for tests and `inspect`. */
#include "layout/layout.h"

static double points(unit length)
{
  return (double)length / UNIT_POINT;
}

void layout_dump_lines(const struct layout *layout, struct buffer *out)
{
  for (uint32_t i = 0; i < layout->lines.count; i++) {
    const struct layout_line *line = &layout->lines.at[i];
    buffer_format(out, "%u\t%.2f\t%.2f\t%.2f\t", line->page + 1, points(line->x),
                  points(line->baseline), points(line->width));
    buffer_format(out, "%u.%u%%\t%.3f\t%.2f\t", line->stretch / 10, line->stretch % 10,
                  points(line->tracking), points(line->gap));
    buffer_add(out, line->text);
    buffer_add(out, line->has_hyphen ? STR("-\n") : STR("\n"));
  }
}

void layout_dump_pages(const struct layout *layout, struct buffer *out)
{
  buffer_format(out, "pages\t%u\textracts\t%u\tfill\t%u%%\tgap\t%u\n", layout->page_count,
                layout->extracts_set, (unsigned)(layout->fill * 100 + 0.5), layout->gap);
  buffer_format(out, "type\t%.2f on %.2f pt\tthe template's\t%.2f on %.2f pt\n",
                points(layout->body_size), points(layout->baseline),
                points(layout->body_size_given), points(layout->baseline_given));
  for (uint32_t i = 0; i < layout->cuts.count; i++) {
    const struct brief_cut *cut = &layout->cuts.at[i];
    buffer_format(out, "cut\t%s\t%u of %u set\t", cut->what, cut->set, cut->all);
    if (cut->is_most)
      buffer_add(out, STR("the template's most\n"));
    else
      buffer_format(out, "no room on %u page%s\n", layout->page_count,
                    layout->page_count == 1 ? "" : "s");
  }
  for (uint32_t i = 0; i < layout->blocks.count; i++) {
    const struct layout_block *block = &layout->blocks.at[i];
    buffer_format(out, "%u\t", block->page + 1);
    if (block->column == UINT32_MAX)
      buffer_add(out, STR("all"));
    else if (block->column == UINT32_MAX - 1)
      buffer_add(out, STR("side"));
    else
      buffer_format(out, "%u", block->column + 1);
    buffer_format(out, "\t%u\t%u\t%s\n", block->cell, block->cells, block->name);
  }
}
