/* labels.c - the language of a briefing, and the words that Markdown, text and HTML add of their
 * own: those of its file, copied out. */
#include "brief/make.h"

/* Languages that are told apart; what is in more is in the first of them. */
enum { TONGUES_MAX = 16 };

struct tongue {
  str tag;
  uint32_t first; /* document */
  uint64_t words;
};

uint32_t maker_native(const struct maker *m)
{
  struct tongue tongues[TONGUES_MAX];
  uint32_t count = 0, best = 0;
  for (uint32_t d = 0; d < m->ranking->analysis_count; d++) {
    const struct analysis *a = maker_analysis(m, d);
    str tag = str_of(a->document->language ? a->document->language : "");
    uint32_t i = 0;
    while (i < count && !str_eq(tongues[i].tag, tag))
      i++;
    if (i == TONGUES_MAX)
      continue;
    if (i == count)
      tongues[count++] = (struct tongue){.tag = tag, .first = d};
    tongues[i].words += a->word_total;
  }
  for (uint32_t i = 1; i < count; i++)
    best = tongues[i].words > tongues[best].words ? i : best;
  return count ? tongues[best].first : 0;
}

void make_labels(struct maker *m)
{
  struct arena *arena = m->brief->arena;
  const struct language *language = maker_analysis(m, maker_native(m))->language;
  uint32_t count = language_keys(language, "labels");
  for (uint32_t i = 0; i < count; i++) {
    str key = language_key(language, "labels", i);
    struct brief_label label = {arena_str(arena, key),
                                arena_str(arena, language_text(language, "labels", key.data))};
    vec_push(arena, &m->brief->labels, label);
  }
}

str brief_label(const struct brief *brief, const char *key)
{
  str wanted = str_of(key);
  for (uint32_t i = 0; i < brief->labels.count; i++)
    if (str_eq(brief->labels.at[i].key, wanted))
      return brief->labels.at[i].text;
  return wanted;
}

const char *where_label(enum where_kind kind)
{
  static const char *const keys[] = {
      [WHERE_LINE] = "line", [WHERE_PAGE] = "source-page", [WHERE_PARAGRAPH] = "paragraph"};
  return keys[kind];
}
