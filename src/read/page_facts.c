/* page_facts.c - title, author, date and language as a page states them: <meta> (plain, Open Graph,
 * Dublin Core and what publishers' tools write), JSON-LD, <time>, <title>, <h1>, lang.
 *
 * Each statement has a rank; the lowest wins, the first among equals. */
#include "read/page.h"
#include "read/steps.h"

enum fact { FACT_TITLE, FACT_AUTHOR, FACT_DATE, FACT_LANGUAGE, FACT_SITE, FACTS };

struct key {
  str name; /* of <meta>: name, property, itemprop or http-equiv, in lower case */
  enum fact fact;
  uint8_t rank;
};

/* Ranks leave room: 1 for JSON-LD, from 8 on for elements of the page. Of a date, when something
 * appeared goes before when it was changed. */
static const struct key keys[] = {
    {{"og:title", 8}, FACT_TITLE, 0},
    {{"twitter:title", 13}, FACT_TITLE, 3},
    {{"parsely-title", 13}, FACT_TITLE, 3},
    {{"citation_title", 14}, FACT_TITLE, 2},
    {{"dc.title", 8}, FACT_TITLE, 3},
    {{"dc:title", 8}, FACT_TITLE, 3},
    {{"dcterms.title", 13}, FACT_TITLE, 3},
    {{"dcterms:title", 13}, FACT_TITLE, 3},
    {{"author", 6}, FACT_AUTHOR, 2},
    {{"dc.creator", 10}, FACT_AUTHOR, 2},
    {{"dc:creator", 10}, FACT_AUTHOR, 2},
    {{"dcterms.creator", 15}, FACT_AUTHOR, 2},
    {{"article:author", 14}, FACT_AUTHOR, 4},
    {{"parsely-author", 14}, FACT_AUTHOR, 3},
    {{"sailthru.author", 15}, FACT_AUTHOR, 3},
    {{"citation_author", 15}, FACT_AUTHOR, 3},
    {{"byl", 3}, FACT_AUTHOR, 3},
    {{"article:published_time", 22}, FACT_DATE, 0},
    {{"article:published", 17}, FACT_DATE, 0},
    {{"datepublished", 13}, FACT_DATE, 0},
    {{"parsely-pub-date", 16}, FACT_DATE, 2},
    {{"sailthru.date", 13}, FACT_DATE, 2},
    {{"pubdate", 7}, FACT_DATE, 2},
    {{"publishdate", 11}, FACT_DATE, 2},
    {{"publish-date", 12}, FACT_DATE, 2},
    {{"citation_publication_date", 25}, FACT_DATE, 2},
    {{"citation_date", 13}, FACT_DATE, 2},
    {{"dc.date.issued", 14}, FACT_DATE, 2},
    {{"dcterms.issued", 14}, FACT_DATE, 2},
    {{"dc.date", 7}, FACT_DATE, 3},
    {{"dc:date", 7}, FACT_DATE, 3},
    {{"dcterms.date", 12}, FACT_DATE, 3},
    {{"dcterms.created", 15}, FACT_DATE, 4},
    {{"dc.date.created", 15}, FACT_DATE, 4},
    {{"date", 4}, FACT_DATE, 4},
    {{"content-language", 16}, FACT_LANGUAGE, 9},
    {{"dc.language", 11}, FACT_LANGUAGE, 10},
    {{"og:locale", 9}, FACT_LANGUAGE, 10},
    {{"og:site_name", 12}, FACT_SITE, 0},
    {{"application-name", 16}, FACT_SITE, 2},
};

/* What elements of the page itself state. */
enum {
  RANK_JSON = 1,
  RANK_LANG = 0,
  RANK_PUBDATE = 8,
  RANK_TIME = 10,
  RANK_LISTED_TIME = 11,
  RANK_ELEMENT = 8
};

enum { RANK_NONE = 255, FACT_BYTES_MAX = 400, AUTHOR_BYTES_MAX = 100 };

