/* texts.c - what the pages say against what the evidence tells of them, and that against the brief:
 * every text of the page is the brief's or the template's, and every text that the brief calls
 * printed is there. */
#include "verify/evidence.h"
#include "verify/phrases.h"

/* --- the pages as they are, against the pages as they were set --- */

struct told {
  str role, text;
  uint32_t page; /* from 1 */
};

typedef VEC(struct told) told_list;

static void read_told(const struct verify_briefing *b, told_list *ret)
{
  json_t *one;
  size_t i;
  json_array_foreach(json_object_get(tree_of(b), "page"), i, one)
  {
    struct told told = {tree_text(one, "role"), tree_text(one, "text"), 0};
    tree_uint(one, "page", &told.page);
    vec_push(b->arena, ret, told);
  }
}

static bool is_same(const struct told *told, const struct display_text *text)
{
  return str_eq(told->text, text->text) && str_eq(told->role, str_of(text->role)) &&
         told->page == text->page + 1;
}

struct pairing {
  const struct verify_briefing *briefing;
  const told_list *told;
  struct verify_report *report;
};

static void differs(const struct pairing *p, uint32_t at, const char *what, str printed, str found)
{
  uint32_t page = at < p->told->count ? p->told->at[at].page : 0;
  str where = page ? arena_format(p->report->arena, "page[%u] (page %u)", at, page)
                   : arena_format(p->report->arena, "page[%u]", at);
  verify_note(p->report,
              (struct verify_difference){
                  .where = where, .what = str_of(what), .printed = printed, .found = found});
}

/* How many of the next texts are skipped on each side until both say the same again. */
static void find_again(const struct pairing *p, uint32_t i, uint32_t k, uint32_t *ret_told,
                       uint32_t *ret_read)
{
  enum { AHEAD = 12 };

  for (uint32_t sum = 1; sum <= AHEAD; sum++)
    for (uint32_t skip = 0; skip <= sum; skip++) {
      uint32_t ii = i + sum - skip, kk = k + skip;
      if (ii < p->told->count && kk < p->briefing->texts.count &&
          is_same(&p->told->at[ii], &p->briefing->texts.at[kk])) {
        *ret_told = sum - skip;
        *ret_read = skip;
        return;
      }
    }
  *ret_told = *ret_read = 1;
}

static void compare_pages(const struct pairing *p)
{
  const display_texts *texts = &p->briefing->texts;
  uint32_t i = 0, k = 0;
  while (i < p->told->count || k < texts->count) {
    p->report->texts++;
    if (i < p->told->count && k < texts->count && is_same(&p->told->at[i], &texts->at[k])) {
      i++;
      k++;
      continue;
    }
    uint32_t told = 0, read = 0;
    find_again(p, i, k, &told, &read);
    for (; told || read; told -= told > 0, read -= read > 0) {
      bool has_told = told && i < p->told->count, has_read = read && k < texts->count;
      str was = has_told ? p->told->at[i].text : (str){"", 0};
      str is = has_read ? texts->at[k].text : (str){"", 0};
      const char *what = !has_read   ? "is missing from the page"
                         : !has_told ? "stands on the page, but was not set there"
                                     : "is not what was set there";
      if (has_told || has_read)
        differs(p, i, what, is, was);
      i += has_told;
      k += has_read;
    }
  }
}

/* --- against the brief --- */

static void add_texts(struct phrases *p, const json_t *object, const char *const *keys)
{
  for (; *keys; keys++)
    phrases_add(p, tree_text(object, *keys));
}

static void add_list(struct phrases *p, const json_t *list, const char *const *keys)
{
  json_t *one;
  size_t i;
  json_array_foreach(list, i, one) add_texts(p, one, keys);
}

static void add_quotes(struct phrases *p, const json_t *quotes)
{
  json_t *one;
  size_t i;
  json_array_foreach(quotes, i, one)
  {
    str text = tree_text(one, "text");
    const json_t *speaker = json_object_get(one, "speaker");
    phrases_add(p, text);
    if (str_ends(text, STR(",")))
      phrases_add(p, str_sub(text, 0, text.len - 1));
    phrases_add_speaker(p, tree_text(speaker, "name"), tree_text(speaker, "title"));
  }
}

/* What may be set large of "about 4.2 million euros": its words in a row with a number in them. */
static void add_numbers(struct phrases *p, str text)
{
  enum { WORDS_MAX = 8 };

  size_t starts[WORDS_MAX], ends[WORDS_MAX];
  uint32_t count = 0;
  str rest = text, word;
  while (count < WORDS_MAX && str_split(&rest, ' ', &word)) {
    starts[count] = (size_t)(word.data - text.data);
    ends[count++] = (size_t)(word.data - text.data) + word.len;
  }
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t k = i; k < count; k++) {
      str part = str_sub(text, starts[i], ends[k] - starts[i]);
      if (str_has_digit(part))
        phrases_add(p, part);
    }
}

static void add_figures(struct phrases *p, const json_t *figures)
{
  json_t *one;
  size_t i;
  json_array_foreach(figures, i, one)
  {
    phrases_add(p, tree_text(one, "text"));
    add_numbers(p, tree_text(one, "text"));
  }
}

static double number_of(const json_t *object, const char *key)
{
  return json_number_value(json_object_get(object, key));
}

