/* looks.h - the styles of office documents, and what they make of a paragraph. Private to the room.
 */
#pragma once

#include "read/flow.h"

/* What a style makes of a paragraph (or a run). */
enum role {
  ROLE_BODY,
  ROLE_HEADING,
  ROLE_ITEM,
  ROLE_QUOTE,
  ROLE_CODE,
  ROLE_CAPTION,
  ROLE_CONTENTS, /* tables of contents and figures, indexes: left out */
  ROLE_AUTHOR,
  ROLE_DATE
};

struct look {
  enum role role;
  uint8_t level; /* headings: 1 to 6; items: depth from 1 */
  bool is_hidden, is_bold, is_raised;
};

enum { STYLE_UNSET = 255, OUTLINE_BODY = 9 /* w:outlineLvl from here on: none */ };

/* A style as it stands in styles.xml; what it does not say is STYLE_UNSET. */
struct style {
  str name, based_on;
  uint8_t outline, depth; /* from 0 */
  uint8_t is_listed, is_hidden, is_bold, is_raised;
};

struct style_sheet {
  struct arena *arena;
  struct map ids;
  uint32_t prefix;       /* bytes of a key before the name */
  VEC(struct style) all; /* by the values of ids */
};

/* By key; an unknown one is that of body text. */
struct look look_of(const struct style_sheet *styles, str id);
/* 1 to 6. */
uint8_t look_level(uint32_t level);
/* The block that a paragraph of this look is. */
struct paragraph look_paragraph(struct look look);
/* A new style; NULL when there is one of that key, or no memory. */
struct style *style_add(struct style_sheet *sheet, str key);
