/* write.h - the end of the brief's JSON: how it was made, and what stands on its pages. Private to
 * brief/. */
#pragma once

#include "brief/brief.h"

/* "options" and "maker": enough to make the brief again from its sources. */
void write_options(const struct brief *brief, struct json *json);
/* "template", "faces" and "page". */
void write_page(const struct brief_evidence *evidence, struct json *json);

/* "explanation": why each sentence was chosen. */
void write_choices(const struct brief *brief, struct json *json);
/* "cut": what the pages had no room for. */
void write_cuts(const struct brief_evidence *evidence, struct json *json);
