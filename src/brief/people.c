/* people.c - names with their mentions, abbreviations and key terms; what of them the page shows.
 */
#include "base/map.h"
#include "brief/make.h"

enum { NAMES_PRINTED = 8, ABBREVIATIONS_PRINTED = 8, TERMS_PRINTED = 8, TERMS_MAX = 20 };

/* The mentions of a document, those of one name behind those of the name before it. */
struct mention_lists {
  struct span *spans;
  uint32_t *ends; /* by name: where its spans end */
};

static struct mention_lists sort_mentions(struct maker *m, const struct analysis *a)
{
  struct mention_lists lists = {
      .spans = arena_array(m->brief->arena, struct span, a->mentions.count + 1),
      .ends = arena_array(m->scratch, uint32_t, a->names.count + 1),
  };
  if (!lists.spans || !lists.ends)
    return (struct mention_lists){0};
  /* First the starts: filling a list moves its start to its end. */
  for (uint32_t i = 1; i < a->names.count; i++)
    lists.ends[i] = lists.ends[i - 1] + a->names.at[i - 1].count;
  for (uint32_t i = 0; i < a->mentions.count; i++)
    lists.spans[lists.ends[a->mentions.at[i].name]++] = a->mentions.at[i].at;
  return lists;
}

static void add_name(struct maker *m, uint32_t document, uint32_t index,
                     const struct mention_lists *mentions)
{
  const struct analysis *a = maker_analysis(m, document);
  const struct name *n = &a->names.at[index];
  struct arena *arena = m->brief->arena;
  str *aliases = arena_array(arena, str, n->alias_count);
  for (uint32_t i = 0; aliases && i < n->alias_count; i++)
    aliases[i] = arena_str(arena, a->aliases.at[n->first_alias + i]);
  struct brief_name name = {.kind = n->kind,
                            .name = arena_str(arena, n->name),
                            .title = arena_str(arena, n->title),
                            .aliases = aliases,
                            .alias_count = n->alias_count,
                            .count = n->count,
                            .document = document};
  if (mentions->spans) {
    name.mentions = mentions->spans + mentions->ends[index] - n->count;
    name.mention_count = n->count;
  }
  vec_push(arena, &m->brief->names, name);
}

/* Only in a byline or another piece of furniture: who wrote it, not whom it is about. */
static bool is_outside(const struct maker *m, const struct brief_name *n)
{
  const struct document *d = maker_analysis(m, n->document)->document;
  for (uint32_t i = 0; i < n->mention_count; i++) {
    uint32_t block = document_block(d, n->mentions[i].at);
    if (block == UINT32_MAX || d->blocks.at[block].furniture != FURNITURE_BYLINE)
      return false;
  }
  return n->mention_count > 0;
}

/* Several documents name the same people. */
static bool is_told(const struct maker *m, uint32_t index)
{
  const struct brief_name *n = &m->brief->names.at[index];
  for (uint32_t i = 0; m->ranking->analysis_count > 1 && i < m->brief->names.count; i++) {
    const struct brief_name *other = &m->brief->names.at[i];
    if (other->is_printed && other->kind == n->kind && str_eq(other->name, n->name))
      return true;
  }
  return false;
}

/* Between a title and its name: "Kane, who is the", "Secretary of State". */
enum { TITLE_REACH = 24 };

/* Where words stand in a stretch of a document; at.len 0: they do not. */
static struct place find_words(const struct maker *m, uint32_t document, struct span in, str words)
{
  const struct document *d = maker_analysis(m, document)->document;
  size_t at = words.len ? str_find(str_span(d->text, in), words, 0) : SIZE_MAX;
  if (at == SIZE_MAX)
    return (struct place){.paragraph = NONE};
  return place_of(m, document, (struct span){(uint32_t)(in.at + at), (uint32_t)words.len});
}

/* The block around an offset. */
static struct span block_around(const struct maker *m, uint32_t document, uint32_t at)
{
  const struct document *d = maker_analysis(m, document)->document;
  uint32_t block = document_block(d, at);
  return block == UINT32_MAX ? (struct span){at, 0} : d->blocks.at[block].at;
}

static struct span meet(struct span a, uint32_t start, uint32_t end)
{
  start = start > a.at ? start : a.at;
  end = end < span_end(a) ? end : span_end(a);
  return (struct span){start, end > start ? end - start : 0};
}

/* Beside the first mention that has it: for the note of "who's who". */
static void place_title(struct maker *m, struct brief_name *n)
{
  for (uint32_t i = 0; i < n->mention_count && !n->title_place.at.len; i++) {
    struct span mention = n->mentions[i];
    uint32_t reach = (uint32_t)n->title.len + TITLE_REACH;
    uint32_t start = mention.at > reach ? mention.at - reach : 0;
    struct span beside =
        meet(block_around(m, n->document, mention.at), start, span_end(mention) + reach);
    n->title_place = find_words(m, n->document, beside, n->title);
    struct span title = n->title_place.at;
    if (!title.len)
      continue;
    uint32_t from = title.at < mention.at ? title.at : mention.at;
    uint32_t end = span_end(title) > span_end(mention) ? span_end(title) : span_end(mention);
    n->told_place = place_of(m, n->document, (struct span){from, end - from});
    n->told = copy_span(m, n->document, n->told_place.at);
  }
}

/* "Dr.", "Prof. Dr." say how somebody is addressed, not what they are. */
static bool is_degree(const struct maker *m, const struct brief_name *n)
{
  const struct language *language = maker_analysis(m, n->document)->language;
  str rest = text_fold(m->scratch, n->title), word = STR("");
  bool is_only = n->title.len > 0;
  while (is_only && str_split(&rest, ' ', &word)) {
    word.len -= word.len && word.data[word.len - 1] == '.';
    is_only = language_has(language, "people", "degrees", word);
  }
  return is_only;
}