/* JSON-LD scripts that are read. */
enum { SCRIPTS_MAX = 32 };

struct gathering {
  const struct page *page;
  struct arena *arena;
  str values[FACTS];
  uint8_t ranks[FACTS];
  str head_title, heading; /* <title>; the first <h1>, of the text if it has one */
  bool is_text_heading;
  str part; /* the first <h2> that <title> names beside something else */
  struct json_facts json;
  uint32_t scripts;
};

/* --- dates --------------------------------------------------------------------------------------
 */

static bool are_digits(str text, size_t at, size_t count)
{
  for (size_t i = at; i < at + count; i++)
    if (i >= text.len || text.data[i] < '0' || text.data[i] > '9')
      return false;
  return true;
}

/* "2019-07-04T10:00Z", "2019/07/04", "20190704" and what mails have, as YYYY-MM-DD; else empty. */
static str date_of(struct arena *arena, str value)
{
  enum { YEAR = 4, WITH_MARKS = 10, WITHOUT = 8 };

  value = str_trim(value);
  char mark = value.len > YEAR ? value.data[YEAR] : '\0';
  bool has_marks = (mark == '-' || mark == '/') && value.len >= WITH_MARKS &&
                   are_digits(value, 0, YEAR) && are_digits(value, 5, 2) && value.data[7] == mark &&
                   are_digits(value, 8, 2);
  if (has_marks)
    return moment_find(
        arena, NULL,
        arena_format(arena, "%.4s-%.2s-%.2s", value.data, value.data + 5, value.data + 8));
  if (are_digits(value, 0, WITHOUT) && !are_digits(value, WITHOUT, 1))
    return moment_find(
        arena, NULL,
        arena_format(arena, "%.4s-%.2s-%.2s", value.data, value.data + 4, value.data + 6));
  return value.len <= FACT_BYTES_MAX ? moment_of_mail(arena, value) : STR("");
}

/* --- statements ---------------------------------------------------------------------------------
 */

static bool is_address(str value)
{
  return str_find(value, STR("://"), 0) != SIZE_MAX || str_starts(value, STR("www."));
}

static void state(struct gathering *g, enum fact fact, uint8_t rank, str value)
{
  value = str_trim(value);
  if (rank >= g->ranks[fact] || !value.len || value.len > FACT_BYTES_MAX)
    return;
  if (fact == FACT_AUTHOR && (is_address(value) || value.len > AUTHOR_BYTES_MAX * 2))
    return;
  value = fact == FACT_DATE ? date_of(g->arena, value) : text_folded(g->arena, value);
  if (!value.len)
    return;
  g->values[fact] = value;
  g->ranks[fact] = rank;
}

/* One meta may have several names: property="dc:title og:title". */
static void state_by_names(struct gathering *g, str names, str content)
{
  str name;
  while (str_split(&names, ' ', &name))
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
      if (str_eq_nocase(name, keys[i].name))
        state(g, keys[i].fact, keys[i].rank, content);
}

static void see_meta(struct gathering *g, uint32_t i)
{
  static const enum page_attribute_name naming[] = {ATTRIBUTE_NAME, ATTRIBUTE_PROPERTY,
                                                    ATTRIBUTE_ITEMPROP, ATTRIBUTE_HTTP_EQUIV};

  str content = page_value(g->page, i, ATTRIBUTE_CONTENT);
  for (size_t k = 0; k < sizeof naming / sizeof *naming; k++)
    state_by_names(g, page_value(g->page, i, naming[k]), content);
}

/* Where a time stands: in navigation and the like it is that of another page, in a list it may be.
 */
enum where { WHERE_TEXT, WHERE_LIST, WHERE_FURNITURE };

