/* html.c - HTML pages into blocks. */
#include "read/html.h"

#include "read/steps.h"

/* Until the tree is read, a page's tags are taken out as Markdown's are. */
precis_status html_emit(struct builder *builder, const struct html_source *source,
                        struct html_facts *ret_facts, precis_error *err)
{
  (void)err;
  if (ret_facts)
    *ret_facts = (struct html_facts){STR(""), STR(""), STR(""), STR("")};
  tags_emit(builder, source->text, source->first_line, BLOCK_PARAGRAPH);
  return PRECIS_OK;
}

precis_status html_read(struct document *document, struct arena *scratch, str text,
                        str *ret_language, precis_error *err)
{
  struct builder builder;
  struct html_facts facts;
  builder_init(&builder, document, scratch, text.len);
  precis_status s = html_emit(
      &builder, &(struct html_source){.text = text, .scope = HTML_ARTICLE, .first_line = 1}, &facts,
      err);
  builder_finish(&builder);
  if (s != PRECIS_OK)
    return s;
  document->title = facts.title;
  document->author = facts.author;
  document->date = facts.date;
  *ret_language = facts.language;
  return PRECIS_OK;
}

const char *html_charset(struct arena *arena, str bytes)
{
  (void)arena;
  (void)bytes;
  return NULL;
}
