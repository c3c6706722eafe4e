/* office_tables.c - the open tables of a DOCX or ODT, and which of them are tables. */
#include "read/office.h"

struct office_table *office_table(struct office_tables *tables)
{
  return tables->count ? &tables->open[tables->count - 1] : NULL;
}

void office_table_begin(struct office_tables *tables)
{
  if (tables->count < OFFICE_TABLES_MAX) /* the walker of XML stops before */
    tables->open[tables->count++] = (struct office_table){0};
}

void office_row_begin(struct office_tables *tables, struct flow *flow, uint32_t depth)
{
  struct office_table *table = office_table(tables);
  if (!table)
    return;
  table->row_depth = depth;
  if (table->is_settled)
    return;
  table->is_settled = true;
  table->is_real = table->columns != 1;
  if (table->is_real)
    flow_table(flow);
}

static bool is_in_real(struct office_tables *tables)
{
  const struct office_table *table = office_table(tables);
  return table && table->is_real;
}

void office_cell_end(struct office_tables *tables, struct flow *flow)
{
  if (is_in_real(tables))
    flow_cell_end(flow);
}

void office_row_end(struct office_tables *tables, struct flow *flow)
{
  if (is_in_real(tables))
    flow_row_end(flow);
}

void office_table_end(struct office_tables *tables, struct flow *flow)
{
  if (is_in_real(tables))
    flow_table_end(flow);
  tables->count -= tables->count > 0;
}
