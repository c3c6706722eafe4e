/* pdf_keys.c - a PDF may hold only the keys that precis writes, wherever a viewer acts on what it
 * finds: what is not known to do nothing is an oddity. */
#include "verify/pdf_keys.h"

enum {
  LINKS_MAX = 1 << 18,
  OUTLINE_MAX = 1 << 18, /* entries */
  LEVELS_MAX = 64        /* of pages; of the outline */
};

static bool is_among(const char *key, const char *const *keys)
{
  while (*keys && strcmp(*keys, key) != 0)
    keys++;
  return *keys != NULL;
}

static bool has_only(const struct pdf_keys *k, qpdf_oh dict, const char *const *keys)
{
  bool is_ours = k->lib->oh_is_dictionary(k->qpdf, dict);
  if (!is_ours)
    return false;
  k->lib->oh_begin_dict_key_iter(k->qpdf, dict);
  while (is_ours && k->lib->oh_dict_more_keys(k->qpdf))
    is_ours = is_among(k->lib->oh_dict_next_key(k->qpdf), keys);
  return is_ours;
}

/* A dictionary under a key has only those keys; so has none. */
static bool holds_only(const struct pdf_keys *k, qpdf_oh dict, const char *key,
                       const char *const *keys)
{
  qpdf_oh inner = k->lib->oh_get_key(k->qpdf, dict, key);
  return k->lib->oh_is_null(k->qpdf, inner) || has_only(k, inner, keys);
}

/* The object that an array has at a place, 0 if it has none there; it is to have so many. */
static int object_at(const struct pdf_keys *k, qpdf_oh list, int at, int count)
{
  bool is_list =
      k->lib->oh_is_array(k->qpdf, list) && k->lib->oh_get_array_n_items(k->qpdf, list) == count;
  return is_list ? k->lib->oh_get_object_id(k->qpdf, k->lib->oh_get_array_item(k->qpdf, list, at))
                 : 0;
}

/* --- the catalog --- */

/* The file that is listed is the one that is read, and there is no other. */
static bool is_one_file(const struct pdf_keys *k, qpdf_oh root)
{
  static const char *const names[] = {"/EmbeddedFiles", NULL};
  static const char *const listed[] = {"/Names", NULL};
  static const char *const spec[] = {"/Type", "/F", "/UF", "/Desc", "/AFRelationship", "/EF", NULL};
  static const char *const streams[] = {"/F", "/UF", NULL};
  qpdf_oh top = k->lib->oh_get_key(k->qpdf, root, "/Names");
  qpdf_oh files = k->lib->oh_get_key(k->qpdf, root, "/AF");
  if (k->lib->oh_is_null(k->qpdf, top) && k->lib->oh_is_null(k->qpdf, files))
    return true;
  if (!has_only(k, top, names) || !holds_only(k, top, names[0], listed))
    return false;
  qpdf_oh list = k->lib->oh_get_key(k->qpdf, k->lib->oh_get_key(k->qpdf, top, names[0]), "/Names");
  int file = object_at(k, files, 0, 1);
  if (!file || file != object_at(k, list, 1, 2))
    return false;
  qpdf_oh one = k->lib->oh_get_array_item(k->qpdf, files, 0);
  if (!has_only(k, one, spec) || !holds_only(k, one, "/EF", streams))
    return false;
  qpdf_oh both = k->lib->oh_get_key(k->qpdf, one, "/EF");
  return k->lib->oh_get_object_id(k->qpdf, k->lib->oh_get_key(k->qpdf, both, "/F")) ==
         k->lib->oh_get_object_id(k->qpdf, k->lib->oh_get_key(k->qpdf, both, "/UF"));
}

/* Entries that lead to a page and do nothing else. */
static bool is_outline(const struct pdf_keys *k, qpdf_oh above, uint32_t *left, int depth)
{
  static const char *const entry[] = {"/Title", "/Parent", "/Prev", "/Next", "/First",
                                      "/Last",  "/Count",  "/Dest", NULL};
  qpdf_oh one = k->lib->oh_get_key(k->qpdf, above, "/First");
  bool is_ours = depth < LEVELS_MAX;
  while (is_ours && !k->lib->oh_is_null(k->qpdf, one)) {
    is_ours = *left > 0 && has_only(k, one, entry);
    *left -= is_ours;
    is_ours = is_ours && is_outline(k, one, left, depth + 1);
    qpdf_oh next = is_ours ? k->lib->oh_get_key(k->qpdf, one, "/Next") : one;
    if (is_ours)
      k->lib->oh_release(k->qpdf, one);
    one = next;
  }
  k->lib->oh_release(k->qpdf, one);
  return is_ours;
}

