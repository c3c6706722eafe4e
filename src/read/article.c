/* article.c - the article among navigation, notices, related links, comments and footers.
 *
 * Attempts grow more lenient until one finds enough: names taken at their word and the article
 * cleaned; names not taken at their word; names not counted; nothing cleaned. The longest wins when
 * none does; the whole page is the article when there is no running text at all. */
#include "read/article.h"

/* An attempt found enough with this many characters, or with fewer when they are most of the
 * running text of the page. */
enum { ENOUGH_CHARS = 500, ENOUGH_PERCENT = 50, CANDIDATES = 5, ALIKE_MIN = 3 };

/* A candidate with this share of the best one's points may be a part of the same article. */
static const double alike_share = 0.75;

struct roots {
  VEC(uint32_t) all;
};

static uint32_t parent_of(const struct finder *f, uint32_t i)
{
  return f->page->nodes.at[i].parent;
}

static bool holds(const struct finder *f, uint32_t outer, uint32_t inner)
{
  return inner > outer && inner < f->page->nodes.at[outer].end;
}

/* --- the best element ---------------------------------------------------------------------------
 */

static uint32_t rank_candidates(const struct finder *f, uint32_t best[CANDIDATES])
{
  uint32_t count = 0;
  for (uint32_t i = 1; i < f->page->nodes.count; i++) {
    if (!f->is_scored[i])
      continue;
    uint32_t at = count;
    while (at > 0 && f->scores[best[at - 1]] < f->scores[i])
      at--;
    if (at >= CANDIDATES)
      continue;
    if (count < CANDIDATES)
      count++;
    for (uint32_t k = count - 1; k > at; k--)
      best[k] = best[k - 1];
    best[at] = i;
  }
  return count;
}

/* The lowest element that holds the best candidate and two others nearly as good. */
static uint32_t common_ground(const struct finder *f, const uint32_t best[CANDIDATES],
                              uint32_t count)
{
  uint32_t top = best[0];
  for (uint32_t up = parent_of(f, top); up > 0 && !page_is(f->page, up, TAG_BODY);
       up = parent_of(f, up)) {
    uint32_t held = 0;
    for (uint32_t k = 1; k < count; k++)
      held += f->scores[best[k]] >= f->scores[top] * alike_share && holds(f, up, best[k]);
    if (held >= ALIKE_MIN)
      return up;
  }
  return top;
}

/* An element round the best one that has more points yet holds more of the same. */
static uint32_t climb(const struct finder *f, uint32_t top)
{
  double last = f->scores[top], floor = last / 3;
  for (uint32_t up = parent_of(f, top); up > 0 && !page_is(f->page, up, TAG_BODY);
       up = parent_of(f, up)) {
    if (!f->is_scored[up])
      continue;
    if (f->scores[up] < floor)
      break;
    if (f->scores[up] > last)
      return up;
    last = f->scores[up];
  }
  return top;
}

static bool is_only_child(const struct finder *f, uint32_t i)
{
  uint32_t parent = parent_of(f, i);
  for (uint32_t c = parent + 1; c < f->page->nodes.at[parent].end; c = f->page->nodes.at[c].end)
    if (c != i && is_shown(f, c) && !page_is(f->page, c, TAG_TEXT))
      return false;
  return true;
}

/* 0 when there is no running text. */
static uint32_t find_top(struct finder *f)
{
  uint32_t best[CANDIDATES];
  uint32_t count = rank_candidates(f, best);
  if (!count || page_is(f->page, best[0], TAG_BODY))
    return 0;
  uint32_t top = climb(f, common_ground(f, best, count));
  while (parent_of(f, top) > 0 && !page_is(f->page, parent_of(f, top), TAG_BODY) &&
         is_only_child(f, top))
    top = parent_of(f, top);
  return top;
}

/* --- its siblings -------------------------------------------------------------------------------
 */

static bool has_sentence_end(const struct finder *f, uint32_t i)
{
  str text = page_text_of(f->page, i, 256);
  for (size_t at = 0; at < text.len; at++)
    if (text.data[at] == '.' && (at + 1 == text.len || text.data[at + 1] == ' '))
      return true;
  return false;
}

/* "© 2011 Ministry of Ports": the end of a page, not of its text. */
static bool is_imprint(const struct finder *f, uint32_t i)
{
  str text = page_text_of(f->page, i, 32);
  return str_starts(text, STR("\u00A9")) || str_starts(text, STR("(c) ")) ||
         str_eq_nocase(str_sub(text, 0, text.len < 9 ? text.len : 9), STR("copyright"));
}

/* A paragraph beside the article: a long one with few links, or a sentence without any. */
static bool is_paragraph_of_it(const struct finder *f, uint32_t i)
{
  enum { LONG_CHARS = 80 };

  uint32_t paragraph = article_paragraph(f, i);
  if (!paragraph)
    return false;
  const struct measure *m = &f->measures[paragraph];
  if (m->chars > LONG_CHARS)
    return link_density(m) < 0.25;
  return m->link_chars == 0 && has_sentence_end(f, paragraph) && !is_imprint(f, paragraph);
}