static enum where where_stands(const struct page *page, uint32_t i)
{
  enum where where = WHERE_TEXT;
  bool in_article = false;
  for (uint32_t up = page->nodes.at[i].parent; up > 0; up = page->nodes.at[up].parent) {
    if (page_is(page, up, TAG_NAV) || page_is(page, up, TAG_ASIDE) || page_is(page, up, TAG_FOOTER))
      return WHERE_FURNITURE;
    if (page_is(page, up, TAG_LI))
      where = WHERE_LIST;
    in_article |= page_is(page, up, TAG_ARTICLE);
  }
  return where == WHERE_LIST && !in_article ? WHERE_FURNITURE : where;
}

static void see_time(struct gathering *g, uint32_t i)
{
  str value = page_value(g->page, i, ATTRIBUTE_DATETIME);
  bool is_publication =
      page_has(g->page, i, ATTRIBUTE_PUBDATE) ||
      str_eq_nocase(page_value(g->page, i, ATTRIBUTE_ITEMPROP), STR("datePublished"));
  enum where where = where_stands(g->page, i);
  uint8_t rank = where == WHERE_LIST ? RANK_LISTED_TIME : is_publication ? RANK_PUBDATE : RANK_TIME;
  if (rank < g->ranks[FACT_DATE] && where != WHERE_FURNITURE)
    state(g, FACT_DATE, rank, value);
}

/* "By Jane Doe" or the name alone, of an element that is marked as the author's. */
static void see_author(struct gathering *g, uint32_t i)
{
  str property = page_value(g->page, i, ATTRIBUTE_ITEMPROP);
  bool is_marked = str_eq_nocase(page_value(g->page, i, ATTRIBUTE_REL), STR("author")) ||
                   str_eq_nocase(property, STR("author"));
  if (!is_marked || g->ranks[FACT_AUTHOR] <= RANK_ELEMENT)
    return;
  str name = page_text_of(g->page, i, AUTHOR_BYTES_MAX + 1);
  if (name.len > 3 && str_eq_nocase(str_sub(name, 0, 3), STR("by ")))
    name = str_sub(name, 3, name.len - 3);
  if (name.len <= AUTHOR_BYTES_MAX)
    state(g, FACT_AUTHOR, RANK_ELEMENT, name);
}

static void see_script(struct gathering *g, uint32_t i)
{
  uint32_t end = g->page->nodes.at[i].end;
  bool is_data = str_find(page_value(g->page, i, ATTRIBUTE_TYPE), STR("ld+json"), 0) != SIZE_MAX;
  if (!is_data || end == i + 1 || g->scripts++ >= SCRIPTS_MAX)
    return;
  json_facts_read(g->arena, page_text(g->page, i + 1), &g->json);
}

/* --- headings -----------------------------------------------------------------------------------
 */

