/* html_choices.c - why each sentence was chosen, as a table at the end of the page. */
#include "brief/html.h"

static void add_place(struct html *h, const struct place *place)
{
  const struct brief *b = h->brief;
  html_add(h, "<span class=\"place\">");
  if (b->sources.count > 1)
    buffer_format(h->out, "[%u] ", place->document + 1);
  struct brief_where where = brief_where(b, place);
  html_text(h, brief_label(b, where_label(where.kind)));
  buffer_format(h->out, " %u:</span> ", where.number);
}

static void add_reason(struct html *h, const struct brief_choice *c)
{
  if (!c->is_along && !c->beaten.len)
    return;
  html_add(h, "<p class=\"reason\">");
  html_text(h, brief_label(h->brief, c->is_along ? "explain-along" : "explain-before"));
  html_add(h, " ");
  if (!c->is_along && c->beaten_choice != NONE) {
    buffer_format(h->out, "<a href=\"#choice-%u\">%u</a>", c->beaten_choice + 1,
                  c->beaten_choice + 1);
  } else if (!c->is_along) {
    add_place(h, &c->beaten_place);
    html_extract(h, "span", c->beaten, c->beaten_place);
    html_add(h, " ");
    html_text(h, brief_score_text(h->arena, c->beaten_score));
  }
  html_add(h, "</p>");
}

static void add_choice(struct html *h, uint32_t index)
{
  const struct brief_choice *c = &h->brief->choices.at[index];
  buffer_format(h->out, "<tr id=\"choice-%u\"><th scope=\"row\">%u</th><td><p>", index + 1,
                index + 1);
  add_place(h, &c->place);
  html_extract(h, "span", c->text, c->place);
  html_add(h, "</p>");
  add_reason(h, c);
  html_add(h, "</td><td><b>");
  html_text(h, brief_score_text(h->arena, c->score));
  html_add(h, "</b> ");
  html_text(h, brief_parts_text(h->arena, c->parts, c->part_count, c->rest));
  html_add(h, "</td></tr>\n");
}

void html_choices(struct html *h)
{
  const struct brief *b = h->brief;
  if (!b->is_explained)
    return;
  html_section(h, "explanation", brief_label(b, "explain"));
  html_add(h, "<p>");
  html_text(h, brief_label(b, "explain-about"));
  html_add(h, " ");
  html_text(h, brief_label(b, "explain-range"));
  html_add(h, " ");
  html_text(h, brief_label(b, "explain-weights"));
  html_text(h, brief_label(b, "colon"));
  html_add(h, " <b>");
  html_text(h, str_of(genre_name(b->genre)));
  html_add(h, "</b></p>\n");
  if (b->choices.count) {
    html_add(h, "<table>\n<tr><td></td><th scope=\"col\">");
    html_text(h, brief_label(b, "explain-text"));
    html_add(h, "</th><th scope=\"col\">");
    html_text(h, brief_label(b, "explain-score"));
    html_add(h, "</th></tr>\n");
    for (uint32_t i = 0; i < b->choices.count; i++)
      add_choice(h, i);
    html_add(h, "</table>\n");
  }
  html_add(h, "</section>\n");
}