/* Who a reader must know: people of whom the text says what they are. A name alone tells nothing.
 */
static void mark_printed(struct maker *m)
{
  uint32_t printed = maker_prints_all(m) ? NAMES_PRINTED : 0;
  for (uint32_t i = 0; i < m->brief->names.count && printed < NAMES_PRINTED; i++) {
    struct brief_name *n = &m->brief->names.at[i];
    if (n->kind != NAME_PERSON || !n->title.len || is_degree(m, n) || is_outside(m, n) ||
        is_told(m, i))
      continue;
    n->is_printed = true;
    place_title(m, n);
    printed++;
  }
}

void make_names(struct maker *m)
{
  if (!wants(m, PRECIS_FIELD_NAMES))
    return;
  for (uint32_t d = 0; d < m->ranking->analysis_count; d++) {
    const struct analysis *a = maker_analysis(m, d);
    struct mention_lists mentions = sort_mentions(m, a);
    for (uint32_t i = 0; i < a->names.count; i++)
      add_name(m, d, i, &mentions);
  }
  mark_printed(m);
}

/* What stands in the list already, and the long forms that the page shows. */
struct abbreviations_told {
  struct map short_forms;
  str printed[ABBREVIATIONS_PRINTED];
  uint32_t count;
};

/* "US" and "U.S." say the same: one row is enough. */
static bool is_explained(const struct abbreviations_told *told, str long_form)
{
  for (uint32_t i = 0; i < told->count; i++)
    if (str_eq_nocase(told->printed[i], long_form))
      return true;
  return false;
}

static void add_abbreviation(struct maker *m, struct abbreviations_told *told, uint32_t document,
                             const struct abbreviation *b)
{
  bool is_new = false;
  map_add(&told->short_forms, b->short_form, &is_new);
  if (!is_new && m->ranking->analysis_count > 1)
    return;
  struct brief_abbreviation copy = {.short_form = arena_str(m->brief->arena, b->short_form),
                                    .long_form = arena_str(m->brief->arena, b->long_form),
                                    .is_from_table = b->is_from_table,
                                    .place = place_of(m, document, b->at),
                                    .is_printed = b->long_form.len &&
                                                  told->count < ABBREVIATIONS_PRINTED &&
                                                  !is_explained(told, b->long_form)};
  if (copy.is_printed) {
    copy.long_place = find_words(m, document, block_around(m, document, b->at.at), copy.long_form);
    told->printed[told->count++] = copy.long_form;
  }
  vec_push(m->brief->arena, &m->brief->abbreviations, copy);
}

void make_abbreviations(struct maker *m)
{
  if (!wants(m, PRECIS_FIELD_ABBREVIATIONS))
    return;
  struct abbreviations_told told = {.count = 0};
  map_init(&told.short_forms, m->scratch);
  for (uint32_t d = 0; d < m->ranking->analysis_count; d++) {
    const struct analysis *a = maker_analysis(m, d);
    for (uint32_t i = 0; i < a->abbreviations.count; i++)
      add_abbreviation(m, &told, d, &a->abbreviations.at[i]);
  }
}

/* told: their texts with small ASCII letters. */
static void add_terms(struct maker *m, struct map *told, uint32_t document)
{
  const struct analysis *a = maker_analysis(m, document);
  /* Where small words are not known, they are the most frequent. */
  if (!a->document->language[0])
    return;
  for (uint32_t i = 0; i < a->terms.count && i < TERMS_MAX; i++) {
    bool is_new = false;
    map_add(told, arena_str_lower(m->scratch, a->terms.at[i].text), &is_new);
    if (!is_new)
      continue;
    struct brief_term term = {arena_str(m->brief->arena, a->terms.at[i].text), a->terms.at[i].score,
                              a->terms.at[i].count, false};
    vec_push(m->brief->arena, &m->brief->terms, term);
  }
}

/* "Ferro", beside "Diane Ferro": of a name in full the surname says nothing more. */
static bool is_surname(const struct brief *brief, uint32_t term)
{
  str text = brief->terms.at[term].text;
  size_t start = 0;
  if (!char_is_upper(utf8_next(text, &start)) || memchr(text.data, ' ', text.len))
    return false;
  for (uint32_t k = 0; k < brief->terms.count && k < TERMS_PRINTED; k++) {
    str other = brief->terms.at[k].text;
    size_t first = 0;
    if (other.len > text.len && other.data[other.len - text.len - 1] == ' ' &&
        str_ends(other, text) && char_is_upper(utf8_next(other, &first)))
      return true;
  }
  return false;
}

static void mark_printed_terms(struct maker *m)
{
  uint32_t printed = 0;
  for (uint32_t i = 0; i < m->brief->terms.count && printed < TERMS_PRINTED; i++) {
    m->brief->terms.at[i].is_printed = !maker_prints_all(m) && !is_surname(m->brief, i);
    printed += m->brief->terms.at[i].is_printed;
  }
}

/* What the largest story is about comes first: that of its fullest document. */
void make_terms(struct maker *m)
{
  if (!wants(m, PRECIS_FIELD_TERMS))
    return;
  struct map told;
  map_init(&told, m->scratch);
  uint32_t first = maker_main_document(m);
  add_terms(m, &told, first);
  for (uint32_t d = 0; d < m->ranking->analysis_count; d++)
    if (d != first)
      add_terms(m, &told, d);
  mark_printed_terms(m);
}
