/* name_aliases.c - lists under which forms a text names what it names. */
#include "analyze/people.h"

struct form {
  uint32_t name;
  str text;
};

/* The bytes of the name's id and the form. */
static str form_key(struct people *p, uint32_t name, str text)
{
  char *key = arena_alloc(p->scratch, sizeof name + text.len);
  if (!key)
    return STR("");
  memcpy(key, &name, sizeof name);
  memcpy(key + sizeof name, text.data, text.len);
  return (str){key, sizeof name + text.len};
}

void names_list_aliases(struct people *p)
{
  struct analysis *a = p->a;
  struct map seen;
  map_init(&seen, p->scratch);
  VEC(struct form) forms = {0};
  for (uint32_t i = 0; i < a->mentions.count; i++) {
    const struct mention *m = &a->mentions.at[i];
    str text = str_span(a->document->text, m->at);
    if (str_eq(text, a->names.at[m->name].name))
      continue;
    bool fresh = false;
    map_add(&seen, form_key(p, m->name, text), &fresh);
    if (!fresh)
      continue;
    a->names.at[m->name].alias_count++;
    vec_push(p->scratch, &forms, (struct form){m->name, text});
  }
  uint32_t next = 0;
  for (uint32_t i = 0; i < a->names.count; i++) {
    a->names.at[i].first_alias = next;
    next += a->names.at[i].alias_count;
  }
  str *sorted = arena_array(p->scratch, str, next ? next : 1);
  uint32_t *filled = arena_array(p->scratch, uint32_t, a->names.count ? a->names.count : 1);
  if (!sorted || !filled)
    return;
  for (uint32_t i = 0; i < forms.count; i++) {
    uint32_t name = forms.at[i].name;
    sorted[a->names.at[name].first_alias + filled[name]++] = forms.at[i].text;
  }
  for (uint32_t i = 0; i < next; i++)
    vec_push(a->arena, &a->aliases, sorted[i]);
}
