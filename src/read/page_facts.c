#include "read/page.h"

struct page_facts page_facts(const struct page *page)
{
  (void)page;
  return (struct page_facts){{STR(""), STR(""), STR(""), STR("")}, STR("")};
}
