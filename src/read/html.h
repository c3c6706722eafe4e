/* html.h - HTML into blocks, for every reader that meets some: pages, chapters of a book, mail.
 * Private to the room. */
#pragma once

#include "read/builder.h"

enum html_scope {
  HTML_ARTICLE, /* what a reader came for: no navigation, notices, links to other pages, comments */
  HTML_WHOLE,   /* all that is shown */
  HTML_LETTER   /* the same, but for what programs set round a letter to many */
};

/* What a page says about itself; empty where it says nothing. In the arena of the builder's
 * document. */
struct html_facts {
  str title, author;
  str date;     /* YYYY-MM-DD */
  str language; /* BCP 47 */
};

struct html_source {
  str text; /* UTF-8 */
  enum html_scope scope;
  uint32_t first_line; /* of the document's source, where text begins; 0: it has no lines */
};

/* Appends the blocks of a page to an open builder (between builder_init and builder_finish), any
 * number of times. What passes a budget is left out with a warning. facts may be NULL. XHTML is
 * read as well; no entity, DTD or address is ever followed.
 *
 * PRECIS_NO_MEMORY; nothing else fails: a page without text adds no block. */
precis_status html_emit(struct builder *builder, const struct html_source *source,
                        struct html_facts *ret_facts, precis_error *err);