/* Bytes of a mark that parts a title from a site's name, with its blanks; 0 if none is there. */
static size_t separator(str text)
{
  static const str marks[] = {{" - ", 3},      {" | ", 3},      {": ", 2},       {" :: ", 4},
                              {" / ", 3},      {" \u2013 ", 5}, {" \u2014 ", 5}, {" \u00B7 ", 4},
                              {" \u00AB ", 4}, {" \u00BB ", 4}, {" \u2022 ", 5}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (str_starts(text, marks[i]))
      return marks[i].len;
  return 0;
}

/* What stands before `other` and a mark at the end of the title, or behind both at its start; empty
 * if it does not stand there. */
static str beside(str title, str other)
{
  if (!other.len || other.len >= title.len)
    return (str){"", 0};
  size_t rest = title.len - other.len;
  for (size_t at = 1; str_ends(title, other) && at < rest; at++)
    if (at + separator(str_sub(title, at, title.len - at)) == rest)
      return str_sub(title, 0, at);
  size_t mark = str_starts(title, other) ? separator(str_sub(title, other.len, rest)) : 0;
  return mark ? str_sub(title, other.len + mark, rest - mark) : (str){"", 0};
}

static bool is_in_text(const struct page *page, uint32_t i)
{
  while (i > 0 && !page_is(page, i, TAG_MAIN) && !page_is(page, i, TAG_ARTICLE))
    i = page->nodes.at[i].parent;
  return i > 0;
}

/* The name of the site may be a heading, too, above the text. */
static void see_heading(struct gathering *g, uint32_t i)
{
  if (g->page->nodes.at[i].is_hidden || g->is_text_heading)
    return;
  bool is_in = is_in_text(g->page, i);
  if (g->heading.len && !is_in)
    return;
  g->heading = page_text_of(g->page, i, FACT_BYTES_MAX);
  g->is_text_heading = is_in && g->heading.len;
}

static void see_part(struct gathering *g, uint32_t i)
{
  str text = g->part.len ? STR("") : page_text_of(g->page, i, FACT_BYTES_MAX);
  if (beside(g->head_title, text).len)
    g->part = text;
}

/* --- the page -----------------------------------------------------------------------------------
 */

static void see(struct gathering *g, uint32_t i)
{
  const struct page *page = g->page;
  switch (page->nodes.at[i].tag) {
  case TAG_META:
    see_meta(g, i);
    break;
  case TAG_TIME:
    see_time(g, i);
    break;
  case TAG_SCRIPT:
    see_script(g, i);
    break;
  case TAG_HTML:
  case TAG_BODY:
    state(g, FACT_LANGUAGE, RANK_LANG, page_value(page, i, ATTRIBUTE_LANG));
    break;
  case TAG_TITLE:
    if (!g->head_title.len)
      g->head_title = page_text_of(page, i, FACT_BYTES_MAX);
    break;
  case TAG_H1:
    see_heading(g, i);
    break;
  case TAG_H2:
    see_part(g, i);
    break;
  default:
    break;
  }
  if (page->nodes.at[i].tag != TAG_TEXT && page->nodes.at[i].count)
    see_author(g, i);
}

/* --- the title ----------------------------------------------------------------------------------
 */

/* "Ferry firm to cut sailings - The Echo", where the page's heading is "Ferry firm to cut sailings
 * by a third". */
static bool is_opened_by(str heading, str title)
{
  enum { WORDS_LEAST = 4 };

  size_t at = 1;
  while (at < title.len && !separator(str_sub(title, at, title.len - at)))
    at++;
  str opening = str_sub(title, 0, at);
  return at < title.len && str_starts(heading, opening) && str_words(opening) >= WORDS_LEAST;
}

/* The title without the site's name before or behind it, when that is stated, or what is left is
 * what the heading says. */
static str without_site(const struct gathering *g, str title)
{
  str rest = beside(title, g->values[FACT_SITE]);
  if (!g->is_text_heading && beside(title, g->part).len)
    return g->part; /* the site's name is the <h1> */
  if (beside(title, g->heading).len || is_opened_by(g->heading, title))
    return g->heading;
  return rest.len ? rest : title;
}

static str settle_title(struct gathering *g)
{
  state(g, FACT_TITLE, RANK_JSON, g->json.headline);
  str stated = g->values[FACT_TITLE];
  if (stated.len)
    return without_site(g, stated);
  return g->head_title.len ? without_site(g, g->head_title) : g->heading;
}

struct page_facts page_facts(const struct page *page)
{
  struct gathering g = {.page = page, .arena = page->arena};
  for (int i = 0; i < FACTS; i++) {
    g.values[i] = STR("");
    g.ranks[i] = RANK_NONE;
  }
  g.head_title = g.heading = g.part = STR("");
  g.json = (struct json_facts){STR(""), STR(""), STR(""), STR(""), STR("")};
  for (uint32_t i = 1; i < page->nodes.count; i++)
    see(&g, i);
  state(&g, FACT_AUTHOR, RANK_JSON, g.json.author);
  state(&g, FACT_DATE, RANK_JSON, g.json.date);
  state(&g, FACT_LANGUAGE, RANK_ELEMENT, g.json.language);
  return (struct page_facts){
      .facts = {.title = settle_title(&g),
                .author = g.values[FACT_AUTHOR],
                .date = g.values[FACT_DATE],
                .language = g.values[FACT_LANGUAGE]},
      .article_body = g.json.body,
  };
}
