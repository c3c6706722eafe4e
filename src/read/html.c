/* html.c - HTML pages into blocks: budgets, parser, what is hidden, the article, what the page says
 * about itself. */
#include "read/html.h"

#include "read/page.h"
#include "read/steps.h"

/* Pages that scripts build have their text in JSON-LD alone; it must be this long, and this many
 * times what the tree holds. */
enum { BODY_BYTES_MIN = 500, BODY_TIMES = 3 };

static void emit_body(struct builder *builder, str body, uint32_t line)
{
  str paragraph;
  while (str_split(&body, '\n', &paragraph))
    if (str_trim(paragraph).len)
      tags_emit(builder, paragraph, line, BLOCK_PARAGRAPH);
}

static void emit_article(struct builder *builder, const struct page *page,
                         const struct page_facts *facts, uint32_t first_line)
{
  bool *is_out = arena_array(page->arena, bool, page->nodes.count);
  if (!is_out)
    return;
  struct article article = article_find(page, &facts->facts, is_out);
  str body = facts->article_body;
  if (body.len >= BODY_BYTES_MIN && body.len > (uint64_t)article.chars * BODY_TIMES) {
    emit_body(builder, body, first_line);
    return;
  }
  for (uint32_t i = 0; i < article.count; i++)
    page_emit(builder, page, article.roots[i], is_out, first_line);
}

static void emit_whole(struct builder *builder, const struct page *page,
                       const struct html_source *source)
{
  bool *is_out = arena_array(page->arena, bool, page->nodes.count);
  if (!is_out)
    return;
  if (source->scope == HTML_LETTER)
    page_drop_frame(page, is_out);
  page_emit(builder, page, 0, is_out, source->first_line);
}

static void keep_facts(struct arena *arena, const struct html_facts *facts,
                       struct html_facts *ret_facts)
{
  ret_facts->title = arena_str(arena, facts->title);
  ret_facts->author = arena_str(arena, facts->author);
  ret_facts->date = arena_str(arena, facts->date);
  ret_facts->language = arena_str(arena, facts->language);
}

precis_status html_emit(struct builder *builder, const struct html_source *source,
                        struct html_facts *ret_facts, precis_error *err)
{
  struct document *document = builder->document;
  AUTO(arena) arena = arena_new(arena_heap(document->arena));
  if (!arena)
    return fail_no_memory(err);
  struct page page = {.arena = arena};
  struct page_cuts cuts = {0};
  str capped = page_cap(arena, source->text, &builder->tally, &cuts);
  precis_status s = page_parse(&page, capped, &cuts, err);
  if (s != PRECIS_OK)
    return s;
  page_hide(&page);
  struct page_facts facts = page_facts(&page);
  if (source->scope == HTML_ARTICLE)
    emit_article(builder, &page, &facts, source->first_line);
  else
    emit_whole(builder, &page, source);
  if (cuts.places)
    document_warn(document, "W104", page_line(source->first_line, cuts.line),
                  "partial: %s; %u places cut", cuts.what, cuts.places);
  if (ret_facts)
    keep_facts(document->arena, &facts.facts, ret_facts);
  return arena_short(arena) || arena_short(document->arena) ? fail_no_memory(err) : PRECIS_OK;
}

precis_status html_read(struct document *document, struct arena *scratch, str text,
                        str *ret_language, precis_error *err)
{
  struct builder builder;
  struct html_facts facts = {STR(""), STR(""), STR(""), STR("")};
  struct html_source source = {.text = text, .scope = HTML_ARTICLE, .first_line = 1};
  builder_init(&builder, document, scratch, text.len / 4);
  precis_status s = html_emit(&builder, &source, &facts, err);
  builder_finish(&builder);
  if (s != PRECIS_OK)
    return s;
  document->title = facts.title;
  document->author = facts.author;
  document->date = facts.date;
  *ret_language = facts.language;
  return PRECIS_OK;
}
