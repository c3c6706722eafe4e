/* ini.h - INI files, line-numbered, through inih.
 *
 * Refused rather than spoiled in silence (inih 55): lines over 190 bytes, sections over 45, a
 * semicolon behind a blank inside a value, a continuation line that starts with '#' or ';', and but
 * for comments bytes that are not UTF-8. */
#pragma once

#include "base/arena.h"

/* Called once a line: a continuation line repeats section and key. A status other than PRECIS_OK ends
 * the reading; place and line are added to its error. */
typedef precis_status ini_visitor(void *user, str section, str key, str value, uint32_t line,
                                  precis_error *err);

precis_status ini_read(str bytes, str name, ini_visitor *handler, void *user, precis_error *err);
