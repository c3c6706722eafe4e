/* parse.h - the steps of reading a template. Private to template/. */
#pragma once

#include "template/template.h"

/* Sets the field that section and key name. PRECIS_BAD_TEMPLATE names the nearest right key, or the
 * kind of value that is wanted. */
precis_status template_set(struct page_template *t, str section, str key, str value,
                           precis_error *err);

/* adapt.c: large print and print without colour, once every key is set. */
void template_adapt(struct page_template *t);

/* values.c: each false when the text is not one of its kind. */
bool value_length(str text, unit *ret);        /* "18mm", "9.5pt"; a bare number is points */
bool value_color(str text, struct color *ret); /* "#12355B" */
bool value_switch(str text, bool *ret);        /* yes, no */
