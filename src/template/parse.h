/* parse.h - the steps of reading a template. Private to template/. */
#pragma once

#include "template/template.h"

/* Sets the field that section and key name. PRECIS_BAD_TEMPLATE names the nearest right key, or the
 * kind of value that is wanted. */
precis_status template_set(struct page_template *t, str section, str key, str value,
                           precis_error *err);

/* origins.c: the key was set there, and nowhere before. Of the origin, file is kept as it is. */
void template_note(struct page_template *t, const struct key_origin *origin);

/* "bottom-line" */
const char *style_name(enum style_id style);

/* adapt.c: large print and print without colour, once every key is set. */
void template_adapt(struct page_template *t);

/* check.c: whether the values go together. */
precis_status template_check(const struct page_template *t, precis_error *err);

/* values.c: each false when the text is not one of its kind. */
bool value_length(str text, unit *ret);        /* "18mm", "9.5pt"; a bare number is points */
bool value_color(str text, struct color *ret); /* "#12355B" */
bool value_switch(str text, bool *ret);        /* yes, no */
