/* tongue.c - the languages of what is set: the briefing's own, and those of its sources in another.
 *
 * Invariant: tongue 0 is the briefing's. A region makes no other language: an American story in a
 * British digest is English. */
#include "layout/set.h"

static str primary_of(const char *tag)
{
  return tag ? (str){tag, strcspn(tag, "-")} : STR("");
}

/* NONE: there is none yet. */
static uint32_t find_tongue(const struct setter *setter, const char *tag)
{
  str primary = primary_of(tag);
  for (uint32_t i = 0; i < setter->tongues.count; i++)
    if (!primary.len || str_eq_nocase(primary_of(setter->tongues.at[i].tag), primary))
      return i;
  return NONE;
}

static void add_tongue(struct setter *setter, const char *tag)
{
  const char *known = tag ? tag : "";
  struct tongue tongue = {.tag = known,
                          .hyphenator = hyphenator_of(known),
                          .cut_keys = arena_array(setter->arena, struct map, SET_STYLE_COUNT)};
  vec_push(setter->arena, &setter->tongues, tongue);
}

void tongues_ready(struct setter *setter)
{
  const struct brief *brief = setter->brief;
  add_tongue(setter, brief->language);
  if (setter->tongues.count)
    setter->tongues.at[0].hyphenator = setter->context->hyphenator;
  for (uint32_t i = 0; i < brief->sources.count && setter->tongues.count < UINT8_MAX; i++)
    if (find_tongue(setter, brief->sources.at[i].language) == NONE)
      add_tongue(setter, brief->sources.at[i].language);
}

uint8_t tongue_of(const struct setter *setter, uint32_t source)
{
  const struct brief *brief = setter->brief;
  uint32_t tongue = source < brief->sources.count
                        ? find_tongue(setter, brief->sources.at[source].language)
                        : NONE;
  return tongue == NONE ? 0 : (uint8_t)tongue;
}

void tongue_tag(const struct setter *setter, const struct fragment *fragment,
                struct display *display)
{
  if (!fragment->tongue || fragment->node >= display->nodes.count)
    return;
  struct node *node = &display->nodes.at[fragment->node];
  if (!node->language.len)
    node->language = arena_str(display->arena, str_of(setter->tongues.at[fragment->tongue].tag));
}
