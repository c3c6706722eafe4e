/* html.h - what the files that write the brief as HTML share. Private to brief/. */
#pragma once

#include "brief/brief.h"

struct html {
  const struct brief *brief;
  struct buffer *out;
  struct arena *arena;
  struct brief_notes notes;
};

/* html_style.c: all of the page's CSS. */
str html_style(void);

/* write_html.c */
void html_add(struct html *h, const char *markup);
/* Text, escaped for element content and for attributes between double quotes alike. */
void html_text(struct html *h, str text);
/* An element whose content is, character for character, what stands at the place. tag may go on
 * with attributes: "p class=\"x\"". */
void html_extract(struct html *h, const char *tag, str text, struct place place);
/* The small number that leads to the note; nothing where notes are off. */
void html_reference(struct html *h, struct place place, str words);
void html_section(struct html *h, const char *id, str heading);

/* html_facts.c */
void html_facts(struct html *h);
/* html_sources.c */
void html_sources(struct html *h);
/* html_choices.c: nothing unless it was asked for. */
void html_choices(struct html *h);
