/* origins.c - where each key of a template was set last, for the errors that its value causes. */
#include "template/parse.h"

static struct key_origin *find(const struct page_template *t, str section, str key)
{
  for (uint32_t i = 0; i < t->origins.count; i++)
    if (str_eq(t->origins.at[i].section, section) && str_eq(t->origins.at[i].key, key))
      return &t->origins.at[i];
  return NULL;
}

void template_note(struct page_template *t, const struct key_origin *origin)
{
  struct key_origin own = {arena_str(t->arena, origin->section), arena_str(t->arena, origin->key),
                           arena_str(t->arena, origin->value), origin->file, origin->line};
  struct key_origin *known = find(t, origin->section, origin->key);
  if (known)
    *known = own;
  else
    vec_push(t->arena, &t->origins, own);
}

const struct key_origin *page_template_origin(const struct page_template *t, str section, str key)
{
  return find(t, section, key);
}

precis_status page_template_blame(const struct page_template *t, precis_status status, str section,
                                  str key, precis_error *err)
{
  const struct key_origin *origin = find(t, section, key);
  return origin ? fail_at(err, status, origin->file, origin->line, 0) : status;
}

precis_status page_template_blame_family(const struct page_template *t, precis_status status,
                                         str family, precis_error *err)
{
  for (uint32_t i = 0; i < t->origins.count; i++) {
    const struct key_origin *origin = &t->origins.at[i];
    if (str_eq(origin->key, STR("family")) && str_eq(origin->value, family))
      return fail_at(err, status, origin->file, origin->line, 0);
  }
  return status;
}
