/* html_facts.c - what stands beside the text: figures, disagreements, timeline, names,
 * abbreviations, terms. */
#include "brief/html.h"

/* The part of a text at which another of its texts stands. */
static struct place part_place(struct place whole, str text, str part)
{
  size_t at = str_find(text, part, 0);
  if (at != SIZE_MAX)
    whole.at = (struct span){(uint32_t)(whole.at.at + at), (uint32_t)part.len};
  return whole;
}

static void add_figures(struct html *h)
{
  bool is_open = false;
  for (uint32_t i = 0; i < h->brief->figures.count; i++) {
    const struct brief_figure *f = &h->brief->figures.at[i];
    str number = f->number.len ? f->number : f->text;
    if (!f->is_printed)
      continue;
    if (!is_open) {
      html_section(h, "figures", brief_label(h->brief, "figures"));
      html_add(h, "<table>\n");
      is_open = true;
    }
    html_add(h, "<tr>");
    html_extract(h, "th scope=\"row\"", number, part_place(f->place, f->text, number));
    html_add(h, "<td>");
    html_extract(h, "span", f->label, f->label_place);
    html_reference(h, f->label_place, f->label);
    html_add(h, "</td></tr>\n");
  }
  html_add(h, is_open ? "</table>\n</section>\n" : "");
}

/* One group of rows for each thing that is counted differently. */
static void add_disagreements(struct html *h)
{
  const struct brief *b = h->brief;
  if (!b->differing.count)
    return;
  html_section(h, "disagreements", brief_label(h->brief, "disagreements"));
  html_add(h, "<table>\n");
  for (uint32_t i = 0; i < b->disagreements.count; i++) {
    html_add(h, "<tbody>\n");
    for (uint32_t k = 0; k < b->disagreements.at[i].count; k++) {
      const struct brief_figure *f = &b->differing.at[b->disagreements.at[i].first + k];
      html_add(h, "<tr>");
      html_extract(h, "th scope=\"row\"", f->text, f->place);
      html_add(h, "<td>");
      html_extract(h, "span", f->label, f->label_place);
      html_reference(h, f->label_place, f->label);
      html_add(h, "</td></tr>\n");
    }
    html_add(h, "</tbody>\n");
  }
  html_add(h, "</table>\n</section>\n");
}

/* "2023-07-24" and nothing else: the only dates that both EDTF and HTML write so. */
static bool is_full_date(const char *iso)
{
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? iso[i] != '-' : iso[i] < '0' || iso[i] > '9')
      return false;
  return !iso[10] && strncmp(iso, "0000", 4) != 0;
}

static void add_date(struct html *h, const struct brief_date *d)
{
  html_add(h, "<li>");
  if (is_full_date(d->iso)) {
    const char *tag = arena_format(h->arena, "time datetime=\"%s\"", d->iso).data;
    html_extract(h, tag ? tag : "time", d->text, d->place);
  } else {
    html_extract(h, "b", d->text, d->place);
  }
  html_add(h, " <span class=\"event\">");
  if (d->event.len)
    html_extract(h, "span", d->event, d->event_place);
  html_reference(h, d->event_place, d->event.len ? d->event : d->text);
  html_add(h, "</span></li>\n");
}

static void add_timeline(struct html *h)
{
  bool is_open = false;
  for (uint32_t i = 0; i < h->brief->dates.count; i++) {
    if (!h->brief->dates.at[i].is_printed)
      continue;
    if (!is_open) {
      html_section(h, "timeline", brief_label(h->brief, "timeline"));
      html_add(h, "<ol>\n");
      is_open = true;
    }
    add_date(h, &h->brief->dates.at[i]);
  }
  html_add(h, is_open ? "</ol>\n</section>\n" : "");
}

/* A list of words and what is said of them, opened with its first entry. */
static void add_entry(struct html *h, bool *is_open, const char *id, str heading)
{
  if (!*is_open) {
    html_section(h, id, heading);
    html_add(h, "<dl>\n");
  }
  *is_open = true;
}

/* With its place, where that is known. */
static void add_placed(struct html *h, str text, struct place place)
{
  if (place.at.len)
    html_extract(h, "span", text, place);
  else
    html_text(h, text);
}

static void add_names(struct html *h)
{
  bool is_open = false;
  for (uint32_t i = 0; i < h->brief->names.count; i++) {
    const struct brief_name *n = &h->brief->names.at[i];
    if (!n->is_printed)
      continue;
    add_entry(h, &is_open, "who", brief_label(h->brief, "who"));
    html_add(h, "<dt>");
    html_text(h, n->name);
    html_add(h, "</dt><dd>");
    add_placed(h, n->title, n->title_place);
    if (n->told.len)
      html_reference(h, n->told_place, n->told);
    html_add(h, "</dd>\n");
  }
  html_add(h, is_open ? "</dl>\n</section>\n" : "");
}

static void add_abbreviations(struct html *h)
{
  bool is_open = false;
  for (uint32_t i = 0; i < h->brief->abbreviations.count; i++) {
    const struct brief_abbreviation *a = &h->brief->abbreviations.at[i];
    if (!a->is_printed)
      continue;
    add_entry(h, &is_open, "abbreviations", brief_label(h->brief, "abbreviations"));
    html_add(h, "<dt><abbr>");
    html_text(h, a->short_form);
    html_add(h, "</abbr></dt><dd>");
    add_placed(h, a->long_form, a->long_place);
    if (a->long_place.at.len)
      html_reference(h, a->long_place, a->long_form);
    html_add(h, "</dd>\n");
  }
  html_add(h, is_open ? "</dl>\n</section>\n" : "");
}

static void add_terms(struct html *h)
{
  bool is_open = false;
  for (uint32_t i = 0; i < h->brief->terms.count; i++) {
    const struct brief_term *t = &h->brief->terms.at[i];
    if (!t->is_printed)
      continue;
    if (!is_open) {
      html_section(h, "terms", brief_label(h->brief, "terms"));
      html_add(h, "<ul>\n");
      is_open = true;
    }
    html_add(h, "<li>");
    html_text(h, t->text);
    html_add(h, "</li>\n");
  }
  html_add(h, is_open ? "</ul>\n</section>\n" : "");
}

void html_facts(struct html *h)
{
  static const char open[] = "<aside>\n";
  size_t before = h->out->len + sizeof open - 1;
  html_add(h, open);
  add_figures(h);
  add_disagreements(h);
  add_timeline(h);
  add_names(h);
  add_abbreviations(h);
  add_terms(h);
  if (h->out->len == before) /* no box: no column for boxes */
    h->out->len -= sizeof open - 1;
  else
    html_add(h, "</aside>\n");
}
