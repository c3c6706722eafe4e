/* office.h - what the readers of containers share: refusals, parts, properties. Private to the
 * room. */
#pragma once

#include "read/flow.h"
#include "read/steps.h"
#include "read/xml.h"
#include "read/zip.h"

/* The container of a document; PRECIS_BAD_INPUT with what the bytes are instead. what: "DOCX". */
precis_status office_open(struct zip *zip, struct arena *scratch, str bytes, const char *what,
                          precis_error *err);

/* Visits a part; a part that is not there (data NULL) has nothing to visit. What stands behind a
 * fault is lost: a warning W106 "partial" says so. */
precis_status office_visit(struct document *document, struct arena *scratch,
                           const struct zip_want *part, const struct xml_visitor *visitor,
                           precis_error *err);

/* Core properties of Office, meta.xml of OpenDocument, the package document of a book: what the
 * document says about itself, into title and facts. */
precis_status office_properties(struct document *document, struct arena *scratch,
                                const struct zip_want *part, struct own_facts *ret,
                                precis_error *err);

/* --- tables: a table of one column is a frame round paragraphs, and not told as one ----------- */

enum { OFFICE_TABLES_MAX = 256 };

struct office_table {
  uint32_t columns;   /* as far as they are known; settled with the first row */
  uint32_t row_depth; /* of the row that began last */
  bool is_real, is_settled;
};

struct office_tables {
  struct office_table open[OFFICE_TABLES_MAX];
  uint32_t count;
};

/* The innermost open table; NULL outside of all. */
struct office_table *office_table(struct office_tables *tables);
void office_table_begin(struct office_tables *tables);
void office_row_begin(struct office_tables *tables, struct flow *flow, uint32_t depth);
void office_cell_end(struct office_tables *tables, struct flow *flow);
void office_row_end(struct office_tables *tables, struct flow *flow);
void office_table_end(struct office_tables *tables, struct flow *flow);

/* A date as YYYY-MM-DD in the arena; empty if it is none, or only a year or a month. */
str office_date(struct arena *arena, str text);

/* "target" seen from the part "word/document.xml": "word/target"; "/word/x" and "../x" resolved,
 * anything behind '#' cut. Empty if it leads out of the container. */
str office_path(struct arena *arena, str from, str target);