void pdf_check_catalog(const struct pdf_keys *k, qpdf_oh root)
{
  static const char *const trailer[] = {"/Size", "/Root", "/Info", "/ID", NULL};
  static const char *const catalog[] = {"/Type",
                                        "/Pages",
                                        "/Outlines",
                                        "/StructTreeRoot",
                                        "/MarkInfo",
                                        "/Lang",
                                        "/ViewerPreferences",
                                        "/Metadata",
                                        "/OutputIntents",
                                        "/AF",
                                        "/Names",
                                        NULL};
  static const char *const outline[] = {"/Type", "/First", "/Last", "/Count", NULL};
  static const char *const view[] = {"/DisplayDocTitle", NULL};
  static const char *const marked[] = {"/Marked", NULL};
  static const char *const tree[] = {"/Type", "/K", "/ParentTree", "/ParentTreeNextKey", NULL};
  uint32_t left = OUTLINE_MAX;
  if (!has_only(k, k->lib->get_trailer(k->qpdf), trailer))
    pdf_file_note(k->file, NONE, STR("something was added to the file after it was written"));
  if (!has_only(k, root, catalog) || !holds_only(k, root, "/ViewerPreferences", view) ||
      !holds_only(k, root, "/MarkInfo", marked) || !holds_only(k, root, "/StructTreeRoot", tree))
    pdf_file_note(k->file, NONE, STR("an action, a form, layers or else that precis never writes"));
  if (!is_one_file(k, root))
    pdf_file_note(k->file, NONE, STR("scripts, or more than one file inside"));
  qpdf_oh outlines = k->lib->oh_get_key(k->qpdf, root, "/Outlines");
  if (!k->lib->oh_is_null(k->qpdf, outlines) &&
      (!has_only(k, outlines, outline) || !is_outline(k, outlines, &left, 0)))
    pdf_file_note(k->file, NONE, STR("an outline that does more than lead to pages"));
}

/* --- pages --- */

/* What stands above a page is taken over by it. */
static bool takes_over_nothing(const struct pdf_keys *k, qpdf_oh page)
{
  static const char *const folder[] = {"/Type", "/Count", "/Kids", "/Parent", NULL};
  qpdf_oh up = k->lib->oh_get_key(k->qpdf, page, "/Parent");
  int level = 0;
  bool is_ours = true;
  for (; is_ours && !k->lib->oh_is_null(k->qpdf, up) && level < LEVELS_MAX; level++) {
    is_ours = has_only(k, up, folder);
    qpdf_oh next = is_ours ? k->lib->oh_get_key(k->qpdf, up, "/Parent") : up;
    if (is_ours)
      k->lib->oh_release(k->qpdf, up);
    up = next;
  }
  k->lib->oh_release(k->qpdf, up);
  return is_ours && level < LEVELS_MAX;
}

/* Links to places of the briefing, which draw nothing. */
static bool has_only_links(const struct pdf_keys *k, qpdf_oh page)
{
  static const char *const link[] = {"/Type", "/Subtype",  "/Rect",         "/Border", "/F",
                                     "/Dest", "/Contents", "/StructParent", NULL};
  qpdf_oh list = k->lib->oh_get_key(k->qpdf, page, "/Annots");
  if (k->lib->oh_is_null(k->qpdf, list))
    return true;
  int count =
      k->lib->oh_is_array(k->qpdf, list) ? k->lib->oh_get_array_n_items(k->qpdf, list) : LINKS_MAX;
  bool is_ours = count < LINKS_MAX;
  for (int i = 0; is_ours && i < count; i++) {
    qpdf_oh note = k->lib->oh_get_array_item(k->qpdf, list, i);
    is_ours = has_only(k, note, link) &&
              k->lib->oh_is_name_and_equals(k->qpdf, k->lib->oh_get_key(k->qpdf, note, "/Subtype"),
                                            "/Link") &&
              k->lib->oh_is_array(k->qpdf, k->lib->oh_get_key(k->qpdf, note, "/Dest"));
    k->lib->oh_release(k->qpdf, note);
  }
  return is_ours;
}

void pdf_check_page(const struct pdf_keys *k, qpdf_oh page, uint32_t index)
{
  static const char *const keys[] = {"/Type",          "/Parent",    "/MediaBox",
                                     "/Contents",      "/Resources", "/Tabs",
                                     "/StructParents", "/Annots",    NULL};
  if (!has_only(k, page, keys) || !takes_over_nothing(k, page))
    pdf_file_note(k->file, index, STR("the page has what precis never gives one"));
  if (!has_only_links(k, page))
    pdf_file_note(k->file, index, STR("a note, a form or a link elsewhere over the page"));
}

void pdf_check_element(const struct pdf_keys *k, qpdf_oh element)
{
  static const char *const keys[] = {"/Type", "/S",   "/P",    "/K",  "/Pg",
                                     "/A",    "/Alt", "/Lang", "/ID", NULL};
  if (!has_only(k, element, keys))
    pdf_file_note(k->file, NONE, STR("the structure says what precis never does"));
}
