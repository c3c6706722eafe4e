/* article.h - finding the article: measures, scores, cleaning. Private to the room.
 *
 * The method is that of Arc90's and Mozilla's Readability: paragraphs give points to the elements
 * round them, the element with the most points less its share of links is the article, its siblings
 * are joined when they look alike, and what is left of furniture inside it is cleaned out. */
#pragma once

#include "read/page.h"

/* What the class and id of an element say (article_hints.c). */
enum hint {
  HINT_UNLIKELY = 1,  /* furniture, unless HINT_MAYBE */
  HINT_MAYBE = 2,     /* may hold the article whatever else it is called */
  HINT_NEVER = 4,     /* furniture whatever else it is called */
  HINT_SMALL = 8,     /* furniture when it is small: share bars, boxes that ask for an address */
  HINT_COMMENTS = 16, /* what readers wrote */
  HINT_BYLINE = 32,
  HINT_GOOD = 64,
  HINT_BAD = 128,
  HINT_LEAD = 256 /* what stands between headline and text */
};

unsigned article_hints(str name);

enum attempt {
  ATTEMPT_STRIP = 1, /* take out what its name calls unlikely */
  ATTEMPT_WEIGH = 2, /* names count in scores */
  ATTEMPT_CLEAN = 4, /* clean the article by its contents */
  ATTEMPT_ALL = 7
};

/* What a subtree holds, less what is out. Characters with white space folded. */
struct measure {
  uint32_t chars;
  uint32_t link_chars; /* tenths: a link inside the page counts 3 of them, others 10 */
  uint32_t commas;
  uint32_t heading_chars, list_chars,
      block_chars; /* in h1-h6; in ul, ol; in block elements, li, span */
  uint32_t paragraphs, images, items, inputs, embeds, data_tables;
  uint32_t times, teasers; /* <time>; headings that are links to other pages */
  bool has_block;          /* a block element below it */
};

/* What an element stands in. */
enum around {
  AROUND_FIGURE = 1,
  AROUND_KEPT = 2 /* code, a data table: never taken apart */
};

/* What an element is, whatever is out. */
struct trait {
  uint32_t chars, commas; /* of a text node */
  uint16_t hints;
  int16_t weight; /* by its class and its id: 25 each for good or bad names */
  uint32_t table; /* of a cell: the table that it stands in */
  uint32_t cells; /* of a table: those that hold anything */
  uint8_t around;
  bool is_data; /* a table of data */
};

struct finder {
  const struct page *page;
  struct trait *traits;
  struct measure *measures;
  double *scores;
  bool *is_scored;
  uint32_t *only; /* the only child that holds text or a picture; 0: none, or text beside it */
  bool *is_out;
  unsigned attempt;   /* enum attempt */
  bool drops_bylines; /* the page names its author elsewhere, or has several */
  bool drops_times;   /* the page states its date elsewhere, and has few times */
  bool is_index;      /* what is cleaned is teasers for the most part */
  bool is_whole_page; /* no element stands out: the article is the body, cleaned strictly */
};

static inline bool is_shown(const struct finder *f, uint32_t i)
{
  return !f->is_out[i] && !f->page->nodes.at[i].is_hidden;
}

static inline double link_density(const struct measure *m)
{
  return m->chars ? m->link_chars / 10.0 / m->chars : 0;
}

/* --- article_measure.c ------------------------------------------------------------------------ */

void article_note(struct finder *f); /* fills traits */
/* Fills the measures of a subtree. judge, if not NULL, is asked for each element shown, once all in
 * it is measured; what it wants dropped is out and counts for nothing above. */
void article_measure(struct finder *f, uint32_t root,
                     bool (*judge)(const struct finder *f, uint32_t i));

/* --- article_score.c -------------------------------------------------------------------------- */

void article_score(struct finder *f); /* fills scores and only */
/* The paragraph that an element is or holds alone; 0 if it is more or none. */
uint32_t article_paragraph(const struct finder *f, uint32_t i);

/* --- article_clean.c -------------------------------------------------------------------------- */

/* Takes out elements that their names call furniture. */
void article_strip(struct finder *f);
/* Takes furniture out of a root of the article. */
void article_clean(struct finder *f, uint32_t root);
/* Whether its name says that an element beside or in the article is a bar, a box or a byline. */
bool article_is_beside(const struct finder *f, uint32_t i);

/* --- article_links.c -------------------------------------------------------------------------- */

/* Whether a root is teasers of other pages for the most part: those are then what people came for.
 */
bool article_is_index(const struct measure *root);
/* Teasers of other pages, lists of links, "Also read:" and its link. */
bool article_leads_elsewhere(const struct finder *f, uint32_t i);
/* Takes out rows of short links with bars between them. */
void article_drop_tools(struct finder *f, uint32_t root);
/* Takes out headings under which nothing is left. */
void article_drop_lone_headings(struct finder *f, uint32_t root);
