/* xml.h - the elements and text of an XML part, in order, through libxml2's SAX2. Private to the
 * room.
 *
 * No tree, no entity but the five, no DTD, no network. Budgets stand before the parser: length and
 * attributes of a tag, depth, namespaces in force. */
#pragma once

#include "doc/doc.h"

/* Namespaces by what they are, not by their many names (transitional and strict, old and new). */
enum xml_space {
  XML_OTHER,
  XML_WORD,     /* w: */
  XML_COMPAT,   /* mc: */
  XML_RELATION, /* package relationships and r: */
  XML_CORE,     /* cp: core properties */
  XML_DUBLIN,   /* dc: */
  XML_TERMS,    /* dcterms: */
  XML_MATH,     /* m: of Office */
  XML_OFFICE,   /* office: */
  XML_TEXT,     /* text: */
  XML_TABLE,    /* table: */
  XML_STYLE,    /* style: */
  XML_DRAW,     /* draw: */
  XML_META,     /* meta: */
  XML_FO,       /* fo: of OpenDocument */
  XML_SVG,      /* svg: of OpenDocument */
  XML_MANIFEST, /* manifest: */
  XML_OCF,      /* container.xml */
  XML_OPF,      /* package documents */
  XML_ENC,      /* xmlenc */
  XML_NONE      /* attributes without a prefix */
};

/* An element that a reader knows: its id, greater than 0, is what its start and end are told by.
 * Tables of them are sorted by name. */
struct xml_known {
  const char *name;
  enum xml_space space;
  uint8_t id;
};

struct xml_tag {
  uint8_t id; /* 0: not in the table */
  const void *attributes;
  uint32_t attribute_count;
};

struct xml_visitor {
  const struct xml_known *known;
  size_t known_count;
  void (*start)(void *user, const struct xml_tag *tag);
  void (*end)(void *user, uint8_t id); /* NULL, this and the next: of no interest */
  void (*text)(void *user, str text);  /* in pieces; UTF-8 */
  void *user;
};

/* Value of an attribute as it stands in the source; data is NULL when there is none. Borrowed until
 * the visit ends. XML_NONE: an attribute without a prefix. */
str xml_attribute(const struct xml_tag *tag, enum xml_space space, const char *name);
/* The value with the one reference decoded that libxml2 leaves in it, in the arena. */
str xml_attribute_copy(struct arena *arena, const struct xml_tag *tag, enum xml_space space,
                       const char *name);

/* What a part that is not well-formed is read up to. */
struct xml_fault {
  str reason; /* in the arena; empty if the part is sound */
  uint32_t line;
};

/* Visits all of a part, or what stands before its first fault. part names it in errors.
 *
 * PRECIS_BAD_INPUT: a DOCTYPE, a budget passed, not decodable; PRECIS_NO_MEMORY. */
precis_status xml_visit(struct arena *arena, str part, str bytes, const struct xml_visitor *visitor,
                        struct xml_fault *ret_fault, precis_error *err);
