/* title.c - a title: given, the document's own, or words of the text, whose place is then recorded.
 */
#include "brief/make.h"

enum { TITLE_WORDS_MAX = 12, TITLE_WORDS_MIN = 4, SENTENCE_WORDS_MAX = 14 };

static void set_title(struct maker *m, str text, enum title_origin origin, struct place place)
{
  m->brief->title = (struct brief_title){arena_str(m->brief->arena, text), origin, place};
}

static bool from_heading(struct maker *m)
{
  const struct document *d = maker_analysis(m, 0)->document;
  if (d->headline >= d->blocks.count)
    return false;
  struct span at = d->blocks.at[d->headline].at;
  set_title(m, str_span(d->text, at), TITLE_HEADING, place_of(m, 0, at));
  return at.len > 0;
}

static bool is_trailing(char c)
{
  return c == '.' || c == ',' || c == ';' || c == ':' || c == ' ';
}

/* The sentence's opening clause, or all of it when it is short: words of the text, cut only where
 * it pauses. */
static struct span opening(str text, struct span sentence)
{
  str all = str_span(text, sentence);
  uint32_t total = words_in(all);
  size_t end = 0;
  uint32_t words = 0;
  for (size_t i = 0; i < all.len && total > SENTENCE_WORDS_MAX; i++) {
    bool pause = (all.data[i] == ',' || all.data[i] == ';' || all.data[i] == ':') &&
                 i + 1 < all.len && all.data[i + 1] == ' ';
    words += all.data[i] == ' ';
    if (words >= TITLE_WORDS_MAX)
      break;
    if (pause && words + 1 >= TITLE_WORDS_MIN)
      end = i;
  }
  if (total <= SENTENCE_WORDS_MAX)
    end = all.len;
  while (end && is_trailing(all.data[end - 1]))
    end--;
  return (struct span){sentence.at, (uint32_t)end};
}

/* The first extract that has such an opening, the bottom line before the others. */
static bool from_sentence(struct maker *m)
{
  for (uint32_t i = 0; i < m->brief->summary.count; i++) {
    const struct brief_extract *e = &m->brief->summary.at[i];
    struct span at = opening(maker_analysis(m, e->place.document)->document->text, e->place.at);
    str text = str_span(maker_analysis(m, e->place.document)->document->text, at);
    if (!at.len || str_find(text, STR("\xE2\x80\x9C"), 0) != SIZE_MAX ||
        str_find(text, STR("\""), 0) != SIZE_MAX)
      continue;
    set_title(m, text, TITLE_SENTENCE, place_of(m, e->place.document, at));
    return true;
  }
  return false;
}

/* A noun phrase of the text says less than a clause, but it is the text's own. */
static bool from_term(struct maker *m)
{
  const struct analysis *a = maker_analysis(m, 0);
  for (uint32_t i = 0; i < a->terms.count; i++)
    if (words_in(a->terms.at[i].text) > 1) {
      set_title(m, str_span(a->document->text, a->terms.at[i].at), TITLE_SENTENCE,
                place_of(m, 0, a->terms.at[i].at));
      return a->terms.at[i].at.len > 0;
    }
  return false;
}

static void from_file(struct maker *m)
{
  str name = maker_analysis(m, 0)->document->name;
  const char *slash = name.len ? memrchr(name.data, '/', name.len) : NULL;
  if (slash)
    name =
        str_sub(name, (size_t)(slash - name.data) + 1, name.len - (size_t)(slash - name.data) - 1);
  const char *dot = name.len ? memrchr(name.data, '.', name.len) : NULL;
  if (dot && dot > name.data)
    name.len = (size_t)(dot - name.data);
  set_title(m, name, TITLE_FILE, (struct place){0});
}

void make_title(struct maker *m)
{
  str own = maker_analysis(m, 0)->document->title;
  if (m->options->title.len)
    set_title(m, m->options->title, TITLE_USER, (struct place){0});
  else if (own.len)
    set_title(m, own, TITLE_METADATA, (struct place){0});
  else if (!from_heading(m) && !from_sentence(m) && !from_term(m))
    from_file(m);
}
