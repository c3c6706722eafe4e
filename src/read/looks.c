/* looks.c - what a style makes of a paragraph: the outline level decides, then the name, its own or
 * that of a style it is based on.
 *
 * Names of built-in styles are English in every Word ("heading 1" behind the id "berschrift1") and
 * in every OpenDocument file; LibreOffice and pandoc have some of their own. */
#include "read/looks.h"

struct style *style_add(struct style_sheet *sheet, str key)
{
  struct style style = {.name = STR(""),
                        .based_on = STR(""),
                        .outline = STYLE_UNSET,
                        .depth = STYLE_UNSET,
                        .is_listed = STYLE_UNSET,
                        .is_hidden = STYLE_UNSET,
                        .is_bold = STYLE_UNSET,
                        .is_raised = STYLE_UNSET};
  bool is_fresh = false;
  uint32_t found = map_add(&sheet->ids, key, &is_fresh);
  if (found == MAP_NONE || !is_fresh)
    return NULL;
  sheet->ids.entries[found].value = sheet->all.count;
  vec_push(sheet->arena, &sheet->all, style);
  return arena_short(sheet->arena) ? NULL : vec_last(&sheet->all);
}

/* Blanks do not count ("Table Caption", "TableCaption"), and a number may follow: "heading 2",
 * "List Bullet 3". */
static const struct {
  str name;
  enum role role;
  uint8_t level;
} roles[] = {
    {{"heading", 7}, ROLE_HEADING, 1},
    {{"title", 5}, ROLE_HEADING, 1},
    {{"subtitle", 8}, ROLE_HEADING, 2},
    {{"abstracttitle", 13}, ROLE_HEADING, 2},
    {{"listbullet", 10}, ROLE_ITEM, 1},
    {{"listnumber", 10}, ROLE_ITEM, 1},
    {{"quote", 5}, ROLE_QUOTE, 0},
    {{"intensequote", 12}, ROLE_QUOTE, 0},
    {{"blocktext", 9}, ROLE_QUOTE, 0},
    {{"quotations", 10}, ROLE_QUOTE, 0},
    {{"sourcecode", 10}, ROLE_CODE, 0},
    {{"htmlpreformatted", 16}, ROLE_CODE, 0},
    {{"preformattedtext", 16}, ROLE_CODE, 0},
    {{"caption", 7}, ROLE_CAPTION, 0},
    {{"imagecaption", 12}, ROLE_CAPTION, 0},
    {{"tablecaption", 12}, ROLE_CAPTION, 0},
    {{"toc", 3}, ROLE_CONTENTS, 0},
    {{"tocheading", 10}, ROLE_CONTENTS, 0},
    {{"contents", 8}, ROLE_CONTENTS, 0},
    {{"contentsheading", 15}, ROLE_CONTENTS, 0},
    {{"tableoffigures", 14}, ROLE_CONTENTS, 0},
    {{"tableofauthorities", 18}, ROLE_CONTENTS, 0},
    {{"index", 5}, ROLE_CONTENTS, 0},
    {{"indexheading", 12}, ROLE_CONTENTS, 0},
    {{"author", 6}, ROLE_AUTHOR, 0},
    {{"date", 4}, ROLE_DATE, 0},
    {{"figurecaption", 13}, ROLE_CAPTION, 0},
};

enum { HEADING_LEVEL_MAX = 6, CHAIN_MAX = 20 };

uint8_t look_level(uint32_t level)
{
  return (uint8_t)(level < 1 ? 1 : level > HEADING_LEVEL_MAX ? HEADING_LEVEL_MAX : level);
}

/* Equal but for case, and blanks in the name. */
static bool is_named(str name, str role)
{
  size_t at = 0;
  for (size_t i = 0; i < name.len; i++) {
    if (name.data[i] == ' ')
      continue;
    if (at == role.len || !str_eq_nocase(str_sub(name, i, 1), str_sub(role, at, 1)))
      return false;
    at++;
  }
  return at == role.len;
}

static bool role_by_name(str name, struct look *look)
{
  uint32_t number = 0;
  str bare = name;
  while (bare.len && bare.data[bare.len - 1] >= '0' && bare.data[bare.len - 1] <= '9')
    bare.len--;
  if (bare.len < name.len)
    str_to_uint(str_sub(name, bare.len, name.len - bare.len), &number);
  bare = str_trim(bare);
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
    if (!is_named(bare, roles[i].name))
      continue;
    look->role = roles[i].role;
    look->level = roles[i].level ? look_level(number ? number : roles[i].level) : 0;
    return true;
  }
  return false;
}

struct look look_of(const struct style_sheet *styles, str id)
{
  struct look look = {.role = ROLE_BODY};
  uint8_t outline = STYLE_UNSET, depth = STYLE_UNSET;
  uint8_t listed = STYLE_UNSET, hidden = STYLE_UNSET, bold = STYLE_UNSET, raised = STYLE_UNSET;
  bool has_role = false;
  for (int i = 0; i < CHAIN_MAX; i++) {
    uint32_t found = id.len ? map_find(&styles->ids, id) : MAP_NONE;
    if (found == MAP_NONE) {
      /* A style that is not defined is a built-in one. */
      size_t prefix = styles->prefix;
      if (!has_role && id.len > prefix)
        has_role = role_by_name(str_sub(id, prefix, id.len - prefix), &look);
      break;
    }
    const struct style *style = &styles->all.at[styles->ids.entries[found].value];
    has_role = has_role || role_by_name(style->name, &look);
    outline = outline == STYLE_UNSET ? style->outline : outline;
    depth = depth == STYLE_UNSET ? style->depth : depth;
    listed = listed == STYLE_UNSET ? style->is_listed : listed;
    hidden = hidden == STYLE_UNSET ? style->is_hidden : hidden;
    bold = bold == STYLE_UNSET ? style->is_bold : bold;
    raised = raised == STYLE_UNSET ? style->is_raised : raised;
    id = style->based_on;
  }
  if (outline < OUTLINE_BODY && look.role != ROLE_CONTENTS) {
    look.role = ROLE_HEADING;
    look.level = look_level(outline + 1u);
  } else if (!has_role && listed == 1) {
    look.role = ROLE_ITEM;
    look.level = look_level(depth == STYLE_UNSET ? 1 : depth + 1u);
  }
  look.is_hidden = hidden == 1;
  look.is_bold = bold == 1;
  look.is_raised = raised == 1;
  return look;
}

struct paragraph look_paragraph(struct look look)
{
  switch (look.role) {
  case ROLE_HEADING:
    return (struct paragraph){BLOCK_HEADING, look.level, FURNITURE_NONE};
  case ROLE_ITEM:
    return (struct paragraph){BLOCK_ITEM, look.level ? look.level : 1, FURNITURE_NONE};
  case ROLE_QUOTE:
    return (struct paragraph){BLOCK_QUOTE, 0, FURNITURE_NONE};
  case ROLE_CODE:
    return (struct paragraph){BLOCK_CODE, 0, FURNITURE_NONE};
  case ROLE_CAPTION:
    return (struct paragraph){BLOCK_CAPTION, 0, FURNITURE_NONE};
  case ROLE_AUTHOR:
    return (struct paragraph){BLOCK_PARAGRAPH, 0, FURNITURE_BYLINE};
  case ROLE_DATE:
    return (struct paragraph){BLOCK_PARAGRAPH, 0, FURNITURE_DATELINE};
  case ROLE_BODY:
  case ROLE_CONTENTS:
    break;
  }
  return (struct paragraph){BLOCK_PARAGRAPH, 0, FURNITURE_NONE};
}
