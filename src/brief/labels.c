/* labels.c - the words that Markdown, text and HTML add of their own: those of the language file
 * that read the first document, copied out. */
#include "brief/make.h"

void make_labels(struct maker *m)
{
  struct arena *arena = m->brief->arena;
  const struct language *language = maker_analysis(m, 0)->language;
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