static void add_choice(struct phrases *p, const json_t *choice)
{
  struct brief_part parts[BRIEF_PARTS_MAX];
  uint32_t count = 0;
  const char *name;
  json_t *worth;
  json_object_foreach(json_object_get(choice, "parts"), name, worth)
  {
    if (count < BRIEF_PARTS_MAX)
      parts[count++] = (struct brief_part){name, number_of(json_object_get(choice, "parts"), name)};
  }
  const json_t *beaten = json_object_get(choice, "beaten");
  phrases_add(p, tree_text(choice, "text"));
  phrases_add(p, tree_text(beaten, "text"));
  phrases_add(p, brief_score_text(p->arena, number_of(choice, "score")));
  phrases_add(p, brief_score_text(p->arena, number_of(beaten, "score")));
  phrases_add(p, brief_parts_text(p->arena, parts, count, number_of(choice, "rest")));
}

static void add_choices(struct phrases *p, const json_t *explanation)
{
  json_t *one;
  size_t i;
  phrases_add(p, tree_text(explanation, "weights"));
  json_array_foreach(json_object_get(explanation, "choices"), i, one) add_choice(p, one);
}

static void add_brief(struct phrases *p, const json_t *root)
{
  static const char *const text[] = {"text", NULL};
  static const char *const head[] = {"about", NULL};
  static const char *const asked[] = {"title", "date", "author", "banner", NULL};
  static const char *const source[] = {"name", "title", "author", "date", NULL};
  static const char *const story[] = {"title", NULL};
  static const char *const name[] = {"name", "title", NULL};
  static const char *const abbreviation[] = {"short", "long", NULL};
  json_t *one;
  size_t i;
  json_array_foreach(json_object_get(root, "summary"), i, one)
      phrases_add_extract(p, tree_text(one, "text"));
  add_texts(p, root, head);
  add_texts(p, json_object_get(root, "title"), text);
  add_texts(p, json_object_get(root, "options"), asked);
  add_list(p, json_object_get(root, "documents"), source);
  add_list(p, json_object_get(root, "stories"), story);
  add_quotes(p, json_object_get(root, "quotes"));
  add_figures(p, json_object_get(root, "figures"));
  add_list(p, json_object_get(root, "dates"), text);
  add_list(p, json_object_get(root, "names"), name);
  add_list(p, json_object_get(root, "abbreviations"), abbreviation);
  add_list(p, json_object_get(root, "terms"), text);
  add_choices(p, json_object_get(root, "explanation"));
  json_array_foreach(json_object_get(root, "disagreements"), i, one)
      add_figures(p, json_object_get(one, "figures"));
  json_array_foreach(json_object_get(json_object_get(root, "template"), "labels"), i, one)
      phrases_add_label(p, str_of(json_string_value(one)));
}

/* Where all sources are at hand, headings and labels can be looked up in them. */
static bool add_sources(struct phrases *p, const struct verify_found *found, uint32_t count)
{
  bool has_all = count > 0;
  for (uint32_t i = 0; i < count; i++) {
    has_all = has_all && found[i].document;
    if (found[i].document)
      phrases_add_source(p, found[i].document->text);
  }
  return has_all;
}

/* The texts of all pages, each in a line of its own, which no squeezed text goes beyond. */
static str squeezed_pages(const struct pairing *p)
{
  struct arena *arena = p->briefing->arena;
  AUTO_BUFFER all;
  buffer_init(&all, arena_heap(arena));
  for (uint32_t i = 0; i < p->told->count; i++) {
    buffer_add(&all, squeeze(arena, p->told->at[i].text));
    buffer_byte(&all, '\n');
  }
  if (all.is_short)
    arena_fail(arena);
  return arena_str(arena, buffer_str(&all));
}

/* In a row whose other texts could not be looked up, because a source is missing. */
static bool is_in_a_row(struct phrases *phrases, str pages, str squeezed)
{
  return phrases_spend(phrases, pages.len) && str_find(pages, squeezed, 0) != SIZE_MAX;
}

static void check_printed(const struct pairing *p, struct phrases *phrases)
{
  str pages = squeezed_pages(p);
  json_t *one;
  size_t i;
  json_array_foreach(json_object_get(tree_of(p->briefing), "summary"), i, one)
  {
    bool is_printed = json_is_true(json_object_get(one, "printed"));
    if (i < phrases->list.count && is_printed && !phrases->list.at[i].is_seen &&
        !is_in_a_row(phrases, pages, phrases->list.at[i].squeezed))
      verify_note(p->report, (struct verify_difference){
                                 .where = arena_format(p->report->arena, "summary[%zu]", i),
                                 .what = STR("is missing from the pages"),
                                 .found = tree_text(one, "text")});
  }
}

static void explain_pages(const struct pairing *p, const struct verify_found *found)
{
  struct phrases phrases;
  phrases_init(&phrases, p->briefing->arena);
  add_brief(&phrases, tree_of(p->briefing));
  bool has_sources = add_sources(&phrases, found, verify_source_count(p->briefing));
  for (uint32_t i = 0; i < p->told->count && !arena_short(p->briefing->arena); i++) {
    str text = p->told->at[i].text;
    enum phrase_place place = phrase_place_of(p->told->at[i].role);
    if (!phrases_explain(&phrases, text, place) && has_sources)
      differs(p, i, "is of neither the briefing nor its sources", text, (str){"", 0});
  }
  check_printed(p, &phrases);
}

void verify_texts(const struct verify_briefing *briefing, const struct verify_found *found,
                  struct verify_report *report)
{
  const json_t *page = json_object_get(tree_of(briefing), "page");
  told_list told = {0};
  if (!briefing->has_pages && !page)
    return;
  read_told(briefing, &told);
  struct pairing p = {briefing, &told, report};
  if (briefing->has_pages)
    compare_pages(&p);
  const json_t *t = json_object_get(tree_of(briefing), "template");
  if (!json_is_true(json_object_get(t, "lossy")))
    explain_pages(&p, found);
}