/* What an editor sets before the text, and pictures with captions. */
static bool is_part_of_it(const struct finder *f, uint32_t i)
{
  enum { LEAD_CHARS_MAX = 600 };

  const struct measure *m = &f->measures[i];
  bool is_lead = (f->traits[i].hints & HINT_LEAD) || page_is(f->page, i, TAG_FIGURE);
  return is_lead && m->chars && m->chars <= LEAD_CHARS_MAX && link_density(m) < 0.25;
}

static bool joins(const struct finder *f, uint32_t top, uint32_t i)
{
  bool is_asking = page_is(f->page, i, TAG_FORM) && f->measures[i].inputs;
  if (is_asking || article_is_beside(f, i))
    return false;
  double floor = f->scores[top] * 0.2;
  if (floor < 10)
    floor = 10;
  str class = page_value(f->page, i, ATTRIBUTE_CLASS);
  bool is_alike = class.len && str_eq(class, page_value(f->page, top, ATTRIBUTE_CLASS));
  double bonus = is_alike ? f->scores[top] * 0.2 : 0;
  return (f->is_scored[i] && f->scores[i] + bonus >= floor) || is_paragraph_of_it(f, i) ||
         is_part_of_it(f, i);
}

static void collect_roots(struct finder *f, uint32_t top, struct roots *roots)
{
  struct arena *arena = f->page->arena;
  uint32_t parent = parent_of(f, top);
  for (uint32_t c = parent + 1; c < f->page->nodes.at[parent].end; c = f->page->nodes.at[c].end)
    if (is_shown(f, c) && (c == top || (!page_is(f->page, c, TAG_TEXT) && joins(f, top, c))))
      vec_push(arena, &roots->all, c);
}

static uint32_t body_of(const struct page *page)
{
  for (uint32_t i = 1; i < page->nodes.count; i++)
    if (page_is(page, i, TAG_BODY))
      return i;
  return 0;
}

/* --- attempts -----------------------------------------------------------------------------------
 */

/* "Top stories", when the stories under it have gone. */
static bool is_left_with_headings(const struct finder *f, uint32_t root)
{
  const struct measure *m = &f->measures[root];
  return !page_is_heading(f->page, root) && m->chars && m->heading_chars >= m->chars;
}

/* Characters of running text that the attempt found. */
static uint32_t try(struct finder *f, struct roots *roots)
{
  memset(f->is_out, 0, f->page->nodes.count * sizeof *f->is_out);
  roots->all.count = 0;
  article_measure(f, 0, NULL);
  if (f->attempt & ATTEMPT_STRIP) {
    article_strip(f);
    article_measure(f, 0, NULL);
  }
  article_score(f);
  uint32_t top = find_top(f);
  f->is_whole_page = !top;
  if (top)
    collect_roots(f, top, roots);
  else
    vec_push(f->page->arena, &roots->all, body_of(f->page));
  uint32_t chars = 0, kept = 0;
  for (uint32_t i = 0; i < roots->all.count; i++) {
    uint32_t root = roots->all.at[i];
    article_clean(f, root);
    if (root != top && top && is_left_with_headings(f, root))
      continue;
    chars += f->measures[root].chars;
    roots->all.at[kept++] = root;
  }
  roots->all.count = kept;
  return chars;
}

static bool find_memory(struct finder *f)
{
  struct arena *arena = f->page->arena;
  uint32_t count = f->page->nodes.count;
  f->traits = arena_array(arena, struct trait, count);
  f->measures = arena_array(arena, struct measure, count);
  f->scores = arena_array(arena, double, count);
  f->is_scored = arena_array(arena, bool, count);
  f->only = arena_array(arena, uint32_t, count);
  return !arena_short(arena);
}

/* Characters of the page that are in paragraphs, not in links. */
static uint32_t running_text(const struct finder *f)
{
  const struct measure *all = &f->measures[0];
  return all->chars - all->link_chars / 10;
}

struct article article_find(const struct page *page, const struct html_facts *facts, bool *is_out)
{
  static const unsigned attempts[] = {ATTEMPT_ALL, ATTEMPT_WEIGH | ATTEMPT_CLEAN, ATTEMPT_CLEAN, 0};

  enum { ATTEMPTS = sizeof attempts / sizeof *attempts };

  struct finder f = {.page = page,
                     .is_out = is_out,
                     .drops_bylines = facts->author.len > 0,
                     .drops_times = facts->date.len > 0};
  struct roots roots = {0};
  if (!find_memory(&f))
    return (struct article){0};
  article_note(&f);
  article_measure(&f, 0, NULL);
  uint32_t all = running_text(&f), best_chars = 0, best = 0;
  for (uint32_t i = 0; i < ATTEMPTS; i++) {
    f.attempt = attempts[i];
    uint32_t chars = try(&f, &roots);
    if (chars >= ENOUGH_CHARS || (uint64_t)chars * 100 >= (uint64_t)all * ENOUGH_PERCENT)
      return (struct article){roots.all.at, roots.all.count, chars};
    if (chars > best_chars) {
      best_chars = chars;
      best = i;
    }
  }
  f.attempt = attempts[best];
  uint32_t chars = try(&f, &roots);
  return (struct article){roots.all.at, roots.all.count, chars};
}
